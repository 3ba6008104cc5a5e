//! The tables of a database of another program, read row by row; nothing that its schema says runs, and nothing is written.

use super::{Error, Plain, Result, open::distrust};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes of the longest value: one beyond it is no answer, and a view can make it of nothing.
const LONGEST: i32 = 4 << 20;

/// Instructions of SQLite between two looks whether anybody waits.
const STEPS: i32 = 20_000;

/// A database of another program.
#[derive(Debug)]
pub struct Tables(Connection);

/// What stops the reading of a table, with the row, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It was stopped.
    Stopped,
    /// SQLite can't read on; what it says of it.
    Damaged(u64, String),
    /// A value that is too long.
    Long(u64),
    /// Bytes that are no characters, by the column, from 0.
    Letters(u64, usize),
}

impl Tables {
    /// Opens a file to read it alone. Where no other program has left its journal, it is not even locked.
    ///
    /// # Errors
    /// When it can't be opened or is no database.
    pub fn open(path: &Path) -> Result<Self> {
        let whole = std::path::absolute(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let has_journal = ["-wal", "-journal"].iter().any(|ending| {
            let mut name = whole.as_os_str().to_owned();
            name.push(ending);
            std::fs::metadata(name).is_ok_and(|meta| meta.len() > 0)
        });
        let uri = whole.to_str().filter(|_| !has_journal).map(|path| format!("file:{}?immutable=1", escaped(path)));
        let db = match uri {
            Some(uri) => Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?,
            None => Connection::open_with_flags(&whole, flags)?,
        };
        distrust(&db)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
        db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        db.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048;")?;
        Ok(Self(db))
    }

    /// Ends what is being read once nobody waits for it: a view can go on for ever.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn stop_with(&mut self, stop: Arc<AtomicBool>) -> Result<()> {
        Ok(self.0.progress_handler(STEPS, Some(move || stop.load(Ordering::Relaxed)))?)
    }

    /// Ends what is being read after so many looks at it.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn stop_after(&mut self, looks: u32) -> Result<()> {
        let mut left = looks;
        let is_over = move || {
            left = left.saturating_sub(1);
            left == 0
        };
        Ok(self.0.progress_handler(STEPS, Some(is_over))?)
    }

    /// Gives the names of the tables, then those of the views, each in the order in which they were made.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn names(&self) -> Result<Vec<String>> {
        let sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                   AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY type = 'view', rowid";
        let names = self.0.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(names)
    }

    /// Counts the rows of a table; none where that takes too long.
    #[must_use]
    pub fn count(&self, table: &str) -> Option<u64> {
        self.0.query_row(&format!("SELECT count(*) FROM {}", quoted(table)), [], |row| row.get(0)).ok()
    }

    /// Gives the names of a table's columns to `take`, then its rows, until it wants no more.
    ///
    /// # Errors
    /// What can't be read, with its row.
    pub fn read(&self, table: &str, mut take: impl FnMut(u64, &[Plain<'_>]) -> bool) -> std::result::Result<(), Unread> {
        let damaged = |row: u64| {
            move |error: rusqlite::Error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::TooBig) => Unread::Long(row),
                Some(rusqlite::ErrorCode::OperationInterrupted) => Unread::Stopped,
                _ => Unread::Damaged(row, error.to_string()),
            }
        };
        let mut query = self.0.prepare(&format!("SELECT * FROM {}", quoted(table))).map_err(damaged(0))?;
        let columns = query.column_count();
        let heads: Vec<Plain<'_>> = query.column_names().map(|name| Plain::Text(name.to_owned().into())).collect();
        if !take(0, &heads) {
            return Ok(());
        }
        let mut rows = query.query([]).map_err(damaged(0))?;
        for at in 1.. {
            let Some(row) = rows.next().map_err(damaged(at))? else { break };
            let mut cells = Vec::with_capacity(columns);
            for column in 0..columns {
                cells.push(match row.get_ref(column).map_err(damaged(at))? {
                    ValueRef::Null => Plain::Null,
                    ValueRef::Integer(number) => Plain::Whole(number),
                    ValueRef::Real(number) => Plain::Fraction(number),
                    ValueRef::Text(bytes) => Plain::Text(std::str::from_utf8(bytes).map_err(|_| Unread::Letters(at, column))?.into()),
                    // A picture is no answer: what can be said of it is its size.
                    ValueRef::Blob(bytes) => Plain::Text(format!("({} bytes)", bytes.len()).into()),
                });
            }
            if !take(at, &cells) {
                break;
            }
        }
        Ok(())
    }
}

/// Writes the name of a table of another program for SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Writes a path for a URI.
fn escaped(path: &str) -> String {
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.to_owned() };
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            b':' if cfg!(windows) => uri.push(':'),
            // Writing to a String can't fail.
            other => drop(std::fmt::Write::write_fmt(&mut uri, format_args!("%{other:02X}"))),
        }
    }
    uri
}
