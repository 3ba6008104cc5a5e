//! Every kind of question in every format; what other programs read back is checked by `tests/readback.py`.

use crate::formats::{options, written};
use crate::support::Sample;
use cacah::exchange::{Dialect, Export, FORMATS, Format, Options, Shape, Target, Values};
use cacah::survey::lang::Lang;
use cacah::survey::value::{Answer, Missing, Value};
use expect_test::{Expect, expect};
use serde_json::{Map, Value as Json, json};
use std::path::Path;

/// The last question's key: longer than statistics programs take.
const LONG: &str = "panjang_sekali_nama_pertanyaan_ini";

fn decimal(text: &str) -> Answer {
    Answer::Value(Value::Decimal(text.parse().expect("a number")))
}

/// Texts that a reader may trip over; the last is longer than SPSS takes in one string.
fn stories() -> [String; 4] {
    let long = format!("{}é🙂 tamat", "panjang sekali ".repeat(4000));
    ["Cerita \"biasa\", dengan koma; dan 'petik'".to_owned(), "=1+1\nbaris kedua 🙂".to_owned(), "é".repeat(300), long]
}

/// An interview with all answers, one with a reason for each, one with other values, one with nothing.
fn sample() -> Sample {
    sample_with(1_234_567_890_123_456_789, &stories()[3])
}

fn sample_with(number: i64, long: &str) -> Sample {
    let mut sample = Sample::of_form(include_str!("../data/kinds.toml"));
    let [plain, formula, wide, _] = stories();
    sample.draft(
        1,
        &[
            ("kelamin", Answer::int(2)),
            ("kendala", Answer::int(0b10001)),
            ("disabilitas", Answer::int(1)),
            ("suhu", Answer::int(-95)),
            ("to", decimal("71.25")),
            ("lahir", Answer::text("1990-02-28")),
            ("jam", Answer::text("08:30")),
            ("puas", Answer::int(3)),
            ("jalan", Answer::text(plain)),
            ("cerita", Answer::text(formula)),
            (LONG, Answer::int(number)),
        ],
    );
    let reasons = Missing::ALL.into_iter().cycle();
    let keys = ["kelamin", "kendala", "disabilitas", "suhu", "to", "lahir", "jam", "puas", "jalan", "cerita", LONG];
    sample.draft(2, &keys.into_iter().zip(reasons.map(Answer::Missing)).collect::<Vec<_>>());
    sample.draft(
        3,
        &[
            ("kelamin", Answer::int(1)),
            ("kendala", Answer::int(0)),
            ("disabilitas", Answer::int(0)),
            ("suhu", Answer::int(31)),
            ("to", decimal("0.5")),
            ("lahir", Answer::text("2001-12-31")),
            ("jam", Answer::text("23:59")),
            ("puas", Answer::int(1)),
            ("jalan", Answer::text(wide)),
            ("cerita", Answer::text(long)),
            (LONG, Answer::int(7)),
        ],
    );
    sample.draft(4, &[("kelamin", Answer::int(1))]);
    sample
}

fn sideways(sample: &Sample, folder: &Path, options: Options) -> String {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_path(written(sample, folder, options)).expect("opens");
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("reads")).collect();
    let cell = |cell: &str| cell.chars().take(24).collect::<String>().escape_debug().to_string();
    let line = |at: usize| rows.iter().map(|row| cell(&row[at])).collect::<Vec<_>>().join(" | ") + "\n";
    (0..rows[0].len()).map(line).skip_while(|line| !line.starts_with("kelamin")).collect()
}

#[test]
fn each_kind_stands_as_its_kind_in_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = sample();
    expect![[r#"
        kelamin | 2 |  | 1 | 1
        kelamin_missing |  | blank |  | 
        kendala_1 | 1 |  | 0 | 
        kendala_2 | 0 |  | 0 | 
        kendala_5 | 1 |  | 0 | 
        kendala_missing |  | unreadable |  | 
        disabilitas | 1 |  | 0 | 
        disabilitas_missing |  | two_marks |  | 
        suhu | -95 |  | 31 | 
        suhu_missing |  | refused |  | 
        to | 71.25 |  | 0.5 | 
        to_missing |  | not_applicable |  | 
        lahir | 1990-02-28 |  | 2001-12-31 | 
        lahir_missing |  | not_in_source |  | 
        jam | 08:30 |  | 23:59 | 
        jam_missing |  | blank |  | 
        puas | 3 |  | 1 | 
        puas_missing |  | unreadable |  | 
        jalan | Cerita \"biasa\", dengan k |  | éééééééééééééééééééééééé | 
        jalan_missing |  | two_marks |  | 
        cerita | \'=1+1\nbaris kedua 🙂 |  | panjang sekali panjang s | 
        cerita_missing |  | refused |  | 
        panjang_sekali_nama_pert | 1234567890123456789 |  | 7 | 
        panjang_sekali_nama_pert |  | not_applicable |  | 
        notes |  |  |  | 
    "#]]
    .assert_eq(&sideways(&sample, folder.path(), options("csv")));
    let labels = sideways(&sample, folder.path(), Options { values: Values::Labels, lang: Lang::En, ..options("csv") });
    let only = |text: &str| {
        text.lines().filter(|line| line.starts_with("kendala") || line.starts_with("disabilitas")).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        kendala | seeing; walking |  |  | 
        kendala_missing |  | unreadable |  | 
        disabilitas | Yes |  | No | 
        disabilitas_missing |  | two marks |  | "#]]
    .assert_eq(&only(&labels));
    expect![[r#"
        kendala_1 | 1 |  | 0 | 
        kendala_2 | 0 |  | 0 | 
        kendala_5 | 1 |  | 0 | 
        kendala_label | melihat; berjalan |  |  | 
        kendala_missing |  | unreadable |  | 
        disabilitas | 1 |  | 0 | 
        disabilitas_label | Ya |  | Tidak | 
        disabilitas_missing |  | two_marks |  | "#]]
    .assert_eq(&only(&sideways(&sample, folder.path(), Options { values: Values::Both, ..options("csv") })));
    let json =
        std::fs::read_to_string(written(&sample, folder.path(), Options { values: Values::Labels, ..options("jsonl") })).expect("reads");
    let first: Json = serde_json::from_str(json.lines().next().expect("a row")).expect("is JSON");
    assert_eq!((&first["kendala"], &first["to"], &first["jam"]), (&json!(["melihat", "berjalan"]), &json!(71.25), &json!("08:30")));
}

#[test]
fn every_kind_comes_back_when_it_is_imported_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = sample_with(999_999_999_999_999, "panjang");
    let answers = |sample: &Sample| {
        let records = sample.store.records(&sample.survey, &Options::default().filter, (i64::MIN, i64::MIN), 10).expect("reads");
        records.into_iter().map(|record| (record.form_number, record.answers)).collect::<Vec<_>>()
    };
    for (values, dialect) in Values::ALL.into_iter().zip([Dialect::Rfc4180, Dialect::ExcelId, Dialect::Rfc4180]) {
        let path = written(&from, folder.path(), Options { values, dialect, ..options("csv") });
        let mut to = Sample::of_form(include_str!("../data/kinds.toml"));
        let (report, _) = crate::imports::import_into(&mut to.store, &path, "");
        assert_eq!((report.refused, report.new), (0, 4), "{} troubles", report.troubles.len());
        for (came, went) in answers(&to).into_iter().zip(answers(&from)) {
            for (at, (came, went)) in came.1.into_iter().zip(went.1).enumerate() {
                // Labels can't tell that none was chosen from no answer; the page of formats says so.
                let went = went.filter(|went| values != Values::Labels || *went != Answer::int(0) || at != 1);
                assert_eq!(came, went, "{values:?}, {}", from.survey.form.questions[at].key);
            }
        }
    }
}

#[test]
fn each_choice_of_several_is_a_row_where_an_answer_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&sample(), folder.path(), Options { shape: Shape::Long, values: Values::Both, ..options("csv") });
    let text = std::fs::read_to_string(path).expect("reads");
    let rows: Vec<&str> = text.lines().filter(|line| line.contains(",kendala,")).collect();
    expect![[r#"
        1,draft,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,kendala,Kendala,1,melihat,
        1,draft,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,kendala,Kendala,5,berjalan,
        2,draft,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,kendala,Kendala,,,unreadable
        3,draft,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,kendala,Kendala,,,"#]]
    .assert_eq(&rows.join("\n"));
}

#[test]
fn sqlite_has_tables_and_a_view_with_labels() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&sample(), folder.path(), options("sqlite"));
    let db = rusqlite::Connection::open(&path).expect("opens");
    let case = |sql: &str, expected: Expect| {
        let mut select = db.prepare(sql).expect("is SQL");
        let columns = select.column_count();
        let rows =
            select.query_map([], |row| (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>());
        let rows: Vec<String> = rows.expect("runs").map(|row| format!("{:?}\n", row.expect("reads"))).collect();
        expected.assert_eq(&rows.concat());
    };
    case(
        "SELECT form_number, kelamin, kendala_5, suhu, \"to\", jam, jam_missing FROM interviews",
        expect![[r#"
            [Integer(1), Integer(2), Integer(1), Integer(-95), Real(71.25), Text("08:30"), Null]
            [Integer(2), Null, Null, Null, Null, Null, Text("blank")]
            [Integer(3), Integer(1), Integer(0), Integer(31), Real(0.5), Text("23:59"), Null]
            [Integer(4), Integer(1), Null, Null, Null, Null, Null]
        "#]],
    );
    case(
        "SELECT form_number, location, kelamin, kendala_5, puas, kelamin_missing FROM labels",
        expect![[r#"
        [Integer(1), Text("Loket Disabilitas DPMPTSP"), Text("Perempuan"), Text("ya"), Text("sangat puas"), Null]
        [Integer(2), Text("Loket Disabilitas DPMPTSP"), Null, Null, Null, Text("blank")]
        [Integer(3), Text("Loket Disabilitas DPMPTSP"), Text("Laki-laki"), Text("tidak"), Text("tidak puas"), Null]
        [Integer(4), Text("Loket Disabilitas DPMPTSP"), Text("Laki-laki"), Null, Null, Null]
    "#]],
    );
    case(
        "SELECT * FROM codes WHERE name = 'puas'",
        expect![[r#"
        [Text("puas"), Integer(1), Text("tidak puas")]
        [Text("puas"), Integer(2), Text("puas")]
        [Text("puas"), Integer(3), Text("sangat puas")]
    "#]],
    );
    case(
        "SELECT label, wording FROM variables WHERE name = 'puas'",
        expect![[r#"
        [Text("Kepuasan \"umum\""), Text("Seberapa puas?")]
    "#]],
    );
    case(
        "PRAGMA integrity_check",
        expect![[r#"
        [Text("ok")]
    "#]],
    );
    assert!(std::fs::read_dir(folder.path()).expect("reads").count() == 2, "nothing else is left");
}

#[test]
fn a_ddi_codebook_tells_of_every_variable() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(written(&sample(), folder.path(), Options { lang: Lang::En, ..options("ddi") })).expect("reads");
    let of = |name: &str| text.lines().find(|line| line.contains(&format!("name=\"{name}\""))).expect("is there").to_owned();
    expect![[r#"
        <var ID="V14" name="kelamin" files="F1" intrvl="discrete" nature="nominal"><labl>Sex</labl><qstn><qstnLit>What is your sex?</qstnLit></qstn><sumStat type="vald">3</sumStat><sumStat type="invd">1</sumStat><catgry missing="N"><catValu>1</catValu><labl>Male</labl><catStat type="freq">2</catStat></catgry><catgry missing="N"><catValu>2</catValu><labl>Female</labl><catStat type="freq">1</catStat></catgry><catgry missing="Y"><catValu>blank</catValu><labl>blank</labl><catStat type="freq">1</catStat></catgry><varFormat type="numeric"/></var>
        <var ID="V19" name="suhu" files="F1" intrvl="contin" nature="ratio"><labl>Temperature</labl><qstn><qstnLit>How warm is it?</qstnLit></qstn><valrng><range min="-95" max="31"/></valrng><sumStat type="vald">2</sumStat><sumStat type="invd">2</sumStat><catgry missing="Y"><catValu>refused</catValu><labl>refused</labl><catStat type="freq">1</catStat></catgry><varFormat type="numeric"/></var>
        <var ID="V17" name="kendala_5" files="F1" intrvl="discrete" nature="nominal"><labl>Difficulties: walking</labl><qstn><qstnLit>Which difficulties?</qstnLit></qstn><sumStat type="vald">2</sumStat><sumStat type="invd">2</sumStat><catgry missing="N"><catValu>1</catValu><labl>yes</labl><catStat type="freq">1</catStat></catgry><catgry missing="N"><catValu>0</catValu><labl>no</labl><catStat type="freq">1</catStat></catgry><catgry missing="Y"><catValu>unreadable</catValu><labl>unreadable</labl><catStat type="freq">1</catStat></catgry><varFormat type="numeric"/></var>
        <var ID="V21" name="lahir" files="F1" intrvl="contin" nature="interval"><labl>Date of birth</labl><qstn><qstnLit>When were you born?</qstnLit></qstn><valrng><range min="1990-02-28" max="2001-12-31"/></valrng><sumStat type="vald">2</sumStat><sumStat type="invd">2</sumStat><catgry missing="Y"><catValu>not_in_source</catValu><labl>not in the source</labl><catStat type="freq">1</catStat></catgry><varFormat type="numeric"/></var>
        <var ID="V24" name="jalan" files="F1" intrvl="discrete" nature="nominal"><labl>Street</labl><qstn><qstnLit>Which street?</qstnLit></qstn><sumStat type="vald">2</sumStat><sumStat type="invd">2</sumStat><varFormat type="character"/></var>"#]].assert_eq(&[of("kelamin"), of("suhu"), of("kendala_5"), of("lahir"), of("jalan")].join("\n"));
}

#[test]
fn every_format_can_go_to_a_writer_and_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = sample();
    for format in &FORMATS {
        let path = written(&sample, folder.path(), options(format.name));
        let out = crate::export::Shared::default();
        let target = Target::Writer(Box::new(out.clone()));
        let done =
            Export::begin(&sample.store, &sample.survey, options(format.name), target).and_then(|export| export.finish(&sample.store));
        assert_eq!(done.expect("exports").rows, 4, "{}", format.name);
        assert!(out.take() == std::fs::read(&path).expect("reads"), "{}", format.name);
    }
}

/// Writes every format into the folder where `tests/readback.py` looks, with what it must find there.
#[test]
fn files_for_other_readers_are_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readback");
    std::fs::create_dir_all(&folder).expect("makes");
    let sample = sample();
    for format in &FORMATS {
        let from = written(&sample, &folder, options(format.name));
        std::fs::rename(&from, folder.join(format!("{}.{}", format.name, format.extension))).expect("renames");
    }
    let records = sample.store.records(&sample.survey, &Options::default().filter, (i64::MIN, i64::MIN), 10).expect("reads");
    let expected: Vec<Json> = records
        .iter()
        .map(|record| {
            let answer = |answer: &Option<Answer>| match answer {
                None => Json::Null,
                Some(Answer::Missing(reason)) => json!({ "missing": reason.code() }),
                Some(Answer::Value(Value::Int(number))) => json!(number),
                Some(Answer::Value(Value::Decimal(number))) => json!(number.to_f64()),
                Some(Answer::Value(Value::Text(text))) => json!(text),
            };
            let keys = sample.survey.form.questions.iter().map(|question| question.key.clone());
            Json::Object(keys.zip(record.answers.iter().map(answer)).collect::<Map<_, _>>())
        })
        .collect();
    std::fs::write(folder.join("expected.json"), json!(expected).to_string()).expect("writes");
    assert!(Format::from_name("sav").is_some() && records.len() == 4);
}
