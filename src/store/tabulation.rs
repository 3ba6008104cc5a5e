//! The answers to each unsur counted from the rows, by any breakdown and any statuses, in one walk: a job that works in steps.

use super::scores::{By, Group, GroupKey, item_key};
use super::tally::Part;
use super::{Result, Store, Survey, answers};
use crate::survey::form::Form;
use crate::survey::index::interval::Moments;
use crate::survey::index::{self, Left};
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::collections::{BTreeMap, HashMap};

/// Interviews of one step.
const PAGE: i64 = 20_000;

/// Codes that are counted in a row of numbers; others, which no form of the SKM has, in a map.
const CODES: usize = 16;

/// A count from the rows, under way. Its memory grows with the groups, not with the interviews.
#[derive(Debug)]
pub struct Tabulation {
    survey: Survey,
    unsur: Vec<usize>,
    /// Codes that count, by unsur, as bits.
    choices: Vec<u64>,
    by: Vec<Grouping>,
    moments: Option<Moments>,
    sql: String,
    missing: String,
    after: Id,
    read: u64,
    done: bool,
}

/// A breakdown while it is counted.
#[derive(Debug)]
struct Grouping {
    by: By,
    /// Where the column of the group stands in a row.
    column: usize,
    numbers: HashMap<i64, usize>,
    texts: HashMap<String, usize>,
    none: Option<usize>,
    /// What was met last: days, places and people come in runs.
    last_text: Option<(String, usize)>,
    last_number: Option<(i64, usize)>,
    cells: Vec<Counting>,
}

/// The counts of one group.
#[derive(Debug)]
struct Counting {
    key: GroupKey,
    n: u64,
    /// By unsur and code.
    codes: Vec<[u64; CODES]>,
    /// By unsur: asked and without an answer.
    without: Vec<u64>,
    reasons: BTreeMap<(usize, Missing), u64>,
    odd: BTreeMap<(usize, i64), u64>,
}

/// Gives the bit of a code that is counted in a row of numbers.
fn bit(code: i64) -> Option<usize> {
    usize::try_from(code).ok().filter(|code| *code < CODES)
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
        By::Question(at) | By::Age(at) => match answers::condition(form, at) {
            Some(condition) => format!("CASE WHEN {condition} THEN {} END", answers::column(form, at)),
            None => answers::column(form, at),
        },
    }
}

impl Tabulation {
    /// Begins a count of a survey's interviews of some statuses, by some breakdowns; with the sums behind an interval, if wanted.
    #[must_use]
    pub fn begin(survey: &Survey, statuses: &[Status], by: &[By], moments: bool) -> Self {
        let form = &survey.form;
        let unsur = index::unsur(form);
        let groups: Vec<String> = by.iter().map(|by| column(form, *by)).collect();
        let values: Vec<String> = unsur
            .iter()
            .map(|at| match answers::condition(form, *at) {
                // A text stands for a question that is not asked.
                Some(condition) => format!("CASE WHEN {condition} THEN {} ELSE '' END", answers::column(form, *at)),
                None => answers::column(form, *at),
            })
            .collect();
        // Two comparisons cost less than a list of three.
        let (is, statuses) = match Status::ALL.into_iter().filter(|status| !statuses.contains(status)).collect::<Vec<_>>() {
            others if others.len() < statuses.len() => ("NOT IN", others),
            _ => ("IN", statuses.to_vec()),
        };
        let statuses: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.code())).collect();
        // A table is joined only where something reads it.
        let service =
            if groups.iter().chain(&values).any(|column| column.contains("sv.")) { "LEFT JOIN item sv ON sv.id = i.service" } else { "" };
        let batch = if by.contains(&By::Batch) { "JOIN batch b ON b.id = i.batch" } else { "" };
        let columns: Vec<&str> = std::iter::once("i.id").chain(groups.iter().chain(&values).map(String::as_str)).collect();
        // The plus keeps the walk in the order of the rows, in both tables.
        let from = format!(
            "CROSS JOIN {} a ON a.interview = i.id {batch} {service} WHERE +i.survey = {} AND +i.status {is} ({})",
            answers::table(form),
            survey.id,
            statuses.join(", ")
        );
        let sql = format!("SELECT {} FROM interview i {from} AND i.id > ?1 ORDER BY i.id LIMIT ?2", columns.join(", "));
        let keys: Vec<String> = unsur.iter().map(|at| format!("'{}'", form.questions[*at].key)).collect();
        let not_asked: Vec<String> = unsur
            .iter()
            .filter_map(|at| Some(format!(" AND (m.question <> '{}' OR ({}))", form.questions[*at].key, answers::condition(form, *at)?)))
            .collect();
        let heads: Vec<&str> = ["m.question", "m.reason"].into_iter().chain(groups.iter().map(String::as_str)).collect();
        let missing = format!(
            "SELECT {} FROM missing m CROSS JOIN interview i ON i.id = m.interview {from} AND m.question IN ({}){}",
            heads.join(", "),
            if keys.is_empty() { "''".to_owned() } else { keys.join(", ") },
            not_asked.concat()
        );
        let grouping = |(at, by): (usize, &By)| Grouping {
            by: *by,
            column: at,
            numbers: HashMap::new(),
            texts: HashMap::new(),
            none: None,
            last_text: None,
            last_number: None,
            cells: Vec::new(),
        };
        let codes = |at: &usize| form.questions[*at].choices().iter().filter_map(|choice| bit(choice.code)).map(|bit| 1 << bit).sum();
        Self {
            choices: unsur.iter().map(codes).collect(),
            by: by.iter().enumerate().map(grouping).collect(),
            moments: moments.then(|| Moments::new(unsur.len())),
            survey: survey.clone(),
            unsur,
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
        let (mut read, mut values, mut answers) = (0, vec![Value::None; self.unsur.len()], vec![None; self.unsur.len()]);
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
        for (at, value) in values.iter_mut().enumerate() {
            *value = match row.get_ref(first + at)? {
                ValueRef::Integer(code) => Value::Code(code),
                ValueRef::Null => Value::None,
                _ => Value::NotAsked,
            };
        }
        for grouping in &mut self.by {
            let cell = grouping.cell(&self.survey, row.get_ref(1 + grouping.column)?, self.unsur.len());
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
            let at = self.unsur.iter().position(|at| self.survey.form.questions[*at].key == key);
            let (Some(at), Some(reason)) = (at, Missing::from_code(&reason)) else { continue };
            for grouping in &mut self.by {
                let cell = grouping.cell(&self.survey, row.get_ref(2 + grouping.column)?, self.unsur.len());
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
        let (survey, unsur) = (&self.survey, &self.unsur);
        let all = self.by.into_iter().map(|grouping| {
            let mut groups: BTreeMap<GroupKey, Group> = BTreeMap::new();
            if grouping.by == By::Part(Part::Survey) {
                groups.insert(GroupKey::Whole, Group::empty(GroupKey::Whole, unsur.len()));
            }
            for cell in grouping.cells {
                let group = groups.entry(cell.key.clone()).or_insert_with(|| Group::empty(cell.key.clone(), unsur.len()));
                cell.pour(group, survey, unsur);
            }
            groups.into_values().collect()
        });
        (all.collect(), self.moments)
    }
}

/// What stands in a row for an unsur.
#[derive(Clone, Copy)]
enum Value {
    Code(i64),
    None,
    NotAsked,
}

impl Grouping {
    /// Finds the counts of the group that a row is in.
    fn cell(&mut self, survey: &Survey, value: ValueRef<'_>, unsur: usize) -> &mut Counting {
        let at = match value {
            ValueRef::Integer(number) => match self.last_number {
                Some((last, at)) if last == number => at,
                _ => {
                    let at = match self.numbers.get(&number) {
                        Some(at) => *at,
                        None => {
                            let at = self.open(self.number_key(survey, number), unsur);
                            self.numbers.insert(number, at);
                            at
                        }
                    };
                    self.last_number = Some((number, at));
                    at
                }
            },
            ValueRef::Text(text) => match &self.last_text {
                Some((last, at)) if last.as_bytes() == text => *at,
                _ => {
                    let day = String::from_utf8_lossy(text).into_owned();
                    let at = match self.texts.get(&day) {
                        Some(at) => *at,
                        None => {
                            let at = self.open(self.day_key(&day), unsur);
                            self.texts.insert(day.clone(), at);
                            at
                        }
                    };
                    self.last_text = Some((day, at));
                    at
                }
            },
            _ => match self.none {
                Some(at) => at,
                None => {
                    let at = self.open(GroupKey::None, unsur);
                    self.none = Some(at);
                    at
                }
            },
        };
        &mut self.cells[at]
    }

    fn open(&mut self, key: GroupKey, unsur: usize) -> usize {
        self.cells.push(Counting {
            key,
            n: 0,
            codes: vec![[0; CODES]; unsur],
            without: vec![0; unsur],
            reasons: BTreeMap::new(),
            odd: BTreeMap::new(),
        });
        self.cells.len() - 1
    }

    fn number_key(&self, survey: &Survey, number: i64) -> GroupKey {
        match self.by {
            By::Part(Part::Survey) => GroupKey::Whole,
            By::Part(_) => item_key(survey, number),
            By::Age(_) => GroupKey::Age(number.div_euclid(10) * 10),
            By::Batch => GroupKey::Batch(number),
            By::Question(_) | By::Week => GroupKey::Code(number),
        }
    }

    fn day_key(&self, day: &str) -> GroupKey {
        let monday = |date: Date| date.checked_sub(jiff::Span::new().days(i64::from(date.weekday().to_monday_zero_offset()))).ok();
        match (self.by, day.parse::<Date>()) {
            (By::Week, Ok(date)) => GroupKey::Day(monday(date).unwrap_or(date).to_string()),
            _ => GroupKey::Day(day.to_owned()),
        }
    }
}

impl Counting {
    /// Adds what was counted to a group: ages of one band and days of one week come together there.
    fn pour(self, group: &mut Group, survey: &Survey, unsur: &[usize]) {
        group.n += self.n;
        for (at, scores) in group.scores.iter_mut().enumerate() {
            let question = &survey.form.questions[unsur[at]];
            let codes = self.codes[at].iter().enumerate().map(|(code, n)| (code as i64, *n));
            let odd = self.odd.iter().filter(|((of, _), _)| *of == at).map(|((_, code), n)| (*code, *n));
            for (code, n) in codes.chain(odd).filter(|(_, n)| *n > 0) {
                if question.choice(code).is_some() {
                    *scores.counts.entry(code).or_default() += n;
                } else {
                    *scores.left.entry(Left::Outside(code)).or_default() += n;
                }
            }
            for ((_, reason), n) in self.reasons.iter().filter(|((of, _), _)| *of == at) {
                *scores.left.entry(Left::Missing(*reason)).or_default() += n;
            }
            if self.without[at] > 0 {
                *scores.left.entry(Left::None).or_default() += self.without[at];
            }
        }
    }
}
