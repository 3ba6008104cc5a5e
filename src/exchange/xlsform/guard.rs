//! Looks at a workbook before it is unpacked: what unpacks to more than a questionnaire can hold is refused, with little memory.

use super::super::error::Unfit;
use std::fs::File;
use std::io::{self, BufReader, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The largest file, in bytes: questionnaires have some hundred kilobytes, a few megabytes with a list of all villages.
pub(super) const LARGEST: u64 = 32 << 20;

/// What all parts may unpack to.
const UNPACKED: u64 = 96 << 20;

/// What a part may unpack to beyond a small size: so many times its packed size. Sheets come to 30 times.
const RATIO: u64 = 250;
const SMALL: u64 = 8 << 20;

/// How many parts a workbook has at most.
const PARTS: usize = 2000;

/// How many different texts a workbook has at most; the reader makes room for as many as the file says it has.
const TEXTS: u64 = 1_000_000;

/// Unpacks each part once, keeping none of it.
///
/// # Errors
/// What makes the file unfit: no workbook, damaged, or more than a questionnaire holds.
pub(super) fn look(file: &File) -> Result<(), Unfit> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| unfit(&error))?;
    if archive.len() > PARTS {
        return Err(Unfit::Bomb);
    }
    let mut declared: u64 = 0;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| unfit(&error))?;
        declared = declared.saturating_add(part.size());
        if part.size() > SMALL && part.size() / RATIO > part.compressed_size() {
            return Err(Unfit::Bomb);
        }
    }
    if declared > UNPACKED {
        return Err(Unfit::Bomb);
    }
    // What a part says of its size may be a lie.
    let mut unpacked: u64 = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| unfit(&error))?;
        let texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut count = Counted { bytes: 0, left: UNPACKED - unpacked, texts: texts.then(Watch::default) };
        count.read(&mut part)?;
        unpacked += count.bytes;
    }
    Ok(())
}

fn unfit(error: &ZipError) -> Unfit {
    match error {
        ZipError::Io(_) | ZipError::InvalidArchive(_) | ZipError::FileNotFound => Unfit::Damaged,
        _ => Unfit::Foreign,
    }
}

/// Counts what a part unpacks to.
struct Counted {
    bytes: u64,
    left: u64,
    texts: Option<Watch>,
}

impl Counted {
    fn read(&mut self, part: &mut impl Read) -> Result<(), Unfit> {
        let mut buffer = [0; 16 << 10];
        loop {
            let length = match part.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(Unfit::Damaged),
            };
            self.bytes += length as u64;
            if self.bytes > self.left {
                return Err(Unfit::Bomb);
            }
            if let Some(watch) = &mut self.texts {
                watch.see(&buffer[..length])?;
            }
        }
    }
}

/// Watches for the number of texts that a part announces, wherever the stream is cut.
#[derive(Default)]
struct Watch {
    /// How much of the word was seen.
    word: usize,
    /// The digits since the word, after its sign and quote.
    digits: Option<u64>,
}

const WORD: &[u8] = b"uniqueCount";

impl Watch {
    fn see(&mut self, bytes: &[u8]) -> Result<(), Unfit> {
        for byte in bytes {
            if let Some(number) = &mut self.digits {
                match byte {
                    b'0'..=b'9' => {
                        *number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                        if *number > TEXTS {
                            return Err(Unfit::Bomb);
                        }
                        continue;
                    }
                    b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n' if *number == 0 => continue,
                    _ => self.digits = None,
                }
            }
            self.word = if *byte == WORD[self.word] { self.word + 1 } else { usize::from(*byte == WORD[0]) };
            if self.word == WORD.len() {
                (self.word, self.digits) = (0, Some(0));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announced_number_of_texts_is_read_wherever_the_stream_is_cut() {
        let sound = br#"<sst count="3" uniqueCount="1000000">"#;
        let bomb = br#"<sst uniqueCount = '1000001'>"#;
        for cut in 1..sound.len() {
            let mut watch = Watch::default();
            assert!(sound.chunks(cut).all(|part| watch.see(part).is_ok()));
            let mut watch = Watch::default();
            assert!(!bomb.chunks(cut).all(|part| watch.see(part).is_ok()));
        }
    }
}
