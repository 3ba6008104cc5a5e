//! The soft problems of interviews that come from a file by the thousand: what stands around each is held in memory; knows no rule.

use super::super::quality::{has_twin, of_a_file, previous};
use super::super::{List, Result, Store, Survey, clock};
use super::Incoming;
use crate::survey::check;
use crate::survey::interview::{Effort, Id, Interview};
use crate::survey::quality::{self, Surroundings};
use crate::survey::value::Answer;
use rusqlite::Connection;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// As many people are told apart in memory; beyond, the rows are asked.
const MOST: usize = 200_000;

/// Day, place, time band, service, sex and age.
type Person = (String, Id, Option<Id>, Option<Id>, i64, i64);

/// What was imported so far, as far as the flags of the next one need it.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The answers of each surveyor's last interview.
    last: HashMap<Id, Option<Vec<Option<Answer>>>>,
    people: HashSet<Person>,
}

/// Where an interview stands.
pub(super) struct Place<'a> {
    pub id: Id,
    pub form_number: i64,
    pub service: Option<Id>,
    pub date: &'a str,
    pub completed: Option<&'a str>,
}

impl Around {
    /// Gives the rules of the soft problems of a finished interview, as `Turn::flag` finds them later; `answers` are those that stand.
    pub fn rules(
        &mut self,
        db: &Connection,
        survey: &Survey,
        place: &Place<'_>,
        incoming: &Incoming,
        answers: Vec<Option<Answer>>,
    ) -> Result<Vec<String>> {
        let form = &survey.form;
        if let Entry::Vacant(unknown) = self.last.entry(incoming.surveyor) {
            unknown.insert(previous(db, survey.id, form, incoming.surveyor, place.id)?);
        }
        let around = of_a_file(Surroundings {
            form_number: place.form_number,
            block: (i64::MIN, i64::MAX),
            // A number that is still to be given will be of no block, or of the right one.
            own_block: incoming
                .form_number
                .and_then(|_| survey.items.iter().find(|item| item.id == incoming.surveyor))
                .and_then(|item| item.block),
            date: incoming.date,
            period: (survey.from, survey.to),
            begun: None,
            ended: place.completed.and_then(|completed| completed.parse().ok()),
            previous: self.last.get_mut(&incoming.surveyor).and_then(Option::take),
            overlaps: false,
            has_twin: self.has_twin(db, survey, place, incoming, &answers)?,
            repeats_number: false,
        });
        let flags = quality::flags(form, &answers, &around);
        let mut interview = Interview::empty(place.form_number, incoming.date, 0);
        interview.effort = Effort { ms: incoming.effort.ms, ..Effort::default() };
        interview.answers = answers;
        let floor = if incoming.effort.ms == 0 { 0 } else { survey.floor_seconds.saturating_mul(1000) };
        let mut rules = check::rules(form, &interview, floor);
        rules.extend(flags.into_iter().map(|flag| flag.rule(form)));
        rules.sort_unstable();
        rules.dedup();
        self.last.insert(incoming.surveyor, Some(interview.answers));
        Ok(rules)
    }

    fn has_twin(
        &mut self,
        db: &Connection,
        survey: &Survey,
        place: &Place<'_>,
        incoming: &Incoming,
        answers: &[Option<Answer>],
    ) -> Result<bool> {
        let Some([sex, age]) = quality::person(&survey.form) else { return Ok(false) };
        let number = |at: usize| answers.get(at).and_then(|answer| answer.as_ref()?.number());
        let (Some(sex), Some(age)) = (number(sex), number(age)) else { return Ok(false) };
        let person: Person = (place.date.to_owned(), incoming.location, incoming.band, place.service, sex, age);
        if self.people.contains(&person) {
            return Ok(true);
        }
        // The first of its kind here: there may be one from before.
        let found =
            has_twin(db, survey.id, &survey.form, place.id, (place.date, incoming.location, incoming.band, place.service), answers)?;
        if self.people.len() < MOST {
            self.people.insert(person);
        }
        Ok(found)
    }
}

/// What a look at a file's rows needs to foresee the soft problems of what will be new.
#[derive(Debug, Default)]
pub struct Foresight(Around);

impl Store {
    /// Gives the rules of the soft problems that an interview from a file would have, after those that were foreseen before it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn foresee(&self, survey: &Survey, foresight: &mut Foresight, incoming: &Incoming) -> Result<Vec<String>> {
        if !incoming.status.is_finished() {
            return Ok(Vec::new());
        }
        let now = clock::stamp(&self.now());
        let code = survey.form.service().and_then(|at| incoming.answers[at].as_ref()?.number());
        let service = code.and_then(|code| survey.list(List::Service).find(|item| item.code == code)).map(|item| item.id);
        let date = incoming.date.to_string();
        let place = Place {
            id: self.here()? << 32 | 0xffff_ffff,
            form_number: incoming.form_number.unwrap_or(0),
            service,
            date: &date,
            completed: Some(incoming.completed.as_deref().unwrap_or(&now)),
        };
        let (answers, _) = incoming.standing(&survey.form);
        foresight.0.rules(&self.db, survey, &place, incoming, answers)
    }

    /// Gives the device of this file.
    fn here(&self) -> Result<i64> {
        Ok(self.db.prepare_cached("SELECT device FROM device WHERE here = 1")?.query_row([], |row| row.get(0))?)
    }
}
