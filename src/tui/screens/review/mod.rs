//! Review: walks the complete interviews, to approve, return or comment; draws nothing itself.

mod view;

use crate::store::{Batch, Comment, Entry, Filter, Store, Survey};
use crate::survey::flow;
use crate::survey::interview::{Id, Interview};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Route, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Before the first interview of a queue.
const START: (i64, Id) = (i64::MIN, 0);

/// What the person is doing beside looking.
enum Asked {
    Nothing,
    /// Choosing the question that a return is pinned to.
    Question,
    Reason(Field),
    Comment(Field),
}

/// An interview in hand.
struct Form {
    id: Id,
    interview: Interview,
    batch: Batch,
    problems: Vec<String>,
    comments: Vec<Comment>,
    /// The file and the row that it was imported from.
    source: Option<(String, u64)>,
}

/// The review.
pub struct Review {
    survey: Survey,
    filter: Filter,
    form: Option<Form>,
    /// Place of the form in hand in the queue, counted from 1, and the queue's length.
    place: i64,
    total: i64,
    /// The question in hand; none is the whole form.
    at: Option<usize>,
    asked: Asked,
}

impl Review {
    /// Opens the queue of a survey at its first form.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        Ok(Self { survey, filter: Filter::default(), form: None, place: 0, total: 0, at: None, asked: Asked::Nothing })
    }

    /// Opens the first form of the queue behind a key, or the last one before it where none follows.
    fn open_after(&mut self, after: (i64, Id), store: &Store) -> Result<()> {
        let next = store.review_queue(&self.survey, &self.filter, after, 1)?.first().map(key);
        let found = match next {
            Some(found) => Some(found),
            None => store.reviewed_before(&self.survey, &self.filter, after)?,
        };
        self.show(found, store)
    }

    /// Reads a form of the queue, and where it stands in it.
    fn show(&mut self, found: Option<(i64, Id)>, store: &Store) -> Result<()> {
        self.at = None;
        (self.total, self.place) = store.review_place(&self.survey, &self.filter, found.unwrap_or(START))?;
        self.form = found.map(|(_, id)| self.read(id, store)).transpose()?;
        Ok(())
    }

    fn read(&mut self, id: Id, store: &Store) -> Result<Form> {
        self.survey = store.as_keyed(&self.survey, id)?;
        let (interview, batch) = store.interview(&self.survey, id)?;
        Ok(Form {
            id,
            interview,
            batch,
            problems: store.open_problems(id)?,
            comments: store.comments(id)?,
            source: store.imported_from(id)?,
        })
    }

    /// Gives the key of the form in hand in the queue.
    fn here(&self) -> (i64, Id) {
        self.form.as_ref().map_or(START, |form| (form.interview.form_number, form.id))
    }

    fn number(&self) -> String {
        self.form.as_ref().map_or_else(String::new, |form| format!("{:04}", form.interview.form_number))
    }

    /// Names the question in hand, or the whole form.
    fn question_name(&self, w: Words) -> String {
        self.at.map_or_else(|| w.review_whole_form().to_owned(), |at| w.question(&self.survey.form.questions[at]))
    }

    fn question_key(&self) -> Option<String> {
        self.at.map(|at| self.survey.form.questions[at].key.clone())
    }

    /// Moves over the questions that apply; above the first one stands the whole form.
    fn turn(&mut self, later: bool) {
        let Some(form) = &self.form else { return };
        let sheet = form.interview.sheet(&self.survey.form);
        self.at = match (self.at, later) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(at), true) => Some(flow::after(sheet, at).unwrap_or(at)),
            (Some(at), false) => flow::before(sheet, at),
        };
    }

    /// Tells whether the person at the keyboard may decide: supervisors alone do.
    fn may_decide(&self, store: &Store) -> bool {
        store.is_supervised(&self.survey)
    }

    fn approve(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let Some(form) = &self.form else { return Ok(Step::Stay) };
        let (here, number) = (self.here(), self.number());
        if let Err(error) = store.approve(form.id, form.interview.revision) {
            return self.read_again(error, store);
        }
        self.open_after(here, store)?;
        Ok(Step::Say(w.review_approved(number)))
    }

    fn give_back(&mut self, reason: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Some(form) = &self.form else { return Ok(Step::Stay) };
        let (here, number, question) = (self.here(), self.number(), self.question_name(w));
        if let Err(error) = store.return_to_surveyor(form.id, form.interview.revision, self.question_key().as_deref(), reason) {
            self.asked = Asked::Reason(Field::new(reason));
            return self.read_again(error, store);
        }
        self.open_after(here, store)?;
        Ok(Step::Say(w.review_returned(number, question)))
    }

    /// Shows the record as it is now, where another program changed it, and says what stopped the decision.
    fn read_again(&mut self, error: crate::store::Error, store: &Store) -> Result<Step> {
        let at = self.at;
        self.load(store)?;
        self.at = at.filter(|_| self.form.is_some());
        Err(error.into())
    }

    fn comment(&mut self, text: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Some(form) = &self.form else { return Ok(Step::Stay) };
        let (id, who, question) = (form.id, store.who(), self.question_key());
        if let Err(error) = store.comment(id, question.as_deref(), text, who) {
            self.asked = Asked::Comment(Field::new(text));
            return Err(error.into());
        }
        self.form = Some(self.read(id, store)?);
        Ok(Step::Say(w.comment_saved().to_owned()))
    }

    fn ask_all(&self, store: &Store, w: Words) -> Result<Step> {
        let bulk = store.count_clean(&self.survey, &self.filter)?;
        Ok(if bulk.approved == 0 {
            Step::Refuse(w.review_none_clean(bulk.doubtful))
        } else {
            Step::Ask { question: w.review_ask_all(bulk.approved, bulk.doubtful), yes: Action::ApproveAllNow }
        })
    }

    fn approve_all(&mut self, store: &mut Store, w: Words) -> Result<Step> {
        let bulk = store.approve_all_clean(&self.survey, &self.filter)?;
        self.open_after(START, store)?;
        Ok(Step::Say(w.review_all_done(bulk.approved, bulk.doubtful, bulk.unfinished)))
    }

    /// Opens the form before or after this one without a decision.
    fn walk(&mut self, later: bool, store: &Store, w: Words) -> Result<Step> {
        let found = if later {
            store.review_queue(&self.survey, &self.filter, self.here(), 1)?.first().map(key)
        } else {
            store.reviewed_before(&self.survey, &self.filter, self.here())?
        };
        if found.is_none() {
            return Ok(Step::Refuse(if later { w.review_no_later() } else { w.review_no_earlier() }.to_owned()));
        }
        self.show(found, store)?;
        Ok(Step::Stay)
    }

    /// Does a wish while the question of a return is chosen.
    fn choosing(&mut self, action: &Action) -> Step {
        match action {
            Action::Up => self.turn(false),
            Action::Down => self.turn(true),
            Action::Accept => self.asked = Asked::Reason(Field::default()),
            Action::Leave => self.asked = Asked::Nothing,
            _ => return Step::Unknown,
        }
        Step::Stay
    }

    /// Does a wish while a line is being typed.
    fn prompted(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let (Asked::Reason(field) | Asked::Comment(field)) = &mut self.asked else { return Ok(Step::Stay) };
        match action {
            Action::Leave if field.is_sentence() => Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => {
                self.asked = Asked::Nothing;
                Ok(Step::Stay)
            }
            Action::Accept => {
                let text = field.value().trim().to_owned();
                if text.is_empty() {
                    return Ok(Step::Refuse(w.prompt_needs_text().to_owned()));
                }
                match std::mem::replace(&mut self.asked, Asked::Nothing) {
                    Asked::Reason(_) => self.give_back(&text, store, w),
                    Asked::Comment(_) => self.comment(&text, store, w),
                    Asked::Nothing | Asked::Question => Ok(Step::Stay),
                }
            }
            action => Ok(if field.edit(action) { Step::Stay } else { Step::Unknown }),
        }
    }
}

/// Gives the key of a line in the queue.
const fn key(entry: &Entry) -> (i64, Id) {
    (entry.form_number, entry.id)
}

impl Screen for Review {
    fn title(&self, w: Words) -> Title {
        let place = if self.form.is_some() { w.review_place(self.place, self.total) } else { String::new() };
        let right = if place.is_empty() { w.review_title().to_owned() } else { format!("{} · {place}", w.review_title()) };
        Title { left: self.survey.title(), right }
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.asked {
            Asked::Nothing => vec![Scope::Review],
            Asked::Question => vec![Scope::Pick],
            Asked::Reason(_) | Asked::Comment(_) => vec![Scope::Prompt, Scope::Text],
        }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        // The form in hand stays in hand where it is still complete; otherwise the next one comes.
        let (number, id) = self.here();
        let behind = if self.form.is_some() { (number, id - 1) } else { START };
        self.open_after(behind, store)
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        match self.asked {
            Asked::Nothing => {}
            Asked::Question => return Ok(self.choosing(&action)),
            Asked::Reason(_) | Asked::Comment(_) => return self.prompted(&action, store, w),
        }
        if action == Action::Leave {
            return Ok(Step::Close);
        }
        let decides = matches!(action, Action::Approve | Action::Return | Action::ApproveAll | Action::ApproveAllNow);
        if decides && !self.may_decide(store) {
            return Ok(Step::Refuse(w.review_only_supervisors().to_owned()));
        }
        let Some(form) = &self.form else { return Ok(Step::Refuse(w.review_empty().to_owned())) };
        match action {
            Action::Up => self.turn(false),
            Action::Down => self.turn(true),
            Action::Approve => return self.approve(store, w),
            Action::Return => self.asked = Asked::Question,
            Action::Comment => self.asked = Asked::Comment(Field::default()),
            Action::Next => return self.walk(true, store, w),
            Action::Previous => return self.walk(false, store, w),
            Action::ApproveAll => return self.ask_all(store, w),
            Action::ApproveAllNow => return self.approve_all(store, w),
            Action::Edit => {
                return Ok(Step::Open(Route::Mend { survey: self.survey.id, interview: form.id, question: self.question_key() }));
            }
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_form(frame, area, look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::List;
    use crate::survey::template;
    use crate::words::Lang;
    use jiff::civil::date;

    #[test]
    fn a_surveyor_who_signed_in_decides_nothing_and_a_supervisor_may() {
        let w = Words(Lang::En);
        let mut store = Store::in_memory().expect("opens");
        let template = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there");
        let mut setup = template.setup.clone();
        setup.supervisors = vec!["Pengawas 1".to_owned()];
        let id = store.create_survey(&template.form.source(), &setup).expect("is made");
        let survey = store.survey(id).expect("reads");
        let first = |list| survey.list(list).next().map(|item| item.id);
        for (who, refused) in [
            (first(List::Surveyor), w.review_only_supervisors()),
            (first(List::Supervisor), w.review_empty()),
            (None, w.review_only_supervisors()),
        ] {
            store.set_who(who);
            for action in [Action::Approve, Action::Return, Action::ApproveAll, Action::ApproveAllNow] {
                let mut screen = Review::open(&store, id).expect("opens");
                screen.load(&store).expect("loads");
                let step = screen.update(action, &mut store, w).expect("answers");
                assert_eq!(step, Step::Refuse(refused.to_owned()));
            }
        }
    }
}
