//! Files for statistics as rows: variables with labels and codes that say why a value is absent, whatever program wrote them; knows no
//! survey.

use super::Unreadable;
use super::dta::Dta;
use super::rows::Row;
use super::sav::Sav;
use super::taking::Take;
use std::path::Path;
use std::sync::Arc;

/// A program whose files of data are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    Spss,
    Stata,
}

impl Program {
    /// Tells whose file one is by its first bytes.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| head.starts_with(beginning));
        // Files of Stata before its version 13: their version, the order of bytes, and two that never change.
        let is_old = matches!(head, [102..=115, 1 | 2, 1, 0, ..]);
        if begins(&[b"$FL2@(#)", b"$FL3@(#)"]) { Some(Self::Spss) } else { (is_old || begins(&[b"<stata_dta>"])).then_some(Self::Stata) }
    }

    /// Names its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spss => "SPSS (.sav)",
            Self::Stata => "Stata (.dta)",
        }
    }
}

/// One variable of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Variable {
    pub name: String,
    pub label: String,
    pub is_text: bool,
    /// What its values mean, each value as it is written in a row.
    pub labels: Vec<(String, String)>,
    /// The values that say why one is absent, in the order in which our own files have them.
    pub reasons: Vec<String>,
}

/// The values of a row as the file has them, before anything is taken from them.
#[derive(Default)]
pub(super) struct Values {
    row: Row,
    /// Which of them say why a value is absent.
    absent: Vec<bool>,
}

impl Values {
    pub fn clear(&mut self) {
        self.row.clear();
        self.absent.clear();
    }

    pub fn push(&mut self, text: &str) {
        self.row.push(text);
        self.absent.push(false);
    }

    /// Takes a value that says why there is none.
    pub fn push_absent(&mut self, text: &str) {
        self.row.push(text);
        self.absent.push(true);
    }

    /// Gives a value as it is taken.
    fn taken<'a>(&'a self, take: &'a Take) -> &'a str {
        let value = self.row.get(take.variable).unwrap_or_default();
        match take.texts.get(value) {
            Some(text) => text,
            None if take.is_reason || self.absent.get(take.variable) == Some(&true) => "",
            None => value,
        }
    }
}

enum Reader {
    Sav(Box<Sav>),
    Dta(Box<Dta>),
}

/// A file for statistics being read.
pub struct VariableRows {
    reader: Reader,
    takes: Arc<Vec<Take>>,
    values: Values,
    at: u64,
    /// True before the head, which is the first row.
    is_fresh: bool,
}

/// Looks at what variables a file has, and how many rows it says it has; 0 where it does not.
pub(super) fn look(path: &Path, program: Program) -> Result<(Vec<Variable>, u64), Unreadable> {
    match program {
        Program::Spss => Sav::open(path).map(|file| (file.variables, file.announced.unwrap_or(0))),
        Program::Stata => Dta::open(path).map(|file| (file.variables, file.announced)),
    }
}

impl VariableRows {
    pub fn open(path: &Path, program: Program, takes: &Arc<Vec<Take>>) -> Result<Self, Unreadable> {
        let reader = match program {
            Program::Spss => Reader::Sav(Box::new(Sav::open(path)?)),
            Program::Stata => Reader::Dta(Box::new(Dta::open(path)?)),
        };
        Ok(Self { reader, takes: Arc::clone(takes), values: Values::default(), at: 0, is_fresh: true })
    }

    /// Gives the row that was read last.
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// Reads the next row, the head first.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        row.clear();
        if std::mem::take(&mut self.is_fresh) {
            self.takes.iter().for_each(|take| row.push(&take.head));
            return Ok(true);
        }
        self.values.clear();
        let is_there = match &mut self.reader {
            Reader::Sav(file) => file.next(&mut self.values)?,
            Reader::Dta(file) => file.next(&mut self.values)?,
        };
        if is_there {
            self.at += 1;
            row.at = self.at;
            for take in self.takes.iter() {
                row.push(self.values.taken(take));
            }
        }
        Ok(is_there)
    }
}

/// Writes the day that is so many days after another; none beyond the calendar.
pub(super) fn day_text(since: jiff::civil::Date, days: f64) -> Option<String> {
    let days = (days.abs() < 4_000_000.0).then_some(days.floor() as i64)?;
    since.checked_add(jiff::Span::new().days(days)).ok().map(|day| day.to_string())
}

/// Writes a time of day from its seconds; none beyond a day.
pub(super) fn time_text(seconds: f64) -> Option<String> {
    let minutes = (0.0..86_400.0).contains(&seconds).then_some(seconds as i64 / 60)?;
    Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Writes a moment from seconds since midnight of a day: the day alone at midnight.
pub(super) fn moment_text(since: jiff::civil::Date, seconds: f64) -> Option<String> {
    let day = day_text(since, seconds / 86_400.0)?;
    let seconds = seconds.rem_euclid(86_400.0) as i64;
    Some(match seconds {
        0 => day,
        seconds => format!("{day}T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_times_are_written_as_standards_have_them() {
        let since = date(1582, 10, 14);
        assert_eq!(day_text(since, 161_420.0).as_deref(), Some("2024-09-26"));
        assert_eq!([1e300, f64::NAN, -1e300].map(|days| day_text(since, days)), [None, None, None]);
        assert_eq!(time_text(30_600.0).as_deref(), Some("08:30"));
        assert_eq!([-1.0, 86_400.0, f64::NAN].map(time_text), [None, None, None]);
        assert_eq!(moment_text(date(1960, 1, 1), 86_399.0).as_deref(), Some("1960-01-01T23:59:59"));
        assert_eq!(moment_text(date(1960, 1, 1), -86_400.0).as_deref(), Some("1959-12-31"));
    }
}
