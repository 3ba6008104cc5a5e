//! `cacah form export`: a questionnaire as a workbook of XLSForm or as a form file.

use super::super::failure::{Failure, Outcome};
use super::super::{Place, tell};
use super::source;
use crate::exchange::{Target, Whole, xlsform};
use crate::survey::form_file;
use crate::survey::value::safe;
use clap::Args;
use std::path::{Path, PathBuf};

/// Writes a questionnaire as a workbook of XLSForm (.xlsx) or a form file (.toml)
///
/// What XLSForm does not know stands in columns whose names begin with cacah_, which other programs pass over; what it can't hold at all is listed on the standard error.
#[derive(Debug, Args)]
pub struct Export {
    /// The questionnaire: a file, or a key such as skm or skm@1
    #[arg(value_name = "FORM")]
    form: String,

    /// The file; its ending says what it becomes: .xlsx or .toml
    #[arg(long, value_name = "FILE")]
    out: String,

    /// Replaces a file that is there
    #[arg(long)]
    yes: bool,
}

impl Export {
    pub fn run(&self, place: Place) -> Outcome {
        let ending = Path::new(&self.out).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let workbook = match ending.as_deref() {
            Some("xlsx") => true,
            Some("toml") => false,
            _ => {
                return Err(Failure::usage(
                    format!("'{}' ends in neither .xlsx nor .toml", self.out),
                    "Name the file with one of the two endings.",
                ));
            }
        };
        let (form, leftovers) = source::find(&self.form, place)?;
        source::tell_left_out(&leftovers);
        if !workbook {
            return write(&self.out, self.yes, form_file::write(&form).as_bytes());
        }
        let (bytes, lost) = xlsform::write(&form)?;
        for line in lost {
            tell(&safe(&format!("left out: {line}")));
        }
        write(&self.out, self.yes, &bytes)
    }
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &str, replace: bool, bytes: &[u8]) -> Outcome {
    Whole::open(Target::File { path: PathBuf::from(path), replace })?.write(0, Ok(bytes.to_vec()))?;
    Ok(())
}
