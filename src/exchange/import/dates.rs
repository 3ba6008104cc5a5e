//! Dates and moments as people, forms and spreadsheets write them; knows no clock.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `30/09/2024`, as in Indonesia.
    #[default]
    DayFirst,
    /// `09/30/2024`, as American forms write it.
    MonthFirst,
}

impl DateOrder {
    /// Gives the name in a map file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|order| order.name() == name)
    }
}

/// Months by their first letters, Indonesian and English; the longer ones before what they begin with.
const MONTHS: [(&str, i8); 27] = [
    ("jan", 1),
    ("peb", 2),
    ("feb", 2),
    ("mar", 3),
    ("mrt", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("agu", 8),
    ("agt", 8),
    ("ags", 8),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("nop", 11),
    ("des", 12),
    ("dec", 12),
    ("i", 1),
    ("ix", 9),
    ("x", 10),
    ("xi", 11),
    ("xii", 12),
    ("v", 5),
];

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let named = MONTHS.iter().find(|(name, _)| if name.len() == 3 { word.starts_with(name) } else { word == *name });
    named.map(|(_, month)| *month)
}

/// Reads a date: `2024-09-30`, `30/09/2024`, `30-9-24`, `30 September 2024`, `Senin, 30 Sep 2024`, `September 30, 2024`, `30092024`, the day
/// number of a spreadsheet (`45565`), each with a time behind it or none.
#[must_use]
pub fn read_date(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return of_digits(text, order);
    }
    // What stands behind a T or as hours and minutes is the time.
    let text = text.split_once(['T', 't']).filter(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit())).map_or(text, |(day, _)| day);
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|part| !part.is_empty() && !part.contains(':'));
    let mut numbers: Vec<&str> = Vec::new();
    let (mut named, mut at) = (None, 0);
    for part in parts {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(part);
        } else if named.is_none()
            && let Some(month) = month(part)
        {
            (named, at) = (Some(month), numbers.len());
        }
    }
    let number = |at: usize| numbers.get(at)?.parse::<i16>().ok();
    let year = |at: usize| match numbers.get(at)?.len() {
        2 => Some(2000 + number(at)?),
        4 => number(at),
        _ => None,
    };
    let (day, month, year) = match named {
        Some(month) if at <= 1 => (number(0)?, i16::from(month), year(1)?),
        Some(_) => return None,
        None if numbers.first()?.len() == 4 => (number(2)?, number(1)?, number(0)?),
        None if order == DateOrder::MonthFirst => (number(1)?, number(0)?, year(2)?),
        None => (number(0)?, number(1)?, year(2)?),
    };
    made(year, month, day)
}

fn made(year: i16, month: i16, day: i16) -> Option<Date> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year >= 1900).then_some(day)
}

/// Reads digits alone: `30092024`, `20240930`, or a spreadsheet's day, counted from 30 December 1899, with a fraction for the time.
fn of_digits(text: &str, order: DateOrder) -> Option<Date> {
    let whole = text.split(['.', ',']).next().unwrap_or(text);
    if whole.len() == text.len() && text.len() == 8 {
        let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
        let from_year = || made(number(0..4)?, number(4..6)?, number(6..8)?);
        let first = made(number(4..8)?, number(2..4)?, number(0..2)?);
        let second = made(number(4..8)?, number(0..2)?, number(2..4)?);
        let to_year = if order == DateOrder::MonthFirst { second } else { first };
        return to_year.or_else(from_year);
    }
    if text.matches(['.', ',']).count() == 2 {
        let parts: Vec<&str> = text.split(['.', ',']).collect();
        return read_date(&parts.join("/"), order).filter(|_| parts.iter().all(|part| !part.is_empty()));
    }
    let serial: i64 = whole.parse().ok().filter(|serial| (20_000..80_000).contains(serial))?;
    date(1899, 12, 30).checked_add(jiff::Span::new().days(serial)).ok()
}

/// Tells which order the dates of a column have: month first only where some can be nothing else, and none can be only day first.
#[must_use]
pub fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut month_first, mut day_first) = (false, false);
    for text in texts {
        let [day, month] = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| read_date(text, order).is_some());
        month_first |= month && !day;
        day_first |= day && !month;
    }
    if month_first && !day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

/// Reads a moment and writes it as stored, `2024-09-30T09:41:12.000+08:00`; one without an offset is of the zone here.
#[must_use]
pub fn read_moment(text: &str, order: DateOrder, zone: &TimeZone) -> Option<String> {
    let text = text.trim();
    if is_stored(text) {
        return Some(text.to_owned());
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(crate::store::clock::stamp(&moment.to_zoned_datetime(zone.clone())));
    }
    let day = read_date(text, order)?;
    let time = time_in(text)?;
    let moment = DateTime::from_parts(day, time).to_zoned_datetime(zone.clone()).ok()?;
    Some(crate::store::clock::stamp(&moment))
}

/// Tells whether a moment stands as it is stored, offset and all.
fn is_stored(text: &str) -> bool {
    text.len() == 29 && text.as_bytes()[10] == b'T' && text.parse::<jiff::Timestamp>().is_ok()
}

/// Reads the time behind a date; midnight where none stands there.
fn time_in(text: &str) -> Option<Time> {
    if let Some((_, fraction)) = text.split_once(['.', ',']).filter(|(day, _)| day.len() == 5 && day.bytes().all(|c| c.is_ascii_digit())) {
        let seconds = format!("0.{fraction}").parse::<f64>().ok()? * 86_400.0;
        return Time::midnight().checked_add(jiff::Span::new().seconds(seconds.round() as i64)).ok();
    }
    let Some(clock) = text.split([' ', 'T']).find(|part| part.contains(':')) else { return Some(Time::midnight()) };
    let mut parts = clock.split(':').map(|part| part.split(['.', '+', 'Z']).next().unwrap_or(part).parse::<i8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let folded = text.to_uppercase();
    let hour = match (hour, folded.ends_with("PM"), folded.ends_with("AM")) {
        (1..=11, true, _) => hour + 12,
        (12, _, true) => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_and_spreadsheets_write_them() {
        let case = |text: &str, order, expected: Option<Date>| assert_eq!(read_date(text, order), expected, "{text}");
        for text in [
            "2024-09-30",
            "2024-09-30T09:41:12.123+08:00",
            "2024/09/30",
            "30/09/2024",
            "30/09/2024 9:41:12",
            "30-9-24",
            "30.9.2024",
            "30 September 2024",
            "Senin, 30 September 2024",
            "30 Sep 24",
            "30-Sep-2024",
            "September 30, 2024",
            "30092024",
            "45565",
            "45565.4036",
            " 30/9/2024 ",
        ] {
            case(text, DateOrder::DayFirst, Some(date(2024, 9, 30)));
        }
        case("9/30/2024 9:41:12", DateOrder::MonthFirst, Some(date(2024, 9, 30)));
        case("17 Agustus 2024", DateOrder::DayFirst, Some(date(2024, 8, 17)));
        case("1 Nopember 2024", DateOrder::DayFirst, Some(date(2024, 11, 1)));
        case("5 Okt 2024", DateOrder::DayFirst, Some(date(2024, 10, 5)));
        for text in ["", "31-02-2024", "0000-00-00", "00/00/0000", "30/9", "x", "12", "99999", "kemarin", "30 September", "9/30/2024"] {
            case(text, DateOrder::DayFirst, None);
        }
    }

    #[test]
    fn the_order_is_month_first_only_where_nothing_else_can_be() {
        let case = |texts: &[&str], expected| assert_eq!(order_of(texts.iter().copied()), expected);
        case(&["9/30/2024", "10/1/2024"], DateOrder::MonthFirst);
        case(&["30/9/2024", "10/1/2024"], DateOrder::DayFirst);
        case(&["1/2/2024"], DateOrder::DayFirst);
        case(&["9/30/2024", "30/9/2024"], DateOrder::DayFirst);
    }

    #[test]
    fn a_moment_is_stored_in_the_zone_here() {
        let zone = TimeZone::get("Asia/Makassar").expect("is known");
        let case = |text: &str, expected: Option<&str>| {
            assert_eq!(read_moment(text, DateOrder::DayFirst, &zone).as_deref(), expected, "{text}");
        };
        case("2024-09-30T09:41:12.123+08:00", Some("2024-09-30T09:41:12.123+08:00"));
        case("2024-09-30T01:41:12Z", Some("2024-09-30T09:41:12.000+08:00"));
        case("30/09/2024 9:41:12", Some("2024-09-30T09:41:12.000+08:00"));
        case("30/09/2024 2:05 PM", Some("2024-09-30T14:05:00.000+08:00"));
        case("45565.5", Some("2024-09-30T12:00:00.000+08:00"));
        case("30 September 2024", Some("2024-09-30T00:00:00.000+08:00"));
        case("besok", None);
    }
}
