//! What an expression is worked out from, and what it comes to; knows no expression.

use super::number::Number;
use jiff::civil::{Date, Time};
use std::borrow::Cow;

/// The type of a question's answer or of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Number,
    Text,
    Bool,
    Date,
    Time,
    /// One of several choices: its datum is the number that is its code.
    Choice,
    /// Any of several choices: its datum is a set of codes.
    Set,
}

impl Type {
    /// Names the type as faults do: `a number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Bool => "true or false",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::Choice => "a choice",
            Self::Set => "a set of choices",
        }
    }
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Datum<'a> {
    /// No answer, or what can't be worked out: divided by zero, grown too large, of an unanswered question.
    #[default]
    Nothing,
    Number(Number),
    Text(Cow<'a, str>),
    Bool(bool),
    Date(Date),
    Time(Time),
    Set(Codes),
}

/// A set of codes from 1 to 64: that of code 1 is bit 1, of 2 it is 2, of 3 it is 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes(pub u64);

impl Codes {
    /// Tells whether a code is in the set.
    #[must_use]
    pub const fn has(self, code: i64) -> bool {
        1 <= code && code <= 64 && self.0 & (1 << (code - 1)) != 0
    }

    /// Gives the set with one code more; a code that has no bit is left out.
    #[must_use]
    pub const fn with(self, code: i64) -> Self {
        if 1 <= code && code <= 64 { Self(self.0 | 1 << (code - 1)) } else { self }
    }
}

impl<'a> Datum<'a> {
    /// Makes the datum of a whole number or a choice's code.
    #[must_use]
    pub const fn int(number: i64) -> Self {
        Self::Number(Number::whole(number))
    }

    /// Makes the datum of a text; an empty one is nothing.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Borrowed(text)) }
    }

    pub(super) fn owned(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Owned(text)) }
    }

    /// Tells whether it is no answer: nothing, an empty text or an empty set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::Set(codes) => codes.0 == 0,
            Self::Number(_) | Self::Bool(_) | Self::Date(_) | Self::Time(_) => false,
        }
    }

    /// Tells whether it is true; nothing is not.
    #[must_use]
    pub const fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// Gives the number, also of true (1) and false (0).
    #[must_use]
    pub const fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Bool(true) => Some(Number::ONE),
            Self::Bool(false) => Some(Number::ZERO),
            Self::Nothing | Self::Text(_) | Self::Date(_) | Self::Time(_) | Self::Set(_) => None,
        }
    }

    /// Tells whether it is of a type; nothing is of every type.
    #[must_use]
    pub const fn is(&self, kind: Type) -> bool {
        match self {
            Self::Nothing => true,
            Self::Number(_) => matches!(kind, Type::Number | Type::Choice),
            Self::Text(_) => matches!(kind, Type::Text),
            Self::Bool(_) => matches!(kind, Type::Bool),
            Self::Date(_) => matches!(kind, Type::Date),
            Self::Time(_) => matches!(kind, Type::Time),
            Self::Set(_) => matches!(kind, Type::Set),
        }
    }

    /// Gives the same datum, borrowing its text.
    pub(super) fn borrowed(&'a self) -> Self {
        match self {
            Self::Text(text) => Self::Text(Cow::Borrowed(text)),
            Self::Nothing => Self::Nothing,
            Self::Number(number) => Self::Number(*number),
            Self::Bool(holds) => Self::Bool(*holds),
            Self::Date(date) => Self::Date(*date),
            Self::Time(time) => Self::Time(*time),
            Self::Set(codes) => Self::Set(*codes),
        }
    }
}

/// Gives the days from 1 January 1970 to a date, as XForms counts them.
pub(super) fn days(date: Date) -> i64 {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    // Counted in years that begin in March, so that the leap day is the last one.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Gives the date so many days after 1 January 1970; `None` beyond the years 1 to 9999.
pub(super) fn date_of(days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok().filter(|date| date.year() >= 1)
}

/// Reads `2024-09-30`, alone or before a time of day.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    let mut parts = day.split('-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(rest, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, rest.parse().ok()?).ok()
}

/// Reads `08:30` or `08:30:15`, with or without a fraction and an offset behind it, which are left out.
pub(super) fn read_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let clock = text.split(['.', '+', 'Z']).next()?;
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || ![hour, minute, second].into_iter().all(digits) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, 0).ok()
}

/// Writes a time as its question holds it: `08:30`, or `08:30:15` where it has seconds.
pub(super) fn show_time(time: Time) -> String {
    match time.second() {
        0 => format!("{:02}:{:02}", time.hour(), time.minute()),
        second => format!("{:02}:{:02}:{second:02}", time.hour(), time.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        let mut at = -719_162;
        while at < 2_932_896 {
            let date = date_of(at).expect("a date");
            assert_eq!(days(date), at, "{date}");
            at += 97;
        }
        assert_eq!((date_of(i64::MAX), date_of(2_932_897), date_of(-719_163)), (None, None, None));
        assert_eq!(days(jiff::civil::date(2024, 2, 29)), 19_782);
    }

    #[test]
    fn dates_and_times_are_read_as_xforms_writes_them() {
        let date = |text: &str| read_date(text).map(|date| date.to_string());
        assert_eq!(date("2024-09-30").as_deref(), Some("2024-09-30"));
        assert_eq!(date("2024-9-1T08:00").as_deref(), Some("2024-09-01"));
        for text in ["", "2024-02-30", "30-09-2024", "2024-09", "2024-09-30-1", "+2024-09-30", "2024-+9-30"] {
            assert_eq!(date(text), None, "{text}");
        }
        let time = |text: &str| read_time(text).map(show_time);
        assert_eq!(time("8:30").as_deref(), Some("08:30"));
        assert_eq!(time("08:30:15.000+08:00").as_deref(), Some("08:30:15"));
        for text in ["", "24:00", "8", "08:60", "a:b", "1:2:3:4"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
