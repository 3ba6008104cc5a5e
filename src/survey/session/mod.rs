//! An interview being keyed: cursor, typed text, problems; says what is to be stored and never stores it. The hot path.

mod moving;
mod storing;
mod typing;

use super::check::Problem;
use super::decimal::Decimal;
use super::flow::{self, Offered};
use super::form::{Form, Kind};
use super::interview::{Interview, Kept, Save, Status, Write};
use super::sheet::Sheet;
use super::value::Answer;
use std::sync::Arc;

pub use storing::Moved;

/// An Enter or Tab this soon after an automatic advance, in milliseconds, was typed by habit and skips nothing.
pub const HABIT_MS: i64 = 300;

/// The longest wait between two keys that counts as work, in milliseconds.
const LONGEST_WAIT_MS: i64 = 60_000;

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    FormNumber,
    Question(usize),
}

/// What a key leads to. Nothing is an answer until the caller has stored it and called [`Session::stored`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing to store.
    Done,
    /// The key means nothing here or breaks a hard rule.
    Refused(Problem),
    /// A soft problem: the answer waits for [`Session::keep`].
    Asks(Problem),
    /// An Enter right behind an answer that moved on by itself would pass a question that nobody looked at: another one does.
    AsksTwice(Option<usize>),
    /// Store this, then call [`Session::stored`].
    Store(Save),
    /// The interview was complete before: the change waits for [`Session::explain`].
    NeedsReason,
    /// The form number was typed; the caller knows whether it is free.
    Number(i64),
    /// Every question is answered: complete the interview.
    Finish,
    /// Nothing left to restore: leave the screen.
    Leave,
}

/// What the session waits for beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Waiting {
    Nothing,
    /// The reason why an answer is missing.
    Missing,
    /// Whether a doubtful answer is kept: the doubts still to be decided, the answer, the doubts already kept.
    Keeping(Vec<Problem>, Write, Vec<Kept>),
    /// The reason for changing a finished interview.
    Reason(Save),
}

/// An interview being keyed.
#[derive(Clone, Debug)]
pub struct Session {
    form: Arc<Form>,
    interview: Interview,
    previous: Vec<Option<Answer>>,
    at: At,
    typed: String,
    /// The choices marked and not yet accepted, as bits, where several can be chosen.
    marked: Option<i64>,
    /// Why what was given last to the question in hand is no answer, and what that was; it stands until something else is given.
    refused: Option<(Problem, Option<Answer>)>,
    waiting: Waiting,
    /// True where a choice or a full number moves on by itself.
    auto_advance: bool,
    advanced_at: Option<i64>,
    /// True after an Enter typed by habit: this surveyor types one after each answer.
    habit: bool,
    /// True where the last key was an Enter: what moves on then does not move on by itself.
    entered: bool,
    last_key_at: Option<i64>,
    /// When the clock was stopped.
    paused_at: Option<i64>,
    /// The reason given for changing a finished interview; asked once.
    reason: Option<String>,
}
impl Session {
    /// Opens an interview at its first unanswered question; `previous` holds the answers that ditto repeats.
    #[must_use]
    pub fn new(form: Arc<Form>, interview: Interview, previous: Vec<Option<Answer>>, auto_advance: bool) -> Self {
        let mut session = Self {
            form,
            interview,
            previous,
            at: At::Question(0),
            typed: String::new(),
            marked: None,
            refused: None,
            waiting: Waiting::Nothing,
            auto_advance,
            advanced_at: None,
            habit: false,
            entered: false,
            last_key_at: None,
            paused_at: None,
            reason: None,
        };
        // What is carried may not apply yet, and what is worked out from nothing stands from the beginning.
        if session.interview.id.is_none() {
            session.interview.settle(&session.form, None);
        }
        session.go_to(session.first_open());
        session
    }

    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    #[must_use]
    pub const fn interview(&self) -> &Interview {
        &self.interview
    }

    /// Gives the interview for the caller that stores what lies beside the answers (number, notes, status).
    pub const fn interview_mut(&mut self) -> &mut Interview {
        &mut self.interview
    }

    #[must_use]
    pub const fn at(&self) -> At {
        self.at
    }

    /// Gives the question in hand; none while the form number is keyed.
    #[must_use]
    pub const fn question(&self) -> Option<usize> {
        match self.at {
            At::FormNumber => None,
            At::Question(question) => Some(question),
        }
    }

    /// Gives what is typed and not yet accepted: digits, with the marks between them.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    #[must_use]
    pub fn answer(&self, question: usize) -> Option<&Answer> {
        self.interview.answers.get(question)?.as_ref()
    }

    /// Gives the answer that was given last to the question in hand and broke a rule.
    #[must_use]
    pub fn refused(&self) -> Option<&Answer> {
        self.refused.as_ref()?.1.as_ref()
    }

    /// Tells whether what was given last to the question in hand was refused, and nothing else given since.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    /// Refuses what was given to the question in hand: it is still on the paper, so that nothing passes over it in silence.
    fn refuse(&mut self, problem: Problem, given: Option<Answer>) -> Reply {
        self.typed.clear();
        // A text stays where it is typed, so that it is put forward again.
        let is_text = self.question().is_some_and(|question| self.form.questions[question].takes_text());
        self.refused = (!is_text).then(|| (problem.clone(), given));
        Reply::Refused(problem)
    }

    /// Gives the answers as the rules of the form see them.
    #[must_use]
    pub fn sheet(&self) -> Sheet<'_> {
        self.interview.sheet(&self.form)
    }

    #[must_use]
    pub fn applies(&self, question: usize) -> bool {
        flow::applies(self.sheet(), question)
    }

    /// Tells whether something stands there that is not accepted yet: typed digits, or marked choices.
    #[must_use]
    pub const fn is_unaccepted(&self) -> bool {
        !self.typed.is_empty() || self.marked.is_some()
    }

    /// Gives the choices that can be chosen for a question, each with the keys that answer it.
    #[must_use]
    pub fn offered(&self, question: usize) -> Vec<Offered<'_>> {
        flow::offered(self.sheet(), question)
    }

    /// Tells whether a full stop, a hyphen or a minus sign would be part of what is typed here, and no missing reason.
    #[must_use]
    pub fn takes_signs(&self) -> bool {
        let kind = self.question().filter(|_| self.waiting == Waiting::Nothing).map(|question| &self.form.questions[question].kind);
        match kind {
            Some(Kind::Number(bounds)) => bounds.min < 0,
            Some(Kind::Decimal(bounds)) => bounds.min < Decimal::default() || !self.typed.is_empty(),
            Some(Kind::Date | Kind::Time) => !self.typed.is_empty(),
            _ => false,
        }
    }

    /// Tells whether a missing reason is being picked.
    #[must_use]
    pub const fn picks_missing(&self) -> bool {
        matches!(self.waiting, Waiting::Missing)
    }

    /// Gives the soft problem that waits for a decision.
    #[must_use]
    pub fn asks(&self) -> Option<&Problem> {
        match &self.waiting {
            Waiting::Keeping(doubts, ..) => doubts.first(),
            Waiting::Nothing | Waiting::Missing | Waiting::Reason(_) => None,
        }
    }

    /// Asks again about the doubt that waits.
    fn ask_again(&self) -> Reply {
        self.asks().map_or(Reply::Done, |problem| Reply::Asks(problem.clone()))
    }

    #[must_use]
    pub const fn auto_advance(&self) -> bool {
        self.auto_advance
    }

    pub const fn set_auto_advance(&mut self, on: bool) {
        self.auto_advance = on;
    }

    /// Tells whether the record is open for keying from scratch.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.interview.status == Status::Draft
    }

    /// Counts a key and the time since the last one; what goes beyond the longest wait was a pause.
    pub fn count_key(&mut self, now: i64) {
        let effort = &mut self.interview.effort;
        effort.keys += 1;
        if let Some(last) = self.last_key_at {
            let wait = (now - last).max(0);
            let worked = wait.min(LONGEST_WAIT_MS);
            effort.ms += worked;
            effort.pauses += i64::from(wait > worked);
            effort.pause_ms += wait - worked;
        }
        if let Some(began) = self.paused_at.take() {
            effort.pauses += 1;
            effort.pause_ms += (now - began).max(0);
        }
        self.last_key_at = Some(now);
    }

    /// Lets the time until the next key count as neither work nor pause.
    pub const fn wait(&mut self) {
        self.last_key_at = None;
    }

    /// Stops the clock until the next key.
    pub const fn pause(&mut self) {
        self.paused_at = self.last_key_at.take();
    }
}
