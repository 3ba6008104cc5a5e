//! x
use super::words;
words! { setup_x = "x" | "x"; }
