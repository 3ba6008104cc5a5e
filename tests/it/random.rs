//! Random keying: never a panic, never an answer that breaks a hard rule, and the change log always tells the same as the rows.

use crate::scenario::Scenario;
use proptest::prelude::*;

/// Keys that a surveyor might hit, the answers most often. None of them is the export's, which would write where the tests run.
fn key() -> impl Strategy<Value = &'static str> {
    let answers = prop::sample::select(vec!["1", "2", "3", "4", "5", "6", "9", "0", "a", "d", "j", ";", "z"]);
    let moves = prop::sample::select(vec![
        "<Enter>",
        "<Tab>",
        "<Up>",
        "<Shift+Tab>",
        "<Backspace>",
        ".",
        "-",
        "\"",
        "<F2>",
        "<F4>",
        "<F5>",
        "<F6>",
        "<F7>",
        "<F8>",
        "<F9>",
        "<F10>",
        "<F12>",
        "<Esc>",
        "<Ctrl+Z>",
        "<PgUp>",
        "<PgDn>",
        "<Ctrl+G>",
        "<Ctrl+P>",
        "<Ctrl+W>",
        "<Ctrl+B>",
        "<Ctrl+L>",
        "<F1>",
        "?",
    ]);
    prop_oneof![4 => answers, 1 => moves]
}

/// Replays the log: the newest value of each question must be what stands in its column.
const LOG_DIFFERS: &str = "SELECT count(*) FROM (
    SELECT interview, 'usia' AS question, usia AS value FROM answers_skm UNION ALL
    SELECT interview, 'jenis_kelamin', jenis_kelamin FROM answers_skm UNION ALL
    SELECT interview, 'persyaratan', persyaratan FROM answers_skm UNION ALL
    SELECT interview, 'pengaduan', pengaduan FROM answers_skm) a
    WHERE value IS NOT (SELECT CASE WHEN new GLOB '[0-9]*' THEN CAST(new AS INTEGER) END FROM change c
        WHERE c.subject = a.interview AND c.question = a.question ORDER BY c.id DESC LIMIT 1)";

const BROKEN: &str = "SELECT count(*) FROM answers_skm WHERE jenis_kelamin NOT IN (1, 2) OR usia NOT BETWEEN 1 AND 110
    OR persyaratan NOT BETWEEN 1 AND 4 OR prosedur NOT BETWEEN 1 AND 4 OR waktu NOT BETWEEN 1 AND 4 OR biaya NOT BETWEEN 1 AND 4
    OR produk NOT BETWEEN 1 AND 4 OR kompetensi NOT BETWEEN 1 AND 4 OR perilaku NOT BETWEEN 1 AND 4 OR sarana NOT BETWEEN 1 AND 4
    OR pengaduan NOT BETWEEN 1 AND 4";

/// Complete interviews with a required question that has neither answer nor reason.
const HOLES: &str = "SELECT count(*) FROM interview i JOIN answers_skm a ON a.interview = i.id WHERE status = 'complete' AND (
    (a.usia IS NULL AND NOT EXISTS (SELECT 1 FROM missing m WHERE m.interview = i.id AND question = 'usia')) OR
    (i.service IS NULL AND NOT EXISTS (SELECT 1 FROM missing m WHERE m.interview = i.id AND question = 'layanan')) OR
    (a.pengaduan IS NULL AND NOT EXISTS (SELECT 1 FROM missing m WHERE m.interview = i.id AND question = 'pengaduan')))";

const TWICE: &str = "SELECT count(*) - count(DISTINCT form_number) FROM interview WHERE status <> 'void'";

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_keying_breaks_nothing(keys in prop::collection::vec(key(), 40..160)) {
        let mut s = Scenario::skm();
        for key in &keys {
            s = s.keys(key);
            s.screen();
        }
        for (what, sql) in [("broken answers", BROKEN), ("log differs", LOG_DIFFERS), ("holes", HOLES), ("numbers twice", TWICE)] {
            prop_assert_eq!(s.ask(sql), "0", "{} after {}", what, keys.join(" "));
        }
        let store = s.app.store();
        let survey = store.surveys().expect("reads").remove(0);
        prop_assert_eq!(store.recount(&survey).expect("counts"), [], "after {}", keys.join(" "));
        prop_assert_eq!(s.ask("PRAGMA integrity_check"), "ok");
    }
}
