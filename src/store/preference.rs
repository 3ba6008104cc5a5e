//! What a surveyor or the workplace has set: small words under a name.

use super::{Result, Store, maybe};
use crate::survey::interview::Id;

/// Names what can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Whether an answer moves on by itself: `on`, `off`.
    AutoAdvance,
    /// Whether a wrong key beeps: `on`, `off`.
    Bell,
    /// How questions stand: `form`, `one`.
    Layout,
    /// The words that were searched for last.
    LastFind,
}

impl Preference {
    const fn code(self) -> &'static str {
        match self {
            Self::AutoAdvance => "auto_advance",
            Self::Bell => "bell",
            Self::Layout => "layout",
            Self::LastFind => "last_find",
        }
    }
}

impl Store {
    /// Gives what an owner has set; the workplace is owner 0.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn preference(&self, owner: Id, preference: Preference) -> Result<Option<String>> {
        maybe(&self.db, "SELECT value FROM preference WHERE owner = ?1 AND name = ?2", (owner, preference.code()), |row| row.get(0))
    }

    /// Sets it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_preference(&mut self, owner: Id, preference: Preference, value: &str) -> Result<()> {
        let sql = "INSERT INTO preference (owner, name, value) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = excluded.value";
        self.db.prepare_cached(sql)?.execute((owner, preference.code(), value))?;
        Ok(())
    }
}
