//! Charts of the DOCX as DrawingML: vector images that Word and LibreOffice draw from the figures themselves; knows no survey.
//!
//! What stands beside a bar is written out, so that a decimal comma is one on every machine.

use super::super::block::{Bar, Chart, Shape, Shares};
use super::super::charts::{BAR, MARKED, escape, fill};
use super::HEAD;
use std::fmt::Write;

/// The height of a line, of what stands around the bars, and of a legend, in twentieths of a point.
const LINE: u32 = 440;
const AROUND: u32 = 200;
const LEGEND: u32 = 420;

/// A part that is narrower, in thousandths, has no room for its text.
const NARROW: u32 = 50;

/// Gives the height of a chart, in twentieths of a point.
pub(super) fn height(chart: &Chart) -> u32 {
    match &chart.shape {
        Shape::Bars(bars, _) => bars.len() as u32 * LINE + AROUND,
        Shape::Shares(shares) => shares.rows.len() as u32 * LINE + AROUND + LEGEND,
    }
}

/// Writes the part of a chart.
pub(super) fn write(chart: &Chart, lang: &str) -> String {
    match &chart.shape {
        Shape::Bars(bars, scale) => whole(&one(bars, &chart.caption), ("clustered", 0, *scale), "", lang),
        Shape::Shares(shares) => {
            let legend = format!("<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/>{}</c:legend>", letters());
            whole(&divided(shares), ("stacked", 100, (0, 1000)), &legend, lang)
        }
    }
}

/// Writes the drawing around its series; `ends` are those of the axis, which is not shown.
fn whole(series: &str, (grouping, overlap, ends): (&str, u32, (i64, i64)), legend: &str, lang: &str) -> String {
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:lang val=\"{lang}\"/><c:roundedCorners val=\"0\"/>\
         <c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"{grouping}\"/>\
         <c:varyColors val=\"0\"/>{series}<c:gapWidth val=\"45\"/><c:overlap val=\"{overlap}\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/>\
         <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
         <c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"888888\"/></a:solidFill></a:ln></c:spPr>{labels}<c:crossAx val=\"2\"/>\
         <c:crosses val=\"min\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"50\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{}\"/><c:min val=\"{}\"/></c:scaling>\
         <c:delete val=\"1\"/><c:axPos val=\"t\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>\
         <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"none\"/><c:crossAx val=\"1\"/><c:crosses val=\"min\"/></c:valAx>\
         <c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>",
        ends.1,
        ends.0,
        labels = letters(),
    )
}

/// Writes the properties of a text: 9 point, black.
fn letters() -> String {
    format!("<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{}</a:pPr><a:endParaRPr/></a:p></c:txPr>", look("defRPr"))
}

fn look(tag: &str) -> String {
    format!("<a:{tag} sz=\"900\" b=\"0\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:latin typeface=\"Arial\"/></a:{tag}>")
}

fn solid(fill: &str) -> String {
    format!("<c:spPr><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill></c:spPr>", &fill[1..])
}

/// What may stand in a label: only the value's place counts, for its text is written out.
const SHOWN: &str = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
                     <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";

/// Writes the text at one bar or part.
fn label(at: usize, text: &str, position: &str) -> String {
    if text.is_empty() {
        return format!("<c:dLbl><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:dLbl>");
    }
    format!(
        "<c:dLbl><c:idx val=\"{at}\"/><c:tx><c:rich><a:bodyPr wrap=\"none\"/><a:lstStyle/><a:p><a:r>{}<a:t>{}</a:t></a:r></a:p></c:rich></c:tx>\
         {}<c:dLblPos val=\"{position}\"/>{SHOWN}</c:dLbl>",
        look("rPr"),
        escape(text),
        letters(),
    )
}

/// Writes the labels of a line each.
fn names<'a>(labels: impl ExactSizeIterator<Item = &'a String>) -> String {
    let mut text = format!("<c:cat><c:strLit><c:ptCount val=\"{}\"/>", labels.len());
    for (at, label) in labels.enumerate() {
        // Writing to a String can't fail, here and below.
        let _ = write!(text, "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", escape(label));
    }
    text + "</c:strLit></c:cat>"
}

/// Writes the values of a series; where there is none, none is drawn.
fn values(values: impl ExactSizeIterator<Item = Option<i64>>) -> String {
    let mut text = format!("<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"{}\"/>", values.len());
    for (at, value) in values.enumerate() {
        if let Some(value) = value {
            let _ = write!(text, "<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>");
        }
    }
    text + "</c:numLit></c:val>"
}

/// Writes the series of one bar a line.
fn one(bars: &[Bar], name: &str) -> String {
    let mut text = format!(
        "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:tx><c:v>{}</c:v></c:tx>{}<c:invertIfNegative val=\"0\"/>",
        escape(name),
        solid(BAR)
    );
    for (at, _) in bars.iter().enumerate().filter(|(_, bar)| bar.marked) {
        let _ = write!(text, "<c:dPt><c:idx val=\"{at}\"/><c:invertIfNegative val=\"0\"/><c:bubble3D val=\"0\"/>{}</c:dPt>", solid(MARKED));
    }
    text += "<c:dLbls>";
    for (at, bar) in bars.iter().enumerate() {
        text += &label(at, &bar.value, "outEnd");
    }
    let _ = write!(text, "{}<c:dLblPos val=\"outEnd\"/>{SHOWN}</c:dLbls>", letters());
    text += &names(bars.iter().map(|bar| &bar.label));
    text += &values(bars.iter().map(|bar| bar.at));
    text + "</c:ser>"
}

/// Writes a series a part of divided bars.
fn divided(shares: &Shares) -> String {
    let mut text = String::new();
    for (part, name) in shares.legend.iter().enumerate() {
        let _ = write!(
            text,
            "<c:ser><c:idx val=\"{part}\"/><c:order val=\"{part}\"/><c:tx><c:v>{}</c:v></c:tx>\
             <c:spPr><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"333333\"/></a:solidFill></a:ln></c:spPr>\
             <c:invertIfNegative val=\"0\"/><c:dLbls>",
            escape(name),
            &fill(part, shares.legend.len())[1..],
        );
        for (at, (_, parts)) in shares.rows.iter().enumerate() {
            let inside = parts.get(part).filter(|(share, _)| *share >= NARROW).map_or("", |(_, inside)| inside);
            text += &label(at, inside, "ctr");
        }
        let _ = write!(text, "{}<c:dLblPos val=\"ctr\"/>{SHOWN}</c:dLbls>", letters());
        text += &names(shares.rows.iter().map(|(name, _)| name));
        text += &values(shares.rows.iter().map(|(_, parts)| parts.get(part).map(|(share, _)| i64::from(*share))));
        text += "</c:ser>";
    }
    text
}
