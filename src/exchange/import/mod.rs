//! Interviews from files of other programs: what kind of file, what its columns are, what each row says, and the work of storing them.

mod binary;
mod cells;
mod dates;
mod encoding;
mod fold;
mod foreign;
mod job;
mod json_rows;
mod judge;
mod letters;
mod long_rows;
mod map_file;
mod mapping;
mod ods;
mod opened;
mod propose;
mod rejects;
mod report;
mod rows;
mod rules;
mod sav;
mod sav_dictionary;
mod sav_rows;
mod several;
mod sheet_rows;
mod sqlite;
mod sums;
mod taking;
mod target;
mod text_rows;
mod trouble;
mod variables;
mod xlsx;

pub use cells::Said;
pub use dates::{DateOrder, read_date};
pub use encoding::Encoding;
pub use fold::{alike, fold, value_key};
pub use foreign::Foreign;
pub use job::{Checking, Outcome, Wish, Writing, proposed_rejects};
pub use map_file::{Complaint, read as read_map, write as write_map};
pub use mapping::{Column, Defaults, Mapping, Meaning, Open, Order, find_item, list_of};
pub use opened::{Kind, Opened, Opening};
pub use propose::{meaning, numbers, proposed};
pub use report::{Placed, Report, Value};
pub use rows::Row;
pub use sheet_rows::Book;
pub use target::{Field, How, Target};
pub use trouble::{Trouble, Why};
pub use variables::Program;

use crate::words::Words;
use std::io;

/// Why a file can't be read as rows.
#[derive(Debug)]
pub enum Unreadable {
    Io(io::Error),
    Folder,
    Empty,
    Nul {
        line: u64,
        column: u64,
    },
    /// Bytes that are no character.
    Encoding {
        line: u64,
        column: u64,
    },
    /// A line that is no object of JSON.
    Json {
        line: u64,
        column: u64,
    },
    /// A spreadsheet that is damaged, by the row where it is; 0 where it can't be opened.
    Sheet {
        row: u64,
    },
    /// A zip archive without a table.
    NoSheet,
    /// A spreadsheet of an older program, or one that is locked with a password.
    OldSheet,
    /// It unpacks to far more than such a file holds.
    Bomb,
    /// A quote that is never closed, by the line where its row begins.
    Quote {
        line: u64,
    },
    LongRow {
        line: u64,
    },
    Columns {
        line: u64,
    },
    /// Averages of many units.
    Recap,
    /// A view of a database that gives no row for too long.
    Endless,
    /// A table of a database that can't be read, by its row; 0 where it can't be opened.
    Table {
        row: u64,
        what: String,
    },
    /// A text whose bytes are no characters of its encoding.
    Letters {
        row: u64,
        column: String,
        encoding: String,
    },
    /// A file that ends too early, by the row, 0 before the first, and the byte.
    Cut {
        row: u64,
        at: u64,
    },
    /// Bytes that no such file has there.
    Strange {
        row: u64,
        at: u64,
    },
    /// More rows than the file says it has.
    Counted {
        said: u64,
    },
    /// An encoding of texts that nobody knows, by its name.
    Coding(String),
    /// A text with a zero byte within.
    Zero {
        row: u64,
        column: String,
    },
    /// A file of another kind.
    Foreign(Foreign),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<super::sheet_guard::Unsound> for Unreadable {
    fn from(unsound: super::sheet_guard::Unsound) -> Self {
        match unsound {
            super::sheet_guard::Unsound::Damaged => Self::Sheet { row: 0 },
            super::sheet_guard::Unsound::Bomb => Self::Bomb,
        }
    }
}

impl Unreadable {
    /// Says what is wrong with a file, without a full stop.
    #[must_use]
    pub fn say(&self, path: &std::path::Path, w: Words) -> String {
        let path = path.display();
        match self {
            Self::Io(error) => w.error_io(path, w.io(error)),
            Self::Folder => w.error_not_a_file(path),
            Self::Empty => w.import_empty(path),
            Self::Nul { line, column } => w.import_nul(path, line, column),
            Self::Encoding { line, column } => w.import_encoding(path, line, column),
            Self::Sheet { row: 0 } => w.import_cut_sheet(path),
            Self::Sheet { row } => w.import_sheet(path, row),
            Self::NoSheet | Self::Endless => w.import_no_sheet(path),
            Self::OldSheet => w.import_old_sheet(path),
            Self::Bomb => w.import_bomb(path),
            Self::Json { line, column } => w.import_json(path, line, column),
            Self::Quote { line } => w.import_quote(path, line),
            Self::LongRow { line } => w.import_long_row(path, line),
            Self::Columns { line } => w.import_columns(path, line, rows::MOST_COLUMNS),
            Self::Recap => w.import_recap(path),
            Self::Table { row: 0, what } => w.import_no_table(path, what),
            Self::Table { row, what } => w.import_table(path, row, what),
            Self::Cut { row: 0, at } => w.import_cut_head(path, at),
            Self::Cut { row, .. } => w.import_cut_row(path, row),
            Self::Strange { row: 0, at } => w.import_strange_head(path, at),
            Self::Strange { row, .. } => w.import_strange_row(path, row),
            Self::Counted { said } => w.import_counted(path, said),
            Self::Coding(name) => w.import_coding(path, name),
            Self::Zero { row, column } => w.import_zero(path, row, column),
            Self::Letters { row, column, encoding } => w.import_letters(path, row, column, encoding),
            Self::Foreign(kind) => w.import_foreign(path, kind.name(w)),
        }
    }

    /// Says what to do next, as a sentence.
    #[must_use]
    pub const fn hint(&self, w: Words) -> &'static str {
        match self {
            Self::Io(_) | Self::Folder => w.hint_io(),
            Self::Empty | Self::NoSheet | Self::Endless => w.hint_import_empty(),
            Self::Sheet { .. } | Self::OldSheet | Self::Bomb => w.hint_import_sheet(),
            Self::Nul { .. } | Self::Encoding { .. } => w.hint_import_encoding(),
            Self::Quote { .. } | Self::Json { .. } => w.hint_import_quote(),
            Self::LongRow { .. } | Self::Columns { .. } => w.hint_import_long(),
            Self::Recap => w.hint_import_recap(),
            Self::Table { .. }
            | Self::Letters { .. }
            | Self::Zero { .. }
            | Self::Cut { .. }
            | Self::Strange { .. }
            | Self::Counted { .. }
            | Self::Coding(_) => w.hint_import_table(),
            Self::Foreign(Foreign::Cacah) => w.hint_import_merge(),
            Self::Foreign(_) => w.hint_import_foreign(),
        }
    }
}
