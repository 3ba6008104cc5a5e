//! The command line: what each command prints, and its exit code.

use crate::support::{Sample, cacah, names, run, told};
use expect_test::{Expect, expect, expect_file};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// A folder with a database of two complete interviews and a draft.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    sample.ordinary(147, &[]);
    sample.ordinary(148, &[("saran", cacah::survey::value::Answer::text("bagus"))]);
    sample.draft(149, &[("usia", cacah::survey::value::Answer::int(30))]);
    folder
}

#[track_caller]
fn case(folder: &Path, args: &str, expected: Expect) {
    let args: Vec<&str> = args.split_whitespace().collect();
    expected.assert_eq(&run(folder, &args));
}

#[test]
fn the_reference_is_what_the_program_defines() {
    expect_file!["../../docs/cli.md"].assert_eq(&cacah::cli::reference());
}

#[test]
fn a_new_survey_prints_its_key() {
    let folder = tempfile::tempdir().expect("a folder");
    case(
        folder.path(),
        "--db a.db new --template skm-dpmptsp-bontang",
        expect![[r#"
        exit 0
        skm_dpmptsp_kota_bontang_semester_ii_2024
    "#]],
    );
    case(
        folder.path(),
        "new --template skm-dpmptsp-bontang --db a.db",
        expect![[r#"
        exit 0
        skm_dpmptsp_kota_bontang_semester_ii_2024_2
    "#]],
    );
    case(
        folder.path(),
        "new --db a.db --template skm --name Loket --unit Dinas --period 2025 --from 01-01-2025 --to 2025-12-31 --served 2400 --floor-seconds 0 --surveyor Bagus --surveyor Sari --location Loket",
        expect![[r#"
            exit 0
            loket_2025
        "#]],
    );
    case(
        folder.path(),
        "surveys --db a.db --json",
        expect![[r#"
            exit 0
            [
              {
                "key": "loket_2025",
                "name": "Loket",
                "unit": "Dinas",
                "period": "2025",
                "from": "2025-01-01",
                "to": "2025-12-31",
                "served": 2400,
                "minimum": 331,
                "form": "skm",
                "form_version": 1,
                "counts": {
                  "draft": 0,
                  "complete": 0,
                  "returned": 0,
                  "approved": 0,
                  "void": 0
                }
              },
              {
                "key": "skm_dpmptsp_kota_bontang_semester_ii_2024_2",
                "name": "SKM DPMPTSP Kota Bontang",
                "unit": "DPMPTSP Kota Bontang",
                "period": "Semester II 2024",
                "from": "2024-09-30",
                "to": "2024-10-30",
                "served": 0,
                "minimum": 0,
                "form": "skm",
                "form_version": 1,
                "counts": {
                  "draft": 0,
                  "complete": 0,
                  "returned": 0,
                  "approved": 0,
                  "void": 0
                }
              },
              {
                "key": "skm_dpmptsp_kota_bontang_semester_ii_2024",
                "name": "SKM DPMPTSP Kota Bontang",
                "unit": "DPMPTSP Kota Bontang",
                "period": "Semester II 2024",
                "from": "2024-09-30",
                "to": "2024-10-30",
                "served": 0,
                "minimum": 0,
                "form": "skm",
                "form_version": 1,
                "counts": {
                  "draft": 0,
                  "complete": 0,
                  "returned": 0,
                  "approved": 0,
                  "void": 0
                }
              }
            ]
        "#]],
    );
}

#[test]
fn surveys_are_listed_with_their_interviews_by_status() {
    let folder = folder();
    case(
        folder.path(),
        "surveys --db a.db",
        expect![[r#"
        exit 0
        survey                                     draft  complete  returned  approved  void  name
        skm_dpmptsp_kota_bontang_semester_ii_2024      1         2         0         0     0  SKM DPMPTSP Kota Bontang · Semester II 2024
    "#]],
    );
    case(
        folder.path(),
        "surveys --db a.db --json",
        expect![[r#"
            exit 0
            [
              {
                "key": "skm_dpmptsp_kota_bontang_semester_ii_2024",
                "name": "SKM DPMPTSP Kota Bontang",
                "unit": "DPMPTSP Kota Bontang",
                "period": "Semester II 2024",
                "from": "2024-09-30",
                "to": "2024-10-30",
                "served": 0,
                "minimum": 0,
                "form": "skm",
                "form_version": 1,
                "counts": {
                  "draft": 1,
                  "complete": 2,
                  "returned": 0,
                  "approved": 0,
                  "void": 0
                }
              }
            ]
        "#]],
    );
}

#[test]
fn an_export_goes_to_a_file_or_the_standard_output() {
    let folder = folder();
    case(
        folder.path(),
        "export --db a.db --out - --anonymous",
        expect![[r#"
            exit 1
            error: 3 interviews are too few to be anonymised: five at least
            hint: Widen the filter, or publish sums alone.
        "#]],
    );
    case(
        folder.path(),
        "export --db a.db --out a.csv --verify --status complete",
        expect![[r#"
        exit 0
        wrote 'a.csv': 2 interviews, 859 bytes, every cell as in the data
    "#]],
    );
    case(
        folder.path(),
        "export --db a.db --out a.csv",
        expect![[r#"
        exit 1
        error: 'a.csv' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]],
    );
    case(
        folder.path(),
        "--lang en export --db a.db --out a.csv --yes --values both --dialect excel-id --verify",
        expect![[r#"
        exit 0
        wrote 'a.csv': 3 interviews, 1651 bytes, every cell as in the data
    "#]],
    );
    #[cfg(unix)]
    case(
        folder.path(),
        "export --db a.db --out /dev/null --verify",
        expect![[r#"
        exit 1
        error: '/dev/null' is no file that can be read again
        hint: Name a file with --out, or leave --verify out.
    "#]],
    );
    let text = std::fs::read_to_string(folder.path().join("a.csv")).expect("reads");
    assert!(text.starts_with('\u{feff}') && text.contains(";Female;"), "{text}");
    assert_eq!(names(folder.path()), ["a.csv", "a.csv.cacah.json", "a.db", "a.db-lock"]);
}

#[test]
fn the_survey_need_not_be_named_where_there_is_only_one() {
    let folder = folder();
    case(
        folder.path(),
        "export --db a.db --survey other --out -",
        expect![[r#"
        exit 1
        error: there is no survey 'other'
        hint: There are: skm_dpmptsp_kota_bontang_semester_ii_2024.
    "#]],
    );
    run(folder.path(), &["new", "--db", "a.db", "--template", "skm", "--name", "Loket", "--period", "2025"]);
    case(
        folder.path(),
        "export --db a.db --out -",
        expect![[r#"
        exit 2
        error: there is more than one survey
        hint: Name one with --survey: loket_2025, skm_dpmptsp_kota_bontang_semester_ii_2024.
    "#]],
    );
    case(
        folder.path(),
        "export --db a.db --survey loket_2025 --out - --anonymous",
        expect![[r#"
            exit 1
            error: 0 interviews are too few to be anonymised: five at least
            hint: Widen the filter, or publish sums alone.
        "#]],
    );
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = folder();
    for args in [
        "--db a.db --nonsense",
        "--lang fr surveys --db a.db",
        "new --db a.db",
        "new --db a.db --template none",
        "new --db a.db --template skm --from 31-02-2025",
        "new --db a.db --template skm --served -1",
        "new --db a.db --template skm --from 02-01-2025 --to 01-01-2025",
        "export --db a.db",
        "export --db a.db --out - --values all",
        "export --db a.db --out - --status lost",
        "export --db a.db --out - --verify",
        "man none",
        "completions none",
    ] {
        let told = run(folder.path(), &args.split_whitespace().collect::<Vec<_>>());
        assert!(told.starts_with("exit 2\nerror: "), "{args}: {told}");
    }
    case(
        folder.path(),
        "new --db a.db --template skm --from 31-02-2025",
        expect![[r#"
        exit 2
        error: invalid value '31-02-2025' for '--from <DATE>': not a day of the calendar, such as 2024-09-30 or 30-09-2024

        For more information, try '--help'.
    "#]],
    );
    case(
        folder.path(),
        "export --db a.db --out - --verify",
        expect![[r#"
        exit 2
        error: the standard output can't be read again
        hint: Name a file with --out, or leave --verify out.
    "#]],
    );
}

#[test]
fn variables_do_what_options_do_and_options_win() {
    let folder = folder();
    let surveys = || {
        let mut command = cacah();
        command.current_dir(folder.path()).arg("surveys");
        command
    };
    assert!(told(folder.path(), surveys().env("CACAH_DB", "a.db")).starts_with("exit 0\n"));
    assert!(told(folder.path(), surveys().env("CACAH_DB", "none.db").args(["--db", "a.db"])).starts_with("exit 0\n"));
    assert!(told(folder.path(), surveys().env("CACAH_LANG", "fr")).starts_with("exit 2\n"));
    let mut export = cacah();
    export.current_dir(folder.path()).args(["export", "--db", "a.db", "--out", "-", "--values", "labels"]).env("CACAH_LANG", "en");
    assert!(told(folder.path(), &mut export).contains(",Female,"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_an_option_the_database_is_in_the_data_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut new = cacah();
    new.env("HOME", folder.path()).env("XDG_DATA_HOME", folder.path().join("data")).args(["new", "--template", "skm", "--period", ""]);
    expect![[r#"
        exit 0
        skm
    "#]]
    .assert_eq(&told(folder.path(), &mut new));
    assert_eq!(names(&folder.path().join("data/cacah")), ["cacah.db", "cacah.db-lock"]);
}

#[test]
fn a_name_that_sqlite_reads_specially_is_a_plain_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [":memory:", "file:a.db?mode=memory"] {
        assert!(run(folder.path(), &["new", "--template", "skm", "--db", name]).starts_with("exit 0\n"));
        assert!(folder.path().join(name).is_file(), "{name}");
    }
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [["completions", "bash"], ["completions", "zsh"], ["completions", "fish"], ["completions", "powershell"], ["man", ""]] {
        let told = run(folder.path(), &args.into_iter().filter(|arg| !arg.is_empty()).collect::<Vec<_>>());
        assert!(told.starts_with("exit 0\n"), "{args:?}: {told}");
        for command in ["new", "surveys", "export", "keys", "completions", "man"] {
            assert!(told.contains(command), "{args:?} lacks {command}");
        }
    }
    assert!(run(folder.path(), &["man", "export"]).contains(r"\-\-anonymous"));
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sample = Sample::at(&folder.path().join("a.db"));
    for number in 1..=1500 {
        sample.draft(number, &[]);
    }
    drop(sample);
    for args in ["export --out -", "surveys", "man", "completions bash"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cacah"));
        program.args(args.split(' ')).arg("--db").arg(folder.path().join("a.db")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().expect("starts");
        let mut out = child.stdout.take().expect("is piped");
        if args.starts_with("export") {
            out.read_exact(&mut [0; 10]).expect("reads");
        }
        drop(out);
        let output = child.wait_with_output().expect("ends");
        assert!(output.status.success(), "{args}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args}");
    }
}

#[test]
fn a_label_that_is_named_twice_makes_no_survey() {
    let folder = tempfile::tempdir().expect("a folder");
    expect![[r#"
        exit 2
        error: surveyor 'ani' is named twice
        hint: Labels must differ, or exports can't tell them apart.
    "#]]
    .assert_eq(&run(folder.path(), &["--db", "a.db", "new", "--template", "skm", "--surveyor", "Ani", "--surveyor", "ani"]));
    assert!(names(folder.path()).is_empty());
}
