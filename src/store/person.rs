//! Who may do what: surveyors key, supervisors check; knows no screen.

use super::{Result, Store, maybe};
use crate::survey::interview::Id;

impl Store {
    /// Tells whether the person at the keyboard is a supervisor of a survey.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn is_supervisor(&self, survey: Id) -> Result<bool> {
        let sql = "SELECT 1 FROM item WHERE id = ?1 AND survey = ?2 AND list = 'supervisor' AND retired = 0";
        Ok(maybe(&self.db, sql, (self.who(), survey), |_| Ok(()))?.is_some())
    }
}
