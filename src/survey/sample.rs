//! How many respondents are enough; knows only the number of people served.

/// Gives the sample minimum for a population by Krejcie & Morgan (1970), as Permenpan RB 14/2017 prescribes.
///
/// S = X² N P Q / (d² (N−1) + X² P Q) with X² = 3.841, P = Q = 0.5, d = 0.05, rounded to nearest, in integers.
#[must_use]
pub fn minimum(population: u64) -> u64 {
    let population = u128::from(population);
    if population == 0 {
        return 0;
    }
    // Everything times 4,000,000: X² P Q = 3,841,000; d² = 10,000.
    let above = 3_841_000 * population;
    let below = 10_000 * (population - 1) + 3_841_000;
    let nearest = (2 * above + below) / (2 * below);
    u64::try_from(nearest).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::minimum;

    #[test]
    fn rows_of_the_published_table_come_out() {
        let rows =
            [(10, 10), (15, 14), (50, 44), (100, 80), (200, 132), (500, 217), (1000, 278), (2400, 331), (10_000, 370), (1_000_000, 384)];
        for (population, expected) in rows {
            assert_eq!(minimum(population), expected, "N = {population}");
        }
        assert_eq!(minimum(0), 0);
        assert_eq!(minimum(1), 1);
    }
}
