//! Files in and out: which formats there are, and the jobs that write and check them; knows no screen.

mod about;
mod archive;
pub mod bundle;
mod cell;
mod codebook;
mod column;
mod csv;
mod delimited;
mod error;
mod export;
mod format;
mod json_lines;
pub mod merging;
mod options;
mod page;
mod plan;
mod sheets;
mod sink;
mod trail;
mod verify;
mod whole;
mod workbook;
mod xml;

pub use about::{ABOUT_KEYS, About, BESIDE, beside};
pub use cell::{escape_text, read_cell};
pub use csv::Dialect;
pub use error::{Changed, Error, Fault, Result, Stretch};
pub use export::{Done, Export, Progress, preview};
pub use format::{FORMATS, Format, Takes};
pub use options::{Options, Shape, Values, proposed_name};
pub use page::formats_page;
pub use sink::Target;
pub use trail::{TRAIL_COLUMNS, write_trail};
pub use verify::{Checked, check, verify};
pub use whole::Whole;
pub use workbook::write_workbook;
