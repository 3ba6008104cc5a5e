//! The result of a verification: by surveyor and question, with rate, bound and a verdict in words.

use super::super::rows::{moved, put, rule};
use super::super::supervised;
use super::named;
use crate::store::{Compared, Store, Survey, Verification};
use crate::survey::bound::{self, LARGER_SAMPLE, Verdict};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::{Lang, Words};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The result screen.
pub struct Outcome {
    survey: Survey,
    verification: Verification,
    compared: Vec<Compared>,
    /// The first line in view.
    at: usize,
}

/// A line of the result.
enum Line {
    /// A surveyor or a question: name, fields, wrong, the verifier's mistakes.
    Count {
        name: String,
        sums: Sums,
        heading: bool,
    },
    /// The verdict in words.
    Said(String, Verdict),
    Blank,
}

/// What was compared, wrong, and the verifier's mistakes.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    fields: u32,
    wrong: u32,
    slips: u32,
}

impl Sums {
    fn of<'a>(compared: impl Iterator<Item = &'a Compared>) -> Self {
        compared.fold(Self::default(), |sums, one| Self {
            fields: sums.fields + one.fields,
            wrong: sums.wrong + one.keyer,
            slips: sums.slips + one.verifier,
        })
    }
}

impl Outcome {
    /// Opens the result of a verification.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open(store: &Store, verification: Id) -> Result<Self> {
        let verification = store.verification(verification)?;
        let survey = store.survey(verification.survey)?;
        let compared = store.compared(verification.id)?;
        Ok(Self { survey, verification, compared, at: 0 })
    }

    /// Gives the lines: each surveyor with the verdict, then the questions, the worst first.
    fn lines(&self, w: Words) -> Vec<Line> {
        let mut surveyors: Vec<Id> = self.compared.iter().map(|one| one.surveyor).collect();
        surveyors.dedup();
        let mut lines = Vec::new();
        for surveyor in surveyors {
            let of: Vec<&Compared> = self.compared.iter().filter(|one| one.surveyor == surveyor).collect();
            let sums = Sums::of(of.iter().copied());
            lines.push(Line::Count { name: self.survey.label(Some(surveyor)).to_owned(), sums, heading: true });
            let verdict = Verdict::of(sums.wrong, sums.fields);
            lines.push(Line::Said(say(verdict, sums.wrong, sums.fields, w), verdict));
            let place = |one: &Compared| self.survey.form.find(&one.question).unwrap_or(usize::MAX);
            let mut questions: Vec<(usize, &Compared)> = of.into_iter().map(|one| (place(one), one)).collect();
            questions.sort_by_key(|(place, one)| (std::cmp::Reverse(one.keyer), *place));
            for (place, one) in questions {
                let name = self.survey.form.questions.get(place).map_or_else(|| one.question.clone(), |question| named(question, w));
                lines.push(Line::Count { name, sums: Sums::of(std::iter::once(one)), heading: false });
            }
            lines.push(Line::Blank);
        }
        lines.pop();
        lines
    }
}

/// Says a verdict in words.
fn say(verdict: Verdict, wrong: u32, fields: u32, w: Words) -> String {
    let upper = at_most(bound::upper(wrong, fields), w.0);
    match verdict {
        Verdict::Passed => w.verdict_passed(upper),
        Verdict::Undecided => w.verdict_undecided(upper, LARGER_SAMPLE),
        Verdict::Failed => w.verdict_failed(percent(bound::share(wrong, fields), w.0), LARGER_SAMPLE),
    }
}

/// Writes a share as people read it: `0,65 %`.
fn percent(share: f64, lang: Lang) -> String {
    let text = format!("{:.2} %", share * 100.0);
    if lang == Lang::Id { text.replace('.', ",") } else { text }
}

/// Writes a bound, rounded up so that it holds: `0,97 %`.
fn at_most(share: f64, lang: Lang) -> String {
    percent(bound::rounded_up(share), lang)
}

impl Screen for Outcome {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.verdict_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Verdict]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.verification = store.verification(self.verification.id)?;
        self.compared = store.compared(self.verification.id)?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.lines(w).len(), &action);
                Step::Stay
            }
            Action::Settle if self.verification.open > 0 => {
                Step::Open(supervised(store, &self.survey, Route::Settle { verification: self.verification.id }))
            }
            Action::Settle => Step::Refuse(w.verify_nothing_to_settle().to_owned()),
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let one = &self.verification;
        let head = w.verdict_head(one.keyed, one.drawn, self.survey.label(Some(one.verifier)));
        let head = if one.ended.is_some() { head } else { format!("{head} · {}", w.verdict_running()) };
        put(frame, area, (1, area.y), &head, theme.title);
        let wide = area.width.saturating_sub(48).min(60);
        let columns = |y: u16, name: &str, cells: [&str; 5], frame: &mut Frame<'_>, style: Style| {
            put(frame, Rect { width: wide, ..area }, (2, y), name, style);
            let mut x = wide;
            for (cell, width) in cells.iter().zip([8_u16, 7, 7, 10, 12]) {
                x += width;
                let cell_width = unicode_width::UnicodeWidthStr::width(*cell) as u16;
                put(frame, area, (x.saturating_sub(cell_width), y), cell, style);
            }
        };
        let heads = [w.verdict_fields(), w.verdict_wrong(), w.verdict_slips(), w.verdict_rate(), w.verdict_bound()];
        columns(area.y + 1, w.settle_question(), heads, frame, theme.quiet);
        rule(frame, area, area.y + 2, look);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let lines = self.lines(w);
        let first = self.at.min(lines.len().saturating_sub(usize::from(list.height)));
        for (y, line) in (list.top()..list.bottom()).zip(lines.iter().skip(first)) {
            match line {
                Line::Blank => {}
                Line::Said(text, verdict) => {
                    let style = if *verdict == Verdict::Passed { theme.done } else { theme.soft };
                    put(frame, area, (2, y), text, style);
                }
                Line::Count { name, sums, heading } => {
                    let rate = percent(bound::share(sums.wrong, sums.fields), w.0);
                    let upper = at_most(bound::upper(sums.wrong, sums.fields), w.0);
                    let counts = [sums.fields, sums.wrong, sums.slips].map(|count| count.to_string());
                    let name = if *heading { name.clone() } else { format!("  {name}") };
                    let style = if *heading { theme.title } else { theme.plain };
                    columns(y, &name, [&counts[0], &counts[1], &counts[2], &rate, &upper], frame, style);
                }
            }
        }
        if lines.is_empty() {
            put(frame, list, (2, list.y + 1), w.verdict_nothing(), theme.quiet);
        }
        let foot = area.bottom().saturating_sub(2);
        rule(frame, area, foot, look);
        let below = if one.open > 0 {
            w.verdict_open(one.open)
        } else if one.skipped > 0 {
            w.verify_skipped(one.skipped)
        } else {
            w.verdict_text_left_out().to_owned()
        };
        put(frame, area, (2, foot + 1), &below, theme.quiet);
    }
}
