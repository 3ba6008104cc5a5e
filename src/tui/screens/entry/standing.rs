//! How far a form is, section by section; worked out where an answer changes, so that drawing only reads it.

use super::{Entry, pages};
use crate::store::{Store, Survey};
use crate::survey::session::Session;
use crate::tui::screen::Result;

/// How far a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// True where any of it applies: a question, a note, a result.
    pub applies: bool,
    /// Questions that are keyed here.
    pub asked: usize,
    pub answered: usize,
    /// Questions that need an answer and have none.
    pub lacking: usize,
}

/// How far a form is.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// By section.
    pub parts: Vec<Part>,
    /// The questions that are keyed, in order.
    pub steps: Vec<usize>,
}

impl Standing {
    pub(super) fn of(session: &Session) -> Self {
        let form = session.form();
        let mut standing = Self { parts: vec![Part::default(); form.sections.len()], steps: Vec::new() };
        for (part, section) in standing.parts.iter_mut().zip(&form.sections) {
            for at in section.questions.clone().filter(|at| session.applies(*at)) {
                part.applies = true;
                if !form.questions[at].is_keyed() {
                    continue;
                }
                standing.steps.push(at);
                let is_answered = session.answer(at).is_some();
                part.asked += 1;
                part.answered += usize::from(is_answered);
                part.lacking += usize::from(!is_answered && form.questions[at].required);
            }
        }
        standing
    }

    pub(super) fn answered(&self) -> usize {
        self.parts.iter().map(|part| part.answered).sum()
    }

    pub(super) fn lacking(&self) -> usize {
        self.parts.iter().map(|part| part.lacking).sum()
    }

    /// Gives the place of a question among those that are keyed, counted from 1.
    pub(super) fn place(&self, question: usize) -> usize {
        self.steps.partition_point(|step| *step < question) + 1
    }
}

impl Entry {
    /// Reads the survey again, with the present version of its questionnaire.
    pub(super) fn take_survey(&mut self, store: &Store) -> Result<()> {
        let survey = store.survey(self.survey.id)?;
        self.put_survey(survey);
        Ok(())
    }

    /// Takes a survey over; what was worked out from its form is so no longer.
    pub(super) fn put_survey(&mut self, survey: Survey) {
        self.survey = survey;
        self.is_long = pages::is_long(&self.survey.form);
        self.pages.replace(None);
    }

    /// Works out how far the form is; called where an answer may have changed.
    pub(super) fn count(&mut self) {
        self.standing = Standing::of(&self.session);
        let is_kept = |at: &usize| self.survey.form.questions[*at].retired && self.session.answer(*at).is_some();
        self.kept = (0..self.survey.form.questions.len()).filter(is_kept).collect();
    }
}
