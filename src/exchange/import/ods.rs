//! Reads the tables of an OpenDocument spreadsheet as a stream: rows and cells that repeat are not laid out before they are needed; knows
//! no thread.

use super::Unreadable;
use super::rows::{MOST_COLUMNS, Row};
use super::sheet_rows::{FIRST, Pages, SHEETS, Sheet};
use crate::exchange::sheet_guard::{Limits, look};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use zip::ZipArchive;

const LIMITS: Limits = Limits { packed: 512 << 20, unpacked: 8 << 30, held: 256 << 20, texts: 0 };

/// The last row that a table can have.
const MOST_ROWS: u64 = 1_048_576;

/// Gives the tables with their first rows.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, Unreadable> {
    look(&File::open(path)?, &LIMITS)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    walk(path, |name, row| {
        let Some(row) = row else {
            sheets.push(Sheet { name: name.to_owned(), rows: Vec::new(), last: 0 });
            return sheets.len() <= SHEETS;
        };
        if let Some(sheet) = sheets.last_mut() {
            sheet.last = row.at;
            if sheet.rows.len() < FIRST {
                sheet.rows.push(row);
            }
        }
        true
    })?;
    Ok(sheets)
}

/// Reads all rows of a table.
pub(super) fn read(path: &Path, name: &str, pages: &mut Pages) -> Result<(), Unreadable> {
    walk(path, |table, row| match row {
        Some(row) if table == name => pages.take(row),
        _ => true,
    })
}

/// Gives each table by its name, then its rows that hold something, until nobody wants more.
fn walk(path: &Path, mut take: impl FnMut(&str, Option<Row>) -> bool) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|_| Unreadable::Sheet { row: 0 })?;
    let part = archive.by_name("content.xml").map_err(|_| Unreadable::NoSheet)?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    let (mut buffer, mut name, mut at) = (Vec::new(), String::new(), 0_u64);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| Unreadable::Sheet { row: at })? {
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                name = attribute(&tag, "table:name").unwrap_or_default();
                at = 0;
                if !take(&name, None) {
                    return Ok(());
                }
            }
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let repeats = number(&tag, "table:number-rows-repeated");
                let mut row = read_row(&mut xml, at + 1)?;
                if row.is_blank() {
                    at += repeats;
                    continue;
                }
                for _ in 0..repeats.min(MOST_ROWS.saturating_sub(at)) {
                    at += 1;
                    row.at = at;
                    if !take(&name, Some(row.clone())) {
                        return Ok(());
                    }
                }
            }
            Event::Empty(tag) if tag.name().as_ref() == "table:table-row" => at += number(&tag, "table:number-rows-repeated"),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the cells of a row up to its end.
fn read_row(xml: &mut Reader<impl BufRead>, at: u64) -> Result<Row, Unreadable> {
    let damaged = || Unreadable::Sheet { row: at };
    let mut row = Row::at(at);
    let (mut buffer, mut empty) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        let (cell, repeats) = match xml.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(tag) if is_cell(&tag) => {
                let repeats = number(&tag, "table:number-columns-repeated");
                let value = value(&tag);
                let text = read_text(xml, at)?;
                (value.unwrap_or(text), repeats)
            }
            Event::Empty(tag) if is_cell(&tag) => (value(&tag).unwrap_or_default(), number(&tag, "table:number-columns-repeated")),
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(row),
            Event::Eof => return Err(damaged()),
            _ => continue,
        };
        if cell.is_empty() {
            // Cells behind the last one that holds something are none.
            empty = empty.saturating_add(repeats);
            continue;
        }
        let wide = (row.len() as u64).saturating_add(empty).saturating_add(repeats);
        if wide > MOST_COLUMNS as u64 {
            return Err(Unreadable::Columns { line: at });
        }
        (0..std::mem::take(&mut empty)).for_each(|_| row.push(""));
        (0..repeats).for_each(|_| row.push(&cell));
    }
}

fn is_cell(tag: &BytesStart<'_>) -> bool {
    matches!(tag.name().as_ref(), "table:table-cell" | "table:covered-table-cell")
}

/// Reads the text of a cell up to its end: paragraphs with line ends between; notes beside it are left out.
fn read_text(xml: &mut Reader<impl BufRead>, at: u64) -> Result<String, Unreadable> {
    let damaged = || Unreadable::Sheet { row: at };
    let (mut text, mut buffer, mut depth, mut aside, mut paragraphs) = (String::new(), Vec::new(), 0_usize, 0_usize, 0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(tag) => {
                depth += 1;
                if tag.name().as_ref() == "office:annotation" {
                    aside = depth;
                }
                if tag.name().as_ref() == "text:p" && aside == 0 {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                }
            }
            Event::Empty(tag) if aside == 0 => match tag.name().as_ref() {
                "text:s" => (0..number(&tag, "text:c").min(1000)).for_each(|_| text.push(' ')),
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                "text:p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                }
                _ => {}
            },
            Event::Text(part) if aside == 0 => text.push_str(&part),
            Event::GeneralRef(part) if aside == 0 => {
                let entity = format!("&{};", &*part);
                text.push_str(&quick_xml::escape::unescape(&entity).map_err(|_| damaged())?);
            }
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => {
                if aside == depth {
                    aside = 0;
                }
                depth -= 1;
            }
            Event::Eof => return Err(damaged()),
            _ => {}
        }
        if text.len() > 4 << 20 {
            return Err(Unreadable::LongRow { line: at });
        }
    }
}

/// Gives the value of a cell that is no text: a number, a date, a time, yes or no.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let of = |name: &str| attribute(tag, name);
    match of("office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => of("office:value"),
        "date" => of("office:date-value"),
        "time" => {
            // A length of time: PT08H30M00S.
            let time = of("office:time-value")?;
            let (hour, rest) = time.strip_prefix("PT")?.split_once('H')?;
            Some(format!("{hour}:{}", rest.split_once('M')?.0))
        }
        "boolean" => of("office:boolean-value").map(|yes| if yes == "true" { "1".to_owned() } else { "0".to_owned() }),
        _ => None,
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Reads how often something is repeated; once where nothing is said.
fn number(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1).min(MOST_ROWS)
}
