//! Draws the import: the file, its columns, what a look came to, the work and its end.

use super::{Importing, Stage, ahead, columns};
use crate::exchange::import::{Book, Kind, Opened, Outcome, Report};
use crate::survey::value::safe;
use crate::tui::field::{Field, fit};
use crate::tui::screen::Look;
use crate::tui::screens::rows::{Cell, Row, bar, draw, in_view, put, put_box, put_wrapped, rule};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Says what kind of file it is.
fn kind(kind: &Kind, w: Words) -> String {
    match kind {
        Kind::Text { encoding, delimiter, decimal_comma } => {
            let delimiter = if *delimiter == b'\t' { "tab".to_owned() } else { char::from(*delimiter).to_string() };
            let comma = if *decimal_comma { w.import_decimal_comma() } else { "" };
            format!("{}{comma}", w.import_kind_text(encoding.name(), delimiter))
        }
        Kind::JsonLines => "JSON Lines".to_owned(),
        Kind::Variables { program, .. } => program.name().to_owned(),
        Kind::Sheet { book: Book::Xlsx, name } => w.import_kind_sheet("XLSX", safe(name)),
        Kind::Sheet { book: Book::Ods, name } => w.import_kind_sheet("ODS", safe(name)),
        Kind::Sheet { book: Book::Sqlite, name } => w.import_kind_table("SQLite", safe(name)),
    }
}

impl Importing {
    pub(super) fn draw_stage(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        let total = self.opened.as_ref().map_or(1, |(opened, _)| opened.total);
        match &self.stage {
            Stage::Choosing => self.draw_choosing(frame, area, look),
            Stage::Opening(opening) => draw_working(frame, area, look, w.import_opening(), opening.done(), opening.total),
            Stage::Mapping => self.draw_mapping(frame, area, look),
            Stage::Checking(checking) => {
                draw_working(frame, area, look, w.import_checking(), checking.done(), total);
                let report = checking.report();
                put(frame, area, (2, area.y + 6), &w.import_counts(report.rows, report.new, report.same, report.refused), look.theme.plain);
            }
            Stage::Ahead(report) => self.draw_ahead(frame, area, look, report),
            Stage::Writing(writing, report) => match writing.done() {
                None => put(frame, area, (2, area.y + 2), w.merge_copying(), look.theme.title),
                Some(done) => {
                    let said = if writing.is_ending() { w.import_ending() } else { w.import_writing() };
                    draw_working(frame, area, look, said, done, total);
                    put(frame, area, (2, area.y + 6), &w.import_will_be(report.new), look.theme.plain);
                }
            },
            Stage::Done(outcome) => draw_done(frame, area, look, outcome),
        }
    }

    fn draw_choosing(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        let row = Row { label: w.export_file().to_owned(), cell: Cell::Field(&self.file), remark: String::new() };
        draw(frame, Rect { y: area.y + 1, height: 1, ..area }, look, &[row], 0, 12);
        rule(frame, area, area.y + 2, look);
        let y = put_wrapped(frame, area, (2, area.y + 3), w.import_how(), look.theme.quiet);
        for (y, name) in (y + 1..area.bottom()).zip(&self.names) {
            put(frame, area, (4, y), name, look.theme.plain);
        }
    }

    /// Says name and kind of the file at the top.
    fn draw_file(frame: &mut Frame<'_>, area: Rect, look: &Look, opened: &Opened) {
        let w = look.words;
        let mut text = format!("{} · {}", safe(&opened.origin.name), kind(&opened.kind, w));
        if !opened.kind.has_names() {
            text = format!("{text} · {}", w.import_head_at(opened.head_at));
        }
        put(frame, area, (1, area.y), &text, look.theme.plain);
    }

    fn draw_mapping(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some((opened, mapping)) = &self.opened else { return };
        Self::draw_file(frame, area, look, opened);
        rule(frame, area, area.y + 1, look);
        let (lines, open) = (columns::lines(&self.survey, mapping), mapping.open(&self.survey));
        // The last line says what stands in hand in full.
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(5), ..area };
        let (head, sample, target, how) = (6, 28, 46, area.width.saturating_sub(11));
        for (y, at, line) in in_view(&lines, self.at, list) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            if columns::is_open(&open, *line) {
                put(frame, list, (2, y), "!", theme.soft);
            }
            let cell = |frame: &mut Frame<'_>, x: u16, end: u16, text: &str, style| {
                put(frame, Rect { width: end.saturating_sub(1), ..list }, (x, y), text, style);
            };
            match *line {
                columns::Line::Column(at) => {
                    let column = &mapping.columns[at];
                    cell(frame, 3, head, &format!("{:>2}", at + 1), style);
                    cell(frame, head, sample, &column.head, style);
                    cell(frame, sample, target, &columns::sample(&opened.sample, at), theme.quiet);
                    cell(frame, target, how, &columns::target(&self.survey, column.target, w), style);
                    cell(frame, how, area.width, columns::how(column.how, w), theme.quiet);
                }
                line => {
                    let name = match line {
                        columns::Line::Order => w.import_order().to_owned(),
                        columns::Line::Default(field) => w.import_for_all(w.import_field(field)),
                        columns::Line::Column(_) => String::new(),
                    };
                    let unset = if columns::is_open(&open, line) { w.import_to_settle() } else { w.import_optional() };
                    let value = columns::value(&self.survey, mapping, line, w);
                    cell(frame, head, target, &name, style);
                    cell(frame, target, area.width, value.as_deref().unwrap_or(unset), style);
                }
            }
        }
        let foot = area.bottom() - 3;
        rule(frame, area, foot, look);
        let said = match lines.get(self.at) {
            Some(columns::Line::Column(at)) => {
                let column = &mapping.columns[*at];
                format!("{} → {}", safe(&column.head), columns::target(&self.survey, column.target, w))
            }
            Some(columns::Line::Order) => w.import_order_why().to_owned(),
            _ => w.import_default_why().to_owned(),
        };
        put_wrapped(frame, area, (1, foot + 1), &said, theme.quiet);
    }

    fn draw_ahead(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, report: &Report) {
        let (w, theme) = (look.words, look.theme);
        let Some((opened, mapping)) = &self.opened else { return };
        Self::draw_file(frame, area, look, opened);
        put(frame, area, (1, area.y + 1), &w.import_counts(report.rows, report.new, report.same, report.refused), theme.title);
        rule(frame, area, area.y + 2, look);
        let lines = ahead::lines(&self.survey, mapping, report, w);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(6), ..area };
        for (y, at, line) in in_view(&lines, self.at, list) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            put(frame, list, (3, y), &format!("{}{}", if line.is_bad { "! " } else { "" }, line.text), style);
        }
        let foot = area.bottom() - 3;
        rule(frame, area, foot, look);
        let whole = lines.get(self.at).filter(|line| fit(&line.text, usize::from(area.width) - 6) != line.text);
        let said = match (whole, self.is_stale) {
            (Some(line), _) => line.text.clone(),
            (None, true) => w.import_stale().to_owned(),
            (None, false) if report.refused > 0 => w.import_ahead_refused().to_owned(),
            (None, false) => w.import_ahead_sound().to_owned(),
        };
        put_wrapped(frame, area, (1, foot + 1), &said, theme.quiet);
    }
}

fn draw_working(frame: &mut Frame<'_>, area: Rect, look: &Look, title: &str, done: u64, total: u64) {
    let (done, total) = (i64::try_from(done.min(total)).unwrap_or(0), i64::try_from(total).unwrap_or(1).max(1));
    put(frame, area, (2, area.y + 2), title, look.theme.title);
    put(frame, area, (2, area.y + 4), &format!("{} {} %", bar(done, total, 50), done * 100 / total), look.theme.plain);
}

fn draw_done(frame: &mut Frame<'_>, area: Rect, look: &Look, outcome: &Outcome) {
    let w = look.words;
    let imported = outcome.imported;
    let mut lines = vec![w.import_done_counts(imported.interviews, imported.batches)];
    if outcome.same > 0 {
        lines.push(w.import_done_same(outcome.same));
    }
    if imported.problems > 0 {
        lines.push(w.import_done_problems(imported.problems));
    }
    if let Some(path) = &outcome.rejects {
        lines.push(w.import_done_refused(outcome.refused, path.display()));
    }
    if let Some(copy) = &outcome.copy {
        lines.push(w.import_copy(copy.display()));
    }
    let mut y = area.y + 2;
    for line in &lines {
        y = put_wrapped(frame, area, (2, y), line, look.theme.plain);
    }
}

/// Draws a prompt over the screen.
pub(super) fn draw_prompt(frame: &mut Frame<'_>, area: Rect, look: &Look, title: &str, field: &Field) {
    let middle = Rect { y: area.y + area.height / 3, height: 4, ..area };
    put_box(frame, middle, look, title, &[String::new(), String::new()]);
    let x = middle.x + 4;
    field.draw(frame, Rect { x, y: middle.y + 1, width: middle.width.saturating_sub(8), height: 1 }, look.theme.plain, true);
}
