//! `cacah form import`: a questionnaire into the database, or a workbook into a form file.

use super::super::failure::Outcome;
use super::super::{Place, print};
use super::export;
use super::source;
use crate::survey::form_file;
use clap::Args;

/// Takes a questionnaire in: a workbook of XLSForm or a form file, into the database or as a form file
///
/// All complaints come at once, and then nothing is taken in. What the form can't have of the workbook is listed on the standard error. Prints the questionnaire's key and version.
#[derive(Debug, Args)]
pub struct Import {
    /// The workbook (.xlsx, .xls) or form file (.toml)
    #[arg(value_name = "FILE")]
    file: String,

    /// Writes a form file instead of changing the database; '-' is the standard output
    #[arg(long, value_name = "FILE")]
    out: Option<String>,

    /// Replaces the form file that is there
    #[arg(long, requires = "out")]
    yes: bool,
}

impl Import {
    pub fn run(&self, place: Place) -> Outcome {
        let (form, read) = source::sound(&self.file)?;
        source::tell_left_out(&read.left_out);
        match self.out.as_deref() {
            Some("-") => print(form_file::write(&form)),
            Some(out) => export::write(out, self.yes, form_file::write(&form).as_bytes()),
            None => {
                place.open()?.install_questionnaire(&read.text().unwrap_or_default())?;
                print(format!("{}@{}\n", form.key, form.version))
            }
        }
    }
}
