//! Texts that mean the same brought to one form, so that `petani`, `Petani ` and `PETANI` are one; knows no survey.

/// Folds a text: small letters and digits, one blank between words, nothing else; a text without any of them stays as it is.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}

/// Gives what a value is mapped by: folded, but a sign beside a number stays, so that `5 %` and `-5` are not taken for `5`.
#[must_use]
pub fn value_key(text: &str) -> String {
    let (folded, whole) = (fold(text), text.trim().to_lowercase());
    if folded != whole && folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') { whole } else { folded }
}

/// Tells how alike two folded texts are, in per cent: the words they share against the words they have.
#[must_use]
pub fn likeness(one: &str, other: &str) -> usize {
    let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (one, mut other) = (words(one), words(other));
    let all = one.len() + other.len();
    let shared = one
        .iter()
        .filter(|word| match other.iter().position(|found| found == *word) {
            Some(at) => {
                other.swap_remove(at);
                true
            }
            None => false,
        })
        .count();
    (shared * 200).checked_div(all).unwrap_or(0)
}

/// Tells how well a label suits a value, in per cent: by the words they share, or by one that begins with the other.
#[must_use]
pub fn alike(value: &str, label: &str) -> usize {
    let (value, label) = (fold(value), fold(label));
    let begins = !value.is_empty() && !label.is_empty() && (label.starts_with(&value) || value.starts_with(&label));
    likeness(&value, &label).max(if begins { 90 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_folds_together() {
        let case = |text: &str, expected: &str| assert_eq!(fold(text), expected);
        case("Petani ", "petani");
        case("PETANI", "petani");
        case("  Laki-laki", "laki laki");
        case("Diploma (D1-D4)", "diploma d1 d4");
        case("8. Sarana/Prasarana?", "8 sarana prasarana");
        case(" … ", "…");
    }

    #[test]
    fn a_sign_beside_a_number_keeps_it_from_being_that_number() {
        let case = |text: &str, expected: &str| assert_eq!(value_key(text), expected);
        case(" 5 ", "5");
        case("-5", "-5");
        case("±40", "±40");
        case("5 %", "5 %");
        case("30 Th.", "30 th");
        case("PETANI ", "petani");
    }

    #[test]
    fn likeness_counts_shared_words() {
        assert_eq!(likeness("jenis kelamin", "jenis kelamin"), 100);
        assert_eq!(likeness("jenis kelamin responden", "jenis kelamin"), 80);
        assert_eq!(likeness("usia", "umur"), 0);
        assert_eq!(likeness("", ""), 0);
    }
}
