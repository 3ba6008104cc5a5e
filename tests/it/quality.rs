//! The rules of the quality flags: each one raised and not raised, and the real interviews.

use crate::support::{ORDINARY, Sample};
use cacah::store::Filter;
use cacah::survey::form::Form;
use cacah::survey::quality::{self, Surroundings};
use cacah::survey::value::{Answer, Missing};
use cacah::survey::{form_file, template};
use expect_test::expect;
use jiff::civil::{date, datetime};

const RATED: [&str; 9] = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"];
const PUBLISHED: &str = include_str!("../data/sekadau_2019_s1_raw.csv");

fn form() -> Form {
    form_file::parse(template::SKM).expect("reads")
}

/// An ordinary interview with these ratings, in the order of the form.
fn rated(form: &Form, ratings: &str) -> Vec<Option<Answer>> {
    let mut answers = vec![None; form.questions.len()];
    for (key, code) in ORDINARY {
        answers[form.find(key).expect("is asked")] = Some(Answer::int(code));
    }
    for (key, code) in RATED.into_iter().zip(ratings.chars()) {
        answers[form.find(key).expect("is asked")] = code.to_digit(10).map(|code| Answer::int(code.into()));
    }
    answers
}

/// Nothing odd around an interview of form number 7.
fn plain() -> Surroundings {
    Surroundings {
        own_block: None,
        form_number: 7,
        block: (1, 40),
        date: date(2024, 9, 30),
        period: (date(2024, 9, 30), date(2024, 10, 30)),
        begun: Some(datetime(2024, 9, 30, 5, 0, 0, 0)),
        ended: Some(datetime(2024, 9, 30, 21, 59, 59, 0)),
        previous: None,
        overlaps: false,
        has_twin: false,
        repeats_number: false,
    }
}

fn rules(answers: &[Option<Answer>], around: &Surroundings) -> String {
    let form = form();
    quality::flags(&form, answers, around).into_iter().map(|flag| flag.rule(&form)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_ladder_goes_step_by_step_and_turns_at_its_ends_only() {
    #[track_caller]
    fn case(ratings: &str, expected: bool) {
        let told = rules(&rated(&form(), ratings), &plain());
        assert_eq!(told.contains("ladder:unsur"), expected, "{ratings}: {told}");
    }
    for ladder in ["123432123", "432123432", "343434343", "212121212", "234323432", "343234323", "123412341", "432143214", "123123123"] {
        case(ladder, true);
    }
    for ordinary in ["333333333", "343443342", "123432122", "343434344", "343434323", "34343434.", "223443343", "132413241"] {
        case(ordinary, false);
    }
}

#[test]
fn each_flag_is_raised_by_what_it_names_and_by_nothing_else() {
    #[track_caller]
    fn case(expected: &str, around: &Surroundings) {
        assert_eq!(rules(&rated(&form(), "343443342"), around), expected);
    }
    let same = || Some(rated(&form(), "343443342"));
    let other_age = || {
        let form = form();
        let mut answers = rated(&form, "343443342");
        answers[form.find("usia").expect("is asked")] = Some(Answer::int(35));
        Some(answers)
    };
    case("", &plain());
    case("same_as_previous", &Surroundings { previous: same(), ..plain() });
    case("outside_own_block", &Surroundings { own_block: Some((900, 999)), ..plain() });
    case("", &Surroundings { previous: other_age(), ..plain() });
    case("", &Surroundings { previous: Some(rated(&form(), "343443343")), ..plain() });
    case("date_outside", &Surroundings { date: date(2024, 9, 29), ..plain() });
    case("date_future", &Surroundings { date: date(2024, 10, 1), ..plain() });
    case("date_outside date_future", &Surroundings { date: date(2024, 10, 31), ..plain() });
    case("", &Surroundings { date: date(2024, 10, 30), ended: Some(datetime(2024, 10, 30, 8, 0, 0, 0)), ..plain() });
    case("night", &Surroundings { begun: Some(datetime(2024, 9, 30, 4, 59, 59, 0)), ..plain() });
    case("night", &Surroundings { ended: Some(datetime(2024, 9, 30, 22, 0, 0, 0)), ..plain() });
    case("overlap", &Surroundings { overlaps: true, ..plain() });
    case("twin", &Surroundings { has_twin: true, ..plain() });
    case("number_twice", &Surroundings { repeats_number: true, ..plain() });
    case("outside_block", &Surroundings { form_number: 41, ..plain() });
    case("outside_block", &Surroundings { form_number: 0, ..plain() });
    case("", &Surroundings { form_number: 40, ..plain() });
}

#[test]
fn a_lowest_rating_asks_for_a_comment() {
    #[track_caller]
    fn case(ratings: &str, saran: Option<Answer>, expected: &str) {
        let form = form();
        let mut answers = rated(&form, ratings);
        answers[form.find("saran").expect("is asked")] = saran;
        assert_eq!(rules(&answers, &plain()), expected, "{ratings}");
    }
    case("343143342", None, "low_without_saran");
    case("343143342", Some(Answer::Missing(Missing::Blank)), "low_without_saran");
    case("343143342", Some(Answer::text("mahal")), "");
    case("343243342", None, "");
}

#[test]
fn the_real_interviews_hold_one_straight_liner_and_no_duplicate() {
    let mut s = Sample::in_memory();
    let mut reader = csv::Reader::from_reader(PUBLISHED.as_bytes());
    let mut patterns: Vec<Vec<i64>> = Vec::new();
    let mut repeats = 0;
    for (number, row) in (1..).zip(reader.records()) {
        let row = row.expect("reads");
        // `u8` is pengaduan and `u9` sarana; the form asks them the other way round.
        let codes: Vec<i64> = [1, 2, 3, 4, 5, 6, 7, 9, 8].map(|at: usize| row[at].parse().expect("a code")).to_vec();
        repeats += i64::from(patterns.contains(&codes));
        let mut answers: Vec<(&str, Answer)> = RATED.into_iter().zip(&codes).map(|(key, code)| (key, Answer::int(*code))).collect();
        // Profiles were not published: people of the same place and time differ in age.
        answers.push(("usia", Answer::int(17 + number)));
        s.ordinary(number, &answers);
        patterns.push(codes);
    }
    assert_eq!((patterns.len(), repeats), (49, 12));
    let mut check = s.begin_check();
    while !check.step(&mut s.store).expect("checks").done {}
    let told: Vec<String> =
        s.store.rule_counts(s.survey.id).expect("counts").into_iter().map(|count| format!("{} {}\n", count.rule, count.open)).collect();
    // The batch of the sample holds forty forms, and the first two people are bachelors of 18 and 19.
    expect![[r#"
        outside_block 9
        low_without_saran 3
        doubt:muda_sarjana 2
        all_equal:unsur 1
    "#]]
    .assert_eq(&told.concat());
    let liner = Filter { rules: vec!["all_equal:unsur".to_owned()], ..Filter::default() };
    let found = s.store.list(&s.survey, &liner, (i64::MIN, 0), 10).expect("lists");
    assert_eq!(found.into_iter().map(|entry| entry.form_number).collect::<Vec<_>>(), [9]);
}
