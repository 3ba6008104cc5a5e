//! Imported interviews beside all that the program does with interviews: merging, undoing, the trail, checks, verification.

use super::import_into;
use crate::support::{Sample, run};
use cacah::store::{Clock, Exam, Filter, Store, TrailFilter};
use cacah::survey::interview::{Id, Save, Write};
use cacah::survey::value::{Answer, Missing};
use cacah::words::{Lang, Words};
use expect_test::expect;
use std::path::Path;

const TABLE: &str = "nomor,tanggal,jenis_kelamin,usia,persyaratan,saran\n7,2024-09-30,1,34,3,lama\n8,2024-10-01,2,35,1,\n";

fn imported(path: &Path) -> Sample {
    let mut sample = Sample::at(path);
    // The day after the last interview.
    let moment = "2024-10-02T09:41:12+08:00[Asia/Makassar]".parse().expect("a moment");
    sample.store.set_clock(Clock::by_hand(moment).0);
    let table = path.with_extension("csv");
    std::fs::write(&table, TABLE).expect("writes");
    let (report, outcome) = import_into(&mut sample.store, &table, "");
    assert_eq!((report.new, outcome.imported.interviews, outcome.imported.batches), (2, 2, 2));
    sample
}

fn ids(store: &Store) -> Vec<Id> {
    let survey = store.surveys().expect("reads").remove(0);
    store.list(&survey, &Filter::default(), (i64::MIN, 0), 10).expect("lists").into_iter().map(|entry| entry.id).collect()
}

fn sound(store: &Store) {
    for exam in Exam::ALL {
        let found = store.doctor(exam);
        assert!(found.is_sound(), "{exam:?}: {:?}", found.findings);
    }
}

#[test]
fn an_imported_interview_tells_where_it_comes_from_and_can_be_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = imported(&folder.path().join("a.db"));
    sound(&sample.store);
    let id = ids(&sample.store)[0];
    let survey = sample.store.surveys().expect("reads").remove(0);
    let (mut interview, batch) = sample.store.interview(&survey, id).expect("reads");
    let at = |key: &str| survey.form.find(key).expect("is asked");
    assert_eq!(interview.answers[at("waktu")], Some(Answer::Missing(Missing::NotInSource)));
    let write = Write { question: at("usia"), old: Some(Answer::int(34)), new: Some(Answer::int(43)), why: Some("kertas".to_owned()) };
    let save = Save { writes: vec![write], ..Save::default() };
    let saving = cacah::store::Saving { save: &save, effort: interview.effort, rules: None, keying: None };
    interview.revision = sample.store.save(&survey, &batch, &interview, &saving).expect("saves").revision;
    let filter = TrailFilter { interview: Some(id), question: Some("usia".to_owned()), ..TrailFilter::default() };
    let w = Words(Lang::Id);
    let trail = sample.store.trail(&survey, &filter, Id::MAX, 10).expect("reads");
    let told: Vec<String> =
        trail.iter().map(|line| format!("{}: {}", line.say_field(&survey, w), line.say_values(&survey, w).join(" → "))).collect();
    expect![[r#"
        Usia: 34 → 43
        diimpor:  → a.csv baris 2: 4 jawaban"#]]
    .assert_eq(&told.join("\n"));
    // Undo takes the change back, and not the import.
    assert!(sample.store.undo(&survey, batch.id, None, None).expect("undoes").is_some());
    assert!(sample.store.undo(&survey, batch.id, None, None).expect("undoes").is_none());
    assert_eq!(sample.store.interview(&survey, id).expect("reads").0.answers[at("usia")], Some(Answer::int(34)));
    sound(&sample.store);
}

#[test]
fn a_check_of_all_finds_what_the_import_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = imported(&folder.path().join("a.db"));
    let before: Vec<Vec<String>> = ids(&sample.store).into_iter().map(|id| sample.store.open_problems(id).expect("reads")).collect();
    assert_eq!(before, [vec![], vec!["low_without_saran".to_owned()]]);
    let mut check = sample.begin_check();
    while !check.step(&mut sample.store).expect("checks").done {}
    let after: Vec<Vec<String>> = ids(&sample.store).into_iter().map(|id| sample.store.open_problems(id).expect("reads")).collect();
    assert_eq!(after, before);
}

#[test]
fn imported_interviews_travel_and_a_second_laptop_knows_them_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    drop(imported(&path("a.db")));
    // The other laptop has the survey from the first one.
    let told = run(folder.path(), &["--db", "a.db", "bundle", "--out", "all.cacah"]);
    assert!(told.starts_with("exit 0"), "{told}");
    let told = run(folder.path(), &["--db", "b.db", "merge", "all.cacah"]);
    assert!(told.starts_with("exit 0"), "{told}");
    let mut other = Store::open(&path("b.db")).expect("opens");
    sound(&other);
    let (report, _) = import_into(&mut other, &path("a.csv"), "");
    assert_eq!((report.new, report.same), (0, 2));
    // Both change an imported answer: that is a conflict between the two, and the import is neither.
    let change = |store: &mut Store, age: i64| {
        let survey = store.surveys().expect("reads").remove(0);
        let (interview, batch) = store.interview(&survey, ids(store)[0]).expect("reads");
        let question = survey.form.find("usia").expect("is asked");
        let write =
            Write { question, old: interview.answers[question].clone(), new: Some(Answer::int(age)), why: Some("kertas".to_owned()) };
        let save = Save { writes: vec![write], ..Save::default() };
        let saving = cacah::store::Saving { save: &save, effort: interview.effort, rules: None, keying: None };
        store.save(&survey, &batch, &interview, &saving).expect("saves");
    };
    change(&mut other, 50);
    change(&mut Store::open(&path("a.db")).expect("opens"), 60);
    drop(other);
    let told = run(folder.path(), &["--db", "a.db", "merge", "b.db"]);
    assert!(told.contains("1 in conflict"), "{told}");
    sound(&Store::open(&path("a.db")).expect("opens"));
}
