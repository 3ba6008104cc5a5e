//! The copy of the day: made beside the screens at the first start of a day, where anything changed since the last one.

use super::super::{Result, Store, vector};
use super::shelf::{self, Reason};
use super::{copy_whole, read_only};
use rusqlite::Connection;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a step waits for a writer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The copy of the day in the making. Dropped, it goes on; a program that ends leaves a part that is swept later.
#[derive(Debug)]
pub struct Daily(Option<JoinHandle<Result<PathBuf>>>);

impl Store {
    /// Begins the copy of the day on a thread of its own, so that nobody waits for it; none where it is made already, where nothing
    /// changed since the last one, or where another program that has the file open makes it.
    ///
    /// # Errors
    /// When the database or the folder can't be read.
    pub fn begin_daily(&self) -> Result<Option<Daily>> {
        if !self.is_daily_due()? {
            return Ok(None);
        }
        shelf::sweep(&self.path);
        let copy = shelf::place(&self.path, &self.now(), Reason::Daily)?;
        let database = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        // In WAL mode a reader stops no writer; elsewhere the copy gives way and begins anew.
        let holds = self.journal == "wal";
        let work = move || -> Result<PathBuf> {
            let db = read_only(&database)?;
            db.busy_timeout(PATIENCE)?;
            copy_whole(&db, &copy, holds)?;
            shelf::thin_out(&database, &copy, Reason::Daily);
            Ok(copy)
        };
        Ok(Some(Daily(Some(std::thread::spawn(work)))))
    }

    fn is_daily_due(&self) -> Result<bool> {
        if self.shared || self.path == std::path::Path::new(":memory:") || self.is_blank()? {
            return Ok(false);
        }
        let kept = self.kept_copies()?;
        let today = self.now().date();
        if kept.iter().any(|kept| kept.reason == Reason::Daily && kept.at.date() == today) {
            return Ok(false);
        }
        let newest = kept.first().and_then(|kept| read_only(&kept.path).ok());
        // A copy that can't be read is none.
        Ok(newest.is_none_or(|copy| !holds_as_much(&copy, &self.db)))
    }
}

/// Tells whether a copy has every line of the log.
fn holds_as_much(copy: &Connection, db: &Connection) -> bool {
    match (vector::held(copy), vector::held(db)) {
        (Ok(copy), Ok(here)) => copy == here,
        _ => false,
    }
}

impl Daily {
    /// Gives what became of it once it has ended, and only once.
    pub fn outcome(&mut self) -> Option<Result<PathBuf>> {
        if !self.0.as_ref()?.is_finished() {
            return None;
        }
        self.wait()
    }

    /// Waits for its end, and gives what became of it.
    pub fn wait(&mut self) -> Option<Result<PathBuf>> {
        // A thread that panicked has said so.
        self.0.take()?.join().ok()
    }
}
