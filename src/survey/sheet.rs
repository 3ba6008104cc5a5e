//! The answers of an interview as the rules of its form see them; knows no cursor and no database.

use super::expr::{Codes, Datum, Number, Scope};
use super::form::{Choice, Form, Kind, Output};
use super::value::{Answer, Value};
use jiff::civil::{Date, Time};

/// The answers that stand in an interview, with the day that `today()` means.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub form: &'a Form,
    pub answers: &'a [Option<Answer>],
    pub day: Date,
    /// The question whose answer `.` is, with the answer that is put forward.
    own: Option<(usize, &'a Answer)>,
    /// The choice that a filter asks about.
    choice: Option<&'a Choice>,
}

impl<'a> Sheet<'a> {
    /// Takes the answers, by position of the question: those that were put aside are none of them.
    #[must_use]
    pub const fn new(form: &'a Form, answers: &'a [Option<Answer>], day: Date) -> Self {
        Self { form, answers, day, own: None, choice: None }
    }

    /// Puts an answer forward, in place of what stands there.
    #[must_use]
    pub(super) const fn with(self, question: usize, answer: &'a Answer) -> Self {
        Self { own: Some((question, answer)), ..self }
    }

    /// Asks about a choice.
    #[must_use]
    pub(super) const fn about(self, choice: &'a Choice) -> Self {
        Self { choice: Some(choice), ..self }
    }

    /// Gives the answer that stands, or that is put forward.
    #[must_use]
    pub(super) fn stands(&self, question: usize) -> Option<&'a Answer> {
        match self.own {
            Some((own, answer)) if own == question => Some(answer),
            _ => self.answers.get(question)?.as_ref(),
        }
    }

    fn datum(&self, question: usize, answer: &'a Answer) -> Datum<'a> {
        let (Some(kind), Some(value)) = (self.form.questions.get(question).map(|question| &question.kind), answer.value()) else {
            return Datum::Nothing;
        };
        match (kind, value) {
            (Kind::Several(_), Value::Int(bits)) => Datum::Set(Codes(bits.unsigned_abs())),
            (Kind::Calculated(Output::YesNo), Value::Int(code)) => Datum::Bool(*code != 0),
            (_, Value::Int(number)) => Datum::int(*number),
            (_, Value::Decimal(number)) => {
                let (digits, places) = number.parts();
                Number::decimal(digits.into(), places).map_or(Datum::Nothing, Datum::Number)
            }
            (Kind::Date | Kind::Calculated(Output::Date), Value::Text(day)) => day.parse().map_or(Datum::Nothing, Datum::Date),
            (Kind::Time | Kind::Calculated(Output::Time), Value::Text(time)) => time.parse::<Time>().map_or(Datum::Nothing, Datum::Time),
            (_, Value::Text(text)) => Datum::text(text),
        }
    }
}

impl Scope for Sheet<'_> {
    fn answer(&self, question: usize) -> Datum<'_> {
        self.stands(question).map_or(Datum::Nothing, |answer| self.datum(question, answer))
    }

    fn own(&self) -> Datum<'_> {
        self.own.map_or(Datum::Nothing, |(question, answer)| self.datum(question, answer))
    }

    fn attribute(&self, name: &str) -> Datum<'_> {
        match (self.choice, name) {
            (Some(choice), _) if choice.attributes.contains_key(name) => {
                choice.attributes.get(name).map_or(Datum::Nothing, |text| Datum::text(text))
            }
            (Some(choice), "name") => match &choice.name {
                Some(name) => Datum::text(name),
                None => Datum::Text(choice.code.to_string().into()),
            },
            _ => Datum::Nothing,
        }
    }

    fn today(&self) -> Date {
        self.day
    }
}

/// Gives what a calculation came to as its column holds it: numbers rounded to 15 digits.
#[must_use]
pub(super) fn value(datum: &Datum<'_>) -> Option<Value> {
    match datum {
        Datum::Number(number) => super::decimal::Decimal::nearest(*number).map(Value::Decimal),
        Datum::Bool(holds) => Some(Value::Int((*holds).into())),
        Datum::Text(text) if text.is_empty() => None,
        Datum::Text(text) => Some(Value::Text(text.clone().into_owned())),
        Datum::Date(day) => Some(Value::Text(day.to_string())),
        Datum::Time(time) => Some(Value::Text(format!("{:02}:{:02}", time.hour(), time.minute()))),
        Datum::Nothing | Datum::Set(_) => None,
    }
}
