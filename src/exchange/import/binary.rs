//! Reads numbers and texts from a binary file of either byte order, and says where it ends too early; nothing is held before it is read.

use super::Unreadable;
use std::io::{ErrorKind, Read};

/// A binary file being read from its front.
pub(super) struct Binary<R> {
    input: R,
    /// Bytes that were read.
    pub at: u64,
    /// The row in hand, from 1; 0 before the first.
    pub row: u64,
    /// True where the highest byte of a number comes first.
    pub is_big: bool,
}

impl<R: Read> Binary<R> {
    pub const fn new(input: R, at: u64) -> Self {
        Self { input, at, row: 0, is_big: false }
    }

    pub fn into_inner(self) -> R {
        self.input
    }

    /// Says that what stands here is not what such a file has.
    pub const fn strange(&self) -> Unreadable {
        Unreadable::Strange { row: self.row, at: self.at }
    }

    fn failed(&self, error: std::io::Error) -> Unreadable {
        match error.kind() {
            ErrorKind::UnexpectedEof => Unreadable::Cut { row: self.row, at: self.at },
            // What can't be unpacked.
            ErrorKind::InvalidData | ErrorKind::InvalidInput => self.strange(),
            _ => Unreadable::Io(error),
        }
    }

    /// Fills a buffer.
    pub fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Unreadable> {
        self.input.read_exact(buffer).map_err(|error| self.failed(error))?;
        self.at += buffer.len() as u64;
        Ok(())
    }

    /// Fills a buffer; false where the file ended before it.
    pub fn fill_or_end(&mut self, buffer: &mut [u8]) -> Result<bool, Unreadable> {
        let mut first = 0;
        while first == 0 && !buffer.is_empty() {
            match self.input.read(buffer) {
                Ok(0) => return Ok(false),
                Ok(read) => first = read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
        self.at += first as u64;
        self.fill(&mut buffer[first..]).map(|()| true)
    }

    /// Reads so many bytes of a number, the lowest first.
    pub fn number<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        if self.is_big {
            bytes.reverse();
        }
        Ok(bytes)
    }

    pub fn u8(&mut self) -> Result<u8, Unreadable> {
        Ok(self.number::<1>()?[0])
    }

    pub fn i32(&mut self) -> Result<i32, Unreadable> {
        Ok(i32::from_le_bytes(self.number()?))
    }

    /// Reads a count that is not below zero.
    pub fn count(&mut self) -> Result<u64, Unreadable> {
        u64::try_from(self.i32()?).map_err(|_| self.strange())
    }

    pub fn i64(&mut self) -> Result<i64, Unreadable> {
        Ok(i64::from_le_bytes(self.number()?))
    }

    pub fn f64(&mut self) -> Result<f64, Unreadable> {
        Ok(f64::from_le_bytes(self.number()?))
    }

    /// Reads so many bytes; room is made as they come, and never by what the file says.
    pub fn bytes(&mut self, length: u64) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(length).read_to_end(&mut bytes).map_err(|error| self.failed(error))?;
        self.at += read as u64;
        if (read as u64) < length { Err(self.failed(ErrorKind::UnexpectedEof.into())) } else { Ok(bytes) }
    }

    /// Passes over so many bytes.
    pub fn skip(&mut self, length: u64) -> Result<(), Unreadable> {
        let mut left = length;
        let mut page = [0; 4096];
        while left > 0 {
            let part = usize::try_from(left).unwrap_or(page.len()).min(page.len());
            self.fill(&mut page[..part])?;
            left -= part as u64;
        }
        Ok(())
    }
}
