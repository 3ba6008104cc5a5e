//! A database of its own with the survey's answers by codes, what codes mean, and a view with labels; any SQLite tool reads it.

use super::cell::{Cell, float, tenths};
use super::column::{Column, Holds};
use super::plan::{Encoder, Next, Plan, Result};
use super::sink::{BLOCK, Sink};
use super::{Options, Values, column};
use crate::store::{Plain, PlainFile, Record};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// Blocks that are copied in one step.
const BLOCKS: usize = 64;

/// SQLite at work: rows go into a file beside the target, which is copied at the end.
pub(super) struct Sqlite {
    columns: Vec<Column>,
    file: Option<PlainFile>,
    copy: Option<File>,
    path: PathBuf,
    rows: u64,
}

impl Sqlite {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        let columns = column::table(&plan.survey, &Options { values: Values::Codes, ..plan.options.clone() });
        Box::new(Self { columns, file: None, copy: None, path: PathBuf::new(), rows: 0 })
    }

    fn make(&self, plan: &Plan, file: &PlainFile) -> crate::store::Result<()> {
        let columns: Vec<(&str, &str)> = self.columns.iter().map(|column| (column.name.as_str(), sql_type(column.holds))).collect();
        file.table("interviews", &columns)?;
        file.table("variables", &[("name", "TEXT"), ("label", "TEXT"), ("wording", "TEXT")])?;
        file.table("codes", &[("name", "TEXT"), ("code", "INTEGER"), ("label", "TEXT")])?;
        file.table("about", &[("name", "TEXT"), ("text", "TEXT")])?;
        let text = |text: &str| Plain::Text(text.to_owned().into());
        for column in &self.columns {
            let question = column.question.and_then(|at| plan.survey.form.questions.get(at));
            let wording = question.map_or(Plain::Null, |question| text(question.wording.get(plan.options.lang)));
            file.insert("variables", &[text(&column.name), text(&column.label), wording])?;
            for (code, label) in &column.codes {
                file.insert("codes", &[text(&column.name), Plain::Whole(*code), text(label)])?;
            }
        }
        for (name, said) in plan.about.say(plan.w()) {
            file.insert("about", &[text(name), text(&said)])?;
        }
        file.view("labels", &self.labels())
    }

    /// Gives the query of the view: a code without a label stands as it is.
    fn labels(&self) -> String {
        let shown = |column: &Column| {
            let name = &column.name;
            if column.codes.is_empty() {
                format!("i.\"{name}\"")
            } else {
                format!(
                    "coalesce((SELECT c.label FROM codes c WHERE c.name = '{name}' AND c.code = i.\"{name}\"), i.\"{name}\") AS \"{name}\""
                )
            }
        };
        format!("SELECT {} FROM interviews i ORDER BY i.rowid", self.columns.iter().map(shown).collect::<Vec<_>>().join(", "))
    }
}

const fn sql_type(holds: Holds) -> &'static str {
    match holds {
        Holds::Code | Holds::Step | Holds::Mark | Holds::Whole => "INTEGER",
        Holds::Fraction => "REAL",
        Holds::Day | Holds::Time | Holds::Text => "TEXT",
    }
}

fn plain(cell: Cell<'_>) -> Plain<'_> {
    match cell {
        Cell::Empty | Cell::Text("") => Plain::Null,
        Cell::Number(number) => Plain::Whole(number),
        Cell::Seconds(ms) => Plain::Fraction(float(tenths(ms)) / 10.0),
        Cell::Decimal(number) => Plain::Fraction(number.to_f64()),
        cell => Plain::Text(cell.to_text()),
    }
}

impl Encoder for Sqlite {
    fn passes(&self) -> u64 {
        1
    }

    fn begin(&mut self, plan: &Plan, out: &mut Sink) -> Result<()> {
        self.path = out.spare();
        let file = PlainFile::create(&self.path)?;
        self.make(plan, &file)?;
        self.file = Some(file);
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], _: &mut Sink) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        for record in records {
            let row: Vec<Plain<'_>> =
                self.columns.iter().map(|column| plain(column.cell(&plan.survey, record, None, plan.options.lang))).collect();
            file.insert("interviews", &row)?;
        }
        self.rows += records.len() as u64;
        Ok(())
    }

    fn end(&mut self, _: &Plan, out: &mut Sink) -> Result<Next> {
        if let Some(file) = self.file.take() {
            file.finish()?;
            self.copy = Some(File::open(&self.path)?);
            return Ok(Next::More);
        }
        let Some(copy) = &mut self.copy else { return Ok(Next::Done) };
        let mut block = Vec::with_capacity(BLOCK);
        for _ in 0..BLOCKS {
            block.clear();
            if copy.take(BLOCK as u64).read_to_end(&mut block)? == 0 {
                return Ok(Next::Done);
            }
            out.write_all(&block)?;
        }
        Ok(Next::More)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // Closed first: an open database can't be removed everywhere.
        self.file = None;
        self.copy = None;
        if !self.path.as_os_str().is_empty() {
            let _: io::Result<()> = fs::remove_file(&self.path);
        }
    }
}
