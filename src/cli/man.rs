//! `cacah man`: the manual pages, from the same definitions as the help.

use super::failure::{Failure, Outcome};
use super::{Cli, print};
use clap::{Args, CommandFactory};

/// Prints the manual page of the program, or of one of its commands
#[derive(Debug, Args)]
pub struct Man {
    /// The command; without it the program's own page
    command: Option<String>,
}

impl Man {
    pub fn run(&self) -> Outcome {
        let mut program = Cli::command();
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => {
                let found = program.find_subcommand(name).cloned();
                found.ok_or_else(|| Failure::usage(format!("there is no command '{name}'"), "'cacah --help' lists the commands."))?
            }
        };
        let mut text = Vec::new();
        clap_mangen::Man::new(page)
            .render(&mut text)
            .map_err(|error| Failure::new(format!("the page can't be written: {error}"), "Report this as a bug."))?;
        print(text)
    }
}
