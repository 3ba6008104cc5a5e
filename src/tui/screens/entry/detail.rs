//! The question in hand below the form: full wording and labels, the text being typed, a doubt, a line being asked for.

use super::{Asked, Entry};
use crate::survey::form::{Kind, Question, keys_shown};
use crate::survey::interview::Status;
use crate::survey::session::At;
use crate::survey::value::Missing;
use crate::tui::field::{fit, wrap};
use crate::tui::screen::Look;
use crate::tui::screens::rows::{put, put_wrapped};
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
            let y = put_wrapped(frame, area, (0, area.y), &super::problem::say_problem(&self.survey.form, problem, w), theme.soft);
            put(frame, area, (0, y), w.doubt_hint(), theme.plain);
            return;
        }
        if self.session.picks_missing() {
            put(frame, area, (0, area.y), &w.missing_why(question.label.get(w.0)), theme.current);
            let reasons = (1..)
                .zip(Missing::KEYED)
                .filter(|(_, reason)| question.missing.contains(reason))
                .map(|(key, reason): (usize, _)| format!("{key} {}", w.missing(reason)));
            put(frame, area, (0, area.y + 1), &reasons.collect::<Vec<_>>().join("   "), theme.plain);
            put(frame, area, (0, area.y + 2), w.missing_hint(), theme.quiet);
            return;
        }
        let used = self.draw_wording(frame, area, look, at);
        let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        match &question.kind {
            Kind::Text | Kind::LongText => self.text.draw_wrapped(frame, rest, theme.plain),
            Kind::Choice(_) | Kind::Several(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => {
                self.draw_labels(frame, rest, look, at);
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

    /// Draws the wording, what was said on it, and what helps: the wording has the lines that the answer leaves; gives the lines used.
    fn draw_wording(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, at: usize) -> u16 {
        let w = look.words;
        let question = &self.survey.form.questions[at];
        let height = usize::from(area.height);
        let width = usize::from(area.width);
        let number = question.number.map_or_else(String::new, |number| format!("{number}. "));
        let lines = wrap(&format!("{number}{}", question.wording.get(w.0)), width);
        let said = self.said_on(at, (area.width, if question.takes_text() { 1 } else { 2 }), w);
        let help = help(question, w);
        // A text needs the lines below; choices need as many as they fill.
        let needed = self.answer_lines(at, width, w).clamp(1, height.saturating_sub(1).max(1));
        let left = height.saturating_sub(needed + said.len() + usize::from(!help.is_empty()));
        let most = if self.is_long {
            4
        } else if question.takes_text() || !said.is_empty() {
            1
        } else {
            2
        };
        let shown = lines.len().min(left.clamp(1, most));
        for (row, (y, line)) in (area.y..).zip(lines.iter().take(shown)).enumerate() {
            let cut = row + 1 == shown && lines.len() > shown && self.is_long;
            let line = if cut { fit(&format!("{} …", line.trim_end()), width) } else { line.clone() };
            put(frame, area, (0, y), &line, look.theme.title);
        }
        let mut used = shown as u16;
        if let Some(note) = &self.session.interview().notes[at] {
            let last = lines.get(shown - 1).map_or(0, |line| line.width()) as u16;
            put(frame, area, (last + 2, area.y + used - 1), &format!("* {note}"), look.theme.quiet);
        }
        for line in &said {
            put(frame, area, (0, area.y + used), line, look.theme.soft);
            used += 1;
        }
        let room = height.saturating_sub(usize::from(used) + needed);
        used + put_help(frame, Rect { y: area.y + used, height: room as u16, ..area }, look, &help)
    }

    /// Gives the lines that keying an answer needs.
    fn answer_lines(&self, at: usize, width: usize, w: Words) -> usize {
        let question = &self.survey.form.questions[at];
        match question.kind {
            Kind::LongText => 3,
            Kind::Note => 0,
            _ if question.choices().is_empty() => 1,
            _ => self.labels(at, width, w).len(),
        }
    }

    /// Gives the keys that answer a question here, where a filter may leave some of its choices.
    pub(super) fn keys_offered(&self, at: usize) -> String {
        keys_shown(self.offered(at).iter().map(|choice| choice.keys.as_slice()))
    }

    /// Says which keys answer a question.
    fn keys_told(&self, at: usize, w: Words) -> String {
        let keys = self.keys_offered(at);
        if matches!(self.survey.form.questions[at].kind, Kind::Several(_)) { w.several_how(keys) } else { format!("({keys})") }
    }

    /// Gives the full labels, flowing over the lines, and at the end which keys answer.
    fn labels(&self, at: usize, width: usize, w: Words) -> Vec<String> {
        let question = &self.survey.form.questions[at];
        let several = matches!(question.kind, Kind::Several(_));
        let chosen = if several { self.chosen(at) } else { Vec::new() };
        let mut lines = vec![String::new()];
        for choice in self.offered(at) {
            // Paper has letters where the screen has digits: the letter stands here.
            let letter = choice.keys.get(1).filter(|key| key.is_alphabetic() && choice.keys[0].is_ascii_digit());
            let key = letter.or(choice.keys.first()).map_or_else(String::new, char::to_string);
            let mark = match (several, chosen.contains(&choice.code)) {
                (false, _) => "",
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
            };
            let text = format!("{mark}{key} {}", choice.label.get(w.0));
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.push_str(&text),
                Some(line) if line.width() + 3 + text.width() <= width => {
                    line.push_str("   ");
                    line.push_str(&text);
                }
                _ => lines.push(text),
            }
        }
        let keys = self.keys_told(at, w);
        let used = lines.last().map_or(0, |line| line.width());
        let behind = if used > 0 { used + 3 } else { 0 };
        if behind + keys.width() > width {
            lines.push(keys_at_the_end("", &keys, width));
        } else if let Some(last) = lines.last_mut() {
            *last = keys_at_the_end(last, &keys, width);
        }
        lines
    }

    /// Draws the labels; of too many, the last line says that there are more.
    fn draw_labels(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, at: usize) {
        let lines = self.labels(at, usize::from(area.width), look.words);
        let keys = self.keys_told(at, look.words);
        let is_cut = lines.len() > usize::from(area.height);
        for (y, line) in (area.y..area.bottom()).zip(&lines) {
            match line.strip_suffix(keys.as_str()) {
                Some(labels) => {
                    put(frame, area, (0, y), labels.trim_end(), look.theme.plain);
                    put(frame, area, (labels.width() as u16, y), &keys, look.theme.quiet);
                }
                None => put(frame, area, (0, y), line, look.theme.plain),
            }
        }
        if is_cut && area.height > 0 {
            let more = look.words.choices_more(self.offered(at).len());
            let start = area.width.saturating_sub(more.width() as u16 + 2);
            put(frame, area, (start, area.bottom() - 1), &format!("  {more}"), look.theme.quiet);
        }
    }
}

/// Puts the keys at the right end of a line.
fn keys_at_the_end(line: &str, keys: &str, width: usize) -> String {
    let gap = width.saturating_sub(line.width() + keys.width());
    format!("{line}{}{keys}", " ".repeat(gap))
}

/// Gives what helps to answer: the hint for the respondent, the note for the interviewer alone.
pub(super) fn help(question: &Question, w: Words) -> Vec<String> {
    let hint = question.hint.as_ref().map(|hint| hint.get(w.0).to_owned());
    let note = question.note.as_ref().map(|note| w.interviewer_note(note.get(w.0)));
    hint.into_iter().chain(note).filter(|text| !text.trim().is_empty()).collect()
}

/// Draws what helps on the lines that are left, the last one cut where it is too long; gives the lines used.
pub(super) fn put_help(frame: &mut Frame<'_>, area: Rect, look: &Look, help: &[String]) -> u16 {
    let width = usize::from(area.width);
    let lines: Vec<String> = help.iter().flat_map(|text| wrap(text, width)).collect();
    let most = usize::from(area.height);
    for (row, (y, line)) in (area.y..area.bottom()).zip(&lines).enumerate() {
        let cut = row + 1 == most && lines.len() > most;
        let line = if cut { fit(&format!("{} …", line.trim_end()), width) } else { line.clone() };
        put(frame, area, (0, y), &line, look.theme.quiet);
    }
    lines.len().min(most) as u16
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
