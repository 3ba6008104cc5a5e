//! What goes into an export: which interviews, which columns, how values are written.

use super::{Dialect, FORMATS, Format};
use crate::store::{Filter, Survey};
use crate::survey::interview::Status;
use crate::survey::lang::Lang;
use jiff::civil::Date;

/// How a chosen answer stands in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    #[default]
    Codes,
    Labels,
    /// A column with the code, then one with the label.
    Both,
}

impl Values {
    /// All of them, in the order of the export screen.
    pub const ALL: [Self; 3] = [Self::Codes, Self::Labels, Self::Both];

    /// Gives the name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Labels => "labels",
            Self::Both => "both",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|values| values.name() == name)
    }
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// An interview, with a column a question.
    #[default]
    Wide,
    /// An answer.
    Long,
}

impl Shape {
    /// Both, in the order of the export screen.
    pub const ALL: [Self; 2] = [Self::Wide, Self::Long];

    /// Gives the name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Long => "long",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

/// What an export holds and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub format: Format,
    pub filter: Filter,
    pub values: Values,
    pub shape: Shape,
    pub dialect: Dialect,
    /// The answers that people wrote in words.
    pub free_text: bool,
    /// What surveyors noted beside questions.
    pub notes: bool,
    pub surveyor_names: bool,
    /// Hides who could be recognised, and so leaves out free text, notes and names too.
    pub anonymised: bool,
    /// The language of labels.
    pub lang: Lang,
}

impl Default for Options {
    /// Everything that is not voided, by codes.
    fn default() -> Self {
        let statuses = Status::ALL.into_iter().filter(|status| *status != Status::Void).collect();
        Self {
            format: FORMATS[0],
            filter: Filter { statuses, ..Filter::default() },
            values: Values::default(),
            shape: Shape::default(),
            dialect: Dialect::default(),
            free_text: true,
            notes: true,
            surveyor_names: true,
            anonymised: false,
            lang: Lang::default(),
        }
    }
}

impl Options {
    /// Hides who could be recognised: what names a person is left out, what is known of all is told only of five together.
    #[must_use]
    pub fn anonymous(self) -> Self {
        Self { anonymised: true, ..self }.settled()
    }

    /// Gives the options as the format can have them: what it has no choice of stands at what it is.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let takes = self.format.takes;
        if !takes.values.contains(&self.values) {
            self.values = takes.values.first().copied().unwrap_or_default();
        }
        if !takes.shapes.contains(&self.shape) {
            self.shape = Shape::Wide;
        }
        if self.anonymised {
            (self.free_text, self.notes, self.surveyor_names) = (false, false, false);
        }
        self
    }
}

/// Proposes a file name: `skm_bontang-2024-10-30.csv`, `skm_bontang-anonim-2024-10-30.csv`.
#[must_use]
pub fn proposed_name(survey: &Survey, options: &Options, today: Date) -> String {
    let kind = match (options.anonymised, options.lang) {
        (false, _) => "",
        (true, Lang::Id) => "-anonim",
        (true, Lang::En) => "-anonymous",
    };
    format!("{}{kind}-{today}.{}", survey.key, options.format.extension)
}
