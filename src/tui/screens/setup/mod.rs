//! The set-up of a survey: unit, period, people served, code lists; first from a template.

mod blocks;
mod reading;
mod start;
mod view;

use super::forms;
use super::rows::{Row, draw};
use crate::store::{Item, List, Store, Survey};
use crate::survey::interview::Id;
use crate::survey::template;
use crate::survey::{block, date};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use blocks::{Blocks, Ticks};
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use start::Start;

/// The plain fields, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Name,
    Unit,
    Period,
    From,
    To,
    Served,
    Floor,
    Pin,
}

const PLAIN: [Plain; 8] = [Plain::Name, Plain::Unit, Plain::Period, Plain::From, Plain::To, Plain::Served, Plain::Floor, Plain::Pin];

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Plain(Plain),
    Heading(List),
    Item(usize),
    Add(List),
}

/// An item with the text being typed.
struct ItemRow {
    item: Item,
    field: Field,
    used: bool,
}

impl ItemRow {
    /// Gives the item as it is typed; a surveyor's block stands behind the name.
    fn read(&self) -> Item {
        let typed = self.field.value().trim();
        let written = if self.item.list == List::Surveyor { block::read(typed) } else { None };
        let (label, block) = written.unwrap_or_else(|| (typed.to_owned(), None));
        Item { label, block, ..self.item.clone() }
    }
}

/// The set-up screen.
pub struct Setup {
    /// The survey that is changed; none while a new one is made.
    survey: Option<Survey>,
    starts: Vec<Start>,
    /// The template in hand while one is being chosen.
    choosing: Option<usize>,
    chosen: usize,
    /// The list of blocks while it is open, and those that were ticked.
    blocks: Option<Blocks>,
    ticks: Ticks,
    /// The questionnaire of a new survey as a form file, and its key and version.
    form: String,
    questionnaire: Option<(String, u32)>,
    /// True where the questionnaire asks for the service: only then is there anything to choose from a list of them.
    serves: bool,
    today: Date,
    plain: [Field; 8],
    items: Vec<ItemRow>,
    adding: [Field; 5],
    /// True where a person added, removed or retired an item.
    changed: bool,
    at: usize,
}

impl Setup {
    /// Begins a new survey at the choice of a template.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn new(store: &Store) -> Result<Self> {
        Ok(Self { starts: Start::all(store, store.now().date())?, choosing: Some(0), ..Self::bare(store) })
    }

    /// Begins a new survey with a questionnaire.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn with(store: &Store, key: &str, version: u32) -> Result<Self> {
        let mut screen = Self::bare(store);
        let form = forms::find(store, key, version)?.unwrap_or_default();
        let start = Start::of(&form, screen.today);
        screen.starts = vec![start];
        screen.take(0, Ticks::default());
        Ok(screen)
    }

    fn bare(store: &Store) -> Self {
        let today = store.now().date();
        Self {
            survey: None,
            starts: Vec::new(),
            choosing: None,
            chosen: 0,
            blocks: None,
            ticks: Ticks::default(),
            form: String::new(),
            questionnaire: None,
            serves: false,
            today,
            plain: Default::default(),
            items: Vec::new(),
            adding: Default::default(),
            changed: false,
            at: 0,
        }
    }

    /// Opens the set-up of a survey.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn edit(store: &Store, id: Id) -> Result<Self> {
        let survey = store.survey(id)?;
        let mut screen = Self::bare(store);
        screen.plain = [
            Field::new(&survey.name),
            Field::new(&survey.unit),
            Field::new(&survey.period),
            Field::new(&date::show(survey.from)),
            Field::new(&date::show(survey.to)),
            Field::new(&survey.served.to_string()),
            Field::new(&survey.floor_seconds.to_string()),
            Field::new(yes_or_no(survey.asks_pin)),
        ];
        for item in &survey.items {
            let used = store.is_used(item.id)?;
            screen.items.push(ItemRow { item: item.clone(), field: Field::new(&block::write(&item.label, item.block)), used });
        }
        screen.serves = survey.form.service().is_some();
        screen.survey = Some(survey);
        Ok(screen)
    }

    fn fill(&mut self, setup: &template::Setup) {
        self.plain = [
            Field::new(&setup.name),
            Field::new(&setup.unit),
            Field::new(&setup.period),
            Field::new(&date::show(setup.from)),
            Field::new(&date::show(setup.to)),
            Field::new(&setup.served.to_string()),
            Field::new(&setup.floor_seconds.to_string()),
            Field::new(yes_or_no(setup.asks_pin)),
        ];
        self.items.clear();
        self.adding = Default::default();
        self.changed = false;
        for (list, labels) in
            List::ALL.into_iter().zip([&setup.locations, &setup.services, &setup.surveyors, &setup.bands, &setup.supervisors])
        {
            for label in labels {
                self.add(list, label);
            }
        }
    }

    fn add(&mut self, list: List, label: &str) {
        // The lowest free number: each of the 35 has a key of its own.
        let taken = |code: i64| self.items.iter().any(|row| row.item.list == list && row.item.code == code);
        let code = (1..=i64::from(u16::MAX)).find(|code| !taken(*code)).unwrap_or(i64::MAX);
        let item = Item { id: 0, list, code, label: label.to_owned(), retired: false, block: None };
        self.items.push(ItemRow { item, field: Field::new(label), used: false });
    }

    fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = PLAIN.into_iter().map(Slot::Plain).collect();
        for list in List::ALL.into_iter().filter(|list| self.serves || *list != List::Service) {
            slots.push(Slot::Heading(list));
            slots.extend(self.items.iter().enumerate().filter(|(_, row)| row.item.list == list).map(|(at, _)| Slot::Item(at)));
            slots.push(Slot::Add(list));
        }
        slots
    }

    fn slot(&self) -> Slot {
        self.slots().get(self.at).copied().unwrap_or(Slot::Plain(Plain::Name))
    }

    fn field(&mut self) -> Option<&mut Field> {
        match self.slot() {
            Slot::Plain(plain) => self.plain.get_mut(plain as usize),
            Slot::Item(at) => self.items.get_mut(at).map(|row| &mut row.field),
            Slot::Add(list) => self.adding.get_mut(list as usize),
            Slot::Heading(_) => None,
        }
    }

    /// Moves by so many rows, over headings.
    fn step(&mut self, forward: bool) {
        let slots = self.slots();
        let mut at = self.at;
        loop {
            at = if forward { at + 1 } else { at.wrapping_sub(1) };
            match slots.get(at) {
                Some(Slot::Heading(_)) => {}
                Some(_) => break self.at = at,
                None => break,
            }
        }
        // Dates and numbers are replaced by what is typed; names are edited.
        if let Slot::Plain(plain @ (Plain::From | Plain::To | Plain::Served | Plain::Floor | Plain::Pin)) = self.slot() {
            self.plain[plain as usize].select();
        }
    }

    fn go_to(&mut self, slot: Slot) {
        self.at = self.slots().iter().position(|other| *other == slot).unwrap_or(0);
    }

    /// Takes the text of an "add" row as a new item; tells whether there was one.
    fn take_added(&mut self) -> bool {
        let Slot::Add(list) = self.slot() else { return false };
        let label = self.adding[list as usize].value().trim().to_owned();
        if label.is_empty() {
            return false;
        }
        self.adding[list as usize] = Field::default();
        self.add(list, &label);
        self.changed = true;
        self.go_to(Slot::Add(list));
        true
    }

    /// Leaves the row in hand; what is wrong there is said, and holds nobody.
    fn leave(&mut self, forward: bool, w: Words) -> Step {
        let fault = self.fault(self.slot(), w);
        self.step(forward);
        fault.map_or(Step::Stay, Step::Refuse)
    }

    /// Tells whether a person typed or changed anything.
    fn is_touched(&self) -> bool {
        let fields = self.plain.iter().chain(&self.adding).chain(self.items.iter().map(|row| &row.field));
        self.changed || fields.into_iter().any(Field::is_changed)
    }

    /// Opens the questionnaires of the survey; a new one has chosen its own.
    fn forms(&self, w: Words) -> Step {
        let Some(survey) = &self.survey else { return Step::Refuse(w.setup_forms_later().to_owned()) };
        Step::Open(Route::Forms { survey: Some(survey.id) })
    }

    fn retire(&mut self, w: Words) -> Step {
        let Slot::Item(at) = self.slot() else { return Step::Refuse(w.setup_on_items_only().to_owned()) };
        // A survey that is not made yet has nothing to keep the item for.
        if self.survey.is_none() {
            return self.remove(w);
        }
        self.items[at].item.retired = !self.items[at].item.retired;
        self.changed = true;
        Step::Stay
    }

    fn remove(&mut self, w: Words) -> Step {
        let Slot::Item(at) = self.slot() else { return Step::Refuse(w.setup_on_items_only().to_owned()) };
        if self.items[at].used {
            return Step::Refuse(format!("{}. {}", w.error_in_use(&self.items[at].item.label), w.hint_in_use()));
        }
        self.items.remove(at);
        self.changed = true;
        Step::Stay
    }

    fn finish(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let setup = match self.read(w) {
            Ok(setup) => setup,
            Err((slot, why)) => {
                self.go_to(slot);
                return Ok(Step::Refuse(why));
            }
        };
        let Some(old) = self.survey.clone() else {
            let survey = store.create_survey(&self.form, &setup)?;
            return Ok(Step::Become(Route::Batch { survey, batch: None }, w.setup_made(&setup.name)));
        };
        let mut survey = old.clone();
        for list in List::ALL {
            let label = std::mem::take(&mut self.adding[list as usize]).value().trim().to_owned();
            if !label.is_empty() {
                self.add(list, &label);
            }
        }
        survey.items = self.items.iter().map(ItemRow::read).collect();
        (survey.name, survey.unit, survey.period) = (setup.name, setup.unit, setup.period);
        (survey.from, survey.to, survey.served, survey.floor_seconds) = (setup.from, setup.to, setup.served, setup.floor_seconds);
        survey.asks_pin = setup.asks_pin;
        store.update_survey(&old, &survey)?;
        Ok(Step::CloseSaying(w.setup_saved(&survey.name)))
    }
}

/// Writes a yes or no as it is keyed; both languages read both.
const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "ya" } else { "tidak" }
}

impl Screen for Setup {
    fn title(&self, w: Words) -> Title {
        let left = if self.survey.is_some() { w.setup_title_edit() } else { w.setup_title_new() };
        let form = self.survey.as_ref().map(|survey| (survey.form.key.clone(), survey.form.version)).or_else(|| self.questionnaire.clone());
        Title { left: left.to_owned(), right: form.map_or_else(String::new, |(key, version)| w.form_version(key, version)) }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.blocks.is_some() {
            vec![Scope::Blocks]
        } else if self.choosing.is_some() {
            vec![Scope::Templates, Scope::Pick]
        } else {
            vec![Scope::Fields, Scope::Setup, Scope::Text]
        }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.blocks.is_some() {
            return Ok(self.tick(&action, w));
        }
        if let Some(at) = self.choosing {
            return Ok(self.choose(&action, at, w));
        }
        Ok(match action {
            Action::Accept if self.take_added() => {
                let added = Slot::Item(self.items.len() - 1);
                self.fault(added, w).map_or(Step::Stay, Step::Refuse)
            }
            Action::Accept => self.leave(true, w),
            Action::Back => self.leave(false, w),
            Action::Finish => self.finish(store, w)?,
            Action::Forms => self.forms(w),
            Action::Blocks => self.open_blocks(w),
            Action::Retire => self.retire(w),
            Action::Remove => self.remove(w),
            Action::Leave if self.is_touched() => Step::ask_discard(w),
            Action::Leave | Action::Discard => Step::Close,
            action => {
                let edited = self.field().is_some_and(|field| field.edit(&action));
                if edited { Step::Stay } else { Step::Unknown }
            }
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if self.draw_blocks(frame, inner, look) {
            return;
        }
        if let Some(at) = self.choosing {
            self.draw_starts(frame, inner, look, at);
            return;
        }
        let rows: Vec<Row<'_>> = self.slots().into_iter().map(|slot| self.row(slot, w)).collect();
        draw(frame, inner, look, &rows, self.at, 22);
    }
}
