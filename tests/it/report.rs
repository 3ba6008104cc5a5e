//! The report: its figures are those of the index, nothing is left out, and other programs open it.

use crate::scenario::Scenario;
use crate::support::{Sample, run};
use cacah::report::{self, Facts, Job, Order};
use cacah::store::{Filter, FollowUp, Header, List};
use cacah::survey::index::decimal;
use cacah::survey::saran::{Coding, Sentiment};
use cacah::survey::template;
use cacah::survey::value::{Answer, Missing};
use cacah::words::{Lang, Words};
use expect_test::expect;
use jiff::civil::date;
use serde_json::Value as Json;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const PUBLISHED: &str = include_str!("../data/sekadau_2019_s1_raw.csv");

/// The unsur in the order of the file: that of the regulation's list.
const UNSUR: [&str; 9] = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"];

/// Two half-years of a unit with real answers and an invented profile: the second has missing answers, comments, small groups, and a plan.
pub fn rich(s: Sample) -> Sample {
    let mut s = earlier(s);
    let served = cacah::store::Survey { served: 60, ..s.survey.clone() };
    s.store.update_survey(&s.survey, &served).expect("is stored");
    s.survey = s.store.survey(s.survey.id).expect("reads");
    fill(&mut s, 0);
    let plan = FollowUp {
        question: "pengaduan".to_owned(),
        program: "Kotak saran & nomor WhatsApp <aduan> di setiap loket".to_owned(),
        quarters: 0b0011,
        responsible: "Kepala Seksi Pengaduan".to_owned(),
    };
    let survey = s.survey.clone();
    s.supervising(|store| store.set_follow_up(&survey, &plan)).expect("is stored");
    s
}

fn earlier(s: Sample) -> Sample {
    let Sample { mut store, survey, batch } = s;
    let mut setup = template::find("skm-dpmptsp-bontang", date(2024, 9, 30)).expect("is there").setup;
    (setup.period, setup.from, setup.to) = ("Semester I 2024".to_owned(), date(2024, 3, 1), date(2024, 3, 30));
    let id = store.create_survey(template::SKM, &setup).expect("is made");
    let first = store.survey(id).expect("reads");
    let item = |list| first.list(list).next().expect("has items").id;
    let header = Header {
        date: date(2024, 3, 4),
        band: None,
        location: item(List::Location),
        service: None,
        surveyor: item(List::Surveyor),
        first_number: 1,
        forms: 40,
    };
    let opened = store.create_batch(id, &header).expect("is made");
    let mut before = Sample { store, survey: first, batch: opened };
    fill(&mut before, 1);
    Sample { store: before.store, survey, batch }
}

/// Keys the answers of the file; `raise` is added to each sarana, 4 the most.
fn fill(s: &mut Sample, raise: i64) {
    for line in PUBLISHED.lines().skip(1) {
        let numbers: Vec<i64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        let number = numbers[0];
        let mut answers: Vec<(&str, Answer)> = UNSUR.iter().zip(&numbers[1..]).map(|(key, value)| (*key, Answer::int(*value))).collect();
        answers[8].1 = Answer::int((numbers[9] + raise).min(4));
        answers.push(("jenis_kelamin", Answer::int(1 + number % 2)));
        answers.push(("usia", Answer::int(17 + number)));
        answers.push(("pendidikan", Answer::int(if number < 3 { 1 } else { 3 + number % 3 })));
        answers.push(("layanan", Answer::int(if number == 7 { 2 } else { 1 + 2 * (number % 3) })));
        if number % 10 == 0 {
            answers[2].1 = Answer::Missing(Missing::Blank);
        }
        if number % 7 == 0 {
            answers.push(("saran", Answer::text("tambah kursi <tunggu>")));
        }
        s.ordinary(number, &answers);
    }
    s.draft(60, &[("usia", Answer::int(30))]);
}

fn gathered(s: &Sample, suppress: bool) -> Facts {
    let order = Order { suppress, ..Order::default() };
    report::facts(&s.store, &s.survey, &order).expect("gathers")
}

/// Makes the database of [`rich`] in a folder.
fn database(folder: &Path) {
    drop(rich(Sample::at(&folder.join("a.db"))));
}

/// The survey with the plan.
const KEY: &str = "skm_dpmptsp_kota_bontang_semester_ii_2024";

/// Writes a document and gives it as text; of a DOCX its main part.
fn written(folder: &Path, out: &str, more: &[&str]) -> String {
    let mut args = vec!["report", "--db", "a.db", "--survey", KEY, "--yes", "--out", out];
    args.extend_from_slice(more);
    let told = run(folder, &args);
    assert!(told.starts_with(&format!("exit 0\nwrote '{out}': 49 interviews, ")), "{told}");
    if Path::new(out).extension().is_some_and(|ending| ending == "docx") {
        part(&folder.join(out), "word/document.xml")
    } else {
        std::fs::read_to_string(folder.join(out)).expect("reads")
    }
}

/// Takes a part out of a DOCX.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("opens")).expect("is an archive");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).expect("is there"), &mut text).expect("is text");
    text
}

/// Gives the texts between the tags of a document, with bars between them.
fn texts(document: &str) -> String {
    let mut text = String::from("|");
    for piece in document.split('>').filter_map(|rest| rest.split_once('<')).map(|(text, _)| text.trim()).filter(|text| !text.is_empty()) {
        text.push_str(piece);
        text.push('|');
    }
    text
}

fn asked(folder: &Path, more: &[&str]) -> Json {
    let mut args = vec!["index", "--db", "a.db", "--survey", KEY, "--lang", "id", "--json"];
    args.extend_from_slice(more);
    let told = run(folder, &args);
    let (from, to) = (told.find('{').expect("is there"), told.rfind('}').expect("is there"));
    serde_json::from_str(&told[from..=to]).expect("is JSON")
}

/// Writes a number of the JSON as the report does: with so many decimals and a comma.
fn comma(number: &Json, places: u8) -> String {
    let exact = decimal::parse(&number.to_string()).expect("a number");
    decimal::show(&exact.value, places).replace('.', ",")
}

#[test]
fn every_figure_is_that_of_the_index_by_every_convention_and_pooling() {
    let folder = tempfile::tempdir().expect("a folder");
    database(folder.path());
    for (convention, pooling) in [("exact", "respondents"), ("0.11+nrr-2", "respondents"), ("0.111+ikm-cut", "services")] {
        let found = asked(folder.path(), &["--save", "--convention", convention, "--pool", pooling, "--order", "regulation"]);
        let (ikm, mutu) = (comma(&found["ikm"], 2), found["mutu"].as_str().expect("is known").to_owned());
        let by_sex = asked(folder.path(), &["--by", "sex"]);
        for document in [written(folder.path(), "a.html", &[]), written(folder.path(), "a.docx", &[])] {
            let text = texts(&document);
            for unsur in found["unsur"].as_array().expect("a list") {
                let name = Words(Lang::Id).unsur_name(unsur["question"].as_str().expect("a key")).expect("is one of nine");
                let figures = [comma(&unsur["nrr"], 4), comma(&unsur["weighted"], 4), comma(&unsur["ikm"], 2)].join("|");
                let letter = unsur["mutu"].as_str().expect("a letter");
                let row = format!("|U{}|{name}|{}|{}|{figures}|{letter}|", unsur["number"], unsur["n"], unsur["sum"]);
                assert!(text.contains(&row), "{convention}: {row}");
            }
            assert!(text.contains(&format!("|{}|{ikm}|{mutu}|", comma(&found["index"], 4))), "{convention}: {ikm}");
            for group in by_sex["groups"].as_array().expect("a list") {
                let (name, letter) = (group["name"].as_str().expect("a name"), group["mutu"].as_str().expect("a letter"));
                let row = format!("|{name}|{}|{}|{letter}|", group["n"], comma(&group["ikm"], 2));
                assert!(text.contains(&row), "{convention}: {row}");
            }
        }
        let poster = written(folder.path(), "a.svg", &["--paper", "a3"]);
        assert!(texts(&poster).contains(&format!("|{ikm}|{mutu}|")) && poster.contains("width=\"297mm\" height=\"420mm\""), "{poster}");
    }
}

#[test]
fn the_chapters_stand_in_order_with_their_sentences() {
    let folder = tempfile::tempdir().expect("a folder");
    database(folder.path());
    let text = texts(&written(folder.path(), "a.html", &[]));
    let from = text.rfind("|BAB I PENDAHULUAN|").expect("is there");
    let is_said = |line: &&str| line.starts_with("BAB") || line.starts_with("LAMPIRAN") || line.ends_with(['.', ';']);
    // The day is that of the machine.
    let said: Vec<&str> = text[from..].split('|').filter(is_said).filter(|line| !line.starts_with("Laporan dibuat")).collect();
    expect![[r#"
        BAB I PENDAHULUAN
        Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik mewajibkan penyelenggara pelayanan mengikutsertakan masyarakat dalam penyelenggaraan pelayanan publik. Salah satu wujudnya adalah Survei Kepuasan Masyarakat (SKM), yang menurut Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 dilaksanakan oleh setiap unit penyelenggara pelayanan publik secara berkala, paling sedikit satu kali dalam setahun.
        Berdasarkan ketentuan tersebut, DPMPTSP Kota Bontang melaksanakan SKM Semester II 2024. Laporan ini memuat pelaksanaan survei, hasil pengolahan data, analisis, dan rencana tindak lanjut perbaikan pelayanan.
        Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;
        Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;
        Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik.
        mengetahui Indeks Kepuasan Masyarakat (IKM) dan mutu pelayanan unit;
        mengetahui unsur pelayanan yang perlu dipertahankan dan yang perlu diperbaiki;
        menyusun rencana tindak lanjut perbaikan pelayanan.
        BAB II PENGUMPULAN DATA SKM
        SKM dilaksanakan oleh DPMPTSP Kota Bontang dengan melibatkan 3 orang petugas.
        Persyaratan (U1);
        Sistem, Mekanisme, dan Prosedur (U2);
        Waktu Penyelesaian (U3);
        Biaya/Tarif (U4);
        Produk Spesifikasi Jenis Pelayanan (U5);
        Kompetensi Pelaksana (U6);
        Perilaku Pelaksana (U7);
        Penanganan Pengaduan, Saran, dan Masukan (U8);
        Sarana dan Prasarana (U9).
        Data dikumpulkan di lokasi berikut.
        SKM Semester II 2024 dilaksanakan pada 30 September 2024 sampai dengan 30 Oktober 2024.
        Jumlah penerima layanan pada periode survei adalah 60 orang. Berdasarkan tabel sampel Krejcie dan Morgan, jumlah responden minimum adalah 52 orang.
        Jumlah responden yang diolah adalah 49 orang, sehingga jumlah sampel belum sesuai dengan ketentuan: kurang 3 orang. Hasil survei perlu dibaca dengan memperhatikan kekurangan tersebut.
        BAB III HASIL PENGOLAHAN DATA SKM
        Karakteristik 49 responden yang diolah adalah sebagai berikut.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        IKM DPMPTSP Kota Bontang Semester II 2024 adalah 78,69 dengan mutu pelayanan B (Baik).
        Dengan tingkat kepercayaan 95%, IKM berada antara 76,24 dan 81,14 (metode linearisasi).
        Penghitungan menggunakan bobot 1/9 persis; semua responden dihitung sama. Cara penghitungan selengkapnya terdapat pada Lampiran 2.
        Angka 1 sampai dengan 3 di belakang mutu menunjukkan urutan unsur terendah.
        Jawaban yang kosong atau tidak terbaca tidak dihitung sebagai nol; jumlahnya terdapat pada kolom terakhir dan alasannya pada Lampiran 3.
        IKM setiap kelompok dihitung dengan cara yang sama dengan IKM unit.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        BAB IV ANALISIS HASIL SKM
        Persyaratan (U1): nilai rata-rata 2,8163, IKM 70,41, mutu C; 9 dari 49 jawaban (18,37%) bernilai 1 atau 2;
        Sistem, Mekanisme, dan Prosedur (U2): nilai rata-rata 2,8367, IKM 70,92, mutu C; 11 dari 49 jawaban (22,45%) bernilai 1 atau 2;
        Penanganan Pengaduan, Saran, dan Masukan (U8): nilai rata-rata 2,9184, IKM 72,96, mutu C; 15 dari 49 jawaban (30,61%) bernilai 1 atau 2.
        Biaya/Tarif (U4): nilai rata-rata 3,6122, IKM 90,31, mutu A;
        Kompetensi Pelaksana (U6): nilai rata-rata 3,3265, IKM 83,16, mutu B;
        Perilaku Pelaksana (U7): nilai rata-rata 3,2857, IKM 82,14, mutu B.
        Di antara layanan dengan sedikitnya 5 responden, IKM terendah dimiliki Izin bongkar trotoar (75,30) dan IKM tertinggi dimiliki NIB / perizinan berusaha (OSS) (80,76).
        Saran atau masukan tertulis diberikan oleh 7 dari 49 responden (14,29%).
        Berdasarkan unsur dengan nilai terendah, rencana tindak lanjut disusun sebagai berikut.
        2 unsur belum memiliki rencana; isilah sebelum laporan ditandatangani.
        Perkembangan IKM dari periode ke periode adalah sebagai berikut.
        Dibandingkan dengan Semester I 2024, IKM turun 1,76 poin.
        BAB V PENUTUP
        Pelayanan DPMPTSP Kota Bontang Semester II 2024 memperoleh IKM 78,69 dengan mutu B (Baik).
        Unsur yang menjadi prioritas perbaikan: Persyaratan; Sistem, Mekanisme, dan Prosedur; Penanganan Pengaduan, Saran, dan Masukan.
        Unsur dengan nilai tertinggi: Biaya/Tarif; Kompetensi Pelaksana; Perilaku Pelaksana.
        Hasil survei ini menjadi bahan perbaikan pelayanan. Pelaksanaan rencana tindak lanjut dipantau oleh unit.
        LAMPIRAN 1 KUESIONER
        LAMPIRAN 2 CARA PENGHITUNGAN
        Konvensi yang dipakai: bobot 1/9 persis (nama: exact).
        Penggabungan layanan: semua responden dihitung sama.
        Nilai rata-rata (NRR) unsur = jumlah nilai unsur dibagi jumlah jawaban yang diberikan untuk unsur tersebut.
        NRR tertimbang = NRR × bobot; bobot setiap unsur 0,111111 untuk 9 unsur.
        Nilai indeks = jumlah NRR tertimbang = 3,1478.
        IKM = nilai indeks × 25 = 78,69 dengan dua desimal, kemudian mutunya dibaca pada tabel berikut.
        LAMPIRAN 3 DATA YANG TIDAK DIHITUNG
        Wawancara yang dihitung adalah yang berstatus lengkap, dikembalikan, atau disetujui. Wawancara berikut tidak dihitung.
        Data belum dikunci; angka dapat berubah selama survei masih terbuka."#]].assert_eq(&said.join("\n"));
}

#[test]
fn who_is_few_is_not_seen_where_that_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    database(folder.path());
    // One respondent had service 2, two had SD: the smallest group beside each is hidden with it.
    for out in ["a.html", "a.docx"] {
        let text = texts(&written(folder.path(), out, &["--suppress-small"]));
        assert!(text.contains("|PBG (SIMBG)|–|–|") && text.contains("|SD|–|–|") && text.contains("|S1|–|–|"), "{text}");
        assert!(!text.contains("|PBG (SIMBG)|1"), "{text}");
    }
    let poster = texts(&written(folder.path(), "a.svg", &["--suppress-small"]));
    assert!(poster.contains("|SD|–|SMA|16|"), "{poster}");
    let s = rich(Sample::in_memory());
    for breakdown in &gathered(&s, true).breakdowns {
        let hidden: Vec<u64> = breakdown.groups.iter().filter(|group| group.hidden).map(|group| group.n).collect();
        assert!(breakdown.groups.iter().all(|group| group.hidden || group.n >= 5), "{:?}", breakdown.by);
        assert!(hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= 5), "{hidden:?}");
    }
    assert!(gathered(&s, false).breakdowns.iter().flat_map(|breakdown| &breakdown.groups).all(|group| !group.hidden));
}

#[test]
fn what_people_wrote_is_text_in_every_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = rich(Sample::at(&folder.path().join("a.db")));
    let hostile = cacah::store::Survey { unit: "<script>alert(1)</script>&\u{1b}[2J\u{202e}".to_owned(), ..s.survey.clone() };
    s.store.update_survey(&s.survey, &hostile).expect("is stored");
    drop(s);
    for out in ["a.html", "a.docx", "a.svg"] {
        let document = written(folder.path(), out, &[]);
        assert!(!document.contains("<script>") && !document.contains('\u{1b}') && !document.contains('\u{202e}'), "{out}");
        assert!(document.to_lowercase().contains("&lt;script&gt;"), "{out}");
    }
}

#[test]
fn comments_are_summed_up_by_what_they_are_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = rich(Sample::at(&folder.path().join("a.db")));
    let codings: [(&[&str], Option<Sentiment>); 3] =
        [(&["sarana"], Some(Sentiment::Negative)), (&["sarana", "biaya"], Some(Sentiment::Positive)), (&["pujian"], None)];
    let survey = s.survey.clone();
    let list = s.store.list(&survey, &Filter::default(), (i64::MIN, 0), 100).expect("lists");
    let written_in: Vec<_> = list.into_iter().filter(|entry| !entry.saran.is_empty()).collect();
    assert_eq!(written_in.len(), 7);
    for (entry, (codes, sentiment)) in written_in.iter().zip(codings) {
        let coding = Coding { codes: codes.iter().map(|code| (*code).to_owned()).collect(), sentiment };
        s.supervising(|store| {
            let seen = store.remark(&survey, entry.id)?.expect("has a comment");
            store.code_remark(&survey, &seen, &coding)
        })
        .expect("codes");
    }
    drop(s);
    for out in ["a.html", "a.docx"] {
        let text = texts(&written(folder.path(), out, &[]));
        for said in [
            "|U9 Sarana dan Prasarana|2|1|0|1|“tambah kursi &lt;tunggu&gt;”|",
            "|U4 Biaya/Tarif|1|1|0|0|“tambah kursi &lt;tunggu&gt;”|",
            "|Pujian|1|0|0|0|“tambah kursi &lt;tunggu&gt;”|",
            "|4 saran belum dikelompokkan.|",
            "Jumlah mencakup saran yang tidak diberi sentimen.",
        ] {
            assert!(text.contains(said), "{out}: {said}: {text}");
        }
        assert!(!text.contains("diisi oleh unit"), "{out}");
        // What people wrote may tell who they are.
        let text = texts(&written(folder.path(), out, &["--suppress-small"]));
        assert!(text.contains("|U9 Sarana dan Prasarana|2|1|0|1|") && !text.contains("tambah kursi"), "{out}: {text}");
    }
}

#[test]
fn an_empty_survey_has_a_report_that_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    let told = run(folder.path(), &["report", "--db", "a.db", "--out", "a.html"]);
    assert!(told.starts_with("exit 0"), "{told}");
    let text = texts(&std::fs::read_to_string(folder.path().join("a.html")).expect("reads"));
    assert!(text.contains("|IKM belum dapat dihitung: belum ada wawancara yang lengkap.|"), "{text}");
    for format in ["docx", "poster", "poster-svg", "xlsx"] {
        let told = run(folder.path(), &["report", "--db", "a.db", "--format", format, "--out", "b", "--yes"]);
        assert!(told.starts_with("exit 0"), "{format}: {told}");
    }
}

#[test]
fn the_command_says_what_it_can_not_do_and_leaves_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    std::fs::write(folder.path().join("there.docx"), "mine").expect("writes");
    expect![[r#"
        exit 2
        error: 'report' does not say which format is meant
        hint: Name one with --format: docx, html, xlsx, poster, poster-svg.
    "#]]
    .assert_eq(&run(folder.path(), &["report", "--db", "a.db", "--out", "report"]));
    expect![[r#"
        exit 1
        error: 'there.docx' exists already
        hint: Choose another name, or replace that file with --yes.
    "#]]
    .assert_eq(&run(folder.path(), &["report", "--db", "a.db", "--out", "there.docx"]));
    expect![[r#"
        exit 1
        error: folder 'none' does not exist
        hint: Choose another name or folder; the old file is as it was.
    "#]]
    .assert_eq(&run(folder.path(), &["report", "--db", "a.db", "--out", "none/a.docx"]));
    expect![[r#"
        exit 2
        error: 'xlsx' has a row for each respondent
        hint: Leave --suppress-small out, or choose another format.
    "#]]
    .assert_eq(&run(folder.path(), &["report", "--db", "a.db", "--out", "a.xlsx", "--suppress-small"]));
    assert_eq!(std::fs::read_to_string(folder.path().join("there.docx")).expect("reads"), "mine");
    assert_eq!(crate::support::names(folder.path()), ["a.db", "a.db-lock", "there.docx"]);
}

#[test]
fn a_plan_is_the_supervisors_and_stands_outside_the_lock() {
    let mut s = rich(Sample::in_memory());
    let plan = FollowUp { question: "waktu".to_owned(), program: "Loket cepat".to_owned(), quarters: 8, responsible: String::new() };
    let survey = s.survey.clone();
    assert!(s.store.set_follow_up(&survey, &plan).is_err());
    s.supervising(|store| store.close_survey(&survey, "")).expect("closes");
    let before = s.store.closed(survey.id).expect("reads");
    s.supervising(|store| store.set_follow_up(&survey, &plan)).expect("is stored");
    let none = FollowUp { question: "pengaduan".to_owned(), ..FollowUp::default() };
    s.supervising(|store| store.set_follow_up(&survey, &none)).expect("is taken back");
    assert_eq!(s.store.follow_ups(survey.id).expect("reads"), [plan]);
    assert_eq!(s.store.closed(survey.id).expect("reads"), before);
    assert!(gathered(&s, false).closed.is_some());
}

#[test]
fn a_report_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let s = rich(Sample::in_memory());
    let target = cacah::exchange::Target::File { path: folder.path().join("a.docx"), replace: false };
    let job = Job::begin(&s.store, &s.survey, Order::default(), target).expect("begins");
    assert!(!job.progress().done && crate::support::names(folder.path()).len() == 1);
    job.cancel(&s.store);
    assert_eq!(crate::support::names(folder.path()), Vec::<String>::new());
}

/// LibreOffice prints the document and says the same figures; skipped with a word where there is no Writer. `SOFFICE` names another program
/// than `soffice`.
#[test]
fn the_docx_becomes_a_pdf_in_libreoffice() {
    let folder = tempfile::tempdir().expect("a folder");
    database(folder.path());
    std::fs::write(folder.path().join("probe.txt"), "probe").expect("writes");
    written(folder.path(), "a.docx", &[]);
    let program = std::env::var("SOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    let convert = |to: &str, name: &str| {
        let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
        let args = [profile.as_str(), "--headless", "--convert-to", to, name];
        let ran = Command::new(&program).args(args).current_dir(folder.path()).output().is_ok();
        ran && folder.path().join(name).with_extension(to).exists()
    };
    // Where a plain text does not become a PDF either, there is no Writer.
    if !convert("pdf", "probe.txt") {
        writeln!(std::io::stderr(), "skipped: '{program}' is no LibreOffice with Writer").expect("writes");
        return;
    }
    assert!(convert("pdf", "a.docx"), "LibreOffice does not open the document");
    let pdf = std::fs::read(folder.path().join("a.pdf")).expect("reads");
    assert!(pdf.len() > 20_000, "{} bytes", pdf.len());
    assert!(convert("txt", "a.docx"), "LibreOffice does not read the text");
    let text = std::fs::read_to_string(folder.path().join("a.txt")).expect("reads");
    assert!(text.contains("IKM DPMPTSP Kota Bontang Semester II 2024 adalah 78,69 dengan mutu pelayanan B (Baik)."), "{text}");
}

/// Every part is what it says it is: named once, of a known kind, and asked for by another.
#[test]
fn the_docx_holds_each_part_that_it_names_and_draws_its_charts_from_the_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    database(folder.path());
    written(folder.path(), "a.docx", &[]);
    let path = folder.path().join("a.docx");
    let archive = zip::ZipArchive::new(std::fs::File::open(&path).expect("opens")).expect("is an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("is text").into_owned()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    let types = part(&path, "[Content_Types].xml");
    let relations = part(&path, "word/_rels/document.xml.rels");
    for name in names.iter().filter(|name| name.starts_with("word/") && !name.contains("_rels") && *name != "word/document.xml") {
        assert!(types.contains(&format!("\"/{name}\"")), "{name}: {types}");
        assert!(relations.contains(&format!("\"{}\"", &name["word/".len()..])), "{name}: {relations}");
    }
    for target in relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(names.contains(&format!("word/{target}")), "{target}: {names:?}");
    }
    let document = part(&path, "word/document.xml");
    for id in document.split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}: {relations}");
    }
    // The lowest unsur: hundredths of its IKM, and what is written beside it.
    let chart = part(&path, "word/charts/chart1.xml");
    assert!(chart.contains("<c:pt idx=\"0\"><c:v>7041</c:v></c:pt>") && chart.contains(">70,41 C (1)<"), "{chart}");
    assert!(chart.contains(">U8 Penanganan Pengaduan, Saran, dan Masukan<"), "{chart}");
}

/// Gives the sentences of a report from one of its headings on.
fn said(folder: &Path) -> String {
    let told = run(folder, &["report", "--db", "a.db", "--yes", "--out", "a.html"]);
    assert!(told.starts_with("exit 0"), "{told}");
    for format in ["docx", "poster", "poster-svg", "xlsx"] {
        let told = run(folder, &["report", "--db", "a.db", "--format", format, "--suppress-small", "--out", "b", "--yes"]);
        assert!(told.starts_with(if format == "xlsx" { "exit 2" } else { "exit 0" }), "{format}: {told}");
    }
    let text = texts(&std::fs::read_to_string(folder.join("a.html")).expect("reads"));
    let from = text.rfind("|2.5 Jumlah Responden|").expect("is there");
    let is_said = |line: &&str| {
        line.starts_with("BAB")
            || line.starts_with("LAMPIRAN")
            || line.starts_with("Tabel")
            || line.starts_with("Gambar")
            || line.ends_with(['.', ';'])
    };
    text[from..].split('|').filter(is_said).filter(|line| !line.starts_with("Laporan dibuat")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_survey_without_interviews_has_a_report_that_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Sample::at(&folder.path().join("a.db")));
    expect![[r#"
        Jumlah responden yang diolah adalah 0 orang. Jumlah penerima layanan pada periode survei belum diisi, sehingga kecukupan sampel menurut tabel Krejcie dan Morgan belum dapat dinilai.
        BAB III HASIL PENGOLAHAN DATA SKM
        Belum ada responden yang dapat diolah.
        IKM belum dapat dihitung: belum ada wawancara yang lengkap.
        BAB IV ANALISIS HASIL SKM
        IKM belum dapat dihitung: belum ada wawancara yang lengkap.
        Tidak ada responden yang memberikan saran atau masukan tertulis.
        Rencana tindak lanjut belum dapat disusun karena belum ada hasil survei.
        Survei ini adalah yang pertama tercatat untuk unit ini, sehingga tren belum dapat disajikan.
        BAB V PENUTUP
        IKM belum dapat dihitung: belum ada wawancara yang lengkap.
        Hasil survei ini menjadi bahan perbaikan pelayanan. Pelaksanaan rencana tindak lanjut dipantau oleh unit.
        LAMPIRAN 1 KUESIONER
        Tabel 1. Pertanyaan dan pilihan jawaban
        LAMPIRAN 2 CARA PENGHITUNGAN
        Konvensi yang dipakai: bobot 1/9 persis (nama: exact).
        Penggabungan layanan: semua responden dihitung sama.
        Nilai rata-rata (NRR) unsur = jumlah nilai unsur dibagi jumlah jawaban yang diberikan untuk unsur tersebut.
        Tabel 2. Nilai interval IKM, mutu, dan kinerja unit pelayanan
        LAMPIRAN 3 DATA YANG TIDAK DIHITUNG
        Belum ada responden yang dapat diolah.
        Data belum dikunci; angka dapat berubah selama survei masih terbuka."#]].assert_eq(&said(folder.path()));
}

#[test]
fn one_interview_makes_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    s.ordinary(1, &[]);
    drop(s);
    expect![[r#"
        Jumlah responden yang diolah adalah 1 orang. Jumlah penerima layanan pada periode survei belum diisi, sehingga kecukupan sampel menurut tabel Krejcie dan Morgan belum dapat dinilai.
        BAB III HASIL PENGOLAHAN DATA SKM
        Karakteristik 1 responden yang diolah adalah sebagai berikut.
        Tabel 2. Responden menurut jenis layanan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 3. Responden menurut jenis kelamin
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 4. Responden menurut usia
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 5. Responden menurut pendidikan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 6. Responden menurut pekerjaan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        IKM DPMPTSP Kota Bontang Semester II 2024 adalah 83,33 dengan mutu pelayanan B (Baik).
        Selang kepercayaan tidak dihitung: responden kurang dari 30.
        Penghitungan menggunakan bobot 1/9 persis; semua responden dihitung sama. Cara penghitungan selengkapnya terdapat pada Lampiran 2.
        Tabel 7. Nilai rata-rata, IKM, dan mutu per unsur
        Gambar 1. IKM per unsur pelayanan
        Gambar 1. IKM per unsur pelayanan
        Angka 1 sampai dengan 3 di belakang mutu menunjukkan urutan unsur terendah.
        Tabel 8. Jumlah jawaban menurut nilai
        Jawaban yang kosong atau tidak terbaca tidak dihitung sebagai nol; jumlahnya terdapat pada kolom terakhir dan alasannya pada Lampiran 3.
        Gambar 2. Sebaran jawaban per unsur (persen)
        Gambar 2. Sebaran jawaban per unsur (persen)
        IKM setiap kelompok dihitung dengan cara yang sama dengan IKM unit.
        Tabel 9. IKM menurut jenis layanan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 10. IKM menurut lokasi
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 11. IKM menurut jenis kelamin
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 12. IKM menurut usia
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 13. IKM menurut pendidikan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        Tabel 14. IKM menurut pekerjaan
        * kurang dari 5 responden; nilainya tidak dapat dijadikan dasar kesimpulan.
        BAB IV ANALISIS HASIL SKM
        Sarana dan Prasarana (U9): nilai rata-rata 2,0000, IKM 50,00, mutu D; 1 dari 1 jawaban (100,00%) bernilai 1 atau 2;
        Persyaratan (U1): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Waktu Penyelesaian (U3): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Produk Spesifikasi Jenis Pelayanan (U5): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Kompetensi Pelaksana (U6): nilai rata-rata 3,0000, IKM 75,00, mutu C.
        Sistem, Mekanisme, dan Prosedur (U2): nilai rata-rata 4,0000, IKM 100,00, mutu A;
        Biaya/Tarif (U4): nilai rata-rata 4,0000, IKM 100,00, mutu A;
        Perilaku Pelaksana (U7): nilai rata-rata 4,0000, IKM 100,00, mutu A;
        Penanganan Pengaduan, Saran, dan Masukan (U8): nilai rata-rata 4,0000, IKM 100,00, mutu A.
        Tidak ada responden yang memberikan saran atau masukan tertulis.
        Berdasarkan unsur dengan nilai terendah, rencana tindak lanjut disusun sebagai berikut.
        Tabel 15. Rencana tindak lanjut perbaikan pelayanan
        5 unsur belum memiliki rencana; isilah sebelum laporan ditandatangani.
        Survei ini adalah yang pertama tercatat untuk unit ini, sehingga tren belum dapat disajikan.
        BAB V PENUTUP
        Pelayanan DPMPTSP Kota Bontang Semester II 2024 memperoleh IKM 83,33 dengan mutu B (Baik).
        Unsur yang menjadi prioritas perbaikan: Sarana dan Prasarana; Persyaratan; Waktu Penyelesaian; Produk Spesifikasi Jenis Pelayanan; Kompetensi Pelaksana.
        Unsur dengan nilai tertinggi: Sistem, Mekanisme, dan Prosedur; Biaya/Tarif; Perilaku Pelaksana; Penanganan Pengaduan, Saran, dan Masukan.
        Hasil survei ini menjadi bahan perbaikan pelayanan. Pelaksanaan rencana tindak lanjut dipantau oleh unit.
        LAMPIRAN 1 KUESIONER
        Tabel 16. Pertanyaan dan pilihan jawaban
        LAMPIRAN 2 CARA PENGHITUNGAN
        Konvensi yang dipakai: bobot 1/9 persis (nama: exact).
        Penggabungan layanan: semua responden dihitung sama.
        Nilai rata-rata (NRR) unsur = jumlah nilai unsur dibagi jumlah jawaban yang diberikan untuk unsur tersebut.
        NRR tertimbang = NRR × bobot; bobot setiap unsur 0,111111 untuk 9 unsur.
        Nilai indeks = jumlah NRR tertimbang = 3,3333.
        IKM = nilai indeks × 25 = 83,33 dengan dua desimal, kemudian mutunya dibaca pada tabel berikut.
        Tabel 17. Nilai interval IKM, mutu, dan kinerja unit pelayanan
        LAMPIRAN 3 DATA YANG TIDAK DIHITUNG
        Semua wawancara dihitung.
        Semua jawaban unsur dihitung.
        Data belum dikunci; angka dapat berubah selama survei masih terbuka."#]].assert_eq(&said(folder.path()));
}

#[test]
fn an_unsur_that_nobody_answered_is_named_and_counted_in_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::at(&folder.path().join("a.db"));
    for number in 1..=6 {
        s.ordinary(number, &[("biaya", Answer::Missing(Missing::NotApplicable))]);
    }
    drop(s);
    expect![[r#"
        Jumlah responden yang diolah adalah 6 orang. Jumlah penerima layanan pada periode survei belum diisi, sehingga kecukupan sampel menurut tabel Krejcie dan Morgan belum dapat dinilai.
        BAB III HASIL PENGOLAHAN DATA SKM
        Karakteristik 6 responden yang diolah adalah sebagai berikut.
        Tabel 2. Responden menurut jenis layanan
        Tabel 3. Responden menurut jenis kelamin
        Tabel 4. Responden menurut usia
        Tabel 5. Responden menurut pendidikan
        Tabel 6. Responden menurut pekerjaan
        IKM DPMPTSP Kota Bontang Semester II 2024 adalah 81,25 dengan mutu pelayanan B (Baik).
        Selang kepercayaan tidak dihitung: responden kurang dari 30.
        Penghitungan menggunakan bobot 1/8 persis; semua responden dihitung sama. Cara penghitungan selengkapnya terdapat pada Lampiran 2.
        Tidak ada responden yang menjawab unsur Biaya/Tarif; bobot dihitung dari 8 unsur lainnya.
        Tabel 7. Nilai rata-rata, IKM, dan mutu per unsur
        Gambar 1. IKM per unsur pelayanan
        Gambar 1. IKM per unsur pelayanan
        Angka 1 sampai dengan 3 di belakang mutu menunjukkan urutan unsur terendah.
        Tabel 8. Jumlah jawaban menurut nilai
        Jawaban yang kosong atau tidak terbaca tidak dihitung sebagai nol; jumlahnya terdapat pada kolom terakhir dan alasannya pada Lampiran 3.
        Gambar 2. Sebaran jawaban per unsur (persen)
        Gambar 2. Sebaran jawaban per unsur (persen)
        IKM setiap kelompok dihitung dengan cara yang sama dengan IKM unit.
        Tabel 9. IKM menurut jenis layanan
        Tabel 10. IKM menurut lokasi
        Tabel 11. IKM menurut jenis kelamin
        Tabel 12. IKM menurut usia
        Tabel 13. IKM menurut pendidikan
        Tabel 14. IKM menurut pekerjaan
        BAB IV ANALISIS HASIL SKM
        Sarana dan Prasarana (U9): nilai rata-rata 2,0000, IKM 50,00, mutu D; 6 dari 6 jawaban (100,00%) bernilai 1 atau 2;
        Persyaratan (U1): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Waktu Penyelesaian (U3): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Produk Spesifikasi Jenis Pelayanan (U5): nilai rata-rata 3,0000, IKM 75,00, mutu C;
        Kompetensi Pelaksana (U6): nilai rata-rata 3,0000, IKM 75,00, mutu C.
        Sistem, Mekanisme, dan Prosedur (U2): nilai rata-rata 4,0000, IKM 100,00, mutu A;
        Perilaku Pelaksana (U7): nilai rata-rata 4,0000, IKM 100,00, mutu A;
        Penanganan Pengaduan, Saran, dan Masukan (U8): nilai rata-rata 4,0000, IKM 100,00, mutu A.
        Tidak ada responden yang memberikan saran atau masukan tertulis.
        Berdasarkan unsur dengan nilai terendah, rencana tindak lanjut disusun sebagai berikut.
        Tabel 15. Rencana tindak lanjut perbaikan pelayanan
        5 unsur belum memiliki rencana; isilah sebelum laporan ditandatangani.
        Survei ini adalah yang pertama tercatat untuk unit ini, sehingga tren belum dapat disajikan.
        BAB V PENUTUP
        Pelayanan DPMPTSP Kota Bontang Semester II 2024 memperoleh IKM 81,25 dengan mutu B (Baik).
        Unsur yang menjadi prioritas perbaikan: Sarana dan Prasarana; Persyaratan; Waktu Penyelesaian; Produk Spesifikasi Jenis Pelayanan; Kompetensi Pelaksana.
        Unsur dengan nilai tertinggi: Sistem, Mekanisme, dan Prosedur; Perilaku Pelaksana; Penanganan Pengaduan, Saran, dan Masukan.
        Hasil survei ini menjadi bahan perbaikan pelayanan. Pelaksanaan rencana tindak lanjut dipantau oleh unit.
        LAMPIRAN 1 KUESIONER
        Tabel 16. Pertanyaan dan pilihan jawaban
        LAMPIRAN 2 CARA PENGHITUNGAN
        Konvensi yang dipakai: bobot 1/8 persis (nama: exact).
        Penggabungan layanan: semua responden dihitung sama.
        Nilai rata-rata (NRR) unsur = jumlah nilai unsur dibagi jumlah jawaban yang diberikan untuk unsur tersebut.
        NRR tertimbang = NRR × bobot; bobot setiap unsur 0,125000 untuk 8 unsur.
        Nilai indeks = jumlah NRR tertimbang = 3,2500.
        IKM = nilai indeks × 25 = 81,25 dengan dua desimal, kemudian mutunya dibaca pada tabel berikut.
        Tabel 17. Nilai interval IKM, mutu, dan kinerja unit pelayanan
        LAMPIRAN 3 DATA YANG TIDAK DIHITUNG
        Semua wawancara dihitung.
        Tidak ada responden yang menjawab unsur Biaya/Tarif; bobot dihitung dari 8 unsur lainnya.
        Tabel 18. Jawaban yang tidak dihitung
        Data belum dikunci; angka dapat berubah selama survei masih terbuka."#]].assert_eq(&said(folder.path()));
}

/// Stands on the report screen of a survey with eight interviews.
fn screen() -> Scenario {
    crate::results::results().keys("r")
}

/// Puts a file name of the scenario's folder into the last field.
fn named(s: Scenario, name: &str) -> Scenario {
    let path = s.folder().join(name).display().to_string();
    let s = (0..80).fold(s, |s, _| s.keys("<Backspace>"));
    s.text(&path)
}

#[test]
fn the_screen_says_what_will_be_written_and_writes_it() {
    let mut s = screen();
    let here = std::env::current_dir().expect("a folder").display().to_string();
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                            laporan
        |
        |> Bentuk                 Laporan Word (DOCX)
        |  Kelompok kecil         ditampilkan dengan tanda *
        |  Berkas                 laporan-skm_dpmptsp_kota_bontang_semester_ii_2024-2024
        | ──────────────────────────────────────────────────────────────────────────────
        |  Yang akan ditulis
        |
        |  Bab I-V dan lampiran; dapat disunting dan ditandatangani
        |  IKM 88,84, mutu A (Sangat baik), 8 responden
        |  Konvensi: exact, semua responden dihitung sama
        |  Awas: konvensi lain memberi mutu lain; laporan menyebutkannya
        |  Jumlah orang dilayani belum diisi: kecukupan sampel tidak diketahui
        |  Unsur terendah: U8 Pengaduan, U6 Kompetensi, U1 Persyaratan, U7 Perilaku
        |  Rencana tindak lanjut: 0 dari 4 terisi (F4 untuk mengisi)
        |  Survei masih terbuka: angka dapat berubah
        |
        |
        |
        |
        |
        |  Folder: HERE
        |
        | Spasi ganti  F4 rencana  Enter lanjut  Shift+Tab mundur  F10 simpan  F1 bantuan
    "#]]
    .assert_eq(&s.framed().replace(&here, "HERE"));
    let mut s = named(s.keys("<Enter> <Enter>"), "laporan.docx").keys("<Enter>");
    let screen = s.framed();
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                            laporan
        |
        |
        |  Berkas tertulis lengkap.
        |
        |  Berkas:  FOLDER/laporan.docx
        |  Responden: 8
        |
        |  Di Word: Ctrl+A lalu F9 mengisi nomor halaman pada daftar isi."#]]
    .assert_eq(&screen.lines().filter(|line| !line.contains("Ukuran")).take(9).collect::<Vec<_>>().join("\n"));
    assert!(std::fs::read(s.folder().join("laporan.docx")).expect("reads").starts_with(b"PK"));
    // Again: asked before it is replaced; another kind proposes another name.
    let mut s = named(s.keys("<Enter> r <Enter> <Enter>"), "laporan.docx").keys("<Enter>");
    expect!["? 'FOLDER/laporan.docx' sudah ada. Ganti?"].assert_eq(&s.notice());
    let mut s = s.keys("<Esc>");
    assert!(s.screen().contains("laporan"), "{}", s.screen());
}

#[test]
fn the_poster_has_its_paper_and_the_workbook_hides_nobody() {
    let mut s = screen().keys("<Space> <Space> <Space>");
    expect![[r#"
         SKM DPMPTSP Kota Bontang · Semester II 2024                            laporan

        > Bentuk                 Poster siap cetak (HTML)
          Kelompok kecil         ditampilkan dengan tanda *
          Kertas                 A4
          Berkas                 poster-skm_dpmptsp_kota_bontang_semester_ii_2024-2024-
         ──────────────────────────────────────────────────────────────────────────────"#]]
    .assert_eq(&s.screen().lines().take(7).collect::<Vec<_>>().join("\n"));
    let mut s = screen().keys("<Space> <Space> <Down> <Space>");
    expect![[r#"
         SKM DPMPTSP Kota Bontang · Semester II 2024                            laporan

          Bentuk                 Buku kerja Excel (XLSX)
        > Kelompok kecil         tidak berlaku: tiap responden tampil
          Berkas                 laporan-skm_dpmptsp_kota_bontang_semester_ii_2024-2024
         ──────────────────────────────────────────────────────────────────────────────
          Yang akan ditulis"#]]
    .assert_eq(&s.screen().lines().take(7).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_plan_is_keyed_stored_logged_and_stands_in_the_report() {
    let s = screen().keys("<F4>").text("Kotak saran baru").keys("<Enter> 2-3 <Enter>").text("Kasi Pengaduan");
    let mut s = s.keys("<Enter>").text("Pelatihan");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024              rencana tindak lanjut
        |
        |  1. U8 Penanganan Pengaduan, Saran, dan Masukan · IKM 75,00 C
        |    Program/kegiatan     Kotak saran baru
        |    Waktu (triwulan)     2-3  TW II, TW III
        |    Penanggung jawab     Kasi Pengaduan
        |  2. U6 Kompetensi Pelaksana · IKM 84,38 B
        |>   Program/kegiatan     Pelatihan
        |    Waktu (triwulan)       misalnya 2 3 atau 1-4
        |    Penanggung jawab
        |  3. U1 Persyaratan · IKM 87,50 B
        |    Program/kegiatan
        |    Waktu (triwulan)       misalnya 2 3 atau 1-4
        |    Penanggung jawab
        |  4. U7 Perilaku Pelaksana · IKM 87,50 B
        |    Program/kegiatan
        |    Waktu (triwulan)       misalnya 2 3 atau 1-4
        |    Penanggung jawab
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        |  Isian tersimpan saat ditinggalkan; masuk ke laporan dan riwayat perubahan.
        |
        | Enter lanjut  Shift+Tab mundur  F10 simpan  Esc batal  F1 bantuan
    "#]]
    .assert_eq(&s.framed());
    // What is no quarter is refused; Esc drops the field in hand alone.
    let mut s = s.keys("<Enter> 5 <Enter>");
    expect!["! '5' bukan triwulan; contoh 2 3 atau 1-4."].assert_eq(&s.notice());
    let s = s.keys("<Esc> y");
    expect!["kompetensi Pelatihan 0 ; pengaduan Kotak saran baru 6 Kasi Pengaduan"]
        .assert_eq(&s.ask("SELECT group_concat(question || ' ' || program || ' ' || quarters || ' ' || responsible, '; ') FROM follow_up"));
    expect![[r#"@follow_up:pengaduan | {"program":"Kotak saran baru","quarters":[],"responsible":""} | {"program":"Kotak saran baru","quarters":[2,3],"responsible":""}"#]].assert_eq(&s.ask("SELECT question, old, new FROM change WHERE question LIKE '@follow_up%' ORDER BY id LIMIT 1 OFFSET 1"));
    let mut s = s;
    assert!(s.screen().contains("Rencana tindak lanjut: 2 dari"), "{}", s.screen());
    let mut trail = s.keys("<Esc> <Esc> r / kotak <Enter>");
    expect![[r#"
        | SKM DPMPTSP Kota Bontang · Semester II 2024                  riwayat perubahan
        | Perubahan: "kotak"  (Esc kembali)
        | Waktu               Siapa       Tentang   Apa           Dari → menjadi
        | ──────────────────────────────────────────────────────────────────────────────
        |>01-10-2024 09.02.55 Pengawas    survei    rencana tind… Kotak saran baru · T…
        | 01-10-2024 09.02.40 Pengawas    survei    rencana tind… Kotak saran baru → K…
        | 01-10-2024 09.02.36 Pengawas    survei    rencana tind… - → Kotak saran baru
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
        | rencana tindak lanjut Pengaduan: Kotak saran baru · TW II, TW III → Kotak sara…
        |
        |
        | / cari  x ekspor  Esc tutup  F1 bantuan
    "#]]
    .assert_eq(&trail.framed());
}
