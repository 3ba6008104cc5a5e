//! Rules 1, 2 and 3: one key an answer, moving on by itself without its traps.

use super::FORM;
use crate::scenario::Scenario;
use expect_test::expect;

#[test]
fn a_half_keyed_form_stands_on_one_screen() {
    let mut s = Scenario::carried(40).keys("2 34 5 4 3 b l ;");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00      formulir 0001 · 1/40
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame = bundel
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang        [3 Sesuai]       4 Sangat sesuai
        | 2 Prosedur     1 Tidak     [2 Kurang]        3 Mudah         4 Sangat mudah
        | 3 Waktu        1 Tidak      2 Kurang        [3 Cepat]        4 Sangat cepat
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal      3 Murah        [4 Gratis]
        |>5 Produk       1 Tidak      2 Kurang         3 Sesuai        4 Sangat sesuai
        | 6 Kompetensi   1 Tidak      2 Kurang         3 Kompeten      4 Sangat kompeten
        | 7 Perilaku     1 Tidak      2 Kurang         3 Sopan         4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup          3 Baik          4 Sangat baik
        | 9 Pengaduan    1 Tidak ada  2 Tak berfungsi  3 Kurang maks.  4 Dikelola baik
        | Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  5. Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara
        |  yang tercantum dalam standar pelayanan dengan hasil yang diberikan?
        |  a Tidak sesuai   b Kurang sesuai   c Sesuai   d Sangat sesuai
        |                                                                (1-4 a-d jkl;)
        |
        | . kosong  F9 pilihan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn a_choice_is_one_key_and_moves_on() {
    let mut s = Scenario::skm().keys("2");
    assert_eq!(s.in_hand(), ">Usia          [ ]                       Sebutkan      -");
    assert_eq!(s.ask("SELECT jenis_kelamin, usia FROM answers_skm"), "2 | -");
}

#[test]
fn an_age_moves_on_when_it_is_full() {
    let case = |keys: &str, stored: &str, typed: &str| {
        let mut s = Scenario::skm().keys("2").keys(keys);
        assert_eq!(s.ask("SELECT usia FROM answers_skm"), stored, "{keys}");
        assert_eq!(s.line(4).get(15..20).unwrap_or_default().trim(), typed, "{keys}");
    };
    case("34", "34", "[34]");
    // One digit needs Enter.
    case("3", "-", "[3]");
    // 10 and 11 could become 100 to 110: they wait for a digit or Enter.
    case("10", "-", "[10]");
    case("101", "-", "[101]");
    // 12 could only become 120 and more, which the range does not allow.
    case("18", "18", "[18]");
}

#[test]
fn letters_and_the_home_row_answer_a_four_point_question() {
    let s = Scenario::skm().keys("p 34 5 4 3 1 a j 2 b K 3 L D <Enter>");
    let columns = "persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan";
    assert_eq!(s.ask(&format!("SELECT {columns} FROM answers_skm")), "1 | 1 | 1 | 2 | 2 | 2 | 3 | 3 | 4");
    let s = Scenario::skm().keys("l 34 5 4 3 ; ; ; 4 4 4 d d d <Enter>");
    assert_eq!(s.ask("SELECT jenis_kelamin, persyaratan, pengaduan FROM answers_skm"), "1 | 4 | 4");
}

#[test]
fn a_full_form_costs_sixteen_keys_and_fifteen_with_the_service_carried() {
    let s = Scenario::skm().keys(FORM);
    assert_eq!(s.ask("SELECT status, keys, corrections FROM interview"), "complete | 16 | 0");
    let s = Scenario::carried(40).keys("2 34 5 4 343443342 <Enter>");
    assert_eq!(s.ask("SELECT status, keys, service IS NOT NULL FROM interview"), "complete | 15 | 1");
}

#[test]
fn an_enter_by_habit_right_after_an_answer_skips_nothing() {
    let mut s = Scenario::skm().keys("2").pace(100).keys("<Enter>");
    assert!(s.in_hand().starts_with(">Usia"));
    assert_eq!((s.notice().as_str(), s.bells()), ("Bundel 1 dibuka: 40 formulir.", 0));
    // A Tab typed later is meant: the question has no answer.
    let mut s = s.pace(1000).keys("<Tab>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Usia belum dijawab. Kosong di kertas? Tekan .", 1));
}

#[test]
fn who_types_enter_after_each_answer_is_not_thrown_out_of_the_comment() {
    // The habit was seen on the questions before: the Enter behind the last rating is swallowed too.
    let mut s = Scenario::skm().keys("2 34 5 4 3 3434433").pace(100).keys("4 <Enter> 2 <Enter>");
    assert!(s.in_hand().starts_with(">Saran"), "{}", s.screen());
    // Without the habit a quick Enter saves.
    let s = Scenario::skm().keys("2 34 5 4 3").pace(50).keys("343443342 <Enter>");
    assert_eq!(s.ask("SELECT status FROM interview"), "complete");
}

#[test]
fn an_enter_by_habit_passes_nothing_however_late_it_comes() {
    // A second behind each answer: the questions that need one refuse it, and the comment, which needs none, asks once.
    let mut s = Scenario::skm().keys("2 <Enter>");
    assert_eq!(s.notice(), "! Usia belum dijawab. Kosong di kertas? Tekan .");
    let s =
        s.keys("34 <Enter> 5 <Enter> 4 <Enter> 3 <Enter> 3 <Enter> 4 <Enter> 3 <Enter> 4 <Enter> 4 <Enter> 3 <Enter> 3 <Enter> 4 <Enter>");
    let mut s = s.keys("2 <Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Enter sekali lagi menyimpan formulir.", 1));
    assert!(s.in_hand().starts_with(">Saran"), "{}", s.screen());
    let s = s.text("ramah").keys("<Enter>");
    assert_eq!(s.ask("SELECT status, saran FROM interview JOIN answers_skm ON interview = id"), "complete | ramah");
    // A question in the middle that may stay empty asks whoever answers the one before.
    let form = crate::skips::HOUSE.replace("label = \"Provinsi\"", "label = \"Provinsi\"\nrequired = false");
    let mut s = Scenario::form(&form).keys("t <Enter>");
    assert_eq!(s.notice(), "! Provinsi belum dijawab, tetapi boleh kosong: Enter sekali lagi melewatinya.");
    let mut s = s.keys("<Ctrl+L> <Up> t <Enter>");
    assert_eq!(s.notice(), "! Provinsi is not answered and may stay empty: Enter once more passes it.");
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">Kota"), "{}", s.screen());
}

#[test]
fn going_back_to_a_full_answer_does_not_bounce_forward() {
    let mut s = Scenario::skm().keys("2 34 5 <Up> <Up>");
    assert!(s.in_hand().starts_with(">Usia          [34]"), "{}", s.screen());
    let mut s = s.keys("3");
    assert!(s.in_hand().starts_with(">Usia          [3]"));
    let mut s = s.keys("6");
    assert!(s.in_hand().starts_with(">Pendidikan    [5]"));
    assert_eq!(s.ask("SELECT usia FROM answers_skm"), "36");
    assert_eq!(s.ask("SELECT corrections FROM interview"), "1");
}

#[test]
fn moving_on_by_itself_can_be_switched_off_for_a_surveyor() {
    let mut s = Scenario::skm().keys("<F5> 2");
    assert!(s.in_hand().starts_with(">Jenis kelamin [2]"));
    let mut s = s.keys("<Enter> 34");
    assert!(s.in_hand().starts_with(">Usia          [34]"));
    assert_eq!(s.ask("SELECT usia FROM answers_skm"), "-");
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">Pendidikan"), "Enter accepts the digits and moves on: {}", s.screen());
    assert_eq!(s.ask("SELECT value FROM preference WHERE name = 'auto_advance'"), "off");
    let mut s = s.restart().keys("<Enter> 5");
    assert!(s.in_hand().starts_with(">Pendidikan    [5]"), "the surveyor's choice is kept");
}

#[test]
fn a_key_that_means_nothing_beeps_says_why_and_changes_nothing() {
    let mut s = Scenario::skm().keys("2 34 5 4 3");
    let before = s.screen();
    let mut s = s.keys("5");
    assert_eq!((s.notice().as_str(), s.bells()), ("! '5' bukan pilihan 1 Persyaratan: tekan 1-4 a-d jkl;.", 1));
    let strip = |screen: String| screen.lines().take(22).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(strip(s.screen()), strip(before));
    let mut s = s.keys("<F11>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Tombol F11 tidak berlaku di sini; F1 menunjukkan yang berlaku.", 1));
    // The bell can be off; the words stay.
    let mut s = s.keys("<Ctrl+N> 5");
    assert_eq!((s.notice().starts_with("! '5'"), s.bells()), (true, 0));
}

#[test]
fn a_letter_in_a_number_and_a_number_out_of_range_are_never_stored() {
    let mut s = Scenario::skm().keys("2 3x");
    assert_eq!((s.notice().as_str(), s.bells()), ("! 'x' bukan angka.", 1));
    assert_eq!(s.in_hand(), ">Usia          [3]                       Sebutkan      -");
    let mut s = Scenario::skm().keys("2 111");
    assert_eq!(s.notice(), "! Usia 111 di luar 1-110: ketik lagi, atau . bila tak terbaca.");
    assert_eq!(s.ask("SELECT usia FROM answers_skm"), "-");
    let mut s = s.keys("0 <Enter>");
    assert_eq!(s.notice(), "! Usia 0 di luar 1-110: ketik lagi, atau . bila tak terbaca.");
}

#[test]
fn nothing_is_preset() {
    let s = Scenario::skm();
    assert_eq!(s.ask("SELECT count(*) FROM interview"), "0");
    let s = s.keys("1");
    let columns = "usia, pendidikan, pekerjaan, persyaratan, pengaduan, saran";
    assert_eq!(s.ask(&format!("SELECT {columns} FROM answers_skm")), "- | - | - | - | - | -");
}

#[test]
fn the_list_of_choices_is_searchable() {
    let mut s = Scenario::skm().keys("2 34 5 4 <F9>").text("trot");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00      formulir 0001 · 1/40
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                   >Jenis layanan [ ]
        | ───────────┌ Jenis layanan ───────────────────────────────────────┐───────────
        | 1 Persyarat│ Cari: trot                                           │at sesuai
        | 2 Prosedur │                                                      │at mudah
        | 3 Waktu    │ > 5  Izin bongkar trotoar                            │at cepat
        | 4 Biaya/tar│                                                      │is
        | 5 Produk   │                                                      │at sesuai
        | 6 Kompetens│                                                      │at kompeten
        | 7 Perilaku │                                                      │at sopan
        | 8 Sarana   │                                                      │at baik
        | 9 Pengaduan└──────────────────────────────────────────────────────┘lola baik
        | Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  Jenis layanan yang diterima
        |  1 NIB / perizinan berusaha (OSS)   2 PBG (SIMBG)   3 Izin reklame
        |  4 Izin penyelenggaraan kegiatan/keramaian   5 Izin bongkar trotoar
        |  6 Layanan lainnya                                                      (1-6)
        |
        | Enter pilih  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    assert!(s.in_hand().starts_with(">1 Persyaratan"));
    assert_eq!(s.ask("SELECT label FROM item JOIN interview ON item.id = interview.service"), "Izin bongkar trotoar");
    let mut s = s.keys("<F2>").text("zzz").keys("<Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Tidak ada pilihan yang cocok; Backspace menghapus huruf.", 1));
    let mut s = s.keys("<Esc>");
    assert!(s.in_hand().starts_with(">1 Persyaratan"));
}

#[test]
fn a_digit_chooses_in_the_list_as_it_does_on_the_question() {
    let s = Scenario::skm().keys("2 34 <F9> 5 4 <F9> 3");
    assert_eq!(
        s.ask(
            "SELECT pendidikan, pekerjaan, label FROM answers_skm a JOIN interview i ON i.id = a.interview JOIN item ON item.id = i.service"
        ),
        "5 | 4 | Izin reklame"
    );
}

#[test]
fn another_occupation_is_specified_and_only_then() {
    let mut s = Scenario::skm().keys("2 34 5 6").text("nelayan").keys("<Enter>");
    assert!(s.in_hand().contains(">Jenis layanan"), "{}", s.screen());
    assert_eq!(s.ask("SELECT pekerjaan_lain FROM answers_skm"), "nelayan");
    let s = Scenario::skm().keys("2 34 5 4 3");
    assert_eq!(s.ask("SELECT pekerjaan_lain FROM answers_skm"), "-");
}
