//! The rows of a CSV file, one at a time with their lines; a row never grows beyond what a questionnaire can hold.

use super::Unreadable;
use super::encoding::{Decoded, Encoding};
use super::rows::{MOST_COLUMNS, Row};
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The bytes of the longest row: a hundred texts as long as a spreadsheet's longest cell.
const MOST_BYTES: usize = 4 << 20;

/// The signs that part cells, as they are looked for.
pub const DELIMITERS: [u8; 4] = *b",;\t|";

/// A CSV file being read.
pub struct TextRows {
    input: BufReader<Decoded>,
    parser: csv_core::Reader,
    /// The line in hand, from 1, and whether the last byte was a carriage return.
    line: u64,
    after_return: bool,
    bytes: u64,
    out: Vec<u8>,
    ends: Vec<usize>,
}

impl TextRows {
    pub fn open(path: &Path, encoding: Encoding, delimiter: u8) -> Result<Self, Unreadable> {
        let input = BufReader::with_capacity(1 << 16, Decoded::open(path, encoding)?);
        let parser = ReaderBuilder::new().delimiter(delimiter).build();
        Ok(Self { input, parser, line: 1, after_return: false, bytes: 0, out: vec![0; 4096], ends: vec![0; 64] })
    }

    /// Gives how many bytes of text were read.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next row; false where there is none. Empty lines are passed over.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        row.clear();
        if !self.skip_ends()? {
            return Ok(false);
        }
        let line = self.line;
        let (mut out, mut ends) = (0, 0);
        loop {
            let input = self.input.fill_buf()?;
            let ended = input.is_empty();
            // A line end behind the last byte ends the row, unless a quote waits for its end.
            let input = if ended { b"\n" } else { input };
            let (result, taken, written, cells) = self.parser.read_record(input, &mut self.out[out..], &mut self.ends[ends..]);
            let taken = if ended { 0 } else { taken };
            let (lines, after) = count_ends(&input[..taken], self.after_return);
            self.line += lines;
            self.after_return = after;
            self.input.consume(taken);
            self.bytes += taken as u64;
            (out, ends) = (out + written, ends + cells);
            match result {
                ReadRecordResult::InputEmpty if ended => return Err(Unreadable::Quote { line }),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if out >= MOST_BYTES => return Err(Unreadable::LongRow { line }),
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if ends > MOST_COLUMNS => return Err(Unreadable::Columns { line }),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
            }
        }
        if ends > MOST_COLUMNS {
            return Err(Unreadable::Columns { line });
        }
        let text = std::str::from_utf8(&self.out[..out]).map_err(|_| Unreadable::Encoding { line, column: 1 })?;
        if let Some(at) = text.find('\0') {
            return Err(Unreadable::Nul { line, column: at as u64 + 1 });
        }
        row.fill(line, text, &self.ends[..ends]);
        Ok(true)
    }

    /// Passes over line ends; false at the end of the file.
    fn skip_ends(&mut self) -> Result<bool, Unreadable> {
        loop {
            let input = self.input.fill_buf()?;
            if input.is_empty() {
                return Ok(false);
            }
            let ends = input.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(input.len());
            let whole = ends == input.len();
            let (lines, after) = count_ends(&input[..ends], self.after_return);
            self.line += lines;
            self.after_return = after;
            self.input.consume(ends);
            self.bytes += ends as u64;
            if !whole {
                return Ok(true);
            }
        }
    }
}

/// Counts the line ends in a piece of text: CR, LF or both.
fn count_ends(bytes: &[u8], mut after_return: bool) -> (u64, bool) {
    let mut lines = 0;
    for byte in bytes {
        lines += u64::from(*byte == b'\r' || *byte == b'\n' && !after_return);
        after_return = *byte == b'\r';
    }
    (lines, after_return)
}

/// Finds the sign that parts the cells: the one that cuts the first rows into the same number of cells, and most of them.
pub fn delimiter(path: &Path, encoding: Encoding) -> Result<u8, Unreadable> {
    let mut head = Vec::new();
    Decoded::open(path, encoding)?.take(1 << 16).read_to_end(&mut head)?;
    let score = |delimiter: &u8| {
        let mut csv = csv::ReaderBuilder::new().delimiter(*delimiter).has_headers(false).flexible(true).from_reader(&head[..]);
        let counts: Vec<usize> = csv.byte_records().filter_map(|record| Some(record.ok()?.len())).take(50).collect();
        let most = counts.iter().copied().filter(|n| *n > 1).max_by_key(|n| counts.iter().filter(|other| *other == n).count());
        most.map_or((0, 0), |most| (counts.iter().filter(|n| **n == most).count() * 100 / counts.len(), most))
    };
    let mut best = (DELIMITERS[0], (0, 0));
    for delimiter in DELIMITERS {
        let score = score(&delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    Ok(best.0)
}
