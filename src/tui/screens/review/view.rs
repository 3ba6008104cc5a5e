//! How the form under review stands: every answer in words, and below it what there is to know about the question in hand.

use super::{Asked, Form, Review};
use crate::store::Comment;
use crate::survey::date;
use crate::survey::flow;
use crate::survey::value::{Answer, safe};
use crate::tui::field::wrap;
use crate::tui::screen::Look;
use crate::tui::screens::entry::{clock, say_rules};
use crate::tui::screens::rows::{put, put_box, rule};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Lines below the form at least.
const DETAIL: u16 = 4;

/// One line of the form: a question, or two short ones side by side.
type Line = (usize, Option<usize>);

impl Review {
    pub(super) fn draw_form(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some(form) = &self.form else {
            rule(frame, area, area.y, look);
            put(frame, area, (2, area.y + 2), w.review_empty(), theme.plain);
            return;
        };
        self.draw_head(frame, area, look, form);
        rule(frame, area, area.y + 1, look);
        let lines = self.lines();
        let height = usize::from(area.height.saturating_sub(DETAIL + 3)).min(lines.len());
        let in_hand = lines.iter().position(|(left, right)| self.at.is_some_and(|at| *left == at || *right == Some(at)));
        let first = (in_hand.unwrap_or(0) + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
        let mut y = area.y + 2;
        for (left, right) in lines.iter().skip(first).take(height) {
            let half = area.width / 2;
            let width = if right.is_some() { half - 1 } else { area.width };
            self.draw_answer(frame, Rect { y, width, height: 1, ..area }, look, form, *left);
            if let Some(right) = right {
                self.draw_answer(frame, Rect { x: area.x + half, y, width: half, height: 1 }, look, form, *right);
            }
            y += 1;
        }
        rule(frame, area, y, look);
        let below = Rect { x: area.x + 2, y: y + 1, width: area.width - 4, height: area.bottom().saturating_sub(y + 1) };
        self.draw_detail(frame, below, look, form);
        if let Asked::Comment(_) = &self.asked {
            // Whoever answers has what was said in view.
            let key = self.question_key();
            let said: Vec<String> = about(form, key.as_deref()).map(|comment| self.say_comment(comment, key.is_none(), w)).collect();
            put_box(frame, Rect { y: area.y + 2, height: y.saturating_sub(area.y + 2), ..area }, look, &self.question_name(w), &said);
        }
    }

    fn draw_head(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, form: &Form) {
        let (w, theme) = (look.words, look.theme);
        let header = &form.batch.header;
        let style = if self.at.is_none() { theme.current } else { theme.plain };
        put(frame, area, (0, area.y), if self.at.is_none() { ">" } else { " " }, style);
        let number = w.review_form(self.number());
        put(frame, area, (1, area.y), &number, style);
        let source = form.source.as_ref().map_or_else(String::new, |(file, row)| w.import_from(safe(file), row));
        let parts = [
            source,
            w.status(form.interview.status).to_owned(),
            self.survey.label(Some(header.surveyor)).to_owned(),
            date::show(header.date),
            self.survey.label(header.band).to_owned(),
            self.survey.label(Some(header.location)).to_owned(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        put(frame, area, (2 + number.width() as u16, area.y), &format!("· {}", parts.join(" · ")), theme.plain);
    }

    /// Gives the form's lines: compact sections in two columns, others a question a line.
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for section in &self.survey.form.sections {
            if section.compact {
                let rows = section.questions.len().div_ceil(2);
                let left = section.questions.start..section.questions.start + rows;
                lines.extend(left.map(|at| (at, Some(at + rows).filter(|right| section.questions.contains(right)))));
            } else {
                lines.extend(section.questions.clone().map(|at| (at, None)));
            }
        }
        lines
    }

    /// Draws a question with its answer in words, and a mark where there is more to know.
    fn draw_answer(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, form: &Form, at: usize) {
        let (w, theme) = (look.words, look.theme);
        let question = &self.survey.form.questions[at];
        let applies = flow::applies(form.interview.sheet(&self.survey.form), at);
        let current = self.at == Some(at);
        let noted = form.interview.notes[at].is_some();
        let commented = form.comments.iter().any(|comment| comment.question.as_ref() == Some(&question.key));
        let kept = form.interview.kept.iter().any(|kept| kept.question == Some(at));
        let marks = [(current, ">"), (self.is_doubtful(form, at), "?"), (commented, "\""), (noted, "*"), (kept, "!")];
        let mark = marks.into_iter().find(|(holds, _)| *holds).map_or(" ", |(_, mark)| mark);
        let style = if current { theme.current } else { theme.plain };
        put(frame, area, (0, area.y), mark, style);
        let label_width = 15;
        put(frame, Rect { width: label_width + 1, ..area }, (1, area.y), &w.question(question), style);
        let (text, answered) = match &form.interview.answers[at] {
            _ if !applies => ("-".to_owned(), theme.quiet),
            Some(Answer::Missing(reason)) => (format!("[. {}]", w.missing(*reason)), theme.missing),
            Some(Answer::Value(value)) => match value.code().filter(|code| question.is_coded() && question.choice(*code).is_some()) {
                Some(code) => (format!("{code} {}", question.show(value, w.0)), theme.plain),
                None => (question.show(value, w.0), theme.plain),
            },
            None => ("[ ]".to_owned(), theme.missing),
        };
        put(frame, area, (label_width + 2, area.y), &text, answered);
        if current {
            frame.set_cursor_position((area.x + label_width + 2, area.y));
        }
    }

    /// Tells whether an open problem is about a question alone.
    fn is_doubtful(&self, form: &Form, at: usize) -> bool {
        form.problems.iter().any(|rule| match rule.split_once(':') {
            Some(("unusual" | "required", about)) => about == self.survey.form.questions[at].key,
            _ => false,
        })
    }

    /// Draws what is being asked for; otherwise problems, the note and what was said about the question in hand.
    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, form: &Form) {
        let (w, theme) = (look.words, look.theme);
        let prompt = match &self.asked {
            Asked::Reason(field) => Some((w.review_ask_reason(self.question_name(w)), field)),
            Asked::Comment(field) => Some((w.review_ask_comment(self.question_name(w)), field)),
            Asked::Nothing | Asked::Question => None,
        };
        if let Some((label, field)) = prompt {
            put(frame, area, (0, area.y), &label, theme.current);
            field.draw_wrapped(frame, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, theme.plain);
            return;
        }
        let mut said: Vec<(String, Style)> = Vec::new();
        if matches!(self.asked, Asked::Question) {
            said.push((w.review_choose_question().to_owned(), theme.current));
        }
        if form.problems.is_empty() {
            said.push((w.review_no_problems().to_owned(), theme.quiet));
        } else {
            said.push((w.review_problems(say_rules(&self.survey.form, &form.problems, w)), theme.soft));
        }
        if let Some(text) = self.at.and_then(|at| long_text(form, at)) {
            said.push((text.to_owned(), theme.plain));
        }
        if let Some(note) = self.at.and_then(|at| form.interview.notes[at].as_ref()) {
            said.push((w.review_note(note), theme.plain));
        }
        for kept in form.interview.kept.iter().filter(|kept| kept.question == self.at) {
            said.push((format!("! {} ({})", say_rules(&self.survey.form, std::slice::from_ref(&kept.rule), w), kept.reason), theme.plain));
        }
        // The whole form shows all comments, a question its own.
        let key = self.question_key();
        said.extend(about(form, key.as_deref()).rev().map(|comment| (self.say_comment(comment, key.is_none(), w), theme.plain)));
        let width = usize::from(area.width);
        let lines: Vec<(String, Style)> =
            said.into_iter().flat_map(|(text, style)| wrap(&text, width).into_iter().map(move |line| (line, style))).collect();
        let room = usize::from(area.height);
        let shown = if lines.len() > room { room.saturating_sub(1) } else { lines.len() };
        for (y, (line, style)) in (area.y..).zip(lines.iter().take(shown)) {
            put(frame, area, (0, y), line, *style);
        }
        if shown < lines.len() {
            put(frame, area, (0, area.y + shown as u16), &w.review_more(lines.len() - shown), theme.quiet);
        }
    }

    fn say_comment(&self, comment: &Comment, names_question: bool, w: Words) -> String {
        let day = comment.at.get(..10).and_then(|day| day.parse().ok()).map_or_else(String::new, date::show);
        let at = format!("{day} {}", clock(&comment.at).get(..5).unwrap_or(""));
        let who = if comment.who.is_empty() { w.review_nobody() } else { comment.who.as_str() };
        let question = comment.question.as_ref().and_then(|key| self.survey.form.find(key)).filter(|_| names_question);
        let text = question
            .map_or_else(|| comment.text.clone(), |at| format!("{}: {}", w.question(&self.survey.form.questions[at]), comment.text));
        if comment.returns { w.review_return_reason(who, at, text) } else { w.review_comment(who, at, text) }
    }
}

/// Gives a text answer in full, which its line may have cut.
fn long_text(form: &Form, at: usize) -> Option<&str> {
    form.interview.answers[at].as_ref()?.as_text().filter(|text| text.width() > 60)
}

/// Gives the comments on a question, the oldest first; without one those of the whole form.
fn about<'a>(form: &'a Form, key: Option<&str>) -> impl DoubleEndedIterator<Item = &'a Comment> {
    form.comments.iter().filter(move |comment| key.is_none() || comment.question.as_deref() == key)
}
