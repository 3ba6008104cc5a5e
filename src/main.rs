//! Starts the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    cacah::cli::main()
}
