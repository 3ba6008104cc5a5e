//! What a session asks to be stored, and how it takes over what was.

use super::{Reply, Session, Waiting};
use crate::survey::check::{self, Problem};
use crate::survey::interview::{CARRIED, Kept, Save, Write};
use crate::survey::value::Answer;

/// Questions whose answers no longer stand after another one was stored, or stand again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub aside: Vec<usize>,
    pub back: Vec<usize>,
}

impl Session {
    /// Keeps the doubtful answer that waits, with a reason; asks on where there is another doubt.
    pub fn keep(&mut self, reason: &str) -> Reply {
        let Waiting::Keeping(mut doubts, write, mut kept) = std::mem::replace(&mut self.waiting, Waiting::Nothing) else {
            return Reply::Done;
        };
        if !doubts.is_empty() {
            let problem = doubts.remove(0);
            kept.push(Kept { rule: problem.rule(&self.form), question: problem.question(), reason: reason.to_owned() });
        }
        match doubts.first().cloned() {
            Some(next) => {
                self.waiting = Waiting::Keeping(doubts, write, kept);
                Reply::Asks(next)
            }
            None => self.offer(write, kept),
        }
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

    /// Puts an answer forward: the same one only moves on, a doubtful one asks, any other is to be stored.
    pub(super) fn propose(&mut self, question: usize, answer: Answer, now: i64) -> Reply {
        if !self.form.questions[question].is_keyed() {
            return Reply::Refused(Problem::NothingToKey { question });
        }
        if self.answer(question) == Some(&answer) && !self.interview.carried[question] {
            self.typed.clear();
            self.marked = None;
            self.refused = None;
            self.advance(now);
            return Reply::Done;
        }
        if let Some(problem) = check::broken(self.sheet(), question, &answer) {
            // A reason that is not used here is no other answer: what was refused before it still stands on the paper.
            if matches!(problem, Problem::ReasonNotAllowed { .. }) {
                return Reply::Refused(problem);
            }
            return self.refuse(problem, Some(answer));
        }
        self.refused = None;
        let doubts = check::doubts(self.sheet(), question, &answer);
        let write = Write { question, old: self.keyed(question).cloned(), new: Some(answer), why: None };
        if let Some(first) = doubts.first().cloned() {
            self.waiting = Waiting::Keeping(doubts, write, Vec::new());
            return Reply::Asks(first);
        }
        self.offer(write, Vec::new())
    }

    /// Asks for the change to be stored, first for its reason where the interview was finished.
    pub(super) fn offer(&mut self, write: Write, kept: Vec<Kept>) -> Reply {
        let question = write.question;
        let about = self.interview.kept.iter().filter(|kept| check::is_about(&self.form, &kept.rule, question));
        let lapsed = about.map(|kept| kept.rule.clone()).collect();
        let mut save = Save { writes: self.carried_writes(question), kept, lapsed };
        save.writes.push(Write { why: self.reason.clone(), ..write });
        if let Some(problem) = check::contradicted(&self.form, &self.interview, &save.writes) {
            self.marked = None;
            return match save.writes.pop().and_then(|write| write.new) {
                Some(answer) => self.refuse(problem, Some(answer)),
                None => Reply::Refused(problem),
            };
        }
        if self.interview.status.is_finished() && self.reason.is_none() {
            self.waiting = Waiting::Reason(save);
            return Reply::NeedsReason;
        }
        Reply::Store(save)
    }

    pub(super) fn take_back(&mut self) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        if !self.form.questions[question].is_keyed() {
            return Reply::Refused(Problem::NothingToKey { question });
        }
        if self.answer(question).is_none() {
            return Reply::Done;
        }
        if self.interview.status.is_finished() && self.form.questions[question].required {
            return Reply::Refused(Problem::Unanswered { question });
        }
        self.offer(Write { question, old: self.keyed(question).cloned(), new: None, why: None }, Vec::new())
    }

    /// Gives the carried answers, which are stored together with the first keyed one.
    pub(super) fn carried_writes(&self, keyed: usize) -> Vec<Write> {
        if self.interview.id.is_some() {
            return Vec::new();
        }
        let carried = (0..self.form.questions.len()).filter(|at| *at != keyed && self.interview.carried[*at]);
        carried
            .filter_map(|question| {
                let new = Some(self.keyed(question)?.clone());
                Some(Write { question, old: None, new, why: Some(CARRIED.to_owned()) })
            })
            .collect()
    }

    /// Gives the answer that was keyed, whether it stands or is kept aside.
    fn keyed(&self, question: usize) -> Option<&Answer> {
        self.answer(question).or_else(|| self.interview.aside.get(question)?.as_ref())
    }

    /// Takes over what the caller has stored, and moves on. Gives the questions whose answers moved with it.
    pub fn stored(&mut self, save: &Save, now: i64) -> Moved {
        let first = self.interview.id.is_none();
        for write in &save.writes {
            let was_keyed = write.old.is_some() && !self.interview.carried[write.question];
            self.interview.answers[write.question].clone_from(&write.new);
            self.interview.aside[write.question] = None;
            if write.why.as_deref() != Some(CARRIED) {
                self.interview.carried[write.question] = false;
                self.interview.effort.corrections += i64::from(was_keyed);
            }
        }
        let changed: Vec<usize> = save.writes.iter().map(|write| write.question).collect();
        let moved = self.interview.settle(&self.form, if first { None } else { Some(&changed) });
        self.interview.kept.retain(|kept| !save.lapsed.contains(&kept.rule));
        self.interview.kept.extend(save.kept.clone());
        self.typed.clear();
        self.marked = None;
        self.refused = None;
        self.waiting = Waiting::Nothing;
        if save.writes.last().is_some_and(|write| write.new.is_some()) {
            self.advance(now);
        }
        let is_keyed = |at: &usize| self.form.questions[*at].calculate.is_none();
        let (aside, rest): (Vec<usize>, Vec<usize>) =
            moved.into_iter().filter(is_keyed).partition(|at| self.interview.aside[*at].is_some());
        Moved { aside, back: rest.into_iter().filter(|at| self.interview.answers[*at].is_some()).collect() }
    }

    /// Takes note that storing took until now: an Enter typed by habit comes after the answer was seen, not after its key.
    pub fn settled(&mut self, now: i64) {
        self.advanced_at = self.advanced_at.map(|_| now);
    }

    /// Takes back the digit that made a number full, because it could not be stored: the same key tries again.
    pub fn not_stored(&mut self) {
        if self.auto_advance && self.question().is_some_and(|question| self.is_full(question)) {
            self.typed.pop();
        }
    }
}
