//! Form files: TOML text into a `Form`, all complaints in one go, each with its place; and a `Form` back into text. Knows no disk.

mod fields;
mod reading;
mod writing;

use super::draft::{Fault, FormDraft};
use super::form::Form;
use super::marked::Marked;
use fields::Reader;
use std::fmt;
use std::ops::Range;
use toml::de::DeTable;

pub use super::draft::KINDS;
pub use writing::write;

/// Something in a form file that must be mended before the form can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The bytes of the file that it is about.
    pub at: Range<usize>,
    pub text: String,
    /// The next step, as a sentence.
    pub hint: Option<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.text)
    }
}

impl Complaint {
    fn new(source: &str, fault: Fault) -> Self {
        let start = floor(source, fault.at.start);
        let before = &source[..start];
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let at = start..floor(source, fault.at.end.max(start));
        Self { line: before.matches('\n').count() + 1, column, at, text: fault.text, hint: fault.hint }
    }

    /// Gives the line of the file with the place marked.
    #[must_use]
    pub fn marked(&self, source: &str) -> Marked {
        let line = source.lines().nth(self.line - 1).unwrap_or_default();
        let on_line = line.chars().count().saturating_sub(self.column - 1);
        let marked = source.get(self.at.clone()).map_or(1, |text| text.lines().next().unwrap_or_default().chars().count());
        Marked::new(line, self.column - 1, marked.clamp(1, on_line.max(1)))
    }

    /// Shows the line of the file with the place marked under it, and the hint: three or four lines of text.
    #[must_use]
    pub fn excerpt(&self, source: &str) -> String {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let [shown, carets] = self.marked(source).rows();
        let hint = self.hint.as_ref().map_or_else(String::new, |hint| format!("{margin} = {hint}\n"));
        format!("{self}\n{number} | {shown}\n{margin} | {carets}\n{hint}")
    }
}

/// Gives the nearest place at or before a byte where a character begins.
fn floor(source: &str, at: usize) -> usize {
    (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0)
}

/// Reads a form file.
///
/// # Errors
/// All complaints at once, in the order of their places, when the text is not TOML or breaks a rule of forms.
pub fn parse(source: &str) -> Result<Form, Vec<Complaint>> {
    let (draft, mut faults) = draft(source);
    match draft.map(FormDraft::finish) {
        Some(Ok(form)) if faults.is_empty() => return Ok(form),
        Some(Ok(_)) | None => {}
        // What was not read can't be judged: its absence is complained about once.
        Some(Err(more)) => faults.extend(more.into_iter().filter(|fault| !fault.at.is_empty())),
    }
    faults.sort_by_key(|fault| (fault.at.start, fault.at.end));
    faults.dedup();
    Err(faults.into_iter().map(|fault| Complaint::new(source, fault)).collect())
}

/// Reads a form file as it is written, none where it is no TOML, with everything that could not be read.
#[must_use]
pub fn draft(source: &str) -> (Option<FormDraft>, Vec<Fault>) {
    let (table, broken) = DeTable::parse_recoverable(source);
    if broken.is_empty() {
        let mut reader = Reader::new(source);
        return (Some(reader.form(&table)), reader.faults);
    }
    let faults = broken
        .iter()
        .map(|error| {
            let at = error.span().unwrap_or(0..0);
            let hint = is_curly(source, &at).then(|| CURLY.to_owned());
            Fault { at, text: error.message().trim().replace('\n', ", "), hint }
        })
        .collect();
    (None, faults)
}

const CURLY: &str = "Write straight quotes, \"…\": a word processor put curly ones here.";

/// Tells whether a quote of a word processor stands at a place, or begins right behind it.
fn is_curly(source: &str, at: &Range<usize>) -> bool {
    let near = floor(source, at.start)..floor(source, (at.end + 4).min(source.len()));
    let text = source.get(near).and_then(|text| text.lines().next()).unwrap_or_default();
    text.contains(['“', '”', '„', '‘', '’'])
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
