//! Words of the index: conventions, the results screen, what was left out.

use super::{Lang, Words, words};
use crate::survey::index::convention::{Convention, Cut, Weight};
use crate::survey::index::decimal::{self, Ratio, Rounding};
use crate::survey::index::{Mutu, Pooling};

words! {
    convention_exact(unsur) = "bobot 1/{unsur} persis" | "weight exactly 1/{unsur}";
    convention_weight(weight, unsur, places) = "bobot {weight} (1/{unsur} dengan {places} desimal)" | "weight {weight} (1/{unsur} at {places} decimals)";
    convention_rounded(what, places) = "{what} dibulatkan {places} desimal" | "{what} rounded to {places} decimals";
    convention_cut(what, places) = "{what} dipotong pada {places} desimal" | "{what} cut off at {places} decimals";
    convention_ikm_cut = "IKM dipotong, tidak dibulatkan" | "IKM cut off, not rounded";
    index_convention = "konvensi indeks" | "convention of the index";
    index_pooling = "gabungan layanan" | "pooling of services";
    index_nrr = "NRR" | "NRR";
    index_weighted = "NRR tertimbang" | "weighted NRR";
    index_index = "nilai indeks" | "index value";
    index_week(monday) = "minggu {monday}" | "week of {monday}";
    index_batch(number) = "bundel {number}" | "batch {number}";
    index_no_answer = "tanpa jawaban" | "no answer";
    mutu_a = "Sangat baik" | "Very good";
    mutu_b = "Baik" | "Good";
    mutu_c = "Kurang baik" | "Less good";
    mutu_d = "Tidak baik" | "Not good";
    pooling_respondents = "semua responden dihitung sama" | "all respondents count alike";
    pooling_services = "rata-rata IKM tiap layanan" | "mean of the IKM of the services";
}

impl Words {
    /// Writes an exact number with so many decimals, rounded half up, with the language's decimal sign.
    #[must_use]
    pub fn decimal(self, value: &Ratio, places: u8) -> String {
        let text = decimal::show(value, places);
        match self.0 {
            Lang::Id => text.replace('.', ","),
            Lang::En => text,
        }
    }

    /// Says the performance that a mutu stands for (Permenpan RB 14/2017, "kinerja unit pelayanan").
    #[must_use]
    pub const fn mutu(self, mutu: Mutu) -> &'static str {
        match mutu {
            Mutu::A => self.mutu_a(),
            Mutu::B => self.mutu_b(),
            Mutu::C => self.mutu_c(),
            Mutu::D => self.mutu_d(),
        }
    }

    /// Says how services become one figure.
    #[must_use]
    pub const fn pooling(self, pooling: Pooling) -> &'static str {
        match pooling {
            Pooling::Respondents => self.pooling_respondents(),
            Pooling::Services => self.pooling_services(),
        }
    }

    /// Says what a convention does with so many unsur.
    #[must_use]
    pub fn convention(self, convention: &Convention, unsur: usize) -> String {
        let mut parts = vec![match (convention.weight, convention.weight_of(unsur)) {
            (Weight::Places(places), Some(weight)) => self.convention_weight(self.decimal(&weight, places), unsur, places),
            _ => self.convention_exact(unsur),
        }];
        for (name, (_, cut)) in [self.index_nrr(), self.index_weighted(), self.index_index()].into_iter().zip(convention.stages()) {
            parts.extend(match cut {
                Cut::Keep => None,
                Cut::Round(places) => Some(self.convention_rounded(name, places)),
                Cut::Off(places) => Some(self.convention_cut(name, places)),
            });
        }
        if convention.ikm == Rounding::Cut {
            parts.push(self.convention_ikm_cut().to_owned());
        }
        parts.join("; ")
    }
}
