//! The tables of a form file become a draft: which fields stand where.

use super::fields::{Fields, Reader};
use crate::survey::decimal::Decimal;
use crate::survey::draft::{BandDraft, ChoiceDraft, DoubtDraft, FormDraft, IndexDraft, Placed, QuestionDraft, SectionDraft};
use crate::survey::form::Text;
use crate::survey::value::Missing;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

impl Reader<'_> {
    pub fn form(&mut self, file: &Spanned<DeTable<'_>>) -> FormDraft {
        let mut fields = Fields::new(file.get_ref(), file.span());
        let mut draft = FormDraft {
            key: self.need_string(&mut fields, "key"),
            version: self.take_small(&mut fields, "version").unwrap_or(1),
            title: self.need_text(&mut fields, "title"),
            remark: self.take_text(&mut fields, "remark"),
            ..FormDraft::default()
        };
        for (name, node) in self.take_named(&mut fields, "lists") {
            let choices = self.choices(node);
            self.lists.insert(name.value, choices);
        }
        for section in self.take_tables(&mut fields, "section") {
            draft.sections.push(self.section(section));
        }
        for doubt in self.take_tables(&mut fields, "doubt") {
            draft.doubts.push(self.doubt(doubt));
        }
        for index in self.take_tables(&mut fields, "index") {
            draft.indices.push(self.index(index));
        }
        self.end(&fields);
        draft.lists = std::mem::take(&mut self.lists);
        draft
    }

    /// Reads choices where they stand: `[{ … }, …]`.
    fn choices(&mut self, node: &Spanned<DeValue<'_>>) -> Vec<ChoiceDraft> {
        let tables: Vec<Fields<'_>> = self.list(node).into_iter().filter_map(|node| self.table(node)).collect();
        tables.into_iter().map(|choice| self.choice(choice)).collect()
    }

    /// Reads the choices of a question, or the name of a list that it shares with others.
    fn take_choices(&mut self, fields: &mut Fields<'_>) -> Vec<ChoiceDraft> {
        let Some(node) = fields.take("choices") else { return Vec::new() };
        if !matches!(node.get_ref(), DeValue::String(_)) {
            return self.choices(node);
        }
        let Some(name) = self.string(node) else { return Vec::new() };
        if let Some(list) = self.lists.get(&name.value) {
            return list.clone();
        }
        let hint = match self.lists.keys().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => "Write it under [lists] at the top of the file, or the choices here.".to_owned(),
            known => format!("There is {}.", known.join(", ")),
        };
        self.complain(name.at, format!("'{}' is no list of choices", name.value), &hint);
        Vec::new()
    }

    fn section(&mut self, mut fields: Fields<'_>) -> SectionDraft {
        let mut draft = SectionDraft {
            key: self.need_string(&mut fields, "key"),
            name: self.take_string(&mut fields, "name").map(|name| name.value),
            label: self.need_text(&mut fields, "label"),
            compact: self.take_bool(&mut fields, "compact", false),
            doubt_all_equal: self.take_bool(&mut fields, "doubt_all_equal", false),
            inside: self.take_string(&mut fields, "inside"),
            relevant: self.take_string(&mut fields, "relevant"),
            questions: Vec::new(),
        };
        for question in self.take_tables(&mut fields, "question") {
            draft.questions.push(self.question(question));
        }
        self.end(&fields);
        draft
    }

    fn question(&mut self, mut fields: Fields<'_>) -> QuestionDraft {
        let fields = &mut fields;
        let mut draft = QuestionDraft {
            key: self.need_string(fields, "key"),
            number: self.take_small(fields, "number"),
            unsur: self.take_small(fields, "unsur"),
            name: self.take_string(fields, "name").map(|name| name.value),
            kind: self.need_string(fields, "kind"),
            label: self.need_text(fields, "label"),
            wording: self.take_text(fields, "wording"),
            hint: self.take_text(fields, "hint"),
            note: self.take_text(fields, "note"),
            optional: !self.take_bool(fields, "required", true),
            retired: self.take_bool(fields, "retired", false),
            min: self.take_decimal(fields, "min"),
            max: self.take_decimal(fields, "max"),
            relevant: self.take_string(fields, "relevant"),
            constraint: self.take_rule(fields, "constraint", "constraint_message"),
            warning: self.take_rule(fields, "warning", "warning_message"),
            calculate: self.take_string(fields, "calculate"),
            result: self.take_string(fields, "result"),
            filter: self.take_string(fields, "filter"),
            ..QuestionDraft::default()
        };
        let sticky = fields.take("sticky");
        draft.sticky = sticky.filter(|_| self.take_bool(fields, "sticky", false)).map(Spanned::span);
        draft.default = fields.take("default").and_then(|node| match node.get_ref() {
            DeValue::String(_) => self.string(node),
            _ => self.decimal(node).map(|number| Placed::new(number.to_string(), node.span())),
        });
        draft.usual = fields.take("usual").and_then(|node| Some(Placed::new(self.pair(node, Self::decimal)?, node.span())));
        draft.missing = fields.take("missing").map(|node| {
            let reasons = self.list(node);
            reasons.into_iter().filter_map(|reason| self.missing(reason)).collect()
        });
        draft.choices = self.take_choices(fields);
        for (question, node) in self.take_named(fields, "when") {
            let codes = self.list(node).into_iter().filter_map(|code| self.whole(code)).collect();
            draft.when.push((question, codes));
        }
        self.end(fields);
        draft
    }

    fn take_rule(&mut self, fields: &mut Fields<'_>, rule: &'static str, message: &'static str) -> Option<(Placed<String>, Option<Text>)> {
        let message_at = fields.take(message).map(Spanned::span);
        let message = self.take_text(fields, message);
        let found = self.take_string(fields, rule);
        if let (None, Some(at)) = (&found, message_at) {
            self.complain(at, format!("a message without '{rule}' is never shown"), "");
        }
        Some((found?, message))
    }

    fn missing(&mut self, node: &Spanned<DeValue<'_>>) -> Option<Missing> {
        let code = self.string(node)?;
        let found = Missing::from_code(&code.value).filter(|reason| Missing::KEYED.contains(reason));
        if found.is_none() {
            let codes = Missing::KEYED.map(Missing::code).join(", ");
            self.complain(code.at, format!("'{}' is no reason", code.value), &format!("Write some of {codes}."));
        }
        found
    }

    fn choice(&mut self, mut fields: Fields<'_>) -> ChoiceDraft {
        let fields = &mut fields;
        let code = fields.take("code").and_then(|node| Some(Placed::new(self.whole(node)?, node.span())));
        if code.is_none() && fields.take("code").is_none() {
            self.lacks(fields, "code");
        }
        let mut draft = ChoiceDraft {
            code: code.unwrap_or_default(),
            label: self.need_text(fields, "label"),
            short: self.take_text(fields, "short"),
            keys: self.take_string(fields, "keys"),
            retired: self.take_bool(fields, "retired", false),
            specify: self.take_string(fields, "specify"),
            name: self.take_string(fields, "name").map(|name| name.value),
            ..ChoiceDraft::default()
        };
        for (name, node) in self.take_named(fields, "attributes") {
            draft.attributes.extend(self.string(node).map(|value| (name.value, value.value)));
        }
        self.end(fields);
        draft
    }

    fn doubt(&mut self, mut fields: Fields<'_>) -> DoubtDraft {
        let mut draft = DoubtDraft {
            key: self.need_string(&mut fields, "key"),
            text: self.need_text(&mut fields, "text"),
            rule: self.take_string(&mut fields, "rule"),
            when: Vec::new(),
        };
        for (question, node) in self.take_named(&mut fields, "when") {
            draft.when.extend(self.pair(node, Self::whole).map(|range| (question, range)));
        }
        self.end(&fields);
        draft
    }

    fn index(&mut self, mut fields: Fields<'_>) -> IndexDraft {
        let fields = &mut fields;
        let mut draft = IndexDraft {
            key: self.need_string(fields, "key"),
            label: self.need_text(fields, "label"),
            factor: self.take_decimal(fields, "factor").map_or_else(|| Decimal::from(1), |factor| factor.value),
            ..IndexDraft::default()
        };
        for node in self.take_list(fields, "questions") {
            draft.questions.extend(self.string(node));
        }
        draft.weights = fields.take("weights").map(|node| {
            let weights = self.list(node);
            Placed::new(weights.into_iter().filter_map(|weight| self.decimal(weight)).collect(), node.span())
        });
        match fields.take("scale") {
            Some(node) => draft.scale = Placed::new(self.pair(node, Self::whole).unwrap_or((0, 1)), node.span()),
            None => self.lacks(fields, "scale"),
        }
        for mut band in self.take_tables(fields, "bands") {
            let letter = self.need_string(&mut band, "letter");
            let label = self.need_text(&mut band, "label");
            if band.take("from").is_none() {
                self.lacks(&band, "from");
            }
            let from = self.take_decimal(&mut band, "from").map(|from| from.value).unwrap_or_default();
            self.end(&band);
            draft.bands.push(Placed::new(BandDraft { letter: letter.value, label, from }, letter.at));
        }
        self.end(fields);
        draft
    }
}
