//! The results as they are drawn.

use super::super::rows::{bar, put, rule};
use super::{Prompt, Results, big};
use crate::store::{self, By, Part, points};
use crate::survey::index::interval::FEWEST;
use crate::survey::index::{self, Definition, Left, Line, PLACES, Ratio, SMALL, Scores, decimal};
use crate::tui::field::fit;
use crate::tui::screen::Look;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// A screen so wide has room for comments beside the bars.
const WIDE: u16 = 116;

/// Lines above the unsur: large figures, what must stand beside them, a rule.
const HEAD: u16 = 6;

impl Results {
    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        self.draw_head(frame, area, look);
        rule(frame, area, area.y + HEAD - 1, look);
        let unsur = self.order.len() as u16;
        let table = Rect { y: area.y + HEAD, height: (unsur + 1).min(area.height.saturating_sub(HEAD)), ..area };
        if self.distribution {
            self.draw_distribution(frame, table, look);
        } else {
            self.draw_unsur(frame, table, look);
        }
        let y = table.bottom();
        if y >= area.bottom() {
            return;
        }
        let list = Rect { y, height: area.bottom() - y, ..area };
        if let Some(job) = &self.job {
            let finished = self.found.as_ref().map_or(0, |found| found.counts.finished());
            rule(frame, list, list.y, look);
            put(frame, list, (1, list.y + 1), &bar(i64::try_from(job.read()).unwrap_or(0), finished, 40), theme.plain);
            put(frame, list, (43, list.y + 1), &w.results_counting(job.read(), finished), theme.plain);
        } else {
            self.draw_groups(frame, list, look);
        }
    }

    fn draw_head(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some(found) = &self.found else { return };
        if let Some(prompt) = &self.prompt {
            let (ask, help) = match prompt {
                Prompt::Convention(_) => (w.results_ask_convention(), [w.results_convention_help(), w.results_convention_more()]),
                Prompt::File(_) => (w.results_ask_file(), [w.results_file_help(), ""]),
            };
            put(frame, area, (1, area.y), ask, theme.current);
            let room = Rect { x: area.x + 3, y: area.y + 1, width: area.width.saturating_sub(4), height: 1 };
            prompt.field().draw(frame, room, theme.plain, true);
            for (y, line) in (area.y + 2..).zip(help) {
                put(frame, area, (1, y), line, theme.quiet);
            }
            return;
        }
        let name = found.definition.label.get(w.0);
        let Some((ikm, mutu)) = &found.headline else {
            let why = match &found.lacking {
                _ if found.whole.n == 0 => w.results_none(name),
                Some(service) => w.results_service_lacks(service.name(&self.survey, By::Part(Part::Service), w)),
                None => w.results_lacking(name),
            };
            put(frame, area, (1, area.y + 1), &why, theme.title);
            put(frame, area, (1, area.y + 3), w.pooling(found.pooling), theme.plain);
            return;
        };
        for (column, text) in [(2, w.decimal(ikm, PLACES)), (24, mutu.code().to_owned())] {
            for (y, line) in (area.y..).zip(big::large(&text)) {
                put(frame, area, (column, y), &line, theme.title);
            }
        }
        let beside = Rect { x: area.x + 30, width: area.width.saturating_sub(31), ..area };
        let says = match mutu.code() {
            "" => w.results_index(name, w.decimal(ikm, PLACES)),
            letter => w.results_ikm(name, w.decimal(ikm, PLACES), letter, w.mutu(mutu)),
        };
        put(frame, beside, (0, area.y), &says, theme.title);
        let show = |value| points(value).map_or_else(String::new, |value| w.decimal(&value, PLACES));
        let interval = match found.bounds() {
            Some((low, high)) => w.results_interval(show(low), show(high)),
            None if found.pooling == index::Pooling::Services => w.results_no_interval().to_owned(),
            None if found.whole.n < FEWEST => w.results_interval_few(FEWEST),
            None => w.results_interval_later().to_owned(),
        };
        put(frame, beside, (0, area.y + 1), &self.counted(w), theme.plain);
        put(frame, beside, (0, area.y + 2), &interval, theme.plain);
        put(frame, area, (1, area.y + 3), &convention(found, w, usize::from(area.width.saturating_sub(2))), theme.plain);
        self.draw_doubt(frame, area, look);
    }

    /// Draws the line of what may mislead: another convention with another mutu, else what was left out.
    fn draw_doubt(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some(found) = &self.found else { return };
        let y = area.y + 4;
        let Some(other) = found.others.first() else {
            let left = self.left_out(w);
            if !left.is_empty() {
                put(frame, area, (1, y), &w.results_left_out(left), theme.plain);
            }
            return;
        };
        let mut text = w.results_warning(
            w.convention_called(&other.convention, found.unsur()),
            other.mutu.code(),
            found.definition.label.get(w.0),
            w.decimal(&other.ikm, PLACES),
            signed(&other.by, w),
        );
        if found.others.len() > 1 {
            text = format!("{text} {}", w.results_more(found.others.len() - 1));
        }
        put(frame, area, (1, y), &text, theme.soft);
    }

    /// Says how many interviews are counted; and what was left out, where its own line is taken.
    fn counted(&self, w: Words) -> String {
        let Some(found) = &self.found else { return String::new() };
        let (n, left) = (w.results_n(found.whole.n), self.left_out(w));
        if found.others.is_empty() || left.is_empty() { n } else { w.results_n_without(found.whole.n, left) }
    }

    /// Says what was left out.
    fn left_out(&self, w: Words) -> String {
        let Some(found) = &self.found else { return String::new() };
        let mut parts: Vec<String> = found.left_out().iter().map(|(status, n)| format!("{n} {}", w.status(*status))).collect();
        let answers: u64 = found.whole.scores.iter().map(Scores::left).sum();
        if answers > 0 {
            parts.push(w.results_answers_left(answers));
        }
        if found.pooling == index::Pooling::Services && found.without_service > 0 {
            parts.push(w.results_without_service(found.without_service));
        }
        parts.join(", ")
    }

    /// Gives what the index is taken over.
    fn definition(&self) -> &Definition {
        &self.measures[self.measure].definition
    }

    /// Names an unsur: its number in the regulation's list, and its label.
    fn label(&self, at: usize, w: Words) -> String {
        let definition = self.definition();
        let label = self.survey.form.questions[definition.questions[at]].label.get(w.0);
        format!("{} {label}", definition.number(&self.survey.form, at))
    }

    /// Draws the unsur of the group in hand with a bar each, the lowest three marked.
    fn draw_unsur(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some((_, worked)) = self.in_hand() else { return };
        let columns = [26, 34, 42, 47];
        let (rule, range) = (&self.definition().rule, self.definition().range());
        let factor = w.results_column_scale(w.number(&decimal::show(&rule.factor, if rule.factor.is_integer() { 0 } else { 2 })));
        put(frame, Rect { width: 24, ..area }, (3, area.y), &self.head(w), theme.title);
        for (column, head) in columns.into_iter().zip([w.results_column_n(), w.index_nrr(), &factor, w.results_column_mutu()]) {
            right(frame, area, (column, area.y), head, theme.title);
        }
        let wide = usize::from(area.width.saturating_sub(54)).min(50);
        let ends = [&range.0, &range.1].map(|end| decimal::show(end, 0));
        let room = wide.saturating_sub(ends[0].width());
        put(frame, area, (49, area.y), &format!("{}{:>room$}", ends[0], ends[1]), theme.quiet);
        let lowest = worked.lowest();
        for (y, at) in (area.y + 1..area.bottom()).zip(&self.order) {
            let line = &worked.lines[*at];
            let low = lowest[*at];
            let style = if low.is_some() { theme.current } else { theme.plain };
            put(frame, Rect { width: 22, ..area }, (3, y), &self.label(*at, w), style);
            right(frame, area, (columns[0], y), &line.n.to_string(), style);
            let Some(figures) = &line.figures else {
                right(frame, area, (columns[1], y), "-", style);
                continue;
            };
            right(frame, area, (columns[1], y), &w.decimal(&figures.nrr, 4), style);
            right(frame, area, (columns[2], y), &w.decimal(&figures.ikm, PLACES), style);
            right(frame, area, (columns[3] - 1, y), figures.mutu.code(), style);
            put(frame, area, (49, y), &scaled(&figures.ikm, &range, wide), style);
            if let Some(place) = low {
                // The comments of the whole; a narrow screen has no room for them.
                let comments =
                    if area.width >= WIDE && self.at == 0 && self.remarks.coded() > 0 { self.comments(*at, w) } else { String::new() };
                put(frame, area, (50 + wide as u16, y), &format!("<{place}  {comments}"), style);
            }
        }
    }

    /// Says how many comments are about an unsur.
    fn comments(&self, at: usize, w: Words) -> String {
        w.results_comments(self.remarks.of(&self.survey.form.questions[self.definition().questions[at]].key))
    }

    /// Says whose unsur stand below.
    fn head(&self, w: Words) -> String {
        match (self.at.checked_sub(1).and_then(|at| self.groups().get(at)), self.breakdowns.get(self.which)) {
            (Some((group, _)), Some(breakdown)) => group.key.name(&self.survey, breakdown.by, w),
            _ => w.results_unsur().to_owned(),
        }
    }

    /// Draws how often each value was given to each unsur, and what was left out.
    fn draw_distribution(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some((group, worked)) = self.in_hand() else { return };
        let values = self.definition().values(&self.survey.form);
        put(frame, Rect { width: 24, ..area }, (3, area.y), &self.head(w), theme.title);
        // Room for what was left out stays, however many values there are; a narrow column has the share alone.
        let start = 26;
        let many = values.len().max(1) as u16;
        let step = (area.width.saturating_sub(start + 18) / many).clamp(5, 8);
        for (at, value) in (0_u16..).zip(&values) {
            right(frame, area, (start + step + at * step, area.y), &value.to_string(), theme.title);
        }
        right(frame, area, (start, area.y), w.results_column_n(), theme.title);
        let behind = start + 2 + step * many;
        put(frame, area, (behind, area.y), w.results_column_left(), theme.title);
        for (y, at) in (area.y + 1..area.bottom()).zip(&self.order) {
            let (scores, line): (&Scores, &Line) = (&group.scores[*at], &worked.lines[*at]);
            put(frame, Rect { width: 22, ..area }, (3, y), &self.label(*at, w), theme.plain);
            right(frame, area, (start, y), &line.n.to_string(), theme.plain);
            for (column, value) in (0_u16..).zip(&values) {
                let n = scores.counts.get(value).copied().unwrap_or(0);
                right(frame, area, (start + step + column * step, y), &share(n, line.n, step == 8, w), theme.plain);
            }
            let left: Vec<String> = scores.left.iter().map(|(left, n)| format!("{n} {}", reason(*left, w))).collect();
            put(frame, area, (behind, y), &left.join(", "), theme.plain);
        }
    }

    fn draw_groups(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let (Some(found), Some(breakdown)) = (&self.found, self.breakdowns.get(self.which)) else { return };
        rule(frame, area, area.y, look);
        let head = w.results_by(by(self, breakdown.by, w), self.which + 1, self.breakdowns.len());
        put(frame, area, (1, area.y), &format!(" {head} "), theme.title);
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let height = usize::from(list.height);
        let lines = self.groups().len() + 1;
        let first = (self.at + 1).saturating_sub(height);
        let range = self.definition().range();
        for (y, at) in (list.y..list.bottom()).zip(first..lines) {
            let style = if at == self.at { theme.current } else { theme.plain };
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            match at.checked_sub(1).and_then(|at| self.groups().get(at)) {
                None => {
                    let ikm = found.index.whole.as_ref().map(|whole| (&whole.ikm, whole.mutu.code()));
                    draw_group(frame, list, y, (w.completeness_all(), found.whole.n, ikm), (&range, style, w));
                }
                Some((group, worked)) => {
                    let name = group.key.name(&self.survey, breakdown.by, w);
                    let ikm = worked.whole.as_ref().map(|whole| (&whole.ikm, whole.mutu.code()));
                    draw_group(frame, list, y, (&name, group.n, ikm), (&range, style, w));
                }
            }
        }
        let below = lines.saturating_sub(first + height);
        if below > 0 {
            let text = format!(" {} ", w.results_below(below));
            put(frame, area, (area.width.saturating_sub(text.width() as u16 + 2), area.y), &text, theme.quiet);
        }
    }
}

/// Names the convention and the pooling, whatever room there is; what the convention does is cut short.
fn convention(found: &store::Results, w: Words, room: usize) -> String {
    let (name, pooling) = (found.convention.name(), w.pooling(found.pooling));
    let line = |says: &str| w.results_convention(&name, says, pooling);
    let says = found.says(w);
    line(&fit(&says, room.saturating_sub(line("").width())))
}

/// Draws a group: name, n with its mark, IKM, mutu, bar. Of a wide screen the name gets some first.
fn draw_group(
    frame: &mut Frame<'_>,
    area: Rect,
    y: u16,
    (name, n, ikm): (&str, u64, Option<(&Ratio, &str)>),
    (range, style, w): (&(Ratio, Ratio), Style, Words),
) {
    let more = area.width.saturating_sub(80).min(24);
    put(frame, Rect { width: 28 + more, ..area }, (3, y), name, style);
    let rest = Rect { x: area.x + more, width: area.width.saturating_sub(more), ..area };
    right(frame, rest, (34, y), &n.to_string(), style);
    put(frame, rest, (34, y), if n < SMALL { "*" } else { " " }, style);
    let Some((ikm, mutu)) = ikm else {
        right(frame, rest, (42, y), "-", style);
        return;
    };
    right(frame, rest, (42, y), &w.decimal(ikm, PLACES), style);
    right(frame, rest, (46, y), mutu, style);
    let wide = usize::from(rest.width.saturating_sub(54)).min(50);
    put(frame, rest, (49, y), &scaled(ikm, range, wide), style);
}

/// Names a breakdown.
fn by(screen: &Results, by: By, w: Words) -> String {
    match by {
        By::Part(Part::Survey) => w.completeness_all().to_owned(),
        By::Part(Part::Location) => w.results_by_location().to_owned(),
        By::Part(Part::Service) => w.results_by_service().to_owned(),
        By::Part(Part::Surveyor) => w.results_by_surveyor().to_owned(),
        By::Part(Part::Day) => w.results_by_day().to_owned(),
        By::Week => w.results_by_week().to_owned(),
        By::Batch => w.results_by_batch().to_owned(),
        By::Question(at) | By::Several(at) | By::Age(at) => screen.survey.form.questions[at].label.get(w.0).to_lowercase(),
    }
}

/// Draws a bar from the lowest index to the highest.
pub(super) fn scaled(ikm: &Ratio, (least, most): &(Ratio, Ratio), wide: usize) -> String {
    let [ikm, least, most] = [ikm, least, most].map(|value| decimal::units(value, PLACES));
    bar(ikm - least, (most - least).max(1), wide)
}

/// Writes a difference with its sign.
pub(super) fn signed(value: &Ratio, w: Words) -> String {
    let text = w.decimal(value, PLACES);
    if text.starts_with('-') { text } else { format!("+{text}") }
}

/// Writes n and its share in whole per cent; the share alone where there is no room.
fn share(n: u64, whole: u64, roomy: bool, w: Words) -> String {
    if whole == 0 || n == 0 {
        return "-".to_owned();
    }
    let percent = (n * 200 + whole) / (whole * 2);
    if roomy { w.results_share(n, percent) } else { format!("{percent}%") }
}

fn reason(left: Left, w: Words) -> String {
    match left {
        Left::Missing(reason) => w.missing(reason).to_owned(),
        Left::None => w.index_no_answer().to_owned(),
        Left::Outside(code) => w.results_outside(code),
    }
}

/// Writes a text that ends before a column.
pub(super) fn right(frame: &mut Frame<'_>, area: Rect, (column, y): (u16, u16), text: &str, style: Style) {
    put(frame, area, (column.saturating_sub(text.width() as u16), y), text, style);
}
