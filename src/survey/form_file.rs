//! Reads a form file (TOML text) into a `Form`, each complaint with its line; knows no disk.

use super::form::{Bounds, Choice, Doubt, Form, Kind, Question, Section, Text, When, default_key};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use toml::Spanned;

/// Something in a form file that must be mended before the form can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.text)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    key: Spanned<String>,
    version: u32,
    title: TextFile,
    #[serde(default)]
    section: Vec<SectionFile>,
    #[serde(default)]
    doubt: Vec<DoubtFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    key: Spanned<String>,
    label: TextFile,
    #[serde(default)]
    compact: bool,
    #[serde(default)]
    doubt_all_equal: bool,
    #[serde(default)]
    question: Vec<QuestionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    key: Spanned<String>,
    number: Option<u32>,
    unsur: Option<u32>,
    label: TextFile,
    wording: TextFile,
    kind: KindFile,
    #[serde(default = "yes")]
    required: bool,
    #[serde(default)]
    sticky: bool,
    #[serde(default)]
    choices: Vec<ChoiceFile>,
    min: Option<i64>,
    max: Option<i64>,
    usual: Option<(i64, i64)>,
    #[serde(default)]
    when: BTreeMap<String, Vec<i64>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum KindFile {
    Choice,
    Service,
    Number,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceFile {
    code: i64,
    label: TextFile,
    short: Option<TextFile>,
    keys: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoubtFile {
    key: Spanned<String>,
    text: TextFile,
    when: BTreeMap<String, (i64, i64)>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum TextFile {
    Same(String),
    Both { id: String, en: String },
}

const fn yes() -> bool {
    true
}

impl From<TextFile> for Text {
    fn from(text: TextFile) -> Self {
        match text {
            TextFile::Same(text) => Self::same(&text),
            TextFile::Both { id, en } => Self { id, en },
        }
    }
}

/// Reads a form file.
///
/// # Errors
/// All complaints at once, in the order of their lines, when the text is not TOML or breaks a rule of forms.
pub fn parse(source: &str) -> Result<Form, Vec<Complaint>> {
    let file: FormFile = toml::from_str(source).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![Complaint { line: line_of(source, at), text: error.message().to_owned() }]
    })?;
    let mut reader = Reader { source, complaints: Vec::new(), keys: BTreeSet::new() };
    let form = reader.form(file);
    if reader.complaints.is_empty() {
        return Ok(form);
    }
    reader.complaints.sort_by_key(|complaint| complaint.line);
    Err(reader.complaints)
}

fn line_of(source: &str, at: usize) -> usize {
    source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Reader<'a> {
    source: &'a str,
    complaints: Vec<Complaint>,
    keys: BTreeSet<String>,
}

impl Reader<'_> {
    fn complain(&mut self, at: usize, text: String) {
        self.complaints.push(Complaint { line: line_of(self.source, at), text });
    }

    /// Checks that a key is a plain column name and gives it.
    fn key(&mut self, key: &Spanned<String>) -> String {
        let text = key.get_ref();
        let plain = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.len() <= 40
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !plain {
            self.complain(
                key.span().start,
                format!("key '{text}' must be a-z, 0-9 and _, begin with a letter and have at most 40 characters"),
            );
        }
        text.clone()
    }

    fn form(&mut self, file: FormFile) -> Form {
        let mut form = Form {
            key: self.key(&file.key),
            version: file.version,
            title: file.title.into(),
            sections: Vec::new(),
            questions: Vec::new(),
            doubts: Vec::new(),
        };
        for section in file.section {
            let start = form.questions.len();
            let key = self.key(&section.key);
            for question in section.question {
                let question = self.question(question, &form);
                form.questions.push(question);
            }
            form.sections.push(Section {
                key,
                label: section.label.into(),
                compact: section.compact,
                doubt_all_equal: section.doubt_all_equal,
                questions: start..form.questions.len(),
            });
        }
        if form.questions.is_empty() {
            self.complain(file.key.span().start, "a form needs at least one question".to_owned());
        }
        for doubt in file.doubt {
            let doubt = self.doubt(doubt, &form);
            form.doubts.push(doubt);
        }
        form
    }

    fn question(&mut self, file: QuestionFile, form: &Form) -> Question {
        let at = file.key.span().start;
        let key = self.key(&file.key);
        if key == "interview" || !self.keys.insert(key.clone()) {
            self.complain(at, format!("key '{key}' is taken: each question needs a key of its own"));
        }
        let kind = self.kind(&file, &key, form);
        let when = self.when(at, &file.when, form);
        Question {
            key,
            number: file.number,
            unsur: file.unsur,
            label: file.label.into(),
            wording: file.wording.into(),
            kind,
            required: file.required,
            sticky: file.sticky,
            when,
        }
    }

    fn kind(&mut self, file: &QuestionFile, key: &str, form: &Form) -> Kind {
        let at = file.key.span().start;
        if file.kind != KindFile::Choice && !file.choices.is_empty() {
            self.complain(at, format!("question '{key}' has choices but is no choice question"));
        }
        match file.kind {
            KindFile::Choice => Kind::Choice(self.choices(at, key, &file.choices)),
            KindFile::Service if form.service().is_some() => {
                self.complain(at, format!("question '{key}' is a second service question: a form has one"));
                Kind::Service(Vec::new())
            }
            KindFile::Service => Kind::Service(Vec::new()),
            KindFile::Number => {
                let (min, max) = (file.min.unwrap_or(0), file.max.unwrap_or(i64::from(u32::MAX)));
                let usual = file.usual.unwrap_or((min, max));
                if min < 0 || min > max || usual.0 > usual.1 {
                    self.complain(at, format!("question '{key}': the range {min} to {max} holds no number"));
                }
                Kind::Number(Bounds { min, max, usual })
            }
            KindFile::Text => Kind::Text,
        }
    }

    fn choices(&mut self, at: usize, key: &str, files: &[ChoiceFile]) -> Vec<Choice> {
        if files.is_empty() || files.len() > 35 {
            self.complain(at, format!("question '{key}' has {} choices: 1 to 35 can be keyed", files.len()));
        }
        let (mut codes, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let mut choices = Vec::new();
        for (position, file) in files.iter().enumerate() {
            if !codes.insert(file.code) {
                self.complain(at, format!("question '{key}' has code {} twice", file.code));
            }
            let keys: Vec<char> =
                file.keys.as_ref().map_or_else(|| default_key(position).into_iter().collect(), |keys| keys.chars().collect());
            for c in &keys {
                if matches!(c, '.' | '-' | '"' | '?' | ' ') || c.is_uppercase() || !taken.insert(*c) {
                    self.complain(at, format!("question '{key}': key '{c}' can't answer code {}: it is taken", file.code));
                }
            }
            let label: Text = file.label.clone().into();
            let short = file.short.clone().map_or_else(|| label.clone(), Text::from);
            choices.push(Choice { code: file.code, label, short, keys, retired: false });
        }
        choices
    }

    fn when(&mut self, at: usize, file: &BTreeMap<String, Vec<i64>>, form: &Form) -> Option<When> {
        let (key, codes) = file.first_key_value()?;
        if file.len() > 1 {
            self.complain(at, "'when' names more than one question".to_owned());
        }
        let question = form.find(key);
        if question.is_none() {
            self.complain(at, format!("'when' names '{key}', which is no earlier question"));
        }
        Some(When { question: question?, codes: codes.clone() })
    }

    fn doubt(&mut self, file: DoubtFile, form: &Form) -> Doubt {
        let key = self.key(&file.key);
        let mut when = Vec::new();
        for (question, (low, high)) in &file.when {
            match form.find(question) {
                Some(at) => when.push((at, *low, *high)),
                None => self.complain(file.key.span().start, format!("doubt '{key}' names '{question}', which is no question")),
            }
        }
        when.sort_unstable();
        Doubt { key, text: file.text.into(), when }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn complaints(source: &str, expected: &[&str]) {
        let found: Vec<String> = parse(source).expect_err("the form is refused").iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_complaint_comes_with_its_line_in_one_go() {
        complaints(
            r#"key = "f"
version = 1
title = "F"
[[section]]
key = "s"
label = "S"
[[section.question]]
key = "Usia"
label = "U"
wording = "U"
kind = "number"
min = 5
max = 1
[[section.question]]
key = "a"
label = "A"
wording = "A"
kind = "choice"
choices = [{ code = 1, label = "x", keys = "1" }, { code = 1, label = "y", keys = "1" }]
when = { nowhere = [1] }
"#,
            &[
                "line 8: key 'Usia' must be a-z, 0-9 and _, begin with a letter and have at most 40 characters",
                "line 8: question 'Usia': the range 5 to 1 holds no number",
                "line 15: question 'a' has code 1 twice",
                "line 15: question 'a': key '1' can't answer code 1: it is taken",
                "line 15: 'when' names 'nowhere', which is no earlier question",
            ],
        );
    }

    #[test]
    fn an_unknown_field_is_refused_with_its_line() {
        complaints(
            "key = \"f\"\nversion = 1\ntitle = \"F\"\ncolour = 1\n",
            &["line 4: unknown field `colour`, expected one of `key`, `version`, `title`, `section`, `doubt`"],
        );
    }

    #[test]
    fn the_forms_that_ship_are_sound() {
        for source in crate::survey::template::FORMS {
            assert!(parse(source).is_ok(), "{:?}", parse(source));
        }
    }
}
