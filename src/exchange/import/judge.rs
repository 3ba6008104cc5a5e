//! Judges one row: an interview that breaks no hard rule, or what is wrong with it; knows no database.

use super::cells::{NEW, Reader, Said, number, reason};
use super::dates::{read_date, read_moment};
use super::fold::fold;
use super::mapping::{Mapping, list_of};
use super::opened::Style;
use super::rows::Row;
use super::rules;
use super::several::{self, Mark};
use super::sums::{bits, content};
use super::target::{Field, NO_CELL, Target};
use super::trouble::{Trouble, Why};
use crate::exchange::read_cell;
use crate::store::{Incoming, List, Newcomer, Survey};
use crate::survey::flow;
use crate::survey::form::{Kind, bit};
use crate::survey::interview::{Effort, Status};
use crate::survey::sheet::Sheet;
use crate::survey::value::{Answer, Missing};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// What a row is.
#[derive(Debug)]
pub(super) enum Judged {
    Interview(Box<Incoming>),
    /// A line of sums below the rows, by what it is called.
    Summary,
    Refused(Vec<Trouble>),
}

/// What is known before the first row.
pub(super) struct Judge {
    pub survey: Survey,
    pub mapping: Mapping,
    heads: Vec<String>,
    readers: Vec<Option<Reader>>,
    /// By question: the column of its answer, and that of its reason.
    of: Vec<(Option<usize>, Option<usize>)>,
    /// By question: the columns of its choices, each with the choice's code.
    chosen: Vec<Vec<(usize, i64)>>,
    style: Style,
    zone: TimeZone,
    /// True below the first line that sums up: what has no number there is a legend.
    is_below: bool,
    /// Lines that code lists get, by list and folded label.
    pub newcomers: BTreeMap<(List, String), String>,
}

/// Words that stand before a sum and never before a respondent.
const SUMMARIES: [&str; 14] =
    ["jumlah", "total", "sum", "nrr", "rata", "rerata", "average", "mean", "ikm", "nilai", "bobot", "skm", "kategori", "mutu"];

impl Judge {
    pub fn new(survey: &Survey, mapping: &Mapping, style: Style, zone: TimeZone) -> Self {
        let readers = mapping.columns.iter().map(|column| Reader::of(survey, mapping, column.target, style)).collect();
        let of = (0..survey.form.questions.len())
            .map(|at| (mapping.column_of(Target::Answer(at)), mapping.column_of(Target::Reason(at))))
            .collect();
        let chosen = (0..survey.form.questions.len()).map(|at| chosen(mapping, at)).collect();
        let heads = mapping.columns.iter().map(|column| fold(&column.head)).collect();
        let (survey, mapping) = (survey.clone(), mapping.clone());
        Self { survey, mapping, heads, readers, of, chosen, style, zone, is_below: false, newcomers: BTreeMap::new() }
    }

    /// Gives the values met in a column, with how often each was and what it was taken for.
    pub fn values(&self, column: usize) -> impl Iterator<Item = (&str, &Said, u64)> {
        let values = self.readers.get(column).and_then(Option::as_ref).map(|reader| &reader.values);
        values.into_iter().flatten().map(|(text, (said, count))| (text.as_str(), said, *count))
    }

    pub fn judge(&mut self, row: &Row) -> Judged {
        let expected = self.mapping.columns.len();
        let wrong_length = || refuse(None, Why::Cells { found: row.len(), expected }, "");
        if self.style.strict && row.len() < expected {
            return wrong_length();
        }
        // Folding makes a text little longer at most: most cells are told from a name at a glance.
        let is_head = |(cell, head): &(&str, &String)| !head.is_empty() && cell.len() * 2 >= head.len() && fold(cell) == **head;
        if row.cells().zip(&self.heads).filter(is_head).count() * 2 > expected {
            return refuse(None, Why::HeadAgain, "");
        }
        if let Some(lacking) = row.cells().position(|cell| cell == NO_CELL) {
            return refuse(Some(lacking), Why::NoCell, "");
        }
        if self.is_summary(row) {
            self.is_below = true;
            return Judged::Summary;
        }
        // A line of sums may go on behind the head with what its sums come to.
        if row.cells().skip(expected).any(|cell| !cell.trim().is_empty()) {
            return wrong_length();
        }
        let mut troubles = Vec::new();
        let answers = self.answers(row, &mut troubles);
        let incoming = self.fields(row, answers, &mut troubles);
        match incoming {
            Some(incoming) if troubles.is_empty() => {
                let troubles = rules::broken(&self.survey.form, &incoming, |at| self.of[at].0);
                if troubles.is_empty() { Judged::Interview(Box::new(incoming)) } else { Judged::Refused(troubles) }
            }
            _ => Judged::Refused(troubles),
        }
    }

    /// Tells whether a row sums others up: its first text is no answer and says so, or nothing but blanks stand in the columns that count.
    fn is_summary(&self, row: &Row) -> bool {
        let used = self.mapping.columns.iter().enumerate().filter(|(_, column)| column.target != Target::Nothing);
        if used.clone().all(|(at, _)| row.get(at).is_none_or(|cell| cell.trim().is_empty())) {
            return true;
        }
        let Some(first) = row.cells().find(|cell| !cell.trim().is_empty()) else { return true };
        let number = self.mapping.column_of(Target::Field(Field::FormNumber));
        let has_number = number.is_some_and(|at| row.get(at).and_then(|cell| self::number(cell.trim())).is_some());
        if has_number {
            return false;
        }
        let folded = fold(first);
        let word = folded.split(' ').next().unwrap_or_default();
        self.is_below && number.is_some() || SUMMARIES.contains(&word) || first.trim_start().starts_with('*')
    }

    fn answers(&mut self, row: &Row, troubles: &mut Vec<Trouble>) -> Vec<Option<Answer>> {
        let questions = &self.survey.form.questions;
        let mut answers: Vec<Option<Answer>> = vec![None; questions.len()];
        // A question that is not asked may have an empty cell; it is told when all answers before it are read.
        for (at, question) in questions.iter().enumerate().filter(|(_, question)| question.holds_answer()) {
            let (column, because) = self.of[at];
            let why = because.and_then(|column| row.get(column)).map(str::trim).filter(|cell| !cell.is_empty());
            let mut said = Said::Nothing;
            if let Some(column) = column
                && let Some(reader) = &mut self.readers[column]
            {
                let cell = row.get(column).unwrap_or_default();
                said = reader.read(Some(question), cell);
                if said == Said::New {
                    let label = cell.trim().to_owned();
                    self.newcomers.entry((List::Service, fold(&label))).or_insert(label);
                }
            }
            if said == Said::Nothing {
                said = said_by_choice(row, &self.chosen[at], troubles);
            }
            answers[at] = match (said, why) {
                (Said::Wrong(wrong), _) => {
                    let found = column.and_then(|column| row.get(column)).unwrap_or_default().to_owned();
                    troubles.push(Trouble { column, why: wrong, found });
                    None
                }
                (Said::Answer(answer), _) => Some(answer),
                (Said::New | Said::Item(_), _) => Some(Answer::int(NEW)),
                (Said::Nothing, Some(why)) => match reason(why) {
                    Some(reason) => Some(Answer::Missing(reason)),
                    None => {
                        troubles.push(Trouble { column: because, why: Why::NotAReason, found: why.to_owned() });
                        None
                    }
                },
                (Said::Nothing, None) => self.absent(at, &answers),
            };
        }
        answers
    }

    /// Says why an answer is absent where the row does not say it.
    fn absent(&self, at: usize, answers: &[Option<Answer>]) -> Option<Answer> {
        let question = &self.survey.form.questions[at];
        if !question.is_keyed() || !flow::applies(Sheet::new(&self.survey.form, answers, self.survey.from), at) {
            return None;
        }
        match self.of[at] {
            // Where a column says why answers are absent, one that says nothing means that nobody answered yet.
            (_, Some(_)) => None,
            // An optional text that was left empty lacks nothing.
            (Some(_), None) if question.takes_text() && !question.required => None,
            (Some(_), None) => Some(Answer::Missing(Missing::Blank)),
            (None, None) if !self.chosen[at].is_empty() => Some(Answer::Missing(Missing::Blank)),
            (None, None) => {
                let service = matches!(question.kind, Kind::Service(_)).then_some(self.mapping.defaults.service).flatten();
                let service = self.survey.items.iter().find(|item| Some(item.id) == service);
                Some(service.map_or(Answer::Missing(Missing::NotInSource), |item| Answer::int(item.code)))
            }
        }
    }

    fn cell<'a>(&self, row: &'a Row, field: Field) -> Option<(usize, &'a str)> {
        let column = self.mapping.column_of(Target::Field(field))?;
        let cell = row.get(column)?;
        let cell = if self.style.escaped { read_cell(cell) } else { cell };
        Some((column, cell.trim())).filter(|(_, cell)| !cell.is_empty())
    }

    fn fields(&mut self, row: &Row, answers: Vec<Option<Answer>>, troubles: &mut Vec<Trouble>) -> Option<Incoming> {
        let defaults = self.mapping.defaults;
        let order = self.mapping.dates;
        let wrong = |troubles: &mut Vec<Trouble>, (column, found): (usize, &str), why: Why| {
            troubles.push(Trouble { column: Some(column), why, found: found.to_owned() });
        };
        let read = |troubles: &mut Vec<Trouble>, field: Field, why: Why| {
            let (column, cell) = self.cell(row, field)?;
            let value = number(cell).filter(|number| *number >= 0);
            if value.is_none() {
                wrong(troubles, (column, cell), why);
            }
            value
        };
        let form_number = read(troubles, Field::FormNumber, Why::NotAFormNumber).filter(|number| *number <= i64::from(u32::MAX));
        if form_number.is_none()
            && let Some(column) = self.mapping.column_of(Target::Field(Field::FormNumber))
            && troubles.iter().all(|trouble| trouble.column != Some(column))
        {
            wrong(troubles, (column, row.get(column).unwrap_or_default()), Why::NotAFormNumber);
        }
        let keys = read(troubles, Field::Keys, Why::NotANumber).unwrap_or(0);
        let corrections = read(troubles, Field::Corrections, Why::NotANumber).unwrap_or(0);
        let ms = match self.cell(row, Field::KeyedSeconds) {
            None => 0,
            Some((column, cell)) => milliseconds(cell).unwrap_or_else(|| {
                wrong(troubles, (column, cell), Why::NotANumber);
                0
            }),
        };
        let moment = |troubles: &mut Vec<Trouble>, field: Field| {
            let (column, cell) = self.cell(row, field)?;
            let moment = read_moment(cell, order, &self.zone);
            if moment.is_none() {
                wrong(troubles, (column, cell), Why::NotAMoment);
            }
            moment
        };
        let sent = moment(troubles, Field::Moment);
        let started = moment(troubles, Field::Started).or_else(|| sent.clone());
        let completed = moment(troubles, Field::Completed).or_else(|| sent.clone());
        let status = match self.cell(row, Field::Status) {
            None => defaults.status.unwrap_or(Status::Complete),
            Some((column, cell)) => status(cell).unwrap_or_else(|| {
                wrong(troubles, (column, cell), Why::NotAStatus);
                Status::Draft
            }),
        };
        let date = match self.cell(row, Field::Date) {
            Some((column, cell)) => {
                let date = read_date(cell, order);
                if date.is_none() {
                    wrong(troubles, (column, cell), Why::NotADate);
                }
                date
            }
            None => sent.as_deref().and_then(|moment| moment.get(..10)?.parse().ok()).or(defaults.date),
        };
        if date.is_none() && troubles.iter().all(|trouble| trouble.why != Why::NotADate) {
            troubles.push(Trouble { column: self.mapping.column_of(Target::Field(Field::Date)), why: Why::NoDate, found: String::new() });
        }
        let own_id = self.cell(row, Field::Id).map(|(_, id)| id.to_owned());
        let notes = self.cell(row, Field::Notes).map_or_else(Vec::new, |(_, notes)| self.notes(notes));
        let band = self.item(row, Field::Band, defaults.band, false, troubles);
        let location = self.item(row, Field::Location, defaults.location, true, troubles);
        let surveyor = self.item(row, Field::Surveyor, defaults.surveyor, true, troubles);
        let (Some(date), Some(location), Some(surveyor)) = (date, location, surveyor) else { return None };
        let effort = Effort { keys, corrections, ms, ..Effort::default() };
        let mut incoming = Incoming {
            row: row.at,
            identity: 0,
            content: 0,
            form_number,
            status,
            date,
            band,
            location,
            surveyor,
            started,
            completed,
            effort,
            answers,
            notes,
        };
        incoming.content = content(&incoming);
        let identity = own_id.or_else(|| form_number.map(|number| format!("#{number}")));
        incoming.identity = identity.map_or(0, |identity| bits(identity.as_bytes()));
        Some(incoming)
    }

    /// Finds the line of a list that a row names, or the one that stands in for it.
    fn item(&mut self, row: &Row, field: Field, default: Option<i64>, needed: bool, troubles: &mut Vec<Trouble>) -> Option<i64> {
        let target = Target::Field(field);
        let column = self.mapping.column_of(target);
        let cell = column.and_then(|column| row.get(column)).unwrap_or_default();
        let reader = column.and_then(|column| self.readers[column].as_mut());
        match reader.map_or(Said::Nothing, |reader| reader.read(None, cell)) {
            Said::Item(id) => Some(id),
            Said::New => {
                let list = list_of(&self.survey, target)?;
                let label = cell.trim().to_owned();
                self.newcomers.entry((list, fold(&label))).or_insert(label);
                Some(NEW)
            }
            Said::Wrong(why) => {
                troubles.push(Trouble { column, why, found: cell.to_owned() });
                None
            }
            Said::Nothing | Said::Answer(_) => {
                if default.is_none() && needed {
                    troubles.push(Trouble { column, why: Why::NotInList, found: String::new() });
                }
                default
            }
        }
    }

    /// Reads notes as our exports join them: `usia: ragu; saran: lihat kertas`. What names no question is a note on the first.
    fn notes(&self, text: &str) -> Vec<(usize, String)> {
        let form = &self.survey.form;
        let mut notes: Vec<(usize, String)> = Vec::new();
        for part in text.split("; ") {
            let named = part.split_once(": ").and_then(|(key, note)| Some((form.find(key)?, note)));
            let named = named.filter(|(question, _)| notes.iter().all(|(known, _)| known != question));
            match (named, notes.last_mut()) {
                (Some((question, note)), _) => notes.push((question, note.to_owned())),
                (None, Some((_, last))) => {
                    last.push_str("; ");
                    last.push_str(part);
                }
                (None, None) => notes.push((0, part.to_owned())),
            }
        }
        notes
    }

    /// Gives the lines that code lists must get.
    pub fn newcomers(&self) -> Vec<Newcomer> {
        self.newcomers.iter().map(|((list, _), label)| Newcomer { list: *list, label: label.clone() }).collect()
    }
}

/// Gives the columns of a question's choices.
fn chosen(mapping: &Mapping, question: usize) -> Vec<(usize, i64)> {
    let columns = mapping.columns.iter().enumerate();
    let of = columns.filter_map(|(column, taken)| match taken.target {
        Target::Chosen(at, code) if at == question => Some((column, code)),
        _ => None,
    });
    of.collect()
}

/// Reads several choices from a column for each. Where it is said of one that it was not made, the question was answered; files for
/// statistics say in each column why it was not.
fn said_by_choice(row: &Row, columns: &[(usize, i64)], troubles: &mut Vec<Trouble>) -> Said {
    let (mut bits, mut is_answered, mut because) = (0, false, None);
    for (column, code) in columns {
        let cell = row.get(*column).unwrap_or_default();
        match several::mark(cell) {
            Some(Mark::Made) => bits |= bit(*code).unwrap_or(0),
            Some(Mark::NotMade) => is_answered = true,
            Some(Mark::Blank) => {}
            None => match reason(cell) {
                Some(reason) => because = Some(reason),
                None => troubles.push(Trouble { column: Some(*column), why: Why::NotAChoice, found: cell.to_owned() }),
            },
        }
    }
    match because {
        Some(reason) if bits == 0 => Said::Answer(Answer::Missing(reason)),
        _ if bits == 0 && !is_answered => Said::Nothing,
        _ => Said::Answer(Answer::int(bits)),
    }
}

fn refuse(column: Option<usize>, why: Why, found: &str) -> Judged {
    Judged::Refused(vec![Trouble { column, why, found: found.to_owned() }])
}

/// Reads a status by its code or its name in either language.
fn status(cell: &str) -> Option<Status> {
    use crate::words::{Lang, Words};
    let folded = fold(cell);
    let names = |status: &Status| [status.code(), Words(Lang::Id).status(*status), Words(Lang::En).status(*status)];
    Status::ALL.into_iter().find(|status| names(status).iter().any(|name| fold(name) == folded))
}

/// Reads seconds with a decimal point or comma as milliseconds.
fn milliseconds(cell: &str) -> Option<i64> {
    let (whole, part) = cell.split_once(['.', ',']).unwrap_or((cell, "0"));
    let tenths = format!("{part:0<3}");
    let thousandths: i64 = tenths.get(..3)?.parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(thousandths).filter(|ms| *ms >= 0)
}
