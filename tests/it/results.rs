//! The results screen: IKM and mutu, unsur, breakdowns, the convention; the trend over a unit's surveys.

use crate::scenario::Scenario;
use cacah::store::Store;
use cacah::survey::template;
use expect_test::expect;

/// Eight interviews of three services, one answer missing; the results stand open.
pub fn results() -> Scenario {
    eight().keys("<Esc> <Down> p <Enter> n")
}

fn eight() -> Scenario {
    keyed(Scenario::skm())
}

/// Keys eight interviews more.
fn keyed(scenario: Scenario) -> Scenario {
    scenario
        .keys("2 34 5 4 1 343443342 <Enter> 1 45 3 5 2 444.133443 <Enter> 1 29 3 5 2 344443333 <Enter>")
        .keys("2 61 2 4 1 443443442 <Enter> 2 38 5 4 1 334434342 <Enter> 1 51 4 4 3 444444434 <Enter>")
        .keys("2 27 5 4 1 343444344 <Enter> 1 33 3 4 1 434343434 <Enter>")
}

#[test]
fn the_results_say_ikm_and_mutu_and_what_stands_beside_them() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        |  █▀█ █▀█   █▀█ █ █     █▀█   IKM 88,84 · mutu A (Sangat baik)
        |  █▀█ █▀█   █▀█ ▀▀█     █▀█   8 wawancara; tanpa 1 jawaban kosong (d)
        |  ▀▀▀ ▀▀▀ ▀ ▀▀▀   ▀     ▀ ▀   tanpa selang: kurang dari 30 wawancara
        | exact: bobot 1/9 persis; semua responden dihitung sama
        | Awas: dengan 0.11 mutunya B, IKM 87,95 (-0,89). 10 konvensi lain juga.
        | ──────────────────────────────────────────────────────────────────────────────
        |   Unsur                 n     NRR     x25 mutu  25                     100
        |   U1 Persyaratan        8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U2 Prosedur           8  3,7500   93,75   A   ███████████████████████░░░
        |   U3 Waktu              8  3,6250   90,63   A   ██████████████████████░░░░
        |   U4 Biaya/tarif        7  3,8571   96,43   A   ████████████████████████░░
        |   U5 Produk             8  3,7500   93,75   A   ███████████████████████░░░
        |   U6 Kompetensi         8  3,3750   84,38   B   ████████████████████░░░░░░ <2
        |   U7 Perilaku           8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U9 Sarana             8  3,6250   90,63   A   ██████████████████████░░░░
        |   U8 Pengaduan          8  3,0000   75,00   C   █████████████████░░░░░░░░░ <1
        |  menurut layanan (1/10)  * n di bawah 5 ──────────────────────────────────────
        | > Seluruh survei                8   88,84   A   ██████████████████████░░░░
        |   NIB / perizinan berusaha…     5   87,22   B   █████████████████████░░░░░
        |   PBG (SIMBG)                   2*  88,89   A   ██████████████████████░░░░
        |   Izin reklame                  1*  97,22   A   █████████████████████████░
        |
        | Kanan rincian  Turun kelompok  r laporan  d sebaran  u urutan  F1 bantuan
    "#]]
    .assert_eq(&results().framed());
}

#[test]
fn the_interval_is_told_from_thirty_interviews_on() {
    let text = keyed(keyed(keyed(eight()))).keys("<Esc> <Down> p <Enter> n i").framed();
    assert!(text.contains("32 wawancara") && text.contains("selang 95 % 87,31 sampai 90,37 (linearisasi)"), "{text}");
}

#[test]
fn a_group_in_hand_shows_its_own_unsur_and_small_ones_are_marked() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        |  █▀█ █▀█   █▀█ █ █     █▀█   IKM 88,84 · mutu A (Sangat baik)
        |  █▀█ █▀█   █▀█ ▀▀█     █▀█   8 wawancara; tanpa 1 jawaban kosong (d)
        |  ▀▀▀ ▀▀▀ ▀ ▀▀▀   ▀     ▀ ▀   tanpa selang: kurang dari 30 wawancara
        | exact: bobot 1/9 persis; semua responden dihitung sama
        | Awas: dengan 0.11 mutunya B, IKM 87,95 (-0,89). 10 konvensi lain juga.
        | ──────────────────────────────────────────────────────────────────────────────
        |   PBG (SIMBG)           n     NRR     x25 mutu  25                     100
        |   U1 Persyaratan        2  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U2 Prosedur           2  4,0000  100,00   A   ██████████████████████████
        |   U3 Waktu              2  4,0000  100,00   A   ██████████████████████████
        |   U4 Biaya/tarif        1  4,0000  100,00   A   ██████████████████████████
        |   U5 Produk             2  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U6 Kompetensi         2  3,0000   75,00   C   █████████████████░░░░░░░░░ <1
        |   U7 Perilaku           2  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U8 Pengaduan          2  3,0000   75,00   C   █████████████████░░░░░░░░░ <1
        |   U9 Sarana             2  3,5000   87,50   B   █████████████████████░░░░░ <3
        |  menurut layanan (1/10)  * n di bawah 5 ──────────────────────────────────────
        |   Seluruh survei                8   88,84   A   ██████████████████████░░░░
        |   NIB / perizinan berusaha…     5   87,22   B   █████████████████████░░░░░
        | > PBG (SIMBG)                   2*  88,89   A   ██████████████████████░░░░
        |   Izin reklame                  1*  97,22   A   █████████████████████████░
        |
        | Kanan rincian  Turun kelompok  r laporan  d sebaran  u urutan  F1 bantuan
    "#]]
    .assert_eq(&results().keys("<Down> <Down> u").framed());
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        |  █▀█ █▀█   █▀█ █ █     █▀█   IKM 88,84 · mutu A (Sangat baik)
        |  █▀█ █▀█   █▀█ ▀▀█     █▀█   8 wawancara; tanpa 1 jawaban kosong (d)
        |  ▀▀▀ ▀▀▀ ▀ ▀▀▀   ▀     ▀ ▀   tanpa selang: kurang dari 30 wawancara
        | exact: bobot 1/9 persis; semua responden dihitung sama
        | Awas: dengan 0.11 mutunya B, IKM 87,95 (-0,89). 10 konvensi lain juga.
        | ──────────────────────────────────────────────────────────────────────────────
        |   Unsur                 n       1       2       3       4  tidak dihitung
        |   U1 Persyaratan        8       -       -   4 50%   4 50%
        |   U2 Prosedur           8       -       -   2 25%   6 75%
        |   U3 Waktu              8       -       -   3 38%   5 63%
        |   U4 Biaya/tarif        7       -       -   1 14%   6 86%  1 kosong
        |   U5 Produk             8       -       -   2 25%   6 75%
        |   U6 Kompetensi         8       -       -   5 63%   3 38%
        |   U7 Perilaku           8       -       -   4 50%   4 50%
        |   U9 Sarana             8       -       -   3 38%   5 63%
        |   U8 Pengaduan          8       -   3 38%   2 25%   3 38%
        |  menurut usia (4/10)  * n di bawah 5 ─────────────────────── 2 lagi di bawah ─
        | > Seluruh survei                8   88,84   A   ██████████████████████░░░░
        |   20-29                         2*  88,89   A   ██████████████████████░░░░
        |   30-39                         3*  85,19   B   ████████████████████░░░░░░
        |   40-49                         1*      -
        |
        | Kanan rincian  Turun kelompok  r laporan  d sebaran  u urutan  F1 bantuan
    "#]]
    .assert_eq(&results().keys("<Right> <Right> <Right> d").framed());
}

#[test]
fn the_convention_is_changed_by_name_and_the_pooling_by_a_key() {
    let mut s = results().keys("k");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        | Konvensi survei ini:
        |   exact
        | Bobot: exact, 0.11, 0.111 atau 0.1111. Pembulatan, dipisah +: nrr-3,
        | weighted-4, index-2 (dengan -cut: dipotong), ikm-cut. Contoh: 0.11+nrr-2
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |   Unsur                 n     NRR     x25 mutu  25                     100
        |   U1 Persyaratan        8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U2 Prosedur           8  3,7500   93,75   A   ███████████████████████░░░
        |   U3 Waktu              8  3,6250   90,63   A   ██████████████████████░░░░
        |   U4 Biaya/tarif        7  3,8571   96,43   A   ████████████████████████░░
        |   U5 Produk             8  3,7500   93,75   A   ███████████████████████░░░
        |   U6 Kompetensi         8  3,3750   84,38   B   ████████████████████░░░░░░ <2
        |   U7 Perilaku           8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U9 Sarana             8  3,6250   90,63   A   ██████████████████████░░░░
        |   U8 Pengaduan          8  3,0000   75,00   C   █████████████████░░░░░░░░░ <1
        |  menurut layanan (1/10)  * n di bawah 5 ──────────────────────────────────────
        | > Seluruh survei                8   88,84   A   ██████████████████████░░░░
        |   NIB / perizinan berusaha…     5   87,22   B   █████████████████████░░░░░
        |   PBG (SIMBG)                   2*  88,89   A   ██████████████████████░░░░
        |   Izin reklame                  1*  97,22   A   █████████████████████████░
        |
        | Enter terima  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    s = (0..5).fold(s, |s, _| s.keys("<Backspace>")).text("0.2").keys("<Enter>");
    expect!["! Bukan konvensi; contoh exact, 0.11 atau exact+nrr-3."].assert_eq(&s.notice());
    s = (0..3).fold(s, |s, _| s.keys("<Backspace>")).text("0.11").keys("<Enter>");
    expect!["Konvensi survei ini sekarang 0.11, semua responden dihitung sama."].assert_eq(&s.notice());
    s = s.keys("g");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        |  █▀█ █▀█   ▀▀█ █▀█     █▀█   IKM 90,20 · mutu A (Sangat baik)
        |  ▀▀█ █ █   █▀▀ █ █     █▀█   8 wawancara dihitung
        |  ▀▀▀ ▀▀▀ ▀ ▀▀▀ ▀▀▀     ▀ ▀   tanpa selang: layanan digabung
        | 0.11: bobot 0,11 (1/9 dengan 2 desimal); rata-rata IKM tiap layanan
        | Tidak dihitung: 1 jawaban kosong (d).
        | ──────────────────────────────────────────────────────────────────────────────
        |   Unsur                 n     NRR     x25 mutu  25                     100
        |   U1 Persyaratan        8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U2 Prosedur           8  3,7500   93,75   A   ███████████████████████░░░
        |   U3 Waktu              8  3,6250   90,63   A   ██████████████████████░░░░
        |   U4 Biaya/tarif        7  3,8571   96,43   A   ████████████████████████░░
        |   U5 Produk             8  3,7500   93,75   A   ███████████████████████░░░
        |   U6 Kompetensi         8  3,3750   84,38   B   ████████████████████░░░░░░ <2
        |   U7 Perilaku           8  3,5000   87,50   B   █████████████████████░░░░░ <3
        |   U9 Sarana             8  3,6250   90,63   A   ██████████████████████░░░░
        |   U8 Pengaduan          8  3,0000   75,00   C   █████████████████░░░░░░░░░ <1
        |  menurut layanan (1/10)  * n di bawah 5 ──────────────────────────────────────
        | > Seluruh survei                8   87,95   B   █████████████████████░░░░░
        |   NIB / perizinan berusaha…     5   86,35   B   █████████████████████░░░░░
        |   PBG (SIMBG)                   2*  88,00   B   █████████████████████░░░░░
        |   Izin reklame                  1*  96,25   A   ████████████████████████░░
        | Konvensi survei ini sekarang 0.11, rata-rata IKM tiap layanan.
        | Kanan rincian  Turun kelompok  r laporan  d sebaran  u urutan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(s.ask("SELECT convention, pooling FROM survey"), "0.11 | services");
}

#[test]
fn an_empty_survey_has_no_index_and_says_so() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              hasil
        |
        | Belum ada IKM: belum ada wawancara yang lengkap.
        |
        | semua responden dihitung sama
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |   Unsur                 n     NRR     x25 mutu  25                     100
        |   U1 Persyaratan        0       -
        |   U2 Prosedur           0       -
        |   U3 Waktu              0       -
        |   U4 Biaya/tarif        0       -
        |   U5 Produk             0       -
        |   U6 Kompetensi         0       -
        |   U7 Perilaku           0       -
        |   U9 Sarana             0       -
        |   U8 Pengaduan          0       -
        |  menurut layanan (1/10)  * n di bawah 5 ──────────────────────────────────────
        | > Seluruh survei                0*      -
        |
        |
        |
        |
        | Kanan rincian  Turun kelompok  r laporan  d sebaran  u urutan  F1 bantuan
    "#]]
    .assert_eq(&Scenario::skm().keys("<Esc> <Down> p <Enter> n").framed());
}

#[test]
fn the_rounds_of_a_unit_stand_in_a_line_and_side_by_side() {
    let s = eight().keys("<Esc>");
    let mut store = Store::open(&s.folder().join("survei.db")).expect("opens");
    let template = template::find("skm-dpmptsp-bontang", jiff::civil::date(2025, 3, 1)).expect("is there");
    let mut setup = template.setup.clone();
    setup.period = "Semester I 2025".to_owned();
    (setup.from, setup.to) = (jiff::civil::date(2025, 3, 1), jiff::civil::date(2025, 4, 30));
    store.create_survey(&template.form.source(), &setup).expect("makes");
    drop(store);
    let mut s = s.restart().keys("<Down> <Down> p <Enter> n t");
    expect![[r#"
        | DPMPTSP Kota Bontang                                                      tren
        |   Survei                          n       IKM mutu  selisih
        | ──────────────────────────────────────────────────────────────────────────────
        | > Semester II 2024                8     88,84   A            █████████████░░░
        |   Semester I 2025                 0         -
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
        | Selisih terhadap baris di atasnya; Enter: berdampingan dengan survei ini.
        |
        | Enter bandingkan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Down> <Enter>");
    expect![[r#"
        | DPMPTSP Kota Bontang                                              berdampingan
        |                             Semester I 2025  Semester II 2024       selisih
        | ──────────────────────────────────────────────────────────────────────────────
        |   U1 Persyaratan                          -            3,5000
        |   U2 Prosedur                             -            3,7500
        |   U3 Waktu                                -            3,6250
        |   U4 Biaya/tarif                          -            3,8571
        |   U5 Produk                               -            3,7500
        |   U6 Kompetensi                           -            3,3750
        |   U7 Perilaku                             -            3,5000
        |   U9 Sarana                               -            3,6250
        |   U8 Pengaduan                            -            3,0000
        | ──────────────────────────────────────────────────────────────────────────────
        |   IKM                                     -             88,84
        |   mutu                                    -                 A
        |   n                                       0                 8
        |
        |
        |
        |
        |
        |
        |
        | Enter bandingkan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn the_workbook_is_written_and_one_that_is_there_is_asked_for() {
    let named = |s: Scenario| {
        let path = s.folder().join("a.xlsx").display().to_string();
        (0..70).fold(s.keys("x"), |s, _| s.keys("<Backspace>")).text(&path).keys("<Enter>")
    };
    let mut s = named(results());
    expect!["'FOLDER/a.xlsx' tertulis: 8 wawancara."].assert_eq(&s.notice());
    assert!(s.folder().join("a.xlsx").is_file());
    let mut s = named(s);
    expect!["? 'FOLDER/a.xlsx' sudah ada. Ganti?"].assert_eq(&s.notice());
    let mut s = s.keys("y");
    expect!["'FOLDER/a.xlsx' tertulis: 8 wawancara."].assert_eq(&s.notice());
    let mut s = (0..70).fold(s.keys("x"), |s, _| s.keys("<Backspace>")).keys("<Enter>");
    expect!["! Berkas perlu nama."].assert_eq(&s.notice());
}
