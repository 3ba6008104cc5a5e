//! Forms of one's own on the entry screen: every kind of question, many sections, three hundred questions.

use crate::scenario::Scenario;
use expect_test::expect_file;
use proptest::prelude::*;
use std::fmt::Write as _;

/// A form with every kind of question.
const EVERY_KIND: &str = include_str!("../data/forms/every_kind.toml");

/// Makes a form of so many sections with ten questions each: ratings, numbers, several choices and texts.
fn long(sections: usize) -> String {
    let mut source = "key = \"long\"\ntitle = \"Panjang\"\n".to_owned();
    for section in 1..=sections {
        let _ = write!(source, "[[section]]\nkey = \"bagian_{section}\"\nlabel = \"Bagian ke-{section}\"\n");
        for at in 1..=10 {
            let number = (section - 1) * 10 + at;
            let kind = match at % 5 {
                0 => "kind = \"text\"\nrequired = false".to_owned(),
                4 => "kind = \"number\"\nmin = 0\nmax = 9".to_owned(),
                3 => "kind = \"several\"\nchoices = [{ code = 1, label = \"satu\" }, { code = 2, label = \"dua\" }]".to_owned(),
                _ => "kind = \"rating\"\nchoices = [{ code = 1, label = \"buruk\" }, { code = 2, label = \"baik\" }]".to_owned(),
            };
            let _ = write!(source, "[[section.question]]\nkey = \"p{number}\"\nnumber = {number}\nlabel = \"Perihal {number}\"\n{kind}\n");
        }
    }
    source
}

/// Compares whole screens at both sizes.
fn screens(name: &str, mut s: Scenario) {
    for (width, height) in [(80, 24), (120, 40)] {
        s = s.size(width, height);
        let path = format!("{}/tests/data/screens/form-{name}-{width}.txt", env!("CARGO_MANIFEST_DIR"));
        expect_file![path].assert_eq(&s.screen());
    }
}

/// Stands at the first question of the form, its opening read.
fn every_kind() -> Scenario {
    Scenario::form(EVERY_KIND).keys("<Enter>")
}

#[test]
fn a_section_that_is_only_read_out_is_neither_open_nor_whole() {
    let note = "[[section]]\nkey = \"pamit\"\nlabel = \"Pamit\"\n\n[[section.question]]\nkey = \"terima_kasih\"\n\
        label = \"Terima kasih\"\nkind = \"note\"\n";
    let mut s = Scenario::form(&format!("{EVERY_KIND}\n{note}")).keys("<Ctrl+G>");
    let screen = s.screen();
    let line = screen.lines().find(|line| line.contains("Pamit")).unwrap_or_default();
    assert!(!line.contains("lengkap") && !line.contains("belum"), "{screen}");
}

#[test]
fn an_interview_begins_at_the_note_before_its_first_question() {
    #[track_caller]
    fn case(s: &mut Scenario, expected: &str) {
        let screen = s.screen();
        let in_hand = screen.lines().find(|line| line.starts_with('>')).unwrap_or_default();
        assert!(in_hand.starts_with(expected), "{screen}");
    }
    let mut s = Scenario::form(EVERY_KIND);
    case(&mut s, ">Selamat pagi.");
    s = s.keys("<Enter>");
    case(&mut s, ">1 Bersedia");
    // One that was begun goes on where it stood.
    s = s.keys("y").restart().keys("<Enter>");
    case(&mut s, ">2 Tanggal lahir");
}

#[test]
fn every_kind_of_question_is_shown_and_keyed() {
    screens("note", every_kind().keys("<Up>"));
    screens("yes-no", every_kind());
    screens("date", every_kind().keys("y 3009"));
    let s = every_kind().keys("y 30091990 0830 2 , 5");
    screens("decimal", s);
    let s = every_kind().keys("y 30091990 0830 2 , 5 <Enter> 1 5");
    screens("several", s);
    let s = every_kind().keys("y 30091990 0830 2 , 5 <Enter> 1 5 <Enter>").text("autis").keys("<Enter>");
    screens("long-list", s);
    screens("filled", filled());
    screens("filled-en", filled().keys("<Ctrl+L>"));
}

/// Stands at the long text, all else keyed.
fn filled() -> Scenario {
    let s = every_kind().keys("y 30091990 0830 2 , 5 <Enter> 1 5 <Enter>").text("autis").keys("<Enter> 7 t 3 4 12 <Enter>");
    s.text("Antre lama, tetapi").keys("<Ctrl+O>").text("petugasnya ramah.")
}

#[test]
fn every_kind_is_read_aloud_one_at_a_time() {
    screens("spoken-note", every_kind().keys("<Up> <F8>"));
    screens("spoken-decimal", every_kind().keys("<F8> y 30091990 0830 2"));
    screens("spoken-several", every_kind().keys("<F8> y 30091990 0830 2 <Enter> 1 4"));
    screens("spoken-long-list", every_kind().keys("<F8> y 30091990 0830 2 <Enter> 1 <Enter>"));
}

#[test]
fn several_choices_are_marked_in_the_list_and_accepted_with_enter() {
    let s = every_kind().keys("y 30091990 0830 2 <Enter> <F9> <Enter> sen <Enter>");
    screens("marking", s);
    let s = every_kind().keys("y 30091990 0830 2 <Enter> <F9> <Enter> sen <Enter> <Esc> <Enter>");
    assert_eq!(s.ask("SELECT ragam FROM answers_every_kind"), "9");
}

#[test]
fn a_long_form_has_a_map_that_leads_to_sections_and_questions() {
    screens("map", Scenario::form(&long(30)).keys("1 2 1 <Enter> 7 <Ctrl+G>"));
    screens("map-found", Scenario::form(&long(30)).keys("<Ctrl+G> 123"));
    screens("section", Scenario::form(&long(30)).keys("<Ctrl+G> p123 <Enter>"));
    let mut s = Scenario::form(&long(30)).keys("<Ctrl+G> <Down> <Down> <Enter>");
    assert!(s.in_hand().starts_with(">21 Perihal 21"), "{}", s.in_hand());
    let mut s = s.keys("<Ctrl+D> <Ctrl+D> <Ctrl+U>");
    assert!(s.in_hand().starts_with(">31 Perihal 31"), "{}", s.in_hand());
    let mut s = s.keys("<Ctrl+G> xyzzy");
    assert!(s.screen().contains("Tidak ada yang cocok."), "{}", s.screen());
    let mut s = s.keys("<Esc>");
    assert!(s.in_hand().starts_with(">31"), "nothing was moved");
}

#[test]
fn a_section_that_does_not_apply_is_dimmed_and_passed_over() {
    let mut s = every_kind().keys("<Ctrl+G> hubungan <Enter>");
    assert_eq!(s.notice(), "! 8 Hubungan tidak berlaku di formulir ini.");
}

#[test]
fn the_last_question_of_a_long_form_saves_it() {
    // A text that may stay empty is passed by the second Enter; at the end the first one saves.
    let keys = "1 2 1 <Enter> 7 <Enter> <Enter> ".repeat(3);
    let mut s = Scenario::form(&long(2)).keys(&format!("{keys} 1 2 1 <Enter> 7 <Enter>"));
    assert!(s.notice().starts_with("Formulir 0001 tersimpan lengkap"), "{}", s.screen());
}

/// Keys that a surveyor might hit. None of them is the export's, which would write where the tests run.
fn key() -> impl Strategy<Value = &'static str> {
    let answers = prop::sample::select(vec!["1", "2", "3", "5", "9", "0", "y", "t", "a", ",", ":", "<Space>"]);
    let moves = prop::sample::select(vec![
        "<Enter>",
        "<Tab>",
        "<Up>",
        "<Down>",
        "<Backspace>",
        "<Delete>",
        ".",
        "-",
        "\"",
        "<F2>",
        "<F6>",
        "<F7>",
        "<F8>",
        "<F9>",
        "<F10>",
        "<Esc>",
        "<Ctrl+Z>",
        "<PgUp>",
        "<PgDn>",
        "<Ctrl+G>",
        "<Ctrl+D>",
        "<Ctrl+U>",
        "<Ctrl+O>",
        "<Left>",
        "<Home>",
        "<Ctrl+L>",
    ]);
    prop_oneof![3 => answers, 2 => moves]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_keying_of_any_form_never_panics(keys in prop::collection::vec(key(), 30..120), long_one in any::<bool>(), wide in any::<bool>()) {
        let s = if long_one { Scenario::form(&long(4)) } else { every_kind() };
        let mut s = if wide { s.size(120, 40) } else { s };
        for key in &keys {
            s = s.keys(key);
            s.screen();
        }
        prop_assert_eq!(s.ask("PRAGMA integrity_check"), "ok");
    }
}
