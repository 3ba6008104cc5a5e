//! Counts the interviews with a comment; knows no words of it.

use super::{Result, Store, Survey, answers};
use crate::survey::interview::Status;

impl Store {
    /// Counts the interviews of some statuses in which something is written at the last text question, the form's comment; 0 where it has none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn commented(&self, survey: &Survey, statuses: &[Status]) -> Result<u64> {
        let form = &survey.form;
        let Some(at) = form.questions.iter().rposition(crate::survey::form::Question::takes_text) else { return Ok(0) };
        let statuses: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.code())).collect();
        let asked = answers::condition(form, at).map_or_else(String::new, |condition| format!(" AND {condition}"));
        let sql = format!(
            "SELECT count(*) FROM interview i JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service \
             WHERE i.survey = {} AND i.status IN ({}) AND trim({}) <> ''{asked}",
            answers::table(form),
            survey.id,
            statuses.join(", "),
            answers::column(form, at),
        );
        Ok(self.db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    }
}
