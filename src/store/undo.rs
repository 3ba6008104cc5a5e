//! Undo: takes back the last thing a person did in a batch, from the change log, so that it survives a restart.

use super::settle::Told;
use super::{Result, Store, Survey, Turn, change::Line, interview, maybe, meant, vector};
use crate::survey::form::{Form, Kind};
use crate::survey::interview::{Id, Status, Write};
use crate::survey::value::Answer;

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    pub interview: Id,
    /// The question whose answer was taken back; none for a status, number or note.
    pub question: Option<usize>,
    /// The status that was restored.
    pub status: Option<Status>,
    /// The kind of field that was taken back last, as the log names it: `@note`, `@problem`, `@form_number`, …
    pub field: String,
}

/// One line of the log that is taken back.
struct Taken {
    id: Id,
    subject: Id,
    question: String,
    old: Option<String>,
    new: Option<String>,
}

impl Store {
    /// Takes back the last turn of keying in a batch that was not taken back yet; the log keeps both. `only` names the one
    /// interview that is mended; carried answers stay, they were not keyed, and so do problems that another person settled.
    ///
    /// # Errors
    /// [`Store::refuse_stranger`], or when the database can't be written; nothing is changed then.
    pub fn undo(&mut self, survey: &Survey, batch: Id, only: Option<Id>, who: Option<Id>) -> Result<Option<Undone>> {
        self.refuse_stranger(survey, &self.batch(batch)?)?;
        let mut turn = self.begin()?;
        turn.refuse_closed(batch)?;
        // A device draws one sequence for all tables: what was done in a batch came after it. What a supervisor decided or a
        // verification settled is not taken back, nor what lies before, nor what another laptop has changed since; comments stay as they were written, and so do a header and codes.
        let sql = "SELECT c.turn FROM change c JOIN interview i ON i.id = c.subject \
                   WHERE i.batch = ?1 AND c.id > (SELECT device << 32 FROM device WHERE here = 1) \
                   AND c.id < (SELECT (device + 1) << 32 FROM device WHERE here = 1) AND (c.id > ?1 OR c.id >> 32 <> ?1 >> 32) AND c.undoes IS NULL AND i.status <> 'void' \
                   AND (?2 IS NULL OR i.id = ?2) AND c.why IS NOT '@carried' \
                   AND (c.question NOT LIKE '@problem:%' OR (c.why IS NOT '@checked' AND c.who IS ?3)) \
                   AND c.question NOT LIKE '@comment%' AND c.question NOT LIKE '@aside:%' AND c.question NOT IN ('@saran', '@imported') \
                   AND NOT EXISTS (SELECT 1 FROM change b WHERE b.id = c.turn AND b.question = '@batch') \
                   AND NOT EXISTS (SELECT 1 FROM change d WHERE d.subject = c.subject AND d.undoes IS NULL \
                   AND (d.why IN ('@verification', '@conflict') AND d.question <> '@saran' OR d.question = '@status' AND d.new IN ('\"returned\"', '\"approved\"') \
                   OR d.question = c.question AND d.id >> 32 <> c.id >> 32) \
                   AND CASE WHEN d.id >> 32 = c.id >> 32 THEN d.id >= c.id \
                   ELSE NOT EXISTS (SELECT 1 FROM change m WHERE m.question = '@merged' AND m.id < c.id AND m.id >> 32 = c.id >> 32 \
                   AND m.new ->> ('$.\"' || (d.id >> 32) || '\"') >= d.id) END) \
                   AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) ORDER BY c.id DESC LIMIT 1";
        let Some(last) = maybe(&turn.tx, sql, (batch, only, who), |row| row.get::<_, Id>(0))? else { return Ok(None) };
        let lines: Vec<Taken> = turn
            .tx
            .prepare_cached(
                "SELECT id, subject, question, old, new FROM change WHERE turn = ?1 AND id >= ?1 AND id < ?1 + 1000 AND why IS NOT '@carried' AND question NOT LIKE '@aside:%' ORDER BY id DESC",
            )?
            .query_map([last], |row| {
                Ok(Taken { id: row.get(0)?, subject: row.get(1)?, question: row.get(2)?, old: row.get(3)?, new: row.get(4)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        let Some(subject) = lines.first().map(|line| line.subject) else { return Ok(None) };
        let form = turn.form_of(survey, subject)?;
        let mut undone = Undone { interview: subject, question: None, status: None, field: String::new() };
        for line in &lines {
            turn.take_back(survey, &form, line, who, &mut undone)?;
        }
        let changed: Vec<usize> = lines.iter().filter_map(|line| form.find(&line.question)).collect();
        turn.settle(&form, survey.id, subject, Some(&changed), Told::By(who))?;
        turn.tx.execute("UPDATE interview SET revision = revision + 1 WHERE id = ?1", [subject])?;
        turn.commit()?;
        Ok(Some(undone))
    }
}

impl Turn<'_> {
    fn take_back(&mut self, survey: &Survey, form: &Form, line: &Taken, who: Option<Id>, undone: &mut Undone) -> Result<()> {
        let id = line.subject;
        self.watch(id)?;
        let plain = || Line {
            subject: id,
            question: &line.question,
            old: line.new.clone(),
            new: line.old.clone(),
            who,
            why: None,
            undoes: Some(line.id),
        };
        if let Some(question) = form.find(&line.question) {
            let answer = |log: &Option<String>| log.as_deref().and_then(Answer::from_log);
            let (mut old, mut new) = (answer(&line.new), answer(&line.old));
            if matches!(form.questions[question].kind, Kind::Service(_)) && meant::has_moved(&self.tx, survey.id)? {
                let knowledge = vector::knowledge(&self.tx)?;
                for answer in [&mut old, &mut new] {
                    if let Some(code) = answer.as_ref().and_then(Answer::number) {
                        *answer = Some(Answer::int(meant::code_now(&self.tx, survey.id, &knowledge, code, line.id)?));
                    }
                }
            }
            let write = Write { question, old, new, why: None };
            // The first line of a turn is the keyed answer; carried ones came before it.
            undone.question = undone.question.or(Some(question));
            return self.write_answer(form, survey.id, id, &write, who, Some(line.id));
        }
        line.question.split(':').next().unwrap_or_default().clone_into(&mut undone.field);
        let text = |log: &Option<String>| log.as_deref().and_then(|log| serde_json::from_str::<String>(log).ok());
        match line.question.split_once(':').unwrap_or((line.question.as_str(), "")) {
            ("@status", _) => {
                let status = text(&line.old).and_then(|code| Status::from_code(&code)).unwrap_or(Status::Draft);
                undone.status = Some(status);
                let now = interview::status(&self.tx, id)?;
                return self.set_status(id, now, status, who, None, Some(line.id));
            }
            ("@problem", rule) => {
                let state = text(&line.old).unwrap_or_else(|| "lapsed".to_owned());
                // What somebody decided about it meanwhile stays.
                let sql = "UPDATE problem SET state = ?3 WHERE interview = ?1 AND rule = ?2 AND state = coalesce(?4, state)";
                if self.tx.execute(sql, (id, rule, state, text(&line.new)))? == 0 {
                    return Ok(());
                }
            }
            ("@note", question) => self.write_note(id, question, &text(&line.old).unwrap_or_default())?,
            // A number that was there before comes back; an interview that was made stays, as an empty draft.
            ("@form_number", _) => {
                if let Some(number) = line.old.as_deref().and_then(|old| old.parse::<i64>().ok()) {
                    interview::refuse_used(&self.tx, survey.id, number, Some(id))?;
                    self.tx.execute("UPDATE interview SET form_number = ?2 WHERE id = ?1", (id, number))?;
                }
            }
            _ => {}
        }
        self.log(&plain())?;
        Ok(())
    }
}
