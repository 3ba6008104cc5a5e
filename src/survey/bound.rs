//! What a sample without or with few mistakes shows: the upper bound of a share by Clopper and Pearson, and the verdict; knows no data.

/// The certainty of the bound, in percent, one-sided.
pub const CERTAINTY: u32 = 95;

/// The most wrong fields that pass, as a share.
pub const LIMIT: f64 = 0.01;

/// Interviews drawn per surveyor: without a mismatch they show fewer than 1 % wrong fields.
pub const SAMPLE: i64 = 22;

/// Interviews drawn where the last verification did not pass: without a mismatch they show fewer than 0.5 %.
pub const LARGER_SAMPLE: i64 = 43;

/// What a verification says of a person's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// With certainty no more than [`LIMIT`] of the fields are wrong.
    Passed,
    /// As much was wrong as the limit allows, or less, but too little was compared to be certain.
    Undecided,
    /// More was wrong than the limit allows.
    Failed,
}

impl Verdict {
    /// Gives the verdict on so many wrong fields of those compared.
    #[must_use]
    pub fn of(wrong: u32, fields: u32) -> Self {
        if upper(wrong, fields) <= LIMIT {
            Self::Passed
        } else if u64::from(wrong) * 100 <= u64::from(fields) {
            Self::Undecided
        } else {
            Self::Failed
        }
    }

    /// Gives the stable code used on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Undecided => "undecided",
            Self::Failed => "failed",
        }
    }
}

/// Gives the observed share, 0 where nothing was compared.
#[must_use]
pub fn share(wrong: u32, fields: u32) -> f64 {
    if fields == 0 { 0.0 } else { f64::from(wrong) / f64::from(fields) }
}

/// Gives the share below which the truth lies with 95 % certainty, one-sided, by Clopper and Pearson; exact `1 - 0.05^(1/n)` for none.
#[must_use]
pub fn upper(wrong: u32, fields: u32) -> f64 {
    if wrong >= fields {
        return 1.0;
    }
    let risk = 1.0 - f64::from(CERTAINTY) / 100.0;
    let (wrong, fields) = (f64::from(wrong), f64::from(fields));
    if wrong == 0.0 {
        return -(risk.ln() / fields).exp_m1();
    }
    // The chance of so few mistakes or fewer falls as the share rises: halve until it is the risk.
    let (mut low, mut high) = (wrong / fields, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beta(middle, wrong + 1.0, fields - wrong) < 1.0 - risk {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz); `1 - I_x(k+1, n-k)` is the binomial
/// chance of at most k in n.
#[expect(clippy::many_single_char_names, reason = "the letters of every textbook")]
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            fraction *= c * d;
        }
        if (fraction / before - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

/// The logarithm of the gamma function for positive numbers: Stirling's series above 10, reached by recurrence below.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 10.0 {
        below += x.ln();
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - below
}

/// Rounds a bound up to ten-thousandths, so that it still holds as it is written.
#[must_use]
pub fn rounded_up(bound: f64) -> f64 {
    (bound * 10_000.0 - 1e-9).ceil() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(wrong: u32, fields: u32, expected: f64) {
        let found = upper(wrong, fields);
        assert!((found - expected).abs() < 5e-6 * expected.max(0.01), "{wrong} of {fields}: {found}, not {expected}");
    }

    #[test]
    fn the_bound_is_that_of_clopper_and_pearson() {
        // None: the exact form of the rule of three.
        case(0, 299, 0.009_969_137);
        case(0, 308, 0.009_679_246);
        case(0, 602, 0.004_963_910);
        case(0, 10, 0.258_865_573);
        case(0, 1, 0.95);
        // Published one-sided 95 % limits: 1 of 10, 2 of 20, 5 of 10, 1 of 473.
        case(1, 10, 0.394_163_4);
        case(5, 10, 0.777_558_9);
        case(2, 20, 0.282_619_0);
        case(9, 10, 0.994_883_8);
        case(10, 10, 1.0);
        case(0, 0, 1.0);
    }

    /// The chance of at most so many, summed term by term.
    fn summed(wrong: u32, fields: u32, share: f64) -> f64 {
        let mut term = (f64::from(fields) * (-share).ln_1p()).exp();
        let mut sum = term;
        for k in 1..=wrong {
            term *= f64::from(fields - k + 1) / f64::from(k) * share / (1.0 - share);
            sum += term;
        }
        sum
    }

    #[test]
    fn at_the_bound_the_plain_sum_gives_the_risk() {
        for (wrong, fields) in [(1, 308), (3, 308), (1, 473), (4, 602), (40, 5000), (7, 1_000_000), (250, 1_000_000)] {
            let chance = summed(wrong, fields, upper(wrong, fields));
            assert!((chance - 0.05).abs() < 1e-6, "{wrong} of {fields}: {chance}");
        }
    }

    #[test]
    fn the_bound_rises_with_the_mistakes_and_falls_with_the_fields() {
        for wrong in 0..20 {
            assert!(upper(wrong, 400) < upper(wrong + 1, 400));
            assert!(upper(wrong, 400) > upper(wrong, 800));
        }
    }

    #[test]
    fn the_verdict_follows_the_bound() {
        let verdict = |wrong: u32, interviews: u32| Verdict::of(wrong, interviews * 14);
        assert_eq!(verdict(0, 22), Verdict::Passed);
        assert_eq!(verdict(0, 21), Verdict::Undecided);
        assert_eq!(verdict(1, 22), Verdict::Undecided);
        assert_eq!(verdict(1, 43), Verdict::Passed);
        assert_eq!(verdict(4, 22), Verdict::Failed);
        assert_eq!(Verdict::of(0, 0), Verdict::Undecided);
        assert!(upper(0, 43 * 14) < 0.005);
    }
}
