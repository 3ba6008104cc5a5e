//! `cacah form diff`: what two questionnaires, or two versions of one, have different.

use super::super::failure::{Failure, Outcome};
use super::super::{Place, print};
use super::source;
use crate::survey::diff::{Change, Difference, diff};
use crate::survey::value::safe;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// Compares two questionnaires, or two versions of one: questions, choices, texts, rules
///
/// A line begins with + for what the second has and the first has not, - the other way round, ~ for what differs, and ! where answers stored with the first would mean something else, or nothing, with the second. The exit code is 1 where something differs.
#[derive(Debug, Args)]
pub struct Diff {
    /// The first: a file, or a key such as skm@1
    #[arg(value_name = "A")]
    old: String,

    /// The second
    #[arg(value_name = "B")]
    new: String,

    /// Prints JSON instead: one list with an object for each difference
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 6] = [
    ("about", "what it is about: `question usia`, `question ragam, choice 3`, `section profil`, `form`"),
    ("change", "`added`, `gone` or `changed`"),
    ("what", "the property that changed, as the form file names it, or `place`; null where something came or went"),
    ("old", "the property in the first; empty where it is not there"),
    ("new", "the property in the second"),
    ("breaks", "true where stored answers would mean something else, or nothing"),
];

impl Diff {
    pub fn run(&self, place: Place) -> Outcome {
        let (old, _) = source::find(&self.old, place.clone())?;
        let (new, _) = source::find(&self.new, place)?;
        let found = diff(&old, &new);
        print(if self.json { format!("{:#}\n", Json::from(found.iter().map(object).collect::<Vec<_>>())) } else { text(&found) })?;
        if found.is_empty() {
            return Ok(());
        }
        let breaks = found.iter().filter(|difference| difference.breaks).count();
        let hint = match breaks {
            0 => "Stored answers keep their meaning.".to_owned(),
            1 => "One of them, marked !, changes what stored answers mean: retire it instead and add a new one.".to_owned(),
            many => format!("{many} of them, marked !, change what stored answers mean: retire them instead and add new ones."),
        };
        Err(Failure::new(format!("'{}' and '{}' have {} differences", self.old, self.new, found.len()), hint))
    }
}

/// One object of `--json`; its keys are described in [`KEYS`].
fn object(difference: &Difference) -> Json {
    let (change, what, old, new) = match &difference.change {
        Change::Added => ("added", None, String::new(), String::new()),
        Change::Gone => ("gone", None, String::new(), String::new()),
        Change::Changed { what, old, new } => ("changed", Some(what.as_str()), old.clone(), new.clone()),
        Change::Moved { old, new } => ("changed", Some("place"), place(old.as_ref()), place(new.as_ref())),
    };
    json!({ "about": difference.about.to_string(), "change": change, "what": what, "old": old, "new": new, "breaks": difference.breaks })
}

fn place(after: Option<&String>) -> String {
    after.map_or_else(|| "first".to_owned(), |key| format!("after {key}"))
}

/// Writes a line for each difference.
pub(super) fn text(found: &[Difference]) -> String {
    let mut text = String::new();
    for difference in found {
        let (mark, rest) = match &difference.change {
            Change::Added => ('+', String::new()),
            Change::Gone => ('-', String::new()),
            Change::Changed { what, old, new } => ('~', format!(": {what} '{old}' -> '{new}'")),
            Change::Moved { old, new } => ('~', format!(": place '{}' -> '{}'", place(old.as_ref()), place(new.as_ref()))),
        };
        let mark = if difference.breaks { format!("{mark}!") } else { format!("{mark} ") };
        // Writing to a String can't fail.
        let _ = writeln!(text, "{mark} {}{}", safe(&difference.about.to_string()), safe(&rest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::diff::About;

    #[test]
    fn every_key_of_the_json_is_described() {
        let object = object(&Difference { about: About::Form, change: Change::Added, breaks: false });
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
