//! Set-up, home, the list of interviews and the export screen.

use crate::flow::FORM;
use crate::scenario::Scenario;
use cacah::tui::action::Action;
use cacah::words::Lang;
use expect_test::expect;

fn three() -> Scenario {
    let rated = "343443342";
    Scenario::skm()
        .keys(&format!("2 34 5 4 3 {rated}"))
        .text("antrean lama")
        .keys("<Enter>")
        .keys(&format!("1 45 3 5 1 {rated}"))
        .text("ramah sekali, antrean tertib")
        .keys("<Enter> 2 27")
}

#[test]
fn the_list_filters_by_status_surveyor_location_service_and_date() {
    let mut s = three().keys("<Esc> <Down> l");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   daftar wawancara
        | 3 wawancara
        | Nomor Status       Petugas    Layanan       Waktu       Masalah Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |>0001  lengkap      Petugas 1  Izin reklame  01-10 09.00         antrean lama
        | 0002  lengkap      Petugas 1  NIB / perizi… 01-10 09.01         ramah sekali…
        | 0003  draf         Petugas 1                01-10 09.01
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
        | 1 dari 3 · Loket Disabilitas DPMPTSP · antrean lama
        |
        | Enter buka  s status  p petugas  o lokasi  y layanan  t tanggal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert!(s.keys("s").line(1).contains("1 wawancara: draf"));
    let mut s = three().keys("<Esc> <Down> l y");
    assert!(s.line(1).contains("1 wawancara: layanan: NIB"), "{}", s.screen());
    let mut s = s.keys("<Esc> p");
    assert!(s.line(1).contains("3 wawancara: petugas: Petugas 1"));
    let mut s = s.keys("p");
    assert!(s.line(1).contains("0 wawancara: petugas: Petugas 2"));
    let mut s = s.keys("<Esc> o o");
    assert!(s.line(1).contains("0 wawancara: lokasi: Gerai"));
    let mut s = s.keys("<Esc> t 0110 <Enter>");
    assert!(s.line(1).contains("3 wawancara: 01-10-2024"), "{}", s.screen());
    let mut s = s.keys("<Esc> t").text("besok").keys("<Enter>");
    assert_eq!(s.notice(), "! 'besok' bukan tanggal; contoh 30-09-2024 atau 3009.");
}

#[test]
fn words_in_comments_and_form_numbers_are_found() {
    let mut s = three().keys("<Esc> <Down> l /").text("antr").keys("<Enter>");
    assert_eq!(s.notice(), "2 ditemukan.");
    let mut s = s.keys("<Ctrl+F>").text("ean tertib").keys("<Enter>");
    assert!(s.line(1).contains("1 wawancara"), "{}", s.screen());
    let mut s = s.keys("<Esc> 2 <Enter>");
    assert!(s.line(1).contains("1 wawancara: 0002"), "a digit begins a number: {}", s.screen());
    let mut s = s.keys("<Esc> g 99 <Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Tidak ada yang cocok; Esc menampilkan semua.", 1));
    // From the entry screen, too.
    let mut s = three().keys("<F3>");
    assert!(s.screen().contains("Kata dalam saran:"), "nothing was searched for yet: {}", s.screen());
    let mut s = three().keys("<Ctrl+F>").text("ramah").keys("<Enter>");
    assert_eq!(s.notice(), "1 ditemukan.");
    // Again, after a look at the form.
    let mut s = s.keys("<Esc> <Esc> <F3>");
    assert!(s.line(1).contains("1 wawancara: \"ramah\""), "{}", s.screen());
}

#[test]
fn an_interview_is_opened_mended_and_the_list_comes_back() {
    let mut s = three().keys("<Esc> <Down> l <Enter> 1").text("salah").keys("<Enter> <F10>");
    assert_eq!(s.notice(), "Formulir 0001 tersimpan.");
    assert!(s.line(0).ends_with("daftar wawancara"));
    assert_eq!(s.ask("SELECT old, new, why FROM change WHERE why = 'salah'"), "2 | 1 | salah");
}

#[test]
fn a_voided_interview_stays_and_its_number_can_be_keyed_again() {
    let mut s = three().keys("<Esc> <Down> l v <Enter>");
    assert_eq!(s.notice(), "! Ketik sesuatu, atau Esc untuk batal.");
    let mut s = s.text("kertas ganda").keys("<Enter>");
    assert_eq!(s.notice(), "Dibatalkan. Isinya tetap tersimpan; nomornya bisa diketik lagi.");
    assert_eq!(s.ask("SELECT status, usia FROM interview JOIN answers_skm ON id = interview WHERE status = 'void'"), "void | 34");
    assert_eq!(
        s.ask("SELECT old, new, why FROM change WHERE question = '@status' ORDER BY id DESC"),
        "\"complete\" | \"void\" | kertas ganda"
    );
    let mut s = s.keys("<Enter>");
    assert_eq!(s.notice(), "! Wawancara ini sudah dibatalkan; nomornya bisa diketik lagi.");
    let s = s.keys("<Esc> <Up> <Enter> <F7> 1 <Enter>");
    assert_eq!(s.ask("SELECT count(*) FROM interview WHERE form_number = 1"), "2");
}

#[test]
fn a_long_list_turns_pages_by_key() {
    let mut s = Scenario::skm();
    for _ in 0..20 {
        s = s.keys("2 34 5 4 3 343443342 <Enter>");
    }
    let mut s = s.keys("<Esc> <Down> l <PgDn>");
    assert!(s.screen().contains("16 dari 20"), "{}", s.screen());
    let mut s = s.keys("<PgDn>");
    assert!(s.screen().contains("20 dari 20"), "{}", s.screen());
    let mut s = s.keys("<Home>");
    assert!(s.screen().contains("1 dari 20"), "{}", s.screen());
}

#[test]
fn set_up_retires_what_is_used_and_removes_what_is_not() {
    // From the name down to the third service, which the batch carries.
    let to_reklame = "<Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down>";
    let mut s = Scenario::carried(40).keys("2 <Esc> <Down> e").keys(to_reklame).keys("<Ctrl+D>");
    assert!(s.notice().starts_with("! 'Izin reklame' sudah dipakai wawancara."), "{}", s.screen());
    let mut s = s.keys("<Ctrl+R>");
    assert!(s.in_hand().contains("Izin reklame  nonaktif"), "{}", s.screen());
    let mut s = s.keys("<Down> <Ctrl+D> <F10>");
    assert_eq!(s.notice(), "Pengaturan SKM DPMPTSP Kota Bontang tersimpan.");
    assert_eq!(s.ask("SELECT group_concat(code || ':' || retired) FROM item WHERE list = 'service'"), "1:0,2:0,3:1,5:0,6:0");
    // Retired: old answers keep it, new ones can't have it.
    let mut s = s.keys("<Up> <Enter> <F7> <F9>");
    assert!(!s.screen().contains("3  Izin reklame"), "{}", s.screen());
}

#[test]
fn set_up_says_what_is_wrong_and_where() {
    let clear = |s: Scenario| (0..40).fold(s, |s, _| s.keys("<Backspace>"));
    let mut s = clear(Scenario::empty().keys("<Enter>")).keys("<F10>");
    assert_eq!(s.notice(), "! Survei perlu nama.");
    let mut s = clear(Scenario::empty().keys("<Enter> <Down> <Down> <Down>")).text("30 februari").keys("<F10>");
    assert_eq!(s.notice(), "! '30 februari' bukan tanggal; contoh 30-09-2024 atau 3009.");
    let mut s = Scenario::empty().keys("2 <F10>");
    assert_eq!(s.notice(), "! Daftar Lokasi masih kosong: ketik satu baris di sini, lalu Enter.");
    assert!(s.in_hand().starts_with(">   +"), "{}", s.screen());
    let mut s = s.text("Loket").keys("<Enter> <F10>");
    assert_eq!(s.notice(), "! Daftar Petugas masih kosong: ketik satu baris di sini, lalu Enter.");
    let mut s = s.keys("<Ctrl+L> <F10>");
    assert_eq!(s.notice(), "! The list Surveyors is still empty: key a line here, then press Enter.");
}

#[test]
fn set_up_judges_each_row_when_it_is_left_and_holds_nobody() {
    // The date and the PIN are wrong; Tab, Down and Enter leave them all the same.
    let mut s = Scenario::empty().keys("<Enter> <Down> <Down> <Down>").text("31-13-2024").keys("<Tab>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! '31-13-2024' bukan tanggal; contoh 30-09-2024 atau 3009.", 1));
    assert!(s.in_hand().starts_with("> Sampai tanggal"), "{}", s.screen());
    let mut s = s.text("1-1-2020").keys("<Down> <Down> <Enter> x <Down>");
    assert_eq!(s.notice(), "! Ketik ya atau tidak.");
    let mut s = s.keys("<Up> <Up>");
    expect![[r#"
        | Survei baru                                                        skm versi 1
        |
        |  Nama survei          SKM DPMPTSP Kota Bontang
        |  Unit layanan         DPMPTSP Kota Bontang
        |  Periode              Semester II 2024
        |  Dari tanggal         31-13-2024  ! belum benar
        |  Sampai tanggal       1-1-2020
        |  Orang dilayani       0  isi untuk tahu sampel minimum
        |> Batas cepat (detik)  5  lebih cepat dari ini ditandai; 0 = tidak
        |  Masuk dengan PIN     x  ! belum benar
        |  Lokasi
    "#]]
    .assert_eq(&format!("{}\n", s.framed().lines().take(11).collect::<Vec<_>>().join("\n")));
    let mut s = s.keys("<Up> <Up> <Up> 30-09-2024 <Enter> <Enter>");
    assert_eq!(s.notice(), "! Periode berakhir sebelum mulai.");
    // A second surveyor of one name is pointed out where it is added.
    let s = s.keys("<Up> 30-10-2024 <Enter>");
    let s = (0..16).fold(s, |s, _| s.keys("<Down>"));
    let mut s = s.text("petugas 1").keys("<Enter>");
    assert_eq!(s.notice(), "! 'petugas 1' sudah ada di daftar ini: labelnya harus berbeda.");
}

#[test]
fn what_was_typed_is_not_thrown_away_unasked() {
    let question = "? Buang yang sudah diketik di sini?";
    let kept = |s: Scenario| {
        let mut s = s.keys("<Esc>");
        assert_eq!((s.notice().as_str(), s.line(23).trim()), (question, "Y ya  Esc tidak"), "{}", s.screen());
        let mut s = s.keys("<Esc>");
        let before = s.screen();
        assert_ne!(s.notice(), question);
        let mut s = s.keys("<Esc>");
        assert_eq!(s.screen().lines().take(20).collect::<Vec<_>>(), before.lines().take(20).collect::<Vec<_>>());
        s.keys("y")
    };
    // A new survey: nothing touched, nothing asked.
    let mut s = Scenario::empty().keys("<Enter> <Down> <Up> <Esc>");
    assert!(s.screen().contains("+ Survei baru"), "{}", s.screen());
    let mut s = kept(Scenario::empty().keys("<Enter>").text("2"));
    assert!(s.screen().contains("+ Survei baru"), "{}", s.screen());
    let mut s = kept(Scenario::empty().keys("<Enter> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Ctrl+D>"));
    assert!(s.screen().contains("+ Survei baru"), "{}", s.screen());
    // The header of a batch.
    let mut s = Scenario::empty().keys("<Enter> <F10> <Esc>");
    assert!(s.line(0).contains("cacah"), "{}", s.screen());
    kept(Scenario::empty().keys("<Enter> <F10> 1"));
    kept(Scenario::empty().keys("<Enter> <F10> <Enter> 2"));
    // A sentence on a line; a word or a number is typed again in no time.
    kept(Scenario::skm().keys("2 <F12>").text("kertas sobek"));
    let mut s = Scenario::skm().keys("2 <F12>").text("sobek").keys("<Esc>");
    assert!(s.in_hand().starts_with(">Usia"), "{}", s.screen());
    kept(three().keys("<Esc> <Down> l v").text("kertas ganda"));
}

#[test]
fn a_questionnaire_without_a_service_has_no_list_of_services() {
    let mut s = Scenario::form(crate::skips::HOUSE).keys("<Esc> <Down> e");
    assert!(s.screen().contains("Petugas") && !s.screen().contains("Jenis layanan"), "{}", s.screen());
    let mut s = s.keys("<Esc> <Up> <Enter>").keys("<Ctrl+B>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                           bundel 1
        |
        |> Tanggal wawancara      01-10-2024
        |  Jam survei             [1] 08.00-12.00
        |  Lokasi                 [1] Loket Disabilitas DPMPTSP
        |  Petugas                [1] Petugas 1
        |  Nomor formulir pertama 1
        |  Banyak formulir        40
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
        |
        |
        | Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn people_served_give_the_sample_minimum() {
    let mut s = Scenario::empty().keys("<Enter> <Down> <Down> <Down> <Down> <Down> <Backspace>").text("500");
    assert!(s.in_hand().contains("sampel minimum 217"), "{}", s.screen());
    let mut s = s.keys("<F10> <F10>").keys(FORM).keys("<Esc>");
    assert!(s.screen().contains("1 dari minimum 217 belum sesuai"), "{}", s.screen());
}

#[test]
fn several_surveys_live_in_one_file() {
    let mut s = Scenario::home(Lang::Id).keys("n 1 <F10> <Esc>");
    assert_eq!(s.ask("SELECT group_concat(key) FROM survey").matches("skm_dpmptsp_kota_bontang_semester_ii_2024").count(), 2);
    assert_eq!(s.screen().matches("SKM DPMPTSP Kota Bontang · Semester II 2024").count(), 2);
}

#[test]
fn the_export_screen_previews_writes_and_says_where() {
    let s = three().keys("<Esc> <Down> x");
    let path = s.folder().join("hasil.csv").display().to_string();
    let mut s = s.keys("<Enter> <Enter> <Enter> <Enter> <Space> <Enter> <Space> <Enter> <Enter> <Enter> <Enter> <Enter>");
    assert!(s.screen().contains("excel-id") && s.screen().contains("label"), "{}", s.screen());
    for _ in 0..70 {
        s = s.keys("<Backspace>");
    }
    let mut s = s.text(&path).keys("<Enter>");
    assert_eq!(s.notice(), "Ekspor selesai.");
    assert!(s.screen().contains("Baris:   3"), "{}", s.screen());
    let written = std::fs::read_to_string(&path).expect("is written");
    assert!(written.starts_with('\u{feff}') && written.contains(";Perempuan;"), "{written}");
    // Again: asks before it replaces.
    let mut s = s.keys("<Enter> x").keys("<Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>");
    for _ in 0..70 {
        s = s.keys("<Backspace>");
    }
    let mut s = s.text(&path).keys("<Enter>");
    assert!(s.notice().contains("sudah ada. Ganti?"), "{}", s.screen());
    let mut s = s.keys("y");
    assert_eq!(s.notice(), "Ekspor selesai.");
}

#[test]
fn a_language_key_switches_every_word() {
    let mut s = three().keys("<Ctrl+L>");
    assert!(s.screen().contains("Occupation") && s.screen().contains("form 0003"), "{}", s.screen());
    let mut s = s.keys("<Ctrl+L>");
    assert!(s.screen().contains("Pekerjaan"));
}

#[test]
fn an_export_shows_how_far_it_is_and_escape_leaves_nothing_behind() {
    let s = three();
    // Two thousand more, as copies of the first: enough for three steps.
    let copies = "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 2009)
        INSERT INTO interview (id, survey, batch, form_number, surveyor, location, service, date, band, status, started, completed)
        SELECT id + 1000 * n, survey, batch, n, surveyor, location, service, date, band, status, started, completed
        FROM interview, n WHERE form_number = 1;
        INSERT INTO answers_skm (interview, usia) SELECT id, 30 FROM interview WHERE form_number > 9;";
    s.change(copies);
    s.recount();
    let mut s = s.keys("<Esc> <Down> x <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>");
    let path = s.folder().join("hasil.csv");
    for _ in 0..70 {
        s = s.keys("<Backspace>");
    }
    let mut s = s.text(&path.display().to_string()).without_waiting().keys("<Enter>");
    assert!(s.screen().contains("0 dari 2003 baris"), "{}", s.screen());
    s.app.act(Action::Tick);
    assert!(s.screen().contains("1000 dari 2003 baris"), "{}", s.screen());
    let mut s = s.keys("<Esc>");
    assert_eq!(s.notice(), "Ekspor dibatalkan; tidak ada berkas yang ditinggalkan.");
    let left: Vec<String> = std::fs::read_dir(s.folder())
        .expect("reads")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(left.iter().all(|name| name.starts_with("survei.db")), "{left:?}");
    // The database can be written again.
    let s = s.keys("<Esc> <Up> <Enter> 5");
    assert_eq!(s.ask("SELECT pendidikan FROM answers_skm JOIN interview ON id = interview WHERE status = 'draft'"), "5");
}

#[test]
fn many_surveys_scroll_and_the_one_in_hand_is_in_view() {
    let mut s = Scenario::home(Lang::Id);
    for _ in 0..8 {
        s = s.keys("n 1 <F10> <Esc>");
    }
    let mut s = s.keys("<Up>");
    assert!(s.screen().contains("> + Survei baru"), "{}", s.screen());
}

#[test]
fn one_label_stands_once_in_a_list() {
    let mut s = Scenario::empty().keys("<Enter>");
    for _ in 0..10 {
        s = s.keys("<Down>");
    }
    let mut s = s.text("Loket A").keys("<Enter>").text("loket a").keys("<Enter> <F10>");
    assert_eq!(s.notice(), "! 'loket a' sudah ada di daftar ini: labelnya harus berbeda.");
}

#[test]
fn what_another_program_changes_meanwhile_is_neither_lost_nor_overwritten() {
    // A service that is gone from the list is not stored as an answer.
    let s = Scenario::skm().keys("2 34 5 4");
    s.change("DELETE FROM item WHERE label = 'Layanan lainnya'");
    let mut s = s.keys("6");
    assert!(s.notice().starts_with("! Program lain baru mengubahnya."), "{}", s.screen());
    assert_eq!(s.ask("SELECT service, (SELECT count(*) FROM change WHERE question = 'layanan') FROM interview"), "- | 0");
    let mut s = s.keys("6");
    assert!(s.notice().starts_with("! '6' bukan pilihan Jenis layanan"), "{}", s.screen());
    // A note keeps its text until it is stored.
    let s = Scenario::skm().keys("2 34 <F12>").text("coretan");
    s.change("UPDATE interview SET revision = revision + 1");
    let mut s = s.keys("<Enter>");
    assert!(s.notice().starts_with("! Program lain baru mengubahnya."), "{}", s.screen());
    let s = s.keys("<Enter>");
    assert_eq!(s.ask("SELECT text FROM note"), "coretan");
    // A line that was added elsewhere stays when the set-up is saved here.
    let s = Scenario::home(Lang::Id).keys("e");
    s.change("INSERT INTO item (id, survey, list, code, label) SELECT 99, id, 'service', 7, 'Baru' FROM survey");
    let mut s = s.keys("<F10>");
    assert!(s.notice().ends_with("tersimpan."), "{}", s.screen());
    assert_eq!(s.ask("SELECT count(*) FROM item WHERE list = 'service'"), "7");
}
