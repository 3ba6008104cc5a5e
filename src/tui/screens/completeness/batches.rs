//! The batches whose forms are expected: the list behind that number; each opens its header.

use super::super::rows::{in_view, moved, put, rule};
use super::numbers::say_batch;
use crate::store::{Batch, Cell, Part, Store, Survey};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Batches that are read; the sum is of these.
const MOST: i64 = 100_000;

/// The batches of a cell.
pub struct Batches {
    survey: Survey,
    part: Part,
    cell: Cell,
    list: Vec<Batch>,
    at: usize,
}

impl Batches {
    /// Opens the batches that expect forms in a cell.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id, part: Part, cell: Cell) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, part, cell, list: Vec::new(), at: 0 })
    }
}

impl Screen for Batches {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.batches_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Lines]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.list = store.batches_of(self.survey.id, self.part, &self.cell, MOST)?;
        self.at = self.at.min(self.list.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, _: &mut Store, _: Words) -> Result<Step> {
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.list.len(), &action);
                Step::Stay
            }
            Action::Accept => match self.list.get(self.at) {
                Some(batch) => Step::Open(Route::Batch { survey: self.survey.id, batch: Some(batch.id) }),
                None => Step::Stay,
            },
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let expected: i64 = self.list.iter().map(|batch| batch.header.forms).sum();
        put(frame, area, (1, area.y), &w.batches_head(self.list.len(), expected), theme.plain);
        rule(frame, area, area.y + 1, look);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        for (y, at, batch) in in_view(&self.list, self.at, list) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, list, (3, y), &say_batch(&self.survey, batch, w), style);
        }
    }
}
