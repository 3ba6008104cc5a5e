//! The codebook: what each variable means, which codes stand in it and how often; knows no database.

mod counts;
mod ddi;
mod html;
pub(super) mod markdown;

pub(super) use counts::{Count, Counts};

use super::column::{Column, Holds};
use super::plan::{Encoder, Next, Plan, Result};
use super::sink::Sink;
use crate::store::Record;
use crate::survey::value::Missing;
use crate::words::Words;
use std::io::Write;

/// What a codebook says of one variable.
pub(super) struct Entry {
    pub name: String,
    pub label: String,
    /// The full wording of the question; empty for what is no question.
    pub wording: String,
    /// What kind of value, in words.
    pub kind: &'static str,
    /// From the lowest to the highest; empty where there is no order.
    pub range: String,
    pub ends: Option<(String, String)>,
    pub holds: Holds,
    /// Values that are there.
    pub n: u64,
    pub lines: Vec<Line>,
}

/// One code, or a reason why there is none.
pub(super) struct Line {
    pub code: String,
    pub label: String,
    pub n: u64,
    /// Whether it stands for no answer.
    pub is_absent: bool,
}

/// Gives what the codebook says of every variable.
pub(super) fn entries(plan: &Plan, counts: &Counts) -> Vec<Entry> {
    counts.variables.iter().map(|(column, count)| entry(plan, column, count)).collect()
}

fn entry(plan: &Plan, column: &Column, count: &Count) -> Entry {
    let w = plan.w();
    let question = column.question.and_then(|at| plan.survey.form.questions.get(at));
    let mut lines: Vec<Line> = column
        .codes
        .iter()
        .map(|(code, label)| Line {
            code: code.to_string(),
            label: label.clone(),
            n: count.codes.get(code).copied().unwrap_or(0),
            is_absent: false,
        })
        .collect();
    // A code that the list does not know is there all the same.
    let unknown = count.codes.iter().filter(|(code, _)| column.codes.iter().all(|(known, _)| known != *code));
    lines.extend(unknown.map(|(code, n)| Line { code: code.to_string(), label: w.codebook_unknown().to_owned(), n: *n, is_absent: false }));
    if column.takes_reasons() {
        lines.extend(Missing::ALL.into_iter().filter_map(|reason| {
            let n = count.reasons.get(&reason).copied()?;
            Some(Line { code: reason.code().to_owned(), label: w.missing(reason).to_owned(), n, is_absent: true })
        }));
    }
    if count.none > 0 {
        lines.push(Line { code: String::new(), label: w.codebook_none().to_owned(), n: count.none, is_absent: true });
    }
    Entry {
        name: column.name.clone(),
        label: column.label.clone(),
        wording: question.map(|question| question.wording.get(w.0).to_owned()).unwrap_or_default(),
        kind: kind(column.holds, w),
        range: count.range.as_ref().map(|(first, last)| format!("{first} - {last}")).unwrap_or_default(),
        ends: count.range.as_ref().map(|(first, last)| (first.to_string(), last.to_string())),
        holds: column.holds,
        n: count.n,
        lines,
    }
}

const fn kind(holds: Holds, w: Words) -> &'static str {
    match holds {
        Holds::Code => w.kind_code(),
        Holds::Step => w.kind_step(),
        Holds::Mark => w.kind_mark(),
        Holds::Whole => w.kind_whole(),
        Holds::Fraction => w.kind_fraction(),
        Holds::Day => w.kind_day(),
        Holds::Time => w.kind_time(),
        Holds::Text => w.kind_text(),
    }
}

/// How a codebook becomes text.
type Render = fn(&Plan, &[Entry]) -> String;

/// A codebook at work: it is written when every interview was counted.
pub(super) struct Codebook {
    counts: Counts,
    render: Render,
}

impl Codebook {
    pub fn markdown(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { counts: Counts::new(plan), render: markdown::render })
    }

    pub fn ddi(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { counts: Counts::new(plan), render: ddi::render })
    }

    pub fn html(plan: &Plan) -> Box<dyn Encoder> {
        Box::new(Self { counts: Counts::new(plan), render: html::render })
    }
}

impl Encoder for Codebook {
    fn passes(&self) -> u64 {
        1
    }

    fn begin(&mut self, _: &Plan, _: &mut Sink) -> Result<()> {
        Ok(())
    }

    fn page(&mut self, plan: &Plan, records: &[Record], _: &mut Sink) -> Result<()> {
        self.counts.add(plan, records);
        Ok(())
    }

    fn end(&mut self, plan: &Plan, out: &mut Sink) -> Result<Next> {
        out.write_all((self.render)(plan, &entries(plan, &self.counts)).as_bytes())?;
        Ok(Next::Done)
    }

    fn rows(&self) -> u64 {
        0
    }
}
