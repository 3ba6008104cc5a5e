//! Tokens as a tree, by the rank of their signs, and the tree as text again; knows no question and no type.

use super::fault::Fault;
use super::number::Number;
use super::token::{Sign, Spanned, Token};
use std::fmt;
use std::ops::Range;

/// How deep an expression may be nested: whoever walks the tree needs a stack.
pub(super) const DEEPEST: usize = 100;

/// A part of an expression.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: Range<usize>,
    /// The longest way down to a value.
    pub height: usize,
    pub what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Number(Number),
    Text(String),
    Question(String),
    Own,
    /// A bare word.
    Word(String),
    /// A function, where its name stands, and its arguments.
    Call(String, Range<usize>, Vec<Node>),
    Negative(Box<Node>),
    /// Neighbours joined by the same `and` or `or`, however many.
    Chain(Joint, Vec<Node>),
    Pair(Joint, Box<Node>, Box<Node>),
}

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Or,
    And,
    Equal,
    Unequal,
    Below,
    BelowOrEqual,
    Above,
    AboveOrEqual,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
}

impl Joint {
    /// How strongly it binds, as in XPath.
    const fn rank(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal => 3,
            Self::Below | Self::BelowOrEqual | Self::Above | Self::AboveOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Div | Self::Mod => 6,
        }
    }

    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Below => "<",
            Self::BelowOrEqual => "<=",
            Self::Above => ">",
            Self::AboveOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
        }
    }

    fn of(token: &Token) -> Option<Self> {
        match token {
            Token::Sign(sign) => Some(match sign {
                Sign::Equal => Self::Equal,
                Sign::Unequal => Self::Unequal,
                Sign::Below => Self::Below,
                Sign::BelowOrEqual => Self::BelowOrEqual,
                Sign::Above => Self::Above,
                Sign::AboveOrEqual => Self::AboveOrEqual,
                Sign::Plus => Self::Plus,
                Sign::Minus => Self::Minus,
                Sign::Times => Self::Times,
            }),
            Token::Word(word) => match word.as_str() {
                "or" => Some(Self::Or),
                "and" => Some(Self::And),
                "div" => Some(Self::Div),
                "mod" => Some(Self::Mod),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The rank of a minus before a value: above every joint.
const NEGATIVE: u8 = 7;

/// Reads a whole expression.
///
/// # Errors
/// The first place that fits no grammar.
pub(super) fn parse(source: &str, tokens: &[Spanned]) -> Result<Node, Fault> {
    let mut reader = Reader { source, tokens, at: 0 };
    let node = reader.expression(1, 0)?;
    match reader.tokens.get(reader.at) {
        None => Ok(node),
        Some((Token::Close, at)) => Err(Fault::new(at.clone(), "')' closes nothing".to_owned(), "take it out, or open it before")),
        Some((Token::Comma, at)) => {
            Err(Fault::new(at.clone(), "',' stands outside a function".to_owned(), "a decimal is written with a point: 2.5"))
        }
        Some((token, at)) => Err(between(token, at, &source[at.clone()])),
    }
}

/// Says that a value follows a value.
fn between(token: &Token, at: &Range<usize>, text: &str) -> Fault {
    let hint = match token {
        Token::Word(word) if matches!(word.to_ascii_lowercase().as_str(), "and" | "or" | "div" | "mod") => {
            format!("write it in small letters: {}", word.to_ascii_lowercase())
        }
        Token::Word(word) if matches!(word.as_str(), "dan" | "atau") => {
            format!("write {}", if word == "dan" { "and" } else { "or" })
        }
        _ => "put and, or, =, +, … between two values, and quotes around text".to_owned(),
    };
    Fault::new(at.clone(), format!("'{text}' does not follow from what is before it"), hint)
}

struct Reader<'a> {
    source: &'a str,
    tokens: &'a [Spanned],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Where the reader stands; an empty range at the end.
    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.source.len()..self.source.len(), |(_, at)| at.clone())
    }

    /// Reads values joined by whatever binds at least so strongly.
    fn expression(&mut self, rank: u8, depth: usize) -> Result<Node, Fault> {
        let mut left = self.value(depth)?;
        while let Some(joint) = self.peek().and_then(Joint::of).filter(|joint| joint.rank() >= rank) {
            self.at += 1;
            let right = self.expression(joint.rank() + 1, depth + 1)?;
            left = join(joint, left, right)?;
        }
        Ok(left)
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        let Some((token, at)) = self.tokens.get(self.at).cloned() else {
            let hint = "a value is a question ${key}, a number, 'text' or a function";
            let text = if self.at == 0 { "the expression is empty" } else { "a value is missing at the end" };
            return Err(Fault::new(self.here(), text.to_owned(), hint));
        };
        if depth >= DEEPEST {
            return Err(too_deep(at));
        }
        self.at += 1;
        let leaf = |what| Ok(Node { at: at.clone(), height: 1, what });
        match token {
            Token::Number(number) => leaf(What::Number(number)),
            Token::Text(text) => leaf(What::Text(text)),
            Token::Question(key) => leaf(What::Question(key)),
            Token::Own => leaf(What::Own),
            Token::Word(name) if self.take(&Token::Open) => self.call(name, at, depth),
            Token::Word(word) => leaf(What::Word(word)),
            Token::Open => {
                let inner = self.expression(1, depth + 1)?;
                let end = self.close(&at)?;
                Ok(Node { at: at.start..end, ..inner })
            }
            Token::Sign(Sign::Minus) => {
                let inner = self.expression(NEGATIVE, depth + 1)?;
                let (at, height) = (at.start..inner.at.end, inner.height + 1);
                Ok(Node { at, height, what: What::Negative(Box::new(inner)) })
            }
            Token::Close | Token::Comma | Token::Sign(_) => {
                let text = format!("a value is missing before '{}'", &self.source[at.clone()]);
                Err(Fault::new(at, text, "a value is a question ${key}, a number, 'text' or a function"))
            }
        }
    }

    fn call(&mut self, name: String, at: Range<usize>, depth: usize) -> Result<Node, Fault> {
        let mut arguments = Vec::new();
        let open = self.at.checked_sub(1).and_then(|open| self.tokens.get(open)).map_or(at.clone(), |(_, open)| open.clone());
        if self.peek() == Some(&Token::Close) {
            let end = self.close(&open)?;
            return Ok(Node { at: at.start..end, height: 1, what: What::Call(name, at, arguments) });
        }
        loop {
            arguments.push(self.expression(1, depth + 1)?);
            if !self.take(&Token::Comma) {
                break;
            }
        }
        let end = self.close(&open)?;
        let height = arguments.iter().map(|argument| argument.height).max().unwrap_or(0) + 1;
        Ok(Node { at: at.start..end, height, what: What::Call(name, at, arguments) })
    }

    fn close(&mut self, open: &Range<usize>) -> Result<usize, Fault> {
        let here = self.here();
        if self.take(&Token::Close) {
            return Ok(here.end);
        }
        match self.tokens.get(self.at) {
            None => Err(Fault::new(open.clone(), "'(' is not closed".to_owned(), "add ) where it ends")),
            Some((Token::Comma, at)) => {
                Err(Fault::new(at.clone(), "',' stands outside a function".to_owned(), "a decimal is written with a point: 2.5"))
            }
            Some((token, at)) => Err(between(token, at, &self.source[at.clone()])),
        }
    }
}

fn too_deep(at: Range<usize>) -> Fault {
    Fault::new(at, format!("the expression is nested deeper than {DEEPEST} levels"), "work a part of it out in a calculated question")
}

/// Joins two parts; a chain of the same `and` or `or` stays flat.
fn join(joint: Joint, left: Node, right: Node) -> Result<Node, Fault> {
    let at = left.at.start.min(right.at.start)..right.at.end.max(left.at.end);
    let (height, what) = match (joint, left.what) {
        (Joint::And | Joint::Or, What::Chain(chained, mut nodes)) if chained == joint => {
            let height = left.height.max(right.height + 1);
            nodes.push(right);
            (height, What::Chain(joint, nodes))
        }
        (Joint::And | Joint::Or, what) => {
            let left = Node { what, ..left };
            (left.height.max(right.height) + 1, What::Chain(joint, vec![left, right]))
        }
        (_, what) => {
            let left = Node { what, ..left };
            (left.height.max(right.height) + 1, What::Pair(joint, Box::new(left), Box::new(right)))
        }
    };
    if height > DEEPEST { Err(too_deep(at)) } else { Ok(Node { at, height, what }) }
}

/// Writes the expression with no more parentheses and spaces than it needs.
impl fmt::Display for Node {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Number(number) => write!(out, "{number}"),
            What::Text(text) if text.contains('\'') => write!(out, "\"{text}\""),
            What::Text(text) => write!(out, "'{text}'"),
            What::Question(key) => write!(out, "${{{key}}}"),
            What::Own => out.write_str("."),
            What::Word(word) => out.write_str(word),
            What::Call(name, _, arguments) => {
                write!(out, "{name}(")?;
                for (at, argument) in arguments.iter().enumerate() {
                    write!(out, "{}{argument}", if at == 0 { "" } else { ", " })?;
                }
                out.write_str(")")
            }
            What::Negative(inner) => {
                out.write_str("-")?;
                within(out, inner, NEGATIVE)
            }
            What::Chain(joint, nodes) => {
                for (at, node) in nodes.iter().enumerate() {
                    if at > 0 {
                        write!(out, " {} ", joint.sign())?;
                    }
                    within(out, node, joint.rank() + u8::from(at > 0))?;
                }
                Ok(())
            }
            What::Pair(joint, left, right) => {
                within(out, left, joint.rank())?;
                write!(out, " {} ", joint.sign())?;
                within(out, right, joint.rank() + 1)
            }
        }
    }
}

/// Writes a part, in parentheses where it binds less strongly than its place asks for.
fn within(out: &mut fmt::Formatter<'_>, node: &Node, rank: u8) -> fmt::Result {
    let own = match &node.what {
        What::Chain(joint, _) | What::Pair(joint, ..) => joint.rank(),
        What::Negative(_) => NEGATIVE,
        _ => u8::MAX,
    };
    if own < rank { write!(out, "({node})") } else { write!(out, "{node}") }
}

/// Trees are the same where they mean the same: places and parentheses don't count.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.what, &other.what) {
            (What::Number(one), What::Number(other)) => one == other,
            (What::Text(one), What::Text(other)) | (What::Question(one), What::Question(other)) | (What::Word(one), What::Word(other)) => {
                one == other
            }
            (What::Own, What::Own) => true,
            (What::Call(one, _, mine), What::Call(other, _, theirs)) => one == other && mine == theirs,
            (What::Negative(one), What::Negative(other)) => one == other,
            (What::Chain(one, mine), What::Chain(other, theirs)) => one == other && mine == theirs,
            (What::Pair(one, a, b), What::Pair(other, c, d)) => one == other && a == c && b == d,
            _ => false,
        }
    }
}
