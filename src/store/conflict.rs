//! Conflicts: fields that two laptops changed without knowing of each other, the values that stand against each other, and settling them.

use super::heads::{Knowledge, Stand, device, stands};
use super::saran::SARAN;
use super::settle::Told;
use super::{Result, Store, Survey, Turn, change::Line, interview, meant, survey, vector};
use crate::survey::interview::{CHECKED, Id, Status};

/// How many conflicts are open, as SQL.
pub(super) const COUNT: &str = "SELECT count(*) FROM problem WHERE state = 'open' AND rule >= 'conflict:' AND rule < 'conflict;'";

/// Before the field that is in conflict, in the rule of the soft problem.
pub(super) const RULE: &str = "conflict:";

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// JSON, as in the log; none where the answer was taken back.
    pub new: Option<String>,
    /// Who wrote it; empty where nobody is named.
    pub who: String,
    pub at: String,
    pub device: i64,
}

/// A field of an interview that two laptops changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub interview: Id,
    pub form_number: i64,
    pub surveyor: String,
    /// A question key, or `@` and a field.
    pub question: String,
    /// The one that stands meanwhile first.
    pub rivals: Vec<Rival>,
}

impl Store {
    /// Counts a survey's open conflicts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn conflict_count(&self, survey: Id) -> Result<i64> {
        let sql = format!("{COUNT} AND (SELECT survey FROM interview i WHERE i.id = problem.interview) = ?1");
        Ok(self.db.prepare_cached(&sql)?.query_row([survey], |row| row.get(0))?)
    }

    /// Lists a survey's open conflicts by form number, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn conflicts(&self, survey: &Survey, limit: i64) -> Result<Vec<Conflict>> {
        let sql = "SELECT i.id, i.form_number, p.label, x.rule FROM problem x JOIN interview i ON i.id = x.interview JOIN item p ON p.id = i.surveyor \
                   WHERE x.state = 'open' AND x.rule >= 'conflict:' AND x.rule < 'conflict;' AND i.survey = ?1 ORDER BY i.form_number, i.id, x.rule LIMIT ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let found: Vec<Conflict> = select
            .query_map((survey.id, limit), |row| {
                let rule: String = row.get(3)?;
                Ok(Conflict {
                    interview: row.get(0)?,
                    form_number: row.get(1)?,
                    surveyor: row.get(2)?,
                    question: rule.trim_start_matches(RULE).to_owned(),
                    rivals: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        let knowledge = vector::knowledge(&self.db)?;
        found.into_iter().map(|conflict| Ok(Conflict { rivals: self.rivals(survey, &knowledge, &conflict)?, ..conflict })).collect()
    }

    fn rivals(&self, survey: &Survey, knowledge: &Knowledge, conflict: &Conflict) -> Result<Vec<Rival>> {
        let lines = meant::lines(&self.db, survey, knowledge, conflict.interview)?;
        let fields = stands(&lines, knowledge);
        let Some(stand) = fields.get(&conflict.question) else { return Ok(Vec::new()) };
        let new = |head: Id| lines.iter().find(|line| line.id == head).and_then(|line| line.new.clone());
        let rivals = stand.heads.iter().map(|head| Ok(Rival { new: new(*head), ..self.rival(*head)? }));
        let mut rivals: Vec<Rival> = rivals.collect::<Result<_>>()?;
        rivals.dedup_by(|one, other| one.new == other.new);
        // An approval that fell: against it stands the change that it did not know.
        if rivals.first().is_some_and(|first| first.new != stand.new) {
            let change = lines.iter().rfind(|line| !line.question.starts_with('@') && knowledge.concurrent(stand.line, line.id));
            let change = change.or_else(|| lines.iter().rfind(|line| line.question != SARAN && knowledge.concurrent(stand.line, line.id)));
            let by = change.map_or_else(|| self.rival(stand.line), |line| self.rival(line.id))?;
            rivals.insert(0, Rival { new: stand.new.clone(), ..by });
        }
        Ok(rivals)
    }

    fn rival(&self, line: Id) -> Result<Rival> {
        let sql = "SELECT c.new, coalesce(w.label, ''), c.at FROM change c LEFT JOIN item w ON w.id = c.who WHERE c.id = ?1";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row([line], |row| Ok(Rival { new: row.get(0)?, who: row.get(1)?, at: row.get(2)?, device: device(line) }))?)
    }

    /// Settles a conflict: the value, JSON as in the log, stands from now on. Its line knows all others, so that every laptop takes it.
    ///
    /// # Errors
    /// [`super::Error::NotASupervisor`], or when the database can't be written.
    pub fn settle_conflict(&mut self, survey: &Survey, conflict: &Conflict, new: Option<&str>) -> Result<()> {
        let who = self.who;
        let (interview, _) = self.interview(survey, conflict.interview)?;
        let (id, field) = (conflict.interview, conflict.question.as_str());
        let mut turn = self.begin()?;
        turn.refuse_unsupervised(id, who)?;
        let knowledge = vector::knowledge(&turn.tx)?;
        let old = turn.standing(survey, &knowledge, id, field)?;
        if field == "@status" {
            turn.watch(id)?;
            let wished = new.and_then(|new| Status::from_code(new.trim_matches('"'))).unwrap_or(interview.status);
            turn.tx.execute("UPDATE interview SET revision = revision + 1 WHERE id = ?1", [id])?;
            turn.set_status(id, interview.status, wished, who, Some(SETTLED), None)?;
            return turn.commit();
        }
        // What a comment is about is no part of the data: an approval stays.
        if interview.status == Status::Void || field == SARAN {
            turn.watch(id)?;
        } else {
            turn.touch(id, interview.revision, interview.effort, who)?;
        }
        let new = new.map(str::to_owned);
        let line = turn.log(&Line { subject: id, question: field, old, new: new.clone(), who, why: Some(SETTLED), undoes: None })?;
        let stand = Stand { line, new, conflict: false, heads: vec![line] };
        turn.put_field(survey, id, field, &stand)?;
        let form = turn.form_of(survey, id)?;
        turn.settle(&form, survey.id, id, None, Told::By(who))?;
        if interview::status(&turn.tx, id)?.is_finished() {
            turn.flag(survey, id, None, who, Some(CHECKED))?;
        }
        turn.commit()
    }
}

/// Why a line that settles a conflict stands in the log; no person can type it as a reason.
pub(super) const SETTLED: &str = "@conflict";

impl Turn<'_> {
    /// Gives the value that stands in a field, as the log writes it.
    fn standing(&self, survey: &Survey, knowledge: &Knowledge, id: Id, field: &str) -> Result<Option<String>> {
        Ok(stands(&meant::lines(&self.tx, survey, knowledge, id)?, knowledge).remove(field).and_then(|stand| stand.new))
    }

    /// Settles a conflict for the value that stands: a person kept it, with the reason.
    pub(super) fn keep_standing(&mut self, id: Id, rule: &str, why: Option<&str>, who: Option<Id>) -> Result<()> {
        let field = field(rule).unwrap_or(rule);
        let knowledge = vector::knowledge(&self.tx)?;
        let survey = self.tx.prepare_cached("SELECT survey FROM interview WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
        let value = self.standing(&survey::load(&self.tx, self.forms, survey)?, &knowledge, id, field)?;
        let line = self.log(&Line { subject: id, question: field, old: value.clone(), new: value.clone(), who, why, undoes: None })?;
        if field == SARAN {
            self.put_coding_of(id, &Stand { line, new: value, conflict: false, heads: vec![line] })?;
        }
        Ok(())
    }

    /// Takes the mark of a conflict away: a line that knows all others has just been written.
    pub(super) fn settled(&self, subject: Id, field: &str) -> Result<()> {
        let sql = "DELETE FROM problem WHERE interview = ?1 AND rule = 'conflict:' || ?2";
        self.tx.prepare_cached(sql)?.execute((subject, field))?;
        Ok(())
    }
}

/// Reads a conflict's field out of a rule.
pub(super) fn field(rule: &str) -> Option<&str> {
    rule.strip_prefix(RULE)
}
