//! What a typed key means to a session: choices, digits, missing reasons, ditto, text, erasing.

use super::{At, Reply, Session, Waiting};
use crate::survey::check::Problem;
use crate::survey::form::Kind;
use crate::survey::value::{Answer, Missing};

impl Session {
    /// Takes a character typed on a choice or a number.
    pub fn key(&mut self, typed: char, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            (Waiting::Missing, At::Question(question)) => self.pick_missing(question, typed, now),
            (Waiting::Keeping(..), _) => self.ask_again(),
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
                    if self.auto_advance && self.is_full(bounds.max) { self.number(question, now) } else { Reply::Done }
                }
                Kind::Text => Reply::Done,
            },
        }
    }

    /// Tells whether no further digit could stay in range: two digits for an age, but 10 and 11 may become 100 and 110.
    pub(super) fn is_full(&self, max: i64) -> bool {
        let number = self.typed.parse().unwrap_or(i64::MAX);
        number > max / 10 || self.typed.len() >= 18
    }

    pub(super) fn digit(&mut self, typed: char, most: usize) -> Reply {
        if !typed.is_ascii_digit() || self.typed.len() >= most {
            return Reply::Refused(Problem::NotADigit { question: self.question().unwrap_or(0), typed });
        }
        self.typed.push(typed);
        Reply::Done
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
            (Waiting::Keeping(..), _) => self.ask_again(),
            (Waiting::Reason(_), _) => Reply::NeedsReason,
        }
    }

    pub(super) fn pick_missing(&mut self, question: usize, typed: char, now: i64) -> Reply {
        let picked = typed.to_digit(10).and_then(|digit| Missing::KEYED.get((digit as usize).checked_sub(1)?));
        match picked {
            Some(reason) => {
                self.waiting = Waiting::Nothing;
                self.propose(question, Answer::Missing(*reason), now)
            }
            None => Reply::Refused(Problem::NotAReason { question, typed }),
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

    /// Restores the answer that stood there; on an unchanged one, leaves.
    pub fn escape(&mut self) -> Reply {
        if self.waiting == Waiting::Nothing && self.typed.is_empty() {
            return Reply::Leave;
        }
        self.typed.clear();
        self.waiting = Waiting::Nothing;
        Reply::Done
    }

    pub(super) fn number(&mut self, question: usize, now: i64) -> Reply {
        let Kind::Number(bounds) = self.form.questions[question].kind else { return Reply::Done };
        let typed = self.typed.parse().unwrap_or(i64::MAX);
        if !(bounds.min..=bounds.max).contains(&typed) {
            self.typed.clear();
            return Reply::Refused(Problem::OutOfRange { question, typed, min: bounds.min, max: bounds.max });
        }
        self.propose(question, Answer::int(typed), now)
    }
}
