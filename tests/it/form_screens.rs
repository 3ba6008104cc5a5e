//! The screens of questionnaires: listed, looked at, tried, checked, taken in, written out, chosen for a survey.

use crate::scenario::Scenario;
use cacah::words::Lang;
use expect_test::{expect, expect_file};
use std::fs;

/// A form with every kind of question.
const EVERY_KIND: &str = include_str!("../data/forms/every_kind.toml");

/// Compares whole screens at both sizes.
fn screens(name: &str, mut s: Scenario) -> Scenario {
    for (width, height) in [(120, 40), (80, 24)] {
        s = s.size(width, height);
        let path = format!("{}/tests/data/screens/forms-{name}-{width}.txt", env!("CARGO_MANIFEST_DIR"));
        expect_file![path].assert_eq(&s.screen());
    }
    s
}

/// Stands at the list of questionnaires.
pub fn list() -> Scenario {
    Scenario::home(Lang::Id).keys("f")
}

/// Checks a file with these words.
pub fn checked(source: &str) -> Scenario {
    let s = list().keys("p");
    let path = s.folder().join("kuesioner.toml");
    fs::write(&path, source).expect("writes");
    s.text(&path.display().to_string()).keys("<Enter>")
}

/// Stands at the list with the form of every kind taken in and in hand.
pub fn installed() -> Scenario {
    checked(EVERY_KIND).keys("<Enter> k k k")
}

#[test]
fn a_file_with_complaints_is_told_all_of_them_and_checked_again_when_mended() {
    let bad = EVERY_KIND
        .replace("kind = \"time\"", "kind = \"jam\"")
        .replace("max = 200", "max = -1")
        .replace("key = \"pendamping\"", "key = \"Pendamping\"");
    let s = screens("complaints", checked(&bad));
    let mut s = s.keys("<Enter>");
    assert!(s.notice().contains("tidak berlaku di sini"), "{}", s.notice());
    fs::write(s.folder().join("kuesioner.toml"), EVERY_KIND).expect("writes");
    let s = screens("sound", s.keys("p"));
    let mut s = s.keys("<Enter>");
    assert_eq!(s.notice(), "every_kind versi 1 terpasang.");
    let s = screens("list", s);
    assert_eq!(s.ask("SELECT key, version FROM form WHERE key <> 'skm'"), "every_kind | 1");
}

#[test]
fn what_the_system_refuses_is_said_in_the_language_of_the_screen() {
    let missing = |s: Scenario| s.keys("p").text("tidak-ada.toml").keys("<Enter>");
    let mut s = missing(list());
    assert!(s.notice().contains("tidak dapat dibuka: berkas atau folder itu tidak ada."), "{}", s.notice());
    let mut s = missing(list().keys("<Ctrl+L>"));
    assert!(s.notice().contains("can't be opened: no such file or folder."), "{}", s.notice());
}

#[test]
fn a_questionnaire_is_looked_at_as_it_will_be_keyed() {
    let s = screens("look", installed().keys("<Enter> <Down> <Down>"));
    let s = screens("look-skipped", s.keys("<PgDn> <Down> <Down> <Down> <Down>"));
    let mut s = s.keys("1 <F9> <Down> <Enter> 3");
    assert!(s.screen().contains("LIHAT"), "nothing is keyed:\n{}", s.screen());
    let mut s = s.keys("<Esc>");
    assert!(s.screen().contains("every_kind versi 1"), "{}", s.screen());
}

#[test]
fn a_trial_is_keyed_like_any_form_and_nothing_of_it_is_saved() {
    let s = screens("trial", installed().keys("c <Enter> y 30091990 0830"));
    let mut s = s.keys("<Ctrl+B>");
    assert_eq!(s.notice(), "! Itu tidak ada di percobaan.");
    let mut s = s.keys("<Esc>");
    assert_eq!(s.notice(), "Percobaan selesai; tidak ada yang tersimpan.");
    assert_eq!(s.ask("SELECT count(*), (SELECT count(*) FROM batch), (SELECT count(*) FROM survey) FROM interview"), "0 | 0 | 1");
    let mut s = Scenario::home(Lang::Id).keys("f c 2 34 5 4 3 343443342 <Enter>");
    assert_eq!(s.notice(), "Percobaan: Formulir 0001 tersimpan lengkap, 09.00.18.");
    assert_eq!(s.ask("SELECT count(*) FROM interview"), "0");
}

#[test]
fn a_questionnaire_is_written_to_a_file_that_reads_again() {
    let s = installed().keys("x");
    let path = s.folder().join("tertulis.toml");
    let s = (0..20).fold(s, |s, _| s.keys("<Backspace>"));
    let mut s = s.text(&path.display().to_string()).keys("<Enter>");
    assert_eq!(s.notice(), "Tertulis: FOLDER/tertulis.toml");
    let form = |source: &str| cacah::survey::form_file::parse(source).expect("reads");
    assert_eq!(form(&fs::read_to_string(&path).expect("is there")), form(EVERY_KIND));
    let mut s = s.keys("x");
    s = (0..20).fold(s, |s, _| s.keys("<Backspace>")).text(&path.display().to_string()).keys("<Enter>");
    expect!["? 'FOLDER/tertulis.toml' sudah ada. Ganti?"].assert_eq(&s.notice());
}

/// A survey of two questions with one form keyed, on the list of its questionnaires at a second version.
pub fn versions(change: impl Fn(&str) -> String) -> Scenario {
    let s = Scenario::form(crate::versions::ONE).keys("16 y 2 <Enter> <Esc> <Down> e <F4> p");
    let path = s.folder().join("kuesioner.toml");
    fs::write(&path, change(&crate::versions::two())).expect("writes");
    s.text(&path.display().to_string()).keys("<Enter> <Enter> <Down>")
}

#[test]
fn a_survey_moves_to_a_new_version_and_says_what_differs_first() {
    let s = screens("move", versions(str::to_owned).keys("g"));
    let mut s = s.keys("<Enter>");
    expect!["? Pindahkan SKM DPMPTSP Kota Bontang ke versi 2?"].assert_eq(&s.notice());
    let mut s = s.keys("y");
    expect!["SKM DPMPTSP Kota Bontang kini memakai versi 2."].assert_eq(&s.notice());
    assert_eq!(s.ask("SELECT version FROM form JOIN survey ON form.id = survey.form"), "2");
    let mut s = s.keys("g");
    expect!["! Versi ini sudah dipakai SKM DPMPTSP Kota Bontang."].assert_eq(&s.notice());
    let s = screens("move-moved", s);
    // The older one is refused, and another questionnaire.
    let mut s = screens("move-back", s.keys("k g")).keys("<Enter>");
    expect!["! Tidak bisa dipindahkan: 2 hal menghalangi, masing-masing dengan ! di atas."].assert_eq(&s.notice());
    assert_eq!(s.ask("SELECT version FROM form JOIN survey ON form.id = survey.form"), "2");
    let mut s = s.keys("<Esc> j j g");
    expect!["! Survei ini memakai warga: hanya versi lain darinya yang bisa dipilih."].assert_eq(&s.notice());
}

#[test]
fn a_new_survey_begins_with_any_questionnaire_that_was_taken_in() {
    let s = screens("templates", installed().keys("<Esc> n"));
    // Those that come with the program stand before it.
    let mut s = (0..8).fold(s, |s, _| s.keys("<Down>")).keys("<Enter>");
    assert!(s.screen().contains("Segala jenis"), "{}", s.screen());
    let mut s = installed().keys("n");
    assert!(s.screen().contains("Segala jenis"), "{}", s.screen());
}

/// The questionnaire of the newest survey.
const NEWEST: &str = "SELECT form.key FROM survey JOIN form ON form.id = survey.form ORDER BY survey.id DESC";

#[test]
fn blocks_are_added_to_a_template_before_the_survey_is_made() {
    let s = screens("blocks", Scenario::home(Lang::Id).keys("n b <Space> 3 <Down>"));
    let mut s = s.keys("5");
    expect!["! Blok ini tidak bisa ditambahkan: pertanyaannya sudah ada."].assert_eq(&s.notice());
    let mut s = s.keys("<Enter>");
    assert!(s.line(0).ends_with("skm_dis_spak versi 1"), "{}", s.screen());
    // Another look: the first is taken away again.
    let mut s = s.keys("<F2> <Space> <Enter>");
    assert!(s.line(0).ends_with("skm_spak versi 1"), "{}", s.screen());
    let s = s.keys("<F10>");
    assert_eq!(s.ask(NEWEST), "skm_spak");
    let mut s = s.keys("<Esc> e <F2>");
    expect!["! Blok ditambahkan sebelum survei dibuat; survei ini mendapat versi baru kuesionernya."].assert_eq(&s.notice());
}

#[test]
fn who_leaves_the_list_of_blocks_adds_none() {
    let mut s = Scenario::home(Lang::En).keys("n b 1 2 <Esc>");
    assert!(s.screen().contains("SKM of another unit"), "{}", s.screen());
    let s = s.keys("<Enter> <F2> x 9 <Esc> <F10>");
    assert_eq!(s.ask(NEWEST), "skm");
}

#[test]
fn a_place_far_to_the_right_is_in_sight_with_its_marks() {
    let wide = format!("wording = {{ id = \"{}\", ed = \"Hello.\" }}\nkind = \"note\"", "Selamat pagi. ".repeat(8));
    let mut s = checked(&EVERY_KIND.replacen("kind = \"note\"", &wide, 1).replacen("wording = ", "hint = ", 1));
    expect![[r#"
        | cacah                                                 periksa berkas kuesioner
        | ──────────────────────────────────────────────────────────────────────────────
        |  FOLDER/kuesioner.toml
        |
        |  baris 13, kolom 11: 'en' belum ada di sini
        |  13 | wording = { id = "Selamat pagi. Selamat pagi. Selamat pagi. Selamat pa…
        |     |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        |
        |  baris 13, kolom 134: 'ed' bukan isian di sini
        |  13 | …at pagi. Selamat pagi. Selamat pagi. Selamat pagi. ", ed = "Hello." }
        |     |                                                        ^^
        |     = Maksudnya 'id'?
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
        | ? 2 keluhan: perbaiki di berkasnya, lalu p memeriksa lagi.
        | p periksa  e berkas lain  PgDn lanjutan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed().replace(&s.folder().display().to_string(), "FOLDER"));
}

#[test]
fn what_a_workbook_lacks_is_said_in_the_language_of_the_screen() {
    let book = crate::xlsform::Book::new(&[
        (
            "survey",
            "
type | name | label | relevant | appearance
integer | usia | Usia | ${umur} > 17 |
tekst | salah | Salah | |
select_one kelamn | kelamin | Kelamin | |
text | nama | Nama | selected(${usia}, 'x') | multiline
image | foto | Foto | |
",
        ),
        ("choices", "\nlist_name | name | label\nkelamin | 1 | L\n"),
    ]);
    let mut s = list().keys("p").text(&book.path().display().to_string()).keys("<Enter>");
    expect![[r#"
        | cacah                                                 periksa berkas kuesioner
        | ──────────────────────────────────────────────────────────────────────────────
        |  survei.xlsx
        |
        |  lembar 'survey', baris 2, kolom D: relevant: tidak ada pertanyaan 'umur'
        |    | ${umur} > 17
        |    | ^^^^^^^
        |    = Tulis kunci pertanyaan di kuesioner ini.
        |
        |  lembar 'survey', baris 3, kolom A: 'tekst' bukan jenis pertanyaan XLSForm
        |    = XLSForm punya text, integer, decimal, date, time, select_one DAFTAR,
        |      select_multiple DAFTAR, note, calculate, begin group, …
        |
        |  lembar 'survey', baris 4, kolom A: tidak ada daftar 'kelamn'
        |    = Maksudnya 'kelamin'?
        |
        |  3 hal di buku kerja tidak ada di kuesioner:
        |  lembar 'survey', baris 5, kolom D: 'selected(${usia}, 'x')' di relevant:
        |  ${usia} tidak punya pilihan: jenisnya bilangan; dibaca sebagai
        |  contains(concat(' ', ${usia}, ' '), concat(' ', 'x', ' ')), seperti artinya
        |  di XForms
        |  baris 1-19 dari 23
        | ? 3 keluhan: perbaiki di berkasnya, lalu p memeriksa lagi.
        | p periksa  e berkas lain  PgDn lanjutan  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed().replace(&book.path().display().to_string(), "survei.xlsx"));
    let mut s = s.keys("<Ctrl+L>");
    expect![[r#"
        | cacah                                             check a questionnaire's file
        | ──────────────────────────────────────────────────────────────────────────────
        |  survei.xlsx
        |
        |  sheet 'survey', row 2, column D: relevant: there is no question 'umur'
        |    | ${umur} > 17
        |    | ^^^^^^^
        |    = Write the key of a question of this form.
        |
        |  sheet 'survey', row 3, column A: 'tekst' is no type of a question
        |    = XLSForm has text, integer, decimal, date, time, select_one LIST,
        |      select_multiple LIST, note, calculate, begin group, …
        |
        |  sheet 'survey', row 4, column A: there is no list 'kelamn'
        |    = Did you mean 'kelamin'?
        |
        |  3 things of the workbook are not in the questionnaire:
        |  sheet 'survey', row 5, column D: 'selected(${usia}, 'x')' in relevant:
        |  ${usia} has no choices: it is a number; it is read as contains(concat(' ',
        |  ${usia}, ' '), concat(' ', 'x', ' ')), which is what XForms makes of it
        |  sheet 'survey', row 6: question 'foto' (image): pictures, sounds and files
        |  lines 1-19 of 22
        |
        | p check  e other file  PgDn more  Esc close  F1 help
    "#]]
    .assert_eq(&s.framed().replace(&book.path().display().to_string(), "survei.xlsx"));
}

#[test]
fn a_file_in_another_encoding_and_a_folder_are_told_and_the_name_is_typed_anew() {
    let mut s = list().keys("p");
    let folder = s.folder().display().to_string();
    let path = |name: &str| format!("{folder}/{name}");
    let (ansi, wide) = (path("ansi.toml"), path("wide.toml"));
    fs::write(&ansi, b"key = \"a\"\n# caf\xe9\n").expect("writes");
    fs::write(&wide, b"\xff\xfek\0e\0y\0").expect("writes");
    let mut told = String::new();
    for name in [&ansi, &wide, &folder] {
        s = s.keys("<Ctrl+U>").text(name).keys("<Enter>");
        told += &(s.notice().replace(&folder, "FOLDER") + "\n");
    }
    expect![[r#"
        ! 'FOLDER/ansi.toml' bukan teks UTF-8: baris 2, kolom 6 tertulis seperti Windows-1252. Simpan lagi sebagai UTF-8: di Notepad lewat Simpan Sebagai, isian Pengodean.
        ! 'FOLDER/wide.toml' bukan teks UTF-8: baris 1, kolom 1 tertulis seperti UTF-16. Simpan lagi sebagai UTF-8: di Notepad lewat Simpan Sebagai, isian Pengodean.
        ! 'FOLDER' adalah folder, bukan berkas. Sebut berkas di dalamnya, lengkap dengan akhirannya.
    "#]].assert_eq(&told);
    let curly = path("curly.toml");
    fs::write(&curly, "key = “a”\n").expect("writes");
    let mut s = s.keys("<Ctrl+A> <Ctrl+E> <Ctrl+U>").text(&curly).keys("<Enter>");
    assert!(s.screen().contains("Tulis tanda kutip lurus"), "{}", s.screen());
    // The old name is in the way of no other.
    let mut s = s.keys("e").text("x");
    assert!(s.screen().contains("\n  x\n"), "{}", s.screen());
}
