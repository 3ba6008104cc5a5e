//! A closed survey takes no change of any kind, says who closed it, and goes on when it is opened again.

use crate::scenario::Scenario;
use crate::support::{Sample, run};
use cacah::store::{Error, Header, List, Result, Store};
use cacah::survey::interview::{Effort, Save, Write};
use cacah::survey::value::Answer;
use cacah::words::{Lang, Words};
use expect_test::expect;

/// A survey with two interviews, a supervisor at the keyboard.
fn supervised() -> Sample {
    let mut sample = Sample::in_memory();
    sample.ordinary(1, &[]);
    sample.draft(2, &[("usia", Answer::int(40))]);
    sample.store.set_who(sample.survey.list(List::Supervisor).next().map(|item| item.id));
    sample
}

fn told<T>(result: Result<T>) -> String {
    let w = Words(Lang::En);
    result.map_or_else(|error| format!("{}\n{}\n", error.say(w), error.hint(w)), |_| "done\n".to_owned())
}

#[test]
fn only_a_supervisor_closes_and_opens() {
    let mut sample = supervised();
    let supervisor = sample.store.who();
    for who in [None, Some(sample.batch.header.surveyor)] {
        sample.store.set_who(who);
        assert!(matches!(sample.store.close_survey(&sample.survey, ""), Err(Error::NotASupervisor)));
    }
    sample.store.set_who(supervisor);
    let closed = sample.store.close_survey(&sample.survey, "periode selesai").expect("is closed");
    assert_eq!((closed.who.as_str(), closed.why.as_str(), closed.counts.0), ("Pengawas", "periode selesai", [1, 1, 0, 0, 0]));
    assert_eq!(closed.fingerprint, sample.store.fingerprint(&sample.survey).expect("reads"));
    sample.store.set_who(None);
    assert!(matches!(sample.store.reopen_survey(sample.survey.id, "salah"), Err(Error::NotASupervisor)));
    expect![[r#"
        only a supervisor of this survey may do this
        Sign in as a supervisor first.
    "#]]
    .assert_eq(&told(sample.store.reopen_survey(sample.survey.id, "salah")));
}

/// Tries every kind of change.
fn attempts(sample: &mut Sample) -> Vec<(&'static str, String)> {
    let Sample { store, survey, batch } = sample;
    let used = |store: &Store, number| store.used_number(survey.id, number, None).expect("reads").expect("is there").interview;
    let (one, two) = (used(store, 1), used(store, 2));
    let draft = store.interview(survey, two).expect("reads").0;
    let at = survey.form.find("usia").expect("is asked");
    let save =
        Save { writes: vec![Write { question: at, old: Some(Answer::int(40)), new: Some(Answer::int(41)), why: None }], ..Save::default() };
    let saving = cacah::store::Saving { save: &save, effort: Effort::default(), rules: None, keying: None };
    let fresh = cacah::survey::interview::Interview::empty(9, survey.from, survey.form.questions.len());
    let header = Header { forms: 41, ..batch.header.clone() };
    let mut renamed = survey.clone();
    renamed.name.push_str(" lain");
    let mut listed = survey.clone();
    listed.items[0].label.push_str(" lain");
    vec![
        ("an answer", told(store.save(survey, batch, &draft, &saving))),
        ("a new interview", told(store.save(survey, batch, &fresh, &saving))),
        ("completing", told(store.complete(survey, batch, &draft, &[], None))),
        ("a kept problem", told(store.keep_problem(one, "x", "benar", None))),
        ("a number", told(store.renumber(survey.id, &draft, 5, None))),
        ("a note", told(store.note(&draft, "usia", None, "sobek", None))),
        ("voiding", told(store.void(one, "tertukar", None))),
        ("undo", told(store.undo(survey, batch.id, None, None))),
        ("a new batch", told(store.create_batch(survey.id, &header))),
        ("a header", told(store.update_batch(survey, batch, &header))),
        ("the name", told(store.update_survey(survey, &renamed))),
        ("a list", told(store.update_survey(survey, &listed))),
        ("closing again", told(store.close_survey(survey, "").map(|_| ()))),
    ]
}

#[test]
fn a_closed_survey_refuses_every_kind_of_change_and_loses_nothing() {
    let mut sample = supervised();
    let closed = sample.store.close_survey(&sample.survey, "").expect("is closed");
    let refused = attempts(&mut sample);
    let first = refused[0].1.clone();
    expect![[r#"
        the survey was closed on 30-09-2024 by Pengawas
        A supervisor can open it again.
    "#]]
    .assert_eq(&first);
    for (what, told) in &refused {
        assert_eq!(told, &first, "{what}");
    }
    assert_eq!(sample.store.fingerprint(&sample.survey).expect("reads"), closed.fingerprint);
    assert_eq!(sample.store.counts(sample.survey.id).expect("counts"), closed.counts);
}

#[test]
fn another_survey_of_the_file_is_not_closed_with_it() {
    let mut sample = supervised();
    let template = cacah::survey::template::find("skm", jiff::civil::date(2024, 9, 30)).expect("is there");
    let other = sample.store.create_survey(&template.form.source(), &template.setup).expect("is made");
    sample.store.close_survey(&sample.survey, "").expect("is closed");
    let old = sample.store.survey(other).expect("reads");
    let mut new = old.clone();
    new.name.push_str(" lain");
    assert_eq!(told(sample.store.update_survey(&old, &new)), "done\n");
    assert!(sample.store.closed(other).expect("reads").is_none());
}

#[test]
fn a_survey_that_was_opened_again_goes_on() {
    let mut sample = supervised();
    let closed = sample.store.close_survey(&sample.survey, "").expect("is closed");
    sample.store.reopen_survey(sample.survey.id, "formulir tertinggal").expect("is opened");
    assert!(sample.store.closed(sample.survey.id).expect("reads").is_none());
    sample.ordinary(3, &[]);
    let again = sample.store.close_survey(&sample.survey, "").expect("is closed");
    assert_ne!(again.fingerprint, closed.fingerprint);
    assert_eq!(again.counts.0, [1, 2, 0, 0, 0]);
}

#[test]
fn a_supervisor_closes_on_the_screen() {
    let form = "2 34 5 4 3 4.24 3 4 4 3 3 4";
    let s = Scenario::skm().keys(form).text("antre lama").keys("<Enter> <Esc>").supervised();
    let mut s = s.keys("p c");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024             kelengkapan · Pengawas
        | 1 lengkap; isi orang dilayani (e di daftar survei) untuk tahu minimumnya
        | Nomor hilang 0 (0 rentang), ganda 0, luar bundel 0; bundel tak cocok 1: g
        | ──────────────────────────────────────────────────────────────────────────────
        |   Petugas            harap lengkap  balik setuju   draf  batal hilang masalah
        | > Seluruh survei        40      [1]     -      -      -      -      1       -
        |   Petugas 1             40       1      -      -      -      -      1       -
        |   Petugas 2              -       -      -      -      -      -      -       -
        |   Petugas 3              -       -      -      -      -      -      -       -
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
        | Jawaban: kosong 0  tak terbaca 1  ganda 0  menolak 0  tidak berlaku 0
        | Masalah: 0 terbuka, 0 dibenarkan
        | 1 semua  2 lokasi  3 layanan  4 petugas  5 hari   panah memilih angka
        | ? Tutup? 1 lengkap. Lalu tak bisa diubah.
        | Y ya  Esc tidak
    "#]]
    .assert_eq(&s.framed());
    let mut s = s.keys("y");
    expect!["Survei ditutup 01-10-2024: 1 lengkap."].assert_eq(&s.notice());
    let mut s = s.keys("<Esc>");
    expect![[r#"
        | cacah                                                                 Pengawas
        | ──────────────────────────────────────────────────────────────────────────────
        | > Lanjutkan di tempat terakhir
        |     SKM DPMPTSP Kota Bontang · Semester II 2024 · bundel 1
        |     formulir 0002 · Petugas 1
        |
        |   SKM DPMPTSP Kota Bontang · Semester II 2024
        |     1 lengkap · ditutup 01-10-2024
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
        |
        | Enter ketik  n baru  e atur  l daftar  x ekspor  p pengawas  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn a_closed_survey_is_exported_and_opened_again_with_a_reason() {
    let form = "2 34 5 4 3 4.24 3 4 4 3 3 4";
    let s = Scenario::skm().keys(form).text("antre lama").keys("<Enter> <Esc>").supervised().keys("p c y <Esc>");
    let mut s = s.keys("<Enter>");
    expect!["! Survei ini ditutup 01-10-2024 oleh Pengawas. Pengawas bisa membukanya lagi."].assert_eq(&s.notice());
    let mut s =
        s.keys("x <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter> <Enter>").keys(&"<Ctrl+Backspace> ".repeat(13));
    let path = s.folder().join("c.csv").display().to_string();
    s = s.text(&path).keys("<Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                             ekspor
        |
        |
        |  Berkas tertulis lengkap.
        |
        |  Berkas:  FOLDER/c.csv
        |  Baris:   1
        |  Ukuran:  718 bita
        |  Waktu:   0,0 detik
        |  Survei ditutup 01-10-2024: 1 lengkap
        |  Sidik data 82a9d2745284fd4577d6a1404af118d65e8f93c3e9014ec5d7f10ceed4230446
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
        | Ekspor selesai.
        | Enter tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    let told = run(s.folder(), &["export", "--db", "survei.db", "--out", "b.csv"]);
    expect![[r#"
        exit 0
        wrote 'b.csv': 1 interviews, 718 bytes
        survey closed 01-10-2024: 1 complete
        fingerprint 82a9d2745284fd4577d6a1404af118d65e8f93c3e9014ec5d7f10ceed4230446
    "#]]
    .assert_eq(&told);
    let mut s = s.keys("<Enter> p c <Enter>");
    expect!["! Ketik sesuatu, atau Esc untuk batal."].assert_eq(&s.notice());
    let mut s = s.text("formulir tertinggal").keys("<Enter>");
    expect!["Survei dibuka lagi; alasannya tercatat."].assert_eq(&s.notice());
    let mut s = s.keys("r");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Semua perubahan, yang terbaru di atas
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.01.46 Pengawas    survei    kunci         ditutup, sidik 82a9d…
        | 01-10-2024 09.00.34 Pengawas    survei    kunci         terbuka → ditutup, s…
        | 01-10-2024 09.00.30 Petugas 1   0001      Status        draf → lengkap
        | 01-10-2024 09.00.30 Petugas 1   0001      Saran         - → antre lama
        | 01-10-2024 09.00.19 Petugas 1   0001      Pengaduan     - → Dikelola dengan …
        | 01-10-2024 09.00.18 Petugas 1   0001      Sarana        - → Baik
        | 01-10-2024 09.00.17 Petugas 1   0001      Perilaku      - → Sopan dan ramah
        | 01-10-2024 09.00.16 Petugas 1   0001      Kompetensi    - → Sangat kompeten
        | 01-10-2024 09.00.15 Petugas 1   0001      Produk        - → Sangat sesuai
        | 01-10-2024 09.00.14 Petugas 1   0001      Biaya/tarif   - → Murah
        | 01-10-2024 09.00.13 Petugas 1   0001      Waktu         - → Sangat cepat
        | 01-10-2024 09.00.12 Petugas 1   0001      Prosedur      - → (tak terbaca)
        | 01-10-2024 09.00.10 Petugas 1   0001      Persyaratan   - → Sangat sesuai
        | 01-10-2024 09.00.09 Petugas 1   0001      Jenis layanan - → Izin reklame
        | 01-10-2024 09.00.08 Petugas 1   0001      Pekerjaan     - → Swasta
        | ──────────────────────────────────────────────────────────────────────────────
        | kunci: ditutup, sidik 82a9d2745284fd45… → terbuka
        | formulir tertinggal
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
}

#[test]
fn an_interview_of_a_closed_survey_is_looked_at_and_not_changed() {
    let form = "2 34 5 4 3 4.24 3 4 4 3 3 4";
    let s = Scenario::skm().keys(form).text("antre lama").keys("<Enter> <Esc>").supervised().keys("p c y <Esc> l <Enter>");
    let before = s.ask("SELECT usia, jenis_kelamin FROM answers_skm");
    let mut s = s.keys("1");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024               Petugas 1 · bundel 1
        | Loket Disabilitas DPMPTSP · 01-10-2024 · 08.00-12.00   formulir 0001 · lengkap
        | ──────────────────────────────────────────────────────────────────────────────
        |>Jenis kelamin [2] Perempuan             Pekerjaan     [4] Swasta
        | Usia          [34]                      Sebutkan      -
        | Pendidikan    [5] S1                    Jenis layanan [3] Izin reklame
        | ──────────────────────────────────────────────────────────────────────────────
        | 1 Persyaratan  1 Tidak      2 Kurang         3 Sesuai       [4 Sangat sesuai]
        | 2 Prosedur    [. tak terbaca]
        | 3 Waktu        1 Tidak      2 Kurang         3 Cepat        [4 Sangat cepat]
        | 4 Biaya/tarif  1 Sgt mahal  2 Ckp mahal     [3 Murah]        4 Gratis
        | 5 Produk       1 Tidak      2 Kurang         3 Sesuai       [4 Sangat sesuai]
        | 6 Kompetensi   1 Tidak      2 Kurang         3 Kompeten     [4 Sangat kompeten]
        | 7 Perilaku     1 Tidak      2 Kurang        [3 Sopan]        4 Sangat sopan
        | 8 Sarana       1 Buruk      2 Cukup         [3 Baik]         4 Sangat baik
        | 9 Pengaduan    1 Tidak ada  2 Tak berfungsi  3 Kurang maks. [4 Dikelola baik]
        | Saran  antre lama
        | ──────────────────────────────────────────────────────────────────────────────
        |  Jenis kelamin
        |  l Laki-laki   p Perempuan                                          (1-2 l p)
        |
        |
        | ! Survei ini ditutup 01-10-2024 oleh Pengawas. Pengawas bisa membukanya lagi.
        | . kosong  F9 pilihan  Enter lanjut  Shift+Tab mundur  Ctrl+Z urung  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    assert_eq!(s.ask("SELECT usia, jenis_kelamin FROM answers_skm"), before);
}

#[test]
fn data_of_a_closed_survey_that_changed_are_shown_by_the_doctor() {
    let s = Scenario::skm().keys("2 34 <Esc>").supervised().keys("p c y");
    s.change("DROP TRIGGER interview_of_a_closed_survey_stays; UPDATE answers_skm SET usia = 35");
    let told = run(s.folder(), &["doctor", "--db", "survei.db"]);
    let found: Vec<&str> = told.lines().filter(|line| line.contains("fingerprint")).map(|line| line.get(..100).unwrap_or(line)).collect();
    expect![[r#"
        FOUND  fingerprints of closed surveys
               survey skm_dpmptsp_kota_bontang_semester_ii_2024: the data changed after it was closed; finge"#]]
    .assert_eq(&found.join("\n"));
}

#[test]
fn a_lock_that_was_taken_off_outside_the_program_is_shown_by_the_doctor() {
    for harm in ["DELETE FROM lock", "UPDATE lock SET opened_at = '2024-10-05T08:00:00.000+08:00'"] {
        let s = Scenario::skm().keys("2 34 <Esc>").supervised().keys("p c y");
        assert!(run(s.folder(), &["doctor", "--db", "survei.db"]).starts_with("exit 0"), "sound before");
        s.change(harm);
        let told = run(s.folder(), &["doctor", "--db", "survei.db"]);
        assert!(told.starts_with("exit 1") && told.contains("@lock"), "{harm}: {told}");
    }
}
