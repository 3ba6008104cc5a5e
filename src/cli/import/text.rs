//! What an import comes to, in lines that people read.

use crate::exchange::import::{Book, Kind, Mapping, Opened, Outcome, Report, Said, Target, Value};
use crate::store::Survey;
use crate::survey::value::{Answer, safe};
use crate::words::{Lang, Words};
use std::fmt::Write;

const W: Words = Words(Lang::En);

/// Troubles that are printed; the rest is counted.
const SHOWN: usize = 40;

/// Says what kind of file it is and what its columns are taken for.
pub(super) fn heading(opened: &Opened, mapping: &Mapping, survey: &Survey) -> String {
    let head = if opened.kind.has_names() { String::new() } else { format!(", head in row {}", opened.head_at) };
    let mut text = format!("{}\n", safe(&format!("'{}': {}{head}", opened.path.display(), kind(&opened.kind))));
    for (at, column) in mapping.columns.iter().enumerate() {
        let target = if column.target == Target::Nothing { "-".to_owned() } else { column.target.name(survey) };
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "  {:>3}  {:<40} {target:<28} {}", at + 1, fit(&column.head, 40), how(column.how));
    }
    text
}

pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Text { encoding, delimiter, decimal_comma } => {
            let delimiter = match delimiter {
                b'\t' => "tab".to_owned(),
                other => format!("'{}'", char::from(*other)),
            };
            let comma = if *decimal_comma { ", decimal comma" } else { "" };
            format!("CSV, {}, delimiter {delimiter}{comma}", encoding.name())
        }
        Kind::JsonLines => "JSON Lines".to_owned(),
        Kind::Variables { program, .. } => program.name().to_owned(),
        Kind::Sheet { book: Book::Xlsx, name } => format!("XLSX, sheet '{name}'"),
        Kind::Sheet { book: Book::Ods, name } => format!("ODS, sheet '{name}'"),
        Kind::Sheet { book: Book::Sqlite, name } => format!("SQLite, table '{name}'"),
    }
}

pub(super) const fn how(how: crate::exchange::import::How) -> &'static str {
    use crate::exchange::import::How;
    match how {
        How::Said => "said",
        How::Remembered => "remembered",
        How::Key => "key",
        How::Label => "label",
        How::Wording => "wording",
        How::Unsur => "u_number",
        How::Number => "number",
        How::Usual => "usual_name",
        How::Near => "near",
        How::Unknown => "unknown",
    }
}

/// Says what a value is taken for.
pub(super) fn meaning(value: &Value, mapping: &Mapping, survey: &Survey) -> String {
    let question = match mapping.columns.get(value.column).map(|column| column.target) {
        Some(Target::Answer(at)) => survey.form.questions.get(at),
        _ => None,
    };
    match &value.said {
        Said::Answer(Answer::Missing(reason)) => format!("({})", W.missing(*reason)),
        Said::Answer(Answer::Value(answer)) if question.is_some_and(|question| question.choices().is_empty()) => {
            question.map_or_else(String::new, |question| question.show(answer, Lang::En))
        }
        Said::Answer(answer) => {
            let code = answer.number().unwrap_or(0);
            let label = question.and_then(|question| question.choice(code)).map_or("", |choice| choice.label.get(Lang::En));
            format!("{code} {label}").trim_end().to_owned()
        }
        Said::Item(id) => survey.label(Some(*id)).to_owned(),
        Said::New => "new in the list".to_owned(),
        Said::Nothing => "-".to_owned(),
        Said::Wrong(_) if question.is_some_and(|question| question.choices().is_empty() && !question.takes_text()) => {
            W.import_no_number().to_owned()
        }
        Said::Wrong(_) => "no choice".to_owned(),
    }
}

fn fit(text: &str, width: usize) -> String {
    let text = safe(text);
    if text.chars().count() <= width { text } else { text.chars().take(width - 1).chain(['…']).collect() }
}

/// Says all of it.
pub(super) fn all(opened: &Opened, mapping: &Mapping, survey: &Survey, report: &Report, outcome: Option<&Outcome>, dry: bool) -> String {
    let mut text = heading(opened, mapping, survey);
    let head = |column: Option<usize>| column.and_then(|at| mapping.columns.get(at)).map_or("", |column| column.head.as_str());
    let _ = writeln!(text, "rows {}: {} new, {} already there, {} refused", report.rows, report.new, report.same, report.refused);
    if let Some(row) = report.first_summary {
        let _ = writeln!(text, "left out: {} lines that sum up, from row {row} on", report.summaries);
    }
    if !report.lacking.is_empty() {
        let keys: Vec<&str> = report.lacking.iter().map(|at| survey.form.questions[*at].key.as_str()).collect();
        let _ = writeln!(text, "not in the source: {}", keys.join(", "));
    }
    for newcomer in &report.newcomers {
        let _ = writeln!(text, "new in a list: {}", safe(&newcomer.label));
    }
    for kind in &report.kinds {
        let place = head(kind.column);
        let _ = writeln!(
            text,
            "refused, {}{}: {}",
            kind.name,
            if place.is_empty() { String::new() } else { format!(", column '{}'", safe(place)) },
            kind.count
        );
    }
    for placed in report.troubles.iter().take(SHOWN) {
        let place = head(placed.trouble.column);
        let column = if place.is_empty() { String::new() } else { format!(", column '{}'", safe(place)) };
        let _ = writeln!(text, "  row {}{column}: {}", placed.row, placed.trouble.say(W));
    }
    if report.troubles.len() > SHOWN {
        let _ = writeln!(text, "  and more");
    }
    for value in &report.values {
        let spellings = if value.spellings > 1 { format!(" ({} spellings)", value.spellings) } else { String::new() };
        let _ = writeln!(
            text,
            "  {} '{}' x {}{spellings}: {}",
            safe(head(Some(value.column))),
            safe(&value.text),
            value.count,
            meaning(value, mapping, survey)
        );
    }
    for (rule, n) in &report.doubts {
        let _ = writeln!(text, "to look at: {} x {n}", W.rule(&survey.form, rule));
    }
    match outcome {
        Some(outcome) => {
            let imported = outcome.imported;
            let _ = writeln!(text, "imported {} interviews in {} batches", imported.interviews, imported.batches);
            if let Some(path) = &outcome.rejects {
                let _ = writeln!(text, "refused rows: {}", safe(&path.display().to_string()));
            }
            if let Some(copy) = &outcome.copy {
                let _ = writeln!(text, "the database as it was: {}", safe(&copy.display().to_string()));
            }
        }
        None if dry => text.push_str("nothing was changed: a look ahead\n"),
        None if report.new == 0 && report.refused == 0 => text.push_str("nothing is new\n"),
        None => text.push_str("nothing was imported\n"),
    }
    text
}
