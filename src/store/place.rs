//! Where keying stands, so that a restart goes on at the exact question of the exact form.

use super::{Result, Store, Turn};
use crate::survey::interview::Id;

/// Where keying stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The question in hand; none while the form number is keyed or a form is fresh.
    pub question: Option<String>,
    /// Text typed there and not accepted yet.
    pub typed: Option<String>,
}

/// A place that was left: what a restart offers to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub survey: Id,
    pub batch: Id,
    pub interview: Option<Id>,
    pub form_number: i64,
    pub place: Place,
}

impl Store {
    /// Remembers where keying stands.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remember(&mut self, batch: Id, interview: Option<Id>, form_number: i64, place: &Place) -> Result<()> {
        let turn = self.begin()?;
        turn.put_place(batch, interview, form_number, place)?;
        turn.commit()
    }

    /// Forgets the place in a batch: it is finished.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn forget_place(&mut self, batch: Id) -> Result<()> {
        let turn = self.begin()?;
        turn.tx.execute("DELETE FROM place WHERE batch = ?1", [batch])?;
        turn.commit()
    }

    /// Gives the places that were left, the last one first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn places_left(&self) -> Result<Vec<Left>> {
        let sql = "SELECT b.survey, p.batch, p.interview, p.form_number, p.question, p.typed FROM place p \
                   JOIN batch b ON b.id = p.batch ORDER BY p.at DESC, p.batch DESC";
        let mut select = self.db.prepare_cached(sql)?;
        let places = select.query_map([], |row| {
            Ok(Left {
                survey: row.get(0)?,
                batch: row.get(1)?,
                interview: row.get(2)?,
                form_number: row.get(3)?,
                place: Place { question: row.get(4)?, typed: row.get(5)? },
            })
        })?;
        Ok(places.collect::<rusqlite::Result<_>>()?)
    }
}

impl Turn<'_> {
    pub(super) fn put_place(&self, batch: Id, interview: Option<Id>, form_number: i64, place: &Place) -> Result<()> {
        let sql = "INSERT INTO place (batch, at, interview, form_number, question, typed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT DO UPDATE SET at = excluded.at, interview = excluded.interview, \
                   form_number = excluded.form_number, question = excluded.question, typed = excluded.typed";
        self.tx.prepare_cached(sql)?.execute((batch, &self.at, interview, form_number, &place.question, &place.typed))?;
        Ok(())
    }
}
