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
    /// What should be read is a folder.
    Folder(PathBuf),
    /// A text is in another encoding.
    NotUtf8 {
        path: PathBuf,
        /// The first place that is no UTF-8, both counted from 1.
        line: usize,
        column: usize,
        /// The encoding that it seems to have.
        encoding: &'static str,
    },
    /// A bundle can't be opened.
    Bundle {
        path: PathBuf,
        fault: Fault,
    },
    /// A workbook can't be read.
    Workbook {
        path: PathBuf,
        fault: Unfit,
    },
    /// A file to import can't be read as rows.
    Unreadable {
        path: PathBuf,
        fault: Box<super::import::Unreadable>,
    },
    /// A map file says what can't be.
    Map {
        path: PathBuf,
        complaint: super::import::Complaint,
    },
    /// A cell of the written file is not what the data say.
    Differs(Box<Difference>),
    /// Nothing says what a file is.
    NoAbout(PathBuf),
    /// What says what a file is can't be understood.
    BadAbout {
        path: PathBuf,
        why: String,
    },
    /// A file is not what was written.
    Changed(Box<Changed>),
    /// There are too few interviews to hide anybody among.
    TooFew(u64),
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

/// Why a bundle can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither a bundle nor a database.
    Foreign,
    /// No archive of a survey.
    NotAnArchive,
    /// A newer program wrote it.
    Newer,
    /// It ends too early, or holds more or something else than it says.
    Damaged,
    /// It unpacks to more than such a file can hold.
    Bomb,
    /// It asks for a passphrase.
    Sealed,
    WrongPassphrase,
    /// This program was built without what opens it.
    NoKey,
}

/// Why a workbook can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No workbook, or of another program.
    Foreign,
    /// It ends too early, or is not what it says.
    Damaged,
    /// It asks for a password.
    Locked,
    /// It holds, or unpacks to, far more than a questionnaire.
    Bomb,
}

impl Unfit {
    fn say(self, w: Words, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Foreign => w.workbook_foreign(path),
            Self::Damaged => w.workbook_damaged(path),
            Self::Locked => w.workbook_locked(path),
            Self::Bomb => w.workbook_bomb(path),
        }
    }

    const fn hint(self, w: Words) -> &'static str {
        match self {
            Self::Foreign => w.hint_workbook_foreign(),
            Self::Damaged => w.hint_workbook_damaged(),
            Self::Locked => w.hint_workbook_locked(),
            Self::Bomb => w.hint_workbook_bomb(),
        }
    }
}

impl Fault {
    fn say(self, w: Words, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Foreign => w.bundle_foreign(path),
            Self::NotAnArchive => w.archive_foreign(path),
            Self::Newer => w.bundle_newer(path),
            Self::Damaged => w.bundle_damaged(path),
            Self::Bomb => w.bundle_bomb(path),
            Self::Sealed => w.bundle_sealed(path),
            Self::WrongPassphrase => w.bundle_wrong_passphrase(path),
            Self::NoKey => w.bundle_no_key(path),
        }
    }

    const fn hint(self, w: Words) -> &'static str {
        match self {
            Self::Foreign => w.hint_refused_foreign(),
            Self::NotAnArchive => w.hint_archive_foreign(),
            Self::Newer => w.hint_newer(),
            Self::NoKey => w.hint_no_key(),
            Self::Damaged | Self::Bomb => w.hint_refused_broken(),
            Self::Sealed | Self::WrongPassphrase => w.hint_passphrase(),
        }
    }
}

/// How a file differs from what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: PathBuf,
    pub bytes: u64,
    pub expected: u64,
    pub places: Vec<Stretch>,
}

/// A part of a file that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first and the last byte, from 0.
    pub from: u64,
    pub to: u64,
    /// The first and the last line, from 1, where the format has lines.
    pub lines: Option<(u64, u64)>,
}

impl Changed {
    /// Says where, the first places only.
    fn say(&self, w: Words) -> String {
        let mut said = vec![if self.bytes == self.expected {
            w.error_changed(self.path.display())
        } else {
            w.error_changed_size(self.path.display(), self.bytes, self.expected)
        }];
        said.extend(self.places.iter().take(3).map(|place| match place.lines {
            Some((first, last)) => w.error_changed_lines(place.from, place.to, first, last),
            None => w.error_changed_bytes(place.from, place.to),
        }));
        if self.places.len() > 3 {
            said.push(w.error_changed_more(self.places.len() - 3));
        }
        said.join("; ")
    }
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
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
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
            Self::Write { path, source } => w.error_write_file(path.display(), w.io(source)),
            Self::Read { path, source } => w.error_io(path.display(), w.io(source)),
            Self::Folder(path) => w.error_folder(path.display()),
            Self::NotUtf8 { path, line, column, encoding } => w.error_not_utf8(path.display(), line, column, encoding),
            Self::Bundle { path, fault } => fault.say(w, path),
            Self::Workbook { path, fault } => fault.say(w, path),
            Self::Unreadable { path, fault } => fault.say(path, w),
            Self::Map { path, complaint } => w.import_map(path.display(), complaint.line, &complaint.text),
            Self::Differs(at) => w.error_verify(at.path.display(), at.line, &at.column, &at.found, &at.expected),
            Self::NoAbout(path) => w.error_no_about(path.display()),
            Self::BadAbout { path, why } => w.error_bad_about(path.display(), why),
            Self::Changed(changed) => changed.say(w),
            Self::TooFew(n) => w.error_too_few(n),
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
            Self::Folder(_) => w.hint_folder().to_owned(),
            Self::NotUtf8 { .. } => w.hint_not_utf8().to_owned(),
            Self::NoAbout(_) | Self::BadAbout { .. } => w.hint_about().to_owned(),
            Self::Changed(_) => w.hint_changed().to_owned(),
            Self::TooFew(_) => w.hint_too_few().to_owned(),
            Self::TooManyRows { .. } => w.hint_too_many_rows().to_owned(),
            Self::Bundle { fault, .. } => fault.hint(w).to_owned(),
            Self::Workbook { fault, .. } => fault.hint(w).to_owned(),
            Self::Unreadable { fault, .. } => fault.hint(w).to_owned(),
            Self::Map { .. } => w.hint_import_map().to_owned(),
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
