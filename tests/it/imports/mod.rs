//! Interviews from files of other programs: what is read, what is refused, and that nothing goes in twice or is lost.

mod broken;
mod foreign;
mod killed;
mod laptops;
mod round_trip;
mod screen;
mod sheets;
mod sqlite;
mod statistics;
mod twice;

use crate::support::{Sample, run};
use cacah::exchange::import::{
    Checking, Defaults, How, Mapping, Opened, Opening, Outcome, Report, Row, Unreadable, Wish, Writing, read_map,
};
use cacah::store::{List, Store};
use std::path::Path;

/// Makes a folder with the survey of the template for Bontang in `a.db`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    folder
}

/// Reads all rows of a file.
pub fn rows(path: &Path, sample: &Sample) -> Result<u64, Unreadable> {
    let mut opening = Opening::begin(path)?;
    let opened = loop {
        if let Some(opened) = opening.step(&sample.survey)? {
            break opened;
        }
    };
    let mut rows = opened.body()?;
    let (mut row, mut n) = (Row::default(), 0);
    while rows.next(&mut row)? {
        n += 1;
    }
    Ok(n)
}

/// Runs an import of a text.
fn import(folder: &Path, text: impl AsRef<[u8]>, args: &[&str]) -> String {
    std::fs::write(folder.join("f.csv"), text).expect("writes");
    run(folder, &[&["--db", "a.db", "import", "f.csv", "--no-backup"], args].concat())
}

/// Looks at a file and imports what is new, within a test.
pub fn import_into(store: &mut Store, path: &Path, map: &str) -> (Report, Outcome) {
    let survey = store.surveys().expect("reads").remove(0);
    let opened = Opened::open(path, &survey).expect("opens");
    let mut mapping: Mapping = opened.guess(&survey);
    read_map(map, &survey, &mut mapping, How::Said).expect("reads");
    let first = |list| survey.list(list).next().map(|item| item.id);
    let given = mapping.defaults;
    mapping.defaults =
        Defaults { location: given.location.or(first(List::Location)), surveyor: given.surveyor.or(first(List::Surveyor)), ..given };
    assert_eq!(mapping.open(&survey), []);
    let mut checking = Checking::begin(store, &survey, &opened, &mapping).expect("begins");
    let report = loop {
        if let Some(report) = checking.step(store, &opened).expect("looks") {
            break report;
        }
    };
    let mut work = Writing::begin(&report, Wish::default());
    let outcome = loop {
        if let Some(outcome) = work.step(store, &survey, &opened, &mapping).expect("imports") {
            break outcome;
        }
    };
    (report, outcome)
}
