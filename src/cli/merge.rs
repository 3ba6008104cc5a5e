//! `cacah merge`: takes in what other laptops have, after a look at what that comes to.

use super::bundle::passphrase;
use super::failure::{Failure, Outcome};
use super::{Place, print, tell};
use crate::exchange::merging::{self, Merging, Wish};
use crate::store::{Merged, Row};
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::path::PathBuf;

/// Merges bundles or whole databases of other laptops into this one: all of them, or nothing
///
/// A copy of the database is kept beside it before anything changes. Merging a file again changes nothing. The exit code is 1 where a
/// conflict waits for a supervisor, and where a look ahead met a file that can't be merged.
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
pub const KEYS: [(&str, &str); 7] = [
    (
        "rows",
        "a list with an object for each survey and surveyor: `survey`, `surveyor`, and how many interviews are `new`, `changed`, `equal`, in `conflict`",
    ),
    ("lines", "how many lines of the log are new"),
    ("conflicts", "how many fields wait for a supervisor, in all surveys"),
    ("repeated", "how many form numbers stand on more than one interview, in all surveys"),
    (
        "clocks",
        "a list with an object for each laptop whose clock can't be right: `device`, the `surveyor` who keyed there last, and the seconds that it is `ahead`, `behind`, or went `back`",
    ),
    ("refused", "a list with an object for each file that a look ahead left out: `file` and `why`"),
    ("backup", "the copy of the database as it was; null where none was made"),
];

impl Merge {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.open()?;
        let passphrase = self.passphrase_file.as_deref().map(passphrase).transpose()?;
        let wish =
            Wish { files: self.files.clone(), passphrase, keeps: !self.dry_run, backs_up: !self.no_backup, leaves_out: self.dry_run };
        let mut job = Merging::begin(wish);
        let outcome = loop {
            if let Some(outcome) = job.step(&mut store)? {
                break outcome;
            }
        };
        print(if self.json { object(&outcome) } else { text(&outcome, self.dry_run) })?;
        say_clocks(&outcome.merged);
        refused(&outcome)?;
        waiting(&outcome.merged)
    }
}

/// Fails where a look ahead met files that can't be merged.
fn refused(outcome: &merging::Outcome) -> Outcome {
    for left_out in &outcome.left_out {
        tell(&format!("refused: {}", left_out.why));
    }
    let w = Words(Lang::En);
    match outcome.left_out.first() {
        None => Ok(()),
        Some(left_out) => Err(Failure::new(format!("{} of the files can't be merged", outcome.left_out.len()), left_out.why.hint(w))),
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
        let seconds = [clock.ahead, clock.behind, clock.back].map(|ms| ms / 1000);
        let [ahead, behind, back] = seconds;
        let laptop = format!("device {} ({})", clock.device, safe(&clock.surveyor));
        tell(&format!("warning: the clock of {laptop} can't be right: {ahead} s ahead, {behind} s behind, went back {back} s; set it"));
    }
}

fn object(outcome: &merging::Outcome) -> String {
    let merged = &outcome.merged;
    let refused = |left_out: &merging::LeftOut| json!({ "file": left_out.path.display().to_string(), "why": left_out.why.to_string() });
    let row = |row: &Row| json!({ "survey": row.survey, "surveyor": row.surveyor, "new": row.new, "changed": row.changed, "equal": row.equal, "conflict": row.conflict });
    let clocks: Vec<Json> = merged
        .clocks
        .iter()
        .map(|clock| json!({ "device": clock.device, "surveyor": clock.surveyor, "ahead": clock.ahead / 1000, "behind": clock.behind / 1000, "back": clock.back / 1000 }))
        .collect();
    let object = json!({
        "rows": merged.rows.iter().map(row).collect::<Vec<_>>(),
        "lines": merged.lines,
        "conflicts": merged.conflicts,
        "repeated": merged.repeated,
        "clocks": clocks,
        "refused": outcome.left_out.iter().map(refused).collect::<Vec<_>>(),
        "backup": outcome.copy.as_ref().map(|copy| copy.display().to_string()),
    });
    format!("{object:#}\n")
}

fn text(outcome: &merging::Outcome, dry: bool) -> String {
    let merged = &outcome.merged;
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
    if merged.rows.is_empty() && merged.lines > 0 {
        text += "no interviews in it: surveys, lists and settings alone\n";
    }
    let verdict = match (merged.lines, dry) {
        (0, _) => "nothing is new",
        (_, true) => "nothing was changed: a look ahead",
        (_, false) => "merged",
    };
    let _ = writeln!(text, "{verdict}; {} lines of the log, {} form numbers twice", merged.lines, merged.repeated);
    if let Some(copy) = &outcome.copy {
        let _ = writeln!(text, "the database as it was: {}", safe(&copy.display().to_string()));
    }
    text
}
