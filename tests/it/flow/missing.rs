//! Rule 8: why an answer is missing, two keys.

use crate::scenario::Scenario;
use expect_test::expect;

#[test]
fn a_full_stop_or_a_hyphen_opens_the_reasons_and_one_more_key_picks() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 .");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00      formulir 0001 · 1/40
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        |>1 Persyaratan  1 Tidak      2 Kurang         3 Sesuai        4 Sangat sesuai
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
        |  Persyaratan: mengapa tidak ada jawaban?
        |  1 kosong   2 tak terbaca   3 ganda   4 menolak   5 tidak berlaku
        |  Satu tombol memilih; titik sekali lagi = kosong di kertas; Esc batal.
        |
        |
        | . kosong  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("2");
    assert!(s.screen().contains(" 1 Persyaratan [. tak terbaca]"), "{}", s.screen());
    assert!(s.in_hand().starts_with(">2 Prosedur"));
    for (key, code) in [("1", "blank"), ("2", "unreadable"), ("3", "two_marks"), ("4", "refused"), ("5", "not_applicable")] {
        let s = Scenario::skm().keys("-").keys(key);
        assert_eq!(s.ask("SELECT question, reason FROM missing"), format!("jenis_kelamin | {code}"));
    }
}

#[test]
fn twice_is_blank_on_paper_and_escape_goes_back() {
    let s = Scenario::skm().keys("2 . .");
    assert_eq!(s.ask("SELECT question, reason FROM missing"), "usia | blank");
    let mut s = Scenario::skm().keys("2 . <Esc>");
    assert!(s.in_hand().starts_with(">Usia          [ ]"));
    let mut s = s.keys(". 7");
    assert_eq!(s.bells(), 1);
    assert!(s.screen().contains("mengapa tidak ada jawaban"), "still open: {}", s.screen());
}

#[test]
fn an_answer_replaces_a_reason_and_the_log_keeps_both() {
    let s = Scenario::skm().keys(". 4 <Up> 1");
    assert_eq!(s.ask("SELECT count(*), (SELECT jenis_kelamin FROM answers_skm) FROM missing"), "0 | 1");
    let log = "SELECT old, new FROM change WHERE question = 'jenis_kelamin' ORDER BY id DESC";
    assert_eq!(s.ask(log), "{\"missing\":\"refused\"} | 1");
}

#[test]
fn a_form_with_missing_answers_is_complete() {
    let s = Scenario::skm().keys("2 . . 5 4 3 3434 . 3 3342 <Enter>");
    assert_eq!(s.ask("SELECT status, (SELECT count(*) FROM missing) FROM interview"), "complete | 2");
}

#[test]
fn an_empty_text_can_be_missing_and_a_text_can_begin_with_a_hyphen() {
    let mut s = Scenario::skm().keys("2 34 5 6 .");
    assert!(s.screen().contains("Sebutkan: mengapa tidak ada jawaban?"), "{}", s.screen());
    let s = s.keys("2");
    assert_eq!(s.ask("SELECT question, reason FROM missing"), "pekerjaan_lain | unreadable");
    let s = Scenario::skm().keys("2 34 5 4 3 343443342 -").text(" kursi kurang").keys("<Enter>");
    assert_eq!(s.ask("SELECT saran FROM answers_skm"), "- kursi kurang");
    let s = Scenario::skm().keys("2 34 5 4 3 343443342 . . <Enter>");
    assert_eq!(s.ask("SELECT question, reason, status FROM missing JOIN interview ON id = interview"), "saran | blank | complete");
}
