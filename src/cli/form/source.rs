//! Where a questionnaire comes from: a form file, a workbook, the database, or the program itself.

use super::super::Place;
use super::super::failure::{Failure, Outcome};
use crate::exchange::questionnaire::{self, Read};
use crate::exchange::xlsform::Leftover;
use crate::store::Store;
use crate::survey::form::Form;
use crate::survey::template;
use crate::survey::value::safe;
use std::path::Path;

/// Tells whether a name is that of a file, and not of a questionnaire.
pub(super) fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("toml" | "xlsx" | "xls")) || name.contains(['/', '\\']) || path.is_file()
}

/// Finds a questionnaire by file name or key, and gives what a workbook had besides.
pub(super) fn find(name: &str, place: Place) -> Outcome<(Form, Vec<Leftover>)> {
    if is_file(name) {
        return sound(name).map(|(form, read)| (form, read.left_out));
    }
    let (key, version) = match name.split_once('@') {
        Some((key, version)) => {
            let number = version
                .parse()
                .map_err(|_| Failure::usage(format!("'{version}' is no version"), "Write the key and a whole number, such as skm@1."))?;
            (key, Some(number))
        }
        None => (name, None),
    };
    if let Some(store) = existing(place)?
        && let Some(form) = store.questionnaire(key, version)?
    {
        return Ok((form, Vec::new()));
    }
    let shipped = shipped().into_iter().find(|form| form.key == key && version.is_none_or(|version| version == form.version));
    shipped.map(|form| (form, Vec::new())).ok_or_else(|| {
        Failure::new(
            format!("there is no questionnaire '{name}'"),
            "'cacah form list' names those that are there; a file is named with its ending.",
        )
    })
}

/// Opens the database where there is one.
pub(super) fn existing(place: Place) -> Outcome<Option<Store>> {
    if place.clone().path()?.exists() { place.open_existing().map(Some) } else { Ok(None) }
}

/// Gives the questionnaires that come with the program.
pub(super) fn shipped() -> Vec<Form> {
    template::forms::ALL.into_iter().map(template::Shipped::form).collect()
}

/// Reads a file that nothing is wrong with; otherwise tells everything.
pub(super) fn sound(name: &str) -> Outcome<(Form, Read)> {
    let read = questionnaire::read(Path::new(name))?;
    if let Some(form) = &read.form {
        return Ok((form.clone(), read));
    }
    let count = read.complaints.len();
    super::super::tell(&read.complaints.iter().map(|told| told.shown.trim_end()).collect::<Vec<_>>().join("\n\n"));
    let what = if count == 1 { "one thing is".to_owned() } else { format!("{count} things are") };
    Err(Failure::new(
        format!("'{name}' is no sound questionnaire: {what} wrong"),
        "They are listed above, each with its place; nothing was taken in.",
    ))
}

/// Names what a workbook has and the questionnaire does not, on the standard error.
pub(super) fn tell_left_out(left_out: &[Leftover]) {
    for left in left_out {
        super::super::tell(&safe(&format!("left out: {left}")));
    }
}
