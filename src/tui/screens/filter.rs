//! A filter of interviews in words; knows no screen.

use crate::store::{Absent, Filter, Survey};
use crate::survey::date;
use crate::survey::interview::Id;
use crate::words::Words;

/// Says what a filter leaves, in words.
#[must_use]
pub fn say(filter: &Filter, survey: &Survey, w: Words) -> String {
    let label = |name: &str, id: Option<Id>| id.map(|id| format!("{name}: {}", survey.label(Some(id))));
    let parts = [
        (!filter.statuses.is_empty()).then(|| filter.statuses.iter().map(|status| w.status(*status)).collect::<Vec<_>>().join(", ")),
        (!filter.rules.is_empty()).then(|| filter.rules.iter().map(|rule| w.rule(&survey.form, rule)).collect::<Vec<_>>().join(", ")),
        label(w.foot_surveyor(), filter.surveyor),
        label(w.foot_location(), filter.location),
        label(w.foot_service(), filter.service),
        filter.date.map(date::show),
        filter.form_number.map(|number| format!("{number:04}")),
        filter.absent.as_ref().map(|absent| say_absent(absent, survey, w)),
        filter.completed.map(|day| w.list_completed(date::show(day))),
        filter.kept.then(|| w.list_kept_problems().to_owned()),
        filter.open.then(|| w.list_open_problems().to_owned()),
        filter.without_service.then(|| w.list_without_service().to_owned()),
        (!filter.words.is_empty()).then(|| format!("\"{}\"", filter.words)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn say_absent(absent: &Absent, survey: &Survey, w: Words) -> String {
    let question = absent.question.as_ref().and_then(|key| survey.form.find(key));
    let question = question.map_or("", |at| survey.form.questions[at].label.get(w.0));
    format!("{} {question}", absent.reason.map_or(w.list_absent(), |reason| w.missing(reason))).trim().to_owned()
}
