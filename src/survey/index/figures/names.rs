//! How people name unsur at the head of a column or a line: by number, by the regulation's word, by the question; knows no figure.

use super::sheet::Line;
use std::collections::BTreeMap;

/// Words that tell an unsur of Permenpan RB 14/2017, in the order of its list; the regulation's names and the questions hold them.
const OF_2017: [&[&str]; 9] = [
    &["persyaratan"],
    &["prosedur", "mekanisme"],
    &["waktu penyelesaian", "waktu pelayanan", "kecepatan", "ketepatan waktu", "waktu"],
    &["biaya", "tarif"],
    &["produk"],
    &["kompetensi", "kemampuan"],
    &["perilaku", "kesopanan", "keramahan"],
    &["pengaduan"],
    &["sarana"],
];

/// Words that tell an unsur of Kepmenpan 25/2004, in the order of its list.
const OF_2004: [&[&str]; 14] = [
    &["prosedur"],
    &["persyaratan"],
    &["kejelasan"],
    &["kedisiplinan"],
    &["tanggung jawab"],
    &["kemampuan"],
    &["kecepatan"],
    &["keadilan"],
    &["kesopanan"],
    &["kewajaran biaya"],
    &["kepastian biaya"],
    &["kepastian jadwal"],
    &["kenyamanan"],
    &["keamanan"],
];

/// How many of the fourteen must be there to be told from the nine.
const MOST_OF_2004: usize = 10;

/// What stands before the number of an unsur; the first is taken for one alone, others for five or more.
const PREFIXES: [&str; 9] = ["u", "unsur", "q", "p", "pertanyaan", "soal", "butir", "item", "indikator"];

/// Numbered columns of another prefix that are taken for unsur.
const ENOUGH: usize = 5;

/// Words that begin a line of sums, averages or results in the spreadsheets of agencies.
const SUMMARIES: [&str; 16] = [
    "jumlah", "jml", "total", "sum", "rata", "rerata", "nrr", "nilai", "s nilai", "σ", "ikm", "indeks", "index", "mutu", "kinerja", "bobot",
];

/// Unsur that were found along a line or a column, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub places: Vec<usize>,
    /// Two places with one number, where that is so.
    pub twice: Option<(usize, usize)>,
    /// True where names or `u1`, `u2` … leave no doubt.
    pub sure: bool,
}

/// Brings a name to small letters and digits with single blanks between.
pub(super) fn plain(name: &str) -> String {
    let letters: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads `u1`, `U 01`, `Unsur 1 Persyaratan`, `Q1`: the prefix and the number.
fn numbered(name: &str) -> Option<(&'static str, u64)> {
    PREFIXES.into_iter().find_map(|prefix| {
        let rest = name.strip_prefix(prefix)?.trim_start();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let behind = rest[digits.len()..].chars().next();
        (behind.is_none_or(char::is_whitespace)).then_some(())?;
        Some((prefix, digits.parse().ok().filter(|number| *number > 0)?))
    })
}

/// Finds the unsur among names; `holds` says which places hold figures, for names that any column might have.
pub(super) fn find(names: &[String], holds: impl Fn(usize) -> bool) -> Named {
    let mut groups: BTreeMap<&str, Vec<(u64, usize)>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some((prefix, number)) = numbered(name) {
            groups.entry(if prefix == "unsur" { "u" } else { prefix }).or_default().push((number, at));
        }
    }
    let counted = |(prefix, group): &(&str, Vec<(u64, usize)>)| (*prefix == "u", group.len());
    let numbers = groups.into_iter().filter(|(prefix, group)| *prefix == "u" || group.len() >= ENOUGH).max_by_key(counted);
    if let Some((prefix, group)) = numbers {
        let (places, twice) = once(&group, names, holds);
        return Named { places, twice, sure: prefix == "u" };
    }
    let of_2004 = by_words(names, &OF_2004, &holds);
    let places = if of_2004.len() >= MOST_OF_2004 { of_2004 } else { by_words(names, &OF_2017, &holds) };
    if places.len() > 1 { Named { places, twice: None, sure: true } } else { Named::default() }
}

/// Gives each number's place: of two with one number that where figures stand, or which has nothing behind the number; and two that are alike.
fn once(group: &[(u64, usize)], names: &[String], holds: impl Fn(usize) -> bool) -> (Vec<usize>, Option<(usize, usize)>) {
    let (mut places, mut twice) = (Vec::new(), None);
    let mut numbers: Vec<u64> = group.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let mut own: Vec<usize> = group.iter().filter(|(other, _)| *other == number).map(|(_, at)| *at).collect();
        for is_it in [&holds as &dyn Fn(usize) -> bool, &|at| names[at].ends_with(|c: char| c.is_ascii_digit())] {
            if own.len() > 1 && own.iter().any(|at| is_it(*at)) {
                own.retain(|at| is_it(*at));
            }
        }
        twice = twice.or_else(|| own.get(1).map(|second| (own[0], *second)));
        places.push(own[0]);
    }
    places.sort_unstable();
    (places, twice)
}

/// Finds names by their words: each unsur once, where it is named alone if anywhere, else where figures stand.
fn by_words(names: &[String], unsur: &[&[&str]], holds: impl Fn(usize) -> bool) -> Vec<usize> {
    // The word that comes first says what a question is about.
    let about = |name: &String| {
        let first = |words: &[&str]| words.iter().filter_map(|word| name.find(word)).min();
        (0..unsur.len()).filter_map(|of| Some((first(unsur[of])?, of))).min().map(|(_, of)| of)
    };
    let told: Vec<Option<usize>> = names.iter().map(about).collect();
    let mut places: Vec<usize> = (0..unsur.len())
        .filter_map(|of| {
            let mut all = (0..names.len()).filter(|at| told[*at] == Some(of));
            let alone = all.clone().find(|at| unsur[of].contains(&names[*at].as_str()) && holds(*at));
            alone.or_else(|| all.find(|at| holds(*at)))
        })
        .collect();
    places.sort_unstable();
    places
}

/// Finds columns that are headed `1`, `2`, … up to five at least, beside columns with words or none.
pub(super) fn counted(line: &Line) -> Vec<usize> {
    let number = |at: &usize| line.cell(*at).parse::<usize>().ok();
    let places: Vec<usize> = (0..line.cells.len()).filter(|at| number(at).is_some()).collect();
    let in_order = places.iter().zip(1..).all(|(at, expected)| number(at) == Some(expected));
    if in_order && places.len() >= ENOUGH { places } else { Vec::new() }
}

/// Tells whether a name begins a line of sums, averages or results.
pub(super) fn is_summary(name: &str) -> bool {
    let name = plain(name);
    SUMMARIES.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || *word == "rata"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(names: &[&str]) -> Vec<usize> {
        find(&names.iter().map(|name| plain(name)).collect::<Vec<_>>(), |_| true).places
    }

    #[test]
    fn unsur_are_known_by_number_by_name_and_by_question() {
        let case = |names: &[&str], expected: &[usize]| assert_eq!(places(names), expected, "{names:?}");
        case(&["No. Resp", "U1", "u 2", "U-03", "Unsur 4", "Saran"], &[1, 2, 3, 4]);
        case(&["No", "U1. Persyaratan", "U2 Sistem, Mekanisme, dan Prosedur"], &[1, 2]);
        case(&["Q1", "Q2", "Q3", "Q4", "Q5"], &[0, 1, 2, 3, 4]);
        // Education S1 to S3 and four frequencies are no unsur.
        case(&["S1", "S2", "S3", "n1", "n2", "n3", "n4", "p1"], &[]);
        case(&["Cap waktu", "Waktu Penyelesaian", "Persyaratan"], &[1, 2]);
        case(&["time_band", "Kesesuaian produk pelayanan dengan standar", "Kualitas sarana dan prasarana"], &[1, 2]);
        case(&["persyaratan", "persyaratan_label", "prosedur", "prosedur_label"], &[0, 2]);
        case(&["Kewajaran biaya dalam pelayanan", "Perilaku petugas terkait kesopanan", "umur"], &[0, 1]);
    }

    #[test]
    fn a_column_of_words_is_no_unsur_whatever_its_name() {
        let names = ["cap waktu", "waktu penyelesaian", "pengaduan"].map(str::to_owned);
        assert_eq!(find(&names, |at| at > 0).places, [1, 2]);
    }

    #[test]
    fn the_fourteen_of_2004_are_told_from_the_nine() {
        let of_2004 = [
            "Prosedur pelayanan",
            "Persyaratan pelayanan",
            "Kejelasan petugas",
            "Kedisiplinan petugas",
            "Tanggung jawab petugas",
            "Kemampuan petugas",
            "Kecepatan pelayanan",
            "Keadilan mendapatkan pelayanan",
            "Kesopanan dan keramahan",
            "Kewajaran biaya",
            "Kepastian biaya",
            "Kepastian jadwal",
            "Kenyamanan lingkungan",
            "Keamanan pelayanan",
        ];
        assert_eq!(places(&of_2004).len(), 14);
    }

    #[test]
    fn one_number_twice_is_told() {
        let names = ["u1", "u2", "u1"].map(str::to_owned);
        assert_eq!(find(&names, |_| true).twice, Some((0, 2)));
        assert_eq!(find(&names, |at| at > 0).twice, None);
        assert_eq!(places(&["u1", "u1_label", "u2", "u2_label"]), [0, 2]);
    }

    #[test]
    fn summaries_are_known_by_their_first_word() {
        let case = |name: &str, expected| assert_eq!(is_summary(name), expected, "{name}");
        for name in ["Jumlah", "S Nilai /Unsur", "NRR / Unsur", "NRR tertbg/ unsur", "**) IKM Unit pelayanan", "Rata-rata", "RATA2", "Σ"] {
            case(name, true);
        }
        for name in ["Sumarni", "Totok", "Nilam", "Kecamatan", ""] {
            case(name, false);
        }
    }
}
