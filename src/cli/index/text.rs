//! The index as a table for people; knows no argument.

use super::{Found, W, about, asked, reason};
use crate::store::{By, Part, Results, Survey, points};
use crate::survey::index::{Figures, PLACES, Pooling, Ratio, SMALL, decimal, interval};
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

impl Found {
    /// Writes everything for people.
    pub(super) fn text(&self, survey: &Survey, lang: Lang) -> String {
        let (found, results) = (self, &self.results);
        let mut text = String::new();
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "{}\n", safe(&survey.title()));
        let name = safe(results.definition.label.get(lang));
        let _ = match &results.headline {
            Some((ikm, mutu)) if mutu.code().is_empty() => writeln!(text, "{name} {}", decimal::show(ikm, PLACES)),
            Some((ikm, mutu)) => writeln!(text, "{name} {}  mutu {}  {}", decimal::show(ikm, PLACES), mutu.code(), safe(W.mutu(mutu))),
            None => writeln!(text, "no {name}: {}", why(survey, results, lang)),
        };
        let _ =
            writeln!(text, "{} interviews: {}", results.whole.n, results.statuses.iter().map(|s| s.code()).collect::<Vec<_>>().join(", "));
        if let (Some((low, high)), Some(half)) = (results.bounds(), results.half) {
            let show = |value| points(value).map_or_else(String::new, |value| decimal::show(&value, PLACES));
            let _ = writeln!(text, "95 % interval {} to {} (+- {}, {})", show(low), show(high), show(half), interval::METHOD);
        } else if results.headline.is_some() && results.whole.n < interval::FEWEST {
            let _ = writeln!(text, "no 95 % interval: fewer than {} interviews", interval::FEWEST);
        }
        let _ = writeln!(text, "convention {}: {}", results.convention.name(), results.says(W));
        let _ = writeln!(text, "pooling: {}\n", W.pooling(results.pooling));
        text.push_str(&unsur_table(survey, found, lang));
        text.push_str(&left_out(survey, found));
        text.push_str(&remarks(survey, found));
        for other in &results.others {
            let by = decimal::show(&other.by, PLACES);
            let by = if by.starts_with('-') { by } else { format!("+{by}") };
            let _ = writeln!(
                text,
                "warning: by {} the mutu is {}: IKM {} ({by})",
                W.convention_called(&other.convention, results.unsur()),
                other.mutu.code(),
                decimal::show(&other.ikm, PLACES)
            );
        }
        if let Some(by) = found.by {
            text.push_str(&self.group_table(survey, by, lang));
        }
        let others: Vec<String> = survey.measures().iter().map(|measure| measure.definition.key.clone()).collect();
        if others.len() > 1 {
            let _ = writeln!(text, "\nindices of the form: {} (--index)", others.join(", "));
        }
        text
    }

    fn group_table(&self, survey: &Survey, by: By, lang: Lang) -> String {
        let found = self;
        let definition = &found.results.definition;
        let mut head = vec![by.name(survey).to_owned(), "n".to_owned(), safe(definition.label.get(lang)), "mutu".to_owned()];
        head.extend(found.order.iter().map(|at| definition.number(&survey.form, *at)));
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

fn unsur_table(survey: &Survey, found: &Found, lang: Lang) -> String {
    let results = &found.results;
    let (definition, values) = (&results.definition, results.definition.values(&survey.form));
    let factor = format!("x {}", decimal::plain(&definition.rule.factor));
    let lowest = results.index.lowest();
    let mut head = vec!["unsur".to_owned(), "n".to_owned()];
    head.extend(values.iter().map(i64::to_string));
    head.extend(["sum", "NRR", "weighted", &factor, "mutu", "lowest"].map(str::to_owned));
    let mut rows = vec![head];
    for at in &found.order {
        let (line, scores) = (&results.index.lines[*at], &results.whole.scores[*at]);
        let label = safe(asked(survey, results, *at).label.get(lang));
        let mut row = vec![format!("{} {label}", definition.number(&survey.form, *at)), line.n.to_string()];
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

/// Says how many comments are about the lowest unsur, once any comment is coded.
fn remarks(survey: &Survey, found: &Found) -> String {
    let Some(counts) = found.remarks.as_ref().filter(|counts| counts.coded() > 0) else { return String::new() };
    let lowest = found.results.index.lowest();
    let about = |at: &usize| {
        let question = found.results.definition.questions[*at];
        format!("{} {}", survey.form.questions[question].key, about(survey, found, question).unwrap_or(0))
    };
    let about: Vec<String> = found.order.iter().filter(|at| lowest[**at].is_some()).map(about).collect();
    if about.is_empty() {
        return String::new();
    }
    format!("\ncomments about the lowest: {} ({} of {} comments coded)\n", about.join(", "), counts.coded(), counts.comments)
}

fn left_out(survey: &Survey, found: &Found) -> String {
    let results = &found.results;
    let mut text = String::new();
    let statuses: Vec<String> = results.left_out().iter().map(|(status, n)| format!("{n} {}", status.code())).collect();
    if !statuses.is_empty() {
        let _ = writeln!(text, "\nleft out: {} (interviews)", statuses.join(", "));
    }
    let silent: Vec<&str> = found
        .order
        .iter()
        .filter(|at| results.whole.n > 0 && !results.asked[**at])
        .map(|at| asked(survey, results, *at).key.as_str())
        .collect();
    if !silent.is_empty() {
        let _ = writeln!(text, "nobody answered {}: the weight is one over the other {}", silent.join(", "), results.unsur());
    }
    for at in &found.order {
        let left = &results.whole.scores[*at].left;
        if !left.is_empty() {
            let parts: Vec<String> = left.iter().map(|(left, n)| format!("{n} {}", reason(*left))).collect();
            let _ = writeln!(text, "left out of {}: {}", asked(survey, results, *at).key, parts.join(", "));
        }
    }
    if results.pooling == Pooling::Services && results.without_service > 0 {
        let _ = writeln!(text, "left out of the mean of services: {} without a service", results.without_service);
    }
    text
}

/// Writes rows in columns: the first to the left, numbers to the right.
pub(in crate::cli) fn columns(rows: &[Vec<String>]) -> String {
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
