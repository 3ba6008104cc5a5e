//! Copies of the database: made, kept, proved, looked at and restored; the numbers of a laptop never go back.

use crate::merge::merge;
use crate::scenario::Scenario;
use crate::support::{Sample, names, run};
use cacah::exchange::bundle::{self, Parcel};
use cacah::store::{Clock, Error, Exam, Filter, Lost, Reason, Restoring, Source, Store};
use cacah::survey::interview::Status;
use cacah::survey::value::Answer;
use expect_test::expect;
use jiff::ToSpan;
use std::fs;
use std::path::{Path, PathBuf};

fn dump(path: &Path) -> String {
    Store::open(path).expect("opens").dump().expect("reads")
}

fn kept(folder: &Path) -> Vec<String> {
    names(&folder.join("backup"))
}

/// Opens the sample of a file again.
fn again(path: &Path) -> Sample {
    let mut store = Store::open(path).expect("opens");
    // An hour of the day at which nobody asks why somebody keys by night.
    store.set_clock(Clock::by_hand("2024-09-30T10:41:12+08:00[Asia/Makassar]".parse().expect("a moment")).0);
    let survey = store.surveys().expect("reads").remove(0);
    let batch = store.last_batch(survey.id).expect("reads").expect("is there");
    Sample { store, survey, batch }
}

fn sound(store: &Store) {
    for exam in Exam::ALL {
        let found = store.doctor(exam);
        assert!(found.is_sound(), "{exam:?}: {:?}", found.findings);
    }
}

fn restore(store: &mut Store, file: &Path) -> cacah::store::Restored {
    let restoring = Restoring::look(file, store.path()).expect("is sound");
    restoring.carry_out(store).expect("is restored")
}

#[test]
fn a_copy_is_one_plain_file_that_holds_all_and_the_daily_one_is_made_once_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    s.ordinary(1, &[]);
    let made = s.store.begin_daily().expect("begins").expect("is due").wait().expect("ends").expect("is made");
    assert_eq!(kept(folder.path()), ["a-20240930-094112-daily.db"]);
    assert_eq!(dump(&made), s.store.dump().expect("reads"));
    // Opened and closed, it leaves nothing beside it but the lock.
    fs::remove_file(folder.path().join("backup/a-20240930-094112-daily.db-lock")).expect("is there");
    assert_eq!(kept(folder.path()), ["a-20240930-094112-daily.db"]);
    assert!(s.store.begin_daily().expect("begins").is_none(), "made today");
    s.store.set_clock(Clock::by_hand(s.store.now().checked_add(1.day()).expect("a day")).0);
    assert!(s.store.begin_daily().expect("begins").is_none(), "nothing changed");
    s.ordinary(2, &[]);
    assert!(s.store.begin_daily().expect("begins").is_some(), "a day later, and changed");
}

#[test]
fn seven_of_a_kind_are_kept_whatever_the_clock_says_and_those_by_request_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    let begin = s.store.now();
    for day in 0..9 {
        s.store.set_clock(Clock::by_hand(begin.checked_add(day.days()).expect("a day")).0);
        for reason in [Reason::Daily, Reason::Merge, Reason::Hand] {
            s.store.keep_copy(reason).expect("is made");
        }
    }
    let count = |word: &str| kept(folder.path()).iter().filter(|name| name.contains(word)).count();
    assert_eq!(["daily", "merge", "hand"].map(count), [7, 7, 9]);
    // A clock that went back years: the copy just made stays.
    s.store.set_clock(Clock::by_hand(begin.checked_sub(9.years()).expect("a year")).0);
    s.store.keep_copy(Reason::Restore).expect("is made");
    assert_eq!((count("restore"), count("merge")), (1, 6));
    // A file of somebody else is left alone.
    fs::write(folder.path().join("backup/a-notes.db"), "mine").expect("writes");
    s.store.keep_copy(Reason::Daily).expect("is made");
    assert!(folder.path().join("backup/a-notes.db").exists());
}

#[test]
fn restoring_brings_all_back_and_what_was_handed_over_comes_back_by_a_merge() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    let first = s.ordinary(1, &[]);
    let copy = s.store.keep_copy(Reason::Daily).expect("is made");
    let before = s.store.dump().expect("reads");
    // After the copy: one more form, a change of the first, and both are handed over.
    let second = s.ordinary(2, &[]);
    s.store.void(first, "salah", None).expect("voids");
    let parcel = Parcel { all: true, ..Parcel::default() };
    bundle::write(&mut s.store, &folder.path().join("serah.cacah"), false, &parcel).expect("is written");
    let looked = Restoring::look(&copy, &path).expect("is sound");
    assert_eq!(looked.held().expect("reads").counts().of(Status::Complete), 1);
    let lost = looked.lost(&s.store).expect("reads");
    assert_eq!((lost.interviews, lost.changed), (1, 1));
    let done = looked.carry_out(&mut s.store).expect("is restored");
    let now = s.store.dump().expect("reads");
    let of_data = |dump: &str| {
        dump.lines().filter(|line| !line.contains("@merged") && !line.starts_with("device")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of_data(&now), of_data(&before));
    assert!(done.drawn.is_some(), "the copy is behind what was handed over");
    sound(&s.store);
    // Numbers of the old device are not given again: what is keyed now stands beside what was handed over.
    s = again(&path);
    let third = s.ordinary(3, &[]);
    assert!(third >> 32 != second >> 32);
    let source = bundle::open(&folder.path().join("serah.cacah"), None, &folder.path().join("rows")).expect("opens").0;
    let merged = merge(&mut s.store, source);
    assert_eq!((merged.rows[0].new, merged.conflicts), (1, 0));
    let forms = s.store.list(&s.survey, &Filter::default(), (i64::MIN, 0), 9).expect("reads");
    assert_eq!(
        forms.iter().map(|entry| (entry.id, entry.status)).collect::<Vec<_>>(),
        [(first, Status::Void), (second, Status::Complete), (third, Status::Complete)]
    );
    sound(&s.store);
}

#[test]
fn the_way_back_from_a_restore_is_the_copy_that_it_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    let id = s.ordinary(1, &[]);
    let copy = s.store.keep_copy(Reason::Hand).expect("is made");
    s.ordinary(2, &[]);
    let before = s.store.dump().expect("reads");
    let kept = restore(&mut s.store, &copy).kept.expect("is kept");
    let back = restore(&mut s.store, &kept);
    let without = |dump: &str| {
        dump.lines().filter(|line| !line.contains("@merged") && !line.starts_with("device")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(without(&s.store.dump().expect("reads")), without(&before));
    assert!(back.drawn.is_some());
    // A copy of just now is behind nothing: the device stays.
    let copy = s.store.keep_copy(Reason::Hand).expect("is made");
    assert_eq!(Restoring::look(&copy, &path).expect("is sound").lost(&s.store).expect("reads"), Lost::default());
    assert_eq!(restore(&mut s.store, &copy).drawn, None);
    s = again(&path);
    s.store.void(id, "salah", None).expect("voids");
    sound(&s.store);
}

#[test]
fn a_copy_of_another_laptop_goes_on_under_a_number_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut there = Sample::at(&folder.path().join("there.db"));
    there.ordinary(1, &[]);
    let copy = there.store.keep_copy(Reason::Hand).expect("is made");
    let mut here = Store::open(&folder.path().join("here.db")).expect("opens");
    let restored = restore(&mut here, &copy);
    assert_eq!((restored.kept, restored.drawn.is_some()), (None, true));
    drop(here);
    let mut here = again(&folder.path().join("here.db"));
    here.ordinary(2, &[]);
    there.ordinary(3, &[]);
    let copy = folder.path().join("copy.db");
    there.store.back_up(&copy, false).expect("is copied");
    let source = Source::open(&copy, "there", "{}").expect("opens");
    assert_eq!(merge(&mut here.store, source).rows[0].new, 1);
    sound(&here.store);
}

#[test]
fn what_is_no_sound_copy_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    for number in 1..=30 {
        s.ordinary(number, &[]);
    }
    let copy = s.store.keep_copy(Reason::Hand).expect("is made");
    let whole = fs::read(&copy).expect("reads");
    let put = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        path
    };
    let mut damaged = whole.clone();
    for at in (whole.len() / 3..whole.len() / 2).step_by(511) {
        damaged[at] ^= 0xff;
    }
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&9999_i32.to_be_bytes());
    let before = s.store.dump().expect("reads");
    for (name, bytes) in
        [("cut.db", &whole[..whole.len() / 2]), ("damaged.db", &damaged), ("newer.db", &newer), ("text.db", b"no database".as_slice())]
    {
        let file = put(name, bytes);
        let refused = Restoring::look(&file, &path).expect_err(name);
        assert!(matches!(refused, Error::Damaged(_) | Error::NewerDatabase { .. } | Error::NotADatabase(_)), "{name}: {refused:?}");
    }
    // A database that is damaged itself gives no copy, and the good ones stay.
    let kept_before = kept(folder.path());
    drop(s);
    fs::write(&path, &damaged).expect("writes");
    if let Ok(store) = Store::open(&path) {
        assert!(store.keep_copy(Reason::Daily).is_err());
    }
    assert_eq!(kept(folder.path()), kept_before);
    fs::write(&path, &whole).expect("writes");
    assert_eq!(dump(&path), before);
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name.contains(".part")).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn a_database_that_cannot_be_opened_is_kept_as_it_is_and_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    s.ordinary(1, &[]);
    s.store.back_up(&folder.path().join("b.db"), false).expect("is copied");
    drop(s);
    fs::write(&path, "this was a database").expect("writes");
    let told = run(folder.path(), &["--db", "a.db", "restore", "b.db", "--yes"]);
    assert!(told.starts_with("exit 0\n'b.db' holds:\n") && told.contains("it is kept as it is"), "{told}");
    let name = kept(folder.path()).remove(0);
    assert_eq!(fs::read(folder.path().join("backup").join(name)).expect("reads"), b"this was a database");
    let s = again(&path);
    assert_eq!(s.store.held().expect("reads").counts().of(Status::Complete), 1);
    sound(&s.store);
}

#[test]
fn the_commands_copy_list_look_and_restore() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    drop(s);
    let cacah = |args: &str| {
        let told = run(folder.path(), &args.split_whitespace().collect::<Vec<_>>());
        // Moments and numbers that are drawn.
        let mut words = String::new();
        for line in told.lines() {
            let line: Vec<&str> = line.split(' ').map(|word| if word.contains("a-20") { "COPY" } else { word }).collect();
            let line = line.join(" ");
            let cut = ["device "].iter().find_map(|mark| line.find(mark).map(|at| format!("{}…", &line[..at + mark.len()])));
            words += &cut.unwrap_or(line);
            words.push('\n');
        }
        words
    };
    expect![[r#"
        exit 0
        'kopi.db' is a sound copy: 1 surveys, 1 complete; 32 lines of the log
    "#]]
    .assert_eq(&cacah("--db a.db backup kopi.db"));
    expect![[r#"
        exit 1
        error: 'kopi.db' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]]
    .assert_eq(&cacah("--db a.db backup kopi.db"));
    expect![[r#"
        exit 2
        error: 'a.db' is the database itself
        hint: Name another file; 'cacah backup --list' lists the copies that are kept.
    "#]]
    .assert_eq(&cacah("--db a.db backup a.db --yes"));
    cacah("--db a.db backup");
    let list = run(folder.path(), &["--db", "a.db", "backup", "--list"]);
    assert!(list.contains("hand") && list.contains("1 complete"), "{list}");
    let json = run(folder.path(), &["--db", "a.db", "backup", "--list", "--json"]);
    assert!(json.contains("\"reason\": \"hand\"") && json.contains("\"complete\": 1"), "{json}");
    again(&folder.path().join("a.db")).ordinary(2, &[]);
    expect![[r#"
        exit 0
        'kopi.db' holds:
          SKM DPMPTSP Kota Bontang · Semester II 2024: 0 draft, 1 complete, 0 returned, 0 approved, 0 void
          32 lines of the log, the newest of 2024-09-30T09:41:12.000+08:00
        the database has 1 surveys, 2 complete; 50 lines of the log
        gone would be: 1 interviews, changes of 0 others, 18 lines of the log
        nothing was changed: a look ahead
    "#]]
    .assert_eq(&cacah("--db a.db restore kopi.db --dry-run"));
    expect![[r#"
        exit 2
        'kopi.db' holds:
          SKM DPMPTSP Kota Bontang · Semester II 2024: 0 draft, 1 complete, 0 returned, 0 approved, 0 void
          32 lines of the log, the newest of 2024-09-30T09:41:12.000+08:00
        the database has 1 surveys, 2 complete; 50 lines of the log
        gone would be: 1 interviews, changes of 0 others, 18 lines of the log
        error: nobody agreed, and nothing was changed
        hint: Say --yes to restore without being asked.
    "#]]
    .assert_eq(&cacah("--db a.db restore kopi.db"));
    expect![[r#"
        exit 0
        'kopi.db' holds:
          SKM DPMPTSP Kota Bontang · Semester II 2024: 0 draft, 1 complete, 0 returned, 0 approved, 0 void
          32 lines of the log, the newest of 2024-09-30T09:41:12.000+08:00
        the database has 1 surveys, 2 complete; 50 lines of the log
        gone would be: 1 interviews, changes of 0 others, 18 lines of the log
        restored: 1 surveys, 1 complete; 33 lines of the log
        the data as they were: COPY
        this file is device …
    "#]]
    .assert_eq(&cacah("--db a.db restore kopi.db --yes"));
    expect![[r#"
        exit 2
        error: 'a.db' is the database itself
        hint: Name another file; 'cacah backup --list' lists the copies that are kept.
    "#]]
    .assert_eq(&cacah("--db a.db restore a.db --yes"));
    // A copy of the folder is named without it.
    let name = kept(folder.path()).into_iter().find(|name| name.ends_with("-restore.db")).expect("is kept");
    let told = cacah(&format!("--db a.db restore {name} --yes"));
    assert!(told.contains("2 complete"), "{told}");
    expect![[r#"
        exit 0
        'kopi.db' holds:
          SKM DPMPTSP Kota Bontang · Semester II 2024: 0 draft, 1 complete, 0 returned, 0 approved, 0 void
          32 lines of the log, the newest of 2024-09-30T09:41:12.000+08:00
        there is no database 'new.db' yet
        restored: 1 surveys, 1 complete; 33 lines of the log
        this file is device …
    "#]]
    .assert_eq(&cacah("--db new.db restore kopi.db --yes"));
}

#[test]
fn another_program_that_has_the_file_open_keeps_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let s = Sample::at(&path);
    let copy = s.store.keep_copy(Reason::Hand).expect("is made");
    let mut second = Store::open(&path).expect("opens");
    let refused = Restoring::look(&copy, &path).expect("is sound").carry_out(&mut second);
    assert!(matches!(refused, Err(Error::Shared(_))), "{refused:?}");
    assert!(second.begin_daily().expect("begins").is_none());
}

#[test]
fn a_supervisor_looks_at_a_copy_and_restores_it() {
    let s = Scenario::skm().keys(crate::flow::FORM).keys("<Esc> <Down> c");
    let mut s = s;
    expect![[r#"
        | cacah                                                                 cadangan
        |
        |   Belum ada cadangan. n membuat satu sekarang.
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Dibuat tiap hari pada pembukaan pertama, dan sebelum menggabungkan,
        |  mengimpor, memulihkan, atau memperbarui; disimpan 7 dari tiap jenis.
        |  Folder: FOLDER/backup
        |
        | Enter lihat  n buat  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("n");
    expect![[r#"
        | cacah                                                                 cadangan
        | > 01-10-2024 09.00   atas permintaan              1 wawancara          0,3 MB
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Dibuat tiap hari pada pembukaan pertama, dan sebelum menggabungkan,
        |  mengimpor, memulihkan, atau memperbarui; disimpan 7 dari tiap jenis.
        | Cadangan dibuat dan diperiksa:
        | FOLDER/backup/survei-20241001-090023-hand.db
        | Enter lihat  n buat  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let s = s.keys("<Esc> <Up>").keys("<Enter>").keys(crate::flow::FORM).keys("<Esc>");
    let mut s = s.keys("c <Enter>");
    expect![[r#"
        | cacah                                                                 pulihkan
        |  Cadangan 01-10-2024 09.00 berisi:
        | ──────────────────────────────────────────────────────────────────────────────
        |  SKM DPMPTSP Kota Bontang · Semester II 2024
        |    1 lengkap
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Perubahan terakhir: 2024-10-01 09:00  Baris jejak: 32
        |
        |  Yang ada sekarang dan tidak ada di cadangan ini:
        |  1 wawancara · perubahan pada 0 wawancara lain · 18 baris jejak
        |
        |  Data yang sekarang dicadangkan dulu, jadi bisa kembali.
        |  Enter memulihkan, Esc kembali tanpa mengubah apa pun.
        |
        |
        | Enter pulihkan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    assert!(s.screen().contains("Pulihkan cadangan"), "{}", s.screen());
    let mut s = s.keys("y");
    let screen = s.screen();
    assert!(screen.contains("Sudah dipulihkan.") && screen.contains("1 lengkap"), "{screen}");
    sound(s.app.store());
    // Keying goes on.
    let mut s = s.keys("<Enter>").keys(crate::flow::FORM);
    assert!(s.screen().contains("tersimpan"), "{}", s.screen());
}

/// Kills restores at moments that the growth of the journal gives.
#[cfg(unix)]
#[test]
fn a_restore_that_is_killed_leaves_the_data_as_before_or_as_restored() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let mut s = Sample::at(&path.join("a.db"));
    for number in 1..=60 {
        s.ordinary(number, &[("saran", Answer::text("antre lama sekali di loket"))]);
    }
    s.store.back_up(&path.join("copy.db"), false).expect("is copied");
    for number in 61..=120 {
        s.ordinary(number, &[]);
    }
    drop(s);
    let count = |name: &str| Store::open(&path.join(name)).expect("opens").held().expect("reads").counts().of(Status::Complete);
    let mut seen = [0, 0];
    for step in 0..12_u64 {
        let name = format!("k{step}.db");
        fs::copy(path.join("a.db"), path.join(&name)).expect("copies");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_cacah"))
            .current_dir(path)
            .args(["--db", &name, "restore", "copy.db", "--yes"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("runs");
        let journal = path.join(format!("{name}-wal"));
        // Some are killed once the copy is read, the others within the transaction and behind it.
        let part = path.join(format!(".{name}.{}.part", child.id()));
        let grown = || if step % 4 == 0 { part.exists() } else { fs::metadata(&journal).is_ok_and(|meta| meta.len() > step * 60_000) };
        while child.try_wait().expect("answers").is_none() && !grown() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("ends");
        match count(&name) {
            120 => seen[0] += 1,
            60 => seen[1] += 1,
            other => panic!("{name}: {other}"),
        }
        sound(&Store::open(&path.join(&name)).expect("opens"));
    }
    assert!(seen[0] > 0, "no restore was killed before its end");
}
