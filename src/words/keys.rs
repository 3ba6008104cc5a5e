//! x
use super::words;
words! { keys_x = "x" | "x"; }
