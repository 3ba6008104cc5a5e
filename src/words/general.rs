//! x
use super::words;
words! { general_x = "x" | "x"; }
