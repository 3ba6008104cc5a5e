//! The command line: arguments, exit codes, and each screen's work without the screen.

mod archive;
mod audit;
mod backup;
mod bundle;
mod check;
mod completions;
mod doctor;
mod export;
mod failure;
mod form;
mod import;
mod index;
mod keys;
mod man;
mod merge;
mod new;
mod reference;
mod report;
mod reproduce;
mod saran;
mod surveys;
mod verify;

pub use reference::reference;

use crate::store::{Store, Survey};
use clap::{Parser, Subcommand};
use etcetera::BaseStrategy;
use failure::{Failure, Outcome};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Keys survey interviews into an embedded database, fast and without losing an answer
///
/// Without a command it opens the screens.
#[derive(Debug, Parser)]
#[command(name = "cacah", version)]
pub struct Cli {
    /// The database file; made where there is none [default: cacah/cacah.db in your data folder]
    #[arg(long, value_name = "FILE", global = true, env = "CACAH_DB", hide_env_values = true)]
    db: Option<PathBuf>,

    /// The language of screens and labels
    #[arg(long, value_name = "LANG", global = true, env = "CACAH_LANG", hide_env_values = true, default_value = "id", value_parser = ["id", "en"])]
    lang: String,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(Box<new::New>),
    Surveys(surveys::Surveys),
    Check(check::Check),
    Export(Box<export::Export>),
    Import(Box<import::Import>),
    Audit(Box<audit::Audit>),
    Doctor(doctor::Doctor),
    Verify(verify::Verify),
    Index(Box<index::Index>),
    Reproduce(reproduce::Reproduce),
    Saran(saran::Saran),
    Report(report::Report),
    Form(form::Form),
    Bundle(bundle::Bundle),
    Merge(merge::Merge),
    Archive(archive::Archive),
    Backup(backup::Backup),
    Restore(backup::Restore),
    /// Prints every key that the screens know
    Keys,
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the program with the arguments that it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help for a reader who left is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&mut io::stderr()),
    }
}

fn run(cli: Cli) -> Outcome {
    let lang = cli.lang.parse().unwrap_or_default();
    match cli.command {
        None => Ok(crate::tui::run(Place(cli.db).open()?, lang)?),
        Some(Command::New(new)) => new.run(Place(cli.db)),
        Some(Command::Surveys(surveys)) => surveys.run(Place(cli.db)),
        Some(Command::Check(check)) => check.run(Place(cli.db)),
        Some(Command::Export(export)) => export.run(Place(cli.db), lang),
        Some(Command::Import(import)) => import.run(Place(cli.db)),
        Some(Command::Audit(audit)) => audit.run(Place(cli.db), lang),
        Some(Command::Doctor(doctor)) => doctor.run(Place(cli.db)),
        Some(Command::Verify(verify)) => verify.run(Place(cli.db)),
        Some(Command::Index(index)) => index.run(Place(cli.db), lang),
        Some(Command::Reproduce(reproduce)) => reproduce.run(),
        Some(Command::Saran(saran)) => saran.run(Place(cli.db), lang),
        Some(Command::Report(report)) => report.run(Place(cli.db), lang),
        Some(Command::Form(form)) => form.run(Place(cli.db), lang),
        Some(Command::Bundle(bundle)) => bundle.run(Place(cli.db)),
        Some(Command::Merge(merge)) => merge.run(Place(cli.db)),
        Some(Command::Archive(archive)) => archive.run(Place(cli.db), lang),
        Some(Command::Backup(backup)) => backup.run(Place(cli.db)),
        Some(Command::Restore(restore)) => restore.run(Place(cli.db)),
        Some(Command::Keys) => keys::print(lang),
        Some(Command::Completions(completions)) => completions.run(),
        Some(Command::Man(man)) => man.run(),
    }
}

/// Where the database is, as the person said or by default.
#[derive(Clone)]
struct Place(Option<PathBuf>);

impl Place {
    /// Opens the database, making it where there is none.
    fn open(self) -> Outcome<Store> {
        let path = if let Some(path) = self.0 {
            path
        } else {
            let path = default_path()?;
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| {
                    let message = format!("folder '{}' can't be made: {error}", folder.display());
                    Failure::new(message, "Name a file elsewhere with --db FILE.")
                })?;
            }
            path
        };
        Ok(Store::open(&path)?)
    }

    /// Gives the path of the database, whether or not there is one.
    fn path(self) -> Outcome<PathBuf> {
        self.0.map_or_else(default_path, Ok)
    }

    /// Opens a database that is there, for commands that only read.
    fn open_existing(self) -> Outcome<Store> {
        let path = self.path()?;
        let folder_is_there = path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir());
        if folder_is_there && !path.exists() {
            let message = format!("there is no database '{}'", path.display());
            return Err(Failure::new(message, "Make one with 'cacah new --template skm-dpmptsp-bontang', or name another with --db FILE."));
        }
        Ok(Store::open(&path)?)
    }
}

fn default_path() -> Outcome<PathBuf> {
    let strategy =
        etcetera::choose_base_strategy().map_err(|_| Failure::new("your home folder is not known", "Name the database with --db FILE."))?;
    Ok(strategy.data_dir().join("cacah").join("cacah.db"))
}

/// Finds the survey that a command is about; where there is only one, it need not be named.
fn find_survey(store: &Store, named: Option<&str>) -> Outcome<Survey> {
    if let Some(key) = named {
        return Ok(store.survey_by_key(key)?);
    }
    let mut surveys = store.surveys()?;
    match (surveys.pop(), surveys.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Failure::new("there is no survey yet", "Make one with 'cacah new --template skm-dpmptsp-bontang'.")),
        (Some(last), false) => {
            surveys.push(last);
            let keys: Vec<String> = surveys.into_iter().map(|survey| survey.key).collect();
            Err(Failure::usage("there is more than one survey", format!("Name one with --survey: {}.", keys.join(", "))))
        }
    }
}

/// Writes to the standard output; a reader who closed the pipe has read enough.
fn print(text: impl AsRef<[u8]>) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("the output can't be written: {error}"), "Check the disk or the program that reads it."))
        }
        _ => Ok(()),
    }
}

/// Says something that is no data, on the standard error.
fn tell(text: &str) {
    // Nobody is there to hear that nobody listens.
    let _ = writeln!(io::stderr(), "{text}");
}
