//! A table of cells out of the text of a file, whatever separates them; knows no unsur.

use super::super::decimal::{self, Printed};
use super::Unreadable;
use csv::{ReaderBuilder, StringRecord, Trim};

/// A line that is not empty.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the file.
    pub number: u64,
    pub cells: StringRecord,
}

/// Separators of columns; where two split as many lines, the earlier one stands: a decimal comma splits what a semicolon keeps together.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Lines that are looked at to find the separator.
const LOOK: usize = 60;

/// What Excel writes before a table to say its separator.
const SAID: &str = "sep=";

/// Splits a text into lines of cells; empty lines are left out.
pub(super) fn split(text: &str) -> Result<Vec<Line>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let (skipped, text, said) = match text.split_once('\n') {
        Some((first, rest)) if first.to_lowercase().starts_with(SAID) => (1, rest, first.as_bytes().get(SAID.len()).copied()),
        _ => (0, text, None),
    };
    let separator = match said {
        Some(said) => Some(said),
        None => {
            let many = |separator: &u8| read(text, *separator).take(LOOK).flatten().filter(|line| line.cells.len() > 1).count();
            SEPARATORS
                .into_iter()
                .map(|separator| (many(&separator), separator))
                .rev()
                .max_by_key(|(many, _)| *many)
                .filter(|(many, _)| *many > 0)
                .map(|(_, separator)| separator)
        }
    };
    let mut lines = match separator {
        Some(separator) => read(text, separator).collect::<Result<Vec<Line>, Unreadable>>()?,
        None => by_blanks(text),
    };
    lines.retain(|line| line.cells.iter().any(|cell| !cell.is_empty()));
    for line in &mut lines {
        line.number += skipped;
    }
    Ok(lines)
}

fn read(text: &str, separator: u8) -> impl Iterator<Item = Result<Line, Unreadable>> {
    let reader = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    reader.into_records().map(|record| {
        let cells = record.map_err(|error| Unreadable::Csv(error.to_string()))?;
        Ok(Line { number: cells.position().map_or(0, csv::Position::line), cells })
    })
}

/// Splits lines of numbers with blanks between them; a line that holds anything else is one cell.
fn by_blanks(text: &str) -> Vec<Line> {
    let line = |(number, line): (u64, &str)| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let numbers = words.len() > 1 && words.iter().all(|word| number_of(word).is_some());
        Line { number, cells: if numbers { words.into() } else { vec![line.trim()].into() } }
    };
    (1..).zip(text.lines()).map(line).collect()
}

/// Reads a cell as a number: with a decimal point or comma, and without the marks that spreadsheets of agencies have, `*)` and `%`.
pub(super) fn number_of(cell: &str) -> Option<Printed> {
    let cell = cell.trim_start_matches(['*', ')', '=', ' ']).trim_end_matches(['%', ' ']);
    decimal::parse(cell).or_else(|| long(cell))
}

/// Reads a number with more decimals than anybody prints, as programs write a fraction: to nine of them.
fn long(cell: &str) -> Option<Printed> {
    let (whole, rest) = cell.split_once(['.', ','])?;
    let (kept, cut) = rest.split_at_checked(9).filter(|_| rest.bytes().all(|digit| digit.is_ascii_digit()))?;
    let printed = decimal::parse(&format!("{whole}.{kept}"))?;
    let up = cut.as_bytes().first().is_some_and(|digit| *digit >= b'5');
    Some(if up { Printed { value: printed.value + decimal::unit(9), ..printed } } else { printed })
}

impl Line {
    /// Makes a line from its number and its cells.
    #[must_use]
    pub fn new(number: u64, cells: Vec<String>) -> Self {
        Self { number, cells: cells.into_iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>().into() }
    }

    /// Gives a cell, empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Reads a cell as a number.
    pub fn number_in(&self, column: usize) -> Option<Printed> {
        number_of(self.cell(column))
    }

    /// Reads a cell as a whole number; three decimals are thousands, as nobody counts people in thousandths.
    pub fn whole_in(&self, column: usize) -> Option<i64> {
        let cell = self.cell(column);
        let number = number_of(cell)?;
        let digits: String =
            if number.places == 3 { cell.chars().filter(char::is_ascii_digit).collect() } else { decimal::show(&number.value, 0) };
        if number.places == 3 || number.value.is_integer() { digits.parse().ok() } else { None }
    }

    /// Gives the first cell before a column that holds words.
    pub fn word_before(&self, column: usize) -> Option<&str> {
        self.cells.iter().take(column).find(|cell| !cell.is_empty() && number_of(cell).is_none())
    }

    /// Tells whether it counts the columns of the table: `1 2 3 …`, also in brackets.
    pub fn counts_columns(&self) -> bool {
        let cells: Vec<&str> = self.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let number = |cell: &str| cell.trim_matches(['(', ')']).parse::<usize>().ok();
        let first = cells.first().and_then(|cell| number(cell)).unwrap_or(0);
        cells.len() >= 5 && first <= 2 && cells.iter().enumerate().all(|(at, cell)| number(cell) == Some(first + at))
    }
}
