//! Restoring: an earlier copy takes the place of the data, at once or not at all; knows no screen.

use super::super::{Error, Result, Store, open};
use super::held::{Held, Lost, common};
use super::shelf::{Reason, folder, place};
use super::{PAGES, Part, beside, copy_whole, one_file, prove, read_only, sync_folder};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::fs;
use std::path::{Path, PathBuf};

/// What restoring came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    pub held: Held,
    /// The copy of the data as they were; none where there were none.
    pub kept: Option<PathBuf>,
    /// The device number that was drawn, because the file is behind what this laptop numbered and may have handed over since.
    pub drawn: Option<i64>,
}

/// A file that may be restored: copied, proved page by page, brought up to date. The file itself is only read, and nothing has changed yet.
#[derive(Debug)]
pub struct Restoring {
    store: Store,
    part: Part,
}

impl Restoring {
    /// Looks at a file that is to take the place of a database.
    ///
    /// # Errors
    /// As [`Store::open`], and [`Error::Damaged`] where its pages are; nothing is left behind then.
    pub fn look(file: &Path, database: &Path) -> Result<Self> {
        let failed = |source| Error::Io { path: file.to_owned(), source };
        if !file.exists() {
            return Err(failed(std::io::ErrorKind::NotFound.into()));
        }
        open::look(file, false)?;
        let whole = if database == Path::new(":memory:") { folder(database) } else { database.to_owned() };
        let part = Part::of(&whole);
        if beside(file, "-wal").exists() || beside(file, "-journal").exists() {
            copy_whole(&read_only(file)?, &part.0, true)?;
        } else {
            // Byte by byte, so that what is damaged in the file is damaged in the copy, and from a medium that can't be written.
            fs::copy(file, &part.0).map_err(failed)?;
            make_writable(&part.0).map_err(failed)?;
            prove(&part.0)?;
        }
        let store = Store::open_copy(&part.0)?;
        Ok(Self { store, part })
    }

    /// Tells what would stand afterwards.
    ///
    /// # Errors
    /// When the copy does not answer.
    pub fn held(&self) -> Result<Held> {
        self.store.held()
    }

    /// Tells what the present data have that would be gone.
    ///
    /// # Errors
    /// When a database does not answer.
    pub fn lost(&self, present: &Store) -> Result<Lost> {
        present.lost_with(&self.store.db)
    }

    /// Puts the file in the place of all that is in a database, in one transaction; a copy of what was there is kept.
    ///
    /// A number that this laptop gave to a record or to a line of the log is never given again: where the file is behind, or from another
    /// laptop, it goes on under a device number of its own.
    ///
    /// # Errors
    /// [`Error::Shared`] where another program has the database open, or when it can't be written; all is as before then.
    pub fn carry_out(mut self, present: &mut Store) -> Result<Restored> {
        if present.shared {
            return Err(Error::Shared(present.path.clone()));
        }
        let kept = if present.is_blank()? { None } else { Some(present.keep_copy(Reason::Restore)?) };
        self.store.set_clock(present.clock());
        let drawn = if self.goes_on_from(&present.db)? { None } else { Some(self.store.draw_device()?) };
        one_file(&self.store.db)?;
        pour(&self.store.db, &mut present.db)?;
        // What was read of the data as they were.
        present.forms.borrow_mut().clear();
        present.who = None;
        Ok(Restored { held: present.held()?, kept, drawn })
    }

    /// As [`Restoring::carry_out`], where the database is so damaged that it can't be opened, or is not there: what is there is kept as it
    /// is, byte by byte.
    ///
    /// # Errors
    /// When a file can't be written; the damaged one stands as it was then.
    pub fn carry_out_over(mut self, database: &Path) -> Result<Restored> {
        let failed = |source| Error::Io { path: database.to_owned(), source };
        let kept = if database.exists() {
            let kept = place(database, &self.store.now(), Reason::Restore)?;
            for ending in ["", "-wal", "-journal"].into_iter().filter(|ending| beside(database, ending).exists()) {
                fs::copy(beside(database, ending), beside(&kept, ending)).map_err(failed)?;
            }
            sync_folder(&kept);
            Some(kept)
        } else {
            None
        };
        // What the lost file had numbered since is not known.
        let drawn = Some(self.store.draw_device()?);
        let held = self.store.held()?;
        one_file(&self.store.db)?;
        let Self { store, part } = self;
        drop(store);
        // A journal of the old file must not be taken for one of the new.
        for ending in ["-wal", "-shm", "-journal"] {
            match fs::remove_file(beside(database, ending)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
                _ => {}
            }
        }
        part.keep(database)?;
        Ok(Restored { held, kept, drawn })
    }

    /// Tells whether the file is of the same device and has every number and line that the present data have of it.
    fn goes_on_from(&self, here: &Connection) -> Result<bool> {
        let own = |db: &Connection| {
            let sql = "SELECT device, uuid, sequence FROM device WHERE here = 1";
            db.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))
        };
        let ((of, uuid, sequence), there) = (own(here)?, own(&self.store.db)?);
        if (of, &uuid) != (there.0, &there.1) || there.2 < sequence {
            return Ok(false);
        }
        let newest = super::super::vector::newest(here, of)?;
        newest.map_or(Ok(true), |newest| Ok(common(here, &self.store.db, of, newest)? == newest))
    }
}

/// Writes all pages of one database over another one, in one transaction.
fn pour(from: &Connection, into: &mut Connection) -> Result<()> {
    {
        let backup = Backup::new(from, into)?;
        loop {
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(Error::Busy),
            }
        }
    }
    // The journal holds all of it; where it can't be emptied now, that is done later.
    let _ = into.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    Ok(())
}

/// Lets a copy of a file that is protected against writing be written.
#[expect(clippy::permissions_set_readonly_false, reason = "a copy in the folder of the database, which is as open as that is")]
fn make_writable(copy: &Path) -> std::io::Result<()> {
    let mut permissions = fs::metadata(copy)?.permissions();
    if permissions.readonly() {
        permissions.set_readonly(false);
        fs::set_permissions(copy, permissions)?;
    }
    Ok(())
}
