//! `cacah audit`: the audit trail's work without the screen.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print};
use crate::exchange::{self, Target};
use crate::store::{List, Store, Survey, TrailFilter, TrailLine};
use crate::survey::interview::Id;
use crate::survey::lang::Lang;
use crate::words::Words;
use clap::Args;
use jiff::civil::Date;

/// Prints who changed what, when, from what to what and why, the newest first
///
/// It prints CSV, which a spreadsheet opens: 'cacah audit > trail.csv'.
#[derive(Debug, Args)]
pub struct Audit {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Only the interviews with this form number
    #[arg(long, value_name = "NUMBER")]
    form: Option<i64>,

    /// Only what this person did, by the name in the survey's lists
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    /// Only this question, by its key, or a field such as @status
    #[arg(long, value_name = "KEY")]
    question: Option<String>,

    /// Only from this day on, 2024-09-30
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,

    /// Only up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,

    /// Only lines with these words in a value or in the reason
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    find: String,

    /// Prints JSON instead: an object on a line of its own for each change
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 14] = [
    ("id", "the line's id, which grows with time on each device"),
    ("turn", "the first line that the same key wrote"),
    ("at", "when, `2024-09-30T09:41:12.123+08:00`"),
    ("who", "who changed it; null where nobody is named"),
    ("subject", "the id of the interview, batch, line of a list, verification or survey"),
    ("about", "the same in words: the form number, the batch, the line of a list, the survey"),
    ("field", "the question's key, or `@` and the name of a field"),
    ("label", "the question or field in words"),
    ("old", "the value before, as stored; null for none"),
    ("new", "the value after, as stored; null for none"),
    ("words", "both values in words, a list of two texts"),
    ("why", "the reason that was given, `@carried` where the answer was carried forward; null for none"),
    ("undoes", "the id of the line that this one takes back, or null"),
    ("undone", "true where a later line takes this one back"),
];

/// Lines printed at a time.
const PAGE: i64 = 1000;

impl Audit {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let filter = self.filter(&survey)?;
        if self.json {
            return lines(&store, &survey, &filter, Words(lang));
        }
        exchange::write_trail(&store, &survey, &filter, Words(lang), Target::Writer(Box::new(std::io::stdout())))?;
        Ok(())
    }

    fn filter(&self, survey: &Survey) -> Outcome<TrailFilter> {
        let who = self.who.as_deref().map(|name| person(survey, name)).transpose()?;
        Ok(TrailFilter {
            interview: None,
            form_number: self.form,
            who,
            question: self.question.clone(),
            from: self.from,
            to: self.to,
            words: self.find.clone(),
        })
    }
}

fn person(survey: &Survey, name: &str) -> Outcome<Id> {
    let people = || survey.list(List::Surveyor).chain(survey.list(List::Supervisor));
    let found = people().find(|item| item.label.eq_ignore_ascii_case(name)).map(|item| item.id);
    found.ok_or_else(|| {
        let known: Vec<&str> = people().map(|item| item.label.as_str()).collect();
        Failure::usage(format!("nobody in this survey is called '{name}'"), format!("There are: {}.", known.join(", ")))
    })
}

fn lines(store: &Store, survey: &Survey, filter: &TrailFilter, w: Words) -> Outcome {
    let mut before = Id::MAX;
    loop {
        let page = store.trail(survey, filter, before, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        before = last.id;
        print(page.iter().map(|line| object(line, survey, w).to_string() + "\n").collect::<String>())?;
    }
}

fn object(line: &TrailLine, survey: &Survey, w: Words) -> serde_json::Value {
    let stored = |value: &Option<String>| value.as_deref().map(|value| serde_json::from_str(value).unwrap_or_else(|_| value.into()));
    let who = Some(line.who.as_str()).filter(|who| !who.is_empty());
    let (old, new): (Option<serde_json::Value>, Option<serde_json::Value>) = (stored(&line.old), stored(&line.new));
    serde_json::json!({
        "id": line.id, "turn": line.turn, "at": line.at, "who": who, "subject": line.subject, "about": line.say_about(survey, w),
        "field": line.question, "label": line.say_field(survey, w), "old": old, "new": new, "words": line.say_values(survey, w),
        "why": line.why, "undoes": line.undoes, "undone": line.undone,
    })
}
