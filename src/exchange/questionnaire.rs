//! Questionnaires as files: form files and workbooks read with everything that is wrong with them, and written; knows no database.

use super::xlsform::{self, Leftover};
use super::{Error, Result, Target, Whole};
use crate::survey::form::Form;
use crate::survey::form_file;
use crate::survey::marked::Marked;
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
    pub complaints: Vec<Complaint>,
    /// What a workbook has and the form does not.
    pub left_out: Vec<Leftover>,
}

/// Something that is wrong with a questionnaire.
#[derive(Clone, Debug)]
pub struct Complaint {
    pub place: Place,
    pub text: String,
    /// The next step, as a sentence.
    pub hint: Option<String>,
    /// What was written there, with the place marked.
    pub marked: Option<Marked>,
    /// All of it in English, on some lines.
    pub shown: String,
}

/// Where a complaint stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a form file, both counted from 1.
    Text { line: usize, column: usize },
    /// In a workbook.
    Cell(xlsform::Place),
}

impl From<xlsform::Complaint> for Complaint {
    fn from(complaint: xlsform::Complaint) -> Self {
        let (marked, shown) = (complaint.line(), complaint.excerpt());
        Self { place: Place::Cell(complaint.place), text: complaint.text, hint: complaint.hint, marked, shown }
    }
}

impl Read {
    /// Gives the text of a form file: as somebody wrote it, comments included, or as a workbook comes to be one.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.source.clone().or_else(|| self.form.as_ref().map(form_file::write))
    }
}

/// Reads a form file (`.toml`), or as a workbook of XLSForm whatever ends otherwise.
///
/// # Errors
/// When the file can't be read. What is wrong with the questionnaire is no error but a complaint.
pub fn read(path: &Path) -> Result<Read> {
    if path.is_dir() {
        return Err(Error::Folder(path.to_owned()));
    }
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        let imported = xlsform::read(path)?;
        let complaints = imported.complaints.into_iter().map(Complaint::from).collect();
        return Ok(Read { form: imported.form, source: None, complaints, left_out: imported.leftovers });
    }
    let bytes = bytes(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let source = text(bytes).map_err(|(line, column, encoding)| Error::NotUtf8 { path: path.to_owned(), line, column, encoding })?;
    Ok(match form_file::parse(&source) {
        Ok(form) => Read { form: Some(form), source: Some(source), ..Read::default() },
        Err(complaints) => {
            let told = complaints.into_iter().map(|complaint| Complaint {
                marked: Some(complaint.marked(&source)),
                shown: complaint.excerpt(&source),
                place: Place::Text { line: complaint.line, column: complaint.column },
                text: complaint.text,
                hint: complaint.hint,
            });
            Read { complaints: told.collect(), ..Read::default() }
        }
    })
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Reads UTF-8, or says at which line and column other bytes stand, and what they seem to be.
fn text(bytes: Vec<u8>) -> std::result::Result<String, (usize, usize, &'static str)> {
    // Half of the bytes of plain words are nought there: UTF-8 may well hold.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.iter().take(4).any(|byte| *byte == 0) {
        return Err((1, 1, "UTF-16"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let whole = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let begun = whole.rsplit('\n').next().unwrap_or_default();
        (whole.matches('\n').count() + 1, begun.chars().count() + 1, "Windows-1252")
    })?;
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
