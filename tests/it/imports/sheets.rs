//! Spreadsheets: XLSX and ODS of other programs, the workbook of our own with respondents, and what is no table.

use super::{folder, import_into};
use crate::support::{Sample, run};
use cacah::store::Store;
use cacah::survey::value::{Answer, Missing};
use expect_test::{Expect, expect};
use std::io::Write;
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Writes a zip archive.
fn archive(path: &Path, parts: &[(&str, &str)]) {
    let mut writer = zip::ZipWriter::new(std::fs::File::create(path).expect("is made"));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(text.as_bytes()).expect("writes");
    }
    writer.finish().expect("ends");
}

/// An OpenDocument table: a title, a gap, names, three rows of which one repeats, empty cells to the edge.
const ODS: &str = r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Catatan"><table:table-row><table:table-cell office:value-type="string"><text:p>tidak ada apa-apa</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Isian &amp; data">
<table:table-row><table:table-cell office:value-type="string"><text:p>Hasil survei</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Tanggal</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Usia</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Persyaratan</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Saran</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-09-30"><text:p>30/09/24</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="34"><text:p>34</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Sesuai</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>dari kertas</text:p></office:annotation><text:p>Antre &lt;lama&gt;<text:s text:c="2"/>&amp; panas</text:p><text:p>sekali</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2024-10-01"/><table:table-cell office:value-type="float" office:value="28"/><table:table-cell office:value-type="float" office:value="4"/></table:table-row>
<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;

#[test]
fn an_opendocument_table_is_read_below_its_title() {
    let folder = folder();
    archive(&folder.path().join("a.ods"), &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ODS)]);
    let told = run(folder.path(), &["--db", "a.db", "import", "a.ods", "--location", "1", "--surveyor", "1", "--no-backup"]);
    expect![[r#"
        exit 0
        'a.ods': ODS, sheet 'Isian & data', head in row 4
            1  Tanggal                                  @date                        usual_name
            2  Usia                                     usia                         key
            3  Persyaratan                              persyaratan                  key
            4  Saran                                    saran                        key
        rows 3: 3 new, 0 already there, 0 refused
        not in the source: jenis_kelamin, pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan
          Persyaratan '4' x 2: 4 Very suitable
          Persyaratan 'Sesuai' x 1: 3 Suitable
        to look at: Same as the interview before x 1
        imported 3 interviews in 2 batches
    "#]].assert_eq(&told);
    let told = run(folder.path(), &["--db", "a.db", "export", "--out", "-"]);
    assert!(told.contains("\"Antre <lama>  & panas\nsekali\""), "{told}");
    assert_eq!(told.matches(",28,").count(), 2, "{told}");
}

#[test]
fn the_workbook_of_respondents_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut from = Sample::at(&folder.path().join("a.db"));
    for number in 1..4 {
        from.ordinary(number, &[("waktu", Answer::int(number)), ("biaya", Answer::Missing(Missing::Blank))]);
    }
    let path = folder.path().join("a.xlsx");
    drop(from);
    let told = run(folder.path(), &["--db", "a.db", "report", "--out", "a.xlsx"]);
    assert!(told.starts_with("exit 0"), "{told}");
    let mut to = Sample::in_memory();
    let (report, outcome) = import_into(&mut to.store, &path, "order = \"regulation\"\n[defaults]\ndate = \"2024-09-30\"\n");
    assert_eq!((report.new, report.refused, outcome.imported.interviews), (3, 0, 3), "{:?}", report.troubles);
    assert!(report.summaries > 0);
    let index = |store: &Store| {
        let survey = store.surveys().expect("reads").remove(0);
        format!("{:?}", store.results(&survey, &survey.measure()).expect("works").index)
    };
    assert_eq!(index(&to.store), index(&Store::open(&folder.path().join("a.db")).expect("opens")));
}

#[track_caller]
fn case(name: &str, make: impl FnOnce(&Path), expected: Expect) {
    let folder = folder();
    make(&folder.path().join(name));
    expected.assert_eq(&run(folder.path(), &["--db", "a.db", "import", name, "--dry-run"]));
}

#[test]
fn what_is_no_sound_spreadsheet_is_refused() {
    let text = |bytes: &'static [u8]| move |path: &Path| std::fs::write(path, bytes).expect("writes");
    case(
        "a.xlsx",
        text(b"PK\x03\x04cut off"),
        expect![[r#"
            exit 1
            error: 'a.xlsx' is damaged or cut off
            hint: Open it in Excel or LibreOffice, save it as .xlsx without a password or as .csv, and try again.
        "#]],
    );
    case(
        "a.xls",
        text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        expect![[r#"
        exit 1
        error: 'a.xls' is an old Excel file, or locked with a password
        hint: Open it in Excel or LibreOffice, save it as .xlsx without a password or as .csv, and try again.
    "#]],
    );
    case(
        "a.xlsx",
        |path| archive(path, &[("word/document.xml", "<w/>")]),
        expect![[r#"
        exit 1
        error: 'a.xlsx' holds no table
        hint: Choose a file with a row of names and rows of answers.
    "#]],
    );
    case(
        "a.xlsx",
        |path| archive(path, &[("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", &">".repeat(20 << 20))]),
        expect![[r#"
            exit 1
            error: 'a.xlsx' unpacks to far more than such a file holds
            hint: Open it in Excel or LibreOffice, save it as .xlsx without a password or as .csv, and try again.
        "#]],
    );
    let bomb = ODS.replace(
        "table:number-rows-repeated=\"2\"><table:table-cell office",
        "table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16000\" office",
    );
    case(
        "a.ods",
        |path| archive(path, &[("content.xml", &bomb)]),
        expect![[r#"
        exit 1
        error: 'a.ods' line 6: more than 2000 columns
        hint: Check delimiters and quotes in that line; nothing was imported.
    "#]],
    );
}
