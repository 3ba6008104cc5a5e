//! `cacah reproduce`: which conventions lead from figures to a published index.

mod source;

use super::failure::{Failure, Outcome};
use super::print;
use crate::survey::index::convention::{Convention, WEIGHTS};
use crate::survey::index::decimal::{self, Printed, Rounding};
use crate::survey::index::figures::{self, Doubt, Figures, Given, Unreadable};
use crate::survey::index::reproduce::{self, Column, Found, Reading, Way, What};
use crate::survey::index::{Mutu, PLACES, Rule};
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Says which conventions give a published index from its figures, to the printed decimal, or that none does
///
/// FILE is CSV, whatever its separator and decimal sign, or a workbook (xlsx, xls): a row a respondent with a column for each unsur (u1, u2, …, the regulation's names or the questions),
/// answered 1 to 4 or a to d; a row an unsur with total and n, frequencies n1 to n4, or nrr; or a row a unit with the averages or totals of its unsur. Titles above
/// the head and sums below the rows are found out, and told. The weight is one over the number of unsur. A published figure up to 4 is taken for the nilai
/// indeks, a greater one for the IKM. The exit code is 1 where no convention gives it.
#[derive(Debug, Args)]
pub struct Reproduce {
    /// The file to read; - is the standard input
    #[arg(value_name = "FILE|-", required_unless_present_any = ["nrr", "totals"], conflicts_with_all = ["nrr", "totals"])]
    file: Option<PathBuf>,

    /// The averages, in place of a file, with blanks between
    #[arg(long, value_name = "NUMBERS", conflicts_with = "totals")]
    nrr: Option<String>,

    /// The totals, in place of a file, with blanks between; needs --n
    #[arg(long, value_name = "NUMBERS", requires = "n")]
    totals: Option<String>,

    /// How many answers each unsur has, where the file does not say
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    n: Option<u64>,

    /// The published index, with the decimals it was printed with; not needed where the file has a column or a line 'ikm'
    #[arg(long, value_name = "FIGURE")]
    published: Option<String>,

    /// Lists every convention that gives it, not only the plainest
    #[arg(long)]
    all: bool,

    /// Prints JSON instead: one list with an object for each unit
    #[arg(long)]
    json: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 12] = [
    ("line", "the file's line, where a line is a unit; else null"),
    ("given", "what the figures are: `answers`, `totals` or `averages`"),
    ("unsur", "the unsur as the file names them"),
    ("n", "answers per unsur; null where they are not known"),
    ("published", "the published figure, as text with its decimals"),
    ("kind", "what it is: `ikm`, or `index` for a figure up to 4"),
    (
        "ways",
        "every way to it, the plainest first: `convention`, `says`, `from` (`exact`, `printed` averages, or totals `inferred` from averages and n), `exact` with six decimals",
    ),
    (
        "mistaken",
        "where there is none, the plainest ways by a mistake: `from` is then `blanks_as_0` or `no_choice_counted` (numbers beyond 4 as answers)",
    ),
    (
        "possible",
        "where there is none from averages as printed, the weights by which averages before their rounding may give it: `convention`, `least`, `most`",
    ),
    ("nearest", "where there is none, the way that comes nearest; else null"),
    ("figures", "what the usual weights give: `convention`, `ikm`, `mutu`"),
    ("doubts", "what was left out or does not agree, in words with its place"),
];

const W: Words = Words(Lang::En);

impl Reproduce {
    pub fn run(&self) -> Outcome {
        let units = self.read()?;
        let mut done = Vec::new();
        for figures in &units {
            let published = self.published(figures)?;
            let found = reproduce::seek(figures, &published);
            done.push((figures, published, found));
        }
        let text = if self.json {
            let list: Vec<Json> = done.iter().map(|(figures, published, found)| object(figures, published, found)).collect();
            format!("{:#}\n", Json::from(list))
        } else {
            done.iter().map(|(figures, published, found)| self.text(figures, published, found)).collect::<Vec<_>>().join("\n")
        };
        print(text)?;
        let none = done.iter().filter(|(_, _, found)| found.ways.is_empty()).count();
        if none == 0 {
            return Ok(());
        }
        let message = match (none, done.len()) {
            (1, 1) => "no convention gives the published figure".to_owned(),
            (none, all) => format!("no convention gives the published figure in {none} of {all} lines"),
        };
        Err(Failure::new(
            message,
            "Compare totals and n with the paper: a 5 that was counted, a blank counted as 0, or unsur in another order move it.",
        ))
    }

    fn read(&self) -> Outcome<Vec<Figures>> {
        let said = |error: Unreadable| {
            let place = self.file.as_deref().map_or_else(|| "the figures".to_owned(), |path| format!("'{}'", path.display()));
            let (message, hint) = complaint(error);
            Failure::new(format!("{place} can't be used: {message}"), hint)
        };
        if let Some((numbers, are_totals)) = self.nrr.as_ref().map(|nrr| (nrr, false)).or(self.totals.as_ref().map(|totals| (totals, true)))
        {
            return figures::typed(numbers, are_totals, self.n).map(|figures| vec![figures]).map_err(said);
        }
        let tables = source::tables(self.file.as_deref().unwrap_or_else(|| Path::new("-")))?;
        // Of a workbook, the first sheet that holds figures; where none does, the first is complained about.
        let mut wrong = None;
        for table in tables {
            match table.and_then(|lines| figures::of_lines(&lines, self.n)) {
                Ok(found) => return Ok(found),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        Err(said(wrong.unwrap_or(Unreadable::Empty)))
    }

    fn published(&self, figures: &Figures) -> Outcome<Printed> {
        let Some(text) = &self.published else {
            return figures.published.ikm.clone().ok_or_else(|| {
                Failure::usage(
                    "the published figure is not known",
                    "Name it with --published 90.56, or give the file a column or a line 'ikm'.",
                )
            });
        };
        decimal::parse(text.trim_end_matches(['%', ' ']))
            .ok_or_else(|| Failure::usage(format!("'{text}' is no figure"), "Write it as it was printed, such as --published 90.56."))
    }

    fn text(&self, figures: &Figures, published: &Printed, found: &Found) -> String {
        let mut text = String::new();
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "{}", heading(figures));
        for doubt in figures.doubts.iter().take(SHOWN) {
            let _ = writeln!(text, "  {}", safe(&say(doubt)));
        }
        if figures.doubts.len() > SHOWN {
            let _ = writeln!(text, "  … and {} more; --json lists them all", figures.doubts.len() - SHOWN);
        }
        let kind = if found.is_index { "nilai indeks" } else { "IKM" };
        let figure = published.show();
        let _ = match found.ways.len() {
            0 => writeln!(text, "\nno convention gives the published {kind} {figure}"),
            1 => writeln!(text, "\nthe published {kind} {figure} comes from"),
            n => writeln!(text, "\nthe published {kind} {figure} comes from {n} conventions; the plainest:"),
        };
        let least = found.ways.first().map(|way| way.convention.oddity());
        for way in found.ways.iter().filter(|way| self.all || Some(way.convention.oddity()) == least) {
            let _ = writeln!(text, "  {}", line(way, figures));
        }
        for way in &found.mistaken {
            let _ = writeln!(text, "but a mistake does\n  {}", line(way, figures));
        }
        if !found.possible.is_empty() {
            let _ = writeln!(text, "but averages are rounded here; before that they may have given it:");
        }
        for (convention, least, most) in &found.possible {
            let [least, most] = [least, most].map(|bound| decimal::show(bound, published.places));
            let _ = writeln!(text, "  {}: {least} to {most}; with n (--n 30) it can be said", convention.name());
        }
        if let Some(way) = &found.nearest {
            let _ = writeln!(text, "the nearest is\n  {}", line(way, figures));
        }
        let _ = writeln!(text, "\nthe same figures by the usual weights");
        let name = if figures.unsur.len() == 9 { 8 } else { 15 };
        for (convention, ikm) in weights(figures) {
            let mutu = letter(figures, &ikm).map_or_else(String::new, |mutu| format!("  {}", mutu.code()));
            let _ = writeln!(
                text,
                "  {:<name$}{:>7}{mutu}",
                W.convention_called(&convention, figures.unsur.len()),
                decimal::show(&ikm, PLACES)
            );
        }
        for column in reproduce::explain(figures.inferred().as_ref().unwrap_or(figures)) {
            let _ = writeln!(text, "{}", explained(&column, figures));
        }
        text
    }
}

/// Cells of a head, and doubts, that are shown; all of the latter with `--json`.
const SHOWN: usize = 12;

/// Shortens a cell that is a whole question.
fn short(cell: &str) -> String {
    let cell = safe(cell);
    if cell.chars().count() <= 30 { cell } else { format!("{}…", cell.chars().take(29).collect::<String>()) }
}

/// Says why figures can't be used, and what next.
fn complaint(error: Unreadable) -> (String, &'static str) {
    match error {
        Unreadable::Csv(told) => (told, "Save the table as CSV (UTF-8) and try again."),
        Unreadable::Empty => ("there is no line of figures".to_owned(), "The first line names the columns, the figures follow."),
        Unreadable::NoUnsur { line, cells } => {
            let cells: Vec<String> =
                cells.iter().filter(|cell| !cell.is_empty()).take(SHOWN).map(|cell| format!("'{}'", short(cell))).collect();
            (
                format!("no column is an unsur and no line is one: line {line} has {}", cells.join(", ")),
                "Name the columns u1, u2, … or persyaratan, prosedur, …; or have a line for each unsur, with columns 'unsur', 'total' and 'n', or 'nrr'.",
            )
        }
        Unreadable::Twice { first, second } => (
            format!("{} and {} are one unsur", safe(&first), safe(&second)),
            "Leave one of them out, or name it after the unsur that it is.",
        ),
        Unreadable::NoFigures => ("the unsur have no figures".to_owned(), "Each line needs total and n, the frequencies n1 to n4, or nrr."),
        Unreadable::NotANumber { line, column, text } => {
            (format!("line {line}, column '{column}': '{text}' is not a number"), "Write digits, with a decimal point or comma.")
        }
        Unreadable::NoCount => {
            ("there are totals without the number of answers".to_owned(), "Give the file a column n, or name it with --n 30.")
        }
    }
}

fn say(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Blank { line, column } => format!("line {line}, column '{}': no answer, left out", short(column)),
        Doubt::Outside { line, column, text } => {
            format!("line {line}, column '{}': '{}' is no choice from 1 to 4, left out", short(column), short(text))
        }
        Doubt::Summary { line, text } => format!("line {line}: '{}' is a line of sums or results, left out", short(text)),
        Doubt::Sum { line, column, printed, counted } => {
            let column = short(column);
            format!("line {line}, column '{column}': the printed sum is {printed}, the answers give {counted}; the answers are used")
        }
        Doubt::Total { line, total, counted } => {
            format!("line {line}: the total is {total}, the frequencies give {counted}; the total is used")
        }
        Doubt::Count { line, n, counted } => format!("line {line}: n is {n}, the frequencies give {counted}; n is used"),
    }
}

fn heading(figures: &Figures) -> String {
    let line = figures.line.map_or_else(String::new, |line| format!("line {line}: "));
    let what = match &figures.given {
        Given::Answers(_) => "answers to",
        Given::Totals(_) => "totals of",
        Given::Averages(_) => "averages of",
    };
    let n: Vec<String> = figures.n.iter().flatten().map(u64::to_string).collect();
    let n = match (n.first(), n.iter().all(|one| Some(one) == n.first())) {
        (None, _) => "n is not known".to_owned(),
        (Some(n), true) => format!("n {n}"),
        _ => format!("n {}", n.join(" ")),
    };
    format!("{line}{what} {} unsur, {n}", figures.unsur.len())
}

fn line(way: &Way, figures: &Figures) -> String {
    let from = match way.reading {
        Reading::Exact => String::new(),
        Reading::Printed(places) => format!("; from averages printed with {places} decimals"),
        Reading::Inferred => "; from the whole totals behind the averages".to_owned(),
        Reading::BlanksAsNought => "; where a blank counts as 0".to_owned(),
        Reading::NoChoiceCounted => "; where numbers beyond 4 count as answers".to_owned(),
    };
    let says = W.convention(&way.convention, figures.unsur.len());
    format!("{}: {says}{from}; gives {}", way.convention.name(), exact(way))
}

/// Writes the figure before it was brought to its decimals.
fn exact(way: &Way) -> String {
    decimal::show(&way.exact, 6)
}

/// Gives what the usual weights come to.
fn weights(figures: &Figures) -> Vec<(Convention, decimal::Ratio)> {
    let Some(averages) = figures.averages() else { return Vec::new() };
    let one = |weight| {
        let convention = Convention { weight, ..Convention::default() };
        let worked = convention.work(&averages)?;
        Some((convention, convention.print(&worked.ikm, PLACES)))
    };
    WEIGHTS.into_iter().filter_map(one).collect()
}

/// Gives the mutu; none for the fourteen unsur of the rule of 2004, whose bands were others.
fn letter(figures: &Figures, ikm: &decimal::Ratio) -> Option<Mutu> {
    (figures.unsur.len() != 14).then(|| Rule::skm().mutu(ikm))
}

fn explained(column: &Column, figures: &Figures) -> String {
    let what = match column.what {
        What::Nrr => "NRR",
        What::Weighted => "weighted NRR",
        What::Converted => "NRR x 25",
    };
    let how = |rounding| if rounding == Rounding::Round { "rounded half up" } else { "cut off" };
    match column.ways.first() {
        Some((_, convention, rounding)) if *convention == Convention::default() => {
            format!("the printed {what} of every unsur: {}", how(*rounding))
        }
        Some((_, convention, rounding)) => {
            format!("the printed {what} of every unsur: {}, {}", W.convention(convention, figures.unsur.len()), how(*rounding))
        }
        None => format!("the printed {what}: {} of {} as they should be, no one way gives all", column.plain.0, column.plain.1),
    }
}

fn object(figures: &Figures, published: &Printed, found: &Found) -> Json {
    let way = |way: &Way| {
        json!({
            "convention": way.convention.name(),
            "says": W.convention(&way.convention, figures.unsur.len()),
            "from": match way.reading {
                Reading::Exact => "exact",
                Reading::Printed(_) => "printed",
                Reading::Inferred => "inferred",
                Reading::BlanksAsNought => "blanks_as_0",
                Reading::NoChoiceCounted => "no_choice_counted",
            },
            "exact": exact(way),
        })
    };
    let possible = |(convention, least, most): &(Convention, decimal::Ratio, decimal::Ratio)| json!({ "convention": convention.name(), "least": decimal::show(least, published.places), "most": decimal::show(most, published.places) });
    let weights: Vec<Json> = weights(figures)
        .iter()
        .map(|(convention, ikm)| {
            json!({ "convention": convention.name(), "ikm": decimal::show(ikm, PLACES), "mutu": letter(figures, ikm).map(|mutu| mutu.code().to_owned()) })
        })
        .collect();
    json!({
        "line": figures.line,
        "given": match figures.given {
            Given::Answers(_) => "answers",
            Given::Totals(_) => "totals",
            Given::Averages(_) => "averages",
        },
        "unsur": figures.unsur,
        "n": figures.n,
        "published": published.show(),
        "kind": if found.is_index { "index" } else { "ikm" },
        "ways": found.ways.iter().map(way).collect::<Vec<_>>(),
        "mistaken": found.mistaken.iter().map(way).collect::<Vec<_>>(),
        "possible": found.possible.iter().map(possible).collect::<Vec<_>>(),
        "nearest": found.nearest.as_ref().map(way),
        "figures": weights,
        "doubts": figures.doubts.iter().map(say).collect::<Vec<_>>(),
    })
}
