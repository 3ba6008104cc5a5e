//! Any form comes back from its file, and no text makes the reader stumble.

use super::*;
use crate::survey::decimal::Decimal;
use crate::survey::expr::{self, Expr, Named, Names};
use crate::survey::form::{
    Band, Bounds, Choice, Constraint, DecimalBounds, Doubt, Index, IndexItem, Kind, Output, Question, Section, Text, default_key, yes_no,
};
use crate::survey::value::{Missing, Value};
use proptest::prelude::*;

#[test]
fn the_forms_that_ship_are_sound_and_come_back() {
    for shipped in crate::survey::template::forms::ALL {
        let form = parse(&shipped.source()).unwrap_or_else(|_| panic!("is sound"));
        assert_eq!(parse(&write(&form)).as_ref(), Ok(&form), "{}", write(&form));
        assert_eq!((form.key.as_str(), &shipped.form()), (shipped.key, &form));
    }
}

/// Texts with what form files must quote.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z é\"\\\\\n\t\u{1}${}='-]{0,8}", Just("Usia".to_owned())]
}

/// A rule that names no question, so that it fits everywhere.
fn rule(source: &str) -> Expr {
    struct Nobody;
    impl Names for Nobody {
        fn question(&self, _: &str) -> Option<Named> {
            None
        }
        fn own(&self) -> Option<Named> {
            None
        }
        fn has_attribute(&self, _: &str) -> bool {
            false
        }
        fn attributes(&self) -> Vec<String> {
            Vec::new()
        }
        fn keys(&self) -> Vec<String> {
            Vec::new()
        }
    }
    expr::parse(source, &Nobody).expect("is sound")
}

fn both() -> impl Strategy<Value = Text> {
    (text(), text()).prop_map(|(id, en)| Text { id, en })
}

fn maybe<T: fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.3, some)
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-9999..9999_i128, 0..4_u32).prop_map(|(digits, places)| Decimal::new(digits, places).expect("short"))
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let one = (both(), maybe(both()), any::<bool>(), maybe("[a-z]{1,4}"), proptest::collection::btree_map("[a-z ]{1,3}", text(), 0..2));
    (proptest::collection::vec(one, 1..6), 1..50_i64, any::<bool>()).prop_map(|(made, first, own_keys)| {
        let choice = |(at, (label, short, retired, name, attributes)): (usize, (Text, Option<Text>, bool, _, _))| Choice {
            code: first + 2 * at as i64,
            short: short.unwrap_or_else(|| label.clone()),
            label,
            keys: if own_keys {
                vec![char::from(b'a' + at as u8), char::from(b'p' + at as u8)]
            } else {
                default_key(at).into_iter().collect()
            },
            retired,
            specify: None,
            attributes,
            name,
        };
        made.into_iter().enumerate().map(choice).collect()
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    let whole = (-9..9_i64, 0..200_i64, 0..9_i64);
    let outputs = prop_oneof![Just(Output::Number), Just(Output::Text), Just(Output::Date), Just(Output::YesNo)];
    prop_oneof![
        choices().prop_map(Kind::Choice),
        choices().prop_map(Kind::Several),
        choices().prop_map(Kind::Rating),
        Just(Kind::YesNo(yes_no())),
        whole.prop_map(|(min, more, usual)| Kind::Number(Bounds { min, max: min + more, usual: (min, min + usual) })),
        (decimal(), decimal(), decimal()).prop_map(|(one, two, usual)| {
            let (min, max) = (one.min(two), one.max(two));
            Kind::Decimal(DecimalBounds { min, max, usual: (min, usual.max(min)) })
        }),
        Just(Kind::Text),
        Just(Kind::LongText),
        Just(Kind::Date),
        Just(Kind::Time),
        outputs.prop_map(Kind::Calculated),
        Just(Kind::Note),
    ]
}

const fn calculation(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Calculated(Output::Number) => Some("1 + 1"),
        Kind::Calculated(Output::Text) => Some("concat('a', 1)"),
        Kind::Calculated(Output::Date) => Some("today() + 1"),
        Kind::Calculated(Output::Time) => Some("if(1 = 1, '', '')"),
        Kind::Calculated(Output::YesNo) => Some("1 = 2"),
        _ => None,
    }
}

fn default(kind: &Kind) -> Option<Value> {
    match kind {
        Kind::Choice(choices) | Kind::YesNo(choices) => Some(Value::Int(choices[0].code)),
        Kind::Several(choices) => {
            choices.iter().filter_map(|choice| crate::survey::form::bit(choice.code)).reduce(|a, b| a | b).map(Value::Int)
        }
        Kind::Number(bounds) => Some(Value::Int(bounds.max)),
        Kind::Decimal(bounds) => Some(Value::Decimal(bounds.min)),
        Kind::Text | Kind::LongText => Some(Value::Text("x".to_owned())),
        Kind::Date => Some(Value::Text("2024-02-29".to_owned())),
        Kind::Time => Some(Value::Text("08:30".to_owned())),
        Kind::Rating(_) | Kind::Service(_) | Kind::Calculated(_) | Kind::Note => None,
    }
}

prop_compose! {
    fn question()(
        kind in kind(),
        texts in (both(), both(), maybe(both()), maybe(both()), maybe(both())),
        numbers in (maybe(0..99_u32), maybe(1..10_u32)),
        flags in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        missing in proptest::sample::subsequence(Missing::KEYED.to_vec(), 0..=5),
        rules in (maybe(Just("1 = 1")), maybe(Just("true()")), maybe(Just("2 > 1"))),
    ) -> Question {
        let (label, wording, hint, note, message) = texts;
        let (required, sticky, retired, preset) = flags;
        let answered = !matches!(kind, Kind::Note | Kind::Calculated(_));
        let rated = numbers.1.is_some() || matches!(kind, Kind::Rating(_));
        let constraint = |source: Option<&str>, message: &Option<Text>| {
            source.filter(|_| answered).map(|source| Constraint { rule: rule(source), message: message.clone() })
        };
        Question {
            label, wording, hint, note, retired, missing,
            number: numbers.0,
            unsur: numbers.1,
            required: required && answered,
            sticky: sticky && answered && !rated,
            default: if preset && !rated { default(&kind) } else { None },
            relevant: rules.0.map(rule),
            constraint: constraint(rules.1, &message),
            warning: constraint(rules.2, &None),
            calculate: calculation(&kind).map(rule),
            filter: rules.0.filter(|_| matches!(kind, Kind::Choice(_) | Kind::Several(_))).map(rule),
            ..Question::new("", kind)
        }
    }
}

prop_compose! {
    /// Any form: questions of all kinds in sections, some inside others, "other, specify", indices over what has choices.
    fn form()(
        questions in proptest::collection::vec(question(), 1..12),
        cuts in proptest::collection::vec(0..12_usize, 0..3),
        title in both(),
        remark in maybe(both()),
        labels in proptest::collection::vec((both(), any::<bool>(), any::<bool>()), 4),
        weights in proptest::collection::vec(1..9_i32, 12),
        weighted in any::<bool>(),
        factor in 1..100_i32,
    ) -> Form {
        let mut form = Form { key: "acak".to_owned(), version: 3, title, remark, ..Form::default() };
        for (at, mut question) in questions.into_iter().enumerate() {
            question.key = format!("q{at}");
            question.name = question.sticky.then(|| format!("Q-{at}"));
            form.questions.push(question);
        }
        let mut ends: Vec<usize> = cuts.into_iter().map(|cut| cut.min(form.questions.len())).collect();
        ends.push(form.questions.len());
        ends.sort_unstable();
        let mut start = 0;
        for (at, (end, (label, compact, nested))) in ends.into_iter().zip(labels).enumerate() {
            form.sections.push(Section {
                key: format!("s{at}"),
                name: nested.then(|| format!("Bagian-{at}")),
                label,
                compact,
                inside: at.checked_sub(1).filter(|_| nested),
                relevant: nested.then(|| rule("1 = 1")),
                doubt_all_equal: nested,
                questions: start..end,
            });
            start = end;
        }
        let text = form.questions.iter().rposition(Question::takes_text);
        let opening = form.questions.iter().position(|question| matches!(question.kind, Kind::Choice(_) | Kind::Several(_)));
        if let (Some(text), Some(opening)) = (text, opening.filter(|at| text.is_some_and(|text| *at < text)))
            && let Kind::Choice(choices) | Kind::Several(choices) = &mut form.questions[opening].kind
        {
            choices[0].specify = Some(text);
        }
        let coded: Vec<usize> = (0..form.questions.len()).filter(|at| form.questions[*at].is_coded()).collect();
        if !coded.is_empty() {
            let item = |(question, weight): (usize, i32)| IndexItem { question, weight: weighted.then(|| Decimal::from(weight)) };
            let bands = ["D", "B", "A"].into_iter().zip(1..).map(|(letter, from)| Band {
                letter: letter.to_owned(),
                label: Text::same(letter),
                from: Decimal::from(from),
            });
            form.indices.push(Index {
                key: "indeks".to_owned(),
                label: Text::same("I"),
                items: coded.into_iter().zip(weights).map(item).collect(),
                scale: (1, 6),
                factor: Decimal::from(factor),
                bands: bands.collect(),
            });
        }
        form.doubts.push(Doubt { key: "d".to_owned(), text: Text::same("D"), rule: rule("1 > 2") });
        form.planned().expect("has no circle")
    }
}

proptest! {
    #[test]
    fn any_form_comes_back_from_its_file(form in form()) {
        let written = write(&form);
        let read = parse(&written);
        prop_assert_eq!(read.as_ref(), Ok(&form), "{}", written);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "[\\[\\]{}=\"',.#a-c1\n -]{0,60}") {
        let _ = parse(&text);
    }

    #[test]
    fn a_sound_file_with_a_line_of_another_is_read_or_refused_with_places(line in 0..224_usize, put in 0..224_usize) {
        let source = crate::survey::template::SKM;
        let mut lines: Vec<&str> = source.lines().collect();
        lines.insert(put.min(lines.len()), source.lines().nth(line).unwrap_or_default());
        let source = lines.join("\n");
        if let Err(complaints) = parse(&source) {
            for complaint in complaints {
                prop_assert!(complaint.line <= lines.len() + 1);
                prop_assert!(complaint.excerpt(&source).lines().count() >= 3);
            }
        }
    }
}
