//! Reads the sheets of an XLSX workbook, cell by cell; knows no thread.

use super::Unreadable;
use super::rows::{MOST_COLUMNS, Row};
use super::sheet_rows::{FIRST, Pages, SHEETS, Sheet};
use crate::exchange::sheet_guard::{Limits, look};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A million rows with a hundred columns fit; texts are held whole by the reader.
const LIMITS: Limits = Limits { packed: 512 << 20, unpacked: 8 << 30, held: 512 << 20, texts: 8_000_000 };

fn open(path: &Path) -> Result<Xlsx<BufReader<File>>, Unreadable> {
    Xlsx::new(BufReader::new(File::open(path)?)).map_err(|error| match error {
        XlsxError::Password => Unreadable::OldSheet,
        XlsxError::FileNotFound(_) => Unreadable::NoSheet,
        _ => Unreadable::Sheet { row: 0 },
    })
}

/// Gives the sheets with their first rows.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, Unreadable> {
    look(&File::open(path)?, &LIMITS)?;
    let mut book = open(path)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names().into_iter().take(SHEETS) {
        let mut rows = Vec::new();
        let done = walk(&mut book, &name, |row| {
            rows.push(row);
            rows.len() < FIRST
        });
        let last = match done {
            Ok(last) => last,
            Err(Unreadable::NoSheet) => continue,
            Err(error) => return Err(error),
        };
        sheets.push(Sheet { name, rows, last });
    }
    Ok(sheets)
}

/// Reads all rows of a sheet.
pub(super) fn read(path: &Path, name: &str, pages: &mut Pages) -> Result<(), Unreadable> {
    walk(&mut open(path)?, name, |row| pages.take(row)).map(|_| ())
}

/// Gives rows to `take` until it wants no more; gives the last row that the sheet names.
fn walk(book: &mut Xlsx<BufReader<File>>, name: &str, mut take: impl FnMut(Row) -> bool) -> Result<u64, Unreadable> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| match error {
        // A chart has a sheet of its own.
        XlsxError::NotAWorksheet(_) => Unreadable::NoSheet,
        _ => Unreadable::Sheet { row: 0 },
    })?;
    let last = u64::from(cells.dimensions().end.0) + 1;
    let mut row = Row::default();
    loop {
        let cell = cells.next_cell().map_err(|_| Unreadable::Sheet { row: row.at })?;
        let Some(cell) = cell else { break };
        let (at, column) = cell.get_position();
        let (at, column) = (u64::from(at) + 1, column as usize);
        if column >= MOST_COLUMNS {
            if matches!(cell.get_value(), DataRef::Empty) {
                continue;
            }
            return Err(Unreadable::Columns { line: at });
        }
        if at < row.at {
            return Err(Unreadable::Sheet { row: at });
        }
        if at > row.at {
            if row.at > 0 && !take(std::mem::take(&mut row)) {
                return Ok(last);
            }
            row = Row::at(at);
        }
        while row.len() < column {
            row.push("");
        }
        match cell.get_value() {
            DataRef::SharedString(text) => row.push(&unescaped(text)),
            DataRef::String(text) => row.push(&unescaped(text)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => row.push(text),
            DataRef::Int(number) => row.push(&number.to_string()),
            DataRef::Float(number) => row.push(&number.to_string()),
            DataRef::Bool(yes) => row.push(if *yes { "1" } else { "0" }),
            DataRef::DateTime(moment) => row.push(&moment_text(*moment)),
            DataRef::Error(error) => row.push(&error.to_string()),
            DataRef::Empty => row.push(""),
        }
    }
    if row.at > 0 {
        take(row);
    }
    Ok(last)
}

/// Writes a date, a time of day, or both.
fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (moment.as_f64(), time.as_str()) {
        (serial, _) if serial < 1.0 => format!("{hour:02}:{minute:02}"),
        (_, "00:00:00") => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

/// Reads signs that the format writes as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match sign {
            Some(sign) => {
                out.push(sign);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn signs_that_the_format_escapes_come_back() {
        let case = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        case("a_x000D_b", "a\rb");
        case("_x005F_x000D_", "_x000D_");
        case("_x12_", "_x12_");
        case("x_xé000_", "x_xé000_");
    }
}
