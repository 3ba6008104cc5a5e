//! The table of formats: the export screen, the command line, its help and `docs/formats.md` read it.

use super::codebook::Codebook;
use super::delimited::Delimited;
use super::json_lines::JsonLines;
use super::plan::{Encoder, Plan};
use super::sheets::Sheets;
use super::sqlite::Sqlite;
use super::statistics::{Scripts, Spss, Stata};
use super::{Shape, Values};
use crate::words::Words;
use std::fmt;

/// One kind of file that data can be exported to.
#[derive(Clone, Copy)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What people call it.
    pub title: fn(Words) -> &'static str,
    /// What it carries and for whom, in a sentence.
    pub carries: fn(Words) -> &'static str,
    pub extension: &'static str,
    pub takes: Takes,
    /// Whether an import reads it again, so that nothing differs.
    pub returns: bool,
    pub(super) begin: fn(&Plan) -> Box<dyn Encoder>,
}

/// Which choices matter to a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes {
    /// How chosen answers can stand, the usual way first; empty where the format has a way of its own.
    pub values: &'static [Values],
    pub shapes: &'static [Shape],
    pub dialect: bool,
    /// Whether it has a row an interview; a codebook has none.
    pub rows: bool,
}

const ALL_VALUES: &[Values] = &Values::ALL;
const SHEETS: &[Values] = &[Values::Both, Values::Codes, Values::Labels];

/// What has a way of its own.
const OWN: Takes = Takes { values: &[], shapes: &[], dialect: false, rows: true };
const TABLE: Takes = Takes { values: ALL_VALUES, shapes: &Shape::ALL, dialect: false, rows: true };
const COUNTS: Takes = Takes { rows: false, ..OWN };

/// Every format, the default first.
pub const FORMATS: [Format; 11] = [
    Format {
        name: "csv",
        title: Words::format_csv,
        carries: Words::format_csv_carries,
        extension: "csv",
        takes: Takes { dialect: true, ..TABLE },
        returns: true,
        begin: Delimited::start,
    },
    Format {
        name: "xlsx",
        title: Words::format_xlsx,
        carries: Words::format_xlsx_carries,
        extension: "xlsx",
        takes: Takes { values: SHEETS, ..TABLE },
        returns: true,
        begin: Sheets::start,
    },
    Format {
        name: "sav",
        title: Words::format_sav,
        carries: Words::format_sav_carries,
        extension: "sav",
        takes: OWN,
        returns: true,
        begin: Spss::start,
    },
    Format {
        name: "dta",
        title: Words::format_dta,
        carries: Words::format_dta_carries,
        extension: "dta",
        takes: OWN,
        returns: false,
        begin: Stata::start,
    },
    Format {
        name: "scripts",
        title: Words::format_scripts,
        carries: Words::format_scripts_carries,
        extension: "zip",
        takes: OWN,
        returns: false,
        begin: Scripts::start,
    },
    Format {
        name: "sqlite",
        title: Words::format_sqlite,
        carries: Words::format_sqlite_carries,
        extension: "sqlite",
        takes: OWN,
        returns: true,
        begin: Sqlite::start,
    },
    Format {
        name: "jsonl",
        title: Words::format_jsonl,
        carries: Words::format_jsonl_carries,
        extension: "jsonl",
        takes: TABLE,
        returns: true,
        begin: JsonLines::start,
    },
    Format {
        name: "ddi",
        title: Words::format_ddi,
        carries: Words::format_ddi_carries,
        extension: "xml",
        takes: COUNTS,
        returns: false,
        begin: Codebook::ddi,
    },
    Format {
        name: "codebook-md",
        title: Words::format_codebook_md,
        carries: Words::format_codebook_carries,
        extension: "md",
        takes: COUNTS,
        returns: false,
        begin: Codebook::markdown,
    },
    Format {
        name: "codebook-html",
        title: Words::format_codebook_html,
        carries: Words::format_codebook_carries,
        extension: "html",
        takes: COUNTS,
        returns: false,
        begin: Codebook::html,
    },
    Format {
        name: "codebook-xlsx",
        title: Words::format_codebook_xlsx,
        carries: Words::format_codebook_carries,
        extension: "xlsx",
        takes: COUNTS,
        returns: false,
        begin: Sheets::codebook,
    },
];

impl Format {
    /// Finds a format by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Finds the first format that writes files of an ending.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}
