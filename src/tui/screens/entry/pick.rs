//! The searchable list of a question's choices.

use crate::survey::form::{Choice, Kind, Question, bit};
use crate::survey::lang::Lang;
use crate::survey::value::Answer;
use crate::tui::action::Action;
use crate::tui::screen::Look;
use crate::tui::screens::rows::put;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear};

/// The open list.
pub(super) struct Pick {
    title: String,
    /// Code, key and label of each choice.
    choices: Vec<(i64, String, String)>,
    typed: String,
    at: usize,
    marks: bool,
}

impl Pick {
    /// Opens the list at the given answer.
    pub(super) fn new(question: &Question, offered: &[Choice], lang: Lang, answer: Option<&Answer>) -> Self {
        let choices: Vec<(i64, String, String)> = offered
            .iter()
            .map(|choice| (choice.code, choice.keys.first().map_or_else(String::new, char::to_string), choice.label.get(lang).to_owned()))
            .collect();
        let code = answer.and_then(Answer::number);
        let at = choices.iter().position(|choice| Some(choice.0) == code).unwrap_or(0);
        Self {
            title: question.label.get(lang).to_owned(),
            choices,
            typed: String::new(),
            at,
            marks: matches!(question.kind, Kind::Several(_)),
        }
    }

    /// Tells whether several can be chosen.
    pub(super) const fn marks(&self) -> bool {
        self.marks
    }

    /// Shows all choices again, the one that was found in hand.
    pub(super) fn search_again(&mut self) {
        let code = self.chosen();
        self.typed.clear();
        self.at = self.choices.iter().position(|choice| Some(choice.0) == code).unwrap_or(0);
    }

    /// Gives the choices that the typed letters fit, the best first.
    fn fitting(&self) -> Vec<&(i64, String, String)> {
        if self.typed.is_empty() {
            return self.choices.iter().collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.typed, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, &(i64, String, String))> = self
            .choices
            .iter()
            .filter_map(|choice| Some((pattern.score(Utf32Str::new(&choice.2, &mut buffer), &mut matcher)?, choice)))
            .collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Gives the code of the choice in hand.
    pub(super) fn chosen(&self) -> Option<i64> {
        self.fitting().get(self.at).map(|choice| choice.0)
    }

    /// Gives the code that a digit chooses while nothing is searched for: it means here what it means on the question.
    pub(super) fn code_of(&self, typed: char) -> Option<i64> {
        let chosen = self.choices.iter().find(|choice| typed.is_ascii_digit() && choice.1.starts_with(typed));
        chosen.filter(|_| self.typed.is_empty()).map(|choice| choice.0)
    }

    /// Moves or searches; tells whether the action meant something.
    pub(super) fn turn(&mut self, action: &Action) -> bool {
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
            _ => return false,
        }
        true
    }

    /// Draws the list over the middle of the area.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, marked: i64) {
        let height = (self.choices.len() as u16 + 4).min(area.height);
        let width = 56.min(area.width);
        let block = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame.render_widget(Clear, block);
        frame.render_widget(Block::bordered().title(format!(" {} ", self.title)), block);
        let inner = Rect { x: block.x + 1, y: block.y + 1, width: width - 2, height: height - 2 };
        let search = format!("{} {}", look.words.pick_search(), self.typed);
        put(frame, inner, (1, inner.y), &search, look.theme.quiet);
        frame.set_cursor_position((inner.x + 1 + unicode_width::UnicodeWidthStr::width(search.as_str()) as u16, inner.y));
        let rows = usize::from(inner.height.saturating_sub(2));
        let first = (self.at + 1).saturating_sub(rows);
        for (row, choice) in self.fitting().into_iter().enumerate().skip(first).take(rows) {
            let current = row == self.at;
            let style = if current { look.theme.current } else { look.theme.plain };
            let mark = if current { ">" } else { " " };
            let chosen = match (self.marks, bit(choice.0).is_some_and(|bit| marked & bit != 0)) {
                (false, _) => "",
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
            };
            put(frame, inner, (1, inner.y + 2 + (row - first) as u16), &format!("{mark} {chosen}{}  {}", choice.1, choice.2), style);
        }
    }
}
