//! A questionnaire in use gets a new version: interviews keep the one that they were keyed with, and everything goes on across both.

use crate::scenario::Scenario;
use cacah::store::{Error, Exam, Store};
use cacah::words::{Lang, Words};
use expect_test::expect;

pub const ONE: &str = r#"
key = "warga"
version = 1
title = "Warga"
[[section]]
key = "s"
label = "Warga"
[[section.question]]
key = "usia"
label = "Usia"
kind = "number"
min = 0
max = 110
[[section.question]]
key = "kerja"
label = "Bekerja"
kind = "yes_no"
relevant = "${usia} > 14"
[[section.question]]
key = "puas"
label = "Puas"
kind = "rating"
choices = [{ code = 1, label = "tidak" }, { code = 2, label = "ya" }]
"#;

/// The second version asks for work from 18 years on, no longer for satisfaction, and before everything for the sex.
pub fn two() -> String {
    let sex = "[[section.question]]\nkey = \"kelamin\"\nlabel = \"Kelamin\"\nkind = \"choice\"\nchoices = [{ code = 1, label = \"L\" }, { code = 2, label = \"P\" }]\n";
    let two =
        ONE.replace("version = 1", "version = 2").replace("> 14", "> 17").replace("label = \"Bekerja\"", "label = \"Sedang bekerja\"");
    let two = two.replace("label = \"Puas\"", "label = \"Puas\"\nretired = true");
    two.replacen("[[section.question]]", &format!("{sex}[[section.question]]"), 1)
}

fn store(s: &Scenario) -> Store {
    Store::open(&s.folder().join("survei.db")).expect("opens")
}

fn install(s: &Scenario, source: &str) -> Result<(), Error> {
    let mut store = store(s);
    let survey = store.surveys().expect("reads").remove(0);
    store.install_form(&survey, source)
}

#[track_caller]
fn sound(s: &Scenario) {
    let store = store(s);
    for exam in Exam::ALL {
        let found = store.doctor(exam);
        assert!(found.is_sound(), "{exam:?}: {found:?}");
    }
}

/// One interview of each version: a child of 16 that works, and an adult.
fn both() -> Scenario {
    let s = Scenario::form(ONE).keys("16 y 2 <Enter>");
    assert_eq!(s.ask("SELECT status FROM interview"), "complete");
    install(&s, &two()).expect("follows");
    s.restart().keys("<Enter> 2 34 t <Enter>")
}

#[test]
fn interviews_keep_the_version_that_they_were_keyed_with() {
    let s = both();
    assert_eq!(
        s.ask("SELECT group_concat(version || ':' || status || ':' || coalesce(kelamin, '-') || usia || kerja || coalesce(puas, '-'), ' ') FROM interview JOIN answers_warga ON interview = id"),
        "1:complete:-1612 2:complete:2340-"
    );
    assert_eq!(s.ask("SELECT count(*) FROM problem WHERE rule GLOB 'required:*'"), "0", "what is new is not missing in what was there");
    sound(&s);
    assert_eq!(s.ask("SELECT old, new FROM change WHERE question = '@form'"), "1 | 2");
}

#[test]
fn an_older_interview_is_mended_with_its_own_questions() {
    let mut s = both().keys("<PgUp> <PgUp>");
    expect![[r#"
         SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
         Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00   formulir 0001 · lengkap
         ──────────────────────────────────────────────────────────────────────────────
        >Usia    [16]
         Bekerja [y Ya]    t Tidak
         Puas     1 tidak [2 ya]
         ──────────────────────────────────────────────────────────────────────────────
          Usia
          0 sampai 110; Enter bila layar belum maju sendiri













         Formulir 0001: lengkap.
         . kosong  F9 pilihan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.screen());
    // Sixteen years are enough there.
    let s = s.keys("15").text("salah baca").keys("<Enter>");
    assert_eq!(s.ask("SELECT usia, kerja, puas FROM answers_warga ORDER BY interview LIMIT 1"), "15 | 1 | 2");
    sound(&s);
    let mut s = s.keys("<PgDn> <PgDn>");
    assert!(s.screen().contains("Kelamin"), "{}", s.screen());
}

#[test]
fn lists_views_counts_and_exports_go_across_versions() {
    let s = both();
    let view = "SELECT group_concat(coalesce(kelamin, '-') || '/' || usia || '/' || kerja || '/' || coalesce(puas, '-'), ' ') FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024";
    assert_eq!(s.ask(view), "-/16/Ya/ya P/34/Tidak/-");
    let answers = "SELECT group_concat(what || ' ' || code || '=' || n, ', ') FROM \
                   (SELECT * FROM tally WHERE part = 'survey' AND what GLOB 'answer:*' AND n <> 0 ORDER BY what, code)";
    expect!["answer:kelamin 2=1, answer:kerja 0=1, answer:kerja 1=1, answer:puas 2=1, answer:usia 16=1, answer:usia 34=1"]
        .assert_eq(&s.ask(answers));
    let store = store(&s);
    let survey = store.surveys().expect("reads").remove(0);
    assert_eq!(store.recount(&survey).expect("counts"), []);
    let records = store.records(&survey, &cacah::store::Filter::default(), (i64::MIN, i64::MIN), 9).expect("reads");
    let keys: Vec<&str> = survey.form.questions.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(keys, ["kelamin", "usia", "kerja", "puas"]);
    let held: Vec<Vec<bool>> = records.iter().map(|record| record.answers.iter().map(Option::is_some).collect()).collect();
    assert_eq!(held, [[false, true, true, true], [true, true, true, false]]);
}

#[test]
fn what_would_change_the_meaning_of_stored_answers_is_refused_all_at_once() {
    let s = Scenario::form(ONE).keys("16 y 2 <Enter>");
    let bad = two()
        .replace("version = 2", "version = 1")
        .replace("\"number\"", "\"decimal\"")
        .replace("\"tidak\" }, { code = 2", "\"tidak\" }, { code = 3");
    let said = install(&s, &bad).expect_err("is refused");
    let w = Words(Lang::En);
    expect![[r#"
        questionnaire 'warga' version 1 can't follow the one in use: its version is 1, the one in use is 1; 'usia' changes its kind from number to decimal; 'puas' loses choice 2
        Mark questions and choices that are no longer used with retired = true; give what means something else a new key or code."#]].assert_eq(&format!("{}\n{}", said.say(w), said.hint(w)));
    assert_eq!(s.ask("SELECT count(*), max(version) FROM form"), "1 | 1");
    sound(&s);
    let mut other = two();
    let mut library = store(&s);
    library.install_questionnaire(&other).expect("goes with what is there");
    let survey = library.surveys().expect("reads").remove(0);
    library.use_version(&survey, 2).expect("follows");
    other = other.replace("Kelamin", "Jenis kelamin");
    assert!(matches!(install(&s, &other), Err(Error::NoSuccessor { .. })), "it is in use already");
}

#[test]
fn a_survey_with_services_of_its_own_moves_too() {
    let s = Scenario::skm().keys(crate::flow::FORM);
    let newer = cacah::survey::template::SKM.replacen("version = 1", "version = 2", 1);
    install(&s, &newer).expect("services are no choices of the questionnaire");
    let s = s.restart().keys("<Enter>").keys(crate::flow::FORM);
    assert_eq!(s.ask("SELECT group_concat(version) FROM interview"), "1,2");
    sound(&s);
}
