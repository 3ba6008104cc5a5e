//! The columns of the list of interviews, wider on a wide screen; knows no interview.

use super::super::rows::put;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The columns of the list at a width.
pub(super) struct Columns([(u16, u16); 7]);

impl Columns {
    pub fn of(width: u16) -> Self {
        let fixed: [u16; 6] = if width >= 120 { [7, 13, 16, 34, 17, 8] } else { [6, 13, 11, 14, 12, 8] };
        let mut columns = [(1, 0); 7];
        let mut x = 1;
        for (column, width) in columns.iter_mut().zip(fixed) {
            *column = (x, width);
            x += width;
        }
        columns[6] = (x, width.saturating_sub(x + 1));
        Self(columns)
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, y: u16, cells: &[String; 7], style: Style) {
        for ((x, width), cell) in self.0.iter().zip(cells) {
            let room = Rect { x: area.x + x, width: width.saturating_sub(1), ..area };
            put(frame, room, (0, y), cell, style);
        }
    }
}
