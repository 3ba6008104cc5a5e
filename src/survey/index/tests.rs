//! The index against the regulation's bounds and whatever answers a machine thinks of.

use super::*;
use proptest::prelude::*;

fn hundredths(text: &str) -> Ratio {
    decimal::parse(text).expect("digits").value
}

#[test]
fn the_bounds_of_the_mutu_are_those_of_the_regulation() {
    let case = |ikm: &str, expected: &str| assert_eq!(Rule::skm().mutu(&hundredths(ikm)).code(), expected, "{ikm}");
    case("25.00", "D");
    case("64.99", "D");
    case("65.00", "C");
    case("76.60", "C");
    case("76.61", "B");
    case("88.30", "B");
    case("88.31", "A");
    case("100.00", "A");
    // Between the printed bands: rounded half up first.
    case("64.994999", "D");
    case("64.995", "C");
    case("76.605", "B");
    case("88.30499", "B");
    case("88.305", "A");
    // The weight 0.11 leads below 25.
    case("24.75", "D");
}

#[test]
fn the_weight_moves_the_letter_where_the_specification_says() {
    // A mean of 3.5322 to 3.5678 is A exactly but B with 0.11: 88.305 / 24.75 = 3.56787...
    let letter = |mean: &str, convention: &str| {
        let averages = vec![hundredths(mean); 9];
        let convention = Convention::from_name(convention).expect("a convention");
        let worked = convention.work(&averages).expect("nine");
        Rule::skm().mutu(&convention.print(&worked.ikm, PLACES)).code().to_owned()
    };
    for (mean, exact, short) in [
        ("3.5321", "B", "B"),
        ("3.5322", "A", "B"),
        ("3.5678", "A", "B"),
        ("3.5679", "A", "A"),
        ("3.0641", "C", "C"),
        ("3.0642", "B", "C"),
        ("3.0951", "B", "C"),
        ("3.0952", "B", "B"),
        ("2.5998", "C", "D"),
        ("2.6260", "C", "D"),
        ("2.6261", "C", "C"),
    ] {
        assert_eq!((letter(mean, "exact").as_str(), letter(mean, "0.11").as_str()), (exact, short), "{mean}");
    }
}

#[test]
fn a_blank_is_no_zero_and_a_small_group_lacks_what_it_lacks() {
    let four = Scores::of([(4, 3)]);
    let none = Scores { left: [(Left::Missing(Missing::Blank), 3)].into(), ..Scores::default() };
    let index = Index::of(&[four.clone(), Scores::of([(4, 1)])], &[true, true], &Rule::skm(), &Convention::default());
    assert_eq!(decimal::show(&index.whole.expect("is known").ikm, 2), "100.00");
    // A group without an answer to an unsur of the survey has no index ...
    assert_eq!(Index::of(&[four.clone(), none.clone()], &[true, true], &Rule::skm(), &Convention::default()).whole, None);
    // ... and an unsur that nobody in the survey answered is no unsur of it.
    let asked = asked(&[four.clone(), none.clone()]);
    let index = Index::of(&[four, none], &asked, &Rule::skm(), &Convention::default());
    assert_eq!(index.whole.map(|whole| decimal::show(&whole.ikm, 2)).as_deref(), Some("100.00"));
    assert_eq!(Index::of(&[], &[], &Rule::skm(), &Convention::default()).whole, None);
}

#[test]
fn the_lowest_three_have_their_place_and_equals_share_it() {
    let scores = [Scores::of([(3, 2)]), Scores::of([(2, 1)]), Scores::default(), Scores::of([(3, 7)]), Scores::of([(4, 1)])];
    let index = Index::of(&scores, &asked(&scores), &Rule::skm(), &Convention::default());
    assert_eq!(index.lowest(), [Some(2), Some(1), None, Some(2), None]);
    let equal = vec![Scores::of([(3, 2)]); 4];
    assert_eq!(Index::of(&equal, &asked(&equal), &Rule::skm(), &Convention::default()).lowest(), [None; 4]);
}

#[test]
fn another_convention_that_changes_the_letter_is_told_with_how_much() {
    // Nine averages of 3.55: 88.75 A exactly, 87.8625 B with 0.11.
    let scores = vec![Scores::of([(3, 9), (4, 11)]); 9];
    let of = |scores: Vec<Scores>| {
        move |convention: &Convention| Index::of(&scores, &[true; 9], &Rule::skm(), convention).whole.map(|whole| (whole.ikm, whole.mutu))
    };
    let others = sensitive(&Convention::default(), of(scores));
    let first = others.first().expect("one");
    assert_eq!((first.convention.name().as_str(), first.mutu.code(), decimal::show(&first.by, 2).as_str()), ("0.11", "B", "-0.89"));
    assert!(sensitive(&Convention::default(), of(vec![Scores::of([(4, 3)]); 9])).is_empty());
}

fn answers() -> impl Strategy<Value = Vec<Vec<Option<i64>>>> {
    prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, 1_i64..=4), 9), 1..40)
}

fn scores(rows: &[Vec<Option<i64>>]) -> Vec<Scores> {
    (0..9)
        .map(|at| {
            let mut scores = Scores::default();
            for value in rows.iter().filter_map(|row| row[at]) {
                *scores.counts.entry(value).or_default() += 1;
            }
            scores
        })
        .collect()
}

proptest! {
    #[test]
    fn the_order_of_the_interviews_changes_nothing(rows in answers(), turn in 0_usize..40) {
        let mut other = rows.clone();
        let by = turn % other.len();
        other.rotate_left(by);
        other.reverse();
        prop_assert_eq!(scores(&rows), scores(&other));
    }

    #[test]
    fn all_fours_are_a_hundred_whoever_left_something_out(rows in answers()) {
        let fours: Vec<Vec<Option<i64>>> = rows.iter().map(|row| row.iter().map(|value| value.map(|_| 4)).collect()).collect();
        let scores = scores(&fours);
        if let Some(whole) = Index::of(&scores, &asked(&scores), &Rule::skm(), &Convention::default()).whole {
            prop_assert_eq!(decimal::show(&whole.ikm, 2), "100.00");
            prop_assert_eq!(whole.mutu.code(), "A");
        }
    }

    #[test]
    fn an_index_lies_between_25_and_100_and_rises_with_every_answer(rows in answers()) {
        let low = scores(&rows);
        let raised: Vec<Vec<Option<i64>>> = rows.iter().map(|row| row.iter().map(|value| value.map(|value| (value + 1).min(4))).collect()).collect();
        let high = scores(&raised);
        let ikm = |scores: &[Scores]| Index::of(scores, &asked(scores), &Rule::skm(), &Convention::default()).whole.map(|whole| whole.exact);
        if let (Some(low), Some(high)) = (ikm(&low), ikm(&high)) {
            prop_assert!(low <= high && low >= decimal::whole(25) && high <= decimal::whole(100));
        }
    }

    #[test]
    fn groups_added_up_are_the_whole(rows in answers(), at in 0_usize..40) {
        let at = at % rows.len();
        let (mut one, other) = (scores(&rows[..at]), scores(&rows[at..]));
        one.iter_mut().zip(&other).for_each(|(one, other)| one.add(other));
        prop_assert_eq!(one, scores(&rows));
    }
}
