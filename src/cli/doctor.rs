//! `cacah doctor`: whether a file is sound, and whether its data and its log are those that were written.

use super::failure::{Failure, Outcome};
use super::{Place, print, tell};
use crate::store::{Exam, Examined};
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use clap::Args;
use std::fmt::Write;

/// Examines the database and shows whatever is not as it must be
///
/// It reads the file's pages and references, the chain of the change log, every interview against the log, the full-text index and the
/// fingerprints of closed surveys. It mends nothing but, where it is told to, the counts. A log can be rewritten as a whole by somebody who owns the file and knows how:
/// compare the fingerprint of a closed survey with the one on paper.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Prints JSON instead: one list with an object for each check
    #[arg(long)]
    json: bool,

    /// Counts everything anew as well and compares it with the counts that the screens show
    #[arg(long)]
    recount: bool,

    /// Draws a new device number for a copy of a database that goes on by itself on another laptop; before anybody keys in it
    #[arg(long)]
    new_device: bool,

    /// Puts counts that differ right, from the rows
    #[arg(long, requires = "recount")]
    mend: bool,
}

/// The keys of each object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 4] = [
    ("check", "`file`, `references`, `numbers`, `chain`, `replay`, `words`, `lock` or, with `--recount`, `counts`"),
    ("sound", "true where nothing was found"),
    ("findings", "a list of texts, each with the place of what was found; a hundred at most"),
    ("more", "how many findings there are beyond those"),
];

/// The command line speaks English.
const W: Words = Words(Lang::En);

impl Doctor {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.open_existing()?;
        if self.new_device {
            let drawn = store.draw_device()?;
            tell(&format!("this file is device {drawn} from now on"));
        }
        let mut objects = Vec::new();
        let mut found = 0;
        for check in Exam::ALL.into_iter().filter(|check| *check != Exam::Counts || self.recount) {
            let examined = store.doctor(check);
            found += examined.findings.len() as u64 + examined.more;
            if self.json {
                objects.push(object(check, &examined));
            } else {
                print(told(check, &examined))?;
            }
        }
        if self.json {
            print(format!("{:#}\n", serde_json::Value::Array(objects)))?;
        }
        if self.mend {
            for survey in store.surveys()? {
                store.rebuild_counts(&survey)?;
            }
            tell("the counts were put right from the rows");
        }
        if found == 0 {
            return Ok(());
        }
        Err(Failure::new(
            format!("found {found} that is not as it must be"),
            "Keep a copy of this file as it is, and compare it with the last backup.",
        ))
    }
}

fn object(check: Exam, examined: &Examined) -> serde_json::Value {
    let findings: Vec<String> = examined.findings.iter().map(|finding| finding.say(W)).collect();
    serde_json::json!({ "check": check.name(), "sound": examined.is_sound(), "findings": findings, "more": examined.more })
}

fn told(check: Exam, examined: &Examined) -> String {
    let verdict = if examined.is_sound() { W.doctor_sound() } else { W.doctor_found() };
    let mut text = format!("{verdict:<7}{}\n", check.say(W));
    for finding in &examined.findings {
        // Writing to a String can't fail.
        let _ = writeln!(text, "       {}", safe(&finding.say(W)));
    }
    if examined.more > 0 {
        let _ = writeln!(text, "       {}", W.doctor_more(examined.more));
    }
    text
}
