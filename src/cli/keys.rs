//! `cacah keys`: every key, from the same table as the screens.

use super::failure::Outcome;
use super::print as write;
use crate::survey::lang::Lang;
use crate::tui::keys;
use crate::words::Words;

/// Prints every key, as Markdown.
pub fn print(lang: Lang) -> Outcome {
    write(keys::document(Words(lang)))
}
