//! `cacah backup` and `cacah restore`: copies of the database, and the way back to one.

use super::failure::{Failure, Outcome};
use super::{Place, print, tell};
use crate::exchange;
use crate::store::{Error, Held, Kept, Lost, Restored, Restoring, Store};
use crate::survey::interview::Status;
use crate::survey::value::safe;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

/// Copies the database to one file, and proves the copy: every page is read, interviews and lines of the log are counted
///
/// Without a file it goes to the folder `backup` beside the database, where a copy is also made at the first start of each day, and before
/// a merge, an import, a restore and a change of the schema; of those, the last seven of a kind are kept.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; else one in the folder `backup` beside the database
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Lists the copies that are kept, the newest first, with what each holds
    #[arg(long, conflicts_with = "file")]
    list: bool,

    /// Prints the list as JSON: an object for each copy
    #[arg(long, requires = "list")]
    json: bool,

    /// Replaces a file that exists
    #[arg(long)]
    yes: bool,
}

/// The keys of each object that `backup --list --json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 7] = [
    ("file", "the copy"),
    ("at", "when it was made, by the clock of then"),
    ("reason", "`daily`, `merge`, `import`, `restore`, `migration`, or `hand` where somebody asked for it"),
    ("bytes", "its size"),
    ("surveys", "a list with an object for each survey: `survey` and its interviews by status"),
    ("newest", "the moment of the newest line of the log; null where there is none"),
    ("problem", "why the copy can't be read; null where it can"),
];

impl Backup {
    pub fn run(&self, place: Place) -> Outcome {
        let store = place.open_existing()?;
        if self.list {
            return list(&store, self.json);
        }
        let path = match &self.file {
            None => store.keep_copy(crate::store::Reason::Hand)?,
            Some(path) => {
                if path.exists() && !self.yes {
                    return Err(exchange::Error::Exists(path.clone()).into());
                }
                store.back_up(path, self.yes)?;
                path.clone()
            }
        };
        let held = Store::held_by(&path)?;
        tell(&format!("'{}' is a sound copy: {}", path.display(), say_held(&held)));
        Ok(())
    }
}

fn list(store: &Store, as_json: bool) -> Outcome {
    let kept: Vec<(Kept, Result<Held, Error>)> =
        store.kept_copies()?.into_iter().map(|kept| (Store::held_by(&kept.path), kept)).map(|(held, kept)| (kept, held)).collect();
    if as_json {
        let objects: Vec<Json> = kept.iter().map(|(kept, held)| object(kept, held)).collect();
        return print(format!("{:#}\n", Json::Array(objects)));
    }
    let mut text = String::new();
    for (kept, held) in &kept {
        let said = held.as_ref().map_or_else(|error| format!("can't be read: {error}"), say_held);
        // Writing to a String can't fail.
        let _ = writeln!(text, "{}  {:<9}  {}  {}", kept.at.strftime("%Y-%m-%d %H:%M:%S"), kept.reason.code(), safe(&kept.path.display().to_string()), safe(&said));
    }
    if kept.is_empty() {
        tell("no copy is kept yet");
    }
    print(text)
}

fn object(kept: &Kept, held: &Result<Held, Error>) -> Json {
    let surveys = held.as_ref().map_or(Json::Null, |held| held.surveys.iter().map(|survey| {
        let counts: serde_json::Map<String, Json> =
            Status::ALL.iter().map(|status| (status.code().to_owned(), survey.counts.of(*status).into())).collect();
        json!({ "survey": survey.title, "interviews": counts })
    }).collect());
    json!({
        "file": kept.path.display().to_string(),
        "at": kept.at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        "reason": kept.reason.code(),
        "bytes": kept.bytes,
        "surveys": surveys,
        "newest": held.as_ref().ok().and_then(|held| held.newest.clone()),
        "problem": held.as_ref().err().map(ToString::to_string),
    })
}

/// Says what a file holds in a few words.
fn say_held(held: &Held) -> String {
    let counts = held.counts();
    let by: Vec<String> = Status::ALL.iter().filter(|status| counts.of(**status) > 0).map(|status| format!("{} {}", counts.of(*status), status.code())).collect();
    let interviews = if by.is_empty() { "no interviews".to_owned() } else { by.join(", ") };
    format!("{} surveys, {interviews}; {} lines of the log", held.surveys.len(), held.lines)
}

/// Puts an earlier copy in the place of the data, after a look at what that comes to; the present data are copied first
///
/// All of it takes its place at once or nothing does. Where the copy is behind what this laptop numbered since, it goes on under a device
/// number of its own, so that no number is given twice; what was handed over meanwhile comes back by a merge.
#[derive(Debug, Args)]
pub struct Restore {
    /// The copy: a path, or the name of one in the folder `backup`
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Says what would be gone and changes nothing
    #[arg(long)]
    dry_run: bool,

    /// Does not ask
    #[arg(long)]
    yes: bool,
}

impl Restore {
    pub fn run(&self, place: Place) -> Outcome {
        let path = place.path()?;
        let file = named(&self.file, &path);
        if path.exists() && std::fs::canonicalize(&file).is_ok_and(|file| std::fs::canonicalize(&path).is_ok_and(|path| path == file)) {
            return Err(Failure::usage(format!("'{}' is the database itself", file.display()), "Name a copy; 'cacah backup --list' lists them."));
        }
        let restoring = Restoring::look(&file, &path)?;
        print(preview(&file, &restoring.held()?))?;
        let mut present = if path.exists() { Store::open(&path).map(Some) } else { Ok(None) };
        match &present {
            Ok(None) => print(format!("there is no database '{}' yet\n", safe(&path.display().to_string())))?,
            Ok(Some(store)) => print(gone(&store.held()?, restoring.lost(store)?))?,
            Err(error @ (Error::Damaged(_) | Error::NotADatabase(_) | Error::ForeignDatabase(_) | Error::Sqlite(_))) => {
                print(format!("the database can't be opened: {}; it is kept as it is\n", safe(&error.to_string())))?;
            }
            Err(_) => {}
        }
        if self.dry_run {
            tell("nothing was changed: a look ahead");
            return Ok(());
        }
        agree(self.yes)?;
        let restored = match &mut present {
            Ok(Some(store)) => restoring.carry_out(store)?,
            Err(error) if !is_beyond_use(error) => return Err(present.err().map_or_else(|| Failure::new("", ""), Into::into)),
            Ok(None) | Err(_) => restoring.carry_out_over(&path)?,
        };
        say_restored(&restored);
        Ok(())
    }
}

/// Tells whether a database can't be opened for what is in it, and not for want of a permission or of space.
const fn is_beyond_use(error: &Error) -> bool {
    matches!(error, Error::Damaged(_) | Error::NotADatabase(_) | Error::ForeignDatabase(_) | Error::Sqlite(_))
}

/// Finds a copy that is named without its folder.
fn named(file: &Path, database: &Path) -> PathBuf {
    let kept = crate::store::backup_folder(database).join(file);
    if !file.exists() && file.components().count() == 1 && kept.exists() { kept } else { file.to_owned() }
}

fn preview(file: &Path, held: &Held) -> String {
    let mut text = format!("'{}' holds:\n", safe(&file.display().to_string()));
    // Writing to a String can't fail, here and below.
    for survey in &held.surveys {
        let counts: Vec<String> = Status::ALL.iter().map(|status| format!("{} {}", survey.counts.of(*status), status.code())).collect();
        let _ = writeln!(text, "  {}: {}", safe(&survey.title), counts.join(", "));
    }
    if held.surveys.is_empty() {
        text += "  no survey\n";
    }
    let _ = writeln!(text, "  {} lines of the log, the newest of {}", held.lines, held.newest.as_deref().unwrap_or("no time"));
    text
}

fn gone(present: &Held, lost: Lost) -> String {
    format!(
        "the database has {}\ngone would be: {} interviews, changes of {} others, {} lines of the log\n",
        say_held(present),
        lost.interviews,
        lost.changed,
        lost.lines
    )
}

/// Asks, where somebody is there to answer.
fn agree(yes: bool) -> Outcome {
    if yes {
        return Ok(());
    }
    let refused = || Failure::usage("nobody agreed, and nothing was changed", "Say --yes to restore without being asked.");
    if !io::stdin().is_terminal() {
        return Err(refused());
    }
    tell("restore it? [y/N]");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && answer.trim().eq_ignore_ascii_case("y") { Ok(()) } else { Err(refused()) }
}

fn say_restored(restored: &Restored) {
    tell(&format!("restored: {}", say_held(&restored.held)));
    if let Some(kept) = &restored.kept {
        tell(&format!("the data as they were: {}", safe(&kept.display().to_string())));
    }
    if let Some(device) = restored.drawn {
        tell(&format!("this file is device {device} from now on; what was handed over since comes back by a merge"));
    }
}
