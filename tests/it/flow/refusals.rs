//! A refused value is still on the paper: its reason is said again until something else is given.

use crate::scenario::Scenario;
use crate::skips::HOUSE;

const AGE: &str = "! Usia 119 di luar 1-110: ketik lagi, atau . bila tak terbaca.";

#[test]
fn the_reason_of_a_refusal_is_said_again_until_something_else_is_given() {
    let mut s = Scenario::skm().keys("2 119");
    assert_eq!((s.notice().as_str(), s.bells()), (AGE, 1));
    let mut s = s.keys("<Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), (AGE, 1));
    // Keys that do not answer do not settle it, nor does the jump to the end.
    for key in ["<F5> <F5> <Enter>", "<Tab>", "<F10>", ". <Esc> <Enter>"] {
        s = s.keys(key);
        assert_eq!(s.notice(), AGE, "{key}");
        assert!(s.in_hand().starts_with(">Usia          [ ]"), "{}", s.screen());
    }
    let mut s = s.keys("<Ctrl+L> <Enter>");
    assert_eq!(s.notice(), "! Age 119 is outside 1-110: key it again, or . if unreadable.");
    // Esc or Backspace takes the refused value back; then the question is open like any other.
    for key in ["<Esc>", "<Backspace>"] {
        let mut s = Scenario::skm().keys("2 119").keys(key).keys("<Enter>");
        assert_eq!(s.notice(), "! Usia belum dijawab. Kosong di kertas? Tekan .", "{key}");
    }
    // Going back is free, and a reason or another value ends it.
    let mut s = Scenario::skm().keys("2 119 <Up>");
    assert!(s.in_hand().starts_with(">Jenis kelamin"), "{}", s.screen());
    for (keys, stored) in [("34", "34 | -"), (". 2", "- | unreadable")] {
        let mut s = Scenario::skm().keys("2 119 <Enter>").keys(keys);
        assert!(s.in_hand().starts_with(">Pendidikan"), "{}", s.screen());
        assert_eq!(s.ask("SELECT usia, (SELECT reason FROM missing WHERE question = 'usia') FROM answers_skm"), stored);
    }
}

#[test]
fn a_refused_value_over_an_answer_that_stands_does_not_pass_in_silence() {
    let mut s = Scenario::skm().keys("2 34 <Up> 119 <Enter>");
    assert_eq!(s.notice(), AGE);
    assert!(s.in_hand().starts_with(">Usia          [34]"), "{}", s.screen());
    let mut s = s.keys("<Esc> <Enter>");
    assert!(s.in_hand().starts_with(">Pendidikan"), "{}", s.screen());
}

#[test]
fn what_broke_a_rule_is_said_with_the_rule_and_what_to_press() {
    let said = "! Anak sekolah 9: Anak sekolah lebih banyak daripada anak. Jawab lagi, atau . bila tak terbaca.";
    let mut s = Scenario::form(HOUSE).keys("y 4 9");
    assert_eq!(s.notice(), said, "{}", s.screen());
    let mut s = s.keys("<Enter>");
    assert_eq!(s.notice(), said);
    let mut s = s.keys("3");
    assert_eq!(s.notice(), "");
}

#[test]
fn a_text_that_breaks_a_rule_stays_to_be_mended() {
    let form = HOUSE.replace("kind = \"long_text\"", "kind = \"long_text\"\nconstraint = \"string-length(.) > 5\"");
    let s = Scenario::form(&form).keys("t").keys("<Ctrl+G>").text("saran").keys("<Enter>").text("jauh");
    let mut s = s.keys("<Enter>");
    let said = "! Saran: jawaban itu melanggar aturan kuesioner. Perbaiki teksnya, atau Esc mengembalikannya.";
    assert_eq!(s.notice(), said);
    let mut s = s.keys("<Up>");
    assert_eq!(s.notice(), said);
    let s = s.text(" sekali").keys("<Up>");
    assert_eq!(s.ask("SELECT saran FROM answers_rumah"), "jauh sekali");
}
