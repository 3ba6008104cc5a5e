//! One key of the entry screen through find, update, commit and draw at 80x24: with the commit on disk, without one, and beside
//! a bare durable write of a page, all in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

use cacah::store::Store;
use cacah::tui::app::App;
use cacah::tui::key::Key;
use cacah::words::Lang;
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::iter::Cycle;
use std::slice::Iter;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// One form of the example survey, service keyed: sixteen keys.
const FORM: [&str; 16] = ["2", "3", "4", "5", "4", "3", "3", "4", "3", "4", "4", "3", "3", "4", "2", "Enter"];

/// Keys of one measurement: forty forms, the stack of one batch less one.
const KEYS: u32 = 39 * 16;

fn main() {
    divan::main();
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        compare();
    }
}

/// Keys the same forms each way and prints what one key takes against a bare durable write.
fn compare() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut disk, mut memory, mut page) = (Keyer::on_disk(&folder), Keyer::in_memory(), Page::make(&folder));
    let bare = median(|| page.write());
    for (name, key) in
        [("without a durable commit", median(|| memory.press_next())), ("with the durable commit", median(|| disk.press_next()))]
    {
        eprintln!("one key {name}: {key:.1?}, {:.3} of a bare durable write ({bare:.1?})", key.as_secs_f64() / bare.as_secs_f64());
    }
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn key_without_commit(bencher: Bencher<'_, '_>) {
    let mut keyer = Keyer::in_memory();
    bencher.bench_local(move || keyer.press_next());
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn key_with_commit(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut keyer = Keyer::on_disk(&folder);
    bencher.bench_local(move || keyer.press_next());
}

#[divan::bench(sample_count = 200, sample_size = 1)]
fn bare_durable_write(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut page = Page::make(&folder);
    bencher.bench_local(move || page.write());
}

/// Somebody who keys the same form again and again, and looks at the screen after each key.
struct Keyer {
    app: App,
    terminal: Terminal<TestBackend>,
    keys: Cycle<Iter<'static, &'static str>>,
}

impl Keyer {
    fn on_disk(folder: &TempDir) -> Self {
        Self::on(Store::open(&folder.path().join("a.db")).expect("opens"))
    }

    fn in_memory() -> Self {
        Self::on(Store::in_memory().expect("opens"))
    }

    fn on(store: Store) -> Self {
        let app = App::new(store, Lang::Id).expect("starts");
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
        let mut keyer = Self { app, terminal, keys: FORM.iter().cycle() };
        for name in ["Enter", "F10", "F10"] {
            keyer.press(name);
        }
        keyer
    }

    fn press_next(&mut self) {
        let name = self.keys.next().expect("goes on for ever");
        self.press(name);
    }

    fn press(&mut self, name: &str) {
        self.app.key(Key::parse(name).expect("a key").event());
        self.terminal.draw(|frame| self.app.draw(frame)).expect("draws");
    }
}

/// A page written in place and waited for: what any durable answer costs at least.
struct Page(File);

impl Page {
    fn make(folder: &TempDir) -> Self {
        let mut file = File::create(folder.path().join("bare")).expect("makes");
        file.write_all(&[0; 8192]).expect("writes");
        file.sync_all().expect("syncs");
        Self(file)
    }

    fn write(&mut self) {
        self.0.seek(SeekFrom::Start(4096)).expect("seeks");
        self.0.write_all(&[1; 4096]).expect("writes");
        self.0.sync_data().expect("syncs");
    }
}

/// Gives the median time of many turns.
fn median(mut turn: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..KEYS)
        .map(|_| {
            let begun = Instant::now();
            turn();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
