//! Text that was pasted from anywhere: kept as it is, shown safely, never obeyed by the terminal.

use super::terminal::{ENTER, Terminal};
use super::view::Shown;
use rusqlite::Connection;
use std::path::Path;

/// Escape codes (title, colours, clearing, leaving the screen, a question to the terminal), control characters of both sets, marks that turn
/// the direction, invisible characters, emoji, combining marks.
const HOSTILE: &str = "  awal \u{1b}]0;milikku\u{7}\u{1b}[31mmerah\u{1b}[2J\u{1b}[?1049l\u{1b}[6n\u{1b}c\u{1b}P+q544e\u{1b}\\ \u{9b}31m\u{9d}0;x\u{9c} \u{1}\u{3}\u{4}\u{8}\u{b}\u{e}\u{1a}\u{7f} \
    \u{202e}kanan ke kiri\u{202c}\u{2066}\u{200f}\u{feff}\u{200b} baris\r\ndua\ttab 👍👩\u{200d}👩\u{200d}👧 e\u{301}a\u{30a}o\u{308}\u{323} ﷽ SELESAI \n ";

fn stored_text(folder: &Path) -> String {
    let db = Connection::open(folder.join("a.db")).expect("opens");
    db.query_row("SELECT saran FROM answers_skm", [], |row| row.get(0)).expect("answers")
}

/// Finds the program's output without a control character or a direction mark; its own escape codes only move, erase and style.
#[track_caller]
fn is_harmless(output: &[u8]) {
    let text = String::from_utf8_lossy(output);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let turns = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        assert!(!turns && (!c.is_control() || c == '\u{1b}'), "{c:?} in the output");
        if c == '\u{1b}' {
            let code: String = rest.by_ref().take_while(|c| !c.is_ascii_alphabetic()).collect();
            assert!(code.starts_with('['), "ESC {code:?} in the output");
        }
    }
    for code in ["\u{1b}[2J", "\u{1b}[?1049", "\u{1b}[6n", "\u{1b}[31m"] {
        assert!(!text.contains(code), "{code:?} in the output");
    }
}

#[test]
fn a_hostile_text_is_stored_as_it_is_and_shown_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("234543123412341");
    terminal.see_question(1, "saran");
    let before = terminal.raw().len();
    terminal.paste(HOSTILE);
    terminal.see("SELESAI");
    terminal.frames(1);
    is_harmless(&terminal.raw()[before..]);
    assert!(terminal.view().has("·[31mmerah·[2J"), "{}", terminal.view());
    terminal.send(ENTER);
    terminal.see("Formulir 0001 tersimpan");
    assert_eq!(stored_text(folder.path()), HOSTILE.trim());

    // Looked at again, and in the list with its first words, it is as harmless.
    let before = terminal.raw().len();
    terminal.bytes(b"\x1b[5~");
    terminal.wait_for("form 1 again", |view| view.form() == Some(1));
    terminal.bytes(b"\x1b\x1b");
    terminal.see("Lanjutkan di tempat terakhir");
    terminal.send("l");
    terminal.see("awal");
    terminal.frames(1);
    let output: Vec<u8> = terminal.raw()[before..].iter().copied().filter(|byte| *byte != 7).collect();
    is_harmless(&output);
}

#[test]
fn ten_thousand_characters_are_stored_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let text: String = "Antrean panjang sekali, é👍 ".chars().cycle().take(9_993).chain("SELESAI".chars()).collect();
    assert_eq!(text.chars().count(), 10_000);
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("234543123412341");
    terminal.see_question(1, "saran");
    terminal.paste(&text);
    terminal.see("SELESAI");
    terminal.send(ENTER);
    terminal.see("Formulir 0001 tersimpan");
    assert_eq!(stored_text(folder.path()), text);
    terminal.send("1");
    terminal.see_question(2, "usia");
}

#[test]
fn a_paste_on_a_choice_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("2345431");
    terminal.see_question(1, "prosedur");
    let (before, output) = (terminal.view().answers(), terminal.raw().len());
    for text in [HOSTILE, "4", "1234123412\r"] {
        terminal.paste(text);
        terminal.see("Tempelan hanya diterima di isian teks; tidak ada yang berubah.");
        terminal.frames(1);
        assert!(terminal.view().stands_at(1, "prosedur"), "{}", terminal.view());
        assert_eq!(terminal.view().answers(), before);
        // Another notice takes the place of this one, so that each paste is seen to be refused.
        terminal.send("9");
        terminal.see("'9' bukan pilihan 2 Prosedur");
    }
    let output: Vec<u8> = terminal.raw()[output..].iter().copied().filter(|byte| *byte != 7).collect();
    is_harmless(&output);
    terminal.send("4");
    terminal.see_question(1, "waktu");
    assert_eq!(terminal.view().chosen("prosedur"), Some(Shown::Code(4)));
}
