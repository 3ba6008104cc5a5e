//! The export as a job that works in steps, so that a screen can draw and cancel in between; knows no screen.

use super::column::{self, Column};
use super::sink::{Sink, Target};
use super::{Error, Options, Result, verify};
use crate::store::{Record, Store, Survey};
use crate::survey::interview::Id;
use std::io::{self, Write};
use std::path::PathBuf;

/// Interviews of one step: a few milliseconds, and the most that memory holds at once.
pub(super) const PAGE: i64 = 1000;

/// Before the first interview.
pub(super) const START: (i64, Id) = (i64::MIN, i64::MIN);

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    /// Rows that there will be.
    pub total: u64,
    pub bytes: u64,
    pub done: bool,
}

/// What an export came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The target as it was named; `-` for a writer.
    pub path: PathBuf,
    /// Interviews; the header is not counted.
    pub rows: u64,
    pub bytes: u64,
}

/// An export under way. The store reads one state of the data until it is finished, cancelled or failed; nothing can be
/// written to the store until then.
pub struct Export {
    survey: Survey,
    options: Options,
    columns: Vec<Column>,
    csv: csv::Writer<Sink>,
    after: (i64, Id),
    progress: Progress,
    /// The cell in hand; kept for its memory.
    cell: String,
}

impl Export {
    /// Begins an export: opens the target and writes the header.
    ///
    /// # Errors
    /// When the target can't be made or the database does not answer; a file that is there stays as it is.
    pub fn begin(store: &Store, survey: &Survey, options: Options, target: Target) -> Result<Self> {
        let sink = Sink::open(target)?;
        store.begin_reading()?;
        let begun = Self::begin_reading(store, survey, options, sink);
        if begun.is_err() {
            store.end_reading();
        }
        begun
    }

    fn begin_reading(store: &Store, survey: &Survey, options: Options, mut sink: Sink) -> Result<Self> {
        // Read anew, so that its lists are of the same state as the interviews.
        let survey = store.survey(survey.id)?;
        let total = u64::try_from(store.count(&survey, &options.filter)?).unwrap_or(0);
        let columns = column::all(&survey, &options);
        let mark = sink.write_all(options.dialect.mark());
        let csv = options.dialect.writer(sink, 1 << 16);
        let progress = Progress { rows: 0, total, bytes: 0, done: false };
        let mut export = Self { survey, options, columns, csv, after: START, progress, cell: String::new() };
        let header = mark.and_then(|()| Ok(export.csv.write_record(export.columns.iter().map(|column| &column.name))?));
        export.written(header)?;
        Ok(export)
    }

    /// Writes the next thousand interviews at most.
    ///
    /// # Errors
    /// When the target takes no more or the database does not answer; the target is then as it was before.
    pub fn step(&mut self, store: &Store) -> Result<Progress> {
        if !self.progress.done {
            let page = self.page(store);
            if page.is_err() {
                store.end_reading();
            }
            page?;
        }
        Ok(self.progress)
    }

    /// Gives how far it is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Reads back what was written so far and compares it with the data, cell by cell; for whole files, before [`Export::finish`].
    /// False where
    /// the target is no file that can be read back.
    ///
    /// # Errors
    /// [`Error::Differs`] and [`Error::RowCount`] where the file is not what the data say; the target is then as it was before.
    pub fn verify(&self, store: &Store) -> Result<bool> {
        let Some(written) = self.csv.get_ref().written() else { return Ok(false) };
        let same = verify::compare(store, &self.survey, &self.options, written, self.csv.get_ref().path());
        if same.is_err() {
            store.end_reading();
        }
        same.map(|()| true)
    }

    /// Writes what is left and puts the whole file in its place.
    ///
    /// # Errors
    /// As [`Export::step`].
    pub fn finish(mut self, store: &Store) -> Result<Done> {
        while !self.step(store)?.done {}
        store.end_reading();
        let path = self.csv.get_ref().path().to_owned();
        let sink = match self.csv.into_inner() {
            Ok(sink) => sink,
            Err(failed) if failed.error().kind() == io::ErrorKind::BrokenPipe => return Ok(done(path, self.progress)),
            Err(failed) => return Err(Error::write(&path, failed.into_error())),
        };
        match sink.keep() {
            Err(Error::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => Ok(done(path, self.progress)),
            kept => kept.map(|()| done(path, self.progress)),
        }
    }

    /// Gives up; the target is as it was before.
    pub fn cancel(self, store: &Store) {
        store.end_reading();
    }

    fn page(&mut self, store: &Store) -> Result<()> {
        let records = store.records(&self.survey, &self.options.filter, self.after, PAGE)?;
        let written = self.write(&records);
        self.written(written)?;
        if let Some(last) = records.last() {
            self.after = (last.form_number, last.id);
        }
        self.progress.rows += records.len() as u64;
        self.progress.done |= i64::try_from(records.len()).is_ok_and(|read| read < PAGE);
        Ok(())
    }

    fn write(&mut self, records: &[Record]) -> io::Result<()> {
        for record in records {
            for column in &self.columns {
                self.cell.clear();
                column.cell(&self.survey, record, self.options.lang).write(self.options.dialect, &mut self.cell);
                self.csv.write_field(&self.cell)?;
            }
            self.csv.write_record(None::<&[u8]>)?;
        }
        self.csv.flush()
    }

    /// Takes note of what a write came to; a reader who closed the pipe has read enough.
    fn written(&mut self, written: io::Result<()>) -> Result<()> {
        self.progress.bytes = self.csv.get_ref().bytes();
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.progress.done = true,
            written => written.map_err(|source| Error::write(self.csv.get_ref().path(), source))?,
        }
        Ok(())
    }
}

const fn done(path: PathBuf, progress: Progress) -> Done {
    Done { path, rows: progress.rows, bytes: progress.bytes }
}

/// Gives the header and the first `rows` interviews as they would stand in the file.
///
/// # Errors
/// When the database does not answer.
pub fn preview(store: &Store, survey: &Survey, options: &Options, rows: i64) -> Result<Vec<Vec<String>>> {
    let columns = column::all(survey, options);
    let records = store.records(survey, &options.filter, START, rows)?;
    let header = columns.iter().map(|column| column.name.clone()).collect();
    let rows = records.iter().map(|record| {
        let cells = columns.iter().map(|column| {
            let mut cell = String::new();
            column.cell(survey, record, options.lang).write(options.dialect, &mut cell);
            cell
        });
        cells.collect()
    });
    Ok(std::iter::once(header).chain(rows).collect())
}
