//! Cuts the text of an expression into its words and signs; knows no grammar.

use super::fault::Fault;
use super::number::Number;
use std::ops::Range;

/// A word or sign of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Number),
    Text(String),
    /// `${key}`.
    Question(String),
    /// A bare word: a function, `and`, `or`, `div`, `mod`, or an attribute of a choice.
    Word(String),
    /// `.`, the answer that the expression is about.
    Own,
    Open,
    Close,
    Comma,
    Sign(Sign),
}

/// A sign between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Below,
    BelowOrEqual,
    Above,
    AboveOrEqual,
    Plus,
    Minus,
    Times,
}

pub(super) type Spanned = (Token, Range<usize>);

/// Signs as written, the longer before the shorter; those that other languages have come with what to write here.
const SIGNS: [(&str, Sign, Option<&str>); 13] = [
    ("==", Sign::Equal, Some("write =")),
    ("!=", Sign::Unequal, None),
    ("<>", Sign::Unequal, Some("write !=")),
    ("≠", Sign::Unequal, Some("write !=")),
    ("<=", Sign::BelowOrEqual, None),
    ("≤", Sign::BelowOrEqual, Some("write <=")),
    (">=", Sign::AboveOrEqual, None),
    ("≥", Sign::AboveOrEqual, Some("write >=")),
    ("=", Sign::Equal, None),
    ("<", Sign::Below, None),
    (">", Sign::Above, None),
    ("+", Sign::Plus, None),
    ("*", Sign::Times, None),
];

/// What is written elsewhere and not here: the sign, whether XLSForm has it, and what to write.
const STRANGE: [(&str, bool, &str); 10] = [
    ("&&", false, "write and"),
    ("||", false, "write or"),
    ("!", false, "write not(…)"),
    ("%", false, "write mod for the rest of a division"),
    ("//", true, PATHS),
    ("/", true, PATHS),
    ("@", true, PATHS),
    ("[", true, PATHS),
    ("]", true, PATHS),
    ("|", true, PATHS),
];

const PATHS: &str = "name a question as ${key}: forms without repeats need no paths; a division is written div";

/// Cuts a text into tokens.
///
/// # Errors
/// Every sign that is none.
pub(super) fn tokens(source: &str) -> Result<Vec<Spanned>, Vec<Fault>> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (end, token) = next(source, at, c);
        match token {
            Ok(token) => found.push((token, at..end)),
            Err(fault) => faults.push(fault),
        }
        at = end.max(at + c.len_utf8());
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// Reads the token that begins at a place, and gives where it ends.
fn next(source: &str, at: usize, c: char) -> (usize, Result<Token, Fault>) {
    let rest = &source[at..];
    let here = |len: usize, token: Token| (at + len, Ok(token));
    match c {
        '(' => here(1, Token::Open),
        ')' => here(1, Token::Close),
        ',' => here(1, Token::Comma),
        '"' | '\'' | '“' | '”' | '‘' | '’' => text(source, at, c),
        '$' if rest.starts_with("${") => question(source, at),
        // Word processors put a longer dash where a minus was typed.
        '-' | '−' | '–' => here(c.len_utf8(), Token::Sign(Sign::Minus)),
        _ if rest.starts_with("..") => (at + 2, Err(Fault::foreign(at..at + 2, "'..' is a path".to_owned(), PATHS))),
        '0'..='9' | '.' => number(source, at),
        _ if c.is_alphabetic() || c == '_' => {
            let len = word(rest);
            here(len, Token::Word(rest[..len].to_owned()))
        }
        _ => sign(at, rest, c),
    }
}

fn sign(at: usize, rest: &str, c: char) -> (usize, Result<Token, Fault>) {
    if let Some((text, sign, hint)) = SIGNS.iter().find(|(text, ..)| rest.starts_with(text)) {
        let end = at + text.len();
        return match hint {
            None => (end, Ok(Token::Sign(*sign))),
            Some(hint) => (end, Err(Fault::new(at..end, format!("'{text}' is no sign of an expression"), *hint))),
        };
    }
    if let Some((text, in_xlsform, hint)) = STRANGE.iter().find(|(text, ..)| rest.starts_with(text)) {
        let end = at + text.len();
        let fault = Fault::new(at..end, format!("'{text}' is no sign of an expression"), *hint);
        return (end, Err(Fault { foreign: *in_xlsform, ..fault }));
    }
    let end = at + c.len_utf8();
    let hint = if c == '$' || c == '{' || c == '}' { "name a question as ${key}" } else { "leave it out, or put text in quotes" };
    (end, Err(Fault::new(at..end, format!("'{}' is no sign of an expression", super::super::value::safe(&c.to_string())), hint)))
}

/// Reads a text up to the quote that closes it; typographic quotes of a word processor count as plain ones.
fn text(source: &str, at: usize, open: char) -> (usize, Result<Token, Fault>) {
    let closes = |c: char| match open {
        '"' | '\'' => c == open,
        '“' | '”' => matches!(c, '“' | '”'),
        _ => matches!(c, '‘' | '’'),
    };
    let from = at + open.len_utf8();
    match source[from..].char_indices().find(|(_, c)| closes(*c)) {
        Some((len, close)) => {
            let (end, text) = (from + len + close.len_utf8(), &source[from..from + len]);
            if text.contains('\'') && text.contains('"') {
                return (end, Err(Fault::new(at..end, "a text holds both kinds of quotes".to_owned(), "put it together with concat(…)")));
            }
            (end, Ok(Token::Text(text.to_owned())))
        }
        None => {
            let hint = "close it with the same quote; a text that holds one kind of quote is put in the other";
            (source.len(), Err(Fault::new(at..source.len(), "a text is not closed".to_owned(), hint)))
        }
    }
}

fn question(source: &str, at: usize) -> (usize, Result<Token, Fault>) {
    let from = at + 2;
    let Some(len) = source[from..].find('}') else {
        return (source.len(), Err(Fault::new(at..source.len(), "a question's key is not closed".to_owned(), "end it with }")));
    };
    let end = from + len + 1;
    let key = source[from..from + len].trim();
    if key.is_empty() || key.contains(['$', '{', '(', ')', '\'', '"']) {
        return (
            end,
            Err(Fault::new(at..end, format!("'{}' names no question", &source[at..end]), "write ${key}, with the question's key")),
        );
    }
    (end, Ok(Token::Question(key.to_owned())))
}

fn number(source: &str, at: usize) -> (usize, Result<Token, Fault>) {
    let len = source[at..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (end, text) = (at + len, &source[at..at + len]);
    if text == "." {
        return (end, Ok(Token::Own));
    }
    let hint = "numbers have at most 15 digits on either side of one decimal point";
    let number = Number::parse(text).map(Token::Number);
    (end, number.ok_or_else(|| Fault::new(at..end, format!("'{text}' is not a number"), hint)))
}

/// Gives the length of the word that a text begins with: `count-selected`, `jr:choice-name`.
fn word(text: &str) -> usize {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let len = text.find(|c: char| !of_word(c)).unwrap_or(text.len());
    text[..len].trim_end_matches(['.', ':', '-']).len()
}
