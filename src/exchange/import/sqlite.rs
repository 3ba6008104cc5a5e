//! Reads the tables and views of a database of another program, or of our own copy for SQLite; knows no thread.

use super::Unreadable;
use super::rows::{MOST_COLUMNS, Row, number_text};
use super::sheet_rows::{FIRST, Pages, SHEETS, Sheet};
use crate::store::{self, Plain, Tables, Unread};
use std::path::Path;

/// Bytes of the longest row, as in a text.
const MOST_BYTES: usize = 4 << 20;

/// Looks of SQLite's own at whether to go on, while the first rows of a table are read: less than a second. A view may never end.
const LOOKS: u32 = 1_000;

/// Gives the tables and views with their first rows, the names of the columns as row 0.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, Unreadable> {
    let mut sheets = Vec::new();
    let mut tables = Tables::open(path).map_err(unreadable)?;
    for name in tables.names().map_err(unreadable)?.into_iter().take(SHEETS) {
        tables.stop_after(LOOKS).map_err(unreadable)?;
        let mut rows = Vec::new();
        let read = walk(&tables, &name, |row| {
            rows.push(row);
            rows.len() < FIRST
        });
        // A row that can't be read is told where it is wanted; a view without an end or without its table is none.
        if !rows.is_empty() && !matches!(read, Err(Unreadable::Endless)) {
            let last = tables.count(&name).unwrap_or(0);
            sheets.push(Sheet { name, rows, last });
        }
    }
    if sheets.is_empty() { Err(Unreadable::NoSheet) } else { Ok(sheets) }
}

/// Reads all rows of a table.
pub(super) fn read(path: &Path, name: &str, pages: &mut Pages) -> Result<(), Unreadable> {
    let mut tables = Tables::open(path).map_err(unreadable)?;
    tables.stop_with(pages.stop()).map_err(unreadable)?;
    walk(&tables, name, |row| pages.take(row))
}

/// Gives rows to `take` until it wants no more.
fn walk(tables: &Tables, name: &str, mut take: impl FnMut(Row) -> bool) -> Result<(), Unreadable> {
    let (mut heads, mut wrong) = (Vec::new(), None);
    let read = tables.read(name, |at, cells| {
        let mut row = Row::at(at);
        let mut bytes = 0;
        for cell in cells {
            let text = text(cell);
            bytes += text.len();
            row.push(&text);
        }
        if at == 0 {
            heads = row.cells().map(str::to_owned).collect();
        }
        wrong = match row.cells().position(|cell| cell.contains('\0')) {
            _ if cells.len() > MOST_COLUMNS => Some(Unreadable::Columns { line: at }),
            _ if bytes > MOST_BYTES => Some(Unreadable::LongRow { line: at }),
            Some(column) => Some(Unreadable::Zero { row: at, column: heads.get(column).cloned().unwrap_or_default() }),
            None => None,
        };
        wrong.is_none() && take(row)
    });
    match (wrong, read) {
        (Some(wrong), _) => Err(wrong),
        (None, Ok(())) => Ok(()),
        (None, Err(Unread::Stopped)) => Err(Unreadable::Endless),
        (None, Err(Unread::Long(row))) => Err(Unreadable::LongRow { line: row }),
        (None, Err(Unread::Damaged(row, what))) => Err(Unreadable::Table { row, what }),
        (None, Err(Unread::Letters(row, column))) => {
            let column = heads.get(column).cloned().unwrap_or_default();
            Err(Unreadable::Letters { row, column, encoding: "UTF-8".to_owned() })
        }
    }
}

/// Gives a value as a cell: a number by the shortest decimal that means it.
fn text<'a>(value: &'a Plain<'_>) -> std::borrow::Cow<'a, str> {
    match value {
        Plain::Null => "".into(),
        Plain::Whole(number) => number.to_string().into(),
        Plain::Fraction(number) => number_text(*number).into(),
        Plain::Text(text) => text.as_ref().into(),
    }
}

fn unreadable(error: store::Error) -> Unreadable {
    match error {
        store::Error::Io { source, .. } => Unreadable::Io(source),
        error => Unreadable::Table { row: 0, what: error.to_string() },
    }
}
