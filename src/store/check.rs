//! The check of all finished interviews, as a job that works in steps; each step is whole by itself, and each change is logged.

use super::{Error, Result, Store, Survey};
use crate::survey::interview::{CHECKED, Id};

/// Interviews of one step.
const PAGE: i64 = 100;

/// How far a check is, and what it came to so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub interviews: u64,
    /// Finished interviews when the check began.
    pub total: u64,
    /// Problems that were opened.
    pub opened: u64,
    /// Open problems that hold no longer.
    pub lapsed: u64,
    pub done: bool,
}

/// A check under way. Given up, it leaves each interview checked or as it was.
#[derive(Debug)]
pub struct Check {
    survey: Survey,
    after: Id,
    so_far: Checked,
}

impl Check {
    /// Begins a check of a survey's finished interviews.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], [`Error::Closed`], or when the database does not answer.
    pub fn begin(store: &Store, survey: Id) -> Result<Self> {
        store.refuse_closed(survey)?;
        if !store.is_supervised(&store.survey(survey)?) {
            return Err(Error::NotASupervisor);
        }
        let total = u64::try_from(store.counts(survey)?.finished()).unwrap_or(0);
        Ok(Self { survey: store.survey(survey)?, after: 0, so_far: Checked { total, ..Checked::default() } })
    }

    /// Gives how far it is.
    #[must_use]
    pub const fn so_far(&self) -> Checked {
        self.so_far
    }

    /// Checks the next hundred interviews at most, in one transaction: opens what holds, lapses what holds no longer, leaves
    /// what a person kept.
    ///
    /// # Errors
    /// When the database can't be written; the steps before stand.
    pub fn step(&mut self, store: &mut Store) -> Result<Checked> {
        if self.so_far.done {
            return Ok(self.so_far);
        }
        let who = store.who();
        let mut turn = store.begin()?;
        // The plus keeps the query on the row order.
        let sql = "SELECT id FROM interview WHERE +survey = ?1 AND id > ?2 AND +status IN ('complete', 'returned', 'approved') \
                   ORDER BY id LIMIT ?3";
        let ids: Vec<Id> = turn
            .tx
            .prepare_cached(sql)?
            .query_map((self.survey.id, self.after, PAGE), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut so_far = self.so_far;
        for id in &ids {
            let flagged = turn.flag(&self.survey, *id, None, who, Some(CHECKED))?;
            so_far.opened += flagged.opened;
            so_far.lapsed += flagged.lapsed;
        }
        turn.commit()?;
        so_far.interviews += ids.len() as u64;
        so_far.done = i64::try_from(ids.len()).is_ok_and(|read| read < PAGE);
        self.after = ids.last().copied().unwrap_or(self.after);
        self.so_far = so_far;
        Ok(so_far)
    }
}
