//! Exports as jobs: their steps, where they go, what happens when that fails, and whether what was written is found wrong.

use crate::export::three;
use crate::support::{Sample, names};
use cacah::exchange::{Dialect, Error, Export, Options, Progress, Target, verify};
use cacah::survey::lang::Lang;
use cacah::survey::value::Answer;
use expect_test::{Expect, expect};
use std::io::{self, Write};
use std::path::Path;

#[test]
fn an_export_goes_in_steps_and_sees_one_state_of_the_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    for number in 1..=1500 {
        sample.draft(number, &[("usia", Answer::int(number % 90 + 1))]);
    }
    let mut other = Sample::at(&folder.path().join("a.db"));
    other.survey = other.store.survey(sample.survey.id).expect("reads");
    other.batch = sample.batch.clone();
    let path = folder.path().join("a.csv");
    let mut export = Export::begin(&sample.store, &sample.survey, Options::default(), to(&path)).expect("begins");
    let first = export.step(&sample.store).expect("writes");
    assert!(matches!(first, Progress { rows: 1000, total: 1500, done: false, .. }), "{first:?}");
    other.draft(2000, &[]);
    let second = export.step(&sample.store).expect("writes");
    assert!(matches!(second, Progress { rows: 1500, total: 1500, done: true, .. }), "{second:?}");
    assert!(second.bytes > first.bytes && !path.exists());
    assert!(export.verify(&sample.store).expect("is the same"));
    let done = export.finish(&sample.store).expect("finishes");
    assert_eq!((done.path.as_path(), done.rows, done.bytes), (path.as_path(), 1500, std::fs::metadata(&path).expect("is there").len()));
    assert_eq!(std::fs::read_to_string(&path).expect("reads").lines().count(), 1501);
    let error = verify(&sample.store, &sample.survey, &Options::default(), &path).expect_err("a row more is there now");
    assert!(matches!(error, Error::RowCount { found: 1500, expected: 1501, .. }), "{error:?}");
}

fn to(path: &Path) -> Target {
    Target::File { path: path.to_owned(), replace: true }
}

#[test]
fn a_cancelled_or_dropped_export_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "old").expect("writes");
    let sample = three();
    let mut export = Export::begin(&sample.store, &sample.survey, Options::default(), to(&path)).expect("begins");
    export.step(&sample.store).expect("writes");
    assert_eq!(names(folder.path()).len(), 2);
    export.cancel(&sample.store);
    assert_eq!(names(folder.path()), ["a.csv"]);
    drop(Export::begin(&sample.store, &sample.survey, Options::default(), to(&path)).expect("begins"));
    assert_eq!(names(folder.path()), ["a.csv"]);
    assert_eq!(std::fs::read_to_string(&path).expect("reads"), "old");
    let export = Export::begin(&sample.store, &sample.survey, Options::default(), to(&path)).expect("begins once more");
    export.finish(&sample.store).expect("finishes");
    assert_eq!(names(folder.path()), ["a.csv", "a.csv.cacah.json"]);
    assert_ne!(std::fs::read_to_string(&path).expect("reads"), "old");
}

#[test]
fn a_file_that_was_tampered_with_is_found_by_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    let sample = three();
    let case = |dialect: Dialect, old: &str, new: &str, expected: Expect| {
        let options = Options { dialect, ..Options::default() };
        let export = Export::begin(&sample.store, &sample.survey, options.clone(), to(&path)).expect("begins");
        export.finish(&sample.store).expect("finishes");
        verify(&sample.store, &sample.survey, &options, &path).expect("is the same");
        let text = std::fs::read_to_string(&path).expect("reads");
        assert!(text.contains(old), "{old} is not in {text}");
        std::fs::write(&path, text.replacen(old, new, 1)).expect("writes");
        let error = verify(&sample.store, &sample.survey, &options, &path).expect_err("differs").to_string();
        expected.assert_eq(&error.replace(&format!("{}/", folder.path().display()), ""));
    };
    case(Dialect::Rfc4180, "persyaratan", "u1", expect!["'a.csv' line 1, column 'persyaratan': 'u1' where the data say 'persyaratan'"]);
    case(Dialect::Rfc4180, "two_marks", "blank", expect!["'a.csv' line 3, column 'biaya_missing': 'blank' where the data say 'two_marks'"]);
    case(
        Dialect::Rfc4180,
        "'=HYPER",
        "=HYPER",
        expect![[
            r#"'a.csv' line 3, column 'saran': '=HYPERLINK("x") baris kedua 🙂' where the data say ''=HYPERLINK("x") baris kedua 🙂'"#
        ]],
    );
    case(Dialect::ExcelId, "12,3", "12.3", expect!["'a.csv' line 2, column 'keyed_seconds': '12.3' where the data say '12,3'"]);
    case(
        Dialect::ExcelId,
        "kedua",
        "ketiga",
        expect![[
            r#"'a.csv' line 3, column 'saran': ''=HYPERLINK("x") baris ketiga 🙂' where the data say ''=HYPERLINK("x") baris kedua 🙂'"#
        ]],
    );
    case(Dialect::Rfc4180, "150,draft", "151,draft", expect!["'a.csv' line 5, column 'form_number': '151' where the data say '150'"]);
    case(Dialect::Rfc4180, "waktu: ragu\r\n", "waktu: ragu,\r\n", expect!["'a.csv' line 3, column '?': '' where the data say ''"]);
}

#[test]
fn targets_that_do_not_take_a_file_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = three();
    std::fs::write(folder.path().join("old.csv"), "old").expect("writes");
    let case = |name: &str, replace: bool, expected: Expect| {
        let target = Target::File { path: folder.path().join(name), replace };
        let error = Export::begin(&sample.store, &sample.survey, Options::default(), target).err().expect("is refused");
        let words = cacah::words::Words(Lang::En);
        expected.assert_eq(&format!("{error}\n{}\n", error.hint(words)).replace(&folder.path().display().to_string(), "FOLDER"));
    };
    case(
        "none/a.csv",
        true,
        expect![[r#"
        folder 'FOLDER/none' does not exist
        Choose another name or folder; the old file is as it was.
    "#]],
    );
    case(
        ".",
        true,
        expect![[r#"
        'FOLDER/.' is not a file
        Choose another name or folder; the old file is as it was.
    "#]],
    );
    case(
        "old.csv",
        false,
        expect![[r#"
        'FOLDER/old.csv' exists already
        Choose another name, or replace that file with --yes.
    "#]],
    );
    case(
        "old.csv/a.csv",
        true,
        expect![[r#"
        'FOLDER/old.csv/a.csv' can't be written: a part of the path is no folder
        Choose another name or folder; the old file is as it was.
    "#]],
    );
    assert_eq!(names(folder.path()), ["old.csv"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("old.csv")).expect("reads"), "old");
}

/// A writer that fails after so many bytes.
struct Full(usize, io::ErrorKind);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(self.1)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_is_named_and_one_that_is_closed_has_read_enough() {
    let sample = three();
    let to = |room, kind| Target::Writer(Box::new(Full(room, kind)));
    let case = |target: Target| Export::begin(&sample.store, &sample.survey, Options::default(), target)?.finish(&sample.store);
    assert!(matches!(case(to(10, io::ErrorKind::StorageFull)), Err(Error::NoSpace(_))));
    assert!(matches!(case(to(10, io::ErrorKind::Other)), Err(Error::Write { .. })));
    assert!(case(to(10, io::ErrorKind::BrokenPipe)).is_ok());
    // The store is free again after each of them.
    sample.store.begin_reading().expect("begins");
    sample.store.end_reading();
}

#[cfg(unix)]
#[test]
fn a_link_keeps_pointing_and_a_device_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let (link, whole) = (folder.path().join("link.csv"), folder.path().join("whole.csv"));
    std::fs::write(&whole, "old").expect("writes");
    std::os::unix::fs::symlink(&whole, &link).expect("links");
    let sample = three();
    let export =
        |path: &Path| Export::begin(&sample.store, &sample.survey, Options::default(), to(path)).expect("begins").finish(&sample.store);
    export(&link).expect("finishes");
    assert!(link.is_symlink());
    assert!(std::fs::read_to_string(&whole).expect("reads").starts_with("form_number"));
    export(Path::new("/dev/null")).expect("finishes");
    assert!(!std::fs::metadata("/dev/null").expect("is there").is_file());
}
