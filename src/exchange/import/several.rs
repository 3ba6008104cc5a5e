//! Several choices in one cell, as forms and exports write them; knows no row.

use super::fold::fold;
use crate::survey::form::{Question, bit};

/// Reads choices that stand beside each other: labels with `;` or `, ` between, codes or names with blanks between; as bits. None where a
/// part is no choice.
pub(super) fn read(question: &Question, text: &str, find: &impl Fn(&str) -> Option<i64>) -> Option<i64> {
    let signs: &[char] = if text.contains(['\n', ';', '|']) { &['\n', ';', '|'] } else { &[','] };
    let parts: Vec<&str> = text.split(signs).map(str::trim).filter(|part| !part.is_empty()).collect();
    let known = |text: &str| find(text).or_else(|| by_name(question, text));
    let separated = join(&parts, signs.first().copied().unwrap_or(','), &known);
    // ODK and Kobo: names with blanks between.
    let spaced = || text.split_whitespace().map(known).collect::<Option<Vec<i64>>>();
    let codes = separated.or_else(spaced)?;
    codes.into_iter().map(bit).try_fold(0, |bits, bit| Some(bits | bit?))
}

/// Finds the choice of each part; a label may hold the sign that parts them, so that neighbours are joined as far as they must be.
fn join(parts: &[&str], sign: char, known: &impl Fn(&str) -> Option<i64>) -> Option<Vec<i64>> {
    let (mut codes, mut at) = (Vec::new(), 0);
    while at < parts.len() {
        let longest = (at + 1..=parts.len().min(at + 6)).rev().find_map(|end| {
            let text = parts[at..end].join(&format!("{sign} "));
            known(&text).map(|code| (code, end))
        });
        let (code, end) = longest?;
        codes.push(code);
        at = end;
    }
    Some(codes)
}

fn by_name(question: &Question, text: &str) -> Option<i64> {
    question.choices().iter().find(|choice| choice.name.as_deref() == Some(text)).map(|choice| choice.code)
}

/// What a cell of a column of one choice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Made,
    NotMade,
    Blank,
}

/// Reads whether a choice was made; none where the cell says something else.
pub(super) fn mark(cell: &str) -> Option<Mark> {
    match fold(cell).as_str() {
        "" => Some(Mark::Blank),
        "1" | "true" | "yes" | "ya" | "y" | "x" | "v" | "checked" | "dipilih" => Some(Mark::Made),
        "0" | "false" | "no" | "tidak" | "t" | "n" | "unchecked" => Some(Mark::NotMade),
        _ => None,
    }
}

/// Tells whether a text says that a choice was made; none where it says neither.
pub(super) fn said(text: &str) -> Option<bool> {
    match mark(text) {
        Some(Mark::Made) => Some(true),
        Some(Mark::NotMade) => Some(false),
        Some(Mark::Blank) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::form::{Choice, Kind, Text};

    #[test]
    fn several_choices_are_read_however_they_stand() {
        let choices = ["Fisik", "Netra, total", "Mental"];
        let choices =
            (1..).zip(choices).map(|(code, label)| Choice { name: Some(format!("n{code}")), ..Choice::new(code, Text::same(label), "") });
        let question = Question::new("ragam", Kind::Several(choices.collect()));
        let find = |text: &str| {
            let folded = fold(text);
            let by_label = question.choices().iter().find(|choice| fold(&choice.label.id) == folded).map(|choice| choice.code);
            by_label.or_else(|| text.parse().ok().filter(|code| question.choice(*code).is_some()))
        };
        let case = |text: &str, expected: Option<i64>| assert_eq!(read(&question, text, &find), expected, "{text}");
        case("Fisik", Some(1));
        case("fisik, MENTAL", Some(5));
        case("Fisik; Netra, total", Some(3));
        case("Fisik, Netra, total, Mental", Some(7));
        case("1 3", Some(5));
        case("n1 n2", Some(3));
        case("1;2", Some(3));
        case("Fisik, lainnya", None);
        case("4", None);
    }
}
