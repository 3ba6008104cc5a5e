//! CSV in two dialects; knows no survey.

use csv::{Reader, ReaderBuilder, Terminator, Writer, WriterBuilder};
use std::io::{Read, Write};

/// Who is going to read the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Programs: RFC 4180 in UTF-8, comma, CRLF, no byte order mark.
    #[default]
    Rfc4180,
    /// Excel set to Indonesian: byte order mark, semicolon, CRLF, decimal comma.
    ExcelId,
}

impl Dialect {
    /// All of them, in the order of the export screen.
    pub const ALL: [Self; 2] = [Self::Rfc4180, Self::ExcelId];

    /// Gives the name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::ExcelId => "excel-id",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// Gives the bytes that stand before the header.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Rfc4180 => b"",
            Self::ExcelId => b"\xef\xbb\xbf",
        }
    }

    pub(super) const fn delimiter(self) -> u8 {
        match self {
            Self::Rfc4180 => b',',
            Self::ExcelId => b';',
        }
    }

    pub(super) const fn decimal(self) -> char {
        match self {
            Self::Rfc4180 => '.',
            Self::ExcelId => ',',
        }
    }

    pub(super) const fn point(self) -> &'static str {
        match self {
            Self::Rfc4180 => ".",
            Self::ExcelId => ",",
        }
    }

    /// Makes a writer; the mark is the caller's to write.
    pub(super) fn writer<W: Write>(self, out: W, buffer: usize) -> Writer<W> {
        WriterBuilder::new().delimiter(self.delimiter()).terminator(Terminator::CRLF).buffer_capacity(buffer).from_writer(out)
    }

    /// Makes a reader that gives the header as its first record and passes over the mark.
    pub(super) fn reader<R: Read>(self, from: R) -> Reader<R> {
        ReaderBuilder::new().delimiter(self.delimiter()).has_headers(false).flexible(true).from_reader(from)
    }
}
