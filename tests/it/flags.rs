//! Flags in the database and on the screens: stored, counted, checked again, settled.

use crate::scenario::Scenario;
use crate::support::{ORDINARY, Sample};
use cacah::store::{Clock, Filter, Header, List};
use cacah::survey::interview::Status;
use cacah::survey::value::Answer;
use cacah::words::Lang;
use expect_test::expect;
use jiff::civil::date;
use std::path::Path;
use std::rc::Rc;

/// Interviews of two surveyors with flags, on a file that a second connection can read.
fn flagged(path: &Path) -> (Sample, rusqlite::Connection) {
    let mut s = Sample::at(path);
    s.ordinary(1, &[]);
    s.ordinary(2, &[]);
    s.ordinary(3, &[("usia", Answer::int(50)), ("biaya", Answer::int(1))]);
    s.ordinary(60, &[("usia", Answer::int(51))]);
    s.doubtful(5, &[("usia", Answer::int(52))], &["too_fast"]);
    let voided = s.ordinary(6, &[]);
    s.store.void(voided, "kertas ganda", None).expect("voids");
    let header =
        Header { surveyor: s.survey.list(List::Surveyor).nth(1).expect("a second").id, first_number: 10, ..s.batch.header.clone() };
    s.batch = s.store.create_batch(s.survey.id, &header).expect("is made");
    s.ordinary(10, &[("usia", Answer::int(20)), ("biaya", Answer::int(1))]);
    s.ordinary(11, &[("usia", Answer::int(21))]);
    s.draft(12, &[("usia", Answer::int(22))]);
    let db = rusqlite::Connection::open(path).expect("opens");
    (s, db)
}

fn texts(db: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut select = db.prepare(sql).expect("is SQL");
    select.query_map([], |row| row.get(0)).expect("answers").map(|row| row.expect("reads")).collect()
}

const PROBLEMS: &str =
    "SELECT i.form_number || ' ' || p.rule || ' ' || p.state FROM problem p JOIN interview i ON i.id = p.interview ORDER BY i.id, p.rule";

#[test]
fn flags_are_stored_on_completion_and_counted_as_the_rows_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let (s, db) = flagged(&folder.path().join("a.db"));
    expect![[r#"
        2 same_as_previous open
        2 twin open
        3 low_without_saran open
        60 outside_block open
        5 too_fast open
        6 twin open
        10 low_without_saran open"#]]
    .assert_eq(&texts(&db, PROBLEMS).join("\n"));
    let by_rule = texts(
        &db,
        "SELECT p.rule || ' ' || sum(p.state = 'open') || ' ' || sum(p.state = 'kept') FROM problem p JOIN interview i ON i.id = p.interview \
         WHERE p.state <> 'lapsed' AND i.status IN ('complete', 'returned', 'approved') GROUP BY p.rule ORDER BY sum(p.state = 'open') DESC, 1",
    );
    let counted = s.store.rule_counts(s.survey.id).expect("counts");
    assert_eq!(counted.iter().map(|count| format!("{} {} {}", count.rule, count.open, count.kept)).collect::<Vec<_>>(), by_rule);
    for count in counted {
        let by_surveyor = texts(
            &db,
            &format!(
                "SELECT i.surveyor || ' ' || count(p.interview) || ' ' || count(*) FROM interview i \
                 LEFT JOIN problem p ON p.interview = i.id AND p.rule = '{}' AND p.state <> 'lapsed' \
                 WHERE i.status IN ('complete', 'returned', 'approved') GROUP BY i.surveyor ORDER BY i.surveyor",
                count.rule
            ),
        );
        let told = s.store.surveyor_counts(s.survey.id, &count.rule).expect("counts");
        let told: Vec<String> = told.iter().map(|of| format!("{} {} {}", of.surveyor, of.flagged, of.finished)).collect();
        assert_eq!(told, by_surveyor, "{}", count.rule);
        let filter = Filter { rules: vec![count.rule.clone()], ..Filter::default() };
        assert_eq!(s.store.count(&s.survey, &filter).expect("counts"), count.open, "{}", count.rule);
    }
    assert_eq!(s.store.recount(&s.survey).expect("recounts"), []);
}

#[test]
fn a_check_of_all_says_the_same_twice_keeps_what_is_kept_and_logs_each_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut s, db) = flagged(&folder.path().join("a.db"));
    let kept = s.store.used_number(s.survey.id, 2, None).expect("reads").expect("is there").interview;
    s.store.keep_problem(kept, "twin", "dua saudara", None).expect("keeps");
    // An older program stored no flags; a wrong one stands.
    db.execute_batch("UPDATE problem SET state = 'lapsed' WHERE rule = 'low_without_saran'").expect("spoils");
    s.store.rebuild_counts(&s.survey).expect("counts");
    let check = |s: &mut Sample| {
        let mut check = s.begin_check();
        while !check.step(&mut s.store).expect("checks").done {}
        let so_far = check.so_far();
        (so_far.interviews, so_far.total, so_far.opened, so_far.lapsed)
    };
    let first = check(&mut s);
    assert_eq!((first.0, first.1), (7, 7));
    let opened = texts(&db, "SELECT question FROM change WHERE why = '@checked' ORDER BY id").len() as u64;
    assert_eq!(opened, first.2 + first.3);
    assert_eq!(check(&mut s), (7, 7, 0, 0));
    assert_eq!(texts(&db, "SELECT state || ': ' || reason FROM problem WHERE rule = 'twin' AND reason IS NOT NULL"), ["kept: dua saudara"]);
    assert_eq!(texts(&db, "SELECT state FROM problem WHERE rule = 'low_without_saran'"), ["open", "open"]);
    assert_eq!(s.store.recount(&s.survey).expect("recounts"), []);
}

#[test]
fn a_check_given_up_leaves_each_interview_checked_or_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    for number in 1..=120 {
        s.ordinary(number, &[("usia", Answer::int(number % 90 + 10)), ("biaya", Answer::int(1))]);
    }
    let db = rusqlite::Connection::open(&path).expect("opens");
    db.execute_batch("UPDATE problem SET state = 'lapsed'").expect("spoils");
    s.store.rebuild_counts(&s.survey).expect("counts");
    let mut check = s.begin_check();
    assert_eq!(check.step(&mut s.store).expect("checks").interviews, 100);
    drop(check);
    let low = "SELECT p.state || ' ' || count(*) FROM problem p WHERE rule = 'low_without_saran' GROUP BY p.state ORDER BY 1";
    assert_eq!(texts(&db, low), ["lapsed 20", "open 100"]);
    assert_eq!(s.store.recount(&s.survey).expect("recounts"), []);
}

/// Five interviews on the screen: two twins with a lowest rating, the rest ordinary.
fn keyed() -> Scenario {
    Scenario::skm().keys("2 34 5 4 3 143 443 342 <Enter> 2 34 5 4 3 143 443 342 <Enter> 1 45 3 5 1 343 443 342 <Enter>")
}

#[test]
fn flags_do_not_interrupt_keying() {
    let mut s = keyed();
    assert!(s.notice().starts_with("Formulir 0003 tersimpan lengkap"), "{}", s.screen());
    assert_eq!(
        s.ask("SELECT group_concat(rule, ' ') FROM (SELECT rule FROM problem ORDER BY interview, rule)"),
        "low_without_saran low_without_saran same_as_previous twin"
    );
}

#[test]
fn undoing_a_completion_takes_its_flags_back() {
    let s = Scenario::skm().keys("2 34 5 4 3 143 443 342 <Enter> <Ctrl+Z>");
    assert_eq!(s.ask("SELECT i.status, p.state FROM interview i JOIN problem p ON p.interview = i.id"), "draft | lapsed");
    let s = s.keys("<F10>");
    assert_eq!(s.ask("SELECT i.status, p.state FROM interview i JOIN problem p ON p.interview = i.id"), "complete | open");
}

#[test]
fn the_flags_stand_by_rule_with_each_surveyors_share_and_open_their_interviews() {
    let mut s = keyed().keys("<Esc> <Down> p <Enter> f");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                         tanda mutu
        | Terbuka 4, dibenarkan 0; wawancara selesai 3
        | Tanda                                           Terbuka Dibenarkan
        | ──────────────────────────────────────────────────────────────────────────────
        |>Nilai terendah tanpa saran                            2          0
        | Sama dengan wawancara sebelumnya                      1          0
        | Kembar: waktu, layanan, jenis kelamin, usia           1          0
        |
        |
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
        | Nilai terendah tanpa saran: bagian per petugas, terbuka dan dibenarkan
        | Petugas 1                      2 dari 3    66,7 %  (tidak ada petugas lain)
        |
        |
        | Enter wawancara  h periksa ulang  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   daftar wawancara
        | 2 wawancara: Nilai terendah tanpa saran
        | Nomor Status       Petugas    Layanan       Waktu       Masalah Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |>0001  lengkap      Petugas 1  Izin reklame  01-10 09.00 ! 1
        | 0002  lengkap      Petugas 1  Izin reklame  01-10 09.00 ! 3
        |
        |
        |
        |
        |
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
        | 1 dari 2 · Loket Disabilitas DPMPTSP ·
        |
        | b benar  Enter buka  s status  p petugas  o lokasi  y layanan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("b").text("memang mahal").keys("<Enter>");
    assert_eq!(s.notice(), "Formulir 0001: tanda ini dibenarkan dan dicatat.");
    assert!(s.line(1).contains("1 wawancara"), "{}", s.screen());
    let mut s = s.keys("<F2>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                   daftar wawancara
        | 0 wawancara: Nilai terendah tanpa saran
        | Nomor Status       Petugas    Layanan       Waktu       Masalah Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |  Tidak ada wawancara di sini.
        |
        |
        |
        |
        |
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
        |
        | Formulir 0002: tanda ini dibenarkan dan dicatat.
        | b benar  Enter buka  s status  p petugas  o lokasi  y layanan  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(s.ask("SELECT group_concat(reason, ', ') FROM problem WHERE rule = 'low_without_saran'"), "memang mahal, sesuai kertas");
    let mut s = s.keys("<Esc>");
    assert!(s.line(1).contains("Terbuka 2, dibenarkan 2"), "{}", s.screen());
}

#[test]
fn a_surveyors_share_stands_against_that_of_the_others() {
    let folder = Rc::new(tempfile::tempdir().expect("a folder"));
    drop(flagged(&folder.path().join("survei.db")));
    let mut s = Scenario::on(folder, Lang::Id).keys("<Down> <Down> p <Enter> f").size(120, 40);
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                                                                 tanda mutu
        | Terbuka 6, dibenarkan 0; wawancara selesai 7
        | Tanda                                                                                   Terbuka Dibenarkan
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        |>Nilai terendah tanpa saran                                                                    2          0
        | Nomor di luar blok bundel                                                                     1          0
        | Sama dengan wawancara sebelumnya                                                              1          0
        | Terlalu cepat untuk dibaca                                                                    1          0
        | Kembar: waktu, layanan, jenis kelamin, usia                                                   1          0
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | Nilai terendah tanpa saran: bagian per petugas, terbuka dan dibenarkan
        | Petugas 2                      1 dari 2    50,0 %  (lainnya 20,0 %)
        | Petugas 1                      1 dari 5    20,0 %  (lainnya 50,0 %)
        |
        |
        | Enter wawancara  h periksa ulang  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn when_it_was_keyed_is_told_and_never_outdated() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut s = Sample::at(&path);
    let (clock, hand) = Clock::by_hand("2024-09-30T21:58:00+08:00[Asia/Makassar]".parse().expect("a moment"));
    s.store.set_clock(clock);
    let answers: Vec<(&str, Answer)> = ORDINARY.map(|(key, code)| (key, Answer::int(code))).to_vec();
    let open = s.draft(1, &answers);
    hand.set(60_000);
    s.ordinary(2, &[("usia", Answer::int(40))]);
    hand.set(90_000);
    s.complete(open, &[]);
    hand.set(120_000);
    s.ordinary(3, &[("usia", Answer::int(41))]);
    let db = rusqlite::Connection::open(&path).expect("opens");
    assert_eq!(texts(&db, PROBLEMS), ["1 overlap open", "3 night open"]);
    // Another number, another day: what that brings is told, what was keyed when it was stays.
    let header = Header { date: date(2024, 12, 24), ..s.batch.header.clone() };
    s.store.update_batch(&s.survey, &s.batch, &header).expect("follows");
    db.execute_batch("UPDATE interview SET form_number = 1 WHERE form_number = 3").expect("spoils");
    let mut check = s.begin_check();
    assert!(check.step(&mut s.store).expect("checks").done);
    expect![[r#"
        1 date_future open
        1 date_outside open
        1 overlap open
        2 date_future open
        2 date_outside open
        1 date_future open
        1 date_outside open
        1 night open
        1 number_twice open"#]]
    .assert_eq(&texts(&db, PROBLEMS).join("\n"));
    // Nobody keyed these flags: undo takes back what was keyed last.
    let undone = s.store.undo(&s.survey, s.batch.id, None, Some(header.surveyor)).expect("undoes").expect("something");
    assert_eq!(undone.status, Some(Status::Draft));
}

#[test]
fn a_mended_answer_takes_its_flag_back() {
    let s = Scenario::skm().keys("2 34 5 4 3 143 443 342 <Enter> <Esc> <Down> l <Enter> <F10>");
    assert_eq!(s.ask("SELECT rule, state FROM problem"), "low_without_saran | open");
    let s = Scenario::skm()
        .keys("2 34 5 4 3 143 443 342 <Enter> <PgUp> <Down> <Down> <Down> <Down> <Down> 3")
        .text("salah baca")
        .keys("<Enter>");
    assert_eq!(s.ask("SELECT persyaratan, (SELECT state FROM problem) FROM answers_skm"), "3 | lapsed");
}

#[test]
fn a_check_runs_from_the_screen_and_can_be_stopped() {
    let mut s = keyed().keys("<Esc> <Down> p <Enter> f h");
    assert_eq!(s.notice(), "3 wawancara diperiksa: 0 tanda baru, 0 gugur.");
    let s = keyed().keys("<Esc> <Down> p <Enter> f").without_waiting().keys("h");
    s.change("UPDATE problem SET state = 'lapsed'");
    let mut s = s.keys("<Esc>");
    assert_eq!(s.notice(), "Dihentikan: 0 dari 3 wawancara sudah diperiksa, selebihnya tetap.");
    assert_eq!(s.ask("SELECT count(*) FROM problem WHERE state = 'open'"), "0");
    let mut s = Scenario::home(Lang::En).keys("p <Enter> f");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                      quality flags
        | Open 0, kept 0; finished interviews 0
        | Flag                                               Open       Kept
        | ──────────────────────────────────────────────────────────────────────────────
        |
        |  There are no flags. H checks all finished interviews again.
        |
        |
        |
        |
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
        |
        |
        |
        | Enter interviews  h check again  Esc close  F1 help
    "#]]
    .assert_eq(&s.framed());
}
