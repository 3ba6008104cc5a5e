//! Words of the audit trail and of the doctor.

use super::{Words, words};

words! {
    trail_comment = "komentar" | "comment";
    trail_pin = "PIN" | "PIN";
    trail_rekeyed(question) = "Ulang: {question}" | "Again: {question}";
    trail_settled(question) = "Selisih: {question}" | "Mismatch: {question}";
    trail_equal = "sama" | "equal";
    trail_fault_keyer(second) = "{second} (keliru petugas)" | "{second} (the surveyor's mistake)";
    trail_fault_verifier(second) = "{second} (keliru pemverifikasi)" | "{second} (the verifier's mistake)";
    trail_every(every, start) = "tiap {every} mulai {start}" | "each {every} from {start}";
    trail_drawn(forms, verifier) = "{forms} formulir untuk {verifier}" | "{forms} forms for {verifier}";
    trail_closed(print) = "ditutup, sidik {print}" | "closed, fingerprint {print}";
    trail_edited = "persetujuan gugur karena diubah" | "approval fell by a change";
    trail_checked = "pemeriksaan ulang" | "check of all";
    doctor_file = "berkas dan tabelnya" | "the file and its tables";
    doctor_references = "rujukan antartabel" | "references between tables";
    doctor_numbers = "nomor baris dan urutan perangkat" | "ids and the sequence of their device";
    doctor_chain = "rantai log perubahan" | "the chain of the change log";
    doctor_replay = "data dibandingkan dengan log" | "the data against the log";
    doctor_words = "indeks kata" | "the full-text index";
    doctor_lock = "sidik data survei yang ditutup" | "fingerprints of closed surveys";
    doctor_counts = "hitungan dibandingkan dengan barisnya" | "the kept counts against the rows";
    doctor_miscount(survey, what, kept, counted) = "survei {survey}, {what}: tercatat {kept}, terhitung {counted}" | "survey {survey}, {what}: {kept} is kept, {counted} was counted";
    doctor_spot(device, sequence, at, subject, what) = "perangkat {device}, baris {sequence}, {at}, tentang {subject}, {what}" | "device {device}, line {sequence}, {at}, about {subject}, {what}";
    doctor_reference(table, row, parent) = "tabel {table}, baris {row}: rujukannya tidak ada di {parent}" | "table {table}, row {row}: what it refers to is not in {parent}";
    doctor_number(table, device, sequence) = "tabel {table}: nomor {sequence} melampaui urutan perangkat {device}" | "table {table}: id {sequence} lies beyond the sequence of device {device}";
    doctor_broken(spot) = "baris ini diubah, atau ada baris yang dihapus atau disisipkan di depannya: {spot}" | "this line was changed, or one before it was taken out or put in: {spot}";
    doctor_turn(spot) = "baris ini tidak berada di urutannya: {spot}" | "this line does not stand with its turn: {spot}";
    doctor_tail(device, spot) = "akhir log perangkat {device} terpotong atau ditambahi; baris terakhir: {spot}" | "the end of the log of device {device} was cut off or added to; its last line: {spot}";
    doctor_tail_whole(device) = "seluruh log perangkat {device} hilang" | "the whole log of device {device} is gone";
    doctor_differs(survey, number, field, log, data) = "survei {survey}, formulir {number}, {field}: log mengatakan {log}, data {data}" | "survey {survey}, form {number}, {field}: the log says {log}, the data {data}";
    doctor_gone(interview) = "wawancara {interview} ada di log tetapi tidak di data" | "interview {interview} is in the log and not in the data";
    doctor_print(survey, closed, found) = "survei {survey}: datanya berubah sesudah ditutup; sidik {closed}, sekarang {found}" | "survey {survey}: the data changed after it was closed; fingerprint {closed}, now {found}";
    doctor_stopped(why) = "pemeriksaan ini terhenti: {why}" | "this check was stopped: {why}";
    doctor_sound = "baik" | "ok";
    doctor_found = "ADA" | "FOUND";
    doctor_more(more) = "dan {more} lagi" | "and {more} more";

    trail_title = "riwayat perubahan" | "audit trail";
    scope_trail = "Riwayat perubahan" | "Audit trail";
    foot_trail = "riwayat" | "trail";
    help_trail = "Riwayat: siapa mengubah apa, kapan, mengapa" | "Audit trail: who changed what, when, why";
    help_trail_find = "Mencari kata dalam nilai dan alasan" | "Finds words in values and reasons";
    help_trail_export = "Menulis riwayat yang tampil ke berkas CSV di samping basis data" | "Writes the lines shown to a CSV file beside the database";
    trail_all = "Semua perubahan, yang terbaru di atas" | "All changes, the newest on top";
    trail_of(what) = "Perubahan: {what}  (Esc kembali)" | "Changes: {what}  (Esc back)";
    trail_empty = "Tidak ada perubahan di sini." | "There are no changes here.";
    trail_ask_words = "Kata dalam nilai atau alasan:" | "Words in values or reasons:";
    trail_written(rows, name) = "{rows} baris ditulis ke {name}, di samping basis data." | "{rows} lines written to {name}, beside the database.";
    trail_survey = "survei" | "survey";
    trail_verification = "verifikasi" | "verification";
    trail_note = "catatan" | "note";
    trail_form_version = "versi kuesioner" | "questionnaire version";
    trail_aside = "disisihkan" | "put aside";
    trail_band = "jam" | "time band";
    trail_retired = "nonaktif" | "retired";
    trail_header = "kepala bundel" | "batch header";
    trail_lock = "kunci" | "lock";
    trail_open = "terbuka" | "open";
    trail_imported(file, row, answers) = "{file} baris {row}: {answers} jawaban" | "{file} row {row}: {answers} answers";
    trail_source = "diimpor" | "imported";
    trail_kept = "dibenarkan" | "kept";
    trail_lapsed = "tidak berlaku lagi" | "lapsed";
    trail_forms(forms, first) = "{forms} formulir mulai {first}" | "{forms} forms from {first}";
    trail_carried = "terbawa" | "carried";
    trail_undoes = "membatalkan perubahan" | "takes a change back";
    trail_undone = "sudah dibatalkan" | "taken back";
    trail_column_at = "Waktu" | "Time";
    trail_column_who = "Siapa" | "Who";
    trail_column_about = "Tentang" | "About";
    trail_column_field = "Apa" | "What";
    trail_column_change = "Dari → menjadi" | "From → to";
    trail_column_why = "Mengapa" | "Why";
}

impl Words {
    /// Names a field of a record as the log names it: `@status`, `@note`, …
    #[must_use]
    pub fn field(self, field: &str) -> &str {
        match field {
            "@status" => self.column_status(),
            "@form_number" => self.column_number(),
            "@note" => self.trail_note(),
            "@aside" => self.trail_aside(),
            "@date" => self.foot_date(),
            "@band" => self.trail_band(),
            "@location" => self.foot_location(),
            "@service" => self.foot_service(),
            "@surveyor" => self.foot_surveyor(),
            "@supervisor" => self.foot_supervise(),
            "@retired" => self.trail_retired(),
            "@batch" => self.trail_header(),
            "@survey" => self.trail_survey(),
            "@form" => self.trail_form_version(),
            "@lock" => self.trail_lock(),
            "@comment" => self.trail_comment(),
            "@pin" => self.trail_pin(),
            "@asks_pin" => self.setup_pin(),
            "@verification" | "@ended" => self.trail_verification(),
            "@name" => self.setup_name(),
            "@unit" => self.setup_unit(),
            "@period" => self.setup_period(),
            "@from" => self.setup_from(),
            "@to" => self.setup_to(),
            "@served" => self.setup_served(),
            "@floor_seconds" => self.setup_floor(),
            "@convention" => self.index_convention(),
            "@pooling" => self.index_pooling(),
            "@follow_up" => self.plan_title(),
            "@merged" => self.trail_merged(),
            "@saran" => self.saran_codes(),
            "@imported" | "@source" => self.trail_source(),
            "@code" => self.trail_code(),
            "@block" => self.trail_block(),
            other => other.trim_start_matches('@'),
        }
    }
}
