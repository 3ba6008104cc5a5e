//! The answers to each unsur, read from the kept counts: costs the same at a hundred interviews and at a million.

use super::tally::{Cell, Part};
use super::{Result, Store, Survey, Tabulation};
use crate::survey::form::{Kind, Question};
use crate::survey::index::interval::Moments;
use crate::survey::index::{Definition, Left, Scores};
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What results are broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Not at all, or one of the parts that counts are kept of.
    Part(Part),
    /// The choices of a question, by its position.
    Question(usize),
    /// The choices of a question that takes several, by its position; who gave two or more is a group of its own.
    Several(usize),
    /// Bands of ten years of a number, by its question's position.
    Age(usize),
    /// Weeks that begin on Monday.
    Week,
    Batch,
}

/// What people call the questions of the SKM's profile, and their keys.
const NAMES: [(&str, &str); 6] = [
    ("sex", "jenis_kelamin"),
    ("age", "usia"),
    ("education", "pendidikan"),
    ("occupation", "pekerjaan"),
    ("disability", "ragam_disabilitas"),
    ("disability", "disabilitas"),
];

impl By {
    /// Finds a breakdown of a survey by its name: a part, `week`, `batch`, `sex`, `age` …, or the key of any question with choices or a number.
    #[must_use]
    pub fn from_name(survey: &Survey, name: &str) -> Option<Self> {
        if let Some(part) = Part::from_code(name) {
            return Some(Self::Part(part));
        }
        match name {
            "week" => Some(Self::Week),
            "batch" => Some(Self::Batch),
            _ => {
                let keys = NAMES.iter().filter(|(known, _)| *known == name).map(|(_, key)| *key).chain([name]);
                Self::of(survey, keys.into_iter().find_map(|key| survey.form.find(key))?)
            }
        }
    }

    fn of(survey: &Survey, at: usize) -> Option<Self> {
        match survey.form.questions[at] {
            _ if survey.form.is_counted(at) => None,
            Question { kind: Kind::Service(_), .. } => Some(Self::Part(Part::Service)),
            Question { kind: Kind::Number(_), .. } => Some(Self::Age(at)),
            Question { kind: Kind::Choice(_) | Kind::YesNo(_), .. } => Some(Self::Question(at)),
            Question { kind: Kind::Several(_), .. } => Some(Self::Several(at)),
            Question { .. } => None,
        }
    }

    /// Gives the stable name.
    #[must_use]
    pub fn name(self, survey: &Survey) -> &str {
        match self {
            Self::Part(part) => part.code(),
            Self::Week => "week",
            Self::Batch => "batch",
            Self::Question(at) | Self::Several(at) | Self::Age(at) => {
                let key = &survey.form.questions[at].key;
                NAMES.iter().find(|(_, known)| known == key).map_or(key.as_str(), |(name, _)| name)
            }
        }
    }

    /// Gives every breakdown that a survey has: service, location, the profile, surveyor, week, day, batch.
    #[must_use]
    pub fn all(survey: &Survey) -> Vec<Self> {
        let mut all = vec![Self::Part(Part::Service), Self::Part(Part::Location)];
        let profile = (0..survey.form.questions.len()).filter_map(|at| Self::of(survey, at));
        all.extend(profile.filter(|by| *by != Self::Part(Part::Service)));
        all.extend([Self::Part(Part::Surveyor), Self::Week, Self::Part(Part::Day), Self::Batch]);
        all
    }
}

/// Which group of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    /// The whole survey.
    Whole,
    /// A line of a code list; its code comes first, so that groups stand in the list's order.
    Item(i64, Id),
    Code(i64),
    /// Two or more choices of a question that takes several.
    Several,
    /// The first year of a band of ten.
    Age(i64),
    /// A day, or the Monday of a week: `2024-09-30`.
    Day(String),
    /// A batch's number.
    Batch(i64),
    /// No answer to the question, or no service.
    None,
    /// The question does not concern them: its rules leave it out, or the paper said so.
    NotAsked,
}

/// A group with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub key: GroupKey,
    /// Interviews.
    pub n: u64,
    /// By unsur, in form order.
    pub scores: Vec<Scores>,
}

impl Group {
    pub(super) fn empty(key: GroupKey, unsur: usize) -> Self {
        Self { key, n: 0, scores: vec![Scores::default(); unsur] }
    }

    /// Puts the groups of a breakdown together: the whole.
    #[must_use]
    pub fn together(groups: &[Self], unsur: usize) -> Self {
        let mut whole = Self::empty(GroupKey::Whole, unsur);
        for group in groups {
            whole.n += group.n;
            for (all, one) in whole.scores.iter_mut().zip(&group.scores) {
                all.add(one);
            }
        }
        whole
    }
}

/// Gives the key of an item's group.
pub(super) fn item_key(survey: &Survey, id: Id) -> GroupKey {
    survey.items.iter().find(|item| item.id == id).map_or(GroupKey::None, |item| GroupKey::Item(item.code, id))
}

impl Store {
    /// Counts the answers of the interviews of some statuses from the rows, by each breakdown, in one walk; with the sums behind an interval.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn tabulate(&self, survey: &Survey, of: &Arc<Definition>, statuses: &[Status], by: &[By]) -> Result<(Vec<Vec<Group>>, Moments)> {
        let mut count = Tabulation::begin(survey, of, statuses, by, true);
        loop {
            match count.step(self) {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => {
                    count.cancel(self);
                    return Err(error);
                }
            }
        }
        let (groups, moments) = count.finish();
        Ok((groups, moments.unwrap_or_else(|| Moments::new(0))))
    }

    /// Reads the answers of the finished interviews by the groups of a part, from the kept counts. Items without interviews are left out;
    /// the whole survey always stands.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn scores(&self, survey: &Survey, definition: &Definition, part: Part) -> Result<Vec<Group>> {
        let unsur = &definition.questions;
        let mut groups: BTreeMap<Cell, Group> = BTreeMap::new();
        if part == Part::Survey {
            groups.insert(Cell::Item(0), Group::empty(GroupKey::Whole, unsur.len()));
        }
        let mut read = |cell: Cell, what: &str, code: &str, n: u64| {
            let key = match (&cell, part) {
                (_, Part::Survey) => GroupKey::Whole,
                (Cell::Day(day), _) => GroupKey::Day(day.clone()),
                (Cell::Item(id), _) => item_key(survey, *id),
            };
            let group = groups.entry(cell).or_insert_with(|| Group::empty(key, unsur.len()));
            match what.strip_prefix("answer:") {
                None => group.n += if Status::from_code(code).is_some_and(Status::is_finished) { n } else { 0 },
                Some(key) => {
                    let of = unsur.iter().position(|at| survey.form.questions[*at].key == key);
                    if let Some(scores) = of.and_then(|of| group.scores.get_mut(of)) {
                        add(scores, definition, &survey.form.questions[unsur[of.unwrap_or(0)]], (code, n));
                    }
                }
            }
        };
        // The primary key leads to the unsur's own lines; other questions of the survey are not read.
        let mut whats = vec!["status".to_owned()];
        whats.extend(unsur.iter().map(|at| format!("answer:{}", survey.form.questions[*at].key)));
        let marks = vec!["?"; whats.len()].join(", ");
        let sql = format!(
            "SELECT item, what, code, n FROM tally WHERE survey = {} AND part = '{}' AND what IN ({marks}) AND n <> 0",
            survey.id,
            part.code()
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query(rusqlite::params_from_iter(whats))?;
        while let Some(row) = rows.next()? {
            let cell = match row.get_ref(0)? {
                ValueRef::Integer(id) => Cell::Item(id),
                _ => Cell::Day(row.get(0)?),
            };
            let (what, code, n): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            read(cell, &what, &code, u64::try_from(n).unwrap_or(0));
        }
        let mut groups: Vec<Group> = groups.into_values().filter(|group| group.n > 0 || group.key == GroupKey::Whole).collect();
        groups.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(groups)
    }
}

/// Adds a kept count to the answers of an unsur.
fn add(scores: &mut Scores, definition: &Definition, question: &Question, (code, n): (&str, u64)) {
    let left = match (code.parse::<i64>(), code.strip_prefix("missing:").and_then(Missing::from_code)) {
        (Ok(value), _) if definition.counts(question, value) => {
            *scores.counts.entry(value).or_default() += n;
            return;
        }
        (Ok(value), _) => Left::Outside(value),
        (_, Some(reason)) => Left::Missing(reason),
        _ => Left::None,
    };
    *scores.left.entry(left).or_default() += n;
}
