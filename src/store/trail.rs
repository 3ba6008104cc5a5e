//! Reads the change log as people ask for it: who changed what, when, from what to what, why; paged by key, newest first.

use super::{Result, Store, Survey};
use crate::survey::date;
use crate::survey::interview::{CARRIED, CHECKED, EDITED, Id, Status, VERIFIED};
use crate::survey::value::Answer;
use crate::words::Words;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// Which lines are meant; an absent field leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    pub interview: Option<Id>,
    pub form_number: Option<i64>,
    /// Who changed it, an item of the survey.
    pub who: Option<Id>,
    /// A question key, or `@` and a field.
    pub question: Option<String>,
    /// The days of the changes.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Found in the values or in the reason, upper and lower case alike.
    pub words: String,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Interview(Id),
    Batch,
    Item,
    Verification,
    /// The survey itself, or a line of a list that is gone.
    Survey,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailLine {
    pub id: Id,
    pub turn: Id,
    pub subject: Id,
    pub about: About,
    /// The form number of an interview, the number of a batch; none for others.
    pub number: Option<i64>,
    /// A question key, or `@` and the name of a field.
    pub question: String,
    /// JSON, as in the log.
    pub old: Option<String>,
    pub new: Option<String>,
    /// Who did it; empty where nobody is named.
    pub who: String,
    pub at: String,
    pub why: Option<String>,
    /// The line that this one takes back.
    pub undoes: Option<Id>,
    /// True where a later line takes this one back.
    pub undone: bool,
}

impl Store {
    /// Reads at most `limit` lines of a survey's log that a filter leaves, newest first, from before `before` on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn trail(&self, survey: &Survey, filter: &TrailFilter, before: Id, limit: i64) -> Result<Vec<TrailLine>> {
        // A line of a list item that is gone belongs to no survey any more: it is shown in each.
        let mut sql = "SELECT c.id, c.turn, c.subject, i.form_number, b.number, t.id, v.id, c.question, c.old, c.new, coalesce(w.label, ''), c.at, c.why, \
                       c.undoes, EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id) \
                       FROM change c LEFT JOIN interview i ON i.id = c.subject LEFT JOIN batch b ON b.id = c.subject \
                       LEFT JOIN item t ON t.id = c.subject LEFT JOIN verification v ON v.id = c.subject LEFT JOIN survey s ON s.id = c.subject \
                       LEFT JOIN item w ON w.id = c.who \
                       WHERE coalesce(i.survey, b.survey, t.survey, v.survey, s.id, ?1) = ?1 AND c.id < ?2"
            .to_owned();
        let mut values: Vec<Value> = vec![survey.id.into(), before.into()];
        let mut also = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
        };
        if let Some(interview) = filter.interview {
            also(" AND c.subject = ?", interview.into());
        }
        if let Some(number) = filter.form_number {
            also(" AND c.subject IN (SELECT id FROM interview WHERE survey = ?", survey.id.into());
            also(" AND form_number = ?)", number.into());
        }
        if let Some(who) = filter.who {
            also(" AND c.who = ?", who.into());
        }
        if let Some(question) = &filter.question {
            also(" AND c.question = ?", question.clone().into());
        }
        if let Some(from) = filter.from {
            also(" AND c.at >= ?", from.to_string().into());
        }
        if let Some(to) = filter.to {
            // A moment of that day stands behind the day's own name and before its end.
            also(" AND c.at < ?", format!("{to}U").into());
        }
        for word in filter.words.split_whitespace() {
            let like = format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            also(" AND (coalesce(c.old, '') || ' ' || coalesce(c.new, '') || ' ' || coalesce(c.why, '')) LIKE ? ESCAPE '\\'", like.into());
        }
        also(" ORDER BY c.id DESC LIMIT ?", limit.into());
        let mut select = self.db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(values), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<TrailLine> {
    let subject: Id = row.get(2)?;
    let (form, batch): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    let (item, verification): (Option<Id>, Option<Id>) = (row.get(5)?, row.get(6)?);
    let about = match (form, batch, item, verification) {
        (Some(_), ..) => About::Interview(subject),
        (_, Some(_), ..) => About::Batch,
        (_, _, Some(_), _) => About::Item,
        (.., Some(_)) => About::Verification,
        _ => About::Survey,
    };
    Ok(TrailLine {
        id: row.get(0)?,
        turn: row.get(1)?,
        subject,
        about,
        number: form.or(batch),
        question: row.get(7)?,
        old: row.get(8)?,
        new: row.get(9)?,
        who: row.get(10)?,
        at: row.get(11)?,
        why: row.get(12)?,
        undoes: row.get(13)?,
        undone: row.get(14)?,
    })
}

impl TrailLine {
    /// Says what the line is about: form and number, batch, item of a list, the survey.
    #[must_use]
    pub fn say_about(&self, survey: &Survey, w: Words) -> String {
        match (self.about, self.number) {
            (About::Interview(_), Some(number)) => format!("{number:04}"),
            (About::Batch, Some(number)) => w.batch_number(number),
            (About::Item, _) => survey.label(Some(self.subject)).to_owned(),
            (About::Verification, _) => w.trail_verification().to_owned(),
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
        let name = match field {
            "@status" => w.column_status(),
            "@form_number" => w.column_number(),
            "@note" => w.trail_note(),
            "@date" => w.foot_date(),
            "@band" => w.trail_band(),
            "@location" => w.foot_location(),
            "@service" => w.foot_service(),
            "@surveyor" => w.foot_surveyor(),
            "@supervisor" => w.foot_supervise(),
            "@retired" => w.trail_retired(),
            "@batch" => w.trail_header(),
            "@survey" => w.trail_survey(),
            "@lock" => w.trail_lock(),
            "@comment" => w.trail_comment(),
            "@pin" => w.trail_pin(),
            "@asks_pin" => w.setup_pin(),
            "@verification" => w.trail_verification(),
            "@rekeyed" => w.trail_rekeyed(),
            "@settled" => w.trail_settled(),
            "@ended" => w.trail_ended(),
            "@name" => w.setup_name(),
            "@unit" => w.setup_unit(),
            "@period" => w.setup_period(),
            "@from" => w.setup_from(),
            "@to" => w.setup_to(),
            "@served" => w.setup_served(),
            "@floor_seconds" => w.setup_floor(),
            other => other.trim_start_matches('@'),
        };
        let rest = label(rest).unwrap_or_else(|| rest.to_owned());
        if rest.is_empty() { name.to_owned() } else { format!("{name} {rest}") }
    }

    /// Says the old and the new value in words; empty for none.
    #[must_use]
    pub fn say_values(&self, survey: &Survey, w: Words) -> [String; 2] {
        [&self.old, &self.new].map(|value| value.as_deref().map_or_else(String::new, |value| self.say_value(survey, value, w)))
    }

    fn say_value(&self, survey: &Survey, value: &str, w: Words) -> String {
        if let Some(at) = survey.form.find(&self.question) {
            return match Answer::from_log(value) {
                Some(Answer::Missing(reason)) => format!("({})", w.missing(reason)),
                Some(answer) => {
                    let choice = answer.number().and_then(|code| survey.form.questions[at].choice(code));
                    let plain = || answer.as_text().map_or_else(|| value.to_owned(), str::to_owned);
                    choice.map_or_else(plain, |choice| choice.label.get(w.0).to_owned())
                }
                None => value.to_owned(),
            };
        }
        let json: serde_json::Value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
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
            "@retired" | "@pin" | "@asks_pin" => if json == true || text == "true" { w.yes() } else { w.no() }.to_owned(),
            "@batch" => Self::say_header(survey, &json, w),
            "@lock" => format!("{}…", text.get(..16).unwrap_or(text)),
            "@band" | "@location" | "@surveyor" if matches!(self.about, About::Interview(_)) => {
                json.as_i64().map_or_else(|| value.to_owned(), |id| survey.label(Some(id)).to_owned())
            }
            "@rekeyed" | "@settled" | "@verification" => say_object(survey, &json, w),
            _ if json.is_string() => text.to_owned(),
            _ => value.to_owned(),
        }
    }

    /// Says a batch's header: date, band, location, surveyor, forms.
    fn say_header(survey: &Survey, header: &serde_json::Value, w: Words) -> String {
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
            why => why.to_owned(),
        });
        let undoes = self.undoes.map(|_| w.trail_undoes().to_owned());
        let undone = self.undone.then(|| w.trail_undone().to_owned());
        [undoes, undone, why].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// Says the parts of a line about a verification, ids left out.
fn say_object(survey: &Survey, json: &serde_json::Value, w: Words) -> String {
    let Some(object) = json.as_object() else { return json.to_string() };
    let parts = object.iter().filter(|(key, value)| *key != "interview" && !value.is_null()).map(|(key, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match (key.as_str(), survey.form.find(&text)) {
            ("question", Some(at)) => survey.form.questions[at].label.get(w.0).to_owned(),
            ("surveyor" | "verifier", _) => survey.label(value.as_i64()).to_owned(),
            _ => format!("{key} {text}"),
        }
    });
    parts.collect::<Vec<_>>().join(" · ")
}
