//! Conflicts: what two laptops changed, the two values with who and when; one, the other or a third one stands.

use super::rows::{put, rule};
use crate::store::{Conflict, Rival, Store, Survey};
use crate::survey::compare;
use crate::survey::interview::Id;
use crate::survey::value::{Answer, safe};
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Conflicts that are listed; all are counted.
const MOST: i64 = 500;

/// The conflicts screen.
pub struct Conflicts {
    survey: Survey,
    list: Vec<Conflict>,
    count: i64,
    at: usize,
    /// The value being typed.
    typing: Option<Field>,
}

impl Conflicts {
    /// Opens the conflicts of a survey.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, list: Vec::new(), count: 0, at: 0, typing: None })
    }

    fn settle(&mut self, new: Option<&str>, said: &str, store: &mut Store, w: Words) -> Result<Step> {
        let Some(conflict) = self.list.get(self.at) else { return Ok(Step::Refuse(w.conflicts_none().to_owned())) };
        let text = w.settle_settled(format!("{:04}", conflict.form_number), conflict.say_field(&self.survey, w), said);
        store.settle_conflict(&self.survey, conflict, new)?;
        self.load(store)?;
        Ok(Step::Say(if self.list.is_empty() { format!("{text} {}", w.conflicts_none()) } else { text }))
    }

    fn take(&mut self, which: usize, store: &mut Store, w: Words) -> Result<Step> {
        let rival = self.list.get(self.at).and_then(|conflict| Some((conflict, conflict.rivals.get(which)?)));
        let Some((conflict, rival)) = rival else { return Ok(Step::Refuse(w.conflicts_none().to_owned())) };
        let (new, said) = (rival.new.clone(), conflict.say(&self.survey, rival, w));
        self.settle(new.as_deref(), &said, store, w)
    }

    fn typed(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        match action {
            Action::Leave if self.typing.as_ref().is_some_and(Field::is_sentence) => return Ok(Step::ask_discard(w)),
            Action::Leave | Action::Discard => self.typing = None,
            Action::Accept => {
                let text = self.typing.as_ref().map(|field| field.value().trim().to_owned()).unwrap_or_default();
                let Some(conflict) = self.list.get(self.at) else { return Ok(Step::Stay) };
                let new = match self.survey.form.find(&conflict.question) {
                    Some(at) => compare::parse(&self.survey.form, at, &text, self.survey.from).map(|answer| Answer::to_log(&answer)),
                    None if conflict.question == "@form_number" => text.parse::<i64>().ok().map(|number| number.to_string()),
                    None if conflict.question.starts_with("@note") => Some(Answer::text(text.as_str()).to_log()),
                    None => None,
                };
                let Some(new) = new else {
                    return Ok(Step::Refuse(if text.is_empty() { w.prompt_needs_text().to_owned() } else { w.settle_bad(text) }));
                };
                self.typing = None;
                return self.settle(Some(&new), &text, store, w);
            }
            action => {
                let edited = self.typing.as_mut().is_some_and(|field| field.edit(action));
                return Ok(if edited { Step::Stay } else { Step::Unknown });
            }
        }
        Ok(Step::Stay)
    }

    fn can_be_typed(&self) -> bool {
        self.list.get(self.at).is_some_and(|conflict| {
            let question = conflict.question.as_str();
            self.survey.form.find(question).is_some() || question == "@form_number" || question.starts_with("@note")
        })
    }

    fn draw_rival(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, (y, number): (u16, usize), conflict: &Conflict, rival: &Rival) {
        let w = look.words;
        let who = if rival.who.is_empty() { w.nobody() } else { &rival.who };
        let at = rival.at.get(..16).unwrap_or(&rival.at).replace('T', " ");
        put(frame, area, (4, y), &format!("{number}  {}", safe(&conflict.say(&self.survey, rival, w))), look.theme.plain);
        put(frame, area, (7, y + 1), &w.conflicts_by(who, at, rival.device), look.theme.quiet);
    }
}

impl Screen for Conflicts {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.conflicts_title(self.count) }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.typing.is_some() { vec![Scope::Prompt, Scope::Text] } else { vec![Scope::Settle] }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.list = store.conflicts(&self.survey, MOST)?;
        self.count = store.conflict_count(self.survey.id)?;
        self.at = self.at.min(self.list.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if self.typing.is_some() {
            return self.typed(&action, store, w);
        }
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.list.len().saturating_sub(1)),
            Action::TakeFirst => return self.take(0, store, w),
            Action::TakeSecond => return self.take(1, store, w),
            Action::New if self.can_be_typed() => self.typing = Some(Field::default()),
            Action::New => return Ok(Step::Refuse(w.conflicts_choose().to_owned())),
            Action::Leave => return Ok(Step::Close),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        let foot = area.bottom().saturating_sub(8);
        let list = Rect { height: foot.saturating_sub(area.y), ..area };
        let height = usize::from(list.height);
        let first = (self.at + 1).saturating_sub(height);
        if self.list.is_empty() {
            put(frame, list, (3, list.y + 1), w.conflicts_none(), theme.quiet);
        }
        for (row, (at, conflict)) in self.list.iter().enumerate().skip(first).take(height).enumerate() {
            let (y, style) = (list.y + row as u16, if at == self.at { theme.current } else { theme.plain });
            put(frame, list, (1, y), if at == self.at { ">" } else { " " }, style);
            let said = format!("{:04}  {}  {}", conflict.form_number, conflict.surveyor, conflict.say_field(&self.survey, w));
            put(frame, list, (3, y), &said, style);
        }
        rule(frame, area, foot, look);
        let Some(conflict) = self.list.get(self.at) else { return };
        if let Some(field) = &self.typing {
            let label = w.settle_ask_value(conflict.say_field(&self.survey, w));
            put(frame, area, (2, foot + 1), &label, theme.current);
            let start = unicode_width::UnicodeWidthStr::width(label.as_str()) as u16 + 3;
            let room = Rect { x: area.x + start, y: foot + 1, width: area.width.saturating_sub(start + 1), height: 1 };
            field.draw(frame, room, theme.plain, true);
            return;
        }
        for (at, rival) in conflict.rivals.iter().take(3).enumerate() {
            self.draw_rival(frame, area, look, (foot + 1 + 2 * at as u16, at + 1), conflict, rival);
        }
        put(frame, area, (2, area.bottom() - 1), w.conflicts_meanwhile(), theme.quiet);
    }
}
