//! The columns of an export, what each holds and what stands in it: the one place that knows the kinds of question; knows no file.

use super::cell::Cell;
use super::{Options, Shape, Values};
use crate::store::{Item, List, Record, Survey};
use crate::survey::form::{Choice, Kind, Question};
use crate::survey::interview::{Id, Status};
use crate::survey::lang::Lang;
use crate::survey::value::{Answer, Missing, Value};
use crate::words::Words;

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
    /// A number with so many digits behind the point.
    Fraction(u8),
    Day,
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
    /// The answer, or the reason why it is absent.
    Whole(usize, Shown),
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
            columns.record(false);
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
            columns.coded("location", What::Location, &items(survey, List::Location));
            if columns.surveyors {
                columns.coded("surveyor", What::Surveyor, &items(survey, List::Surveyor));
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
    columns.record(true);
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
    survey.form.questions.iter().enumerate().filter(|(_, question)| options.free_text || !question.takes_text())
}

/// What a question's answers are.
pub(super) fn holds(question: &Question) -> Holds {
    match &question.kind {
        Kind::Choice(_) if question.unsur.is_some() => Holds::Step,
        Kind::Choice(_) | Kind::Service(_) => Holds::Code,
        Kind::Number(_) => Holds::Whole,
        Kind::Text => Holds::Text,
    }
}

/// Gives the code that stands for a status in files for statistics.
pub(super) fn status_code(status: Status) -> i64 {
    Status::ALL.iter().zip(1..).find(|(known, _)| **known == status).map_or(0, |(_, code)| code)
}

fn items(survey: &Survey, list: List) -> Vec<(i64, String)> {
    survey.list(list).map(|item: &Item| (item.code, item.label.clone())).collect()
}

fn choices(choices: &[Choice], lang: Lang) -> Vec<(i64, String)> {
    choices.iter().map(|choice| (choice.code, choice.label.get(lang).to_owned())).collect()
}

struct Columns<'a> {
    done: Vec<Column>,
    survey: &'a Survey,
    values: Values,
    surveyors: bool,
    lang: Lang,
}

impl<'a> Columns<'a> {
    const fn new(survey: &'a Survey, options: &Options) -> Self {
        Self { done: Vec::new(), survey, values: options.values, surveyors: options.surveyor_names, lang: options.lang }
    }

    /// Adds what is known of the interview itself.
    fn record(&mut self, numbered: bool) {
        let survey = self.survey;
        self.plain("form_number", What::FormNumber, Holds::Whole);
        if numbered {
            let w = Words(self.lang);
            let codes: Vec<(i64, String)> =
                Status::ALL.into_iter().map(|status| (status_code(status), w.status(status).to_owned())).collect();
            self.coded("status", What::Status, &codes);
        } else {
            self.plain("status", What::Status(Shown::Label), Holds::Text);
        }
        self.plain("date", What::Date, Holds::Day);
        self.coded("time_band", What::Band, &items(survey, List::Band));
        self.coded("location", What::Location, &items(survey, List::Location));
        self.plain("batch", What::Batch, Holds::Whole);
        if self.surveyors {
            self.coded("surveyor", What::Surveyor, &items(survey, List::Surveyor));
        }
        self.plain("started", What::Started, Holds::Text);
        self.plain("completed", What::Completed, Holds::Text);
        self.plain("keyed_seconds", What::KeyedSeconds, Holds::Fraction(1));
        self.plain("keys", What::Keys, Holds::Whole);
        self.plain("corrections", What::Corrections, Holds::Whole);
        self.plain("open_problems", What::OpenProblems, Holds::Whole);
    }

    /// Adds a column; one named like a column before it gets a number behind its name.
    fn plain(&mut self, name: &str, what: What, holds: Holds) -> &mut Column {
        let taken = |name: &str| self.done.iter().any(|column| column.name == name);
        let mut free = name.to_owned();
        let mut more = 2;
        while taken(&free) {
            free = format!("{name}_{more}");
            more += 1;
        }
        let label = Words(self.lang).export_column(name).unwrap_or(name).to_owned();
        let at = self.done.len();
        self.done.push(Column { name: free, label, holds, codes: Vec::new(), question: None, what });
        &mut self.done[at]
    }

    /// Adds a column with a code, a label or both.
    fn shown(&mut self, name: &str, what: impl Fn(Shown) -> What, code: Holds) -> usize {
        let first = self.done.len();
        match self.values {
            Values::Codes => {
                self.plain(name, what(Shown::Code), code);
            }
            Values::Labels => {
                self.plain(name, what(Shown::Label), Holds::Text);
            }
            Values::Both => {
                self.plain(name, what(Shown::Code), code);
                self.plain(&format!("{name}_label"), what(Shown::Label), Holds::Text).label =
                    Words(self.lang).export_column(name).unwrap_or(name).to_owned();
            }
        }
        first
    }

    fn coded(&mut self, name: &str, what: impl Fn(Shown) -> What, codes: &[(i64, String)]) -> usize {
        let first = self.shown(name, what, Holds::Code);
        for column in self.done[first..].iter_mut().filter(|column| column.holds == Holds::Code) {
            column.codes = codes.to_vec();
        }
        first
    }

    const fn reasons(&self) -> Shown {
        if matches!(self.values, Values::Labels) { Shown::Label } else { Shown::Code }
    }

    /// Adds a question to a table: its answer, then the reason why there is none.
    fn question(&mut self, at: usize, question: &Question) {
        let holds = holds(question);
        let first = match &question.kind {
            Kind::Choice(list) | Kind::Service(list) => {
                self.coded(&question.key, |shown| What::Answer(at, shown), &choices(list, self.lang))
            }
            Kind::Number(_) | Kind::Text => {
                self.plain(&question.key, What::Answer(at, Shown::Code), holds);
                self.done.len() - 1
            }
        };
        let shown = self.reasons();
        self.plain(&format!("{}_missing", question.key), What::Reason(at, shown), Holds::Text);
        self.about(first, at, question);
        if let Some(reason) = self.done.last_mut() {
            reason.label = Words(self.lang).column_reason_of(&reason.label);
        }
    }

    /// Adds a question to a file for statistics. A text has no room for a reason: that stands in a column of its own.
    fn variable(&mut self, at: usize, question: &Question) {
        let first = self.done.len();
        let holds = holds(question);
        match &question.kind {
            Kind::Choice(list) | Kind::Service(list) => {
                self.plain(&question.key, What::Whole(at, Shown::Code), holds).codes = choices(list, self.lang);
            }
            Kind::Number(_) => {
                self.plain(&question.key, What::Whole(at, Shown::Code), holds);
            }
            Kind::Text => {
                self.plain(&question.key, What::Answer(at, Shown::Code), holds);
            }
        }
        if holds == Holds::Text {
            let label = Words(self.lang).column_reason_of(question.label.get(self.lang));
            self.plain(&format!("{}_missing", question.key), What::Reason(at, Shown::Code), Holds::Code);
            self.about(first, at, question);
            let reason = self.done.len() - 1;
            self.done[reason].label = label;
        } else {
            self.about(first, at, question);
        }
    }

    /// Says which question the columns from `first` on are about.
    fn about(&mut self, first: usize, at: usize, question: &Question) {
        for column in &mut self.done[first..] {
            question.label.get(self.lang).clone_into(&mut column.label);
            column.question = Some(at);
        }
    }
}

/// What one row of a table is about: a whole interview, or one answer of it.
pub(super) type RowOf = Option<usize>;

/// Gives the rows that an interview has.
pub(super) fn rows_of<'a>(survey: &'a Survey, options: &'a Options, record: &'a Record) -> Box<dyn Iterator<Item = RowOf> + 'a> {
    match options.shape {
        Shape::Wide => Box::new(std::iter::once(None)),
        Shape::Long => {
            Box::new(asked(survey, options).filter(|(at, _)| matches!(record.answers.get(*at), Some(Some(_)))).map(|(at, _)| Some(at)))
        }
    }
}

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
            What::Whole(at, shown) => match reason(record, at) {
                Some(reason) => Cell::Missing(reason),
                None => answer(survey, record, at, shown, lang),
            },
            What::Reason(at, _) if self.holds == Holds::Code => reason(record, at).map_or(Cell::Empty, Cell::Missing),
            What::Reason(at, shown) => reason(record, at).map_or(Cell::Empty, |reason| named(reason, shown, lang)),
            What::Notes => Cell::Text(&record.notes),
            What::Question(shown) => row.and_then(|at| survey.form.questions.get(at)).map_or(Cell::Empty, |question| match shown {
                Shown::Code => Cell::Text(&question.key),
                Shown::Label => Cell::Text(question.label.get(lang)),
            }),
            What::Value(shown) => row.map_or(Cell::Empty, |at| answer(survey, record, at, shown, lang)),
            What::RowReason(shown) => row.and_then(|at| reason(record, at)).map_or(Cell::Empty, |reason| named(reason, shown, lang)),
        }
    }

    /// Tells whether a reason can stand in the column in place of a value.
    pub const fn takes_reasons(&self) -> bool {
        matches!(self.what, What::Whole(..)) || (matches!(self.what, What::Reason(..)) && matches!(self.holds, Holds::Code))
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

/// Gives an answer; a code without a label stands as it is.
fn answer<'a>(survey: &'a Survey, record: &'a Record, at: usize, shown: Shown, lang: Lang) -> Cell<'a> {
    let (Some(question), Some(Some(Answer::Value(value)))) = (survey.form.questions.get(at), record.answers.get(at)) else {
        return Cell::Empty;
    };
    match (value, shown) {
        (Value::Text(text), _) => Cell::Text(text),
        (Value::Int(number), Shown::Code) => Cell::Number(*number),
        (Value::Int(code), Shown::Label) => question.choice(*code).map_or(Cell::Number(*code), |choice| Cell::Text(choice.label.get(lang))),
    }
}
