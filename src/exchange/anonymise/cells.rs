//! How many interviews each combination of values stands for, and how much of it is hidden so that none stands for too few; knows no
//! question.

use super::FEWEST;
use super::groups::Groups;
use std::collections::{BTreeMap, HashMap};

/// A value that is not told.
pub(super) const HIDDEN: i64 = i64::MIN;

/// Combinations with their counts; later, how many of their first values are hidden.
pub(super) struct Cells {
    counts: HashMap<Box<[i64]>, u64>,
    levels: HashMap<Box<[i64]>, usize>,
    /// So many of the first values are hidden everywhere.
    everywhere: usize,
    width: usize,
}

impl Cells {
    pub fn new(width: usize) -> Self {
        Self { counts: HashMap::new(), levels: HashMap::new(), everywhere: 0, width }
    }

    /// Counts one interview.
    pub fn add(&mut self, mut values: Box<[i64]>) {
        values[..self.everywhere].fill(HIDDEN);
        *self.counts.entry(values).or_default() += 1;
    }

    /// Hides the next value everywhere while there are more combinations than memory is meant to hold.
    pub fn shrink(&mut self, most: usize) {
        while self.counts.len() > most && self.everywhere < self.width {
            self.everywhere += 1;
            self.regroup(|values, everywhere| values[..everywhere].fill(HIDDEN));
        }
    }

    fn regroup(&mut self, change: impl Fn(&mut [i64], usize)) {
        for (mut values, n) in std::mem::take(&mut self.counts) {
            change(&mut values, self.everywhere);
            *self.counts.entry(values).or_default() += n;
        }
    }

    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Gives how many interviews have each value at a place.
    pub fn of(&self, place: usize) -> BTreeMap<i64, u64> {
        let mut of = BTreeMap::new();
        for (values, n) in &self.counts {
            *of.entry(values[place]).or_default() += n;
        }
        of
    }

    /// Puts the value of its group in place of each value.
    pub fn merge(&mut self, groups: &[Groups]) {
        self.regroup(|values, _| {
            for (value, groups) in values.iter_mut().zip(groups) {
                if *value != HIDDEN {
                    *value = groups.of_value(*value);
                }
            }
        });
    }

    /// Decides how many of the first values are hidden in each combination, so that what is told stands for enough interviews.
    pub fn hide(&mut self) {
        // What is left to be decided, as it is told at the level in hand, with the combinations that come to it.
        let mut left: Vec<(Box<[i64]>, u64)> = self.counts.iter().map(|(values, n)| (values.clone(), *n)).collect();
        left.sort_unstable();
        for level in self.everywhere..=self.width {
            let mut told: HashMap<Box<[i64]>, u64> = HashMap::new();
            for (values, n) in &left {
                *told.entry(at_level(values, level)).or_default() += n;
            }
            let is_enough = |values: &[i64]| told.get(&at_level(values, level)).is_some_and(|n| *n >= FEWEST);
            let (enough, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|(values, _)| is_enough(values));
            self.levels.extend(enough.into_iter().map(|(values, _)| (values, level)));
            left = rest;
            if left.is_empty() {
                return;
            }
        }
        self.fill_up(left);
    }

    /// The few that are left when everything is hidden take the smallest groups above with them, until they are enough.
    fn fill_up(&mut self, left: Vec<(Box<[i64]>, u64)>) {
        let mut n: u64 = left.iter().map(|(_, n)| n).sum();
        self.levels.extend(left.into_iter().map(|(values, _)| (values, self.width)));
        let mut groups: BTreeMap<Box<[i64]>, u64> = BTreeMap::new();
        for (values, level) in self.levels.iter().filter(|(_, level)| **level < self.width) {
            *groups.entry(at_level(values, *level)).or_default() += self.counts[values];
        }
        let mut groups: Vec<(u64, Box<[i64]>)> = groups.into_iter().map(|(values, n)| (n, values)).collect();
        groups.sort_unstable();
        for (more, told) in groups {
            if n >= FEWEST {
                return;
            }
            n += more;
            for (values, level) in &mut self.levels {
                if *level < self.width && at_level(values, *level) == told {
                    *level = self.width;
                }
            }
        }
    }

    /// Gives how many of its first values are hidden in a combination.
    pub fn level(&self, values: &[i64]) -> usize {
        let mut told: Box<[i64]> = values.into();
        told[..self.everywhere].fill(HIDDEN);
        self.levels.get(&told).copied().unwrap_or(self.width)
    }

    /// Gives in how many interviews the value at a place is hidden.
    pub fn hidden(&self, place: usize) -> u64 {
        self.levels.iter().filter(|(_, level)| **level > place).map(|(values, _)| self.counts[values]).sum()
    }
}

/// Gives a combination as it is told where so many of its first values are hidden.
fn at_level(values: &[i64], level: usize) -> Box<[i64]> {
    let mut told: Box<[i64]> = values.into();
    told[..level].fill(HIDDEN);
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_is_told_stands_for_too_few(rows in proptest::collection::vec(proptest::collection::vec(0..4_i64, 4), 5..200), most in 3..400_usize) {
            let mut cells = Cells::new(4);
            for row in &rows {
                cells.add(row.clone().into());
                cells.shrink(most);
            }
            prop_assert_eq!(cells.total(), rows.len() as u64);
            cells.hide();
            let mut told: HashMap<Box<[i64]>, u64> = HashMap::new();
            let mut hidden = 0;
            for row in &rows {
                let level = cells.level(row);
                hidden += u64::from(level > 0);
                *told.entry(at_level(row, level)).or_default() += 1;
            }
            prop_assert!(told.values().all(|n| *n >= FEWEST), "{:?}", told);
            prop_assert_eq!(cells.hidden(0), hidden);
        }
    }
}
