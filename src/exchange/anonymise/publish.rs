//! What is known of people, as values to be counted, and interviews and questionnaire as they are published; counts nothing.

use super::Trait;
use super::cells::HIDDEN;
use super::groups::{Groups, MERGED, NONE, label};
use crate::store::{Item, List, Record, Survey};
use crate::survey::form::{Choice, Form, Kind, Question, Text};
use crate::survey::interview::{Effort, Id};
use crate::survey::value::{Answer, Value};
use crate::words::{Lang, Words};
use std::sync::Arc;

/// Numbers are told by bands of so many.
pub(super) const WIDTH: i64 = 10;

/// Ids of the places that stand for those merged, and for those not told; no stored item has such ids.
const MERGED_PLACE: Id = -1;
const HIDDEN_PLACE: Id = -2;

/// Tells whether a question's answers can be published at all: not what people wrote, no days and times, nothing that is worked out from
/// answers that may be hidden.
pub(super) const fn can_stand(question: &Question) -> bool {
    matches!(
        question.kind,
        Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) | Kind::Number(_) | Kind::Decimal(_)
    )
}

/// Tells whether a trait is told by bands of numbers.
pub(super) fn is_banded(what: Trait, survey: &Survey) -> bool {
    matches!(what, Trait::Answer(at) if matches!(survey.form.questions[at].kind, Kind::Number(_) | Kind::Decimal(_)))
}

/// Tells whether small groups go together with their neighbours.
pub(super) fn is_ordered(what: Trait, survey: &Survey) -> bool {
    what == Trait::Month || is_banded(what, survey)
}

/// Gives the value of a trait as it is counted: a code, bits, the first number of a band, months since the year 0.
pub(super) fn value(what: Trait, survey: &Survey, record: &Record) -> i64 {
    match what {
        Trait::Month => month(&record.date).unwrap_or(NONE),
        Trait::Location => survey.items.iter().find(|item| item.id == record.location).map_or(NONE, |item| item.code),
        Trait::Answer(at) => match record.answers.get(at) {
            Some(Some(Answer::Value(Value::Int(number)))) if is_banded(what, survey) => number.div_euclid(WIDTH) * WIDTH,
            Some(Some(Answer::Value(Value::Int(code)))) => *code,
            Some(Some(Answer::Value(Value::Decimal(number)))) => {
                let (digits, places) = number.parts();
                digits.div_euclid(10_i64.pow(places)).div_euclid(WIDTH) * WIDTH
            }
            _ => NONE,
        },
    }
}

fn month(date: &str) -> Option<i64> {
    Some(date.get(..4)?.parse::<i64>().ok()? * 12 + date.get(5..7)?.parse::<i64>().ok()? - 1)
}

/// Gives the codes that stand for what was merged and for what is not told: the first ones above all codes, such as 98 and 99.
fn spare_codes(highest: i64) -> (i64, i64) {
    let mut end = 99;
    while end - 1 <= highest {
        end = end * 10 + 9;
    }
    (end - 1, end)
}

fn spare_choices(highest: i64) -> [Choice; 2] {
    let (merged, hidden) = spare_codes(highest);
    let text = |say: fn(Words) -> &'static str| Text::both(say(Words(Lang::Id)), say(Words(Lang::En)));
    [Choice::new(merged, text(Words::anonymous_group), ""), Choice::new(hidden, text(Words::anonymous_not_told), "")]
}

/// Gives the survey as it is published: traits as choices, what can't be published left out.
pub(super) fn survey(survey: &Survey, traits: &[Trait], groups: &[Groups]) -> Survey {
    let mut form: Form = (*survey.form).clone();
    for question in &mut form.questions {
        if !can_stand(question) {
            question.kind = Kind::Note;
        }
    }
    let mut published = survey.clone();
    for (what, groups) in traits.iter().zip(groups) {
        match what {
            Trait::Month => {}
            Trait::Location => places(&mut published),
            Trait::Answer(at) => {
                let question = &mut form.questions[*at];
                let mut choices = match &question.kind {
                    Kind::Several(_) => continue,
                    Kind::Number(_) | Kind::Decimal(_) => {
                        groups.bands().map(|(first, last)| Choice::new(first, Text::same(&label(first, last)), "")).collect()
                    }
                    kind => kind.choices().to_vec(),
                };
                choices.extend(spare_choices(highest(&choices)));
                question.kind = Kind::Choice(choices);
            }
        }
    }
    published.form = Arc::new(form);
    published
}

fn highest(choices: &[Choice]) -> i64 {
    choices.iter().map(|choice| choice.code).max().unwrap_or(0)
}

/// Adds the places that stand for others.
fn places(survey: &mut Survey) {
    let highest = survey.list(List::Location).map(|item| item.code).max().unwrap_or(0);
    let (merged, hidden) = spare_codes(highest);
    let w = Words(Lang::default());
    for (id, code, label) in [(MERGED_PLACE, merged, w.anonymous_group()), (HIDDEN_PLACE, hidden, w.anonymous_not_told())] {
        survey.items.push(Item { id, list: List::Location, code, label: label.to_owned(), retired: false, block: None });
    }
}

/// Gives an interview as it is published: its grouped values, so many of the first not told; `survey` is the published one.
pub(super) fn record(survey: &Survey, record: &Record, number: i64, traits: &[Trait], values: &[i64], hidden: usize) -> Record {
    let mut published = Record {
        id: number,
        form_number: number,
        status: record.status,
        date: String::new(),
        batch: 0,
        band: None,
        location: HIDDEN_PLACE,
        surveyor: 0,
        started: String::new(),
        completed: String::new(),
        effort: Effort::default(),
        problems: 0,
        version: record.version,
        answers: record.answers.clone(),
        notes: String::new(),
    };
    for (place, (what, value)) in traits.iter().zip(values).enumerate() {
        let value = if place < hidden { HIDDEN } else { *value };
        match what {
            Trait::Month if value == HIDDEN || value == NONE => {}
            Trait::Month => published.date = format!("{:04}-{:02}-01", value.div_euclid(12), value.rem_euclid(12) + 1),
            Trait::Location => {
                let of_code = |code: i64| survey.list(List::Location).find(|item| item.code == code).map_or(HIDDEN_PLACE, |item| item.id);
                published.location = match value {
                    HIDDEN | NONE => HIDDEN_PLACE,
                    MERGED => MERGED_PLACE,
                    code => of_code(code),
                };
            }
            Trait::Answer(at) => published.answers[*at] = answer(&survey.form.questions[*at], value),
        }
    }
    published
}

/// Gives an answer as the published question has it: its last two choices stand for what was merged and what is not told.
fn answer(question: &Question, value: i64) -> Option<Answer> {
    let is_set = matches!(question.kind, Kind::Several(_));
    let spare = |from_end: usize| question.choices().iter().rev().nth(from_end).map(|choice| Answer::int(choice.code));
    match value {
        NONE => None,
        HIDDEN | MERGED if is_set => None,
        HIDDEN => spare(0),
        MERGED => spare(1),
        code => Some(Answer::int(code)),
    }
}
