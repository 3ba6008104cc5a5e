//! Reads the change log as people ask for it: who changed what, when, from what to what, why; paged by key, newest first.

use super::{Result, Store, Survey};
use crate::survey::interview::Id;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// Which lines are meant; an absent field leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    pub interview: Option<Id>,
    pub form_number: Option<i64>,
    /// Who changed it, an item of the survey.
    pub who: Option<Id>,
    /// A question key, or `@` and a field.
    pub question: Option<String>,
    /// The days of the changes.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Found in the values or in the reason, upper and lower case alike.
    pub words: String,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Interview(Id),
    Batch,
    Item,
    Verification,
    /// The survey itself, or a line of a list that is gone.
    Survey,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailLine {
    pub id: Id,
    pub turn: Id,
    pub subject: Id,
    pub about: About,
    /// The form number of an interview, also of one keyed again; the number of a batch; none for others.
    pub number: Option<i64>,
    /// A question key, or `@` and the name of a field.
    pub question: String,
    /// JSON, as in the log.
    pub old: Option<String>,
    pub new: Option<String>,
    /// Who did it; empty where nobody is named.
    pub who: String,
    pub at: String,
    pub why: Option<String>,
    /// The line that this one takes back.
    pub undoes: Option<Id>,
    /// True where a later line takes this one back.
    pub undone: bool,
    /// The file that an imported interview comes from.
    pub file: Option<String>,
}

impl Store {
    /// Reads at most `limit` lines of a survey's log that a filter leaves, newest first, from before `before` on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn trail(&self, survey: &Survey, filter: &TrailFilter, before: Id, limit: i64) -> Result<Vec<TrailLine>> {
        // A line of a list item that is gone belongs to no survey any more: it is shown in each.
        let mut sql = "SELECT c.id, c.turn, c.subject, i.form_number, b.number, t.id, v.id, c.question, c.old, c.new, coalesce(w.label, ''), c.at, c.why, \
                       c.undoes, EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id), k.form_number, o.name \
                       FROM change c LEFT JOIN interview i ON i.id = c.subject LEFT JOIN batch b ON b.id = c.subject \
                       LEFT JOIN item t ON t.id = c.subject LEFT JOIN verification v ON v.id = c.subject LEFT JOIN survey s ON s.id = c.subject \
                       LEFT JOIN imported m ON c.question = '@imported' AND m.interview = c.subject LEFT JOIN source o ON o.id = coalesce(m.source, c.subject) \
                       LEFT JOIN item w ON w.id = c.who \
                       LEFT JOIN interview k ON c.question IN ('@rekeyed', '@settled') AND k.id = c.new ->> '$.interview' \
                       WHERE coalesce(i.survey, b.survey, t.survey, v.survey, s.id, o.survey, ?1) = ?1 AND c.id < ?2"
            .to_owned();
        let mut values: Vec<Value> = vec![survey.id.into(), before.into()];
        let mut also = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
        };
        if let Some(interview) = filter.interview {
            also(" AND c.subject = ?", interview.into());
        }
        if let Some(number) = filter.form_number {
            also(" AND c.subject IN (SELECT id FROM interview WHERE survey = ?", survey.id.into());
            also(" AND form_number = ?)", number.into());
        }
        if let Some(who) = filter.who {
            also(" AND c.who = ?", who.into());
        }
        if let Some(question) = &filter.question {
            // An import has a line that holds all answers of an interview.
            also(" AND (c.question = ?", question.clone().into());
            also(" OR c.question = '@imported' AND c.new -> ('$.\"' || ? || '\"') IS NOT NULL)", question.clone().into());
        }
        if let Some(from) = filter.from {
            also(" AND c.at >= ?", from.to_string().into());
        }
        if let Some(to) = filter.to {
            // A moment of that day stands behind the day's own name and before its end.
            also(" AND c.at < ?", format!("{to}U").into());
        }
        for word in filter.words.split_whitespace() {
            let like = format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            also(" AND (coalesce(c.old, '') || ' ' || coalesce(c.new, '') || ' ' || coalesce(c.why, '')) LIKE ? ESCAPE '\\'", like.into());
        }
        also(" ORDER BY c.id DESC LIMIT ?", limit.into());
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(values), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<TrailLine> {
    let subject: Id = row.get(2)?;
    let (form, batch): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    let (item, verification): (Option<Id>, Option<Id>) = (row.get(5)?, row.get(6)?);
    let about = match (form, batch, item, verification) {
        (Some(_), ..) => About::Interview(subject),
        (_, Some(_), ..) => About::Batch,
        (_, _, Some(_), _) => About::Item,
        (.., Some(_)) => About::Verification,
        _ => About::Survey,
    };
    Ok(TrailLine {
        id: row.get(0)?,
        turn: row.get(1)?,
        subject,
        about,
        number: form.or(batch).or(row.get(15)?),
        question: row.get(7)?,
        old: row.get(8)?,
        new: row.get(9)?,
        who: row.get(10)?,
        at: row.get(11)?,
        why: row.get(12)?,
        undoes: row.get(13)?,
        undone: row.get(14)?,
        file: row.get(16)?,
    })
}
