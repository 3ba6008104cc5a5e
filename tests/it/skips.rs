//! Questions that apply or not, answers that stop standing and return, what is worked out: on the screen, on disk, in the log, after undo.

use crate::scenario::Scenario;
use cacah::store::{By, Exam, GroupKey};
use cacah::survey::interview::Status;
use cacah::survey::template;
use expect_test::{Expect, expect};

/// A form whose questions depend on one another, with a hard and a soft rule, a filter, and a sum.
pub const HOUSE: &str = r#"
key = "rumah"
title = "Rumah tangga"

[[section]]
key = "anak"
label = "Anak"

[[section.question]]
key = "punya"
label = "Punya anak"
kind = "yes_no"

[[section.question]]
key = "jumlah"
label = "Jumlah anak"
kind = "number"
min = 1
max = 12
relevant = "${punya} = 1"

[[section.question]]
key = "sekolah"
label = "Anak sekolah"
kind = "number"
min = 0
max = 12
relevant = "${jumlah} > 0"
constraint = ". <= ${jumlah}"
constraint_message = { id = "Anak sekolah lebih banyak daripada anak", en = "More children at school than children" }
warning = "${jumlah} - . < 5"
warning_message = { id = "Banyak anak tidak sekolah", en = "Many children are not at school" }

[[section.question]]
key = "di_rumah"
label = "Di rumah"
kind = "calculated"
calculate = "${jumlah} - ${sekolah}"

[[section]]
key = "tempat"
label = "Tempat"

[[section.question]]
key = "provinsi"
label = "Provinsi"
kind = "choice"
choices = [{ code = 64, label = "Kaltim" }, { code = 73, label = "Sulsel" }]

[[section.question]]
key = "kota"
label = "Kota"
kind = "choice"
filter = "provinsi = ${provinsi}"
choices = [
    { code = 1, label = "Bontang", attributes = { provinsi = "64" } },
    { code = 2, label = "Makassar", attributes = { provinsi = "73" } },
    { code = 3, label = "Samarinda", attributes = { provinsi = "64" } },
    { code = 4, label = "Lainnya", specify = "kota_lain", attributes = { provinsi = "73" } },
]

[[section.question]]
key = "kota_lain"
label = "Kota lain"
kind = "text"

[[section.question]]
key = "saran"
label = "Saran"
kind = "long_text"
required = false
"#;

const ROW: &str = "SELECT punya, jumlah, sekolah, di_rumah, provinsi, kota, kota_lain FROM answers_rumah";
const ASIDE: &str = "SELECT coalesce(group_concat(question || '=' || answer, ' '), 'none') FROM (SELECT * FROM aside ORDER BY question)";
const TOLD: &str = "SELECT group_concat(question || ': ' || coalesce(old, '-') || ' > ' || coalesce(new, '-'), char(10)) FROM change WHERE question LIKE '@aside:%'";

/// Whatever was done, the doctor finds nothing and the counts are those of the rows.
#[track_caller]
fn sound(s: &Scenario) {
    let store = s.app.store();
    for exam in Exam::ALL {
        let found = store.doctor(exam);
        assert!(found.is_sound(), "{exam:?}: {found:?}");
    }
}

#[track_caller]
fn case(s: &Scenario, row: &str, aside: &str) {
    assert_eq!((s.ask(ROW).as_str(), s.ask(ASIDE).as_str()), (row, aside));
    sound(s);
}

fn house() -> Scenario {
    Scenario::form(HOUSE)
}

#[test]
fn a_question_that_does_not_apply_is_passed_over() {
    let mut s = house().keys("t");
    assert!(s.in_hand().starts_with(">Provinsi"), "{}", s.screen());
    let mut s = s.keys("<Up>");
    assert!(s.in_hand().starts_with(">Punya anak"), "{}", s.screen());
}

#[test]
fn an_answer_that_stops_applying_is_kept_aside_and_returns() {
    let s = house().keys("y 3 2");
    case(&s, "1 | 3 | 2 | 1 | - | - | -", "none");
    let mut s = s.keys("<Up> <Up> <Up> t");
    case(&s, "0 | - | - | - | - | - | -", "jumlah=3 sekolah=2");
    assert_eq!(s.notice(), "Disisihkan, tidak dihitung: Jumlah anak, Anak sekolah.");
    let mut s = s.keys("<Up> y");
    case(&s, "1 | 3 | 2 | 1 | - | - | -", "none");
    assert_eq!(s.notice(), "Kembali berlaku: Jumlah anak, Anak sekolah.");
    expect![[r#"
        @aside:jumlah: - > 3
        @aside:sekolah: - > 2
        @aside:jumlah: 3 > -
        @aside:sekolah: 2 > -"#]]
    .assert_eq(&s.ask(TOLD));
}

#[test]
fn undo_brings_back_what_was_put_aside_and_puts_aside_what_had_returned() {
    let s = house().keys("y 3 2 <Up> <Up> <Up> t <Ctrl+Z>");
    case(&s, "1 | 3 | 2 | 1 | - | - | -", "none");
    let s = house().keys("y 3 2 <Up> <Up> <Up> t <Up> y <Ctrl+Z>");
    case(&s, "0 | - | - | - | - | - | -", "jumlah=3 sekolah=2");
    let s = s.keys("<Ctrl+Z> <Ctrl+Z> <Ctrl+Z>");
    case(&s, "1 | - | - | - | - | - | -", "none");
}

#[test]
fn a_restart_finds_what_was_put_aside() {
    let s = house().keys("y 3 2 <Up> <Up> <Up> t").restart().keys("<Enter> <Up> y");
    case(&s, "1 | 3 | 2 | 1 | - | - | -", "none");
}

#[test]
fn a_hard_rule_refuses_an_answer_and_puts_one_aside_that_it_catches_later() {
    let mut s = house().keys("y 3 4");
    assert_eq!(
        (s.bells(), s.notice().as_str()),
        (1, "! Anak sekolah 4: Anak sekolah lebih banyak daripada anak. Jawab lagi, atau . bila tak terbaca.")
    );
    case(&s, "1 | 3 | - | - | - | - | -", "none");
    let mut s = s.keys("3 <Up> <Up> 2");
    assert_eq!(s.notice(), "Disisihkan, tidak dihitung: Anak sekolah.");
    case(&s, "1 | 2 | - | - | - | - | -", "sekolah=3");
    // A new answer takes the place of the one aside.
    let s = s.keys("1 <Enter>");
    case(&s, "1 | 2 | 1 | 1 | - | - | -", "none");
}

#[test]
fn who_a_question_does_not_concern_is_counted_apart_from_who_did_not_answer() {
    let form = template::SKM.replace("key = \"pendidikan\"", "key = \"pendidikan\"\nrelevant = \"${jenis_kelamin} = 2\"");
    let rated = "4 3 343 443 342 <Enter>";
    let keys = ["2 34 5", "1 34", "2 34 .1", "1 45"].map(|keys| format!("{keys} {rated}")).join(" ");
    let s = Scenario::form(&form).keys(&keys);
    let store = s.app.store();
    let survey = store.surveys().expect("reads").remove(0);
    let by = By::from_name(&survey, "education").expect("is a breakdown");
    let definition = survey.measure().definition;
    let (mut groups, _) = store.tabulate(&survey, &definition, &Status::FINISHED, &[by]).expect("counts");
    let told: Vec<(GroupKey, u64)> = groups.remove(0).into_iter().map(|group| (group.key, group.n)).collect();
    assert_eq!(told, [(GroupKey::Code(5), 1), (GroupKey::None, 1), (GroupKey::NotAsked, 2)]);
    // The paper itself may have said so.
    s.change("UPDATE missing SET reason = 'not_applicable'");
    let (mut groups, _) = store.tabulate(&survey, &definition, &Status::FINISHED, &[by]).expect("counts");
    let told: Vec<(GroupKey, u64)> = groups.remove(0).into_iter().map(|group| (group.key, group.n)).collect();
    assert_eq!(told, [(GroupKey::Code(5), 1), (GroupKey::NotAsked, 3)]);
}

#[test]
fn a_list_that_waits_for_another_answer_says_for_which() {
    let mut s = house().keys("t <Ctrl+G>").text("kota").keys("<Enter> 1");
    assert_eq!(s.notice(), "! Pilihannya bergantung pada Provinsi: isi itu dulu.");
    let mut s = s.keys("<F9>");
    assert_eq!(s.notice(), "! Pilihannya bergantung pada Provinsi: isi itu dulu.");
    let mut s = s.keys("<Ctrl+L> <F9>");
    assert_eq!(s.notice(), "! The choices depend on Provinsi: answer that first.");
}

#[test]
fn a_soft_rule_asks_and_its_reason_is_kept() {
    let mut s = house().keys("y 9 1 <Enter>");
    assert_eq!((s.bells(), s.notice().as_str()), (2, "? Banyak anak tidak sekolah"));
    let s = s.keys("<F2>");
    assert_eq!(s.ask("SELECT rule, state, reason FROM problem"), "warning:sekolah | kept | sesuai kertas");
    case(&s, "1 | 9 | 1 | 8 | - | - | -", "none");
}

#[test]
fn choices_follow_a_filter_with_keys_by_their_place() {
    let s = house().keys("t 2");
    // Makassar is the first of two there.
    let s = s.keys("1");
    case(&s, "0 | - | - | - | 73 | 2 | -", "none");
    let mut s = s.keys("<Up> <Up>");
    assert!(s.in_hand().starts_with(">Provinsi"), "{}", s.screen());
    let mut s = s.keys("1");
    assert_eq!(s.notice(), "Disisihkan, tidak dihitung: Kota.");
    case(&s, "0 | - | - | - | 64 | - | -", "kota=2");
    let mut s = s.keys("3");
    assert_eq!(s.notice(), "! '3' bukan pilihan Kota: tekan 1-2.", "only two cities are offered");
    let s = s.keys("2");
    case(&s, "0 | - | - | - | 64 | 3 | -", "none");
}

#[test]
fn other_opens_the_text_that_says_what() {
    let mut s = house().keys("t 2 2");
    assert!(s.in_hand().starts_with(">Kota lain"), "{}", s.screen());
    let s = s.text("Parepare").keys("<Enter>");
    case(&s, "0 | - | - | - | 73 | 4 | Parepare", "none");
    let s = s.keys("<Up> <Up> 1");
    case(&s, "0 | - | - | - | 73 | 2 | -", "kota_lain=\"Parepare\"");
}

#[test]
fn a_finished_interview_counts_and_exports_what_stands_alone() {
    let s = house().keys("y 3 2 1 1 <Enter>");
    assert_eq!(s.ask("SELECT status FROM interview"), "complete");
    let answers = "SELECT group_concat(what || ' ' || code || '=' || n, ', ') FROM \
                   (SELECT * FROM tally WHERE part = 'survey' AND what GLOB 'answer:*' AND n <> 0 ORDER BY what, code)";
    counted(
        &s,
        answers,
        &expect![[
            r#"answer:di_rumah real=1, answer:jumlah 3=1, answer:kota 1=1, answer:provinsi 64=1, answer:punya 1=1, answer:saran none=1, answer:sekolah 2=1"#
        ]],
    );
    // Mended: the reason is asked once.
    let s = s.keys("<PgUp> t").text("salah baca").keys("<Enter>");
    case(&s, "0 | - | - | - | 64 | 1 | -", "jumlah=3 sekolah=2");
    counted(&s, answers, &expect!["answer:di_rumah none=1, answer:kota 1=1, answer:provinsi 64=1, answer:punya 0=1, answer:saran none=1"]);
    assert_eq!(
        s.ask("SELECT jumlah, jumlah_missing, di_rumah, kota FROM labels_skm_dpmptsp_kota_bontang_semester_ii_2024"),
        "- | - | - | Bontang"
    );
}

#[track_caller]
fn counted(s: &Scenario, sql: &str, expected: &Expect) {
    expected.assert_eq(&s.ask(sql));
    sound(s);
}

#[test]
fn an_answer_that_an_earlier_rule_needs_is_not_taken_back_and_a_result_is_not_erased() {
    let form = HOUSE.replace("label = \"Provinsi\"", "label = \"Provinsi\"\nconstraint = \". = 64 or ${saran} != ''\"");
    let s = Scenario::form(&form).keys("t");
    let mut s = s.keys("2");
    expect!["! Provinsi Sulsel: melanggar aturan kuesioner. Jawab lagi, atau . bila tak terbaca."].assert_eq(&s.notice());
    let s = s.keys("<Ctrl+G>").text("saran").keys("<Enter>").text("jauh").keys("<Ctrl+G>").text("provinsi").keys("<Enter> 2");
    assert_eq!(s.ask("SELECT provinsi, saran FROM answers_rumah"), "73 | jauh");
    let s = s.keys("<Ctrl+G>").text("saran").keys("<Enter> <Backspace> <Backspace> <Backspace> <Backspace>");
    let mut s = s.keys("<Shift+Tab>");
    expect!["! Jawaban itu bertentangan dengan Provinsi: perbaiki Provinsi dulu."].assert_eq(&s.notice());
    assert_eq!(s.ask("SELECT provinsi, saran FROM answers_rumah"), "73 | jauh");
    let mut s = s.keys("<Ctrl+G>").text("di rumah").keys("<Enter> <Backspace>");
    expect!["! Di rumah tidak diisi: Enter untuk maju."].assert_eq(&s.notice());
    sound(&s);
}
