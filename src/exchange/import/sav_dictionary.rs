//! What stands before the first case of a system file of SPSS: header, variables, labels, which values mean that one is absent; knows no
//! case.

use super::Unreadable;
use super::binary::Binary;
use super::letters::Letters;
use super::rows::number_text;
use super::variables::Variable;
use crate::exchange::statistics::sav::{LONGEST, segments};
use std::collections::HashMap;
use std::io::Read;

/// Bytes of the longest case.
const MOST_BYTES: usize = 4 << 20;

/// What the header says of the cases.
pub(super) struct Header {
    /// 0 as they are, 1 by byte codes, 2 once more in blocks.
    pub packing: i32,
    pub bias: f64,
    /// How many there are, where it is said.
    pub cases: Option<u64>,
    /// Bytes of one, unpacked.
    pub bytes: usize,
}

/// Which numbers say that there is no value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Missing {
    range: Option<(f64, f64)>,
    single: Vec<f64>,
}

impl Missing {
    pub fn has(&self, number: f64) -> bool {
        self.range.is_some_and(|(low, high)| (low..=high).contains(&number)) || self.single.contains(&number)
    }

    /// Gives them in the order in which our own files have the reasons: downwards from the highest of a range.
    fn reasons(&self) -> Vec<String> {
        let range = self.range.filter(|(low, high)| high - low <= 100.0 && high.fract() == 0.0);
        let below = range.into_iter().flat_map(|(low, high)| (0..=100).map(move |n| high - f64::from(n)).take_while(move |n| *n >= low));
        below.chain(self.single.iter().copied()).map(number_text).collect()
    }
}

/// A variable as it stands in a case.
pub(super) struct Field {
    /// The byte where it begins.
    pub from: usize,
    pub shape: Shape,
}

pub(super) enum Shape {
    /// Its print format says whether it is a date.
    Number { kind: u8, missing: Missing },
    /// Parts, each in segments: where one begins, and its bytes.
    Text { parts: Vec<Vec<(usize, usize)>>, missing: Vec<String> },
}

pub(super) struct Found {
    pub header: Header,
    pub variables: Vec<Variable>,
    pub fields: Vec<Field>,
    pub letters: Letters,
}

/// A number, or a segment of a text, as the file describes it.
struct Record {
    name: Vec<u8>,
    label: Vec<u8>,
    width: usize,
    kind: u8,
    /// The place of its first element, from 0.
    element: usize,
    missing_form: i32,
    missing: Vec<[u8; 8]>,
}

/// Labels of values, and the elements that they are for, from 1.
type Labels = (Vec<([u8; 8], Vec<u8>)>, Vec<u64>);

#[derive(Default)]
struct Records {
    variables: Vec<Record>,
    elements: usize,
    labels: Vec<Labels>,
    page: i32,
    coding: Option<String>,
    long_names: Vec<u8>,
    long_texts: Vec<u8>,
    cases: Option<u64>,
}

/// Reads everything before the first case.
pub(super) fn read<R: Read>(file: &mut Binary<R>) -> Result<Found, Unreadable> {
    file.skip(64)?;
    let mut layout = [0; 4];
    file.fill(&mut layout)?;
    file.is_big = match (i32::from_le_bytes(layout), i32::from_be_bytes(layout)) {
        (2 | 3, _) => false,
        (_, 2 | 3) => true,
        _ => return Err(file.strange()),
    };
    file.skip(4)?;
    let packing = file.i32()?;
    file.skip(4)?;
    let cases = u64::try_from(file.i32()?).ok();
    let bias = file.f64()?;
    file.skip(9 + 8 + 64 + 3)?;
    if !(0..=2).contains(&packing) || !bias.is_finite() {
        return Err(file.strange());
    }
    let records = records(file)?;
    let letters = match &records.coding {
        Some(name) => Letters::named(name)?,
        None => Letters::of_page(records.page)?,
    };
    let header = Header { packing, bias, cases: records.cases.or(cases), bytes: records.elements * 8 };
    let (variables, fields) = together(&records, letters, file)?;
    Ok(Found { header, variables, fields, letters })
}

fn records<R: Read>(file: &mut Binary<R>) -> Result<Records, Unreadable> {
    let mut records = Records::default();
    loop {
        match file.i32()? {
            2 => variable(file, &mut records)?,
            3 => {
                let labels = labels(file)?;
                records.labels.push(labels);
            }
            6 => {
                let lines = file.count()?;
                file.skip(lines * 80)?;
            }
            7 => extension(file, &mut records)?,
            999 => {
                file.skip(4)?;
                return if records.variables.is_empty() { Err(file.strange()) } else { Ok(records) };
            }
            _ => return Err(file.strange()),
        }
    }
}

fn variable<R: Read>(file: &mut Binary<R>, records: &mut Records) -> Result<(), Unreadable> {
    let width = file.i32()?;
    let (has_label, missing_form) = (file.i32()?, file.i32()?);
    let [.., kind, _] = file.i32()?.to_le_bytes();
    file.skip(4)?;
    let name = file.bytes(8)?;
    let label = if has_label == 1 {
        let length = file.count()?;
        let label = file.bytes(length)?;
        file.skip(length.next_multiple_of(4) - length)?;
        label
    } else {
        Vec::new()
    };
    if !(-1..=255).contains(&width) || !(-3..=3).contains(&missing_form) {
        return Err(file.strange());
    }
    let mut missing = Vec::new();
    for _ in 0..missing_form.unsigned_abs() {
        let mut value = [0; 8];
        file.fill(&mut value)?;
        missing.push(value);
    }
    let element = records.elements;
    records.elements += 1;
    if records.elements * 8 > MOST_BYTES {
        return Err(Unreadable::LongRow { line: 1 });
    }
    // What goes on from the record before says no more.
    if let Ok(width) = usize::try_from(width) {
        records.variables.push(Record { name, label, width, kind, element, missing_form, missing });
    }
    Ok(())
}

fn labels<R: Read>(file: &mut Binary<R>) -> Result<Labels, Unreadable> {
    let mut labels = Vec::new();
    for _ in 0..file.count()? {
        let mut value = [0; 8];
        file.fill(&mut value)?;
        let length = u64::from(file.u8()?);
        let label = file.bytes(length)?;
        file.skip((length + 1).next_multiple_of(8) - (length + 1))?;
        labels.push((value, label));
    }
    if file.i32()? != 4 {
        return Err(file.strange());
    }
    let mut elements = Vec::new();
    for _ in 0..file.count()? {
        elements.push(file.count()?);
    }
    Ok((labels, elements))
}

fn extension<R: Read>(file: &mut Binary<R>, records: &mut Records) -> Result<(), Unreadable> {
    let (kind, size, count) = (file.i32()?, file.count()?, file.count()?);
    let Some(length) = size.checked_mul(count) else { return Err(file.strange()) };
    match kind {
        3 if length >= 32 => {
            file.skip(28)?;
            records.page = file.i32()?;
            file.skip(length - 32)?;
        }
        13 => records.long_names = file.bytes(length)?,
        14 => records.long_texts = file.bytes(length)?,
        16 if size == 8 && count >= 2 => {
            file.skip(8)?;
            records.cases = u64::try_from(file.i64()?).ok();
            file.skip(length - 16)?;
        }
        20 => records.coding = Some(String::from_utf8_lossy(&file.bytes(length)?).into_owned()),
        _ => file.skip(length)?,
    }
    Ok(())
}

/// Reads what stands behind names: `V1=form_number`, with a sign between.
fn pairs(bytes: &[u8], letters: Letters) -> HashMap<String, String> {
    let text = letters.read_name(&bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>());
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_uppercase(), value.to_owned()));
    text.split('\t').filter_map(pair).collect()
}

/// Brings the records together to variables.
fn together<R: Read>(records: &Records, letters: Letters, file: &Binary<R>) -> Result<(Vec<Variable>, Vec<Field>), Unreadable> {
    let (names, long) = (pairs(&records.long_names, letters), pairs(&records.long_texts, letters));
    let (mut variables, mut fields): (Vec<Variable>, Vec<Field>) = (Vec::new(), Vec::new());
    let number = |bytes: [u8; 8]| if file.is_big { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) };
    let mut at = 0;
    while let Some(record) = records.variables.get(at) {
        let short = letters.read_name(&record.name);
        let name = names.get(&short.to_uppercase()).cloned().unwrap_or_else(|| short.clone());
        let from = record.element * 8;
        let mut variable = Variable { name, label: letters.read_name(&record.label), is_text: record.width > 0, ..Variable::default() };
        let mut used = 1;
        let shape = if record.width == 0 {
            let values: Vec<f64> = record.missing.iter().map(|value| number(*value)).collect();
            let missing = match (record.missing_form, &values[..]) {
                (-2, [low, high]) => Missing { range: Some((*low, *high)), single: Vec::new() },
                (-3, [low, high, single]) => Missing { range: Some((*low, *high)), single: vec![*single] },
                _ => Missing { range: None, single: values },
            };
            variable.reasons = missing.reasons();
            Shape::Number { kind: record.kind, missing }
        } else {
            let width = long.get(&short.to_uppercase()).and_then(|width| width.trim().parse().ok()).filter(|width| *width > 255);
            let width = width.unwrap_or(record.width).min(MOST_BYTES);
            used = segments(width).len();
            let Some(records) = records.variables.get(at..at + used) else { return Err(file.strange()) };
            // The segments have more room than the text is wide: it fills one after the other.
            let mut left = width;
            let segment = |record: &Record| {
                let here = record.width.min(left);
                left -= here;
                (record.element * 8, here)
            };
            let part: Vec<(usize, usize)> = records.iter().map(segment).collect();
            let missing: Vec<String> = record.missing.iter().map(|value| letters.read_name(value)).collect();
            variable.reasons.clone_from(&missing);
            // A text of ours that is longer than a string can be goes on in the next one.
            if let (Some(Field { shape: Shape::Text { parts, .. }, .. }), Some(before)) = (fields.last_mut(), variables.last())
                && part_of(&variable.name) == Some(before.name.get(..28).unwrap_or(&before.name))
                && parts.last().is_some_and(|part| part.len() == segments(LONGEST).len())
            {
                parts.push(part);
                at += used;
                continue;
            }
            Shape::Text { parts: vec![part], missing }
        };
        for (labels, _) in records.labels.iter().filter(|(_, elements)| elements.contains(&(record.element as u64 + 1))) {
            let value = |value: [u8; 8]| if record.width == 0 { number_text(number(value)) } else { letters.read_name(&value) };
            variable.labels.extend(labels.iter().map(|(of, label)| (value(*of), letters.read_name(label))));
        }
        variables.push(variable);
        fields.push(Field { from, shape });
        at += used;
    }
    Ok((variables, fields))
}

/// Gives the name of the text that another one goes on: `cerita@2` goes on `cerita`.
fn part_of(name: &str) -> Option<&str> {
    name.rsplit_once('@').filter(|(_, part)| part.parse::<u32>().is_ok_and(|part| part > 1)).map(|(name, _)| name)
}
