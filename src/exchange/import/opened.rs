//! A file that was opened: what kind it is, where its head stands, and its first rows; knows no database.

use super::encoding::{Encoding, Looked, Looking};
use super::json_rows::{self, JsonRows};
use super::long_rows::{Layout, LongRows};
use super::mapping::Mapping;
use super::rows::{Row, Rows};
use super::sheet_rows::{self, Book, Sheet, SheetRows};
use super::taking::{Take, takes};
use super::target::{How, Target, WHY_REFUSED, guess};
use super::text_rows::{self, TextRows};
use super::variables::{self, Program, VariableRows};
use super::{Foreign, Unreadable, fold::fold};
use crate::store::{Origin, Survey};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

/// Rows among which the head is looked for: titles may stand above it.
const HEAD_WITHIN: usize = 30;

/// Rows, and bytes of them, that are held to look at.
const SAMPLE: usize = 1000;
const SAMPLE_BYTES: usize = 1 << 20;

/// What kind of file it is, as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text {
        encoding: Encoding,
        delimiter: u8,
        decimal_comma: bool,
    },
    JsonLines,
    Sheet {
        book: Book,
        name: String,
    },
    /// A file for statistics, and how each of its variables is taken.
    Variables {
        program: Program,
        takes: Arc<Vec<Take>>,
    },
}

impl Kind {
    /// Tells whether the columns have names of their own, so that no row is the head.
    #[must_use]
    pub const fn has_names(&self) -> bool {
        matches!(self, Self::JsonLines | Self::Sheet { book: Book::Sqlite, .. } | Self::Variables { .. })
    }
}

/// How cells and rows are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Each row has as many cells as the head: not so in sheets, whose rows end with their last value.
    pub strict: bool,
    /// Texts have our apostrophe before what a spreadsheet would run.
    pub escaped: bool,
    /// Texts are as they are, and a number is a set where several can be chosen.
    pub own: bool,
}

/// A file that can be read as rows.
#[derive(Debug)]
pub struct Opened {
    pub path: PathBuf,
    pub origin: Origin,
    pub kind: Kind,
    /// The row of the head, and its names: a name that stands before has a number behind it.
    pub head_at: u64,
    pub heads: Vec<String>,
    /// The first rows below the head.
    pub sample: Vec<Row>,
    /// True where texts have our apostrophe before what a spreadsheet would run.
    pub escaped: bool,
    /// True where it is an export of ours: texts are as they are, and a number is a set where several can be chosen.
    pub own: bool,
    /// How rows of one answer each come together; none where a row is an interview.
    pub long: Option<Layout>,
    /// Bytes of a text, rows of a sheet: what `Rows::done` goes up to.
    pub total: u64,
}

/// The sheets that a worker was asked for.
type Asked = Receiver<Result<Vec<Sheet>, Unreadable>>;

/// A file being opened: a look at all of its bytes comes first; of a spreadsheet, the first rows of each sheet next.
pub struct Opening {
    path: PathBuf,
    looking: Looking,
    sheets: Option<(Looked, Book, Asked)>,
    /// Bytes of the file as it was named.
    pub total: u64,
}

impl Opening {
    /// Begins to open a file.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn begin(path: &Path) -> Result<Self, Unreadable> {
        if path.is_dir() {
            return Err(Unreadable::Folder);
        }
        let total = std::fs::metadata(path)?.len();
        Ok(Self { path: path.to_owned(), looking: Looking::begin(path)?, sheets: None, total })
    }

    /// Gives how many bytes were looked at.
    #[must_use]
    pub const fn done(&self) -> u64 {
        self.looking.done()
    }

    /// Looks at some more; gives the file once all was looked at.
    ///
    /// # Errors
    /// What is wrong with the file, with line and column where it has such.
    pub fn step(&mut self, survey: &Survey) -> Result<Option<Opened>, Unreadable> {
        if let Some((looked, book, receiver)) = &self.sheets {
            let Some(sheets) = sheet_rows::wait(receiver)? else { return Ok(None) };
            return Opened::book(&self.path, survey, looked, *book, sheets).map(Some);
        }
        let Some(looked) = self.looking.step()? else { return Ok(None) };
        if looked.bytes == 0 {
            return Err(Unreadable::Empty);
        }
        if let Some(foreign) = Foreign::of(&looked.head) {
            return Err(Unreadable::Foreign(foreign));
        }
        if let Some(program) = Program::of(&looked.head) {
            return Opened::variables(&self.path, survey, &looked, program).map(Some);
        }
        match sheet_rows::book(&looked.head, &self.path)? {
            Some(book) => {
                self.sheets = Some((looked, book, sheet_rows::sheets(&self.path, book)));
                Ok(None)
            }
            None => Opened::text(&self.path, survey, &looked).map(Some),
        }
    }
}

impl Opened {
    /// Opens a file and looks at all of its bytes once.
    ///
    /// # Errors
    /// As [`Opening::step`].
    pub fn open(path: &Path, survey: &Survey) -> Result<Self, Unreadable> {
        let mut opening = Opening::begin(path)?;
        loop {
            if let Some(opened) = opening.step(survey)? {
                return Ok(opened);
            }
        }
    }

    /// Opens a text.
    fn text(path: &Path, survey: &Survey, looked: &Looked) -> Result<Self, Unreadable> {
        let kind = if json_rows::is_json(&looked.head) {
            Kind::JsonLines
        } else {
            let encoding = looked.encoding(path)?;
            let delimiter = text_rows::delimiter(path, encoding)?;
            Kind::Text { encoding, delimiter, decimal_comma: false }
        };
        Self::with(path, survey, looked, kind, looked.bytes)
    }

    /// Opens a file for statistics.
    fn variables(path: &Path, survey: &Survey, looked: &Looked, program: Program) -> Result<Self, Unreadable> {
        let (variables, total) = variables::look(path, program)?;
        let takes = Arc::new(takes(survey, &variables));
        Self::with(path, survey, looked, Kind::Variables { program, takes }, total)
    }

    /// Opens the sheet whose names mean most.
    fn book(path: &Path, survey: &Survey, looked: &Looked, book: Book, sheets: Vec<Sheet>) -> Result<Self, Unreadable> {
        let within = if book == Book::Sqlite { 1 } else { HEAD_WITHIN };
        let best = |sheet: &Sheet| sheet.rows.iter().take(within).map(|row| known(survey, row)).max().unwrap_or(0);
        let mut chosen: Option<(usize, Sheet)> = None;
        for sheet in sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()) {
            let n = best(&sheet);
            if chosen.as_ref().is_none_or(|(most, _)| n > *most) {
                chosen = Some((n, sheet));
            }
        }
        let Some((_, sheet)) = chosen else { return Err(Unreadable::Empty) };
        Self::with(path, survey, looked, Kind::Sheet { book, name: sheet.name }, sheet.last)
    }

    fn with(path: &Path, survey: &Survey, looked: &Looked, kind: Kind, total: u64) -> Result<Self, Unreadable> {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let origin = Origin { name, sha256: looked.sha256.clone() };
        let mut opened = Self {
            path: path.to_owned(),
            origin,
            kind,
            head_at: 0,
            heads: Vec::new(),
            sample: Vec::new(),
            escaped: false,
            own: false,
            long: None,
            total,
        };
        opened.find_head(survey)?;
        opened.refuse_recap(survey)?;
        Ok(opened)
    }

    /// Opens the rows anew, at the first one.
    pub fn rows(&self) -> Result<Rows, Unreadable> {
        let rows = self.plain_rows()?;
        Ok(match &self.long {
            Some(layout) => Rows::Long(Box::new(LongRows::over(rows, layout.clone()))),
            None => rows,
        })
    }

    fn plain_rows(&self) -> Result<Rows, Unreadable> {
        match &self.kind {
            Kind::Sheet { book, name } => Ok(Rows::Sheet(Box::new(SheetRows::open(&self.path, *book, name)))),
            Kind::Variables { program, takes } => Ok(Rows::Variables(Box::new(VariableRows::open(&self.path, *program, takes)?))),
            Kind::JsonLines => Ok(Rows::Json(Box::new(JsonRows::open(&self.path)?))),
            Kind::Text { encoding, delimiter, .. } => Ok(Rows::Text(Box::new(TextRows::open(&self.path, *encoding, *delimiter)?))),
        }
    }

    /// Opens the rows behind the head.
    pub fn body(&self) -> Result<Rows, Unreadable> {
        let (mut rows, mut row) = (self.rows()?, Row::default());
        // The head may stand on no line of its own.
        while rows.next(&mut row)? && row.at < self.head_at {}
        Ok(rows)
    }

    /// Gives how cells and rows are to be read.
    #[must_use]
    pub const fn style(&self) -> Style {
        Style { strict: matches!(self.kind, Kind::Text { .. }), escaped: self.escaped, own: self.own }
    }

    /// Guesses how the file is taken.
    #[must_use]
    pub fn guess(&self, survey: &Survey) -> Mapping {
        Mapping::guess(survey, &self.heads, &self.sample)
    }

    /// Gives what tells files with this head again.
    #[must_use]
    pub fn head_key(&self) -> String {
        let heads = self.heads.iter().filter(|head| *head != WHY_REFUSED);
        heads.map(|head| fold(head)).collect::<Vec<_>>().join("\t")
    }

    /// Finds the row with most names that mean something, and reads the rows below it.
    fn find_head(&mut self, survey: &Survey) -> Result<(), Unreadable> {
        let mut rows = self.rows()?;
        let mut first: Vec<Row> = Vec::new();
        let (mut row, mut bytes) = (Row::default(), 0);
        while first.len() < SAMPLE && bytes < SAMPLE_BYTES && rows.next(&mut row)? {
            bytes += row.cells().map(str::len).sum::<usize>();
            if !row.is_blank() {
                first.push(row.clone());
            }
        }
        let mut best = (0, 0);
        let within = if self.kind.has_names() { 1 } else { HEAD_WITHIN };
        for (at, row) in first.iter().take(within).enumerate() {
            let n = known(survey, row);
            if n > best.1 {
                best = (at, n);
            }
        }
        let Some(head) = first.get(best.0) else { return Err(Unreadable::Empty) };
        let above = best.0.checked_sub(1).and_then(|above| first.get(above));
        // Merged cells: a name may stand in the row above.
        let name = |at: usize| {
            let here = head.get(at).unwrap_or_default().trim();
            if here.is_empty() { above.and_then(|row| row.get(at)).unwrap_or_default().trim() } else { here }
        };
        self.head_at = head.at;
        self.heads = numbered((0..head.len()).map(|at| name(at).to_owned()));
        let questions = survey.form.questions.iter().filter(|question| question.holds_answer());
        let keys: Vec<&str> = questions.map(|question| question.key.as_str()).collect();
        if self.long.is_none()
            && let Some(layout) = Layout::of(&self.heads, &keys)
        {
            self.long = Some(layout);
            return self.find_head(survey);
        }
        let is_own = |name: &str| self.heads.iter().any(|head| head == name);
        self.own = is_own("form_number") && is_own("status") && self.heads.iter().any(|head| head.ends_with("_missing"));
        self.escaped = matches!(self.kind, Kind::Text { .. }) && (self.own || is_own(WHY_REFUSED));
        self.sample = first.split_off(best.0 + 1);
        if let Kind::Text { decimal_comma, delimiter, .. } = &mut self.kind {
            *decimal_comma = has_decimal_comma(&self.sample, *delimiter);
        }
        Ok(())
    }

    /// Refuses a recap of units: averages can't become interviews without inventing answers.
    fn refuse_recap(&self, survey: &Survey) -> Result<(), Unreadable> {
        let guesses = guess(survey, &self.heads);
        let unsur = |(target, _): &&(Target, How)| matches!(target, Target::Answer(at) if survey.form.questions.get(*at).is_some_and(|question| question.unsur.is_some()));
        let of_units = ["opp", "opd", "unit", "populasi", "sampel", "nrr tertimbang", "nilai ikm", "kategori"];
        let named = self.heads.iter().filter(|head| of_units.contains(&fold(head).as_str())).count();
        if guesses.iter().filter(unsur).count() >= 5 && named >= 2 { Err(Unreadable::Recap) } else { Ok(()) }
    }
}

/// Counts the names of a row that mean something.
fn known(survey: &Survey, row: &Row) -> usize {
    let heads: Vec<String> = row.cells().map(str::to_owned).collect();
    let found: Vec<How> = guess(survey, &heads).into_iter().map(|(_, how)| how).filter(|how| *how != How::Unknown).collect();
    // Numbers alone are answers, not the numbers of questions.
    if found.iter().all(|how| *how == How::Number) { 0 } else { found.len() }
}

/// Gives names that stand before a number behind them.
fn numbered(heads: impl Iterator<Item = String>) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    for head in heads {
        let mut name = head.clone();
        let mut more = 2;
        while !name.is_empty() && done.contains(&name) {
            name = format!("{head} ({more})");
            more += 1;
        }
        done.push(name);
    }
    done
}

/// Tells whether numbers have a decimal comma: some have one between digits, and none a point.
fn has_decimal_comma(sample: &[Row], delimiter: u8) -> bool {
    let is_number = |cell: &str, sign: char| {
        let parts = cell.trim().split_once(sign);
        parts.is_some_and(|(whole, part)| [whole, part].iter().all(|text| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())))
    };
    let some = |sign: char| sample.iter().any(|row| row.cells().any(|cell| is_number(cell, sign)));
    delimiter != b',' && some(',') && !some('.')
}
