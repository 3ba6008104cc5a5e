//! `cacah merge`: takes in what other laptops have, after a look at what that comes to.

use super::bundle::passphrase;
use super::failure::{Failure, Outcome};
use super::{Place, print, tell};
use crate::exchange::bundle;
use crate::store::{self, Merged, Row};
use crate::survey::value::safe;
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::path::PathBuf;

/// Merges bundles or whole databases of other laptops into this one: all of them, or nothing
///
/// A copy of the database is kept beside it before anything changes. Merging a file again changes nothing. The exit code is 1 where a
/// conflict waits for a supervisor.
#[derive(Debug, Args)]
pub struct Merge {
    /// Bundles (.cacah) or databases
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Says what merging would come to and changes nothing
    #[arg(long)]
    dry_run: bool,

    /// Opens locked bundles with the passphrase that is the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,

    /// Keeps no copy of the database as it was
    #[arg(long)]
    no_backup: bool,

    /// Prints one JSON object instead
    #[arg(long)]
    json: bool,
}

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 6] = [
    (
        "rows",
        "a list with an object for each survey and surveyor: `survey`, `surveyor`, and how many interviews are `new`, `changed`, `equal`, in `conflict`",
    ),
    ("lines", "how many lines of the log are new"),
    ("conflicts", "how many fields wait for a supervisor, in all surveys"),
    ("repeated", "how many form numbers stand on more than one interview, in all surveys"),
    (
        "clocks",
        "a list with an object for each laptop whose clock can't be right: `device`, and the seconds that it is `ahead` or went `back`",
    ),
    ("backup", "the copy of the database as it was; null where none was made"),
];

impl Merge {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.open()?;
        let passphrase = self.passphrase_file.as_deref().map(passphrase).transpose()?;
        let mut sources = Vec::new();
        for (n, file) in self.files.iter().enumerate() {
            sources.push(bundle::open(file, passphrase.as_deref(), &bundle::place_of(store.path(), n))?.0);
        }
        let backup = if self.dry_run || self.no_backup { None } else { Some(bundle::back_up(&store)?) };
        let mut job = store::Merge::begin(&mut store, sources)?;
        while !job.step(&mut store)?.done {}
        let merged = job.finish(&mut store, !self.dry_run)?;
        let backup = backup.map(|path| path.display().to_string());
        print(if self.json { object(&merged, backup.as_deref()) } else { text(&merged, self.dry_run, backup.as_deref()) })?;
        say_clocks(&merged);
        waiting(&merged)
    }
}

fn waiting(merged: &Merged) -> Outcome {
    if merged.conflicts == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} that two laptops changed wait for a decision", merged.conflicts),
        "Press p on the list of surveys, then d: each value is shown with who keyed it and when.",
    ))
}

fn say_clocks(merged: &Merged) {
    for clock in &merged.clocks {
        let (ahead, back) = (clock.ahead / 1000, clock.back / 1000);
        tell(&format!("warning: the clock of device {} can't be right: {ahead} seconds ahead, went back {back}; set it", clock.device));
    }
}

fn object(merged: &Merged, backup: Option<&str>) -> String {
    let row = |row: &Row| json!({ "survey": row.survey, "surveyor": row.surveyor, "new": row.new, "changed": row.changed, "equal": row.equal, "conflict": row.conflict });
    let clocks: Vec<Json> = merged
        .clocks
        .iter()
        .map(|clock| json!({ "device": clock.device, "ahead": clock.ahead / 1000, "back": clock.back / 1000 }))
        .collect();
    let object = json!({
        "rows": merged.rows.iter().map(row).collect::<Vec<_>>(),
        "lines": merged.lines,
        "conflicts": merged.conflicts,
        "repeated": merged.repeated,
        "clocks": clocks,
        "backup": backup,
    });
    format!("{object:#}\n")
}

fn text(merged: &Merged, dry: bool, backup: Option<&str>) -> String {
    let mut text = String::new();
    for row in &merged.rows {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(
            text,
            "{} · {}: {} new, {} changed, {} equal, {} in conflict",
            safe(&row.survey),
            safe(&row.surveyor),
            row.new,
            row.changed,
            row.equal,
            row.conflict
        );
    }
    let verdict = match (merged.lines, dry) {
        (0, _) => "nothing is new",
        (_, true) => "nothing was changed: a look ahead",
        (_, false) => "merged",
    };
    let _ = writeln!(text, "{verdict}; {} lines of the log, {} form numbers twice", merged.lines, merged.repeated);
    if let Some(backup) = backup {
        let _ = writeln!(text, "the database as it was: {}", safe(backup));
    }
    text
}
