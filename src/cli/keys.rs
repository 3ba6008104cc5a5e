//! `cacah keys`: every key, from the same table as the screens.

use super::Failure;
use super::failure::Outcome;
use crate::survey::lang::Lang;

/// Prints every key.
// PLACEHOLDER until the key table is merged.
pub fn print(lang: Lang) -> Outcome {
    let _ = lang;
    Err(Failure::new("this build has no keys yet", "Use the commands; 'cacah --help' lists them."))
}
