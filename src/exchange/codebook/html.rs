//! The codebook as one HTML file that prints from a browser; knows no database.

use super::super::plan::Plan;
use super::super::xml::escaped;
use super::Entry;
use std::fmt::Write;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111}\
    h2{font-size:1.05em;margin:1.6em 0 .2em;break-after:avoid}code{font-size:1em}p{margin:.2em 0}\
    table{border-collapse:collapse;margin:.4em 0;break-inside:avoid}td,th{border:1px solid #bbb;padding:.15em .6em;text-align:left;vertical-align:top}\
    td:last-child:nth-child(3){text-align:right}";

pub(super) fn render(plan: &Plan, entries: &[Entry]) -> String {
    let w = plan.w();
    let title = format!("{}: {}", w.sheet_codebook(), escaped(&plan.about.title));
    let mut text = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n<table>\n",
        w.0.code()
    );
    for (name, said) in plan.about.say(w) {
        // Writing to a String can't fail, here and below.
        let _ = writeln!(text, "<tr><th>{name}</th><td>{}</td></tr>", escaped(&said));
    }
    text.push_str("</table>\n");
    for entry in entries {
        let _ = writeln!(text, "<h2><code>{}</code> {}</h2>", escaped(&entry.name), escaped(&entry.label));
        if !entry.wording.is_empty() && entry.wording != entry.label {
            let _ = writeln!(text, "<p>{}</p>", escaped(&entry.wording));
        }
        let range = if entry.range.is_empty() { String::new() } else { format!(", {}", escaped(&entry.range)) };
        let _ = writeln!(text, "<p>{}, n = {}{range}</p>", entry.kind, entry.n);
        if !entry.lines.is_empty() {
            let _ = writeln!(text, "<table>\n<tr><th>{}</th><th>{}</th><th>n</th></tr>", w.codebook_code(), w.codebook_meaning());
            for line in &entry.lines {
                let _ = writeln!(text, "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", escaped(&line.code), escaped(&line.label), line.n);
            }
            text.push_str("</table>\n");
        }
    }
    text + "</body>\n</html>\n"
}
