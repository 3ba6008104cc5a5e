//! What stops an export: what was attempted, why it failed, what to do next.

use crate::store;
use crate::words::{Lang, Words};
use std::path::{Path, PathBuf};
use std::{fmt, io};

pub type Result<T> = std::result::Result<T, Error>;

/// What stopped an export. `Display` is English; screens use [`Error::say`].
#[derive(Debug)]
pub enum Error {
    Store(store::Error),
    NoFolder(PathBuf),
    /// The target is a folder.
    NotAFile(PathBuf),
    /// The target exists and was not to be replaced.
    Exists(PathBuf),
    NoSpace(PathBuf),
    Write {
        path: PathBuf,
        source: io::Error,
    },
    Read {
        path: PathBuf,
        source: io::Error,
    },
    /// A cell of the written file is not what the data say.
    Differs(Box<Difference>),
    /// There are more interviews than a sheet has rows.
    TooManyRows {
        path: PathBuf,
        rows: u64,
    },
    /// The written file has too few rows or too many.
    RowCount {
        path: PathBuf,
        found: u64,
        expected: u64,
    },
}

/// Where a file and the data part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub path: PathBuf,
    pub line: u64,
    pub column: String,
    pub found: String,
    pub expected: String,
}

impl Error {
    /// Names what stopped a write.
    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::NoSpace(path.to_owned()),
            _ => Self::Write { path: path.to_owned(), source },
        }
    }

    /// Says what went wrong, without a full stop.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        match self {
            Self::Store(error) => error.say(w),
            Self::NoFolder(path) => w.error_no_folder(path.display()),
            Self::NotAFile(path) => w.error_not_a_file(path.display()),
            Self::Exists(path) => w.error_file_exists(path.display()),
            Self::NoSpace(path) => w.error_no_space(path.display()),
            Self::Write { path, source } => w.error_write_file(path.display(), source),
            Self::Read { path, source } => w.error_io(path.display(), source),
            Self::Differs(at) => w.error_verify(at.path.display(), at.line, &at.column, &at.found, &at.expected),
            Self::TooManyRows { path, rows } => w.error_too_many_rows(path.display(), rows),
            Self::RowCount { path, found, expected } => w.error_verify_rows(path.display(), found, expected),
        }
    }

    /// Says what to do next, as a sentence.
    #[must_use]
    pub fn hint(&self, w: Words) -> String {
        match self {
            Self::Store(error) => error.hint(w),
            Self::NoFolder(_) | Self::NotAFile(_) | Self::Write { .. } => w.hint_write_file().to_owned(),
            Self::Exists(_) => w.hint_file_exists().to_owned(),
            Self::NoSpace(_) => w.hint_no_space().to_owned(),
            Self::Read { .. } => w.hint_io().to_owned(),
            Self::TooManyRows { .. } => w.hint_too_many_rows().to_owned(),
            Self::Differs(_) | Self::RowCount { .. } => w.hint_verify().to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.say(Words(Lang::En)))
    }
}

impl std::error::Error for Error {}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}
