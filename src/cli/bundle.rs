//! `cacah bundle`: one file with what another laptop lacks.

use super::failure::{Failure, Outcome};
use super::{Place, tell};
use crate::exchange::bundle::{self, Parcel};
use clap::Args;
use std::path::{Path, PathBuf};

/// Writes a bundle: one file with what is new since the last hand-over, to be merged on another laptop
///
/// It holds surveys, code lists, batches, interviews, the change log and PINs. What each receiver was given is remembered in the database.
#[derive(Debug, Args)]
pub struct Bundle {
    /// The file to write; its name ends in .cacah by custom
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Who receives it; what is new is counted for each receiver by itself
    #[arg(long, value_name = "NAME", default_value = "")]
    to: String,

    /// Everything, whatever was handed over before
    #[arg(long)]
    all: bool,

    /// Locks the bundle with the passphrase that is the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,

    /// Replaces a file that exists
    #[arg(long)]
    yes: bool,
}

impl Bundle {
    pub fn run(&self, place: Place) -> Outcome {
        let mut store = place.open_existing()?;
        let passphrase = self.passphrase_file.as_deref().map(passphrase).transpose()?;
        let parcel = Parcel { receiver: self.to.trim().to_owned(), all: self.all, passphrase };
        let manifest = bundle::write(&mut store, &self.out, self.yes, &parcel)?;
        let size = std::fs::metadata(&self.out).map_or(0, |meta| meta.len());
        tell(&format!(
            "'{}' holds {} interviews and {} lines of the log in {size} bytes",
            self.out.display(),
            manifest.interviews,
            manifest.lines
        ));
        Ok(())
    }
}

/// Reads a passphrase: the first line of a file.
pub(super) fn passphrase(path: &Path) -> Outcome<String> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("'{}' can't be read: {error}", path.display()), "Name a file whose first line is the passphrase.")
    })?;
    match text.lines().next().map(str::trim) {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(Failure::usage(format!("'{}' holds no passphrase", path.display()), "Write the passphrase into its first line.")),
    }
}
