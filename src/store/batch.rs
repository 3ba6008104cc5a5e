//! Batches: a stack of forms with a header keyed once.

use super::settle::Told;
use super::tally::Cells;
use super::{Cell, Error, Part, Place, Result, Store, Survey, Turn, change, change::Line};
use crate::survey::interview::{CARRIED, CHECKED, EDITED, Id, Status, Write};
use crate::survey::value::Answer;
use jiff::civil::Date;
use rusqlite::{Connection, Row};

/// What is keyed once for a stack of forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The day of the interviews.
    pub date: Date,
    pub band: Option<Id>,
    pub location: Id,
    /// The service of all forms; absent where it is keyed per form.
    pub service: Option<Id>,
    pub surveyor: Id,
    pub first_number: i64,
    /// Forms in the stack: the control total.
    pub forms: i64,
}

/// A stack of forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: Id,
    pub survey: Id,
    /// Counts up within the survey, from 1.
    pub number: i64,
    pub header: Header,
    /// Interviews of this batch that are finished.
    pub done: i64,
}

pub(super) const COLUMNS: &str = "b.id, b.survey, b.number, b.date, b.band, b.location, b.service, b.surveyor, b.first_number, b.forms, \
    b.keyed";

/// A batch that was begun; an empty one, left at once, claims no numbers.
const BEGUN: &str = "EXISTS (SELECT 1 FROM interview i WHERE i.batch = b.id AND i.status <> 'void')";

impl Store {
    /// Opens a new batch and gives it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn create_batch(&mut self, survey: Id, header: &Header) -> Result<Batch> {
        let who = self.who().or(Some(header.surveyor));
        let mut turn = self.begin()?;
        turn.refuse_closed(survey)?;
        let id = turn.next_id()?;
        let sql = "INSERT INTO batch (id, survey, number, date, band, location, service, surveyor, first_number, forms, opened) \
                   SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM batch WHERE survey = ?2";
        turn.tx.execute(
            sql,
            (
                id,
                survey,
                header.date.to_string(),
                header.band,
                header.location,
                header.service,
                header.surveyor,
                header.first_number,
                header.forms,
                &turn.at,
            ),
        )?;
        let new = Some(as_json(header));
        turn.log(&Line { subject: id, question: "@batch", new, who, ..Line::default() })?;
        turn.expect(survey, &cells(header), header.forms, 1);
        // A power cut before the first answer must not lose the batch.
        turn.put_place(id, None, header.first_number, &Place::default())?;
        turn.commit()?;
        self.batch(id)
    }

    /// Corrects a batch's header; its interviews follow, each with a line in the log, and an approval falls with what follows.
    /// Services keyed per form stay.
    ///
    /// # Errors
    /// [`Error::Stale`] when another program corrected it meanwhile, [`Store::refuse_stranger`], or when the database can't be
    /// written.
    pub fn update_batch(&mut self, survey: &Survey, batch: &Batch, header: &Header) -> Result<()> {
        self.refuse_stranger(survey, batch)?;
        let old = &batch.header;
        let who = self.who().or(Some(header.surveyor));
        let mut turn = self.begin()?;
        turn.refuse_closed(batch.id)?;
        turn.refuse_outdated(batch)?;
        let sql = "UPDATE batch SET date = ?2, band = ?3, location = ?4, service = ?5, surveyor = ?6, first_number = ?7, forms = ?8 WHERE id = ?1";
        let date = header.date.to_string();
        turn.tx.execute(
            sql,
            (batch.id, &date, header.band, header.location, header.service, header.surveyor, header.first_number, header.forms),
        )?;
        turn.log_field(batch.id, "@batch", Some(as_json(old)), Some(as_json(header)), who)?;
        turn.expect(survey.id, &cells(old), old.forms, -1);
        turn.expect(survey.id, &cells(header), header.forms, 1);
        let ids: Vec<Id> = turn
            .tx
            .prepare_cached("SELECT id FROM interview WHERE batch = ?1")?
            .query_map([batch.id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            turn.watch(id)?;
            let follow = "UPDATE interview SET date = ?2, band = ?3, location = ?4, surveyor = ?5, revision = revision + 1 WHERE id = ?1";
            turn.tx.prepare_cached(follow)?.execute((id, &date, header.band, header.location, header.surveyor))?;
            let text = |id: Option<Id>| id.map(|id| id.to_string());
            turn.log_field(id, "@date", Some(change::json(&old.date.to_string())), Some(change::json(&date)), who)?;
            turn.log_field(id, "@band", text(old.band), text(header.band), who)?;
            turn.log_field(id, "@location", text(Some(old.location)), text(Some(header.location)), who)?;
            turn.log_field(id, "@surveyor", text(Some(old.surveyor)), text(Some(header.surveyor)), who)?;
            // What `today()` means is the day of the interview.
            if old.date != header.date {
                let form = turn.form_of(survey, id)?;
                turn.settle(&form, survey.id, id, None, Told::By(who))?;
            }
            let status = super::interview::status(&turn.tx, id)?;
            // A voided form stands where its stack does; nothing else of it changes any more.
            if status == Status::Void {
                continue;
            }
            let carried = turn.carry_service(survey, id, header, who)?;
            if status == Status::Approved && (carried || follows(old) != follows(header)) {
                turn.set_status(id, status, Status::Complete, who, Some(EDITED), None)?;
            }
            if status.is_finished() {
                turn.flag(survey, id, None, who, Some(CHECKED))?;
            }
        }
        let unused = "UPDATE place SET form_number = ?2 WHERE batch = ?1 AND interview IS NULL \
                      AND NOT EXISTS (SELECT 1 FROM interview WHERE batch = ?1 AND status <> 'void')";
        turn.tx.execute(unused, (batch.id, header.first_number))?;
        turn.commit()
    }

    /// Lists the batches whose forms are expected in a cell of the kept counts, by number, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn batches_of(&self, survey: Id, part: Part, cell: &Cell, limit: i64) -> Result<Vec<Batch>> {
        let column = match part {
            Part::Survey => "0",
            Part::Location => "b.location",
            Part::Service => "coalesce(b.service, 0)",
            Part::Surveyor => "b.surveyor",
            Part::Day => "b.date",
        };
        let sql = format!("SELECT {COLUMNS} FROM batch b WHERE b.survey = ?1 AND {column} = ?2 ORDER BY b.number LIMIT ?3");
        let mut select = self.db.prepare_cached(&sql)?;
        Ok(select.query_map((survey, cell.sql(), limit), read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Reads a batch.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn batch(&self, id: Id) -> Result<Batch> {
        let sql = format!("SELECT {COLUMNS} FROM batch b WHERE b.id = ?1");
        Ok(self.db.prepare_cached(&sql)?.query_row([id], read)?)
    }

    /// Reads the survey's newest batch, whose header the next one carries forward.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn last_batch(&self, survey: Id) -> Result<Option<Batch>> {
        let sql = format!("SELECT {COLUMNS} FROM batch b WHERE b.survey = ?1 ORDER BY b.number DESC, b.id DESC LIMIT 1");
        super::maybe(&self.db, &sql, [survey], read)
    }

    /// Gives the form number that follows the last one keyed in a batch: its first number for a fresh one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn next_number(&self, batch: &Batch) -> Result<i64> {
        Ok(last_number(&self.db, batch.id)?.map_or(batch.header.first_number, |last| last + 1))
    }

    /// Gives the number of a batch begun, other than one, whose block of form numbers overlaps one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn overlapping_batch(&self, survey: Id, other_than: Option<Id>, first: i64, last: i64) -> Result<Option<i64>> {
        let sql = format!(
            "SELECT number FROM batch b WHERE survey = ?1 AND id IS NOT ?2 AND first_number <= ?4 AND first_number + forms > ?3 AND {BEGUN} \
             ORDER BY number LIMIT 1"
        );
        super::maybe(&self.db, &sql, (survey, other_than, first, last), |row| row.get(0))
    }

    /// Gives the form number that a new batch proposes: the one after the highest of the survey and of its batches' blocks, or of those
    /// within the surveyor's own block where there is one; the block's last where it is full.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn first_free_number(&self, survey: &Survey, surveyor: Option<Id>) -> Result<i64> {
        let own = survey.items.iter().find(|item| Some(item.id) == surveyor).and_then(|item| item.block);
        let (first, last) = own.unwrap_or((1, i64::MAX));
        let sql = format!(
            "SELECT max(coalesce((SELECT max(form_number) FROM interview WHERE survey = ?1 AND status <> 'void' AND form_number BETWEEN ?2 AND ?3), ?2 - 1), \
             coalesce((SELECT max(min(first_number + forms - 1, ?3)) FROM batch b WHERE survey = ?1 AND first_number BETWEEN ?2 AND ?3 AND {BEGUN}), ?2 - 1))"
        );
        let used: i64 = self.db.prepare_cached(&sql)?.query_row((survey.id, first, last), |row| row.get(0))?;
        Ok(used.saturating_add(1).min(last))
    }
}

impl Turn<'_> {
    /// Refuses where another program corrected a batch's header meanwhile.
    pub(super) fn refuse_outdated(&self, batch: &Batch) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM batch b WHERE b.id = ?1");
        let now = super::maybe(&self.tx, &sql, [batch.id], read)?;
        if now.is_some_and(|now| now.header == batch.header) { Ok(()) } else { Err(Error::Stale) }
    }

    /// Gives an interview that carried its service the corrected one of the batch; tells whether that changed it.
    pub(super) fn carry_service(&mut self, survey: &Survey, id: Id, header: &Header, who: Option<Id>) -> Result<bool> {
        let form = self.form_of(survey, id)?;
        let Some(question) = form.service() else { return Ok(false) };
        let code = |item: Option<Id>| survey.items.iter().find(|known| Some(known.id) == item).map(|known| Answer::int(known.code));
        let Some(new) = code(header.service) else { return Ok(false) };
        let newest = "SELECT why FROM change c WHERE subject = ?1 AND question = ?2 AND undoes IS NULL \
                      AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) ORDER BY id DESC LIMIT 1";
        let why = super::maybe(&self.tx, newest, (id, &form.questions[question].key), |row| row.get::<_, Option<String>>(0))?.flatten();
        let service: Option<Id> =
            self.tx.prepare_cached("SELECT service FROM interview WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
        let old = code(service);
        if why.as_deref() != Some(CARRIED) || old.as_ref() == Some(&new) {
            return Ok(false);
        }
        let write = Write { question, old, new: Some(new), why: Some(CARRIED.to_owned()) };
        self.write_answer(&form, survey.id, id, &write, who, None)?;
        self.settle(&form, survey.id, id, Some(&[question]), Told::By(who))?;
        Ok(true)
    }
}

/// Gives what all interviews of a batch take from its header.
const fn follows(header: &Header) -> (Date, Option<Id>, Id, Id) {
    (header.date, header.band, header.location, header.surveyor)
}

/// Gives the form number keyed last in a batch.
pub(super) fn last_number(db: &Connection, batch: Id) -> Result<Option<i64>> {
    let sql = "SELECT form_number FROM interview WHERE batch = ?1 AND status <> 'void' ORDER BY id DESC LIMIT 1";
    super::maybe(db, sql, [batch], |row| row.get(0))
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Batch> {
    let date: String = row.get(3)?;
    Ok(Batch {
        id: row.get(0)?,
        survey: row.get(1)?,
        number: row.get(2)?,
        header: Header {
            date: date.parse().unwrap_or(Date::ZERO),
            band: row.get(4)?,
            location: row.get(5)?,
            service: row.get(6)?,
            surveyor: row.get(7)?,
            first_number: row.get(8)?,
            forms: row.get(9)?,
        },
        done: row.get(10)?,
    })
}

/// Gives where a batch's forms are expected.
pub(super) fn cells(header: &Header) -> Cells {
    Cells::new(header.location, header.service, header.surveyor, header.date.to_string())
}

pub(super) fn as_json(header: &Header) -> String {
    serde_json::json!({
        "date": header.date.to_string(),
        "band": header.band,
        "location": header.location,
        "service": header.service,
        "surveyor": header.surveyor,
        "first_number": header.first_number,
        "forms": header.forms,
    })
    .to_string()
}
