//! The steps from answers to mutu as formulas that a spreadsheet works out again; knows no sheet.

use crate::survey::index::convention::{Convention, Cut, Weight};
use crate::survey::index::decimal::Rounding;
use crate::survey::index::{Mutu, PLACES};

/// Decimals at which a spreadsheet's binary fraction is made decimal again before it is rounded or cut off: 86.625 stays a half.
const CLEAN: u8 = 10;

/// Does to an expression what a convention does to a figure.
pub(super) fn cut(cut: Cut, expression: &str) -> String {
    match cut {
        Cut::Keep => expression.to_owned(),
        Cut::Round(places) => format!("ROUND(ROUND({expression},{CLEAN}),{places})"),
        Cut::Off(places) => format!("TRUNC(ROUND({expression},{CLEAN}),{places})"),
    }
}

/// Gives the weight of one of the unsur that a cell counts.
pub(super) fn weight(convention: &Convention, count: &str) -> String {
    match convention.weight {
        Weight::Exact => format!("=1/{count}"),
        Weight::Places(places) => format!("=ROUND(1/{count},{places})"),
    }
}

/// Brings an IKM to its printed decimals.
pub(super) fn ikm(convention: &Convention, expression: &str) -> String {
    let last = match convention.ikm {
        Rounding::Round => Cut::Round(PLACES),
        Rounding::Cut => Cut::Off(PLACES),
    };
    cut(last, expression)
}

/// Reads the mutu of an IKM in a cell, rounded at two decimals first.
pub(super) fn mutu(cell: &str) -> String {
    let rounded = cut(Cut::Round(PLACES), cell);
    let letters = Mutu::BANDS.iter().rev().fold(String::new(), |rest, (mutu, least)| match rest.as_str() {
        "" => format!("\"{}\"", mutu.code()),
        rest => format!("IF({rounded}>={}.{:02},\"{}\",{rest})", least / 100, least % 100, mutu.code()),
    });
    format!("=IF({cell}=\"\",\"\",{letters})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_says_what_the_convention_does() {
        let convention = Convention::from_name("0.11+nrr-2-cut+weighted-3").expect("a convention");
        assert_eq!(weight(&convention, "B3"), "=ROUND(1/B3,2)");
        assert_eq!(cut(convention.nrr, "B9/B10"), "TRUNC(ROUND(B9/B10,10),2)");
        assert_eq!(cut(convention.weighted, "B11*W"), "ROUND(ROUND(B11*W,10),3)");
        assert_eq!(cut(convention.index, "SUM(B12:J12)"), "SUM(B12:J12)");
        assert_eq!(ikm(&convention, "B13*25"), "ROUND(ROUND(B13*25,10),2)");
        let x = "ROUND(ROUND(B1,10),2)";
        assert_eq!(mutu("B1"), format!("=IF(B1=\"\",\"\",IF({x}>=88.31,\"A\",IF({x}>=76.61,\"B\",IF({x}>=65.00,\"C\",\"D\"))))"));
    }
}
