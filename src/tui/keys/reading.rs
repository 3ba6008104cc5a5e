//! The key table read: what a key means, which rows work, the footer, the list of keys; knows no key.

use super::{Binding, Scope, TABLE};
use crate::tui::action::Action;
use crate::tui::key::{self, Key};
use crate::words::Words;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;
use unicode_width::UnicodeWidthStr;

/// Finds what a key means in the scopes, the innermost first; a character without a meaning is typed.
#[must_use]
pub fn find(scopes: &[Scope], key: Key) -> Option<Action> {
    static INDEX: OnceLock<HashMap<(Scope, Key), &'static Action>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let pairs = TABLE.iter().flat_map(|row| row.keys.iter().filter_map(|name| Some(((row.scope, Key::parse(name)?), &row.action))));
        pairs.collect()
    });
    let bound = scopes.iter().find_map(|scope| index.get(&(*scope, key)).copied().cloned());
    bound.or_else(|| key.typed().map(Action::Type))
}

/// Gives the rows that work in the scopes; a key that an inner scope takes is not promised by an outer one.
#[must_use]
pub fn rows(scopes: &[Scope]) -> Vec<(&'static Binding, Vec<&'static str>)> {
    let mut taken: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for scope in scopes {
        let start = taken.len();
        for row in TABLE.iter().filter(|row| row.scope == *scope) {
            let keys: Vec<&'static str> = row.keys.iter().copied().filter(|key| !taken[..start].contains(key)).collect();
            taken.extend(row.keys);
            if !keys.is_empty() {
                found.push((row, keys));
            }
        }
    }
    found
}

/// Writes the footer for the scopes: as many `key word` pairs as the width holds, F1 always.
#[must_use]
pub fn footer(scopes: &[Scope], w: Words, width: usize) -> Vec<(String, &'static str)> {
    let mut pairs: Vec<(String, &'static str, bool)> = Vec::new();
    for (row, keys) in rows(scopes) {
        if let (Some(word), Some(name)) = (row.footer, keys.first()) {
            let word = word(w);
            if !pairs.iter().any(|(_, known, _)| *known == word) {
                pairs.push((key::show(name, w), word, row.scope == Scope::Global));
            }
        }
    }
    let cost = |pair: &(String, &'static str, bool)| pair.0.width() + pair.1.width() + 3;
    let always: usize = pairs.iter().filter(|pair| pair.2).map(cost).sum();
    // A blank before the first pair; the two behind the last one may be cut.
    let mut left = (width + 1).saturating_sub(always);
    pairs.retain(|pair| {
        let fits = pair.2 || cost(pair) <= left;
        if fits && !pair.2 {
            left -= cost(pair);
        }
        fits
    });
    pairs.into_iter().map(|(key, word, _)| (key, word)).collect()
}

/// Writes the key list as Markdown, for `docs/keys.md` and `cacah keys`.
#[must_use]
pub fn document(w: Words) -> String {
    let mut text = format!("# {}\n\n{}\n", w.keys_title(), w.keys_intro());
    for scope in Scope::ALL {
        let _ = write!(text, "\n## {}\n\n| {} | {} |\n|---|---|\n", scope.title(w), w.keys_column_key(), w.keys_column_does());
        for row in TABLE.iter().filter(|row| row.scope == scope) {
            let keys: Vec<String> = row.keys.iter().map(|name| format!("`{}`", key::show(name, w))).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), (row.help)(w));
        }
    }
    text
}
