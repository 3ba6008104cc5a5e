//! Which interviews are meant, and how SQL says it: only what a filter names stands in its conditions, so that an index answers them.

use super::{Cell, Part, Survey, answers};
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use jiff::civil::Date;
use rusqlite::types::Value;

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
    /// Finished interviews with a soft problem that somebody found right.
    pub kept: bool,
    /// The day on which the interview was completed.
    pub completed: Option<Date>,
    /// Interviews without a service.
    pub without_service: bool,
    /// Finished interviews with one of these rules as an open soft problem; none leaves all.
    pub rules: Vec<String>,
}

/// Which answers are lacking: of a question or any, for a reason or any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absent {
    pub question: Option<String>,
    pub reason: Option<Missing>,
}

/// What is finished and so has answers that count.
const FINISHED: &str = "i.status IN ('complete', 'returned', 'approved')";

/// A filter as SQL conditions on `interview i`, and the values of their parameters from `?1` on.
pub(super) struct Conditions {
    terms: Vec<String>,
    pub values: Vec<Value>,
    /// Whether few interviews are meant: they are found first and sorted then. Many are walked in the order of their form numbers.
    pub few: bool,
    /// Whether their ids are known by another table, so that no index over the survey is to be walked.
    by_id: bool,
}

impl Conditions {
    /// Takes a value and gives the parameter that stands for it.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Gives the conditions, joined.
    pub fn sql(&self) -> String {
        let survey = if self.by_id { "+i.survey = ?1" } else { "i.survey = ?1" };
        std::iter::once(survey).chain(self.terms.iter().map(String::as_str)).collect::<Vec<_>>().join(" AND ")
    }

    /// Gives SQL for the ids of a page by form number: at most `limit`, from behind `after` (form number and id) on.
    pub fn page(&mut self, after: (i64, Id), limit: i64) -> String {
        let (number, id, limit) = (self.bind(after.0), self.bind(after.1), self.bind(limit));
        let (index, sort) = if self.few { ("", "+") } else { ("INDEXED BY interview_number", "") };
        format!(
            "SELECT i.id FROM interview i {index} WHERE {} AND ({sort}i.form_number, i.id) > ({number}, {id}) \
             ORDER BY {sort}i.form_number, i.id LIMIT {limit}",
            self.sql()
        )
    }

    fn and(&mut self, condition: &str) {
        self.terms.push(condition.to_owned());
    }

    /// Adds that a column has a value, where one is asked for.
    fn equals(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            let parameter = self.bind(value);
            self.and(&format!("{column} = {parameter}"));
        }
    }

    /// Adds that an id is among those of a query, which few are.
    fn among(&mut self, query: &str) {
        self.and(&format!("i.id IN ({query})"));
        (self.few, self.by_id) = (true, true);
    }
}

impl Filter {
    /// Gives the rule, where just one is asked for.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        if let [rule] = self.rules.as_slice() { Some(rule) } else { None }
    }

    /// Says the filter in SQL.
    pub(super) fn conditions(&self, survey: &Survey) -> Conditions {
        let form = &survey.form;
        let mut all = Conditions { terms: Vec::new(), values: vec![survey.id.into()], few: false, by_id: false };
        if !self.statuses.is_empty() {
            let codes: Vec<String> = self.statuses.iter().map(|status| format!("'{}'", status.code())).collect();
            all.and(&format!("i.status IN ({})", codes.join(", ")));
        }
        all.equals("i.surveyor", self.surveyor);
        all.equals("i.location", self.location);
        all.equals("i.service", self.service);
        all.equals("i.date", self.date.map(|date| date.to_string()));
        all.equals("i.form_number", self.form_number);
        if let Some(day) = self.completed {
            let (from, to) = (all.bind(day.to_string()), all.bind(format!("{day}U")));
            all.and(&format!("i.completed >= {from} AND i.completed < {to}"));
        }
        if self.without_service {
            all.and("i.service IS NULL");
        }
        if let Some(query) = self.query() {
            let words = answers::words_table(form);
            if answers::has_words(form) {
                let query = all.bind(query);
                all.among(&format!("SELECT rowid FROM {words} WHERE {words} MATCH {query}"));
            } else {
                all.and("0");
            }
        }
        if self.absent.is_some() || self.open || self.kept || !self.rules.is_empty() {
            all.and(FINISHED);
        }
        if let Some(absent) = &self.absent {
            let mut query = "SELECT m.interview FROM missing m WHERE TRUE".to_owned();
            if let Some(reason) = absent.reason {
                query = format!("{query} AND m.reason = {}", all.bind(reason.code().to_owned()));
            }
            if let Some(question) = &absent.question {
                query = format!("{query} AND m.question = {}", all.bind(question.clone()));
            }
            all.among(&query);
        }
        if self.open {
            all.among("SELECT x.interview FROM problem x WHERE x.state = 'open'");
        }
        if self.kept {
            all.among("SELECT x.interview FROM problem x WHERE x.state = 'kept'");
        }
        if !self.rules.is_empty() {
            let rules: Vec<String> = self.rules.iter().map(|rule| all.bind(rule.clone())).collect();
            all.among(&format!("SELECT x.interview FROM problem x WHERE x.state = 'open' AND x.rule IN ({})", rules.join(", ")));
        }
        all
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

    /// Gives the cells of the kept counts that the filter's interviews are in, the whole survey first.
    pub(super) fn cells(&self) -> Vec<(Part, Cell)> {
        let cells = [
            Some((Part::Survey, Cell::Item(0))),
            self.surveyor.map(|id| (Part::Surveyor, Cell::Item(id))),
            self.location.map(|id| (Part::Location, Cell::Item(id))),
            self.service.map(|id| (Part::Service, Cell::Item(id))),
            self.date.map(|day| (Part::Day, Cell::Day(day.to_string()))),
        ];
        cells.into_iter().flatten().collect()
    }

    /// Tells whether nothing but cells and statuses is asked for.
    pub(super) fn is_plain(&self) -> bool {
        let rest = Self { statuses: Vec::new(), surveyor: None, location: None, service: None, date: None, ..self.clone() };
        rest == Self::default()
    }
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
