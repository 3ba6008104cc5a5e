//! Dates as surveyors write them, `30-09-2024`, and as files store them, `2024-09-30`; knows no clock.

use jiff::civil::Date;

/// Reads a date as keyed: `30-09-2024`, `30/9/2024`, `30.9.24`, `30092024`, `300924`, `3009`, `30 9`; missing parts come from `near`.
///
/// `None` when it is no day of the calendar (`31-02-2024`, `00-00-0000`).
#[must_use]
pub fn parse(text: &str, near: Date) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        match text.len() {
            1 | 2 => vec![text],
            4 => vec![&text[..2], &text[2..]],
            6 | 8 => vec![&text[..2], &text[2..4], &text[4..]],
            _ => return None,
        }
    } else {
        text.split(['-', '/', '.', ' ']).collect()
    };
    let number = |part: &&str| part.parse::<i16>().ok();
    let day = number(parts.first()?)?;
    let month = parts.get(1).map_or(Some(i16::from(near.month())), number)?;
    let year = match parts.get(2) {
        Some(part) if part.len() == 2 => 2000 + number(part)?,
        Some(part) if part.len() == 4 => number(part)?,
        Some(_) => return None,
        None => near.year(),
    };
    if parts.len() > 3 || year < 1900 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Writes a date as people read it: `30-09-2024`.
#[must_use]
pub fn show(date: Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// Reads a time of day as `08:30`, `8.30`, `0830` or `830`, and gives it as `08:30`; `None` where it is none.
#[must_use]
pub fn time(text: &str) -> Option<String> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.is_ascii() && (3..=4).contains(&text.len()) => text.split_at(text.len() - 2),
        None => return None,
    };
    let number = |part: &str, most: u8| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|number| digits && *number <= most)
    };
    Some(format!("{:02}:{:02}", number(hour, 23)?, number(minute, 59)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let near = date(2024, 10, 5);
        let case = |text: &str, expected: Option<Date>| assert_eq!(parse(text, near), expected, "{text}");
        for text in ["30-09-2024", "30/9/2024", "30.9.24", "30092024", "300924", "30 9", "3009", " 30-9 "] {
            case(text, Some(date(2024, 9, 30)));
        }
        case("7", Some(date(2024, 10, 7)));
        for text in ["", "31-02-2024", "00-00-0000", "30-9-224", "1-2-3-4", "x", "30092", "99", "30-09-0001"] {
            case(text, None);
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let case = |text: &str, expected: Option<&str>| assert_eq!(time(text).as_deref(), expected, "{text}");
        for text in ["08:30", "8.30", "0830", "830", " 8:30 "] {
            case(text, Some("08:30"));
        }
        case("2359", Some("23:59"));
        case("00:00", Some("00:00"));
        for text in ["2400", "1260", "8", "", "8:3:0", "-8:30", "+8:30", "abcd", "０８３０"] {
            case(text, None);
        }
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let mut day = date(2023, 12, 30);
        for _ in 0..800 {
            assert_eq!(parse(&show(day), date(2000, 1, 1)), Some(day));
            day = day.tomorrow().expect("a day follows");
        }
    }
}
