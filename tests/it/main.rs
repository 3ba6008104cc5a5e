//! The program as a whole, from outside.
#![expect(
    clippy::expect_used,
    clippy::needless_pass_by_value,
    clippy::panic,
    reason = "a test that can't go on fails, and expectations are written in place"
)]

mod anonymous;
mod any_form;
mod architecture;
mod archive;
mod backup;
mod bad_input;
mod bundle;
mod check;
mod cli;
mod complaints;
mod counts;
mod docs;
mod doctor;
mod export;
mod export_target;
mod figures;
mod flags;
mod flow;
mod form_screens;
mod formats;
mod forms;
mod gathered;
mod guide;
mod headers;
mod imports;
mod index;
mod kinds;
mod laptops;
mod lists;
mod lock;
mod merge;
mod migration;
mod owners;
mod picture;
mod promises;
#[cfg(unix)]
mod pty;
mod published;
mod quality;
mod random;
#[cfg(feature = "passphrase")]
mod refused;
mod report;
mod results;
mod review;
mod rules;
mod saran;
mod saran_merge;
mod scenario;
mod schema;
mod screens;
mod setup_merge;
mod shipped;
mod skips;
mod source;
mod supervision;
mod support;
mod trail;
mod verification;
mod versions;
mod workbook;
mod xlsform;
