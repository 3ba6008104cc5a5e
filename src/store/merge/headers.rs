//! Headers of batches: what stands in each of their fields, and interviews that were keyed while another laptop corrected theirs.

use super::super::heads::{Knowledge, Line, stands};
use super::super::settle::Told;
use super::super::{Result, Store, Turn, batch, maybe};
use super::Merge;
use super::fold::as_sql;
use super::lists::ids;
use crate::survey::interview::Id;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::Value as Json;

/// The fields of a header, as the log names them; each is the name of its column too.
const FIELDS: [&str; 7] = ["date", "band", "location", "service", "surveyor", "first_number", "forms"];

/// Those that an interview has of its own where it has a line about them, and takes from its batch where not.
const INHERITED: [&str; 4] = ["date", "band", "location", "surveyor"];

/// Writes into a batch's row what stands in each field of its header: laptops that corrected different fields both have their way.
pub(super) fn put(db: &Connection, knowledge: &Knowledge, batch: Id) -> Result<()> {
    let sql = "SELECT id, old, new FROM change WHERE subject = ?1 AND question = '@batch' AND new IS NOT NULL ORDER BY id";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([batch])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let json = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Json>(&text).ok());
        let (id, old, new): (Id, Option<Json>, Json) = (row.get(0)?, json(row.get(1)?), json(row.get(2)?).unwrap_or_default());
        let changed = |field: &&&str| old.as_ref().is_none_or(|old| old[**field] != new[**field]);
        let line = |field: &&str| Line { id, question: (*field).to_owned(), new: Some(new[*field].to_string()) };
        lines.extend(FIELDS.iter().filter(changed).map(line));
    }
    for (field, stand) in stands(&lines, knowledge) {
        let value = as_sql(stand.new.as_deref());
        // What only some headers have stays empty, never what each must have.
        if value != Sql::Null || matches!(field.as_str(), "band" | "service") {
            db.prepare_cached(&format!("UPDATE batch SET {field} = ?2 WHERE id = ?1"))?.execute((batch, value))?;
        }
    }
    Ok(())
}

impl Merge {
    /// Brings interviews in line with a header that was corrected on one laptop while they were keyed on another: those that came to know
    /// of it have lines of their own, the others follow the batch as it stands.
    pub(super) fn follow_headers(&mut self, store: &Store) -> Result<()> {
        let mut turn = store.turn(false);
        let sql = "SELECT b.id FROM batch b WHERE (SELECT count(*) FROM change c WHERE c.subject = b.id AND c.question = '@batch') > 1 ORDER BY b.id";
        for batch in ids(&turn.tx, sql)? {
            let sql = "SELECT id FROM interview WHERE batch = ?1 ORDER BY id";
            let interviews: Vec<Id> =
                turn.tx.prepare_cached(sql)?.query_map([batch], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for id in interviews {
                self.follow_header(&mut turn, batch, id)?;
            }
        }
        if self.anew {
            turn.watched = super::super::tally::Watched::default();
        }
        turn.commit()
    }

    fn follow_header(&mut self, turn: &mut Turn<'_>, batch: Id, id: Id) -> Result<()> {
        let mut moved = false;
        for field in INHERITED {
            let own = format!(
                "SELECT 1 FROM interview i JOIN batch b ON b.id = i.batch WHERE i.id = ?1 AND i.{field} IS NOT b.{field} \
                 AND NOT EXISTS (SELECT 1 FROM change c WHERE c.subject = i.id AND c.question = '@{field}')"
            );
            if maybe(&turn.tx, &own, [id], |_| Ok(()))?.is_none() {
                continue;
            }
            if !self.anew {
                turn.watch(id)?;
            }
            let sql =
                format!("UPDATE interview SET {field} = (SELECT {field} FROM batch WHERE id = ?2), revision = revision + 1 WHERE id = ?1");
            turn.tx.prepare_cached(&sql)?.execute((id, batch))?;
            moved |= field == "date";
        }
        // What `today()` means is the day of the interview.
        if let Some(of) = if moved { maybe(&turn.tx, "SELECT survey FROM interview WHERE id = ?1", [id], |row| row.get(0))? } else { None }
        {
            let survey = self.survey(turn, of)?;
            let form = turn.form_of(survey, id)?;
            turn.settle(&form, of, id, None, Told::Nobody)?;
        }
        // A service that was carried forward follows the stack's, as when the header is corrected here; what is decided stays.
        let carried = "SELECT i.survey FROM interview i JOIN batch b ON b.id = i.batch WHERE i.id = ?1 AND b.service IS NOT NULL \
                       AND i.service IS NOT b.service AND i.status IN ('draft', 'complete', 'returned')";
        let Some(survey) = maybe(&turn.tx, carried, [id], |row| row.get::<_, Id>(0))? else { return Ok(()) };
        let batch =
            turn.tx.prepare_cached(&format!("SELECT {} FROM batch b WHERE b.id = ?1", batch::COLUMNS))?.query_row([batch], batch::read)?;
        let survey = self.survey(turn, survey)?;
        turn.carry_service(survey, id, &batch.header, None)?;
        Ok(())
    }
}
