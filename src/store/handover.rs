//! What is handed over to another laptop: a database of just what is new to it, and what each receiver was given last; knows no bundle.

use super::merge::TABLES;
use super::{APPLICATION_ID, Error, Result, Store, Sum, answers, clock, maybe, open, vector};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// What a bundle says of itself before its data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the schema of its rows.
    pub schema: i64,
    /// Who packed it, and when by its own clock.
    pub device: i64,
    pub uuid: String,
    pub at: String,
    /// The newest line of each device that the receiver was given before, and that the sender holds: JSON objects.
    pub from: String,
    pub to: String,
    /// Lines of the log, and interviews that they are about.
    pub lines: u64,
    pub interviews: u64,
    /// Bytes of the data as unpacked, and SHA-256 over them as 64 digits.
    pub size: u64,
    pub sha256: String,
}

/// What goes with interviews that are sent.
const OF_INTERVIEWS: [&str; 6] = ["missing", "aside", "note", "problem", "comment", "imported"];

impl Store {
    /// Writes what is new to a receiver into a new database file, everything where `all` is asked for or nothing was handed over yet.
    ///
    /// # Errors
    /// When either database can't be read or written; the file may be there half written then.
    pub fn pack(&self, path: &Path, receiver: &str, all: bool) -> Result<Manifest> {
        let given = maybe(&self.db, "SELECT knows FROM handover WHERE receiver = ?1", [receiver], |row| row.get::<_, String>(0))?;
        let from = vector::from_json(given.filter(|_| !all).as_deref().unwrap_or("{}"));
        self.db.execute("ATTACH ?1 AS bundle", [path.to_string_lossy()])?;
        let packed = self.fill_bundle(&from);
        if packed.is_err() && !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK")?;
        }
        self.db.execute_batch("DETACH bundle")?;
        let (lines, interviews, to) = packed?;
        let (device, uuid) =
            self.db.query_row("SELECT device, uuid FROM device WHERE here = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (size, sha256) = measured(path)?;
        let (at, from) = (clock::stamp(&self.now()), vector::to_json(&from));
        Ok(Manifest { schema: open::SCHEMA, device, uuid, at, from, to, lines, interviews, size, sha256 })
    }

    fn fill_bundle(&self, from: &BTreeMap<i64, i64>) -> Result<(u64, u64, String)> {
        let db = &self.db;
        db.execute_batch(&format!(
            "PRAGMA bundle.journal_mode = OFF; PRAGMA bundle.synchronous = OFF; PRAGMA bundle.application_id = {APPLICATION_ID}; \
             PRAGMA bundle.user_version = {};
             BEGIN; DROP TABLE IF EXISTS temp.sent; CREATE TEMP TABLE sent (id INTEGER PRIMARY KEY);",
            open::SCHEMA
        ))?;
        let forms: Vec<String> =
            db.prepare("SELECT DISTINCT key FROM form ORDER BY key")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for table in TABLES.iter().map(|table| (*table).to_owned()).chain(forms.iter().map(|key| format!("answers_{key}"))) {
            make(db, &table)?;
        }
        let to = vector::held(db)?;
        for (device, upto) in &to {
            let columns = columns(db, "change")?.0;
            let sql =
                format!("INSERT INTO bundle.change ({columns}) SELECT {columns} FROM main.change WHERE id > ?1 AND id <= ?2 ORDER BY id");
            db.execute(&sql, (from.get(device).copied().unwrap_or(device << 32), upto))?;
        }
        db.execute_batch("INSERT OR IGNORE INTO temp.sent SELECT subject FROM bundle.change")?;
        let sent = "(SELECT id FROM temp.sent)";
        let of_batch = format!("id IN {sent} OR id IN (SELECT batch FROM main.interview WHERE id IN {sent})");
        for table in TABLES.into_iter().filter(|table| *table != "change") {
            let condition = match table {
                "interview" => format!("id IN {sent}"),
                "batch" => of_batch.clone(),
                table if OF_INTERVIEWS.contains(&table) => format!("interview IN {sent}"),
                _ => "1".to_owned(),
            };
            fill(db, table, &condition)?;
        }
        for key in &forms {
            fill(db, &format!("answers_{key}"), &format!("interview IN {sent}"))?;
        }
        let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM bundle.{table}"), [], |row| row.get::<_, u64>(0));
        let counts = (count("change")?, count("interview")?);
        db.execute_batch("COMMIT; DROP TABLE temp.sent;")?;
        Ok((counts.0, counts.1, vector::to_json(&to)))
    }

    /// Takes note that a receiver was given what a manifest names.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn handed_over(&mut self, receiver: &str, manifest: &Manifest) -> Result<()> {
        let turn = self.begin()?;
        let sql = "INSERT INTO handover (receiver, at, knows) VALUES (?1, ?2, ?3) \
                   ON CONFLICT DO UPDATE SET at = excluded.at, knows = excluded.knows";
        turn.tx.execute(sql, (receiver, &manifest.at, &manifest.to))?;
        turn.commit()
    }

    /// Gives the receivers with the moment of their last hand-over, by name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn receivers(&self) -> Result<Vec<(String, String)>> {
        let mut select = self.db.prepare_cached("SELECT receiver, at FROM handover ORDER BY receiver")?;
        Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Names the surveyor whose interview was begun last on this laptop.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn keyed_here(&self) -> Result<Option<String>> {
        let here = self.db.query_row("SELECT device FROM device WHERE here = 1", [], |row| row.get(0))?;
        surveyor_of(&self.db, here)
    }

    /// Draws a new device for this file, for a copy that goes on by itself; nobody may have keyed in it under the old one.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn draw_device(&mut self) -> Result<i64> {
        let mut turn = self.begin()?;
        turn.tx.execute("UPDATE device SET here = 0 WHERE here = 1", [])?;
        let drawn = open::draw_device(&turn.tx)?;
        // What is keyed from now on knows all that the file holds: it stands against none of it.
        turn.log_merged()?;
        turn.commit()?;
        Ok(drawn)
    }
}

/// Names the surveyor whose interview was begun last on a laptop.
pub(super) fn surveyor_of(db: &Connection, device: i64) -> Result<Option<String>> {
    let sql = "SELECT p.label FROM interview i JOIN item p ON p.id = i.surveyor WHERE i.id > ?1 << 32 AND i.id < (?1 + 1) << 32 \
               ORDER BY i.id DESC LIMIT 1";
    maybe(db, sql, [device], |row| row.get(0))
}

/// Gives the columns of a table as a list, and the table's own definition without rules.
fn columns(db: &Connection, table: &str) -> Result<(String, String)> {
    let mut select = db.prepare_cached("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns: Vec<(String, String, i64)> = select
        .query_map([table], |row| Ok((answers::quoted(&row.get::<_, String>(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let names: Vec<&str> = columns.iter().map(|column| column.0.as_str()).collect();
    let mut key: Vec<_> = columns.iter().filter(|column| column.2 > 0).collect();
    key.sort_by_key(|column| column.2);
    let key: Vec<&str> = key.iter().map(|column| column.0.as_str()).collect();
    let typed: Vec<String> = columns.iter().map(|(name, kind, _)| format!("{name} {kind}")).collect();
    Ok((names.join(", "), format!("{}, PRIMARY KEY ({})", typed.join(", "), key.join(", "))))
}

fn make(db: &Connection, table: &str) -> Result<()> {
    Ok(db.execute_batch(&format!("CREATE TABLE bundle.{table} ({})", columns(db, table)?.1))?)
}

fn fill(db: &Connection, table: &str, condition: &str) -> Result<()> {
    let columns = columns(db, table)?.0;
    db.execute(&format!("INSERT INTO bundle.{table} ({columns}) SELECT {columns} FROM main.{table} WHERE {condition} ORDER BY 1"), [])?;
    Ok(())
}

/// Gives a file's size, and SHA-256 over it as 64 digits.
///
/// # Errors
/// When the file can't be read.
pub fn measured(path: &Path) -> Result<(u64, String)> {
    let failed = |source| Error::Io { path: path.to_owned(), source };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let (mut hash, mut size, mut page) = (Sum::default(), 0, vec![0; 1 << 16]);
    loop {
        match file.read(&mut page).map_err(failed)? {
            0 => return Ok((size, super::fingerprint::hex(&hash.end()))),
            read => {
                hash.add(&page[..read]);
                size += read as u64;
            }
        }
    }
}
