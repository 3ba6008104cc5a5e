//! The form in paper order: all of it on one screen, or, where it is longer, page by page with its sections.

use super::Entry;
use super::pages::{Format, Line, Pages};
use crate::survey::date;
use crate::survey::session::At;
use crate::tui::field::fit;
use crate::tui::screen::Look;
use crate::tui::screens::rows::{put, rule};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

/// Lines below the form for the question in hand.
const DETAIL: u16 = 4;

/// From so many lines on, a long form has more of them for the question in hand.
const TALL: u16 = 30;

impl Entry {
    /// Gives the lines below the form: a long form has hints and long lists of choices more often.
    pub(super) const fn detail_height(&self, area: Rect) -> u16 {
        match (self.is_long, area.height >= TALL) {
            (false, _) => DETAIL,
            (true, false) => 6,
            (true, true) => 9,
        }
    }

    /// Gives the form as it stands in an area; worked out again only where that has changed.
    pub(super) fn pages_in(&self, area: Rect, look: &Look) -> Rc<Pages> {
        let form = &self.survey.form;
        let page = self.is_long.then(|| area.height.saturating_sub(self.detail_height(area) + 3));
        let format = Format { lang: look.words.0, width: area.width, page, kept: self.kept.clone() };
        let mut cached = self.pages.borrow_mut();
        match cached.as_ref() {
            Some(pages) if pages.format == format => Rc::clone(pages),
            _ => Rc::clone(cached.insert(Rc::new(Pages::make(form, format)))),
        }
    }

    pub(super) fn draw_form(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_head(frame, area, look);
        rule(frame, area, area.y + 1, look);
        let detail = self.detail_height(area);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(detail + 3), ..area };
        let pages = self.pages_in(area, look);
        let in_hand = self.session.question();
        let page = in_hand.map_or(0, |question| pages.page_of(question));
        let range = pages.ranges.get(page).cloned().unwrap_or_default();
        let height = usize::from(body.height);
        // Where all stands under each other, a small screen follows the question in hand.
        let line = in_hand.map_or(range.start, |question| pages.line_of(question));
        let first = (line + 2).saturating_sub(height).clamp(range.start, range.end.saturating_sub(height).max(range.start));
        let mut y = body.y;
        for line in &pages.lines[first..range.end.min(first + height)] {
            self.draw_line(frame, Rect { y, height: 1, ..body }, look, &pages, line);
            y += 1;
        }
        if self.is_long {
            y = body.bottom();
            self.draw_pages(frame, area, look, &pages, page);
        }
        rule(frame, area, y, look);
        self.draw_detail(frame, Rect { x: area.x + 2, y: y + 1, width: area.width - 4, height: detail }, look);
    }

    /// Says in the rule below the head where in a long form one stands, and how much lacks.
    fn draw_pages(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages, page: usize) {
        let said = look.words.form_pages(page + 1, pages.ranges.len(), self.standing.lacking());
        let start = area.width.saturating_sub(said.width() as u16 + 3);
        put(frame, area, (start, area.y + 1), &format!(" {said} "), look.theme.quiet);
    }

    fn draw_line(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages, line: &Line) {
        match line {
            Line::Rule => rule(frame, area, area.y, look),
            Line::Heading(section) => self.draw_heading(frame, area, look, *section),
            Line::Pair(left, right) => {
                let half = area.width / 2;
                self.draw_short(frame, Rect { width: half - 1, ..area }, look, pages, *left);
                if let Some(right) = right {
                    self.draw_short(frame, Rect { x: area.x + half, width: half, ..area }, look, pages, *right);
                }
            }
            Line::Wide(question) => self.draw_wide(frame, area, look, pages, *question),
            Line::Read(question, text, first) => {
                let (mark, style) = self.mark(*question, pages, look);
                if *first {
                    put(frame, area, (0, area.y), mark, style);
                    if self.session.question() == Some(*question) {
                        frame.set_cursor_position((area.x + 1, area.y));
                    }
                }
                put(frame, area, (1, area.y), text, style);
            }
        }
    }

    /// Draws a section's name in a rule; one that does not apply is dimmed, and says so.
    fn draw_heading(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, section: usize) {
        let w = look.words;
        let applies = self.shows_all || self.standing.parts.get(section).is_some_and(|part| part.applies);
        let label = self.survey.form.sections[section].label.get(w.0);
        let remark = if applies { String::new() } else { format!(" ({})", w.section_not_asked()) };
        let text = fit(&format!("{}. {label}{remark}", section + 1), usize::from(area.width.saturating_sub(8)));
        rule(frame, area, area.y, look);
        put(frame, area, (3, area.y), &format!(" {text} "), if applies { look.theme.title } else { look.theme.quiet });
    }

    /// Draws what stands for the whole stack, and the form number.
    pub(super) fn draw_head(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let header = &self.batch.header;
        let on_number = self.session.at() == At::FormNumber;
        let number = if on_number && !self.session.typed().is_empty() { self.session.typed().to_owned() } else { self.form_number() };
        let number = if on_number { format!(">{} [{number}]", w.form_word()) } else { format!("{} {number}", w.form_word()) };
        let interview = self.session.interview();
        let place = if self.keying.is_some() && self.session.is_draft() {
            w.form_place((self.batch.done + 1).min(self.batch.header.forms.max(self.batch.done + 1)), self.batch.header.forms)
        } else {
            w.status(interview.status).to_owned()
        };
        let right = format!("{number} · {place}");
        let width = usize::from(area.width) - 2;
        let start = width.saturating_sub(right.width()) as u16 + 1;
        let band = self.survey.label(header.band);
        let moment = format!(" · {}{}{band}", date::show(header.date), if band.is_empty() { "" } else { " · " });
        // A long location is shortened before the date is.
        let location = fit(self.survey.label(Some(header.location)), usize::from(start).saturating_sub(moment.width() + 3));
        put(frame, area, (1, area.y), &format!("{location}{moment}"), theme.plain);
        put(frame, area, (start, area.y), &right, if on_number { theme.current } else { theme.plain });
        if on_number {
            let typed = self.session.typed().len() as u16;
            let at = start + w.form_word().width() as u16 + 3 + typed;
            frame.set_cursor_position((area.x + at, area.y));
        }
    }

    /// Gives a question's mark, the style of its name and whether it applies.
    pub(super) fn mark(&self, question: usize, pages: &Pages, look: &Look) -> (&'static str, Style) {
        let theme = look.theme;
        if self.session.question() == Some(question) {
            let doubtful = self.session.asks().is_some();
            return (if doubtful { "?" } else { ">" }, theme.current);
        }
        if !self.asked(question) {
            return (" ", theme.quiet);
        }
        let noted = self.session.interview().notes[question].is_some();
        let kept = self.session.interview().kept.iter().any(|kept| kept.question == Some(question));
        // Short answers have room to say where they come from.
        let short = self.survey.form.sections[pages.sections[question]].compact;
        let carried = self.session.interview().carried[question] && self.session.answer(question).is_some() && !short;
        let marks = [(kept, "!"), (self.is_commented(question), "\""), (noted, "*"), (carried, "=")];
        let mark = marks.into_iter().find(|(holds, _)| *holds).map_or(" ", |(_, mark)| mark);
        (mark, if carried { theme.carried } else { theme.plain })
    }
}
