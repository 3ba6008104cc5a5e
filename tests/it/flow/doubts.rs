//! Rule 9: a soft problem asks once and its reason is stored; problems of a whole form never cost a key.

use super::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

#[test]
fn an_unusual_age_asks_with_two_bells_and_waits() {
    let mut s = Scenario::skm().keys("2 14");
    assert_eq!(s.bells(), 2);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00      formulir 0001 · 1/40
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [ ]
        |?Usia          [14]                      Sebutkan      -
        | Pendidikan    [ ]                       Jenis layanan [ ]
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang         3 Sesuai        4 Sangat sesuai
        | 2 Prosedur     1 Tidak      2 Kurang         3 Mudah         4 Sangat mudah
        | 3 Waktu        1 Tidak      2 Kurang         3 Cepat         4 Sangat cepat
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal      3 Murah         4 Gratis
        | 5 Produk       1 Tidak      2 Kurang         3 Sesuai        4 Sangat sesuai
        | 6 Kompetensi   1 Tidak      2 Kurang         3 Kompeten      4 Sangat kompeten
        | 7 Perilaku     1 Tidak      2 Kurang         3 Sopan         4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup          3 Baik          4 Sangat baik
        | 9 Pengaduan    1 Tidak ada  2 Tak berfungsi  3 Kurang maks.  4 Dikelola baik
        | Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  Usia 14 tidak biasa. Benar begitu di kertas?
        |  F2 sesuai kertas   Enter dengan alasan   Backspace perbaiki
        |
        |
        | ? Usia 14 tidak biasa. Benar begitu di kertas?
        | F2 sesuai kertas  Enter alasan  Backspace perbaiki  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(s.ask("SELECT usia FROM answers_skm"), "-", "nothing is stored while it asks");
    // Eyes on paper, the next answer is typed all the same: it is refused and changes nothing.
    let mut s = s.keys("5 4");
    assert_eq!((s.in_hand().starts_with('?'), s.bells()), (false, 2));
    assert_eq!(s.ask("SELECT usia, pendidikan FROM answers_skm"), "- | -");
}

#[test]
fn f2_keeps_it_as_on_paper() {
    let mut s = Scenario::skm().keys("2 14 <F2>");
    assert!(s.in_hand().starts_with(">Pendidikan"));
    assert!(s.screen().contains("!Usia          [14]"), "{}", s.screen());
    assert_eq!(s.ask("SELECT rule, question, state, reason FROM problem"), "unusual:usia | usia | kept | sesuai kertas");
}

#[test]
fn enter_keeps_it_with_a_reason_of_ones_own() {
    let mut s = Scenario::skm().keys("2 14 <Enter> <Enter>");
    assert_eq!(s.notice(), "! Ketik sesuatu, atau Esc untuk batal.");
    let mut s = s.text("mewakili orang tua").keys("<Enter>");
    assert!(s.in_hand().starts_with(">Pendidikan"));
    assert_eq!(s.ask("SELECT state, reason FROM problem"), "kept | mewakili orang tua");
}

#[test]
fn backspace_goes_back_to_mend_and_it_asks_again_only_for_a_new_answer() {
    let mut s = Scenario::skm().keys("2 14 <Backspace> 41");
    assert!(s.in_hand().starts_with(">Pendidikan"));
    assert_eq!(s.ask("SELECT usia, (SELECT count(*) FROM problem) FROM answers_skm"), "41 | 0");
    // Kept once: walking over it again does not ask.
    let mut s = Scenario::skm().keys("2 14 <F2> <Up> <Enter>");
    assert!(s.in_hand().starts_with(">Pendidikan"), "{}", s.screen());
    // Another unusual age asks again, and the old reason lapses.
    let s = s.keys("<Up> 95 <F2>");
    assert_eq!(s.ask("SELECT usia, (SELECT state FROM problem) FROM answers_skm"), "95 | kept");
    let s = s.keys("<Up> 34");
    assert_eq!(s.ask("SELECT usia, (SELECT state FROM problem) FROM answers_skm"), "34 | lapsed");
}

#[test]
fn answers_that_do_not_go_together_ask() {
    let mut s = Scenario::skm().keys("2 18 5");
    assert_eq!((s.notice().as_str(), s.bells()), ("? Usia di bawah 20 tahun tetapi berpendidikan S1 atau lebih", 2));
    let s = s.keys("<F2>");
    assert_eq!(s.ask("SELECT rule, state FROM problem"), "doubt:muda_sarjana | kept");
}

#[test]
fn all_nine_equal_is_saved_asked_once_and_costs_no_key() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 333333333 <Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), ("? Formulir 0001 tersimpan; F2 benar, PgUp lihat: Semua jawaban unsur sama.", 2));
    assert_eq!(
        s.ask("SELECT status, keys, rule, state FROM interview JOIN problem ON interview = id"),
        "complete | 16 | all_equal:unsur | open"
    );
    // The next form can be keyed at once; the problem stays open on the list.
    let s = s.keys(FORM);
    assert_eq!(s.ask("SELECT count(*), (SELECT state FROM problem) FROM interview WHERE status = 'complete'"), "2 | open");
    // F2 right away settles it.
    let mut s = Scenario::skm().keys("2 34 5 4 3 333333333 <Enter> <F2>");
    assert_eq!(s.notice(), "Formulir 0001: dicatat sesuai kertas.");
    assert_eq!(s.ask("SELECT state, reason FROM problem"), "kept | sesuai kertas");
}

#[test]
fn a_form_keyed_faster_than_a_person_can_read_is_marked() {
    let mut s = Scenario::skm().pace(100).keys("2 34 5 4 3 343443342 <Enter>");
    assert_eq!(s.notice(), "? Formulir 0001 tersimpan; F2 benar, PgUp lihat: Terlalu cepat untuk dibaca.");
    assert_eq!(s.ask("SELECT rule, state FROM problem"), "too_fast | open");
}

#[test]
fn an_open_problem_is_settled_when_the_form_is_opened_again() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 333333333 <Enter> <Esc> <Down> l <Enter>");
    assert!(s.screen().lines().last().unwrap_or_default().starts_with(" F2 sesuai kertas"), "{}", s.screen());
    let s = s.keys("<F2>");
    assert_eq!(s.ask("SELECT state FROM problem"), "kept");
}

#[test]
fn mending_what_was_equal_makes_the_problem_lapse() {
    let s = Scenario::skm().keys("2 34 5 4 3 333333333 <Enter> <PgUp> <F10>").keys("<PgUp>");
    let s = s.keys("<Enter> <Enter> <Enter> <Enter> <Enter> 4").text("salah ketik").keys("<Enter>");
    assert_eq!(s.ask("SELECT persyaratan, state FROM answers_skm JOIN problem USING (interview)"), "4 | lapsed");
}

#[test]
fn each_doubt_is_asked_for_itself() {
    let mut s = Scenario::skm().keys("2 34 5 1 <Up> <Up> <Up> 15");
    assert!(s.notice().starts_with("? Usia 15 tidak biasa"), "{}", s.screen());
    let mut s = s.keys("<F2>");
    assert!(s.notice().contains("di bawah 17 tahun tetapi PNS") || s.notice().contains("di bawah 20"), "{}", s.screen());
    let s = s.keys("<F2> <F2>");
    assert_eq!(s.ask("SELECT count(*), min(state) FROM problem"), "3 | kept");
    assert_eq!(s.ask("SELECT usia FROM answers_skm"), "15");
}
