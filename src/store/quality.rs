//! Flags of finished interviews: what stands around one is read by indexes, so that the cost does not grow with the survey.

use super::{Result, Turn, answers, conflict, maybe};
use crate::store::Survey;
use crate::survey::check;
use crate::survey::form::Form;
use crate::survey::interview::{Effort, Id, Interview};
use crate::survey::quality::{self, Surroundings};
use crate::survey::value::Answer;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::Connection;

/// What bringing an interview's flags in line came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flagged {
    /// Problems that were opened.
    pub opened: u64,
    /// Problems that hold no longer.
    pub lapsed: u64,
}

/// What the record of an interview says for its flags.
struct Facts {
    /// False where it came from a file: nobody keyed it here.
    keyed: bool,
    form_number: i64,
    own_block: Option<(i64, i64)>,
    first: i64,
    forms: i64,
    surveyor: Id,
    location: Id,
    band: Option<Id>,
    service: Option<Id>,
    date: String,
    begun: String,
    ended: Option<String>,
    ms: i64,
}

impl Turn<'_> {
    /// Brings the open soft problems of a finished interview in line with what holds now: all that its answers give, those in `told`
    /// or where nobody told any a keying too fast, and its flags. What was kept stays kept, and how it was keyed is never outdated.
    pub(super) fn flag(&mut self, survey: &Survey, id: Id, told: Option<&[String]>, who: Option<Id>, why: Option<&str>) -> Result<Flagged> {
        let form = &*self.form_of(survey, id)?;
        let facts = facts(&self.tx, id)?;
        let answers = answers::read(&self.tx, form, id)?;
        let around = surroundings(&self.tx, survey, form, id, &facts, &answers)?;
        let flags: Vec<String> = quality::flags(form, &answers, &around).into_iter().map(|flag| flag.rule(form)).collect();
        let mut interview = Interview::empty(facts.form_number, around.date, 0);
        interview.effort = Effort { ms: facts.ms, ..Effort::default() };
        interview.answers = answers;
        // Who tells the rules has judged how fast it was keyed; what the answers give holds whoever asks.
        let judged = told.is_some() || !facts.keyed && facts.ms == 0;
        let floor = if judged { 0 } else { survey.floor_seconds.saturating_mul(1000) };
        let mut holding = check::rules(form, &interview, floor);
        holding.extend(told.unwrap_or_default().iter().filter(|rule| !holding.contains(rule)).cloned().collect::<Vec<_>>());
        holding.extend(flags);
        let known: Vec<(String, String)> = {
            let mut select = self.tx.prepare_cached("SELECT rule, state FROM problem WHERE interview = ?1 ORDER BY rule")?;
            select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let mut flagged = Flagged::default();
        for (rule, _) in known.iter().filter(|(rule, state)| {
            state == "open" && !holding.contains(rule) && !quality::is_about_keying(rule) && conflict::field(rule).is_none()
        }) {
            self.set_problem(id, rule, None, "lapsed", why, who)?;
            flagged.lapsed += 1;
        }
        for rule in holding.iter().filter(|rule| !known.iter().any(|(known, state)| known == *rule && state != "lapsed")) {
            self.set_problem(id, rule, None, "open", why, who)?;
            flagged.opened += 1;
        }
        Ok(flagged)
    }
}

fn facts(db: &Connection, id: Id) -> Result<Facts> {
    // The first time it was complete: a returned interview is completed again, days later.
    let sql = "SELECT i.form_number, b.first_number, b.forms, i.surveyor, i.location, i.band, i.service, i.date, i.started, \
               coalesce((SELECT min(c.at) FROM change c WHERE c.subject = i.id AND c.question = '@status' AND c.new = '\"complete\"'), i.completed), \
               i.active_ms, p.block_first, p.block_last, NOT EXISTS (SELECT 1 FROM imported m WHERE m.interview = i.id) FROM interview i JOIN batch b ON b.id = i.batch JOIN item p ON p.id = i.surveyor WHERE i.id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Facts {
            form_number: row.get(0)?,
            first: row.get(1)?,
            forms: row.get(2)?,
            surveyor: row.get(3)?,
            location: row.get(4)?,
            band: row.get(5)?,
            service: row.get(6)?,
            date: row.get(7)?,
            begun: row.get(8)?,
            ended: row.get(9)?,
            ms: row.get(10)?,
            own_block: row.get::<_, Option<i64>>(11)?.zip(row.get(12)?),
            keyed: row.get(13)?,
        })
    })?)
}

fn surroundings(db: &Connection, survey: &Survey, form: &Form, id: Id, facts: &Facts, answers: &[Option<Answer>]) -> Result<Surroundings> {
    // A device draws one sequence: of the same device, a smaller id was keyed earlier. What came from a file was not keyed then.
    let device_to = ((id >> 32) + 1) << 32;
    let after = "SELECT started FROM interview i WHERE survey = ?1 AND surveyor = ?2 AND id > ?3 AND id < ?4 AND status <> 'void' \
                 AND NOT EXISTS (SELECT 1 FROM imported m WHERE m.interview = i.id) ORDER BY id LIMIT 1";
    let next: Option<String> = maybe(db, after, (survey.id, facts.surveyor, id, device_to), |row| row.get(0))?;
    let moment = |text: &str| text.parse::<Timestamp>().ok();
    let begun_before_end = |next: &str| Some(moment(next)? < moment(facts.ended.as_deref()?)?);
    let repeated = "SELECT 1 FROM interview WHERE survey = ?1 AND form_number = ?2 AND id < ?3 AND status <> 'void' LIMIT 1";
    let ended: Option<DateTime> = facts.ended.as_deref().and_then(|ended| ended.parse().ok());
    let around = Surroundings {
        form_number: facts.form_number,
        own_block: facts.own_block,
        block: (facts.first, facts.first + facts.forms - 1),
        date: facts.date.parse().unwrap_or(Date::ZERO),
        period: (survey.from, survey.to),
        begun: facts.begun.parse().ok(),
        ended,
        previous: previous(db, survey.id, form, facts.surveyor, id)?,
        overlaps: next.as_deref().and_then(begun_before_end).unwrap_or(false),
        has_twin: has_twin(db, survey.id, form, id, (&facts.date, facts.location, facts.band, facts.service), answers)?,
        repeats_number: maybe(db, repeated, (survey.id, facts.form_number, id), |_| Ok(()))?.is_some(),
    };
    Ok(if facts.keyed { around } else { of_a_file(around) })
}

/// Leaves out what is about keying and stacks of paper: an interview from a file has neither.
pub(super) fn of_a_file(around: Surroundings) -> Surroundings {
    let ended = around.ended.map(|ended| ended.date().at(12, 0, 0, 0));
    Surroundings { begun: None, ended, overlaps: false, block: (i64::MIN, i64::MAX), ..around }
}

/// Reads the answers of the finished interview that a surveyor keyed just before.
pub(super) fn previous(db: &Connection, survey: Id, form: &Form, surveyor: Id, id: Id) -> Result<Option<Vec<Option<Answer>>>> {
    // The plus keeps the query on the order of ids.
    let before = "SELECT id FROM interview WHERE survey = ?1 AND surveyor = ?2 AND id < ?3 AND id > ?4 \
                  AND +status IN ('complete', 'returned', 'approved') ORDER BY id DESC LIMIT 1";
    let previous: Option<Id> = maybe(db, before, (survey, surveyor, id, id >> 32 << 32), |row| row.get(0))?;
    previous.map(|previous| answers::read(db, form, previous)).transpose()
}

/// Tells whether an interview keyed earlier is of the same day, time, place, service, sex and age; where sex or age is missing,
/// nobody can tell.
fn has_twin(
    db: &Connection,
    survey: Id,
    form: &Form,
    id: Id,
    (date, location, band, service): (&str, Id, Option<Id>, Option<Id>),
    answers: &[Option<Answer>],
) -> Result<bool> {
    let Some([sex, age]) = quality::person(form) else { return Ok(false) };
    let number = |at: usize| answers.get(at).and_then(|answer| answer.as_ref()?.number());
    let (Some(of_sex), Some(of_age)) = (number(sex), number(age)) else { return Ok(false) };
    let sql = format!(
        "SELECT 1 FROM interview o JOIN {} a ON a.interview = o.id LEFT JOIN item sv ON sv.id = o.service \
         WHERE o.survey = ?1 AND o.date = ?2 AND o.location = ?3 AND o.band IS ?4 AND o.service IS ?5 AND o.id < ?6 \
         AND o.status <> 'void' AND {} = ?7 AND {} = ?8 LIMIT 1",
        answers::table(form),
        answers::column(form, sex),
        answers::column(form, age),
    );
    let values = (survey, date, location, band, service, id, of_sex, of_age);
    Ok(maybe(db, &sql, values, |_| Ok(()))?.is_some())
}
