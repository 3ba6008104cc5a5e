//! `cacah check`: how complete a survey is, what is missing and what does not agree.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print};
use crate::store::{Cell, Line, Part, Store, Survey};
use crate::survey::interview::Status;
use crate::survey::value::{Missing, safe};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Gaps, repeats and batches that are listed; all of them are counted.
const MOST: i64 = 1000;

/// Says how complete a survey is: forms by status, missing answers, open problems, form numbers and batches that do not agree
///
/// The exit code is 1 where something is found: numbers missing or standing twice, batches whose totals differ, open problems.
#[derive(Debug, Args)]
pub struct Check {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Breaks the counts down
    #[arg(long, value_name = "PART", default_value = "survey", value_parser = PossibleValuesParser::new(Part::ALL.map(Part::code)))]
    by: String,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 11] = [
    ("survey", "the survey's key"),
    ("finished", "interviews that are complete, returned or approved"),
    ("minimum", "interviews needed by Krejcie & Morgan; 0 where the people served are not known"),
    (
        "lines",
        "a list with an object for each line of `--by`: `name`, `expected`, the statuses, `missing` by reason, `open` and `kept` problems by rule",
    ),
    ("items", "a list with an object for each question: `question`, `asked`, `answered`, `missing` by reason, `none`, `out_of_rule`"),
    ("numbers_missing", "how many form numbers are missing between the lowest and the highest in use"),
    ("numbers_repeated", "how many form numbers stand on more than one interview"),
    ("repeats", "a list of pairs: such a form number, and on how many interviews; at most 1000"),
    ("batches", "a list with an object for each batch whose totals differ: `batch`, `forms`, `done`; at most 1000"),
    ("batches_in_all", "how many such batches there are"),
    ("gaps", "runs of missing form numbers as pairs, first and last; at most 1000"),
];

impl Check {
    pub fn run(&self, place: Place) -> Outcome {
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let part = Part::from_code(&self.by).unwrap_or(Part::Survey);
        let found = Found::read(&store, &survey, part)?;
        print(if self.json { found.json(&survey) } else { found.text(&survey, part) })?;
        if found.is_orderly() {
            return Ok(());
        }
        Err(Failure::new(
            format!("survey '{}' has numbers missing or twice, batches that disagree or open problems", survey.key),
            "They are listed above; press p on the list of surveys to look at them.",
        ))
    }
}

/// What was read.
struct Found {
    all: Line,
    lines: Vec<Line>,
    items: Vec<crate::store::ItemLine>,
    numbers: crate::store::Numbers,
    gaps: Vec<crate::store::Span>,
    repeats: Vec<(i64, i64)>,
    batches: (i64, Vec<crate::store::Batch>),
}

impl Found {
    fn read(store: &Store, survey: &Survey, part: Part) -> Outcome<Self> {
        let none = || Failure::new("the survey has no counts", "Run 'cacah doctor --recount --mend' to put them right.");
        Ok(Self {
            all: store.completeness(survey, Part::Survey)?.into_iter().next().ok_or_else(none)?,
            lines: store.completeness(survey, part)?,
            items: store.items(survey)?,
            numbers: store.numbers(survey.id)?,
            gaps: store.gaps(survey.id, i64::MIN, MOST)?,
            repeats: store.repeats(survey.id, i64::MIN, MOST)?,
            batches: store.disagreeing_batches(survey.id, MOST)?,
        })
    }

    fn is_orderly(&self) -> bool {
        self.numbers.missing == 0 && self.numbers.repeated == 0 && self.batches.0 == 0 && self.all.problems() == 0
    }

    fn json(&self, survey: &Survey) -> String {
        let items: Vec<Json> = self
            .items
            .iter()
            .map(|item| {
                json!({
                    "question": survey.form.questions[item.question].key,
                    "asked": item.asked,
                    "answered": item.answered,
                    "missing": reasons(item.missing),
                    "none": item.none,
                    "out_of_rule": item.out_of_rule,
                })
            })
            .collect();
        let batches: Vec<Json> =
            self.batches.1.iter().map(|batch| json!({ "batch": batch.number, "forms": batch.header.forms, "done": batch.done })).collect();
        let object = json!({
            "survey": survey.key,
            "finished": self.all.counts.finished(),
            "minimum": survey.minimum(),
            "lines": self.lines.iter().map(|line| line_object(survey, line)).collect::<Vec<_>>(),
            "items": items,
            "numbers_missing": self.numbers.missing,
            "numbers_repeated": self.numbers.repeated,
            "gaps": self.gaps.iter().map(|span| [span.first, span.last]).collect::<Vec<_>>(),
            "repeats": self.repeats.iter().map(|(number, n)| [*number, *n]).collect::<Vec<_>>(),
            "batches": batches,
            "batches_in_all": self.batches.0,
        });
        format!("{object:#}\n")
    }

    fn text(&self, survey: &Survey, part: Part) -> String {
        let mut text = String::new();
        let (done, minimum) = (self.all.counts.finished(), survey.minimum());
        // Writing to a String can't fail, here and below.
        let _ = match minimum {
            0 => writeln!(text, "{done} finished; the people served are not known"),
            _ => writeln!(text, "{done} finished of at least {minimum}: {}", if done >= minimum { "enough" } else { "not enough yet" }),
        };
        let heads = ["expected"].into_iter().chain(Status::ALL.map(Status::code)).chain(["missing", "open", "kept"]);
        let heads: Vec<&str> = heads.collect();
        let names: Vec<String> = self.lines.iter().map(|line| safe(&name(survey, part, line))).collect();
        let wide = names.iter().map(|name| name.width()).max().unwrap_or(0).max(part.code().len());
        let _ = writeln!(text, "\n{}{}  {}", part.code(), " ".repeat(wide - part.code().len()), heads.join("  "));
        for (line, name) in self.lines.iter().zip(names) {
            let counts = Status::ALL.map(|status| line.counts.of(status));
            let numbers = [line.expected].into_iter().chain(counts).chain([line.lacking(), line.problems(), line.kept.values().sum()]);
            let cells: Vec<String> = heads.iter().zip(numbers).map(|(head, n)| format!("{n:>wide$}", wide = head.len())).collect();
            let _ = writeln!(text, "{name}{}  {}", " ".repeat(wide - name.width()), cells.join("  "));
        }
        let _ = writeln!(text, "\nform numbers missing: {}", self.numbers.missing);
        for span in &self.gaps {
            let _ = writeln!(text, "  {:04}-{:04}", span.first, span.last);
        }
        let _ = writeln!(text, "form numbers on more than one interview: {}", self.numbers.repeated);
        for (number, n) in &self.repeats {
            let _ = writeln!(text, "  {number:04} on {n} interviews");
        }
        let _ = writeln!(text, "batches whose totals differ: {}", self.batches.0);
        for batch in &self.batches.1 {
            let _ = writeln!(text, "  batch {}: {} forms on the header, {} done", batch.number, batch.header.forms, batch.done);
        }
        let _ = writeln!(text, "open problems: {}", self.all.problems());
        for (rule, n) in &self.all.open {
            let _ = writeln!(text, "  {rule}: {n}");
        }
        text
    }
}

/// Names a line: the label, the day, or the whole survey.
fn name(survey: &Survey, part: Part, line: &Line) -> String {
    match &line.cell {
        Cell::Day(day) => day.clone(),
        Cell::Item(0) if part == Part::Service => "(none)".to_owned(),
        Cell::Item(0) => survey.key.clone(),
        Cell::Item(id) => survey.label(Some(*id)).to_owned(),
    }
}

fn reasons(missing: [i64; Missing::ALL.len()]) -> Json {
    Missing::ALL.iter().zip(missing).map(|(reason, n)| (reason.code().to_owned(), Json::from(n))).collect::<Map<_, _>>().into()
}

fn line_object(survey: &Survey, line: &Line) -> Json {
    let mut object = Map::new();
    let shown = match &line.cell {
        Cell::Day(day) => day.as_str(),
        Cell::Item(0) => "",
        Cell::Item(id) => survey.label(Some(*id)),
    };
    object.insert("name".to_owned(), shown.into());
    object.insert("expected".to_owned(), line.expected.into());
    for status in Status::ALL {
        object.insert(status.code().to_owned(), line.counts.of(status).into());
    }
    object.insert("missing".to_owned(), reasons(line.missing));
    object.insert("open".to_owned(), json!(line.open));
    object.insert("kept".to_owned(), json!(line.kept));
    object.into()
}
