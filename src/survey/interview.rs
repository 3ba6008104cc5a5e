//! One respondent's record as it stands, and the changes that a key asks for; knows no database.

use super::flow;
use super::form::Form;
use super::sheet::Sheet;
use super::value::Answer;
use jiff::civil::Date;

/// `device << 32 | sequence`: unique for ever, across tables and laptops.
pub type Id = i64;

/// Why a carried-forward answer stands in the log; no person can type it as a reason.
pub const CARRIED: &str = "@carried";

/// Why a flag that a check over all interviews, or a corrected batch, raised or took back stands in the log.
pub const CHECKED: &str = "@checked";
/// Why an approval fell: the record was changed after it; no person can type it as a reason.
pub const EDITED: &str = "@edited";

/// Why an answer was changed that a verification had found wrong; no person can type it as a reason.
pub const VERIFIED: &str = "@verification";

/// Where an interview stands on its way to clean data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Draft,
    Complete,
    Returned,
    Approved,
    Void,
}

impl Status {
    /// All statuses, in the order of the work.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Complete, Self::Returned, Self::Approved, Self::Void];

    /// The statuses of finished interviews, as [`Status::is_finished`] tells.
    pub const FINISHED: [Self; 3] = [Self::Complete, Self::Returned, Self::Approved];

    /// Gives the stable code used in the database, in exports and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Complete => "complete",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Void => "void",
        }
    }

    /// Finds a status by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Tells whether changing an answer needs a reason: the record was once declared finished.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Complete | Self::Approved | Self::Returned)
    }
}

/// What keying an interview cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Keys pressed.
    pub keys: i64,
    /// Answers that replaced another answer.
    pub corrections: i64,
    /// Milliseconds at work: pauses left out, each wait counted as a minute at most.
    pub ms: i64,
    /// How often keying stopped: by the key for a pause, or by a wait longer than counts as work.
    pub pauses: i64,
    /// Milliseconds that keying stood still then.
    pub pause_ms: i64,
}

/// A soft problem that a person looked at and left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The problem's rule, as `Problem::rule` names it.
    pub rule: String,
    pub question: Option<usize>,
    pub reason: String,
}

/// One respondent's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Absent until the first answer is stored.
    pub id: Option<Id>,
    pub form_number: i64,
    pub status: Status,
    /// The day of the interview, which `today()` means in the form's expressions.
    pub day: Date,
    /// The version of the form that it is keyed with; 0 until it is stored, which takes the survey's present one.
    pub version: u32,
    /// By position of the question in the form; `None` is not answered yet.
    pub answers: Vec<Option<Answer>>,
    /// Answers that were keyed and do not stand now, because their question does not apply or a rule does not hold; they return by themselves.
    pub aside: Vec<Option<Answer>>,
    /// Which answers were carried forward and not keyed.
    pub carried: Vec<bool>,
    pub notes: Vec<Option<String>>,
    pub kept: Vec<Kept>,
    /// Counts the stored changes; guards against two programs changing one record.
    pub revision: i64,
    pub effort: Effort,
}

impl Interview {
    /// Makes an empty draft of a day for a form of so many questions.
    #[must_use]
    pub fn empty(form_number: i64, day: Date, questions: usize) -> Self {
        Self {
            id: None,
            form_number,
            status: Status::Draft,
            day,
            version: 0,
            answers: vec![None; questions],
            carried: vec![false; questions],
            notes: vec![None; questions],
            aside: vec![None; questions],
            kept: Vec::new(),
            revision: 0,
            effort: Effort::default(),
        }
    }

    /// Brings the answers in line with the form, as [`flow::settle`] does; gives the questions whose standing answer is another one now.
    pub fn settle(&mut self, form: &Form, changed: Option<&[usize]>) -> Vec<usize> {
        flow::settle(form, &mut self.answers, &mut self.aside, self.day, changed)
    }

    /// Gives the answers as the rules of its form see them.
    #[must_use]
    pub fn sheet<'a>(&'a self, form: &'a Form) -> Sheet<'a> {
        Sheet::new(form, &self.answers, self.day)
    }
}

/// One answer that changes; `new` absent means that it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub question: usize,
    pub old: Option<Answer>,
    pub new: Option<Answer>,
    pub why: Option<String>,
}

/// What one key asks to be stored, all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Save {
    pub writes: Vec<Write>,
    /// The soft problems kept with this answer.
    pub kept: Vec<Kept>,
    /// Rules that had been kept and no longer apply, because their answer changes.
    pub lapsed: Vec<String>,
}
