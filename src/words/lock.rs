//! Words of the lock: closing a survey, opening it again, what a closed one says.

use super::words;
use crate::survey::interview::Status;

words! {
    error_closed(at, who) = "survei ini ditutup {at} oleh {who}" | "the survey was closed on {at} by {who}";
    error_closed_plain = "survei ini ditutup" | "the survey is closed";
    hint_closed = "Pengawas bisa membukanya lagi." | "A supervisor can open it again.";
    error_not_a_supervisor = "hanya pengawas survei ini yang boleh" | "only a supervisor of this survey may do this";
    hint_not_a_supervisor = "Masuk dulu sebagai pengawas." | "Sign in as a supervisor first.";
    lock_printed(day, counts) = "survei ditutup {day}: {counts}" | "survey closed {day}: {counts}";
    lock_fingerprint(fingerprint) = "sidik data {fingerprint}" | "fingerprint {fingerprint}";
    counts_none = "kosong" | "empty";
    lock_home(day) = "ditutup {day}" | "closed {day}";
    help_lock = "Menutup survei, atau membukanya lagi" | "Closes the survey, or opens it again";
    foot_lock = "tutup/buka" | "close/reopen";
    lock_confirm(counts) = "Tutup? {counts}. Lalu tak bisa diubah." | "Close? {counts}. Then nothing can be changed.";
    lock_ask_reason = "Mengapa dibuka lagi?" | "Why is it opened again?";
    lock_opened = "Survei dibuka lagi; alasannya tercatat." | "The survey is open again; the reason is in the log.";
    nobody = "tanpa nama" | "nobody named";
}

impl super::Words {
    /// Says counts by status, as they stand in [`Status::ALL`]: the finished first, those of none left out.
    #[must_use]
    pub fn counts(self, counts: &[i64; 5]) -> String {
        let order = [Status::Complete, Status::Returned, Status::Approved, Status::Draft, Status::Void];
        let of = |status: Status| Status::ALL.iter().position(|known| *known == status).map_or(0, |at| counts[at]);
        let said: Vec<String> =
            order.into_iter().filter(|status| of(*status) > 0).map(|status| format!("{} {}", of(status), self.status(status))).collect();
        if said.is_empty() { self.counts_none().to_owned() } else { said.join(", ") }
    }
}
