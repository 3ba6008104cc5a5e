//! Why a command failed: what happened, what to do next, and the exit code.

use crate::survey::value::safe;
use crate::words::{Lang, Words};
use crate::{exchange, store, tui};
use std::io::Write;
use std::process::ExitCode;

pub type Outcome<T = ()> = Result<T, Failure>;

/// The command line speaks English.
const W: Words = Words(Lang::En);

/// What a command failed with.
#[derive(Debug)]
pub struct Failure {
    message: String,
    hint: String,
    code: u8,
}

impl Failure {
    /// Makes a failure of the work: exit code 1.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), code: 1 }
    }

    /// Makes a failure of the arguments: exit code 2.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: 2, ..Self::new(message, hint) }
    }

    /// Writes the message with its hint, and gives the exit code.
    pub fn report(&self, out: &mut impl Write) -> ExitCode {
        // Where nobody can be told, the exit code still tells.
        let _ = writeln!(out, "error: {}\nhint: {}", safe(&self.message), safe(&self.hint));
        ExitCode::from(self.code)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::new(error.say(W), error.hint(W))
    }
}

impl From<tui::Stopped> for Failure {
    fn from(stopped: tui::Stopped) -> Self {
        match stopped {
            tui::Stopped::Screen(tui::Error::Store(error)) => error.into(),
            tui::Stopped::Screen(tui::Error::Exchange(error)) => error.into(),
            tui::Stopped::Terminal(error) => Self::new(
                format!("the terminal does not answer: {error}"),
                "Start cacah in a terminal window; 'cacah --help' lists what works without one.",
            ),
        }
    }
}

impl From<exchange::Error> for Failure {
    fn from(error: exchange::Error) -> Self {
        Self::new(error.say(W), error.hint(W))
    }
}
