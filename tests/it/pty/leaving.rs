//! Every way out of the program gives the terminal back and leaves the answers on disk.

use super::terminal::{ESC, Terminal};
use rusqlite::Connection;
use std::path::Path;

/// Keys a form and a half, and gives the terminal with the settings that it had before the program changed them.
fn half_way(folder: &Path) -> Terminal {
    let mut terminal = Terminal::start(folder);
    terminal.open_first_question();
    terminal.send("234543123412341\r1562");
    terminal.see_question(2, "pekerjaan");
    terminal
}

/// Finds the terminal as the shell expects it.
#[track_caller]
fn is_given_back(output: &[u8]) {
    let text = String::from_utf8_lossy(output);
    let last = |code: &str| text.rfind(code).unwrap_or_else(|| panic!("{code:?} was never sent"));
    assert!(last("\u{1b}[?1049h") < last("\u{1b}[?1049l"), "the alternate screen is left");
    assert!(last("\u{1b}[?2004h") < last("\u{1b}[?2004l"), "bracketed paste is off");
    assert!(!text.ends_with("\u{1b}[?25l"), "the cursor is shown");
    assert!(last("\u{1b}[?1049l") < last("\u{1b}[?25h"), "the cursor is shown on the screen that the shell goes on with");
}

/// Finds the form and a half in the file.
#[track_caller]
fn is_on_disk(folder: &Path) {
    let db = Connection::open(folder.join("a.db")).expect("opens");
    let sql = "SELECT group_concat(form_number || ' ' || status || ' ' || coalesce(usia, '') || ' ' || coalesce(pendidikan, '') || ' ' || coalesce(pengaduan, ''), '; ') \
               FROM interview JOIN answers_skm ON interview = id";
    let found: String = db.query_row(sql, [], |row| row.get(0)).expect("answers");
    assert_eq!(found, "1 complete 34 5 1; 2 draft 56 2 ");
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    assert_eq!(check, "ok");
}

/// Ends the program in some way; gives its exit code.
#[track_caller]
fn ended(end: impl Fn(&mut Terminal)) -> u32 {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = half_way(folder.path());
    let while_open = terminal.line_settings();
    end(&mut terminal);
    let status = terminal.wait_exit();
    assert_eq!(status.signal(), None);
    is_given_back(terminal.raw());
    assert_ne!(terminal.line_settings(), while_open, "the line is no longer raw");
    is_on_disk(folder.path());
    status.exit_code()
}

#[test]
fn escape_leaves_screen_by_screen() {
    let code = ended(|terminal| {
        terminal.send(ESC);
        terminal.see("> Lanjutkan di tempat terakhir");
        terminal.send(ESC);
    });
    assert_eq!(code, 0);
}

#[test]
fn control_c_leaves_at_once() {
    assert_eq!(ended(|terminal| terminal.send("\u{3}")), 0);
}

#[test]
fn a_request_to_end_is_followed() {
    for signal in ["TERM", "HUP", "INT"] {
        assert_eq!(ended(|terminal| terminal.signal(signal)), 0, "SIG{signal}");
    }
}

#[test]
fn a_closed_window_ends_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    // It may find out by the signal, by a read or by a write: what counts is that it does not stay behind and hold the file.
    half_way(folder.path()).hang_up();
    is_on_disk(folder.path());
}

#[test]
fn the_line_is_set_as_before() {
    let folder = tempfile::tempdir().expect("a folder");
    // The shell says something before the program starts and after it has ended; the line settings are compared in between.
    let mut terminal = Terminal::run(folder.path(), ["sh", "-c", "stty -a; \"$0\" --db a.db; stty -a", env!("CARGO_BIN_EXE_cacah")]);
    terminal.see("Mulai dari contoh yang mana?");
    terminal.bytes(b"\x03");
    assert!(terminal.wait_exit().success());
    let text = String::from_utf8_lossy(terminal.raw()).into_owned();
    let (before, rest) = text.split_once("\u{1b}[?1049h").expect("the screen is taken");
    let (_, after) = rest.rsplit_once("\u{1b}[?25h").expect("the cursor is shown");
    assert_eq!(before.trim(), after.trim());
}
