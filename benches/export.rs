//! The export of 100,000 interviews with labels, against the `sqlite3` shell's CSV of the same view in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

use cacah::exchange::{Export, Options, Target, Values};
use cacah::store::{Header, List, Store};
use cacah::survey::template;
use jiff::civil::date;
use rusqlite::Connection;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const INTERVIEWS: i64 = 100_000;

fn main() {
    divan::main();
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        compare();
    }
    if let Some(folder) = FOLDER.get() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Runs both in turn and prints how long one takes against the other.
fn compare() {
    let (mut ours, mut shell) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        ours.push(timed(export_labels));
        shell.push(timed(sqlite3_shell));
    }
    let (ours, shell) = (median(ours), median(shell));
    let ratio = ours.as_secs_f64() / shell.as_secs_f64();
    eprintln!("export {ours:.0?}, sqlite3 shell {shell:.0?}, ratio {ratio:.2} ({INTERVIEWS} interviews, medians of 7)");
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

#[divan::bench(sample_count = 5, sample_size = 1)]
fn export_labels() {
    let store = Store::open(&folder().join("a.db")).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    let options = Options { values: Values::Labels, ..Options::default() };
    let target = Target::File { path: folder().join("ours.csv"), replace: true };
    let done = Export::begin(&store, &survey, options, target).and_then(|export| export.finish(&store)).expect("exports");
    assert_eq!(done.rows, INTERVIEWS as u64);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sqlite3_shell() {
    let out = File::create(folder().join("shell.csv")).expect("makes");
    let sql = "SELECT * FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024";
    let mut shell = Command::new("sqlite3");
    let done = shell.args(["-batch", "-csv", "-header"]).arg(folder().join("a.db")).arg(sql).stdout(out).status();
    assert!(done.expect("the sqlite3 shell is installed").success());
}

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Gives the folder with the database, which the first one who asks fills.
fn folder() -> &'static Path {
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder").keep();
        fill(&folder.join("a.db"));
        folder
    })
}

/// Makes the survey through the store and its interviews by plain SQL: some lack an answer, one in ten has words.
fn fill(path: &Path) {
    let mut store = Store::open(path).expect("opens");
    let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
    let id = store.create_survey(template.form, &template.setup).expect("is made");
    let survey = store.survey(id).expect("reads");
    let item = |list| survey.list(list).next().expect("has items").id;
    let header = Header {
        date: date(2024, 9, 30),
        band: Some(item(List::Band)),
        location: item(List::Location),
        service: Some(item(List::Service)),
        surveyor: item(List::Surveyor),
        first_number: 1,
        forms: INTERVIEWS,
    };
    let batch = store.create_batch(id, &header).expect("is made").id;
    drop(store);
    let db = Connection::open(path).expect("opens");
    let numbers = format!("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {INTERVIEWS})");
    db.execute_batch(&format!(
        "BEGIN;
         {numbers} INSERT INTO interview (id, survey, batch, form_number, surveyor, location, service, date, band, status, started, completed, keys, active_ms)
             SELECT 4294967296 + n, {id}, {batch}, n, {}, {}, {}, '2024-09-30', {}, 'complete', '2024-09-30T09:41:12.000+08:00', '2024-09-30T09:41:29.000+08:00', 16, 17000 + n % 9000 FROM n;
         {numbers} INSERT INTO answers_skm (interview, jenis_kelamin, usia, pendidikan, pekerjaan, persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran)
             SELECT 4294967296 + n, 1 + n % 2, 17 + n % 60, 1 + n % 7, 1 + n % 5, 1 + n % 4, 1 + n % 3, CASE WHEN n % 50 THEN 1 + n % 4 END, 4, 1 + n % 4, 2 + n % 3, 4, 1 + n % 4, 3,
             CASE WHEN n % 10 = 0 THEN 'Antrean loket terlalu lama, mohon \"nomor\" ditambah' END FROM n;
         INSERT INTO missing SELECT interview, 'waktu', 'blank' FROM answers_skm WHERE waktu IS NULL;
         COMMIT; PRAGMA wal_checkpoint(TRUNCATE);",
        header.surveyor,
        header.location,
        item(List::Service),
        item(List::Band),
    ))
    .expect("fills");
}
