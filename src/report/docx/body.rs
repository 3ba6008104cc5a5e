//! The text of the DOCX: cover, contents, headings, lists, tables, and the places of its charts; knows no survey.

use super::super::block::{Align, Block, Chart, Document, Table};
use super::super::charts::escape;
use super::{HEAD, MAIN, OFFICE, chart, chart_relation};
use std::fmt::Write;

/// The width between the margins of an A4 page, in twentieths of a point: 210 mm less 25 and 20.
const WIDTH: u32 = 9355;

/// A twentieth of a point in the units of drawings.
const EMU: u32 = 635;

/// Writes the document.
pub(super) fn write(document: &Document) -> String {
    let mut body = Body { text: String::new(), lists: 0, charts: 0 };
    body.cover(document);
    body.contents(document);
    for (at, block) in document.blocks.iter().enumerate() {
        body.put(block, at);
    }
    format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><w:body>{}\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId{}\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1417\" w:header=\"708\" w:footer=\"567\" w:gutter=\"0\"/>\
         <w:titlePg/></w:sectPr></w:body></w:document>",
        body.text,
        super::FOOTER,
    )
}

/// Writes the numbering of lists: each begins again with 1.
pub(super) fn numbering(lists: usize) -> String {
    let mut text = format!(
        "{HEAD}<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"567\" w:hanging=\"397\"/></w:pPr></w:lvl></w:abstractNum>"
    );
    for at in 1..=lists {
        // Writing to a String can't fail, here and below.
        let _ = write!(
            text,
            "<w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"0\"/>\
             <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        );
    }
    text + "</w:numbering>"
}

/// Writes a field that Word and LibreOffice work out, with what stands in it until then.
pub(super) fn field(code: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// Names the place of a heading, for the table of contents.
fn place(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}

/// A body being written.
struct Body {
    text: String,
    lists: usize,
    charts: usize,
}

impl Body {
    /// Writes a paragraph of a style; `more` are properties beside it.
    fn paragraph(&mut self, style: &str, more: &str, inside: &str) {
        let _ = write!(self.text, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{inside}</w:p>");
    }

    fn cover(&mut self, document: &Document) {
        self.paragraph("Title", "", &run(&document.title));
        for line in document.cover.iter().filter(|line| !line.is_empty()) {
            self.paragraph("Subtitle", "", &run(line));
        }
    }

    /// Writes the contents: each heading with the page that it stands on, as a field of its own. A field over all of them would be made
    /// anew by Word alone; LibreOffice would print it without numbers.
    fn contents(&mut self, document: &Document) {
        self.paragraph("TOCHeading", "", &run(document.words.report_contents()));
        for (at, block) in document.blocks.iter().enumerate() {
            let Block::Heading(level, text) = block else { continue };
            let place = place(at);
            let page = field(&format!(" PAGEREF {place} \\h "), "…");
            let entry = format!("<w:hyperlink w:anchor=\"{place}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{page}</w:hyperlink>", run(text));
            self.paragraph(if *level == 1 { "TOC1" } else { "TOC2" }, "", &entry);
        }
    }

    fn put(&mut self, block: &Block, at: usize) {
        match block {
            Block::Heading(level, text) => {
                let place = place(at);
                let id = at + 1;
                let inside = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{place}\"/>{}<w:bookmarkEnd w:id=\"{id}\"/>", run(text));
                self.paragraph(if *level == 1 { "Heading1" } else { "Heading2" }, "", &inside);
            }
            Block::Text(text) => self.paragraph("BodyText", "", &run(text)),
            Block::List(lines) => {
                self.lists += 1;
                let number = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr>", self.lists);
                for line in lines {
                    self.paragraph("ListNumber", &number, &run(line));
                }
            }
            Block::Table(of) => {
                self.paragraph("Caption", "<w:keepNext/>", &run(&of.caption));
                self.table(of);
                if of.notes.is_empty() {
                    // Keeps the table from what follows.
                    self.paragraph("TableGap", "", "");
                }
                self.notes(&of.notes);
            }
            Block::Chart(chart) => {
                self.chart(chart);
                self.paragraph("Caption", "", &run(&chart.caption));
                if chart.note.is_empty() {
                    self.paragraph("TableGap", "", "");
                } else {
                    self.notes(std::slice::from_ref(&chart.note));
                }
            }
            Block::Signature(lines) => {
                self.paragraph("Normal", "", "");
                for line in lines {
                    self.paragraph("SignatureBlock", "", &run(line));
                }
            }
        }
    }

    /// Writes what is said below a table or a chart.
    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.paragraph("TableNote", "", &run(note));
        }
    }

    fn table(&mut self, table: &Table) {
        let all: u32 = table.columns.iter().map(|(_, _, share)| share).sum();
        let widths: Vec<u32> = table.columns.iter().map(|(_, _, share)| WIDTH * share / all.max(1)).collect();
        let _ = write!(
            self.text,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for width in &widths {
            let _ = write!(self.text, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.text += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        for ((head, _, _), width) in table.columns.iter().zip(&widths) {
            self.cell(*width, "E7EEF5", "TableHead", "", &run(head));
        }
        self.text += "</w:tr>";
        let whole = !table.is_long();
        for (at, row) in table.rows.iter().enumerate() {
            let last = at + 1 == table.rows.len();
            let sum = last && table.sums_up;
            // A short table stays on one page, and any with its notes: these rows keep with what is next.
            let keep = if (whole && !last) || (last && !table.notes.is_empty()) { "<w:keepNext/>" } else { "" };
            self.text += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
            for ((text, (_, align, _)), width) in row.iter().zip(&table.columns).zip(&widths) {
                let align = match align {
                    Align::Left => "left",
                    Align::Middle => "center",
                    Align::Right => "right",
                };
                let bold = if sum { "<w:rPr><w:b/></w:rPr>" } else { "" };
                let inside = format!("<w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
                self.cell(*width, if sum { "F4F4F4" } else { "" }, "TableText", &format!("{keep}<w:jc w:val=\"{align}\"/>"), &inside);
            }
            self.text += "</w:tr>";
        }
        self.text += "</w:tbl>";
    }

    fn cell(&mut self, width: u32, fill: &str, style: &str, more: &str, inside: &str) {
        let shade = if fill.is_empty() { String::new() } else { format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>") };
        let _ = write!(self.text, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr>");
        self.paragraph(style, more, inside);
        self.text += "</w:tc>";
    }

    /// Gives a chart its place on the page; the drawing is a part of its own.
    fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        let (wide, high) = (WIDTH * EMU, chart::height(chart) * EMU);
        let (id, relation, name) = (self.charts, chart_relation(self.charts), escape(&chart.caption));
        let inside = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
             <wp:docPr id=\"{id}\" name=\"{id}\" descr=\"{name}\"/><wp:cNvGraphicFramePr/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"{relation}\"/>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        self.paragraph("Normal", "<w:keepNext/>", &inside);
    }
}
