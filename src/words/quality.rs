//! Words of the flags: each rule of a soft problem, and the screen that counts them.

use super::{Words, words};
use crate::survey::form::{Form, Question};

words! {
    scope_flags = "Tanda mutu" | "Quality flags";
    scope_checking = "Pemeriksaan sedang berjalan" | "A check under way";
    scope_flagged = "Daftar wawancara bertanda" | "List of flagged interviews";
    flags_title = "tanda mutu" | "quality flags";
    flags_head(open, kept, finished) = "Terbuka {open}, dibenarkan {kept}; wawancara selesai {finished}" | "Open {open}, kept {kept}; finished interviews {finished}";
    flags_none = "Tidak ada tanda. H memeriksa ulang semua wawancara yang selesai." | "There are no flags. H checks all finished interviews again.";
    flags_rule = "Tanda" | "Flag";
    flags_open = "Terbuka" | "Open";
    flags_kept = "Dibenarkan" | "Kept";
    flags_shares(flag) = "{flag}: bagian per petugas, terbuka dan dibenarkan" | "{flag}: share of each surveyor, open and kept";
    flags_of(flagged, finished) = "{flagged} dari {finished}" | "{flagged} of {finished}";
    flags_percent(whole, tenth) = "{whole},{tenth} %" | "{whole}.{tenth} %";
    flags_others(share) = "(lainnya {share})" | "(others {share})";
    flags_no_others = "(tidak ada petugas lain)" | "(no other surveyor)";
    flags_more(n) = "dan {n} petugas lagi" | "and {n} more surveyors";
    flags_more_rules(n) = "dan {n} tanda lagi" | "and {n} more flags";

    check_working = "Memeriksa semua wawancara yang selesai" | "Checking all finished interviews";
    check_progress(checked, total) = "{checked} dari {total} wawancara" | "{checked} of {total} interviews";
    check_done(checked, opened, lapsed) = "{checked} wawancara diperiksa: {opened} tanda baru, {lapsed} gugur." | "{checked} interviews checked: {opened} new flags, {lapsed} lapsed.";
    check_cancelled(checked, total) = "Dihentikan: {checked} dari {total} wawancara sudah diperiksa, selebihnya tetap." | "Stopped: {checked} of {total} interviews are checked, the others are as before.";
    settle_ask = "Mengapa memang benar begitu?" | "Why is it right as it is?";
    settled(number) = "Formulir {number}: tanda ini dibenarkan dan dicatat." | "Form {number}: the flag is found right, and noted.";
    list_ruled(total, filter) = "{total} wawancara: {filter}" | "interviews: {total}, {filter}";

    foot_flags = "tanda" | "flags";
    foot_check = "periksa ulang" | "check again";
    foot_settle = "benar" | "it is right";
    foot_interviews = "wawancara" | "interviews";
    help_flags = "Tanda mutu: pola, waktu, dan kembar, menurut petugas" | "Quality flags: patterns, times and twins, by surveyor";
    help_flags_open = "Membuka wawancara yang bertanda ini" | "Opens the interviews with this flag";
    help_check = "Memeriksa ulang semua wawancara yang selesai" | "Checks all finished interviews again";
    help_check_cancel = "Menghentikan pemeriksaan; yang sudah diperiksa tetap" | "Stops the check; what is checked stays so";
    help_settle = "Membenarkan tanda ini, dengan alasan" | "Finds the flag right, with a reason";
    help_settle_paper = "Membenarkan tanda ini: sesuai kertas" | "Finds the flag right: as on paper";

    rule_ladder = "Jawaban unsur naik-turun seperti tangga" | "The ratings climb and fall like a ladder";
    rule_same_as_previous = "Sama dengan wawancara sebelumnya" | "Same as the interview before";
    rule_date_outside = "Tanggal di luar periode survei" | "Date outside the survey's period";
    rule_date_future = "Tanggal sesudah hari pengetikan" | "Date after the day of keying";
    rule_night = "Diketik malam hari (22.00-05.00)" | "Keyed at night (22:00-05:00)";
    rule_overlap = "Wawancara lain dimulai sebelum ini selesai" | "Another interview was begun before this ended";
    rule_twin = "Kembar: waktu, layanan, jenis kelamin, usia" | "Twin: same time, service, sex and age";
    rule_number_twice = "Nomor formulir sudah ada" | "The form number stands already";
    rule_outside_block = "Nomor di luar blok bundel" | "Number outside the batch's block";
    rule_low_without_saran = "Nilai terendah tanpa saran" | "Lowest rating without a comment";
}

impl Words {
    /// Says the rule of a soft problem, as the database names it; a doubt in the form's own words.
    #[must_use]
    pub fn rule(self, form: &Form, rule: &str) -> String {
        let (kind, about) = rule.split_once(':').unwrap_or((rule, ""));
        let said = match kind {
            "all_equal" => self.problem_all_equal(),
            "too_fast" => self.problem_too_fast_short(),
            "ladder" => self.rule_ladder(),
            "same_as_previous" => self.rule_same_as_previous(),
            "date_outside" => self.rule_date_outside(),
            "date_future" => self.rule_date_future(),
            "night" => self.rule_night(),
            "overlap" => self.rule_overlap(),
            "twin" => self.rule_twin(),
            "number_twice" => self.rule_number_twice(),
            "outside_block" => self.rule_outside_block(),
            "outside_own_block" => self.rule_outside_own_block(),
            "low_without_saran" => self.rule_low_without_saran(),
            "conflict" => {
                let named = form.find(about).map_or_else(|| self.field(about).to_owned(), |at| self.question(&form.questions[at]));
                return self.rule_conflict(named);
            }
            "unusual" | "required" | "warning" | "constraint" => {
                let named = form.find(about).map_or_else(|| about.to_owned(), |at| self.question(&form.questions[at]));
                return match kind {
                    "unusual" => self.rule_unusual(named),
                    "warning" => self.rule_warned(named),
                    "constraint" => self.rule_broken(named),
                    _ => self.rule_required(named),
                };
            }
            _ => form.doubts.iter().find(|doubt| doubt.key == about).map_or(rule, |doubt| doubt.text.get(self.0)),
        };
        said.to_owned()
    }

    /// Names a question: `9 Pengaduan`.
    #[must_use]
    pub fn question(self, question: &Question) -> String {
        let number = question.number.map_or_else(String::new, |number| format!("{number} "));
        format!("{number}{}", question.label.get(self.0))
    }
}
