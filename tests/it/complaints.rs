//! What is said of questionnaires has its Indonesian: the sources of complaints are read, and each text they make has its row.

use crate::source::texts;
use cacah::words::complaints;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where complaints are made.
const ROOMS: [&str; 4] = ["survey/draft", "survey/expr", "survey/form_file", "exchange/xlsform"];

/// Files of those rooms that make none.
const SILENT: [&str; 3] = ["writing.rs", "round_trip.rs", "tests.rs"];

/// What stands between quotes there and is said to nobody: names of types in sheets, labels, expressions.
const UNSAID: [&str; 15] = [
    "its choices are ~~",
    "1 stands here",
    "~ and ~",
    "Specify other",
    "Sebutkan lainnya",
    "allow choice duplicates",
    "default language",
    "contains(concat(' ', ~, ' '), concat(' ', ~, ' '))",
    ". >= ~ and . <= ~",
    "${~} >= ~ and ${~} <= ~",
    "line ~, column ~: ~",
    " and ",
    ", row ~",
    ", column ~",
    "1 stand here",
];

/// Gives a text with `~` for what is filled in.
fn with_holes(text: &str) -> String {
    let text = text.replace("{{", "\u{1}").replace("}}}", "}\u{2}").replace("}}", "\u{2}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        match behind.split_once('}') {
            // `${key}` is the language of expressions.
            Some((hole, after))
                if !before.ends_with('$') && hole.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '>' | ':' | '.')) =>
            {
                out.push_str(before);
                out.push('~');
                rest = after;
            }
            _ => {
                out.push_str(before);
                out.push('{');
                rest = behind;
            }
        }
    }
    (out + rest).replace('\u{1}', "{").replace('\u{2}', "}")
}

/// Tells whether a text is words that somebody reads.
fn is_said(text: &str) -> bool {
    let words = text.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(['~', '$', '(']));
    words.count() > 1 && !UNSAID.contains(&text)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is a folder").map(|entry| entry.expect("reads").path()) {
        if entry.is_dir() {
            if entry.file_name().is_some_and(|name| name != "tests") {
                files(&entry, found);
            }
        } else if !SILENT.iter().any(|name| entry.ends_with(name)) {
            found.push(entry);
        }
    }
}

/// Gives what a file says, its tests left out.
fn said(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).expect("reads");
    let shipped = source.split("#[cfg(test)]").next().unwrap_or_default();
    // The functions are described in docs/form.md; names of types are read, not said.
    let shipped = if path.ends_with("function.rs") { shipped.split_once("FOREIGN").expect("is there").1 } else { shipped };
    let lists_types = path.ends_with("asked.rs");
    let texts = texts(shipped).into_iter().filter(|text| !(lists_types && is_type(text)));
    texts.map(|text| with_holes(&text)).filter(|text| is_said(text)).collect()
}

/// Tells whether a text names a type of XLSForm, in one of its old spellings too.
fn is_type(text: &str) -> bool {
    let begins = ["add ", "select ", "q ", "set ", "number of days", "begin ", "cascading ", "looped", "loop ", " or "];
    let is_short = text.split(' ').count() == 2 && text.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    is_short || begins.iter().any(|begin| text.starts_with(begin))
}

/// Gives a text with a small letter at its beginning: a hint of an expression becomes a sentence.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[test]
fn every_complaint_is_said_in_indonesian_too() {
    let rows: BTreeSet<String> = complaints::rows().map(|(en, _)| small(en)).collect();
    let mut paths = Vec::new();
    for room in ROOMS {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut paths);
    }
    paths.sort();
    let lacking: Vec<String> = paths.iter().flat_map(|path| said(path)).filter(|text| !rows.contains(&small(text))).collect();
    assert!(lacking.is_empty(), "these have no row in src/words/complaints:\n{}", lacking.join("\n"));
}

#[test]
fn a_text_without_a_row_is_found() {
    let source = "fn f(at: &'a str) { let c = '\"'; self.complain(at, format!(\"'{name}' may \\\"never\\\" do ${{{key}}}\"), HINT) } // \"no text here\"";
    let found: Vec<String> = texts(source).iter().map(|text| with_holes(text)).collect();
    assert_eq!(found, ["'~' may \"never\" do ${~}"]);
    assert!(is_said(&found[0]));
}
