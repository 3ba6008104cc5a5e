//! Words of the lock: closing a survey, opening it again, what a closed one says.

use super::words;

words! {
    error_closed(at, who) = "survei ini ditutup {at} oleh {who}" | "the survey was closed on {at} by {who}";
    error_closed_plain = "survei ini ditutup" | "the survey is closed";
    hint_closed = "Pengawas bisa membukanya lagi." | "A supervisor can open it again.";
    error_not_a_supervisor = "hanya pengawas survei ini yang boleh" | "only a supervisor of this survey may do this";
    hint_not_a_supervisor = "Masuk dulu sebagai pengawas." | "Sign in as a supervisor first.";
    lock_printed(day, fingerprint, complete) = "survei ditutup {day}, sidik data {fingerprint}…, {complete} lengkap" | "survey closed {day}, fingerprint {fingerprint}…, {complete} complete";
    lock_home(day) = "ditutup {day}" | "closed {day}";
    help_lock = "Menutup survei, atau membukanya lagi" | "Closes the survey, or opens it again";
    foot_lock = "tutup/buka" | "close/reopen";
    lock_confirm(complete, drafts) = "Tutup survei? {complete} lengkap, {drafts} draf; lalu tak ada yang bisa diubah." | "Close it? {complete} complete, {drafts} drafts; then nothing can be changed.";
    lock_ask_reason = "Mengapa dibuka lagi?" | "Why is it opened again?";
    lock_opened = "Survei dibuka lagi; alasannya tercatat." | "The survey is open again; the reason is in the log.";
    nobody = "tanpa nama" | "nobody named";
}
