//! The questionnaires of the database, with all their versions; knows no file.

use super::{Error, Result, Store, maybe, survey};
use crate::survey::form::Form;

impl Store {
    /// Lists all versions of all questionnaires by key, each with the number of surveys that are keyed with it now.
    ///
    /// # Errors
    /// When the database does not answer, or one of them does not read.
    pub fn questionnaires(&self) -> Result<Vec<(Form, i64)>> {
        let sql = "SELECT source, (SELECT count(*) FROM survey WHERE survey.form = form.id) FROM form ORDER BY key, version";
        let mut select = self.db.prepare(sql)?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((survey::read_form(&row.get::<_, String>(0)?)?, row.get(1)?));
        }
        Ok(found)
    }

    /// Finds a questionnaire by its key; its newest version where none is named.
    ///
    /// # Errors
    /// When the database does not answer, or the questionnaire does not read.
    pub fn questionnaire(&self, key: &str, version: Option<u32>) -> Result<Option<Form>> {
        let sql = "SELECT source FROM form WHERE key = ?1 AND version = ifnull(?2, version) ORDER BY version DESC LIMIT 1";
        let source = maybe(&self.db, sql, (key, version), |row| row.get::<_, String>(0))?;
        source.map(|source| survey::read_form(&source)).transpose()
    }

    /// Takes a questionnaire in, as the text of its form file; one that is there already in the same words is left as it is.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] where this version is there in other words: what is in use never changes its meaning.
    pub fn install_questionnaire(&mut self, source: &str) -> Result<()> {
        let form = survey::read_form(source)?;
        if let Some(known) = self.questionnaire(&form.key, Some(form.version))? {
            return if known == form { Ok(()) } else { Err(Error::OtherVersion { key: form.key, version: form.version }) };
        }
        let turn = self.begin()?;
        turn.form(&form, source)?;
        turn.commit()
    }
}
