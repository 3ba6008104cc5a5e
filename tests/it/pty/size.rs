//! Terminals that grow and shrink while a form is keyed.

use super::terminal::Terminal;
use super::view::Shown;

#[test]
fn a_screen_too_small_says_so_keeps_everything_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    terminal.send("2345431");
    terminal.see_question(1, "prosedur");
    let before = terminal.view().answers();

    terminal.resize(60, 20);
    terminal.see("Layar terlalu kecil: perlu 80x24, sekarang 60x20.");
    assert!(terminal.view().has("Isinya tetap ada."), "{}", terminal.view());
    assert_eq!(terminal.view().answers(), []);

    terminal.resize(80, 24);
    terminal.see_question(1, "prosedur");
    assert_eq!(terminal.view().answers(), before);
    terminal.send("2");
    terminal.see_question(1, "waktu");
    assert_eq!(terminal.view().chosen("prosedur"), Some(Shown::Code(2)));
}

#[test]
fn a_wide_screen_has_the_panel_beside_the_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(folder.path());
    terminal.open_first_question();
    assert!(!terminal.view().has("Kemajuan"), "{}", terminal.view());
    terminal.resize(120, 40);
    terminal.see("Kemajuan");
    for text in ["Hari ini: 0", "Bundel: 0 dari 40", "Formulir terakhir", "Laju hari ini"] {
        assert!(terminal.view().has(text), "{text}\n{}", terminal.view());
    }
    terminal.send("234543123412341\r");
    terminal.see("Bundel: 1 dari 40");
    assert!(terminal.view().has("Hari ini: 1"), "{}", terminal.view());

    terminal.resize(80, 24);
    terminal.wait_for("the form alone", |view| view.stands_at(2, "jenis_kelamin") && !view.has("Kemajuan"));
}
