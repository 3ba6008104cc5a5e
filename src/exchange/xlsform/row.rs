//! A row being read: what nobody asked for is left over at its end.

use super::book::Row;
use super::column::{Column, Head};
use super::place::Place;
use super::tongue::Tongue;
use crate::survey::form::Text;

/// A row of a sheet, and which of its cells were asked for.
pub(super) struct Cells<'r> {
    head: &'r Head<'r>,
    row: &'r Row,
    taken: Vec<u32>,
}

impl<'r> Cells<'r> {
    pub const fn new(head: &'r Head<'r>, row: &'r Row) -> Self {
        Self { head, row, taken: Vec::new() }
    }

    /// Names the row as a whole.
    pub fn place(&self) -> Place {
        self.head.sheet.row_place(self.row.number)
    }

    /// Looks at a cell without asking for it.
    pub fn peek(&self, name: &str) -> Option<(&'r str, Place)> {
        self.head.get(self.row, name)
    }

    /// Gives what stands in a column.
    pub fn take(&mut self, name: &str) -> Option<(&'r str, Place)> {
        self.mark(name);
        self.peek(name)
    }

    /// Gives what stands in the column that has a title, capitals aside.
    pub fn take_titled(&mut self, title: &str) -> Option<(&'r str, Place)> {
        let column = self.head.columns.iter().find(|column| column.title.eq_ignore_ascii_case(title))?;
        self.taken.push(column.at);
        Some((self.row.cells.get(&column.at)?, self.head.sheet.place(self.row.number, column.at)))
    }

    /// Gives a text in both languages.
    pub fn text(&mut self, name: &str, default: &Tongue) -> Option<Text> {
        self.mark(name);
        self.head.said(self.row, name).text(default)
    }

    /// Gives the place of a text: that of its first language that has one.
    pub fn place_of(&self, name: &str) -> Place {
        self.peek(name).map_or_else(|| self.place(), |(_, place)| place)
    }

    fn mark(&mut self, name: &str) {
        self.taken.extend(self.head.columns.iter().filter(|column| column.name == name).map(|column| column.at));
    }

    /// Gives the cells that nobody asked for.
    pub fn rest(&self) -> Vec<(&'r Column, &'r str, Place)> {
        self.head.cells(self.row).filter(|(column, ..)| !self.taken.contains(&column.at)).collect()
    }
}

/// Tells whether a cell says yes or no, in the ways that XLSForm takes.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().replace(' ', "").as_str() {
        "yes" | "true" | "true()" | "1" => Some(true),
        "no" | "false" | "false()" | "0" | "" => Some(false),
        _ => None,
    }
}
