//! A questionnaire as somebody wrote it, before it is known to be sound: what a form file or a workbook is read into, and how it
//! becomes a `Form`; knows no format.

mod choices;
mod indices;
mod questions;
mod rules;

pub use questions::KINDS;
pub use rules::names;

use super::decimal::Decimal;
use super::form::{Form, Section, Text};
use super::value::Missing;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something with its place: where it stands is counted as its reader likes, bytes of a file or cells of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: Range<usize>,
}

impl<T> Placed<T> {
    /// Puts something at its place.
    #[must_use]
    pub const fn new(value: T, at: Range<usize>) -> Self {
        Self { value, at }
    }
}

/// Something that must be mended before the form can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: Range<usize>,
    pub text: String,
    /// The next step, as a sentence.
    pub hint: Option<String>,
}

/// A questionnaire as written.
#[derive(Clone, Debug, Default)]
pub struct FormDraft {
    pub key: Placed<String>,
    pub version: u32,
    pub title: Text,
    pub remark: Option<Text>,
    /// Choices that several questions share, by name; the questions have them already.
    pub lists: BTreeMap<String, Vec<ChoiceDraft>>,
    pub sections: Vec<SectionDraft>,
    pub doubts: Vec<DoubtDraft>,
    pub indices: Vec<IndexDraft>,
}

/// A section as written.
#[derive(Clone, Debug, Default)]
pub struct SectionDraft {
    pub key: Placed<String>,
    pub name: Option<String>,
    pub label: Text,
    pub compact: bool,
    pub doubt_all_equal: bool,
    pub inside: Option<Placed<String>>,
    pub relevant: Option<Placed<String>>,
    pub questions: Vec<QuestionDraft>,
}

/// A question as written. What its kind has no use for must be absent.
#[derive(Clone, Debug, Default)]
pub struct QuestionDraft {
    pub key: Placed<String>,
    pub number: Option<u32>,
    pub unsur: Option<u32>,
    pub name: Option<String>,
    pub label: Text,
    /// The label again where absent.
    pub wording: Option<Text>,
    pub hint: Option<Text>,
    pub note: Option<Text>,
    /// The word of the kind: `choice`, `several`, …
    pub kind: Placed<String>,
    pub optional: bool,
    pub retired: bool,
    pub sticky: Option<Range<usize>>,
    pub default: Option<Placed<String>>,
    pub choices: Vec<ChoiceDraft>,
    pub min: Option<Placed<Decimal>>,
    pub max: Option<Placed<Decimal>>,
    pub usual: Option<Placed<(Decimal, Decimal)>>,
    /// All reasons where absent.
    pub missing: Option<Vec<Missing>>,
    pub when: Vec<(Placed<String>, Vec<i64>)>,
    pub relevant: Option<Placed<String>>,
    pub constraint: Option<(Placed<String>, Option<Text>)>,
    pub warning: Option<(Placed<String>, Option<Text>)>,
    pub calculate: Option<Placed<String>>,
    /// What `calculate` comes to: `number`, `text`, `date` or `yes_no`.
    pub result: Option<Placed<String>>,
    pub filter: Option<Placed<String>>,
}

/// A choice as written.
#[derive(Clone, Debug, Default)]
pub struct ChoiceDraft {
    pub code: Placed<i64>,
    pub label: Text,
    pub short: Option<Text>,
    pub keys: Option<Placed<String>>,
    pub retired: bool,
    pub specify: Option<Placed<String>>,
    pub attributes: BTreeMap<String, String>,
    pub name: Option<String>,
}

/// A cross-field rule as written.
#[derive(Clone, Debug, Default)]
pub struct DoubtDraft {
    pub key: Placed<String>,
    pub text: Text,
    /// Where it holds, the record is doubtful; or ranges that hold all at once.
    pub rule: Option<Placed<String>>,
    pub when: Vec<(Placed<String>, (i64, i64))>,
}

/// An index as written.
#[derive(Clone, Debug, Default)]
pub struct IndexDraft {
    pub key: Placed<String>,
    pub label: Text,
    pub questions: Vec<Placed<String>>,
    pub weights: Option<Placed<Vec<Decimal>>>,
    pub scale: Placed<(i64, i64)>,
    pub factor: Decimal,
    pub bands: Vec<Placed<BandDraft>>,
}

/// A band as written.
#[derive(Clone, Debug, Default)]
pub struct BandDraft {
    pub letter: String,
    pub label: Text,
    pub from: Decimal,
}

/// Gathers what is wrong while a draft becomes a form.
#[derive(Debug, Default)]
struct Making {
    form: Form,
    faults: Vec<Fault>,
    /// Rules that are read once all questions are known.
    rules: Vec<rules::Unread>,
    /// Where the rules of questions stand.
    places: Vec<(usize, Range<usize>)>,
    /// The questions whose kind is none, which was complained about: what they are asked for can't be judged.
    unknown: Vec<usize>,
}

impl FormDraft {
    /// Makes the form.
    ///
    /// # Errors
    /// Everything that breaks a rule of forms, in the order of the places.
    pub fn finish(self) -> Result<Form, Vec<Fault>> {
        let mut making = Making::default();
        making.form(self);
        making.read_rules();
        if making.faults.is_empty() {
            let form = std::mem::take(&mut making.form);
            match form.clone().planned() {
                Ok(form) => return Ok(form),
                Err(circle) => making.complain_of(&circle, &form),
            }
        }
        making.faults.sort_by_key(|fault| fault.at.start);
        Err(making.faults)
    }
}

/// The words that can't name a question: columns of the tables, of the view, and of exports.
const TAKEN: [&str; 1] = ["interview"];

impl Making {
    fn complain(&mut self, at: &Range<usize>, text: String, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.faults.push(Fault { at: at.clone(), text, hint });
    }

    /// Checks that a key is a plain column name and gives it.
    fn key(&mut self, key: &Placed<String>) -> String {
        let text = &key.value;
        let plain = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.len() <= 40
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !plain {
            let hint = "Write a-z, 0-9 and _, begin with a letter, and use at most 40 characters.";
            self.complain(&key.at, format!("'{text}' can't be a key"), hint);
        }
        text.clone()
    }

    fn form(&mut self, draft: FormDraft) {
        self.form.key = self.key(&draft.key);
        self.form.version = draft.version;
        self.form.title = draft.title;
        self.form.remark = draft.remark;
        let mut specified = Vec::new();
        for section in draft.sections {
            self.section(section, &mut specified);
        }
        if self.form.questions.is_empty() {
            self.complain(&draft.key.at, "the form has no question".to_owned(), "Add a section with a question.");
        }
        self.specify(specified);
        for doubt in draft.doubts {
            self.doubt(doubt);
        }
        for index in draft.indices {
            self.index(index);
        }
    }

    fn section(&mut self, draft: SectionDraft, specified: &mut Vec<choices::Specified>) {
        let key = self.key(&draft.key);
        if self.form.sections.iter().any(|section| section.key == key) {
            self.complain(&draft.key.at, format!("section '{key}' stands twice"), "Give each section a key of its own.");
        }
        let inside = draft.inside.and_then(|outer| {
            let found = self.form.sections.iter().position(|section| section.key == outer.value);
            if found.is_none() {
                self.complain(&outer.at, format!("'{}' is no earlier section", outer.value), "");
            }
            found
        });
        let start = self.form.questions.len();
        for question in draft.questions {
            self.question(question, specified);
        }
        let questions = start..self.form.questions.len();
        let section = Section {
            key,
            name: draft.name,
            label: draft.label,
            compact: draft.compact,
            doubt_all_equal: draft.doubt_all_equal,
            inside,
            relevant: None,
            questions,
        };
        if let Some(rule) = draft.relevant {
            self.later(rule, rules::Slot::Section(self.form.sections.len()));
        }
        self.form.sections.push(section);
    }

    fn doubt(&mut self, draft: DoubtDraft) {
        let key = self.key(&draft.key);
        let rule = match draft.rule {
            Some(rule) => Some(rule),
            None => rules::ranges(&draft.when),
        };
        match rule {
            Some(rule) => self.later(rule, rules::Slot::Doubt(key, draft.text)),
            None => {
                self.complain(&draft.key.at, format!("doubt '{key}' has no rule"), "Add rule = \"…\" with what makes the record doubtful.");
            }
        }
    }
}
