//! Reads the data files of Stata (`.dta`, versions 113 to 119: Stata 8 and later), row by row; knows no survey.

use super::Unreadable;
use super::binary::Binary;
use super::dta_dictionary::{self, Kind, Layout, Nature};
use super::dta_texts::Texts;
use super::letters::Letters;
use super::rows::number_text;
use super::variables::{Values, Variable, day_text, moment_text, time_text};
use crate::exchange::statistics::dta::{FIRST_DAY, NO_BYTE, NO_DOUBLE, NO_FLOAT, NO_INT, NO_LONG};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A data file being read.
pub(super) struct Dta {
    pub variables: Vec<Variable>,
    /// The rows that the file says it has.
    pub announced: u64,
    layout: Layout,
    letters: Letters,
    file: Binary<BufReader<File>>,
    texts: Option<Texts>,
    row: Vec<u8>,
}

impl Dta {
    /// Opens a file and reads what stands around its rows.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let mut file = Binary::new(BufReader::with_capacity(1 << 16, File::open(path)?), 0);
        let (layout, variables) = dta_dictionary::read(&mut file)?;
        let has_texts = layout.kinds.iter().any(|(kind, _)| *kind == Kind::Behind);
        let texts = has_texts.then(|| Texts::open(path, &layout, file.is_big)).transpose()?;
        let row = vec![0; layout.bytes];
        Ok(Self { variables, announced: layout.rows, letters: layout.letters(), layout, file, texts, row })
    }

    /// Reads the next row.
    pub fn next(&mut self, values: &mut Values) -> Result<bool, Unreadable> {
        if self.file.row == self.announced {
            // What stands behind the rows says that there are no more.
            let more = self.layout.is_tagged() && !self.file.has(b"</data>")?;
            return if more { Err(Unreadable::Counted { said: self.announced }) } else { Ok(false) };
        }
        self.file.row += 1;
        let row = self.file.row;
        self.file.fill(&mut self.row)?;
        let mut from = 0;
        for ((kind, nature), variable) in self.layout.kinds.iter().zip(&self.variables) {
            let bytes = &self.row[from..from + kind.bytes()];
            from += kind.bytes();
            let text = match (kind, &mut self.texts) {
                (Kind::Text(_), _) => {
                    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
                    &bytes[..end]
                }
                (Kind::Behind, Some(texts)) => texts.find(bytes, row)?,
                (kind, _) => {
                    push_number(number(*kind, bytes, self.file.is_big), *nature, values);
                    continue;
                }
            };
            values.push(&self.letters.value(text, row, &variable.name)?);
        }
        Ok(true)
    }
}

/// A number, or the place of the reason why there is none: 0 for `.`, 1 for `.a`.
enum Number {
    Whole(i64),
    /// As it is written: a float of 32 bits has fewer digits.
    Float(f64, String),
    None(u64),
}

/// Gives the bytes of a number, the lowest first.
fn low_first<const N: usize>(bytes: &[u8], is_big: bool) -> [u8; N] {
    let mut number: [u8; N] = bytes.try_into().unwrap_or([0; N]);
    if is_big {
        number.reverse();
    }
    number
}

fn number(kind: Kind, bytes: &[u8], is_big: bool) -> Number {
    let whole = |number: i64, first: i64| match u64::try_from(number - first) {
        Ok(place) => Number::None(place),
        Err(_) => Number::Whole(number),
    };
    match kind {
        Kind::Byte => whole(i8::from_le_bytes(low_first(bytes, is_big)).into(), NO_BYTE),
        Kind::Int => whole(i16::from_le_bytes(low_first(bytes, is_big)).into(), NO_INT),
        Kind::Long => whole(i32::from_le_bytes(low_first(bytes, is_big)).into(), NO_LONG),
        Kind::Float => {
            let number = f32::from_le_bytes(low_first(bytes, is_big));
            match number.to_bits().checked_sub(NO_FLOAT).filter(|_| number.is_sign_positive()) {
                Some(place) => Number::None(u64::from(place >> 11)),
                None => Number::Float(f64::from(number), number.to_string()),
            }
        }
        Kind::Double | Kind::Text(_) | Kind::Behind => {
            let number = f64::from_le_bytes(low_first(bytes, is_big));
            match number.to_bits().checked_sub(NO_DOUBLE).filter(|_| number.is_sign_positive()) {
                Some(place) => Number::None(place >> 40),
                None => Number::Float(number, number_text(number)),
            }
        }
    }
}

fn push_number(number: Number, nature: Nature, values: &mut Values) {
    let (number, text) = match number {
        Number::None(0) => return values.push(""),
        Number::None(place) => return values.push_absent(&dta_dictionary::reason(place)),
        Number::Whole(number) => (crate::exchange::cell::float(number), number.to_string()),
        Number::Float(number, text) => (number, text),
    };
    let told = match nature {
        Nature::Number => None,
        Nature::Day => day_text(FIRST_DAY, number),
        Nature::Moment => moment_text(FIRST_DAY, number / 1000.0),
        Nature::Time => time_text(number / 1000.0),
    };
    values.push(&told.unwrap_or(text));
}
