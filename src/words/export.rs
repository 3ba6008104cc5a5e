//! x
use super::words;
words! { export_x = "x" | "x"; }
