//! The list of interviews: filter, find, open to mend, void.

mod columns;

use super::entry::clock;
use super::filter;
use super::rows::{in_view, put, rule};
use crate::store::{Entry, Filter, List as Code, Preference, Store, Survey};
use crate::survey::date;
use crate::survey::interview::{Id, Status};
use crate::survey::value::safe;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use columns::Columns;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Interviews read at a time.
const PAGE: i64 = 200;

/// What a line is being typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Words,
    FormNumber,
    Date,
    VoidReason(Id),
    SettleReason(Id),
}

/// The list of interviews.
pub struct List {
    survey: Survey,
    filter: Filter,
    /// What it was opened with: Esc leaves from there.
    given: Filter,
    entries: Vec<Entry>,
    /// Interviews that the filter leaves.
    total: i64,
    /// The keys that earlier pages began behind.
    pages: Vec<(i64, Id)>,
    at: usize,
    prompt: Option<(Asked, Field)>,
}

impl List {
    /// Opens the list: with all interviews, asking for words, with what was found last, or with a filter.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id, opening: Opening) -> Result<Self> {
        let asks = matches!(opening, Opening::Find | Opening::FindAgain);
        let last =
            if opening == Opening::FindAgain { store.preference(0, Preference::LastFind)?.unwrap_or_default() } else { String::new() };
        let asks = asks && last.is_empty();
        let (given, from) = match opening {
            Opening::With(filter, from) => (*filter, from),
            Opening::All | Opening::Find | Opening::FindAgain => (Filter::default(), i64::MIN),
        };
        let filter = if last.is_empty() { given.clone() } else { Filter { words: last, ..Filter::default() } };
        let survey = store.survey(survey)?;
        let mut pages = vec![(i64::MIN, 0)];
        pages.extend(store.page_ends(&survey, &filter, from, PAGE)?);
        let mut opened = Self {
            survey,
            given,
            filter,
            entries: Vec::new(),
            total: 0,
            pages,
            at: 0,
            prompt: asks.then(|| (Asked::Words, Field::default())),
        };
        opened.read(store)?;
        opened.at = opened.entries.iter().position(|entry| entry.form_number >= from).unwrap_or(0);
        Ok(opened)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let after = self.pages.last().copied().unwrap_or((i64::MIN, 0));
        self.entries = store.list(&self.survey, &self.filter, after, PAGE)?;
        self.at = self.at.min(self.entries.len().saturating_sub(1));
        Ok(())
    }

    /// Reads anew after the filter changed.
    fn refilter(&mut self, store: &Store) -> Result<Step> {
        self.pages = vec![(i64::MIN, 0)];
        self.at = 0;
        self.total = store.count(&self.survey, &self.filter)?;
        self.read(store)?;
        Ok(Step::Stay)
    }

    /// Gives how many interviews come before this page.
    const fn before(&self) -> usize {
        (self.pages.len() - 1) * PAGE as usize
    }

    fn move_by(&mut self, by: isize, store: &Store) -> Result<()> {
        let to = self.at.checked_add_signed(by);
        match to {
            Some(to) if to < self.entries.len() => self.at = to,
            Some(to) if self.entries.len() as i64 == PAGE => {
                if let Some(last) = self.entries.last() {
                    self.pages.push((last.form_number, last.id));
                    self.at = to - self.entries.len();
                    self.read(store)?;
                    if self.entries.is_empty() {
                        self.pages.pop();
                        self.read(store)?;
                        self.at = self.entries.len().saturating_sub(1);
                    }
                }
            }
            Some(_) => self.at = self.entries.len().saturating_sub(1),
            None if self.pages.len() > 1 => {
                self.pages.pop();
                self.read(store)?;
                self.at = self.entries.len().saturating_sub(1);
            }
            None => self.at = 0,
        }
        Ok(())
    }

    /// Turns a list filter to its next item, from all over each one back to all.
    fn next_item(&self, list: Code, now: Option<Id>) -> Option<Id> {
        let ids: Vec<Id> = self.survey.list(list).map(|item| item.id).collect();
        match now {
            None => ids.first().copied(),
            Some(id) => ids.iter().position(|other| *other == id).and_then(|at| ids.get(at + 1)).copied(),
        }
    }

    fn ask(&mut self, asked: Asked, text: &str) -> Step {
        self.prompt = Some((asked, Field::new(text)));
        Step::Stay
    }

    fn ask_void(&mut self, w: Words) -> Step {
        match self.entries.get(self.at) {
            Some(entry) if entry.status == Status::Void => Step::Refuse(w.list_void_already().to_owned()),
            Some(entry) => {
                let id = entry.id;
                self.ask(Asked::VoidReason(id), "")
            }
            None => Step::Refuse(w.list_empty().to_owned()),
        }
    }

    fn answer(&mut self, asked: Asked, text: &str, store: &mut Store, w: Words) -> Result<Step> {
        match asked {
            Asked::Words if !text.is_empty() && !text.chars().any(char::is_alphanumeric) => {
                return Ok(Step::Refuse(w.list_nothing_found().to_owned()));
            }
            Asked::Words => {
                text.clone_into(&mut self.filter.words);
                store.set_preference(0, Preference::LastFind, text)?;
            }
            Asked::FormNumber if text.is_empty() => self.filter.form_number = None,
            Asked::FormNumber => match text.parse() {
                Ok(number) => self.filter.form_number = Some(number),
                Err(_) => return Ok(Step::Refuse(w.not_a_number(text))),
            },
            Asked::Date if text.is_empty() => self.filter.date = None,
            Asked::Date => match date::parse(text, self.survey.from) {
                Some(day) => self.filter.date = Some(day),
                None => return Ok(Step::Refuse(w.not_a_date(text))),
            },
            Asked::VoidReason(_) | Asked::SettleReason(_) if text.is_empty() => return Ok(Step::Refuse(w.prompt_needs_text().to_owned())),
            Asked::VoidReason(id) => {
                let (_, batch) = store.interview(&self.survey, id)?;
                store.refuse_stranger(&self.survey, &batch)?;
                store.void(id, text, store.who())?;
                self.read(store)?;
                return Ok(Step::Say(w.list_voided().to_owned()));
            }
            Asked::SettleReason(id) => return self.settle(id, text, store, w),
        }
        self.refilter(store)?;
        let found = self.total;
        Ok(if found == 0 { Step::Refuse(w.list_nothing_found().to_owned()) } else { Step::Say(w.list_found(found)) })
    }

    /// Finds the flag that the list is about right on one interview, for a reason; it leaves the list.
    fn settle(&mut self, id: Id, reason: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Some(rule) = self.filter.rule() else { return Ok(Step::Stay) };
        let who = store.who();
        store.keep_problem(id, rule, reason, who)?;
        let number = self.entries.iter().find(|entry| entry.id == id).map_or(0, |entry| entry.form_number);
        self.total = store.count(&self.survey, &self.filter)?;
        self.read(store)?;
        Ok(Step::Say(w.settled(format!("{number:04}"))))
    }

    fn prompted(&mut self, asked: Asked, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        match action {
            Action::Leave if self.prompt.as_ref().is_some_and(|(_, field)| field.is_sentence()) => Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => {
                self.prompt = None;
                Ok(Step::Stay)
            }
            Action::Accept => {
                let text = self.prompt.take().map(|(_, field)| field.value().trim().to_owned()).unwrap_or_default();
                let step = self.answer(asked, &text, store, w)?;
                if matches!(asked, Asked::VoidReason(_) | Asked::SettleReason(_)) && matches!(step, Step::Refuse(_)) {
                    self.prompt = Some((asked, Field::default()));
                }
                Ok(step)
            }
            action => {
                let edited = self.prompt.as_mut().is_some_and(|(_, field)| field.edit(action));
                Ok(if edited { Step::Stay } else { Step::Unknown })
            }
        }
    }
}

impl Screen for List {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.list_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.prompt, self.filter.rule()) {
            (Some(_), _) => vec![Scope::Prompt, Scope::Text],
            (None, Some(_)) => vec![Scope::Flagged, Scope::List],
            (None, None) => vec![Scope::List],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.total = store.count(&self.survey, &self.filter)?;
        self.read(store)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some((asked, _)) = &self.prompt {
            return self.prompted(*asked, &action, store, w);
        }
        match action {
            Action::Up => self.move_by(-1, store)?,
            // The matches stand together: "again" goes to the next one.
            Action::Down | Action::FindAgain => self.move_by(1, store)?,
            Action::PageUp => self.move_by(-15, store)?,
            Action::PageDown => self.move_by(15, store)?,
            Action::First => return self.refilter(store),
            Action::Accept => {
                return Ok(match self.entries.get(self.at) {
                    Some(entry) if entry.status == Status::Void => Step::Refuse(w.list_void_already().to_owned()),
                    Some(entry) => Step::Open(Route::Mend { survey: self.survey.id, interview: entry.id, question: None }),
                    None => Step::Refuse(w.list_empty().to_owned()),
                });
            }
            Action::FilterStatus => {
                let now = self.filter.statuses.first().and_then(|now| Status::ALL.iter().position(|status| status == now));
                let next = now.map_or(Some(0), |at| Some(at + 1)).and_then(|at| Status::ALL.get(at));
                self.filter.statuses = next.into_iter().copied().collect();
                return self.refilter(store);
            }
            Action::FilterSurveyor => {
                self.filter.surveyor = self.next_item(Code::Surveyor, self.filter.surveyor);
                return self.refilter(store);
            }
            Action::FilterLocation => {
                self.filter.location = self.next_item(Code::Location, self.filter.location);
                return self.refilter(store);
            }
            Action::FilterService => {
                self.filter.service = self.next_item(Code::Service, self.filter.service);
                return self.refilter(store);
            }
            Action::FilterDate => return Ok(self.ask(Asked::Date, "")),
            Action::Find => {
                let words = self.filter.words.clone();
                return Ok(self.ask(Asked::Words, &words));
            }
            Action::GoTo => return Ok(self.ask(Asked::FormNumber, "")),
            Action::Type(c) if c.is_ascii_digit() => return Ok(self.ask(Asked::FormNumber, &c.to_string())),
            Action::Void => return Ok(self.ask_void(w)),
            Action::Trail => {
                return Ok(match self.entries.get(self.at) {
                    Some(entry) => Step::Open(Route::Trail { survey: self.survey.id, interview: Some(entry.id) }),
                    None => Step::Refuse(w.list_empty().to_owned()),
                });
            }
            Action::Settle | Action::Keep if self.filter.rule().is_some() => {
                let Some(entry) = self.entries.get(self.at) else { return Ok(Step::Refuse(w.list_empty().to_owned())) };
                let id = entry.id;
                return if action == Action::Keep {
                    self.settle(id, w.as_on_paper(), store, w)
                } else {
                    Ok(self.ask(Asked::SettleReason(id), ""))
                };
            }
            Action::Export => return Ok(Step::Open(Route::Export { survey: self.survey.id, filter: self.filter.clone() })),
            Action::Leave if self.filter != self.given => {
                self.filter = self.given.clone();
                return self.refilter(store);
            }
            Action::Leave => return Ok(Step::Close),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let filter = filter::say(&self.filter, &self.survey, w);
        let head = if filter.is_empty() {
            w.list_all(self.total)
        } else if self.filter == self.given {
            w.list_ruled(self.total, filter)
        } else {
            w.list_filtered(self.total, filter)
        };
        put(frame, area, (1, area.y), &head, theme.plain);
        let wide = area.width >= 120;
        let columns = Columns::of(area.width);
        let y = area.y + 1;
        let heads = [
            w.column_number(),
            w.column_status(),
            w.column_surveyor(),
            w.column_service(),
            w.column_time(),
            w.column_problems(),
            w.column_saran(),
        ];
        columns.draw(frame, area, y, &heads.map(str::to_owned), theme.title);
        rule(frame, area, y + 1, look);
        let list = Rect { y: y + 2, height: area.height.saturating_sub(5), ..area };
        for (y, position, entry) in in_view(&self.entries, self.at, list) {
            let current = position == self.at;
            let style = if current { theme.current } else { theme.plain };
            let day = entry.at.get(..10).and_then(|day| day.parse().ok()).map_or_else(String::new, date::show);
            let day = if wide { day.as_str() } else { day.get(..5).unwrap_or("") };
            let cells = [
                format!("{:04}", entry.form_number),
                w.status(entry.status).to_owned(),
                entry.surveyor.clone(),
                entry.service.clone(),
                format!("{day} {}", clock(&entry.at).get(..5).unwrap_or("")),
                if entry.problems > 0 { format!("! {}", entry.problems) } else { String::new() },
                entry.saran.clone(),
            ];
            put(frame, area, (0, y), if current { ">" } else { " " }, style);
            columns.draw(frame, area, y, &cells, style);
        }
        if self.entries.is_empty() {
            put(frame, list, (2, list.y + 1), w.list_empty(), theme.quiet);
        }
        let foot = area.bottom() - 2;
        rule(frame, area, foot, look);
        if let Some((asked, field)) = &self.prompt {
            let label = match asked {
                Asked::Words => w.list_ask_words(),
                Asked::FormNumber => w.ask_goto(),
                Asked::Date => w.list_ask_date(),
                Asked::VoidReason(_) => w.list_ask_void(),
                Asked::SettleReason(_) => w.settle_ask(),
            };
            put(frame, area, (1, foot + 1), label, theme.current);
            let start = unicode_width::UnicodeWidthStr::width(label) as u16 + 2;
            let room = Rect { x: area.x + start, y: foot + 1, width: area.width.saturating_sub(start + 1), height: 1 };
            field.draw(frame, room, theme.plain, true);
        } else if let Some(entry) = self.entries.get(self.at) {
            let place = w.list_place(self.before() + self.at + 1, self.total);
            let source = entry.source.as_ref().map(|(file, row)| w.import_from(safe(file), row));
            let said: Vec<&str> =
                [place.as_str(), &entry.location].into_iter().chain(source.as_deref()).chain([entry.saran.as_str()]).collect();
            put(frame, area, (1, foot + 1), &said.join(" · "), theme.quiet);
        }
    }
}
