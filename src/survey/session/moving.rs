//! How a session's cursor moves: forward with the habits of keyers in mind, back without loss, over what is carried.

use super::{At, HABIT_MS, Reply, Session, Waiting};
use crate::survey::check::{self, Problem};
use crate::survey::flow;
use crate::survey::form::Kind;

impl Session {
    /// Accepts what stands there and moves on; at the end, finishes.
    pub fn accept(&mut self, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            (Waiting::Keeping(..), _) => return self.ask_again(),
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
            return self.figures(question, now);
        }
        if self.marked.is_some() {
            return self.accept_marked(question, now);
        }
        if let Some((problem, _)) = &self.refused {
            return Reply::Refused(problem.clone());
        }
        let next = flow::after(self.sheet(), question);
        let behind = self.advanced_at.take();
        let soon = behind.is_some_and(|then| now - then < HABIT_MS);
        if soon && (next.is_some() || self.habit) {
            self.habit = true;
            return Reply::Done;
        }
        // However late it comes: right behind an answer that moved on by itself, an Enter may still be one by habit.
        let is_open = self.form.questions[question].is_keyed() && self.answer(question).is_none();
        let by_habit = behind.is_some() && !std::mem::replace(&mut self.entered, true) && is_open;
        let is_required = self.form.questions[question].required;
        if by_habit && !is_required && (next.is_some() || self.habit) {
            return Reply::AsksTwice(next.map(|_| question));
        }
        self.habit = by_habit && is_required;
        if is_required && self.answer(question).is_none() {
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
    pub(super) fn short_end(&self, question: usize) -> Problem {
        let more = (question + 1..self.form.questions.len()).any(|at| self.form.questions[at].required && self.applies(at));
        if more { Problem::Unanswered { question } } else { Problem::EndsShort { questions: self.lacking() } }
    }

    pub(super) fn accept_number(&mut self) -> Reply {
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

    /// Accepts digits that are typed and not accepted yet, before the cursor leaves them.
    pub fn accept_typed(&mut self, now: i64) -> Reply {
        match self.at {
            _ if self.waiting != Waiting::Nothing => Reply::Done,
            At::Question(question) if self.typed.is_empty() => self.accept_marked(question, now),
            _ if self.typed.is_empty() => Reply::Done,
            At::FormNumber => self.accept_number(),
            At::Question(question) => {
                self.entered = true;
                self.figures(question, now)
            }
        }
    }

    /// Goes to the end and finishes; with questions open, goes to the first of them.
    pub fn finish(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            return Reply::Done;
        }
        if let Some((problem, _)) = &self.refused {
            return Reply::Refused(problem.clone());
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
        check::unanswered(self.sheet())
    }

    /// Goes back one question, before the first one to the form number. Loses nothing.
    pub fn back(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            self.waiting = Waiting::Nothing;
            return Reply::Done;
        }
        if let At::Question(question) = self.at {
            let to = flow::before(self.sheet(), question).map_or(At::FormNumber, At::Question);
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

    /// Goes to the first carried-forward answer, from one to the next, and after the last one to the form number.
    pub fn to_carried(&mut self) {
        let carried = |at: &usize| self.interview.carried[*at] && self.answer(*at).is_some();
        let from = self.question().filter(carried).map_or(0, |question| question + 1);
        let next = (from..self.form.questions.len()).find(carried);
        self.go_to(next.map_or(At::FormNumber, At::Question));
    }

    /// Puts the cursor somewhere; what was typed and not accepted there is dropped, as Esc would.
    pub fn go_to(&mut self, at: At) {
        self.at = at;
        self.typed.clear();
        self.marked = None;
        self.refused = None;
        self.waiting = Waiting::Nothing;
        self.advanced_at = None;
    }

    /// Gives the first question without an answer, or the last one; in an interview that begins, the notes before it come first.
    pub(super) fn first_open(&self) -> At {
        let open = check::unanswered(self.sheet()).first().copied();
        let last = flow::before(self.sheet(), self.form.questions.len());
        let mut first = open.or(last).unwrap_or(0);
        let is_note = |at: &usize| matches!(self.form.questions[*at].kind, Kind::Note);
        while let Some(note) = flow::before(self.sheet(), first).filter(|at| self.interview.id.is_none() && is_note(at)) {
            first = note;
        }
        At::Question(first)
    }

    /// Moves to the next question to be keyed; carried answers are passed over.
    pub(super) fn advance(&mut self, now: i64) {
        self.advanced_at = None;
        let Some(question) = self.question().filter(|_| self.auto_advance) else { return };
        let mut next = flow::after(self.sheet(), question);
        while let Some(at) = next.filter(|at| self.interview.carried[*at] && self.answer(*at).is_some()) {
            next = flow::after(self.sheet(), at);
        }
        if let Some(next) = next {
            self.go_to(At::Question(next));
            self.advanced_at = Some(now);
        }
    }
}
