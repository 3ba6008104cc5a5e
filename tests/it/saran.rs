//! Coding comments: one key a code, suggestions that nobody has to take, counts that plain SQL gives too, nothing kept for another text.

use crate::scenario::Scenario;
use crate::support::{Sample, run};
use cacah::store::{Error, Remark, RemarkCounts, RemarkFilter, Which};
use cacah::survey::interview::{Id, Save, Write};
use cacah::survey::saran::{Coding, Sentiment};
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use proptest::prelude::*;
use rusqlite::Connection;

/// Five forms, four with a comment; the comments stand open.
fn comments() -> Scenario {
    commented().keys("<Esc> <Down> p <Enter> s")
}

fn commented() -> Scenario {
    let rated = "2 34 5 4 3 343443342";
    Scenario::skm()
        .keys(rated)
        .text("Antrean lama sekali")
        .keys("<Enter> 1 45 3 5 1 343443432")
        .text("antrean di loket panjang dan lama")
        .keys("<Enter> 2 29 3 5 1 443443432 <Enter> 1 51 3 5 1 433443432")
        .text("petugas ramah, terima kasih")
        .keys("<Enter> 2 61 3 5 2 343443431")
        .text("antrean lama, kursi kurang")
        .keys("<Enter>")
}

fn stored(s: &Scenario) -> String {
    s.ask(
        "SELECT group_concat(said, '; ') FROM (SELECT i.form_number || ': ' || coalesce((SELECT group_concat(code, ' ') FROM saran_code c \
         WHERE c.interview = s.interview), '-') || ' ' || coalesce(s.sentiment, '-') AS said FROM saran s JOIN interview i ON i.id = s.interview ORDER BY 1)",
    )
}

#[test]
fn a_comment_stands_large_with_its_codes_below() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 0 dari 4
        | Semua saran: 4 belum dikode, 0 berubah sesudahnya, 0 tanpa sentimen
        | formulir 0001 · 01-10-2024 · Izin reklame · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  Antrean lama sekali
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
        |  3 Waktu                   7 Perilaku                l Lainnya
        |  4 Biaya/tarif             8 Sarana
        |  + positif   0 netral   - negatif   tanpa sentimen
        |
        |
        |
        | Enter berikutnya  u usul  Ctrl+Z urung  / cari  f saring  F1 bantuan
    "#]]
    .assert_eq(&comments().framed());
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 1 dari 4
        | Semua saran: 3 belum dikode, 0 berubah sesudahnya, 0 tanpa sentimen
        | formulir 0001 · 01-10-2024 · Izin reklame · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  Antrean lama sekali
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
        |  2 Prosedur               [6 Kompetensi]             p Pujian
        | [3 Waktu]                  7 Perilaku                l Lainnya
        |  4 Biaya/tarif             8 Sarana
        |  + positif   0 netral  [- negatif]
        |
        |
        |
        | Enter berikutnya  u usul  Ctrl+Z urung  / cari  f saring  F1 bantuan
    "#]]
    .assert_eq(&comments().keys("3 6 -").framed());
}

#[test]
fn each_key_is_stored_at_once_and_a_second_one_takes_it_back() {
    let s = comments().keys("3 P -");
    assert_eq!(stored(&s), "1: pujian waktu negative");
    let s = s.keys("p +");
    assert_eq!(stored(&s), "1: waktu positive");
    let s = s.keys("=");
    assert_eq!(stored(&s), "1: waktu -");
    let s = s.keys("3");
    assert_eq!(stored(&s), "-");
    let log = "SELECT count(*) || ' lines, ' || count(DISTINCT turn) || ' turns, ' || count(DISTINCT who) || ' person' FROM change WHERE question = '@saran'";
    assert_eq!(s.ask(log), "7 lines, 7 turns, 1 person");
    assert_eq!(
        s.ask("SELECT old, new FROM change WHERE question = '@saran' ORDER BY id LIMIT 1 OFFSET 1"),
        r#"{"codes":["waktu"],"sentiment":null,"text":"Antrean lama sekali"} | {"codes":["pujian","waktu"],"sentiment":null,"text":"Antrean lama sekali"}"#
    );
    assert_eq!(s.keys("7 <F5>").notice(), "! Tombol F5 tidak berlaku di sini; F1 menunjukkan yang berlaku.");
}

#[test]
fn enter_goes_to_the_next_comment_without_a_code_and_needs_one_here() {
    let mut s = comments().keys("<Enter>");
    assert_eq!(s.notice(), "! Beri dulu paling sedikit satu kode; PgDn melewatinya.");
    let mut s = s.keys("<PgDn> 3 <Enter>");
    assert_eq!(s.line(2), " formulir 0004 · 01-10-2024 · NIB / perizinan berusaha (OSS) · Loket Disabilita…");
    // Behind the last one it goes on with the first that was passed over.
    let mut s = s.keys("p <Enter> 8 <Enter>");
    assert_eq!(s.line(2), " formulir 0001 · 01-10-2024 · Izin reklame · Loket Disabilitas DPMPTSP");
    let mut s = s.keys("3 <Enter>");
    assert_eq!(s.notice(), "Tidak ada lagi saran yang belum dikode.");
    assert!(s.line(0).ends_with("saran · dikode 4 dari 4"), "{}", s.line(0));
}

#[test]
fn words_that_people_coded_suggest_a_code_and_it_is_given_only_where_it_is_taken() {
    let mut s = comments().keys("3 - <Enter> 3 - <Enter> p + <Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 3 dari 4
        | Semua saran: 1 belum dikode, 0 berubah sesudahnya, 0 tanpa sentimen
        | formulir 0005 · 01-10-2024 · PBG (SIMBG) · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  antrean lama, kursi kurang
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
        |  3 Waktu  usul             7 Perilaku                l Lainnya
        |  4 Biaya/tarif             8 Sarana
        |  + positif   0 netral   - negatif   tanpa sentimen
        |
        | Usul dari kode sebelumnya (u memakainya): Waktu karena "antrean" 2/2
        |
        | Enter berikutnya  u usul  Ctrl+Z urung  / cari  f saring  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(stored(&s), "1: waktu negative; 2: waktu negative; 4: pujian positive");
    let mut s = s.keys("u");
    assert_eq!(stored(&s), "1: waktu negative; 2: waktu negative; 4: pujian positive; 5: waktu -");
    assert!(!s.screen().contains("Usul"), "{}", s.screen());
    let mut s = s.keys("u");
    assert_eq!(s.notice(), "! Tidak ada usul: belum cukup kode untuk kata-kata ini.");
}

#[test]
fn undo_takes_back_ones_own_codes_across_comments_and_a_restart() {
    let mut s = comments().keys("3 - <Enter> 3 <Ctrl+Z>");
    assert_eq!(s.notice(), "Kode formulir 0002 diurungkan.");
    assert_eq!(stored(&s), "1: waktu negative");
    let mut s = s.keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "Kode formulir 0001 diurungkan.");
    assert_eq!(stored(&s), "1: waktu -");
    let s = s.restart().supervised().keys("p s <Ctrl+Z>");
    assert_eq!(stored(&s), "-");
    let mut s = s.keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "! Tidak ada kode Anda yang bisa diurungkan.");
}

#[test]
fn the_surveyors_undo_leaves_codes_alone() {
    let s = commented().keys("<Esc> <Down> p <Enter> s 3 <Esc> <Esc> <Up> <Enter>");
    let mut s = s.keys("<Ctrl+Z>");
    assert_eq!(s.notice(), "Diurungkan di formulir 0005: draf.");
    assert_eq!(stored(&s), "1: waktu -");
}

#[test]
fn comments_are_found_by_words_by_code_and_by_sentiment() {
    let mut s = comments().keys("3 - <Enter> 3 8 <Enter> p + <Enter> f 3");
    assert_eq!(s.line(1), " 2 saran: Waktu  (Esc semua)");
    let mut s = s.keys("/").text("loket").keys("<Enter>");
    assert_eq!(s.line(1), " 1 saran: Waktu · \"loket\"  (Esc semua)");
    assert!(s.line(2).starts_with(" formulir 0002"), "{}", s.line(2));
    let mut s = s.keys("<PgDn>");
    assert_eq!(s.notice(), "! Tidak ada saran sesudah ini.");
    let mut s = s.keys("f 9");
    assert_eq!(s.notice(), "! Tidak ada saran yang cocok.");
    let mut s = s.keys("<Esc> f t");
    assert_eq!(s.line(1), " 1 saran: tanpa sentimen  (Esc semua)");
    let mut s = s.keys("f -");
    assert_eq!(s.line(1), " 1 saran: negatif  (Esc semua)");
    let mut s = s.keys("f b");
    assert_eq!(s.line(1), " 1 saran: belum dikode  (Esc semua)");
    assert!(s.line(2).starts_with(" formulir 0005"), "{}", s.line(2));
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 3 dari 4
        | Semua saran: 1 belum dikode, 0 berubah sesudahnya, 1 tanpa sentimen
        | formulir 0005 · 01-10-2024 · PBG (SIMBG) · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  antrean lama, kursi kurang
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
        |  3 Waktu  usul             7 Perilaku                l Lainnya
        |  4 Biaya/tarif             8 Sarana
        |  + positif   0 netral   - negatif   tanpa sentimen
        | Saring: tombol kode atau sentimen, b belum dikode, t tanpa sentimen
        |
        |
        | Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.keys("<Esc> f").framed());
}

#[test]
fn a_comment_that_was_mended_is_asked_again_and_its_codes_are_neither_kept_nor_dropped() {
    let mut s = comments().keys("3 - m <End>").text(" dan panas").keys("<Enter>").text("kertas").keys("<Enter> <Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            saran · dikode 0 dari 4
        | Semua saran: 3 belum dikode, 1 berubah sesudahnya, 0 tanpa sentimen
        | formulir 0001 · 01-10-2024 · Izin reklame · Loket Disabilitas DPMPTSP
        | ──────────────────────────────────────────────────────────────────────────────
        |  Antrean lama sekali dan panas
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
        | Teks berubah sesudah dikode. Enter: kodenya tetap. Dulu: "Antrean lama sekali"
        |
        | Formulir 0001 tersimpan.
        | Enter berikutnya  u usul  Ctrl+Z urung  / cari  f saring  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(stored(&s), "1: waktu negative");
    let mut s = s.keys("<Enter> <PgUp>");
    assert!(s.line(0).ends_with("dikode 1 dari 4"), "{}", s.screen());
}

#[test]
fn a_long_comment_is_scrolled() {
    let long: Vec<String> = (1..200).map(|n| format!("kata{n}")).collect();
    let s = Scenario::skm().keys("2 34 5 4 3 343443342").paste(&long.join(" ")).keys("<Enter> <Esc> <Down> p <Enter> s");
    let mut s = s.keys(&"<Down> ".repeat(30));
    assert!(s.screen().contains("kata199"), "{}", s.screen());
    // One step up from the end, whatever was pressed beyond it.
    let mut s = s.keys("<Up>");
    assert!(!s.screen().contains("kata199") && s.screen().contains("2 baris lagi"), "{}", s.screen());
}

// The store.

fn coding(codes: &[&str], sentiment: Option<Sentiment>) -> Coding {
    Coding { codes: codes.iter().map(|code| (*code).to_owned()).collect(), sentiment }
}

fn said(sample: &mut Sample, number: i64, text: &str) -> Id {
    sample.ordinary(number, &[("saran", Answer::text(text))])
}

fn code(sample: &mut Sample, id: Id, coding: &Coding) -> cacah::store::Result<()> {
    let survey = sample.survey.clone();
    sample.supervising(|store| {
        let seen = store.remark(&survey, id)?.expect("has a comment");
        store.code_remark(&survey, &seen, coding)
    })
}

/// Puts another answer in place of a comment.
fn mend(sample: &mut Sample, id: Id, new: Option<Answer>) {
    let (interview, batch) = sample.store.interview(&sample.survey, id).expect("reads");
    let question = sample.survey.form.find("saran").expect("is asked");
    let write = Write { question, old: interview.answers[question].clone(), new, why: Some("kertas".to_owned()) };
    let save = Save { writes: vec![write], ..Save::default() };
    let saving = cacah::store::Saving { save: &save, effort: interview.effort, rules: Some(&[]), keying: None };
    sample.store.save(&sample.survey, &batch, &interview, &saving).expect("saves");
}

/// The counts in one line, and proof that the rows say the same.
fn counts(sample: &Sample) -> String {
    assert_eq!(sample.store.recount(&sample.survey).expect("counts"), []);
    let counts = sample.store.remark_counts(&sample.survey).expect("reads");
    let given = counts.codes.iter().filter(|(_, by)| by.iter().sum::<i64>() > 0).map(|(code, by)| format!(" {code} {by:?}"));
    let given: String = given.collect();
    let RemarkCounts { comments, coded, outdated, gone, .. } = &counts;
    format!("{comments} = {coded:?} + {outdated} + {}, gone {gone};{given}", counts.uncoded())
}

#[test]
fn every_comment_counts_once_as_coded_outdated_or_uncoded() {
    let mut s = Sample::in_memory();
    let ids: Vec<Id> = ["antre lama", "panas", "ramah", "mahal"].iter().zip(1..).map(|(text, n)| said(&mut s, n, text)).collect();
    s.ordinary(5, &[]);
    s.ordinary(6, &[("saran", Answer::Missing(Missing::Unreadable))]);
    assert_eq!(counts(&s), "4 = [0, 0, 0, 0] + 0 + 4, gone 0;");
    code(&mut s, ids[0], &coding(&["waktu", "sarana"], Some(Sentiment::Negative))).expect("codes");
    code(&mut s, ids[1], &coding(&["sarana"], None)).expect("codes");
    code(&mut s, ids[2], &coding(&["pujian"], Some(Sentiment::Positive))).expect("codes");
    code(&mut s, ids[3], &coding(&[], Some(Sentiment::Neutral))).expect("codes");
    let all = "4 = [1, 0, 1, 1] + 0 + 1, gone 0; waktu [0, 0, 1, 0] sarana [0, 0, 1, 1] pujian [1, 0, 0, 0]";
    assert_eq!(counts(&s), all);
    mend(&mut s, ids[0], Some(Answer::text("antre lama sekali")));
    assert_eq!(counts(&s), "4 = [1, 0, 0, 1] + 1 + 1, gone 0; sarana [0, 0, 0, 1] pujian [1, 0, 0, 0]");
    // As it was coded, the codes hold again; without a comment they are beside the comments.
    mend(&mut s, ids[0], Some(Answer::text("antre lama")));
    assert_eq!(counts(&s), all);
    mend(&mut s, ids[2], None);
    assert_eq!(counts(&s), "3 = [0, 0, 1, 1] + 0 + 1, gone 1; waktu [0, 0, 1, 0] sarana [0, 0, 1, 1]");
    s.store.void(ids[1], "ganda", None).expect("voids");
    assert_eq!(counts(&s), "2 = [0, 0, 1, 0] + 0 + 1, gone 1; waktu [0, 0, 1, 0] sarana [0, 0, 1, 0]");
}

#[test]
fn a_report_gets_counts_and_different_comments_for_each_code_complaints_first() {
    let mut s = Sample::in_memory();
    let texts = ["antre lama", "Antre lama ", "cepat", "lambat", "sabar", "ramah", "baik", "sopan"];
    let ids: Vec<Id> = texts.iter().zip(1..).map(|(text, n)| said(&mut s, n, text)).collect();
    let negative = Some(Sentiment::Negative);
    for (at, codes, sentiment) in [
        (0, &["waktu"][..], negative),
        (1, &["waktu"], negative),
        (2, &["waktu"], Some(Sentiment::Positive)),
        (3, &["waktu", "lainnya"], negative),
        (4, &["waktu"], None),
        (5, &["pujian"], None),
        (6, &["pujian"], Some(Sentiment::Positive)),
    ] {
        code(&mut s, ids[at], &coding(codes, sentiment)).expect("codes");
    }
    mend(&mut s, ids[3], Some(Answer::text("lambat sekali")));
    let summary = |most: usize| {
        let summary = s.store.remark_summary(&s.survey, most).expect("reads");
        assert_eq!(summary.counts, s.store.remark_counts(&s.survey).expect("reads"));
        assert_eq!(summary.counts.codes.len(), summary.examples.len());
        let told = summary.counts.codes.iter().zip(&summary.examples).filter(|(_, examples)| !examples.is_empty());
        told.map(|((code, _), examples)| {
            let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
            format!("{code}: {}", texts.join(", "))
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(summary(9), ["waktu: antre lama, sabar, cepat", "pujian: baik, ramah"]);
    assert_eq!(summary(1), ["waktu: antre lama", "pujian: baik"]);
    assert_eq!(summary(0), Vec::<String>::new());
    assert_eq!(counts(&s), "8 = [2, 0, 2, 2] + 1 + 1, gone 0; waktu [1, 0, 2, 1] pujian [1, 0, 0, 1]");
}

#[test]
fn only_a_supervisor_codes_and_nobody_in_a_closed_survey() {
    let mut s = Sample::in_memory();
    let id = said(&mut s, 1, "antre lama");
    let seen = s.store.remark(&s.survey, id).expect("reads").expect("is there");
    let waktu = coding(&["waktu"], None);
    assert!(matches!(s.store.code_remark(&s.survey, &seen, &waktu), Err(Error::NotASupervisor)));
    code(&mut s, id, &waktu).expect("codes");
    // What was read before is not written over.
    let survey = s.survey.clone();
    let stale = s.supervising(|store| store.code_remark(&survey, &seen, &coding(&["biaya"], None)));
    assert!(matches!(stale, Err(Error::Stale)));
    s.supervising(|store| store.close_survey(&survey, "selesai")).expect("closes");
    assert!(matches!(code(&mut s, id, &coding(&["biaya"], None)), Err(Error::Closed(_))));
    assert!(matches!(s.supervising(|store| store.undo_coding(&survey)), Err(Error::Closed(_))));
    assert_eq!(counts(&s), "1 = [0, 0, 0, 1] + 0 + 0, gone 0; waktu [0, 0, 0, 1]");
}

#[test]
fn one_persons_undo_leaves_what_another_coded() {
    let mut s = Sample::in_memory();
    let mut setup = s.survey.clone();
    let second =
        cacah::store::Item { id: 0, list: cacah::store::List::Supervisor, code: 9, label: "Kedua".to_owned(), retired: false, block: None };
    setup.items.push(second);
    s.store.update_survey(&s.survey, &setup).expect("is stored");
    s.survey = s.store.survey(s.survey.id).expect("reads");
    let id = said(&mut s, 1, "antre lama");
    code(&mut s, id, &coding(&["waktu"], None)).expect("codes");
    let survey = s.survey.clone();
    s.store.set_who(survey.list(cacah::store::List::Supervisor).last().map(|item| item.id));
    let seen = s.store.remark(&survey, id).expect("reads").expect("is there");
    s.store.code_remark(&survey, &seen, &coding(&["waktu", "biaya"], None)).expect("codes");
    assert_eq!(s.supervising(|store| store.undo_coding(&survey)).expect("answers"), None);
    assert_eq!(s.store.undo_coding(&survey).expect("undoes"), Some(id));
    s.store.set_who(None);
    assert_eq!(s.supervising(|store| store.undo_coding(&survey)).expect("undoes"), Some(id));
    assert_eq!(counts(&s), "1 = [0, 0, 0, 0] + 0 + 1, gone 0;");
}

/// Walks all comments that a filter leaves, forwards and backwards: form numbers.
fn walked(s: &Sample, filter: &RemarkFilter) -> Vec<i64> {
    let walk = |later: bool| {
        let mut from = if later { (i64::MIN, 0) } else { (i64::MAX, Id::MAX) };
        let mut found = Vec::new();
        while let Some(next) = s.store.remark_beside(&s.survey, filter, from, later).expect("reads") {
            found.push(next.form_number);
            from = Remark::place(&next);
        }
        found
    };
    let (there, mut back) = (walk(true), walk(false));
    back.reverse();
    assert_eq!(there, back, "{filter:?}");
    assert_eq!(s.store.count_remarks(&s.survey, filter).expect("counts"), there.len() as i64, "{filter:?}");
    there
}

#[test]
fn every_filter_finds_what_it_counts_and_words_are_those_of_the_comment() {
    let mut s = Sample::in_memory();
    let nelayan = [("pekerjaan", Answer::int(6)), ("pekerjaan_lain", Answer::text("nelayan"))];
    s.ordinary(1, &[nelayan.as_slice(), &[("saran", Answer::text("antre \"lama\""))]].concat());
    let ids: Vec<Id> = (2..9).map(|n| said(&mut s, n, if n % 2 == 0 { "antre nelayan" } else { "panas" })).collect();
    code(&mut s, ids[0], &coding(&["waktu"], Some(Sentiment::Negative))).expect("codes");
    code(&mut s, ids[1], &coding(&["waktu", "lainnya"], None)).expect("codes");
    code(&mut s, ids[2], &coding(&["waktu"], None)).expect("codes");
    mend(&mut s, ids[2], Some(Answer::text("antre panas")));
    let of = |which: Which, words: &str| RemarkFilter { which, words: words.to_owned() };
    assert_eq!(walked(&s, &of(Which::All, "")), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(walked(&s, &of(Which::Uncoded, "")), [1, 4, 5, 6, 7, 8]);
    assert_eq!(walked(&s, &of(Which::Code("waktu".to_owned()), "")), [2, 3]);
    assert_eq!(walked(&s, &of(Which::Sentiment(Sentiment::Negative), "")), [2]);
    assert_eq!(walked(&s, &of(Which::Sentiment(Sentiment::Positive), "")), Vec::<i64>::new());
    assert_eq!(walked(&s, &of(Which::NoSentiment, "")), [3]);
    assert_eq!(walked(&s, &of(Which::All, "nelay")), [2, 6, 8]);
    assert_eq!(walked(&s, &of(Which::Uncoded, "antre pan")), [4]);
    assert_eq!(walked(&s, &of(Which::All, "\"lama")), [1]);
}

#[test]
fn the_command_tells_counts_and_what_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    let ids: Vec<Id> = ["antre lama", "panas", "ramah", "mahal"].iter().zip(1..).map(|(text, n)| said(&mut s, n, text)).collect();
    code(&mut s, ids[0], &coding(&["waktu", "sarana"], Some(Sentiment::Negative))).expect("codes");
    code(&mut s, ids[1], &coding(&["sarana"], None)).expect("codes");
    code(&mut s, ids[2], &coding(&["pujian"], Some(Sentiment::Positive))).expect("codes");
    mend(&mut s, ids[2], None);
    drop(s);
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        3 comments: 2 coded, 0 outdated, 1 uncoded

        code         n  positive  neutral  negative  none
        Persyaratan  0         0        0         0     0
        Prosedur     0         0        0         0     0
        Waktu        1         0        0         1     0
        Biaya/tarif  0         0        0         0     0
        Produk       0         0        0         0     0
        Kompetensi   0         0        0         0     0
        Perilaku     0         0        0         0     0
        Sarana       2         0        0         1     1
        Pengaduan    0         0        0         0     0
        Pujian       0         0        0         0     0
        Lainnya      0         0        0         0     0
        coded        2         0        0         1     1

        left out: codings of comments that were taken away since: 1
    "#]]
    .assert_eq(&run(folder.path(), &["saran", "--db", "a.db"]));
    let told = run(folder.path(), &["saran", "--db", "a.db", "--json", "--lang", "en"]);
    expect![[r#"
        exit 0
        {
          "coded": 2,
          "codes": [
            {
              "code": "persyaratan",
              "label": "Requirements",
              "n": 0,
              "negative": 0,
              "neutral": 0,
              "none": 0,
              "positive": 0
            },
            {
              "code": "prosedur",
              "label": "Procedure",
              "n": 0,
              "negative": 0,
              "neutral": 0,
              "none": 0,
              "positive": 0
            },"#]]
    .assert_eq(&told.lines().take(22).collect::<Vec<_>>().join("\n"));
    let object: serde_json::Value = serde_json::from_str(told.trim_start_matches("exit 0\n")).expect("is JSON");
    let described = include_str!("../../docs/cli.md").split("\n## saran\n").nth(1).expect("is described");
    assert_eq!(object.as_object().expect("an object").len(), 8);
    assert!(object.as_object().expect("an object").keys().all(|key| described.contains(&format!("| `{key}` |"))));
    let told = run(folder.path(), &["index", "--db", "a.db"]);
    assert!(
        told.contains("\ncomments about the lowest: persyaratan 0, waktu 1, produk 0, kompetensi 0, sarana 2 (2 of 3 comments coded)\n"),
        "{told}"
    );
    // The log tells of a coding in words; the doctor knows it from the log.
    let told = run(folder.path(), &["audit", "--db", "a.db", "--form", "1", "--find", "sarana"]);
    assert!(told.contains("Waktu, Sarana, negatif"), "{told}");
    assert!(run(folder.path(), &["doctor", "--db", "a.db"]).starts_with("exit 0"));
    let db = Connection::open(&path).expect("opens");
    db.execute_batch("DELETE FROM saran_code WHERE code = 'waktu'").expect("spoils");
    let told = run(folder.path(), &["doctor", "--db", "a.db", "--recount"]);
    assert!(told.starts_with("exit 1") && told.contains("@saran") && told.contains("saran:waktu"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_coded_mended_and_undone_is_counted_right(steps in prop::collection::vec((0_usize..4, 0_u8..6, 0_usize..3), 1..14)) {
        let mut s = Sample::in_memory();
        let ids: Vec<Id> = (1..=4).map(|n| said(&mut s, n, "antre lama")).collect();
        let codes = [&["waktu"][..], &["waktu", "pujian"], &["lainnya"]];
        let survey = s.survey.clone();
        for (which, what, how) in steps {
            let (id, is_there) = (ids[which], s.store.remark(&survey, ids[which]).expect("reads").is_some());
            match what {
                0 | 1 if is_there => code(&mut s, id, &coding(codes[how], Sentiment::ALL.get(usize::from(what) + how).copied())).expect("codes"),
                2 if is_there => code(&mut s, id, &Coding::default()).expect("codes"),
                3 => mend(&mut s, id, Some(Answer::text(["antre lama", "panas", "lain"][how]))),
                4 => mend(&mut s, id, (how > 0).then(|| Answer::text("antre lama"))),
                _ => drop(s.supervising(|store| store.undo_coding(&survey)).expect("undoes")),
            }
            let _ = counts(&s);
        }
    }
}
