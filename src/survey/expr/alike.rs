//! Brings values to one type, where they are compared or are branches of one result; knows no answer.

use super::datum::{Codes, Datum, Type, read_date};
use super::fault::Fault;
use super::function::Builtin;
use super::number::Number;
use super::op::Op;
use super::tree::Joint;
use super::typing::{Checker, Typed};
use std::ops::Range;

impl Checker<'_> {
    pub(super) fn compare(&mut self, joint: Joint, left: Typed, right: Typed) -> Option<Op> {
        let equality = matches!(joint, Joint::Equal | Joint::Unequal);
        let (left, right) = self.alike(left, right)?;
        if !equality && [left.kind, right.kind].iter().any(|kind| matches!(kind, None | Some(Type::Text | Type::Set))) {
            let part = if matches!(left.kind, None | Some(Type::Text | Type::Set)) { &left } else { &right };
            let hint = "numbers, dates, times and codes are ordered; for a text of digits write number(…)";
            return self.fault(&part.at, format!("'{}' does not order this: {}", joint.sign(), self.is(part)), hint);
        }
        Some(Op::Compare(joint, Box::new((left.op, right.op))))
    }

    /// Brings two parts to the same type.
    fn alike(&mut self, left: Typed, right: Typed) -> Option<(Typed, Typed)> {
        let swapped = left.literal().is_some() || matches!(left.op, Op::Constant(Datum::Number(_)));
        if swapped {
            let (right, left) = self.aligned(right, left)?;
            return Some((left, right));
        }
        self.aligned(left, right)
    }

    /// Brings two parts to the same type; what stands in quotes or digits is `other`.
    fn aligned(&mut self, one: Typed, other: Typed) -> Option<(Typed, Typed)> {
        let (Some(kind), Some(with)) = (one.kind, other.kind) else { return Some((one, other)) };
        let literal = other.literal().map(str::to_owned);
        match (kind, with) {
            (Type::Choice, Type::Text) if literal.is_some() => {
                let code = self.code(&one, literal.as_deref().unwrap_or_default(), &other.at)?;
                Some((one, Typed { op: Op::Constant(Datum::int(code)), kind: Some(Type::Number), ..other }))
            }
            (Type::Set, Type::Text) if literal.is_some() => {
                let words = literal.as_deref().unwrap_or_default().split_whitespace();
                let codes: Vec<Option<i64>> = words.map(|word| self.code(&one, word, &other.at)).collect();
                let set = codes.into_iter().try_fold(Codes::default(), |set, code| code.map(|code| set.with(code)))?;
                Some((one, Typed { op: Op::Constant(Datum::Set(set)), kind: Some(Type::Set), ..other }))
            }
            (Type::Set, Type::Number) if matches!(other.op, Op::Constant(Datum::Number(_))) => {
                let Op::Constant(Datum::Number(number)) = &other.op else { return None };
                let code = self.code(&one, &number.to_string(), &other.at)?;
                let op = Op::Constant(Datum::Set(Codes::default().with(code)));
                Some((one, Typed { op, kind: Some(Type::Set), ..other }))
            }
            (Type::Choice, Type::Number) => {
                if let Op::Constant(Datum::Number(number)) = &other.op {
                    self.code(&one, &number.to_string(), &other.at)?;
                }
                Some((one, other))
            }
            (Type::Number, Type::Text) if literal.as_deref() == Some("NaN") => {
                let text = format!("'NaN' is a text, and {} is never one", self.is(&one));
                let meant = Some((other.at.clone(), "''".to_owned()));
                self.faults.push(Fault { meant, ..Fault::new(other.at, text, "what can't be worked out is empty: write ''") });
                None
            }
            (Type::Number | Type::Bool, Type::Text) if literal.is_some() => {
                let op = self.number(other.clone())?;
                Some((one, Typed { op, kind: Some(Type::Number), ..other }))
            }
            (Type::Date, Type::Text) if literal.is_some() => {
                let op = self.date(other.clone())?;
                Some((one, Typed { op, kind: Some(Type::Date), ..other }))
            }
            (Type::Time, Type::Text) if literal.is_some() => {
                let op = self.time(other.clone())?;
                Some((one, Typed { op, kind: Some(Type::Time), ..other }))
            }
            (Type::Choice, Type::Choice) if one.choices != other.choices => Some((spelled(one), spelled(other))),
            (Type::Choice, Type::Text) => Some((spelled(one), other)),
            (Type::Text, Type::Choice) => Some((one, spelled(other))),
            (Type::Text, Type::Number) if matches!(one.op, Op::Attribute(_)) => {
                let op = self.number(one.clone())?;
                Some((Typed { op, kind: Some(Type::Number), ..one }, other))
            }
            (Type::Number, Type::Text) if matches!(other.op, Op::Attribute(_)) => {
                let op = self.number(other.clone())?;
                Some((one, Typed { op, kind: Some(Type::Number), ..other }))
            }
            (kind, with) if kind == with && (kind != Type::Set || one.choices == other.choices) => Some((one, other)),
            _ if one.is_number() && other.is_number() => Some((one, other)),
            _ => self.differ(&one, &other),
        }
    }

    fn differ<T>(&mut self, one: &Typed, other: &Typed) -> Option<T> {
        let (first, second) = (self.slice(&one.at), self.slice(&other.at));
        let hint = match (one.kind, other.kind) {
            (Some(Type::Set), _) => format!("ask for a choice: selected({first}, …)"),
            (_, Some(Type::Set)) => format!("ask for a choice: selected({second}, …)"),
            (Some(Type::Text), Some(Type::Number)) => format!("write number({first})"),
            (Some(Type::Number), Some(Type::Text)) => format!("write number({second})"),
            (Some(Type::Text), Some(Type::Date)) => format!("write date({first})"),
            (Some(Type::Date), Some(Type::Text)) => format!("write date({second})"),
            (Some(Type::Date), Some(Type::Number)) => "a date is compared with a date: '2024-09-30', today() - 30".to_owned(),
            _ => "compare what is of one type".to_owned(),
        };
        let at = one.at.start.min(other.at.start)..one.at.end.max(other.at.end);
        let text = format!("these are not compared: {}, {}", self.is(one), self.is(other));
        // XForms compares a set as its names in a row.
        let set = [one, other].into_iter().find(|part| part.kind == Some(Type::Set));
        let meant = set.map(|set| (set.at.clone(), format!("string({})", self.slice(&set.at))));
        self.faults.push(Fault { meant, ..Fault::new(at, text, hint) });
        None
    }

    /// Brings branches to one type: numbers stay numbers; whatever is mixed with text becomes one.
    pub(super) fn unify(&mut self, parts: Vec<Typed>, at: Range<usize>) -> Option<(Vec<Op>, Typed)> {
        let whole = |kind, choices| Typed { at: at.clone(), op: Op::Constant(Datum::Nothing), kind, choices };
        let is = |kind: Type| parts.iter().any(|part| part.kind == Some(kind));
        let only = |kinds: &[Type]| parts.iter().all(|part| part.kind.is_none_or(|kind| kinds.contains(&kind)));
        let digits = |part: &Typed| part.literal().is_some_and(|text| Number::parse(text).is_some_and(|number| number.to_string() == text));
        let Some(first) = parts.iter().find(|part| part.kind.is_some()).cloned() else {
            return Some((parts.into_iter().map(|part| part.op).collect(), whole(None, None)));
        };
        let one_kind = parts.iter().all(|part| part.kind.is_none() || part.kind == first.kind && part.choices == first.choices);
        let one_text = first.kind == Some(Type::Text);
        if one_kind && !(one_text && parts.iter().all(|part| part.kind.is_none() || digits(part))) {
            return Some((parts.into_iter().map(|part| part.op).collect(), whole(first.kind, first.choices)));
        }
        let mixed = parts.iter().all(|part| part.is_number() || part.kind.is_none() || digits(part));
        if mixed && !(is(Type::Choice) && (is(Type::Text) || only(&[Type::Choice]))) {
            let number = |part: Typed| match part.kind {
                // True is 1 here.
                Some(Type::Bool) => Some(Op::Call(Builtin::Number, vec![part.op])),
                _ => self.number(part),
            };
            let ops = parts.into_iter().map(number).collect::<Option<Vec<Op>>>()?;
            return Some((ops, whole(Some(Type::Number), None)));
        }
        if is(Type::Date)
            && parts
                .iter()
                .all(|part| matches!(part.kind, None | Some(Type::Date)) || part.literal().is_some_and(|text| read_date(text).is_some()))
        {
            let ops = parts.into_iter().map(|part| self.date(part)).collect::<Option<Vec<Op>>>()?;
            return Some((ops, whole(Some(Type::Date), None)));
        }
        if is(Type::Text) || only(&[Type::Choice, Type::Set]) {
            return Some((parts.into_iter().map(Self::text).collect(), whole(Some(Type::Text), None)));
        }
        let other = parts.iter().find(|part| part.kind.is_some() && part.kind != first.kind).cloned().unwrap_or_else(|| first.clone());
        let text = format!("the results are not of one type: {}, {}", self.is(&first), self.is(&other));
        self.fault(&at, text, "write both as text with string(…), or ask for the same type")
    }
}

/// Writes a choice as its name.
fn spelled(part: Typed) -> Typed {
    let at = part.at.clone();
    Typed { at, op: Checker::text(part), kind: Some(Type::Text), choices: None }
}
