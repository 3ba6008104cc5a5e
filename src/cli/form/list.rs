//! `cacah form list`: which questionnaires there are.

use super::super::failure::Outcome;
use super::super::{Place, print};
use super::source;
use crate::survey::form::Form;
use crate::survey::value::safe;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Lists the questionnaires of the database and those that come with the program
#[derive(Debug, Args)]
pub struct List {
    /// Prints JSON instead: one list with an object for each version
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 6] = [
    ("key", "the questionnaire's key"),
    ("version", "its version, a number"),
    ("title", "an object with the title in `id` and `en`"),
    ("questions", "how many questions it has"),
    ("surveys", "how many surveys are keyed with it now"),
    ("from", "`database`, or `program` where it comes with the program and no survey was made with it yet"),
];

/// A version of a questionnaire, and where it is.
struct Line {
    form: Form,
    surveys: i64,
    stored: bool,
}

impl List {
    pub fn run(&self, place: Place) -> Outcome {
        let mut lines = Vec::new();
        if let Some(store) = source::existing(place)? {
            for (form, surveys) in store.questionnaires()? {
                lines.push(Line { form, surveys, stored: true });
            }
        }
        for form in source::shipped() {
            if lines.iter().all(|line| (&line.form.key, line.form.version) != (&form.key, form.version)) {
                lines.push(Line { form, surveys: 0, stored: false });
            }
        }
        lines.sort_by(|one, other| (&one.form.key, one.form.version).cmp(&(&other.form.key, other.form.version)));
        print(if self.json { format!("{:#}\n", Json::from(lines.iter().map(object).collect::<Vec<_>>())) } else { table(&lines) })
    }
}

fn from(line: &Line) -> &'static str {
    if line.stored { "database" } else { "program" }
}

/// One object of `--json`; its keys are described in [`KEYS`].
fn object(line: &Line) -> Json {
    let form = &line.form;
    json!({
        "key": form.key,
        "version": form.version,
        "title": { "id": form.title.id, "en": form.title.en },
        "questions": form.asked(),
        "surveys": line.surveys,
        "from": from(line),
    })
}

fn table(lines: &[Line]) -> String {
    let mut text = String::new();
    let wide = lines.iter().map(|line| line.form.key.width()).max().unwrap_or(0).max("form".len());
    // Writing to a String can't fail, here and below.
    let _ = writeln!(text, "{:<wide$}  version  questions  surveys  from      title", "form");
    for line in lines {
        let form = &line.form;
        let (key, questions, title) = (&form.key, form.asked(), safe(&form.title.id));
        let _ = writeln!(text, "{key:<wide$}  {:>7}  {questions:>9}  {:>7}  {:<8}  {title}", form.version, line.surveys, from(line));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_json_is_described() {
        let object = object(&Line { form: Form::default(), surveys: 0, stored: false });
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
