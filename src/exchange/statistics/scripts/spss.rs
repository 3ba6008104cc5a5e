//! The script for SPSS and PSPP.

use super::super::{Code, Variable, cut, sets};
use super::comments;
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;
use crate::survey::value::Missing;
use std::fmt::Write;

pub(super) fn script(plan: &Plan, variables: &[Variable]) -> String {
    let key = &plan.survey.key;
    let mut text = format!("* Encoding: UTF-8.\n{}", comments(plan, "* ", "."));
    let _ = write!(
        text,
        "\nGET DATA /TYPE=TXT /FILE='{key}.csv' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES="
    );
    for variable in variables {
        let format = match variable.column.holds {
            _ if variable.is_text() => format!("A{}", variable.extent.longest.clamp(1, 32_767)),
            Holds::Day | Holds::Time if variable.column.takes_reasons() => "A10".to_owned(),
            Holds::Day => "SDATE10".to_owned(),
            Holds::Time => "TIME5".to_owned(),
            Holds::Fraction => format!("F{}.{}", 12 + variable.extent.places, variable.extent.places),
            _ => "F16.0".to_owned(),
        };
        // Writing to a String can't fail, here and below.
        let _ = write!(text, "\n  {} {format}", read_as(variable));
    }
    text.push_str(".\n\n");
    for variable in variables.iter().filter(|variable| is_converted(variable)) {
        let (name, read) = (&variable.name, read_as(variable));
        let format = if variable.column.holds == Holds::Day { "SDATE10" } else { "TIME5" };
        let _ = writeln!(text, "COMPUTE {name} = $SYSMIS.\nFORMATS {name} ({format}).");
        let _ = writeln!(text, "IF (INDEX({read}, '-') NE 1 AND {read} NE '') {name} = NUMBER({read}, {format}).");
        for reason in Missing::ALL {
            let _ = writeln!(text, "IF ({read} = '{number}') {name} = {number}.", number = variable.number_of(reason));
        }
        let _ = writeln!(text, "EXECUTE.\nDELETE VARIABLES {read}.");
    }
    for variable in variables {
        let _ = writeln!(text, "VARIABLE LABELS {} {}.", variable.name, quoted(cut(&variable.column.label, 252)));
    }
    for variable in variables.iter().filter(|variable| !variable.is_text()) {
        let labels = variable.labels(plan.w());
        if !labels.is_empty() {
            let _ = write!(text, "VALUE LABELS {}", variable.name);
            for (code, label) in labels {
                let code = match code {
                    Code::Value(code) => code,
                    Code::Reason(reason) => variable.number_of(reason),
                };
                let _ = write!(text, "\n  {code} {}", quoted(cut(&label, 120)));
            }
            text.push_str(".\n");
        }
        if variable.column.takes_reasons() {
            let (low, high) = variable.range();
            let _ = writeln!(text, "MISSING VALUES {} ({low} THRU {high}).", variable.name);
        }
        let level = match variable.column.holds {
            Holds::Step => "ORDINAL",
            Holds::Whole | Holds::Fraction | Holds::Day | Holds::Time => "SCALE",
            Holds::Code | Holds::Mark | Holds::Text => "NOMINAL",
        };
        let _ = writeln!(text, "VARIABLE LEVEL {} ({level}).", variable.name);
    }
    for (question, members) in sets(variables) {
        let asked = &plan.survey.form.questions[question];
        let names: Vec<&str> = members.iter().map(|at| variables[*at].name.as_str()).collect();
        let label = quoted(cut(asked.label.get(plan.options.lang), 252));
        let _ = writeln!(text, "MRSETS /MDGROUP NAME=${} LABEL={label} VARIABLES={} VALUE=1.", cut(&asked.key, 60), names.join(" "));
    }
    text + "EXECUTE.\n"
}

/// Tells whether a day or a time is read as text first, because a reason can stand there.
const fn is_converted(variable: &Variable) -> bool {
    variable.column.takes_reasons() && matches!(variable.column.holds, Holds::Day | Holds::Time)
}

/// Names the column as it is read.
fn read_as(variable: &Variable) -> String {
    if is_converted(variable) { format!("{}@", variable.name) } else { variable.name.clone() }
}

fn quoted(text: &str) -> String {
    format!("'{}'", crate::survey::value::safe(text).replace('\'', "''"))
}
