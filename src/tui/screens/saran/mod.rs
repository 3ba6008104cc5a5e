//! Coding comments one by one: codes, sentiment, search, suggestions that a person takes or leaves; draws nothing itself.

mod view;

use crate::store::{Remark, RemarkCounts, RemarkFilter, Store, Survey, Which};
use crate::survey::interview::Id;
use crate::survey::saran::{self, Code, Coding, Learnt, Sentiment, Suggestion};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;

/// Before the first comment, and behind the last.
const START: (i64, Id) = (i64::MIN, 0);
const END: (i64, Id) = (i64::MAX, Id::MAX);

/// What the person is doing beside coding.
enum Asked {
    Nothing,
    Words(Field),
    /// Choosing the key of what to filter by.
    Which,
}

/// The coding of comments.
pub struct Saran {
    survey: Survey,
    codes: Vec<Code>,
    filter: RemarkFilter,
    /// Comments that the filter leaves.
    found: i64,
    counts: RemarkCounts,
    learnt: Learnt,
    remark: Option<Remark>,
    /// What the words of the comment in hand suggest, as it was opened.
    suggested: Vec<Suggestion>,
    /// Lines of the text that are scrolled away; drawing, which alone knows the width, stops it at the last line.
    top: Cell<usize>,
    asked: Asked,
}

impl Saran {
    /// Opens a survey's comments at the first one that is not coded.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        let filter = RemarkFilter::default();
        let first = match store.remark_beside(&survey, &RemarkFilter { which: Which::Uncoded, ..filter.clone() }, START, true)? {
            None => store.remark_beside(&survey, &filter, START, true)?,
            first => first,
        };
        Ok(Self {
            codes: saran::codes(&survey.form),
            learnt: Learnt::default(),
            survey,
            filter,
            found: 0,
            counts: RemarkCounts::default(),
            remark: first,
            suggested: Vec::new(),
            top: Cell::new(0),
            asked: Asked::Nothing,
        })
    }

    /// Takes a comment in hand; one that is coded already needs no suggestion.
    fn show(&mut self, remark: Option<Remark>) {
        self.top.set(0);
        self.suggested = Vec::new();
        if let Some(remark) = remark.as_ref().filter(|remark| !remark.is_coded()) {
            // A comment is no evidence for itself.
            let own = remark.coded.as_deref().unwrap_or_default();
            self.learnt.forget(own, &remark.coding.codes);
            self.suggested = self.learnt.suggest(&remark.text);
            self.learnt.learn(own, &remark.coding.codes);
        }
        self.remark = remark;
    }

    fn recount(&mut self, store: &Store) -> Result<()> {
        self.counts = store.remark_counts(&self.survey)?;
        self.found = store.count_remarks(&self.survey, &self.filter)?;
        Ok(())
    }

    fn number(&self) -> String {
        self.remark.as_ref().map_or_else(String::new, |remark| format!("{:04}", remark.form_number))
    }

    /// Gives the suggested codes that the comment does not have.
    fn suggestions(&self) -> impl Iterator<Item = &Suggestion> {
        let has = |code: &str| self.remark.as_ref().is_some_and(|remark| remark.coding.codes.contains(code));
        self.suggested.iter().filter(move |suggestion| !has(&suggestion.code))
    }

    /// Stores another coding of the comment in hand.
    fn code(&mut self, change: impl FnOnce(&mut Coding), store: &mut Store, w: Words) -> Result<Step> {
        let Some(seen) = self.remark.clone() else { return Ok(Step::Refuse(w.saran_none().to_owned())) };
        let mut coding = seen.coding.clone();
        change(&mut coding);
        let stored = store.code_remark(&self.survey, &seen, &coding);
        if stored.is_ok() {
            self.learnt.forget(seen.coded.as_deref().unwrap_or_default(), &seen.coding.codes);
            self.learnt.learn(&seen.text, &coding.codes);
        }
        self.remark = store.remark(&self.survey, seen.interview)?;
        self.recount(store)?;
        stored?;
        Ok(Step::Stay)
    }

    /// Goes to the next comment without a code, or the next one of the filter; the comment in hand must have a code.
    fn go_on(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(remark) = &self.remark else { return Ok(Step::Refuse(w.saran_none().to_owned())) };
        let here = remark.place();
        if remark.coding.codes.is_empty() {
            return Ok(Step::Refuse(w.saran_needs_code().to_owned()));
        }
        // What was asked again stands from now on as it is.
        if remark.is_outdated() || !remark.rivals.is_empty() {
            self.code(|_| {}, store, w)?;
        }
        let which = if self.filter.which == Which::All { Which::Uncoded } else { self.filter.which.clone() };
        let wanted = RemarkFilter { which, ..self.filter.clone() };
        let mut next = store.remark_beside(&self.survey, &wanted, here, true)?;
        if next.is_none() && wanted.which == Which::Uncoded {
            next = store.remark_beside(&self.survey, &wanted, START, true)?;
        }
        if next.is_none() {
            let none = if wanted.which == Which::Uncoded { w.saran_all_coded() } else { w.saran_no_later() };
            return Ok(Step::Say(none.to_owned()));
        }
        self.show(next);
        Ok(Step::Stay)
    }

    fn walk(&mut self, later: bool, store: &Store, w: Words) -> Result<Step> {
        let from = self.remark.as_ref().map_or(if later { START } else { END }, Remark::place);
        let next = store.remark_beside(&self.survey, &self.filter, from, later)?;
        if next.is_none() {
            return Ok(Step::Refuse(if later { w.saran_no_later() } else { w.saran_no_earlier() }.to_owned()));
        }
        self.show(next);
        Ok(Step::Stay)
    }

    /// Takes another filter where it leaves any comment, and opens the first of them.
    fn refilter(&mut self, filter: RemarkFilter, store: &Store, w: Words) -> Result<Step> {
        let Some(first) = store.remark_beside(&self.survey, &filter, START, true)? else {
            return Ok(Step::Refuse(w.saran_nothing_found().to_owned()));
        };
        self.filter = filter;
        self.recount(store)?;
        self.show(Some(first));
        Ok(Step::Stay)
    }

    fn undo(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(interview) = store.undo_coding(&self.survey)? else {
            return Ok(Step::Refuse(w.saran_nothing_to_undo().to_owned()));
        };
        self.learnt = store.learnt(self.survey.id)?;
        self.recount(store)?;
        let remark = store.remark(&self.survey, interview)?;
        if remark.is_some() {
            self.show(remark);
        }
        Ok(Step::Say(w.saran_undone(self.number())))
    }

    /// Does a wish while words are typed.
    fn prompted(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let Asked::Words(field) = &mut self.asked else { return Ok(Step::Stay) };
        match action {
            Action::Leave => self.asked = Asked::Nothing,
            Action::Accept => {
                let words = field.value().trim().to_owned();
                self.asked = Asked::Nothing;
                if !words.is_empty() && !words.chars().any(char::is_alphanumeric) {
                    return Ok(Step::Refuse(w.saran_nothing_found().to_owned()));
                }
                return self.refilter(RemarkFilter { words, ..self.filter.clone() }, store, w);
            }
            action if field.edit(action) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    /// Does a wish while the key of a filter is awaited.
    fn choosing(&mut self, action: &Action, store: &Store, w: Words) -> Result<Step> {
        let which = match action {
            Action::Leave => {
                self.asked = Asked::Nothing;
                return Ok(Step::Stay);
            }
            Action::Type('b') => Which::Uncoded,
            Action::Type('t') => Which::NoSentiment,
            Action::Type(sign) => match (self.coded_by(*sign), Sentiment::from_sign(*sign)) {
                (Some(code), _) => Which::Code(code),
                (None, Some(sentiment)) => Which::Sentiment(sentiment),
                (None, None) => return Ok(Step::Unknown),
            },
            _ => return Ok(Step::Unknown),
        };
        self.asked = Asked::Nothing;
        self.refilter(RemarkFilter { which, ..self.filter.clone() }, store, w)
    }

    /// Finds the code that a key gives.
    fn coded_by(&self, sign: char) -> Option<String> {
        self.codes.iter().find(|code| code.sign == sign.to_ascii_lowercase()).map(|code| code.key.clone())
    }

    fn typed(&mut self, sign: char, store: &mut Store, w: Words) -> Result<Step> {
        if let Some(code) = self.coded_by(sign) {
            return self.code(|coding| coding.toggle(&code), store, w);
        }
        let Some(sentiment) = Sentiment::from_sign(sign) else { return Ok(Step::Unknown) };
        self.code(|coding| coding.sentiment = Some(sentiment).filter(|_| coding.sentiment != Some(sentiment)), store, w)
    }
}

impl Screen for Saran {
    fn title(&self, w: Words) -> Title {
        let progress = w.saran_progress(self.counts.coded(), self.counts.comments);
        Title { left: self.survey.title(), right: format!("{} · {progress}", w.saran_title()) }
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.asked {
            Asked::Nothing => vec![Scope::Saran],
            Asked::Words(_) => vec![Scope::Prompt, Scope::Text],
            Asked::Which => vec![Scope::SaranFilter],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.learnt = store.learnt(self.survey.id)?;
        self.recount(store)?;
        // The comment in hand may have been mended meanwhile, or taken away.
        let here = self.remark.as_ref().map_or(START, Remark::place);
        let mut remark = store.remark(&self.survey, here.1)?;
        if remark.is_none() {
            remark = store.remark_beside(&self.survey, &self.filter, here, true)?;
        }
        self.show(remark);
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match self.asked {
            Asked::Nothing => {}
            Asked::Words(_) => return self.prompted(&action, store, w),
            Asked::Which => return self.choosing(&action, store, w),
        }
        Ok(match action {
            Action::Type(sign) => self.typed(sign, store, w)?,
            Action::Accept => self.go_on(store, w)?,
            Action::Next => self.walk(true, store, w)?,
            Action::Previous => self.walk(false, store, w)?,
            Action::Up => {
                self.top.set(self.top.get().saturating_sub(1));
                Step::Stay
            }
            Action::Down => {
                self.top.set(self.top.get() + 1);
                Step::Stay
            }
            Action::TakeSuggestion => {
                let codes: Vec<String> = self.suggestions().map(|suggestion| suggestion.code.clone()).collect();
                if codes.is_empty() {
                    return Ok(Step::Refuse(w.saran_no_suggestion().to_owned()));
                }
                self.code(|coding| coding.codes.extend(codes), store, w)?
            }
            Action::Undo => self.undo(store, w)?,
            Action::Find => {
                self.asked = Asked::Words(Field::new(&self.filter.words));
                Step::Stay
            }
            Action::FilterCode => {
                self.asked = Asked::Which;
                Step::Stay
            }
            Action::Edit => match &self.remark {
                Some(remark) => {
                    let question = saran::comment(&self.survey.form).map(|at| self.survey.form.questions[at].key.clone());
                    Step::Open(Route::Mend { survey: self.survey.id, interview: remark.interview, question })
                }
                None => Step::Refuse(w.saran_none().to_owned()),
            },
            Action::Leave if self.filter != RemarkFilter::default() => {
                self.filter = RemarkFilter::default();
                self.recount(store)?;
                Step::Stay
            }
            Action::Leave => Step::Close,
            _ => Step::Unknown,
        })
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_all(frame, area, look);
    }
}
