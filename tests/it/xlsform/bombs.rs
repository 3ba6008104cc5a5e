//! Workbooks that unpack to more than a questionnaire can hold are refused before that is done.

use cacah::exchange::xlsform::read;
use std::io::Write;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes an archive of parts with these contents.
fn archive(path: &Path, parts: &[(&str, &[u8])]) {
    let mut zip = ZipWriter::new(std::fs::File::create(path).expect("is made"));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begins");
        zip.write_all(content).expect("is written");
    }
    zip.finish().expect("ends");
}

#[track_caller]
fn bomb(path: &Path) {
    let error = read(path).expect_err("is refused").to_string();
    assert!(error.ends_with("holds far more than a questionnaire"), "{error}");
}

#[test]
fn a_part_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("bom.xlsx");
    archive(&path, &[("xl/worksheets/sheet1.xml", &vec![b' '; 9 << 20])]);
    bomb(&path);
}

#[test]
fn parts_without_number_are_refused() {
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("bom.xlsx");
    let names: Vec<String> = (0..5001).map(|at| format!("{at}")).collect();
    archive(&path, &names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>());
    bomb(&path);
}

#[test]
fn a_list_of_texts_that_announces_a_billion_is_refused() {
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("bom.xlsx");
    archive(&path, &[("xl/sharedStrings.xml", b"<sst count=\"1\" uniqueCount=\"99999999999\"><si><t>a</t></si></sst>")]);
    bomb(&path);
}

#[test]
fn a_sheet_as_wide_or_as_long_as_spreadsheets_can_be_is_refused() {
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("lebar.xlsx");
    for (row, column) in [(0, 16_383), (1_048_575, 0)] {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("survey").expect("is a name");
        sheet.write_string(0, 0, "type").expect("is written");
        sheet.write_string(row, column, "x").expect("is written");
        book.save(&path).expect("is saved");
        bomb(&path);
    }
}
