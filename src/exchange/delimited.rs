//! The table as CSV, wide or long; knows no database.

use super::Dialect;
use super::cell::Cell;
use super::column::{Column, rows_of};
use super::plan::{Encoder, Next, Plan, Result};
use super::sink::Sink;
use crate::store::Record;
use std::io::{self, Write};

/// CSV at work.
pub(super) struct Delimited {
    columns: Vec<Column>,
    /// Rows of a page, so that they go on in one piece.
    page: Vec<u8>,
    cell: String,
    rows: u64,
}

impl Delimited {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { columns: plan.table(), page: Vec::new(), cell: String::new(), rows: 0 })
    }
}

impl Encoder for Delimited {
    fn passes(&self) -> u64 {
        1
    }

    fn begin(&mut self, plan: &Plan, out: &mut Sink) -> Result<()> {
        out.write_all(plan.options.dialect.mark())?;
        let mut csv = plan.options.dialect.writer(&mut *out, 1 << 10);
        csv.write_record(self.columns.iter().map(|column| &column.name)).map_err(io::Error::from)?;
        Ok(csv.flush()?)
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        let (survey, options) = (&plan.survey, &plan.options);
        let dialect = options.dialect;
        for record in records {
            for row in rows_of(survey, options, record) {
                for (at, column) in self.columns.iter().enumerate() {
                    if at > 0 {
                        self.page.push(dialect.delimiter());
                    }
                    let cell = column.cell(survey, record, row, options.lang);
                    if !plain(cell, dialect, &mut self.page) {
                        self.cell.clear();
                        cell.write(dialect, &mut self.cell);
                        quoted(&self.cell, dialect.delimiter(), &mut self.page);
                    }
                }
                self.page.extend_from_slice(b"\r\n");
                self.rows += 1;
            }
        }
        out.write_all(&self.page)?;
        self.page.clear();
        Ok(())
    }

    fn end(&mut self, _: &Plan, _: &mut Sink) -> Result<Next> {
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}

/// Writes a cell that needs no care, as most are: a number, a day, or a short text without signs that mean something. The general way
/// costs three times as much, and there are fifty cells in a row.
fn plain(cell: Cell<'_>, dialect: Dialect, page: &mut Vec<u8>) -> bool {
    match cell {
        Cell::Empty => {}
        Cell::Number(number @ 0..=9) => page.push(b'0' + number.cast_unsigned() as u8),
        Cell::Number(number) => {
            // Writing to a Vec can't fail.
            let _ = write!(page, "{number}");
        }
        Cell::Text(text) => {
            let delimiter = dialect.delimiter();
            let is_plain = |c: u8| c > b'-' && c != b';' && c != b'=' && c != b'@' && c != delimiter || c == b' ';
            let is_free = |c: u8| is_plain(c) || matches!(c, b'(' | b')' | b'-' | b'+') && c != delimiter;
            let mut bytes = text.bytes();
            if !bytes.next().is_none_or(is_plain) || !bytes.all(is_free) {
                return false;
            }
            page.extend_from_slice(text.as_bytes());
        }
        _ => return false,
    }
    true
}

/// Writes a field as RFC 4180 has it: in quotes where it holds a sign that means something.
fn quoted(field: &str, delimiter: u8, page: &mut Vec<u8>) {
    if !field.bytes().any(|c| c == delimiter || matches!(c, b'"' | b'\r' | b'\n')) {
        page.extend_from_slice(field.as_bytes());
        return;
    }
    page.push(b'"');
    for (at, part) in field.split('"').enumerate() {
        if at > 0 {
            page.extend_from_slice(b"\"\"");
        }
        page.extend_from_slice(part.as_bytes());
    }
    page.push(b'"');
}
