//! The key table as people read it: the footer, and the list of all keys.

use super::{Scope, rows, table};
use crate::tui::key;
use crate::words::Words;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

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
        for row in table().filter(|row| row.scope == scope) {
            let keys: Vec<String> = row.keys.iter().map(|name| format!("`{}`", key::show(name, w))).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), (row.help)(w));
        }
    }
    text
}
