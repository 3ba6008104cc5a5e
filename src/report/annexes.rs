//! The tables of a report's annexes: questionnaire, bands, what was left out; knows no sentence between them and no format.

use super::block::{Align, Table};
use super::facts::Facts;
use super::tables::{capital, column};
use crate::survey::form::Kind;
use crate::survey::index::{Definition, Left, PLACES, decimal};
use crate::words::Words;

/// Makes the table of an index's bands; for the SKM that of the regulation.
#[must_use]
pub fn bands(definition: &Definition, w: Words) -> Table {
    let mut above = definition.range().1;
    let mut rows = Vec::new();
    for (least, mutu) in &definition.rule.bands {
        let show = |value| w.decimal(value, PLACES);
        rows.push(vec![format!("{}–{}", show(least), show(&above)), mutu.code().to_owned(), w.mutu(mutu).to_owned()]);
        above = least - decimal::unit(PLACES);
    }
    Table {
        caption: w.report_bands_caption(definition.label.get(w.0)),
        columns: vec![
            column(&w.report_column_interval(definition.label.get(w.0)), Align::Middle, 40),
            column(w.report_column_mutu(), Align::Middle, 20),
            column(w.report_column_performance(), Align::Left, 40),
        ],
        rows,
        sums_up: false,
        notes: Vec::new(),
    }
}

/// Makes the questionnaire: every question as it is asked, with its choices.
#[must_use]
pub fn questionnaire(facts: &Facts, w: Words) -> Table {
    let row = |question: &crate::survey::form::Question| {
        let number = question.number.map_or_else(String::new, |number| number.to_string());
        let choices: Vec<String> = match &question.kind {
            Kind::Choice(choices) | Kind::Several(choices) | Kind::Rating(choices) | Kind::YesNo(choices) | Kind::Service(choices) => {
                choices
                    .iter()
                    .filter(|choice| !choice.retired)
                    .map(|choice| format!("{}\u{a0}=\u{a0}{}", choice.code, choice.label.get(w.0)))
                    .collect()
            }
            Kind::Number(_) | Kind::Decimal(_) | Kind::Text | Kind::LongText | Kind::Date | Kind::Time => vec!["……………".to_owned()],
            Kind::Calculated(_) | Kind::Note => Vec::new(),
        };
        vec![number, question.wording.get(w.0).to_owned(), choices.join("; ")]
    };
    Table {
        caption: w.report_form_caption().to_owned(),
        columns: vec![
            column(w.report_column_no(), Align::Middle, 7),
            column(w.report_column_question(), Align::Left, 48),
            column(w.report_column_answers(), Align::Left, 45),
        ],
        rows: facts.survey.form.questions.iter().filter(|question| question.is_keyed()).map(row).collect(),
        sums_up: false,
        notes: Vec::new(),
    }
}

/// Makes the table of interviews that are not counted, by status.
#[must_use]
pub fn left_interviews(facts: &Facts, w: Words) -> Table {
    let left = facts.results.left_out();
    Table {
        caption: w.report_left_interviews().to_owned(),
        columns: vec![column(w.report_column_status(), Align::Left, 70), column(w.report_column_n(), Align::Right, 30)],
        rows: left.into_iter().map(|(status, n)| vec![capital(w.status(status)), w.whole(u64::try_from(n).unwrap_or(0))]).collect(),
        sums_up: false,
        notes: Vec::new(),
    }
}

/// Makes the table of answers that are not counted, by unsur and reason.
#[must_use]
pub fn left_answers(facts: &Facts, w: Words) -> Table {
    let reason = |left: Left| match left {
        Left::Missing(reason) => w.missing(reason).to_owned(),
        Left::None => w.index_no_answer().to_owned(),
        Left::Outside(code) => w.results_outside(code),
    };
    Table {
        caption: w.report_left_answers().to_owned(),
        columns: vec![
            column(w.report_column_unsur(), Align::Left, 50),
            column(w.report_column_reason(), Align::Left, 30),
            column(w.report_column_n(), Align::Right, 20),
        ],
        rows: facts
            .left_answers()
            .map(|(unsur, left, n)| vec![format!("{} {}", unsur.number, unsur.name), capital(&reason(left)), w.whole(n)])
            .collect(),
        sums_up: false,
        notes: Vec::new(),
    }
}
