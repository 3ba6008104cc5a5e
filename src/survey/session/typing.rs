//! What a typed key means to a session: choices, digits, missing reasons, ditto, text, erasing.

use super::{At, Reply, Session, Waiting};
use crate::survey::check::Problem;
use crate::survey::date;
use crate::survey::decimal::{DIGITS, Decimal};
use crate::survey::form::{Kind, bit};
use crate::survey::value::{Answer, Missing, Value};

impl Session {
    /// Takes a character typed on a choice or a number.
    pub fn key(&mut self, typed: char, now: i64) -> Reply {
        match (&self.waiting, self.at) {
            (Waiting::Missing, At::Question(question)) => self.pick_missing(question, typed, now),
            (Waiting::Keeping(..), _) => self.ask_again(),
            (Waiting::Reason(_), _) => Reply::NeedsReason,
            (_, At::FormNumber) => self.digit(typed, 9),
            (Waiting::Nothing, At::Question(question)) => self.answer_key(question, typed, now),
        }
    }

    fn answer_key(&mut self, question: usize, typed: char, now: i64) -> Reply {
        // Who answers right behind an answer types no Enter in between.
        self.habit &= self.advanced_at.is_none();
        self.entered = false;
        let asked = &self.form.questions[question];
        match &asked.kind {
            Kind::Choice(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => match self.code_for(question, typed) {
                Some(code) => self.propose(question, Answer::int(code), now),
                None => Reply::Refused(Problem::NotAChoice { question, typed }),
            },
            Kind::Several(_) => match self.code_for(question, typed).and_then(bit) {
                Some(bit) => {
                    self.marked = Some(self.marked() ^ bit);
                    self.refused = None;
                    Reply::Done
                }
                None => Reply::Refused(Problem::NotAChoice { question, typed }),
            },
            // A full stop where nothing is typed is no decimal comma.
            Kind::Number(_) | Kind::Decimal(_) | Kind::Date | Kind::Time if typed == '.' && self.typed.is_empty() => self.open_missing(now),
            Kind::Number(_) | Kind::Decimal(_) | Kind::Date | Kind::Time => {
                if !self.figure(question, typed) {
                    return Reply::Refused(Problem::NotADigit { question, typed });
                }
                if self.auto_advance && self.is_full(question) { self.figures(question, now) } else { Reply::Done }
            }
            Kind::Text | Kind::LongText => Reply::Done,
            Kind::Calculated(_) | Kind::Note => Reply::Refused(Problem::NothingToKey { question }),
        }
    }

    /// Finds the code that a key answers; capitals count as small letters.
    fn code_for(&self, question: usize, typed: char) -> Option<i64> {
        let key = typed.to_ascii_lowercase();
        self.offered(question).iter().find(|offered| offered.keys.contains(&key)).map(|offered| offered.choice.code)
    }

    /// Takes a digit, a sign or a separator of what is typed; tells whether it may stand there.
    fn figure(&mut self, question: usize, typed: char) -> bool {
        let first = self.typed.is_empty();
        let has_mark = self.typed.contains([',', '-', ':']);
        let digits = self.typed.bytes().filter(u8::is_ascii_digit).count();
        let (sign, mark, most) = match &self.form.questions[question].kind {
            Kind::Number(bounds) => (bounds.min < 0, None, 18),
            Kind::Decimal(bounds) => (bounds.min < Decimal::default(), Some(','), DIGITS),
            Kind::Date => (false, Some('-'), 8),
            Kind::Time => (false, Some(':'), 4),
            _ => return false,
        };
        let is_date = mark == Some('-');
        let taken = match (typed, mark) {
            ('0'..='9', _) if digits < most => Some(typed),
            ('-', _) if first && sign => Some('-'),
            (',' | '.' | '-' | '/' | ':' | ' ', Some(mark)) if !first && !self.typed.ends_with(mark) => {
                let fits = if mark == ',' { matches!(typed, ',' | '.') && !self.typed.contains(',') } else { is_date || !has_mark };
                fits.then_some(mark)
            }
            _ => None,
        };
        if taken.is_some() {
            self.refused = None;
        }
        self.typed.extend(taken);
        taken.is_some()
    }

    /// Tells whether no further digit could stay in range: two digits for an age, but 10 and 11 may become 100 and 110.
    pub(super) fn is_full(&self, question: usize) -> bool {
        let typed = &self.typed;
        match &self.form.questions[question].kind {
            Kind::Number(bounds) => {
                let number = typed.parse().unwrap_or(i64::MAX);
                typed != "-" && (number > bounds.max / 10 || number < bounds.min / 10 && number < 0) || typed.len() >= 18
            }
            Kind::Date => typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) || typed.len() == 10,
            Kind::Time => typed.len() == 4 && !typed.contains(':') || typed.len() == 5,
            _ => false,
        }
    }

    /// Gives the choices marked where several can be chosen, as bits.
    #[must_use]
    pub fn marked(&self) -> i64 {
        let stored = || self.question().and_then(|question| self.answer(question)?.number()).unwrap_or(0);
        self.marked.unwrap_or_else(stored)
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
            (Waiting::Nothing, At::Question(question)) if !self.form.questions[question].is_keyed() => {
                Reply::Refused(Problem::NothingToKey { question })
            }
            // `..` is the commonest reason, blank on paper.
            (Waiting::Missing, At::Question(question)) => self.pick_missing(question, '1', now),
            (Waiting::Nothing, At::Question(_)) => {
                self.typed.clear();
                self.marked = None;
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
                self.entered = false;
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
        self.entered = false;
        match self.previous.get(question).cloned().flatten() {
            Some(answer) => self.propose(question, answer, now),
            None => Reply::Refused(Problem::NotAChoice { question, typed: '"' }),
        }
    }

    /// Answers with a choice picked from the list.
    pub fn choose(&mut self, code: i64, now: i64) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        self.entered = true;
        match (&self.form.questions[question].kind, bit(code)) {
            (Kind::Several(_), Some(bit)) => {
                self.marked = Some(self.marked() ^ bit);
                self.refused = None;
                Reply::Done
            }
            _ => self.propose(question, Answer::int(code), now),
        }
    }

    /// Takes the text of the question in hand; an empty one takes the answer back.
    pub fn text(&mut self, text: &str, now: i64) -> Reply {
        let Some(question) = self.question() else { return Reply::Done };
        let text = text.trim();
        match self.answer(question) {
            Some(answer) if answer.as_text() == Some(text) => Reply::Done,
            Some(Answer::Missing(_)) | None if text.is_empty() => Reply::Done,
            _ if text.is_empty() => self.take_back(),
            _ => {
                self.entered = true;
                self.propose(question, Answer::text(text), now)
            }
        }
    }

    /// Erases: the last typed digit, or the answer that stands there.
    pub fn erase(&mut self) -> Reply {
        if self.waiting != Waiting::Nothing {
            self.waiting = Waiting::Nothing;
            self.typed.clear();
            return Reply::Done;
        }
        if self.typed.pop().is_some() || self.marked.take().is_some() || self.refused.take().is_some() {
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
        if self.waiting == Waiting::Nothing && self.typed.is_empty() && self.marked.is_none() {
            return if self.refused.take().is_some() { Reply::Done } else { Reply::Leave };
        }
        self.typed.clear();
        self.marked = None;
        self.waiting = Waiting::Nothing;
        Reply::Done
    }

    /// Accepts the digits that are typed as a number, a day or a time; what is none is refused and falls.
    pub(super) fn figures(&mut self, question: usize, now: i64) -> Reply {
        let typed = self.typed.clone();
        let read = match &self.form.questions[question].kind {
            Kind::Number(bounds) => {
                let number = typed.parse().unwrap_or(i64::MAX);
                let (min, max) = (bounds.min, bounds.max);
                let fits = (min..=max).contains(&number);
                if fits { Ok(Answer::int(number)) } else { Err(Problem::OutOfRange { question, typed: number, min, max }) }
            }
            Kind::Decimal(bounds) => {
                let number = typed.parse::<Decimal>().ok().filter(|number| (bounds.min..=bounds.max).contains(number));
                let outside = || Problem::DecimalOutOfRange { question, typed, min: bounds.min, max: bounds.max };
                number.map(|number| Answer::Value(Value::Decimal(number))).ok_or_else(outside)
            }
            Kind::Date => match date::parse(&typed, self.interview.day) {
                Some(day) => Ok(Answer::text(day.to_string())),
                None => Err(Problem::NoSuchDay { question, typed }),
            },
            Kind::Time => date::time(&typed).map(Answer::text).ok_or(Problem::NoSuchTime { question, typed }),
            _ => return Reply::Done,
        };
        match read {
            Ok(answer) => self.propose(question, answer, now),
            Err(problem) => self.refuse(problem, None),
        }
    }

    /// Accepts the choices that are marked.
    pub(super) fn accept_marked(&mut self, question: usize, now: i64) -> Reply {
        self.entered |= self.marked.is_some();
        match self.marked {
            None => Reply::Done,
            // Nothing marked is no answer: the paper is blank, which is a reason of its own.
            Some(0) => Reply::Refused(Problem::Unanswered { question }),
            Some(bits) => self.propose(question, Answer::int(bits), now),
        }
    }
}
