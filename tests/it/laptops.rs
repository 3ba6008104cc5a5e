//! The screens of several laptops: handing over, looking at what a merge comes to, merging, and settling what two changed.

use crate::flow::FORM;
use crate::scenario::Scenario;
use crate::support::Sample;
use cacah::store::{Clock, Saving, Store};
use cacah::survey::interview::{Save, Write};
use cacah::survey::value::Answer;
use cacah::words::Lang;
use expect_test::expect;
use std::path::Path;
use std::rc::Rc;

/// A laptop at the list of surveys, with one form keyed and handed over to `serah.cacah` in its folder.
fn handed_over() -> Scenario {
    let s = Scenario::skm().keys(FORM).keys("<Esc> <Down>");
    let path = s.folder().join("serah.cacah").display().to_string();
    let s = s.keys("b <Enter> <Enter> <Enter>");
    let s = (0..70).fold(s, |s, _| s.keys("<Backspace>"));
    s.text(&path).keys("<Enter>")
}

#[test]
fn a_file_is_written_looked_at_and_merged() {
    let mut sender = handed_over();
    let screen = sender.framed();
    assert!(screen.contains("Berkas serah terima sudah jadi."), "{screen}");
    let bundle = sender.folder().join("serah.cacah").display().to_string();
    let mut s = Scenario::on(Rc::new(tempfile::tempdir().expect("a folder")), Lang::Id).keys("<Esc> g").text(&bundle).keys("<F10>");
    let told = s.framed().replace(&sender.folder().display().to_string(), "FOLDER");
    expect![[r#"
        | cacah                                                                   gabung
        |  Yang akan terjadi                      Baru   Berubah      Sama   Berbeda
        | ──────────────────────────────────────────────────────────────────────────────
        |  Petugas 1 · SKM DPMPTSP Kota Bo…          1         0         0         0
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
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  32 baris jejak baru.
        |  Enter menggabungkan, Esc kembali tanpa mengubah apa pun.
        |
        | Enter gabungkan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&told);
    let mut s = s.keys("<Enter>");
    let told = s.screen();
    assert!(told.contains("Sudah digabungkan."), "{told}");
    let mut s = s.keys("<Enter>");
    assert!(s.screen().contains("SKM DPMPTSP Kota Bontang"), "{}", s.screen());
}

/// Changes an answer of the only interview of a file.
fn answer(path: &Path, code: i64) {
    let mut store = Store::open(path).expect("opens");
    store.set_clock(Clock::by_hand(crate::scenario::start()).0);
    let survey = store.surveys().expect("reads").remove(0);
    let id = store.list(&survey, &cacah::store::Filter::default(), (i64::MIN, 0), 1).expect("reads")[0].id;
    let (interview, batch) = store.interview(&survey, id).expect("reads");
    let at = survey.form.find("biaya").expect("a question");
    let writes = vec![Write { question: at, old: interview.answers[at].clone(), new: Some(Answer::int(code)), why: None }];
    let save = Save { writes, ..Save::default() };
    store.save(&survey, &batch, &interview, &Saving { save: &save, effort: interview.effort, rules: None, keying: None }).expect("saves");
}

#[test]
fn a_supervisor_decides_what_two_laptops_changed() {
    let folder = Rc::new(tempfile::tempdir().expect("a folder"));
    let (here, there) = (folder.path().join("survei.db"), folder.path().join("lain.db"));
    let mut sample = Sample::at(&there);
    sample.ordinary(1, &[]);
    drop(sample);
    let merge = |database: &Path, file: &Path| {
        let args = ["--db", &database.display().to_string(), "merge", "--no-backup", &file.display().to_string()].map(str::to_owned);
        crate::support::cacah().args(args).output().expect("runs");
    };
    merge(&here, &there);
    // Of two the one that knew more lines stands meanwhile.
    answer(&here, 2);
    answer(&here, 1);
    answer(&there, 3);
    merge(&here, &there);
    let mut s = Scenario::on(Rc::clone(&folder), Lang::Id).supervised().keys("<Up> <Up> p d");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024            diubah di dua laptop: 1
        | > 0001  Petugas 1  Biaya/tarif
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
        |    1  Sangat mahal
        |       Petugas 1 · 2024-10-01 09:00 · laptop …
        |    2  Murah
        |       Petugas 1 · 2024-10-01 09:00 · laptop …
        |
        |
        |  Nilai 1 dipakai sementara; sampai diputuskan, formulirnya tetap ditandai.
        |
        | 1 yang pertama  2 yang kedua  n nilai lain  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&devices(&s.framed()));
    let mut s = s.keys("2");
    let screen = s.framed();
    assert!(screen.contains("Tidak ada yang menunggu keputusan."), "{screen}");
}

/// Leaves the numbers of laptops out: they are drawn.
fn devices(screen: &str) -> String {
    screen
        .lines()
        .map(|line| {
            line.split_once("laptop ").map_or_else(
                || line.to_owned(),
                |(said, rest)| if rest.starts_with(|c: char| c.is_ascii_digit()) { format!("{said}laptop …") } else { line.to_owned() },
            )
        })
        .fold(String::new(), |text, line| text + &line + "\n")
}
