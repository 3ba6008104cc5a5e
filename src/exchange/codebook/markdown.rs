//! The codebook as Markdown; knows no database.

use super::super::plan::Plan;
use super::Entry;
use std::fmt::Write;

/// Signs that mean something in Markdown.
const SIGNS: &str = "\\`*_{}[]<>#|&~";

pub(in crate::exchange) fn render(plan: &Plan, entries: &[Entry]) -> String {
    let w = plan.w();
    let mut text = format!("# {}: {}\n\n| | |\n|---|---|\n", w.sheet_codebook(), plain(&plan.about.title));
    for (name, said) in plan.about.say(w) {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "| {name} | {} |", plain(&said));
    }
    for entry in entries {
        let _ = write!(text, "\n## `{}`\n\n{}", entry.name, plain(&entry.label));
        if !entry.wording.is_empty() && entry.wording != entry.label {
            let _ = write!(text, ": {}", plain(&entry.wording));
        }
        let _ = write!(text, "\n\n{}, n = {}", entry.kind, entry.n);
        if !entry.range.is_empty() {
            let _ = write!(text, ", {}", entry.range);
        }
        text.push('\n');
        if !entry.lines.is_empty() {
            let _ = write!(text, "\n| {} | {} | n |\n|---|---|---:|\n", w.codebook_code(), w.codebook_meaning());
            for line in &entry.lines {
                let _ = writeln!(text, "| {} | {} | {} |", plain(&line.code), plain(&line.label), line.n);
            }
        }
    }
    text
}

/// Makes a text stand as it is, on one line.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in crate::survey::value::safe(text).chars() {
        if SIGNS.contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
