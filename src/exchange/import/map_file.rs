//! A mapping as a TOML file that a person can read, mend and use again; knows no row.

use super::dates::DateOrder;
use super::fold::value_key;
use super::mapping::{Defaults, Mapping, Meaning, Order, find_item, list_of};
use super::propose::proposed;
use super::report::Value;
use super::target::{How, Target};
use crate::store::{List, Survey};
use crate::survey::decimal::Decimal;
use crate::survey::interview::{Id, Status};
use crate::survey::lang::Lang;
use crate::survey::value::Missing;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml::Spanned;

/// What is wrong in a map file, by its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub line: usize,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    order: Option<Spanned<String>>,
    dates: Option<Spanned<String>>,
    #[serde(default)]
    columns: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    defaults: DefaultsFile,
    #[serde(default)]
    values: BTreeMap<Spanned<String>, BTreeMap<String, Spanned<MeaningFile>>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefaultsFile {
    date: Option<Spanned<String>>,
    time_band: Option<Spanned<String>>,
    location: Option<Spanned<String>>,
    surveyor: Option<Spanned<String>>,
    service: Option<Spanned<String>>,
    status: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum MeaningFile {
    Code(i64),
    Figure(f64),
    Word(String),
}

/// Reads a map file over what was guessed: what it names is so, the rest stays. Columns that the file to import does not have are passed over.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn read(source: &str, survey: &Survey, mapping: &mut Mapping, how: How) -> Result<(), Complaint> {
    let file: File = toml::from_str(source)
        .map_err(|error| Complaint { line: line(source, error.span().map_or(0, |span| span.start)), text: error.message().to_owned() })?;
    let wrong = |at: usize, text: String| Complaint { line: line(source, at), text };
    let named = |name: &Spanned<String>| {
        Target::from_name(name.get_ref(), survey)
            .ok_or_else(|| wrong(name.span().start, format!("'{}' is no question and no field of this survey", name.get_ref())))
    };
    if let Some(order) = &file.order {
        let known = Order::from_name(order.get_ref());
        let known = known.ok_or_else(|| wrong(order.span().start, "order is \"regulation\" or \"form\"".to_owned()))?;
        mapping.set_order(survey, known);
    }
    if let Some(dates) = &file.dates {
        let known = DateOrder::from_name(dates.get_ref());
        mapping.dates = known.ok_or_else(|| wrong(dates.span().start, "dates is \"day-first\" or \"month-first\"".to_owned()))?;
    }
    for (head, name) in &file.columns {
        let target = named(name)?;
        let Some(at) = mapping.columns.iter().position(|column| column.head == *head.get_ref()) else { continue };
        let twice = mapping.columns.iter().position(|column| column.target == target && target != Target::Nothing && column.how == how);
        if let Some(other) = twice.filter(|other| *other != at) {
            let (one, target) = (&mapping.columns[other].head, name.get_ref());
            return Err(wrong(name.span().start, format!("'{target}' is column '{one}' already")));
        }
        mapping.take(at, target);
        mapping.columns[at].how = how;
    }
    read_defaults(&file.defaults, survey, &mut mapping.defaults, &wrong)?;
    for (name, values) in &file.values {
        let target = named(name)?;
        for (value, meaning) in values {
            let read = match meaning.get_ref() {
                MeaningFile::Code(code) => Some(Meaning::Code(*code)),
                MeaningFile::Figure(figure) => Decimal::from_f64(*figure).map(Meaning::Figure),
                MeaningFile::Word(word) if word == "new" => Some(Meaning::New),
                MeaningFile::Word(word) => word.strip_prefix("missing:").and_then(Missing::from_code).map(Meaning::Missing),
            };
            let told =
                || "a value is a code, a number, \"missing:blank\" or another reason, or \"new\" for a new line of a list".to_owned();
            let read = read.ok_or_else(|| wrong(meaning.span().start, told()))?;
            mapping.values.entry(target).or_default().insert(value_key(value), read);
        }
    }
    Ok(())
}

fn read_defaults(
    file: &DefaultsFile,
    survey: &Survey,
    defaults: &mut Defaults,
    wrong: &impl Fn(usize, String) -> Complaint,
) -> Result<(), Complaint> {
    let item = |list: List, said: &Option<Spanned<String>>, slot: &mut Option<Id>| match said {
        None => Ok(()),
        Some(said) => match find_item(survey, list, said.get_ref()) {
            Some(item) => {
                *slot = Some(item.id);
                Ok(())
            }
            None => Err(wrong(said.span().start, format!("'{}' is not in the list", said.get_ref()))),
        },
    };
    item(List::Band, &file.time_band, &mut defaults.band)?;
    item(List::Location, &file.location, &mut defaults.location)?;
    item(List::Surveyor, &file.surveyor, &mut defaults.surveyor)?;
    item(List::Service, &file.service, &mut defaults.service)?;
    if let Some(date) = &file.date {
        let day = super::dates::read_date(date.get_ref(), DateOrder::DayFirst);
        defaults.date = Some(day.ok_or_else(|| wrong(date.span().start, format!("'{}' is no date", date.get_ref())))?);
    }
    if let Some(status) = &file.status {
        let known = Status::from_code(status.get_ref());
        defaults.status = Some(known.ok_or_else(|| wrong(status.span().start, format!("'{}' is no status", status.get_ref())))?);
    }
    Ok(())
}

fn line(source: &str, at: usize) -> usize {
    source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Writes a mapping as a map file. Values that fit no choice stand there as comments, ready to be filled in.
#[must_use]
pub fn write(mapping: &Mapping, survey: &Survey, unfit: &[&Value]) -> String {
    let mut text =
        "# What each column of the file is: a question's key, its key and \":missing\", or a field with @; \"\" is left out.\n".to_owned();
    // Writing to a String can't fail, here and below.
    if let Some(order) = mapping.order {
        let _ = writeln!(text, "order = {}", quoted(order.name()));
    }
    let _ = writeln!(text, "dates = {}\n\n[columns]", quoted(mapping.dates.name()));
    for column in &mapping.columns {
        let _ = writeln!(text, "{} = {}", quoted(&column.head), quoted(&column.target.name(survey)));
    }
    let defaults = &mapping.defaults;
    let _ = writeln!(text, "\n# What stands in for what the file does not say.\n[defaults]");
    for (name, id) in
        [("time_band", defaults.band), ("location", defaults.location), ("surveyor", defaults.surveyor), ("service", defaults.service)]
    {
        if id.is_some() {
            let _ = writeln!(text, "{name} = {}", quoted(survey.label(id)));
        }
    }
    if let Some(date) = defaults.date {
        let _ = writeln!(text, "date = {}", quoted(&date.to_string()));
    }
    if let Some(status) = defaults.status {
        let _ = writeln!(text, "status = {}", quoted(status.code()));
    }
    let of = |value: &Value| mapping.columns.get(value.column).map_or(Target::Nothing, |column| column.target);
    let mut targets: Vec<Target> = mapping.values.iter().filter(|(_, values)| !values.is_empty()).map(|(target, _)| *target).collect();
    for target in unfit.iter().map(|value| of(value)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    for target in targets {
        let _ = writeln!(text, "\n[values.{}]", quoted(&target.name(survey)));
        for (value, meaning) in mapping.values.get(&target).into_iter().flatten() {
            let meaning = match meaning {
                Meaning::Code(code) => code.to_string(),
                Meaning::Figure(figure) => figure.to_string(),
                Meaning::Missing(reason) => quoted(&format!("missing:{}", reason.code())),
                Meaning::New => quoted("new"),
            };
            let _ = writeln!(text, "{} = {meaning}", quoted(value));
        }
        let mut open = unfit.iter().filter(|value| of(value) == target).peekable();
        if open.peek().is_some() {
            text.push_str("# These fit nothing: take the # off, and write what each means; a code that stands there is a proposal.\n");
            text.push_str(&offered(survey, target));
        }
        for value in open {
            let probably = match proposed(survey, target, &value.text) {
                Some(Meaning::Code(code)) => code.to_string(),
                Some(Meaning::Figure(figure)) => figure.to_string(),
                _ => "  ".to_owned(),
            };
            let _ = writeln!(text, "# {} = {probably} # x {}", quoted(&value_key(&value.text)), value.count);
        }
    }
    text
}

/// Says what values of a column can mean.
fn offered(survey: &Survey, target: Target) -> String {
    let list = list_of(survey, target);
    let known: Vec<String> = match (target, list) {
        (Target::Answer(at), None) => {
            survey.form.questions[at].choices().iter().map(|choice| format!("{} {}", choice.code, choice.label.get(Lang::Id))).collect()
        }
        (_, Some(list)) => survey.choosable(list).map(|item| format!("{} {}", item.code, item.label)).collect(),
        _ => Vec::new(),
    };
    let mut text = String::new();
    for known in known {
        // Writing to a String can't fail.
        let _ = writeln!(text, "#   {}", known.replace(char::is_control, " "));
    }
    let is_number = matches!(target, Target::Answer(at) if survey.form.questions[at].choices().is_empty()) && list.is_none();
    text.push_str(match (target, list) {
        _ if is_number => "#   the number, or \"missing:blank\", \"missing:unreadable\", \"missing:refused\"\n",
        (Target::Answer(_), None) => "#   or \"missing:blank\", \"missing:unreadable\", \"missing:refused\"\n",
        (Target::Answer(_), Some(_)) => "#   or \"new\" for a new line of the list, \"missing:blank\", \"missing:unreadable\"\n",
        _ => "#   or \"new\" for a new line of the list\n",
    });
    text
}

/// Writes a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
