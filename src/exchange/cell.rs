//! One cell: how a value stands in a text file, and how it is told again; knows no column.

use super::Dialect;
use crate::survey::decimal::Decimal;
use crate::survey::form::{Choice, codes};
use crate::survey::lang::Lang;
use crate::survey::value::Missing;
use std::borrow::Cow;
use std::fmt::Write;

/// What stands in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Empty,
    Number(i64),
    /// Milliseconds, written as seconds with one decimal.
    Seconds(i64),
    Decimal(Decimal),
    /// A day as `2024-09-30`.
    Day(&'a str),
    /// A time of day as `08:30`.
    Time(&'a str),
    /// The labels of several choices, joined with `; `.
    Labels(&'a [Choice], i64, Lang),
    Text(&'a str),
    /// Why a value is absent.
    Missing(Missing),
}

impl<'a> Cell<'a> {
    /// Writes the cell behind what `out` holds.
    pub fn write(self, dialect: Dialect, out: &mut String) {
        // Writing to a String can't fail.
        let _ = match self {
            Self::Empty => Ok(()),
            Self::Number(number) => write!(out, "{number}"),
            Self::Seconds(ms) => {
                let tenths = tenths(ms);
                let sign = if tenths < 0 { "-" } else { "" };
                write!(out, "{sign}{}{}{}", tenths.unsigned_abs() / 10, dialect.decimal(), tenths.unsigned_abs() % 10)
            }
            Self::Decimal(number) => out.write_str(&number.to_string().replace('.', dialect.point())),
            Self::Day(text) | Self::Time(text) => out.write_str(text),
            Self::Labels(choices, bits, lang) => out.write_str(&escape_text(&labels(choices, bits, lang))),
            Self::Missing(reason) => out.write_str(reason.code()),
            Self::Text(text) => {
                if runs(text) {
                    out.push('\'');
                }
                out.write_str(text)
            }
        };
    }

    /// Gives the cell as text, for formats that know no spreadsheet: nothing is put in front.
    pub fn to_text(self) -> Cow<'a, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Day(text) | Self::Time(text) | Self::Text(text) => Cow::Borrowed(text),
            Self::Missing(reason) => Cow::Borrowed(reason.code()),
            Self::Labels(choices, bits, lang) => Cow::Owned(labels(choices, bits, lang)),
            Self::Number(_) | Self::Seconds(_) | Self::Decimal(_) => {
                let mut out = String::new();
                self.write(Dialect::Rfc4180, &mut out);
                Cow::Owned(out)
            }
        }
    }

    /// Tells whether a cell of a file says the same, by reading it and not by writing this one again.
    pub fn reads_as(self, found: &str, dialect: Dialect) -> bool {
        match self {
            Self::Empty => found.is_empty(),
            Self::Number(number) => found.parse() == Ok(number),
            Self::Seconds(ms) => {
                let whole_and_tenth = found.split_once(dialect.decimal()).filter(|(_, tenth)| tenth.len() == 1);
                whole_and_tenth.and_then(|(whole, tenth)| format!("{whole}{tenth}").parse().ok()) == Some(tenths(ms))
            }
            Self::Decimal(number) => found.replacen(dialect.decimal(), ".", 1).parse() == Ok(number),
            Self::Day(text) | Self::Time(text) => found == text,
            Self::Labels(choices, bits, lang) => {
                let text = labels(choices, bits, lang);
                read_cell(found) == text && found.starts_with('\'') == runs(&text)
            }
            Self::Missing(reason) => found == reason.code(),
            // Without its apostrophe a formula reads the same and runs all the same.
            Self::Text(text) => read_cell(found) == text && found.starts_with('\'') == runs(text),
        }
    }
}

/// Joins the labels of several choices; a code without a label stands as it is.
pub(super) fn labels(choices: &[Choice], bits: i64, lang: Lang) -> String {
    let label = |code: i64| {
        choices.iter().find(|choice| choice.code == code).map_or_else(|| code.to_string(), |choice| choice.label.get(lang).to_owned())
    };
    codes(bits).map(label).collect::<Vec<_>>().join("; ")
}

/// Rounds milliseconds to tenths of a second, halves up.
pub(super) const fn tenths(ms: i64) -> i64 {
    (ms + 50).div_euclid(100)
}

/// Gives a whole number as a float.
#[expect(clippy::cast_precision_loss, reason = "numbers of more than 15 digits stand as text and do not come here")]
pub(super) const fn float(number: i64) -> f64 {
    number as f64
}

/// Tells whether a spreadsheet might run a text, or whether its apostrophe would be taken for ours.
fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])
}

/// Makes a text harmless to spreadsheets: one that would run as a formula gets an apostrophe in front.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    if runs(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Gives the text that stands behind a cell: takes off the apostrophe that [`escape_text`] put in front.
#[must_use]
pub fn read_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_made_harmless_and_told_apart() {
        let case = |text: &str, cell: &str| {
            assert_eq!(escape_text(text), cell);
            assert_eq!(read_cell(cell), text);
        };
        case("", "");
        case("Baik", "Baik");
        case("=1+1", "'=1+1");
        case("+62", "'+62");
        case("-", "'-");
        case("@a", "'@a");
        case("\tx", "'\tx");
        case("\rx", "'\rx");
        case("'=1+1", "''=1+1");
        case("a=b", "a=b");
    }

    #[test]
    fn numbers_are_written_for_the_dialect_and_never_escaped() {
        let case = |cell: Cell<'_>, csv: &str, excel: &str| {
            for (dialect, expected) in [(Dialect::Rfc4180, csv), (Dialect::ExcelId, excel)] {
                let mut out = String::new();
                cell.write(dialect, &mut out);
                assert_eq!(out, expected);
                assert!(cell.reads_as(&out, dialect), "{out}");
            }
        };
        case(Cell::Number(-3), "-3", "-3");
        case(Cell::Seconds(12_345), "12.3", "12,3");
        case(Cell::Seconds(12_350), "12.4", "12,4");
        case(Cell::Seconds(0), "0.0", "0,0");
        case(Cell::Seconds(-1_250), "-1.2", "-1,2");
        case(Cell::Decimal("12.5".parse().expect("a number")), "12.5", "12,5");
        case(Cell::Decimal("-3".parse().expect("a number")), "-3", "-3");
        case(Cell::Empty, "", "");
    }

    /// Texts with many of the signs that mean something to a CSV reader or a spreadsheet.
    fn tricky() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "['=+@\t\r\n\",;a\u{feff}\u{1b}\u{0}-]{0,8}"]
    }

    proptest! {
        #[test]
        fn any_text_comes_back_through_a_real_file(texts in proptest::collection::vec(tricky(), 1..5)) {
            for dialect in Dialect::ALL {
                let mut csv = dialect.writer(Vec::new(), 512);
                for text in ["text"].into_iter().chain(texts.iter().map(String::as_str)) {
                    let mut cell = String::new();
                    Cell::Text(text).write(dialect, &mut cell);
                    csv.write_record([cell.as_str(), "|"]).expect("writes");
                }
                let bytes = csv.into_inner().expect("flushes");
                let rows: Vec<::csv::StringRecord> = dialect.reader(bytes.as_slice()).records().map(|row| row.expect("reads")).collect();
                prop_assert_eq!(rows.len(), texts.len() + 1);
                for (row, text) in rows.iter().skip(1).zip(&texts) {
                    prop_assert_eq!(read_cell(&row[0]), text.as_str());
                    prop_assert!(Cell::Text(text).reads_as(&row[0], dialect));
                    prop_assert!(!row[0].starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?} would run", &row[0]);
                }
            }
        }
    }
}
