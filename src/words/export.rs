//! Words of the export screen.

use super::words;

words! {
    export_title = "ekspor" | "export";
    export_survey = "Survei" | "Survey";
    export_format = "Format" | "Format";
    export_shape = "Satu baris" | "A row is";
    export_wide = "satu wawancara" | "an interview";
    export_long = "satu jawaban" | "an answer";
    export_values = "Kolom" | "Columns";
    export_codes = "kode" | "codes";
    export_labels = "label" | "labels";
    export_both = "kode dan label" | "codes and labels";
    export_dialect = "Dialek" | "Dialect";
    export_rfc4180 = "csv (RFC 4180, koma)" | "csv (RFC 4180, comma)";
    export_excel_id = "excel-id (titik koma, koma desimal)" | "excel-id (semicolon, decimal comma)";
    export_anonymous = "Anonim" | "Anonymous";
    export_anonymous_later = "Apa yang digabung dan disembunyikan, diketahui setelah semua dihitung." | "What is merged and hidden is known when all were counted.";
    export_free_text = "Dengan saran" | "With comments";
    export_notes = "Dengan catatan" | "With notes";
    export_surveyors = "Dengan nama petugas" | "With surveyor names";
    export_file = "Berkas" | "File";
    export_list_filter = "dan penyaring dari daftar" | "and the filter of the list";
    export_into(folder) = "Folder: {folder}" | "Folder: {folder}";
    export_needs_file = "Berkas perlu nama." | "The file needs a name.";
    export_replace(path) = "'{path}' sudah ada. Ganti?" | "'{path}' is there already. Replace it?";
    export_preview = "Baris pertama" | "First rows";
    export_working(path) = "Menulis {path}" | "Writing {path}";
    export_rows(rows, total, rate) = "{rows} dari {total} baris, {rate} baris/detik" | "{rows} of {total} rows, {rate} rows a second";
    export_pass(pass, passes) = ", langkah {pass} dari {passes}" | ", pass {pass} of {passes}";
    export_cancelled = "Ekspor dibatalkan; tidak ada berkas yang ditinggalkan." | "The export is cancelled; no file is left behind.";
    export_done = "Ekspor selesai." | "The export is done.";
    export_written = "Berkas tertulis lengkap." | "The file is written whole.";
    export_path(path) = "Berkas:  {path}" | "File:    {path}";
    export_count(rows) = "Baris:   {rows}" | "Rows:    {rows}";
    export_size(bytes) = "Ukuran:  {bytes} bita" | "Size:    {bytes} bytes";
    export_seconds(whole, tenth) = "Waktu:   {whole},{tenth} detik" | "Time:    {whole}.{tenth} seconds";
}
