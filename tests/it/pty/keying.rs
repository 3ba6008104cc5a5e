//! Keys as fast as a terminal can send them, and Enter typed by habit.

use super::random::Random;
use super::terminal::{ENTER, Terminal};
use super::view::Shown;
use rusqlite::Connection;

/// Keys sent at once.
const AHEAD: usize = 500;

/// Gives the sixteen keys of a form that differs from its neighbours.
fn form(random: &mut Random) -> String {
    let mut keys = format!("{}{}{}{}{}", random.of(1, 2), random.of(20, 89), random.of(1, 8), random.of(1, 5), random.of(1, 6));
    for _ in 0..9 {
        keys.push_str(&random.of(1, 4).to_string());
    }
    keys + ENTER
}

#[test]
fn five_hundred_keys_typed_ahead_are_all_taken_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = Random::new(500);
    let forms: Vec<String> = (0..=AHEAD / 16).map(|_| form(&mut random)).collect();
    let keys: String = forms.concat().chars().take(AHEAD).collect();
    let whole = AHEAD / 16;
    assert_eq!(keys.len() - whole * 16, 4);

    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send(&keys);
    terminal.see_question(whole as i64 + 1, "pekerjaan");

    let db = Connection::open(folder.path().join("a.db")).expect("opens");
    let sql = "SELECT jenis_kelamin || usia || pendidikan || coalesce(pekerjaan || sv.code || persyaratan || prosedur || waktu || biaya || produk \
               || kompetensi || perilaku || sarana || pengaduan, '') FROM answers_skm a \
               JOIN interview i ON i.id = a.interview LEFT JOIN item sv ON sv.id = i.service ORDER BY i.form_number";
    let mut select = db.prepare(sql).expect("a statement");
    let stored: Vec<String> = select.query_map([], |row| row.get(0)).expect("answers").map(|row| row.expect("reads")).collect();
    let expected: Vec<String> = keys.split(ENTER).map(str::to_owned).collect();
    assert_eq!(stored, expected);
    let complete = "SELECT count(*), max(form_number) FROM interview WHERE status = 'complete'";
    let complete: [i64; 2] = db.query_row(complete, [], |row| Ok([row.get(0)?, row.get(1)?])).expect("answers");
    assert_eq!(complete, [whole as i64; 2]);
}

#[test]
fn an_enter_typed_by_habit_right_after_an_answer_skips_no_question() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    let profile = ["jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan"];
    let nine = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"];
    terminal.send("234543123412341");
    terminal.see_question(1, "saran");

    // Back on the first of the nine, over answers that stand there already: an Enter too many would skip one unseen.
    terminal.send(&"\x1b[Z".repeat(nine.len()));
    terminal.see_question(1, "persyaratan");
    for (answer, next) in nine.iter().zip(nine.iter().skip(1)) {
        terminal.send("1\r");
        terminal.see_question(1, next);
        assert_eq!(terminal.view().chosen(answer), Some(Shown::Code(1)));
        // The screen draws itself again and again: nothing more happens.
        terminal.frames(2);
        assert!(terminal.view().stands_at(1, next), "{}", terminal.view());
        assert!(!terminal.view().notice().starts_with('!'), "{}", terminal.view());
    }

    // An Enter after a while means what it says: more than 300 ms lie between three screens that the program draws by itself.
    terminal.send("2");
    terminal.see_question(1, "saran");
    terminal.send("\x1b[Z\x1b[Z");
    terminal.see_question(1, "sarana");
    terminal.send("4");
    terminal.see_question(1, "pengaduan");
    terminal.frames(4);
    terminal.send(ENTER);
    terminal.see_question(1, "saran");
    assert_eq!(profile.map(|key| terminal.view().chosen(key)), [2, 34, 5, 4, 3].map(|code| Some(Shown::Code(code))));
    assert_eq!(nine.map(|key| terminal.view().chosen(key)), [1, 1, 1, 1, 1, 1, 1, 4, 2].map(|code| Some(Shown::Code(code))));
}

#[test]
fn the_enter_that_saves_is_taken_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("234543123412341\r");
    terminal.see("Formulir 0001 tersimpan");
    assert_eq!(terminal.keys(), 16);
}
