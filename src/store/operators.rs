//! Operator statistics: what each surveyor keyed, how fast, and what came back; read on demand and never stored.

use super::{Result, Store, Survey, rekeyed::UPHELD};
use crate::survey::interview::Id;

/// The finished work of one surveyor, or of one surveyor on one day of keying.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    pub surveyor: Id,
    pub label: String,
    /// ISO date on which the forms were completed, drafts and voided ones begun; empty where days are not told apart.
    pub day: String,
    /// Finished forms: complete, returned and approved ones. All that follows is about these alone, but for `drafts` and `void`.
    pub forms: i64,
    pub keys: i64,
    /// Milliseconds at work.
    pub ms: i64,
    pub pauses: i64,
    pub pause_ms: i64,
    pub corrections: i64,
    /// Answers that are absent with a reason.
    pub missing: i64,
    /// How often a form was returned.
    pub returns: i64,
    /// Fields that were keyed again blind, and those where this surveyor was wrong.
    pub compared: i64,
    pub mismatches: i64,
    /// Left out of everything above.
    pub drafts: i64,
    pub void: i64,
}

impl Operator {
    /// Adds another row's work to this one.
    pub const fn add(&mut self, other: &Self) {
        self.forms += other.forms;
        self.keys += other.keys;
        self.ms += other.ms;
        self.pauses += other.pauses;
        self.pause_ms += other.pause_ms;
        self.corrections += other.corrections;
        self.missing += other.missing;
        self.returns += other.returns;
        self.compared += other.compared;
        self.mismatches += other.mismatches;
        self.drafts += other.drafts;
        self.void += other.void;
    }
}

impl Store {
    /// Sums the work of a survey by surveyor, in the order of their codes, and by day where asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn operators(&self, survey: &Survey, by_day: bool) -> Result<Vec<Operator>> {
        let day = if by_day { "substr(CASE WHEN i.status IN ('draft', 'void') THEN i.started ELSE i.completed END, 1, 10)" } else { "''" };
        // One row an interview before anything is summed, so that nothing counts twice.
        let sql = format!(
            "WITH work AS (SELECT i.surveyor, {day} AS day, i.status IN ('complete', 'returned', 'approved') AS finished, i.status, \
             i.keys, i.active_ms, i.pauses, i.pause_ms, i.corrections, \
             (SELECT count(*) FROM missing m WHERE m.interview = i.id) AS missing, \
             (SELECT count(*) FROM comment c WHERE c.interview = i.id AND c.returns = 1) AS returns, r.compared, r.mismatches \
             FROM interview i LEFT JOIN (SELECT r.interview, count(*) AS compared, sum(r.fault = 'keyer' AND NOT {UPHELD}) AS mismatches \
             FROM rekeyed r GROUP BY r.interview) r ON r.interview = i.id WHERE i.survey = ?1) \
             SELECT w.surveyor, p.label, coalesce(w.day, ''), sum(finished), \
             coalesce(sum(keys) FILTER (WHERE finished), 0), coalesce(sum(active_ms) FILTER (WHERE finished), 0), \
             coalesce(sum(pauses) FILTER (WHERE finished), 0), coalesce(sum(pause_ms) FILTER (WHERE finished), 0), \
             coalesce(sum(corrections) FILTER (WHERE finished), 0), coalesce(sum(missing) FILTER (WHERE finished), 0), \
             coalesce(sum(returns) FILTER (WHERE finished), 0), coalesce(sum(compared) FILTER (WHERE finished), 0), \
             coalesce(sum(mismatches) FILTER (WHERE finished), 0), sum(status = 'draft'), sum(status = 'void') \
             FROM work w JOIN item p ON p.id = w.surveyor GROUP BY p.code, w.surveyor, w.day ORDER BY p.code, w.surveyor, w.day"
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map([survey.id], |row| {
            Ok(Operator {
                surveyor: row.get(0)?,
                label: row.get(1)?,
                day: row.get(2)?,
                forms: row.get(3)?,
                keys: row.get(4)?,
                ms: row.get(5)?,
                pauses: row.get(6)?,
                pause_ms: row.get(7)?,
                corrections: row.get(8)?,
                missing: row.get(9)?,
                returns: row.get(10)?,
                compared: row.get(11)?,
                mismatches: row.get(12)?,
                drafts: row.get(13)?,
                void: row.get(14)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
