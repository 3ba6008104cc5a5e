//! Answers of a file that break a hard rule of the questionnaire; knows no cell.

use super::trouble::{Trouble, Why};
use crate::store::Incoming;
use crate::survey::flow;
use crate::survey::form::Form;
use crate::survey::sheet::Sheet;
use crate::survey::value::Answer;

/// Finds the answers that a rule refuses though their question applies; `column` tells where a question stands.
pub(super) fn broken(form: &Form, incoming: &Incoming, column: impl Fn(usize) -> Option<usize>) -> Vec<Trouble> {
    let (answers, aside) = incoming.standing(form);
    let sheet = Sheet::new(form, &answers, incoming.date);
    let refused = |at: usize| match (&aside[at], &answers[at]) {
        (Some(answer), _) => flow::applies(sheet, at).then_some(answer),
        (None, Some(answer)) => (!flow::keeps_constraint(sheet, at, answer)).then_some(answer),
        (None, None) => None,
    };
    let broken = (0..answers.len()).filter_map(|at| Some((at, refused(at)?)));
    broken.map(|(at, answer)| Trouble { column: column(at), why: Why::Rule, found: Answer::to_log(answer) }).collect()
}
