//! The map of a long form: its sections and what lacks in them; jumps to a section, a question or a form number.

use super::Entry;
use super::pages::Pages;
use super::standing::Part;
use crate::store::Store;
use crate::survey::form::{Form, Question};
use crate::survey::lang::Lang;
use crate::survey::session::At;
use crate::tui::action::Action;
use crate::tui::field::{Field, fit};
use crate::tui::screen::{Look, Result, Step};
use crate::tui::screens::rows::{in_view, put};
use crate::words::Words;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear};
use std::cmp::Reverse;
use unicode_width::UnicodeWidthStr;

/// Where one can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    Form(i64),
    Section(usize),
    Question(usize),
}

/// The open map.
#[derive(Clone, Debug)]
pub(super) struct Map {
    field: Field,
    goals: Vec<Goal>,
    at: usize,
}

impl Map {
    /// Opens the map at a section.
    fn new(form: &Form, section: usize) -> Self {
        let goals = sections(form);
        let at = goals.iter().position(|goal| *goal == Goal::Section(section)).unwrap_or(0);
        Self { field: Field::default(), goals, at }
    }

    /// Moves or searches; tells whether the action meant something.
    fn turn(&mut self, action: &Action, form: &Form, lang: Lang) -> bool {
        let last = self.goals.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            Action::Down => self.at = if self.at >= last { 0 } else { self.at + 1 },
            action => {
                let before = self.field.value().to_owned();
                if !self.field.edit(action) {
                    return false;
                }
                if before != self.field.value() {
                    self.goals = goals(form, self.field.value().trim(), lang);
                    self.at = 0;
                }
            }
        }
        true
    }
}

/// Gives the sections that hold questions.
fn sections(form: &Form) -> Vec<Goal> {
    (0..form.sections.len()).filter(|at| !form.sections[*at].questions.is_empty()).map(Goal::Section).collect()
}

/// Gives what the typed text may mean: a form number, a number on paper, a key, words; the likeliest first.
fn goals(form: &Form, typed: &str, lang: Lang) -> Vec<Goal> {
    if typed.is_empty() {
        return sections(form);
    }
    if let Ok(number) = typed.parse::<i64>() {
        let is_it = |question: &Question| question.number.is_some_and(|paper| i64::from(paper) == number);
        let numbered = form.questions.iter().enumerate().filter(|(_, question)| is_it(question)).map(|(at, _)| Goal::Question(at));
        let mut found: Vec<Goal> = std::iter::once(Goal::Form(number)).chain(numbered).collect();
        for goal in matching(form, typed, lang) {
            if !found.contains(&goal) {
                found.push(goal);
            }
        }
        return found;
    }
    matching(form, typed, lang)
}

/// Gives the questions whose key, label or wording fits, the best first; an exact key before all.
fn matching(form: &Form, typed: &str, lang: Lang) -> Vec<Goal> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (at, question) in form.questions.iter().enumerate() {
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
        let scores = [score(&question.key), score(question.label.get(lang)), score(question.wording.get(lang))];
        let exact = question.key.eq_ignore_ascii_case(typed) || question.label.get(lang).eq_ignore_ascii_case(typed);
        if let Some(best) = scores.into_iter().flatten().max() {
            found.push((if exact { u32::MAX } else { best }, at));
        }
    }
    found.sort_by_key(|(score, at)| (Reverse(*score), *at));
    found.into_iter().map(|(_, at)| Goal::Question(at)).collect()
}

impl Entry {
    /// Stands at the first question, whatever applies, to be looked at.
    pub(in crate::tui::screens) fn look_from_the_start(&mut self) {
        self.shows_all = true;
        self.session.go_to(At::Question(0));
        self.take_text();
    }

    /// Goes to the question after or before the one in hand, whatever applies.
    pub(in crate::tui::screens) fn look_on(&mut self, later: bool, w: Words) -> Step {
        let form = &self.survey.form;
        let here = self.session.question();
        let asked = |at: &usize| !form.questions[*at].retired;
        let to = match (later, here) {
            (true, here) => (here.map_or(0, |at| at + 1)..form.questions.len()).find(asked),
            (false, here) => (0..here.unwrap_or(0)).rev().find(asked),
        };
        let Some(to) = to else { return Step::Refuse(if later { w.look_last() } else { w.look_first() }.to_owned()) };
        self.session.go_to(At::Question(to));
        self.take_text();
        Step::Stay
    }

    /// Tells whether something stands over the questions: a list, the map, a line asked for, a notice.
    pub(in crate::tui::screens) const fn is_covered(&self) -> bool {
        self.map.is_some() || self.pick.is_some() || self.prompt.is_some() || self.overlay.is_some()
    }

    /// Tells whether the list of choices is open.
    pub(in crate::tui::screens) const fn is_picking(&self) -> bool {
        self.pick.is_some()
    }

    /// Tells whether a question is shown as one that is asked.
    pub(super) fn asked(&self, question: usize) -> bool {
        self.shows_all || self.session.applies(question)
    }

    /// Opens the map at the section in hand.
    pub(super) fn open_map(&mut self) {
        let form = &self.survey.form;
        let here = self.session.question().and_then(|at| form.sections.iter().position(|section| section.questions.contains(&at)));
        self.map = Some(Map::new(form, here.unwrap_or(0)));
    }

    /// Does a wish while the map is open.
    pub(super) fn mapped(&mut self, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let Some(map) = &mut self.map else { return Ok(Step::Stay) };
        match action {
            Action::Leave => {
                self.map = None;
                Ok(Step::Stay)
            }
            Action::Accept => {
                let Some(goal) = map.goals.get(map.at).copied() else { return Ok(Step::Refuse(w.map_nothing_fits().to_owned())) };
                let step = self.go_to_goal(goal, store, w)?;
                if !matches!(step, Step::Refuse(_)) {
                    self.map = None;
                }
                Ok(step)
            }
            action => Ok(if map.turn(action, &self.survey.form, w.0) { Step::Stay } else { Step::Unknown }),
        }
    }

    fn go_to_goal(&mut self, goal: Goal, store: &mut Store, w: Words) -> Result<Step> {
        match goal {
            Goal::Form(number) => self.go_to_number(&number.to_string(), store, w),
            Goal::Section(section) => match self.entrance(section) {
                Some(question) => self.stand_at(question, store),
                None => Ok(Step::Refuse(w.section_not_asked_now(self.survey.form.sections[section].label.get(w.0)))),
            },
            Goal::Question(question) if self.asked(question) => self.stand_at(question, store),
            Goal::Question(question) => Ok(Step::Refuse(w.question_not_asked(w.question(&self.survey.form.questions[question])))),
        }
    }

    /// Goes to the question that words name, where the form has no map.
    pub(super) fn go_to_words(&mut self, typed: &str, store: &mut Store, w: Words) -> Result<Step> {
        match matching(&self.survey.form, typed, w.0).first() {
            Some(goal) => self.go_to_goal(*goal, store, w),
            None => Ok(Step::Refuse(w.no_such_question(typed))),
        }
    }

    fn stand_at(&mut self, question: usize, store: &mut Store) -> Result<Step> {
        self.session.go_to(At::Question(question));
        self.take_text();
        self.remember(store)?;
        Ok(Step::Stay)
    }

    /// Gives the question at which one enters a section: the first without an answer, or its first; none where it does not apply.
    fn entrance(&self, section: usize) -> Option<usize> {
        let form = &self.survey.form;
        let mut asked = form.sections[section].questions.clone().filter(|at| self.asked(*at));
        let first = asked.clone().find(|at| form.questions[*at].is_keyed())?;
        let open = asked.find(|at| form.questions[*at].is_keyed() && form.questions[*at].required && self.session.answer(*at).is_none());
        Some(open.unwrap_or(first))
    }

    /// Gives the first question of the next section that applies, or of the one before.
    pub(super) fn section_beside(&self, later: bool) -> Option<usize> {
        let form = &self.survey.form;
        let here = self
            .session
            .question()
            .map_or(-1, |at| form.sections.iter().position(|section| section.questions.contains(&at)).map_or(-1, |section| section as i64));
        let mut order: Vec<usize> =
            (0..form.sections.len()).filter(|at| if later { *at as i64 > here } else { (*at as i64) < here }).collect();
        if !later {
            order.reverse();
        }
        let first = |section: &usize| {
            let mut asked = form.sections[*section].questions.clone();
            asked.find(|at| form.questions[*at].is_keyed() && self.asked(*at))
        };
        order.iter().find_map(first)
    }

    /// Draws the map beside the form: a line a section, the one in hand marked and in view; gives the lines used.
    pub(super) fn draw_map(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, pages: &Pages) -> u16 {
        for y in area.top()..area.bottom() {
            put(frame, area, (0, y), "│", look.theme.quiet);
        }
        let inner = Rect { x: area.x + 1, width: area.width - 1, ..area };
        put(frame, inner, (1, inner.y), look.words.map_title(), look.theme.title);
        let here = self.session.question().and_then(|question| pages.sections.get(question).copied());
        let goals = sections(&self.survey.form);
        let at = goals.iter().position(|goal| here.is_some_and(|here| *goal == Goal::Section(here)));
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let mut used = 1;
        for (y, row, goal) in in_view(&goals, at.unwrap_or(0), list) {
            self.draw_goal(frame, Rect { y, height: 1, ..list }, look, *goal, Some(row) == at);
            used += 1;
        }
        used
    }

    /// Draws the open map over the form.
    pub(super) fn draw_open_map(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, map: &Map) {
        let w = look.words;
        let height = (map.goals.len().max(sections(&self.survey.form).len()) as u16 + 4).clamp(6, area.height);
        let width = 64.min(area.width);
        let block = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame.render_widget(Clear, block);
        frame.render_widget(Block::bordered().title(format!(" {} ", w.map_title())), block);
        let inner = Rect { x: block.x + 1, y: block.y + 1, width: width - 2, height: height - 2 };
        let asked = w.map_asks();
        put(frame, inner, (1, inner.y), asked, look.theme.quiet);
        let start = asked.width() as u16 + 2;
        let room = Rect { x: inner.x + start, width: inner.width.saturating_sub(start + 1), height: 1, ..inner };
        map.field.draw(frame, room, look.theme.plain, true);
        let list = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        if map.goals.is_empty() {
            put(frame, list, (1, list.y), w.map_nothing_fits(), look.theme.quiet);
        }
        for (y, row, goal) in in_view(&map.goals, map.at, list) {
            self.draw_goal(frame, Rect { y, height: 1, ..list }, look, *goal, row == map.at);
        }
    }

    /// Draws where one can go: its name, and at the right how far it is.
    fn draw_goal(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, goal: Goal, current: bool) {
        let w = look.words;
        let form = &self.survey.form;
        let (text, state, applies) = match goal {
            Goal::Form(number) => (w.map_form(format!("{number:04}")), String::new(), true),
            Goal::Section(at) => {
                let part = self.standing.parts.get(at).copied().unwrap_or_default();
                (format!("{:>2} {}{}", at + 1, " ".repeat(depth(form, at)), form.sections[at].label.get(w.0)), state(part, w), part.applies)
            }
            Goal::Question(at) => {
                let question = &form.questions[at];
                let is_open = question.is_keyed() && self.session.answer(at).is_none();
                let applies = self.session.applies(at);
                let state = match (applies, is_open) {
                    (false, _) => "-",
                    (true, true) => w.map_open(),
                    (true, false) => "",
                };
                let section = form.section_of(at).map_or("", |section| section.label.get(w.0));
                (format!("{} · {section}", w.question(question)), state.to_owned(), applies)
            }
        };
        let style: Style = match (current, applies) {
            (true, _) => look.theme.current,
            (false, true) => look.theme.plain,
            (false, false) => look.theme.quiet,
        };
        put(frame, area, (0, area.y), if current { ">" } else { " " }, style);
        let right = state.width() as u16;
        let room = usize::from(area.width.saturating_sub(right + 3));
        put(frame, area, (1, area.y), &fit(&text, room), style);
        put(frame, area, (area.width.saturating_sub(right + 1), area.y), &state, style);
    }
}

/// Says how far a section is: what lacks, that nothing does, or that it does not apply; nothing where nothing is keyed.
fn state(part: Part, w: Words) -> String {
    match (part.applies, part.lacking) {
        (false, _) => "-".to_owned(),
        // Notes are read out: there is nothing to be complete.
        (true, 0) if part.asked == 0 => String::new(),
        (_, 0) => w.map_whole().to_owned(),
        (_, lacking) => w.map_lacks(lacking),
    }
}

/// Gives how deep a section lies in others.
fn depth(form: &Form, section: usize) -> usize {
    let inside = |at: &usize| form.sections.get(*at).and_then(|section| section.inside).filter(|outer| outer < at);
    std::iter::successors(Some(section), inside).count() - 1
}
