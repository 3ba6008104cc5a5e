//! What a look at every row of a file came to: what is new, what is here already, what is refused and why; knows no file.

use super::cells::Said;
use super::fold::value_key;
use super::judge::Judge;
use super::target::Target;
use super::trouble::Trouble;
use crate::store::Newcomer;
use std::collections::BTreeMap;

/// Troubles that are held with their place; the rest is counted.
const KEPT: usize = 500;

/// Values that are listed of a column.
const LISTED: usize = 500;

/// A value of a column, how often it stands there, and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub column: usize,
    pub text: String,
    pub count: u64,
    pub said: Said,
    /// Other spellings that fold to it.
    pub spellings: u64,
}

/// What is wrong with rows, by what it is and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    pub column: Option<usize>,
    pub count: u64,
}

/// A trouble with the row that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub row: u64,
    pub trouble: Trouble,
}

/// What a look at all rows came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows below the head that say something.
    pub rows: u64,
    pub new: u64,
    /// Here already: imported before, or keyed.
    pub same: u64,
    pub refused: u64,
    /// Lines of sums below the rows: how many, and the row of the first.
    pub summaries: u64,
    pub first_summary: Option<u64>,
    pub kinds: Vec<Kind>,
    pub troubles: Vec<Placed>,
    /// Of columns with choices: each value, those that fit none first.
    pub values: Vec<Value>,
    /// Columns that have more different values than are listed.
    pub many: Vec<usize>,
    /// Questions that the file has no column for.
    pub lacking: Vec<usize>,
    /// Soft problems that new interviews will have, by rule.
    pub doubts: BTreeMap<String, u64>,
    /// Lines that code lists will get.
    pub newcomers: Vec<Newcomer>,
}

impl Report {
    /// Takes note of a refused row.
    pub(super) fn refuse(&mut self, row: u64, troubles: Vec<Trouble>) {
        self.refused += 1;
        for trouble in troubles {
            let name = trouble.why.name();
            match self.kinds.iter_mut().find(|kind| kind.name == name && kind.column == trouble.column) {
                Some(kind) => kind.count += 1,
                None => self.kinds.push(Kind { name, column: trouble.column, count: 1 }),
            }
            if self.troubles.len() < KEPT {
                self.troubles.push(Placed { row, trouble });
            }
        }
    }

    /// Takes over what a judge met in all rows.
    pub(super) fn conclude(&mut self, judge: &Judge) {
        self.lacking = judge.mapping.lacking(&judge.survey);
        self.newcomers = judge.newcomers();
        for (at, column) in judge.mapping.columns.iter().enumerate().filter(|(_, column)| column.target != Target::Nothing) {
            self.list(judge, at, column.target);
        }
        self.values
            .sort_by_key(|value| (!matches!(value.said, Said::Wrong(_)), value.column, std::cmp::Reverse(value.count), value.text.clone()));
        self.kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.count), kind.column));
    }

    /// Lists the values of a column, spellings that fold together as one.
    fn list(&mut self, judge: &Judge, column: usize, target: Target) {
        let is_number = matches!(target, Target::Answer(at) if judge.survey.form.questions[at].choices().is_empty());
        let mut folded: BTreeMap<String, Value> = BTreeMap::new();
        // The usual spelling first: it stands for the others.
        let mut met: Vec<(&str, &Said, u64)> = judge.values(column).collect();
        met.sort_unstable_by_key(|(text, _, count)| (std::cmp::Reverse(*count), *text));
        for (text, said, count) in met {
            let key = value_key(text);
            let is_mapped = judge.mapping.values.get(&target).is_some_and(|values| values.contains_key(&key));
            if is_number && !is_mapped && !matches!(said, Said::Wrong(_) | Said::Answer(crate::survey::value::Answer::Missing(_))) {
                continue;
            }
            let value = Value { column, text: text.trim().to_owned(), count: 0, said: said.clone(), spellings: 0 };
            let value = folded.entry(key).or_insert(value);
            value.count += count;
            value.spellings += 1;
        }
        if folded.len() > LISTED {
            self.many.push(column);
        }
        let mut values: Vec<Value> = folded.into_values().collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
        self.values.extend(values.into_iter().take(LISTED));
    }

    /// Gives the values that fit no choice.
    pub fn unfit(&self) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(|value| matches!(value.said, Said::Wrong(_)))
    }
}
