//! Every format of the table, read back by other libraries: what was keyed stands there, whatever it looks like.

use crate::export::three;
use crate::support::{Sample, names, run};
use cacah::exchange::{About, Error, Export, Format, Options, Shape, Target, Values, beside, check, read_cell};
use cacah::survey::lang::Lang;
use cacah::survey::value::Answer;
use calamine::{Data, Reader, Xlsx};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

pub fn options(format: &str) -> Options {
    let format = *Format::from_name(format).expect("is a format");
    Options { format, values: format.takes.values.first().copied().unwrap_or_default(), ..Options::default() }
}

/// Writes a sample into a folder; gives the file.
pub fn written(sample: &Sample, folder: &Path, options: Options) -> std::path::PathBuf {
    let path = folder.join(format!("a.{}", options.format.extension));
    let target = Target::File { path: path.clone(), replace: true };
    Export::begin(&sample.store, &sample.survey, options, target).and_then(|export| export.finish(&sample.store)).expect("exports");
    path
}

/// Texts that mean something to one reader or another; NUL is no text that can be keyed.
const HOSTILE: [&str; 14] = [
    "=1+1",
    "'quoted",
    "-",
    "a\r\nb\rc\n",
    "\u{202e}x\u{feff}",
    "\"",
    ";,\t",
    " spasi ",
    "e\u{301}🙂",
    "_x000D_ &amp; <b>",
    "\u{1b}[2J\u{7}",
    "@SUM(A1)",
    "{\"a\":1}",
    "1234567890123456",
];

fn hostile() -> (Sample, Vec<String>) {
    let mut sample = Sample::in_memory();
    let mut texts: Vec<String> = HOSTILE.map(str::to_owned).to_vec();
    // A cell of a spreadsheet just full, one sign too long, and one that is cut in the middle of a pair.
    texts.extend(["x".repeat(32_767), "y".repeat(32_768), format!("{}🙂", "z".repeat(32_766)), "🙂é".repeat(30_000)]);
    for (number, text) in (1..).zip(&texts) {
        sample.ordinary(number, &[("saran", Answer::text(text.as_str()))]);
    }
    (sample, texts)
}

fn read_csv(path: &Path) -> Vec<String> {
    let mut csv = csv::ReaderBuilder::new().from_path(path).expect("opens");
    let at = csv.headers().expect("reads").iter().position(|name| name == "saran").expect("is there");
    csv.records().map(|row| read_cell(&row.expect("reads")[at]).to_owned()).collect()
}

fn read_json(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("reads");
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("is JSON")["saran"].as_str().expect("a text").to_owned();
    // Any line end but LF stands escaped.
    text.split_terminator('\n').map(line).collect()
}

/// Reads the texts of a column, those that were too long for a cell from the sheet of long texts.
fn read_xlsx(path: &Path, sheet: &str) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).expect("opens");
    let mut long: BTreeMap<usize, String> = BTreeMap::new();
    if let Ok(range) = book.worksheet_range("teks panjang") {
        for row in range.rows().skip(1).filter(|row| row[1] == "saran") {
            let at: usize = row[0].to_string().parse().expect("a row");
            long.entry(at).or_default().push_str(&row[3].to_string());
        }
    }
    let range = book.worksheet_range(sheet).expect("is there");
    let at = range.rows().next().expect("a header").iter().position(|name| *name == "saran").expect("is there");
    let cell = |(row, cells): (usize, &[Data])| long.get(&(row + 1)).cloned().unwrap_or_else(|| cells[at].to_string());
    range.rows().enumerate().skip(1).map(cell).collect()
}

#[test]
fn hostile_texts_come_back_from_every_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sample, texts) = hostile();
    assert_eq!(read_csv(&written(&sample, folder.path(), options("csv"))), texts);
    assert_eq!(read_json(&written(&sample, folder.path(), options("jsonl"))), texts);
    let book = written(&sample, folder.path(), options("xlsx"));
    for sheet in ["data", "label"] {
        assert_eq!(read_xlsx(&book, sheet), texts, "{sheet}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_comes_back_from_every_table(texts in proptest::collection::vec("[^\u{0}]{1,12}|['=+@\t\r\n\",;a_x0D\u{feff}\u{1b}\u{ffff}-]{1,9}", 1..5)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut sample = Sample::in_memory();
        for (number, text) in (1..).zip(&texts) {
            sample.draft(number, &[("saran", Answer::text(text.as_str()))]);
        }
        prop_assert_eq!(&read_csv(&written(&sample, folder.path(), options("csv"))), &texts);
        prop_assert_eq!(&read_json(&written(&sample, folder.path(), options("jsonl"))), &texts);
        prop_assert_eq!(&read_xlsx(&written(&sample, folder.path(), options("xlsx")), "data"), &texts);
    }
}

/// Shows a sheet turned on its side: a line per column.
fn sideways(path: &Path, sheet: &str) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook(path).expect("opens");
    let range = book.worksheet_range(sheet).expect("is there");
    let cell = |data: &Data| match data {
        Data::Float(number) => format!("#{number}"),
        Data::DateTime(at) => format!("day {}", at.as_f64()),
        other => other.to_string().escape_debug().to_string(),
    };
    (0..range.width()).map(|at| range.rows().map(|row| cell(&row[at])).collect::<Vec<_>>().join(" | ") + "\n").collect()
}

#[test]
fn a_workbook_has_data_labels_codebook_and_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&three(), folder.path(), options("xlsx"));
    let book: Xlsx<std::io::BufReader<std::fs::File>> = calamine::open_workbook(&path).expect("opens");
    assert_eq!(book.sheet_names(), ["data", "label", "buku kode", "keterangan"]);
    expect![[r#"
        form_number | #147 | #148 | #150
        status | complete | complete | draft
        date | day 45565 | day 45565 | day 45565
        time_band | #1 | #1 | #1
        location | #1 | #1 | #1
        batch | #1 | #1 | #1
        surveyor | #1 | #1 | #1
        started | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00
        completed | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 
        keyed_seconds | #12.3 | #12.3 | #12.3
        keys | #16 | #16 | #16
        corrections | #1 | #1 | #1
        open_problems | #1 | #2 | #0
        jenis_kelamin | #2 | #2 | #1
        jenis_kelamin_missing |  |  | 
        usia | #34 | #34 | 
        usia_missing |  |  | 
        pendidikan | #5 | #5 | 
        pendidikan_missing |  |  | 
        pekerjaan | #4 | #6 | 
        pekerjaan_missing |  |  | 
        pekerjaan_lain |  | Nelayan; petani, \"musiman\" | 
        pekerjaan_lain_missing |  |  | 
        layanan | #3 |  | 
        layanan_missing |  | refused | 
        persyaratan | #3 | #3 | 
        persyaratan_missing |  |  | 
        prosedur | #4 | #4 | 
        prosedur_missing |  |  | 
        waktu | #3 |  | 
        waktu_missing |  | blank | 
        biaya | #4 |  | 
        biaya_missing |  | two_marks | 
        produk | #3 | #3 | 
        produk_missing |  |  | 
        kompetensi | #3 | #3 | 
        kompetensi_missing |  |  | 
        perilaku | #4 | #4 | 
        perilaku_missing |  |  | 
        sarana | #2 | #2 | 
        sarana_missing |  |  | 
        pengaduan | #4 | #4 | 
        pengaduan_missing |  |  | 
        saran |  | =HYPERLINK(\"x\")\nbaris kedua 🙂 | 
        saran_missing |  |  | 
        notes |  | waktu: ragu | 
    "#]]
    .assert_eq(&sideways(&path, "data"));
    expect![[r#"
        Survei | Unit layanan | Periode | Kuesioner | Wawancara | Menurut status | Disaring | Ditulis | Program
        SKM DPMPTSP Kota Bontang · Semester II 2024 | DPMPTSP Kota Bontang | 2024-09-30 - 2024-10-30 | skm, versi 1 | #3 | 2 lengkap, 1 draf | status = draft,complete,returned,approved | 2024-09-30T09:41:12.000+08:00 | cacah 0.1.0
    "#]].assert_eq(&sideways(&path, "keterangan"));
    let labels = sideways(&path, "label");
    assert!(labels.contains("jenis_kelamin | Perempuan | Perempuan | Laki-laki\n"), "{labels}");
    let codebook = sideways(&path, "buku kode");
    assert!(codebook.contains("Sangat mudah") && codebook.contains("kosong"), "{codebook}");
    // Parts that calamine does not read: the header stays in sight, the rows can be filtered.
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<pane xSplit=\"1\" ySplit=\"1\"") && sheet.contains("<autoFilter ref=\"A1:AT4\"/>"), "{sheet}");
}

fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).expect("opens")).expect("is a ZIP");
    std::io::read_to_string(zip.by_name(name).expect("is there")).expect("reads")
}

#[test]
fn numbers_beyond_fifteen_digits_stand_as_text_in_a_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    sample.draft(999_999_999_999_999, &[("usia", Answer::int(34))]);
    sample.draft(1_234_567_890_123_456_789, &[("usia", Answer::int(35))]);
    let path = written(&sample, folder.path(), options("xlsx"));
    assert!(sideways(&path, "data").starts_with("form_number | #999999999999999 | 1234567890123456789\n"));
}

#[test]
fn an_answer_can_be_a_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = three();
    let long = |format: &str, values| written(&sample, folder.path(), Options { shape: Shape::Long, values, ..options(format) });
    let csv = std::fs::read_to_string(long("csv", Values::Both)).expect("reads").replace("\r\n", "\n");
    expect![[r#"
        form_number,status,date,location,location_label,surveyor,surveyor_label,question,question_label,value,value_label,missing
        147,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,jenis_kelamin,Jenis kelamin,2,Perempuan,
        147,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,usia,Usia,34,34,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,jenis_kelamin,Jenis kelamin,2,Perempuan,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,usia,Usia,34,34,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,pendidikan,Pendidikan,5,S1,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,pekerjaan,Pekerjaan,6,Lainnya,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,pekerjaan_lain,Sebutkan,"Nelayan; petani, ""musiman""","Nelayan; petani, ""musiman""",
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,layanan,Jenis layanan,,,refused
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,persyaratan,Persyaratan,3,Sesuai,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,prosedur,Prosedur,4,Sangat mudah,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,waktu,Waktu,,,blank
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,biaya,Biaya/tarif,,,two_marks
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,produk,Produk,3,Sesuai,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,kompetensi,Kompetensi,3,Kompeten,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,perilaku,Perilaku,4,Sangat sopan dan ramah,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,sarana,Sarana,2,Cukup,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,pengaduan,Pengaduan,4,Dikelola dengan baik,
        148,complete,2024-09-30,1,Loket Disabilitas DPMPTSP,1,Petugas 1,saran,Saran,"'=HYPERLINK(""x"")"#]].assert_eq(&csv.lines().take(3).chain(csv.lines().filter(|line| line.starts_with("148"))).collect::<Vec<_>>().join("\n"));
    let json = std::fs::read_to_string(long("jsonl", Values::Codes)).expect("reads");
    expect![[r#"{"form_number":147,"status":"complete","date":"2024-09-30","location":1,"surveyor":1,"question":"jenis_kelamin","value":2,"missing":null}"#]].assert_eq(json.lines().next().expect("a row"));
    let book = long("xlsx", Values::Codes);
    assert_eq!(sideways(&book, "data").lines().next().expect("a column").matches(" | ").count(), json.lines().count());
}

#[test]
fn a_codebook_says_what_codes_mean_and_how_often_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = three();
    let text =
        std::fs::read_to_string(written(&sample, folder.path(), Options { lang: Lang::En, ..options("codebook-md") })).expect("reads");
    let part = |from: &str| text.split("\n## ").find(|part| part.starts_with(from)).expect("is there").to_owned();
    expect![[r#"
        `jenis_kelamin`

        Sex

        code, n = 3

        | code | meaning | n |
        |---|---|---:|
        | 1 | Male | 1 |
        | 2 | Female | 2 |

        `usia`

        Age: Age (years)

        whole number, n = 2, 34 - 34

        | code | meaning | n |
        |---|---|---:|
        |  | (no answer) | 1 |

        `waktu`

        Time: What do you think of the speed of the service?

        scale, n = 1

        | code | meaning | n |
        |---|---|---:|
        | 1 | Not fast | 0 |
        | 2 | Less fast | 0 |
        | 3 | Fast | 1 |
        | 4 | Very fast | 0 |
        | blank | blank | 1 |
        |  | (no answer) | 1 |

        `saran`

        Comment: Comment or suggestion

        text, n = 1

        | code | meaning | n |
        |---|---|---:|
        |  | (no answer) | 2 |
    "#]]
    .assert_eq(&[part("`jenis_kelamin`"), part("`usia`"), part("`waktu`"), part("`saran`")].join("\n"));
    let html = std::fs::read_to_string(written(&sample, folder.path(), options("codebook-html"))).expect("reads");
    assert!(html.contains("<h2><code>waktu</code> Waktu</h2>") && html.contains("<td>blank</td><td>kosong</td><td>1</td>"), "{html}");
    let path = written(&sample, folder.path(), options("codebook-xlsx"));
    assert!(sideways(&path, "buku kode").contains("jenis_kelamin"));
}

#[test]
fn what_a_file_is_stands_beside_it_and_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&three(), folder.path(), options("csv"));
    let about = About::read(&path).expect("reads");
    let same = |about: &About| (about.interviews, about.rows, about.bytes) == (3, 3, std::fs::metadata(&path).expect("is there").len());
    assert!(same(&about) && about.sha256.len() == 64 && about.blocks.len() == 1, "{about:?}");
    let text = std::fs::read_to_string(beside(&path)).expect("reads");
    let keys: Vec<&str> = cacah::exchange::ABOUT_KEYS.iter().map(|(key, _)| *key).collect();
    let json: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).expect("is JSON");
    assert!(json.keys().all(|key| keys.contains(&key.as_str())), "{text}");
    assert_eq!(check(&path).expect("is as it was").about, about);
    let told = |folder: &Path| run(folder, &["export", "--verify", "a.csv"]);
    let whole = told(folder.path());
    assert!(whole.starts_with("exit 0\n'a.csv' is as it was written: "), "{whole}");
    std::fs::write(&path, std::fs::read_to_string(&path).expect("reads").replace("two_marks", "two-marks")).expect("writes");
    let changed = told(folder.path());
    assert!(changed.starts_with("exit 1\nerror: 'a.csv' is not as it was written; bytes 0 to "), "{changed}");
    assert!(changed.contains("(lines 1 to 5)"), "{changed}");
    std::fs::remove_file(beside(&path)).expect("is there");
    assert!(matches!(check(&path), Err(Error::NoAbout(_))));
    expect![[r#"
        exit 1
        error: 'a.csv.cacah.json' is not there
        hint: The .cacah.json beside an export says what it is; carry both together.
    "#]]
    .assert_eq(&told(folder.path()));
}

#[test]
fn a_changed_file_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::in_memory();
    for number in 1..=40 {
        sample.draft(number, &[("saran", Answer::text("panjang ".repeat(1000)))]);
    }
    let path = written(&sample, folder.path(), options("jsonl"));
    let bytes = std::fs::read(&path).expect("reads");
    let case = |change: fn(&mut Vec<u8>), expected: Expect| {
        let mut changed = bytes.clone();
        change(&mut changed);
        std::fs::write(&path, changed).expect("writes");
        let error = check(&path).expect_err("differs").to_string();
        expected.assert_eq(&error.replace(&folder.path().display().to_string(), "FOLDER"));
    };
    case(|bytes| bytes[70_000] = b'X', expect!["'FOLDER/a.jsonl' is not as it was written; bytes 65536 to 131071 differ (lines 8 to 15)"]);
    case(
        |bytes| bytes.truncate(200_000),
        expect!["'FOLDER/a.jsonl' is not as it was written: 200000 bytes, 355391 then; bytes 196608 to 355390 differ (lines 23 to 23)"],
    );
    case(
        |bytes| bytes.extend_from_slice(b"more\n"),
        expect!["'FOLDER/a.jsonl' is not as it was written: 355396 bytes, 355391 then; bytes 327680 to 355395 differ (lines 37 to 41)"],
    );
}

#[test]
fn choices_that_a_format_does_not_have_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    written(&Sample::at(&folder.path().join("a.db")), folder.path(), options("csv"));
    let case = |args: &[&str], expected: Expect| {
        expected.assert_eq(&run(folder.path(), &[&["--db", "a.db", "export"], args].concat()));
    };
    case(
        &["--out", "b.md", "--values", "labels"],
        expect![[r#"
        exit 2
        error: 'codebook-md' has a way of its own where --values is asked for
        hint: Leave --values away, or choose another format.
    "#]],
    );
    case(
        &["--out", "b.xlsx", "--dialect", "excel-id"],
        expect![[r#"
        exit 2
        error: 'xlsx' has a way of its own where --dialect is asked for
        hint: Leave --dialect away, or choose another format.
    "#]],
    );
    case(
        &["--out", "-", "--format", "codebook-md", "--shape", "long"],
        expect![[r#"
        exit 2
        error: 'codebook-md' has a way of its own where --shape is asked for
        hint: Leave --shape away, or choose another format.
    "#]],
    );
    case(
        &["--out", "b.csv", "--verify", "a.csv"],
        expect![[r#"
        exit 2
        error: --verify with a file writes nothing
        hint: Leave --out away, or the file behind --verify.
    "#]],
    );
    case(
        &["--verify"],
        expect![[r#"
            exit 2
            error: nothing says which file is meant
            hint: Name a file with --out, or one to be checked behind --verify.
        "#]],
    );
    assert!(names(folder.path()).iter().all(|name| !name.starts_with('b')));
}

#[test]
fn a_sheet_that_can_t_hold_all_says_so_and_csv_can() {
    let error = Error::TooManyRows { path: "a.xlsx".into(), rows: 1_048_576 };
    let words = cacah::words::Words(Lang::En);
    expect![[r#"
        'a.xlsx' can't hold 1048576 interviews: a sheet has 1,048,576 rows
        Export to CSV; the results screen works the index out."#]]
    .assert_eq(&format!("{error}\n{}", error.hint(words)));
}

#[test]
fn what_a_killed_program_left_goes_after_an_hour() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = [".b.sav.cacah-1-0.part", ".b.sav.cacah-1-0.part-rows", ".c.csv.cacah-2-0.part", ".d.part", "e.part"];
    for name in left {
        let file = std::fs::File::create(folder.path().join(name)).expect("makes");
        // The third is being written by another program.
        if name != left[2] {
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(4000)).expect("sets");
        }
    }
    written(&three(), folder.path(), options("csv"));
    assert_eq!(names(folder.path()), [left[2], ".d.part", "a.csv", "a.csv.cacah.json", "e.part"]);
}
