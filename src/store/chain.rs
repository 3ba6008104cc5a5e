//! The chain of the log: each line's hash covers the line before it of the same device; knows no screen and no survey.

use super::{Result, Turn, maybe};
use crate::survey::interview::Id;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

/// A hash as stored; empty before a device's first line.
pub(super) type Hash = Vec<u8>;

/// What a line's hash covers, in this order.
pub(super) const COLUMNS: &str = "id, turn, subject, question, old, new, who, at, why, undoes";

/// How many of [`COLUMNS`] there are.
const WIDTH: usize = 10;

/// Lines hashed at a time when an older file is brought up to date.
const PAGE: i64 = 1000;

/// Gives the hash of a line: SHA-256 over the hash before it, and its columns as a JSON array.
pub(super) fn link(before: &[u8], columns: &str) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(columns.as_bytes());
    hash.finalize().to_vec()
}

/// Reads [`COLUMNS`] as a JSON array; none where a column holds what a line never does.
pub(super) fn columns(row: &Row<'_>) -> rusqlite::Result<Option<serde_json::Value>> {
    let mut columns = Vec::with_capacity(WIDTH);
    for at in 0..WIDTH {
        columns.push(match row.get_ref(at)? {
            ValueRef::Null => serde_json::Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => text.into(),
                Err(_) => return Ok(None),
            },
            ValueRef::Real(_) | ValueRef::Blob(_) => return Ok(None),
        });
    }
    Ok(Some(columns.into()))
}

/// Hashes the lines that an older program wrote, each device's in the order of writing.
pub(super) fn fill(db: &Connection) -> Result<()> {
    let select = format!("SELECT {COLUMNS} FROM change WHERE id > ?1 ORDER BY id LIMIT {PAGE}");
    let (mut after, mut head) = (Id::MIN, Hash::new());
    loop {
        let lines: Vec<(Id, Option<serde_json::Value>)> =
            db.prepare_cached(&select)?.query_map([after], |row| Ok((row.get(0)?, columns(row)?)))?.collect::<rusqlite::Result<_>>()?;
        let Some((last, _)) = lines.last() else { return Ok(()) };
        let last = *last;
        for (id, columns) in lines {
            if id >> 32 != after >> 32 {
                head.clear();
            }
            // What can't be a line keeps an empty hash, which no line has: the file is opened, and the doctor shows it.
            head = columns.map_or_else(Hash::new, |columns| link(&head, &columns.to_string()));
            db.prepare_cached("UPDATE change SET hash = ?2 WHERE id = ?1")?.execute((id, &head))?;
            db.prepare_cached("UPDATE device SET head = ?2 WHERE device = ?1")?.execute((id >> 32, &head))?;
            after = id;
        }
        after = last;
    }
}

impl Turn<'_> {
    /// Gives the hash of the device's newest line.
    pub(super) fn head(&mut self) -> Result<Hash> {
        if let Some(head) = self.head.take() {
            return Ok(head);
        }
        let head: Option<Option<Hash>> = maybe(&self.tx, "SELECT head FROM device WHERE here = 1", [], |row| row.get(0))?;
        Ok(head.flatten().unwrap_or_default())
    }

    /// Stores the hash of the turn's last line as the device's newest.
    pub(super) fn store_head(&self) -> Result<()> {
        if let Some(head) = &self.head {
            self.tx.prepare_cached("UPDATE device SET head = ?1 WHERE here = 1")?.execute([head])?;
        }
        Ok(())
    }
}
