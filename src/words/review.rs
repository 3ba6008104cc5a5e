//! Words of the review: approving, returning, comments.

use super::words;

words! {
    scope_review = "Tinjauan" | "Review";
    review_title = "tinjauan" | "review";
    review_place(at, total) = "{at} dari {total}" | "{at} of {total}";
    review_empty = "Tidak ada wawancara lengkap yang menunggu tinjauan." | "No complete interview waits for review.";
    review_form(number) = "formulir {number}" | "form {number}";
    review_problems(what) = "! Masalah terbuka: {what}" | "! Open problems: {what}";
    review_no_problems = "Tidak ada masalah terbuka." | "No open problems.";
    review_note(text) = "* Catatan: {text}" | "* Note: {text}";
    review_comment(who, at, text) = "\" {who}, {at}: {text}" | "\" {who}, {at}: {text}";
    review_return_reason(who, at, text) = "\" Dikembalikan oleh {who}, {at}: {text}" | "\" Returned by {who}, {at}: {text}";
    review_nobody = "tanpa nama" | "no name";
    review_more(n) = "… dan {n} baris lagi; c menampilkan semuanya." | "… and {n} more lines; c shows them all.";
    review_whole_form = "seluruh formulir" | "the whole form";
    review_approved(number) = "Formulir {number} disetujui." | "Form {number} is approved.";
    review_returned(number, question) = "Formulir {number} dikembalikan: {question}." | "Form {number} is returned: {question}.";
    review_choose_question = "Pilih pertanyaannya dengan Naik/Turun, lalu Enter; Esc batal." | "Choose the question with Up/Down, then Enter; Esc cancels.";
    review_ask_reason(question) = "Mengapa dikembalikan? ({question})" | "Why is it returned? ({question})";
    comment_more = "(Alt+K semua)" | "(Alt+K all)";
    review_ask_comment(question) = "Komentar pada {question}, lalu Enter:" | "Comment on {question}, then Enter:";
    comment_saved = "Komentar tersimpan; tidak bisa diubah lagi." | "The comment is saved; it stays as it is.";
    comment_after_first_answer = "Komentar bisa ditulis setelah jawaban pertama." | "A comment can be written after the first answer.";
    review_only_supervisors = "Hanya pengawas yang bisa menyetujui atau mengembalikan." | "Only a supervisor can approve or return.";
    review_no_later = "Ini yang terakhir dalam antrean." | "This is the last one in the queue.";
    review_no_earlier = "Ini yang pertama dalam antrean." | "This is the first one in the queue.";
    review_ask_all(clean, doubtful) = "Setujui {clean} yang tanpa masalah? {doubtful} bermasalah tetap menunggu." | "Approve {clean} without problems? {doubtful} with problems stay.";
    review_none_clean(doubtful) = "Tidak ada yang bisa disetujui sekaligus; {doubtful} punya masalah terbuka." | "Nothing can be approved at once; {doubtful} have open problems.";
    review_all_done(approved, doubtful, unfinished) = "{approved} disetujui. Ditinggalkan: {doubtful} bermasalah, {unfinished} belum lengkap." | "{approved} approved. Left: {doubtful} with problems, {unfinished} not complete.";
    approval_fell(number) = "Formulir {number} diubah: persetujuannya gugur, perlu ditinjau lagi." | "Form {number} was changed: its approval fell, it needs review again.";
    home_returned(number, question, reason) = "Dikembalikan: formulir {number} · {question}: {reason}" | "Returned: form {number} · {question}: {reason}";
    foot_approve = "setujui" | "approve";
    foot_return = "kembalikan" | "return";
    foot_comment = "komentar" | "comment";
    foot_later = "lewati" | "skip";
    foot_approve_all = "semua bersih" | "all clean";
    foot_review = "tinjau" | "review";
    foot_mend_form = "perbaiki" | "mend";
    help_review = "Meninjau wawancara lengkap satu per satu" | "Reviews complete interviews one by one";
    help_approve = "Menyetujui, lalu membuka yang berikutnya" | "Approves, and opens the next one";
    help_return = "Mengembalikan ke petugas, dengan alasan pada sebuah pertanyaan" | "Returns it to the surveyor, with a reason at a question";
    help_comment = "Komentar pada pertanyaan ini; pengawas dan petugas sama-sama melihatnya" | "A comment on this question; supervisor and surveyor both see it";
    help_approve_all = "Menyetujui sekaligus semua yang lengkap tanpa masalah terbuka" | "Approves at once all that are complete without open problems";
    help_mend_form = "Membuka formulir ini untuk diperbaiki" | "Opens this form to be mended";
    help_review_later = "Yang berikutnya dalam antrean, tanpa keputusan" | "The next one in the queue, without a decision";
    help_review_earlier = "Yang sebelumnya dalam antrean" | "The one before in the queue";
    help_question_before = "Pertanyaan sebelumnya; di atas yang pertama: seluruh formulir" | "The question before; above the first one: the whole form";
    help_question_after = "Pertanyaan berikutnya" | "The next question";
}
