//! A file that an older program made is brought up to date with everything in it.

use crate::support::run;
use cacah::store::{List, Store};
use cacah::survey::template;
use cacah::survey::value::Answer;
use expect_test::expect;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A file of the first schema, with a survey, an interview with its log, and what an older program made beside the tables.
pub fn first(folder: &Path) -> PathBuf {
    let path = folder.join("old.db");
    let db = Connection::open(&path).expect("opens");
    db.execute_batch(include_str!("../../src/store/migrations/0001.sql")).expect("is SQL");
    db.execute_batch("PRAGMA application_id = 1667326817; PRAGMA user_version = 1; PRAGMA foreign_keys = ON;").expect("is set");
    db.execute_batch(
        "INSERT INTO device VALUES (7, '00000000-0000-4000-8000-000000000007', 20, 1);
         INSERT INTO device VALUES (9, '00000000-0000-4000-8000-000000000009', 2, 0);",
    )
    .expect("is stored");
    let source = template::SKM;
    let form = cacah::survey::form_file::parse(source).expect("reads");
    db.execute("INSERT INTO form VALUES ((7 << 32) + 1, ?1, ?2, ?3)", (&form.key, form.version, source)).expect("is stored");
    let columns: Vec<String> = form
        .questions
        .iter()
        .filter(|q| q.key != "layanan")
        .map(|q| format!("{} {}", q.key, if q.takes_text() { "TEXT" } else { "INTEGER" }))
        .collect();
    db.execute_batch(&format!(
        "CREATE TABLE answers_skm (interview INTEGER PRIMARY KEY REFERENCES interview (id), {}) STRICT;
         CREATE VIRTUAL TABLE words_skm USING fts5(saran, content='answers_skm', content_rowid='interview', tokenize='unicode61 remove_diacritics 2');
         CREATE TRIGGER words_skm_insert AFTER INSERT ON answers_skm BEGIN INSERT INTO words_skm (rowid, saran) VALUES (new.interview, new.saran); END;
         INSERT INTO survey VALUES ((7 << 32) + 2, 'lama', (7 << 32) + 1, 'Lama', 'Unit', '2023', '2023-01-01', '2023-12-31', 900, 40, '2023-01-01T08:00:00.000+08:00');
         INSERT INTO item VALUES ((7 << 32) + 3, (7 << 32) + 2, 'location', 1, 'Loket', 0), ((7 << 32) + 4, (7 << 32) + 2, 'surveyor', 1, 'Sari', 0), ((7 << 32) + 5, (7 << 32) + 2, 'service', 1, 'Izin', 0);
         INSERT INTO batch VALUES ((7 << 32) + 6, (7 << 32) + 2, 1, '2023-02-01', NULL, (7 << 32) + 3, NULL, (7 << 32) + 4, 1, 40, '2023-02-01T08:00:00.000+08:00');
         INSERT INTO interview VALUES ((7 << 32) + 10, (7 << 32) + 2, (7 << 32) + 6, 1, (7 << 32) + 4, (7 << 32) + 3, (7 << 32) + 5, '2023-02-01', NULL, 'draft', '2023-02-01T08:01:00.000+08:00', NULL, 3, 0, 900, 2);
         INSERT INTO answers_skm (interview, usia, saran) VALUES ((7 << 32) + 10, 34, 'Antre \"lama\"');
         INSERT INTO change (id, turn, subject, question, old, new, who, at, why) VALUES
             ((7 << 32) + 7, (7 << 32) + 7, (7 << 32) + 2, '@survey', NULL, '\"Lama\"', NULL, '2023-01-01T08:00:00.000+08:00', NULL),
             ((7 << 32) + 8, (7 << 32) + 8, (7 << 32) + 6, '@batch', NULL, '{{\"date\":\"2023-02-01\",\"band\":null,\"location\":30064771075,\"surveyor\":30064771076}}', (7 << 32) + 4, '2023-02-01T08:00:00.000+08:00', NULL),
             ((7 << 32) + 11, (7 << 32) + 11, (7 << 32) + 10, '@form_number', NULL, '1', (7 << 32) + 4, '2023-02-01T08:01:00.000+08:00', NULL),
             ((7 << 32) + 12, (7 << 32) + 11, (7 << 32) + 10, 'usia', NULL, '34', (7 << 32) + 4, '2023-02-01T08:01:00.000+08:00', NULL),
             ((7 << 32) + 13, (7 << 32) + 13, (7 << 32) + 10, 'layanan', NULL, '1', (7 << 32) + 4, '2023-02-01T08:01:00.000+08:00', '@carried'),
             ((7 << 32) + 14, (7 << 32) + 14, (7 << 32) + 10, 'saran', NULL, '\"Antre \\\"lama\\\"\"', (7 << 32) + 4, '2023-02-01T08:01:00.000+08:00', NULL),
             ((9 << 32) + 1, (9 << 32) + 1, (7 << 32) + 2, '@served', '800', '900', NULL, '2023-03-01T08:00:00.000+08:00', NULL);
         CREATE VIEW labels_lama AS SELECT i.form_number, p.label AS surveyor, a.usia FROM interview i JOIN answers_skm a ON a.interview = i.id JOIN item p ON p.id = i.surveyor;",
        columns.join(", ")
    ))
    .expect("is SQL");
    path
}

fn one(db: &Connection, sql: &str) -> String {
    db.query_row(sql, [], |row| row.get::<_, String>(0)).expect("answers")
}

#[test]
fn a_file_of_the_first_schema_is_brought_up_to_date_and_its_log_is_chained() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = first(folder.path());
    let mut store = Store::open(&path).expect("opens");
    let survey = store.survey_by_key("lama").expect("is there");
    assert_eq!(survey.items.len(), 3);
    assert_eq!((survey.convention.name().as_str(), survey.pooling.code()), ("exact", "respondents"));
    assert_eq!(store.recount(&survey).expect("counts"), []);
    let entry = store.list(&survey, &cacah::store::Filter::default(), (i64::MIN, 0), 10).expect("lists").remove(0);
    let (interview, batch) = store.interview(&survey, entry.id).expect("reads");
    let at = |key: &str| survey.form.find(key).expect("is asked");
    assert_eq!(interview.answers[at("usia")], Some(Answer::int(34)));
    assert_eq!(interview.answers[at("layanan")], Some(Answer::int(1)));
    assert_eq!((entry.saran.as_str(), batch.header.forms), ("Antre \"lama\"", 40));

    // A supervisor can stand in the lists now, and the log goes on where it was.
    let mut changed = survey.clone();
    changed.items.push(cacah::store::Item {
        id: 0,
        list: List::Supervisor,
        code: 1,
        label: "Bu Rina".to_owned(),
        retired: false,
        block: None,
    });
    store.update_survey(&survey, &changed).expect("is stored");
    assert_eq!(store.survey_by_key("lama").expect("is there").list(List::Supervisor).count(), 1);
    drop(store);

    let db = Connection::open(&path).expect("opens");
    assert_eq!(
        one(&db, "SELECT count(*) || ' lines, ' || count(hash) || ' hashed, ' || count(DISTINCT hash) || ' hashes' FROM change"),
        "8 lines, 8 hashed, 8 hashes"
    );
    assert_eq!(
        one(
            &db,
            "SELECT group_concat(device || ': ' || (SELECT c.hash = d.head FROM change c WHERE c.device = d.device ORDER BY c.id DESC LIMIT 1), ', ') FROM device d"
        ),
        "7: 1, 9: 1"
    );
    assert_eq!(one(&db, "SELECT form_number || ' ' || surveyor || ' ' || usia FROM labels_lama"), "1 Sari 34");
    drop(db);
    expect![[r#"
        exit 0
        survey  draft  complete  returned  approved  void  name
        lama        1         0         0         0     0  Lama · 2023
    "#]]
    .assert_eq(&run(folder.path(), &["surveys", "--db", "old.db"]));
}

#[test]
fn a_line_without_its_hash_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = first(folder.path());
    drop(Store::open(&path).expect("opens"));
    let db = Connection::open(&path).expect("opens");
    for (sql, told) in [
        ("INSERT INTO change (id, turn, subject, question, at) VALUES (1, 1, 1, 'x', 'now')", "a line of the log carries its hash"),
        ("UPDATE change SET hash = x'00'", "the change log is append-only"),
    ] {
        assert_eq!(db.execute(sql, []).expect_err("is refused").to_string(), told);
    }
}

#[test]
fn a_copy_of_the_older_file_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = first(folder.path());
    let before = std::fs::read(&path).expect("reads");
    drop(Store::open(&path).expect("opens"));
    let kept = crate::support::names(&folder.path().join("backup"));
    assert_eq!(kept.len(), 1);
    assert!(kept[0].starts_with("old-") && kept[0].ends_with("-migration.db"), "{kept:?}");
    let copy = folder.path().join("backup").join(&kept[0]);
    let version = |path: &Path| {
        Connection::open(path).expect("opens").query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).expect("answers")
    };
    assert_eq!(version(&copy), 1);
    assert_ne!(std::fs::read(&path).expect("reads"), before);
    // Brought up to date once, it is not copied again.
    drop(Store::open(&path).expect("opens"));
    assert_eq!(crate::support::names(&folder.path().join("backup")), kept);
}
