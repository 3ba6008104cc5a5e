//! The columns of an export, what each holds and what stands in it: the one place that knows the kinds of question; knows no file.

mod building;
mod content;

use super::{Options, Shape, Values};
use crate::store::{Item, List, Record, Survey};
use crate::survey::form::{Kind, Output, Question, codes, yes_no};
use crate::survey::interview::Status;
use crate::survey::lang::Lang;
use crate::survey::value::{Answer, Value};
use building::Columns;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name in the header.
    pub name: String,
    /// What people call it.
    pub label: String,
    pub holds: Holds,
    /// The codes that can stand in it, with what they mean.
    pub codes: Vec<(i64, String)>,
    /// The question that it is about, by position.
    pub question: Option<usize>,
    what: What,
}

/// What kind of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A code, without an order.
    Code,
    /// A step of a scale.
    Step,
    /// 1 where one of several choices is chosen, else 0.
    Mark,
    Whole,
    /// A number with digits behind the point.
    Fraction,
    Day,
    /// A time of day.
    Time,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    FormNumber,
    Status(Shown),
    Date,
    Band(Shown),
    Location(Shown),
    Batch,
    Surveyor(Shown),
    Started,
    Completed,
    KeyedSeconds,
    Keys,
    Corrections,
    OpenProblems,
    /// The answer to a question, by its position.
    Answer(usize, Shown),
    /// The answer as its code, or the reason why it is absent.
    Whole(usize),
    /// Whether a code is among those that were chosen.
    Mark(usize, i64),
    /// The same, or the reason why nothing is known.
    WholeMark(usize, i64),
    /// Why the answer is absent.
    Reason(usize, Shown),
    Notes,
    /// Of the answer that a row is about: its question, value and reason.
    Question(Shown),
    Value(Shown),
    RowReason(Shown),
}

/// How a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// As its code, numbers and texts as they are.
    Code,
    /// As its label.
    Label,
}

/// Gives the columns of a table as the options want it.
pub(super) fn table(survey: &Survey, options: &Options) -> Vec<Column> {
    let mut columns = Columns::new(survey, options);
    match options.shape {
        Shape::Wide => {
            columns.record(false, options.anonymised);
            for (at, question) in asked(survey, options) {
                columns.question(at, question);
            }
            if options.notes {
                columns.plain("notes", What::Notes, Holds::Text);
            }
        }
        Shape::Long => {
            columns.plain("form_number", What::FormNumber, Holds::Whole);
            columns.plain("status", What::Status(Shown::Code), Holds::Text);
            columns.plain("date", What::Date, Holds::Day);
            columns.coded("location", What::Location, Holds::Code, &items(survey, List::Location));
            if columns.surveyors {
                columns.coded("surveyor", What::Surveyor, Holds::Code, &items(survey, List::Surveyor));
            }
            columns.plain("question", What::Question(Shown::Code), Holds::Text);
            if columns.values != Values::Codes {
                columns.plain("question_label", What::Question(Shown::Label), Holds::Text);
            }
            columns.shown("value", What::Value, Holds::Text);
            columns.plain("missing", What::RowReason(columns.reasons()), Holds::Text);
        }
    }
    columns.done
}

/// Gives the columns of a file for statistics: codes with their labels, and the reason why an answer is absent in its own column.
pub(super) fn variables(survey: &Survey, options: &Options) -> Vec<Column> {
    let mut columns = Columns::new(survey, options);
    columns.values = Values::Codes;
    columns.record(true, options.anonymised);
    for (at, question) in asked(survey, options) {
        columns.variable(at, question);
    }
    if options.notes {
        columns.plain("notes", What::Notes, Holds::Text);
    }
    columns.done
}

/// Gives the questions that an export has.
pub(super) fn asked<'a>(survey: &'a Survey, options: &'a Options) -> impl Iterator<Item = (usize, &'a Question)> {
    survey
        .form
        .questions
        .iter()
        .enumerate()
        .filter(|(_, question)| question.holds_answer() && (options.free_text || !question.takes_text()))
}

/// What a question's answers are.
pub(super) fn holds(question: &Question) -> Holds {
    match &question.kind {
        Kind::Rating(_) => Holds::Step,
        Kind::Choice(_) if question.unsur.is_some() => Holds::Step,
        Kind::Choice(_) | Kind::Service(_) | Kind::YesNo(_) | Kind::Calculated(Output::YesNo) => Holds::Code,
        Kind::Several(_) => Holds::Mark,
        Kind::Number(_) => Holds::Whole,
        Kind::Decimal(_) | Kind::Calculated(Output::Number) => Holds::Fraction,
        Kind::Date | Kind::Calculated(Output::Date) => Holds::Day,
        Kind::Time | Kind::Calculated(Output::Time) => Holds::Time,
        Kind::Text | Kind::LongText | Kind::Calculated(Output::Text) | Kind::Note => Holds::Text,
    }
}

/// Gives the codes that a question's answers can be, with what they mean.
fn codes_of(question: &Question, lang: Lang) -> Vec<(i64, String)> {
    let yes_and_no;
    let choices = match &question.kind {
        Kind::Calculated(Output::YesNo) => {
            yes_and_no = yes_no();
            &yes_and_no
        }
        kind => kind.choices(),
    };
    choices.iter().map(|choice| (choice.code, choice.label.get(lang).to_owned())).collect()
}

/// Gives the code that stands for a status in files for statistics.
pub(super) fn status_code(status: Status) -> i64 {
    Status::ALL.iter().zip(1..).find(|(known, _)| **known == status).map_or(0, |(_, code)| code)
}

fn items(survey: &Survey, list: List) -> Vec<(i64, String)> {
    survey.list(list).map(|item: &Item| (item.code, item.label.clone())).collect()
}

/// What one row of a table is about: a whole interview, or an answer of it by its question; of several choices, one of them.
pub(super) type RowOf = Option<(usize, Option<i64>)>;

/// Gives the rows that an interview has.
pub(super) fn rows_of<'a>(survey: &'a Survey, options: &'a Options, record: &'a Record) -> Box<dyn Iterator<Item = RowOf> + 'a> {
    match options.shape {
        Shape::Wide => Box::new(std::iter::once(None)),
        Shape::Long => Box::new(asked(survey, options).flat_map(|(at, question)| {
            let rows: Vec<RowOf> = match (record.answers.get(at), holds(question)) {
                (None | Some(None), _) => Vec::new(),
                (Some(Some(Answer::Value(Value::Int(bits)))), Holds::Mark) if *bits != 0 => {
                    codes(*bits).map(|code| Some((at, Some(code)))).collect()
                }
                (Some(Some(_)), _) => vec![Some((at, None))],
            };
            rows
        })),
    }
}
