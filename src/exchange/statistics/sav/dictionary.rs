//! What stands before the first case of a system file: header, variables, labels, sets of several choices, what the file is.

use super::super::{Code, Variable, cut, said, sets};
use super::{BIAS, SYSTEM_MISSING, format, parts, segments};
use crate::exchange::cell::float;
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;
use std::fmt::Write;

/// Bytes of the longest label of a variable, and of a value.
const LABEL: usize = 252;
const VALUE_LABEL: usize = 120;

/// One string or number as the file knows it: a long text is several.
struct Field<'a> {
    variable: &'a Variable,
    /// The name of eight signs that the old record has room for.
    short: String,
    name: String,
    /// Bytes of a string; 0 for a number.
    width: usize,
    /// The place of its first element, from 1.
    element: usize,
}

fn fields(variables: &[Variable]) -> Vec<Field<'_>> {
    let (mut fields, mut element, mut number) = (Vec::new(), 1, 1);
    for variable in variables {
        let widths = if variable.is_text() { parts(variable) } else { vec![0] };
        for (at, width) in widths.into_iter().enumerate() {
            let name = if at == 0 { variable.name.clone() } else { format!("{}@{}", cut(&variable.name, 28), at + 1) };
            fields.push(Field { variable, short: format!("V{number}"), name, width, element });
            let elements: usize = if width == 0 { 1 } else { segments(width).iter().map(|room| room.div_ceil(8)).sum() };
            element += elements;
            number += segments(width.max(1)).len();
        }
    }
    fields
}

/// Writes everything before the first case.
pub(super) fn write(plan: &Plan, variables: &[Variable]) -> Vec<u8> {
    let fields = fields(variables);
    let mut out = Vec::new();
    header(plan, &fields, &mut out);
    for field in &fields {
        records(field, &mut out);
    }
    for field in &fields {
        value_labels(plan, field, &mut out);
    }
    document(plan, &mut out);
    let cells: Vec<i32> = vec![0, 1, 0, -1, 1, 1, 2, 65_001];
    more(&mut out, 3, 4, &cells.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>());
    let lowest = f64::from_bits(SYSTEM_MISSING.to_bits() - 1);
    more(&mut out, 4, 8, &[SYSTEM_MISSING, f64::MAX, lowest].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>());
    let sets = mr_sets(plan, variables, &fields);
    if !sets.is_empty() {
        more(&mut out, 7, 1, sets.as_bytes());
    }
    more(&mut out, 11, 4, &display(&fields));
    let names: Vec<String> = fields.iter().map(|field| format!("{}={}", field.short, field.name)).collect();
    more(&mut out, 13, 1, names.join("\t").as_bytes());
    let long: Vec<u8> = fields
        .iter()
        .filter(|field| field.width > 255)
        .flat_map(|field| format!("{}={:05}\0\t", field.short, field.width).into_bytes())
        .collect();
    if !long.is_empty() {
        more(&mut out, 14, 1, &long);
    }
    more(&mut out, 16, 8, &[1, plan.total].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>());
    more(&mut out, 20, 1, b"UTF-8");
    int(&mut out, 999);
    int(&mut out, 0);
    out
}

fn int(out: &mut Vec<u8>, number: i32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Gives a text in so many bytes, blanks behind it.
fn padded(text: &str, room: usize) -> Vec<u8> {
    let mut bytes = cut(text, room).as_bytes().to_vec();
    bytes.resize(room, b' ');
    bytes
}

fn header(plan: &Plan, fields: &[Field<'_>], out: &mut Vec<u8>) {
    let last = fields.last().map_or(0, |field| {
        let elements: usize = if field.width == 0 { 1 } else { segments(field.width).iter().map(|room| room.div_ceil(8)).sum() };
        field.element - 1 + elements
    });
    out.extend_from_slice(b"$FL2");
    out.extend_from_slice(&padded(&format!("@(#) SPSS DATA FILE {}", plan.about.program), 60));
    for number in [2, i32::try_from(last).unwrap_or(-1), 1, 0, i32::try_from(plan.total).unwrap_or(-1)] {
        int(out, number);
    }
    out.extend_from_slice(&float(BIAS).to_le_bytes());
    let (day, time) = moment(&plan.about.at);
    out.extend_from_slice(&padded(&day, 9));
    out.extend_from_slice(&padded(&time, 8));
    out.extend_from_slice(&padded(&plan.about.title, 64));
    out.extend_from_slice(&[0; 3]);
}

/// Gives a moment as the header wants it: `30 Sep 24` and `09:41:12`.
fn moment(at: &str) -> (String, String) {
    let day = at.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    (day.map(|day| day.strftime("%d %b %y").to_string()).unwrap_or_default(), at.get(11..19).unwrap_or_default().to_owned())
}

/// Writes the records of a number, or of each segment of a string.
fn records(field: &Field<'_>, out: &mut Vec<u8>) {
    let takes_reasons = field.variable.column.takes_reasons() && field.width == 0;
    if field.width == 0 {
        let (kind, width, places) = format(field.variable);
        record(
            out,
            0,
            Some(&field.variable.column.label),
            takes_reasons.then(|| field.variable.range()),
            [places, width, kind],
            &field.short,
        );
        return;
    }
    let number: usize = field.short[1..].parse().unwrap_or(0);
    for (at, room) in segments(field.width).into_iter().enumerate() {
        let label = (at == 0).then_some(field.variable.column.label.as_str());
        record(out, room as i32, label, None, [0, room as u8, 1], &format!("V{}", number + at));
        for _ in 1..room.div_ceil(8) {
            record(out, -1, None, None, [0, 0, 0], "");
        }
    }
}

fn record(out: &mut Vec<u8>, width: i32, label: Option<&str>, reasons: Option<(i64, i64)>, [places, room, kind]: [u8; 3], name: &str) {
    int(out, 2);
    int(out, width);
    int(out, i32::from(label.is_some()));
    int(out, if reasons.is_some() { -2 } else { 0 });
    let print = i32::from(kind) << 16 | i32::from(room) << 8 | i32::from(places);
    int(out, print);
    int(out, print);
    out.extend_from_slice(&padded(name, 8));
    if let Some(label) = label {
        let label = cut(label, LABEL);
        int(out, label.len() as i32);
        out.extend_from_slice(label.as_bytes());
        out.resize(out.len().next_multiple_of(4), b' ');
    }
    if let Some((low, high)) = reasons {
        out.extend_from_slice(&float(low).to_le_bytes());
        out.extend_from_slice(&float(high).to_le_bytes());
    }
}

fn value_labels(plan: &Plan, field: &Field<'_>, out: &mut Vec<u8>) {
    let labels = field.variable.labels(plan.w());
    if labels.is_empty() || field.width > 0 {
        return;
    }
    int(out, 3);
    int(out, labels.len() as i32);
    for (code, label) in labels {
        let value = match code {
            Code::Value(code) => code,
            Code::Reason(reason) => field.variable.number_of(reason),
        };
        let label = cut(&label, VALUE_LABEL);
        out.extend_from_slice(&float(value).to_le_bytes());
        out.push(label.len() as u8);
        out.extend_from_slice(&padded(label, (label.len() + 1).next_multiple_of(8) - 1));
    }
    int(out, 4);
    int(out, 1);
    int(out, field.element as i32);
}

/// Writes what the file is, in lines of 80 bytes.
fn document(plan: &Plan, out: &mut Vec<u8>) {
    let mut lines = Vec::new();
    for line in said(plan) {
        let mut rest = line.as_str();
        while !rest.is_empty() {
            let first = cut(rest, 80);
            lines.push(first.to_owned());
            rest = &rest[first.len()..];
        }
    }
    int(out, 6);
    int(out, lines.len() as i32);
    for line in lines {
        out.extend_from_slice(&padded(&line, 80));
    }
}

/// Writes a record that older programs pass over.
fn more(out: &mut Vec<u8>, kind: i32, size: usize, content: &[u8]) {
    int(out, 7);
    int(out, kind);
    int(out, size as i32);
    int(out, (content.len() / size) as i32);
    out.extend_from_slice(content);
}

/// Says level, width and side of every string and number, each segment for itself.
fn display(fields: &[Field<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for field in fields {
        let level = match field.variable.column.holds {
            Holds::Step => 2,
            Holds::Whole | Holds::Fraction | Holds::Day | Holds::Time if field.width == 0 => 3,
            _ => 1,
        };
        for _ in segments(field.width.max(1)) {
            int(&mut out, level);
            int(&mut out, if field.width == 0 { 8 } else { field.width.min(40) as i32 });
            int(&mut out, i32::from(field.width == 0));
        }
    }
    out
}

/// Says which variables are the choices of one question.
fn mr_sets(plan: &Plan, variables: &[Variable], fields: &[Field<'_>]) -> String {
    let mut text = String::new();
    for (question, members) in sets(variables) {
        let asked = &plan.survey.form.questions[question];
        let label = cut(asked.label.get(plan.options.lang), LABEL);
        let names: Vec<String> = members
            .iter()
            .filter_map(|at| fields.iter().find(|field| std::ptr::eq(field.variable, &raw const variables[*at])))
            .map(|field| field.short.to_lowercase())
            .collect();
        // Writing to a String can't fail.
        let _ = writeln!(text, "${}=D1 1 {} {label} {}", cut(&asked.key, 60), label.len(), names.join(" "));
    }
    text
}
