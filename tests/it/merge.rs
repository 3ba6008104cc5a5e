//! Several laptops and one data set: what is keyed on each comes together, whatever is merged first, and what two changed is shown.

use crate::support::Sample;
use cacah::store::{Conflict, Filter, FollowUp, Merge, Merged, Part, Saving, Source, Store};
use cacah::survey::interview::{Id, Save, Status, Write};
use cacah::survey::value::{Answer, Missing};
use proptest::prelude::*;
use std::path::Path;
use tempfile::TempDir;

/// Some laptops with one survey, which the first one made.
pub struct Laptops {
    pub all: Vec<Sample>,
    folder: TempDir,
    copies: std::cell::Cell<u32>,
}

impl Laptops {
    pub fn new(count: usize) -> Self {
        Self::with(count, Sample::in_memory())
    }

    /// Laptops whose survey has a form of one's own.
    pub fn of_form(count: usize, form: &str) -> Self {
        Self::with(count, Sample::of_form(form))
    }

    fn with(count: usize, first: Sample) -> Self {
        let laptops = Self { all: vec![first], folder: tempfile::tempdir().expect("a folder"), copies: std::cell::Cell::default() };
        let mut laptops = laptops;
        for _ in 1..count {
            let mut store = Store::in_memory().expect("opens");
            store.set_clock(laptops.all[0].store.clock());
            let (survey, batch) = (laptops.all[0].survey.clone(), laptops.all[0].batch.clone());
            laptops.all.push(Sample { store, survey, batch });
            let last = laptops.all.len() - 1;
            laptops.merge(last, 0);
            let header = laptops.all[last].batch.header.clone();
            let survey = laptops.all[last].survey.id;
            laptops.all[last].batch = laptops.all[last].store.create_batch(survey, &header).expect("is made");
        }
        laptops
    }

    pub fn copy(&self, of: usize) -> Source {
        self.copies.set(self.copies.get() + 1);
        let path = self.folder.path().join(format!("{}.db", self.copies.get()));
        self.all[of].store.back_up(&path, false).expect("is copied");
        Source::open(&path, "laptop", "{}").expect("opens")
    }

    pub fn merge(&mut self, into: usize, from: usize) -> Merged {
        let source = self.copy(from);
        merge(&mut self.all[into].store, source)
    }

    /// Merges until neither has anything new for the other.
    fn exchange(&mut self) {
        self.merge(0, 1);
        self.merge(1, 0);
        self.merge(0, 1);
    }

    pub fn answer(&mut self, laptop: usize, id: Id, question: &str, answer: Answer) {
        let Sample { store, survey, .. } = &mut self.all[laptop];
        let (interview, batch) = store.interview(survey, id).expect("reads");
        let at = survey.form.find(question).expect("a question");
        let write = Write { question: at, old: interview.answers[at].clone(), new: Some(answer), why: None };
        let save = Save { writes: vec![write], ..Save::default() };
        store
            .save(survey, &batch, &interview, &Saving { save: &save, effort: interview.effort, rules: None, keying: None })
            .expect("saves");
    }

    pub fn supervised(&mut self, laptop: usize) {
        let Sample { store, survey, .. } = &mut self.all[laptop];
        store.set_who(survey.list(cacah::store::List::Supervisor).next().map(|item| item.id));
    }

    pub fn approve(&mut self, laptop: usize, id: Id) {
        self.supervised(laptop);
        let Sample { store, survey, .. } = &mut self.all[laptop];
        let revision = store.interview(survey, id).expect("reads").0.revision;
        store.approve(id, revision).expect("approves");
        store.set_who(None);
    }

    pub fn conflicts(&self, laptop: usize) -> Vec<Conflict> {
        let Sample { store, survey, .. } = &self.all[laptop];
        store.conflicts(survey, 100).expect("reads")
    }

    pub fn status(&self, laptop: usize, id: Id) -> Status {
        let Sample { store, survey, .. } = &self.all[laptop];
        store.interview(survey, id).expect("reads").0.status
    }

    pub fn given(&self, laptop: usize, id: Id, question: &str) -> Option<Answer> {
        let Sample { store, survey, .. } = &self.all[laptop];
        let at = survey.form.find(question).expect("a question");
        store.interview(survey, id).expect("reads").0.answers[at].clone()
    }

    /// Everything that must be alike on laptops that have merged.
    pub fn state(&self, laptop: usize) -> String {
        self.all[laptop].store.dump().expect("reads")
    }

    /// Gives the rows that two laptops do not have alike.
    pub fn differences(&self, one: usize, other: usize) -> String {
        let [one, other] = [one, other].map(|laptop| self.state(laptop));
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        lines(&one).symmetric_difference(&lines(&other)).cloned().collect::<Vec<_>>().join("\n")
    }

    /// Examines counts, chain and data.
    pub fn examine(&self, laptop: usize) {
        let store = &self.all[laptop].store;
        for exam in cacah::store::Exam::ALL {
            let found = store.doctor(exam);
            assert!(found.is_sound(), "{exam:?}: {:?}", found.findings);
        }
    }
}

pub fn merge(store: &mut Store, source: Source) -> Merged {
    let mut merge = Merge::begin(store, vec![source]).expect("begins");
    while !merge.step(store).expect("goes on").done {}
    merge.finish(store, true).expect("ends")
}

#[test]
fn what_two_laptops_keyed_stands_together_and_again_changes_nothing() {
    let mut laptops = Laptops::new(2);
    let mine = laptops.all[0].ordinary(1, &[]);
    let theirs = laptops.all[1].ordinary(101, &[("waktu", Answer::Missing(Missing::Blank))]);
    let merged = laptops.merge(0, 1);
    assert_eq!((merged.rows.len(), merged.rows[0].new, merged.rows[0].changed, merged.conflicts), (1, 1, 0, 0));
    laptops.examine(0);
    let before = laptops.state(0);
    let again = laptops.merge(0, 1);
    assert_eq!((again.lines, again.rows[0].new, again.rows[0].changed, again.rows[0].equal), (0, 0, 0, 1));
    assert_eq!(laptops.state(0), before);
    laptops.merge(1, 0);
    laptops.merge(0, 1);
    assert_eq!(laptops.state(0), laptops.state(1));
    assert_eq!(laptops.given(0, theirs, "waktu"), Some(Answer::Missing(Missing::Blank)));
    assert_eq!(laptops.status(1, mine), Status::Complete);
    laptops.examine(1);
}

#[test]
fn a_plan_of_follow_up_travels_with_its_survey_and_the_later_one_stands() {
    let mut laptops = Laptops::new(2);
    let set = |laptops: &mut Laptops, laptop: usize, question: &str, program: &str| {
        laptops.supervised(laptop);
        let Sample { store, survey, .. } = &mut laptops.all[laptop];
        let plan =
            FollowUp { question: question.to_owned(), program: program.to_owned(), quarters: 0b0110, responsible: "Kasi".to_owned() };
        store.set_follow_up(survey, &plan).expect("is stored");
        store.set_who(None);
    };
    let programs = |laptops: &Laptops, laptop: usize| -> Vec<String> {
        let Sample { store, survey, .. } = &laptops.all[laptop];
        store.follow_ups(survey.id).expect("reads").into_iter().map(|plan| format!("{} {}", plan.question, plan.program)).collect()
    };
    set(&mut laptops, 0, "waktu", "Loket cepat");
    laptops.merge(1, 0);
    assert_eq!(programs(&laptops, 1), ["waktu Loket cepat"]);
    // One changed there, another planned here, while both knew the first.
    set(&mut laptops, 1, "waktu", "Loket dua");
    set(&mut laptops, 0, "biaya", "Tarif di papan");
    laptops.exchange();
    assert_eq!(programs(&laptops, 0), ["biaya Tarif di papan", "waktu Loket dua"]);
    assert_eq!(laptops.state(0), laptops.state(1));
    // One unsur, two plans that did not know of each other: the same stands everywhere, the log has both.
    set(&mut laptops, 0, "sarana", "Kursi");
    set(&mut laptops, 1, "sarana", "Atap");
    laptops.exchange();
    assert_eq!(laptops.state(0), laptops.state(1));
    assert!(laptops.state(0).contains("Kursi") && laptops.state(0).contains("Atap"));
    // Taken back there, it is gone here; a laptop that comes late has the rest.
    set(&mut laptops, 1, "biaya", "Tarif di papan dan di laman");
    laptops.supervised(1);
    let Sample { store, survey, .. } = &mut laptops.all[1];
    store.set_follow_up(survey, &FollowUp { question: "waktu".to_owned(), ..FollowUp::default() }).expect("is taken back");
    laptops.merge(0, 1);
    assert_eq!(programs(&laptops, 0)[0], "biaya Tarif di papan dan di laman");
    assert!(!programs(&laptops, 0).iter().any(|plan| plan.starts_with("waktu")));
    let mut late = Store::in_memory().expect("opens");
    let source = laptops.copy(0);
    merge(&mut late, source);
    assert_eq!(late.follow_ups(laptops.all[0].survey.id).expect("reads").len(), 2);
    laptops.examine(0);
}

#[test]
fn different_questions_merge_and_one_question_waits_for_a_person() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    laptops.answer(0, id, "usia", Answer::int(40));
    laptops.answer(1, id, "waktu", Answer::int(1));
    laptops.answer(1, id, "biaya", Answer::int(2));
    laptops.answer(0, id, "biaya", Answer::int(1));
    let merged = laptops.merge(0, 1);
    assert_eq!((merged.rows[0].conflict, merged.conflicts), (1, 1));
    laptops.merge(1, 0);
    laptops.merge(0, 1);
    assert_eq!(laptops.state(0), laptops.state(1));
    for laptop in 0..2 {
        assert_eq!(laptops.given(laptop, id, "usia"), Some(Answer::int(40)));
        assert_eq!(laptops.given(laptop, id, "waktu"), Some(Answer::int(1)));
        let conflicts = laptops.conflicts(laptop);
        assert_eq!(conflicts.len(), 1);
        assert_eq!((conflicts[0].question.as_str(), conflicts[0].rivals.len()), ("biaya", 2));
        laptops.examine(laptop);
    }
    laptops.supervised(1);
    let conflict = laptops.conflicts(1).remove(0);
    let Sample { store, survey, .. } = &mut laptops.all[1];
    let bulk = store.approve_all_clean(survey, &Filter::default()).expect("approves");
    assert_eq!((bulk.approved, bulk.doubtful), (0, 1));
    store.settle_conflict(survey, &conflict, Some("3")).expect("settles");
    laptops.merge(0, 1);
    laptops.merge(1, 0);
    for laptop in 0..2 {
        assert_eq!(laptops.given(laptop, id, "biaya"), Some(Answer::int(3)));
        assert!(laptops.conflicts(laptop).is_empty());
        laptops.examine(laptop);
    }
    assert_eq!(laptops.state(0), laptops.state(1));
}

#[test]
fn an_approval_that_did_not_see_a_change_is_no_approval() {
    let mut laptops = Laptops::new(2);
    let id = laptops.all[0].ordinary(1, &[]);
    laptops.merge(1, 0);
    laptops.approve(1, id);
    laptops.answer(0, id, "usia", Answer::int(40));
    laptops.merge(1, 0);
    laptops.merge(0, 1);
    for laptop in 0..2 {
        assert_eq!(laptops.status(laptop, id), Status::Complete);
        let conflicts = laptops.conflicts(laptop);
        assert_eq!((conflicts[0].question.as_str(), conflicts[0].rivals.len()), ("@status", 2));
        laptops.examine(laptop);
    }
    laptops.approve(1, id);
    laptops.merge(0, 1);
    assert_eq!(laptops.status(0, id), Status::Approved);
    assert!(laptops.conflicts(0).is_empty());
}

#[test]
fn one_number_on_two_laptops_stays_on_both_interviews_and_is_marked() {
    let mut laptops = Laptops::new(2);
    laptops.all[0].ordinary(7, &[]);
    laptops.all[1].ordinary(7, &[]);
    let merged = laptops.merge(0, 1);
    assert_eq!(merged.repeated, 1);
    let Sample { store, survey, .. } = &laptops.all[0];
    let line = store.completeness(survey, Part::Survey).expect("reads").remove(0);
    assert_eq!(line.open.get("number_twice"), Some(&1));
    laptops.examine(0);
}

#[test]
fn a_copy_that_was_keyed_on_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let mut first = Sample::at(&path("a.db"));
    first.ordinary(1, &[]);
    first.store.back_up(&path("b.db"), false).expect("is copied");
    let mut second = Sample { store: Store::open(&path("b.db")).expect("opens"), survey: first.survey.clone(), batch: first.batch.clone() };
    first.ordinary(2, &[]);
    second.ordinary(3, &[]);
    let before = first.store.dump().expect("reads");
    let source = Source::copy_of(&path("b.db"), &path("copy")).expect("opens");
    let mut merge = Merge::begin(&mut first.store, vec![source]).expect("begins");
    let error = merge.step(&mut first.store).expect_err("is refused").to_string();
    assert!(error.contains("comes from a copy that was keyed on by itself"), "{error}");
    assert_eq!(first.store.dump().expect("reads"), before);
    assert!(
        !Path::new(&path("copy")).exists() || {
            drop(merge);
            !path("copy").exists()
        }
    );
}

/// What happens on laptops.
#[derive(Clone, Debug)]
enum Deed {
    Key(usize),
    Answer(usize, usize, usize, i64),
    Approve(usize, usize),
    Void(usize, usize),
    Number(usize, usize),
    Note(usize, usize, u8),
    Code(usize, usize, usize),
    Uncode(usize),
    Merge(usize, usize),
}

fn deed(laptops: usize) -> impl Strategy<Value = Deed> {
    let (laptop, form) = (0..laptops, 0..6_usize);
    prop_oneof![
        2 => laptop.clone().prop_map(Deed::Key),
        6 => (laptop.clone(), form.clone(), 0..4_usize, 1..4_i64).prop_map(|(laptop, form, question, code)| Deed::Answer(laptop, form, question, code)),
        2 => (laptop.clone(), form.clone()).prop_map(|(laptop, form)| Deed::Approve(laptop, form)),
        1 => (laptop.clone(), form.clone()).prop_map(|(laptop, form)| Deed::Void(laptop, form)),
        1 => (laptop.clone(), form.clone()).prop_map(|(laptop, form)| Deed::Number(laptop, form)),
        1 => (laptop.clone(), form.clone(), 0..3_u8).prop_map(|(laptop, form, text)| Deed::Note(laptop, form, text)),
        3 => (laptop.clone(), form.clone(), 0..4_usize).prop_map(|(laptop, form, how)| Deed::Code(laptop, form, how)),
        1 => laptop.clone().prop_map(Deed::Uncode),
        3 => (laptop.clone(), laptop).prop_map(|(into, from)| Deed::Merge(into, from)),
    ]
}

/// Does what can be done; what the program refuses is refused.
fn act(laptops: &mut Laptops, deed: &Deed, number: i64) {
    let pick = |laptops: &Laptops, laptop: usize, form: usize| -> Option<Id> {
        let Sample { store, survey, .. } = &laptops.all[laptop];
        let list = store.list(survey, &Filter::default(), (i64::MIN, 0), 100).expect("reads");
        (!list.is_empty()).then(|| list[form % list.len()].id)
    };
    match *deed {
        Deed::Key(laptop) => {
            laptops.all[laptop].ordinary(number, &[("saran", Answer::text("antre lama"))]);
        }
        Deed::Answer(laptop, form, question, code) => {
            if let Some(id) = pick(laptops, laptop, form).filter(|id| laptops.status(laptop, *id) != Status::Void) {
                laptops.answer(laptop, id, ["waktu", "biaya", "layanan", "usia"][question], Answer::int(code));
                if question == 3 {
                    laptops.answer(laptop, id, "saran", Answer::text(if code == 1 { "antre lama" } else { "panas" }));
                }
            }
        }
        Deed::Approve(laptop, form) => {
            if let Some(id) = pick(laptops, laptop, form).filter(|id| laptops.status(laptop, *id) == Status::Complete) {
                laptops.approve(laptop, id);
            }
        }
        Deed::Void(laptop, form) => {
            if let Some(id) = pick(laptops, laptop, form).filter(|id| laptops.status(laptop, *id) != Status::Void) {
                // What is approved asks for a supervisor.
                let _ = laptops.all[laptop].store.void(id, "salah", None);
            }
        }
        Deed::Number(laptop, form) => {
            if let Some(id) = pick(laptops, laptop, form).filter(|id| laptops.status(laptop, *id) != Status::Void) {
                let Sample { store, survey, .. } = &mut laptops.all[laptop];
                let interview = store.interview(survey, id).expect("reads").0;
                let _ = store.renumber(survey.id, &interview, number + 500, None);
            }
        }
        Deed::Note(laptop, form, text) => {
            if let Some(id) = pick(laptops, laptop, form).filter(|id| laptops.status(laptop, *id) != Status::Void) {
                let Sample { store, survey, .. } = &mut laptops.all[laptop];
                let interview = store.interview(survey, id).expect("reads").0;
                let at = survey.form.find("usia").expect("a question");
                let text = ["", "samar", "dua jawaban"][usize::from(text)];
                store.note(&interview, "usia", interview.notes[at].as_deref(), text, None).expect("notes");
            }
        }
        Deed::Code(laptop, form, how) => {
            if let Some(id) = pick(laptops, laptop, form) {
                crate::saran_merge::code(laptops, laptop, id, [&["waktu"][..], &["waktu", "pujian"], &["lainnya"], &[]][how]);
            }
        }
        Deed::Uncode(laptop) => {
            laptops.supervised(laptop);
            let Sample { store, survey, .. } = &mut laptops.all[laptop];
            store.undo_coding(survey).expect("undoes");
            store.set_who(None);
        }
        Deed::Merge(into, from) => {
            if into != from {
                laptops.merge(into, from);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whole_databases_converge_whatever_is_merged_first((count, deeds) in (2..4_usize).prop_flat_map(|count| (Just(count), prop::collection::vec(deed(count), 1..16)))) {
        let mut laptops = Laptops::new(count);
        for (number, deed) in (1..).zip(&deeds) {
            act(&mut laptops, deed, number);
        }
        for _ in 0..2 {
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
