//! The lines of a survey's code lists: locations, services, surveyors, time bands, supervisors.

use super::{Error, Result, Store, Survey, Turn, change, change::Line};
use crate::survey::block::Block;
use crate::survey::interview::Id;
use rusqlite::Row;

/// The code lists that each survey has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Location,
    Service,
    Surveyor,
    Band,
    /// Who checks.
    Supervisor,
}

impl List {
    /// All lists, in the order of the set-up.
    pub const ALL: [Self; 5] = [Self::Location, Self::Service, Self::Surveyor, Self::Band, Self::Supervisor];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Service => "service",
            Self::Surveyor => "surveyor",
            Self::Band => "band",
            Self::Supervisor => "supervisor",
        }
    }
}

/// One row of a code list. `id` 0 is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: Id,
    pub list: List,
    /// The number that is keyed and exported; unique in its list, never used again once an interview has it.
    pub code: i64,
    pub label: String,
    /// True where it can no longer be chosen; old interviews keep it.
    pub retired: bool,
    /// The form numbers that a surveyor was given; none where any may be keyed.
    pub block: Option<Block>,
}

impl Turn<'_> {
    pub(super) fn insert_item(&mut self, survey: Id, item: &Item, who: Option<Id>) -> Result<()> {
        let id = self.next_id()?;
        let sql =
            "INSERT INTO item (id, survey, list, code, label, retired, block_first, block_last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (first, last) = (item.block.map(|block| block.0), item.block.map(|block| block.1));
        self.tx.execute(sql, (id, survey, item.list.code(), item.code, &item.label, item.retired, first, last))?;
        let field = format!("@{}", item.list.code());
        self.log(&Line { subject: id, question: &field, new: Some(change::json(&item.label)), who, ..Line::default() })?;
        self.log_field(id, "@block", None, as_json(item.block), who)
    }

    pub(super) fn update_items(&mut self, old: &Survey, new: &Survey, who: Option<Id>) -> Result<()> {
        for was in &old.items {
            let field = format!("@{}", was.list.code());
            match new.items.iter().find(|item| item.id == was.id) {
                Some(is) => {
                    let sql = "UPDATE item SET label = ?2, retired = ?3, block_first = ?4, block_last = ?5 WHERE id = ?1";
                    let (first, last) = (is.block.map(|block| block.0), is.block.map(|block| block.1));
                    self.tx.execute(sql, (is.id, &is.label, is.retired, first, last))?;
                    self.log_field(is.id, "@block", as_json(was.block), as_json(is.block), who)?;
                    self.log_field(is.id, &field, Some(change::json(&was.label)), Some(change::json(&is.label)), who)?;
                    self.log_field(is.id, "@retired", Some(was.retired.to_string()), Some(is.retired.to_string()), who)?;
                }
                None => self.delete_item(was, &field, who)?,
            }
        }
        for item in new.items.iter().filter(|item| item.id == 0) {
            self.insert_item(new.id, item, who)?;
        }
        Ok(())
    }

    fn delete_item(&mut self, item: &Item, field: &str, who: Option<Id>) -> Result<()> {
        if is_used(&self.tx, item.id)? {
            return Err(Error::InUse(item.label.clone()));
        }
        remove(&self.tx, item.id)?;
        self.log_field(item.id, field, Some(change::json(&item.label)), None, who)
    }
}

impl Store {
    /// Tells whether anything refers to an item: a batch, an interview, a comment, a verification, a lock.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn is_used(&self, item: Id) -> Result<bool> {
        is_used(&self.db, item)
    }
}

/// What refers to an item and can't do without it, by table; a PIN goes with its person.
pub(super) const REFERENCES: [(&str, &str); 6] = [
    ("batch", "band, location, service, surveyor"),
    ("interview", "band, location, service, surveyor"),
    ("comment", "who"),
    ("verification", "surveyor, verifier"),
    ("rekeyed", "settled_by"),
    ("lock", "who, opened_by"),
];

/// Tells whether anything refers to an item.
pub(super) fn is_used(db: &rusqlite::Connection, item: Id) -> Result<bool> {
    let any = REFERENCES.map(|(table, columns)| format!("EXISTS (SELECT 1 FROM {table} WHERE ?1 IN ({columns}))")).join(" OR ");
    Ok(db.prepare_cached(&format!("SELECT {any}"))?.query_row([item], |row| row.get(0))?)
}

/// Removes an item that nothing refers to, with the PIN that was its person's.
pub(super) fn remove(db: &rusqlite::Connection, item: Id) -> Result<()> {
    db.execute("DELETE FROM pin WHERE person = ?1", [item])?;
    db.execute("DELETE FROM item WHERE id = ?1", [item])?;
    Ok(())
}

/// Writes a block for the log: `[1,200]`.
fn as_json(block: Option<Block>) -> Option<String> {
    block.map(|(first, last)| format!("[{first},{last}]"))
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Item> {
    let list: String = row.get(1)?;
    let list = List::ALL.into_iter().find(|known| known.code() == list).unwrap_or(List::Band);
    Ok(Item {
        id: row.get(0)?,
        list,
        code: row.get(2)?,
        label: row.get(3)?,
        retired: row.get(4)?,
        block: row.get::<_, Option<i64>>(5)?.zip(row.get(6)?),
    })
}

#[cfg(test)]
mod tests {
    use super::{REFERENCES, Store};
    use std::collections::BTreeSet;

    #[test]
    fn every_reference_to_an_item_is_named() {
        let store = Store::in_memory().expect("opens");
        let sql = "SELECT t.name, f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.\"table\" = 'item'";
        let mut select = store.db.prepare(sql).expect("reads");
        let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("reads");
        let found: BTreeSet<_> = rows.map(|row| row.expect("reads")).filter(|(table, _)| table != "pin").collect();
        let named =
            REFERENCES.iter().flat_map(|(table, columns)| columns.split(", ").map(|column| ((*table).to_owned(), column.to_owned())));
        assert_eq!(found, named.collect());
    }
}
