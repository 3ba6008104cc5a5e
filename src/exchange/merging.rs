//! Files of other laptops, merged together: opened one by one, what can't be taken in is named, the rest is looked at or merged; knows
//! no screen and nothing of how lines become rows.

use super::{Error, Result, bundle};
use crate::store::{self, Merge, Merged, Progress, Source, Store};
use std::path::{Path, PathBuf};

/// What is to be merged, and how.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Bundles or databases.
    pub files: Vec<PathBuf>,
    /// For the bundles that are locked.
    pub passphrase: Option<String>,
    /// Merges; else it is a look ahead, and nothing changes.
    pub keeps: bool,
    /// A copy of the database is kept before anything changes.
    pub backs_up: bool,
    /// A file that can't be taken in is left out and named; else it stops the whole.
    pub leaves_out: bool,
}

/// A file that was left out.
#[derive(Debug)]
pub struct LeftOut {
    pub path: PathBuf,
    pub why: Error,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct Outcome {
    pub merged: Merged,
    /// The files that were taken in.
    pub files: Vec<PathBuf>,
    pub left_out: Vec<LeftOut>,
    /// The copy of the database as it was.
    pub copy: Option<PathBuf>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// So many files of so many are open.
    Opening(usize, usize),
    /// The database is copied next.
    Copying,
    Merging(Progress),
}

/// The job: files are opened, and merged in one transaction, a piece at each step.
#[derive(Debug)]
pub struct Merging {
    wish: Wish,
    sources: Vec<Source>,
    left_out: Vec<LeftOut>,
    copy: Option<PathBuf>,
    job: Option<Box<Merge>>,
}

impl Merging {
    #[must_use]
    pub const fn begin(wish: Wish) -> Self {
        Self { wish, sources: Vec::new(), left_out: Vec::new(), copy: None, job: None }
    }

    /// Gives how far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match &self.job {
            Some(job) => Stage::Merging(job.progress()),
            None if self.sources.len() < self.wish.files.len() => Stage::Opening(self.sources.len(), self.wish.files.len()),
            None => Stage::Copying,
        }
    }

    /// Does the next piece; gives what became of it all once it is done.
    ///
    /// # Errors
    /// What is wrong with a file, where such files are not left out, or when the database can't be read or written. Nothing is changed
    /// then.
    pub fn step(&mut self, store: &mut Store) -> Result<Option<Outcome>> {
        if self.job.is_some() {
            return self.merge(store);
        }
        if self.sources.is_empty() {
            bundle::sweep(store);
        }
        if let Some(path) = self.wish.files.get(self.sources.len()) {
            let place = bundle::place_of(store.path(), self.sources.len());
            match bundle::open(path, self.wish.passphrase.as_deref(), &place) {
                Ok((source, _)) => self.sources.push(source),
                Err(why) => self.leave_out(self.sources.len(), why)?,
            }
            return Ok(None);
        }
        if self.wish.files.is_empty() {
            return Ok(Some(self.outcome(Merged::default())));
        }
        // What changes nothing pushes no earlier copy off the shelf.
        if self.wish.keeps && self.wish.backs_up && self.copy.is_none() && !store.is_blank()? && self.is_new_to(store)? {
            self.copy = Some(store.keep_copy(store::Reason::Merge)?);
            return Ok(None);
        }
        self.job = Some(Box::new(Merge::begin(store, std::mem::take(&mut self.sources))?));
        Ok(None)
    }

    fn is_new_to(&self, store: &Store) -> Result<bool> {
        for source in &self.sources {
            if source.is_new_to(store)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn merge(&mut self, store: &mut Store) -> Result<Option<Outcome>> {
        let Some(mut job) = self.job.take() else { return Ok(None) };
        let file = job.progress().file;
        match job.step(store) {
            Ok(progress) if progress.done => Ok(Some(self.outcome(job.finish(store, self.wish.keeps)?))),
            Ok(_) => {
                self.job = Some(job);
                Ok(None)
            }
            // The others are opened and looked at anew, without this one.
            Err(why @ store::Error::Refused(_)) => self.leave_out(file, why.into()).map(|()| None),
            Err(error) => Err(error.into()),
        }
    }

    fn leave_out(&mut self, file: usize, why: Error) -> Result<()> {
        if !self.wish.leaves_out || !is_of_file(&why) {
            return Err(why);
        }
        let path = self.wish.files.remove(file);
        self.left_out.push(LeftOut { path, why });
        Ok(())
    }

    fn outcome(&mut self, merged: Merged) -> Outcome {
        Outcome {
            merged,
            files: std::mem::take(&mut self.wish.files),
            left_out: std::mem::take(&mut self.left_out),
            copy: self.copy.take(),
        }
    }

    /// Gives it up: everything is as before; a copy that was made stays.
    pub fn cancel(self, store: &mut Store) {
        if let Some(job) = self.job {
            job.cancel(store);
        }
    }
}

/// Tells whether an error says what is wrong with one file, and not with the machine or with the database here.
const fn is_of_file(why: &Error) -> bool {
    use store::Error as Of;
    match why {
        Error::Bundle { .. } | Error::Read { .. } => true,
        Error::Store(why) => matches!(
            why,
            Of::Refused(_)
                | Of::NotAFile(_)
                | Of::NotADatabase(_)
                | Of::ForeignDatabase(_)
                | Of::NewerDatabase { .. }
                | Of::Damaged(_)
                | Of::Io { .. }
        ),
        _ => false,
    }
}

/// Gives the files that a name means: itself, or every bundle of a folder, by name.
///
/// # Errors
/// [`Error::Read`] where the folder can't be read.
pub fn files_of(named: &Path) -> Result<Vec<PathBuf>> {
    if !named.is_dir() {
        return Ok(vec![named.to_owned()]);
    }
    let failed = |source| Error::Read { path: named.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(named).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("cacah")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
