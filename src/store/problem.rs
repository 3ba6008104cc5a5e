//! Soft problems of interviews: opened, kept with a reason, lapsed; knows no rule.

use super::{Error, Result, Store, Survey, Turn, change, change::Line, conflict, maybe};
use crate::survey::interview::{Id, Kept};
use rusqlite::Connection;

impl Store {
    /// Gives the rules of an interview's open soft problems.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn open_problems(&self, id: Id) -> Result<Vec<String>> {
        open_problems(&self.db, id)
    }

    /// Keeps an open soft problem of a finished interview, with the reason.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is open no more, [`Store::refuse_stranger`], or when the database can't be written.
    pub fn keep_problem(&mut self, id: Id, rule: &str, reason: &str, who: Option<Id>) -> Result<()> {
        self.refuse_stranger_of(id)?;
        let mut turn = self.begin()?;
        turn.refuse_closed(id)?;
        if !open_problems(&turn.tx, id)?.iter().any(|open| open == rule) {
            return Err(Error::Stale);
        }
        turn.set_problem(id, rule, None, "kept", Some(reason), who)?;
        turn.commit()
    }
}

impl Turn<'_> {
    pub(super) fn keep(&mut self, survey: &Survey, id: Id, kept: &Kept, who: Option<Id>) -> Result<()> {
        let question = kept.question.and_then(|at| survey.form.questions.get(at)).map(|question| question.key.as_str());
        self.set_problem(id, &kept.rule, question, "kept", Some(&kept.reason), who)
    }

    pub(super) fn set_problem(
        &mut self,
        id: Id,
        rule: &str,
        question: Option<&str>,
        state: &str,
        reason: Option<&str>,
        who: Option<Id>,
    ) -> Result<()> {
        self.watch(id)?;
        if conflict::field(rule).is_some() {
            return self.keep_standing(id, rule, reason, who);
        }
        let old =
            maybe(&self.tx, "SELECT state FROM problem WHERE interview = ?1 AND rule = ?2", (id, rule), |row| row.get::<_, String>(0))?;
        let sql = "INSERT INTO problem (interview, rule, question, state, reason) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT DO UPDATE SET state = excluded.state, reason = coalesce(excluded.reason, reason)";
        // What the log says of a problem that opens or lapses is no reason to keep it.
        self.tx.prepare_cached(sql)?.execute((id, rule, question, state, reason.filter(|_| state == "kept")))?;
        let field = format!("@problem:{rule}");
        let old = old.as_deref().map(change::json);
        self.log(&Line { subject: id, question: &field, old, new: Some(change::json(state)), who, why: reason, undoes: None })?;
        Ok(())
    }
}

fn open_problems(db: &Connection, id: Id) -> Result<Vec<String>> {
    let mut select = db.prepare_cached("SELECT rule FROM problem WHERE interview = ?1 AND state = 'open' ORDER BY rule")?;
    Ok(select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
