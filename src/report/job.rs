//! The report as a job that works in steps, so that a screen can draw and cancel in between; knows no screen and no format.

use super::facts::published;
use super::{Facts, Make, Paper, REPORTS, Report};
use crate::exchange::{Done, Progress, Result, Target, Whole};
use crate::store::{Group, Part, Results, Store, Survey, Tabulation};
use crate::survey::index::Measure;
use crate::survey::interview::Status;
use crate::words::Words;
use jiff::civil::Date;
use std::path::PathBuf;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    pub report: &'static Report,
    /// True where groups under five are not to be seen.
    pub suppress: bool,
    pub paper: Paper,
    pub words: Words,
}

impl Default for Order {
    fn default() -> Self {
        Self { report: &REPORTS[0], suppress: false, paper: Paper::A4, words: Words::default() }
    }
}

/// Proposes a file name: `laporan-skm_bontang-2024-10-30.docx`, `poster-skm_bontang-2024-10-30.svg`.
#[must_use]
pub fn proposed_name(survey: &Survey, order: &Order, today: Date) -> String {
    let kind = if order.report.is_poster() { "poster" } else { "laporan" };
    format!("{kind}-{}-{today}.{}", survey.key, order.report.extension)
}

/// A report under way. The store only reads until it is finished, cancelled or failed.
pub struct Job {
    survey: Survey,
    order: Order,
    stage: Stage,
    total: u64,
}

enum Stage {
    Counting(Box<Counting>, Box<Whole>),
    Writing(Target),
    Done(Done),
}

/// The indices of a survey while they are counted, one after the other.
struct Counting {
    now: Tabulation,
    measure: Measure,
    left: Vec<Measure>,
    done: Vec<Counted>,
}

/// An index, and the groups of each breakdown that a report has.
type Counted = (Results, Vec<Vec<Group>>);

impl Counting {
    fn begin(survey: &Survey) -> Self {
        let mut left = survey.measures();
        let measure = if left.is_empty() { survey.measure() } else { left.remove(0) };
        Self { now: begin_count(survey, &measure), measure, left, done: Vec::new() }
    }

    /// Counts some more; gives everything once all is counted.
    fn step(&mut self, store: &Store, survey: &Survey) -> Result<Option<Vec<Counted>>> {
        if !self.now.step(store)? {
            return Ok(None);
        }
        let next = if self.left.is_empty() { self.measure.clone() } else { self.left.remove(0) };
        let last = self.done.len() + 1 == survey.measures().len().max(1);
        let measure = std::mem::replace(&mut self.measure, next);
        let now = std::mem::replace(&mut self.now, begin_count(survey, &self.measure));
        self.done.push(results(store, survey, &measure, now)?);
        Ok(last.then(|| std::mem::take(&mut self.done)))
    }
}

impl Job {
    /// Begins a report: opens the target, so that what can't be written is refused before any work.
    ///
    /// # Errors
    /// When the target can't be made or the database does not answer; a file that is there stays as it is.
    pub fn begin(store: &Store, survey: &Survey, order: Order, target: Target) -> Result<Self> {
        let survey = store.survey(survey.id)?;
        let total = u64::try_from(store.counts(survey.id)?.finished()).unwrap_or(0);
        let stage = match order.report.make {
            Make::Facts(_) => {
                let whole = Whole::open(target)?;
                Stage::Counting(Box::new(Counting::begin(&survey)), Box::new(whole))
            }
            Make::Rows(_) => {
                if let Target::File { path, replace } = &target {
                    // Opened and left again: only to be refused now.
                    drop(Whole::open(Target::File { path: path.clone(), replace: *replace })?);
                }
                Stage::Writing(target)
            }
        };
        Ok(Self { survey, order, stage, total })
    }

    /// Does a piece of the work.
    ///
    /// # Errors
    /// When the target takes no more or the database does not answer; the target is then as it was before.
    pub fn step(&mut self, store: &Store) -> Result<Progress> {
        // A target stands for itself only while a stage is being changed.
        let nothing = Stage::Done(Done { path: PathBuf::new(), rows: 0, bytes: 0 });
        self.stage = match (std::mem::replace(&mut self.stage, nothing), self.order.report.make) {
            (Stage::Counting(mut count, whole), Make::Facts(make)) => match count.step(store, &self.survey) {
                Ok(None) => Stage::Counting(count, whole),
                Ok(Some(counted)) => {
                    let facts = Facts::gather(store, &self.survey, counted, (self.order.suppress, self.order.words))?;
                    Stage::Done(whole.write(facts.n(), make(&facts, &self.order))?)
                }
                Err(error) => {
                    count.now.cancel(store);
                    return Err(error);
                }
            },
            (Stage::Writing(target), Make::Rows(make)) => Stage::Done(make(store, &self.survey, self.order.words, target)?),
            (stage, _) => stage,
        };
        Ok(self.progress())
    }

    /// Gives how far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        match &self.stage {
            Stage::Counting(count, _) => Progress::once(count.now.read(), self.total, 0, false),
            Stage::Writing(_) => Progress::once(0, self.total, 0, false),
            Stage::Done(done) => Progress::once(done.rows, self.total, done.bytes, true),
        }
    }

    /// Works to the end and says what it came to.
    ///
    /// # Errors
    /// As [`Job::step`].
    pub fn finish(mut self, store: &Store) -> Result<Done> {
        loop {
            if let Stage::Done(done) = self.stage {
                return Ok(done);
            }
            self.step(store)?;
        }
    }

    /// Gives up; the target is as it was before.
    pub fn cancel(self, store: &Store) {
        if let Stage::Counting(count, _) = self.stage {
            count.now.cancel(store);
        }
    }
}

fn begin_count(survey: &Survey, measure: &Measure) -> Tabulation {
    let mut by = published(survey);
    // Services are pooled where the survey wants it, whatever the form asks.
    by.insert(0, crate::store::By::Part(Part::Service));
    Tabulation::begin(survey, &measure.definition, &Status::FINISHED, &by, true)
}

/// Takes what was counted: the index, and the groups of each breakdown that a report has.
fn results(store: &Store, survey: &Survey, measure: &Measure, count: Tabulation) -> Result<Counted> {
    let (mut groups, moments) = count.finish();
    let services = groups.remove(0);
    let whole = Group::together(&services, measure.definition.questions.len());
    let found = Results::of(whole, &services, store.counts(survey.id)?, &Status::FINISHED, measure);
    let found = match &moments {
        Some(moments) => found.with_interval(moments),
        None => found,
    };
    Ok((found, groups))
}

/// Gathers the facts of a survey at once.
///
/// # Errors
/// When the database does not answer.
pub fn facts(store: &Store, survey: &Survey, order: &Order) -> Result<Facts> {
    let survey = store.survey(survey.id)?;
    let mut count = Counting::begin(&survey);
    loop {
        match count.step(store, &survey) {
            Ok(None) => {}
            Ok(Some(counted)) => return Ok(Facts::gather(store, &survey, counted, (order.suppress, order.words))?),
            Err(error) => {
                count.now.cancel(store);
                return Err(error);
            }
        }
    }
}
