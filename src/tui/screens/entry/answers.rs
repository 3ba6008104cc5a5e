//! Answers among the questions: short ones side by side, others with all their choices, long lists by what was chosen.

use super::Entry;
use super::pages::{Pages, Spread};
use crate::survey::flow::Offered;
use crate::survey::form::{Choice, Kind, Question, codes};
use crate::survey::value::{Answer, safe};
use crate::tui::field::fit;
use crate::tui::screen::Look;
use crate::tui::screens::rows::put;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

impl Entry {
    /// Draws `label [code] text`.
    pub(super) fn draw_short(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages, at: usize) {
        let (w, theme) = (look.words, look.theme);
        let question = &self.survey.form.questions[at];
        let (mark, style) = self.mark(at, pages, look);
        put(frame, area, (0, area.y), mark, style);
        let label_width = pages.blocks[pages.sections[at]].short;
        put(frame, Rect { width: (1 + label_width).min(area.width), ..area }, (1, area.y), question.label.get(w.0), style);
        let room = Rect { x: area.x + label_width + 2, width: area.width.saturating_sub(label_width + 2), ..area };
        let current = self.session.question() == Some(at);
        if question.takes_text() {
            return self.draw_text_value(frame, room, look, at);
        }
        if matches!(question.kind, Kind::Calculated(_)) || !self.asked(at) {
            return self.draw_aside(frame, room, look, at);
        }
        let (shown, text, answered) = self.boxed(at, look);
        let answer = self.session.answer(at);
        let carried = if self.session.interview().carried[at] && answer.is_some() { self.say_carried(at, w) } else { "" };
        let boxed = format!("[{shown}]");
        let boxed_width = boxed.width() as u16;
        put(frame, room, (0, area.y), &boxed, answered);
        let left =
            usize::from(room.width.saturating_sub(boxed_width + 1)).saturating_sub(carried.width() + usize::from(!carried.is_empty()));
        let text = fit(&safe(&text), left);
        put(frame, room, (boxed_width + 1, area.y), &text, theme.plain);
        put(frame, room, (boxed_width + 2 + text.width() as u16, area.y), carried, theme.carried);
        if current {
            frame.set_cursor_position((room.x + 1 + self.session.typed().len() as u16, area.y));
        }
    }

    /// Gives what stands in the brackets, what stands behind them, and the style of the brackets.
    fn boxed(&self, at: usize, look: &Look) -> (String, String, Style) {
        let (w, theme) = (look.words, look.theme);
        let question = &self.survey.form.questions[at];
        let current = self.session.question() == Some(at);
        let key_of = |choice: &Choice| choice.keys.first().map_or_else(|| choice.code.to_string(), char::to_string);
        match self.session.answer(at) {
            _ if current && !self.session.typed().is_empty() => (self.session.typed().to_owned(), String::new(), theme.current),
            Some(Answer::Missing(reason)) if !(current && self.session.is_unaccepted()) => {
                (".".to_owned(), w.missing(*reason).to_owned(), theme.missing)
            }
            answer if matches!(question.kind, Kind::Several(_)) => {
                let chosen = self.chosen(at);
                let marked: Vec<&Choice> = question.choices().iter().filter(|choice| chosen.contains(&choice.code)).collect();
                let keys = marked.iter().map(|choice| key_of(choice)).collect::<Vec<_>>().join(",");
                let labels: Vec<&str> = marked.iter().map(|choice| choice.short.get(w.0)).collect();
                let given = if answer.is_some() { theme.answer } else { theme.plain };
                let style = if current && self.session.is_unaccepted() { theme.current } else { given };
                (format!("{keys:1}"), labels.join(", "), style)
            }
            Some(Answer::Value(value)) => {
                let choice = value.code().filter(|_| question.is_coded()).and_then(|code| question.choice(code));
                match choice {
                    Some(choice) => (key_of(choice), choice.short.get(w.0).to_owned(), theme.answer),
                    None => (question.show(value, w.0), String::new(), theme.answer),
                }
            }
            _ => (" ".to_owned(), String::new(), theme.plain),
        }
    }

    /// Draws what is worked out, and what does not apply: nobody keys it, so that it has no brackets.
    fn draw_aside(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize) {
        let question = &self.survey.form.questions[at];
        let value = self.session.answer(at).and_then(Answer::value).filter(|_| self.asked(at));
        let text = value.map_or_else(|| "-".to_owned(), |value| format!("= {}", question.show(value, look.words.0)));
        put(frame, room, (0, room.y), &text, look.theme.quiet);
        if self.session.question() == Some(at) {
            frame.set_cursor_position((room.x, room.y));
        }
    }

    /// Draws a text answer on its line; while it is typed, it stands below.
    fn draw_text_value(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize) {
        let current = self.session.question() == Some(at);
        let (text, style) = match self.session.answer(at) {
            Some(Answer::Missing(reason)) => (format!("[. {}]", look.words.missing(*reason)), look.theme.missing),
            None if !self.asked(at) => ("-".to_owned(), look.theme.quiet),
            Some(answer) => (answer.as_text().unwrap_or_default().to_owned(), look.theme.plain),
            None => (String::new(), look.theme.plain),
        };
        let text = if current { self.text.value().to_owned() } else { text };
        put(frame, room, (0, room.y), &text, style);
    }

    /// Draws a question with all its choices, in columns that it shares with others; or its answer alone.
    pub(super) fn draw_wide(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages, at: usize) {
        let w = look.words;
        let question = &self.survey.form.questions[at];
        let block = pages.blocks[pages.sections[at]];
        let (mark, style) = self.mark(at, pages, look);
        let digits = usize::from(block.digits);
        let number = question.number.map_or_else(String::new, |number| format!("{number:>digits$}"));
        put(frame, area, (0, area.y), mark, style);
        put(frame, area, (1, area.y), &number, style);
        let label_room = Rect { width: (block.label_at() + block.label).min(area.width), ..area };
        put(frame, label_room, (block.label_at(), area.y), question.label.get(w.0), style);
        let start = block.answer_at();
        let room = Rect { x: area.x + start, width: area.width.saturating_sub(start), ..area };
        let inner = Rect { x: room.x + 1, width: room.width.saturating_sub(1), ..room };
        if question.takes_text() {
            return self.draw_text_value(frame, inner, look, at);
        }
        if matches!(question.kind, Kind::Calculated(_)) || !self.asked(at) {
            return self.draw_aside(frame, inner, look, at);
        }
        let waits = self.session.question() == Some(at) && self.session.is_unaccepted();
        match (self.session.answer(at), &pages.spreads[at]) {
            (Some(Answer::Missing(reason)), _) if !waits => {
                put(frame, room, (0, area.y), &format!("[. {}]", w.missing(*reason)), look.theme.missing);
                self.stand(frame, at, (room.x + 1, area.y));
            }
            (_, Spread::Columns(widths)) => self.draw_choices(frame, room, look, at, widths),
            (_, Spread::Listed) => self.draw_listed(frame, room, look, at),
        }
    }

    /// Puts the cursor where the question in hand has its answer.
    fn stand(&self, frame: &mut Frame<'_>, at: usize, place: (u16, u16)) {
        if self.session.question() == Some(at) {
            frame.set_cursor_position(place);
        }
    }

    /// Gives the codes of the choices that stand for a question: those being marked, where several can be chosen and it is in hand.
    pub(super) fn chosen(&self, at: usize) -> Vec<i64> {
        let stored = self.session.answer(at).and_then(Answer::number);
        match self.survey.form.questions[at].kind {
            Kind::Several(_) if self.session.question() == Some(at) => codes(self.session.marked()).collect(),
            Kind::Several(_) => codes(stored.unwrap_or(0)).collect(),
            _ => stored.into_iter().collect(),
        }
    }

    /// Draws `[typed]`, and behind it how many choices there are.
    fn draw_listed(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize) {
        let question = &self.survey.form.questions[at];
        let (shown, text, style) = self.boxed(at, look);
        let typed = if self.session.question() == Some(at) { self.session.typed().len() as u16 } else { 0 };
        let shown = match question.kind {
            _ if text.is_empty() => format!("[{shown}]"),
            Kind::Several(_) => format!("[{text}]"),
            _ => format!("[{shown} {text}]"),
        };
        let remark = if text.is_empty() { self.count_remark(question, at, look.words) } else { String::new() };
        let left = usize::from(room.width).saturating_sub(remark.width() + 2);
        let shown = fit(&safe(&shown), left);
        put(frame, room, (0, room.y), &shown, style);
        put(frame, room, (shown.width() as u16 + 2, room.y), &remark, look.theme.quiet);
        self.stand(frame, at, (room.x + 1 + typed, room.y));
    }

    /// Says how many choices a long list has; nothing where there are none or an answer stands.
    fn count_remark(&self, question: &Question, at: usize, w: Words) -> String {
        let is_answered = self.session.answer(at).is_some();
        let choices = self.offered(at).len();
        match self.waits_for(at, w) {
            _ if is_answered || question.choices().is_empty() => String::new(),
            Some(first) => w.choices_after(first),
            None => w.choices_listed(choices),
        }
    }

    /// Names the question that must be answered before a list has any choice here.
    pub(super) fn waits_for(&self, at: usize, w: Words) -> Option<&str> {
        let form = &self.survey.form;
        let filter = form.questions[at].filter.as_ref().filter(|_| self.offered(at).is_empty())?;
        let first = filter.depends().iter().find(|first| self.session.answer(**first).is_none())?;
        Some(form.questions[*first].label.get(w.0))
    }

    fn draw_choices(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize, widths: &[usize]) {
        let question = &self.survey.form.questions[at];
        let several = matches!(question.kind, Kind::Several(_));
        let codes = self.chosen(at);
        let mut x = 0_u16;
        let mut cursor = None;
        for (choice, width) in self.offered(at).iter().zip(widths) {
            let chosen = codes.contains(&choice.code);
            let key = choice.keys.first().map_or_else(String::new, char::to_string);
            let room_for_label = width.saturating_sub(key.width() + if several { 6 } else { 3 });
            let label = fit(choice.short.get(look.words.0), room_for_label);
            let (text, style) = match (chosen, several) {
                (true, true) => (format!("[x] {key} {label}"), look.theme.answer),
                (false, true) => (format!("[ ] {key} {label}"), look.theme.plain),
                (true, false) => (format!("[{key} {label}]"), look.theme.answer),
                (false, false) if codes.is_empty() => (format!(" {key} {label} "), look.theme.plain),
                (false, false) => (format!(" {key} {label} "), look.theme.quiet),
            };
            if chosen && !several {
                cursor = Some(x);
            }
            put(frame, room, (x, room.y), &text, style);
            x += *width as u16;
        }
        self.stand(frame, at, (room.x + 1 + cursor.unwrap_or(0), room.y));
    }

    /// Gives the choices that can be keyed on a question now.
    pub(super) fn offered(&self, at: usize) -> Vec<Choice> {
        let offered = self.session.offered(at).into_iter();
        offered.map(|Offered { keys, choice }| Choice { keys, ..choice.clone() }).collect()
    }
}
