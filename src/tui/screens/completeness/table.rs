//! The completeness table as it is drawn.

use super::super::rows::{bar, in_view, put, rule};
use super::{COLUMNS, Column, Completeness, IN_TABLE};
use crate::store::{Numbers, Part};
use crate::survey::value::Missing;
use crate::tui::screen::Look;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of the screen that each number takes.
const WIDTHS: [u16; IN_TABLE] = [7, 8, 7, 7, 7, 7, 7, 8];

/// Writes a text that ends at the right edge of a column of numbers.
fn put_number(frame: &mut Frame<'_>, area: Rect, at: usize, y: u16, text: &str, style: Style) {
    let all: u16 = WIDTHS.iter().sum();
    let end = area.width.saturating_sub(all + 1) + WIDTHS[..=at].iter().sum::<u16>();
    let start = end.saturating_sub(unicode_width::UnicodeWidthStr::width(text) as u16);
    put(frame, area, (start, y), text, style);
}

impl Completeness {
    pub(super) fn draw_table(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        put(frame, area, (1, area.y), &self.progress(w), theme.plain);
        put(frame, area, (1, area.y + 1), &self.numbers(w), if self.is_orderly() { theme.plain } else { theme.soft });
        rule(frame, area, area.y + 2, look);
        let label = area.width.saturating_sub(WIDTHS.iter().sum::<u16>() + 1);
        let head = Rect { width: label, ..area };
        put(frame, head, (3, area.y + 3), by(self.part, w), theme.title);
        for (at, column) in COLUMNS.into_iter().take(IN_TABLE).enumerate() {
            put_number(frame, area, at, area.y + 3, &format!("{} ", heading(column, w)), theme.title);
        }
        let list = Rect { y: area.y + 4, height: area.height.saturating_sub(8 + self.closing.height()), ..area };
        for (y, at, line) in in_view(&self.lines, self.at, list) {
            let here = at == self.at;
            let style = if here { theme.current } else { theme.plain };
            put(frame, list, (1, y), if here { ">" } else { " " }, style);
            let name = if at == 0 { w.completeness_all().to_owned() } else { self.name(line, w) };
            put(frame, Rect { width: label, ..list }, (3, y), &name, style);
            for (number, column) in COLUMNS.into_iter().take(IN_TABLE).enumerate() {
                let n = column.of(line);
                let text = if n == 0 { "-".to_owned() } else { n.to_string() };
                let chosen = here && number == self.column;
                let text = if chosen { format!("[{text}]") } else { format!("{text} ") };
                put_number(frame, list, number, y, &text, style);
            }
        }
        let foot = area.bottom().saturating_sub(4 + self.closing.height());
        rule(frame, area, foot, look);
        if let Some(line) = self.lines.get(self.at) {
            let number = |column: Column| {
                let n = column.of(line);
                if COLUMNS[self.column] == column { format!("[{n}]") } else { n.to_string() }
            };
            let reasons = Missing::KEYED.map(|reason| format!("{} {}", w.missing(reason), number(Column::Reason(reason))));
            put(frame, area, (1, foot + 1), &w.completeness_missing(reasons.join("  ")), theme.plain);
            let problems = w.completeness_problems(line.problems(), number(Column::Kept));
            // Only imported interviews have it.
            let source = Column::Reason(Missing::NotInSource);
            let source = if source.of(line) > 0 || COLUMNS[self.column] == source {
                format!("  {} {}", w.missing(Missing::NotInSource), number(source))
            } else {
                String::new()
            };
            put(frame, area, (1, foot + 2), &format!("{problems}{source}"), theme.plain);
        }
        put(frame, area, (1, foot + 3), w.completeness_keys(), theme.quiet);
        self.closing.draw(frame, area, foot + 4, look);
    }

    fn is_orderly(&self) -> bool {
        self.numbers.missing == 0 && self.numbers.repeated == 0 && self.outside == 0 && self.batches == 0
    }

    /// Says how far the survey is against the sample minimum.
    fn progress(&self, w: Words) -> String {
        let done = self.lines.first().map_or(0, |line| line.counts.finished());
        let minimum = self.survey.minimum();
        if minimum == 0 {
            return w.completeness_no_minimum(done);
        }
        let verdict = if done >= minimum { w.sample_enough() } else { w.sample_short() };
        format!("{} {} {verdict}", bar(done, minimum, 30), w.home_of_minimum(done, minimum))
    }

    fn numbers(&self, w: Words) -> String {
        if self.is_orderly() {
            return w.completeness_orderly().to_owned();
        }
        let Numbers { gaps, missing, repeated } = self.numbers;
        w.completeness_numbers(missing, gaps, repeated, self.outside, self.batches)
    }
}

const fn by(part: Part, w: Words) -> &'static str {
    match part {
        Part::Survey => w.completeness_survey(),
        Part::Location => w.list_locations(),
        Part::Service => w.list_services(),
        Part::Surveyor => w.list_surveyors(),
        Part::Day => w.completeness_days(),
    }
}

fn heading(column: Column, w: Words) -> &'static str {
    use crate::survey::interview::Status;
    match column {
        Column::Expected => w.completeness_expected(),
        Column::Status(Status::Complete) => w.completeness_complete(),
        Column::Status(Status::Returned) => w.completeness_returned(),
        Column::Status(Status::Approved) => w.completeness_approved(),
        Column::Status(Status::Draft) => w.completeness_draft(),
        Column::Status(Status::Void) => w.completeness_void(),
        Column::Missing => w.completeness_lacking(),
        Column::Reason(reason) => w.missing(reason),
        Column::Kept => w.trail_kept(),
        Column::Problems => w.completeness_open(),
    }
}
