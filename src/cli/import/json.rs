//! What an import comes to, as one JSON object.

use super::text::{how, kind, meaning};
use crate::exchange::import::{Mapping, Opened, Outcome, Report};
use crate::store::Survey;
use crate::words::{Lang, Words};
use serde_json::{Value as Json, json};

/// The keys of the object that `--json` prints, with their meanings; stable.
pub const KEYS: [(&str, &str); 19] = [
    ("file", "the file's path"),
    ("sha256", "the sum over its bytes"),
    ("format", "what kind of file it is, in words"),
    ("head", "the row of the names"),
    ("columns", "a list with an object for each column: `head`, `target` as in a map file, and `how` it was found out"),
    ("rows", "rows below the head"),
    ("new", "rows that are new"),
    ("same", "rows that are here already"),
    ("refused", "rows that are refused"),
    ("summaries", "lines that sum up and are left out"),
    ("lacking", "the questions that no column answers"),
    ("kinds", "a list with an object for each kind of trouble: `kind`, `column`, `count`"),
    ("problems", "a list with an object for each trouble, the first 500: `row`, `column`, `kind`, `found`, `says`"),
    (
        "values",
        "a list with an object for each value of a column with choices: `column`, `value`, `count`, `means`; those that fit none first",
    ),
    ("newcomers", "lines that code lists get"),
    ("doubts", "soft problems that the new interviews have, by rule"),
    ("imported", "null where nothing was imported, else `interviews`, `batches`, `problems`"),
    ("rejects", "the file of refused rows; null where there is none"),
    ("backup", "the copy of the database as it was; null where none was made"),
];

pub(super) fn object(opened: &Opened, mapping: &Mapping, survey: &Survey, report: &Report, outcome: Option<&Outcome>) -> String {
    let w = Words(Lang::En);
    let head = |column: Option<usize>| column.and_then(|at| mapping.columns.get(at)).map(|column| column.head.clone());
    let columns: Vec<Json> = mapping
        .columns
        .iter()
        .map(|column| json!({ "head": column.head, "target": column.target.name(survey), "how": how(column.how) }))
        .collect();
    let kinds: Vec<Json> =
        report.kinds.iter().map(|kind| json!({ "kind": kind.name, "column": head(kind.column), "count": kind.count })).collect();
    let problems: Vec<Json> = report
        .troubles
        .iter()
        .map(|placed| {
            let trouble = &placed.trouble;
            json!({ "row": placed.row, "column": head(trouble.column), "kind": trouble.why.name(), "found": trouble.found, "says": trouble.say(w) })
        })
        .collect();
    let values: Vec<Json> = report
        .values
        .iter()
        .map(|value| json!({ "column": head(Some(value.column)), "value": value.text, "count": value.count, "means": meaning(value, mapping, survey) }))
        .collect();
    let lacking: Vec<&str> = report.lacking.iter().map(|at| survey.form.questions[*at].key.as_str()).collect();
    let newcomers: Vec<&str> = report.newcomers.iter().map(|newcomer| newcomer.label.as_str()).collect();
    let imported = outcome.map(|outcome| {
        let imported = outcome.imported;
        json!({ "interviews": imported.interviews, "batches": imported.batches, "problems": imported.problems })
    });
    let path = |path: Option<&std::path::PathBuf>| path.map(|path| path.display().to_string());
    let object = json!({
        "file": opened.path.display().to_string(),
        "sha256": opened.origin.sha256,
        "format": kind(&opened.kind),
        "head": opened.head_at,
        "columns": columns,
        "rows": report.rows,
        "new": report.new,
        "same": report.same,
        "refused": report.refused,
        "summaries": report.summaries,
        "lacking": lacking,
        "kinds": kinds,
        "problems": problems,
        "values": values,
        "newcomers": newcomers,
        "doubts": report.doubts,
        "imported": imported,
        "rejects": path(outcome.and_then(|outcome| outcome.rejects.as_ref())),
        "backup": path(outcome.and_then(|outcome| outcome.copy.as_ref())),
    });
    format!("{object:#}\n")
}
