//! An expression whose types are settled: what is worked out; knows no text and no key.

use super::datum::Datum;
use super::function::Builtin;
use super::tree::Joint;
use regex_lite::{Regex, RegexBuilder};
use std::sync::Arc;

/// Codes and names of a question's choices; absent where the list is not part of the form, so that every code may be in it.
pub type Choices = Option<Arc<[(i64, String)]>>;

/// A step of working out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Constant(Datum<'static>),
    Answer(usize),
    Own,
    Attribute(String),
    Today,
    All(Vec<Op>),
    Any(Vec<Op>),
    Not(Box<Op>),
    Compare(Joint, Box<(Op, Op)>),
    Arithmetic(Joint, Box<(Op, Op)>),
    Negate(Box<Op>),
    /// The days from the second date to the first.
    Between(Box<(Op, Op)>),
    /// A date moved by so many days, forward or back.
    Shift(bool, Box<(Op, Op)>),
    If(Box<(Op, Op, Op)>),
    Coalesce(Vec<Op>),
    /// Whether the code was chosen.
    Chosen(Box<Op>, i64),
    /// Whether the choice was chosen that a text names.
    ChosenNamed(Box<(Op, Op)>, Choices),
    /// The names of what was chosen.
    Named(Box<Op>, Choices),
    Matches(Box<Op>, Pattern),
    Call(Builtin, Vec<Op>),
}

/// The largest pattern, in bytes of what it is compiled to.
const PATTERN: usize = 1 << 18;

/// A regular expression that a whole text fits or not.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    source: String,
    whole: Regex,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What the pattern gets wrong.
    pub(super) fn new(source: &str) -> Result<Self, String> {
        let build = |text: &str| RegexBuilder::new(text).size_limit(PATTERN).nest_limit(50).build().map_err(|error| error.to_string());
        // By itself first: what is put around it must not close its parentheses.
        build(source)?;
        Ok(Self { source: source.to_owned(), whole: build(&format!("^(?:{source})$"))? })
    }

    pub(super) fn fits(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}
