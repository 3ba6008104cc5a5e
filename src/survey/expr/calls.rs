//! Settles calls of functions: their names, how many arguments they have and of which types; knows no answer.

use super::datum::{Datum, Type};
use super::fault::Fault;
use super::function::{self, Builtin, FOREIGN, FUNCTIONS, Function, Want};
use super::number::Number;
use super::op::{Op, Pattern};
use super::typing::{Checker, Typed, near};
use std::ops::Range;

impl Checker<'_> {
    /// Settles a call whose arguments are settled.
    pub(super) fn call(&mut self, name: &str, named: &Range<usize>, at: &Range<usize>, parts: Vec<Option<Typed>>) -> Option<Typed> {
        let Some(function) = function::find(name) else { return self.unknown(name, named) };
        let most = if function.more { usize::MAX } else { function.wants.len() };
        if parts.len() < function.least || parts.len() > most {
            return self.miscounted(function, named, parts.len());
        }
        let typed = |op, kind| Typed { at: at.clone(), op, kind, choices: None };
        match function.builtin {
            Builtin::If => {
                let mut parts = parts.into_iter();
                let condition = parts.next()?.and_then(|part| self.condition(part));
                let (mut ops, whole) = self.unify(parts.collect::<Option<Vec<Typed>>>()?, at.clone())?;
                let (otherwise, then) = (ops.pop()?, ops.pop()?);
                Some(Typed { op: Op::If(Box::new((condition?, then, otherwise))), ..whole })
            }
            Builtin::Coalesce => {
                let (ops, whole) = self.unify(parts.into_iter().collect::<Option<Vec<Typed>>>()?, at.clone())?;
                Some(Typed { op: Op::Coalesce(ops), ..whole })
            }
            Builtin::Selected => {
                let mut parts = parts.into_iter();
                let (question, choice) = (parts.next()?, parts.next()?);
                let (question, choice) = (question?, choice?);
                if !matches!(question.kind, None | Some(Type::Choice | Type::Set)) {
                    return self.unlisted(&question, &choice, at);
                }
                self.otherwise = Some((at.clone(), "false()"));
                Some(typed(self.selected(question, choice)?, Some(Type::Bool)))
            }
            Builtin::Regex => {
                let [text, pattern] = <[Option<Typed>; 2]>::try_from(parts).ok()?;
                let (text, pattern) = (text.map(Self::text), pattern.and_then(|part| self.pattern(&part)));
                Some(typed(Op::Matches(Box::new(text?), pattern?), Some(Type::Bool)))
            }
            Builtin::FormatDate => {
                let [date, pattern] = <[Option<Typed>; 2]>::try_from(parts).ok()?;
                let (date, pattern) = (date.and_then(|part| self.date(part)), pattern.and_then(|part| self.date_pattern(part)));
                Some(typed(Op::Call(Builtin::FormatDate, vec![date?, pattern?]), function.gives))
            }
            _ => {
                let ops: Vec<Option<Op>> = parts
                    .into_iter()
                    .enumerate()
                    .map(|(at, part)| {
                        let want = function.wants.get(at).or(function.wants.last()).copied().unwrap_or(Want::Any);
                        part.and_then(|part| self.argument(function.builtin, want, part))
                    })
                    .collect();
                Some(typed(whole(function.builtin, ops.into_iter().collect::<Option<Vec<Op>>>()?), function.gives))
            }
        }
    }

    fn unknown(&mut self, name: &str, at: &Range<usize>) -> Option<Typed> {
        if let Some((_, hint)) = FOREIGN.iter().find(|(known, _)| *known == name) {
            self.faults.push(Fault::foreign(at.clone(), format!("the function {name}(…) is not taken"), *hint));
            return None;
        }
        let near = near(name, FUNCTIONS.iter().map(|function| function.name));
        let hint = near.map_or_else(|| "the functions are listed in docs/form.md".to_owned(), |near| format!("did you mean {near}(…)?"));
        // Other programs have functions of their own; what looks like one of these is a slip.
        let foreign = near.is_none();
        self.faults.push(Fault { foreign, ..Fault::new(at.clone(), format!("there is no function {name}(…)"), hint) });
        None
    }

    fn miscounted(&mut self, function: &Function, at: &Range<usize>, found: usize) -> Option<Typed> {
        let counted = |count: usize| if count == 1 { "1 argument".to_owned() } else { format!("{count} arguments") };
        let wanted = match (function.least, function.wants.len()) {
            (least, _) if function.more => format!("at least {}", counted(least)),
            (least, most) if least == most => counted(least),
            (least, most) => format!("{least} or {}", counted(most)),
        };
        let text = format!("{} takes {wanted}, and {found} stand here", function.name);
        self.fault(at, text.replace("1 stand here", "1 stands here"), format!("write {}({})", function.name, function.arguments))
    }

    fn argument(&mut self, builtin: Builtin, want: Want, part: Typed) -> Option<Op> {
        match want {
            Want::Number => self.number(part),
            Want::Text => Some(Self::text(part)),
            Want::Bool => self.condition(part),
            Want::Date => self.date(part),
            Want::Time => self.time(part),
            Want::Choices => Some(self.choices(part)?.op),
            Want::Any => match builtin {
                Builtin::Number | Builtin::Int => self.as_number(part),
                Builtin::String => Some(Self::text(part)),
                Builtin::Date => match part.kind {
                    Some(Type::Text) if part.literal().is_none() => Some(Op::Call(Builtin::Date, vec![part.op])),
                    Some(Type::Number) => Some(Op::Call(Builtin::Date, vec![part.op])),
                    _ => self.date(part),
                },
                _ => Some(part.op),
            },
        }
    }

    /// Makes a number of whatever can be one.
    fn as_number(&mut self, part: Typed) -> Option<Op> {
        let by = |builtin, part: Typed| Some(Op::Call(builtin, vec![part.op]));
        match part.kind {
            Some(Type::Text) if part.literal().is_none() => by(Builtin::Number, part),
            Some(Type::Date) => by(Builtin::DecimalDateTime, part),
            Some(Type::Time) => by(Builtin::DecimalTime, part),
            _ => self.number(part),
        }
    }

    fn choices(&mut self, part: Typed) -> Option<Typed> {
        if matches!(part.kind, None | Some(Type::Choice | Type::Set)) {
            return Some(part);
        }
        let name = self.slice(&part.at).to_owned();
        let text = format!("{name} has no choices: it is {}", part.kind.map_or("empty", Type::name));
        self.fault(&part.at, text, format!("compare it: {name} = …, or name a question with choices"))
    }

    /// Refuses to look for a choice where there are none; XForms looks for the word in the text that it makes of anything.
    fn unlisted(&mut self, question: &Typed, choice: &Typed, at: &Range<usize>) -> Option<Typed> {
        let (name, sought) = (self.slice(&question.at), self.slice(&choice.at));
        let number = choice.literal().and_then(Number::parse);
        let meant = match (question.kind, number) {
            (Some(Type::Number), Some(number)) => format!("{name} = {number}"),
            _ => format!("contains(concat(' ', {name}, ' '), concat(' ', {sought}, ' '))"),
        };
        let text = format!("{name} has no choices: it is {}", question.kind.map_or("empty", Type::name));
        let hint = format!("compare it: {name} = …, or name a question with choices");
        self.faults.push(Fault { meant: Some((at.clone(), meant)), ..Fault::new(question.at.clone(), text, hint) });
        None
    }

    fn selected(&mut self, question: Typed, choice: Typed) -> Option<Op> {
        let written = match &choice.op {
            Op::Constant(Datum::Text(text)) => Some(text.trim().to_owned()),
            Op::Constant(Datum::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        if question.kind.is_none() {
            return Some(Op::Constant(Datum::Bool(false)));
        }
        match written {
            Some(name) => {
                let code = self.code(&question, &name, &choice.at)?;
                Some(Op::Chosen(Box::new(question.op), code))
            }
            None => Some(Op::ChosenNamed(Box::new((question.op, Self::text(choice))), question.choices)),
        }
    }

    fn pattern(&mut self, part: &Typed) -> Option<Pattern> {
        let Some(text) = part.literal() else {
            return self.fault(&part.at, "the pattern of regex must stand there in quotes".to_owned(), "write regex(text, 'pattern')");
        };
        match Pattern::new(text) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                // Other programs know look-around, back-references and looser classes; what is not closed is closed nowhere.
                let foreign = !["unclosed", "without matching", "missing expression"].iter().any(|slip| why.contains(slip));
                let hint = "the pattern must fit the whole text; it knows no look-around and no back-references";
                self.faults.push(Fault { foreign, ..Fault::new(part.at.clone(), format!("the pattern is not understood: {why}"), hint) });
                None
            }
        }
    }

    fn date_pattern(&mut self, part: Typed) -> Option<Op> {
        let Some(text) = part.literal() else {
            let hint = "write format-date(date, '%d-%m-%Y')";
            return self.fault(&part.at, "the pattern of format-date must stand there in quotes".to_owned(), hint);
        };
        let strange = text.split('%').skip(1).find(|rest| !rest.starts_with(['Y', 'y', 'm', 'n', 'd', 'e']));
        if let Some(strange) = strange {
            let sign: String = strange.chars().take(1).collect();
            let text = format!("'%{sign}' is no part of a date that format-date writes");
            self.faults.push(Fault::foreign(part.at, text, "write %Y, %y, %m, %n, %d or %e"));
            return None;
        }
        Some(part.op)
    }
}

/// Makes the step of a call; what is known already needs none.
fn whole(builtin: Builtin, mut ops: Vec<Op>) -> Op {
    let single = |ops: &mut Vec<Op>| ops.pop().unwrap_or(Op::Constant(Datum::Nothing));
    match builtin {
        Builtin::True => Op::Constant(Datum::Bool(true)),
        Builtin::False => Op::Constant(Datum::Bool(false)),
        Builtin::Today => Op::Today,
        Builtin::Not => Op::Not(Box::new(single(&mut ops))),
        // Their arguments are of that type by now.
        Builtin::String | Builtin::Date => single(&mut ops),
        Builtin::Number => match single(&mut ops) {
            op @ Op::Constant(Datum::Number(_) | Datum::Nothing) => op,
            Op::Call(Builtin::Number, inner) => Op::Call(Builtin::Number, inner),
            op => Op::Call(Builtin::Number, vec![op]),
        },
        Builtin::Round if ops.len() == 1 => {
            ops.push(Op::Constant(Datum::Number(Number::ZERO)));
            Op::Call(builtin, ops)
        }
        _ => Op::Call(builtin, ops),
    }
}
