//! What stands in each variable, counted while interviews are read: memory grows with codes, not with interviews; knows no document.

use super::super::cell::{Cell, tenths};
use super::super::column::{Column, Holds};
use super::super::plan::Plan;
use crate::store::Record;
use crate::survey::decimal::Decimal;
use crate::survey::value::Missing;
use std::collections::BTreeMap;

/// The counts of every variable.
pub(in crate::exchange) struct Counts {
    pub variables: Vec<(Column, Count)>,
}

/// What was counted of one variable.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Count {
    /// Values that are there.
    pub n: u64,
    /// By code, where there are codes.
    pub codes: BTreeMap<i64, u64>,
    pub reasons: BTreeMap<Missing, u64>,
    /// Nothing there, and no reason.
    pub none: u64,
    /// The lowest and the highest number, day or time, as they are written.
    pub range: Option<(Bound, Bound)>,
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::exchange) enum Bound {
    Number(i64),
    Decimal(Decimal),
    Text(String),
}

impl std::fmt::Display for Bound {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Decimal(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}

impl Counts {
    pub fn new(plan: &Plan) -> Self {
        Self { variables: plan.variables().into_iter().map(|column| (column, Count::default())).collect() }
    }

    /// Takes interviews in.
    pub fn add(&mut self, plan: &Plan, records: &[Record]) {
        for record in records {
            for (column, count) in &mut self.variables {
                count.add(column.holds, column.cell(&plan.survey, record, None, plan.options.lang));
            }
        }
    }
}

impl Count {
    fn add(&mut self, holds: Holds, cell: Cell<'_>) {
        match cell {
            Cell::Empty | Cell::Text("") => self.none += 1,
            Cell::Missing(reason) => *self.reasons.entry(reason).or_default() += 1,
            Cell::Number(code) if matches!(holds, Holds::Code | Holds::Step | Holds::Mark) => {
                *self.codes.entry(code).or_default() += 1;
                self.n += 1;
            }
            Cell::Number(number) => self.widen(&Bound::Number(number)),
            Cell::Seconds(ms) => self.widen(&Bound::Decimal(Decimal::new(tenths(ms).into(), 1).unwrap_or_default())),
            Cell::Decimal(number) => self.widen(&Bound::Decimal(number)),
            Cell::Day(text) | Cell::Time(text) => match &mut self.range {
                Some((Bound::Text(first), Bound::Text(last))) => {
                    self.n += 1;
                    if text < first.as_str() {
                        text.clone_into(first);
                    }
                    if text > last.as_str() {
                        text.clone_into(last);
                    }
                }
                _ => self.widen(&Bound::Text(text.to_owned())),
            },
            Cell::Text(_) | Cell::Labels(..) => self.n += 1,
        }
    }

    fn widen(&mut self, value: &Bound) {
        self.n += 1;
        match &mut self.range {
            Some((first, _)) if *value < *first => *first = value.clone(),
            Some((_, last)) if *value > *last => *last = value.clone(),
            Some(_) => {}
            None => self.range = Some((value.clone(), value.clone())),
        }
    }
}
