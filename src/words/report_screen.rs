//! Words of the report screen and the screen of the plan of follow-up.

use super::words;

words! {
    report_docx = "Laporan Word (DOCX)" | "Report for Word (DOCX)";
    report_docx_holds = "Bab I-V dan lampiran; dapat disunting dan ditandatangani" | "Chapters I-V and annexes; to be edited and signed";
    report_html = "Laporan siap cetak (HTML)" | "Report ready to print (HTML)";
    report_html_holds = "Bab I-V dan lampiran dalam satu berkas; cetak dari peramban" | "Chapters I-V and annexes in one file; print it in a browser";
    report_xlsx = "Buku kerja Excel (XLSX)" | "Workbook for Excel (XLSX)";
    report_xlsx_holds = "Tiap responden, rumus NRR sampai mutu, rekap layanan" | "Each respondent, formulas from NRR to mutu, recap by service";
    report_poster = "Poster siap cetak (HTML)" | "Poster ready to print (HTML)";
    report_poster_svg = "Poster gambar vektor (SVG)" | "Poster as a vector image (SVG)";
    report_poster_holds = "IKM, mutu, responden, dan periode pada satu halaman" | "IKM, mutu, respondents and period on one page";
    report_title = "laporan" | "report";
    report_kind = "Bentuk" | "Kind";
    report_inside = "Isinya" | "Inside";
    report_suppress = "Kelompok kecil" | "Small groups";
    report_suppress_yes = "disembunyikan (kurang dari 5 orang)" | "hidden (fewer than 5 people)";
    report_suppress_no = "ditampilkan dengan tanda *" | "shown with a mark *";
    report_suppress_rows = "tidak berlaku: tiap responden tampil" | "not here: each respondent stands in it";
    report_paper = "Kertas" | "Paper";
    report_preview = "Yang akan ditulis" | "What will be written";
    report_preview_ikm(ikm, mutu, says, n) = "IKM {ikm}, mutu {mutu} ({says}), {n} responden" | "IKM {ikm}, mutu {mutu} ({says}), {n} respondents";
    report_preview_none = "Belum ada IKM; laporan tetap bisa ditulis." | "No IKM yet; the report can be written all the same.";
    report_preview_sample(n, minimum, enough) = "Sampel {n} dari minimum {minimum}: {enough}" | "Sample {n} of at least {minimum}: {enough}";
    report_preview_sample_unknown = "Jumlah orang dilayani belum diisi: kecukupan sampel tidak diketahui" | "People served are not filled in: nobody knows whether the sample is enough";
    report_preview_lowest(names) = "Unsur terendah: {names}" | "Lowest unsur: {names}";
    report_preview_equal = "Semua unsur sama: tidak ada yang terendah" | "All unsur are equal: none is lowest";
    report_preview_plan(filled, all) = "Rencana tindak lanjut: {filled} dari {all} terisi (F4 untuk mengisi)" | "Plan of follow-up: {filled} of {all} filled in (F4 fills it in)";
    report_preview_open = "Survei masih terbuka: angka dapat berubah" | "The survey is still open: figures may change";
    report_preview_convention(name) = "Konvensi: {name}" | "Convention: {name}";
    report_preview_warning = "Awas: konvensi lain memberi mutu lain; laporan menyebutkannya" | "Careful: another convention gives another mutu; the report says so";
    report_working(path) = "Menulis {path}" | "Writing {path}";
    report_counting(read, total) = "{read} dari {total} wawancara" | "{read} of {total} interviews";
    report_cancelled = "Laporan dibatalkan; tidak ada berkas yang ditinggalkan." | "The report is cancelled; no file is left behind.";
    report_done = "Laporan selesai." | "The report is done.";
    report_count(n) = "Responden: {n}" | "Respondents: {n}";
    report_file_size(bytes) = "Ukuran: {bytes} bita" | "Size: {bytes} bytes";
    report_next_docx = "Di Word: Ctrl+A lalu F9 mengisi nomor halaman pada daftar isi." | "In Word, Ctrl+A and F9 fill in the page numbers of the contents.";
    report_next_html = "Buka di peramban dan cetak." | "Open it in a browser and print it.";
    report_next_other = "Buka dengan program yang sesuai." | "Open it with the program that it is for.";
    scope_report = "Laporan" | "Report";
    help_report = "Laporan dan poster" | "Report and poster";
    foot_report = "laporan" | "report";
    help_plan = "Rencana tindak lanjut untuk tiga unsur terendah" | "The plan of follow-up for the three lowest unsur";
    foot_plan = "rencana" | "plan";

    plan_program = "Program/kegiatan" | "Programme";
    plan_quarters = "Waktu (triwulan)" | "When (quarters)";
    plan_responsible = "Penanggung jawab" | "Responsible";
    plan_quarters_remark = "misalnya 2 3 atau 1-4" | "such as 2 3 or 1-4";
    plan_no_quarters(text) = "'{text}' bukan triwulan; contoh 2 3 atau 1-4." | "'{text}' is no quarter; such as 2 3 or 1-4.";
    plan_none = "Tidak ada unsur terendah: belum ada wawancara yang lengkap, atau semua unsur sama." | "No unsur is lowest: no interview is complete, or all unsur are equal.";
    plan_hint = "Isian tersimpan saat ditinggalkan; masuk ke laporan dan riwayat perubahan." | "A field is stored when it is left; it stands in the report and the trail.";
    plan_stored = "Rencana tindak lanjut tersimpan." | "The plan of follow-up is stored.";
}
