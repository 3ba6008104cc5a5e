//! `cacah index`: NRR, IKM and mutu of a survey, with everything that must stand beside them.

mod json;
mod text;

pub(super) use text::columns;

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print, tell};
use crate::store::{By, Group, RemarkCounts, Results, Store, Survey};
use crate::survey::form::Question;
use crate::survey::index::{Convention, Left, Measure, Pooling};
use crate::survey::interview::Status;
use crate::words::{Lang, Words};
use clap::Args;
use clap::builder::PossibleValuesParser;

/// Tells the index of a survey: NRR, weighted NRR, IKM and mutu, of the unit and of each unsur
///
/// Finished interviews count (complete, returned, approved) unless --status says otherwise; the denominator of an unsur is the answers given to it. What was
/// left out is listed with its reason. Where a usual convention would change the mutu, a warning says which and by how much. Groups under 5 are marked *.
#[derive(Debug, Args)]
pub struct Index {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Which index of the form, by its key: skm for that of the unsur, or one that the form names; the form's first unless said
    #[arg(long = "index", value_name = "KEY")]
    of: Option<String>,

    /// Breaks the index down: location, service, surveyor, day, week, batch, sex, age, education, occupation, disability, or a question's key
    #[arg(long, value_name = "PART")]
    by: Option<String>,

    /// The convention, such as exact, 0.11, 0.111, 0.1111, exact+nrr-3 or 0.11+weighted-4+index-2-cut; the survey's own unless said
    #[arg(long, value_name = "NAME")]
    convention: Option<String>,

    /// How services become one figure; the survey's own way unless said
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Pooling::ALL.map(Pooling::code)))]
    pool: Option<String>,

    /// Stores convention and pooling as the survey's own, for the form's first index
    #[arg(long, conflicts_with = "of")]
    save: bool,

    /// Only interviews of these statuses, with commas between
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Status::ALL.map(Status::code)))]
    status: Vec<String>,

    /// The order of the unsur: as on the form, or as in the regulation's list
    #[arg(long, value_name = "ORDER", default_value = "form", value_parser = ["form", "regulation"])]
    order: String,

    /// Counts from the rows instead of the kept counts, and adds the 95 % interval
    #[arg(long)]
    recount: bool,

    /// Leaves out the figures of groups under 5, as published tables do
    #[arg(long)]
    suppress: bool,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 21] = [
    ("survey", "the survey's key"),
    ("key", "the index's key: `skm`, or that of an index that the form names"),
    ("label", "what it is called"),
    ("indices", "the keys of all indices of the form"),
    ("convention", "the convention's name, as `--convention` takes it"),
    ("convention_says", "what it does"),
    ("pooling", "`respondents` (all count alike) or `services` (mean of the services' IKM)"),
    ("statuses", "the statuses whose interviews are counted"),
    ("interviews", "how many those are"),
    ("weight", "the weight of one unsur; null without answers, and where they weigh differently"),
    ("index", "the sum of the weighted NRR, 1 to 4 for the SKM, four decimals"),
    (
        "ikm",
        "the index, 25 to 100 for the SKM, rounded half up at two decimals; null where an unsur that others answered has no answer, or there are none",
    ),
    ("mutu", "`A` to `D`, or the letter of the index's own bands; empty where it has none"),
    ("interval", "the 95 % interval as a pair, and `method`; null without `--recount`, below 30 interviews, and where services are pooled"),
    (
        "unsur",
        "a list with an object for each unsur: `question`, `number` (U-number of the regulation), `label`, `n`, `counts` by value, `sum`, `nrr`, `weighted`, `ikm`, `mutu`, `lowest` (1 to 3, equals share a place), `left_out` by reason, `comments` (coded comments about it; null with `--status`)",
    ),
    ("left_out", "interviews that are not counted, by status"),
    ("without_service", "interviews without a service; where services are pooled, they are in no service's mean"),
    ("other_conventions", "a list of the usual conventions with another mutu: `convention`, `ikm`, `mutu`, `by` (points)"),
    ("by", "the breakdown; null without one"),
    ("groups", "a list with an object for each group: `name`, `n`, `small` (under 5), `ikm`, `mutu`, `nrr` by question"),
    ("source", "`kept` counts or `rows`"),
];

const W: Words = Words(Lang::En);

/// What was worked out, and how it is shown.
struct Found {
    results: Results,
    by: Option<By>,
    groups: Vec<Group>,
    /// Positions of the unsur in the order that was asked for.
    order: Vec<usize>,
    from_rows: bool,
    /// What comments are about; none where other interviews are counted than finished ones.
    remarks: Option<RemarkCounts>,
    suppress: bool,
}

impl Index {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let mut store = place.open_existing()?;
        let mut survey = find_survey(&store, self.survey.as_deref())?;
        let convention = self.convention.as_deref().map_or(Ok(survey.convention), convention)?;
        let pooling = self.pool.as_deref().and_then(Pooling::from_code).unwrap_or(survey.pooling);
        if self.save {
            store.set_convention(&survey, &convention, pooling)?;
            survey = store.survey(survey.id)?;
            tell(&format!("survey '{}' has the convention {}, {}", survey.key, convention.name(), W.pooling(pooling)));
        }
        let mut measure = self.measure(&survey)?;
        if self.of.is_none() || self.convention.is_some() {
            measure.convention = convention;
        }
        if self.of.is_none() || self.pool.is_some() {
            measure.pooling = pooling;
        }
        let found = self.find(&store, &survey, &measure)?;
        print(if self.json { found.json(&survey, lang) } else { found.text(&survey, lang) })
    }

    /// Gives the index that is meant, worked out as the survey has it.
    fn measure(&self, survey: &Survey) -> Outcome<Measure> {
        let Some(key) = &self.of else { return Ok(survey.measure()) };
        let all = survey.measures();
        all.iter().find(|measure| measure.definition.key == *key).cloned().ok_or_else(|| {
            let keys: Vec<&str> = all.iter().map(|measure| measure.definition.key.as_str()).collect();
            let hint = if keys.is_empty() { "Its form has no index.".to_owned() } else { format!("Name one of {}.", keys.join(", ")) };
            Failure::usage(format!("survey '{}' has no index '{key}'", survey.key), hint)
        })
    }

    fn find(&self, store: &Store, survey: &Survey, measure: &Measure) -> Outcome<Found> {
        let by = self.by.as_deref().map(|name| breakdown(survey, name)).transpose()?;
        let mut statuses: Vec<Status> = self.status.iter().filter_map(|code| Status::from_code(code)).collect();
        if statuses.is_empty() {
            statuses = Status::FINISHED.to_vec();
        }
        let kept = matches!(by, None | Some(By::Part(_))) && !self.recount && statuses == Status::FINISHED;
        let (results, groups) = if kept {
            let groups = match by {
                Some(By::Part(part)) => store.scores(survey, &measure.definition, part)?,
                _ => Vec::new(),
            };
            (store.results(survey, measure)?, groups)
        } else {
            let by: Vec<By> = by.into_iter().collect();
            let (results, mut groups) = store.results_of_rows(survey, &statuses, measure, &by)?;
            (results, groups.pop().unwrap_or_default())
        };
        let order = if self.order == "regulation" {
            measure.definition.by_regulation(&survey.form)
        } else {
            (0..results.index.lines.len()).collect()
        };
        let remarks = if statuses == Status::FINISHED { Some(store.remark_counts(survey)?) } else { None };
        Ok(Found { results, by, groups, order, from_rows: !kept, remarks, suppress: self.suppress })
    }
}

/// Gives the coded comments about an unsur, where they are counted.
fn about(survey: &Survey, found: &Found, question: usize) -> Option<i64> {
    found.remarks.as_ref().map(|remarks| remarks.of(&survey.form.questions[question].key))
}

fn convention(name: &str) -> Outcome<Convention> {
    let hint = "Name a weight (exact, 0.11, 0.111, 0.1111) and, with + between, what is rounded: nrr-3, weighted-4, index-2, each with -cut to cut off; or ikm-cut.";
    Convention::from_name(name).ok_or_else(|| Failure::usage(format!("'{name}' is no convention"), hint))
}

fn breakdown(survey: &Survey, name: &str) -> Outcome<By> {
    By::from_name(survey, name).ok_or_else(|| {
        let names: Vec<&str> = By::all(survey).into_iter().map(|by| by.name(survey)).collect();
        Failure::usage(format!("survey '{}' can't be broken down by '{name}'", survey.key), format!("Name one of {}.", names.join(", ")))
    })
}

/// Gives the question of an unsur by its place.
fn asked<'a>(survey: &'a Survey, results: &Results, at: usize) -> &'a Question {
    &survey.form.questions[results.definition.questions[at]]
}

fn reason(left: Left) -> String {
    match left {
        Left::Missing(reason) => reason.code().to_owned(),
        Left::None => "none".to_owned(),
        Left::Outside(code) => format!("code {code}"),
    }
}
