//! Surveys with their code lists: made, changed, listed with counts.

use super::{Error, Item, List, Result, Store, change, change::Line, item, tally, view};
use crate::survey::block;
use crate::survey::form::{Choice, Form, Text, default_key};
use crate::survey::form_file;
use crate::survey::index::{Convention, Pooling};
use crate::survey::interview::{Id, Status};
use crate::survey::sample;
use crate::survey::template::Setup;
use jiff::civil::Date;
use rusqlite::Error::FromSqlConversionFailure;
use rusqlite::types::Type;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One round: a unit, a period, a questionnaire and its lists.
#[derive(Clone, Debug)]
pub struct Survey {
    pub id: Id,
    /// The name on the command line and in the database's view, `[a-z][a-z0-9_]*`.
    pub key: String,
    pub name: String,
    pub unit: String,
    pub period: String,
    pub from: Date,
    pub to: Date,
    pub served: i64,
    pub floor_seconds: i64,
    /// True where people sign in with a PIN.
    pub asks_pin: bool,
    /// How the index is worked out, printed on every result.
    pub convention: Convention,
    /// How several services become one figure.
    pub pooling: Pooling,
    /// The questionnaire that new interviews are keyed with.
    pub form: Arc<Form>,
    /// All its versions, by number.
    pub forms: BTreeMap<u32, Arc<Form>>,
    pub items: Vec<Item>,
}

impl Survey {
    /// Gives a version of the questionnaire; the present one where that is not known here.
    #[must_use]
    pub fn form_at(&self, version: u32) -> &Arc<Form> {
        self.forms.get(&version).unwrap_or(&self.form)
    }

    /// Gives the survey as it was with a version of its questionnaire, so that an interview is read and mended as it was keyed.
    #[must_use]
    pub fn as_of(mut self, version: u32) -> Self {
        self.form = Arc::clone(self.form_at(version));
        self
    }

    /// Gives a list's items, retired ones included, by code.
    pub fn list(&self, list: List) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.list == list)
    }

    /// Gives a list's items that can be chosen.
    pub fn choosable(&self, list: List) -> impl Iterator<Item = &Item> {
        self.list(list).filter(|item| !item.retired)
    }

    /// Gives the label of an item; empty for none.
    #[must_use]
    pub fn label(&self, id: Option<Id>) -> &str {
        self.items.iter().find(|item| Some(item.id) == id).map_or("", |item| item.label.as_str())
    }

    /// Gives the sample minimum that follows from the people served.
    #[must_use]
    pub fn minimum(&self) -> i64 {
        i64::try_from(sample::minimum(u64::try_from(self.served).unwrap_or(0))).unwrap_or(i64::MAX)
    }

    /// Gives the name with the period, as a heading.
    #[must_use]
    pub fn title(&self) -> String {
        if self.period.is_empty() { self.name.clone() } else { format!("{} · {}", self.name, self.period) }
    }
}

/// How many interviews a survey has, by status in the order of [`Status::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [i64; 5]);

impl Counts {
    #[must_use]
    pub fn of(&self, status: Status) -> i64 {
        Status::ALL.iter().zip(self.0).find(|(known, _)| **known == status).map_or(0, |(_, n)| n)
    }

    /// Gives how many count towards the sample: finished and not voided.
    #[must_use]
    pub fn finished(&self) -> i64 {
        self.of(Status::Complete) + self.of(Status::Returned) + self.of(Status::Approved)
    }
}

const COLUMNS: &str = "s.id, s.key, s.name, s.unit, s.period, s.date_from, s.date_to, s.served, s.floor_seconds, s.asks_pin, s.form, s.convention, s.pooling FROM survey s";

impl Store {
    /// Makes a survey from a form file and a set-up, and gives its id.
    ///
    /// # Errors
    /// When the form file does not read, the database has another questionnaire of that key and version, or it can't be written.
    pub fn create_survey(&mut self, form_source: &str, setup: &Setup) -> Result<Id> {
        let form = read_form(form_source)?;
        let key = self.free_key(&setup.name, &setup.period)?;
        let who = self.who();
        let mut turn = self.begin()?;
        let form_id = turn.form(&form, form_source)?;
        let id = turn.next_id()?;
        let sql = "INSERT INTO survey (id, key, form, name, unit, period, date_from, date_to, served, floor_seconds, made, asks_pin) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        turn.tx.execute(
            sql,
            (
                id,
                &key,
                form_id,
                &setup.name,
                &setup.unit,
                &setup.period,
                setup.from.to_string(),
                setup.to.to_string(),
                setup.served,
                setup.floor_seconds,
                &turn.at,
                setup.asks_pin,
            ),
        )?;
        turn.log(&Line { subject: id, question: "@survey", new: Some(change::json(&setup.name)), who, ..Line::default() })?;
        let lists = [&setup.locations, &setup.services, &setup.surveyors, &setup.bands, &setup.supervisors];
        for (list, labels) in List::ALL.into_iter().zip(lists) {
            for (code, label) in (1_i64..).zip(labels) {
                let written = if list == List::Surveyor { block::read(label) } else { None };
                let (label, block) = written.unwrap_or_else(|| (label.clone(), None));
                turn.insert_item(id, &Item { id: 0, list, code, label, retired: false, block }, who)?;
            }
        }
        let survey = load(&turn.tx, turn.forms, id)?;
        view::make(&turn.tx, &survey)?;
        turn.commit()?;
        Ok(id)
    }

    /// Stores what the set-up screen changed since it read `old`; items with id 0 are new, items of `old` that are left out
    /// are deleted where nothing uses them.
    ///
    /// # Errors
    /// [`Error::InUse`] when an item that interviews or batches use was left out; then nothing is changed.
    pub fn update_survey(&mut self, old: &Survey, survey: &Survey) -> Result<()> {
        let who = self.who();
        let mut turn = self.begin()?;
        let id = survey.id;
        turn.refuse_closed(id)?;
        let sql = "UPDATE survey SET name = ?2, unit = ?3, period = ?4, date_from = ?5, date_to = ?6, served = ?7, floor_seconds = ?8, asks_pin = ?9 WHERE id = ?1";
        let (from, to) = (survey.from.to_string(), survey.to.to_string());
        let fields = (id, &survey.name, &survey.unit, &survey.period, &from, &to, survey.served, survey.floor_seconds, survey.asks_pin);
        turn.tx.execute(sql, fields)?;
        turn.log_field(id, "@asks_pin", Some(old.asks_pin.to_string()), Some(survey.asks_pin.to_string()), who)?;
        for (field, was, is) in [
            ("@name", &old.name, &survey.name),
            ("@unit", &old.unit, &survey.unit),
            ("@period", &old.period, &survey.period),
            ("@from", &old.from.to_string(), &from),
            ("@to", &old.to.to_string(), &to),
        ] {
            turn.log_field(id, field, Some(change::json(was)), Some(change::json(is)), who)?;
        }
        turn.log_field(id, "@served", Some(old.served.to_string()), Some(survey.served.to_string()), who)?;
        turn.log_field(id, "@floor_seconds", Some(old.floor_seconds.to_string()), Some(survey.floor_seconds.to_string()), who)?;
        turn.update_items(old, survey, who)?;
        let fresh = load(&turn.tx, turn.forms, id)?;
        view::make(&turn.tx, &fresh)?;
        turn.commit()
    }

    /// Stores how the index of a survey is worked out.
    ///
    /// # Errors
    /// [`Error::Closed`], or when the database can't be written.
    pub fn set_convention(&mut self, survey: &Survey, convention: &Convention, pooling: Pooling) -> Result<()> {
        let who = self.who();
        let mut turn = self.begin()?;
        turn.refuse_closed(survey.id)?;
        let was = load(&turn.tx, turn.forms, survey.id)?;
        let sql = "UPDATE survey SET convention = ?2, pooling = ?3 WHERE id = ?1";
        turn.tx.execute(sql, (survey.id, convention.name(), pooling.code()))?;
        let name = |convention: &Convention| Some(change::json(&convention.name()));
        turn.log_field(survey.id, "@convention", name(&was.convention), name(convention), who)?;
        let code = |pooling: Pooling| Some(change::json(pooling.code()));
        turn.log_field(survey.id, "@pooling", code(was.pooling), code(pooling), who)?;
        turn.commit()
    }

    /// Reads a survey.
    ///
    /// # Errors
    /// When there is none with this id, or its form does not read.
    pub fn survey(&self, id: Id) -> Result<Survey> {
        load(&self.db, &self.forms, id)
    }

    /// Finds a survey by its key.
    ///
    /// # Errors
    /// [`Error::NoSurvey`], with the keys that exist.
    pub fn survey_by_key(&self, key: &str) -> Result<Survey> {
        let found = super::maybe(&self.db, "SELECT id FROM survey WHERE key = ?1", [key], |row| row.get(0))?;
        match found {
            Some(id) => self.survey(id),
            None => Err(Error::NoSurvey { wanted: key.to_owned(), known: self.surveys()?.into_iter().map(|survey| survey.key).collect() }),
        }
    }

    /// Gives the text of a survey's questionnaire, as it was read in.
    ///
    /// # Errors
    /// When there is no such survey.
    pub fn form_source(&self, survey: Id) -> Result<String> {
        let sql = "SELECT f.source FROM survey s JOIN form f ON f.id = s.form WHERE s.id = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([survey], |row| row.get(0))?)
    }

    /// Reads all surveys, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn surveys(&self) -> Result<Vec<Survey>> {
        let mut select = self.db.prepare_cached("SELECT id FROM survey ORDER BY made DESC, id DESC")?;
        let ids: Vec<Id> = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| self.survey(id)).collect()
    }

    /// Counts a survey's interviews by status.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn counts(&self, survey: Id) -> Result<Counts> {
        let sql = "SELECT code, n FROM tally WHERE survey = ?1 AND part = 'survey' AND item = 0 AND what = 'status'";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([survey])?;
        let mut counts = Counts::default();
        while let Some(row) = rows.next()? {
            let status: String = row.get(0)?;
            if let Some(at) = Status::ALL.iter().position(|known| known.code() == status) {
                counts.0[at] = row.get(1)?;
            }
        }
        Ok(counts)
    }

    /// Finds a key for a new survey that no other has.
    fn free_key(&self, name: &str, period: &str) -> Result<String> {
        let base = slug(&format!("{name} {period}"));
        let mut key = base.clone();
        let mut more = 2;
        while super::maybe(&self.db, "SELECT 1 FROM survey WHERE key = ?1", [&key], |_| Ok(()))?.is_some() {
            key = format!("{base}_{more}");
            more += 1;
        }
        Ok(key)
    }
}

pub(super) fn read_form(source: &str) -> Result<Form> {
    form_file::parse(source).map_err(|complaints| Error::BadForm(complaints.first().map(ToString::to_string).unwrap_or_default()))
}

/// Counts the interviews themselves, by status.
pub(super) fn counted(db: &rusqlite::Connection, survey: Id) -> Result<Counts> {
    let mut select = db.prepare_cached("SELECT status, count(*) FROM interview WHERE survey = ?1 GROUP BY status")?;
    let mut rows = select.query([survey])?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let status: String = row.get(0)?;
        if let Some(at) = Status::ALL.iter().position(|known| known.code() == status) {
            counts.0[at] = row.get(1)?;
        }
    }
    Ok(counts)
}

/// Reads a survey with all versions of its questionnaire; each is read from its text once.
pub(super) fn load(db: &rusqlite::Connection, forms: &tally::Forms, id: Id) -> Result<Survey> {
    let mut select = db
        .prepare_cached("SELECT id, list, code, label, retired, block_first, block_last FROM item WHERE survey = ?1 ORDER BY list, code")?;
    let items: Vec<Item> = select.query_map([id], item::read)?.collect::<rusqlite::Result<_>>()?;
    let sql = format!("SELECT {COLUMNS} WHERE s.id = ?1");
    let (mut survey, current) = db.prepare_cached(&sql)?.query_row([id], |row| {
        let day = |at: usize| {
            row.get::<_, String>(at)?.parse::<Date>().map_err(|error| FromSqlConversionFailure(at, Type::Text, Box::new(error)))
        };
        let survey = Survey {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            unit: row.get(3)?,
            period: row.get(4)?,
            from: day(5)?,
            to: day(6)?,
            served: row.get(7)?,
            floor_seconds: row.get(8)?,
            asks_pin: row.get(9)?,
            convention: Convention::from_name(&row.get::<_, String>(11)?).ok_or_else(|| unknown(11, "convention"))?,
            pooling: Pooling::from_code(&row.get::<_, String>(12)?).ok_or_else(|| unknown(12, "pooling"))?,
            form: Arc::new(Form::default()),
            forms: BTreeMap::new(),
            items: Vec::new(),
        };
        Ok((survey, row.get::<_, Id>(10)?))
    })?;
    survey.items = items;
    let services: Vec<Choice> = survey.list(List::Service).map(choice).collect();
    let versions = "SELECT v.id, v.version, v.id = c.id FROM form c JOIN form v ON v.key = c.key WHERE c.id = ?1 ORDER BY v.version";
    let mut select = db.prepare_cached(versions)?;
    let mut rows = select.query([current])?;
    while let Some(row) = rows.next()? {
        let form = Arc::new(tally::cached(db, forms, row.get(0)?)?.as_ref().clone().with_services(services.clone()));
        if row.get(2)? {
            survey.form = Arc::clone(&form);
        }
        survey.forms.insert(row.get(1)?, form);
    }
    Ok(survey)
}

/// Says that a column holds a word that this program does not know.
fn unknown(column: usize, what: &str) -> rusqlite::Error {
    FromSqlConversionFailure(column, Type::Text, format!("no {what} of this program").into())
}

/// Makes the choice that a service is on the form: its key is its code's, `1`-`9` then `a` onwards.
fn choice(item: &Item) -> Choice {
    let key = usize::try_from(item.code - 1).ok().and_then(default_key);
    Choice {
        code: item.code,
        label: Text::same(&item.label),
        short: Text::same(&item.label),
        keys: key.into_iter().collect(),
        retired: item.retired,
        ..Choice::default()
    }
}

/// Makes a key, `[a-z][a-z0-9_]*`, from a name.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut key = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    let key = key.trim_end_matches('_');
    if key.starts_with(|c: char| c.is_ascii_lowercase()) { key.to_owned() } else { format!("s_{key}").trim_end_matches('_').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_key_is_made_from_any_name() {
        assert_eq!(slug("SKM DPMPTSP Kota Bontang Semester II 2024"), "skm_dpmptsp_kota_bontang_semester_ii_2024");
        assert_eq!(slug("2024 – Triwulan I!"), "s_2024_triwulan_i");
        assert_eq!(slug(""), "s");
    }
}
