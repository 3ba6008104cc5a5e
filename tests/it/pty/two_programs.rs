//! Two programs on one file: both work, neither loses anything, and what they both want is told apart.

use super::terminal::{BACKSPACE, ENTER, Terminal};
use super::view::Shown;
use rusqlite::Connection;
use std::path::Path;

const SHARED: &str = "Program cacah lain sedang membuka berkas ini; keduanya dapat dipakai.";

/// Gives form number, batch, status and nine answers of every interview.
fn stored(folder: &Path) -> Vec<String> {
    let db = Connection::open(folder.join("a.db")).expect("opens");
    let sql = "SELECT i.form_number || ' ' || b.number || ' ' || i.status || ' ' || coalesce(persyaratan || prosedur || waktu || biaya || produk \
               || kompetensi || perilaku || sarana || pengaduan, '') FROM interview i JOIN answers_skm a ON a.interview = i.id \
               JOIN batch b ON b.id = i.batch ORDER BY 1";
    let mut select = db.prepare(sql).expect("a statement");
    let rows = select.query_map([], |row| row.get(0)).expect("answers").map(|row| row.expect("reads")).collect();
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(check, "ok");
    rows
}

/// Starts a second program and opens a batch of its own there, from a form number on.
fn second(folder: &Path, first_number: &str) -> Terminal {
    let mut second = Terminal::start(folder);
    second.see("SKM DPMPTSP Kota Bontang");
    assert!(second.view().has(SHARED), "{}", second.view());
    if second.view().has("> Lanjutkan") {
        second.bytes(b"\x1b[B");
        second.see("> SKM DPMPTSP Kota Bontang");
    }
    second.send(ENTER);
    second.see("Nomor formulir pertama");
    second.send("\r\r\r\r\r");
    second.send(&BACKSPACE.repeat(6));
    second.send(first_number);
    second.bytes(b"\x1b[21~");
    second
}

#[test]
fn two_programs_key_in_turn_and_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Terminal::start(folder.path());
    first.open_first_question();
    assert!(!first.view().has(SHARED));
    let mut second = second(folder.path(), "101");
    second.see_question(101, "jenis_kelamin");

    for turn in 0..5 {
        let nine = ["111111111", "222222222", "333333334", "444444443", "123412341"][turn];
        let (here, there) = (turn as i64 + 1, turn as i64 + 101);
        // Key by key, the other one always in the middle of its form.
        for (key, next) in "234543".chars().zip(["usia", "usia", "pendidikan", "pekerjaan", "layanan", "persyaratan"]) {
            first.send(&key.to_string());
            second.send(&key.to_string());
            first.see_question(here, next);
            second.see_question(there, next);
        }
        first.send(nine);
        second.send(nine);
        first.send(ENTER);
        second.send(ENTER);
        first.see(&format!("Formulir {here:04} tersimpan"));
        second.see(&format!("Formulir {there:04} tersimpan"));
    }

    let nine = ["111111111", "222222222", "333333334", "444444443", "123412341"];
    let of = |batch: i64, from: usize| (from..).zip(nine).map(move |(form, nine)| format!("{form} {batch} complete {nine}"));
    let expected: Vec<String> = of(1, 1).chain(of(2, 101)).collect();
    let mut found = stored(folder.path());
    found.sort_by_key(|row| row.split(' ').next().and_then(|form| form.parse::<i64>().ok()));
    assert_eq!(found, expected);
}

#[test]
fn a_record_that_the_other_program_changed_is_read_again_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Terminal::start(folder.path());
    first.open_first_question();
    first.send("2345431");
    first.see_question(1, "prosedur");

    // The second program goes on with the very same form.
    let mut second = Terminal::start(folder.path());
    second.go_on();
    second.see_question(1, "prosedur");
    second.send("2");
    second.see_question(1, "waktu");

    first.send("4");
    first.see("Wawancara ini baru saja diubah program lain. Isinya dimuat ulang; ulangi");
    assert!(first.view().stands_at(1, "prosedur"), "{}", first.view());
    assert_eq!(first.view().chosen("prosedur"), Some(Shown::Code(2)), "the other one's answer is shown");

    // The same key again is taken, as a change of what stands there now.
    first.send("4");
    first.see_question(1, "waktu");
    assert_eq!(first.view().chosen("prosedur"), Some(Shown::Code(4)));
    let db = Connection::open(folder.path().join("a.db")).expect("opens");
    let sql = "SELECT group_concat(coalesce(old, '-') || ' ' || new, ', ') FROM change WHERE question = 'prosedur' ORDER BY id";
    let log: String = db.query_row(sql, [], |row| row.get(0)).expect("answers");
    assert_eq!(log, "- 2, 2 4");
}

#[test]
fn a_form_number_is_taken_once_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Terminal::start(folder.path());
    first.open_first_question();
    // Nothing is stored yet: the second one is free to begin with the same number.
    let mut second = second(folder.path(), "1");
    second.see_question(1, "jenis_kelamin");

    first.send("2");
    first.see_question(1, "usia");
    second.send("1");
    second.see("Nomor 0001 sudah ada: Petugas 1, bundel 1");
    second.wait_for("the cursor at the form number", |view| view.has(">formulir [0001]"));
    second.send("2\r");
    second.see("Nomor formulir 0002.");
    second.send("1");
    second.see_question(2, "usia");
    assert_eq!(stored(folder.path()), ["1 1 draft ", "2 2 draft "]);
}
