//! A workbook's sheets as rows of texts; knows nothing of questionnaires.

use super::super::error::Unfit;
use super::guard;
use super::place::Place;
use calamine::{Data, DataRef, DataType, ExcelDateTime, Reader, Xls, Xlsx};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

/// How many cells with content are read at most, over all sheets.
const CELLS: usize = 1_000_000;

/// The last column and row that may have content.
const COLUMNS: u32 = 1024;
const ROWS: u32 = 100_000;

/// A sheet: its head, and the rows under it that have content.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    /// The row of the head, counted from 1.
    pub head_row: u32,
    /// The names of the columns.
    pub head: BTreeMap<u32, String>,
    pub rows: Vec<Row>,
    /// Cells with an error of the spreadsheet in them: `#N/A`.
    pub broken: Vec<Place>,
}

/// A row with content.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Counted from 1.
    pub number: u32,
    pub cells: BTreeMap<u32, String>,
}

impl Sheet {
    /// Names a cell of the sheet.
    pub fn place(&self, row: u32, column: u32) -> Place {
        Place { sheet: self.name.clone(), row: Some(row), column: Some(column) }
    }

    /// Names a row of the sheet.
    pub fn row_place(&self, row: u32) -> Place {
        Place { sheet: self.name.clone(), row: Some(row), column: None }
    }
}

/// Reads all sheets of a workbook, `.xlsx` or `.xls`.
///
/// # Errors
/// What makes the file unfit.
pub(super) fn sheets(mut file: File) -> Result<Vec<Sheet>, Unfit> {
    let length = file.metadata().map_err(|_| Unfit::Damaged)?.len();
    if length > guard::LARGEST {
        return Err(Unfit::Bomb);
    }
    let mut magic = [0; 8];
    let known = file.read_exact(&mut magic).is_ok();
    file.rewind().map_err(|_| Unfit::Damaged)?;
    match magic {
        [b'P', b'K', 3, 4, ..] if known => {
            guard::look(&file)?;
            file.rewind().map_err(|_| Unfit::Damaged)?;
            xlsx(file)
        }
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] if known => xls(super::old::look(file)?),
        _ => Err(Unfit::Foreign),
    }
}

fn xlsx(file: File) -> Result<Vec<Sheet>, Unfit> {
    let mut book = Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        calamine::XlsxError::Password => Unfit::Locked,
        // A zip archive without the parts of a workbook.
        calamine::XlsxError::FileNotFound(_) => Unfit::Foreign,
        _ => Unfit::Damaged,
    })?;
    let mut taken = Taken::default();
    for name in book.sheet_names() {
        taken.begin(&name);
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart has a sheet of its own.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(Unfit::Damaged),
        };
        while let Some(cell) = cells.next_cell().map_err(|_| Unfit::Damaged)? {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::SharedString(text) => Value::Text((*text).to_owned()),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Text(text.clone()),
                DataRef::Int(number) => Value::Text(number.to_string()),
                DataRef::Float(number) => Value::Text(number_text(*number)),
                DataRef::Bool(holds) => Value::Text(bool_text(*holds)),
                DataRef::DateTime(date) => Value::Text(date_text(*date)),
                DataRef::Error(_) => Value::Broken,
                DataRef::Empty => continue,
            };
            taken.cell(row, column, value)?;
        }
    }
    Ok(taken.end())
}

fn xls(file: Cursor<Vec<u8>>) -> Result<Vec<Sheet>, Unfit> {
    let mut book = Xls::new(file).map_err(|error| match error {
        calamine::XlsError::Password => Unfit::Locked,
        _ => Unfit::Damaged,
    })?;
    let mut taken = Taken::default();
    for name in book.sheet_names() {
        taken.begin(&name);
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let value = match data {
                Data::Error(_) => Value::Broken,
                Data::Float(number) => Value::Text(number_text(*number)),
                Data::Bool(holds) => Value::Text(bool_text(*holds)),
                Data::DateTime(date) => Value::Text(date_text(*date)),
                other => Value::Text(other.as_string().unwrap_or_default()),
            };
            taken.cell(first_row + row as u32, first_column + column as u32, value)?;
        }
    }
    Ok(taken.end())
}

enum Value {
    Text(String),
    Broken,
}

/// Numbers as people write them: spreadsheets keep a 1 as 1.0.
fn number_text(number: f64) -> String {
    let shown = format!("{number}");
    shown.strip_suffix(".0").map_or(shown.clone(), str::to_owned)
}

fn bool_text(holds: bool) -> String {
    if holds { "TRUE".to_owned() } else { "FALSE".to_owned() }
}

/// Dates and times as XLSForm has them: `2024-09-30`, `08:30`, or both.
fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    match (date.as_f64() < 1.0, (hour, minute, second) == (0, 0, 0)) {
        (true, _) => time,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

/// Takes cells in, sheet by sheet.
#[derive(Default)]
struct Taken {
    sheets: Vec<Sheet>,
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    cells: usize,
}

impl Taken {
    fn begin(&mut self, name: &str) {
        self.close();
        self.sheets.push(Sheet { name: name.to_owned(), ..Sheet::default() });
    }

    fn cell(&mut self, row: u32, column: u32, value: Value) -> Result<(), Unfit> {
        let text = match value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Broken => {
                if let Some(sheet) = self.sheets.last_mut() {
                    let place = sheet.place(row + 1, column);
                    sheet.broken.push(place);
                }
                return Ok(());
            }
        };
        if text.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if self.cells > CELLS || column >= COLUMNS || row >= ROWS {
            return Err(Unfit::Bomb);
        }
        self.rows.entry(row).or_default().insert(column, text);
        Ok(())
    }

    /// Tells the head of the sheet that ends here from its rows.
    fn close(&mut self) {
        let mut rows = std::mem::take(&mut self.rows).into_iter().map(|(row, cells)| Row { number: row + 1, cells });
        if let (Some(sheet), Some(head)) = (self.sheets.last_mut(), rows.next()) {
            (sheet.head_row, sheet.head) = (head.number, head.cells);
            sheet.rows = rows.collect();
        }
    }

    fn end(mut self) -> Vec<Sheet> {
        self.close();
        self.sheets
    }
}
