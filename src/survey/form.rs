//! The questionnaire as types: sections, questions, rules, indices; knows no file and no answer.

use super::decimal::Decimal;
use super::expr::Expr;
use super::lang::Lang;
use super::plan::Plan;
use super::value::{Missing, Value};
use std::ops::Range;

pub use super::kind::{Bounds, Choice, DecimalBounds, Kind, MOST_SEVERAL, Output, bit, codes, default_key, yes_no};

/// A text in both languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub id: String,
    pub en: String,
}

impl Text {
    /// Makes a text that reads the same in both languages.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self { id: text.to_owned(), en: text.to_owned() }
    }

    /// Makes a text from both languages.
    #[must_use]
    pub fn both(id: &str, en: &str) -> Self {
        Self { id: id.to_owned(), en: en.to_owned() }
    }

    /// Gives the text in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Id => &self.id,
            Lang::En => &self.en,
        }
    }
}

/// A questionnaire: what is asked, in paper order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Stable key, `[a-z][a-z0-9_]*`; names the answers table.
    pub key: String,
    pub version: u32,
    pub title: Text,
    /// What whoever uses it should know first, such as what is the agency's to settle.
    pub remark: Option<Text>,
    pub sections: Vec<Section>,
    /// All questions of all sections, in paper order.
    pub questions: Vec<Question>,
    pub doubts: Vec<Doubt>,
    /// Indices over the questions, each with a scale of its own.
    pub indices: Vec<Index>,
    /// What follows from all that: what depends on what.
    pub plan: Plan,
}

/// A block of questions that stands together on paper and on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    pub key: String,
    /// Its name in XLSForm, where that is not its key.
    pub name: Option<String>,
    pub label: Text,
    /// True where answers stand as `label [code] text` in two columns; false where each question has a row with all its choices.
    pub compact: bool,
    /// True where the same answer to every question is a soft problem.
    pub doubt_all_equal: bool,
    /// The earlier section that this one lies in: it is asked only where that one is.
    pub inside: Option<usize>,
    /// Asked only where this holds; always when absent.
    pub relevant: Option<Expr>,
    /// Positions in [`Form::questions`].
    pub questions: Range<usize>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable key, `[a-z][a-z0-9_]*`; names the column.
    pub key: String,
    /// The number printed on paper, if any.
    pub number: Option<u32>,
    /// The regulation's U-number, for the nine unsur of the SKM.
    pub unsur: Option<u32>,
    /// Its name in XLSForm, where that is not its key.
    pub name: Option<String>,
    /// The short name beside the answer.
    pub label: Text,
    /// The full wording, as read aloud.
    pub wording: Text,
    /// What helps the respondent to answer.
    pub hint: Option<Text>,
    /// What the interviewer must know, and does not read aloud.
    pub note: Option<Text>,
    pub kind: Kind,
    pub required: bool,
    /// True where the previous interview's answer is carried forward within a batch.
    pub sticky: bool,
    /// What stands there as carried, not as keyed, until somebody keys an answer; never on a rating.
    pub default: Option<Value>,
    /// Why an answer may be missing, in the order of [`Missing::KEYED`].
    pub missing: Vec<Missing>,
    /// True where the question is no longer asked; its column and old answers stay.
    pub retired: bool,
    /// Asked only where this holds; always when absent.
    pub relevant: Option<Expr>,
    /// A hard rule: an answer for which it does not hold is not stored.
    pub constraint: Option<Constraint>,
    /// A soft rule: an answer for which it does not hold is a soft problem.
    pub warning: Option<Constraint>,
    /// What a calculated question is worked out from.
    pub calculate: Option<Expr>,
    /// Which choices can be chosen: holds or not for each of them, by its attributes.
    pub filter: Option<Expr>,
}

/// What an answer must fulfil, and what is said where it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    pub rule: Expr,
    pub message: Option<Text>,
}

/// A cross-field rule: where it holds, the record is doubtful (a soft problem).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub key: String,
    pub text: Text,
    pub rule: Expr,
}

/// A named index over some questions, with its own scale and bands: SKM, SPAK and SPKP never mix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub key: String,
    pub label: Text,
    /// Questions by position, in form order.
    pub items: Vec<IndexItem>,
    /// The lowest and the highest code that count.
    pub scale: (i64, i64),
    /// What the weighted average is multiplied with: 25 brings a scale of 1-4 to 25-100.
    pub factor: Decimal,
    /// From the lowest to the highest.
    pub bands: Vec<Band>,
}

/// A question of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexItem {
    pub question: usize,
    /// Its weight; where absent, all items weigh the same.
    pub weight: Option<Decimal>,
}

/// A band of an index: its letter holds from its lower bound on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub letter: String,
    pub label: Text,
    pub from: Decimal,
}

impl Form {
    /// Finds a question by its key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        match self.plan.positions() {
            positions if positions.is_empty() => self.questions.iter().position(|question| question.key == key),
            positions => positions.get(key).copied(),
        }
    }

    /// Counts the questions that people are asked: notes, results and what is retired are none.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.questions.iter().filter(|question| question.is_keyed()).count()
    }

    /// Gives the question that asks for the service received, if the form has one.
    #[must_use]
    pub fn service(&self) -> Option<usize> {
        self.questions.iter().position(|question| matches!(question.kind, Kind::Service(_)))
    }

    /// Puts a survey's own services into the form.
    #[must_use]
    pub fn with_services(mut self, services: Vec<Choice>) -> Self {
        if let Some(at) = self.service() {
            self.questions[at].kind = Kind::Service(services);
        }
        self
    }

    /// Gives the section that a question belongs to.
    #[must_use]
    pub fn section_of(&self, question: usize) -> Option<&Section> {
        self.sections.iter().find(|section| section.questions.contains(&question))
    }

    /// Works out what depends on what; to be done again after a rule, a section or a choice was changed.
    ///
    /// # Errors
    /// The questions of a circle, each depending on the next and the last on the first.
    pub fn planned(mut self) -> Result<Self, Vec<usize>> {
        self.plan = Plan::of(&self)?;
        Ok(self)
    }

    /// Tells whether a question counts in an index: an unsur, or an item of an index that the form names.
    #[must_use]
    pub fn is_counted(&self, question: usize) -> bool {
        let named = || self.indices.iter().flat_map(|index| &index.items).any(|item| item.question == question);
        self.questions.get(question).is_some_and(|asked| asked.unsur.is_some()) || named()
    }

    /// Finds an index by its key.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<&Index> {
        self.indices.iter().find(|index| index.key == key)
    }
}

impl Question {
    /// Makes a question that is asked always, of everyone, and needs an answer.
    #[must_use]
    pub fn new(key: &str, kind: Kind) -> Self {
        Self {
            key: key.to_owned(),
            number: None,
            unsur: None,
            name: None,
            label: Text::default(),
            wording: Text::default(),
            hint: None,
            note: None,
            kind,
            required: true,
            sticky: false,
            default: None,
            missing: Missing::KEYED.to_vec(),
            retired: false,
            relevant: None,
            constraint: None,
            warning: None,
            calculate: None,
            filter: None,
        }
    }

    /// Gives the choices, retired ones included; empty for numbers, texts, dates and notes.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        self.kind.choices()
    }

    /// Gives the choices that the questionnaire lists itself; services stand in the lists of a survey.
    #[must_use]
    pub fn listed(&self) -> &[Choice] {
        if matches!(self.kind, Kind::Service(_)) { &[] } else { self.choices() }
    }

    /// Finds the choice that has a code.
    #[must_use]
    pub fn choice(&self, code: i64) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.code == code)
    }

    /// Finds the choice that a key answers; capitals count as small letters.
    #[must_use]
    pub fn choice_for(&self, key: char) -> Option<&Choice> {
        let key = key.to_ascii_lowercase();
        self.choices().iter().find(|choice| !choice.retired && choice.keys.contains(&key))
    }

    /// Tells whether text is typed here.
    #[must_use]
    pub const fn takes_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::LongText)
    }

    /// Tells whether somebody keys an answer: not on notes, not on what is calculated, not on what is no longer asked.
    #[must_use]
    pub const fn is_keyed(&self) -> bool {
        !self.retired && !matches!(self.kind, Kind::Note | Kind::Calculated(_))
    }

    /// Tells whether an answer is one code of a list, so that it can be counted by choice.
    #[must_use]
    pub const fn is_coded(&self) -> bool {
        matches!(self.kind, Kind::Choice(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_))
    }

    /// Tells whether the question holds an answer at all: a note does not.
    #[must_use]
    pub const fn holds_answer(&self) -> bool {
        !matches!(self.kind, Kind::Note)
    }

    /// Writes a value as people read it: labels of codes, dates as `30-09-2024`, decimals with a comma in Indonesian.
    #[must_use]
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        self.kind.show(value, lang)
    }

    /// Lists every key that answers, grouped as on the keyboard: `1-4 a-d jkl;`.
    #[must_use]
    pub fn keys_shown(&self) -> String {
        keys_shown(self.choices().iter().filter(|choice| !choice.retired).map(|choice| choice.keys.as_slice()))
    }
}

/// Lists the keys of several choices, grouped as on the keyboard.
#[must_use]
pub fn keys_shown<'a>(choices: impl Iterator<Item = &'a [char]>) -> String {
    let choices: Vec<&[char]> = choices.collect();
    let most = choices.iter().map(|keys| keys.len()).max().unwrap_or(0);
    let rows = (0..most).map(|row| shorten(&choices.iter().filter_map(|keys| keys.get(row).copied()).collect::<Vec<char>>()));
    rows.collect::<Vec<_>>().join(" ")
}

/// Writes a run of neighbours as `1-4`, the runs of a long list as `1-9 a-f`, anything else letter by letter.
fn shorten(keys: &[char]) -> String {
    /// So many keys are read letter by letter.
    const SHORT: usize = 6;
    let follows = |one: &char, next: &char| u32::from(*next) == u32::from(*one) + 1;
    let runs: Vec<&[char]> = keys.chunk_by(follows).collect();
    let written = |run: &[char]| match run {
        [first, .., last] if run.len() > 2 => format!("{first}-{last}"),
        run => run.iter().collect(),
    };
    match (keys, runs.len()) {
        ([first, .., last], 1) => format!("{first}-{last}"),
        ([first, last], _) => format!("{first} {last}"),
        _ if keys.len() > SHORT => runs.into_iter().map(written).collect::<Vec<String>>().join(" "),
        _ => keys.iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(keys: &str, expected: &str) {
        assert_eq!(shorten(&keys.chars().collect::<Vec<char>>()), expected);
    }

    #[test]
    fn the_keys_of_a_long_list_are_told_as_ranges() {
        case("1", "1");
        case("12", "1-2");
        case("lp", "l p");
        case("1234", "1-4");
        case("jkl;", "jkl;");
        case("124578", "124578");
        case("1245789", "12 45 7-9");
        case("123456789abcdef", "1-9 a-f");
    }
}
