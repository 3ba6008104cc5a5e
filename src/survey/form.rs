//! The questionnaire as types: sections, questions, choices, rules; knows no file and no answer.

use super::lang::Lang;
use std::ops::Range;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Stable key, `[a-z][a-z0-9_]*`; names the answers table.
    pub key: String,
    pub version: u32,
    pub title: Text,
    pub sections: Vec<Section>,
    /// All questions of all sections, in paper order.
    pub questions: Vec<Question>,
    pub doubts: Vec<Doubt>,
}

/// A block of questions that stands together on paper and on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub key: String,
    pub label: Text,
    /// True where answers stand as `label [code] text` in two columns; false where each question has a row with all its choices.
    pub compact: bool,
    /// True where the same answer to every question is a soft problem.
    pub doubt_all_equal: bool,
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
    /// The short name beside the answer.
    pub label: Text,
    /// The full wording, as read aloud.
    pub wording: Text,
    pub kind: Kind,
    pub required: bool,
    /// True where the previous interview's answer is carried forward within a batch.
    pub sticky: bool,
    /// Asked only when this holds; always when absent.
    pub when: Option<When>,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Choice(Vec<Choice>),
    /// The service received: the choices are the survey's own list.
    Service(Vec<Choice>),
    Number(Bounds),
    Text,
}

/// The range of a number, inclusive; outside `min..=max` is a hard problem, outside `usual` a soft one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub min: i64,
    pub max: i64,
    pub usual: (i64, i64),
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// "Question `question` is answered by one of `codes`".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    pub question: usize,
    pub codes: Vec<i64>,
}

/// A cross-field rule: when all ranges hold at once, the record is doubtful (a soft problem).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub key: String,
    pub text: Text,
    /// Question and inclusive range of its answer; sorted by question.
    pub when: Vec<(usize, i64, i64)>,
}

impl Form {
    /// Finds a question by its key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.key == key)
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
}

impl Question {
    /// Gives the choices, retired ones included; empty for numbers and texts.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) | Kind::Service(choices) => choices,
            Kind::Number(_) | Kind::Text => &[],
        }
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
        matches!(self.kind, Kind::Text)
    }

    /// Lists every key that answers, grouped as on the keyboard: `1-4 a-d jkl;`.
    #[must_use]
    pub fn keys_shown(&self) -> String {
        let most = self.choices().iter().map(|choice| choice.keys.len()).max().unwrap_or(0);
        let rows = (0..most).map(|row| {
            let keys: Vec<char> =
                self.choices().iter().filter(|choice| !choice.retired).filter_map(|choice| choice.keys.get(row).copied()).collect();
            shorten(&keys)
        });
        rows.collect::<Vec<_>>().join(" ")
    }
}

/// Writes a run of neighbours as `1-4`, anything else letter by letter.
fn shorten(keys: &[char]) -> String {
    let run = keys.len() > 1 && keys.windows(2).all(|pair| u32::from(pair[1]) == u32::from(pair[0]) + 1);
    match (keys.first(), keys.last()) {
        (Some(first), Some(last)) if run => format!("{first}-{last}"),
        (Some(first), Some(last)) if keys.len() == 2 => format!("{first} {last}"),
        _ => keys.iter().collect(),
    }
}

/// Gives the keys of a list without keys of its own: `1`-`9`, then `a` onwards; at most 35.
#[must_use]
pub fn default_key(position: usize) -> Option<char> {
    "123456789abcdefghijklmnopqrstuvwxyz".chars().nth(position)
}
