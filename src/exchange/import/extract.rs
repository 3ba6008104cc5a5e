//! One survey taken out of a database into one of its own: rows, log and counts, nothing of other surveys and no PINs; knows no archive.

use super::backup::one_file;
use super::{Result, Store, Survey, answers, chain, view};
use crate::survey::interview::Id;
use rusqlite::Connection;
use rusqlite::types::ToSqlOutput;
use std::collections::BTreeMap;
use std::path::Path;

/// The tables of a survey in the order of their references, each with the condition that leaves its rows; `?1` is the survey.
const TABLES: [(&str, &str); 19] = [
    ("form", "id = (SELECT form FROM main.survey WHERE id = ?1)"),
    ("survey", "id = ?1"),
    ("item", "survey = ?1"),
    ("batch", "survey = ?1"),
    ("interview", "survey = ?1"),
    ("missing", OF_INTERVIEWS),
    ("note", OF_INTERVIEWS),
    ("problem", OF_INTERVIEWS),
    ("comment", OF_INTERVIEWS),
    ("saran", OF_INTERVIEWS),
    ("saran_code", OF_INTERVIEWS),
    ("verification", "survey = ?1"),
    ("drawn", OF_VERIFICATIONS),
    ("rekeyed", OF_VERIFICATIONS),
    ("follow_up", "survey = ?1"),
    ("tally", "survey = ?1"),
    ("span", "survey = ?1"),
    ("repeated", "survey = ?1"),
    ("lock", "survey = ?1"),
];

const OF_INTERVIEWS: &str = "interview IN (SELECT id FROM main.interview WHERE survey = ?1)";
const OF_VERIFICATIONS: &str = "verification IN (SELECT id FROM main.verification WHERE survey = ?1)";

/// Lines of the log that are about a survey, or about what laptops knew of one another.
const OF_SURVEY: &str = "question = '@merged' OR subject = ?1 OR subject IN (SELECT id FROM main.item WHERE survey = ?1) \
    OR subject IN (SELECT id FROM main.batch WHERE survey = ?1) OR subject IN (SELECT id FROM main.interview WHERE survey = ?1) \
    OR subject IN (SELECT id FROM main.verification WHERE survey = ?1)";

impl Store {
    /// Copies a survey with all that belongs to it into a new database file that opens by itself. The log goes along whole where it is the
    /// only survey; else its lines are chained anew, because those of other surveys stood between them.
    ///
    /// # Errors
    /// When the file can't be written; it may be there half written then.
    pub fn extract(&self, survey: &Survey, path: &Path) -> Result<()> {
        let made = Self::open_copy(path)?;
        answers::ensure(&made.db, &survey.form)?;
        one_file(&made.db)?;
        drop(made);
        self.db.execute("ATTACH ?1 AS archive", [path.to_string_lossy()])?;
        let copied = self.db.execute_batch("PRAGMA archive.synchronous = OFF; BEGIN").map_err(Into::into).and_then(|()| self.fill_archive(survey));
        self.db.execute_batch(if copied.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        self.db.execute_batch("DETACH archive")?;
        copied?;
        let made = Self::open_copy(path)?;
        view::make(&made.db, &made.survey(survey.id)?)?;
        one_file(&made.db)
    }

    fn fill_archive(&self, survey: &Survey) -> Result<()> {
        let db = &self.db;
        let alone = db.query_row("SELECT count(*) FROM main.survey", [], |row| row.get::<_, i64>(0))? == 1;
        db.execute_batch(
            "INSERT INTO archive.device (device, uuid, sequence, here, head) SELECT device, uuid, sequence, 0, head FROM main.device WHERE TRUE",
        )?;
        let answers = answers::table(&survey.form);
        for (table, condition) in TABLES {
            copy(db, table, condition, survey.id)?;
            if table == "interview" {
                copy(db, &answers, OF_INTERVIEWS, survey.id)?;
            }
        }
        if alone {
            return copy(db, "change", "TRUE OR ?1", survey.id);
        }
        chain_anew(db, survey.id)
    }
}

fn copy(db: &Connection, table: &str, condition: &str, survey: Id) -> Result<()> {
    let mut select = db.prepare("SELECT name FROM pragma_table_info(?1, 'archive') ORDER BY cid")?;
    let columns: Vec<String> =
        select.query_map([table], |row| row.get::<_, String>(0))?.map(|name| name.map(|name| answers::quoted(&name))).collect::<rusqlite::Result<_>>()?;
    let columns = columns.join(", ");
    db.execute(&format!("INSERT INTO archive.{table} ({columns}) SELECT {columns} FROM main.{table} WHERE {condition}"), [survey])?;
    Ok(())
}

/// Copies the lines about a survey, each device's as a chain of its own; a turn begins with the first of its lines that is among them.
fn chain_anew(db: &Connection, survey: Id) -> Result<()> {
    let mut select = db.prepare(&format!("SELECT {} FROM main.change WHERE {OF_SURVEY} ORDER BY id", chain::COLUMNS))?;
    let mut insert = db.prepare(
        "INSERT INTO archive.change (id, turn, subject, question, old, new, who, at, why, undoes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let mut heads: BTreeMap<i64, chain::Hash> = BTreeMap::new();
    let mut turn: (Id, Id) = (0, 0);
    let mut rows = select.query([survey])?;
    while let Some(row) = rows.next()? {
        let (id, said): (Id, Id) = (row.get(0)?, row.get(1)?);
        if turn.0 != said {
            turn = (said, id);
        }
        let Some(mut columns) = chain::columns(row)? else { continue };
        columns[1] = turn.1.into();
        let head = heads.entry(id >> 32).or_default();
        *head = chain::link(head, &columns);
        for at in 0..10 {
            insert.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(row.get_ref(at)?))?;
        }
        insert.raw_bind_parameter(2, turn.1)?;
        insert.raw_bind_parameter(11, &*head)?;
        insert.raw_execute()?;
    }
    db.execute("UPDATE archive.device SET head = NULL", [])?;
    for (device, head) in heads {
        db.execute("UPDATE archive.device SET head = ?2 WHERE device = ?1", (device, head))?;
    }
    Ok(())
}
