//! Verifications: which interviews are drawn to be keyed again, by whom, and how far that is.

use super::{Error, Item, List, Result, Store, Survey, change::Line, maybe};
use crate::survey::bound::Verdict;
use crate::survey::interview::Id;
use crate::survey::{compare, draw};
use rusqlite::Row;
use serde_json::json;
use std::collections::BTreeMap;

/// The statuses of finished interviews, as SQL.
pub(super) const FINISHED: &str = "('complete', 'returned', 'approved')";

/// How a sample is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// So many interviews of each surveyor, spread evenly.
    PerSurveyor(usize),
    /// Each n-th interview.
    Every(usize),
}

/// What is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Whose work it is about; none for all.
    pub surveyor: Option<Id>,
    pub verifier: Id,
    pub method: Method,
    /// A number that nobody chose.
    pub random: u64,
}

/// What drawing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// A verification was made; so many of the verifier's own interviews stayed out of the draw.
    Made { verification: Id, forms: usize, own: usize },
    /// Nobody verifies their own work.
    OwnWork,
    /// No finished interview is left that was not verified before; so many are the verifier's own.
    Nothing { own: usize },
}

/// A blind second keying of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub id: Id,
    pub survey: Id,
    /// Whose work it is about; none for all.
    pub surveyor: Option<Id>,
    pub verifier: Id,
    pub every: Option<i64>,
    /// When it was drawn and when it ended, as stored.
    pub made: String,
    pub ended: Option<String>,
    /// Interviews drawn.
    pub drawn: i64,
    /// Interviews keyed again.
    pub keyed: i64,
    /// Interviews that were drawn, not keyed, and are finished no more.
    pub skipped: i64,
    /// Mismatches against the keyer that nobody settled yet.
    pub open: i64,
}

const SELECT: &str = "SELECT v.id, v.survey, v.surveyor, v.verifier, v.every, v.made, v.ended, \
    (SELECT count(*) FROM drawn d WHERE d.verification = v.id), \
    (SELECT count(*) FROM drawn d WHERE d.verification = v.id AND d.keyed IS NOT NULL), \
    (SELECT count(*) FROM drawn d JOIN interview i ON i.id = d.interview WHERE d.verification = v.id AND d.keyed IS NULL \
     AND i.status NOT IN ('complete', 'returned', 'approved')), \
    (SELECT count(*) FROM rekeyed r WHERE r.verification = v.id AND r.fault = 'keyer' AND r.settled_at IS NULL) FROM verification v";

impl Store {
    /// Draws interviews to be keyed again. Finished ones only, each at most once in a survey, never the verifier's own.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], or when the database can't be written.
    pub fn draw_verification(&mut self, survey: &Survey, draw: &Draw) -> Result<Drawn> {
        let Draw { surveyor, verifier, method, random } = *draw;
        if surveyor.is_some_and(|surveyor| is_same_person(survey, surveyor, verifier)) {
            return Ok(Drawn::OwnWork);
        }
        if !self.is_supervised(survey) {
            return Err(Error::NotASupervisor);
        }
        let who = self.who();
        let turn = self.begin()?;
        let sql = format!(
            "SELECT i.id, i.surveyor FROM interview i WHERE i.survey = ?1 AND i.status IN {FINISHED} AND (?2 IS NULL OR i.surveyor = ?2) \
             AND NOT EXISTS (SELECT 1 FROM drawn d JOIN verification v ON v.id = d.verification WHERE v.survey = ?1 AND d.interview = i.id) \
             ORDER BY i.id"
        );
        let found: Vec<(Id, Id)> = turn
            .tx
            .prepare_cached(&sql)?
            .query_map((survey.id, surveyor), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let all = found.len();
        let others: Vec<(Id, Id)> = found.into_iter().filter(|(_, by)| !is_same_person(survey, *by, verifier)).collect();
        let own = all - others.len();
        let drawn = choose(&others, method, random);
        if drawn.is_empty() || !(0..survey.form.questions.len()).any(|at| compare::is_compared(&survey.form, at)) {
            return Ok(Drawn::Nothing { own });
        }
        let mut turn = turn;
        let id = turn.next_id()?;
        let (every, start) = match method {
            Method::Every(every) => (Some(every as i64), Some(draw::start(others.len(), every, random) as i64)),
            Method::PerSurveyor(_) => (None, None),
        };
        let sql = "INSERT INTO verification (id, survey, surveyor, verifier, every, start, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        turn.tx.execute(sql, (id, survey.id, surveyor, verifier, every, start, &turn.at))?;
        for (place, interview) in (1_i64..).zip(&drawn) {
            let sql = "INSERT INTO drawn (verification, place, interview) VALUES (?1, ?2, ?3)";
            turn.tx.prepare_cached(sql)?.execute((id, place, interview))?;
        }
        let new = json!({ "surveyor": surveyor, "verifier": verifier, "every": every, "start": start, "drawn": drawn.len() });
        turn.log(&Line { subject: id, question: "@verification", new: Some(new.to_string()), who, ..Line::default() })?;
        turn.commit()?;
        Ok(Drawn::Made { verification: id, forms: drawn.len(), own })
    }

    /// Lists the verifications of a survey, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn verifications(&self, survey: Id) -> Result<Vec<Verification>> {
        let mut select = self.db.prepare_cached(&format!("{SELECT} WHERE v.survey = ?1 ORDER BY v.id DESC"))?;
        Ok(select.query_map([survey], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Reads one verification.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn verification(&self, id: Id) -> Result<Verification> {
        Ok(self.db.prepare_cached(&format!("{SELECT} WHERE v.id = ?1"))?.query_row([id], read)?)
    }

    /// Ends a verification before all its forms are keyed; what was compared counts.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`] unless it is the verifier who ends it, or when the database can't be written.
    pub fn end_verification(&mut self, survey: &Survey, verification: &Verification) -> Result<()> {
        let who = Some(self.who().unwrap_or(verification.verifier));
        if who != Some(verification.verifier) && !self.is_supervised(survey) {
            return Err(Error::NotASupervisor);
        }
        let mut turn = self.begin()?;
        turn.end(verification.id, who)?;
        turn.commit()
    }

    /// Gives the verdict of the last verification that ended and compared a surveyor's work.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn last_verdict(&self, survey: &Survey, surveyor: Id) -> Result<Option<Verdict>> {
        for verification in self.verifications(survey.id)?.into_iter().filter(|verification| verification.ended.is_some()) {
            let compared = self.compared(verification.id)?;
            let of: Vec<_> = compared.iter().filter(|compared| compared.surveyor == surveyor).collect();
            let (fields, wrong) = of.iter().fold((0, 0), |(fields, wrong), one| (fields + one.fields, wrong + one.keyer));
            if fields > 0 {
                return Ok(Some(Verdict::of(wrong, fields)));
            }
        }
        Ok(None)
    }
}

impl super::Turn<'_> {
    /// Marks a verification as ended; once is enough.
    pub(super) fn end(&mut self, verification: Id, who: Option<Id>) -> Result<()> {
        let sql = "UPDATE verification SET ended = ?2 WHERE id = ?1 AND ended IS NULL";
        if self.tx.execute(sql, (verification, &self.at))? == 1 {
            let new = Some(super::change::json(&self.at));
            self.log(&Line { subject: verification, question: "@ended", new, who, ..Line::default() })?;
        }
        Ok(())
    }

    /// Tells whether a form of a verification is still to be keyed.
    pub(super) fn is_unfinished(&self, verification: Id) -> Result<bool> {
        Ok(next_form(&self.tx, verification)?.is_some())
    }
}

/// Gives the next interview to be keyed again; one that was voided meanwhile is passed over.
pub(super) fn next_form(db: &rusqlite::Connection, verification: Id) -> Result<Option<Id>> {
    let sql = format!(
        "SELECT d.interview FROM drawn d JOIN interview i ON i.id = d.interview \
         WHERE d.verification = ?1 AND d.keyed IS NULL AND i.status IN {FINISHED} ORDER BY d.place LIMIT 1"
    );
    maybe(db, &sql, [verification], |row| row.get(0))
}

/// Draws from pairs of interview and surveyor; in the order of keying, which is that of the stacks.
fn choose(found: &[(Id, Id)], method: Method, random: u64) -> Vec<Id> {
    match method {
        Method::Every(every) => draw::every(&found.iter().map(|pair| pair.0).collect::<Vec<_>>(), every, random),
        Method::PerSurveyor(count) => {
            let mut by: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
            for (interview, surveyor) in found {
                by.entry(*surveyor).or_default().push(*interview);
            }
            // Each surveyor's sample has a start of its own.
            let seeds = (0..).map(|place| draw::mix(random.wrapping_add(place)));
            let mut drawn: Vec<Id> = by.values().zip(seeds).flat_map(|(ids, seed)| draw::spread(ids, count, seed)).collect();
            drawn.sort_unstable();
            drawn
        }
    }
}

/// Tells whether two items of a survey are one person: the same item, or one name on the lists of surveyors and of supervisors.
#[must_use]
pub fn is_same_person(survey: &Survey, one: Id, other: Id) -> bool {
    let find = |id: Id| survey.items.iter().find(|item| item.id == id);
    let name = |item: &Item| item.label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let person = |item: &Item| matches!(item.list, List::Surveyor | List::Supervisor);
    one == other
        || match (find(one), find(other)) {
            (Some(one), Some(other)) => person(one) && person(other) && one.list != other.list && name(one) == name(other),
            _ => false,
        }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Verification> {
    Ok(Verification {
        id: row.get(0)?,
        survey: row.get(1)?,
        surveyor: row.get(2)?,
        verifier: row.get(3)?,
        every: row.get(4)?,
        made: row.get(5)?,
        ended: row.get(6)?,
        drawn: row.get(7)?,
        keyed: row.get(8)?,
        skipped: row.get(9)?,
        open: row.get(10)?,
    })
}
