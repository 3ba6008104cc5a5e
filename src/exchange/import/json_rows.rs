//! The rows of JSON Lines: an object a line, its keys as the head; knows no survey.

use super::Unreadable;
use super::rows::{MOST_COLUMNS, Row};
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The bytes of the longest line.
const MOST_BYTES: u64 = 4 << 20;

/// A file of JSON Lines being read.
pub struct JsonRows {
    input: BufReader<File>,
    heads: Vec<String>,
    line: u64,
    bytes: u64,
    buffer: Vec<u8>,
    /// True before the head, which is the first row.
    fresh: bool,
}

/// Tells whether a file begins as JSON Lines do.
#[must_use]
pub fn is_json(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

impl JsonRows {
    /// Opens a file; the keys of its first object are the head.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let mut rows = Self::at_start(path)?;
        while let Some(object) = rows.object()? {
            for key in object.into_iter().map(|(key, _)| key) {
                if !rows.heads.contains(&key) {
                    rows.heads.push(key);
                }
            }
            // A hundred objects tell the keys that the first one may lack.
            if rows.line > 100 {
                break;
            }
        }
        if rows.heads.len() > MOST_COLUMNS {
            return Err(Unreadable::Columns { line: 1 });
        }
        Ok(Self { heads: rows.heads, ..Self::at_start(path)? })
    }

    fn at_start(path: &Path) -> Result<Self, Unreadable> {
        let input = BufReader::with_capacity(1 << 16, File::open(path)?);
        Ok(Self { input, heads: Vec::new(), line: 0, bytes: 0, buffer: Vec::new(), fresh: true })
    }

    /// Gives how many bytes were read.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next object; none at the end. Empty lines are passed over.
    fn object(&mut self) -> Result<Option<Map<String, Json>>, Unreadable> {
        loop {
            self.buffer.clear();
            let read = self.input.by_ref().take(MOST_BYTES + 1).read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.bytes += read as u64;
            let line = self.line;
            if read as u64 > MOST_BYTES {
                return Err(Unreadable::LongRow { line });
            }
            let text = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
            if text.trim_ascii().is_empty() {
                continue;
            }
            return match serde_json::from_slice(text) {
                Ok(Json::Object(object)) => Ok(Some(object)),
                Ok(_) => Err(Unreadable::Json { line, column: 1 }),
                Err(error) => Err(Unreadable::Json { line, column: error.column() as u64 }),
            };
        }
    }

    /// Reads the next row, the head first.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        row.clear();
        if std::mem::take(&mut self.fresh) {
            // The head has no line of its own: it stands before the first.
            self.heads.iter().for_each(|head| row.push(head));
            return Ok(!self.heads.is_empty());
        }
        let Some(mut object) = self.object()? else { return Ok(false) };
        row.at = self.line;
        for head in &self.heads {
            row.push(&object.remove(head).map_or_else(String::new, |value| text(&value)));
        }
        // What no column takes makes the row too long.
        for (_, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            row.push(&text(value));
        }
        if row.cells().any(|cell| cell.contains('\0')) {
            return Err(Unreadable::Nul { line: self.line, column: 1 });
        }
        Ok(true)
    }
}

/// Gives a value as a cell: nothing for null, several with a semicolon between.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("; "),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => value.to_string(),
    }
}
