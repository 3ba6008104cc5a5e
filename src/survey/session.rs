//! An interview being keyed: cursor, typed text, problems; says what is to be stored and never stores it. The hot path.

use super::check::{self, Problem};
use super::flow;
use super::form::{Form, Kind};
use super::interview::{Interview, Kept, Save, Status, Write};
use super::value::{Answer, Missing};
use std::sync::Arc;

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
    /// Whether a doubtful answer is kept.
    Keeping(Problem, Write),
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
    waiting: Waiting,
    /// True where a choice or a full number moves on by itself.
    auto_advance: bool,
    advanced_at: Option<i64>,
    /// True after an Enter typed by habit: this surveyor types one after each answer.
    habit: bool,
    last_key_at: Option<i64>,
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
            waiting: Waiting::Nothing,
            auto_advance,
            advanced_at: None,
            habit: false,
            last_key_at: None,
            reason: None,
        };
        session.go_to(session.first_open());
        session
    }

    // What stands there.

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

    /// Gives the digits typed and not yet accepted.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    #[must_use]
    pub fn answer(&self, question: usize) -> Option<&Answer> {
        self.interview.answers.get(question)?.as_ref()
    }

    #[must_use]
    pub fn applies(&self, question: usize) -> bool {
        flow::applies(&self.form, &self.interview.answers, question)
    }

    /// Tells whether a missing reason is being picked.
    #[must_use]
    pub const fn picks_missing(&self) -> bool {
        matches!(self.waiting, Waiting::Missing)
    }

    /// Gives the soft problem that waits for a decision.
    #[must_use]
    pub const fn asks(&self) -> Option<&Problem> {
        match &self.waiting {
            Waiting::Keeping(problem, _) => Some(problem),
            Waiting::Nothing | Waiting::Missing | Waiting::Reason(_) => None,
        }
    }

    /// Tells whether a change waits for its reason.
    #[must_use]
    pub const fn needs_reason(&self) -> bool {
        matches!(self.waiting, Waiting::Reason(_))
    }

    #[must_use]
    pub const fn auto_advance(&self) -> bool {
        self.auto_advance
    }

    pub const fn set_auto_advance(&mut self, on: bool) {
        self.auto_advance = on;
    }

    /// Gives the answers as the next interview's ditto source.
    #[must_use]
    pub fn answers(&self) -> &[Option<Answer>] {
        &self.interview.answers
    }

    /// Gives the first question without an answer, or the last one.
    fn first_open(&self) -> At {
        let answers = &self.interview.answers;
        let open = check::unanswered(&self.form, answers).first().copied();
        let last = flow::before(&self.form, answers, self.form.questions.len());
        At::Question(open.or(last).unwrap_or(0))
    }

    // Keys.

    /// Counts a key and the time since the last one.
    pub fn count_key(&mut self, now: i64) {
        self.interview.effort.keys += 1;
        if let Some(last) = self.last_key_at {
            self.interview.effort.ms += (now - last).clamp(0, LONGEST_WAIT_MS);
        }
        self.last_key_at = Some(now);
    }

    /// Stops the clock until the next key.
    pub const fn pause(&mut self) {
        self.last_key_at = None;
    }

    /// Takes a character typed on a choice or a number.
    pub fn key(&mut self, typed: char, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            (Waiting::Missing, At::Question(question)) => self.pick_missing(question, typed, now),
            (Waiting::Keeping(problem, _), _) => Reply::Asks(problem.clone()),
            (Waiting::Reason(_), _) => Reply::NeedsReason,
            (_, At::FormNumber) => self.digit(typed, 9),
            (Waiting::Nothing, At::Question(question)) => match self.form.questions[question].kind {
                Kind::Choice(_) | Kind::Service(_) => match self.form.questions[question].choice_for(typed) {
                    Some(choice) => self.propose(question, Answer::int(choice.code), now),
                    None => Reply::Refused(Problem::NotAChoice { question, typed }),
                },
                Kind::Number(bounds) => {
                    if self.digit(typed, 18) != Reply::Done {
                        return Reply::Refused(Problem::NotADigit { question, typed });
                    }
                    // Full when no further digit could stay in range: two digits for an age, but 10 and 11 may become 100 and 110.
                    let number = self.typed.parse().unwrap_or(i64::MAX);
                    let full = number > bounds.max / 10 || self.typed.len() >= 18;
                    if self.auto_advance && full { self.number(question, now) } else { Reply::Done }
                }
                Kind::Text => Reply::Done,
            },
        }
    }

    fn digit(&mut self, typed: char, most: usize) -> Reply {
        if !typed.is_ascii_digit() || self.typed.len() >= most {
            return Reply::Refused(Problem::NotADigit { question: self.question().unwrap_or(0), typed });
        }
        self.typed.push(typed);
        Reply::Done
    }

    /// Accepts what stands there and moves on; at the end, finishes.
    pub fn accept(&mut self, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            (Waiting::Keeping(problem, _), _) => return Reply::Asks(problem.clone()),
            (Waiting::Reason(_), _) => return Reply::NeedsReason,
            (Waiting::Missing, _) => {
                self.waiting = Waiting::Nothing;
                return Reply::Done;
            }
            (Waiting::Nothing, At::FormNumber) => return self.accept_number(),
            (Waiting::Nothing, At::Question(_)) => {}
        }
        let Some(question) = self.question() else { return Reply::Done };
        if !self.typed.is_empty() {
            return self.number(question, now);
        }
        let next = flow::after(&self.form, &self.interview.answers, question);
        let soon = self.advanced_at.take().is_some_and(|then| now - then < HABIT_MS);
        if soon && (next.is_some() || self.habit) {
            self.habit = true;
            return Reply::Done;
        }
        self.habit = false;
        if self.form.questions[question].required && self.answer(question).is_none() {
            return Reply::Refused(self.short_end(question));
        }
        match next {
            Some(next) => {
                self.go_to(At::Question(next));
                Reply::Done
            }
            None => self.finish(),
        }
    }

    /// Tells what an unanswered question means: where none that needs an answer follows, the row ended one answer short.
    fn short_end(&self, question: usize) -> Problem {
        let more = (question + 1..self.form.questions.len()).any(|at| self.form.questions[at].required && self.applies(at));
        if more { Problem::Unanswered { question } } else { Problem::EndsShort { questions: self.lacking() } }
    }

    fn accept_number(&mut self) -> Reply {
        if self.typed.is_empty() {
            self.go_to(self.first_open());
            return Reply::Done;
        }
        Reply::Number(self.typed.parse().unwrap_or(0))
    }

    /// Takes the typed form number over, once the caller found it free; the cursor goes to the questions.
    pub fn number_accepted(&mut self, number: i64) {
        self.interview.form_number = number;
        self.go_to(self.first_open());
    }

    /// Goes to the end and finishes; with questions open, goes to the first of them.
    pub fn finish(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            return Reply::Done;
        }
        let lacking = self.lacking();
        match lacking.first() {
            None => Reply::Finish,
            Some(first) => {
                self.go_to(At::Question(*first));
                Reply::Refused(Problem::EndsShort { questions: lacking })
            }
        }
    }

    /// Gives the questions that still need an answer.
    #[must_use]
    pub fn lacking(&self) -> Vec<usize> {
        check::unanswered(&self.form, &self.interview.answers)
    }

    /// Goes back one question, before the first one to the form number. Loses nothing.
    pub fn back(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            self.waiting = Waiting::Nothing;
            return Reply::Done;
        }
        if let At::Question(question) = self.at {
            let to = flow::before(&self.form, &self.interview.answers, question).map_or(At::FormNumber, At::Question);
            self.go_to(to);
        }
        Reply::Done
    }

    /// Starts at the first question of the section in hand again, to compare each answer with the paper.
    pub fn walk_again(&mut self) {
        let section = self.question().and_then(|question| {
            let here = self.form.section_of(question)?;
            // From the closing questions the row to walk is the one above.
            let row = if here.questions.len() > 1 { here } else { self.form.section_of(here.questions.start.checked_sub(1)?)? };
            Some(row.questions.start)
        });
        self.go_to(At::Question(section.unwrap_or(0)));
    }

    /// Goes to the next carried-forward answer; after the last one to the form number.
    pub fn to_carried(&mut self) {
        let from = self.question().map_or(0, |question| question + 1);
        let next = (from..self.form.questions.len()).find(|at| self.interview.carried[*at] && self.answer(*at).is_some());
        self.go_to(next.map_or(At::FormNumber, At::Question));
    }

    /// Puts the cursor somewhere; what was typed and not accepted there is dropped, as Esc would.
    pub fn go_to(&mut self, at: At) {
        self.at = at;
        self.typed.clear();
        self.waiting = Waiting::Nothing;
        self.advanced_at = None;
    }

    /// Opens the missing reasons.
    pub fn open_missing(&mut self, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            // `..` is the commonest reason, blank on paper.
            (Waiting::Missing, At::Question(question)) => self.pick_missing(question, '1', now),
            (Waiting::Nothing, At::Question(_)) => {
                self.typed.clear();
                self.waiting = Waiting::Missing;
                Reply::Done
            }
            (_, At::FormNumber) => Reply::Refused(Problem::NotADigit { question: 0, typed: '.' }),
            (Waiting::Keeping(problem, _), _) => Reply::Asks(problem.clone()),
            (Waiting::Reason(_), _) => Reply::NeedsReason,
        }
    }

    fn pick_missing(&mut self, question: usize, typed: char, now: i64) -> Reply {
        let picked = typed.to_digit(10).and_then(|digit| Missing::ALL.get((digit as usize).checked_sub(1)?));
        match picked {
            Some(reason) => {
                self.waiting = Waiting::Nothing;
                self.propose(question, Answer::Missing(*reason), now)
            }
            None => Reply::Refused(Problem::NotAChoice { question, typed }),
        }
    }

    /// Repeats the previous interview's answer.
    pub fn ditto(&mut self, now: i64) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        if self.waiting != Waiting::Nothing {
            return Reply::Done;
        }
        match self.previous.get(question).cloned().flatten() {
            Some(answer) => self.propose(question, answer, now),
            None => Reply::Refused(Problem::NotAChoice { question, typed: '"' }),
        }
    }

    /// Answers with a choice picked from the list.
    pub fn choose(&mut self, code: i64, now: i64) -> Reply {
        self.question().map_or(Reply::Done, |question| self.propose(question, Answer::int(code), now))
    }

    /// Takes the text of the question in hand; an empty one takes the answer back.
    pub fn text(&mut self, text: &str, now: i64) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        let text = text.trim();
        match self.answer(question) {
            Some(answer) if answer.as_text() == Some(text) => Reply::Done,
            Some(Answer::Missing(_)) | None if text.is_empty() => Reply::Done,
            _ if text.is_empty() => self.take_back(),
            _ => self.propose(question, Answer::text(text), now),
        }
    }

    /// Erases: the last typed digit, or the answer that stands there.
    pub fn erase(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            self.waiting = Waiting::Nothing;
            self.typed.clear();
            return Reply::Done;
        }
        if self.typed.pop().is_some() {
            return Reply::Done;
        }
        let Some(question) = self.question() else { return Reply::Done };
        let number = self.answer(question).and_then(Answer::number);
        match (&self.form.questions[question].kind, number) {
            // An answered number opens for editing at its last digit.
            (Kind::Number(_), Some(number)) if number > 9 => {
                self.typed = (number / 10).to_string();
                Reply::Done
            }
            _ => self.take_back(),
        }
    }

    fn take_back(&mut self) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        if self.answer(question).is_none() {
            return Reply::Done;
        }
        if self.interview.status.is_finished() && self.form.questions[question].required {
            return Reply::Refused(Problem::Unanswered { question });
        }
        self.offer(Write { question, old: self.answer(question).cloned(), new: None, why: None }, None)
    }

    /// Restores the answer that stood there; on an unchanged one, leaves.
    pub fn escape(&mut self) -> Reply {
        if self.waiting == Waiting::Nothing && self.typed.is_empty() {
            return Reply::Leave;
        }
        self.typed.clear();
        self.waiting = Waiting::Nothing;
        Reply::Done
    }

    /// Keeps the doubtful answer that waits, with a reason.
    pub fn keep(&mut self, reason: &str) -> Reply {
        let Waiting::Keeping(problem, write) = std::mem::replace(&mut self.waiting, Waiting::Nothing) else { return Reply::Done };
        let kept = Kept { rule: problem.rule(&self.form), question: problem.question(), reason: reason.to_owned() };
        self.offer(write, Some(kept))
    }

    /// Gives the reason for changing a finished interview; it serves for all changes until the interview is left.
    pub fn explain(&mut self, reason: &str) -> Reply {
        let Waiting::Reason(mut save) = std::mem::replace(&mut self.waiting, Waiting::Nothing) else { return Reply::Done };
        self.reason = Some(reason.to_owned());
        for write in &mut save.writes {
            write.why = Some(reason.to_owned());
        }
        Reply::Store(save)
    }

    fn number(&mut self, question: usize, now: i64) -> Reply {
        let Kind::Number(bounds) = self.form.questions[question].kind else { return Reply::Done };
        let typed = self.typed.parse().unwrap_or(i64::MAX);
        if !(bounds.min..=bounds.max).contains(&typed) {
            self.typed.clear();
            return Reply::Refused(Problem::OutOfRange { question, typed, min: bounds.min, max: bounds.max });
        }
        self.propose(question, Answer::int(typed), now)
    }

    /// Puts an answer forward: the same one only moves on, a doubtful one asks, any other is to be stored.
    fn propose(&mut self, question: usize, answer: Answer, now: i64) -> Reply {
        if self.answer(question) == Some(&answer) && !self.interview.carried[question] {
            self.typed.clear();
            self.advance(now);
            return Reply::Done;
        }
        let doubt = check::doubts(&self.form, &self.interview.answers, question, &answer).into_iter().next();
        let write = Write { question, old: self.answer(question).cloned(), new: Some(answer), why: None };
        if let Some(problem) = doubt {
            self.waiting = Waiting::Keeping(problem.clone(), write);
            return Reply::Asks(problem);
        }
        self.offer(write, None)
    }

    /// Asks for the change to be stored, first for its reason where the interview was finished.
    fn offer(&mut self, write: Write, kept: Option<Kept>) -> Reply {
        let question = write.question;
        let about = self.interview.kept.iter().filter(|kept| check::is_about(&self.form, &kept.rule, question));
        let lapsed = about.map(|kept| kept.rule.clone()).collect();
        let mut save = Save { writes: self.carried_writes(question), kept, lapsed };
        save.writes.push(Write { why: self.reason.clone(), ..write });
        if self.interview.status.is_finished() && self.reason.is_none() {
            self.waiting = Waiting::Reason(save);
            return Reply::NeedsReason;
        }
        Reply::Store(save)
    }

    /// Gives the carried answers, which are stored together with the first keyed one.
    fn carried_writes(&self, keyed: usize) -> Vec<Write> {
        if self.interview.id.is_some() {
            return Vec::new();
        }
        let carried = (0..self.form.questions.len()).filter(|at| *at != keyed && self.interview.carried[*at]);
        carried
            .filter_map(|question| {
                let new = Some(self.answer(question)?.clone());
                Some(Write { question, old: None, new, why: Some("carried".to_owned()) })
            })
            .collect()
    }

    /// Takes over what the caller has stored, and moves on.
    pub fn stored(&mut self, save: &Save, now: i64) {
        for write in &save.writes {
            let was_keyed = write.old.is_some() && !self.interview.carried[write.question];
            self.interview.answers[write.question].clone_from(&write.new);
            if write.why.as_deref() != Some("carried") {
                self.interview.carried[write.question] = false;
                self.interview.effort.corrections += i64::from(was_keyed);
            }
        }
        self.interview.kept.retain(|kept| !save.lapsed.contains(&kept.rule));
        self.interview.kept.extend(save.kept.clone());
        self.typed.clear();
        self.waiting = Waiting::Nothing;
        if save.writes.last().is_some_and(|write| write.new.is_some()) {
            self.advance(now);
        }
    }

    /// Moves to the next question to be keyed; carried answers are passed over.
    fn advance(&mut self, now: i64) {
        self.advanced_at = None;
        let Some(question) = self.question().filter(|_| self.auto_advance) else { return };
        let mut next = flow::after(&self.form, &self.interview.answers, question);
        while let Some(at) = next.filter(|at| self.interview.carried[*at] && self.answer(*at).is_some()) {
            next = flow::after(&self.form, &self.interview.answers, at);
        }
        if let Some(next) = next {
            self.go_to(At::Question(next));
            self.advanced_at = Some(now);
        }
    }

    /// Tells whether the record is open for keying from scratch.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.interview.status == Status::Draft
    }
}
