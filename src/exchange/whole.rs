//! A file whose content is ready at once: opened before the work begins, written in one go, whole or not at all; knows no format.

use super::sink::{Sink, Target};
use super::{Done, Error, Result};
use std::io::{self, Write};

/// An open target that waits for its content. Dropped before [`Whole::write`], it leaves nothing behind.
pub struct Whole(Sink);

impl Whole {
    /// Opens a target; a file that is there stays as it is.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn open(target: Target) -> Result<Self> {
        Sink::open(target).map(Self)
    }

    /// Writes the content, if it could be made, and puts the whole file in its place; `rows` is how many interviews stand behind it.
    ///
    /// # Errors
    /// When the content could not be made or the target takes no more; the target is then as it was before.
    pub fn write(mut self, rows: u64, content: io::Result<Vec<u8>>) -> Result<Done> {
        let path = self.0.path().to_owned();
        match content.and_then(|content| self.0.write_all(&content).and_then(|()| self.0.flush())) {
            // A reader who closed the pipe has read enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Done { path, rows, bytes: self.0.bytes() }),
            written => written.map_err(|source| Error::write(&path, source))?,
        }
        let done = Done { path, rows, bytes: self.0.bytes() };
        self.0.keep().map(|()| done)
    }
}
