//! Copies rows of a table from another file into the same table here, column by column; knows no table's meaning.

use super::super::{Error, Result, answers};
use super::Source;
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value};
use std::rc::Rc;

/// What to do where a row with this key is here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Here {
    /// It stays.
    Stays,
    /// It takes the other's columns.
    Follows,
}

/// How rows of a table are copied, made once for a file: thousands of records are copied alike.
#[derive(Debug)]
pub(super) struct Plan {
    columns: Vec<String>,
    select: String,
    insert: String,
}

/// Gives the columns of a table that both files have, and which of them are its key.
fn columns(source: &Connection, db: &Connection, table: &str) -> Result<(Vec<String>, Vec<String>)> {
    let sql = "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
    let of = |db: &Connection| -> Result<Vec<(String, i64)>> {
        Ok(db.prepare_cached(sql)?.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    };
    let (theirs, ours) = (of(source)?, of(db)?);
    let key = ours.iter().filter(|(_, pk)| *pk > 0).map(|(name, _)| name.clone()).collect();
    let both = ours.into_iter().map(|(name, _)| name).filter(|name| theirs.iter().any(|(other, _)| other == name)).collect();
    Ok((both, key))
}

fn plan(source: &Source, db: &Connection, table: &str, condition: &str, here: Here, local: &[&str]) -> Result<Option<Plan>> {
    let (columns, key) = columns(&source.db, db, table)?;
    // A file of an older program has no such table yet.
    if columns.is_empty() && source.is_older() {
        return Ok(None);
    }
    if columns.is_empty() || key.iter().any(|key| !columns.contains(key)) {
        return Err(source.foreign(table));
    }
    let quoted: Vec<String> = columns.iter().map(|column| answers::quoted(column)).collect();
    let parameters: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let follows: Vec<String> = columns
        .iter()
        .filter(|column| !key.contains(column) && !local.contains(&column.as_str()))
        .map(|column| format!("{0} = excluded.{0}", answers::quoted(column)))
        .collect();
    let conflict = match here {
        Here::Follows if !follows.is_empty() => format!("DO UPDATE SET {}", follows.join(", ")),
        Here::Follows | Here::Stays => "DO NOTHING".to_owned(),
    };
    let key = key.iter().map(|key| answers::quoted(key)).collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT ({key}) {conflict}", quoted.join(", "), parameters.join(", "));
    let select = format!("SELECT {} FROM {table} WHERE {condition}", quoted.join(", "));
    Ok(Some(Plan { columns, select, insert }))
}

/// Copies the rows of a table for which `condition` holds, with `?1` bound to `value`; `set` gives columns another value, `local` are
/// left alone where the row is here.
pub(super) fn copy(
    source: &Source,
    db: &Connection,
    table: &str,
    (condition, value): (&str, &Value),
    here: Here,
    set: &[(&str, Value)],
    local: &[&str],
) -> Result<()> {
    let key = (format!("{table} {condition}"), here);
    let known = source.plans.borrow().get(&key).cloned();
    let plan = match known {
        Some(plan) => plan,
        None => {
            let Some(made) = plan(source, db, table, condition, here, local)? else { return Ok(()) };
            let made = Rc::new(made);
            source.plans.borrow_mut().insert(key, Rc::clone(&made));
            made
        }
    };
    let mut select = source.db.prepare_cached(&plan.select)?;
    let mut insert = db.prepare_cached(&plan.insert)?;
    let mut rows = if condition.contains("?1") { select.query([value])? } else { select.query([])? };
    while let Some(row) = rows.next()? {
        for (at, column) in plan.columns.iter().enumerate() {
            match set.iter().find(|(name, _)| name == column) {
                Some((_, value)) => insert.raw_bind_parameter(at + 1, value)?,
                None => insert.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(row.get_ref(at)?))?,
            }
        }
        insert.raw_execute().map_err(|error| match Error::from(error) {
            // A row that this file's own rules refuse does not come from us.
            Error::Sqlite(error) => source.foreign(&format!("{table}: {error}")),
            error => error,
        })?;
    }
    Ok(())
}
