//! Databases of any size for the benches: the same survey, days, places and people whatever the number of interviews.

use cacah::store::{List, Store};
use cacah::survey::template;
use jiff::civil::date;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Takes away what was filled.
pub fn remove() {
    if let Some(folder) = FOLDER.lock().expect("one thread").as_ref() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Gives the database of a size, which the first one who asks fills.
pub fn file(interviews: i64) -> PathBuf {
    let mut folder = FOLDER.lock().expect("one thread");
    let folder = folder.get_or_insert_with(|| tempfile::tempdir().expect("a folder").keep());
    let path = folder.join(format!("{interviews}.db"));
    if !path.exists() {
        let begun = Instant::now();
        fill(&path, interviews);
        eprintln!("filled with {interviews} interviews in {:.1?}", begun.elapsed());
    }
    path
}

/// Makes the survey through the store and its interviews by plain SQL, in stacks of forty: the same days, places and people whatever
/// the number; with drafts, voided and returned forms, numbers left out and twice, answers missing and problems in proportion.
fn fill(path: &Path, interviews: i64) {
    let mut store = Store::open(path).expect("opens");
    let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
    let id = store.create_survey(&template.form.source(), &template.setup).expect("is made");
    let survey = store.survey(id).expect("reads");
    drop(store);
    let db = Connection::open(path).expect("opens");
    let ids = |list: List| survey.list(list).map(|item| item.id.to_string()).collect::<Vec<_>>();
    let turn = |list: List, by: &str| {
        let ids = ids(list);
        let cases: Vec<String> = ids.iter().enumerate().map(|(at, id)| format!("WHEN {at} THEN {id}")).collect();
        format!("CASE ({by}) % {} {} END", ids.len(), cases.join(" "))
    };
    let (location, surveyor, band, service) =
        (turn(List::Location, "b"), turn(List::Surveyor, "b"), turn(List::Band, "b / 2"), turn(List::Service, "n / 3"));
    let (first, batches): (i64, i64) =
        (db.query_row("SELECT device << 32 | 1000 FROM device", [], |row| row.get(0)).expect("reads"), interviews / 40);
    let interview = first + batches;
    let change = interview + interviews;
    let day = "date('2024-09-30', '+' || (b % 31) || ' days')";
    db.execute_batch(&format!(
        "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
         BEGIN;
         CREATE TEMP TABLE stack AS WITH RECURSIVE s (b) AS (SELECT 0 WHERE {batches} > 0 UNION ALL SELECT b + 1 FROM s WHERE b + 1 < {batches})
             SELECT b, {location} AS location, {surveyor} AS surveyor, {band} AS band, {day} AS day FROM s;
         CREATE UNIQUE INDEX temp.stack_b ON stack (b);
         CREATE TEMP TABLE n AS WITH RECURSIVE s (n) AS (SELECT 0 WHERE {interviews} > 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {interviews}) SELECT n FROM s;
         INSERT INTO batch (id, survey, number, date, band, location, surveyor, first_number, forms, opened)
             SELECT {first} + b, {id}, b + 1, day, band, location, surveyor, 1 + b * 40 + b * 40 / 500, 40, day || 'T08:00:00.000+08:00' FROM stack ORDER BY b;
         INSERT INTO interview (id, survey, batch, form_number, surveyor, location, service, date, band, status, started, completed, keys, active_ms)
             SELECT {interview} + n, {id}, {first} + b, 1 + n + n / 500 - (n % 1000 = 7), surveyor, location, {service}, day, band,
             CASE WHEN n % 2000 = 3 THEN 'draft' WHEN n % 2000 = 5 THEN 'void' WHEN n % 10000 = 11 THEN 'returned' WHEN n % 3 = 0 THEN 'approved' ELSE 'complete' END,
             day || 'T09:41:12.000+08:00', CASE WHEN n % 2000 <> 3 THEN day || 'T09:41:29.000+08:00' END, 16, 17000 + n % 9000
             FROM n JOIN stack ON b = n / 40 ORDER BY n;
         INSERT INTO answers_skm (interview, jenis_kelamin, usia, pendidikan, pekerjaan, persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran)
             SELECT {interview} + n, 1 + n % 2, 17 + n % 59, 1 + n % 7, 1 + n % 5, 1 + n % 4, 1 + n % 3, CASE WHEN n % 50 THEN 1 + n % 4 END, 4, 1 + n % 4, 2 + n % 3, 4, 1 + n % 4, 3,
             CASE WHEN n % ({interviews} / 40) = 13 THEN 'Kursi roda tidak tersedia' WHEN n % 10 = 0 THEN 'Antrean loket terlalu lama, mohon nomor ditambah' END FROM n;
         INSERT INTO missing SELECT interview, 'waktu', 'blank' FROM answers_skm WHERE waktu IS NULL;
         INSERT INTO problem (interview, rule, state, reason) SELECT {interview} + n, 'too_fast', CASE WHEN n % 120 THEN 'open' ELSE 'kept' END,
             CASE WHEN n % 120 = 0 THEN 'sesuai kertas' END FROM n WHERE n % 60 = 0;
         INSERT INTO change (id, turn, subject, question, old, new, who, at, hash)
             SELECT {change} + n, {change} + n, {interview} + n, '@status', json_quote('draft'), json_quote('complete'), surveyor, day || 'T09:41:29.000+08:00', randomblob(32)
             FROM n JOIN stack ON b = n / 40 ORDER BY n;
         UPDATE device SET sequence = ({change} + {interviews}) & 4294967295, head = randomblob(32);
         COMMIT; PRAGMA wal_checkpoint(TRUNCATE);"
    ))
    .expect("fills");
    drop(db);
    Store::open(path).expect("opens").rebuild_counts(&survey).expect("counts");
}
