//! Comments and what people coded them with: what is counted of them, and learnt from them; knows no screen.

mod coding;
mod summary;
mod walk;

pub use summary::{RemarkExample, RemarkSummary};

use super::heads::stands;
use super::{Result, Store, Survey, answers, maybe, vector};
use crate::survey::interview::Id;
use crate::survey::saran::{self, Code, Coding, Learnt, Sentiment};
use rusqlite::{Connection, Row};
use serde_json::Value as Json;

/// The field of the log that holds a coding.
pub(super) const SARAN: &str = "@saran";

/// Codings that suggestions learn from: those of the newest interviews.
const LESSONS: i64 = 5_000;

/// Stands in the kept counts where a coded comment has no sentiment.
const NONE: &str = "none";

/// The comment of a finished interview, with its coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub interview: Id,
    pub form_number: i64,
    pub text: String,
    /// The day of the interview, as stored.
    pub date: String,
    /// Labels; empty for none.
    pub service: String,
    pub location: String,
    pub coding: Coding,
    /// The comment as it was coded; none where nobody did.
    pub coded: Option<String>,
    /// The codings that other laptops gave without knowing of this one; none where they agree, or where somebody settled it.
    pub rivals: Vec<Coding>,
}

impl Remark {
    /// Tells whether the comment reads otherwise than when it was coded: it is asked again.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.coded.as_ref().is_some_and(|coded| *coded != self.text)
    }

    /// Tells whether a code stands for the comment as it reads now.
    #[must_use]
    pub fn is_coded(&self) -> bool {
        !self.coding.codes.is_empty() && !self.is_outdated()
    }

    /// Gives its place in the order of the form numbers.
    #[must_use]
    pub const fn place(&self) -> (i64, Id) {
        (self.form_number, self.interview)
    }
}

/// Which comments are meant, by their coding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    /// Without a code, or with an outdated one.
    Uncoded,
    /// With a code and without a sentiment.
    NoSentiment,
    Code(String),
    Sentiment(Sentiment),
    /// With a code and a sentiment, or without one.
    CodeSounding(String, Option<Sentiment>),
}

/// Which comments are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkFilter {
    pub which: Which,
    /// Words to be found in the comment, by their beginnings.
    pub words: String,
}

/// Coded comments: positive, neutral, negative, without a sentiment.
pub type BySentiment = [i64; 4];

/// The comments of the finished interviews of a survey, counted: each is coded, outdated or uncoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkCounts {
    pub comments: i64,
    pub coded: BySentiment,
    /// Coded once, and changed since.
    pub outdated: i64,
    /// Codings of comments that were taken away since: beside the comments.
    pub gone: i64,
    /// Comments with each code, in the order of the codes; one that the form knows no more stands last.
    pub codes: Vec<(String, BySentiment)>,
}

impl RemarkCounts {
    #[must_use]
    pub fn coded(&self) -> i64 {
        self.coded.iter().sum()
    }

    /// Gives how many have no coding at all.
    #[must_use]
    pub fn uncoded(&self) -> i64 {
        self.comments - self.coded() - self.outdated
    }

    /// Gives how many comments have a code.
    #[must_use]
    pub fn of(&self, code: &str) -> i64 {
        self.codes.iter().find(|(key, _)| key == code).map_or(0, |(_, n)| n.iter().sum())
    }

    /// Gives how many comments a filter without words leaves.
    #[must_use]
    pub fn which(&self, which: &Which) -> i64 {
        match which {
            Which::All => self.comments,
            Which::Uncoded => self.comments - self.coded(),
            Which::NoSentiment => self.coded[3],
            Which::Code(code) => self.of(code),
            Which::Sentiment(sentiment) => self.coded[place(Some(*sentiment))],
            Which::CodeSounding(code, sentiment) => self.codes.iter().find(|(key, _)| key == code).map_or(0, |(_, n)| n[place(*sentiment)]),
        }
    }
}

/// Gives where a sentiment stands in [`BySentiment`].
const fn place(sentiment: Option<Sentiment>) -> usize {
    match sentiment {
        Some(Sentiment::Positive) => 0,
        Some(Sentiment::Neutral) => 1,
        Some(Sentiment::Negative) => 2,
        None => 3,
    }
}

impl Store {
    /// Gives the kept counts of comments and codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn remark_counts(&self, survey: &Survey) -> Result<RemarkCounts> {
        let form = &survey.form;
        let Some(at) = saran::comment(form) else { return Ok(RemarkCounts::default()) };
        let asked = format!("answer:{}", form.questions[at].key);
        let codes = saran::codes(form).into_iter().map(|Code { key, .. }| (key, [0; 4]));
        let mut counts = RemarkCounts { codes: codes.collect(), ..RemarkCounts::default() };
        let sql = "SELECT what, code, n FROM tally WHERE survey = ?1 AND part = 'survey' AND item = 0 \
                   AND (what = ?2 AND code = 'text' OR what >= 'saran' AND what < 'saran;') AND n <> 0";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey.id, &asked))?;
        while let Some(row) = rows.next()? {
            let (what, code, n): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sentiment = place(Sentiment::from_code(&code));
            match (what.as_str(), code.as_str()) {
                (what, _) if what == asked => counts.comments = n,
                ("saran", "outdated") => counts.outdated = n,
                ("saran", "gone") => counts.gone = n,
                ("saran", _) => counts.coded[sentiment] = n,
                (what, _) => {
                    let key = what.trim_start_matches("saran:");
                    let at = counts.codes.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
                        counts.codes.push((key.to_owned(), [0; 4]));
                        counts.codes.len() - 1
                    });
                    counts.codes[at].1[sentiment] = n;
                }
            }
        }
        Ok(counts)
    }

    /// Learns words from the codings of the newest 5,000 interviews, each with the comment as it was coded.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn learnt(&self, survey: Id) -> Result<Learnt> {
        let sql = "SELECT s.text, (SELECT group_concat(c.code, ' ') FROM saran_code c WHERE c.interview = s.interview) \
                   FROM saran s CROSS JOIN interview i ON i.id = s.interview WHERE +i.survey = ?1 AND i.status <> 'void' \
                   ORDER BY s.interview DESC LIMIT ?2";
        let mut learnt = Learnt::default();
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query((survey, LESSONS))?;
        while let Some(row) = rows.next()? {
            let (text, codes): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            learnt.learn(&text, &codes.unwrap_or_default().split_whitespace().map(str::to_owned).collect());
        }
        Ok(learnt)
    }
}

/// Reads the coding of an interview, with the comment that it is about.
fn standing(db: &Connection, id: Id) -> Result<Option<(Coding, String)>> {
    let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?));
    let Some((text, sentiment)) = maybe(db, "SELECT text, sentiment FROM saran WHERE interview = ?1", [id], read)? else { return Ok(None) };
    let mut select = db.prepare_cached("SELECT code FROM saran_code WHERE interview = ?1")?;
    let codes = select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some((Coding { codes, sentiment: sentiment.as_deref().and_then(Sentiment::from_code) }, text)))
}

/// Tells whether two laptops coded a comment differently and nobody settled it yet.
fn is_open(db: &Connection, id: Id) -> Result<bool> {
    let sql = "SELECT 1 FROM problem WHERE interview = ?1 AND rule = 'conflict:@saran' AND state = 'open'";
    Ok(maybe(db, sql, [id], |_| Ok(()))?.is_some())
}

/// Gives the codings that stand against the one of an interview; an empty one where it was taken away.
fn rivals(db: &Connection, id: Id) -> Result<Vec<Coding>> {
    if !is_open(db, id)? {
        return Ok(Vec::new());
    }
    let lines = vector::lines(db, id)?;
    let Some(stand) = stands(&lines, &vector::knowledge(db)?).remove(SARAN) else { return Ok(Vec::new()) };
    let heads = stand.heads.iter().filter_map(|head| lines.iter().find(|line| line.id == *head));
    let others = heads.filter(|line| line.new != stand.new).map(|line| line.new.as_deref().and_then(Coding::from_log));
    Ok(others.map(|other| other.map_or_else(Coding::default, |(coding, _)| coding)).collect())
}

/// Gives the coding of an interview as the log writes it.
pub(super) fn logged(db: &Connection, id: Id) -> Result<Json> {
    Ok(standing(db, id)?.map_or(Json::Null, |(coding, text)| serde_json::from_str(&coding.to_log(&text)).unwrap_or_default()))
}

/// Gives what the coding of a finished interview adds to the counts, `what` and `code`; `comment` is the comment as it reads now.
pub(super) fn counted(db: &Connection, id: Id, comment: Option<&str>) -> Result<Vec<(String, String)>> {
    let Some((coding, text)) = standing(db, id)? else { return Ok(Vec::new()) };
    let one = |code: &str| vec![("saran".to_owned(), code.to_owned())];
    Ok(match comment {
        None => one("gone"),
        Some(comment) if comment != text => one("outdated"),
        Some(_) if coding.codes.is_empty() => Vec::new(),
        Some(_) => {
            let sentiment = coding.sentiment.map_or(NONE, Sentiment::code);
            let codes = coding.codes.iter().map(|code| (format!("saran:{code}"), sentiment.to_owned()));
            one(sentiment).into_iter().chain(codes).collect()
        }
    })
}

/// Gives what [`counted`] adds, for all finished interviews of a survey, in plain SQL: part, item, what, code, n.
pub(super) fn counted_sql(survey: &Survey, finished: &str) -> Vec<String> {
    let form = &survey.form;
    let Some(at) = saran::comment(form) else { return Vec::new() };
    let text = answers::column(form, at);
    let from = format!(
        "JOIN interview i ON i.id = s.interview JOIN {} a ON a.interview = i.id LEFT JOIN item sv ON sv.id = i.service WHERE i.survey = {} AND {finished}",
        answers::table(form),
        survey.id
    );
    vec![
        format!(
            "SELECT 'survey', 0, 'saran', CASE WHEN {text} IS NULL THEN 'gone' WHEN s.text <> {text} THEN 'outdated' ELSE coalesce(s.sentiment, '{NONE}') END, \
             count(*) FROM saran s {from} AND (s.text IS NOT {text} OR EXISTS (SELECT 1 FROM saran_code c WHERE c.interview = s.interview)) GROUP BY 4"
        ),
        format!(
            "SELECT 'survey', 0, 'saran:' || c.code, coalesce(s.sentiment, '{NONE}'), count(*) FROM saran s JOIN saran_code c ON c.interview = s.interview {from} \
             AND s.text = {text} GROUP BY 3, 4"
        ),
    ]
}
