//! Exact numbers of expressions: checked fractions, so that a sum of cents is no float's; knows no expression.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed};
use std::fmt;

/// The largest numerator or denominator; two of them multiplied would not fit, so that whatever grows beyond is nothing.
const LIMIT: i128 = 10_i128.pow(30);

/// How many digits behind the point are read and shown at most.
const PLACES: usize = 15;

/// An exact fraction. What would grow beyond 30 digits, or is divided by zero, is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Ratio<i128>);

impl Number {
    pub const ZERO: Self = Self::whole(0);
    pub const ONE: Self = Self::whole(1);

    /// Makes a whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(Ratio::new_raw(number as i128, 1))
    }

    /// Makes a number from its digits and how many of them stand behind the point: 1250 and 2 are 12.50.
    #[must_use]
    pub fn decimal(digits: i128, places: u32) -> Option<Self> {
        Self::fraction(digits, 10_i128.checked_pow(places)?)
    }

    /// Makes the fraction of two whole numbers.
    #[must_use]
    pub fn fraction(above: i128, below: i128) -> Option<Self> {
        let fits = below != 0 && above.unsigned_abs() <= LIMIT.unsigned_abs() && below.unsigned_abs() <= LIMIT.unsigned_abs();
        fits.then(|| Self(Ratio::new(above, below)))
    }

    /// Reads digits with at most one decimal point: `12`, `-0.5`, `.5`, `3.`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (long, fine) = (whole.trim_start_matches('0').len(), part.trim_end_matches('0').len());
        if whole.is_empty() && part.is_empty() || !digits(whole) || !digits(part) || long > PLACES || fine > PLACES {
            return None;
        }
        let part = part.trim_end_matches('0');
        let units: i128 = format!("0{whole}{part}").parse().ok()?;
        Self::decimal(if negative { -units } else { units }, part.len() as u32)
    }

    /// Gives the whole number, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<i64> {
        if self.0.is_integer() { i64::try_from(*self.0.numer()).ok() } else { None }
    }

    /// Gives the digits without the point, rounded half away from zero behind so many places; `None` where they are too many.
    #[must_use]
    pub fn digits(self, places: u32) -> Option<i128> {
        self.scaled(places).map(|scaled| scaled.round().to_integer())
    }

    fn scaled(self, places: u32) -> Option<Ratio<i128>> {
        self.0.checked_mul(&Ratio::from_integer(10_i128.checked_pow(places)?)).filter(small)
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        checked(self.0.checked_add(&other.0))
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        checked(self.0.checked_sub(&other.0))
    }

    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        checked(self.0.checked_mul(&other.0))
    }

    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        checked(self.0.checked_div(&other.0))
    }

    /// Gives what is left of a division; its sign is that of the number divided, as in XPath.
    #[must_use]
    pub fn modulo(self, other: Self) -> Option<Self> {
        let times = Self(self.over(other)?.0.trunc());
        self.minus(times.times(other)?)
    }

    /// Multiplies the number with itself; `power` must be whole and at most 1000 either way.
    #[must_use]
    pub fn to_power(self, power: Self) -> Option<Self> {
        let power = power.to_whole().filter(|power| power.abs() <= 1000)?;
        let raised = (0..power.abs()).try_fold(Self::ONE, |product, _| product.times(self))?;
        if power < 0 { Self::ONE.over(raised) } else { Some(raised) }
    }

    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }

    #[must_use]
    pub fn absolute(self) -> Self {
        Self(self.0.abs())
    }

    /// Cuts off what stands behind the point.
    #[must_use]
    pub fn truncated(self) -> Self {
        Self(self.0.trunc())
    }

    #[must_use]
    pub fn floored(self) -> Self {
        Self(self.0.floor())
    }

    #[must_use]
    pub fn ceiled(self) -> Self {
        Self(self.0.ceil())
    }

    /// Rounds half away from zero behind so many places; a negative number of places rounds to tens, hundreds and so on.
    #[must_use]
    pub fn rounded(self, places: i64) -> Option<Self> {
        let by = u32::try_from(places.unsigned_abs()).ok().filter(|by| *by <= 30)?;
        let unit = Self(Ratio::from_integer(10_i128.checked_pow(by)?));
        if places < 0 {
            Self(self.over(unit)?.0.round()).times(unit)
        } else {
            // What has fewer places than these stays as it is, however large.
            self.times(unit).map_or(Some(self), |scaled| Self(scaled.0.round()).over(unit))
        }
    }
}

fn small(ratio: &Ratio<i128>) -> bool {
    let within = -LIMIT..=LIMIT;
    within.contains(ratio.numer()) && within.contains(ratio.denom())
}

fn checked(ratio: Option<Ratio<i128>>) -> Option<Number> {
    ratio.filter(small).map(Number)
}

/// Writes the number with a point and at most 15 digits behind it: `-12.5`.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let below = *self.0.denom();
        let above = self.0.numer().abs();
        let (mut whole, mut rest) = (above / below, above % below);
        let mut part: i128 = 0;
        for _ in 0..PLACES {
            rest *= 10;
            part = part * 10 + rest / below;
            rest %= below;
        }
        if rest * 2 >= below {
            part += 1;
        }
        if part == 10_i128.pow(PLACES as u32) {
            (whole, part) = (whole + 1, 0);
        }
        let sign = if self.0.is_negative() && (whole, part) != (0, 0) { "-" } else { "" };
        let digits = format!("{part:0>PLACES$}");
        match digits.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}"),
            part => write!(out, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn numbers_read_and_show() {
        let case =
            |text: &str, expected: Option<&str>| assert_eq!(Number::parse(text).map(|n| n.to_string()).as_deref(), expected, "{text}");
        case("12", Some("12"));
        case("-0.50", Some("-0.5"));
        case(".5", Some("0.5"));
        case("3.", Some("3"));
        case("-0", Some("0"));
        case("000000000000000000001", Some("1"));
        case("0.000000000000001", Some("0.000000000000001"));
        for text in ["", ".", "-", "1e3", "1,5", "1.2.3", "+1", "1234567890123456", "0.0000000000000001"] {
            case(text, None);
        }
    }

    #[test]
    fn arithmetic_is_exact_or_nothing() {
        assert_eq!(read("0.1").plus(read("0.2")), Some(read("0.3")));
        assert_eq!(Number::ONE.over(read("3")).and_then(|third| third.times(read("3"))), Some(Number::ONE));
        assert_eq!(Number::ONE.over(Number::ZERO), None);
        assert_eq!(Number::ONE.modulo(Number::ZERO), None);
        assert_eq!(read("-7").modulo(read("3")), Some(read("-1")));
        assert_eq!(read("2").to_power(read("10")), Some(read("1024")));
        assert_eq!(read("2").to_power(read("-1")), Some(read("0.5")));
        assert_eq!(Number::ZERO.to_power(read("-1")), None);
        assert_eq!(read("10").to_power(read("31")), None);
        assert_eq!(Number::whole(i64::MAX).times(Number::whole(i64::MAX)), None);
        assert_eq!(Number::whole(i64::MIN).absolute().to_string(), "9223372036854775808");
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let case = |text, places, expected| assert_eq!(read(text).rounded(places), Some(read(expected)), "{text}");
        case("86.625", 2, "86.63");
        case("-2.5", 0, "-3");
        case("1250", -2, "1300");
        case("1249", -2, "1200");
        assert_eq!(Number::fraction(2, 3).expect("two thirds").to_string(), "0.666666666666667");
        assert_eq!(Number::fraction(-1, 10_i128.pow(20)).expect("tiny").to_string(), "0");
        assert_eq!(Number::fraction(10_i128.pow(20) - 1, 10_i128.pow(20)).expect("almost one").to_string(), "1");
    }

    proptest! {
        #[test]
        fn nothing_overflows(above in any::<i128>(), below in any::<i128>(), other in any::<i64>(), places in -50..50_i64) {
            let Some(number) = Number::fraction(above % LIMIT, below % LIMIT) else { return Ok(()) };
            let other = Number::whole(other);
            let results = [number.plus(other), number.minus(other), number.times(other), number.over(other), number.modulo(other)];
            for result in results.into_iter().chain([number.rounded(places), number.to_power(other)]).flatten() {
                let _ = result.to_string();
                prop_assert!(small(&result.0) && result.cmp(&number) == number.cmp(&result).reverse());
            }
        }
    }
}
