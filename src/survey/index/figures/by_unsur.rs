//! Figures whose lines are unsur, with total and n, frequencies or averages; knows no separator.

use super::names::{self, Named};
use super::sheet::{Line, number_of};
use super::{Doubt, Figures, Given, Printed, Published, SCALE, Unreadable, by_row, decimal, is_count, is_ikm};
use crate::survey::index::{Left, Scores};

/// How a question's four choices begin in heads that say frequencies in words.
const CHOICES: [&str; 4] = ["tidak", "kurang", "", "sangat"];

/// Columns of one value each that are taken for respondents rather than frequencies.
const RESPONDENTS: usize = 5;

/// The columns of the table, by what they hold.
#[derive(Clone, Debug, Default)]
struct Columns {
    total: Option<usize>,
    count: Option<usize>,
    nrr: Option<usize>,
    weighted: Option<usize>,
    converted: Option<usize>,
    /// By value, ascending.
    values: Vec<(usize, i64)>,
    /// Columns of single answers, a respondent each.
    respondents: Vec<usize>,
}

/// A table of unsur.
struct Table<'a> {
    rows: Vec<&'a Line>,
    name: usize,
    columns: Columns,
    heads: Vec<String>,
}

/// Tells whether a line names columns of unsur's figures, for a table that does not name the unsur.
pub(super) fn is_headed(lines: &[Line]) -> bool {
    head(lines).is_some()
}

fn head(lines: &[Line]) -> Option<usize> {
    lines.iter().position(|line| {
        let found = by_name(&line.cells.iter().map(names::plain).collect::<Vec<_>>(), usize::MAX);
        found.total.is_some() || found.nrr.is_some() || found.values.len() == 4
    })
}

/// Reads a table whose column `name` names the unsur in the lines of `named`; all lines below the head, where it names none.
pub(super) fn read(lines: &[Line], name: usize, named: &Named, n: Option<u64>) -> Result<Figures, Unreadable> {
    if let Some((first, second)) = named.twice {
        let place = |at: usize| format!("{} (line {})", lines[at].cell(name), lines[at].number);
        return Err(Unreadable::Twice { first: place(first), second: place(second) });
    }
    let first = named.places.first().copied().or_else(|| Some(head(lines)? + 1)).unwrap_or(0);
    let wide = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let title = |column: usize| {
        let above = lines[..first].iter().rev().filter(|line| !line.counts_columns());
        names::plain(above.map(|line| line.cell(column)).find(|cell| !cell.is_empty()).unwrap_or_default())
    };
    let heads: Vec<String> = (0..wide).map(title).collect();
    let mut doubts = Vec::new();
    let (mut rows, mut ikm) = (Vec::new(), None);
    for (at, line) in lines.iter().enumerate().skip(first) {
        let word = line.word_before(wide).unwrap_or_default();
        let known = named.places.contains(&at);
        if !known && (names::is_summary(word) || (!named.places.is_empty() && line.cell(name).is_empty())) {
            doubts.push(Doubt::Summary {
                line: line.number,
                text: if word.is_empty() { line.cells.iter().find(|cell| !cell.is_empty()).unwrap_or_default() } else { word }.to_owned(),
            });
            if is_ikm(word) {
                ikm = ikm.or_else(|| line.cells.iter().filter_map(number_of).next_back());
            }
        } else if known || !line.counts_columns() {
            rows.push(line);
        }
    }
    let mut columns = by_name(&heads, if named.places.is_empty() { usize::MAX } else { name });
    if columns.total.is_none() && columns.nrr.is_none() && columns.values.is_empty() {
        by_content(&mut columns, &rows, name, wide);
    }
    let table = Table { rows, name, columns, heads };
    let mut found = table.figures(n)?;
    found.doubts.extend(doubts);
    found.published.ikm = ikm;
    Ok(found)
}

/// Finds columns by their names; that of the unsur's own names is none of them.
fn by_name(heads: &[String], name: usize) -> Columns {
    let mut left: Vec<usize> = (0..heads.len()).filter(|at| *at != name && !heads[*at].is_empty()).collect();
    let mut take = |is_it: &dyn Fn(&str) -> bool| {
        let at = left.iter().position(|at| is_it(&heads[*at]))?;
        Some(left.remove(at))
    };
    let weighted = take(&|head| ["timbang", "weighted", "tertb"].iter().any(|word| head.contains(word)));
    let converted = take(&|head| ["konversi", "indeks", "x 25"].iter().any(|word| head.contains(word)) || is_ikm(head));
    let nrr = take(&|head| ["nrr", "rata", "mean", "average"].iter().any(|word| head.contains(word)));
    let count = take(&is_count);
    let total = take(&|head| ["total", "jumlah", "jml", "sum"].iter().any(|word| head.starts_with(word)) || head.contains("jumlah nilai"));
    let is_value = |head: &str, value: i64| {
        ["", "n", "f", "n ", "f ", "nilai ", "skor ", "jumlah ", "value "].iter().any(|before| *head == format!("{before}{value}"))
    };
    let mut values: Vec<(usize, i64)> = SCALE.filter_map(|value| Some((take(&|head| is_value(head, value))?, value))).collect();
    if values.is_empty() {
        let said = |at: usize| {
            CHOICES.iter().zip(at..).all(|(word, at)| heads.get(at).is_some_and(|head| !head.is_empty() && head.starts_with(word)))
        };
        values = (0..heads.len()).find(|at| said(*at)).map_or_else(Vec::new, |at| (at..).zip(SCALE).collect());
    }
    Columns { total, count, nrr, weighted, converted, values, respondents: Vec::new() }
}

/// Finds columns by what stands in them: respondents, averages, totals and how many answers there are.
fn by_content(columns: &mut Columns, rows: &[&Line], name: usize, wide: usize) {
    let taken = [columns.count, columns.weighted, columns.converted];
    let counts_lines = |column: usize| rows.iter().zip(1..).all(|(line, at)| line.whole_in(column) == Some(at)) && rows.len() > 1;
    let free = (0..wide).filter(|at| *at != name && !taken.contains(&Some(*at)) && !counts_lines(*at));
    let every = |column: usize, is_it: &dyn Fn(&Printed) -> bool| {
        rows.iter().all(|line| line.number_in(column).is_some_and(|number| is_it(&number)))
    };
    let is_answer = |number: &Printed| number.value.is_integer() && SCALE.contains(&decimal::units(&number.value, 0));
    let answers: Vec<usize> = free
        .clone()
        .filter(|at| {
            rows.iter().any(|line| line.number_in(*at).is_some())
                && rows.iter().all(|line| line.cell(*at).is_empty() || line.number_in(*at).is_some_and(|number| is_answer(&number)))
        })
        .collect();
    if answers.len() >= RESPONDENTS {
        columns.respondents = answers;
        return;
    }
    let within = |number: &Printed| number.value >= decimal::whole(*SCALE.start()) && number.value <= decimal::whole(*SCALE.end());
    columns.nrr = free.clone().find(|at| every(*at, &within));
    let whole: Vec<usize> =
        free.clone().filter(|at| rows.iter().all(|line| line.whole_in(*at).is_some_and(|n| n > *SCALE.end()))).collect();
    let numbers = |at: usize| rows.iter().filter_map(move |line| line.whole_in(at));
    let fits = |total: usize, count: usize| numbers(total).zip(numbers(count)).all(|(total, n)| total >= n && total <= n * SCALE.end());
    let pair = whole
        .iter()
        .flat_map(|total| whole.iter().map(|count| (*total, *count)))
        .find(|(total, count)| total != count && fits(*total, *count));
    match (pair, columns.count) {
        (Some((total, count)), None) => (columns.total, columns.count) = (Some(total), Some(count)),
        _ => columns.total = whole.first().copied().filter(|_| columns.nrr.is_none() || columns.count.is_some()),
    }
    if columns.nrr.is_none() && columns.total.is_none() && columns.converted.is_none() {
        let least = |number: &Printed| number.value >= decimal::whole(25) && number.value <= decimal::whole(100);
        columns.converted = free.clone().find(|at| every(*at, &least));
    }
}

impl Table<'_> {
    fn figures(&self, n: Option<u64>) -> Result<Figures, Unreadable> {
        let unsur = |(line, at): (&&Line, usize)| {
            let name = Some(line.cell(self.name)).filter(|name| !name.is_empty()).or_else(|| line.word_before(line.cells.len()));
            name.map_or_else(|| format!("u{at}"), str::to_owned)
        };
        let mut found = Figures {
            line: None,
            unsur: self.rows.iter().zip(1..).map(unsur).collect(),
            given: Given::Totals(Vec::new()),
            n: Vec::new(),
            published: Published::default(),
            doubts: Vec::new(),
        };
        let (mut sums, mut scores) = (Vec::new(), Vec::new());
        for line in &self.rows {
            let (sum, answers, counted) = self.line(line, n, &mut found)?;
            found.n.push(answers);
            sums.push(sum);
            scores.push(counted);
        }
        let every_sum: Option<Vec<i64>> = sums.into_iter().collect();
        let (rows, published) = (self.rows.len(), &found.published);
        found.given = match every_sum {
            _ if rows == 0 => return Err(Unreadable::Empty),
            Some(sums) if found.n.iter().all(Option::is_some) => Given::Totals(sums),
            _ if scores.iter().all(|scores| scores.n() > 0) => Given::Answers(scores),
            _ if published.nrr.len() == rows => Given::Averages(published.nrr.clone()),
            _ if published.converted.len() == rows => Given::Averages(published.converted.iter().map(by_row::back).collect()),
            Some(_) => return Err(Unreadable::NoCount),
            None => return Err(Unreadable::NoFigures),
        };
        Ok(found)
    }

    /// Reads a line: its total, its number of answers, how often each value was given; what is printed beside them and what does not agree.
    fn line(&self, line: &Line, n: Option<u64>, found: &mut Figures) -> Result<(Option<i64>, Option<u64>, Scores), Unreadable> {
        let wrong = |column: usize| {
            let (column, text) = (self.heads.get(column).cloned().unwrap_or_default(), line.cell(column).to_owned());
            Unreadable::NotANumber { line: line.number, column, text }
        };
        let whole = |column: Option<usize>| match column.filter(|at| !line.cell(*at).is_empty()) {
            Some(at) => line.whole_in(at).map(Some).ok_or_else(|| wrong(at)),
            None => Ok(None),
        };
        let columns = &self.columns;
        let (sum, mut answers) = (whole(columns.total)?, whole(columns.count)?.and_then(|n| u64::try_from(n).ok()).or(n));
        let mut counted = Scores::default();
        for (column, value) in &columns.values {
            let n = whole(Some(*column))?.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
            counted.counts.extend((n > 0).then_some((*value, n)));
        }
        for column in &columns.respondents {
            match line.whole_in(*column) {
                Some(value) => *counted.counts.entry(value).or_default() += 1,
                None => {
                    found.doubts.push(Doubt::Blank { line: line.number, column: self.heads.get(*column).cloned().unwrap_or_default() });
                    *counted.left.entry(Left::None).or_default() += 1;
                }
            }
        }
        if counted.n() > 0 {
            if let Some(total) = sum.filter(|total| *total != counted.sum()) {
                found.doubts.push(Doubt::Total { line: line.number, total, counted: counted.sum() });
            }
            if let Some(n) = answers.filter(|n| *n != counted.n()) {
                found.doubts.push(Doubt::Count { line: line.number, n, counted: counted.n() });
            }
            answers = answers.or(Some(counted.n()));
        }
        let published = &mut found.published;
        for (column, list) in
            [(columns.nrr, &mut published.nrr), (columns.weighted, &mut published.weighted), (columns.converted, &mut published.converted)]
        {
            let Some(at) = column.filter(|at| !line.cell(*at).is_empty()) else { continue };
            list.push(line.number_in(at).ok_or_else(|| wrong(at))?);
        }
        Ok((sum, answers, counted))
    }
}
