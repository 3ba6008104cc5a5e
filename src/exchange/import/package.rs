//! Files packed into one archive that says what each of them is: written piece by piece, and proved against its own manifest; knows nothing
//! of what is in the files.

use super::sealing::{self, Out, SEALED};
use super::sink::{Sink, Target};
use super::{Done, Error, Fault, Result};
use crate::store::{self, Sum};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What tells of the files, and what explains them to people.
pub const MANIFEST: &str = "manifest.json";
pub const README: &str = "README.txt";

/// Bytes of one step.
const STEP: usize = 1 << 20;

/// The longest manifest, and the most files.
const LONGEST: u64 = 1 << 20;
const MOST: usize = 1000;

/// A file of an archive, as its manifest has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// What it is, in Indonesian and in English.
    pub id: String,
    pub en: String,
}

/// What an archive says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The version of this description.
    pub archive: u32,
    pub program: String,
    pub at: String,
    pub survey: String,
    pub title: String,
    pub unit: String,
    pub from: String,
    pub to: String,
    pub form: String,
    pub form_version: u32,
    /// Interviews by status.
    pub interviews: BTreeMap<String, i64>,
    /// Lines of the log, and whether they are chained as they were written: not where other surveys' lines stood between them.
    pub lines: i64,
    pub log_as_written: bool,
    /// SHA-256 over the data of the survey, as `cacah` prints it when a survey is closed.
    pub fingerprint: String,
    /// When it was closed; none while it is open.
    pub closed: Option<String>,
    pub files: Vec<Entry>,
}

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// A file that is to be packed: what the archive calls it, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub name: String,
    pub path: PathBuf,
    pub says: [String; 2],
}

impl Piece {
    /// Measures the file, for the manifest.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn entry(&self) -> Result<Entry> {
        let (bytes, sha256) = store::measured(&self.path)?;
        let [id, en] = self.says.clone();
        Ok(Entry { name: self.name.clone(), bytes, sha256, id, en })
    }
}

/// An archive in the making. Dropped, it leaves nothing behind.
pub struct Packing {
    zip: ZipWriter<StreamWriter<Out>>,
    path: PathBuf,
    /// What is still to come, the next one last.
    pieces: Vec<Piece>,
    /// The file in hand.
    open: Option<File>,
    packed: u64,
    total: u64,
}

impl Packing {
    /// Begins an archive with its page and its manifest.
    ///
    /// # Errors
    /// When the target can't be made; a file that is there stays as it is.
    pub fn begin(target: Target, passphrase: Option<&str>, about: &About, readme: &str, mut pieces: Vec<Piece>) -> Result<Self> {
        let sink = Sink::open(target)?;
        let path = sink.path().to_owned();
        let failed = |source: io::Error| Error::write(&path, source);
        let out = Out::open(sink, passphrase).map_err(failed)?;
        let mut zip = ZipWriter::new_stream(out);
        let manifest = serde_json::to_string_pretty(about).map_err(io::Error::from).map_err(failed)?;
        for (name, text) in [(README, readme.replace('\n', "\r\n")), (MANIFEST, manifest + "\n")] {
            begin_file(&mut zip, name).and_then(|()| zip.write_all(text.as_bytes())).map_err(failed)?;
        }
        pieces.reverse();
        let total = about.files.iter().map(|entry| entry.bytes).sum();
        Ok(Self { zip, path: path.clone(), pieces, open: None, packed: 0, total })
    }

    /// Gives how many bytes of how many are packed.
    #[must_use]
    pub const fn progress(&self) -> (u64, u64) {
        (self.packed, self.total)
    }

    /// Packs some more; tells whether anything is left.
    ///
    /// # Errors
    /// When a file can't be read or the target takes no more.
    pub fn step(&mut self) -> Result<bool> {
        let file = match &mut self.open {
            Some(file) => file,
            None => {
                let Some(piece) = self.pieces.last() else { return Ok(false) };
                let file = File::open(&piece.path).map_err(|source| Error::Read { path: piece.path.clone(), source })?;
                begin_file(&mut self.zip, &piece.name).map_err(|source| Error::write(&self.path, source))?;
                self.open.insert(file)
            }
        };
        let copied = io::copy(&mut file.take(STEP as u64), &mut self.zip).map_err(|source| Error::write(&self.path, source))?;
        self.packed += copied;
        if copied == 0 {
            self.open = None;
            self.pieces.pop();
        }
        Ok(!self.pieces.is_empty())
    }

    /// Packs what is left and puts the whole file in its place.
    ///
    /// # Errors
    /// As [`Packing::step`].
    pub fn finish(mut self) -> Result<Done> {
        while self.step()? {}
        let failed = |source: io::Error| Error::write(&self.path, source);
        let out = self.zip.finish().map_err(io::Error::other).map_err(failed)?.into_inner();
        let sink = out.end().map_err(failed)?;
        let done = Done { path: self.path.clone(), rows: 0, bytes: sink.bytes() };
        sink.keep().map(|()| done)
    }
}

fn begin_file<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str) -> io::Result<()> {
    // The same content is the same file: no part has a time of its own.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .large_file(true)
        .last_modified_time(DateTime::default());
    zip.start_file(name, options).map_err(io::Error::other)
}

/// What is wrong with a file of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The manifest names it, and it is not there.
    Missing,
    /// It is not what the manifest says.
    Changed,
    /// The manifest does not name it.
    Stranger,
}

/// What an archive was found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proved {
    pub about: About,
    /// What is wrong, by file.
    pub flaws: Vec<(String, Flaw)>,
}

/// Reads a whole archive and compares each file with the manifest; the one that `keeps` names is put at a path.
///
/// # Errors
/// [`Error::Bundle`] where it is no such archive, damaged beyond reading, locked, newer or a bomb.
pub fn prove(path: &Path, passphrase: Option<&str>, scratch: &Path, keeps: impl Fn(&str) -> Option<PathBuf>) -> Result<Proved> {
    let fault = |fault| Error::Bundle { path: path.to_owned(), fault };
    let read = |source| Error::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(read)?;
    let mut head = vec![0; SEALED.len()];
    let known = file.read(&mut head).map_err(read)?;
    file.rewind().map_err(read)?;
    if head[..known] == *SEALED {
        let Some(passphrase) = passphrase else { return Err(fault(Fault::Sealed)) };
        let mut opened = sealing::unseal(BufReader::new(file), passphrase).map_err(fault)?;
        let mut plain = File::create_new(scratch).map_err(|source| Error::write(scratch, source))?;
        io::copy(&mut opened, &mut plain).map_err(|_| fault(Fault::Damaged))?;
        drop(plain);
        file = File::open(scratch).map_err(read)?;
    } else if !head.starts_with(b"PK") {
        return Err(fault(Fault::Foreign));
    }
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| fault(Fault::Damaged))?;
    if zip.len() > MOST {
        return Err(fault(Fault::Bomb));
    }
    let about = manifest(&mut zip).map_err(fault)?;
    let mut proved = Proved { about, flaws: Vec::new() };
    for entry in &proved.about.files {
        let flaw = match zip.by_name(&entry.name) {
            Ok(packed) => compare(packed, entry, keeps(&entry.name)).map_err(|source| Error::write(path, source))?,
            Err(_) => Some(Flaw::Missing),
        };
        proved.flaws.extend(flaw.map(|flaw| (entry.name.clone(), flaw)));
    }
    let named = |name: &str| [MANIFEST, README].contains(&name) || proved.about.files.iter().any(|entry| entry.name == name);
    let strangers: Vec<_> = zip.file_names().filter(|name| !named(name)).map(|name| (name.to_owned(), Flaw::Stranger)).collect();
    proved.flaws.extend(strangers);
    Ok(proved)
}

fn manifest<R: Read + Seek>(zip: &mut ZipArchive<R>) -> std::result::Result<About, Fault> {
    let said = zip.by_name(MANIFEST).map_err(|_| Fault::Foreign)?;
    let mut text = String::new();
    said.take(LONGEST).read_to_string(&mut text).map_err(|_| Fault::Damaged)?;
    let about: About = serde_json::from_str(&text).map_err(|_| Fault::Damaged)?;
    if about.archive > VERSION { Err(Fault::Newer) } else { Ok(about) }
}

/// Reads a file as far as the manifest says that it goes, and one byte beyond; keeps it where that is wished.
fn compare(packed: impl Read, entry: &Entry, keep: Option<PathBuf>) -> io::Result<Option<Flaw>> {
    let mut kept = keep.map(File::create_new).transpose()?;
    let (mut packed, mut sum, mut size, mut page) = (packed.take(entry.bytes + 1), Sum::default(), 0, vec![0; 1 << 16]);
    loop {
        // What can't be unpacked is not what was packed.
        let Ok(read) = packed.read(&mut page) else { return Ok(Some(Flaw::Changed)) };
        if read == 0 {
            break;
        }
        size += read as u64;
        sum.add(&page[..read]);
        if let Some(kept) = &mut kept {
            kept.write_all(&page[..read])?;
        }
    }
    let same = size == entry.bytes && sum.hex() == entry.sha256;
    Ok((!same).then_some(Flaw::Changed))
}
