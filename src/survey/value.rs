//! What a question can hold: a value, or the reason why none is there; knows no question.

use super::decimal::Decimal;
use serde_json::{Value as Json, json};

/// A stored answer: choice codes, bits of several choices and whole numbers as integers; text, days and times as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Int(i64),
    Decimal(Decimal),
    Text(String),
}

impl Value {
    /// Gives the whole number that stands there: a code, bits, or a count.
    #[must_use]
    pub const fn code(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Decimal(_) | Self::Text(_) => None,
        }
    }
}

/// Why an answer is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    Blank,
    Unreadable,
    TwoMarks,
    Refused,
    NotApplicable,
    /// The file that the interview was imported from does not ask it; no key picks this.
    NotInSource,
}

impl Missing {
    /// All reasons, those of [`Missing::KEYED`] first.
    pub const ALL: [Self; 6] = [Self::Blank, Self::Unreadable, Self::TwoMarks, Self::Refused, Self::NotApplicable, Self::NotInSource];

    /// The reasons that a person can give, in the order in which the keys `1` to `5` pick them.
    pub const KEYED: [Self; 5] = [Self::Blank, Self::Unreadable, Self::TwoMarks, Self::Refused, Self::NotApplicable];

    /// Gives the stable code used in the database and in exports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Unreadable => "unreadable",
            Self::TwoMarks => "two_marks",
            Self::Refused => "refused",
            Self::NotApplicable => "not_applicable",
            Self::NotInSource => "not_in_source",
        }
    }

    /// Finds a reason by its stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// An answer as keyed: a value, or missing with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Value(Value),
    Missing(Missing),
}

impl Answer {
    /// Makes an answer from a choice code or a number.
    #[must_use]
    pub const fn int(number: i64) -> Self {
        Self::Value(Value::Int(number))
    }

    /// Makes an answer from a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Value(Value::Text(text.into()))
    }

    /// Gives the choice code or number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Value(Value::Int(number)) => Some(*number),
            Self::Value(Value::Decimal(_) | Value::Text(_)) | Self::Missing(_) => None,
        }
    }

    /// Gives the value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing(_) => None,
        }
    }

    /// Gives the text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Value(Value::Text(text)) => Some(text),
            Self::Value(Value::Int(_) | Value::Decimal(_)) | Self::Missing(_) => None,
        }
    }

    /// Gives the reason, if the answer is missing.
    #[must_use]
    pub const fn missing(&self) -> Option<Missing> {
        match self {
            Self::Missing(reason) => Some(*reason),
            Self::Value(_) => None,
        }
    }

    /// Writes the answer for the change log: `3`, `2.5`, `2.0` for a decimal without a part, `"text"` or `{"missing":"blank"}`.
    #[must_use]
    pub fn to_log(&self) -> String {
        match self {
            Self::Value(Value::Int(number)) => number.to_string(),
            Self::Value(Value::Decimal(number)) => number.to_log(),
            Self::Value(Value::Text(text)) => Json::String(text.clone()).to_string(),
            Self::Missing(reason) => json!({ "missing": reason.code() }).to_string(),
        }
    }

    /// Reads what [`Answer::to_log`] wrote; `None` when the text is something else.
    #[must_use]
    pub fn from_log(text: &str) -> Option<Self> {
        match serde_json::from_str(text).ok()? {
            Json::Number(number) => match number.as_i64() {
                Some(number) => Some(Self::int(number)),
                None => Decimal::from_f64(number.as_f64()?).map(|number| Self::Value(Value::Decimal(number))),
            },
            Json::String(text) => Some(Self::text(text)),
            Json::Object(object) => Missing::from_code(object.get("missing")?.as_str()?).map(Self::Missing),
            _ => None,
        }
    }
}

/// Makes text from outside safe to draw: control characters, escape codes and direction marks become visible or vanish.
///
/// Line breaks and tabs become a space; other controls and bidirectional marks become `·`; what joins or tints emoji is left
/// out, because terminals disagree about the width of such sequences. What is stored stays as it was.
#[must_use]
pub fn safe(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'))
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() || is_direction_mark(c) => '·',
            c => c,
        })
        .collect()
}

const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_survives_the_log() {
        let decimals = ["2.5", "2", "-0.001", "999999999999999"].map(|text| Answer::Value(Value::Decimal(text.parse().expect("a number"))));
        for answer in decimals {
            assert_eq!(Answer::from_log(&answer.to_log()), Some(answer));
        }
        for answer in [Answer::int(3), Answer::text("3"), Answer::text("{\"missing\":\"blank\"}")] {
            assert_eq!(Answer::from_log(&answer.to_log()), Some(answer));
        }
        for reason in Missing::ALL {
            assert_eq!(Answer::from_log(&Answer::Missing(reason).to_log()), Some(Answer::Missing(reason)));
        }
        assert_eq!(Answer::from_log("null"), None);
    }

    proptest! {
        #[test]
        fn any_text_survives_the_log(text in ".*") {
            prop_assert_eq!(Answer::from_log(&Answer::text(text.as_str()).to_log()), Some(Answer::text(text)));
        }

        #[test]
        fn safe_text_has_no_control_characters(text in any::<String>()) {
            prop_assert!(!safe(&text).chars().any(|c| c.is_control() || is_direction_mark(c)));
        }
    }

    #[test]
    fn escape_codes_are_shown_and_not_obeyed() {
        assert_eq!(safe("a\u{1b}[2Jb\nc\u{202e}d"), "a·[2Jb c·d");
        assert_eq!(safe("👍🏽 👩‍👧 ❤️ e\u{301}"), "👍 👩👧 ❤ e\u{301}");
    }
}
