//! Where a questionnaire comes from: a form file, a workbook, the database, or the program itself.

use super::super::Place;
use super::super::failure::{Failure, Outcome};
use crate::exchange::xlsform::{self, Leftover};
use crate::store::Store;
use crate::survey::form::Form;
use crate::survey::{form_file, template};
use serde_json::{Value as Json, json};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The largest form file, in bytes.
const LARGEST: u64 = 8 << 20;

/// What was found in a file.
pub(super) struct Found {
    /// Absent where there are complaints.
    pub form: Option<Form>,
    pub complaints: Vec<Told>,
    /// What a workbook has and the form does not.
    pub leftovers: Vec<Leftover>,
}

/// A complaint as it is told.
pub(super) struct Told {
    /// With its place marked, in lines.
    pub shown: String,
    pub json: Json,
}

/// Tells whether a name is that of a file, and not of a questionnaire.
pub(super) fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("toml" | "xlsx" | "xls")) || name.contains(['/', '\\']) || path.is_file()
}

/// Tells whether a file is a form file; everything else is read as a workbook.
pub(super) fn is_form_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Reads a file, with everything that is wrong with it.
pub(super) fn read(name: &str) -> Outcome<Found> {
    if !is_form_file(name) {
        let imported = xlsform::read(Path::new(name))?;
        let complaints = imported.complaints.into_iter().map(|complaint| Told {
            shown: complaint.excerpt(),
            json: json!({
                "sheet": complaint.place.sheet,
                "row": complaint.place.row,
                "column": complaint.place.letters(),
                "text": complaint.text,
                "hint": complaint.hint,
            }),
        });
        return Ok(Found { complaints: complaints.collect(), form: imported.form, leftovers: imported.leftovers });
    }
    let source = text_of(name)?;
    let (form, complaints) = match form_file::parse(&source) {
        Ok(form) => (Some(form), Vec::new()),
        Err(complaints) => (None, complaints),
    };
    let complaints = complaints.into_iter().map(|complaint| Told {
        shown: complaint.excerpt(&source),
        json: json!({ "line": complaint.line, "column": complaint.column, "text": complaint.text, "hint": complaint.hint }),
    });
    Ok(Found { complaints: complaints.collect(), form, leftovers: Vec::new() })
}

/// Reads a form file as text.
pub(super) fn text_of(name: &str) -> Outcome<String> {
    let broken = |why: String| Failure::new(format!("'{name}' can't be read: {why}"), "Check the path and its permissions.");
    let file = File::open(name).map_err(|error| broken(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| broken(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::new(format!("'{name}' has more than 8 MiB"), "A form file is text of some kilobytes."));
    }
    String::from_utf8(bytes)
        .map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
        .map_err(|_| Failure::new(format!("'{name}' is no text in UTF-8"), "Save it as plain text in UTF-8; a workbook ends in .xlsx."))
}

/// Finds a questionnaire by file name or key, and gives what a workbook had besides.
pub(super) fn find(name: &str, place: Place) -> Outcome<(Form, Vec<Leftover>)> {
    if is_file(name) {
        return sound(name, read(name)?);
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

/// Takes a form that nothing is wrong with; otherwise tells everything.
pub(super) fn sound(name: &str, found: Found) -> Outcome<(Form, Vec<Leftover>)> {
    if let Some(form) = found.form {
        return Ok((form, found.leftovers));
    }
    let count = found.complaints.len();
    super::super::tell(&found.complaints.iter().map(|told| told.shown.trim_end()).collect::<Vec<_>>().join("\n\n"));
    let what = if count == 1 { "one thing is".to_owned() } else { format!("{count} things are") };
    Err(Failure::new(
        format!("'{name}' is no sound questionnaire: {what} wrong"),
        "They are listed above, each with its place; nothing was taken in.",
    ))
}
