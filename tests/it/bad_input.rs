//! Databases that can't be used: a clear message with a hint, and the file stays as it was, byte for byte.

use crate::support::{Sample, cacah, names, run, told};
use expect_test::{Expect, expect};
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

/// Every way to the database, the screens first: all refuse with the same words.
const WAYS: [&[&str]; 4] = [&[], &["surveys"], &["export", "--out", "-"], &["new", "--template", "skm"]];

/// Refuses a database in every way and finds the folder as it was.
#[track_caller]
fn refused(folder: &Path, db: &str, expected: Expect) {
    let before = contents(folder);
    let mut told: Vec<String> = WAYS.iter().map(|way| run(folder, &[way, &["--db", db][..]].concat())).collect();
    let mut command = cacah();
    told.push(self::told(folder, command.current_dir(folder).arg("surveys").env("CACAH_DB", db)));
    told.dedup();
    assert_eq!(contents(folder), before);
    expected.assert_eq(&told.join("----\n"));
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = |name: &String| std::fs::read(folder.join(name)).unwrap_or_default();
    names(folder).into_iter().map(|name| (name.clone(), bytes(&name))).collect()
}

#[test]
fn a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("data")).expect("makes");
    refused(
        folder.path(),
        "data",
        expect![[r#"
        exit 1
        error: 'data' is not a file
        hint: Choose a file name in a folder that exists, such as --db survey.db.
    "#]],
    );
    refused(
        folder.path(),
        ".",
        expect![[r#"
        exit 1
        error: '.' is not a file
        hint: Choose a file name in a folder that exists, such as --db survey.db.
    "#]],
    );
}

#[test]
fn a_text_file() {
    let case = |text: &str, expected: Expect| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.csv"), text).expect("writes");
        refused(folder.path(), "a.csv", expected);
    };
    case(
        "form,usia\n1,34\n",
        expect![[r#"
        exit 1
        error: 'a.csv' is not a cacah database: it does not hold SQLite
        hint: That file was not touched; choose another name with --db.
    "#]],
    );
    case(
        "SQLite format 3",
        expect![[r#"
        exit 1
        error: 'a.csv' is not a cacah database: it does not hold SQLite
        hint: That file was not touched; choose another name with --db.
    "#]],
    );
    case(
        "x",
        expect![[r#"
        exit 1
        error: 'a.csv' is not a cacah database: it does not hold SQLite
        hint: That file was not touched; choose another name with --db.
    "#]],
    );
}

#[test]
fn the_database_of_another_program_with_a_journal_beside_it_gets_no_schema_of_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    let db = Connection::open(&path).expect("opens");
    db.execute_batch("PRAGMA journal_mode = PERSIST; CREATE TABLE theirs (id INTEGER PRIMARY KEY)").expect("makes");
    drop(db);
    let before = std::fs::read(&path).expect("reads");
    expect![[r#"
        exit 1
        error: 'other.db' is a database of another program
        hint: That file was not touched; choose another name with --db.
    "#]]
    .assert_eq(&run(folder.path(), &["--db", "other.db", "surveys"]));
    assert_eq!(std::fs::read(&path).expect("reads"), before);
}

#[test]
fn the_database_of_another_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(folder.path().join("other.db")).expect("opens");
    db.execute_batch("CREATE TABLE survey (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO survey VALUES (1, 'theirs')").expect("makes");
    drop(db);
    refused(
        folder.path(),
        "other.db",
        expect![[r#"
        exit 1
        error: 'other.db' is a database of another program
        hint: That file was not touched; choose another name with --db.
    "#]],
    );
}

#[test]
fn the_database_of_a_newer_version() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    std::fs::remove_file(folder.path().join("a.db-lock")).expect("removes");
    Connection::open(folder.path().join("a.db")).expect("opens").pragma_update(None, "user_version", 99).expect("bumps");
    assert_eq!(names(folder.path()), ["a.db"]);
    refused(
        folder.path(),
        "a.db",
        expect![[r#"
            exit 1
            error: 'a.db' was made by a newer cacah (schema 99, this program knows 8)
            hint: Install the newest cacah; the file was not touched.
        "#]],
    );
}

#[test]
fn a_read_only_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(Sample::at(&path));
    std::fs::remove_file(folder.path().join("a.db-lock")).expect("removes");
    let mut permissions = std::fs::metadata(&path).expect("is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("sets");
    refused(
        folder.path(),
        "a.db",
        expect![[r#"
        exit 1
        error: 'a.db' can't be written
        hint: Check the permissions of the file and its folder, or copy it to a folder of your own.
    "#]],
    );
}

#[test]
fn a_folder_that_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    refused(
        folder.path(),
        "none/a.db",
        expect![[r#"
        exit 1
        error: folder 'none' does not exist
        hint: Choose a file name in a folder that exists, such as --db survey.db.
    "#]],
    );
}

#[test]
fn a_file_that_is_missing_is_made_by_new_only() {
    let folder = tempfile::tempdir().expect("a folder");
    expect![[r#"
        exit 1
        error: there is no database 'a.db'
        hint: Make one with 'cacah new --template skm-dpmptsp-bontang', or name another with --db FILE.
    "#]]
    .assert_eq(&run(folder.path(), &["surveys", "--db", "a.db"]));
    expect![[r#"
        exit 1
        error: there is no database 'a.db'
        hint: Make one with 'cacah new --template skm-dpmptsp-bontang', or name another with --db FILE.
    "#]]
    .assert_eq(&run(folder.path(), &["export", "--out", "-", "--db", "a.db"]));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_damaged_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(Sample::at(&path));
    let mut bytes = std::fs::read(&path).expect("reads");
    let end = bytes.len();
    bytes[1024..end].fill(0xa5);
    std::fs::write(&path, bytes).expect("writes");
    for way in &WAYS[1..] {
        let told = run(folder.path(), &[way, &["--db", "a.db"][..]].concat());
        assert!(told.starts_with("exit 1\nerror: the data file is damaged (") && told.contains("\nhint: Keep a copy"), "{told}");
    }
}

/// Runs a command with a limit on the size of files, in kibibytes, which is how a full disk looks.
#[cfg(unix)]
fn on_a_full_disk(folder: &Path, kibibytes: u64, args: &str) -> String {
    let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" {args}");
    let mut command = assert_cmd::Command::from_std(Command::new("bash"));
    command.args(["-c", &script, env!("CARGO_BIN_EXE_cacah")]).current_dir(folder).env_remove("CACAH_DB").env_remove("CACAH_LANG");
    told(folder, &mut command)
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_what_was_saved_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut sample = Sample::at(&path);
    for number in 1..=300 {
        sample.ordinary(number, &[]);
    }
    let survey = sample.survey.clone();
    drop(sample);
    let before = run(folder.path(), &["surveys", "--db", "a.db", "--json"]);
    expect![[r#"
        exit 1
        error: the disk failed to read or write: disk I/O error
        hint: Make sure that the disk has room and is plugged in; what was saved before is intact.
    "#]]
    .assert_eq(&on_a_full_disk(folder.path(), 0, "new --template skm --db a.db"));
    expect![[r#"
        exit 1
        error: there is not enough disk space for 'a.csv'
        hint: Free some disk space or choose another folder; the old file is as it was.
    "#]]
    .assert_eq(&on_a_full_disk(folder.path(), 40, "export --db a.db --out a.csv"));
    expect![[r#"
        exit 1
        error: the disk failed to read or write: disk I/O error
        hint: Make sure that the disk has room and is plugged in; what was saved before is intact.
    "#]]
    .assert_eq(&on_a_full_disk(folder.path(), 8, "new --template skm --db b.db"));
    assert_eq!(run(folder.path(), &["surveys", "--db", "a.db", "--json"]), before);
    assert!(!names(folder.path()).iter().any(|name| name.contains("csv")), "{:?}", names(folder.path()));
    let store = cacah::store::Store::open(&path).expect("opens");
    assert_eq!(store.counts(survey.id).expect("counts").finished(), 300);
    drop(store);
    let check: String = Connection::open(&path).expect("opens").query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(check, "ok");
    // With room again, the file that was begun is made whole.
    assert!(run(folder.path(), &["new", "--template", "skm", "--db", "b.db"]).starts_with("exit 0\n"));
}
