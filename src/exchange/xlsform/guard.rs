//! What a workbook with a questionnaire may unpack to; knows no sheet.

use super::super::error::Unfit;
use super::super::sheet_guard::{self, Limits, Unsound};
use std::fs::File;

/// The largest file, in bytes: questionnaires have some hundred kilobytes, a few megabytes with a list of all villages.
pub(super) const LARGEST: u64 = 32 << 20;

const LIMITS: Limits = Limits { packed: LARGEST, unpacked: 96 << 20, held: 96 << 20, texts: 1_000_000 };

/// Unpacks each part once, keeping none of it.
///
/// # Errors
/// What makes the file unfit: damaged, or more than a questionnaire holds.
pub(super) fn look(file: &File) -> Result<(), Unfit> {
    sheet_guard::look(file, &LIMITS).map_err(|unsound| match unsound {
        Unsound::Damaged => Unfit::Damaged,
        Unsound::Bomb => Unfit::Bomb,
    })
}
