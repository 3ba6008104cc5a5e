//! Files of other programs: Google Forms, ODK and Kobo, tables of agencies.

use super::{folder, import};
use crate::support::run;
use expect_test::expect;

/// The answers of a Google form: a moment, the whole wording as names, labels as answers, a value that fits none in three spellings.
const GOOGLE: &str = "\
Cap waktu,Jenis kelamin,Usia (tahun),Pendidikan terakhir,Pekerjaan utama,Jenis layanan yang diterima,Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?,8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?,Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?,Kritik dan saran
30/09/2024 9:41:12,Laki-laki,34,S1,petani,NIB / perizinan berusaha (OSS),Sesuai,Sangat baik,Dikelola dengan baik,\"Bagus, sekali\"
30/09/2024 9:50:00,PEREMPUAN,28 tahun,SMA,PETANI ,NIB / perizinan berusaha (OSS),sangat sesuai,Cukup,Tidak ada,
01/10/2024 10:00:01,Perempuan,51,SMP,Petani,Izin reklame,Kurang sesuai,Baik,Ada tetapi tidak berfungsi,Antre lama
";

const ARGS: [&str; 4] = ["--location", "Loket Disabilitas DPMPTSP", "--surveyor", "Petugas 1"];

#[test]
fn a_google_form_is_looked_at_first() {
    let folder = folder();
    expect![[r#"
        exit 1
        'f.csv': CSV, UTF-8, delimiter ',', head in row 1
            1  Cap waktu                                @moment                      usual_name
            2  Jenis kelamin                            jenis_kelamin                label
            3  Usia (tahun)                             usia                         wording
            4  Pendidikan terakhir                      pendidikan                   wording
            5  Pekerjaan utama                          pekerjaan                    wording
            6  Jenis layanan yang diterima              layanan                      wording
            7  Bagaimana pendapat Saudara tentang kese… persyaratan                  wording
            8  8. Bagaimana pendapat Saudara tentang k… sarana                       wording
            9  Bagaimana pendapat Saudara tentang pena… pengaduan                    wording
           10  Kritik dan saran                         saran                        usual_name
        rows 3: 0 new, 0 already there, 3 refused
        not in the source: pekerjaan_lain, prosedur, waktu, biaya, produk, kompetensi, perilaku
        refused, choice, column 'Pekerjaan utama': 3
          row 2, column 'Pekerjaan utama': 'petani' is no choice
          row 3, column 'Pekerjaan utama': 'PETANI ' is no choice
          row 4, column 'Pekerjaan utama': 'Petani' is no choice
          Pekerjaan utama 'PETANI' x 3 (3 spellings): no choice
          Jenis kelamin 'PEREMPUAN' x 2 (2 spellings): 2 Female
          Jenis kelamin 'Laki-laki' x 1: 1 Male
          Pendidikan terakhir 'S1' x 1: 5 Bachelor (S1)
          Pendidikan terakhir 'SMA' x 1: 3 Senior high (SMA)
          Pendidikan terakhir 'SMP' x 1: 2 Junior high (SMP)
          Jenis layanan yang diterima 'NIB / perizinan berusaha (OSS)' x 2: 1 NIB / perizinan berusaha (OSS)
          Jenis layanan yang diterima 'Izin reklame' x 1: 3 Izin reklame
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'Kurang sesuai' x 1: 2 Less suitable
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'Sesuai' x 1: 3 Suitable
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'sangat sesuai' x 1: 4 Very suitable
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Baik' x 1: 3 Good
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Cukup' x 1: 2 Fair
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Sangat baik' x 1: 4 Very good
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Ada tetapi tidak berfungsi' x 1: 2 Exists but does not work
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Dikelola dengan baik' x 1: 4 Well managed
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Tidak ada' x 1: 1 None
        nothing was changed: a look ahead
        error: 3 rows are refused; nothing was imported
        hint: Map the values that fit no choice with --map (--write-map makes one), mend the rows, or leave them out with --yes.
    "#]].assert_eq(&import(folder.path(), GOOGLE, &[&ARGS[..], &["--dry-run"]].concat()));
}

#[test]
fn what_was_mapped_once_is_imported_and_remembered() {
    let folder = folder();
    std::fs::write(folder.path().join("map.toml"), "[values.pekerjaan]\npetani = 6\n").expect("writes");
    expect![[r#"
        exit 0
        'f.csv': CSV, UTF-8, delimiter ',', head in row 1
            1  Cap waktu                                @moment                      usual_name
            2  Jenis kelamin                            jenis_kelamin                label
            3  Usia (tahun)                             usia                         wording
            4  Pendidikan terakhir                      pendidikan                   wording
            5  Pekerjaan utama                          pekerjaan                    wording
            6  Jenis layanan yang diterima              layanan                      wording
            7  Bagaimana pendapat Saudara tentang kese… persyaratan                  wording
            8  8. Bagaimana pendapat Saudara tentang k… sarana                       wording
            9  Bagaimana pendapat Saudara tentang pena… pengaduan                    wording
           10  Kritik dan saran                         saran                        usual_name
        rows 3: 3 new, 0 already there, 0 refused
        not in the source: pekerjaan_lain, prosedur, waktu, biaya, produk, kompetensi, perilaku
          Jenis kelamin 'PEREMPUAN' x 2 (2 spellings): 2 Female
          Jenis kelamin 'Laki-laki' x 1: 1 Male
          Pendidikan terakhir 'S1' x 1: 5 Bachelor (S1)
          Pendidikan terakhir 'SMA' x 1: 3 Senior high (SMA)
          Pendidikan terakhir 'SMP' x 1: 2 Junior high (SMP)
          Pekerjaan utama 'PETANI' x 3 (3 spellings): 6 Other
          Jenis layanan yang diterima 'NIB / perizinan berusaha (OSS)' x 2: 1 NIB / perizinan berusaha (OSS)
          Jenis layanan yang diterima 'Izin reklame' x 1: 3 Izin reklame
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'Kurang sesuai' x 1: 2 Less suitable
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'Sesuai' x 1: 3 Suitable
          Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya? 'sangat sesuai' x 1: 4 Very suitable
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Baik' x 1: 3 Good
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Cukup' x 1: 2 Fair
          8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? 'Sangat baik' x 1: 4 Very good
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Ada tetapi tidak berfungsi' x 1: 2 Exists but does not work
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Dikelola dengan baik' x 1: 4 Well managed
          Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan? 'Tidak ada' x 1: 1 None
        to look at: Lowest rating without a comment x 1
        imported 3 interviews in 2 batches
    "#]].assert_eq(&import(folder.path(), GOOGLE, &[&ARGS[..], &["--map", "map.toml"]].concat()));
    let told = run(folder.path(), &["--db", "a.db", "doctor", "--recount"]);
    assert!(told.starts_with("exit 0"), "{told}");
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        IKM 69.44  mutu C  Less good
        3 interviews: complete, returned, approved
        no 95 % interval: fewer than 30 interviews
        convention exact: weight exactly 1/3
        pooling: all respondents count alike

        unsur           n  1  2  3  4  sum     NRR  weighted   x 25  mutu  lowest
        U1 Persyaratan  3  0  1  1  1    9  3.0000    1.0000  75.00     C       2
        U2 Prosedur     0  0  0  0  0    0       -         -      -     -
        U3 Waktu        0  0  0  0  0    0       -         -      -     -
        U4 Biaya/tarif  0  0  0  0  0    0       -         -      -     -
        U5 Produk       0  0  0  0  0    0       -         -      -     -
        U6 Kompetensi   0  0  0  0  0    0       -         -      -     -
        U7 Perilaku     0  0  0  0  0    0       -         -      -     -
        U9 Sarana       3  0  1  1  1    9  3.0000    1.0000  75.00     C       2
        U8 Pengaduan    3  1  1  0  1    7  2.3333    0.7778  58.33     D       1
        nobody answered prosedur, waktu, biaya, produk, kompetensi, perilaku: the weight is one over the other 3
        left out of prosedur: 3 not_in_source
        left out of waktu: 3 not_in_source
        left out of biaya: 3 not_in_source
        left out of produk: 3 not_in_source
        left out of kompetensi: 3 not_in_source
        left out of perilaku: 3 not_in_source
    "#]]
    .assert_eq(&run(folder.path(), &["--db", "a.db", "index"]));
    // What was said is remembered: a second file of the form needs no map.
    let more = GOOGLE.replace("9:41:12", "9:42:12");
    let told = import(folder.path(), more, &[]);
    assert!(told.contains("rows 3: 1 new, 2 already there, 0 refused") && told.contains("remembered"), "{told}");
}

#[test]
fn u_numbers_are_asked_about_where_form_and_regulation_part() {
    let table = "No. Resp;U1;U2;U3;U4;U5;U6;U7;U8;U9\n1;3;3;3;4;3;3;3;4;2\n2;3;3;3;4;3;3;3;4;2\nJumlah;6;6;6;8;6;6;6;8;4\nNRR;3,00;3,00;3,00;4,00;3,00;3,00;3,00;4,00;2,00\n";
    let args = [&ARGS[..], &["--date", "30-9-2024", "--json"]].concat();
    let folder = folder();
    let told = import(folder.path(), table, &args);
    expect![[r#"
        hint: Say which with --order regulation or --order form.
        error: the U-numbers may follow the regulation's list (U8 as Complaints, U9 as Facilities) or the form, where sarana is 8 and pengaduan 9"#]].assert_eq(told.lines().rev().take(2).collect::<Vec<_>>().join("\n").as_str());
    let of = |order: &str, key: &str| {
        let told = import(folder.path(), table, &[&args[..], &["--dry-run", "--order", order]].concat());
        let told: serde_json::Value = serde_json::from_str(told.strip_prefix("exit 0\n").expect("is sound")).expect("is JSON");
        let column = told["columns"].as_array().and_then(|columns| columns.iter().find(|column| column["target"] == key)).cloned();
        (told["new"].clone(), told["summaries"].clone(), column.expect("is there")["head"].clone())
    };
    assert_eq!(of("regulation", "sarana"), (2.into(), 2.into(), "U9".into()));
    assert_eq!(of("form", "sarana"), (2.into(), 2.into(), "U8".into()));
}

#[test]
fn kobo_groups_ids_and_letters_are_understood() {
    let kobo = "start,end,profil/jenis_kelamin,profil/usia,unsur/persyaratan,unsur/prosedur,meta/instanceID,_id,_uuid,_submission_time\n\
        2024-09-30T09:41:12.123+08:00,2024-09-30T09:45:00.000+08:00,L,34,c,D,uuid:1,101,1-a,2024-09-30T02:00:00\n\
        2024-09-30T09:51:12.123+08:00,2024-09-30T09:55:00.000+08:00,p,34,a,b,uuid:2,102,1-b,2024-09-30T02:10:00\n";
    let folder = folder();
    let told = import(folder.path(), kobo, &ARGS);
    assert!(told.contains("imported 2 interviews"), "{told}");
    let told = run(folder.path(), &["--db", "a.db", "export", "--out", "-"]);
    let rows: Vec<Vec<&str>> = told.lines().skip(1).take(3).map(|line| line.split(',').collect()).collect();
    let shown: Vec<String> =
        ["form_number", "date", "started", "completed", "jenis_kelamin", "usia", "persyaratan", "prosedur", "waktu_missing"]
            .iter()
            .map(|name| {
                let at = rows[0].iter().position(|head| head == name).expect("is a column");
                format!("{name}: {} | {}", rows[1][at], rows[2][at])
            })
            .collect();
    expect![[r#"
        form_number: 1 | 2
        date: 2024-09-30 | 2024-09-30
        started: 2024-09-30T09:41:12.123+08:00 | 2024-09-30T09:51:12.123+08:00
        completed: 2024-09-30T09:45:00.000+08:00 | 2024-09-30T09:55:00.000+08:00
        jenis_kelamin: 1 | 2
        usia: 34 | 34
        persyaratan: 3 | 1
        prosedur: 4 | 2
        waktu_missing: not_in_source | not_in_source"#]]
    .assert_eq(&shown.join("\n"));
    let told = import(folder.path(), kobo.replace(",34,c", ",35,c"), &[]);
    assert!(told.contains("0 new, 1 already there, 1 refused") && told.contains("imported before with other content"), "{told}");
}
