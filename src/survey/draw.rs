//! Draws a sample in order, from a random start; the randomness comes in as a number.

use super::interview::Id;

/// Gives the place of the first one where every n-th of so many is drawn: one of the first n, and never behind the last.
#[must_use]
pub fn start(len: usize, every: usize, random: u64) -> usize {
    usize::try_from(random % every.min(len).max(1) as u64).unwrap_or(0)
}

/// Draws every n-th, from a random start.
#[must_use]
pub fn every(ids: &[Id], every: usize, random: u64) -> Vec<Id> {
    ids.iter().skip(start(ids.len(), every, random)).step_by(every.max(1)).copied().collect()
}

/// Draws so many, spread evenly from a random start; all of them where there are no more.
#[must_use]
pub fn spread(ids: &[Id], count: usize, random: u64) -> Vec<Id> {
    if count >= ids.len() {
        return ids.to_vec();
    }
    // Steps of len / count places from a start in the first of them, counted in parts of 1 / count.
    let (len, count) = (ids.len() as u64, count as u64);
    let start = random % len;
    let places = (0..count).map(|step| (start + step * len) / count);
    places.filter_map(|place| ids.get(usize::try_from(place).ok()?).copied()).collect()
}

/// Makes a number that looks random of one that does not, such as the time.
#[must_use]
pub const fn mix(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_nth_stands_so_far_apart() {
        let ids: Vec<Id> = (0..10).collect();
        assert_eq!(every(&ids, 3, 0), [0, 3, 6, 9]);
        assert_eq!(every(&ids, 3, 2), [2, 5, 8]);
        assert_eq!(every(&ids, 3, 5), [2, 5, 8]);
        assert_eq!(every(&ids, 1, 7), ids);
        assert_eq!(every(&ids, 0, 7), ids);
        assert_eq!(every(&ids, 12, 8), [8]);
        assert_eq!(every(&ids, 12, 11), [1]);
        assert_eq!(every(&[], 3, 7), [] as [Id; 0]);
    }

    #[test]
    fn a_spread_sample_has_its_number_each_once_and_in_order() {
        for len in [1_i64, 5, 22, 23, 49, 100, 1001] {
            let ids: Vec<Id> = (0..len).collect();
            for count in [1, 4, 22, 43] {
                for random in [0, 1, 7, 48, 99, u64::MAX] {
                    let drawn = spread(&ids, count, random);
                    assert_eq!(drawn.len(), count.min(ids.len()), "{count} of {len} from {random}");
                    assert!(drawn.is_sorted() && drawn.iter().collect::<BTreeSet<_>>().len() == drawn.len());
                }
            }
        }
    }

    #[test]
    fn each_interview_is_as_likely_as_any_other() {
        let ids: Vec<Id> = (0..49).collect();
        let mut times = [0; 49];
        for random in 0..49 {
            for id in spread(&ids, 22, random) {
                times[usize::try_from(id).expect("fits")] += 1;
            }
        }
        assert_eq!(times, [22; 49]);
    }

    #[test]
    fn the_time_gives_other_starts_from_one_moment_to_the_next() {
        let starts: BTreeSet<u64> = (0..100).map(|ms| mix(1_727_744_400_000 + ms) % 22).collect();
        assert!(starts.len() > 15);
    }
}
