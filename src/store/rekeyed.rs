//! Fields that were keyed again: each is on disk before the next one is asked; mismatches are settled and counted.

use super::settle::Told;
use super::verification::{is_same_person, next_form};
use super::{Batch, Error, Result, Store, Survey, Turn, Verification, answers, change::Line, maybe};
use crate::survey::check;
use crate::survey::compare::Fault;
use crate::survey::flow;
use crate::survey::interview::{Id, Interview, Status, VERIFIED, Write};
use crate::survey::sheet::Sheet;
use crate::survey::value::Answer;
use jiff::civil::Date;
use serde_json::json;

/// Where a mismatch was settled for the first value: it was the verifier's mistake after all.
pub(super) const UPHELD: &str = "(r.settled_at IS NOT NULL AND r.settled IS r.first)";

/// A form being keyed again: the interview as it was keyed first, and the fields that are decided.
#[derive(Clone, Debug)]
pub struct Rekeying {
    pub interview: Interview,
    pub batch: Batch,
    /// The question's key, and the value that the second keying ended with.
    pub decided: Vec<(String, Option<Answer>)>,
}

/// A field that is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub interview: Id,
    pub question: String,
    pub first: Option<Answer>,
    pub second: Option<Answer>,
    pub fault: Fault,
    /// True where no other field of the form is left.
    pub last: bool,
}

/// A mismatch against the keyer that nobody settled yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub interview: Id,
    pub form_number: i64,
    pub surveyor: Id,
    pub question: String,
    pub first: Option<Answer>,
    pub second: Option<Answer>,
}

/// Which value of a mismatch stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    First,
    Second,
    New(Answer),
}

/// What was compared of one surveyor's work in one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub surveyor: Id,
    pub question: String,
    /// Fields keyed again.
    pub fields: u32,
    /// Fields that the keyer has wrong.
    pub keyer: u32,
    /// Fields that the verifier had wrong.
    pub verifier: u32,
    /// Mismatches that nobody settled yet; they count against the keyer until then.
    pub open: u32,
}

impl Store {
    /// Gives the form that is to be keyed again now, with what is decided of it; none where all are done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn rekeying(&self, survey: &Survey, verification: Id) -> Result<Option<Rekeying>> {
        let Some(id) = next_form(&self.db, verification)? else { return Ok(None) };
        let (interview, batch) = self.interview(&self.as_keyed(survey, id)?, id)?;
        let sql = "SELECT question, CASE fault WHEN 'verifier' THEN first ELSE second END FROM rekeyed WHERE verification = ?1 AND interview = ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let decided = select
            .query_map((verification, id), |row| Ok((row.get(0)?, answer(row.get::<_, Option<String>>(1)?.as_deref()))))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Some(Rekeying { interview, batch, decided }))
    }

    /// Stores a decided field, and with the last one that the form is done; tells whether the verification has ended with it.
    /// A field that is keyed once more replaces what was decided; the log keeps both.
    ///
    /// # Errors
    /// [`Error::NotYours`] when somebody else than the verifier has signed in, [`Error::OwnWork`] when the verifier keyed the interview;
    /// [`Error::Stale`] when the verification has ended or the first keying was mended meanwhile.
    pub fn rekey(&mut self, survey: &Survey, verification: &Verification, field: &Field) -> Result<bool> {
        let who = verification.verifier;
        if self.who().is_some_and(|signed_in| signed_in != who) {
            return Err(Error::NotYours(survey.label(Some(who)).to_owned()));
        }
        let mut turn = self.begin()?;
        let keyer: Id =
            turn.tx.prepare_cached("SELECT surveyor FROM interview WHERE id = ?1")?.query_row([field.interview], |row| row.get(0))?;
        if is_same_person(survey, keyer, who) {
            return Err(Error::OwnWork(survey.label(Some(keyer)).to_owned()));
        }
        let ended = "SELECT 1 FROM verification WHERE id = ?1 AND ended IS NOT NULL";
        if maybe(&turn.tx, ended, [verification.id], |_| Ok(()))?.is_some() {
            return Err(Error::Stale);
        }
        let form = turn.form_of(survey, field.interview)?;
        let stands = answers::read(&turn.tx, &form, field.interview)?;
        let question = form.find(&field.question).ok_or_else(|| Error::BadForm(field.question.clone()))?;
        if field.first != stands[question] {
            return Err(Error::Stale);
        }
        let key = (verification.id, field.interview, &field.question);
        let sql = "SELECT second, fault FROM rekeyed WHERE verification = ?1 AND interview = ?2 AND question = ?3";
        let old: Option<(Option<String>, String)> = maybe(&turn.tx, sql, key, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let line = |second: &Option<String>, fault: &str| as_json(field.interview, &field.question, second.as_deref(), fault);
        let (first, second) = (field.first.as_ref().map(Answer::to_log), field.second.as_ref().map(Answer::to_log));
        let sql = "INSERT INTO rekeyed (verification, interview, question, first, second, fault) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT DO UPDATE SET first = excluded.first, second = excluded.second, fault = excluded.fault, \
                   settled = NULL, settled_at = NULL, settled_by = NULL";
        turn.tx.prepare_cached(sql)?.execute((
            verification.id,
            field.interview,
            &field.question,
            first,
            second.clone(),
            field.fault.code(),
        ))?;
        let (old, new) = (old.map(|(second, fault)| line(&second, &fault)), Some(line(&second, field.fault.code())));
        turn.log(&Line { subject: verification.id, question: "@rekeyed", old, new, who: Some(who), ..Line::default() })?;
        let mut ended = false;
        if field.last {
            turn.drop_passed(survey, verification, field.interview)?;
            let sql = "UPDATE drawn SET keyed = ?3 WHERE verification = ?1 AND interview = ?2";
            turn.tx.execute(sql, (verification.id, field.interview, &turn.at))?;
            ended = !turn.is_unfinished(verification.id)?;
        }
        if ended {
            turn.end(verification.id, Some(who))?;
        }
        turn.commit()?;
        Ok(ended)
    }

    /// Lists the mismatches that nobody settled yet, in the order of the drawn forms.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn mismatches(&self, verification: Id) -> Result<Vec<Mismatch>> {
        let sql = "SELECT r.interview, i.form_number, i.surveyor, r.question, r.first, r.second FROM rekeyed r \
                   JOIN interview i ON i.id = r.interview JOIN drawn d ON d.verification = r.verification AND d.interview = r.interview \
                   WHERE r.verification = ?1 AND r.fault = 'keyer' AND r.settled_at IS NULL ORDER BY d.place, r.question";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([verification], |row| {
            Ok(Mismatch {
                interview: row.get(0)?,
                form_number: row.get(1)?,
                surveyor: row.get(2)?,
                question: row.get(3)?,
                first: answer(row.get::<_, Option<String>>(4)?.as_deref()),
                second: answer(row.get::<_, Option<String>>(5)?.as_deref()),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Settles a mismatch: the chosen value stands from now on. A value other than the stored one is written with its line in the log;
    /// an approved interview is complete again then. A voided interview stays as it is.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`]; when the database can't be written, or another program changed the record meanwhile.
    pub fn settle(&mut self, survey: &Survey, verification: &Verification, mismatch: &Mismatch, choice: &Choice) -> Result<()> {
        let who = self.who();
        let survey = &self.as_keyed(survey, mismatch.interview)?;
        let form = &survey.form;
        let value = match choice {
            Choice::First => mismatch.first.clone(),
            Choice::Second => mismatch.second.clone(),
            Choice::New(answer) => Some(answer.clone()),
        };
        let (interview, _) = self.interview(survey, mismatch.interview)?;
        let key = (verification.id, mismatch.interview, &mismatch.question);
        let question = form.find(&mismatch.question).ok_or_else(|| Error::BadForm(mismatch.question.clone()))?;
        let mut turn = self.begin()?;
        turn.refuse_unsupervised(mismatch.interview, who)?;
        let open = "SELECT 1 FROM rekeyed WHERE verification = ?1 AND interview = ?2 AND question = ?3 AND settled_at IS NULL";
        maybe(&turn.tx, open, key, |_| Ok(()))?.ok_or(Error::Stale)?;
        let old = interview.answers[question].clone();
        let changes = old != value && interview.status != Status::Void;
        if changes {
            let id = mismatch.interview;
            turn.touch(id, interview.revision, interview.effort, who)?;
            let write = Write { question, old, new: value.clone(), why: Some(VERIFIED.to_owned()) };
            turn.write_answer(form, survey.id, id, &write, who, None)?;
            turn.settle(form, survey.id, id, Some(&[question]), Told::By(who))?;
            for kept in interview.kept.iter().filter(|kept| check::is_about(form, &kept.rule, question)) {
                turn.set_problem(id, &kept.rule, None, "lapsed", None, who)?;
            }
            turn.flag(survey, id, Some(&[]), who, None)?;
        }
        let sql = "UPDATE rekeyed SET settled = ?4, settled_at = ?5, settled_by = ?6 WHERE verification = ?1 AND interview = ?2 AND question = ?3";
        let settled = value.as_ref().map(Answer::to_log);
        turn.tx.execute(sql, (verification.id, mismatch.interview, &mismatch.question, &settled, &turn.at, who))?;
        // Where an answer changed, its own line tells.
        if !changes {
            let new = json!({ "interview": mismatch.interview, "question": mismatch.question, "settled": settled }).to_string();
            turn.log(&Line { subject: verification.id, question: "@settled", new: Some(new), who, ..Line::default() })?;
        }
        turn.commit()
    }

    /// Counts what a verification compared, by surveyor and question.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn compared(&self, verification: Id) -> Result<Vec<Compared>> {
        let sql = format!(
            "SELECT surveyor, question, count(*), sum(fault = 'keyer' AND NOT upheld), sum(fault = 'verifier' OR upheld), \
             sum(fault = 'keyer' AND settled_at IS NULL) \
             FROM (SELECT i.surveyor, r.question, r.fault, r.settled_at, r.fault = 'keyer' AND {UPHELD} AS upheld \
                   FROM rekeyed r JOIN interview i ON i.id = r.interview WHERE r.verification = ?1) \
             GROUP BY surveyor, question ORDER BY surveyor, question"
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map([verification], |row| {
            Ok(Compared {
                surveyor: row.get(0)?,
                question: row.get(1)?,
                fields: row.get(2)?,
                keyer: row.get(3)?,
                verifier: row.get(4)?,
                open: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn answer(stored: Option<&str>) -> Option<Answer> {
    stored.and_then(Answer::from_log)
}

impl Turn<'_> {
    /// Takes out of a form's compared fields those that the second keying passed in the end, because their question does not apply;
    /// each with its line in the log.
    fn drop_passed(&mut self, survey: &Survey, verification: &Verification, interview: Id) -> Result<()> {
        let form = &*self.form_of(survey, interview)?;
        let sql = "SELECT question, CASE fault WHEN 'verifier' THEN first ELSE second END, fault FROM rekeyed WHERE verification = ?1 AND interview = ?2";
        let keyed: Vec<(String, Option<String>, String)> = self
            .tx
            .prepare_cached(sql)?
            .query_map((verification.id, interview), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut answers: Vec<Option<Answer>> = vec![None; form.questions.len()];
        let date = maybe(&self.tx, "SELECT date FROM interview WHERE id = ?1", [interview], |row| row.get::<_, String>(0))?;
        let day = date.and_then(|date| date.parse().ok()).unwrap_or(Date::ZERO);
        for (key, value, _) in &keyed {
            if let Some(at) = form.find(key) {
                answers[at] = answer(value.as_deref());
            }
        }
        let passed = |key: &str| form.find(key).is_some_and(|at| !flow::applies(Sheet::new(form, &answers, day), at));
        for (key, value, fault) in keyed.iter().filter(|(key, ..)| passed(key)) {
            let sql = "DELETE FROM rekeyed WHERE verification = ?1 AND interview = ?2 AND question = ?3";
            self.tx.prepare_cached(sql)?.execute((verification.id, interview, key))?;
            let old = Some(as_json(interview, key, value.as_deref(), fault));
            self.log(&Line { subject: verification.id, question: "@rekeyed", old, who: Some(verification.verifier), ..Line::default() })?;
        }
        Ok(())
    }
}

/// Writes a field that was keyed again for the log.
fn as_json(interview: Id, question: &str, second: Option<&str>, fault: &str) -> String {
    let second = second.and_then(|value| serde_json::from_str::<serde_json::Value>(value).ok());
    json!({ "interview": interview, "question": question, "second": second, "fault": fault }).to_string()
}
