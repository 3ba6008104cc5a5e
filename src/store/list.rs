//! Lists interviews: filtered, searched, paged by key.

use super::{Cell, Part, Result, Store, Survey, answers};
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// Which interviews are meant; an absent field leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Empty means every status.
    pub statuses: Vec<Status>,
    pub surveyor: Option<Id>,
    pub location: Option<Id>,
    pub service: Option<Id>,
    pub date: Option<Date>,
    pub form_number: Option<i64>,
    /// Words to be found in free text, by their beginnings.
    pub words: String,
    /// Finished interviews that lack answers.
    pub absent: Option<Absent>,
    /// Finished interviews with an open soft problem.
    pub open: bool,
    /// Interviews without a service.
    pub without_service: bool,
    /// Finished interviews with this rule as an open soft problem.
    pub rule: Option<String>,
}

/// Which answers are lacking: of a question or any, for a reason or any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absent {
    pub question: Option<String>,
    pub reason: Option<Missing>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Id,
    pub form_number: i64,
    pub status: Status,
    pub surveyor: String,
    pub service: String,
    pub location: String,
    /// When it was completed, or begun: `2024-09-30T09:41:12.123+08:00`.
    pub at: String,
    /// Open soft problems.
    pub problems: i64,
    /// The free text, shortened by the database.
    pub saran: String,
}

/// The filter as SQL parameters `?1` to `?7`: survey, statuses, surveyor, location, service, date, form number.
pub(super) const WHERE: &str = "i.survey = ?1 AND (?2 = '' OR instr(?2, ',' || i.status || ',') > 0) \
    AND (?3 IS NULL OR i.surveyor = ?3) AND (?4 IS NULL OR i.location = ?4) AND (?5 IS NULL OR i.service = ?5) \
    AND (?6 IS NULL OR i.date = ?6) AND (?7 IS NULL OR i.form_number = ?7)";

impl Filter {
    /// Gives the values of the parameters `?1` to `?8`: those of [`WHERE`] and the words.
    pub(super) fn values(&self, survey: &Survey) -> Vec<Value> {
        let codes: Vec<&str> = self.statuses.iter().map(|status| status.code()).collect();
        let statuses = if codes.is_empty() { String::new() } else { format!(",{},", codes.join(",")) };
        vec![
            survey.id.into(),
            statuses.into(),
            self.surveyor.into(),
            self.location.into(),
            self.service.into(),
            self.date.map(|date| date.to_string()).into(),
            self.form_number.into(),
            self.query().into(),
        ]
    }

    /// Gives the values of a page: those of [`Filter::values`], then `?9` and `?10` for where it begins and `?11` for its length.
    pub(super) fn page(&self, survey: &Survey, after: (i64, Id), limit: i64) -> Vec<Value> {
        let mut values = self.values(survey);
        values.extend([after.0.into(), after.1.into(), limit.into()]);
        values
    }

    /// Writes the words as an FTS5 query: each word by its beginning, whatever signs it holds; `None` without a word.
    pub(super) fn query(&self) -> Option<String> {
        let words: Vec<String> = self
            .words
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
            .collect();
        if words.is_empty() { None } else { Some(words.join(" ")) }
    }

    /// Gives the cell whose kept counts answer how many interviews the filter leaves, where one does.
    fn kept(&self) -> Option<(Part, Cell)> {
        let plain = Self { statuses: Vec::new(), surveyor: None, location: None, service: None, date: None, ..self.clone() };
        let cells = [
            self.surveyor.map(|id| (Part::Surveyor, Cell::Item(id))),
            self.location.map(|id| (Part::Location, Cell::Item(id))),
            self.service.map(|id| (Part::Service, Cell::Item(id))),
            self.date.map(|day| (Part::Day, Cell::Day(day.to_string()))),
        ];
        let mut cells = cells.into_iter().flatten();
        match (plain == Self::default(), cells.next(), cells.next()) {
            (true, None, _) => Some((Part::Survey, Cell::Item(0))),
            (true, one, None) => one,
            _ => None,
        }
    }

    /// Gives the conditions beyond [`WHERE`]: words (`?8`, where the form has free text), lacking answers, open problems.
    pub(super) fn more(&self, survey: &Survey) -> String {
        let form = &survey.form;
        let words = answers::words_table(form);
        let mut conditions = vec![if answers::has_words(form) {
            format!("(?8 IS NULL OR i.id IN (SELECT rowid FROM {words} WHERE {words} MATCH ?8))")
        } else {
            "?8 IS NULL".to_owned()
        }];
        let finished = "i.status IN ('complete', 'returned', 'approved')";
        if let Some(absent) = &self.absent {
            let question = absent.question.as_ref().filter(|key| form.find(key).is_some());
            let question = question.map_or_else(String::new, |key| format!(" AND m.question = '{key}'"));
            let reason = absent.reason.map_or_else(String::new, |reason| format!(" AND m.reason = '{}'", reason.code()));
            conditions.push(format!("{finished} AND EXISTS (SELECT 1 FROM missing m WHERE m.interview = i.id{question}{reason})"));
        }
        if self.open {
            conditions.push(format!("{finished} AND EXISTS (SELECT 1 FROM problem x WHERE x.interview = i.id AND x.state = 'open')"));
        }
        if let Some(rule) = &self.rule {
            let rule = rule.replace('\'', "''");
            conditions
                .push(format!("{finished} AND i.id IN (SELECT x.interview FROM problem x WHERE x.state = 'open' AND x.rule = '{rule}')"));
        }
        if self.without_service {
            conditions.push("i.service IS NULL".to_owned());
        }
        conditions.join(" AND ")
    }
}

impl Store {
    /// Lists interviews by form number, at most `limit`, from behind `after` (form number and id) on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn list(&self, survey: &Survey, filter: &Filter, after: (i64, Id), limit: i64) -> Result<Vec<Entry>> {
        let form = &survey.form;
        let saran = form.questions.iter().rfind(|question| question.takes_text());
        let saran = saran.map_or_else(|| "''".to_owned(), |question| format!("coalesce(substr(a.{}, 1, 120), '')", question.key));
        let sql = format!(
            "SELECT i.id, i.form_number, i.status, p.label, coalesce(s.label, ''), l.label, coalesce(i.completed, i.started), \
             (SELECT count(*) FROM problem x WHERE x.interview = i.id AND x.state = 'open'), {saran} \
             FROM interview i JOIN {} a ON a.interview = i.id JOIN item p ON p.id = i.surveyor JOIN item l ON l.id = i.location \
             LEFT JOIN item s ON s.id = i.service \
             WHERE {WHERE} AND {} AND (i.form_number, i.id) > (?9, ?10) ORDER BY i.form_number, i.id LIMIT ?11",
            answers::table(form),
            filter.more(survey),
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(filter.page(survey, after, limit)), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives the last line, form number and id, of each whole page of `length` lines that ends before a form number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn page_ends(&self, survey: &Survey, filter: &Filter, before: i64, length: i64) -> Result<Vec<(i64, Id)>> {
        let sql = format!(
            "SELECT form_number, id FROM (SELECT i.form_number, i.id, row_number() OVER (ORDER BY i.form_number, i.id) AS line FROM interview i \
             WHERE {WHERE} AND {} AND (i.form_number, i.id) < (?9, ?10)) WHERE line % ?11 = 0",
            filter.more(survey)
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let rows =
            select.query_map(params_from_iter(filter.page(survey, (before, i64::MIN), length)), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts the interviews that a filter leaves.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn count(&self, survey: &Survey, filter: &Filter) -> Result<i64> {
        if let Some((part, cell)) = filter.kept() {
            return self.tallied(survey.id, part, &cell, filter);
        }
        let sql = format!("SELECT count(*) FROM interview i WHERE {WHERE} AND {}", filter.more(survey));
        let mut select = self.db.prepare_cached(&sql)?;
        Ok(select.query_row(params_from_iter(filter.values(survey)), |row| row.get(0))?)
    }

    /// Gives how many interviews of a cell have one of the filter's statuses, from the kept counts.
    fn tallied(&self, survey: Id, part: Part, cell: &Cell, filter: &Filter) -> Result<i64> {
        let sql = "SELECT code, n FROM tally WHERE survey = ?1 AND part = ?2 AND item = ?3 AND what = 'status'";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey, part.code(), cell.sql()))?;
        let mut sum = 0;
        while let Some(row) = rows.next()? {
            let code: String = row.get(0)?;
            if filter.statuses.is_empty() || filter.statuses.iter().any(|status| status.code() == code) {
                sum += row.get::<_, i64>(1)?;
            }
        }
        Ok(sum)
    }

    /// Gives the complete forms begun last, newest first: form number and moment of completion.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn last_forms(&self, survey: Id, limit: i64) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT form_number, completed FROM interview WHERE +survey = ?1 AND status <> 'void' AND completed IS NOT NULL \
                   ORDER BY id DESC LIMIT ?2";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map((survey, limit), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Sums what a surveyor completed since a moment (as stored): forms, keys, milliseconds at work, corrections.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn work_since(&self, survey: Id, surveyor: Id, since: &str) -> Result<[i64; 4]> {
        let sql = "SELECT count(*), coalesce(sum(keys), 0), coalesce(sum(active_ms), 0), coalesce(sum(corrections), 0) FROM interview \
                   WHERE survey = ?1 AND status IN ('complete', 'returned', 'approved') AND surveyor = ?2 AND completed >= ?3";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_row((survey, surveyor, since), |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        form_number: row.get(1)?,
        status: Status::from_code(&row.get::<_, String>(2)?).unwrap_or(Status::Draft),
        surveyor: row.get(3)?,
        service: row.get(4)?,
        location: row.get(5)?,
        at: row.get(6)?,
        problems: row.get(7)?,
        saran: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn any_words_make_a_sound_query() {
        let case = |words: &str, expected: Option<&str>| {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            assert_eq!(filter.query().as_deref(), expected, "{words}");
        };
        case("antre lama", Some("\"antre\"* \"lama\"*"));
        case("\"a OR b*", Some("\"\"\"a\"* \"OR\"* \"b*\"*"));
        case("  -  ", None);
    }
}
