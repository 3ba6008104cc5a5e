//! Words of the list of interviews.

use super::words;

words! {
    list_title = "daftar wawancara" | "list of interviews";
    list_all(total) = "{total} wawancara" | "interviews: {total}";
    list_filtered(total, filter) = "{total} wawancara: {filter}  (Esc semua)" | "interviews: {total}, {filter}  (Esc all)";
    list_place(at, total) = "{at} dari {total}" | "{at} of {total}";
    list_absent = "jawaban hilang" | "missing answers";
    list_completed(day) = "diketik {day}" | "keyed {day}";
    list_kept_problems = "masalah dibenarkan" | "problems kept";
    list_open_problems = "masalah terbuka" | "open problems";
    list_without_service = "tanpa layanan" | "without a service";
    list_empty = "Tidak ada wawancara di sini." | "There are no interviews here.";
    list_found(total) = "{total} ditemukan." | "{total} found.";
    list_nothing_found = "Tidak ada yang cocok; Esc menampilkan semua." | "Nothing fits; Esc shows all.";
    list_void_already = "Wawancara ini sudah dibatalkan; nomornya bisa diketik lagi." | "This interview is voided already; its number can be keyed again.";
    list_voided = "Dibatalkan. Isinya tetap tersimpan; nomornya bisa diketik lagi." | "Voided. It stays on file; its number can be keyed again.";
    list_ask_words = "Kata dalam saran:" | "Words in comments:";
    list_ask_date = "Tanggal wawancara (kosong = semua):" | "Date of interview (empty = all):";
    list_ask_void = "Mengapa dibatalkan?" | "Why is it voided?";
    column_number = "Nomor" | "Form";
    column_status = "Status" | "Status";
    column_surveyor = "Petugas" | "Surveyor";
    column_service = "Layanan" | "Service";
    column_time = "Waktu" | "Time";
    column_problems = "Masalah" | "Problem";
    column_saran = "Saran" | "Comment";
}
