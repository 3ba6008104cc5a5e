//! The export of 1,000,000 interviews to CSV, against the `sqlite3` shell's own CSV of the same columns in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

mod filled;

use cacah::exchange::{Export, Options, Target, Values};
use cacah::store::{Store, Survey};
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const INTERVIEWS: i64 = 1_000_000;

/// The most that ours may take of the shell's time.
const TARGET: f64 = 0.45;

fn main() {
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        compare("codes", Values::Codes);
        compare("labels", Values::Labels);
    }
    filled::remove();
}

/// Runs both in turn and prints how long one takes against the other.
fn compare(name: &str, values: Values) {
    let path = filled::file(INTERVIEWS);
    let store = Store::open(&path).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    let sql = query(&survey, values);
    let (ours, theirs) = (beside(&path, "ours.csv"), beside(&path, "shell.csv"));
    let (mut own, mut shell) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        own.push(timed(|| {
            let options = Options { values, ..Options::default() };
            let target = Target::File { path: ours.clone(), replace: true };
            let done = Export::begin(&store, &survey, options, target).and_then(|export| export.finish(&store)).expect("exports");
            assert!(done.rows > INTERVIEWS as u64 * 9 / 10);
        }));
        shell.push(timed(|| {
            let out = File::create(&theirs).expect("makes");
            let mut shell = Command::new("sqlite3");
            let done = shell.args(["-batch", "-csv", "-header"]).arg(&path).arg(&sql).stdout(out).status();
            assert!(done.expect("the sqlite3 shell is installed").success());
        }));
    }
    same_rows(&ours, &theirs);
    let (own, shell) = (median(own), median(shell));
    let ratio = own.as_secs_f64() / shell.as_secs_f64();
    let kept = if ratio <= TARGET { "within" } else { "beyond" };
    eprintln!(
        "export {name}: {own:.0?}, sqlite3 shell {shell:.0?}, ratio {ratio:.2}, {kept} {TARGET} ({INTERVIEWS} interviews, medians of 3)"
    );
}

fn beside(path: &std::path::Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}

/// Makes sure that both wrote the same: the first rows cell by cell, and as many lines.
fn same_rows(ours: &std::path::Path, theirs: &std::path::Path) {
    let read = |path| csv::ReaderBuilder::new().from_path(path).expect("opens").into_records().map(|row| row.expect("reads"));
    let (mut ours, mut theirs) = (read(ours), read(theirs));
    for (own, shell) in ours.by_ref().zip(theirs.by_ref()).take(2000) {
        assert_eq!(own, shell);
    }
    assert_eq!(ours.count(), theirs.count());
}

/// Says in SQL what stands in the columns of our export.
fn query(survey: &Survey, values: Values) -> String {
    let item = |alias: &str, name: &str| format!("{alias}.{} AS {name}", if values == Values::Labels { "label" } else { "code" });
    let mut columns = vec!["i.form_number".to_owned(), "i.status".to_owned(), "i.date".to_owned()];
    columns.extend([item("band", "time_band"), item("l", "location"), "b.number AS batch".to_owned(), item("p", "surveyor")]);
    columns.extend(["i.started", "i.completed", "round(i.active_ms / 1000.0, 1) AS keyed_seconds"].map(str::to_owned));
    columns.extend(["i.keys", "i.corrections"].map(str::to_owned));
    columns.push("(SELECT count(*) FROM problem x WHERE x.interview = i.id AND x.state = 'open') AS open_problems".to_owned());
    for question in &survey.form.questions {
        let key = &question.key;
        let code = if Some(key.as_str()) == survey.form.service().map(|at| survey.form.questions[at].key.as_str()) {
            "sv.code".to_owned()
        } else {
            format!("a.{key}")
        };
        let shown = if values == Values::Labels && !question.choices().is_empty() {
            let cases: Vec<String> = question
                .choices()
                .iter()
                .map(|choice| format!("WHEN {} THEN '{}'", choice.code, choice.label.id.replace('\'', "''")))
                .collect();
            format!("CASE {code} {} END", cases.join(" "))
        } else {
            code
        };
        let reason = format!("(SELECT m.reason FROM missing m WHERE m.interview = i.id AND m.question = '{key}')");
        let reason = if values == Values::Labels { format!("CASE {reason} WHEN 'blank' THEN 'kosong' ELSE {reason} END") } else { reason };
        columns.push(format!("{shown} AS {key}"));
        columns.push(format!("{reason} AS {key}_missing"));
    }
    columns.push("(SELECT group_concat(n.question || ': ' || n.text, '; ') FROM note n WHERE n.interview = i.id) AS notes".to_owned());
    format!(
        "SELECT {} FROM interview i JOIN answers_{} a ON a.interview = i.id JOIN batch b ON b.id = i.batch JOIN item p ON p.id = i.surveyor \
         JOIN item l ON l.id = i.location LEFT JOIN item band ON band.id = i.band LEFT JOIN item sv ON sv.id = i.service \
         WHERE i.survey = {} AND i.status <> 'void' ORDER BY i.form_number, i.id",
        columns.join(", "),
        survey.form.key,
        survey.id
    )
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
