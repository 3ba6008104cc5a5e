//! Words of the operator statistics.

use super::words;

words! {
    scope_operators = "Statistik petugas" | "Operator statistics";
    operators_title = "statistik petugas" | "operator statistics";
    operators_title_days = "statistik petugas per hari" | "operator statistics by day";
    operators_surveyor = "Petugas" | "Surveyor";
    operators_day = "Hari" | "Day";
    operators_forms = "Form" | "Forms";
    operators_keys_hour = "Tombol/j" | "Keys/h";
    operators_forms_hour = "Form/j" | "Forms/h";
    operators_pauses = "Jeda" | "Pauses";
    operators_corrections = "Koreksi" | "Correct.";
    operators_missing = "Hilang" | "Missing";
    operators_returns = "Kembali" | "Returns";
    operators_mismatch = "Beda" | "Differ";
    operators_rate(whole, tenth) = "{whole},{tenth} %" | "{whole}.{tenth}%";
    operators_all = "Semua" | "All";
    operators_empty = "Belum ada wawancara." | "There are no interviews yet.";
    operators_left_out(drafts, voids) = "Tidak dihitung: {drafts} draf, {voids} dibatalkan." | "Not counted: {drafts} drafts, {voids} voided.";
    operators_what = "/j: per jam kerja, tanpa jeda. Beda: isian yang berbeda saat verifikasi." | "/h: per hour at work, without pauses. Differ: fields that differ when verified.";
    operators_pause_time(label, n, minutes) = "{label}: jeda {n} kali, {minutes} menit." | "{label}: paused {n} times, {minutes} minutes.";
    operators_mismatch_of(mismatches, compared) = "Verifikasi: {mismatches} dari {compared} isian berbeda." | "Verification: {mismatches} of {compared} fields differ.";
    foot_operators = "petugas" | "operators";
    foot_per_day = "per hari" | "by day";
    help_operators = "Statistik tiap petugas" | "Statistics of each surveyor";
    help_per_day = "Per hari, atau semua hari bersama" | "By day, or all days together";
}
