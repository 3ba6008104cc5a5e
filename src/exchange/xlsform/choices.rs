//! The lists of the sheet 'choices': names, labels, attributes, and the codes that they get; knows no question.

use super::column::Head;
use super::naming;
use super::place::{Complaint, Leftover, Place};
use super::row::{Cells, yes_or_no};
use super::tongue::Tongue;
use crate::survey::draft::{ChoiceDraft, Placed};
use crate::survey::expr::Choices;
use crate::survey::form::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The name of the choice that "other, specify" adds.
pub(super) const OTHER: &str = "other";

/// A list of choices.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub choices: Vec<Listed>,
    /// Where the list begins.
    pub place: Option<Place>,
    /// True where a question asks for several of them, so that their codes must be small.
    pub several: bool,
    pub used: bool,
    /// True where a name stands twice, as a setting allows.
    pub repeats: bool,
    /// What filters may ask for.
    pub attributes: BTreeSet<String>,
    /// The codes, in the order of the choices; absent where there are too many for a question that asks for several.
    codes: Option<Vec<i64>>,
}

/// A line of a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub name: String,
    pub place: Place,
    pub draft: ChoiceDraft,
}

/// What is read from the sheet.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub by_name: BTreeMap<String, List>,
    pub complaints: Vec<Complaint>,
    pub leftovers: Vec<Leftover>,
}

impl Lists {
    /// Reads the sheet.
    pub fn read(head: &Head<'_>, default: &Tongue, repeats: bool) -> Self {
        let mut lists = Self::default();
        for needed in ["list_name", "name"].into_iter().filter(|needed| !head.has(needed)) {
            let place = Place { row: Some(head.sheet.head_row), ..Place::sheet(&head.sheet.name) };
            lists.complain(place, format!("there is no column '{needed}'"), "Name the columns list_name, name and label in the first row.");
        }
        if lists.complaints.is_empty() {
            for row in &head.sheet.rows {
                lists.row(Cells::new(head, row), default, repeats);
            }
        }
        lists
    }

    fn complain(&mut self, place: Place, text: String, hint: &str) {
        self.complaints.push(Complaint { place, text, hint: Some(hint.to_owned()), marked: None });
    }

    fn row(&mut self, mut cells: Cells<'_>, default: &Tongue, repeats: bool) {
        let (list, name) = (cells.take("list_name"), cells.take("name"));
        let label = cells.text("label", default);
        let ((list, _), (name, place)) = match (list, name) {
            (Some(list), Some(name)) => (list, name),
            (None, None) => {
                if label.is_some() {
                    let why = "a row without list and name is taken as a comment".to_owned();
                    self.leftovers.push(Leftover { place: cells.place(), what: "row".to_owned(), why });
                }
                return;
            }
            (list, _) => {
                let (lacks, hint) = match list {
                    Some(_) => ("a choice has no name", "Give it a name: a code such as 1, or a word."),
                    None => ("a choice belongs to no list", "Write the name of its list into the column list_name."),
                };
                self.complain(cells.place(), lacks.to_owned(), hint);
                return;
            }
        };
        let mut draft = ChoiceDraft { label: label.unwrap_or_else(|| Text::same(name)), ..ChoiceDraft::default() };
        own_columns(&mut cells, &mut draft, default);
        for (column, text, place) in cells.rest() {
            if column.name.starts_with("media_") {
                let why = "pictures, sounds and files are not kept here".to_owned();
                self.leftovers.push(Leftover { place, what: format!("'{text}' of choice '{name}'"), why });
            } else if !column.title.is_empty() {
                draft.attributes.insert(column.title.clone(), text.to_owned());
            }
        }
        let found = self.by_name.entry(list.to_owned()).or_default();
        found.place.get_or_insert_with(|| place.clone());
        found.attributes.extend(draft.attributes.keys().cloned());
        if found.choices.iter().any(|listed| listed.name == name) {
            if repeats {
                found.repeats = true;
            } else {
                let hint = "Give each choice of a list a name of its own.";
                self.complain(place, format!("list '{list}' has the name '{name}' twice"), hint);
            }
            return;
        }
        found.choices.push(Listed { name: name.to_owned(), place, draft });
    }

    /// Gives all lists their codes; the questions must have been asked before which lists they use, and how.
    pub fn settle(&mut self) {
        for list in self.by_name.values_mut() {
            let names: Vec<&str> = list.choices.iter().map(|listed| listed.name.as_str()).collect();
            let own: Option<Vec<i64>> = list.choices.iter().map(|listed| given_code(&listed.draft)).collect();
            list.codes = own.filter(|own| !own.is_empty()).or_else(|| naming::codes(&names, list.several));
        }
        for (name, list) in self.by_name.iter().filter(|(_, list)| !list.used) {
            if let Some(place) = list.place.clone() {
                let what = match list.choices.len() {
                    1 => format!("list '{name}' with 1 choice"),
                    choices => format!("list '{name}' with {choices} choices"),
                };
                self.leftovers.push(Leftover { place, what, why: "no question asks for it".to_owned() });
            }
        }
    }
}

/// Gives the code that the program itself wrote beside a name.
fn given_code(draft: &ChoiceDraft) -> Option<i64> {
    (!draft.code.at.is_empty()).then_some(draft.code.value)
}

/// Reads the columns that the program's own export adds.
fn own_columns(cells: &mut Cells<'_>, draft: &mut ChoiceDraft, default: &Tongue) {
    if let Some((text, _)) = cells.take("cacah_code")
        && let Ok(code) = text.parse()
    {
        draft.code = Placed::new(code, 0..1);
    }
    draft.short = cells.text("cacah_short", default);
    draft.keys = cells.take("cacah_keys").map(|(text, _)| Placed::new(text.to_owned(), 0..0));
    draft.retired = cells.take("cacah_retired").is_some_and(|(text, _)| yes_or_no(text) == Some(true));
    draft.specify = cells.take("cacah_specify").map(|(text, _)| Placed::new(text.to_owned(), 0..0));
}

impl List {
    /// Makes the choices of a question; `at` gives the number of a place. `None` where there are more than can be told apart.
    pub fn drafts(&self, mut at: impl FnMut(&Place) -> Range<usize>) -> Option<Vec<ChoiceDraft>> {
        let codes = self.codes.as_ref()?;
        let draft = |(listed, code): (&Listed, &i64)| {
            let at = at(&listed.place);
            let again = |text: &Placed<String>| Placed::new(text.value.clone(), at.clone());
            ChoiceDraft {
                code: Placed::new(*code, at.clone()),
                name: (listed.name != code.to_string()).then(|| listed.name.clone()),
                keys: listed.draft.keys.as_ref().map(again),
                specify: listed.draft.specify.as_ref().map(again),
                ..listed.draft.clone()
            }
        };
        Some(self.choices.iter().zip(codes).map(draft).collect())
    }

    /// Gives codes and names, as expressions know them.
    pub fn named(&self) -> Choices {
        let codes = self.codes.as_ref()?;
        Some(self.choices.iter().zip(codes).map(|(listed, code)| (*code, listed.name.clone())).collect())
    }

    /// Adds the choice that "other, specify" brings, where the list has none.
    pub fn add_other(&mut self, place: &Place) {
        if self.choices.iter().all(|listed| listed.name != OTHER) {
            let draft = ChoiceDraft { label: Text::both("Lainnya", "Other"), ..ChoiceDraft::default() };
            self.choices.push(Listed { name: OTHER.to_owned(), place: place.clone(), draft });
        }
    }
}
