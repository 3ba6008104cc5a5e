//! `cacah form import`: a questionnaire into the database, or a workbook into a form file.

use super::super::failure::Outcome;
use super::super::{Place, print, tell};
use super::export;
use super::source;
use crate::survey::form_file;
use crate::survey::value::safe;
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
        let (form, leftovers) = source::sound(&self.file, source::read(&self.file)?)?;
        for left in &leftovers {
            tell(&safe(&format!("left out: {left}")));
        }
        let text = form_file::write(&form);
        match self.out.as_deref() {
            Some("-") => print(text),
            Some(out) => export::write(out, self.yes, text.as_bytes()),
            None => {
                // What somebody wrote stays as it is written, comments included.
                let text = if source::is_form_file(&self.file) { source::text_of(&self.file)? } else { text };
                place.open()?.install_questionnaire(&text)?;
                print(format!("{}@{}\n", form.key, form.version))
            }
        }
    }
}
