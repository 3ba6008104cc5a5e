//! The lines of a file of figures: a text as spreadsheets save it, or the sheets of a workbook; knows no figure.

use super::super::failure::{Failure, Outcome};
use crate::exchange::xlsform;
use crate::survey::index::figures::{self, Line, Unreadable};
use std::io::Read;
use std::path::Path;

/// Lines of a table, or why they can't be read.
pub(super) type Table = Result<Vec<Line>, Unreadable>;

/// Reads the tables of a file: one of a text, each sheet of a workbook; `-` is the standard input.
pub(super) fn tables(path: &Path) -> Outcome<Vec<Table>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|found| bytes = found)
    };
    read.map_err(|error| {
        Failure::new(format!("'{}' can't be read: {error}", path.display()), "Check the name and that the file is yours to read.")
    })?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let sheets = xlsform::rows(path)?;
        let lines = |rows: Vec<(u64, Vec<String>)>| rows.into_iter().map(|(number, cells)| Line::new(number, cells)).collect();
        return Ok(sheets.into_iter().map(|(_, rows)| Ok(lines(rows))).collect());
    }
    // No text in any of these holds a zero byte in its first line but UTF-16, which has its mark.
    if bytes.iter().take(512).any(|byte| *byte == 0) && !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Failure::new(format!("'{}' is no text", path.display()), "Save the table as CSV (UTF-8) and try again."));
    }
    Ok(vec![figures::lines(&decoded(bytes))])
}

/// Reads text in whatever a spreadsheet saves it: UTF-8, UTF-16 with its mark, else Windows-1252 as far as figures need it.
fn decoded(bytes: Vec<u8>) -> String {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.first_chunk::<2>() {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()),
    }
}
