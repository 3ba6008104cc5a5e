//! The texts that stand in many cells: labels, statuses, reasons. Each is written once and named by its number; knows no sheet.

use super::super::plan::Plan;
use super::Table;
use super::sheet::string;
use crate::survey::interview::Status;
use crate::survey::value::Missing;
use std::collections::HashMap;

/// Texts with their numbers.
#[derive(Default)]
pub(super) struct Strings {
    numbers: HashMap<String, usize>,
    texts: Vec<String>,
}

/// A longer text stands in few cells.
const LONGEST: usize = 255;

impl Strings {
    /// Takes what the columns of the tables can say.
    pub fn of(plan: &Plan, tables: &[Table]) -> Self {
        let mut strings = Self::default();
        let w = plan.w();
        let columns = plan.table();
        let labels = columns.iter().chain(tables.iter().flat_map(|table| &table.columns)).flat_map(|column| &column.codes);
        labels.for_each(|(_, label)| strings.add(label));
        for status in Status::ALL {
            strings.add(status.code());
        }
        for reason in Missing::ALL {
            strings.add(reason.code());
            strings.add(w.missing(reason));
        }
        for question in &plan.survey.form.questions {
            strings.add(&question.key);
            strings.add(question.label.get(plan.options.lang));
        }
        strings
    }

    fn add(&mut self, text: &str) {
        if !text.is_empty() && text.len() <= LONGEST && !self.numbers.contains_key(text) {
            self.numbers.insert(text.to_owned(), self.texts.len());
            self.texts.push(text.to_owned());
        }
    }

    /// Gives the number of a text that stands in many cells.
    pub fn number(&self, text: &str) -> Option<usize> {
        if text.len() > LONGEST { None } else { self.numbers.get(text).copied() }
    }

    /// Writes the part of the workbook.
    pub fn part(&self) -> String {
        let mut xml = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
            <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            .to_vec();
        for text in &self.texts {
            xml.extend_from_slice(b"<si><t xml:space=\"preserve\">");
            string(text, &mut xml);
            xml.extend_from_slice(b"</t></si>");
        }
        xml.extend_from_slice(b"</sst>");
        String::from_utf8_lossy(&xml).into_owned()
    }
}
