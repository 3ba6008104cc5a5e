//! The data file of Stata (`.dta`, version 118: Stata 14 and later), written row by row; knows no database.
//!
//! Written here after Stata's own description of the format. The library for it lets nobody outside it make a set of value labels, keeps
//! every long text in memory, and goes back in the file, so that it can't be summed up while it is written.

mod frame;

use super::super::cell::{Cell, float, tenths};
use super::super::column::Holds;
use super::super::plan::{Encoder, Next, Plan, Result};
use super::super::sink::Sink;
use super::extent::Extents;
use super::{Variable, days, position, seconds, variables};
use crate::store::Record;
use crate::survey::value::Missing;
use std::io::Write;

/// Bytes of the longest text that stands in the row; a longer one stands behind all rows (`strL`).
const LONGEST: usize = 244;

/// Room for a name, and for a variable's label, each with an end.
pub(in crate::exchange) const NAME: usize = 129;
pub(in crate::exchange) const LABEL: usize = 321;

/// How values are kept, by the codes of the file; texts by their bytes.
pub(in crate::exchange) const BYTE: u16 = 65_530;
pub(in crate::exchange) const INT: u16 = 65_529;
pub(in crate::exchange) const LONG: u16 = 65_528;
pub(in crate::exchange) const FLOAT: u16 = 65_527;
pub(in crate::exchange) const DOUBLE: u16 = 65_526;
pub(in crate::exchange) const BEHIND: u16 = 32_768;

/// No value, of each kind; reasons count on from there.
pub(in crate::exchange) const NO_BYTE: i64 = 101;
pub(in crate::exchange) const NO_INT: i64 = 32_741;
pub(in crate::exchange) const NO_LONG: i64 = 2_147_483_621;
pub(in crate::exchange) const NO_FLOAT: u32 = 0x7f00_0000;
pub(in crate::exchange) const NO_DOUBLE: u64 = 0x7fe0_0000_0000_0000;

/// The day from which days are counted, and from whose midnight moments are.
pub(in crate::exchange) const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1960, 1, 1);

/// How a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Byte,
    Int,
    Long,
    Double,
    /// Text of so many bytes at most.
    Text(usize),
    /// Text that stands behind all rows.
    Behind,
}

impl Kept {
    fn of(variable: &Variable) -> Self {
        if variable.is_text() {
            return if variable.extent.longest > LONGEST { Self::Behind } else { Self::Text(variable.extent.longest.max(1)) };
        }
        match variable.column.holds {
            Holds::Fraction | Holds::Time => return Self::Double,
            Holds::Day => return Self::Long,
            _ => {}
        }
        let codes = variable.column.codes.iter().map(|(code, _)| (*code, *code));
        let (low, high) = codes.chain(variable.extent.range).fold((0, 0), |(low, high), (least, most)| (low.min(least), high.max(most)));
        if (-127..=100).contains(&low) && high <= 100 {
            Self::Byte
        } else if low >= -32_767 && high <= 32_740 {
            Self::Int
        } else if low >= -2_147_483_647 && high <= 2_147_483_620 {
            Self::Long
        } else {
            Self::Double
        }
    }

    const fn code(self) -> u16 {
        match self {
            Self::Byte => BYTE,
            Self::Int => INT,
            Self::Long => LONG,
            Self::Double => DOUBLE,
            Self::Text(bytes) => bytes as u16,
            Self::Behind => BEHIND,
        }
    }

    const fn bytes(self) -> usize {
        match self {
            Self::Byte => 1,
            Self::Int => 2,
            Self::Long => 4,
            Self::Double | Self::Behind => 8,
            Self::Text(bytes) => bytes,
        }
    }
}

/// What a pass is for.
enum Pass {
    Measuring(Extents),
    Rows,
    LongTexts,
}

/// Stata at work: one pass to measure, one for the rows, one for long texts where there are any.
pub(in crate::exchange) struct Stata {
    pass: Pass,
    variables: Vec<(Variable, Kept)>,
    out: Vec<u8>,
    /// The row in hand, from 1.
    row: u64,
    rows: u64,
}

impl Stata {
    pub fn start(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { pass: Pass::Measuring(Extents::new(plan)), variables: Vec::new(), out: Vec::new(), row: 0, rows: 0 })
    }

    fn write_row(&mut self, plan: &Plan, record: &Record) {
        for (at, (variable, kept)) in (1_u16..).zip(&self.variables) {
            let cell = variable.column.cell(&plan.survey, record, None, plan.options.lang);
            match kept {
                Kept::Text(room) => {
                    let text = cell.to_text();
                    let end = self.out.len() + room;
                    self.out.extend_from_slice(super::cut(&text, *room).as_bytes());
                    self.out.resize(end, 0);
                }
                Kept::Behind => {
                    let is_empty = cell.to_text().is_empty();
                    let (variable, row) = if is_empty { (0, 0) } else { (at, self.row) };
                    self.out.extend_from_slice(&variable.to_le_bytes());
                    self.out.extend_from_slice(&row.to_le_bytes()[..6]);
                }
                Kept::Byte | Kept::Int | Kept::Long | Kept::Double => number(cell, *kept, &mut self.out),
            }
        }
    }

    /// Writes the texts that had no room in their rows.
    fn write_long(&mut self, plan: &Plan, record: &Record) {
        for (at, (variable, _)) in (1_u32..).zip(&self.variables).filter(|(_, (_, kept))| *kept == Kept::Behind) {
            let cell = variable.column.cell(&plan.survey, record, None, plan.options.lang);
            let text = cell.to_text();
            if !text.is_empty() {
                self.out.extend_from_slice(b"GSO");
                self.out.extend_from_slice(&at.to_le_bytes());
                self.out.extend_from_slice(&self.row.to_le_bytes());
                self.out.push(130);
                self.out.extend_from_slice(&(text.len() as u32 + 1).to_le_bytes());
                self.out.extend_from_slice(text.as_bytes());
                self.out.push(0);
            }
        }
    }

    fn has_long(&self) -> bool {
        self.variables.iter().any(|(_, kept)| *kept == Kept::Behind)
    }
}

impl Encoder for Stata {
    fn passes(&self) -> u64 {
        2
    }

    fn begin(&mut self, _: &Plan, _: &mut Sink) -> Result<()> {
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], out: &mut Sink) -> Result<()> {
        if let Pass::Measuring(extents) = &mut self.pass {
            extents.add(plan, records);
            return Ok(());
        }
        for record in records {
            self.row += 1;
            if matches!(self.pass, Pass::Rows) { self.write_row(plan, record) } else { self.write_long(plan, record) }
        }
        out.write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }

    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next> {
        match std::mem::replace(&mut self.pass, Pass::Rows) {
            Pass::Measuring(extents) => {
                self.variables = variables(extents)
                    .into_iter()
                    .map(|variable| {
                        let kept = Kept::of(&variable);
                        (variable, kept)
                    })
                    .collect();
                out.write_all(&frame::before(plan, &self.variables))?;
                return Ok(Next::Pass);
            }
            Pass::Rows => {
                self.rows = self.row;
                out.write_all(b"</data><strls>")?;
                if self.has_long() {
                    (self.pass, self.row) = (Pass::LongTexts, 0);
                    return Ok(Next::Pass);
                }
            }
            Pass::LongTexts => {}
        }
        out.write_all(b"</strls>")?;
        out.write_all(&frame::behind(plan, &self.variables))?;
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        self.rows
    }
}

/// Writes a number, or what stands for a reason: `.a` for the first, `.` where there is none.
fn number(cell: Cell<'_>, kept: Kept, out: &mut Vec<u8>) {
    let value = match cell {
        Cell::Empty | Cell::Text(_) | Cell::Labels(..) => None,
        Cell::Missing(reason) => return missing(position(reason), kept, out),
        Cell::Number(number) => Some(float(number)),
        Cell::Seconds(ms) => Some(float(tenths(ms)) / 10.0),
        Cell::Decimal(number) => Some(number.to_f64()),
        Cell::Day(day) => days(day, FIRST_DAY).map(float),
        Cell::Time(time) => seconds(time).map(|seconds| float(seconds) * 1000.0),
    };
    match (value, kept) {
        (None, _) => missing(0, kept, out),
        (Some(value), Kept::Byte) => out.extend_from_slice(&(value as i8).to_le_bytes()),
        (Some(value), Kept::Int) => out.extend_from_slice(&(value as i16).to_le_bytes()),
        (Some(value), Kept::Long) => out.extend_from_slice(&(value as i32).to_le_bytes()),
        (Some(value), _) => out.extend_from_slice(&value.to_le_bytes()),
    }
}

fn missing(place: i64, kept: Kept, out: &mut Vec<u8>) {
    match kept {
        Kept::Byte => out.extend_from_slice(&((NO_BYTE + place) as i8).to_le_bytes()),
        Kept::Int => out.extend_from_slice(&((NO_INT + place) as i16).to_le_bytes()),
        Kept::Long => out.extend_from_slice(&long_missing(place).to_le_bytes()),
        Kept::Double | Kept::Text(_) | Kept::Behind => {
            out.extend_from_slice(&(NO_DOUBLE + (place.cast_unsigned() << 40)).to_le_bytes());
        }
    }
}

/// Gives what stands for a reason in a long, and in sets of value labels.
const fn long_missing(place: i64) -> i32 {
    (NO_LONG + place) as i32
}

/// Gives what stands for a reason in a set of value labels.
fn labelled(reason: Missing) -> i32 {
    long_missing(position(reason))
}
