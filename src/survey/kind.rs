//! The kinds of answer that a question takes, and its choices; knows no file.

use super::date;
use super::decimal::Decimal;
use super::form::Text;
use super::lang::Lang;
use super::value::Value;
use std::collections::BTreeMap;

/// What kind of answer a question takes, and what its column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of several choices: its code.
    Choice(Vec<Choice>),
    /// Any of several choices: a set of bits, see [`bit`].
    Several(Vec<Choice>),
    /// One step of a scale: its code. Never preset and never carried.
    Rating(Vec<Choice>),
    /// Yes or no: 1 or 0.
    YesNo(Vec<Choice>),
    /// The service received: the choices are the survey's own list.
    Service(Vec<Choice>),
    /// A whole number.
    Number(Bounds),
    /// A number with digits behind the point.
    Decimal(DecimalBounds),
    /// A line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// A day: `2024-09-30`.
    Date,
    /// A time of day: `08:30`.
    Time,
    /// Worked out from other answers, never keyed.
    Calculated(Output),
    /// Shown and not answered; no column.
    Note,
}

/// What a calculated question comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Number,
    Text,
    Date,
    Time,
    YesNo,
}

impl Output {
    /// Gives the stable word of form files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::YesNo => "yes_no",
        }
    }
}

/// The range of a whole number, inclusive; outside `min..=max` is a hard problem, outside `usual` a soft one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub min: i64,
    pub max: i64,
    pub usual: (i64, i64),
}

/// The range of a decimal number, as [`Bounds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalBounds {
    pub min: Decimal,
    pub max: Decimal,
    pub usual: (Decimal, Decimal),
}

/// One possible answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub code: i64,
    /// The full label, as printed on paper.
    pub label: Text,
    /// A label that fits the question's row.
    pub short: Text,
    /// The keys that give this answer; the first one is shown.
    pub keys: Vec<char>,
    /// True where the choice can no longer be keyed but old answers keep it.
    pub retired: bool,
    /// The text question that says what is meant, by position: "other, specify".
    pub specify: Option<usize>,
    /// What filters may ask of the choice: `provinsi` is `64`.
    pub attributes: BTreeMap<String, String>,
    /// Its name in XLSForm, where that is not its code.
    pub name: Option<String>,
}

impl Choice {
    /// Makes a choice with the keys given, the same label everywhere.
    #[must_use]
    pub fn new(code: i64, label: Text, keys: &str) -> Self {
        Self { code, short: label.clone(), label, keys: keys.chars().collect(), ..Self::default() }
    }

    /// Gives the name that expressions and XLSForm know the choice by: its own, or its code.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.code.to_string())
    }
}

/// The highest code of a choice where several can be chosen.
pub const MOST_SEVERAL: i64 = 62;

/// Gives the bit of a choice where several can be chosen: that of code 1 is 1, of 2 it is 2, of 3 it is 4; the same in every version.
#[must_use]
pub const fn bit(code: i64) -> Option<i64> {
    if code >= 1 && code <= MOST_SEVERAL { Some(1 << (code - 1)) } else { None }
}

/// Gives the codes of a set of bits, in ascending order.
pub fn codes(bits: i64) -> impl Iterator<Item = i64> {
    (1..=MOST_SEVERAL).filter(move |code| bits & (1 << (code - 1)) != 0)
}

/// Gives yes and no, as choices with the keys of both languages.
#[must_use]
pub fn yes_no() -> Vec<Choice> {
    vec![Choice::new(1, Text::both("Ya", "Yes"), "y1"), Choice::new(0, Text::both("Tidak", "No"), "t0n2")]
}

impl Kind {
    /// Gives the stable word of form files.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::Several(_) => "several",
            Self::Rating(_) => "rating",
            Self::YesNo(_) => "yes_no",
            Self::Service(_) => "service",
            Self::Number(_) => "number",
            Self::Decimal(_) => "decimal",
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Date => "date",
            Self::Time => "time",
            Self::Calculated(_) => "calculated",
            Self::Note => "note",
        }
    }

    /// Gives the choices, retired ones included.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Several(choices) | Self::Rating(choices) | Self::YesNo(choices) | Self::Service(choices) => {
                choices
            }
            Self::Number(_)
            | Self::Decimal(_)
            | Self::Text
            | Self::LongText
            | Self::Date
            | Self::Time
            | Self::Calculated(_)
            | Self::Note => &[],
        }
    }

    /// Writes a value as people read it.
    #[must_use]
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        let label = |code: i64| {
            let choice = self.choices().iter().find(|choice| choice.code == code);
            choice.map_or_else(|| code.to_string(), |choice| choice.label.get(lang).to_owned())
        };
        match (self, value) {
            (Self::Several(_), Value::Int(bits)) => codes(*bits).map(label).collect::<Vec<_>>().join(", "),
            (Self::Calculated(Output::YesNo), Value::Int(code)) => {
                let yes = yes_no().into_iter().find(|choice| choice.code == *code);
                yes.map_or_else(|| code.to_string(), |choice| choice.label.get(lang).to_owned())
            }
            (Self::Number(_), Value::Int(number)) => number.to_string(),
            (_, Value::Int(code)) => label(*code),
            (_, Value::Decimal(number)) => match lang {
                Lang::Id => number.to_string().replace('.', ","),
                Lang::En => number.to_string(),
            },
            (Self::Date | Self::Calculated(Output::Date), Value::Text(day)) => day.parse().map_or_else(|_| day.clone(), date::show),
            (_, Value::Text(text)) => text.clone(),
        }
    }
}

/// Gives the keys of a list without keys of its own: `1`-`9`, then `a` onwards; at most 35.
#[must_use]
pub fn default_key(position: usize) -> Option<char> {
    "123456789abcdefghijklmnopqrstuvwxyz".chars().nth(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_of_a_set_has_a_bit_of_its_own() {
        let all = (1..=MOST_SEVERAL).filter_map(bit).fold(0, |all, bit| all | bit);
        assert_eq!(codes(all).collect::<Vec<_>>(), (1..=MOST_SEVERAL).collect::<Vec<_>>());
        assert_eq!((bit(1), bit(3), bit(0), bit(63)), (Some(1), Some(4), None, None));
        assert!(all > 0);
    }

    #[test]
    fn a_value_is_shown_as_people_read_it() {
        let several = Kind::Several(vec![Choice::new(1, Text::same("fisik"), "1"), Choice::new(3, Text::same("mental"), "3")]);
        assert_eq!(several.show(&Value::Int(5), Lang::Id), "fisik, mental");
        assert_eq!(several.show(&Value::Int(6), Lang::Id), "2, mental");
        assert_eq!(Kind::Date.show(&Value::Text("2024-09-30".to_owned()), Lang::Id), "30-09-2024");
        assert_eq!(Kind::YesNo(yes_no()).show(&Value::Int(0), Lang::En), "No");
        assert_eq!(Kind::Calculated(Output::Number).show(&Value::Decimal("1.5".parse().expect("a number")), Lang::Id), "1,5");
    }
}
