//! How far chance may move an IKM: the 95 % interval by linearisation, from sums that one pass over the answers gives; knows no store.

/// The factor of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// Respondents below which no interval is told. It takes the average to be spread normally, which by a common rule of statistics
/// wants some thirty; of a few who answer alike it would claim to know the index to the decimal.
pub const FEWEST: u64 = 30;

/// What is done, for results that name their method.
pub const METHOD: &str = "linearised";

/// Sums over respondents from which the variance of an index of averages follows, whatever answers are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moments {
    unsur: usize,
    respondents: u64,
    /// By unsur: answers, and their sum.
    n: Vec<i64>,
    sum: Vec<i64>,
    /// By pair of unsur, for those who answered both: how many, sum of the first one's value, sum of the products.
    both: Vec<i64>,
    first: Vec<i64>,
    product: Vec<i64>,
}

impl Moments {
    #[must_use]
    pub fn new(unsur: usize) -> Self {
        let pairs = unsur * unsur;
        Self {
            unsur,
            respondents: 0,
            n: vec![0; unsur],
            sum: vec![0; unsur],
            both: vec![0; pairs],
            first: vec![0; pairs],
            product: vec![0; pairs],
        }
    }

    /// Adds one respondent; an answer that does not count is `None`.
    pub fn add(&mut self, answers: &[Option<i64>]) {
        self.respondents += 1;
        for (a, value) in answers.iter().enumerate().take(self.unsur) {
            let Some(value) = value else { continue };
            self.n[a] += 1;
            self.sum[a] += value;
            for (b, other) in answers.iter().enumerate().take(self.unsur) {
                let Some(other) = other else { continue };
                let pair = a * self.unsur + b;
                self.both[pair] += 1;
                self.first[pair] += value;
                self.product[pair] += value * other;
            }
        }
    }

    /// Gives half the width of the 95 % interval of the index, in its points; `None` below [`FEWEST`] respondents.
    ///
    /// The index is a weighted sum of ratios. Each respondent's share in it, to the first order, is the weighted sum of
    /// (value - NRR) / n over what was answered; n/(n-1) times the sum of their squares is the variance (linearisation by Taylor,
    /// simple random sampling, no correction for a small population). `weights` are those of the unsur that have answers, times the factor
    /// of the index.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a bound is an estimate; the index itself never passes through here")]
    pub fn half_width(&self, weights: &[f64]) -> Option<f64> {
        if self.respondents < FEWEST {
            return None;
        }
        let asked: Vec<usize> = (0..self.unsur).filter(|at| self.n[*at] > 0).collect();
        let average = |at: usize| self.sum[at] as f64 / self.n[at] as f64;
        let mut squares = 0.0;
        for (&a, weight) in asked.iter().zip(weights) {
            for (&b, other) in asked.iter().zip(weights) {
                let (pair, turned) = (a * self.unsur + b, b * self.unsur + a);
                let (both, product) = (self.both[pair] as f64, self.product[pair] as f64);
                let crossed = average(b).mul_add(-(self.first[pair] as f64), product) - average(a) * self.first[turned] as f64;
                squares += weight * other * average(a).mul_add(average(b) * both, crossed) / (self.n[a] as f64 * self.n[b] as f64);
            }
        }
        let n = self.respondents as f64;
        let variance = (squares * n / (n - 1.0)).max(0.0);
        Some(Z * variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::{FEWEST, Moments};

    /// Adds rows over and over until there are enough.
    fn filled<const N: usize>(rows: &[[Option<i64>; N]]) -> Moments {
        let mut moments = Moments::new(N);
        for row in rows.iter().cycle().take(FEWEST as usize) {
            moments.add(row);
        }
        moments
    }

    #[test]
    fn one_question_gives_the_interval_of_a_mean() {
        let moments = filled(&[1, 2, 3, 4, 4, 4, 3, 3, 2, 4].map(|value| [Some(value)]));
        // s = 1.01710, s / sqrt(30) = 0.18570, times 1.96 times 25.
        let half = moments.half_width(&[25.0]).expect("enough");
        assert!((half - 9.099).abs() < 0.001, "{half}");
    }

    #[test]
    fn a_few_respondents_give_none() {
        let mut moments = Moments::new(2);
        for _ in 1..FEWEST {
            moments.add(&[Some(4), Some(4)]);
        }
        assert_eq!(moments.half_width(&[12.5, 12.5]), None);
        moments.add(&[Some(4), None]);
        assert_eq!(moments.half_width(&[12.5, 12.5]), Some(0.0));
    }

    #[test]
    fn what_goes_together_widens_and_what_is_opposed_narrows() {
        let half = |rows: [[i64; 2]; 3]| filled(&rows.map(|row| row.map(Some))).half_width(&[12.5, 12.5]).expect("enough");
        assert!(half([[1, 1], [4, 4], [2, 2]]) > half([[1, 4], [4, 1], [2, 3]]) + 1.0);
        assert!(half([[1, 4], [4, 1], [2, 3]]).abs() < 1e-6);
    }
}
