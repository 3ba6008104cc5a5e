//! What stands on a new form before anything is keyed, each marked as such: the stack's service, sticky answers, the form's own defaults.

use super::Entry;
use crate::store::Batch;
use crate::survey::interview::Interview;
use crate::survey::value::Answer;
use crate::words::Words;

impl Entry {
    /// Carries the batch's service and the sticky answers of the previous interview forward; what has neither begins with its default.
    pub(super) fn carry(&self, interview: &mut Interview, batch: &Batch, previous: &[Option<Answer>]) {
        for (at, _) in self.survey.form.questions.iter().enumerate().filter(|(_, question)| question.sticky) {
            interview.answers[at] = previous.get(at).cloned().flatten();
            interview.carried[at] = interview.answers[at].is_some();
        }
        for (at, question) in self.survey.form.questions.iter().enumerate().filter(|(_, question)| question.default.is_some()) {
            if interview.answers[at].is_none() {
                interview.answers[at] = question.default.clone().map(Answer::Value);
                interview.carried[at] = true;
            }
        }
        let service = self.survey.items.iter().find(|item| Some(item.id) == batch.header.service);
        if let (Some(at), Some(service)) = (self.survey.form.service(), service) {
            interview.answers[at] = Some(Answer::int(service.code));
            interview.carried[at] = true;
        }
    }

    /// Says where a carried answer comes from.
    pub(super) fn say_carried(&self, at: usize, w: Words) -> &'static str {
        let question = &self.survey.form.questions[at];
        let is_default = question.default.as_ref() == self.session.answer(at).and_then(Answer::value);
        match (question.sticky, is_default) {
            (true, _) => w.carried_sticky(),
            (false, true) => w.carried_default(),
            (false, false) => w.carried_batch(),
        }
    }
}
