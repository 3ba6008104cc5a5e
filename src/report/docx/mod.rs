//! The report as a DOCX that an agency edits and signs: a package of parts with real headings, tables and vector charts; knows no survey.
//!
//! The parts are written here as the formats' standard has them (ECMA-376, WordprocessingML and DrawingML): the library for them took ten
//! times the compiling, brought a second archive library, and puts charts in as pictures of dots alone.

mod body;
mod chart;

use super::block::{Block, Chart, Document};
use super::charts::escape;
use super::{Facts, Order, chapters};
use crate::survey::lang::Lang;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Begins every part.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What the parts are, in the words of the standard.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The styles: fonts, headings, captions, tables.
const STYLES: &str = include_str!("styles.xml");

/// Writes the report.
pub(super) fn write(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    render(&chapters::document(facts, order.words))
}

/// Writes any document.
///
/// # Errors
/// When the archive can't be made: a fault of the program.
pub fn render(document: &Document) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same document is the same file: no part has a time of its own.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for (name, text) in parts(document) {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

/// Makes the parts by name, that which tells of the others first.
fn parts(document: &Document) -> Vec<(String, String)> {
    let charts: Vec<&Chart> =
        document.blocks.iter().filter_map(|block| if let Block::Chart(chart) = block { Some(chart) } else { None }).collect();
    let lists = document.blocks.iter().filter(|block| matches!(block, Block::List(_))).count();
    let lang = match document.words.0 {
        Lang::Id => "id-ID",
        Lang::En => "en-GB",
    };
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types(charts.len())),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml".to_owned())], true)),
        ("docProps/core.xml".to_owned(), properties(document)),
        ("word/document.xml".to_owned(), body::write(document)),
        ("word/styles.xml".to_owned(), STYLES.replace("{lang}", lang)),
        ("word/numbering.xml".to_owned(), body::numbering(lists)),
        ("word/settings.xml".to_owned(), settings()),
        ("word/footer1.xml".to_owned(), footer(document)),
    ];
    let mut of_document: Vec<(&str, String)> =
        [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml")]
            .map(|(kind, target)| (kind, target.to_owned()))
            .to_vec();
    for (at, chart) in (1..).zip(charts) {
        of_document.push(("chart", format!("charts/chart{at}.xml")));
        parts.push((format!("word/charts/chart{at}.xml"), chart::write(chart, lang)));
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), relations(&of_document, false)));
    parts
}

/// The relation of a document to its footer: the fourth of [`parts`]; charts follow.
const FOOTER: usize = 4;

/// Names the relation to a chart, counted from 1.
fn chart_relation(number: usize) -> String {
    format!("rId{}", FOOTER + number)
}

fn types(charts: usize) -> String {
    let mut text = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (name, kind) in
        [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("footer1", "footer")]
    {
        // Writing to a String can't fail, here and below.
        let _ = write!(text, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>");
    }
    for at in 1..=charts {
        let _ = write!(text, "<Override PartName=\"/word/charts/chart{at}.xml\" ContentType=\"{CHART}\"/>");
    }
    text + "</Types>"
}

fn relations(targets: &[(&str, String)], root: bool) -> String {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (at, (kind, target)) in (1..).zip(targets) {
        let _ = write!(text, "<Relationship Id=\"rId{at}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    }
    if root {
        let _ = write!(
            text,
            "<Relationship Id=\"rId9\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        );
    }
    text + "</Relationships>"
}

fn properties(document: &Document) -> String {
    let made = document.made;
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made}T00:00:00Z</dcterms:modified></cp:coreProperties>",
        escape(&document.title),
        escape(document.cover.first().map_or("", String::as_str)),
    )
}

/// Says that the document is of today's kind: Word would open it in a narrower mode otherwise.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// Writes the page number; the cover has none.
fn footer(document: &Document) -> String {
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{} </w:t></w:r>{}</w:p></w:ftr>",
        escape(document.words.report_page()),
        body::field(" PAGE ", "1"),
    )
}
