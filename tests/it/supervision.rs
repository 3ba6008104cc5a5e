//! Supervisors: signing in, completeness by every part, numbers, the item matrix.

use crate::flow::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

/// Three forms of a stack of six: one with answers missing, one all equal, one number left out; the last a draft.
fn keyed() -> Scenario {
    Scenario::carried(6)
        .keys(FORM_CARRIED)
        .keys("1 45 3 5 ..3443.3424 <Enter>")
        .keys("2 30 5 4 333333333 <Enter> <F7> <F7> 5 <Enter> 1 <Esc>")
}

const FORM_CARRIED: &str = "2 34 5 4 343443342 <Enter>";

#[test]
fn a_supervisor_signs_in_by_name_and_sees_how_complete_the_survey_is() {
    let mut s = keyed().keys("<Down> p");
    assert!(s.screen().contains("Siapa pengawas yang memeriksa?"), "{}", s.screen());
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024             kelengkapan · Pengawas
        | 3 lengkap; isi orang dilayani (e di daftar survei) untuk tahu minimumnya
        | Nomor hilang 1 (1 rentang), ganda 0, luar bundel 0; bundel tak cocok 1: g
        | ──────────────────────────────────────────────────────────────────────────────
        |   Petugas            harap lengkap  balik setuju   draf  batal hilang masalah
        | > Seluruh survei         6      [3]     -      -      1      -      2       1
        |   Petugas 1              6       3      -      -      1      -      2       1
        |   Petugas 2              -       -      -      -      -      -      -       -
        |   Petugas 3              -       -      -      -      -      -      -       -
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
        | Jawaban: kosong 1  tak terbaca 0  ganda 1  menolak 0  tidak berlaku 0
        | Masalah: 1 terbuka, 0 dibenarkan
        | 1 semua  2 lokasi  3 layanan  4 petugas  5 hari   panah memilih angka
        | Masuk: Pengawas.
        | Enter buka  t tinjau  g nomor  i pertanyaan  l daftar  f tanda  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    // By location, service, day; every number opens the list behind it.
    let mut s = s.keys("2");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024             kelengkapan · Pengawas
        | 3 lengkap; isi orang dilayani (e di daftar survei) untuk tahu minimumnya
        | Nomor hilang 1 (1 rentang), ganda 0, luar bundel 0; bundel tak cocok 1: g
        | ──────────────────────────────────────────────────────────────────────────────
        |   Lokasi             harap lengkap  balik setuju   draf  batal hilang masalah
        | > Seluruh survei         6      [3]     -      -      1      -      2       1
        |   Loket Disabilitas…     6       3      -      -      1      -      2       1
        |   Gerai DPMPTSP di …     -       -      -      -      -      -      -       -
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
        | Jawaban: kosong 1  tak terbaca 0  ganda 1  menolak 0  tidak berlaku 0
        | Masalah: 1 terbuka, 0 dibenarkan
        | 1 semua  2 lokasi  3 layanan  4 petugas  5 hari   panah memilih angka
        | Masuk: Pengawas.
        | Enter buka  t tinjau  g nomor  i pertanyaan  l daftar  f tanda  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert!(s.keys("3").screen().contains("Izin reklame"));
}

#[test]
fn every_number_opens_the_list_behind_it() {
    let case = |keys: &str, head: &str| {
        let mut s = keyed().keys("<Down> p <Enter>").keys(keys).keys("<Enter>");
        assert!(s.line(1).contains(head), "{keys}: {}", s.screen());
    };
    case("", "3 wawancara: lengkap");
    case("<Left>", "1 bundel, 6 formulir diharapkan");
    case("<Down> <Right> <Right> <Right> <Right> <Right> <Right> <Right>", "1 wawancara: petugas: Petugas 1 · kosong");
    case("<Right> <Right> <Right>", "1 wawancara: draf");
    case("<Down> <Right> <Right> <Right> <Right> <Right>", "1 wawancara: petugas: Petugas 1 · jawaban hilang");
    case("<Right> <Right> <Right> <Right> <Right> <Right>", "masalah terbuka");
    case("5 <Down>", "3 wawancara: lengkap · 01-10-2024");
    let mut s = keyed().keys("<Down> p <Enter> <Right> <Enter>");
    assert_eq!(s.notice(), "! Angka ini nol: tidak ada wawancara di baliknya.");
}

#[test]
fn numbers_that_are_missing_are_listed_and_open_the_list_there() {
    let mut s = keyed().keys("<Down> p <Enter> g");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   nomor dan bundel
        | Nomor hilang 1, ganda 0, luar bundel 0; bundel tak cocok 1
        | ──────────────────────────────────────────────────────────────────────────────
        | > Hilang 0004
        |   Bundel 1 · Petugas 1 · 0001-0006: 6 di kepala, 3 selesai
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
        |
        |
        | Enter buka  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">0003"), "{}", s.screen());
}

#[test]
fn the_item_matrix_has_the_worst_question_on_top() {
    let mut s = keyed().keys("<Down> p <Enter> i");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                 matriks pertanyaan
        | Persen dari formulir yang menanyakannya; yang terburuk di atas.
        | ──────────────────────────────────────────────────────────────────────────────
        |                                          tak                 tidak
        |                   tanya jawab kosong terbaca ganda menolak berlaku tanpa  aneh
        | > 1 Persyaratan       3  66,7   33,3       -     -       -       -     -     -
        |   6 Kompetensi        3  66,7      -       -  33,3       -       -     -     -
        |   Jenis kelamin       3 100,0      -       -     -       -       -     -     -
        |   Usia                3 100,0      -       -     -       -       -     -     -
        |   Pendidikan          3 100,0      -       -     -       -       -     -     -
        |   Pekerjaan           3 100,0      -       -     -       -       -     -     -
        |   Sebutkan            0     -      -       -     -       -       -     -     -
        |   Jenis layanan       3 100,0      -       -     -       -       -     -     -
        |   2 Prosedur          3 100,0      -       -     -       -       -     -     -
        |   3 Waktu             3 100,0      -       -     -       -       -     -     -
        |   4 Biaya/tarif       3 100,0      -       -     -       -       -     -     -
        |   5 Produk            3 100,0      -       -     -       -       -     -     -
        |   7 Perilaku          3 100,0      -       -     -       -       -     -     -
        |   8 Sarana            3 100,0      -       -     -       -       -     -     -
        |   9 Pengaduan         3 100,0      -       -     -       -       -     -     -
        |   Saran               3     -      -       -     -       -       - 100,0     -
        |
        |
        | Enter buka  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    assert!(s.line(1).contains("1 wawancara"), "{}", s.screen());
}

/// A survey that asks for a PIN.
fn with_pin() -> Scenario {
    Scenario::empty().keys("<Enter> <Down> <Down> <Down> <Down> <Down> <Down> <Down>").text("ya").keys("<F10> <F10>")
}

#[test]
fn where_the_survey_asks_for_a_pin_people_choose_one_and_key_their_own() {
    let mut s = with_pin();
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                              masuk
        | ──────────────────────────────────────────────────────────────────────────────
        | Siapa yang mengetik?
        |
        | > 1  Petugas 1                         petugas
        |   2  Pengawas                          pengawas
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
        | PIN menjaga layar, bukan berkas: siapa yang memegang berkas bisa membacanya.
        | Bundel 1 dibuka: 40 formulir.
        | Enter pilih  h hapus PIN  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>").text("12").keys("<Enter>");
    assert_eq!(s.notice(), "! PIN terlalu pendek: paling sedikit 4 huruf atau angka.");
    let mut s = s.text("1234").keys("<Enter>").text("1235").keys("<Enter>");
    assert_eq!(s.notice(), "! Keduanya berbeda; pilih PIN lagi.");
    let mut s = s.text("1234").keys("<Enter>").text("1234").keys("<Enter>");
    assert_eq!(s.notice(), "Masuk: Petugas 1.");
    assert!(!s.ask("SELECT hash FROM pin").contains("1234"));
    let s = s.keys(FORM);
    assert_eq!(s.ask("SELECT count(*) FROM interview WHERE status = 'complete'"), "1");
    // After a restart nobody is signed in: looking is free, changing is not.
    let mut s = s.restart().keys("<Down> l <Enter> 1");
    assert!(s.notice().starts_with("! Survei ini meminta PIN dan belum ada yang masuk."), "{}", s.screen());
    // Another surveyor may not change it; a supervisor may.
    let s = s.restart().keys("<Down> m 2").text("2222").keys("<Enter>").text("2222").keys("<Enter>");
    let mut s = s.keys("l <Enter> 1");
    assert!(s.notice().starts_with("! Formulir ini milik Petugas 1."), "{}", s.screen());
    assert_eq!(s.ask("SELECT jenis_kelamin FROM answers_skm"), "2");
    let s = s.restart().keys("<Down> m 4").text("9999").keys("<Enter>").text("9999").keys("<Enter>");
    let s = s.keys("l <Enter> 1").text("salah").keys("<Enter>");
    assert_eq!(s.ask("SELECT jenis_kelamin FROM answers_skm"), "1");
    assert_eq!(s.ask("SELECT w.label FROM change c JOIN item w ON w.id = c.who WHERE why = 'salah'"), "Pengawas");
}

#[test]
fn a_supervisor_forgets_a_pin_and_a_new_one_is_chosen() {
    let mut s = with_pin().keys("<Enter>").text("1234").keys("<Enter>").text("1234").keys("<Enter> <Esc> m h");
    assert_eq!(s.notice(), "! Hanya pengawas yang menghapus PIN: masuk dulu sebagai pengawas.");
    let s = s.keys("4").text("9999").keys("<Enter>").text("9999").keys("<Enter>");
    let mut s = s.keys("m <Up> <Up> <Up> h");
    assert_eq!(s.notice(), "? Hapus PIN Petugas 1? Ia memilih yang baru waktu masuk.");
    let mut s = s.keys("y");
    assert_eq!(s.notice(), "PIN Petugas 1 dihapus.");
    let forgotten = "SELECT p.label, w.label, c.old, c.new FROM change c JOIN item p ON p.id = c.subject JOIN item w ON w.id = c.who \
                     WHERE c.question = '@pin' ORDER BY c.id DESC LIMIT 1";
    assert_eq!(s.ask(forgotten), "Petugas 1 | Pengawas | true | -");
    let mut s = s.keys("h");
    assert_eq!(s.notice(), "! Orang ini belum punya PIN.");
    let mut s = s.keys("<Enter>").text("5678").keys("<Enter>").text("5678").keys("<Enter>");
    assert_eq!(s.notice(), "Masuk: Petugas 1.");
    // Whoever signed in is asked before the program ends.
    let mut s = s.keys("<Esc>");
    assert_eq!(s.notice(), "? Petugas 1 masih masuk. Esc sekali lagi menutup program.");
}

#[test]
fn a_form_of_another_stack_looked_up_is_no_place_to_go_on_with() {
    // Form 0001 stands in batch 1; batch 2 goes on at 0041 after a look at it.
    let s = Scenario::skm().keys(FORM).keys("<Esc> <Down> <Enter> <F10> 2 34 <Ctrl+G> 1 <Enter> <Esc>");
    let mut s = s.restart();
    assert!(s.screen().contains("bundel 2") && s.screen().contains("formulir 0041"), "{}", s.screen());
}

#[test]
fn five_wrong_pins_wait_also_after_a_restart() {
    let mut s = with_pin().keys("<Enter>").text("1234").keys("<Enter>").text("1234").keys("<Enter> <Esc> m 1");
    for left in [4, 3, 2, 1] {
        s = s.text("0000").keys("<Enter>");
        assert_eq!(s.notice(), format!("! PIN salah; sisa {left} kali sebelum harus menunggu."));
    }
    let mut s = s.text("0000").keys("<Enter>");
    assert_eq!(s.notice(), "! Terlalu banyak PIN salah: tunggu 60 detik.");
    let mut s = s.restart().keys("<Down> m 1").text("1234").keys("<Enter>");
    assert!(s.notice().starts_with("! Terlalu banyak PIN salah: tunggu"), "{}", s.screen());
    let mut s = s.wait(120_000).keys("<Enter>").text("1234").keys("<Enter>");
    assert_eq!(s.notice(), "Masuk: Petugas 1.");
}

#[test]
fn a_number_outside_its_batch_is_listed() {
    // Form 0300 is no number of a batch from 0001 to 0006.
    let s = keyed().keys("<Enter> <F7> <F7> 300 <Enter> 45 3 5 443343424 <Enter> <Esc>");
    let mut s = s.keys("<Down> p <Enter> g");
    assert_eq!(s.line(1).trim(), "Nomor hilang 296, ganda 0, luar bundel 1; bundel tak cocok 1");
    // Behind the one run of missing numbers.
    let mut s = s.keys("<Down>");
    assert_eq!(s.in_hand().trim(), "> Luar bundel 0300 · Petugas 1: bukan nomor bundelnya");
    let mut s = s.keys("<Enter>");
    assert!(s.line(1).contains("1 wawancara: 0300"), "{}", s.screen());
}

#[test]
fn each_share_of_the_item_matrix_opens_the_list_behind_it() {
    let mut s = keyed().keys("<Down> p <Enter> i <Right>");
    assert!(s.in_hand().contains("[33,3]"), "{}", s.screen());
    let mut s = s.keys("<Enter>");
    assert!(s.line(1).contains("1 wawancara: kosong Persyaratan"), "{}", s.screen());
    let mut s = s.keys("<Esc> <Right> <Enter>");
    assert_eq!(s.notice(), "! Angka ini nol: tidak ada wawancara di baliknya.");
    let mut s = s.keys("<Left> <Left> <Down> <Down> <Enter>");
    assert_eq!(s.notice(), "! Tidak ada jawaban hilang atau aneh pada pertanyaan ini.");
}
