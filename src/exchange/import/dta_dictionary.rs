//! What stands around the rows of a Stata file: header, variables, value labels; knows no row.

use super::Unreadable;
use super::binary::Binary;
use super::letters::Letters;
use super::rows::MOST_COLUMNS;
use super::variables::Variable;
use crate::exchange::statistics::dta::{BEHIND, BYTE, DOUBLE, FLOAT, INT, LABEL, LONG, NAME, NO_LONG};
use std::io::{BufRead, Read, Seek};

/// Bytes of the longest row.
const MOST_BYTES: usize = 4 << 20;

/// Bytes of all labels of values, each as often as a variable has it.
const MOST_LABELS: usize = 64 << 20;

/// How a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Byte,
    Int,
    Long,
    Float,
    Double,
    /// Text of so many bytes at most.
    Text(usize),
    /// Text that stands behind all rows.
    Behind,
}

impl Kind {
    fn of(code: u16, is_tagged: bool) -> Option<Self> {
        // Older files count from 251 on.
        let code = if is_tagged || code < 251 { code } else { BYTE - (code - 251) };
        Some(match code {
            BYTE => Self::Byte,
            INT => Self::Int,
            LONG => Self::Long,
            FLOAT => Self::Float,
            DOUBLE => Self::Double,
            BEHIND => Self::Behind,
            1..=2045 => Self::Text(usize::from(code)),
            _ => return None,
        })
    }

    pub const fn bytes(self) -> usize {
        match self {
            Self::Byte => 1,
            Self::Int => 2,
            Self::Long | Self::Float => 4,
            Self::Double | Self::Behind => 8,
            Self::Text(bytes) => bytes,
        }
    }
}

/// What a number is, by its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Number,
    Day,
    Moment,
    Time,
}

impl Nature {
    fn of(format: &str) -> Self {
        let format = format.trim_start_matches(['%', '-']);
        match (format.strip_prefix("tc").or_else(|| format.strip_prefix("tC")), format.starts_with("td") || format.starts_with('d')) {
            (Some(rest), _) if rest.is_empty() || rest.contains(['Y', 'D', 'N']) => Self::Moment,
            (Some(_), _) => Self::Time,
            (None, true) => Self::Day,
            (None, false) => Self::Number,
        }
    }
}

/// What the rows are.
pub(super) struct Layout {
    pub version: u32,
    pub rows: u64,
    pub kinds: Vec<(Kind, Nature)>,
    /// Bytes of a row.
    pub bytes: usize,
    /// Where long texts begin.
    pub texts_at: u64,
}

impl Layout {
    /// Tells whether each part of the file has its name before and behind it.
    pub const fn is_tagged(&self) -> bool {
        self.version >= 117
    }

    pub const fn letters(&self) -> Letters {
        if self.version >= 118 { Letters::UTF_8 } else { Letters::WESTERN }
    }
}

/// Gives what stands for a reason in a row: `.a` for the first.
pub(super) fn reason(place: u64) -> String {
    let letter = u8::try_from(place).ok().and_then(|place| b'a'.checked_add(place.checked_sub(1)?)).filter(u8::is_ascii_lowercase);
    letter.map_or_else(|| ".".to_owned(), |letter| format!(".{}", char::from(letter)))
}

/// Bytes of texts that are as long in each file of a version.
struct Rooms {
    name: u64,
    format: u64,
    label: u64,
}

/// Reads everything but the rows; the file stands at the first one then.
pub(super) fn read<R: BufRead + Seek>(file: &mut Binary<R>) -> Result<(Layout, Vec<Variable>), Unreadable> {
    let mut first = [0; 1];
    file.fill(&mut first)?;
    if first == *b"<" { tagged(file) } else { older(file, first[0]) }
}

fn tagged<R: Read + Seek>(file: &mut Binary<R>) -> Result<(Layout, Vec<Variable>), Unreadable> {
    file.expect(b"stata_dta><header><release>")?;
    let release = file.bytes(3)?;
    let version = std::str::from_utf8(&release).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    if !(117..=119).contains(&version) {
        return Err(Unreadable::Version(String::from_utf8_lossy(&release).into_owned()));
    }
    file.expect(b"</release><byteorder>")?;
    file.is_big = match &file.bytes(3)?[..] {
        b"LSF" => false,
        b"MSF" => true,
        _ => return Err(file.strange()),
    };
    file.expect(b"</byteorder><K>")?;
    let count = if version == 119 { u32::from_le_bytes(file.number()?) } else { u16::from_le_bytes(file.number()?).into() };
    file.expect(b"</K><N>")?;
    let rows = if version == 117 { u32::from_le_bytes(file.number()?).into() } else { u64::from_le_bytes(file.number()?) };
    file.expect(b"</N><label>")?;
    let length = if version == 117 { file.u8()?.into() } else { u16::from_le_bytes(file.number()?).into() };
    file.skip(length)?;
    file.expect(b"</label><timestamp>")?;
    let length = file.u8()?.into();
    file.skip(length)?;
    file.expect(b"</timestamp></header><map>")?;
    let mut map = [0; 14];
    for place in &mut map {
        *place = u64::from_le_bytes(file.number()?);
    }
    let rooms = if version == 117 {
        Rooms { name: 33, format: 49, label: 81 }
    } else {
        Rooms { name: NAME as u64, format: 57, label: LABEL as u64 }
    };
    file.expect(b"</map><variable_types>")?;
    let codes = codes(file, count as usize, true)?;
    file.expect(b"</variable_types><varnames>")?;
    let names = texts(file, codes.len(), rooms.name)?;
    file.expect(b"</varnames><sortlist>")?;
    file.skip((u64::from(count) + 1) * if version == 119 { 4 } else { 2 })?;
    file.expect(b"</sortlist><formats>")?;
    let formats = texts(file, codes.len(), rooms.format)?;
    file.expect(b"</formats><value_label_names>")?;
    let sets = texts(file, codes.len(), rooms.name)?;
    file.expect(b"</value_label_names><variable_labels>")?;
    let labels = texts(file, codes.len(), rooms.label)?;
    file.expect(b"</variable_labels>")?;
    file.seek(map[11])?;
    file.expect(b"<value_labels>")?;
    let (mut known, mut room) = (Vec::new(), MOST_LABELS);
    while file.has(b"<lbl>")? {
        known.push(set(file, rooms.name, &mut room)?);
        file.expect(b"</lbl>")?;
    }
    file.seek(map[9])?;
    file.expect(b"<data>")?;
    together(file, (version, rows, map[10]), &codes, [&names, &formats, &sets, &labels], &known)
}

fn older<R: BufRead + Seek>(file: &mut Binary<R>, version: u8) -> Result<(Layout, Vec<Variable>), Unreadable> {
    if !(113..=115).contains(&version) {
        return Err(Unreadable::Version(version.to_string()));
    }
    file.is_big = match file.u8()? {
        1 => true,
        2 => false,
        _ => return Err(file.strange()),
    };
    file.skip(2)?;
    let count = u16::from_le_bytes(file.number()?);
    let rows = file.count()?;
    file.skip(81 + 18)?;
    let codes = codes(file, count.into(), false)?;
    let names = texts(file, codes.len(), 33)?;
    file.skip((u64::from(count) + 1) * 2)?;
    let formats = texts(file, codes.len(), if version == 113 { 12 } else { 49 })?;
    let sets = texts(file, codes.len(), 33)?;
    let labels = texts(file, codes.len(), 81)?;
    // Notes and the like, until there are none.
    loop {
        let (kind, length) = (file.u8()?, file.count()?);
        if (kind, length) == (0, 0) {
            break;
        }
        file.skip(length)?;
    }
    let (here, row) = (file.at, codes.iter().map(|kind| kind.bytes() as u64).sum::<u64>());
    let Some(end) = row.checked_mul(rows).and_then(|bytes| bytes.checked_add(here)) else { return Err(file.strange()) };
    file.seek(end)?;
    let (mut known, mut room) = (Vec::new(), MOST_LABELS);
    // Files without labels end here; those that end before are told at their last row.
    while file.has_more()? {
        known.push(set(file, 33, &mut room)?);
    }
    file.seek(here)?;
    together(file, (version.into(), rows, 0), &codes, [&names, &formats, &sets, &labels], &known)
}

fn codes<R: Read>(file: &mut Binary<R>, count: usize, is_tagged: bool) -> Result<Vec<Kind>, Unreadable> {
    if count > MOST_COLUMNS {
        return Err(Unreadable::Columns { line: 1 });
    }
    let mut kinds = Vec::new();
    for _ in 0..count {
        let code = if is_tagged { u16::from_le_bytes(file.number()?) } else { file.u8()?.into() };
        kinds.push(Kind::of(code, is_tagged).ok_or_else(|| file.strange())?);
    }
    Ok(kinds)
}

fn texts<R: Read>(file: &mut Binary<R>, count: usize, room: u64) -> Result<Vec<Vec<u8>>, Unreadable> {
    (0..count).map(|_| file.bytes(room)).collect()
}

/// A set of labels: its name, and each value with its label.
type Set = (Vec<u8>, Vec<(i32, Vec<u8>)>);

fn set<R: Read>(file: &mut Binary<R>, name: u64, room: &mut usize) -> Result<Set, Unreadable> {
    file.skip(4)?;
    let name = file.bytes(name)?;
    file.skip(3)?;
    let (count, length) = (file.count()?, file.count()?);
    let mut places = Vec::new();
    for _ in 0..count {
        places.push(file.count()?);
    }
    let mut values = Vec::new();
    for _ in 0..count {
        values.push(file.i32()?);
    }
    let text = file.bytes(length)?;
    let mut labels = Vec::new();
    for (value, place) in values.into_iter().zip(places) {
        let label = usize::try_from(place).ok().and_then(|place| text.get(place..)).unwrap_or_default();
        let label = label.split(|byte| *byte == 0).next().unwrap_or_default();
        take_room(file, room, label)?;
        labels.push((value, label.to_vec()));
    }
    Ok((name, labels))
}

/// Counts a label: a few bytes of a file can name a long one again and again.
fn take_room<R: Read>(file: &Binary<R>, room: &mut usize, label: &[u8]) -> Result<(), Unreadable> {
    *room = room.checked_sub(label.len() + 1).ok_or_else(|| file.strange())?;
    Ok(())
}

fn together<R>(
    file: &Binary<R>,
    (version, rows, texts_at): (u32, u64, u64),
    kinds: &[Kind],
    [names, formats, sets, labels]: [&Vec<Vec<u8>>; 4],
    known: &[Set],
) -> Result<(Layout, Vec<Variable>), Unreadable>
where
    R: Read,
{
    let bytes = kinds.iter().map(|kind| kind.bytes()).sum::<usize>();
    if bytes > MOST_BYTES {
        return Err(Unreadable::LongRow { line: 1 });
    }
    if bytes == 0 {
        return Err(file.strange());
    }
    let mut layout = Layout { version, rows, kinds: Vec::new(), bytes, texts_at };
    let letters = layout.letters();
    let known: Vec<(String, &Set)> = known.iter().map(|set| (letters.read_name(&set.0), set)).collect();
    let (mut variables, mut room) = (Vec::new(), MOST_LABELS);
    for (at, kind) in kinds.iter().enumerate() {
        let read = |texts: &[Vec<u8>]| texts.get(at).map_or_else(String::new, |text| letters.read_name(text));
        layout.kinds.push((*kind, Nature::of(&read(formats))));
        let set = read(sets);
        let found = known.iter().find(|(name, _)| !set.is_empty() && *name == set);
        let value = |value: i32| match u64::try_from(i64::from(value) - NO_LONG) {
            Ok(place) => reason(place),
            Err(_) => value.to_string(),
        };
        let mut of_set = Vec::new();
        for (of, label) in found.into_iter().flat_map(|(_, set)| &set.1) {
            take_room(file, &mut room, label)?;
            of_set.push((value(*of), letters.read_name(label)));
        }
        variables.push(Variable {
            name: read(names),
            label: read(labels),
            is_text: matches!(kind, Kind::Text(_) | Kind::Behind),
            labels: of_set,
            reasons: (1..=26).map(reason).collect(),
        });
    }
    Ok((layout, variables))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_named_again_and_again_is_refused() {
        let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        let bytes = [vec![0; 4 + 33 + 3], numbers(&[3, 10, 0, 4, 0, 1, 2, 3]), b"sangat\0ada".to_vec()].concat();
        let read = |mut room: usize| set(&mut Binary::new(&bytes[..], 0), 33, &mut room);
        let labels = [(1, b"sangat".to_vec()), (2, b"at".to_vec()), (3, b"sangat".to_vec())];
        assert_eq!(read(17).expect("reads").1, labels);
        assert!(matches!(read(16), Err(Unreadable::Strange { .. })));
    }
}
