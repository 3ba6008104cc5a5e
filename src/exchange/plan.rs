//! What an export is made from, and what a format does with it: interviews come page by page, in one pass or several.

use super::column::{self, Column};
use super::sink::Sink;
use super::{About, Options};
use crate::store::{self, Record, Survey};
use crate::words::Words;
use std::io;

pub(super) type Result<T> = std::result::Result<T, Stop>;

/// What stops a format.
#[derive(Debug)]
pub(super) enum Stop {
    Write(io::Error),
    /// A sheet has no room for so many.
    TooManyRows(u64),
    /// Another database, in the making, took no more.
    Store(store::Error),
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// What an export is made from.
pub(super) struct Plan {
    /// The survey with the form as it is published.
    pub survey: Survey,
    pub options: Options,
    /// What the file is, for formats that can say it inside.
    pub about: About,
    /// Interviews that there will be.
    pub total: u64,
}

impl Plan {
    pub const fn w(&self) -> Words {
        Words(self.options.lang)
    }

    /// Gives the columns of a table as the options want it.
    pub fn table(&self) -> Vec<Column> {
        column::table(&self.survey, &self.options)
    }

    /// Gives the columns of a file for statistics.
    pub fn variables(&self) -> Vec<Column> {
        column::variables(&self.survey, &self.options)
    }
}

/// What follows a pass over the interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// All of them once more.
    Pass,
    /// No interviews, but more of the end.
    More,
    Done,
}

/// A format at work on one file, on a thread of its own while the next interviews are read.
pub(super) trait Encoder: Send {
    /// Gives how often all interviews are read, as far as is known before.
    fn passes(&self) -> u64;

    /// Writes what stands before the first interview.
    fn begin(&mut self, plan: &Plan, out: &mut Sink) -> Result<()>;

    /// Takes the next interviews of a pass.
    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()>;

    /// Ends a pass: nothing is held back after the last one.
    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next>;

    /// Gives how many rows it wrote that are about interviews.
    fn rows(&self) -> u64;
}
