//! The key table: no key stands twice, none that terminals take stands alone, and the inner scope wins.

use super::*;
use crate::tui::key::Key;
use crate::words::Lang;
use std::collections::HashSet;

#[test]
fn no_key_stands_twice_in_a_scope_and_every_name_is_a_key() {
    let mut seen = HashSet::new();
    for row in table() {
        for name in row.keys {
            let key = Key::parse(name).unwrap_or_else(|| panic!("'{name}' is no key"));
            assert!(seen.insert((row.scope, key)), "'{name}' stands twice in {:?}", row.scope);
        }
    }
}

#[test]
fn a_key_that_terminals_take_never_stands_alone() {
    for row in table() {
        let risky = |name: &&str| ["F1", "F10", "F11", "Ctrl+S", "Ctrl+Q", "Ctrl+M", "Ctrl+I", "Ctrl+J", "Ctrl+H"].contains(name);
        let alone = row.keys.iter().all(risky);
        // F1 stands alone only where text is typed: `?` is its twin elsewhere.
        assert!(!alone || row.action == Action::Help, "{:?} has only keys that terminals take", row.keys);
    }
}

#[test]
fn every_scope_has_a_row_and_a_title() {
    for scope in Scope::ALL {
        assert!(table().any(|row| row.scope == scope), "{scope:?} has no row");
        assert!(!scope.title(Words(Lang::En)).is_empty());
    }
}

#[test]
fn the_inner_scope_wins_and_characters_are_typed() {
    let key = |name: &str| Key::parse(name).expect("a key");
    assert_eq!(find(&[Scope::Pending, Scope::Question], key("F2")), Some(Action::Keep));
    assert_eq!(find(&[Scope::Question], key("F2")), Some(Action::Choices));
    assert_eq!(find(&[Scope::Question], key("3")), Some(Action::Type('3')));
    assert_eq!(find(&[Scope::Question], key("F11")), None);
}
