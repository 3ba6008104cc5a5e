//! A survey being moved to another version of its questionnaire: what the two have different, and the question whether to.

use crate::store::{Store, Survey};
use crate::survey::diff::{Change, Difference, diff};
use crate::survey::form::Form;
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::wrap;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::tui::screens::rows::{put, put_wrapped, rule};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Lines that a page key scrolls.
const PAGE: usize = 12;

/// The screen of a move.
pub struct Moving {
    survey: Survey,
    form: Form,
    differences: Vec<Difference>,
    top: usize,
}

impl Moving {
    /// Opens the comparison of what a survey has with another version.
    ///
    /// # Errors
    /// When one of them can't be read.
    pub fn open(store: &Store, survey: Id, version: u32) -> Result<Self> {
        let survey = store.survey(survey)?;
        let form = super::find(store, &survey.form.key, version)?.unwrap_or_default();
        let differences = diff(&survey.form, &form);
        Ok(Self { survey, form, differences, top: 0 })
    }

    /// Tells whether stored answers would lose their meaning.
    fn breaks(&self) -> usize {
        self.differences.iter().filter(|difference| difference.breaks).count()
    }

    fn lines(&self, width: usize) -> Vec<String> {
        self.differences.iter().flat_map(|difference| wrap(&said(difference), width)).collect()
    }
}

/// Says a difference as `cacah form diff` does.
fn said(difference: &Difference) -> String {
    let (mark, rest) = match &difference.change {
        Change::Added => ('+', String::new()),
        Change::Gone => ('-', String::new()),
        Change::Changed { what, old, new } => ('~', format!(": {what} '{old}' → '{new}'")),
    };
    format!("{mark}{} {}{rest}", if difference.breaks { '!' } else { ' ' }, difference.about)
}

impl Screen for Moving {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.moving_title(self.survey.form.version, self.form.version) }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::FormMove]
    }

    fn load(&mut self, _: &Store) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let last = self.lines(76).len().saturating_sub(1);
        match action {
            Action::Accept if self.breaks() > 0 => return Ok(Step::Refuse(w.moving_breaks(self.breaks()))),
            Action::Accept => {
                let question = w.moving_ask(&self.survey.name, self.form.version);
                return Ok(Step::Ask { question, yes: Action::UseForm });
            }
            Action::UseForm => {
                store.change_form(&self.survey, &self.form)?;
                return Ok(Step::CloseSaying(w.moving_done(&self.survey.name, self.form.version)));
            }
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top = (self.top + 1).min(last),
            Action::PageUp => self.top = self.top.saturating_sub(PAGE),
            Action::PageDown => self.top = (self.top + PAGE).min(last),
            Action::Leave => return Ok(Step::Close),
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (w, theme) = (look.words, look.theme);
        rule(frame, area, area.y, look);
        let y = put_wrapped(frame, area, (2, area.y + 1), w.moving_intro(), theme.plain);
        let lines = self.lines(usize::from(area.width) - 4);
        let body = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 3), ..area };
        if lines.is_empty() {
            put(frame, body, (2, body.y), w.moving_same(), theme.quiet);
        }
        for (y, line) in (body.y..body.bottom()).zip(lines.iter().skip(self.top)) {
            put(frame, body, (2, y), line, theme.plain);
        }
        let foot = area.bottom() - 1;
        let verdict = if self.breaks() > 0 { w.moving_breaks(self.breaks()) } else { w.moving_keeps().to_owned() };
        put(frame, area, (2, foot), &verdict, if self.breaks() > 0 { theme.soft } else { theme.quiet });
    }
}
