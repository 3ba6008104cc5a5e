//! Interviews from a file, stored in one transaction, in steps: each with one line of the log that holds all of it; knows no file format.

mod around;
mod counts;
mod incoming;
mod known;
mod statements;

pub use around::Foresight;
pub use incoming::Incoming;
pub use known::Known;

use super::change::Line;
use super::heads::Line as Said;
use super::merge::{HELD_KB, hold};
use super::tally::Watched;
use super::{Error, Header, Item, List, Result, Store, Survey, Turn, answers, batch, change, survey, view};
use crate::survey::form::Kind;
use crate::survey::interview::{Id, Status};
use crate::survey::value::{Answer, Value};
use around::Around;
use counts::Counts;
use jiff::civil::Date;
use serde_json::Value as Json;
use statements::Statements;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The field of the log that holds an imported interview: an object with every field as the log names it, `@source` and `@row`.
pub(super) const IMPORTED: &str = "@imported";

/// The field of the log that names the file of an import.
pub(super) const SOURCE: &str = "@source";

/// The file that interviews come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its name, without the folder.
    pub name: String,
    /// SHA-256 over its bytes, as 64 digits.
    pub sha256: String,
}

/// A line that a code list has to get first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Newcomer {
    pub list: List,
    pub label: String,
}

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub interviews: u64,
    /// The stacks that they stand in.
    pub batches: u64,
    /// Soft problems that were opened.
    pub problems: u64,
}

/// What all interviews of a stack have in common.
type Stack = (Date, Option<Id>, Id, Id);

/// A stack in the making: its id, its lowest number, and how many forms it has.
#[derive(Clone, Copy, Debug)]
struct Heap {
    batch: Id,
    first: i64,
    forms: i64,
    /// Those that are finished.
    keyed: i64,
}

/// Kilobytes of the database that are held meanwhile: what is held is not written again and again.
const IMPORT_KB: i64 = 64 << 10;

/// Stacks that are completed at a time.
const STACKS: usize = 200;

/// An import under way: it holds the database's writing transaction until [`Import::finish`] or [`Import::cancel`].
#[derive(Debug)]
pub struct Import {
    survey: Survey,
    source: Id,
    who: Option<Id>,
    heaps: HashMap<Stack, Heap>,
    /// The stacks that are not completed yet, the first one last; none while interviews come in.
    closing: Option<Vec<(Stack, Heap)>>,
    counts: Counts,
    next_number: i64,
    around: Around,
    imported: Imported,
    statements: Statements,
}

impl Import {
    /// Begins to import interviews; lines that the code lists lack are added first. The transaction is open from now on.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::SignInFirst`], [`Error::NotASupervisor`], or when the database can't be written.
    pub fn begin(store: &mut Store, survey: &Survey, origin: &Origin, newcomers: &[Newcomer]) -> Result<Self> {
        let who = store.who;
        match who {
            None if survey.asks_pin => return Err(Error::SignInFirst),
            Some(_) if !survey.is_supervisor(who) => return Err(Error::NotASupervisor),
            _ => {}
        }
        let next_number = store.first_free_number(survey, None)?;
        let mut turn = store.begin()?;
        turn.refuse_closed(survey.id)?;
        hold(&turn.tx, IMPORT_KB)?;
        let survey = add_items(&mut turn, survey, newcomers, who)?;
        let source = turn.next_id()?;
        let sql = "INSERT INTO source (id, survey, name, sha256, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        turn.tx.execute(sql, (source, survey.id, &origin.name, &origin.sha256, &turn.at))?;
        let new = Some(change::json(&format!("{} {}", origin.name, origin.sha256)));
        turn.log(&Line { subject: source, question: SOURCE, new, who, ..Line::default() })?;
        turn.count()?;
        turn.store_head()?;
        turn.keep_open();
        let statements = Statements::of(&survey);
        Ok(Self {
            survey,
            source,
            who,
            heaps: HashMap::new(),
            closing: None,
            counts: Counts::default(),
            next_number,
            around: Around::default(),
            imported: Imported::default(),
            statements,
        })
    }

    /// Gives the survey with the lines that its lists got.
    #[must_use]
    pub const fn survey(&self) -> &Survey {
        &self.survey
    }

    /// Stores some interviews.
    ///
    /// # Errors
    /// When the database can't be written; everything is as before then.
    pub fn add(&mut self, store: &mut Store, page: &[Incoming]) -> Result<()> {
        let mut turn = store.turn(false);
        let stored = self.store(&mut turn, page).and_then(|()| {
            // What comes in is counted in memory.
            turn.watched = Watched::default();
            turn.commit()
        });
        if stored.is_err() {
            Self::give_up(store);
        }
        stored
    }

    fn store(&mut self, turn: &mut Turn<'_>, page: &[Incoming]) -> Result<()> {
        // An interview and its line; a stack where it needs one.
        turn.draw_ids(3 * page.len() as i64)?;
        for incoming in page {
            let stack = (incoming.date, incoming.band, incoming.location, incoming.surveyor);
            let number = incoming.form_number.unwrap_or(self.next_number);
            self.next_number = self.next_number.max(number.saturating_add(1));
            let batch = self.heap(turn, stack, number, incoming.status)?;
            self.put(turn, incoming, batch, number)?;
        }
        Ok(())
    }

    /// Gives the stack that an interview belongs to.
    fn heap(&mut self, turn: &mut Turn<'_>, stack: Stack, number: i64, status: Status) -> Result<Id> {
        if let Some(heap) = self.heaps.get_mut(&stack) {
            heap.first = heap.first.min(number);
            heap.forms += i64::from(status != Status::Void);
            heap.keyed += i64::from(status.is_finished());
            return Ok(heap.batch);
        }
        let batch = turn.next_id()?;
        let (date, band, location, surveyor) = stack;
        let sql = "INSERT INTO batch (id, survey, number, date, band, location, surveyor, first_number, forms, opened) \
                   SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5, ?6, ?7, 0, ?8 FROM batch WHERE survey = ?2";
        let values = (batch, self.survey.id, date.to_string(), band, location, surveyor, number, &turn.at);
        turn.tx.prepare_cached(sql)?.execute(values)?;
        let (forms, keyed) = (i64::from(status != Status::Void), i64::from(status.is_finished()));
        self.heaps.insert(stack, Heap { batch, first: number, forms, keyed });
        Ok(batch)
    }

    /// Stores one interview with its line in the log.
    fn put(&mut self, turn: &mut Turn<'_>, incoming: &Incoming, batch: Id, number: i64) -> Result<()> {
        let survey = &self.survey;
        let form = &survey.form;
        let id = turn.next_id()?;
        let service = form.service().and_then(|at| incoming.answers[at].as_ref()?.number());
        let service = service.and_then(|code| survey.list(List::Service).find(|item| item.code == code)).map(|item| item.id);
        let date = incoming.date.to_string();
        let completed = if incoming.status == Status::Draft { None } else { Some(incoming.completed.as_deref().unwrap_or(&turn.at)) };
        let started = incoming.started.as_deref().unwrap_or(&turn.at);
        let effort = incoming.effort;
        let sql = "INSERT INTO interview (id, survey, batch, form_number, surveyor, location, service, date, band, status, started, completed, \
                   keys, corrections, active_ms, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
        let Incoming { surveyor, location, band, status, .. } = incoming;
        let (keys, corrections, ms) = (effort.keys, effort.corrections, effort.ms);
        turn.tx.prepare_cached(sql)?.execute((
            id,
            survey.id,
            batch,
            number,
            surveyor,
            location,
            service,
            &date,
            band,
            status.code(),
            started,
            completed,
            keys,
            corrections,
            ms,
            form.version,
        ))?;
        // What stands follows from what the file says; the line of the log holds all of it.
        let (answers, aside) = incoming.standing(form);
        self.put_answers(turn, id, &answers, &incoming.notes)?;
        for (question, answer) in form.questions.iter().zip(&aside).filter(|(_, answer)| answer.is_some()) {
            turn.put_aside(id, &question.key, answer.as_ref())?;
        }
        let place = around::Place { id, before: self.source, form_number: number, service, date: &date, completed };
        let mut rules = Vec::new();
        if incoming.status.is_finished() {
            rules = self.around.rules(&turn.tx, survey, &place, incoming, answers.clone())?;
        } else if incoming.status != Status::Void {
            self.around.meets_twin(&turn.tx, survey, &place, incoming, &answers)?;
        }
        self.counts.add(survey, incoming, service, number, &answers, &rules);
        for rule in &rules {
            let sql = "INSERT INTO problem (interview, rule, state) VALUES (?1, ?2, 'open')";
            turn.tx.prepare_cached(sql)?.execute((id, rule))?;
        }
        let sql = "INSERT INTO imported (interview, survey, source, row, identity, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = (id, survey.id, self.source, incoming.row, incoming.identity, incoming.content);
        turn.tx.prepare_cached(sql)?.execute(row)?;
        let new = Some(self.line(incoming, number, &date, &rules));
        turn.append(&Line { subject: id, question: IMPORTED, new, who: self.who, ..Line::default() })?;
        self.imported.interviews += 1;
        self.imported.problems += rules.len() as u64;
        Ok(())
    }

    fn put_answers(&self, turn: &Turn<'_>, id: Id, answers: &[Option<Answer>], notes: &[(usize, String)]) -> Result<()> {
        let form = &self.survey.form;
        let mut insert = turn.tx.prepare_cached(&self.statements.answers)?;
        insert.raw_bind_parameter(1, id)?;
        let asked = form.questions.iter().zip(answers).filter(|(question, _)| !matches!(question.kind, Kind::Service(_) | Kind::Note));
        for (at, (_, answer)) in (2..).zip(asked) {
            insert.raw_bind_parameter(at, answers::stored(answer.as_ref()))?;
        }
        insert.raw_execute()?;
        for (question, answer) in form.questions.iter().zip(answers) {
            if let Some(reason) = answer.as_ref().and_then(Answer::missing) {
                let sql = "INSERT INTO missing (interview, question, reason) VALUES (?1, ?2, ?3)";
                turn.tx.prepare_cached(sql)?.execute((id, &question.key, reason.code()))?;
            }
        }
        for (question, text) in notes {
            turn.write_note(id, &form.questions[*question].key, text)?;
        }
        Ok(())
    }

    /// Writes the line of the log about an interview: an object with each of its fields.
    fn line(&self, incoming: &Incoming, number: i64, date: &str, rules: &[String]) -> String {
        let Incoming { row, status, band, location, surveyor, .. } = incoming;
        let mut text = format!(
            "{{\"@source\":{},\"@row\":{row},\"@form_number\":{number},\"@status\":\"{}\",\"@date\":\"{date}\",\"@location\":{location},\"@surveyor\":{surveyor}",
            self.source,
            status.code()
        );
        // Writing to a String can't fail, here and below.
        if let Some(band) = band {
            let _ = write!(text, ",\"@band\":{band}");
        }
        for (key, answer) in self.statements.keys.iter().zip(&incoming.answers) {
            let Some(answer) = answer else { continue };
            text.push_str(key);
            match answer {
                Answer::Value(Value::Int(number)) => {
                    let _ = write!(text, "{number}");
                }
                answer => text.push_str(&answer.to_log()),
            }
        }
        for (question, note) in &incoming.notes {
            let _ = write!(text, ",\"@note:{}\":{}", self.survey.form.questions[*question].key, change::json(note));
        }
        for rule in rules {
            let _ = write!(text, ",{}:\"open\"", change::json(&format!("@problem:{rule}")));
        }
        text.push('}');
        text
    }

    /// Completes some of the stacks, then brings some of the counts in line; true once all is ready for [`Import::finish`].
    ///
    /// # Errors
    /// When the database can't be written; everything is as before then.
    pub fn conclude(&mut self, store: &mut Store) -> Result<bool> {
        let done = self.close(store);
        if done.is_err() {
            Self::give_up(store);
        }
        done
    }

    fn close(&mut self, store: &Store) -> Result<bool> {
        let heaps = &mut self.heaps;
        let closing = self.closing.get_or_insert_with(|| {
            let mut heaps: Vec<(Stack, Heap)> = heaps.drain().collect();
            heaps.sort_by_key(|(_, heap)| std::cmp::Reverse(heap.batch));
            heaps
        });
        if closing.is_empty() {
            return self.counts.keep(&store.db, &self.survey);
        }
        let mut turn = store.turn(false);
        for ((date, band, location, surveyor), heap) in closing.drain(closing.len().saturating_sub(STACKS)..).rev() {
            let (first_number, forms) = (heap.first, heap.forms);
            let sql = "UPDATE batch SET first_number = ?2, forms = ?3, keyed = ?4 WHERE id = ?1";
            turn.tx.prepare_cached(sql)?.execute((heap.batch, first_number, forms, heap.keyed))?;
            let header = Header { date, band, location, service: None, surveyor, first_number, forms };
            let new = Some(batch::as_json(&header));
            turn.log(&Line { subject: heap.batch, question: "@batch", new, who: self.who, ..Line::default() })?;
            turn.expect(self.survey.id, &batch::cells(&header), forms, 1);
            self.imported.batches += 1;
        }
        turn.commit()?;
        Ok(false)
    }

    /// Ends the transaction once all is concluded.
    ///
    /// # Errors
    /// When the database can't be written; everything is as before then.
    pub fn finish(mut self, store: &mut Store) -> Result<Imported> {
        while !self.conclude(store)? {}
        if let Err(error) = store.db.execute_batch("COMMIT") {
            Self::give_up(store);
            return Err(error.into());
        }
        hold(&store.db, HELD_KB[1])?;
        Ok(self.imported)
    }

    /// Gives an import up: everything is as before.
    pub fn cancel(self, store: &mut Store) {
        Self::give_up(store);
    }

    fn give_up(store: &Store) {
        if !store.db.is_autocommit() {
            // What can't be taken back now is taken back when the file is opened again.
            let _ = store.db.execute_batch("ROLLBACK");
        }
        // More memory than is needed is no harm.
        let _ = hold(&store.db, HELD_KB[1]);
    }
}

/// Adds lines to code lists; gives the survey as it is then.
fn add_items(turn: &mut Turn<'_>, survey: &Survey, newcomers: &[Newcomer], who: Option<Id>) -> Result<Survey> {
    let mut lists = survey.clone();
    for Newcomer { list, label } in newcomers {
        let code = lists.list(*list).map(|item| item.code).max().unwrap_or(0) + 1;
        let item = Item { id: 0, list: *list, code, label: label.clone(), retired: false, block: None };
        turn.insert_item(survey.id, &item, who)?;
        lists.items.push(item);
    }
    let fresh = survey::load(&turn.tx, turn.forms, survey.id)?;
    if !newcomers.is_empty() {
        view::make(&turn.tx, &fresh)?;
    }
    Ok(fresh)
}

/// Gives the fields that the line of an imported interview holds, as if each had a line of its own.
pub(super) fn fields(line: &Said) -> Vec<Said> {
    let said: serde_json::Map<String, Json> = line.new.as_deref().and_then(|new| serde_json::from_str(new).ok()).unwrap_or_default();
    let fields = said.into_iter().filter(|(field, _)| field != SOURCE && field != "@row");
    fields.map(|(question, new)| Said { id: line.id, question, new: Some(new.to_string()) }).collect()
}
