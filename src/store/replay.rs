//! Replays the log: what it says of each interview is what must stand in the tables; knows no screen.

use super::doctor::{Examined, Finding};
use super::fingerprint::{self, Standing};
use super::heads::{Knowledge, stands};
use super::settle::ASIDE;
use super::{Result, Survey, maybe, meant, saran, vector};
use crate::survey::flow;
use crate::survey::form::{Kind, Question};
use crate::survey::interview::Id;
use crate::survey::value::Answer;
use jiff::civil::Date;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The fields that an interview takes from its batch: in the log, in the batch's header, and their place in [`Standing::fields`].
const HEADER: [(&str, &str, usize); 4] =
    [("@date", "date", 2), ("@band", "band", 3), ("@location", "location", 4), ("@surveyor", "surveyor", 5)];

/// Compares every interview with the log, one at a time.
pub(super) fn examine(db: &Connection, surveys: &[Survey], found: &mut Examined) -> Result<()> {
    let knowledge = vector::knowledge(db)?;
    for survey in surveys {
        fingerprint::stream(db, survey, |standing| compare(db, survey, &knowledge, standing, found))?;
        compare_lock(db, survey, &knowledge, found)?;
    }
    let sql = "SELECT subject FROM change WHERE (question = '@form_number' AND old IS NULL AND undoes IS NULL OR question = '@imported') \
               AND NOT EXISTS (SELECT 1 FROM interview i WHERE i.id = change.subject) ORDER BY id";
    let mut gone = db.prepare(sql)?;
    let mut rows = gone.query([])?;
    while let Some(row) = rows.next()? {
        found.add(Finding::Gone { interview: row.get(0)? });
    }
    Ok(())
}

/// Compares whether a survey is closed, and with what fingerprint, with the log's last word on it.
fn compare_lock(db: &Connection, survey: &Survey, knowledge: &Knowledge, found: &mut Examined) -> Result<()> {
    let lines = vector::lines(db, survey.id)?;
    let said = stands(&lines, knowledge).remove("@lock");
    let heads = said.iter().flat_map(|stand| &stand.heads).filter_map(|head| lines.iter().find(|line| line.id == *head));
    let text = |new: &Option<String>| new.as_deref().and_then(|new| serde_json::from_str::<String>(new).ok());
    // Where two laptops closed it without knowing of each other, one of the two locks holds.
    let said: Vec<Option<String>> = heads.map(|line| text(&line.new)).collect();
    let locked = "SELECT fingerprint FROM lock WHERE survey = ?1 AND opened_at IS NULL";
    let locked: Option<String> = maybe(db, locked, [survey.id], |row| row.get(0))?;
    let holds = if said.is_empty() { locked.is_none() } else { said.contains(&locked) };
    if !holds {
        found.add(Finding::Differs {
            survey: survey.key.clone(),
            form_number: "-".to_owned(),
            field: "@lock".to_owned(),
            log: json!(said.first().cloned().flatten()).to_string(),
            data: json!(locked).to_string(),
        });
    }
    Ok(())
}

fn compare(db: &Connection, survey: &Survey, knowledge: &Knowledge, standing: &Standing, found: &mut Examined) -> Result<()> {
    let said = last_words(db, survey, knowledge, standing.id)?;
    let mut differs = |field: &str, log: &Json, data: &Json| {
        if log != data {
            found.add(Finding::Differs {
                survey: survey.key.clone(),
                form_number: standing.fields[0].to_string(),
                field: field.to_owned(),
                log: log.to_string(),
                data: data.to_string(),
            });
        }
    };
    let of = |field: &str| said.get(field).cloned().unwrap_or_default();
    let form = survey.form_at(standing.version);
    let day = standing.fields[2].as_str().and_then(|day| day.parse().ok()).unwrap_or(Date::ZERO);
    // What stands follows from what was keyed.
    let answer = |json: &Json| Answer::from_log(&json.to_string());
    let here = |question: &Question| survey.form.find(&question.key);
    let mut answers: Vec<Option<Answer>> =
        form.questions.iter().map(|asked| here(asked).and_then(|at| answer(&standing.keyed(&asked.key, at)))).collect();
    let mut aside = vec![None; answers.len()];
    flow::settle(form, &mut answers, &mut aside, day, None);
    for (question, answer) in form.questions.iter().zip(&answers) {
        let Some(at) = here(question) else { continue };
        let follows = answer.as_ref().map_or(Json::Null, |answer| serde_json::from_str(&answer.to_log()).unwrap_or_default());
        differs(&format!("{}{}", ASIDE, question.key), &follows, &standing.answer(&question.key, at));
    }
    let keyed = survey.form.questions.iter().enumerate().filter(|(_, question)| !matches!(question.kind, Kind::Calculated(_) | Kind::Note));
    for (at, question) in keyed {
        differs(&question.key, &of(&question.key), &standing.keyed(&question.key, at));
    }
    differs("@form_number", &of("@form_number"), &standing.fields[0]);
    differs("@status", &said.get("@status").cloned().unwrap_or_else(|| "draft".into()), &standing.fields[1]);
    let headers = headers(db, standing.batch)?;
    for (field, key, at) in HEADER {
        match said.get(field) {
            Some(log) => differs(field, log, &standing.fields[at]),
            // Without a line of its own it stands as in a header that the batch had.
            None if headers.iter().any(|header| header[key] == standing.fields[at]) => {}
            None => differs(field, &headers.last().map_or(Json::Null, |header| header[key].clone()), &standing.fields[at]),
        }
    }
    differs(saran::SARAN, &of(saran::SARAN), &saran::logged(db, standing.id)?);
    let mut notes = notes(db, standing.id)?;
    for (field, log) in said.iter().filter(|(field, _)| field.starts_with("@note:")) {
        differs(field, log, &notes.remove(field.as_str()).unwrap_or_default());
    }
    for (field, text) in &notes {
        differs(field, &Json::Null, text);
    }
    Ok(())
}

/// Gives the last value that the log has for each field of an interview.
fn last_words(db: &Connection, survey: &Survey, knowledge: &Knowledge, interview: Id) -> Result<BTreeMap<String, Json>> {
    let mut said = BTreeMap::new();
    for (question, stand) in stands(&meant::lines(db, survey, knowledge, interview)?, knowledge) {
        let new = stand.new;
        said.insert(question, new.map_or(Json::Null, |new| serde_json::from_str(&new).unwrap_or_else(|_| json!({ "unread": new }))));
    }
    Ok(said)
}

/// Gives every header that a batch had.
fn headers(db: &Connection, batch: Id) -> Result<Vec<Json>> {
    let mut lines =
        db.prepare_cached("SELECT new FROM change WHERE subject = ?1 AND question = '@batch' AND new IS NOT NULL ORDER BY id")?;
    let rows = lines.query_map([batch], |row| row.get::<_, String>(0))?;
    Ok(rows.map(|new| new.map(|new| serde_json::from_str(&new).unwrap_or_default())).collect::<rusqlite::Result<_>>()?)
}

fn notes(db: &Connection, interview: Id) -> Result<BTreeMap<String, Json>> {
    let mut notes = db.prepare_cached("SELECT '@note:' || question, text FROM note WHERE interview = ?1")?;
    let rows = notes.query_map([interview], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
