//! The questionnaires that ship, the blocks that are added to them, and their indices, which never mix.

use crate::support::{ORDINARY, Sample, run};
use cacah::store::{By, GroupKey};
use cacah::survey::form::{Form, Question, bit};
use cacah::survey::form_file;
use cacah::survey::index::{Convention, Definition, decimal};
use cacah::survey::interview::Status;
use cacah::survey::template::{self, forms};
use cacah::survey::value::{Answer, Missing};
use expect_test::expect;
use std::fmt::Write;
use std::path::Path;

fn read(source: &str) -> Form {
    form_file::parse(source).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// The SKM with blocks.
fn skm_with(keys: &[&str]) -> String {
    let blocks: Vec<_> = keys.iter().map(|key| forms::block(key).expect("is there")).collect();
    forms::with(template::SKM, &blocks).expect("go together")
}

fn shipped() -> Vec<Form> {
    forms::ALL.into_iter().map(|shipped| read(&shipped.source())).collect()
}

fn find(key: &str) -> Form {
    shipped().into_iter().find(|form| form.key == key).unwrap_or_else(|| panic!("no form '{key}'"))
}

#[test]
fn every_questionnaire_that_ships_has_its_questions_and_its_indices() {
    let mut told = String::new();
    for form in shipped() {
        let indices = Definition::all(&form).into_iter().map(|index| {
            let (least, most) = index.range();
            let ends = [least, most].map(|end| decimal::show(&end, 2)).join("-");
            format!("{} {}x{}-{} {ends}", index.key, index.questions.len(), index.scale.0, index.scale.1)
        });
        let _ = writeln!(
            told,
            "{}: {}; {} questions; {}",
            form.key,
            form.title.id,
            form.questions.len(),
            indices.collect::<Vec<_>>().join(", ")
        );
    }
    expect![[r#"
        skm: Survei Kepuasan Masyarakat; 16 questions; skm 9x1-4 25.00-100.00
        skm_tanpa_biaya: Survei Kepuasan Masyarakat, tanpa biaya; 15 questions; skm 8x1-4 25.00-100.00
        skm_daring: Survei Kepuasan Masyarakat, layanan daring; 16 questions; skm 9x1-4 25.00-100.00
        spak: Survei Persepsi Anti Korupsi; 12 questions; spak 5x1-4 25.00-100.00
        spkp: Survei Persepsi Kualitas Pelayanan; 15 questions; spkp 8x1-4 25.00-100.00
        spak_6: Survei Persepsi Anti Korupsi, skala 1-6; 12 questions; spak 5x1-6 16.67-100.00
        spkp_6: Survei Persepsi Kualitas Pelayanan, skala 1-6; 15 questions; spkp 8x1-6 16.67-100.00
    "#]]
    .assert_eq(&told);
}

/// Gives what two questionnaires say differently, question by question.
fn differences(one: &Form, other: &Form) -> String {
    let mut told = String::new();
    for question in &one.questions {
        match other.find(&question.key).map(|at| &other.questions[at]) {
            None => _ = writeln!(told, "without {}", question.key),
            Some(twin) if twin.wording != question.wording => _ = writeln!(told, "{}: {}", question.key, twin.wording.id),
            Some(twin) if Question { number: question.number, ..twin.clone() } != *question => {
                let _ = writeln!(told, "{} differs", question.key);
            }
            Some(_) => {}
        }
    }
    told
}

#[test]
fn variants_of_the_skm_differ_from_it_in_what_they_are_for_alone() {
    let skm = find("skm");
    let eight = find("skm_tanpa_biaya");
    assert_eq!(differences(&skm, &eight), "without biaya\n");
    let numbers: Vec<u32> = eight.questions.iter().filter_map(|question| question.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    let weight = Convention::default().weight_of(Definition::first(&eight).questions.len()).expect("unsur");
    assert_eq!(decimal::show(&weight, 3), "0.125");
    expect![[r#"
        kompetensi: Bagaimana pendapat Saudara tentang kecepatan dan kemampuan petugas dalam merespons layanan daring?
        perilaku: Bagaimana pendapat Saudara tentang kesopanan dan keramahan petugas dalam memberikan jawaban melalui media digital?
    "#]]
    .assert_eq(&differences(&skm, &find("skm_daring")));
}

#[test]
fn six_steps_are_six_steps_for_every_statement() {
    for key in ["spak_6", "spkp_6"] {
        let form = find(key);
        let index = Definition::first(&form);
        assert_eq!(index.values(&form), [1, 2, 3, 4, 5, 6], "{key}");
        assert!(index.questions.iter().all(|at| form.questions[*at].choices().len() == 6), "{key}");
    }
}

#[test]
fn blocks_go_with_any_questionnaire_and_none_stands_in_it_twice() {
    for shipped in &forms::ALL[..3] {
        for block in &forms::BLOCKS {
            let form = read(&forms::with(&shipped.source(), &[block]).expect("go together"));
            assert!(form.key.starts_with(shipped.key) && form.key.len() > shipped.key.len(), "{}", form.key);
            assert_eq!(form.sections.last().expect("has sections").key, "penutup", "{}", block.key);
        }
    }
    let foreign = include_str!("../data/forms/every_kind.toml");
    let own = read(&forms::with(foreign, &[&forms::BLOCKS[2]]).expect("go together"));
    assert_eq!((own.key.as_str(), own.title.id.as_str()), ("every_kind_spak", "Segala jenis + SPAK"));
    let all = read(&skm_with(&["disabilitas", "pelaku-usaha", "spak", "spkp"]));
    assert_eq!(all.key, "skm_dis_usaha_spak_spkp");
    let sections: Vec<&str> = all.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(sections, ["profil", "profil_disabilitas", "profil_usaha", "unsur", "spak", "spkp", "penutup"]);
    assert_eq!(Definition::all(&all).iter().map(|index| index.key.as_str()).collect::<Vec<_>>(), ["skm", "spak", "spkp"]);
    let folder = tempfile::tempdir().expect("a folder");
    expect![[r#"
        exit 2
        error: the questionnaire can't have spak-6 too: section 'spak' stands twice; key 'spak_diskriminasi' is taken; key 'spak_kecurangan' is taken; key 'spak_imbalan' is taken; key 'spak_pungli' is taken; key 'spak_percaloan' is taken; index 'spak' stands twice
        hint: Name each block once, and none that the template has already.
    "#]]
    .assert_eq(&run(folder.path(), &["new", "--db", "a.db", "--template", "spak", "--with", "spak-6"]));
    expect![[r#"
        exit 0
        dua_2024
    "#]]
    .assert_eq(&run(
        folder.path(),
        &["new", "--db", "a.db", "--template", "skm", "--with", "spak", "--with", "disabilitas", "--name", "Dua", "--period", "2024"],
    ));
    expect![[r#"
        exit 0
        skm-dpmptsp-bontang  SKM DPMPTSP Kota Bontang, second half-year
        skm                  SKM of another unit (lists still empty)
        skm-tanpa-biaya      SKM without cost (eight unsur)
        skm-daring           SKM of an online service
        spak                 SPAK: perception of anti-corruption, scale 1-4
        spkp                 SPKP: perception of service quality, scale 1-4
        spak-6               SPAK, scale 1-6
        spkp-6               SPKP, scale 1-6

        blocks for --with
        disabilitas          Kinds of disability
        pelaku-usaha         Kind of respondent and business actor
        spak                 SPAK, perception of anti-corruption (scale 1-4)
        spkp                 SPKP, perception of service quality (scale 1-4)
        spak-6               SPAK, scale 1-6
        spkp-6               SPKP, scale 1-6
    "#]]
    .assert_eq(&run(folder.path(), &["new", "--list"]));
}

/// The statements of the SPAK.
const SPAK: [&str; 5] = ["spak_diskriminasi", "spak_kecurangan", "spak_imbalan", "spak_pungli", "spak_percaloan"];

/// Keys a visit on which SKM and SPAK are asked: all unsur and all statements with one value each.
fn visit(s: &mut Sample, number: i64, skm: i64, spak: Option<i64>) {
    let unsur = ORDINARY[5..].iter().map(|(key, _)| (*key, Answer::int(skm)));
    let statements = SPAK.map(|key| (key, spak.map_or(Answer::Missing(Missing::Refused), Answer::int)));
    let replaced: Vec<(&str, Answer)> = unsur.chain(statements).collect();
    s.ordinary(number, &replaced);
}

#[test]
fn two_indices_of_one_visit_never_mix() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = skm_with(&["spak"]);
    let mut s = Sample::of_form_at(&folder.path().join("a.db"), &source);
    for (number, (skm, spak)) in (1..).zip([(3, Some(4)), (4, Some(1)), (3, None), (4, Some(4))]) {
        visit(&mut s, number, skm, spak);
    }
    assert_eq!(s.store.recount(&s.survey).expect("counts"), []);
    for measure in s.survey.measures() {
        let kept = s.store.results(&s.survey, &measure).expect("reads");
        let (rows, _) = s.store.results_of_rows(&s.survey, &Status::FINISHED, &measure, &[]).expect("reads");
        assert_eq!((kept.headline.clone(), kept.whole), (rows.headline, rows.whole), "{}", measure.definition.key);
    }
    drop(s);
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        IKM 87.50  mutu B  Good
        4 interviews: complete, returned, approved
        no 95 % interval: fewer than 30 interviews
        convention exact: weight exactly 1/9
        pooling: all respondents count alike

        unsur           n  1  2  3  4  sum     NRR  weighted   x 25  mutu  lowest
        U1 Persyaratan  4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U2 Prosedur     4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U3 Waktu        4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U4 Biaya/tarif  4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U5 Produk       4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U6 Kompetensi   4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U7 Perilaku     4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U9 Sarana       4  0  0  2  2   14  3.5000    0.3889  87.50     B
        U8 Pengaduan    4  0  0  2  2   14  3.5000    0.3889  87.50     B

        service        n    IKM  mutu    U1    U2    U3    U4    U5    U6    U7    U9    U8
        Izin reklame  4*  87.50     B  3.50  3.50  3.50  3.50  3.50  3.50  3.50  3.50  3.50
        * fewer than 5 interviews

        indices of the form: skm, spak (--index)
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--by", "service"]));
    expect![[r#"
        exit 0
        SKM DPMPTSP Kota Bontang · Semester II 2024

        IPAK 75.00  mutu C  Less good
        4 interviews: complete, returned, approved
        no 95 % interval: fewer than 30 interviews
        convention exact: weight exactly 1/5
        pooling: all respondents count alike

        unsur            n  1  2  3  4  sum     NRR  weighted   x 25  mutu  lowest
        1 Diskriminasi   3  1  0  0  2    9  3.0000    0.6000  75.00     C
        2 Kecurangan     3  1  0  0  2    9  3.0000    0.6000  75.00     C
        3 Imbalan        3  1  0  0  2    9  3.0000    0.6000  75.00     C
        4 Pungutan liar  3  1  0  0  2    9  3.0000    0.6000  75.00     C
        5 Percaloan      3  1  0  0  2    9  3.0000    0.6000  75.00     C
        left out of spak_diskriminasi: 1 refused
        left out of spak_kecurangan: 1 refused
        left out of spak_imbalan: 1 refused
        left out of spak_pungli: 1 refused
        left out of spak_percaloan: 1 refused

        indices of the form: skm, spak (--index)
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--index", "spak", "--recount"]));
    expect![[r#"
        exit 2
        error: survey 'skm_dpmptsp_kota_bontang_semester_ii_2024' has no index 'spkp'
        hint: Name one of skm, spak.
    "#]]
    .assert_eq(&run(folder.path(), &["index", "--db", "a.db", "--index", "spkp"]));
    assert!(run(folder.path(), &["report", "--db", "a.db", "--out", "a.html", "--lang", "id"]).starts_with("exit 0"));
    let html = std::fs::read_to_string(folder.path().join("a.html")).expect("is written");
    for said in [
        "3.5 IPAK</h3>",
        "<p>IPAK DPMPTSP Kota Bontang Semester II 2024 adalah 75,00 dengan mutu pelayanan C (Kurang baik).</p>",
        "<p>IKM DPMPTSP Kota Bontang Semester II 2024 adalah 87,50 dengan mutu pelayanan B (Baik).</p>",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    assert!(run(folder.path(), &["report", "--db", "a.db", "--out", "a.xlsx", "--lang", "id"]).starts_with("exit 0"));
    let book: calamine::Xlsx<_> = calamine::open_workbook(folder.path().join("a.xlsx")).expect("opens");
    assert_eq!(calamine::Reader::sheet_names(&book), ["Responden", "Rekap", "Konvensi", "Responden IPAK", "Rekap IPAK", "Konvensi IPAK"]);
    for_other_readers(folder.path());
}

/// Leaves the workbook of both indices, and what the command line says of them, where `tests/readback.py` looks.
fn for_other_readers(from: &Path) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readback");
    std::fs::create_dir_all(&folder).expect("makes");
    std::fs::copy(from.join("a.xlsx"), folder.join("index.xlsx")).expect("copies");
    let told = ["skm", "spak"].map(|index| {
        let told = run(from, &["index", "--db", "a.db", "--index", index, "--json"]);
        told.strip_prefix("exit 0\n").expect("is told").to_owned()
    });
    std::fs::write(folder.join("index.json"), format!("[{}]", told.join(","))).expect("writes");
}

#[test]
fn an_index_with_weights_of_its_own_is_worked_out_with_them() {
    let source = skm_with(&["spak"]);
    let weighted = source.replace("scale = [1, 4]\nfactor", "weights = [\"4\", \"1\", \"1\", \"1\", \"1\"]\nscale = [1, 4]\nfactor");
    let folder = tempfile::tempdir().expect("a folder");
    let mut s = Sample::of_form_at(&folder.path().join("a.db"), &weighted);
    let mut answers: Vec<(&str, Answer)> = SPAK.map(|key| (key, Answer::int(4))).to_vec();
    answers[0].1 = Answer::int(2);
    s.ordinary(1, &answers);
    drop(s);
    // (2 x 4 + 4 x 4) / 8 = 3, times 25.
    let told = run(folder.path(), &["index", "--db", "a.db", "--index", "spak"]);
    assert!(
        told.contains("IPAK 75.00  mutu C  Less good\n") && told.contains("convention exact: weights of the questionnaire\n"),
        "{told}"
    );
    assert!(run(folder.path(), &["report", "--db", "a.db", "--out", "a.xlsx", "--lang", "id"]).starts_with("exit 0"));
}

#[test]
fn who_names_two_kinds_of_disability_is_a_group_of_its_own() {
    let source = skm_with(&["disabilitas"]);
    let mut s = Sample::of_form(&source);
    let kinds = |codes: &[i64]| Answer::int(codes.iter().filter_map(|code| bit(*code)).sum());
    for (number, codes) in (1..).zip([&[1][..], &[1], &[2], &[2, 5], &[5, 6, 7]]) {
        s.ordinary(number, &[("ragam_disabilitas", kinds(codes))]);
    }
    s.ordinary(6, &[("ragam_disabilitas", Answer::Missing(Missing::Refused))]);
    let by = By::from_name(&s.survey, "disability").expect("is a breakdown");
    let definition = s.survey.measure().definition;
    let (mut groups, _) = s.store.tabulate(&s.survey, &definition, &Status::FINISHED, &[by]).expect("counts");
    let told: Vec<(GroupKey, u64)> = groups.remove(0).into_iter().map(|group| (group.key, group.n)).collect();
    assert_eq!(told, [(GroupKey::Code(1), 2), (GroupKey::Code(2), 1), (GroupKey::Several, 2), (GroupKey::None, 1)]);
}

#[test]
fn a_questionnaire_of_ones_own_is_never_taken_for_one_that_ships() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = forms::ALL[3].source().replace("Tidak ada percaloan", "Tidak pernah ada percaloan");
    std::fs::write(folder.path().join("spak.toml"), own).expect("writes");
    assert!(run(folder.path(), &["form", "import", "spak.toml", "--db", "a.db"]).starts_with("exit 0"));
    expect![[r#"
        exit 1
        error: questionnaire 'spak' version 1 is there already and reads differently
        hint: What is in use is not changed: give it version 2.
    "#]]
    .assert_eq(&run(folder.path(), &["new", "--db", "a.db", "--template", "spak"]));
}
