//! What else comes together from several laptops: clocks, locks, lists, PINs, verifications, files of older programs, folders of files.

use crate::merge::{Laptops, merge};
use crate::migration;
use crate::support::{Sample, names, run};
use cacah::exchange::bundle::{self, Parcel};
use cacah::exchange::merging::{Merging, Wish};
use cacah::store::{Clock, Error, Header, Item, List, Merge, Merged, Refusal, SignIn, Source, Store, Survey};
use cacah::survey::value::Answer;
use cacah::words::{Lang, Words};
use expect_test::expect;
use jiff::ToSpan;

/// Hands over from one store to another by a bundle, as the program does.
fn hand_over(from: &mut Store, into: &mut Store) -> Merged {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("serah.cacah");
    bundle::write(from, &path, false, &Parcel { all: true, ..Parcel::default() }).expect("is written");
    let source = bundle::open(&path, None, &folder.path().join("rows")).expect("opens").0;
    merge(into, source)
}

/// Sets a laptop's clock by so many minutes.
fn set_clock(sample: &mut Sample, minutes: i64) {
    let moment = sample.store.now().checked_add(minutes.minutes()).expect("a moment");
    sample.store.set_clock(Clock::by_hand(moment).0);
}

fn clocks(merged: &Merged) -> Vec<(&str, i64, i64, i64)> {
    let minutes = |ms: i64| ms / 60_000;
    merged.clocks.iter().map(|clock| (clock.surveyor.as_str(), minutes(clock.ahead), minutes(clock.behind), minutes(clock.back))).collect()
}

#[test]
fn clocks_that_cannot_be_right_are_told_and_decide_nothing() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    let [here, there] = &mut laptops.all[..] else { unreachable!("two laptops") };
    // Four minutes are no wrong clock.
    set_clock(there, 4);
    there.ordinary(101, &[]);
    assert_eq!(clocks(&hand_over(&mut there.store, &mut here.store)), []);
    set_clock(there, 60);
    there.ordinary(102, &[]);
    assert_eq!(clocks(&hand_over(&mut there.store, &mut here.store)), [("Petugas 1", 64, 0, 0)]);
    // Behind the interview of the first laptop, which it holds; and behind its own lines.
    set_clock(there, -164);
    there.ordinary(103, &[]);
    assert_eq!(clocks(&hand_over(&mut there.store, &mut here.store)), [("Petugas 1", 0, 100, 164)]);
    // What was changed last by the log stands, whatever the clock said.
    laptops.answer(1, id, "biaya", Answer::int(2));
    laptops.merge(0, 1);
    assert_eq!(laptops.given(0, id, "biaya"), Some(Answer::int(2)));
    assert!(laptops.conflicts(0).is_empty());
}

/// Tells why files can't be merged.
fn refusal(store: &mut Store, source: Source) -> Option<Refusal> {
    let mut merge = Merge::begin(store, vec![source]).expect("begins");
    loop {
        match merge.step(store) {
            Ok(progress) if progress.done => {
                merge.cancel(store);
                return None;
            }
            Ok(_) => {}
            Err(Error::Refused(why)) => return Some(*why),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn a_closed_survey_takes_nothing_in_until_it_is_open_again() {
    let mut laptops = Laptops::new(2);
    laptops.all[0].ordinary(1, &[]);
    laptops.all[1].ordinary(101, &[]);
    let survey = laptops.all[0].survey.clone();
    laptops.all[0].supervising(|store| store.close_survey(&survey, "selesai")).expect("closes");
    let before = laptops.state(0);
    let source = laptops.copy(1);
    let why = refusal(&mut laptops.all[0].store, source).expect("is refused");
    assert_eq!(why.say(Words(Lang::En)), "'laptop' changes a survey that is closed here: SKM DPMPTSP Kota Bontang · Semester II 2024");
    assert_eq!(laptops.state(0), before);
    // The lock travels: the other laptop is closed too, with what it had keyed.
    laptops.merge(1, 0);
    assert!(laptops.all[1].store.closed(survey.id).expect("reads").is_some());
    laptops.all[0].supervising(|store| store.reopen_survey(survey.id, "terlambat")).expect("opens");
    laptops.merge(0, 1);
    laptops.merge(1, 0);
    laptops.merge(0, 1);
    assert_eq!(laptops.state(0), laptops.state(1));
    for laptop in 0..2 {
        assert!(laptops.all[laptop].store.closed(survey.id).expect("reads").is_none());
        laptops.examine(laptop);
    }
}

fn with_service(sample: &mut Sample, label: &str) -> i64 {
    let old = sample.store.survey(sample.survey.id).expect("reads");
    let mut new: Survey = old.clone();
    let code = 1 + old.list(List::Service).map(|item| item.code).max().unwrap_or(0);
    new.items.push(Item { id: 0, list: List::Service, code, label: label.to_owned(), retired: false, block: None });
    sample.store.update_survey(&old, &new).expect("is stored");
    sample.survey = sample.store.survey(old.id).expect("reads");
    code
}

#[test]
fn two_services_with_one_code_stay_two_and_each_interview_keeps_its_own() {
    let mut laptops = Laptops::new(2);
    let codes = [(0, "Izin usaha"), (1, "Izin praktik")].map(|(laptop, label)| with_service(&mut laptops.all[laptop], label));
    assert_eq!(codes[0], codes[1]);
    let ids = [(0, 1), (1, 101)].map(|(laptop, number)| laptops.all[laptop].ordinary(number, &[("layanan", Answer::int(codes[0]))]));
    for (into, from) in [(0, 1), (1, 0), (0, 1)] {
        laptops.merge(into, from);
    }
    assert_eq!(laptops.state(0), laptops.state(1));
    for laptop in 0..2 {
        let Sample { store, survey, .. } = &mut laptops.all[laptop];
        *survey = store.survey(survey.id).expect("reads");
        let named = ids.map(|id| {
            let interview = store.interview(survey, id).expect("reads").0;
            let code = interview.answers[survey.form.find("layanan").expect("is asked")].as_ref().and_then(Answer::number);
            survey.list(List::Service).find(|item| Some(item.code) == code).expect("a service").label.clone()
        });
        assert_eq!(named, ["Izin usaha", "Izin praktik"]);
        laptops.examine(laptop);
    }
}

#[test]
fn a_pin_comes_with_its_person_and_the_newest_one_holds() {
    let mut laptops = Laptops::new(2);
    let surveyor = laptops.all[0].survey.list(List::Surveyor).next().expect("a surveyor").id;
    let signs_in = |laptops: &mut Laptops, laptop: usize, pin: &str| {
        let welcome = matches!(laptops.all[laptop].store.sign_in(surveyor, pin).expect("reads"), SignIn::Welcome);
        laptops.all[laptop].store.set_who(None);
        welcome
    };
    laptops.all[0].store.set_pin(surveyor, "1234").expect("is set");
    laptops.merge(1, 0);
    assert!(signs_in(&mut laptops, 1, "1234"));
    laptops.all[1].store.set_pin(surveyor, "5678").expect("is set");
    laptops.merge(0, 1);
    assert!(!signs_in(&mut laptops, 0, "1234"));
    assert!(signs_in(&mut laptops, 0, "5678"));
    // The old one does not come back with an old file.
    laptops.merge(1, 0);
    assert!(signs_in(&mut laptops, 1, "5678"));
}

#[test]
fn a_file_of_the_first_schema_is_taken_in_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = migration::first(folder.path());
    let before = std::fs::read(&path).expect("reads");
    expect![[r#"
        exit 0
        Lama · 2023 · Sari: 1 new, 0 changed, 0 equal, 0 in conflict
        merged; 7 lines of the log, 0 form numbers twice
    "#]]
    .assert_eq(&run(folder.path(), &["merge", "--db", "new.db", "old.db"]));
    assert_eq!(std::fs::read(&path).expect("reads"), before);
    expect![[r#"
        exit 0
        Lama · 2023 · Sari: 0 new, 0 changed, 1 equal, 0 in conflict
        nothing is new; 0 lines of the log, 0 form numbers twice
    "#]]
    .assert_eq(&run(folder.path(), &["merge", "--db", "new.db", "--no-backup", "old.db"]));
    let doctor = run(folder.path(), &["doctor", "--db", "new.db"]);
    assert!(doctor.starts_with("exit 0"), "{doctor}");
}

#[test]
fn a_file_that_does_not_follow_is_left_out_after_the_others_were_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let mut laptops = Laptops::new(2);
    laptops.all[0].ordinary(1, &[]);
    laptops.all[1].ordinary(101, &[]);
    let parcel = |all| Parcel { all, ..Parcel::default() };
    bundle::write(&mut laptops.all[0].store, &path("a.cacah"), false, &parcel(true)).expect("is written");
    bundle::write(&mut laptops.all[1].store, &path("b.cacah"), false, &parcel(true)).expect("is written");
    laptops.all[1].ordinary(102, &[]);
    // What came between was never received.
    bundle::write(&mut laptops.all[1].store, &path("c.cacah"), false, &parcel(false)).expect("is written");
    let mut store = Store::open(&path("here.db")).expect("opens");
    let wish = Wish { files: ["c.cacah", "a.cacah"].map(path).to_vec(), keeps: true, leaves_out: true, ..Wish::default() };
    let mut job = Merging::begin(wish);
    let outcome = loop {
        if let Some(outcome) = job.step(&mut store).expect("goes on") {
            break outcome;
        }
    };
    assert_eq!((outcome.files, outcome.left_out.len(), outcome.merged.rows[0].new), (vec![path("a.cacah")], 1, 1));
    assert_eq!(outcome.left_out[0].path, path("c.cacah"));
}

#[test]
fn rows_that_a_killed_program_left_are_swept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    drop(Sample::at(&path.join("a.db")));
    for left in ["a.db.1-0.rows", "a.db.1-0.rows-journal", "a.db.1-copy.rows"] {
        std::fs::write(path.join(left), "left").expect("writes");
    }
    std::fs::write(path.join("a.db.note"), "mine").expect("writes");
    run(path, &["bundle", "--db", "a.db", "--all", "--out", "serah.cacah"]);
    assert_eq!(names(path), ["a.db", "a.db-lock", "a.db.note", "serah.cacah"]);
}

#[test]
fn a_new_batch_begins_in_the_surveyors_own_block() {
    let mut sample = Sample::in_memory();
    let mut changed = sample.survey.clone();
    let surveyors: Vec<_> = sample.survey.list(List::Surveyor).map(|item| item.id).collect();
    for item in &mut changed.items {
        if let Some(at) = surveyors.iter().position(|id| *id == item.id) {
            item.block = [Some((201, 400)), Some((401, 402)), None][at];
        }
    }
    sample.store.update_survey(&sample.survey, &changed).expect("is stored");
    sample.survey = sample.store.survey(sample.survey.id).expect("reads");
    let free = |sample: &Sample, at: usize| sample.store.first_free_number(&sample.survey, Some(surveyors[at])).expect("reads");
    assert_eq!([0, 1, 2].map(|at| free(&sample, at)), [201, 401, 1]);
    let begin = |sample: &mut Sample, first_number: i64, forms: i64| {
        let header = Header { first_number, forms, ..sample.batch.header.clone() };
        sample.batch = sample.store.create_batch(sample.survey.id, &header).expect("is made");
    };
    begin(&mut sample, 201, 40);
    sample.ordinary(201, &[]);
    begin(&mut sample, 401, 2);
    sample.ordinary(401, &[]);
    // Within the block behind its batches; a full block gives its last; without one behind all.
    assert_eq!([0, 1, 2].map(|at| free(&sample, at)), [241, 402, 403]);
}
