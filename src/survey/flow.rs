//! Which question applies and which comes next; knows no cursor.

use super::form::{Form, Kind};
use super::value::Answer;

/// Tells whether a question is asked, given the answers before it.
#[must_use]
pub fn applies(form: &Form, answers: &[Option<Answer>], question: usize) -> bool {
    // A survey without services has nothing to ask here.
    if matches!(form.questions.get(question).map(|question| &question.kind), Some(Kind::Service(choices)) if choices.is_empty()) {
        return false;
    }
    let Some(when) = form.questions.get(question).and_then(|question| question.when.as_ref()) else { return true };
    let number = answers.get(when.question).and_then(|answer| answer.as_ref()?.number());
    number.is_some_and(|number| when.codes.contains(&number)) && applies(form, answers, when.question)
}

/// Gives the next question that applies after `from`.
#[must_use]
pub fn after(form: &Form, answers: &[Option<Answer>], from: usize) -> Option<usize> {
    (from + 1..form.questions.len()).find(|at| applies(form, answers, *at))
}

/// Gives the nearest question that applies before `from`.
#[must_use]
pub fn before(form: &Form, answers: &[Option<Answer>], from: usize) -> Option<usize> {
    (0..from).rev().find(|at| applies(form, answers, *at))
}
