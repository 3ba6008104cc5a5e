//! `cacah saran`: what the comments of a survey are about, by code and sentiment, and how many are not coded.

use super::failure::Outcome;
use super::index::columns;
use super::{Place, find_survey, print};
use crate::store::{BySentiment, RemarkCounts, Survey};
use crate::survey::saran::Sentiment;
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;

/// Tells what the comments of a survey are about: how many have each code, by sentiment, and how many are not coded
///
/// Comments of finished interviews count (complete, returned, approved). A comment may have several codes, so that they sum to more than
/// the comments. One that was mended after it was coded is outdated and counts for no code until somebody codes it again.
#[derive(Debug, Args)]
pub struct Saran {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 8] = [
    ("survey", "the survey's key"),
    ("comments", "finished interviews with a comment; `coded`, `outdated` and `uncoded` together"),
    ("coded", "comments with at least one code"),
    ("outdated", "comments that were coded and mended since"),
    ("uncoded", "comments that nobody coded"),
    ("gone", "codings of comments that were taken away since; not among the comments"),
    ("sentiments", "the coded comments by sentiment: `positive`, `neutral`, `negative`, `none`"),
    (
        "codes",
        "a list with an object for each code: `code` (the key of an unsur's question, `pujian` or `lainnya`), `label`, `n`, and `n` by sentiment: `positive`, `neutral`, `negative`, `none`",
    ),
];

impl Saran {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let counts = store.remark_counts(&survey)?;
        print(if self.json { as_json(&survey, &counts, lang) } else { text(&survey, &counts, lang) })
    }
}

/// Names the columns of a [`BySentiment`].
fn names() -> impl Iterator<Item = &'static str> {
    Sentiment::ALL.into_iter().map(Sentiment::code).chain(["none"])
}

fn text(survey: &Survey, counts: &RemarkCounts, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String can't fail, here and below.
    let _ = writeln!(text, "{}\n", safe(&survey.title()));
    let (coded, outdated, uncoded) = (counts.coded(), counts.outdated, counts.uncoded());
    let _ = writeln!(text, "{} comments: {coded} coded, {outdated} outdated, {uncoded} uncoded\n", counts.comments);
    let mut rows = vec![["code", "n"].into_iter().chain(names()).map(str::to_owned).collect::<Vec<_>>()];
    let row = |name: String, by: &BySentiment| {
        let numbers = std::iter::once(by.iter().sum::<i64>()).chain(by.iter().copied());
        std::iter::once(name).chain(numbers.map(|n| n.to_string())).collect::<Vec<_>>()
    };
    rows.extend(counts.codes.iter().map(|(code, by)| row(safe(Words(lang).saran_code(&survey.form, code)), by)));
    rows.push(row("coded".to_owned(), &counts.coded));
    text.push_str(&columns(&rows));
    if counts.gone > 0 {
        let _ = writeln!(text, "\nleft out: codings of comments that were taken away since: {}", counts.gone);
    }
    text
}

fn as_json(survey: &Survey, counts: &RemarkCounts, lang: Lang) -> String {
    let by = |by: &BySentiment| names().zip(by).map(|(name, n)| (name.to_owned(), Json::from(*n))).collect::<Map<_, _>>();
    let code = |(code, n): &(String, BySentiment)| {
        let mut object = by(n);
        object.insert("code".to_owned(), code.as_str().into());
        object.insert("label".to_owned(), Words(lang).saran_code(&survey.form, code).into());
        object.insert("n".to_owned(), n.iter().sum::<i64>().into());
        Json::from(object)
    };
    let object = json!({
        "survey": survey.key,
        "comments": counts.comments,
        "coded": counts.coded(),
        "outdated": counts.outdated,
        "uncoded": counts.uncoded(),
        "gone": counts.gone,
        "sentiments": by(&counts.coded),
        "codes": counts.codes.iter().map(code).collect::<Vec<_>>(),
    });
    format!("{object:#}\n")
}
