//! Reads the cells of one column as answers to its question, or as lines of its list; knows no row.

use super::dates::{DateOrder, read_date};
use super::fold::{fold, value_key};
use super::mapping::{Mapping, Meaning, list_of};
use super::opened::Style;
use super::several::{self, Mark};
use super::target::Target;
use super::trouble::Why;
use crate::exchange::read_cell;
use crate::exchange::sheets::is_cut;
use crate::store::{List, Survey};
use crate::survey::date;
use crate::survey::decimal::Decimal;
use crate::survey::form::{Bounds, DecimalBounds, Kind, Output, Question, bit, codes};
use crate::survey::interview::Id;
use crate::survey::lang::Lang;
use crate::survey::value::{Answer, Missing, Value};
use crate::words::Words;
use std::collections::HashMap;

/// Different values of a column that are held; a column with more is no list of choices.
const MOST_VALUES: usize = 10_000;

/// The longest text, in characters: the longest cell of a spreadsheet.
const LONGEST: usize = 32_767;

/// The code and the id of a line that a list gets with the import.
pub(super) const NEW: i64 = -1;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Nothing,
    Answer(Answer),
    /// A line of a list that is no question.
    Item(Id),
    /// A line that the list gets with the import.
    New,
    Wrong(Why),
}

/// One column at work.
pub(super) struct Reader {
    kind: Reads,
    /// Takes off the apostrophe that exports put before what would run.
    escaped: bool,
    /// Takes texts as they are, and a number as a set where several can be chosen.
    own: bool,
    known: HashMap<String, Meant>,
    /// The values met, with how often each was.
    pub values: HashMap<String, (Said, u64)>,
}

/// What a folded text means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    Code(i64),
    Figure(Decimal),
    Item(Id),
    Missing(Missing),
    New,
    /// Two choices read so.
    Unclear,
}

#[derive(Clone, Copy)]
enum Reads {
    Choice,
    Several,
    Number(Bounds),
    Decimal(DecimalBounds),
    Text,
    Date(DateOrder),
    Time,
    /// What another program, or an older export, worked out.
    Output(Output),
    List,
}

impl Reads {
    const fn of(kind: &Kind, dates: DateOrder) -> Option<Self> {
        Some(match kind {
            Kind::Choice(_) | Kind::Rating(_) | Kind::YesNo(_) | Kind::Service(_) => Self::Choice,
            Kind::Several(_) => Self::Several,
            Kind::Number(bounds) => Self::Number(*bounds),
            Kind::Decimal(bounds) => Self::Decimal(*bounds),
            Kind::Text | Kind::LongText => Self::Text,
            Kind::Date => Self::Date(dates),
            Kind::Time => Self::Time,
            Kind::Calculated(output) => Self::Output(*output),
            Kind::Note => return None,
        })
    }

    /// Tells whether the values are few, so that they are listed and may be mapped.
    const fn has_values(self) -> bool {
        matches!(self, Self::Choice | Self::Several | Self::List | Self::Number(_) | Self::Decimal(_))
    }
}

impl Reader {
    /// Makes a reader for a column; none where the column is neither an answer nor of a list.
    pub fn of(survey: &Survey, mapping: &Mapping, target: Target, style: Style) -> Option<Self> {
        let Style { escaped, own, .. } = style;
        let mut reader = Self { kind: Reads::List, escaped, own, known: HashMap::new(), values: HashMap::new() };
        match (target, list_of(survey, target)) {
            (Target::Answer(at), _) => {
                let question = survey.form.questions.get(at)?;
                reader.kind = Reads::of(&question.kind, mapping.dates)?;
                reader.know_choices(question);
            }
            (_, Some(list)) => reader.know_items(survey, list),
            _ => return None,
        }
        for (value, meaning) in mapping.values.get(&target).into_iter().flatten() {
            let is_item = |item: &&crate::store::Item, code: i64| Some(item.list) == list_of(survey, target) && item.code == code;
            let meant = match *meaning {
                Meaning::Code(code) if matches!(reader.kind, Reads::List) => {
                    survey.items.iter().find(|item| is_item(item, code)).map(|item| Meant::Item(item.id))
                }
                Meaning::Code(code) => Some(Meant::Code(code)),
                Meaning::Figure(figure) => Some(Meant::Figure(figure)),
                Meaning::Missing(reason) => Some(Meant::Missing(reason)),
                // Once the list has it, it is known by its label.
                Meaning::New => (!reader.known.contains_key(value)).then_some(Meant::New),
            };
            if let Some(meant) = meant {
                reader.known.insert(value.clone(), meant);
            }
        }
        Some(reader)
    }

    fn know(&mut self, text: &str, meant: Meant) {
        let folded = fold(text);
        if !folded.is_empty() {
            let known = self.known.entry(folded).or_insert(meant);
            if *known != meant {
                *known = Meant::Unclear;
            }
        }
    }

    fn know_choices(&mut self, question: &Question) {
        // Labels first: what a label says is not what another choice's key or short label says.
        for is_short in [false, true] {
            let labels = std::mem::take(&mut self.known);
            for choice in question.choices() {
                let text = if is_short { &choice.short } else { &choice.label };
                for lang in [Lang::Id, Lang::En] {
                    self.know(text.get(lang), Meant::Code(choice.code));
                }
            }
            self.known.extend(labels);
        }
        for choice in question.choices() {
            // The letter on paper: the first key that is no digit.
            if let Some(letter) = choice.keys.iter().find(|key| key.is_ascii_alphabetic()) {
                self.known.entry(letter.to_string()).or_insert(Meant::Code(choice.code));
            }
        }
        if !question.takes_text() {
            self.know_reasons();
        }
    }

    fn know_reasons(&mut self) {
        for reason in Missing::ALL {
            for text in [reason.code(), Words(Lang::Id).missing(reason), Words(Lang::En).missing(reason)] {
                self.known.entry(fold(text)).or_insert(Meant::Missing(reason));
            }
        }
    }

    fn know_items(&mut self, survey: &Survey, list: List) {
        for item in survey.list(list) {
            self.know(&item.label, Meant::Item(item.id));
        }
        for item in survey.list(list) {
            self.known.insert(by_code(item.code), Meant::Item(item.id));
        }
    }

    /// Reads a cell; `question` is the one that the column answers, if it is one.
    pub fn read(&mut self, question: Option<&Question>, cell: &str) -> Said {
        if let Some((said, count)) = self.values.get_mut(cell) {
            *count += 1;
            return said.clone();
        }
        let said = self.read_anew(question, cell);
        // Texts are hardly ever the same twice, and nobody maps them.
        let is_kept = self.kind.has_values() && self.values.len() < MOST_VALUES && cell.len() < 1000;
        if is_kept && said != Said::Nothing {
            self.values.insert(cell.to_owned(), (said.clone(), 1));
        }
        said
    }

    fn read_anew(&self, question: Option<&Question>, cell: &str) -> Said {
        let text = if self.escaped { read_cell(cell) } else { cell };
        if let Reads::Text = self.kind {
            // No text file has cells that are too small.
            let is_cut = self.own && !self.escaped && is_cut(text);
            return if is_cut { Said::Wrong(Why::Cut) } else { read_text(text, self.own) };
        }
        let text = text.trim();
        if text.is_empty() {
            return Said::Nothing;
        }
        let folded = fold(text);
        let by_label = || self.known.get(&folded).filter(|_| !matches!(self.kind, Reads::Number(_) | Reads::Decimal(_)));
        match self.known.get(&value_key(text)).or_else(by_label) {
            Some(Meant::Code(code)) => return coded(question, *code),
            Some(Meant::Figure(figure)) => return figured(question, *figure),
            Some(Meant::Item(id)) => return Said::Item(*id),
            Some(Meant::Missing(reason)) => return Said::Answer(Answer::Missing(*reason)),
            Some(Meant::New) => return Said::New,
            Some(Meant::Unclear) | None => {}
        }
        match self.kind {
            Reads::Number(bounds) => read_number(text, &folded, bounds),
            Reads::Decimal(bounds) => read_decimal(text, bounds),
            Reads::Several => self.read_several(question, text),
            Reads::Date(order) => match read_date(text, order) {
                Some(day) => Said::Answer(Answer::text(day.to_string())),
                None => Said::Wrong(Why::NotADate),
            },
            Reads::Time => match date::time(text) {
                Some(time) => Said::Answer(Answer::text(time)),
                None => Said::Wrong(Why::NotATime),
            },
            Reads::Output(output) => read_output(text, output),
            Reads::Choice => match number(text).or_else(|| leading_code(text)) {
                Some(code) => coded(question, code),
                None => Said::Wrong(Why::NotAChoice),
            },
            Reads::List => match number(text).and_then(|code| self.known.get(&by_code(code))) {
                Some(Meant::Item(id)) => Said::Item(*id),
                _ => Said::Wrong(Why::NotInList),
            },
            Reads::Text => Said::Nothing,
        }
    }
}

impl Reader {
    /// Reads several choices. In our own exports a number is the set itself.
    fn read_several(&self, question: Option<&Question>, text: &str) -> Said {
        let Some(question) = question else { return Said::Wrong(Why::NotAChoice) };
        if let Some(bits) = number(text).filter(|_| self.own) {
            let all = codes(bits).all(|code| question.choice(code).is_some());
            return if all && bits > 0 { Said::Answer(Answer::int(bits)) } else { Said::Wrong(Why::NotAChoice) };
        }
        let find = |text: &str| match self.known.get(&fold(text)) {
            Some(Meant::Code(code)) => Some(*code),
            _ => number(text).filter(|code| question.choice(*code).is_some()),
        };
        several::read(question, text, &find).map_or(Said::Wrong(Why::NotAChoice), |bits| Said::Answer(Answer::int(bits)))
    }
}

/// Gives the key of a list's line by its code: no folded text reads so.
fn by_code(code: i64) -> String {
    format!("#{code}")
}

/// Gives the choice that has a code, or what is wrong with it.
fn coded(question: Option<&Question>, code: i64) -> Said {
    match question {
        Some(question) if question.choices().is_empty() => match &question.kind {
            Kind::Number(bounds) => in_bounds(code, *bounds),
            _ => Decimal::whole(code).map_or(Said::Wrong(Why::NotANumber), |figure| figured(Some(question), figure)),
        },
        Some(question) if question.choice(code).is_some() => match question.kind {
            Kind::Several(_) => Said::Answer(Answer::int(bit(code).unwrap_or(0))),
            _ => Said::Answer(Answer::int(code)),
        },
        _ => Said::Wrong(Why::NotAChoice),
    }
}

/// Gives a number that a value was said to mean, or what is wrong with it.
fn figured(question: Option<&Question>, figure: Decimal) -> Said {
    match question.map(|question| &question.kind) {
        Some(Kind::Decimal(bounds)) => in_decimal_bounds(figure, *bounds),
        _ => Said::Wrong(Why::NotANumber),
    }
}

fn read_text(text: &str, as_it_is: bool) -> Said {
    let text = if as_it_is { text } else { text.trim() };
    match text.chars().nth(LONGEST) {
        Some(_) => Said::Wrong(Why::TooLong),
        None if text.is_empty() => Said::Nothing,
        None => Said::Answer(Answer::text(text)),
    }
}

/// Reads a whole number: `34`, `34.0`, `34,0`.
pub(super) fn number(text: &str) -> Option<i64> {
    let whole = match text.split_once(['.', ',']) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => text,
    };
    whole.parse().ok().filter(|_| !whole.starts_with('+'))
}

/// Reads the code before a label: `3 - Sesuai`, `3. Sesuai`, `(3) Sesuai`, `3=Sesuai`.
fn leading_code(text: &str) -> Option<i64> {
    let text = text.trim_start_matches('(');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start();
    text[..digits].parse().ok().filter(|_| rest.starts_with(['-', '.', ')', '=', ':']) && rest.chars().any(char::is_alphabetic))
}

/// Words behind a number that say what it counts.
const YEARS: [&str; 4] = ["tahun", "thn", "th", "years"];

fn read_number(text: &str, folded: &str, bounds: Bounds) -> Said {
    let counted = || {
        let (number, unit) = folded.split_once(' ')?;
        number.parse().ok().filter(|_| YEARS.contains(&unit))
    };
    match number(text).or_else(counted) {
        Some(number) => in_bounds(number, bounds),
        None => Said::Wrong(Why::NotANumber),
    }
}

/// Reads a number with a decimal point or comma; thousands stand together.
fn read_decimal(text: &str, bounds: DecimalBounds) -> Said {
    text.replace(',', ".").parse().map_or(Said::Wrong(Why::NotANumber), |number| in_decimal_bounds(number, bounds))
}

fn in_decimal_bounds(number: Decimal, bounds: DecimalBounds) -> Said {
    if (bounds.min..=bounds.max).contains(&number) {
        Said::Answer(Answer::Value(Value::Decimal(number)))
    } else {
        Said::Wrong(Why::DecimalOutOfRange { min: bounds.min.to_string(), max: bounds.max.to_string() })
    }
}

/// Reads what a calculated question came to.
fn read_output(text: &str, output: Output) -> Said {
    let answer = match output {
        Output::Number => text.replace(',', ".").parse().ok().map(|number| Answer::Value(Value::Decimal(number))),
        Output::Text => Some(Answer::text(text)),
        Output::Date => read_date(text, DateOrder::DayFirst).map(|day| Answer::text(day.to_string())),
        Output::Time => date::time(text).map(Answer::text),
        Output::YesNo => several::mark(text).and_then(|mark| match mark {
            Mark::Made => Some(Answer::int(1)),
            Mark::NotMade => Some(Answer::int(0)),
            Mark::Blank => None,
        }),
    };
    answer.map_or(Said::Wrong(Why::NotANumber), Said::Answer)
}

fn in_bounds(number: i64, bounds: Bounds) -> Said {
    if (bounds.min..=bounds.max).contains(&number) {
        Said::Answer(Answer::int(number))
    } else {
        Said::Wrong(Why::OutOfRange { min: bounds.min, max: bounds.max })
    }
}

/// Reads why an answer is absent, as our own exports say it.
pub(super) fn reason(cell: &str) -> Option<Missing> {
    let folded = fold(cell);
    let reads = |reason: &Missing| {
        [reason.code(), Words(Lang::Id).missing(*reason), Words(Lang::En).missing(*reason)].iter().any(|text| fold(text) == folded)
    };
    Missing::ALL.into_iter().find(reads)
}
