//! The lines of a look at every row: values that fit no choice, what is wrong, what values are taken for, what is odd.

use super::columns;
use super::offer::{Choice, Offer};
use crate::exchange::import::{Mapping, Meaning, Report, Said, Target, Value, Why, alike, list_of, numbers, proposed, value_key};
use crate::store::Survey;
use crate::survey::form::{Kind, Question};
use crate::survey::value::{self, Answer, Missing, safe};
use crate::words::Words;

/// One line.
pub(super) struct Line {
    pub text: String,
    /// The value that can be mapped here, by its place in the report.
    pub value: Option<usize>,
    pub is_bad: bool,
}

/// Gives the lines, those that need a person first.
pub(super) fn lines(survey: &Survey, mapping: &Mapping, report: &Report, w: Words) -> Vec<Line> {
    let head = |column: Option<usize>| column.and_then(|at| mapping.columns.get(at)).map_or_else(String::new, |column| safe(&column.head));
    let plain = |text: String| Line { text, value: None, is_bad: false };
    let of_value = |(at, value): (usize, &Value)| {
        let means = meaning(survey, mapping, value, w);
        let text = w.import_value(head(Some(value.column)), safe(&value.text), value.count, means);
        Line { text, value: Some(at), is_bad: matches!(value.said, Said::Wrong(_)) }
    };
    let (bad, good): (Vec<Line>, Vec<Line>) = report.values.iter().enumerate().map(of_value).partition(|line| line.is_bad);
    let mut lines = bad;
    lines.extend(report.troubles.iter().map(|placed| {
        let (place, said) = (head(placed.trouble.column), placed.trouble.say(w));
        let text = if place.is_empty() { w.import_row(placed.row, said) } else { w.import_row_column(placed.row, place, said) };
        // What stands there may be mapped from here too.
        let same =
            |value: &Value| Some(value.column) == placed.trouble.column && value_key(&value.text) == value_key(&placed.trouble.found);
        let value = report.values.iter().position(same).filter(|_| placed.trouble.can_be_mapped());
        Line { text, value, is_bad: true }
    }));
    let told: u64 = report.kinds.iter().map(|kind| kind.count).sum();
    if told > report.troubles.len() as u64 {
        lines.push(plain(w.import_more(told - report.troubles.len() as u64)));
    }
    lines.extend(report.first_summary.map(|row| plain(w.import_summaries(report.summaries, row))));
    lines.extend(report.newcomers.iter().map(|newcomer| plain(w.import_newcomer(safe(&newcomer.label)))));
    lines.extend(report.doubts.iter().map(|(rule, n)| plain(w.import_doubt(w.rule(&survey.form, rule), n))));
    if !report.lacking.is_empty() {
        let labels: Vec<String> = report.lacking.iter().map(|at| w.question(&survey.form.questions[*at])).collect();
        lines.push(plain(w.import_lacking(labels.join(", "))));
    }
    lines.extend(good);
    lines
}

/// Says what a value is taken for.
fn meaning(survey: &Survey, mapping: &Mapping, value: &Value, w: Words) -> String {
    let target = mapping.columns.get(value.column).map_or(Target::Nothing, |column| column.target);
    let question = match target {
        Target::Answer(at) => survey.form.questions.get(at),
        _ => None,
    };
    match &value.said {
        Said::Answer(Answer::Missing(reason)) => format!("({})", w.missing(*reason)),
        Said::Answer(Answer::Value(answer)) => question.map_or_else(String::new, |question| question.show(answer, w.0)),
        Said::Item(id) => survey.label(Some(*id)).to_owned(),
        Said::New => w.import_new_in_list().to_owned(),
        Said::Nothing => "-".to_owned(),
        Said::Wrong(_) => {
            let nothing = match question {
                Some(question) if question.choices().is_empty() => w.import_no_number(),
                _ => w.import_no_choice(),
            };
            let label = proposed(survey, target, &value.text).and_then(|meaning| label(survey, target, meaning, w));
            label.map_or_else(|| nothing.to_owned(), |label| w.import_perhaps(nothing, label))
        }
    }
}

/// Names what a value may mean.
fn label(survey: &Survey, target: Target, meaning: Meaning, w: Words) -> Option<String> {
    match (meaning, target, list_of(survey, target)) {
        (Meaning::Code(code), _, Some(list)) => survey.list(list).find(|item| item.code == code).map(|item| safe(&item.label)),
        (Meaning::Code(code), Target::Answer(at), None) => {
            let choice = survey.form.questions.get(at)?.choice(code);
            Some(choice.map_or_else(|| code.to_string(), |choice| choice.label.get(w.0).to_owned()))
        }
        (Meaning::Figure(figure), Target::Answer(at), _) => Some(survey.form.questions.get(at)?.show(&value::Value::Decimal(figure), w.0)),
        _ => None,
    }
}

/// Gives what a value can mean, the likeliest in hand.
pub(super) fn offer(survey: &Survey, mapping: &Mapping, value: &Value, w: Words) -> Offer {
    let target = mapping.columns.get(value.column).map_or(Target::Nothing, |column| column.target);
    let list = list_of(survey, target);
    let mut choices: Vec<(Choice, String)> = match (target, list) {
        (Target::Answer(at), _) => {
            let question = &survey.form.questions[at];
            question
                .choices()
                .iter()
                .map(|choice| (Choice::Meaning(Meaning::Code(choice.code)), choice.label.get(w.0).to_owned()))
                .collect()
        }
        (_, Some(list)) => survey.list(list).map(|item| (Choice::Meaning(Meaning::Code(item.code)), item.label.clone())).collect(),
        _ => Vec::new(),
    };
    if list.is_some() {
        choices.push((Choice::Meaning(Meaning::New), w.import_new_in_list().to_owned()));
    }
    if let Some(question) = number_question(survey, target) {
        let read = numbers(question, &value.text).into_iter();
        choices.extend(read.filter_map(|meaning| Some((Choice::Meaning(meaning), label(survey, target, meaning, w)?))));
        choices.push((Choice::Typed, w.import_type_number().to_owned()));
    }
    if matches!(target, Target::Answer(_)) {
        let reasons = Missing::KEYED.map(|reason| (Choice::Meaning(Meaning::Missing(reason)), format!("({})", w.missing(reason))));
        choices.extend(reasons);
    }
    choices.push((Choice::Target(Target::Nothing), w.import_unmapped().to_owned()));
    let title = format!("{}: {}", columns::target(survey, target, w), value.text);
    let likeliest = choices.iter().map(|(choice, label)| (alike(&value.text, label), *choice)).max_by_key(|(alike, _)| *alike);
    let likeliest = likeliest.filter(|(alike, _)| *alike > 0).map(|(_, choice)| choice);
    // Nothing like it: Enter by habit must not give it a meaning.
    let unlike = if number_question(survey, target).is_some() { Choice::Typed } else { Choice::Target(Target::Nothing) };
    let now = proposed(survey, target, &value.text).map(Choice::Meaning).or(likeliest).unwrap_or(unlike);
    Offer::new(title, choices, Some(now))
}

/// Gives the question of a column that numbers stand in.
pub(super) fn number_question(survey: &Survey, target: Target) -> Option<&Question> {
    let Target::Answer(at) = target else { return None };
    survey.form.questions.get(at).filter(|question| matches!(question.kind, Kind::Number(_) | Kind::Decimal(_)))
}

/// Shows a value as it was mapped, until the rows are looked at again.
pub(super) fn take(survey: &Survey, target: Target, value: &mut Value, meaning: Option<Meaning>) {
    value.said = match meaning {
        Some(Meaning::Code(code)) => match list_of(survey, target) {
            Some(list) if !matches!(target, Target::Answer(_)) => {
                survey.list(list).find(|item| item.code == code).map_or(Said::Nothing, |item| Said::Item(item.id))
            }
            _ => Said::Answer(Answer::int(code)),
        },
        Some(Meaning::Figure(figure)) => Said::Answer(Answer::Value(value::Value::Decimal(figure))),
        Some(Meaning::Missing(reason)) => Said::Answer(Answer::Missing(reason)),
        Some(Meaning::New) => Said::New,
        None => Said::Wrong(Why::NotAChoice),
    };
}
