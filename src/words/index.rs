//! Words of the index: conventions, the results screen, what was left out.

use super::{Lang, Words, words};
use crate::survey::index::convention::{Convention, Cut, Weight};
use crate::survey::index::decimal::{self, Ratio, Rounding};
use crate::survey::index::{Mutu, Pooling};

words! {
    convention_exact(unsur) = "bobot 1/{unsur} persis" | "weight exactly 1/{unsur}";
    convention_weight(weight, unsur, places) = "bobot {weight} (1/{unsur} dengan {places} desimal)" | "weight {weight} (1/{unsur} at {places} decimals)";
    convention_own = "bobot menurut kuesioner" | "weights of the questionnaire";
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
    index_several = "dua pilihan atau lebih" | "two choices or more";
    index_no_answer = "tanpa jawaban" | "no answer";
    scope_results = "Hasil: IKM dan mutu" | "Results: IKM and mutu";
    scope_trend = "Tren dan perbandingan" | "Trend and comparison";
    results_title = "hasil" | "results";
    results_of(index, at, all) = "hasil · {index} ({at}/{all}: n)" | "results · {index} ({at}/{all}: n)";
    results_one_index = "Kuesioner ini punya satu indeks saja." | "This questionnaire has one index only.";
    results_exact_index = "Konvensi berlaku untuk indeks pertama; yang ini dihitung persis." | "The convention is for the first index; this one is exact.";
    results_none(index) = "Belum ada {index}: belum ada wawancara yang lengkap." | "No {index} yet: no interview is complete.";
    results_lacking(index) = "Tidak ada {index}: satu unsur tanpa jawaban." | "No {index}: an unsur has no answer.";
    results_service_lacks(service) = "Tidak ada rata-rata layanan: {service} punya unsur tanpa jawaban." | "No mean of services: {service} has an unsur without an answer.";
    results_ikm(index, ikm, mutu, says) = "{index} {ikm} · mutu {mutu} ({says})" | "{index} {ikm} · mutu {mutu} ({says})";
    results_index(index, value) = "{index} {value}" | "{index} {value}";
    results_n(n) = "{n} wawancara dihitung" | "{n} interviews counted";
    results_n_without(n, left) = "{n} wawancara; tanpa {left}" | "{n} interviews; without {left}";
    results_interval(low, high) = "selang 95 % {low} sampai {high} (linearisasi)" | "95 % interval {low} to {high} (linearised)";
    results_interval_few(fewest) = "tanpa selang: kurang dari {fewest} wawancara" | "no interval: fewer than {fewest} interviews";
    results_interval_later = "selang 95 %: tekan i" | "95 % interval: press i";
    results_no_interval = "tanpa selang: layanan digabung" | "no interval: services are pooled";
    results_convention(name, says, pooling) = "{name}: {says}; {pooling}" | "{name}: {says}; {pooling}";
    results_warning(name, mutu, index, ikm, by) = "Awas: dengan {name} mutunya {mutu}, {index} {ikm} ({by})." | "Careful: by {name} the mutu is {mutu}, {index} {ikm} ({by}).";
    results_more(n) = "{n} konvensi lain juga." | "{n} more as well.";
    results_left_out(what) = "Tidak dihitung: {what}." | "Left out: {what}.";
    results_answers_left(n) = "{n} jawaban kosong (d)" | "{n} answers missing (d)";
    results_without_service(n) = "{n} tanpa layanan" | "{n} without a service";
    results_unsur = "Unsur" | "Unsur";
    results_column_n = "n" | "n";
    results_column_scale(factor) = "x{factor}" | "x{factor}";
    results_column_mutu = "mutu" | "mutu";
    results_column_left = "tidak dihitung" | "left out";
    results_share(n, percent) = "{n} {percent}%" | "{n} {percent}%";
    results_outside(code) = "kode {code}" | "code {code}";
    results_by(what, at, all) = "menurut {what} ({at}/{all})  * n di bawah 5" | "by {what} ({at}/{all})  * n under 5";
    results_by_location = "lokasi" | "location";
    results_by_service = "layanan" | "service";
    results_by_surveyor = "petugas" | "surveyor";
    results_by_day = "hari" | "day";
    results_by_week = "minggu" | "week";
    results_by_batch = "bundel" | "batch";
    results_below(n) = "{n} lagi di bawah" | "{n} more below";
    results_counting(n, all) = "{n} dari {all}" | "{n} of {all}";
    results_ask_convention = "Konvensi survei ini:" | "The convention of this survey:";
    results_convention_help = "Bobot: exact, 0.11, 0.111 atau 0.1111. Pembulatan, dipisah +: nrr-3," | "Weight: exact, 0.11, 0.111 or 0.1111. What is rounded, with + between: nrr-3,";
    results_convention_more = "weighted-4, index-2 (dengan -cut: dipotong), ikm-cut. Contoh: 0.11+nrr-2" | "weighted-4, index-2 (with -cut: cut off), ikm-cut. Such as: 0.11+nrr-2";
    results_ask_file = "Buku kerja Excel dengan rumus, ke berkas:" | "A workbook with its formulas, into the file:";
    results_file_help = "Lembar Responden, Rekap dan Konvensi; rumusnya bisa diikuti auditor." | "The sheets of respondents, recap and convention; an auditor can follow the formulas.";
    results_written(path, n) = "'{path}' tertulis: {n} wawancara." | "'{path}' is written: {n} interviews.";
    help_workbook = "Menulis buku kerja Excel dengan rumus" | "Writes a workbook with its formulas";
    foot_workbook = "Excel" | "Excel";
    results_no_convention = "Bukan konvensi; contoh exact, 0.11 atau exact+nrr-3." | "That is no convention; such as exact, 0.11 or exact+nrr-3.";
    results_saved(convention, pooling) = "Konvensi survei ini sekarang {convention}, {pooling}." | "The convention of this survey is now {convention}, {pooling}.";
    trend_title = "tren" | "trend";
    trend_beside = "berdampingan" | "side by side";
    trend_round = "Survei" | "Survey";
    trend_difference = "selisih" | "differs";
    trend_same = "Itu survei ini sendiri; pilih yang lain." | "That is this survey itself; choose another.";
    trend_hint = "Selisih terhadap baris di atasnya; Enter: berdampingan dengan survei ini." | "Differences to the line above; Enter: side by side with this survey.";
    trend_conventions_differ = "Awas: konvensi survei-survei ini tidak sama." | "Careful: these surveys have different conventions.";
    help_results = "Hasil: IKM dan mutu" | "The results: IKM and mutu";
    foot_results = "hasil" | "results";
    help_by_before = "Rincian sebelumnya" | "The breakdown before";
    help_by_next = "Rincian berikutnya: layanan, lokasi, profil, petugas, waktu, bundel" | "The next breakdown: service, location, profile, surveyor, time, batch";
    foot_by_next = "rincian" | "breakdown";
    help_group_up = "Kelompok sebelumnya; unsurnya tampil di atas" | "The group before; its unsur stand above";
    help_group_down = "Kelompok berikutnya; unsurnya tampil di atas" | "The next group; its unsur stand above";
    foot_group_down = "kelompok" | "group";
    help_next_index = "Indeks berikutnya dari kuesioner ini, bila ada" | "The next index of this questionnaire, if it has one";
    help_distribution = "Sebaran jawaban tiap unsur, atau batangnya" | "How often each answer was given, or the bars";
    foot_distribution = "sebaran" | "answers";
    help_order = "Urutan formulir, atau urutan U peraturan" | "Order of the form, or of the regulation's list";
    foot_order = "urutan" | "order";
    help_interval = "Menghitung selang 95 % dari semua baris" | "Counts the 95 % interval from all rows";
    help_convention = "Mengganti konvensi survei ini; tercatat di log" | "Changes the convention of this survey; the log has it";
    foot_convention = "konvensi" | "convention";
    help_pooling = "Semua responden sama, atau rata-rata layanan; tercatat" | "All respondents alike, or the mean of services; logged";
    help_trend = "Tren survei-survei unit ini, dan dua survei berdampingan" | "Trend over the unit's surveys, and two side by side";
    foot_trend = "tren" | "trend";
    help_beside = "Berdampingan dengan survei ini" | "Side by side with this survey";
    foot_beside = "bandingkan" | "compare";

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

    /// Writes digits with a decimal point in the language's way.
    #[must_use]
    pub fn number(self, digits: &str) -> String {
        if self.0 == Lang::Id { digits.replace('.', ",") } else { digits.to_owned() }
    }

    /// Says the performance that a mutu stands for (Permenpan RB 14/2017, "kinerja unit pelayanan").
    #[must_use]
    pub fn mutu(self, mutu: &Mutu) -> &str {
        mutu.label().get(self.0)
    }

    /// Says how services become one figure.
    #[must_use]
    pub const fn pooling(self, pooling: Pooling) -> &'static str {
        match pooling {
            Pooling::Respondents => self.pooling_respondents(),
            Pooling::Services => self.pooling_services(),
        }
    }

    /// Names a convention, with its weight where that is not over nine unsur, as the names have it.
    #[must_use]
    pub fn convention_called(self, convention: &Convention, unsur: usize) -> String {
        let name = convention.name();
        match (convention.weight, convention.weight_of(unsur)) {
            (Weight::Places(places), Some(weight)) if unsur != 9 => format!("{name} ({})", self.decimal(&weight, places)),
            _ => name,
        }
    }

    /// Says what a convention does with questions that have weights of their own.
    #[must_use]
    pub fn convention_weighted(self, convention: &Convention) -> String {
        [vec![self.convention_own().to_owned()], self.stages(convention)].concat().join("; ")
    }

    /// Says what a convention does with so many unsur.
    #[must_use]
    pub fn convention(self, convention: &Convention, unsur: usize) -> String {
        let mut parts = vec![match (convention.weight, convention.weight_of(unsur)) {
            (Weight::Places(places), Some(weight)) => self.convention_weight(self.decimal(&weight, places), unsur, places),
            _ => self.convention_exact(unsur),
        }];
        parts.extend(self.stages(convention));
        parts.join("; ")
    }

    /// Says what a convention rounds or cuts off on the way.
    fn stages(self, convention: &Convention) -> Vec<String> {
        let mut parts = Vec::new();
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
        parts
    }
}
