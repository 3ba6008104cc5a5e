//! What each wish does on the entry screen.

use super::overlay::Overlay;
use super::pick::Pick;
use super::{Asked, Entry, Layout, Prompt};
use crate::store::{Preference, Store};
use crate::survey::session::{At, Reply, Session};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::screen::{Opening, Result, Route, Step};
use crate::words::Words;

impl Entry {
    /// Does a wish while no line, list or notice is open.
    pub(super) fn acted(&mut self, action: Action, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let keeps_pending = self.keying.is_none() || matches!(action, Action::Keep | Action::Statistics | Action::Pause | Action::Layout);
        if !keeps_pending {
            self.pending = None;
        }
        match action {
            Action::Type(c @ ('.' | '-')) if self.on_text() && self.text.value().is_empty() => {
                self.opener = Some(c);
                let reply = self.session.open_missing(now);
                self.follow(reply, store, w, now)
            }
            Action::Type(c) if self.begins_text(c) => {
                self.session.back();
                let opened = self.opener.take().map(String::from).unwrap_or_default();
                self.text = Field::new(&format!("{opened}{c}"));
                self.remember_text(&action, store, w)
            }
            Action::Type(_) | Action::Erase | Action::Paste(_) if self.on_text() => {
                self.text.edit(&action);
                self.remember_text(&action, store, w)
            }
            Action::Type(_) if self.session.asks().is_some() => Ok(Step::Warn(w.doubt_first().to_owned())),
            Action::Type(c) => {
                let reply = self.session.key(c, now);
                let step = self.follow(reply, store, w, now)?;
                self.check_typed_number(step, store, w)
            }
            Action::Point | Action::Minus => {
                let reply = self.session.key(if action == Action::Point { '.' } else { '-' }, now);
                self.follow(reply, store, w, now)
            }
            Action::Paste(_) => Ok(Step::Refuse(w.paste_in_text_only().to_owned())),
            Action::Erase => {
                let reply = self.session.erase();
                self.follow(reply, store, w, now)
            }
            Action::Accept => self.accept(store, w, now),
            Action::Back => self.moved(store, w, now, |session| {
                session.back();
            }),
            Action::Finish => self.jump_to_end(store, w, now),
            Action::Missing => {
                let reply = self.session.open_missing(now);
                self.follow(reply, store, w, now)
            }
            Action::Ditto => {
                let reply = self.session.ditto(now);
                if matches!(reply, Reply::Refused(_)) {
                    return Ok(Step::Refuse(w.nothing_to_repeat().to_owned()));
                }
                self.follow(reply, store, w, now)
            }
            Action::Carried => self.moved(store, w, now, Session::to_carried),
            Action::WalkAgain => {
                let step = self.moved(store, w, now, Session::walk_again)?;
                Ok(if step == Step::Stay { Step::Say(w.walk_again().to_owned()) } else { step })
            }
            Action::Choices => Ok(self.open_pick(w)),
            Action::Keep if self.pending.is_some() && self.session.asks().is_none() => self.keep_pending(store, w),
            Action::Keep => {
                let reply = self.session.keep(w.as_on_paper());
                self.follow(reply, store, w, now)
            }
            Action::Leave => self.leave(store, w, now),
            action => self.beside_answers(action, store, w, now),
        }
    }

    /// Tells whether a character that is no missing reason goes on with a text that began with a full stop or hyphen.
    fn begins_text(&self, typed: char) -> bool {
        let text = self.session.question().is_some_and(|question| self.survey.form.questions[question].takes_text());
        text && self.session.picks_missing() && self.opener.is_some() && !('1'..='5').contains(&typed)
    }

    /// Does the wishes that do not answer.
    fn beside_answers(&mut self, action: Action, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        match action {
            Action::Note => Ok(self.ask_note(w)),
            Action::Comment => Ok(self.ask_comment(w)),
            Action::GoTo => {
                if let Some(step) = self.settle(store, w, now)? {
                    return Ok(step);
                }
                if self.is_long {
                    self.open_map();
                } else {
                    self.prompt = Some(Prompt { asked: Asked::GoTo, field: Field::default() });
                }
                Ok(Step::Stay)
            }
            Action::NextSection | Action::PreviousSection => self.turn_section(action == Action::NextSection, store, w, now),
            Action::NewLine if self.on_long_text() => {
                self.text.edit(&Action::Type('\n'));
                self.remember_text(&Action::NewLine, store, w)
            }
            Action::Find | Action::FindAgain => {
                let opening = if action == Action::Find { Opening::Find } else { Opening::FindAgain };
                let step = self.settle(store, w, now)?;
                Ok(step.unwrap_or(Step::Open(Route::List { survey: self.survey.id, opening })))
            }
            Action::Previous => self.turn_page(false, store, w, now),
            Action::Next => self.turn_page(true, store, w, now),
            Action::Undo => self.undo(store, w, now),
            Action::Header => {
                let step = self.settle(store, w, now)?;
                Ok(step.unwrap_or(Step::Open(Route::Batch { survey: self.survey.id, batch: Some(self.batch.id) })))
            }
            Action::Pause => {
                self.session.pause();
                self.overlay = Some(Overlay::Pause);
                Ok(Step::Stay)
            }
            Action::Statistics => {
                self.load_work(store)?;
                self.overlay = Some(Overlay::Statistics);
                Ok(Step::Stay)
            }
            Action::Layout => {
                self.layout = if self.layout == Layout::Form { Layout::Spoken } else { Layout::Form };
                let (value, said) = if self.layout == Layout::Form { ("form", w.layout_form()) } else { ("one", w.layout_spoken()) };
                store.set_preference(self.batch.header.surveyor, Preference::Layout, value)?;
                Ok(Step::Say(said.to_owned()))
            }
            Action::AutoAdvance => {
                let on = !self.session.auto_advance();
                self.session.set_auto_advance(on);
                store.set_preference(self.batch.header.surveyor, Preference::AutoAdvance, if on { "on" } else { "off" })?;
                Ok(Step::Say(if on { w.auto_on() } else { w.auto_off() }.to_owned()))
            }
            Action::Bell => {
                let off = store.preference(0, Preference::Bell)?.as_deref() == Some("off");
                store.set_preference(0, Preference::Bell, if off { "on" } else { "off" })?;
                Ok(Step::Say(if off { w.bell_on() } else { w.bell_off() }.to_owned()))
            }
            action if self.on_text() && self.text.edit(&action) => Ok(Step::Stay),
            _ => Ok(Step::Unknown),
        }
    }

    /// Accepts what stands there: a text is stored first, then the cursor moves on.
    fn accept(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        if self.session.asks().is_some() {
            self.prompt = Some(Prompt { asked: Asked::KeepReason, field: Field::default() });
            return Ok(Step::Stay);
        }
        let before = self.session.at();
        if before != At::FormNumber
            && let Some(step) = self.settle(store, w, now)?
        {
            return Ok(step);
        }
        if self.session.at() != before {
            return Ok(Step::Stay);
        }
        let reply = self.session.accept(now);
        self.after_move(reply, before, store, w, now)
    }

    fn jump_to_end(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        if let Some(step) = self.settle(store, w, now)? {
            return Ok(step);
        }
        let before = self.session.at();
        let reply = self.session.finish();
        self.after_move(reply, before, store, w, now)
    }

    /// Moves the cursor, what is typed stored first, and remembers the place.
    fn moved(&mut self, store: &mut Store, w: Words, now: i64, go: impl FnOnce(&mut Session)) -> Result<Step> {
        let before = self.session.at();
        if let Some(step) = self.settle(store, w, now)? {
            return Ok(step);
        }
        // Storing may have moved on by itself; the way goes from where the person stood.
        self.session.go_to(before);
        go(&mut self.session);
        self.after_move(Reply::Done, before, store, w, now)
    }

    fn after_move(&mut self, reply: Reply, before: At, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        if self.session.at() != before {
            self.take_text();
            self.remember(store)?;
        }
        self.follow(reply, store, w, now)
    }

    /// Stores a changed text or typed digits before the cursor leaves them; gives a step where that needs the person first.
    pub(super) fn settle(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Option<Step>> {
        if self.session.asks().is_some() {
            return Ok(None);
        }
        let reply = if self.on_text() {
            let text = self.text.value().to_owned();
            self.session.text(&text, now)
        } else {
            self.session.accept_typed(now)
        };
        if reply == Reply::Done {
            return Ok(None);
        }
        let step = self.follow(reply, store, w, now)?;
        Ok(if matches!(step, Step::Stay | Step::Say(_)) && self.prompt.is_none() { None } else { Some(step) })
    }

    fn leave(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let stored = self.session.question().and_then(|question| self.session.answer(question)).and_then(|answer| answer.as_text());
        if self.on_text() && self.text.value() != stored.unwrap_or_default() {
            self.take_text();
            self.remember(store)?;
            return Ok(Step::Say(w.text_restored().to_owned()));
        }
        let reply = self.session.escape();
        self.follow(reply, store, w, now)
    }

    fn open_pick(&mut self, w: Words) -> Step {
        let Some(question) = self.session.question() else { return Step::Refuse(w.no_choices_here().to_owned()) };
        let choices = self.offered(question);
        if let Some(first) = self.waits_for(question, w) {
            return Step::Refuse(w.choices_wait(first));
        }
        if choices.is_empty() {
            return Step::Refuse(w.no_choices_here().to_owned());
        }
        self.pick = Some(Pick::new(&self.survey.form.questions[question], &choices, w.0, self.session.answer(question)));
        Step::Stay
    }

    fn ask_note(&mut self, w: Words) -> Step {
        let Some(question) = self.session.question() else { return Step::Refuse(w.no_note_here().to_owned()) };
        if self.session.interview().id.is_none() {
            return Step::Refuse(w.note_after_first_answer().to_owned());
        }
        let note = self.session.interview().notes[question].as_deref().unwrap_or_default();
        self.prompt = Some(Prompt { asked: Asked::Note(question), field: Field::new(note) });
        Step::Stay
    }

    /// Goes to the section after or before the one in hand, over those that do not apply.
    fn turn_section(&mut self, later: bool, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let before = self.session.at();
        if let Some(step) = self.settle(store, w, now)? {
            return Ok(step);
        }
        // Storing may have moved on by itself; the way goes from where the person stood.
        self.session.go_to(before);
        let Some(question) = self.section_beside(later) else {
            return Ok(Step::Refuse(if later { w.no_later_section() } else { w.no_earlier_section() }.to_owned()));
        };
        self.session.go_to(At::Question(question));
        self.after_move(Reply::Done, before, store, w, now)
    }

    /// Opens the interview before or after this one; after the last one, the form that is being keyed.
    fn turn_page(&mut self, later: bool, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        if let Some(step) = self.settle(store, w, now)? {
            return Ok(step);
        }
        let here = self.session.interview().id;
        let to = if here.is_none() && later { None } else { store.beside(self.survey.id, here, later)? };
        match to {
            Some(id) => {
                self.read(store, id)?;
                self.session.go_to(At::Question(0));
                self.take_text();
                self.remember(store)?;
                Ok(Step::Say(w.opened_form(self.form_number(), w.status(self.session.interview().status))))
            }
            None if later && self.keying.is_some() && here.is_some() => {
                self.open_form(store)?;
                self.remember(store)?;
                Ok(Step::Say(w.new_form(self.form_number())))
            }
            None => Ok(Step::Refuse(if later { w.no_later_form() } else { w.no_earlier_form() }.to_owned())),
        }
    }

    fn undo(&mut self, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        // A text in hand is what was done last: it is stored, and then taken back.
        if let Some(step) = self.settle(store, w, now)? {
            return Ok(step);
        }
        store.refuse_stranger(&self.survey, &self.batch)?;
        let only = if self.keying.is_none() { self.session.interview().id } else { None };
        let Some(undone) = store.undo(&self.survey, self.batch.id, only, store.author(&self.batch))? else {
            return Ok(Step::Refuse(w.nothing_to_undo().to_owned()));
        };
        self.read(store, undone.interview)?;
        if let Some(question) = undone.question {
            self.session.go_to(At::Question(question));
        }
        self.take_text();
        self.remember(store)?;
        self.load_work(store)?;
        let what = match (undone.question, undone.status) {
            (Some(question), _) => self.survey.form.questions[question].label.get(w.0).to_owned(),
            (None, Some(status)) => w.status(status).to_owned(),
            (None, None) => match undone.field.as_str() {
                "@note" => w.undone_note(),
                "@problem" => w.undone_problem(),
                _ => w.undone_number(),
            }
            .to_owned(),
        };
        Ok(Step::Say(w.undone(self.form_number(), what)))
    }

    pub(super) fn go_to_number(&mut self, text: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Ok(number) = text.trim().parse::<i64>() else { return Ok(Step::Refuse(w.not_a_number(text))) };
        let Some(used) = store.used_number(self.survey.id, number, None)? else {
            return Ok(Step::Refuse(w.no_such_number(format!("{number:04}"))));
        };
        self.read(store, used.interview)?;
        self.session.go_to(At::Question(0));
        self.take_text();
        self.remember(store)?;
        Ok(Step::Say(w.opened_form(self.form_number(), w.status(self.session.interview().status))))
    }
}
