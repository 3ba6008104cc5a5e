//! `cacah report`: the results of a survey as a document.

use super::failure::Outcome;
use super::{Place, find_survey, tell};
use crate::exchange::{REPORTS, Target, write_workbook};
use crate::survey::lang::Lang;
use crate::words::Words;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Writes the results of a survey as a document
///
/// xlsx is a workbook with live formulas: a row a respondent with every step to IKM and mutu below, a recap by service, and the convention with what was left
/// out. Finished interviews count; the language is that of --lang.
#[derive(Debug, Args)]
pub struct Report {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// The document's format
    #[arg(long, value_name = "NAME", default_value = REPORTS[0].name, value_parser = PossibleValuesParser::new(REPORTS.map(|format| format.name)))]
    format: String,

    /// The file to write; - is the standard output
    #[arg(long, value_name = "FILE|-")]
    out: PathBuf,

    /// Replaces the file if it exists
    #[arg(long)]
    yes: bool,
}

impl Report {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let to_stdout = self.out == Path::new("-");
        let target = if to_stdout {
            Target::Writer(Box::new(std::io::stdout().lock()))
        } else {
            Target::File { path: self.out.clone(), replace: self.yes }
        };
        let done = write_workbook(&store, &survey, Words(lang), target)?;
        if !to_stdout {
            tell(&format!("wrote '{}': {} interviews, {} bytes", done.path.display(), done.rows, done.bytes));
        }
        if let Some(closed) = store.closed(survey.id)? {
            tell(&closed.say(Words(Lang::En)));
        }
        Ok(())
    }
}
