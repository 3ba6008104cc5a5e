//! Any form comes back from its workbook, but for what XLSForm can't hold.

use super::left;
use cacah::exchange::xlsform::{read, write};
use cacah::survey::draft::names;
use cacah::survey::expr;
use cacah::survey::form::{
    Bounds, Choice, Constraint, DecimalBounds, Form, Kind, Output, Question, Section, Text, bit, default_key, yes_no,
};
use cacah::survey::value::{Missing, Value};
use cacah::survey::{form_file, template};
use proptest::prelude::*;

/// Writes a form, reads it again, and gives both what came and what could not be held.
fn there_and_back(form: &Form) -> (Form, Vec<String>) {
    let (bytes, lost) = write(form).expect("is written");
    let folder = tempfile::tempdir().expect("is made");
    let path = folder.path().join("form.xlsx");
    std::fs::write(&path, bytes).expect("is written");
    let imported = read(&path).expect("is a workbook");
    assert_eq!(super::wrong(&imported), "");
    assert_eq!(left(&imported), "");
    (imported.form.expect("nothing is wrong"), lost)
}

#[test]
fn the_forms_that_ship_come_back_but_for_their_doubts_and_indices() {
    for shipped in template::forms::ALL {
        let mut form = form_file::parse(&shipped.source()).expect("is sound");
        let (back, lost) = there_and_back(&form);
        assert_eq!(lost.len(), form.doubts.len() + form.indices.len());
        (form.doubts, form.indices) = (Vec::new(), Vec::new());
        assert_eq!(form_file::write(&back), form_file::write(&form));
    }
}

fn text() -> impl Strategy<Value = String> {
    "[A-Z=#+][a-z é'&<>\"-]{0,6}[a-z]"
}

fn both() -> impl Strategy<Value = Text> {
    (text(), text()).prop_map(|(id, en)| Text { id, en })
}

fn maybe<T: std::fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.3, some)
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let attributes = proptest::collection::btree_map("[a-z]{2,4}|Kota [a-z]", text(), 0..2);
    let one = (both(), maybe(both()), any::<bool>(), any::<bool>(), attributes);
    (proptest::collection::vec(one, 1..5), 1..50_i64, any::<bool>()).prop_map(|(made, first, own_keys)| {
        let choice = |(at, (label, short, retired, named, attributes)): (usize, (Text, Option<Text>, bool, bool, _))| Choice {
            code: first + 2 * at as i64,
            short: short.unwrap_or_else(|| label.clone()),
            label,
            keys: if own_keys { vec![char::from(b'a' + at as u8)] } else { default_key(at).into_iter().collect() },
            retired,
            specify: None,
            attributes,
            name: named.then(|| format!("n-{at}")),
        };
        made.into_iter().enumerate().map(choice).collect()
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    let range = (0..9_i64, 0..200_i64, 0..9_i64);
    prop_oneof![
        choices().prop_map(Kind::Choice),
        choices().prop_map(Kind::Several),
        choices().prop_map(Kind::Rating),
        Just(Kind::YesNo(yes_no())),
        range.prop_map(|(min, more, usual)| Kind::Number(Bounds { min, max: min + more, usual: (min, min + usual) })),
        (0..99_i32, 0..99_i32).prop_map(|(min, more)| {
            let (min, max) = ((min.into(), 1), ((min + more).into(), 1));
            let decimal = |(digits, places)| cacah::survey::decimal::Decimal::new(digits, places).expect("short");
            Kind::Decimal(DecimalBounds { min: decimal(min), max: decimal(max), usual: (decimal(min), decimal(max)) })
        }),
        Just(Kind::Text),
        Just(Kind::LongText),
        Just(Kind::Date),
        Just(Kind::Time),
        Just(Kind::Calculated(Output::Number)),
        Just(Kind::Note),
    ]
}

fn default(kind: &Kind) -> Option<Value> {
    match kind {
        Kind::Choice(choices) | Kind::YesNo(choices) => Some(Value::Int(choices[0].code)),
        Kind::Several(choices) => choices.iter().filter_map(|choice| bit(choice.code)).reduce(|a, b| a | b).map(Value::Int),
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
        texts in (both(), both(), maybe(both()), maybe(both())),
        numbers in (maybe(0..99_u32), maybe(1..10_u32)),
        flags in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        missing in proptest::sample::subsequence(Missing::KEYED.to_vec(), 0..=5),
    ) -> Question {
        let (label, wording, hint, note) = texts;
        let (required, sticky, retired, preset, named) = flags;
        let answered = !matches!(kind, Kind::Note | Kind::Calculated(_));
        let rated = numbers.1.is_some() || matches!(kind, Kind::Rating(_));
        Question {
            wording, hint, note, retired, missing,
            label,
            number: numbers.0,
            unsur: numbers.1,
            name: named.then(String::new),
            required: required && answered,
            sticky: sticky && answered && !rated,
            default: if preset && !rated { default(&kind) } else { None },
            ..Question::new("", kind)
        }
    }
}

prop_compose! {
    /// Forms of all kinds of questions, in sections that lie in one another as groups do.
    fn form()(
        questions in proptest::collection::vec(question(), 2..9),
        title in both(),
        remark in maybe(both()),
        sections in proptest::collection::vec((both(), any::<bool>(), any::<bool>(), 0..3_usize), 4),
        rules in proptest::collection::vec((any::<bool>(), any::<bool>(), any::<bool>(), maybe(both())), 9),
    ) -> Form {
        let mut form = Form { key: "acak".to_owned(), version: 3, title, remark, ..Form::default() };
        // Every other question may ask for the first one.
        form.questions.push(Question { required: true, label: Text::same("Nol"), wording: Text::same("Nol"), ..Question::new("q0", Kind::Number(Bounds { min: 0, max: 9, usual: (0, 9) })) });
        for (at, mut question) in questions.into_iter().enumerate() {
            question.key = format!("q{}", at + 1);
            question.name = question.name.map(|_| format!("Q.{}", at + 1));
            form.questions.push(question);
        }
        let count = sections.len().min(form.questions.len());
        let mut open: Vec<usize> = Vec::new();
        for (at, (label, compact, nested, up)) in sections.into_iter().take(count).enumerate() {
            open.truncate(open.len().saturating_sub(up));
            let start = if at == 0 { 0 } else { form.sections[at - 1].questions.end };
            let end = if at + 1 == count { form.questions.len() } else { start + 1 };
            form.sections.push(Section {
                key: format!("s{at}"),
                name: compact.then(|| format!("Bagian {at}")),
                label,
                compact,
                doubt_all_equal: nested,
                inside: open.last().copied(),
                relevant: None,
                questions: start..end,
            });
            open.push(at);
        }
        with_rules(form, rules)
    }
}

/// Gives questions and sections rules, read as those of form files are.
fn with_rules(mut form: Form, rules: Vec<(bool, bool, bool, Option<Text>)>) -> Form {
    let bare = form.clone();
    let read = |source: &str, own, filtered| expr::parse(source, &names(&bare, own, filtered)).expect("is sound");
    for (at, question) in form.questions.iter_mut().enumerate() {
        let answered = question.is_keyed() || question.retired && !matches!(question.kind, Kind::Note | Kind::Calculated(_));
        if let Kind::Calculated(_) = question.kind {
            question.calculate = Some(read("1 + ${q0}", None, None));
        }
        let Some((relevant, constraint, warning, message)) = at.checked_sub(1).and_then(|at| rules.get(at)) else { continue };
        question.relevant = relevant.then(|| read("${q0} != ''", None, None));
        question.constraint =
            (*constraint && answered).then(|| Constraint { rule: read(". != ''", Some(at), None), message: message.clone() });
        question.warning = (*warning && answered).then(|| Constraint { rule: read("2 > 1", Some(at), None), message: None });
        let filters = matches!(question.kind, Kind::Choice(_) | Kind::Several(_));
        question.filter = (*warning && filters).then(|| read("name != 'x'", None, Some(at)));
    }
    for (at, section) in form.sections.iter_mut().enumerate() {
        section.relevant = (at > 0 && section.doubt_all_equal).then(|| read("${q0} > 1", None, None));
    }
    form.planned().expect("has no circle")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_form_comes_back_from_its_workbook(form in form()) {
        let (back, lost) = there_and_back(&form);
        prop_assert_eq!(lost, Vec::<String>::new());
        prop_assert_eq!(form_file::write(&back), form_file::write(&form));
        prop_assert_eq!(back, form);
    }
}

#[test]
fn other_programs_get_choices_by_their_names() {
    let source = r#"
key = "nama"
title = "Nama"
[[section]]
key = "s"
label = "S"
[[section.question]]
key = "kelamin"
name = "Jenis-Kelamin"
label = "K"
kind = "choice"
choices = [{ code = 1, name = "L", label = "Laki-laki" }, { code = 2, name = "P", label = "Perempuan" }]
[[section.question]]
key = "hamil"
label = "H"
kind = "text"
when = { kelamin = [2] }
[[section.question]]
key = "lain"
label = "L"
kind = "text"
relevant = "${kelamin} = 'L' or selected(${kelamin}, 2) and ${kelamin} != 1"
"#;
    let form = form_file::parse(source).expect("is sound");
    let (back, _) = there_and_back(&form);
    let rules: Vec<&str> = back.questions.iter().filter_map(|question| Some(question.relevant.as_ref()?.source())).collect();
    assert_eq!(rules, ["${kelamin} = 'P'", "${kelamin} = 'L' or selected(${kelamin}, 'P') and ${kelamin} != 'L'"]);
    assert_eq!(back.questions[0].name.as_deref(), Some("Jenis-Kelamin"));
}
