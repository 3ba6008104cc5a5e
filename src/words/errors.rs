//! What goes wrong and what to do next; English is also what the command line prints.

use super::{Words, words};
use crate::survey::interview::Status;
use crate::survey::value::Missing;

words! {
    error_not_a_file(path) = "'{path}' bukan berkas" | "'{path}' is not a file";
    error_no_folder(path) = "folder '{path}' tidak ada" | "folder '{path}' does not exist";
    error_not_a_database(path) = "'{path}' bukan basis data cacah: isinya bukan SQLite" | "'{path}' is not a cacah database: it does not hold SQLite";
    error_foreign(path) = "'{path}' adalah basis data milik program lain" | "'{path}' is a database of another program";
    error_newer(path, found, known) = "'{path}' dibuat oleh cacah yang lebih baru (skema {found}, program ini mengenal {known})" | "'{path}' was made by a newer cacah (schema {found}, this program knows {known})";
    error_read_only(path) = "'{path}' tidak dapat ditulisi" | "'{path}' can't be written";
    error_io(path, source) = "'{path}' tidak dapat dibuka: {source}" | "'{path}' can't be opened: {source}";
    error_folder(path) = "'{path}' adalah folder, bukan berkas" | "'{path}' is a folder, not a file";
    error_not_utf8(path, line, column, encoding) = "'{path}' bukan teks UTF-8: baris {line}, kolom {column} tertulis seperti {encoding}" | "'{path}' is no text in UTF-8: line {line}, column {column} is written as in {encoding}";
    error_busy = "program lain sedang menulis ke berkas ini" | "another program is writing to this file";
    error_disk_full = "cakram penuh: jawaban terakhir belum tersimpan" | "the disk is full: the last answer is not saved";
    error_damaged(what) = "berkas data rusak ({what})" | "the data file is damaged ({what})";
    error_stale = "program lain baru mengubahnya" | "another program just changed this interview";
    error_in_use(label) = "'{label}' sudah dipakai wawancara" | "'{label}' is used by interviews";
    error_no_survey(key) = "tidak ada survei '{key}'" | "there is no survey '{key}'";
    error_bad_form(what) = "kuesioner tidak terbaca: {what}" | "the questionnaire does not read: {what}";
    error_sqlite(what) = "basis data menolak: {what}" | "the database refused: {what}";
    error_write_file(path, source) = "'{path}' tidak dapat ditulis: {source}" | "'{path}' can't be written: {source}";
    error_verify(path, line, column, found, expected) = "'{path}' baris {line}, kolom '{column}': '{found}' padahal datanya '{expected}'" | "'{path}' line {line}, column '{column}': '{found}' where the data say '{expected}'";
    error_verify_rows(path, found, expected) = "'{path}' berisi {found} baris padahal datanya {expected}" | "'{path}' has {found} rows where the data have {expected}";
    error_no_about(path) = "'{path}' tidak ada" | "'{path}' is not there";
    error_bad_about(path, why) = "'{path}' tidak terbaca: {why}" | "'{path}' does not read: {why}";
    error_changed(path) = "'{path}' bukan seperti waktu ditulis" | "'{path}' is not as it was written";
    error_changed_size(path, bytes, expected) = "'{path}' bukan seperti waktu ditulis: {bytes} bita, dulu {expected}" | "'{path}' is not as it was written: {bytes} bytes, {expected} then";
    error_changed_bytes(from, to) = "bita {from} sampai {to} lain" | "bytes {from} to {to} differ";
    error_changed_lines(from, to, first, last) = "bita {from} sampai {to} lain (baris {first} sampai {last})" | "bytes {from} to {to} differ (lines {first} to {last})";
    error_changed_more(n) = "dan {n} tempat lagi" | "and {n} more places";
    error_file_exists(path) = "'{path}' sudah ada" | "'{path}' exists already";
    error_no_space(path) = "tidak cukup ruang cakram untuk '{path}'" | "there is not enough disk space for '{path}'";
    error_medium(what) = "cakram gagal membaca atau menulis: {what}" | "the disk failed to read or write: {what}";

    hint_choose_a_file = "Pilih nama berkas di folder yang ada, misalnya --db survei.db." | "Choose a file name in a folder that exists, such as --db survey.db.";
    hint_other_file = "Berkas itu tidak disentuh; pilih nama lain dengan --db." | "That file was not touched; choose another name with --db.";
    hint_newer = "Pasang cacah terbaru; berkas itu tidak disentuh." | "Install the newest cacah; the file was not touched.";
    hint_read_only = "Periksa izin berkas dan foldernya, atau salin ke folder sendiri." | "Check the permissions of the file and its folder, or copy it to a folder of your own.";
    hint_io = "Periksa jalur dan izinnya." | "Check the path and its permissions.";
    hint_folder = "Sebut berkas di dalamnya, lengkap dengan akhirannya." | "Name a file in it, with its ending.";
    hint_not_utf8 = "Simpan lagi sebagai UTF-8: di Notepad lewat Simpan Sebagai, isian Pengodean." | "Save it again as UTF-8: in Notepad by Save As, at Encoding.";
    hint_busy = "Tunggu sebentar lalu ulangi tombol itu." | "Wait a moment and press the key again.";
    hint_disk_full = "Kosongkan ruang cakram lalu ulangi tombol itu." | "Free some disk space and press the key again.";
    hint_damaged = "Simpan salinan berkas ini dan hubungi pengawas." | "Keep a copy of this file and tell the supervisor.";
    hint_stale = "Sudah dimuat ulang: ulangi tombol itu." | "It was read again; press the key again.";
    hint_number_used = "Ketik nomor yang tercetak di kertas." | "Key the number printed on the paper.";
    hint_in_use = "Nonaktifkan saja: tidak bisa dipilih lagi, jawaban lama tetap." | "Retire it instead: it can't be chosen any more, old answers stay.";
    hint_no_surveys = "Buat dulu dengan 'cacah new --template skm-dpmptsp-bontang'." | "Make one first with 'cacah new --template skm-dpmptsp-bontang'.";
    hint_surveys(keys) = "Yang ada: {keys}." | "There are: {keys}.";
    hint_write_file = "Pilih nama atau folder lain; berkas lama tetap seperti semula." | "Choose another name or folder; the old file is as it was.";
    hint_file_exists = "Pilih nama lain, atau ganti berkas itu dengan --yes." | "Choose another name, or replace that file with --yes.";
    hint_no_space = "Kosongkan ruang cakram atau pilih folder lain; berkas lama tetap seperti semula." | "Free some disk space or choose another folder; the old file is as it was.";
    hint_verify = "Ekspor sekali lagi; kalau terulang, periksa cakram." | "Export once more; where it happens again, check the disk.";
    hint_about = "Berkas .cacah.json di samping ekspor menyebut apa isinya; bawa keduanya bersama." | "The .cacah.json beside an export says what it is; carry both together.";
    hint_changed = "Ambil lagi dari aslinya, atau ekspor sekali lagi." | "Take it from the original again, or export once more.";
    hint_medium = "Pastikan cakram masih punya ruang dan terpasang; yang sudah tersimpan tetap utuh." | "Make sure that the disk has room and is plugged in; what was saved before is intact.";

    number_used(number, surveyor, batch, date, status) = "nomor {number} sudah ada: {surveyor}, bundel {batch}, {date}, {status}" | "number {number} is there already: {surveyor}, batch {batch}, {date}, {status}";

    status_draft = "draf" | "draft";
    status_complete = "lengkap" | "complete";
    status_returned = "dikembalikan" | "returned";
    status_approved = "disetujui" | "approved";
    status_void = "dibatalkan" | "voided";

    missing_blank = "kosong" | "blank";
    missing_unreadable = "tak terbaca" | "unreadable";
    missing_two_marks = "ganda" | "two marks";
    missing_refused = "menolak" | "refused";
    missing_not_applicable = "tidak berlaku" | "not applicable";
    missing_not_in_source = "tidak ada di sumber" | "not in the source";
}

impl Words {
    /// Names a status.
    #[must_use]
    pub const fn status(self, status: Status) -> &'static str {
        match status {
            Status::Draft => self.status_draft(),
            Status::Complete => self.status_complete(),
            Status::Returned => self.status_returned(),
            Status::Approved => self.status_approved(),
            Status::Void => self.status_void(),
        }
    }

    /// Names the reason why an answer is absent.
    #[must_use]
    pub const fn missing(self, reason: Missing) -> &'static str {
        match reason {
            Missing::Blank => self.missing_blank(),
            Missing::Unreadable => self.missing_unreadable(),
            Missing::TwoMarks => self.missing_two_marks(),
            Missing::Refused => self.missing_refused(),
            Missing::NotApplicable => self.missing_not_applicable(),
            Missing::NotInSource => self.missing_not_in_source(),
        }
    }
}
