//! What the index by service and location costs at a million interviews, from the kept counts and from the rows, as ratios to the same
//! aggregate as SQL GROUP BY in the `sqlite3` shell; and that its memory does not grow.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

mod filled;

use cacah::store::{By, Group, Part, Results, Store, Survey, Tabulation};
use cacah::survey::interview::Status;
use divan::Bencher;
use filled::file;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const MILLION: i64 = 1_000_000;
const BY: [By; 2] = [By::Part(Part::Service), By::Part(Part::Location)];
const UNSUR: [&str; 9] = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"];

fn main() {
    divan::main();
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        compare();
    }
    filled::remove();
}

/// Measures each in turn, after one run that warms the cache of the system for all alike.
fn compare() {
    let path = file(MILLION);
    let (store, survey) = open(&path);
    let [whole, sums] = [true, false].map(|frequencies| sql(&survey, frequencies));
    shell(&path, &whole);
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..7 {
        times[0].push(timed(|| from_counts(&store, &survey)));
        times[1].push(timed(|| from_rows(&store, &survey)));
        times[2].push(timed(|| shell(&path, &whole)));
        times[3].push(timed(|| shell(&path, &sums)));
    }
    let [kept, rows, grouped, sums] = times.map(median);
    say("index by service and location from the kept counts, to GROUP BY", kept, grouped, Some(0.005));
    say("index by service and location from the rows, to GROUP BY", rows, grouped, Some(0.25));
    say("  from the kept counts, to GROUP BY without frequencies", kept, sums, Some(0.005));
    say("  from the rows, to GROUP BY without frequencies", rows, sums, None);
    let (kept, rows) = (from_counts(&store, &survey), from_rows(&store, &survey));
    assert_eq!(kept, rows, "counts and rows give the same");
    memory();
}

fn open(path: &Path) -> (Store, Survey) {
    let store = Store::open(path).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    (store, survey)
}

/// The index of the whole and of each service and location, as text.
fn worked(results: &Results, groups: &[Vec<Group>]) -> String {
    let ikm = |group: &Group| format!("{:?} {:?}\n", group.key, results.group(group).whole.map(|whole| whole.ikm));
    groups.iter().flatten().map(ikm).collect()
}

fn from_counts(store: &Store, survey: &Survey) -> String {
    let results = store.results(survey, &survey.measure()).expect("reads");
    let groups = [Part::Service, Part::Location].map(|part| store.scores(survey, &survey.measure().definition, part).expect("reads"));
    worked(&results, &groups)
}

/// From the rows: nothing but the same sums, without the sums behind an interval.
fn from_rows(store: &Store, survey: &Survey) -> String {
    let mut count = Tabulation::begin(survey, &survey.measure().definition, &Status::FINISHED, &BY, false);
    while !count.step(store).expect("reads") {}
    let (groups, _) = count.finish();
    let (whole, counts) = (Group::together(&groups[0], UNSUR.len()), store.counts(survey.id).expect("reads"));
    let results = Results::of(whole, &groups[0], counts, &Status::FINISHED, &survey.measure());
    worked(&results, &groups)
}

/// The same by service and location, as anybody would ask SQLite for it: of each unsur n, sum and how often each value; or n and sum alone.
fn sql(survey: &Survey, frequencies: bool) -> String {
    let of = |key: &&str| {
        let values = [1, 2, 3, 4].map(|value| format!(", sum(a.{key} = {value})")).concat();
        format!("count(a.{key}), sum(a.{key}){}", if frequencies { values } else { String::new() })
    };
    let sums: Vec<String> = UNSUR.iter().map(of).collect();
    format!(
        "SELECT i.service, i.location, count(*), {} FROM interview i JOIN answers_skm a ON a.interview = i.id \
         WHERE i.survey = {} AND i.status IN ('complete', 'returned', 'approved') GROUP BY i.service, i.location",
        sums.join(", "),
        survey.id
    )
}

fn shell(path: &Path, sql: &str) -> String {
    let output = Command::new("sqlite3").args(["-batch", "-readonly"]).arg(path).arg(sql).output().expect("a sqlite3 shell");
    assert!(output.status.success() && !output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn timed(work: impl FnOnce() -> String) -> Duration {
    let begun = Instant::now();
    let told = work();
    let time = begun.elapsed();
    assert!(!told.is_empty(), "there is something to tell");
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn say(name: &str, ours: Duration, other: Duration, most: Option<f64>) {
    let ratio = ours.as_secs_f64() / other.as_secs_f64();
    let verdict = most.map_or_else(String::new, |most| format!(", at most {most}: {}", if ratio <= most { "holds" } else { "MISSED" }));
    eprintln!("{name}: {ours:.1?} to {other:.1?}, ratio {ratio:.5}{verdict}");
}

/// Prints by how much a count from the rows lets the program's memory peak, at a hundred thousand interviews and at a million; where
/// the system tells it.
fn memory() {
    let grown = [100_000, MILLION].map(|interviews| {
        let (store, survey) = open(&file(interviews));
        let before = reset_peak()?;
        store.tabulate(&survey, &survey.measure().definition, &Status::FINISHED, &By::all(&survey)[..9]).expect("counts");
        Some(status("VmHWM:")?.saturating_sub(before))
    });
    if let [Some(small), Some(large)] = grown {
        let most = small.max(2048) * 3 / 2;
        let verdict = if large <= most { "holds" } else { "MISSED" };
        eprintln!(
            "memory of a count from the rows by every part but batch: {small} KiB at 100k, {large} KiB at 1M, at most {most} KiB: {verdict}"
        );
    }
}

/// Forgets the highest memory so far, and gives what is in use.
fn reset_peak() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

/// Reads a number of KiB from what the system tells of this program.
fn status(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn kept(bencher: Bencher<'_, '_>) {
    let (store, survey) = open(&file(MILLION));
    bencher.bench_local(move || from_counts(&store, &survey));
}
