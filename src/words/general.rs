//! Words of every screen: keys by name, yes and no, the home screen, small terminals, faults in what was keyed.

use super::words;

words! {
    key_up = "Naik" | "Up";
    key_down = "Turun" | "Down";
    key_left = "Kiri" | "Left";
    key_right = "Kanan" | "Right";
    key_space = "Spasi" | "Space";
    yes = "ya" | "yes";
    no = "tidak" | "no";

    ask_discard = "Buang yang sudah diketik di sini?" | "Throw away what was typed here?";
    key_means_nothing(key) = "Tombol {key} tidak berlaku di sini; F1 menunjukkan yang berlaku." | "The key {key} means nothing here; F1 shows those that do.";
    too_small(width, height, now_width, now_height) = "Layar terlalu kecil: perlu {width}x{height}, sekarang {now_width}x{now_height}." | "The screen is too small: {width}x{height} needed, now {now_width}x{now_height}.";
    too_small_kept = "Isinya tetap ada. Besarkan jendela untuk melanjutkan." | "Nothing is lost. Make the window larger to go on.";
    too_small_keys = "Tombol belum diterima; hanya Ctrl+C, untuk keluar." | "Keys are not taken yet; Ctrl+C alone, to leave.";
    shared_file = "Program cacah lain sedang membuka berkas ini; keduanya dapat dipakai." | "Another cacah has this file open; both can be used.";
    slow_journal = "Media ini tidak mengenal WAL: menyimpan lebih lambat, tetapi tetap aman." | "This medium does not know WAL: saving is slower, and as safe.";

    home_go_on = "Lanjutkan di tempat terakhir" | "Go on where keying stopped";
    home_new = "+ Survei baru" | "+ New survey";
    home_leave_again(name) = "{name} masih masuk. Esc sekali lagi menutup program." | "{name} is still signed in. Esc once more ends the program.";
    home_choose_a_survey = "Pilih dulu sebuah survei." | "Choose a survey first.";
    home_complete(done) = "{done} lengkap" | "{done} complete";
    home_of_minimum(done, minimum) = "{done} dari minimum {minimum}" | "{done} of at least {minimum}";
    sample_enough = "sesuai" | "enough";
    sample_short = "belum sesuai" | "not enough yet";

    not_a_date(text) = "'{text}' bukan tanggal; contoh 30-09-2024 atau 3009." | "'{text}' is no date; such as 30-09-2024 or 3009.";
    not_a_number(text) = "'{text}' bukan angka yang berlaku di sini." | "'{text}' is no number that fits here.";
    not_a_choice(typed) = "'{typed}' bukan pilihan di sini." | "'{typed}' is no choice here.";
    no_such_number(number) = "Tidak ada formulir {number} di survei ini." | "There is no form {number} in this survey.";
    prompt_needs_text = "Ketik sesuatu, atau Esc untuk batal." | "Key something, or Esc to cancel.";

    keys_title = "Tombol" | "Keys";
    keys_intro = "Jawaban: `1`-`4`, `a`-`d` atau `j` `k` `l` `;` pada pertanyaan empat pilihan; angka lalu huruf pada daftar lain, seperti tampil di layar. Selebihnya dari tabel tombol program; F1 menunjukkan yang berlaku di layar yang terbuka." | "Answers: `1`-`4`, `a`-`d` or `j` `k` `l` `;` on a four-point question; digits, then letters on other lists, as the screen shows. The rest is made from the program's key table; F1 shows those that work on the open screen.";
    keys_column_key = "Tombol" | "Key";
    keys_column_does = "Kegunaan" | "Does";
}
