//! Files that people take for tables and that are none, told by their first bytes; reads none of them.

use crate::words::Words;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A database or a bundle of ours.
    Cacah,
    /// Locked with a password.
    Locked,
    Stata,
    Pdf,
    Html,
    /// Packed, but not as a spreadsheet.
    Packed,
    Picture,
}

/// The first bytes of each.
const BEGINNINGS: [(&[u8], Foreign); 10] = [
    (b"CACAHBDL", Foreign::Cacah),
    // What SPSS locks with a password.
    (b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV", Foreign::Locked),
    (b"<stata_dta>", Foreign::Stata),
    (b"%PDF-", Foreign::Pdf),
    (b"<!DOCTYPE", Foreign::Html),
    (b"<html", Foreign::Html),
    (b"\x1f\x8b", Foreign::Packed),
    (b"Rar!", Foreign::Packed),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
];

/// Where SQLite keeps the number of the program that a database belongs to.
const APPLICATION: std::ops::Range<usize> = 68..72;

/// Tells whether a file begins as databases of SQLite do.
#[must_use]
pub fn is_sqlite(head: &[u8]) -> bool {
    head.starts_with(b"SQLite format 3\0")
}

impl Foreign {
    /// Tells what a file is by its first bytes; none where it may be a table.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        let is_ours = head.get(APPLICATION) == Some(&crate::store::APPLICATION_ID.to_be_bytes());
        if is_ours && is_sqlite(head) {
            return Some(Self::Cacah);
        }
        BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning)).map(|(_, kind)| *kind)
    }

    /// Names it.
    #[must_use]
    pub const fn name(self, w: Words) -> &'static str {
        match self {
            Self::Cacah => w.import_foreign_cacah(),
            Self::Locked => w.import_foreign_locked(),
            Self::Stata => "Stata (.dta)",
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Packed => w.import_foreign_packed(),
            Self::Picture => w.import_foreign_picture(),
        }
    }
}
