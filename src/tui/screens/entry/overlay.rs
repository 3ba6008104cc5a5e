//! Pause and statistics: notices over the entry screen.

use super::Entry;
use crate::tui::action::Action;
use crate::tui::screen::{Look, Step};
use crate::tui::screens::rows::put;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear};

/// What stands over the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overlay {
    Pause,
    Statistics,
}

/// What an hour has in milliseconds.
const HOUR: i64 = 3_600_000;

/// Gives how many an hour, from a count and milliseconds at work.
pub(super) const fn per_hour(count: i64, ms: i64) -> i64 {
    if ms > 0 { count * HOUR / ms } else { 0 }
}

impl Entry {
    /// Closes the notice on its keys; the clock goes on with the next key.
    pub(super) fn close_overlay(&mut self, action: &Action) -> Step {
        if matches!(action, Action::Leave) {
            self.overlay = None;
            self.session.wait();
            return Step::Stay;
        }
        Step::Unknown
    }

    pub(super) fn draw_overlay(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, overlay: Overlay) {
        let w = look.words;
        let [forms, keys, ms, corrections] = self.work.today;
        let effort = self.session.interview().effort;
        let (title, lines) = match overlay {
            Overlay::Pause => (w.pause_title(), vec![w.pause_text().to_owned()]),
            Overlay::Statistics => (
                w.statistics_title(),
                vec![
                    w.statistics_today(forms),
                    w.statistics_forms_hour(per_hour(forms, ms)),
                    w.statistics_keys_hour(per_hour(keys, ms)),
                    w.statistics_keys_form(if forms > 0 { keys / forms } else { 0 }),
                    w.statistics_corrections(corrections),
                    w.statistics_batch(self.batch.done, self.batch.header.forms),
                    w.statistics_this(effort.keys, effort.corrections),
                ],
            ),
        };
        let height = lines.len() as u16 + 2;
        let width = 50.min(area.width);
        let block = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame.render_widget(Clear, block);
        frame.render_widget(Block::bordered().title(format!(" {title} ")), block);
        for (row, line) in (block.y + 1..).zip(lines) {
            put(frame, Rect { width: width - 2, ..block }, (2, row), &line, look.theme.plain);
        }
    }
}
