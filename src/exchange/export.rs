//! The export as a job that works in steps, so that a screen can draw and cancel in between; knows no screen and no format.

use super::anonymise::Anonymiser;
use super::column::{Column, rows_of};
use super::plan::{Encoder, Next, Plan, Stop};
use super::sink::{Sink, Target};
use super::{About, Error, Options, Result, column, verify};
use crate::store::{Record, Store, Survey};
use crate::survey::interview::Id;
use std::io;
use std::panic::resume_unwind;
use std::path::PathBuf;

/// Interviews of one step: a few milliseconds. Memory holds two pages at most: one is read while the other is written.
pub(super) const PAGE: i64 = 1000;

/// Before the first interview.
pub(super) const START: (i64, Id) = (i64::MIN, i64::MIN);

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Interviews read in this pass.
    pub rows: u64,
    /// Interviews that there are.
    pub total: u64,
    /// Which pass over the interviews it is, from 1, and how many there are as far as is known.
    pub pass: u64,
    pub passes: u64,
    pub bytes: u64,
    pub done: bool,
}

impl Progress {
    /// Says how far something is that reads the interviews once.
    #[must_use]
    pub const fn once(rows: u64, total: u64, bytes: u64, done: bool) -> Self {
        Self { rows, total, pass: 1, passes: 1, bytes, done }
    }

    /// Gives how much of the work is done, in per cent.
    #[must_use]
    pub const fn percent(&self) -> u64 {
        let all = self.total * self.passes;
        match ((self.pass - 1) * self.total + self.rows) * 100 {
            _ if self.done || all == 0 => 100,
            done => done / all,
        }
    }
}

/// What an export came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The target as it was named; `-` for a writer.
    pub path: PathBuf,
    /// Interviews; the header is not counted.
    pub rows: u64,
    pub bytes: u64,
}

/// An export under way. The store reads one state of the data until it is finished, cancelled or failed; nothing can be
/// written to the store until then.
pub struct Export {
    plan: Plan,
    /// None while interviews are counted to be anonymised.
    encoder: Option<Box<dyn Encoder>>,
    reading: Reading,
    /// What was read and not yet written.
    ahead: Option<Page>,
    sink: Sink,
    /// Whether every interview was read, and the end is being written.
    is_ending: bool,
    progress: Progress,
}

/// Where the reading of interviews stands.
struct Reading {
    /// The survey as it is stored; the plan has it as it is published.
    survey: Survey,
    anonymiser: Option<Anonymiser>,
    after: (i64, Id),
}

/// Interviews as they are published, and whether they are the last ones of a pass.
struct Page {
    records: Vec<Record>,
    is_last: bool,
}

impl Reading {
    /// Reads the next thousand interviews at most; begins anew behind the last one.
    fn next(&mut self, store: &Store, plan: &Plan) -> Result<Page> {
        let (records, end) = match &mut self.anonymiser {
            None => {
                let records = store.records(&self.survey, &plan.options.filter, self.after, PAGE)?;
                let end = records.last().map_or(START, |last| (last.form_number, last.id));
                (records, end)
            }
            Some(anonymiser) => {
                let (records, end) = store.shuffled(&self.survey, self.after, PAGE)?;
                (records.iter().map(|record| anonymiser.publish(&self.survey, &plan.survey, record)).collect(), end)
            }
        };
        let is_last = is_short(&records);
        self.after = if is_last { START } else { end };
        Ok(Page { records, is_last })
    }
}

/// Tells whether a page has room for more, because there are no more.
fn is_short(records: &[Record]) -> bool {
    i64::try_from(records.len()).is_ok_and(|read| read < PAGE)
}

impl Export {
    /// Opens the target and writes what stands before the first interview.
    ///
    /// # Errors
    /// When the target can't be made or the database does not answer; a file that is there stays as it is.
    pub fn begin(store: &Store, survey: &Survey, options: Options, target: Target) -> Result<Self> {
        let sink = Sink::open(target)?;
        store.begin_reading()?;
        let begun = Self::begin_reading(store, survey, options.settled(), sink);
        if begun.is_err() {
            store.end_reading();
        }
        begun
    }

    fn begin_reading(store: &Store, survey: &Survey, options: Options, sink: Sink) -> Result<Self> {
        // Read anew, so that its lists are of the same state as the interviews.
        let survey = store.survey(survey.id)?;
        let about = About::begin(store, &survey, &options)?;
        let total = u64::try_from(store.count(&survey, &options.filter)?).unwrap_or(0);
        let anonymiser = if options.anonymised { Some(Anonymiser::begin(store, &survey)?) } else { None };
        let plan = Plan { survey: survey.clone(), options, about, total };
        let progress = Progress { rows: 0, total, pass: 1, passes: 1 + u64::from(anonymiser.is_some()), bytes: 0, done: false };
        let mut export = Self {
            plan,
            encoder: None,
            reading: Reading { survey, anonymiser, after: START },
            ahead: None,
            sink,
            is_ending: false,
            progress,
        };
        if export.reading.anonymiser.is_none() {
            export.begin_format()?;
        }
        Ok(export)
    }

    /// Lets the format begin, once it is known what is published.
    fn begin_format(&mut self) -> Result<()> {
        let mut encoder = (self.plan.options.format.begin)(&self.plan);
        self.progress.passes = encoder.passes() + u64::from(self.reading.anonymiser.is_some());
        let begun = encoder.begin(&self.plan, &mut self.sink);
        self.encoder = Some(encoder);
        self.written(begun.map(|()| None)).map(|_| ())
    }

    /// Reads the next thousand interviews at most.
    ///
    /// # Errors
    /// When the target takes no more or the database does not answer; the target is then as it was before.
    pub fn step(&mut self, store: &Store) -> Result<Progress> {
        if !self.progress.done {
            let page = self.page(store);
            if page.is_err() {
                store.end_reading();
            }
            page?;
        }
        Ok(self.progress)
    }

    /// Says what was done so that nobody is recognised, in sentences; known when the work is done.
    #[must_use]
    pub fn anonymised(&self) -> &[String] {
        &self.plan.about.anonymised
    }

    /// Gives how far it is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Reads back what was written so far and compares it with the data, cell by cell where the format is CSV, else with its sum; for whole
    /// files, before [`Export::finish`]. False where the target is no file that can be read back.
    ///
    /// # Errors
    /// [`Error::Differs`] and [`Error::RowCount`] where the file is not what the data say; the target is then as it was before.
    pub fn verify(&mut self, store: &Store) -> Result<bool> {
        let flushed = io::Write::flush(&mut self.sink).map_err(|source| Error::write(self.sink.path(), source));
        let Some(written) = self.sink.written() else { return Ok(false) };
        let same = flushed.and_then(|()| {
            if self.plan.options.format.takes.dialect && self.reading.anonymiser.is_none() {
                verify::compare(store, &self.plan.survey, &self.plan.options, written, self.sink.path())
            } else {
                let mut about = self.plan.about.clone();
                about.sum_up(self.rows_written(), self.sink.marks());
                verify::compare_sums(&about, written, self.sink.path())
            }
        });
        if same.is_err() {
            store.end_reading();
        }
        same.map(|()| true)
    }

    /// Writes what is left, puts the whole file in its place, and beside it what it is.
    ///
    /// # Errors
    /// As [`Export::step`].
    pub fn finish(mut self, store: &Store) -> Result<Done> {
        while !self.step(store)?.done {}
        store.end_reading();
        store.end_shuffle();
        let (path, is_file) = (self.sink.path().to_owned(), self.sink.written().is_some());
        let rows = self.rows_written();
        let mut about = self.plan.about;
        about.sum_up(rows, self.sink.marks());
        let done = Done { path, rows: self.progress.rows, bytes: self.sink.bytes() };
        match self.sink.keep() {
            // A reader who closed the pipe has read enough.
            Err(Error::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => return Ok(done),
            kept => kept?,
        }
        if is_file {
            about.write(&done.path)?;
        }
        Ok(done)
    }

    /// Gives up; the target is as it was before.
    pub fn cancel(self, store: &Store) {
        store.end_reading();
        store.end_shuffle();
    }

    fn rows_written(&self) -> u64 {
        self.encoder.as_ref().map_or(0, |encoder| encoder.rows())
    }

    fn page(&mut self, store: &Store) -> Result<()> {
        let Some(mut encoder) = self.encoder.take() else { return self.count(store) };
        let next = if self.is_ending { encoder.end(&self.plan, &mut self.sink).map(Some) } else { self.encode(store, &mut *encoder)? };
        self.encoder = Some(encoder);
        match self.written(next)? {
            Some(Next::Done) => self.progress.done = true,
            Some(Next::More) => self.is_ending = true,
            Some(Next::Pass) => self.turn(),
            None => {}
        }
        Ok(())
    }

    /// Hands the next interviews to the format while those behind them are read, each on a core of its own; says what follows where they
    /// were the last ones.
    fn encode(&mut self, store: &Store, encoder: &mut dyn Encoder) -> Result<std::result::Result<Option<Next>, Stop>> {
        let (plan, sink, reading) = (&self.plan, &mut self.sink, &mut self.reading);
        let page = match self.ahead.take() {
            Some(page) => page,
            None => reading.next(store, plan)?,
        };
        self.progress.rows += page.records.len() as u64;
        if page.is_last {
            let taken = encoder.page(plan, &page.records, sink);
            return Ok(taken.and_then(|()| encoder.end(plan, sink)).map(Some));
        }
        let (taken, ahead) = std::thread::scope(|scope| {
            let writing = std::thread::Builder::new().spawn_scoped(scope, || encoder.page(plan, &page.records, sink));
            let ahead = reading.next(store, plan);
            // A panic over there is one here.
            let taken = writing.map_err(Stop::Write).and_then(|writing| writing.join().unwrap_or_else(|panic| resume_unwind(panic)));
            (taken, ahead)
        });
        self.ahead = Some(ahead?);
        Ok(taken.map(|()| None))
    }

    /// Counts the next interviews, so that it is known who can be told from others; decides at the end what is published.
    fn count(&mut self, store: &Store) -> Result<()> {
        let Reading { survey, anonymiser: Some(anonymiser), after } = &mut self.reading else { return Ok(()) };
        let records = store.records(survey, &self.plan.options.filter, *after, PAGE)?;
        anonymiser.count(store, survey, &records)?;
        self.progress.rows += records.len() as u64;
        match records.last() {
            Some(last) if !is_short(&records) => *after = (last.form_number, last.id),
            _ => {
                self.plan.survey = anonymiser.decide(survey)?;
                self.plan.about.anonymised = anonymiser.say(survey, self.plan.w());
                *after = START;
                self.turn();
                self.begin_format()?;
            }
        }
        Ok(())
    }

    /// Begins the next pass.
    fn turn(&mut self) {
        if let Some(anonymiser) = &mut self.reading.anonymiser {
            anonymiser.again();
        }
        self.progress.pass += 1;
        self.progress.passes = self.progress.passes.max(self.progress.pass);
        self.progress.rows = 0;
    }

    /// Takes note of what a write came to; a reader who closed the pipe has read enough.
    fn written(&mut self, written: std::result::Result<Option<Next>, Stop>) -> Result<Option<Next>> {
        self.progress.bytes = self.sink.bytes();
        match written {
            Ok(next) => Ok(next),
            Err(Stop::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.progress.done = true;
                Ok(Some(Next::Done))
            }
            Err(Stop::Write(source)) => Err(Error::write(self.sink.path(), source)),
            Err(Stop::Store(crate::store::Error::DiskFull)) => Err(Error::NoSpace(self.sink.path().to_owned())),
            Err(Stop::Store(error)) => Err(error.into()),
            Err(Stop::TooManyRows(rows)) => Err(Error::TooManyRows { path: self.sink.path().to_owned(), rows }),
        }
    }
}

/// Gives the header and the rows of the first interviews as they would stand in a file, at most `rows` of them.
///
/// # Errors
/// When the database does not answer.
pub fn preview(store: &Store, survey: &Survey, options: &Options, rows: i64) -> Result<Vec<Vec<String>>> {
    let options = &options.clone().settled();
    let columns = if options.format.takes.values.is_empty() { column::variables(survey, options) } else { column::table(survey, options) };
    // What is merged and hidden is known when all were counted: till then, the columns alone.
    let records = if options.anonymised { Vec::new() } else { store.records(survey, &options.filter, START, rows)? };
    let header = columns.iter().map(|column| column.name.clone()).collect();
    let of = |record, row| {
        let write = |column: &Column| {
            let mut cell = String::new();
            column.cell(survey, record, row, options.lang).write(options.dialect, &mut cell);
            cell
        };
        columns.iter().map(write).collect::<Vec<String>>()
    };
    let most = usize::try_from(rows).unwrap_or(0);
    let rows = records.iter().flat_map(|record| rows_of(survey, options, record).map(move |row| (record, row)));
    Ok(std::iter::once(header).chain(rows.take(most).map(|(record, row)| of(record, row))).collect())
}
