//! The question in hand below the form: full wording and labels, the text being typed, a doubt, a line being asked for.

use super::{Asked, Entry};
use crate::survey::flow::Offered;
use crate::survey::form::{Kind, Question, keys_shown};
use crate::survey::interview::Status;
use crate::survey::session::At;
use crate::survey::value::Missing;
use crate::tui::field::wrap;
use crate::tui::screen::Look;
use crate::tui::screens::rows::put;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

impl Entry {
    pub(super) fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if self.draw_line_asked(frame, area, look) {
            return;
        }
        let At::Question(at) = self.session.at() else {
            put(frame, area, (0, area.y), w.number_hint(), theme.plain);
            return;
        };
        let question = &self.survey.form.questions[at];
        if let Some(problem) = self.session.asks() {
            put(frame, area, (0, area.y), &super::problem::say_problem(&self.survey.form, problem, w), theme.soft);
            put(frame, area, (0, area.y + 1), w.doubt_hint(), theme.plain);
            return;
        }
        if self.session.picks_missing() {
            put(frame, area, (0, area.y), &w.missing_why(question.label.get(w.0)), theme.current);
            let allowed = |reason: &Missing| question.missing.contains(reason);
            let reasons = (1..)
                .zip(Missing::ALL)
                .filter(|(_, reason)| allowed(reason))
                .map(|(key, reason): (usize, _)| format!("{key} {}", w.missing(reason)));
            put(frame, area, (0, area.y + 1), &reasons.collect::<Vec<_>>().join("   "), theme.plain);
            put(frame, area, (0, area.y + 2), w.missing_hint(), theme.quiet);
            return;
        }
        let used = self.draw_wording(frame, area, look, question);
        let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        match &question.kind {
            Kind::Text | Kind::LongText => self.text.draw_wrapped(frame, rest, theme.plain),
            Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => {
                draw_labels(frame, rest, look, question, &self.session.offered(at));
            }
            kind => put(frame, rest, (0, rest.y), &how(kind, w), theme.quiet),
        }
    }

    /// Draws the line that is being asked for, if one is; tells whether it did.
    pub(super) fn draw_line_asked(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) -> bool {
        let w = look.words;
        let Some(prompt) = &self.prompt else { return false };
        let label = match prompt.asked {
            Asked::KeepReason => w.ask_keep_reason().to_owned(),
            Asked::ChangeReason if self.session.interview().status == Status::Approved => w.ask_change_reason_approved().to_owned(),
            Asked::ChangeReason => w.ask_change_reason().to_owned(),
            Asked::Note(question) => w.ask_note(self.survey.form.questions[question].label.get(w.0)),
            Asked::Comment(question) => w.review_ask_comment(self.survey.form.questions[question].label.get(w.0)),
            Asked::GoTo => w.ask_goto().to_owned(),
        };
        put(frame, area, (0, area.y), &label, look.theme.current);
        prompt.field.draw_wrapped(frame, Rect { y: area.y + 1, height: area.height - 1, ..area }, look.theme.plain);
        true
    }

    /// Draws the wording on at most two lines, a note beside it; gives the lines used.
    fn draw_wording(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, question: &Question) -> u16 {
        let w = look.words;
        let number = question.number.map_or_else(String::new, |number| format!("{number}. "));
        let lines = wrap(&format!("{number}{}", question.wording.get(w.0)), usize::from(area.width));
        let at = self.session.question().unwrap_or(0);
        // A text needs the lines below; choices need one.
        let said = self.said_on(at, (area.width, if question.takes_text() { 1 } else { 2 }), w);
        let most = if question.takes_text() || !said.is_empty() { 1 } else { 2 };
        let used = lines.len().min(most) as u16;
        for (y, line) in (area.y..).zip(lines.iter().take(most)) {
            put(frame, area, (0, y), line, look.theme.title);
        }
        if let Some(note) = &self.session.interview().notes[at] {
            let last = lines.get(usize::from(used) - 1).map_or(0, |line| line.width()) as u16;
            put(frame, area, (last + 2, area.y + used - 1), &format!("* {note}"), look.theme.quiet);
        }
        for (y, line) in (area.y + used..).zip(&said) {
            put(frame, area, (0, y), line, look.theme.soft);
        }
        used + said.len() as u16
    }
}

/// Says how an answer of a kind is keyed; nothing where the choices or the text say it.
pub(super) fn how(kind: &Kind, w: Words) -> String {
    match kind {
        Kind::Number(bounds) => w.number_range(bounds.min, bounds.max),
        Kind::Decimal(bounds) => w.number_range(bounds.min, bounds.max),
        Kind::Date => w.date_how().to_owned(),
        Kind::Time => w.time_how().to_owned(),
        Kind::Calculated(_) => w.calculated_how().to_owned(),
        Kind::Note => w.note_how().to_owned(),
        Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) | Kind::Text | Kind::LongText => {
            String::new()
        }
    }
}

/// Draws the full labels, flowing over the lines, and which keys answer.
fn draw_labels(frame: &mut Frame<'_>, area: Rect, look: &Look, question: &Question, offered: &[Offered<'_>]) {
    let w: Words = look.words;
    let (mut x, mut y) = (0_u16, area.y);
    for Offered { keys, choice } in offered {
        // Paper has letters where the screen has digits: the letter stands here.
        let key = keys.get(1).or(keys.first()).map_or_else(String::new, char::to_string);
        let text = format!("{key} {}", choice.label.get(w.0));
        let width = text.width() as u16;
        if x > 0 && x + width > area.width {
            (x, y) = (0, y + 1);
        }
        if y >= area.bottom() {
            return;
        }
        put(frame, area, (x, y), &text, look.theme.plain);
        x += width + 3;
    }
    let keys = keys_shown(offered.iter().map(|offered| offered.keys.as_slice()));
    let keys = match question.kind {
        Kind::Several(_) => w.several_how(keys),
        _ => format!("({keys})"),
    };
    let width = keys.width() as u16;
    if x + width > area.width {
        (x, y) = (0, y + 1);
    }
    let start = area.width.saturating_sub(width).max(x);
    if y < area.bottom() {
        put(frame, area, (start, y), &keys, look.theme.quiet);
    }
}
