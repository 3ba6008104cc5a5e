//! How the bytes of a text file stand for characters: found out over the whole file, and turned into UTF-8 as it is read.

use super::Unreadable;
use crate::store::{Sum, hex};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::path::Path;

/// An encoding of tables that agencies have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Marked,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    /// Gives the name that people know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 (BOM)",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }

    fn decoder(self) -> Option<encoding_rs::Decoder> {
        match self {
            Self::Utf8 => None,
            Self::Utf8Marked => Some(encoding_rs::UTF_8.new_decoder_with_bom_removal()),
            Self::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder_with_bom_removal()),
            Self::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder_with_bom_removal()),
            Self::Windows1252 => Some(encoding_rs::WINDOWS_1252.new_decoder_without_bom_handling()),
        }
    }
}

/// What a look at all bytes of a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// SHA-256 as 64 digits.
    pub sha256: String,
    pub bytes: u64,
    /// The first bytes, as many as tell what kind of file it is.
    pub head: Vec<u8>,
    /// Where the bytes cease to be UTF-8, if they do.
    broken: Option<u64>,
    nul: Option<u64>,
}

/// Bytes read at once.
const PAGE: usize = 1 << 16;

/// Pages of one step.
const STEP: usize = 32;

/// A look at every byte of a file, in steps.
pub struct Looking {
    file: File,
    sum: Sum,
    page: Vec<u8>,
    /// Bytes at the beginning of the page that belong to the next one: a character that was cut.
    left: usize,
    looked: Looked,
}

impl Looking {
    pub fn begin(path: &Path) -> io::Result<Self> {
        let looked = Looked { sha256: String::new(), bytes: 0, head: Vec::new(), broken: None, nul: None };
        Ok(Self { file: File::open(path)?, sum: Sum::default(), page: vec![0; PAGE], left: 0, looked })
    }

    /// Gives how many bytes were looked at.
    pub const fn done(&self) -> u64 {
        self.looked.bytes
    }

    /// Looks at some more; gives what it came to once all was.
    pub fn step(&mut self) -> io::Result<Option<Looked>> {
        for _ in 0..STEP {
            let read = self.file.read(&mut self.page[self.left..])?;
            if read == 0 {
                if self.left > 0 && self.looked.broken.is_none() {
                    self.looked.broken = Some(self.looked.bytes - self.left as u64);
                }
                self.looked.sha256 = hex(&std::mem::take(&mut self.sum).end());
                return Ok(Some(self.looked.clone()));
            }
            self.take(read);
        }
        Ok(None)
    }

    /// Takes bytes in that were read behind what was left.
    fn take(&mut self, read: usize) {
        let Self { sum, page, left, looked, .. } = self;
        let (begin, end) = (looked.bytes - *left as u64, *left + read);
        sum.add(&page[*left..end]);
        looked.bytes += read as u64;
        if looked.head.len() < 4096 {
            looked.head.extend_from_slice(&page[*left..end.min(*left + 4096 - looked.head.len())]);
        }
        if looked.nul.is_none() {
            looked.nul = page[*left..end].iter().position(|byte| *byte == 0).map(|at| begin + (*left + at) as u64);
        }
        *left = 0;
        if looked.broken.is_none()
            && let Err(error) = std::str::from_utf8(&page[..end])
        {
            let upto = error.valid_up_to();
            match error.error_len() {
                Some(_) => looked.broken = Some(begin + upto as u64),
                // A character that the next page ends.
                None => {
                    *left = end - upto;
                    page.copy_within(upto..end, 0);
                }
            }
        }
    }
}

impl Looked {
    /// Gives the encoding of a text file.
    ///
    /// # Errors
    /// [`Unreadable::Nul`], [`Unreadable::Encoding`] with line and column, or when the file can't be read.
    pub fn encoding(&self, path: &Path) -> Result<Encoding, Unreadable> {
        let marked = self.head.starts_with(b"\xef\xbb\xbf");
        match &self.head[..] {
            [0xff, 0xfe, ..] => return Ok(Encoding::Utf16Le),
            [0xfe, 0xff, ..] => return Ok(Encoding::Utf16Be),
            head if head.len() > 3 && every_other(head, 1) => return Ok(Encoding::Utf16Le),
            head if head.len() > 3 && every_other(head, 0) => return Ok(Encoding::Utf16Be),
            _ => {}
        }
        if let Some(at) = self.nul {
            let (line, column) = place(path, at)?;
            return Err(Unreadable::Nul { line, column });
        }
        let Some(at) = self.broken else { return Ok(if marked { Encoding::Utf8Marked } else { Encoding::Utf8 }) };
        if marked || is_mostly_utf8(path)? {
            let (line, column) = place(path, at)?;
            return Err(Unreadable::Encoding { line, column });
        }
        Ok(Encoding::Windows1252)
    }
}

/// Tells whether every other byte is zero: Latin text in UTF-16 without a mark.
fn every_other(head: &[u8], first: usize) -> bool {
    let pairs = head.len() / 2;
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    zeros(first) * 10 >= pairs * 9 && zeros(1 - first) * 10 <= pairs
}

/// Tells whether a file that is not UTF-8 throughout has more characters of UTF-8 than bytes that are none: it is damaged then.
fn is_mostly_utf8(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(4 << 20).read_to_end(&mut head)?;
    let (mut good, mut bad) = (0, 0);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    Ok(good > bad)
}

/// Gives line and column, counted from 1, of a byte.
fn place(path: &Path, at: u64) -> io::Result<(u64, u64)> {
    let (mut line, mut column, mut before) = (1, 1, 0);
    for byte in BufReader::with_capacity(PAGE, File::open(path)?).take(at).bytes() {
        let byte = byte?;
        match byte {
            b'\n' if before == b'\r' => {}
            b'\n' | b'\r' => (line, column) = (line + 1, 1),
            // Bytes within a character take no column.
            0x80..=0xbf => {}
            _ => column += 1,
        }
        before = byte;
    }
    Ok((line, column))
}

/// A file as UTF-8, whatever its encoding.
pub struct Decoded {
    file: File,
    /// None where the bytes are UTF-8 as they are.
    decoder: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    /// What of `raw` is not decoded yet.
    waiting: Range<usize>,
    text: Vec<u8>,
    /// What of `text` is not given yet.
    ready: Range<usize>,
    ended: bool,
}

impl Decoded {
    pub fn open(path: &Path, encoding: Encoding) -> io::Result<Self> {
        let decoder = encoding.decoder();
        // A character takes three bytes at most where it was two: there is always room for one.
        let size = if decoder.is_some() { PAGE } else { 0 };
        let (raw, text) = (vec![0; size], vec![0; size]);
        Ok(Self { file: File::open(path)?, decoder, raw, waiting: 0..0, text, ready: 0..0, ended: false })
    }

    /// Decodes what comes next.
    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        while self.ready.is_empty() && !self.ended {
            let mut last = false;
            if self.waiting.is_empty() {
                let read = self.file.read(&mut self.raw)?;
                last = read == 0;
                self.waiting = 0..read;
            }
            let (result, taken, written, _) = decoder.decode_to_utf8(&self.raw[self.waiting.clone()], &mut self.text, last);
            self.waiting.start += taken;
            self.ready = 0..written;
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.file.read(out);
        }
        self.decode()?;
        let given = self.ready.len().min(out.len());
        out[..given].copy_from_slice(&self.text[self.ready.start..self.ready.start + given]);
        self.ready.start += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(bytes: &[u8], expected: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        std::fs::write(&path, bytes).expect("writes");
        let mut looking = Looking::begin(&path).expect("opens");
        let looked = loop {
            if let Some(looked) = looking.step().expect("reads") {
                break looked;
            }
        };
        let said = match looked.encoding(&path) {
            Ok(encoding) => {
                let mut text = String::new();
                Decoded::open(&path, encoding).and_then(|mut file| file.read_to_string(&mut text)).expect("decodes");
                format!("{}: {text}", encoding.name())
            }
            Err(error) => format!("{error:?}"),
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn the_encoding_is_told_by_the_bytes() {
        case(b"a,b\n", "UTF-8: a,b\n");
        case("é,€\n".as_bytes(), "UTF-8: é,€\n");
        case("\u{feff}é\n".as_bytes(), "UTF-8 (BOM): é\n");
        case(b"\xff\xfea\0,\0\xac\x20", "UTF-16 LE: a,€");
        case(b"\xfe\xff\0a\0,\x20\xac", "UTF-16 BE: a,€");
        case(b"a\0,\0b\0\n\0", "UTF-16 LE: a,b\n");
        case(b"caf\xe9 \x80\n", "Windows-1252: café €\n");
        case(b"a\nb\0c\n", "Nul { line: 2, column: 2 }");
        case("é é é\r\né\u{e9}".as_bytes().strip_suffix(b"\xa9").expect("ends so"), "Encoding { line: 2, column: 2 }");
        case(
            &[b"\xff\xfe" as &[u8], &"é€\u{1f44d}".repeat(30_000).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
            &format!("UTF-16 LE: {}", "é€\u{1f44d}".repeat(30_000)),
        );
        case(b"\xef\xbb\xbfa\xff", "Encoding { line: 1, column: 3 }");
    }
}
