//! Draws the sample of a new verification: whose work, by whom, how many.

use super::super::rows::{Cell, Row, draw, put, rule};
use crate::store::{Draw, Drawn, List, Method, Store, Survey};
use crate::survey::bound::{LARGER_SAMPLE, SAMPLE, Verdict};
use crate::survey::draw::mix;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::{Field, wrap};
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The step offered where each n-th form is drawn.
const USUAL_STEP: i64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Whose,
    Verifier,
    Method,
    Number,
}

const SLOTS: [Slot; 4] = [Slot::Whose, Slot::Verifier, Slot::Method, Slot::Number];

/// The screen that draws a sample.
pub struct Drawing {
    survey: Survey,
    /// None for all surveyors.
    whose: Option<Id>,
    verifier: Option<Id>,
    every: bool,
    number: Field,
    /// True where the last verification of the chosen surveyor did not pass.
    after_fail: bool,
    at: usize,
}

impl Drawing {
    /// Opens the screen: all surveyors, verified by who signed in, or by the first supervisor.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        let first = survey.choosable(List::Supervisor).chain(survey.choosable(List::Surveyor)).next().map(|item| item.id);
        let verifier = store.who().or(first);
        let mut drawing =
            Self { survey, whose: None, verifier, every: false, number: Field::new(&SAMPLE.to_string()), after_fail: false, at: 0 };
        drawing.number.select();
        Ok(drawing)
    }

    const fn slot(&self) -> Slot {
        SLOTS[self.at]
    }

    /// Gives the next of a row of persons after one; after the last comes what stands before the first.
    fn next_of(people: &[Option<Id>], now: Option<Id>) -> Option<Id> {
        let at = people.iter().position(|id| *id == now).map_or(0, |at| (at + 1) % people.len().max(1));
        people.get(at).copied().flatten()
    }

    /// Takes the next choice of the field in hand.
    fn change(&mut self, store: &Store) -> Result<()> {
        match self.slot() {
            Slot::Whose => {
                let people: Vec<Option<Id>> =
                    std::iter::once(None).chain(self.survey.list(List::Surveyor).map(|item| Some(item.id))).collect();
                self.whose = Self::next_of(&people, self.whose);
                let last = self.whose.map(|id| store.last_verdict(&self.survey, id)).transpose()?.flatten();
                self.after_fail = last.is_some_and(|verdict| verdict != Verdict::Passed);
                self.offer();
            }
            Slot::Verifier => {
                let survey = &self.survey;
                let people: Vec<Option<Id>> =
                    survey.choosable(List::Supervisor).chain(survey.choosable(List::Surveyor)).map(|item| Some(item.id)).collect();
                self.verifier = Self::next_of(&people, self.verifier);
            }
            Slot::Method => {
                self.every = !self.every;
                self.offer();
            }
            Slot::Number => {}
        }
        Ok(())
    }

    /// Offers the usual number of the method.
    fn offer(&mut self) {
        let number = match (self.every, self.after_fail) {
            (true, _) => USUAL_STEP,
            (false, true) => LARGER_SAMPLE,
            (false, false) => SAMPLE,
        };
        self.number = Field::new(&number.to_string());
        self.number.select();
    }

    fn draw_sample(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(verifier) = self.verifier else { return Ok(Step::Refuse(w.draw_nobody().to_owned())) };
        let number = self.number.value().trim().parse::<usize>().ok().filter(|number| (1..=9999).contains(number));
        let Some(number) = number else {
            self.at = SLOTS.len() - 1;
            return Ok(Step::Refuse(w.draw_bad_number().to_owned()));
        };
        let method = if self.every { Method::Every(number) } else { Method::PerSurveyor(number) };
        let random = mix(store.now().timestamp().as_millisecond().unsigned_abs());
        let drawn = store.draw_verification(&self.survey, &Draw { surveyor: self.whose, verifier, method, random })?;
        Ok(match drawn {
            Drawn::Made { verification, forms, own } => {
                let said = if own == 0 { w.draw_made(forms) } else { w.draw_made_but_own(forms, own) };
                // Only the verifier goes on to the keying.
                match store.who() {
                    Some(who) if who != verifier => Step::CloseSaying(said),
                    _ => Step::Become(Route::Rekey { verification }, said),
                }
            }
            Drawn::OwnWork => Step::Refuse(w.draw_own_work().to_owned()),
            Drawn::Nothing { own: 0 } => Step::Refuse(w.draw_nothing().to_owned()),
            Drawn::Nothing { own } => Step::Refuse(w.draw_nothing_but_own(own)),
        })
    }

    fn row(&self, slot: Slot, w: Words) -> Row<'_> {
        let label = |id: Option<Id>| self.survey.label(id).to_owned();
        let (name, cell) = match slot {
            Slot::Whose => (w.draw_whose(), Cell::Value(self.whose.map_or_else(|| w.draw_each().to_owned(), |id| label(Some(id))))),
            Slot::Verifier => (w.draw_verifier(), Cell::Value(label(self.verifier))),
            Slot::Method if self.every => (w.draw_method(), Cell::Value(w.draw_every().to_owned())),
            Slot::Method => (w.draw_method(), Cell::Value(w.draw_per_surveyor().to_owned())),
            Slot::Number if self.every => (w.draw_step(), Cell::Field(&self.number)),
            Slot::Number => (w.draw_number(), Cell::Field(&self.number)),
        };
        let remark = if slot == Slot::Number && self.after_fail && !self.every { w.draw_after_fail() } else { "" };
        Row { label: name.to_owned(), cell, remark: remark.to_owned() }
    }
}

impl Screen for Drawing {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.draw_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.slot() == Slot::Number { vec![Scope::Fields, Scope::Text] } else { vec![Scope::Drawing, Scope::Fields] }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match action {
            Action::Accept if self.at + 1 == SLOTS.len() => return self.draw_sample(store, w),
            Action::Finish => return self.draw_sample(store, w),
            Action::Accept => self.at += 1,
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Leave => return Ok(Step::Close),
            Action::Change => self.change(store)?,
            action if self.slot() == Slot::Number => {
                let edited = self.number.edit(&action);
                return Ok(if edited { Step::Stay } else { Step::Unknown });
            }
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        let top = Rect { y: area.y + 1, height: SLOTS.len() as u16, ..area };
        let rows: Vec<Row<'_>> = SLOTS.into_iter().map(|slot| self.row(slot, w)).collect();
        draw(frame, top, look, &rows, self.at, 26);
        rule(frame, area, top.bottom(), look);
        let lines = [w.draw_hint(), w.draw_hint_blind()].map(|text| wrap(text, usize::from(area.width.saturating_sub(4))));
        for (y, line) in (top.bottom() + 1..area.bottom()).zip(lines.iter().flatten()) {
            put(frame, area, (2, y), line, look.theme.quiet);
        }
    }
}
