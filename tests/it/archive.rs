//! Archives: everything about a survey in one file, explained in it, and proved against its own manifest.

use crate::scenario::Scenario;
use crate::support::{Sample, names, run};
use cacah::exchange::package::{About, Flaw};
use cacah::report::archive::{Archiving, Wish, verify};
use cacah::store::{Exam, Item, List, Store};
use cacah::survey::interview::Status;
use cacah::survey::template;
use cacah::survey::value::Answer;
use cacah::words::{Lang, Words};
use expect_test::expect;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use zip::{ZipArchive, ZipWriter};

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Gives the files of an archive.
fn files(path: &Path) -> Files {
    let mut zip = ZipArchive::new(File::open(path).expect("opens")).expect("is a ZIP");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("is there");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("reads");
            (file.name().expect("is a name").into_owned(), bytes)
        })
        .collect()
}

/// Packs files again, as somebody who changed them would.
fn pack(path: &Path, files: &Files) {
    let mut zip = ZipWriter::new(File::create(path).expect("is made"));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("begins");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("ends");
}

fn archive(sample: &Sample, path: &Path) {
    let wish = Wish { words: Words(Lang::Id), ..Wish::default() };
    Archiving::begin(&sample.store, &sample.survey, path, wish).expect("begins").finish(&sample.store).expect("is made");
}

/// A file with two surveys: the sample's, with two forms, and one with a form that must not be in its archive.
fn two_surveys(path: &Path) -> Sample {
    let mut s = Sample::at(path);
    s.ordinary(1, &[("saran", Answer::text("antre \"lama\""))]);
    let void = s.ordinary(2, &[]);
    s.store.void(void, "salah", None).expect("voids");
    let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
    let other = s.store.create_survey(&template.form.source(), &template.setup).expect("is made");
    let survey = s.store.survey(other).expect("reads");
    let header = cacah::store::Header {
        location: survey.list(List::Location).next().expect("has one").id,
        surveyor: survey.list(List::Surveyor).next().expect("has one").id,
        band: None,
        ..s.batch.header.clone()
    };
    let batch = s.store.create_batch(other, &header).expect("is made");
    let own = (s.survey.clone(), s.batch.clone());
    (s.survey, s.batch) = (survey, batch);
    s.ordinary(1, &[("saran", Answer::text("rahasia survei lain"))]);
    (s.survey, s.batch) = own;
    s.ordinary(3, &[]);
    s.store.set_pin(s.batch.header.surveyor, "4711").expect("is set");
    s
}

#[test]
fn an_archive_holds_one_survey_whole_and_explains_each_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let s = two_surveys(&folder.path().join("a.db"));
    let path = folder.path().join("arsip.zip");
    archive(&s, &path);
    let files = files(&path);
    let about: About = serde_json::from_slice(&files["manifest.json"]).expect("reads");
    assert_eq!((about.interviews["complete"], about.interviews["void"], about.log_as_written), (2, 1, false));
    assert_eq!(about.fingerprint, s.store.fingerprint(&s.survey).expect("reads"));
    let readme = String::from_utf8(files["README.txt"].clone()).expect("is text");
    assert!(readme.contains("ARSIP SURVEI") && readme.contains("SURVEY ARCHIVE"), "{readme}");
    for entry in &about.files {
        assert_eq!(files[&entry.name].len() as u64, entry.bytes, "{}", entry.name);
        assert_eq!(readme.matches(&format!("{}\r\n", entry.name)).count(), 2, "{}\n{readme}", entry.name);
    }
    for name in ["data", "form", "export", "report", "log"] {
        assert!(about.files.iter().any(|entry| entry.name.starts_with(&format!("{name}/"))), "{name}");
    }
    let csv = String::from_utf8(files["export/skm_dpmptsp_kota_bontang_semester_ii_2024-csv.csv"].clone()).expect("is text");
    assert_eq!(csv.lines().count(), 4);
    // Nothing of the other survey, and no PIN.
    for (name, bytes) in &files {
        assert!(!bytes.windows(19).any(|window| window == b"rahasia survei lain"), "{name}");
        assert!(!bytes.windows(7).any(|window| window == b"$argon2"), "{name}");
    }
    // The database opens by itself, whole and sound.
    let data = folder.path().join("out.db");
    fs::write(&data, &files["data/skm_dpmptsp_kota_bontang_semester_ii_2024.db"]).expect("writes");
    let db = rusqlite::Connection::open(&data).expect("opens");
    let labels = "SELECT saran FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024 WHERE form_number = 1";
    assert_eq!(db.query_row(labels, [], |row| row.get::<_, String>(0)).expect("answers"), "antre \"lama\"");
    drop(db);
    let store = Store::open(&data).expect("opens");
    for exam in Exam::ALL {
        let found = store.doctor(exam);
        assert!(found.is_sound(), "{exam:?}: {:?}", found.findings);
    }
    assert_eq!(store.held().expect("reads").counts().of(Status::Complete), 2);
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name.contains("part")).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn the_only_survey_of_a_file_keeps_its_chain_and_the_fingerprint_of_its_lock() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    let mut changed = s.survey.clone();
    changed.items.push(Item { id: 0, list: List::Band, code: 3, label: "Malam".to_owned(), retired: false, block: None });
    s.store.update_survey(&s.survey, &changed).expect("is stored");
    s.survey = s.store.survey(s.survey.id).expect("reads");
    let survey = s.survey.clone();
    let closed = s.supervising(|store| store.close_survey(&survey, "selesai")).expect("closes");
    let path = folder.path().join("arsip.zip");
    archive(&s, &path);
    let proved = verify(&path, None).expect("reads");
    assert_eq!((proved.flaws.len(), &proved.about.fingerprint, proved.about.log_as_written), (0, &closed.fingerprint, true));
    let data = folder.path().join("out.db");
    fs::write(&data, &files(&path)["data/skm_dpmptsp_kota_bontang_semester_ii_2024.db"]).expect("writes");
    let chain = |dump: &str| dump.lines().filter(|line| line.starts_with("change|")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(chain(&Store::open(&data).expect("opens").dump().expect("reads")), chain(&s.store.dump().expect("reads")));
}

#[test]
fn the_database_of_an_archive_takes_the_place_of_the_data_or_is_merged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let s = two_surveys(&path.join("a.db"));
    archive(&s, &path.join("arsip.zip"));
    drop(s);
    // What a program for ZIP does.
    let data = "skm_dpmptsp_kota_bontang_semester_ii_2024.db";
    fs::write(path.join(data), &files(&path.join("arsip.zip"))[&format!("data/{data}")]).expect("writes");
    let counts = |name: &str| run(path, &["--db", name, "surveys"]);
    let expected = counts(data);
    assert!(expected.contains("2         0         0     1"), "{expected}");
    let told = run(path, &["--db", "new.db", "restore", data, "--yes"]);
    assert!(told.starts_with("exit 0"), "{told}");
    assert_eq!(counts("new.db"), expected);
    let told = run(path, &["--db", "a.db", "restore", data, "--yes"]);
    assert!(told.starts_with("exit 0"), "{told}");
    assert_eq!(counts("a.db"), expected);
    run(path, &["--db", "other.db", "surveys"]);
    drop(Store::open(&path.join("other.db")).expect("opens"));
    let told = run(path, &["--db", "other.db", "merge", data]);
    assert!(told.starts_with("exit 0"), "{told}");
    assert_eq!(counts("other.db"), expected);
    for name in ["new.db", "a.db", "other.db"] {
        let told = run(path, &["--db", name, "doctor", "--recount"]);
        assert!(told.starts_with("exit 0"), "{name}: {told}");
    }
}

#[test]
fn what_was_changed_taken_out_or_put_in_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    let path = folder.path().join("arsip.zip");
    archive(&s, &path);
    let whole = files(&path);
    let database = "data/skm_dpmptsp_kota_bontang_semester_ii_2024.db";
    let case = |change: &dyn Fn(&mut Files), expected: &[(&str, Flaw)]| {
        let mut changed = whole.clone();
        change(&mut changed);
        let path = folder.path().join("changed.zip");
        pack(&path, &changed);
        let flaws = verify(&path, None).expect("reads").flaws;
        assert_eq!(flaws.iter().map(|(name, flaw)| (name.as_str(), *flaw)).collect::<Vec<_>>(), expected);
    };
    case(&|_| {}, &[]);
    case(&|files| files.get_mut(database).expect("is there")[5000] ^= 1, &[(database, Flaw::Changed)]);
    case(&|files| files.get_mut(database).expect("is there").push(0), &[(database, Flaw::Changed)]);
    let log = "log/skm_dpmptsp_kota_bontang_semester_ii_2024.csv";
    case(&|files| drop(files.remove(log)), &[(log, Flaw::Missing)]);
    case(&|files| drop(files.insert("export/x.exe".to_owned(), vec![1])), &[("export/x.exe", Flaw::Stranger)]);
    // A manifest that was made to fit does not fit the data.
    case(
        &|files| {
            let mut about: About = serde_json::from_slice(&files["manifest.json"]).expect("reads");
            about.fingerprint = "0".repeat(64);
            files.insert("manifest.json".to_owned(), serde_json::to_vec(&about).expect("writes"));
        },
        &[(database, Flaw::Changed)],
    );
    let told = run(folder.path(), &["archive", "--verify", "changed.zip"]);
    assert!(
        told.starts_with("exit 1\n") && told.contains("changed") && told.contains("1 of the files are not what the manifest says"),
        "{told}"
    );
}

#[cfg(feature = "passphrase")]
#[test]
fn the_command_makes_proves_locks_and_refuses() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    drop(s);
    let cacah = |args: &str| {
        let told = run(folder.path(), &args.split_whitespace().collect::<Vec<_>>());
        // Sizes and moments are not what is told here.
        let line =
            |line: &str| line.split("interviews, ").next().unwrap_or_default().split(", made ").next().unwrap_or_default().to_owned();
        told.lines().map(|said| line(said) + "\n").collect::<String>()
    };
    fs::write(folder.path().join("kunci"), "sandi rahasia\n").expect("writes");
    fs::write(folder.path().join("salah"), "sandi lain\n").expect("writes");
    expect![[r#"
        exit 0
        wrote 'a.zip': 1 
    "#]]
    .assert_eq(&cacah("--db a.db archive --out a.zip"));
    expect![[r#"
        exit 1
        error: 'a.zip' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]]
    .assert_eq(&cacah("--db a.db archive --out a.zip"));
    let proof = run(folder.path(), &["archive", "--verify", "a.zip"]);
    assert!(proof.starts_with("exit 0\n") && proof.lines().filter(|line| line.starts_with("ok ")).count() > 10, "{proof}");
    cacah("--db a.db archive --out b.zip.age --passphrase-file kunci");
    let whole = fs::read(folder.path().join("a.zip")).expect("reads");
    assert!(fs::read(folder.path().join("b.zip.age")).expect("reads").starts_with(b"age-encryption.org/v1"));
    fs::write(folder.path().join("cut.zip"), &whole[..whole.len() / 2]).expect("writes");
    fs::write(folder.path().join("text.zip"), "no archive").expect("writes");
    let mut told = String::new();
    for args in ["cut.zip", "text.zip", "absent.zip", "b.zip.age", "b.zip.age --passphrase-file salah"] {
        told += &cacah(&format!("archive --verify {args}"));
    }
    expect![[r#"
        exit 1
        error: 'cut.zip' is damaged or cut off
        hint: Ask for the file again from its laptop; the data here are as before.
        exit 1
        error: 'text.zip' is no archive of cacah
        hint: Name a file that 'cacah archive --out' wrote.
        exit 1
        error: 'absent.zip' can't be opened: no such file or folder
        hint: Check the path and its permissions.
        exit 1
        error: 'b.zip.age' is locked with a passphrase
        hint: Give the passphrase that the sender used; capitals count.
        exit 1
        error: the passphrase for 'b.zip.age' is wrong
        hint: Give the passphrase that the sender used; capitals count.
    "#]]
    .assert_eq(&told);
    assert!(cacah("archive --verify b.zip.age --passphrase-file kunci").starts_with("exit 0"));
    assert_eq!(fs::read(folder.path().join("a.zip")).expect("reads"), whole);
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name.contains("part")).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn an_archive_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    let path = folder.path().join("arsip.zip");
    let mut job = Archiving::begin(&s.store, &s.survey, &path, Wish::default()).expect("begins");
    for _ in 0..4 {
        assert!(job.step(&s.store).expect("goes on").is_none());
    }
    drop(job);
    assert_eq!(names(folder.path()), ["a.db", "a.db-lock", "a.db-shm", "a.db-wal"]);
    // The database is as free as before.
    s.ordinary(2, &[]);
}

#[test]
fn a_supervisor_archives_a_survey() {
    let s = Scenario::skm().keys(crate::flow::FORM).keys("<Esc> <Down> p <Enter> z");
    let path = s.folder().join("arsip.zip").display().to_string();
    let mut s = (0..90).fold(s, |s, _| s.keys("<Backspace>")).text(&path);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              arsip
        |
        |  Kata sandi               (boleh kosong)
        |> Berkas                 FOLDER/arsip.zip
        | ──────────────────────────────────────────────────────────────────────────────
        |  Satu berkas ZIP: basis data survei ini, kuesioner, ekspor, laporan, riwayat,
        |  dan penjelasan tiap berkas. Bisa dibaca tanpa cacah.
        |
        |  Isinya lengkap, juga saran dan nama petugas: simpan seperti data asli.
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
        |  Folder: FOLDER
        |
        | Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    let screen = s.screen();
    assert!(screen.contains("Arsip sudah jadi"), "{screen}");
    assert_eq!(verify(Path::new(&path), None).expect("reads").flaws, []);
}
