//! `Impor`: a file is chosen, its columns are settled, every row is looked at, values are mapped, then all that is new goes in; knows
//! nothing of how rows are read.

mod ahead;
mod asked;
mod columns;
mod files;
mod offer;
mod view;

use crate::exchange::import::{
    Checking, How, Mapping, Opened, Opening, Order, Outcome, Report, Unreadable, Wish, Writing, proposed_rejects, read_map, write_map,
};
use crate::exchange::{self};
use crate::store::{Store, Survey};
use crate::survey::date;
use crate::survey::interview::Id;
use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Error, Look, Result, Screen, Step, Title};
use crate::words::Words;
use asked::Asked;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Where the screen stands.
enum Stage {
    Choosing,
    Opening(Box<Opening>),
    /// The columns of the file.
    Mapping,
    Checking(Box<Checking>),
    /// What a look at every row came to.
    Ahead(Box<Report>),
    Writing(Box<Writing>, Box<Report>),
    Done(Outcome),
}

/// The import screen.
pub struct Importing {
    survey: Survey,
    file: Field,
    /// Names that the typed one may become.
    names: Vec<String>,
    opened: Option<(Opened, Mapping)>,
    stage: Stage,
    asked: Asked,
    at: usize,
    /// True where a value was mapped since the rows were looked at.
    is_stale: bool,
}

impl Importing {
    /// Opens the screen for a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self {
            survey: store.survey(survey)?,
            file: Field::default(),
            names: files::beginning_with(""),
            opened: None,
            stage: Stage::Choosing,
            asked: Asked::Nothing,
            at: 0,
            is_stale: false,
        })
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(self.file.value().trim())
    }

    fn unreadable(&self, fault: Unreadable) -> Error {
        exchange::Error::Unreadable { path: self.path(), fault: Box::new(fault) }.into()
    }

    fn go_to(&mut self, stage: Stage) {
        self.stage = stage;
        self.asked = Asked::Nothing;
        self.at = 0;
    }

    /// Chooses the file.
    fn choose(&mut self, action: &Action, w: Words) -> Result<Step> {
        match action {
            Action::Accept if self.file.value().trim().is_empty() => Ok(Step::Refuse(w.import_needs_file().to_owned())),
            Action::Accept => {
                let opening = Opening::begin(&self.path()).map_err(|fault| self.unreadable(fault))?;
                self.go_to(Stage::Opening(Box::new(opening)));
                Ok(Step::Work)
            }
            Action::Complete => {
                let longer = files::completed(self.file.value(), &self.names);
                self.file = Field::new(&longer);
                self.names = files::beginning_with(&longer);
                Ok(Step::Stay)
            }
            Action::Leave => Ok(Step::Close),
            action if self.file.edit(action) => {
                self.names = files::beginning_with(self.file.value());
                Ok(Step::Stay)
            }
            _ => Ok(Step::Unknown),
        }
    }

    /// Does a piece of the work in hand, or gives it up.
    fn work(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let stage = std::mem::replace(&mut self.stage, Stage::Choosing);
        if matches!(action, Action::Leave) {
            return Ok(self.give_up(stage, store, w));
        }
        match (stage, self.opened.take()) {
            (Stage::Opening(mut opening), _) => match opening.step(&self.survey).map_err(|fault| self.unreadable(fault))? {
                None => self.stage = Stage::Opening(opening),
                Some(opened) => {
                    let mapping = self.remembered(store, &opened)?;
                    self.opened = Some((opened, mapping));
                    self.go_to(Stage::Mapping);
                    return Ok(Step::Stay);
                }
            },
            (Stage::Checking(mut checking), Some((opened, mapping))) => {
                let report = checking.step(store, &opened);
                self.opened = Some((opened, mapping));
                match report {
                    Ok(None) => self.stage = Stage::Checking(checking),
                    Ok(Some(report)) => {
                        store.end_reading();
                        self.is_stale = false;
                        self.go_to(Stage::Ahead(Box::new(report)));
                        return Ok(Step::Stay);
                    }
                    Err(error) => {
                        store.end_reading();
                        self.go_to(Stage::Mapping);
                        return Err(error.into());
                    }
                }
            }
            (Stage::Writing(mut writing, report), Some((opened, mapping))) => {
                let done = writing.step(store, &self.survey, &opened, &mapping);
                let settled = matches!(done, Ok(Some(_))).then(|| (opened.head_key(), write_map(&mapping, &self.survey, &[])));
                self.opened = Some((opened, mapping));
                match done {
                    Ok(None) => self.stage = Stage::Writing(writing, report),
                    Ok(Some(outcome)) => {
                        let (head, map) = settled.unwrap_or_default();
                        store.set_import_map(self.survey.id, &head, &map)?;
                        self.go_to(Stage::Done(outcome));
                        return Ok(Step::Say(w.import_done().to_owned()));
                    }
                    Err(error) => {
                        self.go_to(Stage::Ahead(report));
                        return Err(error.into());
                    }
                }
            }
            (stage, opened) => {
                (self.stage, self.opened) = (stage, opened);
                return Ok(Step::Stay);
            }
        }
        Ok(Step::Work)
    }

    /// Gives the work in hand up; nothing was changed.
    fn give_up(&mut self, stage: Stage, store: &mut Store, w: Words) -> Step {
        match stage {
            Stage::Checking(_) => {
                store.end_reading();
                self.go_to(Stage::Mapping);
            }
            Stage::Writing(writing, report) => {
                writing.cancel(store);
                self.go_to(Stage::Ahead(report));
            }
            _ => self.go_to(Stage::Choosing),
        }
        Step::Say(w.import_cancelled().to_owned())
    }

    /// Gives how a file is taken: guessed, and as files with its head were taken before.
    fn remembered(&self, store: &Store, opened: &Opened) -> Result<Mapping> {
        let guessed = opened.guess(&self.survey);
        let Some(map) = store.import_map(self.survey.id, &opened.head_key())? else { return Ok(guessed) };
        let mut mapping = guessed.clone();
        // What was remembered of lists that changed since is no reason to stop.
        Ok(if read_map(&map, &self.survey, &mut mapping, How::Remembered).is_ok() { mapping } else { guessed })
    }

    /// Settles the columns.
    fn map(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let Some((opened, mapping)) = &mut self.opened else { return Ok(Step::Close) };
        let lines = columns::lines(&self.survey, mapping);
        match action {
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => self.at = paged(self.at, lines.len(), action),
            Action::Accept => match lines.get(self.at) {
                Some(columns::Line::Order) => mapping.set_order(&self.survey, other(mapping.order)),
                Some(line) => match columns::offer(&self.survey, mapping, *line, w) {
                    Some(offer) => self.asked = Asked::Line(self.at, offer),
                    None => {
                        let day = mapping.defaults.date.map_or_else(String::new, date::show);
                        self.asked = Asked::Date(Field::new(&day));
                    }
                },
                None => {}
            },
            Action::Finish => {
                let open = mapping.open(&self.survey);
                if let Some(first) = open.first() {
                    self.at = columns::place(&lines, mapping, &self.survey, first).unwrap_or(self.at);
                    return Ok(Step::Refuse(columns::say_open(first, w)));
                }
                store.begin_reading()?;
                let checking = Checking::begin(store, &self.survey, opened, mapping).inspect_err(|_| store.end_reading())?;
                self.go_to(Stage::Checking(Box::new(checking)));
                return Ok(Step::Work);
            }
            Action::Leave => {
                // Another file is typed in the place of this one.
                self.file.select();
                self.go_to(Stage::Choosing);
            }
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    /// Looks at what the look ahead came to, maps values, and imports.
    fn look_ahead(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let Stage::Ahead(report) = &self.stage else { return Ok(Step::Stay) };
        let Some((opened, mapping)) = &self.opened else { return Ok(Step::Close) };
        match action {
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                self.at = paged(self.at, ahead::lines(&self.survey, mapping, report, w).len(), action);
            }
            Action::Accept => match ahead::lines(&self.survey, mapping, report, w).get(self.at).and_then(|line| line.value) {
                Some(value) => self.asked = Asked::Value(value, ahead::offer(&self.survey, mapping, &report.values[value], w)),
                None => return Ok(Step::Refuse(w.import_nothing_to_map().to_owned())),
            },
            Action::Finish if self.is_stale => {
                store.begin_reading()?;
                let checking = Checking::begin(store, &self.survey, opened, mapping).inspect_err(|_| store.end_reading())?;
                self.go_to(Stage::Checking(Box::new(checking)));
                return Ok(Step::Work);
            }
            Action::Finish if report.new == 0 => return Ok(Step::Refuse(w.import_nothing_new().to_owned())),
            Action::Finish if report.refused > 0 => {
                let rejects = self.rejects(w);
                let question = w.import_ask_refused(report.refused, rejects.display(), report.new);
                return Ok(Step::Ask { question, yes: Action::ImportNow });
            }
            Action::Finish | Action::ImportNow => return Ok(self.begin(w)),
            Action::Leave => self.go_to(Stage::Mapping),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    /// Gives a value of the look ahead as it stands in the file.
    fn value_text(&self, value: usize) -> String {
        let Stage::Ahead(report) = &self.stage else { return String::new() };
        report.values.get(value).map_or_else(String::new, |value| safe(&value.text))
    }

    /// Names where refused rows go: a name that is free.
    fn rejects(&self, w: Words) -> PathBuf {
        files::free(proposed_rejects(&self.path(), w))
    }

    fn begin(&mut self, w: Words) -> Step {
        let rejects = self.rejects(w);
        let Stage::Ahead(report) = std::mem::replace(&mut self.stage, Stage::Choosing) else { return Step::Stay };
        let wish = Wish { rejects: Some(rejects), backs_up: true, words: w, ..Wish::default() };
        let writing = Box::new(Writing::begin(&report, wish));
        self.go_to(Stage::Writing(writing, report));
        Step::Work
    }
}

/// Gives the other order; the regulation's first.
fn other(order: Option<Order>) -> Order {
    match order {
        Some(Order::Regulation) => Order::Form,
        Some(Order::Form) | None => Order::Regulation,
    }
}

/// Gives where the line in hand is after a key.
fn paged(at: usize, len: usize, action: &Action) -> usize {
    let last = len.saturating_sub(1);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(15),
        Action::PageDown => (at + 15).min(last),
        _ => at.min(last),
    }
}

impl Screen for Importing {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.import_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.asked, &self.stage) {
            (Asked::Line(..) | Asked::Value(..), _) => vec![Scope::Pick, Scope::Search],
            (Asked::Date(_) | Asked::Number(..), _) => vec![Scope::Prompt, Scope::Text],
            (Asked::Nothing, Stage::Choosing) => vec![Scope::ImportFile, Scope::Text],
            (Asked::Nothing, Stage::Opening(_) | Stage::Checking(_) | Stage::Writing(..)) => vec![Scope::Working],
            (Asked::Nothing, Stage::Mapping) => vec![Scope::ImportColumns],
            (Asked::Nothing, Stage::Ahead(_)) => vec![Scope::ImportAhead],
            (Asked::Nothing, Stage::Done(_)) => vec![Scope::Done],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if !matches!(self.asked, Asked::Nothing) {
            return Ok(self.answer(&action, w));
        }
        match &self.stage {
            Stage::Choosing => self.choose(&action, w),
            Stage::Opening(_) | Stage::Checking(_) | Stage::Writing(..) => self.work(&action, store, w),
            Stage::Mapping => self.map(&action, store, w),
            Stage::Ahead(_) => self.look_ahead(&action, store, w),
            Stage::Done(_) => Ok(if matches!(action, Action::Leave | Action::Accept) { Step::Close } else { Step::Unknown }),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_stage(frame, area, look);
        match &self.asked {
            Asked::Nothing => {}
            Asked::Line(_, offer) | Asked::Value(_, offer) => offer.draw(frame, area, look, 60, |_| String::new()),
            Asked::Date(field) => view::draw_prompt(frame, area, look, look.words.import_ask_date(), field),
            Asked::Number(value, field) => {
                let text = self.value_text(*value);
                view::draw_prompt(frame, area, look, &look.words.import_ask_number(text), field);
            }
        }
    }
}
