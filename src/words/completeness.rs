//! Words of the completeness screen.

use super::words;

words! {
    scope_completeness = "Kelengkapan" | "Completeness";
    completeness_title = "kelengkapan" | "completeness";
    scope_lines = "Baris yang bisa dibuka" | "Lines that open";
    completeness_all = "Seluruh survei" | "The whole survey";
    completeness_survey = "Keseluruhan" | "The whole";
    completeness_days = "Hari wawancara" | "Days of interviews";
    completeness_no_service = "(tanpa layanan)" | "(no service)";
    completeness_expected = "harap" | "expect";
    completeness_complete = "lengkap" | "compl.";
    completeness_returned = "balik" | "return";
    completeness_approved = "setuju" | "appr.";
    completeness_draft = "draf" | "draft";
    completeness_void = "batal" | "void";
    completeness_lacking = "kosong" | "miss.";
    completeness_open = "masalah" | "probl.";
    completeness_missing(reasons) = "Jawaban: {reasons}" | "Answers: {reasons}";
    completeness_problems(open, kept) = "Masalah: {open} terbuka, {kept} dibenarkan" | "Problems: {open} open, {kept} kept with a reason";
    completeness_keys = "1 semua  2 lokasi  3 layanan  4 petugas  5 hari   panah memilih angka" | "1 all  2 location  3 service  4 surveyor  5 day   arrows choose a number";
    completeness_no_minimum(done) = "{done} lengkap; isi orang dilayani di pengaturan (e) untuk tahu minimumnya" | "{done} complete; fill in the people served (set-up, e) to know the minimum";
    completeness_orderly = "Nomor formulir urut tanpa lompatan; semua bundel cocok." | "Form numbers run without gaps; all batches agree.";
    completeness_numbers(missing, runs, twice, batches) = "Nomor hilang {missing} ({runs} rentang) · ganda {twice} · bundel tidak cocok {batches}: g" | "Numbers missing {missing} ({runs} runs) · twice {twice} · batches that disagree {batches}: g";
    completeness_nothing_behind = "Angka ini nol: tidak ada wawancara di baliknya." | "This number is nought: no interview is behind it.";
    items_title = "matriks pertanyaan" | "item matrix";
    items_head = "Persen dari formulir yang menanyakannya; yang terburuk di atas." | "Per cent of the forms that ask it; the worst on top.";
    items_asked = "tanya" | "asked";
    items_answered = "jawab" | "answ.";
    items_none = "tanpa" | "none";
    items_out_of_rule = "aneh" | "odd";
    items_none_missing = "Tidak ada jawaban kosong pada pertanyaan ini." | "No answer to this question is missing.";
    numbers_title = "nomor dan bundel" | "numbers and batches";
    numbers_head(missing, batches) = "Nomor hilang: {missing} · bundel yang jumlahnya tidak cocok: {batches}" | "Numbers missing: {missing} · batches whose totals do not agree: {batches}";
    numbers_gap_one(number) = "Hilang {number}" | "Missing {number}";
    numbers_gap(first, last, n) = "Hilang {first} sampai {last}: {n} nomor" | "Missing {first} to {last}: {n} numbers";
    numbers_repeat(number, n) = "Ganda {number}: di {n} wawancara" | "Twice {number}: on {n} interviews";
    numbers_batch(number, surveyor, block, forms, done) = "Bundel {number} · {surveyor} · {block}: {forms} di kepala, {done} selesai" | "Batch {number} · {surveyor} · {block}: {forms} on the header, {done} done";
    numbers_orderly = "Tidak ada yang perlu dicari." | "There is nothing to look for.";
    foot_open_list = "buka" | "open";
    foot_numbers = "nomor" | "numbers";
    foot_items = "pertanyaan" | "items";
    help_column_left = "Angka di kiri" | "The number to the left";
    help_column_right = "Angka di kanan" | "The number to the right";
    help_behind = "Membuka yang ada di baliknya" | "Opens what is behind it";
    help_by_all = "Hanya seluruh survei" | "The whole survey alone";
    help_by_location = "Menurut lokasi" | "By location";
    help_by_service = "Menurut jenis layanan" | "By service";
    help_by_surveyor = "Menurut petugas" | "By surveyor";
    help_by_day = "Menurut hari wawancara" | "By day of interview";
    help_numbers = "Nomor hilang, ganda, dan bundel yang tidak cocok" | "Numbers missing or twice, and batches that disagree";
    help_items = "Matriks pertanyaan: jawaban kosong dan aneh" | "The item matrix: answers missing and odd";
    foot_supervise = "pengawas" | "supervise";
    help_supervise = "Kelengkapan dan pemeriksaan, untuk pengawas" | "Completeness and checks, for supervisors";
    help_leave = "Menutup layar ini" | "Closes this screen";
}
