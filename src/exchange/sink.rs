//! Where an export goes: a file that appears whole or not at all, or any other writer; knows no format.

use super::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where an export is to go.
pub enum Target {
    /// A file; one that exists is replaced only where that is said, and only by a whole one.
    File { path: PathBuf, replace: bool },
    /// Anything else, such as the standard output.
    Writer(Box<dyn Write>),
}

/// An open target that counts its bytes. Dropped before [`Sink::keep`], it leaves nothing behind.
pub(super) struct Sink {
    out: Out,
    /// The target as the person named it.
    path: PathBuf,
    bytes: u64,
}

enum Out {
    File(Draft),
    /// A device or a pipe with a name: nothing there can be replaced.
    Device(File),
    Writer(Box<dyn Write>),
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
        match target {
            Target::Writer(out) => Ok(Self { out: Out::Writer(out), path: PathBuf::from("-"), bytes: 0 }),
            Target::File { path, replace } => Ok(Self { out: open(&path, replace)?, path, bytes: 0 }),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Gives the file that can be read back before it is kept; none where there is no such file.
    pub const fn written(&self) -> Option<&PathBuf> {
        match &self.out {
            Out::File(draft) => Some(&draft.path),
            Out::Device(_) | Out::Writer(_) => None,
        }
    }

    /// Puts the whole file in its place, on the disk and not only on its way there.
    pub fn keep(self) -> Result<()> {
        let done = match self.out {
            Out::File(draft) => draft.keep(),
            Out::Device(_) => Ok(()),
            Out::Writer(mut out) => out.flush(),
        };
        done.map_err(|source| Error::write(&self.path, source))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = match &mut self.out {
            Out::File(Draft { file, .. }) | Out::Device(file) => file.write(bytes),
            Out::Writer(out) => out.write(bytes),
        }?;
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
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

impl Draft {
    /// Makes a new file in the same folder, so that it can take the whole one's name in one move.
    fn beside(whole: PathBuf) -> io::Result<Self> {
        let name = whole.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        let mut more = 0;
        loop {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(&name);
            hidden.push(format!(".{}-{more}.part", std::process::id()));
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
