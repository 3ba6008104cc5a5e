//! The floors of the house, read from the sources: what `docs/architecture.md` says about `src` is checked here.

use crate::source::{code, idents, without_tests};
use expect_test::expect;
use std::fs;
use std::path::Path;

/// From the ground up: a module may name any floor below its own and none above.
const FLOORS: [&str; 7] = ["survey", "words", "store", "exchange", "report", "tui", "cli"];

/// Libraries that one floor alone knows.
const HOMES: [(&str, &str); 15] = [
    ("calamine", "exchange"),
    ("cfb", "exchange"),
    ("rust_xlsxwriter", "exchange"),
    ("regex_lite", "survey"),
    ("strsim", "survey"),
    ("rusqlite", "store"),
    ("sha2", "store"),
    ("flate2", "exchange"),
    ("ratatui", "tui"),
    ("crossterm", "tui"),
    ("tui_input", "tui"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("etcetera", "cli"),
];

/// What the trade itself must not reach for: time and files come in as arguments.
const IMPURE: [&str; 8] = ["std::fs", "std::io", "std::env", "std::net", "std::process", "SystemTime", "Instant", "::now("];

/// A longer file is a pause for thought.
const LONGEST: usize = 400;

/// Names that say nothing about what lives in the room.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "common", "helpers", "helper", "misc"];

/// Says everything that is wrong with one file; `path` is relative to `src`, with slashes.
fn complaints(path: &str, source: &str) -> Vec<String> {
    let text = code(source);
    let shipped = without_tests(&text);
    let mut found = Vec::new();
    found.extend(shape(path, source));
    if let Some(floor) = FLOORS.iter().position(|floor| *floor == room(path)) {
        found.extend(above(path, &text, floor));
        found.extend(strangers(&text, FLOORS[floor]));
    }
    if room(path) == "survey" {
        found.extend(IMPURE.iter().filter(|impure| shipped.contains(*impure)).map(|impure| format!("the trade uses `{impure}`")));
    }
    found.extend(shipped.contains(".unwrap()").then(|| "unwraps outside its tests".to_owned()));
    found.into_iter().map(|complaint| format!("{path}: {complaint}")).collect()
}

/// Gives the top-level module that a file belongs to.
fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn shape(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !source.starts_with("//! ") {
        found.push("does not begin with a `//!` line".to_owned());
    }
    let lines = source.lines().count();
    if lines > LONGEST {
        found.push(format!("has {lines} lines, more than {LONGEST}"));
    }
    let names = path.trim_end_matches(".rs").split('/');
    found.extend(names.filter(|name| EMPTY_NAMES.contains(name)).map(|name| format!("`{name}` says nothing about what lives there")));
    found
}

/// Finds names of higher floors, after `crate::` or after enough `super::` to leave the floor.
fn above(path: &str, text: &str, floor: usize) -> Vec<String> {
    let folders = path.split('/').count();
    let depth = if path.ends_with("/mod.rs") { folders - 1 } else { folders };
    let climbs = "super::".repeat(depth);
    let higher = &FLOORS[floor + 1..];
    let mut found = Vec::new();
    for root in ["crate::", climbs.as_str()] {
        for (at, _) in text.match_indices(root) {
            for name in named(&text[at + root.len()..]) {
                if higher.contains(&name) {
                    found.push(format!("the floor `{}` names `{name}` above it", FLOORS[floor]));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Gives the names that stand right behind a path's root: one, or each of a group in braces.
fn named(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else { return idents(rest).next().into_iter().collect() };
    let (mut depth, mut start, mut names) = (0_usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                names.extend(idents(&group[start..at]).next());
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

fn strangers(text: &str, floor: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (library, home) in HOMES {
        if floor != home && idents(text).any(|ident| ident == library) {
            found.push(format!("only `{home}` knows `{library}`"));
        }
    }
    let bare = text.match_indices("crossterm::").any(|(at, _)| !text[..at].ends_with("ratatui::"));
    found.extend(bare.then(|| "`crossterm` is reached through `ratatui` alone: two versions would be two queues of keys".to_owned()));
    found
}

fn walk(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("reads") {
        let path = entry.expect("is there").path();
        if path.is_dir() {
            walk(&path, root, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("is inside").to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).expect("reads")));
        }
    }
}

#[test]
fn every_source_keeps_to_its_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.sort();
    assert!(files.len() > 50, "the sources were not found: {} files", files.len());
    for floor in FLOORS {
        assert!(files.iter().any(|(path, _)| room(path) == floor), "there is no floor `{floor}` any more");
    }
    let found: Vec<String> = files.iter().flat_map(|(path, source)| complaints(path, source)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_made_up_offender_is_told_everything() {
    let source = r##"use crate::store::{Store, survey::Survey};
use crate::{survey::date, tui::{action, key}, words};
use super::super::cli::main;
use rusqlite::Connection;
use crossterm::event;

/// `crate::cli` in a comment, "crate::cli" in a text: neither is a name.
fn work() -> std::fs::File {
    let quote = '"';
    let raw = r#"clap .unwrap() "# ;
    let now = Zoned::now();
    open(quote, raw).unwrap()
}

#[cfg(test)]
mod tests {
    fn quiet() { Some(1).unwrap(); }
}
"##;
    let expected = expect![[r#"
        survey/utils.rs: does not begin with a `//!` line
        survey/utils.rs: `utils` says nothing about what lives there
        survey/utils.rs: the floor `survey` names `cli` above it
        survey/utils.rs: the floor `survey` names `store` above it
        survey/utils.rs: the floor `survey` names `tui` above it
        survey/utils.rs: the floor `survey` names `words` above it
        survey/utils.rs: only `store` knows `rusqlite`
        survey/utils.rs: only `tui` knows `crossterm`
        survey/utils.rs: `crossterm` is reached through `ratatui` alone: two versions would be two queues of keys
        survey/utils.rs: the trade uses `std::fs`
        survey/utils.rs: the trade uses `::now(`
        survey/utils.rs: unwraps outside its tests"#]];
    expected.assert_eq(&complaints("survey/utils.rs", source).join("\n"));
}

#[test]
fn a_file_that_keeps_the_rules_is_left_alone() {
    let source = "//! The list.\n\nuse crate::store::Store;\nuse super::super::survey::date;\nuse ratatui::crossterm::event::Event;\n";
    assert_eq!(complaints("tui/list.rs", source), Vec::<String>::new());
    let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
    assert_eq!(complaints("tui/long.rs", &long), ["tui/long.rs: has 401 lines, more than 400"]);
}
