//! Reads whole interviews for exports, a page at a time, so that memory does not grow with their number.

use super::{Filter, Result, Store, Survey, answers};
use crate::survey::interview::{Effort, Id, Status};
use crate::survey::value::{Answer, Missing};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row, params_from_iter};

/// One interview as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: Id,
    pub form_number: i64,
    pub status: Status,
    /// ISO date of the interview.
    pub date: String,
    pub batch: i64,
    pub band: Option<Id>,
    pub location: Id,
    pub surveyor: Id,
    /// When keying began and when the interview was completed; empty while it is a draft.
    pub started: String,
    pub completed: String,
    pub effort: Effort,
    /// Open soft problems.
    pub problems: i64,
    /// The version of the questionnaire that it was keyed with.
    pub version: u32,
    /// By position of the question in the present version; one that does not apply, or that its own version does not have, is `None`.
    pub answers: Vec<Option<Answer>>,
    /// Notes as `question: text`, joined by a semicolon.
    pub notes: String,
}

const FIXED: usize = 19;

impl Store {
    /// Reads at most `limit` interviews that a filter leaves, by form number, from behind `after` (form number and id) on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn records(&self, survey: &Survey, filter: &Filter, after: (i64, Id), limit: i64) -> Result<Vec<Record>> {
        let mut page = self.page_of(survey, filter)?;
        let rows = page.page(after, limit);
        let mut records = self.records_of(survey, &rows, &page.values)?;
        // They come in order as a rule: cheaper to look here than to have SQLite sort a page of whole rows.
        records.sort_by_key(|record| (record.form_number, record.id));
        Ok(records)
    }

    /// Reads the interviews whose ids a query gives, in its order as a rule.
    pub(super) fn records_of(&self, survey: &Survey, rows: &str, values: &[Value]) -> Result<Vec<Record>> {
        let form = &survey.form;
        let columns: Vec<String> = (0..form.questions.len()).map(|at| answers::column(form, at)).collect();
        let sql = format!(
            "SELECT i.id, i.form_number, i.status, i.date, b.number, i.band, i.location, i.surveyor, i.started, coalesce(i.completed, ''), \
             i.keys, i.corrections, i.active_ms, i.pauses, i.pause_ms, \
             (SELECT group_concat(m.question || '=' || m.reason, ';') FROM missing m WHERE m.interview = i.id), \
             (SELECT group_concat(n.question || ': ' || n.text, '; ') FROM note n WHERE n.interview = i.id), \
             (SELECT count(*) FROM problem x WHERE x.interview = i.id AND x.state = 'open'), i.version, {} \
             FROM ({rows}) page CROSS JOIN interview i ON i.id = page.id JOIN {} a ON a.interview = i.id JOIN batch b ON b.id = i.batch \
             LEFT JOIN item sv ON sv.id = i.service",
            columns.join(", "),
            answers::table(form),
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(values), |row| read(survey, row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(survey: &Survey, row: &Row<'_>) -> rusqlite::Result<Record> {
    let form = &survey.form;
    let mut answers: Vec<Option<Answer>> =
        (0..form.questions.len()).map(|at| row.get_ref(FIXED + at).map(answers::answer)).collect::<rusqlite::Result<_>>()?;
    if let ValueRef::Text(missing) = row.get_ref(15)? {
        for (key, reason) in String::from_utf8_lossy(missing).split(';').filter_map(|pair| pair.split_once('=')) {
            if let (Some(at), Some(reason)) = (form.find(key), Missing::from_code(reason)) {
                answers[at] = Some(Answer::Missing(reason));
            }
        }
    }
    Ok(Record {
        id: row.get(0)?,
        form_number: row.get(1)?,
        status: Status::from_code(row.get_ref(2)?.as_str()?).unwrap_or(Status::Draft),
        date: row.get(3)?,
        batch: row.get(4)?,
        band: row.get(5)?,
        location: row.get(6)?,
        surveyor: row.get(7)?,
        started: row.get(8)?,
        completed: row.get(9)?,
        effort: Effort { keys: row.get(10)?, corrections: row.get(11)?, ms: row.get(12)?, pauses: row.get(13)?, pause_ms: row.get(14)? },
        problems: row.get(17)?,
        version: row.get(18)?,
        answers,
        notes: row.get::<_, Option<String>>(16)?.unwrap_or_default(),
    })
}
