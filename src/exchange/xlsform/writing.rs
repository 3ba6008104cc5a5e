//! A form as a workbook of XLSForm: rows of cells by column, and what XLSForm can't hold.

use super::column::Column;
use super::properties::bounds_rule;
use crate::survey::draft::names;
use crate::survey::expr::{self, Expr};
use crate::survey::form::{Choice, Constraint, Form, Kind, Question, Section, Text, codes, default_key, yes_no};
use crate::survey::value::{Missing, Value};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::BTreeMap;

const ID: &str = "Bahasa Indonesia (id)";
const EN: &str = "English (en)";

/// The columns of the sheet 'survey', in their order; those in two languages are marked.
const SURVEY: [(&str, bool); 30] = [
    ("type", false),
    ("name", false),
    ("label", true),
    ("hint", true),
    ("guidance_hint", true),
    ("required", false),
    ("relevant", false),
    ("constraint", false),
    ("constraint_message", true),
    ("calculation", false),
    ("choice_filter", false),
    ("default", false),
    ("appearance", false),
    ("disabled", false),
    ("cacah_kind", false),
    ("cacah_label", true),
    ("cacah_number", false),
    ("cacah_unsur", false),
    ("cacah_sticky", false),
    ("cacah_min", false),
    ("cacah_max", false),
    ("cacah_usual", false),
    ("cacah_missing", false),
    ("cacah_retired", false),
    ("cacah_warning", false),
    ("cacah_warning_message", true),
    ("cacah_result", false),
    ("cacah_compact", false),
    ("cacah_doubt_all_equal", false),
    ("cacah_key", false),
];

/// The columns of the sheet 'choices', before those of attributes.
const CHOICES: [(&str, bool); 8] = [
    ("list_name", false),
    ("name", false),
    ("label", true),
    ("cacah_code", false),
    ("cacah_keys", false),
    ("cacah_short", true),
    ("cacah_retired", false),
    ("cacah_specify", false),
];

/// The cells of a row by the title of their column.
type Cells = BTreeMap<String, String>;

/// Writes a form as a workbook, and tells what it can't hold.
///
/// # Errors
/// When a text is longer than a cell holds.
pub fn write(form: &Form) -> Result<(Vec<u8>, Vec<String>), XlsxError> {
    let mut writer = Writer { form, survey: Vec::new(), choices: Vec::new(), lists: Vec::new(), open: Vec::new(), lost: Vec::new() };
    writer.form();
    let mut book = Workbook::new();
    let attributes = writer.attributes();
    sheet(&mut book, "survey", &titles(&SURVEY), &writer.survey)?;
    sheet(&mut book, "choices", &[titles(&CHOICES), attributes].concat(), &writer.choices)?;
    let mut settings = Cells::new();
    let mut put = |name: &str, value: &str| settings.insert(name.to_owned(), value.to_owned());
    put("form_title", &form.title.id);
    put("form_id", &form.key);
    put("version", &form.version.to_string());
    put("default_language", ID);
    if form.title.en != form.title.id {
        put("cacah_title_en", &form.title.en);
    }
    if let Some(remark) = &form.remark {
        put("cacah_remark", &remark.id);
        put("cacah_remark_en", &remark.en);
    }
    let columns = ["form_title", "form_id", "version", "default_language", "cacah_title_en", "cacah_remark", "cacah_remark_en"];
    sheet(&mut book, "settings", &columns.map(str::to_owned), &[settings])?;
    Ok((book.save_to_buffer()?, writer.lost))
}

fn titles(columns: &[(&str, bool)]) -> Vec<String> {
    let both = |(name, translated): &(&str, bool)| {
        if *translated { vec![format!("{name}::{ID}"), format!("{name}::{EN}")] } else { vec![(*name).to_owned()] }
    };
    columns.iter().flat_map(both).collect()
}

/// Writes the columns that some row has something in; type, name and label always.
fn sheet(book: &mut Workbook, name: &str, columns: &[String], rows: &[Cells]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name(name)?;
    let used = columns.iter().enumerate().filter(|(at, title)| *at < 4 || rows.iter().any(|row| row.contains_key(*title)));
    for (column, (_, title)) in used.enumerate() {
        let column = column as u16;
        sheet.write_string_with_format(0, column, title, &bold)?;
        sheet.set_column_width(column, if title.contains("label") || title.contains("hint") { 40 } else { 16 })?;
        for (row, cells) in rows.iter().enumerate() {
            if let Some(text) = cells.get(title) {
                sheet.write_string(row as u32 + 1, column, text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Puts a text into its column, or its two columns.
struct Row(Cells);

impl Row {
    fn new(kind: &str, name: &str) -> Self {
        let mut row = Self(Cells::new());
        row.put("type", kind);
        row.put("name", name);
        row
    }

    fn put(&mut self, column: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.insert(column.to_owned(), text);
        }
    }

    fn maybe(&mut self, column: &str, text: Option<impl ToString>) {
        if let Some(text) = text {
            self.put(column, text.to_string());
        }
    }

    fn flag(&mut self, column: &str, holds: bool) {
        self.maybe(column, holds.then_some("yes"));
    }

    fn text(&mut self, column: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.put(&format!("{column}::{ID}"), &text.id);
            self.put(&format!("{column}::{EN}"), &text.en);
        }
    }
}

struct Writer<'a> {
    form: &'a Form,
    survey: Vec<Cells>,
    choices: Vec<Cells>,
    /// The lists that are written, with their names.
    lists: Vec<(String, &'a [Choice])>,
    /// The sections that are open as groups.
    open: Vec<usize>,
    lost: Vec<String>,
}

impl<'a> Writer<'a> {
    fn form(&mut self) {
        let form = self.form;
        for (at, section) in form.sections.iter().enumerate() {
            self.begin(at, section);
            for question in form.questions.get(section.questions.clone()).unwrap_or_default() {
                self.question(question);
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
        self.lost.extend(form.doubts.iter().map(|doubt| format!("doubt '{}': XLSForm has no rules over a whole interview", doubt.key)));
        self.lost.extend(form.indices.iter().map(|index| format!("index '{}': XLSForm has no indices", index.key)));
    }

    fn end(&mut self) {
        if self.open.pop().is_some() {
            self.survey.push(Row::new("end group", "").0);
        }
    }

    fn begin(&mut self, at: usize, section: &'a Section) {
        let chain: Vec<usize> =
            std::iter::successors(section.inside, |outer| self.form.sections.get(*outer)?.inside.filter(|next| next < outer)).collect();
        while self.open.last().is_some_and(|open| !chain.contains(open)) {
            self.end();
        }
        // Groups that ended already can't hold this one: their conditions go with it.
        let beside = chain.iter().take_while(|outer| !self.open.contains(outer));
        let rules: Vec<&Expr> = beside.chain([&at]).filter_map(|at| self.form.sections.get(*at)?.relevant.as_ref()).collect();
        let mut row = Row::new("begin group", section.name.as_deref().unwrap_or(&section.key));
        row.text("label", Some(&section.label));
        row.put("relevant", self.all(&rules));
        row.flag("cacah_compact", section.compact);
        row.flag("cacah_doubt_all_equal", section.doubt_all_equal);
        row.maybe("cacah_key", section.name.as_ref().map(|_| &section.key));
        self.survey.push(row.0);
        self.open.push(at);
    }

    /// Joins conditions of which each must hold.
    fn all(&self, rules: &[&Expr]) -> String {
        match rules {
            [] => String::new(),
            [only] => self.renamed(only, None, None),
            many => many.iter().map(|rule| format!("({})", self.renamed(rule, None, None))).collect::<Vec<_>>().join(" and "),
        }
    }

    /// Writes an expression with the names that questions and choices have in XLSForm; as [`names`] takes its places.
    fn renamed(&self, rule: &Expr, own: Option<usize>, filtered: Option<usize>) -> String {
        let named = expr::spelled(rule.source(), &names(self.form, own, filtered));
        expr::rename(&named, |key| self.form.find(key).and_then(|at| self.form.questions[at].name.clone()))
    }

    fn constraint(&self, row: &mut Row, column: &str, constraint: Option<&Constraint>, own: Option<usize>) {
        if let Some(constraint) = constraint {
            row.put(column, self.renamed(&constraint.rule, own, None));
            row.text(&format!("{column}_message"), constraint.message.as_ref());
        }
    }

    fn question(&mut self, question: &'a Question) {
        let (kind, appearance) = match &question.kind {
            Kind::Choice(_) | Kind::YesNo(_) => (format!("select_one {}", self.list(question)), ""),
            Kind::Rating(_) => (format!("select_one {}", self.list(question)), "likert"),
            Kind::Several(_) => (format!("select_multiple {}", self.list(question)), ""),
            Kind::Service(_) | Kind::Text => ("text".to_owned(), ""),
            Kind::LongText => ("text".to_owned(), "multiline"),
            Kind::Number(_) => ("integer".to_owned(), ""),
            Kind::Decimal(_) => ("decimal".to_owned(), ""),
            Kind::Date => ("date".to_owned(), ""),
            Kind::Time => ("time".to_owned(), ""),
            Kind::Calculated(_) => ("calculate".to_owned(), ""),
            Kind::Note => ("note".to_owned(), ""),
        };
        let at = self.form.find(&question.key);
        let mut row = Row::new(&kind, question.name.as_deref().unwrap_or(&question.key));
        row.put("appearance", appearance);
        row.maybe("cacah_key", question.name.as_ref().map(|_| &question.key));
        row.maybe("cacah_kind", matches!(question.kind, Kind::YesNo(_) | Kind::Service(_)).then(|| question.kind.word()));
        row.text("label", Some(&question.wording));
        row.text("cacah_label", (question.label != question.wording).then_some(&question.label));
        row.text("hint", question.hint.as_ref());
        row.text("guidance_hint", question.note.as_ref());
        row.flag("required", question.required);
        row.maybe("relevant", question.relevant.as_ref().map(|rule| self.renamed(rule, None, None)));
        self.constraint(&mut row, "constraint", question.constraint.as_ref(), at);
        self.constraint(&mut row, "cacah_warning", question.warning.as_ref(), at);
        row.maybe("calculation", question.calculate.as_ref().map(|rule| self.renamed(rule, None, None)));
        row.maybe("choice_filter", question.filter.as_ref().map(|rule| self.renamed(rule, None, at)));
        row.maybe("default", question.default.as_ref().map(|default| preset(question, default)));
        row.maybe("cacah_number", question.number);
        row.maybe("cacah_unsur", question.unsur);
        row.flag("cacah_sticky", question.sticky);
        row.flag("cacah_retired", question.retired);
        // Other programs would ask it.
        row.flag("disabled", question.retired);
        if question.missing != Missing::KEYED {
            let reasons: Vec<&str> = question.missing.iter().map(|reason| reason.code()).collect();
            row.put("cacah_missing", if reasons.is_empty() { "none".to_owned() } else { reasons.join(" ") });
        }
        bounds(&mut row, &question.kind);
        self.survey.push(row.0);
    }

    /// Writes the choices of a question once, and gives the name of their list.
    fn list(&mut self, question: &'a Question) -> String {
        let choices = question.choices();
        if let Some((name, _)) = self.lists.iter().find(|(_, known)| *known == choices) {
            return name.clone();
        }
        let name = if *choices == *yes_no() { "ya_tidak".to_owned() } else { question.key.clone() };
        let coded = choices.iter().any(|choice| choice.name.is_some());
        for (position, choice) in choices.iter().enumerate() {
            let mut row = Row(Cells::new());
            row.put("list_name", &name);
            row.put("name", choice.name());
            row.text("label", Some(&choice.label));
            row.text("cacah_short", (choice.short != choice.label).then_some(&choice.short));
            row.maybe("cacah_code", coded.then_some(choice.code));
            let usual: Vec<char> = default_key(position).into_iter().collect();
            row.maybe("cacah_keys", (choice.keys != usual).then(|| choice.keys.iter().collect::<String>()));
            row.flag("cacah_retired", choice.retired);
            row.maybe("cacah_specify", choice.specify.and_then(|at| self.form.questions.get(at)).map(|text| &text.key));
            for (attribute, value) in &choice.attributes {
                if is_free(attribute) {
                    row.put(attribute, value);
                } else {
                    self.lost.push(format!(
                        "attribute '{attribute}' of choice '{}': XLSForm has another meaning for such a column",
                        choice.name()
                    ));
                }
            }
            self.choices.push(row.0);
        }
        self.lists.push((name.clone(), choices));
        name
    }

    /// Gives the columns of attributes, in their order.
    fn attributes(&self) -> Vec<String> {
        let own = titles(&CHOICES);
        let mut titles: Vec<String> = self.choices.iter().flat_map(Cells::keys).filter(|title| !own.contains(title)).cloned().collect();
        titles.sort_unstable();
        titles.dedup();
        titles
    }
}

/// Tells whether a column of this title means nothing to XLSForm, and comes back as it is.
fn is_free(title: &str) -> bool {
    let column = Column::of(0, title);
    let taken = matches!(column.name.as_str(), "list_name" | "name" | "label")
        || column.name.starts_with("media_")
        || column.name.starts_with("cacah_");
    !taken && column.title == title && !title.is_empty()
}

fn bounds(row: &mut Row, kind: &Kind) {
    let (min, max, usual) = match kind {
        Kind::Number(bounds) => (
            bounds.min.to_string(),
            bounds.max.to_string(),
            (bounds.usual != (bounds.min, bounds.max)).then(|| format!("{} {}", bounds.usual.0, bounds.usual.1)),
        ),
        Kind::Decimal(bounds) => (
            bounds.min.to_string(),
            bounds.max.to_string(),
            (bounds.usual != (bounds.min, bounds.max)).then(|| format!("{} {}", bounds.usual.0, bounds.usual.1)),
        ),
        _ => return,
    };
    // So that other programs keep to them as well.
    let rule = bounds_rule(&min, &max);
    let whole = row.0.get("constraint").map_or_else(|| rule.clone(), |own| format!("({own}) and {rule}"));
    row.put("constraint", whole);
    row.put("cacah_min", min);
    row.put("cacah_max", max);
    row.maybe("cacah_usual", usual);
}

/// Writes what is preset, choices by their names.
fn preset(question: &Question, default: &Value) -> String {
    let name = |code: i64| question.choice(code).map_or_else(|| code.to_string(), Choice::name);
    match (&question.kind, default) {
        (Kind::Several(_), Value::Int(bits)) => codes(*bits).map(name).collect::<Vec<_>>().join(" "),
        (_, Value::Int(number)) => name(*number),
        (_, Value::Decimal(number)) => number.to_string(),
        (_, Value::Text(text)) => text.clone(),
    }
}
