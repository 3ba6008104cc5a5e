//! The cases of a system file of SPSS: as they are, packed by byte codes, or packed once more in blocks; knows no variable.

use super::Unreadable;
use super::binary::Binary;
use super::sav_dictionary::Header;
use crate::exchange::statistics::sav::{BLANK, END, NOTHING, RAW, SYSTEM_MISSING};
use flate2::bufread::ZlibDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Take};

type Input = BufReader<File>;

/// The cases of a file, read one after the other.
pub(super) struct Cases {
    input: Binary<Box<dyn Read>>,
    is_packed: bool,
    bias: f64,
    /// Codes that were read, and how many of them are done.
    codes: ([u8; 8], usize),
    has_ended: bool,
}

impl Cases {
    /// Begins at the first case.
    pub fn begin(mut file: Binary<Input>, header: &Header) -> Result<Self, Unreadable> {
        let (is_big, at) = (file.is_big, file.at);
        let input: Box<dyn Read> = if header.packing == 2 {
            let (here, end) = (file.i64()?, file.i64()?);
            file.skip(8)?;
            // What follows the blocks says where each stands; they stand one behind the other.
            let length = u64::try_from(end - file.at.cast_signed()).ok().filter(|_| here == at.cast_signed());
            let Some(length) = length else { return Err(file.strange()) };
            Box::new(Unpacked { block: Some(ZlibDecoder::new(file.into_inner().take(length))) })
        } else {
            Box::new(file.into_inner())
        };
        let mut input = Binary::new(input, at);
        input.is_big = is_big;
        Ok(Self { input, is_packed: header.packing > 0, bias: header.bias, codes: ([0; 8], 8), has_ended: false })
    }

    /// Gives how many cases were read.
    pub const fn row(&self) -> u64 {
        self.input.row
    }

    /// Says that the file ends here, before it should.
    pub const fn cut(&self) -> Unreadable {
        Unreadable::Cut { row: self.input.row + 1, at: self.input.at }
    }

    /// Reads a case as it stands unpacked; false where there is none.
    pub fn next(&mut self, case: &mut [u8]) -> Result<bool, Unreadable> {
        let before = self.input.row;
        self.input.row += 1;
        let mut is_there = !case.is_empty();
        for at in (0..case.len()).step_by(8) {
            let element = if self.is_packed { self.element()? } else { self.plain()? };
            let Some(element) = element else {
                // Some programs put an end to the file that is no whole element.
                if at > 0 {
                    return Err(Unreadable::Cut { row: self.input.row, at: self.input.at });
                }
                is_there = false;
                break;
            };
            case[at..at + 8].copy_from_slice(&element);
        }
        if !is_there {
            self.input.row = before;
        }
        Ok(is_there)
    }

    fn plain(&mut self) -> Result<Option<[u8; 8]>, Unreadable> {
        let mut element = [0; 8];
        Ok(self.input.fill_or_end(&mut element)?.then_some(element))
    }

    /// Reads what the next code stands for; none at the end.
    fn element(&mut self) -> Result<Option<[u8; 8]>, Unreadable> {
        while !self.has_ended {
            let (codes, done) = &mut self.codes;
            if *done == codes.len() {
                *done = 0;
                if !self.input.fill_or_end(codes)? {
                    self.has_ended = true;
                }
                continue;
            }
            let code = codes[*done];
            *done += 1;
            match code {
                0 => {}
                END => self.has_ended = true,
                RAW => {
                    let mut element = [0; 8];
                    self.input.fill(&mut element)?;
                    return Ok(Some(element));
                }
                BLANK => return Ok(Some([b' '; 8])),
                NOTHING => return Ok(Some(self.element_of(SYSTEM_MISSING))),
                code => return Ok(Some(self.element_of(f64::from(code) - self.bias))),
            }
        }
        Ok(None)
    }

    /// Writes a number as the file has it.
    const fn element_of(&self, number: f64) -> [u8; 8] {
        if self.input.is_big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    /// Reads a number of a case.
    pub const fn number(&self, element: [u8; 8]) -> f64 {
        if self.input.is_big { f64::from_be_bytes(element) } else { f64::from_le_bytes(element) }
    }
}

/// Blocks that were packed each for itself, as one stream.
struct Unpacked {
    block: Option<ZlibDecoder<Take<Input>>>,
}

impl Read for Unpacked {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while let Some(block) = &mut self.block {
            let read = block.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            let mut rest = self.block.take().map(ZlibDecoder::into_inner);
            if let Some(rest) = rest.take_if(|rest| rest.fill_buf().is_ok_and(|bytes| !bytes.is_empty())) {
                self.block = Some(ZlibDecoder::new(rest));
            }
        }
        Ok(0)
    }
}
