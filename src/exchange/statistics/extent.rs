//! How wide what stands in each column is, found by reading all of it once: file formats want to know before the first row.

use super::super::cell::{Cell, labels, tenths};
use super::super::column::Column;
use super::super::plan::Plan;
use crate::store::Record;

/// Whole numbers up to here are exact in a 64-bit float; programs show 15 digits of them.
const EXACT: u64 = 999_999_999_999_999;

/// How wide what stands in a column is.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Extent {
    /// The lowest and the highest whole number, fractions rounded outwards.
    pub range: Option<(i64, i64)>,
    /// Bytes of the longest text, in UTF-8.
    pub longest: usize,
    /// Texts that are there, and their bytes.
    pub texts: u64,
    pub bytes: u64,
    /// The most digits behind a point.
    pub places: u32,
}

impl Extent {
    /// Tells whether a whole number has more digits than programs keep.
    pub const fn is_beyond_floats(&self) -> bool {
        matches!(self.range, Some((low, high)) if low.unsigned_abs() > EXACT || high.unsigned_abs() > EXACT)
    }

    pub fn lowest(&self) -> Option<i64> {
        self.range.map(|(low, _)| low)
    }

    fn number(&mut self, low: i64, high: i64) {
        self.range = Some(self.range.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
        // Numbers that are too long stand as text.
        self.text(high.to_string().len().max(low.to_string().len()));
    }

    fn text(&mut self, bytes: usize) {
        self.longest = self.longest.max(bytes);
        self.texts += 1;
        self.bytes += bytes as u64;
    }

    fn add(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Empty | Cell::Missing(_) | Cell::Text("") => {}
            Cell::Number(number) => self.number(number, number),
            Cell::Seconds(ms) => {
                self.places = 1;
                self.number(tenths(ms).div_euclid(10), tenths(ms).div_euclid(10) + 1);
            }
            Cell::Decimal(number) => {
                let (digits, places) = number.parts();
                let whole = digits / 10_i64.pow(places);
                self.places = self.places.max(places);
                self.number(whole - 1, whole + 1);
            }
            Cell::Day(text) | Cell::Time(text) | Cell::Text(text) => self.text(text.len()),
            Cell::Labels(choices, bits, lang) => self.text(labels(choices, bits, lang).len()),
        }
    }
}

/// The columns with what was measured so far.
#[derive(Default)]
pub(super) struct Extents(Vec<(Column, Extent)>);

impl Extents {
    pub fn new(plan: &Plan) -> Self {
        Self(plan.variables().into_iter().map(|column| (column, Extent::default())).collect())
    }

    /// Takes interviews in.
    pub fn add(&mut self, plan: &Plan, records: &[Record]) {
        for record in records {
            for (column, extent) in &mut self.0 {
                extent.add(column.cell(&plan.survey, record, None, plan.options.lang));
            }
        }
    }

    pub fn done(self) -> Vec<(Column, Extent)> {
        self.0
    }
}
