//! The database file: the only place that knows SQLite.

mod answers;
mod asked;
mod backup;
mod batch;
mod chain;
mod change;
mod check;
pub mod clock;
mod completeness;
mod conflict;
mod doctor;
mod dump;
mod error;
mod extract;
mod filter;
mod fingerprint;
mod flags;
mod follow_up;
mod handover;
mod heads;
mod import;
mod install;
mod interview;
mod item;
mod library;
mod list;
mod lock;
mod meant;
mod merge;
mod open;
mod operators;
mod person;
mod place;
mod plain;
mod preference;
mod problem;
mod quality;
mod records;
mod recount;
mod refusal;
mod rekeyed;
mod replay;
mod results;
mod review;
mod saran;
mod scores;
mod settle;
mod shuffle;
mod span;
mod sum;
mod survey;
mod tables;
mod tabulation;
mod tally;
mod told;
mod trail;
mod undo;
mod vector;
mod verification;
mod view;

pub use backup::{Daily, Held, HeldSurvey, Kept, Lost, Reason, Restored, Restoring, folder as backup_folder};
pub use batch::{Batch, Header};
pub use check::{Check, Checked};
pub use clock::{Clock, stamp};
pub use completeness::{ItemLine, Line};
pub use conflict::{Conflict, Rival};
pub use doctor::{Exam, Examined, Finding, Spot};
pub use error::{Error, Result};
pub use filter::{Absent, Filter};
pub use fingerprint::hex;
pub use flags::{RuleCount, SurveyorCount};
pub use follow_up::{FollowUp, QUARTERS};
pub use handover::{Manifest, measured};
pub use import::{Foresight, Import, Imported, Incoming, Known, Newcomer, Origin};
pub use interview::{Saving, Stored, UsedNumber};
pub use item::{Item, List};
pub use list::Entry;
pub use lock::Closed;
pub use merge::{Clock as LaptopClock, Merge, Merged, Progress, Row, Source};
pub use operators::Operator;
pub use person::{SHORTEST_PIN, SignIn};
pub use place::{Left, Place};
pub use plain::{Plain, PlainFile};
pub use preference::Preference;
pub use records::Record;
pub use recount::Miscount;
pub use refusal::Refusal;
pub use rekeyed::{Choice, Compared, Field, Mismatch, Rekeying};
pub use results::{Results, points};
pub use review::{Bulk, Comment, Returned};
pub use saran::{BySentiment, Remark, RemarkCounts, RemarkExample, RemarkFilter, RemarkSummary, Which};
pub use scores::{By, Group, GroupKey};
pub use span::{Numbers, Span};
pub use sum::Sum;
pub use survey::{Counts, Survey, slug};
pub use tables::{Tables, Unread};
pub use tabulation::Tabulation;
pub use tally::{Cell, Part};
pub use trail::{About, TrailFilter, TrailLine};
pub use undo::Undone;
pub use verification::{Draw, Drawn, Method, Verification, is_same_person};

use crate::survey::interview::Id;
use rusqlite::{Connection, OptionalExtension};
use std::path::PathBuf;

/// The number that marks a file as ours: "caca" in ASCII.
pub const APPLICATION_ID: i32 = 0x6361_6361;

/// One open database.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    clock: Clock,
    /// The person at the keyboard, an item of a survey; none where nobody signed in.
    who: Option<Id>,
    /// Form versions that were read, for the counts.
    forms: tally::Forms,
    /// Held while this program has the file open.
    _lock: Option<std::fs::File>,
    /// True where another program held the lock when this one opened the file.
    shared: bool,
    journal: String,
}

impl Store {
    /// Gives the time, from the clock that the store was opened with.
    #[must_use]
    pub fn now(&self) -> jiff::ZonedDateTime {
        self.clock.now()
    }

    /// Replaces the clock, for tests and demonstrations.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Gives the clock that the store was opened with.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Gives the person who signed in.
    #[must_use]
    pub const fn who(&self) -> Option<Id> {
        self.who
    }

    /// Takes note of who is at the keyboard; what is written from now on is theirs.
    pub const fn set_who(&mut self, who: Option<Id>) {
        self.who = who;
    }

    /// Gives the file's path; `:memory:` for a store in memory.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Tells whether nothing was ever written here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn is_blank(&self) -> Result<bool> {
        Ok(self.db.query_row("SELECT NOT EXISTS (SELECT 1 FROM change)", [], |row| row.get(0))?)
    }

    /// Tells whether another program has this file open too.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        self.shared
    }

    /// Gives the journal mode in force: `wal`, or `truncate` where the medium refuses WAL.
    #[must_use]
    pub fn journal(&self) -> &str {
        &self.journal
    }

    /// Begins a read that sees one state of the data until [`Store::end_reading`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn begin_reading(&self) -> Result<()> {
        // A job that was dropped half way may have left its read open.
        if !self.db.is_autocommit() {
            self.end_reading();
        }
        Ok(self.db.execute_batch("BEGIN")?)
    }

    /// Ends what [`Store::begin_reading`] began.
    pub fn end_reading(&self) {
        // Nothing was written: a failure to end leaves nothing to lose, and dropping the connection ends it too.
        let _ = self.db.execute_batch("COMMIT");
    }

    /// Begins a writing transaction; waits a moment for another program's.
    fn begin(&mut self) -> Result<Turn<'_>> {
        // A job that was dropped half way may have left its transaction open.
        if !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK")?;
        }
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        Ok(self.turn(true))
    }

    /// Gives a turn inside a transaction that is open already, and stays so.
    fn turn(&self, owned: bool) -> Turn<'_> {
        let at = stamp(&self.clock.now());
        let tx = Tx { db: &self.db, owned };
        Turn {
            tx,
            at,
            drawn: std::cell::Cell::default(),
            first: None,
            head: None,
            nothing_closed: false,
            forms: &self.forms,
            watched: tally::Watched::default(),
        }
    }
}

/// An open transaction; dropped before [`Tx::commit`], it takes everything back, unless it is part of a longer one.
struct Tx<'a> {
    db: &'a Connection,
    owned: bool,
}

impl std::ops::Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

impl Tx<'_> {
    fn commit(mut self) -> Result<()> {
        if self.owned {
            self.db.execute_batch("COMMIT")?;
            self.owned = false;
        }
        Ok(())
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.owned && !self.db.is_autocommit() {
            // What can't be taken back now is taken back when the file is opened again.
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
}

/// One writing transaction: everything a person did with one key.
struct Turn<'a> {
    tx: Tx<'a>,
    /// The moment, as stored.
    at: String,
    /// Ids that were drawn at once and wait to be used.
    drawn: std::cell::Cell<(i64, i64)>,
    /// The id of the turn's first change.
    first: Option<i64>,
    forms: &'a tally::Forms,
    watched: tally::Watched,
    /// The hash of the device's newest line, once the turn has written one.
    head: Option<chain::Hash>,
    /// True once it is known that no survey of the file is closed.
    nothing_closed: bool,
}

impl<'a> Turn<'a> {
    /// Gives a turn of a file that is being brought up to date: it logs nothing and counts nothing.
    fn inside(tx: Tx<'a>, forms: &'a tally::Forms) -> Self {
        let (at, watched, drawn) = (String::new(), tally::Watched::default(), std::cell::Cell::default());
        Self { tx, at, first: None, head: None, nothing_closed: true, forms, watched, drawn }
    }
}

impl Turn<'_> {
    /// Draws so many ids of this device at once, for what writes thousands of rows.
    fn draw_ids(&self, ids: i64) -> Result<()> {
        let sql = "UPDATE device SET sequence = sequence + ?1 WHERE here = 1 RETURNING (device << 32 | sequence) + 1";
        let end: i64 = self.tx.prepare_cached(sql)?.query_row([ids], |row| row.get(0))?;
        self.drawn.set((end - ids, end));
        Ok(())
    }

    /// Draws the next id of this device.
    fn next_id(&self) -> Result<i64> {
        let (next, end) = self.drawn.get();
        if next < end {
            self.drawn.set((next + 1, end));
            return Ok(next);
        }
        let mut draw =
            self.tx.prepare_cached("UPDATE device SET sequence = sequence + 1 WHERE here = 1 RETURNING device << 32 | sequence")?;
        Ok(draw.query_row([], |row| row.get(0))?)
    }

    /// Leaves the transaction open for what follows.
    fn keep_open(mut self) {
        self.tx.owned = false;
    }

    fn commit(mut self) -> Result<()> {
        self.count()?;
        self.store_head()?;
        self.tx.commit()
    }
}

/// Runs a cached query that gives at most one row.
fn maybe<T>(
    db: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    Ok(db.prepare_cached(sql)?.query_row(params, read).optional()?)
}
