//! Looks at an old workbook (`.xls`) before it is read: its reader makes room for every cell between the first and the last one.

use super::super::error::Unfit;
use super::guard::LARGEST;
use std::fs::File;
use std::io::{Cursor, Read};

/// How many cells the sheets may span, empty ones included.
const CELLS: u64 = 8_000_000;

/// Sectors of such files have 512 or 4096 bytes.
const SECTOR: usize = 4096;

/// Records of BIFF that stand for cells: row and column are their first two numbers.
const SINGLE: [u16; 9] = [0x0006, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x0207, 0x027e];
/// Those that stand for several cells of a row; their last number is the last column.
const SEVERAL: [u16; 2] = [0x00bd, 0x00be];
const BEGIN: u16 = 0x0809;
const SHEET: u16 = 0x0085;

/// Reads the file, filled up to whole sectors, where it is an old workbook that spans few enough cells.
///
/// # Errors
/// What makes the file unfit.
pub(super) fn look(file: File) -> Result<Cursor<Vec<u8>>, Unfit> {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|_| Unfit::Damaged)?;
    // Its reader takes it for granted that the last sector is whole.
    bytes.resize(bytes.len().next_multiple_of(SECTOR) + SECTOR, 0);
    let mut whole = cfb::CompoundFile::open(Cursor::new(&bytes)).map_err(|_| Unfit::Damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| whole.is_stream(name)).ok_or(Unfit::Foreign)?;
    let mut stream = Vec::new();
    whole.open_stream(name).and_then(|stream_of| stream_of.take(LARGEST).read_to_end(&mut stream)).map_err(|_| Unfit::Damaged)?;
    if spanned(&stream).ok_or(Unfit::Damaged)? > CELLS {
        return Err(Unfit::Bomb);
    }
    Ok(Cursor::new(bytes))
}

/// Counts the cells that all sheets span; `None` where a record is longer than the stream, or a sheet begins behind it.
fn spanned(stream: &[u8]) -> Option<u64> {
    let number = |bytes: &[u8], at: usize| Some(u64::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    let (mut all, mut sheet, mut at) = (0, Span::default(), 0);
    while at + 4 <= stream.len() {
        let kind = u16::from_le_bytes([stream[at], stream[at + 1]]);
        let length = usize::from(u16::from_le_bytes([stream[at + 2], stream[at + 3]]));
        let record = stream.get(at + 4..at + 4 + length)?;
        match kind {
            // Its reader goes where a sheet is said to begin, wherever that is.
            SHEET => {
                let begins = u32::from_le_bytes(record.get(..4)?.try_into().ok()?);
                stream.get(usize::try_from(begins).ok()?..)?;
            }
            BEGIN => all += std::mem::take(&mut sheet).cells(),
            _ if SINGLE.contains(&kind) => {
                if let (Some(row), Some(column)) = (number(record, 0), number(record, 2)) {
                    sheet.take(row, column);
                }
            }
            _ if SEVERAL.contains(&kind) => {
                if let (Some(row), Some(first), Some(last)) =
                    (number(record, 0), number(record, 2), number(record, length.saturating_sub(2)))
                {
                    sheet.take(row, first);
                    sheet.take(row, last);
                }
            }
            _ => {}
        }
        at += 4 + length;
    }
    Some(all + sheet.cells())
}

/// The first and last row and column of a sheet that have a cell.
#[derive(Default)]
struct Span(Option<(u64, u64, u64, u64)>);

impl Span {
    fn take(&mut self, row: u64, column: u64) {
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, column, column));
        self.0 = Some((top.min(row), bottom.max(row), left.min(column), right.max(column)));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(top, bottom, left, right)| (bottom - top + 1) * (right - left + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, numbers: &[u16]) -> Vec<u8> {
        let body: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        [kind.to_le_bytes().to_vec(), (body.len() as u16).to_le_bytes().to_vec(), body].concat()
    }

    #[test]
    fn what_sheets_span_is_counted_before_room_is_made_for_it() {
        let sheet =
            |last: u16| [record(BEGIN, &[0]), record(0x0203, &[0, 0, 0]), record(0x00bd, &[last, 0, 0, 255]), record(0x000a, &[])].concat();
        assert_eq!(spanned(&[]), Some(0));
        assert_eq!(spanned(&sheet(9)), Some(2560));
        assert_eq!(spanned(&[sheet(65_535), sheet(65_535)].concat()), Some(2 * 65_536 * 256));
        assert_eq!(spanned(&sheet(9)[..20]), None);
        assert_eq!(spanned(&record(SHEET, &[9, 0])), None);
        assert_eq!(spanned(&record(SHEET, &[4, 0])), Some(0));
    }
}
