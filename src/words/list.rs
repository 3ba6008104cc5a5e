//! x
use super::words;
words! { list_x = "x" | "x"; }
