//! A questionnaire as it will be keyed, on a database in memory: looked at, or tried; nothing of it reaches the file.

use crate::store::{Header, List, Store};
use crate::survey::form::Form;
use crate::survey::form_file;
use crate::survey::interview::Id;
use crate::survey::template::{FLOOR_SECONDS, Setup};
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::tui::screens::entry::Entry;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Forms in the stack of a trial.
const FORMS: i64 = 1000;

/// A questionnaire being looked at or tried.
pub struct Trial {
    form: Form,
    /// The survey whose services stand in it.
    survey: Option<Id>,
    store: Store,
    entry: Entry,
    /// False where every question is gone through and none is keyed.
    keyed: bool,
}

impl Trial {
    /// Opens a questionnaire, to be keyed or only looked at; the services of a survey stand in it where one is given.
    ///
    /// # Errors
    /// When there is none, or it can't be put into a database.
    pub fn open(real: &Store, (key, version): (&str, u32), survey: Option<Id>, keyed: bool) -> Result<Self> {
        let form = super::find(real, key, version)?.unwrap_or_default();
        let today = real.now().date();
        let services: Vec<String> = match survey {
            Some(survey) => real.survey(survey)?.choosable(List::Service).map(|item| item.label.clone()).collect(),
            None => Vec::new(),
        };
        let examples = || ["A", "B", "C"].map(str::to_owned).to_vec();
        let setup = Setup {
            name: form.key.clone(),
            unit: String::new(),
            period: String::new(),
            from: today,
            to: today,
            served: 0,
            floor_seconds: FLOOR_SECONDS,
            locations: vec![form.key.clone()],
            services: if services.is_empty() { examples() } else { services },
            surveyors: vec!["-".to_owned()],
            bands: Vec::new(),
            supervisors: Vec::new(),
            asks_pin: false,
        };
        let mut store = real.scratch()?;
        let made = store.create_survey(&form_file::write(&form), &setup)?;
        let lists = store.survey(made)?;
        let first = |list: List| lists.list(list).next().map_or(0, |item| item.id);
        let header = Header {
            date: today,
            band: None,
            location: first(List::Location),
            service: None,
            surveyor: first(List::Surveyor),
            first_number: 1,
            forms: FORMS,
        };
        let batch = store.create_batch(made, &header)?;
        let mut entry = Entry::key(&store, batch.id)?;
        if !keyed {
            entry.look_from_the_start();
        }
        Ok(Self { form, survey, store, entry, keyed })
    }

    /// Goes through the questions; nothing is keyed.
    fn looked(&mut self, action: Action, w: Words) -> Result<Step> {
        if self.entry.is_covered() {
            return match action {
                // A choice that is picked would be an answer.
                Action::Accept if self.entry.is_picking() => self.entry.update(Action::Leave, &mut self.store, w),
                Action::Type(c) if self.entry.is_picking() && c.is_ascii_digit() => Ok(Step::Stay),
                action => self.passed(action, w),
            };
        }
        Ok(match action {
            Action::Leave => Step::Close,
            Action::Down => self.entry.look_on(true, w),
            Action::Up => self.entry.look_on(false, w),
            Action::Try => {
                let (key, version) = (self.form.key.clone(), self.form.version);
                Step::Open(Route::FormTrial { key, version, survey: self.survey, keyed: true })
            }
            Action::Choices | Action::Layout | Action::GoTo | Action::NextSection | Action::PreviousSection => self.passed(action, w)?,
            _ => Step::Unknown,
        })
    }

    /// Passes a wish to the entry screen, and keeps it from leading out of the trial.
    fn passed(&mut self, action: Action, w: Words) -> Result<Step> {
        Ok(match self.entry.update(action, &mut self.store, w)? {
            Step::Open(_) | Step::Ask { .. } => Step::Refuse(w.trial_not_here().to_owned()),
            Step::Become(_, said) => Step::CloseSaying(said),
            Step::Close | Step::CloseSaying(_) => Step::CloseSaying(w.trial_over().to_owned()),
            Step::Say(said) if self.keyed => Step::Say(w.trial_said(said)),
            Step::Warn(said) if self.keyed => Step::Warn(w.trial_said(said)),
            step => step,
        })
    }
}

impl Screen for Trial {
    fn title(&self, w: Words) -> Title {
        let right = if self.keyed { w.trial_title() } else { w.look_title() };
        Title { left: self.form.title.get(w.0).to_owned(), right: right.to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.keyed || self.entry.is_covered() { self.entry.scopes() } else { vec![Scope::Looking] }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        self.entry.load(&self.store)
    }

    fn update(&mut self, action: Action, _: &mut Store, w: Words) -> Result<Step> {
        if self.keyed { self.passed(action, w) } else { self.looked(action, w) }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.entry.draw(frame, area, look);
    }
}
