//! Rule 4: undo, answer by answer, across saved forms and a restart; the log keeps everything.

use super::FORM;
use crate::scenario::Scenario;

#[test]
fn undo_takes_back_one_answer_and_stands_on_it() {
    let mut s = Scenario::skm().keys("2 34 5 <Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: Pendidikan.");
    assert!(s.in_hand().starts_with(">Pendidikan    [ ]"));
    assert_eq!(s.ask("SELECT usia, pendidikan FROM answers_skm"), "34 | -");
    let s = s.keys("<Ctrl+Z> <Ctrl+Z>");
    assert_eq!(s.ask("SELECT jenis_kelamin, usia FROM answers_skm"), "- | -");
    let mut s = s.keys("<Ctrl+Z>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Tidak ada lagi yang bisa diurungkan di bundel ini.", 1));
    assert_eq!(s.ask("SELECT count(*) FROM change WHERE undoes IS NOT NULL"), "4", "three answers and the number of the first turn");
}

#[test]
fn undo_goes_across_the_last_saved_form() {
    let mut s = Scenario::skm().keys(FORM).keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: draf.");
    assert!(s.line(1).contains("formulir 0001"));
    assert_eq!(s.ask("SELECT status, completed FROM interview"), "draft | -");
    let mut s = s.keys("<Ctrl+Z>");
    assert!(s.in_hand().starts_with(">9 Pengaduan"), "{}", s.screen());
    let s = s.keys("4 <Enter>");
    assert_eq!(s.ask("SELECT status, pengaduan FROM interview JOIN answers_skm ON id = interview"), "complete | 4");
}

#[test]
fn undo_restores_what_was_replaced_and_why_it_was_missing() {
    let s = Scenario::skm().keys("2 <Up> 1 <Ctrl+Z>");
    assert_eq!(s.ask("SELECT jenis_kelamin FROM answers_skm"), "2");
    let s = Scenario::skm().keys(". 3 <Up> 1 <Ctrl+Z>");
    assert_eq!(s.ask("SELECT reason, jenis_kelamin FROM missing JOIN answers_skm USING (interview)"), "two_marks | -");
}

#[test]
fn undo_survives_a_restart() {
    let mut s = Scenario::skm().keys("2 34").restart().keys("<Enter> <Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: Usia.");
}

#[test]
fn undo_takes_back_a_kept_doubt_with_its_answer() {
    let s = Scenario::skm().keys("2 14 <F2> <Ctrl+Z>");
    assert_eq!(s.ask("SELECT usia, (SELECT state FROM problem) FROM answers_skm"), "- | lapsed");
}

#[test]
fn undo_says_what_it_took_back_beside_answers() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 333333333 <Enter> <F2> <Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: tanda sesuai kertas.");
    let mut s = Scenario::skm().keys("2 <F12>").text("x").keys("<Enter> <Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: catatan.");
    assert_eq!(s.ask("SELECT count(*) FROM note"), "0");
    let mut s = Scenario::skm().keys("2 <F7> 9 <Enter> <Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: nomor formulir.");
}

#[test]
fn undo_takes_a_text_in_hand_back_and_the_log_keeps_it() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 343443342").text("antrean lama").keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0001: Saran.");
    assert_eq!(s.ask("SELECT pengaduan, saran FROM answers_skm"), "2 | -");
    assert_eq!(s.ask("SELECT new FROM change WHERE question = 'saran' AND undoes IS NULL"), "\"antrean lama\"");
}

#[test]
fn undo_never_gives_two_forms_one_number() {
    let s = Scenario::skm().keys("2 <F7> 9 <Enter> 34 5 4 3 343443342 <Enter> <F7> 1 <Enter>").keys("1 <PgUp>");
    let mut s = s;
    for _ in 0..40 {
        s = s.keys("<Ctrl+Z>");
    }
    assert_eq!(s.ask("SELECT count(*) - count(DISTINCT form_number) FROM interview"), "0");
}

#[test]
fn undo_of_the_first_answer_keeps_what_was_carried() {
    let mut s = Scenario::carried(40).keys("2 <Ctrl+Z>");
    assert!(s.screen().contains("[3] Izin reklame = bundel"), "{}", s.screen());
    let mut s = s.keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "! Tidak ada lagi yang bisa diurungkan di bundel ini.");
    let s = s.keys("2 34 5 4 343443342 <Enter>");
    assert_eq!(s.ask("SELECT status, service IS NOT NULL FROM interview"), "complete | 1");
    let mut s = Scenario::carried(40).keys("2 <F7> 1 <Ctrl+Z>");
    assert!(s.screen().contains("[3] Izin reklame = bundel"), "{}", s.screen());
}

#[test]
fn undo_of_a_mended_answer_takes_its_problem_along() {
    let s = Scenario::skm().keys("2 34 5 4 3 333333334 <Enter> <PgUp> <F10> <PgUp>");
    let mut s = s.keys("<Up>");
    for _ in 0..15 {
        s = s.keys("<Enter>");
    }
    let mut s = s.keys("<PgUp>");
    for _ in 0..13 {
        s = s.keys("<Enter>");
    }
    let s = s.keys("3").text("salah").keys("<Enter>");
    assert_eq!(s.ask("SELECT pengaduan, state FROM answers_skm JOIN problem USING (interview)"), "3 | open");
    let s = s.keys("<Ctrl+Z>");
    assert_eq!(s.ask("SELECT pengaduan, state FROM answers_skm JOIN problem USING (interview)"), "4 | lapsed");
}
