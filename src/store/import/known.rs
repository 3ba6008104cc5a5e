//! Whether a row of a file is here already: imported before, or keyed under its number; knows no file format.

use super::super::{Result, Store, Survey, answers, interview, maybe};
use super::Incoming;
use crate::store::UsedNumber;
use crate::survey::form::Form;
use crate::survey::interview::{Id, Status};
use crate::survey::value::Answer;
use std::collections::HashSet;

/// What is known of a row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    New,
    /// It was imported before, or an interview with its number has its answers.
    Same,
    /// It was imported before and says something else now.
    Differs,
    /// Another interview has its number.
    Used(Box<UsedNumber>),
}

impl Store {
    /// Tells whether any interview of a survey could be one of a file's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn has_interviews(&self, survey: &Survey) -> Result<bool> {
        Ok(maybe(&self.db, "SELECT 1 FROM interview WHERE survey = ?1 LIMIT 1", [survey.id], |_| Ok(()))?.is_some())
    }

    /// Gives the rows of a very file, told by the sum of its bytes, that were imported into a survey before.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn rows_imported(&self, survey: Id, sha256: &str) -> Result<HashSet<u64>> {
        let sql = "SELECT id FROM source WHERE survey = ?1 AND sha256 = ?2 LIMIT 1";
        if maybe(&self.db, sql, (survey, sha256), |_| Ok(()))?.is_none() {
            return Ok(HashSet::new());
        }
        let sql = "SELECT m.row FROM source s JOIN imported m ON m.source = s.id WHERE s.survey = ?1 AND s.sha256 = ?2";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map((survey, sha256), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the file and the row that an interview was imported from; none where it was keyed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn imported_from(&self, interview: Id) -> Result<Option<(String, u64)>> {
        let sql = "SELECT s.name, m.row FROM imported m JOIN source s ON s.id = m.source WHERE m.interview = ?1";
        maybe(&self.db, sql, [interview], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Gives how the columns of files with a head were taken last, as a map file.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn import_map(&self, survey: Id, head: &str) -> Result<Option<String>> {
        maybe(&self.db, "SELECT map FROM import_map WHERE survey = ?1 AND head = ?2", (survey, head), |row| row.get(0))
    }

    /// Remembers how the columns of files with a head are taken.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_import_map(&mut self, survey: Id, head: &str, map: &str) -> Result<()> {
        let sql = "INSERT INTO import_map (survey, head, map, at) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET map = excluded.map, at = excluded.at";
        let turn = self.begin()?;
        turn.tx.execute(sql, (survey, head, map, &turn.at))?;
        turn.commit()
    }

    /// Looks a row of a file up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn known(&self, survey: &Survey, incoming: &Incoming) -> Result<Known> {
        let sql =
            "SELECT m.content, i.status FROM imported m JOIN interview i ON i.id = m.interview WHERE m.survey = ?1 AND m.identity = ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey.id, incoming.identity))?;
        let mut differs = false;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(0)? == incoming.content {
                return Ok(Known::Same);
            }
            // What was voided may be imported mended.
            differs |= row.get_ref(1)?.as_str().ok() != Some(Status::Void.code());
        }
        if differs {
            return Ok(Known::Differs);
        }
        let Some(number) = incoming.form_number.filter(|_| incoming.status != Status::Void) else { return Ok(Known::New) };
        let Some(used) = interview::used(&self.db, survey.id, number, None)? else { return Ok(Known::New) };
        let here = answers::read(&self.db, &survey.form, used.interview)?;
        Ok(if same(&survey.form, &here, incoming) { Known::Same } else { Known::Used(Box::new(used)) })
    }
}

/// Compares what stands in an interview with what would stand in one from a file.
fn same(form: &Form, one: &[Option<Answer>], incoming: &Incoming) -> bool {
    one == incoming.standing(form).0
}
