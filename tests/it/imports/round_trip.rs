//! What is exported and imported again is the same, whatever texts say.

use super::import_into;
use crate::support::{ORDINARY, Sample};
use cacah::exchange::{Dialect, Export, FORMATS, Format, Options, Shape, Target, Values};
use cacah::store::{Exam, Filter};
use cacah::survey::interview::Status;
use cacah::survey::lang::Lang;
use cacah::survey::value::{Answer, Missing};
use proptest::prelude::*;
use std::path::Path;

/// Texts with many of the signs that mean something to a CSV reader or a spreadsheet.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\0]{1,12}",
        "['=+@\t\r\n\",;|a\u{feff}\u{1b}-]{1,8}",
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("👍🏽 nomor \"7\"; baik\r\n".to_owned()),
        Just("NULL".to_owned()),
    ]
}

/// What one interview answers: a reason for some question, a comment, a status.
fn interview() -> impl Strategy<Value = (usize, usize, Option<String>, usize, i64)> {
    (0..ORDINARY.len(), 0..2 * Missing::ALL.len(), proptest::option::of(hostile()), 0..3_usize, 1..111_i64)
}

fn export(sample: &Sample, options: &Options, path: &Path) {
    let target = Target::File { path: path.to_owned(), replace: true };
    Export::begin(&sample.store, &sample.survey, options.clone(), target).and_then(|export| export.finish(&sample.store)).expect("exports");
}

/// What stands in a database, as a table of codes; stacks are others after an import, and what is odd is judged anew.
fn table(sample: &Sample, folder: &Path, but: &[&str]) -> Vec<Vec<String>> {
    let path = folder.join("table.csv");
    let filter = Filter { statuses: Status::ALL.to_vec(), ..Filter::default() };
    export(sample, &Options { filter, ..Options::default() }, &path);
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("opens");
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("reads")).collect();
    let left: Vec<usize> =
        ["batch", "open_problems"].iter().chain(but).filter_map(|name| rows[0].iter().position(|head| head == *name)).collect();
    rows.iter().map(|row| row.iter().enumerate().filter(|(at, _)| !left.contains(at)).map(|(_, cell)| cell.to_owned()).collect()).collect()
}

/// What a long table does not carry.
const NOT_IN_LONG: [&str; 7] = ["time_band", "started", "completed", "keyed_seconds", "keys", "corrections", "notes"];

/// The formats that can be read again.
fn formats() -> impl Strategy<Value = Format> {
    proptest::sample::select(FORMATS.into_iter().filter(|format| format.returns).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn an_export_imported_again_exports_the_same(
        interviews in proptest::collection::vec(interview(), 1..6),
        values in proptest::sample::select(Values::ALL.to_vec()),
        dialect in proptest::sample::select(Dialect::ALL.to_vec()),
        lang in proptest::sample::select(vec![Lang::Id, Lang::En]),
        format in formats(),
        shape in proptest::sample::select(vec![Shape::Wide, Shape::Wide, Shape::Long]),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut from = Sample::in_memory();
        for (number, (question, reason, saran, status, age)) in (1..).zip(&interviews) {
            let mut replaced = vec![("usia", Answer::int(*age)), ("pekerjaan", Answer::int(6))];
            if let Some(saran) = saran {
                replaced.push(("saran", Answer::text(saran.as_str())));
                replaced.push(("pekerjaan_lain", Answer::text(saran.as_str())));
            }
            let key = ORDINARY[*question].0;
            if let Some(reason) = Missing::ALL.get(*reason).filter(|_| !matches!(key, "usia" | "pekerjaan")) {
                replaced.push((key, Answer::Missing(*reason)));
            }
            if *status == 0 {
                from.draft(number * 7, &replaced);
            } else {
                let id = from.ordinary(number * 7, &replaced);
                if *status == 2 {
                    let revision = from.store.interview(&from.survey, id).expect("reads").0.revision;
                    from.supervising(|store| store.approve(id, revision)).expect("approves");
                }
            }
        }
        let statuses = Status::ALL.to_vec();
        let filter = Filter { statuses, ..Filter::default() };
        // Some formats have a way of their own.
        let shape = if format.takes.shapes.contains(&shape) { shape } else { Shape::Wide };
        let options = Options { format, values, dialect, lang, shape, filter, ..Options::default() };
        let path = folder.path().join(format!("a.{}", format.extension));
        export(&from, &options, &path);
        let mut to = Sample::in_memory();
        let (report, outcome) = import_into(&mut to.store, &path, "");
        prop_assert_eq!(report.refused, 0, "{:?}", report.troubles);
        prop_assert_eq!(outcome.imported.interviews, interviews.len() as u64);
        let but: &[&str] = if shape == Shape::Long { &NOT_IN_LONG } else { &[] };
        prop_assert_eq!(table(&to, folder.path(), but), table(&from, folder.path(), but));
        for exam in Exam::ALL {
            prop_assert!(to.store.doctor(exam).is_sound(), "{:?}", exam);
        }
        // Once more adds nothing, there and where it came from.
        for store in [&mut to.store, &mut from.store] {
            let (report, outcome) = import_into(store, &path, "");
            prop_assert_eq!((report.new, report.refused, report.same), (0, 0, interviews.len() as u64), "{:?}", report.troubles);
            prop_assert_eq!(outcome.imported.interviews, 0);
        }
    }
}
