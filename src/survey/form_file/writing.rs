//! A `Form` as the text of a form file, so that a form that was changed or imported can be read, kept and compared.

use crate::survey::form::{Choice, Constraint, Doubt, Form, Index, Kind, Question, Section, Text, default_key, yes_no};
use crate::survey::value::{Missing, Value};
use std::fmt::Write as _;

/// Writes a form as a form file; [`super::parse`] reads the same form back.
#[must_use]
pub fn write(form: &Form) -> String {
    let mut out = Out(String::new());
    out.string("key", &form.key);
    out.line("version", &form.version.to_string());
    out.text("title", &form.title);
    if let Some(remark) = &form.remark {
        out.text("remark", remark);
    }
    for section in &form.sections {
        out.section(form, section);
    }
    for doubt in &form.doubts {
        out.doubt(doubt);
    }
    for index in &form.indices {
        out.index(form, index);
    }
    out.0
}

struct Out(String);

/// Writes a text between quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn both(text: &Text) -> String {
    if text.id == text.en { quoted(&text.id) } else { format!("{{ id = {}, en = {} }}", quoted(&text.id), quoted(&text.en)) }
}

/// Writes values one after the other: `1, 2, 3`.
fn listed<T>(values: impl IntoIterator<Item = T>, write: impl Fn(T) -> String) -> String {
    values.into_iter().map(write).collect::<Vec<_>>().join(", ")
}

impl Out {
    fn put(&mut self, parts: &[&str]) {
        self.0.extend(parts.iter().copied());
    }

    fn head(&mut self, name: &str) {
        self.put(&["\n[[", name, "]]\n"]);
    }

    fn line(&mut self, name: &str, value: &str) {
        self.put(&[name, " = ", value, "\n"]);
    }

    fn string(&mut self, name: &str, value: &str) {
        self.line(name, &quoted(value));
    }

    fn text(&mut self, name: &str, text: &Text) {
        self.line(name, &both(text));
    }

    /// Writes a yes or no where it is not what its absence means.
    fn flag(&mut self, name: &str, yes: bool, usually: bool) {
        if yes != usually {
            self.line(name, &yes.to_string());
        }
    }

    fn rule(&mut self, name: &str, rule: Option<&Constraint>) {
        let Some(Constraint { rule, message }) = rule else { return };
        self.string(name, rule.source());
        if let Some(message) = message {
            self.text(&format!("{name}_message"), message);
        }
    }

    /// Writes a name in XLSForm.
    fn name(&mut self, name: Option<&String>) {
        if let Some(name) = name {
            self.string("name", name);
        }
    }

    fn section(&mut self, form: &Form, section: &Section) {
        self.head("section");
        self.string("key", &section.key);
        self.name(section.name.as_ref());
        self.text("label", &section.label);
        self.flag("compact", section.compact, false);
        self.flag("doubt_all_equal", section.doubt_all_equal, false);
        if let Some(outer) = section.inside.and_then(|at| form.sections.get(at)) {
            self.string("inside", &outer.key);
        }
        if let Some(rule) = &section.relevant {
            self.string("relevant", rule.source());
        }
        for question in form.questions.get(section.questions.clone()).unwrap_or_default() {
            self.question(form, question);
        }
    }

    fn question(&mut self, form: &Form, question: &Question) {
        self.head("section.question");
        self.string("key", &question.key);
        self.name(question.name.as_ref());
        for (name, number) in [("number", question.number), ("unsur", question.unsur)] {
            if let Some(number) = number {
                self.line(name, &number.to_string());
            }
        }
        self.text("label", &question.label);
        if question.wording != question.label {
            self.text("wording", &question.wording);
        }
        for (name, text) in [("hint", &question.hint), ("note", &question.note)] {
            if let Some(text) = text {
                self.text(name, text);
            }
        }
        self.string("kind", question.kind.word());
        self.kind(form, &question.kind);
        self.flag("required", question.required || matches!(question.kind, Kind::Note | Kind::Calculated(_)), true);
        self.flag("sticky", question.sticky, false);
        self.flag("retired", question.retired, false);
        if let Some(default) = &question.default {
            let value = match (&question.kind, default) {
                (Kind::Several(_), Value::Int(bits)) => quoted(&listed(crate::survey::form::codes(*bits), |code| code.to_string())),
                (_, Value::Int(number)) => number.to_string(),
                (_, Value::Decimal(number)) => quoted(&number.to_string()),
                (_, Value::Text(text)) => quoted(text),
            };
            self.line("default", &value);
        }
        if question.missing != Missing::KEYED {
            let reasons = listed(&question.missing, |reason| quoted(reason.code()));
            self.line("missing", &format!("[{reasons}]"));
        }
        for (name, rule) in [("relevant", &question.relevant), ("calculate", &question.calculate), ("filter", &question.filter)] {
            if let Some(rule) = rule {
                self.string(name, rule.source());
            }
        }
        self.rule("constraint", question.constraint.as_ref());
        self.rule("warning", question.warning.as_ref());
    }

    fn kind(&mut self, form: &Form, kind: &Kind) {
        match kind {
            Kind::Choice(choices) | Kind::Several(choices) | Kind::Rating(choices) => self.choices(form, choices),
            Kind::YesNo(choices) if *choices != yes_no() => self.choices(form, choices),
            Kind::Number(bounds) => {
                self.line("min", &bounds.min.to_string());
                self.line("max", &bounds.max.to_string());
                if bounds.usual != (bounds.min, bounds.max) {
                    self.line("usual", &format!("[{}, {}]", bounds.usual.0, bounds.usual.1));
                }
            }
            Kind::Decimal(bounds) => {
                self.string("min", &bounds.min.to_string());
                self.string("max", &bounds.max.to_string());
                if bounds.usual != (bounds.min, bounds.max) {
                    self.line("usual", &format!("[\"{}\", \"{}\"]", bounds.usual.0, bounds.usual.1));
                }
            }
            Kind::YesNo(_) | Kind::Service(_) | Kind::Text | Kind::LongText | Kind::Date | Kind::Time | Kind::Note => {}
            Kind::Calculated(output) => self.string("result", output.word()),
        }
    }

    fn choices(&mut self, form: &Form, choices: &[Choice]) {
        self.0.push_str("choices = [\n");
        for (position, choice) in choices.iter().enumerate() {
            let mut fields = vec![format!("code = {}", choice.code)];
            if choice.keys != default_key(position).into_iter().collect::<Vec<_>>() {
                fields.push(format!("keys = {}", quoted(&choice.keys.iter().collect::<String>())));
            }
            fields.push(format!("label = {}", both(&choice.label)));
            if choice.short != choice.label {
                fields.push(format!("short = {}", both(&choice.short)));
            }
            if let Some(text) = choice.specify.and_then(|at| form.questions.get(at)) {
                fields.push(format!("specify = {}", quoted(&text.key)));
            }
            if choice.retired {
                fields.push("retired = true".to_owned());
            }
            if let Some(name) = &choice.name {
                fields.push(format!("name = {}", quoted(name)));
            }
            if !choice.attributes.is_empty() {
                let attributes = listed(&choice.attributes, |(name, value)| format!("{} = {}", quoted(name), quoted(value)));
                fields.push(format!("attributes = {{ {attributes} }}"));
            }
            self.put(&["    { ", &fields.join(", "), " },\n"]);
        }
        self.0.push_str("]\n");
    }

    fn doubt(&mut self, doubt: &Doubt) {
        self.head("doubt");
        self.string("key", &doubt.key);
        self.text("text", &doubt.text);
        self.string("rule", doubt.rule.source());
    }

    fn index(&mut self, form: &Form, index: &Index) {
        self.head("index");
        self.string("key", &index.key);
        self.text("label", &index.label);
        let keys = listed(&index.items, |item| quoted(&form.questions[item.question].key));
        self.line("questions", &format!("[{keys}]"));
        if index.items.iter().any(|item| item.weight.is_some()) {
            let weights = listed(&index.items, |item| quoted(&item.weight.unwrap_or_default().to_string()));
            self.line("weights", &format!("[{weights}]"));
        }
        self.line("scale", &format!("[{}, {}]", index.scale.0, index.scale.1));
        self.string("factor", &index.factor.to_string());
        if index.bands.is_empty() {
            return;
        }
        self.0.push_str("bands = [\n");
        for band in &index.bands {
            let (letter, label) = (quoted(&band.letter), both(&band.label));
            self.put(&["    { letter = ", &letter, ", label = ", &label, ", from = \"", &band.from.to_string(), "\" },\n"]);
        }
        self.0.push_str("]\n");
    }
}
