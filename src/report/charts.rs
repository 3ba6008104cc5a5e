//! Charts as SVG: vector images that any browser and printer draws alike; knows no survey.

use super::block::{Bar, Chart, Shape, Shares};
use std::fmt::Write;

/// The width of every chart, in units of a pixel.
const WIDTH: u32 = 750;

/// Where the bars begin, and how long the longest one is.
const START: u32 = 310;
const LONGEST: u32 = 330;

/// The height of a line, and of the bar in it.
const LINE: u32 = 26;
const THICK: u32 = 17;

/// The fill of a bar, and of one that the reader should look at: lighter in grey too, and its value says it.
pub(super) const BAR: &str = "#1f4e79";
pub(super) const MARKED: &str = "#d98032";

/// The fills of divided bars from the lowest value to the highest: ever darker, so that they differ in grey too, and light enough for black
/// text on each.
const FILLS: [&str; 4] = ["#f3d9b1", "#dce9f4", "#a9c9e6", "#6a9fd0"];

/// As [`FILLS`], where a scale has more than four values.
const MORE: [&str; 7] = ["#eec388", "#f3d9b1", "#f7efe2", "#e4eef7", "#c6dbee", "#97bde1", "#6a9fd0"];

/// Makes a text safe within SVG and HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in crate::survey::value::safe(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Letters of a label before its bar.
const LETTERS: usize = 46;

/// Shortens a label that would run into what stands behind it, between words.
pub(super) fn short(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let cut: String = label.chars().take(most.saturating_sub(1)).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ' ']))
}

/// Draws a chart.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    match &chart.shape {
        Shape::Bars(bars, scale) => draw_bars(&chart.caption, bars, *scale),
        Shape::Shares(shares) => draw_shares(&chart.caption, shares),
    }
}

fn open(caption: &str, height: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"12\">\n\
         <title>{}</title>\n",
        escape(caption)
    )
}

fn label(text: &mut String, y: u32, label: &str) {
    // Writing to a String can't fail, here and below.
    let _ = writeln!(
        text,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"11\">{}<title>{}</title></text>",
        START - 8,
        y + THICK - 4,
        // The whole of it stays as its title.
        escape(&short(label, LETTERS)),
        escape(label)
    );
}

/// Makes the length of a bar.
fn long(at: i64, (least, most): (i64, i64)) -> u32 {
    u32::try_from((at.clamp(least, most) - least) * i64::from(LONGEST) / (most - least).max(1)).unwrap_or(0)
}

fn draw_bars(caption: &str, bars: &[Bar], scale: (i64, i64)) -> String {
    let height = LINE * bars.len() as u32 + 4;
    let mut text = open(caption, height);
    for (y, bar) in (2..).step_by(LINE as usize).zip(bars) {
        label(&mut text, y, &bar.label);
        let long = bar.at.map_or(0, |at| long(at, scale));
        let fill = if bar.marked { MARKED } else { BAR };
        let _ = writeln!(
            text,
            "<rect x=\"{START}\" y=\"{y}\" width=\"{LONGEST}\" height=\"{THICK}\" fill=\"#eee\"/>\
             <rect x=\"{START}\" y=\"{y}\" width=\"{long}\" height=\"{THICK}\" fill=\"{fill}\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>",
            START + LONGEST + 8,
            y + THICK - 4,
            escape(&bar.value)
        );
    }
    text.push_str("</svg>\n");
    text
}

fn draw_shares(caption: &str, shares: &Shares) -> String {
    let height = LINE * (shares.rows.len() as u32 + 1) + 4;
    let mut text = open(caption, height);
    let step = LONGEST / u32::try_from(shares.legend.len().max(1)).unwrap_or(1);
    for (at, name) in (0_u32..).zip(&shares.legend) {
        let fill = fill(at as usize, shares.legend.len());
        let x = START + at * step;
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"4\" width=\"12\" height=\"12\" fill=\"{fill}\" stroke=\"#333\" stroke-width=\"0.5\"/><text x=\"{}\" y=\"14\">{}</text>",
            x + 16,
            escape(name)
        );
    }
    for (y, (name, parts)) in (2 + LINE..).step_by(LINE as usize).zip(&shares.rows) {
        label(&mut text, y, name);
        // Ends are rounded, not lengths, so that no gap opens between two parts.
        let mut before = 0;
        for (at, (share, inside)) in parts.iter().enumerate() {
            let fill = fill(at, shares.legend.len());
            let (from, to) = (LONGEST * before / 1000, LONGEST * (before + share).min(1000) / 1000);
            before += share;
            let wide = to.saturating_sub(from);
            if wide == 0 {
                continue;
            }
            let x = START + from;
            let _ = write!(
                text,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{THICK}\" fill=\"{fill}\" stroke=\"#333\" stroke-width=\"0.5\"/>"
            );
            if wide >= 20 {
                let _ = write!(
                    text,
                    "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"11\">{}</text>",
                    x + wide / 2,
                    y + THICK - 5,
                    escape(inside)
                );
            }
        }
        text.push('\n');
    }
    text.push_str("</svg>\n");
    text
}

/// Gives the fill of a part; the last part is the darkest, however many there are.
#[must_use]
pub fn fill(at: usize, parts: usize) -> &'static str {
    let fills: &[&str] = if parts <= FILLS.len() { &FILLS } else { &MORE };
    let last = fills.len() - 1;
    fills[if parts <= 1 { last } else { (at * last / (parts - 1)).min(last) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_label_is_text_and_no_markup() {
        let bar = |label: &str| Bar { label: label.to_owned(), at: Some(6_250), value: "62,50 D (1)".to_owned(), marked: true };
        let svg = svg(&Chart {
            caption: "<a>".to_owned(),
            shape: Shape::Bars(vec![bar("<script>&\u{1b}")], (2_500, 10_000)),
            note: String::new(),
        });
        assert!(svg.contains("&lt;script&gt;&amp;·") && svg.contains("<title>&lt;a&gt;</title>") && !svg.contains("<script"), "{svg}");
        assert!(svg.contains("width=\"165\""), "half of the longest: {svg}");
    }

    #[test]
    fn parts_fill_the_bar_without_a_gap() {
        let parts = vec![(333, "33".to_owned()), (333, "33".to_owned()), (334, "33".to_owned())];
        let shares = Shares { legend: vec!["1".to_owned(); 3], rows: vec![("a".to_owned(), parts)] };
        let svg = svg(&Chart { caption: String::new(), shape: Shape::Shares(shares), note: String::new() });
        let widths: u32 = svg
            .lines()
            .filter(|line| line.contains("y=\"28\""))
            .flat_map(|line| line.split("width=\"").skip(1))
            .filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok())
            .sum();
        assert_eq!(widths, LONGEST);
    }
}
