//! `cacah index`: NRR, IKM and mutu of a survey, with everything that must stand beside them.

use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print, tell};
use crate::store::{By, Group, Part, Results, Store, Survey, points};
use crate::survey::index::{self, Convention, Figures, Left, PLACES, Pooling, Ratio, SMALL, decimal, interval};
use crate::survey::interview::Status;
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Tells the index of a survey: NRR, weighted NRR, IKM and mutu, of the unit and of each unsur
///
/// Finished interviews count (complete, returned, approved) unless --status says otherwise; the denominator of an unsur is the answers given to it. What was
/// left out is listed with its reason. Where a usual convention would change the mutu, a warning says which and by how much. Groups under 5 are marked *.
#[derive(Debug, Args)]
pub struct Index {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Breaks the index down: location, service, surveyor, day, week, batch, sex, age, education, occupation, disability, or a question's key
    #[arg(long, value_name = "PART")]
    by: Option<String>,

    /// The convention, such as exact, 0.11, 0.111, 0.1111, exact+nrr-3 or 0.11+weighted-4+index-2-cut; the survey's own unless said
    #[arg(long, value_name = "NAME")]
    convention: Option<String>,

    /// How services become one figure; the survey's own way unless said
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Pooling::ALL.map(Pooling::code)))]
    pool: Option<String>,

    /// Stores convention and pooling as the survey's own
    #[arg(long)]
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
pub const KEYS: [(&str, &str); 18] = [
    ("survey", "the survey's key"),
    ("convention", "the convention's name, as `--convention` takes it"),
    ("convention_says", "what it does"),
    ("pooling", "`respondents` (all count alike) or `services` (mean of the services' IKM)"),
    ("statuses", "the statuses whose interviews are counted"),
    ("interviews", "how many those are"),
    ("weight", "the weight of one unsur; null without answers"),
    ("index", "the sum of the weighted NRR, 1 to 4, four decimals"),
    (
        "ikm",
        "the IKM, 25 to 100, rounded half up at two decimals; null where an unsur that others answered has no answer, or there are none",
    ),
    ("mutu", "`A` to `D`"),
    ("interval", "the 95 % interval as a pair, and `method`; null without `--recount`, and where services are pooled"),
    (
        "unsur",
        "a list with an object for each unsur: `question`, `number` (U-number of the regulation), `label`, `n`, `counts` by value, `sum`, `nrr`, `weighted`, `ikm`, `mutu`, `lowest` (1 to 3, equals share a place), `left_out` by reason",
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
        let found = self.find(&store, &survey, &convention, pooling)?;
        print(if self.json { self.json(&survey, &found, lang) } else { self.text(&survey, &found, lang) })
    }

    fn find(&self, store: &Store, survey: &Survey, convention: &Convention, pooling: Pooling) -> Outcome<Found> {
        let by = self.by.as_deref().map(|name| breakdown(survey, name)).transpose()?;
        let mut statuses: Vec<Status> = self.status.iter().filter_map(|code| Status::from_code(code)).collect();
        if statuses.is_empty() {
            statuses = Status::FINISHED.to_vec();
        }
        let kept = matches!(by, None | Some(By::Part(_))) && !self.recount && statuses == Status::FINISHED;
        let (results, groups) = if kept {
            let groups = match by {
                Some(By::Part(part)) => store.scores(survey, part)?,
                _ => Vec::new(),
            };
            (store.results(survey, convention, pooling)?, groups)
        } else {
            let by: Vec<By> = by.into_iter().collect();
            let (results, mut groups) = store.results_of_rows(survey, &statuses, (convention, pooling), &by)?;
            (results, groups.pop().unwrap_or_default())
        };
        let mut order: Vec<usize> = (0..results.index.lines.len()).collect();
        if self.order == "regulation" {
            let unsur = index::unsur(&survey.form);
            order.sort_by_key(|at| survey.form.questions[unsur[*at]].unsur);
        }
        Ok(Found { results, by, groups, order, from_rows: !kept })
    }

    fn text(&self, survey: &Survey, found: &Found, lang: Lang) -> String {
        let mut text = String::new();
        let results = &found.results;
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "{}\n", safe(&survey.title()));
        let _ = match &results.headline {
            Some((ikm, mutu)) => writeln!(text, "IKM {}  mutu {}  {}", decimal::show(ikm, PLACES), mutu.code(), W.mutu(*mutu)),
            None => writeln!(text, "no IKM: {}", why(survey, results, lang)),
        };
        let _ =
            writeln!(text, "{} interviews: {}", results.whole.n, results.statuses.iter().map(|s| s.code()).collect::<Vec<_>>().join(", "));
        if let (Some((low, high)), Some(half)) = (results.bounds(), results.half) {
            let show = |value| points(value).map_or_else(String::new, |value| decimal::show(&value, PLACES));
            let _ = writeln!(text, "95 % interval {} to {} (+- {}, {})", show(low), show(high), show(half), interval::METHOD);
        }
        let _ = writeln!(text, "convention {}: {}", results.convention.name(), W.convention(&results.convention, results.unsur()));
        let _ = writeln!(text, "pooling: {}\n", W.pooling(results.pooling));
        text.push_str(&unsur_table(survey, found, lang));
        text.push_str(&left_out(survey, found));
        for other in &results.others {
            let by = decimal::show(&other.by, PLACES);
            let by = if by.starts_with('-') { by } else { format!("+{by}") };
            let _ = writeln!(
                text,
                "warning: by {} the mutu is {}: IKM {} ({by})",
                other.convention.name(),
                other.mutu.code(),
                decimal::show(&other.ikm, PLACES)
            );
        }
        if let Some(by) = found.by {
            text.push_str(&self.group_table(survey, found, by, lang));
        }
        text
    }

    fn group_table(&self, survey: &Survey, found: &Found, by: By, lang: Lang) -> String {
        let unsur = index::unsur(&survey.form);
        let mut head = vec![by.name(survey).to_owned(), "n".to_owned(), "IKM".to_owned(), "mutu".to_owned()];
        head.extend(found.order.iter().map(|at| number(survey, unsur[*at])));
        let mut rows = vec![head];
        for group in &found.groups {
            let worked = found.results.group(group);
            let mark = if group.n < SMALL { "*" } else { "" };
            let mut row = vec![safe(&group.key.name(survey, by, Words(lang))), format!("{}{mark}", group.n)];
            let hidden = self.suppress && group.n < SMALL;
            let whole = worked.whole.as_ref().filter(|_| !hidden);
            row.push(whole.map_or_else(|| "-".to_owned(), |whole| decimal::show(&whole.ikm, PLACES)));
            row.push(whole.map_or("-", |whole| whole.mutu.code()).to_owned());
            row.extend(found.order.iter().map(|at| {
                let nrr = worked.lines[*at].figures.as_ref().filter(|_| !hidden).map(|figures| &figures.nrr);
                nrr.map_or_else(|| "-".to_owned(), |nrr| decimal::show(nrr, 2))
            }));
            rows.push(row);
        }
        let mut text = format!("\n{}", columns(&rows));
        if found.groups.iter().any(|group| group.n < SMALL) {
            let _ = writeln!(text, "* fewer than {SMALL} interviews{}", if self.suppress { ", left out" } else { "" });
        }
        text
    }

    fn json(&self, survey: &Survey, found: &Found, lang: Lang) -> String {
        let results = &found.results;
        let whole = results.index.whole.as_ref();
        let interval = results.bounds().map(|(low, high)| {
            let number = |value| points(value).map_or(Json::Null, |value| digits(&value, PLACES));
            json!({ "low": number(low), "high": number(high), "method": interval::METHOD })
        });
        let others: Vec<Json> = results
            .others
            .iter()
            .map(|other| json!({ "convention": other.convention.name(), "ikm": digits(&other.ikm, PLACES), "mutu": other.mutu.code(), "by": digits(&other.by, PLACES) }))
            .collect();
        let left: Map<String, Json> = results.left_out().into_iter().map(|(status, n)| (status.code().to_owned(), n.into())).collect();
        let object = json!({
            "survey": survey.key,
            "convention": results.convention.name(),
            "convention_says": W.convention(&results.convention, results.unsur()),
            "pooling": results.pooling.code(),
            "statuses": results.statuses.iter().map(|status| status.code()).collect::<Vec<_>>(),
            "interviews": results.whole.n,
            "weight": whole.map(|whole| digits(&whole.weight, 6)),
            "index": whole.map(|whole| digits(&whole.index, 4)),
            "ikm": results.headline.as_ref().map(|(ikm, _)| digits(ikm, PLACES)),
            "mutu": results.headline.as_ref().map(|(_, mutu)| mutu.code()),
            "interval": interval,
            "unsur": found.order.iter().map(|at| unsur_object(survey, found, *at, lang)).collect::<Vec<_>>(),
            "left_out": left,
            "without_service": results.without_service,
            "other_conventions": others,
            "by": found.by.map(|by| by.name(survey)),
            "groups": found.by.map_or_else(Vec::new, |by| found.groups.iter().map(|group| self.group_object(survey, found, by, group, lang)).collect()),
            "source": if found.from_rows { "rows" } else { "kept" },
        });
        format!("{object:#}\n")
    }

    fn group_object(&self, survey: &Survey, found: &Found, by: By, group: &Group, lang: Lang) -> Json {
        let worked = found.results.group(group);
        let hidden = self.suppress && group.n < SMALL;
        let whole = worked.whole.as_ref().filter(|_| !hidden);
        let unsur = index::unsur(&survey.form);
        let nrr = |at: &usize| {
            let figures = worked.lines[*at].figures.as_ref().filter(|_| !hidden);
            (survey.form.questions[unsur[*at]].key.clone(), figures.map_or(Json::Null, |figures| digits(&figures.nrr, 4)))
        };
        json!({
            "name": group.key.name(survey, by, Words(lang)),
            "n": group.n,
            "small": group.n < SMALL,
            "ikm": whole.map(|whole| digits(&whole.ikm, PLACES)),
            "mutu": whole.map(|whole| whole.mutu.code()),
            "nrr": found.order.iter().map(nrr).collect::<Map<_, _>>(),
        })
    }
}

/// Says why there is no figure.
fn why(survey: &Survey, results: &Results, lang: Lang) -> String {
    match &results.lacking {
        _ if results.whole.n == 0 => "no interview is counted".to_owned(),
        Some(service) => {
            format!(
                "service '{}' has an unsur without an answer, so that there is no mean of services",
                safe(&service.name(survey, By::Part(Part::Service), Words(lang)))
            )
        }
        None => "an unsur has no answer".to_owned(),
    }
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

/// Gives a number of JSON with so many decimals.
fn digits(value: &Ratio, places: u8) -> Json {
    // Digits as printed: a reader that rounds them to a float shows the same.
    serde_json::from_str(&decimal::show(value, places)).unwrap_or(Json::Null)
}

/// Names an unsur by its number in the regulation's list.
fn number(survey: &Survey, question: usize) -> String {
    survey.form.questions[question].unsur.map_or_else(String::new, |unsur| format!("U{unsur}"))
}

/// Gives the values that any unsur can have.
fn values(survey: &Survey) -> Vec<i64> {
    let unsur = index::unsur(&survey.form);
    let all = unsur.iter().flat_map(|at| survey.form.questions[*at].choices().iter().map(|choice| choice.code));
    all.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn unsur_table(survey: &Survey, found: &Found, lang: Lang) -> String {
    let (unsur, values, results) = (index::unsur(&survey.form), values(survey), &found.results);
    let lowest = results.index.lowest();
    let mut head = vec!["unsur".to_owned(), "n".to_owned()];
    head.extend(values.iter().map(i64::to_string));
    head.extend(["sum", "NRR", "weighted", "x 25", "mutu", "lowest"].map(str::to_owned));
    let mut rows = vec![head];
    for at in &found.order {
        let (line, scores) = (&results.index.lines[*at], &results.whole.scores[*at]);
        let question = &survey.form.questions[unsur[*at]];
        let mut row = vec![format!("{} {}", number(survey, unsur[*at]), safe(question.label.get(lang))), line.n.to_string()];
        row.extend(values.iter().map(|value| scores.counts.get(value).unwrap_or(&0).to_string()));
        row.push(line.sum.to_string());
        let show = |of: fn(&Figures) -> &Ratio, places| {
            line.figures.as_ref().map_or_else(|| "-".to_owned(), |figures| decimal::show(of(figures), places))
        };
        row.extend([show(|f| &f.nrr, 4), show(|f| &f.weighted, 4), show(|f| &f.ikm, PLACES)]);
        row.push(line.figures.as_ref().map_or("-", |figures| figures.mutu.code()).to_owned());
        row.push(lowest[*at].map_or_else(String::new, |place| place.to_string()));
        rows.push(row);
    }
    columns(&rows)
}

fn left_out(survey: &Survey, found: &Found) -> String {
    let (unsur, results) = (index::unsur(&survey.form), &found.results);
    let mut text = String::new();
    let statuses: Vec<String> = results.left_out().iter().map(|(status, n)| format!("{n} {}", status.code())).collect();
    if !statuses.is_empty() {
        let _ = writeln!(text, "\nleft out: {} (interviews)", statuses.join(", "));
    }
    let silent: Vec<&str> = found
        .order
        .iter()
        .filter(|at| results.whole.n > 0 && !results.asked[**at])
        .map(|at| survey.form.questions[unsur[*at]].key.as_str())
        .collect();
    if !silent.is_empty() {
        let _ = writeln!(text, "nobody answered {}: the weight is one over the other {}", silent.join(", "), results.unsur());
    }
    for at in &found.order {
        let left = &results.whole.scores[*at].left;
        if !left.is_empty() {
            let parts: Vec<String> = left.iter().map(|(left, n)| format!("{n} {}", reason(*left))).collect();
            let _ = writeln!(text, "left out of {}: {}", survey.form.questions[unsur[*at]].key, parts.join(", "));
        }
    }
    if results.pooling == Pooling::Services && results.without_service > 0 {
        let _ = writeln!(text, "left out of the mean of services: {} without a service", results.without_service);
    }
    text
}

fn reason(left: Left) -> String {
    match left {
        Left::Missing(reason) => reason.code().to_owned(),
        Left::None => "none".to_owned(),
        Left::Outside(code) => format!("code {code}"),
    }
}

fn unsur_object(survey: &Survey, found: &Found, at: usize, lang: Lang) -> Json {
    let unsur = index::unsur(&survey.form);
    let (question, results) = (&survey.form.questions[unsur[at]], &found.results);
    let (line, scores) = (&results.index.lines[at], &results.whole.scores[at]);
    let figures = line.figures.as_ref();
    let counts: Map<String, Json> = scores.counts.iter().map(|(value, n)| (value.to_string(), (*n).into())).collect();
    let left: Map<String, Json> = scores.left.iter().map(|(left, n)| (reason(*left), (*n).into())).collect();
    json!({
        "question": question.key,
        "number": question.unsur,
        "label": question.label.get(lang),
        "n": line.n,
        "counts": counts,
        "sum": line.sum,
        "nrr": figures.map(|figures| digits(&figures.nrr, 4)),
        "weighted": figures.map(|figures| digits(&figures.weighted, 4)),
        "ikm": figures.map(|figures| digits(&figures.ikm, PLACES)),
        "mutu": figures.map(|figures| figures.mutu.code()),
        "lowest": results.index.lowest()[at],
        "left_out": left,
    })
}

/// Writes rows in columns: the first to the left, numbers to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let wide = |column: usize| rows.iter().filter_map(|row| Some(row.get(column)?.width())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(wide).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let blanks = " ".repeat(wide - cell.width());
            let (before, behind) = if at == 0 { ("", blanks.as_str()) } else { (blanks.as_str(), "") };
            let _ = write!(line, "{}{before}{cell}{behind}", if at == 0 { "" } else { "  " });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
