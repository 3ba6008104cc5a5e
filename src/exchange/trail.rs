//! The audit trail as CSV, streamed a page at a time, newest first; knows no screen.

use super::cell::Cell;
use super::sink::{Sink, Target};
use super::{Dialect, Done, Error, Result};
use crate::store::{Store, Survey, TrailFilter, TrailLine};
use crate::survey::interview::Id;
use crate::words::Words;
use std::io;

/// Lines that memory holds at once.
const PAGE: i64 = 1000;

/// The columns with their meanings; stable.
pub const TRAIL_COLUMNS: [(&str, &str); 11] = [
    ("id", "the line's id, which grows with time on each device"),
    ("at", "when, `2024-09-30T09:41:12.123+08:00`"),
    ("who", "who changed it; empty where nobody is named"),
    ("about", "the form number, the batch, the line of a list, or the survey"),
    ("field", "the question's key, or `@` and the name of a field"),
    ("label", "the question or field in words"),
    ("old", "the value before, in words; empty for none"),
    ("new", "the value after, in words; empty for none"),
    ("why", "the reason that was given; `@carried` where the answer was carried forward"),
    ("undoes", "the id of the line that this one takes back"),
    ("undone", "1 where a later line takes this one back, else 0"),
];

/// Writes every line that a filter leaves, on one state of the data.
///
/// # Errors
/// When the target can't be made or written, or the database does not answer; a file that is there stays as it is.
pub fn write_trail(store: &Store, survey: &Survey, filter: &TrailFilter, w: Words, target: Target) -> Result<Done> {
    let sink = Sink::open(target)?;
    store.begin_reading()?;
    let written = write(store, survey, filter, w, sink);
    store.end_reading();
    written
}

fn write(store: &Store, survey: &Survey, filter: &TrailFilter, w: Words, sink: Sink) -> Result<Done> {
    let path = sink.path().to_owned();
    let mut csv = Dialect::default().writer(sink, 1 << 16);
    let (mut before, mut rows) = (Id::MAX, 0);
    let mut told = csv.write_record(TRAIL_COLUMNS.map(|(name, _)| name));
    while told.is_ok() {
        let lines = store.trail(survey, filter, before, PAGE)?;
        let Some(last) = lines.last() else { break };
        before = last.id;
        rows += lines.len() as u64;
        told = lines.iter().try_for_each(|line| csv.write_record(cells(line, survey, w)));
    }
    let end = told.map_err(io::Error::from).and_then(|()| csv.flush());
    let bytes = csv.get_ref().bytes();
    let done = Done { path: path.clone(), rows, bytes };
    match end {
        // A reader who closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(done),
        end => end.map_err(|source| Error::write(&path, source))?,
    }
    match csv.into_inner() {
        Ok(sink) => sink.keep().map(|()| done),
        Err(failed) => Err(Error::write(&path, failed.into_error())),
    }
}

fn cells(line: &TrailLine, survey: &Survey, w: Words) -> [String; 11] {
    let text = |text: &str| {
        let mut cell = String::new();
        Cell::Text(text).write(Dialect::default(), &mut cell);
        cell
    };
    let [old, new] = line.say_values(survey, w);
    [
        line.id.to_string(),
        line.at.clone(),
        text(&line.who),
        text(&line.say_about(survey, w)),
        text(&line.question),
        text(&line.say_field(survey, w)),
        text(&old),
        text(&new),
        text(line.why.as_deref().unwrap_or_default()),
        line.undoes.map_or_else(String::new, |id| id.to_string()),
        i64::from(line.undone).to_string(),
    ]
}
