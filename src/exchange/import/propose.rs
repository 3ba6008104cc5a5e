//! What a value that fits nothing probably means: words that people use for one thing, initials, a number with its unit; a proposal
//! only, which a person confirms.

use super::fold::fold;
use super::mapping::{Meaning, list_of};
use super::target::Target;
use crate::store::Survey;
use crate::survey::decimal::Decimal;
use crate::survey::form::{Kind, Question};
use crate::survey::lang::Lang;

/// Words that mean one thing, folded. Levels of education as UU 20/2003 (Sisdiknas) has them, with the names of before (SLTP, SLTA, STM,
/// SMEA) and those of BPS Susenas ("ijazah tertinggi"); PNS and PPPK are both ASN by UU 20/2023; PBG took the place of IMB by PP 16/2021.
const SYNONYMS: [&[&str]; 22] = [
    &["sd", "mi", "sd mi", "sekolah dasar", "paket a", "sdlb"],
    &["smp", "sltp", "mts", "smp mts", "sekolah menengah pertama", "paket b", "smplb"],
    &["sma", "slta", "smu", "ma", "sma ma", "sekolah menengah atas", "paket c", "smalb"],
    &["smk", "slta", "stm", "smea", "mak", "sekolah menengah kejuruan", "sma"],
    &["diploma", "d1", "d2", "d3", "d4", "d i", "d ii", "d iii", "d iv", "ahli madya"],
    &["s1", "s 1", "sarjana", "strata 1", "strata satu", "bachelor"],
    &["s2", "s 2", "magister", "master", "strata 2", "strata dua", "pascasarjana"],
    &["s3", "s 3", "doktor", "doctor", "strata 3", "strata tiga", "pascasarjana"],
    &["laki laki", "laki", "lakilaki", "pria", "lelaki", "l", "lk", "male", "man"],
    &["perempuan", "wanita", "p", "pr", "female", "woman"],
    &["pns", "pegawai negeri", "pegawai negeri sipil", "asn", "aparatur sipil negara", "civil servant"],
    &["pppk", "p3k", "asn", "aparatur sipil negara"],
    &["tni", "tentara", "army"],
    &["polri", "polisi", "police"],
    &["swasta", "karyawan", "karyawan swasta", "pegawai swasta", "buruh", "private sector"],
    &["wirausaha", "wiraswasta", "pengusaha", "usaha sendiri", "wirausahawan", "entrepreneur", "self employed"],
    &["pelajar", "mahasiswa", "siswa", "pelajar mahasiswa", "student"],
    &["ibu rumah tangga", "irt", "mengurus rumah tangga", "housewife"],
    &["pensiunan", "purnawirawan", "purnatugas", "retired"],
    &["lainnya", "lain lain", "lain", "yang lain", "dll", "other"],
    &["pbg", "imb", "persetujuan bangunan gedung", "izin mendirikan bangunan"],
    &["ya", "iya", "y", "yes", "benar", "ada"],
];

/// A label that begins so means what its other words do not.
const NOT: [&str; 8] = ["tidak", "belum", "bukan", "non", "tanpa", "mantan", "no", "not"];

/// Gives what a value of a column probably means, where one thing alone can be meant.
#[must_use]
pub fn proposed(survey: &Survey, target: Target, value: &str) -> Option<Meaning> {
    let labels: Vec<(i64, Vec<String>)> = match (target, list_of(survey, target)) {
        (_, Some(list)) => survey.choosable(list).map(|item| (item.code, vec![fold(&item.label)])).collect(),
        (Target::Answer(at), None) => {
            let question = survey.form.questions.get(at)?;
            if question.choices().is_empty() {
                return match numbers(question, value)[..] {
                    [only] => Some(only),
                    _ => None,
                };
            }
            let both = |text: &crate::survey::form::Text| [Lang::Id, Lang::En].map(|lang| fold(text.get(lang)));
            question.choices().iter().map(|choice| (choice.code, [both(&choice.label), both(&choice.short)].concat())).collect()
        }
        _ => return None,
    };
    let value = fold(value);
    // What a label says in full is surer than what it says among other words.
    let ways: [&dyn Fn(&str) -> bool; 3] =
        [&|label| is_named(label, &value, false), &|label| is_named(label, &value, true), &|label| has_initials(label, &value)];
    let found = ways.iter().map(|is| labels.iter().filter(|(_, labels)| labels.iter().any(|label| is(label))).collect::<Vec<_>>());
    match found.into_iter().find(|found| !found.is_empty())?[..] {
        [(code, _)] => Some(Meaning::Code(*code)),
        _ => None,
    }
}

/// Tells whether value and label are of one group; `among` other words, or each whole.
fn is_named(label: &str, value: &str, among: bool) -> bool {
    let says = |text: &str, word: &str| text == word || among && is_among(text, word);
    SYNONYMS.iter().any(|group| {
        let is = |text: &str| group.iter().any(|word| says(text, word));
        is(value) && is(label)
    })
}

/// Tells whether a word stands among others and is meant: one or two letters say too little.
fn is_among(text: &str, word: &str) -> bool {
    let is_short = word.chars().count() < 3 && !word.contains(|c: char| c.is_ascii_digit());
    let is_not = text.split(' ').next().is_some_and(|first| NOT.contains(&first));
    !is_short && !is_not && format!(" {text} ").contains(&format!(" {word} "))
}

/// Tells whether one has the other's initials: `pbg`, `persetujuan bangunan gedung`.
fn has_initials(label: &str, value: &str) -> bool {
    let of = |text: &str| text.split(' ').filter_map(|word| word.chars().next()).collect::<String>();
    let is = |short: &str, long: &str| short.chars().count() > 2 && !short.contains(' ') && of(long) == short;
    is(value, label) || label.split(' ').any(|word| is(word, value))
}

/// Gives the numbers that a cell of a number question may mean, within its bounds: `30 th`, `±40`, `Rp 5.000`.
#[must_use]
pub fn numbers(question: &Question, text: &str) -> Vec<Meaning> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return Vec::new() };
    let len = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
    let (before, rest) = (&text[..start], &text[start + len..]);
    let digits = text[start..start + len].trim_end_matches(['.', ',']);
    // A range, a sum, a date, and what begins below nought are more than one number with its unit.
    let says_more = |part: &str| part.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '/' | '+' | ':' | '<' | '>' | '%'));
    if says_more(before.trim_start_matches("+/-")) || says_more(rest) {
        return Vec::new();
    }
    let mut read: Vec<Decimal> = Vec::new();
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let is_grouped = groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if is_grouped {
        read.extend(groups.concat().parse::<Decimal>());
    }
    read.extend(digits.replace(',', ".").parse::<Decimal>());
    let meant = |number: Decimal| meaning(question, number);
    let mut found: Vec<Meaning> = read.into_iter().filter_map(meant).collect();
    found.dedup();
    found
}

/// Gives a number as what a value of a number question means; none where the question does not take it.
#[must_use]
pub fn meaning(question: &Question, number: Decimal) -> Option<Meaning> {
    match &question.kind {
        Kind::Number(bounds) => number.to_whole().filter(|whole| (bounds.min..=bounds.max).contains(whole)).map(Meaning::Code),
        Kind::Decimal(bounds) => (bounds.min..=bounds.max).contains(&number).then_some(Meaning::Figure(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::form_file;
    use crate::survey::template;

    #[test]
    fn what_people_write_is_proposed_where_one_choice_alone_is_meant() {
        let named = |labels: &[&str], value: &str| {
            let fits: Vec<&str> = labels
                .iter()
                .copied()
                .filter(|label| is_named(&fold(label), &fold(value), false) || is_named(&fold(label), &fold(value), true))
                .collect();
            fits.join(" | ")
        };
        let case = |labels: &[&str], value: &str, expected: &str| assert_eq!(named(labels, value), expected, "{value}");
        let levels = ["SD", "SMP", "SMA", "Diploma (D1-D4)", "S1", "S2", "S3", "Tidak sekolah"];
        case(&levels, "SLTA", "SMA");
        case(&levels, "Tamat SLTP sederajat", "SMP");
        case(&levels, "SMK", "SMA");
        case(&levels, "sarjana", "S1");
        case(&levels, "Strata 1 (S1)", "S1");
        case(&levels, "Pascasarjana", "S2 | S3");
        case(&levels, "D-III", "Diploma (D1-D4)");
        case(&levels, "tidak tamat SLTA", "");
        case(&["SMA/MA", "SMK"], "SLTA", "SMA/MA | SMK");
        case(&["Laki-laki", "Perempuan"], "Pria", "Laki-laki");
        case(&["Laki-laki", "Perempuan"], "Wanita", "Perempuan");
        case(&["Laki-laki", "Perempuan"], "Laki laki", "Laki-laki");
        case(&["Laki-laki", "Perempuan"], "Lk.", "Laki-laki");
        case(&["PNS", "TNI", "POLRI", "Swasta", "Wirausaha", "Lainnya"], "ASN", "PNS");
        case(&["PNS", "PPPK", "Swasta"], "ASN", "PNS | PPPK");
        case(&["PNS", "Swasta", "Wirausaha", "Lainnya"], "Karyawan swasta", "Swasta");
        case(&["PNS", "Swasta", "Wirausaha", "Lainnya"], "Wiraswasta", "Wirausaha");
        case(&["Pelajar/Mahasiswa", "Lainnya"], "siswa", "Pelajar/Mahasiswa");
        case(&["PBG (SIMBG)", "Izin reklame"], "IMB", "PBG (SIMBG)");
    }

    #[test]
    fn initials_are_told() {
        assert!(has_initials("persetujuan bangunan gedung", "pbg"));
        assert!(has_initials("pbg simbg", "persetujuan bangunan gedung"));
        assert!(!has_initials("izin reklame", "ir"), "two letters say too little");
    }

    #[test]
    fn a_number_is_found_with_its_unit_and_nothing_else_is() {
        let skm = form_file::parse(template::SKM).expect("is sound");
        let usia = &skm.questions[skm.find("usia").expect("is there")];
        let bounds = crate::survey::form::DecimalBounds {
            min: Decimal::from(0),
            max: Decimal::from(9_000),
            usual: (Decimal::from(0), Decimal::from(9_000)),
        };
        let mut cost = usia.clone();
        cost.kind = Kind::Decimal(bounds);
        let case = |question: &Question, text: &str, expected: &[&str]| {
            let found = numbers(question, text).into_iter().map(|meaning| match meaning {
                Meaning::Code(code) => code.to_string(),
                Meaning::Figure(figure) => figure.to_string(),
                _ => String::new(),
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        };
        case(usia, "30 th", &["30"]);
        case(usia, "±40", &["40"]);
        case(usia, "kurang lebih 40 tahun", &["40"]);
        case(usia, "umur 41.", &["41"]);
        case(usia, "seratus", &[]);
        case(usia, "30-40", &[]);
        case(usia, "30 th 6 bln", &[]);
        case(usia, "-5 th", &[]);
        case(usia, "200 th", &[]);
        case(&cost, "Rp 5.000", &["5000", "5"]);
        case(&cost, "Rp5.000,-", &[]);
        case(&cost, "2,5 km", &["2.5"]);
        case(&cost, "Rp 2.500.000", &[]);
    }
}
