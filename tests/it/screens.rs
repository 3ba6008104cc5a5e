//! Whole screens, every one, in both sizes and both languages.

use crate::flow::FORM;
use crate::scenario::Scenario;
use cacah::words::Lang;
use expect_test::expect_file;
use std::path::PathBuf;

/// Compares a screen with its file `tests/data/screens/NAME-LANG-WIDTH.txt`.
#[track_caller]
fn screens(name: &str, place: impl Fn() -> Scenario) {
    screens_after(name, place, "");
}

/// As [`screens`], with keys pressed last, once the language is chosen.
#[track_caller]
fn screens_after(name: &str, place: impl Fn() -> Scenario, last: &str) {
    for lang in [Lang::Id, Lang::En] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut s = place();
            if lang == Lang::En {
                s = s.keys("<Ctrl+L>");
            }
            s = s.keys(last);
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/screens/{name}-{lang}-{width}.txt"));
            let here = std::env::current_dir().expect("a folder").display().to_string();
            let screen = s.size(width, height).screen().replace(&here, "HERE");
            expect_file![path].assert_eq(&screen);
        }
    }
}

fn keyed() -> Scenario {
    let rated = "2 34 5 4 3 343443342";
    Scenario::skm().keys(rated).text("antrean lama").keys("<Enter>").keys("1 45 3 5 1 444444444 <Enter>")
}

#[test]
fn the_choice_of_a_template() {
    screens("templates", Scenario::empty);
}

#[test]
fn the_set_up() {
    screens("setup", || Scenario::empty().keys("<Enter>"));
}

#[test]
fn the_batch_header() {
    screens("batch", || Scenario::empty().keys("<Enter> <F10> <Enter> 1 1"));
}

#[test]
fn the_entry_screen_empty_half_keyed_and_at_the_comment() {
    screens("entry-empty", Scenario::skm);
    screens("entry-half", || Scenario::carried(40).keys("2 34 5 4 3 b . 2 ;"));
    screens("entry-comment", || Scenario::skm().keys("2 34 5 4 3 343443342").text("antrean lama"));
}

#[test]
fn what_the_entry_screen_asks() {
    screens("entry-number", || Scenario::skm().keys(FORM).keys("<Up>"));
    screens("entry-missing", || Scenario::skm().keys("2 34 5 4 3 ."));
    screens("entry-doubt", || Scenario::skm().keys("2 14"));
    screens("entry-reason", || Scenario::skm().keys("2 14 <Enter>"));
    screens("entry-note", || Scenario::skm().keys("2 <F12>"));
    screens("entry-goto", || Scenario::skm().keys("<Ctrl+G>"));
    screens("entry-choices", || Scenario::skm().keys("2 34 5 4 <F9>"));
    screens("entry-pause", || Scenario::skm().keys("<Ctrl+P>"));
    screens("entry-statistics", || keyed().keys("<Ctrl+W>"));
    screens_after("entry-help", Scenario::skm, "<F1>");
}

#[test]
fn the_entry_screen_after_saving_and_while_mending() {
    screens("entry-saved", || Scenario::skm().keys(FORM));
    screens("entry-doubtful-form", keyed);
    screens("entry-mending", || keyed().keys("<PgUp> 2"));
}

#[test]
fn the_interview_layout() {
    screens("spoken-choice", || Scenario::skm().keys("2 34 5 4 3 3 <F8>"));
    screens("spoken-number", || Scenario::skm().keys("2 <F8>"));
    screens("spoken-long-list", || Scenario::skm().keys("2 34 <F8>"));
    screens("spoken-comment", || Scenario::skm().keys("2 34 5 4 3 343443342 <F8>").text("antrean lama"));
}

#[test]
fn the_home_screen() {
    screens("home-new", || Scenario::home(Lang::Id));
    screens("home", || keyed().keys("2 34 5 4 3 34 <Esc>"));
}

#[test]
fn the_list() {
    screens("list", || keyed().keys("2 34 <Esc> <Down> l"));
    screens("list-void", || keyed().keys("<Esc> <Down> l v"));
    screens("list-find", || keyed().keys("<Esc> <Down> l /").text("antre"));
    screens("list-empty", || Scenario::home(Lang::Id).keys("l"));
}

#[test]
fn the_review() {
    screens("review", || keyed().keys("<Esc> <Down> p <Enter> t <PgDn> <Down>"));
    screens("review-return", || keyed().keys("<Esc> <Down> p <Enter> t k <Down> <Down> <Enter>").text("periksa kertas"));
    screens("operators", || keyed().keys("2 34 <Esc> <Down> p <Enter> o"));
}

#[test]
fn the_results() {
    screens("results", || keyed().keys("<Esc> <Down> p <Enter> n"));
    screens("results-answers", || keyed().keys("<Esc> <Down> p <Enter> n d <Right>"));
    screens("report", || keyed().keys("<Esc> <Down> p <Enter> n r"));
    screens("plan", || keyed().keys("<Esc> <Down> p <Enter> n r <F4>"));
    screens("trend", || keyed().keys("<Esc> <Down> p <Enter> n t"));
}

#[test]
fn the_comments() {
    let coding = || keyed().keys(RATED).text("antrean di loket lama sekali, kursi kurang").keys("<Enter> <Esc> <Down> p <Enter> s");
    screens("saran", move || coding().keys("3 - <Enter>"));
    screens("saran-filter", move || coding().keys("3 - f"));
    screens("results-saran", move || coding().keys("3 - <Enter> 3 8 - <Esc> n"));
}

const RATED: &str = "1 29 3 5 1 242332431";

#[test]
fn the_export() {
    screens("export", || keyed().keys("<Esc> <Down> x"));
    screens("export-working", || exporting().without_waiting().keys("<Enter>"));
    screens("export-done", || exporting().keys("<Enter>"));
}

/// Stands on the export screen's file name, which leads into the scenario's folder.
fn exporting() -> Scenario {
    let s = keyed().keys("<Esc> <Down> x").keys("<Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>");
    let path = s.folder().join("a.csv").display().to_string();
    let s = (0..70).fold(s, |s, _| s.keys("<Backspace>"));
    s.text(&path)
}
