//! The comment in hand as it is drawn: its text with all the room there is, the codes with their keys below.

use super::{Asked, Saran};
use crate::store::{Remark, Which};
use crate::survey::date;
use crate::survey::saran::{Code, Coding, Sentiment};
use crate::survey::value::safe;
use crate::tui::field::wrap;
use crate::tui::screen::Look;
use crate::tui::screens::rows::{put, rule};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Lines above the text: what is shown, whose comment, a rule.
const HEAD: u16 = 3;

/// Lines below it beside the codes: a rule, the sentiment, what changed, what is suggested or asked.
const FOOT: u16 = 4;

/// Columns of codes.
const COLUMNS: usize = 3;

impl Saran {
    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        put(frame, area, (1, area.y), &self.head(w), theme.plain);
        let rows = self.codes.len().div_ceil(COLUMNS) as u16;
        let foot = Rect { y: area.bottom().saturating_sub(FOOT + rows), height: FOOT + rows, ..area };
        rule(frame, area, area.y + HEAD - 1, look);
        if let Some(remark) = &self.remark {
            put(frame, area, (1, area.y + 1), &whose(remark, w), theme.title);
            let text = Rect { x: area.x + 2, y: area.y + HEAD, width: area.width - 4, height: foot.y.saturating_sub(area.y + HEAD) };
            self.draw_text(frame, text, look, &remark.text);
        } else {
            put(frame, area, (2, area.y + HEAD + 1), w.saran_none(), theme.plain);
        }
        rule(frame, foot, foot.y, look);
        self.draw_codes(frame, Rect { y: foot.y + 1, height: rows, ..foot }, look);
        self.draw_sentiment(frame, foot, foot.y + rows + 1, look);
        self.draw_detail(frame, Rect { y: foot.y + rows + 2, height: 2, ..foot }, look);
    }

    /// Says which comments are shown, and what is left to do.
    fn head(&self, w: Words) -> String {
        let which = match &self.filter.which {
            Which::All => None,
            Which::Uncoded => Some(w.saran_uncoded().to_owned()),
            Which::NoSentiment => Some(w.saran_no_sentiment().to_owned()),
            Which::Code(code) => Some(w.saran_code(&self.survey.form, code).to_owned()),
            Which::Sentiment(sentiment) => Some(w.sentiment(*sentiment).to_owned()),
            Which::CodeSounding(code, sentiment) => {
                let sounds = sentiment.map_or_else(|| w.saran_no_sentiment(), |sentiment| w.sentiment(sentiment));
                Some(format!("{}, {sounds}", w.saran_code(&self.survey.form, code)))
            }
        };
        let words = (!self.filter.words.is_empty()).then(|| format!("\"{}\"", self.filter.words));
        let parts: Vec<String> = which.into_iter().chain(words).collect();
        if parts.is_empty() {
            let rest = w.saran_rest(self.counts.uncoded(), self.counts.outdated, self.counts.coded[3]);
            return format!("{}: {rest}", w.saran_all());
        }
        w.saran_found(self.found, parts.join(" · "))
    }

    fn draw_text(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, text: &str) {
        let (w, theme) = (look.words, look.theme);
        let lines = wrap(&safe(text), usize::from(area.width));
        let room = usize::from(area.height);
        // The last line says how many are below; scrolled to the end, it is the last of the text.
        let top = self.top.get().min(lines.len().saturating_sub(room));
        self.top.set(top);
        let below = lines.len().saturating_sub(top + room);
        let shown = if below > 0 { room.saturating_sub(1) } else { room };
        for (y, line) in (area.y..).zip(lines.iter().skip(top).take(shown)) {
            put(frame, area, (0, y), line, theme.plain);
        }
        if below > 0 {
            put(frame, area, (0, area.y + shown as u16), &w.saran_more(below + 1), theme.quiet);
        }
    }

    /// Draws the codes in columns: those given in brackets, those suggested with a word behind.
    fn draw_codes(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let wide = ((area.width - 2) / COLUMNS as u16).min(30);
        let rows = usize::from(area.height).max(1);
        for (at, Code { key, sign, .. }) in self.codes.iter().enumerate() {
            let (column, y) = (1 + (at / rows) as u16 * wide, area.y + (at % rows) as u16);
            let label = format!("{sign} {}", w.saran_code(&self.survey.form, key));
            let given = self.remark.as_ref().is_some_and(|remark| remark.coding.codes.contains(key));
            let suggested = self.suggestions().any(|suggestion| suggestion.code == *key);
            let style = if suggested { theme.quiet } else { theme.plain };
            let end = draw_choice(frame, area, (column, y), (&label, given), (style, theme.answer));
            if suggested {
                put(frame, Rect { width: (column + wide).min(area.width), ..area }, (end + 1, y), w.saran_suggested(), theme.quiet);
            }
        }
    }

    fn draw_sentiment(&self, frame: &mut Frame<'_>, area: Rect, y: u16, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let mut column = 1;
        for sentiment in Sentiment::ALL {
            let label = format!("{} {}", sentiment.sign(), w.sentiment(sentiment));
            let given = self.remark.as_ref().is_some_and(|remark| remark.coding.sentiment == Some(sentiment));
            column = 1 + draw_choice(frame, area, (column, y), (&label, given), (theme.plain, theme.answer));
        }
        let lacks = self.remark.as_ref().is_some_and(|remark| remark.coding.sentiment.is_none());
        put(frame, area, (column + 1, y), if lacks { w.saran_no_sentiment() } else { "" }, theme.quiet);
    }

    /// Draws what is asked for; otherwise that the comment changed, and why codes are suggested.
    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        match &self.asked {
            Asked::Words(field) => {
                put(frame, area, (1, area.y), w.saran_ask_words(), theme.current);
                let room = Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: 1 };
                field.draw(frame, room, theme.plain, true);
                return;
            }
            Asked::Which => {
                put(frame, area, (1, area.y), w.saran_ask_filter(), theme.current);
                return;
            }
            Asked::Nothing => {}
        }
        if let Some(coded) = self.remark.as_ref().filter(|remark| remark.is_outdated()).and_then(|remark| remark.coded.as_ref()) {
            put(frame, area, (1, area.y), &w.saran_outdated(format!("\"{coded}\"")), theme.soft);
        }
        if let Some(remark) = self.remark.as_ref().filter(|remark| !remark.rivals.is_empty()) {
            let said = |coding: &Coding| if coding.is_empty() { "-".to_owned() } else { w.coding(&self.survey.form, coding) };
            let said: Vec<String> = remark.rivals.iter().map(said).collect();
            put(frame, area, (1, area.y + 1), &w.saran_rival(said.join("; ")), theme.soft);
            return;
        }
        let say = |reason: &crate::survey::saran::Reason, code: &str| {
            w.saran_reason(w.saran_code(&self.survey.form, code), &reason.word, reason.both, reason.with_word)
        };
        let reasons: Vec<String> =
            self.suggestions().filter_map(|suggestion| Some(say(suggestion.reasons.first()?, &suggestion.code))).collect();
        if !reasons.is_empty() {
            put(frame, area, (1, area.y + 1), &w.saran_why(reasons.join("; ")), theme.quiet);
        }
    }
}

/// Says whose comment it is: form, day, service, location.
fn whose(remark: &Remark, w: Words) -> String {
    let day = remark.date.parse().map_or_else(|_| remark.date.clone(), date::show);
    let number = w.saran_form(format!("{:04}", remark.form_number));
    let parts = [number, day, remark.service.clone(), remark.location.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Draws something to choose, in brackets where it is chosen; gives the column behind it.
fn draw_choice(
    frame: &mut Frame<'_>,
    area: Rect,
    (column, y): (u16, u16),
    (label, given): (&str, bool),
    (style, chosen): (Style, Style),
) -> u16 {
    let text = if given { format!("[{label}]") } else { format!(" {label} ") };
    put(frame, area, (column, y), &text, if given { chosen } else { style });
    column + text.width() as u16
}
