//! Questionnaires in workbooks of XLSForm: taken in, refused, written out and read again.

mod bombs;
mod features;
mod refused;
mod round_trip;

use cacah::exchange::xlsform::{Imported, read};
use rust_xlsxwriter::Workbook;
use std::path::PathBuf;
use tempfile::TempDir;

/// A workbook on disk, gone with this.
pub struct Book {
    folder: TempDir,
}

impl Book {
    /// Writes a workbook; each sheet is a table, a line a row, with `|` between cells. `true`, `#3` and `#2024-09-30` are no texts.
    pub fn new(sheets: &[(&str, &str)]) -> Self {
        let mut book = Workbook::new();
        for (name, table) in sheets {
            let sheet = book.add_worksheet().set_name(*name).expect("is a name");
            for (row, line) in table.trim_matches('\n').lines().enumerate() {
                for (column, cell) in line.split('|').map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    let (row, column) = (row as u32, column as u16);
                    match (cell, cell.strip_prefix('#')) {
                        ("true", _) => sheet.write_boolean(row, column, true),
                        (_, Some(number)) if number.parse::<f64>().is_ok() => {
                            sheet.write_number(row, column, number.parse::<f64>().expect("is one"))
                        }
                        (_, Some(day)) => {
                            let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
                            sheet.write_datetime_with_format(
                                row,
                                column,
                                rust_xlsxwriter::ExcelDateTime::parse_from_str(day).expect("is a day"),
                                &format,
                            )
                        }
                        _ => sheet.write_string(row, column, cell),
                    }
                    .expect("is written");
                }
            }
        }
        let made = Self { folder: tempfile::tempdir().expect("is made") };
        book.save(made.path()).expect("is saved");
        made
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("survei.xlsx")
    }

    pub fn read(&self) -> Imported {
        read(&self.path()).expect("is a workbook")
    }
}

/// Lists what was left out, a line each.
pub fn left(imported: &Imported) -> String {
    imported.leftovers.iter().fold(String::new(), |text, left| text + &left.to_string() + "\n")
}

/// Lists what is wrong, each with its place and hint.
pub fn wrong(imported: &Imported) -> String {
    assert_eq!(imported.form.is_none(), !imported.complaints.is_empty(), "a form and complaints exclude each other");
    imported.complaints.iter().map(cacah::exchange::xlsform::Complaint::excerpt).collect()
}
