//! All that laptops which merged must agree on, as text: what is each file's own is left out; knows no screen.

use super::fingerprint::hex;
use super::{Result, Store};
use rusqlite::types::ValueRef;
use std::fmt::Write as _;

/// What of each table travels, in an order of its own: not what a laptop draws or names for itself.
const TABLES: [(&str, &str); 17] = [
    (
        "survey",
        "id, name, unit, period, date_from, date_to, served, floor_seconds, asks_pin, convention, pooling, made, \
         (SELECT key || ' ' || version FROM form WHERE form.id = survey.form)",
    ),
    ("item", "id, survey, list, code, label, retired, block_first, block_last"),
    ("batch", "id, survey, number, date, band, location, service, surveyor, first_number, forms, opened, keyed"),
    (
        "interview",
        "id, survey, batch, form_number, surveyor, location, service, date, band, status, started, completed, keys, corrections, \
         active_ms, pauses, pause_ms, version",
    ),
    ("missing", "interview, question, reason"),
    ("aside", "interview, question, answer"),
    ("note", "interview, question, text"),
    ("problem", "interview, rule, state, reason"),
    ("change", "id, turn, subject, question, old, new, who, at, why, undoes, hash"),
    (
        "saran",
        "interview, text, sentiment, (SELECT group_concat(code, ' ' ORDER BY code) FROM saran_code c WHERE c.interview = saran.interview), who, at",
    ),
    ("comment", "id, interview, question, who, at, text, returns"),
    ("verification", "id, survey, surveyor, verifier, every, start, made, ended"),
    ("drawn", "verification, place, interview, keyed"),
    ("rekeyed", "verification, interview, question, first, second, fault, settled, settled_at, settled_by"),
    ("lock", "id, survey, at, who, why, counts, fingerprint, opened_at, opened_by, opened_why"),
    ("follow_up", "survey, question, program, quarters, responsible"),
    ("device", "device, uuid, hex(head)"),
];

impl Store {
    /// Writes all that laptops which merged must agree on, a row a line.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn dump(&self) -> Result<String> {
        let mut text = String::new();
        for (table, columns) in TABLES {
            self.dump_rows(table, &format!("SELECT {columns} FROM {table} ORDER BY 1, 2, 3"), &mut text)?;
        }
        let forms: Vec<String> = self
            .db
            .prepare("SELECT DISTINCT key FROM form ORDER BY key")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for form in forms {
            // Versions of a form may have come in any order, and their columns with them.
            let columns: Vec<String> = self
                .db
                .prepare("SELECT '\"' || name || '\"' FROM pragma_table_info('answers_' || ?1) ORDER BY pk DESC, name")?
                .query_map([&form], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            self.dump_rows(&form, &format!("SELECT {} FROM answers_{form} ORDER BY interview", columns.join(", ")), &mut text)?;
        }
        Ok(text)
    }

    fn dump_rows(&self, table: &str, sql: &str, text: &mut String) -> Result<()> {
        let mut select = self.db.prepare(sql)?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            // Writing to a String can't fail, here and below.
            let _ = write!(text, "{table}");
            for at in 0..columns {
                let _ = match row.get_ref(at)? {
                    ValueRef::Null => write!(text, "|"),
                    ValueRef::Integer(number) => write!(text, "|{number}"),
                    ValueRef::Real(number) => write!(text, "|{number}"),
                    ValueRef::Text(said) => write!(text, "|{:?}", String::from_utf8_lossy(said)),
                    ValueRef::Blob(bytes) => write!(text, "|{}", hex(bytes)),
                };
            }
            text.push('\n');
        }
        Ok(())
    }
}
