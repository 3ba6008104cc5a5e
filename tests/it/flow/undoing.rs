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
