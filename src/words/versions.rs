//! What is said of versions of a questionnaire: what differs, why one can't follow another, how a survey moves to one.

use super::{Words, words};
use crate::survey::diff::{About, Change, Difference};
use crate::survey::successor::Objection;

words! {
    error_no_successor(key, version, why) = "kuesioner '{key}' versi {version} tidak bisa menggantikan yang dipakai: {why}" | "questionnaire '{key}' version {version} can't follow the one in use: {why}";
    hint_no_successor = "Pertanyaan dan pilihan yang tidak dipakai lagi diberi retired = true; yang berarti lain diberi kunci atau kode baru." | "Mark questions and choices that are no longer used with retired = true; give what means something else a new key or code.";
    hint_not_newer(version) = "Naikkan version di berkasnya, paling sedikit {version}." | "Raise the version in its file, to {version} or more.";
    hint_other_key = "Pilih versi lain dari kuesioner yang dipakai; kuesioner lain perlu survei baru." | "Choose another version of the one in use; another questionnaire takes a new survey.";
    objection_other_key(old, new) = "kuncinya '{new}', bukan '{old}'" | "its key is '{new}', not '{old}'";
    objection_not_newer(old, new) = "versinya {new}, yang dipakai {old}" | "its version is {new}, the one in use is {old}";
    objection_gone(question) = "pertanyaan '{question}' tidak ada lagi" | "question '{question}' is gone";
    objection_kind(question, old, new) = "'{question}' berganti jenis dari {old} ke {new}" | "'{question}' changes its kind from {old} to {new}";
    objection_meaning(question, other) = "'{question}' memakai nama pertanyaan '{other}'" | "'{question}' takes the name of question '{other}'";
    objection_unsur(question) = "'{question}' menjadi unsur yang lain" | "'{question}' becomes another unsur";
    objection_choice_gone(question, code) = "'{question}' kehilangan pilihan {code}" | "'{question}' loses choice {code}";
    objection_code(question, code, other) = "kode {code} di '{question}' memakai nama kode {other}" | "code {code} of '{question}' takes the name of code {other}";

    differs_form = "kuesioner" | "questionnaire";
    differs_section(key) = "bagian {key}" | "section {key}";
    differs_question(key) = "pertanyaan {key}" | "question {key}";
    differs_choice(question, code) = "pertanyaan {question}, pilihan {code}" | "question {question}, choice {code}";
    differs_doubt(key) = "aturan {key}" | "rule {key}";
    differs_index(key) = "indeks {key}" | "index {key}";
    place_first = "paling awal" | "first";
    place_after(key) = "sesudah {key}" | "after {key}";
    place_moved(old, new) = "letaknya {old}, kini {new}" | "its place was {old}, is {new}";

    forms_other_key(key) = "Survei ini memakai {key}: hanya versi lain darinya yang bisa dipilih." | "This survey has {key}: only another version of it can be chosen.";
    forms_in_use_already(survey) = "Versi ini sudah dipakai {survey}." | "{survey} has this version already.";
    moving_title(old, new) = "versi {old} → {new}" | "version {old} → {new}";
    moving_intro = "Yang berbeda: + baru, - tidak ada lagi, ~ berubah, ! mengubah arti jawaban yang tersimpan. Wawancara yang sudah diketik tetap memakai versinya." | "What differs: + new, - gone, ~ changed, ! changes the meaning of stored answers. Interviews that were keyed keep their version.";
    moving_keeps = "Jawaban yang tersimpan tetap berarti sama. Enter memindahkan survei." | "Stored answers keep their meaning. Enter moves the survey.";
    moving_refused(n) = "Tidak bisa dipindahkan: {n} hal menghalangi, masing-masing dengan ! di atas." | "It can't be moved: {n} things stand against it, each with ! above.";
    moving_ask(survey, version) = "Pindahkan {survey} ke versi {version}?" | "Move {survey} to version {version}?";
    moving_done(survey, version) = "{survey} kini memakai versi {version}." | "{survey} has version {version} now.";
}

impl Words {
    /// Says why a questionnaire can't follow another one.
    #[must_use]
    pub fn objection(self, objection: &Objection) -> String {
        match objection {
            Objection::OtherKey { old, new } => self.objection_other_key(old, new),
            Objection::NotNewer { old, new } => self.objection_not_newer(old, new),
            Objection::Gone { question } => self.objection_gone(question),
            Objection::Kind { question, old, new } => self.objection_kind(question, old, new),
            Objection::Meaning { question, other } => self.objection_meaning(question, other),
            Objection::Unsur { question } => self.objection_unsur(question),
            Objection::ChoiceGone { question, code } => self.objection_choice_gone(question, code),
            Objection::Code { question, code, other } => self.objection_code(question, code, other),
        }
    }

    /// Says what to do where a questionnaire can't follow another one.
    #[must_use]
    pub fn successor_hint(self, objections: &[Objection]) -> String {
        match objections {
            [Objection::OtherKey { .. }, ..] => self.hint_other_key().to_owned(),
            [Objection::NotNewer { old, .. }] => self.hint_not_newer(old.saturating_add(1)),
            _ => self.hint_no_successor().to_owned(),
        }
    }

    /// Says a difference in one line: its sign, what it is about, and how it differs.
    #[must_use]
    pub fn difference(self, difference: &Difference) -> String {
        let about = match &difference.about {
            About::Form => self.differs_form().to_owned(),
            About::Section(key) => self.differs_section(key),
            About::Question(key) => self.differs_question(key),
            About::Choice { question, code } => self.differs_choice(question, code),
            About::Doubt(key) => self.differs_doubt(key),
            About::Index(key) => self.differs_index(key),
        };
        let place = |after: &Option<String>| after.as_ref().map_or_else(|| self.place_first().to_owned(), |key| self.place_after(key));
        let (mark, rest) = match &difference.change {
            Change::Added => ('+', String::new()),
            Change::Gone => ('-', String::new()),
            Change::Changed { what, old, new } => ('~', format!(": {what} '{old}' → '{new}'")),
            Change::Moved { old, new } => ('~', format!(": {}", self.place_moved(place(old), place(new)))),
        };
        format!("{mark}{} {about}{rest}", if difference.breaks { '!' } else { ' ' })
    }
}
