//! Reads a written file again and compares every cell with the data: cells are read back here, never written a second time.

use super::cell::Cell;
use super::column;
use super::error::Difference;
use super::export::{PAGE, START};
use super::{Error, Options, Result};
use crate::store::{Store, Survey};
use crate::survey::value::safe;
use csv::ByteRecord;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Compares a file with the data as they are now.
///
/// # Errors
/// [`Error::Differs`], with the line, and [`Error::RowCount`] where the file is not what the data say.
pub fn verify(store: &Store, survey: &Survey, options: &Options, path: &Path) -> Result<()> {
    store.begin_reading()?;
    let same = compare(store, survey, options, path, path);
    store.end_reading();
    same
}

/// Compares a file within a read that the caller began; `named` is the file's name in messages.
pub(super) fn compare(store: &Store, survey: &Survey, options: &Options, path: &Path, named: &Path) -> Result<()> {
    let failed = |source: io::Error| Error::Read { path: named.to_owned(), source };
    let mut rows = Rows { csv: options.dialect.reader(File::open(path).map_err(failed)?), row: ByteRecord::new(), path, named, count: 0 };
    let columns = column::all(survey, options);
    let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let expected = u64::try_from(store.count(survey, &options.filter)?).unwrap_or(0);
    rows.next(expected)?;
    rows.same(&header, header.iter().map(|name| Cell::Text(name)), options)?;
    rows.count = 0;
    let mut after = START;
    loop {
        let records = store.records(survey, &options.filter, after, PAGE)?;
        for record in &records {
            rows.next(expected)?;
            rows.same(&header, columns.iter().map(|column| column.cell(survey, record, options.lang)), options)?;
        }
        match records.last() {
            Some(last) => after = (last.form_number, last.id),
            None => return rows.end(expected),
        }
    }
}

struct Rows<'a> {
    csv: csv::Reader<File>,
    row: ByteRecord,
    path: &'a Path,
    named: &'a Path,
    count: u64,
}

impl Rows<'_> {
    fn read(&mut self) -> Result<bool> {
        let found =
            self.csv.read_byte_record(&mut self.row).map_err(|error| Error::Read { path: self.named.to_owned(), source: error.into() })?;
        self.count += u64::from(found);
        Ok(found)
    }

    fn next(&mut self, expected: u64) -> Result<()> {
        if self.read()? { Ok(()) } else { Err(self.row_count(expected)) }
    }

    /// Makes sure that nothing follows.
    fn end(&mut self, expected: u64) -> Result<()> {
        while self.read()? {}
        if self.count == expected { Ok(()) } else { Err(self.row_count(expected)) }
    }

    fn row_count(&self, expected: u64) -> Error {
        Error::RowCount { path: self.named.to_owned(), found: self.count, expected }
    }

    fn same<'a>(&self, names: &[&str], cells: impl Iterator<Item = Cell<'a>>, options: &Options) -> Result<()> {
        for ((at, name), cell) in names.iter().enumerate().zip(cells) {
            let found = self.row.get(at);
            if !found.and_then(|found| std::str::from_utf8(found).ok()).is_some_and(|found| cell.reads_as(found, options.dialect)) {
                return Err(self.differs(name, found.unwrap_or_default(), cell, options));
            }
        }
        match self.row.get(names.len()) {
            Some(more) => Err(self.differs("?", more, Cell::Empty, options)),
            None => Ok(()),
        }
    }

    fn differs(&self, column: &str, found: &[u8], expected: Cell<'_>, options: &Options) -> Error {
        let mut cell = String::new();
        expected.write(options.dialect, &mut cell);
        Error::Differs(Box::new(Difference {
            path: self.named.to_owned(),
            line: self.row.position().map_or(0, |at| line(self.path, at)),
            column: column.to_owned(),
            found: short(&String::from_utf8_lossy(found)),
            expected: short(&cell),
        }))
    }
}

/// Gives the line where a row begins. The reader takes a row to begin between the CR and the LF of the row above.
fn line(path: &Path, at: &csv::Position) -> u64 {
    let mut byte = [0];
    let read = File::open(path).and_then(|mut file| file.seek(SeekFrom::Start(at.byte())).and_then(|_| file.read_exact(&mut byte)));
    at.line() + u64::from(read.is_ok() && byte == *b"\n")
}

/// Makes a cell fit a message.
fn short(cell: &str) -> String {
    let mut text: String = safe(cell).chars().take(40).collect();
    if cell.chars().nth(40).is_some() {
        text.push('…');
    }
    text
}
