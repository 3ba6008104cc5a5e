//! Nothing goes in twice, nothing goes in by a look, and refused rows come back mended.

use super::{folder, import};
use crate::support::{names, run};
use expect_test::expect;

const TABLE: &str = "nomor;tanggal;lokasi;petugas;jenis kelamin;usia;pekerjaan;Persyaratan;saran\n\
    7;30 September 2024;Loket Disabilitas DPMPTSP;Petugas 1;L;34;PNS;3;\"=cmd|' /C calc'!A0\"\n\
    8;30-9-24;Loket Disabilitas DPMPTSP;Petugas 2;P;134;TNI;4;lama\n\
    9;30/09/2024;Loket Baru;Petugas 1;P;35;POLRI;2;\n\
    7;45565;1;1;L;34;PNS;3;\n";

#[test]
fn refused_rows_are_kept_with_the_reason_mended_and_imported() {
    let folder = folder();
    let path = folder.path();
    let told = import(path, TABLE, &[]);
    assert!(told.starts_with("exit 1") && told.contains("nothing was imported"), "{told}");
    assert_eq!(names(path), ["a.db", "a.db-lock", "f.csv"]);
    let told = import(path, TABLE, &["--yes"]);
    assert!(told.contains("imported 1 interviews in 1 batches\nrefused rows: f-refused.csv"), "{told}");
    let refused = std::fs::read_to_string(path.join("f-refused.csv")).expect("reads");
    expect![[r#"
        ﻿nomor;tanggal;lokasi;petugas;jenis kelamin;usia;pekerjaan;Persyaratan;saran;cacah_refused
        8;30-9-24;Loket Disabilitas DPMPTSP;Petugas 2;P;134;TNI;4;lama;usia: '134' is outside 1 to 110
        9;30/09/2024;Loket Baru;Petugas 1;P;35;POLRI;2;;lokasi: 'Loket Baru' is not in the survey's list
        7;45565;1;1;L;34;PNS;3;;nomor: another row of this file has this number or id 7
    "#]]
    .assert_eq(&refused.replace("\r\n", "\n"));
    let mended = refused.replace("134", "34").replace("Loket Baru", "1").replace("7;45565", "10;45565");
    std::fs::write(path.join("f-refused.csv"), mended).expect("writes");
    let told = run(path, &["--db", "a.db", "import", "f-refused.csv", "--no-backup"]);
    assert!(told.starts_with("exit 0") && told.contains("imported 3 interviews"), "{told}");
    // Both files again: what is there is there, and what the first one had wrong is refused as before.
    let told = run(path, &["--db", "a.db", "import", "f-refused.csv", "--no-backup"]);
    assert!(told.contains("rows 3: 0 new, 3 already there, 0 refused"), "{told}");
    let told = import(path, TABLE, &[]);
    assert!(told.contains("rows 4: 0 new, 1 already there, 3 refused"), "{told}");
    let told = run(path, &["--db", "a.db", "doctor", "--recount"]);
    assert!(told.starts_with("exit 0"), "{told}");
}

#[test]
fn a_look_changes_no_byte_of_the_data() {
    let folder = folder();
    let dump = || {
        let db = rusqlite::Connection::open(folder.path().join("a.db")).expect("opens");
        let tables = ["interview", "batch", "change", "imported", "source", "item", "import_map", "missing", "problem", "tally"];
        tables.map(|table| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).expect("counts"))
    };
    let before = dump();
    let told = import(folder.path(), TABLE, &["--dry-run", "--write-map", "m.toml"]);
    assert!(told.contains("nothing was changed: a look ahead"), "{told}");
    assert_eq!(dump(), before);
    let map = std::fs::read_to_string(folder.path().join("m.toml")).expect("reads");
    let again = run(folder.path(), &["--db", "a.db", "import", "f.csv", "--dry-run", "--map", "m.toml", "--write-map", "n.toml"]);
    assert!(again.contains("nothing was changed"), "{again}");
    assert_eq!(std::fs::read_to_string(folder.path().join("n.toml")).expect("reads"), map);
}

#[test]
fn a_new_line_of_a_list_is_added_where_the_map_says_so() {
    let folder = folder();
    std::fs::write(folder.path().join("m.toml"), "[values.\"@location\"]\n\"loket baru\" = \"new\"\n").expect("writes");
    let told = import(folder.path(), TABLE, &["--map", "m.toml", "--yes"]);
    assert!(told.contains("new in a list: Loket Baru") && told.contains("imported 2 interviews in 2 batches"), "{told}");
    let told = run(folder.path(), &["--db", "a.db", "check", "--by", "location"]);
    assert!(told.contains("Loket Baru"), "{told}");
}

#[test]
fn a_map_file_that_is_wrong_is_refused_with_its_line() {
    let folder = folder();
    let case = |map: &str, expected: &str| {
        std::fs::write(folder.path().join("m.toml"), map).expect("writes");
        let told = import(folder.path(), TABLE, &["--map", "m.toml"]);
        assert!(told.starts_with(&format!("exit 1\nerror: {expected}\n")), "{told}");
    };
    case("order = \"x\"\n", "'m.toml' line 1: order is \"regulation\" or \"form\"");
    case("[columns]\n\"usia\" = \"umur\"\n", "'m.toml' line 2: 'umur' is no question and no field of this survey");
    case(
        "\n[values.usia]\n\"x\" = \"y\"\n",
        "'m.toml' line 3: a value is a code, a number, \"missing:blank\" or another reason, or \"new\" for a new line of a list",
    );
    case("[defaults]\nlocation = \"Mars\"\n", "'m.toml' line 2: 'Mars' is not in the list");
}
