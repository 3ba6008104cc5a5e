//! Words of copies of the database: making them, looking at them, restoring one.

use super::words;

words! {
    backups_title = "cadangan" | "backups";
    foot_backups = "cadangan" | "backups";
    help_backups = "Cadangan basis data: melihat, membuat, memulihkan" | "Copies of the database: look, make, restore";
    backups_none = "Belum ada cadangan. n membuat satu sekarang." | "There is no copy yet. n makes one now.";
    backups_how = "Dibuat tiap hari pada pembukaan pertama, dan sebelum menggabungkan, mengimpor, memulihkan, atau memperbarui; disimpan 7 dari tiap jenis." | "Made at the first start of each day, and before merging, importing, restoring or updating; 7 of each kind are kept.";
    backups_folder(folder) = "Folder: {folder}" | "Folder: {folder}";
    backups_daily = "harian" | "daily";
    backups_merge = "sebelum digabungkan" | "before a merge";
    backups_import = "sebelum impor" | "before an import";
    backups_restore = "sebelum dipulihkan" | "before a restore";
    backups_migration = "sebelum diperbarui" | "before an update";
    backups_hand = "atas permintaan" | "by request";
    backups_interviews(n) = "{n} wawancara" | "{n} interviews";
    backups_made(file) = "Cadangan dibuat dan diperiksa: {file}" | "The copy is made and proved: {file}";
    backups_failed(why) = "Cadangan hari ini gagal: {why}" | "The copy of the day failed: {why}";
    backups_unread = "tidak terbaca" | "can't be read";
    foot_make = "buat" | "make";
    help_make = "Membuat cadangan sekarang" | "Makes a copy now";
    foot_look = "lihat" | "look";
    help_look = "Melihat isinya, dan apa yang akan hilang" | "Looks at what it holds, and at what would be gone";
    scope_backups = "Cadangan" | "Copies of the database";
    restore_title = "pulihkan" | "restore";
    restore_holds(at) = "Cadangan {at} berisi:" | "The copy of {at} holds:";
    restore_newest(at) = "Perubahan terakhir: {at}" | "Newest change: {at}";
    restore_lines(n) = "Baris jejak: {n}" | "Lines of the log: {n}";
    restore_lost = "Yang ada sekarang dan tidak ada di cadangan ini:" | "What is here now and not in this copy:";
    restore_lost_none = "tidak ada" | "nothing";
    restore_lost_interviews(n) = "{n} wawancara" | "interviews: {n}";
    restore_lost_changed(n) = "perubahan pada {n} wawancara lain" | "changes of other interviews: {n}";
    restore_lost_lines(n) = "{n} baris jejak" | "lines of the log: {n}";
    restore_safe = "Data yang sekarang dicadangkan dulu, jadi bisa kembali." | "The data of now are copied first, so that there is a way back.";
    restore_go_on = "Enter memulihkan, Esc kembali tanpa mengubah apa pun." | "Enter restores, Esc goes back without changing anything.";
    restore_ask(at) = "Pulihkan cadangan {at}?" | "Restore the copy of {at}?";
    restore_working = "Memulihkan…" | "Restoring…";
    restore_looking = "Memeriksa cadangan…" | "Reading the copy…";
    restore_done(file) = "Sudah dipulihkan. Data sebelumnya: {file}" | "Restored. The data from before: {file}";
    restore_drawn(device) = "Nomor perangkat baru: {device}" | "New device number: {device}";
    foot_restore = "pulihkan" | "restore";
    help_restore = "Memulihkan, setelah ditanya" | "Restores, after a question";
    error_shared(path) = "'{path}' sedang dibuka program lain" | "another program has '{path}' open";
    hint_shared = "Tutup program itu dulu; di sini tidak ada yang berubah." | "Close that program first; nothing was changed here.";
}
