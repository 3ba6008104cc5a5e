//! The poster that a unit hangs up: IKM, mutu, respondents and period on one page, as SVG and as HTML ready to print; knows no chapter.

use super::charts::{escape, short};
use super::facts::{Breakdown, Facts};
use super::html;
use super::{Order, tables};
use crate::survey::index::{Mutu, PLACES};
use crate::words::Words;
use std::fmt::Write;
use std::io;

/// The sizes of paper; the drawing is the same, in other millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    A3,
}

impl Paper {
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// Gives the name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name)
    }

    /// Gives width and height in millimetres (ISO 216).
    #[must_use]
    pub const fn millimetres(self) -> (u32, u32) {
        match self {
            Self::A4 => (210, 297),
            Self::A3 => (297, 420),
        }
    }
}

/// Writes the poster as an SVG.
#[expect(clippy::unnecessary_wraps, reason = "every maker of a report has the same shape")]
pub(super) fn write_svg(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    Ok(draw(facts, order).into_bytes())
}

/// Writes the poster as HTML that prints on one page without margins.
#[expect(clippy::unnecessary_wraps, reason = "every maker of a report has the same shape")]
pub(super) fn write_html(facts: &Facts, order: &Order) -> io::Result<Vec<u8>> {
    let w = order.words;
    let (width, height) = order.paper.millimetres();
    let style = format!(
        "@page {{ size: {} portrait; margin: 0; }}\nhtml, body {{ margin: 0; padding: 0; }}\n\
         svg {{ display: block; width: 100%; height: auto; max-height: 100vh; }}\n\
         @media print {{ svg {{ width: {width}mm; height: {height}mm; max-height: none; }} }}\n\
         * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}\n",
        order.paper.name().to_uppercase()
    );
    let title = format!("{} – {}", heading(facts, w), facts.unit(w));
    Ok(html::page(w, &title, &style, &draw(facts, order)).into_bytes())
}

/// A drawing in the making, in tenths of a millimetre of A4.
struct Drawing(String);

impl Drawing {
    /// Writes a text around a place, or from it on.
    fn text(&mut self, (x, y): (u32, u32), (size, bold, anchor): (u32, bool, &str), ink: &str, text: &str) {
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        // Writing to a String can't fail, here and below.
        let _ = writeln!(
            self.0,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{ink}\"{weight}>{}</text>",
            escape(text)
        );
    }

    fn block(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), style: &str) {
        let _ = writeln!(self.0, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"20\" {style}/>");
    }

    /// Writes lines around a place and gives where the next would stand.
    fn lines(&mut self, (x, y): (u32, u32), size: u32, bold: bool, ink: &str, lines: &[String]) -> u32 {
        let mut y = y;
        for line in lines {
            self.text((x, y), (size, bold, "middle"), ink, line);
            y += size * 5 / 4;
        }
        y
    }
}

/// Breaks a text into lines of at most so many letters, between words.
fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Gives what the poster is about: the index of the SKM, or another by its name.
fn heading(facts: &Facts, w: Words) -> String {
    if facts.results.definition.is_skm() { w.poster_title().to_owned() } else { facts.survey_name(w).to_uppercase() }
}

const DARK: &str = "#1f4e79";
const INK: &str = "#111";

fn draw(facts: &Facts, order: &Order) -> String {
    let w = order.words;
    let (width, height) = order.paper.millimetres();
    let mut drawing = Drawing(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 2100 2970\" \
         font-family=\"Arial, Helvetica, 'Liberation Sans', sans-serif\">\n<title>{} – {}</title>\n<rect width=\"2100\" height=\"2970\" fill=\"#fff\"/>\n",
        escape(&heading(facts, w)),
        escape(&facts.unit(w))
    ));
    drawing.block((80, 80), (1940, 2810), &format!("fill=\"none\" stroke=\"{DARK}\" stroke-width=\"12\""));
    let heading = heading(facts, w);
    // Smaller and on more lines where a name is long: a line never runs out of the frame.
    let (size, most) = if heading.chars().count() <= 30 { (92, 30) } else { (72, 38) };
    let below = drawing.lines((1050, 270), size, true, DARK, &wrap(&heading, most));
    let unit = wrap(&facts.unit(w).to_uppercase(), 40);
    let size = if unit.len() > 2 { 54 } else { 72 };
    let unit = if unit.len() > 2 { wrap(&facts.unit(w).to_uppercase(), 54) } else { unit };
    let below = drawing.lines((1050, below + 5), size, true, INK, &unit);
    drawing.text((1050, below + 10), (58, false, "middle"), INK, &facts.survey.period);
    score(&mut drawing, facts, w);
    respondents(&mut drawing, facts, w);
    let period = w.poster_range(w.long_date(facts.survey.from), w.long_date(facts.survey.to));
    drawing.text((1050, 2490), (48, true, "middle"), DARK, &format!("{}: {period}", w.poster_period()));
    drawing.lines((1050, 2610), 42, false, INK, &wrap(w.poster_thanks(), 72));
    let found = &facts.results;
    let says = w.poster_convention(found.says(w), w.pooling(found.pooling));
    drawing.lines((1050, 2800), 34, false, "#444", &wrap(&says, 100));
    drawing.0.push_str("</svg>\n");
    drawing.0
}

/// Draws IKM and mutu.
fn score(drawing: &mut Drawing, facts: &Facts, w: Words) {
    drawing.block((180, 700), (1000, 620), &format!("fill=\"{DARK}\""));
    drawing.block((1240, 700), (680, 620), &format!("fill=\"#fff\" stroke=\"{DARK}\" stroke-width=\"10\""));
    drawing.text((680, 820), (76, true, "middle"), "#fff", &w.poster_ikm(facts.index_name(w)));
    drawing.text((1580, 820), (54, true, "middle"), DARK, w.poster_mutu());
    let says = |mutu: &Mutu| w.mutu(mutu).to_uppercase();
    match &facts.results.headline {
        Some((ikm, mutu)) => {
            drawing.text((680, 1150), (240, true, "middle"), "#fff", &w.decimal(ikm, PLACES));
            drawing.text((1580, 1110), (260, true, "middle"), DARK, mutu.code());
            drawing.text((1580, 1250), (76, true, "middle"), INK, &says(mutu));
        }
        None => {
            drawing.text((680, 1120), (120, true, "middle"), "#fff", w.poster_none());
            drawing.text((1580, 1120), (120, true, "middle"), DARK, "–");
        }
    }
}

/// Draws how many answered, and who they are.
fn respondents(drawing: &mut Drawing, facts: &Facts, w: Words) {
    drawing.text((1050, 1450), (72, true, "middle"), DARK, w.poster_respondents());
    drawing.text((1050, 1550), (64, true, "middle"), INK, &format!("{}: {}", w.poster_n(), w.poster_people(w.whole(facts.n()))));
    list(drawing, facts, facts.by_question("jenis_kelamin"), (180, w));
    list(drawing, facts, facts.by_question("pendidikan"), (1080, w));
}

/// The height that a list has, of one of its lines, and of the letters in it.
const ROOM: u32 = 660;
const LINE: u32 = 68;
const LETTERS: u32 = 46;

/// Draws a breakdown as a list; what may not be seen stands as a dash.
fn list(drawing: &mut Drawing, facts: &Facts, breakdown: Option<&Breakdown>, (x, w): (u32, Words)) {
    let Some(breakdown) = breakdown else { return };
    let head = tables::capital(&tables::by(facts, breakdown.by, w));
    drawing.text((x + 40, 1680), (54, true, "start"), DARK, &head);
    let (step, size) = measure(breakdown.groups.len());
    for (y, group) in (1760..).step_by(step as usize).zip(&breakdown.groups) {
        let n = if group.hidden { "–".to_owned() } else { w.whole(group.n) };
        let most = (660 * 2 / size) as usize;
        drawing.text((x + 40, y), (size, false, "start"), INK, &short(&group.name, most));
        drawing.text((x + 780, y), (size, true, "end"), INK, &n);
    }
}

/// Gives the step between the lines of a list and the size of their letters: closer where they would run into what stands below.
fn measure(lines: usize) -> (u32, u32) {
    let step = (ROOM / u32::try_from(lines.max(1)).unwrap_or(ROOM)).clamp(1, LINE);
    (step, (step * LETTERS / LINE).max(1))
}

#[cfg(test)]
mod tests {
    use super::{ROOM, measure, wrap};

    #[test]
    fn a_list_fits_whatever_its_length() {
        assert_eq!((measure(2), measure(9)), ((68, 46), (68, 46)));
        for lines in 1..=35 {
            let (step, size) = measure(lines);
            assert!(step * lines as u32 <= ROOM && size < step && size >= 12, "{lines}");
        }
    }

    #[test]
    fn a_text_breaks_between_words_and_loses_none() {
        assert_eq!(wrap("DPMPTSP Kota  Bontang", 12), ["DPMPTSP Kota", "Bontang"]);
        assert_eq!(wrap("", 12), Vec::<String>::new());
        assert_eq!(wrap("Sangatpanjangsekali a", 5), ["Sangatpanjangsekali", "a"]);
    }
}
