//! How a form being keyed again is drawn: which fields are done, never what was keyed; the question in hand with its keys.

use super::super::rows::{put, rule};
use super::named;
use super::rekey::{Paper, Rekey};
use crate::survey::date;
use crate::survey::flow::Offered;
use crate::survey::form::Kind;
use crate::survey::value::Missing;
use crate::tui::field::wrap;
use crate::tui::screen::Look;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns of the list of fields.
const LEFT: u16 = 34;

impl Rekey {
    pub(super) fn draw_paper(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let Some(paper) = &self.paper else {
            put(frame, area, (2, area.y + 1), w.rekey_none_left(), theme.quiet);
            return;
        };
        let header = &paper.batch.header;
        let location = self.survey.label(Some(header.location));
        let head = w.rekey_head(paper.form_number(), date::show(header.date), location, paper.batch.number);
        put(frame, area, (1, area.y), &head, theme.title);
        rule(frame, area, area.y + 1, look);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        self.draw_fields(frame, Rect { width: LEFT, ..body }, look, paper);
        for y in body.top()..body.bottom() {
            put(frame, body, (LEFT, y), "│", theme.quiet);
        }
        let right = Rect { x: body.x + LEFT + 2, width: body.width.saturating_sub(LEFT + 3), ..body };
        self.draw_question(frame, right, look, paper);
        let foot = area.bottom().saturating_sub(2);
        rule(frame, area, foot, look);
        let fresh = !paper.decided.iter().any(|decided| *decided);
        let (text, style) = if paper.dialogues[paper.question()].looks_again() {
            (format!("! {}", w.rekey_differs()), theme.hard)
        } else if fresh {
            (w.rekey_take(paper.form_number()), theme.current)
        } else {
            (w.rekey_hint().to_owned(), theme.quiet)
        };
        put(frame, area, (2, foot + 1), &text, style);
    }

    fn draw_fields(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, paper: &Paper) {
        let (w, theme) = (look.words, look.theme);
        let fields: Vec<usize> = (0..self.survey.form.questions.len()).filter(|at| paper.is_compared(*at)).collect();
        let in_hand = paper.question();
        let height = usize::from(area.height);
        let current = fields.iter().position(|at| *at == in_hand).unwrap_or(0);
        let first = (current + 2).saturating_sub(height).min(fields.len().saturating_sub(height));
        for (y, at) in (area.y..).zip(fields.into_iter().skip(first).take(height)) {
            let here = at == in_hand;
            let style = if here { theme.current } else { theme.plain };
            put(frame, area, (0, y), if here { ">" } else { " " }, style);
            let room = Rect { width: area.width - 10, ..area };
            put(frame, room, (1, y), &named(&self.survey.form.questions[at], w), style);
            let typed = if here { paper.session.typed() } else { "" };
            let shown = match (typed.is_empty(), paper.decided[at]) {
                (false, _) => format!("[{typed}]"),
                (true, true) => "[x]".to_owned(),
                (true, false) => "[ ]".to_owned(),
            };
            put(frame, area, (area.width - 9, y), &shown, style);
            if here {
                frame.set_cursor_position((area.x + area.width - 8 + typed.len() as u16, y));
            }
        }
    }

    fn draw_question(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, paper: &Paper) {
        let (w, theme) = (look.words, look.theme);
        let question = &self.survey.form.questions[paper.question()];
        let width = usize::from(area.width);
        let mut lines: Vec<(String, bool)> = Vec::new();
        let mut choices: Vec<String> = Vec::new();
        if paper.session.picks_missing() {
            lines.extend(wrap(&w.missing_why(question.label.get(w.0)), width).into_iter().map(|line| (line, true)));
            let allowed = (1..).zip(Missing::KEYED).filter(|(_, reason)| question.missing.contains(reason));
            choices.extend(allowed.map(|(key, reason): (usize, _)| format!("{key}  {}", w.missing(reason))));
        } else {
            lines.extend(wrap(question.wording.get(w.0), width).into_iter().take(4).map(|line| (line, true)));
            match &question.kind {
                Kind::Number(bounds) => {
                    lines.extend(wrap(&w.number_range(bounds.min, bounds.max), width).into_iter().map(|line| (line, false)));
                }
                Kind::Decimal(bounds) => {
                    lines.extend(wrap(&w.number_range(bounds.min, bounds.max), width).into_iter().map(|line| (line, false)));
                }
                Kind::Date | Kind::Time => {
                    let how = if question.kind == Kind::Date { w.date_how() } else { w.time_how() };
                    lines.extend(wrap(how, width).into_iter().map(|line| (line, false)));
                }
                Kind::Text | Kind::LongText | Kind::Calculated(_) | Kind::Note => {}
                Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => {
                    for Offered { keys, choice } in paper.session.offered(paper.question()) {
                        let keys: Vec<String> = keys.iter().map(char::to_string).collect();
                        choices.push(format!("{}  {}", keys.join(" "), choice.label.get(w.0)));
                    }
                }
            }
        }
        let mut y = area.y;
        for (line, heading) in lines {
            put(frame, area, (0, y), &line, if heading { theme.title } else { theme.quiet });
            y += 1;
        }
        y += 1;
        let rows = usize::from(area.bottom().saturating_sub(y)).max(1);
        let half = if choices.len() > rows { area.width / 2 } else { area.width };
        for (position, choice) in choices.iter().enumerate() {
            let column = half * (position / rows) as u16;
            let room = Rect { x: area.x + column, width: half.min(area.width.saturating_sub(column)), ..area };
            put(frame, room, (0, y + (position % rows) as u16), choice, theme.plain);
        }
    }
}
