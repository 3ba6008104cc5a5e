//! Databases of SQLite: our own copy, those of other programs, what is damaged, and what would run for ever.

use super::{folder, import_into, rows};
use crate::support::{Sample, run};
use expect_test::{Expect, expect};
use rusqlite::Connection;

const ARGS: [&str; 6] = ["--location", "1", "--surveyor", "1", "--no-backup", "--dry-run"];

/// Makes a database with these tables and says what an import of it comes to.
#[track_caller]
fn case(sql: &str, expected: Expect) {
    let folder = folder();
    Connection::open(folder.path().join("b.sqlite")).and_then(|db| db.execute_batch(sql)).expect("is made");
    expected.assert_eq(&run(folder.path(), &[&["--db", "a.db", "import", "b.sqlite"], &ARGS[..]].concat()));
}

#[test]
fn the_table_whose_columns_mean_most_is_read() {
    case(
        "CREATE TABLE catatan (isi TEXT); INSERT INTO catatan VALUES ('usia');
         CREATE TABLE \"isian \"\"2024\"\"\" (tanggal TEXT, usia INTEGER, \"Persyaratan\" REAL, saran, foto BLOB);
         INSERT INTO \"isian \"\"2024\"\"\" VALUES ('2024-09-30', 34, 3.0, 'Antre' || char(10) || 'lama', x'00ff'), ('30/9/2024', '28', 4, NULL, NULL);
         CREATE VIEW ringkas AS SELECT usia FROM \"isian \"\"2024\"\"\";
         CREATE TABLE tanpa (a TEXT) STRICT;",
        expect![[r#"
            exit 0
            'b.sqlite': SQLite, table 'isian "2024"'
                1  tanggal                                  @date                        usual_name
                2  usia                                     usia                         key
                3  Persyaratan                              persyaratan                  key
                4  saran                                    saran                        key
                5  foto                                     -                            unknown
            rows 2: 2 new, 0 already there, 0 refused
            not in the source: jenis_kelamin, pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan
              Persyaratan '3' x 1: 3 Suitable
              Persyaratan '4' x 1: 4 Very suitable
            nothing was changed: a look ahead
        "#]],
    );
}

#[test]
fn a_view_is_read_where_it_means_more_and_one_that_never_ends_is_passed_over() {
    case(
        "CREATE TABLE t (a, b, c); INSERT INTO t VALUES ('2024-09-30', 34, 3);
         CREATE VIEW tanpa_akhir AS WITH RECURSIVE n(usia) AS (SELECT 1 UNION ALL SELECT usia + 1 FROM n)
             SELECT usia, 1 AS tanggal, 1 AS persyaratan, 1 AS prosedur FROM n WHERE usia < 0;
         CREATE VIEW isian AS SELECT a AS tanggal, b AS usia, c AS persyaratan FROM t;",
        expect![[r#"
            exit 0
            'b.sqlite': SQLite, table 'isian'
                1  tanggal                                  @date                        usual_name
                2  usia                                     usia                         key
                3  persyaratan                              persyaratan                  key
            rows 1: 1 new, 0 already there, 0 refused
            not in the source: jenis_kelamin, pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran
              persyaratan '3' x 1: 3 Suitable
            nothing was changed: a look ahead
        "#]],
    );
}

#[test]
fn what_a_schema_says_does_not_run() {
    let folder = folder();
    let path = folder.path().join("b.sqlite");
    Connection::open(&path)
        .and_then(|db| {
            db.execute_batch(
                "CREATE TABLE t (tanggal, usia);
                 INSERT INTO t VALUES ('2024-09-30', 34);
                 CREATE VIEW besar AS SELECT '2024-09-30' AS tanggal, 34 AS usia, zeroblob(900000000) AS saran, 1 AS persyaratan;
                 CREATE VIEW berkas AS SELECT load_extension('x') AS tanggal, 34 AS usia, 1 AS persyaratan, 1 AS prosedur, 1 AS biaya;",
            )
        })
        .expect("is made");
    expect![[r#"
        exit 1
        error: 'b.sqlite' line 1: the row has more than 4 MiB
        hint: Check delimiters and quotes in that line; nothing was imported.
    "#]]
    .assert_eq(&run(folder.path(), &[&["--db", "a.db", "import", "b.sqlite"], &ARGS[..]].concat()));
}

#[test]
fn our_own_database_is_merged_and_not_imported() {
    let folder = folder();
    drop(Sample::at(&folder.path().join("b.db")));
    expect![[r#"
        exit 1
        error: 'a.db' holds cacah, not a table that can be imported
        hint: Databases and bundles are merged, not imported: 'cacah merge FILE', or Merge on the list of surveys.
    "#]]
    .assert_eq(&run(folder.path(), &["--db", "b.db", "import", "a.db"]));
}

#[test]
fn what_is_no_sound_database_is_refused() {
    case(
        "PRAGMA user_version = 1",
        expect![[r#"
        exit 1
        error: 'b.sqlite' holds no table
        hint: Choose a file with a row of names and rows of answers.
    "#]],
    );
    case(
        "CREATE TABLE t (usia, saran); INSERT INTO t VALUES (34, 'a'), (35, CAST(x'61ff' AS TEXT))",
        expect![[r#"
        exit 1
        error: 'b.sqlite' row 2, column saran: the bytes are no characters of UTF-8
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        "CREATE TABLE t (usia, saran); INSERT INTO t VALUES (34, 'a'), (35, 'a' || char(0) || 'b')",
        expect![[r#"
            exit 1
            error: 'b.sqlite' row 2, column saran: there is a zero byte within the text
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
}

/// What is cut or changed is refused or read, and never stops the program; a million bytes are made of a small database at most.
#[test]
fn a_damaged_database_never_stops_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.sqlite");
    let sql = "CREATE TABLE t (tanggal TEXT, usia INTEGER, saran TEXT);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO t SELECT '2024-09-30', 34, 'saran ' || i FROM n";
    Connection::open(&path).and_then(|db| db.execute_batch(sql)).expect("is made");
    let whole = std::fs::read(&path).expect("reads");
    let sample = Sample::in_memory();
    let mut read = 0;
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        if at % 2 == 0 {
            bytes.truncate(at.max(100));
        } else {
            bytes[at] ^= 0xff;
        }
        std::fs::write(&path, &bytes).expect("writes");
        read += usize::from(rows(&path, &sample).is_ok());
    }
    assert!(read > 0);
}

#[test]
fn our_own_copy_has_its_table_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    sample.ordinary(7, &[]);
    drop(sample);
    let told = run(folder.path(), &["--db", "a.db", "export", "--out", "b.sqlite"]);
    assert!(told.starts_with("exit 0"), "{told}");
    let mut to = Sample::in_memory();
    let (report, _) = import_into(&mut to.store, &folder.path().join("b.sqlite"), "");
    assert_eq!((report.new, report.refused), (1, 0));
}
