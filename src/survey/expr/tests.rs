//! The expression language as surveys use it.

mod random;
mod refused;

use super::{Codes, Datum, Named, Names, Number, Scope, Type, mentions, parse, parse_condition, rename, tidy};
use jiff::civil::{Date, date, time};
use std::sync::Arc;

/// A form for trying expressions: a question of each type.
struct Form;

const KEYS: [(&str, Type); 11] = [
    ("usia", Type::Number),
    ("ragam", Type::Set),
    ("kelamin", Type::Choice),
    ("nilai", Type::Choice),
    ("layanan", Type::Choice),
    ("nama", Type::Text),
    ("lahir", Type::Date),
    ("kunjungan", Type::Date),
    ("jam", Type::Time),
    ("setuju", Type::Bool),
    ("berat", Type::Number),
];

fn list(names: &[&str]) -> Arc<[(i64, String)]> {
    names.iter().zip(1..).map(|(name, code)| (code, (*name).to_owned())).collect()
}

impl Names for Form {
    fn question(&self, key: &str) -> Option<Named> {
        let at = KEYS.iter().position(|(known, _)| *known == key)?;
        let choices = match key {
            "ragam" => Some(list(&["fisik", "mental", "netra"])),
            "kelamin" => Some(list(&["L", "P"])),
            "nilai" => Some(list(&["1", "2", "3", "4"])),
            _ => None,
        };
        Some(Named { at, kind: KEYS[at].1, choices })
    }

    fn own(&self) -> Option<Named> {
        self.question("usia")
    }

    fn has_attribute(&self, name: &str) -> bool {
        matches!(name, "kota" | "name")
    }

    fn attributes(&self) -> Vec<String> {
        ["kota", "name"].map(str::to_owned).to_vec()
    }

    fn keys(&self) -> Vec<String> {
        KEYS.iter().map(|(key, _)| (*key).to_owned()).collect()
    }
}

/// Answers by position; what is beyond the list is not answered.
#[derive(Clone, Debug)]
struct Answers(Vec<Datum<'static>>);

impl Scope for Answers {
    fn answer(&self, question: usize) -> Datum<'_> {
        self.0.get(question).map_or(Datum::Nothing, Datum::borrowed)
    }

    fn own(&self) -> Datum<'_> {
        self.answer(0)
    }

    fn attribute(&self, name: &str) -> Datum<'_> {
        Datum::text(if name == "kota" { "bontang" } else { "fisik" })
    }

    fn today(&self) -> Date {
        date(2024, 10, 15)
    }
}

fn answers() -> Answers {
    Answers(vec![
        Datum::int(34),
        Datum::Set(Codes(0b101)),
        Datum::int(2),
        Datum::int(4),
        Datum::int(7),
        Datum::text("Siti Aminah"),
        Datum::Date(date(1990, 2, 28)),
        Datum::Date(date(2024, 9, 30)),
        Datum::Time(time(8, 30, 0, 0)),
        Datum::Bool(true),
        Datum::Number(Number::parse("62.5").expect("a number")),
    ])
}

fn told(datum: &Datum<'_>) -> String {
    match datum {
        Datum::Nothing => "-".to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Text(text) => format!("'{text}'"),
        Datum::Bool(holds) => holds.to_string(),
        Datum::Date(date) => date.to_string(),
        Datum::Time(time) => time.to_string(),
        Datum::Set(codes) => format!("{:b}", codes.0),
    }
}

#[track_caller]
fn case(source: &str, expected: &str) {
    let expr = parse(source, &Form).unwrap_or_else(|faults| panic!("{source}: {faults:?}"));
    assert_eq!(told(&expr.evaluate(&answers())), expected, "{source}");
}

#[track_caller]
fn unanswered(source: &str, expected: &str) {
    let expr = parse(source, &Form).unwrap_or_else(|faults| panic!("{source}: {faults:?}"));
    assert_eq!(told(&expr.evaluate(&Answers(Vec::new()))), expected, "{source}");
}

#[test]
fn conditions_of_surveys_hold_or_not() {
    case("${usia} >= 17 and selected(${ragam}, 'fisik')", "true");
    case("${usia} >= 17 and selected(${ragam}, 'mental')", "false");
    case(". >= 17 and . <= 98", "true");
    case("${kelamin} = 'P' or ${kelamin} = 1", "true");
    case("${kelamin} != \"L\"", "true");
    case("not(selected(${kelamin}, 'P'))", "false");
    case("${nilai} = '4' and ${nilai} = 4", "true");
    case("${layanan} = 7", "true");
    case("${layanan} = '7'", "true");
    case("selected(${ragam}, 3)", "true");
    case("${ragam} = 'netra fisik'", "true");
    case("count-selected(${ragam}) > 1", "true");
    case("${nama} = ‘Siti Aminah’ and ${nama} != “Siti”", "true");
    case("${usia} = '34'", "true");
    case("${setuju} and ${setuju} = true() and ${setuju} = 1", "true");
    case("kota = 'bontang'", "true");
    case("selected(${ragam}, name)", "true");
    case("name = ${kelamin}", "false");
    case("${jam} < '12:00' and ${jam} >= '08:30'", "true");
}

#[test]
fn signs_bind_as_in_xpath() {
    case("1 + 2 * 3 = 7 and 2 + 3 > 4 or false()", "true");
    case("10 - 2 - 3", "5");
    case("2 * -3 - -4", "-2");
    case("(10 - 2) div 4 mod 2", "0");
    case("1 = 1 = true()", "true");
    case("- - 5", "5");
    case("--(2)", "2");
    case("7 mod -3", "1");
    case("false() and false() or true()", "true");
}

#[test]
fn numbers_are_exact_and_never_fail() {
    case("0.1 + 0.2 = 0.3", "true");
    case("1 div 3 * 3 = 1", "true");
    case("1 div 3", "0.333333333333333");
    case("${usia} div 0", "-");
    case("${usia} mod 0", "-");
    case("pow(10, 40)", "-");
    case("pow(${usia}, 2) div 100", "11.56");
    case("${berat} div pow(1.58, 2)", "25.03605191475725");
    case("round(86.625, 2)", "86.63");
    case("round(-2.5)", "-3");
    case("int(-2.5)", "-2");
    case("floor(-2.5) + ceiling(-2.5) + abs(-1)", "-4");
    case("int('12') + number('0.5')", "12.5");
    case("number(${nama})", "-");
    case("min(${usia}, 12, ${berat})", "12");
    case("max(${nilai}, 12, ${berat})", "62.5");
    case("sum(${nilai}, ${kelamin}) div 2", "3");
    case("(${nilai} = 4) + (${kelamin} = 'L')", "1");
    case("999999999999999 * 999999999999999 * 999999999999999", "-");
}

#[test]
fn dates_are_counted_in_days() {
    case("${kunjungan} - ${lahir}", "12633");
    case("int((${kunjungan} - ${lahir}) div 365.25)", "34");
    case("int((today() - date('1990-02-28')) div 365.25)", "34");
    case("today() - 30", "2024-09-15");
    case("30 + date('2024-02-01')", "2024-03-02");
    case("${kunjungan} > today() - 30 and ${kunjungan} <= today()", "true");
    case("${kunjungan} >= '2024-09-30'", "true");
    case("'2024-10-01' - ${kunjungan}", "1");
    case("date(19997)", "2024-10-01");
    case("decimal-date-time(${kunjungan})", "19996");
    case("int(${kunjungan}) = 19996", "true");
    case("format-date(${kunjungan}, '%d-%m-%Y %e/%n/%y')", "'30-09-2024 30/9/24'");
    case("decimal-time(${jam}) * 24", "8.5");
    case("today() + 999999999", "-");
    case("date(${nama})", "-");
    case("string(today())", "'2024-10-15'");
}

#[test]
fn texts_are_cut_joined_and_matched() {
    case("concat(${nama}, ' (', ${kelamin}, ', ', ${usia}, ')')", "'Siti Aminah (P, 34)'");
    case("string(${ragam})", "'fisik netra'");
    case("string-length(${nama})", "11");
    case("contains(${nama}, 'Amin') and starts-with(${nama}, 'Siti') and ends-with(${nama}, 'nah')", "true");
    case("substr(${nama}, 5)", "'Aminah'");
    case("substr(${nama}, 0, 4)", "'Siti'");
    case("substr(${nama}, -3)", "'nah'");
    case("concat(substring-before(${nama}, ' '), substring-after(${nama}, ' '))", "'SitiAminah'");
    case("normalize-space('  a   b ')", "'a b'");
    case("regex(., '[0-9]{2}')", "true");
    case("regex(., '[0-9]')", "false");
    case("regex(${nama}, '[A-Z][a-z]+ .*|x')", "true");
    case("string(true())", "'true'");
    case("boolean-from-string('1') and boolean('x') and not(boolean(0))", "true");
}

#[test]
fn branches_come_to_one_type() {
    case("if(${usia} < 17, 'anak', 'dewasa')", "'dewasa'");
    case("if(${usia} < 17, '1', '0') + 1", "1");
    case("if(${usia} >= 17, ${berat}, '')", "62.5");
    case("if(${usia} < 17, ${berat}, '')", "-");
    case("if(true(), ${nilai}, 0) + 1", "5");
    case("if(true(), ${kelamin}, 'lain')", "'P'");
    case("if(false(), ${kunjungan}, '2024-01-31')", "2024-01-31");
    case("coalesce('', ${nama}, 'x')", "'Siti Aminah'");
    case("coalesce(${usia}, 0) * 2", "68");
    case("if(true(), ${kelamin}, ${nilai})", "'P'");
    case("coalesce(${setuju}, ${berat})", "1");
}

#[test]
fn what_is_not_answered_is_empty() {
    unanswered("${usia} = ''", "true");
    unanswered("${usia} != ''", "false");
    unanswered("${ragam} = '' and ${nama} = \"\" and ${lahir} = ''", "true");
    unanswered("${usia} = 1", "false");
    unanswered("${usia} != 1", "true");
    unanswered("${usia} < 1 or ${usia} >= 1", "false");
    unanswered("${lahir} < today() or ${nama} = 'x'", "false");
    unanswered("${nama} = ${nama}", "true");
    unanswered("selected(${ragam}, 'fisik')", "false");
    unanswered("not(selected(${ragam}, 'fisik'))", "true");
    unanswered("count-selected(${ragam})", "0");
    unanswered("count-non-empty(${usia}, ${nama}, 1)", "1");
    unanswered("${usia} + 1", "-");
    unanswered("-${usia}", "-");
    unanswered("${lahir} - today()", "-");
    unanswered("coalesce(${usia}, 0) + 1", "1");
    unanswered("sum(1, ${usia})", "-");
    unanswered("max(1, ${usia})", "1");
    unanswered("min(${usia}, ${berat})", "-");
    unanswered("${setuju}", "-");
    unanswered("not(${setuju})", "true");
    unanswered("regex(${nama}, '.*')", "false");
    unanswered("concat(${nama}, '')", "-");
    unanswered("string-length(${nama})", "0");
}

#[test]
fn a_condition_is_true_or_false() {
    let told = |source: &str| match parse_condition(source, &Form) {
        Ok(_) => "taken".to_owned(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(told("${usia} > 1"), "taken");
    assert_eq!(told("${setuju}"), "taken");
    assert_eq!(told("${usia}"), "a condition is needed, and this is a number (compare it with something: … = 1, … > 0, … != '')");
}

#[test]
fn depth_and_length_have_a_limit_that_is_told() {
    for (open, close) in [("(", ")"), ("-", ""), ("not(", ")"), ("1 or 1 and 1 = 1 < 1 + 1 * (", ")")] {
        let nested = |times: usize| format!("{}true(){}", open.repeat(times), close.repeat(times));
        for times in 1..120 {
            let _ = parse(&nested(times), &Form).map(|expr| expr.holds(&answers()));
        }
        let faults = parse(&nested(1000), &Form).expect_err("it is too deep");
        assert_eq!(faults[0].text, "the expression is nested deeper than 100 levels", "{open}");
    }
    let chain = |joint: &str, times: usize| vec!["${usia} = 1"; times].join(joint);
    assert_eq!(parse(&chain(" or ", 2000), &Form).map(|expr| expr.holds(&answers())), Ok(false));
    assert_eq!(parse(&chain(" = ", 2000), &Form).expect_err("it is too deep").len(), 1);
    let long = "the expression has more than 32767 bytes";
    assert_eq!(parse(&chain(" or ", 5000), &Form).expect_err("it is too long")[0].text, long);
}

#[test]
fn a_heavy_pattern_is_refused() {
    let faults = parse("regex(${nama}, '((((a{0,100}){0,100}){0,100}){0,100}){0,100}')", &Form).expect_err("it is too large");
    assert!(faults[0].text.starts_with("the pattern is not understood: "), "{}", faults[0].text);
}

#[test]
fn keys_are_listed_and_renamed_outside_of_texts() {
    let source = "if( ${Umur-Anda} > 1, '${Umur-Anda}', ${ b } )";
    assert_eq!(mentions(source), ["Umur-Anda", "b"]);
    let renamed = rename(source, |key| (key == "Umur-Anda").then(|| "umur_anda".to_owned()));
    assert_eq!(renamed, "if( ${umur_anda} > 1, '${Umur-Anda}', ${ b } )");
    assert_eq!(mentions("'"), Vec::<String>::new());
    assert_eq!(rename("' ${a}", |_| Some("b".to_owned())), "' ${a}");
}

#[test]
fn an_expression_knows_what_it_depends_on() {
    let expr = parse("${nilai} = 1 and . > ${usia} or ${nilai} = 2", &Form).expect("it is sound");
    assert_eq!(
        (expr.depends(), expr.kind(), expr.source()),
        ([0, 3].as_slice(), Type::Bool, "${nilai} = 1 and . > ${usia} or ${nilai} = 2")
    );
    assert_eq!(Ok(expr.clone()), parse(expr.source(), &Form));
}

#[test]
fn an_expression_is_written_with_no_more_parentheses_than_it_needs() {
    let case = |source: &str, expected: &str| assert_eq!(tidy(source).as_deref(), Ok(expected), "{source}");
    case("((1)+(2))*3", "(1 + 2) * 3");
    case("1-(2-3)-(4)", "1 - (2 - 3) - 4");
    case("(a and b) and (c or d)", "a and b and (c or d)");
    case("a and (b and c)", "a and (b and c)");
    case("-(1+2)", "-(1 + 2)");
    case("not( \"it's\" = ${ a } )", "not(\"it's\" = ${a})");
    case("( . )", ".");
}
