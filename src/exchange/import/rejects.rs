//! The rows that were refused, as they stood in the file, with the reason in a last column: ready to be mended and imported again.

use super::mapping::Mapping;
use super::opened::{Kind, Opened};
use super::rows::Row;
use super::target::{NO_CELL, WHY_REFUSED};
use super::trouble::Trouble;
use crate::exchange::sink::{Sink, Target};
use crate::exchange::{Dialect, Error, Result, escape_text};
use crate::words::Words;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file of refused rows in the making.
pub(super) struct Rejects {
    csv: csv::Writer<Sink>,
    path: PathBuf,
    columns: usize,
    /// The column of an older reason, which the new one replaces.
    older: Option<usize>,
    escaped: bool,
}

impl Rejects {
    pub fn open(path: &Path, opened: &Opened, replace: bool) -> Result<Self> {
        let mut sink = Sink::open(Target::File { path: path.to_owned(), replace })?;
        let dialect = match &opened.kind {
            Kind::Text { delimiter: b';', .. } => Dialect::ExcelId,
            Kind::Text { .. } | Kind::JsonLines | Kind::Sheet { .. } | Kind::Variables { .. } => Dialect::Rfc4180,
        };
        sink.write_all(dialect.mark()).map_err(|source| Error::write(path, source))?;
        let older = opened.heads.iter().position(|head| head == WHY_REFUSED);
        let csv = dialect.writer(sink, 1 << 14);
        let mut rejects = Self { csv, path: path.to_owned(), columns: opened.heads.len(), older, escaped: opened.escaped };
        let heads: Vec<&str> = opened.heads.iter().map(String::as_str).collect();
        rejects.record(heads.into_iter(), WHY_REFUSED)?;
        Ok(rejects)
    }

    /// Writes a row with all that is wrong with it.
    pub fn write(&mut self, row: &Row, troubles: &[Trouble], mapping: &Mapping, w: Words) -> Result<()> {
        let why: Vec<String> = troubles
            .iter()
            .map(|trouble| match trouble.column.and_then(|column| mapping.columns.get(column)) {
                Some(column) => format!("{}: {}", column.head, trouble.say(w)),
                None => trouble.say(w),
            })
            .collect();
        let columns = self.columns.max(row.len());
        let escaped = self.escaped;
        let cells: Vec<String> = (0..columns)
            .map(|at| row.get(at).unwrap_or(NO_CELL))
            // What is escaped already is not escaped again.
            .map(|cell| if escaped { cell.to_owned() } else { escape_text(cell).into_owned() })
            .collect();
        self.record(cells.iter().map(String::as_str), &escape_text(&why.join("; ")))
    }

    fn record<'a>(&mut self, cells: impl Iterator<Item = &'a str>, why: &str) -> Result<()> {
        let older = self.older;
        let cells = cells.enumerate().filter(|(at, _)| Some(*at) != older).map(|(_, cell)| cell);
        self.csv.write_record(cells.chain([why])).map_err(|error| Error::write(&self.path, error.into()))
    }

    /// Puts the file in its place.
    pub fn keep(self) -> Result<PathBuf> {
        let path = self.path;
        let sink = self.csv.into_inner().map_err(|failed| Error::write(&path, failed.into_error()))?;
        sink.keep().map(|()| path)
    }
}
