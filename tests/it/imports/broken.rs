//! Files that are broken: a clear message with line and column, and nothing imported.

use super::{folder, import};
use crate::support::run;
use expect_test::{Expect, expect};

const HEAD: &str = "tanggal,jenis_kelamin,usia,persyaratan\n";

const ARGS: [&str; 4] = ["--location", "1", "--surveyor", "1"];

/// What an import says of a file, without the list of columns; nothing is imported.
#[track_caller]
fn case(bytes: impl AsRef<[u8]>, expected: Expect) {
    let folder = folder();
    let told = import(folder.path(), bytes, &ARGS);
    let lines: Vec<&str> = told.lines().filter(|line| !line.starts_with("   ")).collect();
    let told = lines.join("\n") + "\n";
    expected.assert_eq(&told);
    let surveys = run(folder.path(), &["--db", "a.db", "surveys", "--json"]);
    assert!(surveys.contains("\"complete\": 0"), "{surveys}");
    assert!(!folder.path().join("f-refused.csv").exists());
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_place() {
    case(
        "",
        expect![[r#"
        exit 1
        error: 'f.csv' is empty
        hint: Choose a file with a row of names and rows of answers.
    "#]],
    );
    case(
        "\u{feff}",
        expect![[r#"
        exit 1
        error: 'f.csv' is empty
        hint: Choose a file with a row of names and rows of answers.
    "#]],
    );
    case(
        "\r\n\r\n",
        expect![[r#"
        exit 1
        error: 'f.csv' is empty
        hint: Choose a file with a row of names and rows of answers.
    "#]],
    );
    case(
        format!("{HEAD}2024-09-30,1,34,3\n2024-09-30,1,\"34,3\n2024-09-30,1,34,3\n"),
        expect![[r#"
            exit 1
            error: 'f.csv' line 3: a quote that opens in this row is never closed
            hint: Mend that line of the file and try again; nothing was imported.
        "#]],
    );
    case(
        format!("{HEAD}2024-09-30,1,3\x004,3\n"),
        expect![[r#"
        exit 1
        error: 'f.csv' line 2, column 15: there is a zero byte, so this is no table of text
        hint: Save the table once more as CSV (UTF-8) and try again.
    "#]],
    );
    case(
        [HEAD.as_bytes(), "2024-09-30,é,é,é\n".as_bytes(), b"2024-09-30,1,3\xff4,3\n"].concat(),
        expect![[r#"
        exit 1
        error: 'f.csv' line 3, column 15: the bytes are no character of UTF-8
        hint: Save the table once more as CSV (UTF-8) and try again.
    "#]],
    );
    case(
        vec![b','; 5000],
        expect![[r#"
        exit 1
        error: 'f.csv' line 1: more than 2000 columns
        hint: Check delimiters and quotes in that line; nothing was imported.
    "#]],
    );
    case(
        [HEAD.as_bytes(), &vec![b'a'; 5 << 20]].concat(),
        expect![[r#"
        exit 1
        error: 'f.csv' line 2: the row has more than 4 MiB
        hint: Check delimiters and quotes in that line; nothing was imported.
    "#]],
    );
    case(
        "No.,OPP,U1,U2,U3,U4,U5,U6,U7,U8,U9,POPULASI,SAMPEL\n1,DPMPTSP,3.5,3.4,3.3,3.2,3.1,3.0,3.1,3.2,3.3,900,269\n",
        expect![[r#"
        exit 1
        error: 'f.csv' is a recap of units: it holds averages, not respondents' answers
        hint: Its figures can be checked with 'cacah reproduce'; an import needs a row for each respondent.
    "#]],
    );
    case(
        "a,b\n1,2\n",
        expect![[r#"
            exit 2
            'f.csv': CSV, UTF-8, delimiter ',', head in row 1
            error: no column is a question of this survey
            hint: Write a map file with --write-map FILE, say there what the columns are, and use it with --map FILE.
        "#]],
    );
    case(
        "usia,usia,tanggal\n34,35,2024-09-30\n",
        expect![[r#"
            exit 2
            'f.csv': CSV, UTF-8, delimiter ',', head in row 1
            error: column 'usia' stands twice in the head: columns 1 and 2
            hint: Take one out, or say with --map which of them is meant.
        "#]],
    );
}

#[test]
fn a_row_that_is_broken_is_refused_with_its_place() {
    case(
        format!("{HEAD}2024-09-30,1,34,3\n2024-09-30,1\n"),
        expect![[r#"
        exit 1
        'f.csv': CSV, UTF-8, delimiter ',', head in row 1
        rows 2: 1 new, 0 already there, 1 refused
        not in the source: pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran
        refused, cells: 1
          row 3: the row has 2 cells, the head 4
          jenis_kelamin '1' x 1: 1 Male
          persyaratan '3' x 1: 3 Suitable
        nothing was imported
        error: 1 rows are refused; nothing was imported
        hint: Mend the rows, or import the others with --yes: the refused ones go to the file of --rejects.
    "#]],
    );
    case(
        format!("{HEAD}2024-09-30,1,34,3\n{HEAD}2024-09-31,3,134,5\nkemarin,,,\n"),
        expect![[r#"
            exit 1
            'f.csv': CSV, UTF-8, delimiter ',', head in row 1
            rows 4: 1 new, 0 already there, 3 refused
            not in the source: pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran
            refused, date, column 'tanggal': 2
            refused, head_again: 1
            refused, choice, column 'jenis_kelamin': 1
            refused, range, column 'usia': 1
            refused, choice, column 'persyaratan': 1
              row 3: the head stands here once more
              row 4, column 'jenis_kelamin': '3' is no choice
              row 4, column 'usia': '134' is outside 1 to 110
              row 4, column 'persyaratan': '5' is no choice
              row 4, column 'tanggal': '2024-09-31' is no date
              row 5, column 'tanggal': 'kemarin' is no date
              jenis_kelamin '3' x 1: no choice
              usia '134' x 1: no number that can stand here
              persyaratan '5' x 1: no choice
              jenis_kelamin '1' x 1: 1 Male
              persyaratan '3' x 1: 3 Suitable
            nothing was imported
            error: 3 rows are refused; nothing was imported
            hint: Map the values that fit no choice with --map (--write-map makes one), mend the rows, or leave them out with --yes.
        "#]],
    );
    case(
        format!("{HEAD}2024-09-30,1,34,3,5\n"),
        expect![[r#"
        exit 1
        'f.csv': CSV, UTF-8, delimiter ',', head in row 1
        rows 1: 0 new, 0 already there, 1 refused
        not in the source: pendidikan, pekerjaan, pekerjaan_lain, layanan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan, saran
        refused, cells: 1
          row 2: the row has 5 cells, the head 4
        nothing was imported
        error: 1 rows are refused; nothing was imported
        hint: Mend the rows, or import the others with --yes: the refused ones go to the file of --rejects.
    "#]],
    );
}

#[test]
fn line_ends_marks_and_encodings_of_all_kinds_are_read() {
    let rows = format!("{HEAD}2024-09-30,1,34,3\n2024-09-30,2,35,4\n");
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(rows.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [
        rows.replace('\n', "\r").into_bytes(),
        rows.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{rows}").into_bytes(),
        rows.replace(',', ";").into_bytes(),
        rows.replace(',', "\t").into_bytes(),
        rows.replace(',', "|").into_bytes(),
        utf16,
        [b"tanggal,jenis_kelamin,usia,persyaratan,caf\xe9\n" as &[u8], b"2024-09-30,1,34,3,\n\n2024-09-30,2,35,4,\n"].concat(),
    ] {
        let folder = folder();
        let told = import(folder.path(), bytes, &ARGS);
        assert!(told.starts_with("exit 0") && told.contains("imported 2 interviews in 1 batches"), "{told}");
    }
}

#[test]
fn a_line_of_sums_that_goes_on_behind_the_head_is_left_out_and_a_respondent_is_not() {
    let folder = folder();
    let table = "nomor,tanggal,usia,persyaratan\n1,2024-10-01,34,3\nJumlah,,34,3\nNRR tertimbang,,,0.33,*) 3\n";
    let told = import(folder.path(), table, &[&ARGS[..], &["--dry-run"]].concat());
    assert!(told.contains("rows 1: 1 new, 0 already there, 0 refused\nleft out: 2 lines that sum up, from row 3 on"), "{told}");
    let told = import(folder.path(), table.replace("Jumlah,,34,3", "2,2024-10-01,34,3,4"), &[&ARGS[..], &["--dry-run"]].concat());
    assert!(told.contains("row 3: the row has 5 cells, the head 4"), "{told}");
}

#[test]
fn a_row_that_lacked_cells_is_refused_again_until_somebody_mends_it() {
    let folder = folder();
    let told =
        import(folder.path(), format!("{HEAD}2024-09-30,1,34,3\n2024-09-30,2\n"), &[&ARGS[..], &["--yes", "--rejects", "r.csv"]].concat());
    assert!(told.contains("imported 1 interviews"), "{told}");
    let rejects = std::fs::read_to_string(folder.path().join("r.csv")).expect("reads");
    assert!(rejects.contains("2024-09-30,2,cacah_no_cell,cacah_no_cell,"), "{rejects}");
    let told = import(folder.path(), &rejects, &ARGS);
    assert!(told.starts_with("exit 1") && told.contains("column 'usia': the row lacked this cell: fill it in, or clear it"), "{told}");
    // A cell that is cleared is a blank of the paper, one that is filled in an answer.
    let told = import(folder.path(), rejects.replacen("cacah_no_cell", "34", 1).replacen("cacah_no_cell", "", 1), &ARGS);
    assert!(told.starts_with("exit 0") && told.contains("imported 1 interviews"), "{told}");
}
