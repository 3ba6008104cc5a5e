//! Whose work it is: strangers are refused by the store itself, and what a supervisor settled is not taken back.

use crate::support::Sample;
use cacah::store::{Choice, Draw, Drawn, Field, List, Method, Saving, Store};
use cacah::survey::compare::Fault;
use cacah::survey::interview::{Id, Save, Status, Write};
use cacah::survey::value::Answer;

fn first(s: &Sample, list: List, place: usize) -> Id {
    s.survey.list(list).nth(place).expect("has items").id
}

/// What an attempt came to.
fn told<T>(result: cacah::store::Result<T>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "done".to_owned())
}

#[test]
fn another_surveyor_changes_nothing_of_an_interview_whatever_way_they_try() {
    let mut s = Sample::in_memory();
    let one = s.doubtful(1, &[], &["too_fast"]);
    let draft = s.draft(2, &[("usia", Answer::int(40))]);
    let stored = s.store.interview(&s.survey, one).expect("reads").0;
    let stranger = Some(first(&s, List::Surveyor, 1));
    s.store.set_who(stranger);
    let refused = "this form is Petugas 1's";
    let header = cacah::store::Header { forms: 41, ..s.batch.header.clone() };
    let Sample { store, survey, batch } = &mut s;
    for (what, told) in [
        ("completing", told(store.complete(survey, batch, &draft, &[], None))),
        ("a kept problem", told(store.keep_problem(one, "too_fast", "benar", stranger))),
        ("a number", told(store.renumber(survey.id, &stored, 5, stranger))),
        ("a note", told(store.note(&stored, "usia", None, "sobek", stranger))),
        ("voiding", told(store.void(one, "tertukar", stranger))),
        ("undo", told(store.undo(survey, batch.id, None, stranger))),
        ("a header", told(store.update_batch(survey, batch, &header))),
    ] {
        assert!(told.starts_with(refused), "{what}: {told}");
    }
    assert_eq!(store.interview(survey, one).expect("reads").0, stored);
}

#[test]
fn a_problem_that_is_open_no_more_is_not_kept_and_nothing_is_voided_twice() {
    let mut s = Sample::in_memory();
    let one = s.ordinary(1, &[]);
    assert!(told(s.store.keep_problem(one, "too_fast", "benar", None)).contains("changed"));
    s.supervising(|store| store.approve(one, 2)).expect("approves");
    assert!(told(s.store.void(one, "salah", None)).contains("only a supervisor"), "approved is no longer the surveyor's alone");
    s.supervising(|store| {
        let who = store.who();
        store.void(one, "salah", who)
    })
    .expect("voids");
    assert!(told(s.store.void(one, "salah", None)).contains("changed"));
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}

/// Has a verifier find the age of a form wrong and a supervisor settle it for the second value.
fn settle(s: &mut Sample, interview: Id, age: i64) {
    settle_for(s, interview, age, &Choice::Second);
}

fn settle_for(s: &mut Sample, interview: Id, age: i64, choice: &Choice) {
    let verifier = first(s, List::Supervisor, 0);
    let draw = Draw { surveyor: None, verifier, method: Method::Every(1), random: 0 };
    s.store.set_who(Some(verifier));
    let Drawn::Made { verification, .. } = s.draw(&draw) else { panic!("nothing drawn") };
    let verification = s.store.verification(verification).expect("reads");
    let (first, second) = (Some(Answer::int(34)), Some(Answer::int(age)));
    let field = Field { interview, question: "usia".to_owned(), first, second, fault: Fault::Keyer, last: true };
    s.store.rekey(&s.survey, &verification, &field).expect("is stored");
    let mismatch = s.store.mismatches(verification.id).expect("reads").remove(0);
    s.store.settle(&s.survey, &verification, &mismatch, choice).expect("is settled");
    s.store.set_who(None);
}

fn age(store: &Store, s: &cacah::store::Survey, interview: Id) -> Option<Answer> {
    store.interview(s, interview).expect("reads").0.answers[s.form.find("usia").expect("is asked")].clone()
}

#[test]
fn the_surveyors_undo_leaves_alone_what_a_verification_settled() {
    let mut s = Sample::in_memory();
    let one = s.ordinary(1, &[]);
    settle(&mut s, one, 43);
    let who = Some(s.batch.header.surveyor);
    assert_eq!(s.store.undo(&s.survey, s.batch.id, None, who).expect("undoes"), None);
    assert_eq!(age(&s.store, &s.survey, one), Some(Answer::int(43)));
    assert_eq!(s.store.interview(&s.survey, one).expect("reads").0.status, Status::Complete);
    // What is keyed after it can be taken back.
    s.ordinary(2, &[]);
    assert!(s.store.undo(&s.survey, s.batch.id, None, who).expect("undoes").is_some());
}

#[test]
fn a_doubtful_value_that_a_verification_settled_is_an_open_problem_until_somebody_finds_it_right() {
    let mut s = Sample::in_memory();
    let one = s.ordinary(1, &[]);
    settle(&mut s, one, 14);
    assert_eq!(s.store.open_problems(one).expect("reads"), ["doubt:muda_sarjana", "unusual:usia"]);
    // Mending another question says nothing about it.
    let (interview, batch) = s.store.interview(&s.survey, one).expect("reads");
    let question = s.survey.form.find("sarana").expect("is asked");
    let save =
        Save { writes: vec![Write { question, old: Some(Answer::int(2)), new: Some(Answer::int(3)), why: None }], ..Save::default() };
    let saving = Saving { save: &save, effort: interview.effort, rules: Some(&[]), keying: None };
    s.store.save(&s.survey, &batch, &interview, &saving).expect("saves");
    assert_eq!(s.store.open_problems(one).expect("reads"), ["doubt:muda_sarjana", "unusual:usia"]);
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}

#[test]
fn a_mismatch_settled_for_the_first_value_is_no_mistake_of_the_surveyor_in_the_statistics_either() {
    let mut s = Sample::in_memory();
    let one = s.ordinary(1, &[]);
    settle_for(&mut s, one, 43, &Choice::First);
    let told = s.store.operators(&s.survey, false).expect("reads");
    assert_eq!((told[0].compared, told[0].mismatches), (1, 0));
    let verification = s.store.verifications(s.survey.id).expect("reads").remove(0);
    let compared = s.store.compared(verification.id).expect("reads");
    assert_eq!((compared[0].keyer, compared[0].verifier), (0, 1));
}
