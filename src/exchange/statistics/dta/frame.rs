//! What stands before and behind the rows of a Stata file: header, map, variables, notes; value labels at the end.

use super::super::{Code, Variable, cut, said};
use super::{Kept, LABEL, NAME, labelled};
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;

/// Places of the map: where each section begins, and the end.
const PLACES: usize = 14;

/// Writes everything before the rows. How long what follows is, is known: rows are of one size, and long texts were measured.
pub(super) fn before(plan: &Plan, variables: &[(Variable, Kept)]) -> Vec<u8> {
    let count = variables.len();
    let mut head = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>".to_vec();
    head.extend_from_slice(&(count as u16).to_le_bytes());
    head.extend_from_slice(b"</K><N>");
    head.extend_from_slice(&plan.total.to_le_bytes());
    head.extend_from_slice(b"</N><label>");
    let label: String = plan.about.title.chars().take(80).collect();
    head.extend_from_slice(&(label.len() as u16).to_le_bytes());
    head.extend_from_slice(label.as_bytes());
    head.extend_from_slice(b"</label><timestamp>");
    let moment = moment(&plan.about.at);
    head.push(moment.len() as u8);
    head.extend_from_slice(moment.as_bytes());
    head.extend_from_slice(b"</timestamp></header>");
    let sections = [
        section("variable_types", variables.iter().flat_map(|(_, kept)| kept.code().to_le_bytes()).collect()),
        section("varnames", variables.iter().flat_map(|(variable, _)| fixed(&variable.name, NAME)).collect()),
        section("sortlist", vec![0; 2 * (count + 1)]),
        section("formats", variables.iter().flat_map(|(variable, kept)| fixed(&format(variable, *kept), 57)).collect()),
        section("value_label_names", variables.iter().flat_map(|(variable, _)| fixed(&set_name(plan, variable), NAME)).collect()),
        section("variable_labels", variables.iter().flat_map(|(variable, _)| label_of(variable)).collect()),
        section("characteristics", notes(plan)),
    ];
    let map_length = "<map></map>".len() + 8 * PLACES;
    let mut place = head.len() + map_length;
    let mut map = vec![0, head.len() as u64];
    for section in &sections {
        map.push(place as u64);
        place += section.len();
    }
    let row: usize = variables.iter().map(|(_, kept)| kept.bytes()).sum();
    let mut place = place as u64;
    map.push(place);
    place += "<data></data>".len() as u64 + plan.total * row as u64;
    map.push(place);
    let long = variables.iter().filter(|(_, kept)| *kept == Kept::Behind);
    // Each long text has 20 bytes before it and one behind.
    place += "<strls></strls>".len() as u64 + long.map(|(variable, _)| variable.extent.bytes + 21 * variable.extent.texts).sum::<u64>();
    map.push(place);
    place += value_labels(plan, variables).len() as u64;
    map.push(place);
    map.push(place + "</stata_dta>".len() as u64);
    let mut out = head;
    out.extend(section("map", map.iter().flat_map(|place| place.to_le_bytes()).collect()));
    for section in sections {
        out.extend(section);
    }
    out.extend_from_slice(b"<data>");
    out
}

/// Writes everything behind rows and long texts.
pub(super) fn behind(plan: &Plan, variables: &[(Variable, Kept)]) -> Vec<u8> {
    let mut out = value_labels(plan, variables);
    out.extend_from_slice(b"</stata_dta>");
    out
}

fn section(name: &str, content: Vec<u8>) -> Vec<u8> {
    [format!("<{name}>").into_bytes(), content, format!("</{name}>").into_bytes()].concat()
}

/// Gives a text in so much room, its end marked.
fn fixed(text: &str, room: usize) -> Vec<u8> {
    let mut bytes = cut(text, room - 1).as_bytes().to_vec();
    bytes.resize(room, 0);
    bytes
}

/// Gives a variable's label: 80 letters at most, as Stata has it.
fn label_of(variable: &Variable) -> Vec<u8> {
    fixed(&variable.column.label.chars().take(80).collect::<String>(), LABEL)
}

/// Gives a moment as Stata writes it: `30 Sep 2024 09:41`.
fn moment(at: &str) -> String {
    let day = at.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    match (day, at.get(11..16)) {
        (Some(day), Some(time)) => format!("{} {time}", day.strftime("%d %b %Y")),
        _ => String::new(),
    }
}

fn format(variable: &Variable, kept: Kept) -> String {
    match (variable.column.holds, kept) {
        (_, Kept::Text(room)) => format!("%-{}s", room.min(60)),
        (_, Kept::Behind) => "%-60s".to_owned(),
        (Holds::Day, _) => "%tdCCYY-NN-DD".to_owned(),
        (Holds::Time, _) => "%tcHH:MM".to_owned(),
        (Holds::Fraction, _) => format!("%12.{}f", variable.extent.places.clamp(1, 10)),
        _ => "%12.0g".to_owned(),
    }
}

/// Names the set of a variable's value labels, after the variable; none where it has no codes and takes no reasons, or is text.
fn set_name(plan: &Plan, variable: &Variable) -> String {
    if variable.is_text() || variable.labels(plan.w()).is_empty() { String::new() } else { variable.name.clone() }
}

/// Writes notes about the whole file: Stata shows them with `notes`.
fn notes(plan: &Plan) -> Vec<u8> {
    let lines = said(plan);
    let all = std::iter::once(("note0".to_owned(), lines.len().to_string())).chain((1..).map(|n| format!("note{n}")).zip(lines));
    let mut out = Vec::new();
    for (name, text) in all {
        let content = [fixed("_dta", NAME), fixed(&name, NAME), text.into_bytes(), vec![0]].concat();
        out.extend_from_slice(b"<ch>");
        out.extend_from_slice(&(content.len() as u32).to_le_bytes());
        out.extend(content);
        out.extend_from_slice(b"</ch>");
    }
    out
}

fn value_labels(plan: &Plan, variables: &[(Variable, Kept)]) -> Vec<u8> {
    let sets = variables.iter().map(|(variable, _)| (variable, set_name(plan, variable))).filter(|(_, name)| !name.is_empty());
    section("value_labels", sets.flat_map(|(variable, name)| set(plan, variable, &name)).collect())
}

fn set(plan: &Plan, variable: &Variable, name: &str) -> Vec<u8> {
    let mut labels: Vec<(i32, String)> = variable
        .labels(plan.w())
        .into_iter()
        .filter_map(|(code, label)| match code {
            Code::Value(code) => Some((i32::try_from(code).ok()?, label)),
            Code::Reason(reason) => Some((labelled(reason), label)),
        })
        .collect();
    labels.sort_by_key(|(code, _)| *code);
    let (mut places, mut values, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for (code, label) in &labels {
        places.extend_from_slice(&(texts.len() as u32).to_le_bytes());
        values.extend_from_slice(&code.to_le_bytes());
        texts.extend_from_slice(label.as_bytes());
        texts.push(0);
    }
    let table = [(labels.len() as u32).to_le_bytes().to_vec(), (texts.len() as u32).to_le_bytes().to_vec(), places, values, texts].concat();
    let content = [(table.len() as u32).to_le_bytes().to_vec(), fixed(name, NAME), vec![0; 3], table].concat();
    section("lbl", content)
}
