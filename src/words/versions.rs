//! What is said of versions of a questionnaire: why one can't follow another.

use super::{Words, words};
use crate::survey::successor::Objection;

words! {
    error_no_successor(key, version, why) = "kuesioner '{key}' versi {version} tidak bisa menggantikan yang dipakai: {why}" | "questionnaire '{key}' version {version} can't follow the one in use: {why}";
    hint_no_successor = "Pertanyaan dan pilihan yang tidak dipakai lagi diberi retired = true; yang berarti lain diberi kunci atau kode baru." | "Mark questions and choices that are no longer used with retired = true; give what means something else a new key or code.";
    objection_other_key(old, new) = "kuncinya '{new}', bukan '{old}'" | "its key is '{new}', not '{old}'";
    objection_not_newer(old, new) = "versinya {new}, yang dipakai {old}" | "its version is {new}, the one in use is {old}";
    objection_gone(question) = "pertanyaan '{question}' tidak ada lagi" | "question '{question}' is gone";
    objection_kind(question, old, new) = "'{question}' berganti jenis dari {old} ke {new}" | "'{question}' changes its kind from {old} to {new}";
    objection_meaning(question, other) = "'{question}' memakai nama pertanyaan '{other}'" | "'{question}' takes the name of question '{other}'";
    objection_unsur(question) = "'{question}' menjadi unsur yang lain" | "'{question}' becomes another unsur";
    objection_choice_gone(question, code) = "'{question}' kehilangan pilihan {code}" | "'{question}' loses choice {code}";
    objection_code(question, code, other) = "kode {code} di '{question}' memakai nama kode {other}" | "code {code} of '{question}' takes the name of code {other}";
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
}
