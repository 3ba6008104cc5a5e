//! Cells of a workbook, and what is said about them: complaints that stop an import, and what is left out of one.

use crate::survey::marked::Marked;
use std::fmt;
use std::ops::Range;

/// A cell, a row or a sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub sheet: String,
    /// Counted from 1; absent for the sheet as a whole.
    pub row: Option<u32>,
    /// Counted from 0; absent for the row as a whole.
    pub column: Option<u32>,
}

impl Place {
    pub(super) fn sheet(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), row: None, column: None }
    }

    /// Gives the letters of the column, as spreadsheets show it: `A`, `AB`.
    #[must_use]
    pub fn letters(&self) -> Option<String> {
        let mut rest = self.column? + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        letters.reverse();
        Some(letters.into_iter().collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "sheet '{}'", self.sheet)?;
        if let Some(row) = self.row {
            write!(out, ", row {row}")?;
        }
        match self.letters() {
            Some(letters) => write!(out, ", column {letters}"),
            None => Ok(()),
        }
    }
}

/// Something that must be mended before the workbook can become a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub place: Place,
    pub text: String,
    /// The next step, as a sentence.
    pub hint: Option<String>,
    /// The expression that it is about, and which bytes of it.
    pub marked: Option<(String, Range<usize>)>,
}

impl Complaint {
    /// Gives the expression with its place marked.
    #[must_use]
    pub fn line(&self) -> Option<Marked> {
        let (source, at) = self.marked.as_ref()?;
        let count = |range: Range<usize>| source.get(range).map_or(0, |text| text.chars().count());
        Some(Marked::new(source, count(0..at.start), count(at.clone())))
    }

    /// Shows the place and what is wrong; under it the expression with its place marked, and the hint.
    #[must_use]
    pub fn excerpt(&self) -> String {
        let mut out = format!("{self}\n");
        if let Some([line, marks]) = self.line().map(|line| line.rows()) {
            out.push_str(&["  | ", &line, "\n  | ", &marks, "\n"].concat());
        }
        if let Some(hint) = &self.hint {
            out.push_str(&["  = ", hint, "\n"].concat());
        }
        out
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.text)
    }
}

/// Something of the workbook that the form does not have, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub place: Place,
    /// What was left out: `question 'foto' (image)`.
    pub what: String,
    /// Why, or what to do instead.
    pub why: String,
}

impl fmt::Display for Leftover {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.place, self.what, self.why)
    }
}

/// The places of what a draft holds: a draft knows them by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<Place>);

impl Places {
    /// Takes a place in, and gives the number that stands for it as a draft takes it.
    pub fn mark(&mut self, place: Place) -> Range<usize> {
        self.0.push(place);
        self.0.len() - 1..self.0.len()
    }

    pub fn of(&self, at: &Range<usize>) -> Option<&Place> {
        self.0.get(at.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let case = |column, expected: &str| {
            let place = Place { sheet: "survey".to_owned(), row: Some(2), column: Some(column) };
            assert_eq!(place.to_string(), format!("sheet 'survey', row 2, column {expected}"));
        };
        case(0, "A");
        case(25, "Z");
        case(26, "AA");
        case(701, "ZZ");
        case(702, "AAA");
        case(16_383, "XFD");
    }
}
