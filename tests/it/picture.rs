//! The picture of the entry screen in the README: the program draws it, this writes its cells as SVG.
//!
//! `UPDATE_EXPECT=1 cargo test --test it picture` draws it again.

use crate::scenario::Scenario;
use cacah::tui::Theme;
use expect_test::expect_file;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

// Pixels.
const CELL_WIDTH: u16 = 9;
const CELL_HEIGHT: u16 = 20;
const BASELINE: u16 = 15;
const MARGIN: u16 = 18;

const BACKGROUND: &str = "#14191f";
const FOREGROUND: &str = "#d5dae0";

#[test]
fn the_readme_shows_the_entry_screen_as_it_is() {
    let scenario = Scenario::carried(40).keys("2 34 5 4 3 4 3 4 3 2 4 4 4").text("Petugasnya ramah").keys("<Enter>");
    let mut scenario = scenario.keys("1 41 3 5 3 3 . 2 4 c");
    scenario.app.set_theme(Theme::colour());
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
    terminal.draw(|frame| scenario.app.draw(frame)).expect("draws");
    let cursor = terminal.get_cursor_position().expect("is known");
    expect_file!["../../docs/entry.svg"].assert_eq(&svg(terminal.backend().buffer(), cursor));
}

/// What runs of cells are drawn in.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    bold: bool,
    underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut paper) = (colour(cell.fg), colour(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, paper) = (Some(paper.unwrap_or(BACKGROUND)), Some(ink.unwrap_or(FOREGROUND)));
        }
        Self {
            ink: ink.unwrap_or(FOREGROUND).to_owned(),
            paper: paper.map(str::to_owned),
            bold: cell.modifier.contains(Modifier::BOLD),
            underlined: cell.modifier.contains(Modifier::UNDERLINED),
        }
    }
}

/// Gives a terminal's usual colours a shade that reads well on dark ground; none is the terminal's own.
fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Black => "#0b0e12",
        Color::Red | Color::LightRed => "#d9575f",
        Color::Green | Color::LightGreen => "#8ec07c",
        Color::Yellow | Color::LightYellow => "#f2c55c",
        Color::Blue | Color::LightBlue => "#6ea8fe",
        Color::Magenta | Color::LightMagenta => "#d38ad8",
        Color::Cyan | Color::LightCyan => "#5ec4c9",
        Color::Gray => "#b8c0c8",
        Color::DarkGray => "#6b7682",
        Color::White => "#ffffff",
        _ => return None,
    })
}

/// Writes the cells as an SVG that needs no other file.
fn svg(cells: &Buffer, cursor: Position) -> String {
    let (width, height) = (cells.area.width * CELL_WIDTH + 2 * MARGIN, cells.area.height * CELL_HEIGHT + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"The entry screen of cacah, a form half keyed\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for y in 0..cells.area.height {
        for (x, look, text) in runs(cells, y) {
            draw(&mut out, x, y, &look, &text);
        }
    }
    let (x, y) = corner(cursor.x, cursor.y);
    // Writing to a String can't fail, here and below.
    let _ =
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{CELL_WIDTH}\" height=\"{CELL_HEIGHT}\" fill=\"{FOREGROUND}\" opacity=\"0.55\"/>");
    out.push_str("</g>\n</svg>\n");
    out
}

const fn corner(x: u16, y: u16) -> (u16, u16) {
    (MARGIN + x * CELL_WIDTH, MARGIN + y * CELL_HEIGHT)
}

/// Gives the runs of a line that look the same; blanks without a ground belong to none.
fn runs(cells: &Buffer, y: u16) -> Vec<(u16, Look, String)> {
    let mut runs: Vec<(u16, Look, String)> = Vec::new();
    let mut open = false;
    for x in 0..cells.area.width {
        let cell = &cells[(x, y)];
        let look = Look::of(cell);
        let blank = cell.symbol() == " " && look.paper.is_none();
        match runs.last_mut() {
            _ if blank => open = false,
            Some((_, last, text)) if open && *last == look => text.push_str(cell.symbol()),
            _ => {
                runs.push((x, look, cell.symbol().to_owned()));
                open = true;
            }
        }
    }
    runs
}

fn draw(out: &mut String, x: u16, y: u16, look: &Look, text: &str) {
    let (left, top) = corner(x, y);
    let width = text.chars().count() as u16 * CELL_WIDTH;
    if let Some(paper) = &look.paper {
        let _ = writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{CELL_HEIGHT}\" fill=\"{paper}\"/>");
    }
    if text.chars().all(|c| c == '─') {
        let middle = top + CELL_HEIGHT / 2;
        let _ = writeln!(out, "<path d=\"M{left} {middle}h{width}\" stroke=\"{}\"/>", look.ink);
        return;
    }
    let bold = if look.bold { " font-weight=\"bold\"" } else { "" };
    let line = if look.underlined { " text-decoration=\"underline\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{bold}{line}>{text}</text>",
        top + BASELINE,
        look.ink
    );
}

#[test]
fn reversed_cells_and_marks_are_drawn_safely() {
    let mut cells = Buffer::with_lines(["a<b ──"]);
    cells[(0, 0)].modifier = Modifier::REVERSED;
    cells[(2, 0)].modifier = Modifier::BOLD;
    let drawn = svg(&cells, Position::ORIGIN);
    let body: Vec<&str> = drawn.lines().skip(3).take(5).collect();
    assert_eq!(body[0], r##"<rect x="18" y="18" width="9" height="20" fill="#d5dae0"/>"##);
    assert!(body[1].ends_with(r##"fill="#14191f">a</text>"##), "{}", body[1]);
    assert!(body[2].ends_with("&lt;</text>") && body[3].contains("bold"), "{body:?}");
    assert_eq!(body[4], r##"<path d="M54 28h18" stroke="#d5dae0"/>"##);
}
