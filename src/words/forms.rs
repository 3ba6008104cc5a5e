//! Words of the screens of questionnaires.

use super::words;

words! {
    forms_title = "kuesioner" | "questionnaires";
    form_version(key, version) = "{key} versi {version}" | "{key} version {version}";
    forms_none = "Belum ada kuesioner." | "There is no questionnaire yet.";
    forms_questions(n) = "{n} pertanyaan" | "{n} questions";
    forms_unused = "terpasang, belum dipakai" | "installed, not used yet";
    forms_shipped = "bawaan" | "comes with cacah";
    forms_used(n) = "dipakai {n} survei" | "surveys: {n}";
    forms_of_this_survey = "dipakai survei ini" | "of this survey";
    forms_sections(names) = "Bagian: {names}" | "Sections: {names}";
    forms_surveys(names) = "Dipakai: {names}" | "Used by: {names}";
    forms_ask_file = "Tulis ke berkas (.toml, atau .xlsx untuk XLSForm):" | "Write to the file (.toml, or .xlsx for XLSForm):";
    forms_written(path) = "Tertulis: {path}" | "Written: {path}";
    forms_written_without(path, n) = "Tertulis: {path}; {n} hal tidak ada di XLSForm: cacah form export menyebutnya." | "Written: {path}; {n} things can't stand in XLSForm: cacah form export names them.";

    trial_title = "COBA, tidak disimpan" | "TRIAL, not saved";
    look_title = "LIHAT, tidak bisa diisi" | "PREVIEW, not keyed";
    trial_not_here = "Itu tidak ada di percobaan." | "That is no part of a trial.";
    trial_over = "Percobaan selesai; tidak ada yang tersimpan." | "The trial is over; nothing is saved.";
    trial_said(text) = "Percobaan: {text}" | "Trial: {text}";
    look_last = "Ini pertanyaan terakhir." | "This is the last question.";
    look_first = "Ini pertanyaan pertama." | "This is the first question.";

    check_title = "periksa berkas kuesioner" | "check a questionnaire's file";
    check_ask_file = "Berkas kuesioner (.toml, atau .xlsx dari XLSForm), lalu Enter:" | "The questionnaire's file (.toml, or .xlsx of XLSForm), then Enter:";
    check_folder(folder) = "Nama tanpa folder dicari di {folder}" | "A name without a folder is looked for in {folder}";
    check_needs_file = "Ketik nama berkasnya." | "Key the name of the file.";
    check_sound = "Kuesioner ini baik: Enter memasangnya." | "This questionnaire is sound: Enter installs it.";
    check_complaints(n) = "{n} keluhan: perbaiki di berkasnya, lalu p memeriksa lagi." | "{n} complaints: mend them in the file, then p checks again.";
    check_mend_first = "Perbaiki dulu keluhannya di berkas, lalu p memeriksa lagi." | "Mend the complaints in the file first, then p checks again.";
    check_installed(name) = "{name} terpasang." | "{name} is installed.";
    check_place(line, column) = "baris {line}, kolom {column}" | "line {line}, column {column}";
    check_left_out(n) = "{n} hal di buku kerja tidak ada di kuesioner:" | "{n} things of the workbook are not in the questionnaire:";
    check_holds(sections, questions, choices) = "{sections} bagian, {questions} pertanyaan, {choices} pilihan" | "{sections} sections, {questions} questions, {choices} choices";
    check_lines(first, last, all) = "baris {first}-{last} dari {all}" | "lines {first}-{last} of {all}";

    setup_form(title, name) = "{title} ({name})" | "{title} ({name})";
}
