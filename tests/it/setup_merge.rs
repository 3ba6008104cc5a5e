//! Set-ups of several laptops: lists, people, headers and the survey itself, changed here and there, whatever is merged first.

use crate::merge::Laptops;
use crate::support::Sample;
use cacah::store::{Draw, Header, Item, List, Method, Survey};
use cacah::survey::index::Pooling;
use cacah::survey::value::Answer;
use proptest::prelude::*;

/// What happens to the set-up on laptops; the numbers say where, and which of what is there.
#[derive(Clone, Debug)]
enum Deed {
    Add(usize, List, u8),
    Rename(usize, List, usize, u8),
    Retire(usize, List, usize),
    TakeOff(usize, List, usize),
    Block(usize, usize, i64),
    Name(usize, u8),
    Rule(usize, bool),
    Begin(usize, usize),
    Correct(usize, usize, usize),
    Key(usize),
    Comment(usize, usize),
    Pin(usize, List, usize, bool),
    Draw(usize, usize),
    Merge(usize, usize),
}

fn deed(laptops: usize) -> impl Strategy<Value = Deed> {
    let list = || prop::sample::select(List::ALL.to_vec());
    let (laptop, at) = (0..laptops, 0..5_usize);
    prop_oneof![
        3 => (laptop.clone(), list(), 0..3_u8).prop_map(|(laptop, list, name)| Deed::Add(laptop, list, name)),
        2 => (laptop.clone(), list(), at.clone(), 0..3_u8).prop_map(|(laptop, list, at, name)| Deed::Rename(laptop, list, at, name)),
        2 => (laptop.clone(), list(), at.clone()).prop_map(|(laptop, list, at)| Deed::Retire(laptop, list, at)),
        3 => (laptop.clone(), list(), at.clone()).prop_map(|(laptop, list, at)| Deed::TakeOff(laptop, list, at)),
        1 => (laptop.clone(), at.clone(), 1..3_i64).prop_map(|(laptop, at, by)| Deed::Block(laptop, at, by)),
        1 => (laptop.clone(), 0..3_u8).prop_map(|(laptop, name)| Deed::Name(laptop, name)),
        1 => (laptop.clone(), any::<bool>()).prop_map(|(laptop, other)| Deed::Rule(laptop, other)),
        3 => (laptop.clone(), at.clone()).prop_map(|(laptop, at)| Deed::Begin(laptop, at)),
        2 => (laptop.clone(), at.clone(), at.clone()).prop_map(|(laptop, batch, at)| Deed::Correct(laptop, batch, at)),
        2 => laptop.clone().prop_map(Deed::Key),
        2 => (laptop.clone(), at.clone()).prop_map(|(laptop, at)| Deed::Comment(laptop, at)),
        2 => (laptop.clone(), list(), at.clone(), any::<bool>()).prop_map(|(laptop, list, at, set)| Deed::Pin(laptop, list, at, set)),
        1 => (laptop.clone(), at).prop_map(|(laptop, at)| Deed::Draw(laptop, at)),
        6 => (laptop.clone(), laptop).prop_map(|(into, from)| Deed::Merge(into, from)),
    ]
}

const NAMES: [&str; 3] = ["Satu", "Dua", "Tiga"];

/// Changes the survey's set-up as it stands; what the program refuses is refused.
fn set_up(sample: &mut Sample, change: impl FnOnce(&mut Survey)) {
    let old = sample.store.survey(sample.survey.id).expect("reads");
    let mut new = old.clone();
    change(&mut new);
    match sample.store.update_survey(&old, &new) {
        Ok(()) | Err(cacah::store::Error::InUse(_)) => {}
        Err(error) => panic!("{error}"),
    }
    sample.survey = sample.store.survey(old.id).expect("reads");
}

fn of(survey: &mut Survey, list: List, at: usize) -> Option<&mut Item> {
    let mut items: Vec<&mut Item> = survey.items.iter_mut().filter(|item| item.list == list).collect();
    if items.is_empty() { None } else { Some(items.remove(at % items.len())) }
}

fn header(sample: &Sample, at: usize) -> Option<Header> {
    let pick = |list| {
        let items: Vec<_> = sample.survey.choosable(list).map(|item| item.id).collect();
        (!items.is_empty()).then(|| items[at % items.len()])
    };
    Some(Header {
        band: pick(List::Band),
        location: pick(List::Location)?,
        service: pick(List::Service),
        surveyor: pick(List::Surveyor)?,
        ..sample.batch.header.clone()
    })
}

fn act(laptops: &mut Laptops, deed: &Deed, number: i64) {
    match *deed {
        Deed::Merge(into, from) => {
            if into != from {
                laptops.merge(into, from);
            }
        }
        Deed::Key(laptop) => {
            let s = &mut laptops.all[laptop];
            s.survey = s.store.survey(s.survey.id).expect("reads");
            s.batch = s.store.batch(s.batch.id).expect("reads");
            let code = s.survey.choosable(List::Service).map(|item| item.code).max();
            if let Some(code) = code {
                s.ordinary(number, &[("layanan", Answer::int(code))]);
            }
        }
        Deed::Begin(laptop, at) => {
            let s = &mut laptops.all[laptop];
            s.survey = s.store.survey(s.survey.id).expect("reads");
            if let Some(header) = header(s, at) {
                s.batch = s.store.create_batch(s.survey.id, &header).expect("is made");
            }
        }
        Deed::Correct(laptop, batch, at) => {
            let s = &mut laptops.all[laptop];
            s.survey = s.store.survey(s.survey.id).expect("reads");
            let Some(header) = header(s, at) else { return };
            let batches = s.store.batches_of(s.survey.id, cacah::store::Part::Day, &cacah::store::Cell::Day(header.date.to_string()), 50);
            let batches = batches.expect("reads");
            if !batches.is_empty() {
                let batch = &batches[batch % batches.len()];
                s.store.update_batch(&s.survey, batch, &header).expect("is corrected");
            }
        }
        Deed::Comment(laptop, at) => {
            laptops.supervised(laptop);
            let s = &mut laptops.all[laptop];
            let survey = s.store.survey(s.survey.id).expect("reads");
            let list = s.store.list(&survey, &cacah::store::Filter::default(), (i64::MIN, 0), 100).expect("reads");
            let who = survey.choosable(List::Supervisor).last().map(|item| item.id);
            s.store.set_who(who);
            if !list.is_empty() {
                s.store.comment(list[at % list.len()].id, None, "lihat", who).expect("writes");
            }
            s.store.set_who(None);
        }
        Deed::Pin(laptop, list, at, set) => {
            let s = &mut laptops.all[laptop];
            let mut survey = s.store.survey(s.survey.id).expect("reads");
            let list = if list == List::Supervisor { list } else { List::Surveyor };
            let supervisor = survey.choosable(List::Supervisor).next().map(|item| item.id);
            let Some(person) = of(&mut survey, list, at).map(|item| item.id) else { return };
            if set {
                s.store.set_pin(person, "1234").expect("is set");
            } else if supervisor.is_some() {
                s.store.set_who(supervisor);
                s.store.forget_pin(&survey, person).expect("is forgotten");
                s.store.set_who(None);
            }
        }
        Deed::Draw(laptop, at) => {
            let s = &mut laptops.all[laptop];
            s.survey = s.store.survey(s.survey.id).expect("reads");
            let supervisors: Vec<_> = s.survey.choosable(List::Supervisor).map(|item| item.id).collect();
            if supervisors.is_empty() {
                return;
            }
            let verifier = supervisors[at % supervisors.len()];
            let draw = Draw { surveyor: None, verifier, method: Method::Every(1), random: 1 };
            let survey = s.survey.clone();
            // Where nothing is finished nothing is drawn.
            let _ = s.supervising(|store| store.draw_verification(&survey, &draw));
        }
        Deed::Rule(laptop, other) => {
            let s = &mut laptops.all[laptop];
            let survey = s.store.survey(s.survey.id).expect("reads");
            let pooling = if other { Pooling::Services } else { Pooling::Respondents };
            s.store.set_convention(&survey, &survey.convention, pooling).expect("is stored");
        }
        ref deed => on_lists(laptops, deed),
    }
}

/// Does what is about the survey and its lists.
fn on_lists(laptops: &mut Laptops, deed: &Deed) {
    match *deed {
        Deed::Name(laptop, name) => set_up(&mut laptops.all[laptop], |survey| NAMES[usize::from(name)].clone_into(&mut survey.unit)),
        Deed::Block(laptop, at, by) => set_up(&mut laptops.all[laptop], |survey| {
            if let Some(item) = of(survey, List::Surveyor, at) {
                item.block = Some((by * 100, by * 100 + 50));
            }
        }),
        Deed::Add(laptop, list, name) => set_up(&mut laptops.all[laptop], |survey| {
            let code = 1 + survey.list(list).map(|item| item.code).max().unwrap_or(0);
            survey.items.push(Item { id: 0, list, code, label: NAMES[usize::from(name)].to_owned(), retired: false, block: None });
        }),
        Deed::Rename(laptop, list, at, name) => set_up(&mut laptops.all[laptop], |survey| {
            if let Some(item) = of(survey, list, at) {
                NAMES[usize::from(name)].clone_into(&mut item.label);
            }
        }),
        Deed::Retire(laptop, list, at) => set_up(&mut laptops.all[laptop], |survey| {
            if let Some(item) = of(survey, list, at) {
                item.retired = !item.retired;
            }
        }),
        Deed::TakeOff(laptop, list, at) => set_up(&mut laptops.all[laptop], |survey| {
            let Some(id) = of(survey, list, at).map(|item| item.id) else { return };
            survey.items.retain(|item| item.id != id);
        }),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn set_ups_converge_whatever_is_merged_first((count, deeds) in (2..4_usize).prop_flat_map(|count| (Just(count), prop::collection::vec(deed(count), 1..20)))) {
        let mut laptops = Laptops::new(count);
        for (number, deed) in (1..).zip(&deeds) {
            act(&mut laptops, deed, number);
        }
        for _ in 0..3 {
            for into in 0..count {
                for from in 0..count {
                    act(&mut laptops, &Deed::Merge(into, from), 0);
                }
            }
        }
        for laptop in 0..count {
            prop_assert_eq!(laptops.differences(laptop, 0), "");
            laptops.examine(laptop);
        }
    }
}

/// Both take in what the other has, and must then be alike and sound.
fn exchange(laptops: &mut Laptops) {
    for (into, from) in [(0, 1), (1, 0), (0, 1)] {
        laptops.merge(into, from);
    }
    assert_eq!(laptops.state(0), laptops.state(1));
    laptops.examine(0);
    laptops.examine(1);
}

#[test]
fn a_copy_with_a_new_device_number_knows_what_was_in_it() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    laptops.all[1].store.draw_device().expect("is drawn");
    laptops.answer(1, id, "usia", Answer::int(50));
    exchange(&mut laptops);
    assert_eq!(laptops.conflicts(0), []);
    assert_eq!(laptops.given(0, id, "usia"), Some(Answer::int(50)));
}

#[test]
fn a_form_that_was_keyed_while_its_header_was_corrected_elsewhere_follows_the_header() {
    let mut laptops = Laptops::new(2);
    let first = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    // The supervisor corrects the stack's location while the surveyor goes on with it.
    let batch = laptops.all[0].batch.clone();
    let other = laptops.all[1].survey.list(List::Location).nth(1).expect("a second").id;
    let survey = laptops.all[1].survey.clone();
    let header = Header { location: other, ..batch.header.clone() };
    laptops.all[1].store.update_batch(&survey, &batch, &header).expect("is corrected");
    let second = laptops.all[0].ordinary(2, &[]);
    exchange(&mut laptops);
    for laptop in 0..2 {
        let Sample { store, survey, .. } = &laptops.all[laptop];
        for id in [first, second] {
            let of_survey = store.list(survey, &cacah::store::Filter { location: Some(other), ..Default::default() }, (i64::MIN, 0), 9);
            assert!(of_survey.expect("reads").iter().any(|entry| entry.id == id), "laptop {laptop}, {id}");
        }
    }
}

#[test]
fn corrections_of_different_fields_of_a_header_both_stand() {
    let mut laptops = Laptops::new(2);
    laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    let batch = laptops.all[0].batch.clone();
    let survey = laptops.all[0].survey.clone();
    let other = survey.list(List::Location).nth(1).expect("a second").id;
    let moved = Header { location: other, ..batch.header.clone() };
    let dated = Header { date: jiff::civil::date(2024, 10, 1), ..batch.header.clone() };
    laptops.all[0].store.update_batch(&survey, &batch, &moved).expect("is corrected");
    laptops.all[1].store.update_batch(&survey, &batch, &dated).expect("is corrected");
    exchange(&mut laptops);
    assert_eq!(laptops.conflicts(0), []);
    for laptop in 0..2 {
        let header = laptops.all[laptop].store.batch(batch.id).expect("reads").header;
        assert_eq!((header.location, header.date), (other, dated.date));
    }
}

#[test]
fn a_closed_survey_that_was_changed_on_both_sides_comes_in_whole() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    laptops.answer(0, id, "biaya", Answer::int(1));
    laptops.answer(1, id, "biaya", Answer::int(2));
    let survey = laptops.all[0].survey.clone();
    laptops.all[0].supervising(|store| store.close_survey(&survey, "selesai")).expect("closes");
    let merged = laptops.merge(1, 0);
    assert_eq!(merged.conflicts, 1);
    assert!(laptops.all[1].store.closed(survey.id).expect("reads").is_some());
    laptops.all[0].supervising(|store| store.reopen_survey(survey.id, "terlambat")).expect("opens");
    exchange(&mut laptops);
    assert_eq!(laptops.conflicts(0).len(), 1);
}

#[test]
fn a_supervisor_who_was_taken_off_the_list_stays_where_a_comment_is_theirs() {
    let mut laptops = Laptops::new(2);
    set_up(&mut laptops.all[0], |survey| {
        survey.items.push(Item { id: 0, list: List::Supervisor, code: 2, label: "Ibu Ani".to_owned(), retired: false, block: None });
    });
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    let person = laptops.all[0].survey.list(List::Supervisor).last().expect("a second").id;
    laptops.all[1].store.set_who(Some(person));
    laptops.all[1].store.comment(id, None, "lihat", Some(person)).expect("writes");
    laptops.all[1].store.set_who(None);
    set_up(&mut laptops.all[0], |survey| survey.items.retain(|item| item.id != person));
    assert_eq!(laptops.all[0].survey.list(List::Supervisor).count(), 1);
    exchange(&mut laptops);
    for laptop in 0..2 {
        let store = &laptops.all[laptop].store;
        let survey = store.survey(survey_of(&laptops)).expect("reads");
        let item = survey.list(List::Supervisor).find(|item| item.id == person).expect("is here").clone();
        assert!(item.retired && item.label == "Ibu Ani", "{item:?}");
        assert_eq!(store.comments(id).expect("reads")[0].who, "Ibu Ani");
    }
    // Where it is known what is theirs, they can't be taken off at all.
    let old = laptops.all[0].store.survey(survey_of(&laptops)).expect("reads");
    let mut new = old.clone();
    new.items.retain(|item| item.id != person);
    assert!(matches!(laptops.all[0].store.update_survey(&old, &new), Err(cacah::store::Error::InUse(_))));
}

fn survey_of(laptops: &Laptops) -> cacah::survey::interview::Id {
    laptops.all[0].survey.id
}

#[test]
fn undo_leaves_what_another_laptop_has_changed_since() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.answer(0, id, "usia", Answer::int(40));
    laptops.merge(1, 0);
    laptops.answer(1, id, "usia", Answer::int(50));
    laptops.merge(0, 1);
    let Sample { store, survey, batch } = &mut laptops.all[0];
    let who = Some(batch.header.surveyor);
    let undone = store.undo(survey, batch.id, None, who).expect("answers");
    // What was keyed before is another matter: the completion is taken back, the other laptop's answer stays.
    assert_ne!(undone.and_then(|undone| undone.question), survey.form.find("usia"));
    assert_eq!(laptops.given(0, id, "usia"), Some(Answer::int(50)));
}

#[test]
fn undo_of_a_service_whose_code_was_given_to_another_one_finds_the_one_that_was_meant() {
    let mut laptops = Laptops::new(2);
    let add = |laptops: &mut Laptops, laptop: usize, label: &str| {
        set_up(&mut laptops.all[laptop], |survey| {
            let code = 1 + survey.list(List::Service).map(|item| item.code).max().unwrap_or(0);
            survey.items.push(Item { id: 0, list: List::Service, code, label: label.to_owned(), retired: false, block: None });
        });
        laptops.all[laptop].survey.list(List::Service).last().map_or(0, |item| item.code)
    };
    let code = add(&mut laptops, 0, "Izin usaha");
    assert_eq!(add(&mut laptops, 1, "Izin praktik"), code);
    let ids: Vec<_> =
        [0, 1].into_iter().map(|laptop| laptops.all[laptop].ordinary(1 + 100 * laptop as i64, &[("layanan", Answer::int(code))])).collect();
    for (laptop, id) in ids.iter().enumerate() {
        laptops.answer(laptop, *id, "layanan", Answer::int(1));
    }
    exchange(&mut laptops);
    for (laptop, (id, meant)) in ids.into_iter().zip(["Izin usaha", "Izin praktik"]).enumerate() {
        let s = &mut laptops.all[laptop];
        s.survey = s.store.survey(s.survey.id).expect("reads");
        let who = Some(s.batch.header.surveyor);
        let undone = s.store.undo(&s.survey, s.batch.id, None, who).expect("undoes").expect("something");
        assert_eq!(undone.interview, id);
        let given = laptops.given(laptop, id, "layanan").and_then(|answer| answer.number());
        let survey = &laptops.all[laptop].survey;
        let label = survey.list(List::Service).find(|item| Some(item.code) == given).map(|item| item.label.as_str());
        assert_eq!(label, Some(meant));
    }
}
