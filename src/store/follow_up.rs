//! The plan of follow-up (rencana tindak lanjut): what a unit will do about an unsur, when, and who answers for it; knows no report.

use super::{Error, Result, Store, Survey};
use crate::survey::interview::Id;
use crate::words::Words;
use rusqlite::{Connection, Row};
use serde_json::{Value as Json, json};

/// The field of the log that tells of a plan; the unsur's key follows.
pub(super) const FIELD: &str = "@follow_up:";

/// The quarters of a year as people write them; a plan has one bit for each, the first the lowest.
pub const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];

/// What will be done about one unsur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// The unsur's key.
    pub question: String,
    /// Program or activity; empty where nothing is planned yet.
    pub program: String,
    /// A bit for each quarter, 1 for TW I to 8 for TW IV.
    pub quarters: u8,
    /// Who answers for it.
    pub responsible: String,
}

impl FollowUp {
    /// Tells whether nothing is planned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.program.is_empty() && self.quarters == 0 && self.responsible.is_empty()
    }

    /// Gives the quarters that are meant, from 1.
    pub fn quarters(&self) -> impl Iterator<Item = usize> {
        (1..=QUARTERS.len()).filter(|quarter| self.quarters & (1 << (quarter - 1)) != 0)
    }

    /// Writes the quarters as the report does: `TW I, TW II`; empty for none.
    #[must_use]
    pub fn say_quarters(&self, w: Words) -> String {
        let names: Vec<String> = self.quarters().map(|quarter| w.plan_quarter(QUARTERS[quarter - 1])).collect();
        names.join(", ")
    }

    /// Reads quarters as keyed: `2 3`, `2,3`, `1-4`; `None` where it is none of that.
    #[must_use]
    pub fn read_quarters(text: &str) -> Option<u8> {
        let mut bits = 0;
        for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let quarter = |text: &str| text.parse::<usize>().ok().filter(|quarter| (1..=QUARTERS.len()).contains(quarter));
            for quarter in quarter(first)?..=quarter(last)? {
                bits |= 1 << (quarter - 1);
            }
        }
        Some(bits)
    }

    fn log(&self) -> Option<String> {
        let quarters: Vec<usize> = self.quarters().collect();
        let plan = json!({ "program": self.program, "quarters": quarters, "responsible": self.responsible });
        (!self.is_empty()).then(|| plan.to_string())
    }

    /// Reads what the log says of a plan.
    pub(super) fn from_log(plan: &Json) -> Self {
        let text = |key: &str| plan[key].as_str().unwrap_or_default().to_owned();
        let quarters =
            plan["quarters"].as_array().into_iter().flatten().filter_map(Json::as_u64).filter(|quarter| (1..=4).contains(quarter));
        Self {
            question: String::new(),
            program: text("program"),
            quarters: quarters.fold(0, |bits, quarter| bits | 1 << (quarter - 1)),
            responsible: text("responsible"),
        }
    }

    /// Says the plan in one line, for the trail.
    #[must_use]
    pub(super) fn say(&self, w: Words) -> String {
        let parts = [self.program.clone(), self.say_quarters(w), self.responsible.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

impl Store {
    /// Reads what is planned about the unsur of a survey, by key; empty plans are left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn follow_ups(&self, survey: Id) -> Result<Vec<FollowUp>> {
        read(&self.db, survey)
    }

    /// Stores what is planned about an unsur; an empty plan takes it back. A closed survey takes plans too: they are no part of its data.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], or when the database can't be written.
    pub fn set_follow_up(&mut self, survey: &Survey, plan: &FollowUp) -> Result<()> {
        if !self.is_supervised(survey) {
            return Err(Error::NotASupervisor);
        }
        let who = self.who();
        let mut turn = self.begin()?;
        let old = read(&turn.tx, survey.id)?.into_iter().find(|old| old.question == plan.question);
        if old.as_ref().map_or(plan.is_empty(), |old| old == plan) {
            return Ok(());
        }
        put(&turn.tx, survey.id, plan)?;
        turn.log_field(survey.id, &format!("{FIELD}{}", plan.question), old.and_then(|old| old.log()), plan.log(), who)?;
        turn.commit()
    }
}

/// Writes what is planned about an unsur into its row.
pub(super) fn put(db: &Connection, survey: Id, plan: &FollowUp) -> Result<()> {
    let sql = "INSERT INTO follow_up (survey, question, program, quarters, responsible) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO UPDATE SET program = excluded.program, quarters = excluded.quarters, responsible = excluded.responsible";
    db.prepare_cached(sql)?.execute((survey, &plan.question, &plan.program, plan.quarters, &plan.responsible))?;
    Ok(())
}

fn read(db: &Connection, survey: Id) -> Result<Vec<FollowUp>> {
    let sql = "SELECT question, program, quarters, responsible FROM follow_up WHERE survey = ?1 ORDER BY question";
    let mut select = db.prepare_cached(sql)?;
    let plan =
        |row: &Row<'_>| Ok(FollowUp { question: row.get(0)?, program: row.get(1)?, quarters: row.get(2)?, responsible: row.get(3)? });
    let plans: Vec<FollowUp> = select.query_map([survey], plan)?.collect::<rusqlite::Result<_>>()?;
    Ok(plans.into_iter().filter(|plan| !plan.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn quarters_are_read_as_people_key_them() {
        let case = |text: &str, expected: Option<&str>| {
            let said =
                FollowUp::read_quarters(text).map(|quarters| FollowUp { quarters, ..FollowUp::default() }.say_quarters(Words(Lang::Id)));
            assert_eq!(said.as_deref(), expected, "{text}");
        };
        case("2 3", Some("TW II, TW III"));
        case("4,1", Some("TW I, TW IV"));
        case("1-3", Some("TW I, TW II, TW III"));
        case("", Some(""));
        case("5", None);
        case("0", None);
        case("II", None);
        case("1-", None);
    }

    #[test]
    fn a_plan_survives_the_log() {
        let plan =
            FollowUp { program: "Loket \"cepat\"".to_owned(), quarters: 0b0110, responsible: "Kabid".to_owned(), ..FollowUp::default() };
        let log: Json = serde_json::from_str(&plan.log().expect("says something")).expect("reads");
        assert_eq!(FollowUp::from_log(&log), plan);
        assert_eq!(FollowUp::default().log(), None);
    }
}
