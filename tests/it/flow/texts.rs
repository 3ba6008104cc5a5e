//! Free text: typed, pasted, noted, found again; shown safely, stored as it is.

use crate::scenario::Scenario;

const RATED: &str = "2 34 5 4 3 343443342";

#[test]
fn a_comment_is_typed_at_the_end_and_saved_with_the_same_enter() {
    let mut s = Scenario::skm().keys(RATED).text("antrean lama, kursi kurang").keys("<Enter>");
    assert!(s.notice().starts_with("Formulir 0001 tersimpan lengkap"));
    assert_eq!(s.ask("SELECT saran, status FROM answers_skm JOIN interview ON id = interview"), "antrean lama, kursi kurang | complete");
    assert_eq!(s.ask("SELECT rowid > 0 FROM words_skm WHERE words_skm MATCH 'kursi'"), "1");
}

#[test]
fn digits_stops_and_question_marks_are_text_in_a_text_question() {
    let s = Scenario::skm().keys(RATED).text("buka jam 7.30? \"ya\" - 5;").keys("<Enter>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), "buka jam 7.30? \"ya\" - 5;");
}

#[test]
fn a_paste_goes_into_text_only() {
    let mut s = Scenario::skm().paste("12345");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Tempelan hanya diterima di isian teks; tidak ada yang berubah.", 1));
    assert_eq!(s.ask("SELECT count(*) FROM interview"), "0");
}

#[test]
fn hostile_text_is_stored_as_text_and_shown_safely() {
    let hostile = "a\u{1b}[2J\u{7}b\u{202e}c 👍🏽 e\u{301}\nbaris dua";
    let mut s = Scenario::skm().keys(RATED).paste(hostile);
    let screen = s.screen();
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{7}') && !screen.contains('\u{202e}'));
    assert!(screen.contains("a·[2J·b·c 👍 e\u{301} baris dua"), "{screen}");
    let s = s.keys("<Enter>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), hostile);
    let long = "panjang ".repeat(1250);
    let mut s = Scenario::skm().keys(RATED).paste(&long);
    assert!(s.screen().contains("panjang panjang"));
    assert_eq!((s.notice().as_str(), s.bells()), ("! Teks penuh: paling banyak 10.000 huruf; selebihnya tidak masuk.", 1));
    let s = s.keys("<Enter>");
    assert_eq!(s.ask("SELECT length(saran) FROM answers_skm"), "9999", "ten thousand less the last blank");
}

#[test]
fn escape_restores_a_text_and_then_leaves() {
    let mut s = Scenario::skm().keys(RATED).text("salah").keys("<Esc>");
    assert_eq!(s.notice(), "Teks dikembalikan.");
    let mut s = s.keys("<Esc>");
    assert!(s.screen().contains("Lanjutkan di tempat terakhir"), "{}", s.screen());
}

#[test]
fn a_text_that_is_being_typed_survives_a_power_cut_to_the_last_word() {
    let mut s = Scenario::skm().keys(RATED).text("antrean terlalu la").restart().keys("<Enter>");
    assert!(s.in_hand().starts_with(">Saran"), "{}", s.screen());
    assert!(s.screen().contains("antrean terlalu"), "{}", s.screen());
}

#[test]
fn going_back_from_a_text_keeps_it() {
    let s = Scenario::skm().keys(RATED).text("loket penuh").keys("<Up>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), "loket penuh");
    let s = s.keys("<Enter>").keys("<Backspace>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), "loket penuh");
    let s = s.keys("<Enter>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), "loket penu");
}

#[test]
fn a_note_stays_with_its_question() {
    let mut s = Scenario::skm().keys("2 34 <Up> <F12>").text("ditulis 43, dicoret").keys("<Enter>");
    assert_eq!(s.notice(), "Catatan tersimpan.");
    assert!(s.screen().contains("* ditulis 43, dicoret"), "{}", s.screen());
    assert_eq!(s.ask("SELECT question, text FROM note"), "usia | ditulis 43, dicoret");
    assert_eq!(s.ask("SELECT old, new FROM change WHERE question = '@note:usia'"), "- | \"ditulis 43, dicoret\"");
    let mut s = Scenario::skm().keys("<Alt+N>");
    assert_eq!(s.notice(), "! Catatan bisa ditulis setelah jawaban pertama.");
}

#[test]
fn leaving_at_once_keeps_a_text_to_its_last_letter() {
    let mut s = Scenario::skm().keys(RATED).text("antrean terlalu la").keys("<Ctrl+C>").restart().keys("<Enter>");
    assert!(s.screen().contains("antrean terlalu la\n"), "{}", s.screen());
}
