//! The doctor shows a tampered line, a cut log and data that are not what the log says, each with its place.

use crate::support::{Sample, run};
use cacah::store::{Exam, Store};
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use rusqlite::Connection;
use std::path::Path;

/// A file with interviews of several kinds, keyed, corrected and taken back; then changed from outside.
fn examined(harm: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let mut sample = Sample::at(&path);
    sample.ordinary(1, &[("saran", Answer::text("Antre \"lama\""))]);
    let two = sample.ordinary(2, &[("waktu", Answer::Missing(Missing::Blank))]);
    sample.ordinary(3, &[]);
    sample.draft(4, &[("usia", Answer::int(40))]);
    sample.store.void(two, "tertukar", None).expect("is voided");
    let undone = sample.store.undo(&sample.survey, sample.batch.id, None, None).expect("undoes");
    assert!(undone.is_some());
    let (three, batch) =
        (sample.store.used_number(sample.survey.id, 3, None).expect("reads").expect("is there").interview, sample.batch.clone());
    let (interview, _) = sample.store.interview(&sample.survey, three).expect("reads");
    sample.store.note(&interview, "waktu", None, "kertas sobek", None).expect("notes");
    let (interview, _) = sample.store.interview(&sample.survey, three).expect("reads");
    sample.store.renumber(sample.survey.id, &interview, 33, None).expect("is renumbered");
    let header = cacah::store::Header { date: jiff::civil::date(2024, 9, 29), ..batch.header.clone() };
    sample.store.update_batch(&sample.survey, &batch, &header).expect("is corrected");
    drop(sample);
    outside(&path, harm);
    let told = run(folder.path(), &["doctor", "--db", "a.db"]);
    // The device and the ids that follow from it are drawn by lot.
    let db = Connection::open(&path).expect("opens");
    let device: i64 = db.query_row("SELECT device FROM device", [], |row| row.get(0)).expect("reads");
    let mut told = told.replace(&format!("device {device}"), "device D");
    for sequence in (0..200_i64).rev() {
        told = told.replace(&((device << 32) + sequence).to_string(), &format!("D/{sequence}"));
    }
    told
}

/// Changes a file as somebody would who knows SQL: the guards are taken away first.
fn outside(path: &Path, sql: &str) {
    let db = Connection::open(path).expect("opens");
    let guards = "DROP TRIGGER change_is_never_updated; DROP TRIGGER change_is_never_deleted; DROP TRIGGER change_is_chained; \
                  DROP TRIGGER interview_is_never_deleted; DROP TRIGGER interview_of_a_closed_survey_stays;";
    db.execute_batch(if sql.is_empty() { "" } else { guards }).expect("is SQL");
    db.execute_batch(sql).expect("is SQL");
}

/// Only the lines that tell of something found.
fn found(harm: &str) -> String {
    let told = examined(harm);
    told.lines().filter(|line| !line.starts_with("ok ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sound_file_is_told_to_be_sound() {
    expect![[r#"
        exit 0
        ok     the file and its tables
        ok     references between tables
        ok     ids and the sequence of their device
        ok     the chain of the change log
        ok     the data against the log
        ok     the full-text index
        ok     fingerprints of closed surveys
    "#]]
    .assert_eq(&examined(""));
}

#[test]
fn a_line_that_was_changed_is_shown_with_its_place() {
    expect![[r#"
        exit 1
        FOUND  the chain of the change log
               this line was changed, or one before it was taken out or put in: device D, line 44, 2024-09-30T09:41:12.000+08:00, about D/34, biaya
        FOUND  the data against the log
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 1, biaya: the log says 1, the data 4
        error: found 2 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]].assert_eq(&found(
        "UPDATE change SET new = '1' WHERE question = 'biaya' AND subject = (SELECT id FROM interview WHERE form_number = 1)",
    ));
}

#[test]
fn a_line_that_was_given_to_another_person_is_shown() {
    expect![[r#"
        exit 1
        FOUND  the chain of the change log
               this line was changed, or one before it was taken out or put in: device D, line 90, 2024-09-30T09:41:12.000+08:00, about D/88, usia
        error: found 1 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]].assert_eq(&found("UPDATE change SET who = NULL WHERE question = 'usia' AND new = '40'"));
}

#[test]
fn a_line_that_was_taken_out_is_shown_at_the_one_behind_it() {
    expect![[r#"
        exit 1
        FOUND  the chain of the change log
               this line was changed, or one before it was taken out or put in: device D, line 95, 2024-09-30T09:41:12.000+08:00, about D/70, @form_number
        FOUND  the data against the log
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 33, @note:waktu: the log says null, the data "kertas sobek"
        error: found 2 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]].assert_eq(&found("DELETE FROM change WHERE question = '@note:waktu'"));
}

#[test]
fn a_log_whose_end_was_cut_off_is_shown() {
    expect![[r#"
        exit 1
        FOUND  the chain of the change log
               the end of the log of device D was cut off or added to; its last line: device D, line 102, 2024-09-30T09:41:12.000+08:00, about D/88, @date
        error: found 1 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]].assert_eq(&found("DELETE FROM change WHERE id = (SELECT max(id) FROM change)"));
    expect![[r#"
        exit 1
        FOUND  the chain of the change log
               the whole log of device D is gone"#]]
    .assert_eq(&found("DELETE FROM change").lines().take(3).collect::<Vec<_>>().join("\n"));
}

#[test]
fn data_that_are_not_what_the_log_says_are_shown() {
    expect![[r#"
        exit 1
        FOUND  the data against the log
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 1, biaya: the log says 4, the data 1
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 1, saran: the log says "Antre \"lama\"", the data "cepat"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 2, waktu: the log says {"missing":"blank"}, the data {"missing":"refused"}
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 33, @status: the log says "complete", the data "approved"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 33, @note:waktu: the log says "kertas sobek", the data "kertas utuh"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 44, @form_number: the log says 4, the data 44
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 44, @date: the log says "2024-09-29", the data "2024-01-01"
        error: found 7 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]].assert_eq(&found(
        "UPDATE answers_skm SET biaya = 1, saran = 'cepat' WHERE interview = (SELECT id FROM interview WHERE form_number = 1);
         UPDATE missing SET reason = 'refused';
         UPDATE note SET text = 'kertas utuh';
         UPDATE interview SET status = 'approved' WHERE form_number = 33;
         UPDATE interview SET form_number = 44, date = '2024-01-01' WHERE form_number = 4",
    ));
    expect![[r#"
        exit 1
        FOUND  references between tables
               table answers_skm, row D/88: what it refers to is not in interview
        FOUND  the data against the log
               interview D/88 is in the log and not in the data
        error: found 2 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]]
    .assert_eq(&found("PRAGMA foreign_keys = OFF; DELETE FROM interview WHERE form_number = 4"));
}

#[test]
fn an_id_beyond_its_device_and_an_index_that_lags_are_shown() {
    expect![[r#"
        exit 1
        FOUND  ids and the sequence of their device
               table item: id 100030 lies beyond the sequence of device D
        FOUND  the data against the log
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 1, saran: the log says "Antre \"lama\"", the data "lain"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 2, saran: the log says null, the data "lain"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 33, saran: the log says null, the data "lain"
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, form 4, saran: the log says null, the data "lain"
        FOUND  the full-text index
               words_skm: database disk image is malformed
        error: found 6 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup."#]]
    .assert_eq(&found(
        "UPDATE item SET id = id + 100000 WHERE list = 'supervisor'; DROP TRIGGER words_skm_update; UPDATE answers_skm SET saran = 'lain'",
    ));
}

#[test]
fn the_checks_are_told_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(Sample::at(&path));
    outside(&path, "UPDATE device SET head = NULL");
    let told = run(folder.path(), &["doctor", "--json", "--db", "a.db"]);
    let list: serde_json::Value =
        serde_json::from_str(told.trim_start_matches("exit 1\n").split("\nerror").next().expect("is there")).expect("is JSON");
    let sound: Vec<String> =
        list.as_array().expect("a list").iter().map(|check| format!("{} {}", check["check"], check["sound"])).collect();
    expect![[r#"
        "file" true
        "references" true
        "numbers" true
        "chain" false
        "replay" true
        "words" true
        "lock" true"#]]
    .assert_eq(&sound.join("\n"));
    let store = Store::open(&path).expect("opens");
    assert!(store.doctor(Exam::File).is_sound() && !store.doctor(Exam::Chain).is_sound());
}
