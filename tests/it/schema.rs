//! The database is what `docs/architecture.md` says, for any SQLite tool.

use crate::scenario::Scenario;
use crate::support::Sample;
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

/// A database on disk with an ordinary interview and one that lacks answers; closed again.
fn stored(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("a.db");
    let mut sample = Sample::at(&path);
    sample.ordinary(147, &[("saran", Answer::text("Antre lama, \"tolong\" ditambah"))]);
    let absent = [("waktu", Answer::Missing(Missing::Blank)), ("biaya", Answer::Missing(Missing::TwoMarks)), ("usia", Answer::int(61))];
    sample.ordinary(148, &absent);
    path
}

fn lines(db: &Connection, sql: &str) -> String {
    let mut select = db.prepare(sql).expect("prepares");
    let columns = select.column_count();
    let rows = select.query_map([], |row| {
        let cells: rusqlite::Result<Vec<String>> =
            (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at).map(|value| shown(&value))).collect();
        Ok(cells?.join("|") + "\n")
    });
    rows.expect("runs").map(|line| line.expect("reads")).collect()
}

fn shown(value: &rusqlite::types::Value) -> String {
    use rusqlite::types::Value;
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("{bytes:?}"),
    }
}

/// Reads the database with the `sqlite3` shell; where there is none, and only outside CI, with the library.
fn shell(path: &Path, sql: &str) -> String {
    match Command::new("sqlite3").args(["-batch", "-list", "-noheader", "-readonly"]).arg(path).arg(sql).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("is UTF-8")
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "CI has no sqlite3 shell: {error}");
            lines(&Connection::open(path).expect("opens"), sql)
        }
    }
}

#[test]
fn an_interview_is_read_from_the_labelled_view_by_any_sqlite_tool() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = stored(folder.path());
    let sql = "SELECT * FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024";
    expect![[r#"
        147|complete|2024-09-30|08.00-12.00|Loket Disabilitas DPMPTSP|Petugas 1|1|Perempuan||34||S1||Swasta||||Izin reklame||Sesuai||Sangat mudah||Cepat||Gratis||Sesuai||Kompeten||Sangat sopan dan ramah||Cukup||Dikelola dengan baik||Antre lama, "tolong" ditambah|
        148|complete|2024-09-30|08.00-12.00|Loket Disabilitas DPMPTSP|Petugas 1|1|Perempuan||61||S1||Swasta||||Izin reklame||Sesuai||Sangat mudah|||blank||two_marks|Sesuai||Kompeten||Sangat sopan dan ramah||Cukup||Dikelola dengan baik|||
    "#]].assert_eq(&shell(&path, sql));
    let sql = "SELECT layanan, biaya, biaya_missing, count(*) FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024 GROUP BY 1, 2, 3";
    expect![[r#"
        Izin reklame||two_marks|1
        Izin reklame|Gratis||1
    "#]]
    .assert_eq(&shell(&path, sql));
}

#[test]
fn an_interview_keyed_on_the_screen_is_read_by_the_shell() {
    let s = Scenario::skm().keys("2 34 5 6").text("nelayan").keys("<Enter> 3 34.2 4 d c ; ; 2").text("antrean lama").keys("<Enter>");
    let columns = "form_number, status, location, surveyor, jenis_kelamin, usia, pekerjaan, pekerjaan_lain, layanan, \
                   persyaratan, waktu, waktu_missing, sarana, pengaduan, saran";
    let view = format!("SELECT {columns} FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024");
    expect![[r#"
        1|complete|Loket Disabilitas DPMPTSP|Petugas 1|Perempuan|34|Lainnya|nelayan|Izin reklame|Sesuai||unreadable|Sangat baik|Ada tetapi tidak berfungsi|antrean lama
    "#]].assert_eq(&shell(&s.folder().join("survei.db"), &view));
}

#[test]
fn an_interview_is_one_row_with_a_column_per_question() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(stored(folder.path())).expect("opens");
    expect![[r#"
        interview|INTEGER
        jenis_kelamin|INTEGER
        usia|INTEGER
        pendidikan|INTEGER
        pekerjaan|INTEGER
        pekerjaan_lain|TEXT
        persyaratan|INTEGER
        prosedur|INTEGER
        waktu|INTEGER
        biaya|INTEGER
        produk|INTEGER
        kompetensi|INTEGER
        perilaku|INTEGER
        sarana|INTEGER
        pengaduan|INTEGER
        saran|TEXT
    "#]]
    .assert_eq(&lines(&db, "SELECT name, type FROM pragma_table_info('answers_skm')"));
    let sql = "SELECT i.form_number, i.status, a.jenis_kelamin, a.usia, a.waktu, a.biaya, a.sarana, a.pengaduan, a.saran FROM interview i JOIN answers_skm a ON a.interview = i.id";
    expect![[r#"
        147|complete|2|34|3|4|2|4|Antre lama, "tolong" ditambah
        148|complete|2|61|||2|4|
    "#]]
    .assert_eq(&lines(&db, sql));
    expect![[r#"
        148|waktu|blank
        148|biaya|two_marks
    "#]]
    .assert_eq(&lines(&db, "SELECT i.form_number, m.question, m.reason FROM missing m JOIN interview i ON i.id = m.interview"));
}

#[test]
fn tables_are_strict_and_the_file_says_whose_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(stored(folder.path())).expect("opens");
    let own =
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    expect![[r#"
        answers_skm|1
        aside|1
        batch|1
        change|1
        comment|1
        device|1
        drawn|1
        follow_up|1
        form|1
        handover|1
        import_map|1
        imported|1
        interview|1
        item|1
        lock|1
        missing|1
        note|1
        pin|1
        place|1
        preference|1
        problem|1
        rekeyed|1
        repeated|1
        saran|1
        saran_code|1
        source|1
        span|1
        survey|1
        tally|1
        verification|1
    "#]]
    .assert_eq(&lines(&db, own));
    expect![[r#"
        table|words_skm
        trigger|change_is_chained
        trigger|change_is_never_deleted
        trigger|change_is_never_updated
        trigger|comment_is_never_deleted
        trigger|comment_is_never_updated
        trigger|device_sequence_never_goes_back
        trigger|interview_enters_no_closed_survey
        trigger|interview_is_never_deleted
        trigger|interview_of_a_closed_survey_stays
        trigger|words_skm_insert
        trigger|words_skm_update
        view|labels_skm_dpmptsp_kota_bontang_semester_ii_2024
    "#]]
    .assert_eq(&lines(
        &db,
        "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%' ORDER BY 1, 2",
    ));
    expect![[r#"
        application_id: 1667326817
        user_version: 8
        journal_mode: wal
        foreign_key_check: 
        integrity_check: ok"#]]
    .assert_eq(
        &["application_id", "user_version", "journal_mode", "foreign_key_check", "integrity_check"]
            .map(|name| format!("{name}: {}", lines(&db, &format!("PRAGMA {name}")).trim()))
            .join("\n"),
    );
}

#[test]
fn an_id_is_the_device_and_its_sequence() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(stored(folder.path())).expect("opens");
    let sql = "SELECT count(*) = 2, count(DISTINCT i.id) = 2, min(i.id >> 32 = d.device), max(i.id & 4294967295) <= max(d.sequence), length(d.uuid) \
               FROM interview i JOIN device d ON d.here = 1";
    expect![[r#"
        1|1|1|1|36
    "#]]
    .assert_eq(&lines(&db, sql));
}

#[test]
fn every_answer_and_status_has_its_line_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(stored(folder.path())).expect("opens");
    let sql = "SELECT c.question, c.old, c.new, w.label, c.at FROM change c JOIN interview i ON i.id = c.subject LEFT JOIN item w ON w.id = c.who \
               WHERE i.form_number = 148 ORDER BY c.id";
    expect![[r#"
        @form_number||148|Petugas 1|2024-09-30T09:41:12.000+08:00
        jenis_kelamin||2|Petugas 1|2024-09-30T09:41:12.000+08:00
        pendidikan||5|Petugas 1|2024-09-30T09:41:12.000+08:00
        pekerjaan||4|Petugas 1|2024-09-30T09:41:12.000+08:00
        layanan||3|Petugas 1|2024-09-30T09:41:12.000+08:00
        persyaratan||3|Petugas 1|2024-09-30T09:41:12.000+08:00
        prosedur||4|Petugas 1|2024-09-30T09:41:12.000+08:00
        produk||3|Petugas 1|2024-09-30T09:41:12.000+08:00
        kompetensi||3|Petugas 1|2024-09-30T09:41:12.000+08:00
        perilaku||4|Petugas 1|2024-09-30T09:41:12.000+08:00
        sarana||2|Petugas 1|2024-09-30T09:41:12.000+08:00
        pengaduan||4|Petugas 1|2024-09-30T09:41:12.000+08:00
        waktu||{"missing":"blank"}|Petugas 1|2024-09-30T09:41:12.000+08:00
        biaya||{"missing":"two_marks"}|Petugas 1|2024-09-30T09:41:12.000+08:00
        usia||61|Petugas 1|2024-09-30T09:41:12.000+08:00
        @status|"draft"|"complete"|Petugas 1|2024-09-30T09:41:12.000+08:00
        @problem:outside_block||"open"|Petugas 1|2024-09-30T09:41:12.000+08:00
    "#]]
    .assert_eq(&lines(&db, sql));
}

#[test]
fn what_must_never_happen_is_refused_by_the_file_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Connection::open(stored(folder.path())).expect("opens");
    let refused = [
        "DELETE FROM interview",
        "UPDATE change SET new = '4'",
        "DELETE FROM change",
        "UPDATE device SET sequence = 0",
        "UPDATE interview SET status = 'lost'",
        "UPDATE answers_skm SET waktu = 'tiga'",
        "INSERT INTO missing SELECT id, 'waktu', 'lupa' FROM interview",
    ];
    let told: Vec<String> = refused.iter().map(|sql| format!("{sql}\n    {}\n", db.execute(sql, []).expect_err("is refused"))).collect();
    let told = told.concat();
    expect![[r#"
        DELETE FROM interview
            an interview is voided, never deleted
        UPDATE change SET new = '4'
            the change log is append-only
        DELETE FROM change
            the change log is append-only
        UPDATE device SET sequence = 0
            the sequence of a device never goes back
        UPDATE interview SET status = 'lost'
            CHECK constraint failed: status IN ('draft', 'complete', 'returned', 'approved', 'void')
        UPDATE answers_skm SET waktu = 'tiga'
            cannot store TEXT value in INTEGER column answers_skm.waktu
        INSERT INTO missing SELECT id, 'waktu', 'lupa' FROM interview
            CHECK constraint failed: reason IN ('blank', 'unreadable', 'two_marks', 'refused', 'not_applicable', 'not_in_source')
    "#]]
    .assert_eq(&told);
}
