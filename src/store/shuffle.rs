//! Interviews in an order drawn by chance, kept in a table of this connection alone; knows no export.

use super::{Record, Result, Store, Survey};
use crate::survey::interview::Id;
use rusqlite::OptionalExtension;

impl Store {
    /// Begins an order without interviews, in place of one that was left.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn begin_shuffle(&self) -> Result<()> {
        self.end_shuffle();
        let sql = "CREATE TEMP TABLE shuffled (place INTEGER, id INTEGER, PRIMARY KEY (place, id)) WITHOUT ROWID";
        Ok(self.db.execute_batch(sql)?)
    }

    /// Puts interviews into the order, each at a place drawn by SQLite.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn shuffle_in(&self, ids: impl Iterator<Item = Id>) -> Result<()> {
        let mut insert = self.db.prepare_cached("INSERT INTO temp.shuffled VALUES (random(), ?1)")?;
        for id in ids {
            insert.execute([id])?;
        }
        Ok(())
    }

    /// Reads at most `limit` interviews in that order, from behind `after` (place and id) on; gives them with where they end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn shuffled(&self, survey: &Survey, after: (i64, Id), limit: i64) -> Result<(Vec<Record>, (i64, Id))> {
        let page = "SELECT place, id FROM temp.shuffled WHERE (place, id) > (?1, ?2) ORDER BY place, id LIMIT ?3";
        let records = self.records_of(survey, page, &[after.0.into(), after.1.into(), limit.into()])?;
        let sql = format!("SELECT place, id FROM ({page}) ORDER BY place DESC, id DESC LIMIT 1");
        let end = self.db.prepare_cached(&sql)?.query_row((after.0, after.1, limit), |row| Ok((row.get(0)?, row.get(1)?)));
        Ok((records, end.optional()?.unwrap_or(after)))
    }

    /// Forgets the order.
    pub fn end_shuffle(&self) {
        // What is left goes with the connection.
        let _ = self.db.execute_batch("DROP TABLE IF EXISTS temp.shuffled");
    }
}
