//! `cacah completions`: what a shell needs to complete commands and options.

use super::failure::Outcome;
use super::{Cli, print};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Prints the completions for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that reads them
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Outcome {
        // Into memory first: the generator panics on a closed pipe.
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "cacah", &mut text);
        print(text)
    }
}
