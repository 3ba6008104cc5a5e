//! `cacah verify`: what the blind second keyings of a survey came to.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print};
use crate::store::{Compared, List, Store, Survey, Verification};
use crate::survey::bound::{Verdict, rounded_up, share, upper};
use crate::survey::value::safe;
use clap::Args;
use serde::Serialize;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Tells the results of a survey's verifications, the newest first
///
/// A mismatch counts against the keyer until it is settled for the first value. The bound is that of Clopper and Pearson, 95 %, one-sided; a surveyor
/// passes where it is at most 1 %. The exit code is 1 where the last verification that ended did not pass for somebody.
#[derive(Debug, Args)]
pub struct Verify {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Prints JSON instead: one list with an object for each surveyor of each verification
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 16] = [
    ("verification", "the verification's number in its survey, the first is 1"),
    ("drawn_at", "when it was drawn, `2024-10-01T09:00:00.000+08:00`"),
    ("ended_at", "when it ended; null while it runs"),
    ("verifier", "who keyed again"),
    ("drawn", "forms drawn in the whole verification"),
    ("keyed", "forms keyed again in the whole verification"),
    ("skipped", "forms drawn, not keyed, and complete no more"),
    ("surveyor", "whose work; null where nothing was compared yet"),
    ("fields", "fields compared; free text is not"),
    ("wrong", "fields that the surveyor has wrong"),
    ("verifier_wrong", "fields that the verifier had wrong"),
    ("open", "mismatches not settled; they stand in `wrong`"),
    ("share", "`wrong` of `fields`, from 0 to 1"),
    ("bound", "the share below which the truth lies with 95 % certainty"),
    ("verdict", "`passed`, `undecided` (too little compared to be certain) or `failed`; null where nothing was compared yet"),
    ("questions", "a list with an object for each question: `question`, `fields`, `wrong`, `verifier_wrong`"),
];

impl Verify {
    pub fn run(&self, place: Place) -> Outcome {
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let found = read(&store, &survey)?;
        let rows = rows(&survey, &found);
        print(if self.json { json(&rows)? } else { table(&rows) })?;
        let mut failed = Vec::new();
        for surveyor in survey.list(List::Surveyor) {
            if store.last_verdict(&survey, surveyor.id)?.is_some_and(|verdict| verdict != Verdict::Passed) {
                failed.push(surveyor.label.clone());
            }
        }
        if failed.is_empty() {
            return Ok(());
        }
        let message = format!("the last verification did not pass for {}", failed.join(", "));
        Err(Failure::new(message, "Draw 43 more of each on the screen of verifications, or key all of theirs again."))
    }
}

/// One object of `--json`; its keys are described in [`KEYS`].
#[derive(Serialize)]
struct Object<'a> {
    verification: usize,
    drawn_at: &'a str,
    ended_at: Option<&'a str>,
    verifier: &'a str,
    drawn: i64,
    keyed: i64,
    skipped: i64,
    surveyor: Option<&'a str>,
    fields: u32,
    wrong: u32,
    verifier_wrong: u32,
    open: u32,
    share: f64,
    bound: f64,
    verdict: Option<&'static str>,
    questions: Vec<OfQuestion<'a>>,
}

#[derive(Serialize)]
struct OfQuestion<'a> {
    question: &'a str,
    fields: u32,
    wrong: u32,
    verifier_wrong: u32,
}

fn read(store: &Store, survey: &Survey) -> Outcome<Vec<(Verification, Vec<Compared>)>> {
    let mut found = Vec::new();
    for verification in store.verifications(survey.id)? {
        let compared = store.compared(verification.id)?;
        found.push((verification, compared));
    }
    Ok(found)
}

fn rows<'a>(survey: &'a Survey, found: &'a [(Verification, Vec<Compared>)]) -> Vec<Object<'a>> {
    let mut rows = Vec::new();
    for (place, (verification, compared)) in found.iter().enumerate() {
        let number = found.len() - place;
        for of in compared.chunk_by(|one, next| one.surveyor == next.surveyor) {
            rows.push(object(survey, number, verification, of));
        }
        if compared.is_empty() {
            rows.push(object(survey, number, verification, &[]));
        }
    }
    rows
}

fn object<'a>(survey: &'a Survey, number: usize, verification: &'a Verification, of: &'a [Compared]) -> Object<'a> {
    let sum = |count: fn(&Compared) -> u32| of.iter().map(count).sum::<u32>();
    let (fields, wrong) = (sum(|one| one.fields), sum(|one| one.keyer));
    let questions =
        of.iter().map(|one| OfQuestion { question: &one.question, fields: one.fields, wrong: one.keyer, verifier_wrong: one.verifier });
    Object {
        verification: number,
        drawn_at: &verification.made,
        ended_at: verification.ended.as_deref(),
        verifier: survey.label(Some(verification.verifier)),
        drawn: verification.drawn,
        keyed: verification.keyed,
        skipped: verification.skipped,
        surveyor: of.first().map(|one| survey.label(Some(one.surveyor))),
        fields,
        wrong,
        verifier_wrong: sum(|one| one.verifier),
        open: sum(|one| one.open),
        share: share(wrong, fields),
        bound: upper(wrong, fields),
        verdict: (fields > 0).then(|| Verdict::of(wrong, fields).code()),
        questions: questions.collect(),
    }
}

fn json(rows: &[Object<'_>]) -> Outcome<String> {
    let text = serde_json::to_string_pretty(rows);
    text.map(|text| text + "\n").map_err(|error| Failure::new(format!("the list can't be written: {error}"), "Report this as a bug."))
}

/// Writes a table for people: numbers to the right, the longest texts last.
fn table(rows: &[Object<'_>]) -> String {
    let mut text = String::new();
    // Writing to a String can't fail, here and below.
    let _ = writeln!(text, "verification  day         forms    fields  wrong  share    bound    verdict    surveyor, by verifier");
    for row in rows {
        let forms = format!("{}/{}", row.keyed, row.drawn);
        let day = row.drawn_at.get(..10).unwrap_or_default();
        let (share, bound) = (format!("{:.2} %", row.share * 100.0), format!("{:.2} %", rounded_up(row.bound) * 100.0));
        let verdict = match row.verdict {
            Some(verdict) if row.ended_at.is_some() => verdict,
            _ => "running",
        };
        let who = format!("{}, by {}", row.surveyor.unwrap_or("-"), row.verifier);
        let forms = format!("{forms}{}", " ".repeat(7_usize.saturating_sub(forms.width())));
        let _ = writeln!(
            text,
            "{:>12}  {day}  {forms}  {:>6}  {:>5}  {share:>7}  {bound:>7}  {verdict:<9}  {}",
            row.verification,
            row.fields,
            row.wrong,
            safe(&who)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::template;

    #[test]
    fn every_key_of_the_json_is_described() {
        let mut store = Store::in_memory().expect("opens");
        let template = template::find("skm", jiff::civil::date(2024, 9, 30)).expect("is there");
        let id = store.create_survey(&template.form.source(), &template.setup).expect("is made");
        let survey = store.survey(id).expect("reads");
        let verification = Verification {
            id: 1,
            survey: id,
            surveyor: None,
            verifier: 2,
            every: None,
            made: String::new(),
            ended: None,
            drawn: 0,
            keyed: 0,
            skipped: 0,
            open: 0,
        };
        let object = serde_json::to_value(object(&survey, 1, &verification, &[])).expect("writes");
        let mut described: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        described.sort_unstable();
        let mut printed: Vec<&str> = object.as_object().expect("is an object").keys().map(String::as_str).collect();
        printed.sort_unstable();
        assert_eq!(printed, described);
    }
}
