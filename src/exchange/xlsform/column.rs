//! What the columns of a sheet are, by their names: old and new spellings, languages; knows no row.

use super::book::{Row, Sheet};
use super::place::Place;
use super::tongue::{Said, Tongue};

/// Spellings of the columns of the sheets 'survey' and 'choices', beside the one that is written first in each row.
const SPELLINGS: [&[&str]; 22] = [
    &["type", "command"],
    &["name", "tag", "value"],
    &["list_name"],
    &["label", "caption"],
    &["hint"],
    &["guidance_hint", "guidance"],
    &["relevant", "relevance", "bind_relevant"],
    &["required", "bind_required"],
    &["required_message", "requiredmsg", "bind_requiredmsg"],
    &["constraint", "bind_constraint"],
    &["constraint_message", "constraining_message", "bind_constraintmsg"],
    &["calculation", "calculate", "bind_calculate"],
    &["choice_filter"],
    &["appearance", "control_appearance", "body_appearance"],
    &["default"],
    &["read_only", "readonly", "bind_readonly"],
    &["parameters"],
    &["disabled"],
    &["media_image", "image", "media_big-image", "big_image"],
    &["media_audio", "audio"],
    &["media_video", "video"],
    &["repeat_count", "count", "jr_count"],
];

/// The columns that stand there once for each language.
const TRANSLATED: [&str; 8] =
    ["label", "hint", "guidance_hint", "required_message", "constraint_message", "media_image", "media_audio", "media_video"];

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub at: u32,
    /// Its name in one spelling: `constraint_message`. That of an unknown column is its title.
    pub name: String,
    pub tongue: Tongue,
    /// As it stands in the head.
    pub title: String,
}

impl Column {
    pub fn of(at: u32, title: &str) -> Self {
        let title = title.trim();
        let split = if title.contains("::") { "::" } else { ":" };
        let mut parts: Vec<&str> = title.split(split).map(str::trim).collect();
        // `bind::jr:constraintMsg`
        parts = parts.into_iter().flat_map(|part| part.split("jr:")).filter(|part| !part.is_empty() && *part != "jr").collect();
        let word = |part: &str| part.to_lowercase().replace([' ', '-'], "_");
        let (first, rest) = parts.split_first().unwrap_or((&"", &[]));
        let first = word(first);
        let (name, rest) = match (first.as_str(), rest.split_first()) {
            ("bind" | "control" | "body" | "media", Some((second, rest))) => (format!("{first}_{}", word(second)), rest),
            _ => (first, rest),
        };
        let known = SPELLINGS.iter().find(|spellings| spellings.contains(&name.as_str())).map(|spellings| spellings[0]);
        let tongue = Tongue::of(&rest.join(split));
        match known {
            Some(known) if tongue == Tongue::Plain || TRANSLATED.contains(&known) => {
                Self { at, name: known.to_owned(), tongue, title: title.to_owned() }
            }
            // The program's own columns may have languages too.
            None if name.starts_with("cacah_") => Self { at, name, tongue, title: title.to_owned() },
            _ => Self { at, name: title.to_owned(), tongue: Tongue::Plain, title: title.to_owned() },
        }
    }

    pub fn is_known(&self) -> bool {
        self.name.starts_with("cacah_") || SPELLINGS.iter().any(|spellings| spellings[0] == self.name)
    }
}

/// The columns of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Head<'a> {
    pub sheet: &'a Sheet,
    pub columns: Vec<Column>,
}

impl<'a> Head<'a> {
    pub fn of(sheet: &'a Sheet) -> Self {
        Self { sheet, columns: sheet.head.iter().map(|(at, title)| Column::of(*at, title)).collect() }
    }

    /// Gives the columns that stand there twice.
    pub fn repeated(&self) -> Vec<&Column> {
        let same = |one: &&Column, other: &Column| one.name == other.name && one.tongue == other.tongue;
        // A column without anything in it is in nobody's way.
        let filled = |column: &&Column| self.sheet.rows.iter().any(|row| row.cells.contains_key(&column.at));
        let filled: Vec<&Column> = self.columns.iter().filter(filled).collect();
        filled
            .iter()
            .enumerate()
            .filter(|(at, column)| filled[..*at].iter().any(|other| same(column, other)))
            .map(|(_, column)| *column)
            .collect()
    }

    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Gives what stands in a column of a row, and where.
    pub fn get<'r>(&self, row: &'r Row, name: &str) -> Option<(&'r str, Place)> {
        self.columns.iter().filter(|column| column.name == name).find_map(|column| {
            let text = row.cells.get(&column.at)?;
            Some((text.as_str(), self.sheet.place(row.number, column.at)))
        })
    }

    /// Gives a text in all its languages.
    pub fn said(&self, row: &Row, name: &str) -> Said {
        let mut said = Said::default();
        for column in self.columns.iter().filter(|column| column.name == name) {
            if let Some(text) = row.cells.get(&column.at) {
                said.add(column.tongue.clone(), text.clone());
            }
        }
        said
    }

    /// Gives what stands in a row, column by column.
    pub fn cells<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r Column, &'r str, Place)> {
        self.columns.iter().filter_map(|column| {
            let text = row.cells.get(&column.at)?;
            Some((column, text.as_str(), self.sheet.place(row.number, column.at)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_all_spellings() {
        let case = |title: &str, name: &str, tongue: Tongue| {
            let column = Column::of(0, title);
            assert_eq!((column.name.as_str(), column.tongue), (name, tongue), "{title}");
        };
        case("label::Bahasa Indonesia (id)", "label", Tongue::Id);
        case("LABEL::EN", "label", Tongue::En);
        case("label:English", "label", Tongue::En);
        case("caption:italian", "label", Tongue::Other("italian".to_owned()));
        case("list name", "list_name", Tongue::Plain);
        case("constraint message", "constraint_message", Tongue::Plain);
        case("bind::jr:constraintMsg", "constraint_message", Tongue::Plain);
        case("bind:jr:constraintMsg", "constraint_message", Tongue::Plain);
        case("bind:jr:constraintMsg:English", "constraint_message", Tongue::En);
        case("bind: relevant", "relevant", Tongue::Plain);
        case("read only", "read_only", Tongue::Plain);
        case("media::image::English", "media_image", Tongue::En);
        case("image::english", "media_image", Tongue::En);
        case("kota", "kota", Tongue::Plain);
        case("Kota Asal", "Kota Asal", Tongue::Plain);
        case("bind::saveIncomplete", "bind::saveIncomplete", Tongue::Plain);
        case("cacah_label::English (en)", "cacah_label", Tongue::En);
    }
}
