//! What the comments of a survey come to, for a report: the counts, and for each code some comments that carry it; knows no report.

use super::super::{Result, Store, Survey};
use super::{RemarkCounts, RemarkFilter, Which};
use crate::survey::interview::Id;
use crate::survey::saran::{PRAISE, Sentiment};
use std::collections::BTreeSet;

/// Comments that are looked at for each one that is told: some say the same.
const LOOKED_AT: usize = 20;

/// A comment that shows what a code is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkExample {
    pub form_number: i64,
    /// As it was written; it may name people.
    pub text: String,
    pub sentiment: Option<Sentiment>,
}

/// The comments of a survey's finished interviews, counted, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkSummary {
    pub counts: RemarkCounts,
    /// For each code of `counts.codes`, in the same order.
    pub examples: Vec<Vec<RemarkExample>>,
}

impl Store {
    /// Gives the kept counts by code and sentiment, what is not coded and what is outdated, and at most `most` comments for each code:
    /// complaints first, of praise the positive ones; then by form number; what says the same stands once. Outdated ones are no examples.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn remark_summary(&self, survey: &Survey, most: usize) -> Result<RemarkSummary> {
        let counts = self.remark_counts(survey)?;
        let codes = counts.codes.iter();
        let examples = codes.map(|(code, _)| self.remark_examples(survey, &counts, code, most)).collect::<Result<_>>()?;
        Ok(RemarkSummary { counts, examples })
    }

    fn remark_examples(&self, survey: &Survey, counts: &RemarkCounts, code: &str, most: usize) -> Result<Vec<RemarkExample>> {
        let mut order = [Some(Sentiment::Negative), Some(Sentiment::Neutral), None, Some(Sentiment::Positive)];
        if code == PRAISE {
            order.reverse();
        }
        let (mut examples, mut said) = (Vec::new(), BTreeSet::new());
        for sentiment in order {
            let filter = RemarkFilter { which: Which::CodeSounding(code.to_owned(), sentiment), words: String::new() };
            let mut from = (i64::MIN, Id::MIN);
            // No more is walked than there is, nor than is wanted.
            let there = usize::try_from(counts.which(&filter.which)).unwrap_or(0);
            for _ in 0..there.min(LOOKED_AT * most) {
                if examples.len() >= most {
                    return Ok(examples);
                }
                let Some(remark) = self.remark_beside(survey, &filter, from, true)? else { break };
                from = remark.place();
                if said.insert(remark.text.trim().to_lowercase()) {
                    let (form_number, sentiment) = (remark.form_number, remark.coding.sentiment);
                    examples.push(RemarkExample { form_number, text: remark.text, sentiment });
                }
            }
        }
        Ok(examples)
    }
}
