//! The documents that an agency hands in and hangs up: which there are, and the job that writes one; knows no screen.

mod annexes;
pub mod archive;
mod block;
mod chapters;
mod charts;
mod docx;
mod facts;
mod html;
mod job;
mod poster;
mod tables;

pub use block::{Align, Bar, Block, Chart, Document, Shape, Shares, Table};
pub use facts::{Breakdown, Facts, GroupLine, Planned, Round, Unsur};
pub use job::{Job, Order, facts, proposed_name};
pub use poster::Paper;

use crate::exchange::{self, Done, Target};
use crate::store::{Store, Survey};
use crate::words::Words;
use std::io;

/// What makes a report.
#[derive(Clone, Copy)]
enum Make {
    /// From the facts, in memory: a document is small, however many interviews stand behind it.
    Facts(fn(&Facts, &Order) -> io::Result<Vec<u8>>),
    /// From the rows.
    Rows(fn(&Store, &Survey, Words, Target) -> exchange::Result<Done>),
}

/// One kind of report.
#[derive(Clone, Copy)]
pub struct Report {
    /// The name on the command line.
    pub name: &'static str,
    pub title: fn(Words) -> &'static str,
    /// What is inside, for those who choose.
    pub holds: fn(Words) -> &'static str,
    pub extension: &'static str,
    make: Make,
}

/// Every report, the default first; the report screen, the command line and its help read this table.
pub const REPORTS: [Report; 5] = [
    Report { name: "docx", title: Words::report_docx, holds: Words::report_docx_holds, extension: "docx", make: Make::Facts(docx::write) },
    Report { name: "html", title: Words::report_html, holds: Words::report_html_holds, extension: "html", make: Make::Facts(html::write) },
    Report {
        name: "xlsx",
        title: Words::report_xlsx,
        holds: Words::report_xlsx_holds,
        extension: "xlsx",
        make: Make::Rows(exchange::write_workbook),
    },
    Report {
        name: "poster",
        title: Words::report_poster,
        holds: Words::report_poster_holds,
        extension: "html",
        make: Make::Facts(poster::write_html),
    },
    Report {
        name: "poster-svg",
        title: Words::report_poster_svg,
        holds: Words::report_poster_holds,
        extension: "svg",
        make: Make::Facts(poster::write_svg),
    },
];

impl Report {
    /// Finds a report by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<&'static Self> {
        REPORTS.iter().find(|report| report.name == name)
    }

    /// Finds the first report that writes files of an ending.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<&'static Self> {
        REPORTS.iter().find(|report| report.extension.eq_ignore_ascii_case(extension))
    }

    /// Tells whether small groups can be hidden in it.
    #[must_use]
    pub const fn hides_small(&self) -> bool {
        matches!(self.make, Make::Facts(_))
    }

    /// Tells whether the paper's size matters.
    #[must_use]
    pub fn is_poster(&self) -> bool {
        self.name.starts_with("poster")
    }
}

impl std::fmt::Debug for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
