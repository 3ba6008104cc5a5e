//! What a new survey begins with; knows no field.

use crate::store::Store;
use crate::survey::form::{Form, Text};
use crate::survey::form_file;
use crate::survey::template::{self, Setup};
use crate::tui::screen::Result;
use crate::words::{Lang, Words};
use jiff::civil::Date;

/// What a new survey is filled from: a template, or a questionnaire of the database.
pub(super) struct Start {
    pub title: Text,
    /// The text of the form file.
    pub form: String,
    pub setup: Setup,
}

impl Start {
    /// Gives the templates, and behind them the newest version of each questionnaire that was taken in.
    pub fn all(store: &Store, today: Date) -> Result<Vec<Self>> {
        let templates = template::all(today);
        let mut newest: Vec<Form> = Vec::new();
        // By key, the versions in ascending order.
        for (form, _) in store.questionnaires()? {
            newest.retain(|older| older.key != form.key);
            newest.push(form);
        }
        newest.retain(|form| !templates.iter().any(|template| form_file::parse(template.form).is_ok_and(|known| known.key == form.key)));
        let mut starts: Vec<Self> = templates
            .into_iter()
            .map(|template| Self { title: template.title, form: template.form.to_owned(), setup: template.setup })
            .collect();
        for form in newest {
            starts.push(Self::of(&form, today));
        }
        Ok(starts)
    }

    /// Gives a questionnaire with empty lists.
    pub fn of(form: &Form, today: Date) -> Self {
        let name = |lang: Lang| Words(lang).setup_form(form.title.get(lang), Words(lang).form_version(&form.key, form.version));
        let empty = template::empty(today);
        Self {
            title: Text { id: name(Lang::Id), en: name(Lang::En) },
            form: form_file::write(form),
            setup: Setup { name: form.title.id.clone(), ..empty },
        }
    }
}
