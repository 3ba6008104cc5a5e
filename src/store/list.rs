//! Lists interviews: filtered, searched, paged by key.

use super::filter::Conditions;
use super::{Cell, Filter, Part, Result, Store, Survey, answers};
use crate::survey::interview::{Id, Status};
use rusqlite::{Row, params_from_iter};

/// As many interviews as are sorted faster than they are found in the order of their form numbers.
const FEW: i64 = 5_000;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Id,
    pub form_number: i64,
    pub status: Status,
    pub surveyor: String,
    pub service: String,
    pub location: String,
    /// When it was completed, or begun: `2024-09-30T09:41:12.123+08:00`.
    pub at: String,
    /// Open soft problems.
    pub problems: i64,
    /// The free text, shortened by the database.
    pub saran: String,
    /// The file that it came from, and the row, where it was imported.
    pub source: Option<(String, u64)>,
}

impl Store {
    /// Lists interviews by form number, at most `limit`, from behind `after` (form number and id) on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn list(&self, survey: &Survey, filter: &Filter, after: (i64, Id), limit: i64) -> Result<Vec<Entry>> {
        let form = &survey.form;
        let saran = form.questions.iter().rfind(|question| question.takes_text());
        let saran = saran.map_or_else(|| "''".to_owned(), |question| format!("coalesce(substr(a.{}, 1, 120), '')", question.key));
        let mut page = self.page_of(survey, filter)?;
        let rows = page.page(after, limit);
        let sql = format!(
            "SELECT i.id, i.form_number, i.status, p.label, coalesce(s.label, ''), l.label, coalesce(i.completed, i.started), \
             (SELECT count(*) FROM problem x WHERE x.interview = i.id AND x.state = 'open'), {saran}, o.name, m.row \
             FROM ({rows}) page CROSS JOIN interview i ON i.id = page.id JOIN {} a ON a.interview = i.id \
             JOIN item p ON p.id = i.surveyor JOIN item l ON l.id = i.location LEFT JOIN item s ON s.id = i.service \
             LEFT JOIN imported m ON m.interview = i.id LEFT JOIN source o ON o.id = m.source \
             ORDER BY i.form_number, i.id",
            answers::table(form),
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(page.values), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the last line, form number and id, of each whole page of `length` lines that ends before a form number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn page_ends(&self, survey: &Survey, filter: &Filter, before: i64, length: i64) -> Result<Vec<(i64, Id)>> {
        let mut lines = filter.conditions(survey);
        let (before, length) = (lines.bind(before), lines.bind(length));
        let sql = format!(
            "SELECT form_number, id FROM (SELECT i.form_number, i.id, row_number() OVER (ORDER BY i.form_number, i.id) AS line \
             FROM interview i WHERE {} AND i.form_number < {before}) WHERE line % {length} = 0",
            lines.sql()
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(lines.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts the interviews that a filter leaves.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn count(&self, survey: &Survey, filter: &Filter) -> Result<i64> {
        let mut cells = filter.cells();
        if let (true, Some((part, cell)), 0..=1) = (filter.is_plain(), cells.pop(), cells.len()) {
            return self.tallied(survey.id, part, &cell, filter);
        }
        let lines = filter.conditions(survey);
        let mut select = self.db.prepare_cached(&format!("SELECT count(*) FROM interview i WHERE {}", lines.sql()))?;
        Ok(select.query_row(params_from_iter(lines.values), |row| row.get(0))?)
    }

    /// Says a filter in SQL for pages by form number: whether few interviews are meant is known by the kept counts.
    pub(super) fn page_of(&self, survey: &Survey, filter: &Filter) -> Result<Conditions> {
        let mut page = filter.conditions(survey);
        for (part, cell) in filter.cells() {
            page.few |= self.tallied(survey.id, part, &cell, filter)? <= FEW;
        }
        Ok(page)
    }

    /// Gives how many interviews of a cell have one of the filter's statuses, from the kept counts.
    fn tallied(&self, survey: Id, part: Part, cell: &Cell, filter: &Filter) -> Result<i64> {
        let sql = "SELECT code, n FROM tally WHERE survey = ?1 AND part = ?2 AND item = ?3 AND what = 'status'";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey, part.code(), cell.sql()))?;
        let mut sum = 0;
        while let Some(row) = rows.next()? {
            let code: String = row.get(0)?;
            if filter.statuses.is_empty() || filter.statuses.iter().any(|status| status.code() == code) {
                sum += row.get::<_, i64>(1)?;
            }
        }
        Ok(sum)
    }

    /// Gives the complete forms begun last, newest first: form number and moment of completion.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn last_forms(&self, survey: Id, limit: i64) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT form_number, completed FROM interview WHERE +survey = ?1 AND status <> 'void' AND completed IS NOT NULL \
                   ORDER BY id DESC LIMIT ?2";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map((survey, limit), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Sums what a surveyor completed since a moment (as stored): forms, keys, milliseconds at work, corrections.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn work_since(&self, survey: Id, surveyor: Id, since: &str) -> Result<[i64; 4]> {
        let sql = "SELECT count(*), coalesce(sum(keys), 0), coalesce(sum(active_ms), 0), coalesce(sum(corrections), 0) FROM interview \
                   WHERE survey = ?1 AND status IN ('complete', 'returned', 'approved') AND surveyor = ?2 AND completed >= ?3";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_row((survey, surveyor, since), |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        form_number: row.get(1)?,
        status: Status::from_code(&row.get::<_, String>(2)?).unwrap_or(Status::Draft),
        surveyor: row.get(3)?,
        service: row.get(4)?,
        location: row.get(5)?,
        at: row.get(6)?,
        problems: row.get(7)?,
        saran: row.get(8)?,
        source: row.get::<_, Option<String>>(9)?.zip(row.get(10)?),
    })
}
