//! The steps from answers to mutu as formulas that a spreadsheet works out again; knows no sheet.

use crate::survey::index::convention::{Convention, Cut, Weight};
use crate::survey::index::decimal::{self, Rounding};
use crate::survey::index::{PLACES, Ratio, Rule};

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

/// Reads the mutu of an index in a cell, rounded at two decimals first; nothing where the index has no bands.
pub(super) fn mutu(rule: &Rule, cell: &str) -> String {
    let rounded = cut(Cut::Round(PLACES), cell);
    let letters = rule.bands.iter().rev().fold(String::new(), |rest, (least, mutu)| {
        let letter = mutu.code().replace('"', "\"\"");
        match rest.as_str() {
            "" => format!("\"{letter}\""),
            rest => format!("IF({rounded}>={},\"{letter}\",{rest})", decimal::show(least, PLACES)),
        }
    });
    let letters = if letters.is_empty() { "\"\"".to_owned() } else { letters };
    format!("=IF({cell}=\"\",\"\",{letters})")
}

/// Writes an exact number: whole, or as a fraction.
pub(super) fn exact(value: &Ratio) -> String {
    if value.is_integer() { value.numer().to_string() } else { format!("({}/{})", value.numer(), value.denom()) }
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
        assert_eq!(
            mutu(&Rule::skm(), "B1"),
            format!("=IF(B1=\"\",\"\",IF({x}>=88.31,\"A\",IF({x}>=76.61,\"B\",IF({x}>=65.00,\"C\",\"D\"))))")
        );
    }
}
