//! What interviews from a file add to the counts, summed up in memory until the end; knows no file format.

use super::super::span::{self, Span};
use super::super::tally::{self, Cell, MANY, Part, asked};
use super::super::{Result, recount};
use super::Incoming;
use crate::store::Survey;
use crate::survey::form::{Kind, codes};
use crate::survey::interview::{Id, Status};
use crate::survey::sheet::Sheet;
use crate::survey::value::{Answer, Missing, Value};
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Runs of numbers that are kept at a time.
const RUNS: usize = 1000;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    Status(&'static str),
    Missing(Missing),
    Open(String),
    /// The answer to a question.
    Answer(usize, Said),
    /// One choice of several.
    Chosen(usize, i64),
}

/// An answer as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Said {
    Nothing,
    Number(i64),
    Large,
    Several,
    Decimal,
    Text,
    Missing(Missing),
}

impl Said {
    fn of(kind: &Kind, answer: Option<&Answer>) -> Self {
        match answer {
            None => Self::Nothing,
            Some(Answer::Value(Value::Int(_))) if matches!(kind, Kind::Several(_)) => Self::Several,
            Some(Answer::Value(Value::Int(number))) if matches!(kind, Kind::Number(_)) && number.abs() >= MANY => Self::Large,
            Some(Answer::Value(Value::Int(number))) => Self::Number(*number),
            Some(Answer::Value(Value::Decimal(_))) => Self::Decimal,
            Some(Answer::Value(Value::Text(_))) => Self::Text,
            Some(Answer::Missing(reason)) => Self::Missing(*reason),
        }
    }
}

/// A count: its names, and whether it is kept for all parts or for the survey alone.
#[derive(Debug)]
struct Name {
    what: String,
    code: String,
    parts: &'static [Part],
}

/// Where an interview counts, a number for each part in their order.
type Place = [usize; 5];

/// The sums so far: few, however many interviews there are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    known: HashMap<What, usize>,
    names: Vec<Name>,
    items: HashMap<(Part, Id), usize>,
    days: HashMap<Date, usize>,
    cells: Vec<(Part, Cell)>,
    /// By cell, then by name.
    sums: Vec<Vec<i64>>,
    /// Runs of form numbers, by their first one.
    runs: BTreeMap<i64, i64>,
    /// A number stands twice, or on an interview that was here: runs alone can't tell then.
    uneven: bool,
}

impl Counts {
    /// Adds one interview; `answers` are those that stand, `rules` those of its open problems.
    pub fn add(
        &mut self,
        survey: &Survey,
        incoming: &Incoming,
        service: Option<Id>,
        number: i64,
        answers: &[Option<Answer>],
        rules: &[String],
    ) {
        let place = self.place(incoming, service);
        self.count(place, What::Status(incoming.status.code()), || ("status".to_owned(), incoming.status.code().to_owned(), &Part::ALL));
        if incoming.status != Status::Void {
            self.number(number);
        }
        if !incoming.status.is_finished() {
            return;
        }
        let form = &survey.form;
        let sheet = Sheet::new(form, answers, incoming.date);
        for at in (0..form.questions.len()).filter(|at| asked(sheet, *at)) {
            let question = &form.questions[at];
            let answer = answers[at].as_ref();
            if let Some(reason) = answer.and_then(Answer::missing) {
                self.count(place, What::Missing(reason), || ("missing".to_owned(), reason.code().to_owned(), &Part::ALL));
            }
            let name = |code: String| {
                let parts = if form.is_counted(at) { &Part::ALL[..] } else { &[Part::Survey] };
                (format!("answer:{}", question.key), code, parts)
            };
            let chosen = answer.and_then(Answer::number).filter(|_| matches!(question.kind, Kind::Several(_)));
            for code in chosen.into_iter().flat_map(codes) {
                self.count(place, What::Chosen(at, code), || name(code.to_string()));
            }
            let what = What::Answer(at, Said::of(&question.kind, answer));
            self.count(place, what, || name(tally::code(&question.kind, answer)));
        }
        for rule in rules {
            self.count(place, What::Open(rule.clone()), || ("open".to_owned(), rule.clone(), &Part::ALL));
        }
    }

    fn place(&mut self, incoming: &Incoming, service: Option<Id>) -> Place {
        let Incoming { location, surveyor, date, .. } = incoming;
        let mut item = |part: Part, id: Id| {
            let (cells, sums) = (&mut self.cells, &mut self.sums);
            *self.items.entry((part, id)).or_insert_with(|| {
                cells.push((part, Cell::Item(id)));
                sums.push(Vec::new());
                cells.len() - 1
            })
        };
        let [whole, location, service, surveyor] = [
            item(Part::Survey, 0),
            item(Part::Location, *location),
            item(Part::Service, service.unwrap_or(0)),
            item(Part::Surveyor, *surveyor),
        ];
        let (cells, sums) = (&mut self.cells, &mut self.sums);
        let day = *self.days.entry(*date).or_insert_with(|| {
            cells.push((Part::Day, Cell::Day(date.to_string())));
            sums.push(Vec::new());
            cells.len() - 1
        });
        [whole, location, service, surveyor, day]
    }

    fn count(&mut self, place: Place, what: What, name: impl FnOnce() -> (String, String, &'static [Part])) {
        let names = &mut self.names;
        let at = *self.known.entry(what).or_insert_with(|| {
            let (what, code, parts) = name();
            names.push(Name { what, code, parts });
            names.len() - 1
        });
        for cell in &place[..self.names[at].parts.len()] {
            let sums = &mut self.sums[*cell];
            if sums.len() <= at {
                sums.resize(at + 1, 0);
            }
            sums[at] += 1;
        }
    }

    /// Joins a number to the runs beside it.
    fn number(&mut self, number: i64) {
        let before = self.runs.range(..=number).next_back().map(|(first, last)| (*first, *last));
        if before.is_some_and(|(_, last)| last >= number) {
            self.uneven = true;
            return;
        }
        let last = self.runs.remove(&(number + 1)).unwrap_or(number);
        let first = before.filter(|(_, end)| end + 1 == number).map_or(number, |(first, _)| first);
        self.runs.insert(first, last);
    }

    /// Brings some of the kept counts in line; true once all are.
    pub fn keep(&mut self, db: &Connection, survey: &Survey) -> Result<bool> {
        for ((part, cell), sums) in self.cells.drain(..).zip(self.sums.drain(..)) {
            for (name, n) in self.names.iter().zip(sums) {
                tally::add(db, &(survey.id, part, cell.clone(), name.what.clone(), name.code.clone()), n)?;
            }
        }
        for _ in 0..RUNS {
            let Some((first, last)) = self.runs.pop_first() else {
                if self.uneven {
                    recount::rebuild(db, survey)?;
                }
                return Ok(true);
            };
            self.uneven |= !span::enter_run(db, survey.id, Span { first, last })?;
        }
        Ok(false)
    }
}
