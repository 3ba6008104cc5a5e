//! Settles mismatches: first, second or another value, after a look at the paper.

use super::super::rows::{in_view, moved, put, rule};
use super::{answer_words, named};
use crate::store::{Choice, Mismatch, Store, Survey, Verification};
use crate::survey::compare;
use crate::survey::form::Question;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The settle screen.
pub struct Settle {
    survey: Survey,
    verification: Verification,
    list: Vec<Mismatch>,
    at: usize,
    /// The value being typed.
    typing: Option<Field>,
}

impl Settle {
    /// Opens the mismatches of a verification that nobody settled yet.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn open(store: &Store, verification: Id) -> Result<Self> {
        let verification = store.verification(verification)?;
        let survey = store.survey(verification.survey)?;
        let list = store.mismatches(verification.id)?;
        Ok(Self { survey, verification, list, at: 0, typing: None })
    }

    fn question(&self, mismatch: &Mismatch) -> Option<&Question> {
        self.survey.form.find(&mismatch.question).map(|at| &self.survey.form.questions[at])
    }

    fn name(&self, mismatch: &Mismatch, w: Words) -> String {
        self.question(mismatch).map_or_else(|| mismatch.question.clone(), |question| named(question, w))
    }

    fn choose(&mut self, choice: &Choice, store: &mut Store, w: Words) -> Result<Step> {
        let Some(mismatch) = self.list.get(self.at).cloned() else { return Ok(Step::Refuse(w.verify_nothing_to_settle().to_owned())) };
        store.settle(&self.survey, &self.verification, &mismatch, choice)?;
        let value = match choice {
            Choice::First => mismatch.first.clone(),
            Choice::Second => mismatch.second.clone(),
            Choice::New(answer) => Some(answer.clone()),
        };
        let value = self.question(&mismatch).map_or_else(String::new, |question| answer_words(question, value.as_ref(), w));
        let said = w.settle_settled(format!("{:04}", mismatch.form_number), self.name(&mismatch, w), value);
        self.load(store)?;
        Ok(if self.list.is_empty() {
            Step::Become(Route::Verdict { verification: self.verification.id }, format!("{said} {}", w.settle_done()))
        } else {
            Step::Say(said)
        })
    }

    fn typed(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        match action {
            Action::Leave if self.typing.as_ref().is_some_and(Field::is_sentence) => return Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => self.typing = None,
            Action::Accept => {
                let text = self.typing.as_ref().map(|field| field.value().trim().to_owned()).unwrap_or_default();
                let question = self.list.get(self.at).and_then(|mismatch| self.survey.form.find(&mismatch.question));
                let Some(answer) = question.and_then(|at| compare::parse(&self.survey.form, at, &text, self.survey.from)) else {
                    return Ok(Step::Refuse(if text.is_empty() { w.prompt_needs_text().to_owned() } else { w.settle_bad(text) }));
                };
                self.typing = None;
                return self.choose(&Choice::New(answer), store, w);
            }
            action => {
                let edited = self.typing.as_mut().is_some_and(|field| field.edit(action));
                return Ok(if edited { Step::Stay } else { Step::Unknown });
            }
        }
        Ok(Step::Stay)
    }
}

impl Screen for Settle {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.settle_title(self.list.len()) }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.typing.is_some() { vec![Scope::Prompt, Scope::Text] } else { vec![Scope::Settle] }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.list = store.mismatches(self.verification.id)?;
        self.at = self.at.min(self.list.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.typing.is_some() {
            return self.typed(&action, store, w);
        }
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.list.len(), &action);
                Step::Stay
            }
            Action::TakeFirst => return self.choose(&Choice::First, store, w),
            Action::TakeSecond => return self.choose(&Choice::Second, store, w),
            Action::New if self.list.is_empty() => Step::Refuse(w.verify_nothing_to_settle().to_owned()),
            Action::New => {
                self.typing = Some(Field::default());
                Step::Stay
            }
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let widths: [u16; 5] = if area.width >= 120 { [8, 24, 30, 28, 28] } else { [7, 14, 18, 19, 19] };
        let columns = |y: u16, cells: [&str; 5], frame: &mut Frame<'_>, style| {
            let mut x = 2;
            for (cell, width) in cells.iter().zip(widths) {
                let room = Rect { x: area.x + x, width: (width - 1).min(area.width.saturating_sub(x)), ..area };
                put(frame, room, (0, y), cell, style);
                x += width;
            }
        };
        let heads = [w.column_number(), w.column_surveyor(), w.settle_question(), w.settle_first(), w.settle_second()];
        columns(area.y, heads, frame, theme.title);
        rule(frame, area, area.y + 1, look);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(5), ..area };
        for (y, position, one) in in_view(&self.list, self.at, list) {
            let style = if position == self.at { theme.current } else { theme.plain };
            let value = |answer| self.question(one).map_or_else(String::new, |question| answer_words(question, answer, w));
            let (before, after) = (value(one.first.as_ref()), value(one.second.as_ref()));
            put(frame, area, (0, y), if position == self.at { ">" } else { " " }, style);
            let number = format!("{:04}", one.form_number);
            columns(y, [&number, self.survey.label(Some(one.surveyor)), &self.name(one, w), &before, &after], frame, style);
        }
        if self.list.is_empty() {
            put(frame, list, (2, list.y + 1), w.verify_nothing_to_settle(), theme.quiet);
        }
        let foot = area.bottom().saturating_sub(3);
        rule(frame, area, foot, look);
        match (&self.typing, self.list.get(self.at)) {
            (Some(field), Some(one)) => {
                let label = w.settle_ask_value(self.name(one, w));
                put(frame, area, (2, foot + 1), &label, theme.current);
                let start = unicode_width::UnicodeWidthStr::width(label.as_str()) as u16 + 3;
                let room = Rect { x: area.x + start, y: foot + 1, width: area.width.saturating_sub(start + 1), height: 1 };
                field.draw(frame, room, theme.plain, true);
                put(frame, area, (2, foot + 2), w.settle_how(), theme.quiet);
            }
            _ => put(frame, area, (2, foot + 1), w.settle_hint(), theme.quiet),
        }
    }
}
