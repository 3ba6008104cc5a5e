//! What an exported file is: the survey, what was left out, how many, when, by which program, and its sums; kept beside the file.

use super::sink::{BLOCK, Marks};
use super::{Error, Options, Result, Shape, Whole};
use crate::store::{Filter, Store, Survey, stamp};
use crate::survey::interview::Status;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The ending of the file beside an export that says what it is.
pub const BESIDE: &str = ".cacah.json";

/// The keys of what stands beside an export, with their meanings; stable.
pub const ABOUT_KEYS: [(&str, &str); 25] = [
    ("program", "the program and its version that wrote the file"),
    ("at", "when, with the offset from UTC"),
    ("format", "the format's name on the command line"),
    ("survey", "the survey's key"),
    ("title", "the survey's name and period"),
    ("unit", "the unit whose service was asked about"),
    ("from", "the first day of the period"),
    ("to", "the last day of the period"),
    ("form", "the questionnaire's key"),
    ("form_version", "the questionnaire's version"),
    ("filter", "which interviews are in it: an object with what was asked for; statuses always"),
    ("interviews", "interviews in it"),
    ("statuses", "how many of them have each status"),
    ("rows", "rows about interviews; more than interviews where a row is an answer, 0 for a codebook"),
    ("values", "`codes`, `labels` or `both`; absent where the format has its own way"),
    ("shape", "`wide`, a row an interview, or `long`, a row an answer; absent where the format has its own way"),
    ("dialect", "of CSV: `rfc4180` or `excel-id`; else absent"),
    ("lang", "the language of labels"),
    ("left_out", "what was left out on purpose: `free_text`, `notes`, `surveyor_names`"),
    ("anonymised", "what was done so that nobody is recognised, in sentences; absent where nothing was"),
    ("fingerprint", "of a closed survey: SHA-256 over its data; absent while it is open"),
    ("bytes", "the file's size"),
    ("sha256", "SHA-256 over the file"),
    ("block", "bytes of a block"),
    ("blocks", "a mark of each block, so that a changed file says where: 16 digits each"),
];

/// What an exported file is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub program: String,
    pub at: String,
    pub format: String,
    pub survey: String,
    pub title: String,
    pub unit: String,
    pub from: String,
    pub to: String,
    pub form: String,
    pub form_version: u32,
    pub filter: BTreeMap<String, String>,
    pub interviews: u64,
    pub statuses: BTreeMap<String, u64>,
    #[serde(default)]
    pub rows: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<String>,
    pub lang: String,
    #[serde(default)]
    pub left_out: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anonymised: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    #[serde(default)]
    pub bytes: u64,
    #[serde(default)]
    pub sha256: String,
    #[serde(default)]
    pub block: u64,
    #[serde(default)]
    pub blocks: Vec<String>,
}

impl About {
    /// Says what an export is going to be; its sums come when it is written.
    pub(super) fn begin(store: &Store, survey: &Survey, options: &Options) -> Result<Self> {
        let takes = &options.format.takes;
        let (mut statuses, mut interviews) = (BTreeMap::new(), 0);
        for status in Status::ALL {
            let asked = &options.filter.statuses;
            if asked.is_empty() || asked.contains(&status) {
                let filter = Filter { statuses: vec![status], ..options.filter.clone() };
                let n = u64::try_from(store.count(survey, &filter)?).unwrap_or(0);
                statuses.insert(status.code().to_owned(), n);
                interviews += n;
            }
        }
        let left_out = [
            ("free_text", options.free_text),
            ("notes", options.notes && options.shape == Shape::Wide),
            ("surveyor_names", options.surveyor_names),
        ];
        Ok(Self {
            program: format!("cacah {}", env!("CARGO_PKG_VERSION")),
            at: stamp(&store.now()),
            format: options.format.name.to_owned(),
            survey: survey.key.clone(),
            title: survey.title(),
            unit: survey.unit.clone(),
            from: survey.from.to_string(),
            to: survey.to.to_string(),
            form: survey.form.key.clone(),
            form_version: survey.form.version,
            filter: told(survey, &options.filter),
            interviews,
            statuses,
            values: (!takes.values.is_empty()).then(|| options.values.name().to_owned()),
            shape: (!takes.values.is_empty()).then(|| options.shape.name().to_owned()),
            dialect: takes.dialect.then(|| options.dialect.name().to_owned()),
            lang: options.lang.code().to_owned(),
            left_out: left_out.into_iter().filter(|(_, is_in)| !is_in).map(|(name, _)| name.to_owned()).collect(),
            fingerprint: store.closed(survey.id)?.map(|closed| closed.fingerprint),
            ..Self::default()
        })
    }

    /// Adds the sums of what was written.
    pub(super) fn sum_up(&mut self, rows: u64, marks: Marks) {
        self.rows = rows;
        self.bytes = marks.bytes;
        self.block = BLOCK as u64;
        self.blocks = marks.blocks.iter().map(|mark| format!("{mark:016x}")).collect();
        self.sha256 = marks.sha256();
    }

    /// Says in words what the file is, as name and text; the sums are left out, for they can't stand inside the file.
    pub(super) fn say(&self, w: Words) -> Vec<(&'static str, String)> {
        let statuses: Vec<String> = self
            .statuses
            .iter()
            .filter(|(_, n)| **n > 0)
            .filter_map(|(code, n)| Some(format!("{n} {}", w.status(Status::from_code(code)?))))
            .collect();
        let filter: Vec<String> =
            self.filter.iter().map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name} = {value}") }).collect();
        let mut lines = vec![
            (w.about_survey(), self.title.clone()),
            (w.about_unit(), self.unit.clone()),
            (w.about_period(), format!("{} - {}", self.from, self.to)),
            (w.about_form(), w.about_version(&self.form, self.form_version)),
            (w.about_interviews(), self.interviews.to_string()),
            (w.about_statuses(), statuses.join(", ")),
            (w.about_filter(), filter.join("; ")),
        ];
        if !self.left_out.is_empty() {
            lines.push((w.about_left_out(), self.left_out.join(", ")));
        }
        lines.extend(self.anonymised.iter().map(|line| (w.about_anonymised(), line.clone())));
        lines.extend(self.fingerprint.iter().map(|digits| (w.about_fingerprint(), digits.clone())));
        lines.extend([(w.about_at(), self.at.clone()), (w.about_program(), self.program.clone())]);
        lines
    }

    /// Writes it beside the file that it is about.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let beside = beside(path);
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::write(&beside, error.into()))?;
        let target = super::Target::File { path: beside, replace: true };
        Whole::open(target)?.write(self.interviews, Ok((text + "\n").into_bytes())).map(|_| ())
    }

    /// Reads what stands beside a file.
    ///
    /// # Errors
    /// [`Error::NoAbout`] where nothing does, [`Error::BadAbout`] where it can't be understood.
    pub fn read(path: &Path) -> Result<Self> {
        let place = beside(path);
        let text = match fs::read_to_string(&place) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoAbout(place)),
            text => text.map_err(|source| Error::Read { path: place.clone(), source })?,
        };
        serde_json::from_str(&text).map_err(|error| Error::BadAbout { path: place, why: error.to_string() })
    }
}

/// Names the file that says what another one is.
#[must_use]
pub fn beside(path: &Path) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(BESIDE);
    PathBuf::from(name)
}

/// Says what a filter asks for, by stable names.
fn told(survey: &Survey, filter: &Filter) -> BTreeMap<String, String> {
    let statuses: Vec<&str> = filter.statuses.iter().map(|status| status.code()).collect();
    let item = |id| survey.label(id).to_owned();
    let absent = filter.absent.as_ref().map(|absent| {
        let reason = absent.reason.map(|reason| reason.code().to_owned());
        [absent.question.clone(), reason].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let all = [
        ("status", Some(if statuses.is_empty() { "all".to_owned() } else { statuses.join(",") })),
        ("surveyor", filter.surveyor.map(|id| item(Some(id)))),
        ("location", filter.location.map(|id| item(Some(id)))),
        ("service", filter.service.map(|id| item(Some(id)))),
        ("date", filter.date.map(|day| day.to_string())),
        ("form_number", filter.form_number.map(|number| number.to_string())),
        ("words", (!filter.words.is_empty()).then(|| filter.words.clone())),
        ("missing", absent),
        ("open_problems", filter.open.then(String::new)),
        ("kept_problems", filter.kept.then(String::new)),
        ("completed", filter.completed.map(|day| day.to_string())),
        ("without_service", filter.without_service.then(String::new)),
        ("rules", (!filter.rules.is_empty()).then(|| filter.rules.join(","))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
