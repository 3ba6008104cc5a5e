//! Where a file goes: beside the target under another name until it is whole, summed up while it is written; knows no format.

use super::{Error, Result};
use crate::store::Sum;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of one block: each has a mark of its own, so that a file that was changed says where.
pub const BLOCK: usize = 1 << 16;

/// Where an export is to go.
pub enum Target {
    /// A file; one that exists is replaced only where that is said, and only by a whole one.
    File { path: PathBuf, replace: bool },
    /// Anything else, such as the standard output.
    Writer(Box<dyn Write + Send>),
}

/// An open target that counts its bytes and sums them up. Dropped before [`Sink::keep`], it leaves nothing behind.
pub(super) struct Sink {
    out: Out,
    /// The target as the person named it.
    path: PathBuf,
    marks: Marks,
    /// The block in the making, of which so many bytes were sent on.
    block: Vec<u8>,
    sent: usize,
}

/// The sum of a file and the mark of each of its blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub bytes: u64,
    sum: Sum,
    pub blocks: Vec<u64>,
}

impl Marks {
    /// Takes the next block in; all but the last one are [`BLOCK`] bytes long.
    pub fn add(&mut self, block: &[u8]) {
        if !block.is_empty() {
            self.bytes += block.len() as u64;
            self.sum.add(block);
            self.blocks.push(mark(block));
        }
    }

    /// Gives SHA-256 over all of it, in hexadecimal digits.
    pub fn sha256(self) -> String {
        self.sum.end().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// Gives the mark of a block: enough to find where a file was changed, while the sum says that it was. FNV-1a over words of eight bytes.
fn mark(block: &[u8]) -> u64 {
    let (words, rest) = block.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    words.iter().chain(std::iter::once(&last)).fold(0xcbf2_9ce4_8422_2325 ^ block.len() as u64, |hash, word| {
        (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
    })
}

enum Out {
    File(Draft),
    /// A device or a pipe with a name: nothing there can be replaced.
    Device(File),
    Writer(Box<dyn Write + Send>),
}

/// A file in the making, beside the one that it becomes.
struct Draft {
    file: File,
    path: PathBuf,
    whole: PathBuf,
    kept: bool,
}

impl Sink {
    /// Opens a target; a file that is there stays as it is.
    pub fn open(target: Target) -> Result<Self> {
        let (out, path) = match target {
            Target::Writer(out) => (Out::Writer(out), PathBuf::from("-")),
            Target::File { path, replace } => (open(&path, replace)?, path),
        };
        Ok(Self { out, path, marks: Marks::default(), block: Vec::with_capacity(BLOCK), sent: 0 })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub const fn bytes(&self) -> u64 {
        self.marks.bytes + self.block.len() as u64
    }

    /// Gives the file that can be read back before it is kept; none where there is no such file.
    pub const fn written(&self) -> Option<&PathBuf> {
        match &self.out {
            Out::File(draft) => Some(&draft.path),
            Out::Device(_) | Out::Writer(_) => None,
        }
    }

    /// Gives the sums of what was written so far.
    pub fn marks(&self) -> Marks {
        let mut marks = self.marks.clone();
        marks.add(&self.block);
        marks
    }

    /// Names a file for what a format needs on the way; it goes with what a killed program leaves.
    pub fn spare(&self) -> PathBuf {
        match &self.out {
            Out::File(draft) => spare(&draft.path),
            Out::Device(_) | Out::Writer(_) => std::env::temp_dir().join(format!("cacah-{}.rows", std::process::id())),
        }
    }

    /// Puts the whole file in its place, on the disk and not only on its way there.
    pub fn keep(mut self) -> Result<()> {
        let done = self.flush().and_then(|()| match self.out {
            Out::File(draft) => draft.keep(),
            Out::Device(_) | Out::Writer(_) => Ok(()),
        });
        done.map_err(|source| Error::write(&self.path, source))
    }

    fn send(&mut self) -> io::Result<()> {
        let bytes = &self.block[self.sent..];
        match &mut self.out {
            Out::File(Draft { file, .. }) | Out::Device(file) => file.write_all(bytes),
            Out::Writer(out) => out.write_all(bytes),
        }?;
        self.sent = self.block.len();
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(&bytes[..taken]);
        if self.block.len() == BLOCK {
            self.send()?;
            self.marks.add(&self.block);
            self.block.clear();
            self.sent = 0;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()?;
        match &mut self.out {
            Out::File(Draft { file, .. }) | Out::Device(file) => file.flush(),
            Out::Writer(out) => out.flush(),
        }
    }
}

fn open(path: &Path, replace: bool) -> Result<Out> {
    let failed = |source| Error::write(path, source);
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(Error::NotAFile(path.to_owned())),
        Ok(there) if !there.is_file() => File::options().write(true).open(path).map(Out::Device).map_err(failed),
        Ok(_) if !replace => Err(Error::Exists(path.to_owned())),
        Ok(there) => {
            // Through a link, the file that it names is the one to replace.
            let whole = fs::canonicalize(path).map_err(failed)?;
            let draft = Draft::beside(whole).map_err(failed)?;
            draft.file.set_permissions(there.permissions()).map_err(failed)?;
            Ok(Out::File(draft))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => match folder(path) {
            folder if folder.is_dir() => Ok(Out::File(Draft::beside(path.to_owned()).map_err(failed)?)),
            folder => Err(Error::NoFolder(folder.to_owned())),
        },
        Err(error) => Err(failed(error)),
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn spare(draft: &Path) -> PathBuf {
    let mut name = draft.as_os_str().to_owned();
    name.push("-rows");
    PathBuf::from(name)
}

/// What the names of drafts have in common, before the number of the program that writes them.
const MARK: &str = ".cacah-";

/// A draft that nothing was written to for so long is left over: its program was killed.
const STALE: Duration = Duration::from_hours(1);

/// Removes what killed programs left in a folder.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let numbers = name.strip_prefix('.').and_then(|name| name.strip_suffix(".part")?.rsplit_once(MARK)).map(|(_, numbers)| numbers);
        let is_draft = numbers.is_some_and(|numbers| numbers.bytes().all(|c| c.is_ascii_digit() || c == b'-'));
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_draft && age.is_some_and(|age| age > STALE) {
            // What can't be removed now is removed the next time.
            let _ = fs::remove_file(spare(&entry.path()));
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Draft {
    /// Makes a new file in the same folder, so that it can take the whole one's name in one move; what a killed program left there goes.
    fn beside(whole: PathBuf) -> io::Result<Self> {
        let name = whole.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        sweep(folder(&whole));
        let mut more = 0;
        loop {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(&name);
            hidden.push(format!("{MARK}{}-{more}.part", std::process::id()));
            let path = folder(&whole).join(hidden);
            match File::create_new(&path) {
                Ok(file) => return Ok(Self { file, path, whole, kept: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && more < 100 => more += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn keep(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.whole)?;
        self.kept = true;
        // The new name is on the disk when the folder is; where folders can't be synced, the file is whole all the same.
        if let Ok(folder) = File::open(folder(&self.whole)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}
