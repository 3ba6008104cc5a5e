//! Headers of batches: corrected by one program while another keys, after an approval, and in whose name.

use crate::support::Sample;
use cacah::store::{Header, List, Saving, Store, TrailFilter};
use cacah::survey::interview::{Effort, Id, Interview, Save, Status, Write};
use cacah::survey::value::Answer;

fn item(s: &Sample, list: List, place: usize) -> Id {
    s.survey.list(list).nth(place).expect("has items").id
}

/// The header of the sample's batch, with the second location.
fn moved(s: &Sample) -> Header {
    Header { location: item(s, List::Location, 1), ..s.batch.header.clone() }
}

/// Approves an interview as the supervisor; nobody is signed in afterwards.
fn approve(s: &mut Sample, id: Id) {
    s.store.set_who(Some(item(s, List::Supervisor, 0)));
    s.store.approve(id, s.store.interview(&s.survey, id).expect("reads").0.revision).expect("approves");
    s.store.set_who(None);
}

fn status(s: &Sample, id: Id) -> Status {
    s.store.interview(&s.survey, id).expect("reads").0.status
}

#[test]
fn a_corrected_header_drops_the_approval_of_what_follows_it() {
    let mut s = Sample::in_memory();
    let one = s.ordinary(1, &[]);
    approve(&mut s, one);
    // The control total is no part of an interview.
    let more = Header { forms: 41, ..s.batch.header.clone() };
    s.store.update_batch(&s.survey, &s.batch, &more).expect("is corrected");
    assert_eq!(status(&s, one), Status::Approved);
    s.batch = s.store.batch(s.batch.id).expect("reads");
    let header = moved(&s);
    s.store.update_batch(&s.survey, &s.batch, &header).expect("is corrected");
    assert_eq!(status(&s, one), Status::Complete);
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
    // A header is not taken back by undo, and neither is what fell with it.
    let who = Some(s.batch.header.surveyor);
    assert_eq!(s.store.undo(&s.survey, s.batch.id, None, who).expect("undoes"), None);
    assert_eq!(status(&s, one), Status::Complete);
}

#[test]
fn a_header_that_another_program_corrected_is_not_overwritten_and_no_form_is_keyed_under_the_old_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    let mut other = Store::open(&path).expect("opens");
    other.update_batch(&s.survey, &s.batch, &Header { forms: 10, location: moved(&s).location, ..s.batch.header.clone() }).expect("writes");
    let stale = |told: cacah::store::Result<()>| assert!(matches!(told, Err(cacah::store::Error::Stale)), "{told:?}");
    let header = Header { forms: 12, ..s.batch.header.clone() };
    stale(s.store.update_batch(&s.survey, &s.batch, &header));
    let question = s.survey.form.find("usia").expect("is asked");
    let save = Save { writes: vec![Write { question, old: None, new: Some(Answer::int(40)), why: None }], ..Save::default() };
    let saving = Saving { save: &save, effort: Effort::default(), rules: None, keying: None };
    let fresh = Interview::empty(1, s.batch.header.date, s.survey.form.questions.len());
    stale(s.store.save(&s.survey, &s.batch, &fresh, &saving).map(|_| ()));
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
    s.batch = s.store.batch(s.batch.id).expect("reads");
    s.store.save(&s.survey, &s.batch, &fresh, &saving).expect("saves");
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
}

#[test]
fn what_a_supervisor_keys_or_sets_up_stands_in_the_log_in_the_supervisors_name() {
    let mut s = Sample::in_memory();
    s.store.set_who(Some(item(&s, List::Supervisor, 0)));
    let header = Header { first_number: 41, ..s.batch.header.clone() };
    s.batch = s.store.create_batch(s.survey.id, &header).expect("is made");
    s.ordinary(41, &[]);
    let header = moved(&s);
    s.store.update_batch(&s.survey, &s.batch, &header).expect("is corrected");
    let mut renamed = s.survey.clone();
    renamed.name.push_str(" lain");
    renamed.items[0].label.push_str(" lain");
    s.store.update_survey(&s.survey, &renamed).expect("is stored");
    let names = |from: Id| -> Vec<String> {
        let lines = s.store.trail(&s.survey, &TrailFilter::default(), Id::MAX, 500).expect("reads");
        lines.into_iter().filter(|line| line.id >= from).map(|line| line.who).collect()
    };
    assert!(names(s.batch.id).iter().all(|who| who == "Pengawas"), "{:?}", names(s.batch.id));
}
