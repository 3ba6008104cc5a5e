//! How complete a survey is: the home of supervisors, from which every check opens.

use super::rows::rule;
use crate::store::{Store, Survey};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The completeness screen.
pub struct Completeness {
    survey: Survey,
}

impl Completeness {
    /// Opens the screen for a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)? })
    }
}

impl Screen for Completeness {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.completeness_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Completeness]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        Ok(())
    }

    fn update(&mut self, action: Action, _: &mut Store, _: Words) -> Result<Step> {
        Ok(match action {
            Action::Leave => Step::Close,
            Action::Review => Step::Open(Route::Review { survey: self.survey.id }),
            Action::Operators => Step::Open(Route::Operators { survey: self.survey.id }),
            Action::Up | Action::Down => Step::Stay,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        rule(frame, area, area.y, look);
    }
}
