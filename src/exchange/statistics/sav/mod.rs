//! The system file of SPSS (`.sav`), packed by byte codes, written row by row; knows no database.
//!
//! Written here after PSPP's description of the format: the one library that writes it draws in Arrow and cuts texts over 255 bytes.

mod dictionary;

use super::super::cell::{Cell, float, tenths};
use super::super::column::Holds;
use super::super::plan::{Encoder, Next, Plan, Result};
use super::super::sink::Sink;
use super::extent::Extents;
use super::{Variable, days, seconds, variables};
use crate::store::Record;
use std::io::Write;

/// Bytes of the longest string of SPSS; a longer text goes on in further variables.
pub(in crate::exchange) const LONGEST: usize = 32_767;

/// Bytes of a string's segment, and of the room that one takes that is not the last.
const SEGMENT: usize = 255;

/// The number that a packed byte stands for is less by so much.
const BIAS: i64 = 100;

/// The codes of packed elements that are no numbers: the end, eight bytes that follow, eight blanks, no value.
pub(in crate::exchange) const END: u8 = 252;
pub(in crate::exchange) const RAW: u8 = 253;
pub(in crate::exchange) const BLANK: u8 = 254;
pub(in crate::exchange) const NOTHING: u8 = 255;

/// The day from whose midnight seconds are counted.
pub(in crate::exchange) const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1582, 10, 14);

/// No value, and no reason why.
pub(in crate::exchange) const SYSTEM_MISSING: f64 = -f64::MAX;

/// SPSS at work: one pass to measure, one to write.
pub(in crate::exchange) struct Spss {
    extents: Extents,
    variables: Vec<Variable>,
    out: Packer,
    rows: u64,
}

impl Spss {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { extents: Extents::new(plan), variables: Vec::new(), out: Packer::default(), rows: 0 })
    }

    fn row(&mut self, plan: &Plan, record: &Record) {
        for variable in &self.variables {
            let cell = variable.column.cell(&plan.survey, record, None, plan.options.lang);
            if variable.is_text() {
                self.out.text(&cell.to_text(), &parts(variable));
            } else {
                self.out.number(number(variable, cell));
            }
        }
    }
}

impl Encoder for Spss {
    fn passes(&self) -> u64 {
        2
    }

    fn begin(&mut self, _: &Plan, _: &mut Sink) -> Result<()> {
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        if self.variables.is_empty() {
            self.extents.add(plan, records);
            return Ok(());
        }
        for record in records {
            self.row(plan, record);
        }
        self.rows += records.len() as u64;
        out.write_all(&self.out.done)?;
        self.out.done.clear();
        Ok(())
    }

    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next> {
        if self.variables.is_empty() {
            self.variables = variables(std::mem::take(&mut self.extents));
            out.write_all(&dictionary::write(plan, &self.variables))?;
            return Ok(Next::Pass);
        }
        self.out.end();
        out.write_all(&self.out.done)?;
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}

/// Gives the widths in bytes of the strings that hold a text: one, unless it is longer than SPSS takes.
fn parts(variable: &Variable) -> Vec<usize> {
    let mut left = variable.extent.longest.max(1);
    let mut parts = Vec::new();
    loop {
        // A part is cut between letters, so that it may be three bytes short.
        let part = left.min(LONGEST);
        parts.push(part);
        if left <= LONGEST {
            return parts;
        }
        left -= LONGEST - 3;
    }
}

/// Gives the widths of the segments that a string is kept in.
pub(in crate::exchange) fn segments(width: usize) -> Vec<usize> {
    if width <= SEGMENT {
        return vec![width];
    }
    // By the format's own rule, each segment but the last counts for 252 bytes of the width, and has room for 255.
    let number = width.div_ceil(252);
    (0..number).map(|at| if at + 1 < number { SEGMENT } else { width - 252 * (number - 1) }).collect()
}

fn number(variable: &Variable, cell: Cell<'_>) -> Number {
    match cell {
        Cell::Empty | Cell::Text(_) | Cell::Labels(..) => Number::None,
        Cell::Number(number) => Number::Whole(number),
        Cell::Seconds(ms) => Number::Float(float(tenths(ms)) / 10.0),
        Cell::Decimal(number) => Number::Float(number.to_f64()),
        Cell::Missing(reason) => Number::Whole(variable.number_of(reason)),
        Cell::Day(day) => days(day, FIRST_DAY).map_or(Number::None, |days| Number::Whole(days * 86_400)),
        Cell::Time(time) => seconds(time).map_or(Number::None, Number::Whole),
    }
}

/// A number as it is packed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Number {
    None,
    Whole(i64),
    Float(f64),
}

/// Packs elements of eight bytes: eight codes, then what they can't say.
#[derive(Default)]
struct Packer {
    codes: Vec<u8>,
    behind: Vec<u8>,
    pub done: Vec<u8>,
}

impl Packer {
    fn code(&mut self, code: u8) {
        self.codes.push(code);
        if self.codes.len() == 8 {
            self.done.append(&mut self.codes);
            self.done.append(&mut self.behind);
        }
    }

    fn number(&mut self, number: Number) {
        match number {
            Number::None => self.code(NOTHING),
            Number::Whole(number) if (1 - BIAS..=251 - BIAS).contains(&number) => self.code((number + BIAS).cast_unsigned() as u8),
            Number::Whole(number) => self.raw(float(number).to_le_bytes()),
            Number::Float(number) => self.raw(number.to_le_bytes()),
        }
    }

    fn raw(&mut self, bytes: [u8; 8]) {
        self.behind.extend_from_slice(&bytes);
        self.code(RAW);
    }

    /// Packs a text into the strings that hold it.
    fn text(&mut self, text: &str, parts: &[usize]) {
        let mut rest = text;
        for (at, part) in parts.iter().enumerate() {
            let here = if at + 1 < parts.len() { super::cut(rest, *part) } else { rest };
            rest = &rest[here.len()..];
            let mut bytes = here.as_bytes();
            for width in segments(*part) {
                let (first, behind) = bytes.split_at(bytes.len().min(width));
                self.padded(first, width.next_multiple_of(8));
                bytes = behind;
            }
        }
    }

    fn padded(&mut self, bytes: &[u8], room: usize) {
        for at in (0..room).step_by(8) {
            let mut element = [b' '; 8];
            let here = bytes.get(at..bytes.len().min(at + 8)).unwrap_or_default();
            element[..here.len()].copy_from_slice(here);
            if element == [b' '; 8] { self.code(BLANK) } else { self.raw(element) }
        }
    }

    /// Says that nothing follows.
    fn end(&mut self) {
        self.code(END);
        while !self.codes.is_empty() {
            self.code(0);
        }
    }
}

/// Gives the print format of a variable: kind, width, digits behind the point.
fn format(variable: &Variable) -> (u8, u8, u8) {
    match variable.column.holds {
        Holds::Day => (39, 10, 0),
        Holds::Time => (21, 5, 0),
        Holds::Fraction => {
            let places = variable.extent.places.clamp(1, 15) as u8;
            (5, 12 + places, places)
        }
        Holds::Code | Holds::Step | Holds::Mark => (5, 4, 0),
        Holds::Whole | Holds::Text => (5, 8, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_strings_are_kept_in_segments_as_the_format_wants() {
        assert_eq!(segments(255), [255]);
        assert_eq!(segments(256), [255, 4]);
        assert_eq!(segments(504), [255, 252]);
        assert_eq!(segments(505), [255, 255, 1]);
    }

    #[test]
    fn small_numbers_are_one_byte() {
        let mut packer = Packer::default();
        for number in [Number::Whole(-99), Number::Whole(151), Number::None, Number::Whole(152)] {
            packer.number(number);
        }
        packer.end();
        let mut expected = vec![1, 251, 255, 253, 252, 0, 0, 0];
        expected.extend_from_slice(&152.0_f64.to_le_bytes());
        assert_eq!(packer.done, expected);
    }
}
