//! A disk that is full while a form is keyed: what could not be stored is not shown as an answer, and keying goes on when there is room.

use super::terminal::{ENTER, Terminal};
use super::view::{Shown, View};
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

const QUESTIONS: [&str; 14] = [
    "usia",
    "pendidikan",
    "pekerjaan",
    "layanan",
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "sarana",
    "pengaduan",
    "saran",
];

/// Keys forms until a key is refused; gives the form, the question and the key, and the answers that stood there just before.
#[track_caller]
fn key_until_refused(terminal: &mut Terminal, message: &str) -> (i64, &'static str, char) {
    for form in 2.. {
        terminal.see_question(form, "jenis_kelamin");
        let keys = ["2", "34", "5", "4", "3", "1", "2", "3", "4", "1", "2", "3", "4", "1"];
        let mut here = "jenis_kelamin";
        for (keys, next) in keys.into_iter().zip(QUESTIONS) {
            for key in keys.chars() {
                terminal.send(&key.to_string());
                // The first digit of an age is typed and not an answer yet.
                if key == '3' && here == "usia" {
                    continue;
                }
                let refused = |view: &View| view.notice().contains(message);
                terminal.wait_for("the next question or a refusal", |view| view.stands_at(form, next) || refused(view));
                if refused(terminal.view()) {
                    assert!(terminal.view().stands_at(form, here), "{}", terminal.view());
                    assert_eq!(terminal.view().chosen(here), None, "{}", terminal.view());
                    return (form, here, key);
                }
            }
            here = next;
        }
        terminal.send(ENTER);
        let refused = |view: &View| view.notice().contains(message);
        terminal.wait_for("the next form or a refusal", |view| view.form() == Some(form + 1) || refused(view));
        if refused(terminal.view()) {
            assert!(terminal.view().stands_at(form, "saran"), "{}", terminal.view());
            return (form, "saran", '\r');
        }
    }
    unreachable!("the numbers do not end")
}

/// Finds that the program still works though nothing can be stored: it draws, moves and refuses again.
#[track_caller]
fn still_answers(terminal: &mut Terminal, refused: (i64, &'static str, char), message: &str) {
    let (form, question, key) = refused;
    terminal.bytes(b"\x1bOP");
    terminal.see("Layar ketik");
    terminal.send("q");
    terminal.see_question(form, question);
    assert_eq!(terminal.view().chosen(question), None, "{}", terminal.view());
    terminal.send(&key.to_string());
    terminal.wait_for(message, |view| view.notice().contains(message));
    assert!(terminal.view().stands_at(form, question), "{}", terminal.view());
    assert_eq!(terminal.view().chosen(question), None, "{}", terminal.view());
}

/// Presses the refused key once more, and finds that it is taken.
#[track_caller]
fn takes_it_now(terminal: &mut Terminal, refused: (i64, &'static str, char)) {
    let (form, question, key) = refused;
    terminal.send(&key.to_string());
    terminal.wait_for("the next question", |view| view.form() > Some(form) || view.in_hand() != Some(question));
    if let (Some(digit), true) = (key.to_digit(10), terminal.view().form() == Some(form)) {
        let code = if question == "usia" { 34 } else { i64::from(digit) };
        assert_eq!(terminal.view().chosen(question), Some(Shown::Code(code)), "{}", terminal.view());
    }
}

/// Finds a whole database with the answers before the refused one in it, and that one not.
#[track_caller]
fn holds_what_was_shown(folder: &Path, refused: (i64, &'static str, char), shown: &[(&'static str, Shown)]) {
    let copy = tempfile::tempdir().expect("a folder");
    for name in ["a.db", "a.db-wal"] {
        fs::copy(folder.join(name), copy.path().join(name)).expect("copies");
    }
    let db = Connection::open(copy.path().join("a.db")).expect("opens");
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(check, "ok");
    let (form, question, _) = refused;
    let complete: i64 = db.query_row("SELECT count(*) FROM interview WHERE status = 'complete'", [], |row| row.get(0)).expect("answers");
    assert_eq!(complete, form - 1);
    let mut found = Vec::new();
    for (key, _) in shown {
        let column = if *key == "layanan" { "sv.code".to_owned() } else { format!("a.{key}") };
        let sql = format!(
            "SELECT {column} FROM interview i JOIN answers_skm a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service WHERE form_number = ?1"
        );
        found.push((*key, Shown::Code(db.query_row(&sql, [form], |row| row.get(0)).expect("is there"))));
    }
    assert_eq!(found, shown);
    let sql = "SELECT count(*) FROM change c JOIN interview i ON i.id = c.subject WHERE i.form_number = ?1 AND c.question = ?2";
    let logged: i64 = db.query_row(sql, (form, question), |row| row.get(0)).expect("answers");
    assert_eq!(logged, 0);
}

/// A command that mounts a disk of this size for itself alone, and runs the rest there; `None` and why not where that is not allowed.
fn small_disk(folder: &Path) -> Result<[String; 6], String> {
    let script = "mount -t tmpfs -o size=2m tmpfs \"$0\" && cd \"$0\" && exec \"$@\"";
    let command = ["unshare", "-rm", "sh", "-c", script, &folder.display().to_string()].map(str::to_owned);
    let tried = Command::new(&command[0]).args(&command[1..]).arg("true").output();
    match tried {
        Ok(output) if output.status.success() => Ok(command),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(format!("unshare: {error}")),
    }
}

/// Fills a disk to the last byte.
fn fill(path: &Path) {
    let mut file = File::create(path).expect("is made");
    for size in [65_536, 4_096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

#[test]
fn a_full_disk_refuses_the_answer_and_takes_it_when_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = match small_disk(folder.path()) {
        Ok(command) => command,
        Err(why) => {
            // Past the capture of the test's output: a test that did not run says so.
            let _ = writeln!(io::stderr(), "not run, no small disk can be mounted here ({why}): a_full_disk_refuses_the_answer");
            return;
        }
    };
    let program = [env!("CARGO_BIN_EXE_cacah"), "--db", "a.db"].map(str::to_owned);
    let mut terminal = Terminal::run(folder.path(), command.into_iter().chain(program));
    terminal.open_first_question();
    terminal.send("234543123412341\r");
    // The mount is the program's own: the way there leads through its root.
    let disk = PathBuf::from(format!("/proc/{}/root{}", terminal.pid(), folder.path().display()));
    terminal.see_question(2, "jenis_kelamin");
    fill(&disk.join("filler"));

    let message = "Cakram penuh: jawaban terakhir belum tersimpan.";
    let refused = key_until_refused(&mut terminal, message);
    let shown = terminal.view().answers();
    holds_what_was_shown(&disk, refused, &shown);
    still_answers(&mut terminal, refused, message);

    fs::remove_file(disk.join("filler")).expect("is removed");
    takes_it_now(&mut terminal, refused);
}

#[test]
fn a_file_that_may_not_grow_refuses_the_answer_and_a_restart_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("234543123412341\r");
    terminal.see_question(2, "jenis_kelamin");
    terminal.send("\x03");
    terminal.wait_exit();

    // Files may grow to 128 blocks and no further: the log of changes not yet in the file soon meets that.
    let script = "trap '' XFSZ; ulimit -f 128; exec \"$0\" --db a.db";
    let mut terminal = Terminal::run(folder.path(), ["sh", "-c", script, env!("CARGO_BIN_EXE_cacah")]);
    terminal.go_on();
    let message = "Cakram gagal membaca atau menulis";
    let refused = key_until_refused(&mut terminal, message);
    let shown = terminal.view().answers();
    holds_what_was_shown(folder.path(), refused, &shown);
    still_answers(&mut terminal, refused, message);
    terminal.send("\x03");
    assert!(terminal.wait_exit().success());

    let mut terminal = Terminal::start(folder.path());
    terminal.go_on();
    terminal.see_question(refused.0, refused.1);
    assert_eq!(terminal.view().answers(), shown);
    if refused.1 == "usia" {
        // A digit typed before is no answer yet, and not kept over a restart.
        terminal.send("3");
    }
    takes_it_now(&mut terminal, refused);
}
