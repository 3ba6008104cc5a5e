//! Words of verification: drawing a sample, keying it blind, settling, the result.

use super::words;

words! {
    error_own_work(person) = "{person} mengetik wawancara ini pertama kali" | "{person} keyed this interview first";
    hint_own_work = "Orang lain yang memverifikasinya: pilih pemverifikasi lain." | "Somebody else verifies it: choose another verifier.";

    scope_verifications = "Verifikasi" | "Verifications";
    scope_drawing = "Menarik contoh verifikasi" | "Drawing a verification";
    scope_rekey = "Mengetik ulang" | "Keying again";
    scope_settle = "Menyelesaikan selisih" | "Settling mismatches";
    scope_verdict = "Hasil verifikasi" | "Result of a verification";

    foot_verify = "verifikasi" | "verify";
    foot_verify_go = "lanjutkan" | "go on";
    foot_verify_new = "tarik contoh" | "draw";
    foot_verify_settle = "selesaikan" | "settle";
    foot_result = "hasil" | "result";
    foot_verify_end = "akhiri" | "end";
    foot_take_first = "yang pertama" | "the first";
    foot_take_second = "yang kedua" | "the second";
    foot_take_new = "nilai lain" | "another value";
    foot_leave = "tinggalkan" | "leave";

    help_verify = "Verifikasi: contoh yang diketik ulang tanpa melihat ketikan pertama" | "Verification: a sample keyed again, blind";
    help_verify_go = "Melanjutkan verifikasi di isian terakhir; yang sudah selesai menunjukkan hasilnya" | "Goes on at the exact field; a finished one shows its result";
    help_verify_new = "Menarik contoh baru" | "Draws a new sample";
    help_verify_settle = "Menyelesaikan selisih: mana yang sesuai kertas" | "Settles mismatches: which value is on paper";
    help_result = "Hasil per petugas dan per pertanyaan" | "The result by surveyor and question";
    help_verify_end = "Mengakhiri sebelum semua formulir diketik ulang; yang sudah dibandingkan tetap dihitung" | "Ends before all forms are keyed again; what was compared counts";
    help_verify_change = "Pilihan berikutnya" | "The next choice";
    help_rekey_accept = "Menerima angka; isian yang kosong di kertas dan boleh kosong dilewati" | "Accepts the number; passes a question that may be empty and is so on paper";
    help_rekey_back = "Kembali ke isian sebelumnya, untuk diketik ulang" | "Back to the field before, to key it again";
    help_rekey_leave = "Meninggalkan; dilanjutkan nanti di isian ini" | "Leaves; goes on at this field later";
    help_take_first = "Ketikan pertama yang benar: salah pemverifikasi" | "The first keying is right: the verifier's mistake";
    help_take_second = "Ketikan kedua yang benar: salah petugas" | "The second keying is right: the keyer's mistake";
    help_take_new = "Nilai lain yang benar" | "Another value is right";

    verify_title = "verifikasi" | "verification";
    verify_empty = "Belum ada verifikasi. n menarik contoh untuk diketik ulang oleh orang lain." | "There is no verification yet. n draws a sample that somebody else keys again.";
    verify_drawn = "Ditarik" | "Drawn";
    verify_whose = "Petugas" | "Surveyor";
    verify_by = "Pemverifikasi" | "Verifier";
    verify_forms = "Formulir" | "Forms";
    verify_open = "Selisih" | "Mismatches";
    verify_state = "Keadaan" | "State";
    verify_all = "semua" | "all";
    verify_running = "berjalan" | "running";
    verify_ended = "selesai" | "ended";
    verify_skipped(n) = "{n} formulir yang ditarik tidak lagi lengkap, misalnya dibatalkan: dilewati." | "Drawn forms that are complete no more, such as voided ones, passed over: {n}.";
    verify_none_here = "Belum ada verifikasi di sini; n menarik contoh." | "There is no verification here; n draws a sample.";
    verify_has_ended = "Verifikasi ini sudah selesai; r menunjukkan hasilnya." | "This verification has ended; r shows its result.";
    verify_ask_end(left) = "Akhiri verifikasi? {left} formulir belum diketik ulang; yang sudah dihitung." | "End the verification? {left} forms are not keyed again; what is done counts.";
    verify_now_ended = "Verifikasi diakhiri." | "The verification has ended.";
    verify_nothing_to_settle = "Tidak ada selisih yang menunggu." | "No mismatch waits.";

    draw_title = "tarik contoh" | "draw a sample";
    draw_whose = "Pekerjaan siapa" | "Whose work";
    draw_each = "semua petugas" | "all surveyors";
    draw_verifier = "Pemverifikasi" | "Verifier";
    draw_method = "Cara" | "Method";
    draw_number = "Jumlah per petugas" | "Number per surveyor";
    draw_step = "Setiap berapa formulir" | "Each how many forms";
    draw_per_surveyor = "jumlah per petugas, tersebar rata" | "a number per surveyor, spread evenly";
    draw_every = "setiap formulir ke-n, awal acak" | "each n-th form, random start";
    draw_hint = "Tanpa selisih, 22 formulir menunjukkan (95 %) kurang dari 1 % isian salah, 43 formulir kurang dari 0,5 %." | "Without a mismatch, 22 forms show (95 %) fewer than 1 % wrong fields, 43 forms fewer than 0.5 %.";
    draw_hint_blind = "Orang lain mengetik ulang dari kertas, tanpa melihat ketikan pertama. Teks bebas tidak diketik ulang." | "Somebody else keys again from paper and does not see the first keying. Free text is not keyed again.";
    draw_after_fail = "Verifikasi terakhir tidak lulus: 43 formulir." | "The last verification did not pass: 43 forms.";
    draw_nobody = "Belum ada orang lain di daftar petugas dan pengawas." | "Nobody else is on the lists of surveyors and supervisors.";
    draw_own_work = "Pemverifikasi harus orang lain, bukan pengetiknya." | "The verifier must be another person than the keyer.";
    draw_nothing = "Tidak ada formulir lengkap yang belum pernah diverifikasi." | "There is no complete form that was not verified before.";
    draw_nothing_but_own(own) = "Yang belum diverifikasi hanya {own} formulir ketikan pemverifikasi sendiri." | "Nothing but the verifier's own forms is left: {own}.";
    draw_made(forms) = "{forms} formulir ditarik." | "Forms drawn: {forms}.";
    draw_made_but_own(forms, own) = "{forms} formulir ditarik; {own} ketikan pemverifikasi sendiri tidak ikut." | "Forms drawn: {forms}; {own} of the verifier's own stayed out.";
    draw_bad_number = "Ketik angka dari 1 sampai 9999." | "Key a number from 1 to 9999.";

    rekey_title(at, all) = "ketik ulang {at}/{all}" | "key again {at}/{all}";
    rekey_head(number, date, location, batch) = "Formulir {number} · {date} · {location} · bundel {batch}" | "Form {number} · {date} · {location} · batch {batch}";
    rekey_take(number) = "Ambil formulir {number}; ketik dari kertas. Yang diketik tidak ditampilkan." | "Take form {number}; key from paper. What you key is not shown.";
    rekey_hint = "Ketik dari kertas. Yang diketik tidak ditampilkan." | "Key from paper. What you key is not shown.";
    rekey_differs = "Berbeda dari ketikan pertama: lihat kertas, ketik lagi" | "Differs from the first keying: look at the paper, key again";
    rekey_look(question) = "{question} berbeda dari ketikan pertama. Lihat kertas, lalu ketik lagi." | "{question} differs from the first keying. Look at the paper, then key it again.";
    rekey_against_keyer(question) = "{question}: selisih dicatat, diselesaikan nanti." | "{question}: the mismatch is noted and settled later.";
    rekey_against_verifier(question) = "{question}: sama dengan ketikan pertama." | "{question}: the same as the first keying.";
    rekey_next(number, next) = "Formulir {number} selesai. Ambil formulir {next}." | "Form {number} is done. Take form {next}.";
    rekey_all_done(number) = "Formulir {number} selesai; itu yang terakhir." | "Form {number} is done; it was the last one.";
    rekey_none_left = "Tidak ada formulir yang menunggu." | "No form waits.";
    rekey_first_field = "Ini isian pertama." | "This is the first field.";

    settle_title(n) = "selisih: {n}" | "mismatches: {n}";
    settle_first = "Pertama" | "First";
    settle_second = "Kedua" | "Second";
    settle_question = "Pertanyaan" | "Question";
    settle_hint = "Lihat kertas: 1 ketikan pertama benar, 2 yang kedua, n nilai lain." | "Look at the paper: 1 the first keying is right, 2 the second, n another value.";
    settle_ask_value(question) = "{question} di kertas:" | "{question} on paper:";
    settle_how = "Tombol, kode, atau angka; titik dan 1-5 bila tidak ada jawaban; lalu Enter." | "A key, code or number; a full stop and 1-5 where no answer is; then Enter.";
    settle_bad(text) = "'{text}' bukan jawaban pertanyaan ini." | "'{text}' is no answer to this question.";
    settle_settled(number, question, value) = "Formulir {number}, {question}: {value}." | "Form {number}, {question}: {value}.";
    settle_done = "Semua selisih selesai." | "All mismatches are settled.";
    settle_passed_over = "(dilewati)" | "(passed over)";

    verdict_title = "hasil verifikasi" | "result of verification";
    verdict_head(keyed, drawn, by) = "{keyed} dari {drawn} formulir diketik ulang oleh {by}" | "{keyed} of {drawn} forms keyed again by {by}";
    verdict_running = "belum selesai: hasil sementara" | "not ended: the result so far";
    verdict_open(n) = "{n} selisih belum diselesaikan; sampai itu dihitung sebagai salah petugas." | "Mismatches not settled: {n}; until then they count against the keyer.";
    verdict_fields = "Isian" | "Fields";
    verdict_wrong = "Salah" | "Wrong";
    verdict_slips = "Verif." | "Verif.";
    verdict_rate = "Bagian" | "Share";
    verdict_bound = "Batas 95 %" | "95 % bound";
    verdict_passed(bound) = "LULUS: dengan kepastian 95 %, kurang dari {bound} isian salah." | "PASSED: with 95 % certainty, fewer than {bound} of the fields are wrong.";
    verdict_undecided(bound, n) = "BELUM PASTI: isian salah bisa sampai {bound}. Tarik {n} formulir lagi." | "NOT CERTAIN: up to {bound} of the fields may be wrong. Draw {n} more forms.";
    verdict_failed(rate, n) = "TIDAK LULUS: {rate} isian salah. Tarik {n} lagi, atau ketik ulang semua." | "FAILED: {rate} of the fields are wrong. Draw {n} more, or key all again.";
    verdict_nothing = "Belum ada isian yang dibandingkan." | "Nothing was compared yet.";
    verdict_text_left_out = "Teks bebas tidak dibandingkan. Verif.: salah pemverifikasi." | "Free text is not compared. Verif.: the verifier's mistakes.";
}
