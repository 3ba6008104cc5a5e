//! What supervision and keying cost at a thousand, a hundred thousand and a million interviews, as ratios of one run: the
//! completeness screen, a page of the list, a search for words beside LIKE, an answer saved and a form completed.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

mod filled;

use cacah::store::{Filter, List, Part, Store, Survey};
use cacah::tui::app::App;
use cacah::tui::key::Key;
use cacah::words::Lang;
use divan::Bencher;
use filled::file;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SIZES: [i64; 4] = [0, 1_000, 100_000, 1_000_000];
const MILLION: i64 = 1_000_000;

/// Interviews on a page of the list.
const PAGE: i64 = 200;

/// One form of the example survey, service keyed, and which of its keys store an answer: the first digit of the age does not.
const FORM: [&str; 16] = ["2", "3", "4", "5", "4", "3", "3", "4", "3", "4", "4", "3", "3", "4", "2", "Enter"];

/// A word that forty interviews hold whatever their number, and one that each tenth holds.
const RARE: &str = "kursi";
const COMMON: &str = "antrean";

fn main() {
    divan::main();
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if std::env::args().any(|arg| arg == "--bench") {
        compare();
    }
    filled::remove();
}

/// Measures everything in turn and prints each ratio beside what it must not exceed.
fn compare() {
    let [empty, thousand, hundred, million] = SIZES.map(file);
    // The numbers screen reads up to 500 lines of a kind; a thousand interviews have fewer.
    for (name, keys, most) in [
        ("completeness screen, each part", &["1", "2", "3", "4", "5"][..], Some(2.0)),
        ("numbers, open and close", &["g", "Esc"], None),
        ("items, open and close", &["i", "Esc"], Some(2.0)),
    ] {
        let mut screens = [&thousand, &hundred, &million].map(|path| Screens::supervisor(path));
        let times = medians(&mut screens, 41, |screens| screens.press_all(keys));
        say(&format!("{name}, 100k to 1k"), times[1], times[0], most);
        say(&format!("{name}, 1M to 1k"), times[2], times[0], most);
    }
    kept_counts([&thousand, &hundred, &million]);
    pages(&million);
    words(&million);
    keying(&empty, &million);
}

/// Prints what one read takes against another.
fn say(name: &str, ours: Duration, other: Duration, most: Option<f64>) {
    let ratio = ours.as_secs_f64() / other.as_secs_f64();
    let verdict = most.map_or_else(String::new, |most| format!(", at most {most}: {}", if ratio <= most { "holds" } else { "MISSED" }));
    eprintln!("{name}: {ours:.1?} to {other:.1?}, ratio {ratio:.4}{verdict}");
}

/// Gives the median time that a piece of work takes on each of some subjects, measured in turn.
fn medians<T, const N: usize>(subjects: &mut [T; N], turns: usize, mut work: impl FnMut(&mut T)) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..turns {
        for (subject, times) in subjects.iter_mut().zip(&mut times) {
            times.push(timed(|| work(subject)));
        }
    }
    times.map(median)
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The reads behind the completeness screen, one by one.
fn kept_counts(paths: [&PathBuf; 3]) {
    type Read = fn(&Reader) -> bool;
    let reads: [(&str, Read); 6] = [
        ("survey", |reader| reader.store.survey(reader.survey.id).is_ok()),
        ("completeness", |reader| Part::ALL.iter().all(|part| reader.store.completeness(&reader.survey, *part).is_ok())),
        ("items", |reader| reader.store.items(&reader.survey).is_ok()),
        ("numbers", |reader| reader.store.numbers(reader.survey.id).is_ok()),
        ("disagreeing batches", |reader| reader.store.disagreeing_batches(reader.survey.id, 0).is_ok()),
        ("list count", |reader| reader.store.count(&reader.survey, &Filter::default()).is_ok()),
    ];
    for (name, read) in reads {
        let times = medians(&mut paths.map(|path| Reader::of(path)), 41, |reader| assert!(read(reader), "{name} is read"));
        say(&format!("  {name}, 1M to 1k"), times[2], times[0], None);
    }
}

/// The last page of the list against the first.
fn pages(million: &Path) {
    let reader = Reader::of(million);
    let behind = reader.last_page();
    let times = medians(&mut [(i64::MIN, 0), behind], 101, |after| reader.page(&Filter::default(), *after));
    say("last list page to the first, 1M", times[1], times[0], Some(1.2));
}

/// A search for words against LIKE over the same column: a page of the list each.
fn words(million: &Path) {
    let reader = Reader::of(million);
    let db = Connection::open(million).expect("opens");
    for (word, most) in [(RARE, Some(0.01)), (COMMON, None)] {
        let filter = Filter { words: word.to_owned(), ..Filter::default() };
        let found = reader.store.count(&reader.survey, &filter).expect("counts");
        let like = median((0..5).map(|_| timed(|| assert_eq!(like(&db, word), found))).collect());
        let page = median((0..21).map(|_| timed(|| reader.page(&filter, (i64::MIN, 0)))).collect());
        let count =
            median((0..21).map(|_| timed(|| assert_eq!(reader.store.count(&reader.survey, &filter).expect("counts"), found))).collect());
        say(&format!("a page of '{word}' ({found} found) to LIKE, 1M"), page, like, most);
        say(&format!("a count of '{word}' to LIKE, 1M"), count, like, most);
    }
}

/// Counts by LIKE, as one would without an index over words.
fn like(db: &Connection, word: &str) -> i64 {
    let sql = "SELECT count(*) FROM answers_skm a JOIN interview i ON i.id = a.interview WHERE a.saran LIKE ?1";
    db.query_row(sql, [format!("%{word}%")], |row| row.get(0)).expect("counts")
}

/// The keys of many forms on an empty file and on a full one, in turn: an answer saved, and a form completed.
fn keying(empty: &Path, million: &Path) {
    let mut screens = [empty, million].map(Screens::surveyor);
    let (mut saved, mut completed) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2]);
    for _ in 0..39 {
        for (at, key) in FORM.into_iter().enumerate() {
            for (which, screens) in screens.iter_mut().enumerate() {
                let time = timed(|| screens.press(key));
                match at {
                    15 => completed[which].push(time),
                    // The first answer makes the record, the first digit of the age stores nothing.
                    2.. => saved[which].push(time),
                    _ => {}
                }
            }
        }
    }
    let [saved, completed] = [saved, completed].map(|times| times.map(median));
    say("an answer saved, 1M to an empty file", saved[1], saved[0], Some(1.1));
    say("a form completed, 1M to an empty file", completed[1], completed[0], None);
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn completeness(bencher: Bencher<'_, '_>, interviews: i64) {
    let mut screens = Screens::supervisor(&file(interviews));
    bencher.bench_local(move || screens.press_all(&["1", "2", "3", "4", "5"]));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn last_page(bencher: Bencher<'_, '_>) {
    let reader = Reader::of(&file(MILLION));
    let behind = reader.last_page();
    bencher.bench_local(move || reader.page(&Filter::default(), behind));
}

/// A store and its one survey.
struct Reader {
    store: Store,
    survey: Survey,
}

impl Reader {
    fn of(path: &Path) -> Self {
        let store = Store::open(path).expect("opens");
        let survey = store.surveys().expect("reads").remove(0);
        Self { store, survey }
    }

    fn page(&self, filter: &Filter, after: (i64, i64)) {
        assert!(!self.store.list(&self.survey, filter, after, PAGE).expect("reads").is_empty());
    }

    /// Gives the line behind which the last page begins.
    fn last_page(&self) -> (i64, i64) {
        let sql = "SELECT form_number, id FROM interview ORDER BY form_number DESC, id DESC LIMIT 1 OFFSET ?1";
        let db = Connection::open(self.store.path()).expect("opens");
        db.query_row(sql, [PAGE], |row| Ok((row.get(0)?, row.get(1)?))).expect("reads")
    }
}

/// Somebody at the keyboard, who looks at the screen after each key.
struct Screens {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Screens {
    fn on(store: Store, keys: &[&str]) -> Self {
        let app = App::new(store, Lang::Id).expect("starts");
        let mut screens = Self { app, terminal: Terminal::new(TestBackend::new(80, 24)).expect("a screen") };
        // The survey stands above "new survey", the last line of all.
        screens.press_all(&["Up", "Up"]);
        screens.press_all(keys);
        screens
    }

    /// Stands at the completeness screen.
    fn supervisor(path: &Path) -> Self {
        let Reader { mut store, survey } = Reader::of(path);
        store.set_who(survey.list(List::Supervisor).map(|item| item.id).next());
        let screens = Self::on(store, &["p"]);
        screens.expect("kelengkapan");
        screens
    }

    /// Stands at the first form of a new batch.
    fn surveyor(path: &Path) -> Self {
        let screens = Self::on(Reader::of(path).store, &["Enter", "F10"]);
        screens.expect("Jenis kelamin");
        screens
    }

    fn expect(&self, words: &str) {
        let screen: String = self.terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(screen.contains(words), "{screen}");
    }

    fn press(&mut self, name: &str) {
        self.app.key(Key::parse(name).expect("a key").event());
        self.terminal.draw(|frame| self.app.draw(frame)).expect("draws");
    }

    fn press_all(&mut self, names: &[&str]) {
        for name in names {
            self.press(name);
        }
    }
}
