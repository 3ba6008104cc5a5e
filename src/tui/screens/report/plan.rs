//! The plan of follow-up (RTL) for the lowest unsur: what, when, who; each field is stored when it is left.

use super::super::rows::{Cell, Row, draw, put, rule};
use super::lowest;
use crate::store::{FollowUp, Store, Survey};
use crate::survey::index::{PLACES, Ratio};
use crate::survey::interview::Id;
use crate::tui::action::Action;
use crate::tui::field::Field;
use crate::tui::keys::Scope;
use crate::tui::screen::{Look, Result, Screen, Step, Title};
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Fields of an unsur: program, quarters, who answers for it.
const FIELDS: usize = 3;

/// Where the quarters stand among them.
const QUARTERS: usize = 1;

/// What is planned about one unsur.
struct Planned {
    /// Its question's position in the form.
    question: usize,
    /// Its number, and its index and mutu.
    number: String,
    value: Option<(Ratio, String)>,
    fields: [Field; FIELDS],
}

/// The plan of a survey.
pub struct Plan {
    survey: Survey,
    unsur: Vec<Planned>,
    at: usize,
    loaded: bool,
}

impl Plan {
    /// Opens the plan of a survey.
    ///
    /// # Errors
    /// When the survey can't be read.
    pub fn open(store: &Store, survey: Id) -> Result<Self> {
        Ok(Self { survey: store.survey(survey)?, unsur: Vec::new(), at: 0, loaded: false })
    }

    /// Gives what people call the index that the plan is made from.
    fn index(&self, w: Words) -> String {
        self.survey.measure().definition.label.get(w.0).to_owned()
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.unsur.get_mut(self.at / FIELDS).map(|planned| &mut planned.fields[self.at % FIELDS])
    }

    /// Stores what is keyed about the unsur in hand; says what can't be.
    fn store(&mut self, store: &mut Store, w: Words) -> Result<Option<Step>> {
        let Some(planned) = self.unsur.get_mut(self.at / FIELDS) else { return Ok(None) };
        let [program, quarters, responsible] = [0, 1, 2].map(|at| planned.fields[at].value().trim().to_owned());
        let Some(bits) = FollowUp::read_quarters(&quarters) else {
            self.at = self.at / FIELDS * FIELDS + QUARTERS;
            return Ok(Some(Step::Refuse(w.plan_no_quarters(quarters))));
        };
        let question = self.survey.form.questions[planned.question].key.clone();
        store.set_follow_up(&self.survey, &FollowUp { question, program, quarters: bits, responsible })?;
        planned.fields.iter_mut().for_each(Field::keep);
        Ok(None)
    }
}

impl Screen for Plan {
    fn title(&self, w: Words) -> Title {
        Title { left: self.survey.title(), right: w.plan_title().to_owned() }
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.unsur.is_empty() { vec![Scope::Fields] } else { vec![Scope::Fields, Scope::Text] }
    }

    fn load(&mut self, store: &Store) -> Result<()> {
        if self.loaded {
            return Ok(());
        }
        let found = store.results(&self.survey, &self.survey.measure())?;
        let plans = store.follow_ups(self.survey.id)?;
        let planned = |(question, _): (usize, String)| {
            let key = &self.survey.form.questions[question].key;
            let plan = plans.iter().find(|plan| plan.question == *key).cloned().unwrap_or_default();
            let quarters: Vec<String> = plan.quarters().map(|quarter| quarter.to_string()).collect();
            let at = found.definition.questions.iter().position(|at| *at == question);
            let figures = at.and_then(|at| found.index.lines[at].figures.as_ref());
            Planned {
                question,
                number: at.map_or_else(String::new, |at| found.definition.number(&self.survey.form, at)),
                value: figures.map(|figures| (figures.ikm.clone(), figures.mutu.code().to_owned())),
                fields: [Field::new(&plan.program), Field::new(&quarters.join(" ")), Field::new(&plan.responsible)],
            }
        };
        self.unsur = lowest(&self.survey, &found, Words::default()).into_iter().map(planned).collect();
        self.loaded = true;
        Ok(())
    }

    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step> {
        let last = (self.unsur.len() * FIELDS).saturating_sub(1);
        match action {
            Action::Leave if self.unsur.get(self.at / FIELDS).is_some_and(|planned| planned.fields.iter().any(Field::is_changed)) => {
                return Ok(Step::ask_discard(w));
            }
            Action::Leave | Action::Discard => return Ok(Step::Close),
            _ if self.unsur.is_empty() => {
                return Ok(if matches!(action, Action::Accept | Action::Finish | Action::Back) { Step::Close } else { Step::Unknown });
            }
            Action::Accept | Action::Back | Action::Finish => {
                if let Some(refused) = self.store(store, w)? {
                    return Ok(refused);
                }
                match action {
                    Action::Back => self.at = self.at.saturating_sub(1),
                    Action::Accept if self.at < last => self.at += 1,
                    _ => return Ok(Step::CloseSaying(w.plan_stored().to_owned())),
                }
            }
            action => {
                if !self.field().is_some_and(|field| field.edit(&action)) {
                    return Ok(Step::Unknown);
                }
            }
        }
        Ok(Step::Stay)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let w = look.words;
        if self.unsur.is_empty() {
            put(frame, area, (2, area.y + 2), w.plan_none(), look.theme.plain);
            return;
        }
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (place, planned) in self.unsur.iter().enumerate() {
            let asked = &self.survey.form.questions[planned.question];
            let name = w.unsur_name(&asked.key).unwrap_or_else(|| asked.label.get(w.0));
            let value = planned
                .value
                .as_ref()
                .map_or_else(String::new, |(ikm, mutu)| format!(" · {} {} {mutu}", self.index(w), w.decimal(ikm, PLACES)));
            let label = format!("{}. {} {name}{value}", place + 1, planned.number);
            rows.push(Row { label, cell: Cell::Heading, remark: String::new() });
            for (at, field) in planned.fields.iter().enumerate() {
                let label = [w.plan_program(), w.plan_quarters(), w.plan_responsible()][at];
                let remark = match (at, FollowUp::read_quarters(field.value())) {
                    (QUARTERS, Some(0)) => w.plan_quarters_remark().to_owned(),
                    (QUARTERS, Some(quarters)) => FollowUp { quarters, ..FollowUp::default() }.say_quarters(w),
                    _ => String::new(),
                };
                rows.push(Row { label: format!("  {label}"), cell: Cell::Field(field), remark });
            }
        }
        let at = self.at / FIELDS * (FIELDS + 1) + 1 + self.at % FIELDS;
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(4), ..area };
        draw(frame, list, look, &rows, at, 24);
        rule(frame, area, area.bottom() - 2, look);
        put(frame, area, (2, area.bottom() - 1), w.plan_hint(), look.theme.quiet);
    }
}
