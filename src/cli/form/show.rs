//! `cacah form show`: a questionnaire to read.

use super::super::failure::Outcome;
use super::super::{Place, print};
use super::source;
use crate::survey::form::{Form, Kind, Question};
use crate::survey::value::safe;
use crate::words::Lang;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// Prints a questionnaire to read: sections, questions, choices with their keys, rules
#[derive(Debug, Args)]
pub struct Show {
    /// The questionnaire: a file, or a key such as skm or skm@1
    #[arg(value_name = "FORM")]
    form: String,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 7] = [
    ("key", "the questionnaire's key"),
    ("version", "its version, a number"),
    ("title", "an object with the title in `id` and `en`, as all texts"),
    ("remark", "what whoever uses it should know first, such as what is the agency's to settle; null where there is none"),
    ("sections", "a list with an object for each: `key`, `label`, the section that it lies `inside`, `relevant`"),
    (
        "questions",
        "a list with an object for each: `key`, `name` in XLSForm, `section`, `kind`, `label`, `wording`, `required`, `retired`, `choices` (`code`, `name`, `label`, `retired`) and the expressions `relevant`, `calculate`, `filter`, `constraint`, `warning`, null where there is none",
    ),
    ("indices", "a list with an object for each: `key`, `label`"),
];

impl Show {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let (form, leftovers) = source::find(&self.form, place)?;
        print(if self.json { format!("{:#}\n", object(&form)) } else { text(&form, lang) })?;
        source::tell_left_out(&leftovers);
        Ok(())
    }
}

fn text(form: &Form, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a String can't fail, here and below.
    let _ = writeln!(out, "{} (key {}, version {})", safe(form.title.get(lang)), form.key, form.version);
    if let Some(remark) = &form.remark {
        let _ = writeln!(out, "{}", safe(remark.get(lang)));
    }
    for section in &form.sections {
        let _ = writeln!(out, "\n== {} ({})", safe(section.label.get(lang)), section.key);
        if let Some(outer) = section.inside.and_then(|outer| form.sections.get(outer)) {
            let _ = writeln!(out, "   inside: {}", outer.key);
        }
        if let Some(rule) = &section.relevant {
            let _ = writeln!(out, "   asked where: {}", safe(rule.source()));
        }
        for question in form.questions.get(section.questions.clone()).unwrap_or_default() {
            self::question(&mut out, form, question, lang);
        }
    }
    for doubt in &form.doubts {
        let _ = writeln!(out, "\ndoubtful ({}): {}: {}", doubt.key, safe(doubt.text.get(lang)), safe(doubt.rule.source()));
    }
    for index in &form.indices {
        let keys: Vec<&str> = index.items.iter().map(|item| form.questions[item.question].key.as_str()).collect();
        let (low, high) = index.scale;
        let _ = writeln!(out, "\nindex {}: {}, scale {low} to {high}, of {}", index.key, safe(index.label.get(lang)), keys.join(", "));
    }
    out
}

fn question(out: &mut String, form: &Form, question: &Question, lang: Lang) {
    let number = question.number.map_or_else(String::new, |number| format!("{number}. "));
    let marks = [(question.required, "required"), (question.sticky, "carried"), (question.retired, "retired")];
    let marks = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark);
    let marks: Vec<&str> = std::iter::once(question.kind.word()).chain(marks).collect();
    let _ = writeln!(out, "\n{number}{} ({}: {})", safe(question.wording.get(lang)), question.key, marks.join(", "));
    let mut line = |name: &str, text: &str| {
        let _ = writeln!(out, "   {name}: {}", safe(text));
    };
    for (name, text) in [("hint", &question.hint), ("note", &question.note)] {
        if let Some(text) = text {
            line(name, text.get(lang));
        }
    }
    match &question.kind {
        Kind::Number(bounds) => line("range", &format!("{} to {}", bounds.min, bounds.max)),
        Kind::Decimal(bounds) => line("range", &format!("{} to {}", bounds.min, bounds.max)),
        _ => {}
    }
    for (name, rule) in [("asked where", &question.relevant), ("worked out from", &question.calculate), ("choices where", &question.filter)]
    {
        if let Some(rule) = rule {
            line(name, rule.source());
        }
    }
    for (name, constraint) in [("must hold", &question.constraint), ("should hold", &question.warning)] {
        if let Some(constraint) = constraint {
            let message = constraint.message.as_ref().map_or_else(String::new, |message| format!(" ({})", message.get(lang)));
            line(name, &format!("{}{message}", constraint.rule.source()));
        }
    }
    for choice in question.choices() {
        let keys: String = choice.keys.iter().collect();
        let opens = choice.specify.map_or_else(String::new, |at| format!(", opens {}", form.questions[at].key));
        let retired = if choice.retired { ", retired" } else { "" };
        let name = choice.name.as_ref().map_or_else(String::new, |name| format!(" {name}"));
        let _ = writeln!(
            out,
            "   [{}]{} {}{}",
            choice.code,
            safe(&name),
            safe(choice.label.get(lang)),
            safe(&format!(" (keys {keys}{opens}{retired})"))
        );
    }
}

/// The object of `--json`; its keys are described in [`KEYS`].
fn object(form: &Form) -> Json {
    let both = |text: &crate::survey::form::Text| json!({ "id": text.id, "en": text.en });
    let questions = form.questions.iter().enumerate().map(|(at, question)| {
        let choices: Vec<Json> = question
            .choices()
            .iter()
            .map(|choice| json!({ "code": choice.code, "name": choice.name(), "label": both(&choice.label), "retired": choice.retired }))
            .collect();
        let rule = |rule: &Option<_>| rule.as_ref().map(|rule: &crate::survey::expr::Expr| rule.source().to_owned());
        let constraint =
            |rule: &Option<crate::survey::form::Constraint>| rule.as_ref().map(|constraint| constraint.rule.source().to_owned());
        json!({
            "key": question.key,
            "name": question.name.as_ref().unwrap_or(&question.key),
            "section": form.section_of(at).map(|section| &section.key),
            "kind": question.kind.word(),
            "label": both(&question.label),
            "wording": both(&question.wording),
            "required": question.required,
            "retired": question.retired,
            "choices": choices,
            "relevant": rule(&question.relevant),
            "calculate": rule(&question.calculate),
            "filter": rule(&question.filter),
            "constraint": constraint(&question.constraint),
            "warning": constraint(&question.warning),
        })
    });
    let sections = form.sections.iter().map(|section| {
        json!({
            "key": section.key,
            "label": both(&section.label),
            "inside": section.inside.map(|outer| &form.sections[outer].key),
            "relevant": section.relevant.as_ref().map(|rule| rule.source().to_owned()),
        })
    });
    json!({
        "key": form.key,
        "version": form.version,
        "title": both(&form.title),
        "remark": form.remark.as_ref().map(both),
        "sections": sections.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "indices": form.indices.iter().map(|index| json!({ "key": index.key, "label": both(&index.label) })).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_json_is_described() {
        let object = object(&Form::default());
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
