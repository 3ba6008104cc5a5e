//! Key events normalised in one place, and keys by their names; knows no action.

use crate::words::Words;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key as the table writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    /// Normalises an event; `None` for the release of a key, which Windows reports too.
    ///
    /// A character carries no Shift (it is in the character), and AltGr, which arrives as Ctrl+Alt, makes a plain character.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held = |modifier| event.modifiers.contains(modifier);
        let (mut ctrl, mut alt, mut shift) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT));
        let mut code = event.code;
        match code {
            KeyCode::Char(c) if ctrl && alt && !c.is_ascii_alphabetic() => (ctrl, alt, shift) = (false, false, false),
            KeyCode::Char(c) if ctrl || alt => {
                code = KeyCode::Char(c.to_ascii_lowercase());
                shift = false;
            }
            KeyCode::Char(_) => shift = false,
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                shift = true;
            }
            _ => {}
        }
        Some(Self { code, ctrl, alt, shift })
    }

    /// Gives the character that the key types, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads a key's name, as the table writes it: `Enter`, `Shift+Tab`, `Ctrl+Z`, `F10`, `.`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = name;
        while let Some((modifier, key)) = rest.split_once('+').filter(|(_, key)| !key.is_empty()) {
            match modifier {
                "Ctrl" => ctrl = true,
                "Alt" => alt = true,
                "Shift" => shift = true,
                _ => return None,
            }
            rest = key;
        }
        let code = match rest {
            "Enter" => KeyCode::Enter,
            "Tab" => KeyCode::Tab,
            "Esc" => KeyCode::Esc,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PgUp" => KeyCode::PageUp,
            "PgDn" => KeyCode::PageDown,
            "Backspace" => KeyCode::Backspace,
            "Delete" => KeyCode::Delete,
            "Space" => KeyCode::Char(' '),
            _ => match (rest.strip_prefix('F').and_then(|number| number.parse().ok()), rest.chars().next()) {
                (Some(number), _) => KeyCode::F(number),
                (None, Some(c)) if rest.chars().count() == 1 => KeyCode::Char(if ctrl || alt { c.to_ascii_lowercase() } else { c }),
                _ => return None,
            },
        };
        Some(Self { code, ctrl, alt, shift })
    }

    /// Makes the event that a terminal sends for this key, for tests.
    #[must_use]
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        modifiers.set(KeyModifiers::SHIFT, self.shift);
        KeyEvent::new(self.code, modifiers)
    }
}

/// Writes a key's name for people: `Up` is `Naik` in Indonesian.
#[must_use]
pub fn show(name: &str, w: Words) -> String {
    match name {
        "Up" => w.key_up().to_owned(),
        "Down" => w.key_down().to_owned(),
        "Left" => w.key_left().to_owned(),
        "Right" => w.key_right().to_owned(),
        "Space" => w.key_space().to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_no_key_and_a_repeat_is_one() {
        let mut event = KeyEvent::new(KeyCode::Char('1'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(Key::from_event(event), None);
        event.kind = KeyEventKind::Repeat;
        assert_eq!(Key::from_event(event).and_then(Key::typed), Some('1'));
    }

    #[test]
    fn shift_alt_gr_and_back_tab_are_normalised() {
        let case = |code, modifiers, name: &str| assert_eq!(Key::from_event(KeyEvent::new(code, modifiers)), Key::parse(name), "{name}");
        case(KeyCode::Char('A'), KeyModifiers::SHIFT, "A");
        case(KeyCode::Char('"'), KeyModifiers::SHIFT, "\"");
        case(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT, "@");
        case(KeyCode::BackTab, KeyModifiers::SHIFT, "Shift+Tab");
        case(KeyCode::BackTab, KeyModifiers::NONE, "Shift+Tab");
        case(KeyCode::Char('Z'), KeyModifiers::CONTROL, "Ctrl+Z");
    }
}
