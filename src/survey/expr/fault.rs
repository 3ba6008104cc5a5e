//! What is wrong with an expression, where, and what to write instead; knows no form file.

use std::fmt;
use std::ops::Range;

/// Something in an expression that must be mended before it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the source.
    pub at: Range<usize>,
    /// What is wrong.
    pub text: String,
    /// The next step.
    pub hint: String,
    /// True where XLSForm allows it and cacah does not have it.
    pub foreign: bool,
    /// What XForms takes a part for where it allows what this language does not: its place, and the same said soundly.
    pub meant: Option<(Range<usize>, String)>,
}

impl Fault {
    pub(super) fn new(at: Range<usize>, text: String, hint: impl Into<String>) -> Self {
        Self { at, text, hint: hint.into(), foreign: false, meant: None }
    }

    pub(super) fn foreign(at: Range<usize>, text: String, hint: impl Into<String>) -> Self {
        Self { foreign: true, ..Self::new(at, text, hint) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.text, self.hint)
    }
}
