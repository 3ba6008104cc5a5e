//! The workbook: its values are the program's, its formulas lead there, and it names its convention.

use crate::index::varied;
use crate::support::{Sample, run};
use cacah::store::Store;
use cacah::survey::index::{Convention, Pooling, decimal};
use calamine::{Data, Reader, Xlsx, open_workbook};
use expect_test::expect;
use std::fmt::Write;
use std::path::Path;

/// Makes a survey with a convention and writes its workbook.
fn written(folder: &Path, convention: &str, pooling: Pooling) -> Xlsx<std::io::BufReader<std::fs::File>> {
    let mut s = varied(Sample::at(&folder.join("a.db")));
    let convention = Convention::from_name(convention).expect("a convention");
    s.store.set_convention(&s.survey, &convention, pooling).expect("saves");
    drop(s);
    let told = run(folder, &["report", "--db", "a.db", "--out", "a.xlsx"]);
    assert!(told.starts_with("exit 0\nwrote 'a.xlsx': 24 interviews, "), "{told}");
    open_workbook(folder.join("a.xlsx")).expect("opens")
}

/// Writes the cells of a sheet's rows, with the formulas behind them.
fn rows(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str, rows: std::ops::Range<u32>, columns: u32) -> String {
    let (values, formulas) = (book.worksheet_range(sheet).expect("is there"), book.worksheet_formula(sheet).expect("is there"));
    let mut text = String::new();
    for row in rows {
        for column in 0..columns {
            let value = values.get_value((row, column)).filter(|value| **value != Data::Empty);
            let formula = formulas.get_value((row, column)).filter(|formula| !formula.is_empty());
            if let Some(value) = value {
                let _ = write!(text, "{value}{}  ", formula.map_or_else(String::new, |formula| format!(" ={formula}")));
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

#[test]
fn every_step_from_answer_to_mutu_is_a_formula_with_the_programs_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = written(folder.path(), "exact", Pooling::Respondents);
    assert_eq!(book.sheet_names(), ["Responden", "Rekap", "Konvensi"]);
    expect![[r#"
        PENGOLAHAN SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN
        DPMPTSP Kota Bontang
        SKM DPMPTSP Kota Bontang · Semester II 2024
        exact: bobot 1/9 persis
        No. Resp  U1  U2  U3  U4  U5  U6  U7  U8  U9  Layanan  Jenis kelamin  Pendidikan  Pekerjaan
        1  4  4  1  1  2  2  3  4  3  2. PBG (SIMBG)  Perempuan  S1  Swasta
        2  3  4  1  2  3  4  1  3  2  3. Izin reklame  Laki-laki  S1  Swasta
    "#]]
    .assert_eq(&rows(&mut book, "Responden", 0..8, 14));
    expect![[r#"
        Jumlah nilai per unsur  60 =SUM(B7:B30)  60 =SUM(C7:C30)
        Jumlah jawaban per unsur  24 =COUNT(B7:B30)  24 =COUNT(C7:C30)
        NRR per unsur  2.5 =IF(B32=0,"",B31/B32)  2.5 =IF(C32=0,"",C31/C32)
        NRR tertimbang per unsur  0.2777777778 =IF(B33="","",B33*'Konvensi'!$B$4)  0.2777777778 =IF(C33="","",C33*'Konvensi'!$B$4)
        NRR x 25 per unsur  62.5 =IF(B33="","",B33*25)  62.5 =IF(C33="","",C33*25)
        Mutu per unsur  D =IF(B35="","",IF(ROUND(ROUND(B35,10),2)>=88.31,"A",IF(ROUND(ROUND(B35,10),2)>=76.61,"B",IF(ROUND(ROUND(B35,10),2)>=65.00,"C","D"))))  D =IF(C35="","",IF(ROUND(ROUND(C35,10),2)>=88.31,"A",IF(ROUND(ROUND(C35,10),2)>=76.61,"B",IF(ROUND(ROUND(C35,10),2)>=65.00,"C","D"))))
        *) Jumlah NRR tertimbang  2.2777777778 =IF(COUNT(B34:J34)=0,"",SUM(B34:J34))
        **) IKM unit pelayanan = *) x 25  56.94 =IF(B38="","",ROUND(ROUND(B38*25,10),2))
        Mutu pelayanan  D =IF(B39="","",IF(ROUND(ROUND(B39,10),2)>=88.31,"A",IF(ROUND(ROUND(B39,10),2)>=76.61,"B",IF(ROUND(ROUND(B39,10),2)>=65.00,"C","D"))))
        Mutu: A (sangat baik) 88,31-100,00; B (baik) 76,61-88,30; C (kurang baik) 65,00-76,60; D (tidak baik) 25,00-64,99
    "#]].assert_eq(&rows(&mut book, "Responden", 30..42, 3));
    expect![[r#"
        Nama konvensi  exact
        Artinya  bobot 1/9 persis
        Jumlah unsur (x)  9 =COUNT('Responden'!B33:J33)
        Bobot satu unsur  0.111111111111 =1/MAX(B3,1)
        Gabungan layanan  semua responden dihitung sama
        IKM yang dicetak  56.94 ='Responden'!B39
        Mutu pelayanan  D =IF(B6="","",IF(ROUND(ROUND(B6,10),2)>=88.31,"A",IF(ROUND(ROUND(B6,10),2)>=76.61,"B",IF(ROUND(ROUND(B6,10),2)>=65.00,"C","D"))))
        Wawancara dihitung  24
        Status yang dihitung  lengkap, dikembalikan, disetujui
        Tidak dihitung: Waktu  4 kosong
        Tidak dihitung: Pengaduan  4 ganda
    "#]].assert_eq(&rows(&mut book, "Konvensi", 0..14, 2));
}

#[test]
fn the_recap_has_a_line_a_service_and_the_mean_where_services_are_pooled() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = written(folder.path(), "0.11+nrr-2+weighted-3-cut", Pooling::Services);
    expect![[r#"
        REKAPITULASI INDEKS KEPUASAN MASYARAKAT
        DPMPTSP Kota Bontang
        SKM DPMPTSP Kota Bontang · Semester II 2024
        NO  OPP / LAYANAN  U1  U2  U3  U4  U5  U6  U7  U8  U9  Laki-laki  Perempuan  SD  SMP  SMA  Diploma (D1-D4)  S1  S2  S3  Tidak sekolah  PNS  TNI  POLRI  Swasta  Wirausaha  Lainnya  POPULASI  SAMPEL  NRR TERTIMBANG  NILAI IKM  KATEGORI
    "#]].assert_eq(&rows(&mut book, "Rekap", 0..4, 40));
    expect![[r#"
        1  1. NIB / perizinan berusaha (OSS)  2.29 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$B$7:$B$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.29 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$C$7:$C$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  1 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$D$7:$D$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.71 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$E$7:$E$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.57 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$F$7:$F$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.57 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$G$7:$G$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  1.86 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$H$7:$H$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.33 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$I$7:$I$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  2.43 =IFERROR(ROUND(ROUND(AVERAGEIFS('Responden'!$J$7:$J$30,'Responden'!$K$7:$K$30,"="&$B5),10),2),"")  4 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$L$7:$L$30,"="&L4)  3 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$L$7:$L$30,"="&M4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&N4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&O4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&P4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&Q4)  7 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&R4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&S4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&T4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$M$7:$M$30,"="&U4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&V4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&W4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&X4)  7 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&Y4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&Z4)  0 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5,'Responden'!$N$7:$N$30,"="&AA4)  7 =COUNTIFS('Responden'!$K$7:$K$30,"="&$B5)  2.201 =IF(COUNT(C5:K5)<9,"",SUMPRODUCT(TRUNC(ROUND(C5:K5*'Konvensi'!$B$4,10),3)))  55.03 =IF(AD5="","",ROUND(ROUND(AD5*25,10),2))  D =IF(AE5="","",IF(ROUND(ROUND(AE5,10),2)>=88.31,"A",IF(ROUND(ROUND(AE5,10),2)>=76.61,"B",IF(ROUND(ROUND(AE5,10),2)>=65.00,"C","D"))))
    "#]].assert_eq(&rows(&mut book, "Rekap", 4..5, 40));
    expect![[r#"
        Rata-rata layanan  55.86 =IF(COUNT(AD5:AD7)<3,"",ROUND(ROUND(AVERAGE(AD5:AD7)*25,10),2))  D =IF(AE10="","",IF(ROUND(ROUND(AE10,10),2)>=88.31,"A",IF(ROUND(ROUND(AE10,10),2)>=76.61,"B",IF(ROUND(ROUND(AE10,10),2)>=65.00,"C","D"))))
    "#]].assert_eq(&rows(&mut book, "Rekap", 9..10, 40));
    let store = Store::open(&folder.path().join("a.db")).expect("opens");
    let survey = store.surveys().expect("reads").remove(0);
    let results = store.results(&survey, &survey.measure()).expect("reads");
    let (ikm, mutu) = results.headline.expect("is known");
    let konvensi = rows(&mut book, "Konvensi", 5..7, 2);
    assert!(konvensi.contains(&decimal::show(&ikm, 2)) && konvensi.contains(&format!("  {} =", mutu.code())), "{konvensi}");
}

#[test]
fn an_empty_survey_has_a_workbook_without_an_index() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    assert!(run(folder.path(), &["report", "--db", "a.db", "--out", "a.xlsx"]).starts_with("exit 0"));
    // What a reader that works nothing out sees: nothing, and no nought.
    let mut book: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).expect("opens");
    let values = book.worksheet_range("Responden").expect("a sheet");
    let said = |label: &str| values.rows().find(|row| row[0] == label).map(|row| row[1].to_string());
    assert_eq!(
        ["Jumlah jawaban per unsur", "NRR per unsur", "Mutu per unsur"].map(said),
        ["0", "", ""].map(|value| Some(value.to_owned()))
    );
    expect![[r#"
        exit 1
        error: 'a.xlsx' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]]
    .assert_eq(&run(folder.path(), &["report", "--db", "a.db", "--out", "a.xlsx"]));
}

#[test]
fn a_workbook_reproduces_what_it_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(written(folder.path(), "0.11+nrr-2", Pooling::Respondents));
    let told = run(folder.path(), &["reproduce", "a.xlsx", "--all"]);
    assert!(told.starts_with("exit 0\nanswers to 9 unsur, n 24 24 20 24 24 24 24 20 24\n"), "{told}");
    assert!(
        told.contains("\nthe published IKM 56.38 comes") && told.contains("\n  0.11+nrr-2: weight 0.11 (1/9 at 2 decimals); NRR"),
        "{told}"
    );
    std::fs::write(folder.path().join("b.xlsx"), b"PK\x03\x04").expect("writes");
    let told = run(folder.path(), &["reproduce", "b.xlsx", "--published", "80"]);
    assert!(told.starts_with("exit 1\nerror: "), "{told}");
}
