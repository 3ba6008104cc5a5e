//! The flow rules of the entry screen, one after another: keys in, what stands on the screen and in the database out.

mod answers;
mod batches;
mod carried;
mod doubts;
mod missing;
mod moves;
mod refusals;
mod slides;
mod texts;
mod undoing;

/// A whole form without a comment, services keyed per form: sixteen keys.
pub const FORM: &str = "2 34 5 4 3 343 443 342 <Enter>";
