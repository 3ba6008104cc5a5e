//! What is wrong with a row of a file, so that it is not imported; knows no file.

use super::fold::fold;
use crate::store::UsedNumber;
use crate::survey::value::safe;
use crate::words::Words;

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where, from 0; none for the row as a whole.
    pub column: Option<usize>,
    pub why: Why,
    /// What stands there.
    pub found: String,
}

/// What is wrong. The names are stable: the command line prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The row ends before the head does, or goes on behind it.
    Cells {
        found: usize,
        expected: usize,
    },
    /// A row that was refused before lacked this cell, and nobody has mended it.
    NoCell,
    /// The head stands here once more.
    HeadAgain,
    NotAChoice,
    NotANumber,
    OutOfRange {
        min: i64,
        max: i64,
    },
    DecimalOutOfRange {
        min: String,
        max: String,
    },
    NotATime,
    NotAReason,
    NotADate,
    /// The date is in no column and nothing stands in for it.
    NoDate,
    NotAMoment,
    NotAStatus,
    /// No line of the list reads so, or there is none.
    NotInList,
    NotAFormNumber,
    /// A hard rule of the questionnaire does not hold.
    Rule,
    /// Another row of the file has the number or the id.
    Twice,
    /// An interview has the number.
    Used(Box<UsedNumber>),
    /// It was imported before with other answers.
    Differs,
    TooLong,
    /// The workbook has its beginning alone here.
    Cut,
}

impl Why {
    /// Gives the stable name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Cells { .. } => "cells",
            Self::NoCell => "no_cell",
            Self::HeadAgain => "head_again",
            Self::NotAChoice => "choice",
            Self::NotANumber => "number",
            Self::OutOfRange { .. } | Self::DecimalOutOfRange { .. } => "range",
            Self::NotATime => "time",
            Self::NotAReason => "reason",
            Self::NotADate => "date",
            Self::NoDate => "no_date",
            Self::NotAMoment => "moment",
            Self::NotAStatus => "status",
            Self::NotInList => "list",
            Self::NotAFormNumber => "form_number",
            Self::Rule => "rule",
            Self::Twice => "twice",
            Self::Used(_) => "used",
            Self::Differs => "differs",
            Self::TooLong => "long",
            Self::Cut => "cut",
        }
    }
}

impl Trouble {
    /// Says what is wrong, without the place.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        let found = short(&self.found);
        match &self.why {
            Why::Cells { found, expected } => w.import_cells(found, expected),
            Why::NoCell => w.import_no_cell().to_owned(),
            Why::HeadAgain => w.import_head_again().to_owned(),
            Why::NotAChoice => w.import_not_a_choice(found),
            Why::NotANumber => w.import_not_a_number(found),
            Why::OutOfRange { min, max } => w.import_out_of_range(found, min, max),
            Why::DecimalOutOfRange { min, max } => w.import_out_of_range(found, min, max),
            Why::NotATime => w.import_not_a_time(found),
            Why::NotAReason => w.import_not_a_reason(found),
            Why::NotADate => w.import_not_a_date(found),
            Why::NoDate => w.import_no_date().to_owned(),
            Why::NotAMoment => w.import_not_a_moment(found),
            Why::NotAStatus => w.import_not_a_status(found),
            Why::NotInList if self.found.trim().is_empty() => w.import_nothing_in_list().to_owned(),
            Why::NotInList => w.import_not_in_list(found),
            Why::NotAFormNumber => w.import_not_a_form_number(found),
            Why::Rule => w.import_rule(found),
            Why::Twice => w.import_twice(found),
            Why::Used(used) => used.say(w),
            Why::Differs => w.import_differs().to_owned(),
            Why::TooLong => w.import_too_long(found),
            Why::Cut => w.import_cut().to_owned(),
        }
    }

    /// Tells whether a person could say once what the value means.
    #[must_use]
    pub fn can_be_mapped(&self) -> bool {
        matches!(self.why, Why::NotAChoice | Why::NotANumber | Why::OutOfRange { .. } | Why::DecimalOutOfRange { .. } | Why::NotInList)
            && !fold(&self.found).is_empty()
    }
}

/// Makes a cell fit a message.
pub(super) fn short(cell: &str) -> String {
    let mut text: String = safe(cell).chars().take(40).collect();
    if cell.chars().nth(40).is_some() {
        text.push('…');
    }
    text
}
