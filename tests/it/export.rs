//! What stands in an exported file.

use crate::support::Sample;
use cacah::exchange::{Dialect, Export, Options, Target, Values, preview, proposed_name, read_cell};
use cacah::store::Filter;
use cacah::survey::interview::Status;
use cacah::survey::lang::Lang;
use cacah::survey::value::{Answer, Missing};
use expect_test::{Expect, expect};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// A writer that shares what it was given.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().expect("no thread broke off"))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no thread broke off").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(sample: &Sample, options: Options) -> Vec<u8> {
    let out = Shared::default();
    let export = Export::begin(&sample.store, &sample.survey, options, Target::Writer(Box::new(out.clone()))).expect("begins");
    let done = export.finish(&sample.store).expect("finishes");
    let bytes = out.take();
    assert_eq!(done.bytes, bytes.len() as u64);
    bytes
}

fn text(sample: &Sample, options: Options) -> String {
    let text = String::from_utf8(written(sample, options)).expect("is UTF-8");
    assert!(text.lines().count() == text.matches("\r\n").count(), "every line ends with CRLF");
    text.replace("\r\n", "\n")
}

/// Shows a file turned on its side: a line per column, so that it can be read.
fn sideways(sample: &Sample, options: Options) -> String {
    let delimiter = if options.dialect == Dialect::ExcelId { b';' } else { b',' };
    let bytes = written(sample, options);
    let mut csv = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("reads")).collect();
    let line = |at: usize| rows.iter().map(|row| row[at].escape_debug().to_string()).collect::<Vec<_>>().join(" | ") + "\n";
    (0..rows[0].len()).map(line).collect()
}

/// Three interviews: an ordinary one, one with absent answers, words and a note, and a draft; a fourth is voided.
pub fn three() -> Sample {
    let mut sample = Sample::in_memory();
    sample.ordinary(147, &[]);
    let reasons = [
        ("waktu", Answer::Missing(Missing::Blank)),
        ("biaya", Answer::Missing(Missing::TwoMarks)),
        ("pekerjaan", Answer::int(6)),
        ("pekerjaan_lain", Answer::text("Nelayan; petani, \"musiman\"")),
        ("layanan", Answer::Missing(Missing::Refused)),
        ("saran", Answer::text("=HYPERLINK(\"x\")\nbaris kedua 🙂")),
    ];
    let id = sample.doubtful(148, &reasons, &["unusual:usia"]);
    let (interview, batch) = sample.store.interview(&sample.survey, id).expect("reads");
    sample.store.note(&interview, "waktu", None, "ragu", Some(batch.header.surveyor)).expect("notes");
    sample.draft(150, &[("jenis_kelamin", Answer::int(1))]);
    let void = sample.ordinary(149, &[]);
    sample.store.void(void, "salah tumpuk", None).expect("voids");
    sample
}

#[test]
fn codes_stand_in_a_plain_csv_file() {
    let mut sample = Sample::in_memory();
    sample.ordinary(147, &[("saran", Answer::text("ya, \"bagus\""))]);
    expect![[r#"
        form_number,status,date,time_band,location,batch,surveyor,started,completed,keyed_seconds,keys,corrections,open_problems,jenis_kelamin,jenis_kelamin_missing,usia,usia_missing,pendidikan,pendidikan_missing,pekerjaan,pekerjaan_missing,pekerjaan_lain,pekerjaan_lain_missing,layanan,layanan_missing,persyaratan,persyaratan_missing,prosedur,prosedur_missing,waktu,waktu_missing,biaya,biaya_missing,produk,produk_missing,kompetensi,kompetensi_missing,perilaku,perilaku_missing,sarana,sarana_missing,pengaduan,pengaduan_missing,saran,saran_missing,notes
        147,complete,2024-09-30,1,1,1,1,2024-09-30T09:41:12.000+08:00,2024-09-30T09:41:12.000+08:00,12.3,16,1,1,2,,34,,5,,4,,,,3,,3,,4,,3,,4,,3,,3,,4,,2,,4,,"ya, ""bagus""",,
    "#]].assert_eq(&text(&sample, Options::default()));
}

#[test]
fn excel_gets_a_mark_semicolons_and_a_decimal_comma() {
    let mut sample = Sample::in_memory();
    sample.ordinary(147, &[("saran", Answer::text("ya; bagus"))]);
    let text = text(&sample, Options { dialect: Dialect::ExcelId, values: Values::Labels, ..Options::default() });
    assert!(text.starts_with('\u{feff}'));
    expect![[r#"
        form_number;status;date;time_band;location;batch;surveyor;started;completed;keyed_seconds;keys;corrections;open_problems;jenis_kelamin;jenis_kelamin_missing;usia;usia_missing;pendidikan;pendidikan_missing;pekerjaan;pekerjaan_missing;pekerjaan_lain;pekerjaan_lain_missing;layanan;layanan_missing;persyaratan;persyaratan_missing;prosedur;prosedur_missing;waktu;waktu_missing;biaya;biaya_missing;produk;produk_missing;kompetensi;kompetensi_missing;perilaku;perilaku_missing;sarana;sarana_missing;pengaduan;pengaduan_missing;saran;saran_missing;notes
        147;complete;2024-09-30;08.00-12.00;Loket Disabilitas DPMPTSP;1;Petugas 1;2024-09-30T09:41:12.000+08:00;2024-09-30T09:41:12.000+08:00;12,3;16;1;1;Perempuan;;34;;S1;;Swasta;;;;Izin reklame;;Sesuai;;Sangat mudah;;Cepat;;Gratis;;Sesuai;;Kompeten;;Sangat sopan dan ramah;;Cukup;;Dikelola dengan baik;;"ya; bagus";;
    "#]].assert_eq(text.trim_start_matches('\u{feff}'));
}

#[test]
fn codes_keep_the_stable_reason_of_an_absent_answer() {
    expect![[r#"
        form_number | 147 | 148 | 150
        status | complete | complete | draft
        date | 2024-09-30 | 2024-09-30 | 2024-09-30
        time_band | 1 | 1 | 1
        location | 1 | 1 | 1
        batch | 1 | 1 | 1
        surveyor | 1 | 1 | 1
        started | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00
        completed | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 
        keyed_seconds | 12.3 | 12.3 | 12.3
        keys | 16 | 16 | 16
        corrections | 1 | 1 | 1
        open_problems | 1 | 2 | 0
        jenis_kelamin | 2 | 2 | 1
        jenis_kelamin_missing |  |  | 
        usia | 34 | 34 | 
        usia_missing |  |  | 
        pendidikan | 5 | 5 | 
        pendidikan_missing |  |  | 
        pekerjaan | 4 | 6 | 
        pekerjaan_missing |  |  | 
        pekerjaan_lain |  | Nelayan; petani, \"musiman\" | 
        pekerjaan_lain_missing |  |  | 
        layanan | 3 |  | 
        layanan_missing |  | refused | 
        persyaratan | 3 | 3 | 
        persyaratan_missing |  |  | 
        prosedur | 4 | 4 | 
        prosedur_missing |  |  | 
        waktu | 3 |  | 
        waktu_missing |  | blank | 
        biaya | 4 |  | 
        biaya_missing |  | two_marks | 
        produk | 3 | 3 | 
        produk_missing |  |  | 
        kompetensi | 3 | 3 | 
        kompetensi_missing |  |  | 
        perilaku | 4 | 4 | 
        perilaku_missing |  |  | 
        sarana | 2 | 2 | 
        sarana_missing |  |  | 
        pengaduan | 4 | 4 | 
        pengaduan_missing |  |  | 
        saran |  | \'=HYPERLINK(\"x\")\nbaris kedua 🙂 | 
        saran_missing |  |  | 
        notes |  | waktu: ragu | 
    "#]]
    .assert_eq(&sideways(&three(), Options::default()));
}

#[test]
fn labels_come_in_the_language_asked_for() {
    let options = Options { values: Values::Labels, lang: Lang::En, dialect: Dialect::ExcelId, ..Options::default() };
    expect![[r#"
        form_number | 147 | 148 | 150
        status | complete | complete | draft
        date | 2024-09-30 | 2024-09-30 | 2024-09-30
        time_band | 08.00-12.00 | 08.00-12.00 | 08.00-12.00
        location | Loket Disabilitas DPMPTSP | Loket Disabilitas DPMPTSP | Loket Disabilitas DPMPTSP
        batch | 1 | 1 | 1
        surveyor | Petugas 1 | Petugas 1 | Petugas 1
        started | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00
        completed | 2024-09-30T09:41:12.000+08:00 | 2024-09-30T09:41:12.000+08:00 | 
        keyed_seconds | 12,3 | 12,3 | 12,3
        keys | 16 | 16 | 16
        corrections | 1 | 1 | 1
        open_problems | 1 | 2 | 0
        jenis_kelamin | Female | Female | Male
        jenis_kelamin_missing |  |  | 
        usia | 34 | 34 | 
        usia_missing |  |  | 
        pendidikan | Bachelor (S1) | Bachelor (S1) | 
        pendidikan_missing |  |  | 
        pekerjaan | Private sector | Other | 
        pekerjaan_missing |  |  | 
        pekerjaan_lain |  | Nelayan; petani, \"musiman\" | 
        pekerjaan_lain_missing |  |  | 
        layanan | Izin reklame |  | 
        layanan_missing |  | refused | 
        persyaratan | Suitable | Suitable | 
        persyaratan_missing |  |  | 
        prosedur | Very easy | Very easy | 
        prosedur_missing |  |  | 
        waktu | Fast |  | 
        waktu_missing |  | blank | 
        biaya | Free |  | 
        biaya_missing |  | two marks | 
        produk | Suitable | Suitable | 
        produk_missing |  |  | 
        kompetensi | Competent | Competent | 
        kompetensi_missing |  |  | 
        perilaku | Very polite and friendly | Very polite and friendly | 
        perilaku_missing |  |  | 
        sarana | Fair | Fair | 
        sarana_missing |  |  | 
        pengaduan | Well managed | Well managed | 
        pengaduan_missing |  |  | 
        saran |  | \'=HYPERLINK(\"x\")\nbaris kedua 🙂 | 
        saran_missing |  |  | 
        notes |  | waktu: ragu | 
    "#]]
    .assert_eq(&sideways(&three(), options));
}

#[test]
fn both_gives_a_column_with_the_code_and_one_with_the_label() {
    let options =
        Options { values: Values::Both, filter: Filter { statuses: vec![Status::Void], ..Filter::default() }, ..Options::default() };
    expect![[r#"
        form_number | 149
        status | void
        date | 2024-09-30
        time_band | 1
        time_band_label | 08.00-12.00
        location | 1
        location_label | Loket Disabilitas DPMPTSP
        batch | 1
        surveyor | 1
        surveyor_label | Petugas 1
        started | 2024-09-30T09:41:12.000+08:00
        completed | 2024-09-30T09:41:12.000+08:00
        keyed_seconds | 12.3
        keys | 16
        corrections | 1
        open_problems | 2
        jenis_kelamin | 2
        jenis_kelamin_label | Perempuan
        jenis_kelamin_missing | 
        usia | 34
        usia_missing | 
        pendidikan | 5
        pendidikan_label | S1
        pendidikan_missing | 
        pekerjaan | 4
        pekerjaan_label | Swasta
        pekerjaan_missing | 
        pekerjaan_lain | 
        pekerjaan_lain_missing | 
        layanan | 3
        layanan_label | Izin reklame
        layanan_missing | 
        persyaratan | 3
        persyaratan_label | Sesuai
        persyaratan_missing | 
        prosedur | 4
        prosedur_label | Sangat mudah
        prosedur_missing | 
        waktu | 3
        waktu_label | Cepat
        waktu_missing | 
        biaya | 4
        biaya_label | Gratis
        biaya_missing | 
        produk | 3
        produk_label | Sesuai
        produk_missing | 
        kompetensi | 3
        kompetensi_label | Kompeten
        kompetensi_missing | 
        perilaku | 4
        perilaku_label | Sangat sopan dan ramah
        perilaku_missing | 
        sarana | 2
        sarana_label | Cukup
        sarana_missing | 
        pengaduan | 4
        pengaduan_label | Dikelola dengan baik
        pengaduan_missing | 
        saran | 
        saran_missing | 
        notes | 
    "#]]
    .assert_eq(&sideways(&three(), options));
}

#[test]
fn an_export_without_words_notes_or_names_has_none() {
    let sample = three();
    let without = Options { values: Values::Both, free_text: false, notes: false, surveyor_names: false, ..Options::default() };
    let text = text(&sample, without);
    for left_out in ["saran_missing", "pekerjaan_lain", "notes", "surveyor", "Petugas", "Nelayan", "ragu"] {
        assert!(!text.contains(left_out), "{left_out} is there");
    }
}

#[test]
fn a_preview_shows_the_first_rows_as_the_file_would() {
    let sample = three();
    let shown = preview(&sample.store, &sample.survey, &Options::default(), 2).expect("reads");
    let bytes = written(&sample, Options::default());
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let rows: Vec<Vec<String>> = csv.records().take(3).map(|row| row.expect("reads").iter().map(str::to_owned).collect()).collect();
    assert_eq!(shown, rows);
}

#[test]
fn a_name_is_proposed_from_the_survey_and_the_day() {
    let sample = Sample::in_memory();
    let today = jiff::civil::date(2024, 10, 30);
    let case = |options: Options, expected: Expect| expected.assert_eq(&proposed_name(&sample.survey, &options, today));
    case(Options::default(), expect!["skm_dpmptsp_kota_bontang_semester_ii_2024-2024-10-30.csv"]);
    case(Options::default().anonymous(), expect!["skm_dpmptsp_kota_bontang_semester_ii_2024-anonim-2024-10-30.csv"]);
}

#[test]
fn words_of_any_kind_come_back_as_they_were() {
    let mut sample = Sample::in_memory();
    let words = [
        "=1+1",
        "'quoted",
        "-",
        "\u{1b}[2J",
        "a\r\nb\rc\n",
        "\u{202e}x\u{feff}",
        "\"",
        ";,\t",
        "\tx",
        " ",
        "e\u{301}🙂",
        &"panjang ".repeat(1250),
    ];
    for (number, words) in (1..).zip(words) {
        sample.ordinary(number, &[("saran", Answer::text(words))]);
    }
    for dialect in Dialect::ALL {
        let bytes = written(&sample, Options { dialect, ..Options::default() });
        let delimiter = if dialect == Dialect::ExcelId { b';' } else { b',' };
        let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice());
        let at = csv.headers().expect("reads").iter().position(|name| name == "saran").expect("is there");
        let found: Vec<String> = csv.records().map(|row| read_cell(&row.expect("reads")[at]).to_owned()).collect();
        assert_eq!(found, words);
    }
}
