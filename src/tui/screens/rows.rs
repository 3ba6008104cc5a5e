//! Rows of label and field, as set-up, batch header and export share them; knows no survey.

use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::{Field, fit, wrap};
use crate::tui::screen::Look;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear};

/// What stands beside a label.
pub enum Cell<'a> {
    /// A text being typed.
    Field(&'a Field),
    /// A value that is chosen.
    Value(String),
    /// A heading without a value.
    Heading,
}

/// One row.
pub struct Row<'a> {
    pub label: String,
    pub cell: Cell<'a>,
    /// Said quietly behind the value.
    pub remark: String,
}

/// Draws rows from the top of the area, the current one marked and in view; gives how many lines it used.
pub fn draw(frame: &mut Frame<'_>, area: Rect, look: &Look, rows: &[Row<'_>], at: usize, label_width: u16) -> u16 {
    let height = usize::from(area.height);
    let first = (at + 2).saturating_sub(height).min(rows.len().saturating_sub(height));
    let mut used = 0;
    for (line, (position, row)) in rows.iter().enumerate().skip(first).take(height).enumerate() {
        let y = area.y + line as u16;
        used = line as u16 + 1;
        let current = position == at;
        let style = if current { look.theme.current } else { look.theme.plain };
        let label_style = if matches!(row.cell, Cell::Heading) { look.theme.title } else { style };
        put(frame, area, (0, y), if current { ">" } else { " " }, style);
        // A heading has the whole line.
        let wide = if matches!(row.cell, Cell::Heading) { area.width } else { label_width.min(area.width) };
        put(frame, Rect { width: wide, ..area }, (2, y), &row.label, label_style);
        let x = label_width + 1;
        let room = Rect { x: area.x + x, y, width: area.width.saturating_sub(x + 1), height: 1 };
        let taken = match &row.cell {
            Cell::Field(field) => {
                field.draw(frame, room, style, current);
                unicode_width::UnicodeWidthStr::width(safe(field.value()).as_str())
            }
            Cell::Value(value) => {
                let shown = fit(&safe(value), usize::from(room.width));
                frame.buffer_mut().set_stringn(room.x, y, &shown, usize::from(room.width), style);
                if current {
                    frame.set_cursor_position((room.x, y));
                }
                unicode_width::UnicodeWidthStr::width(shown.as_str())
            }
            Cell::Heading => 0,
        };
        let remark_at = x + taken.min(usize::from(room.width)) as u16 + 2;
        if !row.remark.is_empty() {
            put(frame, area, (remark_at, y), &row.remark, look.theme.quiet);
        }
    }
    used
}

/// Writes a text at a column of the area and a row of the screen, cut at the area's edge.
pub fn put(frame: &mut Frame<'_>, area: Rect, (column, y): (u16, u16), text: &str, style: Style) {
    if column < area.width && y < area.bottom() {
        let room = usize::from(area.width - column);
        frame.buffer_mut().set_stringn(area.x + column, y, fit(&safe(text), room), room, style);
    }
}

/// Writes a text from a column of the area on, on as many lines as it needs; gives the row behind it.
pub fn put_wrapped(frame: &mut Frame<'_>, area: Rect, (column, y): (u16, u16), text: &str, style: Style) -> u16 {
    let lines = wrap(text, usize::from(area.width.saturating_sub(column + 1)));
    let behind = y + lines.len() as u16;
    for (y, line) in (y..).zip(lines) {
        put(frame, area, (column, y), &line, style);
    }
    behind
}

/// Draws a rule across the area.
pub fn rule(frame: &mut Frame<'_>, area: Rect, y: u16, look: &Look) {
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    put(frame, area, (1, y), &line, look.theme.quiet);
}

/// Draws a bar of blocks, `part` of `whole`.
#[must_use]
pub fn bar(part: i64, whole: i64, width: usize) -> String {
    let full = if whole <= 0 { 0 } else { usize::try_from(part.clamp(0, whole) * width as i64 / whole).unwrap_or(0) };
    format!("{}{}", "█".repeat(full), "░".repeat(width - full))
}

/// Gives where the line in hand is after a key: one up or down; it stops at the ends.
pub fn moved(at: usize, len: usize, action: &Action) -> usize {
    let last = len.saturating_sub(1);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        _ => at.min(last),
    }
}

/// Gives the lines that fit into an area, each with its row on the screen and its place in the list; the one in hand is among them.
pub fn in_view<T>(lines: &[T], at: usize, area: Rect) -> impl Iterator<Item = (u16, usize, &T)> {
    let height = usize::from(area.height);
    let first = (at + 1).saturating_sub(height);
    (area.y..).zip(lines.iter().enumerate().skip(first).take(height)).map(|(y, (at, line))| (y, at, line))
}

/// Draws texts in full in a box over what stands there; of too much the end.
pub fn put_box(frame: &mut Frame<'_>, area: Rect, look: &Look, title: &str, texts: &[String]) {
    let room = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let lines: Vec<String> = texts.iter().flat_map(|text| wrap(text, usize::from(room.width.saturating_sub(4)))).collect();
    if lines.is_empty() || room.height < 3 {
        return;
    }
    let height = u16::try_from(lines.len() + 2).unwrap_or(room.height).min(room.height);
    let block = Rect { height, ..room };
    frame.render_widget(Clear, block);
    frame.render_widget(Block::bordered().title(format!(" {title} ")), block);
    let skipped = lines.len().saturating_sub(usize::from(height - 2));
    for (y, line) in (block.y + 1..).zip(lines.iter().skip(skipped)) {
        put(frame, Rect { width: block.width - 2, ..block }, (2, y), line, look.theme.plain);
    }
}
