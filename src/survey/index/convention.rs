//! Conventions of the index: the weight, and where figures are rounded on the way from NRR to IKM; knows no answers.

use super::decimal::{self, Ratio, Rounding};
use num_traits::Zero;

/// What an average is multiplied by: 1/x for x unsur, exact or at so many decimals (0.11, 0.111 and 0.1111 for nine).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    #[default]
    Exact,
    Places(u8),
}

/// What happens to a figure before it is used further.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// It stays exact.
    #[default]
    Keep,
    /// It is rounded half up at so many decimals.
    Round(u8),
    /// It is cut off behind so many decimals.
    Off(u8),
}

impl Cut {
    /// Does it to a figure.
    #[must_use]
    pub fn to(self, value: &Ratio) -> Ratio {
        match self {
            Self::Keep => value.clone(),
            Self::Round(places) => decimal::round(value, places),
            Self::Off(places) => decimal::cut(value, places),
        }
    }
}

/// How an agency comes from the averages to its IKM. The default keeps everything exact and rounds once, at the printed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Convention {
    pub weight: Weight,
    /// What happens to each NRR before it is weighted.
    pub nrr: Cut,
    /// What happens to each weighted NRR before they are summed.
    pub weighted: Cut,
    /// What happens to the sum, the "nilai indeks", before it is multiplied by 25.
    pub index: Cut,
    /// Whether the IKM is rounded half up or cut off at the printed decimals.
    pub ikm: Rounding,
}

impl Default for Convention {
    fn default() -> Self {
        Self { weight: Weight::Exact, nrr: Cut::Keep, weighted: Cut::Keep, index: Cut::Keep, ikm: Rounding::Round }
    }
}

/// The steps of a calculation by a convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The weight of each average.
    pub weights: Vec<Ratio>,
    /// The averages as they were used.
    pub nrr: Vec<Ratio>,
    /// The weighted averages as they were summed.
    pub weighted: Vec<Ratio>,
    /// The sum, 1 to 4 for the SKM, as it was multiplied.
    pub index: Ratio,
    /// The index before it is rounded for printing, 25 to 100 for the IKM.
    pub ikm: Ratio,
}

/// What the index is multiplied by to become the IKM (Permenpan RB 14/2017).
pub const SCALE: i64 = 25;

/// The weights that agencies use.
pub const WEIGHTS: [Weight; 4] = [Weight::Exact, Weight::Places(2), Weight::Places(3), Weight::Places(4)];
const CUTS: [Cut; 7] = [Cut::Keep, Cut::Round(2), Cut::Round(3), Cut::Round(4), Cut::Off(2), Cut::Off(3), Cut::Off(4)];

impl Convention {
    /// Works the IKM out of exact averages, one for each unsur; `None` without any.
    #[must_use]
    pub fn work(&self, averages: &[Ratio]) -> Option<Worked> {
        let weights = vec![self.weight_of(averages.len())?; averages.len()];
        Some(self.work_with(averages, weights, &decimal::whole(SCALE)))
    }

    /// Works an index out of exact averages with a weight for each, and what their sum is multiplied by.
    #[must_use]
    pub fn work_with(&self, averages: &[Ratio], weights: Vec<Ratio>, factor: &Ratio) -> Worked {
        let nrr: Vec<Ratio> = averages.iter().map(|average| self.nrr.to(average)).collect();
        let weighted: Vec<Ratio> = nrr.iter().zip(&weights).map(|(nrr, weight)| self.weighted.to(&(nrr * weight))).collect();
        let sum = weighted.iter().fold(Ratio::zero(), |sum, one| sum + one);
        let index = self.index.to(&sum);
        let ikm = &index * factor;
        Worked { weights, nrr, weighted, index, ikm }
    }

    /// Gives the weight of one of so many unsur; `None` of none.
    #[must_use]
    pub fn weight_of(&self, unsur: usize) -> Option<Ratio> {
        let exact = decimal::ratio(1, i64::try_from(unsur).ok()?)?;
        Some(match self.weight {
            Weight::Exact => exact,
            Weight::Places(places) => decimal::round(&exact, places),
        })
    }

    /// Brings an IKM to the printed decimals.
    #[must_use]
    pub fn print(&self, ikm: &Ratio, places: u8) -> Ratio {
        match self.ikm {
            Rounding::Round => decimal::round(ikm, places),
            Rounding::Cut => decimal::cut(ikm, places),
        }
    }

    /// Gives the name, stable: `exact`, `0.11`, `0.111+nrr-3`, `exact+weighted-4-cut+index-2+ikm-cut`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut parts = vec![match self.weight {
            Weight::Exact => "exact".to_owned(),
            Weight::Places(places) => format!("0.{}", "1".repeat(usize::from(places))),
        }];
        for (stage, cut) in self.stages() {
            parts.extend(match cut {
                Cut::Keep => None,
                Cut::Round(places) => Some(format!("{stage}-{places}")),
                Cut::Off(places) => Some(format!("{stage}-{places}-cut")),
            });
        }
        if self.ikm == Rounding::Cut {
            parts.push("ikm-cut".to_owned());
        }
        parts.join("+")
    }

    /// Reads a name, its parts in any order; a comma stands for the point of a weight. `None` where it is no convention.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (mut found, mut seen) = (Self::default(), Vec::new());
        for part in name.trim().to_lowercase().replace(',', ".").split('+').map(str::trim) {
            let (stage, rest) = part.split_once('-').unwrap_or((part, ""));
            let stage = match part {
                "exact" | "0.11" | "0.111" | "0.1111" => {
                    found.weight = if part == "exact" { Weight::Exact } else { Weight::Places(part.len() as u8 - 2) };
                    "weight"
                }
                "ikm-cut" => {
                    found.ikm = Rounding::Cut;
                    "ikm"
                }
                _ => {
                    let cut = match rest.strip_suffix("-cut") {
                        Some(places) => Cut::Off(places.parse().ok()?),
                        None => Cut::Round(rest.parse().ok()?),
                    };
                    if !CUTS.contains(&cut) {
                        return None;
                    }
                    match stage {
                        "nrr" => found.nrr = cut,
                        "weighted" => found.weighted = cut,
                        "index" => found.index = cut,
                        _ => return None,
                    }
                    stage
                }
            };
            if seen.iter().any(|known| known == stage) {
                return None;
            }
            seen.push(stage.to_owned());
        }
        Some(found)
    }

    /// Gives the stages between NRR and index with their names.
    #[must_use]
    pub const fn stages(&self) -> [(&'static str, Cut); 3] {
        [("nrr", self.nrr), ("weighted", self.weighted), ("index", self.index)]
    }

    /// Weighs how much it differs from the default: another weight least, a figure that is rounded more, one that is cut off most.
    #[must_use]
    pub fn oddity(&self) -> usize {
        let cut = |cut: Cut| match cut {
            Cut::Keep => 0,
            Cut::Round(_) => 2,
            Cut::Off(_) => 3,
        };
        let stages: usize = self.stages().into_iter().map(|(_, stage)| cut(stage)).sum();
        stages + usize::from(self.weight != Weight::Exact) + 3 * usize::from(self.ikm == Rounding::Cut)
    }

    /// Gives every convention, the plainest first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for weight in WEIGHTS {
            for nrr in CUTS {
                for weighted in CUTS {
                    for index in CUTS {
                        all.extend([Rounding::Round, Rounding::Cut].map(|ikm| Self { weight, nrr, weighted, index, ikm }));
                    }
                }
            }
        }
        all.sort_by_key(Self::oddity);
        all
    }

    /// Gives the conventions that agencies are known to use: each weight, alone or with one stage rounded, or NRR cut off at two decimals.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        let mut usual = Vec::new();
        for weight in WEIGHTS {
            let plain = Self { weight, ..Self::default() };
            usual.push(plain);
            for cut in [Cut::Round(2), Cut::Round(3), Cut::Round(4)] {
                usual.extend([Self { nrr: cut, ..plain }, Self { weighted: cut, ..plain }, Self { index: cut, ..plain }]);
            }
            usual.push(Self { nrr: Cut::Off(2), ..plain });
        }
        usual.sort_by_key(Self::oddity);
        usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_convention_has_a_name_of_its_own_that_reads_again() {
        let all = Convention::all();
        assert_eq!(all.len(), 4 * 7 * 7 * 7 * 2);
        let names: std::collections::BTreeSet<String> = all.iter().map(Convention::name).collect();
        assert_eq!(names.len(), all.len());
        assert!(all.iter().all(|convention| Convention::from_name(&convention.name()) == Some(*convention)));
        assert_eq!(all[0].name(), "exact");
    }

    #[test]
    fn a_name_is_read_however_it_is_written_and_nonsense_is_not() {
        let case = |text: &str, expected: Option<&str>| {
            assert_eq!(Convention::from_name(text).map(|found| found.name()).as_deref(), expected, "{text}");
        };
        case("0,11", Some("0.11"));
        case(" NRR-3 ", Some("exact+nrr-3"));
        case("index-2+nrr-2-cut+0.111", Some("0.111+nrr-2-cut+index-2"));
        case("exact+0.11", None);
        case("nrr-7", None);
        case("nrr", None);
        case("0.2", None);
        case("", None);
    }

    #[test]
    fn the_weight_is_that_of_the_unsur_there_are() {
        let weight = |name: &str, unsur| decimal::show(&Convention::from_name(name).and_then(|c| c.weight_of(unsur)).expect("a weight"), 5);
        assert_eq!(weight("0.11", 9), "0.11000");
        assert_eq!(weight("0.111", 14), "0.07100");
        assert_eq!(weight("0.111", 8), "0.12500");
        assert_eq!(Convention::default().weight_of(0), None);
    }
}
