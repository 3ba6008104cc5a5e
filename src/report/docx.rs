//! The report as a DOCX that an agency edits and signs: real headings, tables, and charts as tables of bars; knows no survey.
//!
//! Charts are native tables with shaded cells: sharp at any size and editable. The library puts in PNG alone, and a picture of dots would be
//! neither.

use super::block::{Align, Bar, Block, Chart, Document, Shape, Shares, Table};
use super::charts;
use super::{Facts, Order, chapters};
use crate::survey::value::safe;
use docx_rs::{
    AbstractNumbering, AlignmentType, BorderType, Docx, FieldCharType, Footer, Hyperlink, HyperlinkType, IndentLevel, InstrPAGEREF,
    InstrText, Level, LevelJc, LevelText, LineSpacing, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, Run, RunFonts,
    Shading, SpecialIndentType, Start, Style, StyleType, Tab, TabLeaderType, TabValueType, Table as WordTable, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use std::io::{self, Cursor};

/// The width between the margins of an A4 page, in twentieths of a point: 210 mm less 25 and 20.
const WIDTH: usize = 9355;

/// How wide the labels of a chart, its bars and its values are, of 100.
const CHART: [u32; 3] = [40, 44, 16];

/// The parts that a bar of a chart is divided into: a cell of a table each.
const PARTS: u32 = 50;

/// Writes the report.
pub(super) fn write(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    render(&chapters::document(facts, order.words))
}

/// Writes any document.
///
/// # Errors
/// When the archive can't be made: a fault of the program.
pub fn render(document: &Document) -> io::Result<Vec<u8>> {
    let mut word = styled(document);
    word = cover(word, document);
    let mut lists = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        word = put(word, block, at, &mut lists);
    }
    let mut bytes = Cursor::new(Vec::new());
    // Packed part by part: writing straight into the archive would have the whole library compiled a second time for our writer.
    word.build().pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

/// Makes the empty document: A4, its styles, and a page number at the foot.
fn styled(document: &Document) -> Docx {
    let font = RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").cs("Times New Roman");
    let heading = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").next("Normal").q_format(true).size(size).bold()
    };
    let spacing = |before, after| LineSpacing::new().before(before).after(after);
    let day = format!("{}T00:00:00Z", document.made);
    let page = Paragraph::new().align(AlignmentType::Center).add_run(Run::new().add_text(format!("{} ", document.words.report_page())));
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(PageMargin { top: 1247, left: 1417, bottom: 1134, right: 1134, header: 708, footer: 567, gutter: 0 })
        .default_fonts(font)
        .default_size(22)
        .created_at(&day)
        .updated_at(&day)
        .add_style(Style::new("Normal", StyleType::Paragraph).name("Normal").q_format(true))
        .add_style(heading("Heading1", "heading 1", 30).align(AlignmentType::Center).outline_lvl(0).line_spacing(spacing(0, 240)))
        .add_style(heading("Heading2", "heading 2", 24).outline_lvl(1).line_spacing(spacing(240, 80)))
        .add_style(Style::new("Caption", StyleType::Paragraph).name("caption").based_on("Normal").q_format(true).size(20).bold())
        .footer(Footer::new().add_paragraph(page.add_page_num(PageNum::new())))
        .title_pg()
}

fn cover(mut word: Docx, document: &Document) -> Docx {
    let line = |text: &str, size, before| {
        let run = Run::new().add_text(safe(text)).size(size).bold();
        Paragraph::new().align(AlignmentType::Center).line_spacing(LineSpacing::new().before(before).after(240)).add_run(run)
    };
    word = word.add_paragraph(line(&document.title, 44, 4000));
    for text in document.cover.iter().filter(|text| !text.is_empty()) {
        word = word.add_paragraph(line(text, 32, 0));
    }
    let w = document.words;
    word = word.add_paragraph(line(w.report_contents(), 30, 0).page_break_before(true));
    contents(word, document)
}

/// Names the place of a heading, for the table of contents.
fn place(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}

/// Writes the contents: each heading with the page that it stands on, as a field of its own. A field over all of them would be made anew by
/// Word alone; LibreOffice would print it without numbers.
fn contents(mut word: Docx, document: &Document) -> Docx {
    let field = |kind, dirty| Run::new().add_field_char(kind, dirty);
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Heading(level, text) = block else { continue };
        let tab = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(WIDTH);
        let line = Paragraph::new().add_tab(tab).indent(Some(if *level == 1 { 0 } else { 340 }), None, None, None);
        let entry = Hyperlink::new(place(at), HyperlinkType::Anchor)
            .add_run(Run::new().add_text(safe(text)))
            .add_run(Run::new().add_tab())
            .add_run(field(FieldCharType::Begin, true))
            .add_run(Run::new().add_instr_text(InstrText::PAGEREF(InstrPAGEREF::new(place(at)).hyperlink())))
            .add_run(field(FieldCharType::Separate, false))
            .add_run(Run::new().add_text("…"))
            .add_run(field(FieldCharType::End, false));
        word = word.add_paragraph(line.add_hyperlink(entry));
    }
    word
}

/// Makes a heading with its place.
fn heading(at: usize, level: u8, text: &str) -> Paragraph {
    let paragraph = Paragraph::new()
        .add_bookmark_start(at + 1, place(at))
        .add_run(Run::new().add_text(safe(text)))
        .add_bookmark_end(at + 1)
        .keep_next(true);
    if level == 1 { paragraph.style("Heading1").page_break_before(true) } else { paragraph.style("Heading2") }
}

fn put(word: Docx, block: &Block, at: usize, lists: &mut usize) -> Docx {
    match block {
        Block::Heading(level, text) => word.add_paragraph(heading(at, *level, text)),
        Block::Text(text) => word.add_paragraph(body(text)),
        Block::List(lines) => {
            *lists += 1;
            list(word, lines, *lists)
        }
        Block::Table(of) => {
            let word = word.add_paragraph(caption(&of.caption)).add_table(table(of));
            notes(word, &of.notes)
        }
        Block::Chart(chart) => {
            let word = word.add_table(bars(chart)).add_paragraph(caption(&chart.caption).keep_next(false));
            if chart.note.is_empty() { word } else { notes(word, std::slice::from_ref(&chart.note)) }
        }
        Block::Signature(lines) => {
            let line = |text: &String| {
                plain(text).align(AlignmentType::Center).indent(Some(4700), None, None, None).keep_next(true).keep_lines(true)
            };
            let word = word.add_paragraph(Paragraph::new());
            lines.iter().fold(word, |word, text| word.add_paragraph(line(text)))
        }
    }
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(safe(text)))
}

fn body(text: &str) -> Paragraph {
    plain(text).align(AlignmentType::Both).line_spacing(LineSpacing::new().after(120).line(320))
}

fn caption(text: &str) -> Paragraph {
    let spacing = LineSpacing::new().before(160).after(80);
    plain(text).style("Caption").align(AlignmentType::Center).line_spacing(spacing).keep_next(true)
}

fn below(note: &str) -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().before(60)).add_run(Run::new().add_text(safe(note)).size(18))
}

/// Writes notes, and a paragraph that keeps the table from what follows.
fn notes(word: Docx, notes: &[String]) -> Docx {
    let word = notes.iter().fold(word, |word, note| word.add_paragraph(below(note)));
    word.add_paragraph(Paragraph::new())
}

/// Writes a numbered list; each begins again with 1.
fn list(word: Docx, lines: &[String], number: usize) -> Docx {
    let id = number + 1;
    let level = Level::new(0, Start::new(1), NumberFormat::new("decimal"), LevelText::new("%1."), LevelJc::new("left")).indent(
        Some(567),
        Some(SpecialIndentType::Hanging(397)),
        None,
        None,
    );
    let word = word.add_abstract_numbering(AbstractNumbering::new(id).add_level(level)).add_numbering(Numbering::new(id, id));
    lines.iter().fold(word, |word, line| {
        let line = plain(line).numbering(NumberingId::new(id), IndentLevel::new(0)).line_spacing(LineSpacing::new().after(60));
        word.add_paragraph(line)
    })
}

const fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Middle => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Gives the widths of columns whose shares may not add up to 100.
fn widths(shares: &[u32]) -> Vec<usize> {
    let all: u32 = shares.iter().sum();
    shares.iter().map(|share| WIDTH * *share as usize / all.max(1) as usize).collect()
}

fn margins() -> TableCellMargins {
    TableCellMargins::new().margin(30, 80, 30, 80)
}

fn table(table: &Table) -> WordTable {
    let shares: Vec<u32> = table.columns.iter().map(|(_, _, width)| *width).collect();
    let widths = widths(&shares);
    let cell = |text: &str, size: usize, wide: usize, align: Align, bold: bool, keep: bool| {
        let run = Run::new().add_text(safe(text)).size(size);
        let run = if bold { run.bold() } else { run };
        let paragraph = Paragraph::new().align(alignment(align)).keep_next(keep).add_run(run);
        TableCell::new().width(wide, WidthType::Dxa).vertical_align(VAlignType::Center).add_paragraph(paragraph)
    };
    let head = table
        .columns
        .iter()
        .zip(&widths)
        .map(|((head, _, _), wide)| cell(head, 18, *wide, Align::Middle, true, true).shading(Shading::new().fill("E7EEF5")));
    let mut rows = vec![TableRow::new(head.collect()).cant_split()];
    for (at, row) in table.rows.iter().enumerate() {
        let last = at + 1 == table.rows.len();
        let sum = last && table.sums_up;
        let cells = row.iter().zip(&table.columns).zip(&widths).map(|((text, (_, align, _)), wide)| {
            // A short table stays on one page: every row but the last keeps with the next.
            cell(text, 20, *wide, *align, sum, !last && table.rows.len() <= 18)
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    WordTable::new(rows).set_grid(widths).layout(TableLayoutType::Fixed).width(WIDTH, WidthType::Dxa).margins(margins())
}

/// Draws a chart as a table: a row a line, its bar a run of shaded cells.
fn bars(chart: &Chart) -> WordTable {
    let wide = |share: u32| WIDTH * share as usize / 100;
    let part = wide(CHART[1]) / PARTS as usize;
    let mut grid = vec![wide(CHART[0])];
    grid.extend(vec![part; PARTS as usize]);
    grid.push(wide(CHART[2]));
    let rows = match &chart.shape {
        Shape::Bars(bars) => bars.iter().map(|bar| row(&bar.label, &cells(bar), &bar.value, &grid)).collect(),
        Shape::Shares(shares) => divided(shares, &grid),
    };
    WordTable::without_borders(rows).set_grid(grid).layout(TableLayoutType::Fixed).width(WIDTH, WidthType::Dxa).margins(margins())
}

/// A run of cells of a bar: how many parts, what colour, what stands in it.
type Piece = (u32, &'static str, String, &'static str);

fn cells(bar: &Bar) -> Vec<Piece> {
    let long = (bar.length.min(1000) * PARTS + 500) / 1000;
    let fill = if bar.marked { "D98032" } else { "1F4E79" };
    [(long, fill), (PARTS - long, "EEEEEE")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, fill)| (n, fill, String::new(), "000000"))
        .collect()
}

fn divided(shares: &Shares, grid: &[usize]) -> Vec<TableRow> {
    let parts = shares.legend.len();
    let hex = |at: usize| {
        let (fill, ink) = charts::fill(at, parts);
        (&fill[1..], if ink == "#fff" { "FFFFFF" } else { "000000" })
    };
    let each = PARTS / u32::try_from(parts.max(1)).unwrap_or(1);
    let mut legend: Vec<Piece> = Vec::new();
    for (at, name) in shares.legend.iter().enumerate() {
        let (fill, ink) = hex(at);
        let wide = if at + 1 == parts { PARTS - each * (parts as u32 - 1) } else { each };
        legend.push((wide, fill, name.clone(), ink));
    }
    let mut rows = vec![row("", &legend, "", grid)];
    for (label, shown) in &shares.rows {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut before, mut used) = (0, 0);
        for (at, (share, inside)) in shown.iter().enumerate() {
            before += share;
            // Ends are rounded, not lengths, so that the bar is full.
            let end = (before.min(1000) * PARTS + 500) / 1000;
            if end > used {
                let (fill, ink) = hex(at);
                let inside = if end - used >= 3 { inside.clone() } else { String::new() };
                pieces.push((end - used, fill, inside, ink));
            }
            used = end.max(used);
        }
        if used < PARTS {
            pieces.push((PARTS - used, "EEEEEE", String::new(), "000000"));
        }
        rows.push(row(label, &pieces, "", grid));
    }
    rows
}

/// Makes the white edge that keeps a bar from the next.
fn gap(at: TableCellBorderPosition) -> TableCellBorder {
    TableCellBorder::new(at).border_type(BorderType::Single).size(24).color("FFFFFF")
}

/// Makes a row of a chart: label, pieces of the bar, value.
fn row(label: &str, pieces: &[Piece], value: &str, grid: &[usize]) -> TableRow {
    let text = |text: &str, align, ink: &str| {
        let run = Run::new().add_text(safe(text)).size(18).color(ink);
        Paragraph::new().align(align).keep_next(true).add_run(run)
    };
    let outer = |shown: &str, align, wide| {
        TableCell::new().width(wide, WidthType::Dxa).vertical_align(VAlignType::Center).add_paragraph(text(shown, align, "000000"))
    };
    let mut cells = vec![outer(label, AlignmentType::Right, grid[0])];
    for (parts, fill, inside, ink) in pieces {
        let cell = TableCell::new()
            .width(grid[1] * *parts as usize, WidthType::Dxa)
            .grid_span(*parts as usize)
            .vertical_align(VAlignType::Center)
            .shading(Shading::new().fill(*fill))
            .set_borders(TableCellBorders::with_empty().set(gap(TableCellBorderPosition::Top)).set(gap(TableCellBorderPosition::Bottom)))
            .add_paragraph(text(inside, AlignmentType::Center, ink));
        cells.push(cell);
    }
    cells.push(outer(value, AlignmentType::Left, grid[grid.len() - 1]));
    TableRow::new(cells).cant_split()
}
