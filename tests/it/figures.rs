//! Published figures as strangers write them: other heads, separators, decimals, orders and leftovers of spreadsheets, all the same figures.

use cacah::survey::index::Convention;
use cacah::survey::index::decimal::{self, Ratio};
use cacah::survey::index::figures::{self, Figures, Given, Unreadable};
use cacah::survey::index::reproduce;
use expect_test::expect;

const NAMES: [&str; 9] = [
    "Persyaratan",
    "Sistem, Mekanisme, dan Prosedur",
    "Waktu Penyelesaian",
    "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana",
    "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran dan Masukan",
    "Sarana dan Prasarana",
];

const QUESTIONS: [&str; 9] = [
    "1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
    "2. Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "4. Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "5. Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan dengan hasil yang diberikan?",
    "6. Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "7. Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
    "9. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
    "8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
];

/// The answers of 49 real respondents (Sekadau, `tests/data`), nine each: their IKM is 78.74 exactly.
fn answers() -> Vec<Vec<i64>> {
    let text = include_str!("../data/sekadau_2019_s1_raw.csv");
    text.lines().skip(1).map(|line| line.split(',').skip(1).map(|cell| cell.parse().expect("a digit")).collect()).collect()
}

/// The sum of each unsur.
fn sums() -> Vec<i64> {
    (0..9).map(|at| answers().iter().map(|row| row[at]).sum()).collect()
}

fn row(cells: impl IntoIterator<Item = impl ToString>, separator: char) -> String {
    let quoted = |cell: String| if cell.contains(separator) { format!("\"{cell}\"") } else { cell };
    cells.into_iter().map(|cell| quoted(cell.to_string())).collect::<Vec<_>>().join(&separator.to_string()) + "\n"
}

/// A line a respondent below a head; `cells` writes the cells of one, from its number and answers.
fn respondents(head: &str, separator: char, cells: impl Fn(usize, &[i64]) -> Vec<String>) -> String {
    let lines = answers().iter().zip(1..).map(|(answers, number)| row(cells(number, answers), separator)).collect::<String>();
    format!("{head}{lines}")
}

fn bare(_: usize, answers: &[i64]) -> Vec<String> {
    answers.iter().map(ToString::to_string).collect()
}

fn numbered(number: usize, answers: &[i64]) -> Vec<String> {
    [number.to_string()].into_iter().chain(bare(number, answers)).collect()
}

/// A line an unsur below a head; `cells` writes what follows the name, from sum and position.
fn unsur(head: &str, separator: char, cells: impl Fn(i64, usize) -> Vec<String>) -> String {
    let line = |(at, sum): (usize, i64)| row([NAMES[at].to_owned()].into_iter().chain(cells(sum, at)), separator);
    format!("{head}{}", sums().into_iter().enumerate().map(line).collect::<String>())
}

/// The letter that is circled on paper for a value.
fn letter(value: i64) -> String {
    [(1, "a"), (2, "B"), (3, "c"), (4, "D")].into_iter().find(|(of, _)| *of == value).map_or("", |(_, letter)| letter).to_owned()
}

fn average(sum: i64, places: u8) -> String {
    decimal::show(&decimal::ratio(sum, 49).expect("a fraction"), places)
}

fn comma(text: &str) -> String {
    text.replace('.', ",")
}

fn one(text: &str, n: Option<u64>) -> Figures {
    let mut found = figures::read(text, n).unwrap_or_else(|error| panic!("{error:?} in\n{text}"));
    assert_eq!(found.len(), 1, "one unit in\n{text}");
    found.remove(0)
}

fn ikm(found: &Figures) -> Option<String> {
    Some(decimal::show(&Convention::default().work(&found.averages()?)?.ikm, 2))
}

#[test]
fn a_line_a_respondent_is_read_however_its_columns_are_named() {
    let exact: Vec<Ratio> = sums().into_iter().map(|sum| decimal::ratio(sum, 49).expect("a fraction")).collect();
    let case = |what: &str, text: &str| {
        let found = one(text, None);
        assert_eq!(found.averages(), Some(exact.clone()), "{what}: {found:?}");
        assert_eq!(found.n, [Some(49); 9], "{what}");
        assert!(found.doubts.is_empty(), "{what}: {:?}", found.doubts);
    };
    let head = |prefix: &str| row((1..=9).map(|at| format!("{prefix}{at}")), ',');
    for prefix in ["u", "U", "U ", "U-", "U0", "Unsur ", "Q", "P", "Pertanyaan "] {
        case(prefix, &respondents(&head(prefix), ',', bare));
    }
    case("names", &respondents(&row(NAMES, ','), ',', bare));
    case("questions, byte order mark", &format!("\u{feff}{}", respondents(&row(QUESTIONS, ';'), ';', bare)));
    let both = NAMES.iter().zip(1..).map(|(name, at)| format!("U{at}. {name}"));
    case("numbers and names", &respondents(&row(both, ';'), ';', bare));
    case("1 to 9", &respondents(&row((1..=9).map(|at| at.to_string()), ','), ',', bare));
    case("No and 1 to 9", &respondents(&row(["No", "1", "2", "3", "4", "5", "6", "7", "8", "9"], '\t'), '\t', numbered));
    case("no head", &respondents("", ';', bare));
    case("no head, with numbers", &respondents("", ',', numbered));
    case("blanks between", &respondents("", ' ', bare));
    case("Excel's first line", &format!("sep=;\r\n{}", respondents(&head("u").replace(',', ";"), ';', bare)));
    let title = "PENGOLAHAN SURVEI KEPUASAN MASYARAKAT;;;\nUnit pelayanan: X;;;\nNo. Resp;NILAI UNSUR PELAYANAN;;\n";
    let counted = row((1..=10).map(|at| format!("({at})")), ';');
    let above = format!("{title}{}{counted}", row([""].into_iter().map(str::to_owned).chain((1..=9).map(|at| format!("U{at}"))), ';'));
    case("titles above, columns counted", &respondents(&above, ';', numbered));
    let profile = "No,Cap waktu,Umur,Pendidikan,U1,U2,U3,U4,U5,U6,U7,U8,U9,Saran\n";
    let cells = |number: usize, answers: &[i64]| {
        let before = [number.to_string(), "30/09/2024 09:41".to_owned(), "34".to_owned(), "S1".to_owned()];
        before.into_iter().chain(bare(number, answers)).chain(["nilai bagus, total puas".to_owned()]).collect()
    };
    case("profile and comment", &respondents(profile, ',', cells));
    let named = profile.replace("U1,U2,U3,U4,U5,U6,U7,U8,U9", &row(NAMES, ',').trim_end().replace("dan Prosedur", "Prosedur"));
    case("profile and names", &respondents(&named, ',', cells));
    case("letters", &respondents(&head("u"), ',', |_, answers| answers.iter().map(|value| letter(*value)).collect()));
    case("with decimals", &respondents(&head("u"), ',', |_, answers| answers.iter().map(|value| format!("{value}.0")).collect()));
    case(
        "with words",
        &respondents(&head("u").replace(',', ";"), ';', |_, answers| answers.iter().map(|value| format!("{value}. Sesuai")).collect()),
    );
    let turned = (0..9).map(|at| row([NAMES[at].to_owned()].into_iter().chain(answers().iter().map(|row| row[at].to_string())), ','));
    case(
        "turned",
        &format!("{}{}", row(["Unsur".to_owned()].into_iter().chain((1..=49).map(|at| format!("R{at}"))), ','), turned.collect::<String>()),
    );
}

#[test]
fn a_line_an_unsur_is_read_however_its_columns_are_named() {
    let case = |what: &str, text: &str, n: Option<u64>| {
        let found = one(text, n);
        assert_eq!(found.unsur.len(), 9, "{what}: {found:?}");
        assert_eq!(ikm(&found).as_deref(), Some("78.74"), "{what}: {found:?}");
    };
    let total = |sum: i64, _: usize| vec![sum.to_string(), "49".to_owned()];
    case("total and n", &unsur("unsur,total,n\n", ',', total), None);
    case("jumlah and responden", &unsur("Unsur Pelayanan;Jumlah Nilai;Jumlah Responden\n", ';', total), None);
    case("nilai and N", &unsur("Kode,Nilai,N\n", ',', total), None);
    case("no head", &unsur("", ';', total), None);
    case("n is said", &unsur("unsur,total\n", ',', |sum, _| vec![sum.to_string()]), Some(49));
    let several = |sum: i64, _: usize| vec![sum.to_string(), "49".to_owned(), average(sum, 4), comma(&average(sum * 25, 2))];
    case("with NRR and IKM of each", &unsur("Unsur;Total;n;NRR;IKM\n", ';', several), None);
    case("counted lines", &unsur("Unsur;No;NRR\n", ';', |sum, at| vec![(at + 1).to_string(), comma(&average(sum, 3))]), None);
    case("rata-rata", &unsur("Unsur,Nilai Rata-rata\n", ',', |sum, _| vec![average(sum, 3)]), None);
    case("nilai unsur", &unsur("Unsur,Nilai Unsur\n", ',', |sum, _| vec![average(sum, 3)]), None);
    case("NRR alone", &sums().into_iter().map(|sum| average(sum, 4) + "\n").collect::<String>(), None);
    case("NRR x 25 alone", &unsur("Unsur,Nilai Konversi\n", ',', |sum, _| vec![average(sum * 25, 2)]), None);
    let often = |_: i64, at: usize| (1..=4).map(|value| answers().iter().filter(|row| row[at] == value).count().to_string()).collect();
    case("frequencies", &unsur("unsur,n1,n2,n3,n4\n", ',', often), None);
    case("frequencies by words", &unsur("Unsur;Tidak Baik;Kurang Baik;Baik;Sangat Baik\n", ';', often), None);
    case("frequencies by digits", &unsur("Unsur;1;2;3;4\n", ';', often), None);
    let thousands =
        unsur("unsur;total;n\n", ';', |sum, _| vec![format!("{}.{:03}", sum * 100 / 1000, sum * 100 % 1000), "4.900".to_owned()]);
    case("thousands", &thousands, None);
    let head = "unit,u1,u2,u3,u4,u5,u6,u7,u8,u9,responden\n";
    case(
        "a line a unit, totals",
        &format!(
            "{head}{}",
            row(["Dinas".to_owned()].into_iter().chain(sums().iter().map(ToString::to_string)).chain(["49".to_owned()]), ',')
        ),
        None,
    );
    let named = format!(
        ",U1,U2,U3,U4,U5,U6,U7,U8,U9\n{}{}",
        row(["Jumlah".to_owned()].into_iter().chain(sums().iter().map(ToString::to_string)), ','),
        row(["Responden"].into_iter().chain(["49"; 9]), ',')
    );
    case("sums and numbers by name", &named, None);
    let averages = row(["NRR".to_owned()].into_iter().chain(sums().into_iter().map(|sum| comma(&average(sum, 3)))), ';');
    case("averages by name", &format!(";U1;U2;U3;U4;U5;U6;U7;U8;U9\n{averages}"), None);
    case("a line of totals", &row(sums(), ','), Some(49));
}

#[test]
fn sums_below_the_respondents_are_told_compared_and_give_what_was_published() {
    let wrong = sums().into_iter().enumerate().map(|(at, sum)| if at == 3 { sum + 1 } else { sum }.to_string());
    let below = [
        row(["S Nilai /Unsur".to_owned()].into_iter().chain(wrong), ';'),
        row(["NRR / Unsur".to_owned()].into_iter().chain(sums().into_iter().map(|sum| comma(&average(sum, 3)))), ';'),
        row(
            ["NRR tertbg/ unsur".to_owned()]
                .into_iter()
                .chain(sums().into_iter().map(|sum| comma(&average(sum, 3))))
                .chain(["*) 3,150".to_owned()]),
            ';',
        ),
        "IKM Unit pelayanan;;;;;;;;;;**) 78,74\n".to_owned(),
    ]
    .concat();
    let head = "No. Resp;U1;U2;U3;U4;U5;U6;U7;U8;U9;Ket\n";
    let found = one(&format!("{}{below}", respondents(head, ';', numbered)), None);
    assert_eq!((found.n[0], found.published.ikm.as_ref().map(decimal::Printed::show).as_deref()), (Some(49), Some("78.74")));
    expect![[r#"
        [
            Summary {
                line: 51,
                text: "S Nilai /Unsur",
            },
            Sum {
                line: 51,
                column: "U4",
                printed: 178,
                counted: 177,
            },
            Summary {
                line: 52,
                text: "NRR / Unsur",
            },
            Summary {
                line: 53,
                text: "NRR tertbg/ unsur",
            },
            Summary {
                line: 54,
                text: "IKM Unit pelayanan",
            },
        ]
    "#]]
    .assert_debug_eq(&found.doubts);
    // Sums without a word are none of the respondents either.
    let nameless = format!("{}{}{}", respondents("", ',', bare), row(sums(), ','), row(sums().into_iter().map(|sum| average(sum, 4)), ','));
    let found = one(&nameless, None);
    assert_eq!((found.n[0], found.doubts.len()), (Some(49), 2), "{:?}", found.doubts);
    // A five that somebody keyed stays among the answers, left out one by one.
    let found = one("u1,u2,u3,u4,u5\n3,3,3,3,3\n5,5,5,5,4\n4,4,4,4,4\n", None);
    assert_eq!((found.n[4], found.n[0], found.doubts.len()), (Some(3), Some(2), 4), "{:?}", found.doubts);
}

#[test]
fn units_one_below_the_other_are_told_apart() {
    let text = "NO;OPP;U1;U2;U3;L;P;SAMPEL;NRR TERTIMBANG;NILAI IKM;KATEGORI\n\
                1;Dinas A;3,50;3,25;3,00;10;20;30;3,25;81,25;B\n2;Dinas B;4;4;3;5;5;10;3,667;91,67;A\nRATA-RATA;;3,75;3,63;3;;;;;86,46;\n";
    let found = figures::read(text, None).expect("reads");
    assert_eq!(found.len(), 2);
    assert_eq!((found[1].line, found[1].n[0]), (Some(3), Some(10)));
    for unit in &found {
        assert_eq!(ikm(unit), unit.published.ikm.as_ref().map(decimal::Printed::show), "{unit:?}");
    }
    assert_eq!(found[0].doubts.len(), 1);
}

#[test]
fn a_mistake_that_leads_to_the_figure_is_named() {
    // Nine answers of 4 and a blank in each unsur: 100.00, or 90.00 with the blank as nought.
    let head = "u1,u2,u3,u4,u5,u6,u7,u8,u9\n";
    let blank = format!("{head}{},,,,,,,,\n", "4,4,4,4,4,4,4,4,4\n".repeat(9)).replace(",,,,,,,,\n", ",,,,,,,,-\n");
    let found = reproduce::seek(&one(&blank, None), &decimal::parse("90.00").expect("digits"));
    let told: Vec<_> = found.mistaken.iter().map(|way| (way.reading, way.convention.name())).collect();
    assert_eq!((found.ways.len(), told), (0, vec![(reproduce::Reading::BlanksAsNought, "exact".to_owned())]));
    let five = format!("{head}{}5,5,5,5,5,5,5,5,5\n", "3,3,3,3,3,3,3,3,3\n".repeat(3));
    let found = reproduce::seek(&one(&five, None), &decimal::parse("87.5").expect("digits"));
    assert_eq!(found.mistaken.first().map(|way| way.reading), Some(reproduce::Reading::NoChoiceCounted));
    let totals = "unsur,total,n\nu1,30,10\nu2,27,9\n";
    let found = reproduce::seek(&one(totals, None), &decimal::parse("71.25").expect("digits"));
    assert_eq!(found.mistaken.first().map(|way| way.reading), Some(reproduce::Reading::BlanksAsNought));
}

#[test]
fn averages_that_are_rounded_may_have_given_more_than_they_show() {
    // 3.5 at one decimal stands for 3.45 to 3.6.
    let found = reproduce::seek(&figures::typed("3.5 3.5", false, None).expect("reads"), &decimal::parse("88.1").expect("digits"));
    assert!(found.ways.is_empty());
    let told: Vec<String> = found
        .possible
        .iter()
        .map(|(convention, least, most)| format!("{} {} {}", convention.name(), decimal::show(least, 1), decimal::show(most, 1)))
        .collect();
    assert_eq!(told, ["exact 86.3 90.0", "0.11 86.3 90.0", "0.111 86.3 90.0", "0.1111 86.3 90.0"]);
}

#[test]
fn what_can_not_be_read_says_what_stands_there() {
    let case = |text: &str, expected: Unreadable| assert_eq!(figures::read(text, None), Err(expected), "{text}");
    case("", Unreadable::Empty);
    case("nama,umur\nA,3\n", Unreadable::NoUnsur { line: 1, cells: vec!["nama".to_owned(), "umur".to_owned()] });
    case("u1,u2,u1\n3,3,4\n", Unreadable::Twice { first: "u1 (1)".to_owned(), second: "u1 (3)".to_owned() });
    case("unsur,total\nu1,105\nu2,99\n", Unreadable::NoCount);
    case("u1,u2,u3,u4,u5\n", Unreadable::Empty);
    case("u1,u2\n3.5,x\n", Unreadable::NotANumber { line: 2, column: "u2".to_owned(), text: "x".to_owned() });
    let found = one("u1,u2\n3,x\n2,4\n", None);
    assert!(matches!(found.given, Given::Answers(_)) && found.doubts.len() == 1);
}
