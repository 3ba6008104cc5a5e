//! What a new survey begins with; knows no field.

use super::super::rows::{Cell, Row, draw, put};
use super::Setup;
use super::blocks::{Ticks, draw_remark};
use crate::store::Store;
use crate::survey::form::{Form, Text};
use crate::survey::form_file;
use crate::survey::template::{self, Template};
use crate::tui::action::Action;
use crate::tui::screen::{Look, Result, Step};
use crate::words::{Lang, Words};
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What a new survey is filled from: a template, or a questionnaire of the database.
pub(super) struct Start {
    pub title: Text,
    pub remark: Option<Text>,
    /// The text of the form file.
    pub form: String,
    pub setup: template::Setup,
}

impl Start {
    /// Gives the templates, and behind them the newest version of each questionnaire that was taken in.
    pub fn all(store: &Store, today: Date) -> Result<Vec<Self>> {
        let templates = template::all(today);
        let mut newest: Vec<Form> = Vec::new();
        // By key, the versions in ascending order.
        for (form, _) in store.questionnaires()? {
            newest.retain(|older| older.key != form.key);
            newest.push(form);
        }
        newest.retain(|form| !templates.iter().any(|template| template.form.key == form.key));
        let of_template = |template: Template| Self {
            title: template.title,
            remark: template.form.form().remark,
            form: template.form.source(),
            setup: template.setup,
        };
        let mut starts: Vec<Self> = templates.into_iter().map(of_template).collect();
        for form in newest {
            starts.push(Self::of(&form, today));
        }
        Ok(starts)
    }

    /// Gives a questionnaire with empty lists.
    pub fn of(form: &Form, today: Date) -> Self {
        let name = |lang: Lang| Words(lang).setup_form(form.title.get(lang), Words(lang).form_version(&form.key, form.version));
        let empty = template::empty(today);
        Self {
            title: Text { id: name(Lang::Id), en: name(Lang::En) },
            remark: form.remark.clone(),
            form: form_file::write(form),
            setup: template::Setup { name: form.title.id.clone(), ..empty },
        }
    }
}

impl Setup {
    /// Takes a template, and the blocks that go with it.
    pub(super) fn take(&mut self, at: usize, ticks: Ticks) {
        let Some(start) = self.starts.get(at) else { return };
        let setup = start.setup.clone();
        self.chosen = at;
        self.choosing = None;
        self.fill(&setup);
        self.compose(at, ticks);
    }

    /// Chooses where a new survey begins.
    pub(super) fn choose(&mut self, action: &Action, at: usize, w: Words) -> Step {
        let last = self.starts.len().saturating_sub(1);
        match action {
            Action::Accept | Action::Finish => self.take(at, Ticks::default()),
            Action::Blocks => return self.open_blocks(w),
            Action::Back | Action::Up => self.choosing = Some(at.saturating_sub(1)),
            Action::Down => self.choosing = Some((at + 1).min(last)),
            Action::Type(c) => match c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)) {
                Some(picked) if picked <= last => return self.choose(&Action::Accept, picked, w),
                _ => return Step::Unknown,
            },
            Action::Leave => return Step::Close,
            _ => return Step::Unknown,
        }
        Step::Stay
    }

    /// Draws the templates, the one in hand marked.
    pub(super) fn draw_starts(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, at: usize) {
        let w = look.words;
        put(frame, inner, (2, inner.y), w.setup_choose_template(), look.theme.plain);
        let list = Rect { y: inner.y + 2, height: inner.height - 2, ..inner };
        let rows: Vec<Row<'_>> = (1..)
            .zip(&self.starts)
            .map(|(number, start): (usize, _)| Row {
                label: number.to_string(),
                cell: Cell::Value(start.title.get(w.0).to_owned()),
                remark: String::new(),
            })
            .collect();
        let used = draw(frame, list, look, &rows, at, 4);
        draw_remark(frame, list, list.y + used + 1, self.starts[at].remark.as_ref(), look);
    }
}
