//! `cacah form check`: everything that is wrong with form files and workbooks, in one go.

use super::super::failure::{Failure, Outcome};
use super::super::print;
use crate::exchange::questionnaire::{self, Complaint, Place, Read};
use crate::survey::value::safe;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::path::Path;

/// Checks form files and workbooks of XLSForm: all complaints at once, each with its place and the next step
///
/// What a workbook has and a form does not is listed too; that is no fault. The exit code is 1 where a file can't be used.
#[derive(Debug, Args)]
pub struct Check {
    /// Form files (.toml) and workbooks (.xlsx, .xls)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,

    /// Prints JSON instead: one list with an object for each file
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 9] = [
    ("file", "the file as it was named"),
    ("sound", "true where it can be used"),
    ("key", "the questionnaire's key; null where it is not sound, as the counts"),
    ("version", "its version, a number"),
    ("sections", "how many sections it has"),
    ("questions", "how many questions are keyed: notes, calculated and retired ones are none"),
    ("choices", "how many choices, over all questions"),
    (
        "complaints",
        "a list with an object for each: `text`, `hint`, and the place: `line` and `column` of a form file, `sheet`, `row` and `column` of a workbook",
    ),
    ("left_out", "a list with an object for each thing that a workbook has and the form does not: `sheet`, `row`, `column`, `what`, `why`"),
];

impl Check {
    pub fn run(&self) -> Outcome {
        let mut found = Vec::new();
        for name in &self.files {
            found.push((name, questionnaire::read(Path::new(name))?));
        }
        print(if self.json {
            let list: Vec<Json> = found.iter().map(|(name, found)| object(name, found)).collect();
            format!("{:#}\n", Json::from(list))
        } else {
            found.iter().map(|(name, found)| text(name, found)).collect()
        })?;
        let wrong: Vec<&str> = found.iter().filter(|(_, found)| found.form.is_none()).map(|(name, _)| name.as_str()).collect();
        if wrong.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("not sound: {}", wrong.join(", ")), "Everything that is wrong stands above, each with its place."))
    }
}

/// One object of `--json`; its keys are described in [`KEYS`].
fn object(name: &str, found: &Read) -> Json {
    let form = found.form.as_ref();
    let left = found.left_out.iter().map(|left| {
        let place = &left.place;
        json!({ "sheet": place.sheet, "row": place.row, "column": place.letters(), "what": left.what, "why": left.why })
    });
    json!({
        "file": name,
        "sound": form.is_some(),
        "key": form.map(|form| &form.key),
        "version": form.map(|form| form.version),
        "sections": form.map(|form| form.sections.len()),
        "questions": form.map(crate::survey::form::Form::asked),
        "choices": form.map(|form| form.questions.iter().map(|question| question.choices().len()).sum::<usize>()),
        "complaints": found.complaints.iter().map(complaint).collect::<Vec<_>>(),
        "left_out": left.collect::<Vec<_>>(),
    })
}

fn complaint(told: &Complaint) -> Json {
    let (text, hint) = (&told.text, &told.hint);
    match &told.place {
        Place::Text { line, column } => json!({ "line": line, "column": column, "text": text, "hint": hint }),
        Place::Cell(cell) => json!({ "sheet": cell.sheet, "row": cell.row, "column": cell.letters(), "text": text, "hint": hint }),
    }
}

fn text(name: &str, found: &Read) -> String {
    let mut text = String::new();
    // Writing to a String can't fail.
    let _ = match &found.form {
        Some(form) => {
            let choices: usize = form.questions.iter().map(|question| question.choices().len()).sum();
            let left = match found.left_out.len() {
                0 => String::new(),
                left => format!(", {left} left out"),
            };
            writeln!(
                text,
                "{}: sound: '{}' version {}, sections: {}, questions: {}, choices: {choices}{left}",
                safe(name),
                form.key,
                form.version,
                form.sections.len(),
                form.asked(),
            )
        }
        None => writeln!(text, "{}: complaints: {}", safe(name), found.complaints.len()),
    };
    for told in &found.complaints {
        for line in told.shown.lines() {
            let _ = writeln!(text, "  {}", safe(line));
        }
    }
    for left in &found.left_out {
        let _ = writeln!(text, "  left out: {}", safe(&left.to_string()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_json_is_described() {
        let object = object("a.toml", &Read::default());
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
