//! Makes the columns one by one, each with a name of its own; knows no answer.

use super::super::{Options, Values};
use super::{Column, Holds, Shown, What, codes_of, holds, items, status_code};
use crate::store::{List, Survey};
use crate::survey::form::Question;
use crate::survey::interview::Status;
use crate::survey::lang::Lang;
use crate::words::Words;

/// Columns in the making.
pub(super) struct Columns<'a> {
    pub done: Vec<Column>,
    survey: &'a Survey,
    pub values: Values,
    pub surveyors: bool,
    lang: Lang,
}

impl<'a> Columns<'a> {
    pub const fn new(survey: &'a Survey, options: &Options) -> Self {
        Self { done: Vec::new(), survey, values: options.values, surveyors: options.surveyor_names, lang: options.lang }
    }

    /// Adds what is known of the interview itself.
    pub fn record(&mut self, numbered: bool, anonymised: bool) {
        let survey = self.survey;
        self.plain("form_number", What::FormNumber, Holds::Whole);
        if numbered {
            let w = Words(self.lang);
            let codes: Vec<(i64, String)> =
                Status::ALL.into_iter().map(|status| (status_code(status), w.status(status).to_owned())).collect();
            self.coded("status", What::Status, Holds::Code, &codes);
        } else {
            self.plain("status", What::Status(Shown::Label), Holds::Text);
        }
        self.plain("date", What::Date, Holds::Day);
        if anonymised {
            self.coded("location", What::Location, Holds::Code, &items(survey, List::Location));
            return;
        }
        self.coded("time_band", What::Band, Holds::Code, &items(survey, List::Band));
        self.coded("location", What::Location, Holds::Code, &items(survey, List::Location));
        self.plain("batch", What::Batch, Holds::Whole);
        if self.surveyors {
            self.coded("surveyor", What::Surveyor, Holds::Code, &items(survey, List::Surveyor));
        }
        self.plain("started", What::Started, Holds::Text);
        self.plain("completed", What::Completed, Holds::Text);
        self.plain("keyed_seconds", What::KeyedSeconds, Holds::Fraction);
        self.plain("keys", What::Keys, Holds::Whole);
        self.plain("corrections", What::Corrections, Holds::Whole);
        self.plain("open_problems", What::OpenProblems, Holds::Whole);
    }

    /// Adds a column; one named like a column before it gets a number behind its name.
    pub fn plain(&mut self, name: &str, what: What, holds: Holds) -> &mut Column {
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
    pub fn shown(&mut self, name: &str, what: impl Fn(Shown) -> What, code: Holds) {
        match self.values {
            Values::Codes => {
                self.plain(name, what(Shown::Code), code);
            }
            Values::Labels => {
                self.plain(name, what(Shown::Label), Holds::Text);
            }
            Values::Both => {
                self.plain(name, what(Shown::Code), code);
                let label = Words(self.lang).export_column(name).unwrap_or(name);
                label.clone_into(&mut self.plain(&format!("{name}_label"), what(Shown::Label), Holds::Text).label);
            }
        }
    }

    pub fn coded(&mut self, name: &str, what: impl Fn(Shown) -> What, holds: Holds, codes: &[(i64, String)]) {
        let first = self.done.len();
        self.shown(name, what, holds);
        for column in self.done[first..].iter_mut().filter(|column| column.holds == holds) {
            column.codes = codes.to_vec();
        }
    }

    pub const fn reasons(&self) -> Shown {
        if matches!(self.values, Values::Labels) { Shown::Label } else { Shown::Code }
    }

    /// Adds a question to a table: its answer, then the reason why there is none.
    pub fn question(&mut self, at: usize, question: &Question) {
        let holds = holds(question);
        let first = self.done.len();
        match holds {
            Holds::Code | Holds::Step => {
                self.coded(&question.key, |shown| What::Answer(at, shown), holds, &codes_of(question, self.lang));
                self.about(first, at, question);
            }
            Holds::Mark => {
                if self.values != Values::Labels {
                    self.marks(at, question, What::Mark);
                }
                if self.values != Values::Codes {
                    let name = if self.values == Values::Both { format!("{}_label", question.key) } else { question.key.clone() };
                    let first = self.done.len();
                    self.plain(&name, What::Answer(at, Shown::Label), Holds::Text);
                    self.about(first, at, question);
                }
            }
            Holds::Whole | Holds::Fraction | Holds::Day | Holds::Time | Holds::Text => {
                self.plain(&question.key, What::Answer(at, Shown::Code), holds);
                self.about(first, at, question);
            }
        }
        self.reason(at, question, What::Reason(at, self.reasons()), Holds::Text);
    }

    /// Adds a question to a file for statistics. A text has no room for a reason: that stands in a column of its own.
    pub fn variable(&mut self, at: usize, question: &Question) {
        let first = self.done.len();
        let holds = holds(question);
        match holds {
            Holds::Mark => return self.marks(at, question, What::WholeMark),
            Holds::Text => {
                self.plain(&question.key, What::Answer(at, Shown::Code), holds);
                self.about(first, at, question);
                self.reason(at, question, What::Reason(at, Shown::Code), Holds::Code);
                return;
            }
            Holds::Code | Holds::Step => {
                self.plain(&question.key, What::Whole(at), holds).codes = codes_of(question, self.lang);
            }
            Holds::Whole | Holds::Fraction | Holds::Day | Holds::Time => {
                self.plain(&question.key, What::Whole(at), holds);
            }
        }
        self.about(first, at, question);
    }

    /// Adds a column for each of several choices.
    fn marks(&mut self, at: usize, question: &Question, what: fn(usize, i64) -> What) {
        let label = question.label.get(self.lang);
        let w = Words(self.lang);
        for (code, meaning) in codes_of(question, self.lang) {
            let column = self.plain(&format!("{}_{code}", question.key), what(at, code), Holds::Mark);
            column.label = format!("{label}: {meaning}");
            column.question = Some(at);
            column.codes = vec![(1, w.yes().to_owned()), (0, w.no().to_owned())];
        }
    }

    fn reason(&mut self, at: usize, question: &Question, what: What, holds: Holds) {
        let label = Words(self.lang).column_reason_of(question.label.get(self.lang));
        let column = self.plain(&format!("{}_missing", question.key), what, holds);
        column.label = label;
        column.question = Some(at);
    }

    /// Says which question the columns from `first` on are about.
    fn about(&mut self, first: usize, at: usize, question: &Question) {
        for column in &mut self.done[first..] {
            question.label.get(self.lang).clone_into(&mut column.label);
            column.question = Some(at);
        }
    }
}
