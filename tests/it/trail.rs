//! The audit trail, on the screen and on the command line.

use crate::flow::FORM;
use crate::scenario::Scenario;
use crate::support::{names, run};
use expect_test::expect;
use rusqlite::Connection;

/// Stands at the list of surveys after two forms, the second of them voided; a supervisor at the keyboard.
fn keyed() -> Scenario {
    let form = "2 34 5 4 3 4.24 3 4 4 3 3 4";
    let s = Scenario::skm().keys(form).text("antre lama").keys("<Enter>").keys(form).text("cukup").keys("<Enter> <Esc> <Esc>");
    let s = s.supervised().keys("<Down>");
    s.keys("l <Down> v").text("tertukar").keys("<Enter> <Esc>")
}

#[test]
fn the_trail_of_a_survey_stands_newest_first_is_searched_and_left() {
    let mut s = keyed().keys("p r");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Semua perubahan, yang terbaru di atas
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.01.07 Pengawas    0002      Status        lengkap → dibatalkan
        | 01-10-2024 09.00.52 Petugas 1   0002      Masalah: Kem… - → terbuka
        | 01-10-2024 09.00.52 Petugas 1   0002      Masalah: Sam… - → terbuka
        | 01-10-2024 09.00.52 Petugas 1   0002      Status        draf → lengkap
        | 01-10-2024 09.00.52 Petugas 1   0002      Saran         - → cukup
        | 01-10-2024 09.00.46 Petugas 1   0002      Pengaduan     - → Dikelola dengan …
        | 01-10-2024 09.00.45 Petugas 1   0002      Sarana        - → Baik
        | 01-10-2024 09.00.44 Petugas 1   0002      Perilaku      - → Sopan dan ramah
        | 01-10-2024 09.00.43 Petugas 1   0002      Kompetensi    - → Sangat kompeten
        | 01-10-2024 09.00.42 Petugas 1   0002      Produk        - → Sangat sesuai
        | 01-10-2024 09.00.41 Petugas 1   0002      Biaya/tarif   - → Murah
        | 01-10-2024 09.00.40 Petugas 1   0002      Waktu         - → Sangat cepat
        | 01-10-2024 09.00.39 Petugas 1   0002      Prosedur      - → (tak terbaca)
        | 01-10-2024 09.00.37 Petugas 1   0002      Persyaratan   - → Sangat sesuai
        | 01-10-2024 09.00.36 Petugas 1   0002      Jenis layanan - → Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        | Status: lengkap → dibatalkan
        | tertukar
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("/").text("TERTUKAR").keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Perubahan: "TERTUKAR"  (Esc kembali)
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.01.07 Pengawas    0002      Status        lengkap → dibatalkan
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
        | Status: lengkap → dibatalkan
        | tertukar
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Esc> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn>").size(120, 40);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                                                          riwayat perubahan
        | Semua perubahan, yang terbaru di atas
        | Waktu                Siapa             Tentang       Apa                   Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | 01-10-2024 09.00.19  Petugas 1         0001          Pengaduan             - → Dikelola dengan baik
        | 01-10-2024 09.00.18  Petugas 1         0001          Sarana                - → Baik
        | 01-10-2024 09.00.17  Petugas 1         0001          Perilaku              - → Sopan dan ramah
        | 01-10-2024 09.00.16  Petugas 1         0001          Kompetensi            - → Sangat kompeten
        | 01-10-2024 09.00.15  Petugas 1         0001          Produk                - → Sangat sesuai
        | 01-10-2024 09.00.14  Petugas 1         0001          Biaya/tarif           - → Murah
        | 01-10-2024 09.00.13  Petugas 1         0001          Waktu                 - → Sangat cepat
        | 01-10-2024 09.00.12  Petugas 1         0001          Prosedur              - → (tak terbaca)
        | 01-10-2024 09.00.10  Petugas 1         0001          Persyaratan           - → Sangat sesuai
        | 01-10-2024 09.00.09  Petugas 1         0001          Jenis layanan         - → Izin reklame
        | 01-10-2024 09.00.08  Petugas 1         0001          Pekerjaan             - → Swasta
        | 01-10-2024 09.00.07  Petugas 1         0001          Pendidikan            - → S1
        | 01-10-2024 09.00.06  Petugas 1         0001          Usia                  - → 34
        | 01-10-2024 09.00.04  Petugas 1         0001          Jenis kelamin         - → Perempuan
        | 01-10-2024 09.00.04  Petugas 1         0001          Nomor                 - → 1
        | 01-10-2024 09.00.03  Petugas 1         bundel 1      kepala bundel         - → 01-10-2024 · 08.00-12.00 · Loket Disa…
        | 01-10-2024 09.00.02                    Pengawas      pengawas              - → Pengawas
        | 01-10-2024 09.00.02                    13.00-17.00   jam                   - → 13.00-17.00
        | 01-10-2024 09.00.02                    08.00-12.00   jam                   - → 08.00-12.00
        | 01-10-2024 09.00.02                    Petugas 3     petugas               - → Petugas 3
        | 01-10-2024 09.00.02                    Petugas 2     petugas               - → Petugas 2
        | 01-10-2024 09.00.02                    Petugas 1     petugas               - → Petugas 1
        | 01-10-2024 09.00.02                    Layanan lain… layanan               - → Layanan lainnya
        | 01-10-2024 09.00.02                    Izin bongkar… layanan               - → Izin bongkar trotoar
        | 01-10-2024 09.00.02                    Izin penyele… layanan               - → Izin penyelenggaraan kegiatan/keramai…
        | 01-10-2024 09.00.02                    Izin reklame  layanan               - → Izin reklame
        | 01-10-2024 09.00.02                    PBG (SIMBG)   layanan               - → PBG (SIMBG)
        | 01-10-2024 09.00.02                    NIB / perizi… layanan               - → NIB / perizinan berusaha (OSS)
        | 01-10-2024 09.00.02                    Gerai DPMPTS… lokasi                - → Gerai DPMPTSP di Mal Pelayanan Publik
        | 01-10-2024 09.00.02                    Loket Disabi… lokasi                - → Loket Disabilitas DPMPTSP
        |>01-10-2024 09.00.02                    survei        survei                - → SKM DPMPTSP Kota Bontang
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | survei: - → SKM DPMPTSP Kota Bontang
        |
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn the_trail_of_an_interview_opens_from_the_list() {
    let mut s = keyed().keys("l r");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Perubahan: formulir 0001  (Esc kembali)
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.00.30 Petugas 1   0001      Status        draf → lengkap
        | 01-10-2024 09.00.30 Petugas 1   0001      Saran         - → antre lama
        | 01-10-2024 09.00.19 Petugas 1   0001      Pengaduan     - → Dikelola dengan …
        | 01-10-2024 09.00.18 Petugas 1   0001      Sarana        - → Baik
        | 01-10-2024 09.00.17 Petugas 1   0001      Perilaku      - → Sopan dan ramah
        | 01-10-2024 09.00.16 Petugas 1   0001      Kompetensi    - → Sangat kompeten
        | 01-10-2024 09.00.15 Petugas 1   0001      Produk        - → Sangat sesuai
        | 01-10-2024 09.00.14 Petugas 1   0001      Biaya/tarif   - → Murah
        | 01-10-2024 09.00.13 Petugas 1   0001      Waktu         - → Sangat cepat
        | 01-10-2024 09.00.12 Petugas 1   0001      Prosedur      - → (tak terbaca)
        | 01-10-2024 09.00.10 Petugas 1   0001      Persyaratan   - → Sangat sesuai
        | 01-10-2024 09.00.09 Petugas 1   0001      Jenis layanan - → Izin reklame
        | 01-10-2024 09.00.08 Petugas 1   0001      Pekerjaan     - → Swasta
        | 01-10-2024 09.00.07 Petugas 1   0001      Pendidikan    - → S1
        | 01-10-2024 09.00.06 Petugas 1   0001      Usia          - → 34
        | ──────────────────────────────────────────────────────────────────────────────
        | Status: draf → lengkap
        |
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("/").text("tidak ada ini").keys("<Enter>");
    expect!["! Tidak ada yang cocok; Esc menampilkan semua."].assert_eq(&s.notice());
    expect![" 2 wawancara"].assert_eq(&s.keys("<Esc> <Esc>").line(1));
}

#[test]
fn what_is_shown_is_written_beside_the_database() {
    let mut s = keyed().keys("p r /").text("tertukar").keys("<Enter> x");
    expect!["1 baris ditulis ke riwayat-20241001-090121.csv, di samping basis data."].assert_eq(&s.notice());
    let written: Vec<String> = names(s.folder()).into_iter().filter(|name| name.ends_with("csv")).collect();
    let text = std::fs::read_to_string(s.folder().join(&written[0])).expect("reads");
    let told: Vec<String> = text.lines().map(|line| line.split_once(',').expect("has an id").1.to_owned()).collect();
    expect![[r#"
        at,who,about,field,label,old,new,why,undoes,undone
        2024-10-01T09:01:07.000+08:00,Pengawas,0002,'@status,Status,lengkap,dibatalkan,tertukar,,0"#]]
    .assert_eq(&told.join("\n"));
}

/// Runs `cacah audit` on the keyed forms; ids are told as the sequence behind the device.
fn audit(more: &[&str]) -> String {
    let s = keyed();
    let db = Connection::open(s.folder().join("survei.db")).expect("opens");
    let device: i64 = db.query_row("SELECT device FROM device", [], |row| row.get(0)).expect("reads");
    let mut told = run(s.folder(), &[&["audit", "--db", "survei.db", "--lang", "en"], more].concat());
    for sequence in (0..200_i64).rev() {
        told = told.replace(&((device << 32) + sequence).to_string(), &format!("D{sequence}"));
    }
    told
}

#[test]
fn the_command_prints_lines_by_form_person_day_and_words() {
    expect![[r#"
        exit 0
        id,at,who,about,field,label,old,new,why,undoes,undone␍
        D50,2024-10-01T09:00:30.000+08:00,Petugas 1,0001,saran,Comment,,antre lama,,,0␍
    "#]]
    .assert_eq(&audit(&["--form", "1", "--find", "antre"]));
    expect![[r#"
        exit 0
        id,at,who,about,field,label,old,new,why,undoes,undone␍
        D72,2024-10-01T09:01:07.000+08:00,Pengawas,0002,'@status,Status,complete,voided,tertukar,,0␍
        D69,2024-10-01T09:00:52.000+08:00,Petugas 1,0002,'@status,Status,draft,complete,,,0␍
        D51,2024-10-01T09:00:30.000+08:00,Petugas 1,0001,'@status,Status,draft,complete,,,0␍
    "#]]
    .assert_eq(&audit(&["--question", "@status"]));
    expect![[r#"
        exit 0
        {"about":"0002","at":"2024-10-01T09:00:40.000+08:00","field":"waktu","id":D61,"label":"Time","new":4,"old":null,"subject":D52,"turn":D61,"undoes":null,"undone":false,"who":"Petugas 1","why":null,"words":["","Very fast"]}
    "#]].assert_eq(&audit(&["--form", "2", "--question", "waktu", "--json"]));
    expect![[r#"
        exit 0
        id,at,who,about,field,label,old,new,why,undoes,undone␍
    "#]]
    .assert_eq(&audit(&["--to", "2024-09-30"]));
    expect![[r#"
        exit 0
        id,at,who,about,field,label,old,new,why,undoes,undone␍
        D69,2024-10-01T09:00:52.000+08:00,Petugas 1,0002,'@status,Status,draft,complete,,,0␍
        D51,2024-10-01T09:00:30.000+08:00,Petugas 1,0001,'@status,Status,draft,complete,,,0␍
    "#]]
    .assert_eq(&audit(&["--who", "petugas 1", "--from", "2024-10-01", "--find", "draft"]));
    expect![[r#"
        exit 2
        error: nobody in this survey is called 'Tono'
        hint: There are: Petugas 1, Petugas 2, Petugas 3, Pengawas.
    "#]]
    .assert_eq(&audit(&["--who", "Tono"]));
}

#[test]
fn the_table_and_the_command_tell_every_line_of_the_log() {
    let s = keyed();
    let told = run(s.folder(), &["audit", "--db", "survei.db", "--json"]);
    assert_eq!((told.lines().count() - 1).to_string(), s.ask("SELECT count(*) FROM change"));
}

#[test]
fn a_verification_and_a_lock_are_told_in_words() {
    // The age is keyed as 35 twice: the surveyor's mistake; settled for the second value.
    let s = Scenario::skm().keys(FORM).keys("<Esc> <Down> p <Enter> v n <F10> 2 35 35 <Esc> e y s 2 <Esc> <Esc> c y c");
    let mut s = s.text("tertinggal").keys("<Enter> r");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Semua perubahan, yang terbaru di atas
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.00.52 Pengawas    survei    kunci         ditutup, sidik 008a7…
        | 01-10-2024 09.00.40 Pengawas    survei    kunci         terbuka → ditutup, s…
        | 01-10-2024 09.00.36 Pengawas    0001      Usia          34 → 35
        | 01-10-2024 09.00.34 Pengawas    verifika… verifikasi    - → selesai
        | 01-10-2024 09.00.31 Pengawas    0001      Ulang: Usia   - → 35 (keliru petug…
        | 01-10-2024 09.00.27 Pengawas    0001      Ulang: Jenis… - → sama
        | 01-10-2024 09.00.26 Pengawas    verifika… verifikasi    - → semua · 1 formul…
        | 01-10-2024 09.00.19 Petugas 1   0001      Status        draf → lengkap
        | 01-10-2024 09.00.18 Petugas 1   0001      Pengaduan     - → Ada tetapi tidak…
        | 01-10-2024 09.00.17 Petugas 1   0001      Sarana        - → Sangat baik
        | 01-10-2024 09.00.16 Petugas 1   0001      Perilaku      - → Sopan dan ramah
        | 01-10-2024 09.00.15 Petugas 1   0001      Kompetensi    - → Kompeten
        | 01-10-2024 09.00.14 Petugas 1   0001      Produk        - → Sangat sesuai
        | 01-10-2024 09.00.13 Petugas 1   0001      Biaya/tarif   - → Gratis
        | 01-10-2024 09.00.12 Petugas 1   0001      Waktu         - → Cepat
        | ──────────────────────────────────────────────────────────────────────────────
        | kunci: ditutup, sidik 008a76fca567610d… → terbuka
        | tertinggal
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}
