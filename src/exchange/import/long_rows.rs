//! Rows of one answer each, brought together to a row for each interview; knows no survey.

use super::Unreadable;
use super::fold::fold;
use super::rows::{Row, Rows};
use std::collections::HashMap;

/// The columns that an answer has, and those that tell interviews apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    number: usize,
    question: usize,
    value: usize,
    missing: Option<usize>,
    /// Columns that are the same in each row of an interview.
    fixed: Vec<usize>,
    /// The head of the wide rows.
    pub heads: Vec<String>,
    /// By question: where its answer stands in a wide row.
    of: HashMap<String, usize>,
}

impl Layout {
    /// Tells from a head whether rows are of one answer each; `keys` are the questions of the survey.
    pub fn of(heads: &[String], keys: &[&str]) -> Option<Self> {
        let find = |name: &str| heads.iter().position(|head| head == name);
        let (number, question, value) = (find("form_number")?, find("question")?, find("value")?);
        let missing = find("missing");
        let own = [Some(question), Some(value), missing, find("question_label"), find("value_label")];
        let fixed: Vec<usize> = (0..heads.len()).filter(|at| !own.contains(&Some(*at))).collect();
        let mut wide: Vec<String> = fixed.iter().map(|at| heads[*at].clone()).collect();
        let mut of = HashMap::new();
        for key in keys {
            of.insert((*key).to_owned(), wide.len());
            wide.push((*key).to_owned());
            wide.push(format!("{key}_missing"));
        }
        Some(Self { number, question, value, missing, fixed, heads: wide, of })
    }
}

/// Long rows being brought together.
pub struct LongRows {
    rows: Box<Rows>,
    layout: Layout,
    /// The first row of the next interview.
    waiting: Option<Row>,
    begun: bool,
}

impl LongRows {
    /// Takes rows that stand at their head.
    pub fn over(rows: Rows, layout: Layout) -> Self {
        Self { rows: Box::new(rows), layout, waiting: None, begun: false }
    }

    pub fn is_ready(&mut self) -> Result<bool, Unreadable> {
        self.rows.is_ready()
    }

    pub fn done(&self) -> u64 {
        self.rows.done()
    }

    /// Reads the next interview, the head first.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        if !self.begun {
            self.begun = true;
            let mut head = Row::default();
            if !self.rows.next(&mut head)? {
                return Ok(false);
            }
            row.clear();
            row.at = head.at;
            self.layout.heads.iter().for_each(|head| row.push(head));
            return Ok(true);
        }
        let mut part = Row::default();
        let first = match self.waiting.take() {
            Some(first) => first,
            None if self.rows.next(&mut part)? => part.clone(),
            None => return Ok(false),
        };
        let cell = |row: &Row, at: usize| row.get(at).unwrap_or_default().to_owned();
        let number = cell(&first, self.layout.number);
        let mut wide: Vec<String> = self.layout.fixed.iter().map(|at| cell(&first, *at)).collect();
        wide.resize(self.layout.heads.len(), String::new());
        let mut seen: Vec<usize> = Vec::new();
        let at = first.at;
        let mut next = Some(first);
        // What names no question makes the row too long, so that it is refused.
        let mut strange = Vec::new();
        while let Some(part) = next.take() {
            let question = cell(&part, self.layout.question);
            let place = self.layout.of.get(&question).copied();
            if cell(&part, self.layout.number) != number || place.is_some_and(|place| seen.contains(&place)) {
                self.waiting = Some(part);
                break;
            }
            match place {
                Some(place) => {
                    seen.push(place);
                    wide[place] = cell(&part, self.layout.value);
                    wide[place + 1] = self.layout.missing.map_or_else(String::new, |missing| cell(&part, missing));
                }
                None if fold(&question).is_empty() => {}
                None => strange.push(question),
            }
            let mut following = Row::default();
            next = if self.rows.next(&mut following)? { Some(following) } else { None };
        }
        row.clear();
        row.at = at;
        wide.iter().chain(&strange).for_each(|cell| row.push(cell));
        Ok(true)
    }
}
