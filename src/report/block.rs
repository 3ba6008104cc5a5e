//! A document as blocks, before any format: headings, sentences, tables, charts; knows no survey.

use crate::words::Words;
use jiff::civil::Date;

/// A document: a cover and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub words: Words,
    pub title: String,
    /// Lines of the cover below the title: unit, period.
    pub cover: Vec<String>,
    pub made: Date,
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, with 1 for a chapter, which begins a page, and 2 for a section.
    Heading(u8, String),
    Text(String),
    /// A numbered list.
    List(Vec<String>),
    Table(Table),
    Chart(Chart),
    /// Lines to be signed, at the right.
    Signature(Vec<String>),
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    /// By column: its head, where its text stands, and its share of the width.
    pub columns: Vec<(String, Align, u32)>,
    pub rows: Vec<Vec<String>>,
    /// True where the last row sums up the others.
    pub sums_up: bool,
    /// Said below.
    pub notes: Vec<String>,
}

/// The characters that fit across a page in the letters of a table, and the lines that a table has at most to stay on one page.
const ACROSS: usize = 92;
const WHOLE: usize = 32;

impl Table {
    /// Tells whether it may go on on the next page, with its head again; a shorter one stays whole.
    #[must_use]
    pub fn is_long(&self) -> bool {
        let all = self.columns.iter().map(|(_, _, share)| *share as usize).sum::<usize>().max(1);
        let lines = |(text, (_, _, share)): (&String, &(String, Align, u32))| {
            text.chars().count().div_ceil((ACROSS * *share as usize / all).max(1))
        };
        let high = |row: &Vec<String>| row.iter().zip(&self.columns).map(lines).max().unwrap_or(1).max(1);
        self.rows.iter().map(high).sum::<usize>() > WHOLE
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub caption: String,
    pub shape: Shape,
    /// Said below.
    pub note: String,
}

/// What a chart draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One bar a line, with where the bars begin and where the longest ends, in hundredths: the lowest and the highest index.
    Bars(Vec<Bar>, (i64, i64)),
    /// One bar a line, divided.
    Shares(Shares),
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// Where it ends, in hundredths on the scale of charts; `None` where there is no value.
    pub at: Option<i64>,
    /// The value as printed at its end.
    pub value: String,
    /// Drawn otherwise: one of those that the reader should look at. The value says it too.
    pub marked: bool,
}

/// Divided bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// What the parts stand for.
    pub legend: Vec<String>,
    /// By line: its label, and the parts as thousandths of the whole with the text inside.
    pub rows: Vec<(String, Vec<(u32, String)>)>,
}
