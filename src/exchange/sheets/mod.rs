//! The workbook with data, labels, long texts, codebook and what the file is: packed while interviews are read; knows no database.

mod parts;
mod sheet;
mod strings;

use super::archive::Archive;
use super::cell::Cell;
use super::codebook::{Counts, entries};
use super::column::{Column, rows_of};
use super::plan::{Encoder, Next, Plan, Result, Stop};
use super::sink::Sink;
use super::{Options, Shape, Values, column};
use crate::store::Record;
use parts::Part;
pub(super) use sheet::is_cut;
use sheet::{LONGEST, ROWS, Sheet, fitting};
use strings::Strings;

/// A workbook at work.
pub(super) struct Sheets {
    archive: Archive,
    /// The sheets of the data, one a pass.
    tables: Vec<Table>,
    strings: Strings,
    pass: usize,
    sheet: Sheet,
    counts: Counts,
    /// Whether a text was longer than a cell.
    has_long: bool,
    parts: Vec<Part>,
    rows: u64,
    /// The row of the data's sheet that long texts are looked for in.
    looked_at: u64,
}

/// One sheet of the data.
struct Table {
    name: &'static str,
    columns: Vec<Column>,
}

impl Sheets {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        let w = plan.w();
        let table = |name, values| Table { name, columns: column::table(&plan.survey, &Options { values, ..plan.options.clone() }) };
        let (data, labels) = (table(w.sheet_data(), Values::Codes), table(w.sheet_labels(), Values::Labels));
        Box::new(Self::with(
            plan,
            match plan.options.values {
                Values::Codes => vec![data],
                Values::Labels => vec![labels],
                Values::Both => vec![data, labels],
            },
        ))
    }

    /// Writes the codebook alone.
    pub fn codebook(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self::with(plan, Vec::new()))
    }

    fn with(plan: &Plan, tables: Vec<Table>) -> Self {
        let cells = tables.first().map_or(0, |table| plan.total * table.columns.len() as u64);
        Self {
            archive: Archive::new(cells),
            strings: Strings::of(plan, &tables),
            tables,
            pass: 0,
            sheet: Sheet::default(),
            counts: Counts::new(plan),
            has_long: false,
            parts: Vec::new(),
            rows: 0,
            looked_at: 1,
        }
    }

    /// Begins a sheet as the next part of the archive.
    fn begin_sheet(&mut self, name: &'static str, widths: &[usize], frozen: bool) -> Result<()> {
        self.parts.push(Part { name, filtered: None });
        self.sheet = Sheet::begin(widths, frozen);
        self.archive.begin(&format!("xl/worksheets/sheet{}.xml", self.parts.len()))
    }

    fn end_sheet(&mut self, filtered: bool) -> Result<()> {
        self.sheet.end(filtered);
        if let (true, Some(part)) = (filtered, self.parts.last_mut()) {
            part.filtered = Some(self.sheet.range());
        }
        self.archive.write(&std::mem::take(&mut self.sheet.xml))
    }

    fn begin_table(&mut self) -> Result<()> {
        let Some(Table { name, columns }) = self.tables.get(self.pass) else { return Ok(()) };
        let (name, names): (_, Vec<String>) = (*name, columns.iter().map(|column| column.name.clone()).collect());
        let widths: Vec<usize> = names.iter().map(|name| name.chars().count()).collect();
        self.begin_sheet(name, &widths, true)?;
        self.sheet.head(names.iter().map(String::as_str), &self.strings);
        Ok(())
    }

    fn begin_long(&mut self, plan: &Plan) -> Result<()> {
        let w = plan.w();
        self.begin_sheet(w.sheet_long_texts(), &[8, 24, 8, 60], true)?;
        self.sheet.head([w.long_row(), w.long_column(), w.long_part(), w.long_text()].into_iter(), &self.strings);
        Ok(())
    }

    fn table_rows(&mut self, plan: &Plan, records: &[Record]) -> Result<()> {
        let Table { columns, .. } = &self.tables[self.pass];
        let (survey, options) = (&plan.survey, &plan.options);
        for record in records {
            for row in rows_of(survey, options, record) {
                if self.sheet.row >= ROWS {
                    return Err(Stop::TooManyRows(self.sheet.row));
                }
                self.sheet.begin_row();
                for column in columns {
                    let cell = column.cell(survey, record, row, options.lang);
                    self.has_long |= matches!(cell, Cell::Text(text) if fitting(text, LONGEST).1);
                    self.sheet.cell(cell, &self.strings);
                }
                self.sheet.end_row();
            }
        }
        Ok(())
    }

    /// Writes each text that is longer than a cell, in parts, with the row of the data's sheet that it belongs to.
    fn long_rows(&mut self, plan: &Plan, records: &[Record]) -> Result<()> {
        let (survey, options) = (&plan.survey, &plan.options);
        for record in records {
            for row in rows_of(survey, options, record) {
                self.looked_at += 1;
                for column in &self.tables[0].columns {
                    let Cell::Text(mut text) = column.cell(survey, record, row, options.lang) else { continue };
                    if !fitting(text, LONGEST).1 {
                        continue;
                    }
                    for part in 1.. {
                        let (first, more) = fitting(text, LONGEST);
                        if self.sheet.row >= ROWS {
                            return Err(Stop::TooManyRows(self.sheet.row));
                        }
                        self.sheet.begin_row();
                        let row = i64::try_from(self.looked_at).unwrap_or(i64::MAX);
                        for cell in [Cell::Number(row), Cell::Text(&column.name), Cell::Number(part), Cell::Text(first)] {
                            self.sheet.cell(cell, &self.strings);
                        }
                        self.sheet.end_row();
                        text = &text[first.len()..];
                        if !more {
                            break;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes a sheet that is ready at once.
    fn small_sheet(&mut self, name: &'static str, head: &[&str], rows: &[Vec<String>], widths: &[usize]) -> Result<()> {
        self.begin_sheet(name, widths, !head.is_empty())?;
        if !head.is_empty() {
            self.sheet.head(head.iter().copied(), &self.strings);
        }
        for row in rows {
            self.sheet.begin_row();
            for text in row {
                self.sheet.cell(
                    text.parse().ok().filter(|number: &i64| number.to_string() == *text).map_or(Cell::Text(text), Cell::Number),
                    &self.strings,
                );
            }
            self.sheet.end_row();
        }
        self.end_sheet(!head.is_empty())
    }

    fn last_sheets(&mut self, plan: &Plan) -> Result<()> {
        let w = plan.w();
        let mut rows = Vec::new();
        for entry in entries(plan, &self.counts) {
            let question = vec![entry.name.clone(), entry.label.clone(), entry.wording.clone(), entry.kind.to_owned()];
            rows.push(question.into_iter().chain([String::new(), entry.range.clone(), entry.n.to_string()]).collect());
            for line in &entry.lines {
                let blank = [entry.name.clone(), String::new(), String::new(), String::new()];
                rows.push(blank.into_iter().chain([line.code.clone(), line.label.clone(), line.n.to_string()]).collect::<Vec<String>>());
            }
        }
        let head =
            [w.codebook_name(), w.codebook_label(), w.codebook_wording(), w.codebook_kind(), w.codebook_code(), w.codebook_meaning(), "n"];
        self.small_sheet(w.sheet_codebook(), &head, &rows, &[18, 26, 50, 12, 8, 32, 8])?;
        let rows: Vec<Vec<String>> = plan.about.say(w).into_iter().map(|(name, text)| vec![name.to_owned(), text]).collect();
        self.small_sheet(w.sheet_about(), &[], &rows, &[26, 58])
    }
}

impl Encoder for Sheets {
    fn passes(&self) -> u64 {
        self.tables.len().max(1) as u64
    }

    fn begin(&mut self, plan: &Plan, _: &mut Sink) -> Result<()> {
        if plan.options.shape == Shape::Wide && plan.total >= ROWS && !self.tables.is_empty() {
            return Err(Stop::TooManyRows(plan.total));
        }
        self.begin_table()
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        if self.pass == 0 {
            self.counts.add(plan, records);
        }
        if self.pass < self.tables.len() {
            self.table_rows(plan, records)?;
        } else if !self.tables.is_empty() {
            self.long_rows(plan, records)?;
        }
        let xml = std::mem::take(&mut self.sheet.xml);
        if !xml.is_empty() {
            self.archive.write(&xml)?;
        }
        self.archive.drain(out)
    }

    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next> {
        let is_table = self.pass < self.tables.len();
        if is_table || !self.tables.is_empty() {
            self.end_sheet(true)?;
        }
        if is_table && self.pass == 0 {
            self.rows = self.sheet.row - 1;
        }
        self.pass += 1;
        if self.pass < self.tables.len() {
            self.begin_table()?;
            return Ok(Next::Pass);
        }
        if self.pass == self.tables.len() && self.has_long {
            self.begin_long(plan)?;
            return Ok(Next::Pass);
        }
        self.last_sheets(plan)?;
        for (name, text) in parts::all(plan, &self.parts, &self.strings) {
            self.archive.begin(name)?;
            self.archive.write(text.as_bytes())?;
        }
        self.archive.finish()?;
        self.archive.drain(out)?;
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}
