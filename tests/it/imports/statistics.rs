//! Files for statistics: those of other programs (`tests/data/statistics`), ours that are broken, and what is no such file.

use super::{folder, rows};
use crate::support::{Sample, run};
use cacah::exchange::{Export, Format, Options, Target};
use cacah::survey::value::Answer;
use expect_test::{Expect, expect};
use std::path::{Path, PathBuf};

const ARGS: [&str; 6] = ["--location", "1", "--surveyor", "1", "--no-backup", "--dry-run"];

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/statistics").join(name)
}

/// Says what an import of a file comes to.
fn import(folder: &Path, name: &str, bytes: &[u8]) -> String {
    std::fs::write(folder.join(name), bytes).expect("writes");
    run(folder, &[&["--db", "a.db", "import", name], &ARGS[..]].concat())
}

#[test]
fn a_file_of_spss_is_read_with_what_its_codes_mean() {
    let folder = folder();
    let told = |name: &str| import(folder.path(), name, &std::fs::read(data(name)).expect("reads"));
    let plain = told("plain.sav");
    expect![[r#"
        exit 0
        'plain.sav': SPSS (.sav)
            1  NOMOR                                    @form_number                 usual_name
            2  TGL                                      @date                        usual_name
            3  Jenis kelamin                            jenis_kelamin                label
            4  Usia (tahun)                             usia                         wording
            5  Persyaratan                              persyaratan                  key
            6  Prosedur                                 prosedur                     key
            7  SARAN                                    saran                        key
        rows 4: 4 new, 0 already there, 0 refused
        not in the source: pendidikan, pekerjaan, pekerjaan_lain, layanan, waktu, biaya, produk, kompetensi, perilaku, sarana, pengaduan
          Jenis kelamin 'Laki-laki' x 2: 1 Male
          Jenis kelamin 'Perempuan' x 2: 2 Female
          Persyaratan '2 - Buruk' x 1: 2 Less suitable
          Persyaratan '3 - Bagus' x 1: 3 Suitable
          Persyaratan '4 - Bagus sekali' x 1: 4 Very suitable
          Prosedur '4' x 2: 4 Very easy
          Prosedur '1' x 1: 1 Not easy
          Prosedur 'menolak' x 1: (refused)
        nothing was changed: a look ahead
    "#]]
    .assert_eq(&plain);
    // The same rows, packed by codes or in blocks, or written by PSPP.
    for name in ["codes.sav", "blocks.zsav", "pspp.sav"] {
        assert_eq!(told(name).replace(name, "plain.sav"), plain);
    }
}

#[test]
fn a_file_of_stata_is_read_with_what_its_codes_mean() {
    let folder = folder();
    let told = |name: &str| import(folder.path(), name, &std::fs::read(data(name)).expect("reads"));
    let newest = told("pandas118.dta");
    // Stata has no value of its own that means a reason, so that the age of 99 stands here.
    let as_spss =
        newest.replace("'pandas118.dta': Stata (.dta)", "'plain.sav': SPSS (.sav)").replace("to look at: Age is unusual x 1\n", "");
    assert_eq!(as_spss, told("plain.sav"));
    assert_ne!(newest.lines().count(), as_spss.lines().count(), "{newest}");
    // The same rows in other versions, in the other order of bytes, and written by ReadStat with a reason of Stata's own.
    for name in ["pandas114.dta", "pandas117.dta", "pandas119.dta", "big114.dta", "big118.dta", "readstat118.dta"] {
        assert_eq!(told(name).replace(name, "pandas118.dta"), newest);
    }
    expect![[r#"
        exit 1
        error: 'old.dta' is a Stata file of version 105; 113 to 119 are read
        hint: Open it in Stata, save it once more with 'saveold' or 'save', and try again.
    "#]]
    .assert_eq(&import(folder.path(), "old.dta", b"\x69\x02\x01\0\0\0"));
}

#[test]
fn a_broken_file_of_stata_says_where() {
    let folder = folder();
    let whole = exported(folder.path(), "dta");
    let case = |change: &dyn Fn(&mut Vec<u8>), expected: Expect| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        expected.assert_eq(&import(folder.path(), "b.dta", &bytes));
    };
    let find = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).position(|part| part == text).expect("is there");
    case(
        &|bytes| bytes.truncate(90),
        expect![[r#"
            exit 1
            error: 'b.dta' is cut off: what stands at byte 87 is not whole
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    case(
        &|bytes| bytes.truncate(find(bytes, b"<strls>")),
        expect![[r#"
            exit 1
            error: 'b.dta' is cut off: what stands at byte 24717 is not whole
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    // Where the first row has its text, which stands behind all rows.
    case(
        &|bytes| {
            let at = find(bytes, b"GSO");
            bytes[at] = b'g';
        },
        expect![[r#"
            exit 1
            error: 'b.dta' is damaged in row 1
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    // How many rows there are.
    case(
        &|bytes| {
            let at = find(bytes, b"<N>");
            bytes[at + 3] = 1;
        },
        expect![[r#"
            exit 1
            error: 'b.dta' is damaged: it says that it has 1 rows and has more
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, b"<N>");
            bytes[at + 3] = 200;
        },
        expect![[r#"
            exit 1
            error: 'b.dta' is damaged in row 3
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, b"antre lama");
            bytes[at] = 0xff;
        },
        expect![[r#"
            exit 1
            error: 'b.dta' row 1, column saran: the bytes are no characters of UTF-8
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, b"antre lama");
            bytes[at] = 0;
        },
        expect![[r#"
            exit 1
            error: 'b.dta' row 1, column saran: there is a zero byte within the text
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
}

#[test]
fn a_damaged_file_of_stata_never_stops_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    never_stops("a.dta", &exported(folder.path(), "dta"), 233);
    for name in ["pandas114.dta", "pandas117.dta", "pandas118.dta"] {
        never_stops(name, &std::fs::read(data(name)).expect("reads"), 23);
    }
}

/// Exports two interviews, one with a long comment.
fn exported(folder: &Path, format: &str) -> Vec<u8> {
    let mut sample = Sample::in_memory();
    sample.ordinary(7, &[("saran", Answer::text("antre lama ".repeat(40)))]);
    sample.ordinary(8, &[]);
    let format = *Format::from_name(format).expect("is there");
    let path = folder.join(format!("a.{}", format.extension));
    let target = Target::File { path: path.clone(), replace: true };
    Export::begin(&sample.store, &sample.survey, Options { format, ..Options::default() }, target)
        .and_then(|export| export.finish(&sample.store))
        .expect("exports");
    std::fs::read(path).expect("reads")
}

/// What is cut or changed is refused or read, and never stops the program.
#[track_caller]
fn never_stops(name: &str, whole: &[u8], step: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let sample = Sample::in_memory();
    let (mut read, mut refused) = (0, 0);
    for at in (0..whole.len()).step_by(step) {
        for change in 0..3_u8 {
            let mut bytes = whole.to_vec();
            match change {
                0 => bytes.truncate(at),
                1 => bytes[at] ^= 0xff,
                // A number of billions.
                _ => bytes[at..(at + 4).min(whole.len())].fill(0x7f),
            }
            std::fs::write(&path, &bytes).expect("writes");
            if rows(&path, &sample).is_ok() { read += 1 } else { refused += 1 }
        }
    }
    assert!(read > 0 && refused > 0);
}

#[test]
fn a_damaged_file_of_spss_never_stops_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    never_stops("a.sav", &exported(folder.path(), "sav"), 41);
    for name in ["plain.sav", "codes.sav", "blocks.zsav"] {
        never_stops(name, &std::fs::read(data(name)).expect("reads"), 7);
    }
}

#[test]
fn a_broken_file_of_spss_says_where() {
    let folder = folder();
    let whole = exported(folder.path(), "sav");
    let case = |change: &dyn Fn(&mut Vec<u8>), expected: Expect| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        expected.assert_eq(&import(folder.path(), "b.sav", &bytes));
    };
    let find = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).position(|part| part == text).expect("is there");
    case(
        &|bytes| bytes.truncate(90),
        expect![[r#"
            exit 1
            error: 'b.sav' is cut off: what stands at byte 84 is not whole
            hint: Open it in its program, save it once more and try again; nothing was imported.
        "#]],
    );
    case(
        &|bytes| bytes.truncate(whole.len() - 40),
        expect![[r#"
        exit 1
        error: 'b.sav' is cut off in row 2
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    // What says how many rows there are: once in the head, once more behind.
    case(
        &|bytes| {
            let at = find(bytes, &[7, 0, 0, 0, 16, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0]);
            bytes[at + 24] = 200;
        },
        expect![[r#"
        exit 1
        error: 'b.sav' is cut off in row 3
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, &[7, 0, 0, 0, 16, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0]);
            bytes[at + 24] = 1;
        },
        expect![[r#"
        exit 1
        error: 'b.sav' is damaged: it says that it has 1 rows and has more
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| bytes[64] = 9,
        expect![[r#"
        exit 1
        error: 'b.sav' is damaged: no such file has what stands at byte 68
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, b"antre lama");
            bytes[at] = 0xff;
        },
        expect![[r#"
        exit 1
        error: 'b.sav' row 1, column saran: the bytes are no characters of UTF-8
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, b"antre lama");
            bytes[at] = 0;
        },
        expect![[r#"
        exit 1
        error: 'b.sav' row 1, column saran: there is a zero byte within the text
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| {
            let at = find(bytes, &[7, 0, 0, 0, 20, 0, 0, 0]);
            bytes[at + 16..at + 21].copy_from_slice(b"XTF-9");
        },
        expect![[r#"
        exit 1
        error: 'b.sav' has its texts in 'XTF-9', an encoding that is not known
        hint: Open it in its program, save it once more and try again; nothing was imported.
    "#]],
    );
    case(
        &|bytes| *bytes = b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV\0\0\0".to_vec(),
        expect![[r#"
            exit 1
            error: 'b.sav' holds data of SPSS locked with a password, not a table that can be imported
            hint: Save it from its program as CSV or .xlsx; from cacah, export CSV, XLSX, JSON Lines, SQLite, SPSS or Stata. Then import that file.
        "#]],
    );
}
