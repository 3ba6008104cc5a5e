//! Styles by meaning; nothing is told by colour alone, and `NO_COLOR` leaves bold, dim, underline and reverse.

use ratatui::style::{Color, Modifier, Style};

/// The styles of all screens.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    pub plain: Style,
    pub title: Style,
    /// Less important: labels of what is done, rules, what does not apply.
    pub quiet: Style,
    /// What is in hand.
    pub current: Style,
    /// A given answer.
    pub answer: Style,
    /// A missing answer.
    pub missing: Style,
    /// Carried forward and not keyed.
    pub carried: Style,
    /// A hard problem.
    pub hard: Style,
    /// A soft problem.
    pub soft: Style,
    /// Something done.
    pub done: Style,
    /// The key in a footer.
    pub key: Style,
}

impl Theme {
    /// The theme in colour, or without where the environment says `NO_COLOR`.
    #[must_use]
    pub fn from_environment() -> Self {
        let off = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if off { Self::plain() } else { Self::colour() }
    }

    /// Styles without colour.
    #[must_use]
    pub const fn plain() -> Self {
        let bare = Style::new();
        Self {
            plain: bare,
            title: bare.add_modifier(Modifier::BOLD),
            quiet: bare.add_modifier(Modifier::DIM),
            current: bare.add_modifier(Modifier::BOLD),
            answer: bare.add_modifier(Modifier::REVERSED),
            missing: bare.add_modifier(Modifier::UNDERLINED),
            carried: bare.add_modifier(Modifier::UNDERLINED),
            hard: bare.add_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD),
            soft: bare.add_modifier(Modifier::BOLD),
            done: bare,
            key: bare.add_modifier(Modifier::BOLD),
        }
    }

    /// Styles from the sixteen colours that every terminal has.
    #[must_use]
    pub const fn colour() -> Self {
        let bare = Style::new();
        Self {
            plain: bare,
            title: bare.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            quiet: bare.fg(Color::DarkGray),
            current: bare.fg(Color::Yellow).add_modifier(Modifier::BOLD),
            answer: bare.fg(Color::Black).bg(Color::Cyan),
            missing: bare.fg(Color::Magenta),
            carried: bare.fg(Color::Blue),
            hard: bare.fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
            soft: bare.fg(Color::Black).bg(Color::Yellow),
            done: bare.fg(Color::Green),
            key: bare.fg(Color::Cyan),
        }
    }
}
