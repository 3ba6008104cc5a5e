//! Bundles: what is handed over on a stick comes out as it was, and what is no whole bundle is refused with nothing changed.

use crate::support::{Sample, names, run};
use cacah::exchange::bundle::{self, Parcel};
use cacah::store::{Merge, Store};
use expect_test::expect;
use std::fs;
use std::path::Path;

/// A folder with a database that has two interviews, and one that is empty.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    sample.ordinary(1, &[]);
    sample.ordinary(2, &[]);
    folder
}

pub fn cacah(folder: &Path, args: &str) -> String {
    let told = run(folder, &args.split_whitespace().collect::<Vec<_>>());
    // Sizes and moments are not what is told here.
    told.lines()
        .map(|line| if let Some((said, _)) = line.split_once(" lines of the log in ") { said.to_owned() } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_bundle_carries_what_is_new_and_no_more() {
    let folder = folder();
    let path = folder.path();
    let first = cacah(path, "--db a.db bundle --out one.cacah --to pengawas");
    assert!(first.starts_with("exit 0\n'one.cacah' holds 2 interviews and "), "{first}");
    let again = cacah(path, "--db a.db bundle --out two.cacah --to pengawas");
    assert_eq!(again, "exit 0\n'two.cacah' holds 0 interviews and 0");
    let other = cacah(path, "--db a.db bundle --out three.cacah --to dinas");
    assert!(other.contains("holds 2 interviews"), "{other}");
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024 · Petugas 1: 2 new, 0 changed, 0 equal, 0 in conflict
        merged; 50 lines of the log, 0 form numbers twice"#]]
    .assert_eq(&cacah(path, "--db b.db merge --no-backup one.cacah"));
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024 · Petugas 1: 0 new, 0 changed, 2 equal, 0 in conflict
        nothing is new; 0 lines of the log, 0 form numbers twice"#]]
    .assert_eq(&cacah(path, "--db b.db merge --no-backup one.cacah two.cacah three.cacah a.db"));
    let [one, other] = ["a.db", "b.db"].map(|name| Store::open(&path.join(name)).expect("opens").dump().expect("reads"));
    let without_merged = other.lines().filter(|line| !line.contains("@merged") && !line.starts_with("device"));
    assert!(one.lines().filter(|line| !line.starts_with("device")).eq(without_merged));
    assert!(names(path).iter().all(|name| !name.contains("rows") && !name.contains("part")), "{:?}", names(path));
}

#[test]
fn a_plan_of_follow_up_goes_with_its_survey() {
    let folder = folder();
    let path = folder.path();
    let plan = |name: &str, question: &str, program: &str| {
        let mut store = Store::open(&path.join(name)).expect("opens");
        let survey = store.surveys().expect("reads").remove(0);
        store.set_who(survey.list(cacah::store::List::Supervisor).next().map(|item| item.id));
        let plan = cacah::store::FollowUp { question: question.into(), program: program.into(), quarters: 3, responsible: "Kasi".into() };
        store.set_follow_up(&survey, &plan).expect("is stored");
    };
    let planned = |name: &str| -> Vec<String> {
        let store = Store::open(&path.join(name)).expect("opens");
        let survey = store.surveys().expect("reads").remove(0);
        let plans = store.follow_ups(survey.id).expect("reads");
        plans.iter().map(|plan| format!("{} {} {} {}", plan.question, plan.program, plan.quarters, plan.responsible)).collect()
    };
    plan("a.db", "waktu", "Loket cepat");
    cacah(path, "--db a.db bundle --out one.cacah --to pengawas");
    cacah(path, "--db b.db merge --no-backup one.cacah");
    assert_eq!(planned("b.db"), ["waktu Loket cepat 3 Kasi"]);
    // Only what is new goes along, and there and back.
    plan("a.db", "waktu", "Loket cepat dan antrean");
    cacah(path, "--db a.db bundle --out two.cacah --to pengawas");
    cacah(path, "--db b.db merge --no-backup two.cacah");
    plan("b.db", "biaya", "Tarif di papan");
    cacah(path, "--db b.db bundle --out three.cacah --to dinas");
    cacah(path, "--db a.db merge --no-backup three.cacah");
    let both = ["biaya Tarif di papan 3 Kasi", "waktu Loket cepat dan antrean 3 Kasi"];
    assert_eq!([planned("a.db"), planned("b.db")], [both, both]);
}

#[test]
fn a_look_ahead_changes_nothing_and_a_merge_keeps_a_copy() {
    let folder = folder();
    let path = folder.path();
    cacah(path, "--db a.db bundle --out one.cacah");
    cacah(path, "--db b.db merge --no-backup one.cacah");
    let before = Store::open(&path.join("b.db")).expect("opens").dump().expect("reads");
    let store = Store::open(&path.join("a.db")).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    let batch = store.last_batch(survey.id).expect("reads").expect("is there");
    let mut sample = Sample { store, survey, batch };
    sample.ordinary(3, &[]);
    drop(sample);
    cacah(path, "--db a.db bundle --out two.cacah");
    let ahead = cacah(path, "--db b.db merge --dry-run two.cacah");
    assert!(ahead.contains("1 new") && ahead.contains("nothing was changed: a look ahead"), "{ahead}");
    assert_eq!(Store::open(&path.join("b.db")).expect("opens").dump().expect("reads"), before);
    let told = cacah(path, "--db b.db merge two.cacah");
    assert!(told.contains("the database as it was: backup/b-2"), "{told}");
    let copy = names(&path.join("backup")).remove(0);
    // What changes nothing is no reason for a copy.
    let told = cacah(path, "--db b.db merge two.cacah");
    assert!(told.contains("nothing is new") && !told.contains("the database as it was"), "{told}");
    assert_eq!(Store::open(&path.join("backup").join(copy)).expect("opens").dump().expect("reads"), before);
}

#[test]
fn a_bundle_that_begins_too_late_asks_for_the_whole() {
    let folder = folder();
    let path = folder.path();
    cacah(path, "--db a.db bundle --out one.cacah");
    let mut store = Store::open(&path.join("a.db")).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    store
        .comment(store.list(&survey, &cacah::store::Filter::default(), (i64::MIN, 0), 1).expect("reads")[0].id, None, "lihat", None)
        .expect("writes");
    bundle::write(&mut store, &path.join("two.cacah"), false, &Parcel::default()).expect("writes");
    let mut empty = Store::in_memory().expect("opens");
    let source = bundle::open(&path.join("two.cacah"), None, &path.join("copy")).expect("opens").0;
    let mut merge = Merge::begin(&mut empty, vec![source]).expect("begins");
    let error = loop {
        match merge.step(&mut empty) {
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    assert!(error.contains("begins behind what is here"), "{error}");
}

/// Kills merges at moments that the growth of the journal gives.
#[cfg(unix)]
#[test]
fn a_merge_that_is_killed_leaves_the_database_as_before_or_as_after() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let mut sample = Sample::at(&path.join("a.db"));
    for number in 1..=60 {
        sample.ordinary(number, &[]);
    }
    drop(sample);
    cacah(path, "--db a.db bundle --out one.cacah");
    cacah(path, "--db b.db surveys");
    let dump = |name: &str| Store::open(&path.join(name)).expect("opens").dump().expect("reads");
    // The device's own line about the merge bears the moment: lines alone are compared.
    let lines = |name: &str| dump(name).lines().filter(|line| !line.contains("@merged") && !line.starts_with("device")).count();
    let before = dump("b.db");
    fs::copy(path.join("b.db"), path.join("whole.db")).expect("copies");
    cacah(path, "--db whole.db merge --no-backup one.cacah");
    let after = lines("whole.db");
    let mut half = 0;
    for step in 0..12_u64 {
        let name = format!("k{step}.db");
        fs::copy(path.join("b.db"), path.join(&name)).expect("copies");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_cacah"))
            .current_dir(path)
            .args(["--db", &name, "merge", "--no-backup", "one.cacah"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("runs");
        let journal = path.join(format!("{name}-wal"));
        // Some are killed once the bundle is unpacked, the others within the transaction and behind it.
        let rows = path.join(format!("{name}.{}-0.rows", child.id()));
        let grown = || if step % 4 == 0 { rows.exists() } else { fs::metadata(&journal).is_ok_and(|meta| meta.len() > step * 40_000) };
        while child.try_wait().expect("answers").is_none() && !grown() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("ends");
        if dump(&name) == before {
            half += 1;
        } else {
            assert_eq!(lines(&name), after, "{name}");
        }
        for exam in cacah::store::Exam::ALL {
            assert!(Store::open(&path.join(&name)).expect("opens").doctor(exam).is_sound(), "{name}");
        }
    }
    assert!(half > 0, "no merge was killed before its end");
}
