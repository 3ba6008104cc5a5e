//! Words of the survey set-up.

use super::words;

words! {
    setup_title_new = "Survei baru" | "New survey";
    setup_title_edit = "Pengaturan survei" | "Survey set-up";
    setup_choose_template = "Mulai dari contoh yang mana? Semuanya bisa diubah kemudian." | "Start from which template? Everything can be changed later.";
    setup_blocks_for(title) = "{title}: blok apa yang ditambahkan?" | "{title}: which blocks are added?";
    setup_block_clashes = "Blok ini tidak bisa ditambahkan: pertanyaannya sudah ada." | "This block can't be added: its questions are there already.";
    setup_blocks_too_late = "Blok ditambahkan sebelum survei dibuat; survei ini mendapat versi baru kuesionernya." | "Blocks are added before a survey is made; this one takes a new version of its questionnaire.";
    scope_templates = "Memilih contoh survei" | "Choosing a template";
    scope_blocks = "Blok kuesioner" | "Blocks of a questionnaire";
    help_blocks = "Tambah blok ke kuesioner: disabilitas, pelaku usaha, SPAK, SPKP" | "Add blocks to the questionnaire: disability, business actors, SPAK, SPKP";
    help_blocks_go = "Lanjut dengan blok yang bertanda" | "Go on with the blocks that are ticked";
    help_tick = "Beri atau hapus tanda; angka juga" | "Tick, or take the tick away; a digit does so too";
    foot_blocks = "tambah blok" | "add blocks";
    foot_tick = "tandai" | "tick";
    setup_name = "Nama survei" | "Survey name";
    setup_unit = "Unit layanan" | "Service unit";
    setup_period = "Periode" | "Period";
    setup_from = "Dari tanggal" | "From";
    setup_to = "Sampai tanggal" | "To";
    setup_served = "Orang dilayani" | "People served";
    setup_floor = "Batas cepat (detik)" | "Fastest (seconds)";
    setup_minimum(minimum) = "sampel minimum {minimum} (Krejcie & Morgan)" | "sample of at least {minimum} (Krejcie & Morgan)";
    setup_served_unknown = "isi untuk tahu sampel minimum" | "fill in to know the sample minimum";
    setup_floor_remark = "lebih cepat dari ini ditandai; 0 = tidak" | "faster than this is marked; 0 = never";
    setup_add = "ketik lalu Enter untuk menambah" | "key and press Enter to add";
    setup_retired = "nonaktif" | "retired";
    setup_forms_later = "Kuesioner survei baru sudah dipilih; Esc untuk memilih yang lain." | "A new survey has its questionnaire; Esc to choose another.";
    setup_on_items_only = "Pilih dulu satu baris daftar (lokasi, layanan, petugas, jam)." | "Choose a line of a list first (location, service, surveyor, time).";
    setup_needs_name = "Survei perlu nama." | "A survey needs a name.";
    setup_period_backwards = "Periode berakhir sebelum mulai." | "The period ends before it begins.";
    setup_item_empty = "Baris ini kosong: isi, atau Ctrl+D untuk menghapus." | "This line is empty: fill it in, or Ctrl+D to remove it.";
    setup_item_twice(label) = "'{label}' sudah ada di daftar ini: labelnya harus berbeda." | "'{label}' is in this list already: labels must differ.";
    setup_wrong = "! belum benar" | "! not right yet";
    setup_list_empty(list) = "Daftar {list} masih kosong: ketik satu baris di sini, lalu Enter." | "The list {list} is still empty: key a line here, then press Enter.";
    setup_list_full(list) = "Daftar {list} memuat paling banyak 35 baris, satu tombol tiap baris." | "The list {list} holds 35 lines at the most, a key for each.";
    setup_made(name) = "{name} sudah dibuat." | "{name} is made.";
    setup_saved(name) = "Pengaturan {name} tersimpan." | "The set-up of {name} is saved.";
    list_locations = "Lokasi" | "Locations";
    list_services = "Jenis layanan" | "Services";
    list_surveyors = "Petugas" | "Surveyors";
    list_supervisors = "Pengawas" | "Supervisors";
    setup_pin = "Masuk dengan PIN" | "Sign in with a PIN";
    setup_pin_remark = "ya atau tidak" | "yes or no (ya, tidak)";
    setup_pin_yes_or_no = "Ketik ya atau tidak." | "Key yes or no.";
    list_bands = "Jam survei" | "Time bands";
}
