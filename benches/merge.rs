//! Merging against copying: fifty laptops with two thousand interviews each merged in one run, and the same rows by plain
//! `ATTACH` and `INSERT … SELECT`.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

use cacah::exchange::bundle::{self, Parcel};
use cacah::store::{Header, List, Merge, Saving, Store, Survey};
use cacah::survey::interview::{Effort, Interview, Save, Write};
use cacah::survey::template;
use cacah::survey::value::Answer;
use jiff::civil::date;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Instant;

const LAPTOPS: i64 = 50;
const INTERVIEWS: i64 = 2_000;

const TABLES: [&str; 7] = ["batch", "interview", "missing", "note", "problem", "change", "answers_skm"];

fn main() {
    if std::env::args().any(|arg| arg == "--bench") {
        let (laptops, interviews) = (number("LAPTOPS", LAPTOPS), number("INTERVIEWS", INTERVIEWS));
        compare(laptops, interviews);
    }
}

/// Gives a number from outside, for a short run.
fn number(name: &str, usual: i64) -> i64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn compare(laptops: i64, interviews: i64) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let office = path("office.db");
    let mut store = Store::open(&office).expect("opens");
    let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
    store.create_survey(&template.form.source(), &template.setup).expect("is made");
    let survey = store.surveys().expect("reads").remove(0);
    bundle::write(&mut store, &path("survey.cacah"), true, &Parcel::default()).expect("writes");
    let mut bundles = Vec::new();
    let begun = Instant::now();
    for laptop in 0..laptops {
        bundles.push(key(folder.path(), &path("survey.cacah"), laptop, interviews, &survey));
    }
    eprintln!("{laptops} laptops keyed {interviews} interviews each in {:.1?}", begun.elapsed());
    // The same rows without the program: no index over words, no counts, no proof of the log.
    let copied = path("copied.db");
    store.back_up(&copied, false).expect("copies");
    drop(store);
    let plain = copy(&copied, folder.path(), laptops);
    let mut store = Store::open(&office).expect("opens");
    let before = resident();
    let begun = Instant::now();
    let sources = bundles.iter().enumerate().map(|(n, file)| bundle::open(file, None, &bundle::place_of(&office, n)).expect("opens").0);
    let sources = sources.collect();
    let unpacked = begun.elapsed();
    let mut job = Merge::begin(&mut store, sources).expect("begins");
    let mut most = 0;
    while !job.step(&mut store).expect("goes on").done {
        most = most.max(resident());
    }
    let merged = job.finish(&mut store, true).expect("ends");
    let all = begun.elapsed();
    let new: u64 = merged.rows.iter().map(|row| row.new).sum();
    assert_eq!(new, u64::try_from(laptops * interviews).expect("counts"));
    let ratio = all.as_secs_f64() / plain.as_secs_f64();
    eprintln!(
        "merged {new} interviews, {} lines in {all:.1?} (unpacked in {unpacked:.1?}); plain copy {plain:.1?}, ratio {ratio:.2}",
        merged.lines
    );
    eprintln!("memory grew by {} MB at most", most.saturating_sub(before) / 1024);
}

/// Gives the resident memory in kilobytes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Keys a laptop's interviews as the program writes them, and hands them over.
fn key(folder: &Path, survey_file: &Path, laptop: i64, interviews: i64, survey: &Survey) -> PathBuf {
    let file = folder.join(format!("{laptop}.db"));
    // Keying in memory is enough here, and much faster.
    let mut store = Store::in_memory().expect("opens");
    let source = bundle::open(survey_file, None, &folder.join(format!("{laptop}.rows"))).expect("opens").0;
    let mut job = Merge::begin(&mut store, vec![source]).expect("begins");
    while !job.step(&mut store).expect("goes on").done {}
    job.finish(&mut store, true).expect("ends");
    let first = |list| survey.list(list).next().expect("has items").id;
    let header = Header {
        date: date(2024, 9, 30),
        band: Some(first(List::Band)),
        location: first(List::Location),
        service: None,
        surveyor: first(List::Surveyor),
        first_number: laptop * interviews + 1,
        forms: interviews,
    };
    let batch = store.create_batch(survey.id, &header).expect("is made");
    let form = &survey.form;
    for n in 0..interviews {
        let mut interview = Interview::empty(header.first_number + n, header.date, form.questions.len());
        let answered = (0..form.questions.len()).filter(|at| !form.plan.is_conditional(*at) && !form.questions[*at].takes_text());
        let writes: Vec<Write> =
            answered.map(|at| Write { question: at, old: None, new: Some(Answer::int(1 + (n + at as i64) % 4)), why: None }).collect();
        let save = Save { writes, ..Save::default() };
        interview.effort = Effort { keys: 16, ms: 20_000, ..Effort::default() };
        let saving = Saving { save: &save, effort: interview.effort, rules: None, keying: None };
        let stored = store.save(survey, &batch, &interview, &saving).expect("saves");
        (interview.id, interview.revision) = (Some(stored.id), stored.revision);
        store.complete(survey, &batch, &interview, &[], None).expect("completes");
    }
    let bundle = folder.join(format!("{laptop}.cacah"));
    bundle::write(&mut store, &bundle, true, &Parcel::default()).expect("writes");
    store.back_up(&file, false).expect("copies");
    bundle
}

/// Copies the same rows by plain SQL, in one transaction a file.
fn copy(target: &Path, folder: &Path, laptops: i64) -> std::time::Duration {
    let db = Connection::open(target).expect("opens");
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 64;")
        .expect("is set");
    let begun = Instant::now();
    for laptop in 0..laptops {
        db.execute("ATTACH ?1 AS other", [folder.join(format!("{laptop}.db")).to_string_lossy()]).expect("attaches");
        db.execute_batch("BEGIN").expect("begins");
        for table in TABLES {
            let columns: Vec<String> = db
                .prepare("SELECT name FROM pragma_table_info(?1)")
                .and_then(|mut select| select.query_map([table], |row| row.get(0))?.collect())
                .expect("reads");
            let columns = columns.join(", ");
            db.execute_batch(&format!("INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM other.{table}"))
                .expect("copies");
        }
        db.execute_batch("COMMIT; DETACH other").expect("ends");
    }
    begun.elapsed()
}
