//! The tables and charts of a report, from its facts; knows no sentence between them and no format.

use super::block::{Align, Bar, Chart, Shape, Shares, Table};
use super::facts::{Breakdown, Facts, GroupLine, Unsur};
use crate::store::{By, Part};
use crate::survey::index::{PLACES, Ratio, SMALL, decimal};
use crate::words::Words;

/// What stands where there is nothing to be said, or nothing may be.
const NOTHING: &str = "–";

/// The decimals of an average and a weighted average, as `cacah index` prints them.
pub const NRR_PLACES: u8 = 4;

/// Names what respondents are broken down by, within a sentence.
#[must_use]
pub fn by(facts: &Facts, by: By, w: Words) -> String {
    match by {
        By::Part(Part::Service) => w.report_by_service().to_owned(),
        By::Part(Part::Location) => w.report_by_location().to_owned(),
        By::Question(at) | By::Several(at) | By::Age(at) => facts.survey.form.questions[at].label.get(w.0).to_lowercase(),
        other => other.name(&facts.survey).to_owned(),
    }
}

/// Writes a share in per cent with two decimals, rounded half up.
#[must_use]
pub fn percent(n: u64, of: u64, w: Words) -> String {
    let share = i64::try_from(n).ok().zip(i64::try_from(of).ok()).and_then(|(n, of)| decimal::ratio(n * 100, of));
    share.map_or_else(|| NOTHING.to_owned(), |share| w.decimal(&share, PLACES))
}

/// Makes a column.
pub(super) fn column(head: &str, align: Align, width: u32) -> (String, Align, u32) {
    (head.to_owned(), align, width)
}

/// Says below a table what its marks mean.
fn notes(facts: &Facts, groups: &[GroupLine], w: Words) -> Vec<String> {
    if groups.iter().any(|group| group.hidden) {
        vec![w.report_suppressed(SMALL)]
    } else if !facts.suppressed && groups.iter().any(|group| group.n < SMALL) {
        vec![w.report_small(SMALL)]
    } else {
        Vec::new()
    }
}

/// Writes a group's number, marked where it is small; a dash where it may not be seen.
fn number(group: &GroupLine, w: Words) -> String {
    match group {
        GroupLine { hidden: true, .. } => NOTHING.to_owned(),
        GroupLine { n, .. } if *n < SMALL => format!("{}*", w.whole(*n)),
        GroupLine { n, .. } => w.whole(*n),
    }
}

/// Makes the table of respondents by one thing.
#[must_use]
pub fn profile(facts: &Facts, breakdown: &Breakdown, w: Words) -> Table {
    let what = by(facts, breakdown.by, w);
    let all = facts.n();
    let row = |group: &GroupLine| {
        let share = if group.hidden { NOTHING.to_owned() } else { percent(group.n, all, w) };
        vec![group.name.clone(), number(group, w), share]
    };
    let mut rows: Vec<Vec<String>> = breakdown.groups.iter().map(row).collect();
    rows.push(vec![w.report_total().to_owned(), w.whole(all), percent(all, all, w)]);
    Table {
        caption: w.report_profile_caption(&what),
        columns: vec![
            column(&capital(&what), Align::Left, 60),
            column(w.report_column_n(), Align::Right, 20),
            column(w.report_column_percent(), Align::Right, 20),
        ],
        rows,
        sums_up: true,
        notes: notes(facts, &breakdown.groups, w),
    }
}

/// Makes the table of the index by unsur.
#[must_use]
pub fn index(facts: &Facts, w: Words) -> Table {
    let row = |unsur: &Unsur| {
        let figures = unsur.figures.as_ref();
        let show = |of: Option<&Ratio>, places| of.map_or_else(|| NOTHING.to_owned(), |value| w.decimal(value, places));
        vec![
            unsur.number.clone(),
            unsur.name.clone(),
            w.whole(unsur.n),
            w.whole(u64::try_from(unsur.sum).unwrap_or(0)),
            show(figures.map(|figures| &figures.nrr), NRR_PLACES),
            show(figures.map(|figures| &figures.weighted), NRR_PLACES),
            show(figures.map(|figures| &figures.ikm), PLACES),
            figures.map_or(NOTHING, |figures| figures.mutu.code()).to_owned(),
        ]
    };
    let mut rows: Vec<Vec<String>> = facts.unsur.iter().map(row).collect();
    let whole = facts.results.index.whole.as_ref();
    let index = whole.map_or_else(|| NOTHING.to_owned(), |whole| w.decimal(&whole.index, NRR_PLACES));
    let (ikm, mutu) = headline(facts, w);
    let mut last = vec![String::new(), w.report_unit_row().to_owned()];
    last.extend([String::new(), String::new(), String::new(), index, ikm, mutu]);
    rows.push(last);
    Table {
        caption: w.report_index_caption(facts.index_name(w)),
        columns: vec![
            column(w.report_column_no(), Align::Middle, 6),
            column(w.report_column_unsur(), Align::Left, 26),
            column(w.report_column_answers(), Align::Right, 13),
            column(w.report_column_sum(), Align::Right, 12),
            column(w.report_column_nrr(), Align::Right, 10),
            column(w.report_column_weighted(), Align::Right, 15),
            column(facts.index_name(w), Align::Right, 9),
            column(w.report_column_mutu(), Align::Middle, 9),
        ],
        rows,
        sums_up: true,
        notes: Vec::new(),
    }
}

/// Writes IKM and mutu of the unit, as pooled.
fn headline(facts: &Facts, w: Words) -> (String, String) {
    match &facts.results.headline {
        Some((ikm, mutu)) => (w.decimal(ikm, PLACES), mutu.code().to_owned()),
        None => (NOTHING.to_owned(), NOTHING.to_owned()),
    }
}

/// Gives where bars begin and end: the lowest and the highest index, in hundredths.
fn scale(facts: &Facts) -> (i64, i64) {
    let (least, most) = facts.results.definition.range();
    (decimal::units(&least, PLACES), decimal::units(&most, PLACES))
}

/// Makes the chart of the IKM by unsur.
#[must_use]
pub fn index_chart(facts: &Facts, w: Words) -> Chart {
    let bar = |unsur: &Unsur| {
        let place = unsur.lowest.map_or_else(String::new, |place| format!(" ({place})"));
        let figures = unsur.figures.as_ref();
        Bar {
            label: format!("{} {}", unsur.number, unsur.name),
            at: figures.map(|figures| decimal::units(&figures.ikm, PLACES)),
            value: figures.map_or_else(
                || NOTHING.to_owned(),
                |figures| format!("{} {}{place}", w.decimal(&figures.ikm, PLACES), figures.mutu.code()),
            ),
            marked: unsur.lowest.is_some(),
        }
    };
    Chart {
        caption: w.report_index_chart(facts.index_name(w)),
        shape: Shape::Bars(facts.unsur.iter().map(bar).collect(), scale(facts)),
        note: if facts.unsur.iter().any(|unsur| unsur.lowest.is_some()) { w.report_chart_marks() } else { "" }.to_owned(),
    }
}

/// Makes the table of how often each value was given.
#[must_use]
pub fn answers(facts: &Facts, w: Words) -> Table {
    let values = facts.values();
    let row = |unsur: &Unsur| {
        let mut row = vec![unsur.number.clone(), unsur.name.clone()];
        row.extend(values.iter().map(|value| w.whole(unsur.scores.counts.get(value).copied().unwrap_or(0))));
        row.extend([w.whole(unsur.n), w.whole(unsur.scores.left())]);
        row
    };
    let mut columns = vec![column(w.report_column_no(), Align::Middle, 7), column(w.report_column_unsur(), Align::Left, 33)];
    columns.extend(values.iter().map(|value| column(&w.report_value(value), Align::Right, 9)));
    columns.extend([column(w.report_column_answers(), Align::Right, 12), column(w.report_column_left(), Align::Right, 12)]);
    Table {
        caption: w.report_answers_caption().to_owned(),
        columns,
        rows: facts.unsur.iter().map(row).collect(),
        sums_up: false,
        notes: vec![w.report_answers_note().to_owned()],
    }
}

/// Makes the chart of how the answers are divided.
#[must_use]
pub fn answers_chart(facts: &Facts, w: Words) -> Chart {
    let values = facts.values();
    let row = |unsur: &Unsur| {
        let part = |value: &i64| {
            let n = unsur.scores.counts.get(value).copied().unwrap_or(0);
            let share = u32::try_from((n * 2000 + unsur.n) / (unsur.n.max(1) * 2)).unwrap_or(0);
            (share, format!("{}", (n * 200 + unsur.n) / (unsur.n.max(1) * 2)))
        };
        (format!("{} {}", unsur.number, unsur.name), values.iter().map(part).collect())
    };
    Chart {
        caption: w.report_answers_chart().to_owned(),
        shape: Shape::Shares(Shares {
            legend: values.iter().map(|value| w.report_value(value)).collect(),
            rows: facts.unsur.iter().map(row).collect(),
        }),
        note: String::new(),
    }
}

/// Makes the table of the index by one thing.
#[must_use]
pub fn groups(facts: &Facts, breakdown: &Breakdown, w: Words) -> Table {
    let what = by(facts, breakdown.by, w);
    let row = |group: &GroupLine| {
        let whole = group.index.whole.as_ref().filter(|_| !group.hidden);
        let ikm = whole.map_or_else(|| NOTHING.to_owned(), |whole| w.decimal(&whole.ikm, PLACES));
        vec![group.name.clone(), number(group, w), ikm, whole.map_or(NOTHING, |whole| whole.mutu.code()).to_owned()]
    };
    let mut rows: Vec<Vec<String>> = breakdown.groups.iter().map(row).collect();
    let (ikm, mutu) = headline(facts, w);
    rows.push(vec![w.report_unit_row().to_owned(), w.whole(facts.n()), ikm, mutu]);
    Table {
        caption: w.report_groups_caption(facts.index_name(w), &what),
        columns: vec![
            column(&capital(&what), Align::Left, 55),
            column(w.report_column_n(), Align::Right, 15),
            column(facts.index_name(w), Align::Right, 15),
            column(w.report_column_mutu(), Align::Middle, 15),
        ],
        rows,
        sums_up: true,
        notes: notes(facts, &breakdown.groups, w),
    }
}

/// Makes the table of the plan of follow-up; what is not filled in yet stands as dots to be written on.
#[must_use]
pub fn plan(facts: &Facts, w: Words) -> Table {
    let row = |(at, planned): (usize, &super::Planned)| {
        let unsur = &facts.unsur[planned.unsur];
        let filled = |text: String| if text.is_empty() { "……………".to_owned() } else { text };
        let plan = planned.plan.clone().unwrap_or_default();
        let name = format!("{} {}", unsur.number, unsur.name);
        vec![(at + 1).to_string(), name, filled(plan.program.clone()), filled(plan.say_quarters(w)), filled(plan.responsible)]
    };
    Table {
        caption: w.report_plan_caption().to_owned(),
        columns: vec![
            column(w.report_column_no(), Align::Middle, 7),
            column(w.report_column_priority(), Align::Left, 25),
            column(w.report_column_program(), Align::Left, 33),
            column(w.report_column_when(), Align::Left, 15),
            column(w.report_column_who(), Align::Left, 20),
        ],
        rows: facts.plan.iter().enumerate().map(row).collect(),
        sums_up: false,
        notes: Vec::new(),
    }
}

/// Makes the table of what comments are about; what nobody wrote of has no line.
#[must_use]
pub fn comments(facts: &Facts, w: Words) -> Table {
    let form = &facts.survey.form;
    let name = |code: &str| {
        let unsur = facts.unsur.iter().find(|unsur| form.questions[unsur.question].key == code);
        unsur.map_or_else(|| w.saran_code(form, code).to_owned(), |unsur| format!("{} {}", unsur.number, unsur.name).trim().to_owned())
    };
    let counts = facts.remarks.counts.codes.iter().zip(&facts.remarks.examples);
    let rows = counts.filter(|((_, by), _)| by.iter().sum::<i64>() > 0).map(|((code, by), examples)| {
        let number = |n: i64| w.whole(u64::try_from(n).unwrap_or(0));
        let said = examples.iter().map(|example| format!("“{}”", example.text.trim())).collect::<Vec<_>>().join("; ");
        let mut row = vec![name(code), number(by.iter().sum())];
        row.extend(by[..3].iter().map(|n| number(*n)));
        if !facts.suppressed {
            row.push(said);
        }
        row
    });
    let rows = rows.collect();
    let mut columns = vec![
        column(w.report_column_about(), Align::Left, 24),
        column(w.report_column_remarks(), Align::Middle, 10),
        column(w.report_column_positive(), Align::Middle, 9),
        column(w.report_column_neutral(), Align::Middle, 9),
        column(w.report_column_negative(), Align::Middle, 9),
    ];
    if !facts.suppressed {
        columns.push(column(w.report_column_examples(), Align::Left, 39));
    }
    let unsounded = facts.remarks.counts.codes.iter().any(|(_, by)| by[3] > 0);
    let notes = if unsounded { vec![w.report_comments_unsounded().to_owned()] } else { Vec::new() };
    Table { caption: w.report_comments_caption().to_owned(), columns, rows, sums_up: false, notes }
}

/// Makes the table of the unit's surveys over time.
#[must_use]
pub fn trend(facts: &Facts, w: Words) -> Table {
    let mut rows = Vec::new();
    let mut before: Option<&Ratio> = None;
    for round in &facts.rounds {
        let ikm = round.headline.as_ref().map(|(ikm, _)| ikm);
        let by = ikm.zip(before).map(|(ikm, before)| ikm - before);
        rows.push(vec![
            round.title.clone(),
            w.whole(round.n),
            ikm.map_or_else(|| NOTHING.to_owned(), |ikm| w.decimal(ikm, PLACES)),
            round.headline.as_ref().map_or(NOTHING, |(_, mutu)| mutu.code()).to_owned(),
            by.map_or_else(|| NOTHING.to_owned(), |by| signed(&by, w)),
        ]);
        before = ikm.or(before);
    }
    Table {
        caption: w.report_trend_caption(facts.index_name(w)),
        columns: vec![
            column(w.report_column_period(), Align::Left, 44),
            column(w.report_column_n(), Align::Right, 14),
            column(facts.index_name(w), Align::Right, 14),
            column(w.report_column_mutu(), Align::Middle, 14),
            column(w.report_column_difference(), Align::Right, 14),
        ],
        rows,
        sums_up: false,
        notes: Vec::new(),
    }
}

/// Makes the chart of the unit's surveys over time.
#[must_use]
pub fn trend_chart(facts: &Facts, w: Words) -> Chart {
    let bar = |round: &super::Round| {
        let said = round.headline.as_ref();
        Bar {
            label: round.title.clone(),
            at: said.map(|(ikm, _)| decimal::units(ikm, PLACES)),
            value: said.map_or_else(|| NOTHING.to_owned(), |(ikm, mutu)| format!("{} {}", w.decimal(ikm, PLACES), mutu.code())),
            marked: false,
        }
    };
    Chart {
        caption: w.report_trend_caption(facts.index_name(w)),
        shape: Shape::Bars(facts.rounds.iter().map(bar).collect(), scale(facts)),
        note: String::new(),
    }
}

/// Writes a difference with its sign.
#[must_use]
pub fn signed(value: &Ratio, w: Words) -> String {
    let text = w.decimal(value, PLACES);
    if text.starts_with('-') { text } else { format!("+{text}") }
}

/// Begins a text with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
