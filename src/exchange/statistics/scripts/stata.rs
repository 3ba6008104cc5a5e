//! The script for Stata.

use super::super::{Code, Variable, position};
use super::comments;
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;
use crate::survey::value::Missing;
use std::fmt::Write;

pub(super) fn script(plan: &Plan, variables: &[Variable]) -> String {
    let key = &plan.survey.key;
    let texts: Vec<String> = (1..).zip(variables).filter(|(_, variable)| is_text(variable)).map(|(at, _)| at.to_string()).collect();
    let mut text = format!("version 14\n{}\n", comments(plan, "* ", ""));
    let strings = if texts.is_empty() { String::new() } else { format!(" stringcols({})", texts.join(" ")) };
    // Writing to a String can't fail, here and below.
    let _ = writeln!(
        text,
        "import delimited using \"{key}.csv\", clear varnames(1) case(preserve) encoding(\"UTF-8\") bindquote(strict){strings}\n"
    );
    for variable in variables {
        let name = &variable.name;
        match variable.column.holds {
            Holds::Day => convert(&mut text, variable, &format!("daily({name}, \"YMD\")"), "%tdCCYY-NN-DD"),
            Holds::Time => convert(&mut text, variable, &format!("clock({name}, \"hm\")"), "%tcHH:MM"),
            _ => {}
        }
        if variable.column.takes_reasons() && !matches!(variable.column.holds, Holds::Day | Holds::Time) {
            let codes: Vec<String> =
                Missing::ALL.into_iter().map(|reason| format!("{} = {}", variable.number_of(reason), missing(reason))).collect();
            let _ = writeln!(text, "mvdecode {name}, mv({})", codes.join(" \\ "));
        }
        let _ = writeln!(text, "label variable {name} {}", quoted(&variable.column.label.chars().take(80).collect::<String>()));
        let labels = variable.labels(plan.w());
        if !labels.is_empty() && !variable.is_text() {
            for (code, label) in labels {
                let code = match code {
                    Code::Value(code) => code.to_string(),
                    Code::Reason(reason) => missing(reason),
                };
                let _ = writeln!(text, "label define {name} {code} {}, add", quoted(&label));
            }
            let _ = writeln!(text, "label values {name} {name}");
        }
    }
    text
}

/// Tells whether a column is read as text: a day or time is made a number after that.
fn is_text(variable: &Variable) -> bool {
    variable.is_text() || matches!(variable.column.holds, Holds::Day | Holds::Time)
}

fn convert(text: &mut String, variable: &Variable, how: &str, format: &str) {
    let name = &variable.name;
    let _ = writeln!(text, "generate double _new = {how}");
    if variable.column.takes_reasons() {
        for reason in Missing::ALL {
            let _ = writeln!(text, "replace _new = {} if {name} == \"{}\"", missing(reason), variable.number_of(reason));
        }
    }
    let _ = writeln!(text, "order _new, after({name})\ndrop {name}\nrename _new {name}\nformat {name} {format}");
}

fn missing(reason: Missing) -> String {
    let letter = u32::try_from(position(reason)).ok().and_then(|place| char::from_u32(u32::from('a') + place - 1));
    format!(".{}", letter.unwrap_or('z'))
}

/// Quotes a text so that nothing in it is taken for a macro or an end.
fn quoted(text: &str) -> String {
    let text = crate::survey::value::safe(text).replace('`', "'").replace('$', "\\$");
    format!("`\"{text}\"'")
}
