//! Comments one by one: those that a filter leaves, in the order of their form numbers; writes nothing.

use super::super::{Filter, Result, Store, Survey, answers, maybe};
use super::{Remark, RemarkFilter, Which, rivals, standing};
use crate::survey::interview::{Id, Status};
use crate::survey::saran::{self, Coding};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// As many comments as are sorted faster than they are found in the order of their form numbers.
const FEW: i64 = 5_000;

/// A query for comments, and the values of its parameters.
struct Query {
    from: String,
    values: Vec<Value>,
    /// Whether few are meant: they are found first. Otherwise they are walked in the order of their form numbers.
    few: bool,
}

impl Query {
    /// Says which comments are meant; `None` where the form asks for none. `few` is said where their ids are found first; words are always.
    fn of(survey: &Survey, filter: &RemarkFilter, few: bool) -> Option<Self> {
        let form = &survey.form;
        let at = saran::comment(form)?;
        let text = answers::column(form, at);
        let words = answers::words_table(form);
        let query = Filter { words: filter.words.clone(), ..Filter::default() }.query();
        let few = few || query.is_some();
        let finished: Vec<String> = Status::FINISHED.iter().map(|status| format!("'{}'", status.code())).collect();
        // The pluses keep the walk in the order of the form numbers, or on the ids that another table gives.
        let mut from = format!(
            "FROM interview i {} JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service LEFT JOIN saran s ON s.interview = i.id \
             WHERE {}i.survey = ?1 AND +i.status IN ({}) AND {text} IS NOT NULL",
            if few { "" } else { "INDEXED BY interview_number" },
            answers::table(form),
            if few { "+" } else { "" },
            finished.join(", ")
        );
        let mut values: Vec<Value> = vec![survey.id.into()];
        let mut and = |condition: String| {
            from.push_str(" AND ");
            from.push_str(&condition);
        };
        if let Some(query) = query {
            values.push(format!("{{{}}} : ({query})", answers::quoted(&form.questions[at].key)).into());
            and(format!("i.id IN (SELECT rowid FROM {words} WHERE {words} MATCH ?{})", values.len()));
        }
        let fresh = format!("s.text = {text}");
        let mut coded = |ids: &str, here: &str| {
            let found = if few { format!("i.id IN ({ids}) AND ") } else { String::new() };
            and(format!("{found}{fresh} AND {here}"));
        };
        let has_code = "EXISTS (SELECT 1 FROM saran_code c WHERE c.interview = i.id)";
        match &filter.which {
            Which::All => {}
            Which::Uncoded => and(format!("NOT ({fresh} IS TRUE AND {has_code})")),
            Which::Code(code) | Which::CodeSounding(code, _) => {
                values.push(code.clone().into());
                let is = format!("code = ?{}", values.len());
                let with = format!("EXISTS (SELECT 1 FROM saran_code c WHERE c.interview = i.id AND c.{is})");
                let here = match &filter.which {
                    Which::CodeSounding(_, sentiment) => {
                        values.push(sentiment.map_or(Value::Null, |sentiment| sentiment.code().to_owned().into()));
                        format!("{with} AND s.sentiment IS ?{}", values.len())
                    }
                    _ => with,
                };
                coded(&format!("SELECT interview FROM saran_code WHERE {is}"), &here);
            }
            Which::NoSentiment => {
                coded("SELECT interview FROM saran WHERE sentiment IS NULL", &format!("s.sentiment IS NULL AND {has_code}"));
            }
            Which::Sentiment(sentiment) => {
                values.push(sentiment.code().to_owned().into());
                let is = format!("sentiment = ?{}", values.len());
                coded(&format!("SELECT interview FROM saran WHERE {is}"), &format!("s.{is} AND {has_code}"));
            }
        }
        Some(Self { from, values, few })
    }
}

impl Store {
    /// Gives the comment behind or before a place (form number and id) in the order of the form numbers, among those that a filter leaves.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn remark_beside(&self, survey: &Survey, filter: &RemarkFilter, from: (i64, Id), later: bool) -> Result<Option<Remark>> {
        let n = self.remark_counts(survey)?.which(&filter.which);
        if n == 0 {
            return Ok(None);
        }
        // No index knows the comments without a code: they are walked.
        let few = n <= FEW && !matches!(filter.which, Which::All | Which::Uncoded);
        let Some(mut query) = Query::of(survey, filter, few) else { return Ok(None) };
        query.values.extend([from.0.into(), from.1.into()]);
        let (number, id) = (query.values.len() - 1, query.values.len());
        let (is, order) = if later { (">", "") } else { ("<", " DESC") };
        let plus = if query.few { "+" } else { "" };
        let sql = format!(
            "SELECT i.id {} AND ({plus}i.form_number, i.id) {is} (?{number}, ?{id}) ORDER BY {plus}i.form_number{order}, i.id{order} LIMIT 1",
            query.from
        );
        let found = maybe(&self.db, &sql, params_from_iter(query.values), |row| row.get::<_, Id>(0))?;
        found.map_or(Ok(None), |id| self.remark(survey, id))
    }

    /// Gives the comment of an interview; none where there is no comment to be coded any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn remark(&self, survey: &Survey, interview: Id) -> Result<Option<Remark>> {
        remark(&self.db, survey, interview)
    }

    /// Counts the comments that a filter leaves; without words from the kept counts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn count_remarks(&self, survey: &Survey, filter: &RemarkFilter) -> Result<i64> {
        if filter.words.is_empty() {
            return Ok(self.remark_counts(survey)?.which(&filter.which));
        }
        let Some(query) = Query::of(survey, filter, false) else { return Ok(0) };
        let mut select = self.db.prepare_cached(&format!("SELECT count(*) {}", query.from))?;
        Ok(select.query_row(params_from_iter(query.values), |row| row.get(0))?)
    }
}

/// Reads the comment of an interview with its coding.
pub(super) fn remark(db: &Connection, survey: &Survey, interview: Id) -> Result<Option<Remark>> {
    let Some(at) = saran::comment(&survey.form) else { return Ok(None) };
    let Some(Query { from, .. }) = Query::of(survey, &RemarkFilter::default(), true) else { return Ok(None) };
    let sql = format!(
        "SELECT i.form_number, {}, i.date, coalesce(sv.label, ''), coalesce((SELECT l.label FROM item l WHERE l.id = i.location), '') {from} AND i.id = ?2",
        answers::column(&survey.form, at)
    );
    let rivals = rivals(db, interview)?;
    let (coding, coded) = standing(db, interview)?.map_or((Coding::default(), None), |(coding, text)| (coding, Some(text)));
    maybe(db, &sql, (survey.id, interview), |row| {
        Ok(Remark {
            interview,
            form_number: row.get(0)?,
            text: row.get(1)?,
            date: row.get(2)?,
            service: row.get(3)?,
            location: row.get(4)?,
            coding,
            coded,
            rivals,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::saran::Sentiment;
    use crate::survey::template;

    #[test]
    fn few_and_many_are_found_alike() {
        let mut store = Store::in_memory().expect("opens");
        let template = template::find("skm-dpmptsp-bontang", jiff::civil::date(2024, 9, 30)).expect("is there");
        let id = store.create_survey(&template.form.source(), &template.setup).expect("is made");
        let survey = store.survey(id).expect("reads");
        store.db.execute_batch("PRAGMA foreign_keys = OFF").expect("is set");
        for n in 1..=60_i64 {
            let status = if n % 11 == 0 { "draft" } else { "approved" };
            let text = (n % 3 > 0).then(|| format!("antre {}", n % 7));
            let sql = "INSERT INTO interview (id, survey, batch, form_number, surveyor, location, date, status, started) VALUES (?1, ?2, 1, ?3, 1, 1, '', ?4, '')";
            store.db.execute(sql, (1000 - n, id, n, status)).expect("is stored");
            store.db.execute("INSERT INTO answers_skm (interview, saran) VALUES (?1, ?2)", (1000 - n, &text)).expect("is stored");
            let sentiment = match n % 5 % 3 {
                0 => None,
                1 => Some("negative"),
                _ => Some("positive"),
            };
            let coded = if n % 13 == 0 { "lain" } else { text.as_deref().unwrap_or("lain") };
            let sql = "INSERT INTO saran (interview, text, sentiment, at) SELECT ?1, ?2, ?3, '' WHERE ?1 % 4 > 0";
            store.db.execute(sql, (1000 - n, coded, sentiment)).expect("is stored");
            let sql = "INSERT INTO saran_code SELECT interview, ?2 FROM saran WHERE interview = ?1 AND ?1 % 6 > 0";
            store.db.execute(sql, (1000 - n, if n % 2 == 0 { "waktu" } else { "biaya" })).expect("is stored");
        }
        for words in ["", "antre 3"] {
            let mut all = Vec::new();
            for which in [
                Which::All,
                Which::Uncoded,
                Which::NoSentiment,
                Which::Code("waktu".to_owned()),
                Which::Sentiment(Sentiment::Negative),
                Which::Sentiment(Sentiment::Neutral),
                Which::CodeSounding("waktu".to_owned(), Some(Sentiment::Negative)),
                Which::CodeSounding("waktu".to_owned(), None),
            ] {
                let filter = RemarkFilter { which, words: words.to_owned() };
                let [few, many] = [true, false].map(|few| {
                    let query = Query::of(&survey, &filter, few).expect("asks for comments");
                    let mut select = store.db.prepare(&format!("SELECT i.form_number {} ORDER BY 1", query.from)).expect("is SQL");
                    let rows = select.query_map(params_from_iter(query.values), |row| row.get::<_, i64>(0)).expect("reads");
                    rows.collect::<rusqlite::Result<Vec<_>>>().expect("reads")
                });
                assert_eq!(few, many, "{filter:?}");
                all.push(few.len());
            }
            assert_eq!(all, if words.is_empty() { vec![36, 15, 8, 4, 8, 0, 1, 2] } else { vec![6, 2, 1, 1, 2, 0, 0, 1] }, "'{words}'");
        }
    }
}
