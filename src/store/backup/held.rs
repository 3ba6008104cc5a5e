//! What a file holds, and what the present file has that another one lacks: looked at before anything is restored.

use super::super::{Counts, Error, Result, Store, fingerprint, maybe, open, vector};
use super::{read_only, sound};
use crate::survey::interview::Id;
use rusqlite::Connection;
use std::path::Path;

/// A survey in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSurvey {
    pub title: String,
    pub counts: Counts,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The newest first.
    pub surveys: Vec<HeldSurvey>,
    /// Lines of the log.
    pub lines: i64,
    /// The moment of the newest one.
    pub newest: Option<String>,
}

impl Held {
    /// Gives how many interviews there are, by status.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut all = Counts::default();
        for survey in &self.surveys {
            all.0.iter_mut().zip(survey.counts.0).for_each(|(all, n)| *all += n);
        }
        all
    }
}

/// What the present file has and another one lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Interviews that are here alone.
    pub interviews: i64,
    /// Interviews that are there too, and changed here since.
    pub changed: i64,
    /// Lines of the log.
    pub lines: i64,
}

impl Store {
    /// Tells what this database holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn held(&self) -> Result<Held> {
        held(&self.db)
    }

    /// Tells what a file holds.
    ///
    /// # Errors
    /// As [`Store::open`], but the file is only read.
    pub fn held_by(file: &Path) -> Result<Held> {
        held(&foreign(file)?)
    }

    /// Reads every page of a file, and gives the fingerprint of each of its surveys, by key.
    ///
    /// # Errors
    /// As [`Store::held_by`], and [`Error::Damaged`].
    pub fn prints_of(file: &Path) -> Result<Vec<(String, String)>> {
        let db = foreign(file)?;
        sound(&db)?;
        let ids: Vec<Id> =
            db.prepare("SELECT id FROM survey ORDER BY id")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter()
            .map(|id| {
                let survey = super::super::survey::load(&db, &super::super::tally::Forms::default(), id)?;
                let print = fingerprint::of(&db, &survey)?;
                Ok((survey.key, print))
            })
            .collect()
    }

    /// Tells what this database has that another one lacks.
    pub(super) fn lost_with(&self, other: &Connection) -> Result<Lost> {
        let lost = self.count_lost(other);
        self.db.execute_batch("DROP TABLE IF EXISTS temp.lost")?;
        lost
    }

    fn count_lost(&self, other: &Connection) -> Result<Lost> {
        let db = &self.db;
        db.execute_batch("DROP TABLE IF EXISTS temp.lost; CREATE TEMP TABLE lost (subject INTEGER PRIMARY KEY);")?;
        let mut lost = Lost::default();
        for (of, newest) in vector::held(db)? {
            let common = common(db, other, of, newest)?;
            let lines = "SELECT count(*) FROM change WHERE id > ?1 AND id <= ?2";
            lost.lines += db.query_row(lines, (common, newest), |row| row.get::<_, i64>(0))?;
            let subjects = "INSERT OR IGNORE INTO temp.lost SELECT c.subject FROM change c JOIN interview i ON i.id = c.subject \
                            WHERE c.id > ?1 AND c.id <= ?2";
            db.execute(subjects, (common, newest))?;
        }
        let mut select = db.prepare("SELECT subject FROM temp.lost")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let there = maybe(other, "SELECT 1 FROM interview WHERE id = ?1", [row.get::<_, Id>(0)?], |_| Ok(()))?.is_some();
            *(if there { &mut lost.changed } else { &mut lost.interviews }) += 1;
        }
        Ok(lost)
    }
}

/// Finds the newest line of a device up to which two files have the same; the place before its first where there is none.
pub(super) fn common(db: &Connection, other: &Connection, of: i64, newest: Id) -> Result<Id> {
    let hash = |db: &Connection, id: Id| maybe(db, "SELECT hash FROM change WHERE id = ?1", [id], |row| row.get::<_, Vec<u8>>(0));
    let before = |db: &Connection, id: Id| {
        let sql = "SELECT max(id) FROM change WHERE id > ?1 << 32 AND id <= ?2";
        Ok::<_, Error>(maybe(db, sql, (of, id), |row| row.get::<_, Option<Id>>(0))?.flatten())
    };
    // A line's hash covers all lines before it: where it is equal, so are they.
    let equal = |id: Id| {
        Ok::<_, Error>(match (before(db, id)?, before(other, id)?) {
            (None, None) => true,
            (Some(ours), Some(theirs)) => ours == theirs && hash(db, ours)? == hash(other, theirs)?,
            _ => false,
        })
    };
    let last = vector::newest(other, of)?.map_or(of << 32, |theirs| theirs.min(newest));
    if equal(last)? {
        return Ok(last);
    }
    // A copy that was keyed on by itself.
    let (mut same, mut differs) = (of << 32, last);
    while differs - same > 1 {
        let middle = same + (differs - same) / 2;
        *(if equal(middle)? { &mut same } else { &mut differs }) = middle;
    }
    Ok(same)
}

/// Opens a database that is to be read and may be anybody's.
fn foreign(file: &Path) -> Result<Connection> {
    if !file.exists() {
        return Err(Error::Io { path: file.to_owned(), source: std::io::ErrorKind::NotFound.into() });
    }
    open::look(file, false)?;
    read_only(file)
}

/// Reads what a database holds, of whichever schema.
fn held(db: &Connection) -> Result<Held> {
    let mut held = Held { lines: db.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?, ..Held::default() };
    held.newest = db.query_row("SELECT max(at) FROM change", [], |row| row.get(0))?;
    let mut surveys = db.prepare("SELECT id, name, period FROM survey ORDER BY made DESC, id DESC")?;
    let mut rows = surveys.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name, period): (Id, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let title = if period.is_empty() { name } else { format!("{name} · {period}") };
        held.surveys.push(HeldSurvey { title, counts: super::super::survey::counted(db, id)? });
    }
    Ok(held)
}
