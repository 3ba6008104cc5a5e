//! Counts made anew from the rows, in plain SQL, so that the kept ones can be proved or put right.

use super::asked::Asked;
use super::tally::{self, Cells, MANY, Part};
use super::{Result, Store, Survey, answers, saran};
use crate::survey::form::{Kind, bit};
use crate::survey::interview::Id;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A count that is not what the rows say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miscount {
    /// What is counted: `surveyor 12 status complete`, `batch 3 keyed`, `numbers 1-40`.
    pub what: String,
    /// What was kept, and what the rows give.
    pub kept: i64,
    pub counted: i64,
}

const FINISHED: &str = "i.status IN ('complete', 'returned', 'approved')";

impl Store {
    /// Counts a survey anew and gives every count that differs from what is kept; changes nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn recount(&self, survey: &Survey) -> Result<Vec<Miscount>> {
        fill(&self.db, survey)?;
        let found = compare(&self.db, survey.id);
        self.db.execute_batch("DROP TABLE temp.recount; DROP TABLE temp.respan;")?;
        found
    }

    /// Puts the counts of a survey right from the rows.
    ///
    /// # Errors
    /// When the database can't be written; nothing is changed then.
    pub fn rebuild_counts(&mut self, survey: &Survey) -> Result<()> {
        let turn = self.begin()?;
        rebuild(&turn.tx, survey)?;
        turn.commit()
    }
}

/// Puts the counts of a survey right from the rows, inside a transaction.
pub(super) fn rebuild(db: &Connection, survey: &Survey) -> Result<()> {
    fill(db, survey)?;
    let id = survey.id;
    db.execute_batch(&format!(
        "DELETE FROM tally WHERE survey = {id};
         INSERT INTO tally SELECT {id}, part, item, what, code, n FROM temp.recount WHERE n <> 0;
         UPDATE batch SET keyed = (SELECT count(*) FROM interview i WHERE i.batch = batch.id AND {FINISHED}) WHERE survey = {id};
         DELETE FROM span WHERE survey = {id};
         INSERT INTO span SELECT {id}, first, last FROM temp.respan;
         DELETE FROM repeated WHERE survey = {id};
         INSERT INTO repeated {REPEATED_OF} {id} {REPEATED_BY};
         DROP TABLE temp.recount; DROP TABLE temp.respan;"
    ))?;
    Ok(())
}

const REPEATED_OF: &str = "SELECT survey, form_number, count(*) FROM interview WHERE status <> 'void' AND survey =";
const REPEATED_BY: &str = "GROUP BY survey, form_number HAVING count(*) > 1";

/// Gives the SQL of a part's cell, from the alias `i` of an interview or a batch.
const fn cell(part: Part) -> &'static str {
    match part {
        Part::Survey => "0",
        Part::Location => "i.location",
        Part::Service => "coalesce(i.service, 0)",
        Part::Surveyor => "i.surveyor",
        Part::Day => "i.date",
    }
}

/// Counts from the rows into two temporary tables.
fn fill(db: &Connection, survey: &Survey) -> Result<()> {
    let (id, form) = (survey.id, &survey.form);
    db.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.recount; DROP TABLE IF EXISTS temp.respan;
         CREATE TEMP TABLE recount (part TEXT, item ANY, what TEXT, code TEXT, n INTEGER, PRIMARY KEY (part, item, what, code)) STRICT;
         CREATE TEMP TABLE respan AS SELECT min(n) AS first, max(n) AS last FROM
             (SELECT n, n - row_number() OVER (ORDER BY n) AS run FROM
                 (SELECT DISTINCT form_number AS n FROM interview WHERE survey = {id} AND status <> 'void')) GROUP BY run;"
    ))?;
    let add = |select: String| -> Result<()> {
        let sql = format!("INSERT INTO temp.recount {select} ON CONFLICT DO UPDATE SET n = n + excluded.n");
        db.execute_batch(&sql)?;
        Ok(())
    };
    for (code, number) in [
        ("runs", "SELECT count(*) FROM temp.respan".to_owned()),
        ("used", "SELECT coalesce(sum(last - first + 1), 0) FROM temp.respan".to_owned()),
        ("repeated", format!("SELECT count(*) FROM ({REPEATED_OF} {id} {REPEATED_BY})")),
    ] {
        add(format!("SELECT 'survey', 0, 'numbers', '{code}', ({number}) WHERE TRUE"))?;
    }
    for part in Part::ALL {
        let (name, cell) = (part.code(), cell(part));
        add(format!("SELECT '{name}', {cell}, 'status', i.status, count(*) FROM interview i WHERE i.survey = {id} GROUP BY 2, 4"))?;
        add(format!("SELECT '{name}', {cell}, 'expected', '', sum(i.forms) FROM batch i WHERE i.survey = {id} GROUP BY 2"))?;
        add(format!(
            "SELECT '{name}', {cell}, x.state, x.rule, count(*) FROM problem x JOIN interview i ON i.id = x.interview \
             WHERE i.survey = {id} AND {FINISHED} AND x.state IN ('open', 'kept') GROUP BY 2, 3, 4"
        ))?;
    }
    for (at, question) in form.questions.iter().enumerate().filter(|(_, question)| question.holds_answer()) {
        let (key, column) = (&question.key, answers::column(form, at));
        let asked = match &question.kind {
            Kind::Service(_) => "(i.service IS NOT NULL OR m.reason IS NOT NULL)",
            _ => "TRUE",
        };
        let together = match &question.kind {
            Kind::Several(_) => format!("WHEN {column} IS NOT NULL THEN 'several'"),
            Kind::Number(_) => format!("WHEN abs({column}) >= {MANY} THEN 'number'"),
            _ => String::new(),
        };
        // One walk over the rows for each question; its few different lines are added up for each part.
        db.execute_batch(&format!(
            "DROP TABLE IF EXISTS temp.answered;
             CREATE TEMP TABLE answered AS SELECT i.location, i.service, i.surveyor, i.date, m.reason,
                 CASE WHEN m.reason IS NOT NULL THEN 'missing:' || m.reason WHEN {column} IS NULL THEN 'none'
                 {together} WHEN typeof({column}) IN ('text', 'real') THEN typeof({column}) ELSE CAST({column} AS TEXT) END AS code, count(*) AS n
             FROM interview i JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service
             LEFT JOIN missing m ON m.interview = i.id AND m.question = '{key}' WHERE i.survey = {id} AND {FINISHED} AND {asked} GROUP BY 1, 2, 3, 4, 5, 6;",
            answers::table(form)
        ))?;
        for part in Part::ALL {
            let (name, cell) = (part.code(), cell(part));
            let of = "sum(n) FROM temp.answered i WHERE";
            add(format!("SELECT '{name}', {cell}, 'missing', i.reason, {of} i.reason IS NOT NULL GROUP BY 2, 4"))?;
            if part == Part::Survey || form.is_counted(at) {
                add(format!("SELECT '{name}', {cell}, 'answer:{key}', i.code, {of} TRUE GROUP BY 2, 4"))?;
                for bit in question.choices().iter().filter_map(|choice| Some((choice.code, several(&question.kind, choice.code)?))) {
                    let chosen = format!("i.survey = {id} AND {FINISHED} AND a.{} & {}", answers::quoted(key), bit.1);
                    let from = format!("interview i JOIN {} a ON a.interview = i.id WHERE {chosen} GROUP BY 2", answers::table(form));
                    add(format!("SELECT '{name}', {cell}, 'answer:{key}', '{}', count(*) FROM {from}", bit.0))?;
                }
            }
        }
    }
    take_out_not_asked(db, survey)?;
    db.execute_batch("DROP TABLE IF EXISTS temp.answered")?;
    saran::counted_sql(survey, FINISHED).into_iter().try_for_each(add)
}

/// Gives the bit of a choice where several can be chosen.
fn several(kind: &Kind, code: i64) -> Option<i64> {
    bit(code).filter(|_| matches!(kind, Kind::Several(_)))
}

/// Takes those out of who has no answer that were not asked: the rules of a form are no SQL.
fn take_out_not_asked(db: &Connection, survey: &Survey) -> Result<()> {
    let form = &survey.form;
    let held = |at: &usize| form.questions[*at].holds_answer() && !matches!(form.questions[*at].kind, Kind::Service(_));
    let questions: Vec<usize> = (0..form.questions.len()).filter(held).collect();
    let asked = Asked::of(survey, &questions);
    if asked.is_plain() {
        return Ok(());
    }
    let sql = format!(
        "SELECT i.location, i.service, i.surveyor, {} FROM interview i JOIN {} a ON a.interview = i.id \
         LEFT JOIN item sv ON sv.id = i.service WHERE i.survey = {} AND {FINISHED}",
        asked.columns().join(", "),
        answers::table(form),
        survey.id
    );
    let mut counts: BTreeMap<tally::Key, i64> = BTreeMap::new();
    let mut select = db.prepare(&sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let Some(standing) = asked.read(row, 3)? else { continue };
        let cells = Cells::new(row.get(0)?, row.get(1)?, row.get(2)?, row.get(4)?);
        for (_, at) in questions.iter().enumerate().filter(|(place, _)| !standing.was_asked(*place)) {
            let question = &form.questions[*at];
            for part in if question.unsur.is_some() { &Part::ALL[..] } else { &[Part::Survey] } {
                let key = (survey.id, *part, cells.of(*part), format!("answer:{}", question.key), "none".to_owned());
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    for ((_, part, cell, what, code), n) in counts {
        let sql = "UPDATE temp.recount SET n = n - ?5 WHERE part = ?1 AND item = ?2 AND what = ?3 AND code = ?4";
        db.prepare_cached(sql)?.execute((part.code(), cell.sql(), what, code, n))?;
    }
    Ok(())
}

/// Compares what is kept with what was counted.
fn compare(db: &Connection, survey: Id) -> Result<Vec<Miscount>> {
    let sql = format!(
        "WITH kept AS (SELECT part, item, what, code, n FROM tally WHERE survey = {survey} AND n <> 0),
              counted AS (SELECT part, item, what, code, n FROM temp.recount WHERE n <> 0)
         SELECT coalesce(k.part, c.part) || ' ' || coalesce(k.item, c.item) || ' ' || coalesce(k.what, c.what) || ' ' || coalesce(k.code, c.code),
             coalesce(k.n, 0), coalesce(c.n, 0)
         FROM kept k FULL JOIN counted c ON k.part = c.part AND k.item = c.item AND k.what = c.what AND k.code = c.code
         WHERE k.n IS NOT c.n
         UNION ALL
         SELECT 'batch ' || number || ' keyed', keyed, n FROM (SELECT b.number, b.keyed,
             (SELECT count(*) FROM interview i WHERE i.batch = b.id AND {FINISHED}) AS n FROM batch b WHERE b.survey = {survey}) WHERE keyed <> n
         UNION ALL
         SELECT 'numbers ' || coalesce(s.first, r.first) || '-' || coalesce(s.last, r.last), s.first IS NOT NULL, r.first IS NOT NULL
         FROM (SELECT first, last FROM span WHERE survey = {survey}) s FULL JOIN temp.respan r ON s.first = r.first AND s.last = r.last
         WHERE s.first IS NULL OR r.first IS NULL
         UNION ALL
         SELECT 'number ' || coalesce(k.form_number, c.form_number) || ' repeated', coalesce(k.n, 0), coalesce(c.n, 0)
         FROM (SELECT form_number, n FROM repeated WHERE survey = {survey}) k
         FULL JOIN (SELECT form_number, count(*) AS n FROM interview WHERE status <> 'void' AND survey = {survey} GROUP BY 1 HAVING n > 1) c
         ON k.form_number = c.form_number WHERE k.n IS NOT c.n"
    );
    let mut select = db.prepare(&sql)?;
    let found = select.query_map([], |row| Ok(Miscount { what: row.get(0)?, kept: row.get(1)?, counted: row.get(2)? }))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
