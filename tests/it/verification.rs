//! A blind second keying: drawing, matches, mismatches, leaving and resuming, settling, the result.

use crate::flow::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

/// Another form than [`FORM`]: gender and the last rating differ.
const OTHER: &str = "1 41 5 4 3 343 443 341 <Enter>";

/// Three complete forms of one surveyor, on the list of verifications.
fn kept() -> Scenario {
    Scenario::skm().keys(FORM).keys(OTHER).keys(FORM).keys("<Esc> <Down> p <Enter> v")
}

/// A sample of all three, at the first field.
fn drawn() -> Scenario {
    kept().keys("n <F10>")
}

/// The fields of [`FORM`] without the Enter of the comment.
const FIELDS: &str = "2 34 5 4 3 343 443 342";
const OTHER_FIELDS: &str = "1 41 5 4 3 343 443 341";

#[test]
fn without_a_verification_the_list_says_what_to_do() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         verifikasi
        |  Ditarik     Petugas          Pemverifikasi    Formulir  Selisih   Keadaan
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |  Belum ada verifikasi. n menarik contoh untuk diketik ulang oleh orang lain.
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
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |
        | Enter lanjutkan  n tarik contoh  s selesaikan  r hasil  e akhiri  F1 bantuan
    "#]]
    .assert_eq(&kept().framed());
}

#[test]
fn a_sample_is_drawn_from_what_is_complete() {
    let mut s = kept().keys("n");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                       tarik contoh
        |
        |> Pekerjaan siapa          semua petugas
        |  Pemverifikasi            Pengawas
        |  Cara                     jumlah per petugas, tersebar rata
        |  Jumlah per petugas       22
        | ──────────────────────────────────────────────────────────────────────────────
        |  Tanpa selisih, 22 formulir menunjukkan (95 %) kurang dari 1 % isian salah,
        |  43 formulir kurang dari 0,5 %.
        |  Orang lain mengetik ulang dari kertas, tanpa melihat ketikan pertama. Teks
        |  bebas tidak diketik ulang.
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
        |
        | Spasi ganti  Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<F10>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                    ketik ulang 1/3
        | Formulir 0001 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin           [ ]      │ Jenis kelamin
        | Usia                    [ ]      │
        | Pendidikan              [ ]      │ 1 l  Laki-laki
        | Pekerjaan               [ ]      │ 2 p  Perempuan
        | Jenis layanan           [ ]      │
        | 1 Persyaratan           [ ]      │
        | 2 Prosedur              [ ]      │
        | 3 Waktu                 [ ]      │
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────
        |  Ambil formulir 0001; ketik dari kertas. Yang diketik tidak ditampilkan.
        | 3 formulir ditarik.
        | Enter lanjut  Shift+Tab mundur  . kosong  Esc tinggalkan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["3 | 1 | 3 | 3"].assert_eq(&s.ask("SELECT count(*), min(place), max(place), count(DISTINCT interview) FROM drawn"));
}

#[test]
fn every_second_form_is_drawn_from_a_random_start() {
    let s = kept().keys("n <Enter> <Enter> <Space> <Enter> 2 <F10>");
    expect!["2 | 0 | 2"].assert_eq(&s.ask("SELECT every, start, (SELECT count(*) FROM drawn) FROM verification"));
}

#[test]
fn nobody_verifies_their_own_work() {
    let mut s = kept().keys("n <Space> <Enter>");
    // Round to the surveyor that keyed.
    while !s.line(3).contains("Petugas 1") {
        s = s.keys("<Space>");
    }
    let mut s = s.keys("<F10>");
    expect!["! Pemverifikasi harus orang lain, bukan pengetiknya."].assert_eq(&s.notice());
    assert_eq!(s.bells(), 1);
    expect!["0"].assert_eq(&s.ask("SELECT count(*) FROM verification"));
}

#[test]
fn the_same_values_go_on_from_field_to_field_and_from_form_to_form() {
    let mut s = drawn().keys("2 34 5");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                    ketik ulang 1/3
        | Formulir 0001 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin           [x]      │ Pekerjaan utama
        | Usia                    [x]      │
        | Pendidikan              [x]      │ 1  PNS
        |>Pekerjaan               [ ]      │ 2  TNI
        | Jenis layanan           [ ]      │ 3  POLRI
        | 1 Persyaratan           [ ]      │ 4  Swasta
        | 2 Prosedur              [ ]      │ 5  Wirausaha
        | 3 Waktu                 [ ]      │ 6  Lainnya
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────
        |  Ketik dari kertas. Yang diketik tidak ditampilkan.
        |
        | Enter lanjut  Shift+Tab mundur  . kosong  Esc tinggalkan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("4 3 343 443 342");
    expect!["Formulir 0001 selesai. Ambil formulir 0002."].assert_eq(&s.notice());
    expect!["14 | 14 | 14"].assert_eq(&s.ask("SELECT count(*), sum(fault = 'none'), sum(first = second) FROM rekeyed"));
}

#[test]
fn a_mismatch_rings_and_the_same_value_again_counts_against_the_keyer() {
    let mut s = drawn().keys("1");
    assert_eq!(s.bells(), 1);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                    ketik ulang 1/3
        | Formulir 0001 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin           [ ]      │ Jenis kelamin
        | Usia                    [ ]      │
        | Pendidikan              [ ]      │ 1 l  Laki-laki
        | Pekerjaan               [ ]      │ 2 p  Perempuan
        | Jenis layanan           [ ]      │
        | 1 Persyaratan           [ ]      │
        | 2 Prosedur              [ ]      │
        | 3 Waktu                 [ ]      │
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────
        |  ! Berbeda dari ketikan pertama: lihat kertas, ketik lagi
        | ! Jenis kelamin berbeda dari ketikan pertama. Lihat kertas, lalu ketik lagi.
        | Enter lanjut  Shift+Tab mundur  . kosong  Esc tinggalkan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["0"].assert_eq(&s.ask("SELECT count(*) FROM rekeyed"));
    let mut s = s.keys("1");
    expect!["Jenis kelamin: selisih dicatat, diselesaikan nanti."].assert_eq(&s.notice());
    expect!["jenis_kelamin | 2 | 1 | keyer"].assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed"));
    expect!["2"].assert_eq(&s.ask("SELECT jenis_kelamin FROM answers_skm ORDER BY interview LIMIT 1"));
}

#[test]
fn a_return_to_the_first_value_counts_against_the_verifier() {
    let mut s = drawn().keys("2 35 34");
    expect!["Usia: sama dengan ketikan pertama."].assert_eq(&s.notice());
    expect!["usia | 34 | 35 | verifier"].assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed WHERE question = 'usia'"));
}

#[test]
fn a_third_value_is_asked_again_until_one_stands_twice() {
    let s = drawn().keys("2 35 36 35 35");
    expect!["usia | 34 | 35 | keyer"].assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed WHERE question = 'usia'"));
}

#[test]
fn going_back_does_not_forget_that_a_value_differed() {
    let s = drawn().keys("2 35 <Up> 2 34");
    expect!["usia | 34 | 35 | verifier"].assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed WHERE question = 'usia'"));
}

#[test]
fn a_field_keyed_once_more_replaces_what_was_decided_and_the_log_keeps_both() {
    let s = drawn().keys("1 1 <Up> 2");
    expect!["jenis_kelamin | 2 | 2 | none"].assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed"));
    expect!["keyer | 1 | none | 2"].assert_eq(&s.ask("SELECT json_extract(old, '$.fault'), json_extract(old, '$.second'), json_extract(new, '$.fault'), new ->> '$.second' FROM change WHERE question = '@rekeyed' ORDER BY id DESC LIMIT 1"));
}

#[test]
fn a_missing_answer_is_keyed_with_its_reason() {
    let mut s = drawn().keys("2 .");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                    ketik ulang 1/3
        | Formulir 0001 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin           [x]      │ Usia: mengapa tidak ada jawaban?
        |>Usia                    [ ]      │
        | Pendidikan              [ ]      │ 1  kosong
        | Pekerjaan               [ ]      │ 2  tak terbaca
        | Jenis layanan           [ ]      │ 3  ganda
        | 1 Persyaratan           [ ]      │ 4  menolak
        | 2 Prosedur              [ ]      │ 5  tidak berlaku
        | 3 Waktu                 [ ]      │
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────
        |  Ketik dari kertas. Yang diketik tidak ditampilkan.
        | 3 formulir ditarik.
        | . kosong  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let s = s.keys("2 .2");
    expect![[r#"usia | 34 | {"missing":"unreadable"} | keyer"#]]
        .assert_eq(&s.ask("SELECT question, first, second, fault FROM rekeyed WHERE question = 'usia'"));
}

#[test]
fn nothing_of_the_first_keying_is_on_the_screen() {
    let mut s = drawn();
    for key in FIELDS.chars().filter(|c| *c != ' ') {
        let screen = s.screen();
        let fields: Vec<&str> = screen.lines().filter_map(|line| line.split_once('│').map(|(left, _)| left)).collect();
        assert!(fields.iter().all(|line| !line.contains("34]") && !line.contains("SMA") && !line.contains("Perempuan")), "{screen}");
        s = s.keys(&key.to_string());
    }
}

#[test]
fn a_verification_is_left_and_goes_on_at_the_exact_field_after_a_restart() {
    let mut s = drawn().keys(FIELDS).keys("1 4");
    s = s.restart();
    let mut s = s.keys("<Down> p <Enter> v");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         verifikasi
        |  Ditarik     Petugas          Pemverifikasi    Formulir  Selisih   Keadaan
        | ──────────────────────────────────────────────────────────────────────────────
        |> 01-10-2024  semua            Pengawas         1/3       -         berjalan
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
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |
        | Enter lanjutkan  n tarik contoh  s selesaikan  r hasil  e akhiri  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                    ketik ulang 2/3
        | Formulir 0002 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin           [x]      │ Usia (tahun)
        |>Usia                    [ ]      │ 1 sampai 110; Enter bila layar belum maju
        | Pendidikan              [ ]      │ sendiri
        | Pekerjaan               [ ]      │
        | Jenis layanan           [ ]      │
        | 1 Persyaratan           [ ]      │
        | 2 Prosedur              [ ]      │
        | 3 Waktu                 [ ]      │
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────
        |  Ketik dari kertas. Yang diketik tidak ditampilkan.
        |
        | Enter lanjut  Shift+Tab mundur  . kosong  Esc tinggalkan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Esc> <Enter>");
    expect![">Usia                    [ ]      │ 1 sampai 110; Enter bila layar belum maju"].assert_eq(&s.in_hand());
}

#[test]
fn a_form_voided_meanwhile_is_passed_over_and_that_is_said() {
    let s = drawn().keys("<Esc>");
    s.change("UPDATE interview SET status = 'void' WHERE form_number = 1");
    let mut s = s.keys("<Enter>");
    expect![" Formulir 0002 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1"].assert_eq(&s.line(1));
    let mut s = s.keys("<Esc>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         verifikasi
        |  Ditarik     Petugas          Pemverifikasi    Formulir  Selisih   Keadaan
        | ──────────────────────────────────────────────────────────────────────────────
        |> 01-10-2024  semua            Pengawas         0/3       -         berjalan
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
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  1 formulir yang ditarik tidak lagi lengkap, misalnya dibatalkan: dilewati.
        |
        | Enter lanjutkan  n tarik contoh  s selesaikan  r hasil  e akhiri  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

/// All three forms keyed again: one mismatch against the keyer on each of two questions of the first, one slip of the verifier.
fn ended() -> Scenario {
    drawn().keys("1 1 35 35 5 4 3 343 443 342").keys("2 1 41 5 4 3 343 443 341").keys(FIELDS)
}

#[test]
fn what_differs_is_settled_with_the_first_the_second_or_another_value() {
    let mut s = ended();
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         selisih: 2
        |  Nomor  Petugas       Pertanyaan        Pertama            Kedua
        | ──────────────────────────────────────────────────────────────────────────────
        |> 0001   Petugas 1     Jenis kelamin     2 Perempuan        1 Laki-laki
        |  0001   Petugas 1     Usia              34                 35
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
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Lihat kertas: 1 ketikan pertama benar, 2 yang kedua, n nilai lain.
        |
        | Formulir 0003 selesai; itu yang terakhir.
        | 1 yang pertama  2 yang kedua  n nilai lain  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("1");
    expect!["Formulir 0001, Jenis kelamin: 2 Perempuan."].assert_eq(&s.notice());
    let mut s = s.keys("n x");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         selisih: 1
        |  Nomor  Petugas       Pertanyaan        Pertama            Kedua
        | ──────────────────────────────────────────────────────────────────────────────
        |> 0001   Petugas 1     Usia              34                 35
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
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Usia di kertas: x
        |  Tombol, kode, atau angka; titik dan 1-5 bila tidak ada jawaban; lalu Enter.
        | Formulir 0001, Jenis kelamin: 2 Perempuan.
        | Enter terima  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    expect!["! 'x' bukan jawaban pertanyaan ini."].assert_eq(&s.notice());
    let mut s = s.keys("<Backspace> 37 <Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   hasil verifikasi
        | 3 dari 3 formulir diketik ulang oleh Pengawas
        |  Pertanyaan                       Isian  Salah Verif.    Bagian  Batas 95 %
        | ──────────────────────────────────────────────────────────────────────────────
        |  Petugas 1                           42      1      2    2,38 %     10,81 %
        |  TIDAK LULUS: 2,38 % isian salah. Tarik 43 lagi, atau ketik ulang semua.
        |    Usia                               3      1      0   33,33 %     86,47 %
        |    Jenis kelamin                      3      0      2    0,00 %     63,16 %
        |    Pendidikan                         3      0      0    0,00 %     63,16 %
        |    Pekerjaan                          3      0      0    0,00 %     63,16 %
        |    Jenis layanan                      3      0      0    0,00 %     63,16 %
        |    1 Persyaratan                      3      0      0    0,00 %     63,16 %
        |    2 Prosedur                         3      0      0    0,00 %     63,16 %
        |    3 Waktu                            3      0      0    0,00 %     63,16 %
        |    4 Biaya/tarif                      3      0      0    0,00 %     63,16 %
        |    5 Produk                           3      0      0    0,00 %     63,16 %
        |    6 Kompetensi                       3      0      0    0,00 %     63,16 %
        |    7 Perilaku                         3      0      0    0,00 %     63,16 %
        |    8 Sarana                           3      0      0    0,00 %     63,16 %
        |    9 Pengaduan                        3      0      0    0,00 %     63,16 %
        | ──────────────────────────────────────────────────────────────────────────────
        |  Teks bebas tidak dibandingkan. Verif.: salah pemverifikasi.
        | Formulir 0001, Usia: 37. Semua selisih selesai.
        | s selesaikan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["2 | 37"].assert_eq(&s.ask("SELECT jenis_kelamin, usia FROM answers_skm ORDER BY interview LIMIT 1"));
    expect!["usia | 34 | 37 | @verification | 1"].assert_eq(&s.ask(
        "SELECT question, old, new, why, who = (SELECT verifier FROM verification) FROM change WHERE why = '@verification' ORDER BY id DESC LIMIT 1",
    ));
    expect!["2"].assert_eq(&s.ask("SELECT count(*) FROM rekeyed WHERE settled_at IS NOT NULL AND settled_by IS NOT NULL"));
}

#[test]
fn a_second_value_that_is_right_changes_the_answer_and_drops_an_approval() {
    let s = ended();
    s.change("UPDATE interview SET status = 'approved' WHERE form_number = 1");
    let s = s.keys("2");
    expect!["complete | 1"].assert_eq(
        &s.ask("SELECT i.status, a.jenis_kelamin FROM interview i JOIN answers_skm a ON a.interview = i.id WHERE form_number = 1"),
    );
}

#[test]
fn a_verification_without_a_mismatch_is_told_with_its_bound() {
    let mut s = drawn().keys(FIELDS).keys(OTHER_FIELDS).keys(FIELDS);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   hasil verifikasi
        | 3 dari 3 formulir diketik ulang oleh Pengawas
        |  Pertanyaan                       Isian  Salah Verif.    Bagian  Batas 95 %
        | ──────────────────────────────────────────────────────────────────────────────
        |  Petugas 1                           42      0      0    0,00 %      6,89 %
        |  BELUM PASTI: isian salah bisa sampai 6,89 %. Tarik 43 formulir lagi.
        |    Jenis kelamin                      3      0      0    0,00 %     63,16 %
        |    Usia                               3      0      0    0,00 %     63,16 %
        |    Pendidikan                         3      0      0    0,00 %     63,16 %
        |    Pekerjaan                          3      0      0    0,00 %     63,16 %
        |    Jenis layanan                      3      0      0    0,00 %     63,16 %
        |    1 Persyaratan                      3      0      0    0,00 %     63,16 %
        |    2 Prosedur                         3      0      0    0,00 %     63,16 %
        |    3 Waktu                            3      0      0    0,00 %     63,16 %
        |    4 Biaya/tarif                      3      0      0    0,00 %     63,16 %
        |    5 Produk                           3      0      0    0,00 %     63,16 %
        |    6 Kompetensi                       3      0      0    0,00 %     63,16 %
        |    7 Perilaku                         3      0      0    0,00 %     63,16 %
        |    8 Sarana                           3      0      0    0,00 %     63,16 %
        |    9 Pengaduan                        3      0      0    0,00 %     63,16 %
        | ──────────────────────────────────────────────────────────────────────────────
        |  Teks bebas tidak dibandingkan. Verif.: salah pemverifikasi.
        | Formulir 0003 selesai; itu yang terakhir.
        | s selesaikan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn after_a_fail_the_larger_sample_is_offered() {
    let mut s = ended().keys("2 2 <Esc> n <Space>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                       tarik contoh
        |
        |> Pekerjaan siapa          Petugas 1
        |  Pemverifikasi            Pengawas
        |  Cara                     jumlah per petugas, tersebar rata
        |  Jumlah per petugas       43  Verifikasi terakhir tidak lulus: 43 formulir.
        | ──────────────────────────────────────────────────────────────────────────────
        |  Tanpa selisih, 22 formulir menunjukkan (95 %) kurang dari 1 % isian salah,
        |  43 formulir kurang dari 0,5 %.
        |  Orang lain mengetik ulang dari kertas, tanpa melihat ketikan pertama. Teks
        |  bebas tidak diketik ulang.
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
        |
        | Spasi ganti  Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn ending_early_counts_what_was_compared() {
    let mut s = drawn().keys(FIELDS).keys("<Esc> e r");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         verifikasi
        |  Ditarik     Petugas          Pemverifikasi    Formulir  Selisih   Keadaan
        | ──────────────────────────────────────────────────────────────────────────────
        |> 01-10-2024  semua            Pengawas         1/3       -         berjalan
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
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |
        | Enter lanjutkan  n tarik contoh  s selesaikan  r hasil  e akhiri  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn a_surveyor_who_verifies_takes_the_seat_of_the_supervisor_who_drew() {
    let s = kept().keys("n <Enter> <Space> <Space> <F10>");
    expect!["Petugas 2"].assert_eq(&s.ask("SELECT label FROM item WHERE id = (SELECT verifier FROM verification)"));
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              masuk
        | ──────────────────────────────────────────────────────────────────────────────
        | Siapa yang mengetik?
        |
        | > 1  Petugas 2                         petugas
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
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |
        |
        | Enter pilih  h hapus PIN  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Up> <Enter> 2");
    expect![">Usia                    [ ]      │ 1 sampai 110; Enter bila layar belum maju"].assert_eq(&s.in_hand());
    expect!["Petugas 2"].assert_eq(&s.ask("SELECT label FROM item WHERE id = (SELECT who FROM change WHERE question = '@rekeyed')"));
}

#[test]
fn wide_terminals_show_more_of_each_column() {
    let mut s = drawn().keys("2").size(120, 40);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                                                            ketik ulang 1/3
        | Formulir 0001 · 01-10-2024 · Loket Disabilitas DPMPTSP · bundel 1
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin           [x]      │ Usia (tahun)
        |>Usia                    [ ]      │ 1 sampai 110; Enter bila layar belum maju sendiri
        | Pendidikan              [ ]      │
        | Pekerjaan               [ ]      │
        | Jenis layanan           [ ]      │
        | 1 Persyaratan           [ ]      │
        | 2 Prosedur              [ ]      │
        | 3 Waktu                 [ ]      │
        | 4 Biaya/tarif           [ ]      │
        | 5 Produk                [ ]      │
        | 6 Kompetensi            [ ]      │
        | 7 Perilaku              [ ]      │
        | 8 Sarana                [ ]      │
        | 9 Pengaduan             [ ]      │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        |                                  │
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        |  Ketik dari kertas. Yang diketik tidak ditampilkan.
        | 3 formulir ditarik.
        | Enter lanjut  Shift+Tab mundur  . kosong  Esc tinggalkan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

/// Verified work of two surveyors in one file: 22 forms of the first with two wrong, 3 of the second without a mistake.
mod counted {
    use crate::support::{ORDINARY, Sample, run};
    use cacah::store::{Choice, Draw, Drawn, Error, Field, List, Method};
    use cacah::survey::compare::Fault;
    use cacah::survey::value::Answer;
    use expect_test::expect;

    fn sample(path: &std::path::Path) -> Sample {
        let mut sample = Sample::at(path);
        let surveyors: Vec<i64> = sample.survey.list(List::Surveyor).map(|item| item.id).collect();
        let supervisor = sample.survey.list(List::Supervisor).next().expect("is there").id;
        for number in 1..=30 {
            sample.ordinary(number, &[]);
        }
        let header = cacah::store::Header { surveyor: surveyors[1], first_number: 41, ..sample.batch.header.clone() };
        sample.batch = sample.store.create_batch(sample.survey.id, &header).expect("is made");
        for number in 41..=43 {
            sample.ordinary(number, &[]);
        }
        let draw = Draw { surveyor: None, verifier: supervisor, method: Method::PerSurveyor(22), random: 7 };
        let Drawn::Made { verification, forms: 25, own: 0 } = sample.draw(&draw) else {
            panic!("25 forms are drawn");
        };
        let verification = sample.store.verification(verification).expect("reads");
        let mut form = 0;
        while let Some(rekeying) = sample.store.rekeying(&sample.survey, verification.id).expect("reads") {
            for (place, (key, code)) in ORDINARY.iter().enumerate() {
                let fault = match (form, place) {
                    (1, 3) | (4, 9) | (6, 2) => Fault::Keyer,
                    (2, 5) => Fault::Verifier,
                    _ => Fault::None,
                };
                let first = Some(Answer::int(*code));
                let second = if fault == Fault::None { first.clone() } else { Some(Answer::int(1)) };
                let last = place + 1 == ORDINARY.len();
                let interview = rekeying.interview.id.expect("is stored");
                let field = Field { interview, question: (*key).to_owned(), first, second, fault, last };
                let ended = sample.store.rekey(&sample.survey, &verification, &field).expect("stores");
                assert_eq!(ended, last && form == 24);
            }
            form += 1;
        }
        // One mismatch is settled for the first value, one for the second, one stays open.
        let mismatches = sample.store.mismatches(verification.id).expect("reads");
        assert_eq!(mismatches.len(), 3);
        let survey = sample.survey.clone();
        sample.supervising(|store| store.settle(&survey, &verification, &mismatches[0], &Choice::First)).expect("settles");
        sample.supervising(|store| store.settle(&survey, &verification, &mismatches[1], &Choice::Second)).expect("settles");
        sample
    }

    #[test]
    fn the_result_is_what_plain_sql_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let sample = sample(&path);
        let verification = &sample.store.verifications(sample.survey.id).expect("reads")[0];
        assert_eq!((verification.drawn, verification.keyed, verification.skipped, verification.open), (25, 25, 0, 1));
        assert!(verification.ended.is_some());
        let compared = sample.store.compared(verification.id).expect("reads");
        let sum = |of: fn(&cacah::store::Compared) -> u32| compared.iter().map(of).sum::<u32>();
        let found = (sum(|one| one.fields), sum(|one| one.keyer), sum(|one| one.verifier), sum(|one| one.open));
        let db = rusqlite::Connection::open(&path).expect("opens");
        let count = |when: &str| {
            let sql = format!("SELECT count(*) FROM rekeyed WHERE {when}");
            db.query_row(&sql, [], |row| row.get::<_, u32>(0)).expect("counts")
        };
        let plain = (
            count("1"),
            count("fault = 'keyer' AND settled_at IS NULL") + count("fault = 'keyer' AND settled_at IS NOT NULL AND settled <> first"),
            count("fault = 'verifier'") + count("fault = 'keyer' AND settled_at IS NOT NULL AND settled = first"),
            count("fault = 'keyer' AND settled_at IS NULL"),
        );
        assert_eq!(found, plain);
        assert_eq!(found, (350, 2, 2, 1));
        // The settled second value is the answer now, with its own line in the log; nothing else of it changed.
        let lines: u32 = db.query_row("SELECT count(*) FROM change WHERE why = '@verification'", [], |row| row.get(0)).expect("counts");
        assert_eq!(lines, 1);
    }

    #[test]
    fn the_command_tells_the_results_and_fails_where_somebody_did_not_pass() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(sample(&folder.path().join("a.db")));
        expect![[r#"
            exit 1
            verification  day         forms    fields  wrong  share    bound    verdict    surveyor, by verifier
                       1  2024-09-30  25/25       308      2   0.65 %   2.03 %  undecided  Petugas 1, by Pengawas
                       1  2024-09-30  25/25        42      0   0.00 %   6.89 %  undecided  Petugas 2, by Pengawas
            error: the last verification did not pass for Petugas 1, Petugas 2
            hint: Draw 43 more of each on the screen of verifications, or key all of theirs again.
        "#]]
        .assert_eq(&run(folder.path(), &["--db", "a.db", "verify"]));
        let json = run(folder.path(), &["--db", "a.db", "verify", "--json"]);
        let first: Vec<&str> = json.lines().take(24).collect();
        expect![[r#"
            exit 1
            [
              {
                "verification": 1,
                "drawn_at": "2024-09-30T09:41:12.000+08:00",
                "ended_at": "2024-09-30T09:41:12.000+08:00",
                "verifier": "Pengawas",
                "drawn": 25,
                "keyed": 25,
                "skipped": 0,
                "surveyor": "Petugas 1",
                "fields": 308,
                "wrong": 2,
                "verifier_wrong": 2,
                "open": 1,
                "share": 0.006493506493506494,
                "bound": 0.020298805880793303,
                "verdict": "undecided",
                "questions": [
                  {
                    "question": "biaya",
                    "fields": 22,
                    "wrong": 0,
                    "verifier_wrong": 0"#]]
        .assert_eq(&first.join("\n"));
    }

    #[test]
    fn without_a_verification_the_command_has_nothing_to_complain_of() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(Sample::at(&folder.path().join("a.db")));
        expect![[r#"
            exit 0
            verification  day         forms    fields  wrong  share    bound    verdict    surveyor, by verifier
        "#]]
        .assert_eq(&run(folder.path(), &["--db", "a.db", "verify"]));
    }

    #[test]
    fn an_interview_is_drawn_once_and_never_by_its_keyer() {
        let mut sample = Sample::in_memory();
        let keyer = sample.batch.header.surveyor;
        let other = sample.survey.list(List::Surveyor).nth(1).expect("is there").id;
        for number in 1..=5 {
            sample.ordinary(number, &[]);
        }
        let mut draw = Draw { surveyor: None, verifier: keyer, method: Method::PerSurveyor(2), random: 3 };
        let mut drawn = |draw: &Draw| sample.draw(draw);
        assert_eq!(drawn(&draw), Drawn::Nothing { own: 5 });
        draw.surveyor = Some(keyer);
        assert_eq!(drawn(&draw), Drawn::OwnWork);
        draw.verifier = other;
        assert!(matches!(drawn(&draw), Drawn::Made { forms: 2, own: 0, .. }));
        assert!(matches!(drawn(&draw), Drawn::Made { forms: 2, .. }));
        draw.method = Method::Every(9);
        assert!(matches!(drawn(&draw), Drawn::Made { forms: 1, .. }));
        assert_eq!(drawn(&draw), Drawn::Nothing { own: 0 });
    }

    #[test]
    fn only_the_named_verifier_keys_again_and_only_a_supervisor_settles() {
        let mut sample = Sample::in_memory();
        sample.ordinary(1, &[]);
        let survey = sample.survey.clone();
        let (surveyors, supervisor) =
            (survey.list(List::Surveyor).map(|item| item.id).collect::<Vec<_>>(), survey.list(List::Supervisor).next());
        let draw = Draw { surveyor: None, verifier: surveyors[1], method: Method::PerSurveyor(22), random: 7 };
        let Drawn::Made { verification, .. } = sample.draw(&draw) else { panic!("nothing drawn") };
        let verification = sample.store.verification(verification).expect("reads");
        let interview = sample.store.rekeying(&survey, verification.id).expect("reads").expect("is open").interview.id.expect("is stored");
        let (first, second) = (Some(Answer::int(34)), Some(Answer::int(43)));
        let field = Field { interview, question: "usia".to_owned(), first, second, fault: Fault::Keyer, last: false };
        for other in [surveyors[0], surveyors[2], supervisor.expect("is there").id] {
            sample.store.set_who(Some(other));
            assert!(matches!(sample.store.rekey(&survey, &verification, &field), Err(Error::NotYours(_))), "{other}");
        }
        sample.store.set_who(Some(surveyors[1]));
        sample.store.rekey(&survey, &verification, &field).expect("stores");
        let mismatch = sample.store.mismatches(verification.id).expect("reads").remove(0);
        assert!(matches!(sample.store.settle(&survey, &verification, &mismatch, &Choice::Second), Err(Error::NotASupervisor)));
        sample.supervising(|store| store.settle(&survey, &verification, &mismatch, &Choice::Second)).expect("settles");
        let again = sample.supervising(|store| store.settle(&survey, &verification, &mismatch, &Choice::First));
        assert!(matches!(again, Err(Error::Stale)), "settled twice");
        // What was mended meanwhile is not judged by what the screen remembers, and an ended verification takes nothing.
        assert!(matches!(sample.store.rekey(&survey, &verification, &field), Err(Error::Stale)), "34 is 43 by now");
        sample.store.end_verification(&survey, &verification).expect("ends");
        let field = Field { first: Some(Answer::int(43)), ..field };
        assert!(matches!(sample.store.rekey(&survey, &verification, &field), Err(Error::Stale)), "has ended");
    }

    #[test]
    fn a_question_that_applies_no_more_in_the_second_keying_counts_nowhere() {
        let mut sample = Sample::in_memory();
        sample.ordinary(1, &[]);
        let survey = sample.survey.clone();
        let verifier = survey.list(List::Surveyor).nth(1).expect("is there").id;
        let draw = Draw { surveyor: None, verifier, method: Method::Every(1), random: 0 };
        let Drawn::Made { verification, .. } = sample.draw(&draw) else { panic!("nothing drawn") };
        let verification = sample.store.verification(verification).expect("reads");
        let interview = sample.store.rekeying(&survey, verification.id).expect("reads").expect("is open").interview.id.expect("is stored");
        let mut key = |question: &str, first: Option<i64>, second: Option<Answer>, fault: Fault, last: bool| {
            let field = Field { interview, question: question.to_owned(), first: first.map(Answer::int), second, fault, last };
            sample.store.rekey(&survey, &verification, &field).expect("stores");
        };
        // "Other" asks which; back at the occupation, it was the fourth after all.
        key("pekerjaan", Some(4), Some(Answer::int(6)), Fault::Keyer, false);
        key("pekerjaan_lain", None, Some(Answer::text("nelayan")), Fault::Keyer, false);
        key("pekerjaan", Some(4), Some(Answer::int(4)), Fault::None, false);
        key("usia", Some(34), Some(Answer::int(34)), Fault::None, true);
        let compared = sample.store.compared(verification.id).expect("reads");
        assert_eq!(compared.iter().map(|one| one.question.as_str()).collect::<Vec<_>>(), ["pekerjaan", "usia"]);
        assert!(compared.iter().all(|one| one.keyer == 0), "{compared:?}");
    }
}
