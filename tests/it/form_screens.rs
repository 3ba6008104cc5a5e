//! The screens of questionnaires: listed, looked at, tried, checked, taken in, written out, chosen for a survey.

use crate::scenario::Scenario;
use cacah::words::Lang;
use expect_test::{expect, expect_file};
use std::fs;

/// A form with every kind of question.
const EVERY_KIND: &str = include_str!("../data/forms/every_kind.toml");

/// Compares whole screens at both sizes.
fn screens(name: &str, mut s: Scenario) -> Scenario {
    for (width, height) in [(120, 40), (80, 24)] {
        s = s.size(width, height);
        let path = format!("{}/tests/data/screens/forms-{name}-{width}.txt", env!("CARGO_MANIFEST_DIR"));
        expect_file![path].assert_eq(&s.screen());
    }
    s
}

/// Stands at the list of questionnaires.
pub fn list() -> Scenario {
    Scenario::home(Lang::Id).keys("f")
}

/// Checks a file with these words.
pub fn checked(source: &str) -> Scenario {
    let s = list().keys("p");
    let path = s.folder().join("kuesioner.toml");
    fs::write(&path, source).expect("writes");
    s.text(&path.display().to_string()).keys("<Enter>")
}

/// Stands at the list with the form of every kind taken in and in hand.
pub fn installed() -> Scenario {
    checked(EVERY_KIND).keys("<Enter> k k k")
}

#[test]
fn a_file_with_complaints_is_told_all_of_them_and_checked_again_when_mended() {
    let bad = EVERY_KIND
        .replace("kind = \"time\"", "kind = \"jam\"")
        .replace("max = 200", "max = -1")
        .replace("key = \"pendamping\"", "key = \"Pendamping\"");
    let s = screens("complaints", checked(&bad));
    let mut s = s.keys("<Enter>");
    assert!(s.notice().contains("tidak berlaku di sini"), "{}", s.notice());
    fs::write(s.folder().join("kuesioner.toml"), EVERY_KIND).expect("writes");
    let s = screens("sound", s.keys("p"));
    let mut s = s.keys("<Enter>");
    assert_eq!(s.notice(), "every_kind versi 1 terpasang.");
    let s = screens("list", s);
    assert_eq!(s.ask("SELECT key, version FROM form WHERE key <> 'skm'"), "every_kind | 1");
}

#[test]
fn a_questionnaire_is_looked_at_as_it_will_be_keyed() {
    let s = screens("look", installed().keys("<Enter> <Down> <Down>"));
    let s = screens("look-skipped", s.keys("<PgDn> <Down> <Down> <Down> <Down>"));
    let mut s = s.keys("1 <F9> <Down> <Enter> 3");
    assert!(s.screen().contains("LIHAT"), "nothing is keyed:\n{}", s.screen());
    let mut s = s.keys("<Esc>");
    assert!(s.screen().contains("every_kind versi 1"), "{}", s.screen());
}

#[test]
fn a_trial_is_keyed_like_any_form_and_nothing_of_it_is_saved() {
    let s = screens("trial", installed().keys("c <Enter> y 30091990 0830"));
    let mut s = s.keys("<Ctrl+B>");
    assert_eq!(s.notice(), "! Itu tidak ada di percobaan.");
    let mut s = s.keys("<Esc>");
    assert_eq!(s.notice(), "Percobaan selesai; tidak ada yang tersimpan.");
    assert_eq!(s.ask("SELECT count(*), (SELECT count(*) FROM batch), (SELECT count(*) FROM survey) FROM interview"), "0 | 0 | 1");
    let mut s = Scenario::home(Lang::Id).keys("f c 2 34 5 4 3 343443342 <Enter>");
    assert_eq!(s.notice(), "Percobaan: Formulir 0001 tersimpan lengkap, 09.00.18.");
    assert_eq!(s.ask("SELECT count(*) FROM interview"), "0");
}

#[test]
fn a_questionnaire_is_written_to_a_file_that_reads_again() {
    let s = installed().keys("x");
    let path = s.folder().join("tertulis.toml");
    let s = (0..20).fold(s, |s, _| s.keys("<Backspace>"));
    let mut s = s.text(&path.display().to_string()).keys("<Enter>");
    assert_eq!(s.notice(), "Tertulis: FOLDER/tertulis.toml");
    let form = |source: &str| cacah::survey::form_file::parse(source).expect("reads");
    assert_eq!(form(&fs::read_to_string(&path).expect("is there")), form(EVERY_KIND));
    let mut s = s.keys("x");
    s = (0..20).fold(s, |s, _| s.keys("<Backspace>")).text(&path.display().to_string()).keys("<Enter>");
    expect!["? 'FOLDER/tertulis.toml' sudah ada. Ganti?"].assert_eq(&s.notice());
}

/// A survey of two questions with one form keyed, on the list of its questionnaires at a second version.
pub fn versions(change: impl Fn(&str) -> String) -> Scenario {
    let s = Scenario::form(crate::versions::ONE).keys("16 y 2 <Enter> <Esc> <Down> e <F4> p");
    let path = s.folder().join("kuesioner.toml");
    fs::write(&path, change(&crate::versions::two())).expect("writes");
    s.text(&path.display().to_string()).keys("<Enter> <Enter> <Down>")
}

#[test]
fn a_survey_moves_to_a_new_version_and_says_what_differs_first() {
    let s = screens("move", versions(str::to_owned).keys("g"));
    let mut s = s.keys("<Enter>");
    expect!["? Pindahkan SKM DPMPTSP Kota Bontang ke versi 2?"].assert_eq(&s.notice());
    let mut s = s.keys("y");
    expect!["SKM DPMPTSP Kota Bontang kini memakai versi 2."].assert_eq(&s.notice());
    assert_eq!(s.ask("SELECT version FROM form JOIN survey ON form.id = survey.form"), "2");
    let mut s = s.keys("g");
    expect!["! Versi ini sudah dipakai SKM DPMPTSP Kota Bontang."].assert_eq(&s.notice());
    let s = screens("move-moved", s);
    // The older one is refused, and another questionnaire.
    let mut s = screens("move-back", s.keys("k g")).keys("<Enter>");
    expect!["! Tidak bisa dipindahkan: 2 hal menghalangi, masing-masing dengan ! di atas."].assert_eq(&s.notice());
    assert_eq!(s.ask("SELECT version FROM form JOIN survey ON form.id = survey.form"), "2");
    let mut s = s.keys("<Esc> j j g");
    expect!["! Survei ini memakai warga: hanya versi lain darinya yang bisa dipilih."].assert_eq(&s.notice());
}

#[test]
fn a_new_survey_begins_with_any_questionnaire_that_was_taken_in() {
    let s = screens("templates", installed().keys("<Esc> n"));
    // Those that come with the program stand before it.
    let mut s = (0..8).fold(s, |s, _| s.keys("<Down>")).keys("<Enter>");
    assert!(s.screen().contains("Segala jenis"), "{}", s.screen());
    let mut s = installed().keys("n");
    assert!(s.screen().contains("Segala jenis"), "{}", s.screen());
}

/// The questionnaire of the newest survey.
const NEWEST: &str = "SELECT form.key FROM survey JOIN form ON form.id = survey.form ORDER BY survey.id DESC";

#[test]
fn blocks_are_added_to_a_template_before_the_survey_is_made() {
    let s = screens("blocks", Scenario::home(Lang::Id).keys("n b <Space> 3 <Down>"));
    let mut s = s.keys("5");
    expect!["! Blok ini tidak bisa ditambahkan: pertanyaannya sudah ada."].assert_eq(&s.notice());
    let mut s = s.keys("<Enter>");
    assert!(s.line(0).ends_with("skm_dis_spak versi 1"), "{}", s.screen());
    // Another look: the first is taken away again.
    let mut s = s.keys("<F2> <Space> <Enter>");
    assert!(s.line(0).ends_with("skm_spak versi 1"), "{}", s.screen());
    let s = s.keys("<F10>");
    assert_eq!(s.ask(NEWEST), "skm_spak");
    let mut s = s.keys("<Esc> e <F2>");
    expect!["! Blok ditambahkan sebelum survei dibuat; survei ini mendapat versi baru kuesionernya."].assert_eq(&s.notice());
}

#[test]
fn who_leaves_the_list_of_blocks_adds_none() {
    let mut s = Scenario::home(Lang::En).keys("n b 1 2 <Esc>");
    assert!(s.screen().contains("SKM of another unit"), "{}", s.screen());
    let s = s.keys("<Enter> <F2> x 9 <Esc> <F10>");
    assert_eq!(s.ask(NEWEST), "skm");
}
