//! Files for statistics: variables with names, labels, levels and widths that SPSS, Stata, R and Python take; knows no file.

mod dta;
mod extent;
pub(in crate::exchange) mod sav;
mod scripts;

pub(super) use dta::Stata;
pub(super) use sav::Spss;
pub(super) use scripts::Scripts;

use super::Options;
use super::column::{self, Column, Holds};
use super::plan::Plan;
use crate::store::Survey;
use crate::survey::value::Missing;
use crate::words::Words;
use extent::{Extent, Extents};

/// The longest name that every program takes.
const LONGEST_NAME: usize = 32;

/// Names that a program keeps for itself.
const TAKEN: [&str; 25] = [
    "all", "and", "by", "byte", "double", "eq", "float", "ge", "gt", "if", "in", "int", "le", "long", "lt", "ne", "not", "or", "strl",
    "to", "using", "with", "true", "false", "null",
];

/// One variable as it is written.
pub(super) struct Variable {
    pub column: Column,
    pub name: String,
    pub extent: Extent,
}

impl Variable {
    /// Tells whether it is written as text: also where a whole number has more digits than a 64-bit float keeps.
    pub const fn is_text(&self) -> bool {
        matches!(self.column.holds, Holds::Text) || self.extent.is_beyond_floats()
    }

    /// Gives the number that stands for a reason: below every value that can stand there, so -91 to -99 in most.
    pub fn number_of(&self, reason: Missing) -> i64 {
        -(self.base() + position(reason))
    }

    /// Gives the range in which reasons stand, the lowest first.
    pub fn range(&self) -> (i64, i64) {
        (-(self.base() + 9), -(self.base() + 1))
    }

    fn base(&self) -> i64 {
        let lowest = self.column.codes.iter().map(|(code, _)| *code).chain(self.extent.lowest()).min().unwrap_or(0);
        let mut base = 90;
        while -(base + 1) >= lowest && base < 1_000_000_000_000_000 {
            base = base * 10 + 90;
        }
        base
    }

    /// Gives every code with its label, and the reasons with theirs.
    pub fn labels(&self, w: Words) -> Vec<(Code, String)> {
        let codes = self.column.codes.iter().map(|(code, label)| (Code::Value(*code), label.clone()));
        let reasons = Missing::ALL.into_iter().filter(|_| self.column.takes_reasons());
        codes.chain(reasons.map(|reason| (Code::Reason(reason), w.missing(reason).to_owned()))).collect()
    }
}

/// What has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Value(i64),
    Reason(Missing),
}

/// Gives the place of a reason, from 1; new ones come at the end.
fn position(reason: Missing) -> i64 {
    Missing::ALL.iter().zip(1..).find(|(known, _)| **known == reason).map_or(9, |(_, place)| place)
}

/// Gives each column a name of its own that every program takes.
fn names<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    for column in columns {
        let is_free = |name: &String| !TAKEN.contains(&name.as_str()) && !done.contains(name);
        let short = |name: &str, ending: &str| format!("{}{ending}", &name[..name.len().min(LONGEST_NAME - ending.len())]);
        let mut name = short(&column.name, "");
        let mut more = 2;
        while !is_free(&name) {
            name = short(&column.name, &format!("_{more}"));
            more += 1;
        }
        done.push(name);
    }
    done
}

/// Gives the variables of what was measured.
fn variables(extents: Extents) -> Vec<Variable> {
    let measured = extents.done();
    let names = names(measured.iter().map(|(column, _)| column));
    measured.into_iter().zip(names).map(|((column, extent), name)| Variable { column, name, extent }).collect()
}

/// Gives the columns that a file of ours is made from, each with the name of its variable.
pub(super) fn named(survey: &Survey) -> Vec<(String, Column)> {
    let columns = column::variables(survey, &Options::default());
    let names = names(columns.iter());
    names.into_iter().zip(columns).collect()
}

/// Gives the sets of variables that are the choices of one question: its position, and theirs among the variables.
fn sets(variables: &[Variable]) -> Vec<(usize, Vec<usize>)> {
    let mut sets: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, variable) in variables.iter().enumerate().filter(|(_, variable)| variable.column.holds == Holds::Mark) {
        let Some(question) = variable.column.question else { continue };
        match sets.last_mut() {
            Some((last, members)) if *last == question => members.push(at),
            _ => sets.push((question, vec![at])),
        }
    }
    sets
}

/// Says what the file is, in lines.
fn said(plan: &Plan) -> Vec<String> {
    plan.about.say(plan.w()).into_iter().map(|(name, text)| format!("{name}: {text}")).collect()
}

/// Cuts a text to so many bytes, between letters.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Gives a day as days from another.
fn days(day: &str, since: jiff::civil::Date) -> Option<i64> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(i64::from(day.since(since).ok()?.get_days()))
}

/// Gives a time of day in seconds from midnight.
fn seconds(time: &str) -> Option<i64> {
    let mut parts = time.split(':').map(str::parse::<i64>);
    let (hours, minutes, rest) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next());
    Some(hours * 3600 + minutes * 60 + rest.and_then(Result::ok).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_counted() {
        assert_eq!(days("2024-09-30", jiff::civil::date(1960, 1, 1)), Some(23_649));
        assert_eq!(days("1582-10-14", jiff::civil::date(1582, 10, 14)), Some(0));
        assert_eq!(["08:30", "23:59:59", "x"].map(seconds), [Some(30_600), Some(86_399), None]);
    }

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!((cut("aé", 2), cut("aé", 3), cut("🙂", 3)), ("a", "aé", ""));
    }
}
