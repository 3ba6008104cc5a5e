//! Settles what the parts of an expression are and what they mean: questions, choices, types; knows no answer.

use super::Names;
use super::datum::{Datum, Type, read_date, read_time};
use super::fault::Fault;
use super::number::Number;
use super::op::{Choices, Op};
use super::tree::{Joint, Node, What};
use std::borrow::Cow;
use std::ops::Range;

/// A part whose type is settled.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub at: Range<usize>,
    pub op: Op,
    /// Absent for `''` alone, which is of any type.
    pub kind: Option<Type>,
    pub choices: Choices,
}

impl Typed {
    /// Gives the text, if it stands there in quotes.
    pub(super) fn literal(&self) -> Option<&str> {
        match &self.op {
            Op::Constant(Datum::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Some(Type::Number | Type::Bool | Type::Choice))
    }
}

pub(super) struct Checker<'a> {
    pub source: &'a str,
    pub names: &'a dyn Names,
    pub faults: Vec<Fault>,
    pub depends: Vec<usize>,
    /// What XForms takes the part for that is being settled, where it asks for a choice that there is not.
    pub otherwise: Option<(Range<usize>, &'static str)>,
    /// Where choices stand otherwise than by their names, and those names.
    pub spelled: Vec<(Range<usize>, String)>,
}

impl Checker<'_> {
    /// Notes what is wrong; nothing comes of that part.
    pub(super) fn fault<T>(&mut self, at: &Range<usize>, text: String, hint: impl Into<String>) -> Option<T> {
        self.faults.push(Fault::new(at.clone(), text, hint));
        None
    }

    pub(super) fn slice(&self, at: &Range<usize>) -> &str {
        self.source.get(at.clone()).unwrap_or_default()
    }

    /// Says what a part is: `${usia} is a number`.
    pub(super) fn is(&self, part: &Typed) -> String {
        format!("{} is {}", self.slice(&part.at), part.kind.map_or("empty", Type::name))
    }

    /// Settles a part; `None` where something is wrong with it.
    ///
    /// It calls itself through small functions only: an expression may be a hundred levels deep, and a stack is not endless.
    pub(super) fn node(&mut self, node: &Node) -> Option<Typed> {
        match &node.what {
            What::Number(_) | What::Text(_) | What::Question(_) | What::Own | What::Word(_) => self.leaf(node),
            What::Call(name, named, arguments) => {
                let parts = self.nodes(arguments);
                self.call(name, named, &node.at, parts)
            }
            What::Negative(inner) => {
                let inner = self.node(inner);
                self.negative(inner?, &node.at)
            }
            What::Chain(joint, nodes) => {
                let parts = self.nodes(nodes);
                self.chain(*joint, parts, &node.at)
            }
            What::Pair(joint, left, right) => {
                let parts = (self.node(left), self.node(right));
                self.pair(*joint, parts, &node.at)
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node]) -> Vec<Option<Typed>> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn leaf(&mut self, node: &Node) -> Option<Typed> {
        let at = node.at.clone();
        match &node.what {
            What::Number(number) => Some(typed(&at, Op::Constant(Datum::Number(*number)), Type::Number)),
            What::Text(text) if text.is_empty() => Some(Typed { at, op: Op::Constant(Datum::Nothing), kind: None, choices: None }),
            What::Text(text) => Some(typed(&at, Op::Constant(Datum::Text(Cow::Owned(text.clone()))), Type::Text)),
            What::Question(key) => self.question(key, at),
            What::Own => match self.names.own() {
                Some(own) => Some(Typed { at, op: Op::Own, kind: Some(own.kind), choices: own.choices }),
                None => {
                    self.faults.push(Fault::foreign(at, "'.' stands for no answer here".to_owned(), "name the question: ${key}"));
                    None
                }
            },
            What::Word(word) => self.word(word, at),
            What::Call(..) | What::Negative(_) | What::Chain(..) | What::Pair(..) => None,
        }
    }

    fn negative(&mut self, inner: Typed, at: &Range<usize>) -> Option<Typed> {
        let op = match self.number(inner)? {
            Op::Constant(Datum::Number(number)) => Op::Constant(Datum::Number(number.negated())),
            op => Op::Negate(Box::new(op)),
        };
        Some(typed(at, op, Type::Number))
    }

    fn chain(&mut self, joint: Joint, parts: Vec<Option<Typed>>, at: &Range<usize>) -> Option<Typed> {
        let parts: Vec<Option<Op>> = parts.into_iter().map(|part| part.and_then(|part| self.condition(part))).collect();
        let parts = parts.into_iter().collect::<Option<Vec<Op>>>()?;
        Some(typed(at, if joint == Joint::And { Op::All(parts) } else { Op::Any(parts) }, Type::Bool))
    }

    fn pair(&mut self, joint: Joint, (left, right): (Option<Typed>, Option<Typed>), at: &Range<usize>) -> Option<Typed> {
        let (left, right) = (left?, right?);
        self.otherwise = match joint {
            Joint::Equal => Some((at.clone(), "false()")),
            Joint::Unequal => Some((at.clone(), "true()")),
            _ => None,
        };
        match joint {
            Joint::Plus | Joint::Minus | Joint::Times | Joint::Div | Joint::Mod => self.arithmetic(joint, left, right, at),
            _ => self.compare(joint, left, right).map(|op| typed(at, op, Type::Bool)),
        }
    }

    fn question(&mut self, key: &str, at: Range<usize>) -> Option<Typed> {
        let Some(named) = self.names.question(key) else {
            let keys = self.names.keys();
            let near = near(key, keys.iter().map(String::as_str));
            let hint =
                near.map_or_else(|| "write the key of a question of this form".to_owned(), |near| format!("did you mean ${{{near}}}?"));
            return self.fault(&at, format!("there is no question '{key}'"), hint);
        };
        self.depends.push(named.at);
        Some(Typed { at, op: Op::Answer(named.at), kind: Some(named.kind), choices: named.choices })
    }

    fn word(&mut self, word: &str, at: Range<usize>) -> Option<Typed> {
        if self.names.has_attribute(word) {
            return Some(Typed { at, op: Op::Attribute(word.to_owned()), kind: Some(Type::Text), choices: None });
        }
        let attributes = self.names.attributes();
        let near = near(word, attributes.iter().map(String::as_str));
        let hint = match word.to_ascii_lowercase().as_str() {
            "true" | "false" => format!("write {}()", word.to_ascii_lowercase()),
            _ if super::function::find(word).is_some() => format!("write {word}(…)"),
            _ if self.names.question(word).is_some() => format!("write ${{{word}}}"),
            _ => near.map_or_else(|| format!("put a text in quotes: '{word}'"), |near| format!("did you mean '{near}'?")),
        };
        let meant = (word == "null").then(|| (at.clone(), "''".to_owned()));
        // Where attributes can be asked for, XPath takes any other word for an empty one; what is much like one of them is a slip.
        let foreign = near.is_none() && self.names.has_attribute("name") && !matches!(word.to_ascii_lowercase().as_str(), "true" | "false");
        self.faults.push(Fault { foreign, meant, ..Fault::new(at, format!("'{word}' stands alone and means nothing here"), hint) });
        None
    }

    /// Makes a condition of a part.
    pub(super) fn condition(&mut self, part: Typed) -> Option<Op> {
        let name = self.slice(&part.at).to_owned();
        let (hint, meant) = match part.kind {
            None | Some(Type::Bool) => return Some(part.op),
            Some(Type::Number) => (format!("compare it: {name} > 0"), format!("boolean({name})")),
            Some(Type::Choice | Type::Set) => (format!("ask for a choice: selected({name}, '…')"), format!("({name} != '')")),
            Some(_) => (format!("compare it: {name} != ''"), format!("({name} != '')")),
        };
        let text = format!("a condition is needed, and {}", self.is(&part));
        // XPath takes a number other than 0 for true, and a text with anything in it.
        self.faults.push(Fault { meant: Some((part.at.clone(), meant)), ..Fault::new(part.at, text, hint) });
        None
    }

    /// Makes a number of a part.
    pub(super) fn number(&mut self, part: Typed) -> Option<Op> {
        if let Some(number) = part.literal().and_then(Number::parse) {
            return Some(Op::Constant(Datum::Number(number)));
        }
        let name = self.slice(&part.at);
        let hint = match part.kind {
            None | Some(Type::Number | Type::Bool | Type::Choice) => return Some(part.op),
            Some(Type::Text) if matches!(part.op, Op::Attribute(_)) => {
                return Some(Op::Call(super::function::Builtin::Number, vec![part.op]));
            }
            Some(Type::Text) if part.literal().is_some() => "write a number without quotes".to_owned(),
            Some(Type::Text) => format!("write number({name}), or ask for a number"),
            Some(Type::Date) => format!("write decimal-date-time({name}) for its days, or subtract two dates"),
            Some(Type::Time) => format!("write decimal-time({name}) for its part of the day"),
            Some(Type::Set) => format!("write count-selected({name})"),
        };
        self.fault(&part.at, format!("a number is needed, and {}", self.is(&part)), hint)
    }

    /// Makes a text of a part: whatever it is can be written.
    pub(super) fn text(part: Typed) -> Op {
        match (part.kind, part.op) {
            (None | Some(Type::Text), op) => op,
            (Some(Type::Choice | Type::Set), op) => Op::Named(Box::new(op), part.choices),
            (Some(_), op) => Op::Call(super::function::Builtin::String, vec![op]),
        }
    }

    /// Makes a date of a part.
    pub(super) fn date(&mut self, part: Typed) -> Option<Op> {
        if let Some(text) = part.literal() {
            return match read_date(text) {
                Some(date) => Some(Op::Constant(Datum::Date(date))),
                None => self.fault(&part.at, format!("'{text}' is no day of the calendar"), "write it as '2024-09-30'"),
            };
        }
        let hint = match part.kind {
            None | Some(Type::Date) => return Some(part.op),
            Some(Type::Text | Type::Number) => format!("write date({})", self.slice(&part.at)),
            Some(_) => "ask for a date".to_owned(),
        };
        self.fault(&part.at, format!("a date is needed, and {}", self.is(&part)), hint)
    }

    /// Makes a time of a part.
    pub(super) fn time(&mut self, part: Typed) -> Option<Op> {
        if let Some(text) = part.literal() {
            return match read_time(text) {
                Some(time) => Some(Op::Constant(Datum::Time(time))),
                None => self.fault(&part.at, format!("'{text}' is no time of day"), "write it as '08:30'"),
            };
        }
        match part.kind {
            None | Some(Type::Time) => Some(part.op),
            Some(_) => self.fault(&part.at, format!("a time is needed, and {}", self.is(&part)), "ask for a time"),
        }
    }

    fn arithmetic(&mut self, joint: Joint, left: Typed, right: Typed, at: &Range<usize>) -> Option<Typed> {
        let typed = |op, kind| Some(typed(at, op, kind));
        let (first, second) = (left.kind == Some(Type::Date), right.kind == Some(Type::Date));
        match joint {
            Joint::Minus if second || (first && right.literal().is_some_and(|text| Number::parse(text).is_none())) => {
                let (left, right) = (self.date(left), self.date(right));
                typed(Op::Between(Box::new((left?, right?))), Type::Number)
            }
            Joint::Minus | Joint::Plus if first => {
                let by = self.number(right)?;
                typed(Op::Shift(joint == Joint::Plus, Box::new((left.op, by))), Type::Date)
            }
            Joint::Plus if second => {
                let by = self.number(left)?;
                typed(Op::Shift(true, Box::new((right.op, by))), Type::Date)
            }
            _ => {
                let (left, right) = (self.number(left), self.number(right));
                typed(Op::Arithmetic(joint, Box::new((left?, right?))), Type::Number)
            }
        }
    }

    /// Finds the code that a name, or a code written out, means among the choices of a part.
    pub(super) fn code(&mut self, part: &Typed, name: &str, at: &Range<usize>) -> Option<i64> {
        let number = Number::parse(name).and_then(Number::to_whole);
        let subject = self.slice(&part.at).to_owned();
        let Some(choices) = &part.choices else {
            let hint = "its choices are the survey's own: write a code";
            return number.or_else(|| self.fault(at, format!("'{name}' is no code of a choice of {subject}"), hint));
        };
        let found = choices.iter().find(|(_, own)| own == name).or_else(|| choices.iter().find(|(code, _)| Some(*code) == number));
        if let Some((code, own)) = found {
            if own != name {
                self.spelled.push((at.clone(), own.clone()));
            }
            return Some(*code);
        }
        let names = || choices.iter().map(|(_, name)| name.as_str());
        let hint = near(name, names()).map_or_else(
            || {
                let more = if choices.len() > 8 { ", …" } else { "" };
                format!("its choices are {}{more}", names().take(8).collect::<Vec<_>>().join(", "))
            },
            |near| format!("did you mean '{near}'?"),
        );
        let meant = self.otherwise.clone().map(|(at, meant)| (at, meant.to_owned()));
        self.faults.push(Fault { meant, ..Fault::new(at.clone(), format!("'{name}' is no choice of {subject}"), hint) });
        None
    }
}

fn typed(at: &Range<usize>, op: Op, kind: Type) -> Typed {
    Typed { at: at.clone(), op, kind: Some(kind), choices: None }
}

/// Finds the name that was most likely meant.
#[must_use]
pub fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase();
    let scored = names.filter(|known| *known != name).map(|known| (strsim::jaro_winkler(&name, &known.to_lowercase()), known));
    scored.filter(|(score, _)| *score > 0.84).max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, known)| known)
}
