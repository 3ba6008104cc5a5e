//! Runs of form numbers in use, kept current, so that gaps and repeats are known without counting; knows no status.

use super::tally::{self, Cell, Part};
use super::{List, Result, Store, Survey, maybe};
use crate::survey::interview::Id;
use rusqlite::Connection;

/// A run of form numbers, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub first: i64,
    pub last: i64,
}

impl Span {
    /// Gives how many numbers it holds.
    #[must_use]
    pub const fn len(self) -> i64 {
        self.last - self.first + 1
    }

    /// Tells whether it holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.last < self.first
    }
}

/// How the form numbers of a survey stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Runs of numbers that no interview has, between the lowest and the highest in use.
    pub gaps: i64,
    /// The numbers in them.
    pub missing: i64,
    /// Numbers that stand on more than one interview.
    pub repeated: i64,
}

/// Takes note that a number now stands on `by` more interviews, or fewer.
pub(super) fn change(db: &Connection, survey: Id, number: i64, by: i64) -> Result<()> {
    let sql = "SELECT count(*) FROM interview WHERE survey = ?1 AND form_number = ?2 AND status <> 'void'";
    let now: i64 = db.prepare_cached(sql)?.query_row((survey, number), |row| row.get(0))?;
    let was = now - by;
    let runs = match (was, now) {
        (0, 1..) => enter(db, survey, number)?,
        (1.., 0) => leave(db, survey, number)?,
        _ => 0,
    };
    if now > 1 {
        let sql = "INSERT INTO repeated (survey, form_number, n) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = excluded.n";
        db.prepare_cached(sql)?.execute((survey, number, now))?;
    } else {
        db.prepare_cached("DELETE FROM repeated WHERE survey = ?1 AND form_number = ?2")?.execute((survey, number))?;
    }
    let totals = [("runs", runs), ("used", now.min(1) - was.min(1)), ("repeated", i64::from(now > 1) - i64::from(was > 1))];
    for (code, n) in totals {
        tally::add(db, &(survey, Part::Survey, Cell::Item(0), "numbers".to_owned(), code.to_owned()), n)?;
    }
    Ok(())
}

/// Gives the run that begins at or before a number.
fn before(db: &Connection, survey: Id, number: i64) -> Result<Option<Span>> {
    let sql = "SELECT first, last FROM span WHERE survey = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1";
    maybe(db, sql, (survey, number), |row| Ok(Span { first: row.get(0)?, last: row.get(1)? }))
}

/// Keeps a run, unless it is empty; gives how many that makes.
fn put(db: &Connection, survey: Id, span: Span) -> Result<i64> {
    if span.is_empty() {
        return Ok(0);
    }
    let sql = "INSERT INTO span (survey, first, last) VALUES (?1, ?2, ?3)";
    db.prepare_cached(sql)?.execute((survey, span.first, span.last))?;
    Ok(1)
}

/// Forgets the run that begins at a number, if there is one; gives how many that were.
fn drop(db: &Connection, survey: Id, first: i64) -> Result<i64> {
    let gone = db.prepare_cached("DELETE FROM span WHERE survey = ?1 AND first = ?2")?.execute((survey, first))?;
    Ok(i64::try_from(gone).unwrap_or(0))
}

/// Joins a number to the runs beside it; gives by how many the runs grow.
fn enter(db: &Connection, survey: Id, number: i64) -> Result<i64> {
    if before(db, survey, number)?.is_some_and(|left| left.last >= number) {
        return Ok(0);
    }
    join(db, survey, Span { first: number, last: number })
}

/// Joins numbers that were not in use to the runs beside them; gives by how many the runs grow.
fn join(db: &Connection, survey: Id, run: Span) -> Result<i64> {
    let left = before(db, survey, run.first)?;
    let first = left.filter(|left| left.last + 1 == run.first).map_or(run.first, |left| left.first);
    let sql = "SELECT last FROM span WHERE survey = ?1 AND first = ?2";
    let right: Option<i64> = maybe(db, sql, (survey, run.last + 1), |row| row.get(0))?;
    let gone = drop(db, survey, first)? + drop(db, survey, run.last + 1)?;
    Ok(put(db, survey, Span { first, last: right.unwrap_or(run.last) })? - gone)
}

/// Takes note that numbers which stood on no interview stand on one each; false where some were in use, and nothing is noted then.
pub(super) fn enter_run(db: &Connection, survey: Id, run: Span) -> Result<bool> {
    if before(db, survey, run.last)?.is_some_and(|left| left.last >= run.first) {
        return Ok(false);
    }
    let runs = join(db, survey, run)?;
    for (code, n) in [("runs", runs), ("used", run.len())] {
        tally::add(db, &(survey, Part::Survey, Cell::Item(0), "numbers".to_owned(), code.to_owned()), n)?;
    }
    Ok(true)
}

/// Cuts a number out of its run; gives by how many the runs grow.
fn leave(db: &Connection, survey: Id, number: i64) -> Result<i64> {
    let Some(run) = before(db, survey, number)?.filter(|run| run.last >= number) else { return Ok(0) };
    let gone = drop(db, survey, run.first)?;
    let left = put(db, survey, Span { first: run.first, last: number - 1 })?;
    Ok(left + put(db, survey, Span { first: number + 1, last: run.last })? - gone)
}

impl Store {
    /// Gives the form numbers that no interview has, between the lowest and the highest in use: at most `limit` runs from behind
    /// `after` on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn gaps(&self, survey: Id, after: i64, limit: i64) -> Result<Vec<Span>> {
        let sql = "SELECT last + 1, next - 1 FROM (SELECT last, lead(first) OVER (ORDER BY first) AS next FROM span \
                   WHERE survey = ?1 AND first >= coalesce((SELECT max(first) FROM span WHERE survey = ?1 AND first <= ?2), ?2) \
                   ORDER BY first LIMIT ?3 + 2) WHERE next IS NOT NULL AND last >= ?2 LIMIT ?3";
        let mut select = self.db.prepare_cached(sql)?;
        let gaps = select.query_map((survey, after, limit), |row| Ok(Span { first: row.get(0)?, last: row.get(1)? }))?;
        Ok(gaps.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives how many form numbers are missing and repeated.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn numbers(&self, survey: Id) -> Result<Numbers> {
        let kept = "SELECT n FROM tally WHERE survey = ?1 AND part = 'survey' AND item = 0 AND what = 'numbers' AND code = ?2";
        let count = |code| maybe(&self.db, kept, (survey, code), |row| row.get(0)).map(|n: Option<i64>| n.unwrap_or(0));
        let ends = "SELECT (SELECT first FROM span WHERE survey = ?1 ORDER BY first LIMIT 1), \
                    (SELECT last FROM span WHERE survey = ?1 ORDER BY first DESC LIMIT 1)";
        let ends: (Option<i64>, Option<i64>) = self.db.prepare_cached(ends)?.query_row([survey], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let reach = ends.0.zip(ends.1).map_or(0, |(first, last)| last - first + 1);
        Ok(Numbers { gaps: (count("runs")? - 1).max(0), missing: reach - count("used")?, repeated: count("repeated")? })
    }

    /// Gives the drafts whose number is not of their batch's block, with their surveyors' names, by number. A finished interview has an
    /// open problem for it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn drafts_outside(&self, survey: Id) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT i.form_number, p.label FROM interview i JOIN batch b ON b.id = i.batch JOIN item p ON p.id = i.surveyor \
                   WHERE i.survey = ?1 AND i.status = 'draft' AND (i.form_number < b.first_number OR i.form_number >= b.first_number + b.forms) \
                   ORDER BY i.form_number";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map([survey], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the surveyors' blocks of form numbers, by their first number, with how many numbers of each are used.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn blocks(&self, survey: &Survey) -> Result<Vec<(Id, Span, i64)>> {
        let sql = "SELECT coalesce(sum(min(last, ?3) - max(first, ?2) + 1), 0) FROM span WHERE survey = ?1 AND first <= ?3 AND last >= ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let mut blocks = Vec::new();
        for item in survey.list(List::Surveyor) {
            if let Some((first, last)) = item.block {
                blocks.push((item.id, Span { first, last }, select.query_row((survey.id, first, last), |row| row.get(0))?));
            }
        }
        blocks.sort_by_key(|block| block.1.first);
        Ok(blocks)
    }

    /// Gives the form numbers that stand on more than one interview, with how many: at most `limit` from behind `after` on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn repeats(&self, survey: Id, after: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
        let sql = "SELECT form_number, n FROM repeated WHERE survey = ?1 AND form_number > ?2 ORDER BY form_number LIMIT ?3";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map((survey, after, limit), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }
}
