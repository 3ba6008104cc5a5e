//! Verification: what was drawn to be keyed again, and the screens that draw, key, settle and tell the result.

pub mod drawing;
pub mod rekey;
mod rekey_view;
pub mod settle;
pub mod verdict;

use super::rows::{in_view, moved, put, rule};
use super::supervised;
use crate::store::{Store, Survey, Verification};
use crate::survey::date;
use crate::survey::form::Question;
use crate::survey::interview::Id;
use crate::survey::value::Answer;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Only, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The list of verifications.
pub struct Verifications {
    survey: Survey,
    list: Vec<Verification>,
    at: usize,
}

impl Verifications {
    /// Opens the list of a survey's verifications.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, list: Vec::new(), at: 0 })
    }

    /// Goes on with the verification in hand where keying stopped; an ended one shows what is left to do, or its result.
    fn go_on(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(verification) = self.list.get(self.at) else { return Ok(Step::Refuse(w.verify_none_here().to_owned())) };
        let id = verification.id;
        if verification.ended.is_some() {
            let settle = || supervised(store, &self.survey, Route::Settle { verification: id });
            return Ok(Step::Open(if verification.open > 0 { settle() } else { Route::Verdict { verification: id } }));
        }
        if store.rekeying(&self.survey, id)?.is_none() {
            // What was left has been voided meanwhile.
            store.end_verification(&self.survey, verification)?;
            self.load(store)?;
            return Ok(Step::Open(Route::Verdict { verification: id }));
        }
        // Another person than the verifier may have keyed the interviews: the verifier signs in first.
        let verifier = verification.verifier;
        let rekey = Route::Rekey { verification: id };
        Ok(Step::Open(match store.who() {
            Some(who) if who != verifier => {
                Route::SignIn { survey: self.survey.id, only: Only::Alone(verifier), then: Some(Box::new(rekey)) }
            }
            _ => rekey,
        }))
    }
}

impl Screen for Verifications {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.verify_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Verifications]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.list = store.verifications(self.survey.id)?;
        self.at = self.at.min(self.list.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let in_hand = self.list.get(self.at);
        let none = || Step::Refuse(w.verify_none_here().to_owned());
        Ok(match action {
            Action::Up | Action::Down => {
                self.at = moved(self.at, self.list.len(), &action);
                Step::Stay
            }
            Action::Accept => return self.go_on(store, w),
            Action::New => Step::Open(supervised(store, &self.survey, Route::DrawVerification { survey: self.survey.id })),
            Action::Settle => match in_hand {
                Some(verification) if verification.open > 0 => {
                    Step::Open(supervised(store, &self.survey, Route::Settle { verification: verification.id }))
                }
                Some(_) => Step::Refuse(w.verify_nothing_to_settle().to_owned()),
                None => none(),
            },
            Action::Statistics => in_hand.map_or_else(none, |one| Step::Open(Route::Verdict { verification: one.id })),
            Action::Finish => match in_hand {
                Some(verification) if verification.ended.is_some() => Step::Refuse(w.verify_has_ended().to_owned()),
                Some(verification) => {
                    let left = verification.drawn - verification.keyed;
                    Step::Ask { question: w.verify_ask_end(left), yes: Action::FinishNow }
                }
                None => none(),
            },
            Action::FinishNow => {
                let Some(verification) = in_hand else { return Ok(none()) };
                store.end_verification(&self.survey, verification)?;
                self.load(store)?;
                Step::Say(w.verify_now_ended().to_owned())
            }
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let columns = |y: u16, cells: [&str; 6], frame: &mut Frame<'_>, style| {
            let widths = if area.width >= 120 { [20, 32, 32, 10, 10, 12] } else { [12, 17, 17, 10, 10, 11] };
            let mut x = 2;
            for (cell, width) in cells.iter().zip(widths) {
                let room = Rect { x: area.x + x, width: (width - 1).min(area.width.saturating_sub(x)), ..area };
                put(frame, room, (0, y), cell, style);
                x += width;
            }
        };
        let heads = [w.verify_drawn(), w.verify_whose(), w.verify_by(), w.verify_forms(), w.verify_open(), w.verify_state()];
        columns(area.y, heads, frame, theme.title);
        rule(frame, area, area.y + 1, look);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        for (y, position, one) in in_view(&self.list, self.at, list) {
            let style = if position == self.at { theme.current } else { theme.plain };
            let day = one.made.get(..10).and_then(|day| day.parse().ok()).map_or_else(String::new, date::show);
            let whose = one.surveyor.map_or(w.verify_all(), |id| self.survey.label(Some(id)));
            let forms = format!("{}/{}", one.keyed, one.drawn);
            let open = if one.open > 0 { format!("! {}", one.open) } else { "-".to_owned() };
            let state = if one.ended.is_some() { w.verify_ended() } else { w.verify_running() };
            put(frame, area, (0, y), if position == self.at { ">" } else { " " }, style);
            columns(y, [&day, whose, self.survey.label(Some(one.verifier)), &forms, &open, state], frame, style);
        }
        if self.list.is_empty() {
            put(frame, list, (2, list.y + 1), w.verify_empty(), theme.quiet);
        }
        let foot = area.bottom().saturating_sub(2);
        rule(frame, area, foot, look);
        if let Some(one) = self.list.get(self.at).filter(|one| one.skipped > 0) {
            put(frame, area, (2, foot + 1), &w.verify_skipped(one.skipped), theme.soft);
        }
    }
}

/// Writes an answer for people: `3 Sesuai`, `34`, `. kosong`.
fn answer_words(question: &Question, answer: Option<&Answer>, w: Words) -> String {
    match answer {
        None => w.settle_passed_over().to_owned(),
        Some(Answer::Missing(reason)) => format!(". {}", w.missing(*reason)),
        Some(Answer::Value(value)) => {
            match value.code().filter(|_| question.is_coded()).and_then(|code| Some((code, question.choice(code)?))) {
                Some((code, choice)) => {
                    let key = choice.keys.first().map_or_else(|| code.to_string(), char::to_string);
                    format!("{key} {}", choice.label.get(w.0))
                }
                None => question.show(value, w.0),
            }
        }
    }
}

/// Names a question as its paper does: `9 Pengaduan`.
fn named(question: &Question, w: Words) -> String {
    let number = question.number.map_or_else(String::new, |number| format!("{number} "));
    format!("{number}{}", question.label.get(w.0))
}
