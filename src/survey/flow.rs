//! Which question applies and which comes next; knows no cursor.

use super::form::{Form, Kind, Question, codes};
use super::value::Answer;

/// Tells whether a question is asked, given the answers before it.
#[must_use]
pub fn applies(form: &Form, answers: &[Option<Answer>], question: usize) -> bool {
    // A survey without services has nothing to ask here.
    if matches!(form.questions.get(question).map(|question| &question.kind), Some(Kind::Service(choices)) if choices.is_empty()) {
        return false;
    }
    // What is no longer asked stays where it was answered.
    let left = |asked: &Question| asked.retired && answers.get(question).is_none_or(Option::is_none);
    if form.questions.get(question).is_none_or(left) || !is_specified(form, answers, question) {
        return false;
    }
    let Some(when) = form.questions.get(question).and_then(|question| question.when.as_ref()) else { return true };
    let number = answers.get(when.question).and_then(|answer| answer.as_ref()?.number());
    number.is_some_and(|number| when.codes.contains(&number)) && applies(form, answers, when.question)
}

/// Tells whether the choice that opens a text question is made; true of a question that no choice opens.
fn is_specified(form: &Form, answers: &[Option<Answer>], text: usize) -> bool {
    let opens = |(at, code): (usize, i64)| {
        let chosen = answers.get(at).and_then(|answer| answer.as_ref()?.number());
        let is_chosen = |number: i64| match form.questions[at].kind {
            Kind::Several(_) => codes(number).any(|chosen| chosen == code),
            _ => number == code,
        };
        chosen.is_some_and(is_chosen) && applies(form, answers, at)
    };
    form.opener(text).is_none_or(opens)
}

/// Tells whether the cursor stops at a question: it applies, and is no result of others.
fn stops(form: &Form, answers: &[Option<Answer>], question: usize) -> bool {
    !matches!(form.questions[question].kind, Kind::Calculated(_)) && applies(form, answers, question)
}

/// Gives the next question that is keyed after `from`, notes included.
#[must_use]
pub fn after(form: &Form, answers: &[Option<Answer>], from: usize) -> Option<usize> {
    (from + 1..form.questions.len()).find(|at| stops(form, answers, *at))
}

/// Gives the nearest question that applies before `from`.
#[must_use]
pub fn before(form: &Form, answers: &[Option<Answer>], from: usize) -> Option<usize> {
    (0..from).rev().find(|at| stops(form, answers, *at))
}
