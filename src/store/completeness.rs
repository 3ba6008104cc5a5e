//! How complete a survey is, read from the kept counts: costs the same at a hundred interviews and at a million.

use super::tally::{Cell, Part};
use super::{Batch, Counts, Result, Store, Survey, batch};
use crate::survey::check;
use crate::survey::form::Form;
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use std::collections::BTreeMap;

/// The counts of one cell: a location, a service, a surveyor, a day, or the whole survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub cell: Cell,
    pub counts: Counts,
    /// Forms that the batches' headers expect; batches whose service is keyed per form count under no service.
    pub expected: i64,
    /// Missing answers of finished interviews, by reason in the order of [`Missing::ALL`].
    pub missing: [i64; Missing::ALL.len()],
    /// Soft problems of finished interviews: open, and kept with a reason. By rule.
    pub open: BTreeMap<String, i64>,
    pub kept: BTreeMap<String, i64>,
}

impl Line {
    const fn empty(cell: Cell) -> Self {
        Self { cell, counts: Counts([0; 5]), expected: 0, missing: [0; Missing::ALL.len()], open: BTreeMap::new(), kept: BTreeMap::new() }
    }

    /// Gives the missing answers for whatever reason.
    #[must_use]
    pub fn lacking(&self) -> i64 {
        self.missing.iter().sum()
    }

    /// Gives the open soft problems.
    #[must_use]
    pub fn problems(&self) -> i64 {
        self.open.values().sum()
    }
}

/// How one question was answered in the finished interviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    pub question: usize,
    /// Finished interviews in which the question was asked.
    pub asked: i64,
    pub answered: i64,
    /// By reason in the order of [`Missing::ALL`].
    pub missing: [i64; Missing::ALL.len()],
    /// Neither answered nor given a reason: an optional text left empty, or a finished form that lacks an answer.
    pub none: i64,
    /// Open soft problems that are about this question alone.
    pub out_of_rule: i64,
    /// The rules of those problems.
    pub rules: Vec<String>,
}

/// Tells whether a rule is about this question's own answer, not about a row of answers or a whole record.
fn is_about_alone(form: &Form, rule: &str, question: usize) -> bool {
    let key = &form.questions[question].key;
    match rule.split_once(':') {
        Some(("unusual" | "required", about)) => about == key,
        Some(("doubt", _)) => check::is_about(form, rule, question),
        _ => false,
    }
}

impl Store {
    /// Reads the lines of a part, a line for each item that can be chosen or has counts; days in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn completeness(&self, survey: &Survey, part: Part) -> Result<Vec<Line>> {
        let mut lines: BTreeMap<Cell, Line> = BTreeMap::new();
        if let Some(list) = part.list() {
            for item in survey.choosable(list) {
                lines.insert(Cell::Item(item.id), Line::empty(Cell::Item(item.id)));
            }
        } else if part == Part::Survey {
            lines.insert(Cell::Item(0), Line::empty(Cell::Item(0)));
        }
        let sql = "SELECT item, what, code, n FROM tally WHERE survey = ?1 AND part = ?2 AND what IN ('status', 'expected', 'missing', 'open', 'kept') AND n <> 0";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey.id, part.code()))?;
        while let Some(row) = rows.next()? {
            let cell = match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(id) => Cell::Item(id),
                _ => Cell::Day(row.get(0)?),
            };
            let (what, code, n): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let line = lines.entry(cell.clone()).or_insert_with(|| Line::empty(cell));
            match what.as_str() {
                "status" => {
                    if let Some(at) = Status::ALL.iter().position(|status| status.code() == code) {
                        line.counts.0[at] = n;
                    }
                }
                "expected" => line.expected = n,
                "missing" => {
                    if let Some(at) = Missing::ALL.iter().position(|reason| reason.code() == code) {
                        line.missing[at] = n;
                    }
                }
                "open" => {
                    line.open.insert(code, n);
                }
                _ => {
                    line.kept.insert(code, n);
                }
            }
        }
        Ok(lines.into_values().collect())
    }

    /// Reads the item matrix: a line for each question, in form order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn items(&self, survey: &Survey) -> Result<Vec<ItemLine>> {
        let form = &survey.form;
        let fresh = |question| ItemLine {
            question,
            asked: 0,
            answered: 0,
            missing: [0; Missing::ALL.len()],
            none: 0,
            out_of_rule: 0,
            rules: Vec::new(),
        };
        let mut lines: Vec<ItemLine> = (0..form.questions.len()).map(fresh).collect();
        let sql = "SELECT what, code, n FROM tally WHERE survey = ?1 AND part = 'survey' AND item = 0 AND (what = 'open' OR what GLOB 'answer:*') AND n <> 0";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([survey.id])?;
        while let Some(row) = rows.next()? {
            let (what, code, n): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(key) = what.strip_prefix("answer:") else {
                for line in lines.iter_mut().filter(|line| is_about_alone(form, &code, line.question)) {
                    line.out_of_rule += n;
                    line.rules.push(code.clone());
                }
                continue;
            };
            let Some(line) = form.find(key).and_then(|at| lines.get_mut(at)) else { continue };
            line.asked += n;
            let reason = code.strip_prefix("missing:").and_then(|reason| Missing::ALL.iter().position(|known| known.code() == reason));
            match reason {
                Some(reason) => line.missing[reason] += n,
                None if code == "none" => line.none += n,
                None => line.answered += n,
            }
        }
        Ok(lines)
    }

    /// Gives how many batches have another number of finished interviews than their header says, and the first `limit` of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn disagreeing_batches(&self, survey: Id, limit: i64) -> Result<(i64, Vec<Batch>)> {
        let count = "SELECT count(*) FROM batch WHERE survey = ?1 AND keyed <> forms";
        let n = self.db.prepare_cached(count)?.query_row([survey], |row| row.get(0))?;
        let sql = format!("SELECT {} FROM batch b WHERE b.survey = ?1 AND b.keyed <> b.forms ORDER BY b.number LIMIT ?2", batch::COLUMNS);
        let mut select = self.db.prepare_cached(&sql)?;
        Ok((n, select.query_map((survey, limit), batch::read)?.collect::<rusqlite::Result<_>>()?))
    }
}
