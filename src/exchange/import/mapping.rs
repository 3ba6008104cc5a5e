//! How a file is taken: what each column is, what stands in for what the file lacks, and which value means which choice; knows no row.

use super::dates::{DateOrder, order_of};
use super::fold::{fold, value_key};
use super::rows::Row;
use super::target::{Field, How, Target, guess};
use crate::store::{Item, List, Survey};
use crate::survey::decimal::Decimal;
use crate::survey::form::Kind;
use crate::survey::interview::{Id, Status};
use crate::survey::value::Missing;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which list the U-numbers of the columns follow, where the form has another order than the regulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// U8 is Penanganan pengaduan, U9 Sarana dan prasarana.
    Regulation,
    /// U8 is what the form asks as its eighth question.
    Form,
}

impl Order {
    pub const ALL: [Self; 2] = [Self::Regulation, Self::Form];

    /// Gives the name on the command line and in a map file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::Form => "form",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// What a value of the file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A choice or a line of a list, by its code.
    /// In a number question that number itself.
    Code(i64),
    /// A number of a decimal question.
    Figure(Decimal),
    Missing(Missing),
    /// A new line of the list.
    New,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; a name that stands before has a number behind it.
    pub head: String,
    pub target: Target,
    pub how: How,
}

/// What stands in for what the file does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    pub date: Option<Date>,
    pub band: Option<Id>,
    pub location: Option<Id>,
    pub surveyor: Option<Id>,
    pub service: Option<Id>,
    pub status: Option<Status>,
}

/// How a file is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub columns: Vec<Column>,
    pub defaults: Defaults,
    /// By the column's target, then by the folded value.
    pub values: BTreeMap<Target, BTreeMap<String, Meaning>>,
    /// None until a person said it.
    pub order: Option<Order>,
    pub dates: DateOrder,
}

/// What must be settled before anything is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// No column is a question.
    NoQuestion,
    /// The file says it nowhere, and more than one could be meant.
    Default(Field),
    /// Whether U8 and U9 are those of the regulation's list or of the form.
    Order,
    /// Two columns have one name, and it means something.
    HeadTwice { head: String, first: usize, second: usize },
}

impl Mapping {
    /// Guesses how a file is taken, from its head and its first rows.
    #[must_use]
    pub fn guess(survey: &Survey, heads: &[String], sample: &[Row]) -> Self {
        let columns = heads.iter().zip(guess(survey, heads)).map(|(head, (target, how))| Column { head: head.clone(), target, how });
        let only = |list: List| {
            let mut items = survey.choosable(list);
            items.next().filter(|_| items.next().is_none()).map(|item| item.id)
        };
        let defaults = Defaults { location: only(List::Location), surveyor: only(List::Surveyor), ..Defaults::default() };
        let mut mapping = Self { columns: columns.collect(), defaults, values: BTreeMap::new(), order: None, dates: DateOrder::default() };
        mapping.look_at_dates(sample);
        mapping
    }

    /// Finds out in which order the dates of the file stand.
    pub fn look_at_dates(&mut self, sample: &[Row]) {
        let dated = |target: Target| matches!(target, Target::Field(Field::Date | Field::Moment | Field::Started | Field::Completed));
        let columns: Vec<usize> = (0..self.columns.len()).filter(|at| dated(self.columns[*at].target)).collect();
        let texts = sample.iter().flat_map(|row| columns.iter().filter_map(|at| row.get(*at)));
        self.dates = order_of(texts);
    }

    /// Gives the column of a target.
    #[must_use]
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == target)
    }

    /// Takes a column for something else; a column that was taken for it before is left out.
    pub fn take(&mut self, column: usize, target: Target) {
        if target != Target::Nothing {
            for other in self.columns.iter_mut().filter(|other| other.target == target) {
                (other.target, other.how) = (Target::Nothing, How::Said);
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            (column.target, column.how) = (target, How::Said);
        }
    }

    /// Gives the columns that were taken by their U-number for an unsur that the form asks at another place.
    #[must_use]
    pub fn by_unsur(&self, survey: &Survey) -> Vec<usize> {
        let differs = |at: usize| survey.form.questions.get(at).is_some_and(|question| question.number != question.unsur);
        let columns = self.columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.how == How::Unsur && matches!(column.target, Target::Answer(at) if differs(at)))
            .map(|(at, _)| at)
            .collect()
    }

    /// Says what the U-numbers of the columns follow.
    pub fn set_order(&mut self, survey: &Survey, order: Order) {
        let before = self.order.unwrap_or(Order::Regulation);
        if before != order {
            let number = |at: usize| {
                let question = survey.form.questions.get(at)?;
                if before == Order::Regulation { question.unsur } else { question.number }
            };
            let find = |n: Option<u32>| {
                let is = |question: &crate::survey::form::Question| {
                    question.unsur.is_some() && n.is_some() && n == if order == Order::Form { question.number } else { question.unsur }
                };
                survey.form.questions.iter().position(is)
            };
            for column in self.by_unsur(survey) {
                if let Target::Answer(at) = self.columns[column].target
                    && let Some(other) = find(number(at))
                {
                    self.columns[column].target = Target::Answer(other);
                }
            }
        }
        self.order = Some(order);
    }

    /// Gives what must be settled before anything is imported.
    #[must_use]
    pub fn open(&self, survey: &Survey) -> Vec<Open> {
        let mut open = Vec::new();
        if !self.columns.iter().any(|column| matches!(column.target, Target::Answer(_) | Target::Chosen(..))) {
            open.push(Open::NoQuestion);
        }
        for (second, column) in self.columns.iter().enumerate().filter(|(_, column)| column.how != How::Said) {
            // A name that stands before has a number behind it.
            let Some((name, _)) = column.head.rsplit_once(" (").filter(|(_, more)| more.trim_end_matches(')').parse::<u32>().is_ok())
            else {
                continue;
            };
            let first = self.columns[..second].iter().position(|other| other.target != Target::Nothing && other.head == name);
            if let Some(first) = first.filter(|first| self.columns[*first].how != How::Said) {
                open.push(Open::HeadTwice { head: name.to_owned(), first, second });
            }
        }
        if self.order.is_none() && !self.by_unsur(survey).is_empty() {
            open.push(Open::Order);
        }
        let has = |field: Field| self.column_of(Target::Field(field)).is_some();
        if !has(Field::Date) && !has(Field::Moment) && self.defaults.date.is_none() {
            open.push(Open::Default(Field::Date));
        }
        if !has(Field::Location) && self.defaults.location.is_none() {
            open.push(Open::Default(Field::Location));
        }
        if !has(Field::Surveyor) && self.defaults.surveyor.is_none() {
            open.push(Open::Default(Field::Surveyor));
        }
        open
    }

    /// Gives the questions that no column answers.
    #[must_use]
    pub fn lacking(&self, survey: &Survey) -> Vec<usize> {
        let has_service = |at: &usize| !matches!(survey.form.questions[*at].kind, Kind::Service(_)) || self.defaults.service.is_none();
        let lacks = |at: &usize| self.column_of(Target::Answer(*at)).is_none() && self.column_of(Target::Reason(*at)).is_none();
        let is_chosen = |at: &usize| self.columns.iter().any(|column| matches!(column.target, Target::Chosen(of, _) if of == *at));
        let keyed = (0..survey.form.questions.len()).filter(|at| survey.form.questions[*at].is_keyed());
        keyed.filter(lacks).filter(|at| !is_chosen(at)).filter(has_service).collect()
    }

    /// Says what a value means.
    pub fn set_value(&mut self, target: Target, value: &str, meaning: Option<Meaning>) {
        let values = self.values.entry(target).or_default();
        match meaning {
            Some(meaning) => values.insert(value_key(value), meaning),
            None => values.remove(&value_key(value)),
        };
    }
}

/// Gives the list that a target's values are of.
#[must_use]
pub fn list_of(survey: &Survey, target: Target) -> Option<List> {
    match target {
        Target::Field(Field::Band) => Some(List::Band),
        Target::Field(Field::Location) => Some(List::Location),
        Target::Field(Field::Surveyor) => Some(List::Surveyor),
        Target::Answer(at) if survey.form.service() == Some(at) => Some(List::Service),
        _ => None,
    }
}

/// Finds a line of a list by its label or its code.
#[must_use]
pub fn find_item<'a>(survey: &'a Survey, list: List, text: &str) -> Option<&'a Item> {
    let folded = fold(text);
    let by_label = survey.list(list).find(|item| fold(&item.label) == folded && !folded.is_empty());
    by_label.or_else(|| text.trim().parse().ok().and_then(|code: i64| survey.list(list).find(|item| item.code == code)))
}
