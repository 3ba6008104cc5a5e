//! Figures that somebody else published, read from the text of a CSV file: answers, totals or averages; knows no file and no convention.

mod by_row;
mod by_unsur;
mod names;
mod sheet;

use super::Scores;
use super::decimal::{self, Printed, Ratio};
use names::Named;
pub use sheet::Line;

/// The values that count: choices one to four.
pub const SCALE: std::ops::RangeInclusive<i64> = 1..=4;

/// One unit's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The file's line, where a line is a unit.
    pub line: Option<u64>,
    /// The unsur as the file names them.
    pub unsur: Vec<String>,
    pub given: Given,
    /// Answers per unsur, where they are known.
    pub n: Vec<Option<u64>>,
    /// What the file itself says was published.
    pub published: Published,
    /// What was left out or does not agree, each with its place.
    pub doubts: Vec<Doubt>,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Single answers or their frequencies.
    Answers(Vec<Scores>),
    /// The sum of the values of each unsur, with its number of answers.
    Totals(Vec<i64>),
    /// Averages as printed.
    Averages(Vec<Printed>),
}

/// What a file says was published; empty where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub ikm: Option<Printed>,
    pub nrr: Vec<Printed>,
    pub weighted: Vec<Printed>,
    /// NRR x 25 of each unsur.
    pub converted: Vec<Printed>,
}

/// Something that is not counted, or does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A cell without an answer.
    Blank { line: u64, column: String },
    /// A cell that is no choice, with what stands there.
    Outside { line: u64, column: String, text: String },
    /// A line of sums or averages below the others, with the word or the figure that says so.
    Summary { line: u64, text: String },
    /// A sum printed below the respondents that is not what their answers give.
    Sum { line: u64, column: String, printed: i64, counted: i64 },
    /// A total that is not what the frequencies give.
    Total { line: u64, total: i64, counted: i64 },
    /// A number of answers that is not what the frequencies give.
    Count { line: u64, n: u64, counted: u64 },
}

/// Why a file can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not CSV, with the reader's words.
    Csv(String),
    /// No line of figures.
    Empty,
    /// No column is an unsur, and no line is one; with the line that names columns, or the first.
    NoUnsur { line: u64, cells: Vec<String> },
    /// Two columns or two lines are one unsur, with how they are named.
    Twice { first: String, second: String },
    /// A line per unsur with neither totals and n, nor frequencies, nor averages.
    NoFigures,
    /// A cell that must be a number.
    NotANumber { line: u64, column: String, text: String },
    /// Totals without the number of answers.
    NoCount,
}

/// Reads figures from the text of a file: a row a respondent, a row an unsur (total and n, frequencies, or NRR), or a row a unit with the
/// NRR or the totals of each unsur. `n` stands for a number of answers that the file lacks.
///
/// Separators, decimal points or commas, a byte order mark, titles above the head and sums below the rows are found out.
///
/// # Errors
/// [`Unreadable`], with the place where there is one.
pub fn read(text: &str, n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
    of_lines(&lines(text)?, n)
}

/// Splits a text into lines of cells, whatever separates them; empty lines are left out.
///
/// # Errors
/// [`Unreadable::Csv`].
pub fn lines(text: &str) -> Result<Vec<Line>, Unreadable> {
    sheet::split(text)
}

/// Reads figures from lines of cells, wherever they come from; as [`read`].
///
/// # Errors
/// [`Unreadable`], with the place where there is one.
pub fn of_lines(lines: &[Line], n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    let (across, down) = (across(lines), down(lines).or_else(|| bare_down(lines)));
    let named = |at: usize| across.as_ref().is_some_and(|(_, named)| named.sure && named.places.len() >= at);
    match (&across, &down) {
        (Some((head, columns)), _) if named(5) || down.is_none() => by_row::read(lines, *head, columns, n),
        (_, Some((column, rows))) => by_unsur::read(lines, *column, rows, n).map(|figures| vec![figures]),
        _ if by_unsur::is_headed(lines) => by_unsur::read(lines, 0, &Named::default(), n).map(|figures| vec![figures]),
        _ => {
            let head = lines.iter().find(|line| line.word_before(line.cells.len()).is_some()).unwrap_or(&lines[0]);
            Err(Unreadable::NoUnsur { line: head.number, cells: head.cells.iter().map(str::to_owned).collect() })
        }
    }
}

/// Lines above the figures at the most: titles, the unit, a head of several lines.
const ABOVE: usize = 40;

/// Finds the line that names unsur across, by its place, with the columns; 0 lines where a table of bare numbers has none.
fn across(lines: &[Line]) -> Option<(usize, Named)> {
    for (at, line) in lines.iter().enumerate().take(ABOVE) {
        let below = &lines[at + 1..];
        // Half of the cells below, as far as there are any, hold figures.
        let holds = |column: usize| {
            let filled = below.iter().filter(|line| !line.cell(column).is_empty());
            let (all, figures) =
                filled.fold((0, 0), |(all, figures), line| (all + 1, figures + u32::from(by_row::is_figure(line, column))));
            figures * 2 > all
        };
        let names: Vec<String> = line.cells.iter().map(names::plain).collect();
        let found = names::find(&names, holds);
        if !found.places.is_empty() {
            return Some((at + 1, found));
        }
        let counted = names::counted(line);
        if !counted.is_empty() && !below.is_empty() && counted.iter().all(|column| holds(*column)) {
            return Some((at + 1, Named { places: counted, twice: None, sure: false }));
        }
    }
    let wide = lines[0].cells.len();
    let bare = wide > 1 && lines.iter().all(|line| line.cells.iter().all(|cell| cell.is_empty() || sheet::number_of(cell).is_some()));
    // Nine or eight unsur, with the respondent's number before them where there is one more.
    let first =
        usize::from(wide == 10 || (wide == 9 && lines.iter().zip(1..).all(|(line, at)| line.whole_in(0) == Some(at)) && lines.len() > 4));
    bare.then(|| (0, Named { places: (first..wide).collect(), twice: None, sure: true }))
}

/// Finds the column that names unsur down, with the lines.
fn down(lines: &[Line]) -> Option<(usize, Named)> {
    let wide = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let one = |column: usize| {
        let names: Vec<String> = lines.iter().map(|line| names::plain(line.cell(column))).collect();
        let holds = |line: usize| (0..wide).any(|other| other != column && lines[line].number_in(other).is_some());
        let found = names::find(&names, holds);
        // A single `u1` heads a column rather than a line, unless the column says that it names unsur.
        let lone = found.places.len() == 1 && !names.iter().any(|name| name.contains("unsur") && name != &names[found.places[0]]);
        (!found.places.is_empty() && !lone).then_some((column, found))
    };
    (0..wide.min(4)).filter_map(one).max_by_key(|(column, found)| (found.places.len(), std::cmp::Reverse(*column)))
}

/// Finds the lines of a narrow table of bare numbers that are no answers: an unsur each, as many as there can be.
fn bare_down(lines: &[Line]) -> Option<(usize, Named)> {
    let wide = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let numbers = |line: &Line| line.cells.iter().map(sheet::number_of).collect::<Option<Vec<Printed>>>();
    let all = lines.iter().map(numbers).collect::<Option<Vec<Vec<Printed>>>>()?.concat();
    let answers = all.iter().all(|number| number.value.is_integer() && number.value <= decimal::whole(*SCALE.end()));
    (wide <= 3 && (5..=14).contains(&lines.len()) && !answers)
        .then(|| (usize::MAX, Named { places: (0..lines.len()).collect(), twice: None, sure: true }))
}

/// Makes figures from averages or totals that were typed.
///
/// # Errors
/// Where one is no number, or totals have no `n`.
pub fn typed(numbers: &str, are_totals: bool, n: Option<u64>) -> Result<Figures, Unreadable> {
    // A comma between two digits without a blank is a decimal comma only where blanks or semicolons separate.
    let separated = numbers.contains(char::is_whitespace) || numbers.contains(';');
    let parts = numbers.split(|c: char| c.is_whitespace() || c == ';' || (c == ',' && !separated));
    let parts: Vec<&str> = parts.map(|part| part.trim_end_matches(',')).filter(|part| !part.is_empty()).collect();
    let mut printed = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let column = format!("u{}", at + 1);
        printed.push(decimal::parse(part).ok_or_else(|| Unreadable::NotANumber { line: 1, column, text: (*part).to_owned() })?);
    }
    let unsur = (1..=printed.len()).map(|at| format!("u{at}")).collect();
    let given = if are_totals { totals(&printed, &vec![n; printed.len()], 1)? } else { Given::Averages(printed) };
    if parts.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Figures { line: None, unsur, n: vec![n; parts.len()], given, published: Published::default(), doubts: Vec::new() })
}

fn totals(printed: &[Printed], n: &[Option<u64>], line: u64) -> Result<Given, Unreadable> {
    if n.iter().any(Option::is_none) {
        return Err(Unreadable::NoCount);
    }
    let whole = |(at, one): (usize, &Printed)| {
        let text = || Unreadable::NotANumber { line, column: format!("u{}", at + 1), text: one.show() };
        if one.value.is_integer() {
            one.show().split('.').next().and_then(|digits| digits.parse().ok()).ok_or_else(text)
        } else {
            Err(text())
        }
    };
    Ok(Given::Totals(printed.iter().enumerate().map(whole).collect::<Result<_, _>>()?))
}

impl Figures {
    /// Gives the exact averages of what was given, or those printed; `None` where an unsur has no answer.
    #[must_use]
    pub fn averages(&self) -> Option<Vec<Ratio>> {
        match &self.given {
            Given::Answers(scores) => scores.iter().map(Scores::average).collect(),
            Given::Totals(totals) => {
                totals.iter().zip(&self.n).map(|(total, n)| decimal::ratio(*total, i64::try_from((*n)?).ok()?)).collect()
            }
            Given::Averages(printed) => Some(printed.iter().map(|one| one.value.clone()).collect()),
        }
    }

    /// Gives how many forms there are at the least: the most that any unsur has, answered or not.
    #[must_use]
    pub fn forms(&self) -> Option<u64> {
        match &self.given {
            Given::Answers(scores) => scores.iter().map(|scores| scores.n() + scores.left()).max(),
            Given::Totals(_) | Given::Averages(_) => self.n.iter().copied().max().flatten(),
        }
    }

    /// Gives the decimals at which averages were printed; `None` where they are exact.
    #[must_use]
    pub fn places(&self) -> Option<u8> {
        match &self.given {
            Given::Averages(printed) => printed.iter().map(|one| one.places).max(),
            Given::Answers(_) | Given::Totals(_) => None,
        }
    }

    /// Gives the whole totals behind printed averages where the number of answers leaves only one for each.
    #[must_use]
    pub fn inferred(&self) -> Option<Self> {
        let Given::Averages(printed) = &self.given else { return None };
        let places = self.places()?;
        let one = |(printed, n): (&Printed, &Option<u64>)| {
            let n = i64::try_from((*n)?).ok()?;
            let about: i64 = decimal::show(&(&printed.value * decimal::whole(n)), 0).parse().ok()?;
            // Spreadsheets drop the zeros at the end: the decimals are those of the longest.
            let printed = Printed { value: printed.value.clone(), places };
            let mut fits =
                (about - 1..=about + 1).filter(|total| decimal::ratio(*total, n).is_some_and(|average| printed.is(&average).is_some()));
            let only = fits.next()?;
            fits.next().is_none().then_some(only)
        };
        let totals = printed.iter().zip(&self.n).map(one).collect::<Option<Vec<i64>>>()?;
        Some(Self { given: Given::Totals(totals), ..self.clone() })
    }
}

/// Tells whether a name is that of a number of answers.
fn is_count(name: &str) -> bool {
    const NAMES: [&str; 8] = ["n", "responden", "jawaban", "sampel", "respondents", "kuesioner", "pengisi", "terisi"];
    let name = ["jumlah ", "jml ", "banyak ", "banyaknya "].iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name);
    NAMES.contains(&name) || name == "kuesioner terisi"
}

/// Tells whether a name is that of the index of a unit, or of an unsur where it stands in its line.
fn is_ikm(name: &str) -> bool {
    let name = names::plain(name);
    name.split(' ').any(|word| word == "ikm") || name.contains("indeks kepuasan")
}
