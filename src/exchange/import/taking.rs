//! How the variables of a file for statistics become columns: our own files as the tables that they were made from, others by what their
//! names and labels mean; reads no file.

use super::cells::{Reader, Said};
use super::mapping::{Defaults, Mapping};
use super::opened::Style;
use super::target::{How, Target, guess};
use super::variables::Variable;
use crate::exchange::column::Column;
use crate::exchange::statistics;
use crate::store::Survey;
use crate::survey::form::{Kind, Question};
use crate::survey::interview::Status;
use crate::survey::value::{Answer, Missing, Value};
use std::collections::HashMap;

/// How a column is taken from a variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Take {
    pub head: String,
    pub variable: usize,
    /// What stands for a value; others stand as they are.
    pub texts: HashMap<String, String>,
    /// True where the column says why a value is absent: what has no text there says nothing.
    pub is_reason: bool,
}

/// Says how each variable is taken.
pub(super) fn takes(survey: &Survey, variables: &[Variable]) -> Vec<Take> {
    let is_own = ["form_number", "status"].iter().all(|name| variables.iter().any(|variable| variable.name == *name));
    let columns = if is_own { statistics::named(survey) } else { Vec::new() };
    let mut takes: Vec<Take> = Vec::new();
    for (at, variable) in variables.iter().enumerate() {
        let Some((_, column)) = columns.iter().find(|(name, _)| *name == variable.name) else {
            takes.push(foreign(survey, at, variable));
            continue;
        };
        let why = Take { variable: at, texts: reasons(variable, column), is_reason: true, ..Take::default() };
        if column.says_why() {
            takes.push(Take { head: column.name.clone(), ..why });
            continue;
        }
        takes.push(own(at, variable, column));
        let question = column.question.and_then(|question| survey.form.questions.get(question));
        if let Some(question) = question.filter(|_| column.takes_reasons()) {
            let head = format!("{}_missing", question.key);
            if takes.iter().all(|take| take.head != head) {
                takes.push(Take { head, ..why });
            }
        }
    }
    takes
}

/// Takes a variable of our own as the column that it was made from.
fn own(at: usize, variable: &Variable, column: &Column) -> Take {
    let mut take = Take { head: column.name.clone(), variable: at, ..Take::default() };
    if column.says_status() {
        take.texts = (1..).zip(Status::ALL).map(|(code, status): (i64, _)| (code.to_string(), status.code().to_owned())).collect();
    } else if variable.is_text && column.takes_reasons() {
        // A number of many digits stands as text, and so does the reason.
        take.texts = Missing::ALL.into_iter().map(|reason| (reason.code().to_owned(), String::new())).collect();
    } else if column.codes.is_empty() {
        // Where it was anonymised, numbers stand in bands.
        let bands = variable.labels.iter().filter(|(value, _)| !variable.reasons.contains(value));
        take.texts = bands.cloned().collect();
    }
    take
}

/// Gives the code of each reason by the value that stands for it.
fn reasons(variable: &Variable, column: &Column) -> HashMap<String, String> {
    let codes = Missing::ALL.into_iter().map(|reason| reason.code().to_owned());
    if variable.is_text && column.takes_reasons() {
        return codes.map(|code| (code.clone(), code)).collect();
    }
    variable.reasons.iter().cloned().zip(codes).collect()
}

/// Takes a variable of another program: under its name or its label, whichever is better known, with the labels of its values.
fn foreign(survey: &Survey, at: usize, variable: &Variable) -> Take {
    let guessed = |head: &str| guess(survey, &[head.to_owned()]).first().copied().unwrap_or((Target::Nothing, How::Unknown));
    let (by_name, by_label) = (guessed(&variable.name), guessed(&variable.label));
    let (head, target) = if by_label.1 < by_name.1 { (&variable.label, by_label.0) } else { (&variable.name, by_name.0) };
    Take { head: head.clone(), variable: at, texts: texts(survey, target, variable), is_reason: false }
}

/// Says what stands for the values of a variable: their labels. A step of a scale whose label the question does not know has its number in
/// front, so that it is told by that, unless another label says that the numbers mean something else here.
fn texts(survey: &Survey, target: Target, variable: &Variable) -> HashMap<String, String> {
    let question = match target {
        Target::Answer(at) | Target::Chosen(at, _) => survey.form.questions.get(at),
        Target::Nothing | Target::Field(_) | Target::Reason(_) => None,
    };
    let means: Vec<Option<i64>> = variable.labels.iter().map(|(_, label)| meaning(survey, target, question, label)).collect();
    let number = |value: &str| value.parse::<i64>().ok();
    let differs = variable.labels.iter().zip(&means).any(|((value, _), means)| means.is_some() && *means != number(value));
    let is_scale = question.is_some_and(|question| matches!(question.kind, Kind::Rating(_)) || question.unsur.is_some());
    let text = |((value, label), means): (&(String, String), &Option<i64>)| {
        let is_step = |code: i64| question.is_some_and(|question| question.choice(code).is_some());
        let text = match number(value) {
            _ if means.is_some() || variable.reasons.contains(value) => label.clone(),
            // Of several choices: the label of what was counted.
            Some(0 | 1) if matches!(target, Target::Chosen(..)) => value.clone(),
            Some(code) if is_scale && !differs && is_step(code) => format!("{code} - {label}"),
            _ => label.clone(),
        };
        (value.clone(), text)
    };
    variable.labels.iter().zip(&means).map(text).collect()
}

/// Gives the code that a label means to a question, or whether a choice was made.
fn meaning(survey: &Survey, target: Target, question: Option<&Question>, label: &str) -> Option<i64> {
    if matches!(target, Target::Chosen(..)) {
        return super::several::said(label).map(i64::from);
    }
    let nothing_said = Mapping {
        columns: Vec::new(),
        defaults: Defaults::default(),
        values: std::collections::BTreeMap::new(),
        order: None,
        dates: super::dates::DateOrder::default(),
    };
    match Reader::of(survey, &nothing_said, target, Style::default())?.read(question, label) {
        Said::Answer(Answer::Value(Value::Int(code))) => Some(code),
        _ => None,
    }
}
