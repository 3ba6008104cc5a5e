//! Anonymised exports: nothing that is told of somebody is told of fewer than five, and the file says how that was done.

use crate::formats::{options, written};
use crate::support::{Sample, names, run};
use cacah::exchange::{About, Export, FORMATS, Options, Target, check};
use cacah::survey::lang::Lang;
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Forty interviews: many alike, some that stand alone by age, occupation or service, and words that name people.
fn forty(sample: &mut Sample) {
    for number in 1..=40 {
        let odd = [("usia", Answer::int(85)), ("pekerjaan", Answer::int(2)), ("layanan", Answer::int(1 + number % 9))];
        let mut replaced = vec![
            ("usia", Answer::int(20 + number)),
            ("pendidikan", Answer::int(3 + number % 2)),
            ("saran", Answer::text("Siti dari RT 05")),
        ];
        if number % 10 == 0 {
            replaced.retain(|(key, _)| *key != "usia");
            replaced.extend(odd);
        }
        if number == 7 {
            replaced.push(("jenis_kelamin", Answer::Missing(Missing::Refused)));
        }
        sample.ordinary(1000 + number * 3, &replaced);
    }
}

fn anonymous(format: &str) -> Options {
    Options { lang: Lang::En, ..options(format) }.anonymous()
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_path(path).expect("opens");
    csv.deserialize().map(|row| row.expect("reads")).collect()
}

#[test]
fn what_is_told_of_somebody_is_told_of_five() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    forty(&mut sample);
    let path = written(&sample, folder.path(), anonymous("csv"));
    let rows = rows(&path);
    assert_eq!(rows.len(), 40);
    let known = ["date", "location", "jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan"];
    let mut alike: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for row in &rows {
        *alike.entry(known.map(|name| row[name].as_str()).to_vec()).or_default() += 1;
    }
    assert!(alike.values().all(|n| *n >= 5), "{alike:?}");
    assert!(alike.keys().any(|told| told.iter().all(|value| *value != "98" && *value != "99")), "something is told in full: {alike:?}");
    let numbers: BTreeSet<i64> = rows.iter().map(|row| row["form_number"].parse().expect("a number")).collect();
    assert_eq!(numbers, (1..=40).collect());
    let head: Vec<&String> = rows[0].keys().filter(|name| !name.ends_with("_missing")).collect();
    expect![[r#"["biaya", "date", "form_number", "jenis_kelamin", "kompetensi", "layanan", "location", "pekerjaan", "pendidikan", "pengaduan", "perilaku", "persyaratan", "produk", "prosedur", "sarana", "status", "usia", "waktu"]"#]].assert_eq(&format!("{head:?}"));
    // The answers themselves are as they were.
    assert!(rows.iter().all(|row| row["sarana"] == "2" && row["biaya"] == "4"));
    expect![[r#"
        Left out: what was written in words, notes, surveyors, batches, time bands, times and effort of keying, days and times as answers, and what is worked out from other answers.
        Form numbers are replaced by running numbers in an order drawn by chance; days are the first of their month, a month with few goes with the one before.
        Taken to tell who somebody is: Service, Location, Sex, Age, Education, Occupation, month. There it is not told why an answer is missing.
        Numbers are told in bands: Age 20-29, 30-39, 40-49, 50-89.
        5 values that fewer than 5 interviews had are merged with others.
        So that no combination stands for fewer than 5 interviews, not told in some of them (how many): month (25), Occupation (25), Education (25), Age (17), Sex (9), Location (9), Service (9)."#]].assert_eq(&About::read(&path).expect("is there").anonymised.join("\n"));
    check(&path).expect("is as it was written");
}

#[test]
fn the_order_tells_nothing_of_the_numbers_on_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    for number in 1..=40 {
        sample.ordinary(number, &[("sarana", Answer::int(if number <= 20 { 1 } else { 4 }))]);
    }
    let order =
        || rows(&written(&sample, folder.path(), anonymous("csv"))).into_iter().map(|row| row["sarana"].clone()).collect::<String>();
    let (one, other) = (order(), order());
    // By chance alone it would be in order, or twice the same, once in 137 billion.
    assert!(one != other && one != "1".repeat(20) + &"4".repeat(20), "{one} {other}");
}

#[test]
fn every_format_is_anonymised_the_same_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    forty(&mut sample);
    for format in &FORMATS {
        let path = written(&sample, folder.path(), anonymous(format.name));
        let bytes = std::fs::read(&path).expect("reads");
        let text = String::from_utf8_lossy(&bytes);
        let is_packed = matches!(format.extension, "xlsx" | "zip");
        assert!(
            is_packed || !(text.contains("Siti") || text.contains("Petugas 1") || text.contains("09:41:12.000+08:00,")),
            "{}",
            format.name
        );
        assert_eq!(About::read(&path).expect("is there").anonymised.len(), 6, "{}", format.name);
    }
    let labels = rows(&written(&sample, folder.path(), Options { values: cacah::exchange::Values::Labels, ..anonymous("csv") }));
    let ages: BTreeSet<&str> = labels.iter().map(|row| row["usia"].as_str()).collect();
    expect![[r#"{"20-29", "30-39", "40-49", "50-89", "not told"}"#]].assert_eq(&format!("{ages:?}"));
}

#[test]
fn too_few_to_hide_among_are_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    for number in 1..=4 {
        sample.ordinary(number, &[]);
    }
    drop(sample);
    expect![[r#"
        exit 1
        error: 4 interviews are too few to be anonymised: five at least
        hint: Widen the filter, or publish sums alone.
    "#]]
    .assert_eq(&run(folder.path(), &["--db", "a.db", "export", "--anonymous", "--out", "a.sav"]));
    assert!(names(folder.path()).iter().all(|name| !name.contains("sav")));
}

#[test]
fn an_anonymised_export_that_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    forty(&mut sample);
    let target = Target::File { path: folder.path().join("a.csv"), replace: false };
    let mut export = Export::begin(&sample.store, &sample.survey, anonymous("csv"), target).expect("begins");
    assert!(!export.step(&sample.store).expect("counts").done);
    export.cancel(&sample.store);
    assert!(names(folder.path()).is_empty());
    written(&sample, folder.path(), anonymous("csv"));
}
