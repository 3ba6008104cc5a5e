//! `cacah form`: questionnaires checked, shown, taken in, written out, compared, listed, and gone over to.

mod check;
mod diff;
mod export;
mod import;
mod list;
mod show;
mod source;
mod using;

use super::Place;
use super::failure::Outcome;
use clap::{Args, Subcommand};

pub use check::KEYS as CHECK_KEYS;
pub use diff::KEYS as DIFF_KEYS;
pub use list::KEYS as LIST_KEYS;
pub use show::KEYS as SHOW_KEYS;

/// Checks, shows, imports, exports, compares and lists questionnaires, and moves a survey to a new version of its own
///
/// A FORM is a form file (.toml), a workbook of XLSForm (.xlsx, .xls), or the key of a questionnaire that is in the database or comes with the program, with its version where it is not the newest: 'skm', 'skm@1'.
#[derive(Debug, Args)]
pub struct Form {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Show(show::Show),
    Import(import::Import),
    Export(export::Export),
    Diff(diff::Diff),
    Use(using::Use),
    List(list::List),
}

impl Form {
    pub fn run(self, place: Place, lang: crate::words::Lang) -> Outcome {
        match self.command {
            Command::Check(check) => check.run(),
            Command::Show(show) => show.run(place, lang),
            Command::Import(import) => import.run(place),
            Command::Export(export) => export.run(place),
            Command::Diff(diff) => diff.run(place),
            Command::Use(using) => using.run(place),
            Command::List(list) => list.run(place),
        }
    }
}
