//! The panel beside the form on wide terminals: the map of a long form, progress, the last forms, pace.

use super::Entry;
use super::overlay::per_hour;
use super::pages::Pages;
use crate::tui::screen::Look;
use crate::tui::screens::rows::{bar, put};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns of the panel.
const WIDTH: u16 = 38;

/// The terminal that has room for the panel.
const WIDE: u16 = 120;

/// Columns of the map where the panel has no room.
const MAP_WIDTH: u16 = 24;

/// Lines that the map leaves to progress.
const PROGRESS: u16 = 8;

impl Entry {
    /// Gives the columns beside the form; the form keeps the eighty that it has on the smallest terminal.
    pub(super) const fn side_width(&self, area: Rect) -> u16 {
        if area.width >= WIDE {
            WIDTH
        } else if self.is_long && area.width >= 80 + MAP_WIDTH {
            MAP_WIDTH
        } else {
            0
        }
    }

    /// Draws what stands beside the form.
    pub(super) fn draw_beside(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages) {
        if !self.is_long {
            return self.draw_side(frame, area, look);
        }
        let narrow = area.width < WIDTH;
        let height = if narrow { area.height } else { area.height.saturating_sub(PROGRESS + 1) };
        let used = self.draw_map(frame, Rect { height, ..area }, look, pages);
        if !narrow {
            put(frame, area, (0, area.y + used), "│", look.theme.quiet);
            let below = used + 1;
            self.draw_side(frame, Rect { y: area.y + below, height: area.height.saturating_sub(below), ..area }, look);
        }
    }

    fn draw_side(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let inner = Rect { x: area.x + 2, width: area.width - 3, ..area };
        for y in area.top()..area.bottom() {
            put(frame, area, (0, y), "│", theme.quiet);
        }
        let [forms, keys, ms, corrections] = self.work.today;
        let (done, stack) = (self.batch.done, self.batch.header.forms);
        let (finished, minimum) = (self.work.counts.finished(), self.survey.minimum());
        let mut lines = vec![
            (w.side_progress().to_owned(), theme.title),
            (w.side_today(forms), theme.plain),
            (w.side_batch(done, stack), theme.plain),
            (bar(done, stack, 30), theme.quiet),
        ];
        if minimum > 0 {
            let verdict = if finished >= minimum { w.sample_enough() } else { w.sample_short() };
            lines.push((w.side_survey_minimum(finished, minimum, verdict), theme.plain));
            lines.push((bar(finished, minimum, 30), theme.quiet));
        } else {
            lines.push((w.side_survey(finished), theme.plain));
        }
        lines.push((String::new(), theme.plain));
        lines.push((w.side_last().to_owned(), theme.title));
        for (number, at) in &self.work.last {
            lines.push((format!("{number:04}  {}", clock(at)), theme.plain));
        }
        if self.work.last.is_empty() {
            lines.push((w.side_none().to_owned(), theme.quiet));
        }
        lines.push((String::new(), theme.plain));
        lines.push((w.side_pace().to_owned(), theme.title));
        lines.push((w.statistics_forms_hour(per_hour(forms, ms)), theme.plain));
        lines.push((w.statistics_keys_hour(per_hour(keys, ms)), theme.plain));
        lines.push((w.statistics_corrections(corrections), theme.plain));
        for (y, (line, style)) in (area.top()..area.bottom()).zip(lines) {
            put(frame, inner, (0, y), &line, style);
        }
    }
}

/// Gives the time of a stored moment as people write it: `09.41.12`.
pub(crate) fn clock(stored: &str) -> String {
    stored.get(11..19).unwrap_or("").replace(':', ".")
}
