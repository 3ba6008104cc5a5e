//! Versions of a questionnaire, stored once, and a new one for a survey that is in use: refused where stored answers would change their
//! meaning.

use super::{Error, Result, Store, Survey, Turn, answers, maybe, survey, tally, view};
use crate::survey::form::Form;
use crate::survey::interview::Id;
use crate::survey::successor::objections;

impl Store {
    /// Gives a survey a version of its questionnaire that is in the database already, as [`Store::install_form`] does.
    ///
    /// # Errors
    /// As [`Store::install_form`]; [`Error::BadForm`] where there is no such version.
    pub fn use_version(&mut self, of: &Survey, version: u32) -> Result<()> {
        let sql = "SELECT source FROM form WHERE key = ?1 AND version = ?2";
        let source = maybe(&self.db, sql, (&of.form.key, version), |row| row.get::<_, String>(0))?;
        self.install_form(of, &source.ok_or_else(|| Error::BadForm(format!("{} {version}", of.form.key)))?)
    }

    /// Gives a survey a new version of its questionnaire: new interviews are keyed with it, those that are there keep theirs.
    ///
    /// # Errors
    /// [`Error::BadForm`] where the text does not read, [`Error::NoSuccessor`] with everything that keeps it from following,
    /// [`Error::OtherVersion`] where this version is there and reads differently, [`Error::Closed`], or when the database can't be written.
    pub fn install_form(&mut self, of: &Survey, source: &str) -> Result<()> {
        let form = survey::read_form(source)?;
        let who = self.who();
        let mut turn = self.begin()?;
        turn.refuse_closed(of.id)?;
        let was = survey::load(&turn.tx, turn.forms, of.id)?;
        let objections = objections(&was.form, &form);
        if !objections.is_empty() {
            return Err(Error::NoSuccessor { key: form.key, version: form.version, objections });
        }
        let id = turn.form(&form, source)?;
        turn.tx.execute("UPDATE survey SET form = ?2 WHERE id = ?1", (of.id, id))?;
        let [old, new] = [was.form.version, form.version].map(|version| Some(version.to_string()));
        turn.log_field(of.id, "@form", old, new, who)?;
        let fresh = survey::load(&turn.tx, turn.forms, of.id)?;
        view::make(&turn.tx, &fresh)?;
        let done = turn.commit();
        if done.is_err() {
            // What was read of the new version may have been taken back.
            self.forms.borrow_mut().clear();
        }
        done
    }
}

impl Turn<'_> {
    /// Stores a form version once and gives its id; the versions of a form share the columns of a table.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] where this version is there and reads differently, [`Error::NoSuccessor`] where it does not go with
    /// another one.
    pub(super) fn form(&self, form: &Form, source: &str) -> Result<Id> {
        let find = "SELECT id FROM form WHERE key = ?1 AND version = ?2";
        if let Some(id) = maybe(&self.tx, find, (&form.key, form.version), |row| row.get(0))? {
            let known = tally::cached(&self.tx, self.forms, id)?;
            return if *known == *form { Ok(id) } else { Err(Error::OtherVersion { key: form.key.clone(), version: form.version }) };
        }
        let mut select = self.tx.prepare_cached("SELECT id FROM form WHERE key = ?1 ORDER BY version")?;
        let known: Vec<Id> = select.query_map([&form.key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in known {
            let known = tally::cached(&self.tx, self.forms, id)?;
            let (old, new) = if known.version < form.version { (&*known, form) } else { (form, &*known) };
            let objections = objections(old, new);
            if !objections.is_empty() {
                return Err(Error::NoSuccessor { key: new.key.clone(), version: new.version, objections });
            }
        }
        let id = self.next_id()?;
        self.tx.execute("INSERT INTO form (id, key, version, source) VALUES (?1, ?2, ?3, ?4)", (id, &form.key, form.version, source))?;
        answers::ensure(&self.tx, form)?;
        Ok(id)
    }
}
