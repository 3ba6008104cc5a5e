//! What depends on the form, made once for all interviews of an import; knows no interview.

use super::super::{Survey, answers};
use crate::survey::form::Kind;

/// The statements that depend on the form.
#[derive(Debug)]
pub(super) struct Statements {
    pub answers: String,
    /// The keys of the questions as JSON writes them before a value: `"usia":`.
    pub keys: Vec<String>,
}

impl Statements {
    pub fn of(survey: &Survey) -> Self {
        let form = &survey.form;
        let stored = form.questions.iter().filter(|question| !matches!(question.kind, Kind::Service(_) | Kind::Note));
        let columns: Vec<String> = stored.map(|question| answers::quoted(&question.key)).collect();
        let places: Vec<String> = (2..columns.len() + 2).map(|at| format!("?{at}")).collect();
        let joined = |first: &str, rest: Vec<String>| std::iter::once(first.to_owned()).chain(rest).collect::<Vec<_>>().join(", ");
        let (columns, places) = (joined("interview", columns), joined("?1", places));
        Self {
            answers: format!("INSERT INTO {} ({columns}) VALUES ({places})", answers::table(form)),
            keys: form.questions.iter().map(|question| format!(",\"{}\":", question.key)).collect(),
        }
    }
}
