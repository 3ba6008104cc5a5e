//! Codings are written with their line in the log, and from the lines of other laptops, and taken back; knows no word of a comment.

use super::super::change::Line;
use super::super::conflict::SETTLED;
use super::super::heads::{Knowledge, Stand, stands};
use super::super::{Error, Result, Store, Survey, Turn, maybe, vector};
use super::{Remark, SARAN, is_open, standing, walk};
use crate::survey::interview::Id;
use crate::survey::saran::{Coding, Sentiment};

impl Store {
    /// Stores what a comment is about, for the comment as the person read it; an empty coding takes an older one away, and the log keeps it.
    /// Where two laptops coded it differently, this one stands from now on, be it one of theirs.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::NotASupervisor`]; [`Error::Stale`] when comment or coding changed since `seen` was read.
    pub fn code_remark(&mut self, survey: &Survey, seen: &Remark, coding: &Coding) -> Result<()> {
        let who = self.who;
        let mut turn = self.begin()?;
        turn.refuse_closed(seen.interview)?;
        turn.refuse_unsupervised(seen.interview, who)?;
        if walk::remark(&turn.tx, survey, seen.interview)?.as_ref() != Some(seen) {
            return Err(Error::Stale);
        }
        let new = (!coding.is_empty()).then(|| (coding.clone(), seen.text.clone()));
        turn.put_coding(seen.interview, new.as_ref(), who, None)?;
        turn.commit()
    }

    /// Takes back the last coding of the person who signed in, on this laptop, that nobody coded over here or on another one; gives its
    /// interview. What settled a conflict stays.
    ///
    /// # Errors
    /// As [`Store::code_remark`].
    pub fn undo_coding(&mut self, survey: &Survey) -> Result<Option<Id>> {
        let who = self.who;
        let mut turn = self.begin()?;
        turn.refuse_closed(survey.id)?;
        let sql = "SELECT c.id, c.subject, c.old FROM change c INDEXED BY change_saran CROSS JOIN interview i ON i.id = c.subject \
                   WHERE c.question = '@saran' AND c.undoes IS NULL AND c.who IS ?2 AND i.survey = ?1 AND i.status <> 'void' \
                   AND c.id > (SELECT device << 32 FROM device WHERE here = 1) AND c.id < (SELECT (device + 1) << 32 FROM device WHERE here = 1) \
                   AND c.why IS NOT '@conflict' AND c.old IS NOT c.new AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) \
                   AND NOT EXISTS (SELECT 1 FROM change d WHERE d.subject = c.subject AND d.question = '@saran' \
                   AND CASE WHEN d.id >> 32 = c.id >> 32 THEN d.id > c.id AND (d.who IS NOT c.who OR d.why IS '@conflict') \
                   AND d.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = d.id) \
                   ELSE NOT EXISTS (SELECT 1 FROM change m WHERE m.question = '@merged' AND m.id < c.id AND m.id >> 32 = c.id >> 32 \
                   AND m.new ->> ('$.\"' || (d.id >> 32) || '\"') >= d.id) END) \
                   ORDER BY c.id DESC LIMIT 1";
        let last = maybe(&turn.tx, sql, (survey.id, who), |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)))?;
        let Some((line, interview, old)) = last else { return Ok(None) };
        turn.refuse_unsupervised(interview, who)?;
        turn.put_coding(interview, old.as_deref().and_then(Coding::from_log).as_ref(), who, Some(line))?;
        turn.commit()?;
        Ok(Some(interview))
    }
}

impl Turn<'_> {
    /// Writes a coding with its line in the log; none takes it away.
    fn put_coding(&mut self, id: Id, new: Option<&(Coding, String)>, who: Option<Id>, undoes: Option<Id>) -> Result<()> {
        self.watch(id)?;
        let log = |coding: Option<&(Coding, String)>| coding.map(|(coding, text)| coding.to_log(text));
        let (before, after) = (log(standing(&self.tx, id)?.as_ref()), log(new));
        let conflict = is_open(&self.tx, id)?;
        if before == after && !conflict {
            return Ok(());
        }
        let at = self.at.clone();
        self.write_coding(id, new, who, &at)?;
        let why = conflict.then_some(SETTLED);
        self.log(&Line { subject: id, question: SARAN, old: before, new: after, who, why, undoes })?;
        Ok(())
    }

    /// Writes the coding that the log says stands, where lines about it came in.
    pub(in crate::store) fn put_standing_coding(&mut self, knowledge: &Knowledge, id: Id) -> Result<()> {
        let lines: Vec<_> = vector::lines(&self.tx, id)?.into_iter().filter(|line| line.question == SARAN).collect();
        stands(&lines, knowledge).get(SARAN).map_or(Ok(()), |stand| self.put_coding_of(id, stand))
    }

    /// Writes the coding that a line of the log gave, by whom and when it says.
    pub(in crate::store) fn put_coding_of(&mut self, id: Id, stand: &Stand) -> Result<()> {
        let said = stand.new.as_deref().and_then(Coding::from_log);
        let sql = "SELECT who, at FROM change WHERE id = ?1";
        let by = maybe(&self.tx, sql, [stand.line], |row| Ok((row.get::<_, Option<Id>>(0)?, row.get::<_, String>(1)?)))?;
        let (who, at) = by.unwrap_or_default();
        self.write_coding(id, said.as_ref(), who, &at)
    }

    /// Writes a coding into its tables.
    fn write_coding(&self, id: Id, new: Option<&(Coding, String)>, who: Option<Id>, at: &str) -> Result<()> {
        self.tx.prepare_cached("DELETE FROM saran_code WHERE interview = ?1")?.execute([id])?;
        if let Some((coding, text)) = new {
            let sql = "INSERT INTO saran (interview, text, sentiment, who, at) VALUES (?1, ?2, ?3, ?4, ?5) \
                       ON CONFLICT DO UPDATE SET text = excluded.text, sentiment = excluded.sentiment, who = excluded.who, at = excluded.at";
            self.tx.prepare_cached(sql)?.execute((id, text, coding.sentiment.map(Sentiment::code), who, at))?;
            for code in &coding.codes {
                self.tx.prepare_cached("INSERT INTO saran_code (interview, code) VALUES (?1, ?2)")?.execute((id, code))?;
            }
        } else {
            self.tx.prepare_cached("DELETE FROM saran WHERE interview = ?1")?.execute([id])?;
        }
        Ok(())
    }
}
