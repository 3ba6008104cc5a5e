//! Which of the two languages a column of a workbook is in; knows no sheet.

use crate::survey::form::Text;

/// The language of a column: `label::Bahasa Indonesia (id)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Id,
    En,
    /// A column without a language.
    Plain,
    Other(String),
}

impl Tongue {
    /// Reads what stands behind the colons of a column's name.
    pub fn of(name: &str) -> Self {
        let name = name.trim();
        if name.is_empty() {
            return Self::Plain;
        }
        let lower = name.to_lowercase();
        let code = lower.rsplit_once('(').map(|(_, rest)| rest.trim_end_matches(')').trim());
        let main = code.unwrap_or(&lower).split(['-', '_']).next().unwrap_or_default();
        match main {
            "id" | "in" | "ind" => Self::Id,
            "en" | "eng" => Self::En,
            _ if lower.contains("indonesia") || lower.trim() == "bahasa" => Self::Id,
            _ if lower.contains("english") || lower.contains("inggris") => Self::En,
            _ => Self::Other(name.to_owned()),
        }
    }
}

/// A text as it stands in the columns of a row, a column for each language.
#[derive(Clone, Debug, Default)]
pub(super) struct Said(Vec<(Tongue, String)>);

impl Said {
    pub fn add(&mut self, tongue: Tongue, text: String) {
        self.0.push((tongue, text));
    }

    fn get(&self, tongue: &Tongue) -> Option<&String> {
        self.0.iter().find(|(own, _)| own == tongue).map(|(_, text)| text)
    }

    /// Gives the text in both languages. What lacks in one is taken from the column without a language, from the form's default
    /// language, from the other one, and from any.
    pub fn text(&self, default: &Tongue) -> Option<Text> {
        let any = self.0.first().map(|(_, text)| text)?;
        let of = |tongue: &Tongue, other: &Tongue| {
            let ways = [tongue, &Tongue::Plain, default, other];
            ways.into_iter().find_map(|tongue| self.get(tongue)).unwrap_or(any).clone()
        };
        Some(Text { id: of(&Tongue::Id, &Tongue::En), en: of(&Tongue::En, &Tongue::Id) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_code_or_name() {
        let case = |name: &str, expected: Tongue| assert_eq!(Tongue::of(name), expected, "{name}");
        for name in ["Bahasa Indonesia (id)", "id", "ID", "Indonesian", "bahasa", "(id-ID)", "in", "Bahasa Indonesia"] {
            case(name, Tongue::Id);
        }
        for name in ["English (en)", "en", "english", "EN", "Inggris", "English (en-GB)"] {
            case(name, Tongue::En);
        }
        case("", Tongue::Plain);
        case("Français (fr)", Tongue::Other("Français (fr)".to_owned()));
        case("Indonesia Timur (pmy)", Tongue::Id);
    }

    #[test]
    fn what_lacks_in_a_language_is_taken_from_another() {
        let said = |texts: &[(&str, &str)]| {
            let mut said = Said::default();
            for (tongue, text) in texts {
                said.add(Tongue::of(tongue), (*text).to_owned());
            }
            said
        };
        let text = |id: &str, en: &str| Some(Text::both(id, en));
        assert_eq!(said(&[]).text(&Tongue::Plain), None);
        assert_eq!(said(&[("", "a")]).text(&Tongue::Id), text("a", "a"));
        assert_eq!(said(&[("en", "e"), ("id", "i"), ("fr", "f")]).text(&Tongue::Plain), text("i", "e"));
        assert_eq!(said(&[("fr", "f"), ("en", "e")]).text(&Tongue::of("fr")), text("f", "e"));
        assert_eq!(said(&[("fr", "f"), ("sw", "s")]).text(&Tongue::of("sw")), text("s", "s"));
        assert_eq!(said(&[("en", "e")]).text(&Tongue::Id), text("e", "e"));
    }
}
