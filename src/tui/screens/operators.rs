//! Operator statistics: a row per surveyor, or per surveyor and day, with the sum of all.

use super::rows::{put, rule};
use crate::store::{Filter, Operator, Store, Survey};
use crate::survey::date;
use crate::survey::interview::{Id, Status};
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// What an hour and a minute have in milliseconds.
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// Rows turned over with PgUp and PgDn.
const PAGE: usize = 10;

/// The statistics.
pub struct Operators {
    survey: Survey,
    rows: Vec<Operator>,
    by_day: bool,
    at: usize,
}

impl Operators {
    /// Opens the statistics of a survey, all days together.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, rows: Vec::new(), by_day: false, at: 0 })
    }

    fn sum(&self) -> Operator {
        let mut all = Operator::default();
        for row in &self.rows {
            all.add(row);
        }
        all
    }
}

impl Screen for Operators {
    fn title(&self, w: Words) -> Title {
        let right = if self.by_day { w.operators_title_days() } else { w.operators_title() };
        Title { left: self.survey.title(), right: right.to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Operators]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.rows = store.operators(&self.survey, self.by_day)?;
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(PAGE),
            Action::PageDown => self.at = (self.at + PAGE).min(last),
            Action::PerDay => {
                self.by_day = !self.by_day;
                self.at = 0;
                self.load(store)?;
            }
            Action::Accept => {
                let Some(row) = self.rows.get(self.at) else { return Ok(Step::Refuse(w.operators_empty().to_owned())) };
                let filter = Filter {
                    statuses: vec![Status::Complete, Status::Returned, Status::Approved],
                    surveyor: Some(row.surveyor),
                    completed: row.day.parse().ok(),
                    ..Filter::default()
                };
                return Ok(Step::Open(Route::List { survey: self.survey.id, opening: Opening::With(Box::new(filter), i64::MIN) }));
            }
            Action::Leave => return Ok(Step::Close),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let heads = [
            w.operators_forms(),
            w.operators_keys_hour(),
            w.operators_forms_hour(),
            w.operators_pauses(),
            w.operators_corrections(),
            w.operators_missing(),
            w.operators_returns(),
            w.operators_mismatch(),
        ];
        self.draw_row(frame, area, area.y, [w.operators_surveyor(), if self.by_day { w.operators_day() } else { "" }], &heads, theme.title);
        rule(frame, area, area.y + 1, look);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(8), ..area };
        let height = usize::from(list.height);
        let first = (self.at + 1).saturating_sub(height);
        let mut y = list.y;
        for (position, row) in self.rows.iter().enumerate().skip(first).take(height) {
            let current = position == self.at;
            let style = if current { theme.current } else { theme.plain };
            put(frame, area, (0, y), if current { ">" } else { " " }, style);
            let day = row.day.parse().map_or_else(|_| row.day.clone(), date::show);
            // Day and month where there is no room for the year.
            let day = if area.width >= 120 { day.as_str() } else { day.get(..5).unwrap_or_default() };
            self.draw_row(frame, area, y, [&row.label, day], &cells(row, w), style);
            y += 1;
        }
        if self.rows.is_empty() {
            put(frame, list, (2, list.y + 1), w.operators_empty(), theme.quiet);
            return;
        }
        rule(frame, area, y, look);
        let all = self.sum();
        self.draw_row(frame, area, y + 1, [w.operators_all(), ""], &cells(&all, w), theme.title);
        let foot = area.bottom() - 4;
        rule(frame, area, foot, look);
        if let Some(row) = self.rows.get(self.at) {
            let mut said = w.operators_pause_time(&row.label, row.pauses, row.pause_ms / MINUTE);
            if row.compared > 0 {
                said = format!("{said} {}", w.operators_mismatch_of(row.mismatches, row.compared));
            }
            put(frame, area, (1, foot + 1), &said, theme.plain);
        }
        put(frame, area, (1, foot + 2), &w.operators_left_out(all.drafts, all.void), theme.plain);
        put(frame, area, (1, foot + 3), w.operators_what(), theme.quiet);
    }
}

impl Operators {
    /// Draws a row: names on the left, figures flush right under their headings.
    fn draw_row<T: AsRef<str>>(&self, frame: &mut Frame<'_>, area: Rect, y: u16, names: [&str; 2], cells: &[T; 8], style: Style) {
        let widths: [u16; 8] = [5, 9, 7, 7, 8, 7, 8, 7];
        let names_width = area.width.saturating_sub(widths.iter().sum::<u16>() + 2);
        let day_width = if self.by_day { if area.width >= 120 { 12 } else { 7 } } else { 0 };
        let label_width = names_width - day_width;
        put(frame, Rect { width: label_width, ..area }, (1, y), names[0], style);
        put(frame, Rect { width: names_width, ..area }, (label_width + 1, y), names[1], style);
        let mut x = names_width + 1;
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.as_ref();
            let start = x + width.saturating_sub(text.width() as u16);
            put(frame, area, (start, y), text, style);
            x += width;
        }
    }
}

/// Writes a row's figures; a rate stands empty where there is nothing to divide by.
fn cells(row: &Operator, w: Words) -> [String; 8] {
    let rate = |count: i64| if row.ms > 0 { (count * HOUR / row.ms).to_string() } else { String::new() };
    // Tenths of a per cent, rounded.
    let mismatch = (row.compared > 0).then(|| (row.mismatches * 2000 + row.compared) / (row.compared * 2));
    [
        row.forms.to_string(),
        rate(row.keys),
        rate(row.forms),
        row.pauses.to_string(),
        row.corrections.to_string(),
        row.missing.to_string(),
        row.returns.to_string(),
        mismatch.map_or_else(String::new, |tenths| w.operators_rate(tenths / 10, tenths % 10)),
    ]
}
