//! Which conventions lead from figures to a published index, to the printed decimal; knows no file.

use super::convention::{Convention, Cut, SCALE, WEIGHTS, Weight};
use super::decimal::{self, Printed, Ratio, Rounding};
use super::figures::{Figures, Given};
use super::{Left, Scores};
use std::collections::BTreeMap;

/// What the averages were taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Single answers, frequencies or totals: exact averages.
    Exact,
    /// Averages as printed, at so many decimals.
    Printed(u8),
    /// Totals that the printed averages and the number of answers leave no choice about.
    Inferred,
    /// A mistake: each sum divided by the number of forms, so that a blank counts as nought.
    BlanksAsNought,
    /// A mistake: numbers that are no choice, counted as if they were answers.
    NoChoiceCounted,
}

/// A way to the published figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub reading: Reading,
    pub convention: Convention,
    /// The figure before it was brought to the printed decimals.
    pub exact: Ratio,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// True where the published figure is the index itself, 1 to 4, and not the IKM.
    pub is_index: bool,
    /// Every way, the plainest first.
    pub ways: Vec<Way>,
    /// Where there is no way: the plainest that leads there by a mistake.
    pub mistaken: Vec<Way>,
    /// Where there is no way from averages as they were printed: the weights by which averages that are printed so can give the figure,
    /// each with the least and the greatest that they can give.
    pub possible: Vec<(Convention, Ratio, Ratio)>,
    /// The nearest of the usual conventions, where there is no way.
    pub nearest: Option<Way>,
}

/// Seeks the conventions that give a published figure. A figure up to 4 is the "nilai indeks", a greater one the IKM.
#[must_use]
pub fn seek(figures: &Figures, published: &Printed) -> Found {
    let is_index = published.value <= decimal::whole(4);
    let (ways, nearest) = search(readings(figures), is_index, published);
    if !ways.is_empty() {
        return Found { is_index, ways, mistaken: Vec::new(), possible: Vec::new(), nearest: None };
    }
    let (mut mistaken, _) = search(mistakes(figures), is_index, published);
    if let Some(least) = mistaken.first().map(|way| way.convention.oddity()) {
        mistaken.retain(|way| way.convention.oddity() == least);
    }
    Found { is_index, ways, mistaken, possible: possible(figures, is_index, published), nearest }
}

/// Tries every convention on some readings; gives the ways, the plainest first, and what came nearest.
fn search(readings: Vec<(Reading, Vec<Ratio>)>, is_index: bool, published: &Printed) -> (Vec<Way>, Option<Way>) {
    let (all, mut ways) = (Convention::all(), Vec::new());
    let mut nearest: Option<(Ratio, Way)> = None;
    for (reading, averages) in readings {
        let mut sums = Sums::default();
        for convention in all.iter().copied().filter(|convention| fits(convention, reading)) {
            let Some(sum) = sums.of(&convention, &averages) else { continue };
            let index = convention.index.to(sum);
            let exact = if is_index { index } else { index * decimal::whole(SCALE) };
            let printed = convention.print(&exact, published.places);
            let way = Way { reading, convention, exact };
            if printed == published.value {
                ways.push(way);
                continue;
            }
            let off = if printed > published.value { printed - &published.value } else { &published.value - printed };
            if nearest.as_ref().is_none_or(|(least, _)| off < *least) {
                nearest = Some((off, way));
            }
        }
    }
    // A stable sort: the first reading stays before the others.
    ways.sort_by_key(|way| way.convention.oddity());
    (ways, nearest.map(|(_, way)| way))
}

/// Gives the averages that well-known mistakes come to, as far as there is anything to mistake.
fn mistakes(figures: &Figures) -> Vec<(Reading, Vec<Ratio>)> {
    let Some(forms) = figures.forms() else { return Vec::new() };
    let over = |sum: i64, n: u64| decimal::ratio(sum, i64::try_from(n).ok()?);
    let of_scores = |reading: Reading, of: &dyn Fn(&Scores) -> Option<Ratio>, scores: &[Scores]| {
        Some((reading, scores.iter().map(of).collect::<Option<Vec<Ratio>>>()?))
    };
    match &figures.given {
        Given::Answers(scores) => {
            let blanks = scores.iter().any(|scores| scores.n() < forms);
            let blanks = blanks.then(|| of_scores(Reading::BlanksAsNought, &|scores| over(scores.sum(), forms), scores)).flatten();
            let counted = |scores: &Scores| {
                let odd =
                    || scores.left.iter().filter_map(|(left, n)| if let Left::Outside(code) = left { Some((*code, *n)) } else { None });
                let more: i64 =
                    odd().map(|(code, n)| code.saturating_mul(i64::try_from(n).unwrap_or(i64::MAX))).fold(0, i64::saturating_add);
                over(scores.sum().saturating_add(more), scores.n() + odd().map(|(_, n)| n).sum::<u64>())
            };
            let is_odd = scores.iter().any(|scores| scores.left.keys().any(|left| matches!(left, Left::Outside(_))));
            let odd = is_odd.then(|| of_scores(Reading::NoChoiceCounted, &counted, scores)).flatten();
            blanks.into_iter().chain(odd).collect()
        }
        Given::Totals(totals) => {
            let averages = totals.iter().map(|total| over(*total, forms)).collect::<Option<Vec<Ratio>>>();
            let differ = figures.n.iter().any(|n| *n != Some(forms));
            averages.filter(|_| differ).map(|averages| (Reading::BlanksAsNought, averages)).into_iter().collect()
        }
        Given::Averages(_) => Vec::new(),
    }
}

/// Gives the weights by which averages that are printed so, rounded or cut off, can give the figure.
fn possible(figures: &Figures, is_index: bool, published: &Printed) -> Vec<(Convention, Ratio, Ratio)> {
    let (Given::Averages(printed), Some(places)) = (&figures.given, figures.places()) else { return Vec::new() };
    let unit = decimal::unit(places);
    let bound = |convention: &Convention, by: Ratio| {
        let worked = convention.work(&printed.iter().map(|one| &one.value + &by).collect::<Vec<_>>())?;
        Some(if is_index { worked.index } else { worked.ikm })
    };
    let one = |convention: Convention| {
        let (least, most) = (bound(&convention, -&unit / decimal::whole(2))?, bound(&convention, unit.clone())?);
        let (least, most) = (decimal::round(&least, published.places), decimal::round(&most, published.places));
        (least <= published.value && published.value <= most).then_some((convention, least, most))
    };
    WEIGHTS.into_iter().map(|weight| Convention { weight, ..Convention::default() }).filter_map(one).collect()
}

/// Sums of weighted averages that many conventions share.
#[derive(Default)]
struct Sums(BTreeMap<(Weight, Cut, Cut), Option<Ratio>>);

impl Sums {
    fn of(&mut self, convention: &Convention, averages: &[Ratio]) -> Option<&Ratio> {
        let Convention { weight, nrr, weighted, .. } = *convention;
        let work = || Some(Convention { weight, nrr, weighted, ..Convention::default() }.work(averages)?.index);
        self.0.entry((weight, nrr, weighted)).or_insert_with(work).as_ref()
    }
}

/// Gives the averages that figures can be read as, the most exact first.
fn readings(figures: &Figures) -> Vec<(Reading, Vec<Ratio>)> {
    let own = match (&figures.given, figures.places()) {
        (Given::Averages(_), Some(places)) => Reading::Printed(places),
        _ => Reading::Exact,
    };
    let mut found: Vec<(Reading, Vec<Ratio>)> = figures.averages().map(|averages| (own, averages)).into_iter().collect();
    found.extend(figures.inferred().and_then(|inferred| Some((Reading::Inferred, inferred.averages()?))));
    found
}

/// Tells whether a convention can be told apart on a reading: averages printed at three decimals were brought there already.
fn fits(convention: &Convention, reading: Reading) -> bool {
    let Reading::Printed(places) = reading else { return true };
    match convention.nrr {
        Cut::Keep => !(2..=4).contains(&places),
        Cut::Round(at) => at <= places,
        Cut::Off(at) => at < places,
    }
}

/// How the printed figures of the single unsur came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub what: What,
    /// The ways that give every printed figure: by what the averages were weighted, and how the figure was brought to its decimals.
    pub ways: Vec<(Cut, Convention, Rounding)>,
    /// How many are given by the plain way, of how many.
    pub plain: (usize, usize),
}

/// Which figures of the single unsur a file prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Nrr,
    Weighted,
    Converted,
}

/// Explains the printed figures of the single unsur, where exact ones are known: by rounding, by cutting off, and from which average.
#[must_use]
pub fn explain(figures: &Figures) -> Vec<Column> {
    if matches!(figures.given, Given::Averages(_)) {
        return Vec::new();
    }
    let Some(averages) = figures.averages() else { return Vec::new() };
    let published = &figures.published;
    let columns = [(What::Nrr, &published.nrr), (What::Weighted, &published.weighted), (What::Converted, &published.converted)];
    columns
        .into_iter()
        .filter(|(_, printed)| printed.len() == averages.len())
        .map(|(what, printed)| {
            let places = printed.iter().map(|one| one.places).max().unwrap_or(0);
            let mut ways = Vec::new();
            for convention in single(what) {
                for rounding in [Rounding::Round, Rounding::Cut] {
                    let right = agree(what, &convention, rounding, &averages, printed, places);
                    if right == printed.len() {
                        ways.push((convention.nrr, convention, rounding));
                    }
                }
            }
            let plain = agree(what, &Convention::default(), Rounding::Round, &averages, printed, places);
            Column { what, ways, plain: (plain, printed.len()) }
        })
        .collect()
}

/// Gives the conventions that differ in what bears on a single unsur's figure.
fn single(what: What) -> Vec<Convention> {
    let plain =
        |convention: &Convention| convention.weighted == Cut::Keep && convention.index == Cut::Keep && convention.ikm == Rounding::Round;
    let bears = |convention: &Convention| match what {
        What::Nrr => *convention == Convention::default(),
        What::Weighted => plain(convention),
        What::Converted => plain(convention) && convention.weight == Weight::Exact,
    };
    Convention::all().into_iter().filter(bears).collect()
}

fn agree(what: What, convention: &Convention, rounding: Rounding, averages: &[Ratio], printed: &[Printed], places: u8) -> usize {
    let Some(weight) = convention.weight_of(averages.len()) else { return 0 };
    let one = |(average, printed): &(&Ratio, &Printed)| {
        let nrr = convention.nrr.to(average);
        let exact = match what {
            What::Nrr => nrr,
            What::Weighted => nrr * &weight,
            What::Converted => nrr * decimal::whole(SCALE),
        };
        let brought = if rounding == Rounding::Round { decimal::round(&exact, places) } else { decimal::cut(&exact, places) };
        brought == printed.value
    };
    averages.iter().zip(printed).filter(one).count()
}
