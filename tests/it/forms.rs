//! `cacah form`: questionnaires by the command line, whole outputs and exit codes.
#![expect(clippy::too_many_lines, reason = "whole forms and outputs stand in their tests")]

use crate::support::{names, run};
use crate::xlsform::Book;
use expect_test::{Expect, expect};
use std::fs;
use std::path::Path;

const KUNJUNGAN: &str = r#"key = "kunjungan"
version = 1
title = { id = "Kunjungan", en = "Visit" }

[[section]]
key = "profil"
label = { id = "Profil", en = "Profile" }

[[section.question]]
key = "usia"
label = { id = "Usia", en = "Age" }
kind = "number"
max = 120
constraint = ". >= 17"
constraint_message = { id = "Minimal 17.", en = "At least 17." }

[[section.question]]
key = "ragam"
label = "Ragam"
kind = "several"
required = false
relevant = "${usia} > 20"
choices = [{ code = 1, label = "Fisik", name = "fisik" }, { code = 2, label = "Mental", name = "mental" }]
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("kunjungan.toml"), KUNJUNGAN).expect("is written");
    let book = Book::new(&[
        (
            "survey",
            "type | name | label | relevant\ninteger | Usia | Usia\ngeopoint | titik | Titik\nselect_one ya | setuju | Setuju? | ${Usia} >= 17",
        ),
        ("choices", "list_name | name | label\nya | ya | Ya\nya | tidak | Tidak"),
        ("settings", "form_title | form_id\nTitik | titik"),
    ]);
    fs::copy(book.path(), folder.path().join("titik.xlsx")).expect("is copied");
    folder
}

#[track_caller]
fn case(folder: &Path, args: &str, expected: Expect) {
    let args: Vec<&str> = args.split_whitespace().collect();
    expected.assert_eq(&run(folder, &args));
}

#[test]
fn what_is_sound_is_counted_and_what_is_wrong_is_marked() {
    let folder = folder();
    let broken = KUNJUNGAN.replace("kind = \"number\"", "kind = \"angka\"").replace("key = \"ragam\"", "key = \"Ragam\"");
    fs::write(folder.path().join("salah.toml"), broken).expect("is written");
    let book = Book::new(&[("survey", "type | name | label | relevant\ninteger | usia | Usia | ${umur} > 1\nteks | nama | Nama")]);
    fs::copy(book.path(), folder.path().join("salah.xlsx")).expect("is copied");
    case(
        folder.path(),
        "form check kunjungan.toml titik.xlsx",
        expect![[r#"
        exit 0
        kunjungan.toml: sound: 'kunjungan' version 1, sections: 1, questions: 2, choices: 2
        titik.xlsx: sound: 'titik' version 1, sections: 1, questions: 2, choices: 2, 1 left out
          left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    case(
        folder.path(),
        "form check salah.toml salah.xlsx",
        expect![[r#"
            exit 1
            salah.toml: complaints: 2
              line 12, column 9: 'angka' is no kind of question
              12 | kind = "angka"
                 |         ^^^^^
                 = Write one of choice, several, rating, yes_no, service, number, decimal, text, long_text, date, time, calculated, note.
              line 18, column 8: 'Ragam' can't be a key
              18 | key = "Ragam"
                 |        ^^^^^
                 = Write a-z, 0-9 and _, begin with a letter, and use at most 40 characters.
            salah.xlsx: complaints: 2
              sheet 'survey', row 2, column D: relevant: there is no question 'umur'
                | ${umur} > 1
                | ^^^^^^^
                = Write the key of a question of this form.
              sheet 'survey', row 3, column A: 'teks' is no type of a question
                = XLSForm has text, integer, decimal, date, time, select_one LIST, select_multiple LIST, note, calculate, begin group, …
            error: not sound: salah.toml, salah.xlsx
            hint: Everything that is wrong stands above, each with its place.
        "#]],
    );
    case(
        folder.path(),
        "form check salah.xlsx titik.xlsx --json",
        expect![[r#"
        exit 1
        [
          {
            "choices": null,
            "complaints": [
              {
                "column": "D",
                "hint": "Write the key of a question of this form.",
                "row": 2,
                "sheet": "survey",
                "text": "relevant: there is no question 'umur'"
              },
              {
                "column": "A",
                "hint": "XLSForm has text, integer, decimal, date, time, select_one LIST, select_multiple LIST, note, calculate, begin group, …",
                "row": 3,
                "sheet": "survey",
                "text": "'teks' is no type of a question"
              }
            ],
            "file": "salah.xlsx",
            "key": null,
            "left_out": [],
            "questions": null,
            "sections": null,
            "sound": false,
            "version": null
          },
          {
            "choices": 2,
            "complaints": [],
            "file": "titik.xlsx",
            "key": "titik",
            "left_out": [
              {
                "column": null,
                "row": 3,
                "sheet": "survey",
                "what": "question 'titik' (geopoint)",
                "why": "places on a map are not asked here"
              }
            ],
            "questions": 2,
            "sections": 1,
            "sound": true,
            "version": 1
          }
        ]
        error: not sound: salah.xlsx
        hint: Everything that is wrong stands above, each with its place.
    "#]],
    );
    case(
        folder.path(),
        "form check tidak-ada.toml",
        expect![[r#"
            exit 1
            error: 'tidak-ada.toml' can't be opened: no such file or folder
            hint: Check the path and its permissions.
        "#]],
    );
    case(
        folder.path(),
        "form import salah.xlsx --db a.db",
        expect![[r#"
        exit 1
        sheet 'survey', row 2, column D: relevant: there is no question 'umur'
          | ${umur} > 1
          | ^^^^^^^
          = Write the key of a question of this form.

        sheet 'survey', row 3, column A: 'teks' is no type of a question
          = XLSForm has text, integer, decimal, date, time, select_one LIST, select_multiple LIST, note, calculate, begin group, …
        error: 'salah.xlsx' is no sound questionnaire: 2 things are wrong
        hint: They are listed above, each with its place; nothing was taken in.
    "#]],
    );
    assert_eq!(names(folder.path()), ["kunjungan.toml", "salah.toml", "salah.xlsx", "titik.xlsx"]);
}

#[test]
fn a_questionnaire_is_shown_as_people_read_it() {
    let folder = folder();
    case(
        folder.path(),
        "form show kunjungan.toml",
        expect![[r#"
        exit 0
        Kunjungan (key kunjungan, version 1)

        == Profil (profil)

        Usia (usia: number, required)
           range: 0 to 120
           must hold: . >= 17 (Minimal 17.)

        Ragam (ragam: several)
           asked where: ${usia} > 20
           [1] fisik Fisik (keys 1)
           [2] mental Mental (keys 2)
    "#]],
    );
    case(
        folder.path(),
        "form show titik.xlsx --lang en",
        expect![[r#"
        exit 0
        Titik (key titik, version 1)

        == Titik (bagian)

        Usia (usia: number)
           range: 0 to 4294967295

        Setuju? (setuju: choice)
           asked where: ${usia} >= 17
           [1] ya Ya (keys 1)
           [2] tidak Tidak (keys 2)
        left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    case(
        folder.path(),
        "form show titik.xlsx --json",
        expect![[r#"
            exit 0
            {
              "indices": [],
              "key": "titik",
              "questions": [
                {
                  "calculate": null,
                  "choices": [],
                  "constraint": null,
                  "filter": null,
                  "key": "usia",
                  "kind": "number",
                  "label": {
                    "en": "Usia",
                    "id": "Usia"
                  },
                  "name": "Usia",
                  "relevant": null,
                  "required": false,
                  "retired": false,
                  "section": "bagian",
                  "warning": null,
                  "wording": {
                    "en": "Usia",
                    "id": "Usia"
                  }
                },
                {
                  "calculate": null,
                  "choices": [
                    {
                      "code": 1,
                      "label": {
                        "en": "Ya",
                        "id": "Ya"
                      },
                      "name": "ya",
                      "retired": false
                    },
                    {
                      "code": 2,
                      "label": {
                        "en": "Tidak",
                        "id": "Tidak"
                      },
                      "name": "tidak",
                      "retired": false
                    }
                  ],
                  "constraint": null,
                  "filter": null,
                  "key": "setuju",
                  "kind": "choice",
                  "label": {
                    "en": "Setuju?",
                    "id": "Setuju?"
                  },
                  "name": "setuju",
                  "relevant": "${usia} >= 17",
                  "required": false,
                  "retired": false,
                  "section": "bagian",
                  "warning": null,
                  "wording": {
                    "en": "Setuju?",
                    "id": "Setuju?"
                  }
                }
              ],
              "remark": null,
              "sections": [
                {
                  "inside": null,
                  "key": "bagian",
                  "label": {
                    "en": "Titik",
                    "id": "Titik"
                  },
                  "relevant": null
                }
              ],
              "title": {
                "en": "Titik",
                "id": "Titik"
              },
              "version": 1
            }
            left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
        "#]],
    );
    case(
        folder.path(),
        "form show skm@9 --db a.db",
        expect![[r#"
        exit 1
        error: there is no questionnaire 'skm@9'
        hint: 'cacah form list' names those that are there; a file is named with its ending.
    "#]],
    );
    assert!(run(folder.path(), &["form", "show", "skm", "--db", "a.db"]).contains("\n   [4] Gratis (keys 4d;"));
    assert_eq!(names(folder.path()), ["kunjungan.toml", "titik.xlsx"], "to show makes no database");
}

#[test]
fn a_questionnaire_goes_in_once_and_comes_out_as_it_was() {
    let folder = folder();
    case(
        folder.path(),
        "form list --db a.db",
        expect![[r#"
            exit 0
            form             version  questions  surveys  from      title
            skm                    1         16        0  program   Survei Kepuasan Masyarakat
            skm_daring             1         16        0  program   Survei Kepuasan Masyarakat, layanan daring
            skm_tanpa_biaya        1         15        0  program   Survei Kepuasan Masyarakat, tanpa biaya
            spak                   1         12        0  program   Survei Persepsi Anti Korupsi
            spak_6                 1         12        0  program   Survei Persepsi Anti Korupsi, skala 1-6
            spkp                   1         15        0  program   Survei Persepsi Kualitas Pelayanan
            spkp_6                 1         15        0  program   Survei Persepsi Kualitas Pelayanan, skala 1-6
        "#]],
    );
    case(
        folder.path(),
        "form import kunjungan.toml --db a.db",
        expect![[r#"
        exit 0
        kunjungan@1
    "#]],
    );
    case(
        folder.path(),
        "form import titik.xlsx --db a.db",
        expect![[r#"
        exit 0
        titik@1
        left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    case(
        folder.path(),
        "form import titik.xlsx --db a.db",
        expect![[r#"
        exit 0
        titik@1
        left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    fs::write(folder.path().join("lain.toml"), KUNJUNGAN.replace("Ragam", "Jenis")).expect("is written");
    case(
        folder.path(),
        "form import lain.toml --db a.db",
        expect![[r#"
        exit 1
        error: questionnaire 'kunjungan' version 1 is there already and reads differently
        hint: What is in use is not changed: give it version 2.
    "#]],
    );
    fs::write(folder.path().join("lain.toml"), KUNJUNGAN.replace("Ragam", "Jenis").replace("version = 1", "version = 2"))
        .expect("is written");
    case(
        folder.path(),
        "form import lain.toml --db a.db",
        expect![[r#"
        exit 0
        kunjungan@2
    "#]],
    );
    case(
        folder.path(),
        "form list --db a.db",
        expect![[r#"
            exit 0
            form             version  questions  surveys  from      title
            kunjungan              1          2        0  database  Kunjungan
            kunjungan              2          2        0  database  Kunjungan
            skm                    1         16        0  program   Survei Kepuasan Masyarakat
            skm_daring             1         16        0  program   Survei Kepuasan Masyarakat, layanan daring
            skm_tanpa_biaya        1         15        0  program   Survei Kepuasan Masyarakat, tanpa biaya
            spak                   1         12        0  program   Survei Persepsi Anti Korupsi
            spak_6                 1         12        0  program   Survei Persepsi Anti Korupsi, skala 1-6
            spkp                   1         15        0  program   Survei Persepsi Kualitas Pelayanan
            spkp_6                 1         15        0  program   Survei Persepsi Kualitas Pelayanan, skala 1-6
            titik                  1          2        0  database  Titik
        "#]],
    );
    case(
        folder.path(),
        "form list --db a.db --json",
        expect![[r#"
            exit 0
            [
              {
                "from": "database",
                "key": "kunjungan",
                "questions": 2,
                "surveys": 0,
                "title": {
                  "en": "Visit",
                  "id": "Kunjungan"
                },
                "version": 1
              },
              {
                "from": "database",
                "key": "kunjungan",
                "questions": 2,
                "surveys": 0,
                "title": {
                  "en": "Visit",
                  "id": "Kunjungan"
                },
                "version": 2
              },
              {
                "from": "program",
                "key": "skm",
                "questions": 16,
                "surveys": 0,
                "title": {
                  "en": "Public Satisfaction Survey",
                  "id": "Survei Kepuasan Masyarakat"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "skm_daring",
                "questions": 16,
                "surveys": 0,
                "title": {
                  "en": "Public Satisfaction Survey, online service",
                  "id": "Survei Kepuasan Masyarakat, layanan daring"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "skm_tanpa_biaya",
                "questions": 15,
                "surveys": 0,
                "title": {
                  "en": "Public Satisfaction Survey, without cost",
                  "id": "Survei Kepuasan Masyarakat, tanpa biaya"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "spak",
                "questions": 12,
                "surveys": 0,
                "title": {
                  "en": "Survey of the Perception of Anti-Corruption",
                  "id": "Survei Persepsi Anti Korupsi"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "spak_6",
                "questions": 12,
                "surveys": 0,
                "title": {
                  "en": "Survey of the Perception of Anti-Corruption, scale 1-6",
                  "id": "Survei Persepsi Anti Korupsi, skala 1-6"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "spkp",
                "questions": 15,
                "surveys": 0,
                "title": {
                  "en": "Survey of the Perception of Service Quality",
                  "id": "Survei Persepsi Kualitas Pelayanan"
                },
                "version": 1
              },
              {
                "from": "program",
                "key": "spkp_6",
                "questions": 15,
                "surveys": 0,
                "title": {
                  "en": "Survey of the Perception of Service Quality, scale 1-6",
                  "id": "Survei Persepsi Kualitas Pelayanan, skala 1-6"
                },
                "version": 1
              },
              {
                "from": "database",
                "key": "titik",
                "questions": 2,
                "surveys": 0,
                "title": {
                  "en": "Titik",
                  "id": "Titik"
                },
                "version": 1
              }
            ]
        "#]],
    );
    case(
        folder.path(),
        "form export kunjungan --db a.db --out baru.toml",
        expect![[r#"
        exit 0
    "#]],
    );
    case(
        folder.path(),
        "form export kunjungan@1 --db a.db --out baru.xlsx",
        expect![[r#"
        exit 0
    "#]],
    );
    case(
        folder.path(),
        "form diff kunjungan.toml baru.xlsx",
        expect![[r#"
        exit 0
    "#]],
    );
    case(
        folder.path(),
        "form diff kunjungan@2 baru.toml --db a.db",
        expect![[r#"
        exit 0
    "#]],
    );
    case(
        folder.path(),
        "form export skm --out baru.toml",
        expect![[r#"
        exit 1
        error: 'baru.toml' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]],
    );
    case(
        folder.path(),
        "form export skm --out baru.xlsx --yes",
        expect![[r#"
        exit 0
        left out: doubt 'muda_bekerja': XLSForm has no rules over a whole interview
        left out: doubt 'muda_sarjana': XLSForm has no rules over a whole interview
    "#]],
    );
    case(
        folder.path(),
        "form export skm --out baru.pdf",
        expect![[r#"
        exit 2
        error: 'baru.pdf' ends in neither .xlsx nor .toml
        hint: Name the file with one of the two endings.
    "#]],
    );
    case(
        folder.path(),
        "form import titik.xlsx --out -",
        expect![[r#"
        exit 0
        key = "titik"
        version = 1
        title = "Titik"

        [[section]]
        key = "bagian"
        label = "Titik"

        [[section.question]]
        key = "usia"
        name = "Usia"
        label = "Usia"
        kind = "number"
        min = 0
        max = 4294967295
        required = false

        [[section.question]]
        key = "setuju"
        label = "Setuju?"
        kind = "choice"
        choices = [
            { code = 1, label = "Ya", name = "ya" },
            { code = 2, label = "Tidak", name = "tidak" },
        ]
        required = false
        relevant = "${usia} >= 17"
        left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    case(
        folder.path(),
        "form import titik.xlsx --out baru.toml --yes",
        expect![[r#"
        exit 0
        left out: sheet 'survey', row 3: question 'titik' (geopoint): places on a map are not asked here
    "#]],
    );
    case(
        folder.path(),
        "form check baru.toml",
        expect![[r#"
        exit 0
        baru.toml: sound: 'titik' version 1, sections: 1, questions: 2, choices: 2
    "#]],
    );
}

#[test]
fn two_questionnaires_are_compared_question_by_question() {
    let folder = folder();
    let changed = KUNJUNGAN
        .replace("version = 1", "version = 2")
        .replace("en = \"Age\"", "en = \"Age in years\"")
        .replace("max = 120", "max = 99")
        .replace("kind = \"several\"", "kind = \"choice\"")
        .replace("{ code = 1, label = \"Fisik\", name = \"fisik\" }, ", "{ code = 3, label = \"Netra\" }, ")
        + "\n[[section.question]]\nkey = \"nama\"\nlabel = \"Nama\"\nkind = \"text\"\n";
    fs::write(folder.path().join("baru.toml"), changed).expect("is written");
    case(
        folder.path(),
        "form diff kunjungan.toml kunjungan.toml",
        expect![[r#"
        exit 0
    "#]],
    );
    case(
        folder.path(),
        "form diff kunjungan.toml baru.toml",
        expect![[r#"
            exit 1
            ~  form: version '1' -> '2'
            ~  question usia: max '120' -> '99'
            ~  question usia: label (en) 'Age' -> 'Age in years'
            ~! question ragam: kind 'several' -> 'choice'
            +  question ragam, choice 3
            -  question ragam, choice 1
            +  question nama
            error: 'kunjungan.toml' and 'baru.toml' have 7 differences
            hint: One of them, marked !, changes what stored answers mean: retire it instead and add a new one.
        "#]],
    );
    case(
        folder.path(),
        "form diff baru.toml kunjungan.toml --json",
        expect![[r#"
            exit 1
            [
              {
                "about": "form",
                "breaks": false,
                "change": "changed",
                "new": "1",
                "old": "2",
                "what": "version"
              },
              {
                "about": "question usia",
                "breaks": false,
                "change": "changed",
                "new": "120",
                "old": "99",
                "what": "max"
              },
              {
                "about": "question usia",
                "breaks": false,
                "change": "changed",
                "new": "Age",
                "old": "Age in years",
                "what": "label (en)"
              },
              {
                "about": "question ragam",
                "breaks": true,
                "change": "changed",
                "new": "several",
                "old": "choice",
                "what": "kind"
              },
              {
                "about": "question ragam, choice 1",
                "breaks": false,
                "change": "added",
                "new": "",
                "old": "",
                "what": null
              },
              {
                "about": "question ragam, choice 3",
                "breaks": false,
                "change": "gone",
                "new": "",
                "old": "",
                "what": null
              },
              {
                "about": "question nama",
                "breaks": true,
                "change": "gone",
                "new": "",
                "old": "",
                "what": null
              }
            ]
            error: 'baru.toml' and 'kunjungan.toml' have 7 differences
            hint: 2 of them, marked !, change what stored answers mean: retire them instead and add new ones.
        "#]],
    );
}

#[test]
fn a_survey_goes_over_to_a_new_version_by_the_command_line() {
    let folder = folder();
    run(folder.path(), &["new", "--template", "skm-dpmptsp-bontang", "--db", "a.db"]);
    let written = run(folder.path(), &["form", "export", "skm", "--out", "skm.toml", "--db", "a.db"]);
    assert!(written.contains("exit 0"), "{written}");
    let skm = fs::read_to_string(folder.path().join("skm.toml")).expect("reads");
    let version = skm.lines().find_map(|line| line.strip_prefix("version = ")?.parse::<u32>().ok()).expect("has a version");
    let newer = skm.replacen(&format!("version = {version}\n"), "version = 90\n", 1);
    let added = format!(
        "{newer}\n[[section]]\nkey = \"tambahan\"\nlabel = \"Tambahan\"\n[[section.question]]\nkey = \"difabel\"\nlabel = \"Difabel\"\nkind = \"yes_no\"\n"
    );
    fs::write(folder.path().join("baru.toml"), added).expect("is written");
    fs::write(folder.path().join("buruk.toml"), newer.replace("key = \"usia\"", "key = \"umur\"").replace("usia", "umur"))
        .expect("is written");
    case(
        folder.path(),
        "form use baru.toml --dry-run --db a.db",
        expect![[r#"
        exit 0
        ~  form: version '1' -> '90'
        +  section tambahan
        +  question difabel
        nothing is changed: a dry run
    "#]],
    );
    case(
        folder.path(),
        "form use buruk.toml --db a.db",
        expect![[r#"
        exit 1
        ~  form: version '1' -> '90'
        +  question umur
        -! question usia
        ~  doubt muda_bekerja: rule '${usia} >= 1 and ${usia} <= 16 and ${pekerjaan} >= 1 and ${pekerjaan} <= 3' -> '${umur} >= 1 and ${umur} <= 16 and ${pekerjaan} >= 1 and ${pekerjaan} <= 3'
        ~  doubt muda_bekerja: text (id) 'usia di bawah 17 tahun tetapi PNS, TNI atau POLRI' -> 'umur di bawah 17 tahun tetapi PNS, TNI atau POLRI'
        ~  doubt muda_sarjana: rule '${usia} >= 1 and ${usia} <= 19 and ${pendidikan} >= 5 and ${pendidikan} <= 7' -> '${umur} >= 1 and ${umur} <= 19 and ${pendidikan} >= 5 and ${pendidikan} <= 7'
        ~  doubt muda_sarjana: text (id) 'usia di bawah 20 tahun tetapi berpendidikan S1 atau lebih' -> 'umur di bawah 20 tahun tetapi berpendidikan S1 atau lebih'
        stands against it: question 'usia' is gone
        error: skm_dpmptsp_kota_bontang_semester_ii_2024 keeps skm@1: 'buruk.toml' can't follow it
        hint: Mark questions and choices that are no longer used with retired = true; give what means something else a new key or code.
    "#]],
    );
    case(
        folder.path(),
        "form use baru.toml --db a.db",
        expect![[r#"
        exit 0
        ~  form: version '1' -> '90'
        +  section tambahan
        +  question difabel
        skm_dpmptsp_kota_bontang_semester_ii_2024 has skm@90 now
    "#]],
    );
    case(
        folder.path(),
        "form use skm@90 --db a.db",
        expect![[r#"
        exit 0
        skm_dpmptsp_kota_bontang_semester_ii_2024 has skm@90 already
    "#]],
    );
    case(
        folder.path(),
        "form use skm@1 --db a.db",
        expect![[r#"
        exit 1
        ~  form: version '90' -> '1'
        -  section tambahan
        -! question difabel
        stands against it: its version is 1, the one in use is 90
        stands against it: question 'difabel' is gone
        error: skm_dpmptsp_kota_bontang_semester_ii_2024 keeps skm@90: 'skm@1' can't follow it
        hint: Mark questions and choices that are no longer used with retired = true; give what means something else a new key or code.
    "#]],
    );
    case(
        folder.path(),
        "form use kunjungan.toml --db a.db",
        expect![[r#"
        exit 1
        ~  form: key 'skm' -> 'kunjungan'
        ~  form: version '90' -> '1'
        ~  form: title (id) 'Survei Kepuasan Masyarakat' -> 'Kunjungan'
        ~  form: title (en) 'Public Satisfaction Survey' -> 'Visit'
        ~  section profil: compact 'true' -> ''
        -  section unsur
        -  section penutup
        -  section tambahan
        ~  question usia: min '1' -> '0'
        ~  question usia: max '110' -> '120'
        ~  question usia: constraint '' -> '. >= 17'
        ~  question usia: constraint_message (id) '' -> 'Minimal 17.'
        ~  question usia: constraint_message (en) '' -> 'At least 17.'
        ~  question usia: usual '[17, 90]' -> ''
        ~  question usia: wording (id) 'Usia (tahun)' -> ''
        ~  question usia: wording (en) 'Age (years)' -> ''
        +  question ragam
        -! question jenis_kelamin
        -! question pendidikan
        -! question pekerjaan
        -! question pekerjaan_lain
        -! question layanan
        -! question persyaratan
        -! question prosedur
        -! question waktu
        -! question biaya
        -! question produk
        -! question kompetensi
        -! question perilaku
        -! question sarana
        -! question pengaduan
        -! question saran
        -! question difabel
        -  doubt muda_bekerja
        -  doubt muda_sarjana
        stands against it: its key is 'kunjungan', not 'skm'
        error: skm_dpmptsp_kota_bontang_semester_ii_2024 keeps skm@90: 'kunjungan.toml' can't follow it
        hint: Choose another version of the one in use; another questionnaire takes a new survey.
    "#]],
    );
    case(
        folder.path(),
        "form use baru.toml --survey x --db a.db",
        expect![[r#"
        exit 1
        error: there is no survey 'x'
        hint: There are: skm_dpmptsp_kota_bontang_semester_ii_2024.
    "#]],
    );
    case(
        folder.path(),
        "form list --db a.db",
        expect![[r#"
            exit 0
            form             version  questions  surveys  from      title
            skm                    1         16        0  database  Survei Kepuasan Masyarakat
            skm                   90         17        1  database  Survei Kepuasan Masyarakat
            skm_daring             1         16        0  program   Survei Kepuasan Masyarakat, layanan daring
            skm_tanpa_biaya        1         15        0  program   Survei Kepuasan Masyarakat, tanpa biaya
            spak                   1         12        0  program   Survei Persepsi Anti Korupsi
            spak_6                 1         12        0  program   Survei Persepsi Anti Korupsi, skala 1-6
            spkp                   1         15        0  program   Survei Persepsi Kualitas Pelayanan
            spkp_6                 1         15        0  program   Survei Persepsi Kualitas Pelayanan, skala 1-6
        "#]],
    );
}
