//! Rules 4, 6 and 11: going back, saving with the last Enter, pages, numbers, pause and statistics, layouts.

use super::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

#[test]
fn the_last_enter_saves_says_so_and_opens_the_next_form() {
    let mut s = Scenario::skm().keys(FORM);
    assert_eq!(s.notice(), "Formulir 0001 tersimpan lengkap, 09.00.19.");
    assert!(s.line(1).ends_with("formulir 0002 · 2/40"));
    assert!(s.in_hand().starts_with(">Jenis kelamin [ ]"));
    assert_eq!(s.ask("SELECT form_number, status, completed FROM interview"), "1 | complete | 2024-10-01T09:00:19.000+08:00");
}

#[test]
fn going_back_loses_nothing_and_ends_at_the_form_number() {
    let mut s = Scenario::skm().keys("2 34 5 <Up> <Shift+Tab> <Up> <Up>");
    assert!(s.line(1).contains(">formulir [0001]"), "{}", s.screen());
    assert_eq!(s.ask("SELECT jenis_kelamin, usia, pendidikan FROM answers_skm"), "2 | 34 | 5");
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">Pekerjaan"), "from the number on to the first open question: {}", s.screen());
}

#[test]
fn the_form_number_may_be_overtyped_and_a_used_one_is_caught_as_it_is_keyed() {
    let mut s = Scenario::skm().keys(FORM).keys("<Up> 1");
    let place = "Petugas 1, bundel 1, 01-10-2024, lengkap";
    assert_eq!((s.notice(), s.bells()), (format!("? Nomor 0001 sudah ada: {place}"), 2));
    let mut s = s.keys("<Enter>");
    assert_eq!((s.notice(), s.bells()), (format!("! Nomor 0001 sudah ada: {place}"), 1));
    let mut s = s.keys("147 <Enter>");
    assert_eq!(s.notice(), "Nomor formulir 0147, di luar bundel 0001-0040.");
    let mut s = s.keys(FORM);
    assert!(s.line(1).contains("formulir 0148"), "counts up from there");
    assert_eq!(s.ask("SELECT group_concat(form_number) FROM interview"), "1,147");
}

#[test]
fn a_number_that_was_used_before_stops_the_count() {
    // 0002 is keyed first, then 0001: the next would be 0002 again.
    let mut s = Scenario::skm().keys("<Up> 2 <Enter>").keys(FORM).keys("<Up> 1 <Enter>").keys(FORM);
    assert!(s.notice().contains("Nomor 0002 sudah ada"), "{}", s.screen());
    assert!(s.line(1).contains(">formulir [0002]"));
    let s = s.keys("3 <Enter>").keys(FORM);
    assert_eq!(s.ask("SELECT group_concat(form_number) FROM (SELECT form_number FROM interview ORDER BY id)"), "2,1,3");
}

#[test]
fn the_number_of_a_stored_form_can_be_mended() {
    let s = Scenario::skm().keys("2 34 <F7> 9 <Enter>");
    assert_eq!(s.ask("SELECT form_number FROM interview"), "9");
    assert_eq!(s.ask("SELECT old, new FROM change WHERE question = '@form_number' ORDER BY id DESC"), "1 | 9");
}

#[test]
fn pages_turn_to_earlier_forms_and_back_to_the_new_one() {
    let mut s = Scenario::skm().keys(FORM).keys(FORM).keys("<PgUp>");
    assert_eq!(s.notice(), "Formulir 0002: lengkap.");
    let mut s = s.keys("<PgUp>");
    assert_eq!(s.notice(), "Formulir 0001: lengkap.");
    let mut s = s.keys("<PgUp>");
    assert_eq!(s.notice(), "! Tidak ada formulir sebelum ini.");
    let mut s = s.keys("<PgDn> <PgDn>");
    assert_eq!(s.notice(), "Formulir baru 0003.");
    let mut s = s.keys("<PgDn>");
    assert_eq!(s.notice(), "! Tidak ada formulir sesudah ini.");
}

#[test]
fn a_started_form_waits_while_pages_turn() {
    let mut s = Scenario::skm().keys(FORM).keys("2 34 <PgUp> <PgDn>");
    assert_eq!(s.notice(), "Formulir 0002: draf.");
    assert!(s.screen().contains("[34]"));
}

#[test]
fn a_finished_form_is_changed_with_a_reason_that_the_log_keeps() {
    let mut s = Scenario::skm().keys(FORM).keys("<PgUp> 1");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00   formulir 0001 · lengkap
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang        [3 Sesuai]       4 Sangat sesuai
        | 2 Prosedur     1 Tidak      2 Kurang         3 Mudah        [4 Sangat mudah]
        | 3 Waktu        1 Tidak      2 Kurang        [3 Cepat]        4 Sangat cepat
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal      3 Murah        [4 Gratis]
        | 5 Produk       1 Tidak      2 Kurang         3 Sesuai       [4 Sangat sesuai]
        | 6 Kompetensi   1 Tidak      2 Kurang        [3 Kompeten]     4 Sangat kompeten
        | 7 Perilaku     1 Tidak      2 Kurang        [3 Sopan]        4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup          3 Baik         [4 Sangat baik]
        | 9 Pengaduan    1 Tidak ada [2 Tak berfungsi] 3 Kurang maks.  4 Dikelola baik
        | Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  Formulir ini sudah lengkap. Mengapa diubah? Ketik alasannya, lalu Enter.
        |
        |
        |
        | Formulir 0001: lengkap.
        | Enter terima  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.text("salah baca").keys("<Enter>");
    assert!(s.in_hand().starts_with(">Usia"));
    assert_eq!(s.ask("SELECT old, new, why FROM change WHERE question = 'jenis_kelamin' ORDER BY id DESC"), "2 | 1 | salah baca");
    // The reason serves for the whole mending; the end brings back the new form.
    let mut s = s.keys("35 <F10>");
    assert_eq!(s.notice(), "Formulir 0001 tersimpan.");
    assert!(s.line(1).contains("formulir 0002"));
    assert_eq!(s.ask("SELECT usia, status FROM answers_skm JOIN interview ON id = interview"), "35 | complete");
}

#[test]
fn a_finished_form_can_not_lose_an_answer() {
    let mut s = Scenario::skm().keys(FORM).keys("<PgUp> <Backspace>");
    assert_eq!(s.notice(), "! Jenis kelamin belum dijawab. Kosong di kertas? Tekan .");
    assert_eq!(s.ask("SELECT jenis_kelamin FROM answers_skm"), "2");
}

#[test]
fn a_form_is_found_by_its_number() {
    let mut s = Scenario::skm().keys(FORM).keys(FORM).keys("<Ctrl+G> 1 <Enter>");
    assert_eq!(s.notice(), "Formulir 0001: lengkap.");
    let mut s = s.keys("<Ctrl+G> 77 <Enter>");
    assert_eq!(s.notice(), "! Tidak ada formulir 0077 di survei ini.");
}

#[test]
fn jumping_to_the_end_saves_or_says_what_lacks() {
    let mut s = Scenario::skm().keys("2 34 <F10>");
    assert_eq!(s.notice(), "! Belum dijawab: Pendidikan, Pekerjaan dan 10 lagi.");
    assert!(s.in_hand().starts_with(">Pendidikan"));
    let s = Scenario::skm().keys("2 34 5 4 3 343443342 <Up> <Up> <Ctrl+E>");
    assert_eq!(s.ask("SELECT status FROM interview"), "complete");
}

#[test]
fn a_pause_stops_the_clock() {
    let mut s = Scenario::skm().keys("2 34 <Ctrl+P>");
    assert!(s.screen().contains("Waktu berhenti"));
    let s = s.wait(3_600_000).keys("<Enter> 5");
    // Three keys and a pause: two seconds between the first three, one to the pause, none after it.
    assert_eq!(s.ask("SELECT active_ms FROM interview"), "3000");
    let s = Scenario::skm().keys("2").wait(3_600_000).keys("34");
    assert_eq!(s.ask("SELECT active_ms FROM interview"), "61000", "a long wait counts as a minute at most");
}

#[test]
fn statistics_are_of_today() {
    let mut s = Scenario::skm().keys(FORM).keys(FORM).keys("<Ctrl+W>");
    let screen = s.screen();
    for line in ["Formulir hari ini: 2", "Tombol per formulir: 16", "Koreksi: 0", "Bundel ini: 2 dari 40"] {
        assert!(screen.contains(line), "{line} in {screen}");
    }
}

#[test]
fn one_key_switches_the_layout_and_both_drive_the_same_session() {
    let mut s = Scenario::skm().keys("2 34 5 4 3 3 <F8>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00      formulir 0001 · 1/40
        | ──────────────────────────────────────────────────────────────────────────────
        |    Langkah 7 dari 15  ████████░░░░░░░░░░░░
        |
        |    2. Bagaimana pemahaman Saudara tentang kemudahan prosedur
        |    pelayanan di unit ini?
        |
        |      1 a j   Tidak mudah
        |
        |      2 b k   Kurang mudah
        |
        |      3 c l   Mudah
        |
        |      4 d ;   Sangat mudah
        |
        |
        |
        |
        |
        |
        |
        | Tata letak wawancara: satu pertanyaan sekali tampil.
        | . kosong  F9 pilihan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let s = s.keys("43443342 <Enter>");
    assert_eq!(
        s.ask("SELECT status, persyaratan, prosedur, pengaduan FROM interview JOIN answers_skm ON interview = id"),
        "complete | 3 | 4 | 2"
    );
}

#[test]
fn a_smaller_terminal_keeps_everything_and_takes_no_answer_that_nobody_sees() {
    let s = Scenario::skm().keys("2 34");
    let mut s = s.size(60, 20);
    assert_eq!(
        s.screen().trim(),
        "Layar terlalu kecil: perlu 80x24, sekarang 60x20.\nIsinya tetap ada. Besarkan jendela untuk melanjutkan.\n\
         Tombol belum diterima; hanya Ctrl+C, untuk keluar."
    );
    let s = s.keys("5");
    assert_eq!(s.bells(), 1);
    let mut s = s.paste("5").keys("<Esc> <F10>").size(80, 24);
    assert!(s.in_hand().starts_with(">Pendidikan    [ ]"), "{}", s.screen());
    assert_eq!(s.ask("SELECT usia, pendidikan FROM answers_skm"), "34 | -");
    let mut s = s.keys("5");
    assert!(s.in_hand().contains(">Pekerjaan"));
    let mut s = s.size(79, 24);
    s.screen();
    assert!(s.keys("<Ctrl+C>").app.is_done());
}

#[test]
fn a_restart_goes_on_at_the_exact_question_of_the_exact_form() {
    let s = Scenario::skm().keys(FORM).keys("2 34 5 4 3 343");
    let mut s = s.restart();
    expect![[r#"
        | cacah
        | ──────────────────────────────────────────────────────────────────────────────
        | > Lanjutkan di tempat terakhir
        |     SKM DPMPTSP Kota Bontang · Semester II 2024 · bundel 1
        |     formulir 0002 · 4 Biaya/tarif · Petugas 1
        |
        |   SKM DPMPTSP Kota Bontang · Semester II 2024
        |     1 lengkap · 1 draf
        |
        |   + Survei baru
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
        | FOLDER/survei.db
        |
        | Enter ketik  n baru  e atur  l daftar  x ekspor  p pengawas  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">4 Biaya/tarif"), "{}", s.screen());
    assert!(s.line(1).contains("formulir 0002"));
    // Going back is remembered too.
    let mut s = s.keys("<Up> <Up>").restart().keys("<Enter>");
    assert!(s.in_hand().starts_with(">2 Prosedur"));
}

#[test]
fn a_restart_between_two_forms_opens_the_next_one() {
    let mut s = Scenario::skm().keys(FORM).restart().keys("<Enter>");
    assert!(s.line(1).contains("formulir 0002 · 2/40"), "{}", s.screen());
    assert!(s.in_hand().starts_with(">Jenis kelamin [ ]"));
}

#[test]
fn a_page_that_was_turned_to_is_the_place_that_a_restart_offers() {
    let mut s = Scenario::skm().keys(FORM).keys(FORM).keys("<Ctrl+G> 1 <Enter>").restart();
    assert!(s.screen().contains("formulir 0001 · Jenis kelamin"), "{}", s.screen());
}

#[test]
fn mending_from_the_list_leaves_the_place_of_keying_alone() {
    let s = Scenario::skm().keys(FORM).keys("2 34 5 <Esc> <Down> l <Enter> 1").text("salah").keys("<Enter> <Esc> <Esc>");
    let mut s = s.restart();
    assert!(s.screen().contains("formulir 0002 · Pekerjaan"), "{}", s.screen());
}

#[test]
fn a_page_of_another_batch_does_not_take_the_keying_there() {
    let s = Scenario::carried(1).keys("2 34 5 4 343443342 <Enter> <F10>").keys("<PgUp>");
    let mut s = s.restart().keys("<Enter> <PgDn>");
    assert!(s.line(0).ends_with("bundel 2") && s.line(1).contains("formulir 0002"), "{}", s.screen());
}

#[test]
fn every_batch_that_is_not_finished_can_be_gone_on_with() {
    let s = Scenario::skm().keys("2 34 <Esc> <Down> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> 50 <F10>").keys("1");
    let mut s = s.restart();
    assert!(s.screen().contains("bundel 1") && s.screen().contains("bundel 2"), "{}", s.screen());
    let mut s = s.keys("<Down> <Enter>");
    assert!(s.line(1).contains("formulir 0001") && s.in_hand().starts_with(">Pendidikan"), "{}", s.screen());
}

#[test]
fn digits_that_stand_typed_are_taken_before_the_cursor_leaves() {
    let s = Scenario::skm().keys("2 34 5 4 3 343443342 <F7> 150 <F10>");
    assert_eq!(s.ask("SELECT form_number, status FROM interview"), "150 | complete");
    let mut s = Scenario::skm().keys("2 34 5 4 3 343443342 <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> <Up> 9 <F10>");
    assert_eq!((s.notice().as_str(), s.bells()), ("? Usia 9 tidak biasa. Benar begitu di kertas?", 2));
    assert_eq!(s.ask("SELECT status FROM interview"), "draft", "nothing is completed over digits that nobody accepted");
}

#[test]
fn a_voided_form_takes_no_more_answers() {
    let s = Scenario::skm().keys("2 34");
    s.change("UPDATE interview SET status = 'void', revision = revision + 1");
    let mut s = s.keys("5");
    assert!(s.notice().starts_with("! Program lain baru mengubahnya."), "{}", s.screen());
    let s = s.keys("1");
    assert_eq!(s.ask("SELECT pendidikan FROM answers_skm ORDER BY interview"), "-");
    assert_eq!(s.ask("SELECT group_concat(status) FROM (SELECT status FROM interview ORDER BY id)"), "void,draft");
}

#[test]
fn a_finished_form_that_comes_to_lack_an_answer_has_a_problem() {
    let s = Scenario::skm().keys(FORM).keys("<PgUp> <Enter> <Enter> <Enter> 6").text("salah").keys("<Enter> <PgDn>");
    assert_eq!(s.ask("SELECT rule, state FROM problem"), "required:pekerjaan_lain | open");
    let s = s.keys("<PgUp> <Enter> <Enter> <Enter> <Enter>").text("nelayan").keys("<Enter>").text("lengkapi").keys("<Enter>");
    assert_eq!(s.ask("SELECT pekerjaan_lain, state FROM answers_skm JOIN problem USING (interview)"), "nelayan | lapsed");
}
