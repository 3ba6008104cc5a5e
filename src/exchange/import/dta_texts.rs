//! The long texts of a Stata file, which stand behind all rows: read as rows want them, so that none is held; knows no variable.

use super::Unreadable;
use super::binary::Binary;
use super::dta_dictionary::Layout;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::Path;

/// Bytes of the longest text.
const MOST_BYTES: u64 = 4 << 20;

/// The row and the variable that a text was first written for.
type Key = (u64, u64);

pub(super) struct Texts {
    file: Binary<BufReader<File>>,
    version: u32,
    /// Where the texts that were met stand, by their key.
    met: BTreeMap<Key, u64>,
    /// Where the next one begins that was not met.
    next: u64,
    text: Vec<u8>,
}

impl Texts {
    pub fn open(path: &Path, layout: &Layout, is_big: bool) -> Result<Self, Unreadable> {
        let mut input = BufReader::with_capacity(1 << 16, File::open(path)?);
        input.seek(SeekFrom::Start(layout.texts_at))?;
        let mut file = Binary::new(input, layout.texts_at);
        file.is_big = is_big;
        file.expect(b"<strls>")?;
        Ok(Self { next: file.at, file, version: layout.version, met: BTreeMap::new(), text: Vec::new() })
    }

    /// Reads the text that eight bytes of a row name.
    pub fn find(&mut self, named: &[u8], row: u64) -> Result<&[u8], Unreadable> {
        self.text.clear();
        self.file.row = row;
        // The variable stands in so many of the eight bytes.
        let variable = match self.version {
            117 => 4,
            118 => 2,
            _ => 3,
        };
        let number = |bytes: &[u8]| {
            let digit = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
            if self.file.is_big { bytes.iter().fold(0, digit) } else { bytes.iter().rev().fold(0, digit) }
        };
        let (variable, of) = named.split_at(variable.min(named.len()));
        let key = (number(of), number(variable));
        if key == (0, 0) {
            return Ok(&self.text);
        }
        if let Some(at) = self.met.get(&key) {
            self.file.seek(*at)?;
            return self.read();
        }
        self.file.seek(self.next)?;
        while self.file.has(b"GSO")? {
            let variable = u64::from(u32::from_le_bytes(self.file.number()?));
            let of = if self.version == 117 {
                u64::from(u32::from_le_bytes(self.file.number()?))
            } else {
                u64::from_le_bytes(self.file.number()?)
            };
            let (found, begins) = ((of, variable), self.file.at);
            self.text.clear();
            let is_it = found == key;
            if is_it {
                self.read()?;
            } else {
                self.file.skip(1)?;
                let length = u64::from(u32::from_le_bytes(self.file.number()?));
                self.file.skip(length)?;
            }
            self.next = self.file.at;
            self.met.insert(found, begins);
            if is_it {
                return Ok(&self.text);
            }
        }
        Err(self.file.strange())
    }

    /// Reads a text behind its key: its kind, its length, its bytes.
    fn read(&mut self) -> Result<&[u8], Unreadable> {
        self.file.skip(1)?;
        let length = u64::from(u32::from_le_bytes(self.file.number()?));
        if length > MOST_BYTES {
            return Err(Unreadable::LongRow { line: self.file.row });
        }
        self.text = self.file.bytes(length)?;
        // Its end is marked.
        if self.text.last() == Some(&0) {
            self.text.pop();
        }
        Ok(&self.text)
    }
}
