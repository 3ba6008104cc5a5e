//! Review, returns, comments, and the statistics of surveyors.

use crate::flow::FORM;
use crate::scenario::Scenario;
use crate::support::Sample;
use cacah::store::{Bulk, Clock, Error, Filter, Header, Item, List, Operator};
use cacah::survey::interview::Status;
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use std::collections::BTreeMap;
use std::path::Path;

/// Two clean forms and one with all nine equal; then the supervisor's review.
fn reviewing() -> Scenario {
    let s = Scenario::skm().pace(3000).keys(FORM).keys("1 45 3 5 1 444444444").text("antrean lama").keys("<Enter>").keys(FORM);
    s.keys("<Esc>").keys("<Down> p <Enter> t")
}

/// The first form returned at question 9.
fn returned() -> Scenario {
    let at_nine = "<Down> ".repeat(16);
    reviewing().keys(&format!("k {at_nine}<Up> <Enter>")).text("Kertas: jawaban c, bukan b").keys("<Enter>")
}

#[test]
fn the_whole_form_stands_on_one_screen() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 3
        |>formulir 0001 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin   2 Perempuan             Pekerjaan       4 Swasta
        | Usia            34                      Sebutkan        -
        | Pendidikan      5 S1                    Jenis layanan   3 Izin reklame
        | 1 Persyaratan   3 Sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         3 Cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    3 Kompeten
        | 7 Perilaku      3 Sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     2 Ada tetapi tidak berfungsi
        | Saran           [ ]
        | ──────────────────────────────────────────────────────────────────────────────
        |  Tidak ada masalah terbuka.
        |
        |
        |
        |
        |
        | Spasi setujui  k kembalikan  c komentar  PgDn lewati  m perbaiki  F1 bantuan
    "#]]
    .assert_eq(&reviewing().framed());
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 2 dari 3
        |>formulir 0002 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin   1 Laki-laki             Pekerjaan       5 Wirausaha
        | Usia            45                      Sebutkan        -
        | Pendidikan      3 SMA                   Jenis layanan   1 NIB / perizinan beru…
        | 1 Persyaratan   4 Sangat sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         4 Sangat cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    4 Sangat kompeten
        | 7 Perilaku      4 Sangat sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     4 Dikelola dengan baik
        | Saran           antrean lama
        | ──────────────────────────────────────────────────────────────────────────────
        |  ! Masalah terbuka: Semua jawaban unsur sama
        |
        |
        |
        |
        |
        | Spasi setujui  k kembalikan  c komentar  PgDn lewati  m perbaiki  F1 bantuan
    "#]]
    .assert_eq(&reviewing().keys("<PgDn>").framed());
}

#[test]
#[expect(clippy::too_many_lines, reason = "whole screens, from the return to the answer")]
fn a_return_is_pinned_to_a_question_and_the_next_start_shows_it_first() {
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 3
        | formulir 0001 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin   2 Perempuan             Pekerjaan       4 Swasta
        | Usia            34                      Sebutkan        -
        | Pendidikan      5 S1                    Jenis layanan   3 Izin reklame
        | 1 Persyaratan   3 Sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         3 Cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    3 Kompeten
        | 7 Perilaku      3 Sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     2 Ada tetapi tidak berfungsi
        | Saran           [ ]
        | ──────────────────────────────────────────────────────────────────────────────
        |  Pilih pertanyaannya dengan Naik/Turun, lalu Enter; Esc batal.
        |  Tidak ada masalah terbuka.
        |
        |
        |
        |
        | Enter pilih  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&reviewing().keys("k <Down>").framed());
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 3
        | formulir 0001 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin   2 Perempuan             Pekerjaan       4 Swasta
        | Usia            34                      Sebutkan        -
        | Pendidikan      5 S1                    Jenis layanan   3 Izin reklame
        | 1 Persyaratan   3 Sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         3 Cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    3 Kompeten
        | 7 Perilaku      3 Sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     2 Ada tetapi tidak berfungsi
        | Saran           [ ]
        | ──────────────────────────────────────────────────────────────────────────────
        |  Mengapa dikembalikan? (Jenis kelamin)
        |  siapa?
        |
        |
        |
        |
        | Enter terima  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&reviewing().keys("k <Down> <Enter>").text("siapa?").framed());
    let mut s = returned();
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 2
        |>formulir 0002 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin   1 Laki-laki             Pekerjaan       5 Wirausaha
        | Usia            45                      Sebutkan        -
        | Pendidikan      3 SMA                   Jenis layanan   1 NIB / perizinan beru…
        | 1 Persyaratan   4 Sangat sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         4 Sangat cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    4 Sangat kompeten
        | 7 Perilaku      4 Sangat sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     4 Dikelola dengan baik
        | Saran           antrean lama
        | ──────────────────────────────────────────────────────────────────────────────
        |  ! Masalah terbuka: Semua jawaban unsur sama
        |
        |
        |
        |
        | Formulir 0001 dikembalikan: 9 Pengaduan.
        | Spasi setujui  k kembalikan  c komentar  PgDn lewati  m perbaiki  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["pengaduan | Kertas: jawaban c, bukan b | 1"].assert_eq(&s.ask("SELECT question, text, returns FROM comment"));
    expect![[r#""complete" | "returned" | Kertas: jawaban c, bukan b"#]]
        .assert_eq(&s.ask("SELECT old, new, why FROM change WHERE question = '@status' ORDER BY id DESC"));

    let mut s = s.restart();
    expect![[r#"
        | cacah
        | ──────────────────────────────────────────────────────────────────────────────
        | > Dikembalikan: formulir 0001 · 9 Pengaduan: Kertas: jawaban c, bukan b
        |     SKM DPMPTSP Kota Bontang · Semester II 2024 · Petugas 1
        |
        |   Lanjutkan di tempat terakhir
        |     SKM DPMPTSP Kota Bontang · Semester II 2024 · bundel 1
        |     formulir 0004 · Petugas 1
        |
        |   SKM DPMPTSP Kota Bontang · Semester II 2024
        |     3 lengkap
        |
        |   + Survei baru
        |
        |
        |
        |
        |
        |
        |
        |
        | FOLDER/survei.db
        |
        | Enter ketik  n baru  e atur  l daftar  x ekspor  p pengawas  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DP… · 01-10-2024 · 08.00-12.00  formulir 0001 · dikembalikan
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang        [3 Sesuai]       4 Sangat sesuai
        | 2 Prosedur     1 Tidak      2 Kurang         3 Mudah        [4 Sangat mudah]
        | 3 Waktu        1 Tidak      2 Kurang        [3 Cepat]        4 Sangat cepat
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal      3 Murah        [4 Gratis]
        | 5 Produk       1 Tidak      2 Kurang         3 Sesuai       [4 Sangat sesuai]
        | 6 Kompetensi   1 Tidak      2 Kurang        [3 Kompeten]     4 Sangat kompeten
        | 7 Perilaku     1 Tidak      2 Kurang        [3 Sopan]        4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup          3 Baik         [4 Sangat baik]
        |>9 Pengaduan    1 Tidak ada [2 Tak berfungsi] 3 Kurang maks.  4 Dikelola baik
        | Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  9. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?
        |  " Pengawas: Kertas: jawaban c, bukan b
        |  a Tidak ada   b Ada tetapi tidak berfungsi   c Berfungsi kurang maksimal
        |  d Dikelola dengan baik                                        (1-4 a-d jkl;)
        |
        | . kosong  F9 pilihan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    // Answered with a comment, mended with a reason, finished.
    let mut s = s.keys("<Ctrl+K>").text("Benar, salah ketik").keys("<Enter> 3").text("salah ketik").keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DP… · 01-10-2024 · 08.00-12.00  formulir 0001 · dikembalikan
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang        [3 Sesuai]       4 Sangat sesuai
        | 2 Prosedur     1 Tidak      2 Kurang         3 Mudah        [4 Sangat mudah]
        | 3 Waktu        1 Tidak      2 Kurang        [3 Cepat]        4 Sangat cepat
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal      3 Murah        [4 Gratis]
        | 5 Produk       1 Tidak      2 Kurang         3 Sesuai       [4 Sangat sesuai]
        | 6 Kompetensi   1 Tidak      2 Kurang        [3 Kompeten]     4 Sangat kompeten
        | 7 Perilaku     1 Tidak      2 Kurang        [3 Sopan]        4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup          3 Baik         [4 Sangat baik]
        |"9 Pengaduan    1 Tidak ada  2 Tak berfungsi [3 Kurang maks.] 4 Dikelola baik
        |>Saran
        | ──────────────────────────────────────────────────────────────────────────────
        |  Saran/masukan
        |
        |
        |
        |
        | F10 simpan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("<F10>");
    expect![[r#"
        | cacah
        | ──────────────────────────────────────────────────────────────────────────────
        | > Lanjutkan di tempat terakhir
        |     SKM DPMPTSP Kota Bontang · Semester II 2024 · bundel 1
        |     formulir 0004 · Petugas 1
        |
        |   SKM DPMPTSP Kota Bontang · Semester II 2024
        |     3 lengkap
        |
        |   + Survei baru
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | FOLDER/survei.db
        | Formulir 0001 tersimpan lengkap, 09.00.35.
        | Enter ketik  n baru  e atur  l daftar  x ekspor  p pengawas  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["complete"].assert_eq(&s.ask("SELECT status FROM interview WHERE form_number = 1"));
    // The supervisor sees the answer at the question.
    let mut s = s.keys("<Down> p <Enter> t");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 3
        |>formulir 0001 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin   2 Perempuan             Pekerjaan       4 Swasta
        | Usia            34                      Sebutkan        -
        | Pendidikan      5 S1                    Jenis layanan   3 Izin reklame
        | 1 Persyaratan   3 Sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         3 Cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    3 Kompeten
        | 7 Perilaku      3 Sopan dan ramah
        | 8 Sarana        4 Sangat baik
        |"9 Pengaduan     3 Berfungsi kurang maksimal
        | Saran           [ ]
        | ──────────────────────────────────────────────────────────────────────────────
        |  Tidak ada masalah terbuka.
        |  " Petugas 1, 01-10-2024 09.00: 9 Pengaduan: Benar, salah ketik
        |  " Dikembalikan oleh Pengawas, 01-10-2024 09.05: 9 Pengaduan: Kertas: jawaban
        |  c, bukan b
        |
        |
        | Spasi setujui  k kembalikan  c komentar  PgDn lewati  m perbaiki  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn a_change_after_the_approval_drops_it_and_undo_restores_it() {
    let mut s = reviewing().keys("a");
    expect!["Formulir 0001 disetujui."].assert_eq(&s.notice());
    let status = "SELECT status, (SELECT count(*) FROM change WHERE why = '@edited') FROM interview WHERE form_number = 1";
    expect!["approved | 0"].assert_eq(&s.ask(status));
    let mut s = s.keys("<Esc> <Esc> l <Enter> 1").text("salah ketik").keys("<Enter>");
    expect!["Formulir 0001 diubah: persetujuannya gugur, perlu ditinjau lagi."].assert_eq(&s.notice());
    expect!["complete | 1"].assert_eq(&s.ask(status));
    let mut s = s.keys("<Ctrl+Z>");
    expect!["Diurungkan di formulir 0001: Jenis kelamin."].assert_eq(&s.notice());
    expect!["approved | 1"].assert_eq(&s.ask(status));
    // What a supervisor decided is not the surveyor's to take back.
    let mut s = s.keys("<Ctrl+Z>");
    expect!["! Tidak ada lagi yang bisa diurungkan di bundel ini."].assert_eq(&s.notice());
    // A note is a change too.
    let mut s = s.keys("<F12>").text("lihat kertas").keys("<Enter>");
    expect!["Formulir 0001 diubah: persetujuannya gugur, perlu ditinjau lagi."].assert_eq(&s.notice());
    expect!["complete | 2"].assert_eq(&s.ask(status));
}

#[test]
fn all_that_is_clean_is_approved_at_once_and_the_rest_stays() {
    let mut s = reviewing().keys("A");
    expect!["? Setujui 1 yang tanpa masalah? 2 bermasalah tetap menunggu."].assert_eq(&s.notice());
    let mut s = s.keys("y");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                tinjauan · 1 dari 2
        |>formulir 0002 · lengkap · Petugas 1 · 01-10-2024 · 08.00-12.00 · Loket Disabil…
        | ──────────────────────────────────────────────────────────────────────────────
        | Jenis kelamin   1 Laki-laki             Pekerjaan       5 Wirausaha
        | Usia            45                      Sebutkan        -
        | Pendidikan      3 SMA                   Jenis layanan   1 NIB / perizinan beru…
        | 1 Persyaratan   4 Sangat sesuai
        | 2 Prosedur      4 Sangat mudah
        | 3 Waktu         4 Sangat cepat
        | 4 Biaya/tarif   4 Gratis
        | 5 Produk        4 Sangat sesuai
        | 6 Kompetensi    4 Sangat kompeten
        | 7 Perilaku      4 Sangat sopan dan ramah
        | 8 Sarana        4 Sangat baik
        | 9 Pengaduan     4 Dikelola dengan baik
        | Saran           antrean lama
        | ──────────────────────────────────────────────────────────────────────────────
        |  ! Masalah terbuka: Semua jawaban unsur sama
        |
        |
        |
        |
        | 1 disetujui. Ditinggalkan: 2 bermasalah, 0 belum lengkap.
        | Spasi setujui  k kembalikan  c komentar  PgDn lewati  m perbaiki  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["1 approved, 2 complete, 3 complete"]
        .assert_eq(&s.ask("SELECT group_concat(form_number || ' ' || status, ', ') FROM interview"));
    expect!["! Tidak ada yang bisa disetujui sekaligus; 2 punya masalah terbuka."].assert_eq(&s.keys("A").notice());
}

#[test]
fn approving_in_bulk_counts_every_interview_once() {
    let mut s = Sample::in_memory();
    s.ordinary(1, &[]);
    // Another person than form 1, so that no flag calls it a twin.
    s.ordinary(2, &[("usia", Answer::int(41)), ("waktu", Answer::int(2))]);
    s.doubtful(3, &[], &["all_equal:unsur"]);
    s.draft(4, &[("usia", Answer::int(30))]);
    let void = s.ordinary(5, &[]);
    s.store.void(void, "dua kali", None).expect("voids");
    let back = s.ordinary(6, &[]);
    s.supervising(|store| store.return_to_surveyor(back, 2, None, "kertas hilang")).expect("returns");
    let approved = s.ordinary(7, &[]);
    s.supervising(|store| store.approve(approved, 2)).expect("approves");
    let expected = Bulk { approved: 2, doubtful: 1, unfinished: 2, already: 1, void: 1 };
    assert_eq!(s.store.count_clean(&s.survey, &Filter::default()).expect("counts"), expected);
    assert_eq!(
        {
            let survey = s.survey.clone();
            s.supervising(|store| store.approve_all_clean(&survey, &Filter::default()))
        }
        .expect("approves"),
        expected
    );
    let counts = s.store.counts(s.survey.id).expect("counts");
    assert_eq!(Status::ALL.map(|status| counts.of(status)), [1, 1, 1, 3, 1]);
}

#[test]
fn a_decision_on_a_record_that_changed_meanwhile_is_refused() {
    let mut s = Sample::in_memory();
    let id = s.ordinary(1, &[]);
    let stale = |done: cacah::store::Result<()>| matches!(done, Err(Error::Stale));
    assert!(stale(s.supervising(|store| store.approve(id, 1))));
    assert!(stale(s.supervising(|store| store.return_to_surveyor(id, 1, None, "x"))));
    assert!(s.store.comments(id).expect("reads").is_empty());
    s.supervising(|store| store.approve(id, 2)).expect("approves");
    assert!(stale(s.supervising(|store| store.approve(id, 3))), "approved twice");
    s.supervising(|store| store.return_to_surveyor(id, 3, Some("usia"), "periksa")).expect("returns");
    assert!(stale(s.supervising(|store| store.return_to_surveyor(id, 4, None, "x"))), "returned twice");
    let waiting = s.store.returned(s.survey.id, None).expect("reads");
    assert_eq!((waiting.len(), waiting[0].question.as_deref(), waiting[0].reason.as_str()), (1, Some("usia"), "periksa"));
}

/// Makes a file with two surveyors, every status, missing answers, returns, pauses and a verification in it.
fn busy(path: &Path) -> Sample {
    let mut s = Sample::at(path);
    let surveyors: Vec<i64> = s.survey.list(List::Surveyor).map(|item| item.id).take(2).collect();
    let clock = |day: i8| Clock::by_hand(format!("2024-10-{day:02}T09:41:12+08:00[Asia/Makassar]").parse().expect("a moment")).0;
    let mut stacks = std::collections::HashMap::new();
    for (number, surveyor) in (1..=40).zip(surveyors.into_iter().cycle()) {
        s.store.set_clock(clock(1 + (number / 14) as i8));
        if number <= 2 || number == 21 || number == 22 {
            let header = Header { surveyor, first_number: number, ..s.batch.header.clone() };
            s.batch = s.store.create_batch(s.survey.id, &header).expect("is made");
            stacks.insert(surveyor, s.batch.clone());
        } else {
            s.batch = stacks[&surveyor].clone();
        }
        let missing = [("usia", Answer::Missing(Missing::Blank)), ("biaya", Answer::Missing(Missing::TwoMarks))];
        let replaced = if number % 3 == 0 { &missing[..] } else { &[] };
        if number % 7 == 0 {
            s.draft(number, &missing);
            continue;
        }
        let id = s.ordinary(number, replaced);
        match number % 5 {
            0 => {
                for (revision, why) in [(2, "a"), (4, "b")] {
                    s.supervising(|store| store.return_to_surveyor(id, revision, Some("usia"), why)).expect("returns");
                    let (mut interview, batch) = s.store.interview(&s.survey, id).expect("reads");
                    interview.effort.pauses += 1;
                    interview.effort.pause_ms += 70_000;
                    s.store.complete(&s.survey, &batch, &interview, &[], None).expect("completes");
                }
            }
            1 => s.supervising(|store| store.approve(id, 2)).expect("approves"),
            2 => s.store.void(id, "x", None).expect("voids"),
            3 => s.supervising(|store| store.return_to_surveyor(id, 2, None, "c")).expect("returns"),
            _ => {}
        }
    }
    let db = rusqlite::Connection::open(path).expect("opens");
    let person = s.survey.list(List::Surveyor).next().expect("is there").id;
    for verification in [1, 2] {
        let sql = format!(
            "INSERT INTO verification (id, survey, verifier, made) VALUES ({verification}, {}, {person}, ''); \
             INSERT INTO rekeyed (verification, interview, question, fault) SELECT {verification}, i.id, q.value, \
             CASE (i.form_number + length(q.value)) % 4 WHEN 0 THEN 'keyer' WHEN 1 THEN 'verifier' ELSE 'none' END \
             FROM interview i, json_each('[\"usia\", \"waktu\", \"biaya\"]') q WHERE i.form_number % {} = 0",
            s.survey.id,
            verification + 2
        );
        db.execute_batch(&sql).expect("is SQL");
    }
    s
}

#[test]
fn the_statistics_equal_a_plain_recount() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let s = busy(&path);
    let db = rusqlite::Connection::open(&path).expect("opens");
    let count = |sql: &str, id: i64| db.query_row(sql, [id], |row| row.get::<_, i64>(0)).expect("counts");
    for by_day in [false, true] {
        let mut plain: BTreeMap<(i64, String), Operator> = BTreeMap::new();
        let mut select = db
            .prepare("SELECT id, surveyor, status, started, completed, keys, active_ms, pauses, pause_ms, corrections FROM interview")
            .expect("is SQL");
        let mut rows = select.query([]).expect("reads");
        let mut interviews = 0;
        while let Some(row) = rows.next().expect("reads") {
            interviews += 1;
            let (id, surveyor, status): (i64, i64, String) =
                (row.get(0).expect("id"), row.get(1).expect("who"), row.get(2).expect("status"));
            let finished = matches!(status.as_str(), "complete" | "returned" | "approved");
            let at: String = row.get(if finished { 4 } else { 3 }).expect("a moment");
            let day = if by_day { at[..10].to_owned() } else { String::new() };
            let label = s.survey.label(Some(surveyor)).to_owned();
            let sum = plain.entry((surveyor, day.clone())).or_insert(Operator { surveyor, label, day, ..Operator::default() });
            sum.drafts += i64::from(status == "draft");
            sum.void += i64::from(status == "void");
            if finished {
                let field = |at: usize| row.get::<_, i64>(at).expect("a number");
                sum.forms += 1;
                sum.keys += field(5);
                sum.ms += field(6);
                sum.pauses += field(7);
                sum.pause_ms += field(8);
                sum.corrections += field(9);
                sum.missing += count("SELECT count(*) FROM missing WHERE interview = ?1", id);
                sum.returns +=
                    count("SELECT count(*) FROM change WHERE subject = ?1 AND question = '@status' AND new = '\"returned\"'", id);
                sum.compared += count("SELECT count(*) FROM rekeyed WHERE interview = ?1", id);
                sum.mismatches += count("SELECT count(*) FROM rekeyed WHERE interview = ?1 AND fault = 'keyer'", id);
            }
        }
        let rows = s.store.operators(&s.survey, by_day).expect("reads");
        assert_eq!(rows.len(), if by_day { 6 } else { 2 });
        assert!(
            by_day
                || rows.iter().all(|row| row.forms * row.missing * row.drafts * row.returns * row.void * row.pauses * row.mismatches > 0),
            "{rows:?}"
        );
        assert_eq!(rows.iter().map(|row| row.forms + row.drafts + row.void).sum::<i64>(), interviews);
        assert_eq!(rows, plain.into_values().collect::<Vec<_>>());
    }
}

#[test]
fn returned_interviews_are_listed_by_surveyor() {
    let folder = tempfile::tempdir().expect("a folder");
    let s = busy(&folder.path().join("a.db"));
    let all = s.store.returned(s.survey.id, None).expect("reads");
    assert_eq!(all.len() as i64, s.store.counts(s.survey.id).expect("counts").of(Status::Returned));
    let own = |item: &Item| s.store.returned(s.survey.id, Some(item.id)).expect("reads").len();
    let each: Vec<usize> = s.survey.list(List::Surveyor).take(2).map(own).collect();
    assert!(each.iter().all(|n| *n > 0) && each.iter().sum::<usize>() == all.len(), "{each:?}");
    assert!(s.store.recount(&s.survey).expect("counts").is_empty());
}

#[test]
fn each_surveyors_work_is_shown_with_pauses_and_what_was_left_out() {
    let s = Scenario::skm().pace(3000).keys("2 34 <Ctrl+P>").wait(300_000).keys("<Enter> 5 4 3 343443342 <Enter>");
    let s = s.keys("1 45 . . 5 1 444444444 <Up>").wait(120_000).keys("3 <Enter> <Enter>").keys("2 34");
    let mut s = s.keys("<Esc> <Down> p <Enter> o");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  statistik petugas
        | Petugas              Form Tombol/j Form/j   Jeda Koreksi Hilang Kembali   Beda
        | ──────────────────────────────────────────────────────────────────────────────
        |>Petugas 1               2      853     46      2       1      1       0
        | ──────────────────────────────────────────────────────────────────────────────
        | Semua                   2      853     46      2       1      1       0
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | Petugas 1: jeda 2 kali, 6 menit.
        | Tidak dihitung: 1 draf, 0 dibatalkan.
        | /j: per jam kerja, tanpa jeda. Beda: isian yang berbeda saat verifikasi.
        |
        | Enter buka  h per hari  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    expect!["2 | 366000"].assert_eq(&s.ask("SELECT sum(pauses), sum(pause_ms) FROM interview"));
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024         statistik petugas per hari
        | Petugas      Hari    Form Tombol/j Form/j   Jeda Koreksi Hilang Kembali   Beda
        | ──────────────────────────────────────────────────────────────────────────────
        |>Petugas 1    01-10      2      853     46      2       1      1       0
        | ──────────────────────────────────────────────────────────────────────────────
        | Semua                   2      853     46      2       1      1       0
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | Petugas 1: jeda 2 kali, 6 menit.
        | Tidak dihitung: 1 draf, 0 dibatalkan.
        | /j: per jam kerja, tanpa jeda. Beda: isian yang berbeda saat verifikasi.
        |
        | Enter buka  h per hari  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.keys("h").framed());
}
