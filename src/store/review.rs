//! Review: approving, returning with a reason, comments both ways; knows no screen.

use super::{Entry, Error, Filter, Result, Store, Survey, Turn, change, change::Line, maybe};
use crate::survey::interview::{Id, Status};
use rusqlite::params_from_iter;

/// What surveyor or supervisor wrote about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: Id,
    /// The question's key; none for the whole form.
    pub question: Option<String>,
    /// The label of who wrote it; empty where nobody had signed in.
    pub who: String,
    pub at: String,
    pub text: String,
    /// True where it is the reason of a return.
    pub returns: bool,
}

/// An interview that waits for its surveyor to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub interview: Id,
    pub form_number: i64,
    pub surveyor: Id,
    /// The question that the reason is pinned to; none for the whole form.
    pub question: Option<String>,
    pub reason: String,
    /// When it was returned.
    pub at: String,
}

/// What approving in bulk comes to: every interview that a filter leaves is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// Complete and without an open problem: approved.
    pub approved: i64,
    /// Complete, but with an open problem: left as they are.
    pub doubtful: i64,
    /// Left because they are not complete: drafts and returned ones.
    pub unfinished: i64,
    /// Approved before.
    pub already: i64,
    pub void: i64,
}

/// Where a complete interview has an open problem.
const DOUBTFUL: &str = "EXISTS (SELECT 1 FROM problem x WHERE x.interview = i.id AND x.state = 'open')";

impl Store {
    /// Approves a complete interview; `revision` is that of the record that the person saw.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`]; [`Error::Stale`] when it is not complete any more or another program changed it; nothing is changed then.
    pub fn approve(&mut self, id: Id, revision: i64) -> Result<()> {
        let who = self.who;
        let mut turn = self.begin()?;
        turn.decide(id, Some(revision), &[Status::Complete], Status::Approved, who, None)?;
        turn.commit()
    }

    /// Returns a complete or approved interview to its surveyor, with the reason pinned to a question.
    ///
    /// # Errors
    /// As [`Store::approve`].
    pub fn return_to_surveyor(&mut self, id: Id, revision: i64, question: Option<&str>, reason: &str) -> Result<()> {
        let who = self.who;
        let mut turn = self.begin()?;
        turn.decide(id, Some(revision), &[Status::Complete, Status::Approved], Status::Returned, who, Some(reason))?;
        turn.comment(id, question, reason, who, true)?;
        turn.commit()
    }

    /// Writes a comment on a question, or on the whole form.
    ///
    /// # Errors
    /// As [`Store::refuse_stranger`], or when the database can't be written.
    pub fn comment(&mut self, id: Id, question: Option<&str>, text: &str, who: Option<Id>) -> Result<()> {
        self.refuse_stranger_of(id)?;
        let mut turn = self.begin()?;
        turn.comment(id, question, text, who, false)?;
        turn.commit()
    }

    /// Gives the comments of an interview, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn comments(&self, id: Id) -> Result<Vec<Comment>> {
        let sql = "SELECT c.id, c.question, coalesce(p.label, ''), c.at, c.text, c.returns FROM comment c LEFT JOIN item p ON p.id = c.who \
                   WHERE c.interview = ?1 ORDER BY c.id";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([id], |row| {
            Ok(Comment {
                id: row.get(0)?,
                question: row.get(1)?,
                who: row.get(2)?,
                at: row.get(3)?,
                text: row.get(4)?,
                returns: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the interviews that were returned and wait, the oldest return first; `surveyor` leaves those of one person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn returned(&self, survey: Id, surveyor: Option<Id>) -> Result<Vec<Returned>> {
        let sql = "SELECT i.id, i.form_number, i.surveyor, c.question, coalesce(c.text, ''), coalesce(c.at, i.started) FROM interview i \
                   LEFT JOIN comment c ON c.id = (SELECT max(id) FROM comment x WHERE x.interview = i.id AND x.returns = 1) \
                   WHERE i.survey = ?1 AND i.status = 'returned' AND (?2 IS NULL OR i.surveyor = ?2) ORDER BY 6, i.id";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map((survey, surveyor), |row| {
            Ok(Returned {
                interview: row.get(0)?,
                form_number: row.get(1)?,
                surveyor: row.get(2)?,
                question: row.get(3)?,
                reason: row.get(4)?,
                at: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the complete interviews that a filter leaves, whatever statuses it names, by form number, at most `limit`, from
    /// behind `after` (form number and id) on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn review_queue(&self, survey: &Survey, filter: &Filter, after: (i64, Id), limit: i64) -> Result<Vec<Entry>> {
        self.list(survey, &complete(filter), after, limit)
    }

    /// Gives the form number and id of the complete interview before one, by form number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn reviewed_before(&self, survey: &Survey, filter: &Filter, before: (i64, Id)) -> Result<Option<(i64, Id)>> {
        let mut lines = complete(filter).conditions(survey);
        let (number, id) = (lines.bind(before.0), lines.bind(before.1));
        let sql = format!(
            "SELECT i.form_number, i.id FROM interview i WHERE {} AND (i.form_number, i.id) < ({number}, {id}) ORDER BY i.form_number DESC, i.id DESC LIMIT 1",
            lines.sql()
        );
        maybe(&self.db, &sql, params_from_iter(lines.values), |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Counts the complete interviews that a filter leaves: all of them, and those up to a form number and id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn review_place(&self, survey: &Survey, filter: &Filter, up_to: (i64, Id)) -> Result<(i64, i64)> {
        let queue = complete(filter);
        let mut lines = queue.conditions(survey);
        let (number, id) = (lines.bind(up_to.0), lines.bind(up_to.1));
        let sql = format!("SELECT count(*) FROM interview i WHERE {} AND (i.form_number, i.id) <= ({number}, {id})", lines.sql());
        let mut select = self.db.prepare_cached(&sql)?;
        let before = select.query_row(params_from_iter(lines.values), |row| row.get(0))?;
        Ok((self.count(survey, &queue)?, before))
    }

    /// Counts what [`Store::approve_all_clean`] would do.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn count_clean(&self, survey: &Survey, filter: &Filter) -> Result<Bulk> {
        count_clean(&self.db, survey, filter)
    }

    /// Approves, in one transaction, what is complete and has no open problem; tells what was left out and why.
    ///
    /// # Errors
    /// When the database can't be written; nothing is approved then.
    pub fn approve_all_clean(&mut self, survey: &Survey, filter: &Filter) -> Result<Bulk> {
        let who = self.who;
        let mut turn = self.begin()?;
        let bulk = count_clean(&turn.tx, survey, filter)?;
        let lines = complete(filter).conditions(survey);
        let sql = format!("SELECT i.id FROM interview i WHERE {} AND NOT {DOUBTFUL} ORDER BY i.id", lines.sql());
        let clean: Vec<Id> =
            turn.tx.prepare_cached(&sql)?.query_map(params_from_iter(lines.values), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in clean {
            turn.decide(id, None, &[Status::Complete], Status::Approved, who, None)?;
        }
        turn.commit()?;
        Ok(bulk)
    }
}

/// Narrows a filter to complete interviews.
fn complete(filter: &Filter) -> Filter {
    Filter { statuses: vec![Status::Complete], ..filter.clone() }
}

fn count_clean(db: &rusqlite::Connection, survey: &Survey, filter: &Filter) -> Result<Bulk> {
    let lines = Filter { statuses: Vec::new(), ..filter.clone() }.conditions(survey);
    let sql =
        format!("SELECT i.status, i.status = 'complete' AND {DOUBTFUL}, count(*) FROM interview i WHERE {} GROUP BY 1, 2", lines.sql());
    let mut bulk = Bulk::default();
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params_from_iter(lines.values))?;
    while let Some(row) = rows.next()? {
        let count = match (Status::from_code(&row.get::<_, String>(0)?), row.get::<_, bool>(1)?) {
            (Some(Status::Complete), false) => &mut bulk.approved,
            (Some(Status::Complete), true) => &mut bulk.doubtful,
            (Some(Status::Approved), _) => &mut bulk.already,
            (Some(Status::Void), _) => &mut bulk.void,
            (Some(Status::Draft | Status::Returned) | None, _) => &mut bulk.unfinished,
        };
        *count += row.get::<_, i64>(2)?;
    }
    Ok(bulk)
}

impl Turn<'_> {
    /// Sets the status that a supervisor decided on; refuses when the record is not as the person saw it.
    fn decide(&mut self, id: Id, revision: Option<i64>, from: &[Status], to: Status, who: Option<Id>, why: Option<&str>) -> Result<()> {
        self.refuse_unsupervised(id, who)?;
        let sql = "UPDATE interview SET revision = revision + 1 WHERE id = ?1 AND (?2 IS NULL OR revision = ?2) RETURNING status";
        let code: String = maybe(&self.tx, sql, (id, revision), |row| row.get(0))?.ok_or(Error::Stale)?;
        let old = Status::from_code(&code).filter(|old| from.contains(old)).ok_or(Error::Stale)?;
        self.set_status(id, old, to, who, why, None)
    }

    fn comment(&mut self, id: Id, question: Option<&str>, text: &str, who: Option<Id>, returns: bool) -> Result<()> {
        self.refuse_closed(id)?;
        let sql = "INSERT INTO comment (id, interview, question, who, at, text, returns) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.tx.prepare_cached(sql)?.execute((self.next_id()?, id, question, who, &self.at, text, returns))?;
        let field = format!("@comment:{}", question.unwrap_or_default());
        self.log(&Line { subject: id, question: &field, new: Some(change::json(text)), who, ..Line::default() })?;
        Ok(())
    }
}
