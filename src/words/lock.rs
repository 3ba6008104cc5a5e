//! Words of the lock: closing a survey, opening it again, what a closed one says.

use super::words;

words! {
    error_closed(at, who) = "survei ini ditutup pada {at} oleh {who}: tidak ada yang bisa diubah" | "the survey was closed on {at} by {who}: nothing in it can be changed";
    error_closed_plain = "survei ini ditutup: tidak ada yang bisa diubah" | "the survey is closed: nothing in it can be changed";
    hint_closed = "Tidak ada yang hilang. Pengawas dapat membukanya lagi dengan alasan, di layar kelengkapan (c)." | "Nothing is lost. A supervisor can open it again with a reason, on the completeness screen (c).";
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
