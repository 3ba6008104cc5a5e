//! The groups of one breakdown while they are counted; knows no statement.

use super::super::Survey;
use super::super::scores::{By, Group, GroupKey, item_key};
use super::super::tally::Part;
use crate::survey::form::codes;
use crate::survey::index::{Definition, Left};
use crate::survey::value::Missing;
use jiff::civil::Date;
use rusqlite::types::ValueRef;
use std::collections::{BTreeMap, HashMap};

/// Codes that are counted in a row of numbers; others, which no form of the SKM has, in a map.
const CODES: usize = 16;

/// A breakdown while it is counted.
#[derive(Debug)]
pub(super) struct Grouping {
    pub by: By,
    /// Where the column of the group stands in a row.
    pub column: usize,
    /// Where the question that it is by stands among those that a row may not be asked.
    pub question: Option<usize>,
    numbers: HashMap<i64, usize>,
    texts: HashMap<String, usize>,
    none: Option<usize>,
    not_asked: Option<usize>,
    /// What was met last: days, places and people come in runs.
    last_text: Option<(String, usize)>,
    last_number: Option<(i64, usize)>,
    pub cells: Vec<Counting>,
}

/// The counts of one group.
#[derive(Debug)]
pub(super) struct Counting {
    pub key: GroupKey,
    pub n: u64,
    /// By unsur and code.
    pub codes: Vec<[u64; CODES]>,
    /// By unsur: asked and without an answer.
    pub without: Vec<u64>,
    pub reasons: BTreeMap<(usize, Missing), u64>,
    pub odd: BTreeMap<(usize, i64), u64>,
}

/// Gives the bit of a code that is counted in a row of numbers.
pub(super) fn bit(code: i64) -> Option<usize> {
    usize::try_from(code).ok().filter(|code| *code < CODES)
}

impl Grouping {
    pub fn new(by: By, column: usize, question: Option<usize>) -> Self {
        Self {
            by,
            column,
            question,
            numbers: HashMap::new(),
            texts: HashMap::new(),
            none: None,
            not_asked: None,
            last_text: None,
            last_number: None,
            cells: Vec::new(),
        }
    }

    /// Finds the counts of the group that a row is in; `asked` is false where the rules of the question leave it out.
    pub fn cell(&mut self, survey: &Survey, value: ValueRef<'_>, asked: bool, unsur: usize) -> &mut Counting {
        let by_answer = matches!(self.by, By::Question(_) | By::Several(_) | By::Age(_));
        let at = match value {
            ValueRef::Null if !asked => self.open_not_asked(unsur),
            // No answer is a text: it is why there is none.
            ValueRef::Text(_) if by_answer => self.open_not_asked(unsur),
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

    fn open_not_asked(&mut self, unsur: usize) -> usize {
        let at = self.not_asked.unwrap_or_else(|| self.open(GroupKey::NotAsked, unsur));
        self.not_asked = Some(at);
        at
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
            By::Several(_) => {
                let mut chosen = codes(number);
                match (chosen.next(), chosen.next()) {
                    (None, _) => GroupKey::None,
                    (Some(code), None) => GroupKey::Code(code),
                    (Some(_), Some(_)) => GroupKey::Several,
                }
            }
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
    pub fn pour(self, group: &mut Group, survey: &Survey, definition: &Definition) {
        group.n += self.n;
        for (at, scores) in group.scores.iter_mut().enumerate() {
            let question = &survey.form.questions[definition.questions[at]];
            let codes = self.codes[at].iter().enumerate().map(|(code, n)| (code as i64, *n));
            let odd = self.odd.iter().filter(|((of, _), _)| *of == at).map(|((_, code), n)| (*code, *n));
            for (code, n) in codes.chain(odd).filter(|(_, n)| *n > 0) {
                if definition.counts(question, code) {
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
