//! The dialogue about one field that is keyed a second time, blind; knows no screen and no database.

use super::date;
use super::form::{Form, Kind, bit};
use super::value::{Answer, Missing, Value};
use jiff::civil::Date;

/// Whose mistake a mismatch was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The two keyings agree.
    None,
    /// The second keying stayed the same after a look at the paper.
    Keyer,
    /// The second keying returned to the first value.
    Verifier,
}

impl Fault {
    /// All faults.
    pub const ALL: [Self; 3] = [Self::None, Self::Keyer, Self::Verifier];

    /// Gives the stable code used in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Keyer => "keyer",
            Self::Verifier => "verifier",
        }
    }

    /// Finds a fault by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// What a value keyed again leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The values differ: look at the paper and key again.
    LookAgain,
    /// The field is decided. `second` is the value that differed, or the one that agreed.
    Decided { second: Option<Answer>, fault: Fault },
}

/// One field being keyed again. The first value stays hidden until somebody settles the mismatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    first: Option<Answer>,
    /// The value that differed last; none before the first mismatch.
    differed: Differed,
}

/// A value that differed from the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Differed {
    Nothing,
    Value(Option<Answer>),
}

impl Dialogue {
    /// Begins with the value of the first keying; `None` where the question was passed over.
    #[must_use]
    pub const fn new(first: Option<Answer>) -> Self {
        Self { first, differed: Differed::Nothing }
    }

    /// Tells whether a value differed and is to be keyed again.
    #[must_use]
    pub const fn looks_again(&self) -> bool {
        matches!(self.differed, Differed::Value(_))
    }

    /// Takes a value keyed from the paper. Only the same new value twice running counts against the keyer.
    pub fn take(&mut self, keyed: Option<Answer>) -> Outcome {
        match std::mem::replace(&mut self.differed, Differed::Nothing) {
            Differed::Nothing if keyed == self.first => Outcome::Decided { second: keyed, fault: Fault::None },
            Differed::Value(differed) if keyed == self.first => Outcome::Decided { second: differed, fault: Fault::Verifier },
            Differed::Value(differed) if keyed == differed => Outcome::Decided { second: keyed, fault: Fault::Keyer },
            Differed::Nothing | Differed::Value(_) => {
                self.differed = Differed::Value(keyed);
                Outcome::LookAgain
            }
        }
    }
}

/// Tells whether a question is keyed again: free text is not, because two people never type a sentence alike.
#[must_use]
pub fn is_compared(form: &Form, question: usize) -> bool {
    form.questions.get(question).is_some_and(|question| question.is_keyed() && !question.takes_text())
}

/// Reads a value as a person settles it: a choice's key or code, several of them with spaces between, a number, a day whose missing
/// parts come from `near`, a time, `.` with the digit of a missing reason.
#[must_use]
pub fn parse(form: &Form, question: usize, text: &str, near: Date) -> Option<Answer> {
    let text = text.trim();
    if let Some(reason) = text.strip_prefix('.').or_else(|| text.strip_prefix('-')) {
        let at = if reason.is_empty() { 1 } else { reason.trim().parse::<usize>().ok()? };
        return Missing::KEYED.get(at.checked_sub(1)?).copied().map(Answer::Missing);
    }
    let asked = form.questions.get(question)?;
    match &asked.kind {
        Kind::Text | Kind::LongText | Kind::Calculated(_) | Kind::Note => None,
        Kind::Number(bounds) => text.parse().ok().filter(|number| (bounds.min..=bounds.max).contains(number)).map(Answer::int),
        Kind::Decimal(bounds) => {
            let number = text.parse().ok().filter(|number| (bounds.min..=bounds.max).contains(number));
            number.map(|number| Answer::Value(Value::Decimal(number)))
        }
        Kind::Date => date::parse(text, near).map(|day| Answer::text(day.to_string())),
        Kind::Time => date::time(text).map(Answer::text),
        Kind::Several(choices) => {
            let bits = text.split([' ', ',']).filter(|word| !word.is_empty()).map(|word| {
                let mut chars = word.chars();
                let key = chars.next().filter(|_| chars.next().is_none()).and_then(|key| asked.choice_for(key));
                let code = || word.parse::<i64>().ok().and_then(|code| choices.iter().find(|choice| choice.code == code));
                key.or_else(code).and_then(|choice| bit(choice.code))
            });
            bits.collect::<Option<Vec<i64>>>()
                .filter(|bits| !bits.is_empty())
                .map(|bits| Answer::int(bits.iter().fold(0, |all, bit| all | bit)))
        }
        Kind::Choice(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => {
            let mut chars = text.chars();
            let key = chars.next().filter(|_| chars.next().is_none());
            let by_key = key.and_then(|key| asked.choice_for(key));
            let by_code = || text.parse().ok().and_then(|code| asked.choice(code)).filter(|choice| !choice.retired);
            by_key.or_else(by_code).map(|choice| Answer::int(choice.code))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGREES: &str = "none";

    #[track_caller]
    fn case(first: Option<i64>, keyed: &[Option<i64>], expected: &str, second: Option<i64>) {
        let mut dialogue = Dialogue::new(first.map(Answer::int));
        let (last, before) = keyed.split_last().expect("something is keyed");
        for value in before {
            assert_eq!(dialogue.take(value.map(Answer::int)), Outcome::LookAgain);
            assert!(dialogue.looks_again());
        }
        let outcome = dialogue.take(last.map(Answer::int));
        let expected = Fault::from_code(expected).expect("a fault");
        assert_eq!(outcome, Outcome::Decided { second: second.map(Answer::int), fault: expected });
    }

    #[test]
    fn the_same_new_value_twice_counts_against_the_keyer_and_a_return_against_the_verifier() {
        case(Some(3), &[Some(3)], AGREES, Some(3));
        case(Some(3), &[Some(4), Some(4)], "keyer", Some(4));
        case(Some(3), &[Some(4), Some(3)], "verifier", Some(4));
        case(Some(3), &[Some(4), Some(2), Some(2)], "keyer", Some(2));
        case(Some(3), &[Some(4), Some(2), Some(4), Some(4)], "keyer", Some(4));
        case(Some(3), &[Some(4), Some(2), Some(3)], "verifier", Some(2));
    }

    #[test]
    fn a_question_passed_over_is_a_value_like_any_other() {
        case(None, &[None], AGREES, None);
        case(None, &[Some(1), Some(1)], "keyer", Some(1));
        case(Some(1), &[None, None], "keyer", None);
        case(Some(1), &[None, Some(1)], "verifier", None);
    }

    #[test]
    fn a_missing_answer_is_compared_with_its_reason() {
        let mut dialogue = Dialogue::new(Some(Answer::Missing(Missing::Blank)));
        assert_eq!(dialogue.take(Some(Answer::Missing(Missing::TwoMarks))), Outcome::LookAgain);
        let second = Some(Answer::Missing(Missing::TwoMarks));
        assert_eq!(dialogue.take(Some(Answer::Missing(Missing::Blank))), Outcome::Decided { second, fault: Fault::Verifier });
    }
}
