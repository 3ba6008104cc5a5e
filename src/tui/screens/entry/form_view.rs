//! The whole form on one screen, in paper order; a longer form keeps the question in hand in view.

use super::Entry;
use crate::survey::date;
use crate::survey::flow::Offered;
use crate::survey::form::{Kind, Question, Section, codes};
use crate::survey::session::At;
use crate::survey::value::{Answer, safe};
use crate::tui::field::fit;
use crate::tui::screen::Look;
use crate::tui::screens::rows::{put, rule};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Lines below the form for the question in hand.
pub(super) const DETAIL: u16 = 4;

/// One line of the form.
enum Line {
    Rule,
    /// Two short answers side by side.
    Pair(usize, Option<usize>),
    /// A question with all its choices.
    Wide(usize),
}

impl Entry {
    pub(super) fn draw_form(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_head(frame, area, look);
        rule(frame, area, area.y + 1, look);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(DETAIL + 3), ..area };
        let lines = self.lines();
        let in_hand = self.session.question();
        let current = lines.iter().position(|line| match line {
            Line::Rule => false,
            Line::Pair(left, right) => Some(*left) == in_hand || (right.is_some() && *right == in_hand),
            Line::Wide(question) => Some(*question) == in_hand,
        });
        let height = usize::from(body.height);
        let first = (current.unwrap_or(0) + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
        let mut y = body.y;
        for line in lines.iter().skip(first).take(height) {
            match line {
                Line::Rule => rule(frame, body, y, look),
                Line::Pair(left, right) => {
                    let half = body.width / 2;
                    self.draw_short(frame, Rect { y, width: half - 1, height: 1, ..body }, look, *left);
                    if let Some(right) = right {
                        self.draw_short(frame, Rect { x: body.x + half, y, width: half, height: 1 }, look, *right);
                    }
                }
                Line::Wide(question) => self.draw_wide(frame, Rect { y, height: 1, ..body }, look, *question),
            }
            y += 1;
        }
        rule(frame, area, y, look);
        self.draw_detail(frame, Rect { x: area.x + 2, y: y + 1, width: area.width - 4, height: DETAIL }, look);
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

    /// Gives the form's lines: compact sections in two columns, others a question a line; a rule between blocks.
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for section in &self.survey.form.sections {
            // A block of one question joins the one above.
            if !lines.is_empty() && section.questions.len() > 1 {
                lines.push(Line::Rule);
            }
            if section.compact {
                let rows = section.questions.len().div_ceil(2);
                let left = section.questions.start..section.questions.start + rows;
                lines.extend(left.map(|at| Line::Pair(at, Some(at + rows).filter(|right| section.questions.contains(right)))));
            } else {
                lines.extend(section.questions.clone().map(Line::Wide));
            }
        }
        lines
    }

    /// Gives a question's mark, the style of its name and whether it applies.
    fn mark(&self, question: usize, look: &Look) -> (&'static str, Style) {
        let theme = look.theme;
        if self.session.question() == Some(question) {
            let doubtful = self.session.asks().is_some();
            return (if doubtful { "?" } else { ">" }, theme.current);
        }
        if !self.session.applies(question) {
            return (" ", theme.quiet);
        }
        let noted = self.session.interview().notes[question].is_some();
        let kept = self.session.interview().kept.iter().any(|kept| kept.question == Some(question));
        // Short answers have room to say where they come from.
        let short = self.survey.form.section_of(question).is_some_and(|section| section.compact);
        let carried = self.session.interview().carried[question] && self.session.answer(question).is_some() && !short;
        let marks = [(kept, "!"), (self.is_commented(question), "\""), (noted, "*"), (carried, "=")];
        let mark = marks.into_iter().find(|(holds, _)| *holds).map_or(" ", |(_, mark)| mark);
        (mark, if carried { theme.carried } else { theme.plain })
    }

    /// Draws `label [code] text`.
    fn draw_short(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, at: usize) {
        let (w, theme) = (look.words, look.theme);
        let question = &self.survey.form.questions[at];
        let (mark, style) = self.mark(at, look);
        put(frame, area, (0, area.y), mark, style);
        let labels = self.survey.form.section_of(at).map_or(0..0, |section| section.questions.clone());
        let label_width = labels.map(|at| self.survey.form.questions[at].label.get(w.0).width()).max().unwrap_or(0).min(16) as u16;
        put(frame, Rect { width: (1 + label_width).min(area.width), ..area }, (1, area.y), question.label.get(w.0), style);
        let room = Rect { x: area.x + label_width + 2, width: area.width.saturating_sub(label_width + 2), ..area };
        let current = self.session.question() == Some(at);
        if question.takes_text() {
            return self.draw_text_value(frame, room, look, at);
        }
        let answer = self.session.answer(at);
        let coded = answer.and_then(Answer::number).filter(|_| question.is_coded());
        let (shown, text, answered) = match answer {
            _ if current && !self.session.typed().is_empty() => (self.session.typed().to_owned(), String::new(), theme.current),
            _ if matches!(question.kind, Kind::Several(_)) && (answer.and_then(Answer::value).is_some() || current) => {
                let chosen = self.chosen(at);
                let marked = question.choices().iter().filter(|choice| chosen.contains(&choice.code));
                let (keys, labels): (Vec<String>, Vec<&str>) =
                    marked.map(|choice| (choice.keys.first().map_or_else(String::new, char::to_string), choice.short.get(w.0))).unzip();
                (
                    format!("{:1}", keys.concat()),
                    labels.join(", "),
                    if self.session.is_unaccepted() && current { theme.current } else { theme.answer },
                )
            }
            Some(Answer::Value(value)) => match coded.and_then(|code| question.choice(code)) {
                Some(choice) => {
                    let key = choice.keys.first().map_or_else(|| choice.code.to_string(), char::to_string);
                    (key, choice.short.get(w.0).to_owned(), theme.answer)
                }
                None => (question.show(value, w.0), String::new(), theme.answer),
            },
            Some(Answer::Missing(reason)) => (".".to_owned(), w.missing(*reason).to_owned(), theme.missing),
            None => (" ".to_owned(), String::new(), theme.plain),
        };
        let carried = if self.session.interview().carried[at] && answer.is_some() {
            if question.sticky { w.carried_sticky() } else { w.carried_batch() }
        } else {
            ""
        };
        let boxed = format!("[{shown}]");
        let boxed_width = boxed.width() as u16;
        put(frame, room, (0, area.y), &boxed, answered);
        let left =
            usize::from(room.width.saturating_sub(boxed_width + 1)).saturating_sub(carried.width() + usize::from(!carried.is_empty()));
        let text = fit(&safe(&text), left);
        put(frame, room, (boxed_width + 1, area.y), &text, if self.session.applies(at) { theme.plain } else { theme.quiet });
        put(frame, room, (boxed_width + 2 + text.width() as u16, area.y), carried, theme.carried);
        if current {
            frame.set_cursor_position((room.x + 1 + self.session.typed().len() as u16, area.y));
        }
    }

    /// Draws a text answer on its line; while it is typed, it stands below.
    fn draw_text_value(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize) {
        let current = self.session.question() == Some(at);
        let (text, style) = match self.session.answer(at) {
            Some(Answer::Missing(reason)) => (format!("[. {}]", look.words.missing(*reason)), look.theme.missing),
            Some(answer) => (answer.as_text().unwrap_or_default().to_owned(), look.theme.plain),
            None if !self.session.applies(at) => ("-".to_owned(), look.theme.quiet),
            None => (String::new(), look.theme.plain),
        };
        let text = if current { self.text.value().to_owned() } else { text };
        put(frame, room, (0, room.y), &text, style);
    }

    /// Draws a question with all its choices in columns that the whole section shares.
    fn draw_wide(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, at: usize) {
        let w = look.words;
        let Some(section) = self.survey.form.section_of(at) else { return };
        let question = &self.survey.form.questions[at];
        let (mark, style) = self.mark(at, look);
        let digits =
            section.questions.clone().filter_map(|at| self.survey.form.questions[at].number).max().map_or(0, |most| most.to_string().len());
        let number = question.number.map_or_else(String::new, |number| format!("{number:>digits$}"));
        put(frame, area, (0, area.y), mark, style);
        put(frame, area, (1, area.y), &number, style);
        let label_at = 1 + digits as u16 + u16::from(digits > 0);
        let labels = section.questions.clone().map(|at| self.survey.form.questions[at].label.get(w.0).width());
        let label_width = labels.max().unwrap_or(0).min(20) as u16;
        put(frame, Rect { width: (label_at + label_width).min(area.width), ..area }, (label_at, area.y), question.label.get(w.0), style);
        let start = label_at + label_width + 1;
        let room = Rect { x: area.x + start, width: area.width.saturating_sub(start), ..area };
        if question.takes_text() {
            return self.draw_text_value(frame, Rect { x: room.x + 1, width: room.width.saturating_sub(1), ..room }, look, at);
        }
        match self.session.answer(at) {
            Some(Answer::Missing(reason)) => put(frame, room, (0, area.y), &format!("[. {}]", w.missing(*reason)), look.theme.missing),
            _ => {
                let widths = column_widths(&self.survey.form.questions, section, w.0, usize::from(room.width));
                self.draw_choices(frame, room, look, at, &widths);
            }
        }
        if self.session.question() == Some(at) {
            let offset = self.cursor_offset(question, at, section, look, usize::from(room.width));
            frame.set_cursor_position((room.x + offset, area.y));
        }
    }

    fn cursor_offset(&self, question: &Question, at: usize, section: &Section, look: &Look, width: usize) -> u16 {
        let widths = column_widths(&self.survey.form.questions, section, look.words.0, width);
        let code = self.session.answer(at).and_then(Answer::number);
        let column = question.choices().iter().position(|choice| Some(choice.code) == code).unwrap_or(0);
        1 + widths.iter().take(column).sum::<usize>() as u16
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

    fn draw_choices(&self, frame: &mut Frame<'_>, room: Rect, look: &Look, at: usize, widths: &[usize]) {
        let question = &self.survey.form.questions[at];
        let codes = self.chosen(at);
        let mut x = 0_u16;
        if question.kind == Kind::Note {
            return;
        }
        if question.choices().is_empty() {
            let stored = self.session.answer(at).and_then(Answer::value).map(|value| question.show(value, look.words.0));
            let typed = if self.session.question() == Some(at) { self.session.typed() } else { "" };
            let style = if stored.is_some() && typed.is_empty() { look.theme.answer } else { look.theme.plain };
            let shown = stored.filter(|_| typed.is_empty()).unwrap_or_else(|| format!("{typed:1}"));
            put(frame, room, (0, room.y), &format!("[{shown}]"), style);
        }
        for (Offered { keys, choice }, width) in self.session.offered(at).iter().zip(widths) {
            let chosen = codes.contains(&choice.code);
            let key = keys.first().map_or_else(String::new, char::to_string);
            let label = fit(choice.short.get(look.words.0), width.saturating_sub(key.width() + 3));
            let (text, style) = if chosen {
                (format!("[{key} {label}]"), look.theme.answer)
            } else if !codes.is_empty() && question.is_coded() {
                (format!(" {key} {label} "), look.theme.quiet)
            } else {
                (format!(" {key} {label} "), look.theme.plain)
            };
            put(frame, room, (x, room.y), &text, style);
            x += *width as u16;
        }
    }
}

/// Gives the widths of a section's choice columns: as wide as their longest label, shortened where the line is too narrow.
fn column_widths(questions: &[Question], section: &Section, lang: crate::survey::lang::Lang, room: usize) -> Vec<usize> {
    let choices = |at: usize| questions[at].choices().iter().filter(|choice| !choice.retired);
    let columns = section.questions.clone().map(|at| choices(at).count()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns)
        .map(|column| {
            section
                .questions
                .clone()
                .filter_map(|at| choices(at).nth(column))
                .map(|choice| choice.short.get(lang).width() + 4)
                .max()
                .unwrap_or(0)
        })
        .collect();
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 5 => *widest -= 1,
            _ => break,
        }
    }
    widths
}
