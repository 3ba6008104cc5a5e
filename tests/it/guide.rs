//! The guides and the README's tour, keyed as they say: each screen in them is what the program shows after those keys.
//!
//! In a page, `<!-- keys: 2 34 <Enter> -->` presses keys, `<!-- text: … -->` types a text with blanks, `<!-- wait: 5000 -->` lets
//! milliseconds pass, `<!-- restart -->` is a power cut, and a block that opens with `screen` or `screen 19-23` (lines of it) is
//! compared. `UPDATE_EXPECT=1 cargo test --test it guide` writes the screens again; what it changes must still be what the text says.

use crate::scenario::Scenario;
use expect_test::expect_file;
use std::fs;
use std::path::Path;

#[test]
fn the_surveyors_guide_shows_what_its_keys_lead_to() {
    expect_file!["../../docs/panduan-surveior.md"].assert_eq(&play(&page("docs/panduan-surveior.md"), Scenario::empty()));
}

#[test]
fn the_supervisors_guide_shows_what_its_keys_lead_to() {
    expect_file!["../../docs/panduan-pengawas.md"].assert_eq(&play(&page("docs/panduan-pengawas.md"), Scenario::empty()));
}

#[test]
fn the_tour_of_the_readme_shows_what_its_keys_lead_to() {
    expect_file!["../../README.md"].assert_eq(&play(&page("README.md"), Scenario::empty().keys("<Ctrl+L>")));
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("reads")
}

/// Follows a page's keys and gives the page with the screens that they lead to.
fn play(page: &str, mut scenario: Scenario) -> String {
    let mut played = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        played.push_str(line);
        played.push('\n');
        if let Some(wish) = line.trim().strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            scenario = follow(scenario, wish);
        } else if let Some(part) = line.strip_prefix("```screen") {
            let closed = lines.by_ref().any(|inside| inside == "```");
            assert!(closed, "a screen without an end: {line}");
            let screen = scenario.screen();
            assert!(!screen.trim().is_empty(), "the keys of the page left the program: {line}");
            played.push_str(&part_of(&screen, part.trim()));
            played.push_str("```\n");
        }
    }
    played
}

fn follow(scenario: Scenario, wish: &str) -> Scenario {
    match wish.split_once(": ") {
        Some(("keys", keys)) => scenario.keys(keys),
        Some(("text", text)) => scenario.text(text),
        Some(("wait", ms)) => scenario.wait(ms.parse().expect("milliseconds")),
        Some(("pace", ms)) => scenario.pace(ms.parse().expect("milliseconds")),
        None if wish == "restart" => scenario.restart(),
        _ => panic!("a page can't wish '{wish}'"),
    }
}

/// Gives the lines `from-to` of a screen, counted from 1; all of them where nothing is said.
fn part_of(screen: &str, part: &str) -> String {
    let (from, to) =
        part.split_once('-').map_or((1, usize::MAX), |(from, to)| (from.parse().expect("a line"), to.parse().expect("a line")));
    screen.lines().skip(from - 1).take(to.saturating_sub(from - 1)).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn a_page_that_promises_another_screen_is_told() {
    let page = "Buka:\n<!-- keys: <Enter> -->\n```screen 1-3\nSurvei lama\n```\nselesai\n";
    let played = play(page, Scenario::empty());
    assert_eq!(
        played,
        "Buka:\n<!-- keys: <Enter> -->\n```screen 1-3\n Survei baru                                                        skm versi 1\n\n> Nama survei          SKM DPMPTSP Kota Bontang\n```\nselesai\n"
    );
}
