//! Counts kept current in the writing transaction: what an interview adds to them is read before and after each turn.

use super::{List, Result, Turn, answers, maybe, span};
use crate::survey::flow;
use crate::survey::form::{Form, Kind, codes};
use crate::survey::interview::{Id, Status};
use crate::survey::saran;
use crate::survey::sheet::Sheet;
use crate::survey::value::{Answer, Value};
use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the counts are broken down by. The names are those of `tally.part`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Survey,
    Location,
    Service,
    Surveyor,
    Day,
}

impl Part {
    /// All of them, the whole survey first.
    pub const ALL: [Self; 5] = [Self::Survey, Self::Location, Self::Service, Self::Surveyor, Self::Day];

    /// Gives the stable name used in the database and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Location => "location",
            Self::Service => "service",
            Self::Surveyor => "surveyor",
            Self::Day => "day",
        }
    }

    /// Gives the code list whose items are the cells, if it is one.
    #[must_use]
    pub const fn list(self) -> Option<List> {
        match self {
            Self::Location => Some(List::Location),
            Self::Service => Some(List::Service),
            Self::Surveyor => Some(List::Surveyor),
            Self::Survey | Self::Day => None,
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// What of a part: an item (0 is none), or a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    Item(Id),
    Day(String),
}

impl Cell {
    pub(super) fn sql(&self) -> Sql {
        match self {
            Self::Item(id) => Sql::Integer(*id),
            Self::Day(day) => Sql::Text(day.clone()),
        }
    }
}

/// Where an interview or a batch counts: one cell of each part.
pub(super) struct Cells {
    location: Id,
    service: Option<Id>,
    surveyor: Id,
    day: String,
}

impl Cells {
    pub(super) const fn new(location: Id, service: Option<Id>, surveyor: Id, day: String) -> Self {
        Self { location, service, surveyor, day }
    }

    pub(super) fn of(&self, part: Part) -> Cell {
        match part {
            Part::Survey => Cell::Item(0),
            Part::Location => Cell::Item(self.location),
            Part::Service => Cell::Item(self.service.unwrap_or(0)),
            Part::Surveyor => Cell::Item(self.surveyor),
            Part::Day => Cell::Day(self.day.clone()),
        }
    }
}

/// A count's key: survey, part, cell, what, code.
pub(super) type Key = (Id, Part, Cell, String, String);

/// Form versions by id; what is stored of one never changes.
pub(super) type Forms = RefCell<HashMap<Id, Arc<Form>>>;

/// What one interview adds to the counts.
pub(super) struct Share {
    survey: Id,
    batch: Id,
    form_number: i64,
    status: Status,
    keys: Vec<Key>,
}

/// What a turn has to bring in line when it ends.
#[derive(Default)]
pub(super) struct Watched {
    /// The interviews that the turn touches, with what they added before it.
    before: BTreeMap<Id, Option<Share>>,
    /// What a batch's header changes by itself: the forms expected.
    expected: BTreeMap<Key, i64>,
}

/// Numbers beyond so many either way are counted together: an income has as many values as people.
pub(super) const MANY: i64 = 1000;

/// Gives the code under which an answer is counted: its code or number, `number` for a large one, `real`, `text`, `several`,
/// `missing:<reason>`, or `none`.
pub(super) fn code(kind: &Kind, answer: Option<&Answer>) -> String {
    match answer {
        Some(Answer::Value(Value::Int(_))) if matches!(kind, Kind::Several(_)) => "several".to_owned(),
        Some(Answer::Value(Value::Int(number))) if matches!(kind, Kind::Number(_)) && number.abs() >= MANY => "number".to_owned(),
        Some(Answer::Value(Value::Int(number))) => number.to_string(),
        Some(Answer::Value(Value::Decimal(_))) => "real".to_owned(),
        Some(Answer::Value(Value::Text(_))) => "text".to_owned(),
        Some(Answer::Missing(reason)) => format!("missing:{}", reason.code()),
        None => "none".to_owned(),
    }
}

/// Tells whether a question is asked; a service that stands there was.
pub(super) fn asked(sheet: Sheet<'_>, question: usize) -> bool {
    match sheet.form.questions[question].kind {
        Kind::Service(_) => sheet.answers[question].is_some(),
        Kind::Note => false,
        _ => flow::applies(sheet, question),
    }
}

/// Reads what an interview adds to the counts; `None` where there is no such interview yet.
fn share(db: &Connection, forms: &Forms, id: Id) -> Result<Option<Share>> {
    let sql = "SELECT i.survey, i.batch, i.form_number, i.status, i.location, i.service, i.surveyor, i.date, \
               coalesce((SELECT v.id FROM form c JOIN form v ON v.key = c.key WHERE c.id = s.form AND v.version = i.version), s.form) \
               FROM interview i JOIN survey s ON s.id = i.survey WHERE i.id = ?1";
    let read = maybe(db, sql, [id], |row| {
        let status = Status::from_code(&row.get::<_, String>(3)?).unwrap_or(Status::Draft);
        let share = Share { survey: row.get(0)?, batch: row.get(1)?, form_number: row.get(2)?, status, keys: Vec::new() };
        Ok((share, Cells::new(row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?), row.get::<_, Id>(8)?))
    })?;
    let Some((mut share, cells, form)) = read else { return Ok(None) };
    let mut everywhere = vec![("status", share.status.code().to_owned())];
    if share.status.is_finished() {
        let form = cached(db, forms, form)?;
        let answers = answers::read(db, &form, id)?;
        let sheet = Sheet::new(&form, &answers, cells.day.parse().unwrap_or(Date::ZERO));
        for at in (0..form.questions.len()).filter(|at| asked(sheet, *at)) {
            let answer = answers[at].as_ref();
            everywhere.extend(answer.and_then(Answer::missing).map(|reason| ("missing", reason.code().to_owned())));
            let what = format!("answer:{}", form.questions[at].key);
            let parts = if form.is_counted(at) { &Part::ALL[..] } else { &[Part::Survey] };
            let kind = &form.questions[at].kind;
            let chosen = answer.and_then(Answer::number).filter(|_| matches!(kind, Kind::Several(_)));
            for code in chosen.into_iter().flat_map(codes).map(|code| code.to_string()).chain([code(kind, answer)]) {
                share.keys.extend(parts.iter().map(|part| (share.survey, *part, cells.of(*part), what.clone(), code.clone())));
            }
        }
        let comment = saran::comment(&form).and_then(|at| answers[at].as_ref()?.as_text());
        let codings = super::saran::counted(db, id, comment)?.into_iter();
        share.keys.extend(codings.map(|(what, code)| (share.survey, Part::Survey, Cell::Item(0), what, code)));
        let mut problems = db.prepare_cached("SELECT state, rule FROM problem WHERE interview = ?1 AND state <> 'lapsed'")?;
        let mut rows = problems.query([id])?;
        while let Some(row) = rows.next()? {
            let state: String = row.get(0)?;
            everywhere.push((if state == "open" { "open" } else { "kept" }, row.get(1)?));
        }
    }
    for (what, code) in everywhere {
        share.keys.extend(Part::ALL.map(|part| (share.survey, part, cells.of(part), what.to_owned(), code.clone())));
    }
    Ok(Some(share))
}

pub(super) fn cached(db: &Connection, forms: &Forms, id: Id) -> Result<Arc<Form>> {
    if let Some(form) = forms.borrow().get(&id) {
        return Ok(Arc::clone(form));
    }
    let source: String = db.prepare_cached("SELECT source FROM form WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let form = Arc::new(super::survey::read_form(&source)?);
    forms.borrow_mut().insert(id, Arc::clone(&form));
    Ok(form)
}

/// Adds to a kept count.
pub(super) fn add(db: &Connection, (survey, part, cell, what, code): &Key, n: i64) -> Result<()> {
    if n != 0 {
        let sql = "INSERT INTO tally (survey, part, item, what, code, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT DO UPDATE SET n = n + excluded.n";
        db.prepare_cached(sql)?.execute((survey, part.code(), cell.sql(), what, code, n))?;
    }
    Ok(())
}

impl Turn<'_> {
    /// Takes note of what an interview adds to the counts, before this turn's first write to it.
    pub(super) fn watch(&mut self, id: Id) -> Result<()> {
        if !self.watched.before.contains_key(&id) {
            let before = share(&self.tx, self.forms, id)?;
            self.watched.before.insert(id, before);
        }
        Ok(())
    }

    /// Counts the forms that a batch expects, `by` 1, or no longer does, `by` -1.
    pub(super) fn expect(&mut self, survey: Id, cells: &Cells, forms: i64, by: i64) {
        for part in Part::ALL {
            let key = (survey, part, cells.of(part), "expected".to_owned(), String::new());
            *self.watched.expected.entry(key).or_default() += forms * by;
        }
    }

    /// Brings the counts in line with what the turn wrote.
    pub(super) fn count(&mut self) -> Result<()> {
        let watched = std::mem::take(&mut self.watched);
        let mut by = watched.expected;
        let mut batches: BTreeMap<Id, i64> = BTreeMap::new();
        let mut numbers: BTreeMap<(Id, i64), i64> = BTreeMap::new();
        for (id, before) in watched.before {
            let after = share(&self.tx, self.forms, id)?;
            for (share, sign) in [(before, -1), (after, 1)].into_iter().filter_map(|(share, sign)| Some((share?, sign))) {
                if share.status.is_finished() {
                    *batches.entry(share.batch).or_default() += sign;
                }
                if share.status != Status::Void {
                    *numbers.entry((share.survey, share.form_number)).or_default() += sign;
                }
                for key in share.keys {
                    *by.entry(key).or_default() += sign;
                }
            }
        }
        for (key, n) in by {
            add(&self.tx, &key, n)?;
        }
        for (batch, n) in batches.into_iter().filter(|(_, n)| *n != 0) {
            self.tx.prepare_cached("UPDATE batch SET keyed = keyed + ?2 WHERE id = ?1")?.execute((batch, n))?;
        }
        for ((survey, number), n) in numbers.into_iter().filter(|(_, n)| *n != 0) {
            span::change(&self.tx, survey, number, n)?;
        }
        Ok(())
    }
}
