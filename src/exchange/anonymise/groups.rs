//! The groups that the values of one trait fall into, so that each has enough interviews; knows no question.

use super::FEWEST;
use super::cells::HIDDEN;
use std::collections::BTreeMap;

/// No answer; it is told as that, and needs no group.
pub(super) const NONE: i64 = i64::MIN + 1;

/// The value of what was merged and has no order.
pub(super) const MERGED: i64 = i64::MIN + 2;

/// Which value stands for which.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// The first value of each group, with its last; for what has an order.
    bands: BTreeMap<i64, i64>,
    /// The values that stand for themselves; for what has none.
    kept: Vec<i64>,
    is_ordered: bool,
    merged: u64,
}

impl Groups {
    /// Makes groups of values with their counts: neighbours together where there is an order, else all that are too small.
    pub fn of(counts: &BTreeMap<i64, u64>, is_ordered: bool) -> Self {
        let mut groups = Self { is_ordered, ..Self::default() };
        let values: Vec<(i64, u64)> = counts.iter().filter(|(value, _)| **value > MERGED).map(|(value, n)| (*value, *n)).collect();
        if is_ordered {
            groups.band(&values);
        } else {
            groups.keep(&values);
        }
        groups
    }

    fn band(&mut self, values: &[(i64, u64)]) {
        let (mut first, mut n) = (None, 0);
        for (value, more) in values {
            let from = *first.get_or_insert(*value);
            n += more;
            if n >= FEWEST {
                self.bands.insert(from, *value);
                (first, n) = (None, 0);
            }
        }
        // Too few are left at the end: they go with the band below, or are a band where there is none.
        if let Some(from) = first {
            let to = values.last().map_or(from, |(value, _)| *value);
            match self.bands.last_entry() {
                Some(mut last) => *last.get_mut() = to,
                None => {
                    self.bands.insert(from, to);
                }
            }
        }
        self.merged = (values.len() - self.bands.len()) as u64;
    }

    fn keep(&mut self, values: &[(i64, u64)]) {
        let mut by_size = values.to_vec();
        by_size.sort_unstable_by_key(|(value, n)| (*n, *value));
        let mut merged = 0;
        for (value, n) in by_size {
            // What is merged should be enough together, but no large group goes with a few: those are hidden then.
            if n < FEWEST || (merged > 0 && merged < FEWEST && n < 3 * FEWEST) {
                merged += n;
                self.merged += 1;
            } else {
                self.kept.push(value);
            }
        }
        self.kept.sort_unstable();
    }

    /// Gives the value that stands for a value.
    pub fn of_value(&self, value: i64) -> i64 {
        match value {
            HIDDEN | NONE => value,
            value if self.is_ordered => self.bands.range(..=value).next_back().map_or(value, |(first, _)| *first),
            value if self.kept.contains(&value) => value,
            _ => MERGED,
        }
    }

    /// Gives the first value of each band with its last.
    pub fn bands(&self) -> impl Iterator<Item = (i64, i64)> {
        self.bands.iter().map(|(first, last)| (*first, *last))
    }

    /// Says the bands of whole numbers, each ten wide or more.
    pub fn labels(&self) -> Vec<String> {
        self.bands().map(|(first, last)| label(first, last)).collect()
    }

    /// Gives how many values went into others.
    pub const fn merged(&self) -> u64 {
        self.merged
    }
}

/// Says a band: `20-29`; its last value is the first of the tens that it ends with.
pub(super) fn label(first: i64, last: i64) -> String {
    format!("{first}-{}", last + super::publish::WIDTH - 1)
}
