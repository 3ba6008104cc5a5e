//! Rule 7: carried-forward values are marked, passed over, reachable, and released when the batch changes.

use crate::scenario::Scenario;

#[test]
fn a_carried_service_is_marked_and_passed_over() {
    let mut s = Scenario::carried(40);
    assert!(s.screen().contains("Jenis layanan [3] Izin reklame = bundel"), "{}", s.screen());
    let mut s = s.keys("2 34 5 4");
    assert!(s.in_hand().starts_with(">1 Persyaratan"));
    assert_eq!(s.ask("SELECT new, why FROM change WHERE question = 'layanan'"), "3 | carried");
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
