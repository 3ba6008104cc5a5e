//! What stops an operation on the database: what was attempted, why it failed, what to do next.

use super::interview::UsedNumber;
use super::{Closed, Refusal};
use crate::survey::successor::Objection;
use crate::words::{Lang, Words};
use std::fmt;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

/// What stopped an operation. `Display` is English; screens use [`Error::say`].
#[derive(Debug)]
pub enum Error {
    /// The path is a folder or another thing that is no file.
    NotAFile(PathBuf),
    /// The folder of the file does not exist.
    NoFolder(PathBuf),
    NotADatabase(PathBuf),
    ForeignDatabase(PathBuf),
    NewerDatabase {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    ReadOnly(PathBuf),
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    /// Another program is writing for longer than we wait.
    Busy,
    /// Another program has the file open, and what is wished would pull it from under it.
    Shared(PathBuf),
    DiskFull,
    /// The disk failed, or the system lets the file grow no more.
    Medium(String),
    Damaged(String),
    /// The record was changed by another program since it was read.
    Stale,
    /// The form number stands on another interview of the survey.
    NumberUsed(Box<UsedNumber>),
    /// A list item that interviews use can be retired, not deleted.
    InUse(String),
    /// The survey is closed; how it stood, where that is known.
    Closed(Option<Box<Closed>>),
    /// Who is at the keyboard is no supervisor of the survey.
    NotASupervisor,
    /// A person would verify their own work.
    OwnWork(String),
    /// No such survey; the known keys follow.
    NoSurvey {
        wanted: String,
        known: Vec<String>,
    },
    /// A stored form does not read; the first complaint.
    BadForm(String),
    /// This version of a questionnaire is there and reads differently.
    OtherVersion {
        key: String,
        version: u32,
    },
    /// A questionnaire can't follow the one that a survey has: why, at least one reason.
    NoSuccessor {
        key: String,
        version: u32,
        objections: Vec<Objection>,
    },
    /// The interview was keyed by another surveyor, who is named.
    NotYours(String),
    /// The survey asks for a PIN and nobody has signed in.
    SignInFirst,
    /// A PIN can't be hashed or its hash not read.
    Pin(String),
    /// What another laptop has can't be merged.
    Refused(Box<Refusal>),
    Sqlite(rusqlite::Error),
}

impl Error {
    /// Says what went wrong, without a full stop.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        match self {
            Self::NotAFile(path) => w.error_not_a_file(path.display()),
            Self::NoFolder(path) => w.error_no_folder(path.display()),
            Self::NotADatabase(path) => w.error_not_a_database(path.display()),
            Self::ForeignDatabase(path) => w.error_foreign(path.display()),
            Self::NewerDatabase { path, found, known } => w.error_newer(path.display(), found, known),
            Self::ReadOnly(path) => w.error_read_only(path.display()),
            Self::Io { path, source } => w.error_io(path.display(), w.io(source)),
            Self::Busy => w.error_busy().to_owned(),
            Self::Shared(path) => w.error_shared(path.display()),
            Self::DiskFull => w.error_disk_full().to_owned(),
            Self::Medium(what) => w.error_medium(what),
            Self::Damaged(what) => w.error_damaged(what),
            Self::Stale => w.error_stale().to_owned(),
            Self::NumberUsed(used) => used.say(w),
            Self::InUse(label) => w.error_in_use(label),
            Self::Closed(Some(closed)) => {
                let who = if closed.who.is_empty() { w.nobody() } else { closed.who.as_str() };
                w.error_closed(closed.day(), who)
            }
            Self::Closed(None) => w.error_closed_plain().to_owned(),
            Self::NotASupervisor => w.error_not_a_supervisor().to_owned(),
            Self::OwnWork(person) => w.error_own_work(person),
            Self::NoSurvey { wanted, .. } => w.error_no_survey(wanted),
            Self::BadForm(what) => w.error_bad_form(what),
            Self::OtherVersion { key, version } => w.error_other_version(key, version),
            Self::NoSuccessor { key, version, objections } => {
                let said: Vec<String> = objections.iter().map(|objection| w.objection(objection)).collect();
                w.error_no_successor(key, version, said.join("; "))
            }
            Self::NotYours(surveyor) => w.error_not_yours(surveyor),
            Self::SignInFirst => w.error_sign_in_first().to_owned(),
            Self::Pin(what) => w.error_pin(what),
            Self::Refused(why) => why.say(w),
            Self::Sqlite(error) => w.error_sqlite(error),
        }
    }

    /// Says what to do next, as a sentence.
    #[must_use]
    pub fn hint(&self, w: Words) -> String {
        match self {
            Self::NotAFile(_) | Self::NoFolder(_) => w.hint_choose_a_file().to_owned(),
            Self::NotADatabase(_) | Self::ForeignDatabase(_) => w.hint_other_file().to_owned(),
            Self::NewerDatabase { .. } => w.hint_newer().to_owned(),
            Self::ReadOnly(_) => w.hint_read_only().to_owned(),
            Self::Io { .. } => w.hint_io().to_owned(),
            Self::Busy => w.hint_busy().to_owned(),
            Self::Shared(_) => w.hint_shared().to_owned(),
            Self::DiskFull => w.hint_disk_full().to_owned(),
            Self::Medium(_) => w.hint_medium().to_owned(),
            Self::Damaged(_) | Self::Sqlite(_) | Self::BadForm(_) => w.hint_damaged().to_owned(),
            Self::OtherVersion { version, .. } => w.hint_other_version(version.saturating_add(1)),
            Self::NoSuccessor { objections, .. } => w.successor_hint(objections),
            Self::NotYours(_) => w.hint_not_yours().to_owned(),
            Self::Refused(why) => why.hint(w).to_owned(),
            Self::SignInFirst => w.hint_sign_in().to_owned(),
            Self::Pin(_) => w.hint_pin().to_owned(),
            Self::Stale => w.hint_stale().to_owned(),
            Self::NumberUsed(_) => w.hint_number_used().to_owned(),
            Self::InUse(_) => w.hint_in_use().to_owned(),
            Self::Closed(_) => w.hint_closed().to_owned(),
            Self::NotASupervisor => w.hint_not_a_supervisor().to_owned(),
            Self::OwnWork(_) => w.hint_own_work().to_owned(),
            Self::NoSurvey { known, .. } if known.is_empty() => w.hint_no_surveys().to_owned(),
            Self::NoSurvey { known, .. } => w.hint_surveys(known.join(", ")),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.say(Words(Lang::En)))
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::SystemIoFailure) => Self::Medium(error.to_string()),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            // The triggers of the schema guard what no method looked at.
            _ if error.to_string() == "the survey is closed" => Self::Closed(None),
            _ => Self::Sqlite(error),
        }
    }
}
