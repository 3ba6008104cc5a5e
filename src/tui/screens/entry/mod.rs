//! The entry screen: one session keyed in one of two layouts; every accepted answer is on disk before it is shown.

mod answers;
mod carried;
mod comments;
mod detail;
mod form_view;
mod map;
mod moves;
mod overlay;
mod pages;
mod pick;
mod problem;
mod saving;
mod side;
mod spoken_view;
mod standing;

pub(in crate::tui::screens) use problem::say_problem;
pub(in crate::tui::screens) use problem::say_rules;
pub(in crate::tui::screens) use side::clock;

use crate::store::{Batch, Comment, Counts, Preference, Store, Survey};
use crate::survey::form::Kind;
use crate::survey::interview::{Id, Interview, Status};
use crate::survey::session::{At, Session};
use crate::survey::value::Answer;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use map::Map;
use overlay::Overlay;
use pages::Pages;
use pick::Pick;
use ratatui::Frame;
use ratatui::layout::Rect;
use standing::Standing;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// How the questions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// The whole form, as on paper.
    Form,
    /// One question at a time, to be read aloud.
    Spoken,
}

/// What a line is being typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Why a doubtful answer is kept.
    KeepReason,
    /// Why a finished interview is changed.
    ChangeReason,
    /// A note on this question.
    Note(usize),
    /// A comment on this question, for surveyor and supervisor.
    Comment(usize),
    /// A form number to go to.
    GoTo,
}

/// A line being typed below the questions.
struct Prompt {
    asked: Asked,
    field: Field,
}

/// A soft problem of the interview saved last, that F2 still settles.
struct Pending {
    interview: Id,
    form_number: i64,
    rules: Vec<String>,
}

/// What the surveyor has done today, for the side panel and the statistics.
#[derive(Clone, Debug, Default)]
struct Work {
    counts: Counts,
    /// Forms, keys, milliseconds, corrections since midnight.
    today: [i64; 4],
    last: Vec<(i64, String)>,
}

/// The entry screen.
pub struct Entry {
    survey: Survey,
    batch: Batch,
    /// The batch that new forms go to; none while one interview is mended from the list.
    keying: Option<Id>,
    session: Session,
    /// The number that the count gave the form in hand; another one was overtyped.
    proposed: i64,
    layout: Layout,
    /// The text of a text question in hand.
    text: Field,
    /// The full stop or hyphen that opened the missing reasons on an empty text, which may yet begin one.
    opener: Option<char>,
    prompt: Option<Prompt>,
    pick: Option<Pick>,
    overlay: Option<Overlay>,
    pending: Option<Pending>,
    /// What surveyor and supervisor said to each other about the interview in hand.
    comments: Vec<Comment>,
    work: Work,
    /// The open map of a long form.
    map: Option<Map>,
    /// True where the form has pages and a map.
    is_long: bool,
    /// True where all questions are shown as asked, to be looked at.
    shows_all: bool,
    standing: Standing,
    /// Questions that are no longer asked and have an answer here.
    kept: Vec<usize>,
    /// The form as it stands on the screen drawn last.
    pages: RefCell<Option<Rc<Pages>>>,
}

impl Entry {
    /// Opens a batch where keying stands: at its draft, at the exact question, or at the next form.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn key(store: &Store, batch: Id) -> Result<Self> {
        let batch = store.batch(batch)?;
        let survey = store.survey(batch.survey)?;
        let left = store.places_left()?.into_iter().find(|left| left.batch == batch.id);
        let mut entry = Self::make(store, survey, batch)?;
        entry.keying = Some(entry.batch.id);
        match left {
            Some(left) => {
                match left.interview {
                    Some(id) => entry.read(store, id)?,
                    None => {
                        entry.open_form(store)?;
                        if entry.session.interview().id.is_none() {
                            entry.session.interview_mut().form_number = left.form_number;
                        }
                    }
                }
                let question = left.place.question.and_then(|key| entry.survey.form.find(&key));
                if let Some(question) = question {
                    entry.session.go_to(At::Question(question));
                }
                entry.take_text();
                if let Some(typed) = left.place.typed {
                    entry.text = Field::new(&typed);
                }
            }
            None => entry.open_form(store)?,
        }
        Ok(entry)
    }

    /// Opens one interview to be looked at and mended, at a question where one is pinned.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn mend(store: &Store, survey: Id, interview: Id, question: Option<&str>) -> Result<Self> {
        let survey = store.survey(survey)?;
        let (_, batch) = store.interview(&survey, interview)?;
        let mut entry = Self::make(store, survey, batch)?;
        entry.read(store, interview)?;
        let pinned = question.and_then(|key| entry.survey.form.find(key));
        entry.session.go_to(At::Question(pinned.unwrap_or(0)));
        entry.take_text();
        let rules = store.open_problems(interview)?;
        if !rules.is_empty() {
            entry.pending = Some(Pending { interview, form_number: entry.session.interview().form_number, rules });
        }
        Ok(entry)
    }

    fn make(store: &Store, survey: Survey, batch: Batch) -> Result<Self> {
        let owner = batch.header.surveyor;
        let off = |preference| Ok::<bool, crate::store::Error>(store.preference(owner, preference)?.as_deref() == Some("off"));
        let auto_advance = !off(Preference::AutoAdvance)?;
        let spoken = store.preference(owner, Preference::Layout)?.as_deref() == Some("one");
        let empty = Interview::empty(batch.header.first_number, batch.header.date, survey.form.questions.len());
        let session = Session::new(Arc::clone(&survey.form), empty, Vec::new(), auto_advance);
        let layout = if spoken { Layout::Spoken } else { Layout::Form };
        let is_long = pages::is_long(&survey.form);
        Ok(Self {
            survey,
            batch,
            keying: None,
            session,
            proposed: 0,
            layout,
            text: Field::default(),
            opener: None,
            prompt: None,
            pick: None,
            overlay: None,
            pending: None,
            comments: Vec::new(),
            work: Work::default(),
            map: None,
            is_long,
            shows_all: false,
            standing: Standing::default(),
            kept: Vec::new(),
            pages: RefCell::default(),
        })
    }

    /// Reads a stored interview into the session.
    fn read(&mut self, store: &Store, id: Id) -> Result<()> {
        // An interview is read and mended with the questionnaire that it was keyed with.
        let survey = store.as_keyed(&self.survey, id)?;
        self.put_survey(survey);
        let (interview, batch) = store.interview(&self.survey, id)?;
        let previous = store.previous_answers(&self.survey, batch.id, Some(id))?;
        self.batch = batch;
        self.comments = store.comments(id)?;
        self.session = Session::new(Arc::clone(&self.survey.form), interview, previous, self.session.auto_advance());
        self.count();
        self.take_text();
        Ok(())
    }

    /// Opens the next form of the batch: its draft where one was left, an empty one otherwise.
    fn open_form(&mut self, store: &Store) -> Result<()> {
        let batch = store.batch(self.keying.unwrap_or(self.batch.id))?;
        if let Some(draft) = store.draft(batch.id)? {
            return self.read(store, draft);
        }
        self.take_survey(store)?;
        let previous = store.previous_answers(&self.survey, batch.id, None)?;
        let number = store.next_number(&batch)?;
        self.proposed = number;
        let mut interview = Interview::empty(number, batch.header.date, self.survey.form.questions.len());
        self.carry(&mut interview, &batch, &previous);
        self.comments.clear();
        self.batch = batch;
        self.session = Session::new(Arc::clone(&self.survey.form), interview, previous, self.session.auto_advance());
        self.count();
        self.take_text();
        Ok(())
    }

    /// Puts the stored text of the question in hand into the text field.
    fn take_text(&mut self) {
        let text = self.session.question().and_then(|question| self.session.answer(question)).and_then(Answer::as_text);
        self.text = Field::new(text.unwrap_or_default());
    }

    /// Tells whether text is typed on the question in hand.
    fn on_text(&self) -> bool {
        self.session.question().is_some_and(|question| self.survey.form.questions[question].takes_text()) && !self.session.picks_missing()
    }

    fn on_long_text(&self) -> bool {
        self.on_text() && self.session.question().is_some_and(|question| self.survey.form.questions[question].kind == Kind::LongText)
    }

    const fn number(&self) -> i64 {
        self.session.interview().form_number
    }

    fn form_number(&self) -> String {
        format!("{:04}", self.session.interview().form_number)
    }
}

impl Screen for Entry {
    fn title(&self, w: Words) -> Title {
        let surveyor = self.survey.label(Some(self.batch.header.surveyor));
        Title { left: self.survey.title(), right: format!("{surveyor} · {}", w.batch_number(self.batch.number)) }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.overlay.is_some() {
            vec![Scope::Overlay]
        } else if self.prompt.is_some() {
            vec![Scope::Prompt, Scope::Text]
        } else if self.map.is_some() {
            vec![Scope::Map, Scope::Text]
        } else if let Some(pick) = &self.pick {
            if pick.marks() { vec![Scope::Marking, Scope::Pick, Scope::Search] } else { vec![Scope::Pick, Scope::Search] }
        } else if self.session.picks_missing() {
            vec![Scope::Reason]
        } else if self.session.asks().is_some() {
            vec![Scope::Doubt]
        } else {
            let pending = self.pending.is_some().then_some(Scope::Pending);
            let inner: &[Scope] = match self.session.at() {
                At::FormNumber => &[Scope::Number],
                At::Question(_) if self.on_long_text() => &[Scope::LongText, Scope::TextQuestion],
                At::Question(_) if self.on_text() => &[Scope::TextQuestion],
                At::Question(_) if self.session.takes_signs() => &[Scope::Figure, Scope::Question],
                At::Question(_) => &[Scope::Question],
            };
            let long = self.is_long.then_some(Scope::LongForm);
            let text = self.on_text().then_some(Scope::Text);
            pending.into_iter().chain(inner.iter().copied()).chain(long).chain([Scope::Entry]).chain(text).collect()
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        // The header, the lists or this very record may have been changed on another screen.
        self.take_survey(store)?;
        let at = self.session.at();
        match self.session.interview().id {
            Some(id) => {
                let text = self.text.clone();
                self.read(store, id)?;
                self.session.go_to(at);
                self.text = text;
            }
            None => {
                let overtyped = (self.number() != self.proposed).then_some(self.number());
                self.open_form(store)?;
                if self.session.interview().id.is_none() {
                    self.session.interview_mut().form_number = overtyped.unwrap_or(self.proposed);
                    self.session.go_to(at);
                }
            }
        }
        if self.session.interview().status == Status::Void && self.keying.is_some() {
            self.open_form(store)?;
        }
        self.load_work(store)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let now = store.now().timestamp().as_millisecond();
        if action == Action::Quit {
            return self.remember_leaving(store);
        }
        self.session.count_key(now);
        if self.overlay.is_some() {
            return Ok(self.close_overlay(&action));
        }
        if self.prompt.is_some() {
            return self.prompted(&action, store, w, now);
        }
        if self.map.is_some() {
            return self.mapped(&action, store, w);
        }
        if self.pick.is_some() {
            return self.picked(&action, store, w, now);
        }
        self.acted(action, store, w, now)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let side = self.side_width(area);
        let main = Rect { width: area.width - side, ..area };
        match self.layout {
            Layout::Form => self.draw_form(frame, main, look),
            Layout::Spoken => self.draw_spoken(frame, main, look),
        }
        if side > 0 {
            self.draw_beside(frame, Rect { x: main.right(), width: side, ..area }, look, &self.pages_in(main, look));
        }
        if let Some(pick) = &self.pick {
            pick.draw(frame, main, look, self.session.marked());
        }
        if let Some(map) = &self.map {
            self.draw_open_map(frame, main, look, map);
        }
        if let Some(Prompt { asked: Asked::Comment(question), .. }) = &self.prompt {
            let above = Rect { y: main.y + 2, height: main.height.saturating_sub(self.detail_height(main) + 3), ..main };
            self.draw_said(frame, above, look, *question);
        }
        if let Some(overlay) = &self.overlay {
            self.draw_overlay(frame, main, look, *overlay);
        }
    }
}
