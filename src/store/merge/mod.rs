//! Merging what other laptops have: one transaction over all files, in steps; the log decides, the rows follow; knows no screen.

mod fold;
mod headers;
mod items;
mod lines;
mod lists;
mod records;
mod rows;
mod source;

pub use source::Source;
pub(super) use source::TABLES;

use super::heads::Knowledge;
use super::{Result, Store, Survey, recount, survey, vector};
use crate::survey::interview::{CHECKED, Id};
use rusqlite::Connection;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

/// Lines of the log, or records, of one step.
const PAGE: usize = 1000;

/// Kilobytes of the database that are held meanwhile, and else: pages that are written again and again stay at hand.
pub(super) const HELD_KB: [i64; 2] = [32 << 10, 2000];

/// How far a merge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The file in hand, from 0, of so many.
    pub file: usize,
    pub files: usize,
    /// Lines of the log taken in so far, of so many.
    pub lines: u64,
    pub total: u64,
    /// Interviews brought in line so far.
    pub interviews: u64,
    pub done: bool,
}

/// What became of a surveyor's interviews.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub survey: String,
    pub surveyor: String,
    pub new: u64,
    /// Changed there, or there and here in different questions.
    pub changed: u64,
    /// The same here and there.
    pub equal: u64,
    /// With a field that was changed here and there.
    pub conflict: u64,
}

/// What a merge came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// By survey and surveyor.
    pub rows: Vec<Row>,
    /// Lines of the log that were new.
    pub lines: u64,
    /// Form numbers that stand on more than one interview, in all surveys.
    pub repeated: i64,
    /// Conflicts that are open now, in all surveys.
    pub conflicts: i64,
    /// What is wrong with clocks.
    pub clocks: Vec<Clock>,
}

/// A laptop's clock that can't be right, by milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    pub device: i64,
    /// Who keyed on that laptop last; empty where nobody did.
    pub surveyor: String,
    /// By how much it was ahead of the clock here.
    pub ahead: i64,
    /// By how much it was behind: it packed what was made here before that could be.
    pub behind: i64,
    /// By how much it went back at most.
    pub back: i64,
}

impl Clock {
    /// Gives by how many milliseconds it is off.
    #[must_use]
    pub fn off(&self) -> i64 {
        self.ahead.max(self.behind).max(self.back)
    }
}

/// How an interview came in, the weightiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Equal,
    Changed,
    New,
    Conflict,
}

/// Where a merge stands within a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Lists,
    Lines,
    Heads,
    Records,
    Rest,
}

/// A merge under way: it holds the database's writing transaction until [`Merge::finish`] or [`Merge::cancel`].
#[derive(Debug)]
pub struct Merge {
    /// The file in hand and those that are still to come.
    sources: VecDeque<Source>,
    phase: Phase,
    /// The last line or record that was taken in.
    after: Id,
    progress: Progress,
    /// True where counts are made anew at the end: cheaper when much comes in.
    anew: bool,
    /// Whether any line but those about merging came in.
    fresh: bool,
    knowledge: Knowledge,
    surveys: BTreeMap<Id, Survey>,
    clocks: Vec<Clock>,
    lines: lines::Run,
}

impl Merge {
    /// Begins to merge files into a database: its transaction is open from now on.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn begin(store: &mut Store, sources: Vec<Source>) -> Result<Self> {
        let turn = store.begin()?;
        turn.tx.execute_batch(
            "DROP TABLE IF EXISTS temp.fresh; DROP TABLE IF EXISTS temp.coded; DROP TABLE IF EXISTS temp.folding; DROP TABLE IF EXISTS temp.came;
             CREATE TEMP TABLE fresh (subject INTEGER PRIMARY KEY);
             CREATE TEMP TABLE coded (subject INTEGER PRIMARY KEY);
             CREATE TEMP TABLE folding (interview INTEGER PRIMARY KEY);
             CREATE TEMP TABLE came (interview INTEGER PRIMARY KEY, how INTEGER NOT NULL);",
        )?;
        hold(&turn.tx, HELD_KB[0])?;
        let here: i64 = turn.tx.query_row("SELECT count(*) FROM interview", [], |row| row.get(0))?;
        let mut total = 0;
        for source in &sources {
            total += source.lines(&turn.tx)?;
            // Fifty files at once must not hold fifty caches.
            source.db.execute_batch("PRAGMA shrink_memory")?;
        }
        // A form has some twenty lines; bringing counts in line one by one costs ten times as much as counting all anew.
        let anew = i64::try_from(total).unwrap_or(i64::MAX) / 2 > here;
        let mut clocks = Vec::new();
        for source in &sources {
            clocks.extend(lines::sender_clock(source, &turn.tx, &turn.at)?);
        }
        turn.keep_open();
        let progress = Progress { files: sources.len(), total, ..Progress::default() };
        Ok(Self {
            sources: sources.into(),
            phase: Phase::Lists,
            after: Id::MIN,
            progress,
            anew,
            fresh: false,
            knowledge: Knowledge::default(),
            surveys: BTreeMap::new(),
            clocks,
            lines: lines::Run::default(),
        })
    }

    /// Gives how far it is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Takes in the next piece.
    ///
    /// # Errors
    /// [`super::Error::Refused`] where a file can't be merged, or when the database can't be written; everything is as before then.
    pub fn step(&mut self, store: &mut Store) -> Result<Progress> {
        match self.advance(store) {
            Ok(()) => Ok(self.progress),
            Err(error) => {
                Self::give_up(store);
                Err(error)
            }
        }
    }

    fn advance(&mut self, store: &mut Store) -> Result<()> {
        if self.sources.is_empty() {
            self.progress.done = true;
            return Ok(());
        }
        let mut turn = store.turn(false);
        match self.phase {
            Phase::Lists => {
                self.take_lists(&mut turn)?;
                self.turn_to(Phase::Lines);
            }
            Phase::Lines => {
                if !self.take_lines(&turn)? {
                    self.turn_to(Phase::Heads);
                }
            }
            Phase::Heads => {
                self.knowledge = vector::knowledge(&turn.tx)?;
                self.take_heads(&mut turn)?;
                self.turn_to(Phase::Records);
            }
            Phase::Records => {
                if !self.take_records(&mut turn)? {
                    self.turn_to(Phase::Rest);
                }
            }
            Phase::Rest => {
                self.take_rest(&turn)?;
                self.note_equal(&turn)?;
                turn.tx.execute_batch("DELETE FROM temp.fresh; DELETE FROM temp.coded;")?;
                self.progress.file += 1;
                // What is done holds neither memory nor disk any more.
                self.sources.pop_front();
                self.turn_to(Phase::Lists);
            }
        }
        if self.anew {
            turn.watched = super::tally::Watched::default();
        }
        turn.commit()
    }

    const fn turn_to(&mut self, phase: Phase) {
        self.phase = phase;
        self.after = Id::MIN;
    }

    /// Folds what was changed on both sides, brings the counts in line and ends the transaction: kept, or taken back where only a
    /// preview was asked for.
    ///
    /// # Errors
    /// As [`Merge::step`].
    pub fn finish(mut self, store: &mut Store, keep: bool) -> Result<Merged> {
        let done = self.conclude(store).and_then(|merged| {
            store.db.execute_batch(if keep { "COMMIT" } else { "ROLLBACK" })?;
            Ok(merged)
        });
        if done.is_err() {
            Self::give_up(store);
        }
        // A form that came in may have been taken back.
        store.forms.borrow_mut().clear();
        hold(&store.db, HELD_KB[1])?;
        done
    }

    fn conclude(&mut self, store: &mut Store) -> Result<Merged> {
        while !self.progress.done {
            self.advance(store)?;
        }
        self.fold_all(store)?;
        if self.fresh {
            self.follow_headers(store)?;
        }
        let mut turn = store.turn(false);
        self.take_off_lists(&mut turn)?;
        turn.commit()?;
        records::close(&store.db)?;
        if self.anew {
            for survey in store.surveys()? {
                recount::rebuild(&store.db, &survey)?;
            }
        }
        if self.fresh {
            let mut turn = store.turn(false);
            turn.log_merged()?;
            turn.commit()?;
            flag_repeated(store)?;
        }
        let clocks = lines::of_laptops(std::mem::take(&mut self.clocks), &store.db)?;
        let number = |sql: &str| store.db.query_row(sql, [], |row| row.get::<_, i64>(0));
        let repeated = number("SELECT count(*) FROM repeated")?;
        let conflicts = number(super::conflict::COUNT)?;
        Ok(Merged { rows: records::count(store)?, lines: self.progress.lines, repeated, conflicts, clocks })
    }

    /// Gives a merge up: everything is as before.
    pub fn cancel(self, store: &mut Store) {
        Self::give_up(store);
        store.forms.borrow_mut().clear();
    }

    fn give_up(store: &Store) {
        if !store.db.is_autocommit() {
            // What can't be taken back now is taken back when the file is opened again.
            let _ = store.db.execute_batch("ROLLBACK");
        }
        // More memory than is needed is no harm.
        let _ = hold(&store.db, HELD_KB[1]);
    }

    /// Gives a survey as it stands here, read once.
    fn survey(&mut self, turn: &super::Turn<'_>, id: Id) -> Result<&Survey> {
        Ok(match self.surveys.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(survey::load(&turn.tx, turn.forms, id)?),
        })
    }
}

/// Holds at most so many kilobytes of the database in memory from now on.
pub(super) fn hold(db: &Connection, kilobytes: i64) -> Result<()> {
    Ok(db.execute_batch(&format!("PRAGMA cache_size = -{kilobytes}; PRAGMA shrink_memory;"))?)
}

/// Opens the soft problem of finished interviews whose form number an earlier one has, some at a time.
fn flag_repeated(store: &Store) -> Result<()> {
    let sql = "SELECT i.id FROM repeated r JOIN interview i ON i.survey = r.survey AND i.form_number = r.form_number \
               WHERE i.id > ?1 AND i.status IN ('complete', 'returned', 'approved') \
               AND NOT EXISTS (SELECT 1 FROM lock k WHERE k.survey = i.survey AND k.opened_at IS NULL) \
               AND EXISTS (SELECT 1 FROM interview e WHERE e.survey = i.survey AND e.form_number = i.form_number AND e.id < i.id AND e.status <> 'void') \
               AND NOT EXISTS (SELECT 1 FROM problem p WHERE p.interview = i.id AND p.rule = 'number_twice' AND p.state <> 'lapsed') \
               ORDER BY i.id LIMIT ?2";
    let mut after = Id::MIN;
    loop {
        let ids: Vec<Id> =
            store.db.prepare_cached(sql)?.query_map((after, PAGE as i64), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        let mut turn = store.turn(false);
        for id in ids {
            turn.set_problem(id, "number_twice", None, "open", Some(CHECKED), None)?;
        }
        turn.commit()?;
    }
}
