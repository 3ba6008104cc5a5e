//! The functions of expressions, one row each: names, arguments, what they give and what they are for; knows no tree.

use super::datum::Type;

/// What a function does; its row says with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtin {
    If,
    Coalesce,
    Selected,
    CountSelected,
    CountNonEmpty,
    Not,
    True,
    False,
    Boolean,
    BooleanFromString,
    Number,
    Int,
    Round,
    Floor,
    Ceiling,
    Abs,
    Pow,
    Min,
    Max,
    Sum,
    String,
    StringLength,
    Concat,
    Contains,
    StartsWith,
    EndsWith,
    Substr,
    SubstringBefore,
    SubstringAfter,
    NormalizeSpace,
    Regex,
    Today,
    Date,
    FormatDate,
    DecimalDateTime,
    DecimalTime,
}

/// What a function asks of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Any,
    /// A number; a choice counts as its code, true as 1.
    Number,
    /// A text; anything else is written as one, a choice as its name.
    Text,
    Bool,
    Date,
    Time,
    /// A question with choices.
    Choices,
}

/// A row of the table.
pub struct Function {
    /// As it is written.
    pub name: &'static str,
    /// Its arguments as the documentation shows them.
    pub arguments: &'static str,
    /// What it gives, in one sentence.
    pub help: &'static str,
    pub(super) wants: &'static [Want],
    /// How many of them must be there.
    pub(super) least: usize,
    /// True where the last one may come again and again.
    pub(super) more: bool,
    /// Absent where it follows from the arguments.
    pub(super) gives: Option<Type>,
    pub(super) builtin: Builtin,
}

const fn row(
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    (wants, least, more): (&'static [Want], usize, bool),
    gives: Option<Type>,
    builtin: Builtin,
) -> Function {
    Function { name, arguments, help, wants, least, more, gives, builtin }
}

const BOOL: Option<Type> = Some(Type::Bool);
const NUMBER: Option<Type> = Some(Type::Number);
const TEXT: Option<Type> = Some(Type::Text);
const DATE: Option<Type> = Some(Type::Date);

const NONE: (&[Want], usize, bool) = (&[], 0, false);
const ONE_ANY: (&[Want], usize, bool) = (&[Want::Any], 1, false);
const ONE_NUMBER: (&[Want], usize, bool) = (&[Want::Number], 1, false);
const NUMBERS: (&[Want], usize, bool) = (&[Want::Number], 1, true);
const ONE_TEXT: (&[Want], usize, bool) = (&[Want::Text], 1, false);
const TWO_TEXTS: (&[Want], usize, bool) = (&[Want::Text, Want::Text], 2, false);

/// All functions, in the order of their documentation.
pub const FUNCTIONS: [Function; 36] = [
    row(
        "if",
        "condition, then, else",
        "`then` where the condition holds, otherwise `else`",
        (&[Want::Bool, Want::Any, Want::Any], 3, false),
        None,
        Builtin::If,
    ),
    row("coalesce", "value, value, …", "the first value that is not empty", (&[Want::Any, Want::Any], 2, true), None, Builtin::Coalesce),
    row(
        "selected",
        "question, choice",
        "whether the choice was chosen, of one or of several",
        (&[Want::Choices, Want::Any], 2, false),
        BOOL,
        Builtin::Selected,
    ),
    row("count-selected", "question", "how many choices were chosen", (&[Want::Choices], 1, false), NUMBER, Builtin::CountSelected),
    row(
        "count-non-empty",
        "value, value, …",
        "how many of the values are not empty",
        (&[Want::Any], 1, true),
        NUMBER,
        Builtin::CountNonEmpty,
    ),
    row("not", "condition", "true where the condition does not hold", (&[Want::Bool], 1, false), BOOL, Builtin::Not),
    row("true", "", "true", NONE, BOOL, Builtin::True),
    row("false", "", "false", NONE, BOOL, Builtin::False),
    row(
        "boolean",
        "value",
        "whether the value is true, a number other than 0, or anything else that is not empty",
        ONE_ANY,
        BOOL,
        Builtin::Boolean,
    ),
    row("boolean-from-string", "text", "whether the text is `true` or `1`", ONE_TEXT, BOOL, Builtin::BooleanFromString),
    row("number", "value", "the value as a number: a text of digits, a date as days since 1970-01-01", ONE_ANY, NUMBER, Builtin::Number),
    row("int", "value", "the value as a number without what stands behind the point", ONE_ANY, NUMBER, Builtin::Int),
    row(
        "round",
        "number, places",
        "the number rounded half up, away from zero; without `places` to a whole one",
        (&[Want::Number, Want::Number], 1, false),
        NUMBER,
        Builtin::Round,
    ),
    row("floor", "number", "the next whole number below", ONE_NUMBER, NUMBER, Builtin::Floor),
    row("ceiling", "number", "the next whole number above", ONE_NUMBER, NUMBER, Builtin::Ceiling),
    row("abs", "number", "the number without its sign", ONE_NUMBER, NUMBER, Builtin::Abs),
    row("pow", "number, power", "the number to a whole power", (&[Want::Number, Want::Number], 2, false), NUMBER, Builtin::Pow),
    row("min", "number, number, …", "the smallest of the numbers that are not empty", NUMBERS, NUMBER, Builtin::Min),
    row("max", "number, number, …", "the largest of the numbers that are not empty", NUMBERS, NUMBER, Builtin::Max),
    row(
        "sum",
        "number, number, …",
        "the sum; empty where one of them is, because a blank is no zero: `coalesce(${a}, 0)` makes it one",
        NUMBERS,
        NUMBER,
        Builtin::Sum,
    ),
    row(
        "string",
        "value",
        "the value as a text; a choice as its name, several as names with a space between",
        ONE_ANY,
        TEXT,
        Builtin::String,
    ),
    row("string-length", "text", "how many characters the text has", ONE_TEXT, NUMBER, Builtin::StringLength),
    row("concat", "value, value, …", "the values as one text", (&[Want::Text], 1, true), TEXT, Builtin::Concat),
    row("contains", "text, part", "whether the part stands in the text", TWO_TEXTS, BOOL, Builtin::Contains),
    row("starts-with", "text, part", "whether the text begins with the part", TWO_TEXTS, BOOL, Builtin::StartsWith),
    row("ends-with", "text, part", "whether the text ends with the part", TWO_TEXTS, BOOL, Builtin::EndsWith),
    row(
        "substr",
        "text, from, to",
        "the characters from one place, counted from 0, up to and without another or the end",
        (&[Want::Text, Want::Number, Want::Number], 2, false),
        TEXT,
        Builtin::Substr,
    ),
    row("substring-before", "text, part", "what stands before the part", TWO_TEXTS, TEXT, Builtin::SubstringBefore),
    row("substring-after", "text, part", "what stands after the part", TWO_TEXTS, TEXT, Builtin::SubstringAfter),
    row(
        "normalize-space",
        "text",
        "the text without spaces around it and with single spaces in it",
        ONE_TEXT,
        TEXT,
        Builtin::NormalizeSpace,
    ),
    row("regex", "text, 'pattern'", "whether the whole text fits the pattern", TWO_TEXTS, BOOL, Builtin::Regex),
    row("today", "", "the day of the interview", NONE, DATE, Builtin::Today),
    row("date", "value", "the day: of a text `'2024-09-30'`, or so many days after 1970-01-01", ONE_ANY, DATE, Builtin::Date),
    row(
        "format-date",
        "date, 'pattern'",
        "the date as text: `%Y` year, `%y` its last two digits, `%m` `%n` month, `%d` `%e` day, with and without a zero before",
        (&[Want::Date, Want::Text], 2, false),
        TEXT,
        Builtin::FormatDate,
    ),
    row("decimal-date-time", "date", "days since 1970-01-01", (&[Want::Date], 1, false), NUMBER, Builtin::DecimalDateTime),
    row("decimal-time", "time", "the time as a part of the day: 0.5 is noon", (&[Want::Time], 1, false), NUMBER, Builtin::DecimalTime),
];

/// Functions of XLSForm that are not taken, each with what to do instead.
pub(super) const FOREIGN: [(&str, &str); 46] = [
    ("now", "today() gives the day of the interview"),
    ("once", "what is calculated follows from the answers alone, whenever it is worked out"),
    ("random", ALWAYS_SAME),
    ("uuid", ALWAYS_SAME),
    ("randomize", ALWAYS_SAME),
    ("position", NO_REPEATS),
    ("indexed-repeat", NO_REPEATS),
    ("count", NO_REPEATS),
    ("last", NO_REPEATS),
    ("current", NO_REPEATS),
    ("join", "concat(…) puts texts together"),
    ("selected-at", "several answers have no order here: ask with selected(…)"),
    ("jr:choice-name", "labels differ by language: ask for the choice with selected(…)"),
    ("jr:itext", "labels differ by language"),
    ("pulldata", NO_FILES),
    ("instance", NO_FILES),
    ("search", NO_FILES),
    ("property", "the interview holds who keyed it and when"),
    ("version", "the interview holds the version of its form"),
    ("area", NO_PLACES),
    ("enclosed-area", NO_PLACES),
    ("distance", NO_PLACES),
    ("geofence", NO_PLACES),
    ("digest", NO_CODES),
    ("base64-decode", NO_CODES),
    ("extract-signed", NO_CODES),
    ("date-time", "a date and a time are two questions here"),
    ("format-date-time", "format-date(…) writes a date"),
    ("translate", "write what is meant with if(…)"),
    ("checklist", "add conditions up and compare: (${a} = 1) + (${b} = 1) >= 1"),
    ("weighted-checklist", "add conditions up and compare: (${a} = 1) * 2 + (${b} = 1) >= 2"),
    ("depend", "what is calculated is kept current by itself"),
    ("thousandsep", "numbers are shown as they are"),
    ("sqrt", EXACT),
    ("log", EXACT),
    ("log10", EXACT),
    ("exp", EXACT),
    ("exp10", EXACT),
    ("sin", EXACT),
    ("cos", EXACT),
    ("tan", EXACT),
    ("asin", EXACT),
    ("acos", EXACT),
    ("atan", EXACT),
    ("atan2", EXACT),
    ("pi", EXACT),
];

const ALWAYS_SAME: &str = "the same answers must always give the same result";
const NO_REPEATS: &str = "forms have no repeats: ask for each as a question of its own";
const NO_FILES: &str = "forms know no other files: put the list into the choices";
const NO_PLACES: &str = "places on a map are not asked here";
const NO_CODES: &str = "answers are read as they are keyed";
const EXACT: &str = "numbers are exact fractions here: + - * div mod pow(…)";

/// Finds a function by its name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}
