//! Interviews: each accepted answer is committed with its line in the log before anyone calls it saved.

use super::settle::{self, Told};
use super::{Batch, Error, Place, Result, Store, Survey, Turn, answers, change, change::Line, maybe};
use crate::survey::interview::{CARRIED, EDITED, Effort, Id, Interview, Kept, Save, Status};
use crate::survey::value::Answer;
use crate::words::Words;
use jiff::civil::Date;
use rusqlite::Connection;

/// Where a form number stands already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedNumber {
    pub form_number: i64,
    pub interview: Id,
    pub surveyor: String,
    pub batch: i64,
    pub date: String,
    pub status: Status,
}

impl UsedNumber {
    /// Says where the number stands.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        w.number_used(format!("{:04}", self.form_number), &self.surveyor, self.batch, &self.date, w.status(self.status))
    }
}

/// What is stored with one key, and what goes with it.
#[derive(Clone, Debug)]
pub struct Saving<'a> {
    pub save: &'a Save,
    pub effort: Effort,
    /// The soft problems that are open on a finished interview after this; none while it is a draft.
    pub rules: Option<&'a [String]>,
    /// The batch being keyed and the place in it; none while one interview is mended.
    pub keying: Option<(Id, &'a Place)>,
}

/// What a save came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: Id,
    pub revision: i64,
}

impl Store {
    /// Stores what one key asked for, in one transaction; a new interview gets its row with the first answer.
    /// `after` is the record as it will stand, `rules` the open soft problems of a finished one, `keying` the batch whose place this is.
    ///
    /// # Errors
    /// [`Error::NumberUsed`] when another interview took the number meanwhile, [`Error::Stale`] when another program
    /// changed the record; nothing is stored then.
    pub fn save(&mut self, survey: &Survey, batch: &Batch, interview: &Interview, saving: &Saving<'_>) -> Result<Stored> {
        let Saving { save, effort, rules, keying } = saving;
        let form = survey.form_at(interview.version);
        self.refuse_stranger(survey, batch)?;
        let who = self.author(batch);
        let mut turn = self.begin()?;
        let stored = match interview.id {
            Some(id) => Stored { id, revision: turn.touch(id, interview.revision, *effort, who)? },
            None => Stored { id: turn.insert(survey, batch, interview.form_number, *effort, who)?, revision: 1 },
        };
        for write in &save.writes {
            turn.write_answer(form, survey.id, stored.id, write, who, None)?;
        }
        let changed: Vec<usize> = save.writes.iter().map(|write| write.question).collect();
        let changed = interview.id.map(|_| changed.as_slice());
        turn.settle(form, survey.id, stored.id, changed, Told::By(who))?;
        for rule in &save.lapsed {
            turn.set_problem(stored.id, rule, None, "lapsed", None, who)?;
        }
        for kept in &save.kept {
            turn.keep(survey, stored.id, kept, who)?;
        }
        if let Some(rules) = rules {
            turn.flag(survey, stored.id, Some(rules), who, None)?;
        }
        // A form of another stack, looked up meanwhile, is no place to go on with.
        if let Some((keyed, place)) = keying.as_ref().filter(|(keyed, _)| *keyed == batch.id) {
            turn.put_place(*keyed, Some(stored.id), interview.form_number, place)?;
        }
        turn.commit()?;
        Ok(stored)
    }

    /// Completes a draft; its open soft problems are stored with it, those in `rules` and its flags. `keying` is the batch that goes on with its next form.
    ///
    /// # Errors
    /// As [`Store::save`].
    pub fn complete(
        &mut self,
        survey: &Survey,
        batch: &Batch,
        interview: &Interview,
        rules: &[String],
        keying: Option<Id>,
    ) -> Result<Stored> {
        self.refuse_stranger(survey, batch)?;
        let who = self.author(batch);
        let id = interview.id.ok_or(Error::Stale)?;
        let mut turn = self.begin()?;
        let revision = turn.touch(id, interview.revision, interview.effort, who)?;
        turn.set_status(id, interview.status, Status::Complete, who, None, None)?;
        turn.flag(survey, id, Some(rules), who, None)?;
        if let Some(keyed) = keying {
            let next = super::batch::last_number(&turn.tx, keyed)?.map_or(batch.header.first_number, |last| last + 1);
            turn.put_place(keyed, None, next, &Place::default())?;
        }
        turn.commit()?;
        Ok(Stored { id, revision })
    }

    /// Changes the form number of a stored interview.
    ///
    /// # Errors
    /// [`Error::NumberUsed`] when the number stands elsewhere, [`Error::Stale`] as [`Store::save`].
    pub fn renumber(&mut self, survey: Id, interview: &Interview, number: i64, who: Option<Id>) -> Result<Stored> {
        let id = interview.id.ok_or(Error::Stale)?;
        self.refuse_stranger_of(id)?;
        let mut turn = self.begin()?;
        refuse_used(&turn.tx, survey, number, Some(id))?;
        let revision = turn.touch(id, interview.revision, interview.effort, who)?;
        turn.tx.execute("UPDATE interview SET form_number = ?2 WHERE id = ?1", (id, number))?;
        turn.log_field(id, "@form_number", Some(interview.form_number.to_string()), Some(number.to_string()), who)?;
        turn.commit()?;
        Ok(Stored { id, revision })
    }

    /// Stores a note on a question; an empty one takes it away, and the log keeps it.
    ///
    /// # Errors
    /// As [`Store::save`].
    pub fn note(&mut self, interview: &Interview, question: &str, old: Option<&str>, text: &str, who: Option<Id>) -> Result<Stored> {
        let id = interview.id.ok_or(Error::Stale)?;
        self.refuse_stranger_of(id)?;
        let mut turn = self.begin()?;
        let revision = turn.touch(id, interview.revision, interview.effort, who)?;
        turn.write_note(id, question, text)?;
        let new = if text.is_empty() { None } else { Some(change::json(text)) };
        turn.log_field(id, &format!("@note:{question}"), old.map(change::json), new, who)?;
        turn.commit()?;
        Ok(Stored { id, revision })
    }

    /// Voids an interview, with the reason. It stays, and its number can be keyed again.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is voided already, [`Error::NotASupervisor`] when it is approved, [`Store::refuse_stranger`], or when the database can't be written.
    pub fn void(&mut self, id: Id, reason: &str, who: Option<Id>) -> Result<()> {
        self.refuse_stranger_of(id)?;
        let mut turn = self.begin()?;
        turn.refuse_closed(id)?;
        turn.watch(id)?;
        let status = status(&turn.tx, id)?;
        if status == Status::Void {
            return Err(Error::Stale);
        }
        // What was approved is no longer its surveyor's alone.
        if status == Status::Approved {
            turn.refuse_unsupervised(id, who)?;
        }
        turn.tx.execute("UPDATE interview SET revision = revision + 1 WHERE id = ?1", [id])?;
        turn.tx.execute("UPDATE place SET interview = NULL, question = NULL, typed = NULL WHERE interview = ?1", [id])?;
        turn.set_status(id, status, Status::Void, who, Some(reason), None)?;
        turn.commit()
    }

    /// Reads an interview with its batch.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn interview(&self, survey: &Survey, id: Id) -> Result<(Interview, Batch)> {
        let form = &survey.form;
        let sql = "SELECT batch, form_number, status, revision, keys, corrections, active_ms, pauses, pause_ms, date, version FROM interview WHERE id = ?1";
        let (batch, mut interview) = self.db.prepare_cached(sql)?.query_row([id], |row| {
            let mut interview = Interview::empty(row.get(1)?, row.get::<_, String>(9)?.parse().unwrap_or(Date::ZERO), form.questions.len());
            interview.id = Some(id);
            interview.version = row.get(10)?;
            interview.status = Status::from_code(&row.get::<_, String>(2)?).unwrap_or(Status::Draft);
            interview.revision = row.get(3)?;
            interview.effort =
                Effort { keys: row.get(4)?, corrections: row.get(5)?, ms: row.get(6)?, pauses: row.get(7)?, pause_ms: row.get(8)? };
            Ok((row.get::<_, Id>(0)?, interview))
        })?;
        let batch = self.batch(batch)?;
        interview.answers = answers::read(&self.db, form, id)?;
        interview.aside = settle::read(&self.db, form, id)?;
        for (question, text) in pairs(&self.db, "SELECT question, text FROM note WHERE interview = ?1", id)? {
            if let Some(at) = form.find(&question) {
                interview.notes[at] = Some(text);
            }
        }
        // The newest line of a question that nobody took back says whether its answer was carried or keyed.
        let lines = "SELECT question, coalesce(why, '') FROM change c WHERE subject = ?1 AND undoes IS NULL \
                     AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) ORDER BY id";
        for (question, why) in pairs(&self.db, lines, id)? {
            if let Some(at) = form.find(&question) {
                interview.carried[at] = why == CARRIED;
            }
        }
        let mut kept =
            self.db.prepare_cached("SELECT rule, question, coalesce(reason, '') FROM problem WHERE interview = ?1 AND state = 'kept'")?;
        let mut rows = kept.query([id])?;
        while let Some(row) = rows.next()? {
            let question: Option<String> = row.get(1)?;
            interview.kept.push(Kept { rule: row.get(0)?, question: question.and_then(|key| form.find(&key)), reason: row.get(2)? });
        }
        Ok((interview, batch))
    }

    /// Gives the survey with the version of its questionnaire that an interview was keyed with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn as_keyed(&self, survey: &Survey, interview: Id) -> Result<Survey> {
        let version = maybe(&self.db, "SELECT version FROM interview WHERE id = ?1", [interview], |row| row.get(0))?;
        let survey = survey.clone();
        Ok(match version {
            Some(version) => survey.as_of(version),
            None => survey,
        })
    }

    /// Tells where a form number stands in a survey, voided interviews left out; `but` is the one that asks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn used_number(&self, survey: Id, number: i64, but: Option<Id>) -> Result<Option<UsedNumber>> {
        used(&self.db, survey, number, but)
    }

    /// Gives the newest draft of a batch.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn draft(&self, batch: Id) -> Result<Option<Id>> {
        Ok(maybe(&self.db, "SELECT max(id) FROM interview WHERE batch = ?1 AND status = 'draft'", [batch], |row| row.get(0))?.flatten())
    }

    /// Gives the interview before or after one, in the order of keying, within its survey; voided ones are passed over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn beside(&self, survey: Id, id: Option<Id>, later: bool) -> Result<Option<Id>> {
        let sql = if later {
            "SELECT id FROM interview WHERE +survey = ?1 AND id > ?2 AND status <> 'void' ORDER BY id LIMIT 1"
        } else {
            "SELECT id FROM interview WHERE +survey = ?1 AND id < ?2 AND status <> 'void' ORDER BY id DESC LIMIT 1"
        };
        // The plus keeps the query on the row order: one step instead of the whole survey.
        maybe(&self.db, sql, (survey, id.unwrap_or(i64::MAX)), |row| row.get(0))
    }

    /// Reads the answers of the interview keyed last in a batch, for ditto and sticky questions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn previous_answers(&self, survey: &Survey, batch: Id, before: Option<Id>) -> Result<Vec<Option<Answer>>> {
        let sql = "SELECT max(id) FROM interview WHERE batch = ?1 AND id < ?2 AND status <> 'void'";
        let id: Option<Id> = self.db.prepare_cached(sql)?.query_row((batch, before.unwrap_or(i64::MAX)), |row| row.get(0))?;
        id.map_or_else(|| Ok(vec![None; survey.form.questions.len()]), |id| answers::read(&self.db, &survey.form, id))
    }
}

impl Turn<'_> {
    fn insert(&mut self, survey: &Survey, batch: &Batch, number: i64, effort: Effort, who: Option<Id>) -> Result<Id> {
        self.refuse_closed(survey.id)?;
        self.refuse_outdated(batch)?;
        refuse_used(&self.tx, survey.id, number, None)?;
        let id = self.next_id()?;
        self.watch(id)?;
        let header = &batch.header;
        let sql = "INSERT INTO interview (id, survey, batch, form_number, surveyor, location, date, band, status, started, \
                   keys, corrections, active_ms, pauses, pause_ms, version) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'draft', ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        self.tx.prepare_cached(sql)?.execute((
            id,
            survey.id,
            batch.id,
            number,
            header.surveyor,
            header.location,
            header.date.to_string(),
            header.band,
            &self.at,
            effort.keys,
            effort.corrections,
            effort.ms,
            effort.pauses,
            effort.pause_ms,
            survey.form.version,
        ))?;
        self.tx.prepare_cached(&format!("INSERT INTO {} (interview) VALUES (?1)", answers::table(&survey.form)))?.execute([id])?;
        self.log(&Line { subject: id, question: "@form_number", new: Some(number.to_string()), who, ..Line::default() })?;
        Ok(id)
    }

    /// Counts a change of the record and stores its effort; an approval falls. Refuses when another program was faster.
    pub(super) fn touch(&mut self, id: Id, revision: i64, effort: Effort, who: Option<Id>) -> Result<i64> {
        self.refuse_closed(id)?;
        self.watch(id)?;
        let sql = "UPDATE interview SET revision = revision + 1, keys = ?3, corrections = ?4, active_ms = ?5, pauses = ?6, pause_ms = ?7 \
                   WHERE id = ?1 AND revision = ?2 AND status <> 'void' RETURNING status = 'approved'";
        let fields = (id, revision, effort.keys, effort.corrections, effort.ms, effort.pauses, effort.pause_ms);
        let approved = maybe(&self.tx, sql, fields, |row| row.get::<_, bool>(0))?.ok_or(Error::Stale)?;
        if approved {
            self.set_status(id, Status::Approved, Status::Complete, who, Some(EDITED), None)?;
        }
        Ok(revision + 1)
    }

    pub(super) fn set_status(
        &mut self,
        id: Id,
        old: Status,
        new: Status,
        who: Option<Id>,
        why: Option<&str>,
        undoes: Option<Id>,
    ) -> Result<()> {
        self.refuse_closed(id)?;
        self.watch(id)?;
        // An approval that falls leaves the moment of completion as it was.
        let completed = if new == Status::Complete && old != Status::Approved { Some(self.at.as_str()) } else { None };
        let sql =
            "UPDATE interview SET status = ?2, completed = CASE WHEN ?2 = 'draft' THEN NULL ELSE coalesce(?3, completed) END WHERE id = ?1";
        self.tx.prepare_cached(sql)?.execute((id, new.code(), completed))?;
        let (old, new) = (Some(change::json(old.code())), Some(change::json(new.code())));
        self.log(&Line { subject: id, question: "@status", old, new, who, why, undoes })?;
        Ok(())
    }

    pub(super) fn write_note(&self, id: Id, question: &str, text: &str) -> Result<()> {
        if text.is_empty() {
            self.tx.execute("DELETE FROM note WHERE interview = ?1 AND question = ?2", (id, question))?;
        } else {
            let sql = "INSERT INTO note (interview, question, text) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = excluded.text";
            self.tx.execute(sql, (id, question, text))?;
        }
        Ok(())
    }
}

pub(super) fn status(db: &Connection, id: Id) -> Result<Status> {
    let code: String = db.prepare_cached("SELECT status FROM interview WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    Ok(Status::from_code(&code).unwrap_or(Status::Draft))
}

pub(super) fn refuse_used(db: &Connection, survey: Id, number: i64, but: Option<Id>) -> Result<()> {
    used(db, survey, number, but)?.map_or(Ok(()), |used| Err(Error::NumberUsed(Box::new(used))))
}

pub(super) fn used(db: &Connection, survey: Id, number: i64, but: Option<Id>) -> Result<Option<UsedNumber>> {
    let sql = "SELECT i.id, p.label, b.number, i.date, i.status FROM interview i \
               JOIN item p ON p.id = i.surveyor JOIN batch b ON b.id = i.batch \
               WHERE i.survey = ?1 AND i.form_number = ?2 AND i.status <> 'void' AND i.id IS NOT ?3 LIMIT 1";
    maybe(db, sql, (survey, number, but), |row| {
        let date: String = row.get(3)?;
        Ok(UsedNumber {
            form_number: number,
            interview: row.get(0)?,
            surveyor: row.get(1)?,
            batch: row.get(2)?,
            date: date.parse().map_or(date, crate::survey::date::show),
            status: Status::from_code(&row.get::<_, String>(4)?).unwrap_or(Status::Draft),
        })
    })
}

/// Reads pairs of texts about an interview.
fn pairs(db: &Connection, sql: &str, id: Id) -> Result<Vec<(String, String)>> {
    Ok(db.prepare_cached(sql)?.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}
