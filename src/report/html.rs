//! The report as one self-contained HTML file with a print style: page numbers, no cut tables; knows no survey.

use super::block::{Align, Block, Document, Table};
use super::charts;
use super::{Facts, Order, chapters};
use crate::survey::value::safe;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde_json::{Value as Json, json};
use std::io;

const TEMPLATE: &str = include_str!("report.html");

/// Tables longer than this may go on on the next page, with their head again; shorter ones stay whole.
const WHOLE: usize = 18;

/// Writes the report.
pub(super) fn write(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    render(&chapters::document(facts, order.words)).map(String::into_bytes)
}

/// Writes any document.
///
/// # Errors
/// When the template does not render: a fault of the program.
pub fn render(document: &Document) -> io::Result<String> {
    let w = document.words;
    let pieces: Vec<Json> = document.blocks.iter().enumerate().map(|(at, block)| piece(at, block)).collect();
    let cover: Vec<String> = document.cover.iter().filter(|line| !line.is_empty()).map(|line| safe(line)).collect();
    let page = json!({
        "lang": w.0.code(),
        "title": document.title,
        "cover": cover,
        "contents": w.report_contents(),
        "page": w.report_page(),
        "pieces": pieces,
    });
    fill(TEMPLATE, &page)
}

/// Fills a template; whatever is put in is text unless the template says otherwise.
pub(super) fn fill(template: &str, context: &Json) -> io::Result<String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.render_str(template, Serde(context)).map_err(io::Error::other)
}

fn piece(at: usize, block: &Block) -> Json {
    let lines = |lines: &[String]| lines.iter().map(|line| safe(line)).collect::<Vec<_>>();
    match block {
        Block::Heading(level, text) => json!({ "kind": "heading", "level": level, "id": format!("b{at}"), "text": safe(text) }),
        Block::Text(text) => json!({ "kind": "text", "text": safe(text) }),
        Block::List(list) => json!({ "kind": "list", "lines": lines(list) }),
        Block::Table(table) => table_piece(table),
        Block::Chart(chart) => json!({
            "kind": "chart",
            "svg": charts::svg(chart),
            "caption": safe(&chart.caption),
            "note": chart.note,
        }),
        Block::Signature(signature) => json!({ "kind": "sign", "lines": lines(signature) }),
    }
}

fn table_piece(table: &Table) -> Json {
    let align = |align: Align| match align {
        Align::Left => "left",
        Align::Middle => "middle",
        Align::Right => "right",
    };
    let columns: Vec<Json> =
        table.columns.iter().map(|(head, of, width)| json!({ "head": safe(head), "align": align(*of), "width": width })).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| safe(cell)).collect()).collect();
    json!({
        "kind": "table",
        "caption": safe(&table.caption),
        "columns": columns,
        "rows": rows,
        "long": rows.len() > WHOLE,
        "sums_up": table.sums_up,
        "notes": table.notes,
    })
}
