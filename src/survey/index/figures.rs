//! Figures that somebody else published, read from the text of a CSV file: answers, totals or averages; knows no file and no convention.

use super::decimal::{self, Printed, Ratio};
use super::{Left, Scores};
use csv::StringRecord;

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
    /// A line of sums or averages below the respondents, with the word that says so.
    Summary { line: u64, text: String },
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
    /// No column is an unsur, and no line is one.
    NoUnsur,
    /// A line per unsur with neither totals and n, nor frequencies, nor averages.
    NoFigures,
    /// A cell that must be a number.
    NotANumber { line: u64, column: String, text: String },
    /// Totals without the number of answers.
    NoCount,
}

/// The columns that hold unsur by the keys of the questionnaire, in the order of the regulation's list.
pub const KEYS: [&str; 9] = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"];

/// Words that begin a line of sums or averages in the spreadsheets of agencies.
const SUMMARIES: [&str; 8] = ["jumlah", "total", "rata-rata", "rata rata", "rerata", "nrr", "ikm", "nilai"];

/// A table with its head; numbers are read when they are needed.
struct Table {
    head: Vec<String>,
    rows: Vec<(u64, StringRecord)>,
}

/// Reads figures: a row a respondent, a row an unsur (total and n, frequencies, or NRR), or a row a unit with the NRR of each unsur.
///
/// The separator is what the first line has most of: comma, semicolon or tab; `n` stands for a number of answers that the file lacks.
///
/// # Errors
/// [`Unreadable`], with the place where there is one.
pub fn read(text: &str, n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
    let mut table = Table::of(text)?;
    let columns = table.unsur();
    let doubts = if columns.is_empty() { Vec::new() } else { table.take_summaries() };
    if table.rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    if columns.is_empty() {
        return table.by_unsur(n).map(|figures| vec![figures]);
    }
    let mut found = table.by_row(&columns, n)?;
    if let Some(first) = found.first_mut() {
        first.doubts.extend(doubts);
    }
    Ok(found)
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
    let given = if are_totals { totals(&printed, n, 1)? } else { Given::Averages(printed) };
    if parts.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Figures { line: None, unsur, n: vec![n; parts.len()], given, published: Published::default(), doubts: Vec::new() })
}

fn totals(printed: &[Printed], n: Option<u64>, line: u64) -> Result<Given, Unreadable> {
    if n.is_none() {
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

impl Table {
    fn of(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let separator =
            [b',', b';', b'\t'].into_iter().max_by_key(|sign| (first.bytes().filter(|byte| byte == sign).count(), *sign == b','));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.unwrap_or(b','))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(|error| Unreadable::Csv(error.to_string()))?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if head.is_empty() && rows.is_empty() {
                let has_words = record.iter().any(|cell| !cell.is_empty() && decimal::parse(cell).is_none());
                if has_words {
                    head = record.iter().map(|cell| cell.to_lowercase().replace([' ', '.', '-', '/'], "_")).collect();
                    continue;
                }
                head = Self::head_of_numbers(&record);
            }
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record));
        }
        Ok(Self { head, rows })
    }

    /// Names the columns of a file without a head: nine or eight unsur, with the respondent's number before them where there is one more.
    fn head_of_numbers(record: &StringRecord) -> Vec<String> {
        let numbered = record.len() == KEYS.len() + 1;
        let first = usize::from(!numbered);
        (0..record.len()).map(|at| if at + first == 0 { "no".to_owned() } else { format!("u{}", at + first) }).collect()
    }

    fn column(&self, names: impl Fn(&str) -> bool) -> Option<usize> {
        self.head.iter().position(|name| names(name))
    }

    /// Gives the columns that are unsur: `u1` and so on, or the keys of the questionnaire.
    fn unsur(&self) -> Vec<usize> {
        let is_numbered =
            |name: &str| name.strip_prefix('u').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        let numbered: Vec<usize> = (0..self.head.len()).filter(|at| is_numbered(&self.head[*at])).collect();
        if numbered.is_empty() { (0..self.head.len()).filter(|at| KEYS.contains(&self.head[*at].as_str())).collect() } else { numbered }
    }

    fn number(&self, line: u64, record: &StringRecord, column: usize) -> Result<Option<Printed>, Unreadable> {
        let text = record.get(column).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || Unreadable::NotANumber { line, column: self.head[column].clone(), text: text.to_owned() };
        decimal::parse(text).map(Some).ok_or_else(wrong)
    }

    /// Takes away the lines of sums and averages that spreadsheets have below the respondents, and says which.
    fn take_summaries(&mut self) -> Vec<Doubt> {
        let word = |record: &StringRecord| {
            let text = record.iter().find(|cell| !cell.is_empty() && decimal::parse(cell).is_none())?.to_lowercase();
            SUMMARIES.iter().any(|word| text.trim_start_matches(['*', ')', ' ']).starts_with(word)).then_some(text)
        };
        let mut doubts = Vec::new();
        self.rows.retain(|(line, record)| {
            let text = word(record);
            doubts.extend(text.clone().map(|text| Doubt::Summary { line: *line, text }));
            text.is_none()
        });
        doubts
    }

    /// Reads a file whose rows are respondents or units.
    fn by_row(&self, columns: &[usize], n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
        let names: Vec<String> = columns.iter().map(|at| self.head[*at].clone()).collect();
        let cells = || self.rows.iter().flat_map(|(_, record)| columns.iter().filter_map(|at| decimal::parse(record.get(*at)?)));
        let fractions = cells().any(|cell| !cell.value.is_integer());
        let only_totals = self.rows.len() == 1 && cells().all(|cell| cell.value > decimal::whole(*SCALE.end()));
        if !fractions && !only_totals {
            return Ok(vec![self.respondents(columns, names)]);
        }
        let published = self.column(|name| name.contains("ikm") || name == "published");
        let count = self.column(is_count);
        let unit = |(line, record): &(u64, StringRecord)| {
            let mut printed = Vec::new();
            for at in columns {
                let text = || Unreadable::NotANumber { line: *line, column: self.head[*at].clone(), text: String::new() };
                printed.push(self.number(*line, record, *at)?.ok_or_else(text)?);
            }
            let n = n.or(count.and_then(|at| record.get(at)?.parse().ok()));
            let given = if fractions { Given::Averages(printed) } else { totals(&printed, n, *line)? };
            let ikm = published.map(|at| self.number(*line, record, at)).transpose()?.flatten();
            let published = Published { ikm, ..Published::default() };
            Ok(Figures { line: Some(*line), unsur: names.clone(), n: vec![n; names.len()], given, published, doubts: Vec::new() })
        };
        self.rows.iter().map(unit).collect()
    }

    fn respondents(&self, columns: &[usize], unsur: Vec<String>) -> Figures {
        let (mut scores, mut doubts) = (vec![Scores::default(); columns.len()], Vec::new());
        for (line, record) in &self.rows {
            for (scores, at) in scores.iter_mut().zip(columns) {
                let text = record.get(*at).unwrap_or_default();
                let column = || self.head[*at].clone();
                if text.is_empty() {
                    doubts.push(Doubt::Blank { line: *line, column: column() });
                    *scores.left.entry(Left::None).or_default() += 1;
                    continue;
                }
                let value = decimal::parse(text).filter(|one| one.value.is_integer()).map(|one| decimal::units(&one.value, 0));
                match value.ok_or(()) {
                    Ok(value) if SCALE.contains(&value) => *scores.counts.entry(value).or_default() += 1,
                    value => {
                        doubts.push(Doubt::Outside { line: *line, column: column(), text: text.to_owned() });
                        *scores.left.entry(value.map_or(Left::None, Left::Outside)).or_default() += 1;
                    }
                }
            }
        }
        let n = scores.iter().map(|scores| Some(scores.n())).collect();
        Figures { line: None, unsur, given: Given::Answers(scores), n, published: Published::default(), doubts }
    }

    /// Reads a file whose rows are unsur.
    fn by_unsur(&self, n: Option<u64>) -> Result<Figures, Unreadable> {
        let weighted = self.column(|name| name.contains("tertimbang") || name.contains("weighted"));
        let nrr = self.column(|name| name.contains("nrr") && !name.contains("tertimbang") && !name.contains("weighted"));
        let converted = self.column(|name| name.contains("konversi") || name.contains("nilai_indeks") || name.contains("ikm"));
        let total = self.column(|name| {
            (name.contains("total") || name.starts_with("jumlah_nilai") || name == "jumlah" || name == "sum") && !is_count(name)
        });
        let count = self.column(is_count);
        let values: Vec<(usize, i64)> = SCALE
            .filter_map(|value| Some((self.column(|name| name == format!("n{value}") || name == value.to_string())?, value)))
            .collect();
        if total.is_none() && nrr.is_none() && values.is_empty() {
            return Err(if self.column(|name| name.contains("unsur")).is_some() { Unreadable::NoFigures } else { Unreadable::NoUnsur });
        }
        let mut found = Figures {
            line: None,
            unsur: Vec::new(),
            given: Given::Totals(Vec::new()),
            n: Vec::new(),
            published: Published::default(),
            doubts: Vec::new(),
        };
        let (mut sums, mut scores) = (Vec::new(), Vec::new());
        for (line, record) in &self.rows {
            let at = |column: Option<usize>| column.map_or(Ok(None), |column| self.number(*line, record, column));
            let whole = |column: Option<usize>| Ok(at(column)?.and_then(|printed| printed.show().parse::<i64>().ok()));
            found.unsur.push(record.get(self.column(|name| name.contains("unsur")).unwrap_or(0)).unwrap_or_default().to_owned());
            let (sum, mut answers) = (whole(total)?, whole(count)?.and_then(|n| u64::try_from(n).ok()).or(n));
            let mut counted = Scores::default();
            for (column, value) in &values {
                let n = whole(Some(*column))?.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
                counted.counts.extend((n > 0).then_some((*value, n)));
            }
            if counted.n() > 0 {
                if let Some(total) = sum.filter(|total| *total != counted.sum()) {
                    found.doubts.push(Doubt::Total { line: *line, total, counted: counted.sum() });
                }
                if let Some(n) = answers.filter(|n| *n != counted.n()) {
                    found.doubts.push(Doubt::Count { line: *line, n, counted: counted.n() });
                }
                answers = answers.or(Some(counted.n()));
            }
            found.n.push(answers);
            sums.push(sum);
            scores.push(counted);
            for (column, list) in
                [(nrr, &mut found.published.nrr), (weighted, &mut found.published.weighted), (converted, &mut found.published.converted)]
            {
                list.extend(at(column)?);
            }
        }
        let every_sum: Option<Vec<i64>> = sums.into_iter().collect();
        found.given = match every_sum {
            Some(sums) if found.n.iter().all(Option::is_some) => Given::Totals(sums),
            _ if scores.iter().all(|scores| scores.n() > 0) => Given::Answers(scores),
            _ if found.published.nrr.len() == found.unsur.len() => Given::Averages(found.published.nrr.clone()),
            Some(_) => return Err(Unreadable::NoCount),
            None => return Err(Unreadable::NoFigures),
        };
        Ok(found)
    }
}

fn is_count(name: &str) -> bool {
    matches!(name, "n" | "responden" | "jumlah_responden" | "jumlah_jawaban" | "jawaban" | "sampel" | "respondents")
}
