//! Rule 7: carried-forward values are marked, passed over, reachable, and released when the batch changes.

use crate::scenario::Scenario;

#[test]
fn a_carried_service_is_marked_and_passed_over() {
    let mut s = Scenario::carried(40);
    assert!(s.screen().contains("Jenis layanan [3] Izin reklame = bundel"), "{}", s.screen());
    let mut s = s.keys("2 34 5 4");
    assert!(s.in_hand().starts_with(">1 Persyaratan"));
    assert_eq!(s.ask("SELECT new, why FROM change WHERE question = 'layanan'"), "3 | @carried");
}

#[test]
fn one_key_goes_to_the_carried_answers_and_on_to_the_number() {
    let mut s = Scenario::carried(40).keys("2 <F7>");
    assert!(s.in_hand().contains(">Jenis layanan [3] Izin reklame = bundel"), "{}", s.screen());
    let mut s = s.keys("<F7>");
    assert!(s.line(1).contains(">formulir [0001]"));
    // Another service on this form only: keyed over, no longer marked.
    let mut s = s.keys("<F7> 1");
    assert!(s.screen().contains("[1] NIB / perizinan") && !s.screen().contains("= bundel"), "{}", s.screen());
    let s = s.keys("<Up> <Up> <Up> <Up> <Up>").keys("34 5 4").keys("<Enter>");
    assert_eq!(s.ask("SELECT label FROM interview JOIN item ON item.id = service"), "NIB / perizinan berusaha (OSS)");
}

#[test]
fn a_service_keyed_again_by_hand_is_no_longer_carried() {
    let mut s = Scenario::carried(40).keys("2 <F7> 3");
    assert!(!s.screen().contains("= bundel"), "{}", s.screen());
}

#[test]
fn the_next_batch_releases_what_was_carried() {
    let mut s = Scenario::carried(1).keys("2 34 5 4 343443342 <Enter>");
    assert!(s.screen().contains("Jenis layanan          [3] Izin reklame"), "the header carries it on: {}", s.screen());
    let mut s = s.keys("<Enter> <Enter> <Enter> 0 <F10>");
    assert!(s.screen().contains("Jenis layanan [ ]"), "{}", s.screen());
}

#[test]
fn ditto_repeats_the_previous_form_of_the_batch() {
    let s = Scenario::carried(40).keys("2 34 5 4 343443342 <Enter>").keys("\" <F4> 5");
    assert_eq!(s.ask("SELECT jenis_kelamin, usia FROM answers_skm ORDER BY interview DESC"), "2 | 34");
    let mut s = Scenario::skm().keys("\"");
    assert_eq!((s.notice().as_str(), s.bells()), ("! Belum ada formulir sebelumnya di bundel ini untuk diulang.", 1));
}

const STICKY: &str = r#"
key = "kunjungan"
version = 1
title = "Kunjungan"

[[section]]
key = "a"
label = "A"

[[section.question]]
key = "kelurahan"
label = "Kelurahan"
wording = "Kelurahan tempat tinggal"
kind = "choice"
sticky = true
choices = [{ code = 1, label = "Guntung" }, { code = 2, label = "Loktuan" }, { code = 3, label = "Satimpo" }]

[[section.question]]
key = "anak"
label = "Anak"
wording = "Berapa anak di rumah?"
kind = "number"
max = 20
"#;

#[test]
fn a_sticky_question_is_carried_from_the_form_before_and_marked() {
    // 4 can't grow within 20: it is an answer at once, and Enter saves.
    let mut s = Scenario::form(STICKY).pace(3000).keys("2 4 <Enter>");
    assert!(s.notice().starts_with("Formulir 0001 tersimpan"), "{}", s.screen());
    assert!(s.screen().contains("\n=Kelurahan  1 Guntung [2 Loktuan]"), "{}", s.screen());
    // Carried, so that keying begins behind it; keyed over, it is what the next form carries.
    assert!(s.in_hand().contains("Anak"), "{}", s.screen());
    let s = s.keys("3 <Enter>");
    assert_eq!(s.ask("SELECT group_concat(kelurahan), group_concat(anak) FROM answers_kunjungan"), "2,2 | 4,3");
    assert_eq!(s.ask("SELECT count(*) FROM change WHERE why = '@carried'"), "1");
    let s = s.keys("<F7> 3 5 <Enter>");
    assert_eq!(s.ask("SELECT kelurahan, anak FROM answers_kunjungan ORDER BY interview DESC"), "3 | 5");
    // Another batch releases it.
    let mut s = s.keys("<Esc> <Down> <Enter> <F10>");
    assert!(!s.screen().contains("[3 Satimpo]"), "{}", s.screen());
    assert!(s.in_hand().contains("Kelurahan"));
}
