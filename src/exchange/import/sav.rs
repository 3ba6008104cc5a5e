//! Reads the system files of SPSS (`.sav`, packed `.zsav`), row by row, as SPSS, PSPP and the libraries for Python and R write them; knows
//! no survey.

use super::Unreadable;
use super::binary::Binary;
use super::letters::Letters;
use super::rows::{MOST_COLUMNS, number_text};
use super::sav_dictionary::{self, Field, Missing, Shape};
use super::sav_rows::Cases;
use super::variables::{Values, Variable, day_text, moment_text, time_text};
use crate::exchange::statistics::sav::{FIRST_DAY, SYSTEM_MISSING};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A system file being read.
pub(super) struct Sav {
    pub variables: Vec<Variable>,
    /// The rows that the file says it has.
    pub announced: Option<u64>,
    fields: Vec<Field>,
    letters: Letters,
    cases: Cases,
    /// A case as it stands unpacked.
    case: Vec<u8>,
    text: Vec<u8>,
}

impl Sav {
    /// Opens a file and reads what stands before its first case.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let mut file = Binary::new(BufReader::with_capacity(1 << 16, File::open(path)?), 0);
        let found = sav_dictionary::read(&mut file)?;
        if found.fields.len() > MOST_COLUMNS {
            return Err(Unreadable::Columns { line: 1 });
        }
        let cases = Cases::begin(file, &found.header)?;
        Ok(Self {
            variables: found.variables,
            announced: found.header.cases,
            fields: found.fields,
            letters: found.letters,
            cases,
            case: vec![0; found.header.bytes],
            text: Vec::new(),
        })
    }

    /// Reads the next case.
    pub fn next(&mut self, values: &mut Values) -> Result<bool, Unreadable> {
        let done = self.cases.row();
        let is_there = self.cases.next(&mut self.case)?;
        match self.announced {
            Some(announced) if is_there && done == announced => return Err(Unreadable::Counted { said: announced }),
            Some(announced) if !is_there && done < announced => return Err(self.cases.cut()),
            _ if !is_there => return Ok(false),
            _ => {}
        }
        for (field, variable) in self.fields.iter().zip(&self.variables) {
            match &field.shape {
                Shape::Number { kind, missing } => {
                    let number = self.cases.number(element(&self.case, field.from));
                    push_number(number, *kind, missing, values);
                }
                Shape::Text { parts, missing } => {
                    join(&self.case, parts, &mut self.text);
                    let text = self.letters.value(&self.text, done + 1, &variable.name)?;
                    let is_absent = !text.is_empty() && missing.iter().any(|missing| missing == text.as_ref());
                    if is_absent { values.push_absent(&text) } else { values.push(&text) }
                }
            }
        }
        Ok(true)
    }
}

/// Gives an element of a case.
fn element(case: &[u8], at: usize) -> [u8; 8] {
    case.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

fn push_number(number: f64, kind: u8, missing: &Missing, values: &mut Values) {
    if number.to_bits() == SYSTEM_MISSING.to_bits() || !number.is_finite() {
        return values.push("");
    }
    if missing.has(number) {
        return values.push_absent(&number_text(number));
    }
    let text = match kind {
        // DATE, ADATE, JDATE, MOYR, QYR, WKYR, EDATE, SDATE.
        20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => day_text(FIRST_DAY, number / 86_400.0),
        // DATETIME, YMDHMS.
        22 | 41 => moment_text(FIRST_DAY, number),
        // TIME.
        21 => time_text(number),
        _ => None,
    };
    values.push(&text.unwrap_or_else(|| number_text(number)));
}

/// Brings the parts of a text together, blanks taken off its end. A part that is not the last was cut between letters: of blanks at its
/// end, only as many are none of the text as the next letter had no room for.
fn join(case: &[u8], parts: &[Vec<(usize, usize)>], text: &mut Vec<u8>) {
    text.clear();
    for part in parts.iter().rev() {
        let mut bytes: Vec<u8> = Vec::new();
        for (from, width) in part {
            bytes.extend_from_slice(case.get(*from..from + width).unwrap_or_default());
        }
        let most = match text.first() {
            None => bytes.len(),
            Some(0xf0..) => 3,
            Some(0xe0..) => 2,
            Some(0xc0..) => 1,
            Some(_) => 0,
        };
        let blanks = bytes.iter().rev().take_while(|byte| **byte == b' ').count().min(most);
        bytes.truncate(bytes.len() - blanks);
        bytes.append(text);
        *text = bytes;
    }
    // Some programs fill up with zeros.
    while text.last() == Some(&0) {
        text.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_parts_keeps_the_blanks_between_them() {
        let case = |case: &str, parts: &[Vec<(usize, usize)>], expected: &str| {
            let mut text = Vec::new();
            join(case.as_bytes(), parts, &mut text);
            assert_eq!(String::from_utf8_lossy(&text), expected);
        };
        case("abc  def  ", &[vec![(0, 5)], vec![(5, 5)]], "abc  def");
        case("abc   é   ", &[vec![(0, 6)], vec![(6, 5)]], "abc  é");
        case("abcdef    ", &[vec![(0, 3), (3, 7)]], "abcdef");
        case("     ", &[vec![(0, 3)], vec![(3, 2)]], "");
    }
}
