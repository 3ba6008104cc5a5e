//! x
use super::words;
words! { entry_x = "x" | "x"; }
