//! One key of the entry screen through find, update, commit and draw at 80x24: with the commit on disk, without one, and beside
//! a bare durable write of a page, all in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

use cacah::store::Store;
use cacah::tui::app::App;
use cacah::tui::key::Key;
use cacah::words::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

/// One form of the example survey, service keyed: sixteen keys.
const FORM: [&str; 16] = ["2", "3", "4", "5", "4", "3", "3", "4", "3", "4", "4", "3", "3", "4", "2", "Enter"];

/// Forms of one measurement.
const FORMS: usize = 40;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let on_disk = keys(Store::open(&folder.path().join("a.db")).expect("opens"));
    let in_memory = keys(Store::in_memory().expect("opens"));
    let bare = bare(&folder.path().join("bare"));
    let ratio = |key: Duration| key.as_secs_f64() / bare.as_secs_f64();
    eprintln!("one key, medians of {} keys:", FORMS * FORM.len());
    eprintln!("  without a durable commit {in_memory:>9.1?}  {:.3} of a bare durable write", ratio(in_memory));
    eprintln!("  with the durable commit  {on_disk:>9.1?}  {:.3} of a bare durable write", ratio(on_disk));
    eprintln!("  bare durable write       {bare:>9.1?}");
}

/// Keys whole forms and gives the median time of a key, drawing included.
fn keys(store: Store) -> Duration {
    let mut app = App::new(store, Lang::Id).expect("starts");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
    let mut press = |name: &str| {
        let event = Key::parse(name).expect("a key").event();
        let begun = Instant::now();
        app.key(event);
        terminal.draw(|frame| app.draw(frame)).expect("draws");
        begun.elapsed()
    };
    for name in ["Enter", "F10", "F10"] {
        press(name);
    }
    let mut times: Vec<Duration> = (0..FORMS).flat_map(|_| FORM).map(&mut press).collect();
    median(&mut times)
}

/// Writes a page in place and waits for the disk, and gives the median time: what any durable answer costs at least.
fn bare(path: &std::path::Path) -> Duration {
    let mut file = File::create(path).expect("makes");
    file.write_all(&[0; 8192]).expect("writes");
    file.sync_all().expect("syncs");
    let mut write = || {
        let begun = Instant::now();
        file.seek(SeekFrom::Start(4096)).expect("seeks");
        file.write_all(&[1; 4096]).expect("writes");
        file.sync_data().expect("syncs");
        begun.elapsed()
    };
    let mut times: Vec<Duration> = (0..FORMS * FORM.len()).map(|_| write()).collect();
    median(&mut times)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
