//! What is said of questionnaires that are being read, in Indonesian. Complaints are made in English, which the command line prints;
//! here that text is the key, and `~` stands for what was filled in. A test reads the sources: every complaint has its row.

mod expression;
mod questionnaire;
mod workbook;

use super::{Lang, Words};

/// An English text with `~` for each thing filled in, and the same in Indonesian, in the same order.
pub type Said = (&'static str, &'static str);

/// Gives every row, for the test that none lacks.
pub fn rows() -> impl Iterator<Item = &'static Said> {
    [questionnaire::SAID, expression::SAID, workbook::SAID, expression::PARTS].into_iter().flatten()
}

impl Words {
    /// Says a complaint, its hint, or what was left out, as it was said in English.
    #[must_use]
    pub fn complaint(self, text: &str) -> String {
        match self.0 {
            Lang::En => text.to_owned(),
            Lang::Id => said(text, &[questionnaire::SAID, expression::SAID, workbook::SAID]).unwrap_or_else(|| text.to_owned()),
        }
    }
}

/// Finds the row that says most of a text, and fills it in.
fn said(text: &str, tables: &[&'static [Said]]) -> Option<String> {
    let (plain, ends) = text.strip_suffix('.').map_or((text, ""), |plain| (plain, "."));
    let fits = tables.iter().copied().flatten().filter_map(|(en, id)| Some((en.len(), filled(plain, en)?, *id)));
    let (_, holes, id) = fits.max_by_key(|(len, ..)| *len)?;
    let mut out = String::new();
    let mut parts = id.trim_end_matches('.').split('~');
    out.push_str(parts.next().unwrap_or_default());
    for (hole, part) in holes.iter().zip(parts) {
        // What stands in quotes is the questionnaire's own.
        let quoted = out.ends_with(['\'', '"', '{']);
        let inner = (!quoted).then(|| said(hole, &[expression::PARTS, questionnaire::SAID, expression::SAID, workbook::SAID]));
        out.push_str(&inner.flatten().unwrap_or_else(|| (*hole).to_owned()));
        out.push_str(part);
    }
    // A hint that begins as a sentence does so in both languages.
    let first = out.chars().next()?;
    if text.starts_with(char::is_uppercase) {
        out.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    Some(out + ends)
}

/// Gives what stands in the holes of a row, where a text is of its making.
fn filled<'t>(text: &'t str, row: &str) -> Option<Vec<&'t str>> {
    let mut parts = row.trim_end_matches('.').split('~');
    let head = parts.next()?;
    let begin = text.get(..head.len())?;
    // Hints of expressions become sentences when they are told.
    let same = begin == head || begin.chars().next()?.to_lowercase().chain(begin.chars().skip(1)).eq(lowered(head));
    let mut rest = text.get(head.len()..).filter(|_| same)?;
    let mut holes = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        let (hole, behind) = (rest.get(..end)?, rest.get(end..)?);
        rest = behind.strip_prefix(part)?;
        holes.push(hole);
    }
    rest.is_empty().then_some(holes)
}

fn lowered(text: &str) -> impl Iterator<Item = char> {
    let mut letters = text.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_lowercase).chain(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_whole_and_stand_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (en, id) in rows() {
            assert!(!id.is_empty(), "'{en}' is not said in Indonesian");
            assert_eq!(en.matches('~').count(), id.matches('~').count(), "'{en}' is filled in otherwise");
            assert!(seen.insert(en), "'{en}' stands twice");
        }
    }

    #[test]
    fn what_was_filled_in_stays_and_what_it_is_is_said_too() {
        let case = |en: &str, id: &str| assert_eq!(Words(Lang::Id).complaint(en), id);
        case("'jam' is no kind of question", "'jam' bukan jenis pertanyaan");
        case("a number is needed, and ${nama} is a text", "harus bilangan, sedangkan ${nama} adalah teks");
        case("Did you mean 'a text'?", "Maksudnya 'a text'?");
        case("Write and.", "Tulis and.");
        case("relevant: there is no question 'umr'", "relevant: tidak ada pertanyaan 'umr'");
        case("said by nobody", "said by nobody");
        assert_eq!(Words(Lang::En).complaint("'jam' is no kind of question"), "'jam' is no kind of question");
    }
}
