//! What two questionnaires have different, question by question and choice by choice; knows no file.

use super::expr::Expr;
use super::form::{Choice, Constraint, Form, Kind, Question, Section, Text};
use super::value::Missing;
use std::collections::BTreeSet;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about: `question usia`, `question ragam, choice 3`, `form`.
    pub about: String,
    pub change: Change,
    /// True where answers that were stored with the old one would mean something else, or nothing, with the new one.
    pub breaks: bool,
}

/// How something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added,
    Gone,
    /// A property, as it was and as it is; empty where it is not there.
    Changed {
        what: String,
        old: String,
        new: String,
    },
}

/// Compares two questionnaires; what was moved within its list is told as its place.
#[must_use]
pub fn diff(old: &Form, new: &Form) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.fields("form", &form_fields(old), &form_fields(new), &[]);
    found.lists(
        "section",
        &old.sections,
        &new.sections,
        |section| section.key.clone(),
        false,
        |found, about, one, other| {
            found.fields(about, &section_fields(old, one), &section_fields(new, other), &[]);
        },
    );
    found.lists(
        "question",
        &old.questions,
        &new.questions,
        |question| question.key.clone(),
        true,
        |found, about, one, other| {
            found.fields(about, &question_fields(old, one), &question_fields(new, other), &["kind", "result"]);
            let choice = format!("{about}, choice");
            found.lists(
                &choice,
                one.choices(),
                other.choices(),
                |choice| choice.code.to_string(),
                true,
                |found, about, one, other| {
                    found.fields(about, &choice_fields(old, one), &choice_fields(new, other), &["name"]);
                },
            );
        },
    );
    found.lists(
        "doubt",
        &old.doubts,
        &new.doubts,
        |doubt| doubt.key.clone(),
        false,
        |found, about, one, other| {
            let fields = |doubt: &super::form::Doubt| {
                let mut fields = Fields::new();
                rule(&mut fields, "rule", Some(&doubt.rule));
                text(&mut fields, "text", Some(&doubt.text));
                fields
            };
            found.fields(about, &fields(one), &fields(other), &[]);
        },
    );
    found.lists(
        "index",
        &old.indices,
        &new.indices,
        |index| index.key.clone(),
        false,
        |found, about, one, other| {
            found.fields(about, &index_fields(old, one), &index_fields(new, other), &[]);
        },
    );
    found.0
}

type Fields = Vec<(String, String)>;

struct Found(Vec<Difference>);

impl Found {
    fn push(&mut self, about: String, change: Change, breaks: bool) {
        self.0.push(Difference { about, change, breaks });
    }

    /// Compares properties; those that `mean` are what stored answers hang on.
    fn fields(&mut self, about: &str, old: &Fields, new: &Fields, mean: &[&str]) {
        let value =
            |fields: &Fields, name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()).unwrap_or_default();
        let mut seen = BTreeSet::new();
        for (name, _) in new.iter().chain(old).filter(|(name, _)| seen.insert(name.clone())) {
            let (was, is) = (value(old, name), value(new, name));
            if was != is {
                let breaks = mean.contains(&name.as_str());
                self.push(about.to_owned(), Change::Changed { what: name.clone(), old: was, new: is }, breaks);
            }
        }
    }

    /// Compares lists by key; `stored` where answers hang on what is in them.
    fn lists<T>(
        &mut self,
        about: &str,
        old: &[T],
        new: &[T],
        key: impl Fn(&T) -> String,
        stored: bool,
        mut same: impl FnMut(&mut Self, &str, &T, &T),
    ) {
        let find = |list: &[T], wanted: &str| list.iter().position(|one| key(one) == wanted);
        let both: Vec<String> = old.iter().map(&key).filter(|one| find(new, one).is_some()).collect();
        let mut expected = both.iter();
        for (at, one) in new.iter().enumerate() {
            let own = key(one);
            let about = format!("{about} {own}");
            let Some(was) = find(old, &own) else {
                self.push(about, Change::Added, false);
                continue;
            };
            let moved = expected.next() != Some(&own);
            same(self, &about, &old[was], one);
            if moved {
                let after = |list: &[T], at: usize| {
                    at.checked_sub(1).map_or_else(|| "first".to_owned(), |before| format!("after {}", key(&list[before])))
                };
                let (was, is) = (after(old, was), after(new, at));
                if was != is {
                    self.push(about, Change::Changed { what: "place".to_owned(), old: was, new: is }, false);
                }
            }
        }
        for one in old.iter().filter(|one| find(new, &key(one)).is_none()) {
            self.push(format!("{about} {}", key(one)), Change::Gone, stored);
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
        fields.push((name.to_owned(), "yes".to_owned()));
    }
}

fn rule(fields: &mut Fields, name: &str, rule: Option<&Expr>) {
    fields.extend(rule.map(|rule| (name.to_owned(), rule.source().to_owned())));
}

fn constraint(fields: &mut Fields, name: &str, constraint: Option<&Constraint>) {
    rule(fields, name, constraint.map(|constraint| &constraint.rule));
    text(fields, &format!("{name} message"), constraint.and_then(|constraint| constraint.message.as_ref()));
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
            put("range", Some(format!("{} to {}", bounds.min, bounds.max)));
            put("usual", (bounds.usual != (bounds.min, bounds.max)).then(|| format!("{} to {}", bounds.usual.0, bounds.usual.1)));
        }
        Kind::Decimal(bounds) => {
            put("range", Some(format!("{} to {}", bounds.min, bounds.max)));
            put("usual", (bounds.usual != (bounds.min, bounds.max)).then(|| format!("{} to {}", bounds.usual.0, bounds.usual.1)));
        }
        Kind::Calculated(output) => put("result", Some(output.word().to_owned())),
        _ => {}
    }
    put("default", question.default.as_ref().map(|value| format!("{value:?}")));
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

fn choice_fields(form: &Form, choice: &Choice) -> Fields {
    let mut fields = vec![("keys".to_owned(), choice.keys.iter().collect()), ("name".to_owned(), choice.name())];
    text(&mut fields, "label", Some(&choice.label));
    text(&mut fields, "short", Some(&choice.short));
    flag(&mut fields, "retired", choice.retired);
    fields.extend(choice.specify.map(|at| ("specify".to_owned(), key(form, at).to_owned())));
    fields.extend(choice.attributes.iter().map(|(name, value)| (format!("attribute {name}"), value.clone())));
    fields
}

fn index_fields(form: &Form, index: &super::form::Index) -> Fields {
    let weighed = index.items.iter().map(|item| {
        item.weight.map_or_else(|| key(form, item.question).to_owned(), |weight| format!("{} x {weight}", key(form, item.question)))
    });
    let bands = index.bands.iter().map(|band| format!("{} from {} {}/{}", band.letter, band.from, band.label.id, band.label.en));
    let mut fields = vec![
        ("questions".to_owned(), weighed.collect::<Vec<_>>().join(", ")),
        ("scale".to_owned(), format!("{} to {}", index.scale.0, index.scale.1)),
        ("factor".to_owned(), index.factor.to_string()),
        ("bands".to_owned(), bands.collect::<Vec<_>>().join(", ")),
    ];
    text(&mut fields, "label", Some(&index.label));
    fields
}
