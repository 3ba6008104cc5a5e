//! One key on a form of three hundred questions, a hundred of which depend on others, beside one on the SKM form: find, update, commit and
//! draw at 80x24, in the same run.
#![expect(clippy::expect_used, clippy::print_stderr, reason = "a bench that can't go on stops, and its result is for the terminal")]

use cacah::store::Store;
use cacah::survey::template;
use cacah::tui::app::App;
use cacah::tui::key::Key;
use cacah::words::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// One form of the example survey, service keyed: sixteen keys.
const SKM: [&str; 16] = ["2", "3", "4", "5", "4", "3", "3", "4", "3", "4", "4", "3", "3", "4", "2", "Enter"];

/// Questions of the long form, and how many of them are asked by rules.
const QUESTIONS: usize = 300;
const RULES: usize = 100;

/// A key on the long form takes at most so many times one on the SKM form.
const LIMIT: f64 = 3.0;

fn main() {
    // A listing of the benches (`cargo test --benches`) measures nothing.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let on_disk = |name: &str| Store::open(&folder.path().join(name)).expect("opens");
    let stores = [
        ("without a durable commit", Store::in_memory().expect("opens"), Store::in_memory().expect("opens")),
        ("with the durable commit", on_disk("skm.db"), on_disk("long.db")),
    ];
    for (how, skm, long) in stores {
        let mut short = Keyer::on(skm, template::SKM);
        let mut long = Keyer::on(long, &long_form());
        // Both forms by turns, so that what else the machine does meets both.
        let mut keys = SKM.iter().cycle();
        let mut base: Vec<Duration> = Vec::new();
        let mut along: Vec<Duration> = Vec::new();
        for _ in 0..QUESTIONS {
            base.push(short.timed(keys.next().expect("goes on for ever")));
            along.push(long.timed("1"));
        }
        let base = median(&mut base);
        let say = |which: &str, times: &mut [Duration]| {
            let time = median(times);
            let ratio = time.as_secs_f64() / base.as_secs_f64();
            eprintln!("one key {how}, {which}: {time:.1?}, {ratio:.2} of one on the SKM form ({base:.1?})");
            ratio
        };
        let ratio = say("through 300 questions with 100 rules", &mut along);
        eprintln!("{} the limit of {LIMIT}", if ratio <= LIMIT { "within" } else { "beyond" });
        for key in ["Ctrl+G", "q", "0", "Enter"] {
            long.press(key);
        }
        // Another answer to the question that all rules name: none of them comes to anything else, then all of them do.
        say("on the question that 100 rules name", &mut long.back_and_forth(["2", "3"], QUESTIONS));
        say("that puts 100 answers aside or brings them back", &mut long.back_and_forth(["4", "1"], QUESTIONS / 10));
    }
}

/// Writes the long form: each rule of the last third names the first question and one of the third before.
fn long_form() -> String {
    let mut source = "key = \"panjang\"\ntitle = \"Panjang\"\n".to_owned();
    for at in 0..QUESTIONS {
        if at % 15 == 0 {
            let _ = write!(source, "[[section]]\nkey = \"s{at}\"\nlabel = \"Bagian {at}\"\n");
        }
        let choices = (1..=4).map(|code| format!("{{ code = {code}, label = \"pilihan {code}\" }}")).collect::<Vec<_>>().join(", ");
        let _ =
            write!(source, "[[section.question]]\nkey = \"q{at}\"\nlabel = \"Perihal {at}\"\nkind = \"choice\"\nchoices = [{choices}]\n");
        if let Some(other) = at.checked_sub(RULES).filter(|_| at >= QUESTIONS - RULES) {
            let _ = writeln!(source, "relevant = \"${{q0}} <= 3 and ${{q{other}}} <= 3\"");
        }
    }
    source
}

/// Somebody who keys forms, and looks at the screen after each key.
struct Keyer {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Keyer {
    /// Stands at the first question of the first form of a new survey.
    fn on(mut store: Store, form: &str) -> Self {
        let made = template::all(store.now().date()).into_iter().next().expect("there is a template");
        store.create_survey(form, &made.setup).expect("is made");
        let app = App::new(store, Lang::Id).expect("starts");
        let mut keyer = Self { app, terminal: Terminal::new(TestBackend::new(80, 24)).expect("a screen") };
        for name in ["Enter", "F10"] {
            keyer.press(name);
        }
        keyer
    }

    fn press(&mut self, name: &str) {
        self.app.key(Key::parse(name).expect("a key").event());
        self.terminal.draw(|frame| self.app.draw(frame)).expect("draws");
    }

    fn timed(&mut self, name: &str) -> Duration {
        let begun = Instant::now();
        self.press(name);
        begun.elapsed()
    }

    /// Answers the question in hand in turns, going back to it each time.
    fn back_and_forth(&mut self, answers: [&str; 2], times: usize) -> Vec<Duration> {
        let turn = |turn: usize| {
            let taken = self.timed(answers[turn % 2]);
            self.press("Up");
            taken
        };
        (0..times).map(turn).collect()
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
