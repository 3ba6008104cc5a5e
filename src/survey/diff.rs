//! What two questionnaires have different, question by question and choice by choice; knows no file.

use super::expr::Expr;
use super::form::{Choice, Constraint, Doubt, Form, Index, Kind, Question, Section, Text};
use super::successor::meanings;
use super::value::{Missing, Value};
use std::collections::BTreeSet;
use std::fmt;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub about: About,
    pub change: Change,
    /// True where answers that were stored with the old one would mean something else, or nothing, with the new one: an
    /// [`Objection`](super::successor::Objection) stands against it.
    pub breaks: bool,
}

/// What a difference is about, by key or code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Form,
    Section(String),
    Question(String),
    Choice { question: String, code: i64 },
    Doubt(String),
    Index(String),
}

impl fmt::Display for About {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => out.write_str("form"),
            Self::Section(key) => write!(out, "section {key}"),
            Self::Question(key) => write!(out, "question {key}"),
            Self::Choice { question, code } => write!(out, "question {question}, choice {code}"),
            Self::Doubt(key) => write!(out, "doubt {key}"),
            Self::Index(key) => write!(out, "index {key}"),
        }
    }
}

/// How something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added,
    Gone,
    /// A property, as the form file names it, as it was and as it is; empty where it is not there.
    Changed {
        what: String,
        old: String,
        new: String,
    },
    /// Its place in its list: what it came after, and what it comes after; none where it is the first.
    Moved {
        old: Option<String>,
        new: Option<String>,
    },
}

/// Compares two questionnaires; what was moved within its list is told as its place.
#[must_use]
pub fn diff(old: &Form, new: &Form) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.fields(&About::Form, &form_fields(old), &form_fields(new));
    let section = |section: &Section| section.key.clone();
    found.lists(&old.sections, &new.sections, section, About::Section, |found, about, one, other| {
        found.fields(about, &section_fields(old, one), &section_fields(new, other));
    });
    let question = |question: &Question| question.key.clone();
    found.lists(&old.questions, &new.questions, question, About::Question, |found, about, one, other| {
        found.fields(about, &question_fields(old, one), &question_fields(new, other));
        let of = |code: i64| About::Choice { question: one.key.clone(), code };
        found.lists(
            one.listed(),
            other.listed(),
            |choice| choice.code,
            of,
            |found, about, one, other| {
                found.fields(about, &choice_fields(old, one), &choice_fields(new, other));
            },
        );
    });
    let doubt = |doubt: &Doubt| doubt.key.clone();
    found.lists(&old.doubts, &new.doubts, doubt, About::Doubt, |found, about, one, other| {
        found.fields(about, &doubt_fields(one), &doubt_fields(other));
    });
    let index = |index: &Index| index.key.clone();
    found.lists(&old.indices, &new.indices, index, About::Index, |found, about, one, other| {
        found.fields(about, &index_fields(old, one), &index_fields(new, other));
    });
    let meanings = meanings(old, new);
    for difference in &mut found.0 {
        difference.breaks = meanings.iter().any(|objection| objection.is_about(difference));
    }
    found.0
}

type Fields = Vec<(String, String)>;

struct Found(Vec<Difference>);

impl Found {
    fn push(&mut self, about: &About, change: Change) {
        self.0.push(Difference { about: about.clone(), change, breaks: false });
    }

    /// Compares properties.
    fn fields(&mut self, about: &About, old: &Fields, new: &Fields) {
        let value =
            |fields: &Fields, name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()).unwrap_or_default();
        let mut seen = BTreeSet::new();
        for (name, _) in new.iter().chain(old).filter(|(name, _)| seen.insert(name.clone())) {
            let (was, is) = (value(old, name), value(new, name));
            if was != is {
                self.push(about, Change::Changed { what: name.clone(), old: was, new: is });
            }
        }
    }

    /// Compares lists by key.
    fn lists<T, K: PartialEq + ToString>(
        &mut self,
        old: &[T],
        new: &[T],
        key: impl Fn(&T) -> K,
        about: impl Fn(K) -> About,
        mut same: impl FnMut(&mut Self, &About, &T, &T),
    ) {
        let find = |list: &[T], wanted: &K| list.iter().position(|one| key(one) == *wanted);
        let both: Vec<K> = old.iter().map(&key).filter(|one| find(new, one).is_some()).collect();
        let mut expected = both.iter();
        for (at, one) in new.iter().enumerate() {
            let own = key(one);
            let Some(was) = find(old, &own) else {
                self.push(&about(own), Change::Added);
                continue;
            };
            let moved = expected.next() != Some(&own);
            let about = about(own);
            same(self, &about, &old[was], one);
            let after = |list: &[T], at: usize| at.checked_sub(1).map(|before| key(&list[before]).to_string());
            let (was, is) = (after(old, was), after(new, at));
            if moved && was != is {
                self.push(&about, Change::Moved { old: was, new: is });
            }
        }
        for one in old.iter().filter(|one| find(new, &key(one)).is_none()) {
            self.push(&about(key(one)), Change::Gone);
        }
    }
}

fn key(form: &Form, at: usize) -> &str {
    form.questions.get(at).map_or("", |question| &question.key)
}

fn text(fields: &mut Fields, name: &str, text: Option<&Text>) {
    if let Some(text) = text {
        fields.push((format!("{name} (id)"), text.id.clone()));
        fields.push((format!("{name} (en)"), text.en.clone()));
    }
}

fn flag(fields: &mut Fields, name: &str, holds: bool) {
    if holds {
        fields.push((name.to_owned(), true.to_string()));
    }
}

fn rule(fields: &mut Fields, name: &str, rule: Option<&Expr>) {
    fields.extend(rule.map(|rule| (name.to_owned(), rule.source().to_owned())));
}

fn constraint(fields: &mut Fields, name: &str, constraint: Option<&Constraint>) {
    rule(fields, name, constraint.map(|constraint| &constraint.rule));
    text(fields, &format!("{name}_message"), constraint.and_then(|constraint| constraint.message.as_ref()));
}

fn form_fields(form: &Form) -> Fields {
    let mut fields = vec![("key".to_owned(), form.key.clone()), ("version".to_owned(), form.version.to_string())];
    text(&mut fields, "title", Some(&form.title));
    text(&mut fields, "remark", form.remark.as_ref());
    fields
}

fn section_fields(form: &Form, section: &Section) -> Fields {
    let mut fields = Fields::new();
    text(&mut fields, "label", Some(&section.label));
    fields.extend(section.name.clone().map(|name| ("name".to_owned(), name)));
    flag(&mut fields, "compact", section.compact);
    flag(&mut fields, "doubt_all_equal", section.doubt_all_equal);
    let outer = section.inside.and_then(|outer| form.sections.get(outer));
    fields.extend(outer.map(|outer| ("inside".to_owned(), outer.key.clone())));
    rule(&mut fields, "relevant", section.relevant.as_ref());
    fields
}

fn question_fields(form: &Form, question: &Question) -> Fields {
    let mut fields = vec![("kind".to_owned(), question.kind.word().to_owned())];
    let mut put = |name: &str, value: Option<String>| fields.extend(value.map(|value| (name.to_owned(), value)));
    let at = form.questions.iter().position(|other| other.key == question.key);
    put("section", at.and_then(|at| form.section_of(at)).map(|section| section.key.clone()));
    put("number", question.number.map(|number| number.to_string()));
    put("unsur", question.unsur.map(|number| number.to_string()));
    put("name", question.name.clone());
    match &question.kind {
        Kind::Number(bounds) => {
            put("min", Some(bounds.min.to_string()));
            put("max", Some(bounds.max.to_string()));
            put("usual", (bounds.usual != (bounds.min, bounds.max)).then(|| format!("[{}, {}]", bounds.usual.0, bounds.usual.1)));
        }
        Kind::Decimal(bounds) => {
            put("min", Some(bounds.min.to_string()));
            put("max", Some(bounds.max.to_string()));
            put("usual", (bounds.usual != (bounds.min, bounds.max)).then(|| format!("[{}, {}]", bounds.usual.0, bounds.usual.1)));
        }
        Kind::Calculated(output) => put("result", Some(output.word().to_owned())),
        _ => {}
    }
    put("default", question.default.as_ref().map(written));
    put(
        "missing",
        (question.missing != Missing::KEYED).then(|| question.missing.iter().map(|reason| reason.code()).collect::<Vec<_>>().join(", ")),
    );
    text(&mut fields, "label", Some(&question.label));
    text(&mut fields, "wording", Some(&question.wording).filter(|wording| **wording != question.label));
    text(&mut fields, "hint", question.hint.as_ref());
    text(&mut fields, "note", question.note.as_ref());
    flag(&mut fields, "required", question.required);
    flag(&mut fields, "sticky", question.sticky);
    flag(&mut fields, "retired", question.retired);
    rule(&mut fields, "relevant", question.relevant.as_ref());
    rule(&mut fields, "calculate", question.calculate.as_ref());
    rule(&mut fields, "filter", question.filter.as_ref());
    constraint(&mut fields, "constraint", question.constraint.as_ref());
    constraint(&mut fields, "warning", question.warning.as_ref());
    fields
}

/// Writes a value as the form file does.
fn written(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

fn doubt_fields(doubt: &Doubt) -> Fields {
    let mut fields = Fields::new();
    rule(&mut fields, "rule", Some(&doubt.rule));
    text(&mut fields, "text", Some(&doubt.text));
    fields
}

fn choice_fields(form: &Form, choice: &Choice) -> Fields {
    let mut fields = vec![("keys".to_owned(), choice.keys.iter().collect()), ("name".to_owned(), choice.name())];
    text(&mut fields, "label", Some(&choice.label));
    text(&mut fields, "short", Some(&choice.short));
    flag(&mut fields, "retired", choice.retired);
    fields.extend(choice.specify.map(|at| ("specify".to_owned(), key(form, at).to_owned())));
    fields.extend(choice.attributes.iter().map(|(name, value)| (format!("attribute {name}"), value.clone())));
    fields
}

fn index_fields(form: &Form, index: &Index) -> Fields {
    let weighed = index.items.iter().map(|item| {
        item.weight.map_or_else(|| key(form, item.question).to_owned(), |weight| format!("{} x {weight}", key(form, item.question)))
    });
    let bands = index.bands.iter().map(|band| format!("{} {} {}/{}", band.letter, band.from, band.label.id, band.label.en));
    let mut fields = vec![
        ("questions".to_owned(), weighed.collect::<Vec<_>>().join(", ")),
        ("scale".to_owned(), format!("[{}, {}]", index.scale.0, index.scale.1)),
        ("factor".to_owned(), index.factor.to_string()),
        ("bands".to_owned(), bands.collect::<Vec<_>>().join(", ")),
    ];
    text(&mut fields, "label", Some(&index.label));
    fields
}
