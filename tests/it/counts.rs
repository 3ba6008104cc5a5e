//! The kept counts against a plain recount, on data with every status, a gap, a repeat, missing answers and problems.

use crate::scenario::Scenario;
use crate::support::Sample;
use cacah::store::{Absent, Filter, Numbers, Part, Saving, Span};
use cacah::survey::interview::{Save, Write};
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;

/// A survey with every status in it: forms 1-4 and 7-9, the number 9 twice.
pub fn mixed(mut s: Sample) -> Sample {
    s.ordinary(1, &[]);
    s.doubtful(2, &[("waktu", Answer::Missing(Missing::Blank)), ("biaya", Answer::Missing(Missing::TwoMarks))], &["all_equal:unsur"]);
    s.ordinary(3, &[("saran", Answer::text("antre"))]);
    s.draft(4, &[("usia", Answer::int(40))]);
    s.ordinary(7, &[("pekerjaan", Answer::int(6)), ("pekerjaan_lain", Answer::text("nelayan"))]);
    s.doubtful(8, &[], &["too_fast"]);
    let voided = s.ordinary(9, &[]);
    s.store.void(voided, "kertas ganda", None).expect("voids");
    s.ordinary(9, &[]);
    s
}

#[test]
fn every_count_is_what_the_rows_say() {
    let mut s = mixed(Sample::in_memory());
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
    assert_eq!(s.store.counts(s.survey.id).expect("counts").0, [1, 6, 0, 0, 1]);
    assert_eq!(s.store.gaps(s.survey.id, i64::MIN, 10).expect("reads"), [Span { first: 5, last: 6 }]);
    assert_eq!(s.store.numbers(s.survey.id).expect("reads"), Numbers { gaps: 1, missing: 2, repeated: 0 });
    // A kept problem, another header, an answer mended.
    let (doubtful, _) = s
        .store
        .interview(&s.survey, s.store.used_number(s.survey.id, 8, None).expect("reads").expect("is there").interview)
        .expect("reads");
    s.store.keep_problem(doubtful.id.expect("has one"), "too_fast", "benar", None).expect("keeps");
    let mut header = s.batch.header.clone();
    header.surveyor = s.survey.list(cacah::store::List::Surveyor).nth(1).expect("a second").id;
    header.forms = 12;
    s.store.update_batch(&s.survey, &s.batch, &header).expect("follows");
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}

#[test]
fn a_count_that_is_wrong_is_told_and_put_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    s.ordinary(1, &[]);
    let db = rusqlite::Connection::open(&path).expect("opens");
    db.execute_batch("UPDATE tally SET n = 7 WHERE part = 'day' AND what = 'status'; DELETE FROM span; UPDATE batch SET keyed = 3")
        .expect("spoils");
    let told: Vec<String> = s
        .store
        .recount(&s.survey)
        .expect("counts")
        .into_iter()
        .map(|count| format!("{}: {} {}\n", count.what, count.kept, count.counted))
        .collect();
    expect![[r#"
        day 2024-09-30 status complete: 7 1
        day 2024-09-30 status draft: 7 0
        batch 1 keyed: 3 1
        numbers 1-1: 0 1
    "#]]
    .assert_eq(&told.concat());
    s.store.rebuild_counts(&s.survey).expect("mends");
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}

#[test]
fn numbers_join_and_part_in_any_order() {
    let mut s = Sample::in_memory();
    let mut ids = Vec::new();
    for number in [5, 1, 3, 2, 9, 4, 7, 8] {
        ids.push(s.ordinary(number, &[]));
        assert_eq!(s.store.recount(&s.survey).expect("counts"), [], "after {number}");
    }
    for id in ids {
        s.store.void(id, "salah", None).expect("voids");
        assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
    }
    assert_eq!(s.store.numbers(s.survey.id).expect("reads"), Numbers::default());
}

#[test]
fn keying_mending_and_undoing_keep_the_counts() {
    let s = Scenario::carried(3)
        .keys("2 34 5 4 343443342 <Enter> 1 45 3 5 ..3443342 <Enter> <Ctrl+Z> <Ctrl+Z> <PgUp> 1")
        .text("salah")
        .keys("<Enter> <Ctrl+Z>");
    let store = s.app.store();
    let survey = store.surveys().expect("reads").remove(0);
    assert_eq!(store.recount(&survey).expect("counts"), []);
}

#[test]
fn a_reason_given_to_a_question_that_applies_no_more_counts_nowhere() {
    let mut s = Sample::in_memory();
    let blank = Answer::Missing(Missing::Blank);
    s.ordinary(1, &[("pekerjaan", Answer::int(6)), ("pekerjaan_lain", blank.clone())]);
    let other = s.ordinary(2, &[("pekerjaan", Answer::int(6)), ("pekerjaan_lain", blank)]);
    let (interview, batch) = s.store.interview(&s.survey, other).expect("reads");
    let question = s.survey.form.find("pekerjaan").expect("is asked");
    let save =
        Save { writes: vec![Write { question, old: Some(Answer::int(6)), new: Some(Answer::int(3)), why: None }], ..Save::default() };
    let saving = Saving { save: &save, effort: interview.effort, rules: Some(&[]), keying: None };
    s.store.save(&s.survey, &batch, &interview, &saving).expect("saves");
    let lines = s.store.completeness(&s.survey, Part::Survey).expect("reads");
    let filter = Filter { absent: Some(Absent::default()), ..Filter::default() };
    let listed = s.store.count(&s.survey, &filter).expect("counts");
    let told = s.store.operators(&s.survey, false).expect("reads");
    assert_eq!((lines[0].lacking(), listed, told[0].missing), (1, 1, 1));
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}
