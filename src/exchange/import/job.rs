//! The work: every row is looked at first, then those that are new are stored in one transaction, a piece at each step; knows no screen.

use super::judge::{Judge, Judged};
use super::mapping::Mapping;
use super::opened::Opened;
use super::rejects::Rejects;
use super::report::Report;
use super::rows::{Row, Rows};
use super::sums::bits;
use super::target::{Field, Target};
use super::trouble::{Trouble, Why};
use crate::exchange::{Error, Result};
use crate::store::{Foresight, Import, Imported, Incoming, Known, Reason, Store, Survey};
use crate::words::Words;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Rows of one step: a few milliseconds.
const PAGE: usize = 500;

/// What tells rows of one file apart, as far as it was read.
#[derive(Default)]
struct Seen {
    /// Form numbers, 64 to a word.
    numbers: BTreeMap<i64, u64>,
    /// Ids of the file's own.
    ids: HashSet<i64>,
    /// Rows that say the same, where nothing else tells them apart.
    contents: HashMap<i64, u32>,
    /// Rows of this very file that were imported before.
    rows: HashSet<u64>,
    /// False where the survey has no interview that one of the file could be.
    looks_up: bool,
    has_id: bool,
}

impl Seen {
    fn of(store: &Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Result<Self> {
        Ok(Self {
            rows: store.rows_imported(survey.id, &opened.origin.sha256)?,
            looks_up: store.has_interviews(survey)?,
            has_id: mapping.column_of(Target::Field(Field::Id)).is_some(),
            ..Self::default()
        })
    }

    /// Tells whether the file has a number for the first time.
    fn number(&mut self, number: i64) -> bool {
        let word = self.numbers.entry(number >> 6).or_default();
        let bit = 1 << (number & 63);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Says what is known of a row, and completes what tells it again.
    fn look_up(&mut self, store: &Store, survey: &Survey, incoming: &mut Incoming, has_id: bool) -> Result<Looked> {
        let twice = |column: Field, found: String| (column, Trouble { column: None, why: Why::Twice, found });
        if has_id && !self.ids.insert(incoming.identity) {
            return Ok(Looked::Twice(twice(Field::Id, String::new())));
        }
        if let Some(number) = incoming.form_number.filter(|_| incoming.status != crate::survey::interview::Status::Void)
            && !self.number(number)
        {
            return Ok(Looked::Twice(twice(Field::FormNumber, number.to_string())));
        }
        if !has_id && incoming.form_number.is_none() {
            let nth = self.contents.entry(incoming.content).or_default();
            *nth += 1;
            incoming.identity = bits(format!("{}#{nth}", incoming.content).as_bytes());
        }
        if self.rows.contains(&incoming.row) {
            return Ok(Looked::Known(Known::Same));
        }
        Ok(Looked::Known(if self.looks_up { store.known(survey, incoming)? } else { Known::New }))
    }
}

enum Looked {
    Known(Known),
    Twice((Field, Trouble)),
}

/// What became of one row.
enum Fate {
    New(Box<Incoming>),
    Same,
    Summary,
    Refused(Vec<Trouble>),
}

/// The rows of a file, each judged.
struct Stream {
    rows: Rows,
    row: Row,
    judge: Judge,
    seen: Seen,
}

impl Stream {
    fn of(store: &Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Result<Self> {
        let failed = |fault| Error::Unreadable { path: opened.path.clone(), fault: Box::new(fault) };
        let zone = store.now().time_zone().clone();
        let judge = Judge::new(survey, mapping, opened.style(), zone);
        let seen = Seen::of(store, survey, opened, mapping)?;
        Ok(Self { rows: opened.body().map_err(failed)?, row: Row::default(), judge, seen })
    }

    /// Tells whether the next row can be had at once, after waiting a moment for it.
    fn is_ready(&mut self, opened: &Opened) -> Result<bool> {
        self.rows.is_ready().map_err(|fault| Error::Unreadable { path: opened.path.clone(), fault: Box::new(fault) })
    }

    /// Reads and judges the next row; none at the end.
    fn next(&mut self, store: &Store, opened: &Opened) -> Result<Option<Fate>> {
        let failed = |fault| Error::Unreadable { path: opened.path.clone(), fault: Box::new(fault) };
        loop {
            if !self.rows.next(&mut self.row).map_err(failed)? {
                return Ok(None);
            }
            if !self.row.is_blank() {
                break;
            }
        }
        let mut incoming = match self.judge.judge(&self.row) {
            Judged::Summary => return Ok(Some(Fate::Summary)),
            Judged::Refused(troubles) => return Ok(Some(Fate::Refused(troubles))),
            Judged::Interview(incoming) => incoming,
        };
        let column = |field: Field| self.judge.mapping.column_of(Target::Field(field));
        let has_id = self.seen.has_id && incoming.identity != 0;
        let looked = self.seen.look_up(store, &self.judge.survey, &mut incoming, has_id)?;
        let (field, trouble) = match looked {
            Looked::Known(Known::New) => return Ok(Some(Fate::New(incoming))),
            Looked::Known(Known::Same) => return Ok(Some(Fate::Same)),
            Looked::Known(Known::Differs) => (Field::FormNumber, Trouble { column: None, why: Why::Differs, found: String::new() }),
            Looked::Known(Known::Used(used)) => {
                let found = used.form_number.to_string();
                (Field::FormNumber, Trouble { column: None, why: Why::Used(used), found })
            }
            Looked::Twice(twice) => twice,
        };
        Ok(Some(Fate::Refused(vec![Trouble { column: column(field), ..trouble }])))
    }
}

/// A look at every row, which changes nothing.
pub struct Checking {
    stream: Stream,
    foresight: Foresight,
    report: Report,
}

impl Checking {
    /// Begins to look at the rows of a file.
    ///
    /// # Errors
    /// When the file or the database can't be read.
    pub fn begin(store: &Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Result<Self> {
        Ok(Self { stream: Stream::of(store, survey, opened, mapping)?, foresight: Foresight::default(), report: Report::default() })
    }

    /// Gives how much of [`Opened::total`] was read.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.stream.rows.done()
    }

    /// Gives what was found so far.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Looks at some rows; gives the report once all were.
    ///
    /// # Errors
    /// What is wrong with the file as such, or when the database does not answer.
    pub fn step(&mut self, store: &Store, opened: &Opened) -> Result<Option<Report>> {
        if !self.stream.is_ready(opened)? {
            return Ok(None);
        }
        for _ in 0..PAGE {
            let Some(fate) = self.stream.next(store, opened)? else {
                self.report.conclude(&self.stream.judge);
                return Ok(Some(std::mem::take(&mut self.report)));
            };
            let at = self.stream.row.at;
            self.report.rows += u64::from(!matches!(fate, Fate::Summary));
            match fate {
                Fate::New(incoming) => {
                    self.report.new += 1;
                    for rule in store.foresee(&self.stream.judge.survey, &mut self.foresight, &incoming)? {
                        *self.report.doubts.entry(rule).or_default() += 1;
                    }
                }
                Fate::Same => self.report.same += 1,
                Fate::Summary => {
                    self.report.summaries += 1;
                    self.report.first_summary.get_or_insert(at);
                }
                Fate::Refused(troubles) => self.report.refuse(at, troubles),
            }
        }
        Ok(None)
    }
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub imported: Imported,
    pub same: u64,
    pub refused: u64,
    /// The file of refused rows; none where none was or it was not wished.
    pub rejects: Option<PathBuf>,
    /// The copy of the database as it was.
    pub copy: Option<PathBuf>,
}

/// What is wished of an import.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Where refused rows go.
    pub rejects: Option<PathBuf>,
    /// An older file of refused rows is replaced.
    pub replaces: bool,
    /// A copy of the database is kept before anything changes.
    pub backs_up: bool,
    pub words: Words,
}

/// The work of storing: a copy first, then the rows.
pub struct Writing {
    wish: Wish,
    /// What the look at all rows found.
    report_newcomers: Vec<crate::store::Newcomer>,
    work: Option<Box<Work>>,
    outcome: Outcome,
}

struct Work {
    stream: Stream,
    import: Import,
    rejects: Option<Rejects>,
    /// True once every row was read.
    ended: bool,
    /// True once nothing is left but to keep it all, in one piece.
    concluded: bool,
}

impl Writing {
    /// Begins to import what a look at all rows found new.
    #[must_use]
    pub fn begin(report: &Report, wish: Wish) -> Self {
        Self { wish, report_newcomers: report.newcomers.clone(), work: None, outcome: Outcome::default() }
    }

    /// Gives how much of [`Opened::total`] is stored; none while the copy is made.
    #[must_use]
    pub fn done(&self) -> Option<u64> {
        self.work.as_ref().map(|work| work.stream.rows.done())
    }

    /// Tells whether the next step keeps it all and can't be interrupted: with a million rows it takes seconds.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.concluded)
    }

    /// Does the next piece; gives what became of it all once it is done.
    ///
    /// # Errors
    /// When the file or the database can't be read or written; everything is as before then.
    pub fn step(&mut self, store: &mut Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Result<Option<Outcome>> {
        let Some(mut work) = self.work.take() else {
            return self.prepare(store, survey, opened, mapping).map(|()| None);
        };
        if work.concluded {
            return self.finish(*work, store).map(Some);
        }
        match self.work_on(&mut work, store, opened) {
            Ok(concluded) => {
                work.concluded = concluded;
                self.work = Some(work);
                Ok(None)
            }
            Err(error) => {
                work.import.cancel(store);
                Err(error)
            }
        }
    }

    fn prepare(&mut self, store: &mut Store, survey: &Survey, opened: &Opened, mapping: &Mapping) -> Result<()> {
        if self.wish.backs_up && self.outcome.copy.is_none() && !store.is_blank()? {
            self.outcome.copy = Some(store.keep_copy(Reason::Import)?);
            return Ok(());
        }
        let rejects = self.wish.rejects.as_deref().map(|path| Rejects::open(path, opened, self.wish.replaces)).transpose()?;
        // What is known of the file is read before its own rows are in the way.
        let mut stream = Stream::of(store, survey, opened, mapping)?;
        let import = Import::begin(store, survey, &opened.origin, &self.report_newcomers)?;
        if !self.report_newcomers.is_empty() {
            let zone = store.now().time_zone().clone();
            stream.judge = Judge::new(import.survey(), mapping, opened.style(), zone);
        }
        self.work = Some(Box::new(Work { stream, import, rejects, ended: false, concluded: false }));
        Ok(())
    }

    /// Stores some rows; tells whether all are done.
    fn work_on(&mut self, work: &mut Work, store: &mut Store, opened: &Opened) -> Result<bool> {
        if work.ended {
            return Ok(work.import.conclude(store)?);
        }
        if !work.stream.is_ready(opened)? {
            return Ok(false);
        }
        let mut page = Vec::with_capacity(PAGE);
        for _ in 0..PAGE {
            let Some(fate) = work.stream.next(store, opened)? else {
                work.ended = true;
                break;
            };
            match fate {
                Fate::New(incoming) => page.push(*incoming),
                Fate::Same => self.outcome.same += 1,
                Fate::Summary => {}
                Fate::Refused(troubles) => {
                    self.outcome.refused += 1;
                    if let Some(rejects) = &mut work.rejects {
                        rejects.write(&work.stream.row, &troubles, &work.stream.judge.mapping, self.wish.words)?;
                    }
                }
            }
        }
        work.import.add(store, &page)?;
        Ok(false)
    }

    fn finish(&mut self, work: Work, store: &mut Store) -> Result<Outcome> {
        let Work { import, rejects, .. } = work;
        let mut outcome = std::mem::take(&mut self.outcome);
        // The rows that are not imported are on the disk before the others are.
        match rejects.filter(|_| outcome.refused > 0).map(Rejects::keep).transpose() {
            Ok(kept) => outcome.rejects = kept,
            Err(error) => {
                import.cancel(store);
                return Err(error);
            }
        }
        outcome.imported = import.finish(store)?;
        Ok(outcome)
    }

    /// Gives it up: everything is as before; a copy that was made stays.
    pub fn cancel(self, store: &mut Store) {
        if let Some(work) = self.work {
            work.import.cancel(store);
        }
    }
}

/// Proposes where refused rows go: beside the file, `visits-ditolak.csv`.
#[must_use]
pub fn proposed_rejects(file: &Path, w: Words) -> PathBuf {
    let stem = file.file_stem().map_or_else(|| "import".to_owned(), |stem| stem.to_string_lossy().into_owned());
    file.with_file_name(format!("{stem}-{}.csv", w.import_refused_name()))
}
