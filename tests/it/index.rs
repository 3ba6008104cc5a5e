//! The index of a survey from the kept counts, from the rows, and worked out again from what is exported.

use crate::counts::mixed;
use crate::support::{ORDINARY, Sample, run};
use cacah::store::{By, Part};
use cacah::survey::index::decimal;
use cacah::survey::interview::Status;
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use proptest::prelude::*;
use std::path::Path;

/// The unsur in form order.
const UNSUR: [&str; 9] = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"];

/// A survey with services, ages and answers that differ, some of them missing.
pub fn varied(mut s: Sample) -> Sample {
    for number in 1..=24_i64 {
        let mut replaced: Vec<(&str, Answer)> =
            UNSUR.iter().zip(0..).map(|(key, at)| (*key, Answer::int(1 + (number * 7 + at * number / 2) % 4))).collect();
        replaced.push(("usia", Answer::int(18 + number * 2)));
        replaced.push(("jenis_kelamin", Answer::int(1 + number % 2)));
        replaced.push(("layanan", if number == 9 { Answer::Missing(Missing::Blank) } else { Answer::int(1 + number % 3) }));
        if number % 5 == 0 {
            replaced[2].1 = Answer::Missing(Missing::Blank);
            replaced[8].1 = Answer::Missing(Missing::TwoMarks);
        }
        s.ordinary(number, &replaced);
    }
    s
}

#[test]
fn the_kept_counts_and_the_rows_give_the_same_by_every_part() {
    for s in [mixed(Sample::in_memory()), varied(Sample::in_memory())] {
        assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
        let by = Part::ALL.map(By::Part);
        let (groups, _) = s.store.tabulate(&s.survey, &s.survey.measure().definition, &Status::FINISHED, &by).expect("counts");
        for (part, rows) in Part::ALL.into_iter().zip(groups) {
            assert_eq!(s.store.scores(&s.survey, &s.survey.measure().definition, part).expect("reads"), rows, "{}", part.code());
        }
    }
}

#[test]
fn every_breakdown_holds_everybody_once() {
    let s = varied(Sample::in_memory());
    let by = By::all(&s.survey);
    let whole = s.store.scores(&s.survey, &s.survey.measure().definition, Part::Survey).expect("reads").remove(0);
    let (groups, _) = s.store.tabulate(&s.survey, &s.survey.measure().definition, &Status::FINISHED, &by).expect("counts");
    for (by, groups) in by.into_iter().zip(groups) {
        let name = by.name(&s.survey);
        assert_eq!(By::from_name(&s.survey, name), Some(by));
        assert_eq!(groups.iter().map(|group| group.n).sum::<u64>(), whole.n, "{name}");
        let mut together = vec![cacah::survey::index::Scores::default(); 9];
        for group in &groups {
            together.iter_mut().zip(&group.scores).for_each(|(all, one)| all.add(one));
        }
        assert_eq!(together, whole.scores, "{name}");
    }
}

#[test]
fn the_command_prints_what_must_stand_beside_an_index() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(mixed(Sample::at(&folder.path().join("a.db"))));
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        IKM 83.33  mutu B  Good
        6 interviews: complete, returned, approved
        no 95 % interval: fewer than 30 interviews
        convention exact: weight exactly 1/9
        pooling: all respondents count alike

        unsur           n  1  2  3  4  sum     NRR  weighted    x 25  mutu  lowest
        U1 Persyaratan  6  0  0  6  0   18  3.0000    0.3333   75.00     C       2
        U2 Prosedur     6  0  0  0  6   24  4.0000    0.4444  100.00     A
        U3 Waktu        5  0  0  5  0   15  3.0000    0.3333   75.00     C       2
        U4 Biaya/tarif  5  0  0  0  5   20  4.0000    0.4444  100.00     A
        U5 Produk       6  0  0  6  0   18  3.0000    0.3333   75.00     C       2
        U6 Kompetensi   6  0  0  6  0   18  3.0000    0.3333   75.00     C       2
        U7 Perilaku     6  0  0  0  6   24  4.0000    0.4444  100.00     A
        U9 Sarana       6  0  6  0  0   12  2.0000    0.2222   50.00     D       1
        U8 Pengaduan    6  0  0  0  6   24  4.0000    0.4444  100.00     A

        left out: 1 draft, 1 void (interviews)
        left out of waktu: 1 blank
        left out of biaya: 1 two_marks

        service       n    IKM  mutu    U1    U2    U3    U4    U5    U6    U7    U9    U8
        Izin reklame  6  83.33     B  3.00  4.00  3.00  4.00  3.00  3.00  4.00  2.00  4.00
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--by", "service"]));
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        IKM 82.50  mutu B  Good
        6 interviews: complete, returned, approved
        no 95 % interval: fewer than 30 interviews
        convention 0.11: weight 0.11 (1/9 at 2 decimals)
        pooling: all respondents count alike

        unsur           n  1  2  3  4  sum     NRR  weighted    x 25  mutu  lowest
        U1 Persyaratan  6  0  0  6  0   18  3.0000    0.3300   75.00     C       2
        U2 Prosedur     6  0  0  0  6   24  4.0000    0.4400  100.00     A
        U3 Waktu        5  0  0  5  0   15  3.0000    0.3300   75.00     C       2
        U4 Biaya/tarif  5  0  0  0  5   20  4.0000    0.4400  100.00     A
        U5 Produk       6  0  0  6  0   18  3.0000    0.3300   75.00     C       2
        U6 Kompetensi   6  0  0  6  0   18  3.0000    0.3300   75.00     C       2
        U7 Perilaku     6  0  0  0  6   24  4.0000    0.4400  100.00     A
        U8 Pengaduan    6  0  0  0  6   24  4.0000    0.4400  100.00     A
        U9 Sarana       6  0  6  0  0   12  2.0000    0.2200   50.00     D       1

        left out: 1 draft, 1 void (interviews)
        left out of waktu: 1 blank
        left out of biaya: 1 two_marks

        sex        n    IKM  mutu    U1    U2    U3    U4    U5    U6    U7    U8    U9
        Perempuan  6  82.50     B  3.00  4.00  3.00  4.00  3.00  3.00  4.00  4.00  2.00
    "#]]
    .assert_eq(&run(
        folder.path(),
        &["index", "--db", "a.db", "--convention", "0,11", "--order", "regulation", "--recount", "--by", "sex", "--suppress"],
    ));
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        no IKM: no interview is counted
        0 interviews: approved
        convention exact: weight exactly 1/9
        pooling: all respondents count alike

        unsur           n  1  2  3  4  sum  NRR  weighted  x 25  mutu  lowest
        U1 Persyaratan  0  0  0  0  0    0    -         -     -     -
        U2 Prosedur     0  0  0  0  0    0    -         -     -     -
        U3 Waktu        0  0  0  0  0    0    -         -     -     -
        U4 Biaya/tarif  0  0  0  0  0    0    -         -     -     -
        U5 Produk       0  0  0  0  0    0    -         -     -     -
        U6 Kompetensi   0  0  0  0  0    0    -         -     -     -
        U7 Perilaku     0  0  0  0  0    0    -         -     -     -
        U9 Sarana       0  0  0  0  0    0    -         -     -     -
        U8 Pengaduan    0  0  0  0  0    0    -         -     -     -

        left out: 1 draft, 6 complete, 1 void (interviews)
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--status", "approved"]));
    expect![[r#"
        exit 2
        error: '0.2' is no convention
        hint: Name a weight (exact, 0.11, 0.111, 0.1111) and, with + between, what is rounded: nrr-3, weighted-4, index-2, each with -cut to cut off; or ikm-cut.
    "#]].assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--convention", "0.2"]));
    expect![[r#"
        exit 2
        error: survey 'skm_dpmptsp_kota_bontang_semester_ii_2024' can't be broken down by 'disability'
        hint: Name one of service, location, sex, age, education, occupation, surveyor, week, day, batch.
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--by", "disability"]));
}

#[test]
fn the_json_has_what_is_described_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(varied(Sample::at(&folder.path().join("a.db"))));
    let told = run(folder.path(), &["index", "--db", "a.db", "--by", "age", "--json", "--pool", "services"]);
    expect![[r#"
        exit 0
        {
          "by": "age",
          "convention": "exact",
          "convention_says": "weight exactly 1/9",
          "groups": [
            {
              "ikm": 60.28,
              "mutu": "D",
              "n": 5,
              "name": "20-29",
              "nrr": {
                "biaya": 2.2,
                "kompetensi": 2.8,
                "pengaduan": 2.5,
                "perilaku": 2.2,
                "persyaratan": 2.8,
                "produk": 2.4,
                "prosedur": 3.2,
                "sarana": 2.6,
                "waktu": 1.0
              },
              "small": false
            },
            {
              "ikm": 55.83,
              "mutu": "D",
              "n": 5,
              "name": "30-39",
              "nrr": {
                "biaya": 2.4,
                "kompetensi": 2.4,
                "pengaduan": 2.5,
                "perilaku": 1.8,
                "persyaratan": 2.6,
                "produk": 2.6,
                "prosedur": 2.4,
                "sarana": 2.4,
                "waktu": 1.0
              },
              "small": false
            },
            {
              "ikm": 60.28,
              "mutu": "D",
              "n": 5,
              "name": "40-49",
              "nrr": {
                "biaya": 3.2,
                "kompetensi": 2.6,
                "pengaduan": 2.5,
                "perilaku": 2.2,
                "persyaratan": 2.4,
                "produk": 2.8,
                "prosedur": 2.2,
                "sarana": 2.8,
                "waktu": 1.0
              },
              "small": false
            },"#]]
    .assert_eq(&told.lines().take(60).collect::<Vec<_>>().join("\n"));
    let object: serde_json::Value = serde_json::from_str(told.trim_start_matches("exit 0\n")).expect("is JSON");
    let mut keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    let reference = include_str!("../../docs/cli.md");
    let described = reference.split("## index").nth(1).expect("is described");
    assert_eq!(keys.len(), 21);
    assert!(keys.iter().all(|key| described.contains(&format!("| `{key}` |"))), "{keys:?}");
}

#[test]
fn the_convention_is_saved_with_the_survey_and_its_change_is_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    drop(mixed(Sample::at(&path)));
    let told = run(folder.path(), &["index", "--db", "a.db", "--convention", "0.11+nrr-2", "--pool", "services", "--save"]);
    assert!(told.contains("convention 0.11+nrr-2: weight 0.11 (1/9 at 2 decimals); NRR rounded to 2 decimals"), "{told}");
    let told = run(folder.path(), &["index", "--db", "a.db"]);
    assert!(told.contains("convention 0.11+nrr-2") && told.contains("pooling: mean of the IKM of the services"), "{told}");
    let db = rusqlite::Connection::open(&path).expect("opens");
    let sql = "SELECT group_concat(question || ' ' || old || ' ' || new, ', ') FROM change WHERE question IN ('@convention', '@pooling')";
    let log: String = db.query_row(sql, [], |row| row.get(0)).expect("reads");
    assert_eq!(log, "@convention \"exact\" \"0.11+nrr-2\", @pooling \"respondents\" \"services\"");
}

/// The IKM in hundredths, worked out from the lines of an exported file in whole numbers: 25 times the mean of the averages, rounded half up.
fn from_csv(path: &Path) -> Option<i128> {
    let mut reader = csv::Reader::from_path(path).expect("opens");
    let head = reader.headers().expect("has one").clone();
    let columns: Vec<usize> = UNSUR.iter().map(|key| head.iter().position(|name| name == *key).expect("a column")).collect();
    let (mut sums, mut counts) = ([0_i128; 9], [0_i128; 9]);
    for record in reader.records() {
        let record = record.expect("reads");
        for (at, column) in columns.iter().enumerate() {
            if let Ok(value) = record[*column].parse::<i128>() {
                sums[at] += value;
                counts[at] += 1;
            }
        }
    }
    // An unsur that nobody answered is none of the survey's.
    let answered: Vec<(i128, i128)> = sums.into_iter().zip(counts).filter(|(_, n)| *n > 0).collect();
    let below = answered.iter().map(|(_, n)| n).product::<i128>() * answered.len() as i128;
    let above: i128 = answered.iter().map(|(sum, n)| sum * (below / n / answered.len() as i128)).sum();
    // 2500 hundredths for each whole of the mean of averages; one half more, then cut off.
    (below > 0 && !answered.is_empty()).then(|| (above * 5000 + below) / (2 * below))
}

fn ikm(s: &Sample) -> Option<String> {
    let results = s.store.results(&s.survey, &s.survey.measure()).expect("reads");
    results.headline.map(|(ikm, _)| decimal::show(&ikm, 2))
}

/// Answers of some interviews: nine codes, 0 is missing.
fn answers() -> impl Strategy<Value = Vec<[i64; 9]>> {
    prop::collection::vec(prop::array::uniform9(prop_oneof![9 => 1_i64..=4, 1 => Just(0_i64)]), 1..14)
}

fn keyed(rows: &[[i64; 9]], mut s: Sample) -> Sample {
    for (number, row) in (1..).zip(rows) {
        let answer = |code: &i64| if *code == 0 { Answer::Missing(Missing::Blank) } else { Answer::int(*code) };
        let replaced: Vec<(&str, Answer)> = UNSUR.iter().zip(row).map(|(key, code)| (*key, answer(code))).collect();
        s.ordinary(number, &replaced);
    }
    s
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_is_what_the_exported_file_gives(rows in answers()) {
        let folder = tempfile::tempdir().expect("a folder");
        let s = keyed(&rows, Sample::at(&folder.path().join("a.db")));
        let found = ikm(&s);
        let (of_rows, _) = s.store.results_of_rows(&s.survey, &Status::FINISHED, &s.survey.measure(), &[]).expect("reads");
        prop_assert_eq!(of_rows.headline.map(|(ikm, _)| decimal::show(&ikm, 2)), found.clone());
        drop(s);
        let told = run(folder.path(), &["export", "--db", "a.db", "--out", "a.csv"]);
        prop_assert!(told.starts_with("exit 0"), "{}", told);
        let expected = from_csv(&folder.path().join("a.csv")).map(|n| format!("{}.{:02}", n / 100, n % 100));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn keyed_in_another_order_it_is_the_same(rows in answers()) {
        let turned: Vec<[i64; 9]> = rows.iter().rev().copied().collect();
        prop_assert_eq!(ikm(&keyed(&rows, Sample::in_memory())), ikm(&keyed(&turned, Sample::in_memory())));
    }
}

#[test]
fn all_fours_are_a_hundred_and_a_changed_answer_moves_it() {
    let fours = keyed(&[[4; 9]; 3], Sample::in_memory());
    assert_eq!(ikm(&fours).as_deref(), Some("100.00"));
    let ordinary = ORDINARY.iter().filter(|(key, _)| UNSUR.contains(key)).map(|(_, code)| code).sum::<i64>();
    let mut s = Sample::in_memory();
    assert_eq!(ikm(&s), None);
    s.ordinary(1, &[]);
    assert_eq!(ikm(&s), Some(format!("{}.{:02}", ordinary * 25 / 9, (ordinary * 5000 + 9) / 18 % 100)));
}
