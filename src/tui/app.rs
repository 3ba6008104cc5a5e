//! The stack of screens, the open question and the notice; does not grow with features.

use super::action::Action;
use super::field::{fit, wrap};
use super::key::{self, Key};
use super::keys::{self, Scope};
use super::notice::{self, Notice, Weight};
use super::screen::{Look, Result, Route, Screen, Step, Title};
use super::screens;
use super::theme::Theme;
use crate::store::{Preference, Store};
use crate::survey::value::safe;
use crate::words::{Lang, Words};
use ratatui::Frame;
use ratatui::crossterm::event::{Event, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::cell::Cell;
use unicode_width::UnicodeWidthStr;

/// The smallest terminal that shows everything.
pub const SMALLEST: (u16, u16) = (80, 24);

/// The running program: one store, a stack of screens.
pub struct App {
    store: Store,
    look: Look,
    stack: Vec<Box<dyn Screen>>,
    notice: Option<Notice>,
    ask: Option<(String, Action)>,
    help: Option<usize>,
    working: bool,
    bells: u8,
    done: bool,
    /// True while the terminal is too small to show what a key would do.
    is_hidden: Cell<bool>,
}

impl App {
    /// Starts at the list of surveys; an empty database opens the set-up of a first one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn new(store: Store, lang: Lang) -> Result<Self> {
        let look = Look { words: Words(lang), theme: Theme::from_environment() };
        let mut app = Self {
            store,
            look,
            stack: Vec::new(),
            notice: None,
            ask: None,
            help: None,
            working: false,
            bells: 0,
            done: false,
            is_hidden: Cell::new(false),
        };
        app.push(screens::home())?;
        if app.store.surveys()?.is_empty() {
            app.push(screens::open(&Route::NewSurvey, &app.store)?)?;
            // The list of surveys says it by itself.
            if app.store.is_shared() {
                app.say(app.look.words.shared_file().to_owned(), Weight::Doubtful);
            }
        }
        Ok(app)
    }

    /// Tells whether the person has left the program.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// Tells whether work in hand wants a [`Action::Tick`].
    #[must_use]
    pub const fn is_working(&self) -> bool {
        self.working
    }

    /// Gives the bells to ring since the last call.
    pub const fn take_bells(&mut self) -> u8 {
        std::mem::replace(&mut self.bells, 0)
    }

    /// Gives the store, for tests that look behind the screens.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Says that something beside the screens is doubtful.
    pub fn warn(&mut self, say: impl FnOnce(Words) -> String) {
        self.say(say(self.look.words), Weight::Doubtful);
    }

    /// Sets the theme, for tests and pictures.
    pub const fn set_theme(&mut self, theme: Theme) {
        self.look.theme = theme;
    }

    /// Takes an event of the terminal.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Key(event) => self.key(event),
            Event::Paste(_) if self.is_hidden.get() => self.ring(1),
            Event::Paste(text) => self.act(Action::Paste(text)),
            Event::Resize(width, height) => self.is_hidden.set(is_too_small(width, height)),
            Event::FocusGained | Event::FocusLost | Event::Mouse(_) => {}
        }
    }

    /// Takes a key.
    pub fn key(&mut self, event: KeyEvent) {
        let Some(key) = Key::from_event(event) else { return };
        // Nobody sees what a key would answer: none is taken but the one that leaves.
        if self.is_hidden.get() {
            return if keys::find(&[Scope::Global], key) == Some(Action::Quit) { self.act(Action::Quit) } else { self.ring(1) };
        }
        if let Some((_, yes)) = self.ask.take() {
            let agreed = matches!(key.typed(), Some('y' | 'Y')) || key.code == ratatui::crossterm::event::KeyCode::Enter;
            self.notice = None;
            if agreed {
                self.act(yes);
            }
            return;
        }
        if self.help.is_some() {
            self.turn_help(key);
            return;
        }
        let scopes = self.scopes();
        match keys::find(&scopes, key) {
            Some(action) => self.act(action),
            None => self.refuse(self.look.words.key_means_nothing(show_key(key, self.look.words))),
        }
    }

    /// Does what the person wants.
    pub fn act(&mut self, action: Action) {
        if let Some(notice) = &mut self.notice {
            notice.age += u8::from(action != Action::Tick);
            if notice.passes() {
                self.notice = None;
            }
        }
        match action {
            Action::Quit => {
                // The screen may remember what is being typed; there is nobody left to tell when it can't.
                if let Some(screen) = self.stack.last_mut() {
                    let _ = screen.update(Action::Quit, &mut self.store, self.look.words);
                }
                self.done = true;
            }
            Action::Help => self.help = Some(0),
            Action::Language => {
                self.look.words = Words(self.look.words.0.other());
                self.notice = None;
            }
            action => self.pass(action),
        }
    }

    /// Passes an action to the screen in front and follows its step.
    fn pass(&mut self, action: Action) {
        let words = self.look.words;
        let pasted = matches!(action, Action::Paste(_));
        let typed = if let Action::Type(c) = action { Some(c) } else { None };
        let Some(screen) = self.stack.last_mut() else { return };
        let step = screen.update(action, &mut self.store, words);
        self.working = matches!(step, Ok(Step::Work));
        let followed = match step {
            Ok(Step::Unknown) if pasted => self.follow(Step::Refuse(words.paste_in_text_only().to_owned()), None),
            Ok(step) => self.follow(step, typed),
            Err(error) => Err(error),
        };
        if let Err(error) = followed {
            self.refuse(error.say(words));
        }
    }

    fn follow(&mut self, step: Step, typed: Option<char>) -> Result<()> {
        match step {
            Step::Stay => {}
            // What was said before is old when work goes on.
            Step::Work => self.notice = None,
            Step::Say(text) => self.say(text, Weight::Said),
            Step::Refuse(text) => self.refuse(text),
            Step::Warn(text) => self.say(text, Weight::Doubtful),
            Step::Open(route) => {
                self.notice = None;
                let screen = screens::open(&route, &self.store)?;
                self.push(screen)?;
            }
            Step::Become(route, said) => {
                let screen = screens::open(&route, &self.store)?;
                self.stack.pop();
                self.push(screen)?;
                self.notice = None;
                self.say(said, Weight::Said);
            }
            Step::Ask { question, yes } => self.ask = Some((question, yes)),
            Step::Close => {
                self.notice = None;
                self.close()?;
            }
            Step::CloseSaying(text) => {
                self.close()?;
                self.say(text, Weight::Said);
            }
            Step::Unknown => {
                let key = typed.map_or_else(String::new, |c| c.to_string());
                self.refuse(self.look.words.key_means_nothing(key));
            }
        }
        Ok(())
    }

    fn push(&mut self, mut screen: Box<dyn Screen>) -> Result<()> {
        screen.load(&self.store)?;
        self.stack.push(screen);
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.stack.pop();
        match self.stack.last_mut() {
            Some(screen) => screen.load(&self.store),
            None => {
                self.done = true;
                Ok(())
            }
        }
    }

    fn say(&mut self, text: String, weight: Weight) {
        let bells = match weight {
            Weight::Said => 0,
            Weight::Refused => 1,
            Weight::Doubtful => 2,
        };
        self.ring(bells);
        if !text.is_empty() {
            self.notice = Some(Notice { text, weight, age: 0 });
        }
    }

    fn ring(&mut self, bells: u8) {
        if !matches!(self.store.preference(0, Preference::Bell), Ok(Some(value)) if value == "off") {
            self.bells = self.bells.max(bells);
        }
    }

    fn refuse(&mut self, text: String) {
        self.say(text, Weight::Refused);
    }

    /// Gives the scopes whose keys work now, the innermost first.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes = self.stack.last().map(|screen| screen.scopes()).unwrap_or_default();
        scopes.push(Scope::Global);
        scopes
    }

    fn turn_help(&mut self, key: Key) {
        let name = |name| Key::parse(name) == Some(key);
        let top = self.help.unwrap_or(0);
        self.help = if name("Down") || name("PgDn") || name("Space") {
            Some(top + 10)
        } else if name("Up") || name("PgUp") {
            Some(top.saturating_sub(10))
        } else {
            None
        };
    }

    /// Draws the whole frame.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let (w, theme) = (self.look.words, self.look.theme);
        self.is_hidden.set(is_too_small(area.width, area.height));
        if self.is_hidden.get() {
            let now = w.too_small(SMALLEST.0, SMALLEST.1, area.width, area.height);
            let lines = [now, w.too_small_kept().to_owned(), w.too_small_keys().to_owned()];
            for (row, line) in (0..area.height).zip(lines) {
                frame.buffer_mut().set_stringn(area.x, area.y + row, line, usize::from(area.width), theme.plain);
            }
            return;
        }
        let Some(screen) = self.stack.last() else { return };
        self.draw_title(frame, Rect { height: 1, ..area }, &screen.title(w));
        let inner = Rect { y: area.y + 1, height: area.height - 3, ..area };
        if let Some(top) = self.help {
            self.draw_help(frame, inner, top);
        } else {
            screen.draw(frame, inner, &self.look);
        }
        let line = Rect { y: area.bottom() - 2, height: 1, ..area };
        match (&self.ask, &self.notice) {
            (Some((question, _)), _) => notice::draw(frame, line, theme, question, Weight::Doubtful),
            (None, Some(notice)) => notice::draw(frame, line, theme, &notice.text, notice.weight),
            (None, None) => {}
        }
        self.draw_footer(frame, Rect { y: area.bottom() - 1, height: 1, ..area });
    }

    fn draw_title(&self, frame: &mut Frame<'_>, area: Rect, title: &Title) {
        let width = usize::from(area.width) - 2;
        let right = fit(&safe(&title.right), width / 2);
        let left = fit(&safe(&title.left), width.saturating_sub(right.width() + 1));
        let gap = " ".repeat(width.saturating_sub(left.width() + right.width()));
        let line = Line::from(vec![
            Span::raw(" "),
            Span::styled(left, self.look.theme.title),
            Span::raw(gap),
            Span::styled(right, self.look.theme.plain),
        ]);
        frame.render_widget(line, area);
    }

    fn draw_footer(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = self.look.theme;
        let mut spans = vec![Span::raw(" ")];
        let pair = |spans: &mut Vec<Span<'static>>, key: String, word: &'static str, style: Style| {
            spans.push(Span::styled(key, style));
            spans.push(Span::raw(format!(" {word}  ")));
        };
        let w = self.look.words;
        if self.ask.is_some() {
            pair(&mut spans, "Y".to_owned(), w.yes(), theme.key);
            pair(&mut spans, "Esc".to_owned(), w.no(), theme.key);
        } else if self.help.is_some() {
            pair(&mut spans, key::show("PgDn", w), w.foot_more(), theme.key);
            pair(&mut spans, "Esc".to_owned(), w.foot_close(), theme.key);
        } else {
            for (key, word) in keys::footer(&self.scopes(), w, usize::from(area.width)) {
                pair(&mut spans, key, word, theme.key);
            }
        }
        frame.render_widget(Line::from(spans), area);
    }

    fn draw_help(&self, frame: &mut Frame<'_>, area: Rect, top: usize) {
        let (w, theme) = (self.look.words, self.look.theme);
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut scope = None;
        for (row, names) in keys::rows(&self.scopes()) {
            if scope != Some(row.scope) {
                lines.push(Line::styled(format!(" {}", row.scope.title(w)), theme.title));
                // Answers are no rows of the table: what a digit or letter means is the question's.
                if row.scope == Scope::Question {
                    let keys = "1-9  a-z  j k l ;";
                    lines.push(Line::from(vec![Span::styled(format!("   {keys:<24} "), theme.key), Span::raw(w.help_answer())]));
                }
                scope = Some(row.scope);
            }
            let names: Vec<String> = names.iter().map(|name| key::show(name, w)).collect();
            let names = names.join("  ");
            let width = usize::from(area.width).saturating_sub(29);
            let mut wrapped = wrap((row.help)(w), width).into_iter();
            // Long names have a line of their own.
            let beside = if names.width() > 24 { String::new() } else { wrapped.next().unwrap_or_default() };
            lines.push(Line::from(vec![Span::styled(format!("   {names:<24} "), theme.key), Span::raw(beside)]));
            lines.extend(wrapped.map(|line| Line::raw(format!("{:28}{line}", ""))));
        }
        let height = usize::from(area.height);
        let top = top.min(lines.len().saturating_sub(height));
        for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
            frame.render_widget(line, Rect { y: area.y + row as u16, height: 1, ..area });
        }
    }
}

const fn is_too_small(width: u16, height: u16) -> bool {
    width < SMALLEST.0 || height < SMALLEST.1
}

/// Names a key that is in no table.
fn show_key(key: Key, w: Words) -> String {
    use ratatui::crossterm::event::KeyCode;
    let mut name = String::new();
    for (held, modifier) in [(key.ctrl, "Ctrl+"), (key.alt, "Alt+"), (key.shift, "Shift+")] {
        if held {
            name.push_str(modifier);
        }
    }
    match key.code {
        KeyCode::Char(' ') => name.push_str(w.key_space()),
        KeyCode::Char(c) if key.ctrl || key.alt => name.extend(c.to_uppercase()),
        KeyCode::Char(c) => name.push(c),
        KeyCode::PageUp => name.push_str("PgUp"),
        KeyCode::PageDown => name.push_str("PgDn"),
        KeyCode::Delete => name.push_str("Delete"),
        code => name.push_str(&key::show(&code.to_string(), w)),
    }
    name
}
