//! Closing a survey and opening it again, as the completeness screen offers it; knows no table.

use crate::store::{Closed, Store, Survey};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Step, capital};
use crate::tui::screens::rows::put;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Whether the survey is closed, and the reason being typed for opening it again.
#[derive(Default)]
pub(super) struct Closing {
    closed: Option<Closed>,
    prompt: Option<Field>,
}

impl Closing {
    /// Reads whether the survey is closed.
    pub fn load(&mut self, store: &Store, survey: &Survey) -> Result<()> {
        self.closed = store.closed(survey.id)?;
        Ok(())
    }

    /// Gives the scopes while a reason is typed.
    pub fn scopes(&self) -> Option<Vec<Scope>> {
        self.prompt.as_ref().map(|_| vec![Scope::Prompt, Scope::Text])
    }

    /// Does what is about the lock; none where the action is about something else.
    pub fn update(&mut self, action: &Action, survey: &Survey, store: &mut Store, w: Words) -> Result<Option<Step>> {
        if self.prompt.is_some() {
            return self.prompted(action, survey, store, w).map(Some);
        }
        match action {
            Action::Lock if self.closed.is_some() => self.prompt = Some(Field::default()),
            Action::Lock => {
                let counts = store.counts(survey.id)?;
                let question = w.lock_confirm(w.counts(&counts.0));
                return Ok(Some(Step::Ask { question, yes: Action::CloseSurvey }));
            }
            Action::CloseSurvey => {
                let closed = store.close_survey(survey, "")?;
                let said = capital(&closed.say(w));
                self.closed = Some(closed);
                return Ok(Some(Step::Say(format!("{said}."))));
            }
            _ => return Ok(None),
        }
        Ok(Some(Step::Stay))
    }

    fn prompted(&mut self, action: &Action, survey: &Survey, store: &mut Store, w: Words) -> Result<Step> {
        let Some(field) = &mut self.prompt else { return Ok(Step::Stay) };
        match action {
            Action::Leave if field.is_sentence() => return Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => self.prompt = None,
            Action::Accept if field.value().trim().is_empty() => return Ok(Step::Refuse(w.prompt_needs_text().to_owned())),
            Action::Accept => {
                let why = field.value().trim().to_owned();
                self.prompt = None;
                store.reopen_survey(survey.id, &why)?;
                self.closed = None;
                return Ok(Step::Say(w.lock_opened().to_owned()));
            }
            action if field.edit(action) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    /// Gives how many lines it takes at the foot.
    pub fn height(&self) -> u16 {
        if self.prompt.is_some() || self.closed.is_some() { 2 } else { 0 }
    }

    /// Draws that the survey is closed with its fingerprint, and the reason being typed.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, y: u16, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if let Some(closed) = &self.closed {
            put(frame, area, (1, y), &capital(&closed.say(w)), theme.soft);
            put(frame, area, (1, y + 1), &capital(&closed.say_fingerprint(w)), theme.soft);
        }
        if let Some(field) = &self.prompt {
            put(frame, area, (0, y), &" ".repeat(usize::from(area.width)), theme.plain);
            let label = w.lock_ask_reason();
            put(frame, area, (1, y), label, theme.current);
            let start = unicode_width::UnicodeWidthStr::width(label) as u16 + 2;
            let room = Rect { x: area.x + start, y, width: area.width.saturating_sub(start + 1), height: 1 };
            field.draw(frame, room, theme.plain, true);
        }
    }
}
