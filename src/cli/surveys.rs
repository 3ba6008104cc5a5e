//! `cacah surveys`: what surveys there are and how far they are.

use super::failure::{Failure, Outcome};
use super::{Place, print};
use crate::store::{Counts, Survey};
use crate::survey::interview::Status;
use crate::survey::value::safe;
use clap::Args;
use serde::Serialize;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Lists the surveys, the newest first, with their interviews by status
#[derive(Debug, Args)]
pub struct Surveys {
    /// Prints JSON instead: one list with an object for each survey
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 11] = [
    ("key", "the name that `--survey` takes; also in the database's view `labels_<key>`"),
    ("name", "the survey's name"),
    ("unit", "the unit whose service is surveyed"),
    ("period", "the period's name"),
    ("from", "the period's first day, `2024-09-30`"),
    ("to", "the period's last day"),
    ("served", "people served in the period; 0 is unknown"),
    ("minimum", "interviews needed by Krejcie & Morgan; 0 where `served` is"),
    ("form", "the questionnaire's key"),
    ("form_version", "the questionnaire's version, a number"),
    ("counts", "an object with the number of interviews by status: `draft`, `complete`, `returned`, `approved`, `void`"),
];

impl Surveys {
    pub fn run(&self, place: Place) -> Outcome {
        let store = place.open_existing()?;
        let mut rows = Vec::new();
        for survey in store.surveys()? {
            let counts = store.counts(survey.id)?;
            rows.push((survey, counts));
        }
        print(if self.json { json(&rows)? } else { table(&rows) })
    }
}

/// One object of `--json`; its keys are described in [`KEYS`].
#[derive(Serialize)]
struct Object<'a> {
    key: &'a str,
    name: &'a str,
    unit: &'a str,
    period: &'a str,
    from: String,
    to: String,
    served: i64,
    minimum: i64,
    form: &'a str,
    form_version: u32,
    counts: ByStatus,
}

#[derive(Serialize)]
struct ByStatus {
    draft: i64,
    complete: i64,
    returned: i64,
    approved: i64,
    void: i64,
}

fn json(rows: &[(Survey, Counts)]) -> Outcome<String> {
    let objects: Vec<Object<'_>> = rows.iter().map(|(survey, counts)| object(survey, *counts)).collect();
    let text = serde_json::to_string_pretty(&objects);
    text.map(|text| text + "\n").map_err(|error| Failure::new(format!("the list can't be written: {error}"), "Report this as a bug."))
}

fn object(survey: &Survey, counts: Counts) -> Object<'_> {
    let [draft, complete, returned, approved, void] = Status::ALL.map(|status| counts.of(status));
    Object {
        key: &survey.key,
        name: &survey.name,
        unit: &survey.unit,
        period: &survey.period,
        from: survey.from.to_string(),
        to: survey.to.to_string(),
        served: survey.served,
        minimum: survey.minimum(),
        form: &survey.form.key,
        form_version: survey.form.version,
        counts: ByStatus { draft, complete, returned, approved, void },
    }
}

/// Writes a table for people: numbers to the right, the longest texts last.
fn table(rows: &[(Survey, Counts)]) -> String {
    let mut text = String::new();
    let wide = rows.iter().map(|(survey, _)| survey.key.width()).max().unwrap_or(0).max("survey".len());
    let mut line = |key: &str, counts: [String; 5], title: &str| {
        let counts: Vec<String> =
            Status::ALL.iter().zip(counts).map(|(status, count)| format!("{count:>wide$}", wide = status.code().len())).collect();
        // Writing to a String can't fail.
        let _ = writeln!(text, "{key:<wide$}  {}  {title}", counts.join("  "));
    };
    line("survey", Status::ALL.map(|status| status.code().to_owned()), "name");
    for (survey, counts) in rows {
        line(&survey.key, Status::ALL.map(|status| counts.of(status).to_string()), &safe(&survey.title()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::survey::template;

    #[test]
    fn every_key_of_the_json_is_described() {
        let mut store = Store::in_memory().expect("opens");
        let template = template::find("skm", jiff::civil::date(2024, 9, 30)).expect("is there");
        let id = store.create_survey(&template.form.source(), &template.setup).expect("is made");
        let survey = store.survey(id).expect("reads");
        let object = serde_json::to_value(object(&survey, Counts::default())).expect("writes");
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
