//! How complete a survey is: the home of supervisors, from which every check opens.

mod closing;

use super::rows::rule;
use crate::store::{Store, Survey};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use closing::Closing;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The completeness screen.
pub struct Completeness {
    survey: Survey,
    closing: Closing,
}

impl Completeness {
    /// Opens the screen for a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, closing: Closing::default() })
    }
}

impl Screen for Completeness {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.completeness_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        self.closing.scopes().unwrap_or_else(|| vec![Scope::Completeness])
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.closing.load(store, &self.survey)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some(step) = self.closing.update(&action, &self.survey, store, w)? {
            return Ok(step);
        }
        Ok(match action {
            Action::Trail => Step::Open(Route::Trail { survey: self.survey.id, interview: None }),
            Action::Leave => Step::Close,
            Action::Up | Action::Down => Step::Stay,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        rule(frame, area, area.y, look);
        self.closing.draw(frame, area, area.y + 1, look);
    }
}
