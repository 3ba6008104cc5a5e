//! What comments are about: the codes and their keys, the sentiment, and codes suggested from words; knows no database and no screen.

use super::form::{Form, Question};
use super::index::Definition;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Praise, without an unsur of its own.
pub const PRAISE: &str = "pujian";

/// Anything that is about no unsur.
pub const OTHER: &str = "lainnya";

/// The keys of the unsur in form order: as on paper, then letters that mean nothing else there.
const SIGNS: &str = "123456789acdeghijknoqrvwxyz";

/// One code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The key of an unsur's question, [`PRAISE`] or [`OTHER`]; stable.
    pub key: String,
    /// The question's position in the form; none for the other two.
    pub question: Option<usize>,
    /// What gives and takes it.
    pub sign: char,
}

/// Gives the codes of a form: the unsur of its first index in form order, praise, anything else.
#[must_use]
pub fn codes(form: &Form) -> Vec<Code> {
    let first = Definition::first(form);
    let unsur = first.questions.iter().copied().zip(SIGNS.chars());
    let unsur = unsur.map(|(at, sign)| Code { key: form.questions[at].key.clone(), question: Some(at), sign });
    let others = [(PRAISE, 'p'), (OTHER, 'l')].map(|(key, sign)| Code { key: key.to_owned(), question: None, sign });
    unsur.chain(others).collect()
}

/// Gives the question whose answers are comments: the last one that takes text.
#[must_use]
pub fn comment(form: &Form) -> Option<usize> {
    form.questions.iter().rposition(Question::takes_text)
}

/// How a comment sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sentiment {
    Positive,
    Neutral,
    Negative,
}

impl Sentiment {
    pub const ALL: [Self; 3] = [Self::Positive, Self::Neutral, Self::Negative];

    /// Gives the stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }

    /// Finds one by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sentiment| sentiment.code() == code)
    }

    /// Gives what sets it and takes it away.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Positive => '+',
            Self::Neutral => '0',
            Self::Negative => '-',
        }
    }

    /// Finds one by its sign; `=` is the plus without Shift.
    #[must_use]
    pub fn from_sign(sign: char) -> Option<Self> {
        let sign = if sign == '=' { '+' } else { sign };
        Self::ALL.into_iter().find(|sentiment| sentiment.sign() == sign)
    }
}

/// What a person said about a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    pub codes: BTreeSet<String>,
    pub sentiment: Option<Sentiment>,
}

impl Coding {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.sentiment.is_none()
    }

    /// Gives a code, or takes it away.
    pub fn toggle(&mut self, code: &str) {
        if !self.codes.remove(code) {
            self.codes.insert(code.to_owned());
        }
    }

    /// Writes it for the log, with the comment that it is about.
    #[must_use]
    pub fn to_log(&self, text: &str) -> String {
        json!({ "codes": self.codes, "sentiment": self.sentiment.map(Sentiment::code), "text": text }).to_string()
    }

    /// Reads what [`Coding::to_log`] wrote: the coding and the comment; `None` where it is something else.
    #[must_use]
    pub fn from_log(log: &str) -> Option<(Self, String)> {
        let json: Json = serde_json::from_str(log).ok()?;
        let codes = json["codes"].as_array()?.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect();
        let sentiment = json["sentiment"].as_str().and_then(Sentiment::from_code);
        Some((Self { codes, sentiment }, json["text"].as_str()?.to_owned()))
    }
}

/// The shortest word that may suggest a code: `di`, `ke` and the like never do.
const SHORTEST: usize = 3;

/// Comments with a word that must have carried a code before the word suggests it.
const FEWEST: u64 = 2;

/// What people's codings teach about words: in how many coded comments a word stood, and in how many of them each code was given.
///
/// A word suggests a code where at least two coded comments had both, and where the code's share among the comments with the word lies
/// beyond the middle between its share among all coded comments and the whole: with `N` comments coded, `C` of them with the code, `n`
/// with the word, `b` with both, where `b >= 2` and `2 b N > n (N + C)`. So a code that most comments have is not suggested by words
/// that stand in most comments, and one that all have is never suggested. Whole numbers alone; the same codings give the same
/// suggestion in whatever order they were learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    all: u64,
    codes: BTreeMap<String, u64>,
    words: HashMap<String, (u64, BTreeMap<String, u64>)>,
}

/// A word that suggests a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub word: String,
    /// Coded comments with the word that have the code, and all coded comments with the word.
    pub both: u64,
    pub with_word: u64,
}

/// A code that the words of a comment suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub code: String,
    /// Why: the words, the most telling first; never empty.
    pub reasons: Vec<Reason>,
}

impl Learnt {
    /// Learns from a coded comment; one without a code teaches nothing.
    pub fn learn(&mut self, text: &str, codes: &BTreeSet<String>) {
        self.change(text, codes, |n| *n += 1);
    }

    /// Takes back what was learnt from a coded comment.
    pub fn forget(&mut self, text: &str, codes: &BTreeSet<String>) {
        self.change(text, codes, |n| *n = n.saturating_sub(1));
    }

    fn change(&mut self, text: &str, codes: &BTreeSet<String>, by: impl Fn(&mut u64)) {
        if codes.is_empty() {
            return;
        }
        by(&mut self.all);
        for code in codes {
            by(self.codes.entry(code.clone()).or_default());
        }
        for word in words(text) {
            let (all, with) = self.words.entry(word).or_default();
            by(all);
            for code in codes {
                by(with.entry(code.clone()).or_default());
            }
        }
    }

    /// Gives the codes that a comment's words suggest, in the order of their names; none is ever applied by itself.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let mut found: BTreeMap<&str, Vec<Reason>> = BTreeMap::new();
        for word in words(text) {
            let Some((with_word, with)) = self.words.get(&word) else { continue };
            for (code, both) in with {
                let coded = self.codes.get(code).copied().unwrap_or(0);
                if *both >= FEWEST && 2 * both * self.all > with_word * (self.all + coded) {
                    let reason = Reason { word: word.clone(), both: *both, with_word: *with_word };
                    found.entry(code).or_default().push(reason);
                }
            }
        }
        let suggestion = |(code, mut reasons): (&str, Vec<Reason>)| {
            // The larger share first, by cross products; then what was met more often; then by the alphabet.
            reasons.sort_by(|a, b| {
                (b.both * a.with_word).cmp(&(a.both * b.with_word)).then(b.both.cmp(&a.both)).then_with(|| a.word.cmp(&b.word))
            });
            Suggestion { code: code.to_owned(), reasons }
        };
        found.into_iter().map(suggestion).collect()
    }
}

/// Gives the different words of a text in small letters.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= SHORTEST && word.chars().any(char::is_alphabetic)).collect()
}

#[cfg(test)]
mod tests;
