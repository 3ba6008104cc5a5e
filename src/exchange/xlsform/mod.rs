//! XLSForm, the way in which most survey programs write questionnaires into a workbook: read into a form, and written from one.
//!
//! What a form does not have is listed and left out; what is wrong is told all at once, and then there is no form. A name that can't
//! be a key gets one by the rule of `naming`, and the form keeps the name.

mod asked;
mod book;
mod choices;
mod column;
mod guard;
mod naming;
mod old;
mod place;
mod properties;
mod reading;
mod row;
mod rules;
mod tongue;
mod writing;

pub use place::{Complaint, Leftover, Place};

use super::{Error, Result};
use crate::survey::draft::{FormDraft, Placed};
use crate::survey::form::{Form, Text};
use book::Sheet;
use choices::Lists;
use column::{Column, Head};
use naming::Keys;
use reading::Reading;
use row::Cells;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use tongue::Tongue;

/// What a workbook was read into.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Absent where there are complaints.
    pub form: Option<Form>,
    /// What must be mended first, in the order of the sheets.
    pub complaints: Vec<Complaint>,
    /// What the form does not have, in the order of the sheets.
    pub leftovers: Vec<Leftover>,
}

/// Reads a workbook; `.xlsx`, or the older `.xls`.
///
/// # Errors
/// When the file can't be read, is no workbook, or holds more than a questionnaire does. What is wrong with the questionnaire is no
/// error but a complaint.
pub fn read(path: &Path) -> Result<Imported> {
    let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let sheets = book::sheets(file).map_err(|fault| Error::Workbook { path: path.to_owned(), fault })?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(import(&sheets, &stem))
}

/// A sheet of any workbook, and its rows with content: each with its number and its cells from the first column on.
pub type SheetRows = (String, Vec<(u64, Vec<String>)>);

/// Reads the sheets of any workbook as rows of texts; `.xlsx`, or the older `.xls`. Formulas stand as what they came to.
///
/// # Errors
/// As [`read`].
pub fn rows(path: &Path) -> Result<Vec<SheetRows>> {
    let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let sheets = book::sheets(file).map_err(|fault| Error::Workbook { path: path.to_owned(), fault })?;
    let row = |number: u32, cells: BTreeMap<u32, String>| {
        let wide = cells.keys().next_back().map_or(0, |last| *last as usize + 1);
        let mut texts = vec![String::new(); wide];
        for (column, text) in cells {
            texts[column as usize] = text;
        }
        (u64::from(number), texts)
    };
    let sheet = |sheet: Sheet| {
        let head = (!sheet.head.is_empty()).then(|| row(sheet.head_row, sheet.head));
        let below = sheet.rows.into_iter().map(|line| row(line.number, line.cells));
        (sheet.name, head.into_iter().chain(below).collect())
    };
    Ok(sheets.into_iter().map(sheet).collect())
}

/// Writes a form as a workbook, `.xlsx`, and tells what XLSForm can't hold.
///
/// # Errors
/// When a text is longer than a cell holds.
pub fn write(form: &Form) -> Result<(Vec<u8>, Vec<String>)> {
    writing::write(form).map_err(|error| Error::Write {
        path: PathBuf::from(format!("{}.xlsx", form.key)),
        source: std::io::Error::other(error.to_string()),
    })
}

fn find<'s>(sheets: &'s [Sheet], name: &str) -> Option<&'s Sheet> {
    sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
}

fn import(sheets: &[Sheet], stem: &str) -> Imported {
    let mut imported = Imported::default();
    // A workbook of one sheet is its questions.
    let only = match sheets {
        [only] if Head::of(only).has("type") => Some(only),
        _ => None,
    };
    let Some(survey) = find(sheets, "survey").or(only) else {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let hint = format!("A workbook of XLSForm has the sheets survey, choices and settings; this one has {}.", names.join(", "));
        let complaint =
            Complaint { place: Place::sheet("survey"), text: "there is no such sheet".to_owned(), hint: Some(hint), marked: None };
        imported.complaints.push(complaint);
        return imported;
    };
    let empty = Sheet { name: "choices".to_owned(), ..Sheet::default() };
    let choices = find(sheets, "choices").unwrap_or(&empty);
    let empty = Sheet { name: "settings".to_owned(), ..Sheet::default() };
    let settings = find(sheets, "settings").unwrap_or(&empty);
    let head = Head::of(survey);
    for needed in ["type", "name"].into_iter().filter(|needed| !head.has(needed)) {
        let place = Place { row: Some(survey.head_row.max(1)), ..Place::sheet(&survey.name) };
        let hint = Some("Name the columns type, name and label in the first row.".to_owned());
        imported.complaints.push(Complaint { place, text: format!("there is no column '{needed}'"), hint, marked: None });
    }
    let set = Settings::read(settings, stem, &mut imported.leftovers);
    if imported.complaints.is_empty() {
        let choices_head = Head::of(choices);
        let mut lists = if choices.head.is_empty() { Lists::default() } else { Lists::read(&choices_head, &set.default, set.repeats) };
        Reading::lists_asked(&head, &mut lists);
        lists.settle();
        for head in [&head, &choices_head] {
            spare_columns(head, &set.default, &mut lists);
        }
        let mut reading = Reading::new(head, lists, set.default.clone(), set.title.clone());
        reading.rows();
        reading.rules();
        finish(reading, &set, &mut imported);
    }
    for sheet in sheets {
        let used = [survey.name.as_str(), choices.name.as_str(), settings.name.as_str()].contains(&sheet.name.as_str());
        if used {
            for place in &sheet.broken {
                let hint = Some("Mend the formula in the spreadsheet program, or write its value.".to_owned());
                imported.complaints.push(Complaint {
                    place: place.clone(),
                    text: "the cell holds an error of the spreadsheet".to_owned(),
                    hint,
                    marked: None,
                });
            }
        } else if !sheet.head.is_empty() {
            let (place, what) = (Place::sheet(&sheet.name), format!("sheet with {} rows", sheet.rows.len() + 1));
            imported.leftovers.push(Leftover { place, what, why: "forms are made of the sheets survey, choices and settings".to_owned() });
        }
    }
    let rank = |place: &Place| {
        (["survey", "choices", "settings"].iter().position(|name| place.sheet.eq_ignore_ascii_case(name)).unwrap_or(9), place.clone())
    };
    if !imported.complaints.is_empty() {
        imported.form = None;
    }
    imported.complaints.sort_by_key(|complaint| rank(&complaint.place));
    imported.complaints.dedup();
    imported.leftovers.sort_by_key(|leftover| rank(&leftover.place));
    imported
}

/// Makes the form of what was read, where nothing is wrong with it.
fn finish(mut reading: Reading<'_>, set: &Settings, imported: &mut Imported) {
    // A group that has nothing left, and nothing inside it, is no section.
    loop {
        let inside: Vec<String> =
            reading.sections.iter().filter_map(|section| section.inside.as_ref().map(|outer| outer.value.clone())).collect();
        let before = reading.sections.len();
        reading.sections.retain(|section| !section.questions.is_empty() || inside.contains(&section.key.value));
        if reading.sections.len() == before {
            break;
        }
    }
    if reading.sections.is_empty() {
        let hint = Some("What is left out says why, row by row.".to_owned());
        let place = Place::sheet(&reading.head.sheet.name);
        if reading.complaints.is_empty() {
            imported.complaints.push(Complaint { place, text: "no question can be taken".to_owned(), hint, marked: None });
        }
        imported.complaints.append(&mut reading.complaints);
        imported.leftovers.append(&mut reading.leftovers);
        return;
    }
    let at = reading.places.mark(set.place.clone());
    let draft = FormDraft {
        key: Placed::new(set.key.clone(), at),
        version: set.version,
        title: set.title.clone(),
        remark: set.remark.clone(),
        sections: std::mem::take(&mut reading.sections),
        ..FormDraft::default()
    };
    match draft.finish() {
        Ok(form) if reading.complaints.is_empty() => imported.form = Some(form),
        Ok(_) => {}
        Err(faults) => {
            for fault in faults {
                let place = reading.places.of(&fault.at).cloned().unwrap_or_else(|| Place::sheet(&reading.head.sheet.name));
                // What was told of a cell already is not told again in other words.
                if reading.complaints.iter().all(|complaint| complaint.place != place) {
                    imported.complaints.push(Complaint { place, text: fault.text, hint: fault.hint, marked: None });
                }
            }
        }
    }
    imported.complaints.append(&mut reading.complaints);
    imported.leftovers.append(&mut reading.leftovers);
}

/// Lists columns that stand there twice, that are unknown, or are in a language that forms don't have.
fn spare_columns(head: &Head<'_>, default: &Tongue, lists: &mut Lists) {
    let place = |at: u32| head.sheet.place(head.sheet.head_row, at);
    for column in head.repeated() {
        let hint = Some("Take one of them out, or give it a language: label::English (en).".to_owned());
        lists.complaints.push(Complaint {
            place: place(column.at),
            text: format!("the column '{}' stands twice", column.title),
            hint,
            marked: None,
        });
    }
    let choices = head.has("list_name");
    let count = |at: u32| head.sheet.rows.iter().filter(|row| row.cells.contains_key(&at)).count();
    let mut spare: Vec<(u32, &str, &str)> = Vec::new();
    let filled = |column: &&Column| count(column.at) > 0;
    let first = head.columns.iter().filter(filled).find_map(|column| match &column.tongue {
        Tongue::Other(name) => Some(name.clone()),
        _ => None,
    });
    for column in &head.columns {
        // What has other languages has these first; without them the default language stands for both, or the first one.
        let ours = |other: &&Column| other.name == column.name && !matches!(other.tongue, Tongue::Other(_)) && filled(other);
        match &column.tongue {
            // Listed cell by cell.
            _ if column.name.starts_with("media_") => {}
            Tongue::Other(name)
                if head.columns.iter().any(|other| ours(&other)) || (*default != column.tongue && first.as_ref() != Some(name)) =>
            {
                spare.push((column.at, &column.title, "a form speaks Indonesian and English; another language fills in where both lack"));
            }
            _ if !column.is_known() && !choices => spare.push((column.at, &column.title, "forms have no such column")),
            _ => {}
        }
    }
    for (at, title, why) in spare {
        let what = match count(at) {
            0 => continue,
            1 => format!("column '{title}' with 1 cell"),
            cells => format!("column '{title}' with {cells} cells"),
        };
        lists.leftovers.push(Leftover { place: place(at), what, why: why.to_owned() });
    }
}

/// What the sheet 'settings' says.
struct Settings {
    key: String,
    version: u32,
    title: Text,
    remark: Option<Text>,
    default: Tongue,
    /// True where names of choices may stand twice.
    repeats: bool,
    place: Place,
}

impl Settings {
    fn read(sheet: &Sheet, stem: &str, leftovers: &mut Vec<Leftover>) -> Self {
        let head = Head::of(sheet);
        let none = book::Row::default();
        let mut cells = Cells::new(&head, sheet.rows.first().unwrap_or(&none));
        let mut get = |names: [&str; 2]| names.into_iter().find_map(|name| cells.take_titled(name));
        let (id, title) = (get(["form_id", "id_string"]), get(["form_title", "title"]));
        let (default, version) = (get(["default_language", "default language"]), get(["version", "form_version"]));
        let repeats = get(["allow_choice_duplicates", "allow choice duplicates"]);
        let english = get(["cacah_title_en", "cacah_title_en"]);
        let remark = get(["cacah_remark", "cacah_remark"]).map(|(text, _)| text.to_owned());
        let english_remark = get(["cacah_remark_en", "cacah_remark_en"]).map(|(text, _)| text.to_owned());
        let (number, exact) = version.as_ref().map_or((1, true), |(text, _)| number_of(text));
        if let Some((text, place)) = version.filter(|_| !exact) {
            let why = format!("versions are whole numbers: it becomes version {number}");
            leftovers.push(Leftover { place, what: format!("version '{text}'"), why });
        }
        for (column, text, place) in cells.rest() {
            let what = format!("{} '{}'", column.title, reading::shortened(text));
            leftovers.push(Leftover { place, what, why: "the setting has no meaning here".to_owned() });
        }
        for row in sheet.rows.iter().skip(1) {
            leftovers.push(Leftover { place: sheet.row_place(row.number), what: "row".to_owned(), why: "settings are one row".to_owned() });
        }
        let place = id.as_ref().map_or_else(|| Place::sheet(&sheet.name), |(_, place)| place.clone());
        let id = id.map_or_else(|| stem.to_owned(), |(text, _)| text.to_owned());
        let title = title.map_or_else(|| id.clone(), |(text, _)| text.to_owned());
        Self {
            key: Keys::new(&[]).make(&id),
            version: number,
            title: Text { en: english.map_or_else(|| title.clone(), |(text, _)| text.to_owned()), id: title },
            remark: remark.map(|id| Text { en: english_remark.unwrap_or_else(|| id.clone()), id }),
            default: default.map_or(Tongue::Plain, |(text, _)| Tongue::of(text)),
            repeats: repeats.is_some_and(|(text, _)| row::yes_or_no(text) == Some(true)),
            place,
        }
    }
}

/// Makes a whole number of a version, and tells whether it is the same: `2024093001`; `2024-09-30` becomes 20240930.
fn number_of(text: &str) -> (u32, bool) {
    if let Ok(number) = text.parse::<u32>()
        && number > 0
    {
        return (number, true);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    (digits.parse().ok().filter(|number| *number > 0).unwrap_or(1), false)
}
