//! `cacah report`: the report screen's work without the screen.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, tell};
use crate::exchange::Target;
use crate::report::{Job, Order, Paper, REPORTS, Report as Kind};
use crate::survey::lang::Lang;
use crate::words::Words;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Writes the results of a survey as a document
///
/// docx and html are the report by chapters: how the data were collected, respondents, index, unsur, analysis, plan of follow-up, trend, annexes; docx is to be
/// edited and signed, html prints from a browser. poster and poster-svg are the page to hang up. xlsx is a workbook with live formulas: a row a respondent with
/// every step to IKM and mutu below, a recap by service, and the convention with what was left out. Finished interviews count; the language is that of --lang.
#[derive(Debug, Args)]
pub struct Report {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// The document's format; by the file's ending unless said
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(REPORTS.map(|report| report.name)))]
    format: Option<String>,

    /// The file to write; - is the standard output
    #[arg(long, value_name = "FILE|-")]
    out: PathBuf,

    /// Hides groups of fewer than five people, as published tables do; not in xlsx, where each respondent has a row
    #[arg(long)]
    suppress_small: bool,

    /// The poster's paper
    #[arg(long, value_name = "SIZE", default_value = "a4", value_parser = PossibleValuesParser::new(Paper::ALL.map(Paper::name)))]
    paper: String,

    /// Replaces the file if it exists
    #[arg(long)]
    yes: bool,
}

impl Report {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let report = self.kind()?;
        if self.suppress_small && !report.hides_small() {
            return Err(Failure::usage(
                format!("'{}' has a row for each respondent", report.name),
                "Leave --suppress-small out, or choose another format.",
            ));
        }
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let to_stdout = self.out == Path::new("-");
        let target = if to_stdout {
            Target::Writer(Box::new(std::io::stdout()))
        } else {
            Target::File { path: self.out.clone(), replace: self.yes }
        };
        let paper = Paper::from_name(&self.paper).unwrap_or_default();
        let order = Order { report, suppress: self.suppress_small, paper, words: Words(lang) };
        let done = Job::begin(&store, &survey, order, target)?.finish(&store)?;
        if !to_stdout {
            tell(&format!("wrote '{}': {} interviews, {} bytes", done.path.display(), done.rows, done.bytes));
        }
        if let Some(closed) = store.closed(survey.id)? {
            tell(&closed.say(Words(Lang::En)));
        }
        Ok(())
    }

    fn kind(&self) -> Outcome<&'static Kind> {
        let by_ending = || self.out.extension().and_then(|ending| Kind::from_extension(&ending.to_string_lossy()));
        self.format.as_deref().map_or_else(by_ending, Kind::from_name).ok_or_else(|| {
            let names: Vec<&str> = REPORTS.iter().map(|report| report.name).collect();
            Failure::usage(
                format!("'{}' does not say which format is meant", self.out.display()),
                format!("Name one with --format: {}.", names.join(", ")),
            )
        })
    }
}
