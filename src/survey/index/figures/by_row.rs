//! Figures whose lines are respondents or units, with a column for each unsur; knows no separator.

use super::names::{self, Named};
use super::sheet::{Line, number_of};
use super::{Doubt, Figures, Given, Printed, Published, SCALE, Unreadable, decimal, is_count, is_ikm, totals};
use crate::survey::index::{Left, SCALE as TIMES, Scores};

/// A number above this is no answer on any scale, but a sum.
const NO_ANSWER: i64 = 9;

/// A table of respondents or units.
struct Table<'a> {
    head: Vec<String>,
    rows: Vec<&'a Line>,
    columns: &'a [usize],
}

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Answers,
    /// Averages, or NRR x 25.
    Fractions,
    Sums,
}

/// Reads an answer: a digit, `3.0`, `3 = Sesuai`, or the letter that is circled on paper.
fn answer(cell: &str) -> Option<i64> {
    if let Some(number) = number_of(cell) {
        return number.value.is_integer().then(|| decimal::units(&number.value, 0));
    }
    let mut signs = cell.chars();
    match (signs.next()?, signs.next()) {
        (letter @ ('a'..='d' | 'A'..='D'), None) => Some(i64::from(u32::from(letter.to_ascii_lowercase()) - u32::from('a')) + 1),
        (digit, Some(next)) if digit.is_ascii_digit() && !next.is_ascii_digit() && ![',', '.'].contains(&next) => {
            digit.to_digit(10).map(i64::from)
        }
        (digit, Some('.')) if digit.is_ascii_digit() && signs.next().is_none_or(|next| !next.is_ascii_digit()) => {
            digit.to_digit(10).map(i64::from)
        }
        _ => None,
    }
}

/// Tells whether a cell holds what a column of an unsur may hold.
pub(super) fn is_figure(line: &Line, column: usize) -> bool {
    line.number_in(column).is_some() || answer(line.cell(column)).is_some()
}

/// Reads a table; `head` is how many lines stand above the rows, the last of them with the names.
pub(super) fn read(lines: &[Line], head: usize, named: &Named, n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
    let wide = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let mut table = Table { head: heads(&lines[..head], wide), rows: lines[head..].iter().collect(), columns: &named.places };
    if let Some((first, second)) = named.twice {
        let place = |at: usize| format!("{} ({})", table.head[at], at + 1);
        return Err(Unreadable::Twice { first: place(first), second: place(second) });
    }
    if table.head.iter().all(String::is_empty) {
        for (column, number) in named.places.iter().zip(1..) {
            table.head[*column] = format!("u{number}");
        }
    }
    if table.rows.first().is_some_and(|line| line.counts_columns()) {
        table.rows.remove(0);
    }
    let below = table.take_summaries();
    if table.rows.is_empty() {
        return table.of_summaries(&below, n).map(|figures| vec![figures]);
    }
    let mut found = table.figures(n)?;
    let answers = match found.first().map(|figures| figures.given.clone()) {
        Some(Given::Answers(scores)) => Some(scores),
        _ => None,
    };
    for line in below {
        let Some(first) = found.first_mut() else { break };
        // A legend below has no figure to be left out.
        if line.cells.iter().any(|cell| number_of(cell).is_some()) {
            first.doubts.push(Doubt::Summary { line: line.number, text: word(line) });
        }
        if is_ikm(&word(line)) && first.published.ikm.is_none() {
            first.published.ikm = line.cells.iter().filter_map(number_of).next_back();
        }
        if let Some(scores) = answers.as_ref().filter(|_| holds(line, table.columns) == Holds::Sums) {
            first.doubts.extend(table.sums(line, scores));
        }
    }
    Ok(found)
}

/// Names the columns: by the last line of the head, where that is empty by the lines above it.
fn heads(lines: &[Line], wide: usize) -> Vec<String> {
    let name = |column: usize| lines.iter().rev().map(|line| line.cell(column)).find(|cell| !cell.is_empty()).unwrap_or_default();
    (0..wide).map(|column| name(column).to_owned()).collect()
}

/// Tells what most figures of a line are.
fn holds(line: &Line, columns: &[usize]) -> Holds {
    let filled: Vec<Printed> = columns.iter().filter_map(|column| line.number_in(*column)).collect();
    let most = |is_it: &dyn Fn(&Printed) -> bool| filled.iter().filter(|number| is_it(number)).count() * 2 > filled.len();
    if most(&|number| number.value > decimal::whole(NO_ANSWER) && (number.value.is_integer() || number.places == 3)) {
        Holds::Sums
    } else if filled.iter().filter(|number| !number.value.is_integer()).count() * 3 > filled.len() {
        Holds::Fractions
    } else {
        Holds::Answers
    }
}

/// Gives the word that a line begins with, or its first cell.
fn word(line: &Line) -> String {
    let first = || line.cells.iter().find(|cell| !cell.is_empty());
    line.word_before(line.cells.len()).or_else(first).unwrap_or_default().to_owned()
}

impl<'a> Table<'a> {
    /// Takes away the lines of sums and averages that spreadsheets have among or below the others.
    fn take_summaries(&mut self) -> Vec<&'a Line> {
        let first = self.columns.first().copied().unwrap_or(0);
        let said = |line: &Line| match line.word_before(first) {
            Some(word) => names::is_summary(word) || is_count(&names::plain(word)),
            // Without a column before the unsur, the word stands where the first answer would.
            None => first == 0 && answer(line.cell(0)).is_none() && names::is_summary(line.cell(0)),
        };
        let answers = self.rows.iter().filter(|line| !said(line) && holds(line, self.columns) == Holds::Answers).count();
        let others = self.rows.iter().filter(|line| !said(line)).count() - answers;
        let mut below = Vec::new();
        // Among respondents, averages and sums are none, whatever stands before them.
        let odd = |line: &Line| answers > others && holds(line, self.columns) != Holds::Answers;
        let empty = |line: &Line| self.columns.iter().all(|column| line.cell(*column).is_empty()) && line.word_before(first).is_some();
        self.rows.retain(|line| {
            let is_summary = said(line) || odd(line) || (empty(line) && !below.is_empty());
            below.extend(is_summary.then_some(*line));
            !is_summary
        });
        below
    }

    fn figures(&self, n: Option<u64>) -> Result<Vec<Figures>, Unreadable> {
        let of = |what: Holds| self.rows.iter().filter(|line| holds(line, self.columns) == what).count();
        if of(Holds::Answers) * 2 > self.rows.len() {
            return Ok(vec![self.respondents()]);
        }
        self.rows.iter().map(|line| self.unit(line, n)).collect()
    }

    /// Finds a column beside the unsur by its name.
    fn column(&self, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.head.len()).find(|at| !self.columns.contains(at) && is_it(&names::plain(&self.head[*at])))
    }

    fn names(&self) -> Vec<String> {
        self.columns.iter().map(|at| self.head[*at].clone()).collect()
    }

    /// Reads a line that is a unit.
    fn unit(&self, line: &Line, n: Option<u64>) -> Result<Figures, Unreadable> {
        let count = self.column(is_count).and_then(|at| line.whole_in(at)).and_then(|n| u64::try_from(n).ok());
        let n = n.or(count);
        let mut printed = Vec::new();
        for at in self.columns {
            let wrong = || Unreadable::NotANumber { line: line.number, column: self.head[*at].clone(), text: line.cell(*at).to_owned() };
            printed.push(line.number_in(*at).ok_or_else(wrong)?);
        }
        let given = if holds(line, self.columns) == Holds::Sums && n.is_some() {
            Given::Totals(self.whole(line)?)
        } else if printed.iter().all(|one| one.value > decimal::whole(*SCALE.end())) {
            if holds(line, self.columns) == Holds::Sums {
                return Err(Unreadable::NoCount);
            }
            Given::Averages(printed.iter().map(back).collect())
        } else {
            Given::Averages(printed)
        };
        let published = self.column(|name| is_ikm(name) || name.starts_with("published")).and_then(|at| line.number_in(at));
        Ok(self.of(Some(line.number), given, vec![n; self.columns.len()], published))
    }

    fn of(&self, line: Option<u64>, given: Given, n: Vec<Option<u64>>, ikm: Option<Printed>) -> Figures {
        Figures { line, unsur: self.names(), given, n, published: Published { ikm, ..Published::default() }, doubts: Vec::new() }
    }

    fn whole(&self, line: &Line) -> Result<Vec<i64>, Unreadable> {
        let wrong = |at: usize| Unreadable::NotANumber { line: line.number, column: self.head[at].clone(), text: line.cell(at).to_owned() };
        self.columns.iter().map(|at| line.whole_in(*at).ok_or_else(|| wrong(*at))).collect()
    }

    /// Reads a table that holds nothing but named sums or averages, a line each.
    fn of_summaries(&self, lines: &[&Line], n: Option<u64>) -> Result<Figures, Unreadable> {
        let named = |is_it: &dyn Fn(&str) -> bool| lines.iter().copied().find(|line| is_it(&names::plain(&word(line))));
        let (is_average, is_weighted) =
            (|name: &str| name.contains("nrr") || name.contains("rata"), |name: &str| name.contains("timbang") || name.contains("tertb"));
        let averages = named(&|name| is_average(name) && !is_weighted(name));
        let sums = named(&|name| !is_average(name) && !is_count(name) && !is_ikm(name));
        let counts = named(&is_count);
        let n = match counts {
            Some(line) => self.whole(line)?.into_iter().map(|n| u64::try_from(n).ok()).collect(),
            None => vec![n; self.columns.len()],
        };
        let ikm = named(&is_ikm).and_then(|line| line.cells.iter().filter_map(number_of).next_back());
        let numbers = |line: &Line| self.columns.iter().map(|at| line.number_in(*at)).collect::<Option<Vec<Printed>>>();
        let of =
            sums.filter(|line| holds(line, self.columns) == Holds::Sums).filter(|_| n.iter().all(Option::is_some)).or(averages).or(sums);
        let Some((line, printed)) = of.and_then(|line| Some((line, numbers(line)?))) else { return Err(Unreadable::Empty) };
        let given = if holds(line, self.columns) == Holds::Sums { totals(&printed, &n, line.number)? } else { Given::Averages(printed) };
        Ok(self.of(None, given, n, ikm))
    }

    fn respondents(&self) -> Figures {
        let (mut scores, mut doubts) = (vec![Scores::default(); self.columns.len()], Vec::new());
        for line in &self.rows {
            for (scores, at) in scores.iter_mut().zip(self.columns) {
                let (text, column) = (line.cell(*at), || self.head[*at].clone());
                if matches!(text, "" | "-") {
                    doubts.push(Doubt::Blank { line: line.number, column: column() });
                    *scores.left.entry(Left::None).or_default() += 1;
                    continue;
                }
                match answer(text) {
                    Some(value) if SCALE.contains(&value) => *scores.counts.entry(value).or_default() += 1,
                    value => {
                        doubts.push(Doubt::Outside { line: line.number, column: column(), text: text.to_owned() });
                        *scores.left.entry(value.map_or(Left::None, Left::Outside)).or_default() += 1;
                    }
                }
            }
        }
        let n = scores.iter().map(|scores| Some(scores.n())).collect();
        Figures { doubts, ..self.of(None, Given::Answers(scores), n, None) }
    }

    /// Compares printed sums with those of the answers; other numbers, of people for instance, are no sums.
    fn sums(&self, line: &Line, scores: &[Scores]) -> Vec<Doubt> {
        let printed: Vec<Option<i64>> = self.columns.iter().map(|at| line.whole_in(*at)).collect();
        let right = printed.iter().zip(scores).filter(|(printed, scores)| **printed == Some(scores.sum())).count();
        if right * 2 < scores.len() {
            return Vec::new();
        }
        let wrong = |((at, printed), scores): ((&usize, Option<i64>), &Scores)| {
            let (printed, counted) = (printed?, scores.sum());
            (printed != counted).then(|| Doubt::Sum { line: line.number, column: self.head[*at].clone(), printed, counted })
        };
        self.columns.iter().zip(printed).zip(scores).filter_map(wrong).collect()
    }
}

/// Brings NRR x 25 back to the NRR, with the decimals that it has then.
pub(super) fn back(converted: &Printed) -> Printed {
    Printed { value: &converted.value / decimal::whole(TIMES), places: converted.places + 2 }
}
