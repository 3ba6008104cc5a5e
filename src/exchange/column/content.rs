//! What stands in a column for an interview; knows no file.

use super::super::cell::Cell;
use super::{Column, Holds, RowOf, Shown, What, holds, status_code};
use crate::store::{Record, Survey};
use crate::survey::form::{Kind, Output, bit};
use crate::survey::interview::Id;
use crate::survey::lang::Lang;
use crate::survey::value::{Answer, Missing, Value};
use crate::words::Words;

impl Column {
    /// Gives what stands in this column for an interview, or for one answer of it.
    pub fn cell<'a>(&self, survey: &'a Survey, record: &'a Record, row: RowOf, lang: Lang) -> Cell<'a> {
        match self.what {
            What::FormNumber => Cell::Number(record.form_number),
            What::Status(Shown::Code) if self.holds == Holds::Code => Cell::Number(status_code(record.status)),
            What::Status(_) => Cell::Text(record.status.code()),
            What::Date => Cell::Day(&record.date),
            What::Band(shown) => item(survey, record.band, shown),
            What::Location(shown) => item(survey, Some(record.location), shown),
            What::Batch => Cell::Number(record.batch),
            What::Surveyor(shown) => item(survey, Some(record.surveyor), shown),
            What::Started => Cell::Text(&record.started),
            What::Completed => Cell::Text(&record.completed),
            What::KeyedSeconds => Cell::Seconds(record.effort.ms),
            What::Keys => Cell::Number(record.effort.keys),
            What::Corrections => Cell::Number(record.effort.corrections),
            What::OpenProblems => Cell::Number(record.problems),
            What::Answer(at, shown) => answer(survey, record, at, shown, lang),
            What::Whole(at) => reason(record, at).map_or_else(|| answer(survey, record, at, Shown::Code, lang), Cell::Missing),
            What::Mark(at, code) => mark(record, at, code),
            What::WholeMark(at, code) => reason(record, at).map_or_else(|| mark(record, at, code), Cell::Missing),
            What::Reason(at, _) if self.holds == Holds::Code => reason(record, at).map_or(Cell::Empty, Cell::Missing),
            What::Reason(at, shown) => reason(record, at).map_or(Cell::Empty, |reason| named(reason, shown, lang)),
            What::Notes => Cell::Text(&record.notes),
            What::Question(shown) => row.and_then(|(at, _)| survey.form.questions.get(at)).map_or(Cell::Empty, |question| match shown {
                Shown::Code => Cell::Text(&question.key),
                Shown::Label => Cell::Text(question.label.get(lang)),
            }),
            What::Value(shown) => match row {
                None => Cell::Empty,
                Some((at, Some(code))) => chosen(survey, at, code, shown, lang),
                Some((at, None)) => answer(survey, record, at, shown, lang),
            },
            What::RowReason(shown) => row.and_then(|(at, _)| reason(record, at)).map_or(Cell::Empty, |reason| named(reason, shown, lang)),
        }
    }

    /// Tells whether the column has the status.
    pub const fn says_status(&self) -> bool {
        matches!(self.what, What::Status(_))
    }

    /// Tells whether the column says nothing but why an answer is absent.
    pub const fn says_why(&self) -> bool {
        matches!(self.what, What::Reason(..))
    }

    /// Tells whether a reason can stand in the column in place of a value.
    pub const fn takes_reasons(&self) -> bool {
        matches!(self.what, What::Whole(_) | What::WholeMark(..))
            || (matches!(self.what, What::Reason(..)) && matches!(self.holds, Holds::Code))
    }
}

fn named<'a>(reason: Missing, shown: Shown, lang: Lang) -> Cell<'a> {
    match shown {
        Shown::Code => Cell::Text(reason.code()),
        Shown::Label => Cell::Text(Words(lang).missing(reason)),
    }
}

fn reason(record: &Record, at: usize) -> Option<Missing> {
    record.answers.get(at).and_then(|answer| answer.as_ref()?.missing())
}

/// Gives an item of a code list.
fn item(survey: &Survey, id: Option<Id>, shown: Shown) -> Cell<'_> {
    let found = survey.items.iter().find(|item| Some(item.id) == id);
    found.map_or(Cell::Empty, |item| match shown {
        Shown::Code => Cell::Number(item.code),
        Shown::Label => Cell::Text(&item.label),
    })
}

/// Tells whether a code is among those that were chosen: 1 or 0.
fn mark<'a>(record: &Record, at: usize, code: i64) -> Cell<'a> {
    match record.answers.get(at) {
        Some(Some(Answer::Value(Value::Int(bits)))) => Cell::Number(i64::from(bit(code).is_some_and(|bit| bits & bit != 0))),
        _ => Cell::Empty,
    }
}

/// Gives one choice; a code without a label stands as it is.
fn chosen(survey: &Survey, at: usize, code: i64, shown: Shown, lang: Lang) -> Cell<'_> {
    if shown == Shown::Code {
        return Cell::Number(code);
    }
    let choice = survey.form.questions.get(at).and_then(|question| question.choice(code));
    choice.map_or(Cell::Number(code), |choice| Cell::Text(choice.label.get(lang)))
}

/// Gives an answer.
fn answer<'a>(survey: &'a Survey, record: &'a Record, at: usize, shown: Shown, lang: Lang) -> Cell<'a> {
    let (Some(question), Some(Some(Answer::Value(value)))) = (survey.form.questions.get(at), record.answers.get(at)) else {
        return Cell::Empty;
    };
    match value {
        Value::Decimal(number) => Cell::Decimal(*number),
        Value::Text(text) => match holds(question) {
            Holds::Day => Cell::Day(text),
            Holds::Time => Cell::Time(text),
            _ => Cell::Text(text),
        },
        Value::Int(bits) if matches!(question.kind, Kind::Several(_)) => Cell::Labels(question.choices(), *bits, lang),
        Value::Int(code) => match (&question.kind, shown) {
            (Kind::Calculated(Output::YesNo), Shown::Label) => Cell::Text(if *code == 0 { Words(lang).no() } else { Words(lang).yes() }),
            _ => chosen(survey, at, *code, shown, lang),
        },
    }
}
