//! Files that can't be taken in: damaged, cut, foreign, newer, locked, bombs; each is told for what it is, and nothing changes.

use crate::bundle::{cacah, folder};
use crate::merge::Laptops;
use crate::scenario::Scenario;
use crate::support::{names, run};
use cacah::exchange::bundle::{self, Parcel};
use cacah::words::Lang;
use expect_test::expect;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn what_is_no_whole_bundle_is_refused_and_nothing_changes() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("kunci"), "sandi rahasia\n").expect("writes");
    fs::write(path.join("salah"), "sandi lain\n").expect("writes");
    cacah(path, "--db a.db bundle --all --out one.cacah");
    cacah(path, "--db a.db bundle --all --out locked.cacah --passphrase-file kunci");
    cacah(path, "--db b.db surveys");
    let whole = fs::read(path.join("one.cacah")).expect("reads");
    let put = |name: &str, bytes: &[u8]| fs::write(path.join(name), bytes).expect("writes");
    put("cut.cacah", &whole[..whole.len() / 2]);
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 0x55;
    put("damaged.cacah", &damaged);
    let mut newer = whole.clone();
    newer[8] = 9;
    put("newer.cacah", &newer);
    put("foreign.cacah", b"no bundle at all");
    put("empty.cacah", b"");
    put("bomb.cacah", &bomb());
    put("giant.cacah", &giant());
    cacah(path, "--db b.db merge --no-backup --dry-run one.cacah");
    let before = fs::read(path.join("b.db")).expect("reads");
    let mut told = String::new();
    for (name, more) in [
        ("cut", ""),
        ("damaged", ""),
        ("newer", ""),
        ("foreign", ""),
        ("empty", ""),
        ("bomb", ""),
        ("giant", ""),
        ("locked", ""),
        ("locked", " --passphrase-file salah"),
        ("absent", ""),
    ] {
        told += &cacah(path, &format!("--db b.db merge --no-backup {name}.cacah{more}"));
        told += "\n";
        assert_eq!(fs::read(path.join("b.db")).expect("reads"), before, "{name}");
    }
    expect![[r#"
        exit 1
        error: 'cut.cacah' is damaged or cut off
        hint: Ask for the file again from its laptop; the data here are as before.
        exit 1
        error: 'damaged.cacah' is damaged or cut off
        hint: Ask for the file again from its laptop; the data here are as before.
        exit 1
        error: 'newer.cacah' comes from a newer cacah
        hint: Install the newest cacah; the file was not touched.
        exit 1
        error: 'foreign.cacah' is no bundle of cacah
        hint: Choose a .cacah file or a database of another laptop.
        exit 1
        error: 'empty.cacah' is no bundle of cacah
        hint: Choose a .cacah file or a database of another laptop.
        exit 1
        error: 'bomb.cacah' unpacks to far more than such a file holds
        hint: Ask for the file again from its laptop; the data here are as before.
        exit 1
        error: 'giant.cacah' unpacks to far more than such a file holds
        hint: Ask for the file again from its laptop; the data here are as before.
        exit 1
        error: 'locked.cacah' is locked with a passphrase
        hint: Give the passphrase that the sender used; capitals count.
        exit 1
        error: the passphrase for 'locked.cacah' is wrong
        hint: Give the passphrase that the sender used; capitals count.
        exit 1
        error: 'absent.cacah' can't be opened: no such file or folder
        hint: Check the path and its permissions.
    "#]]
    .assert_eq(&told);
    let told = cacah(path, "--db b.db merge --no-backup locked.cacah --passphrase-file kunci");
    assert!(told.contains("2 new"), "{told}");
    assert!(names(path).iter().all(|name| !name.contains(".rows")), "{:?}", names(path));
}

/// A bundle of a few kilobytes that says it is small and goes on for a gigabyte.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let said = br#"{"schema":3,"device":1,"uuid":"","at":"","from":"{}","to":"{}","lines":0,"interviews":0,"size":1000,"sha256":""}"#;
    let mut out = flate2::write::ZlibEncoder::new(b"CACAHBDL\x01\x00".to_vec(), flate2::Compression::best());
    out.write_all(&u32::try_from(said.len()).expect("is short").to_be_bytes()).expect("writes");
    out.write_all(said).expect("writes");
    for _ in 0..64 {
        out.write_all(&vec![0; 1 << 20]).expect("writes");
    }
    summed(out.finish().expect("writes"))
}

/// A bundle that says itself that it holds a hundred gigabytes.
fn giant() -> Vec<u8> {
    use std::io::Write;
    let said =
        br#"{"schema":3,"device":1,"uuid":"","at":"","from":"{}","to":"{}","lines":0,"interviews":0,"size":100000000000,"sha256":""}"#;
    let mut out = flate2::write::ZlibEncoder::new(b"CACAHBDL\x01\x00".to_vec(), flate2::Compression::best());
    out.write_all(&u32::try_from(said.len()).expect("is short").to_be_bytes()).expect("writes");
    out.write_all(said).expect("writes");
    summed(out.finish().expect("writes"))
}

/// Puts the sum at the end of a bundle.
fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut sum = cacah::store::Sum::default();
    sum.add(&bytes);
    bytes.extend(sum.end());
    bytes
}

/// A folder with two laptops' files that can be merged, one that is locked and one that is damaged.
fn stick(folder: &Path) -> PathBuf {
    let stick = folder.join("stik");
    fs::create_dir(&stick).expect("is made");
    let mut laptops = Laptops::new(3);
    for laptop in 0..3 {
        laptops.all[laptop].ordinary(laptop as i64 * 100 + 1, &[]);
        let passphrase = (laptop == 2).then(|| "sandi".to_owned());
        let path = stick.join(format!("laptop-{laptop}.cacah"));
        bundle::write(&mut laptops.all[laptop].store, &path, false, &Parcel { all: true, passphrase, ..Parcel::default() })
            .expect("is written");
    }
    let whole = fs::read(stick.join("laptop-0.cacah")).expect("reads");
    fs::write(stick.join("putus.cacah"), &whole[..whole.len() - 100]).expect("writes");
    fs::write(stick.join("catatan.txt"), "bukan data").expect("writes");
    stick
}

#[test]
fn what_is_wrong_in_a_folder_of_files_is_named_and_the_rest_comes_in() {
    let folder = std::rc::Rc::new(tempfile::tempdir().expect("a folder"));
    let stick = stick(folder.path());
    let mut s = Scenario::on(std::rc::Rc::clone(&folder), Lang::Id).keys("<Esc> g").text(&stick.display().to_string()).keys("<F10>");
    let told = s.framed().replace(&folder.path().display().to_string(), "");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in
        ["laptop-2.cacah' dikunci dengan kata sandi", "putus.cacah' rusak atau terpotong", "2 berkas ditolak dan tidak ikut; 2 berkas ikut"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    let mut s = s.keys("<Enter>");
    assert!(s.screen().contains("Sudah digabungkan."), "{}", s.screen());
    assert!(names(folder.path()).iter().all(|name| !name.contains("rows")), "{:?}", names(folder.path()));
    drop(s);
    // The command takes all or nothing, and tells before which of them can't be taken.
    let files = ["laptop-0.cacah", "laptop-1.cacah", "laptop-2.cacah", "putus.cacah"].map(|name| format!("stik/{name}"));
    let with = |more: &[&str]| {
        let files = files.iter().map(String::as_str);
        run(folder.path(), &["merge", "--db", "lain.db"].into_iter().chain(more.iter().copied()).chain(files).collect::<Vec<_>>())
    };
    expect![[r#"
        exit 1
        SKM DPMPTSP Kota Bontang · Semester II 2024 · Petugas 1: 2 new, 0 changed, 0 equal, 0 in conflict
        nothing was changed: a look ahead; 51 lines of the log, 0 form numbers twice
        refused: 'stik/laptop-2.cacah' is locked with a passphrase
        refused: 'stik/putus.cacah' is damaged or cut off
        error: 2 of the files can't be merged
        hint: Give the passphrase that the sender used; capitals count.
    "#]]
    .assert_eq(&with(&["--dry-run"]));
    expect![[r#"
        exit 1
        error: 'stik/laptop-2.cacah' is locked with a passphrase
        hint: Give the passphrase that the sender used; capitals count.
    "#]]
    .assert_eq(&with(&[]));
    let surveys = run(folder.path(), &["surveys", "--db", "lain.db"]);
    assert!(!surveys.contains("Bontang"), "{surveys}");
}
