//! Words of the batch header.

use super::words;

words! {
    batch_new = "bundel baru" | "new batch";
    batch_number(number) = "bundel {number}" | "batch {number}";
    batch_date = "Tanggal wawancara" | "Date of interviews";
    batch_band = "Jam survei" | "Time band";
    batch_location = "Lokasi" | "Location";
    batch_service = "Jenis layanan" | "Service";
    batch_surveyor = "Petugas" | "Surveyor";
    batch_first = "Nomor formulir pertama" | "First form number";
    batch_forms = "Banyak formulir" | "Forms in the stack";
    batch_no_band = "tidak tercatat" | "not recorded";
    batch_per_form = "diketik per formulir" | "keyed per form";
    batch_no_items = "Daftarnya kosong: isi dulu di pengaturan survei." | "The list is empty: fill it in the survey set-up first.";
    batch_choices_below = "Pilihannya ada di bawah: tekan tombolnya." | "The choices stand below: press their key.";
    batch_outside(day) = "{day} di luar periode survei; F10 sekali lagi untuk tetap memakainya." | "{day} is outside the survey's period; F10 once more to keep it.";
    batch_overlaps(first, last, number) = "{first}-{last} beririsan dengan bundel {number}; F10 sekali lagi bila memang begitu." | "{first}-{last} overlaps batch {number}; F10 once more if it is so.";
    batch_thick(forms) = "{forms} formulir dalam satu bundel? F10 sekali lagi bila memang begitu." | "{forms} forms in one batch? F10 once more if it is so.";
    batch_future(day) = "{day} belum terjadi; F10 sekali lagi untuk tetap memakainya." | "{day} is still to come; F10 once more to keep it.";
    batch_opened(number, forms) = "Bundel {number} dibuka: {forms} formulir." | "Batch {number} is open: {forms} forms.";
    batch_corrected(number) = "Kepala bundel {number} dan wawancaranya diperbaiki." | "The header of batch {number} and its interviews are corrected.";
    batch_done(number, done) = "Bundel {number} selesai ({done})." | "Batch {number} is done ({done}).";
    batch_hint_date(from, to) = "Contoh 30-09-2024, 3009, 30. Periode survei {from} sampai {to}." | "Such as 30-09-2024, 3009, 30. The survey's period is {from} to {to}.";
    batch_hint_first = "Nomor yang tercetak di formulir teratas; nomor berikutnya dihitung naik." | "The number printed on the top form; the next ones count up.";
    batch_hint_forms = "Jumlah formulir di tumpukan ini. Enter membuka formulir pertama." | "How many forms are in this stack. Enter opens the first one.";
}
