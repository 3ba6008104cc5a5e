//! Words of comment coding: codes, sentiments, the screen.

use super::{Words, words};
use crate::survey::form::Form;
use crate::survey::saran::{Coding, OTHER, PRAISE, Sentiment};

words! {
    saran_praise = "Pujian" | "Praise";
    saran_other = "Lainnya" | "Other";
    saran_positive = "positif" | "positive";
    saran_neutral = "netral" | "neutral";
    saran_negative = "negatif" | "negative";
    saran_codes = "kode saran" | "comment codes";
    saran_title = "saran" | "comments";
    saran_progress(coded, comments) = "dikode {coded} dari {comments}" | "coded {coded} of {comments}";
    saran_form(number) = "formulir {number}" | "form {number}";
    saran_none = "Belum ada saran pada wawancara yang selesai." | "No finished interview has a comment yet.";
    saran_all = "Semua saran" | "All comments";
    saran_uncoded = "belum dikode" | "not coded";
    saran_no_sentiment = "tanpa sentimen" | "no sentiment";
    saran_found(n, what) = "{n} saran: {what}  (Esc semua)" | "comments: {n}, {what}  (Esc all)";
    saran_rest(uncoded, outdated, none) = "{uncoded} belum dikode, {outdated} berubah sesudahnya, {none} tanpa sentimen" | "{uncoded} not coded, {outdated} changed since, {none} without a sentiment";
    saran_sentiment = "Sentimen" | "Sentiment";
    saran_suggested = "usul" | "suggested";
    saran_why(reasons) = "Usul dari kode sebelumnya (u memakainya): {reasons}" | "Suggested by earlier codes (u takes it): {reasons}";
    saran_reason(code, word, both, all) = "{code} karena \"{word}\" {both}/{all}" | "{code} for \"{word}\" {both}/{all}";
    saran_outdated(text) = "Teks berubah sesudah dikode. Enter: kodenya tetap. Dulu: {text}" | "The text changed after coding. Enter: the codes stay. Before: {text}";
    saran_rival(codes) = "Laptop lain berbeda. Enter: yang di sini tetap. Di sana: {codes}" | "Another laptop differs. Enter: this one stays. There: {codes}";
    saran_more(n) = "… {n} baris lagi (Turun)" | "… {n} more lines (Down)";
    saran_ask_words = "Kata dalam saran:" | "Words in comments:";
    saran_ask_filter = "Saring: tombol kode atau sentimen, b belum dikode, t tanpa sentimen" | "Filter: a code or sentiment key, b not coded, t no sentiment";
    saran_needs_code = "Beri dulu paling sedikit satu kode; PgDn melewatinya." | "Give at least one code first; PgDn passes over it.";
    saran_all_coded = "Tidak ada lagi saran yang belum dikode." | "No comment is left to be coded.";
    saran_no_later = "Tidak ada saran sesudah ini." | "There is no comment after this one.";
    saran_no_earlier = "Tidak ada saran sebelum ini." | "There is no comment before this one.";
    saran_nothing_found = "Tidak ada saran yang cocok." | "No comment matches.";
    saran_no_suggestion = "Tidak ada usul: belum cukup kode untuk kata-kata ini." | "No suggestion: too few codes for these words yet.";
    saran_undone(number) = "Kode formulir {number} diurungkan." | "The codes of form {number} are undone.";
    saran_nothing_to_undo = "Tidak ada kode Anda yang bisa diurungkan." | "There is no code of yours to undo.";
    scope_saran = "Mengkode saran: 1-9 unsur, p pujian, l lainnya, + 0 - sentimen" | "Coding comments: 1-9 unsur, p praise, l other, + 0 - sentiment";
    scope_saran_filter = "Menyaring saran: tombol kode atau sentimen, b belum dikode, t tanpa sentimen" | "Filtering comments: a code or sentiment key, b not coded, t no sentiment";
    foot_saran = "saran" | "comments";
    help_saran = "Mengkode saran satu per satu: unsur, pujian, lainnya, sentimen" | "Codes comments one by one: unsur, praise, other, sentiment";
    foot_saran_next = "berikutnya" | "next";
    help_saran_next = "Saran berikutnya yang belum dikode" | "The next comment that is not coded";
    foot_suggestion = "usul" | "suggestion";
    help_suggestion = "Memakai kode yang diusulkan" | "Takes the suggested codes";
    foot_filter = "saring" | "filter";
    help_saran_filter = "Menyaring menurut kode, sentimen, atau belum dikode" | "Filters by code, sentiment, or not coded";
    help_saran_later = "Saran berikutnya, dikode atau belum" | "The next comment, coded or not";
    help_saran_earlier = "Saran sebelumnya" | "The comment before";
    help_saran_undo = "Mengurungkan kode Anda yang terakhir" | "Undoes your last code";
    help_saran_up = "Menggulung teks ke atas" | "Scrolls the text up";
    help_saran_down = "Menggulung teks ke bawah" | "Scrolls the text down";
    help_saran_leave = "Menampilkan semua; bila sudah semua: keluar" | "Shows all; if all are shown: leaves";
    results_comments(n) = "{n} saran" | "{n} comments";
}

impl Words {
    /// Names a code: the unsur's label, praise, other; one that the form does not know stands as it is stored.
    #[must_use]
    pub fn saran_code<'a>(self, form: &'a Form, code: &'a str) -> &'a str {
        match (code, form.find(code)) {
            (PRAISE, _) => self.saran_praise(),
            (OTHER, _) => self.saran_other(),
            (_, Some(at)) => form.questions[at].label.get(self.0),
            (code, None) => code,
        }
    }

    /// Names a sentiment.
    #[must_use]
    pub const fn sentiment(self, sentiment: Sentiment) -> &'static str {
        match sentiment {
            Sentiment::Positive => self.saran_positive(),
            Sentiment::Neutral => self.saran_neutral(),
            Sentiment::Negative => self.saran_negative(),
        }
    }

    /// Says a coding: its codes in the order of the form, then the sentiment.
    #[must_use]
    pub fn coding(self, form: &Form, coding: &Coding) -> String {
        let mut codes: Vec<&str> = coding.codes.iter().map(String::as_str).collect();
        codes.sort_by_key(|code| (form.find(code).unwrap_or(usize::MAX), *code == OTHER));
        let codes = codes.into_iter().map(|code| self.saran_code(form, code));
        codes.chain(coding.sentiment.map(|sentiment| self.sentiment(sentiment))).collect::<Vec<_>>().join(", ")
    }
}
