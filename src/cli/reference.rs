//! `docs/cli.md`, written from the definitions that read the arguments.

use super::{Cli, archive, audit, backup, check, doctor, form, import, index, merge, reproduce, saran, surveys, verify};
use crate::exchange::TRAIL_COLUMNS;
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write;

const HEAD: &str = "# The command line

<!-- Written by the program from its own definitions: `UPDATE_EXPECT=1 cargo test --test it the_reference`. -->

`cacah` alone opens the screens. Data go to the standard output, messages to the standard error: `error: …` says what happened,
`hint: …` what to do next. A reader who closes the pipe early is no failure.

| exit code | means |
|---|---|
| 0 | done |
| 1 | failed, or found what it was asked to look for |
| 2 | wrong usage |
";

/// Writes the reference of every command and option as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut program = Cli::command();
    program.build();
    let mut text = HEAD.to_owned();
    text.push_str("\n## Before or after any command\n\n");
    options(&mut text, program.get_arguments().filter(|arg| arg.is_global_set()));
    for command in program.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        let name = command.get_name().to_owned();
        describe(&mut text, &name, command);
        for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
            let name = format!("{name} {}", below.get_name());
            describe(&mut text, &name, below);
        }
    }
    text
}

fn describe(text: &mut String, name: &str, command: &mut Command) {
    let [first, more] = [command.get_about(), command.get_long_about()].map(|about| about.map(ToString::to_string).unwrap_or_default());
    let more = more.strip_prefix(&first).unwrap_or_default();
    let about = format!("{first}.{more}");
    let usage = command.render_usage().to_string();
    // Writing to a String can't fail, here and below.
    let usage = usage.trim_start_matches("Usage: ");
    let _ = write!(text, "\n## {name}\n\n{about}\n\n```\n{usage}\n```\n");
    let own: Vec<&Arg> =
        command.get_arguments().filter(|arg| !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version")).collect();
    if !own.is_empty() {
        text.push('\n');
        options(text, own.into_iter());
    }
    let described: &[(&str, &str)] = match name {
        "form check" => &form::CHECK_KEYS,
        "form diff" => &form::DIFF_KEYS,
        "form list" => &form::LIST_KEYS,
        "form show" => &form::SHOW_KEYS,
        "surveys" => &surveys::KEYS,
        "check" => &check::KEYS,
        "audit" => &audit::KEYS,
        "import" => &import::KEYS,
        "doctor" => &doctor::KEYS,
        "verify" => &verify::KEYS,
        "index" => &index::KEYS,
        "reproduce" => &reproduce::KEYS,
        "merge" => &merge::KEYS,
        "backup" => &backup::KEYS,
        "archive" => &archive::KEYS,
        "saran" => &saran::KEYS,
        _ => &[],
    };
    if name == "audit" {
        text.push_str("\nThe columns of the CSV; a text that a spreadsheet would run as a formula gets an apostrophe in front:\n\n| column | meaning |\n|---|---|\n");
        for (column, meaning) in TRAIL_COLUMNS {
            let _ = writeln!(text, "| `{column}` | {meaning} |");
        }
    }
    if !described.is_empty() {
        text.push_str("\nThe keys of the objects that `--json` prints:\n\n| key | meaning |\n|---|---|\n");
        for (key, meaning) in described {
            let _ = writeln!(text, "| `{key}` | {meaning} |");
        }
    }
}

fn options<'a>(text: &mut String, args: impl Iterator<Item = &'a Arg>) {
    text.push_str("| option | does |\n|---|---|\n");
    for arg in args {
        let _ = writeln!(text, "| `{}` | {} |", name(arg), notes(arg).replace('|', "\\|"));
    }
}

fn name(arg: &Arg) -> String {
    let values: Vec<&str> = arg.get_value_names().unwrap_or_default().iter().map(clap::builder::Str::as_str).collect();
    let takes = arg.get_action().takes_values();
    match arg.get_long() {
        Some(long) if takes => format!("--{long} {}", values.join(" ")).replace('|', "\\|"),
        Some(long) => format!("--{long}"),
        None => values.join(" "),
    }
}

/// Gives the help with the possible values, the default and the variable.
fn notes(arg: &Arg) -> String {
    let mut notes = vec![arg.get_help().map(ToString::to_string).unwrap_or_default()];
    let quoted = |values: Vec<String>| values.into_iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    if arg.get_action().takes_values() {
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            notes.push(format!("one of {}", quoted(values)));
        }
        let defaults: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if !defaults.is_empty() {
            notes.push(format!("{} unless said", quoted(defaults)));
        }
    }
    if let Some(variable) = arg.get_env() {
        notes.push(format!("or `{}`", variable.to_string_lossy()));
    }
    notes.join("; ")
}
