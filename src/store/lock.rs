//! The lock: a closed survey takes no change until it is opened again with a reason; knows no screen.

use super::{Counts, Error, Result, Store, Survey, Turn, change, change::Line, fingerprint, maybe, survey};
use crate::survey::interview::{Id, Status};
use crate::words::Words;

/// How a survey stood when it was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When: `2024-09-30T09:41:12.123+08:00`.
    pub at: String,
    /// Who closed it.
    pub who: String,
    pub why: String,
    pub counts: Counts,
    /// SHA-256 over the data, as 64 digits.
    pub fingerprint: String,
}

impl Closed {
    /// Gives the day, as people write it.
    #[must_use]
    pub fn day(&self) -> String {
        self.at.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| self.at.clone(), crate::survey::date::show)
    }

    /// Says when it was closed and with what counts, for what is exported.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        w.lock_printed(self.day(), w.counts(&self.counts.0))
    }

    /// Says the whole fingerprint, to be compared with the one on paper.
    #[must_use]
    pub fn say_fingerprint(&self, w: Words) -> String {
        w.lock_fingerprint(&self.fingerprint)
    }
}

impl Store {
    /// Tells how a survey stood when it was closed; none while it is open.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn closed(&self, survey: Id) -> Result<Option<Closed>> {
        closed(&self.db, survey)
    }

    /// Refuses what would change a closed survey.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn refuse_closed(&self, survey: Id) -> Result<()> {
        self.closed(survey)?.map_or(Ok(()), |closed| Err(Error::Closed(Some(Box::new(closed)))))
    }

    /// Closes a survey: from now on nothing in it changes. An empty `why` is none.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], or [`Error::Closed`] where it is closed already.
    pub fn close_survey(&mut self, survey: &Survey, why: &str) -> Result<Closed> {
        if !self.is_supervised(survey) {
            return Err(Error::NotASupervisor);
        }
        let who = self.who();
        let mut turn = self.begin()?;
        turn.refuse_closed(survey.id)?;
        let fresh = survey::load(&turn.tx, turn.forms, survey.id)?;
        let counts = survey::counted(&turn.tx, survey.id)?;
        let print = fingerprint::of(&turn.tx, &fresh)?;
        let id = turn.next_id()?;
        let why = Some(why.trim()).filter(|why| !why.is_empty());
        let sql = "INSERT INTO lock (id, survey, at, who, why, counts, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        turn.tx.execute(sql, (id, survey.id, &turn.at, who, why, as_json(&counts), &print))?;
        turn.log(&Line { subject: survey.id, question: LOCK, new: Some(change::json(&print)), who, why, ..Line::default() })?;
        turn.commit()?;
        self.closed(survey.id)?.ok_or(Error::Stale)
    }

    /// Opens a closed survey again, with the reason; does nothing where it is open.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], or when the database can't be written.
    pub fn reopen_survey(&mut self, survey: Id, why: &str) -> Result<()> {
        if !self.is_supervised(&self.survey(survey)?) {
            return Err(Error::NotASupervisor);
        }
        let who = self.who();
        let mut turn = self.begin()?;
        let sql =
            "UPDATE lock SET opened_at = ?2, opened_by = ?3, opened_why = ?4 WHERE survey = ?1 AND opened_at IS NULL RETURNING fingerprint";
        let Some(print) = maybe(&turn.tx, sql, (survey, &turn.at, who, why), |row| row.get::<_, String>(0))? else { return Ok(()) };
        turn.log(&Line { subject: survey, question: LOCK, old: Some(change::json(&print)), who, why: Some(why), ..Line::default() })?;
        turn.commit()
    }
}

/// The field of the log that says that a survey was closed or opened.
pub(super) const LOCK: &str = "@lock";

impl Turn<'_> {
    /// Refuses where the survey that an interview, batch, item or verification belongs to is closed.
    pub(super) fn refuse_closed(&mut self, subject: Id) -> Result<()> {
        if self.nothing_closed {
            return Ok(());
        }
        if maybe(&self.tx, "SELECT 1 FROM lock WHERE opened_at IS NULL LIMIT 1", [], |_| Ok(()))?.is_none() {
            self.nothing_closed = true;
            return Ok(());
        }
        // An id is drawn once for all tables: it stands in one of them.
        let sql = "SELECT survey FROM interview WHERE id = ?1 UNION ALL SELECT survey FROM batch WHERE id = ?1 \
                   UNION ALL SELECT id FROM survey WHERE id = ?1 UNION ALL SELECT survey FROM item WHERE id = ?1 \
                   UNION ALL SELECT survey FROM verification WHERE id = ?1 LIMIT 1";
        let Some(survey) = maybe(&self.tx, sql, [subject], |row| row.get(0))? else { return Ok(()) };
        closed(&self.tx, survey)?.map_or(Ok(()), |closed| Err(Error::Closed(Some(Box::new(closed)))))
    }
}

fn closed(db: &rusqlite::Connection, survey: Id) -> Result<Option<Closed>> {
    let sql = "SELECT k.at, coalesce(w.label, ''), coalesce(k.why, ''), k.counts, k.fingerprint FROM lock k LEFT JOIN item w ON w.id = k.who \
               WHERE k.survey = ?1 AND k.opened_at IS NULL";
    maybe(db, sql, [survey], |row| {
        Ok(Closed {
            at: row.get(0)?,
            who: row.get(1)?,
            why: row.get(2)?,
            counts: from_json(&row.get::<_, String>(3)?),
            fingerprint: row.get(4)?,
        })
    })
}

/// Writes counts by status as JSON.
fn as_json(counts: &Counts) -> String {
    let object: serde_json::Map<String, serde_json::Value> =
        Status::ALL.iter().map(|status| (status.code().to_owned(), counts.of(*status).into())).collect();
    serde_json::Value::Object(object).to_string()
}

fn from_json(text: &str) -> Counts {
    let object: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    Counts(Status::ALL.map(|status| object.get(status.code()).and_then(serde_json::Value::as_i64).unwrap_or(0)))
}
