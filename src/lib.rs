//! cacah keys paper and spoken survey interviews into clean data: see `docs/architecture.md` for the house.

pub mod cli;
pub mod exchange;
pub mod report;
pub mod store;
pub mod survey;
pub mod tui;
pub mod words;
