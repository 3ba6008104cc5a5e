//! Rule 10: one answer skipped on paper slides every later one; the end of the row shows it.

use crate::scenario::Scenario;

#[test]
fn a_row_that_ends_short_names_the_question_and_is_walked_again() {
    // Eight ratings for nine questions: the fourth was skipped on paper.
    let mut s = Scenario::skm().keys("2 34 5 4 3 34343342 <Enter>");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Belum: 9 Pengaduan. Terlewat? F6 telusuri ulang, . bila kosong.", 1));
    assert!(s.in_hand().starts_with(">9 Pengaduan"));
    let mut s = s.keys("<F6>");
    assert!(s.in_hand().starts_with(">1 Persyaratan"));
    assert_eq!(s.notice(), "Telusuri ulang: bandingkan tiap jawaban dengan kertas; Enter bila sama.");
    // Enter where the paper agrees, the right answers from the slip on.
    let s = s.keys("<Enter> <Enter> <Enter> 2 343342 <Enter>");
    let columns = "persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan";
    assert_eq!(s.ask(&format!("SELECT {columns} FROM answers_skm")), "3 | 4 | 3 | 2 | 3 | 4 | 3 | 3 | 4");
}

#[test]
fn a_blank_on_paper_is_keyed_where_it_stands_and_nothing_slides() {
    let s = Scenario::skm().keys("2 34 5 4 3 343 . . 43342 <Enter>");
    assert_eq!(s.ask("SELECT status, biaya, produk, pengaduan FROM interview JOIN answers_skm ON interview = id"), "complete | - | 4 | 2");
}
