//! Questionnaires as files: form files and workbooks read with everything that is wrong with them, and written; knows no database.

use super::{Error, Result, Target, Whole, xlsform};
use crate::survey::form::Form;
use crate::survey::form_file;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The largest form file, in bytes.
const LARGEST: u64 = 8 << 20;

/// What a file was read into.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// Absent where there are complaints.
    pub form: Option<Form>,
    /// The words of a form file, comments included; absent for a workbook.
    pub source: Option<String>,
    /// Each complaint with its place marked and its hint, on some lines.
    pub complaints: Vec<String>,
    /// What a workbook has and the form does not.
    pub left_out: Vec<String>,
}

/// Tells whether a file is a form file; everything else is read as a workbook.
fn is_form_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Reads a form file (`.toml`) or a workbook of XLSForm.
///
/// # Errors
/// When the file can't be read. What is wrong with the questionnaire is no error but a complaint.
pub fn read(path: &Path) -> Result<Read> {
    if !is_form_file(path) {
        let imported = xlsform::read(path)?;
        return Ok(Read {
            form: imported.form,
            source: None,
            complaints: imported.complaints.iter().map(xlsform::Complaint::excerpt).collect(),
            left_out: imported.leftovers.iter().map(ToString::to_string).collect(),
        });
    }
    let source = text(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok(match form_file::parse(&source) {
        Ok(form) => Read { form: Some(form), source: Some(source), ..Read::default() },
        Err(complaints) => Read { complaints: complaints.iter().map(|complaint| complaint.excerpt(&source)).collect(), ..Read::default() },
    })
}

fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("a form file has at most 8 MiB"));
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Writes a questionnaire, as a workbook where the file ends in `.xlsx`, else as a form file; gives what a workbook can't hold.
///
/// # Errors
/// When the file is there and not to be replaced, or can't be written.
pub fn write(form: &Form, path: &Path, replace: bool) -> Result<Vec<String>> {
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let (bytes, lost) = if is_workbook { xlsform::write(form)? } else { (form_file::write(form).into_bytes(), Vec::new()) };
    Whole::open(Target::File { path: path.to_owned(), replace })?.write(0, Ok(bytes))?;
    Ok(lost)
}
