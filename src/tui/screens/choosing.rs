//! A searchable list over the screen; knows no question and no file.

use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::screen::Look;
use crate::tui::screens::rows::put;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear};
use unicode_width::UnicodeWidthStr;

/// The open list: what can be chosen, with the words that are searched.
pub(super) struct Choosing<T> {
    title: String,
    choices: Vec<(T, String)>,
    typed: String,
    at: usize,
}

impl<T: Copy + PartialEq> Choosing<T> {
    /// Opens a list at the choice of now, else at the first.
    pub fn new(title: String, choices: Vec<(T, String)>, now: Option<T>) -> Self {
        let at = choices.iter().position(|(choice, _)| Some(*choice) == now).unwrap_or(0);
        Self { title, choices, typed: String::new(), at }
    }

    /// Gives the choices that the typed letters fit, the best first.
    fn fitting(&self) -> Vec<&(T, String)> {
        if self.typed.is_empty() {
            return self.choices.iter().collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.typed, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let scored =
            self.choices.iter().filter_map(|choice| Some((pattern.score(Utf32Str::new(&choice.1, &mut buffer), &mut matcher)?, choice)));
        let mut scored: Vec<(u32, &(T, String))> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Gives the choice in hand.
    pub fn chosen(&self) -> Option<T> {
        self.fitting().get(self.at).map(|choice| choice.0)
    }

    /// Tells whether something can be chosen.
    pub fn has(&self, wanted: T) -> bool {
        self.choices.iter().any(|(choice, _)| *choice == wanted)
    }

    /// Tells whether letters are typed.
    pub const fn is_searching(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Shows all choices again, the one that was found in hand.
    pub fn search_again(&mut self) {
        let chosen = self.chosen();
        self.typed.clear();
        self.at = self.choices.iter().position(|(choice, _)| Some(*choice) == chosen).unwrap_or(0);
    }

    /// Moves or searches; tells whether the action meant something.
    pub fn turn(&mut self, action: &Action) -> bool {
        let last = self.fitting().len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            Action::Down => self.at = if self.at >= last { 0 } else { self.at + 1 },
            Action::Type(c) => {
                self.typed.push(*c);
                self.at = 0;
            }
            Action::Erase => {
                self.typed.pop();
                self.at = 0;
            }
            Action::EraseBefore => self.search_again(),
            _ => return false,
        }
        true
    }

    /// Draws the list over the middle of the area, at most so many cells wide; `before` says what stands before a choice's words.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, width: u16, before: impl Fn(T) -> String) {
        let height = (self.choices.len() as u16 + 4).min(area.height);
        let width = width.min(area.width);
        let block = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame.render_widget(Clear, block);
        frame.render_widget(Block::bordered().title(format!(" {} ", safe(&self.title))), block);
        let inner = Rect { x: block.x + 1, y: block.y + 1, width: width - 2, height: height - 2 };
        let search = format!("{} {}", look.words.pick_search(), self.typed);
        put(frame, inner, (1, inner.y), &search, look.theme.quiet);
        frame.set_cursor_position((inner.x + 1 + search.width() as u16, inner.y));
        let rows = usize::from(inner.height.saturating_sub(2));
        let first = (self.at + 1).saturating_sub(rows);
        for (row, (choice, text)) in self.fitting().into_iter().enumerate().skip(first).take(rows) {
            let current = row == self.at;
            let style = if current { look.theme.current } else { look.theme.plain };
            let mark = if current { ">" } else { " " };
            put(frame, inner, (1, inner.y + 2 + (row - first) as u16), &format!("{mark} {}{text}", before(*choice)), style);
        }
    }
}
