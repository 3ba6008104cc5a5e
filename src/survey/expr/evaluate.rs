//! Works an expression out from the answers; never fails: what can't be worked out is nothing.

use super::Scope;
use super::datum::{Codes, Datum, date_of, days, read_date, show_time};
use super::function::Builtin;
use super::number::Number;
use super::op::{Choices, Op};
use super::tree::Joint;
use jiff::civil::Date;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

/// The longest text that comes out, in bytes; a longer one is nothing.
const LONGEST: usize = 65_536;

/// Works a step out.
pub(super) fn evaluate<'s>(op: &'s Op, scope: &'s dyn Scope) -> Datum<'s> {
    match op {
        Op::Constant(_) | Op::Answer(_) | Op::Own | Op::Attribute(_) | Op::Today => leaf(op, scope),
        Op::All(parts) => Datum::Bool(parts.iter().all(|part| holds(part, scope))),
        Op::Any(parts) => Datum::Bool(parts.iter().any(|part| holds(part, scope))),
        Op::Not(part) => Datum::Bool(!holds(part, scope)),
        Op::Compare(joint, parts) => Datum::Bool(compare(*joint, &evaluate(&parts.0, scope), &evaluate(&parts.1, scope))),
        Op::Arithmetic(joint, parts) => arithmetic(*joint, number(&parts.0, scope), number(&parts.1, scope)),
        Op::Negate(part) => numeric(number(part, scope).map(Number::negated)),
        Op::Between(parts) => between(date(&parts.0, scope), date(&parts.1, scope)),
        Op::Shift(forward, parts) => shift(date(&parts.0, scope), number(&parts.1, scope), *forward),
        Op::If(parts) => evaluate(if holds(&parts.0, scope) { &parts.1 } else { &parts.2 }, scope),
        Op::Coalesce(parts) => first(parts, scope),
        Op::Chosen(part, code) => Datum::Bool(chosen(&evaluate(part, scope), *code)),
        Op::ChosenNamed(parts, choices) => Datum::Bool(chosen_named(&evaluate(&parts.0, scope), &evaluate(&parts.1, scope), choices)),
        Op::Named(part, choices) => named(&evaluate(part, scope), choices),
        Op::Matches(part, pattern) => Datum::Bool(matches!(evaluate(part, scope), Datum::Text(text) if pattern.fits(&text))),
        Op::Call(builtin, parts) => call(*builtin, parts, scope),
    }
}

fn leaf<'s>(op: &'s Op, scope: &'s dyn Scope) -> Datum<'s> {
    match op {
        Op::Constant(datum) => datum.borrowed(),
        Op::Answer(question) => scope.answer(*question),
        Op::Own => scope.own(),
        Op::Attribute(name) => scope.attribute(name),
        Op::Today => Datum::Date(scope.today()),
        _ => Datum::Nothing,
    }
}

fn arithmetic(joint: Joint, one: Option<Number>, other: Option<Number>) -> Datum<'static> {
    numeric(one.zip(other).and_then(|(one, other)| match joint {
        Joint::Plus => one.plus(other),
        Joint::Minus => one.minus(other),
        Joint::Times => one.times(other),
        Joint::Div => one.over(other),
        Joint::Mod => one.modulo(other),
        _ => None,
    }))
}

fn between(to: Option<Date>, from: Option<Date>) -> Datum<'static> {
    to.zip(from).map_or(Datum::Nothing, |(to, from)| Datum::int(days(to) - days(from)))
}

fn first<'s>(parts: &'s [Op], scope: &'s dyn Scope) -> Datum<'s> {
    parts.iter().map(|part| evaluate(part, scope)).find(|datum| !datum.is_empty()).unwrap_or_default()
}

fn holds(op: &Op, scope: &dyn Scope) -> bool {
    evaluate(op, scope).is_true()
}

fn number(op: &Op, scope: &dyn Scope) -> Option<Number> {
    evaluate(op, scope).number()
}

fn date(op: &Op, scope: &dyn Scope) -> Option<Date> {
    match evaluate(op, scope) {
        Datum::Date(date) => Some(date),
        _ => None,
    }
}

fn numeric(number: Option<Number>) -> Datum<'static> {
    number.map_or(Datum::Nothing, Datum::Number)
}

fn shift(date: Option<Date>, by: Option<Number>, forward: bool) -> Datum<'static> {
    let moved = || {
        let by = by?.floored().to_whole()?;
        let from = days(date?);
        date_of(if forward { from.checked_add(by)? } else { from.checked_sub(by)? })
    };
    moved().map_or(Datum::Nothing, Datum::Date)
}

/// Compares as XForms does: no answer equals no answer alone, and is neither smaller nor larger than anything.
fn compare(joint: Joint, one: &Datum<'_>, other: &Datum<'_>) -> bool {
    match joint {
        Joint::Equal => equal(one, other),
        Joint::Unequal => !equal(one, other),
        _ => order(one, other).is_some_and(|order| match joint {
            Joint::Below => order == Ordering::Less,
            Joint::BelowOrEqual => order != Ordering::Greater,
            Joint::Above => order == Ordering::Greater,
            Joint::AboveOrEqual => order != Ordering::Less,
            _ => false,
        }),
    }
}

fn equal(one: &Datum<'_>, other: &Datum<'_>) -> bool {
    match (one, other) {
        (Datum::Number(one), Datum::Number(other)) => one == other,
        (Datum::Text(one), Datum::Text(other)) => one == other,
        _ if one.is_empty() || other.is_empty() => one.is_empty() && other.is_empty(),
        (Datum::Bool(_), _) | (_, Datum::Bool(_)) => one.number() == other.number(),
        _ => one == other,
    }
}

fn order(one: &Datum<'_>, other: &Datum<'_>) -> Option<Ordering> {
    match (one, other) {
        (Datum::Date(one), Datum::Date(other)) => Some(one.cmp(other)),
        (Datum::Time(one), Datum::Time(other)) => Some(one.cmp(other)),
        _ => Some(one.number()?.cmp(&other.number()?)),
    }
}

fn chosen(datum: &Datum<'_>, code: i64) -> bool {
    match datum {
        Datum::Number(number) => number.to_whole() == Some(code),
        Datum::Set(codes) => codes.has(code),
        _ => false,
    }
}

fn chosen_named(datum: &Datum<'_>, name: &Datum<'_>, choices: &Choices) -> bool {
    let Datum::Text(name) = name else { return false };
    let code = match choices {
        Some(choices) => choices.iter().find(|(_, own)| own == name).map(|(code, _)| *code),
        None => name.parse().ok(),
    };
    code.is_some_and(|code| chosen(datum, code))
}

fn name_of(code: i64, choices: &Choices) -> Cow<'_, str> {
    let known = choices.as_ref().and_then(|choices| choices.iter().find(|(own, _)| *own == code));
    known.map_or_else(|| Cow::Owned(code.to_string()), |(_, name)| Cow::Borrowed(name.as_str()))
}

fn named<'s>(datum: &Datum<'_>, choices: &'s Choices) -> Datum<'s> {
    match datum {
        Datum::Number(number) => match number.to_whole() {
            Some(code) => Datum::Text(name_of(code, choices)),
            None => Datum::owned(number.to_string()),
        },
        Datum::Set(Codes(0)) => Datum::Nothing,
        Datum::Set(codes) => {
            let names = (1..=64).filter(|code| codes.has(*code)).map(|code| name_of(code, choices));
            Datum::owned(names.collect::<Vec<_>>().join(" "))
        }
        _ => Datum::Nothing,
    }
}

/// Writes a datum that has no choices.
fn written(datum: Datum<'_>) -> Datum<'_> {
    match datum {
        Datum::Number(number) => Datum::owned(number.to_string()),
        Datum::Bool(holds) => Datum::text(if holds { "true" } else { "false" }),
        Datum::Date(date) => Datum::owned(date.to_string()),
        Datum::Time(time) => Datum::owned(show_time(time)),
        Datum::Text(_) | Datum::Nothing => datum,
        Datum::Set(_) => Datum::Nothing,
    }
}

fn call<'s>(builtin: Builtin, parts: &'s [Op], scope: &'s dyn Scope) -> Datum<'s> {
    let value = |at: usize| parts.get(at).map_or(Datum::Nothing, |part| evaluate(part, scope));
    let count = |at: usize| parts.get(at).and_then(|part| number(part, scope));
    let numbers = || parts.iter().map(|part| number(part, scope));
    match builtin {
        Builtin::CountSelected => match value(0) {
            Datum::Set(codes) => Datum::int(codes.0.count_ones().into()),
            datum => Datum::int(i64::from(!datum.is_empty())),
        },
        Builtin::CountNonEmpty => Datum::int(parts.iter().filter(|part| !evaluate(part, scope).is_empty()).count() as i64),
        Builtin::Boolean => Datum::Bool(match value(0) {
            Datum::Bool(holds) => holds,
            Datum::Number(number) => number != Number::ZERO,
            datum => !datum.is_empty(),
        }),
        Builtin::BooleanFromString => {
            Datum::Bool(matches!(value(0), Datum::Text(text) if text.eq_ignore_ascii_case("true") || text == "1"))
        }
        Builtin::Number => match value(0) {
            Datum::Text(text) => numeric(Number::parse(&text)),
            datum => numeric(datum.number()),
        },
        Builtin::Int => numeric(count(0).map(Number::truncated)),
        Builtin::Round => numeric(count(0).zip(count(1).and_then(Number::to_whole)).and_then(|(number, places)| number.rounded(places))),
        Builtin::Floor => numeric(count(0).map(Number::floored)),
        Builtin::Ceiling => numeric(count(0).map(Number::ceiled)),
        Builtin::Abs => numeric(count(0).map(Number::absolute)),
        Builtin::Pow => numeric(count(0).zip(count(1)).and_then(|(number, power)| number.to_power(power))),
        Builtin::Min => numeric(numbers().flatten().min()),
        Builtin::Max => numeric(numbers().flatten().max()),
        Builtin::Sum => numeric(numbers().try_fold(Number::ZERO, |sum, number| sum.plus(number?))),
        Builtin::String => written(value(0)),
        Builtin::Date => match value(0) {
            Datum::Text(text) => read_date(&text).map_or(Datum::Nothing, Datum::Date),
            Datum::Number(number) => number.floored().to_whole().and_then(date_of).map_or(Datum::Nothing, Datum::Date),
            Datum::Date(date) => Datum::Date(date),
            _ => Datum::Nothing,
        },
        Builtin::FormatDate => match (value(0), value(1)) {
            (Datum::Date(date), Datum::Text(pattern)) => Datum::owned(format_date(date, &pattern)),
            _ => Datum::Nothing,
        },
        Builtin::DecimalDateTime => match value(0) {
            Datum::Date(date) => Datum::int(days(date)),
            _ => Datum::Nothing,
        },
        Builtin::DecimalTime => match value(0) {
            Datum::Time(time) => {
                let seconds = i128::from(time.hour()) * 3600 + i128::from(time.minute()) * 60 + i128::from(time.second());
                numeric(Number::fraction(seconds, 86_400))
            }
            _ => Datum::Nothing,
        },
        Builtin::StringLength
        | Builtin::Concat
        | Builtin::Contains
        | Builtin::StartsWith
        | Builtin::EndsWith
        | Builtin::Substr
        | Builtin::SubstringBefore
        | Builtin::SubstringAfter
        | Builtin::NormalizeSpace => text_call(builtin, parts, scope),
        // Settled before: these are steps of their own.
        Builtin::If
        | Builtin::Coalesce
        | Builtin::Selected
        | Builtin::Not
        | Builtin::True
        | Builtin::False
        | Builtin::Regex
        | Builtin::Today => Datum::Nothing,
    }
}

fn text_call<'s>(builtin: Builtin, parts: &'s [Op], scope: &'s dyn Scope) -> Datum<'s> {
    let text = |at: usize| match parts.get(at).map(|part| evaluate(part, scope)) {
        Some(Datum::Text(text)) => text,
        _ => Cow::Borrowed(""),
    };
    match builtin {
        Builtin::StringLength => Datum::int(text(0).chars().count() as i64),
        Builtin::Concat => {
            let mut whole = String::new();
            for at in 0..parts.len() {
                whole.push_str(&text(at));
                if whole.len() > LONGEST {
                    return Datum::Nothing;
                }
            }
            Datum::owned(whole)
        }
        Builtin::Contains => Datum::Bool(text(0).contains(&*text(1))),
        Builtin::StartsWith => Datum::Bool(text(0).starts_with(&*text(1))),
        Builtin::EndsWith => Datum::Bool(text(0).ends_with(&*text(1))),
        Builtin::SubstringBefore => Datum::owned(text(0).split_once(&*text(1)).map(|(before, _)| before.to_owned()).unwrap_or_default()),
        Builtin::SubstringAfter => Datum::owned(text(0).split_once(&*text(1)).map(|(_, after)| after.to_owned()).unwrap_or_default()),
        Builtin::NormalizeSpace => Datum::owned(text(0).split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => {
            let whole = text(0);
            let length = whole.chars().count() as i64;
            // A place below 0 is counted from the end.
            let place = |at: usize, absent: i64| match parts.get(at) {
                None => Some(absent),
                Some(part) => {
                    number(part, scope)?.truncated().to_whole().map(|place| if place < 0 { place.saturating_add(length) } else { place })
                }
            };
            match (place(1, 0), place(2, length)) {
                (Some(from), Some(to)) => {
                    let index = |place: i64| usize::try_from(place).unwrap_or(0);
                    Datum::owned(whole.chars().skip(index(from)).take(index(to.saturating_sub(from.max(0)))).collect())
                }
                _ => Datum::Nothing,
            }
        }
    }
}

fn format_date(date: Date, pattern: &str) -> String {
    let mut out = String::new();
    let mut signs = pattern.chars();
    while let Some(sign) = signs.next() {
        // Writing into a text can't fail.
        let _ = match (sign, if sign == '%' { signs.next() } else { None }) {
            ('%', Some('Y')) => write!(out, "{:04}", date.year()),
            ('%', Some('y')) => write!(out, "{:02}", date.year() % 100),
            ('%', Some('m')) => write!(out, "{:02}", date.month()),
            ('%', Some('n')) => write!(out, "{}", date.month()),
            ('%', Some('d')) => write!(out, "{:02}", date.day()),
            ('%', Some('e')) => write!(out, "{}", date.day()),
            (sign, next) => {
                out.push(sign);
                out.extend(next);
                Ok(())
            }
        };
    }
    out
}
