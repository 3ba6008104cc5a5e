//! The columns of an export and what stands in them; knows no file.

use super::cell::Cell;
use super::{Options, Values};
use crate::store::{Record, Survey};
use crate::survey::form::{Kind, Question};
use crate::survey::interview::Id;
use crate::survey::lang::Lang;
use crate::survey::value::{Answer, Value};
use crate::words::Words;

/// One column: its name in the header and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    FormNumber,
    Status,
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
    /// Why the answer is absent.
    Reason(usize, Shown),
    Notes,
}

/// Whether a chosen value stands as its code or its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Code,
    Label,
}

/// Gives the columns: the record's own, then each question in form order with its reason.
pub(super) fn all(survey: &Survey, options: &Options) -> Vec<Column> {
    let mut columns = Columns { done: Vec::new(), values: options.values };
    columns.plain("form_number", What::FormNumber);
    columns.plain("status", What::Status);
    columns.plain("date", What::Date);
    columns.coded("time_band", What::Band);
    columns.coded("location", What::Location);
    columns.plain("batch", What::Batch);
    if options.surveyor_names {
        columns.coded("surveyor", What::Surveyor);
    }
    columns.plain("started", What::Started);
    columns.plain("completed", What::Completed);
    columns.plain("keyed_seconds", What::KeyedSeconds);
    columns.plain("keys", What::Keys);
    columns.plain("corrections", What::Corrections);
    columns.plain("open_problems", What::OpenProblems);
    for (at, question) in survey.form.questions.iter().enumerate().filter(|(_, question)| is_exported(question, options)) {
        columns.question(at, question);
    }
    if options.notes {
        columns.plain("notes", What::Notes);
    }
    columns.done
}

/// Tells whether a question has columns: notes hold nothing, and free text may be left out.
const fn is_exported(question: &Question, options: &Options) -> bool {
    question.holds_answer() && (options.free_text || !question.takes_text())
}

struct Columns {
    done: Vec<Column>,
    values: Values,
}

impl Columns {
    /// Adds a column; a question named like a column before it gets a number behind its name.
    fn plain(&mut self, name: &str, what: What) {
        let taken = |name: &str| self.done.iter().any(|column| column.name == name);
        let mut free = name.to_owned();
        let mut more = 2;
        while taken(&free) {
            free = format!("{name}_{more}");
            more += 1;
        }
        self.done.push(Column { name: free, what });
    }

    /// Adds a column with a code, a label or both.
    fn coded(&mut self, name: &str, what: impl Fn(Shown) -> What) {
        match self.values {
            Values::Codes => self.plain(name, what(Shown::Code)),
            Values::Labels => self.plain(name, what(Shown::Label)),
            Values::Both => {
                self.plain(name, what(Shown::Code));
                self.plain(&format!("{name}_label"), what(Shown::Label));
            }
        }
    }

    fn question(&mut self, at: usize, question: &Question) {
        if question.choices().is_empty() {
            self.plain(&question.key, What::Answer(at, Shown::Code));
        } else {
            self.coded(&question.key, |shown| What::Answer(at, shown));
        }
        let shown = if self.values == Values::Labels { Shown::Label } else { Shown::Code };
        self.plain(&format!("{}_missing", question.key), What::Reason(at, shown));
    }
}

impl Column {
    /// Gives what stands in this column for a record.
    pub fn cell<'a>(&self, survey: &'a Survey, record: &'a Record, lang: Lang) -> Cell<'a> {
        match self.what {
            What::FormNumber => Cell::Number(record.form_number),
            What::Status => Cell::Text(record.status.code()),
            What::Date => Cell::Text(&record.date),
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
            What::Reason(at, shown) => {
                let reason = record.answers.get(at).and_then(|answer| answer.as_ref()?.missing());
                reason.map_or(Cell::Empty, |reason| match shown {
                    Shown::Code => Cell::Text(reason.code()),
                    Shown::Label => Cell::Text(Words(lang).missing(reason)),
                })
            }
            What::Notes => Cell::Text(&record.notes),
        }
    }
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
        (Value::Decimal(number), _) => Cell::Decimal(*number),
        (Value::Int(number), Shown::Code) => Cell::Number(*number),
        (Value::Int(bits), Shown::Label) if matches!(question.kind, Kind::Several(_)) => Cell::Labels(question.choices(), *bits, lang),
        (Value::Int(code), Shown::Label) => question.choice(*code).map_or(Cell::Number(*code), |choice| Cell::Text(choice.label.get(lang))),
    }
}
