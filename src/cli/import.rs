//! `cacah import`: takes in interviews from a file of another program, after a look at every row.

mod json;
mod text;

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print, tell};
use crate::exchange::Error;
use crate::exchange::import::{
    self, Checking, Field, How, Mapping, Open, Opened, Order, Report, Target, Unreadable, Value, Wish, Writing, find_item, read_date,
    read_map, write_map,
};
use crate::store::{List, Store, Survey};
use crate::survey::interview::Id;
use crate::words::{Lang, Words};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Imports interviews from a file of another program into a survey: every row is looked at first, then all that is new goes in, or nothing
///
/// FILE is CSV (any usual delimiter and encoding), XLSX, ODS, JSON Lines, SQLite or SPSS (.sav): our own exports, Google Forms, ODK or Kobo, a table with a row for each respondent. What each
/// column is, is guessed by key, label, U-number and wording, and said; a map file settles it. Values that fit no choice are listed and mapped
/// once. A question without a column is stored as missing, not_in_source. A row that breaks a rule of the form is refused: nothing is imported
/// then unless --yes leaves those rows to the file of --rejects. Importing a file again adds nothing twice. The exit code is 1 where rows are
/// refused, 2 where something must be said first.
#[derive(Debug, Args)]
pub struct Import {
    /// The file to read
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Says what the columns are and which value means which choice, in place of what is guessed and remembered
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,

    /// Writes how the file is taken as a map file, with the values that fit nothing, to be filled in and used with --map
    #[arg(long, value_name = "FILE")]
    write_map: Option<PathBuf>,

    /// Which list the file's U-numbers follow: U8 is pengaduan in the regulation's list, sarana on the form
    #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(Order::ALL.map(Order::name)))]
    order: Option<String>,

    /// The location of rows that name none
    #[arg(long, value_name = "LABEL")]
    location: Option<String>,

    /// The surveyor of rows that name none
    #[arg(long, value_name = "NAME")]
    surveyor: Option<String>,

    /// The day of rows that name none
    #[arg(long, value_name = "DATE")]
    date: Option<String>,

    /// Looks at every row, says what would be, and changes nothing
    #[arg(long)]
    dry_run: bool,

    /// Where refused rows go, with the reason in a last column [default: beside FILE]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Imports the other rows where some are refused, and replaces an older file of --rejects and --write-map
    #[arg(long)]
    yes: bool,

    /// Keeps no copy of the database as it was
    #[arg(long)]
    no_backup: bool,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

pub use json::KEYS;

const W: Words = Words(Lang::En);

impl Import {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        if let Some(closed) = store.closed(survey.id)? {
            return Err(crate::store::Error::Closed(Some(Box::new(closed))).into());
        }
        let opened = Opened::open(&self.file, &survey).map_err(|fault| self.unreadable(fault))?;
        let mapping = self.mapping(&store, &survey, &opened)?;
        let open = mapping.open(&survey);
        if !open.is_empty() {
            if let Some(path) = &self.write_map {
                self.write(path, &write_map(&mapping, &survey, &[]))?;
            }
            // What is known so far helps to answer.
            tell(text::heading(&opened, &mapping, &survey).trim_end());
            return Err(unsettled(&open, &mapping, &survey));
        }
        let report = look(&store, &survey, &opened, &mapping)?;
        if let Some(path) = &self.write_map {
            let unfit: Vec<&Value> = report.unfit().collect();
            self.write(path, &write_map(&mapping, &survey, &unfit))?;
        }
        let held = report.refused > 0 && !self.yes;
        let mut outcome = None;
        if !self.dry_run && !held && report.new > 0 {
            let wish = Wish {
                rejects: Some(self.rejects.clone().unwrap_or_else(|| free(import::proposed_rejects(&self.file, W)))),
                replaces: self.yes,
                backs_up: !self.no_backup,
                words: W,
            };
            let mut work = Writing::begin(&report, wish);
            outcome = Some(loop {
                if let Some(outcome) = work.step(&mut store, &survey, &opened, &mapping)? {
                    break outcome;
                }
            });
            store.set_import_map(survey.id, &opened.head_key(), &write_map(&mapping, &survey, &[]))?;
        }
        let said = if self.json {
            json::object(&opened, &mapping, &survey, &report, outcome.as_ref())
        } else {
            text::all(&opened, &mapping, &survey, &report, outcome.as_ref(), self.dry_run)
        };
        print(said)?;
        if report.refused == 0 {
            return Ok(());
        }
        let message = match &outcome {
            Some(_) => format!("{} rows are refused", report.refused),
            None => format!("{} rows are refused; nothing was imported", report.refused),
        };
        let hint = if report.unfit().next().is_some() {
            "Map the values that fit no choice with --map (--write-map makes one), mend the rows, or leave them out with --yes."
        } else if outcome.is_some() {
            "Mend the refused rows in their file and import it."
        } else {
            "Mend the rows, or import the others with --yes: the refused ones go to the file of --rejects."
        };
        Err(Failure::new(message, hint))
    }

    fn unreadable(&self, fault: Unreadable) -> Failure {
        Error::Unreadable { path: self.file.clone(), fault: Box::new(fault) }.into()
    }

    /// Says how the file is taken: guessed, as it was taken before, as the map file says, as the arguments say.
    fn mapping(&self, store: &Store, survey: &Survey, opened: &Opened) -> Outcome<Mapping> {
        let mut mapping = opened.guess(survey);
        if let Some(map) = store.import_map(survey.id, &opened.head_key())? {
            // What was remembered of lists that changed since is no reason to stop.
            let mut remembered = mapping.clone();
            if read_map(&map, survey, &mut remembered, How::Remembered).is_ok() {
                mapping = remembered;
            }
        }
        if let Some(path) = &self.map {
            let source = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let complaint = |complaint| Failure::from(Error::Map { path: path.clone(), complaint });
            read_map(&source, survey, &mut mapping, How::Said).map_err(complaint)?;
        }
        if let Some(order) = self.order.as_deref().and_then(Order::from_name) {
            mapping.set_order(survey, order);
        }
        let defaults = &mut mapping.defaults;
        if let Some(label) = &self.location {
            defaults.location = Some(item(survey, List::Location, label)?);
        }
        if let Some(name) = &self.surveyor {
            defaults.surveyor = Some(item(survey, List::Surveyor, name)?);
        }
        if let Some(date) = &self.date {
            let read = read_date(date, import::DateOrder::DayFirst);
            let told = || Failure::usage(format!("'{date}' is no date"), "Write it as 30-09-2024 or 2024-09-30.");
            defaults.date = Some(read.ok_or_else(told)?);
        }
        Ok(mapping)
    }

    fn write(&self, path: &Path, text: &str) -> Outcome {
        let target = crate::exchange::Target::File { path: path.to_owned(), replace: self.yes };
        crate::exchange::Whole::open(target)?.write(0, Ok(text.as_bytes().to_vec()))?;
        tell(&format!("wrote '{}': how the file is taken", path.display()));
        Ok(())
    }
}

/// Looks at every row.
fn look(store: &Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Outcome<Report> {
    store.begin_reading()?;
    let run = || -> crate::exchange::Result<Report> {
        let mut checking = Checking::begin(store, survey, opened, mapping)?;
        loop {
            if let Some(report) = checking.step(store, opened)? {
                return Ok(report);
            }
        }
    };
    let looked = run();
    store.end_reading();
    Ok(looked?)
}

fn item(survey: &Survey, list: List, label: &str) -> Outcome<Id> {
    find_item(survey, list, label).map(|item| item.id).ok_or_else(|| {
        let labels: Vec<&str> = survey.choosable(list).map(|item| item.label.as_str()).collect();
        Failure::usage(format!("'{label}' is not in the survey's list"), format!("There are: {}.", labels.join(", ")))
    })
}

/// Gives a name beside one that is taken.
fn free(path: PathBuf) -> PathBuf {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let names = std::iter::once(path.clone()).chain((2..1000).map(|more| path.with_file_name(format!("{stem}-{more}.csv"))));
    names.into_iter().find(|name| !name.exists()).unwrap_or(path)
}

/// Says what must be settled before anything is imported.
fn unsettled(open: &[Open], mapping: &Mapping, survey: &Survey) -> Failure {
    let Some(first) = open.first() else { return Failure::new("nothing is open", "") };
    let column = |at: &usize| mapping.columns.get(*at).map_or("", |column| column.head.as_str());
    let (message, hint) = match first {
        Open::NoQuestion => (
            "no column is a question of this survey".to_owned(),
            "Write a map file with --write-map FILE, say there what the columns are, and use it with --map FILE.".to_owned(),
        ),
        Open::HeadTwice { head, first, second } => (
            format!("column '{head}' stands twice in the head: columns {} and {}", first + 1, second + 1),
            "Take one out, or say with --map which of them is meant.".to_owned(),
        ),
        Open::Order => {
            let taken: Vec<String> = mapping
                .by_unsur(survey)
                .iter()
                .filter_map(|at| match mapping.columns[*at].target {
                    Target::Answer(question) => Some(format!("{} as {}", column(at), survey.form.questions[question].label.get(Lang::En))),
                    _ => None,
                })
                .collect();
            (
                format!(
                    "the U-numbers may follow the regulation's list ({}) or the form, where sarana is 8 and pengaduan 9",
                    taken.join(", ")
                ),
                "Say which with --order regulation or --order form.".to_owned(),
            )
        }
        Open::Default(field) => {
            let (list, option) = match field {
                Field::Location => (Some(List::Location), "--location"),
                Field::Surveyor => (Some(List::Surveyor), "--surveyor"),
                _ => (None, "--date"),
            };
            let labels: Vec<&str> = list.into_iter().flat_map(|list| survey.choosable(list)).map(|item| item.label.as_str()).collect();
            let known = if labels.is_empty() { String::new() } else { format!(": {}", labels.join(", ")) };
            (format!("the file does not say the {}", field.name()), format!("Name it for all rows with {option}{known}."))
        }
    };
    Failure::usage(message, hint)
}
