//! What this file knows of each device's lines, and what each device knew of the others: read from the log; knows no file of another laptop.

use super::heads::{Knowledge, Line, Vector, device};
use super::{Result, change, import, maybe};
use crate::survey::interview::Id;
use rusqlite::Connection;
use serde_json::{Map, Value as Json};

/// The field of the log that tells what a device knows from this line on: `{"device": newest line, …}`.
pub(super) const MERGED: &str = "@merged";

/// The subject of such a line: no record of any survey.
pub(super) const NOBODY: Id = 0;

/// Gives the newest line of a device; none where there is none.
pub(super) fn newest(db: &Connection, device: i64) -> Result<Option<Id>> {
    let sql = "SELECT max(id) FROM change WHERE id > ?1 << 32 AND id < (?1 + 1) << 32";
    Ok(maybe(db, sql, [device], |row| row.get(0))?.flatten())
}

/// Gives the newest line of every device that has any.
pub(super) fn held(db: &Connection) -> Result<Vector> {
    let devices: Vec<i64> =
        db.prepare_cached("SELECT device FROM device")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut vector = Vector::new();
    for device in devices {
        if let Some(newest) = newest(db, device)? {
            vector.insert(device, newest);
        }
    }
    Ok(vector)
}

/// Writes a vector as JSON.
pub(super) fn to_json(vector: &Vector) -> String {
    Json::Object(vector.iter().map(|(device, id)| (device.to_string(), Json::from(*id))).collect::<Map<_, _>>()).to_string()
}

/// Reads a vector; what is none is empty.
pub(super) fn from_json(text: &str) -> Vector {
    let object: Map<String, Json> = serde_json::from_str(text).unwrap_or_default();
    let pairs = object.iter().filter_map(|(key, id)| Some((key.parse().ok()?, id.as_i64()?)));
    pairs.filter(|(of, id): &(i64, Id)| device(*id) == *of).collect()
}

/// Reads what each device knew, and from which of its lines on.
pub(super) fn knowledge(db: &Connection) -> Result<Knowledge> {
    let mut knowledge = Knowledge::default();
    let mut lines = db.prepare_cached("SELECT id, new FROM change WHERE question = '@merged' ORDER BY id")?;
    let mut rows = lines.query([])?;
    while let Some(row) = rows.next()? {
        knowledge.add(row.get(0)?, from_json(&row.get::<_, Option<String>>(1)?.unwrap_or_default()));
    }
    Ok(knowledge)
}

/// Reads the lines about a record.
pub(super) fn lines(db: &Connection, subject: Id) -> Result<Vec<Line>> {
    let mut select = db.prepare_cached("SELECT id, question, new FROM change WHERE subject = ?1 ORDER BY id")?;
    let mut rows = select.query([subject])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let line = Line { id: row.get(0)?, question: row.get(1)?, new: row.get(2)? };
        if line.question == import::IMPORTED { lines.extend(import::fields(&line)) } else { lines.push(line) }
    }
    Ok(lines)
}

impl super::Turn<'_> {
    /// Logs what this device knows from now on.
    pub(super) fn log_merged(&mut self) -> Result<()> {
        let new = Some(to_json(&held(&self.tx)?));
        let who = None;
        self.log(&change::Line { subject: NOBODY, question: MERGED, new, who, ..change::Line::default() })?;
        Ok(())
    }
}
