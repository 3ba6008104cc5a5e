//! A new version of the questionnaire for a survey that is in use: refused where stored answers would change their meaning.

use super::{Error, Result, Store, Survey, survey, tally, view};
use crate::survey::successor::objections;

impl Store {
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
        if *tally::cached(&turn.tx, turn.forms, id)?.as_ref() != form {
            return Err(Error::OtherVersion { key: form.key, version: form.version });
        }
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
