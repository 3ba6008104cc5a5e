//! What is said above the footer: once, for some keys, or over the lines above where it is long; knows no screen.

use super::field::{fit, wrap};
use super::theme::Theme;
use crate::survey::value::safe;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;
use unicode_width::UnicodeWidthStr;

/// So many keys later, what was said is old.
pub(super) const LIFE: u8 = 4;

/// What fits into one line of the smallest screen.
const LINE: usize = 78;

/// Lines that a notice takes at most.
const MOST_LINES: usize = 3;

/// What is said.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    pub text: String,
    pub weight: Weight,
    /// Keys pressed since.
    pub age: u8,
}

impl Notice {
    /// Tells whether the next key takes it away: what is only said stays for some keys, unless it stands over the lines above.
    pub(super) fn passes(&self) -> bool {
        self.weight != Weight::Said || self.age >= LIFE || self.text.width() > LINE
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Said,
    Refused,
    Doubtful,
}

/// Draws a notice in a line; a long one is said whole, over the lines above.
pub(super) fn draw(frame: &mut Frame<'_>, line: Rect, theme: Theme, text: &str, weight: Weight) {
    let (mark, style) = match weight {
        Weight::Said => ("", theme.done),
        Weight::Refused => ("! ", theme.hard),
        Weight::Doubtful => ("? ", theme.soft),
    };
    let (text, width) = (safe(text), usize::from(line.width) - 2 - mark.len());
    let lines = if text.width() <= width { vec![text] } else { wrap(&text, width) };
    let above = lines.len().clamp(1, MOST_LINES) - 1;
    let area = Rect { y: line.y - above as u16, height: 1 + above as u16, ..line };
    frame.render_widget(Clear, area);
    for (row, (y, text)) in (area.y..area.bottom()).zip(&lines).enumerate() {
        let is_cut = row == above && lines.len() > MOST_LINES;
        let text = fit(&if is_cut { format!("{text} …") } else { text.clone() }, width);
        let mark = if row == 0 { mark.to_owned() } else { " ".repeat(mark.len()) };
        let said = Line::from(vec![Span::raw(" "), Span::styled(format!("{mark}{text}"), style)]);
        frame.render_widget(said, Rect { y, height: 1, ..area });
    }
}
