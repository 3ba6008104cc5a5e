//! The layout "wawancara": one question at a time, its wording and labels large enough to read aloud.

use super::Entry;
use super::detail::{help, how, put_help};
use crate::survey::form::{Kind, Question};
use crate::survey::session::At;
use crate::survey::value::Answer;
use crate::tui::field::{fit, wrap};
use crate::tui::screen::Look;
use crate::tui::screens::rows::{bar, put, rule};
use ratatui::Frame;
use ratatui::layout::Rect;

impl Entry {
    pub(super) fn draw_spoken(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        self.draw_head(frame, area, look);
        rule(frame, area, area.y + 1, look);
        let (asked, answered) = (self.standing.steps.len(), self.standing.answered() as i64);
        let body = Rect { x: area.x + 4, y: area.y + 3, width: area.width - 8, height: area.height - 4 };
        if let Some(at) = self.session.question() {
            let place = self.standing.place(at);
            let progress = format!("{}  {}", w.spoken_place(place.min(asked), asked), bar(answered, asked as i64, 20));
            let section = self.survey.form.section_of(at).filter(|_| self.is_long);
            let section = section.map_or_else(String::new, |section| format!("   {}", section.label.get(w.0)));
            let progress = fit(&format!("{progress}{section}"), usize::from(area.width.saturating_sub(8)));
            put(frame, area, (4, area.y + 2), &progress, theme.quiet);
        }
        let waits = self.prompt.is_some() || self.session.picks_missing() || self.session.asks().is_some();
        if waits || self.session.at() == At::FormNumber {
            self.draw_detail(frame, Rect { y: body.y + 1, height: 4, ..body }, look);
        } else if let Some(at) = self.session.question() {
            self.draw_aloud(frame, Rect { y: body.y + 1, height: body.height - 1, ..body }, look, at);
        }
    }

    fn draw_aloud(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, at: usize) {
        let (w, theme) = (look.words, look.theme);
        let question: &Question = &self.survey.form.questions[at];
        let number = question.number.map_or_else(String::new, |number| format!("{number}. "));
        let mut y = area.y;
        let width = area.width.min(64);
        for line in wrap(&format!("{number}{}", question.wording.get(w.0)), usize::from(width)) {
            put(frame, area, (0, y), &line, theme.title);
            y += 1;
        }
        for line in self.said_on(at, (width, 4), w) {
            put(frame, area, (0, y), &line, theme.soft);
            y += 1;
        }
        let helped = Rect { y, width, height: area.bottom().saturating_sub(y + 6).min(6), ..area };
        y += put_help(frame, helped, look, &help(question, w));
        y += 1;
        let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        match &question.kind {
            Kind::Text | Kind::LongText => self.text.draw_wrapped(frame, room, theme.plain),
            Kind::Note => put(frame, room, (0, y), w.note_how(), theme.quiet),
            Kind::Calculated(_) => {
                let value = self.session.answer(at).and_then(Answer::value);
                let shown = value.map_or_else(|| "-".to_owned(), |value| format!("= {}", question.show(value, w.0)));
                put(frame, room, (0, y), &shown, theme.plain);
                put(frame, room, (0, y + 2), w.calculated_how(), theme.quiet);
            }
            Kind::Number(_) | Kind::Decimal(_) | Kind::Date | Kind::Time => {
                let stored = self.session.answer(at).and_then(Answer::value).map_or_else(String::new, |value| question.show(value, w.0));
                let typed = self.session.typed();
                let shown = if !typed.is_empty() {
                    typed.to_owned()
                } else if stored.is_empty() {
                    " ".to_owned()
                } else {
                    stored
                };
                put(frame, room, (0, y), &format!("[{shown}]"), theme.current);
                put(frame, room, (0, y + 2), &how(&question.kind, w), theme.quiet);
                frame.set_cursor_position((room.x + 1 + typed.len() as u16, y));
            }
            Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => {
                self.draw_list(frame, room, look, question, at);
            }
        }
        if let Some(Answer::Missing(reason)) = self.session.answer(at) {
            put(frame, area, (0, area.bottom() - 1), &format!("[. {}]", w.missing(*reason)), theme.missing);
        }
    }

    /// Draws the choices, a line each, with air between them where they are few; of too many those around the answer.
    fn draw_list(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, question: &Question, at: usize) {
        let several = matches!(question.kind, Kind::Several(_));
        let chosen = self.chosen(at);
        let choices = self.offered(at);
        let spaced = choices.len() * 2 <= usize::from(room.height) + 1;
        let height = usize::from(room.height);
        let is_cut = !spaced && choices.len() > height;
        let shown = if is_cut { height.saturating_sub(1) } else { height };
        let first_chosen = choices.iter().position(|choice| chosen.contains(&choice.code)).unwrap_or(0);
        let first = (first_chosen + 1).saturating_sub(shown);
        let mut y = room.y;
        frame.set_cursor_position((room.x, y));
        for choice in choices.iter().skip(first).take(if spaced { choices.len() } else { shown }) {
            let chosen = chosen.contains(&choice.code);
            let keys: Vec<String> = choice.keys.iter().map(char::to_string).collect();
            let style = if chosen { look.theme.answer } else { look.theme.plain };
            let mark = match (several, chosen) {
                (true, true) => "[x]",
                (true, false) => "[ ]",
                (false, true) => ">",
                (false, false) => " ",
            };
            put(frame, room, (0, y), &format!("{mark} {:<7} {} ", keys.join(" "), choice.label.get(look.words.0)), style);
            if chosen && !several {
                frame.set_cursor_position((room.x, y));
            }
            y += if spaced { 2 } else { 1 };
        }
        if is_cut {
            put(frame, room, (0, room.bottom().saturating_sub(1)), &look.words.choices_more(choices.len()), look.theme.quiet);
        } else if several && y < room.bottom() {
            put(frame, room, (0, y), &look.words.several_how(self.keys_offered(at)), look.theme.quiet);
        }
    }
}
