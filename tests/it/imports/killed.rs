//! An import that is killed: the database opens, has none of it or all, is sound, and takes the file as if nothing had been.

use super::folder;
use crate::support::{Sample, names, run};
use cacah::exchange::import::{Checking, Opened, Wish, Writing};
use cacah::store::{Exam, List, Store};
use std::fs;
use std::process::{Command, Stdio};

const ROWS: u64 = 400;

#[test]
fn a_killed_import_leaves_all_or_nothing_and_the_next_one_takes_the_rest() {
    let folder = folder();
    let path = folder.path();
    let rows: Vec<String> = (1..=ROWS).map(|n| format!("{n},2024-10-{:02},{},{}", 1 + n % 28, 17 + n % 60, 1 + n % 4)).collect();
    // The last row is refused: its file is begun where the transaction is.
    let table = format!("nomor,tanggal,usia,persyaratan\n{}\n0,2024-10-01,500,1\n", rows.join("\n"));
    fs::write(path.join("f.csv"), table).expect("writes");
    let args = ["import", "f.csv", "--no-backup", "--yes", "--location", "1", "--surveyor", "1"];
    let dump = |name: &str| Store::open(&path.join(name)).expect("opens").dump().expect("reads");
    let before = dump("a.db");
    let interviews = |name: &str| {
        let db = rusqlite::Connection::open(path.join(name)).expect("opens");
        db.query_row("SELECT count(*) FROM interview", [], |row| row.get::<_, u64>(0)).expect("counts")
    };
    let mut killed = 0;
    for step in 0..6 {
        let name = format!("k{step}.db");
        fs::copy(path.join("a.db"), path.join(&name)).expect("copies");
        let mut child = Command::new(env!("CARGO_BIN_EXE_cacah"))
            .current_dir(path)
            .args(["--db", &name])
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let begun = || fs::read_dir(path).expect("reads").flatten().any(|entry| entry.file_name().to_string_lossy().contains("refused"));
        let mut left = step * 400;
        while child.try_wait().expect("answers").is_none() && (left > 0 || !begun()) {
            left -= u32::from(left > 0 && begun());
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("ends");
        let store = Store::open(&path.join(&name)).expect("opens");
        for exam in Exam::ALL {
            assert!(store.doctor(exam).is_sound(), "{name}");
        }
        drop(store);
        let found = interviews(&name);
        if found == 0 {
            assert_eq!(dump(&name), before, "{name}");
            killed += 1;
        }
        let told = run(path, &[&["--db", &name], &args[..]].concat());
        assert_eq!((interviews(&name), told.contains(&format!("{} new", ROWS - found))), (ROWS, true), "{told}");
        // What is left of the file of refused rows is in nobody's way, and its remains go with the next export to this place.
        for name in names(path).iter().filter(|name| name.contains("refused")) {
            fs::remove_file(path.join(name)).expect("is removed");
        }
    }
    assert!(killed > 0, "no import was killed before its end");
}

#[test]
fn an_import_can_be_given_up_between_any_two_steps_up_to_the_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.csv");
    // A stack for each row: completing them takes steps of its own.
    let rows: Vec<String> = (0..1000).map(|n| format!("{},{:04}-{:02}-01,34,3", n + 1, 1950 + n / 12, 1 + n % 12)).collect();
    fs::write(&path, format!("nomor,tanggal,usia,persyaratan\n{}\n", rows.join("\n"))).expect("writes");
    let Sample { mut store, survey, .. } = Sample::in_memory();
    let before = store.dump().expect("reads");
    let opened = Opened::open(&path, &survey).expect("opens");
    let mut mapping = opened.guess(&survey);
    mapping.defaults.location = survey.list(List::Location).next().map(|item| item.id);
    mapping.defaults.surveyor = survey.list(List::Surveyor).next().map(|item| item.id);
    let mut checking = Checking::begin(&store, &survey, &opened, &mapping).expect("begins");
    let report = loop {
        if let Some(report) = checking.step(&store, &opened).expect("looks") {
            break report;
        }
    };
    assert_eq!(report.new, 1000);
    let mut steps = 0;
    // The third is within the rows, the sixth among the stacks; the last one has nothing left but to keep it all.
    for stop in [1, 3, 6, usize::MAX] {
        let mut work = Writing::begin(&report, Wish::default());
        steps = 0;
        while steps < stop && !work.is_ending() {
            assert_eq!(work.step(&mut store, &survey, &opened, &mapping).expect("goes on"), None);
            steps += 1;
        }
        work.cancel(&mut store);
        assert_eq!(store.dump().expect("reads"), before, "{steps} steps");
    }
    // Three pages of rows, and at least five of stacks.
    assert!(steps >= 9, "{steps}");
}
