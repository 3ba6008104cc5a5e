//! Takes in lines of code lists: new ones, changed ones, those that two laptops gave one code, and those that were taken off.

use super::super::heads::Knowledge;
use super::super::item::{is_used, remove};
use super::super::{Result, Turn, maybe};
use super::fold::{Fields, Subject, as_sql};
use super::lists::{has_own, ids, is_fresh, is_here};
use super::rows::{Here, copy};
use super::{Merge, Source};
use crate::survey::interview::Id;
use rusqlite::Connection;
use rusqlite::types::Value;

/// The lists, as the log names their labels.
const LABELS: [&str; 5] = ["@location", "@service", "@surveyor", "@band", "@supervisor"];

impl Fields {
    /// Tells whether an item was taken off its list, and nobody who knew it made it one that can be chosen again.
    fn is_gone(&self, knowledge: &Knowledge) -> bool {
        let Some(gone) = LABELS.iter().find_map(|list| self.0.get(*list)).filter(|label| label.new.is_none()) else { return false };
        !self.0.get("@retired").is_some_and(|retired| knowledge.knew(retired.line, gone.line))
    }

    /// Gives an item's label; of one that was taken off its list the last one.
    fn label(&self, db: &Connection) -> Result<Option<Value>> {
        let Some(label) = LABELS.iter().find_map(|list| self.0.get(*list)) else { return Ok(None) };
        let last = || maybe(db, "SELECT old FROM change WHERE id = ?1", [label.line], |row| row.get::<_, Option<String>>(0));
        let text = if label.new.is_some() { label.new.clone() } else { last()?.flatten() };
        Ok(text.map(|text| as_sql(Some(&text))))
    }

    /// Writes the fields into an item's row.
    pub fn apply_to_item(&self, turn: &mut Turn<'_>, knowledge: &Knowledge, id: Id) -> Result<()> {
        let db = &turn.tx;
        if let Some(label) = self.label(db)? {
            db.execute("UPDATE item SET label = ?2 WHERE id = ?1", (id, label))?;
        }
        let retired = if self.is_gone(knowledge) { Some(1.into()) } else { self.value("@retired") };
        if let Some(retired) = retired {
            db.execute("UPDATE item SET retired = ?2 WHERE id = ?1", (id, retired))?;
        }
        if let Some(block) = self.0.get("@block") {
            let block: Option<(i64, i64)> = block.new.as_deref().and_then(|block| serde_json::from_str(block).ok());
            let sql = "UPDATE item SET block_first = ?2, block_last = ?3 WHERE id = ?1";
            db.execute(sql, (id, block.map(|block| block.0), block.map(|block| block.1)))?;
        }
        let code = self.0.get("@code").and_then(|stand| stand.new.as_deref()?.parse::<i64>().ok());
        let Some(code) = code else { return Ok(()) };
        let sql = "SELECT survey, list, code FROM item WHERE id = ?1";
        let (survey, list, was): (Id, String, i64) =
            db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if was == code {
            return Ok(());
        }
        let taken = "SELECT 1 FROM item WHERE survey = ?1 AND list = ?2 AND code = ?3";
        if maybe(db, taken, (survey, &list, code), |_| Ok(()))?.is_none() {
            db.execute("UPDATE item SET code = ?2, made_code = coalesce(made_code, ?3) WHERE id = ?1", (id, code, was))?;
            return Ok(());
        }
        let next = "SELECT max(code) + 1 FROM item WHERE survey = ?1 AND list = ?2";
        let free: i64 = db.prepare_cached(next)?.query_row((survey, &list), |row| row.get(0))?;
        turn.give_code(id, code, free)
    }
}

impl Merge {
    /// Takes in a line of a code list; tells whether anything changed.
    pub(super) fn take_item(&self, turn: &mut Turn<'_>, source: &Source, id: Id) -> Result<bool> {
        if is_here(&turn.tx, "item", id)? {
            let fresh = is_fresh(&turn.tx, id)?;
            if fresh {
                self.follow(turn, source, Subject::Item, id)?;
            }
            return Ok(fresh);
        }
        // It was taken off the list here, and nothing that comes in needs it.
        let said = Fields::of(&turn.tx, &self.knowledge, id)?;
        if said.is_gone(&self.knowledge) && !is_used(&source.db, id)? {
            return Ok(false);
        }
        let sql = "SELECT survey, list, code FROM item WHERE id = ?1";
        let (survey, list, code): (Id, String, i64) =
            source.db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let taken = "SELECT id FROM item WHERE survey = ?1 AND list = ?2 AND code = ?3";
        let other: Option<Id> = maybe(&turn.tx, taken, (survey, &list, code), |row| row.get(0))?;
        let Some(other) = other else {
            copy(source, &turn.tx, "item", ("id = ?1", &id.into()), Here::Stays, &[], &[])?;
            return self.catch_up(turn, source, id);
        };
        // Two laptops gave one code to two items: both stay, the later one takes the next free code.
        let next = "SELECT max(code) + 1 FROM item WHERE survey = ?1 AND list = ?2";
        let free: i64 = turn.tx.prepare_cached(next)?.query_row((survey, &list), |row| row.get(0))?;
        if id > other {
            let set = [("code", Value::Integer(free)), ("made_code", Value::Integer(code))];
            copy(source, &turn.tx, "item", ("id = ?1", &id.into()), Here::Stays, &set, &[])?;
            turn.give_code(id, code, free)?;
        } else {
            turn.give_code(other, code, free)?;
            copy(source, &turn.tx, "item", ("id = ?1", &id.into()), Here::Stays, &[], &[])?;
        }
        self.catch_up(turn, source, id)
    }

    /// Brings an item that has just come in line with what is known of it here alone.
    fn catch_up(&self, turn: &mut Turn<'_>, source: &Source, id: Id) -> Result<bool> {
        if has_own(&turn.tx, source, id)? {
            Fields::of(&turn.tx, &self.knowledge, id)?.apply_to_item(turn, &self.knowledge, id)?;
        }
        Ok(true)
    }

    /// Takes items off their lists that somebody took off; those that something refers to stay, where nobody can choose them any more.
    /// It is decided when all that might refer to them is here, so that every laptop comes to the same.
    pub(super) fn take_off_lists(&self, turn: &mut Turn<'_>) -> Result<()> {
        for id in ids(&turn.tx, "SELECT id FROM item ORDER BY id")? {
            let fields = Fields::of(&turn.tx, &self.knowledge, id)?;
            if !fields.is_gone(&self.knowledge) {
                continue;
            }
            if is_used(&turn.tx, id)? {
                fields.apply_to_item(turn, &self.knowledge, id)?;
            } else {
                remove(&turn.tx, id)?;
            }
        }
        Ok(())
    }
}

/// Gives the items here that a new line is about: the file may no longer have them.
pub(super) fn fresh(turn: &Turn<'_>) -> Result<Vec<Id>> {
    ids(&turn.tx, "SELECT f.subject FROM temp.fresh f JOIN item t ON t.id = f.subject ORDER BY 1")
}

impl Turn<'_> {
    /// Gives an item another code than the one that it was made with.
    pub(super) fn give_code(&mut self, item: Id, made: i64, code: i64) -> Result<()> {
        self.tx.execute("UPDATE item SET code = ?2, made_code = coalesce(made_code, ?3) WHERE id = ?1", (item, code, made))?;
        self.log_field(item, "@code", Some(made.to_string()), Some(code.to_string()), None)
    }
}
