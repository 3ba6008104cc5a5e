//! The list of surveys with their progress, and the offer to go on where keying stopped.

use super::rows::{bar, put, rule};
use crate::store::{self, Closed, Counts, Left, List, Returned, Store, Survey};
use crate::survey::form::Text;
use crate::survey::interview::{Id, Status};
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Error, Look, Only, Opening, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::fmt::Write as _;

/// The home screen.
#[derive(Default)]
pub struct Home {
    surveys: Vec<(Survey, Counts)>,
    /// Surveys that are closed, by id.
    closed: Vec<(Id, Closed)>,
    /// What was returned and waits to be mended, with its survey's place in the list.
    returned: Vec<(usize, Returned)>,
    offers: Vec<Offer>,
    /// Position in the lines: what was returned, the offers to go on, then the surveys, then "new".
    at: usize,
    file: String,
    shared: bool,
    slow_journal: bool,
    /// The name of the person who signed in; empty for none.
    person: String,
    /// Whether the last key asked to end the program while somebody is signed in.
    leaving: bool,
}

/// Where keying stopped, as it is offered.
struct Offer {
    left: Left,
    surveyor: String,
    survey: String,
    batch: i64,
    /// Number on paper and name of the question in hand.
    question: Option<(Option<u32>, Text)>,
}

impl Offer {
    fn read(left: Left, store: &Store) -> Result<Self> {
        let survey = store.survey(left.survey)?;
        let batch = store.batch(left.batch)?;
        let question = left.place.question.as_ref().and_then(|key| survey.form.find(key)).map(|at| &survey.form.questions[at]);
        Ok(Self {
            surveyor: survey.label(Some(batch.header.surveyor)).to_owned(),
            survey: survey.title(),
            batch: batch.number,
            question: question.map(|question| (question.number, question.label.clone())),
            left,
        })
    }

    /// Says survey, batch, form and question.
    fn say(&self, w: Words) -> [String; 2] {
        let number = format!("{} {:04}", w.form_word(), self.left.form_number);
        let question = self.question.as_ref().map_or_else(String::new, |(number, label)| {
            let number = number.map_or_else(String::new, |number| format!("{number} "));
            format!(" · {number}{}", label.get(w.0))
        });
        [format!("{} · {}", self.survey, w.batch_number(self.batch)), format!("{number}{question} · {}", self.surveyor)]
    }
}

/// What a line stands for.
enum Line {
    Mend(usize),
    GoOn(usize),
    Survey(usize),
    New,
}

impl Home {
    fn lines(&self) -> Vec<Line> {
        let mend = (0..self.returned.len()).map(Line::Mend);
        mend.chain((0..self.offers.len()).map(Line::GoOn)).chain((0..self.surveys.len()).map(Line::Survey)).chain([Line::New]).collect()
    }

    /// Gives the survey in hand: the chosen one, or the one that the offer is about.
    fn survey(&self) -> Option<&Survey> {
        let of = |id| self.surveys.iter().map(|pair| &pair.0).find(|survey| survey.id == id);
        match *self.lines().get(self.at)? {
            Line::Mend(at) => Some(&self.surveys.get(self.returned.get(at)?.0)?.0),
            Line::GoOn(at) => of(self.offers.get(at)?.left.survey),
            Line::Survey(at) => self.surveys.get(at).map(|pair| &pair.0),
            Line::New => None,
        }
    }

    /// Tells how the survey in hand was closed; none where it is open.
    fn closed_in_hand(&self) -> Option<&Closed> {
        let survey = self.survey()?.id;
        self.closed.iter().find(|(id, _)| *id == survey).map(|(_, closed)| closed)
    }

    /// Says why nothing can be keyed in the survey in hand.
    fn say_closed(&self, w: Words) -> String {
        Error::from(store::Error::Closed(self.closed_in_hand().cloned().map(Box::new))).say(w)
    }

    fn routed(&self, w: Words, route: impl Fn(&Survey) -> Route) -> Step {
        self.survey().map_or_else(|| Step::Refuse(w.home_choose_a_survey().to_owned()), |survey| Step::Open(route(survey)))
    }
}

impl Screen for Home {
    fn title(&self, _: Words) -> Title {
        Title { left: "cacah".to_owned(), right: self.person.clone() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Home]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.surveys.clear();
        self.closed.clear();
        for survey in store.surveys()? {
            let counts = store.counts(survey.id)?;
            self.closed.extend(store.closed(survey.id)?.map(|closed| (survey.id, closed)));
            self.surveys.push((survey, counts));
        }
        self.read_returned(store)?;
        self.offers = store.places_left()?.into_iter().map(|left| Offer::read(left, store)).collect::<Result<_>>()?;
        self.file = store.path().display().to_string();
        let people = self.surveys.iter().map(|pair| pair.0.label(store.who()));
        self.person = people.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
        self.shared = store.is_shared();
        self.slow_journal = !matches!(store.journal(), "wal" | "memory");
        self.at = self.at.min(self.lines().len() - 1);
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let last = self.lines().len() - 1;
        let leaving = std::mem::replace(&mut self.leaving, false);
        Ok(match action {
            Action::Leave if !leaving && !self.person.is_empty() => {
                self.leaving = true;
                Step::Warn(w.home_leave_again(&self.person))
            }
            Action::Up => {
                self.at = self.at.checked_sub(1).unwrap_or(last);
                Step::Stay
            }
            Action::Down => {
                self.at = if self.at == last { 0 } else { self.at + 1 };
                Step::Stay
            }
            Action::Accept | Action::Import if self.closed_in_hand().is_some() => Step::Refuse(self.say_closed(w)),
            Action::Accept => match self.lines().get(self.at) {
                Some(Line::GoOn(at)) => {
                    let batch = store.batch(self.offers[*at].left.batch)?;
                    let survey = store.survey(batch.survey)?;
                    Step::Open(super::keying(store, &survey, &batch))
                }
                Some(Line::Mend(at)) => {
                    let (survey, returned) = (&self.surveys[self.returned[*at].0].0, &self.returned[*at].1);
                    let question = returned.question.clone();
                    let mend = Route::Mend { survey: survey.id, interview: returned.interview, question };
                    Step::Open(super::as_surveyor(store, survey, returned.surveyor, mend))
                }
                Some(Line::New) => Step::Open(Route::NewSurvey),
                _ => self.routed(w, |survey| Route::Batch { survey: survey.id, batch: None }),
            },
            Action::New => Step::Open(Route::NewSurvey),
            Action::Forms => Step::Open(Route::Forms { survey: None }),
            Action::Edit => self.routed(w, |survey| Route::Setup(survey.id)),
            Action::List => self.routed(w, |survey| Route::List { survey: survey.id, opening: Opening::All }),
            Action::Export => self.routed(w, |survey| Route::Export { survey: survey.id, filter: store::Filter::default() }),
            Action::Supervise => self.routed(w, |survey| super::supervised(store, survey, Route::Completeness { survey: survey.id })),
            Action::Import => self.routed(w, |survey| super::supervised(store, survey, Route::Import { survey: survey.id })),
            Action::SignIn => self.routed(w, |survey| Route::SignIn { survey: survey.id, only: Only::Anyone, then: None }),
            Action::HandOver => Step::Open(Route::HandOver),
            Action::Merge => Step::Open(Route::Merge),
            Action::Backups => Step::Open(Route::Backups),
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        // Blocks of lines, each with an empty one below; the list begins so far down that the one in hand is in view.
        let blocks: Vec<Vec<String>> = self.lines().into_iter().map(|line| self.block(&line, w)).collect();
        let room = usize::from(area.height).saturating_sub(2);
        let mut first = 0;
        while first < self.at && blocks[first..=self.at].iter().map(|block| block.len() + 1).sum::<usize>() > room {
            first += 1;
        }
        let mut y = area.y + 1;
        for (position, block) in blocks.iter().enumerate().skip(first) {
            if usize::from(y - area.y) + block.len() > room {
                break;
            }
            let style = if position == self.at { theme.current } else { theme.plain };
            put(frame, area, (1, y), if position == self.at { ">" } else { " " }, style);
            for (row, line) in block.iter().enumerate() {
                let (column, style) = if row == 0 { (3, style) } else { (5, theme.plain) };
                put(frame, area, (column, y), line, style);
                y += 1;
            }
            y += 1;
        }
        let foot = area.bottom() - 1;
        if self.shared {
            put(frame, area, (1, foot), w.shared_file(), theme.soft);
        } else if self.slow_journal {
            put(frame, area, (1, foot), w.slow_journal(), theme.soft);
        } else {
            put(frame, area, (1, foot), &self.file, theme.quiet);
        }
        rule(frame, area, area.y, look);
    }
}

impl Home {
    /// Reads what was returned: a surveyor who signed in sees their own, anybody else all.
    fn read_returned(&mut self, store: &Store) -> Result<()> {
        self.returned.clear();
        for (at, (survey, counts)) in self.surveys.iter().enumerate() {
            if counts.of(Status::Returned) > 0 {
                let own = store.who().filter(|who| survey.list(List::Surveyor).any(|item| item.id == *who));
                self.returned.extend(store.returned(survey.id, own)?.into_iter().map(|returned| (at, returned)));
            }
        }
        Ok(())
    }

    /// Says what was returned and why, and below it whose it is.
    fn say_returned(&self, at: usize, w: Words) -> Vec<String> {
        let (survey, returned) = (&self.surveys[self.returned[at].0].0, &self.returned[at].1);
        let question = returned.question.as_ref().and_then(|key| survey.form.find(key));
        let question = question.map_or_else(|| w.review_whole_form().to_owned(), |at| w.question(&survey.form.questions[at]));
        let number = format!("{:04}", returned.form_number);
        vec![w.home_returned(number, question, &returned.reason), format!("{} · {}", survey.title(), survey.label(Some(returned.surveyor)))]
    }

    /// Gives the text of a line: a heading, and what is said below it.
    fn block(&self, line: &Line, w: Words) -> Vec<String> {
        match line {
            Line::Mend(at) => self.say_returned(*at, w),
            Line::GoOn(at) => std::iter::once(w.home_go_on().to_owned()).chain(self.offers[*at].say(w)).collect(),
            Line::Survey(at) => {
                let (survey, counts) = &self.surveys[*at];
                let closed = self.closed.iter().find(|(id, _)| *id == survey.id);
                let closed = closed.map_or_else(String::new, |(_, closed)| format!(" · {}", w.lock_home(closed.day())));
                vec![survey.title(), progress(survey, *counts, w) + &closed]
            }
            Line::New => vec![w.home_new().to_owned()],
        }
    }
}

/// Says how far a survey is: finished against the sample minimum, drafts, voided.
fn progress(survey: &Survey, counts: Counts, w: Words) -> String {
    let (done, minimum) = (counts.finished(), survey.minimum());
    let mut text = if minimum > 0 {
        let verdict = if done >= minimum { w.sample_enough() } else { w.sample_short() };
        format!("{} {} {verdict}", bar(done, minimum, 20), w.home_of_minimum(done, minimum))
    } else {
        w.home_complete(done)
    };
    for status in [Status::Draft, Status::Void] {
        if counts.of(status) > 0 {
            let _ = write!(text, " · {} {}", counts.of(status), w.status(status));
        }
    }
    text
}
