//! The bundle: one compact file with what a receiver lacks, packed, locked and opened; knows nothing of what the rows mean.
//!
//! `CACAHBDL`, the version, whether it is locked; then, locked by age where it is, a zlib stream: the manifest's length in four bytes, the
//! manifest as JSON, and the rows as a database file of the size that the manifest names. At the end SHA-256 over all of it.

use super::sink::{Sink, Target};
use super::{Error, Fault, Result, refuse_passphrase, sealing};
use crate::store::{self, Manifest, Source, Store, Sum};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const MAGIC: [u8; 8] = *b"CACAHBDL";
const VERSION: u8 = 1;

/// The longest manifest: a line or two per laptop.
const LONGEST: u32 = 1 << 20;

/// What a file may unpack to: so many times its size, and a little more where it is small. Rows of forms come to ten times.
const RATIO: u64 = 60;
const SMALL: u64 = 4 << 20;

/// What goes into a bundle.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// Who receives it; empty for the one that needs no name.
    pub receiver: String,
    /// Everything, whatever was handed over before.
    pub all: bool,
    pub passphrase: Option<String>,
}

/// Proposes a file name that tells whose laptop it is from and when: `serah-siti-20241001-0903.cacah`.
///
/// # Errors
/// When the database does not answer.
pub fn proposed_name(store: &Store) -> Result<String> {
    let surveyor = store.keyed_here()?.map_or_else(String::new, |surveyor| format!("-{}", store::slug(&surveyor).replace('_', "-")));
    Ok(format!("serah{surveyor}-{}.cacah", store.now().strftime("%Y%m%d-%H%M")))
}

/// Packs what is new to a receiver, and takes note that it was handed over.
///
/// # Errors
/// When the file can't be written; nothing is left behind then.
pub fn write(store: &mut Store, path: &Path, replace: bool, parcel: &Parcel) -> Result<Manifest> {
    refuse_passphrase(path, parcel.passphrase.as_deref())?;
    let mut sink = Sink::open(Target::File { path: path.to_owned(), replace })?;
    sweep(store);
    let rows = Rows(beside(store.path(), "out"));
    let manifest = store.pack(&rows.0, &parcel.receiver, parcel.all)?;
    fill_in(&mut sink, parcel.passphrase.as_deref(), &manifest, &rows.0).map_err(|source| Error::write(path, source))?;
    sink.keep()?;
    store.handed_over(&parcel.receiver, &manifest)?;
    Ok(manifest)
}

fn fill_in(out: &mut impl Write, passphrase: Option<&str>, manifest: &Manifest, rows: &Path) -> io::Result<()> {
    let mut out = Summed { out, sum: Sum::default() };
    out.write_all(&MAGIC)?;
    out.write_all(&[VERSION, u8::from(passphrase.is_some())])?;
    let body = BufWriter::new(&mut out);
    match passphrase {
        None => pack(body, manifest, rows)?.flush()?,
        Some(passphrase) => pack(sealing::seal(body, passphrase)?, manifest, rows)?.finish()?.flush()?,
    }
    let Summed { out, sum } = out;
    out.write_all(&sum.end())
}

/// A writer that sums up what goes through it.
struct Summed<W> {
    out: W,
    sum: Sum,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.sum.add(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn pack<W: Write>(out: W, manifest: &Manifest, rows: &Path) -> io::Result<W> {
    let mut out = ZlibEncoder::new(out, Compression::default());
    let said = serde_json::to_vec(manifest)?;
    out.write_all(&u32::try_from(said.len()).map_err(io::Error::other)?.to_be_bytes())?;
    out.write_all(&said)?;
    io::copy(&mut BufReader::new(File::open(rows)?), &mut out)?;
    out.finish()
}

/// Opens a bundle, or a whole database, as something that can be merged; `copy` is where its rows are unpacked.
///
/// # Errors
/// [`Error::Bundle`] where it is damaged, foreign, newer, locked or unpacks to too much; nothing is left behind then.
pub fn open(path: &Path, passphrase: Option<&str>, copy: &Path) -> Result<(Source, Option<Manifest>)> {
    let read = |source| Error::Read { path: path.to_owned(), source };
    let fault = |fault| Error::Bundle { path: path.to_owned(), fault };
    let mut file = File::open(path).map_err(read)?;
    let packed = file.metadata().map_err(read)?.len();
    let mut head = [0; 10];
    let length = fill(&mut file, &mut head).map_err(read)?;
    if head.starts_with(b"SQLite for") {
        return Ok((Source::copy_of(path, copy)?, None));
    }
    if !MAGIC.starts_with(&head[..length.min(8)]) || length == 0 {
        return Err(fault(Fault::Foreign));
    }
    if length < head.len() {
        return Err(fault(Fault::Damaged));
    }
    if head[8] > VERSION {
        return Err(fault(Fault::Newer));
    }
    let body = packed.saturating_sub((head.len() + Sum::LENGTH) as u64);
    if packed < (head.len() + Sum::LENGTH) as u64 || !is_whole(&mut file, packed).map_err(read)? {
        return Err(fault(Fault::Damaged));
    }
    file.seek(SeekFrom::Start(head.len() as u64)).map_err(read)?;
    let file = BufReader::new(file).take(body);
    let rows = Rows(copy.to_owned());
    let unpacked = match (head[9], passphrase) {
        (0, _) => unpack(file, packed, &rows.0),
        (_, None) => return Err(fault(Fault::Sealed)),
        (_, Some(passphrase)) => sealing::unseal(file, passphrase).map_err(Stopped::Fault).and_then(|file| unpack(file, packed, &rows.0)),
    };
    let manifest = unpacked.map_err(|stopped| match stopped {
        Stopped::Fault(why) => fault(why),
        Stopped::Write(source) => Error::write(&rows.0, source),
    })?;
    if store::measured(&rows.0)? != (manifest.size, manifest.sha256.clone()) {
        return Err(fault(Fault::Damaged));
    }
    let source = Source::open(&rows.0, &path.display().to_string(), &manifest.from)?.sent(manifest.device, &manifest.at);
    // From now on the file goes with the source.
    rows.hand_on();
    Ok((source, Some(manifest)))
}

/// Tells whether a bundle's bytes are those that were written: before anything in it is read.
fn is_whole(file: &mut File, size: u64) -> io::Result<bool> {
    file.rewind()?;
    let (mut body, mut sum, mut page) = (file.take(size - Sum::LENGTH as u64), Sum::default(), vec![0; 1 << 16]);
    loop {
        match body.read(&mut page)? {
            0 => break,
            read => sum.add(&page[..read]),
        }
    }
    let mut said = [0; Sum::LENGTH];
    Ok(fill(file, &mut said)? == said.len() && sum.end() == said)
}

/// What stopped an unpacking.
enum Stopped {
    Fault(Fault),
    Write(io::Error),
}

fn unpack(packed: impl Read, size: u64, copy: &Path) -> std::result::Result<Manifest, Stopped> {
    // Whatever the stream can't give is damage: it was written whole.
    let damaged = |_| Stopped::Fault(Fault::Damaged);
    let mut stream = ZlibDecoder::new(packed);
    let mut length = [0; 4];
    stream.read_exact(&mut length).map_err(damaged)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(Stopped::Fault(Fault::Damaged));
    }
    let mut said = vec![0; length as usize];
    stream.read_exact(&mut said).map_err(damaged)?;
    let manifest: Manifest = serde_json::from_slice(&said).map_err(|_| Stopped::Fault(Fault::Damaged))?;
    if manifest.size > SMALL.max(size.saturating_mul(RATIO)) {
        return Err(Stopped::Fault(Fault::Bomb));
    }
    let mut out = File::create_new(copy).map_err(Stopped::Write)?;
    let mut rest = stream.take(manifest.size + 1);
    let mut page = vec![0; 1 << 16];
    let mut written = 0;
    loop {
        let read = rest.read(&mut page).map_err(damaged)?;
        if read == 0 {
            break;
        }
        written += read as u64;
        // More than the manifest says is a file that grows without end.
        if written > manifest.size {
            return Err(Stopped::Fault(Fault::Bomb));
        }
        out.write_all(&page[..read]).map_err(Stopped::Write)?;
    }
    if written < manifest.size { Err(Stopped::Fault(Fault::Damaged)) } else { Ok(manifest) }
}

/// Reads as much as there is, up to the whole of a buffer.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match file.read(&mut buffer[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

/// Names a file of rows beside a database, on the same disk.
fn beside(database: &Path, what: &str) -> PathBuf {
    let own = std::process::id();
    if database == Path::new(":memory:") {
        return std::env::temp_dir().join(format!("cacah-{own}-{what}.rows"));
    }
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".{own}-{what}.rows"));
    PathBuf::from(name)
}

/// Names the place where the n-th file that is merged into a database is unpacked.
#[must_use]
pub fn place_of(database: &Path, n: usize) -> PathBuf {
    beside(database, &n.to_string())
}

/// Removes rows that a program left beside a database when it was killed; none while another program may be at work there.
pub(super) fn sweep(store: &Store) {
    if store.is_shared() || store.path() == Path::new(":memory:") {
        return;
    }
    let (Some(folder), Some(name)) = (store.path().parent(), store.path().file_name()) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (before, own) = (format!("{}.", name.to_string_lossy()), std::process::id().to_string());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((pid, rest)) = name.strip_prefix(&before).and_then(|rest| rest.split_once('-')) else { continue };
        let is_left = pid != own && pid.bytes().all(|c| c.is_ascii_digit()) && rest.contains(".rows");
        if is_left {
            // What can't be removed now is removed the next time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file of rows that goes when it is not needed any more.
struct Rows(PathBuf);

impl Rows {
    fn hand_on(mut self) {
        self.0 = PathBuf::new();
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
