//! Signing in: a name, and a PIN where the survey asks for one.

use super::rows::{put, rule};
use crate::store::{Item, List, SHORTEST_PIN, SignIn as Came, Store, Survey};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Only, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Pin,
    /// The first PIN of a person.
    New,
    /// The same again.
    Again(String),
}

/// The sign-in screen.
pub struct SignIn {
    survey: Survey,
    only: Only,
    then: Option<Box<Route>>,
    people: Vec<Item>,
    at: usize,
    prompt: Option<(Asked, Field)>,
}

impl SignIn {
    /// Opens the screen with the people who may sign in; one alone needs no choosing.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id, only: Only, then: Option<Box<Route>>) -> Result<Self> {
        let survey = store.survey(survey)?;
        let may = |item: &&Item| match only {
            Only::Anyone => true,
            Only::Supervisors => item.list == List::Supervisor,
            Only::This(id) => item.id == id || item.list == List::Supervisor,
            Only::Alone(id) => item.id == id,
        };
        let expected = if let Only::This(id) = only { Some(id) } else { store.who() };
        let people: Vec<Item> = survey.people().filter(may).cloned().collect();
        let at = people.iter().position(|item| Some(item.id) == expected).unwrap_or(0);
        Ok(Self { survey, only, then, people, at, prompt: None })
    }

    /// Tells whether a line stands for signing out.
    fn signs_out(&self) -> bool {
        self.only == Only::Anyone
    }

    fn lines(&self) -> usize {
        self.people.len() + usize::from(self.signs_out())
    }

    fn choose(&mut self, at: usize, store: &mut Store, w: Words) -> Result<Step> {
        self.at = at;
        let Some(person) = self.people.get(at) else {
            if self.signs_out() {
                store.set_who(None);
                return Ok(Step::CloseSaying(w.people_left().to_owned()));
            }
            return Ok(Step::Refuse(w.people_none().to_owned()));
        };
        if !self.survey.asks_pin {
            store.set_who(Some(person.id));
            return Ok(self.welcome(w));
        }
        let asked = if store.has_pin(person.id)? { Asked::Pin } else { Asked::New };
        self.prompt = Some((asked, Field::default()));
        Ok(Step::Stay)
    }

    /// Asks whether the PIN of the person in hand is to be forgotten: something for supervisors.
    fn ask_forget(&self, store: &Store, w: Words) -> Result<Step> {
        if !store.is_supervised(&self.survey) {
            return Ok(Step::Refuse(w.people_forget_supervisor().to_owned()));
        }
        Ok(match self.people.get(self.at) {
            Some(person) if store.has_pin(person.id)? => {
                Step::Ask { question: w.people_ask_forget(&person.label), yes: Action::ForgetPinNow }
            }
            _ => Step::Refuse(w.people_no_pin().to_owned()),
        })
    }

    fn welcome(&mut self, w: Words) -> Step {
        let said = w.people_welcome(self.people.get(self.at).map_or("", |person| person.label.as_str()));
        match self.then.take() {
            Some(route) => Step::Become(*route, said),
            None => Step::CloseSaying(said),
        }
    }

    fn answer(&mut self, asked: Asked, pin: String, store: &mut Store, w: Words) -> Result<Step> {
        let Some(id) = self.people.get(self.at).map(|person| person.id) else { return Ok(Step::Stay) };
        match asked {
            Asked::Pin => Ok(match store.sign_in(id, &pin)? {
                Came::Welcome => self.welcome(w),
                Came::Wrong { left } => {
                    self.prompt = Some((Asked::Pin, Field::default()));
                    Step::Refuse(w.people_pin_wrong(left))
                }
                Came::Wait { seconds } => {
                    self.prompt = None;
                    Step::Refuse(w.people_pin_wait(seconds))
                }
            }),
            Asked::New if pin.chars().count() < SHORTEST_PIN => {
                self.prompt = Some((Asked::New, Field::default()));
                Ok(Step::Refuse(w.people_pin_short().to_owned()))
            }
            Asked::New => {
                self.prompt = Some((Asked::Again(pin), Field::default()));
                Ok(Step::Stay)
            }
            Asked::Again(first) if first != pin => {
                self.prompt = Some((Asked::New, Field::default()));
                Ok(Step::Refuse(w.people_pin_differs().to_owned()))
            }
            Asked::Again(_) => {
                // Setting it is that person's own act; who is signed in changes only once the PIN is on disk.
                let before = store.who();
                store.set_who(Some(id));
                if let Err(error) = store.set_pin(id, &pin) {
                    store.set_who(before);
                    return Err(error.into());
                }
                Ok(self.welcome(w))
            }
        }
    }
}

impl Screen for SignIn {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.people_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.prompt.is_some() { vec![Scope::Prompt, Scope::Text] } else { vec![Scope::People] }
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some((asked, mut field)) = self.prompt.take() {
            return match action {
                Action::Leave => Ok(Step::Stay),
                Action::Accept => self.answer(asked, field.value().trim().to_owned(), store, w),
                action => {
                    let edited = field.edit(&action);
                    self.prompt = Some((asked, field));
                    Ok(if edited { Step::Stay } else { Step::Unknown })
                }
            };
        }
        let lines = self.lines();
        Ok(match action {
            Action::ForgetPin => self.ask_forget(store, w)?,
            Action::ForgetPinNow => {
                let Some(person) = self.people.get(self.at) else { return Ok(Step::Stay) };
                store.forget_pin(&self.survey, person.id)?;
                Step::Say(w.people_pin_forgotten(&person.label))
            }
            Action::Up => {
                self.at = self.at.checked_sub(1).unwrap_or(lines.saturating_sub(1));
                Step::Stay
            }
            Action::Down => {
                self.at = if self.at + 1 < lines { self.at + 1 } else { 0 };
                Step::Stay
            }
            Action::Accept => self.choose(self.at, store, w)?,
            Action::Type(c) => match c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)) {
                Some(at) if at < lines => self.choose(at, store, w)?,
                _ => Step::Unknown,
            },
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        rule(frame, area, area.y, look);
        let head = if self.only == Only::Supervisors { w.people_supervisor() } else { w.people_who() };
        put(frame, area, (1, area.y + 1), head, theme.title);
        let out = self.signs_out().then(|| (w.people_nobody().to_owned(), String::new()));
        let role = |item: &Item| if item.list == List::Supervisor { w.people_role_supervisor() } else { w.people_role_surveyor() };
        let lines: Vec<(String, String)> = self.people.iter().map(|item| (item.label.clone(), role(item).to_owned())).chain(out).collect();
        if lines.is_empty() {
            put(frame, area, (3, area.y + 3), w.people_none(), theme.soft);
        }
        let height = usize::from(area.height.saturating_sub(8));
        let first = (self.at + 1).saturating_sub(height);
        for (row, (at, (name, role))) in lines.iter().enumerate().skip(first).take(height).enumerate() {
            let style = if at == self.at { theme.current } else { theme.plain };
            let y = area.y + 3 + row as u16;
            put(frame, area, (1, y), if at == self.at { ">" } else { " " }, style);
            let key = if at < 9 { (at + 1).to_string() } else { String::new() };
            put(frame, area, (3, y), &format!("{key:<2} {name}"), style);
            put(frame, area, (40, y), role, theme.quiet);
        }
        let foot = area.bottom() - 3;
        rule(frame, area, foot, look);
        if let Some((asked, field)) = &self.prompt {
            let name = self.people.get(self.at).map_or("", |person| person.label.as_str());
            let label = match asked {
                Asked::Pin => w.people_pin(name),
                Asked::New => w.people_pin_new(name),
                Asked::Again(_) => w.people_pin_again().to_owned(),
            };
            put(frame, area, (1, foot + 1), &label, theme.current);
            let start = unicode_width::UnicodeWidthStr::width(label.as_str()) as u16 + 2;
            let hidden = "*".repeat(field.value().chars().count());
            put(frame, area, (start, foot + 1), &hidden, theme.plain);
            frame.set_cursor_position((area.x + (start + hidden.len() as u16).min(area.width - 1), foot + 1));
        }
        if self.survey.asks_pin {
            put(frame, area, (1, foot + 2), w.people_pin_note(), theme.quiet);
        }
    }
}
