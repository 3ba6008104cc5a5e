//! The index of the SKM (Permenpan RB 14/2017): NRR, weighted NRR, IKM and mutu in exact fractions; knows no interview and no screen.

pub mod convention;
pub mod decimal;
pub mod definition;
pub mod figures;
pub mod interval;
pub mod reproduce;

use super::value::Missing;
pub use convention::{Convention, SCALE, Worked};
pub use decimal::Ratio;
pub use definition::{Definition, Measure, Mutu, Rule};
use std::collections::BTreeMap;

/// The decimals at which an IKM is printed and its mutu read.
pub const PLACES: u8 = 2;

/// A group smaller than this is marked, and left out of published tables where asked.
pub const SMALL: u64 = 5;

/// How many of the lowest unsur are marked: those that the table of follow-up is made for.
pub const LOWEST: usize = 3;

/// Why an answer was asked for and is not in the average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    Missing(Missing),
    /// Neither an answer nor a reason.
    None,
    /// A code that is no choice of the question.
    Outside(i64),
}

/// The answers to one unsur: how often each value, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    pub counts: BTreeMap<i64, u64>,
    pub left: BTreeMap<Left, u64>,
}

impl Scores {
    /// Makes them from frequencies.
    #[must_use]
    pub fn of(counts: impl IntoIterator<Item = (i64, u64)>) -> Self {
        Self { counts: counts.into_iter().filter(|(_, n)| *n > 0).collect(), left: BTreeMap::new() }
    }

    /// Gives the answers that count: the denominator of the average.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Gives the sum of the values.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.counts.iter().map(|(value, n)| value * i64::try_from(*n).unwrap_or(i64::MAX)).sum()
    }

    /// Gives how many were left out, for whatever reason.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left.values().sum()
    }

    /// Gives the exact average; `None` where nobody answered.
    #[must_use]
    pub fn average(&self) -> Option<Ratio> {
        decimal::ratio(self.sum(), i64::try_from(self.n()).ok()?)
    }

    /// Adds another group's answers.
    pub fn add(&mut self, other: &Self) {
        for (value, n) in &other.counts {
            *self.counts.entry(*value).or_default() += n;
        }
        for (left, n) in &other.left {
            *self.left.entry(*left).or_default() += n;
        }
    }
}

/// One unsur of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Answers counted.
    pub n: u64,
    pub sum: i64,
    /// The average as the convention uses it; with those that follow, `None` where nobody answered.
    pub figures: Option<Figures>,
}

/// What one unsur comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub nrr: Ratio,
    pub weighted: Ratio,
    /// NRR x factor, the unsur's own index: x 25 for the SKM.
    pub ikm: Ratio,
    pub mutu: Mutu,
}

/// The index of a unit or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub convention: Convention,
    /// In the order of the scores that were given.
    pub lines: Vec<Line>,
    /// The whole; `None` where an unsur of the survey has no answer, or there is none.
    pub whole: Option<Whole>,
}

/// What the unsur come to together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The weight of each unsur that anybody answered.
    pub weights: Vec<Ratio>,
    /// The sum of the weighted averages, 1 to 4 for the SKM.
    pub index: Ratio,
    /// The IKM as printed, at two decimals.
    pub ikm: Ratio,
    /// The IKM before it was brought to its decimals.
    pub exact: Ratio,
    pub mutu: Mutu,
}

impl Whole {
    fn of(convention: &Convention, rule: &Rule, worked: Worked) -> Self {
        let ikm = convention.print(&worked.ikm, PLACES);
        Self { weights: worked.weights, index: worked.index, mutu: rule.mutu(&ikm), ikm, exact: worked.ikm }
    }

    /// Gives the weight of one unsur, where all weigh the same.
    #[must_use]
    pub fn weight(&self) -> Option<&Ratio> {
        let first = self.weights.first()?;
        self.weights.iter().all(|weight| weight == first).then_some(first)
    }
}

impl Index {
    /// Works out an index. `asked` says which unsur belong to the survey: those that anybody answered; the weight is one over their number,
    /// or their own.
    #[must_use]
    pub fn of(scores: &[Scores], asked: &[bool], rule: &Rule, convention: &Convention) -> Self {
        let averages: Vec<Option<Ratio>> =
            scores.iter().zip(asked).map(|(scores, asked)| if *asked { scores.average() } else { None }).collect();
        let weights = rule.weights(asked, convention);
        let known = averages.iter().zip(asked).filter(|(_, asked)| **asked).map(|(average, _)| average.clone()).collect::<Option<Vec<_>>>();
        let worked = known.filter(|known| !known.is_empty()).zip(weights.clone());
        let whole = worked.map(|(averages, weights)| Whole::of(convention, rule, convention.work_with(&averages, weights, &rule.factor)));
        let mut weights = weights.unwrap_or_default().into_iter();
        let line = |((scores, average), asked): ((&Scores, Option<Ratio>), &bool)| {
            let weight = if *asked { weights.next() } else { None };
            let figures = average.zip(weight).map(|(average, weight)| {
                let nrr = convention.nrr.to(&average);
                let (weighted, ikm) = (convention.weighted.to(&(&nrr * weight)), &nrr * &rule.factor);
                Figures { weighted, mutu: rule.mutu(&ikm), ikm, nrr }
            });
            Line { n: scores.n(), sum: scores.sum(), figures }
        };
        Self { convention: *convention, lines: scores.iter().zip(averages).zip(asked).map(line).collect(), whole }
    }

    /// Gives the place of each unsur from below, 1 the lowest, where it is among the lowest three: equals share a place. None where all are equal.
    #[must_use]
    pub fn lowest(&self) -> Vec<Option<usize>> {
        let nrr = |line: &Line| line.figures.as_ref().map(|figures| figures.nrr.clone());
        let known: Vec<Ratio> = self.lines.iter().filter_map(nrr).collect();
        let differ = known.windows(2).any(|pair| pair[0] != pair[1]);
        let place = |line: &Line| {
            let own = nrr(line).filter(|_| differ)?;
            let place = 1 + known.iter().filter(|other| **other < own).count();
            (place <= LOWEST).then_some(place)
        };
        self.lines.iter().map(place).collect()
    }
}

/// Tells which unsur belong to a survey: those that anybody answered.
#[must_use]
pub fn asked(scores: &[Scores]) -> Vec<bool> {
    scores.iter().map(|scores| scores.n() > 0).collect()
}

/// A convention under which the mutu would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub convention: Convention,
    pub ikm: Ratio,
    pub mutu: Mutu,
    /// The other IKM less this one.
    pub by: Ratio,
}

/// Gives the usual conventions under which the mutu would be another, the plainest first; `of` works out IKM and mutu by a convention.
#[must_use]
pub fn sensitive(convention: &Convention, of: impl Fn(&Convention) -> Option<(Ratio, Mutu)>) -> Vec<Other> {
    let Some((here, mutu)) = of(convention) else { return Vec::new() };
    let other = |convention: Convention| {
        let (ikm, other) = of(&convention)?;
        let by = &ikm - &here;
        (other != mutu).then_some(Other { convention, ikm, mutu: other, by })
    };
    Convention::usual().into_iter().filter_map(other).collect()
}

/// How several services become one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pooling {
    /// Every respondent counts alike.
    #[default]
    Respondents,
    /// Every service counts alike: the mean of the services' own IKM.
    Services,
}

impl Pooling {
    pub const ALL: [Self; 2] = [Self::Respondents, Self::Services];

    /// Gives the stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Respondents => "respondents",
            Self::Services => "services",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pooling| pooling.code() == code)
    }
}

/// Gives the mean of the IKM of groups, each counted alike, with its mutu; `None` where one of them has none, or there is none.
#[must_use]
pub fn mean(groups: &[&Index], rule: &Rule) -> Option<(Ratio, Mutu)> {
    let sum = groups.iter().try_fold(decimal::whole(0), |sum, index| Some(sum + &index.whole.as_ref()?.exact))?;
    let first = groups.first()?;
    let exact = sum / decimal::whole(i64::try_from(groups.len()).ok()?);
    let ikm = first.convention.print(&exact, PLACES);
    let mutu = rule.mutu(&ikm);
    Some((ikm, mutu))
}

#[cfg(test)]
mod tests;
