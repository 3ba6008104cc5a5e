//! One sheet: rows written as they come, cells of every kind; knows no archive and no survey.
//!
//! Written here as the standard has it (ECMA-376, SpreadsheetML). The library that writes the workbook of the index keeps rows in a second
//! file, panics where its disk is full and packs everything at the end in one go that can't be cancelled: no way for a million rows.

use super::super::cell::{Cell, labels, tenths};
use super::strings::Strings;
use crate::exchange::xml::escape;
use std::io::Write;

/// Rows of a sheet in every spreadsheet, the header included.
pub(super) const ROWS: u64 = 1_048_576;

/// UTF-16 units that a cell can hold.
pub(super) const LONGEST: usize = 32_767;

/// The most digits that a spreadsheet keeps of a number.
const DIGITS: u64 = 999_999_999_999_999;

/// Styles, as `styles.xml` numbers them.
const HEAD: u8 = 1;
const DAY: u8 = 2;

/// What ends the part of a text that fits into a cell; behind it, where the whole stands.
pub(super) const CUT: &str = " […] ";

/// Tells whether a text is the beginning of one that no cell could hold: full to the brim, or to a sign of a few units before it.
pub(in crate::exchange) fn is_cut(text: &str) -> bool {
    text.ends_with(CUT.trim_end()) && (LONGEST - 64..=LONGEST).contains(&text.encode_utf16().count())
}

/// A sheet in the making.
#[derive(Default)]
pub(super) struct Sheet {
    /// The letters of each column.
    letters: Vec<String>,
    /// XML that waits to be packed.
    pub xml: Vec<u8>,
    /// The row in hand, from 1.
    pub row: u64,
    column: usize,
}

impl Sheet {
    /// Writes what stands before the first row: the header stays in sight, columns are as wide as their names ask for.
    pub fn begin(widths: &[usize], frozen: bool) -> Self {
        let mut sheet = Self { letters: (0..widths.len()).map(letters).collect(), ..Self::default() };
        sheet.put("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        sheet.put("<sheetViews><sheetView workbookViewId=\"0\">");
        if frozen {
            sheet.put("<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/>");
        }
        sheet.put("</sheetView></sheetViews><cols>");
        for (at, width) in (1..).zip(widths) {
            let width = (width + 2).clamp(8, 60);
            sheet.put(&format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"));
        }
        sheet.put("</cols><sheetData>");
        sheet
    }

    fn put(&mut self, text: &str) {
        self.xml.extend_from_slice(text.as_bytes());
    }

    pub fn begin_row(&mut self) {
        self.row += 1;
        self.column = 0;
        // Writing to a Vec can't fail, here and below.
        let _ = write!(self.xml, "<row r=\"{}\">", self.row);
    }

    pub fn end_row(&mut self) {
        self.put("</row>");
    }

    /// Writes a row of names.
    pub fn head<'a>(&mut self, names: impl Iterator<Item = &'a str>, strings: &Strings) {
        self.begin_row();
        for name in names {
            self.text(name, HEAD, strings);
        }
        self.end_row();
    }

    /// Writes the next cell of the row.
    pub fn cell(&mut self, cell: Cell<'_>, strings: &Strings) {
        match cell {
            Cell::Empty => self.column += 1,
            Cell::Number(number) if number.unsigned_abs() <= DIGITS => self.number(0, format_args!("{number}")),
            Cell::Number(number) => self.text(&number.to_string(), 0, strings),
            Cell::Seconds(ms) => {
                let tenths = tenths(ms);
                let sign = if tenths < 0 { "-" } else { "" };
                self.number(0, format_args!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10));
            }
            Cell::Day(day) => match serial(day) {
                Some(serial) => self.number(DAY, format_args!("{serial}")),
                None => self.text(day, 0, strings),
            },
            Cell::Decimal(number) => self.number(0, format_args!("{number}")),
            Cell::Labels(choices, bits, lang) => self.text(&labels(choices, bits, lang), 0, strings),
            Cell::Time(text) | Cell::Text(text) => self.text(text, 0, strings),
            Cell::Missing(reason) => self.text(reason.code(), 0, strings),
        }
    }

    fn open(&mut self, style: u8) {
        let letters = self.letters.get(self.column).map_or("XFD", String::as_str);
        let _ = write!(self.xml, "<c r=\"{letters}{}\"", self.row);
        if style > 0 {
            let _ = write!(self.xml, " s=\"{style}\"");
        }
        self.column += 1;
    }

    fn number(&mut self, style: u8, number: std::fmt::Arguments<'_>) {
        self.open(style);
        let _ = write!(self.xml, "><v>{number}</v></c>");
    }

    /// Writes a text as text, whatever it looks like: a formula does not run.
    fn text(&mut self, text: &str, style: u8, strings: &Strings) {
        if text.is_empty() {
            self.column += 1;
            return;
        }
        self.open(style);
        if let Some(number) = strings.number(text) {
            // Writing to a Vec can't fail.
            let _ = write!(self.xml, " t=\"s\"><v>{number}</v></c>");
            return;
        }
        self.put(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        let (first, is_cut) = fitting(text, LONGEST);
        if is_cut {
            let (first, _) = fitting(text, LONGEST - CUT.chars().count());
            string(first, &mut self.xml);
            string(CUT.trim_end(), &mut self.xml);
        } else {
            string(first, &mut self.xml);
        }
        self.put("</t></is></c>");
    }

    /// Writes what stands behind the last row; a filter over all rows where the sheet is a table.
    pub fn end(&mut self, filtered: bool) {
        self.put("</sheetData>");
        if let (true, Some(last)) = (filtered, self.letters.last()) {
            let _ = write!(self.xml, "<autoFilter ref=\"A1:{last}{}\"/>", self.row);
        }
        self.put("</worksheet>");
    }

    /// Gives the range of all rows: `$A$1:$C$9`.
    pub fn range(&self) -> String {
        format!("$A$1:${}${}", self.letters.last().map_or("A", String::as_str), self.row)
    }
}

/// Gives the longest beginning of a text that has so many UTF-16 units, and whether something is left.
pub(super) fn fitting(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return (&text[..at], true);
        }
    }
    (text, false)
}

/// Writes a text as a string of the standard (ST_Xstring): signs that XML can't hold as `_x000D_`, and what looks like that escaped.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    let is_plain = |c: u8| c >= b' ' && !matches!(c, b'&' | b'<' | b'>' | b'"' | b'_' | 0xef);
    if text.bytes().all(is_plain) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (first, behind) = rest.split_at(c.len_utf8());
        match c {
            '_' if is_escape(rest) => out.extend_from_slice(b"_x005F_"),
            '\t' | '\n' => out.push(c as u8),
            c if (c as u32) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "_x{:04X}_", c as u32);
            }
            _ => escape(first, out),
        }
        rest = behind;
    }
}

/// Tells whether a text begins as an escaped sign does.
fn is_escape(text: &str) -> bool {
    text.as_bytes()
        .first_chunk::<7>()
        .is_some_and(|[_, x, digits @ .., end]| *x == b'x' && *end == b'_' && digits.iter().all(u8::is_ascii_hexdigit))
}

/// Names a column: A, B, … Z, AA.
pub(super) fn letters(mut column: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, b'A' + (column % 26) as u8);
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => return String::from_utf8_lossy(&name).into_owned(),
        }
    }
}

/// Gives a day as spreadsheets count: 1 is the first day of 1900, and there is a 29 February 1900.
fn serial(day: &str) -> Option<i32> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let days = day.since(jiff::civil::date(1899, 12, 30)).ok()?.get_days();
    (days > 60).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        assert_eq!(["2024-09-30", "1900-03-01", "1900-02-28", "x"].map(serial), [Some(45_565), Some(61), None, None]);
    }

    #[test]
    fn what_looks_like_an_escape_is_escaped_too() {
        let case = |text: &str, expected: &str| {
            let mut out = Vec::new();
            string(text, &mut out);
            assert_eq!(String::from_utf8(out).expect("is UTF-8"), expected);
        };
        case("a_x000D_b", "a_x005F_x000D_b");
        case("_xZZZZ_ _x00", "_xZZZZ_ _x00");
        case("\r\n<&\"\u{0}é🙂", "_x000D_\n&lt;&amp;&quot;_x0000_é🙂");
    }

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!(fitting("a🙂b", 2), ("a", true));
        assert_eq!(fitting("a🙂b", 3), ("a🙂", true));
        assert_eq!(fitting("a🙂b", 4), ("a🙂b", false));
    }
}
