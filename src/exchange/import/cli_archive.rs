//! `cacah archive`: everything about a survey in one file, and the proof of such a file.

use super::bundle::passphrase;
use super::failure::{Failure, Outcome};
use super::{Place, find_survey, print, tell};
use crate::exchange::package::{Flaw, Proved};
use crate::report::archive::{self, Archiving, Wish};
use crate::survey::lang::Lang;
use crate::survey::value::safe;
use crate::words::Words;
use clap::Args;
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Packs everything about a survey into one ZIP file that is read without this program, or proves such a file
///
/// It holds a SQLite database of that survey alone, the questionnaire, every export format, the reports, the change log as CSV, a manifest
/// with the SHA-256 of each file, and a README in Indonesian and English. It holds names and free text: keep it as you keep the data.
/// Locked with a passphrase it is a file of age: `age -d` opens it too.
#[derive(Debug, Args)]
pub struct Archive {
    /// The survey's key, as 'cacah surveys' lists it; not needed where there is only one
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,

    /// The file to write; its name ends in .zip by custom, and in .zip.age where it is locked
    #[arg(long, value_name = "FILE", required_unless_present = "verify")]
    out: Option<PathBuf>,

    /// Reads an archive instead: every file against the manifest, the database against its fingerprint. The exit code is 1 where anything differs
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "survey"])]
    verify: Option<PathBuf>,

    /// Locks or opens it with the passphrase that is the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,

    /// With --verify, prints one JSON object instead
    #[arg(long, requires = "verify")]
    json: bool,

    /// Replaces a file that exists
    #[arg(long)]
    yes: bool,
}

/// The keys of the object that `--verify --json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 3] = [
    ("about", "the manifest: the survey, counts, fingerprint, and each file with its size and SHA-256"),
    ("sound", "true where every file is what the manifest says"),
    ("flaws", "a list with an object for each file that is not: `file`, and `flaw`, one of `missing`, `changed`, `stranger`"),
];

impl Archive {
    pub fn run(&self, place: Place, lang: Lang) -> Outcome {
        let passphrase = self.passphrase_file.as_deref().map(passphrase).transpose()?;
        if let Some(file) = &self.verify {
            return tell_proof(&archive::verify(file, passphrase.as_deref())?, self.json);
        }
        let Some(out) = &self.out else { return Ok(()) };
        let store = place.open_existing()?;
        let survey = find_survey(&store, self.survey.as_deref())?;
        let wish = Wish { passphrase, replace: self.yes, words: Words(lang) };
        let done = Archiving::begin(&store, &survey, out, wish)?.finish(&store)?;
        tell(&format!("wrote '{}': {} interviews, {} bytes", done.path.display(), done.rows, done.bytes));
        Ok(())
    }
}

const fn name(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Missing => "missing",
        Flaw::Changed => "changed",
        Flaw::Stranger => "stranger",
    }
}

fn tell_proof(proved: &Proved, as_json: bool) -> Outcome {
    if as_json {
        let flaws: Vec<_> = proved.flaws.iter().map(|(file, flaw)| json!({ "file": file, "flaw": name(*flaw) })).collect();
        print(format!("{:#}\n", json!({ "about": proved.about, "sound": flaws.is_empty(), "flaws": flaws })))?;
    } else {
        let about = &proved.about;
        let mut text = format!("{}, made {} by {}\n", safe(&about.title), safe(&about.at), safe(&about.program));
        for entry in &about.files {
            let flaw = proved.flaws.iter().find(|(name, _)| *name == entry.name).map_or("ok", |(_, flaw)| name(*flaw));
            // Writing to a String can't fail, here and below.
            let _ = writeln!(text, "{flaw:<9}{:>12}  {}", entry.bytes, safe(&entry.name));
        }
        for (file, _) in proved.flaws.iter().filter(|(_, flaw)| *flaw == Flaw::Stranger) {
            let _ = writeln!(text, "stranger              {}", safe(file));
        }
        print(text)?;
    }
    match proved.flaws.len() {
        0 => Ok(()),
        n => Err(Failure::new(
            format!("{n} of the files are not what the manifest says"),
            "Take another copy of this archive, or make it again from the database.",
        )),
    }
}
