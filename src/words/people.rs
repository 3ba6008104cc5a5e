//! Words of signing in.

use super::words;

words! {
    scope_people = "Masuk" | "Signing in";
    foot_sign_in = "masuk" | "sign in";
    help_sign_in = "Masuk dengan nama, atau ganti orang" | "Signs in by name, or changes the person";
    people_title = "masuk" | "sign in";
    people_who = "Siapa yang mengetik?" | "Who is at the keyboard?";
    people_supervisor = "Siapa pengawas yang memeriksa?" | "Which supervisor is checking?";
    people_role_surveyor = "petugas" | "surveyor";
    people_role_supervisor = "pengawas" | "supervisor";
    people_nobody = "Tanpa nama (keluar)" | "Nobody (sign out)";
    people_none = "Belum ada pengawas: tambahkan di pengaturan survei (e)." | "There is no supervisor yet: add one in the survey set-up (e).";
    people_pin(name) = "PIN {name}:" | "PIN of {name}:";
    people_pin_new(name) = "{name}, pilih PIN baru (paling sedikit 4 huruf atau angka):" | "{name}, choose a PIN (4 letters or digits at the least):";
    people_pin_again = "Ketik PIN itu sekali lagi:" | "Key the PIN once more:";
    people_pin_short = "PIN terlalu pendek: paling sedikit 4 huruf atau angka." | "The PIN is too short: 4 letters or digits at the least.";
    people_pin_differs = "Keduanya berbeda; pilih PIN lagi." | "The two differ; choose a PIN again.";
    people_pin_wrong(left) = "PIN salah; sisa {left} kali sebelum harus menunggu." | "Wrong PIN; {left} more before you must wait.";
    people_pin_wait(seconds) = "Terlalu banyak PIN salah: tunggu {seconds} detik." | "Too many wrong PINs: wait {seconds} seconds.";
    people_pin_note = "PIN menjaga layar, bukan berkas: siapa yang memegang berkas bisa membacanya." | "A PIN guards the screens, not the file: whoever holds the file can read it.";
    people_welcome(name) = "Masuk: {name}." | "Signed in: {name}.";
    help_forget_pin = "Menghapus PIN orang itu, agar ia memilih yang baru (pengawas)" | "Forgets that person's PIN, so that a new one is chosen (supervisors)";
    foot_forget_pin = "hapus PIN" | "forget PIN";
    people_ask_forget(name) = "Hapus PIN {name}? Ia memilih yang baru waktu masuk." | "Forget the PIN of {name}? A new one is chosen at the next sign-in.";
    people_pin_forgotten(name) = "PIN {name} dihapus." | "The PIN of {name} is forgotten.";
    people_forget_supervisor = "Hanya pengawas yang menghapus PIN: masuk dulu sebagai pengawas." | "Only a supervisor forgets a PIN: sign in as one first.";
    people_no_pin = "Orang ini belum punya PIN." | "This person has no PIN yet.";
    people_left = "Tidak ada yang masuk." | "Nobody is signed in.";
    error_not_yours(surveyor) = "formulir ini milik {surveyor}" | "this form is {surveyor}'s";
    hint_not_yours = "Ia atau pengawas masuk dulu (m)." | "They or a supervisor sign in first (m).";
    error_sign_in_first = "survei ini meminta PIN dan belum ada yang masuk" | "this survey asks for a PIN and nobody is signed in";
    hint_sign_in = "Tekan m di daftar survei untuk masuk." | "Press m on the list of surveys to sign in.";
    error_pin(what) = "PIN tidak dapat diperiksa: {what}" | "the PIN can't be checked: {what}";
    hint_pin = "Minta pengawas menghapus PIN itu dan pilih yang baru." | "Have the supervisor forget the PIN and choose a new one.";
}
