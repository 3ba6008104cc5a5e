//! What stands in an interview follows from what was keyed and from its form: its rows are brought in line in the writing transaction.

use super::{Result, Survey, Turn, answers, change::Line, maybe};
use crate::survey::flow;
use crate::survey::form::Form;
use crate::survey::interview::Id;
use crate::survey::value::Answer;
use jiff::civil::Date;
use rusqlite::Connection;
use std::sync::Arc;

/// Before the key of the question whose answer was put aside, or returned, in the log. Such a line sets no field: it tells.
pub(super) const ASIDE: &str = "@aside:";

/// Whether the log is told what settling moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// By a line for each answer, in the name of who caused it.
    By(Option<Id>),
    /// Not at all: where laptops merge, each would tell it once more.
    Nobody,
}

/// Reads the answers of an interview that are kept aside, by position of the question.
pub(super) fn read(db: &Connection, form: &Form, interview: Id) -> Result<Vec<Option<Answer>>> {
    let mut aside = vec![None; form.questions.len()];
    if !form.plan.has_rules() {
        return Ok(aside);
    }
    let mut select = db.prepare_cached("SELECT question, answer FROM aside WHERE interview = ?1")?;
    let mut rows = select.query([interview])?;
    while let Some(row) = rows.next()? {
        if let Some(at) = form.find(row.get_ref(0)?.as_str().unwrap_or_default()) {
            aside[at] = Answer::from_log(row.get_ref(1)?.as_str().unwrap_or_default());
        }
    }
    Ok(aside)
}

/// Gives the day of an interview, which `today()` means in its form.
fn day(db: &Connection, interview: Id) -> Result<Date> {
    let day = maybe(db, "SELECT date FROM interview WHERE id = ?1", [interview], |row| row.get::<_, String>(0))?;
    Ok(day.and_then(|day| day.parse().ok()).unwrap_or(Date::ZERO))
}

impl Turn<'_> {
    /// Gives the questionnaire that an interview was keyed with.
    pub(super) fn form_of(&self, survey: &Survey, interview: Id) -> Result<Arc<Form>> {
        let version = maybe(&self.tx, "SELECT version FROM interview WHERE id = ?1", [interview], |row| row.get(0))?;
        Ok(Arc::clone(version.map_or(&survey.form, |version| survey.form_at(version))))
    }

    /// Brings an interview's rows in line with its form: puts aside what no longer stands, brings back what does again, works out what
    /// is calculated. Looks at what depends on the questions in `changed`, or at everything where there are none.
    pub(super) fn settle(&mut self, form: &Form, survey: Id, interview: Id, changed: Option<&[usize]>, told: Told) -> Result<()> {
        let matters = |at: &usize| form.plan.is_conditional(*at) || !form.plan.dependents(*at).is_empty();
        if !form.plan.has_rules() || changed.is_some_and(|changed| !changed.iter().any(matters)) {
            return Ok(());
        }
        let (mut answers, mut aside) = (answers::read(&self.tx, form, interview)?, read(&self.tx, form, interview)?);
        let was = (answers.clone(), aside.clone());
        flow::settle(form, &mut answers, &mut aside, day(&self.tx, interview)?, changed);
        for (at, question) in form.questions.iter().enumerate() {
            if answers[at] != was.0[at] {
                self.put_answer(form, survey, interview, at, answers[at].as_ref())?;
            }
            if aside[at] != was.1[at] {
                self.put_aside(interview, &question.key, aside[at].as_ref())?;
                if let Told::By(who) = told {
                    let [old, new] = [&was.1[at], &aside[at]].map(|answer| answer.as_ref().map(Answer::to_log));
                    let field = format!("{ASIDE}{}", question.key);
                    self.log(&Line { subject: interview, question: &field, old, new, who, ..Line::default() })?;
                }
            }
        }
        Ok(())
    }

    /// Keeps an answer aside, or none.
    pub(super) fn put_aside(&self, interview: Id, question: &str, answer: Option<&Answer>) -> Result<()> {
        match answer {
            Some(answer) => {
                let sql = "INSERT INTO aside (interview, question, answer) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET answer = excluded.answer";
                self.tx.prepare_cached(sql)?.execute((interview, question, answer.to_log()))?;
            }
            None => {
                self.tx.prepare_cached("DELETE FROM aside WHERE interview = ?1 AND question = ?2")?.execute((interview, question))?;
            }
        }
        Ok(())
    }
}
