//! The batch header: keyed once for a stack of forms, carried forward from the batch before.

mod view;

use crate::store::{Batch, Header, Item, List, Place, Store, Survey};
use crate::survey::date;
use crate::survey::form::default_key;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title, capital};
use crate::words::Words;
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The fields, in the order of the stack's cover sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Date,
    Band,
    Location,
    Service,
    Surveyor,
    First,
    Forms,
}

const SLOTS: [Slot; 7] = [Slot::Date, Slot::Band, Slot::Location, Slot::Service, Slot::Surveyor, Slot::First, Slot::Forms];

/// Gives the fields that matter to a survey: a questionnaire may have no question about the service.
fn slots(survey: &Survey) -> impl Iterator<Item = Slot> {
    let serves = survey.form.service().is_some();
    SLOTS.into_iter().filter(move |slot| serves || *slot != Slot::Service)
}

/// Forms in a stack where none was keyed before: what a clip holds.
const USUAL_FORMS: i64 = 40;

/// More forms than this in one stack are doubted.
const THICK: i64 = 500;

/// The batch header screen.
pub struct BatchScreen {
    survey: Survey,
    /// The batch that is corrected; none while a new one is keyed.
    batch: Option<Batch>,
    today: Date,
    date: Field,
    band: Option<Id>,
    location: Option<Id>,
    service: Option<Id>,
    surveyor: Option<Id>,
    first: Field,
    /// The first form number that was proposed.
    proposed: i64,
    forms: Field,
    /// What was chosen when the screen opened.
    carried: [Option<Id>; 4],
    slots: Vec<Slot>,
    at: usize,
    /// What was doubted already, in words.
    pointed_out: Vec<String>,
}

impl BatchScreen {
    /// Opens the header of a new batch with the last one's values, or of a stored batch to be corrected.
    ///
    /// # Errors
    /// When survey or batch can't be read.
    pub fn open(store: &Store, survey: Id, batch: Option<Id>) -> Result<Self> {
        let survey = store.survey(survey)?;
        let batch = batch.map(|id| store.batch(id)).transpose()?;
        let today = store.now().date();
        let carried = match &batch {
            Some(batch) => Some(batch.header.clone()),
            None => store.last_batch(survey.id)?.map(|batch| batch.header),
        };
        // An item that was retired since is not carried on.
        let still = |list, id: Option<Id>| survey.choosable(list).find(|item| Some(item.id) == id).map(|item| item.id);
        let first_of = |list| survey.choosable(list).next().map(|item| item.id);
        let (date, band, location, service, surveyor, forms) = match carried {
            Some(header) => (
                header.date,
                still(List::Band, header.band),
                still(List::Location, Some(header.location)),
                still(List::Service, header.service),
                still(List::Surveyor, Some(header.surveyor)),
                header.forms,
            ),
            // Outside the period, its first day: a stack is keyed from its beginning.
            None => (
                if (survey.from..=survey.to).contains(&today) { today } else { survey.from },
                first_of(List::Band),
                first_of(List::Location),
                None,
                first_of(List::Surveyor),
                USUAL_FORMS,
            ),
        };
        let surveyor = surveyor.or_else(|| first_of(List::Surveyor));
        let first = match &batch {
            Some(batch) => batch.header.first_number,
            None => store.first_free_number(&survey, surveyor)?,
        };
        let location = location.or_else(|| first_of(List::Location));
        let mut screen = Self {
            carried: [band, location, service, surveyor],
            slots: slots(&survey).collect(),
            batch,
            today,
            proposed: first,
            date: Field::new(&date::show(date)),
            band,
            location,
            service,
            surveyor,
            first: Field::new(&first.to_string()),
            forms: Field::new(&forms.to_string()),
            at: 0,
            pointed_out: Vec::new(),
            survey,
        };
        screen.stand_on(0);
        Ok(screen)
    }

    fn slot(&self) -> Slot {
        self.slots.get(self.at).copied().unwrap_or(Slot::Date)
    }

    /// Tells whether a person typed or chose anything.
    fn is_touched(&self) -> bool {
        let chosen = [self.band, self.location, self.service, self.surveyor];
        chosen != self.carried || [&self.date, &self.first, &self.forms].into_iter().any(Field::is_changed)
    }

    fn go_to(&mut self, slot: Slot) {
        self.stand_on(self.slots.iter().position(|other| *other == slot).unwrap_or(0));
    }

    /// Goes to a field; what is typed there replaces what was carried.
    fn stand_on(&mut self, at: usize) {
        self.at = at;
        match self.slot() {
            Slot::Date => self.date.select(),
            Slot::First => self.first.select(),
            Slot::Forms => self.forms.select(),
            Slot::Band | Slot::Location | Slot::Service | Slot::Surveyor => {}
        }
    }

    /// Gives the list that a slot chooses from.
    const fn list(slot: Slot) -> Option<List> {
        match slot {
            Slot::Band => Some(List::Band),
            Slot::Location => Some(List::Location),
            Slot::Service => Some(List::Service),
            Slot::Surveyor => Some(List::Surveyor),
            Slot::Date | Slot::First | Slot::Forms => None,
        }
    }

    /// Gives the choices of a slot with their keys; `0` is none where that is allowed.
    fn choices(&self, slot: Slot, w: Words) -> Vec<(char, Option<Id>, String)> {
        let Some(list) = Self::list(slot) else { return Vec::new() };
        let none = match slot {
            Slot::Band => Some(w.batch_no_band()),
            Slot::Service => Some(w.batch_per_form()),
            _ => None,
        };
        let key = |item: &Item| usize::try_from(item.code - 1).ok().and_then(default_key);
        let items = self.survey.choosable(list).filter_map(|item| Some((key(item)?, Some(item.id), item.label.clone())));
        items.chain(none.map(|label| ('0', None, label.to_owned()))).collect()
    }

    fn chosen(&self, slot: Slot) -> Option<Id> {
        match slot {
            Slot::Band => self.band,
            Slot::Location => self.location,
            Slot::Service => self.service,
            Slot::Surveyor => self.surveyor,
            Slot::Date | Slot::First | Slot::Forms => None,
        }
    }

    fn choose(&mut self, typed: char, w: Words) -> Step {
        let slot = self.slot();
        let Some((_, id, _)) = self.choices(slot, w).into_iter().find(|choice| choice.0 == typed.to_ascii_lowercase()) else {
            return Step::Refuse(w.not_a_choice(typed));
        };
        match slot {
            Slot::Band => self.band = id,
            Slot::Location => self.location = id,
            Slot::Service => self.service = id,
            Slot::Surveyor => self.surveyor = id,
            Slot::Date | Slot::First | Slot::Forms => {}
        }
        self.stand_on((self.at + 1).min(self.slots.len() - 1));
        Step::Stay
    }

    /// Proposes the first form number of the surveyor's own block, as long as no other one was typed.
    fn propose(&mut self, store: &Store) -> Result<()> {
        if self.batch.is_none() && self.first.value().trim() == self.proposed.to_string() {
            self.proposed = store.first_free_number(&self.survey, self.surveyor)?;
            self.first = Field::new(&self.proposed.to_string());
            self.stand_on(self.at);
        }
        Ok(())
    }

    /// Checks the fields; gives the header, or the slot at fault and why.
    fn read(&self, store: &Store, w: Words) -> Result<std::result::Result<Header, (Slot, String)>> {
        let fault = |slot, why: String| Ok(Err((slot, why)));
        let near = self.today.max(self.survey.from).min(self.survey.to);
        let Some(date) = date::parse(self.date.value(), near) else { return fault(Slot::Date, w.not_a_date(self.date.value())) };
        let Some(location) = self.location else { return fault(Slot::Location, w.batch_no_items().to_owned()) };
        let Some(surveyor) = self.surveyor else { return fault(Slot::Surveyor, w.batch_no_items().to_owned()) };
        let number = |field: &Field| field.value().trim().parse::<i64>().ok().filter(|number| (1..=999_999_999).contains(number));
        let Some(first_number) = number(&self.first) else { return fault(Slot::First, w.not_a_number(self.first.value())) };
        let Some(forms) = number(&self.forms).filter(|forms| *forms <= 10_000) else {
            return fault(Slot::Forms, w.not_a_number(self.forms.value()));
        };
        if self.batch.is_none()
            && let Some(used) = store.used_number(self.survey.id, first_number, None)?
        {
            return fault(Slot::First, capital(&used.say(w)));
        }
        Ok(Ok(Header { date, band: self.band, location, service: self.service, surveyor, first_number, forms }))
    }

    /// Says what is doubtful about a header, and in which field; each is pointed out once.
    fn doubts(&self, header: &Header, store: &Store, w: Words) -> Result<Vec<(Slot, String)>> {
        let mut doubts = Vec::new();
        if !(self.survey.from..=self.survey.to).contains(&header.date) {
            doubts.push((Slot::Date, w.batch_outside(date::show(header.date))));
        } else if header.date > self.today {
            doubts.push((Slot::Date, w.batch_future(date::show(header.date))));
        }
        let (first, last) = (header.first_number, header.first_number + header.forms - 1);
        if let Some(number) = store.overlapping_batch(self.survey.id, self.batch.as_ref().map(|batch| batch.id), first, last)? {
            doubts.push((Slot::First, w.batch_overlaps(format!("{first:04}"), format!("{last:04}"), number)));
        }
        if header.forms > THICK {
            doubts.push((Slot::Forms, w.batch_thick(header.forms)));
        }
        Ok(doubts)
    }

    fn finish(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let header = match self.read(store, w)? {
            Ok(header) => header,
            Err((slot, why)) => {
                self.go_to(slot);
                return Ok(Step::Refuse(why));
            }
        };
        let doubts = self.doubts(&header, store, w)?;
        if let Some((slot, why)) = doubts.into_iter().find(|(_, why)| !self.pointed_out.contains(why)) {
            self.pointed_out.push(why.clone());
            self.go_to(slot);
            return Ok(Step::Warn(why));
        }
        if let Some(batch) = &self.batch {
            store.refuse_stranger(&self.survey, batch)?;
        }
        match &self.batch {
            Some(batch) if batch.header == header => Ok(Step::Close),
            Some(batch) => {
                store.update_batch(&self.survey, batch, &header)?;
                Ok(Step::CloseSaying(w.batch_corrected(batch.number)))
            }
            None => {
                let batch = store.create_batch(self.survey.id, &header)?;
                Ok(Step::Become(super::keying(store, &self.survey, &batch), w.batch_opened(batch.number, header.forms)))
            }
        }
    }

    /// Takes back the last thing done in the batch before, and opens it there.
    fn undo(&self, store: &mut Store, w: Words) -> Result<Step> {
        let before = if self.batch.is_none() { store.last_batch(self.survey.id)? } else { None };
        let undone = match &before {
            Some(batch) => store.undo(&self.survey, batch.id, None, store.author(batch))?,
            None => None,
        };
        Ok(match (before, undone) {
            (Some(batch), Some(undone)) => {
                let (interview, _) = store.interview(&self.survey, undone.interview)?;
                store.remember(batch.id, interview.id, interview.form_number, &Place::default())?;
                Step::Become(Route::Entry { batch: batch.id }, w.undone_batch().to_owned())
            }
            _ => Step::Refuse(w.nothing_to_undo().to_owned()),
        })
    }
}

impl Screen for BatchScreen {
    fn title(&self, w: Words) -> Title {
        let right = self.batch.as_ref().map_or_else(|| w.batch_new().to_owned(), |batch| w.batch_number(batch.number));
        Title { left: self.survey.title(), right }
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.slot() {
            Slot::Date | Slot::First | Slot::Forms => vec![Scope::Fields, Scope::Batch, Scope::Text],
            Slot::Band | Slot::Location | Slot::Service | Slot::Surveyor => vec![Scope::Fields, Scope::Batch, Scope::Choosing],
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        Ok(match action {
            Action::Accept if self.at + 1 == self.slots.len() => self.finish(store, w)?,
            Action::Accept => {
                self.stand_on(self.at + 1);
                Step::Stay
            }
            Action::Back => {
                self.stand_on(self.at.saturating_sub(1));
                Step::Stay
            }
            Action::Finish => self.finish(store, w)?,
            Action::Leave if self.is_touched() => Step::ask_discard(w),
            Action::Leave | Action::Discard => Step::Close,
            Action::Undo => self.undo(store, w)?,
            // The choices stand below all the time: the key says where.
            Action::Choices => Step::Say(w.batch_choices_below().to_owned()),
            action => {
                let field = match self.slot() {
                    Slot::Date => &mut self.date,
                    Slot::First => &mut self.first,
                    Slot::Forms => &mut self.forms,
                    Slot::Band | Slot::Location | Slot::Service | Slot::Surveyor => {
                        let Action::Type(typed) = action else { return Ok(Step::Unknown) };
                        let step = self.choose(typed, w);
                        self.propose(store)?;
                        return Ok(step);
                    }
                };
                if field.edit(&action) { Step::Stay } else { Step::Unknown }
            }
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_all(frame, area, look);
    }
}
