//! Properties of all expressions: made up at random, over answers made up at random.

use super::super::datum::date_of;
use super::super::tree::{self, Node};
use super::super::{Codes, Datum, FUNCTIONS, Type, mentions, parse, rename, tidy, token};
use super::{Answers, Form, KEYS, answers, told};
use jiff::civil::time;
use proptest::prelude::*;

/// Makes expressions that mostly are well typed, with all signs and functions.
fn sources() -> impl Strategy<Value = String> {
    let keys = KEYS.iter().map(|(key, _)| format!("${{{key}}}"));
    let plain =
        ["1", "0", "2.5", "999999999999999", "''", "'fisik'", "'L'", "'2024-02-29'", "'12'", "\"x\"", "true()", "today()", ".", "kota"];
    let leaf = proptest::sample::select(keys.chain(plain.map(str::to_owned)).collect::<Vec<_>>());
    leaf.prop_recursive(5, 40, 3, |inner| {
        let signs = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or"];
        let calls = FUNCTIONS.map(|function| (function.name, function.wants.len(), function.least, function.more)).to_vec();
        prop_oneof![
            3 => (inner.clone(), proptest::sample::select(signs.to_vec()), inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            1 => (inner.clone(), proptest::sample::select(signs.to_vec()), inner.clone()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
            1 => inner.clone().prop_map(|a| format!("-{a}")),
            3 => (proptest::sample::select(calls), proptest::collection::vec(inner, 3), any::<bool>()).prop_map(|((name, wants, least, more), arguments, all)| {
                let count = if more { 3 } else if all { wants } else { least };
                format!("{name}({})", arguments[..count.min(3)].join(", "))
            }),
        ]
    })
}

fn datum(kind: Type) -> BoxedStrategy<Datum<'static>> {
    let some = match kind {
        Type::Number => any::<i64>().prop_map(Datum::int).boxed(),
        Type::Choice => (0..9_i64).prop_map(Datum::int).boxed(),
        Type::Text => "[a-zA-Z0-9 ]{0,8}".prop_map(Datum::owned).boxed(),
        Type::Bool => any::<bool>().prop_map(Datum::Bool).boxed(),
        Type::Date => (-800_000..3_000_000_i64).prop_map(|days| date_of(days).map_or(Datum::Nothing, Datum::Date)).boxed(),
        Type::Time => (0..24_i8, 0..60_i8).prop_map(|(hour, minute)| Datum::Time(time(hour, minute, 0, 0))).boxed(),
        Type::Set => any::<u64>().prop_map(|bits| Datum::Set(Codes(bits))).boxed(),
    };
    prop_oneof![1 => Just(Datum::Nothing), 4 => some].boxed()
}

fn random_answers() -> impl Strategy<Value = Answers> {
    KEYS.iter().map(|(_, kind)| datum(*kind)).collect::<Vec<_>>().prop_map(Answers)
}

fn tree_of(source: &str) -> Option<Node> {
    tree::parse(source, &token::tokens(source).ok()?).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn what_is_well_typed_comes_to_its_type(source in sources(), answers in random_answers()) {
        if let Ok(expr) = parse(&source, &Form) {
            let found = expr.evaluate(&answers);
            prop_assert!(found.is(expr.kind()), "{source} is {:?} and gave {found:?}", expr.kind());
            prop_assert_eq!(expr.evaluate(&Answers(Vec::new())).is(expr.kind()), true);
            prop_assert_eq!(&found, &expr.evaluate(&answers));
        }
    }

    #[test]
    fn what_is_written_tidily_reads_the_same(source in sources()) {
        let tree = tree_of(&source).expect("it is an expression");
        let tidied = tree.to_string();
        prop_assert_eq!(tree_of(&tidied), Some(tree));
        prop_assert_eq!(tidy(&tidied), Ok(tidied.clone()));
        // Types and values follow the tree alone.
        if let (Ok(one), Ok(other)) = (parse(&source, &Form), parse(&tidied, &Form)) {
            prop_assert_eq!(told(&one.evaluate(&answers())), told(&other.evaluate(&answers())));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_with_places_in_it(source in "\\PC{0,40}|[-$a-z(){}'\",.<>=!0-9 ]{0,40}") {
        for fault in parse(&source, &Form).err().unwrap_or_default() {
            prop_assert!(source.get(fault.at.clone()).is_some(), "{source:?} {fault:?}");
        }
        let _ = mentions(&source);
        prop_assert_eq!(rename(&source, |_| None), source.clone());
    }
}
