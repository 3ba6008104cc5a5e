//! The batch header as it is drawn: its fields, and below them the choices or what helps.

use super::super::rows::{Cell, Row, draw, put, rule};
use super::{BatchScreen, Slot};
use crate::survey::date;
use crate::tui::screen::Look;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

impl BatchScreen {
    fn label(slot: Slot, w: Words) -> &'static str {
        match slot {
            Slot::Date => w.batch_date(),
            Slot::Band => w.batch_band(),
            Slot::Location => w.batch_location(),
            Slot::Service => w.batch_service(),
            Slot::Surveyor => w.batch_surveyor(),
            Slot::First => w.batch_first(),
            Slot::Forms => w.batch_forms(),
        }
    }

    fn row(&self, slot: Slot, w: Words) -> Row<'_> {
        let field = match slot {
            Slot::Date => Some(&self.date),
            Slot::First => Some(&self.first),
            Slot::Forms => Some(&self.forms),
            Slot::Band | Slot::Location | Slot::Service | Slot::Surveyor => None,
        };
        let cell = field.map_or_else(
            || {
                let chosen = self.chosen(slot);
                let choice = self.choices(slot, w).into_iter().find(|choice| choice.1 == chosen);
                Cell::Value(choice.map_or_else(String::new, |(key, _, label)| format!("[{key}] {label}")))
            },
            Cell::Field,
        );
        Row { label: Self::label(slot, w).to_owned(), cell, remark: String::new() }
    }

    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        let top = Rect { y: area.y + 1, height: self.slots.len() as u16, ..area };
        let rows: Vec<Row<'_>> = self.slots.iter().map(|slot| self.row(*slot, w)).collect();
        draw(frame, top, look, &rows, self.at, 24);
        rule(frame, area, top.bottom(), look);
        let below = Rect { y: top.bottom() + 1, height: area.bottom().saturating_sub(top.bottom() + 1), ..area };
        let choices = self.choices(self.slot(), w);
        if choices.is_empty() {
            let hint = match self.slot() {
                Slot::Date => w.batch_hint_date(date::show(self.survey.from), date::show(self.survey.to)),
                Slot::First => w.batch_hint_first().to_owned(),
                _ => w.batch_hint_forms().to_owned(),
            };
            put(frame, below, (2, below.y), &hint, look.theme.quiet);
        }
        let rows = usize::from(below.height).max(1);
        let half = if choices.len() > rows { below.width / 2 } else { below.width };
        let chosen = self.chosen(self.slot());
        for (position, (key, id, label)) in choices.iter().enumerate() {
            let style = if *id == chosen { look.theme.current } else { look.theme.plain };
            let column = half * (position / rows) as u16;
            let room = Rect { x: below.x + column, width: half, ..below };
            put(frame, room, (2, below.y + (position % rows) as u16), &format!("{key}  {label}"), style);
        }
    }
}
