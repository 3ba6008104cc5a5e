//! How complete a survey is: the home of supervisors, from which every check opens.

pub mod batches;
mod closing;
pub mod items;
pub mod numbers;
mod table;

use crate::store::{self, Absent, Cell, Filter, Line, Part, Store, Survey};
use crate::survey::date;
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::tui::screens::rows::moved;
use crate::words::Words;
use closing::Closing;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The numbers of a line that open what is behind them: the columns of the table, then those at its foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Expected,
    Status(Status),
    Missing,
    Problems,
    Reason(Missing),
    Kept,
}

/// As many of [`COLUMNS`] stand in the table.
const IN_TABLE: usize = 8;

const COLUMNS: [Column; IN_TABLE + 7] = [
    Column::Expected,
    Column::Status(Status::Complete),
    Column::Status(Status::Returned),
    Column::Status(Status::Approved),
    Column::Status(Status::Draft),
    Column::Status(Status::Void),
    Column::Missing,
    Column::Problems,
    Column::Reason(Missing::Blank),
    Column::Reason(Missing::Unreadable),
    Column::Reason(Missing::TwoMarks),
    Column::Reason(Missing::Refused),
    Column::Reason(Missing::NotApplicable),
    Column::Kept,
    Column::Reason(Missing::NotInSource),
];

impl Column {
    fn of(self, line: &Line) -> i64 {
        match self {
            Self::Expected => line.expected,
            Self::Status(status) => line.counts.of(status),
            Self::Missing => line.lacking(),
            Self::Problems => line.problems(),
            Self::Reason(reason) => Missing::ALL.iter().zip(line.missing).find(|(known, _)| **known == reason).map_or(0, |(_, n)| n),
            Self::Kept => line.kept.values().sum(),
        }
    }
}

/// The completeness screen.
pub struct Completeness {
    survey: Survey,
    /// The person who checks.
    supervisor: String,
    part: Part,
    /// The whole survey first, then the lines of the part.
    lines: Vec<Line>,
    at: usize,
    column: usize,
    numbers: store::Numbers,
    /// Interviews whose number lies outside a block.
    outside: i64,
    /// Batches whose totals differ.
    batches: i64,
    closing: Closing,
}

impl Completeness {
    /// Opens the screen for a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        Ok(Self {
            survey,
            supervisor: String::new(),
            part: Part::Surveyor,
            lines: Vec::new(),
            at: 0,
            column: 1,
            numbers: store::Numbers::default(),
            outside: 0,
            batches: 0,
            closing: Closing::default(),
        })
    }

    fn turn_to(&mut self, part: Part, store: &Store) -> Result<Step> {
        self.part = part;
        self.at = 0;
        self.load(store)?;
        Ok(Step::Stay)
    }

    /// Names a line.
    fn name(&self, line: &Line, w: Words) -> String {
        match &line.cell {
            Cell::Day(day) => day.parse().map_or_else(|_| day.clone(), date::show),
            Cell::Item(0) if self.part == Part::Service => w.completeness_no_service().to_owned(),
            Cell::Item(id) => self.survey.label(Some(*id)).to_owned(),
        }
    }

    /// Opens the list behind the number in hand.
    fn list(&self, w: Words) -> Step {
        let Some(line) = self.lines.get(self.at) else { return Step::Stay };
        let mut filter = Filter::default();
        if self.at > 0 {
            match (self.part, &line.cell) {
                (Part::Location, Cell::Item(id)) => filter.location = Some(*id),
                (Part::Service, Cell::Item(0)) => filter.without_service = true,
                (Part::Service, Cell::Item(id)) => filter.service = Some(*id),
                (Part::Surveyor, Cell::Item(id)) => filter.surveyor = Some(*id),
                (_, Cell::Day(day)) => filter.date = day.parse().ok(),
                _ => {}
            }
        }
        let column = COLUMNS[self.column];
        match column {
            Column::Expected => {}
            Column::Reason(reason) => filter.absent = Some(Absent { question: None, reason: Some(reason) }),
            Column::Kept => filter.kept = true,
            Column::Status(status) => filter.statuses = vec![status],
            Column::Missing => filter.absent = Some(Absent::default()),
            Column::Problems => filter.open = true,
        }
        if column.of(line) == 0 {
            return Step::Refuse(w.completeness_nothing_behind().to_owned());
        }
        if column == Column::Expected {
            let part = if self.at > 0 { self.part } else { Part::Survey };
            return Step::Open(Route::Batches { survey: self.survey.id, part, cell: line.cell.clone() });
        }
        Step::Open(Route::List { survey: self.survey.id, opening: Opening::With(Box::new(filter), i64::MIN) })
    }
}

impl Screen for Completeness {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: format!("{} · {}", w.completeness_title(), self.supervisor) }
    }

    fn scopes(&self) -> Vec<Scope> {
        self.closing.scopes().unwrap_or_else(|| vec![Scope::Completeness])
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        let id = self.survey.id;
        self.survey = store.survey(id)?;
        self.survey.label(store.who()).clone_into(&mut self.supervisor);
        self.lines = store.completeness(&self.survey, Part::Survey)?;
        if self.part != Part::Survey {
            self.lines.extend(store.completeness(&self.survey, self.part)?);
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
        self.numbers = store.numbers(id)?;
        self.outside = store.count(&self.survey, &numbers::outside_blocks(&self.survey))? + store.drafts_outside(id)?.len() as i64;
        self.batches = store.disagreeing_batches(id, 0)?.0;
        self.closing.load(store, &self.survey)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some(step) = self.closing.update(&action, &self.survey, store, w)? {
            return Ok(step);
        }
        let survey = self.survey.id;
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.lines.len(), &action);
                Step::Stay
            }
            Action::Left => {
                self.column = self.column.saturating_sub(1);
                Step::Stay
            }
            Action::Right => {
                self.column = (self.column + 1).min(COLUMNS.len() - 1);
                Step::Stay
            }
            Action::ByAll => self.turn_to(Part::Survey, store)?,
            Action::ByLocation => self.turn_to(Part::Location, store)?,
            Action::ByService => self.turn_to(Part::Service, store)?,
            Action::BySurveyor => self.turn_to(Part::Surveyor, store)?,
            Action::ByDay => self.turn_to(Part::Day, store)?,
            Action::Accept => self.list(w),
            Action::List => Step::Open(Route::List { survey, opening: Opening::All }),
            Action::Numbers => Step::Open(Route::Numbers { survey }),
            Action::Items => Step::Open(Route::Items { survey }),
            Action::Export => Step::Open(Route::Export { survey, filter: Filter::default() }),
            Action::Archive => Step::Open(Route::Archive { survey }),
            Action::Trail => Step::Open(Route::Trail { survey, interview: None }),
            Action::Verify => Step::Open(Route::Verifications { survey: self.survey.id }),
            Action::Leave => Step::Close,
            Action::Conflicts => Step::Open(Route::Conflicts { survey }),
            Action::Flags => Step::Open(Route::Flags { survey }),
            Action::Review => Step::Open(Route::Review { survey: self.survey.id }),
            Action::Operators => Step::Open(Route::Operators { survey: self.survey.id }),
            Action::Results => Step::Open(Route::Results { survey }),
            Action::Saran => Step::Open(Route::Saran { survey }),
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_table(frame, area, look);
    }
}
