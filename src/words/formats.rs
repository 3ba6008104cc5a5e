//! Words of the export formats: what each carries, the columns, sheets and codebook, and what a file says of itself.

use super::{Words, words};

words! {
    format_csv = "CSV" | "CSV";
    format_csv_carries = "Satu baris satu wawancara atau satu jawaban; dibaca program apa pun." | "A row an interview or an answer; any program reads it.";
    format_xlsx = "Excel (XLSX)" | "Excel (XLSX)";
    format_xlsx_carries = "Lembar data, label, buku kode, dan keterangan, dengan penyaring dan kepala yang tetap tampak." | "Sheets of data, labels, codebook and what the file is, with filters and a header that stays in sight.";
    format_sav = "SPSS (.sav)" | "SPSS (.sav)";
    format_sav_carries = "Kode dengan label, alasan tanpa jawaban sebagai nilai hilang, tingkat ukur; dibuka langsung di SPSS, PSPP, R." | "Codes with labels, reasons as user-missing values, levels; opens in SPSS, PSPP, R at once.";
    format_dta = "Stata (.dta)" | "Stata (.dta)";
    format_dta_carries = "Kode dengan label, alasan tanpa jawaban sebagai .a sampai .f; Stata 14 ke atas, R, Python." | "Codes with labels, reasons as .a to .f; Stata 14 and later, R, Python.";
    format_scripts = "Skrip SPSS, Stata, R, Python (ZIP)" | "Scripts for SPSS, Stata, R, Python (ZIP)";
    format_scripts_carries = "CSV berkode dengan skrip yang membacanya lengkap dengan label, dan buku kodenya." | "CSV by codes with scripts that read it fully labelled, and its codebook.";
    format_sqlite = "SQLite" | "SQLite";
    format_sqlite_carries = "Basis data tersendiri: jawaban, peubah, kode, dan tampilan berlabel." | "A database of its own: answers, variables, codes, and a view with labels.";
    format_ddi = "DDI Codebook 2.5 (XML)" | "DDI Codebook 2.5 (XML)";
    format_ddi_carries = "Buku kode menurut baku arsip data; tanpa data perorangan." | "The codebook by the standard of data archives; no interviews.";
    format_jsonl = "JSON Lines" | "JSON Lines";
    format_jsonl_carries = "Satu objek JSON per baris, untuk pemrogram; teks apa adanya." | "A JSON object a line, for programmers; texts as they are.";
    format_codebook_md = "Buku kode (Markdown)" | "Codebook (Markdown)";
    format_codebook_html = "Buku kode (HTML)" | "Codebook (HTML)";
    format_codebook_xlsx = "Buku kode (XLSX)" | "Codebook (XLSX)";
    format_codebook_carries = "Arti tiap peubah dan kode, dan seberapa sering muncul; tanpa data perorangan." | "What each variable and code means, and how often it stands; no interviews.";

    column_form_number = "Nomor formulir" | "Form number";
    column_date = "Tanggal wawancara" | "Date of the interview";
    column_time_band = "Rentang waktu" | "Time band";
    column_location = "Lokasi" | "Location";
    column_batch = "Bundel" | "Batch";
    column_started = "Mulai diketik" | "Keying began";
    column_completed = "Selesai diketik" | "Keying completed";
    column_keyed_seconds = "Detik mengetik" | "Seconds keyed";
    column_keys = "Ketukan" | "Keys pressed";
    column_corrections = "Koreksi" | "Corrections";
    column_open_problems = "Masalah terbuka" | "Open problems";
    column_notes = "Catatan" | "Notes";
    column_question = "Pertanyaan" | "Question";
    column_value = "Jawaban" | "Answer";
    column_missing = "Alasan tanpa jawaban" | "Reason without an answer";
    column_reason_of(label) = "{label}: alasan tanpa jawaban" | "{label}: reason without an answer";

    sheet_data = "data" | "data";
    sheet_labels = "label" | "labels";
    sheet_long_texts = "teks panjang" | "long texts";
    sheet_codebook = "buku kode" | "codebook";
    sheet_about = "keterangan" | "about";
    long_row = "baris" | "row";
    long_column = "kolom" | "column";
    long_part = "bagian" | "part";
    long_text = "teks" | "text";
    codebook_name = "nama" | "name";
    codebook_label = "label" | "label";
    codebook_wording = "pertanyaan" | "wording";
    codebook_kind = "jenis" | "kind";
    codebook_code = "kode" | "code";
    codebook_meaning = "arti" | "meaning";
    codebook_unknown = "(tidak ada di kuesioner)" | "(not in the questionnaire)";
    codebook_none = "(tidak ada jawaban)" | "(no answer)";
    kind_code = "kode" | "code";
    kind_step = "skala" | "scale";
    kind_mark = "0 atau 1" | "0 or 1";
    kind_whole = "bilangan bulat" | "whole number";
    kind_fraction = "bilangan desimal" | "decimal number";
    kind_day = "tanggal" | "date";
    kind_time = "jam" | "time";
    kind_text = "teks" | "text";

    error_too_few(n) = "{n} wawancara terlalu sedikit untuk dianonimkan: sedikitnya lima" | "{n} interviews are too few to be anonymised: five at least";
    hint_too_few = "Perluas penyaringnya, atau sebarkan hanya hasil yang dijumlahkan." | "Widen the filter, or publish sums alone.";
    anonymous_group = "kelompok kecil digabung" | "small groups together";
    anonymous_not_told = "tidak disebut" | "not told";
    anonymous_month = "bulan" | "month";
    anonymous_left_out = "Tidak disertakan: jawaban tertulis, catatan, petugas, bundel, rentang waktu, jam dan usaha mengetik, tanggal dan jam sebagai jawaban, dan yang dihitung dari jawaban lain." | "Left out: what was written in words, notes, surveyors, batches, time bands, times and effort of keying, days and times as answers, and what is worked out from other answers.";
    anonymous_numbers = "Nomor formulir diganti nomor urut dalam urutan acak; tanggal menjadi hari pertama bulannya, bulan yang sepi ikut bulan sebelumnya." | "Form numbers are replaced by running numbers in an order drawn by chance; days are the first of their month, a month with few goes with the one before.";
    anonymous_identifying(names) = "Dianggap dapat mengenali orang: {names}. Di situ alasan tanpa jawaban tidak disebut." | "Taken to tell who somebody is: {names}. There it is not told why an answer is missing.";
    anonymous_bands(bands) = "Angka menjadi kelompok: {bands}." | "Numbers are told in bands: {bands}.";
    anonymous_merged(k, n) = "{n} nilai yang dimiliki kurang dari {k} wawancara digabung dengan yang lain." | "{n} values that fewer than {k} interviews had are merged with others.";
    anonymous_not_merged(k) = "Tidak ada nilai yang perlu digabung: semuanya dimiliki sedikitnya {k} wawancara." | "No value had to be merged: {k} interviews at least have each.";
    anonymous_hidden(k, names) = "Supaya tidak ada gabungan yang hanya dimiliki kurang dari {k} wawancara, tidak disebut di sebagian wawancara (banyaknya): {names}." | "So that no combination stands for fewer than {k} interviews, not told in some of them (how many): {names}.";
    anonymous_not_hidden(k) = "Tidak ada gabungan yang dimiliki kurang dari {k} wawancara." | "No combination stands for fewer than {k} interviews.";

    about_survey = "Survei" | "Survey";
    about_unit = "Unit layanan" | "Unit";
    about_period = "Periode" | "Period";
    about_form = "Kuesioner" | "Questionnaire";
    about_version(key, version) = "{key}, versi {version}" | "{key}, version {version}";
    about_interviews = "Wawancara" | "Interviews";
    about_statuses = "Menurut status" | "By status";
    about_filter = "Disaring" | "Filter";
    about_left_out = "Sengaja tidak disertakan" | "Left out on purpose";
    about_anonymised = "Dianonimkan" | "Anonymised";
    about_fingerprint = "Sidik data survei yang ditutup" | "Fingerprint of the closed survey";
    about_at = "Ditulis" | "Written";
    about_program = "Program" | "Program";
}

impl Words {
    /// Gives what people call a column that is no question.
    #[must_use]
    pub fn export_column(self, name: &str) -> Option<&'static str> {
        Some(match name {
            "form_number" => self.column_form_number(),
            "status" => self.column_status(),
            "date" => self.column_date(),
            "time_band" => self.column_time_band(),
            "location" => self.column_location(),
            "batch" => self.column_batch(),
            "surveyor" => self.column_surveyor(),
            "started" => self.column_started(),
            "completed" => self.column_completed(),
            "keyed_seconds" => self.column_keyed_seconds(),
            "keys" => self.column_keys(),
            "corrections" => self.column_corrections(),
            "open_problems" => self.column_open_problems(),
            "notes" => self.column_notes(),
            "question" => self.column_question(),
            "value" => self.column_value(),
            "missing" => self.column_missing(),
            _ => return None,
        })
    }
}
