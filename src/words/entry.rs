//! Words of the entry screen.

use super::words;

words! {
    form_word = "formulir" | "form";
    form_place(at, stack) = "{at}/{stack}" | "{at}/{stack}";
    form_saved(number, time) = "Formulir {number} tersimpan lengkap, {time}." | "Form {number} saved complete, {time}.";
    form_saved_doubtful(number, problem) = "Formulir {number} tersimpan; F2 benar, PgUp lihat: {problem}." | "Form {number} saved; F2 it is so, PgUp look: {problem}.";
    form_saved_look(number, problem) = "Formulir {number} tersimpan. {problem}." | "Form {number} saved. {problem}.";
    form_mended(number) = "Formulir {number} tersimpan." | "Form {number} is saved.";
    opened_form(number, status) = "Formulir {number}: {status}." | "Form {number}: {status}.";
    new_form(number) = "Formulir baru {number}." | "New form {number}.";
    number_taken(number) = "Nomor formulir {number}." | "Form number {number}.";
    number_hint = "Ketik nomor yang tercetak di kertas, lalu Enter." | "Key the number printed on the paper, then Enter.";
    carried_batch = "= bundel" | "= batch";
    carried_default = "= bawaan" | "= default";
    carried_sticky = "= sebelumnya" | "= previous";
    as_on_paper = "sesuai kertas" | "as on paper";

    problem_not_a_choice(typed, question, keys) = "'{typed}' bukan pilihan {question}: tekan {keys}." | "'{typed}' is no choice of {question}: press {keys}.";
    problem_not_a_digit(typed) = "'{typed}' bukan angka." | "'{typed}' is no digit.";
    problem_out_of_range(question, typed, min, max) = "{question} {typed} di luar {min}-{max}: ketik lagi, atau . bila tak terbaca." | "{question} {typed} is outside {min}-{max}: key it again, or . if unreadable.";
    problem_no_such_day(typed) = "'{typed}' bukan tanggal: ketik ddmmtttt, atau . bila tak terbaca." | "'{typed}' is no day: key ddmmyyyy, or . if unreadable.";
    problem_no_such_time(typed) = "'{typed}' bukan jam: ketik jjmm, atau . bila tak terbaca." | "'{typed}' is no time of day: key hhmm, or . if unreadable.";
    problem_nothing_to_key(question) = "{question} tidak diisi: Enter untuk maju." | "{question} is not keyed: Enter moves on.";
    answers_put_aside(questions) = "Disisihkan, tidak dihitung: {questions}." | "Put aside, not counted: {questions}.";
    problem_reason_not_allowed(question, reason) = "{question}: alasan \"{reason}\" tidak dipakai di sini." | "{question}: the reason \"{reason}\" is not used here.";
    problem_filtered(question) = "{question}: pilihan itu tidak cocok dengan jawaban lain." | "{question}: that choice does not go with another answer.";
    problem_broken(question) = "{question}: jawaban itu melanggar aturan kuesioner." | "{question}: that answer breaks a rule of the questionnaire.";
    problem_contradicts(question) = "Jawaban itu bertentangan dengan {question}: perbaiki {question} dulu." | "That answer contradicts {question}: mend {question} first.";
    problem_warned(question) = "{question} meragukan. Benar begitu di kertas?" | "{question} is doubtful. Is it so on paper?";
    rule_warned(question) = "{question} meragukan" | "{question} is doubtful";
    rule_broken(question) = "{question} melanggar aturan" | "{question} breaks a rule";
    problem_unanswered(question) = "{question} belum dijawab. Kosong di kertas? Tekan ." | "{question} is not answered. Blank on paper? Press .";
    problem_ends_short(questions) = "Belum: {questions}. Terlewat? F6 telusuri ulang, . bila kosong." | "Open: {questions}. Slid by one? F6 walks the row again, . if blank.";
    problem_ends_early(questions, more) = "Belum dijawab: {questions} dan {more} lagi." | "Not answered: {questions} and {more} more.";
    problem_not_a_reason(typed) = "'{typed}' bukan alasan: tekan 1-5, titik untuk kosong, Esc batal." | "'{typed}' is no reason: press 1-5, a full stop for blank, Esc to cancel.";
    problem_unusual(question, typed) = "{question} {typed} tidak biasa. Benar begitu di kertas?" | "{question} {typed} is unusual. Is it so on paper?";
    problem_all_equal = "Semua jawaban unsur sama" | "All ratings are equal";
    problem_too_fast(seconds) = "Terlalu cepat untuk dibaca ({seconds} detik)" | "Too fast to be read ({seconds} seconds)";
    problem_too_fast_short = "Terlalu cepat untuk dibaca" | "Too fast to be read";
    rule_unusual(question) = "{question} tidak biasa" | "{question} is unusual";
    rule_required(question) = "{question} belum dijawab" | "{question} is not answered";
    problem_kept(number) = "Formulir {number}: dicatat sesuai kertas." | "Form {number}: noted as on paper.";
    doubt_hint = "F2 sesuai kertas   Enter dengan alasan   Backspace perbaiki" | "F2 as on paper   Enter with a reason   Backspace mend";

    doubt_first = "Putuskan dulu: F2 sesuai kertas, Enter dengan alasan, Backspace perbaiki." | "Decide first: F2 as on paper, Enter with a reason, Backspace to mend.";
    missing_why(question) = "{question}: mengapa tidak ada jawaban?" | "{question}: why is there no answer?";
    missing_hint = "Satu tombol memilih; titik sekali lagi = kosong di kertas; Esc batal." | "One key picks; another full stop = blank on paper; Esc cancels.";
    number_range(min, max) = "{min} sampai {max}; Enter bila layar belum maju sendiri" | "{min} to {max}; Enter where it does not move on by itself";
    date_how = "ddmmtttt, misalnya 30092024; tahun boleh tidak diketik" | "ddmmyyyy, for example 30092024; the year may be left out";
    time_how = "jjmm, misalnya 0830" | "hhmm, for example 0830";
    several_how(keys) = "Beberapa boleh: tiap tombol memilih atau melepas; Enter selesai ({keys})" | "Several: each key marks or unmarks; Enter when done ({keys})";
    note_how = "Bacakan, lalu Enter." | "Read it out, then Enter.";
    calculated_how = "Dihitung dari jawaban lain." | "Worked out from other answers.";
    nothing_to_repeat = "Belum ada formulir sebelumnya di bundel ini untuk diulang." | "There is no earlier form of this batch to repeat.";
    walk_again = "Telusuri ulang: bandingkan tiap jawaban dengan kertas; Enter bila sama." | "Walk again: compare each answer with the paper; Enter if it is the same.";
    paste_in_text_only = "Tempelan hanya diterima di isian teks; tidak ada yang berubah." | "A paste is taken in text fields only; nothing has changed.";
    text_full = "Teks penuh: paling banyak 10.000 huruf; selebihnya tidak masuk." | "The text is full: 10,000 characters at the most; the rest was left out.";
    text_restored = "Teks dikembalikan." | "The text is restored.";
    no_choices_here = "Pertanyaan ini tidak punya daftar pilihan." | "This question has no list of choices.";
    no_note_here = "Catatan ditulis pada sebuah pertanyaan." | "A note is written on a question.";
    note_after_first_answer = "Catatan bisa ditulis setelah jawaban pertama." | "A note can be written after the first answer.";
    note_saved = "Catatan tersimpan." | "The note is saved.";
    no_later_form = "Tidak ada formulir sesudah ini." | "There is no form after this one.";
    no_earlier_form = "Tidak ada formulir sebelum ini." | "There is no form before this one.";
    nothing_to_undo = "Tidak ada lagi yang bisa diurungkan di bundel ini." | "There is nothing more to undo in this batch.";
    undone_note = "catatan" | "note";
    undone_problem = "tanda sesuai kertas" | "mark as on paper";
    undone_number = "nomor formulir" | "form number";
    undone_batch = "Yang terakhir di bundel sebelumnya diurungkan." | "The last thing in the batch before is undone.";
    undone(number, what) = "Diurungkan di formulir {number}: {what}." | "Undone on form {number}: {what}.";

    ask_keep_reason = "Mengapa tetap begitu? Ketik alasannya, lalu Enter." | "Why does it stay so? Key the reason, then Enter.";
    number_outside(number, first, last) = "Nomor formulir {number}, di luar bundel {first}-{last}." | "Form number {number}, outside batch {first}-{last}.";
    ask_change_reason_approved = "Sudah disetujui; persetujuannya gugur. Mengapa diubah? Ketik alasan, Enter." | "Approved: a change drops that. Why is it changed? Key the reason, then Enter.";
    ask_change_reason = "Formulir ini sudah lengkap. Mengapa diubah? Ketik alasannya, lalu Enter." | "This form is complete. Why is it changed? Key the reason, then Enter.";
    ask_note(question) = "Catatan pada {question} (kosong menghapus), lalu Enter." | "Note on {question} (empty removes it), then Enter.";
    form_pages(page, pages, lacking) = "hlm. {page}/{pages} · {lacking} belum dijawab" | "page {page}/{pages} · {lacking} not answered";
    section_not_asked = "tidak berlaku" | "does not apply";
    section_not_asked_now(section) = "Bagian {section} tidak berlaku di formulir ini." | "Section {section} does not apply to this form.";
    question_not_asked(question) = "{question} tidak berlaku di formulir ini." | "{question} does not apply to this form.";
    no_such_question(typed) = "Tidak ada pertanyaan yang cocok dengan '{typed}'." | "No question fits '{typed}'.";
    no_later_section = "Ini bagian terakhir yang berlaku." | "This is the last section that applies.";
    no_earlier_section = "Ini bagian pertama yang berlaku." | "This is the first section that applies.";
    choices_listed(n) = "{n} pilihan, F9" | "{n} choices, F9";
    choices_more(n) = "… semua {n}: F9" | "… all {n}: F9";
    interviewer_note(note) = "Pewawancara: {note}" | "Interviewer: {note}";
    map_title = "Bagian" | "Sections";
    map_asks = "Ke (kata, kunci, nomor):" | "To (words, key, number):";
    map_nothing_fits = "Tidak ada yang cocok." | "Nothing fits.";
    map_form(number) = "Formulir {number}" | "Form {number}";
    map_open = "belum" | "open";
    map_whole = "lengkap" | "whole";
    map_lacks(n) = "{n} belum" | "{n} open";

    ask_goto = "Nomor formulir:" | "Form number:";
    pick_search = "Cari:" | "Search:";
    pick_nothing_fits = "Tidak ada pilihan yang cocok; Backspace menghapus huruf." | "No choice fits; Backspace erases a letter.";

    layout_form = "Tata letak formulir." | "Form layout.";
    layout_spoken = "Tata letak wawancara: satu pertanyaan sekali tampil." | "Interview layout: one question at a time.";
    spoken_place(place, all) = "Langkah {place} dari {all}" | "Step {place} of {all}";
    auto_on = "Langsung maju setelah menjawab." | "An answer moves on by itself.";
    auto_off = "Enter untuk maju setelah menjawab." | "Enter moves on after an answer.";
    bell_on = "Bunyi hidup." | "The bell is on.";
    bell_off = "Bunyi mati." | "The bell is off.";

    pause_title = "Jeda" | "Pause";
    pause_text = "Waktu berhenti. Enter untuk melanjutkan." | "The clock stands still. Enter to go on.";
    statistics_title = "Statistik hari ini" | "Statistics of today";
    statistics_today(forms) = "Formulir hari ini: {forms}" | "Forms today: {forms}";
    statistics_forms_hour(n) = "Formulir per jam: {n}" | "Forms per hour: {n}";
    statistics_keys_hour(n) = "Tombol per jam: {n}" | "Keys per hour: {n}";
    statistics_keys_form(n) = "Tombol per formulir: {n}" | "Keys per form: {n}";
    statistics_corrections(n) = "Koreksi: {n}" | "Corrections: {n}";
    statistics_batch(done, stack) = "Bundel ini: {done} dari {stack}" | "This batch: {done} of {stack}";
    statistics_this(keys, corrections) = "Formulir ini: {keys} tombol, {corrections} koreksi" | "This form: {keys} keys, {corrections} corrections";

    side_progress = "Kemajuan" | "Progress";
    side_today(forms) = "Hari ini: {forms}" | "Today: {forms}";
    side_batch(done, stack) = "Bundel: {done} dari {stack}" | "Batch: {done} of {stack}";
    side_survey(done) = "Survei: {done}" | "Survey: {done}";
    side_survey_minimum(done, minimum, verdict) = "Survei: {done} dari {minimum}, {verdict}" | "Survey: {done} of {minimum}, {verdict}";
    side_last = "Formulir terakhir" | "Last forms";
    side_none = "belum ada" | "none yet";
    side_pace = "Laju hari ini" | "Pace of today";
}
