//! Lines of the change log in words: what a line is about, its field, its values, its reason; knows no table.

use super::conflict::SETTLED;
use super::import::IMPORTED;
use super::saran::SARAN;
use super::settle::ASIDE;
use super::{About, Conflict, FollowUp, Rival, Survey, TrailLine};
use crate::survey::date;
use crate::survey::interview::{CARRIED, CHECKED, EDITED, Status, VERIFIED};
use crate::survey::saran::Coding;
use crate::survey::value::Answer;
use crate::words::Words;
use serde_json::Value as Json;

impl Conflict {
    /// Says a value that stands against another one.
    #[must_use]
    pub fn say(&self, survey: &Survey, rival: &Rival, w: Words) -> String {
        let [_, said] = self.line(rival.new.clone()).say_values(survey, w);
        if said.is_empty() {
            return "-".to_owned();
        }
        // A coding is about the comment as it was read: where that differs, the same codes may stand against each other.
        let read = |rival: &Rival| rival.new.as_deref().and_then(Coding::from_log).map(|(_, text)| text);
        match read(rival).filter(|text| self.question == SARAN && self.rivals.iter().any(|other| read(other).as_ref() != Some(text))) {
            Some(text) => format!("{said} · \"{text}\""),
            None => said,
        }
    }

    /// Names the question or field.
    #[must_use]
    pub fn say_field(&self, survey: &Survey, w: Words) -> String {
        self.line(None).say_field(survey, w)
    }

    fn line(&self, new: Option<String>) -> TrailLine {
        let (question, about) = (self.question.clone(), About::Interview(self.interview));
        let (id, turn, subject) = (0, 0, self.interview);
        let (who, at, file) = (String::new(), String::new(), None);
        TrailLine {
            file,
            id,
            turn,
            subject,
            about,
            number: None,
            question,
            old: None,
            new,
            who,
            at,
            why: None,
            undoes: None,
            undone: false,
        }
    }
}

impl TrailLine {
    /// Says what the line is about: form and number, batch, item of a list, the survey.
    #[must_use]
    pub fn say_about(&self, survey: &Survey, w: Words) -> String {
        match (self.about, self.number) {
            (About::Interview(_) | About::Verification, Some(number)) => format!("{number:04}"),
            (About::Batch, Some(number)) => w.batch_number(number),
            (About::Item, _) => survey.label(Some(self.subject)).to_owned(),
            (About::Verification, None) => w.trail_verification().to_owned(),
            _ => w.trail_survey().to_owned(),
        }
    }

    /// Names the question or field.
    #[must_use]
    pub fn say_field(&self, survey: &Survey, w: Words) -> String {
        let label = |key: &str| survey.form.find(key).map(|at| survey.form.questions[at].label.get(w.0).to_owned());
        if let Some(label) = label(&self.question) {
            return label;
        }
        let (field, rest) = self.question.split_once(':').unwrap_or((self.question.as_str(), ""));
        if field == "@problem" {
            return format!("{}: {}", w.column_problems(), w.rule(&survey.form, rest));
        }
        if matches!(field, "@rekeyed" | "@settled") {
            let said: Json = self.new.as_deref().and_then(|new| serde_json::from_str(new).ok()).unwrap_or_default();
            let question = said["question"].as_str().and_then(label).unwrap_or_default();
            return if field == "@rekeyed" { w.trail_rekeyed(question) } else { w.trail_settled(question) };
        }
        let name = w.field(field);
        let rest = label(rest).unwrap_or_else(|| rest.to_owned());
        if rest.is_empty() { name.to_owned() } else { format!("{name} {rest}") }
    }

    /// Says the old and the new value in words; empty for none.
    #[must_use]
    pub fn say_values(&self, survey: &Survey, w: Words) -> [String; 2] {
        // A survey without a lock is open.
        let none = if self.question == "@lock" { w.trail_open() } else { "" };
        [&self.old, &self.new].map(|value| value.as_deref().map_or_else(|| none.to_owned(), |value| self.say_value(survey, value, w)))
    }

    fn say_value(&self, survey: &Survey, value: &str, w: Words) -> String {
        let key = self.question.strip_prefix(ASIDE).unwrap_or(&self.question);
        if let Some(at) = survey.form.find(key) {
            return say_answer(survey, at, value, w);
        }
        let json: Json = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        let text = json.as_str().unwrap_or_default();
        match self.question.split(':').next().unwrap_or_default() {
            "@status" => Status::from_code(text).map_or_else(|| text.to_owned(), |status| w.status(status).to_owned()),
            "@date" => text.parse().map_or_else(|_| text.to_owned(), date::show),
            "@problem" => match text {
                "open" => w.trail_open().to_owned(),
                "kept" => w.trail_kept().to_owned(),
                "lapsed" => w.trail_lapsed().to_owned(),
                other => other.to_owned(),
            },
            SARAN => Coding::from_log(value).map_or_else(|| value.to_owned(), |(coding, _)| w.coding(&survey.form, &coding)),
            "@retired" | "@pin" | "@asks_pin" => if json == true || text == "true" { w.yes() } else { w.no() }.to_owned(),
            "@batch" => Self::say_header(survey, &json, w),
            // The whole fingerprint stands with the lock; a line has room for its beginning.
            "@lock" => w.trail_closed(format!("{}…", text.get(..16).unwrap_or(text))),
            "@ended" => w.verify_ended().to_owned(),
            IMPORTED => w.trail_imported(self.file.as_deref().unwrap_or("?"), &json["@row"], answers_in(survey, &json)),
            "@source" => text.to_owned(),
            "@rekeyed" => say_rekeyed(survey, &json, w),
            "@follow_up" => FollowUp::from_log(&json).say(w),
            "@settled" => say_logged(survey, &json, "settled", w),
            "@verification" => say_drawn(survey, &json, w),
            "@band" | "@location" | "@surveyor" if matches!(self.about, About::Interview(_)) => {
                json.as_i64().map_or_else(|| value.to_owned(), |id| survey.label(Some(id)).to_owned())
            }
            _ if json.is_string() => text.to_owned(),
            _ => value.to_owned(),
        }
    }

    /// Says a batch's header: date, band, location, surveyor, forms.
    fn say_header(survey: &Survey, header: &Json, w: Words) -> String {
        let day = header["date"].as_str().and_then(|day| day.parse().ok()).map_or_else(String::new, date::show);
        let labels = ["band", "location", "service", "surveyor"].map(|key| survey.label(header[key].as_i64()).to_owned());
        let forms = w.trail_forms(&header["forms"], &header["first_number"]);
        let parts = std::iter::once(day).chain(labels).chain([forms]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// Says why, and whether the line takes another one back or was taken back.
    #[must_use]
    pub fn say_why(&self, w: Words) -> String {
        let why = self.why.as_deref().map(|why| match why {
            CARRIED => w.trail_carried().to_owned(),
            EDITED => w.trail_edited().to_owned(),
            CHECKED => w.trail_checked().to_owned(),
            VERIFIED => w.trail_verification().to_owned(),
            SETTLED => w.trail_settled_conflict().to_owned(),
            why => why.to_owned(),
        });
        let undoes = self.undoes.map(|_| w.trail_undoes().to_owned());
        let undone = self.undone.then(|| w.trail_undone().to_owned());
        [undoes, undone, why].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// Counts the answers that an imported interview came with.
fn answers_in(survey: &Survey, line: &Json) -> usize {
    survey.form.questions.iter().filter(|question| line.get(&question.key).is_some_and(|answer| !answer.is_object())).count()
}

/// Says an answer as the log writes it: the label of a choice, a number, a text, or why there is none.
fn say_answer(survey: &Survey, question: usize, value: &str, w: Words) -> String {
    match Answer::from_log(value) {
        Some(Answer::Missing(reason)) => format!("({})", w.missing(reason)),
        Some(answer) => answer.value().map_or_else(String::new, |value| survey.form.questions[question].show(value, w.0)),
        None => value.to_owned(),
    }
}

/// Says the answer that stands under a key of a line about a question; a dash for none.
fn say_logged(survey: &Survey, line: &Json, key: &str, w: Words) -> String {
    let value = match &line[key] {
        Json::Null => return "-".to_owned(),
        // A settled value stands as the log writes it, in a string of its own.
        Json::String(text) if key == "settled" => text.clone(),
        value => value.to_string(),
    };
    match line["question"].as_str().and_then(|question| survey.form.find(question)) {
        Some(at) => say_answer(survey, at, &value, w),
        None => value,
    }
}

/// Says what keying a field again came to.
fn say_rekeyed(survey: &Survey, line: &Json, w: Words) -> String {
    match line["fault"].as_str() {
        Some("keyer") => w.trail_fault_keyer(say_logged(survey, line, "second", w)),
        Some("verifier") => w.trail_fault_verifier(say_logged(survey, line, "second", w)),
        _ => w.trail_equal().to_owned(),
    }
}

/// Says how a sample was drawn: whose work, by whom it is keyed again, each n-th form, how many forms.
fn say_drawn(survey: &Survey, line: &Json, w: Words) -> String {
    let whose = line["surveyor"].as_i64().map_or_else(|| w.verify_all().to_owned(), |id| survey.label(Some(id)).to_owned());
    let every = line["every"].as_i64().map(|every| w.trail_every(every, &line["start"]));
    let drawn = w.trail_drawn(&line["drawn"], survey.label(line["verifier"].as_i64()));
    std::iter::once(whose).chain(every).chain([drawn]).collect::<Vec<_>>().join(" · ")
}
