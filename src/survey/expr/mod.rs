//! The expression language of forms, the subset of XLSForm's that surveys use: read, type-checked, worked out; knows no form.
//!
//! An expression is read once, with the form, by [`parse`]: names become positions, choices become codes, and whatever is wrong
//! is told with its place. What was read without a fault always gives a [`Datum`] of its type or [`Datum::Nothing`]: it can't
//! fail, has no loops, and is nested at most 100 levels deep. Its meaning is that of XForms, with these decisions:
//! - Numbers are exact fractions. A division by zero, and what needs more than 30 digits, is nothing.
//! - Nothing equals nothing (`${a} = ''`); it is unequal to everything else, and neither smaller nor larger than anything.
//! - A date minus a date is a number of days; a date plus or minus a number of days is a date.
//! - A pattern of `regex` must fit the whole text.
//! - A choice is its code where numbers are needed, and its name where text is.

mod alike;
mod calls;
mod datum;
mod evaluate;
mod fault;
mod function;
mod number;
mod op;
mod order;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod typing;

pub use datum::{Codes, Datum, Type};
pub use fault::Fault;
pub use function::{FUNCTIONS, Function};
pub use number::Number;
pub use op::Choices;
pub use order::{cycle, order};
pub use typing::near;

use jiff::civil::Date;
use op::Op;
use std::fmt;
use token::Token;
use typing::Checker;

/// The longest expression, in bytes: as much as a cell of a workbook holds.
pub const LONGEST: usize = 32_767;

/// What the names in an expression stand for.
pub trait Names {
    /// Finds the question that `${key}` names.
    fn question(&self, key: &str) -> Option<Named>;
    /// Gives the question that `.` stands for, where there is one.
    fn own(&self) -> Option<Named>;
    /// Tells whether a bare word is an attribute of the choice that is asked about.
    fn has_attribute(&self, name: &str) -> bool;
    /// Lists the attributes that could have been meant.
    fn attributes(&self) -> Vec<String>;
    /// Lists the keys that could have been meant.
    fn keys(&self) -> Vec<String>;
}

/// A question as expressions see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its position, by which [`Scope::answer`] is asked.
    pub at: usize,
    pub kind: Type,
    /// Its codes and names, for [`Type::Choice`] and [`Type::Set`]; absent where the list is not part of the form.
    pub choices: Choices,
}

/// The answers that an expression is worked out from.
pub trait Scope {
    /// Gives the answer to a question, by position: nothing where it is missing or does not apply.
    fn answer(&self, question: usize) -> Datum<'_>;
    /// Gives the answer that `.` stands for.
    fn own(&self) -> Datum<'_>;
    /// Gives an attribute of the choice that is asked about.
    fn attribute(&self, name: &str) -> Datum<'_>;
    /// Gives the day of the interview.
    fn today(&self) -> Date;
}

/// An expression that was read without a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    source: String,
    op: Op,
    kind: Type,
    depends: Vec<usize>,
}

/// Reads an expression.
///
/// # Errors
/// All faults of types and names at once; where the text is no expression, what keeps it from being one.
pub fn parse(source: &str, names: &dyn Names) -> Result<Expr, Vec<Fault>> {
    let node = tree(source)?;
    let mut checker = Checker { source, names, faults: Vec::new(), depends: Vec::new(), otherwise: None, spelled: Vec::new() };
    let typed = checker.node(&node);
    let (mut faults, mut depends) = (checker.faults, checker.depends);
    faults.sort_by_key(|fault| fault.at.start);
    depends.sort_unstable();
    depends.dedup();
    match typed {
        Some(typed) if faults.is_empty() => {
            Ok(Expr { source: source.to_owned(), op: typed.op, kind: typed.kind.unwrap_or(Type::Text), depends })
        }
        _ => Err(faults),
    }
}

/// Reads an expression that must hold or not.
///
/// # Errors
/// As [`parse`]; also where it comes to something else than true or false.
pub fn parse_condition(source: &str, names: &dyn Names) -> Result<Expr, Vec<Fault>> {
    let expr = parse(source, names)?;
    if expr.kind == Type::Bool {
        return Ok(expr);
    }
    let text = format!("a condition is needed, and this is {}", expr.kind.name());
    Err(vec![Fault::new(0..source.len(), text, "compare it with something: … = 1, … > 0, … != ''")])
}

fn tree(source: &str) -> Result<tree::Node, Vec<Fault>> {
    if source.len() > LONGEST {
        let hint = "work a part of it out in a calculated question";
        return Err(vec![Fault::new(0..source.len(), format!("the expression has more than {LONGEST} bytes"), hint)]);
    }
    tree::parse(source, &token::tokens(source)?).map_err(|fault| vec![fault])
}

/// Writes an expression with no more spaces and parentheses than it needs.
///
/// # Errors
/// As [`parse`], names and types aside.
pub fn tidy(source: &str) -> Result<String, Vec<Fault>> {
    tree(source).map(|node| node.to_string())
}

/// Lists the keys that an expression names, in order and as often as it does; of a text that is no expression, none.
#[must_use]
pub fn mentions(source: &str) -> Vec<String> {
    let tokens = token::tokens(source).unwrap_or_default();
    tokens
        .into_iter()
        .filter_map(|(token, _)| match token {
            Token::Question(key) => Some(key),
            _ => None,
        })
        .collect()
}

/// Gives the source with other keys, everything else as it stands; a text that is no expression stays as it is.
#[must_use]
pub fn rename(source: &str, mut renamed: impl FnMut(&str) -> Option<String>) -> String {
    replace(source, |key| renamed(key).map(|key| format!("${{{key}}}")))
}

/// Gives the source with something else in the place of some keys: `today()` for `${hari_ini}`.
#[must_use]
pub fn replace(source: &str, mut instead: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    for (token, at) in token::tokens(source).unwrap_or_default() {
        if let Token::Question(key) = token
            && let Some(text) = instead(&key)
        {
            out.push_str(&source[copied..at.start]);
            out.push_str(&text);
            copied = at.end;
        }
    }
    out.push_str(&source[copied..]);
    out
}

/// Gives the source with choices by their names where they stand by their codes; one that has faults stays as it is.
#[must_use]
pub fn spelled(source: &str, names: &dyn Names) -> String {
    let mut out = source.to_owned();
    let Ok(node) = tree(source) else { return out };
    let mut checker = Checker { source, names, faults: Vec::new(), depends: Vec::new(), otherwise: None, spelled: Vec::new() };
    checker.node(&node);
    let mut spelled = checker.spelled;
    spelled.sort_by_key(|(at, _)| at.start);
    for (at, name) in spelled.into_iter().rev() {
        let quote = if name.contains('\'') { '"' } else { '\'' };
        // Of several choices in one text each would stand in the place of all.
        if !source[at.clone()].trim_matches(['\'', '"']).trim().contains(char::is_whitespace) {
            out.replace_range(at, &format!("{quote}{name}{quote}"));
        }
    }
    out
}

impl Expr {
    /// Gives the expression as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Gives the type that it comes to.
    #[must_use]
    pub const fn kind(&self) -> Type {
        self.kind
    }

    /// Gives the questions that it names, ascending; `.` is not among them.
    #[must_use]
    pub fn depends(&self) -> &[usize] {
        &self.depends
    }

    /// Works it out: a datum of its type, or nothing.
    #[must_use]
    pub fn evaluate<'s>(&'s self, scope: &'s dyn Scope) -> Datum<'s> {
        evaluate::evaluate(&self.op, scope)
    }

    /// Tells whether it holds; what can't be worked out does not.
    #[must_use]
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.evaluate(scope).is_true()
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.source)
    }
}
