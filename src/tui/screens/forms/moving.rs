//! A survey being moved to another version of its questionnaire: what keeps it from that, or what differs, and the question whether to.

use crate::store::{Store, Survey};
use crate::survey::diff::{Difference, diff};
use crate::survey::form::Form;
use crate::survey::form_file;
use crate::survey::interview::Id;
use crate::survey::successor::{Objection, objections};
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
    objections: Vec<Objection>,
    differences: Vec<Difference>,
    /// The first line that is shown.
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
        let (objections, differences) = (objections(&survey.form, &form), diff(&survey.form, &form));
        Ok(Self { survey, form, objections, differences, top: 0 })
    }

    /// Gives what there is to read, wrapped, each line with whether it is an objection.
    fn lines(&self, width: usize, w: Words) -> Vec<(String, bool)> {
        let against = self.objections.iter().map(|objection| (format!("! {}", w.objection(objection)), true));
        let between = (!self.objections.is_empty()).then(|| (String::new(), false));
        let differing = self.differences.iter().map(|difference| (w.difference(difference), false));
        let lines = against.chain(between).chain(differing);
        lines.flat_map(|(line, against)| wrap(&line, width).into_iter().map(move |line| (line, against))).collect()
    }

    fn use_it(&self, store: &mut Store, w: Words) -> Result<Step> {
        let version = self.form.version;
        if store.questionnaire(&self.form.key, Some(version))?.is_some() {
            store.use_version(&self.survey, version)?;
        } else {
            store.install_form(&self.survey, &form_file::write(&self.form))?;
        }
        Ok(Step::CloseSaying(w.moving_done(&self.survey.name, version)))
    }
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
        let last = self.lines(76, w).len().saturating_sub(1);
        match action {
            Action::Accept if !self.objections.is_empty() => return Ok(Step::Refuse(w.moving_refused(self.objections.len()))),
            Action::Accept => {
                let question = w.moving_ask(&self.survey.name, self.form.version);
                return Ok(Step::Ask { question, yes: Action::UseForm });
            }
            Action::UseForm => return self.use_it(store, w),
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
        let foot = 3;
        let body = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1 + foot), ..area };
        let lines = self.lines(usize::from(area.width) - 4, w);
        for (y, (line, against)) in (body.y..body.bottom()).zip(lines.iter().skip(self.top)) {
            put(frame, body, (2, y), line, if *against { theme.soft } else { theme.plain });
        }
        let below = Rect { y: body.bottom(), height: foot, ..area };
        if self.objections.is_empty() {
            put(frame, below, (2, below.y + 1), w.moving_keeps(), theme.quiet);
        } else {
            put_wrapped(frame, below, (2, below.y), &w.successor_hint(&self.objections), theme.current);
        }
        let shown = (self.top + usize::from(body.height)).min(lines.len());
        if lines.len() > usize::from(body.height) {
            put(frame, area, (2, area.bottom() - 1), &w.check_lines(self.top + 1, shown, lines.len()), theme.quiet);
        }
    }
}
