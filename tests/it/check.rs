//! `cacah check` and the recount of `cacah doctor`, as a script sees them.

use crate::counts::mixed;
use crate::support::{Sample, run};
use expect_test::{expect, expect_file};

#[test]
fn check_tells_what_is_missing_and_what_does_not_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(mixed(Sample::at(&folder.path().join("a.db"))));
    expect![[r#"
        exit 1
        6 finished; the people served are not known

        surveyor   expected  draft  complete  returned  approved  void  missing  open  kept
        Petugas 1        40      1         6         0         0     1        2     8     0
        Petugas 2         0      0         0         0         0     0        0     0     0
        Petugas 3         0      0         0         0         0     0        0     0     0

        form numbers missing: 2
          0005-0006
        form numbers on more than one interview: 0
        batches whose totals differ: 1
          batch 1: 40 forms on the header, 6 done
        open problems: 8
          all_equal:unsur: 1
          same_as_previous: 1
          too_fast: 1
          twin: 5
        error: survey 'skm_dpmptsp_kota_bontang_semester_ii_2024' has numbers missing or twice, batches that disagree or open problems
        hint: They are listed above; press p on the list of surveys to look at them.
    "#]]
    .assert_eq(&run(folder.path(), &["check", "--db", "a.db", "--by", "surveyor"]));
    let told = run(folder.path(), &["check", "--db", "a.db", "--json"]);
    expect_file!["../data/check.txt"].assert_eq(&told);
}

#[test]
fn an_orderly_survey_leaves_with_nought() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    let header = cacah::store::Header { forms: 1, ..s.batch.header.clone() };
    s.store.update_batch(&s.survey, &s.batch, &header).expect("follows");
    s.batch = s.store.batch(s.batch.id).expect("reads");
    s.ordinary(1, &[]);
    drop(s);
    let told = run(folder.path(), &["check", "--db", "a.db"]);
    assert!(told.starts_with("exit 0\n1 finished"), "{told}");
}

#[test]
fn the_recount_proves_the_counts_and_puts_wrong_ones_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(mixed(Sample::at(&path)));
    let told = run(folder.path(), &["doctor", "--db", "a.db", "--recount"]);
    assert!(told.starts_with("exit 0\n"), "{told}");
    let db = rusqlite::Connection::open(&path).expect("opens");
    db.execute_batch("UPDATE tally SET n = n + 1 WHERE part = 'survey' AND what = 'status' AND code = 'complete'").expect("spoils");
    drop(db);
    expect![[r#"
        exit 1
        ok     the file and its tables
        ok     references between tables
        ok     ids and the sequence of their device
        ok     the chain of the change log
        ok     the data against the log
        ok     the full-text index
        ok     fingerprints of closed surveys
        FOUND  the kept counts against the rows
               survey skm_dpmptsp_kota_bontang_semester_ii_2024, survey 0 status complete: 7 is kept, 6 was counted
        the counts were put right from the rows
        error: found 1 that is not as it must be
        hint: Keep a copy of this file as it is, and compare it with the last backup.
    "#]]
    .assert_eq(&run(folder.path(), &["doctor", "--db", "a.db", "--recount", "--mend"]));
    let told = run(folder.path(), &["doctor", "--db", "a.db", "--recount"]);
    assert!(told.starts_with("exit 0\n"), "{told}");
}
