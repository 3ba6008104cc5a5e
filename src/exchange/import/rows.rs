//! Rows of cells from whatever kind of file, one at a time; knows no survey.

use super::Unreadable;
use super::json_rows::JsonRows;
use super::long_rows::LongRows;
use super::sheet_rows::SheetRows;
use super::text_rows::TextRows;
use super::variables::VariableRows;
use crate::survey::decimal::Decimal;

/// The most columns of a row.
pub const MOST_COLUMNS: usize = 2_000;

/// One row: cells as text, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of a text, the row of a sheet, from 1.
    pub at: u64,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// Makes an empty row.
    #[must_use]
    pub fn at(at: u64) -> Self {
        Self { at, ..Self::default() }
    }

    /// Empties the row; its memory stays.
    pub fn clear(&mut self) {
        self.at = 0;
        self.text.clear();
        self.ends.clear();
    }

    /// Takes cells that stand one behind the other in a text.
    pub fn fill(&mut self, at: u64, text: &str, ends: &[usize]) {
        self.clear();
        self.at = at;
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Gives a cell; none behind the last one.
    #[must_use]
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Tells whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Gives all cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.get(column))
    }
}

/// Writes a float as the shortest decimal that means it.
pub(super) fn number_text(number: f64) -> String {
    // Most are whole.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    Decimal::from_f64(number).map_or_else(|| number.to_string(), |number| number.to_string())
}

/// A file being read.
pub enum Rows {
    Text(Box<TextRows>),
    Json(Box<JsonRows>),
    Sheet(Box<SheetRows>),
    Variables(Box<VariableRows>),
    /// Rows of one answer each.
    Long(Box<LongRows>),
}

impl Rows {
    /// Reads the next row; false where there is none.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        match self {
            Self::Text(rows) => rows.next(row),
            Self::Json(rows) => rows.next(row),
            Self::Sheet(rows) => rows.next(row),
            Self::Variables(rows) => rows.next(row),
            Self::Long(rows) => rows.next(row),
        }
    }

    /// Tells whether the next row can be had at once, after waiting a moment for it.
    pub fn is_ready(&mut self) -> Result<bool, Unreadable> {
        match self {
            Self::Text(_) | Self::Json(_) | Self::Variables(_) => Ok(true),
            Self::Sheet(rows) => rows.is_ready(),
            Self::Long(rows) => rows.is_ready(),
        }
    }

    /// Gives how far it is: of the bytes of the text, or of the rows of another file.
    #[must_use]
    pub fn done(&self) -> u64 {
        match self {
            Self::Text(rows) => rows.bytes(),
            Self::Json(rows) => rows.bytes(),
            Self::Sheet(rows) => rows.at(),
            Self::Variables(rows) => rows.at(),
            Self::Long(rows) => rows.done(),
        }
    }
}
