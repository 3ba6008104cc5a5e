//! Codes have keys of their own, codings survive the log, and suggestions are what the counts say.

use super::*;
use crate::survey::{form_file, template};
use proptest::prelude::*;

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// What a comment's words suggest: `code: word both/with word, …`.
fn said(learnt: &Learnt, text: &str) -> String {
    let reasons = |reasons: &[Reason]| {
        reasons.iter().map(|reason| format!("{} {}/{}", reason.word, reason.both, reason.with_word)).collect::<Vec<_>>().join(", ")
    };
    let all: Vec<String> = learnt.suggest(text).iter().map(|one| format!("{}: {}", one.code, reasons(&one.reasons))).collect();
    all.join("; ")
}

#[test]
fn the_unsur_have_the_numbers_of_the_paper_and_no_key_means_two_things() {
    let form = form_file::parse(template::SKM).expect("reads");
    let codes = codes(&form);
    let shown: Vec<String> = codes.iter().map(|code| format!("{}{}", code.sign, code.key)).collect();
    assert_eq!(shown.join(" "), "1persyaratan 2prosedur 3waktu 4biaya 5produk 6kompetensi 7perilaku 8sarana 9pengaduan ppujian llainnya");
    for code in codes.iter().filter(|code| code.question.is_some()) {
        let number = code.question.and_then(|at| form.questions[at].number);
        assert_eq!(number.map(|number| number.to_string()), Some(code.sign.to_string()));
    }
    // Further unsur, the other codes, the sentiments and what the screen itself means by letters.
    let mut signs: Vec<char> = SIGNS.chars().chain("pl+=0-".chars()).chain("fumtsb/?".chars()).collect();
    let all = signs.len();
    signs.sort_unstable();
    signs.dedup();
    assert_eq!(signs.len(), all);
}

#[test]
fn a_word_suggests_what_its_comments_were_coded_with() {
    let mut learnt = Learnt::default();
    learnt.learn("Antrean lama sekali", &set(&["waktu"]));
    assert_eq!(said(&learnt, "antrean panjang"), "", "one comment teaches nothing yet");
    learnt.learn("antrean di loket", &set(&["waktu", "sarana"]));
    learnt.learn("loket panas", &set(&["sarana"]));
    learnt.learn("petugas ramah, terima kasih", &set(&["pujian"]));
    assert_eq!(said(&learnt, "ANTREAN!"), "waktu: antrean 2/2");
    assert_eq!(said(&learnt, "Antrean di loket itu"), "sarana: loket 2/2; waktu: antrean 2/2");
    assert_eq!(said(&learnt, "ramah"), "");
    learnt.forget("antrean di loket", &set(&["waktu", "sarana"]));
    assert_eq!(said(&learnt, "Antrean di loket itu"), "");
}

#[test]
fn a_word_of_every_comment_suggests_nothing() {
    let mut learnt = Learnt::default();
    for _ in 0..6 {
        learnt.learn("tolong yang lama", &set(&["waktu"]));
    }
    assert_eq!(said(&learnt, "tolong"), "", "every comment has the code");
    for _ in 0..4 {
        learnt.learn("tolong kursi", &set(&["sarana"]));
    }
    assert_eq!(said(&learnt, "tolong"), "", "the word stands in every comment");
    assert_eq!(said(&learnt, "tolong kursi lama"), "sarana: kursi 4/4; waktu: lama 6/6");
}

fn coding() -> impl Strategy<Value = Coding> {
    let codes = prop::collection::btree_set(prop::sample::select(vec!["waktu", "biaya", PRAISE, OTHER]), 0..4);
    let sentiment = prop::option::of(prop::sample::select(Sentiment::ALL.to_vec()));
    (codes, sentiment).prop_map(|(codes, sentiment)| Coding { codes: codes.into_iter().map(str::to_owned).collect(), sentiment })
}

proptest! {
    #[test]
    fn a_coding_survives_the_log(coding in coding(), text in ".*") {
        prop_assert_eq!(Coding::from_log(&coding.to_log(&text)), Some((coding, text)));
    }

    #[test]
    fn the_order_of_learning_changes_nothing(all in prop::collection::vec(("(lama|antre|loket|ramah| ){1,6}", coding()), 0..12), text in "(lama|antre|loket|ramah| ){1,6}") {
        let (mut there, mut back) = (Learnt::default(), Learnt::default());
        for (text, coding) in &all {
            there.learn(text, &coding.codes);
        }
        for (text, coding) in all.iter().rev() {
            back.learn(text, &coding.codes);
        }
        prop_assert_eq!(&there, &back);
        prop_assert_eq!(there.suggest(&text), back.suggest(&text));
        // What is forgotten again suggests as if it had never been learnt.
        let before = there.suggest(&text);
        there.learn(&text, &BTreeSet::from(["waktu".to_owned()]));
        there.forget(&text, &BTreeSet::from(["waktu".to_owned()]));
        prop_assert_eq!(there.suggest(&text), before);
    }
}
