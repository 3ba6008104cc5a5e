//! Reads a written file again: every cell against the data, or its bytes against what was written.

use super::cell::Cell;
use super::column::{self, rows_of};
use super::error::{Changed, Difference, Stretch};
use super::export::{PAGE, START};
use super::sink::{BLOCK, Marks};
use super::{About, Dialect, Error, Options, Result, Shape};
use crate::store::{Store, Survey};
use crate::survey::value::safe;
use csv::ByteRecord;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

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
    let columns = column::table(survey, options);
    let header: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    // How many rows the answers make is not known before they are read.
    let expected = if options.shape == Shape::Wide { u64::try_from(store.count(survey, &options.filter)?).unwrap_or(0) } else { 0 };
    let mut told = 0;
    rows.next(expected)?;
    rows.same(&header, header.iter().map(|name| Cell::Text(name)), options)?;
    rows.count = 0;
    let mut after = START;
    loop {
        let records = store.records(survey, &options.filter, after, PAGE)?;
        for record in &records {
            for row in rows_of(survey, options, record) {
                told += 1;
                rows.next(expected.max(told))?;
                rows.same(&header, columns.iter().map(|column| column.cell(survey, record, row, options.lang)), options)?;
            }
        }
        match records.last() {
            Some(last) => after = (last.form_number, last.id),
            None => return rows.end(expected.max(told)),
        }
    }
}

/// What a look at a file came to: it is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub path: PathBuf,
    pub about: About,
}

/// Compares a file with what stands beside it: size, sum, and block by block where they differ.
///
/// # Errors
/// [`Error::Changed`], with the places, where it is not as it was written; [`Error::NoAbout`] where nothing says what it was.
pub fn check(path: &Path) -> Result<Checked> {
    let about = About::read(path)?;
    compare_sums(&about, path, path)?;
    Ok(Checked { path: path.to_owned(), about })
}

/// Compares the bytes of a file with its sums; `named` is the file's name in messages.
pub(super) fn compare_sums(about: &About, path: &Path, named: &Path) -> Result<()> {
    let failed = |source: io::Error| Error::Read { path: named.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let (mut marks, mut block) = (Marks::default(), Vec::with_capacity(BLOCK));
    loop {
        block.clear();
        if file.by_ref().take(BLOCK as u64).read_to_end(&mut block).map_err(failed)? == 0 {
            break;
        }
        marks.add(&block);
    }
    let bytes = marks.bytes;
    let found: Vec<String> = marks.blocks.iter().map(|mark| format!("{mark:016x}")).collect();
    if bytes == about.bytes && marks.sha256() == about.sha256 {
        return Ok(());
    }
    let longest = bytes.max(about.bytes);
    let mut places: Vec<(u64, u64)> = Vec::new();
    for at in 0..found.len().max(about.blocks.len()) {
        if found.get(at) != about.blocks.get(at) {
            let from = at as u64 * BLOCK as u64;
            let to = (from + BLOCK as u64).min(longest) - 1;
            match places.last_mut() {
                Some(last) if last.1 + 1 == from => last.1 = to,
                _ => places.push((from, to)),
            }
        }
    }
    let places = places.into_iter().map(|(from, to)| Stretch { from, to, lines: lines(about, path, from, to) }).collect();
    Err(Error::Changed(Box::new(Changed { path: named.to_owned(), bytes, expected: about.bytes, places })))
}

/// Gives the first and the last line, from 1, that lie between two bytes; none where the format has no lines.
fn lines(about: &About, path: &Path, from: u64, to: u64) -> Option<(u64, u64)> {
    let (mut line, mut first, mut at) = (1, None, 0);
    let mut file = io::BufReader::new(File::open(path).ok()?);
    if about.format != "jsonl" && Dialect::from_name(about.dialect.as_deref()?).is_none() {
        return None;
    }
    let mut bytes = Vec::new();
    while at <= to {
        bytes.clear();
        let read = io::BufRead::read_until(&mut file, b'\n', &mut bytes).ok()? as u64;
        if read == 0 {
            break;
        }
        at += read;
        if at > from && first.is_none() {
            first = Some(line);
        }
        line += 1;
    }
    first.map(|first| (first, line - 1))
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
