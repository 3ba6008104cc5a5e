//! The report as one self-contained HTML file with a print style: page numbers, no cut tables; knows no survey.

use super::block::{Align, Block, Document, Table};
use super::charts::{self, escape};
use super::{Facts, Order, chapters};
use crate::words::Words;
use std::fmt::Write;
use std::io;

/// How it looks, on a screen and on paper.
const STYLE: &str = include_str!("report.css");

/// Writes the report.
#[expect(clippy::unnecessary_wraps, reason = "every maker of a report has the same shape")]
pub(super) fn write(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    Ok(render(&chapters::document(facts, order.words)).into_bytes())
}

/// Writes a page around its body; the title is text, the style and the body are not.
pub(super) fn page(w: Words, title: &str, style: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{style}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        w.0.code(),
        escape(title)
    )
}

/// Writes any document.
#[must_use]
pub fn render(document: &Document) -> String {
    let w = document.words;
    let cover: Vec<&str> = document.cover.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let mut text = format!("<section class=\"cover\">\n<h1>{}</h1>\n", escape(&document.title));
    for line in &cover {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "<p>{}</p>", escape(line));
    }
    let _ = writeln!(text, "</section>\n<nav>\n<h2>{}</h2>", escape(w.report_contents()));
    for (at, block) in document.blocks.iter().enumerate() {
        if let Block::Heading(level, heading) = block {
            let _ = writeln!(text, "<a class=\"level{level}\" href=\"#b{at}\">{}</a>", escape(heading));
        }
    }
    text.push_str("</nav>\n");
    for (at, block) in document.blocks.iter().enumerate() {
        put(&mut text, at, block);
    }
    let title = format!("{} – {}", document.title, cover.join(", "));
    page(w, &title, &STYLE.replace("{page}", w.report_page()), &text)
}

fn put(text: &mut String, at: usize, block: &Block) {
    let _ = match block {
        // The title of the document is the first level.
        Block::Heading(level, heading) => {
            let level_here = level + 1;
            writeln!(text, "<h{level_here} id=\"b{at}\">{}</h{level_here}>", escape(heading))
        }
        Block::Text(said) => writeln!(text, "<p>{}</p>", escape(said)),
        Block::List(lines) => {
            each(text, ("<ol>\n", "</ol>\n"), ("<li>", "</li>\n"), lines);
            Ok(())
        }
        Block::Table(of) => {
            table(text, of);
            Ok(())
        }
        Block::Chart(chart) => {
            let note = if chart.note.is_empty() { String::new() } else { note(&chart.note) };
            writeln!(text, "<figure>\n{}<figcaption>{}</figcaption>\n{note}</figure>", charts::svg(chart), escape(&chart.caption))
        }
        Block::Signature(lines) => {
            each(text, ("<div class=\"sign\">", "</div>\n"), ("<div>", "</div>"), lines);
            Ok(())
        }
    };
}

/// Writes lines between tags, and all of them between others.
fn each(text: &mut String, around: (&str, &str), tags: (&str, &str), lines: &[String]) {
    text.push_str(around.0);
    for line in lines {
        text.push_str(tags.0);
        text.push_str(&escape(line));
        text.push_str(tags.1);
    }
    text.push_str(around.1);
}

fn note(said: &str) -> String {
    format!("<p class=\"note\">{}</p>\n", escape(said))
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Middle => "middle",
        Align::Right => "right",
    }
}

fn table(text: &mut String, table: &Table) {
    let long = if table.is_long() { " class=\"long\"" } else { "" };
    let _ = write!(text, "<figure{long}>\n<figcaption>{}</figcaption>\n<table>\n<colgroup>", escape(&table.caption));
    for (_, _, width) in &table.columns {
        let _ = write!(text, "<col style=\"width: {width}%\">");
    }
    text.push_str("</colgroup>\n<thead><tr>");
    for (head, _, _) in &table.columns {
        let _ = write!(text, "<th scope=\"col\">{}</th>", escape(head));
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for (at, row) in table.rows.iter().enumerate() {
        text.push_str(if table.sums_up && at + 1 == table.rows.len() { "<tr class=\"sum\">" } else { "<tr>" });
        for (cell, (_, align, _)) in row.iter().zip(&table.columns) {
            let _ = write!(text, "<td class=\"{}\">{}</td>", class(*align), escape(cell));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n");
    for said in &table.notes {
        text.push_str(&note(said));
    }
    text.push_str("</figure>\n");
}
