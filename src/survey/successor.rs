//! Whether a questionnaire can follow another one that is in use: no answer that was stored may change its meaning or lose its place.

use super::diff::{About, Change, Difference};
use super::form::{Choice, Form, Kind, Question, Text};

/// Why a questionnaire can't follow another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// It is another questionnaire.
    OtherKey { old: String, new: String },
    /// Its version is not higher.
    NotNewer { old: u32, new: u32 },
    /// A question is gone; what is no longer asked is retired.
    Gone { question: String },
    /// A question takes another kind of answer.
    Kind { question: String, old: String, new: String },
    /// A question has the name of another one.
    Meaning { question: String, other: String },
    /// A question counts as another unsur.
    Unsur { question: String },
    /// A choice is gone; what can no longer be chosen is retired.
    ChoiceGone { question: String, code: i64 },
    /// A code has the label of another one.
    Code { question: String, code: i64, other: i64 },
}

impl Objection {
    /// Tells whether a difference is what is objected to.
    #[must_use]
    pub(super) fn is_about(&self, difference: &Difference) -> bool {
        let property = |names: &[&str]| matches!(&difference.change, Change::Changed { what, .. } if names.contains(&what.as_str()));
        let own = |question: &String| difference.about == About::Question(question.clone());
        let choice = |question: &String, code: i64| difference.about == About::Choice { question: question.clone(), code };
        match self {
            Self::OtherKey { .. } => difference.about == About::Form && property(&["key"]),
            Self::NotNewer { .. } => difference.about == About::Form && property(&["version"]),
            Self::Gone { question } => own(question) && difference.change == Change::Gone,
            Self::Kind { question, .. } => own(question) && property(&["kind", "result"]),
            Self::Meaning { question, .. } => own(question) && property(&["label (id)"]),
            Self::Unsur { question } => own(question) && property(&["unsur"]),
            Self::ChoiceGone { question, code } => choice(question, *code) && difference.change == Change::Gone,
            Self::Code { question, code, .. } => choice(question, *code) && property(&["label (id)"]),
        }
    }
}

/// Gives everything that keeps a questionnaire from following another one.
#[must_use]
pub fn objections(old: &Form, new: &Form) -> Vec<Objection> {
    let mut found = Vec::new();
    if old.key != new.key {
        found.push(Objection::OtherKey { old: old.key.clone(), new: new.key.clone() });
        return found;
    }
    if new.version <= old.version {
        found.push(Objection::NotNewer { old: old.version, new: new.version });
    }
    found.extend(meanings(old, new));
    found
}

/// Gives what keeps stored answers from meaning the same with another questionnaire, whatever its key and version.
pub(super) fn meanings(old: &Form, new: &Form) -> Vec<Objection> {
    let mut found = Vec::new();
    for one in &old.questions {
        match new.find(&one.key) {
            None => found.push(Objection::Gone { question: one.key.clone() }),
            Some(at) => compare(old, one, &new.questions[at], &mut found),
        }
    }
    found
}

fn compare(form: &Form, old: &Question, new: &Question, found: &mut Vec<Objection>) {
    let question = || old.key.clone();
    if !is_alike(&old.kind, &new.kind) {
        let word = |kind: &Kind| match kind {
            Kind::Calculated(output) => format!("{} ({})", kind.word(), output.word()),
            kind => kind.word().to_owned(),
        };
        found.push(Objection::Kind { question: question(), old: word(&old.kind), new: word(&new.kind) });
        return;
    }
    if old.unsur != new.unsur {
        found.push(Objection::Unsur { question: question() });
    }
    let reads = |text: &Text, other: &Text| !text.id.is_empty() && text.id == other.id;
    let renamed = !reads(&old.label, &new.label);
    if let Some(other) = form.questions.iter().find(|other| renamed && other.key != old.key && reads(&other.label, &new.label)) {
        found.push(Objection::Meaning { question: question(), other: other.key.clone() });
    }
    let same = |one: &Choice, other: &Choice| reads(&one.label, &other.label);
    for choice in old.listed() {
        let Some(is) = new.choice(choice.code) else {
            found.push(Objection::ChoiceGone { question: question(), code: choice.code });
            continue;
        };
        let taken = old.listed().iter().find(|other| other.code != choice.code && !same(choice, is) && same(other, is));
        if let Some(other) = taken {
            found.push(Objection::Code { question: question(), code: choice.code, other: other.code });
        }
    }
}

/// Tells whether answers of one kind are answers of the other: a line of text may become a long one, and back.
fn is_alike(old: &Kind, new: &Kind) -> bool {
    let text = |kind: &Kind| matches!(kind, Kind::Text | Kind::LongText);
    match (old, new) {
        (Kind::Calculated(one), Kind::Calculated(other)) => one == other,
        _ => old.word() == new.word() || text(old) && text(new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::diff::diff;
    use crate::survey::form_file;

    const OLD: &str = r#"
key = "f"
version = 2
title = "F"
[[section]]
key = "s"
label = "S"
[[section.question]]
key = "a"
label = "Umur"
kind = "number"
[[section.question]]
key = "b"
label = "Puas"
kind = "rating"
choices = [{ code = 1, label = "tidak" }, { code = 2, label = "ya" }]
[[section.question]]
key = "c"
label = "Cerita"
kind = "text"
"#;

    #[track_caller]
    fn case(change: impl Fn(&str) -> String, expected: &[Objection]) {
        let read = |source: &str| form_file::parse(source).expect("is sound");
        let (old, new) = (read(OLD), read(&change(OLD)));
        assert_eq!(objections(&old, &new), expected);
        // Each stands at a difference, and nowhere else is a difference marked.
        let differences = diff(&old, &new);
        for objection in meanings(&old, &new) {
            assert!(differences.iter().any(|found| found.breaks && objection.is_about(found)), "{objection:?} in {differences:?}");
        }
        assert_eq!(differences.iter().any(|found| found.breaks), !meanings(&old, &new).is_empty(), "{differences:?}");
    }

    #[test]
    fn what_would_change_the_meaning_of_an_answer_is_objected_to() {
        let newer = |source: &str| source.replace("version = 2", "version = 3");
        let question = |key: &str| key.to_owned();
        case(|old| newer(old).replace("Umur", "Usia").replace("\"ya\"", "\"sekali\"").replace("\"text\"", "\"long_text\""), &[]);
        case(|old| newer(old) + "[[section.question]]\nkey = \"d\"\nlabel = \"D\"\nkind = \"date\"\n", &[]);
        case(str::to_owned, &[Objection::NotNewer { old: 2, new: 2 }]);
        case(|old| newer(old).replace("key = \"f\"", "key = \"g\""), &[Objection::OtherKey { old: question("f"), new: question("g") }]);
        case(|old| newer(old).replace("key = \"c\"", "key = \"x\""), &[Objection::Gone { question: question("c") }]);
        let kind = Objection::Kind { question: question("a"), old: question("number"), new: question("decimal") };
        case(|old| newer(old).replace("\"number\"", "\"decimal\""), &[kind]);
        case(|old| newer(old).replace("Umur", "Puas"), &[Objection::Meaning { question: question("a"), other: question("b") }]);
        case(
            |old| newer(old).replace("\"tidak\"", "\"x\"").replace("\"ya\"", "\"tidak\""),
            &[Objection::Code { question: question("b"), code: 2, other: 1 }],
        );
        case(|old| newer(old).replace("code = 2", "code = 4"), &[Objection::ChoiceGone { question: question("b"), code: 2 }]);
        case(|old| newer(old).replace("\"Puas\"", "\"Puas\"\nunsur = 1"), &[Objection::Unsur { question: question("b") }]);
    }
}
