//! `cacah form use`: a survey moved to another version of its questionnaire.

use super::super::failure::{Failure, Outcome};
use super::super::{Place, find_survey, print, tell};
use super::{diff, source};
use crate::exchange::questionnaire::Read;
use crate::survey::diff::diff;
use crate::survey::form_file;
use crate::survey::successor::objections;
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;

/// Moves a survey to a new version of its questionnaire: new interviews are keyed with it, those that are there keep theirs
///
/// Prints what differs, as form diff does. A version is refused where answers that are stored would change their meaning: then everything that stands against it is listed, and nothing is changed.
#[derive(Debug, Args)]
pub struct Use {
    /// The version: a file (.toml, .xlsx), or a key such as skm@2
    #[arg(value_name = "FORM")]
    form: String,

    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Prints what differs and changes nothing
    #[arg(long)]
    dry_run: bool,
}

impl Use {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.clone().open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let (form, read) = if source::is_file(&self.form) {
            source::sound(&self.form)?
        } else {
            source::find(&self.form, place).map(|(form, _)| (form, Read::default()))?
        };
        source::tell_left_out(&read.left_out);
        let known = store.questionnaire(&form.key, Some(form.version))?;
        if (&survey.form.key, survey.form.version) == (&form.key, form.version) && known.as_ref() == Some(&form) {
            tell(&safe(&format!("{} has {}@{} already", survey.key, form.key, form.version)));
            return Ok(());
        }
        print(diff::text(&diff(&survey.form, &form)))?;
        let against = objections(&survey.form, &form);
        if !against.is_empty() {
            let words = Words(Lang::En);
            for objection in &against {
                tell(&safe(&format!("stands against it: {}", words.objection(objection))));
            }
            return Err(Failure::new(
                format!("{} keeps {}@{}: '{}' can't follow it", survey.key, survey.form.key, survey.form.version, self.form),
                words.successor_hint(&against),
            ));
        }
        if self.dry_run {
            tell("nothing is changed: a dry run");
            return Ok(());
        }
        match read.text() {
            Some(text) => store.install_form(&survey, &text)?,
            None if known.is_some() => store.use_version(&survey, form.version)?,
            None => store.install_form(&survey, &form_file::write(&form))?,
        }
        tell(&safe(&format!("{} has {}@{} now", survey.key, form.key, form.version)));
        Ok(())
    }
}
