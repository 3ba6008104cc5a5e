//! The append-only change log: every write of an answer or a status puts its line in the same transaction, chained to the line before it.

use super::{Result, Turn, chain, follow_up, lock};
use crate::survey::interview::Id;

/// One line for the log; `old` and `new` are JSON.
#[derive(Clone, Debug, Default)]
pub(super) struct Line<'a> {
    pub subject: Id,
    /// A question key, or `@` and the name of a field of the record.
    pub question: &'a str,
    pub old: Option<String>,
    pub new: Option<String>,
    pub who: Option<Id>,
    pub why: Option<&'a str>,
    pub undoes: Option<Id>,
}

impl Turn<'_> {
    /// Appends a line and gives its id.
    pub(super) fn log(&mut self, line: &Line<'_>) -> Result<Id> {
        // Whatever writes puts its line here: nothing of a closed survey gets past. A PIN is no part of the data, nor is the plan of
        // follow-up: it is made from the results, and those are final when the survey is closed.
        if !matches!(line.question, lock::LOCK | "@pin") && !line.question.starts_with(follow_up::FIELD) {
            self.refuse_closed(line.subject)?;
        }
        let id = self.append(line)?;
        self.settled(line.subject, line.question)?;
        Ok(id)
    }

    /// Appends a line about what nothing was known of before; what it is about is looked at by who calls.
    pub(super) fn append(&mut self, line: &Line<'_>) -> Result<Id> {
        let id = self.next_id()?;
        let turn = *self.first.get_or_insert(id);
        let before = self.head()?;
        let Line { subject, question, old, new, who, why, undoes } = line;
        let columns = serde_json::to_string(&(id, turn, subject, question, old, new, who, &self.at, why, undoes));
        let columns = columns.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let hash = chain::link(&before, &columns);
        let sql = "INSERT INTO change (id, turn, subject, question, old, new, who, at, why, undoes, hash) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.tx.prepare_cached(sql)?.execute((id, turn, subject, question, old, new, who, &self.at, why, undoes, &hash))?;
        self.head = Some(hash);
        Ok(id)
    }

    /// Appends a line where a field of a record changes; does nothing where it stays.
    pub(super) fn log_field(&mut self, subject: Id, field: &str, old: Option<String>, new: Option<String>, who: Option<Id>) -> Result<()> {
        if old != new {
            self.log(&Line { subject, question: field, old, new, who, ..Line::default() })?;
        }
        Ok(())
    }
}

/// Writes a text as JSON, for the log.
pub(super) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
