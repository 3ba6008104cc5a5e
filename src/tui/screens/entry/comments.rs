//! Comments on the entry screen: what a supervisor asked at a question, and the surveyor's answer.

use super::{Asked, Entry, Prompt};
use crate::store::{Comment, Store};
use crate::survey::form::Form;
use crate::tui::field::Field;
use crate::tui::screen::{Result, Step};
use crate::words::Words;

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

    /// Says in one line what was said on a question, the newest first.
    pub(super) fn said_on(&self, question: usize, w: Words) -> Option<String> {
        let lines: Vec<String> = self.about(question).rev().map(|comment| said(comment, w)).collect();
        if lines.is_empty() { None } else { Some(format!("\" {}", lines.join(" < "))) }
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
