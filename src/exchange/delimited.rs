//! The table as CSV, wide or long; knows no database.

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
        let mut csv = options.dialect.writer(std::mem::take(&mut self.page), 1 << 16);
        for record in records {
            for row in rows_of(survey, options, record) {
                for column in &self.columns {
                    self.cell.clear();
                    column.cell(survey, record, row, options.lang).write(options.dialect, &mut self.cell);
                    csv.write_field(&self.cell).map_err(io::Error::from)?;
                }
                csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
                self.rows += 1;
            }
        }
        self.page = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
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
