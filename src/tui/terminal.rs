//! The real terminal: taken at the start, given back on every way out; the loop of events.

use super::action::Action;
use super::app::App;
use super::screen::Error;
use crate::store::{self, Daily, Store};
use crate::words::Lang;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

/// How long the loop waits for a key before it looks for a signal.
const BREATH: Duration = Duration::from_millis(200);

/// The most events that are taken before the screen is drawn again.
const MOST_WAITING: usize = 4096;

/// How long the loop has to follow a signal before the program ends without it.
#[cfg(unix)]
const GRACE: Duration = Duration::from_secs(2);

/// What stopped the program on its screens.
#[derive(Debug)]
pub enum Stopped {
    Screen(Error),
    Terminal(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Screen(error)
    }
}

/// Runs the program on the terminal until the person leaves or a signal ends it.
///
/// # Errors
/// When the terminal or the database does not answer; the terminal is given back in any case.
pub fn run(store: Store, lang: Lang) -> Result<(), Stopped> {
    let mut app = App::new(store, lang)?;
    let signals = watch_signals()?;
    let _guard = Guard::take()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    // The first screen stands before the copy of the day begins.
    terminal.draw(|frame| app.draw(frame))?;
    let mut daily = app.store().begin_daily();
    while !app.is_done() && !signals.ended.load(Ordering::Relaxed) {
        terminal.draw(|frame| app.draw(frame))?;
        ring(app.take_bells())?;
        if let Some(error) = failure_of(&mut daily) {
            app.warn(|w| w.backups_failed(error.say(w)));
        }
        let wait = if app.is_working() { Duration::ZERO } else { BREATH };
        if event::poll(wait)? {
            // Everything that waits is done before the screen is drawn once.
            for event in drain()? {
                app.event(event);
                if app.is_done() {
                    break;
                }
            }
        } else if app.is_working() {
            app.act(Action::Tick);
        }
    }
    if !app.is_done() {
        app.act(Action::Quit);
    }
    Ok(())
}

/// Gives what went wrong with the copy of the day, once.
fn failure_of(daily: &mut store::Result<Option<Daily>>) -> Option<store::Error> {
    match daily {
        Ok(Some(making)) => making.outcome()?.err(),
        Ok(None) => None,
        Err(_) => std::mem::replace(daily, Ok(None)).err(),
    }
}

fn drain() -> io::Result<Vec<Event>> {
    let mut events = vec![event::read()?];
    while events.len() < MOST_WAITING && event::poll(Duration::ZERO)? {
        events.push(event::read()?);
    }
    Ok(if cfg!(windows) { super::paste::join_bursts(events) } else { events })
}

fn ring(bells: u8) -> io::Result<()> {
    if bells > 0 {
        let mut out = io::stdout();
        out.write_all(&b"\x07\x07"[..usize::from(bells.min(2))])?;
        out.flush()?;
    }
    Ok(())
}

/// What watches for signals while the loop runs.
struct Signals {
    ended: Arc<AtomicBool>,
    /// Dropped when the loop has ended.
    _running: Sender<()>,
}

/// Makes SIGTERM, SIGHUP and SIGINT end the loop, which has stored every accepted answer by then.
#[cfg(unix)]
fn watch_signals() -> io::Result<Signals> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use std::sync::mpsc::RecvTimeoutError;
    let ended = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(&ended))?;
    }
    let mut arrived = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let (running, waiting) = channel::<()>();
    std::thread::spawn(move || {
        let Some(signal) = arrived.forever().next() else { return };
        // crossterm 0.29 reads a closed terminal again and again and never comes back to the loop.
        if waiting.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
            give_back();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(Signals { ended, _running: running })
}

#[cfg(not(unix))]
fn watch_signals() -> io::Result<Signals> {
    Ok(Signals { ended: Arc::default(), _running: channel().0 })
}

/// Holds the terminal in raw mode on the alternate screen; gives it back when dropped, on a panic too.
struct Guard;

impl Guard {
    fn take() -> io::Result<Self> {
        let earlier = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            earlier(panic);
        }));
        enable_raw_mode()?;
        let guard = Self;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back; each part by itself, because a closed terminal refuses some.
fn give_back() {
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    let _ = execute!(io::stdout(), LeaveAlternateScreen, ratatui::crossterm::cursor::Show);
    let _ = disable_raw_mode();
}
