//! The script for R: with the package haven, labelled columns as it makes them; without, the same attributes.

use super::super::{Code, Variable};
use super::comments;
use crate::exchange::column::Holds;
use crate::exchange::plan::Plan;
use std::fmt::Write;

pub(super) fn script(plan: &Plan, variables: &[Variable]) -> String {
    let key = &plan.survey.key;
    let classes: Vec<String> = variables
        .iter()
        .map(|variable| {
            let class =
                if variable.is_text() || matches!(variable.column.holds, Holds::Day | Holds::Time) { "character" } else { "numeric" };
            format!("  {} = \"{class}\"", name(&variable.name))
        })
        .collect();
    let mut text = format!("{}\n", comments(plan, "# ", ""));
    // Writing to a String can't fail, here and below.
    let _ = write!(
        text,
        "data <- read.csv(\"{key}.csv\", fileEncoding = \"UTF-8\", na.strings = \"\", check.names = FALSE, colClasses = c(\n{}\n))\n\n\
         # A code with its label; numbers in `reasons` say why there is no answer.\n\
         labelled <- function(x, label, labels = NULL, reasons = NULL) {{\n\
         \x20 if (requireNamespace(\"haven\", quietly = TRUE) && !is.null(labels)) {{\n\
         \x20   return(haven::labelled_spss(x, labels = labels, na_range = reasons, label = label))\n\
         \x20 }}\n\
         \x20 structure(x, label = label, labels = labels, na_range = reasons)\n\
         }}\n\n",
        classes.join(",\n")
    );
    for variable in variables {
        let column = format!("data[[{}]]", quoted(&variable.name));
        let mut call = format!("{column} <- labelled({column}, {}", quoted(&variable.column.label));
        let labels = variable.labels(plan.w());
        if !labels.is_empty() && !variable.is_text() {
            let labels: Vec<String> = labels
                .into_iter()
                .map(|(code, label)| {
                    let code = match code {
                        Code::Value(code) => code,
                        Code::Reason(reason) => variable.number_of(reason),
                    };
                    format!("{} = {code}", quoted(&label))
                })
                .collect();
            let _ = write!(call, ", c({})", labels.join(", "));
            if variable.column.takes_reasons() {
                let (low, high) = variable.range();
                let _ = write!(call, ", c({low}, {high})");
            }
        }
        match variable.column.holds {
            // The reasons of days and times are kept aside: these are no numbers here.
            Holds::Day | Holds::Time => {
                if variable.column.takes_reasons() {
                    let reason = format!("data[[{}]]", quoted(&format!("{}_missing", variable.name)));
                    let _ = writeln!(
                        text,
                        "{reason} <- ifelse(grepl(\"^-\", {column}), {column}, NA)\n{column}[grepl(\"^-\", {column})] <- NA"
                    );
                }
                if variable.column.holds == Holds::Day {
                    let _ = writeln!(text, "{column} <- as.Date({column})");
                }
                let _ = writeln!(text, "attr({column}, \"label\") <- {}", quoted(&variable.column.label));
            }
            _ => {
                let _ = writeln!(text, "{call})");
            }
        }
    }
    text
}

fn name(name: &str) -> String {
    format!("`{name}`")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", crate::survey::value::safe(text).replace('\\', "\\\\").replace('"', "\\\""))
}
