//! The results of a survey: IKM and mutu, each unsur, every breakdown; what may be said of them stands beside them.

mod big;
pub mod trend;
mod view;

use crate::exchange::{self, Target};
use crate::store::{self, By, Group, Store, Survey, Tabulation};
use crate::survey::index::{Convention, Index, Measure, Pooling};
use crate::survey::interview::{Id, Status};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Interviews up to which every breakdown is counted at once, without being asked for.
const AT_ONCE: i64 = 10_000;

/// A breakdown and its groups, once they are counted.
struct Breakdown {
    by: By,
    groups: Option<Vec<(Group, Index)>>,
}

/// The results screen.
pub struct Results {
    survey: Survey,
    /// The indices of the form, and which of them is shown.
    measures: Vec<Measure>,
    measure: usize,
    found: Option<store::Results>,
    /// What comments are about.
    remarks: store::RemarkCounts,
    breakdowns: Vec<Breakdown>,
    /// Which breakdown is shown, and which line of it is in hand: the whole first.
    which: usize,
    at: usize,
    /// Positions of the unsur as they are shown.
    order: Vec<usize>,
    by_regulation: bool,
    distribution: bool,
    job: Option<Tabulation>,
    prompt: Option<Prompt>,
}

/// A line being typed.
enum Prompt {
    /// The name of a convention.
    Convention(Field),
    /// The file of the workbook.
    File(Field),
}

impl Prompt {
    const fn field(&self) -> &Field {
        match self {
            Self::Convention(field) | Self::File(field) => field,
        }
    }

    const fn field_mut(&mut self) -> &mut Field {
        match self {
            Self::Convention(field) | Self::File(field) => field,
        }
    }
}

impl Results {
    /// Opens the results of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self {
            survey: store.survey(survey)?,
            measures: Vec::new(),
            measure: 0,
            found: None,
            remarks: store::RemarkCounts::default(),
            breakdowns: Vec::new(),
            which: 0,
            at: 0,
            order: Vec::new(),
            by_regulation: false,
            distribution: false,
            job: None,
            prompt: None,
        })
    }

    /// Begins to count from the rows what no counts are kept of.
    fn begin(&mut self) {
        let by: Vec<By> = self.breakdowns.iter().filter(|breakdown| breakdown.groups.is_none()).map(|breakdown| breakdown.by).collect();
        let definition = self.measures[self.measure].definition.clone();
        self.job = Some(Tabulation::begin(&self.survey, &definition, &Status::FINISHED, &by, true));
    }

    /// Takes what was counted from the rows.
    fn take(&mut self, job: Tabulation) {
        let Some(found) = self.found.take() else { return };
        let (groups, moments) = job.finish();
        let found = match &moments {
            Some(moments) => found.with_interval(moments),
            None => found,
        };
        let open = self.breakdowns.iter_mut().filter(|breakdown| breakdown.groups.is_none());
        for (breakdown, groups) in open.zip(groups) {
            breakdown.groups = Some(worked(&found, groups));
        }
        self.found = Some(found);
    }

    /// Does a piece of the count, or gives it up.
    fn work(&mut self, mut job: Tabulation, action: &Action, store: &Store) -> Result<Step> {
        if matches!(action, Action::Leave) {
            job.cancel(store);
            return Ok(Step::Stay);
        }
        match job.step(store) {
            Ok(false) => {
                self.job = Some(job);
                Ok(Step::Work)
            }
            Ok(true) => {
                self.take(job);
                Ok(Step::Stay)
            }
            Err(error) => {
                job.cancel(store);
                Err(error.into())
            }
        }
    }

    /// Gives the lines of the breakdown that is shown.
    fn groups(&self) -> &[(Group, Index)] {
        self.breakdowns.get(self.which).and_then(|breakdown| breakdown.groups.as_deref()).unwrap_or_default()
    }

    /// Gives the group in hand: the whole, or a line of the breakdown.
    fn in_hand(&self) -> Option<(&Group, &Index)> {
        match self.at.checked_sub(1) {
            None => self.found.as_ref().map(|found| (&found.whole, &found.index)),
            Some(at) => self.groups().get(at).map(|(group, index)| (group, index)),
        }
    }

    fn turn(&mut self, which: usize) -> Step {
        (self.which, self.at) = (which, 0);
        let counted = self.breakdowns.get(which).is_none_or(|breakdown| breakdown.groups.is_some());
        if counted {
            return Step::Stay;
        }
        self.begin();
        Step::Work
    }

    fn sort(&mut self) {
        let definition = &self.measures[self.measure].definition;
        self.order =
            if self.by_regulation { definition.by_regulation(&self.survey.form) } else { (0..definition.questions.len()).collect() };
    }

    fn save(&mut self, convention: &Convention, pooling: Pooling, store: &mut Store, w: Words) -> Result<Step> {
        store.set_convention(&self.survey, convention, pooling)?;
        self.load(store)?;
        Ok(Step::Say(w.results_saved(convention.name(), w.pooling(pooling))))
    }

    fn prompted(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let Some(prompt) = &mut self.prompt else { return Ok(Step::Stay) };
        let typed = prompt.field().value().trim().to_owned();
        let is_file = matches!(prompt, Prompt::File(_));
        match (action, is_file) {
            (Action::Leave, _) => self.prompt = None,
            (Action::Accept, false) => {
                let Some(convention) = Convention::from_name(&typed) else {
                    return Ok(Step::Refuse(w.results_no_convention().to_owned()));
                };
                self.prompt = None;
                return self.save(&convention, self.survey.pooling, store, w);
            }
            (Action::Accept | Action::Replace, true) => {
                return self.write(typed, matches!(action, Action::Replace), store, w);
            }
            _ if prompt.field_mut().edit(action) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    /// Writes the workbook; one that is there is replaced where that was said.
    fn write(&mut self, name: String, replace: bool, store: &Store, w: Words) -> Result<Step> {
        if name.is_empty() {
            return Ok(Step::Refuse(w.export_needs_file().to_owned()));
        }
        let target = Target::File { path: PathBuf::from(&name), replace };
        match exchange::write_workbook(store, &self.survey, w, target) {
            Ok(done) => {
                self.prompt = None;
                Ok(Step::Say(w.results_written(done.path.display(), done.rows)))
            }
            Err(exchange::Error::Exists(_)) => Ok(Step::Ask { question: w.export_replace(name), yes: Action::Replace }),
            Err(error) => Err(error.into()),
        }
    }
}

fn worked(found: &store::Results, groups: Vec<Group>) -> Vec<(Group, Index)> {
    groups.into_iter().map(|group| (group.clone(), found.group(&group))).collect()
}

impl Screen for Results {
    fn title(&self, w: Words) -> Title {
        let right = match (&self.found, self.measures.len()) {
            (Some(found), 2..) => w.results_of(found.definition.label.get(w.0), self.measure + 1, self.measures.len()),
            _ => w.results_title().to_owned(),
        };
        Title { left: self.survey.title(), right }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.prompt, &self.job) {
            (Some(_), _) => vec![Scope::Prompt, Scope::Text],
            (_, Some(_)) => vec![Scope::Checking],
            _ => vec![Scope::Results],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.measures = self.survey.measures();
        if self.measures.is_empty() {
            self.measures = vec![self.survey.measure()];
        }
        self.measure = self.measure.min(self.measures.len() - 1);
        let found = store.results(&self.survey, &self.measures[self.measure])?;
        self.remarks = store.remark_counts(&self.survey)?;
        self.breakdowns = Vec::new();
        for by in By::all(&self.survey) {
            let groups = match by {
                By::Part(part) => Some(worked(&found, store.scores(&self.survey, &found.definition, part)?)),
                By::Question(_) | By::Several(_) | By::Age(_) | By::Week | By::Batch => None,
            };
            self.breakdowns.push(Breakdown { by, groups });
        }
        let finished = found.counts.finished();
        self.found = Some(found);
        if finished <= AT_ONCE {
            self.begin();
            if let Some(mut job) = self.job.take() {
                while !job.step(store)? {}
                self.take(job);
            }
        } else if self.groups().is_empty() {
            self.which = 0;
        }
        self.at = self.at.min(self.groups().len());
        self.sort();
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some(job) = self.job.take() {
            return self.work(job, &action, store);
        }
        if self.prompt.is_some() {
            return self.prompted(&action, store, w);
        }
        let all = self.breakdowns.len().max(1);
        Ok(match action {
            Action::Up => {
                self.at = self.at.saturating_sub(1);
                Step::Stay
            }
            Action::Down => {
                self.at = (self.at + 1).min(self.groups().len());
                Step::Stay
            }
            Action::Left => self.turn((self.which + all - 1) % all),
            Action::Right => self.turn((self.which + 1) % all),
            Action::Distribution => {
                self.distribution = !self.distribution;
                Step::Stay
            }
            Action::Order => {
                self.by_regulation = !self.by_regulation;
                self.sort();
                Step::Stay
            }
            Action::Interval if self.found.as_ref().is_some_and(|found| found.half.is_some()) => Step::Stay,
            Action::Interval => {
                self.begin();
                Step::Work
            }
            Action::NextIndex if self.measures.len() < 2 => Step::Refuse(w.results_one_index().to_owned()),
            Action::NextIndex => {
                self.measure = (self.measure + 1) % self.measures.len();
                self.at = 0;
                self.load(store)?;
                Step::Stay
            }
            // The survey has a convention for its first index; the others are exact.
            Action::Convention | Action::Pooling if self.measure > 0 => Step::Refuse(w.results_exact_index().to_owned()),
            Action::Convention => {
                store.refuse_closed(self.survey.id)?;
                self.prompt = Some(Prompt::Convention(Field::new(&self.survey.convention.name())));
                Step::Stay
            }
            Action::Pooling => {
                let other = if self.survey.pooling == Pooling::Respondents { Pooling::Services } else { Pooling::Respondents };
                self.save(&self.survey.convention.clone(), other, store, w)?
            }
            Action::Export => {
                let name = format!("{}-{}.xlsx", self.survey.key, store.now().date());
                self.prompt = Some(Prompt::File(Field::new(&name)));
                Step::Stay
            }
            Action::Saran => Step::Open(Route::Saran { survey: self.survey.id }),
            Action::Trend => {
                let index = self.measures[self.measure].definition.key.clone();
                Step::Open(Route::Trend { survey: self.survey.id, index })
            }
            Action::Report => Step::Open(Route::Report { survey: self.survey.id }),
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_all(frame, area, look);
    }
}
