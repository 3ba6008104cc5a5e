//! The index as one JSON object; knows no argument.

use super::{Found, W, about, asked, reason};
use crate::store::{By, Group, Survey, points};
use crate::survey::index::{PLACES, Ratio, SMALL, decimal, interval};
use crate::words::{Lang, Words};
use serde_json::{Map, Value as Json, json};

impl Found {
    /// Writes everything for programs; the keys are those of [`super::KEYS`].
    pub(super) fn json(&self, survey: &Survey, lang: Lang) -> String {
        let found = self;
        let results = &found.results;
        let whole = results.index.whole.as_ref();
        let interval = results.bounds().map(|(low, high)| {
            let number = |value| points(value).map_or(Json::Null, |value| digits(&value, PLACES));
            json!({ "low": number(low), "high": number(high), "method": interval::METHOD })
        });
        let others: Vec<Json> = results
            .others
            .iter()
            .map(|other| json!({ "convention": other.convention.name(), "ikm": digits(&other.ikm, PLACES), "mutu": other.mutu.code(), "by": digits(&other.by, PLACES) }))
            .collect();
        let left: Map<String, Json> = results.left_out().into_iter().map(|(status, n)| (status.code().to_owned(), n.into())).collect();
        let object = json!({
            "survey": survey.key,
            "key": results.definition.key,
            "label": results.definition.label.get(lang),
            "indices": survey.measures().iter().map(|measure| measure.definition.key.clone()).collect::<Vec<_>>(),
            "convention": results.convention.name(),
            "convention_says": results.says(W),
            "pooling": results.pooling.code(),
            "statuses": results.statuses.iter().map(|status| status.code()).collect::<Vec<_>>(),
            "interviews": results.whole.n,
            "weight": whole.and_then(|whole| whole.weight()).map(|weight| digits(weight, 6)),
            "index": whole.map(|whole| digits(&whole.index, 4)),
            "ikm": results.headline.as_ref().map(|(ikm, _)| digits(ikm, PLACES)),
            "mutu": results.headline.as_ref().map(|(_, mutu)| mutu.code()),
            "interval": interval,
            "unsur": found.order.iter().map(|at| unsur_object(survey, found, *at, lang)).collect::<Vec<_>>(),
            "left_out": left,
            "without_service": results.without_service,
            "other_conventions": others,
            "by": found.by.map(|by| by.name(survey)),
            "groups": found.by.map_or_else(Vec::new, |by| found.groups.iter().map(|group| self.group_object(survey, by, group, lang)).collect()),
            "source": if found.from_rows { "rows" } else { "kept" },
        });
        format!("{object:#}\n")
    }

    fn group_object(&self, survey: &Survey, by: By, group: &Group, lang: Lang) -> Json {
        let found = self;
        let worked = found.results.group(group);
        let hidden = self.suppress && group.n < SMALL;
        let whole = worked.whole.as_ref().filter(|_| !hidden);
        let nrr = |at: &usize| {
            let figures = worked.lines[*at].figures.as_ref().filter(|_| !hidden);
            (asked(survey, &found.results, *at).key.clone(), figures.map_or(Json::Null, |figures| digits(&figures.nrr, 4)))
        };
        json!({
            "name": group.key.name(survey, by, Words(lang)),
            "n": group.n,
            "small": group.n < SMALL,
            "ikm": whole.map(|whole| digits(&whole.ikm, PLACES)),
            "mutu": whole.map(|whole| whole.mutu.code()),
            "nrr": found.order.iter().map(nrr).collect::<Map<_, _>>(),
        })
    }
}

/// Gives a number of JSON with so many decimals.
fn digits(value: &Ratio, places: u8) -> Json {
    // Digits as printed: a reader that rounds them to a float shows the same.
    serde_json::from_str(&decimal::show(value, places)).unwrap_or(Json::Null)
}

fn unsur_object(survey: &Survey, found: &Found, at: usize, lang: Lang) -> Json {
    let results = &found.results;
    let question = asked(survey, results, at);
    let (line, scores) = (&results.index.lines[at], &results.whole.scores[at]);
    let figures = line.figures.as_ref();
    let counts: Map<String, Json> = scores.counts.iter().map(|(value, n)| (value.to_string(), (*n).into())).collect();
    let left: Map<String, Json> = scores.left.iter().map(|(left, n)| (reason(*left), (*n).into())).collect();
    json!({
        "question": question.key,
        "number": question.unsur,
        "label": question.label.get(lang),
        "n": line.n,
        "counts": counts,
        "sum": line.sum,
        "nrr": figures.map(|figures| digits(&figures.nrr, 4)),
        "weighted": figures.map(|figures| digits(&figures.weighted, 4)),
        "ikm": figures.map(|figures| digits(&figures.ikm, PLACES)),
        "mutu": figures.map(|figures| figures.mutu.code()),
        "lowest": results.index.lowest()[at],
        "left_out": left,
        "comments": about(survey, found, results.definition.questions[at]),
    })
}
