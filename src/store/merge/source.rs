//! A file of another laptop, read only: what it holds of each device, and whether it is what it says; never written.

use super::super::heads::{Vector, device};
use super::super::open::{self, SCHEMA};
use super::super::{APPLICATION_ID, Error, Refusal, Result, Store, vector};
use super::rows::{Here, Plan};
use crate::survey::interview::Id;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The tables that travel, each with what it can't do without.
pub(in crate::store) const TABLES: [&str; 19] = [
    "device",
    "form",
    "survey",
    "item",
    "batch",
    "interview",
    "missing",
    "aside",
    "note",
    "problem",
    "change",
    "pin",
    "comment",
    "verification",
    "drawn",
    "rekeyed",
    "lock",
    "source",
    "imported",
];

/// The version of the schema from which on answers that do not stand are kept aside.
const SETTLED: i64 = 8;

/// What another laptop has, as a database file: a copy, or what a bundle held.
#[derive(Debug)]
pub struct Source {
    pub(super) db: Connection,
    /// The version of its schema.
    version: i64,
    /// The name that people know it by.
    pub(super) name: String,
    /// The newest lines that its sender holds of each device.
    pub(super) theirs: Vector,
    /// What it begins behind, by device: all of it where nothing is said.
    pub(super) from: Vector,
    /// The device that packed it, and the moment by its clock.
    pub(super) sent: Option<(i64, String)>,
    /// How its tables are copied, once that is known.
    pub(super) plans: RefCell<HashMap<(String, Here), Rc<Plan>>>,
    /// The file, where it is a copy that goes with this.
    copy: Option<PathBuf>,
}

impl Source {
    /// Opens what was unpacked or copied to `path`, called `name`; `from` is what it begins behind. The file is removed in the end.
    ///
    /// # Errors
    /// [`Refusal::Foreign`] where it is not such a database.
    pub fn open(path: &Path, name: &str, from: &str) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        // A file from elsewhere is hostile input: nothing in its schema runs.
        open::distrust(&db)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -512;")?;
        db.set_prepared_statement_cache_capacity(64);
        let mut source = Self {
            db,
            version: 0,
            name: name.to_owned(),
            theirs: Vector::new(),
            from: vector::from_json(from),
            copy: Some(path.to_owned()),
            sent: None,
            plans: RefCell::default(),
        };
        match source.look() {
            Ok(()) => Ok(source),
            Err(error @ (Error::Refused(_) | Error::NewerDatabase { .. })) => Err(error),
            Err(error) => Err(source.foreign(&error.to_string())),
        }
    }

    /// Takes note of who packed it and when.
    #[must_use]
    pub fn sent(mut self, device: i64, at: &str) -> Self {
        self.sent = Some((device, at.to_owned()));
        self
    }

    /// Copies a whole database and opens the copy; an older one is brought up to date there. The file itself is only read.
    ///
    /// # Errors
    /// As [`Store::open`], and [`Source::open`].
    pub fn copy_of(file: &Path, copy: &Path) -> Result<Self> {
        drop(Store::copy_to(file, copy)?);
        Self::open(copy, &file.display().to_string(), "{}")
    }

    fn look(&mut self) -> Result<()> {
        let application: i32 = self.db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if application != APPLICATION_ID {
            return Err(self.foreign("PRAGMA application_id"));
        }
        let version: i64 = self.db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > SCHEMA {
            return Err(Error::NewerDatabase { path: PathBuf::from(&self.name), found: version, known: SCHEMA });
        }
        self.version = version;
        for table in TABLES.into_iter().filter(|table| version >= SETTLED || *table != "aside") {
            let sql = "SELECT count(*) FROM sqlite_schema WHERE name = ?1 AND type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
            if self.db.query_row(sql, [table], |row| row.get::<_, i64>(0))? != 1 {
                return Err(self.foreign(table));
            }
        }
        self.theirs = vector::held(&self.db)?;
        // What was handed over before is held by the sender too.
        for (of, upto) in &self.from {
            let newest = self.theirs.entry(*of).or_insert(*upto);
            *newest = (*newest).max(*upto);
        }
        Ok(())
    }

    /// Tells whether it comes from a program that kept no answers aside.
    pub(super) const fn is_older(&self) -> bool {
        self.version < SETTLED
    }

    pub(super) fn foreign(&self, what: &str) -> Error {
        Error::Refused(Box::new(Refusal::Foreign { file: self.name.clone(), what: what.to_owned() }))
    }

    pub(super) fn refuse(why: Refusal) -> Error {
        Error::Refused(Box::new(why))
    }

    /// Counts the lines that are new here.
    pub(super) fn lines(&self, here: &Connection) -> Result<u64> {
        let mut lines = 0;
        for of in self.theirs.keys() {
            let held = vector::newest(here, *of)?.unwrap_or(of << 32);
            let sql = "SELECT count(*) FROM change WHERE id > ?1 AND id < (?2 + 1) << 32";
            lines += self.db.prepare_cached(sql)?.query_row((held, of), |row| row.get::<_, u64>(0))?;
        }
        Ok(lines)
    }

    /// Tells whether it has a line that a database lacks.
    ///
    /// # Errors
    /// When a database does not answer.
    pub fn is_new_to(&self, store: &Store) -> Result<bool> {
        Ok(self.lines(&store.db)? > 0)
    }

    /// Tells whether the sender held a line.
    pub(super) fn holds(&self, line: Id) -> bool {
        self.theirs.get(&device(line)).is_some_and(|upto| *upto >= line)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Some(copy) = &self.copy {
            for ending in ["", "-wal", "-shm", "-journal", "-lock"] {
                let mut path = copy.as_os_str().to_owned();
                path.push(ending);
                // What can't be removed is found and removed by the next merge.
                let _ = std::fs::remove_file(PathBuf::from(path));
            }
        }
    }
}
