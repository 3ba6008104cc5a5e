//! Comments on the entry screen: what a supervisor asked at a question, and the surveyor's answer.

use super::{Asked, Entry, Prompt};
use crate::store::{Comment, Store};
use crate::survey::form::Form;
use crate::survey::interview::Status;
use crate::tui::field::{Field, fit, wrap};
use crate::tui::screen::{Look, Result, Step};
use crate::tui::screens::rows::put_box;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

impl Entry {
    /// Tells whether somebody commented on a question.
    pub(super) fn is_commented(&self, question: usize) -> bool {
        self.about(question).next().is_some()
    }

    /// Gives the comments on a question; those on the whole form stand at its first one.
    fn about(&self, question: usize) -> impl DoubleEndedIterator<Item = &Comment> {
        let form = &self.survey.form;
        self.comments.iter().filter(move |comment| pinned(form, comment) == question)
    }

    /// Says what was said on a question, in at most so many lines: why a form came back first, then the newest first. What does not
    /// fit is behind a key, and the last line says so.
    pub(super) fn said_on(&self, question: usize, (width, most): (u16, usize), w: Words) -> Vec<String> {
        let is_back = self.session.interview().status == Status::Returned;
        let why = self.about(question).rev().find(|comment| comment.returns && is_back);
        let others = self.about(question).rev().filter(|comment| why.is_none_or(|why| why.id != comment.id));
        let said: Vec<String> = why.into_iter().chain(others).map(|comment| said(comment, w)).collect();
        if said.is_empty() {
            return Vec::new();
        }
        let width = usize::from(width);
        let mut lines = wrap(&format!("\" {}", said.join(" < ")), width);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                let more = w.comment_more();
                *last = format!("{} {more}", fit(&format!("{}…", last.trim_end()), width.saturating_sub(more.width() + 1)));
            }
        }
        lines
    }

    /// Draws all that was said on a question, the oldest first; of too much the newest.
    pub(super) fn draw_said(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, question: usize) {
        let said: Vec<String> = self.about(question).map(|comment| said(comment, look.words)).collect();
        put_box(frame, area, look, self.survey.form.questions[question].label.get(look.words.0), &said);
    }

    pub(super) fn ask_comment(&mut self, w: Words) -> Step {
        let Some(question) = self.session.question() else { return Step::Refuse(w.no_note_here().to_owned()) };
        if self.session.interview().id.is_none() {
            return Step::Refuse(w.comment_after_first_answer().to_owned());
        }
        self.prompt = Some(Prompt { asked: Asked::Comment(question), field: Field::default() });
        Step::Stay
    }

    pub(super) fn store_comment(&mut self, question: usize, text: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Some(id) = self.session.interview().id else { return Ok(Step::Stay) };
        let who = store.author(&self.batch);
        let key = self.survey.form.questions[question].key.clone();
        if let Err(error) = store.comment(id, Some(&key), text, who) {
            self.prompt = Some(Prompt { asked: Asked::Comment(question), field: Field::new(text) });
            return Err(error.into());
        }
        self.comments = store.comments(id)?;
        Ok(Step::Say(w.comment_saved().to_owned()))
    }
}

/// Gives the question at which a comment stands.
fn pinned(form: &Form, comment: &Comment) -> usize {
    comment.question.as_ref().and_then(|key| form.find(key)).unwrap_or(0)
}

/// Says a comment: who and what.
fn said(comment: &Comment, w: Words) -> String {
    let who = if comment.who.is_empty() { w.review_nobody() } else { comment.who.as_str() };
    format!("{who}: {}", comment.text)
}
