//! Words of several laptops: handing over, merging, conflicts, and why a file is refused.

use super::words;

words! {
    refused_foreign(file, what) = "'{file}' bukan data cacah yang dapat digabungkan: {what}" | "'{file}' is no data of cacah that can be merged: {what}";
    refused_gap(file, device) = "'{file}' dimulai setelah data yang ada di sini (perangkat {device}): ada bagian di antaranya yang belum diterima" | "'{file}' begins behind what is here (device {device}): a part in between was never received";
    refused_broken(file, device, sequence) = "'{file}' rusak atau diubah orang: jejak perangkat {device} putus di baris {sequence}" | "'{file}' is damaged or was changed: the log of device {device} breaks at line {sequence}";
    refused_same_number(file, device) = "'{file}' memakai nomor perangkat {device}, yang sudah dipakai basis data lain" | "'{file}' uses device number {device}, which another database has";
    refused_copied(file, device) = "'{file}' berasal dari salinan yang diketik terus sendiri-sendiri: perangkat {device} ada dua" | "'{file}' comes from a copy that was keyed on by itself: there are two of device {device}";
    refused_closed(file, survey) = "'{file}' mengubah survei yang ditutup di sini: {survey}" | "'{file}' changes a survey that is closed here: {survey}";
    refused_other_form(file, form) = "'{file}' memakai kuesioner '{form}' dengan isi lain" | "'{file}' uses questionnaire '{form}' with another content";
    hint_refused_foreign = "Pilih berkas .cacah atau basis data dari laptop lain." | "Choose a .cacah file or a database of another laptop.";
    hint_refused_gap = "Minta berkas yang lengkap: di laptop itu 'cacah bundle --all', atau semua di layar Serahkan." | "Ask for the whole: 'cacah bundle --all' on that laptop, or everything on its hand-over screen.";
    hint_refused_broken = "Minta berkas itu sekali lagi dari laptop asalnya; data di sini tetap seperti semula." | "Ask for the file again from its laptop; the data here are as before.";
    hint_refused_copied = "Satu basis data hanya boleh diketik di satu laptop. Pada salinan yang belum diketik, jalankan 'cacah doctor --new-device' lebih dulu." | "One database is keyed on one laptop only. On a copy that nobody keyed in yet, run 'cacah doctor --new-device' first.";
    hint_refused_closed = "Buka kembali survei itu (c di layar kelengkapan), gabungkan, lalu tutup lagi." | "Reopen that survey (c on the completeness screen), merge, and close it again.";
    hint_refused_other_form = "Beri kuesioner yang diubah itu versi yang lebih tinggi di laptop asalnya." | "Give the changed questionnaire a higher version on the laptop it comes from.";
    bundle_foreign(file) = "'{file}' bukan berkas serah terima cacah" | "'{file}' is no bundle of cacah";
    bundle_newer(file) = "'{file}' dibuat cacah yang lebih baru" | "'{file}' comes from a newer cacah";
    bundle_damaged(file) = "'{file}' rusak atau terpotong" | "'{file}' is damaged or cut off";
    bundle_bomb(file) = "'{file}' mengembang jauh melebihi yang wajar" | "'{file}' unpacks to far more than such a file holds";
    bundle_sealed(file) = "'{file}' dikunci dengan kata sandi" | "'{file}' is locked with a passphrase";
    bundle_wrong_passphrase(file) = "kata sandi untuk '{file}' salah" | "the passphrase for '{file}' is wrong";
    bundle_no_key(file) = "cacah ini dibangun tanpa kata sandi: '{file}'" | "this cacah was built without passphrases: '{file}'";
    hint_passphrase = "Ketik kata sandi yang dipakai pengirim; huruf besar dan kecil berbeda." | "Give the passphrase that the sender used; capitals count.";
    rule_conflict(field) = "Diubah di dua laptop: {field}" | "Changed on two laptops: {field}";
    trail_settled_conflict = "menyelesaikan perbedaan dua laptop" | "settles what two laptops changed";
    trail_code = "kode" | "code";
    trail_block = "blok nomor" | "number block";
    trail_merged = "digabungkan" | "merged";
}
