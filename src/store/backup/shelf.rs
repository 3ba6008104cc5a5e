//! The folder of copies beside a database: what they are called, and how many are kept.

use super::super::{Error, Result, Store};
use super::copy_whole;
use jiff::ZonedDateTime;
use jiff::civil::DateTime;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder beside the database.
const FOLDER: &str = "backup";

/// So many copies are kept of those made each day, and so many of those made before something that can't be undone.
pub(super) const KEPT: usize = 7;

const MOMENT: &str = "%Y%m%d-%H%M%S";

/// Why a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The first start of a day.
    Daily,
    Merge,
    Import,
    Restore,
    /// A newer program changed the schema.
    Migration,
    /// Somebody asked for it; it is kept until somebody removes it.
    Hand,
}

impl Reason {
    pub const ALL: [Self; 6] = [Self::Daily, Self::Merge, Self::Import, Self::Restore, Self::Migration, Self::Hand];

    /// Gives the word in the file's name; stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Merge => "merge",
            Self::Import => "import",
            Self::Restore => "restore",
            Self::Migration => "migration",
            Self::Hand => "hand",
        }
    }

    /// Gives the reasons whose copies make way for one of this.
    const fn shelf(self) -> &'static [Self] {
        match self {
            Self::Daily => &[Self::Daily],
            Self::Merge | Self::Import | Self::Restore | Self::Migration => &[Self::Merge, Self::Import, Self::Restore, Self::Migration],
            Self::Hand => &[],
        }
    }
}

/// A copy that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    /// When it was made, by the clock of then.
    pub at: DateTime,
    pub reason: Reason,
    pub bytes: u64,
}

impl Store {
    /// Keeps a copy of the database in the folder beside it, named with the moment and the reason; the oldest ones of its kind make way.
    ///
    /// # Errors
    /// As [`Store::back_up`]; no copy makes way then.
    pub fn keep_copy(&self, reason: Reason) -> Result<PathBuf> {
        keep(&self.db, &self.path, &self.now(), reason)
    }

    /// Gives the copies of this database that are kept, the newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn kept_copies(&self) -> Result<Vec<Kept>> {
        list(&self.path)
    }
}

/// Keeps a copy of a database that is open.
pub(in crate::store) fn keep(db: &Connection, database: &Path, now: &ZonedDateTime, reason: Reason) -> Result<PathBuf> {
    let path = place(database, now, reason)?;
    copy_whole(db, &path, true)?;
    thin_out(database, &path, reason);
    Ok(path)
}

/// Names a copy that is to be made, in the folder, which is made where there is none.
pub(super) fn place(database: &Path, now: &ZonedDateTime, reason: Reason) -> Result<PathBuf> {
    let folder = folder(database);
    fs::create_dir_all(&folder).map_err(|source| Error::Io { path: folder.clone(), source })?;
    let name = format!("{}-{}-{}", stem(database), now.strftime(MOMENT), reason.code());
    let numbered = (2..).map(|more| format!("{name}-{more}.db"));
    let free = std::iter::once(format!("{name}.db")).chain(numbered).map(|name| folder.join(name)).find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| folder.join(name)))
}

/// Names the folder of copies of a database.
#[must_use]
pub fn folder(database: &Path) -> PathBuf {
    if database == Path::new(":memory:") {
        return std::env::temp_dir().join(format!("cacah-{}-{FOLDER}", std::process::id()));
    }
    database.with_file_name(FOLDER)
}

pub(super) fn stem(database: &Path) -> String {
    database.file_stem().map_or_else(|| "cacah".to_owned(), |stem| stem.to_string_lossy().replace(':', ""))
}

/// Lists the copies of a database, the newest first.
pub(super) fn list(database: &Path) -> Result<Vec<Kept>> {
    let folder = folder(database);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::Io { path: folder, source }),
    };
    let stem = stem(database);
    let mut kept: Vec<Kept> = entries.flatten().filter_map(|entry| read(&entry.path(), &stem)).collect();
    kept.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
    Ok(kept)
}

/// Reads what a file's name says; none where it is no copy of this database.
fn read(path: &Path, stem: &str) -> Option<Kept> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?.strip_prefix(stem)?.strip_prefix('-')?;
    let (moment, reason) = (name.get(..15)?, name.get(15..)?.strip_prefix('-')?);
    let at = DateTime::strptime(MOMENT, moment).ok()?;
    let word = reason.split('-').next()?;
    let reason = Reason::ALL.into_iter().find(|reason| reason.code() == word)?;
    Some(Kept { at, reason, bytes: fs::metadata(path).ok()?.len(), path: path.to_owned() })
}

/// Removes the oldest copies beyond those that are kept; never the one just made, whatever the clock says.
pub(super) fn thin_out(database: &Path, made: &Path, reason: Reason) {
    let kept = list(database).unwrap_or_default();
    let of_shelf = kept.iter().filter(|kept| reason.shelf().contains(&kept.reason) && kept.path != made);
    for old in of_shelf.skip(KEPT - 1) {
        // What can't be removed now is removed the next time.
        let _ = fs::remove_file(&old.path);
    }
}

/// Removes parts that a program left in the folder, or beside the database, when it was killed.
pub(super) fn sweep(database: &Path) {
    let own = format!(".{}.part", std::process::id());
    let beside = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    for (folder, before) in [(folder(database), format!(".{}-", stem(database))), (beside.to_owned(), format!(".{name}."))] {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(&before) && name.contains(".part") && !name.contains(&own) {
                // What can't be removed now is removed the next day.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
