//! What a person wants, whichever key says it.

/// A wish of the person at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    // Typing.
    Type(char),
    Paste(String),
    Erase,
    EraseAfter,
    EraseWord,
    EraseBefore,
    Left,
    Right,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    // Moving and deciding.
    Accept,
    Back,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Finish,
    Leave,
    /// Yes, throw away what was typed.
    Discard,
    Change,
    /// Yes, replace the file.
    Replace,
    // Keying.
    Choices,
    Missing,
    /// A decimal point, or the mark between day and month, hour and minute; where nothing is typed, the missing reasons.
    Point,
    /// A minus sign, or the mark between day and month.
    Minus,
    Ditto,
    Carried,
    Note,
    GoTo,
    Find,
    FindAgain,
    Previous,
    Next,
    NextSection,
    PreviousSection,
    /// A line break in a long text.
    NewLine,
    Undo,
    Pause,
    Statistics,
    Keep,
    WalkAgain,
    Layout,
    AutoAdvance,
    Bell,
    Header,
    // Questionnaires.
    Forms,
    /// Key a questionnaire without saving.
    Try,
    /// Keys a survey with this version from now on.
    UseForm,
    /// What can be added to a questionnaire.
    Blocks,
    // Surveys and lists.
    New,
    Edit,
    List,
    Export,
    Void,
    FilterStatus,
    FilterSurveyor,
    FilterLocation,
    FilterService,
    FilterDate,
    Retire,
    Remove,
    // Supervision.
    Supervise,
    ByAll,
    ByLocation,
    ByService,
    BySurveyor,
    ByDay,
    Numbers,
    Items,
    SignIn,
    Trail,
    /// Close the survey, or open it again.
    Lock,
    /// Yes, close it.
    CloseSurvey,
    ForgetPin,
    ForgetPinNow,
    FinishNow,
    Flags,
    /// Check all finished interviews again.
    Check,
    /// A flag is right as it is, for a reason.
    Settle,
    Review,
    Approve,
    Return,
    Comment,
    /// Approve what is complete and has no open problem.
    ApproveAll,
    /// Yes, approve them.
    ApproveAllNow,
    Operators,
    PerDay,
    Verify,
    TakeFirst,
    TakeSecond,
    // Results.
    Results,
    /// How often each value was given.
    Distribution,
    /// Shows the next index of the form.
    NextIndex,
    /// Form order or the regulation's.
    Order,
    Interval,
    Convention,
    Pooling,
    Trend,
    // Files of other programs.
    Import,
    /// The typed name becomes what it can be.
    Complete,
    /// Yes, import the rows that are not refused.
    ImportNow,
    // Several laptops.
    HandOver,
    Merge,
    Conflicts,
    /// Everything about a survey in one file.
    Archive,
    /// Copies of the database.
    Backups,
    /// Yes, restore it.
    Restore,
    // Comments.
    Saran,
    /// Take the codes that are suggested.
    TakeSuggestion,
    FilterCode,
    Report,
    Plan,
    // Everywhere.
    Help,
    Language,
    Quit,
    /// No key waits: work in hand may go on.
    Tick,
}
