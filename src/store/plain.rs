//! A database file of its own that any tool reads: plain tables filled row by row; knows no survey.

use super::{Result, answers};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::path::Path;

/// What stands in one cell of a plain table.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain<'a> {
    Null,
    Whole(i64),
    Fraction(f64),
    Text(std::borrow::Cow<'a, str>),
}

impl ToSql for Plain<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Self::Null => rusqlite::types::Null.to_sql(),
            Self::Whole(number) => number.to_sql(),
            Self::Fraction(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

/// A database in the making. It is of no use before [`PlainFile::finish`].
#[derive(Debug)]
pub struct PlainFile(Connection);

impl PlainFile {
    /// Makes a new file.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn create(path: &Path) -> Result<Self> {
        let db = Connection::open(path)?;
        // Whole or not at all: a file that was left half way is thrown away.
        db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN")?;
        Ok(Self(db))
    }

    /// Makes a table with columns of these names and types.
    ///
    /// # Errors
    /// When the file takes no more.
    pub fn table(&self, name: &str, columns: &[(&str, &str)]) -> Result<()> {
        let columns: Vec<String> = columns.iter().map(|(name, kind)| format!("{} {kind}", answers::quoted(name))).collect();
        Ok(self.0.execute_batch(&format!("CREATE TABLE {} ({}) STRICT", answers::quoted(name), columns.join(", ")))?)
    }

    /// Makes a view.
    ///
    /// # Errors
    /// When the query is none.
    pub fn view(&self, name: &str, query: &str) -> Result<()> {
        Ok(self.0.execute_batch(&format!("CREATE VIEW {} AS {query}", answers::quoted(name)))?)
    }

    /// Puts a row into a table.
    ///
    /// # Errors
    /// When the file takes no more.
    pub fn insert(&self, table: &str, row: &[Plain<'_>]) -> Result<()> {
        let places = vec!["?"; row.len()].join(", ");
        let sql = format!("INSERT INTO {} VALUES ({places})", answers::quoted(table));
        self.0.prepare_cached(&sql)?.execute(params_from_iter(row))?;
        Ok(())
    }

    /// Makes the file whole and lets go of it.
    ///
    /// # Errors
    /// When the file takes no more.
    pub fn finish(self) -> Result<()> {
        self.0.execute_batch("COMMIT")?;
        self.0.close().map_err(|(_, error)| error.into())
    }
}
