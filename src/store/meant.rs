//! Services as they were meant: a line of the log names one by the code that it had for who wrote the line, and another laptop may have
//! given that code to another service.

use super::heads::{Knowledge, Line, device};
use super::{Result, Survey, maybe, vector};
use crate::survey::interview::Id;
use rusqlite::Connection;

/// Reads the lines about an interview, with the codes that the services have here now.
pub(super) fn lines(db: &Connection, survey: &Survey, knowledge: &Knowledge, interview: Id) -> Result<Vec<Line>> {
    let mut lines = vector::lines(db, interview)?;
    let Some(question) = survey.form.service().map(|at| survey.form.questions[at].key.as_str()) else { return Ok(lines) };
    if !has_moved(db, survey.id)? {
        return Ok(lines);
    }
    for line in lines.iter_mut().filter(|line| line.question == question) {
        let Some(code) = line.new.as_deref().and_then(|new| new.parse::<i64>().ok()) else { continue };
        line.new = Some(code_now(db, survey.id, knowledge, code, line.id)?.to_string());
    }
    Ok(lines)
}

/// Tells whether a service of a survey had to take another code.
pub(super) fn has_moved(db: &Connection, survey: Id) -> Result<bool> {
    let sql = "SELECT 1 FROM item WHERE survey = ?1 AND list = 'service' AND made_code IS NOT NULL LIMIT 1";
    Ok(maybe(db, sql, [survey], |_| Ok(()))?.is_some())
}

/// Gives the code that the service has now which had `code` for who wrote a line; the same where none is known.
pub(super) fn code_now(db: &Connection, survey: Id, knowledge: &Knowledge, code: i64, line: Id) -> Result<i64> {
    let sql = "SELECT id, code, coalesce(made_code, code) FROM item WHERE survey = ?1 AND list = 'service' ORDER BY id";
    let mut select = db.prepare_cached(sql)?;
    let items: Vec<(Id, i64, i64)> =
        select.query_map([survey], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
    for (item, now, made) in &items {
        let moves: Vec<Line> = vector::lines(db, *item)?.into_iter().filter(|line| line.question == "@code").collect();
        let known = moves.iter().filter(|moved| knowledge.knew(line, moved.id)).max_by_key(|moved| moved.id);
        let then = known.map_or(*made, |moved| moved.new.as_deref().and_then(|new| new.parse().ok()).unwrap_or(*made));
        if then == code && (device(*item) == device(line) || knowledge.knew(line, *item)) {
            return Ok(*now);
        }
    }
    Ok(items.iter().find(|(_, _, made)| *made == code).map_or(code, |(_, now, _)| *now))
}
