//! The report screen: which document, what will stand in it, then the work with its progress.

pub mod plan;

use super::rows::{Cell, Row, bar, draw, put, rule};
use crate::exchange::{self, Done, Progress, Target};
use crate::report::{Job, Order, Paper, REPORTS, proposed_name};
use crate::store::{Closed, Results, Store, Survey};
use crate::survey::index::PLACES;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title, capital};
use crate::words::Words;
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// What can be chosen, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Kind,
    Suppress,
    Paper,
    File,
}

/// Where the screen stands.
enum Stage {
    Choosing,
    Working { job: Box<Job>, progress: Progress },
    Done(Done),
}

/// The report screen.
pub struct Report {
    survey: Survey,
    order: Order,
    file: Field,
    /// The name that was proposed; a name that the person typed is left alone.
    proposed: String,
    today: Date,
    at: usize,
    stage: Stage,
    found: Option<Results>,
    /// How many of the lowest unsur have a plan, of how many.
    plans: (usize, usize),
    closed: Option<Closed>,
}

impl Report {
    /// Opens the screen of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self {
            survey: store.survey(survey)?,
            order: Order::default(),
            file: Field::default(),
            proposed: String::new(),
            today: store.now().date(),
            at: 0,
            stage: Stage::Choosing,
            found: None,
            plans: (0, 0),
            closed: None,
        })
    }

    fn slots(&self) -> Vec<Slot> {
        let paper = self.order.report.is_poster().then_some(Slot::Paper);
        [Some(Slot::Kind), Some(Slot::Suppress), paper, Some(Slot::File)].into_iter().flatten().collect()
    }

    fn slot(&self) -> Slot {
        self.slots().get(self.at).copied().unwrap_or(Slot::File)
    }

    fn propose(&mut self) {
        let name = proposed_name(&self.survey, &self.order, self.today);
        if self.file.value() == self.proposed {
            self.file = Field::new(&name);
        }
        self.proposed = name;
    }

    /// Turns the choice in hand to its next value.
    fn change(&mut self) {
        let slot = self.slot();
        let order = &mut self.order;
        match slot {
            Slot::Kind => {
                let at = REPORTS.iter().position(|report| report == order.report).unwrap_or(0);
                order.report = &REPORTS[(at + 1) % REPORTS.len()];
                order.suppress &= order.report.hides_small();
            }
            Slot::Suppress => order.suppress = !order.suppress && order.report.hides_small(),
            Slot::Paper => order.paper = if order.paper == Paper::A4 { Paper::A3 } else { Paper::A4 },
            Slot::File => {}
        }
        self.propose();
    }

    fn begin(&mut self, replace: bool, store: &Store, w: Words) -> Result<Step> {
        let name = self.file.value().trim().to_owned();
        if name.is_empty() {
            self.at = self.slots().len() - 1;
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        self.order.words = w;
        match Job::begin(store, &self.survey, self.order, Target::File { path: PathBuf::from(&name), replace }) {
            Ok(job) => {
                let progress = job.progress();
                self.stage = Stage::Working { job: Box::new(job), progress };
                Ok(Step::Work)
            }
            Err(exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(name), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }

    /// Does a piece of the work, or ends it.
    fn work(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let Stage::Working { mut job, .. } = std::mem::replace(&mut self.stage, Stage::Choosing) else { return Ok(Step::Stay) };
        if matches!(action, Action::Leave) {
            job.cancel(store);
            return Ok(Step::Say(w.report_cancelled().to_owned()));
        }
        let progress = job.step(store)?;
        if progress.done {
            self.stage = Stage::Done(job.finish(store)?);
            return Ok(Step::Say(w.report_done().to_owned()));
        }
        self.stage = Stage::Working { job, progress };
        Ok(Step::Work)
    }

    fn row(&self, slot: Slot, w: Words) -> Row<'_> {
        let order = &self.order;
        let suppress = match order.suppress {
            _ if !order.report.hides_small() => w.report_suppress_rows(),
            true => w.report_suppress_yes(),
            false => w.report_suppress_no(),
        };
        let (label, cell) = match slot {
            Slot::Kind => (w.report_kind(), Cell::Value((order.report.title)(w).to_owned())),
            Slot::Suppress => (w.report_suppress(), Cell::Value(suppress.to_owned())),
            Slot::Paper => (w.report_paper(), Cell::Value(order.paper.name().to_uppercase())),
            Slot::File => (w.export_file(), Cell::Field(&self.file)),
        };
        Row { label: label.to_owned(), cell, remark: String::new() }
    }

    /// Says what will stand in the document, and what it will own up to.
    fn preview(&self, w: Words) -> Vec<String> {
        let Some(found) = &self.found else { return Vec::new() };
        let mut lines = vec![(self.order.report.holds)(w).to_owned()];
        lines.push(match &found.headline {
            Some((ikm, mutu)) => w.report_preview_ikm(w.decimal(ikm, PLACES), mutu.code(), w.mutu(mutu), found.whole.n),
            None => w.report_preview_none().to_owned(),
        });
        lines.push(w.report_preview_convention(format!("{}, {}", found.convention.name(), w.pooling(found.pooling))));
        if !found.others.is_empty() {
            lines.push(w.report_preview_warning().to_owned());
        }
        let (n, minimum) = (i64::try_from(found.whole.n).unwrap_or(i64::MAX), self.survey.minimum());
        lines.push(if self.survey.served == 0 {
            w.report_preview_sample_unknown().to_owned()
        } else {
            w.report_preview_sample(n, minimum, if n >= minimum { w.sample_enough() } else { w.sample_short() })
        });
        let names = lowest(&self.survey, found, w);
        if names.is_empty() {
            lines.extend(found.headline.as_ref().map(|_| w.report_preview_equal().to_owned()));
        } else {
            let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
            lines.push(w.report_preview_lowest(names.join(", ")));
            lines.push(w.report_preview_plan(self.plans.0, self.plans.1));
        }
        match &self.closed {
            Some(closed) => lines.push(capital(&closed.say(w))),
            None => lines.push(w.report_preview_open().to_owned()),
        }
        lines
    }
}

/// Gives the lowest unsur, the lowest first: the question's position and its number with its label.
fn lowest(survey: &Survey, found: &Results, w: Words) -> Vec<(usize, String)> {
    let definition = &found.definition;
    let mut low: Vec<(usize, Option<u32>, usize)> = found
        .index
        .lowest()
        .into_iter()
        .enumerate()
        .filter_map(|(at, place)| Some((place?, survey.form.questions[definition.questions[at]].unsur, at)))
        .collect();
    low.sort_unstable();
    let name = |at: usize, question: usize| {
        let label = survey.form.questions[question].label.get(w.0);
        format!("{} {label}", definition.number(&survey.form, at))
    };
    let low = low.into_iter().map(|(_, _, at)| (at, definition.questions[at]));
    low.map(|(at, question)| (question, name(at, question))).collect()
}

impl Screen for Report {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.report_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.stage, self.slot()) {
            (Stage::Working { .. }, _) => vec![Scope::Working],
            (Stage::Done(_), _) => vec![Scope::Done],
            (Stage::Choosing, Slot::File) => vec![Scope::Fields, Scope::Text],
            (Stage::Choosing, _) => vec![Scope::Report, Scope::Fields],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        let found = store.results(&self.survey, &self.survey.measure())?;
        let plans = store.follow_ups(self.survey.id)?;
        let low = lowest(&self.survey, &found, Words::default());
        let planned = |question: &usize| {
            let key = &self.survey.form.questions[*question].key;
            plans.iter().any(|plan| plan.question == *key && !plan.program.is_empty())
        };
        self.plans = (low.iter().filter(|(question, _)| planned(question)).count(), low.len());
        self.closed = store.closed(self.survey.id)?;
        self.found = Some(found);
        self.propose();
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match (&self.stage, &action) {
            (Stage::Working { .. }, _) => return self.work(&action, store, w),
            (Stage::Done(_), Action::Accept | Action::Leave) => return Ok(Step::Close),
            (Stage::Done(_), _) => return Ok(Step::Unknown),
            (Stage::Choosing, _) => {}
        }
        self.order.words = w;
        self.propose();
        let last = self.slots().len() - 1;
        match action {
            Action::Change => self.change(),
            Action::Accept if self.at == last => return self.begin(false, store, w),
            Action::Finish => return self.begin(false, store, w),
            Action::Replace => return self.begin(true, store, w),
            Action::Accept => self.at += 1,
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Plan => return Ok(Step::Open(Route::Plan { survey: self.survey.id })),
            Action::Leave => return Ok(Step::Close),
            action if self.at == last && self.file.edit(&action) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        match &self.stage {
            Stage::Working { progress, .. } => {
                put(frame, area, (2, area.y + 2), &w.report_working(self.file.value()), look.theme.title);
                let (rows, total) = (i64::try_from(progress.rows).unwrap_or(0), i64::try_from(progress.total).unwrap_or(0));
                put(frame, area, (2, area.y + 4), &bar(rows, total, 50), look.theme.plain);
                put(frame, area, (2, area.y + 6), &w.report_counting(progress.rows, progress.total), look.theme.plain);
            }
            Stage::Done(done) => {
                let path = std::path::absolute(&done.path).unwrap_or_else(|_| done.path.clone());
                let next = match self.order.report.extension {
                    "docx" => w.report_next_docx(),
                    "html" => w.report_next_html(),
                    _ => w.report_next_other(),
                };
                let lines = [
                    w.export_written().to_owned(),
                    String::new(),
                    w.export_path(path.display()),
                    w.report_count(done.rows),
                    w.report_file_size(done.bytes),
                    String::new(),
                    next.to_owned(),
                ];
                for (y, line) in (area.y + 2..).zip(lines) {
                    put(frame, area, (2, y), &line, look.theme.plain);
                }
            }
            Stage::Choosing => {
                let slots = self.slots();
                let top = Rect { y: area.y + 1, height: slots.len() as u16, ..area };
                let rows: Vec<Row<'_>> = slots.into_iter().map(|slot| self.row(slot, w)).collect();
                draw(frame, top, look, &rows, self.at, 24);
                rule(frame, area, top.bottom(), look);
                put(frame, area, (2, top.bottom() + 1), w.report_preview(), look.theme.title);
                for (y, line) in (top.bottom() + 3..area.bottom()).zip(self.preview(w)) {
                    put(frame, area, (2, y), &line, look.theme.plain);
                }
                let folder = std::path::absolute(self.file.value().trim()).unwrap_or_default();
                put(frame, area, (2, area.bottom() - 1), &w.export_into(folder.parent().unwrap_or(&folder).display()), look.theme.quiet);
            }
        }
    }
}
