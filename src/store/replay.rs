//! Replays the log: what it says of each interview is what must stand in the tables; knows no screen.

use super::doctor::{Examined, Finding};
use super::fingerprint::{self, Standing};
use super::{Result, Survey, maybe};
use crate::survey::interview::Id;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The fields that an interview takes from its batch: in the log, in the batch's header, and their place in [`Standing::fields`].
const HEADER: [(&str, &str, usize); 4] =
    [("@date", "date", 2), ("@band", "band", 3), ("@location", "location", 4), ("@surveyor", "surveyor", 5)];

/// Compares every interview with the log, one at a time.
pub(super) fn examine(db: &Connection, surveys: &[Survey], found: &mut Examined) -> Result<()> {
    for survey in surveys {
        fingerprint::stream(db, survey, |standing| compare(db, survey, standing, found))?;
        compare_lock(db, survey, found)?;
    }
    let sql = "SELECT subject FROM change WHERE question = '@form_number' AND old IS NULL AND undoes IS NULL \
               AND NOT EXISTS (SELECT 1 FROM interview i WHERE i.id = change.subject) ORDER BY id";
    let mut gone = db.prepare(sql)?;
    let mut rows = gone.query([])?;
    while let Some(row) = rows.next()? {
        found.add(Finding::Gone { interview: row.get(0)? });
    }
    Ok(())
}

/// Compares whether a survey is closed, and with what fingerprint, with the log's last word on it.
fn compare_lock(db: &Connection, survey: &Survey, found: &mut Examined) -> Result<()> {
    let said = "SELECT new ->> '$' FROM change WHERE subject = ?1 AND question = '@lock' ORDER BY id DESC LIMIT 1";
    let said: Option<String> = maybe(db, said, [survey.id], |row| row.get(0))?.flatten();
    let stands = "SELECT fingerprint FROM lock WHERE survey = ?1 AND opened_at IS NULL";
    let stands: Option<String> = maybe(db, stands, [survey.id], |row| row.get(0))?;
    if said != stands {
        found.add(Finding::Differs {
            survey: survey.key.clone(),
            form_number: "-".to_owned(),
            field: "@lock".to_owned(),
            log: json!(said).to_string(),
            data: json!(stands).to_string(),
        });
    }
    Ok(())
}

fn compare(db: &Connection, survey: &Survey, standing: &Standing, found: &mut Examined) -> Result<()> {
    let said = last_words(db, standing.id)?;
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
    for (at, question) in survey.form.questions.iter().enumerate() {
        differs(&question.key, &of(&question.key), &standing.answer(&question.key, at));
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
fn last_words(db: &Connection, interview: Id) -> Result<BTreeMap<String, Json>> {
    let mut lines = db.prepare_cached("SELECT question, new FROM change WHERE subject = ?1 ORDER BY id")?;
    let mut rows = lines.query([interview])?;
    let mut said = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (question, new): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        // Where the making of an interview was taken back, it stays as an empty draft with its number.
        if question == "@form_number" && new.is_none() {
            continue;
        }
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
