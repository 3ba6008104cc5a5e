//! Takes in interviews and what hangs on them: new ones as they are, others by whose lines contain the other's; knows no screen.

use super::super::heads::{Knowledge, stands};
use super::super::settle::Told;
use super::super::{Result, Store, Turn, maybe, survey, vector};
use super::lists::{has_own, ids, is_here};
use super::rows::{Here, copy};
use super::{Came, Merge, PAGE, Row, Source};
use crate::survey::interview::{Id, VERIFIED};
use rusqlite::Connection;
use rusqlite::types::Value;

/// Tables with rows of an interview that follow it as a whole.
const HANGING: [&str; 5] = ["missing", "aside", "note", "problem", "imported"];

impl Merge {
    /// Takes in a page of interviews that new lines are about; tells whether any are left.
    pub(super) fn take_records(&mut self, turn: &mut Turn<'_>) -> Result<bool> {
        let sql =
            "SELECT subject, subject IN (SELECT subject FROM temp.coded) FROM temp.fresh WHERE subject > ?1 ORDER BY subject LIMIT ?2";
        let subjects: Vec<(Id, bool)> = turn
            .tx
            .prepare_cached(sql)?
            .query_map((self.after, PAGE as i64), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let Some((last, _)) = subjects.last() else { return Ok(false) };
        self.after = *last;
        for (subject, coded) in subjects {
            let Some(source) = self.sources.front() else { return Ok(false) };
            let sql = "SELECT survey FROM interview WHERE id = ?1";
            let Some(survey) = maybe(&source.db, sql, [subject], |row| row.get::<_, Id>(0))? else { continue };
            let key = self.survey(turn, survey)?.form.key.clone();
            let Some(source) = self.sources.front() else { return Ok(false) };
            let came = take(source, turn, subject, &key, self.anew)?;
            if came != Came::Equal {
                // Its rows follow from its lines, whatever the sender's program made of them.
                let survey = self.survey(turn, survey)?;
                let form = turn.form_of(survey, subject)?;
                turn.settle(&form, survey.id, subject, None, Told::Nobody)?;
            }
            if coded {
                turn.put_standing_coding(&self.knowledge, subject)?;
            }
            self.progress.interviews += 1;
            // What one file brought new and another one changed is new.
            let note = "INSERT INTO temp.came (interview, how) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET how = max(how, excluded.how)";
            turn.tx.prepare_cached(note)?.execute((subject, came as i64))?;
        }
        Ok(true)
    }

    /// Takes in comments, verifications, PINs and locks.
    pub(super) fn take_rest(&mut self, turn: &Turn<'_>) -> Result<()> {
        let Some(source) = self.sources.front() else { return Ok(()) };
        let (db, all) = (&turn.tx, Value::Null);
        copy(source, db, "comment", ("1", &all), Here::Stays, &[], &[])?;
        copy(source, db, "verification", ("1", &all), Here::Stays, &[], &[])?;
        copy(source, db, "drawn", ("1", &all), Here::Stays, &[], &[])?;
        copy(source, db, "rekeyed", ("1", &all), Here::Stays, &[], &[])?;
        for id in ids(&source.db, "SELECT id FROM verification ORDER BY id")? {
            follow_verification(source, db, &self.knowledge, id)?;
        }
        let fresh = ids(db, "SELECT f.subject FROM temp.fresh f JOIN item t ON t.id = f.subject")?;
        for person in fresh {
            follow_pin(source, db, &self.knowledge, person)?;
        }
        for lock in ids(&source.db, "SELECT id FROM lock ORDER BY id")? {
            take_lock(source, db, lock)?;
        }
        Ok(())
    }

    /// Takes note of the interviews of the file that hold nothing new.
    pub(super) fn note_equal(&self, turn: &Turn<'_>) -> Result<()> {
        let Some(source) = self.sources.front() else { return Ok(()) };
        let mut note = turn.tx.prepare_cached("INSERT OR IGNORE INTO temp.came (interview, how) VALUES (?1, ?2)")?;
        let mut select = source.db.prepare("SELECT id FROM interview ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            note.execute((row.get::<_, Id>(0)?, Came::Equal as i64))?;
        }
        Ok(())
    }
}

/// Counts how interviews came, by survey and surveyor.
pub(super) fn count(store: &Store) -> Result<Vec<Row>> {
    let db = &store.db;
    let sql = "SELECT i.survey, p.label, sum(c.how = ?1), sum(c.how = ?2), sum(c.how = ?3), sum(c.how = ?4) \
               FROM temp.came c CROSS JOIN interview i ON i.id = c.interview JOIN item p ON p.id = i.surveyor \
               GROUP BY i.survey, i.surveyor ORDER BY i.survey, i.surveyor";
    let how = [Came::New, Came::Changed, Came::Equal, Came::Conflict].map(|how| how as i64);
    let mut select = db.prepare(sql)?;
    let mut found = select.query(how)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let survey = survey::load(db, &store.forms, row.get(0)?)?.title();
        let [new, changed, equal, conflict] = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
        rows.push(Row { survey, surveyor: row.get(1)?, new, changed, equal, conflict });
    }
    Ok(rows)
}

/// Takes in one interview.
fn take(source: &Source, turn: &mut Turn<'_>, id: Id, form: &str, anew: bool) -> Result<Came> {
    if !anew {
        turn.watch(id)?;
    }
    let db = &turn.tx;
    let (table, key) = (format!("answers_{form}"), Value::Integer(id));
    if !is_here(db, "interview", id)? {
        copy(source, db, "interview", ("id = ?1", &key), Here::Stays, &[("revision", 1.into())], &[])?;
        copy(source, db, &table, ("interview = ?1", &key), Here::Stays, &[], &[])?;
        for table in HANGING {
            copy(source, db, table, ("interview = ?1", &key), Here::Stays, &[], &[])?;
        }
        return Ok(Came::New);
    }
    if has_own(db, source, id)? {
        // What was kept of a problem may be known there alone; what it cost is the most that either knows.
        copy(source, db, "problem", ("interview = ?1", &key), Here::Stays, &[], &[])?;
        let sql = "SELECT keys, corrections, active_ms, pauses, pause_ms FROM interview WHERE id = ?1";
        let effort: [i64; 5] =
            source.db.prepare_cached(sql)?.query_row([id], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?;
        let sql = "UPDATE interview SET keys = max(keys, ?2), corrections = max(corrections, ?3), active_ms = max(active_ms, ?4), \
                   pauses = max(pauses, ?5), pause_ms = max(pause_ms, ?6) WHERE id = ?1";
        db.prepare_cached(sql)?.execute((id, effort[0], effort[1], effort[2], effort[3], effort[4]))?;
        db.prepare_cached("INSERT OR IGNORE INTO temp.folding (interview) VALUES (?1)")?.execute([id])?;
        return Ok(Came::Changed);
    }
    db.prepare_cached("DELETE FROM temp.folding WHERE interview = ?1")?.execute([id])?;
    copy(source, db, "interview", ("id = ?1", &key), Here::Follows, &[], &["revision"])?;
    db.prepare_cached("UPDATE interview SET revision = revision + 1 WHERE id = ?1")?.execute([id])?;
    copy(source, db, &table, ("interview = ?1", &key), Here::Follows, &[], &[])?;
    for table in HANGING {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE interview = ?1"))?.execute([id])?;
        copy(source, db, table, ("interview = ?1", &key), Here::Stays, &[], &[])?;
    }
    Ok(Came::Changed)
}

/// Brings a verification in line: the sender's rows where the sender knew all that is here; else what is settled, keyed or ended
/// on one side is so.
fn follow_verification(source: &Source, db: &Connection, knowledge: &Knowledge, id: Id) -> Result<()> {
    let key = Value::Integer(id);
    if !has_own(db, source, id)? {
        copy(source, db, "verification", ("id = ?1", &key), Here::Follows, &[], &[])?;
        copy(source, db, "drawn", ("verification = ?1", &key), Here::Follows, &[], &[])?;
        return copy(source, db, "rekeyed", ("verification = ?1", &key), Here::Follows, &[], &[]);
    }
    let ended: Option<String> =
        source.db.prepare_cached("SELECT ended FROM verification WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    db.prepare_cached("UPDATE verification SET ended = min(coalesce(ended, ?2), coalesce(?2, ended)) WHERE id = ?1")?
        .execute((id, ended))?;
    let mut drawn = source.db.prepare_cached("SELECT place, keyed FROM drawn WHERE verification = ?1 AND keyed IS NOT NULL")?;
    let mut rows = drawn.query([id])?;
    while let Some(row) = rows.next()? {
        let sql = "UPDATE drawn SET keyed = min(coalesce(keyed, ?3), ?3) WHERE verification = ?1 AND place = ?2";
        db.prepare_cached(sql)?.execute((id, row.get::<_, i64>(0)?, row.get::<_, String>(1)?))?;
    }
    let sql = "SELECT interview, question, settled, settled_at, settled_by FROM rekeyed WHERE verification = ?1 AND settled_at IS NOT NULL";
    let mut settled = source.db.prepare_cached(sql)?;
    let mut rows = settled.query([id])?;
    while let Some(row) = rows.next()? {
        let (interview, question, at): (Id, String, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let sql = "SELECT settled_at FROM rekeyed WHERE verification = ?1 AND interview = ?2 AND question = ?3";
        let ours = maybe(db, sql, (id, interview, &question), |row| row.get::<_, Option<String>>(0))?.flatten();
        let line = |at: &str| settled_by(db, id, interview, &question, at);
        let newer = match &ours {
            None => true,
            Some(ours) => match (line(ours)?, line(&at)?) {
                (Some(ours), Some(theirs)) => knowledge.knew(theirs, ours) || !knowledge.knew(ours, theirs) && theirs > ours,
                (ours, _) => ours.is_none(),
            },
        };
        if newer {
            let sql = "UPDATE rekeyed SET settled = ?4, settled_at = ?5, settled_by = ?6 WHERE verification = ?1 AND interview = ?2 AND question = ?3";
            let (value, by): (Option<String>, Option<Id>) = (row.get(2)?, row.get(4)?);
            db.prepare_cached(sql)?.execute((id, interview, question, value, at, by))?;
        }
    }
    // What was passed in the end on one side is no field of the form on the other either.
    let passed = "DELETE FROM rekeyed WHERE verification = ?1 AND EXISTS (SELECT 1 FROM change c WHERE c.subject = ?1 AND c.question = '@rekeyed' \
                  AND c.new IS NULL AND c.old ->> 'interview' = rekeyed.interview AND c.old ->> 'question' = rekeyed.question \
                  AND NOT EXISTS (SELECT 1 FROM change n WHERE n.subject = ?1 AND n.question = '@rekeyed' AND n.id > c.id AND n.id >> 32 = c.id >> 32 \
                  AND n.new ->> 'interview' = rekeyed.interview AND n.new ->> 'question' = rekeyed.question))";
    db.prepare_cached(passed)?.execute([id])?;
    Ok(())
}

/// Finds the line of the log that settled a mismatch at a moment: the answer's own, or where it stayed one that says so.
fn settled_by(db: &Connection, verification: Id, interview: Id, question: &str, at: &str) -> Result<Option<Id>> {
    let sql = "SELECT max(id) FROM change WHERE at = ?4 AND (subject = ?2 AND question = ?3 AND why = ?5 \
               OR subject = ?1 AND question = '@settled' AND new ->> 'interview' = ?2 AND new ->> 'question' = ?3)";
    Ok(maybe(db, sql, (verification, interview, question, at, VERIFIED), |row| row.get(0))?.flatten())
}

/// Takes a person's PIN where the line about it that stands came from there: set, or forgotten.
fn follow_pin(source: &Source, db: &Connection, knowledge: &Knowledge, person: Id) -> Result<()> {
    let stands = |db: &Connection| Ok::<_, super::super::Error>(stands(&vector::lines(db, person)?, knowledge).remove("@pin"));
    let Some(stand) = stands(db)?.filter(|stand| source.holds(stand.line)) else { return Ok(()) };
    // A bundle has the lines that are new: where the one that stands is among them, the row is its own.
    let is_there = maybe(&source.db, "SELECT 1 FROM change WHERE id = ?1", [stand.line], |_| Ok(()))?.is_some();
    if is_there && stands(&source.db)?.is_some_and(|theirs| theirs.line == stand.line) {
        db.execute("DELETE FROM pin WHERE person = ?1", [person])?;
        let set = [("wrong", Value::Integer(0)), ("wait_until", Value::Null)];
        copy(source, db, "pin", ("person = ?1", &Value::Integer(person)), Here::Stays, &set, &[])?;
    }
    Ok(())
}

/// Takes in that a survey was closed; it is closed here at the end, when all that comes in is brought in line.
fn take_lock(source: &Source, db: &Connection, id: Id) -> Result<()> {
    if is_here(db, "lock", id)? {
        return Ok(());
    }
    let sql = "SELECT at, opened_at IS NULL FROM lock WHERE id = ?1";
    let (at, closed): (String, bool) = source.db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let waits = [("opened_at", Value::Text(at)), ("opened_why", Value::Text(CLOSING.to_owned()))];
    copy(source, db, "lock", ("id = ?1", &Value::Integer(id)), Here::Stays, if closed { &waits } else { &[] }, &[])
}

/// Stands meanwhile for the reason of opening, of a lock that holds from the end of the merge on.
const CLOSING: &str = "@closing";

/// Closes the surveys that were closed elsewhere; where one is closed here too, the earlier lock holds and the later one is opened with it.
pub(super) fn close(db: &Connection) -> Result<()> {
    for lock in ids(db, &format!("SELECT id FROM lock WHERE opened_why = '{CLOSING}' ORDER BY id"))? {
        let holds = "SELECT k.id FROM lock k JOIN lock n ON n.survey = k.survey WHERE n.id = ?1 AND k.opened_at IS NULL";
        let (closes, opens) = match maybe(db, holds, [lock], |row| row.get::<_, Id>(0))? {
            Some(other) if other < lock => (other, Some(lock)),
            other => (lock, other),
        };
        if let Some(opens) = opens {
            db.execute("UPDATE lock SET opened_at = at, opened_why = '@merged' WHERE id = ?1", [opens])?;
        }
        db.execute("UPDATE lock SET opened_at = NULL, opened_why = NULL WHERE id = ?1", [closes])?;
    }
    Ok(())
}
