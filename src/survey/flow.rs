//! Which question applies, which answers stand, which are kept aside, and which question comes next; knows no cursor.
//!
//! An answer **stands** where its question applies, its choices pass their filter, and its constraint holds over the answers that come
//! before it. Any other one is kept aside: it is no answer, takes part in no rule, and returns where it stands again. What stands
//! follows from what was keyed and from the form alone, so that every laptop and every replay of the log comes to the same.

use super::form::{Choice, Form, Kind, codes, default_key};
use super::sheet::{self, Sheet};
use super::value::Answer;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Tells whether a question is asked, given the answers that stand.
#[must_use]
pub fn applies(sheet: Sheet<'_>, question: usize) -> bool {
    // A survey without services has nothing to ask here.
    let kind = sheet.form.questions.get(question).map(|question| &question.kind);
    let is_empty_list = matches!(kind, Some(Kind::Service(choices)) if choices.is_empty());
    !is_empty_list && is_relevant(sheet, question)
}

/// Tells whether a question applies, whatever the survey's own lists hold.
fn is_relevant(sheet: Sheet<'_>, question: usize) -> bool {
    let form = sheet.form;
    let Some(asked) = form.questions.get(question).filter(|asked| !asked.retired) else { return false };
    if !form.plan.is_conditional(question) {
        return true;
    }
    let own = asked.relevant.as_ref().is_none_or(|rule| rule.holds(&sheet));
    own && is_specified(sheet, question)
        && form
            .plan
            .sections_around(form, question)
            .all(|section| form.sections[section].relevant.as_ref().is_none_or(|rule| rule.holds(&sheet)))
}

/// Tells whether the choice that opens a text question is made; true of a question that no choice opens.
fn is_specified(sheet: Sheet<'_>, text: usize) -> bool {
    sheet.form.plan.opener(text).is_none_or(|(question, code)| {
        let chosen = sheet.stands(question).and_then(Answer::number);
        chosen.is_some_and(|number| match sheet.form.questions[question].kind {
            Kind::Several(_) => codes(number).any(|chosen| chosen == code),
            _ => number == code,
        })
    })
}

/// Gives the choices of a question that can be chosen, in their order.
#[must_use]
pub fn choices(sheet: Sheet<'_>, question: usize) -> Vec<&Choice> {
    let Some(asked) = sheet.form.questions.get(question) else { return Vec::new() };
    let passes = |choice: &&Choice| !choice.retired && asked.filter.as_ref().is_none_or(|filter| filter.holds(&sheet.about(choice)));
    asked.choices().iter().filter(passes).collect()
}

/// A choice that can be chosen, with the keys that answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered<'a> {
    pub keys: Vec<char>,
    pub choice: &'a Choice,
}

/// Gives the choices of a question that can be chosen with their keys: those of the form, or `1`-`9` and `a`-`z` in their order where a
/// filter leaves some of a longer list.
#[must_use]
pub fn offered(sheet: Sheet<'_>, question: usize) -> Vec<Offered<'_>> {
    let by_place = sheet.form.questions.get(question).is_some_and(|asked| asked.filter.is_some());
    let keys = |place: usize, choice: &Choice| if by_place { default_key(place).into_iter().collect() } else { choice.keys.clone() };
    choices(sheet, question).into_iter().enumerate().map(|(place, choice)| Offered { keys: keys(place, choice), choice }).collect()
}

/// Tells whether every choice of an answer passes the question's filter.
#[must_use]
pub(super) fn passes_filter(sheet: Sheet<'_>, question: usize, answer: &Answer) -> bool {
    let Some(asked) = sheet.form.questions.get(question) else { return false };
    let (Some(filter), Some(number)) = (&asked.filter, answer.number()) else { return true };
    let passes = |code: i64| asked.choice(code).is_some_and(|choice| filter.holds(&sheet.about(choice)));
    match asked.kind {
        Kind::Several(_) => codes(number).all(passes),
        _ => passes(number),
    }
}

/// Tells whether the hard rule of a question holds for an answer.
#[must_use]
pub fn keeps_constraint(sheet: Sheet<'_>, question: usize, answer: &Answer) -> bool {
    let constraint = sheet.form.questions.get(question).and_then(|asked| asked.constraint.as_ref());
    constraint.is_none_or(|constraint| answer.value().is_none() || constraint.rule.holds(&sheet.with(question, answer)))
}

/// Tells whether the hard rule of a question names only what comes before it, so that it decides what stands.
fn decides(form: &Form, question: usize) -> bool {
    let named = form.questions[question].constraint.as_ref().map_or(&[][..], |constraint| constraint.rule.depends());
    named.iter().all(|named| *named == question || form.plan.rank(*named) < form.plan.rank(question))
}

/// Tells whether an answer stands.
fn stands(sheet: Sheet<'_>, question: usize, answer: &Answer) -> bool {
    let form = sheet.form;
    is_relevant(sheet, question)
        && passes_filter(sheet, question, answer)
        && (!decides(form, question) || keeps_constraint(sheet, question, answer))
}

/// Brings answers in line with a form after some of them changed: moves those aside that no longer stand, brings back those that do
/// again, and works out what is calculated. Looks at nothing but what depends on the changed ones, or at everything where `changed`
/// is `None`. Gives the questions whose standing answer is another one now, beside the changed ones.
pub fn settle(
    form: &Form,
    answers: &mut [Option<Answer>],
    aside: &mut [Option<Answer>],
    day: Date,
    changed: Option<&[usize]>,
) -> Vec<usize> {
    let rank = |at: usize| (form.plan.rank(at), at);
    let mut waiting: BTreeSet<(usize, usize)> = match changed {
        Some(changed) => changed.iter().map(|at| rank(*at)).collect(),
        None => (0..form.questions.len()).map(rank).collect(),
    };
    let mut moved = Vec::new();
    while let Some((_, at)) = waiting.pop_first() {
        let asked = &form.questions[at];
        let sheet = Sheet::new(form, answers, day);
        let is_changed = changed.is_some_and(|changed| changed.contains(&at));
        let differs = if let Some(calculation) = &asked.calculate {
            let value = if is_relevant(sheet, at) { sheet::value(&calculation.evaluate(&sheet)) } else { None };
            let value = value.map(Answer::Value);
            let differs = answers[at] != value;
            answers[at] = value;
            differs
        } else {
            let (standing, kept) = (&answers[at], &aside[at]);
            match standing.as_ref().or(kept.as_ref()) {
                None => false,
                Some(answer) if stands(sheet, at, answer) == standing.is_some() => false,
                Some(_) => {
                    std::mem::swap(&mut answers[at], &mut aside[at]);
                    true
                }
            }
        };
        if differs && !is_changed {
            moved.push(at);
        }
        if differs || is_changed {
            waiting.extend(form.plan.dependents(at).iter().map(|at| rank(*at)));
        }
    }
    moved.sort_unstable();
    moved
}

/// Tells whether the cursor stops at a question: it applies, and is no result of others.
fn stops(sheet: Sheet<'_>, question: usize) -> bool {
    !matches!(sheet.form.questions[question].kind, Kind::Calculated(_)) && applies(sheet, question)
}

/// Gives the next question that is keyed after `from`, notes included.
#[must_use]
pub fn after(sheet: Sheet<'_>, from: usize) -> Option<usize> {
    (from + 1..sheet.form.questions.len()).find(|at| stops(sheet, *at))
}

/// Gives the nearest question that is keyed before `from`, notes included.
#[must_use]
pub fn before(sheet: Sheet<'_>, from: usize) -> Option<usize> {
    (0..from).rev().find(|at| stops(sheet, *at))
}
