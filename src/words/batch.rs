//! x
use super::words;
words! { batch_x = "x" | "x"; }
