//! An object a line: numbers as numbers, texts as they are, nothing escaped for spreadsheets; knows no database.

use super::cell::{Cell, tenths};
use super::column::{Column, rows_of};
use super::plan::{Encoder, Next, Plan, Result};
use super::sink::Sink;
use crate::store::Record;
use crate::survey::form::codes;
use std::io::{self, Write};

/// JSON Lines at work.
pub(super) struct JsonLines {
    columns: Vec<Column>,
    /// The keys as they stand in each line: `"usia":`.
    keys: Vec<String>,
    page: Vec<u8>,
    rows: u64,
}

impl JsonLines {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        let columns = plan.table();
        let keys = columns.iter().map(|column| format!("{}:", serde_json::Value::from(column.name.as_str()))).collect();
        Box::new(Self { columns, keys, page: Vec::new(), rows: 0 })
    }
}

impl Encoder for JsonLines {
    fn passes(&self) -> u64 {
        1
    }

    fn begin(&mut self, _: &Plan, _: &mut Sink) -> Result<()> {
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        let (survey, options) = (&plan.survey, &plan.options);
        for record in records {
            for row in rows_of(survey, options, record) {
                for (at, (column, key)) in self.columns.iter().zip(&self.keys).enumerate() {
                    self.page.push(if at == 0 { b'{' } else { b',' });
                    self.page.extend_from_slice(key.as_bytes());
                    write(column.cell(survey, record, row, options.lang), &mut self.page)?;
                }
                self.page.extend_from_slice(b"}\n");
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

fn write(cell: Cell<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    match cell {
        // A text that is not there is none.
        Cell::Empty | Cell::Text("") => out.write_all(b"null"),
        Cell::Number(number) => write!(out, "{number}"),
        Cell::Seconds(ms) => {
            let tenths = tenths(ms);
            let sign = if tenths < 0 { "-" } else { "" };
            write!(out, "{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
        }
        Cell::Decimal(number) => write!(out, "{number}"),
        Cell::Labels(choices, bits, lang) => {
            let label = |code: i64| {
                choices
                    .iter()
                    .find(|choice| choice.code == code)
                    .map_or_else(|| code.to_string(), |choice| choice.label.get(lang).to_owned())
            };
            Ok(serde_json::to_writer(&mut *out, &codes(bits).map(label).collect::<Vec<_>>())?)
        }
        Cell::Day(text) | Cell::Time(text) | Cell::Text(text) => Ok(serde_json::to_writer(&mut *out, text)?),
        Cell::Missing(reason) => Ok(serde_json::to_writer(&mut *out, reason.code())?),
    }
}
