//! Words of the archive: what each of its files is, and the screen that makes one.

use super::words;

words! {
    archive_title = "arsip" | "archive";
    foot_archive = "arsip" | "archive";
    help_archive = "Arsip: satu berkas berisi semua tentang survei ini" | "Archive: one file with everything about this survey";
    archive_how = "Satu berkas ZIP: basis data survei ini, kuesioner, ekspor, laporan, riwayat, dan penjelasan tiap berkas. Bisa dibaca tanpa cacah." | "One ZIP file: this survey's database, questionnaire, exports, report, log, and a page that explains each file. It is read without cacah.";
    archive_personal = "Isinya lengkap, juga saran dan nama petugas: simpan seperti data asli." | "It holds everything, comments and surveyors' names too: keep it as you keep the data.";
    archive_making(n, of) = "Membuat berkas {n} dari {of}" | "Making file {n} of {of}";
    archive_packing(percent) = "Mengepak {percent} %" | "Packing {percent} %";
    archive_done(file) = "Arsip sudah jadi: {file}" | "The archive is made: {file}";
    archive_verify(file) = "Periksa kapan saja dengan: cacah archive --verify {file}" | "Prove it at any time with: cacah archive --verify {file}";
    archive_cancelled = "Dibatalkan; tidak ada berkas yang tertinggal." | "Given up; no file is left behind.";
    archive_database = "Basis data SQLite survei ini: semua wawancara, riwayat perubahan, dan tampilan labels_… dengan jawaban dalam kata-kata. Buka dengan program SQLite mana pun, atau dengan cacah." | "The survey's SQLite database: every interview, the change log, and the view labels_… with answers in words. Any SQLite tool opens it, and cacah does.";
    archive_form = "Kuesioner sebagai teks TOML: pertanyaan, pilihan, kode, dan aturan." | "The questionnaire as TOML text: questions, choices, codes and rules.";
    archive_export(format) = "Ekspor {format}: semua wawancara, juga yang dibatalkan; kode dan label." | "Export as {format}: every interview, voided ones too; codes and labels.";
    archive_log = "Riwayat perubahan sebagai CSV: siapa mengubah apa, kapan, dari apa menjadi apa, mengapa." | "The change log as CSV: who changed what, when, from what to what, why.";
    archive_manifest = "Daftar semua berkas dengan ukuran dan SHA-256, hitungan, dan sidik data (JSON)." | "All files with size and SHA-256, counts and the data's fingerprint (JSON).";
    archive_readme_head(title, unit, at, program) = "ARSIP SURVEI\n{title}\n{unit}\nDibuat {at} oleh {program}." | "SURVEY ARCHIVE\n{title}\n{unit}\nMade {at} by {program}.";
    archive_readme_counts(n, form, version, fingerprint) = "{n} wawancara. Kuesioner {form}, versi {version}.\nSidik data (SHA-256): {fingerprint}" | "Interviews: {n}. Questionnaire {form}, version {version}.\nFingerprint of the data (SHA-256): {fingerprint}";
    archive_readme_foot = "Semua teks memakai UTF-8. CSV memakai koma, dengan tanda kutip menurut RFC 4180. Jawaban yang kosong punya alasan di\nkolom di sebelahnya. Untuk memeriksa: bandingkan SHA-256 tiap berkas dengan manifest.json (sha256sum, certutil), atau\njalankan 'cacah archive --verify'." | "All texts are UTF-8. CSV has commas, with quotes by RFC 4180. An answer that is missing has its reason in the column\nbeside it. To check: compare each file's SHA-256 with manifest.json (sha256sum, certutil), or run\n'cacah archive --verify'.";
}
