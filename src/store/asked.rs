//! Which questions a row was asked, for what is counted from the rows: most always are, others by its answers or its version.

use super::{Survey, answers};
use crate::survey::flow;
use crate::survey::form::Form;
use crate::survey::sheet::Sheet;
use crate::survey::value::Answer;
use jiff::civil::Date;
use rusqlite::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether interviews of a version are asked a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Always,
    /// The version does not have it.
    Never,
    /// By its rules; its position in that version.
    ByRules(usize),
}

/// A version of the questionnaire.
#[derive(Debug)]
struct Version {
    form: Arc<Form>,
    /// By question asked about.
    how: Vec<How>,
    /// By position in this version: the column of the present form that holds it.
    column: Vec<Option<usize>>,
}

/// Tells of rows which of some questions they were asked.
#[derive(Debug)]
pub(super) struct Asked {
    versions: BTreeMap<u32, Version>,
    present: u32,
    columns: Vec<String>,
}

/// The answers of a row, as the rules of its version see them.
pub(super) struct Standing<'a> {
    version: &'a Version,
    answers: Vec<Option<Answer>>,
    day: Date,
}

impl Asked {
    /// Prepares to tell of some questions of a survey's present form, by position.
    pub fn of(survey: &Survey, questions: &[usize]) -> Self {
        let present = &survey.form;
        let version = |form: &Arc<Form>| {
            let how = |at: &usize| match form.find(&present.questions[*at].key) {
                Some(own) if form.questions[own].retired => How::Never,
                Some(own) if form.plan.is_conditional(own) => How::ByRules(own),
                Some(_) => How::Always,
                None => How::Never,
            };
            let column = form.questions.iter().map(|question| present.find(&question.key)).collect();
            Version { form: Arc::clone(form), how: questions.iter().map(how).collect(), column }
        };
        let all = survey.forms.iter().map(|(number, form)| (*number, version(form)));
        let columns = ["i.version".to_owned(), "i.date".to_owned()].into_iter();
        Self {
            versions: all.chain([(present.version, version(present))]).collect(),
            present: present.version,
            columns: columns.chain((0..present.questions.len()).map(|at| answers::column(present, at))).collect(),
        }
    }

    /// Tells whether every interview is asked all of the questions, so that no row needs to be looked at.
    pub fn is_plain(&self) -> bool {
        self.versions.values().all(|version| version.how.iter().all(|how| *how == How::Always))
    }

    /// Gives what must be read of a row, from aliases `i`, `a` and `sv`.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Reads a row whose columns begin at `first`.
    pub fn read(&self, row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Standing<'_>>> {
        let number: u32 = row.get(first)?;
        let Some(version) = self.versions.get(&number).or_else(|| self.versions.get(&self.present)) else { return Ok(None) };
        let day = row.get_ref(first + 1)?.as_str().ok().and_then(|day| day.parse().ok()).unwrap_or(Date::ZERO);
        let read = |column: &Option<usize>| column.map_or(Ok(None), |at| row.get_ref(first + 2 + at).map(answers::answer));
        let answers = version.column.iter().map(read).collect::<rusqlite::Result<_>>()?;
        Ok(Some(Standing { version, answers, day }))
    }
}

impl Standing<'_> {
    /// Tells whether the row was asked a question, by its place among those asked about.
    pub fn was_asked(&self, question: usize) -> bool {
        match self.version.how.get(question) {
            Some(How::Always) => true,
            Some(How::ByRules(own)) => flow::applies(Sheet::new(&self.version.form, &self.answers, self.day), *own),
            Some(How::Never) | None => false,
        }
    }
}
