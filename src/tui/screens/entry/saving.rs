//! How the entry screen follows the session: everything that is to be stored goes through here.

use super::problem::say_problem;
use super::{Asked, Entry, Pending, Prompt, Work};
use crate::store::{self, Place, Saving, Store, Stored, UsedNumber};
use crate::survey::check::{self, Problem};
use crate::survey::interview::{Id, Save, Status};
use crate::survey::session::{At, Reply, Session};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::screen::{Result, Route, Step, capital};
use crate::words::Words;

impl Entry {
    /// Follows a reply of the session.
    pub(super) fn follow(&mut self, reply: Reply, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        match reply {
            Reply::Done => Ok(Step::Stay),
            Reply::Refused(problem) => {
                let said = self.say_refused(&problem, w);
                if !self.refuses_text(&problem) {
                    self.take_text();
                }
                Ok(Step::Refuse(said))
            }
            Reply::AsksTwice(question) => Ok(Step::Refuse(match question {
                Some(question) => w.enter_passes(w.question(&self.survey.form.questions[question])),
                None => w.enter_saves().to_owned(),
            })),
            Reply::Asks(problem) => Ok(Step::Warn(say_problem(&self.survey.form, &problem, w))),
            Reply::NeedsReason => {
                // Whoever may not change it is told before a reason is typed.
                if let Err(error) = store.refuse_change(&self.survey, &self.batch) {
                    self.session.escape();
                    self.take_text();
                    return Err(error.into());
                }
                self.prompt = Some(Prompt { asked: Asked::ChangeReason, field: Field::default() });
                Ok(Step::Stay)
            }
            Reply::Store(save) => self.save(&save, store, w, now),
            Reply::Number(number) => self.take_number(number, store, w),
            Reply::Finish => self.complete(store, w),
            Reply::Leave => Ok(Step::Close),
        }
    }

    /// Stores what a key asked for; only then does the session show it as an answer.
    fn save(&mut self, save: &Save, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let mut after = self.session.clone();
        let moved = after.stored(save, now);
        let place = Place { question: after.question().map(|at| self.survey.form.questions[at].key.clone()), typed: None };
        let rules = after.interview().status.is_finished().then(|| self.open_rules(&after));
        let saving =
            Saving { save, effort: after.interview().effort, rules: rules.as_deref(), keying: self.keying.map(|batch| (batch, &place)) };
        let stored = store.save(&self.survey, &self.batch, self.session.interview(), &saving);
        match stored {
            Err(store::Error::NumberUsed(used)) => {
                self.session.go_to(At::FormNumber);
                return Ok(Step::Refuse(capital(&used.say(w))));
            }
            Err(store::Error::Stale) | Ok(_) => {}
            Err(_) => self.session.not_stored(),
        }
        let stored = self.fresh(stored, store)?;
        self.session = after;
        self.count();
        self.session.settled(store.now().timestamp().as_millisecond());
        let fell = self.take_over(stored);
        self.take_text();
        if fell {
            return Ok(Step::Say(w.approval_fell(self.form_number())));
        }
        let named =
            |questions: &[usize]| questions.iter().map(|at| w.question(&self.survey.form.questions[*at])).collect::<Vec<_>>().join(", ");
        let said = [
            (!moved.back.is_empty()).then(|| w.answers_back(named(&moved.back))),
            (!moved.aside.is_empty()).then(|| w.answers_put_aside(named(&moved.aside))),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        Ok(if said.is_empty() { Step::Stay } else { Step::Say(said.join(" ")) })
    }

    /// Gives what was stored; where another program had changed the record, reads it again first.
    fn fresh<T>(&mut self, stored: store::Result<T>, store: &Store) -> Result<T> {
        if let Err(store::Error::Stale) = stored {
            self.reload(store)?;
        }
        Ok(stored?)
    }

    /// Takes over what the store says of the record; tells whether an approval fell with the change.
    fn take_over(&mut self, stored: Stored) -> bool {
        let interview = self.session.interview_mut();
        interview.id = Some(stored.id);
        interview.revision = stored.revision;
        let fell = interview.status == Status::Approved;
        if fell {
            interview.status = Status::Complete;
        }
        fell
    }

    fn reload(&mut self, store: &Store) -> Result<()> {
        let at = self.session.at();
        self.take_survey(store)?;
        match self.session.interview().id {
            Some(id) => self.read(store, id)?,
            None => self.open_form(store)?,
        }
        if self.session.interview().status == Status::Void && self.keying.is_some() {
            self.open_form(store)?;
        } else {
            self.session.go_to(at);
        }
        self.take_text();
        Ok(())
    }

    /// Gives the rules of the record's soft problems that nobody kept; a finished record that lacks an answer is one.
    fn open_rules(&self, session: &Session) -> Vec<String> {
        let (form, interview) = (&self.survey.form, session.interview());
        let floor = if interview.status.is_finished() { 0 } else { self.survey.floor_seconds.saturating_mul(1000) };
        let lacking = session.lacking().into_iter().map(|question| Problem::Unanswered { question });
        let found = check::record(form, interview, floor).into_iter().chain(lacking);
        let rules = found.map(|problem| problem.rule(form));
        rules.filter(|rule| !interview.kept.iter().any(|kept| kept.rule == *rule)).collect()
    }

    /// Completes the form and opens the next one; a mended interview was complete all the time.
    fn complete(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let number = self.form_number();
        let interview = self.session.interview();
        let id = interview.id;
        if !matches!(interview.status, Status::Draft | Status::Returned) {
            return self.leave_mended(store, w, &number);
        }
        let rules = self.open_rules(&self.session);
        let completed = store.complete(&self.survey, &self.batch, interview, &rules, self.keying);
        self.fresh(completed, store)?;
        let time = store.now().strftime("%H.%M.%S").to_string();
        let said = w.form_saved(&number, time);
        if self.keying.is_none() {
            return Ok(Step::CloseSaying(said));
        }
        let form_number = self.session.interview().form_number;
        self.open_form(store)?;
        self.load_work(store)?;
        if self.batch.done >= self.batch.header.forms && self.session.interview().id.is_none() {
            store.forget_place(self.batch.id)?;
            let done = w.batch_done(self.batch.number, self.batch.done);
            let said = if rules.is_empty() { said } else { w.form_saved_look(&number, self.say_rules(&rules, w)) };
            return Ok(Step::Become(Route::Batch { survey: self.survey.id, batch: None }, format!("{said} {done}")));
        }
        let used = self.stop_at_used_number(store)?;
        Ok(match (id, used) {
            (Some(interview), _) if !rules.is_empty() => {
                let problem = self.say_rules(&rules, w);
                self.pending = Some(Pending { interview, form_number, rules });
                Step::Warn(w.form_saved_doubtful(&number, problem))
            }
            (_, Some(used)) => Step::Refuse(format!("{said} {}", capital(&used.say(w)))),
            (_, None) => Step::Say(said),
        })
    }

    /// Where the number of a fresh form stands already, the cursor waits on it.
    fn stop_at_used_number(&mut self, store: &Store) -> Result<Option<UsedNumber>> {
        if self.session.interview().id.is_some() {
            return Ok(None);
        }
        let used = store.used_number(self.survey.id, self.number(), None)?;
        if used.is_some() {
            self.session.go_to(At::FormNumber);
        }
        Ok(used)
    }

    fn leave_mended(&mut self, store: &mut Store, w: Words, number: &str) -> Result<Step> {
        let said = w.form_mended(number);
        if self.keying.is_none() {
            return Ok(Step::CloseSaying(said));
        }
        self.open_form(store)?;
        self.remember(store)?;
        self.load_work(store)?;
        Ok(Step::Say(said))
    }

    /// Keeps the soft problems of the form saved last, as on paper.
    pub(super) fn keep_pending(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(pending) = self.pending.take() else { return Ok(Step::Stay) };
        for rule in &pending.rules {
            store.keep_problem(pending.interview, rule, w.as_on_paper(), store.author(&self.batch))?;
        }
        Ok(Step::Say(w.problem_kept(format!("{:04}", pending.form_number))))
    }

    /// Says while a form number is being typed that it stands already.
    pub(super) fn check_typed_number(&self, step: Step, store: &Store, w: Words) -> Result<Step> {
        if self.session.at() != At::FormNumber || step != Step::Stay {
            return Ok(step);
        }
        let number = self.session.typed().parse().unwrap_or(0);
        let used = store.used_number(self.survey.id, number, self.session.interview().id)?;
        Ok(used.map_or(Step::Stay, |used| Step::Warn(capital(&used.say(w)))))
    }

    fn take_number(&mut self, number: i64, store: &mut Store, w: Words) -> Result<Step> {
        let interview = self.session.interview();
        if number == 0 {
            return Ok(Step::Refuse(w.not_a_number("0")));
        }
        if let Some(used) = store.used_number(self.survey.id, number, interview.id)? {
            self.session.go_to(At::FormNumber);
            return Ok(Step::Refuse(capital(&used.say(w))));
        }
        let header = &self.batch.header;
        let (first, last) = (header.first_number, header.first_number + header.forms - 1);
        let moved = interview.form_number != number;
        let mut fell = false;
        if interview.id.is_some() && moved {
            store.refuse_stranger(&self.survey, &self.batch)?;
            let stored = store.renumber(self.survey.id, interview, number, store.author(&self.batch));
            let stored = self.fresh(stored, store)?;
            fell = self.take_over(stored);
        }
        self.session.number_accepted(number);
        self.take_text();
        self.remember(store)?;
        // A number of another stack is taken, for the paper may say so, and said: it may be answers typed in the wrong place.
        if moved && !(first..=last).contains(&number) {
            return Ok(Step::Say(w.number_outside(self.form_number(), format!("{first:04}"), format!("{last:04}"))));
        }
        Ok(Step::Say(if fell { w.approval_fell(self.form_number()) } else { w.number_taken(self.form_number()) }))
    }

    /// Remembers the place, so that a restart opens here.
    pub(super) fn remember(&self, store: &mut Store) -> Result<()> {
        self.remember_typed(None, store)
    }

    fn remember_typed(&self, typed: Option<&str>, store: &mut Store) -> Result<()> {
        // A form of another stack, looked up meanwhile, is no place to go on with.
        let Some(batch) = self.keying.filter(|keying| *keying == self.batch.id) else { return Ok(()) };
        let interview = self.session.interview();
        let question = self.session.question().map(|at| self.survey.form.questions[at].key.clone());
        let place = Place { question, typed: typed.map(str::to_owned) };
        Ok(store.remember(batch, interview.id, interview.form_number, &place)?)
    }

    /// Remembers a text that is being typed at the end of each word, so that a crash costs a word at most.
    pub(super) fn remember_text(&self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let at_word_end = match action {
            Action::Type(c) => !c.is_alphanumeric(),
            _ => true,
        };
        if at_word_end {
            self.remember_typed(Some(self.text.value()), store)?;
        }
        Ok(if self.text.is_full() && !matches!(action, Action::Erase) { Step::Refuse(w.text_full().to_owned()) } else { Step::Stay })
    }

    /// Remembers a text that is being typed to its last letter, because the program ends.
    pub(super) fn remember_leaving(&self, store: &mut Store) -> Result<Step> {
        if self.on_text() {
            self.remember_typed(Some(self.text.value()), store)?;
        }
        Ok(Step::Stay)
    }

    /// Does a wish while a line is being typed.
    pub(super) fn prompted(&mut self, action: &Action, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        match action {
            Action::Leave if self.prompt.as_ref().is_some_and(|prompt| prompt.field.is_sentence()) => Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => {
                if let Some(Prompt { asked: Asked::ChangeReason, .. }) = self.prompt.take() {
                    self.session.escape();
                    self.take_text();
                }
                Ok(Step::Stay)
            }
            Action::Accept => {
                let Some(prompt) = self.prompt.take() else { return Ok(Step::Stay) };
                let text = prompt.field.value().trim().to_owned();
                if text.is_empty() && !matches!(prompt.asked, Asked::Note(_)) {
                    self.prompt = Some(prompt);
                    return Ok(Step::Refuse(w.prompt_needs_text().to_owned()));
                }
                match prompt.asked {
                    Asked::KeepReason => {
                        let reply = self.session.keep(&text);
                        self.follow(reply, store, w, now)
                    }
                    Asked::ChangeReason => {
                        let reply = self.session.explain(&text);
                        self.follow(reply, store, w, now)
                    }
                    Asked::Note(question) => self.store_note(question, &text, store, w),
                    Asked::Comment(question) => self.store_comment(question, &text, store, w),
                    Asked::GoTo if text.parse::<i64>().is_err() => self.go_to_words(&text, store, w),
                    Asked::GoTo => self.go_to_number(&text, store, w),
                }
            }
            action => {
                let edited = self.prompt.as_mut().is_some_and(|prompt| prompt.field.edit(action));
                Ok(if edited { Step::Stay } else { Step::Unknown })
            }
        }
    }

    fn store_note(&mut self, question: usize, text: &str, store: &mut Store, w: Words) -> Result<Step> {
        store.refuse_stranger(&self.survey, &self.batch)?;
        let interview = self.session.interview();
        let key = self.survey.form.questions[question].key.clone();
        let stored = store.note(interview, &key, interview.notes[question].as_deref(), text, store.author(&self.batch));
        let stored = match self.fresh(stored, store) {
            Ok(stored) => stored,
            Err(error) => {
                self.prompt = Some(Prompt { asked: Asked::Note(question), field: Field::new(text) });
                return Err(error);
            }
        };
        let fell = self.take_over(stored);
        self.session.interview_mut().notes[question] = if text.is_empty() { None } else { Some(text.to_owned()) };
        Ok(Step::Say(if fell { w.approval_fell(self.form_number()) } else { w.note_saved().to_owned() }))
    }

    /// Does a wish while the list of choices is open.
    pub(super) fn picked(&mut self, action: &Action, store: &mut Store, w: Words, now: i64) -> Result<Step> {
        let Some(pick) = &mut self.pick else { return Ok(Step::Stay) };
        match action {
            Action::Leave => {
                self.pick = None;
                Ok(Step::Stay)
            }
            Action::Type(c) if pick.code_of(*c).is_some() => {
                let code = pick.code_of(*c).unwrap_or_default();
                if !pick.marks() {
                    self.pick = None;
                }
                let reply = self.session.choose(code, now);
                self.follow(reply, store, w, now)
            }
            Action::Accept => match pick.chosen() {
                Some(code) => {
                    // Where several can be chosen, the list stays for the next one.
                    if pick.marks() {
                        pick.search_again();
                    } else {
                        self.pick = None;
                    }
                    let reply = self.session.choose(code, now);
                    self.follow(reply, store, w, now)
                }
                None => Ok(Step::Refuse(w.pick_nothing_fits().to_owned())),
            },
            action => Ok(if pick.turn(action) { Step::Stay } else { Step::Unknown }),
        }
    }

    /// Reads what was done so far, for panel and statistics.
    pub(super) fn load_work(&mut self, store: &Store) -> Result<()> {
        let midnight = format!("{}T00:00", store.now().date());
        let surveyor: Id = self.batch.header.surveyor;
        self.work = Work {
            counts: store.counts(self.survey.id)?,
            today: store.work_since(self.survey.id, surveyor, &midnight)?,
            last: store.last_forms(self.survey.id, 5)?,
        };
        self.batch.done = store.batch(self.batch.id)?.done;
        Ok(())
    }
}
