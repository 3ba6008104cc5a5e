//! Exact decimal numbers of at most 15 significant digits, so that a database's REAL gives them back digit for digit; knows no question.

use super::expr::Number;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most significant digits: every decimal of so many survives the way through a 64-bit float.
pub const DIGITS: usize = 15;

/// A decimal number; equal numbers are equal here, however they were written (`1.50` is `1.5`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits without the point; below 10^15, and no zero at its end behind the point.
    digits: i64,
    /// Digits behind the point, at most 15.
    places: u8,
}

/// Why a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDecimal {
    /// It is not written as one.
    Form,
    /// It has more than 15 digits.
    TooLong,
}

impl fmt::Display for NoDecimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Form => "not a number",
            Self::TooLong => "more than 15 digits",
        })
    }
}

impl Decimal {
    /// Gives the number without digits behind the point, if it has at most 15 digits.
    #[must_use]
    pub const fn whole(number: i64) -> Option<Self> {
        if number.unsigned_abs() < 1_000_000_000_000_000 { Some(Self { digits: number, places: 0 }) } else { None }
    }

    /// Makes a number from its digits and how many of them stand behind the point.
    #[must_use]
    pub fn new(digits: i128, places: u32) -> Option<Self> {
        let (mut digits, mut places) = (digits, places);
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        let short = digits.unsigned_abs() < 1_000_000_000_000_000 && places as usize <= DIGITS;
        short.then_some(Self { digits: digits as i64, places: places as u8 })
    }

    /// Gives the digits without the point, and how many of them stand behind it.
    #[must_use]
    pub const fn parts(self) -> (i64, u32) {
        (self.digits, self.places as u32)
    }

    /// Gives the number as a float: the one nearest to it, which [`Decimal::from_f64`] reads back.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Reads a float as the shortest decimal that means it, rounded to 15 digits; `None` where it is too large or no number.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let shortest = format!("{number}");
        shortest.parse().ok().or_else(|| {
            let rounded: f64 = format!("{number:.14e}").parse().ok()?;
            let places = format!("{rounded:.DIGITS$}");
            places.parse().ok()
        })
    }

    /// Gives the decimal nearest to an exact number: as many digits behind the point as 15 digits have room for.
    #[must_use]
    pub fn nearest(number: Number) -> Option<Self> {
        (0..=DIGITS as u32).rev().find_map(|places| Self::new(number.digits(places)?, places))
    }

    /// Gives the whole number, if it is one.
    #[must_use]
    pub const fn to_whole(self) -> Option<i64> {
        if self.places == 0 { Some(self.digits) } else { None }
    }

    /// Gives the digits of both behind the same point.
    fn aligned(self, other: Self) -> (i128, i128) {
        let places = self.places.max(other.places);
        let raise = |number: Self| i128::from(number.digits) * 10_i128.pow(u32::from(places - number.places));
        (raise(self), raise(other))
    }

    /// Writes the number for the log: with a point always, so that it is told from a whole number.
    #[must_use]
    pub fn to_log(self) -> String {
        if self.places == 0 { format!("{}.0", self.digits) } else { self.to_string() }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, other) = self.aligned(*other);
        one.cmp(&other)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Self { digits: number.into(), places: 0 }
    }
}

/// Reads digits with at most one point or comma: `-12,50`, `.5`, `3`.
impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = rest.split_once(['.', ',']).unwrap_or((rest, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !plain(whole) || !plain(part) {
            return Err(NoDecimal::Form);
        }
        let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
        if whole.len() > DIGITS || part.len() > DIGITS {
            return Err(NoDecimal::TooLong);
        }
        let digits: i128 = format!("0{whole}{part}").parse().map_err(|_| NoDecimal::Form)?;
        Self::new(if negative { -digits } else { digits }, part.len() as u32).ok_or(NoDecimal::TooLong)
    }
}

/// Writes the number with a point: `-12.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        if part.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_with_point_or_comma() {
        #[track_caller]
        fn case(text: &str, expected: Result<&str, NoDecimal>) {
            assert_eq!(text.parse::<Decimal>().map(|number| number.to_string()), expected.map(str::to_owned), "{text}");
        }
        case("12,50", Ok("12.5"));
        case("-.5", Ok("-0.5"));
        case("007", Ok("7"));
        case("0,0", Ok("0"));
        case("-0", Ok("0"));
        case("3,", Ok("3"));
        case("999999999999999", Ok("999999999999999"));
        case("0.000000000000001", Ok("0.000000000000001"));
        case("1000000000000000", Err(NoDecimal::TooLong));
        case("1234567890.123456", Err(NoDecimal::TooLong));
        for text in ["", ",", "-", "1.2.3", "1e3", "+1", " 1", "١"] {
            case(text, Err(NoDecimal::Form));
        }
    }

    proptest! {
        #[test]
        fn a_float_gives_every_decimal_back(digits in -999_999_999_999_999_i64..=999_999_999_999_999, places in 0..=15_u32) {
            let number = Decimal::new(digits.into(), places).expect("it is short");
            prop_assert_eq!(Decimal::from_f64(number.to_f64()), Some(number));
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn any_float_is_read_or_refused(number in any::<f64>()) {
            if let Some(read) = Decimal::from_f64(number) {
                prop_assert!((read.to_f64() - number).abs() <= number.abs() * 1e-14 + 1e-15);
            }
        }

        #[test]
        fn decimals_are_ordered_as_numbers(one in -1000..1000_i128, other in -1000..1000_i128, places in 0..4_u32) {
            let (a, b) = (Decimal::new(one, places).expect("short"), Decimal::new(other, places).expect("short"));
            prop_assert_eq!(a.cmp(&b), one.cmp(&other));
        }
    }
}
