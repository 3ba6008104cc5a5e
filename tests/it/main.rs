//! The program as a whole, from outside.

mod bad_input;
mod cli;
mod export;
mod schema;
mod support;
