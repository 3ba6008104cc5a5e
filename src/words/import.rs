//! Words of the import: what is wrong with files, rows and values, and the screen.

use super::words;

words! {
    import_empty(path) = "'{path}' kosong" | "'{path}' is empty";
    import_nul(path, line, column) = "'{path}' baris {line}, kolom {column}: ada bita nol, jadi ini bukan tabel teks" | "'{path}' line {line}, column {column}: there is a zero byte, so this is no table of text";
    import_encoding(path, line, column) = "'{path}' baris {line}, kolom {column}: bitanya bukan huruf UTF-8" | "'{path}' line {line}, column {column}: the bytes are no character of UTF-8";
    import_json(path, line, column) = "'{path}' baris {line}, kolom {column}: bukan objek JSON" | "'{path}' line {line}, column {column}: no object of JSON";
    import_quote(path, line) = "'{path}' baris {line}: tanda kutip yang dibuka di baris ini tidak pernah ditutup" | "'{path}' line {line}: a quote that opens in this row is never closed";
    import_long_row(path, line) = "'{path}' baris {line}: barisnya lebih dari 4 MiB" | "'{path}' line {line}: the row has more than 4 MiB";
    import_columns(path, line, most) = "'{path}' baris {line}: lebih dari {most} kolom" | "'{path}' line {line}: more than {most} columns";
    import_recap(path) = "'{path}' rekap banyak unit: isinya rata-rata, bukan jawaban responden" | "'{path}' is a recap of units: it holds averages, not respondents' answers";
    hint_import_empty = "Pilih berkas yang berisi baris judul dan baris jawaban." | "Choose a file with a row of names and rows of answers.";
    hint_import_encoding = "Simpan tabelnya sekali lagi sebagai CSV (UTF-8), lalu ulangi." | "Save the table once more as CSV (UTF-8) and try again.";
    hint_import_quote = "Perbaiki baris itu di berkasnya, lalu ulangi; tidak ada yang diimpor." | "Mend that line of the file and try again; nothing was imported.";
    hint_import_long = "Periksa tanda pemisah dan tanda kutip di baris itu; tidak ada yang diimpor." | "Check delimiters and quotes in that line; nothing was imported.";
    hint_import_recap = "Angkanya dapat diperiksa dengan 'cacah reproduce'; untuk diimpor perlu satu baris per responden." | "Its figures can be checked with 'cacah reproduce'; an import needs a row for each respondent.";
    hint_import_map = "Perbaiki baris itu di berkas peta; --write-map menulis yang baru." | "Mend that line of the map file; --write-map writes a new one.";
    import_map(path, line, text) = "'{path}' baris {line}: {text}" | "'{path}' line {line}: {text}";

    import_cells(found, expected) = "barisnya {found} sel, judulnya {expected}" | "the row has {found} cells, the head {expected}";
    import_head_again = "baris judul terulang" | "the head stands here once more";
    import_not_a_choice(found) = "'{found}' bukan salah satu pilihan" | "'{found}' is no choice";
    import_not_a_number(found) = "'{found}' bukan bilangan" | "'{found}' is not a number";
    import_out_of_range(found, min, max) = "'{found}' di luar {min} sampai {max}" | "'{found}' is outside {min} to {max}";
    import_not_a_reason(found) = "'{found}' bukan alasan kosong" | "'{found}' is no reason for a missing answer";
    import_not_a_date(found) = "'{found}' bukan tanggal" | "'{found}' is no date";
    import_no_date = "tanggalnya tidak ada" | "there is no date";
    import_not_a_moment(found) = "'{found}' bukan waktu" | "'{found}' is no moment";
    import_not_a_time(found) = "'{found}' bukan jam" | "'{found}' is no time of day";
    import_not_a_status(found) = "'{found}' bukan status" | "'{found}' is no status";
    import_not_in_list(found) = "'{found}' tidak ada di daftar survei" | "'{found}' is not in the survey's list";
    import_nothing_in_list = "isiannya kosong" | "nothing stands here";
    import_not_a_form_number(found) = "'{found}' bukan nomor formulir" | "'{found}' is no form number";
    import_twice(found) = "nomor atau id ini sudah ada di baris lain berkas ini {found}" | "another row of this file has this number or id {found}";
    import_differs = "sudah pernah diimpor dengan isi lain; perbaiki di layar" | "it was imported before with other content; mend it on the screen";
    import_too_long(found) = "teks lebih dari 32.767 huruf: '{found}'" | "a text of more than 32,767 characters: '{found}'";
    import_refused_name = "ditolak" | "refused";
}
