//! Flags: what is odd about a finished interview, seen with what stands around it; knows no clock and no database.

use super::flow;
use super::form::{Form, Question, Section};
use super::sheet::Sheet;
use super::value::{Answer, Missing};
use jiff::civil::{Date, DateTime};

/// The fewest questions in which a ladder is no chance.
const LADDER: usize = 6;

/// Keyed from this hour on, or before the next one, is at night.
const NIGHT: (i8, i8) = (22, 5);

/// The questions that tell people apart, beside date, time, place and service.
const PERSON: [&str; 2] = ["jenis_kelamin", "usia"];

/// The rules about how an interview was keyed: no mending makes them outdated.
const KEYING: [&str; 3] = [super::check::TOO_FAST, "night", "overlap"];

/// What stands around an interview that is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    pub form_number: i64,
    /// The first and the last number of its batch.
    pub block: (i64, i64),
    /// The first and the last number that its surveyor was given; none where any may be keyed.
    pub own_block: Option<(i64, i64)>,
    /// The day of the interview.
    pub date: Date,
    /// The survey's first and last day.
    pub period: (Date, Date),
    /// When its first answer was keyed and when it was first complete, by the clock on the wall.
    pub begun: Option<DateTime>,
    pub ended: Option<DateTime>,
    /// The answers of the finished interview that the same surveyor keyed just before.
    pub previous: Option<Vec<Option<Answer>>>,
    /// The same surveyor began another interview before this one was complete.
    pub overlaps: bool,
    /// An interview keyed earlier has the same date, time band, location, service, sex and age.
    pub has_twin: bool,
    /// An interview keyed earlier has the same form number.
    pub repeats_number: bool,
}

/// What is odd; nothing here says that it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The ratings climb and fall step by step, or swing between two neighbours.
    Ladder {
        section: usize,
    },
    /// Every answer but texts is that of the surveyor's interview before.
    SameAsPrevious,
    DateOutside,
    /// The interview's date lies after the day on which it was keyed.
    DateFuture,
    Night,
    Overlap,
    Twin,
    NumberTwice,
    OutsideBlock,
    /// The number is not of the block that the surveyor was given.
    OutsideOwnBlock,
    /// A lowest rating, and no comment.
    LowWithoutSaran,
}

impl Flag {
    /// Names the rule, stable for the database.
    #[must_use]
    pub fn rule(self, form: &Form) -> String {
        match self {
            Self::Ladder { section } => format!("ladder:{}", form.sections.get(section).map_or("", |section| section.key.as_str())),
            Self::SameAsPrevious => "same_as_previous".to_owned(),
            Self::DateOutside => "date_outside".to_owned(),
            Self::DateFuture => "date_future".to_owned(),
            Self::Night => "night".to_owned(),
            Self::Overlap => "overlap".to_owned(),
            Self::Twin => "twin".to_owned(),
            Self::NumberTwice => "number_twice".to_owned(),
            Self::OutsideBlock => "outside_block".to_owned(),
            Self::OutsideOwnBlock => "outside_own_block".to_owned(),
            Self::LowWithoutSaran => "low_without_saran".to_owned(),
        }
    }
}

/// Gives the flags of a finished interview.
#[must_use]
pub fn flags(form: &Form, answers: &[Option<Answer>], around: &Surroundings) -> Vec<Flag> {
    let mut found = Vec::new();
    let sheet = Sheet::new(form, answers, around.date);
    let ladders = rated(form).filter(|(_, section)| is_ladder(sheet, section));
    found.extend(ladders.map(|(section, _)| Flag::Ladder { section }));
    let at_night = |moment: DateTime| moment.hour() >= NIGHT.0 || moment.hour() < NIGHT.1;
    let rules = [
        (around.previous.as_ref().is_some_and(|previous| same(form, answers, previous)), Flag::SameAsPrevious),
        (around.date < around.period.0 || around.date > around.period.1, Flag::DateOutside),
        (around.ended.is_some_and(|ended| around.date > ended.date()), Flag::DateFuture),
        ([around.begun, around.ended].into_iter().flatten().any(at_night), Flag::Night),
        (around.overlaps, Flag::Overlap),
        (around.has_twin, Flag::Twin),
        (around.repeats_number, Flag::NumberTwice),
        (around.form_number < around.block.0 || around.form_number > around.block.1, Flag::OutsideBlock),
        (around.own_block.is_some_and(|(first, last)| !(first..=last).contains(&around.form_number)), Flag::OutsideOwnBlock),
        (is_low_without_saran(sheet), Flag::LowWithoutSaran),
    ];
    found.extend(rules.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag));
    found
}

/// Tells whether a rule is about how an interview was keyed, so that it holds whatever is mended.
#[must_use]
pub fn is_about_keying(rule: &str) -> bool {
    KEYING.contains(&rule)
}

/// Tells whether a flag's rule is about the answer to a question, so that a new answer there asks for a new judgement.
#[must_use]
pub fn is_about(form: &Form, rule: &str, question: usize) -> bool {
    let Some(asked) = form.questions.get(question) else { return false };
    let rated_section = form.section_of(question).filter(|section| section.doubt_all_equal);
    match rule {
        "same_as_previous" => is_told(asked),
        "low_without_saran" => rated_section.is_some() || comment(form) == Some(question),
        "twin" => PERSON.contains(&asked.key.as_str()) || form.service() == Some(question),
        rule => rule.strip_prefix("ladder:").is_some_and(|key| rated_section.is_some_and(|section| section.key == key)),
    }
}

/// Gives the questions that tell people apart; `None` where the form does not ask them all.
#[must_use]
pub fn person(form: &Form) -> Option<[usize; 2]> {
    Some([form.find(PERSON[0])?, form.find(PERSON[1])?])
}

fn rated(form: &Form) -> impl Iterator<Item = (usize, &Section)> {
    form.sections.iter().enumerate().filter(|(_, section)| section.doubt_all_equal)
}

/// Gives the last question that takes text: what people say in their own words.
fn comment(form: &Form) -> Option<usize> {
    form.questions.iter().rposition(Question::takes_text)
}

fn number(answers: &[Option<Answer>], question: usize) -> Option<i64> {
    answers.get(question)?.as_ref()?.number()
}

/// A ladder is answered throughout, goes one step at each question, and turns at its own top and bottom only (`1 2 3 4 3 2 1`,
/// `3 4 3 4 3 4`), or starts over from the bottom each time (`1 2 3 4 1 2 3 4`). One step out of line, and it is none.
fn is_ladder(sheet: Sheet<'_>, section: &Section) -> bool {
    let asked = section.questions.clone().filter(|at| flow::applies(sheet, *at));
    let Some(steps) = asked.map(|at| number(sheet.answers, at)).collect::<Option<Vec<i64>>>() else { return false };
    let (Some(low), Some(high)) = (steps.iter().min(), steps.iter().max()) else { return false };
    if steps.len() < LADDER || low == high {
        return false;
    }
    let all = |holds: &dyn Fn(i64, i64) -> bool| steps.windows(2).all(|pair| holds(pair[0], pair[1]));
    let turns = |three: &[i64]| three[0] == three[2];
    let staircase =
        all(&|a, b| (a - b).abs() == 1) && steps.windows(3).filter(|three| turns(three)).all(|three| three[1] == *low || three[1] == *high);
    let over_and_over = all(&|a, b| b == if a == *high { *low } else { a + 1 }) || all(&|a, b| b == if a == *low { *high } else { a - 1 });
    staircase || over_and_over
}

/// Tells whether people who answer alike say something by it: texts and what follows from other answers do not.
const fn is_told(question: &Question) -> bool {
    question.is_keyed() && !question.takes_text()
}

/// Compares every question but texts, ratings and profile alike: many people rate alike, and that alone says nothing.
fn same(form: &Form, answers: &[Option<Answer>], previous: &[Option<Answer>]) -> bool {
    let compared: Vec<usize> = (0..form.questions.len()).filter(|at| is_told(&form.questions[*at])).collect();
    let value = |answers: &[Option<Answer>], at: usize| answers.get(at).cloned().flatten();
    compared.iter().any(|at| number(answers, *at).is_some()) && compared.iter().all(|at| value(answers, *at) == value(previous, *at))
}

fn is_low_without_saran(sheet: Sheet<'_>) -> bool {
    let (form, answers) = (sheet.form, sheet.answers);
    let Some(comment) = comment(form).filter(|at| flow::applies(sheet, *at)) else { return false };
    let said = answers.get(comment).and_then(|answer| answer.as_ref()?.as_text()).is_some_and(|text| !text.trim().is_empty());
    // Where the file has no comments, nobody knows what was said.
    let unknown = answers.get(comment).and_then(|answer| answer.as_ref()?.missing()) == Some(Missing::NotInSource);
    let lowest = |at: usize| form.questions[at].choices().iter().map(|choice| choice.code).min();
    let low = |at: usize| number(answers, at).is_some_and(|answer| Some(answer) == lowest(at));
    !said && !unknown && rated(form).any(|(_, section)| section.questions.clone().any(low))
}
