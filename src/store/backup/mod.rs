//! Copies of the database: made by SQLite's online backup, checked by opening and counting, whole or not there at all; knows no screen.

mod daily;
mod held;
mod restore;
mod shelf;

pub use daily::Daily;
pub use held::{Held, HeldSurvey, Lost};
pub use restore::{Restored, Restoring};
pub(super) use shelf::keep;
pub use shelf::{Kept, Reason, folder};

use super::{Error, Result, Store};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Pages that are copied at a time: eight megabytes.
const PAGES: i32 = 2048;

/// What a copy must hold: interviews, and lines of the log.
type Counted = (i64, i64);

impl Store {
    /// Copies the database to a file, whole as it stands at one moment, and looks whether the copy is sound.
    ///
    /// # Errors
    /// When the file can't be written, is there already and is not to be replaced, or is the database itself; and [`Error::Damaged`] where the database is; nothing is left behind then.
    pub fn back_up(&self, copy: &Path, replaces: bool) -> Result<()> {
        let same =
            |one: &Path, other: &Path| fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other));
        if copy.exists() && (!replaces || same(copy, &self.path)) {
            return Err(Error::Io { path: copy.to_owned(), source: std::io::ErrorKind::AlreadyExists.into() });
        }
        copy_whole(&self.db, copy, true)
    }
}

/// Copies a database to a file that appears when it is whole, sound and on the disk. `holds` keeps one state of the data in sight
/// meanwhile; without it a writer need not wait, and the copy begins anew where something is written.
fn copy_whole(db: &Connection, copy: &Path, holds: bool) -> Result<()> {
    let part = Part::of(copy);
    let holds = holds && db.is_autocommit();
    if holds {
        db.execute_batch("BEGIN")?;
    }
    let copied = fill(db, &part.0);
    if holds {
        // Nothing was written: there is nothing to lose where it can't be ended.
        let _ = db.execute_batch("COMMIT");
    }
    let counted = copied?;
    let found = prove(&part.0)?;
    if holds && found != counted {
        return Err(Error::Damaged(format!("{found:?} <> {counted:?}")));
    }
    part.keep(copy)
}

fn fill(db: &Connection, part: &Path) -> Result<Counted> {
    let counted = count(db)?;
    let mut to = Connection::open(part)?;
    // What is half done is thrown away: it need not survive a power cut.
    to.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let backup = Backup::new(db, &mut to)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(counted),
            StepResult::More => {}
            _ => return Err(Error::Busy),
        }
    }
}

/// Opens a copy that nobody else has open, makes one plain file of it, reads every page and counts.
fn prove(copy: &Path) -> Result<Counted> {
    let db = Connection::open(copy)?;
    super::open::distrust(&db)?;
    one_file(&db)?;
    sound(&db)?;
    count(&db)
}

/// Makes one file of a database, without a journal beside it: any program opens it, from a medium that can't be written too.
pub(super) fn one_file(db: &Connection) -> Result<()> {
    let journal: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if journal == "delete" { Ok(()) } else { Err(Error::Busy) }
}

/// Refuses a database whose pages are damaged.
fn sound(db: &Connection) -> Result<()> {
    let told: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if told == "ok" { Ok(()) } else { Err(Error::Damaged(told)) }
}

fn count(db: &Connection) -> Result<Counted> {
    Ok(db.query_row("SELECT (SELECT count(*) FROM interview), (SELECT count(*) FROM change)", [], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Opens a file to read it alone.
fn read_only(path: &Path) -> Result<Connection> {
    let whole = std::path::absolute(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let db = Connection::open_with_flags(whole, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    super::open::distrust(&db)?;
    Ok(db)
}

/// A file in the making, beside the one that it becomes; dropped before [`Part::keep`], it leaves nothing behind.
#[derive(Debug)]
struct Part(PathBuf);

impl Part {
    fn of(whole: &Path) -> Self {
        let name = whole.file_name().unwrap_or_default().to_string_lossy();
        Self(whole.with_file_name(format!(".{name}.{}.part", std::process::id())))
    }

    /// Puts the whole file in its place, on the disk and not only on its way there.
    fn keep(self, whole: &Path) -> Result<()> {
        let failed = |source| Error::Io { path: whole.to_owned(), source };
        File::options().write(true).open(&self.0).and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(&self.0, whole).map_err(failed)?;
        sync_folder(whole);
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal", "-lock"] {
            // What is not there need not go; what can't go now is swept the next day.
            let _ = fs::remove_file(beside(&self.0, ending));
        }
    }
}

/// Brings the name of a file to the disk; where folders can't be synced, the file is whole all the same.
fn sync_folder(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
