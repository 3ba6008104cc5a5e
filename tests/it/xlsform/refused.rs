//! What is wrong with a workbook is told in one go, each with sheet, row, column and the next step; then there is no form.

use super::{Book, wrong};
use cacah::exchange::Error;
use cacah::exchange::xlsform::read;
use expect_test::{Expect, expect};

#[track_caller]
fn refused(sheets: &[(&str, &str)], expected: &Expect) {
    let imported = Book::new(sheets).read();
    assert!(imported.form.is_none());
    expected.assert_eq(&wrong(&imported));
}

#[test]
fn every_complaint_comes_at_once_with_its_place() {
    refused(
        &[
            (
                "survey",
                "
type | name | label | relevant | constraint | calculation | required | default | choice_filter
integer | usia | Usia | ${umur} > 17 | . >
integer | usia | Usia lagi
text | nama | Nama | ${usia} and | ${nama} > 5
tekst | salah | Salah
select_one | tanpa_daftar | Tanpa
select_one kelamn | kelamin | Kelamin
integer | | Tanpa nama
calculate | kosong | Kosong
calculate | a | A | | | ${b} + 1
calculate | b | B | | | ${a} + 1
select_one pilihan | pilih | Pilih | | | | | c | kota = bontang
begin group | grup | Grup | ${usia} >
text | di_dalam | Di dalam
end repeat
end group
end group
begin group | terbuka | Terbuka
text | akhir | Akhir
",
            ),
            (
                "choices",
                "
list_name | name | label | kota
kelamin | 1 | L
kelamin | 1 | P
pilihan | a | A | x
pilihan | | B
 | c | C
",
            ),
        ],
        &expect![[r#"
            sheet 'survey', row 2, column D: relevant: there is no question 'umur'
              | ${umur} > 17
              | ^^^^^^^
              = Write the key of a question of this form.
            sheet 'survey', row 2, column E: constraint: a value is missing at the end
              | . >
              |    ^
              = A value is a question ${key}, a number, 'text' or a function.
            sheet 'survey', row 3, column B: the name 'usia' stands twice
              = Give each question a name of its own.
            sheet 'survey', row 4, column D: relevant: a value is missing at the end
              | ${usia} and
              |            ^
              = A value is a question ${key}, a number, 'text' or a function.
            sheet 'survey', row 4, column E: constraint: these are not compared: ${nama} is a text, 5 is a number
              | ${nama} > 5
              | ^^^^^^^^^^^
              = Write number(${nama}).
            sheet 'survey', row 5, column A: 'tekst' is no type of a question
              = XLSForm has text, integer, decimal, date, time, select_one LIST, select_multiple LIST, note, calculate, begin group, …
            sheet 'survey', row 6, column A: the type names no list of choices
              = The sheet 'choices' has kelamin, pilihan.
            sheet 'survey', row 7, column A: there is no list 'kelamn'
              = Did you mean 'kelamin'?
            sheet 'survey', row 8: a question has no name
              = Give it a name of its own in the column 'name'.
            sheet 'survey', row 9: nothing is worked out here
              = Write what it is worked out from into the column 'calculation'.
            sheet 'survey', row 10, column F: ${a}, ${b} are worked out from one another
              = Take one of them out of the circle.
            sheet 'survey', row 13, column D: relevant: a value is missing at the end
              | ${usia} >
              |          ^
              = A value is a question ${key}, a number, 'text' or a function.
            sheet 'survey', row 15, column A: a repeat ends here that did not begin last
              = What began at sheet 'survey', row 13 must end first.
            sheet 'survey', row 17, column A: nothing is open that could end here
              = Take the row out, or add the row where it begins.
            sheet 'survey', row 18: the group has no end
              = Add a row of type 'end group' where it ends.
            sheet 'choices', row 3, column B: list 'kelamin' has the name '1' twice
              = Give each choice of a list a name of its own.
            sheet 'choices', row 5: a choice has no name
              = Give it a name: a code such as 1, or a word.
            sheet 'choices', row 6: a choice belongs to no list
              = Write the name of its list into the column list_name.
        "#]],
    );
}

#[test]
fn a_workbook_without_its_sheets_or_columns_is_no_questionnaire() {
    refused(
        &[("Sheet1", "nama | usia\nSiti | 34"), ("Sheet2", "a")],
        &expect![[r#"
        sheet 'survey': there is no such sheet
          = A workbook of XLSForm has the sheets survey, choices and settings; this one has Sheet1, Sheet2.
    "#]],
    );
    refused(
        &[("survey", "jenis | nama\ntext | a"), ("choices", "daftar | label\na | b")],
        &expect![[r#"
        sheet 'survey', row 1: there is no column 'type'
          = Name the columns type, name and label in the first row.
        sheet 'survey', row 1: there is no column 'name'
          = Name the columns type, name and label in the first row.
    "#]],
    );
    refused(
        &[("survey", "type | name\nselect_one a | b"), ("choices", "daftar | label\na | b")],
        &expect![[r#"
        sheet 'survey', row 2, column A: there is no list 'a'
          = Add the list to the sheet 'choices'.
        sheet 'choices', row 1: there is no column 'list_name'
          = Name the columns list_name, name and label in the first row.
        sheet 'choices', row 1: there is no column 'name'
          = Name the columns list_name, name and label in the first row.
    "#]],
    );
    refused(
        &[("survey", "type | name | label | label\ngeopoint | titik | Titik | Dua")],
        &expect![[r#"
        sheet 'survey', row 1, column D: the column 'label' stands twice
          = Take one of them out, or give it a language: label::English (en).
    "#]],
    );
    refused(
        &[("survey", "type | name | label\ngeopoint | titik | Titik")],
        &expect![[r#"
        sheet 'survey': no question can be taken
          = What is left out says why, row by row.
    "#]],
    );
}

#[test]
fn names_that_stand_twice_are_no_trouble_until_an_expression_asks_for_one() {
    let rows =
        "type | name | label | relevant\nbegin group | a | A\ntext | x | X\nend group\nbegin group | b | B\ntext | x | X\nend group\n";
    let imported = Book::new(&[("survey", rows)]).read();
    let keys: Vec<String> = imported.form.expect("is sound").questions.into_iter().map(|question| question.key).collect();
    assert_eq!(keys, ["x", "x_2"]);
    refused(
        &[("survey", &format!("{rows}text | y | Y | ${{x}} != ''"))],
        &expect![[r#"
        sheet 'survey', row 8, column D: relevant: ${x} may be one of several questions
          = Give each question a name of its own.
    "#]],
    );
}

#[test]
fn a_cell_with_an_error_of_the_spreadsheet_is_told() {
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("salah.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("survey").expect("is a name");
    for (column, text) in ["type", "name", "label"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, text).expect("is written");
        sheet.write_string(1, column as u16, "text").expect("is written");
    }
    sheet.write_formula(1, 2, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).expect("is written");
    book.save(&path).expect("is saved");
    let imported = read(&path).expect("is a workbook");
    expect![[r#"
        sheet 'survey', row 2, column C: the cell holds an error of the spreadsheet
          = Mend the formula in the spreadsheet program, or write its value.
    "#]]
    .assert_eq(&wrong(&imported));
}

#[test]
fn files_that_are_no_workbook_are_told_from_damaged_ones() {
    let folder = tempfile::tempdir().expect("is made");
    let case = |name: &str, bytes: &[u8], expected: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("is written");
        let error = read(&path).expect_err("is refused");
        assert!(matches!(error, Error::Workbook { .. }));
        assert_eq!(error.to_string().replace(&path.display().to_string(), name), expected);
    };
    let whole = std::fs::read(Book::new(&[("survey", "type | name\ntext | a")]).path()).expect("reads");
    case("kosong.xlsx", b"", "'kosong.xlsx' is no workbook, neither .xlsx nor .xls");
    case("teks.xlsx", b"type,name,label\n", "'teks.xlsx' is no workbook, neither .xlsx nor .xls");
    case("potong.xlsx", &whole[..whole.len() / 2], "'potong.xlsx' is damaged: it does not hold what it says");
    case(
        "tua.xls",
        &[&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat(),
        "'tua.xls' is damaged: it does not hold what it says",
    );
    for at in (0..whole.len()).step_by(97) {
        let mut bent = whole.clone();
        bent[at] ^= 0xff;
        let path = folder.path().join("bengkok.xlsx");
        std::fs::write(&path, bent).expect("is written");
        // Read or refused, and never more than that.
        let _ = read(&path);
    }
    assert!(read(&folder.path().join("tidak-ada.xlsx")).expect_err("is refused").to_string().contains("can't be opened"));
}

#[test]
fn what_was_probably_meant_is_named_for_lists_types_and_attributes() {
    refused(
        &[
            (
                "survey",
                "
type | name | label | choice_filter
select_one kotaa | tempat | Tempat |
selct_one kota | asal | Asal |
select_one kota | kota | Kota | propnsi = '64'
integer | 1 umur | Umur |
",
            ),
            ("choices", "\nlist_name | name | label | propinsi\nkota | a | A | 64\n"),
        ],
        &expect![[r#"
            sheet 'survey', row 2, column A: there is no list 'kotaa'
              = Did you mean 'kota'?
            sheet 'survey', row 3, column A: 'selct_one kota' is no type of a question
              = Did you mean 'select_one'?
            sheet 'survey', row 4, column D: choice_filter: 'propnsi' stands alone and means nothing here
              | propnsi = '64'
              | ^^^^^^^
              = Did you mean 'propinsi'?
        "#]],
    );
}

#[test]
fn a_name_that_xlsform_does_not_take_is_told_with_the_key_that_it_becomes() {
    let imported = Book::new(&[("survey", "\ntype | name | label\ninteger | 1 umur | Umur\ntext | Nama-Ibu | Nama\n")]).read();
    assert!(imported.form.is_some());
    expect![[r#"
        sheet 'survey', row 2, column B: the name '1 umur': a name begins with a letter and has no blanks: it becomes q_1_umur
    "#]]
    .assert_eq(&super::left(&imported));
}
