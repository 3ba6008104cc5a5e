//! One editable text: tui-input edits by grapheme, this draws it safely, on one line or wrapped.

use super::action::Action;
use crate::survey::value::safe;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most characters a field takes: ten thousand, more than any comment on paper.
const MOST: usize = 10_000;

/// An editable text.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    /// True where the next character replaces the whole text.
    selected: bool,
    /// The text that it began with.
    begun: String,
}

impl Field {
    /// Makes a field with a text, the cursor behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), selected: false, begun: text.to_owned() }
    }

    /// Tells whether a person changed the text that stood there.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.value() != self.begun
    }

    /// Takes note that what stands there is stored.
    pub fn keep(&mut self) {
        self.begun = self.value().to_owned();
    }

    /// Tells whether a person typed more than a word: something to be asked about before it is thrown away.
    #[must_use]
    pub fn is_sentence(&self) -> bool {
        self.is_changed() && self.value().trim().contains(char::is_whitespace)
    }

    #[must_use]
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Tells whether no more text goes in: what came beyond was cut.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.value().chars().count() >= MOST
    }

    /// Selects the text: what is typed next replaces it, anything else edits it.
    pub const fn select(&mut self) {
        self.selected = true;
    }

    /// Tells whether an action edits, and does it.
    pub fn edit(&mut self, action: &Action) -> bool {
        if std::mem::take(&mut self.selected) && matches!(action, Action::Type(_) | Action::Paste(_)) {
            self.input.reset();
        }
        let request = match action {
            Action::Type(c) => InputRequest::InsertChar(*c),
            Action::Paste(text) => {
                self.paste(text);
                return true;
            }
            Action::Erase => InputRequest::DeletePrevChar,
            Action::EraseAfter => InputRequest::DeleteNextChar,
            Action::EraseWord => InputRequest::DeletePrevWord,
            Action::EraseBefore => InputRequest::DeleteFromStart,
            Action::Left => InputRequest::GoToPrevChar,
            Action::Right => InputRequest::GoToNextChar,
            Action::WordLeft => InputRequest::GoToPrevWord,
            Action::WordRight => InputRequest::GoToNextWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            _ => return false,
        };
        if !matches!(request, InputRequest::InsertChar(_)) || self.input.value().chars().count() < MOST {
            self.input.handle(request);
        }
        true
    }

    /// Puts a text in at the cursor in one go.
    fn paste(&mut self, text: &str) {
        let value = self.input.value();
        let at = self.input.cursor();
        let room = MOST.saturating_sub(value.chars().count());
        let pasted: String = text.chars().take(room).collect();
        let joined: String = value.chars().take(at).chain(pasted.chars()).chain(value.chars().skip(at)).collect();
        self.input = Input::new(joined).with_cursor(at + pasted.chars().count());
    }

    /// Draws the text on one line that follows the cursor; the hardware cursor stands in it where `focused`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, style: Style, focused: bool) {
        let width = usize::from(area.width);
        if width == 0 || area.height == 0 {
            return;
        }
        let text = safe(self.value());
        let before = self.before_cursor();
        let skip = if focused { (before.width() + 1).saturating_sub(width) } else { 0 };
        let (mut column, mut drawn) = (0, String::new());
        for grapheme in text.graphemes(true) {
            if column >= skip {
                drawn.push_str(grapheme);
            }
            column += grapheme.width();
        }
        let style = if focused && self.selected { style.add_modifier(Modifier::REVERSED) } else { style };
        frame.buffer_mut().set_stringn(area.x, area.y, drawn, width, style);
        if focused {
            let column = before.width().saturating_sub(skip).min(width - 1);
            frame.set_cursor_position(Position::new(area.x + column as u16, area.y));
        }
    }

    /// Gives what stands before the cursor, as it is drawn.
    fn before_cursor(&self) -> String {
        safe(&self.value().chars().take(self.input.cursor()).collect::<String>())
    }

    /// Draws the text wrapped into the area, the lines around the cursor; the hardware cursor stands in it.
    pub fn draw_wrapped(&self, frame: &mut Frame<'_>, area: Rect, style: Style) {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        if width < 2 || height == 0 {
            return;
        }
        let prefix: String = self.value().chars().take(self.input.cursor()).collect();
        let paragraph = prefix.matches('\n').count();
        let mut left = safe(prefix.rsplit('\n').next().unwrap_or_default()).chars().count();
        let mut lines: Vec<String> = Vec::new();
        let mut at = (0, 0);
        for (number, text) in self.value().split('\n').enumerate() {
            let wrapped = wrap(&safe(text), width - 1);
            if number == paragraph {
                for (row, line) in wrapped.iter().enumerate() {
                    let chars = line.chars().count();
                    if left < chars || row + 1 == wrapped.len() {
                        at = (lines.len() + row, line.chars().take(left).collect::<String>().width());
                        break;
                    }
                    left -= chars;
                }
            }
            lines.extend(wrapped);
        }
        let first = (at.0 + 1).saturating_sub(height);
        for (row, line) in lines.iter().skip(first).take(height).enumerate() {
            frame.buffer_mut().set_stringn(area.x, area.y + row as u16, line, width, style);
        }
        frame.set_cursor_position(Position::new(area.x + at.1 as u16, area.y + (at.0 - first) as u16));
    }
}

/// Breaks a text into lines of at most `width` columns, behind a space where there is one; no character is dropped.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // Lines break behind blanks only: a sign stays with its word.
    for word in text.split_inclusive(char::is_whitespace) {
        let fits = line.width() + word.trim_end().width() <= width;
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for grapheme in word.graphemes(true) {
            if line.width() + grapheme.width() > width && !grapheme.trim().is_empty() && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(grapheme);
        }
    }
    lines.push(line);
    lines
}

/// Shortens a text to so many columns; what is cut shows as `…`.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    // A blank at the end says nothing: it need not fit.
    for whole in [text, text.trim_end()] {
        if whole.width() <= width {
            return whole.to_owned();
        }
    }
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if short.width() + grapheme.width() + 1 > width {
            break;
        }
        short.push_str(grapheme);
    }
    if width > 0 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_combined_character_is_erased_whole() {
        let mut field = Field::new("ae\u{301}👩‍👩‍👧");
        field.edit(&Action::Erase);
        assert_eq!(field.value(), "ae\u{301}");
        field.edit(&Action::Erase);
        assert_eq!(field.value(), "a");
    }

    #[test]
    fn a_selected_text_is_replaced_by_typing_and_kept_by_moving() {
        let mut field = Field::new("40");
        field.select();
        field.edit(&Action::Type('2'));
        field.edit(&Action::Type('5'));
        assert_eq!(field.value(), "25");
        field.select();
        field.edit(&Action::Erase);
        assert_eq!(field.value(), "2");
    }

    #[test]
    fn a_paste_goes_in_at_the_cursor_and_ten_thousand_is_the_most() {
        let mut field = Field::new("ad");
        field.edit(&Action::Left);
        field.edit(&Action::Paste("b\u{1b}c".to_owned()));
        assert_eq!(field.value(), "ab\u{1b}cd");
        field.edit(&Action::Paste("x".repeat(20_000)));
        assert_eq!(field.value().chars().count(), MOST);
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_character_and_the_width(text in "[a-zé👍 ]{0,80}", width in 4_usize..30) {
            let lines = wrap(&text, width);
            prop_assert_eq!(lines.concat(), text);
            for line in lines {
                prop_assert!(line.trim_end().width() <= width);
            }
        }

        #[test]
        fn a_fitted_text_fits(text in "\\PC{0,40}", width in 0_usize..30) {
            prop_assert!(fit(&text, width).width() <= width.max(text.width().min(width)));
        }
    }
}
