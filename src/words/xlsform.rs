//! What is said of workbooks that hold a questionnaire.

use super::words;

words! {
    workbook_foreign(path) = "'{path}' bukan buku kerja .xlsx atau .xls" | "'{path}' is no workbook, neither .xlsx nor .xls";
    workbook_damaged(path) = "'{path}' rusak: isinya tidak seperti yang tertulis" | "'{path}' is damaged: it does not hold what it says";
    workbook_locked(path) = "'{path}' meminta kata sandi" | "'{path}' asks for a password";
    workbook_bomb(path) = "'{path}' berisi jauh lebih banyak daripada sebuah kuesioner" | "'{path}' holds far more than a questionnaire";
    error_other_version(key, version) = "kuesioner '{key}' versi {version} sudah ada dan isinya lain" | "questionnaire '{key}' version {version} is there already and reads differently";

    hint_other_version(next) = "Yang sudah dipakai tidak diubah: beri versi {next}." | "What is in use is not changed: give it version {next}.";
    hint_workbook_foreign = "Buka dengan Excel atau LibreOffice lalu simpan sebagai .xlsx." | "Open it with Excel or LibreOffice and save it as .xlsx.";
    hint_workbook_damaged = "Minta berkasnya sekali lagi, atau buka dengan Excel atau LibreOffice lalu simpan lagi." | "Ask for the file once more, or open it with Excel or LibreOffice and save it again.";
    hint_workbook_locked = "Simpan tanpa kata sandi." | "Save it without a password.";
    hint_workbook_bomb = "Hapus gambar, lembar lain, baris dan kolom kosong; daftar yang sangat panjang tidak termasuk kuesioner." | "Delete pictures, other sheets, and empty rows and columns; a list of a million lines belongs into no questionnaire.";
}
