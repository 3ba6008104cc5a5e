//! The archive of a survey: everything about it in one file that is read without this program; a job in steps; knows no screen.

use super::{Job, Order, REPORTS, Report};
use crate::exchange::package::{self, About, Entry, Packing, Piece, Proved, VERSION};
use crate::exchange::{self, Dialect, Done, Error, Export, FORMATS, Options, Result, Target, Values, Whole, write_trail};
use crate::store::{self, Filter, Store, Survey, TrailFilter, stamp};
use crate::survey::interview::Status;
use crate::words::{Lang, Words};
use jiff::civil::Date;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

/// What is to be archived, and how.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    pub passphrase: Option<String>,
    pub replace: bool,
    /// The language of labels and of the report.
    pub words: Words,
}

/// Proposes a file name: `arsip-skm_bontang-2024-10-30.zip`; locked, it ends in `.age` too.
#[must_use]
pub fn proposed_archive(survey: &Survey, today: Date) -> String {
    format!("arsip-{}-{today}.zip", survey.key)
}

/// What is made, in this order.
#[derive(Clone, Copy, Debug)]
enum Task {
    Database,
    Form,
    Export(usize),
    Report(&'static Report),
    Log,
}

/// How far an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// So many of so many files are made.
    Making(usize, usize),
    /// So many bytes of so many are packed.
    Packing(u64, u64),
}

/// An archive under way. Dropped, it leaves nothing behind.
pub struct Archiving {
    survey: Survey,
    wish: Wish,
    path: PathBuf,
    folder: Folder,
    /// The survey in a database of its own, from which all is made: one state of the data.
    copy: Option<Store>,
    tasks: VecDeque<Task>,
    pieces: Vec<Piece>,
    packing: Option<Packing>,
}

impl Archiving {
    /// Begins an archive: looks whether the target can be made before any work.
    ///
    /// # Errors
    /// When the target can't be made, or a passphrase is given to a program that was built without; a file that is there stays as it is.
    pub fn begin(store: &Store, survey: &Survey, path: &Path, wish: Wish) -> Result<Self> {
        exchange::refuse_passphrase(path, wish.passphrase.as_deref())?;
        drop(Whole::open(Target::File { path: path.to_owned(), replace: wish.replace })?);
        let survey = store.survey(survey.id)?;
        let folder = Folder::beside(path)?;
        let mut tasks = VecDeque::from([Task::Database, Task::Form]);
        tasks.extend((0..FORMATS.len()).map(Task::Export));
        tasks.extend(REPORTS.iter().filter(|report| !report.is_poster()).map(Task::Report));
        tasks.push_back(Task::Log);
        Ok(Self { survey, wish, path: path.to_owned(), folder, copy: None, tasks, pieces: Vec::new(), packing: None })
    }

    /// Gives how far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match &self.packing {
            Some(packing) => {
                let (packed, total) = packing.progress();
                Stage::Packing(packed, total)
            }
            None => Stage::Making(self.pieces.len(), self.pieces.len() + self.tasks.len()),
        }
    }

    /// Does the next piece; gives what it came to once it is done.
    ///
    /// # Errors
    /// When a file can't be written or the database does not answer; nothing is left behind then.
    pub fn step(&mut self, store: &Store) -> Result<Option<Done>> {
        if let Some(mut packing) = self.packing.take() {
            if packing.step()? {
                self.packing = Some(packing);
                return Ok(None);
            }
            let done = packing.finish()?;
            let rows = u64::try_from(store.counts(self.survey.id)?.0.iter().sum::<i64>()).unwrap_or(0);
            return Ok(Some(Done { rows, ..done }));
        }
        match self.tasks.pop_front() {
            Some(task) => {
                let piece = self.make(task, store)?;
                self.pieces.push(piece);
            }
            None => self.packing = Some(self.pack(store)?),
        }
        Ok(None)
    }

    /// Works to the end.
    ///
    /// # Errors
    /// As [`Archiving::step`].
    pub fn finish(mut self, store: &Store) -> Result<Done> {
        loop {
            if let Some(done) = self.step(store)? {
                return Ok(done);
            }
        }
    }

    fn make(&mut self, task: Task, store: &Store) -> Result<Piece> {
        let name = self.name(task);
        let path = self.folder.0.join(name.replace('/', "-"));
        let target = || Target::File { path: path.clone(), replace: false };
        match task {
            Task::Database => {
                store.extract(&self.survey, &path)?;
                let work = self.folder.0.join("work.db");
                fs::copy(&path, &work).map_err(|source| Error::Read { path: path.clone(), source })?;
                let mut copy = Store::open_alone(&work)?;
                copy.set_clock(store.clock());
                self.copy = Some(copy);
            }
            Task::Form => {
                Whole::open(target())?.write(0, Ok(store.form_source(self.survey.id)?.into_bytes()))?;
            }
            Task::Export(at) => {
                let copy = self.copy.as_ref().unwrap_or(store);
                Export::begin(copy, &self.survey, self.options(at), target())?.finish(copy)?;
            }
            // The report has other surveys of the unit beside this one.
            Task::Report(report) => {
                let order = Order { report, words: self.wish.words, ..Order::default() };
                Job::begin(store, &self.survey, order, target())?.finish(store)?;
            }
            Task::Log => {
                let copy = self.copy.as_ref().unwrap_or(store);
                write_trail(copy, &self.survey, &TrailFilter::default(), self.wish.words, target())?;
            }
        }
        let says = [Lang::Id, Lang::En].map(|lang| self.say(task, Words(lang)));
        Ok(Piece { name, path, says })
    }

    fn options(&self, at: usize) -> Options {
        let filter = Filter { statuses: Status::ALL.to_vec(), ..Filter::default() };
        Options { format: FORMATS[at], filter, values: Values::Both, dialect: Dialect::default(), lang: self.wish.words.0, ..Options::default() }
    }

    fn name(&self, task: Task) -> String {
        let key = &self.survey.key;
        match task {
            Task::Database => format!("data/{key}.db"),
            Task::Form => format!("form/{}-{}.toml", self.survey.form.key, self.survey.form.version),
            Task::Export(at) => format!("export/{key}-{}.{}", FORMATS[at].name, FORMATS[at].extension),
            Task::Report(report) => format!("report/{key}.{}", report.extension),
            Task::Log => format!("log/{key}.csv"),
        }
    }

    /// Says what a file is.
    fn say(&self, task: Task, w: Words) -> String {
        match task {
            Task::Database => w.archive_database().to_owned(),
            Task::Form => w.archive_form().to_owned(),
            Task::Export(at) => w.archive_export(FORMATS[at].title),
            Task::Report(report) => format!("{}: {}", (report.title)(w), (report.holds)(w)),
            Task::Log => w.archive_log().to_owned(),
        }
    }

    fn pack(&mut self, store: &Store) -> Result<Packing> {
        let files = self.pieces.iter().map(Piece::entry).collect::<Result<Vec<Entry>>>()?;
        let copy = self.copy.as_ref().unwrap_or(store);
        let survey = &self.survey;
        let (held, counts) = (copy.held()?, copy.counts(survey.id)?);
        let about = About {
            archive: VERSION,
            program: format!("cacah {}", env!("CARGO_PKG_VERSION")),
            at: stamp(&store.now()),
            survey: survey.key.clone(),
            title: survey.title(),
            unit: survey.unit.clone(),
            from: survey.from.to_string(),
            to: survey.to.to_string(),
            form: survey.form.key.clone(),
            form_version: survey.form.version,
            interviews: Status::ALL.iter().map(|status| (status.code().to_owned(), counts.of(*status))).collect(),
            lines: held.lines,
            log_as_written: store.surveys()?.len() == 1,
            fingerprint: copy.fingerprint(survey)?,
            closed: copy.closed(survey.id)?.map(|closed| closed.at),
            files,
        };
        // A copy that is open holds files that are to go.
        self.copy = None;
        let readme = readme(&about);
        let target = Target::File { path: self.path.clone(), replace: self.wish.replace };
        Packing::begin(target, self.wish.passphrase.as_deref(), &about, &readme, std::mem::take(&mut self.pieces))
    }
}

/// Writes the page that explains every file, in Indonesian and in English.
fn readme(about: &About) -> String {
    let mut text = String::new();
    for lang in [Lang::Id, Lang::En] {
        let w = Words(lang);
        let total: i64 = about.interviews.values().sum();
        text += &w.archive_readme_head(&about.title, &about.unit, &about.at, &about.program);
        text += "\n\n";
        text += &w.archive_readme_counts(total, &about.form, about.form_version, &about.fingerprint);
        text += "\n\n";
        for Entry { name, id, en, .. } in &about.files {
            let said = if lang == Lang::Id { id } else { en };
            text += &format!("{name}\n    {said}\n");
        }
        text += &format!("{}\n    {}\n\n", package::MANIFEST, w.archive_manifest());
        text += w.archive_readme_foot();
        text += if lang == Lang::Id { "\n\n----------------------------------------------------------------\n\n" } else { "\n" };
    }
    text
}

/// Reads a whole archive: every file against the manifest, and the database against its fingerprint.
///
/// # Errors
/// [`Error::Bundle`] where it can't be read at all.
pub fn verify(path: &Path, passphrase: Option<&str>) -> Result<Proved> {
    let folder = Folder::beside(path)?;
    let database = folder.0.join("data.db");
    let keeps = |name: &str| (name.starts_with("data/") && name.ends_with(".db")).then(|| database.clone());
    let mut proved = package::prove(path, passphrase, &folder.0.join("plain.zip"), keeps)?;
    let about = &proved.about;
    let is_named = about.files.iter().find(|entry| entry.name.starts_with("data/"));
    let told = is_named.filter(|entry| proved.flaws.iter().all(|(name, _)| *name != entry.name));
    if let Some(entry) = told {
        let same = store::Store::prints_of(&database).is_ok_and(|prints| prints.iter().any(|(key, print)| *key == about.survey && *print == about.fingerprint));
        if !same {
            proved.flaws.push((entry.name.clone(), package::Flaw::Changed));
        }
    }
    Ok(proved)
}

/// A folder for what is being made, beside the target; it goes with all that is in it.
struct Folder(PathBuf);

impl Folder {
    fn beside(target: &Path) -> Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let folder = target.with_file_name(format!(".{name}.{}.parts", std::process::id()));
        fs::create_dir(&folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What can't be removed has a name that says what it was.
        let _ = fs::remove_dir_all(&self.0);
    }
}
