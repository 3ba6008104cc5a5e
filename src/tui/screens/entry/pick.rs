//! The searchable list of a question's choices.

use crate::survey::form::{Choice, Kind, Question, bit};
use crate::survey::lang::Lang;
use crate::survey::value::Answer;
use crate::tui::action::Action;
use crate::tui::screen::Look;
use crate::tui::screens::choosing::Choosing;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The open list.
pub(super) struct Pick {
    list: Choosing<i64>,
    /// The code of each choice and its key on the question.
    keys: Vec<(i64, String)>,
    marks: bool,
}

impl Pick {
    /// Opens the list at the given answer.
    pub(super) fn new(question: &Question, offered: &[Choice], lang: Lang, answer: Option<&Answer>) -> Self {
        let key = |choice: &Choice| choice.keys.first().map_or_else(String::new, char::to_string);
        let choices = offered.iter().map(|choice| (choice.code, choice.label.get(lang).to_owned())).collect();
        Self {
            list: Choosing::new(question.label.get(lang).to_owned(), choices, answer.and_then(Answer::number)),
            keys: offered.iter().map(|choice| (choice.code, key(choice))).collect(),
            marks: matches!(question.kind, Kind::Several(_)),
        }
    }

    /// Tells whether several can be chosen.
    pub(super) const fn marks(&self) -> bool {
        self.marks
    }

    /// Shows all choices again, the one that was found in hand.
    pub(super) fn search_again(&mut self) {
        self.list.search_again();
    }

    /// Gives the code of the choice in hand.
    pub(super) fn chosen(&self) -> Option<i64> {
        self.list.chosen()
    }

    /// Gives the code that a digit chooses while nothing is searched for: it means here what it means on the question.
    pub(super) fn code_of(&self, typed: char) -> Option<i64> {
        let chosen = self.keys.iter().find(|(_, key)| typed.is_ascii_digit() && key.starts_with(typed));
        chosen.filter(|_| !self.list.is_searching()).map(|(code, _)| *code)
    }

    /// Moves or searches; tells whether the action meant something.
    pub(super) fn turn(&mut self, action: &Action) -> bool {
        self.list.turn(action)
    }

    /// Draws the list over the middle of the area, with those marked of whose bits `marked` is made.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, marked: i64) {
        let before = |code: i64| {
            let mark = match (self.marks, bit(code).is_some_and(|bit| marked & bit != 0)) {
                (false, _) => "",
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
            };
            let key = self.keys.iter().find(|(known, _)| *known == code).map_or("", |(_, key)| key);
            format!("{mark}{key}  ")
        };
        self.list.draw(frame, area, look, 56, before);
    }
}
