//! The batch header: keyed once, carried forward, corrected, finished.

use super::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

#[test]
fn from_an_empty_database_to_the_first_question_in_three_keys() {
    let mut s = Scenario::empty().keys("<Enter> <F10> <F10>");
    assert!(s.in_hand().starts_with(">Jenis kelamin"));
}

#[test]
fn a_header_is_keyed_with_a_key_a_choice() {
    let mut s = Scenario::empty().keys("<Enter> <F10> <Backspace> <Backspace>").keys("<Backspace>");
    for _ in 0..8 {
        s = s.keys("<Backspace>");
    }
    let mut s = s.keys("0110 <Enter> 2 2 5 3 <Backspace> 147 <Enter> <Backspace> <Backspace> 25 <Enter>");
    assert!(s.line(0).ends_with("Petugas 3 · bundel 1"), "{}", s.screen());
    assert_eq!(s.line(1), " Gerai DPMPTSP di Mal Pelayan… · 01-10-2024 · 13.00-17.00  formulir 0147 · 1/25");
    assert!(s.screen().contains("[5] Izin bongka… = bundel"), "{}", s.screen());
}

#[test]
fn the_last_form_of_the_stack_leads_to_the_next_header_with_values_carried() {
    let mut s = Scenario::carried(2).keys("2 34 5 4 343443342 <Enter>").keys("2 34 5 4 343443342 <Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                        bundel baru
        |
        |> Tanggal wawancara      01-10-2024
        |  Jam survei             [1] 08.00-12.00
        |  Lokasi                 [1] Loket Disabilitas DPMPTSP
        |  Jenis layanan          [3] Izin reklame
        |  Petugas                [1] Petugas 1
        |  Nomor formulir pertama 3
        |  Banyak formulir        2
        | ──────────────────────────────────────────────────────────────────────────────
        |  Contoh 30-09-2024, 3009, 30. Periode survei 30-09-2024 sampai 30-10-2024.
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
        | Formulir 0002 tersimpan lengkap, 09.00.42. Bundel 1 selesai (2).
        | Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<F10>");
    assert!(s.line(0).ends_with("bundel 2"));
    assert!(s.line(1).contains("formulir 0003 · 1/2"));
}

#[test]
fn a_finished_batch_is_not_offered_again() {
    let mut s = Scenario::carried(1).keys("2 34 5 4 343443342 <Enter>").restart();
    assert!(!s.screen().contains("Lanjutkan"), "{}", s.screen());
}

#[test]
fn a_wrong_date_a_used_number_and_a_date_outside_are_caught() {
    let clear = |s: Scenario| (0..10).fold(s, |s, _| s.keys("<Backspace>"));
    let mut s = clear(Scenario::empty().keys("<Enter> <F10>")).keys("31022024 <F10>");
    assert_eq!(s.notice(), "! '31022024' bukan tanggal; contoh 30-09-2024 atau 3009.");
    let mut s = clear(s).keys("290924 <F10>");
    assert_eq!((s.notice().as_str(), s.bells()), ("? 29-09-2024 di luar periode survei; F10 sekali lagi untuk tetap memakainya.", 2));
    let s = s.keys("<F10>");
    assert_eq!(s.ask("SELECT date FROM batch"), "2024-09-29");
    let mut s = clear(Scenario::empty().keys("<Enter> <F10>")).keys("15-10-2024 <F10>");
    assert_eq!(s.notice(), "? 15-10-2024 belum terjadi; F10 sekali lagi untuk tetap memakainya.");
    let mut s = Scenario::skm().keys(FORM).keys("<Esc> <Down> <Enter> <Up> <Up>");
    assert!(s.screen().contains("Tanggal wawancara"), "{}", s.screen());
    for _ in 0..5 {
        s = s.keys("<Enter>");
    }
    let mut s = s.keys("<Backspace> <Backspace> 1 <F10>");
    assert_eq!(s.notice(), "! Nomor 0001 sudah ada: Petugas 1, bundel 1, 01-10-2024, lengkap");
}

#[test]
fn a_corrected_header_corrects_its_interviews_and_the_log_says_so() {
    let s = Scenario::skm().keys(FORM).keys("2 34 <Ctrl+B> <Enter> 2 2");
    let mut s = s.keys("<F10>");
    assert_eq!(s.notice(), "Kepala bundel 1 dan wawancaranya diperbaiki.");
    assert!(s.line(1).contains("Gerai DPMPTSP"), "{}", s.screen());
    let count = "SELECT count(*) FROM interview JOIN item ON item.id = location WHERE label LIKE 'Gerai%'";
    assert_eq!(s.ask(count), "2");
    assert_eq!(s.ask("SELECT count(*) FROM change WHERE question = '@location'"), "4", "two items of the set-up, two interviews");
    // Keying goes on.
    let s = s.keys("5 4 3 343443342 <Enter>");
    assert_eq!(s.ask("SELECT group_concat(status) FROM interview"), "complete,complete");
}

#[test]
fn undo_reaches_back_over_a_finished_batch() {
    let mut s = Scenario::carried(1).keys("2 34 5 4 343443342 <Enter>").keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "Yang terakhir di bundel sebelumnya diurungkan.");
    assert!(s.line(1).contains("formulir 0001 · 1/1"), "{}", s.screen());
    assert_eq!(s.ask("SELECT status FROM interview"), "draft");
    let mut s = Scenario::empty().keys("<Enter> <F10> <Ctrl+Z>");
    assert_eq!(s.notice(), "! Tidak ada lagi yang bisa diurungkan di bundel ini.");
}

#[test]
fn an_overtyped_number_survives_another_screen_and_a_restart() {
    let mut s = Scenario::skm().keys("<Up> 147 <Enter> <Ctrl+F> <Esc> <Esc>");
    assert!(s.line(1).contains("formulir 0147"), "{}", s.screen());
    let mut s = s.restart().keys("<Enter>");
    assert!(s.line(1).contains("formulir 0147"), "{}", s.screen());
}

#[test]
fn a_draft_that_was_voided_on_the_list_is_not_keyed_on() {
    let mut s = Scenario::skm().keys("2 34 <Ctrl+F> <Esc> v").text("salah tumpukan").keys("<Enter> <Esc>");
    assert!(s.screen().contains("Usia          [ ]"), "{}", s.screen());
    let s = s.keys("1");
    assert_eq!(s.ask("SELECT group_concat(status || form_number) FROM (SELECT * FROM interview ORDER BY id)"), "void1,draft1");
}

#[test]
fn a_batch_without_an_answer_is_offered_again() {
    let mut s = Scenario::skm().restart();
    assert!(s.screen().contains("formulir 0001 · Petugas 1"), "{}", s.screen());
    let mut s = s.keys("<Enter>");
    assert!(s.line(0).ends_with("bundel 1"), "{}", s.screen());
}

#[test]
fn the_last_form_closes_its_batch_though_it_is_doubtful() {
    let mut s = Scenario::carried(1).keys("2 34 5 4 333333333 <Enter>");
    assert_eq!(s.notice(), "Formulir 0001 tersimpan. Semua jawaban unsur sama. Bundel 1 selesai (1).");
    assert!(s.screen().contains("bundel baru"), "{}", s.screen());
}

#[test]
fn what_is_typed_in_a_header_field_replaces_what_was_carried() {
    let s = Scenario::empty().keys("<Enter> <F10> 0210 <Enter> <Enter> <Enter> <Enter> <Enter> 147 <Enter> 25 <Enter> <F10>");
    assert_eq!(s.ask("SELECT date, first_number, forms FROM batch"), "2024-10-02 | 147 | 25");
}

#[test]
fn a_corrected_service_reaches_the_forms_that_carried_it_and_no_other() {
    let s = Scenario::carried(40).keys("2 34 5 4 343443342 <Enter>").keys("2 <F7> 2 <Ctrl+B> <Enter> <Enter> <Enter> 1 <F10>");
    let services = "SELECT group_concat(label) FROM (SELECT label FROM interview i JOIN item ON item.id = i.service ORDER BY i.id)";
    assert_eq!(s.ask(services), "NIB / perizinan berusaha (OSS),PBG (SIMBG)");
}

#[test]
fn a_corrected_first_number_survives_a_restart() {
    let mut s = Scenario::skm().keys("<Ctrl+B> <Enter> <Enter> <Enter> <Enter> <Enter> 500 <F10>").restart().keys("<Enter>");
    assert!(s.line(1).contains("formulir 0500"), "{}", s.screen());
}

#[test]
fn outside_the_period_the_first_day_is_proposed() {
    let mut s = Scenario::empty().wait(400 * 86_400_000).keys("<Enter> <F10>");
    assert!(s.screen().contains("Tanggal wawancara      30-09-2024"), "{}", s.screen());
}
