//! The import screen: choosing the file, settling its columns, mapping values, looking at every row, importing, giving up.

use crate::scenario::Scenario;
use cacah::tui::action::Action;
use expect_test::expect;

const TABLE: &str = "Cap waktu,Jenis kelamin,Usia,Pekerjaan,U1,U8,U9,Saran\n\
    30/09/2024 9:41:12,Laki-laki,34,petani,c,4,2,Antre lama\n\
    30/09/2024 9:50:00,Perempuan,28,PETANI ,d,3,3,\n\
    30/09/2024 9:55:00,Perempuan,134,PNS,3,3,3,\n";

/// A supervisor at the import screen with a file named.
fn chosen(text: &str) -> Scenario {
    let s = Scenario::empty().keys("<Enter> <F10> <F10> <Esc>").supervised();
    let path = s.folder().join("g.csv");
    std::fs::write(&path, text).expect("writes");
    s.keys("<Down> i").text(&path.display().to_string())
}

/// A screen with the folder's name left out.
fn shown(s: &mut Scenario) -> String {
    let folder = s.folder().display().to_string();
    s.framed().replace(&format!("{folder}/"), "").replace(&folder, "FOLDER")
}

#[test]
fn columns_are_settled_values_mapped_and_the_rest_is_imported() {
    let mut s = chosen(TABLE).keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              impor
        | g.csv · CSV, UTF-8, pemisah , · judul di baris 1
        | ──────────────────────────────────────────────────────────────────────────────
        | >!   Nomor U8 dan U9 menurut                 (pilih dengan Enter)
        |  !   Lokasi untuk semua baris                (pilih dengan Enter)
        |  !   Petugas untuk semua baris               (pilih dengan Enter)
        |      Jam survei untuk semua baris            (boleh kosong)
        |    1 Cap waktu             30/09/2024 9:41:… Waktu terkirim         lazim
        |    2 Jenis kelamin         Laki-laki, Perem… Jenis kelamin          nama
        |    3 Usia                  34, 28, 134       Usia                   nama
        |    4 Pekerjaan             petani, PETANI, … Pekerjaan              nama
        |    5 U1                    c, d, 3           1 Persyaratan          nomor U
        |    6 U8                    4, 3              9 Pengaduan            nomor U
        |    7 U9                    2, 3              8 Sarana               nomor U
        |    8 Saran                 Antre lama        Saran                  nama
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | Peraturan menomori pengaduan U8 dan sarana U9; formulir menanyakan sarana
        | sebagai nomor 8 dan pengaduan nomor 9. Lihat di sumbernya, lalu Enter.
        |
        | Enter ganti  F10 periksa  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&shown(&mut s));
    // The order of the U-numbers, the place and the person are asked once.
    let mut s = s.keys("<F10>");
    assert!(s.screen().contains("Tentukan dulu: nomor U8 dan U9"), "{}", s.screen());
    let mut s = s.keys("<Enter> <Down> <Enter> <Enter> <Down> <Enter> <Down> <Enter> <F10>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              impor
        | g.csv · CSV, UTF-8, pemisah , · judul di baris 1
        | Baris 3 · baru 0 · sudah ada 0 · ditolak 3
        | ──────────────────────────────────────────────────────────────────────────────
        | > ! Usia: '134' ×1 → bukan bilangan yang bisa di sini
        |   ! Pekerjaan: 'PETANI' ×2 → bukan pilihan
        |   ! baris 2, Pekerjaan: 'petani' bukan salah satu pilihan
        |   ! baris 3, Pekerjaan: 'PETANI ' bukan salah satu pilihan
        |   ! baris 4, Usia: '134' di luar 1 sampai 110
        |   tidak ada di sumber: Pendidikan, Sebutkan, Jenis layanan, 2 Prosedur, 3 Wakt…
        |   Jenis kelamin: 'Perempuan' ×2 → Perempuan
        |   Jenis kelamin: 'Laki-laki' ×1 → Laki-laki
        |   Pekerjaan: 'PNS' ×1 → PNS
        |   U1: '3' ×1 → Sesuai
        |   U1: 'c' ×1 → Sesuai
        |   U1: 'd' ×1 → Sangat sesuai
        |   U8: '3' ×2 → Berfungsi kurang maksimal
        |   U8: '4' ×1 → Dikelola dengan baik
        |   U9: '3' ×2 → Baik
        | ──────────────────────────────────────────────────────────────────────────────
        | Enter memetakan nilai; F10 mengimpor baris lain, yang ditolak ditulis ke
        | berkas sendiri.
        |
        | Enter petakan  F10 impor  Esc kolom  F1 bantuan
    "#]]
    .assert_eq(&shown(&mut s));
    // What was typed in capitals is the same value.
    let mut s = s.keys("<Down> <Enter>");
    assert!(s.screen().contains("> (belum dipetakan"), "Enter by habit gives it no meaning: {}", s.screen());
    let mut s = s.text("lain").keys("<Enter>");
    assert!(s.screen().contains("Dipetakan; F10 memeriksa ulang."), "{}", s.screen());
    let s = s.keys("<F10>");
    let mut s = s.keys("<F10>");
    let asked = s.screen();
    assert!(asked.contains("Impor 2 baris? 1 ditolak dan ditulis ke"), "{asked}");
    let mut s = s.keys("y");
    let told = shown(&mut s);
    assert!(told.contains("2 wawancara masuk, dalam 1 bundel.") && told.contains("g-ditolak.csv"), "{told}");
    let refused = std::fs::read_to_string(s.folder().join("g-ditolak.csv")).expect("reads");
    assert!(refused.contains("134,PNS,3,3,3,,Usia: '134' di luar 1 sampai 110"), "{refused}");
    // Once more: what was said is remembered, and nothing is new.
    let path = s.folder().join("g.csv").display().to_string();
    let mut s = s.keys("<Enter> i").text(&path).keys("<Enter>");
    assert!(s.screen().contains("diingat"), "{}", s.screen());
    let mut s = s.keys("<F10> <F10>");
    assert!(s.screen().contains("Tidak ada baris baru untuk diimpor."), "{}", s.screen());
    assert!(s.screen().contains("Baris 3 · baru 0 · sudah ada 2 · ditolak 1"), "{}", s.screen());
}

#[test]
fn a_column_is_taken_for_what_a_person_says() {
    let mut s = chosen("tanggal,lokasi,petugas,x,y\n2024-09-30,1,1,34,3\n").keys("<Enter> <F10>");
    assert!(s.screen().contains("Belum ada kolom yang menjadi pertanyaan."), "{}", s.screen());
    let mut s = s.keys("<Down> <Down> <Down> <Down> <Enter>").text("usia").keys("<Enter> <F10>");
    let told = shown(&mut s);
    assert!(told.contains("Baris 1 · baru 1 · sudah ada 0 · ditolak 0"), "{told}");
    assert!(told.contains("tidak ada di sumber: Jenis kelamin, Pendidikan"), "{told}");
    let mut s = s.keys("<F10>");
    assert!(s.screen().contains("1 wawancara masuk, dalam 1 bundel."), "{}", s.screen());
}

#[test]
fn esc_gives_up_a_look_and_an_import_and_leaves_everything_as_it_was() {
    let rows: Vec<String> = (0..2000).map(|n| format!("2024-09-30,1,1,{},{}", 17 + n % 60, 1 + n % 4)).collect();
    let rows = rows.join("\n");
    let s = chosen(&format!("tanggal,lokasi,petugas,usia,persyaratan\n{rows}")).keys("<Enter>").without_waiting().keys("<F10>");
    let ticked = |mut s: Scenario, ticks: usize| {
        for _ in 0..ticks {
            assert!(s.app.is_working());
            s.app.act(Action::Tick);
        }
        s
    };
    let mut s = ticked(s, 2).keys("<Esc>");
    assert!(s.screen().contains("Dibatalkan; data tetap seperti semula."), "{}", s.screen());
    // The look to its end, then the copy and some rows.
    let s = ticked(s.keys("<F10>"), 5).keys("<F10>");
    let mut s = ticked(s, 4);
    assert!(s.screen().contains("Mengimpor; Esc membatalkan semuanya"), "{}", s.screen());
    let mut s = s.keys("<Esc>");
    assert!(s.screen().contains("Dibatalkan; data tetap seperti semula."), "{}", s.screen());
    assert_eq!(s.ask("SELECT count(*), (SELECT count(*) FROM source), (SELECT count(*) FROM imported) FROM interview"), "0 | 0 | 0");
}

#[test]
fn a_file_that_can_not_be_read_is_refused_with_its_place() {
    let mut s = chosen("usia,saran\n34,\"lama\n").keys("<Enter>");
    let told = shown(&mut s);
    assert!(told.contains("g.csv' baris 2: tanda kutip"), "{told}");
    let mut s = s.keys("<Backspace>").text("x").keys("<Enter>");
    assert!(s.screen().contains("tidak dapat dibuka"), "{}", s.screen());
}

#[test]
fn behind_a_value_that_was_mapped_the_next_one_is_in_hand() {
    let in_hand = |s: &mut Scenario| {
        let screen = s.screen();
        screen.lines().find(|line| line.starts_with(" > ")).unwrap_or_default().to_owned()
    };
    let table = "tanggal,lokasi,petugas,jenis_kelamin\n2024-09-30,1,1,cowok\n2024-09-30,1,1,cewek\n2024-09-30,1,1,gadis\n";
    let mut s = chosen(table).keys("<Enter> <F10>");
    assert!(in_hand(&mut s).contains("'cewek'"), "{}", s.screen());
    let mut s = s.keys("<Enter> <Enter>");
    assert!(in_hand(&mut s).contains("'cowok'"), "{}", s.screen());
    let mut s = s.keys("<Enter> <Enter>");
    assert!(in_hand(&mut s).contains("'gadis'"), "{}", s.screen());
}

/// The counts and the first lines of a look ahead.
fn values(s: &mut Scenario) -> String {
    s.framed().split_inclusive('\n').skip(2).take(10).collect()
}

#[test]
fn what_people_write_is_proposed_and_a_number_is_typed_once_for_all_rows() {
    let table = "Cap waktu,Jenis kelamin,Usia,Pendidikan,Pekerjaan,U1\n\
        30/09/2024 9:41:12,Pria,seratus,SLTA,Karyawan swasta,3\n\
        30/09/2024 9:50:00,Wanita,±40,SLTA,ASN,3\n\
        30/09/2024 9:55:00,Wanita,40,SMA,PNS,3\n";
    let mut s = chosen(table).keys("<Enter> <Enter> <Down> <Enter> <Down> <Enter> <Down> <Enter> <F10>");
    expect![[r#"
        | Baris 3 · baru 0 · sudah ada 0 · ditolak 3
        | ──────────────────────────────────────────────────────────────────────────────
        | > ! Jenis kelamin: 'Wanita' ×2 → bukan pilihan; mungkin Perempuan
        |   ! Jenis kelamin: 'Pria' ×1 → bukan pilihan; mungkin Laki-laki
        |   ! Usia: 'seratus' ×1 → bukan bilangan yang bisa di sini
        |   ! Usia: '±40' ×1 → bukan bilangan yang bisa di sini; mungkin 40
        |   ! Pendidikan: 'SLTA' ×2 → bukan pilihan; mungkin SMA
        |   ! Pekerjaan: 'ASN' ×1 → bukan pilihan; mungkin PNS
        |   ! Pekerjaan: 'Karyawan swasta' ×1 → bukan pilihan; mungkin Swasta
        |   ! baris 2, Jenis kelamin: 'Pria' bukan salah satu pilihan
    "#]]
    .assert_eq(&values(&mut s));
    // A proposal is in hand and taken by Enter; a number that is not to be read is typed.
    let mut s = s.keys("<Enter> <Enter> <Enter> <Enter> <Enter> 2 0 0 <Enter>");
    assert!(s.notice().contains("'200' bukan bilangan"), "{}", s.notice());
    let mut s = s.keys("<Ctrl+U> 1 0 0");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              impor
        | g.csv · CSV, UTF-8, pemisah , · judul di baris 1
        | Baris 3 · baru 0 · sudah ada 0 · ditolak 3
        | ──────────────────────────────────────────────────────────────────────────────
        | > ! Usia: 'seratus' ×1 → bukan bilangan yang bisa di sini
        |   ! Usia: '±40' ×1 → bukan bilangan yang bisa di sini; mungkin 40
        |   ! Pendidikan: 'SLTA' ×2 → bukan pilihan; mungkin SMA
        |   ! Pekerjaan: 'ASN' ×1 → bukan pilihan; mungkin PNS
        |  ┌ Bilangan yang dimaksud 'seratus', di semua baris ────────────────────────┐
        |  │ 100                                                                      │
        |  │                                                                          │
        |  └──────────────────────────────────────────────────────────────────────────┘
        |   ! baris 2, Pekerjaan: 'Karyawan swasta' bukan salah satu pilihan
        |   ! baris 3, Jenis kelamin: 'Wanita' bukan salah satu pilihan
        |   ! baris 3, Usia: '±40' bukan bilangan
        |   ! baris 3, Pendidikan: 'SLTA' bukan salah satu pilihan
        |   ! baris 3, Pekerjaan: 'ASN' bukan salah satu pilihan
        |   ! baris 4, Jenis kelamin: 'Wanita' bukan salah satu pilihan
        |   tidak ada di sumber: Sebutkan, Jenis layanan, 2 Prosedur, 3 Waktu, 4 Biaya/t…
        | ──────────────────────────────────────────────────────────────────────────────
        | Ada nilai yang baru dipetakan: F10 memeriksa ulang semua baris.
        |
        |
        | Enter terima  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | Baris 3 · baru 0 · sudah ada 0 · ditolak 3
        | ──────────────────────────────────────────────────────────────────────────────
        | > ! Usia: '±40' ×1 → bukan bilangan yang bisa di sini; mungkin 40
        |   ! Pendidikan: 'SLTA' ×2 → bukan pilihan; mungkin SMA
        |   ! Pekerjaan: 'ASN' ×1 → bukan pilihan; mungkin PNS
        |   ! Pekerjaan: 'Karyawan swasta' ×1 → bukan pilihan; mungkin Swasta
        |   ! baris 2, Jenis kelamin: 'Pria' bukan salah satu pilihan
        |   ! baris 2, Usia: 'seratus' bukan bilangan
        |   ! baris 2, Pendidikan: 'SLTA' bukan salah satu pilihan
        |   ! baris 2, Pekerjaan: 'Karyawan swasta' bukan salah satu pilihan
    "#]]
    .assert_eq(&values(&mut s));
    let mut s = s.keys("<Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <F10>");
    assert!(s.screen().contains("baru 3 · sudah ada 0 · ditolak 0"), "{}", s.screen());
    let s = s.keys("<F10>");
    let sql = "SELECT jenis_kelamin, usia, pendidikan, pekerjaan FROM answers_skm ORDER BY rowid";
    expect!["1 | 100 | 3 | 4"].assert_eq(&s.ask(sql));
}

#[test]
fn the_list_says_which_file_and_row_an_interview_came_from() {
    let table = "Cap waktu,Jenis kelamin,Usia,Saran\n30/09/2024 9:41:12,Laki-laki,34,Antre lama\n";
    let mut s = chosen(table).keys("<Enter> <Enter> <Down> <Enter> <Down> <Enter> <Down> <Enter> <F10> <F10> <Esc> l");
    assert!(s.screen().contains("· g.csv baris 2 · Antre lama"), "{}", s.screen());
}
