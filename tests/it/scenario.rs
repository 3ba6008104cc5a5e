//! A headless second client: keys in, whole screens out, with a clock that the test turns.

use cacah::store::{Clock, Store};
use cacah::survey::template;
use cacah::tui::app::App;
use cacah::tui::key::Key;
use cacah::words::Lang;
use jiff::civil::datetime;
use jiff::tz::{Offset, TimeZone};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::Event;
use rusqlite::types::ValueRef;
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use tempfile::TempDir;

/// The moment at which every scenario begins: a working day of the example survey, in Bontang.
pub fn start() -> jiff::ZonedDateTime {
    datetime(2024, 10, 1, 9, 0, 0, 0).to_zoned_datetime(TimeZone::fixed(Offset::constant(8))).expect("a moment")
}

/// The program without a terminal.
pub struct Scenario {
    pub app: App,
    terminal: Terminal<TestBackend>,
    hand: Rc<Cell<i64>>,
    /// Milliseconds between two keys.
    pace: i64,
    bells: u8,
    folder: Rc<TempDir>,
    /// True where work in hand goes on to its end after each key.
    waits: bool,
}

impl Scenario {
    /// Starts on the database of a folder.
    pub fn on(folder: Rc<TempDir>, lang: Lang) -> Self {
        let (clock, hand) = Clock::by_hand(start());
        let mut store = Store::open(&folder.path().join(FILE)).expect("opens");
        store.set_clock(clock);
        let app = App::new(store, lang).expect("starts");
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
        Self { app, terminal, hand, pace: 1000, bells: 0, folder, waits: true }
    }

    /// Starts on an empty database.
    pub fn empty() -> Self {
        Self::on(folder(), Lang::Id)
    }

    /// Ends the program as a power cut would and starts it again on the same file.
    pub fn restart(self) -> Self {
        let folder = Rc::clone(&self.folder);
        drop(self);
        Self::on(folder, Lang::Id)
    }

    /// Stands at the first question of the example survey, services keyed per form.
    pub fn skm() -> Self {
        Self::empty().keys("<Enter> <F10> <F10>")
    }

    /// As [`Scenario::skm`], with a service for the whole batch and the forms of the stack given.
    pub fn carried(forms: u32) -> Self {
        let forms = format!("<Backspace> <Backspace> {forms}");
        Self::empty().keys(&format!("<Enter> <F10> <Enter> 1 1 3 1 <Enter> {forms} <F10>"))
    }

    /// Ends the program and starts it again with the survey's supervisor at the keyboard.
    pub fn supervised(self) -> Self {
        let (folder, hand) = (Rc::clone(&self.folder), self.hand.get());
        drop(self);
        let (clock, turned) = Clock::by_hand(start());
        turned.set(hand);
        let mut store = Store::open(&folder.path().join(FILE)).expect("opens");
        store.set_clock(clock);
        let survey = store.surveys().expect("reads").remove(0);
        store.set_who(survey.list(cacah::store::List::Supervisor).next().map(|item| item.id));
        let app = App::new(store, Lang::Id).expect("starts");
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
        Self { app, terminal, hand: turned, pace: 1000, bells: 0, folder, waits: true }
    }

    /// Stands at the first question of a form of one's own, with the lists of the example survey.
    pub fn form(source: &str) -> Self {
        Self::survey(source, Lang::Id).keys("<Enter> <F10>")
    }

    /// Stands at the list of surveys of a database with the example survey and no batch.
    pub fn home(lang: Lang) -> Self {
        Self::survey(template::SKM, lang)
    }

    fn survey(form: &str, lang: Lang) -> Self {
        let folder = folder();
        let mut store = Store::open(&folder.path().join(FILE)).expect("opens");
        let template = template::find("skm-dpmptsp-bontang", start().date()).expect("is there");
        store.create_survey(form, &template.setup).expect("makes");
        drop(store);
        Self::on(folder, lang)
    }

    /// Presses keys: blanks separate, `<F10>` is a key by name, anything else goes character by character.
    pub fn keys(mut self, keys: &str) -> Self {
        for word in keys.split_whitespace() {
            match word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                Some(name) if !name.is_empty() => self.press(Key::parse(name).unwrap_or_else(|| panic!("'{name}' is no key"))),
                _ => self = self.text(word),
            }
        }
        self
    }

    /// Types a text, blanks included.
    pub fn text(mut self, text: &str) -> Self {
        for c in text.chars() {
            let key = if c == ' ' { "Space".to_owned() } else { c.to_string() };
            self.press(Key::parse(&key).expect("a key"));
        }
        self
    }

    /// Pastes a text.
    pub fn paste(mut self, text: &str) -> Self {
        self.app.event(Event::Paste(text.to_owned()));
        self.bells = self.app.take_bells();
        self
    }

    fn press(&mut self, key: Key) {
        self.hand.set(self.hand.get() + self.pace);
        self.app.key(key.event());
        self.bells = self.app.take_bells();
        self.work();
    }

    /// Lets work in hand go on to its end.
    fn work(&mut self) {
        while self.waits && self.app.is_working() {
            self.app.act(cacah::tui::action::Action::Tick);
        }
    }

    /// Leaves work in hand to the test.
    pub fn without_waiting(mut self) -> Self {
        self.waits = false;
        self
    }

    /// Changes the database from outside.
    pub fn change(&self, sql: &str) {
        let db = rusqlite::Connection::open(self.folder.path().join(FILE)).expect("opens");
        db.execute_batch(sql).expect("is SQL");
    }

    /// Puts the kept counts right after a change from outside.
    pub fn recount(&self) {
        let mut store = Store::open(&self.folder.path().join(FILE)).expect("opens");
        for survey in store.surveys().expect("reads") {
            store.rebuild_counts(&survey).expect("counts");
        }
    }

    /// Sets the milliseconds between two keys.
    pub fn pace(mut self, ms: i64) -> Self {
        self.pace = ms;
        self
    }

    /// Lets time pass.
    pub fn wait(self, ms: i64) -> Self {
        self.hand.set(self.hand.get() + ms);
        self
    }

    /// Changes the size of the terminal.
    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
        self
    }

    /// Gives the whole screen as text.
    pub fn screen(&mut self) -> String {
        self.terminal.draw(|frame| self.app.draw(frame)).expect("draws");
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                }
                skip = unicode_width::UnicodeWidthStr::width(symbol).max(skip).saturating_sub(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.replace(&self.folder.path().display().to_string(), "FOLDER")
    }

    /// Gives the screen with a bar before each line, so that its left edge is kept in a test.
    pub fn framed(&mut self) -> String {
        self.screen().lines().map(|line| format!("|{line}\n")).collect::<Vec<_>>().concat()
    }

    /// Gives one line of the screen, counted from 0.
    pub fn line(&mut self, at: usize) -> String {
        self.screen().lines().nth(at).unwrap_or_default().to_owned()
    }

    /// Gives the line above the footer.
    pub fn notice(&mut self) -> String {
        let screen = self.screen();
        let lines: Vec<&str> = screen.lines().rev().skip(1).take(3).collect();
        // A long one begins some lines above, each of them indented below its sign.
        let begins = |line: &&str| line.starts_with(" ! ") || line.starts_with(" ? ");
        let first = lines.iter().position(begins).filter(|first| lines[..*first].iter().all(|line| line.starts_with("   ")));
        lines[..=first.unwrap_or(0)].iter().rev().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }

    /// Gives the line of the question in hand, the first that begins with `>` or holds one in its second column.
    pub fn in_hand(&mut self) -> String {
        let screen = self.screen();
        screen.lines().find_map(|line| line.find('>').map(|at| line[at..].trim_end().to_owned())).unwrap_or_default()
    }

    /// Gives how often the bell rang for the last key.
    pub fn bells(&self) -> u8 {
        self.bells
    }

    /// Asks the database for one row, its values joined by a bar.
    pub fn ask(&self, sql: &str) -> String {
        let db = rusqlite::Connection::open(self.folder.path().join(FILE)).expect("opens");
        let mut select = db.prepare(sql).expect("is SQL");
        let columns = select.column_count();
        let row = select.query_row([], |row| {
            let cell = |at| {
                Ok(match row.get_ref(at)? {
                    ValueRef::Null => "-".to_owned(),
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                    ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
                })
            };
            (0..columns).map(cell).collect::<rusqlite::Result<Vec<String>>>()
        });
        row.map_or_else(|_| "nothing".to_owned(), |cells| cells.join(" | "))
    }

    /// Gives the folder of the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The database's file name.
const FILE: &str = "survei.db";

fn folder() -> Rc<TempDir> {
    Rc::new(tempfile::tempdir().expect("a folder"))
}
