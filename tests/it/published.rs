//! Figures that agencies published, reproduced to the printed digit by the conventions that `tests/data/README.md` names.

use crate::support::run;
use cacah::survey::index::decimal::{self, Rounding};
use cacah::survey::index::figures::{self, Figures};
use cacah::survey::index::reproduce::{self, Reading, What};
use cacah::survey::index::{Convention, Index, Rule, asked};
use expect_test::expect;
use std::path::Path;

fn read(name: &str, n: Option<u64>) -> Figures {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    figures::read(&std::fs::read_to_string(path).expect("is there"), n).expect("reads").remove(0)
}

/// Gives the names of the plainest ways to a figure, or what comes nearest.
fn ways(figures: &Figures, published: &str) -> Vec<String> {
    let found = reproduce::seek(figures, &decimal::parse(published).expect("digits"));
    let least = found.ways.first().map(|way| way.convention.oddity());
    found.ways.iter().filter(|way| Some(way.convention.oddity()) == least).map(|way| way.convention.name()).collect()
}

fn ikm(figures: &Figures, convention: &str) -> String {
    let convention = Convention::from_name(convention).expect("a convention");
    let worked = convention.work(&figures.averages().expect("answered")).expect("unsur");
    decimal::show(&worked.ikm, 2)
}

#[test]
fn forty_nine_real_respondents_give_what_the_readme_names() {
    let figures = read("sekadau_2019_s1_raw.csv", None);
    assert_eq!(["exact", "0.11", "0.111"].map(|name| ikm(&figures, name)), ["78.74", "77.95", "78.66"]);
    let figures::Given::Answers(scores) = &figures.given else { panic!("rows are respondents") };
    let whole = Index::of(scores, &asked(scores), &Rule::skm(), &Convention::default()).whole.expect("is known");
    assert_eq!((whole.mutu.code(), scores[0].n(), figures.doubts.len()), ("B", 49, 0));
    assert_eq!(ways(&figures, "78.74")[0], "exact");
    assert_eq!(ways(&figures, "77,95")[0], "0.11");
}

#[test]
fn an_office_that_published_two_figures_used_two_weights() {
    let figures = read("gaspul_2025_tw3_totals.csv", None);
    assert_eq!(ways(&figures, "90.56"), ["0.11"]);
    assert_eq!(ways(&figures, "91.48"), ["exact"]);
    assert!(figures.doubts.is_empty(), "{:?}", figures.doubts);
}

#[test]
fn a_half_goes_up() {
    let figures = read("serang_disparpora_2025_tw1.csv", None);
    // The averages are printed at two decimals; the totals that they leave no choice about give the same.
    assert_eq!(ways(&figures, "86.63"), ["0.11"]);
    assert_eq!(ikm(&figures, "0.11+nrr-2"), "86.63");
    let totals = figures.inferred().expect("one total for each average");
    assert_eq!(totals.given, figures::Given::Totals(vec![105, 105, 97, 113, 105, 112, 112, 98, 98]));
    assert_eq!((ways(&totals, "86.63"), ways(&totals, "87.50")), (vec!["0.11".to_owned()], vec!["exact".to_owned()]));
    let worked = Convention::from_name("0.11").and_then(|c| c.work(&totals.averages()?)).expect("nine");
    assert_eq!(decimal::show(&worked.ikm, 3), "86.625");
}

#[test]
fn averages_at_three_decimals_are_not_the_totals_behind_them() {
    let figures = read("instansi_2025_tw1.csv", None);
    assert_eq!(figures.published.ikm.as_ref().map(decimal::Printed::show).as_deref(), Some("94.53"));
    assert_eq!(ways(&figures, "94.53"), ["exact+nrr-3"]);
    let figures = read("instansi_2025_tw1.csv", Some(91));
    let totals = figures.inferred().expect("one total for each average");
    assert_eq!(["exact", "exact+nrr-3"].map(|name| ikm(&totals, name)), ["94.54", "94.53"]);
    let found = reproduce::seek(&figures, &decimal::parse("94.54").expect("digits"));
    assert!(found.ways.iter().any(|way| way.reading == Reading::Inferred && way.convention == Convention::default()));
}

#[test]
fn fourteen_unsur_were_cut_off_and_their_printed_index_comes_from_nothing() {
    let figures = read("puskesmas_mijen_14unsur_totals.csv", None);
    let found = reproduce::seek(&figures, &decimal::parse("2,96").expect("digits"));
    assert!(found.is_index && found.ways.is_empty());
    let columns = reproduce::explain(&figures);
    let of = |what| columns.iter().find(|column| column.what == what).expect("is printed");
    let nrr = of(What::Nrr);
    assert_eq!(nrr.ways.iter().map(|way| way.2).collect::<Vec<_>>(), [Rounding::Cut]);
    assert_eq!(nrr.plain.1, 14);
    assert!(
        of(What::Converted).ways.iter().any(|(_, convention, rounding)| *convention == Convention::default() && *rounding == Rounding::Cut)
    );
}

/// Runs `cacah reproduce` in the folder of the figures.
fn reproduce(args: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    run(&folder, &[&["reproduce"], args].concat())
}

#[test]
fn the_command_says_which_conventions_give_a_figure() {
    expect![[r#"
        exit 0
        totals of 9 unsur, n 29

        the published IKM 90.56 comes from 46 conventions; the plainest:
          0.11: weight 0.11 (1/9 at 2 decimals); gives 90.560345

        the same figures by the usual weights
          exact     91.48  A
          0.11      90.56  A
          0.111     91.38  A
          0.1111    91.47  A
        the printed NRR of every unsur: rounded half up
        the printed weighted NRR of every unsur: weight 0.11 (1/9 at 2 decimals), rounded half up
    "#]]
    .assert_eq(&reproduce(&["gaspul_2025_tw3_totals.csv", "--published", "90.56"]));
    expect![[r#"
        exit 0
        averages of 9 unsur, n 30

        the published IKM 86.63 comes from 108 conventions; the plainest:
          0.11: weight 0.11 (1/9 at 2 decimals); from the whole totals behind the averages; gives 86.625000

        the same figures by the usual weights
          exact     87.50  B
          0.11      86.63  B
          0.111     87.41  B
          0.1111    87.49  B
        the printed NRR of every unsur: rounded half up
        the printed NRR x 25 of every unsur: rounded half up
    "#]]
    .assert_eq(&reproduce(&["serang_disparpora_2025_tw1.csv", "--published", "86,63"]));
    expect![[r#"
        exit 0
        line 2: averages of 9 unsur, n is not known

        the published IKM 94.53 comes from 19 conventions; the plainest:
          exact+nrr-3: weight exactly 1/9; NRR rounded to 3 decimals; from averages printed with 3 decimals; gives 94.530556

        the same figures by the usual weights
          exact     94.53  A
          0.11      93.59  A
          0.111     94.44  A
          0.1111    94.52  A
    "#]]
    .assert_eq(&reproduce(&["instansi_2025_tw1.csv"]));
}

#[test]
fn the_command_says_that_none_does() {
    expect![[r#"
        exit 1
        totals of 14 unsur, n 30

        no convention gives the published nilai indeks 2.96
        the nearest is
          exact: weight exactly 1/14; gives 2.938095

        the same figures by the usual weights
          exact            73.45
          0.11 (0.07)      71.98
          0.111 (0.071)    73.01
          0.1111 (0.0714)  73.42
        the printed NRR of every unsur: cut off
        the printed weighted NRR of every unsur: cut off
        the printed NRR x 25 of every unsur: cut off
        error: no convention gives the published figure
        hint: Compare totals and n with the paper: a 5 that was counted, a blank counted as 0, or unsur in another order move it.
    "#]]
    .assert_eq(&reproduce(&["puskesmas_mijen_14unsur_totals.csv", "--published", "2.96"]));
}

#[test]
fn typed_figures_are_as_good_as_a_file() {
    expect![[r#"
        exit 0
        totals of 9 unsur, n 30

        the published IKM 86.63 comes from 88 conventions; the plainest:
          0.11: weight 0.11 (1/9 at 2 decimals); gives 86.625000

        the same figures by the usual weights
          exact     87.50  B
          0.11      86.63  B
          0.111     87.41  B
          0.1111    87.49  B
    "#]]
    .assert_eq(&reproduce(&["--totals", "105 105 97 113 105 112 112 98 98", "--n", "30", "--published", "86.63"]));
    let told = reproduce(&["--nrr", "3,868 3,670 3,758 3,879 3,879 3,868 3,835 3,549 3,725", "--published", "94,53", "--json"]);
    assert!(told.starts_with("exit 0\n") && told.contains("\"convention\": \"exact+nrr-3\""), "{told}");
}

#[test]
fn a_file_is_read_in_what_a_spreadsheet_saves_and_a_mistake_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = |bytes: &[u8], args: &[&str]| {
        std::fs::write(folder.path().join("a.csv"), bytes).expect("writes");
        run(folder.path(), &[&["reproduce", "a.csv"], args].concat())
    };
    let text = "No\tU1\tU2\tCatatan\n1\t4\t4\té\n2\t4\t4\t\n3\t4\t\t\n";
    let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let narrow: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let told = case(&wide, &["--published", "83,33"]);
    expect![[r#"
        exit 1
        answers to 2 unsur, n 3 2
          line 4, column 'U2': no answer, left out

        no convention gives the published IKM 83.33
        but a mistake does
          exact: weight exactly 1/2; where a blank counts as 0; gives 83.333333
        the nearest is
          exact: weight exactly 1/2; gives 100.000000

        the same figures by the usual weights
          exact           100.00  A
          0.11 (0.50)     100.00  A
          0.111 (0.500)   100.00  A
          0.1111 (0.5000) 100.00  A
        error: no convention gives the published figure
        hint: Compare totals and n with the paper: a 5 that was counted, a blank counted as 0, or unsur in another order move it.
    "#]]
    .assert_eq(&told);
    assert_eq!(case(&narrow, &["--published", "83.33"]), told);
    expect![[r#"
        exit 1
        averages of 2 unsur, n is not known

        no convention gives the published IKM 88.1
        but averages are rounded here; before that they may have given it:
          exact: 86.3 to 90.0; with n (--n 30) it can be said
          0.11: 86.3 to 90.0; with n (--n 30) it can be said
          0.111: 86.3 to 90.0; with n (--n 30) it can be said
          0.1111: 86.3 to 90.0; with n (--n 30) it can be said
        the nearest is
          exact: weight exactly 1/2; from averages printed with 1 decimals; gives 87.500000

        the same figures by the usual weights
          exact            87.50  B
          0.11 (0.50)      87.50  B
          0.111 (0.500)    87.50  B
          0.1111 (0.5000)  87.50  B
        error: no convention gives the published figure
        hint: Compare totals and n with the paper: a 5 that was counted, a blank counted as 0, or unsur in another order move it.
    "#]]
    .assert_eq(&run(folder.path(), &["reproduce", "--nrr", "3.5 3.5", "--published", "88.1"]));
    expect![[r#"
        exit 1
        error: 'a.csv' is no text
        hint: Save the table as CSV (UTF-8) and try again.
    "#]]
    .assert_eq(&case(b"\x00\x01", &["--published", "90"]));
}

#[test]
fn what_is_no_answer_is_left_out_and_told_and_what_is_no_figure_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = |text: &str, args: &[&str]| {
        std::fs::write(folder.path().join("a.csv"), text).expect("writes");
        run(folder.path(), &[&["reproduce", "a.csv"], args].concat())
    };
    expect![[r#"
        exit 0
        answers to 2 unsur, n 1 2
          line 3, column 'U1': '5' is no choice from 1 to 4, left out
          line 3, column 'U2': no answer, left out
          line 4, column 'U1': 'x' is no choice from 1 to 4, left out

        the published IKM 93.75 comes from 2744 conventions; the plainest:
          exact: weight exactly 1/2; gives 93.750000

        the same figures by the usual weights
          exact            93.75  A
          0.11 (0.50)      93.75  A
          0.111 (0.500)    93.75  A
          0.1111 (0.5000)  93.75  A
    "#]]
    .assert_eq(&case("no;U1;U2\n1;4;3\n2;5;\n3;x;4\n", &["--published", "93,75"]));
    let shape = "No. Resp;U1;U2\n1;4,0;4\n2;3;3\nJumlah;7;7\nNRR per unsur;3,5;3,5\n";
    expect![[r#"
        exit 0
        answers to 2 unsur, n 2
          line 4: 'Jumlah' is a line of sums or results, left out
          line 5: 'NRR per unsur' is a line of sums or results, left out

        the published IKM 87.50 comes from 2744 conventions; the plainest:
          exact: weight exactly 1/2; gives 87.500000

        the same figures by the usual weights
          exact            87.50  B
          0.11 (0.50)      87.50  B
          0.111 (0.500)    87.50  B
          0.1111 (0.5000)  87.50  B
    "#]]
    .assert_eq(&case(shape, &["--published", "87,50"]));
    expect![[r#"
        exit 1
        error: 'a.csv' can't be used: there are totals without the number of answers
        hint: Give the file a column n, or name it with --n 30.
    "#]]
    .assert_eq(&case("unsur,total\nu1,105\n", &["--published", "90"]));
    expect![[r#"
        exit 1
        error: 'a.csv' can't be used: line 2, column 'nrr': '3.5a' is not a number
        hint: Write digits, with a decimal point or comma.
    "#]]
    .assert_eq(&case("unsur,nrr\nu1,3.5a\n", &["--published", "90"]));
    expect![[r#"
        exit 1
        error: 'a.csv' can't be used: no column is an unsur and no line is one: line 1 has 'nama', 'umur'
        hint: Name the columns u1, u2, … or persyaratan, prosedur, …; or have a line for each unsur, with columns 'unsur', 'total' and 'n', or 'nrr'.
    "#]]
    .assert_eq(&case("nama,umur\nA,3\n", &["--published", "90"]));
    expect![[r#"
        exit 1
        error: 'a.csv' can't be used: there is no line of figures
        hint: The first line names the columns, the figures follow.
    "#]]
    .assert_eq(&case("", &["--published", "90"]));
    expect![[r#"
        exit 2
        error: the published figure is not known
        hint: Name it with --published 90.56, or give the file a column or a line 'ikm'.
    "#]]
    .assert_eq(&case("u1,u2\n3,4\n", &[]));
    expect![[r#"
        exit 2
        error: 'ninety' is no figure
        hint: Write it as it was printed, such as --published 90.56.
    "#]]
    .assert_eq(&case("u1,u2\n3,4\n", &["--published", "ninety"]));
    expect![[r#"
        exit 1
        error: 'none.csv' can't be read: No such file or directory (os error 2)
        hint: Check the name and that the file is yours to read.
    "#]]
    .assert_eq(&run(folder.path(), &["reproduce", "none.csv", "--published", "90"]));
}
