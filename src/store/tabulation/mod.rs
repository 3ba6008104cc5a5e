//! The answers to each unsur counted from the rows, by any breakdown and any statuses, in one walk: a job that works in steps.

mod grouping;

use super::asked::{Asked, Standing};
use super::scores::{By, Group, GroupKey};
use super::tally::Part;
use super::{Result, Store, Survey, answers};
use crate::survey::form::Form;
use crate::survey::index::Definition;
use crate::survey::index::interval::Moments;
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use grouping::{Grouping, bit};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Interviews of one step.
const PAGE: i64 = 20_000;

/// A count from the rows, under way. Its memory grows with the groups, not with the interviews.
#[derive(Debug)]
pub struct Tabulation {
    survey: Survey,
    definition: Arc<Definition>,
    /// Codes that count, by unsur, as bits.
    choices: Vec<u64>,
    by: Vec<Grouping>,
    moments: Option<Moments>,
    /// Which unsur a row was asked, where not all are always.
    asked: Option<Asked>,
    sql: String,
    missing: String,
    after: Id,
    read: u64,
    done: bool,
}

/// Gives the expression that reads a breakdown's group, from the aliases `i` and `a`.
fn column(form: &Form, by: By) -> String {
    match by {
        By::Part(Part::Survey) => "0".to_owned(),
        By::Part(Part::Location) => "i.location".to_owned(),
        By::Part(Part::Service) => "i.service".to_owned(),
        By::Part(Part::Surveyor) => "i.surveyor".to_owned(),
        By::Part(Part::Day) | By::Week => "i.date".to_owned(),
        By::Batch => "b.number".to_owned(),
        // A reason is read where no answer stands: who was not concerned is a group of its own.
        By::Question(at) | By::Several(at) | By::Age(at) => format!(
            "coalesce({}, (SELECT na.reason FROM missing na WHERE na.interview = i.id AND na.question = '{}' AND na.reason = '{}'))",
            answers::column(form, at),
            form.questions[at].key,
            Missing::NotApplicable.code(),
        ),
    }
}

/// Gives the question that a breakdown is by.
const fn question(by: By) -> Option<usize> {
    match by {
        By::Question(at) | By::Several(at) | By::Age(at) => Some(at),
        By::Part(_) | By::Week | By::Batch => None,
    }
}

impl Tabulation {
    /// Begins a count of a survey's interviews of some statuses, by some breakdowns; with the sums behind an interval, if wanted.
    #[must_use]
    pub fn begin(survey: &Survey, definition: &Arc<Definition>, statuses: &[Status], by: &[By], moments: bool) -> Self {
        let form = &survey.form;
        let unsur = &definition.questions;
        let groups: Vec<String> = by.iter().map(|by| column(form, *by)).collect();
        let values: Vec<String> = unsur.iter().map(|at| answers::column(form, *at)).collect();
        let profile = by.iter().filter_map(|by| question(*by));
        let questions: Vec<usize> = unsur.iter().copied().chain(profile).collect();
        let asked = Some(Asked::of(survey, &questions)).filter(|asked| !asked.is_plain());
        let read: &[String] = asked.as_ref().map_or(&[], Asked::columns);
        // Two comparisons cost less than a list of three.
        let (is, statuses) = match Status::ALL.into_iter().filter(|status| !statuses.contains(status)).collect::<Vec<_>>() {
            others if others.len() < statuses.len() => ("NOT IN", others),
            _ => ("IN", statuses.to_vec()),
        };
        let statuses: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.code())).collect();
        // A table is joined only where something reads it.
        let service = if groups.iter().chain(&values).chain(read).any(|column| column.contains("sv.")) {
            "LEFT JOIN item sv ON sv.id = i.service"
        } else {
            ""
        };
        let batch = if by.contains(&By::Batch) { "JOIN batch b ON b.id = i.batch" } else { "" };
        let columns: Vec<&str> = std::iter::once("i.id").chain(groups.iter().chain(&values).chain(read).map(String::as_str)).collect();
        // The plus keeps the walk in the order of the rows, in both tables.
        let from = format!(
            "CROSS JOIN {} a ON a.interview = i.id {batch} {service} WHERE +i.survey = {} AND +i.status {is} ({})",
            answers::table(form),
            survey.id,
            statuses.join(", ")
        );
        let sql = format!("SELECT {} FROM interview i {from} AND i.id > ?1 ORDER BY i.id LIMIT ?2", columns.join(", "));
        let keys: Vec<String> = unsur.iter().map(|at| format!("'{}'", form.questions[*at].key)).collect();
        let heads: Vec<&str> = ["m.question", "m.reason"].into_iter().chain(groups.iter().chain(read).map(String::as_str)).collect();
        let missing = format!(
            "SELECT {} FROM missing m CROSS JOIN interview i ON i.id = m.interview {from} AND m.question IN ({})",
            heads.join(", "),
            if keys.is_empty() { "''".to_owned() } else { keys.join(", ") },
        );
        let mut place = unsur.len()..;
        let grouping = |(at, by): (usize, &By)| Grouping::new(*by, at, question(*by).and_then(|_| place.next()));
        let codes = |at: &usize| {
            let counted = form.questions[*at].choices().iter().filter(|choice| definition.counts(&form.questions[*at], choice.code));
            counted.filter_map(|choice| bit(choice.code)).map(|bit| 1 << bit).sum()
        };
        Self {
            choices: unsur.iter().map(codes).collect(),
            by: by.iter().enumerate().map(grouping).collect(),
            moments: moments.then(|| Moments::new(unsur.len())),
            asked,
            survey: survey.clone(),
            definition: Arc::clone(definition),
            sql,
            missing,
            after: i64::MIN,
            read: 0,
            done: false,
        }
    }

    /// Gives the interviews counted so far.
    #[must_use]
    pub const fn read(&self) -> u64 {
        self.read
    }

    /// Counts the next 20,000 interviews; true when all are counted. All steps see one state of the data: until the last one, or
    /// [`Tabulation::cancel`], the store only reads.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn step(&mut self, store: &Store) -> Result<bool> {
        if self.done {
            return Ok(true);
        }
        if self.after == i64::MIN {
            store.begin_reading()?;
        }
        let mut select = store.db.prepare_cached(&self.sql)?;
        let mut rows = select.query((self.after, PAGE))?;
        let (mut read, mut values, mut answers) =
            (0, vec![Value::None; self.definition.questions.len()], vec![None; self.definition.questions.len()]);
        while let Some(row) = rows.next()? {
            self.after = row.get(0)?;
            read += 1;
            self.count(row, &mut values, &mut answers)?;
        }
        self.read += read;
        if read < PAGE as u64 {
            self.reasons(store)?;
            self.done = true;
            drop(rows);
            store.end_reading();
        }
        Ok(self.done)
    }

    /// Gives the count up.
    pub fn cancel(self, store: &Store) {
        if !self.done && self.after > i64::MIN {
            store.end_reading();
        }
    }

    fn count(&mut self, row: &Row<'_>, values: &mut [Value], answers: &mut [Option<i64>]) -> Result<()> {
        let first = 1 + self.by.len();
        let standing = self.asked.as_ref().map(|asked| asked.read(row, first + self.definition.questions.len())).transpose()?.flatten();
        for (at, value) in values.iter_mut().enumerate() {
            *value = match row.get_ref(first + at)? {
                ValueRef::Integer(code) => Value::Code(code),
                _ if standing.as_ref().is_none_or(|standing| standing.was_asked(at)) => Value::None,
                _ => Value::NotAsked,
            };
        }
        for grouping in &mut self.by {
            let was_asked = was_asked(standing.as_ref(), grouping);
            let cell = grouping.cell(&self.survey, row.get_ref(1 + grouping.column)?, was_asked, self.definition.questions.len());
            cell.n += 1;
            for (at, value) in values.iter().enumerate() {
                match *value {
                    Value::Code(code) => match bit(code) {
                        Some(bit) => cell.codes[at][bit] += 1,
                        None => *cell.odd.entry((at, code)).or_default() += 1,
                    },
                    Value::None => cell.without[at] += 1,
                    Value::NotAsked => {}
                }
            }
        }
        if let Some(moments) = &mut self.moments {
            for ((answer, value), choices) in answers.iter_mut().zip(values.iter()).zip(&self.choices) {
                *answer = match value {
                    Value::Code(code) if bit(*code).is_some_and(|bit| choices & (1 << bit) != 0) => Some(*code),
                    _ => None,
                };
            }
            moments.add(answers);
        }
        Ok(())
    }

    /// Reads why answers are missing: few rows beside the others.
    fn reasons(&mut self, store: &Store) -> Result<()> {
        let mut select = store.db.prepare(&self.missing)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (key, reason): (String, String) = (row.get(0)?, row.get(1)?);
            let unsur = &self.definition.questions;
            let at = unsur.iter().position(|at| self.survey.form.questions[*at].key == key);
            let (Some(at), Some(reason)) = (at, Missing::from_code(&reason)) else { continue };
            let standing = self.asked.as_ref().map(|asked| asked.read(row, 2 + self.by.len())).transpose()?.flatten();
            for grouping in &mut self.by {
                let was_asked = was_asked(standing.as_ref(), grouping);
                let cell = grouping.cell(&self.survey, row.get_ref(2 + grouping.column)?, was_asked, unsur.len());
                if cell.without[at] > 0 {
                    cell.without[at] -= 1;
                    *cell.reasons.entry((at, reason)).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    /// Gives the groups of each breakdown in order, and the sums behind an interval.
    #[must_use]
    pub fn finish(self) -> (Vec<Vec<Group>>, Option<Moments>) {
        let (survey, definition) = (&self.survey, &self.definition);
        let unsur = definition.questions.len();
        let all = self.by.into_iter().map(|grouping| {
            let mut groups: BTreeMap<GroupKey, Group> = BTreeMap::new();
            if grouping.by == By::Part(Part::Survey) {
                groups.insert(GroupKey::Whole, Group::empty(GroupKey::Whole, unsur));
            }
            for cell in grouping.cells {
                let group = groups.entry(cell.key.clone()).or_insert_with(|| Group::empty(cell.key.clone(), unsur));
                cell.pour(group, survey, definition);
            }
            groups.into_values().collect()
        });
        (all.collect(), self.moments)
    }
}

/// Tells whether a row was asked the question that a breakdown is by.
fn was_asked(standing: Option<&Standing<'_>>, grouping: &Grouping) -> bool {
    standing.zip(grouping.question).is_none_or(|(standing, question)| standing.was_asked(question))
}

/// What stands in a row for an unsur.
#[derive(Clone, Copy)]
enum Value {
    Code(i64),
    None,
    NotAsked,
}
