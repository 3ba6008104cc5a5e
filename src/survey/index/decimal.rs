//! Exact numbers: read from digits, rounded half up or cut off at a decimal, shown; knows no survey and no float.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

/// An exact fraction.
///
/// Big integers, because nine averages over nine different numbers of answers have a common denominator beyond 128 bits
/// from some 20,000 interviews on.
pub type Ratio = BigRational;

/// Makes the fraction of two whole numbers; `None` where the lower one is 0.
#[must_use]
pub fn ratio(above: i64, below: i64) -> Option<Ratio> {
    (below != 0).then(|| Ratio::new(BigInt::from(above), BigInt::from(below)))
}

/// Makes the fraction that is a whole number.
#[must_use]
pub fn whole(number: i64) -> Ratio {
    Ratio::from_integer(BigInt::from(number))
}

/// Gives one in the last of so many decimals: 0.01.
#[must_use]
pub fn unit(places: u8) -> Ratio {
    scale(places).recip()
}

fn scale(places: u8) -> Ratio {
    Ratio::from_integer(BigInt::from(10).pow(u32::from(places)))
}

/// Rounds half up, away from zero, at so many decimals.
#[must_use]
pub fn round(value: &Ratio, places: u8) -> Ratio {
    // `Ratio::round` takes halves away from zero: up, for whatever is counted here.
    (value * scale(places)).round() / scale(places)
}

/// Cuts off behind so many decimals.
#[must_use]
pub fn cut(value: &Ratio, places: u8) -> Ratio {
    (value * scale(places)).trunc() / scale(places)
}

/// Gives a value in units of so many decimals, rounded half up: 86.625 at two decimals is 8663.
#[must_use]
pub fn units(value: &Ratio, places: u8) -> i64 {
    (value * scale(places)).round().to_integer().to_i64().unwrap_or(0)
}

/// Writes a fraction with so many decimals, rounded half up, with a decimal point.
#[must_use]
pub fn show(value: &Ratio, places: u8) -> String {
    let units = (value * scale(places)).round().to_integer();
    let sign = if units.is_negative() { "-" } else { "" };
    let digits = units.abs().to_string();
    let places = usize::from(places);
    let digits = format!("{digits:0>wide$}", wide = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Writes a fraction with as many decimals as it has, at most six: `25`, `16.67`, `16.666667`.
#[must_use]
pub fn plain(value: &Ratio) -> String {
    let text = show(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number as it was printed: its value and how many decimals it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub value: Ratio,
    pub places: u8,
}

impl Printed {
    /// Writes it with the decimals that it was given.
    #[must_use]
    pub fn show(&self) -> String {
        show(&self.value, self.places)
    }

    /// Tells whether an exact value, rounded half up or cut off at these decimals, is this number.
    #[must_use]
    pub fn is(&self, value: &Ratio) -> Option<Rounding> {
        if round(value, self.places) == self.value {
            Some(Rounding::Round)
        } else if cut(value, self.places) == self.value {
            Some(Rounding::Cut)
        } else {
            None
        }
    }
}

/// How a number came to its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rounding {
    Round,
    Cut,
}

/// Reads digits with a decimal point or a decimal comma and at most nine decimals: `90.56`, `90,56`, `4`.
#[must_use]
pub fn parse(text: &str) -> Option<Printed> {
    let text = text.trim();
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || rest.len() > 9 || !digits(whole) || !digits(rest) || (rest.is_empty() && text != whole) {
        return None;
    }
    let units: i64 = format!("{whole}{rest}").parse().ok()?;
    let places = rest.len() as u8;
    Some(Printed { value: whole_units(units, places), places })
}

fn whole_units(units: i64, places: u8) -> Ratio {
    if units.is_zero() { Ratio::zero() } else { whole(units) / scale(places) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_once_at_the_printed_value() {
        let case = |above, below, places, expected: &str| {
            assert_eq!(show(&ratio(above, below).expect("a fraction"), places), expected, "{above}/{below}");
        };
        case(86_625, 1000, 2, "86.63");
        case(86_624_999, 1_000_000, 2, "86.62");
        case(5, 1000, 2, "0.01");
        case(1, 3, 4, "0.3333");
        case(2, 3, 0, "1");
        case(-5, 1000, 2, "-0.01");
        case(0, 7, 2, "0.00");
    }

    #[test]
    fn cutting_off_is_not_rounding() {
        let nrr = ratio(89, 30).expect("a fraction");
        assert_eq!((show(&round(&nrr, 2), 2), show(&cut(&nrr, 2), 2)), ("2.97".to_owned(), "2.96".to_owned()));
    }

    #[test]
    fn what_is_shown_reads_again() {
        let case =
            |text: &str, expected: Option<&str>| assert_eq!(parse(text).map(|printed| printed.show()).as_deref(), expected, "{text}");
        case("90,56", Some("90.56"));
        case(" 4.0000 ", Some("4.0000"));
        case("4", Some("4"));
        case("4.", None);
        case(",5", None);
        case("-1", None);
        case("1e3", None);
        case("1.2.3", None);
        case("", None);
    }
}
