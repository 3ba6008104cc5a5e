//! Brings records that were changed on several devices in line with what the log says of each field, and marks what needs a person.

use super::super::heads::{Knowledge, Stand, stands};
use super::super::settle::Told;
use super::super::{Error, FollowUp, Result, Store, Survey, Turn, follow_up, maybe, meant, saran, vector};
use super::{Came, Merge, PAGE, headers};
use crate::survey::form::{Form, Kind};
use crate::survey::interview::{Id, Status};
use crate::survey::value::Answer;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What a field's line is about, where it is no interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Survey,
    Item,
    Batch,
}

impl Subject {
    pub const fn table(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Item => "item",
            Self::Batch => "batch",
        }
    }
}

/// The fields of a survey, and their columns.
const OF_SURVEY: [(&str, &str); 10] = [
    ("@name", "name"),
    ("@unit", "unit"),
    ("@period", "period"),
    ("@from", "date_from"),
    ("@to", "date_to"),
    ("@served", "served"),
    ("@floor_seconds", "floor_seconds"),
    ("@asks_pin", "asks_pin"),
    ("@convention", "convention"),
    ("@pooling", "pooling"),
];

/// The fields that stand on an interview itself, and their columns.
const OF_INTERVIEW: [(&str, &str); 5] =
    [("@form_number", "form_number"), ("@date", "date"), ("@band", "band"), ("@location", "location"), ("@surveyor", "surveyor")];

/// What the log says of a record.
pub(super) struct Fields(pub(super) BTreeMap<String, Stand>);

impl Fields {
    pub fn of(db: &Connection, knowledge: &Knowledge, subject: Id) -> Result<Self> {
        Ok(Self(stands(&vector::lines(db, subject)?, knowledge)))
    }

    pub fn value(&self, field: &str) -> Option<Sql> {
        self.0.get(field).map(|stand| as_sql(stand.new.as_deref()))
    }

    /// Writes the fields into the row.
    pub fn apply_to(&self, turn: &mut Turn<'_>, knowledge: &Knowledge, subject: Subject, id: Id) -> Result<()> {
        match subject {
            Subject::Survey => {
                for (field, column) in OF_SURVEY {
                    if let Some(value) = self.value(field) {
                        turn.tx.execute(&format!("UPDATE survey SET {column} = ?2 WHERE id = ?1"), (id, value))?;
                    }
                }
                if let Some(version) = self.value("@form") {
                    let sql = "UPDATE survey SET form = coalesce((SELECT v.id FROM form c JOIN form v ON v.key = c.key \
                               WHERE c.id = survey.form AND v.version = ?2), form) WHERE id = ?1";
                    turn.tx.execute(sql, (id, version))?;
                }
                self.put_follow_ups(&turn.tx, id)
            }
            Subject::Item => self.apply_to_item(turn, knowledge, id),
            Subject::Batch => headers::put(&turn.tx, knowledge, id),
        }
    }

    /// Writes what is planned about each unsur of a survey: the rows come from the log alone.
    pub fn put_follow_ups(&self, db: &Connection, survey: Id) -> Result<()> {
        for (field, stand) in &self.0 {
            let Some(question) = field.strip_prefix(follow_up::FIELD) else { continue };
            let said: Json = stand.new.as_deref().and_then(|new| serde_json::from_str(new).ok()).unwrap_or_default();
            follow_up::put(db, survey, &FollowUp { question: question.to_owned(), ..FollowUp::from_log(&said) })?;
        }
        Ok(())
    }
}

/// Gives a value of the log as a column holds it: yes and no as 1 and 0.
pub(super) fn as_sql(new: Option<&str>) -> Sql {
    match new.map(|new| serde_json::from_str(new).unwrap_or_else(|_| Json::from(new))) {
        Some(Json::Number(number)) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Some(Json::Bool(yes)) => Sql::Integer(yes.into()),
        Some(Json::String(text)) => Sql::Text(text),
        Some(Json::Null | Json::Array(_) | Json::Object(_)) | None => Sql::Null,
    }
}

impl Merge {
    /// Folds every interview that was changed here and there, some at a time.
    pub(super) fn fold_all(&mut self, store: &mut Store) -> Result<()> {
        self.knowledge = vector::knowledge(&store.db)?;
        let mut after = Id::MIN;
        loop {
            let mut turn = store.turn(false);
            let sql = "SELECT f.interview, i.survey FROM temp.folding f JOIN interview i ON i.id = f.interview \
                       WHERE f.interview > ?1 ORDER BY f.interview LIMIT ?2";
            let page: Vec<(Id, Id)> = turn
                .tx
                .prepare_cached(sql)?
                .query_map((after, PAGE as i64), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.0;
            for (id, survey) in page {
                if !self.anew {
                    turn.watch(id)?;
                }
                self.survey(&turn, survey)?;
                let Some(of) = self.surveys.get(&survey) else { continue };
                let conflicts = turn.fold(of, &self.knowledge, id)?;
                if conflicts > 0 {
                    turn.tx.prepare_cached("UPDATE temp.came SET how = ?2 WHERE interview = ?1")?.execute((id, Came::Conflict as i64))?;
                }
            }
            if self.anew {
                turn.watched = super::super::tally::Watched::default();
            }
            turn.commit()?;
        }
    }
}

impl Turn<'_> {
    /// Brings one interview in line with the log; gives how many of its fields are in conflict.
    pub(in crate::store) fn fold(&mut self, survey: &Survey, knowledge: &Knowledge, id: Id) -> Result<usize> {
        let fields = stands(&meant::lines(&self.tx, survey, knowledge, id)?, knowledge);
        for (field, stand) in &fields {
            self.put_field(survey, id, field, stand)?;
        }
        let form = self.form_of(survey, id)?;
        self.settle(&form, survey.id, id, None, Told::Nobody)?;
        self.put_completed(knowledge, id)?;
        self.tx.prepare_cached("UPDATE interview SET revision = revision + 1 WHERE id = ?1")?.execute([id])?;
        let all = "DELETE FROM problem WHERE interview = ?1 AND rule GLOB 'conflict:*'";
        self.tx.prepare_cached(all)?.execute([id])?;
        let conflicts = fields.iter().filter(|(_, stand)| stand.conflict);
        let mut marked = 0;
        for (field, _) in conflicts {
            let sql = "INSERT INTO problem (interview, rule, question, state) VALUES (?1, 'conflict:' || ?2, ?3, 'open')";
            let question = survey.form.find(field).map(|_| field.as_str());
            self.tx.prepare_cached(sql)?.execute((id, field, question))?;
            marked += 1;
        }
        Ok(marked)
    }

    /// Writes what stands in a field of an interview into its row.
    pub(in crate::store) fn put_field(&mut self, survey: &Survey, id: Id, field: &str, stand: &Stand) -> Result<()> {
        let new = stand.new.as_deref();
        if !field.starts_with('@') {
            let form = self.form_of(survey, id)?;
            let answer = new.and_then(Answer::from_log);
            return form.find(field).map_or(Ok(()), |at| self.put_standing(&form, survey.id, id, at, answer.as_ref()));
        }
        if let Some((_, column)) = OF_INTERVIEW.iter().find(|(name, _)| *name == field) {
            self.tx.prepare_cached(&format!("UPDATE interview SET {column} = ?2 WHERE id = ?1"))?.execute((id, as_sql(new)))?;
            return Ok(());
        }
        match field.split_once(':').unwrap_or((field, "")) {
            ("@status", _) => {
                let status = new.and_then(|new| Status::from_code(new.trim_matches('"'))).unwrap_or(Status::Draft);
                self.tx.prepare_cached("UPDATE interview SET status = ?2 WHERE id = ?1")?.execute((id, status.code()))?;
            }
            (saran::SARAN, _) => self.put_coding_of(id, stand)?,
            ("@note", question) => {
                let text = new.and_then(|new| serde_json::from_str::<String>(new).ok()).unwrap_or_default();
                self.write_note(id, question, &text)?;
            }
            ("@problem", rule) => {
                let state = new.and_then(|new| serde_json::from_str::<String>(new).ok()).unwrap_or_else(|| "lapsed".to_owned());
                let why = "SELECT why FROM change WHERE subject = ?1 AND question = ?2 AND new = '\"kept\"' AND id <= ?3 ORDER BY id DESC LIMIT 1";
                let why: Option<String> = maybe(&self.tx, why, (id, field, stand.line), |row| row.get(0))?.flatten();
                let sql = "INSERT INTO problem (interview, rule, state, reason) VALUES (?1, ?2, ?3, ?4) \
                           ON CONFLICT DO UPDATE SET state = excluded.state, reason = coalesce(excluded.reason, reason)";
                self.tx.prepare_cached(sql)?.execute((id, rule, state, why))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn put_standing(&mut self, form: &Form, survey: Id, id: Id, question: usize, answer: Option<&Answer>) -> Result<()> {
        let asked = form.questions.get(question).ok_or_else(|| Error::BadForm(form.key.clone()))?;
        if matches!(asked.kind, Kind::Service(_)) {
            let find = "SELECT id FROM item WHERE survey = ?1 AND list = 'service' AND code = ?2";
            let code = answer.and_then(Answer::number);
            let item = code.map(|code| maybe(&self.tx, find, (survey, code), |row| row.get::<_, Id>(0))).transpose()?.flatten();
            self.tx.prepare_cached("UPDATE interview SET service = ?2 WHERE id = ?1")?.execute((id, item))?;
            self.put_missing(id, &asked.key, answer.and_then(Answer::missing))?;
        } else {
            self.put_answer(form, survey, id, question, answer)?;
        }
        // What was kept aside is an answer like any other here: what stands is settled once all fields are in.
        self.put_aside(id, &asked.key, None)
    }

    /// Sets the moment of completion: that of the newest line that completed it; an approval that fell is none.
    fn put_completed(&mut self, knowledge: &Knowledge, id: Id) -> Result<()> {
        let sql = "SELECT id, at FROM change WHERE subject = ?1 AND question = '@status' AND new = '\"complete\"' AND old IS NOT '\"approved\"' ORDER BY id";
        let lines: Vec<(Id, String)> =
            self.tx.prepare_cached(sql)?.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let past = |line: Id| lines.iter().filter(|(other, _)| knowledge.knew(line, *other)).count();
        let newest = lines.iter().max_by_key(|(line, _)| (past(*line), *line)).map(|(_, at)| at);
        let sql = "UPDATE interview SET completed = CASE status WHEN 'draft' THEN NULL ELSE ?2 END WHERE id = ?1";
        self.tx.prepare_cached(sql)?.execute((id, newest))?;
        Ok(())
    }
}
