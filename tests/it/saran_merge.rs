//! Codings of several laptops: they travel with a bundle, the same ones agree, different ones wait for a person, and the data stay approved.

use crate::merge::Laptops;
use crate::scenario::Scenario;
use crate::support::{Sample, run};
use cacah::store::{RemarkCounts, Store};
use cacah::survey::interview::{Id, Status};
use cacah::survey::saran::{Coding, Sentiment};
use cacah::survey::value::Answer;
use cacah::words::{Lang, Words};
use expect_test::expect;
use std::path::Path;
use std::rc::Rc;

fn coding(codes: &[&str], sentiment: Option<Sentiment>) -> Coding {
    Coding { codes: codes.iter().map(|code| (*code).to_owned()).collect(), sentiment }
}

/// Codes the comment of an interview on a laptop, where it has one.
pub fn code(laptops: &mut Laptops, laptop: usize, id: Id, codes: &[&str]) {
    let sentiment = (codes.len() == 1).then_some(Sentiment::Negative);
    laptops.supervised(laptop);
    let Sample { store, survey, .. } = &mut laptops.all[laptop];
    if let Some(seen) = store.remark(survey, id).expect("reads") {
        store.code_remark(survey, &seen, &coding(codes, sentiment)).expect("codes");
    }
    store.set_who(None);
}

/// What stands of an interview's coding on a laptop: codes, sentiment, rivals.
fn stands(laptops: &Laptops, laptop: usize, id: Id) -> String {
    let Sample { store, survey, .. } = &laptops.all[laptop];
    let remark = store.remark(survey, id).expect("reads").expect("has a comment");
    let say = |coding: &Coding| Words(Lang::Id).coding(&survey.form, coding);
    let rivals: Vec<String> = remark.rivals.iter().map(say).collect();
    format!("{} | {}", say(&remark.coding), rivals.join("; "))
}

fn commented(laptops: &mut Laptops, laptop: usize, number: i64, text: &str) -> Id {
    laptops.all[laptop].ordinary(number, &[("saran", Answer::text(text))])
}

/// Both take in what the other has, and must then be alike and sound.
fn exchange(laptops: &mut Laptops) {
    laptops.merge(0, 1);
    laptops.merge(1, 0);
    laptops.merge(0, 1);
    assert_eq!(laptops.state(0), laptops.state(1));
    laptops.examine(0);
    laptops.examine(1);
}

#[test]
fn a_coding_travels_with_a_bundle_and_a_bundle_of_the_rest_brings_what_is_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let mut s = Sample::at(&path.join("a.db"));
    let ids: Vec<Id> = (1..=3).map(|n| s.ordinary(n, &[("saran", Answer::text("antre lama"))])).collect();
    let code = |s: &mut Sample, id: Id, codes: &[&str], sentiment| {
        let survey = s.survey.clone();
        s.supervising(|store| {
            let seen = store.remark(&survey, id).expect("reads").expect("has a comment");
            store.code_remark(&survey, &seen, &coding(codes, sentiment)).expect("codes");
        });
    };
    code(&mut s, ids[0], &["waktu", "sarana"], Some(Sentiment::Negative));
    run(path, &["--db", "a.db", "bundle", "--out", "one.cacah", "--to", "dinas"]);
    run(path, &["--db", "b.db", "merge", "--no-backup", "one.cacah"]);
    let counts = |path: &Path| -> RemarkCounts {
        let store = Store::open(path).expect("opens");
        let survey = store.surveys().expect("reads").remove(0);
        assert_eq!(store.recount(&survey).expect("counts"), []);
        store.remark_counts(&survey).expect("reads")
    };
    let (here, there) = (path.join("a.db"), path.join("b.db"));
    assert_eq!((counts(&there).coded, counts(&there).of("sarana"), counts(&there).uncoded()), ([0, 0, 1, 0], 1, 2));
    // The next bundle holds just the one that was coded since, and the one that was coded anew.
    code(&mut s, ids[0], &["waktu"], None);
    code(&mut s, ids[1], &["pujian"], Some(Sentiment::Positive));
    let told = run(path, &["--db", "a.db", "bundle", "--out", "two.cacah", "--to", "dinas"]);
    assert!(told.contains("holds 2 interviews and 2 lines"), "{told}");
    let told = run(path, &["--db", "b.db", "merge", "--no-backup", "two.cacah"]);
    assert!(told.contains("0 new, 2 changed, 0 equal, 0 in conflict"), "{told}");
    assert_eq!(counts(&there), counts(&here));
    let dump = |path: &Path| {
        let dump = Store::open(path).expect("opens").dump().expect("reads");
        dump.lines().filter(|line| line.starts_with("saran|")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(dump(&there).len(), 2);
    assert_eq!(dump(&there), dump(&here));
    let told = run(path, &["--db", "b.db", "doctor", "--recount"]);
    assert!(told.starts_with("exit 0"), "{told}");
}

#[test]
fn two_codings_of_one_comment_are_a_conflict_until_somebody_settles_it() {
    let mut laptops = Laptops::new(2);
    let id = commented(&mut laptops, 0, 1, "antre lama");
    laptops.merge(1, 0);
    code(&mut laptops, 0, id, &["waktu"]);
    code(&mut laptops, 1, id, &["sarana"]);
    let merged = laptops.merge(0, 1);
    assert_eq!((merged.rows[0].conflict, merged.conflicts), (1, 1));
    exchange(&mut laptops);
    for laptop in 0..2 {
        let conflicts = laptops.conflicts(laptop);
        let Sample { survey, .. } = &laptops.all[laptop];
        assert_eq!((conflicts.len(), conflicts[0].question.as_str()), (1, "@saran"));
        let said: Vec<String> = conflicts[0].rivals.iter().map(|rival| conflicts[0].say(survey, rival, Words(Lang::Id))).collect();
        assert!(said == ["Waktu, negatif", "Sarana, negatif"] || said == ["Sarana, negatif", "Waktu, negatif"], "{said:?}");
        assert_eq!(conflicts[0].say_field(survey, Words(Lang::Id)), "kode saran");
    }
    // The other one is taken; every laptop takes it.
    laptops.supervised(1);
    let conflict = laptops.conflicts(1).remove(0);
    let Sample { store, survey, .. } = &mut laptops.all[1];
    let other = conflict.rivals[1].new.clone();
    store.settle_conflict(survey, &conflict, other.as_deref()).expect("settles");
    let said = conflict.say(survey, &conflict.rivals[1], Words(Lang::Id));
    // What settled it is not undone, nor what lies before.
    assert_eq!(store.undo_coding(survey).expect("answers"), None);
    store.set_who(None);
    exchange(&mut laptops);
    for laptop in 0..2 {
        assert!(laptops.conflicts(laptop).is_empty());
        assert_eq!(stands(&laptops, laptop, id), format!("{said} | "));
    }
}

#[test]
fn the_same_coding_on_both_laptops_agrees_and_coding_it_once_more_settles_a_conflict() {
    let mut laptops = Laptops::new(2);
    let ids = [1, 2].map(|n| commented(&mut laptops, 0, n, "antre lama"));
    laptops.merge(1, 0);
    for laptop in 0..2 {
        code(&mut laptops, laptop, ids[0], &["waktu"]);
    }
    code(&mut laptops, 0, ids[1], &["waktu"]);
    code(&mut laptops, 1, ids[1], &["waktu", "pujian"]);
    exchange(&mut laptops);
    assert_eq!(laptops.conflicts(0).len(), 1);
    assert_eq!(stands(&laptops, 0, ids[0]), "Waktu, negatif | ");
    let both = stands(&laptops, 1, ids[1]);
    assert!(both == "Waktu, negatif | Waktu, Pujian" || both == "Waktu, Pujian | Waktu, negatif", "{both}");
    // The very one that stands, confirmed.
    let kept: Vec<&str> = if both.starts_with("Waktu, negatif") { vec!["waktu"] } else { vec!["waktu", "pujian"] };
    code(&mut laptops, 1, ids[1], &kept);
    assert!(laptops.conflicts(1).is_empty());
    exchange(&mut laptops);
    assert!(laptops.conflicts(0).is_empty());
    assert!(stands(&laptops, 0, ids[1]).ends_with(" | "));
}

#[test]
fn a_coding_that_was_taken_away_stands_against_another_one() {
    let mut laptops = Laptops::new(2);
    let id = commented(&mut laptops, 0, 1, "antre lama");
    code(&mut laptops, 0, id, &["waktu"]);
    laptops.merge(1, 0);
    code(&mut laptops, 0, id, &[]);
    code(&mut laptops, 1, id, &["sarana"]);
    exchange(&mut laptops);
    assert_eq!(laptops.conflicts(0).len(), 1);
    // Nobody's own undo decides between them.
    for laptop in 0..2 {
        laptops.supervised(laptop);
        let Sample { store, survey, .. } = &mut laptops.all[laptop];
        assert_eq!(store.undo_coding(survey).expect("answers"), None);
        store.set_who(None);
    }
}

#[test]
fn coding_leaves_an_approval_of_another_laptop_and_a_mended_text_is_asked_again() {
    let mut laptops = Laptops::new(2);
    let ids = [1, 2].map(|n| commented(&mut laptops, 0, n, "antre lama"));
    laptops.merge(1, 0);
    laptops.approve(1, ids[0]);
    code(&mut laptops, 0, ids[0], &["waktu"]);
    code(&mut laptops, 0, ids[1], &["waktu"]);
    laptops.answer(1, ids[1], "saran", Answer::text("antre lama sekali"));
    exchange(&mut laptops);
    for laptop in 0..2 {
        assert_eq!(laptops.status(laptop, ids[0]), Status::Approved);
        assert!(laptops.conflicts(laptop).is_empty());
        let Sample { store, survey, .. } = &laptops.all[laptop];
        let remark = store.remark(survey, ids[1]).expect("reads").expect("is there");
        assert!(remark.is_outdated() && remark.coding == coding(&["waktu"], Some(Sentiment::Negative)), "{remark:?}");
        let counts = store.remark_counts(survey).expect("reads");
        assert_eq!((counts.comments, counts.coded(), counts.outdated, counts.uncoded()), (2, 1, 1, 0));
    }
}

#[test]
fn codes_for_two_readings_of_a_comment_say_which() {
    let mut laptops = Laptops::new(2);
    let id = commented(&mut laptops, 0, 1, "antre lama");
    laptops.merge(1, 0);
    laptops.answer(1, id, "saran", Answer::text("antre lama sekali"));
    for laptop in 0..2 {
        code(&mut laptops, laptop, id, &["waktu"]);
    }
    exchange(&mut laptops);
    let conflict = laptops.conflicts(0).remove(0);
    let Sample { survey, .. } = &laptops.all[0];
    let mut said: Vec<String> = conflict.rivals.iter().map(|rival| conflict.say(survey, rival, Words(Lang::Id))).collect();
    said.sort();
    assert_eq!(said, ["Waktu, negatif · \"antre lama sekali\"", "Waktu, negatif · \"antre lama\""]);
}

#[test]
fn the_screen_says_what_another_laptop_coded_and_enter_settles_it() {
    let folder = Rc::new(tempfile::tempdir().expect("a folder"));
    let (here, there) = (folder.path().join("survei.db"), folder.path().join("lain.db"));
    let mut sample = Sample::at(&there);
    sample.ordinary(1, &[("saran", Answer::text("antre lama"))]);
    drop(sample);
    let merge = |into: &str, from: &str| run(folder.path(), &["--db", into, "merge", "--no-backup", from]);
    merge("survei.db", "lain.db");
    let code = |path: &Path, codes: &[&str]| {
        let mut store = Store::open(path).expect("opens");
        store.set_clock(cacah::store::Clock::by_hand(crate::scenario::start()).0);
        let survey = store.surveys().expect("reads").remove(0);
        store.set_who(survey.list(cacah::store::List::Supervisor).next().map(|item| item.id));
        let seen = store.remark_beside(&survey, &cacah::store::RemarkFilter::default(), (i64::MIN, 0), true).expect("reads");
        store.code_remark(&survey, &seen.expect("has a comment"), &coding(codes, Some(Sentiment::Negative))).expect("codes");
    };
    // Of two the one that knew more lines stands meanwhile.
    code(&here, &["biaya"]);
    code(&here, &["waktu"]);
    code(&there, &["sarana", "lainnya"]);
    merge("survei.db", "lain.db");
    let mut s = Scenario::on(Rc::clone(&folder), Lang::Id).supervised().keys("<Up> <Up> p s");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 1 dari 1
        | Semua saran: 0 belum dikode, 0 berubah sesudahnya, 0 tanpa sentimen
        | formulir 0001 · 30-09-2024 · Izin reklame · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  antre lama
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  1 Persyaratan             5 Produk                  9 Pengaduan
        |  2 Prosedur                6 Kompetensi              p Pujian
        | [3 Waktu]                  7 Perilaku                l Lainnya
        |  4 Biaya/tarif             8 Sarana
        |  + positif   0 netral  [- negatif]
        |
        | Laptop lain berbeda. Enter: yang di sini tetap. Di sana: Sarana, Lainnya, nega…
        |
        | Enter berikutnya  u usul  Ctrl+Z urung  / cari  f saring  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Esc> d");
    let screen = s.framed();
    assert!(
        screen.contains("> 0001  Petugas 1  kode saran")
            && screen.contains("1  Waktu, negatif")
            && screen.contains("2  Sarana, Lainnya, negatif"),
        "{screen}"
    );
    let mut s = s.keys("<Esc> s <Enter>");
    assert!(!s.screen().contains("Laptop lain berbeda"), "{}", s.screen());
    assert_eq!(s.ask("SELECT count(*) FROM problem WHERE state = 'open'"), "0");
    assert_eq!(s.ask("SELECT why FROM change WHERE question = '@saran' ORDER BY at DESC, id DESC LIMIT 1"), "@conflict");
    s.recount();
}
