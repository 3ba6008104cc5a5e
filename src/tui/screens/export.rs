//! The export screen: what to write, how, a look at the first rows, then the work with its progress.

use super::rows::{Cell, Row, bar, draw, put, rule};
use crate::exchange::{self, Dialect, Done, FORMATS, Options, Progress, Shape, Target, Values};
use crate::store::{Closed, Filter, Store, Survey};
use crate::survey::interview::{Id, Status};
use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::{Field, fit, wrap};
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title, capital};
use crate::words::Words;
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// What can be chosen, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Survey,
    Format,
    Status,
    Shape,
    Values,
    Dialect,
    Anonymous,
    FreeText,
    Notes,
    Surveyors,
    File,
}

/// Gives the choices that matter to the format.
fn slots(options: &Options) -> Vec<Slot> {
    let takes = options.format.takes;
    let all = [
        (Slot::Survey, true),
        (Slot::Format, true),
        (Slot::Status, true),
        (Slot::Shape, takes.shapes.len() > 1),
        (Slot::Values, takes.values.len() > 1),
        (Slot::Dialect, takes.dialect),
        (Slot::Anonymous, true),
        (Slot::FreeText, !options.anonymised),
        (Slot::Notes, !options.anonymised && options.shape == Shape::Wide),
        (Slot::Surveyors, !options.anonymised),
        (Slot::File, true),
    ];
    all.into_iter().filter(|(_, matters)| *matters).map(|(slot, _)| slot).collect()
}

/// Interviews shown before the export is written.
const PREVIEW: i64 = 5;

/// Where the screen stands.
enum Stage {
    Choosing,
    Working { job: Box<exchange::Export>, started: i64, progress: Progress },
    Done { done: Done, ms: i64, anonymised: Vec<String> },
}

/// The export screen.
pub struct Export {
    survey: Survey,
    surveys: Vec<Id>,
    options: Options,
    file: Field,
    /// The name that was proposed; a name that the person typed is left alone.
    proposed: String,
    today: Date,
    preview: Vec<Vec<String>>,
    at: usize,
    stage: Stage,
    rate: u64,
    closed: Option<Closed>,
}

impl Export {
    /// Opens the screen with a filter; voided interviews are left out unless the filter asks for them.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id, filter: Filter) -> Result<Self> {
        let base = Options::default();
        let statuses = if filter.statuses.is_empty() { base.filter.statuses.clone() } else { filter.statuses.clone() };
        let options = Options { filter: Filter { statuses, ..filter }, ..base };
        let survey = store.survey(survey)?;
        let surveys = store.surveys()?.into_iter().map(|survey| survey.id).collect();
        let mut screen = Self {
            survey,
            surveys,
            options,
            file: Field::default(),
            proposed: String::new(),
            today: store.now().date(),
            preview: Vec::new(),
            at: 0,
            stage: Stage::Choosing,
            rate: 0,
            closed: None,
        };
        screen.propose();
        Ok(screen)
    }

    fn slot(&self) -> Slot {
        let slots = slots(&self.options);
        slots[self.at.min(slots.len() - 1)]
    }

    fn propose(&mut self) {
        let name = exchange::proposed_name(&self.survey, &self.options, self.today);
        if self.file.value() == self.proposed {
            self.file = Field::new(&name);
        }
        self.proposed = name;
    }

    fn look_ahead(&mut self, store: &Store, w: Words) -> Result<()> {
        self.options.lang = w.0;
        self.propose();
        self.preview = exchange::preview(store, &self.survey, &self.options, PREVIEW)?;
        Ok(())
    }

    /// Turns the choice in hand to its next value.
    fn change(&mut self, store: &Store) -> Result<()> {
        let slot = self.slot();
        let options = &mut self.options;
        match slot {
            Slot::Survey => {
                let here = self.surveys.iter().position(|id| *id == self.survey.id).unwrap_or(0);
                self.survey = store.survey(self.surveys[(here + 1) % self.surveys.len()])?;
                // Lists differ from survey to survey.
                options.filter = Filter { statuses: options.filter.statuses.clone(), ..Filter::default() };
            }
            Slot::Format => {
                options.format = next(&FORMATS, options.format);
                options.values = options.format.takes.values.first().copied().unwrap_or_default();
                *options = options.clone().settled();
            }
            Slot::Status => options.filter.statuses = next_statuses(&options.filter.statuses),
            Slot::Shape => options.shape = next(options.format.takes.shapes, options.shape),
            Slot::Values => options.values = next(options.format.takes.values, options.values),
            Slot::Dialect => options.dialect = next(&Dialect::ALL, options.dialect),
            Slot::Anonymous => options.anonymised = !options.anonymised,
            Slot::FreeText => options.free_text = !options.free_text,
            Slot::Notes => options.notes = !options.notes,
            Slot::Surveyors => options.surveyor_names = !options.surveyor_names,
            Slot::File => {}
        }
        Ok(())
    }

    fn begin(&mut self, replace: bool, store: &Store, w: Words) -> Result<Step> {
        let name = self.file.value().trim().to_owned();
        if name.is_empty() {
            self.at = slots(&self.options).len() - 1;
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        self.options.lang = w.0;
        let target = Target::File { path: PathBuf::from(&name), replace };
        match exchange::Export::begin(store, &self.survey, self.options.clone(), target) {
            Ok(job) => {
                let progress = job.progress();
                self.stage = Stage::Working { job: Box::new(job), started: store.now().timestamp().as_millisecond(), progress };
                Ok(Step::Work)
            }
            Err(exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(name), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }

    /// Does a piece of the work, or ends it.
    fn work(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let Stage::Working { mut job, started, .. } = std::mem::replace(&mut self.stage, Stage::Choosing) else { return Ok(Step::Stay) };
        if matches!(action, Action::Leave) {
            job.cancel(store);
            return Ok(Step::Say(w.export_cancelled().to_owned()));
        }
        let progress = job.step(store)?;
        let ms = (store.now().timestamp().as_millisecond() - started).max(1);
        let read = (progress.pass - 1) * progress.total + progress.rows;
        self.rate = read * 1000 / u64::try_from(ms).unwrap_or(1);
        if progress.done {
            let anonymised = job.anonymised().to_vec();
            let done = job.finish(store)?;
            self.stage = Stage::Done { done, ms, anonymised };
            return Ok(Step::Say(w.export_done().to_owned()));
        }
        self.stage = Stage::Working { job, started, progress };
        Ok(Step::Work)
    }

    fn value(&self, slot: Slot, w: Words) -> String {
        let yes_no = |yes: bool| if yes { w.yes() } else { w.no() }.to_owned();
        let options = &self.options;
        match slot {
            Slot::Survey => self.survey.title(),
            Slot::Status => {
                let names: Vec<&str> = options.filter.statuses.iter().map(|status| w.status(*status)).collect();
                names.join(", ")
            }
            Slot::Format => (options.format.title)(w).to_owned(),
            Slot::Shape => match options.shape {
                Shape::Wide => w.export_wide(),
                Shape::Long => w.export_long(),
            }
            .to_owned(),
            Slot::Values => match options.values {
                Values::Codes => w.export_codes(),
                Values::Labels => w.export_labels(),
                Values::Both => w.export_both(),
            }
            .to_owned(),
            Slot::Dialect => match options.dialect {
                Dialect::Rfc4180 => w.export_rfc4180(),
                Dialect::ExcelId => w.export_excel_id(),
            }
            .to_owned(),
            Slot::Anonymous => yes_no(options.anonymised),
            Slot::FreeText => yes_no(options.free_text),
            Slot::Notes => yes_no(options.notes),
            Slot::Surveyors => yes_no(options.surveyor_names),
            Slot::File => self.file.value().to_owned(),
        }
    }

    fn label(slot: Slot, w: Words) -> &'static str {
        match slot {
            Slot::Survey => w.export_survey(),
            Slot::Status => w.column_status(),
            Slot::Format => w.export_format(),
            Slot::Shape => w.export_shape(),
            Slot::Values => w.export_values(),
            Slot::Dialect => w.export_dialect(),
            Slot::Anonymous => w.export_anonymous(),
            Slot::FreeText => w.export_free_text(),
            Slot::Notes => w.export_notes(),
            Slot::Surveyors => w.export_surveyors(),
            Slot::File => w.export_file(),
        }
    }

    fn remark(&self, slot: Slot, w: Words) -> String {
        let filter = &self.options.filter;
        let narrowed = Filter { statuses: Vec::new(), ..filter.clone() } != Filter::default();
        if slot == Slot::Status && narrowed { w.export_list_filter().to_owned() } else { String::new() }
    }
}

/// Turns to the value after this one, around.
fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|other| *other == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Turns the statuses: all but voided, then each alone.
fn next_statuses(now: &[Status]) -> Vec<Status> {
    match now {
        [one] => match Status::ALL.iter().position(|status| status == one).and_then(|at| Status::ALL.get(at + 1)) {
            Some(next) => vec![*next],
            None => Options::default().filter.statuses,
        },
        _ => vec![Status::ALL[0]],
    }
}

impl Screen for Export {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.export_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.stage, self.slot()) {
            (Stage::Working { .. }, _) => vec![Scope::Working],
            (Stage::Done { .. }, _) => vec![Scope::Done],
            (Stage::Choosing, Slot::File) => vec![Scope::Fields, Scope::Text],
            (Stage::Choosing, _) => vec![Scope::Export, Scope::Fields],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.closed = store.closed(self.survey.id)?;
        self.look_ahead(store, Words(self.options.lang))
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.stage, &action) {
            (Stage::Working { .. }, _) => return self.work(&action, store, w),
            (Stage::Done { .. }, Action::Accept | Action::Leave) => return Ok(Step::Close),
            (Stage::Done { .. }, _) => return Ok(Step::Unknown),
            (Stage::Choosing, _) => {}
        }
        match action {
            Action::Change => {
                self.change(store)?;
                self.look_ahead(store, w)?;
            }
            Action::Accept if self.slot() == Slot::File => return self.begin(false, store, w),
            Action::Finish => return self.begin(false, store, w),
            Action::Replace => return self.begin(true, store, w),
            Action::Accept => self.at = (self.at + 1).min(slots(&self.options).len() - 1),
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Leave => return Ok(Step::Close),
            action if self.slot() == Slot::File && self.file.edit(&action) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        match &self.stage {
            Stage::Working { progress, .. } => {
                put(frame, area, (2, area.y + 2), &w.export_working(self.file.value()), look.theme.title);
                let percent = progress.percent();
                put(frame, area, (2, area.y + 4), &format!("{} {percent} %", bar(percent.cast_signed(), 100, 50)), look.theme.plain);
                let passes = if progress.passes > 1 { w.export_pass(progress.pass, progress.passes) } else { String::new() };
                let rows = w.export_rows(progress.rows, progress.total, self.rate);
                put(frame, area, (2, area.y + 6), &format!("{rows}{passes}"), look.theme.plain);
            }
            Stage::Done { done, ms, anonymised } => {
                let path = std::path::absolute(&done.path).unwrap_or_else(|_| done.path.clone());
                let lines = [
                    w.export_written().to_owned(),
                    String::new(),
                    w.export_path(path.display()),
                    w.export_count(done.rows),
                    w.export_size(done.bytes),
                    w.export_seconds(ms / 1000, ms % 1000 / 100),
                ];
                let closed = self.closed.iter().flat_map(|closed| [closed.say(w), closed.say_fingerprint(w)]).map(|line| capital(&line));
                let done = anonymised.iter().flat_map(|line| wrap(line, usize::from(area.width) - 4));
                for (y, line) in (area.y + 2..area.bottom()).zip(lines.into_iter().chain(closed).chain(done)) {
                    put(frame, area, (2, y), &line, look.theme.plain);
                }
            }
            Stage::Choosing => {
                let slots = slots(&self.options);
                let top = Rect { y: area.y + 1, height: slots.len() as u16, ..area };
                let rows: Vec<Row<'_>> = slots
                    .into_iter()
                    .map(|slot| Row {
                        label: Self::label(slot, w).to_owned(),
                        cell: if slot == Slot::File { Cell::Field(&self.file) } else { Cell::Value(self.value(slot, w)) },
                        remark: self.remark(slot, w),
                    })
                    .collect();
                draw(frame, top, look, &rows, self.at, 24);
                rule(frame, area, top.bottom(), look);
                let takes = self.options.format.takes;
                let title = if takes.rows { w.export_preview() } else { (self.options.format.carries)(w) };
                put(frame, area, (2, top.bottom() + 1), title, look.theme.title);
                let folder = std::path::absolute(self.file.value().trim()).unwrap_or_default();
                put(frame, area, (2, area.bottom() - 1), &w.export_into(folder.parent().unwrap_or(&folder).display()), look.theme.quiet);
                if takes.rows {
                    let height = area.bottom().saturating_sub(top.bottom() + 3);
                    self.draw_preview(frame, Rect { y: top.bottom() + 2, height, ..area }, look);
                }
            }
        }
    }
}

impl Export {
    /// Draws the first columns of the first rows.
    fn draw_preview(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let mut x = 2;
        let columns = self.preview.first().map_or(0, Vec::len);
        for column in 0..columns {
            let cells: Vec<String> = self.preview.iter().map(|row| safe(row.get(column).map_or("", String::as_str))).collect();
            let width = cells.iter().map(|cell| cell.width()).max().unwrap_or(0).min(16) as u16;
            if x + width >= area.width {
                break;
            }
            for (row, cell) in cells.iter().enumerate().take(usize::from(area.height)) {
                let style = if row == 0 { look.theme.quiet } else { look.theme.plain };
                put(frame, area, (x, area.y + row as u16), &fit(cell, usize::from(width)), style);
            }
            x += width + 2;
        }
        if self.preview.len() < 2 {
            let why = if self.options.anonymised { look.words.export_anonymous_later() } else { look.words.list_empty() };
            put(frame, area, (2, area.y + 2), why, look.theme.quiet);
        }
    }
}
