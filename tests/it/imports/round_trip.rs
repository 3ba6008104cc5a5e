//! What is exported and imported again is the same, whatever texts say.

use super::import_into;
use crate::support::{ORDINARY, Sample};
use cacah::exchange::{Dialect, Export, FORMATS, Format, Options, Shape, Target, Values};
use cacah::store::{Exam, Filter};
use cacah::survey::decimal::Decimal;
use cacah::survey::form::{Choice, Kind, Question, bit};
use cacah::survey::interview::Status;
use cacah::survey::lang::Lang;
use cacah::survey::value::{Answer, Missing, Value};
use jiff::civil::date;
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

/// Gives a text as a format carries it: SPSS fills up with blanks, so that those at the end of a text are lost. What is longer than a
/// cell is refused, see [`a_text_that_no_cell_holds_is_refused_and_not_taken_cut`].
fn carried<'a>(text: Option<&'a str>, format: &Format) -> Option<&'a str> {
    let text = if format.name == "sav" { text.map(|text| text.trim_end_matches(' ')) } else { text };
    text.filter(|text| !text.is_empty() && (format.name != "xlsx" || text.encode_utf16().count() <= 32_767))
}

#[test]
fn a_text_that_no_cell_holds_is_refused_and_not_taken_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut from = Sample::in_memory();
    // A cell just full, one sign too many, and one that is cut in the middle of a pair.
    let texts = ["x".repeat(32_767), "🙂".repeat(20_000), format!("y{}", "🙂".repeat(16_384))];
    for (number, text) in (1..).zip(&texts) {
        from.ordinary(number, &[("saran", Answer::text(text.as_str()))]);
    }
    let format = *Format::from_name("xlsx").expect("is there");
    let path = folder.path().join("a.xlsx");
    export(&from, &Options { format, ..Options::default() }, &path);
    let mut to = Sample::in_memory();
    let (report, _) = import_into(&mut to.store, &path, "");
    assert_eq!((report.new, report.refused), (1, 2), "{:?}", report.troubles);
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
            if let Some(saran) = carried(saran.as_deref(), &format) {
                replaced.push(("saran", Answer::text(saran)));
                replaced.push(("pekerjaan_lain", Answer::text(saran)));
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

/// A form with every kind of question.
const KINDS: &str = include_str!("../../data/kinds.toml");

/// An answer to a question, or why there is none.
fn answer(question: &Question) -> BoxedStrategy<Option<Answer>> {
    let several = |choices: &[Choice]| -> i64 { choices.iter().filter_map(|choice| bit(choice.code)).sum() };
    let value: BoxedStrategy<Answer> = match &question.kind {
        Kind::Choice(choices) | Kind::Rating(choices) | Kind::YesNo(choices) | Kind::Service(choices) => {
            proptest::sample::select(choices.iter().map(|choice| choice.code).collect::<Vec<_>>()).prop_map(Answer::int).boxed()
        }
        Kind::Several(choices) => {
            let all = several(choices);
            (0..=all).prop_map(move |bits| Answer::int(bits & all)).boxed()
        }
        Kind::Number(bounds) => (bounds.min..=bounds.max).prop_map(Answer::int).boxed(),
        Kind::Decimal(_) => (0..500_000_000_i64, 0..7_u32)
            .prop_map(|(digits, places)| {
                Answer::Value(Value::Decimal(
                    Decimal::new((digits % 500).into(), 0)
                        .filter(|_| places == 0)
                        .or_else(|| Decimal::new(digits.into(), 6))
                        .expect("is one"),
                ))
            })
            .boxed(),
        Kind::Date => (0..40_000_i64).prop_map(|days| Answer::text((date(1925, 1, 1) + jiff::Span::new().days(days)).to_string())).boxed(),
        Kind::Time => (0..1440).prop_map(|minutes| Answer::text(format!("{:02}:{:02}", minutes / 60, minutes % 60))).boxed(),
        _ => prop_oneof![4 => hostile(), 1 => long()].prop_map(|text| Answer::text(text.as_str())).boxed(),
    };
    let missing = proptest::sample::select(Missing::ALL.to_vec()).prop_map(Answer::Missing);
    prop_oneof![6 => value.prop_map(Some), 2 => missing.prop_map(Some), 1 => Just(None)].boxed()
}

/// Texts that are longer than what formats keep in a row, or in a string.
fn long() -> impl Strategy<Value = String> {
    (proptest::sample::select(vec![244_usize, 255, 256, 700, 32_760]), proptest::sample::select(vec!["a", "é ", "👍🏽"]))
        .prop_map(|(length, sign)| sign.repeat(length / sign.chars().count()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_kind_of_question_comes_back(
        interviews in proptest::collection::vec(
            cacah::survey::form_file::parse(KINDS).expect("reads").questions.iter().filter(|question| question.holds_answer()).map(answer).collect::<Vec<_>>(),
            1..5,
        ),
        format in proptest::sample::select(["csv", "xlsx", "jsonl", "sav", "dta", "sqlite"].map(|name| *Format::from_name(name).expect("is there")).to_vec()),
        lang in proptest::sample::select(vec![Lang::Id, Lang::En]),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut from = Sample::of_form(KINDS);
        let keys: Vec<String> = from.survey.form.questions.iter().filter(|question| question.holds_answer()).map(|question| question.key.clone()).collect();
        for (number, answers) in (1..).zip(&interviews) {
            let answers = keys.iter().zip(answers).filter_map(|(key, answer)| {
                let answer = match answer.clone()? {
                    Answer::Value(Value::Text(text)) => Answer::text(carried(Some(&text), &format)?),
                    answer => answer,
                };
                Some((key.as_str(), answer))
            });
            from.draft(number, &answers.collect::<Vec<_>>());
        }
        let path = folder.path().join(format!("a.{}", format.extension));
        export(&from, &Options { format, lang, ..Options::default() }, &path);
        let mut to = Sample::of_form(KINDS);
        let (report, _) = import_into(&mut to.store, &path, "");
        prop_assert_eq!(report.refused, 0, "{:?}", report.troubles);
        prop_assert_eq!(table(&to, folder.path(), &[]), table(&from, folder.path(), &[]));
    }
}
