//! Fields of TOML tables, read one by one with their places; knows no questionnaire.

use crate::survey::decimal::Decimal;
use crate::survey::draft::{ChoiceDraft, Fault, Placed};
use crate::survey::form::Text;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a file and gathers what is wrong with it.
pub(super) struct Reader<'a> {
    pub source: &'a str,
    /// The choices that questions share, by name.
    pub lists: BTreeMap<String, Vec<ChoiceDraft>>,
    pub faults: Vec<Fault>,
}

/// A table being read: what nobody asks for is complained about at its end.
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    at: Range<usize>,
    asked: Vec<&'static str>,
}

type Node<'a> = &'a Spanned<DeValue<'a>>;

impl<'a> Fields<'a> {
    pub fn new(table: &'a DeTable<'a>, at: Range<usize>) -> Self {
        Self { table, at, asked: Vec::new() }
    }

    pub fn take(&mut self, name: &'static str) -> Option<Node<'a>> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.table.get(name)
    }
}

impl<'a> Reader<'a> {
    pub const fn new(source: &'a str) -> Self {
        Self { source, lists: BTreeMap::new(), faults: Vec::new() }
    }

    pub fn complain(&mut self, at: Range<usize>, text: String, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.faults.push(Fault { at, text, hint });
    }

    fn wrong(&mut self, node: Node<'_>, wanted: &str) {
        self.complain(node.span(), format!("this is {}, not {wanted}", kind(node.get_ref())), "");
    }

    /// Complains about the fields that nobody asked for.
    pub fn end(&mut self, fields: &Fields<'_>) {
        for (name, _) in fields.table {
            let (span, name) = (name.span(), name.get_ref().as_ref());
            if !fields.asked.contains(&name) {
                let hint = match fields.asked.iter().min_by_key(|known| distance(name, known)) {
                    Some(near) if distance(name, near) <= 2 => format!("Did you mean '{near}'?"),
                    _ => format!("What can stand here: {}.", fields.asked.join(", ")),
                };
                self.complain(span, format!("'{name}' is no field here"), &hint);
            }
        }
    }

    /// Complains that a field lacks, at the table's head.
    pub fn lacks(&mut self, fields: &Fields<'_>, name: &str) {
        let start = fields.at.start;
        let head = self.source.get(start..fields.at.end).and_then(|text| text.lines().next()).map_or(1, str::len);
        self.complain(start..start + head.max(1), format!("'{name}' is missing here"), "");
    }

    pub fn string(&mut self, node: Node<'_>) -> Option<Placed<String>> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong(node, "a text");
            return None;
        };
        Some(Placed::new(text.clone().into_owned(), self.content(node.span(), text)))
    }

    /// Gives the place of a text between its quotes; the whole of it where it is written with escapes.
    fn content(&self, span: Range<usize>, text: &str) -> Range<usize> {
        let written = self.source.get(span.clone()).unwrap_or_default();
        match written.find(text) {
            Some(start) if !text.is_empty() => span.start + start..span.start + start + text.len(),
            _ => span,
        }
    }

    pub fn take_string(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<Placed<String>> {
        fields.take(name).and_then(|node| self.string(node))
    }

    /// Reads a text that must stand there. Where it lacks, its place is empty, so that nothing else is said about it.
    pub fn need_string(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Placed<String> {
        if fields.table.get(name).is_none() {
            self.lacks(fields, name);
        }
        self.take_string(fields, name).unwrap_or_default()
    }

    /// Reads a text in both languages: `"SD"`, or `{ id = "Usia", en = "Age" }`.
    pub fn text(&mut self, node: Node<'_>) -> Option<Text> {
        match node.get_ref() {
            DeValue::String(text) => Some(Text::same(text)),
            DeValue::Table(table) => {
                let mut fields = Fields::new(table, node.span());
                let (id, en) = (self.need_string(&mut fields, "id"), self.need_string(&mut fields, "en"));
                self.end(&fields);
                Some(Text { id: id.value, en: en.value })
            }
            _ => {
                self.wrong(node, "a text or { id = \"…\", en = \"…\" }");
                None
            }
        }
    }

    pub fn take_text(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<Text> {
        fields.take(name).and_then(|node| self.text(node))
    }

    pub fn need_text(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Text {
        if fields.table.get(name).is_none() {
            self.lacks(fields, name);
        }
        self.take_text(fields, name).unwrap_or_default()
    }

    pub fn whole(&mut self, node: Node<'_>) -> Option<i64> {
        let number = match node.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(node, "a whole number");
        }
        number
    }

    /// Reads a decimal number, written as a number or as a text, so that none of its digits is lost.
    pub fn decimal(&mut self, node: Node<'_>) -> Option<Decimal> {
        let number = match node.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().and_then(Decimal::whole),
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(node, "a number of at most 15 digits");
        }
        number
    }

    pub fn take_small(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<u32> {
        let node = fields.take(name)?;
        let number = self.whole(node)?;
        let small = u32::try_from(number).ok();
        if small.is_none() {
            self.complain(node.span(), format!("{number} is no number that can stand here"), "Write 0 or more.");
        }
        small
    }

    pub fn take_decimal(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<Placed<Decimal>> {
        let node = fields.take(name)?;
        self.decimal(node).map(|number| Placed::new(number, node.span()))
    }

    /// Reads a yes or no: absent is `usually`.
    pub fn take_bool(&mut self, fields: &mut Fields<'_>, name: &'static str, usually: bool) -> bool {
        match fields.take(name).map(|node| (node, node.get_ref())) {
            Some((_, DeValue::Boolean(yes))) => *yes,
            Some((node, _)) => {
                self.wrong(node, "true or false");
                usually
            }
            None => usually,
        }
    }

    pub fn list<'n>(&mut self, node: Node<'n>) -> Vec<Node<'n>> {
        match node.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => {
                self.wrong(node, "a list");
                Vec::new()
            }
        }
    }

    pub fn take_list<'n>(&mut self, fields: &mut Fields<'n>, name: &'static str) -> Vec<Node<'n>> {
        fields.take(name).map_or_else(Vec::new, |node| self.list(node))
    }

    /// Reads a list of tables: `[[section]]`, or `[{ … }, …]`.
    pub fn take_tables<'n>(&mut self, fields: &mut Fields<'n>, name: &'static str) -> Vec<Fields<'n>> {
        let nodes = self.take_list(fields, name);
        nodes.into_iter().filter_map(|node| self.table(node)).collect()
    }

    pub fn table<'n>(&mut self, node: Node<'n>) -> Option<Fields<'n>> {
        match node.get_ref() {
            DeValue::Table(table) => Some(Fields::new(table, node.span())),
            _ => {
                self.wrong(node, "a table");
                None
            }
        }
    }

    /// Reads `[1, 4]`.
    pub fn pair<T>(&mut self, node: Node<'_>, read: impl Fn(&mut Self, Node<'_>) -> Option<T>) -> Option<(T, T)> {
        let list = self.list(node);
        match list.as_slice() {
            [low, high] => Some((read(self, low)?, read(self, high)?)),
            _ => {
                self.complain(node.span(), "two numbers stand here".to_owned(), "Write the lowest and the highest: [1, 4].");
                None
            }
        }
    }

    /// Reads a table whose names are free: `{ usia = [1, 16] }`.
    pub fn take_named<'n>(&mut self, fields: &mut Fields<'n>, name: &'static str) -> Vec<(Placed<String>, Node<'n>)> {
        let Some(node) = fields.take(name) else { return Vec::new() };
        match node.get_ref() {
            DeValue::Table(table) => {
                let mut named: Vec<_> =
                    table.iter().map(|(name, value)| (Placed::new(name.get_ref().clone().into_owned(), name.span()), value)).collect();
                named.sort_by_key(|(name, _)| name.at.start);
                named
            }
            _ => {
                self.wrong(node, "a table");
                Vec::new()
            }
        }
    }
}

const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Counts the letters to change, add or leave out that make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, c) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (at, d) in other.iter().enumerate() {
            let change = corner + usize::from(c != *d);
            corner = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
