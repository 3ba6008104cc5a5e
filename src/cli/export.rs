//! `cacah export`: the export screen's work without the screen.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, tell};
use crate::exchange::{self, Dialect, FORMATS, Options, Target, Values};
use crate::store::Filter;
use crate::survey::interview::Status;
use crate::survey::lang::Lang;
use crate::words::Words;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Writes a survey's interviews to a file or the standard output
///
/// Voided interviews are left out unless --status names them. A missing answer is an empty cell with the reason in the column behind it. A text that a
/// spreadsheet would run as a formula gets an apostrophe in front.
#[derive(Debug, Args)]
pub struct Export {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// The file's format
    #[arg(long, value_name = "NAME", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.map(|format| format.name)))]
    format: String,

    /// The file to write; - is the standard output
    #[arg(long, value_name = "FILE|-")]
    out: PathBuf,

    /// How chosen answers stand
    #[arg(long, value_name = "HOW", default_value = "codes", value_parser = PossibleValuesParser::new(Values::ALL.map(Values::name)))]
    values: String,

    /// Who reads it: rfc4180 is for programs, excel-id for Excel set to Indonesian
    #[arg(long, value_name = "NAME", default_value = "rfc4180", value_parser = PossibleValuesParser::new(Dialect::ALL.map(Dialect::name)))]
    dialect: String,

    /// Only interviews of these statuses, with commas between
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Status::ALL.map(Status::code)))]
    status: Vec<String>,

    /// Leaves out free text, notes and surveyors' names
    #[arg(long)]
    anonymous: bool,

    /// Leaves out the answers that people wrote in words
    #[arg(long)]
    no_free_text: bool,

    /// Leaves out the notes beside questions
    #[arg(long)]
    no_notes: bool,

    /// Leaves out the surveyors' names
    #[arg(long)]
    no_surveyor_names: bool,

    /// Reads the file again before it takes its place and compares every cell with the data
    #[arg(long)]
    verify: bool,

    /// Replaces the file if it exists
    #[arg(long)]
    yes: bool,
}

impl Export {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let to_stdout = self.out == Path::new("-");
        if to_stdout && self.verify {
            return Err(Failure::usage("the standard output can't be read again", "Name a file with --out, or leave --verify out."));
        }
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let target = if to_stdout {
            Target::Writer(Box::new(std::io::stdout().lock()))
        } else {
            Target::File { path: self.out.clone(), replace: self.yes }
        };
        let mut export = exchange::Export::begin(&store, &survey, self.options(lang), target)?;
        while !export.step(&store)?.done {}
        if self.verify && !export.verify(&store)? {
            export.cancel(&store);
            let message = format!("'{}' is no file that can be read again", self.out.display());
            return Err(Failure::new(message, "Name a file with --out, or leave --verify out."));
        }
        let done = export.finish(&store)?;
        if !to_stdout {
            let same = if self.verify { ", every cell as in the data" } else { "" };
            tell(&format!("wrote '{}': {} interviews, {} bytes{same}", done.path.display(), done.rows, done.bytes));
        }
        if let Some(closed) = store.closed(survey.id)? {
            tell(&closed.say(Words(Lang::En)));
            tell(&closed.say_fingerprint(Words(Lang::En)));
        }
        Ok(())
    }

    fn options(&self, lang: Lang) -> Options {
        let default = Options::default();
        let mut statuses: Vec<Status> = self.status.iter().filter_map(|code| Status::from_code(code)).collect();
        if statuses.is_empty() {
            statuses.clone_from(&default.filter.statuses);
        }
        Options {
            format: FORMATS.into_iter().find(|format| format.name == self.format).unwrap_or(default.format),
            filter: Filter { statuses, ..default.filter },
            values: Values::from_name(&self.values).unwrap_or_default(),
            dialect: Dialect::from_name(&self.dialect).unwrap_or_default(),
            free_text: !self.anonymous && !self.no_free_text,
            notes: !self.anonymous && !self.no_notes,
            surveyor_names: !self.anonymous && !self.no_surveyor_names,
            lang,
        }
    }
}
