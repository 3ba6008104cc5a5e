//! What a screen is, and how it answers a wish; knows no screen.

use super::action::Action;
use super::keys::Scope;
use super::theme::Theme;
use crate::exchange;
use crate::store::{self, Cell, Filter, Part, Store};
use crate::survey::interview::Id;
use crate::words::Words;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What a screen needs to draw itself.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub words: Words,
    pub theme: Theme,
}

/// The heading of a screen: what it is about, and where one stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub left: String,
    pub right: String,
}

/// One screen. It reads the store in `load` and `update` and draws only what it holds.
pub trait Screen {
    /// Gives the heading.
    fn title(&self, w: Words) -> Title;
    /// Gives the scopes whose keys work now, the innermost first.
    fn scopes(&self) -> Vec<Scope>;
    /// Reads what is shown; called when the screen comes to the front.
    ///
    /// # Errors
    /// When the database does not answer.
    fn load(&mut self, store: &Store) -> Result<()>;
    /// Does what the person wants.
    ///
    /// # Errors
    /// When an operation was stopped; nothing is lost then, and the screen stands as before.
    fn update(&mut self, action: Action, store: &mut Store, w: Words) -> Result<Step>;
    /// Draws the screen.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look);
}

/// How the list of interviews opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With all interviews.
    All,
    /// Asking for words to be found.
    Find,
    /// With what was found last; asking where nothing was searched for yet.
    FindAgain,
    /// With what a filter leaves, from a form number on.
    With(Box<Filter>, i64),
}

/// Who may sign in where a screen asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    Anyone,
    Supervisors,
    /// One person or a supervisor.
    This(Id),
    /// One person and nobody else.
    Alone(Id),
}

/// Where to go; screens name routes, never one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Set up a new survey.
    NewSurvey,
    /// Set up a new survey with a questionnaire of the database.
    NewSurveyWith {
        key: String,
        version: u32,
    },
    /// The questionnaires; for a survey, its versions.
    Forms {
        survey: Option<Id>,
    },
    /// Look at a questionnaire, or try keying it.
    FormTrial {
        key: String,
        version: u32,
        survey: Option<Id>,
        keyed: bool,
    },
    /// Move a survey to another version of its questionnaire.
    FormMove {
        survey: Id,
        version: u32,
    },
    /// Check a questionnaire's file.
    FormCheck,
    /// Change a survey's set-up.
    Setup(Id),
    /// Key a batch's header: a new one, or a stored one to be corrected.
    Batch {
        survey: Id,
        batch: Option<Id>,
    },
    /// Key a batch.
    Entry {
        batch: Id,
    },
    /// Mend one interview, at a question where one is pinned.
    Mend {
        survey: Id,
        interview: Id,
        question: Option<String>,
    },
    /// The interviews of a survey.
    List {
        survey: Id,
        opening: Opening,
    },
    /// How complete a survey is: the home of supervisors.
    Completeness {
        survey: Id,
    },
    /// Form numbers and control totals that do not agree.
    /// The batches that expect forms in a cell of the counts.
    Batches {
        survey: Id,
        part: Part,
        cell: Cell,
    },
    Numbers {
        survey: Id,
    },
    /// The item matrix.
    Items {
        survey: Id,
    },
    /// Say who is at the keyboard, then go on.
    SignIn {
        survey: Id,
        only: Only,
        then: Option<Box<Self>>,
    },
    /// Who changed what in a survey, or in one interview of it.
    Trail {
        survey: Id,
        interview: Option<Id>,
    },
    /// Quality flags by rule and surveyor.
    Flags {
        survey: Id,
    },
    /// Walk the complete interviews, to approve or return them.
    Review {
        survey: Id,
    },
    /// What each surveyor keyed, how fast, and what came back.
    Operators {
        survey: Id,
    },
    /// The verifications of a survey.
    Verifications {
        survey: Id,
    },
    /// Draw the sample of a new verification.
    DrawVerification {
        survey: Id,
    },
    /// Key a sample again, blind.
    Rekey {
        verification: Id,
    },
    /// Settle the mismatches of a verification.
    Settle {
        verification: Id,
    },
    /// The result of a verification.
    Verdict {
        verification: Id,
    },
    /// The index of a survey.
    Results {
        survey: Id,
    },
    /// The surveys of the same unit over time.
    Trend {
        survey: Id,
        /// The key of the index.
        index: String,
    },
    /// Hand over to another laptop what is new to it.
    HandOver,
    /// Merge what other laptops have.
    Merge,
    /// Everything about a survey in one file.
    Archive {
        survey: Id,
    },
    /// Copies of the database.
    Backups,
    /// What two laptops changed.
    Conflicts {
        survey: Id,
    },
    /// Code the comments of a survey.
    Saran {
        survey: Id,
    },
    /// The report of a survey.
    Report {
        survey: Id,
    },
    /// The plan of follow-up.
    Plan {
        survey: Id,
    },
    /// Take interviews in from a file.
    Import {
        survey: Id,
    },
    /// Write interviews to a file.
    Export {
        survey: Id,
        filter: Filter,
    },
}

/// How a screen answers a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Stay,
    /// Says that something is done.
    Say(String),
    /// Says that a key means nothing here or broke a hard rule: one bell.
    Refuse(String),
    /// Says that something is doubtful: two bells.
    Warn(String),
    Open(Route),
    /// Opens a route in this screen's place, with a word about what was done.
    Become(Route, String),
    Ask {
        question: String,
        yes: Action,
    },
    Close,
    /// Closes and says something on the screen below.
    CloseSaying(String),
    /// Work goes on: call again with [`Action::Tick`] when no key waits.
    Work,
    /// This action means nothing here.
    Unknown,
}

impl Step {
    /// Asks before what was typed is thrown away; agreed to, the screen gets [`Action::Discard`].
    #[must_use]
    pub fn ask_discard(w: Words) -> Self {
        Self::Ask { question: w.ask_discard().to_owned(), yes: Action::Discard }
    }
}

/// What stopped an operation on a screen.
#[derive(Debug)]
pub enum Error {
    Store(store::Error),
    Exchange(exchange::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Says what went wrong and what to do next, as sentences.
    #[must_use]
    pub fn say(&self, w: Words) -> String {
        let (what, hint) = match self {
            Self::Store(error) => (error.say(w), error.hint(w)),
            Self::Exchange(error) => (error.say(w), error.hint(w)),
        };
        format!("{}. {hint}", capital(&what))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<exchange::Error> for Error {
    fn from(error: exchange::Error) -> Self {
        Self::Exchange(error)
    }
}

/// Begins a sentence with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
