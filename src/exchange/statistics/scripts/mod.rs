//! The data as CSV with scripts that read it fully labelled into SPSS, Stata, R and Python, in one archive; knows no database.

mod python;
mod r;
mod spss;
mod stata;

use super::super::archive::Archive;
use super::super::cell::Cell;
use super::super::codebook::{Counts, entries, markdown};
use super::super::plan::{Encoder, Next, Plan, Result};
use super::super::sink::Sink;
use super::extent::Extents;
use super::{Variable, variables};
use crate::exchange::Dialect;
use crate::store::Record;

/// How a script is written.
type Script = fn(&Plan, &[Variable]) -> String;

/// What stands for a line break: SPSS takes every line for a case.
const BREAK: &str = " ⏎ ";

/// The archive at work: one pass to measure, one to write.
pub(in crate::exchange) struct Scripts {
    archive: Archive,
    extents: Option<Extents>,
    counts: Counts,
    variables: Vec<Variable>,
    rows: u64,
}

impl Scripts {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        let counts = Counts::new(plan);
        Box::new(Self {
            archive: Archive::new(plan.total * counts.variables.len() as u64),
            extents: Some(Extents::new(plan)),
            counts,
            variables: Vec::new(),
            rows: 0,
        })
    }

    fn write_rows(&mut self, plan: &Plan, records: &[Record]) -> Result<()> {
        let mut csv = Dialect::Rfc4180.writer(Vec::new(), 1 << 16);
        for record in records {
            for variable in &self.variables {
                let cell = variable.column.cell(&plan.survey, record, None, plan.options.lang);
                csv.write_field(&*text(variable, cell)).map_err(std::io::Error::from)?;
            }
            csv.write_record(None::<&[u8]>).map_err(std::io::Error::from)?;
        }
        self.rows += records.len() as u64;
        self.archive.write(&csv.into_inner().map_err(csv::IntoInnerError::into_error)?)
    }
}

/// Gives what stands in the CSV: a reason by its number, a text on one line.
fn text<'a>(variable: &Variable, cell: Cell<'a>) -> std::borrow::Cow<'a, str> {
    match cell {
        Cell::Missing(reason) => variable.number_of(reason).to_string().into(),
        Cell::Text(text) if text.contains(['\r', '\n']) => text.replace("\r\n", BREAK).replace(['\r', '\n'], BREAK).into(),
        cell => cell.to_text(),
    }
}

impl Encoder for Scripts {
    fn passes(&self) -> u64 {
        2
    }

    fn begin(&mut self, _: &Plan, _: &mut Sink) -> Result<()> {
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        if let Some(extents) = &mut self.extents {
            extents.add(plan, records);
            self.counts.add(plan, records);
            return Ok(());
        }
        self.write_rows(plan, records)?;
        self.archive.drain(out)
    }

    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next> {
        let key = &plan.survey.key;
        if let Some(extents) = self.extents.take() {
            self.variables = variables(extents);
            self.archive.begin(&format!("{key}.csv"))?;
            let names: Vec<&str> = self.variables.iter().map(|variable| variable.name.as_str()).collect();
            self.archive.write(format!("{}\r\n", names.join(",")).as_bytes())?;
            return Ok(Next::Pass);
        }
        let scripts: [(&str, Script); 4] = [("sps", spss::script), ("do", stata::script), ("R", r::script), ("py", python::script)];
        for (ending, script) in scripts {
            self.archive.begin(&format!("{key}.{ending}"))?;
            self.archive.write(script(plan, &self.variables).as_bytes())?;
        }
        self.archive.begin(&format!("{key}.md"))?;
        self.archive.write(markdown::render(plan, &entries(plan, &self.counts)).as_bytes())?;
        self.archive.finish()?;
        self.archive.drain(out)?;
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}

/// Puts what the file is into comments of a script.
fn comments(plan: &Plan, before: &str, behind: &str) -> String {
    let line = |line: String| format!("{before}{}{behind}\n", crate::survey::value::safe(&line));
    super::said(plan).into_iter().map(line).collect()
}
