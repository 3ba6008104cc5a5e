//! Takes in what stands around interviews: devices, questionnaires, surveys, code lists, batches; knows no answer.

use super::super::tally::Cells;
use super::super::{Refusal, Result, Turn, answers, batch, maybe, survey, view};
use super::fold::{Fields, Subject};
use super::lines::compare_devices;
use super::rows::{Here, copy};
use super::{Merge, Source, items};
use crate::survey::interview::Id;
use rusqlite::Connection;
use rusqlite::types::Value;

/// Gives ids that a query finds.
pub(super) fn ids(db: &Connection, sql: &str) -> Result<Vec<Id>> {
    Ok(db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Tells whether a record is here.
pub(super) fn is_here(db: &Connection, table: &str, id: Id) -> Result<bool> {
    Ok(maybe(db, &format!("SELECT 1 FROM {table} WHERE id = ?1"), [id], |_| Ok(()))?.is_some())
}

/// Tells whether this file has lines about a record that the sender does not hold.
pub(super) fn has_own(db: &Connection, source: &Source, subject: Id) -> Result<bool> {
    let mut lines = db.prepare_cached("SELECT id FROM change WHERE subject = ?1 ORDER BY id DESC")?;
    let mut rows = lines.query([subject])?;
    while let Some(row) = rows.next()? {
        if !source.holds(row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Merge {
    /// Takes in devices and questionnaires, and opens surveys that were opened again.
    pub(super) fn take_lists(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let Some(source) = self.sources.front() else { return Ok(()) };
        let db = &turn.tx;
        compare_devices(db, source)?;
        let mut devices = source.db.prepare("SELECT device, uuid, sequence FROM device")?;
        let mut rows = devices.query([])?;
        while let Some(row) = rows.next()? {
            let sql = "INSERT INTO device (device, uuid, sequence, here) VALUES (?1, ?2, ?3, 0) \
                       ON CONFLICT (device) DO UPDATE SET sequence = max(sequence, excluded.sequence)";
            db.execute(sql, (row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))?;
        }
        let mut forms = source.db.prepare("SELECT id, key, version, source FROM form")?;
        let mut rows = forms.query([])?;
        while let Some(row) = rows.next()? {
            let (id, key, version, text): (Id, String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let here =
                maybe(db, "SELECT source FROM form WHERE key = ?1 AND version = ?2", (&key, version), |row| row.get::<_, String>(0))?;
            match here {
                Some(here) if here == text => {}
                Some(_) => {
                    let form = format!("{key} {version}");
                    return Err(Source::refuse(Refusal::OtherForm { file: source.name.clone(), form }));
                }
                None => {
                    let form = survey::read_form(&text)?;
                    // The text says what it is; a row that says otherwise is not ours.
                    if (form.key.as_str(), i64::from(form.version)) != (key.as_str(), version) {
                        return Err(source.foreign(&key));
                    }
                    db.execute("INSERT INTO form (id, key, version, source) VALUES (?1, ?2, ?3, ?4)", (id, key, version, text))?;
                    answers::ensure(db, &form)?;
                }
            }
        }
        let mut opened = source.db.prepare("SELECT id, opened_at, opened_by, opened_why FROM lock WHERE opened_at IS NOT NULL")?;
        let mut rows = opened.query([])?;
        while let Some(row) = rows.next()? {
            // What a person said of it outweighs that it gave way to another lock.
            let sql = "UPDATE lock SET opened_at = ?2, opened_by = ?3, opened_why = ?4 WHERE id = ?1 \
                       AND (opened_at IS NULL OR opened_why = '@merged' AND ?4 IS NOT '@merged')";
            let values = (row.get::<_, Id>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<Id>>(2)?, row.get::<_, Option<String>>(3)?);
            db.execute(sql, values)?;
        }
        self.surveys.clear();
        Ok(())
    }

    /// Takes in surveys, code lists and batches, once the lines about them are here.
    pub(super) fn take_heads(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        self.refuse_closed(turn)?;
        let Some(source) = self.sources.front() else { return Ok(()) };
        let mut changed = Vec::new();
        for id in ids(&source.db, "SELECT id FROM survey ORDER BY id")? {
            let fresh = is_fresh(&turn.tx, id)?;
            match (is_here(&turn.tx, "survey", id)?, fresh) {
                (false, _) => {
                    take_survey(source, &turn.tx, id)?;
                    Fields::of(&turn.tx, &self.knowledge, id)?.put_follow_ups(&turn.tx, id)?;
                }
                (true, true) => self.follow(turn, source, Subject::Survey, id)?,
                (true, false) => {}
            }
            let items = format!("SELECT id FROM item WHERE survey = {id} ORDER BY id");
            let mut touched = fresh;
            let items = ids(&source.db, &items)?;
            // Those that are here may give up a code that a new one has.
            for here in [true, false] {
                for item in &items {
                    if is_here(&turn.tx, "item", *item)? == here {
                        touched |= self.take_item(turn, source, *item)?;
                    }
                }
            }
            if touched {
                changed.push(id);
            }
        }
        for id in items::fresh(turn)? {
            self.follow(turn, source, Subject::Item, id)?;
        }
        for id in changed {
            view::make(&turn.tx, &survey::load(&turn.tx, turn.forms, id)?)?;
        }
        for id in ids(&source.db, "SELECT id FROM batch ORDER BY id")? {
            match (is_here(&turn.tx, "batch", id)?, is_fresh(&turn.tx, id)?) {
                (false, _) => {
                    let keyed = [("keyed", Value::Integer(0))];
                    copy(source, &turn.tx, "batch", ("id = ?1", &id.into()), Here::Stays, &keyed, &[])?;
                    expect(turn, id, 1)?;
                }
                (true, true) => {
                    expect(turn, id, -1)?;
                    self.follow(turn, source, Subject::Batch, id)?;
                    expect(turn, id, 1)?;
                }
                (true, false) => {}
            }
        }
        copy(source, &turn.tx, "source", ("1", &Value::Null), Here::Stays, &[], &[])
    }

    /// Brings a record that is here in line: the sender's row where the sender knew all that is here, field by field otherwise.
    pub(super) fn follow(&self, turn: &mut Turn<'_>, source: &Source, subject: Subject, id: Id) -> Result<()> {
        let is_there = maybe(&source.db, &format!("SELECT 1 FROM {} WHERE id = ?1", subject.table()), [id], |_| Ok(()))?.is_some();
        if is_there && !has_own(&turn.tx, source, id)? {
            let local: &[&str] = match subject {
                Subject::Survey => &["key", "form", "made"],
                Subject::Batch => &["keyed"],
                Subject::Item => &["code", "made_code"],
            };
            copy(source, &turn.tx, subject.table(), ("id = ?1", &id.into()), Here::Follows, &[], local)?;
        }
        Fields::of(&turn.tx, &self.knowledge, id)?.apply_to(turn, &self.knowledge, subject, id)
    }

    /// Refuses new lines about a survey that is closed here; that it is closed or opened is no such line.
    fn refuse_closed(&self, turn: &Turn<'_>) -> Result<()> {
        let Some(source) = self.sources.front() else { return Ok(()) };
        let closed = ids(&turn.tx, "SELECT survey FROM lock WHERE opened_at IS NULL")?;
        if closed.is_empty() {
            return Ok(());
        }
        let mut fresh = turn.tx.prepare("SELECT subject FROM temp.fresh")?;
        let mut rows = fresh.query([])?;
        while let Some(row) = rows.next()? {
            let subject: Id = row.get(0)?;
            let sql = "SELECT survey FROM interview WHERE id = ?1 UNION ALL SELECT survey FROM batch WHERE id = ?1 \
                       UNION ALL SELECT id FROM survey WHERE id = ?1 UNION ALL SELECT survey FROM item WHERE id = ?1 \
                       UNION ALL SELECT survey FROM verification WHERE id = ?1 LIMIT 1";
            let Some(survey) = maybe(&source.db, sql, [subject], |row| row.get::<_, Id>(0))? else { continue };
            if closed.contains(&survey) && has_data(turn, source, subject)? {
                let survey = survey::load(&turn.tx, turn.forms, survey)?.title();
                return Err(Source::refuse(Refusal::Closed { file: source.name.clone(), survey }));
            }
        }
        Ok(())
    }
}

/// Tells whether a new line about a record is of the data.
fn has_data(turn: &Turn<'_>, source: &Source, subject: Id) -> Result<bool> {
    // What came in with this file is in the file.
    let sql = "SELECT 1 FROM change WHERE subject = ?1 AND question NOT IN ('@lock', '@pin', '@code') AND question NOT GLOB '@follow_up:*' \
               LIMIT 1";
    let there = maybe(&source.db, sql, [subject], |_| Ok(()))?.is_some();
    Ok(there && is_fresh(&turn.tx, subject)?)
}

/// Tells whether a line about a record came in with the file in hand.
pub(super) fn is_fresh(db: &Connection, id: Id) -> Result<bool> {
    Ok(maybe(db, "SELECT 1 FROM temp.fresh WHERE subject = ?1", [id], |_| Ok(()))?.is_some())
}

/// Takes in a survey; its questionnaire is the one with the same name and version here, and its key one that is free here.
fn take_survey(source: &Source, db: &Connection, id: Id) -> Result<()> {
    let sql = "SELECT s.key, f.key, f.version FROM survey s JOIN form f ON f.id = s.form WHERE s.id = ?1";
    let (key, form, version): (String, String, i64) =
        source.db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let form: Id =
        db.prepare_cached("SELECT id FROM form WHERE key = ?1 AND version = ?2")?.query_row((form, version), |row| row.get(0))?;
    let is_key =
        key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_key {
        return Err(source.foreign(&key));
    }
    let (mut free, mut more) = (key.clone(), 2);
    while maybe(db, "SELECT 1 FROM survey WHERE key = ?1", [&free], |_| Ok(()))?.is_some() {
        free = format!("{key}_{more}");
        more += 1;
    }
    copy(source, db, "survey", ("id = ?1", &id.into()), Here::Stays, &[("form", form.into()), ("key", free.into())], &[])
}

/// Counts the forms that a batch expects, or no longer does.
fn expect(turn: &mut Turn<'_>, id: Id, by: i64) -> Result<()> {
    let sql = format!("SELECT {} FROM batch b WHERE b.id = ?1", batch::COLUMNS);
    let batch = turn.tx.prepare_cached(&sql)?.query_row([id], batch::read)?;
    let header = &batch.header;
    let cells = Cells::new(header.location, header.service, header.surveyor, header.date.to_string());
    turn.expect(batch.survey, &cells, header.forms, by);
    Ok(())
}
