//! How many flags there are and whose: read from the counts that are kept current, whatever the number of interviews.

use super::{Result, Store};
use crate::survey::interview::Id;

/// A rule with the finished interviews that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCount {
    pub rule: String,
    pub open: i64,
    pub kept: i64,
}

/// A surveyor's finished interviews, and those of them that a rule flags, kept ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SurveyorCount {
    pub surveyor: Id,
    pub flagged: i64,
    pub finished: i64,
}

impl Store {
    /// Counts a survey's soft problems by rule, those with most open ones first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn rule_counts(&self, survey: Id) -> Result<Vec<RuleCount>> {
        let sql = "SELECT code, sum(CASE what WHEN 'open' THEN n ELSE 0 END) AS open, sum(CASE what WHEN 'kept' THEN n ELSE 0 END) AS kept \
                   FROM tally WHERE survey = ?1 AND part = 'survey' AND item = 0 AND what IN ('open', 'kept') \
                   GROUP BY code HAVING open + kept > 0 ORDER BY open DESC, kept DESC, code";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([survey], |row| Ok(RuleCount { rule: row.get(0)?, open: row.get(1)?, kept: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts for each surveyor with finished interviews how many of them a rule flags, open or kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn surveyor_counts(&self, survey: Id, rule: &str) -> Result<Vec<SurveyorCount>> {
        let sql = "SELECT item, sum(CASE WHEN what IN ('open', 'kept') THEN n ELSE 0 END), \
                   sum(CASE what WHEN 'status' THEN n ELSE 0 END) AS finished FROM tally \
                   WHERE survey = ?1 AND part = 'surveyor' AND (what IN ('open', 'kept') AND code = ?2 \
                   OR what = 'status' AND code IN ('complete', 'returned', 'approved')) \
                   GROUP BY item HAVING finished > 0 ORDER BY item";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select
            .query_map((survey, rule), |row| Ok(SurveyorCount { surveyor: row.get(0)?, flagged: row.get(1)?, finished: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
