//! Keys a form a second time, blind: the session takes the keys, the dialogue decides, nothing of the first keying is shown.

use super::super::entry::say_problem;
use super::super::supervised;
use super::named;
use crate::store::{self, Batch, Field, Store, Survey, Verification};
use crate::survey::compare::{self, Dialogue, Fault, Outcome};
use crate::survey::flow;
use crate::survey::interview::{Id, Interview, Save};
use crate::survey::session::{At, HABIT_MS, Reply, Session};
use crate::survey::sheet::Sheet;
use crate::survey::value::Answer;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::sync::Arc;

/// The screen that keys a sample again.
pub struct Rekey {
    pub(super) survey: Survey,
    pub(super) verification: Verification,
    /// None where no form waits.
    pub(super) paper: Option<Paper>,
}

/// The form in hand.
pub(super) struct Paper {
    interview: Id,
    pub(super) batch: Batch,
    pub(super) session: Session,
    /// By position of the question; holds the first keying, which is never drawn.
    pub(super) dialogues: Vec<Dialogue>,
    first: Vec<Option<Answer>>,
    pub(super) decided: Vec<bool>,
    advanced_at: Option<i64>,
}

impl Paper {
    fn read(store: &Store, survey: &Survey, verification: Id) -> store::Result<Option<Self>> {
        let Some(rekeying) = store.rekeying(survey, verification)? else { return Ok(None) };
        let form = survey.form_at(rekeying.interview.version);
        let stored = rekeying.interview;
        let mut blind = Interview::empty(stored.form_number, stored.day, form.questions.len());
        let mut decided = vec![false; form.questions.len()];
        for (key, answer) in rekeying.decided {
            if let Some(at) = form.find(&key) {
                blind.answers[at] = answer;
                decided[at] = true;
            }
        }
        let first = stored.answers;
        let mut paper = Self {
            interview: stored.id.unwrap_or_default(),
            batch: rekeying.batch,
            session: Session::new(Arc::clone(form), blind, vec![None; form.questions.len()], true),
            dialogues: first.iter().cloned().map(Dialogue::new).collect(),
            first,
            decided,
            advanced_at: None,
        };
        paper.go_to_open(0);
        Ok(Some(paper))
    }

    pub(super) fn question(&self) -> usize {
        self.session.question().unwrap_or(0)
    }

    pub(super) fn form_number(&self) -> String {
        format!("{:04}", self.session.interview().form_number)
    }

    /// Tells whether a question of the form in hand is keyed again, by the answers of the second keying.
    pub(super) fn is_compared(&self, question: usize) -> bool {
        compare::is_compared(self.session.form(), question) && self.session.applies(question)
    }

    /// Tells whether no other field is left once a question has this answer.
    fn is_last(&self, question: usize, answer: Option<&Answer>) -> bool {
        let form = self.session.form();
        let mut answers = self.session.interview().answers.clone();
        answers[question] = answer.cloned();
        let sheet = Sheet::new(form, &answers, self.session.interview().day);
        !(0..form.questions.len())
            .any(|at| at != question && !self.decided[at] && compare::is_compared(form, at) && flow::applies(sheet, at))
    }

    /// Goes to the next field that is not decided, from a place on and then from the beginning.
    fn go_to_open(&mut self, from: usize) {
        let all = self.decided.len();
        let open = (from..all).chain(0..from).find(|at| !self.decided[*at] && self.is_compared(*at));
        if let Some(open) = open.filter(|open| self.session.question() != Some(*open)) {
            self.session.go_to(At::Question(open));
        }
    }
}

impl Rekey {
    /// Opens the form where keying stopped.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open(store: &Store, verification: Id) -> Result<Self> {
        let verification = store.verification(verification)?;
        let survey = store.survey(verification.survey)?;
        let mut rekey = Self { survey, verification, paper: None };
        rekey.read_paper(store)?;
        Ok(rekey)
    }

    /// Reads the form that is keyed again next, with the questionnaire that it was keyed with.
    fn read_paper(&mut self, store: &Store) -> Result<()> {
        self.paper = Paper::read(store, &self.survey, self.verification.id)?;
        if let Some(paper) = &self.paper {
            self.survey = store.as_keyed(&self.survey, paper.interview)?;
        }
        Ok(())
    }

    fn name(&self, question: usize, w: Words) -> String {
        self.survey.form.questions.get(question).map_or_else(String::new, |question| named(question, w))
    }

    /// Follows the session: what it would store is compared instead.
    fn follow(&mut self, reply: Reply, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let Some(paper) = &mut self.paper else { return Ok(Step::Stay) };
        let mut reply = reply;
        // A doubtful value needs no decision here: it is on the paper, or it differs.
        while let Reply::Asks(_) = reply {
            reply = paper.session.keep("");
        }
        match reply {
            Reply::Refused(problem) => Ok(Step::Refuse(say_problem(&self.survey.form, &problem, w))),
            Reply::Store(save) => match save.writes.last().map(|write| (write.question, write.new.clone())) {
                Some((question, Some(answer))) => self.compare(question, Some(&answer), Some(&save), store, w, now),
                _ => Ok(Step::Stay),
            },
            Reply::Done => {
                // The same value as decided: on to the next open field.
                let at = paper.question();
                if !paper.session.is_unaccepted() && !paper.session.picks_missing() && (paper.decided[at] || !paper.is_compared(at)) {
                    paper.go_to_open(at);
                }
                Ok(Step::Stay)
            }
            _ => Ok(Step::Stay),
        }
    }

    /// Puts a keyed value into the dialogue about its field; a decided field is on disk before the next one is asked.
    fn compare(
        &mut self,
        question: usize,
        keyed: Option<&Answer>,
        save: Option<&Save>,
        store: &mut Store,
        w: Words,
        now: i64,
    ) -> Result<Step> {
        let name = self.name(question, w);
        let Some(paper) = &mut self.paper else { return Ok(Step::Stay) };
        let mut dialogue = paper.dialogues[question].clone();
        let (second, fault) = match dialogue.take(keyed.cloned()) {
            Outcome::LookAgain => {
                paper.dialogues[question] = dialogue;
                paper.session.go_to(At::Question(question));
                return Ok(Step::Refuse(w.rekey_look(name)));
            }
            Outcome::Decided { second, fault } => (second, fault),
        };
        let last = paper.is_last(question, keyed);
        let key = self.survey.form.questions[question].key.clone();
        let field = Field { interview: paper.interview, question: key, first: paper.first[question].clone(), second, fault, last };
        let stored = store.rekey(&self.survey, &self.verification, &field);
        if let Err(error) = &stored {
            paper.session.go_to(At::Question(question));
            // What was mended meanwhile is compared as it stands now.
            if matches!(error, store::Error::Stale) {
                self.verification = store.verification(self.verification.id)?;
                self.read_paper(store)?;
            }
        }
        stored?;
        let Some(paper) = &mut self.paper else { return Ok(Step::Stay) };
        paper.dialogues[question] = dialogue;
        paper.decided[question] = true;
        if let Some(save) = save {
            paper.session.stored(save, now);
        }
        if last {
            return self.next_form(store, w);
        }
        paper.go_to_open(question);
        paper.advanced_at = Some(store.now().timestamp().as_millisecond());
        Ok(match fault {
            Fault::None => Step::Stay,
            Fault::Keyer => Step::Say(w.rekey_against_keyer(name)),
            Fault::Verifier => Step::Say(w.rekey_against_verifier(name)),
        })
    }

    /// Opens the next form; after the last one, what is to be settled, or the result.
    fn next_form(&mut self, store: &Store, w: Words) -> Result<Step> {
        let done = self.paper.as_ref().map(Paper::form_number).unwrap_or_default();
        self.verification = store.verification(self.verification.id)?;
        self.read_paper(store)?;
        let verification = self.verification.id;
        Ok(match &mut self.paper {
            Some(paper) => {
                paper.advanced_at = Some(store.now().timestamp().as_millisecond());
                Step::Say(w.rekey_next(done, paper.form_number()))
            }
            None if self.verification.open > 0 => {
                Step::Become(supervised(store, &self.survey, Route::Settle { verification }), w.rekey_all_done(done))
            }
            None => Step::Become(Route::Verdict { verification }, w.rekey_all_done(done)),
        })
    }

    /// Accepts a number, or passes a question that may stay empty.
    fn accept(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let Some(paper) = &mut self.paper else { return Ok(Step::Close) };
        let question = paper.question();
        if paper.session.picks_missing() || paper.session.is_unaccepted() || paper.session.is_refused() {
            let reply = paper.session.accept(now);
            return self.follow(reply, store, w, now);
        }
        if paper.advanced_at.take().is_some_and(|then| now - then < HABIT_MS) {
            return Ok(Step::Stay);
        }
        if paper.decided[question] {
            paper.go_to_open(question);
            return Ok(Step::Stay);
        }
        if self.survey.form.questions[question].required {
            return Ok(Step::Refuse(w.problem_unanswered(self.name(question, w))));
        }
        self.compare(question, None, None, store, w, now)
    }

    fn back(&mut self, w: Words) -> Step {
        let Some(paper) = &mut self.paper else { return Step::Close };
        let before = (0..paper.question()).rev().find(|at| paper.is_compared(*at));
        match before {
            Some(before) => {
                paper.session.go_to(At::Question(before));
                Step::Stay
            }
            None => Step::Refuse(w.rekey_first_field().to_owned()),
        }
    }
}

impl Screen for Rekey {
    fn title(&self, w: Words) -> Title {
        let at = (self.verification.keyed + 1).min(self.verification.drawn);
        Title { left: self.survey.title(), right: w.rekey_title(at, self.verification.drawn) }
    }

    fn scopes(&self) -> Vec<Scope> {
        match &self.paper {
            Some(paper) if paper.session.picks_missing() => vec![Scope::Reason],
            Some(paper) if paper.session.takes_signs() => vec![Scope::Figure, Scope::Rekey],
            _ => vec![Scope::Rekey],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        // Another program may have voided or rekeyed the form in hand; what is typed and not decided begins again.
        self.verification = store.verification(self.verification.id)?;
        self.survey = store.survey(self.survey.id)?;
        self.read_paper(store)?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let now = store.now().timestamp().as_millisecond();
        let Some(paper) = &mut self.paper else {
            return Ok(if matches!(action, Action::Accept | Action::Leave) { Step::Close } else { Step::Unknown });
        };
        let reply = match action {
            Action::Accept => return self.accept(store, w, now),
            Action::Back => return Ok(self.back(w)),
            Action::Missing => paper.session.open_missing(now),
            Action::Point => paper.session.key('.', now),
            Action::Minus => paper.session.key('-', now),
            Action::Erase if paper.session.picks_missing() || paper.session.is_unaccepted() || paper.session.is_refused() => {
                paper.session.erase()
            }
            Action::Erase => Reply::Done,
            Action::Leave if paper.session.picks_missing() || paper.session.is_unaccepted() || paper.session.is_refused() => {
                paper.session.escape()
            }
            Action::Leave => return Ok(Step::Close),
            Action::Type(typed) => {
                paper.advanced_at = None;
                paper.session.key(typed, now)
            }
            Action::Paste(_) => return Ok(Step::Refuse(w.paste_in_text_only().to_owned())),
            _ => return Ok(Step::Unknown),
        };
        if matches!(action, Action::Erase | Action::Leave) {
            return Ok(Step::Stay);
        }
        self.follow(reply, store, w, now)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_paper(frame, area, look);
    }
}
