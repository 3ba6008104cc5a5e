//! Quality flags: how many by rule, whose they are, and the check of all interviews; the interviews behind them are the list's.

use super::rows::{bar, put, rule};
use crate::store::{Check, Checked, Filter, RuleCount, Store, Survey, SurveyorCount};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Opening, Result, Route, Screen, Step, Title, capital};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// The screen of flags.
pub struct Flags {
    survey: Survey,
    rules: Vec<RuleCount>,
    /// The surveyors of the rule in hand, the largest share first.
    surveyors: Vec<SurveyorCount>,
    finished: i64,
    at: usize,
    check: Option<Check>,
}

impl Flags {
    /// Opens the screen for a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        let survey = store.survey(survey)?;
        Ok(Self { survey, rules: Vec::new(), surveyors: Vec::new(), finished: 0, at: 0, check: None })
    }

    /// Goes to a rule and reads whose it is.
    fn go_to(&mut self, at: usize, store: &Store) -> Result<Step> {
        self.at = at.min(self.rules.len().saturating_sub(1));
        self.surveyors = match self.rules.get(self.at) {
            Some(count) => store.surveyor_counts(self.survey.id, &count.rule)?,
            None => Vec::new(),
        };
        self.surveyors.sort_by(|a, b| (b.flagged * a.finished).cmp(&(a.flagged * b.finished)));
        Ok(Step::Stay)
    }

    /// Does a piece of the check, or stops it.
    fn work(&mut self, mut check: Check, action: &Action, store: &mut Store, w: Words) -> Result<Step> {
        let so_far = if matches!(action, Action::Leave) { check.so_far() } else { check.step(store)? };
        if !so_far.done && !matches!(action, Action::Leave) {
            self.check = Some(check);
            return Ok(Step::Work);
        }
        self.load(store)?;
        let Checked { interviews, total, opened, lapsed, done } = so_far;
        Ok(Step::Say(if done { w.check_done(interviews, opened, lapsed) } else { w.check_cancelled(interviews, total) }))
    }
}

impl Screen for Flags {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.flags_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![if self.check.is_some() { Scope::Checking } else { Scope::Flags }]
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        self.survey = store.survey(self.survey.id)?;
        self.finished = store.counts(self.survey.id)?.finished();
        let in_hand = self.rules.get(self.at).map(|count| count.rule.clone());
        self.rules = store.rule_counts(self.survey.id)?;
        let at = self.rules.iter().position(|count| Some(&count.rule) == in_hand.as_ref());
        self.go_to(at.unwrap_or(self.at), store)?;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        if let Some(check) = self.check.take() {
            return self.work(check, &action, store, w);
        }
        match action {
            Action::Up => self.go_to(self.at.saturating_sub(1), store),
            Action::Down => self.go_to(self.at + 1, store),
            Action::Accept => Ok(match self.rules.get(self.at) {
                Some(count) => {
                    let filter = Filter { rules: vec![count.rule.clone()], ..Filter::default() };
                    Step::Open(Route::List { survey: self.survey.id, opening: Opening::With(Box::new(filter), i64::MIN) })
                }
                None => Step::Refuse(w.flags_none().to_owned()),
            }),
            Action::Check => {
                self.check = Some(Check::begin(store, self.survey.id)?);
                Ok(Step::Work)
            }
            Action::Leave => Ok(Step::Close),
            _ => Ok(Step::Unknown),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if let Some(check) = &self.check {
            let Checked { interviews, total, .. } = check.so_far();
            let (done, all) = (i64::try_from(interviews).unwrap_or(0), i64::try_from(total).unwrap_or(0));
            put(frame, area, (2, area.y + 2), w.check_working(), theme.title);
            put(frame, area, (2, area.y + 4), &bar(done, all, 50), theme.plain);
            put(frame, area, (2, area.y + 6), &w.check_progress(interviews, total), theme.plain);
            return;
        }
        let sum = |of: fn(&RuleCount) -> i64| self.rules.iter().map(of).sum::<i64>();
        let head = w.flags_head(sum(|count| count.open), sum(|count| count.kept), self.finished);
        put(frame, area, (1, area.y), &head, theme.plain);
        let columns = [area.width.saturating_sub(24), area.width.saturating_sub(13)];
        put(frame, area, (1, area.y + 1), w.flags_rule(), theme.title);
        right(frame, area, (columns[0], area.y + 1), w.flags_open(), theme.title);
        right(frame, area, (columns[1], area.y + 1), w.flags_kept(), theme.title);
        rule(frame, area, area.y + 2, look);
        // The surveyors need a line each and a head; the flags have the rest, and at least half.
        let room = area.height.saturating_sub(5);
        let below = u16::try_from(self.surveyors.len()).unwrap_or(u16::MAX).saturating_add(1).min(room / 2);
        let top = Rect { y: area.y + 3, height: room - below, ..area };
        self.draw_rules(frame, top, look, columns);
        rule(frame, area, top.bottom(), look);
        let below = top.bottom() + 1;
        self.draw_surveyors(frame, Rect { y: below, height: area.bottom().saturating_sub(below), ..area }, look);
    }
}

impl Flags {
    fn draw_rules(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, columns: [u16; 2]) {
        let (w, theme) = (look.words, look.theme);
        if self.rules.is_empty() {
            put(frame, area, (2, area.y + 1), w.flags_none(), theme.quiet);
        }
        // Where not all fit, the last line says how many are below.
        let height = usize::from(area.height);
        let shown = if self.rules.len() > height { height - 1 } else { height };
        let first = (self.at + 1).saturating_sub(shown);
        for (y, (position, count)) in (area.y..).zip(self.rules.iter().enumerate().skip(first).take(shown)) {
            let style = if position == self.at { theme.current } else { theme.plain };
            put(frame, area, (0, y), if position == self.at { ">" } else { " " }, style);
            let room = Rect { width: columns[0].saturating_sub(9), ..area };
            put(frame, room, (1, y), &capital(&w.rule(&self.survey.form, &count.rule)), style);
            right(frame, area, (columns[0], y), &count.open.to_string(), style);
            right(frame, area, (columns[1], y), &count.kept.to_string(), style);
        }
        let more = self.rules.len().saturating_sub(first + shown);
        if more > 0 {
            put(frame, area, (1, area.bottom() - 1), &w.flags_more_rules(more), theme.quiet);
        }
    }

    fn draw_surveyors(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        if self.surveyors.is_empty() {
            return;
        }
        let flag = self.rules.get(self.at).map_or_else(String::new, |count| capital(&w.rule(&self.survey.form, &count.rule)));
        put(frame, area, (1, area.y), &w.flags_shares(flag), theme.title);
        let height = usize::from(area.height).saturating_sub(1);
        let shown = if self.surveyors.len() > height { height.saturating_sub(1) } else { height };
        let sum = |of: fn(&SurveyorCount) -> i64| self.surveyors.iter().map(of).sum::<i64>();
        let (flagged, finished) = (sum(|count| count.flagged), sum(|count| count.finished));
        for (y, count) in (area.y + 1..).zip(self.surveyors.iter().take(shown)) {
            let others = finished - count.finished;
            let against =
                if others > 0 { w.flags_others(share(flagged - count.flagged, others, w)) } else { w.flags_no_others().to_owned() };
            put(frame, Rect { width: 24.min(area.width), ..area }, (1, y), self.survey.label(Some(count.surveyor)), theme.plain);
            right(frame, area, (40, y), &w.flags_of(count.flagged, count.finished), theme.plain);
            right(frame, area, (50, y), &share(count.flagged, count.finished, w), theme.plain);
            put(frame, area, (52, y), &against, theme.plain);
        }
        if self.surveyors.len() > shown {
            put(frame, area, (1, area.bottom() - 1), &w.flags_more(self.surveyors.len() - shown), theme.quiet);
        }
    }
}

/// Writes a text that ends before a column.
fn right(frame: &mut Frame<'_>, area: Rect, (column, y): (u16, u16), text: &str, style: ratatui::style::Style) {
    put(frame, area, (column.saturating_sub(text.width() as u16), y), text, style);
}

/// Writes a share in percent with one place, rounded half up; the counts are whole numbers, and so is the sum.
fn share(part: i64, whole: i64, w: Words) -> String {
    let thousandths = (part * 2000 + whole) / (whole * 2).max(1);
    w.flags_percent(thousandths / 10, thousandths % 10)
}
