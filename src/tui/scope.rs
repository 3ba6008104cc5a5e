//! The scopes: where a key has its meaning; knows no key.

use crate::words::Words;

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// The list of surveys.
    Home,
    /// A question that text is not typed on.
    Question,
    /// Digits that take a sign or marks between them.
    Figure,
    /// The form number.
    Number,
    /// A question that text is typed on.
    TextQuestion,
    /// A question that a text of several lines is typed on.
    LongText,
    /// A form of several pages.
    LongForm,
    /// The entry screen, whatever the question.
    Entry,
    /// The reasons for a missing answer.
    Reason,
    /// A soft problem that waits for a decision.
    Doubt,
    /// A soft problem of the whole form, just saved or opened.
    Pending,
    /// Editing in a line of text.
    Text,
    /// A line that asks for a word: reason, note, number.
    Prompt,
    /// A list of choices.
    Pick,
    /// A list of which several can be chosen.
    Marking,
    /// The map of a long form.
    Map,
    /// Searching in a list of choices.
    Search,
    /// A notice over the screen: pause, statistics.
    Overlay,
    /// A form of fields: set-up, batch header.
    Fields,
    /// The choice of a template.
    Templates,
    /// What can be added to a questionnaire.
    Blocks,
    /// What the set-up has beyond fields.
    Setup,
    /// What the batch header has beyond fields.
    Batch,
    /// A field of the header that is chosen from a list.
    Choosing,
    /// The list of questionnaires.
    Forms,
    /// What that list has beyond itself where it was opened for a survey.
    FormsOfSurvey,
    /// A survey being moved to another version of its questionnaire.
    FormMove,
    /// A questionnaire being looked at.
    Looking,
    /// What came of checking a questionnaire's file.
    Checked,
    /// A file that is sound.
    Sound,
    /// The list of interviews.
    List,
    /// The export screen.
    Export,
    /// The export at work, or done.
    Working,
    /// Lines that open what is behind them.
    Lines,
    /// Columns of such lines.
    Columns,
    /// The people who sign in.
    People,
    /// Completeness, the home of supervisors.
    Completeness,
    /// The audit trail.
    Trail,
    /// The screen of quality flags.
    Flags,
    /// The check of all interviews, at work.
    Checking,
    /// What the list of interviews has beyond itself where one flag is looked at.
    Flagged,
    /// The review of complete interviews.
    Review,
    /// The operator statistics.
    Operators,
    /// The list of verifications.
    Verifications,
    /// Drawing the sample of a verification.
    Drawing,
    /// Keying a form again.
    Rekey,
    /// Settling mismatches.
    Settle,
    /// The result of a verification.
    Verdict,
    /// The index of a survey.
    Results,
    /// The surveys of a unit over time.
    Rounds,
    /// What a merge comes to.
    Merging,
    /// Choosing the file of an import.
    ImportFile,
    /// What the columns of a file are.
    ImportColumns,
    /// What a look at every row came to.
    ImportAhead,
    /// Copies of the database.
    Backups,
    /// What restoring a copy comes to.
    Restoring,
    /// Coding comments.
    Saran,
    /// The key of what comments are filtered by.
    SaranFilter,
    /// The report screen.
    Report,
    /// What a job came to.
    Done,
}

impl Scope {
    /// All scopes, in the order of the documentation.
    pub const ALL: [Self; 61] = [
        Self::Home,
        Self::Entry,
        Self::Question,
        Self::Figure,
        Self::Number,
        Self::TextQuestion,
        Self::LongText,
        Self::LongForm,
        Self::Map,
        Self::Reason,
        Self::Doubt,
        Self::Pending,
        Self::Pick,
        Self::Marking,
        Self::Search,
        Self::Prompt,
        Self::Text,
        Self::Overlay,
        Self::Fields,
        Self::Templates,
        Self::Blocks,
        Self::Setup,
        Self::Batch,
        Self::Choosing,
        Self::FormsOfSurvey,
        Self::Forms,
        Self::FormMove,
        Self::Looking,
        Self::Checked,
        Self::Sound,
        Self::List,
        Self::Export,
        Self::Working,
        Self::Columns,
        Self::Lines,
        Self::People,
        Self::Completeness,
        Self::Trail,
        Self::Flags,
        Self::Checking,
        Self::Flagged,
        Self::Review,
        Self::Operators,
        Self::Verifications,
        Self::Drawing,
        Self::Rekey,
        Self::Settle,
        Self::Verdict,
        Self::Results,
        Self::Rounds,
        Self::Merging,
        Self::ImportFile,
        Self::ImportColumns,
        Self::ImportAhead,
        Self::Backups,
        Self::Restoring,
        Self::Saran,
        Self::SaranFilter,
        Self::Report,
        Self::Done,
        Self::Global,
    ];

    /// Names the scope for help and documentation.
    #[must_use]
    pub const fn title(self, w: Words) -> &'static str {
        match self {
            Self::Global => w.scope_global(),
            Self::Home => w.scope_home(),
            Self::Question => w.scope_question(),
            Self::Figure => w.scope_figure(),
            Self::Number => w.scope_number(),
            Self::TextQuestion => w.scope_text_question(),
            Self::LongText => w.scope_long_text(),
            Self::LongForm => w.scope_long_form(),
            Self::Entry => w.scope_entry(),
            Self::Reason => w.scope_reason(),
            Self::Doubt => w.scope_doubt(),
            Self::Pending => w.scope_pending(),
            Self::Text => w.scope_text(),
            Self::Prompt => w.scope_prompt(),
            Self::Pick => w.scope_pick(),
            Self::Marking => w.scope_marking(),
            Self::Map => w.scope_map(),
            Self::Search => w.scope_search(),
            Self::Overlay => w.scope_overlay(),
            Self::Fields => w.scope_fields(),
            Self::Templates => w.scope_templates(),
            Self::Blocks => w.scope_blocks(),
            Self::Setup => w.scope_setup(),
            Self::Batch => w.scope_batch(),
            Self::Choosing => w.scope_choosing(),
            Self::Forms => w.scope_forms(),
            Self::FormsOfSurvey => w.scope_forms_of_survey(),
            Self::FormMove => w.scope_form_move(),
            Self::Looking => w.scope_looking(),
            Self::Checked => w.scope_checked(),
            Self::Sound => w.scope_sound(),
            Self::List => w.scope_list(),
            Self::Export => w.scope_export(),
            Self::Working => w.scope_working(),
            Self::Lines => w.scope_lines(),
            Self::Columns => w.scope_columns(),
            Self::People => w.scope_people(),
            Self::Completeness => w.scope_completeness(),
            Self::Trail => w.scope_trail(),
            Self::Flags => w.scope_flags(),
            Self::Checking => w.scope_checking(),
            Self::Flagged => w.scope_flagged(),
            Self::Review => w.scope_review(),
            Self::Operators => w.scope_operators(),
            Self::Verifications => w.scope_verifications(),
            Self::Drawing => w.scope_drawing(),
            Self::Rekey => w.scope_rekey(),
            Self::Settle => w.scope_settle(),
            Self::Verdict => w.scope_verdict(),
            Self::Results => w.scope_results(),
            Self::Rounds => w.scope_trend(),
            Self::Merging => w.scope_merging(),
            Self::ImportFile => w.scope_import_file(),
            Self::ImportColumns => w.scope_import_columns(),
            Self::ImportAhead => w.scope_import_ahead(),
            Self::Backups => w.scope_backups(),
            Self::Restoring => w.scope_restoring(),
            Self::Saran => w.scope_saran(),
            Self::SaranFilter => w.scope_saran_filter(),
            Self::Report => w.scope_report(),
            Self::Done => w.scope_done(),
        }
    }
}
