//! One interview as a file gives it, and what of it stands; knows no database.

use crate::survey::flow;
use crate::survey::form::Form;
use crate::survey::interview::{Effort, Id, Status};
use crate::survey::value::Answer;
use jiff::civil::Date;

/// One interview as a file gives it: nothing in it breaks a hard rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The line of a text, the row of a sheet.
    pub row: u64,
    /// What tells the row again, and what it says: bits of a hash.
    pub identity: i64,
    pub content: i64,
    /// None where the file has no numbers: the next free one is given.
    pub form_number: Option<i64>,
    pub status: Status,
    pub date: Date,
    pub band: Option<Id>,
    pub location: Id,
    pub surveyor: Id,
    /// Moments as stored; the moment of the import where the file has none.
    pub started: Option<String>,
    pub completed: Option<String>,
    pub effort: Effort,
    /// By position of the question.
    pub answers: Vec<Option<Answer>>,
    /// Notes beside questions, by position of the question.
    pub notes: Vec<(usize, String)>,
}

impl Incoming {
    /// Gives the answers that stand with this form, those worked out among them, and the ones that are kept aside.
    #[must_use]
    pub fn standing(&self, form: &Form) -> (Vec<Option<Answer>>, Vec<Option<Answer>>) {
        let mut answers = self.answers.clone();
        let mut aside = vec![None; answers.len()];
        flow::settle(form, &mut answers, &mut aside, self.date, None);
        (answers, aside)
    }
}
