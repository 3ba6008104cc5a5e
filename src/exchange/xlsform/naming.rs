//! Keys out of names, and codes out of the names of choices; knows no sheet.
//!
//! A name becomes a key in small letters, with `_` for whatever a key can't have, a `q_` before a digit, and at most 40 characters;
//! where that is taken, `_2`, `_3` and so on follow. A choice whose name is a whole number keeps it as its code; the others get the
//! smallest codes that are free, in the order of the list. Where several can be chosen, codes are 1 to 62.

use crate::survey::form::MOST_SEVERAL;
use std::collections::BTreeSet;

/// The longest key.
const LONGEST: usize = 40;

/// Makes keys, none of them twice.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    taken: BTreeSet<String>,
    kept: BTreeSet<String>,
}

impl Keys {
    /// Begins with words that can't be keys.
    pub fn new(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|word| (*word).to_owned()).collect(), kept: BTreeSet::new() }
    }

    /// Keeps a name that is a key for whoever comes with just this name, so that no other one gets it before.
    pub fn keep(&mut self, name: &str) {
        self.kept.insert(name.to_owned());
    }

    /// Gives the key of a name; one that is a key stays as it is.
    pub fn make(&mut self, name: &str) -> String {
        let plain = plain(name);
        let mut key = plain.clone();
        let mut number = 2;
        while self.taken.contains(&key) || (key != name && self.kept.contains(&key)) {
            let end = format!("_{number}");
            key = format!("{}{end}", &plain[..plain.len().min(LONGEST - end.len())]);
            number += 1;
        }
        self.taken.insert(key.clone());
        key
    }
}

/// Writes a name as a key has to be.
fn plain(name: &str) -> String {
    let mut key = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        let fits = c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        match (fits, key.ends_with('_')) {
            (true, _) => key.push(c),
            // What does not fit is one line, however much of it there is.
            (false, false) => key.push('_'),
            (false, true) => {}
        }
    }
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        key = format!("q_{}", key.trim_start_matches('_'));
    }
    key.truncate(LONGEST);
    key
}

/// Gives the codes of a list of choices; none where there are more than codes.
pub(super) fn codes(names: &[&str], several: bool) -> Option<Vec<i64>> {
    let fits = |code: i64| if several { (1..=MOST_SEVERAL).contains(&code) } else { code.unsigned_abs() <= 999_999_999_999 };
    let mut taken = BTreeSet::new();
    // A number as it is written first, then `01` and its like.
    let mut given: Vec<Option<i64>> = names
        .iter()
        .map(|name| {
            let code: i64 = name.parse().ok()?;
            (code.to_string() == **name && fits(code) && taken.insert(code)).then_some(code)
        })
        .collect();
    for (code, name) in given.iter_mut().zip(names).filter(|(code, _)| code.is_none()) {
        *code = name.parse().ok().filter(|code: &i64| fits(*code) && taken.insert(*code));
    }
    let most = if several { MOST_SEVERAL } else { i64::MAX };
    let mut free = 1;
    for code in given.iter_mut().filter(|code| code.is_none()) {
        while free <= most && !taken.insert(free) {
            free += 1;
        }
        if free > most {
            return None;
        }
        *code = Some(free);
    }
    given.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_keys_by_the_rule() {
        let mut keys = Keys::new(&["interview"]);
        let mut case = |name: &str, expected: &str| assert_eq!(keys.make(name), expected, "{name}");
        case("usia", "usia");
        case("Usia", "usia_2");
        case("Umur-Responden", "umur_responden");
        case("umur.responden", "umur_responden_2");
        case("1a", "q_1a");
        case("_uuid", "q_uuid");
        case("interview", "interview_2");
        case("Étage №5", "q_tage_5");
        case("", "q_");
        case(&"a".repeat(50), &"a".repeat(40));
        case(&"A".repeat(50), &format!("{}_2", "a".repeat(38)));
    }

    #[test]
    fn a_numeric_name_keeps_its_number_and_the_others_get_what_is_free() {
        let case = |names: &[&str], several, expected: &[i64]| assert_eq!(codes(names, several).as_deref(), Some(expected), "{names:?}");
        case(&["1", "2", "99", "-1"], false, &[1, 2, 99, -1]);
        case(&["ya", "tidak"], false, &[1, 2]);
        case(&["ya", "1", "lain", "01"], false, &[2, 1, 3, 4]);
        case(&["01", "02", "10"], true, &[1, 2, 10]);
        case(&["1", "2", "99", "0"], true, &[1, 2, 3, 4]);
        let many: Vec<String> = (0..63).map(|at| format!("n{at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(codes(&many, true), None);
        assert_eq!(codes(&many, false).map(|codes| codes.len()), Some(63));
    }

    #[test]
    fn a_name_that_is_a_key_stays_as_it_is_wherever_it_comes() {
        let mut keys = Keys::new(&[]);
        keys.keep("usia");
        assert_eq!(["Usia", "usia", "USIA", "usia"].map(|name| keys.make(name)), ["usia_2", "usia", "usia_3", "usia_4"]);
    }

    proptest! {
        #[test]
        fn every_name_gets_a_key_of_its_own(names in proptest::collection::vec("\\PC{0,45}|[aA]{38,42}|[a-z]{1,2}", 0..30)) {
            let mut keys = Keys::new(&["interview"]);
            let made: Vec<String> = names.iter().map(|name| keys.make(name)).collect();
            for key in &made {
                let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                prop_assert!(key.len() <= LONGEST && key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(sound), "{}", key);
            }
            prop_assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), names.len());
        }

        #[test]
        fn every_choice_gets_a_code_of_its_own(names in proptest::collection::btree_set("[0-9]{1,2}|[a-z]{1,2}", 0..50), several: bool) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let made = codes(&names, several).expect("there are enough");
            prop_assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), names.len());
            prop_assert!(!several || made.iter().all(|code| (1..=MOST_SEVERAL).contains(code)));
        }
    }
}
