//! How the bytes of texts in files for statistics stand for characters; knows no file.

use super::Unreadable;
use std::borrow::Cow;

/// An encoding of texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters(&'static encoding_rs::Encoding);

impl Letters {
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// What programs of the West wrote before they had UTF-8.
    pub const WESTERN: Self = Self(encoding_rs::WINDOWS_1252);

    /// Finds one by its name, as files have it.
    pub fn named(name: &str) -> Result<Self, Unreadable> {
        let known = encoding_rs::Encoding::for_label(name.trim().as_bytes());
        known.map(Self).ok_or_else(|| Unreadable::Coding(crate::survey::value::safe(name.trim())))
    }

    /// Finds one by the number of its code page; those of Windows and of Unix.
    pub fn of_page(page: i32) -> Result<Self, Unreadable> {
        match page {
            65_001 => Ok(Self::UTF_8),
            // EBCDIC, ASCII and what SPSS says where it knows none.
            ..=3 | 20_127 => Ok(Self::WESTERN),
            28_591..=28_606 => Self::named(&format!("iso-8859-{}", page - 28_590)),
            page => Self::named(&format!("windows-{page}")),
        }
    }

    /// Reads a text; none where the bytes are no characters. A last character that a full field had no room for is left out.
    fn read(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if self.0 != encoding_rs::UTF_8 {
            return self.0.decode_without_bom_handling_and_without_replacement(bytes);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.into()),
            Err(error) if error.error_len().is_none() => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().map(Cow::Borrowed),
            Err(_) => None,
        }
    }

    /// Reads a text of a row, from 1, as a value of a column.
    pub fn value<'a>(self, bytes: &'a [u8], row: u64, column: &str) -> Result<Cow<'a, str>, Unreadable> {
        let column = || column.to_owned();
        match self.read(bytes) {
            None => Err(Unreadable::Letters { row, column: column(), encoding: self.0.name().to_owned() }),
            Some(text) if text.contains('\0') => Err(Unreadable::Zero { row, column: column() }),
            Some(text) => Ok(text),
        }
    }

    /// Reads a name or a label: what is no character stands as `�`.
    pub fn read_name(self, bytes: &[u8]) -> String {
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        self.0.decode_without_bom_handling(&bytes[..end]).0.trim_end().to_owned()
    }
}
