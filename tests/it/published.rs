//! Figures that agencies published, reproduced to the printed digit by the conventions that `tests/data/README.md` names.

use cacah::survey::index::decimal::{self, Rounding};
use cacah::survey::index::figures::{self, Figures};
use cacah::survey::index::reproduce::{self, Reading, What};
use cacah::survey::index::{Convention, Index, asked};

fn read(name: &str, n: Option<u64>) -> Figures {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
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
    let whole = Index::of(scores, &asked(scores), &Convention::default()).whole.expect("is known");
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
