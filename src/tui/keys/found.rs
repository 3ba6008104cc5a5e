//! What a key means in the scopes that are open, and which keys work there; knows no row of the table by name.

use super::{Action, Binding, Scope, table};
use crate::tui::key::Key;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Finds what a key means in the scopes, the innermost first; a character without a meaning is typed.
#[must_use]
pub fn find(scopes: &[Scope], key: Key) -> Option<Action> {
    static INDEX: OnceLock<HashMap<(Scope, Key), &'static Action>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let pairs = table().flat_map(|row| row.keys.iter().filter_map(|name| Some(((row.scope, Key::parse(name)?), &row.action))));
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
        for row in table().filter(|row| row.scope == *scope) {
            let keys: Vec<&'static str> = row.keys.iter().copied().filter(|key| !taken[..start].contains(key)).collect();
            taken.extend(row.keys);
            if !keys.is_empty() {
                found.push((row, keys));
            }
        }
    }
    found
}
