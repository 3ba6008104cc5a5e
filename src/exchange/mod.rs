//! Files in and out: which formats there are, and the jobs that write and check them; knows no screen.

pub mod bundle;
mod cell;
mod column;
mod csv;
mod error;
mod export;
pub mod merging;
mod options;
mod sink;
mod trail;
mod verify;
mod whole;
mod workbook;
pub mod xlsform;

pub use cell::{escape_text, read_cell};
pub use csv::Dialect;
pub use error::{Error, Fault, Result, Unfit};
pub use export::{Done, Export, Progress, preview};
pub use options::{Options, Values, proposed_name};
pub use sink::Target;
pub use trail::{TRAIL_COLUMNS, write_trail};
pub use verify::verify;
pub use whole::Whole;
pub use workbook::write_workbook;

/// One kind of file that data can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What people call it; the same in both languages.
    pub title: &'static str,
    pub extension: &'static str,
}

/// Every format, the default first; the export screen, the command line and its help read this table.
pub const FORMATS: [Format; 1] = [Format { name: "csv", title: "CSV", extension: "csv" }];
