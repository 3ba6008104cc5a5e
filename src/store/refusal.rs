//! Why what another laptop has can't be merged: where it was found and what to do next; knows no file format.

use crate::words::Words;

/// Why a file of another laptop is not taken in; nothing is changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It lacks a table or column, or holds what no such file holds.
    Foreign { file: String, what: String },
    /// It begins behind what this file holds of a device.
    Gap { file: String, device: i64 },
    /// A line of the log does not follow the one before it.
    Broken { file: String, device: i64, sequence: i64 },
    /// Two databases have one device number.
    SameNumber { file: String, device: i64 },
    /// A copy of this database, or of one that is merged already, was keyed on by itself.
    Copied { file: String, device: i64 },
    /// It changes a survey that is closed here.
    Closed { file: String, survey: String },
    /// One version of a questionnaire reads differently there.
    OtherForm { file: String, form: String },
}

impl Refusal {
    /// Says what is wrong, without a full stop.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        match self {
            Self::Foreign { file, what } => w.refused_foreign(file, what),
            Self::Gap { file, device } => w.refused_gap(file, device),
            Self::Broken { file, device, sequence } => w.refused_broken(file, device, sequence),
            Self::SameNumber { file, device } => w.refused_same_number(file, device),
            Self::Copied { file, device } => w.refused_copied(file, device),
            Self::Closed { file, survey } => w.refused_closed(file, survey),
            Self::OtherForm { file, form } => w.refused_other_form(file, form),
        }
    }

    /// Says what to do next, as a sentence.
    #[must_use]
    pub const fn hint(&self, w: Words) -> &'static str {
        match self {
            Self::Foreign { .. } => w.hint_refused_foreign(),
            Self::Gap { .. } => w.hint_refused_gap(),
            Self::Broken { .. } => w.hint_refused_broken(),
            Self::SameNumber { .. } | Self::Copied { .. } => w.hint_refused_copied(),
            Self::Closed { .. } => w.hint_refused_closed(),
            Self::OtherForm { .. } => w.hint_refused_other_form(),
        }
    }
}
