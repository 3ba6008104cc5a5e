//! The program as a whole, from outside.

mod bad_input;
mod cli;
mod export;
mod export_target;
mod schema;
mod support;
