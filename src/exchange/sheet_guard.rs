//! Looks at a spreadsheet before it is read: what unpacks to more than its kind can hold is refused, with little memory.

use std::fs::File;
use std::io::{self, BufReader, Read};
use zip::ZipArchive;

/// What a spreadsheet may come to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub packed: u64,
    /// Bytes of all parts together.
    pub unpacked: u64,
    /// Bytes of the parts that a reader holds whole: all but the sheets.
    pub held: u64,
    /// Different texts; a reader makes room for as many as the file says it has.
    pub texts: u64,
}

/// Why a spreadsheet is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// No zip archive, or one that is cut off or damaged.
    Damaged,
    /// It unpacks to far more than such a file holds.
    Bomb,
}

/// Parts of a spreadsheet; templates with pictures have some hundred.
const PARTS: usize = 5000;

/// What a part may unpack to beyond a small size: so many times its packed size. Sheets of equal rows come to 100 times.
const RATIO: u64 = 300;
const SMALL: u64 = 8 << 20;

/// The longest text between two signs of XML: a cell has 32,767 signs at most, of four bytes each.
const LONGEST: usize = 256 << 10;

/// Unpacks each part once, keeping none of it.
///
/// # Errors
/// [`Unsound`].
pub fn look(file: &File, limits: &Limits) -> Result<(), Unsound> {
    let size = file.metadata().map_err(|_| Unsound::Damaged)?.len();
    if size > limits.packed {
        return Err(Unsound::Bomb);
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| Unsound::Damaged)?;
    if archive.len() > PARTS {
        return Err(Unsound::Bomb);
    }
    let mut declared: u64 = 0;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Unsound::Damaged)?;
        declared = declared.saturating_add(part.size());
        if part.size() > SMALL && part.size() / RATIO > part.compressed_size() {
            return Err(Unsound::Bomb);
        }
    }
    if declared > limits.unpacked {
        return Err(Unsound::Bomb);
    }
    // What a part says of its size may be a lie.
    let (mut all, mut held) = (limits.unpacked, limits.held);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| Unsound::Damaged)?;
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let is_sheet = name.contains("worksheets/") || name.ends_with("content.xml");
        let most = if is_sheet { all } else { all.min(held) };
        let is_xml = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
        let mut watch = Watch { texts: name.ends_with("sharedstrings.xml").then_some(limits.texts), ..Watch::default() };
        let read = unpack(&mut part, most, is_xml.then_some(&mut watch))?;
        all -= read;
        if !is_sheet {
            held -= read;
        }
    }
    Ok(())
}

/// Unpacks a part to nowhere; gives its size.
fn unpack(part: &mut impl Read, most: u64, mut watch: Option<&mut Watch>) -> Result<u64, Unsound> {
    let (mut buffer, mut size) = ([0; 16 << 10], 0);
    loop {
        let length = match part.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Unsound::Damaged),
        };
        size += length as u64;
        if size > most {
            return Err(Unsound::Bomb);
        }
        if let Some(watch) = &mut watch {
            watch.see(&buffer[..length])?;
        }
    }
}

/// Watches for texts too long to be a cell, and for the number of texts that a part announces, wherever the stream is cut.
#[derive(Default)]
struct Watch {
    /// Bytes since the last sign of XML.
    run: usize,
    /// The most texts that may be announced; none where it is not looked for.
    texts: Option<u64>,
    /// How much of the word was seen, and the digits behind it.
    word: usize,
    digits: Option<u64>,
}

const WORD: &[u8] = b"uniqueCount";

impl Watch {
    fn see(&mut self, bytes: &[u8]) -> Result<(), Unsound> {
        for part in bytes.split_inclusive(|byte| matches!(byte, b'<' | b'>')) {
            self.run += part.len();
            if self.run > LONGEST {
                return Err(Unsound::Bomb);
            }
            if part.ends_with(b"<") || part.ends_with(b">") {
                self.run = 0;
            }
        }
        match self.texts {
            Some(most) => bytes.iter().try_for_each(|byte| self.count(*byte, most)),
            None => Ok(()),
        }
    }

    fn count(&mut self, byte: u8, most: u64) -> Result<(), Unsound> {
        if let Some(number) = &mut self.digits {
            match byte {
                b'0'..=b'9' => {
                    *number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    return if *number > most { Err(Unsound::Bomb) } else { Ok(()) };
                }
                b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n' if *number == 0 => return Ok(()),
                _ => self.digits = None,
            }
        }
        self.word = if byte == WORD[self.word] { self.word + 1 } else { usize::from(byte == WORD[0]) };
        if self.word == WORD.len() {
            (self.word, self.digits) = (0, Some(0));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    const LIMITS: Limits = Limits { packed: 1 << 20, unpacked: 64 << 20, held: 1 << 20, texts: 1000 };

    fn archive(parts: &[(&str, &[u8])]) -> File {
        let mut writer = zip::ZipWriter::new(tempfile::tempfile().expect("a file"));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
            writer.write_all(bytes).expect("writes");
        }
        writer.finish().expect("ends")
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let case = |parts: &[(&str, &[u8])], expected| assert_eq!(look(&archive(parts), &LIMITS), expected);
        let cell = "<c><v>1</v></c>".repeat(200_000);
        case(&[("xl/worksheets/sheet1.xml", cell.as_bytes())], Ok(()));
        case(&[("xl/worksheets/sheet1.xml", &vec![b' '; 300_000])], Err(Unsound::Bomb));
        case(&[("xl/sharedStrings.xml", cell.as_bytes())], Err(Unsound::Bomb));
        case(&[("xl/sharedStrings.xml", b"<sst uniqueCount=\"1001\">")], Err(Unsound::Bomb));
        case(&[("xl/sharedStrings.xml", b"<sst uniqueCount=\"1000\">")], Ok(()));
        case(&[("xl/worksheets/sheet1.xml", &vec![b'>'; 9 << 20])], Err(Unsound::Bomb));
        let mut text = tempfile::tempfile().expect("a file");
        text.write_all(b"PK\x03\x04 no archive").expect("writes");
        assert_eq!(look(&text, &LIMITS), Err(Unsound::Damaged));
    }

    #[test]
    fn the_announced_number_of_texts_is_read_wherever_the_stream_is_cut() {
        let bomb = br#"<sst uniqueCount = '1001'>"#;
        for cut in 1..bomb.len() {
            let mut watch = Watch { texts: Some(1000), ..Watch::default() };
            assert!(!bomb.chunks(cut).all(|part| watch.see(part).is_ok()));
        }
    }
}
