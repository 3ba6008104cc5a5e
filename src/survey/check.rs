//! What is wrong with an answer or a record; a wrong answer is data here, never an error.

use super::decimal::Decimal;
use super::flow;
use super::form::{Form, Kind, Question};
use super::interview::{Interview, Write};
use super::quality;
use super::sheet::Sheet;
use super::value::{Answer, Missing, Value};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The key is no choice of the question.
    NotAChoice { question: usize, typed: char },
    /// The key is no reason for a missing answer.
    NotAReason { question: usize, typed: char },
    /// The key is no digit, where a number is asked.
    NotADigit { question: usize, typed: char },
    /// The number is outside the range that the question allows.
    OutOfRange { question: usize, typed: i64, min: i64, max: i64 },
    /// The number is outside the range that the question allows.
    DecimalOutOfRange { question: usize, typed: String, min: Decimal, max: Decimal },
    /// There is no such day in the calendar.
    NoSuchDay { question: usize, typed: String },
    /// There is no such time of day.
    NoSuchTime { question: usize, typed: String },
    /// The question is not keyed: a note, or worked out from other answers.
    NothingToKey { question: usize },
    /// A question that needs an answer has none.
    Unanswered { question: usize },
    /// The form ends short: these questions have no answer, though later ones may.
    EndsShort { questions: Vec<usize> },
    /// The reason is none of those that the question allows.
    ReasonNotAllowed { question: usize, reason: Missing },
    /// The choice can't be chosen here, because of another answer.
    Filtered { question: usize },
    /// The hard rule of the question does not hold.
    Broken { question: usize },
    /// The hard rule of another, answered question would not hold any more.
    Contradicts { question: usize, other: usize },
    /// The number is possible but unusual.
    Unusual { question: usize, typed: Value },
    /// The soft rule of the question does not hold.
    Warned { question: usize },
    /// A cross-field rule of the form holds.
    Doubtful { doubt: usize, question: usize },
    /// All questions of a section have the same answer.
    AllEqual { section: usize },
    /// Keyed in fewer milliseconds than a person needs to read the paper.
    TooFast { ms: i64 },
}

/// The rule of [`Problem::TooFast`].
pub const TOO_FAST: &str = "too_fast";

impl Problem {
    /// Gives the question that the problem stands at; none for a problem of the whole record.
    #[must_use]
    pub fn question(&self) -> Option<usize> {
        match self {
            Self::NotAChoice { question, .. }
            | Self::NotAReason { question, .. }
            | Self::NotADigit { question, .. }
            | Self::OutOfRange { question, .. }
            | Self::DecimalOutOfRange { question, .. }
            | Self::NoSuchDay { question, .. }
            | Self::NoSuchTime { question, .. }
            | Self::NothingToKey { question }
            | Self::Unanswered { question }
            | Self::ReasonNotAllowed { question, .. }
            | Self::Filtered { question }
            | Self::Broken { question }
            | Self::Contradicts { question, .. }
            | Self::Unusual { question, .. }
            | Self::Warned { question }
            | Self::Doubtful { question, .. } => Some(*question),
            Self::EndsShort { questions } => questions.first().copied(),
            Self::AllEqual { .. } | Self::TooFast { .. } => None,
        }
    }

    /// Names the rule that was broken, stable for the database: `unusual:usia`, `doubt:muda_bekerja`, `all_equal:unsur`, `too_fast`.
    #[must_use]
    pub fn rule(&self, form: &Form) -> String {
        let key = |question: usize| form.questions.get(question).map_or("", |question| question.key.as_str());
        match self {
            Self::NotAChoice { question, .. } => format!("choice:{}", key(*question)),
            Self::NotAReason { question, .. } => format!("reason:{}", key(*question)),
            Self::NotADigit { question, .. } => format!("digit:{}", key(*question)),
            Self::OutOfRange { question, .. } | Self::DecimalOutOfRange { question, .. } => format!("range:{}", key(*question)),
            Self::NoSuchDay { question, .. } => format!("day:{}", key(*question)),
            Self::NoSuchTime { question, .. } => format!("time:{}", key(*question)),
            Self::NothingToKey { question } => format!("not_keyed:{}", key(*question)),
            Self::Unanswered { question } => format!("required:{}", key(*question)),
            Self::EndsShort { .. } => "ends_short".to_owned(),
            Self::ReasonNotAllowed { question, .. } => format!("reason_not_allowed:{}", key(*question)),
            Self::Filtered { question } => format!("filter:{}", key(*question)),
            Self::Broken { question } | Self::Contradicts { other: question, .. } => format!("constraint:{}", key(*question)),
            Self::Unusual { question, .. } => format!("unusual:{}", key(*question)),
            Self::Warned { question } => format!("warning:{}", key(*question)),
            Self::Doubtful { doubt, .. } => format!("doubt:{}", form.doubts.get(*doubt).map_or("", |doubt| doubt.key.as_str())),
            Self::AllEqual { section } => format!("all_equal:{}", form.sections.get(*section).map_or("", |section| section.key.as_str())),
            Self::TooFast { .. } => TOO_FAST.to_owned(),
        }
    }
}

/// Gives the soft problems that an answer would bring in, given the other answers.
#[must_use]
pub fn doubts(sheet: Sheet<'_>, question: usize, answer: &Answer) -> Vec<Problem> {
    let mut found = Vec::new();
    let (Some(asked), Some(value)) = (sheet.form.questions.get(question), answer.value()) else { return found };
    let is_usual = match (&asked.kind, value) {
        (Kind::Number(bounds), Value::Int(number)) => (bounds.usual.0..=bounds.usual.1).contains(number),
        (Kind::Decimal(bounds), Value::Decimal(number)) => (bounds.usual.0..=bounds.usual.1).contains(number),
        _ => true,
    };
    if !is_usual {
        found.push(Problem::Unusual { question, typed: value.clone() });
    }
    let with = sheet.with(question, answer);
    if asked.warning.as_ref().is_some_and(|warning| !warning.rule.holds(&with)) {
        found.push(Problem::Warned { question });
    }
    let about = sheet.form.doubts.iter().enumerate().filter(|(_, doubt)| doubt.rule.depends().contains(&question));
    found.extend(about.filter(|(_, doubt)| doubt.rule.holds(&with)).map(|(doubt, _)| Problem::Doubtful { doubt, question }));
    found
}

/// Gives the hard rule that an answer would break: its own, that of its choices, or that of another answer.
#[must_use]
pub fn broken(sheet: Sheet<'_>, question: usize, answer: &Answer) -> Option<Problem> {
    if let Some(reason) = answer.missing() {
        // What a file had no column for is no reason that anybody keys.
        let allowed = |asked: &Question| reason == Missing::NotInSource || asked.missing.contains(&reason);
        let allowed = sheet.form.questions.get(question).is_some_and(allowed);
        return (!allowed).then_some(Problem::ReasonNotAllowed { question, reason });
    }
    if !flow::passes_filter(sheet, question, answer) {
        return Some(Problem::Filtered { question });
    }
    if !flow::keeps_constraint(sheet, question, answer) {
        return Some(Problem::Broken { question });
    }
    let with = sheet.with(question, answer);
    let breaks = |at: &&usize| {
        with.answers.get(**at).is_some_and(|other| other.as_ref().is_some_and(|other| !flow::keeps_constraint(with, **at, other)))
    };
    sheet.form.plan.watchers(question).iter().find(breaks).map(|other| Problem::Contradicts { question, other: *other })
}

/// Gives the hard rule of another answer that would not hold any more once these are written, with all that would be put aside then or
/// return: only a rule that names what comes later can be broken so.
#[must_use]
pub fn contradicted(form: &Form, interview: &Interview, writes: &[Write]) -> Option<Problem> {
    if !form.plan.has_watchers() {
        return None;
    }
    let mut after = interview.clone();
    for write in writes {
        after.answers[write.question].clone_from(&write.new);
        after.aside[write.question] = None;
    }
    let mut changed: Vec<usize> = writes.iter().map(|write| write.question).collect();
    let moved = after.settle(form, Some(&changed));
    changed.extend(moved);
    let sheet = after.sheet(form);
    let breaks = |at: &usize| after.answers[*at].as_ref().is_some_and(|answer| !flow::keeps_constraint(sheet, *at, answer));
    let question = writes.last()?.question;
    let touched = changed.iter().flat_map(|at| form.plan.watchers(*at).iter().chain(std::iter::once(at)));
    touched.copied().find(breaks).map(|other| Problem::Contradicts { question, other })
}

/// Gives the soft problems of a whole record that is about to be complete; `floor_ms` 0 switches the time check off.
#[must_use]
pub fn record(form: &Form, interview: &Interview, floor_ms: i64) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, section) in form.sections.iter().enumerate().filter(|(_, section)| section.doubt_all_equal) {
        let mut numbers = section.questions.clone().map(|question| interview.answers.get(question)?.as_ref()?.number());
        let first = numbers.next().flatten();
        if section.questions.len() > 2 && first.is_some() && numbers.all(|number| number == first) {
            found.push(Problem::AllEqual { section: at });
        }
    }
    if interview.effort.ms < floor_ms {
        found.push(Problem::TooFast { ms: interview.effort.ms });
    }
    found
}

/// Gives the rules of all soft problems of a finished record, however it came to be: doubtful answers, what [`record`] finds,
/// and answers that lack.
#[must_use]
pub fn rules(form: &Form, interview: &Interview, floor_ms: i64) -> Vec<String> {
    let sheet = interview.sheet(form);
    let mut found = record(form, interview, floor_ms);
    found.extend(unanswered(sheet).into_iter().map(|question| Problem::Unanswered { question }));
    for (at, answer) in interview.answers.iter().enumerate() {
        let Some(answer) = answer else { continue };
        found.extend(doubts(sheet, at, answer));
        // A rule that names what is asked later can be broken where laptops were merged.
        found.extend((!flow::keeps_constraint(sheet, at, answer)).then_some(Problem::Broken { question: at }));
    }
    let mut rules: Vec<String> = found.into_iter().map(|problem| problem.rule(form)).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Gives the questions that apply, need an answer and have none.
#[must_use]
pub fn unanswered(sheet: Sheet<'_>) -> Vec<usize> {
    let lacks = |at: &usize| sheet.form.questions[*at].required && sheet.answers.get(*at).is_none_or(Option::is_none);
    (0..sheet.form.questions.len()).filter(|at| lacks(at) && flow::applies(sheet, *at)).collect()
}

/// Tells whether a rule, as named by [`Problem::rule`], is about a question, so that a new answer there makes it lapse.
#[must_use]
pub fn is_about(form: &Form, rule: &str, question: usize) -> bool {
    let key = form.questions.get(question).map_or("", |question| question.key.as_str());
    match rule.split_once(':') {
        Some(("unusual", about)) => about == key,
        Some(("warning", about)) => {
            let names = |asked: &Question| asked.warning.as_ref().is_some_and(|warning| warning.rule.depends().contains(&question));
            about == key || form.find(about).is_some_and(|at| names(&form.questions[at]))
        }
        Some(("doubt", about)) => form.doubts.iter().any(|doubt| doubt.key == about && doubt.rule.depends().contains(&question)),
        Some(("all_equal", about)) => form.section_of(question).is_some_and(|section| section.key == about),
        _ => quality::is_about(form, rule, question),
    }
}
