//! A survey's data as one stream in the order of ids, and the fingerprint over it; knows no screen.

use super::{Result, Store, Survey, answers, maybe};
use crate::survey::interview::Id;
use crate::survey::value::{Answer, Missing};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An interview as it stands in the tables.
pub(super) struct Standing {
    pub id: Id,
    pub batch: Id,
    /// Form number, status, date; then band, location and surveyor as ids.
    pub fields: [Json; 6],
    /// The codes of band, location and surveyor, which mean the same in every file.
    codes: [Json; 3],
    /// What the columns hold, by position of the question.
    pub values: Vec<Json>,
    /// Why answers are absent, by question.
    pub missing: Vec<(String, String)>,
    /// Answers that are kept aside, by question, as the log writes them.
    pub aside: Vec<(String, String)>,
    /// The version of the questionnaire that it was keyed with.
    pub version: u32,
}

/// Columns before the answers.
const FIXED: usize = 14;

impl Standing {
    /// Gives the answer to a question as it was keyed, standing or kept aside, as the log writes it; none where there is none.
    pub fn keyed(&self, key: &str, at: usize) -> Json {
        match self.aside.iter().find(|(question, _)| question == key) {
            // An answer beside what is kept aside can't be: both are shown.
            Some((_, answer)) => match self.answer(key, at) {
                Json::Null => serde_json::from_str(answer).unwrap_or_else(|_| json!({ "unread": answer })),
                standing => json!([standing, { "aside": answer }]),
            },
            None => self.answer(key, at),
        }
    }

    /// Gives the answer of a question that stands, as the log writes it; none where there is none.
    pub fn answer(&self, key: &str, at: usize) -> Json {
        match (self.missing.iter().find(|(question, _)| question == key), &self.values[at]) {
            // A value beside a reason can't be: it is shown as what it is.
            (Some((_, reason)), Json::Null) => match Missing::from_code(reason) {
                Some(reason) => serde_json::from_str(&Answer::Missing(reason).to_log()).unwrap_or(Json::Null),
                None => json!({ "missing": reason }),
            },
            (Some((_, reason)), value) => json!([value, reason]),
            (None, value) => value.clone(),
        }
    }

    /// Writes number, status, header codes, answers and reasons without ambiguity.
    fn line(&self, keys: &[(usize, &str)]) -> String {
        let answers: Vec<Json> = keys.iter().map(|(at, key)| json!([key, self.keyed(key, *at)])).collect();
        json!([self.fields[..3], self.codes, answers]).to_string()
    }
}

/// Gives every interview of a survey, in the order of ids, one at a time.
pub(super) fn stream(db: &Connection, survey: &Survey, mut take: impl FnMut(&Standing) -> Result<()>) -> Result<()> {
    let form = &survey.form;
    let columns: Vec<String> = (0..form.questions.len()).map(|at| format!(", {}", answers::column(form, at))).collect();
    // A copy that an older program made keeps nothing aside.
    let settled = maybe(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'aside'", [], |_| Ok(()))?.is_some();
    let of_rules = if settled {
        "(SELECT json_group_object(x.question, x.answer) FROM aside x WHERE x.interview = i.id), i.version"
    } else {
        "'{}', 1"
    };
    let sql = format!(
        "SELECT i.id, i.batch, i.form_number, i.status, i.date, i.band, i.location, i.surveyor, b.code, l.code, p.code, \
         (SELECT group_concat(m.question || '=' || m.reason, ';') FROM missing m WHERE m.interview = i.id), \
         {of_rules}{} \
         FROM interview i LEFT JOIN {} a ON a.interview = i.id LEFT JOIN item b ON b.id = i.band LEFT JOIN item l ON l.id = i.location \
         LEFT JOIN item p ON p.id = i.surveyor LEFT JOIN item sv ON sv.id = i.service WHERE +i.survey = ?1 ORDER BY i.id",
        columns.concat(),
        answers::table(form)
    );
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query([survey.id])?;
    while let Some(row) = rows.next()? {
        take(&read(row, form.questions.len())?)?;
    }
    Ok(())
}

fn read(row: &Row<'_>, questions: usize) -> rusqlite::Result<Standing> {
    let cell = |at: usize| row.get_ref(at).map(as_json);
    let missing: Option<String> = row.get(11)?;
    let mut missing: Vec<(String, String)> = missing
        .unwrap_or_default()
        .split(';')
        .filter_map(|pair| pair.split_once('='))
        .map(|(question, reason)| (question.to_owned(), reason.to_owned()))
        .collect();
    missing.sort_unstable();
    let aside: BTreeMap<String, String> = serde_json::from_str(&row.get::<_, String>(12)?).unwrap_or_default();
    let aside = aside.into_iter().collect();
    Ok(Standing {
        id: row.get(0)?,
        batch: row.get(1)?,
        fields: [cell(2)?, cell(3)?, cell(4)?, cell(5)?, cell(6)?, cell(7)?],
        codes: [cell(8)?, cell(9)?, cell(10)?],
        aside,
        version: row.get(13)?,
        values: (0..questions).map(|at| cell(FIXED + at)).collect::<rusqlite::Result<_>>()?,
        missing,
    })
}

/// Writes a stored value as JSON, whatever a hostile file holds there.
fn as_json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => json!({ "blob": hex(bytes) }),
    }
}

/// Writes bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Gives SHA-256 over every interview of a survey: number, status, header, answers and reasons, in the order of ids.
pub(super) fn of(db: &Connection, survey: &Survey) -> Result<String> {
    // What is worked out from others is none of what was keyed.
    let keyed = survey.form.questions.iter().enumerate().filter(|(_, question)| question.is_keyed() || question.retired);
    let keys: Vec<(usize, &str)> = keyed.map(|(at, question)| (at, question.key.as_str())).collect();
    let mut hash = Sha256::new();
    stream(db, survey, |standing| {
        hash.update(standing.line(&keys).as_bytes());
        hash.update(b"\n");
        Ok(())
    })?;
    Ok(hex(&hash.finalize()))
}

impl Store {
    /// Gives the fingerprint of a survey's data: 64 digits that change with any number, status, header or answer.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn fingerprint(&self, survey: &Survey) -> Result<String> {
        of(&self.db, survey)
    }
}
