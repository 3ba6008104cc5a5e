//! The script for Python, with pandas.

use super::super::{Code, Variable};
use super::comments;
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;
use serde_json::{Map, Value, json};
use std::fmt::Write;

pub(super) fn script(plan: &Plan, variables: &[Variable]) -> String {
    let mut described = Map::new();
    for variable in variables {
        let mut codes = Map::new();
        let mut reasons = Map::new();
        for (code, label) in variable.labels(plan.w()) {
            match code {
                Code::Value(code) => codes.insert(code.to_string(), label.into()),
                Code::Reason(reason) => reasons.insert(variable.number_of(reason).to_string(), json!([reason.code(), label])),
            };
        }
        let kind = match variable.column.holds {
            _ if variable.is_text() => "text",
            // It holds nothing but the reason why a text is absent.
            Holds::Code if variable.column.takes_reasons() && variable.column.codes.is_empty() => "reason",
            Holds::Day => "day",
            Holds::Time => "time",
            Holds::Fraction => "fraction",
            _ => "whole",
        };
        described.insert(variable.name.clone(), json!({"label": variable.column.label, "kind": kind, "codes": codes, "reasons": reasons}));
    }
    let mut text = format!("{}\n", comments(plan, "# ", ""));
    // Writing to a String can't fail.
    let _ = write!(
        text,
        "import json\n\nimport pandas as pd\n\nFILE = {}\n\nVARIABLES = json.loads({})\n\n{BODY}",
        quoted(&format!("{}.csv", plan.survey.key)),
        quoted(&Value::from(described).to_string())
    );
    text
}

/// Reads the columns: codes as they are, reasons in a column of their own; `labelled` gives labels instead of codes.
const BODY: &str = r#"

def read(path=FILE):
    """The data by codes. Why an answer is absent stands in NAME_missing; labels are in .attrs["variables"]."""
    data = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    for name, variable in VARIABLES.items():
        column = data[name].where(data[name] != "")
        reasons = {code: word for code, (word, _) in variable["reasons"].items()}
        if variable["kind"] == "reason":
            column = column.map(reasons)
        elif reasons:
            data[name + "_missing"] = column.map(reasons)
            column = column.where(~column.isin(reasons))
        if variable["kind"] == "whole":
            column = pd.to_numeric(column).astype("Int64")
        elif variable["kind"] == "fraction":
            column = pd.to_numeric(column)
        elif variable["kind"] == "day":
            column = pd.to_datetime(column, format="%Y-%m-%d")
        data[name] = column
    data.attrs["variables"] = VARIABLES
    return data


def labelled(data):
    """The same with labels instead of codes, as categories in the order of the questionnaire."""
    data = data.copy()
    for name, variable in VARIABLES.items():
        if variable["codes"] and variable["kind"] == "whole":
            labels = {int(code): label for code, label in variable["codes"].items()}
            data[name] = pd.Categorical(data[name].map(labels), categories=list(dict.fromkeys(labels.values())))
    return data


if __name__ == "__main__":
    print(labelled(read()).head().to_string())
"#;

fn quoted(text: &str) -> String {
    // A JSON string is a Python string, but for what Python can't have in it: lone halves of pairs, which a Rust text has not.
    Value::from(text).to_string()
}
