//! The soft problems of interviews that come from a file by the thousand: what stands around each is held in memory; knows no rule.

use super::super::quality::{of_a_file, previous};
use super::super::{List, Result, Store, Survey, answers, clock};
use super::Incoming;
use crate::survey::check;
use crate::survey::interview::{Effort, Id, Interview, Status};
use crate::survey::quality::{self, Surroundings};
use crate::survey::value::Answer;
use rusqlite::Connection;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A day at a place.
type Day = (String, Id);

/// Time band and service of a day at a place.
type Visit = (u32, Option<Id>, Option<Id>);

/// What was imported so far, as far as the flags of the next one need it.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The answers of each surveyor's last interview.
    last: HashMap<Id, Option<Vec<Option<Answer>>>>,
    people: People,
}

/// Who was interviewed, by day, place, time band, service, sex and age: each is a number, so that a person takes eight bytes.
#[derive(Debug, Default)]
struct People {
    days: HashMap<Day, u32>,
    visits: HashMap<Visit, u32>,
    kinds: HashMap<(i64, i64), u32>,
    known: HashSet<u64>,
}

impl People {
    /// Takes note of a person; false where one like it is known.
    fn meet(&mut self, visit: Visit, kind: (i64, i64)) -> bool {
        let (visits, kinds) = (self.visits.len() as u32, self.kinds.len() as u32);
        let visit = *self.visits.entry(visit).or_insert(visits);
        let kind = *self.kinds.entry(kind).or_insert(kinds);
        self.known.insert(u64::from(visit) << 32 | u64::from(kind))
    }

    /// Gives the number of a day at a place; who was interviewed there before is read the first time.
    fn day(&mut self, db: &Connection, survey: &Survey, place: &Place<'_>, location: Id, person: [usize; 2]) -> Result<u32> {
        let next = self.days.len() as u32;
        let day = match self.days.entry((place.date.to_owned(), location)) {
            Entry::Occupied(known) => return Ok(*known.get()),
            Entry::Vacant(unknown) => *unknown.insert(next),
        };
        let form = &survey.form;
        let [sex, age] = person.map(|at| answers::column(form, at));
        let sql = format!(
            "SELECT i.band, i.service, {sex}, {age} FROM interview i JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service \
             WHERE i.survey = ?1 AND i.date = ?2 AND i.location = ?3 AND i.id < ?4 AND i.status <> 'void' \
             AND {sex} IS NOT NULL AND {age} IS NOT NULL",
            answers::table(form),
        );
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query((survey.id, place.date, location, place.before))?;
        while let Some(row) = rows.next()? {
            self.meet((day, row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?));
        }
        Ok(day)
    }
}

/// Where an interview stands.
pub(super) struct Place<'a> {
    pub id: Id,
    /// What has a smaller id was there before the import.
    pub before: Id,
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
            has_twin: self.meets_twin(db, survey, place, incoming, &answers)?,
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

    /// Takes note of who was interviewed; true where an earlier interview is of the same day, place, time band, service, sex and age.
    pub fn meets_twin(
        &mut self,
        db: &Connection,
        survey: &Survey,
        place: &Place<'_>,
        incoming: &Incoming,
        answers: &[Option<Answer>],
    ) -> Result<bool> {
        let Some(person) = quality::person(&survey.form) else { return Ok(false) };
        let number = |at: usize| answers.get(at).and_then(|answer| answer.as_ref()?.number());
        let [Some(sex), Some(age)] = person.map(number) else { return Ok(false) };
        let day = self.people.day(db, survey, place, incoming.location, person)?;
        Ok(!self.people.meet((day, incoming.band, place.service), (sex, age)))
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
        if incoming.status == Status::Void {
            return Ok(Vec::new());
        }
        let now = clock::stamp(&self.now());
        let code = survey.form.service().and_then(|at| incoming.answers[at].as_ref()?.number());
        let service = code.and_then(|code| survey.list(List::Service).find(|item| item.code == code)).map(|item| item.id);
        let date = incoming.date.to_string();
        let last = self.here()? << 32 | 0xffff_ffff;
        let place = Place {
            id: last,
            before: last,
            form_number: incoming.form_number.unwrap_or(0),
            service,
            date: &date,
            completed: Some(incoming.completed.as_deref().unwrap_or(&now)),
        };
        let (answers, _) = incoming.standing(&survey.form);
        if !incoming.status.is_finished() {
            foresight.0.meets_twin(&self.db, survey, &place, incoming, &answers)?;
            return Ok(Vec::new());
        }
        foresight.0.rules(&self.db, survey, &place, incoming, answers)
    }

    /// Gives the device of this file.
    fn here(&self) -> Result<i64> {
        Ok(self.db.prepare_cached("SELECT device FROM device WHERE here = 1")?.query_row([], |row| row.get(0))?)
    }
}
